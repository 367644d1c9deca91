// Chapter 3: one neuron over six samples, their squares and their mean, and the place on the map of the costs.
import { Network, backprop, costOf, costs, dense, descend, numbers } from "./arithmetic.mjs";
import { axes } from "./axes.mjs";
import { drag, label, path, svg } from "./elements.mjs";
import { contour } from "./grid.mjs";
import { start } from "./view.mjs";

const SAMPLES = [-2, -1, 0, 1, 2, 3];
const GOALS = [0, 0, 1, 0, 1, 1];
const CURVE = numbers(125, (i) => -2.6 + i / 20);
const WEIGHTS = numbers(49, (i) => -3 + i / 6);
const BIASES = numbers(55, (i) => -5 + i / 6);
const LEVELS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
const INNER = 0.15; // a small ring, from a finer grid
const INNER_WEIGHTS = numbers(31, (i) => 0.3 + i / 25);
const INNER_BIASES = numbers(41, (i) => -1.3 + i / 25);
const BOTTOM = 0.0005, NEAR = 0.02, FLAT = 0.05; // above the lowest C; and the length of a gradient

start("cost", (view) => {
  view.slider("w", { min: WEIGHTS[0], max: WEIGHTS.at(-1), step: 0.05, value: -2, digits: 2 });
  view.slider("b", { min: BIASES[0], max: BIASES.at(-1), step: 0.05, value: 2, digits: 2 });

  const neuron = new Network([dense(1, 1, "sigmoid")]);
  function at(theta) {
    neuron.theta.set(theta);
    return backprop(neuron, SAMPLES, GOALS, costs.SquaredError);
  }
  const gridOf = (xs, ys) => ({ xs, ys, values: ys.flatMap((b) => xs.map((w) => at([w, b]).C)) });
  const grid = gridOf(WEIGHTS, BIASES), inner = gridOf(INNER_WEIGHTS, INNER_BIASES);
  const lowest = descend((theta) => at(theta).gradient, [0, 0], 1, 2000).at(-1);
  const least = at(lowest).C;

  const picture = view.picture();
  const lines = view.lines(2);
  let map;
  drag(
    picture,
    (x, y) => view.set({ w: map.atX(x), b: map.atY(y) }),
    (x, y) => map.holds(x, y) && "both",
  );

  view.show(() => {
    const { w, b } = view.state;
    const { C, A, gradient } = at([w, b]);
    const outputs = Array.from(A[1]);
    const squares = outputs.map((O, i) => costs.SquaredError.value([O], [GOALS[i]], 1));
    const worst = squares.findIndex((square) => square > Math.max(...squares) - 1e-12); // the first of equals
    const right = outputs.filter((O, i) => O > 0.5 === GOALS[i] > 0.5).length;
    const curve = Array.from(neuron.forward(CURVE).A[1]);

    drawPicture();
    const named = Object.fromEntries(squares.map((square, i) => [`q${i}`, square]));
    const values = {
      w, b, C, right, above: C - least, x: SAMPLES[worst], O: outputs[worst], G: GOALS[worst], square: squares[worst],
      share: (100 * squares[worst]) / (SAMPLES.length * C), ...named,
    };
    view.fill(lines[0], "worst", values);
    view.fill(lines[1], "mean", values);
    const flat = Math.max(...gradient.map(Math.abs)) < FLAT && values.above > NEAR;
    view.say(view.sentences(["where", where(), "dear", "right"], values));

    function where() {
      if (values.above < BOTTOM) return "bottom";
      if (values.above < NEAR) return "near";
      if (w === 0) return "deaf";
      return flat ? "flat" : "above";
    }

    function drawPicture() {
      const wide = view.width >= 560;
      const width = view.clear(picture, wide ? 372 : 646), left = 46;
      const side = wide ? Math.round(0.5 * width) : width;
      const first = { left, top: 30, width: side - left - 10, height: wide ? 170 : 150 };
      const second = { ...first, top: first.top + first.height + 46, height: wide ? 84 : 76 };
      const third = wide
        ? { left: side + 46, top: 30, width: width - side - 56, height: 300 }
        : { left, top: second.top + second.height + 70, width: width - left - 10, height: 228 };
      drawSamples(first);
      drawSquares(second);
      drawMap(third);
    }

    function drawSamples(box) {
      const { X, Y, inside, curve: draw } = axes(view, picture, { ...box, x: [-2.6, 3.6], y: [-0.12, 1.12] });
      let from = box.left;
      const keys = [["goal", "nn-goal", 72], ["output", "nn-forward", 96], ["distance", "nn-cost", 0]];
      for (const [key, name, width] of keys) {
        label(picture, from, box.top - 11, view.texts[key], name);
        from += width;
      }
      draw(CURVE, curve, "nn-forward nn-curve");
      SAMPLES.forEach((x, i) => {
        path(inside, [[X(x), Y(outputs[i])], [X(x), Y(GOALS[i])]], { class: "nn-cost nn-curve nn-dots" });
        svg(inside, "rect", { x: X(x) - 6, y: Y(GOALS[i]) - 6, width: 12, height: 12, class: "nn-goal nn-fill" });
        svg(inside, "circle", { cx: X(x), cy: Y(outputs[i]), r: 5.5, class: "nn-forward nn-fill" });
      });
    }

    function drawSquares(box) {
      const labeled = { ...box, x: [-2.6, 3.6], y: [0, 1.3], xLabel: view.texts.xAxis };
      const { X, Y, inside } = axes(view, picture, labeled);
      label(picture, box.left, box.top - 8, view.texts.squares, "nn-cost");
      const half = 0.3 * (X(1) - X(0));
      SAMPLES.forEach((x, i) => {
        const y = Y(squares[i]);
        svg(inside, "rect", { x: X(x) - half, y, width: 2 * half, height: Y(0) - y, class: "nn-cost nn-bar" });
      });
      path(inside, [[box.left, Y(C)], [box.left + box.width, Y(C)]], { class: "nn-cost nn-dashdot" });
      SAMPLES.forEach((x, i) => {
        const top = Y(squares[i]) - 4, crossed = top > Y(C) - 3 && top - 12 < Y(C); // by the line of the mean
        label(inside, X(x), crossed ? Y(C) - 5 : top, view.number(squares[i]), "nn-cost", "middle");
      });
    }

    function drawMap(box) {
      const range = { x: [WEIGHTS[0], WEIGHTS.at(-1)], y: [BIASES[0], BIASES.at(-1)] };
      map = axes(view, picture, { ...box, ...range, xLabel: view.texts.w, yLabel: view.texts.map });
      const { X, Y, inside } = map;
      const draw = (level, from, way, digits) =>
        contour(map, { ...from, level, way, name: "nn-cost nn-level", text: view.number(level, digits) });
      for (const level of LEVELS) draw(level, grid, [[-2.8, 3.2], [4.8, 3.2]], 1);
      draw(INNER, inner, [Array.from(lowest), [1, -2]], 2);
      if (C - least < NEAR) label(inside, X(lowest[0]), Y(lowest[1]) + 5, "★", "nn-goal nn-number", "middle");
      const px = X(w), py = Y(b), leftwards = px > box.left + 0.7 * box.width;
      svg(inside, "circle", { cx: px, cy: py, r: 7, class: "nn-forward nn-fill" });
      const x = px + (leftwards ? -12 : 12), y = Math.max(py - 8, box.top + 14);
      label(inside, x, y, view.plain("cLabel", { C }), "nn-cost nn-number", leftwards ? "end" : "start");
    }
  });
});
