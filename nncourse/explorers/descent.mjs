// Chapter 4: a walker on a curve or on a saddle, and the steps downhill.
import { descend, landscapes, numbers } from "./arithmetic.mjs";
import { axes } from "./axes.mjs";
import { clamp, drag, html, label, path, svg } from "./elements.mjs";
import { contour } from "./grid.mjs";
import { start } from "./view.mjs";

const GROUNDS = { bowl: "w²", valleys: "w⁴ − w²", plateau: "σ(w)²", saddle: "w² − b²" };
const SLOPES = { bowl: "bowlSlope", valleys: "valleysSlope", plateau: "plateauSlope" };
const SIGHTS = {
  bowl: { x: [-1.6, 1.6], y: [-0.25, 2.6] },
  valleys: { x: [-1.6, 1.6], y: [-0.4, 1.4] },
  plateau: { x: [-6, 12], y: [-0.12, 1.12] },
  saddle: { x: [-1.4, 1.4], y: [-1.4, 1.4] },
};
const EDGE = 1.4; // of the saddle's map: it has no ground below, so the picture ends here
const FAR = 1e6; // a walker further out than this will not come back
const MOST = 1000;
const SHOWN = 60; // the last places of a long way
const LEVEL = 1e-6, ALMOST = 0.02; // slopes that count as none, and as hardly any
const CREEPS = 0.9; // a step of more than this part of the one before
const GRID = numbers(29, (i) => -1.4 + i / 10);

start("descent", (view) => {
  const grounds = Object.entries(GROUNDS).map(([key, formula]) => [key, `${view.texts[key]} ${formula}`]);
  view.choice("land", grounds, "bowl");
  view.slider("L", { min: 0.01, max: 1.5, step: 0.01, value: 0.1, digits: 2 });
  view.slider("w", { min: -1.3, max: 1.3, step: 0.01, value: 1.2, digits: 2 });
  view.slider("b", { min: -1.3, max: 1.3, step: 0.01, value: 0, digits: 2 });
  view.slider("far", { min: -6, max: 12, step: 0.1, value: 10 });
  view.keep("step", 3, (wanted) => clamp(Math.round(Number(wanted)) || 0, 0, MOST));

  const picture = view.picture();
  const lines = view.lines(3);
  const flat = () => view.state.land === "saddle"; // seen from above
  const where = () => (view.state.land === "plateau" ? "far" : "w");
  let plot, told;
  drag(
    picture,
    (x, y) => view.set({ step: 0, [where()]: plot.atX(x), ...(flat() && { b: plot.atY(y) }) }),
    (x, y) => plot.holds(x, y) && (flat() ? "both" : plot.grip(x, view.state[where()])),
  );

  function wayOf(steps) {
    const { land, L, w, b, far } = view.state;
    const place = { bowl: [w], valleys: [w], plateau: [far], saddle: [w, b] }[land];
    const ends = (theta) => theta.some((value) => Math.abs(value) > FAR) || (flat() && Math.abs(theta[1]) > EDGE);
    return descend(landscapes[land].gradient, place, L, steps, ends);
  }
  const longest = (theta) => Math.max(...Array.from(theta, Math.abs));
  const slopeAt = (theta) => longest(landscapes[view.state.land].gradient(theta));

  // The step with which the whole way ends: where it stands still, leaves the picture for good, or is long enough
  function end() {
    const way = wayOf(MOST), still = way.findIndex((theta) => slopeAt(theta) < LEVEL);
    return still >= 0 ? still : way.length - 1;
  }

  const row = html("div", { class: "nn-row" });
  view.controls.append(row);
  view.button("forward", () => pause(wayOf(view.state.step).length), row);
  view.button("backward", () => pause(wayOf(view.state.step).length - 2), row);
  const runner = view.button("run", () => (run.running ? pause(view.state.step) : go()), row);
  view.button("begin", () => pause(0), row);

  let frames = 0;
  const run = view.loop(() => {
    frames += 1;
    if (frames % 6) return; // ten times a second, and ever more steps at once
    const { step } = view.state, last = end(), next = step + 1 + Math.floor(step / 20);
    if (next >= last) pause(last);
    else view.set({ step: next });
  });
  view.halt = run.stop;
  function go() {
    const last = end();
    if (view.calm) return view.set({ step: last });
    if (view.state.step >= last) view.set({ step: 0 });
    run.start();
    view.set({});
  }
  function pause(step) {
    run.stop();
    view.set({ step });
  }

  view.show(() => {
    const { land, L } = view.state, { C: height, gradient } = landscapes[land];
    view.relabel("w", view.texts.w, land === "plateau");
    view.relabel("far", view.texts.far, land !== "plateau");
    view.relabel("b", view.texts.b, !flat());
    runner.textContent = view.texts[run.running ? "pause" : "run"];

    const way = wayOf(view.state.step), n = way.length - 1, here = way[n], before = way[n - 1];
    const slope = gradient(here), gone = longest(here) > FAR, left = flat() && Math.abs(here[1]) > EDGE;
    const [next] = descend(gradient, here, L, 1).slice(-1);
    const heights = way.map(height), C = heights[n];
    const move = before ? Math.abs(here[0] - before[0]) : 0;
    const part = n > 1 ? move / Math.abs(before[0] - way[n - 2][0]) : 0; // of the step before

    const width = view.width, wide = width >= 560;
    const values = {
      n, L, C, w: here[0], b: here[1], slope: slope[0], slopeB: slope[1], next: next[0], nextB: next[1], move,
      grows: descend(gradient, [0, 1], L, 1)[1][1],
    };
    drawPicture();
    view.fill(lines[0], flat() ? "place2" : "place", values);
    view.fill(lines[1], flat() ? "next2w" : SLOPES[land], values);
    view.fill(lines[2], flat() ? "next2b" : "next", values);
    const verdict = flat() ? onSaddle() : onCurve();
    const full = n === MOST && !["diverged", "escaped"].includes(verdict);
    // While the walker runs, only what is new is said, and no number of steps, which would soon be wrong.
    if (!run.running || verdict !== told) {
      const count = run.running ? [] : [["atStart", "oneStep"][n] ?? "steps"];
      view.say(view.sentences([...count, verdict, ...(full ? ["most"] : [])], values));
    }
    told = verdict;

    function onCurve() {
      const steep = Math.abs(slope[0]);
      if (gone) return "diverged";
      if (land === "plateau" && steep < ALMOST) return C > 0.5 ? "high" : "low";
      if (steep < LEVEL) return land === "bowl" ? "arrived" : Math.abs(here[0]) < 0.1 ? "peak" : "valley";
      if (!before) return slope[0] > 0 ? "leftwards" : "rightwards";
      return jumps() ?? (part > 1 ? "speeds" : part > CREEPS ? "creeps" : "rolls");
    }

    function onSaddle() {
      if (gone) return "diverged";
      if (left) return "escaped";
      if (longest(slope) < LEVEL) return "stuck";
      if (here[1] === 0) return (before && jumps()) ?? "ridge";
      if (longest(slope) < 0.2) return "nearly";
      return Math.abs(here[1]) > Math.abs(here[0]) ? "leaves" : "toward";
    }

    // What to call a step across the valley; after a second one, how long the steps have become decides
    function jumps() {
      const crossed = (i) => i > 0 && gradient(way[i])[0] * gradient(way[i - 1])[0] < 0;
      if (!crossed(n)) return null;
      if (!crossed(n - 1)) return C < heights[n - 1] ? "overshoots" : "higher";
      return part < 0.999 ? "nearer" : part > 1.001 ? "further" : "bounces";
    }

    function drawPicture() {
      view.clear(picture, wide ? 366 : 500);
      const side = wide ? Math.round(0.58 * width) : width;
      const box = { left: 46, top: 30, width: side - 60, height: wide ? 290 : 260 };
      const yLabel = flat() ? view.texts.bAxis : view.texts.cAxis;
      plot = axes(view, picture, { ...box, ...SIGHTS[land], xLabel: view.texts.wAxis, yLabel });
      const ground = flat() ? drawMap() : drawCurve();
      const places = way.slice(-SHOWN).map((theta) => [plot.X(theta[0]), plot.Y(ground(theta))]);
      path(plot.inside, places, { class: "nn-forward" });
      for (const [px, py] of places.slice(0, -1)) {
        if (plot.holds(px, py)) svg(plot.inside, "circle", { cx: px, cy: py, r: 3.5, class: "nn-forward nn-ring" });
      }
      drawWalker(plot.X(here[0]), plot.Y(ground(here)), box);
      drawCosts(
        wide
          ? { left: side + 40, top: 30, width: width - side - 50, height: 290 }
          : { left: 46, top: 368, width: width - 60, height: 92 },
      );
    }

    function drawCurve() {
      const [low, high] = SIGHTS[land].x;
      const ws = numbers(121, (i) => low + (i / 120) * (high - low));
      plot.curve(ws, ws.map((w) => height([w])), "nn-cost nn-curve");
      const reach = 0.16 * (high - low);
      if (plot.holds(plot.X(here[0]), plot.Y(C))) {
        const rise = reach * slope[0];
        plot.curve([here[0] - reach, here[0] + reach], [C - rise, C + rise], "nn-backward nn-tangent");
      }
      return (theta) => height(theta);
    }

    function drawMap() {
      const levels = GRID.flatMap((b) => GRID.map((w) => height([w, b])));
      for (const level of [-1, -0.4, -0.1, 0, 0.1, 0.4, 1]) {
        const way = level > 0 ? [[0, 0], [-1.4, 0]] : level < 0 ? [[0, 0], [0, -1.4]] : [[0.9, 0.9], [1.3, 1.3]];
        const text = view.number(level, 1);
        contour(plot, { xs: GRID, ys: GRID, values: levels, level, way, name: "nn-cost nn-level", text });
      }
      return (theta) => theta[1];
    }

    // The walker, or, where they are out of sight, an arrow at the edge that points to them
    function drawWalker(px, py, { left: from, top, width: across, height: down }) {
      const x = clamp(px, from + 10, from + across - 10), y = clamp(py, top + 10, top + down - 10);
      if (plot.holds(px, py)) svg(plot.inside, "circle", { cx: px, cy: py, r: 8, class: "nn-forward nn-fill" });
      else {
        const dx = px < from ? -1 : px > from + across ? 1 : 0, dy = dx ? 0 : Math.sign(py - y);
        const corner = (along, aside) => [x + along * dx + aside * dy, y + along * dy + aside * dx];
        path(plot.inside, [corner(9, 0), corner(-7, 8), corner(-7, -8)], { class: "nn-forward nn-fill" });
      }
    }

    function drawCosts(box) {
      const y = flat() ? [-2, 2] : SIGHTS[land].y;
      const above = C > y[1];
      const lost = above ? heights.findLastIndex((value) => value < y[1]) + 1 : n; // the last step to be shown
      const span = Math.max(lost, 10);
      const { X, Y, inside, curve } = axes(view, picture, {
        ...box, x: [-0.03 * span, 1.04 * span], y, xLabel: view.texts.step, yLabel: view.texts.cAxis,
      });
      const dot = (i, r) => svg(inside, "circle", { cx: X(i), cy: Y(heights[i]), r, class: "nn-cost nn-fill" });
      curve(heights.map((_, i) => i), heights, "nn-cost nn-dashdot");
      if (n <= 40) for (let i = 0; i < n; i++) dot(i, 2.5);
      if (!above) return dot(n, 5);
      const at = clamp(X(lost), box.left + 75, box.left + box.width - 75); // or it would be cut off
      label(inside, at, box.top + 16, view.plain("lost", values), "nn-cost nn-number", "middle");
    }
  });
});
