// What all explorers share on the page: controls, pictures, numbers, words, the address. It computes nothing but places.

const NAMESPACE = new DOMParser().parseFromString("<svg></svg>", "text/html").querySelector("svg").namespaceURI;
const round = (x) => Math.round(10 * x) / 10 + 0; // places in a picture, to a tenth of a pixel; never -0

// Build every explorer of this name that is on the page and not yet alive. build(view) ends in view.show(draw).
export function start(name, build) {
  document.querySelectorAll(`.nn-explorer[data-explorer="${name}"]:not([data-ready])`).forEach((root) => {
    root.dataset.ready = "";
    build(new View(root, name));
  });
}

// An element with attributes and children; `on` holds listeners.
export function html(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const [key, listener] of Object.entries(on)) element.addEventListener(key, listener);
  element.append(...children);
  return element;
}

// An SVG element in its parent, numbers rounded. Its look comes from its class.
export function svg(parent, tag, attributes = {}, text = "") {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, typeof value === "number" ? round(value) : value);
  }
  element.textContent = text;
  parent.append(element);
  return element;
}

// A line through places [[x, y], ...]; where one is not finite, the pen is lifted.
export function path(parent, places, attributes) {
  const far = (v) => round(Math.min(Math.max(v, -1e4), 1e4));
  let d = "", pen = "M";
  for (const [x, y] of places) {
    const drawn = Number.isFinite(x) && Number.isFinite(y);
    if (drawn) d += `${pen}${far(x)} ${far(y)}`;
    pen = drawn ? "L" : "M";
  }
  return svg(parent, "path", { d, ...attributes });
}

class View {
  constructor(root, name) {
    this.root = root;
    this.name = name;
    this.language = root.lang;
    Object.assign(this, JSON.parse(root.querySelector('script[type="application/json"]').textContent)); // texts, data
    this.state = {};
    this.fields = new Map();
    this.halt = () => {}; // stops what runs by itself
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // Only a page of the book has an address of its own, and only for the first explorer of a kind.
    this.addressed =
      "content_root" in document.documentElement.dataset &&
      root === document.querySelector(`.nn-explorer[data-explorer="${name}"]`);
    this.body = html("div", { class: "nn-live", role: "group", "aria-label": this.texts.title });
    // JupyterLab would take arrows and letters for commands of its own.
    this.body.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = ""));
    this.controls = html("div", { class: "nn-controls" });
    this.words = html("output", { class: "nn-words", "aria-live": "polite" });
    this.link = html("a", { href: "" }, this.texts.link);
  }

  // How many pixels wide the picture may be
  get width() {
    return Math.min(Math.max(this.root.clientWidth || 640, 240), 720);
  }

  // --- numbers and words ---

  number(x, digits = 2) {
    if (Number.isNaN(x)) return "NaN";
    if (Math.abs(x) === Infinity) return x > 0 ? "∞" : "−∞";
    if (Math.abs(x) >= 1e6) return this.scientific(x, 2);
    const text = x.toFixed(digits).replace(/^-(?=[0.]+$)/, "").replace("-", "−");
    return this.language === "de" ? text.replace(".", ",") : text;
  }

  // 10 to the power of a whole number, such as 10⁻⁸
  power(exponent) {
    const raised = (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign]);
    return exponent === 0 ? "1" : `10${[...String(exponent)].map(raised).join("")}`;
  }

  // Any number, however small, such as 4,2 · 10⁻⁸
  scientific(x, digits = 1) {
    if (x === 0 || !Number.isFinite(x)) return this.number(x, 0);
    const [front, exponent] = x.toExponential(digits).split("e").map(Number);
    if (Math.abs(exponent) <= 2) return this.number(x, Math.max(digits - exponent, 0));
    return `${this.number(front, digits)}\u00a0·\u00a0${this.power(exponent)}`;
  }

  // The text of a key as nodes. {name} is a number with 2 digits, {name:4} with 4, {name:1p} in parentheses if negative,
  // {name:1e} with its power of 10; each becomes <data data-name value> with all its digits. A string is put in as it is.
  text(key, values = {}) {
    const parts = this.texts[key].split(/\{(\w+)(?::(\d))?([pe]?)\}/);
    const nodes = [];
    for (let i = 0; i < parts.length; i += 4) {
      nodes.push(parts[i]);
      if (i + 1 === parts.length) break;
      const [, name, digits, form] = parts.slice(i, i + 4), value = values[name];
      if (typeof value === "number") {
        const places = digits === undefined ? 2 : Number(digits);
        const shown = form === "e" ? this.scientific(value, places) : this.number(value, places);
        nodes.push(html("data", { "data-name": name, value }, form === "p" && shown.startsWith("−") ? `(${shown})` : shown));
      } else nodes.push(String(value));
    }
    return nodes;
  }

  // The same as plain text, for SVG and labels
  plain(key, values = {}) {
    return this.text(key, values).map((node) => node.textContent ?? node).join("");
  }

  // A line of text; fill it in draw with line.replaceChildren(...view.text(key, values))
  line(name = "nn-formula") {
    const line = html("p", { class: name });
    this.body.append(line);
    return line;
  }

  // What is seen, in words, for all readers; a screen reader speaks it, so it changes three times a second at most.
  say(nodes) {
    this.spoken = nodes;
    if (this.saying) return;
    const speak = () => {
      const text = this.spoken.map((node) => node.textContent ?? node).join("");
      if (text === this.words.textContent) return void (this.saying = null);
      this.words.replaceChildren(...this.spoken);
      this.saying = setTimeout(speak, 350);
    };
    speak();
  }

  // --- controls: each owns one key of the state; its label is the text of that key ---

  slider(key, { min, max, step, value, digits = 1, into = this.controls }) {
    const input = html("input", { type: "range", min, max, step, value, on: { input: () => this.set({ [key]: input.value }) } });
    const shown = html("data", { "aria-hidden": "true", "data-name": key });
    return this.field(key, input, value, into, [shown], (wanted) => {
      if (String(wanted).trim() === "" || !Number.isFinite(Number(wanted))) return this.state[key];
      input.value = wanted; // the browser holds it within min and max, and on a step
      const text = this.number(input.valueAsNumber, digits);
      shown.textContent = text;
      shown.value = input.value;
      input.setAttribute("aria-valuetext", text);
      return input.valueAsNumber;
    });
  }

  // options: [[value, text], ...]
  choice(key, options, value, into = this.controls) {
    const input = html("select", { on: { change: () => this.set({ [key]: input.value }) } });
    input.append(...options.map(([option, text]) => html("option", { value: option }, text)));
    return this.field(key, input, value, into, [], (wanted) => {
      if (options.some(([option]) => option === wanted)) input.value = wanted;
      return input.value;
    });
  }

  // true or false
  check(key, value, into = this.controls) {
    const input = html("input", { type: "checkbox", on: { change: () => this.set({ [key]: input.checked }) } });
    return this.field(key, input, value, into, [], (wanted) => (input.checked = String(wanted) === "true"));
  }

  // A part of the state without a control, such as a step: accept(wanted) returns what it becomes
  keep(key, value, accept) {
    this.fields.set(key, { value, accept });
    this.state[key] = accept(value);
  }

  field(key, input, value, into, more, accept) {
    const label = html("span", {}, this.texts[key]);
    const row = html("div", { class: `nn-control nn-${input.type}` }, html("label", {}, label, input), ...more);
    into.append(row);
    this.keep(key, value, accept);
    this.fields.get(key).row = row;
    this.fields.get(key).label = label;
    return input;
  }

  button(key, action, into = this.controls) {
    const button = html("button", { type: "button", on: { click: action } }, this.texts[key]);
    into.append(button);
    return button;
  }

  // A list of all weights and biases in theta's order, and a slider for the chosen one. [{key, name, k, i, j}]: into neuron
  // i of layer k from neuron j of the layer before, j = -1 for a bias; the value is state[key].
  parameters(sizes, theta, into = this.controls) {
    const all = sizes.slice(1).flatMap((n, k) => {
      const rows = Array.from({ length: n }, (_, i) => i), columns = Array.from({ length: sizes[k] }, (_, j) => j);
      const weights = rows.flatMap((i) => columns.map((j) => ({ k: k + 1, i, j, key: `w${k + 1}_${i + 1}${j + 1}` })));
      return [...weights, ...rows.map((i) => ({ k: k + 1, i, j: -1, key: `b${k + 1}_${i + 1}` }))];
    });
    for (const part of all) part.name = symbol(part.key[0], part.k, part.i, part.j);
    this.choice("part", all.map(({ key, name }) => [key, name]), all[0].key, into);
    all.forEach(({ key }, t) => this.slider(key, { min: -5, max: 5, step: 0.1, value: theta[t], into }));
    return all;
  }

  // Show the slider of the chosen one, and return all values
  chosen(parameters) {
    for (const { key, name } of parameters) this.relabel(key, name, key !== this.state.part);
    return parameters.map(({ key }) => this.state[key]);
  }

  // Another label, or hidden where it means nothing
  relabel(key, text, hidden = false) {
    const { label, row } = this.fields.get(key);
    label.textContent = text;
    row.hidden = hidden;
  }

  // Change the state, the controls with it, and draw.
  set(changes) {
    for (const [key, wanted] of Object.entries(changes)) this.state[key] = this.fields.get(key).accept(wanted);
    this.draw();
    this.link.href = this.address(true);
    if (!this.addressed) return;
    clearTimeout(this.writing);
    this.writing = setTimeout(() => {
      try {
        history.replaceState(history.state, "", this.address(false));
      } catch {
        // A browser may forbid it; the link remains.
      }
    }, 300);
  }

  // --- the address: ?name=key:value,key:value ---

  address(anchor) {
    const others = location.search.slice(1).split("&").filter((part) => part && !part.startsWith(`${this.name}=`));
    const own = Object.entries(this.state).map(([key, value]) => `${key}:${encodeURIComponent(value)}`);
    const place = `${this.name}-explorer`;
    const hash = anchor && document.getElementById(place) ? `#${place}` : location.hash;
    return `?${[...others, `${this.name}=${own.join(",")}`].join("&")}${hash}`;
  }

  addressedState() {
    const text = this.addressed ? new URLSearchParams(location.search).get(this.name) ?? "" : "";
    const pairs = text.split(",").map((pair) => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]);
    return Object.fromEntries(pairs.filter(([key]) => this.fields.has(key)));
  }

  // --- pictures ---

  // The explorer's one picture. With elements that take the focus in it, the role is "group".
  picture(role = "img") {
    const picture = svg(this.body, "svg", { class: "nn-picture", role, "aria-label": this.texts.picture });
    picture.dataset.picture = "";
    return picture;
  }

  // An empty picture of this height, one unit a pixel
  clear(picture, height, width = this.width) {
    picture.replaceChildren();
    return this.size(picture, height, width);
  }

  // The same, but what is in the picture stays
  size(picture, height, width = this.width) {
    picture.setAttribute("viewBox", `0 0 ${round(width)} ${round(height)}`);
    picture.setAttribute("width", round(width));
    return width;
  }

  // move(x, y, event) in the picture's units, while a mouse button or a finger is down. With direction "x" a finger
  // still scrolls the page up and down. A function of the place may give the direction; where it gives "" nothing is
  // there to be dragged. In place of the picture it may be an element in it.
  drag(picture, move, direction = "both") {
    const parts = typeof direction === "function";
    picture.classList.add(parts ? "nn-drag-part" : direction === "x" ? "nn-drag-x" : "nn-drag");
    const place = ({ clientX, clientY }) => {
      const whole = picture.closest("[data-picture]"), box = whole.getBoundingClientRect();
      const scale = whole.viewBox.baseVal.width / box.width;
      return [(clientX - box.left) * scale, (clientY - box.top) * scale];
    };
    const moved = (event) => move(...place(event), event);
    if (parts) {
      picture.addEventListener("touchstart", (event) => direction(...place(event.touches[0])) === "both" && event.preventDefault());
      picture.addEventListener("pointermove", (event) => {
        picture.dataset.drag = direction(...place(event));
      });
    }
    let held = null;
    picture.addEventListener("pointerdown", (event) => {
      held = null; // a finger is captured by itself, even where there is nothing to be dragged
      if (event.button !== 0 || (parts && !direction(...place(event)))) return;
      held = event.pointerId;
      picture.setPointerCapture(event.pointerId);
      moved(event);
    });
    picture.addEventListener("pointermove", (event) => event.pointerId === held && picture.hasPointerCapture(held) && moved(event));
  }

  // Axes with few round ticks around a box in the picture. x and y are [low, high]. Returns how numbers become places
  // (X, Y) and places numbers (atX, atY), and `inside`, into which to draw: what lies outside the box is cut off.
  // The numbers at the axes are written by xText and yText.
  plot(picture, { left, top, width, height, x, y, xLabel = "", yLabel = "", xText = null, yText = null }) {
    const X = (v) => left + ((v - x[0]) / (x[1] - x[0])) * width;
    const Y = (v) => top + ((y[1] - v) / (y[1] - y[0])) * height;
    const g = svg(picture, "g", { class: "nn-axes" });
    for (const v of ticks(x, width / 55)) {
      svg(g, "line", { x1: X(v), x2: X(v), y1: top, y2: top + height, class: v === 0 ? "nn-zero" : "nn-grid" });
      svg(g, "text", { x: X(v), y: top + height + 17, "text-anchor": "middle" }, xText?.(v) ?? this.number(v, decimals(x, width / 55)));
    }
    for (const v of ticks(y, height / 40)) {
      svg(g, "line", { x1: left, x2: left + width, y1: Y(v), y2: Y(v), class: v === 0 ? "nn-zero" : "nn-grid" });
      svg(g, "text", { x: left - 7, y: Y(v) + 4, "text-anchor": "end" }, yText?.(v) ?? this.number(v, decimals(y, height / 40)));
    }
    svg(g, "text", { x: left + width, y: top + height + 36, "text-anchor": "end" }, xLabel);
    svg(g, "text", { x: left - 28, y: top - 10 }, yLabel);
    const inside = svg(picture, "svg", { x: left, y: top, width, height, viewBox: [left, top, width, height].map(round).join(" ") });
    return {
      X, Y, inside,
      atX: (place) => x[0] + ((place - left) / width) * (x[1] - x[0]),
      atY: (place) => y[1] - ((place - top) / height) * (y[1] - y[0]),
      curve: (xs, ys, name) => path(inside, Array.from(xs, (v, i) => [X(v), Y(ys[i])]), { class: name }),
    };
  }

  // The line on which values, row after row of a grid over xs and ys, are equal to the level. Its text stands where it
  // crosses the way from one place to another; if it does not, there is none.
  contour(picture, { X, Y, inside }, { xs, ys, values, level, name, text, way: [[x0, y0], [x1, y1]] }) {
    const n = xs.length, links = new Map(), lines = [];
    const high = (at) => values[at] > level;
    const link = (p, q) => [[p, q], [q, p]].forEach(([from, to]) => links.set(from, [...(links.get(from) ?? []), to]));
    for (let at = 0; at < values.length - n; at++) {
      if (at % n === n - 1) continue;
      // Round the cell: its corners, and the edge from each to the next (an even name lies along x, an odd one along y)
      const corners = [at, at + 1, at + n + 1, at + n];
      const edges = [2 * at, 2 * (at + 1) + 1, 2 * (at + n), 2 * at + 1];
      const cut = edges.filter((_, i) => high(corners[i]) !== high(corners[(i + 1) % 4]));
      const middle = corners.reduce((sum, corner) => sum + values[corner] / 4, 0);
      if (cut.length === 4 && middle > level !== high(at)) cut.push(cut.shift());
      for (let i = 0; i < cut.length; i += 2) link(cut[i], cut[i + 1]);
    }
    const place = (edge) => {
      const from = Math.floor(edge / 2), to = from + (edge % 2 ? n : 1);
      const part = (level - values[from]) / (values[to] - values[from]);
      const between = (a, b) => a + part * (b - a);
      return [X(between(xs[from % n], xs[to % n])), Y(between(ys[Math.floor(from / n)], ys[Math.floor(to / n)]))];
    };
    for (const first of [...[...links.keys()].filter((edge) => links.get(edge).length === 1), ...links.keys()]) {
      if (!links.has(first)) continue;
      const closed = links.get(first).length === 2;
      for (let edge = first; edge !== undefined; ) {
        const next = links.get(edge);
        links.delete(edge);
        lines.push(place(edge));
        edge = next.find((other) => links.has(other));
      }
      if (closed) lines.push(place(first));
      lines.push([NaN, NaN]);
    }
    path(inside, lines, { class: name });
    const [ax, ay, bx, by] = [X(x0), Y(y0), X(x1), Y(y1)], square = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
    const off = ([x, y]) => {
      const part = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square;
      return part >= 0 && part <= 1 ? Math.abs(x - ax - part * (bx - ax)) + Math.abs(y - ay - part * (by - ay)) : Infinity;
    };
    const [x, y] = lines.reduce((best, other) => (off(other) < off(best) ? other : best), [NaN, NaN]);
    if (off([x, y]) < 12) svg(inside, "text", { x, y: y + 4, "text-anchor": "middle", class: name }, text);
  }

  // A coloured region: values from 0 to 1, row after row from the top, from the low colour through paper to the high one
  raster(parent, { left, top, width, height }, columns, rows, values) {
    const stops = ["--nn-low", "--nn-paper", "--nn-high"].map((name) => this.colour(name));
    const canvas = html("canvas", { width: columns, height: rows }), context = canvas.getContext("2d");
    const pixels = context.createImageData(columns, rows);
    values.forEach((value, i) => {
      const t = Math.min(Math.max(value || 0, 0), 1), [from, to] = t < 0.5 ? stops : stops.slice(1);
      const part = t < 0.5 ? 2 * t : 2 * t - 1;
      for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = from[c] + part * (to[c] - from[c]);
      pixels.data[4 * i + 3] = 255;
    });
    context.putImageData(pixels, 0, 0);
    const href = canvas.toDataURL();
    return svg(parent, "image", { href, x: left, y: top, width, height, preserveAspectRatio: "none" });
  }

  // [red, green, blue] of a custom property, as it is in this theme
  colour(name) {
    this.words.style.color = `var(${name})`;
    const numbers = getComputedStyle(this.words).color.match(/[\d.]+/g).map(Number);
    this.words.style.color = "";
    return numbers.slice(0, 3);
  }

  // frame() is called for every picture of the screen until stop(), or until the explorer leaves the page
  loop(frame) {
    const run = { running: false };
    const next = () => {
      if (!run.running || !this.root.isConnected) return;
      frame();
      requestAnimationFrame(next);
    };
    run.start = () => {
      if (run.running) return;
      run.running = true;
      requestAnimationFrame(next);
    };
    run.stop = () => (run.running = false);
    return run;
  }

  // Put the living explorer in the place of the still one. draw() makes everything on the page from view.state.
  show(draw) {
    this.draw = draw;
    const reset = () => {
      this.halt();
      this.set(Object.fromEntries([...this.fields].map(([key, { value }]) => [key, value])));
    };
    const foot = html("p", { class: "nn-foot" });
    this.button("reset", reset, foot);
    if (this.addressed) foot.append(this.link);
    this.body.append(...[this.controls, this.words].filter((part) => !this.body.contains(part)), foot); // or where it put them
    for (const [key, wanted] of Object.entries(this.addressedState())) this.state[key] = this.fields.get(key).accept(wanted);
    this.root.querySelector(".nn-still").replaceWith(this.body);
    draw();
    this.link.href = this.address(true);
    const again = () => this.root.isConnected && draw();
    let width = this.width;
    new ResizeObserver(() => {
      if (this.width !== width) again();
      width = this.width;
    }).observe(this.root);
    const theme = new MutationObserver(again);
    for (const element of [document.documentElement, document.body]) {
      theme.observe(element, { attributeFilter: ["data-theme", "data-jp-theme-light", "data-vscode-theme-kind"] });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  }
}

// --- networks, as in the book's figures ---

// z₁⁽²⁾, or with j ≥ 0 w₁₂⁽²⁾; k = 0 leaves the layer out. i and j count from 0 here.
export function symbol(letter, k, i, j = -1) {
  const low = [i, j].filter((n) => n >= 0).map((n) => "₁₂₃₄₅₆₇₈₉"[n]).join("");
  return letter + low + (k ? `⁽${"⁰¹²³⁴⁵⁶⁷⁸⁹"[k]}⁾` : "");
}

// The places of its neurons in a box: a column for each layer, inputs first
export function neuronPlaces(sizes, { left, top, width, height }) {
  const most = Math.max(...sizes), gap = height / most;
  return sizes.map((n, k) =>
    Array.from({ length: n }, (_, i) => [left + (k * width) / (sizes.length - 1), top + gap * (i + 0.5 + (most - n) / 2)]),
  );
}

// Draw a network: a line as thick as its weight, dotted where that is negative, the weight on it; biases as small squares;
// neurons as circles, inside(k, i) in them and above(k, i) over them. way(k, i, j) is 1 or -1 where something runs forward
// or back just now, into neuron i of layer k from neuron j; lit(k, i) where a neuron is looked at, chosen a parameter's key.
// parameters are view.parameters'; the result has a place [x, y] for each of them, where its number stands.
export function diagram(view, parent, { places, radius, parameters, inside, above, way = () => 0, lit = () => false }) {
  const number = (value) => view.number(value, Number.isInteger(value) ? 0 : 1), found = [], labels = [];
  for (const { key, k, i, j } of parameters) {
    const value = view.state[key], to = places[k][i], chosen = key === view.state.part ? "nn-chosen" : "";
    if (j >= 0) {
      const direction = way(k, i, j), from = places[k - 1][j];
      const colour = direction > 0 ? "nn-way-on" : direction < 0 ? "nn-way-back" : "";
      const { at, length } = connection(parent, from, to, {
        class: `nn-way ${colour} ${value < 0 ? "nn-dots" : ""}`,
        "stroke-width": Math.min(0.8 + Math.abs(value), 4),
      });
      if (direction > 0) arrow(parent, at(length - radius - 1), at(length - radius - 11), "nn-forward");
      if (direction < 0) arrow(parent, at(radius + 1), at(radius + 11), "nn-backward");
      const [x, y] = at(0.26 * length), text = number(value), wide = 5 + 7 * text.length;
      labels.push(() => {
        svg(parent, "rect", { x: x - wide / 2, y: y - 7, width: wide, height: 14, class: "nn-plate" });
        svg(parent, "text", { x, y: y + 4.5, "text-anchor": "middle", class: `nn-weight ${chosen}` }, text);
      });
      found.push([x, y]);
    } else {
      const x = to[0] - 0.8 * radius, y = to[1] + radius + 14, half = 19;
      path(parent, [to, [x, y]], { class: "nn-weight" });
      svg(parent, "rect", { x: x - half, y: y - 11, width: 2 * half, height: 22, class: "nn-weight nn-paper" });
      svg(parent, "text", { x, y: y + 4.5, "text-anchor": "middle", class: `nn-weight ${chosen}` }, number(value));
      found.push([x, y]);
    }
  }
  labels.forEach((label) => label());
  places.forEach((layer, k) =>
    layer.forEach(([x, y], i) => {
      svg(parent, "circle", { cx: x, cy: y, r: radius, class: `nn-forward nn-paper ${lit(k, i) ? "nn-lit" : ""}` });
      svg(parent, "text", { x, y: y + 5, "text-anchor": "middle", class: "nn-forward" }, inside(k, i));
      svg(parent, "text", { x, y: y - radius - 7, "text-anchor": "middle" }, above(k, i));
    }),
  );
  return found;
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
  const [x, y] = [tip[0] - before[0], tip[1] - before[1]].map((d) => d / 2);
  path(parent, [tip, [before[0] - y, before[1] + x], [before[0] + y, before[1] - x], tip], { class: `${name} nn-fill` });
}

// The round step of at most so many ticks, and how many decimals it has
function tickStep([low, high], most) {
  for (let unit = 1e-4, digits = 4; ; unit *= 10, digits -= 1) {
    for (const factor of [1, 2, 5]) {
      if ((high - low) / (unit * factor) <= Math.max(most, 2)) return [unit * factor, Math.max(digits, 0)];
    }
  }
}

const decimals = (range, most) => tickStep(range, most)[1];

function ticks([low, high], most) {
  const [step] = tickStep([low, high], most), found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) found.push(i * step + 0);
  return found;
}
