// Chapter 5: its 2-2-2 network, one pass forward and one backward, neuron by neuron; and any weight wiggled.
import { Network, activations, backprop, costOf, costs, dense } from "./arithmetic.mjs";
import { nonlinear, symmetricQuotient, wayBack } from "./arithmetic.mjs";
import { html, label, svg } from "./elements.mjs";
import { arrow, connection, diagram, neuronPlaces, parameterControls, parameterValues, symbol } from "./networks.mjs";
import { start } from "./view.mjs";

const SIZES = [2, 2, 2];
const THETA = [1, -2, 2, 1, 0.5, -1, 2, -1, -1, 1, -1, 0.5];
const NEURONS = [[1, 0], [1, 1], [2, 0], [2, 1]];
const BACK = [[2, 0], [2, 1], [1, 0], [1, 1]];
// The walk: what is worked out in each step, for which neuron
const STEPS = [
  ["start"],
  ...NEURONS.map((neuron) => ["forward", ...neuron]),
  ["cost"],
  ...BACK.flatMap((neuron) => [["delta", ...neuron], ["gradient", ...neuron]]),
  ["end"],
];
// The rows of the table, and in which step their numbers come
const ROWS = [
  { key: "z", text: "z", of: "forward" },
  { key: "a", text: "a", of: "forward" },
  { key: "dA", text: "∂C/∂a", of: "delta" },
  { key: "delta", text: "δ", of: "delta" },
  { key: "w1", word: "upper", of: "gradient" },
  { key: "w2", word: "lower", of: "gradient" },
  { key: "b", text: "∂C/∂b", of: "gradient" },
];

const WIGGLES = ["1", "0.1", "0.01", "0.001", "0.00001"];
const SAME = 4; // to how many decimals the quotient is compared

const decimalsOf = (text) => (text.split(".")[1] ?? "").length;
const name = (k, i) => symbol("xaO"[k], 0, i);

start("backprop", (view) => {
  const bar = html("div", { class: "nn-controls nn-bar" });
  const walk = (by) => view.set({ step: view.state.step + by });
  view.body.append(bar, view.words);
  const buttons = html("div", { class: "nn-pair" });
  bar.append(buttons);
  const back = view.button("back", () => walk(-1), buttons), next = view.button("next", () => walk(1), buttons);
  view.slider("step", { min: 0, max: STEPS.length - 1, step: 1, value: 0, digits: 0, into: bar });
  view.body.addEventListener("keydown", ({ key, target }) => {
    if (target.matches("input, select") || !["ArrowLeft", "ArrowRight"].includes(key)) return;
    walk(key === "ArrowRight" ? 1 : -1);
  });

  const picture = view.picture();
  const formulas = html("div", { class: "nn-formulas" });
  view.body.append(formulas);
  const cells = table();
  view.choice("f", nonlinear, "sigmoid"); // Maxout has two rows of weights for each neuron, the formulas have one
  for (const [key, reach, value] of [["x1", 2, 1], ["x2", 2, 0.5], ["g1", 1, 1], ["g2", 1, 0]]) {
    view.slider(key, { min: -reach, max: reach, step: 0.1, value });
  }
  const parameters = parameterControls(view, SIZES, THETA);
  view.choice("h", WIGGLES.map((h) => [h, view.number(Number(h), decimalsOf(h))]), "0.01");
  view.body.append(view.controls);
  const lines = view.lines(2);

  view.show(() => {
    const { step, f, x1, x2, g1, g2, part, h } = view.state;
    const [what, K, I] = STEPS[step];
    const network = new Network([dense(2, 2, f), dense(2, 2, f)]), X = [x1, x2], G = [g1, g2];
    network.theta.set(parameterValues(view, parameters));
    const { C, gradient, ...room } = backprop(network, X, G, costs.SquaredError);
    const kept = (layers) => layers.map((layer) => layer.slice()); // the next call overwrites them
    const [Z, A, delta, dA] = [room.Z, room.A, room.delta, room.dA].map(kept);
    const slope = (k, i) => activations[f].slope(Z[k - 1][i], A[k][i]);
    const steepness = (key) => gradient[parameters.findIndex((other) => other.key === key)];
    const done = (...wanted) => STEPS.findIndex((other) => other.join() === wanted.join()) <= step;
    const now = (...wanted) => STEPS[step].join() === wanted.join();
    const weight = (k, i, j) => view.state[`w${k}_${i + 1}${j + 1}`];

    back.setAttribute("aria-disabled", step === 0);
    next.setAttribute("aria-disabled", step === STEPS.length - 1);
    drawPicture();
    drawFormulas();
    drawTable();
    view.say([...view.sentences(["place"], { step, of: STEPS.length - 1 }), ...sentences(), ...wiggled()]);

    // --- the step as formulas ---

    function valuesOf(k, i) {
      const bias = `b${k}_${i + 1}`;
      const values = {
        f: activations[f].symbol, name: name(k, i), zName: symbol("z", k, i), deltaName: symbol("δ", k, i),
        z: Z[k - 1][i], a: A[k][i], slope: slope(k, i), dA: dA[k][i], delta: delta[k - 1][i],
        bName: symbol("b", k, i), b: view.state[bias], db: steepness(bias),
      };
      // One of the two neurons before, or of those after
      const add = (j, numbers) => {
        for (const [key, value] of Object.entries(numbers)) values[key.replace("_", j + 1)] = value;
      };
      for (const j of [0, 1]) {
        add(j, { w_: weight(k, i, j), w_Name: symbol("w", k, i, j), dw_: steepness(`w${k}_${i + 1}${j + 1}`) });
        add(j, { p_: A[k - 1][j], p_Name: name(k - 1, j) });
        if (k === 2) continue;
        add(j, { v_: weight(2, j, i), v_Name: symbol("w", 2, j, i), way_: wayBack(weight(2, j, i), delta[1][j]) });
        add(j, { d_: delta[1][j], d_Name: symbol("δ", 2, j), next_: name(2, j) });
      }
      if (k === 2) Object.assign(values, { G: G[i], GName: symbol("G", 0, i), gap: Math.abs(A[2][i] - G[i]) });
      return values;
    }

    function drawFormulas() {
      const hidden = K === 1;
      const texts = {
        start: ["planForward", "planBack"], end: ["downhill"], cost: ["cost"],
        forward: [hidden ? "zHidden" : "zOutput", "a"],
        delta: [hidden ? "dAHidden" : "dAOutput", "slope", "delta"],
        gradient: hidden ? ["dw1Hidden", "dw2Hidden", "db"] : ["dw1Output", "dw2Output", "db"],
      }[what];
      const values = what === "cost" ? { C, O1: A[2][0], O2: A[2][1], g1, g2 } : K ? valuesOf(K, I) : {};
      formulas.replaceChildren(...texts.map((text) => html("p", { class: "nn-formula" }, ...view.text(text, values))));
    }

    // --- the step in words ---

    function sentences() {
      const say = (key, values) => view.sentences([key], values);
      if (what === "start") return say("start");
      if (what === "end") return say("end", { count: gradient.length });
      if (what === "cost") return say("costSaid", { O1: A[2][0], O2: A[2][1], g1, g2, C });
      const values = valuesOf(K, I);
      if (what === "forward") return say(K === 1 ? "forwardHidden" : "forwardOutput", values);
      if (what === "gradient") {
        const silent = [values.p1Name, values.p2Name].filter((_, j) => A[K - 1][j] === 0).join(", ");
        const more = values.delta === 0 ? say("noDelta", values) : silent ? say("silent", { silent }) : [];
        return [...say("gradientSaid", values), ...more];
      }
      const way = values.slope === 0 ? "uncoupled" : values.delta > 0 ? "plus" : values.delta < 0 ? "minus" : "none";
      if (K === 1) return [...say("ways", values), ...say(way, values)];
      const side = values.gap === 0 ? "exact" : A[2][I] > G[I] ? "tooHigh" : "tooLow";
      return [...say(side, values), ...(side === "exact" ? [] : say(way, values))];
    }

    // --- the wiggled weight ---

    function wiggled() {
      const t = parameters.findIndex(({ key }) => key === part), w = network.theta[t], size = Number(h);
      const cost = (value) => {
        network.theta[t] = value;
        return costOf(network, X, G, costs.SquaredError);
      };
      const signs = (value) => {
        cost(value);
        return network.room(1).Z.map((z) => z.map((v) => (v > 0 ? 1 : 0)).join()).join();
      };
      const kink = activations[f].kinks.length && signs(w + size) !== signs(w - size);
      const values = {
        part: parameters[t].name, h: view.number(size, decimalsOf(h)), higher: cost(w + size), lower: cost(w - size),
        quotient: symmetricQuotient(cost, w, size), gradient: gradient[t],
      };
      view.fill(lines[0], "costs", values);
      const { k, i } = parameters[t], known = done("gradient", k, i);
      view.fill(lines[1], known ? "quotient" : "alone", values);
      if (!known) return view.text("notYet", values);
      const same = view.number(values.quotient, SAME) === view.number(values.gradient, SAME);
      return view.text(same ? "same" : kink ? "kink" : "far", values);
    }

    // --- the picture ---

    function drawPicture() {
      const width = view.width, wide = width >= 560, radius = wide ? 25 : 22, high = wide ? 270 : 280;
      view.clear(picture, high);
      const net = Math.round((wide ? 0.76 : 0.81) * width);
      const places = neuronPlaces(SIZES, { left: radius + 4, top: 0, width: net - 2 * radius - 8, height: high - 4 });
      drawCost(places[2], radius, width - (wide ? 40 : 27), high / 2 - 2);
      diagram(view, picture, {
        places, radius, parameters, theta: network.theta,
        inside: (k, i) => (k === 0 ? view.number(X[i], 1) : done("forward", k, i) ? view.number(A[k][i]) : ""),
        above: name,
        way: (k, i, j) => (now("forward", k, i) ? 1 : now("gradient", k, i) || now("delta", k - 1, j) ? -1 : 0),
        lit: (k, i) => (k === K && i === I) || (what === "cost" && k === 2) || (what === "gradient" && k === K - 1),
      });
      for (const [k, i] of BACK) {
        if (!done("delta", k, i)) continue;
        const [x, y] = places[k][i];
        const here = K === k && I === i ? "nn-number" : "";
        const [aside, below] = i === 0 ? [13, -radius - 7] : [4, radius + 19]; // outside of all ways
        const text = view.plain("deltaLabel", { delta: delta[k - 1][i] });
        label(picture, x + aside, y + below, text, `nn-backward ${here}`);
      }
      // What runs along the ways of this step
      parameters.forEach(({ k, i, j, key }) => {
        if (j < 0) return;
        const [x, y] = [0, 1].map((axis) => 0.55 * places[k][i][axis] + 0.45 * places[k - 1][j][axis]);
        const note = (value) =>
          label(picture, x, y - 8, view.plain("along", { value }), "nn-backward nn-number", "middle");
        if (now("gradient", k, i)) note(steepness(key));
        if (now("delta", k - 1, j)) note(wayBack(weight(k, i, j), delta[1][i]));
      });
    }

    // From the outputs and the goals to the cost
    function drawCost(outputs, radius, right, middle) {
      const coming = what === "cost", known = done("cost"), left = right - 25;
      outputs.forEach(([x, y], i) => {
        const to = [right, middle], going = now("delta", 2, i);
        const color = coming ? "nn-way-on" : going ? "nn-way-back" : "";
        const look = { class: `nn-way ${color}`, "stroke-width": coming || going ? 2 : 1 };
        const line = connection(picture, [x, y], to, look);
        if (going) arrow(picture, line.at(radius + 1), line.at(radius + 11), "nn-backward");
        connection(picture, [right, y], to, { class: `nn-goal ${coming || going ? "" : "nn-dots"}` });
        svg(picture, "rect", { x: right - 20, y: y - 14, width: 40, height: 28, class: "nn-goal nn-paper" });
        label(picture, right, y + 5, view.number(G[i], 1), "nn-goal", "middle");
        label(picture, right - 23, y + 5, symbol("G", 0, i), null, "end");
      });
      const box = { x: left, y: middle - 14, width: 50, height: 28 };
      svg(picture, "rect", { ...box, class: "nn-cost nn-paper nn-dashdot" });
      label(picture, right, middle + 5, known ? view.number(C, 3) : "C", "nn-cost", "middle");
      if (known) label(picture, left - 5, middle + 5, "C", "nn-cost", "end");
    }

    // --- every number of the walk so far ---

    function drawTable() {
      for (const { cell, row, k, i } of cells) {
        const { key, of } = ROWS[row], to = `${k}_${i + 1}`;
        const value = {
          z: Z[k - 1][i], a: A[k][i], dA: dA[k][i], delta: delta[k - 1][i],
          w1: steepness(`w${to}1`), w2: steepness(`w${to}2`), b: steepness(`b${to}`),
        }[key];
        cell.className = now(of, k, i) ? "nn-fresh" : "";
        const number = () => html("data", { "data-name": `${key}_${k}${i + 1}`, value }, view.number(value, 4));
        cell.replaceChildren(...(done(of, k, i) ? [number()] : []));
      }
    }
  });

  // The table of all neurons, empty: its cells
  function table() {
    const grid = html("table", { class: "nn-formula nn-walk" }, html("caption", {}, view.texts.table));
    const heads = NEURONS.map(([k, i]) => html("th", { scope: "col" }, name(k, i)));
    const head = html("tr", {}, html("td"), ...heads);
    const made = [], body = html("tbody");
    ROWS.forEach(({ text, word, of }, row) => {
      const title = html("th", { scope: "row" }, text ?? view.texts[word]);
      const line = html("tr", { class: of === "forward" ? "nn-forward" : "nn-backward" }, title);
      for (const [k, i] of NEURONS) {
        const cell = html("td");
        line.append(cell);
        made.push({ cell, row, k, i });
      }
      body.append(line);
    });
    grid.append(html("thead", {}, head), body);
    view.body.append(grid);
    return made;
  }
});
