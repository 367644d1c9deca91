// Chapter 10: a kernel slides over a digit that is drawn; its nine products, their sum, and the map of all sums.
import { activations, asDrawn, convolve, dot, fits, inWindow, maxPool } from "./arithmetic.mjs";
import { numbers, products, tenths } from "./arithmetic.mjs";
import { clamp, drag, html, label, svg } from "./elements.mjs";
import { squares } from "./grid.mjs";
import { MOVES, SIDE, Sheet } from "./sheet.mjs";
import { start } from "./view.mjs";

const SIZE = 3, BLOCK = 2, MOST = 9; // of the kernel, of max pooling, of a number in the kernel
const KERNELS = {
  left: { W: [-1, 0, 1, -1, 0, 1, -1, 0, 1], does: "leftDoes" },
  right: { W: [1, 0, -1, 1, 0, -1, 1, 0, -1], does: "rightDoes" },
  above: { W: [-1, -1, -1, 0, 0, 0, 1, 1, 1], does: "aboveDoes" },
  below: { W: [1, 1, 1, 0, 0, 0, -1, -1, -1], does: "belowDoes" },
  blur: { W: [0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1], does: "blurDoes" },
  sharpen: { W: [0, -1, 0, -1, 5, -1, 0, -1, 0], does: "sharpenDoes" },
  nothing: { W: [0, 0, 0, 0, 1, 0, 0, 0, 0], does: "nothingDoes" },
  shift: { W: [0, 0, 0, 1, 0, 0, 0, 0, 0], does: "shiftDoes" },
};

start("convolution", (view) => {
  const { texts } = view, sheet = new Sheet(view, view.data.examples), { picture } = sheet;
  const pixels = svg(picture, "g", { tabindex: 0, role: "application", "aria-label": texts.window });
  const sums = svg(picture, "g"), rest = svg(picture, "g");
  const row = html("div", { class: "nn-row" }), runner = view.button("run", run, row);
  view.body.append(row, view.controls, view.words);
  const [formula, after, map] = view.lines(3);
  let places; // where the picture and the map are drawn

  // --- the kernel: one of the list, or nine numbers of one's own ---

  const named = [...Object.keys(KERNELS), "own"].map((name) => [name, texts[name]]);
  view.choice("kernel", named, "left");
  const cells = numbers(SIZE * SIZE, (n) => {
    const name = view.plain("cell", { row: Math.floor(n / SIZE) + 1, column: (n % SIZE) + 1 });
    const on = { input: edit, blur: () => view.draw() };
    return html("input", { type: "number", min: -MOST, max: MOST, step: "any", "aria-label": name, on });
  });
  view.controls.append(html("div", { class: "nn-kernel", role: "group", "aria-label": texts.entries }, ...cells));
  view.keep("own", KERNELS.nothing.W.join("_"), (wanted) => {
    const entries = String(wanted).split("_").map((entry) => (entry.trim() ? Number(entry) : NaN));
    if (entries.length !== cells.length || !entries.every(Number.isFinite)) return view.state.own;
    return entries.map((entry) => clamp(entry, -MOST, MOST)).join("_");
  });

  // What is no number yet, such as a sign, leaves the entry as it was.
  function edit() {
    const { kernel } = set();
    const own = cells.map(({ valueAsNumber: typed }, n) => (Number.isFinite(typed) ? typed : kernel[n]));
    view.set({ kernel: "own", own: own.join("_") });
  }

  // --- the window: how it goes, and where it is ---

  view.choice("padding", [["0", texts.noBorder], ["1", texts.border]], "0");
  view.choice("stride", ["1", "2", "3"].map((value) => [value, value]), "1");
  const steps = { none: texts.noStep, relu: texts.reluStep, pool: texts.poolStep };
  view.choice("after", Object.entries(steps), "none");
  for (const [key, first] of [["row", 19], ["column", 18]]) {
    view.keep(key, first, (wanted) => clamp(Math.round(Number(wanted)) || 1, 1, SIDE));
  }

  // All that is set, as numbers
  function set() {
    const { kernel, own } = view.state, [stride, padding] = [view.state.stride, view.state.padding].map(Number);
    const { out, left } = fits(SIDE, SIZE, stride, padding);
    const [row, column] = [view.state.row, view.state.column].map((at) => Math.min(at, out));
    const end = row === out && column === out;
    return { kernel: KERNELS[kernel]?.W ?? own.split("_").map(Number), stride, padding, out, left, row, column, end };
  }

  function go(row, column) {
    const within = (at) => clamp(Math.round(at), 1, set().out);
    view.set({ row: within(row), column: within(column) });
  }

  // What is touched in the picture becomes the middle of the window.
  drag(pixels, (x, y) => {
    const { stride, padding } = set(), { left, top, unit } = places.pixels;
    const along = (distance) => (distance / unit - SIZE / 2 + padding) / stride + 1;
    running.stop();
    go(along(y - top), along(x - left));
  });
  drag(sums, (x, y) => {
    const { left, top, unit } = places.sums;
    running.stop();
    go((y - top) / unit + 0.5, (x - left) / unit + 0.5);
  });
  pixels.addEventListener("keydown", (event) => {
    const move = MOVES[event.key], { row, column } = set();
    if (!move) return;
    event.preventDefault();
    running.stop();
    go(row + move[1], column + move[0]);
  });

  // --- it runs through all places, row by row ---

  const running = view.loop(() => {
    if (set().end) running.stop();
    next();
  });
  view.halt = running.stop;

  function next() {
    const { row, column, out, end } = set();
    if (end) view.draw();
    else go(...(column < out ? [row, column + 1] : [row + 1, 1]));
  }

  function run() {
    const { end } = set();
    if (view.calm) return end ? go(1, 1) : next();
    if (running.running) running.stop();
    else running.start();
    if (end) go(1, 1);
    else view.draw();
  }

  view.show(() => {
    const { kernel: chosen, pen } = view.state, { kernel, stride, padding, out, left, row, column } = set();
    const image = sheet.stored ? tenths(sheet.stored) : asDrawn(sheet.strokes, pen);
    const [upper, first] = [row, column].map((at) => (at - 1) * stride - padding);
    const values = inWindow(image, SIZE, upper, first), parts = products(values, kernel), sum = dot(values, kernel);
    const all = convolve(image, kernel, stride, padding), active = all.map(activations.relu.f);
    const more = Object.keys(steps).indexOf(view.state.after), { out: few, left: spare } = fits(out, BLOCK);
    const pooled = maxPool(active, BLOCK);
    const block = [row, column].map((at) => Math.floor((at - 1) / BLOCK)), pools = block.every((at) => at < few);
    const four = inWindow(active, BLOCK, ...block.map((at) => at * BLOCK));
    const largest = Math.max(...all.map(Math.abs), 1e-9), place = (row - 1) * out + column - 1;

    runner.textContent = texts[view.calm ? "next" : running.running ? "pause" : "run"];
    cells.forEach((cell, n) => {
      const typing = chosen === "own" && cell === document.activeElement;
      if (!typing && cell.valueAsNumber !== kernel[n]) cell.value = kernel[n];
    });
    const told = { row, column, out, left, few, spare, sum, a: active[place], most: Math.max(...four) };
    Object.assign(told, { low: Math.min(...all), high: Math.max(...all) });
    values.forEach((value, n) => Object.assign(told, { [`v${n}`]: value, [`k${n}`]: kernel[n] }));
    four.forEach((value, n) => (told[`q${n}`] = value));
    drawPicture();
    view.fill(formula, "sum", told);
    view.fill(map, "map", told);
    const then = [...(more ? ["relu"] : []), ...(more > 1 && pools ? ["pool"] : [])];
    after.replaceChildren(...view.sentences(then, told));
    view.say(view.sentences(running.running ? ["runs"] : sentences(), told));

    function sentences() {
      const blank = image.every((value) => value === 0);
      const over = [...(left ? ["over"] : []), ...(more > 1 && spare ? ["spare"] : [])];
      return ["place", blank ? "blank" : KERNELS[chosen]?.does ?? "ownDoes", ...over];
    }

    // In wide windows the sheet, the picture and the map side by side, one pixel as large in each; in narrow ones the
    // sheet above. The picture has room for a border.
    function drawPicture() {
      const wide = view.width >= 560, gap = wide ? 20 : 8, border = SIDE + 2, top = 24;
      const room = wide ? view.width - 2 * gap : view.width - gap;
      const unit = Math.floor((2 * (room - 2)) / (wide ? SIDE + border + SIDE : border + SIDE)) / 2;
      const paper = wide ? SIDE * unit : Math.min(view.width - 2, 280), under = wide ? top : top + paper + 32;
      const side = (wide ? paper + gap : 0) + 1;
      places = { pixels: { left: side + unit, top: under + unit, unit } };
      places.sums = { left: side + border * unit + gap, top: under + unit, unit };
      const table = under + border * unit + 30;
      for (const part of [pixels, sums, rest]) part.replaceChildren();
      label(rest, 0, top - 8, texts.sheetTitle);
      sheet.draw({ left: 1, top: wide ? top + unit : top, width: paper });
      drawPixels(places.pixels);
      drawSums(places.sums);
      const end = table + drawNumbers(table, wide), below = end + unit + 32;
      if (more) drawAfter(below, unit, gap);
      view.size(picture, more ? below + out * unit + 4 : end + 6);
    }

    function drawGrid(parent, { left: x, top: y, unit }, side, shades, title) {
      label(parent, x, y - unit - 8, title);
      squares(view, parent, { left: x, top: y, width: side * unit, height: side * unit }, side, shades);
    }

    // A frame round a window, so many squares wide
    function mark(parent, { left: x, top: y, unit }, [row, column], size, part) {
      const frame = { x: x + column * unit, y: y + row * unit, width: size * unit, height: size * unit };
      svg(parent, "rect", { ...frame, class: "nn-halo" });
      svg(parent, "rect", { ...frame, class: "nn-weight nn-curve", "data-part": part });
    }

    function drawPixels(at) {
      const { left: x, top: y, unit } = at, edge = padding * unit, whole = SIDE * unit + 2 * edge;
      svg(pixels, "rect", { x: x - edge, y: y - edge, width: whole, height: whole, class: "nn-sheet" });
      drawGrid(pixels, at, SIDE, image, texts.imageTitle);
      mark(pixels, at, [upper, first], SIZE, "window");
    }

    // While the window runs, the map has only what it has passed.
    function drawSums(at) {
      const shades = all.map((value, n) => (running.running && n > place ? 0 : value / largest));
      drawGrid(sums, at, out, shades, view.plain("mapTitle", { out }));
      mark(sums, at, [row - 1, column - 1], 1);
    }

    function drawAfter(top, unit, gap) {
      const relu = { left: 1, top, unit }, pool = { left: out * unit + gap + unit, top, unit };
      drawGrid(rest, relu, out, active.map((value) => value / largest), texts.reluTitle);
      mark(rest, relu, [row - 1, column - 1], 1);
      if (more < 2) return;
      drawGrid(rest, pool, few, pooled.map((value) => value / largest), view.plain("poolTitle", { few }));
      if (!pools) return;
      mark(rest, relu, block.map((at) => at * BLOCK), BLOCK);
      mark(rest, pool, block, 1);
    }

    // What lies under the window, the kernel, the products and their sum; in narrow windows in two rows
    function drawNumbers(top, wide) {
      const sign = 26, cell = Math.min(46, Math.floor((view.width - sign) / (2 * SIZE))), high = 28;
      const table = SIZE * cell, step = table + sign, tall = SIZE * high;
      const second = wide ? { left: 2 * step, top } : { left: sign, top: top + tall + 34 };
      drawTable(0, top, values, "nn-forward", texts.under);
      drawSign(step, top, "·");
      drawTable(step, top, kernel, "nn-weight", texts.kernel);
      drawSign(second.left, second.top, "=");
      drawTable(second.left, second.top, parts, "nn-forward", texts.products);
      const beside = second.left + table + 14;
      label(rest, beside, second.top - 8, texts.sumTitle);
      label(rest, beside, second.top + tall / 2 + 5, view.few(sum, 2), "nn-forward nn-number");
      return second.top - top + tall;

      function drawSign(x, y, text) {
        label(rest, x - sign / 2, y + tall / 2 + 5, text, "nn-number", "middle");
      }

      function drawTable(left, y, entries, pen, title) {
        label(rest, left, y - 8, title);
        entries.forEach((entry, n) => {
          const at = { x: left + (n % SIZE) * cell, y: y + Math.floor(n / SIZE) * high };
          svg(rest, "rect", { ...at, width: cell, height: high, class: "nn-squares" });
          label(rest, at.x + cell / 2, at.y + 19, view.few(entry, 2), pen, "middle");
        });
      }
    }
  });
});
