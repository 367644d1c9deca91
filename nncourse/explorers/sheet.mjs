// A sheet to draw a digit on, by mouse, finger or keys; or one of ten stored digits lies on it.
import { pixels } from "./arithmetic.mjs";
import { clamp, drag, html, path, svg } from "./elements.mjs";
import { squares } from "./grid.mjs";

export const SIDE = 28;
export const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Makes the explorer's picture, with the sheet in it, its buttons above and its controls: example ("none" for what is
// drawn) and pen.
export class Sheet {
  constructor(view, stored) {
    const { texts } = view, row = html("div", { class: "nn-row" });
    Object.assign(this, { view, strokes: [], cursor: [SIDE / 2, SIDE / 2], down: false, box: null });
    this.examples = stored.map(pixels);
    view.body.append(row);
    this.undoer = view.button("undo", () => this.undo(), row);
    view.button("empty", () => this.begin(), row);
    this.picture = view.picture("group");
    this.element = svg(this.picture, "g", { tabindex: 0, role: "application", "aria-label": texts.sheet });
    this.place = view.line("nn-where");
    this.place.setAttribute("role", "status");
    const digits = stored.map((_, digit) => [String(digit), view.plain("exampleOf", { digit })]);
    view.choice("example", [["none", texts.none], ...digits], "3");
    view.slider("pen", { min: 0.4, max: 2.4, step: 0.2, value: 1.2 });
    drag(this.element, (x, y, { type }) => {
      const { left, top, width } = this.box;
      this.cursor = [x - left, y - top].map((v) => clamp((v / width) * SIDE, 0, SIDE));
      this.down = false;
      this.paint(type === "pointerdown");
    });
    this.element.addEventListener("keydown", (event) => this.press(event));
    for (const type of ["focus", "blur"]) this.element.addEventListener(type, () => view.draw());
  }

  // An empty sheet, or one with the beginning of a stroke
  begin(...first) {
    this.down = false;
    this.strokes = first;
    this.view.set({ example: "none" });
  }

  undo() {
    this.down = false;
    this.strokes.pop();
    this.view.set({});
  }

  paint(fresh) {
    const point = [...this.cursor];
    if (this.view.state.example !== "none") return this.begin([point]);
    if (fresh || !this.strokes.length) this.strokes.push([point]);
    else this.strokes.at(-1).push(point);
    this.view.set({});
  }

  press(event) {
    const move = MOVES[event.key];
    if (move) {
      this.cursor = this.cursor.map((v, axis) => clamp(Math.round(v) + move[axis], 0, SIDE));
      if (this.down) this.paint(false);
    } else if (event.key === " ") {
      if (!this.down) this.paint(true);
      this.down = !this.down;
    } else if (event.key === "Backspace") this.undo();
    else return;
    event.preventDefault();
    this.view.draw();
  }

  // The pixels of the stored digit, if one lies on it
  get stored() {
    return this.examples[this.view.state.example];
  }

  // Draw all of it anew, {left, top, width} in the picture.
  draw(box) {
    const { view, element, down, stored } = this, [x, y] = this.cursor, { pen } = view.state;
    const { left, top, width } = box, unit = width / SIDE, at = ([a, b]) => [left + a * unit, top + b * unit];
    const focused = document.activeElement === element, strokes = stored ? [] : this.strokes;
    Object.assign(this, { box, strokes });
    this.undoer.setAttribute("aria-disabled", String(!strokes.length));
    this.place.replaceChildren(...(focused ? view.text(down ? "penDown" : "penUp", { x, y }) : []));
    element.replaceChildren();
    svg(element, "rect", { x: left, y: top, width, height: width, class: "nn-sheet" });
    if (stored) squares(view, element, { ...box, height: width }, SIDE, stored);
    const lines = [4, 8, 12, 16, 20, 24].flatMap((v) => [[v, 0], [v, SIDE], [NaN, 0], [0, v], [SIDE, v], [NaN, 0]]);
    path(element, lines.map(at), { class: "nn-squares" });
    for (const stroke of strokes) {
      const places = [...stroke, stroke.at(-1)].map(at);
      path(element, places, { class: "nn-ink", "stroke-width": 2 * pen * unit });
    }
    if (!focused) return;
    const [a, b] = at(this.cursor), cross = [[a - 9, b], [a + 9, b], [NaN, 0], [a, b - 9], [a, b + 9]];
    path(element, cross, { class: `nn-correction ${down ? "nn-curve" : ""}` });
  }
}
