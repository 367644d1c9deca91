// Networks, as in the book's figures: what their parts are called, where they stand, how they are drawn and set.
import { label, path, svg } from "./elements.mjs";

// z₁⁽²⁾, or with j ≥ 0 w₁₂⁽²⁾; k = 0 leaves the layer out. i and j count from 0 here.
export function symbol(letter, k, i, j = -1) {
  const low = [i, j].filter((n) => n >= 0).map((n) => "₁₂₃₄₅₆₇₈₉"[n]).join("");
  return letter + low + (k ? `⁽${"⁰¹²³⁴⁵⁶⁷⁸⁹"[k]}⁾` : "");
}

// All weights and biases in theta's order. [{key, name, k, i, j}]: into neuron i of layer k from neuron j of the layer
// before, j = -1 for a bias
export function parametersOf(sizes) {
  const all = sizes.slice(1).flatMap((n, k) => {
    const rows = [...Array(n).keys()], columns = [...Array(sizes[k]).keys()];
    const weights = rows.flatMap((i) => columns.map((j) => ({ k: k + 1, i, j, key: `w${k + 1}_${i + 1}${j + 1}` })));
    return [...weights, ...rows.map((i) => ({ k: k + 1, i, j: -1, key: `b${k + 1}_${i + 1}` }))];
  });
  for (const part of all) part.name = symbol(part.key[0], part.k, part.i, part.j);
  return all;
}

// A list to choose one from, and a slider for it; its value is state[key]
export function parameterControls(view, sizes, theta) {
  const all = parametersOf(sizes);
  view.choice("part", all.map(({ key, name }) => [key, name]), all[0].key);
  all.forEach(({ key }, t) => view.slider(key, { min: -5, max: 5, step: 0.1, value: theta[t] }));
  return all;
}

// Show the slider of the chosen one, and return all values
export function parameterValues(view, parameters) {
  for (const { key, name } of parameters) view.relabel(key, name, key !== view.state.part);
  return parameters.map(({ key }) => view.state[key]);
}

// The places of its neurons in a box: a column for each layer, inputs first
export function neuronPlaces(sizes, { left, top, width, height }) {
  const most = Math.max(...sizes), gap = height / most;
  return sizes.map((n, k) => {
    const x = left + (k * width) / (sizes.length - 1);
    return Array.from({ length: n }, (_, i) => [x, top + gap * (i + 0.5 + (most - n) / 2)]);
  });
}

// Draw a network: a line as thick as its weight, dotted where that is negative, the weight on it; biases as small
// squares; neurons as circles, inside(k, i) in them and above(k, i) over them. way(k, i, j) is 1 or -1 where something
// runs forward or back just now, into neuron i of layer k from neuron j; lit(k, i) where a neuron is looked at.
// parameters are those of parametersOf, theta their values; the result has a place [x, y] for each, where its number
// stands.
export function diagram(view, parent, { places, radius, parameters, theta, inside, above, way, lit }) {
  const later = [];
  const spots = parameters.map(({ key, k, i, j }, t) => {
    const value = theta[t], to = places[k][i];
    const text = view.number(value, Number.isInteger(value) ? 0 : 1);
    const name = `nn-weight ${key === view.state.part ? "nn-chosen" : ""}`;
    if (j < 0) return drawBias(parent, to, radius, text, name);
    const spot = drawWeight(parent, places[k - 1][j], to, radius, value, way(k, i, j));
    later.push(() => drawLabel(parent, spot, text, name));
    return spot;
  });
  later.forEach((draw) => draw());
  places.forEach((layer, k) =>
    layer.forEach(([x, y], i) => {
      svg(parent, "circle", { cx: x, cy: y, r: radius, class: `nn-forward nn-paper ${lit(k, i) ? "nn-lit" : ""}` });
      label(parent, x, y + 5, inside(k, i), "nn-forward", "middle");
      label(parent, x, y - radius - 7, above(k, i), null, "middle");
    }),
  );
  return spots;
}

function drawWeight(parent, from, to, radius, value, direction) {
  const color = direction > 0 ? "nn-way-on" : direction < 0 ? "nn-way-back" : "";
  const { at, length } = connection(parent, from, to, {
    class: `nn-way ${color} ${value < 0 ? "nn-dots" : ""}`,
    "stroke-width": Math.min(0.8 + Math.abs(value), 4),
  });
  if (direction > 0) arrow(parent, at(length - radius - 1), at(length - radius - 11), "nn-forward");
  if (direction < 0) arrow(parent, at(radius + 1), at(radius + 11), "nn-backward");
  return at(0.26 * length);
}

function drawLabel(parent, [x, y], text, name) {
  const wide = 5 + 7 * text.length;
  svg(parent, "rect", { x: x - wide / 2, y: y - 7, width: wide, height: 14, class: "nn-plate" });
  label(parent, x, y + 4.5, text, name, "middle");
}

function drawBias(parent, to, radius, text, name) {
  const x = to[0] - 0.8 * radius, y = to[1] + radius + 14, half = 19;
  path(parent, [to, [x, y]], { class: "nn-weight" });
  svg(parent, "rect", { x: x - half, y: y - 11, width: 2 * half, height: 22, class: "nn-weight nn-paper" });
  label(parent, x, y + 4.5, text, name, "middle");
  return [x, y];
}

// A line between two places; at(distance) is the place so far from the first
export function connection(parent, from, to, attributes) {
  const line = path(parent, [from, to], attributes);
  const at = (distance) => {
    const { x, y } = line.getPointAtLength(distance);
    return [x, y];
  };
  return { at, length: line.getTotalLength() };
}

// The head of an arrow from a place ten units before its tip
export function arrow(parent, tip, before, name) {
  const [fromX, fromY] = before, [x, y] = [tip[0] - fromX, tip[1] - fromY].map((d) => d / 2);
  path(parent, [tip, [fromX - y, fromY + x], [fromX + y, fromY - x], tip], { class: `${name} nn-fill` });
}
