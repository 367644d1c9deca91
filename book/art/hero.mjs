// The front page's picture: draw a digit on its paper, and its network reads it at once. `hero.py` joins this with the
// explorers' modules and calls it with the network and the places of overview.py; what it draws looks as that drew it.
import { asMnist, numbers, unpacked } from "./arithmetic.mjs";
import { clamp, drag, html, path, svg } from "./elements.mjs";

const PEN = 1.1, SIDE = 28; // pixels

export function hero({ layers, words, corner, pixel, hidden, outputs, bar, most }) {
  const figure = document.querySelector(".nn-hero"), picture = figure.querySelector("svg"), network = unpacked(layers);
  const part = (name) => picture.querySelector(`.nn-${name}`);
  const place = (point) => point.map((v, axis) => corner[axis] + v * pixel);
  const pixels = numbers(SIDE * SIDE, (at) => place([(at % SIDE) + 0.5, Math.floor(at / SIDE) + 0.5]));
  const sheet = part("ink"), sketch = svg(picture, "g", { class: "nn-sketch" });
  const said = html("span", { role: "status" }, words.draw);
  let strokes = [], waiting = false;

  picture.dataset.picture = "";
  const onSheet = (x, y) => [x, y].map((v, axis) => (v - corner[axis]) / pixel);
  drag(
    picture,
    (x, y, { type }) => {
      const point = onSheet(x, y).map((v) => clamp(v, 0, SIDE));
      if (type === "pointerdown") strokes.push([point]);
      else strokes.at(-1).push(point);
      later();
    },
    (x, y) => onSheet(x, y).every((v) => v >= 0 && v <= SIDE) && "both",
  );
  for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, () => strokes.length && show(true));

  // Once for each picture of the screen, however many places the pen has been at
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show(false);
    });
  }

  // While the pen is down, the paper shows its strokes; then what the network sees of them.
  function show(lifted) {
    figure.classList.add("nn-drawn");
    const image = asMnist(strokes, PEN)?.pixels ?? new Float64Array(SIDE * SIDE);
    const { A } = network.forward(image), answers = Array.from(A[2]), best = answers.indexOf(Math.max(...answers));
    sketch.replaceChildren();
    sheet.replaceChildren();
    if (lifted) drawInk(image);
    else for (const stroke of strokes) {
      const places = stroke.map(place);
      path(sketch, places.length > 1 ? places : [...places, places[0]], { "stroke-width": 2 * PEN * pixel });
    }
    drawLines([
      ...strongest(network.parts[0].W, image, pixels, hidden, most[0]),
      ...strongest(network.parts[1].W, A[1], hidden, outputs, most[1]),
    ]);
    const active = [...A[1], ...A[2]], circles = [...part("active").children];
    circles.forEach((circle, i) => circle.setAttribute("fill-opacity", active[i].toFixed(2)));
    drawAnswers(answers, best);
    said.textContent = strokes.length ? words.reads.replace("{digit}", best) : words.draw;
  }

  function drawInk(image) {
    image.forEach((ink, at) => {
      const [x, y] = pixels[at].map((v) => v - pixel / 2);
      if (ink > 0.05) svg(sheet, "rect", { x, y, width: pixel, height: pixel, "fill-opacity": ink.toFixed(1) });
    });
  }

  function drawLines(lines) {
    for (const [name, sign] of [["for", 1], ["against", -1]]) {
      part(name).replaceChildren();
      for (const { from, to, share } of lines) {
        if (share * sign > 0) path(part(name), [from, to], { "stroke-width": 0.4 + 2.6 * Math.abs(share) });
      }
    }
  }

  function drawAnswers(answers, best) {
    const all = part("answers");
    all.replaceChildren();
    outputs.forEach(([x, y], digit) => {
      const group = svg(all, "g", digit === best ? { class: "nn-goal", "font-weight": 700 } : {});
      svg(group, "text", { x: x + 20, y: y + 5.5, stroke: "none" }, String(digit));
      path(group, [[x + 38, y], [x + 38 + Math.max(bar * answers[digit], 0.5), y]], { "stroke-width": 5 });
    });
  }

  // --- buttons ---

  function play() {
    figure.classList.remove("nn-drawn");
    figure.classList.add("nn-still"); // without animations, so that they begin anew
    void figure.offsetWidth;
    figure.classList.remove("nn-still");
  }

  const button = (text, click) => html("button", { type: "button", on: { click } }, text);
  const empty = button(words.empty, () => {
    strokes = [];
    show(true);
  });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  figure.after(html("p", { class: "nn-draw" }, said, " ", empty, ...(calm ? [] : [" ", button(words.again, play)])));
}

// The n largest products of a weight and what comes in, the largest last, each with its share of the largest
function strongest(W, inputs, starts, ends, n) {
  const products = [];
  inputs.forEach((input, j) => {
    if (input) ends.forEach((to, i) => products.push({ from: starts[j], to, value: W[i * inputs.length + j] * input }));
  });
  products.sort((one, other) => Math.abs(one.value) - Math.abs(other.value));
  const largest = Math.abs(products.at(-1)?.value ?? 1);
  return products.slice(-n).map((product) => ({ ...product, share: product.value / largest }));
}
