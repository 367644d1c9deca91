// The state of an explorer and its controls: each owns one key of the state; its label is the text of that key.
import { html } from "./elements.mjs";
import { Wording } from "./wording.mjs";

export class Controls extends Wording {
  constructor(language, texts) {
    super(language, texts);
    this.state = {};
    this.fields = new Map();
    this.controls = html("div", { class: "nn-controls" });
  }

  slider(key, { min, max, step, value, digits = 1, into = this.controls }) {
    const moved = () => this.set({ [key]: input.value });
    const input = html("input", { type: "range", min, max, step, value, on: { input: moved } });
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
  choice(key, options, value) {
    const input = html("select", { on: { change: () => this.set({ [key]: input.value }) } });
    input.append(...options.map(([option, text]) => html("option", { value: option }, text)));
    return this.field(key, input, value, this.controls, [], (wanted) => {
      if (options.some(([option]) => option === wanted)) input.value = wanted;
      return input.value;
    });
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
    Object.assign(this.fields.get(key), { row, label });
    return input;
  }

  // Another label, or hidden where it means nothing
  relabel(key, text, hidden = false) {
    const { label, row } = this.fields.get(key);
    label.textContent = text;
    row.hidden = hidden;
  }

  button(key, action, into = this.controls) {
    const button = html("button", { type: "button", on: { click: action } }, this.texts[key]);
    into.append(button);
    return button;
  }

  // Change the state, and the controls with it.
  accept(changes) {
    for (const [key, wanted] of Object.entries(changes)) this.state[key] = this.fields.get(key).accept(wanted);
  }

  // As at the beginning
  reset() {
    this.set(Object.fromEntries([...this.fields].map(([key, { value }]) => [key, value])));
  }
}
