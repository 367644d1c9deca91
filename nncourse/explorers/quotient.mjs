// Chapter 4: the difference quotient, its secant beside the tangent, and its error over h.
import { differenceQuotient, logarithm, measured, numbers, powerOfTen, symmetricQuotient } from "./arithmetic.mjs";
import { axes } from "./axes.mjs";
import { drag, label, path, svg } from "./elements.mjs";
import { start } from "./view.mjs";

const NAMES = { cube: "x³", square: "x²", sigmoid: "σ(x)", relu: "ReLU(x)" };
const HEIGHTS = { cube: [-3, 9], square: [-1, 5], sigmoid: [-0.3, 1.3], relu: [-0.7, 2.6] };
const QUOTIENTS = { one: differenceQuotient, two: symmetricQuotient };
const PLACES = numbers(89, (i) => -2.1 + i / 20);
const EXPONENTS = numbers(65, (i) => -16 + i / 4);
const FLOOR = -14; // the lowest error in the picture, as a power of 10
const ABOUT = 3; // with so many neighbors on each side the middle error counts, as a single one may be small by luck
const GOOD = 30, TINY = 1e-13; // so many times the best of these is still good, and an error that is good in any case

start("quotient", (view) => {
  view.choice("f", Object.entries(NAMES), "cube");
  view.choice("kind", Object.keys(QUOTIENTS).map((key) => [key, view.texts[key]]), "one");
  view.slider("x", { min: -1, max: 1, step: 0.05, value: 1, digits: 2 });
  view.slider("e", { min: EXPONENTS[0], max: 0, step: 1, value: 0, digits: 0 });

  const picture = view.picture();
  const lines = view.lines(3);
  let left, right, held;
  drag(
    picture,
    (x, y, event) => {
      if (event.type === "pointerdown") held = left.holds(x, y) ? "x" : "e";
      view.set({ [held]: (held === "x" ? left : right).atX(x) });
    },
    (x, y) => {
      if (left.holds(x, y)) return left.grip(x, view.state.x);
      return right.holds(x, y) && right.grip(x, view.state.e);
    },
  );

  view.show(() => {
    const { f: name, kind, x, e } = view.state, { f, slope: exactly } = measured[name];
    const h = powerOfTen(e), slope = exactly(x);
    const errorOf = (key, exponent) => Math.abs(QUOTIENTS[key](f, x, powerOfTen(exponent)) - slope);
    const quotients = { one: differenceQuotient(f, x, h), two: symmetricQuotient(f, x, h) };
    const errorsOf = (key) => EXPONENTS.map((exponent) => errorOf(key, exponent));
    const curves = { one: errorsOf("one"), two: errorsOf("two") };
    const quotient = quotients[kind], error = errorOf(kind, e), from = kind === "one" ? x : x - h;
    const kink = name === "relu" && x === 0;

    drawPicture();
    const values = {
      x, h, slope, quotient, error, ...quotients, oneError: errorOf("one", e), twoError: errorOf("two", e),
      H: view.power(e), less: error / errorOf(kind, e - 1),
    };
    ["exact", "oneLine", "twoLine"].forEach((key, i) => view.fill(lines[i], key, values));
    view.say(view.sentences(["here", remark()], values));

    function remark() {
      if (kink) return "kink";
      if (x + h === x) return "same";
      const usual = EXPONENTS.map((_, i) => middle(curves[kind].slice(Math.max(i - ABOUT, 0), i + ABOUT + 1)));
      const best = Math.min(...usual), good = usual.map((value) => value <= Math.max(GOOD * best, TINY));
      const at = EXPONENTS.indexOf(e);
      if (good[at]) return "good";
      if (error === 0) return "lucky";
      if (at < good.indexOf(true)) return "small";
      if (name === "relu") return "across";
      return values.less > 2 && Number.isFinite(values.less) ? "large" : "larger";
    }

    function middle(values) {
      return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
    }

    function drawPicture() {
      const wide = view.width >= 560, width = view.clear(picture, wide ? 346 : 580);
      const side = wide ? Math.round(0.5 * width) : width;
      const first = { left: 46, top: 30, width: side - 60, height: wide ? 264 : 220 };
      const second = wide
        ? { left: side + 46, top: 30, width: width - side - 60, height: 264 }
        : { left: 46, top: 322, width: width - 60, height: 204 };
      const { texts } = view, power = (v) => view.power(v);
      left = axes(view, picture, { ...first, x: [-2.1, 2.3], y: HEIGHTS[name], xLabel: "x", yLabel: texts.fAxis });
      right = axes(view, picture, {
        ...second, x: [-16.4, 0.4], y: [FLOOR - 0.6, 1.6],
        xLabel: texts.hAxis, yLabel: texts.errorAxis, xText: power, yText: power,
      });
      drawSecant();
      drawErrors();
    }

    function drawSecant() {
      const { X, Y, inside, curve } = left;
      curve(PLACES, Array.from(PLACES, f), "nn-forward nn-curve");
      const through = (place, height, steep, name) =>
        curve([place - 4, place + 4], [height - 4 * steep, height + 4 * steep], name);
      through(x, f(x), slope, "nn-backward nn-tangent");
      through(from, f(from), quotient, "nn-weight");
      for (const place of [from, x + h]) {
        svg(inside, "circle", { cx: X(place), cy: Y(f(place)), r: 4.5, class: "nn-weight nn-fill" });
      }
      svg(inside, "circle", { cx: X(x), cy: Y(f(x)), r: 6.5, class: "nn-forward nn-fill" });
      const top = Y(HEIGHTS[name][1]) + 18;
      label(inside, X(-2.1) + 8, top, view.plain("secantLabel", { quotient }), "nn-weight nn-number");
      label(inside, X(-2.1) + 8, top + 20, view.plain("tangentLabel", { slope }), "nn-backward nn-number");
    }

    function drawErrors() {
      const { X, Y, inside, curve } = right;
      const height = (value) => Math.max(value === 0 ? FLOOR : logarithm(value), FLOOR);
      path(inside, [[X(e), Y(-20)], [X(e), Y(20)]], { class: "nn-pencil nn-dots" });
      for (const [key, style] of [["one", "nn-weight"], ["two", "nn-goal nn-dashdot"]]) {
        curve(EXPONENTS, curves[key].map(height), `${style} ${key === kind ? "nn-curve" : ""}`);
        const upper = key === "one", there = height(curves[key][EXPONENTS.indexOf(upper ? -2 : -4)]);
        const x = upper ? X(-2) - 8 : X(0) - 4, y = upper ? Y(there) - 8 : Math.min(Y(there) + 16, Y(FLOOR) + 4);
        label(inside, x, y, view.texts[key], style.split(" ")[0], "end");
      }
      const color = kind === "one" ? "nn-weight" : "nn-goal";
      svg(inside, "circle", { cx: X(e), cy: Y(height(error)), r: 6.5, class: `${color} nn-fill` });
    }
  });
});
