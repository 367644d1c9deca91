// Numbers and texts, in the page's language.
import { html } from "./elements.mjs";

export class Wording {
  constructor(language, texts) {
    this.language = language;
    this.texts = texts;
  }

  number(x, digits = 2) {
    if (Number.isNaN(x)) return "NaN";
    if (Math.abs(x) === Infinity) return x > 0 ? "∞" : "−∞";
    if (Math.abs(x) >= 1e6) return this.scientific(x, 2);
    const text = x.toFixed(digits).replace(/^-(?=[0.]+$)/, "").replace("-", "−");
    return this.language === "de" ? text.replace(".", ",") : text;
  }

  // With no decimal or one if that is all of it, else with so many
  few(x, most = 3) {
    const digits = [0, 1].find((short) => Math.abs(x - Number(x.toFixed(short))) < 1e-9) ?? most;
    return this.number(x, digits);
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

  // The text of a key as nodes. {name} is a number with 2 digits, {name:4} with 4, {name:2f} with as few as do, up to
  // 2; {name:1e} has its power of 10, {name:1p} parentheses if negative, {name:2fp} too. Each becomes
  // <data data-name value> with all its digits. A string is put in as it is.
  text(key, values = {}) {
    const parts = this.texts[key].split(/\{(\w+)(?::(\d))?([ef]?p?)\}/);
    const nodes = [];
    for (let i = 0; i < parts.length; i += 4) {
      nodes.push(parts[i]);
      if (i + 1 === parts.length) break;
      const [, name, digits, form] = parts.slice(i, i + 4), value = values[name];
      if (typeof value === "number") {
        const places = digits === undefined ? 2 : Number(digits);
        const way = { e: "scientific", f: "few" }[form[0]] ?? "number", plain = this[way](value, places);
        const shown = form.endsWith("p") && plain.startsWith("−") ? `(${plain})` : plain;
        nodes.push(html("data", { "data-name": name, value }, shown));
      } else nodes.push(String(value));
    }
    return nodes;
  }

  // The texts of several keys, one after the other
  sentences(keys, values) {
    return keys.flatMap((key) => [...this.text(key, values), " "]);
  }

  // A text as plain text, for SVG and labels
  plain(key, values = {}) {
    return this.text(key, values).map((node) => node.textContent ?? node).join("");
  }
}
