// The arithmetic of all explorers: formula by formula what the package nncourse computes. No other module computes.
// A batch is one flat array, sample after sample; W of a layer is flat too, row after row.

// f(0), f(1), ..., n of them
export const numbers = (n, f) => Array.from({ length: n }, (_, i) => f(i));

// --- activations ---
// f(z), and the slope from z and a, at a kink that on the left. `steepest` is the largest slope; `bounds` are those of
// the values, where there are any. The name stands in lists, the symbol in formulas.

function sigmoid(z) {
  const e = Math.exp(-Math.abs(z)); // never above 1, so it cannot overflow
  return (z >= 0 ? 1 : e) / (1 + e);
}

export const activations = {
  sigmoid: {
    name: "Sigmoid", symbol: "σ", kinks: [], gain: 1, steepest: 0.25, bounds: [0, 1],
    f: sigmoid,
    slope: (z, a) => a * (1 - a),
  },
  tanh: {
    name: "tanh", symbol: "tanh", kinks: [], gain: 1, steepest: 1, bounds: [-1, 1],
    f: Math.tanh,
    slope: (z, a) => 1 - a * a,
  },
  relu: {
    name: "ReLU", symbol: "ReLU", kinks: [0], gain: Math.SQRT2, steepest: 1,
    f: (z) => Math.max(z, 0),
    slope: (z) => (z > 0 ? 1 : 0),
  },
  leaky_relu: {
    name: "Leaky ReLU", symbol: "LeakyReLU", kinks: [0], gain: Math.SQRT2, steepest: 1,
    f: (z) => Math.max(0.1 * z, z),
    slope: (z) => (z > 0 ? 1 : 0.1),
  },
  elu: {
    name: "ELU", symbol: "ELU", kinks: [0], gain: Math.SQRT2, steepest: 1,
    f: (z) => (z > 0 ? z : Math.expm1(Math.min(z, 0))),
    slope: (z, a) => (z > 0 ? 1 : a + 1),
  },
  identity: { symbol: "f", kinks: [], gain: 1, steepest: 1, f: (z) => z, slope: () => 1 },
};

// For lists to choose from, [key, name]: what bends, and what a hidden layer may be
const withNames = Object.entries(activations).map(([key, { name }]) => [key, name]);
export const nonlinear = withNames.filter(([key]) => key !== "identity");
export const hiddenKinds = [...nonlinear, ["maxout", "Maxout"]];

// Whether z is where the slope is another on the right than on the left
export function jumps({ f, slope, kinks }, z) {
  const right = z + 1e-9;
  return kinks.includes(z) && slope(right, f(right)) !== slope(z, f(z));
}

export function softmax(z) {
  const largest = Math.max(...z);
  const e = Array.from(z, (value) => Math.exp(value - largest));
  const sum = e.reduce((total, value) => total + value, 0);
  return e.map((value) => value / sum);
}

// --- costs: C of n samples, and dC/dO written into an array ---

export const costs = {
  SquaredError: {
    value(O, G, n) {
      let sum = 0;
      for (let i = 0; i < O.length; i++) sum += (O[i] - G[i]) ** 2;
      return sum / n;
    },
    slope(O, G, n, into) {
      for (let i = 0; i < O.length; i++) into[i] = (2 * (O[i] - G[i])) / n;
    },
  },
  // Takes the signals z; sigmoid is part of the cost.
  BinaryCrossEntropy: {
    value(O, G, n) {
      let sum = 0;
      for (let i = 0; i < O.length; i++) sum += Math.max(O[i], 0) + Math.log1p(Math.exp(-Math.abs(O[i]))) - G[i] * O[i];
      return sum / n;
    },
    slope(O, G, n, into) {
      for (let i = 0; i < O.length; i++) into[i] = (sigmoid(O[i]) - G[i]) / n;
    },
  },
};

// --- layers and the network: z = W a + b, then a = f(z) ---

export const dense = (nIn, nOut, f) => ({ nIn, nOut, rows: nOut, f, gain: activations[f].gain });

// a = max(W1 x + b1, W2 x + b2): the rows of W1 above those of W2
export const maxout = (nIn, nOut) => ({ nIn, nOut, rows: 2 * nOut, f: "maxout", gain: 1 });

// One of hiddenKinds
export const layerOf = (f, nIn, nOut) => (f === "maxout" ? maxout(nIn, nOut) : dense(nIn, nOut, f));

export class Network {
  // layers: [dense(2, 3, "tanh"), maxout(3, 2), ...]; theta holds W of layer 1, b of layer 1, W of layer 2, ...
  constructor(layers) {
    this.layers = layers;
    this.theta = new Float64Array(layers.reduce((sum, { nIn, rows }) => sum + rows * (nIn + 1), 0));
    this.parts = this.views(this.theta);
    this.rooms = new Map();
  }

  // [{W, b}, ...] of every layer as views into a vector laid out like theta
  views(vector) {
    let start = 0;
    return this.layers.map(({ nIn, rows }) => {
      const middle = start + rows * nIn;
      const part = { W: vector.subarray(start, middle), b: vector.subarray(middle, middle + rows) };
      start = middle + rows;
      return part;
    });
  }

  // Weights at random with standard deviation factor * gain / sqrt(nIn), biases 0
  initialize(seed, factor = 1) {
    const { normal } = generator(seed);
    this.layers.forEach(({ nIn, gain }, k) => {
      const { W, b } = this.parts[k];
      for (let i = 0; i < W.length; i++) W[i] = ((factor * gain) / Math.sqrt(nIn)) * normal();
      b.fill(0);
    });
    return this;
  }

  // The arrays for n samples, made once: Z[k], delta[k], A[k + 1] and dA[k + 1] are of layer k + 1, A[0] is the input
  room(n) {
    if (!this.rooms.has(n)) {
      const signals = () => this.layers.map(({ rows }) => new Float64Array(n * rows));
      const widths = [this.layers[0].nIn, ...this.layers.map(({ nOut }) => nOut)];
      const outputs = () => widths.map((width) => new Float64Array(n * width));
      this.rooms.set(n, { n, Z: signals(), A: outputs(), delta: signals(), dA: outputs() });
    }
    return this.rooms.get(n);
  }

  // X: nIn numbers for each sample. The result is overwritten by the next call with as many samples.
  forward(X) {
    const room = this.room(X.length / this.layers[0].nIn);
    room.A[0].set(X);
    this.layers.forEach(({ nIn, nOut, rows, f }, k) => {
      const { W, b } = this.parts[k];
      const x = room.A[k], z = room.Z[k], a = room.A[k + 1];
      for (let s = 0; s < room.n; s++) {
        for (let i = 0; i < rows; i++) {
          let sum = 0;
          for (let j = 0; j < nIn; j++) sum += W[i * nIn + j] * x[s * nIn + j];
          z[s * rows + i] = sum + b[i];
        }
        if (f === "maxout") {
          for (let i = 0; i < nOut; i++) a[s * nOut + i] = Math.max(z[s * rows + i], z[s * rows + nOut + i]);
        }
      }
      if (f !== "maxout") {
        const function_ = activations[f].f;
        for (let i = 0; i < z.length; i++) a[i] = function_(z[i]);
      }
    });
    return room;
  }

  // From the last dA back to dA[0], and the gradient if there is one to write into
  backward(room, gradient = null) {
    const slots = gradient && this.views(gradient);
    for (let k = this.layers.length - 1; k >= 0; k--) {
      const { nIn, nOut, rows, f } = this.layers[k];
      const z = room.Z[k], a = room.A[k + 1], x = room.A[k], delta = room.delta[k];
      const above = room.dA[k + 1], below = room.dA[k].fill(0);
      if (f === "maxout") {
        for (let i = 0; i < above.length; i++) {
          const first = i + Math.floor(i / nOut) * nOut, second = first + nOut;
          const wins = z[first] >= z[second];
          delta[first] = wins ? above[i] : 0;
          delta[second] = wins ? 0 : above[i];
        }
      } else {
        const { slope } = activations[f];
        for (let i = 0; i < delta.length; i++) delta[i] = slope(z[i], a[i]) * above[i];
      }
      const { W } = this.parts[k];
      const dW = slots && slots[k].W.fill(0), db = slots && slots[k].b.fill(0);
      for (let s = 0; s < room.n; s++) {
        for (let i = 0; i < rows; i++) {
          const d = delta[s * rows + i];
          if (slots) db[i] += d;
          for (let j = 0; j < nIn; j++) {
            if (slots) dW[i * nIn + j] += d * x[s * nIn + j];
            below[s * nIn + j] += d * W[i * nIn + j];
          }
        }
      }
    }
    return room;
  }
}

export function costOf(network, X, G, cost) {
  const { A, n } = network.forward(X);
  return cost.value(A.at(-1), G, n);
}

// {C, gradient, Z, A, delta, dA, n}; network.views(gradient) are dW and db of every layer
export function backprop(network, X, G, cost, gradient = new Float64Array(network.theta.length)) {
  const room = network.forward(X);
  const C = cost.value(room.A.at(-1), G, room.n);
  cost.slope(room.A.at(-1), G, room.n, room.dA.at(-1));
  network.backward(room, gradient);
  return { C, gradient, ...room };
}

// da/dx of a network with one output, at one sample
export function inputSlope(network, x) {
  const room = network.forward(x);
  room.dA.at(-1).fill(1);
  return network.backward(room).dA[0];
}

// Where w x + b is 0
export const crossing = (w, b) => -b / w;

// --- gradients by wiggling, and the step downhill ---

export const differenceQuotient = (f, x, h) => (f(x + h) - f(x)) / h;

export const symmetricQuotient = (f, x, h) => (f(x + h) - f(x - h)) / (2 * h);

export function gradientDescent(theta, gradient, L) {
  for (let i = 0; i < theta.length; i++) theta[i] -= L * gradient[i];
}

// --- random numbers and data: the page's own, the same for the same seed on every machine ---

// Uniform numbers by mulberry32, normal ones from them by Box and Muller
export function generator(seed) {
  let state = seed | 0;
  function uniform() {
    state = (state + 1831565813) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  function permutation(n) {
    const order = numbers(n, (i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }
  return { uniform, normal, permutation };
}

const places = {
  xor(goal, { uniform }) {
    const x = uniform() < 0.5 ? 0 : 1;
    return [x, goal ? 1 - x : x];
  },
  circles(goal, { uniform }) {
    const angle = 2 * Math.PI * uniform(), radius = goal ? 0.5 : 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  spirals(goal, { uniform }) {
    const t = Math.sqrt(0.02 + 0.98 * uniform()), angle = 3 * Math.PI * t + Math.PI * goal;
    return [t * Math.cos(angle), t * Math.sin(angle)];
  },
  blobs: (goal) => (goal ? [0.5, 0.5] : [-0.5, -0.5]),
};

// n points of the set named "xor", "circles", "spirals" or "blobs": X two numbers each, G 0 for the first half, then 1
export function points(set, n, noise, seed) {
  const random = generator(seed);
  const X = new Float64Array(2 * n), G = new Float64Array(n);
  for (let s = 0; s < n; s++) {
    G[s] = s >= Math.ceil(n / 2) ? 1 : 0;
    const [x, y] = places[set](G[s], random);
    X[2 * s] = x + noise * random.normal();
    X[2 * s + 1] = y + noise * random.normal();
  }
  return { X, G };
}

// --- descent: landscapes, and the places on the way down ---

export const landscapes = {
  bowl: { C: ([w]) => w * w, gradient: ([w]) => [2 * w] },
  valleys: { C: ([w]) => w ** 4 - w * w, gradient: ([w]) => [4 * w ** 3 - 2 * w] },
  plateau: { C: ([w]) => sigmoid(w) ** 2, gradient: ([w]) => [2 * sigmoid(w) * (sigmoid(w) * (1 - sigmoid(w)))] },
  saddle: { C: ([w, b]) => w * w - b * b, gradient: ([w, b]) => [2 * w, -2 * b] },
};

// Every theta from the start on, after each step; it ends early where ends(theta) says so
export function descend(gradient, start, L, steps, ends = () => false) {
  const way = [Float64Array.from(start)];
  while (way.length <= steps && !ends(way.at(-1))) {
    const theta = way.at(-1).slice();
    gradientDescent(theta, gradient(theta), L);
    way.push(theta);
  }
  return way;
}

// --- quotient: functions with their slopes, and steps h ---

export const measured = {
  cube: { f: (x) => x * x * x, slope: (x) => 3 * x * x },
  square: { f: (x) => x * x, slope: (x) => 2 * x },
  sigmoid: { f: sigmoid, slope: (x) => activations.sigmoid.slope(x, sigmoid(x)) },
  relu: { f: activations.relu.f, slope: activations.relu.slope },
};

// Whole powers as exactly as they are written
export const powerOfTen = (exponent) => (Number.isInteger(exponent) ? Number(`1e${exponent}`) : 10 ** exponent);

export const logarithm = Math.log10;

// --- backprop: what one way brings back to the activation it starts from ---

export const wayBack = (w, delta) => w * delta;

// --- bug: one sample forward and back in small steps, each of which can be done wrong, as in nncourse.bugs ---

export const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);
const column = (W, j) => W.map((row) => row[j]);

// Each gives the number of neuron i from those of its layer {W, b, f, x, z, a, ...}, dW a row of them; `output` from
// the goals G, `back` from the layer after, for neuron i of the layer before.
export const steps = {
  z: ({ W, b, x }, i) => dot(W[i], x) + b[i],
  a: ({ f, z }, i) => f.f(z[i]),
  output: ({ a, G }, i) => 2 * (a[i] - G[i]),
  slope: ({ f, z, a }, i) => f.slope(z[i], a[i]),
  delta: ({ slope, dA }, i) => slope[i] * dA[i],
  dW: ({ delta, x }, i) => x.map((input) => delta[i] * input),
  db: ({ delta }, i) => delta[i],
  back: ({ W, delta }, i) => dot(delta, column(W, i)),
};

const withoutSlope = (holds) => ({ delta: (layer, i) => (holds(layer) ? layer.dA[i] : steps.delta(layer, i)) });

// The bugs of the zoo that one sample can show: the steps that they do another way. L is that of updated-too-early.
export const bugs = (L) => ({
  "no-two": { output: ({ a, G }, i) => a[i] - G[i] },
  "sign": { output: ({ a, G }, i) => 2 * (G[i] - a[i]) },
  "no-bias-forward": { z: ({ W, x }, i) => dot(W[i], x) },
  "slope-of-a": { slope: ({ f, a }, i) => f.slope(a[i], f.f(a[i])) },
  "slope-one-minus-a": { slope: ({ a }, i) => 1 - a[i] },
  "relu-slope-one": { slope: (layer, i) => (layer.f === activations.relu ? 1 : steps.slope(layer, i)) },
  "no-activation-slope": withoutSlope(() => true),
  "no-hidden-slope": withoutSlope(({ G }) => !G),
  "no-output-slope": withoutSlope(({ G }) => G),
  "wrong-activation": { dW: ({ delta, a }, i) => a.map((output) => delta[i] * output) }, // as many as inputs
  "weight-for-input": { dW: ({ delta, W }, i) => W[i].map((weight) => delta[i] * weight) },
  "no-slope-in-dW": { dW: ({ dA, x }, i) => x.map((input) => dA[i] * input) },
  "bias-zero": { db: () => 0 },
  "bias-one-number": { db: ({ delta }) => delta.reduce((sum, value) => sum + value) },
  "bias-from-dW": { db: ({ dW }, i) => dW[i].reduce((sum, value) => sum + value) },
  "not-transposed": { back: ({ W, delta }, i) => dot(delta, W[i]) }, // as many rows as columns
  "one-path": { back: ({ W, delta }, i) => delta[0] * W[0][i] },
  "output-only": { back: () => 0 },
  "raw-error-back": { back: ({ W, dA }, i) => dot(dA, column(W, i)) },
  "updated-too-early": {
    back: ({ W, dW, delta }, i) => dot(delta, column(W, i).map((weight, p) => weight - L * dW[p][i])),
  },
});

// parts: [{W, b}, ...], W as rows; f: a name of `activations`. Returns the layers with all their numbers.
export function walk(parts, f, x, G, wrong = {}) {
  const done = { ...steps, ...wrong };
  const layers = parts.map((part) => ({ ...part, f: activations[f] }));
  const work = (layer, name) => (layer[name] = layer.b.map((_, i) => done[name](layer, i)));
  layers.forEach((layer, k) => {
    layer.x = k ? layers[k - 1].a : x;
    for (const name of ["z", "a"]) work(layer, name);
  });
  layers.at(-1).G = G;
  layers.toReversed().forEach((layer, k, back) => {
    layer.dA = layer.b.map((_, i) => (k ? done.back(back[k - 1], i) : done.output(layer, i)));
    for (const name of ["slope", "delta", "dW", "db"]) work(layer, name);
  });
  return layers;
}

// --- playground: training step by step, and neurons that no longer learn ---

// Gradient descent over mini-batches: an epoch takes every sample once, in an order drawn anew; all at once, in their
// own. Where a number is no longer finite, theta is what it was before the step, and `diverged` is true.
export class Training {
  constructor(network, { X, G }, cost, L, batch, seed) {
    const n = G.length, { nIn } = network.layers[0];
    Object.assign(this, { network, X, G, cost, L, batch, n, nIn, steps: 0, diverged: false });
    this.perEpoch = Math.ceil(n / batch);
    this.order = numbers(n, (i) => i);
    this.random = generator(seed);
    this.gradient = network.theta.slice();
    this.before = network.theta.slice();
    this.x = new Float64Array(batch * nIn);
    this.g = new Float64Array(batch);
  }

  // C, the gradient and all on the way to it, over all samples
  all() {
    return backprop(this.network, this.X, this.G, this.cost, this.gradient);
  }

  rows() {
    if (this.batch === this.n) return [this.X, this.G];
    const turn = this.steps % this.perEpoch, first = turn * this.batch, last = Math.min(first + this.batch, this.n);
    if (turn === 0) this.order = this.random.permutation(this.n);
    this.order.slice(first, last).forEach((s, i) => {
      for (let j = 0; j < this.nIn; j++) this.x[i * this.nIn + j] = this.X[s * this.nIn + j];
      this.g[i] = this.G[s];
    });
    return [this.x.subarray(0, (last - first) * this.nIn), this.g.subarray(0, last - first)];
  }

  // Returns C of the samples of this step, before it
  step() {
    const { theta } = this.network, [X, G] = this.rows();
    const { C } = backprop(this.network, X, G, this.cost, this.gradient);
    if (Number.isFinite(C)) {
      this.before.set(theta);
      gradientDescent(theta, this.gradient, this.L);
      this.steps += 1;
    }
    if (!Number.isFinite(C) || !theta.every(Number.isFinite)) this.undo();
    return C;
  }

  undo() {
    this.network.theta.set(this.before);
    this.steps = Math.max(this.steps - 1, 0);
    this.diverged = true;
  }
}

// The largest slope of each neuron over all samples, as a part of its function's steepest; Maxout is never flat
export function liveliness({ layers }, { n, Z, A }) {
  return layers.map(({ nOut, f }, k) => {
    const most = new Float64Array(nOut).fill(f === "maxout" ? 1 : 0);
    if (f === "maxout") return most;
    const { slope, steepest } = activations[f];
    for (let i = 0; i < n * nOut; i++) {
      most[i % nOut] = Math.max(most[i % nOut], slope(Z[k][i], A[k + 1][i]) / steepest);
    }
    return most;
  });
}

// --- digit: a network from its rounded weights, and a drawing as MNIST made its pictures ---

// layers: [{nIn, nOut, f, whole, scales, b}]; whole holds W's bytes in base64, a scale belongs to each row
export function unpacked(layers) {
  const network = new Network(layers.map(({ nIn, nOut, f }) => layerOf(f, nIn, nOut)));
  layers.forEach(({ nIn, whole, scales, b }, k) => {
    const bytes = atob(whole), { W } = network.parts[k];
    for (let i = 0; i < W.length; i++) W[i] = scales[Math.floor(i / nIn)] * ((bytes.charCodeAt(i) << 24) >> 24);
    network.parts[k].b.set(b);
  });
  return network;
}

export const pixels = (text) => Float64Array.from(atob(text), (byte) => byte.charCodeAt(0) / 255);

// Strokes [[[x, y], ...], ...] in units of a sheet of 28 x 28: enlarged or reduced until the longer side is 20 pixels
// long (at most four times as large), then moved until the center of mass is in the middle of pixel 14, as MNIST has
// it. Null without ink.
export function asMnist(strokes, radius) {
  if (!strokes.length) return null;
  const edges = [0, 1].map((axis) => {
    const values = strokes.flat().map((point) => point[axis]);
    return [Math.min(...values) - radius, Math.max(...values) + radius];
  });
  const scale = Math.min(20 / Math.max(...edges.map(([low, high]) => high - low)), 4);
  const middle = edges.map(([low, high]) => (low + high) / 2);
  const inked = (to) => {
    const placed = (point) => point.map((v, axis) => (v - middle[axis]) * scale + to[axis]);
    return ink(strokes.map((stroke) => stroke.map(placed)), radius * scale);
  };
  const off = centreOfMass(inked([14, 14])).map((v) => v - 14);
  const center = middle.map((v, axis) => v + off[axis] / scale); // of mass, on the sheet
  const away = Math.hypot(center[0] - 14, center[1] - 14);
  return { pixels: inked(off.map((v) => 14.5 - v)), scale, width: 2 * radius * scale, away };
}

// 28 x 28 pixels of a pen of this radius: full ink within it, none a pixel further out
function ink(strokes, radius) {
  const result = new Float64Array(784);
  for (const stroke of strokes) {
    stroke.forEach(([x, y], i) => {
      const [fromX, fromY] = stroke[Math.max(i - 1, 0)], dx = x - fromX, dy = y - fromY, square = dx * dx + dy * dy;
      for (let at = 0; at < 784; at++) {
        const px = (at % 28) + 0.5 - fromX, py = Math.floor(at / 28) + 0.5 - fromY;
        const part = square && Math.min(Math.max((px * dx + py * dy) / square, 0), 1);
        const distance = Math.hypot(px - part * dx, py - part * dy);
        result[at] = Math.max(result[at], Math.min(Math.max(radius + 0.5 - distance, 0), 1));
      }
    });
  }
  return result;
}

function centreOfMass(picture) {
  let mass = 0, x = 0, y = 0;
  picture.forEach((value, at) => {
    mass += value;
    x += value * ((at % 28) + 0.5);
    y += value * (Math.floor(at / 28) + 0.5);
  });
  return [x / mass, y / mass];
}

// What each neuron of the first layer adds to one output: its activation times the slope of the output in it
export function advocates(network, room, output) {
  room.dA.at(-1).fill(0)[output] = 1;
  network.backward(room);
  return room.dA[1].map((slope, i) => slope * room.A[1][i]);
}

// --- convolution: a kernel over a picture, both squares as flat arrays, row by row; beyond the picture lie zeros ---

// As it was drawn, in tenths: short numbers
export const asDrawn = (strokes, radius) => tenths(ink(strokes, radius));

export const tenths = (picture) => picture.map((value) => Math.round(10 * value) / 10);

const sideOf = (square) => Math.round(Math.sqrt(square.length));

// How often a window of so many pixels fits along a side, and how many pixels are left over there
export function fits(side, size, stride = size, padding = 0) {
  const room = side + 2 * padding - size;
  return { out: Math.floor(room / stride) + 1, left: room % stride };
}

// What lies in a window of size x size whose upper left pixel is in this row and column
export function inWindow(picture, size, row, column) {
  const side = sideOf(picture), inside = (at) => at >= 0 && at < side;
  return numbers(size * size, (n) => {
    const r = row + Math.floor(n / size), c = column + (n % size);
    return inside(r) && inside(c) ? picture[r * side + c] : 0;
  });
}

// f of every window, row by row
function everywhere(picture, size, stride, padding, f) {
  const { out } = fits(sideOf(picture), size, stride, padding);
  const first = (place) => place * stride - padding;
  return numbers(out * out, (n) => f(inWindow(picture, size, first(Math.floor(n / out)), first(n % out))));
}

export const products = (values, kernel) => values.map((value, n) => value * kernel[n]);

// The map of all sums of products; the kernel is not turned.
export function convolve(picture, kernel, stride, padding) {
  return everywhere(picture, sideOf(kernel), stride, padding, (values) => dot(values, kernel));
}

// The largest number of every block
export const maxPool = (picture, size) => everywhere(picture, size, size, 0, (values) => Math.max(...values));
