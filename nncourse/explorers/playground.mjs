// Chapter 6: a small network that learns in the page, with every weight and its gradient.
import { Network, Training, activations, costs, dense, hiddenKinds } from "./arithmetic.mjs";
import { layerOf, liveliness, numbers, points } from "./arithmetic.mjs";
import { axes } from "./axes.mjs";
import { clamp, html, label, path, svg } from "./elements.mjs";
import { contour, raster } from "./grid.mjs";
import { neuronPlaces, symbol } from "./networks.mjs";
import { MOST, atPoints, pointsIn, readTable } from "./own.mjs";
import { start } from "./view.mjs";

const LATE = ["sigmoid", "maxout"]; // at the end of the list
const KINDS = hiddenKinds.toSorted(([one], [other]) => LATE.indexOf(one) - LATE.indexOf(other));
const SETS = { circles: 0.1, xor: 0.1, spirals: 0.03, blobs: 0.2 }; // the noise of each
const NEAR = [-1.2, 1.2], SIGHT = { xor: [-0.5, 1.5], circles: [-1.4, 1.4], spirals: NEAR, blobs: NEAR, own: NEAR };
const TWO = [[-0.5, 0, 0], [0.5, 0, 1]]; // own points begin with one of each class
const PACES = { gentle: 1 / 6, medium: 2, fast: Infinity }; // steps for each picture of the screen
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];
const STARTS = { package: 1, zeros: 0, small: 0.01, large: 10 };
const SETTINGS = ["set", "depth", "width", "f", "cost", "L", "batch", "init", "seed", "own"]; // another: a new training
const SAMPLES = 200, DATA_SEED = 1000; // no start has the seed of the data
const LAST = 50000; // steps
const CALM = 1000; // steps at once where nothing may move
const BUDGET = 10; // milliseconds of a frame for steps; the rest is the page's
const GRID = 40, EYE = 10;
const MOST_HISTORY = 400;
const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];
const NEURONS = [1, 2, 3, 4].flatMap((k) => EIGHT.map((i) => [`${k}_${i + 1}`, symbol("a", k, i)])); // all there may be
const FLAT = 0.02; // a neuron with less than this part of its largest slope, for every sample, is saturated

// --- the training in the page's time ---

class Run {
  constructor(state) {
    this.state = state;
    this.training = null;
    this.settings = "";
    this.running = false; // until it is halted, or at its end; otherwise as far as state.steps
    this.due = 0; // steps that its pace allows while it runs
  }

  // Another picture of the screen allows more steps
  frame() {
    this.due = Math.min(this.due, 1) + PACES[this.state.speed];
  }

  // Goes on as far as the state wants it; true if that takes another frame
  advance() {
    this.prepare();
    const behind = this.steps(this.running ? LAST : this.state.steps);
    const { steps, diverged } = this.training;
    if (this.running) this.state.steps = steps;
    if (diverged) this.state.steps = steps + 1; // an address leads to the same end
    if (!behind) this.running = false;
    return behind;
  }

  // A new network and its data wherever a setting is another; the steps begin again, but for those that an address
  // asks for
  prepare() {
    const wanted = SETTINGS.map((key) => key !== "own" || this.state.set === "own" ? this.state[key] : "").join();
    if (this.settings && this.settings !== wanted) {
      this.running = false;
      this.state.steps = 0;
      this.training = null;
    }
    this.settings = wanted;
    if (this.training && this.training.steps <= this.state.steps) return;
    this.training = trainingOf(this.state);
    this.history = []; // [step, cost over all samples], for the curve
    this.stride = this.training.perEpoch;
  }

  // Steps, until there are as many as wanted or the page wants its time back
  steps(wanted) {
    const { training } = this, end = performance.now() + BUDGET;
    while (training.steps < wanted && !training.diverged && performance.now() < end) {
      if (this.running && this.due < 1) break;
      this.due -= this.running ? 1 : 0;
      const due = training.steps % this.stride === 0, whole = training.batch === training.n, at = training.steps;
      const before = due && !whole ? training.all().C : 0, C = training.step();
      if (due && !training.diverged) this.note(at, whole ? C : before);
    }
    if (!Number.isFinite(training.all().C)) training.undo();
    return training.steps < wanted && !training.diverged;
  }

  // Of a long training every second cost is kept, every fourth, ...
  note(at, C) {
    this.history.push([at, C]);
    if (this.history.length < MOST_HISTORY) return;
    this.history = this.history.filter((_, i) => i % 2 === 0);
    this.stride *= 2;
  }
}

function trainingOf({ set, depth, width, f, cost, L, batch, init, seed, own }) {
  const sizes = [2, ...Array(depth).fill(width)];
  const hidden = sizes.slice(1).map((n, k) => layerOf(f, sizes[k], n));
  const last = dense(sizes.at(-1), 1, cost === "SquaredError" ? "sigmoid" : "identity");
  const network = new Network([...hidden, last]).initialize(seed, STARTS[init]);
  const data = set === "own" ? atPoints(own, SIGHT.own) : points(set, SAMPLES, SETS[set], DATA_SEED);
  return new Training(network, data, costs[cost], Number(L), Math.min(Number(batch), data.G.length), seed);
}

start("playground", (view) => {
  const { texts } = view, run = new Run(view.state);
  const row = html("div", { class: "nn-row" });
  view.body.append(row);
  const runner = view.button("run", toggle, row);
  view.button("step", () => halt(run.training.steps + 1), row);
  view.button("again", () => {
    run.training = null;
    halt(0);
  }, row);
  view.body.append(view.controls);
  const picture = view.picture();
  const [told, counted] = view.lines(2);
  view.body.append(view.words);
  settings(view);
  row.append(view.fields.get("speed").row);
  const list = view.choice("neuron", NEURONS, "1_1");
  view.keep("steps", 0, (wanted) => clamp(Math.round(Number(wanted)) || 0, 0, LAST));
  const ownData = ownPoints(view);
  const fillTable = neuronTable(view);
  let plot = null;
  picture.addEventListener("pointerdown", ({ target }) => {
    if (target.dataset.neuron) view.set({ neuron: target.dataset.neuron });
  });
  picture.addEventListener("click", (event) => {
    if (view.state.set === "own") ownData.click(plot, event);
  });

  let painted = false;
  view.halt = () => (run.running = false);
  const loop = view.loop(() => {
    run.frame();
    view.set({});
  });

  function toggle() {
    if (run.running) return halt(run.training.steps);
    if (run.training.diverged || run.training.steps >= LAST) run.training = null;
    if (!run.training) view.state.steps = 0;
    if (view.calm) return view.set({ steps: view.state.steps + CALM });
    run.running = true;
    run.due = 1;
    view.set({});
  }

  function halt(steps) {
    run.running = false;
    view.set({ steps });
  }

  view.show(() => {
    const behind = run.advance();
    if (behind) loop.start();
    else loop.stop();
    if (view.calm && behind && painted) return;
    painted = true;

    const seen = look(run, view.state), { sizes } = seen;
    const exists = (key) => {
      const [k, i] = key.split("_").map(Number);
      return i <= (sizes[k] ?? 0);
    };
    runner.textContent = texts[run.running ? "pause" : view.calm ? "many" : "run"];
    if (!exists(view.state.neuron)) view.state.neuron = list.value = "1_1";
    for (const option of list.options) option.hidden = option.disabled = !exists(option.value);
    const [layer, neuron] = view.state.neuron.split("_").map((part) => Number(part) - 1);

    view.fill(told, "told", seen);
    view.fill(counted, "counted", seen);
    const steps = seen.steps + (seen.diverged ? 1 : 0);
    view.say(view.text(remark(seen, view.state), { ...seen, steps }));
    fillTable(symbol("a", layer + 1, neuron), incoming(seen, layer, neuron, texts.bias));
    ownData.show(view.state.set === "own");
    plot = drawPicture(view, picture, seen, layer + 1, neuron);
  });
});

// --- controls, and the table of one neuron ---

function settings(view) {
  const { texts } = view, named = (keys) => keys.map((key) => [key, texts[key]]);
  const rates = RATES.map((L) => [String(L), view.number(L, Math.max(0, String(L).length - 2))]);
  view.choice("speed", named(Object.keys(PACES)), "medium");
  view.choice("set", named([...Object.keys(SETS), "own"]), "circles");
  view.slider("depth", { min: 0, max: 3, step: 1, value: 1, digits: 0 });
  view.slider("width", { min: 1, max: 8, step: 1, value: 4, digits: 0 });
  view.choice("f", KINDS, "tanh");
  view.choice("cost", named(["BinaryCrossEntropy", "SquaredError"]), "BinaryCrossEntropy");
  view.choice("L", rates, "0.3");
  view.choice("batch", [["200", texts.whole], ["50", "50"], ["10", "10"], ["1", "1"]], "200");
  view.choice("init", named(Object.keys(STARTS)), "package");
  view.slider("seed", { min: 0, max: 99, step: 1, value: 0, digits: 0 });
  view.choice("lines", named(["both", "weights", "gradients"]), "both");
}

// Points of one's own: clicked into the plane or read from a table. They stand in the state, so an address has them.
function ownPoints(view) {
  const { texts } = view, sight = SIGHT.own, first = pointsIn(TWO, sight);
  view.choice("place", [["1", texts.placeOne], ["0", texts.placeNone]], "1");
  const isOwn = /^([01][\da-z]{4})+$/;
  const accepted = (wanted) => (isOwn.test(wanted) ? wanted.slice(0, 5 * MOST) : view.state.own ?? first);
  view.keep("own", first, accepted);
  const table = html("textarea", { "aria-label": texts.table, placeholder: texts.example, spellcheck: "false" });
  const said = html("p", { role: "status" });
  const take = (text) => {
    const { rows, error, n } = readTable(text);
    said.replaceChildren(...view.text(error ?? "taken", { n }));
    if (!error) view.set({ own: pointsIn(rows, sight) });
  };
  const file = html("input", { type: "file", accept: ".csv,.txt,.tsv", "aria-label": texts.file });
  file.addEventListener("change", () => file.files[0]?.text().then((text) => take((table.value = text))));
  const buttons = html("div", { class: "nn-row" }), box = html("details", { class: "nn-own" });
  box.append(html("summary", {}, texts.ownData), html("p", {}, texts.how), table, buttons, said);
  view.button("take", () => take(table.value), buttons);
  buttons.append(file);
  view.button("clear", () => view.set({ own: first }), buttons);
  view.body.append(box);
  return {
    show(own) {
      box.hidden = !own;
      view.relabel("place", texts.place, !own);
    },
    // A click beside all points puts one there, a click on one takes it away.
    click(plot, { clientX, clientY, currentTarget: picture }) {
      const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(picture.getScreenCTM().inverse());
      if (!plot.holds(x, y)) return;
      const { X, G } = atPoints(view.state.own, sight), old = [...G].map((g, s) => [X[2 * s], X[2 * s + 1], g]);
      const left = old.filter(([px, py]) => Math.max(Math.abs(plot.X(px) - x), Math.abs(plot.Y(py) - y)) > 8);
      const rows = left.length < old.length ? left : [...old, [plot.atX(x), plot.atY(y), Number(view.state.place)]];
      if (rows.length && rows.length <= MOST) view.set({ own: pointsIn(rows, sight) });
    },
  };
}

// Returns how to fill it.
function neuronTable(view) {
  const caption = html("caption"), rows = html("tbody");
  const heads = ["from", "weight", "gradient"].map((key) => html("th", { scope: "col" }, view.texts[key]));
  view.body.append(html("table", { class: "nn-table" }, caption, html("thead", {}, html("tr", {}, ...heads)), rows));
  const cell = (name, value, digits) => html("td", {}, html("data", { "data-name": name, value }, digits));
  const row = ({ name, w, g }) => {
    const head = html("th", { scope: "row" }, name);
    return html("tr", {}, head, cell("w", w, view.number(w, 3)), cell("g", g, view.scientific(g, 1)));
  };
  return (name, parts) => {
    caption.textContent = view.plain("into", { name });
    rows.replaceChildren(...parts.map(row));
  };
}

// --- what is seen of it ---

function look({ training, history }, { cost }) {
  const { network, X, G, steps, perEpoch, diverged } = training, { C, gradient, ...room } = training.all();
  const answer = cost === "SquaredError" ? (o) => o : activations.sigmoid.f;
  const stateOf = (most) => (most === 0 ? "dead" : most < FLAT ? "saturated" : "");
  const states = liveliness(network, room).slice(0, -1).map((layer) => Array.from(layer, stateOf)); // of hidden neurons
  const count = (wanted) => states.flat().filter((state) => state === wanted).length;
  return {
    network, gradient, X, G, steps, diverged, C, history, answer, states, n: G.length,
    slots: network.views(gradient),
    sizes: [2, ...network.layers.map(({ nOut }) => nOut)],
    epochs: steps / perEpoch,
    first: history[0]?.[1] ?? C,
    right: G.filter((g, s) => answer(room.A.at(-1)[s]) > 0.5 === (g === 1)).length,
    hidden: states.flat().length,
    dead: count("dead"),
    saturated: count("saturated"),
  };
}

function remark({ slots, diverged, hidden, dead, saturated, steps, right, n, C, first }, { init, set }) {
  if (diverged) return init === "large" ? "divergedLarge" : "diverged";
  if (hidden && dead === hidden) return init === "zeros" ? "deadZeros" : "allDead";
  if (hidden && init === "zeros") return slots[0].W.every((g) => g === 0) ? "stillZeros" : "alikeZeros";
  if (steps === 0) return { large: "beginLarge", small: "beginSmall" }[init] ?? "begin";
  if (right === n) return "allRight";
  if (steps > 20 && C > first) return "worse";
  if (!hidden && !["blobs", "own"].includes(set) && steps > 100) return "straight";
  if (dead) return "someDead";
  if (saturated && init === "large") return "someSaturated";
  if (steps > 100 && C > 0.95 * first) return "slow";
  return "learning";
}

// What goes into a neuron, one after the other: {name, j, w, g}, of a bias j is -1
function incoming({ network, slots }, k, i, bias) {
  const { nIn, nOut, rows } = network.layers[k], { W, b } = network.parts[k], slot = slots[k];
  const found = [];
  for (let r = i; r < rows; r += nOut) {
    const mark = rows > nOut ? ["′", "″"][r < nOut ? 0 : 1] : "";
    for (let j = 0; j < nIn; j++) {
      const at = r * nIn + j, name = k ? symbol("a", k, j) : symbol("x", 0, j);
      found.push({ name: name + mark, j, w: W[at], g: slot.W[at] });
    }
    found.push({ name: bias + mark, j: -1, w: b[r], g: slot.b[r] });
  }
  return found;
}

// --- the picture ---

function drawPicture(view, picture, seen, layer, neuron) {
  const wide = view.width >= 560, side = wide ? 220 : Math.min(view.width - 50, 300), top = 30;
  const low = wide ? top + side + 54 : top + side + 308;
  const width = view.clear(picture, low + 112);
  const right = wide
    ? { left: side + 74, top, width: width - side - 100, height: side }
    : { left: 24, top: top + side + 66, width: width - 48, height: 200 };
  const plot = drawRegion(view, picture, seen, { left: 44, top, width: side, height: side });
  drawNetwork(view, picture, seen, right, layer, neuron);
  drawCurve(view, picture, seen, { left: 46, top: low, width: width - 60, height: 70 });
  return plot;
}

// The network at the middles of a grid over the plane, row after row from the top
function sweep({ network }, [from, to], n) {
  const xs = numbers(n, (i) => from + ((i + 0.5) / n) * (to - from)), ys = xs.toReversed();
  return { xs, ys, ...network.forward(Float64Array.from(ys.flatMap((y) => xs.flatMap((x) => [x, y])))) };
}

function drawRegion(view, picture, seen, box) {
  const { answer, X, G } = seen, sight = SIGHT[view.state.set], placing = view.state.set === "own" ? "nn-placing" : "";
  const plot = axes(view, picture, { ...box, x: sight, y: sight, xLabel: "x₁", yLabel: "x₂" });
  plot.inside.setAttribute("class", placing);
  const { xs, ys, A } = sweep(seen, sight, GRID), values = Array.from(A.at(-1), answer);
  raster(view, plot.inside, box, GRID, GRID, values);
  contour(plot, { xs, ys, values, level: 0.5, name: "nn-forward nn-curve" });
  const shapes = ["", ""]; // squares for the goal 1, diamonds for 0
  G.forEach((g, s) => {
    const [x, y] = [plot.X(X[2 * s]), plot.Y(X[2 * s + 1])].map(Math.round);
    shapes[g] += g ? `M${x - 3} ${y - 3}h6v6h-6z` : `M${x - 4} ${y}l4-4 4 4-4 4z`;
  });
  svg(plot.inside, "path", { d: shapes[0], class: "nn-none nn-sample" });
  svg(plot.inside, "path", { d: shapes[1], class: "nn-one nn-sample" });
  return plot;
}

// In each neuron stands what it sees: its activation over the plane, blue where it is large, of the output the answer.
function drawNetwork(view, picture, seen, { left, top, width, height }, layer, neuron) {
  const places = neuronPlaces(seen.sizes, { left: left + 16, top, width: width - 32, height });
  const r = Math.min(16, height / Math.max(...seen.sizes) / 2 - 2);
  drawWays(view, picture, seen, places, r);
  const { A } = sweep(seen, SIGHT[view.state.set], EYE), last = places.length - 1;
  places.forEach((column, k) =>
    column.forEach(([cx, cy], i) => {
      const state = seen.states[k - 1]?.[i], lit = k === layer && i === neuron ? "nn-lit" : "";
      svg(picture, "circle", { cx, cy, r, class: "nn-forward nn-paper" });
      if (k === 0) return label(picture, cx, cy + 4, symbol("x", 0, i), "nn-forward", "middle");
      const values = numbers(EYE * EYE, (s) => A[k][s * column.length + i]), most = Math.max(...values.map(Math.abs));
      const shown = k === last ? values.map(seen.answer) : values.map((value) => 0.5 + value / (2 * most || 1));
      const box = { left: cx - r, top: cy - r, width: 2 * r, height: 2 * r };
      raster(view, picture, box, EYE, EYE, shown).classList.add("nn-eye");
      svg(picture, "circle", { cx, cy, r, class: `nn-forward nn-bare ${lit}` });
      const strokes = [[cx - 6, cy - 6], [cx + 6, cy + 6], [NaN, NaN]];
      if (state === "dead") strokes.push([cx - 6, cy + 6], [cx + 6, cy - 6]);
      if (state) path(picture, strokes, { class: "nn-correction nn-curve" });
      svg(picture, "circle", { cx, cy, r: r + 2, class: "nn-handle", "data-neuron": `${k}_${i + 1}` });
    }),
  );
  const { lines } = view.state;
  const legend = (text, dy, name) => label(picture, left + width, top + dy, text, name, "end");
  if (lines !== "gradients") legend(view.texts.weightLine, -12, "nn-weight");
  if (lines !== "weights") legend(view.texts.gradientLine, lines === "both" ? 4 : -12, "nn-backward");
}

// Lines as thick as the weight, dotted where it is negative; beside them the gradient, dashed, as thick as it is beside
// the largest one. Lines of one kind and width are one path. Biases come from small squares.
function drawWays(view, picture, seen, places, r) {
  const largest = Math.max(...seen.gradient.map(Math.abs)), kinds = new Map(), squares = [];
  const { lines } = view.state, off = lines === "both" ? 2 : 0;
  const add = (name, thick, [fromX, fromY], [x, y], dy) => {
    const key = `${name}|${Math.round(2 * Math.min(0.5 + thick, 5)) / 2}`;
    kinds.set(key, [...(kinds.get(key) ?? []), [fromX, fromY + dy], [x, y + dy], [NaN, NaN]]);
  };
  seen.network.layers.forEach((_, k) =>
    places[k + 1].forEach(([x, y], i) => {
      const square = [x - r - 3, y + r], [left, right, top, bottom] = [x - r - 6, x - r, y + r - 3, y + r + 3];
      squares.push([left, top], [right, top], [right, bottom], [left, bottom], [left, top], [NaN, NaN]);
      for (const { j, w, g } of incoming(seen, k, i, "")) {
        const from = j < 0 ? square : places[k][j];
        if (lines !== "gradients") add(w < 0 ? "nn-dots" : "", 1.2 * Math.abs(w), from, [x, y], -off);
        if (lines !== "weights" && g !== 0) add("nn-way-back", 4 * Math.abs(g / largest), from, [x, y], off);
      }
    }),
  );
  for (const [key, ends] of kinds) {
    const [name, thick] = key.split("|");
    path(picture, ends, { class: `nn-way ${name}`, "stroke-width": thick });
  }
  path(picture, squares, { class: "nn-weight nn-paper" });
}

function drawCurve(view, picture, { history, steps, C, first }, box) {
  const all = [...history, [steps, C]], most = Math.max(...all.map(([, value]) => value));
  const plot = axes(view, picture, {
    ...box, x: [0, Math.max(steps, 100)], y: [0, 1.1 * Math.max(Math.min(most, 4 * first), 0.1)],
    xLabel: view.texts.xAxis, yLabel: view.texts.yAxis, xText: (value) => view.number(value, 0),
  });
  plot.curve(all.map(([at]) => at), all.map(([, value]) => value), "nn-cost nn-curve nn-dashdot");
  svg(plot.inside, "circle", { cx: plot.X(steps), cy: plot.Y(C), r: 4, class: "nn-cost nn-fill" });
}
