// Chapter 6: a small network that learns in the page, with every weight and its gradient.
import { Network, Training, activations, costs, dense, liveliness, maxout, points } from "./arithmetic.mjs";
import { html, neuronPlaces, path, start, svg, symbol } from "./view.mjs";

const KINDS = { tanh: "tanh", relu: "ReLU", leaky_relu: "Leaky ReLU", elu: "ELU", sigmoid: "Sigmoid", maxout: "Maxout" };
const SETS = { circles: 0.1, xor: 0.1, spirals: 0.03, blobs: 0.2 }; // the noise of each
const SIGHT = { xor: [-0.5, 1.5], circles: [-1.4, 1.4], spirals: [-1.2, 1.2], blobs: [-1.2, 1.2] };
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];
const STARTS = { package: 1, zeros: 0, small: 0.01, large: 10 };
const SAMPLES = 200, DATA_SEED = 1000; // no start has the seed of the data
const LAST = 50000; // steps
const CALM = 1000; // steps at once where nothing may move
const BUDGET = 10; // milliseconds of a frame for steps; the rest is the page's
const GRID = 40;
const MOST_HISTORY = 400;
const FLAT = 0.02; // a neuron with less than this part of its largest slope, for every sample, is saturated

const square = (x, y, half) => [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([dx, dy]) => [x + half * dx, y + half * dy]);

start("playground", (view) => {
  const { texts } = view;
  const row = html("div", { class: "nn-row" });
  view.body.append(row);
  const runner = view.button("run", () => run(), row);
  view.button("step", () => halt(training.steps + 1), row);
  view.button("again", () => {
    training = null;
    halt(0);
  }, row);

  const picture = view.picture();
  const [told, counted] = [view.line(), view.line()];
  view.body.append(view.words, view.controls);
  const named = (keys) => keys.map((key) => [key, texts[key]]);
  view.choice("set", named(Object.keys(SETS)), "circles");
  view.slider("depth", { min: 0, max: 3, step: 1, value: 1, digits: 0 });
  view.slider("width", { min: 1, max: 8, step: 1, value: 4, digits: 0 });
  view.choice("f", Object.entries(KINDS), "tanh");
  view.choice("cost", named(["BinaryCrossEntropy", "SquaredError"]), "BinaryCrossEntropy");
  view.choice("L", RATES.map((L) => [String(L), view.number(L, Math.max(0, String(L).length - 2))]), "0.3");
  view.choice("batch", [["200", texts.whole], ["50", "50"], ["10", "10"], ["1", "1"]], "200");
  view.choice("init", named(Object.keys(STARTS)), "package");
  view.slider("seed", { min: 0, max: 99, step: 1, value: 0, digits: 0 });
  view.choice("lines", named(["both", "weights", "gradients"]), "both");
  const neurons = [1, 2, 3, 4].flatMap((k) => [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [`${k}_${i + 1}`, symbol("a", k, i)]));
  const list = view.choice("neuron", neurons, "1_1");
  view.keep("steps", 0, (wanted) => Math.min(Math.max(Math.round(Number(wanted)) || 0, 0), LAST));

  const caption = html("caption"), rows = html("tbody");
  const heads = ["from", "weight", "gradient"].map((key) => html("th", { scope: "col" }, texts[key]));
  view.body.append(html("table", { class: "nn-table" }, caption, html("thead", {}, html("tr", {}, ...heads)), rows));
  picture.addEventListener("pointerdown", ({ target }) => target.dataset.neuron && view.set({ neuron: target.dataset.neuron }));

  let training = null, settings = "", history, stride, painted = false;
  let running = false;
  view.halt = () => (running = false);
  const loop = view.loop(() => view.set({}));

  function run() {
    if (running) return halt(training.steps);
    if (training.diverged || training.steps >= LAST) training = null;
    if (!training) view.state.steps = 0;
    if (view.calm) return view.set({ steps: view.state.steps + CALM });
    running = true;
    view.set({});
  }

  function halt(steps) {
    running = false;
    view.set({ steps });
  }

  // A new network and its data wherever a setting is another; the steps begin again, but for those that an address asks for
  function prepare() {
    const { set, depth, width, f, cost, L, batch, init, seed } = view.state;
    const wanted = [set, depth, width, f, cost, L, batch, init, seed].join();
    if (settings && settings !== wanted) {
      running = false;
      view.state.steps = 0;
      training = null;
    }
    settings = wanted;
    if (training && training.steps <= view.state.steps) return;
    const sizes = [2, ...Array(depth).fill(width)];
    const hidden = sizes.slice(1).map((n, k) => (f === "maxout" ? maxout(sizes[k], n) : dense(sizes[k], n, f)));
    const network = new Network([...hidden, dense(sizes.at(-1), 1, cost === "SquaredError" ? "sigmoid" : "identity")]);
    network.initialise(seed, STARTS[init]);
    const data = points(set, SAMPLES, SETS[set], DATA_SEED);
    training = new Training(network, data, costs[cost], Number(L), Number(batch), seed);
    [history, stride] = [[], training.perEpoch];
  }

  // Steps, until there are as many as wanted or the page wants its time back
  function advance(wanted) {
    const end = performance.now() + BUDGET;
    while (training.steps < wanted && !training.diverged && performance.now() < end) {
      const due = training.steps % stride === 0, whole = training.batch === SAMPLES, at = training.steps;
      const before = due && !whole ? training.all().C : 0, C = training.step();
      if (due && !training.diverged) note(at, whole ? C : before);
    }
    if (!Number.isFinite(training.all().C)) training.undo();
    return training.steps < wanted && !training.diverged;
  }

  // The cost over all samples, for the curve; of a long training every second time, every fourth, ...
  function note(at, C) {
    history.push([at, C]);
    if (history.length < MOST_HISTORY) return;
    history = history.filter((_, i) => i % 2 === 0);
    stride *= 2;
  }

  view.show(() => {
    prepare();
    const behind = advance(running ? LAST : view.state.steps);
    if (running) view.state.steps = training.steps;
    if (training.diverged) view.state.steps = training.steps + 1; // an address leads to the same end
    if (behind) loop.start();
    else {
      loop.stop();
      running = false;
    }
    if (view.calm && behind && painted) return;
    painted = true;

    const { network, perEpoch, X, G, steps } = training, { cost, init } = view.state;
    const { C, gradient, ...room } = training.all();
    const slots = network.views(gradient), lively = liveliness(network, room), last = network.layers.length - 1;
    const sizes = [2, ...network.layers.map(({ nOut }) => nOut)];
    const answer = cost === "SquaredError" ? (o) => o : activations.sigmoid.f;
    const right = G.filter((g, s) => answer(room.A.at(-1)[s]) > 0.5 === (g === 1)).length;
    const states = lively.slice(0, last).map((layer) => Array.from(layer, (most) => (most === 0 ? "dead" : most < FLAT ? "saturated" : "")));
    const dead = states.flat().filter((state) => state === "dead").length;
    const saturated = states.flat().filter((state) => state === "saturated").length;
    const first = history[0]?.[1] ?? C;

    runner.textContent = texts[running ? "pause" : view.calm ? "many" : "run"];
    if (!exists(view.state.neuron)) view.state.neuron = list.value = "1_1";
    for (const option of list.options) option.hidden = option.disabled = !exists(option.value);
    const [layer, neuron] = view.state.neuron.split("_").map((part) => Number(part) - 1);

    told.replaceChildren(...view.text("told", { steps, epochs: steps / perEpoch, C, right }));
    counted.replaceChildren(...view.text("counted", { dead, saturated, hidden: states.flat().length }));
    view.say(view.text(remark(), { steps: training.diverged ? steps + 1 : steps, C, first, right, dead, saturated }));
    fillTable();
    drawPicture();

    function exists(key) {
      const [k, i] = key.split("_").map(Number);
      return i <= (sizes[k] ?? 0);
    }

    function remark() {
      const still = (k) => slots[k].W.every((g) => g === 0);
      if (training.diverged) return init === "large" ? "divergedLarge" : "diverged";
      if (last > 0 && dead === states.flat().length) return init === "zeros" ? "deadZeros" : "allDead";
      if (last > 0 && init === "zeros") return still(0) ? "stillZeros" : "alikeZeros";
      if (steps === 0) return init === "large" ? "beginLarge" : init === "small" ? "beginSmall" : "begin";
      if (right === SAMPLES) return "allRight";
      if (steps > 20 && C > first) return "worse";
      if (last === 0 && view.state.set !== "blobs" && steps > 100) return "straight";
      if (dead) return "someDead";
      if (saturated && view.state.init === "large") return "someSaturated";
      if (steps > 100 && C > 0.95 * first) return "slow";
      return "learning";
    }

    // What goes into a neuron, one after the other: {name, w, g}
    function incoming(k, i) {
      const { nIn, nOut, rows: count } = network.layers[k], { W, b } = network.parts[k], slot = slots[k];
      const found = [];
      for (let r = i; r < count; r += nOut) {
        const mark = count > nOut ? ["′", "″"][r < nOut ? 0 : 1] : "";
        for (let j = 0; j < nIn; j++) {
          const at = r * nIn + j;
          found.push({ name: (k ? symbol("a", k, j) : symbol("x", 0, j)) + mark, j, w: W[at], g: slot.W[at] });
        }
        found.push({ name: texts.bias + mark, j: -1, w: b[r], g: slot.b[r] });
      }
      return found;
    }

    function fillTable() {
      caption.textContent = view.plain("into", { name: symbol("a", layer + 1, neuron) });
      const cell = (name, value, digits) => html("td", {}, html("data", { "data-name": name, value }, digits));
      rows.replaceChildren(...incoming(layer, neuron).map(({ name, w, g }) =>
        html("tr", {}, html("th", { scope: "row" }, name), cell("w", w, view.number(w, 3)), cell("g", g, view.scientific(g, 1)))));
    }

    function drawPicture() {
      const wide = view.width >= 560, side = wide ? 236 : Math.min(view.width - 50, 300), top = 30;
      const low = wide ? top + side + 66 : top + 2 * side + 122;
      const width = view.clear(picture, low + 150);
      drawRegion({ left: 44, top, width: side, height: side });
      drawNetwork(wide
        ? { left: side + 74, top, width: width - side - 100, height: side }
        : { left: 24, top: top + side + 64, width: width - 48, height: side });
      drawCurve({ left: 46, top: low, width: width - 60, height: 104 });
    }

    function drawRegion(box) {
      const [from, to] = SIGHT[view.state.set], plot = view.plot(picture, { ...box, x: [from, to], y: [from, to], xLabel: "x₁", yLabel: "x₂" });
      const xs = Array.from({ length: GRID }, (_, i) => from + ((i + 0.5) / GRID) * (to - from)), ys = xs.toReversed();
      const { A } = network.forward(Float64Array.from(ys.flatMap((y) => xs.flatMap((x) => [x, y]))));
      const values = Array.from(A.at(-1), answer);
      view.raster(plot.inside, box, GRID, GRID, values);
      view.contour(picture, plot, { xs, ys, values, level: 0.5, name: "nn-forward nn-curve", text: "", way: [[from, from], [from, from]] });
      const shapes = ["", ""]; // squares for the goal 1, empty diamonds for 0
      for (let s = 0; s < SAMPLES; s++) {
        const [x, y] = [plot.X(X[2 * s]), plot.Y(X[2 * s + 1])].map(Math.round);
        shapes[G[s]] += G[s] ? `M${x - 3} ${y - 3}h6v6h-6z` : `M${x - 4} ${y}l4-4 4 4-4 4z`;
      }
      svg(plot.inside, "path", { d: shapes[0], class: "nn-goal nn-paper nn-sample" });
      svg(plot.inside, "path", { d: shapes[1], class: "nn-goal nn-fill nn-sample" });
    }

    // Lines as thick as the weight, dotted where it is negative; beside them the gradient, dashed, as thick as it is
    // beside the largest one. Lines of one kind and width are one path.
    function drawNetwork({ left, top, width, height }) {
      const places = neuronPlaces(sizes, { left: left + 14, top, width: width - 28, height }), radius = 10;
      const largest = Math.max(...gradient.map(Math.abs)), kinds = new Map();
      const { lines } = view.state, both = lines === "both";
      const add = (name, thick, ...ends) => {
        const key = `${name}|${Math.round(2 * thick) / 2}`;
        kinds.set(key, [...(kinds.get(key) ?? []), ...ends, [NaN, NaN]]);
      };
      const boxes = [];
      network.layers.forEach((_, k) => places[k + 1].forEach(([x, y], i) => {
        boxes.push(...square(x - 13, y + 12, 3), [NaN, NaN]);
        for (const { j, w, g } of incoming(k, i)) {
          const [fromX, fromY] = j < 0 ? [x - 13, y + 12] : places[k][j], off = both ? 2 : 0;
          if (lines !== "gradients") add(w < 0 ? "nn-dots" : "", Math.min(0.5 + 1.2 * Math.abs(w), 5), [fromX, fromY - off], [x, y - off]);
          if (lines !== "weights" && g !== 0) add("nn-way-back", Math.min(0.5 + 4 * Math.abs(g / largest), 5), [fromX, fromY + off], [x, y + off]);
        }
      }));
      for (const [key, ends] of kinds) {
        const [name, thick] = key.split("|");
        path(picture, ends, { class: `nn-way ${name}`, "stroke-width": thick });
      }
      path(picture, boxes, { class: "nn-weight nn-paper" });
      places.forEach((column, k) => column.forEach(([cx, cy], i) => {
        const state = states[k - 1]?.[i] ?? "", lit = k === layer + 1 && i === neuron ? "nn-lit" : "";
        svg(picture, "circle", { cx, cy, r: radius, class: `nn-forward nn-paper ${lit}` });
        if (state) path(picture, [[cx - 6, cy - 6], [cx + 6, cy + 6], [NaN, 0], ...(state === "dead" ? [[cx - 6, cy + 6], [cx + 6, cy - 6]] : [])], { class: "nn-correction nn-curve" });
        if (k === 0) svg(picture, "text", { x: cx, y: cy + 4, "text-anchor": "middle", class: "nn-forward" }, symbol("x", 0, i));
        else svg(picture, "circle", { cx, cy, r: 14, class: "nn-handle", "data-neuron": `${k}_${i + 1}` });
      }));
      const label = (text, dy, name) => svg(picture, "text", { x: left + width, y: top + dy, "text-anchor": "end", class: name }, text);
      if (lines !== "gradients") label(texts.weightLine, -12, "nn-weight");
      if (lines !== "weights") label(texts.gradientLine, both ? 4 : -12, "nn-backward");
    }

    function drawCurve(box) {
      const all = [...history, [steps, C]], most = Math.max(...all.map(([, value]) => value));
      const plot = view.plot(picture, {
        ...box, x: [0, Math.max(steps, 100)], y: [0, 1.1 * Math.max(Math.min(most, 4 * first), 0.1)], xLabel: texts.xAxis, yLabel: texts.yAxis,
        xText: (value) => view.number(value, 0),
      });
      plot.curve(all.map(([at]) => at), all.map(([, value]) => value), "nn-cost nn-curve nn-dashdot");
      svg(plot.inside, "circle", { cx: plot.X(steps), cy: plot.Y(C), r: 4, class: "nn-cost nn-fill" });
    }
  });
});
