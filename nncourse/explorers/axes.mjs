// Axes in a picture, and how numbers become places and places numbers.
import { label, path, round, svg } from "./elements.mjs";

// Axes with few round ticks around a box in the picture. x and y are [low, high]. Returns how numbers become places
// (X, Y) and places numbers (atX, atY), whether a place is in the box (holds), how a finger drags a number (grip),
// `inside`, into which to draw: what lies outside the box is cut off; and curve, which draws a line there. xText and
// yText write the numbers at the axes.
export function axes(view, picture, { left, top, width, height, x, y, xLabel = "", yLabel = "", xText, yText }) {
  const right = left + width, bottom = top + height;
  const X = (v) => left + ((v - x[0]) / (x[1] - x[0])) * width;
  const Y = (v) => top + ((y[1] - v) / (y[1] - y[0])) * height;
  const g = svg(picture, "g", { class: "nn-axes" });
  const line = (v, ends) => svg(g, "line", { ...ends, class: v === 0 ? "nn-zero" : "nn-grid" });
  const across = ticks(x, width / 55), upwards = ticks(y, height / 40);
  for (const v of across.values) {
    line(v, { x1: X(v), x2: X(v), y1: top, y2: bottom });
    const text = xText?.(v) ?? view.number(v, across.digits);
    label(g, X(v), bottom + 17, text, null, "middle");
  }
  for (const v of upwards.values) {
    line(v, { x1: left, x2: right, y1: Y(v), y2: Y(v) });
    const text = yText?.(v) ?? view.number(v, upwards.digits);
    label(g, left - 7, Y(v) + 4, text, null, "end");
  }
  label(g, right, bottom + 36, xLabel, null, "end");
  label(g, left - 28, top - 10, yLabel);
  const viewBox = [left, top, width, height].map(round).join(" ");
  const inside = svg(picture, "svg", { x: left, y: top, width, height, viewBox });
  return {
    X, Y, inside,
    atX: (place) => x[0] + ((place - left) / width) * (x[1] - x[0]),
    atY: (place) => y[1] - ((place - top) / height) * (y[1] - y[0]),
    grip: (px, number) => (Math.abs(px - X(number)) < 24 ? "both" : "x"),
    holds: (px, py) => px >= left && px <= right && py >= top && py <= bottom,
    curve: (xs, ys, name) => path(inside, Array.from(xs, (v, i) => [X(v), Y(ys[i])]), { class: name }),
  };
}

// At most so many round numbers in a range, and how many decimals they have
function ticks([low, high], most) {
  const [step, digits] = tickStep(high - low, Math.max(most, 2)), values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) values.push(i * step + 0);
  return { values, digits };
}

function tickStep(range, most) {
  for (let unit = 1e-4, digits = 4; ; unit *= 10, digits -= 1) {
    for (const factor of [1, 2, 5]) {
      if (range / (unit * factor) <= most) return [unit * factor, Math.max(digits, 0)];
    }
  }
}
