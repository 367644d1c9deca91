// Chapter 2: its 2-3-1 network. Inputs, weights and biases move; the formulas and the decision region follow.
import { Network, activations, dense, numbers } from "./arithmetic.mjs";
import { axes } from "./axes.mjs";
import { drag, label, path, svg } from "./elements.mjs";
import { contour, raster } from "./grid.mjs";
import { diagram, neuronPlaces, parameterControls, parameterValues, symbol } from "./networks.mjs";
import { start } from "./view.mjs";

const FUNCTIONS = ["sigmoid", "tanh", "relu", "identity"]; // a choice: round, bent and straight borders
const SIZES = [2, 3, 1];
const THETA = [2, -3, 1, 2, 0, 2, 0.5, -2, 1, 1, -2, 0.3, 0];
const NEURONS = [[1, 0], [1, 1], [1, 2], [2, 0]];
const CELLS = 60, BOX = [-2, 2];
const ASIDE = numbers(CELLS, (i) => BOX[0] + ((BOX[1] - BOX[0]) * (i + 0.5)) / CELLS);
const UPWARDS = ASIDE.toReversed();
const GRID = numbers(2 * CELLS * CELLS, (i) =>
  i % 2 ? UPWARDS[Math.floor(i / 2 / CELLS)] : ASIDE[Math.floor(i / 2) % CELLS],
);
const PER_PIXEL = 0.02; // what a weight gains for each pixel that it is dragged to the right

start("forward", (view) => {
  view.choice("f", FUNCTIONS.map((f) => [f, activations[f].name ?? view.texts.none]), "sigmoid");
  view.slider("x1", { min: BOX[0], max: BOX[1], step: 0.1, value: 1 });
  view.slider("x2", { min: BOX[0], max: BOX[1], step: 0.1, value: 0.5 });
  const parameters = parameterControls(view, SIZES, THETA);
  view.keep("at", "a1", (wanted) => (["a1", "a2", "a3", "O"].includes(wanted) ? wanted : view.state.at));
  const name = (k, i) => (k === 2 ? "O" : k === 0 ? symbol("x", 0, i) : symbol("a", 1, i));
  const key = (k, i) => (k === 2 ? "O" : `a${i + 1}`);
  const look = (k, i) => view.state.at !== key(k, i) && view.set({ at: key(k, i) });

  const picture = view.picture("group");
  const scene = svg(picture, "g"), handles = svg(picture, "g", { class: "nn-handles" });
  let plot, places;
  const lines = view.lines(2);
  view.line().textContent = view.texts.legend;

  // What can be touched lies over the picture, unseen, and stays when the picture is drawn anew.
  const hold = (element, field, more) => {
    let from;
    drag(element, (x, y, event) => {
      if (event.type === "pointerdown") from = { x, y, value: view.state[field] };
      view.set({ ...more, [field]: from.value + (x - from.x) * PER_PIXEL });
    });
    return element;
  };
  const region = svg(handles, "rect", { class: "nn-handle" });
  drag(region, (x, y) => view.set({ x1: plot.atX(x), x2: plot.atY(y) }));
  const grip = (tag, field, more) => hold(svg(handles, tag, { class: "nn-handle", "data-part": field }), field, more);
  const grips = parameters.map(({ key: field, k, i, j }) =>
    grip(j < 0 ? "rect" : "path", field, { part: field, at: key(k, i) }),
  );
  const inputs = ["x1", "x2"].map((field) => grip("circle", field));
  const neurons = NEURONS.map(([k, i]) => {
    const role = { tabindex: 0, role: "button", "data-neuron": key(k, i) };
    const circle = svg(handles, "circle", { class: "nn-handle", ...role });
    for (const event of ["pointerenter", "focus", "click"]) circle.addEventListener(event, () => look(k, i));
    circle.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      look(k, i);
    });
    return circle;
  });

  view.show(() => {
    const { f, x1, x2, at } = view.state;
    const network = new Network([dense(2, 3, f), dense(3, 1, "sigmoid")]);
    network.theta.set(parameterValues(view, parameters));
    const region = network.forward(GRID).A[2];
    const { Z, A } = network.forward([x1, x2]);
    const O = A[2][0];
    const [K, I] = NEURONS.find(([k, i]) => key(k, i) === at);
    const z = Z[K - 1][I], a = A[K][I];

    drawPicture();
    const own = parameters.filter(({ k, i }) => k === K && i === I);
    const letterOfF = activations[K === 2 ? "sigmoid" : f].symbol;
    const values = { zName: symbol("z", K, I), name: name(K, I), z, a, f: letterOfF, x1, x2, O };
    own.forEach((part) => {
      const letter = part.j < 0 ? "b" : `w${part.j + 1}`;
      values[letter] = view.state[part.key];
      values[`${letter}Name`] = part.name;
    });
    A[K - 1].forEach((input, j) => {
      values[`p${j + 1}`] = input;
      values[`p${j + 1}Name`] = name(K - 1, j);
    });
    view.fill(lines[0], K === 1 ? "zHidden" : "zOutput", values);
    view.fill(lines[1], K === 2 ? "aOutput" : f === "identity" ? "aNone" : "aHidden", values);
    neurons.forEach((circle, n) => {
      const [k, i] = NEURONS[n];
      circle.setAttribute("aria-label", view.plain("neuron", { name: name(k, i), z: Z[k - 1][i], a: A[k][i] }));
      circle.setAttribute("aria-pressed", k === K && i === I);
    });
    const side = Math.abs(O - 0.5) < 0.005 ? "edge" : O > 0.5 ? "above" : "below";
    const one = region[0] > 0.5, nowhere = region.every((value) => value > 0.5 === one);
    const border = nowhere ? "nowhere" : f === "identity" ? "straight" : "";
    view.say(view.sentences(["here", side, border, remark()].filter(Boolean), values));

    function remark() {
      const silent = own.filter(({ key: field, j }) => j >= 0 && view.state[field] === 0);
      values.input = silent.map(({ j }) => name(K - 1, j)).join(", ");
      if (silent.length === own.length - 1) return "deaf";
      if (silent.length) return "silent";
      const { slope } = activations[K === 2 ? "sigmoid" : f];
      if (f === "relu" && K === 1 && z <= 0) return "off";
      if (f !== "relu" && slope(z, a) < 0.1 * slope(0, activations[f].f(0))) return "saturated";
      return z === 0 ? "zero" : z > 0 ? "positive" : "negative";
    }

    function drawPicture() {
      const width = view.width, wide = width >= 560;
      const radius = wide ? 25 : 22, net = wide ? Math.round(0.56 * width) : width, high = 310;
      const size = wide ? width - net - 62 : Math.min(width - 60, 280);
      const left = wide ? net + 48 : (width - size) / 2 + 10, top = wide ? 26 : high + 34;
      view.size(picture, Math.max(high, top + size + 40));
      scene.replaceChildren();
      places = neuronPlaces(SIZES, { left: radius + 4, top: 8, width: net - 2 * radius - 10, height: high - 18 });
      const spots = diagram(view, scene, {
        places, radius, parameters, theta: network.theta,
        inside: (k, i) => view.number(A[k][i], k ? 2 : 1),
        above: name,
        way: (k, i) => (k === K && i === I ? 1 : 0),
        lit: (k, i) => k === K && i === I,
      });
      const box = { left, top, width: size, height: size };
      plot = axes(view, scene, { ...box, x: BOX, y: BOX, xLabel: "x₁", yLabel: "x₂" });
      raster(view, plot.inside, box, CELLS, CELLS, region);
      const cross = [[[plot.X(0), top], [plot.X(0), top + size]], [[left, plot.Y(0)], [left + size, plot.Y(0)]]];
      cross.forEach((line) => path(plot.inside, line, { class: "nn-zero" }));
      const way = [[-1.7, 1.7], [1.7, -1.7]];
      contour(plot, { xs: ASIDE, ys: UPWARDS, values: region, level: 0.5, name: "nn-weight nn-curve", way });
      const px = plot.X(x1), py = plot.Y(x2), leftwards = px > left + size - 90, below = py < top + 24;
      svg(plot.inside, "circle", { cx: px, cy: py, r: 7, class: "nn-forward nn-fill" });
      const x = px + (leftwards ? -11 : 11), y = py + (below ? 20 : -9);
      const point = view.plain("point", { O });
      label(plot.inside, x, y, point, "nn-forward nn-number", leftwards ? "end" : "start");

      const move = (element, attributes) => {
        for (const [at, value] of Object.entries(attributes)) element.setAttribute(at, value);
      };
      move(handles.firstChild, { x: left, y: top, width: size, height: size });
      grips.forEach((grip, t) => {
        const { k, i, j } = parameters[t], [x, y] = spots[t];
        if (j < 0) move(grip, { x: x - 18, y: y - 13, width: 36, height: 26 });
        else move(grip, { d: `M${places[k - 1][j].join(" ")}L${places[k][i].join(" ")}` });
      });
      inputs.forEach((circle, i) => move(circle, { cx: places[0][i][0], cy: places[0][i][1], r: radius }));
      neurons.forEach((circle, n) => {
        const [cx, cy] = places[NEURONS[n][0]][NEURONS[n][1]];
        move(circle, { cx, cy, r: radius + 2 });
      });
    }
  });
});
