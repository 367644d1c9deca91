// The riddles of chapter 8: numbers of one sample, forward and back, by a bug of the zoo, and which of them is wrong.
import { bugs, generator, steps, walk } from "./arithmetic.mjs";

export const NEURONS = [[1, 0], [1, 1], [2, 0], [2, 1]];

// The rows of the table, in the order in which the numbers of a layer are worked out: first those of `forward`
export const ROWS = [
  { key: "z", text: "z", forward: true, turn: 0 },
  { key: "a", text: "a", forward: true, turn: 1 },
  { key: "dA", text: "∂C/∂a", turn: 0 },
  { key: "slope", text: "A′(z)", turn: 1 },
  { key: "delta", text: "δ", turn: 2 },
  { key: "dW", word: "upper", turn: 3, j: 0 },
  { key: "dW", word: "lower", turn: 3, j: 1 },
  { key: "db", text: "∂C/∂b", turn: 4 },
];

// Its cells, row by row: neuron i of layer k, for dW the weight from neuron j. All of one turn are worked out at once.
export const CELLS = ROWS.flatMap(({ turn, forward, ...row }) =>
  NEURONS.map(([k, i]) => ({ ...row, forward, k, i, turn: turn + (forward ? 10 * k : 100 - 10 * k) })),
);

const at = ({ key, i, j }, layer) => (key === "dW" ? layer.dW[i][j] : layer[key][i]);
export const valueOf = (layers, cell) => at(cell, layers[cell.k - 1]);

// What is right in a cell, given the numbers that stand before it
export function rightOf(layers, { key, k, i, j }) {
  const layer = layers[k - 1];
  if (key === "dW") return steps.dW(layer, i)[j];
  if (key === "dA") return k === 2 ? steps.output(layer, i) : steps.back(layers[1], i);
  return steps[key](layer, i);
}

export const same = (one, other) => Math.abs(one - other) < 1e-9;

// What the numbers of a level are drawn from, how large they become at most, and how far off the wrong one is at least
const heads = { f: "relu", b: [-2, -1, 1, 2], x: [1, 2, 3, 4], G: [0, 1, 2, 3, 4, 5], off: 0.5, share: 0 };
const LEVELS = {
  easy: { ...heads, w: [-2, -1, 1, 2], most: 24, awake: 2 },
  medium: { ...heads, w: [-3, -2, -1, 1, 2, 3], most: 40, awake: 1 },
  hard: {
    f: "sigmoid", b: [-1, -0.5, 0.5, 1], x: [-2, -1, -0.5, 0.5, 1, 2], G: [0, 1], off: 0.05, share: 0.3,
    w: [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2], most: 2.5, awake: 2,
  },
};
export const levelNames = Object.keys(LEVELS);

// A level's bugs come in an order drawn anew whenever each had its turn; the numbers are drawn until they are fair.
// `zoo` is what bug_data.py gives. Of the cells, `wrong` are those not worked out rightly, `first` of them those of the
// first turn, and `astray` all that are not what they would be without the bug.
export function riddle(level, number, zoo) {
  const all = zoo.levels[level], place = (number - 1) % all.length, seed = 1000 * levelNames.indexOf(level) + number;
  const [id, bug, does] = all[generator(seed - place).permutation(all.length)[place]];
  const { f, w, b, x, G, ...limits } = LEVELS[level], { uniform } = generator(seed);
  const one = (values) => values[Math.floor(values.length * uniform())], two = (make) => [make(), make()];
  for (;;) {
    const parts = two(() => ({ W: two(() => two(() => one(w))), b: two(() => one(b)) }));
    const sample = [two(() => one(x)), two(() => one(G))], truth = walk(parts, f, ...sample);
    if (!lively(truth, limits)) continue;
    const layers = walk(parts, f, ...sample, bugs(zoo.L)[id]);
    const unlike = (other) => CELLS.filter((cell) => !same(valueOf(layers, cell), other(cell)));
    const wrong = unlike((cell) => rightOf(layers, cell)), astray = unlike((cell) => valueOf(truth, cell));
    const turn = Math.min(...wrong.map((cell) => cell.turn)), first = wrong.filter((cell) => cell.turn === turn);
    const fair = first.length > 0 && first.every((cell) => seen(layers, cell, limits)) && small(layers, limits);
    if (fair) return { bug, does, f, parts, layers, first, wrong, astray };
  }
}

const small = (layers, { most }) => CELLS.every((cell) => Math.abs(valueOf(layers, cell)) <= most);

// Both outputs learn and so many hidden neurons, and no two numbers are the same that could be taken for each other.
function lively(layers, { awake, ...limits }) {
  const [hidden, output] = layers;
  const learn = ({ slope, dA }) => slope.filter((value, i) => value && Math.abs(dA[i]) > limits.off).length;
  const apart = [hidden.x, hidden.a, output.a, output.dA].every(([one, other]) => !same(one, other));
  return apart && learn(output) === 2 && learn(hidden) >= awake && small(layers, limits);
}

// Whether a cell is so far off that it can be seen
function seen(layers, cell, { off, share }) {
  const shown = valueOf(layers, cell), right = rightOf(layers, cell);
  return Math.abs(shown - right) >= Math.max(off, share * Math.abs(shown), share * Math.abs(right));
}
