// Chapter 8: one sample through a 2-2-2 network, forward and back, with a bug of the zoo. Which number is wrong first?
import { html, label, path, svg } from "./elements.mjs";
import { arrow, connection, diagram, neuronPlaces, parametersOf, symbol } from "./networks.mjs";
import { CELLS, NEURONS, ROWS, levelNames, riddle, rightOf, valueOf } from "./riddles.mjs";
import { start } from "./view.mjs";

const SIZES = [2, 2, 2], PARAMETERS = parametersOf(SIZES), RIDDLES = 99, HINTS = 3;
const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const ROW = 29; // pixels
const name = (k, i) => symbol("xaO"[k], 0, i);

start("bug", (view) => {
  const shown = (value) => view.few(value);
  const played = new Set(); // riddles in which a number was named
  let game = {}, streak = 0, best = 0, focused = 0;
  view.halt = () => {
    played.clear();
    game = {};
    streak = best = 0;
  };

  view.choice("level", levelNames.map((level) => [level, view.texts[level]]), "easy");
  view.slider("riddle", { min: 1, max: RIDDLES, step: 1, value: 1, digits: 0 });
  const picture = view.picture("group"), buttons = html("div", { class: "nn-pair" });
  view.body.append(view.controls, picture, view.words, buttons);
  const scene = svg(picture, "g"), handles = svg(picture, "g", { class: "nn-handles" });
  const hint = view.button("hint", ask, buttons);
  view.button("next", () => view.set({ riddle: (view.state.riddle % RIDDLES) + 1 }), buttons);
  const score = view.line();
  view.line("nn-rules").textContent = view.texts.order;
  const rules = view.line("nn-rules");

  // What can be pressed lies over the picture, unseen, and stays when the picture is drawn anew.
  const pads = CELLS.map((cell, n) => {
    const name = `${cell.key}_${cell.k}${cell.i + 1}${cell.key === "dW" ? cell.j + 1 : ""}`;
    const pad = svg(handles, "rect", { class: "nn-handle", role: "button", "data-cell": name });
    pad.addEventListener("click", () => pick(n));
    pad.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") pick(n);
      else if (event.key in KEYS) go(n, ...KEYS[event.key]);
      else return;
      event.preventDefault();
    });
    return pad;
  });

  function go(n, down, aside) {
    const row = Math.floor(n / NEURONS.length) + down, column = (n % NEURONS.length) + aside;
    if (!ROWS[row] || !NEURONS[column]) return;
    reach(row * NEURONS.length + column);
    pads[focused].focus();
  }

  // One cell is reached by Tab, the others from there by arrows.
  function reach(n) {
    focused = n;
    pads.forEach((pad, other) => pad.setAttribute("tabindex", other === n ? 0 : -1));
  }

  function ask() {
    if (game.found || game.hints === HINTS) return;
    game.hints += 1;
    game.picked = null;
    view.draw();
  }

  function pick(n) {
    const cell = CELLS[n], hit = game.first.includes(cell);
    if (!game.found && !hit) streak = 0;
    else if (!played.has(game.id) && !game.hints) streak += 1;
    played.add(game.id);
    best = Math.max(best, streak);
    game.found ||= hit;
    game.picks.add(cell);
    game.picked = cell;
    reach(n);
    view.draw();
  }

  view.show(() => {
    const { level, riddle: number } = view.state, id = `${level} ${number}`;
    if (game.id !== id) {
      game = { id, ...riddle(level, number, view.data), hints: 0, picks: new Set(), picked: null, found: false };
      reach(ROWS.findIndex(({ forward }) => !forward) * NEURONS.length + 2);
    }
    const { layers, f, parts, first, picked, found } = game, theta = parts.flatMap(({ W, b }) => [...W.flat(), ...b]);
    drawPicture();
    hint.setAttribute("aria-disabled", found || game.hints === HINTS);
    view.fill(score, "score", { streak, best });
    const written = view.texts[f === "relu" ? "rulesRelu" : "rulesSigmoid"].split("; ");
    rules.replaceChildren(...written.flatMap((rule) => [html("span", {}, rule), " "]));
    view.say(view.sentences(...said()));

    // --- words ---

    // As a factor a number stands in parentheses if negative.
    function factor(value) {
      return value < 0 ? `(${shown(value)})` : shown(value);
    }

    function title({ key, j }) {
      const { text, word } = ROWS.find((row) => row.key === key && row.j === j);
      return text ?? view.texts[word];
    }

    function said() {
      const { hints, wrong, astray } = game;
      if (!picked) {
        const [{ forward, k }] = first, columns = view.plain("columns", { one: name(k, 0), two: name(k, 1) });
        const told = [forward ? "hintForward" : "hintBack", "hintColumns", "hintRow"].slice(0, hints);
        return [["task", ...told], { columns, row: title(first[0]) }];
      }
      const { bug, does } = game, values = { shown: shown(valueOf(layers, picked)), formula: formula(picked) };
      const more = { bug, does, n: astray.length, of: CELLS.length };
      if (first.includes(picked)) return [["found", "reason", "spread"], { ...values, ...more }];
      const verdict = wrong.includes(picked) ? "later" : astray.includes(picked) ? "follows" : "fine";
      return [found ? [verdict] : [verdict, "again"], values];
    }

    // The right formula of a cell, with the numbers that stand there
    function formula(cell) {
      const { key, k, i, j } = cell, layer = layers[k - 1], right = rightOf(layers, cell);
      const values = {
        name: name(k, i), zName: symbol("z", k, i), deltaName: symbol("δ", k, i), bName: symbol("b", k, i),
        GName: symbol("G", 0, i), f: view.texts[f], z: shown(layer.z[i]), a: shown(layer.a[i]), b: factor(layer.b[i]),
        slope: shown(layer.slope[i]), dA: factor(layer.dA[i]), delta: shown(layer.delta[i]), right: shown(right),
      };
      if (k === 2) values.G = factor(layer.G[i]);
      if (j >= 0) Object.assign(values, { wName: symbol("w", k, i, j), pName: name(k - 1, j), p: factor(layer.x[j]) });
      // One of the two neurons before, or of those after
      for (const j of [0, 1]) {
        const first = j ? factor : shown;
        const add = (letter, called, value) => {
          values[`${letter}${j + 1}`] = value;
          values[`${letter}${j + 1}Name`] = called;
        };
        add("w", symbol("w", k, i, j), first(layer.W[i][j]));
        add("p", name(k - 1, j), factor(layer.x[j]));
        if (k === 2) continue;
        add("v", symbol("w", 2, j, i), first(layers[1].W[j][i]));
        add("d", symbol("δ", 2, j), factor(layers[1].delta[j]));
      }
      if (key === "dA") return view.plain(k === 2 ? "output" : "back", values);
      if (key === "slope" && f === "relu") return view.plain(right ? "on" : "off", values);
      return view.plain(key, values);
    }

    // --- the picture: the network, and beside or below it the table of its numbers ---

    function drawPicture() {
      const { width } = view, wide = width >= 560, net = wide ? Math.round(0.47 * width) : width;
      const high = wide ? 305 : 205, top = wide ? 2 : high + 8, left = wide ? net + 20 : 0;
      const [x, G] = [layers[0].x, layers[1].G];
      view.size(picture, top + 46 + ROW * ROWS.length + 22);
      scene.replaceChildren();
      const numbers = PARAMETERS.map((part, t) => `${part.name} = ${shown(theta[t])}`).join(", ");
      const given = { x1: shown(x[0]), x2: shown(x[1]), g1: shown(G[0]), g2: shown(G[1]), numbers };
      picture.setAttribute("aria-label", view.plain("picture", given));
      drawNetwork(net, high, 21);
      drawTable(left, top, width - left, wide ? 98 : 92);
    }

    function drawNetwork(width, high, radius) {
      const box = { left: radius + 4, top: 6, width: width - 2 * radius - 62, height: high - 12 };
      const places = neuronPlaces(SIZES, box), right = width - 21;
      places[2].forEach(([x, y], i) => {
        const way = picked?.key === "dA" && picked.k === 2 && picked.i === i ? "nn-way-back" : "nn-goal nn-dots";
        connection(scene, [x, y], [right, y], { class: `nn-way ${way}` });
        svg(scene, "rect", { x: right - 18, y: y - 13, width: 36, height: 26, class: "nn-goal nn-paper" });
        label(scene, right, y + 5, shown(layers[1].G[i]), "nn-goal", "middle");
        label(scene, right, y - 20, symbol("G", 0, i), null, "middle");
      });
      diagram(view, scene, {
        places, radius, parameters: PARAMETERS, theta,
        inside: (k, i) => shown(k ? layers[k - 1].a[i] : layers[0].x[i]),
        above: name,
        way: (k, i, j) => wayOf(picked, k, i, j),
        lit: (k, i) => picked?.k === k && picked.i === i,
      });
    }

    function drawTable(left, top, width, titles) {
      const column = (width - titles) / NEURONS.length, X = (n) => left + titles + (n + 0.5) * column;
      NEURONS.forEach(([k, i], n) => label(scene, X(n), top + 13, name(k, i), null, "middle"));
      let y = top + 20;
      ROWS.forEach(({ key, j, forward }, row) => {
        if (row === 0 || forward !== ROWS[row - 1].forward) {
          drawDirection(left, y + 12, width, forward);
          y += 23;
        }
        svg(scene, "line", { x1: left, x2: left + width, y1: y + ROW, y2: y + ROW, class: "nn-grid" });
        label(scene, left, y + 19, title({ key, j }), forward ? "nn-forward" : "nn-backward");
        NEURONS.forEach((_, n) => drawCell(row * NEURONS.length + n, X(n), y, column));
        y += ROW;
      });
    }

    // Which way the numbers below are worked out
    function drawDirection(left, y, width, forward) {
      const pen = forward ? "nn-forward" : "nn-backward", right = left + width;
      const word = label(scene, left, y + 4, view.texts[forward ? "forward" : "backward"], pen);
      const from = left + word.getComputedTextLength() + 8;
      path(scene, [[from, y], [right, y]], { class: `${pen} ${forward ? "" : "nn-tangent"}` });
      if (forward) arrow(scene, [right, y], [right - 10, y], pen);
      else arrow(scene, [from, y], [from + 10, y], pen);
    }

    function drawCell(n, x, y, width) {
      const cell = CELLS[n], value = valueOf(layers, cell), text = shown(value), tried = game.picks.has(cell);
      const wrong = game.wrong.includes(cell), astray = game.astray.includes(cell);
      const box = { x: x - width / 2 + 1, y: y + 1, width: width - 2, height: ROW - 2 };
      if (cell === picked) svg(scene, "rect", { ...box, class: "nn-pencil nn-picked" });
      if (found && tried && first.includes(cell)) drawMended(x, y, width, text, shown(rightOf(layers, cell)));
      else {
        const pen = found && astray ? "nn-correction nn-astray" : cell.forward ? "nn-forward" : "nn-backward";
        label(scene, x, y + 19, text, pen, "middle");
        const mark = wrong ? "✗" : astray ? "(✓)" : "✓";
        if (tried && !(found && astray)) label(scene, x + width / 2 - 3, y + 11, mark, "nn-tried", "end");
      }
      const pad = pads[n], said = { row: title(cell), name: name(cell.k, cell.i), value: text };
      for (const [key, at] of Object.entries(box)) pad.setAttribute(key, at);
      pad.setAttribute("data-value", value);
      pad.setAttribute("aria-label", view.plain(!tried ? "cell" : wrong ? "cellWrong" : "cellFine", said));
    }

    // The wrong number struck out, and the right one beside it or, where there is no room, below
    function drawMended(x, y, width, text, right) {
      const beside = 8 * (text.length + right.length + 2) < width, [up, down] = beside ? [19, 19] : [12, 26];
      const old = label(scene, x, y + up, text, "nn-correction", beside ? "end" : "middle");
      const long = old.getComputedTextLength(), from = beside ? x - long : x - long / 2;
      path(scene, [[from - 3, y + up - 4], [from + long + 3, y + up - 4]], { class: "nn-correction" });
      label(scene, beside ? x + 8 : x, y + down, right, "nn-correction nn-mended", beside ? "start" : "middle");
    }
  });
});

// Whether a cell's number comes along the way into neuron i of layer k from neuron j: forward 1, back -1
function wayOf(cell, k, i, j) {
  if (!cell) return 0;
  const own = cell.k === k && cell.i === i;
  if (cell.key === "z") return own ? 1 : 0;
  if (cell.key === "dW") return own && cell.j === j ? -1 : 0;
  return cell.key === "dA" && cell.k === k - 1 && cell.i === j ? -1 : 0;
}
