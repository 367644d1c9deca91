// Chapter 1: one neuron, its curve over x, the point on it and the tangent there.
import { Network, activations, crossing, hiddenKinds, inputSlope, jumps, layerOf, numbers } from "./arithmetic.mjs";
import { axes } from "./axes.mjs";
import { clamp, drag, html, label, path, svg } from "./elements.mjs";
import { start } from "./view.mjs";

const REACH = [-5, 5];
const XS = numbers(401, (i) => REACH[0] + i / 40);
const FLAT = 0.1; // below this share of its largest slope a smooth function counts as saturated

// Which values are shown: with bounds, a quarter of their range beyond each
function sightOf(bounds) {
  if (!bounds) return [-2, 4];
  const [low, high] = bounds, margin = (high - low) / 4;
  return [low - margin, high + margin];
}

start("neuron", (view) => {
  view.choice("f", hiddenKinds, "sigmoid");
  view.slider("w", { min: -4, max: 4, step: 0.1, value: 1 });
  view.slider("b", { min: -8, max: 8, step: 0.1, value: 0 });
  view.slider("w2", { min: -4, max: 4, step: 0.1, value: -0.5 });
  view.slider("b2", { min: -8, max: 8, step: 0.1, value: 1 });
  view.slider("x", { min: REACH[0], max: REACH[1], step: 0.1, value: 1 });

  const picture = view.picture();
  const lines = view.lines(3);
  let plot;
  drag(picture, (place) => view.set({ x: plot.atX(place) }), (place) => plot.grip(place, view.state.x));

  view.show(() => {
    const { f, w, b, w2, b2, x } = view.state;
    const two = f === "maxout", activation = activations[f];
    view.relabel("w", view.texts[two ? "w1" : "w"]);
    view.relabel("b", view.texts[two ? "b1" : "b"]);
    view.relabel("w2", view.texts.w2, !two);
    view.relabel("b2", view.texts.b2, !two);

    const network = new Network([layerOf(f, 1, 1)]);
    network.theta.set(two ? [w, w2, b, b2] : [w, b]);
    const { Z, A } = network.forward(XS);
    const outputs = Array.from(A[1]), signals = Array.from(Z[0]);
    const slope = inputSlope(network, [x])[0];
    const room = network.forward([x]);
    const z = room.Z[0][0], z2 = room.Z[0][1], a = room.A[1][0];
    const second = two && z < z2;
    const place = two ? crossing(w - w2, b - b2) : crossing(w, b);

    drawPicture();
    const values = { w, b, w2, b2, x, z, z2, a, slope, place, f: activation?.symbol };
    if (two) {
      lines[0].replaceChildren(...view.text("z1", values), html("br"), ...view.text("z2", values));
      view.fill(lines[1], "max", values);
      view.fill(lines[2], second ? "slope2" : "slope1", values);
    } else {
      const local = activation.slope(z, a);
      view.fill(lines[0], "z", values);
      view.fill(lines[1], "a", values);
      view.fill(lines[2], "slope", { ...values, local });
      values.saturated = !activation.kinks.length && local < FLAT * activation.steepest;
    }
    const way = slope > 0 ? "rises" : slope < 0 ? "falls" : "flat";
    view.say(view.sentences([two ? "here2" : "here", way, remark()], values));

    function remark() {
      if (two && w === w2) return "parallel";
      if (two) return z === z2 ? "tie" : second ? "wins2" : "wins1";
      if (w === 0) return "deaf";
      if (values.saturated) return "saturated";
      if (jumps(activation, z)) return "kink";
      if (f === "relu" && z < 0) return "off";
      return "crossing";
    }

    function drawPicture() {
      const width = view.clear(picture, 330), left = 46, top = 26, height = 255, bottom = top + height;
      const [low, high] = sightOf(activation?.bounds);
      plot = axes(view, picture, {
        left, top, width: width - left - 14, height, x: REACH, y: [low, high],
        xLabel: view.texts.xAxis, yLabel: view.texts.yAxis,
      });
      const { X, Y, inside, curve } = plot;
      const text = (x, y, leftwards, name, words) =>
        label(inside, x, y, words, name, leftwards ? "end" : "start");

      if (Number.isFinite(place)) {
        svg(inside, "line", { x1: X(place), x2: X(place), y1: top, y2: bottom, class: "nn-pencil nn-dots" });
        const leftwards = X(place) > width - 90;
        text(X(place) + (leftwards ? -5 : 5), bottom - 6, leftwards, "", two ? "z₁ = z₂" : "z = 0");
      }
      if (two) {
        for (const [i, name] of ["z₁", "z₂"].entries()) {
          const line = signals.filter((_, j) => j % 2 === i);
          curve(XS, line, "nn-weight nn-dots");
          const end = line.findLastIndex((v, j) => v > low && v < high - 0.5 && j < 390);
          if (end >= 0) text(X(XS[end]), Y(line[end]) - 7, true, "nn-weight nn-number", name);
        }
      }
      curve(XS, outputs, "nn-forward nn-curve");

      const px = X(x), py = clamp(Y(a), top + 8, bottom - 8), outside = a > high || a < low;
      path(inside, [[px, Y(0)], [px, py], [left, py]], { class: "nn-pencil" });
      curve([x - 1.5, x + 1.5], [a - 1.5 * slope, a + 1.5 * slope], "nn-backward nn-tangent");
      if (outside) {
        const tip = a > high ? -8 : 8;
        path(inside, [[px - 8, py - tip], [px + 8, py - tip], [px, py + tip]], { class: "nn-forward nn-fill" });
      } else svg(inside, "circle", { cx: px, cy: py, r: 7, class: "nn-forward nn-fill" });
      const leftwards = px > (slope > 0 ? Math.min(left + 130, width / 2) : Math.max(width - 140, width / 2));
      const side = px + (leftwards ? -14 : 14);
      const above = clamp(py - 14, top + 16, bottom - 48);
      text(side, above, leftwards, "nn-forward nn-number", view.plain("aLabel", { a }));
      text(side, above + 18, leftwards, "nn-backward nn-number", view.plain("slopeLabel", { slope }));
    }
  });
});
