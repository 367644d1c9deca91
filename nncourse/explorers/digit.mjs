// Chapter 7: draw a digit, and a network of the package reads it.
import { advocates, asMnist, pixels, softmax, unpacked } from "./arithmetic.mjs";
import { clamp, drag, html, label, path, svg } from "./elements.mjs";
import { raster } from "./grid.mjs";
import { start } from "./view.mjs";

const SIDE = 28;
const NEURONS = 4; // of the first layer, that are shown
const THIN = 1.7, THICK = 4.5; // pixels of the pen, as the network sees it
const AWAY = 5; // units of the sheet
const CLOSE = 0.25; // of the second answer
const SURE = 0.85; // of the best answer; with less the network does not know
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

start("digit", (view) => {
  const { texts, data } = view, network = unpacked(data.layers);
  const examples = data.examples.map(pixels);
  let strokes = [], cursor = [SIDE / 2, SIDE / 2], down = false, box;

  const row = html("div", { class: "nn-row" });
  view.body.append(row);
  const undoer = view.button("undo", undo, row);
  view.button("empty", () => begin(), row);

  const picture = view.picture("group");
  const sheet = svg(picture, "g", { tabindex: 0, role: "application", "aria-label": texts.sheet });
  const rest = svg(picture, "g");
  const place = view.line("nn-where");
  place.setAttribute("role", "status");
  view.body.append(view.words);
  const [outputs, seen] = view.lines(2);
  view.body.append(view.controls);
  const digits = examples.map((_, digit) => [String(digit), view.plain("exampleOf", { digit })]);
  view.choice("example", [["none", texts.none], ...digits], "3");
  view.slider("pen", { min: 0.4, max: 2.4, step: 0.2, value: 1.2 });

  // An empty sheet, or one with the beginning of a stroke
  function begin(...first) {
    down = false;
    strokes = first;
    view.set({ example: "none" });
  }

  function undo() {
    down = false;
    strokes.pop();
    view.set({});
  }

  function paint(point, fresh) {
    if (view.state.example !== "none") return begin([point]);
    if (fresh || !strokes.length) strokes.push([point]);
    else strokes.at(-1).push(point);
    view.set({});
  }

  drag(
    picture,
    (x, y, { type }) => {
      cursor = [x - box.left, y - box.top].map((v) => clamp((v / box.width) * SIDE, 0, SIDE));
      down = false;
      paint([...cursor], type === "pointerdown");
    },
    (x, y) => [x - box.left, y - box.top].every((v) => v >= 0 && v <= box.width) && "both",
  );
  sheet.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (move) {
      cursor = cursor.map((v, axis) => clamp(Math.round(v) + move[axis], 0, SIDE));
      if (down) paint([...cursor], false);
    } else if (event.key === " ") {
      if (!down) paint([...cursor], true);
      down = !down;
    } else if (event.key === "Backspace") undo();
    else return;
    event.preventDefault();
    view.draw();
  });
  for (const type of ["focus", "blur"]) sheet.addEventListener(type, () => view.draw());

  view.show(() => {
    const { example, pen } = view.state;
    if (example !== "none") strokes = [];
    const drawn = asMnist(strokes, pen), image = drawn?.pixels ?? examples[example] ?? new Float64Array(SIDE * SIDE);
    const room = network.forward(image), last = Array.from(room.A.at(-1));
    const shares = network.layers.at(-1).f === "identity" ? softmax(last) : last;
    const order = [...shares.keys()].sort((i, j) => shares[j] - shares[i]), [best, second] = order;
    const active = Array.from(room.A[1]), signals = Array.from(room.Z[0]);
    const added = advocates(network, room, best);
    const strongest = [...added.keys()].sort((i, j) => added[j] - added[i]).slice(0, NEURONS);
    const focused = document.activeElement === sheet, sure = shares[best] >= SURE;

    undoer.setAttribute("aria-disabled", String(!strokes.length));
    place.replaceChildren(...(focused ? view.text(down ? "penDown" : "penUp", { x: cursor[0], y: cursor[1] }) : []));
    const values = { best, second, truth: Number(example), width: drawn?.width ?? 0 };
    for (const [digit, share] of shares.entries()) values[`p${digit}`] = 100 * share;
    Object.assign(values, { first: 100 * shares[best], next: 100 * shares[second], sure: 100 * SURE });
    view.fill(outputs, "outputs", values);
    strongest.forEach((i, n) => Object.assign(values, { [`n${n}`]: i + 1, [`c${n}`]: added[i] }));
    view.fill(seen, "seen", values);
    view.say(view.sentences([reading(), hint()], values));
    drawPicture();

    function reading() {
      if (example !== "none") return values.truth === best ? "readRight" : "readWrong";
      if (!drawn) return sure ? "blank" : "blankDoubted";
      return sure ? "read" : "doubted";
    }

    function hint() {
      if (example !== "none") return "yours";
      if (!drawn) return "draw";
      if (drawn.width > THICK) return "thick";
      if (drawn.width < THIN) return "thin";
      if (shares[second] > CLOSE) return "close";
      if (!sure) return "again";
      return drawn.away > AWAY ? "moved" : "good";
    }

    function drawPicture() {
      const wide = view.width >= 560, side = wide ? 236 : Math.min(view.width - 2, 300), top = 24;
      const left = wide ? side + 30 : 0, right = wide ? top : top + side + 34;
      const below = right + (wide ? side : 210) + 34;
      const size = Math.min((view.width - 3 * 12) / NEURONS, 112);
      view.size(picture, below + size + 42);
      rest.replaceChildren();
      box = { left: 1, top, width: side };
      label(rest, 0, top - 8, texts.sheetTitle);
      drawSheet(side / SIDE);

      label(rest, left, right - 8, texts.sees);
      const small = { left, top: right, width: 112, height: 112 };
      drawImage(small, image.map((v) => (1 + v) / 2));
      drawBars({ left: left + 142, top: right, width: view.width - left - 142, height: wide ? side : 200 });

      label(rest, 0, below - 8, view.plain("neurons", values));
      strongest.forEach((i, n) => {
        const { nIn, nOut } = network.layers[0], { W } = network.parts[0];
        const at = signals[i + nOut] > signals[i] ? i + nOut : i; // of Maxout the row that wins
        const weights = W.subarray(at * nIn, at * nIn + nIn), largest = Math.max(...weights.map(Math.abs), 1e-9);
        const x = n * (size + 12), middle = { x: x + size / 2, "text-anchor": "middle" };
        drawImage({ left: x, top: below, width: size, height: size }, weights.map((w) => (1 + w / largest) / 2));
        svg(rest, "text", { ...middle, y: below + size + 17, class: "nn-forward" }, `a = ${view.number(active[i])}`);
        svg(rest, "text", { ...middle, y: below + size + 34 }, view.plain("adds", { c: added[i] }));
      });
    }

    function drawImage(frame, numbers) {
      const { left: x, top: y, width, height } = frame;
      raster(view, rest, frame, SIDE, SIDE, numbers);
      svg(rest, "rect", { x, y, width, height, class: "nn-squares" });
    }

    function drawSheet(unit) {
      sheet.replaceChildren();
      const { left, top: y, width } = box, X = (v) => left + v * unit, Y = (v) => y + v * unit;
      svg(sheet, "rect", { x: left, y, width, height: width, class: "nn-sheet" });
      const frame = { left, top: y, width, height: width };
      if (example !== "none") raster(view, sheet, frame, SIDE, SIDE, image.map((v) => (1 + v) / 2));
      const lines = [4, 8, 12, 16, 20, 24].flatMap((v) => [[v, 0], [v, SIDE], [NaN, 0], [0, v], [SIDE, v], [NaN, 0]]);
      path(sheet, lines.map(([a, b]) => [X(a), Y(b)]), { class: "nn-squares" });
      for (const stroke of strokes) {
        const places = [...stroke, stroke.at(-1)].map(([a, b]) => [X(a), Y(b)]);
        path(sheet, places, { class: "nn-ink", "stroke-width": 2 * pen * unit });
      }
      if (!focused) return;
      const [a, b] = [X(cursor[0]), Y(cursor[1])], cross = [[a - 9, b], [a + 9, b], [NaN, 0], [a, b - 9], [a, b + 9]];
      path(sheet, cross, { class: `nn-correction ${down ? "nn-curve" : ""}` });
    }

    function drawBars({ left, top, width, height }) {
      const step = height / 10, most = width - 86;
      shares.forEach((share, digit) => {
        const upper = top + digit * step, y = upper + step / 2 + 4, read = sure && digit === best;
        const name = read ? "nn-forward nn-number" : "";
        const bar = { x: left + 16, y: upper + 3, width: Math.max(most * share, 1), height: step - 6 };
        label(rest, left, y, digit, name);
        svg(rest, "rect", { ...bar, class: `nn-forward ${read ? "nn-fill" : "nn-bar"}` });
        label(rest, left + width, y, view.plain("percent", { share: 100 * share }), name, "end");
      });
    }
  });
});
