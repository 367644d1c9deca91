// Values over a grid as pictures: contour lines and colored regions.
import { clamp, html, label, path, svg } from "./elements.mjs";

// The line on which values, row after row of a grid over xs and ys, are equal to the level. With a way from one place
// to another, its text stands where it crosses that; if it does not, there is none.
export function contour({ X, Y, inside }, { xs, ys, values, level, name, text = "", way = null }) {
  const n = xs.length;
  const place = (edge) => {
    if (edge === null) return [NaN, NaN];
    const from = Math.floor(edge / 2), to = from + (edge % 2 ? n : 1);
    const part = (level - values[from]) / (values[to] - values[from]);
    const between = (a, b) => a + part * (b - a);
    return [X(between(xs[from % n], xs[to % n])), Y(between(ys[Math.floor(from / n)], ys[Math.floor(to / n)]))];
  };
  const line = trace(linksOf(values, n, level)).map(place);
  path(inside, line, { class: name });
  if (!way) return;
  const off = distanceTo(...way.map(([x, y]) => [X(x), Y(y)]));
  const [x, y] = line.reduce((best, other) => (off(other) < off(best) ? other : best), [NaN, NaN]);
  if (off([x, y]) < 12) label(inside, x, y + 4, text, name, "middle");
}

// Marching squares: the edges of the grid that the line crosses, each with those that it goes on to. From point `at`
// edge 2 * at lies along x, edge 2 * at + 1 along y.
function linksOf(values, n, level) {
  const links = new Map();
  const high = (at) => values[at] > level;
  const add = (from, to) => links.set(from, [...(links.get(from) ?? []), to]);
  for (let at = 0; at < values.length - n; at++) {
    if (at % n === n - 1) continue;
    // Round the cell: its corners, and the edge from each to the next
    const corners = [at, at + 1, at + n + 1, at + n];
    const edges = [2 * at, 2 * (at + 1) + 1, 2 * (at + n), 2 * at + 1];
    const cut = edges.filter((_, i) => high(corners[i]) !== high(corners[(i + 1) % 4]));
    const middle = corners.reduce((sum, corner) => sum + values[corner] / 4, 0);
    if (cut.length === 4 && middle > level !== high(at)) cut.push(cut.shift());
    for (let i = 0; i < cut.length; i += 2) {
      add(cut[i], cut[i + 1]);
      add(cut[i + 1], cut[i]);
    }
  }
  return links;
}

// The edges one after the other, open lines first, null after each line; takes the links away
function trace(links) {
  const line = [], ends = [...links.keys()].filter((edge) => links.get(edge).length === 1);
  for (const first of [...ends, ...links.keys()]) {
    if (!links.has(first)) continue;
    const closed = links.get(first).length === 2;
    for (let edge = first; edge !== undefined; ) {
      const next = links.get(edge);
      links.delete(edge);
      line.push(edge);
      edge = next.find((other) => links.has(other));
    }
    if (closed) line.push(first);
    line.push(null);
  }
  return line;
}

// |dx| + |dy| from a place to the line between two others; beside its ends infinite
function distanceTo([ax, ay], [bx, by]) {
  const square = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
  return ([x, y]) => {
    const part = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square;
    if (!(part >= 0 && part <= 1)) return Infinity;
    return Math.abs(x - ax - part * (bx - ax)) + Math.abs(y - ay - part * (by - ay));
  };
}

// A colored region: values from 0 to 1, row after row from the top, from one color through paper to the other
export function raster(view, parent, { left, top, width, height }, columns, rows, values, ends = ["low", "high"]) {
  const stops = [ends[0], "paper", ends[1]].map((name) => colourOf(view.words, `--nn-${name}`));
  const canvas = html("canvas", { width: columns, height: rows }), context = canvas.getContext("2d");
  const pixels = context.createImageData(columns, rows);
  values.forEach((value, i) => {
    const t = clamp(value || 0, 0, 1), [from, to] = t < 0.5 ? stops : stops.slice(1);
    const part = t < 0.5 ? 2 * t : 2 * t - 1;
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = from[c] + part * (to[c] - from[c]);
    pixels.data[4 * i + 3] = 255;
  });
  context.putImageData(pixels, 0, 0);
  const href = canvas.toDataURL();
  return svg(parent, "image", { href, x: left, y: top, width, height, preserveAspectRatio: "none" });
}

// Numbers as squares side by side, 1 as dark as ink, in 32 shades; those below 0 in the other color
export function squares(view, parent, frame, columns, numbers) {
  const { left: x, top: y, width, height } = frame, shades = Array.from(numbers, (v) => Math.round(32 * (1 + v)) / 64);
  const image = raster(view, parent, frame, columns, numbers.length / columns, shades, ["backward", "forward"]);
  image.classList.add("nn-pixels");
  svg(parent, "rect", { x, y, width, height, class: "nn-squares" });
}

// [red, green, blue] of a custom property, as an element has it in this theme, also where the system forces colors
function colourOf(element, name) {
  element.style.cssText = `color: var(${name}); forced-color-adjust: none`;
  const numbers = getComputedStyle(element).color.match(/[\d.]+/g).map(Number);
  element.style.cssText = "";
  return numbers.slice(0, 3);
}
