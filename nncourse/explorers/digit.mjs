// Chapter 7: draw a digit, and a network of the package reads it.
import { advocates, asMnist, softmax, unpacked } from "./arithmetic.mjs";
import { label, svg } from "./elements.mjs";
import { squares } from "./grid.mjs";
import { SIDE, Sheet } from "./sheet.mjs";
import { start } from "./view.mjs";

const NEURONS = 4; // of the first layer, that are shown
const THIN = 1.7, THICK = 4.5; // pixels of the pen, as the network sees it
const AWAY = 5; // units of the sheet
const CLOSE = 0.25; // of the second answer
const SURE = 0.85; // of the best answer; with less the network does not know

start("digit", (view) => {
  const { texts, data } = view, network = unpacked(data.layers);
  const sheet = new Sheet(view, data.examples), { picture } = sheet;
  const rest = svg(picture, "g");
  view.body.append(view.words);
  const [outputs, seen] = view.lines(2);
  view.body.append(view.controls);

  view.show(() => {
    const { example, pen } = view.state, { stored } = sheet;
    const drawn = stored ? null : asMnist(sheet.strokes, pen);
    const image = stored ?? drawn?.pixels ?? new Float64Array(SIDE * SIDE);
    const room = network.forward(image), last = Array.from(room.A.at(-1));
    const shares = network.layers.at(-1).f === "identity" ? softmax(last) : last;
    const order = [...shares.keys()].sort((i, j) => shares[j] - shares[i]), [best, second] = order;
    const active = Array.from(room.A[1]), signals = Array.from(room.Z[0]);
    const added = advocates(network, room, best);
    const strongest = [...added.keys()].sort((i, j) => added[j] - added[i]).slice(0, NEURONS);
    const sure = shares[best] >= SURE;

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
      label(rest, 0, top - 8, texts.sheetTitle);
      sheet.draw({ left: 1, top, width: side });

      label(rest, left, right - 8, texts.sees);
      squares(view, rest, { left, top: right, width: 112, height: 112 }, SIDE, image);
      drawBars({ left: left + 142, top: right, width: view.width - left - 142, height: wide ? side : 200 });

      label(rest, 0, below - 8, view.plain("neurons", values));
      strongest.forEach((i, n) => {
        const { nIn, nOut } = network.layers[0], { W } = network.parts[0];
        const at = signals[i + nOut] > signals[i] ? i + nOut : i; // of Maxout the row that wins
        const weights = W.subarray(at * nIn, at * nIn + nIn), largest = Math.max(...weights.map(Math.abs), 1e-9);
        const x = n * (size + 12), middle = { x: x + size / 2, "text-anchor": "middle" };
        squares(view, rest, { left: x, top: below, width: size, height: size }, SIDE, weights.map((w) => w / largest));
        svg(rest, "text", { ...middle, y: below + size + 17, class: "nn-forward" }, `a = ${view.number(active[i])}`);
        svg(rest, "text", { ...middle, y: below + size + 34 }, view.plain("adds", { c: added[i] }));
      });
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
