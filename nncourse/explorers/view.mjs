// An explorer on the page: its words, its picture, its life.
import { Address } from "./address.mjs";
import { Controls } from "./controls.mjs";
import { clamp, html, round, svg } from "./elements.mjs";

// Build every explorer of this name that is on the page and not yet alive. build(view) ends in view.show(draw).
export function start(name, build) {
  document.querySelectorAll(`.nn-explorer[data-explorer="${name}"]:not([data-ready])`).forEach((root) => {
    root.dataset.ready = "";
    build(new View(root, name));
  });
}

class View extends Controls {
  constructor(root, name) {
    const { texts, data } = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    super(root.lang, texts);
    this.root = root;
    this.data = data;
    this.halt = () => {}; // stops what runs by itself
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.address = new Address(root, name, texts.link);
    this.body = html("div", { class: "nn-live", role: "group", "aria-label": texts.title });
    // JupyterLab would take arrows and letters for commands of its own.
    this.body.addEventListener("focusin", ({ target }) => (target.dataset.lmSuppressShortcuts = ""));
    this.words = html("output", { class: "nn-words", "aria-live": "polite" });
  }

  // Change the state, the controls with it, and draw.
  set(changes) {
    this.accept(changes);
    this.draw();
    this.address.show(this.state);
    this.address.write(this.state);
  }

  // --- words ---

  // Lines of text, to be filled in draw
  lines(n) {
    return Array.from({ length: n }, () => this.line());
  }

  line(name = "nn-formula") {
    const line = html("p", { class: name });
    this.body.append(line);
    return line;
  }

  fill(line, key, values) {
    line.replaceChildren(...this.text(key, values));
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

  // --- the picture ---

  // How many pixels wide it may be
  get width() {
    return clamp(this.root.clientWidth || 640, 240, 720);
  }

  // The explorer's one picture. With elements that take the focus in it, the role is "group".
  picture(role = "img") {
    const picture = svg(this.body, "svg", { class: "nn-picture", role, "aria-label": this.texts.picture });
    picture.dataset.picture = "";
    return picture;
  }

  // An empty picture of this height, one unit a pixel
  clear(picture, height) {
    picture.replaceChildren();
    return this.size(picture, height);
  }

  // The same, but what is in the picture stays
  size(picture, height) {
    const { width } = this;
    picture.setAttribute("viewBox", `0 0 ${round(width)} ${round(height)}`);
    picture.setAttribute("width", round(width));
    return width;
  }

  // --- its life ---

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
    const foot = html("p", { class: "nn-foot" });
    const reset = () => {
      this.halt();
      this.reset();
    };
    this.button("reset", reset, foot);
    if (this.address.owned) foot.append(this.address.link);
    const rest = [this.controls, this.words].filter((part) => !this.body.contains(part)); // unless it put them itself
    this.body.append(...rest, foot);
    this.accept(this.address.read(this.fields));
    this.root.querySelector(".nn-still").replaceWith(this.body);
    draw();
    this.address.show(this.state);
    this.follow();
  }

  // Draw again in another width and in other colors.
  follow() {
    const again = () => this.root.isConnected && this.draw();
    let { width } = this;
    new ResizeObserver(() => {
      if (this.width !== width) again();
      ({ width } = this);
    }).observe(this.root);
    const theme = new MutationObserver(again);
    for (const element of [document.documentElement, document.body]) {
      theme.observe(element, { attributeFilter: ["data-theme", "data-jp-theme-light", "data-vscode-theme-kind"] });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  }
}
