"""Exercise backprop: Backpropagation for one sample."""

import numpy as np

from nncourse.exercises.by_hand import num, part, products
from nncourse.exercises.c05 import ALGORITHM, SIGN, sigma, sigmoid, slope_at, smooth, targets, tenths
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def backprop(weights, biases, x, G):
    activations = [x]
    for W, b in zip(weights, biases, strict=True):
        z = W @ activations[-1] + b
        activations.append(1 / (1 + np.exp(-z)))

    dWs, dbs = [], []
    dC_da = 2 * (activations[-1] - G)
    for k in reversed(range(len(weights))):
        a = activations[k + 1]
        delta = a * (1 - a) * dC_da
        dWs.insert(0, np.outer(delta, activations[k]))
        dbs.insert(0, delta)
        dC_da = weights[k].T @ delta
    return dWs, dbs


def network_of(rng, sizes):
    """Weights and biases for layers of these sizes."""
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    weights = [tenths(rng.normal(0, 1, (n_out, n_in))) for n_in, n_out in pairs]
    return weights, [tenths(rng.normal(0, 1, n_out)) for _, n_out in pairs]


def chain():
    """The two neurons that the chapter works out by hand."""
    return [np.array([[2.0]]), np.array([[4.0]])], [np.array([-2.0]), np.array([-2.0])]


def square_network():
    weights = [np.array([[1.0, -2.0], [2.0, 1.0]]), np.array([[2.0, -1.0], [-3.0, 1.0]])]
    return weights, [np.array([0.5, -1.0]), np.array([-1.0, 0.5])]


def one_of(rng, *sizes):
    """A network with one sample."""
    return *network_of(rng, sizes), tenths(rng.normal(0, 1, sizes[0])), targets(rng, sizes[-1])


def backprop_cases(rng):
    """The chapter's chain, square networks, and others of all sizes; from two layers to three."""
    return [
        (*chain(), np.array([1.0]), np.array([1.0])),
        (*square_network(), np.array([1.0, 0.5]), np.array([1.0, 0.0])),
        one_of(rng, 2, 3, 1),
        one_of(rng, 2, 4, 3, 2),
        one_of(rng, 3, 3, 3, 3),
    ]


def backprop_edges(rng):
    """One layer, five, and whole numbers only."""
    whole = [np.array([[1, -1], [2, 1]]), np.array([[1, -2]])], [np.array([0, 1]), np.array([-1])]
    return [one_of(rng, 3, 2), one_of(rng, 2, 3, 4, 3, 2, 1), (*whole, np.array([1, 2]), np.array([1]))]


def flawed(
    slope=lambda z, a, last: a * (1 - a),
    start=lambda O, G: 2 * (O - G),
    source=lambda activations, k: activations[k],
    product=np.outer,
    bias=lambda delta: delta,
    back=lambda weights, k: weights[k].T,
    keep=lambda gradients: gradients,
    at=lambda k, n: k + 1,
):
    """Backpropagation with one of its parts replaced."""

    def wrong(weights, biases, x, G):
        signals, activations = [None], [x]
        for W, b in zip(weights, biases, strict=True):
            signals.append(W @ activations[-1] + b)
            activations.append(sigmoid(signals[-1]))
        dWs, dbs = [], []
        dC_da = start(activations[-1], G)
        for k in reversed(range(len(weights))):
            here = at(k, len(weights))
            delta = slope(signals[here], activations[here], k == len(weights) - 1) * dC_da
            dWs.insert(0, product(delta, source(activations, k)))
            dbs.insert(0, bias(delta))
            if k > 0:
                dC_da = back(weights, k) @ delta
        return keep(dWs), keep(dbs)

    return wrong


NO_SLOPE = (
    flawed(slope=lambda z, a, last: 1.0),
    flawed(slope=lambda z, a, last: a * (1 - a) if last else 1.0),
    flawed(slope=lambda z, a, last: 1.0 if last else a * (1 - a)),
)
SLOPE_OF_A = (
    flawed(slope=lambda z, a, last: slope_at(a)),
    flawed(slope=lambda z, a, last: a * (1 - a) if last else slope_at(a)),
    flawed(slope=lambda z, a, last: slope_at(a) if last else a * (1 - a)),
)
NO_TWO = flawed(start=lambda O, G: O - G)
SIGNS = (flawed(start=lambda O, G: 2 * (G - O)), flawed(start=lambda O, G: G - O))


def worked(place, weights, biases, x, G):
    which, k, i, *rest = place
    activations = [np.asarray(x)]
    for W, b in zip(weights, biases, strict=True):
        activations.append(sigmoid(W @ activations[-1] + b))
    _, deltas = backprop(weights, biases, x, G)
    a, d = activations[k + 1][i], num(deltas[k][i])
    if k == len(weights) - 1:
        back = f"2 * ({num(a)} - {part(G[i])})"
    else:
        back = f"({products(weights[k + 1][:, i], deltas[k + 1])})"
    formula = f"delta[{i}] = {num(a)} * (1 - {num(a)}) * {back} = {d}"
    if which == 1:
        return f"dbs[{k}]: [{i}] = {formula}"
    (j,) = rest
    before = activations[k][j]
    return f"dWs[{k}]: {formula}; [{i}, {j}] = {d} * {part(before)} = {num(deltas[k][i] * before)}"


# Right ways in other styles


def backprop_recursive(weights, biases, x, G):
    def back(k, a):
        """dC/da for the input of layer k, and the gradients from there on."""
        if k == len(weights):
            return 2 * (a - G), [], []
        out = smooth(weights[k] @ a + biases[k])
        dC_dout, dWs, dbs = back(k + 1, out)
        delta = dC_dout * out * (1 - out)
        return delta @ weights[k], [np.einsum("i,j->ij", delta, a), *dWs], [delta, *dbs]

    _, dWs, dbs = back(0, x)
    return tuple(dWs), tuple(dbs)


def backprop_with_lists(weights, biases, x, G):
    activations = [list(x)]
    for W, b in zip(weights, biases, strict=True):
        sums = [sum(w * a for w, a in zip(row, activations[-1], strict=True)) for row in W]
        activations.append([sigma(z + bias) for z, bias in zip(sums, b, strict=True)])
    delta = [2 * (o - g) * o * (1 - o) for o, g in zip(activations[-1], G, strict=True)]
    dWs, dbs = [], []
    for k in range(len(weights) - 1, -1, -1):
        dWs.append([[float(d * a) for a in activations[k]] for d in delta])
        dbs.append([float(d) for d in delta])
        ways = [sum(weights[k][i][j] * delta[i] for i in range(len(delta))) for j in range(len(activations[k]))]
        delta = [way * a * (1 - a) for way, a in zip(ways, activations[k], strict=True)]
    return dWs[::-1], dbs[::-1]


class Backprop:
    """In float32, with the signals kept."""

    def __init__(self, dtype):
        self.dtype = dtype

    def __call__(self, weights, biases, x, G):
        weights, biases = ([v.astype(self.dtype) for v in vs] for vs in (weights, biases))
        signals, a = [], x.astype(self.dtype)
        inputs = []
        for W, b in zip(weights, biases, strict=True):
            inputs.append(a)
            signals.append(W.dot(a) + b)
            a = smooth(signals[-1])
        dC_da = 2 * (a - G.astype(self.dtype))
        dWs, dbs = [None] * len(weights), [None] * len(weights)
        for k in range(len(weights))[::-1]:
            delta = smooth(signals[k]) * smooth(-signals[k]) * dC_da
            dWs[k], dbs[k] = delta[:, np.newaxis] * inputs[k], delta
            dC_da = np.einsum("ij,i->j", weights[k], delta)
        return dWs, dbs


def wiggled(weights, biases, X, G):
    """No backpropagation at all: difference quotients. Accurate enough to pass."""
    weights, biases = [W.astype(float) for W in weights], [b.astype(float) for b in biases]

    def cost():
        A = np.atleast_2d(X)
        for W, b in zip(weights, biases, strict=True):
            A = smooth(A @ W.T + b)
        return np.sum((A - G) ** 2) / len(A)

    def slopes(array):
        gradient = np.zeros_like(array)
        for place in np.ndindex(*array.shape):
            here, values = array[place], []
            for side in (1, -1):
                array[place] = here + side * 1e-5
                values.append(cost())
            array[place] = here
            gradient[place] = (values[0] - values[1]) / 2e-5
        return gradient

    return [slopes(W) for W in weights], [slopes(b) for b in biases]


EXERCISE = Exercise(
    id="backprop",
    section=ALGORITHM,
    name=Text("Backpropagation für ein Beispiel", "Backpropagation for one sample"),
    task=Text(
        "`weights` und `biases` sind Listen, ein `W` (n_out, n_in) und ein `b` (n_out,) für jede Schicht, überall mit Sigmoid. `x` ist **ein** Beispiel, `G` sind seine Ziele, "
        "die Kosten sind $\\sum_i (O_i - G_i)^2$. Gib `(dWs, dbs)` zurück: zwei Listen mit den Gradienten, von der ersten bis zur letzten Schicht, für beliebig viele Schichten.",
        "`weights` and `biases` are lists, with one `W` (n_out, n_in) and one `b` (n_out,) for each layer, all with "
        "sigmoid. `x` is **one** sample, `G` its goals, and the cost is $\\sum_i (O_i - G_i)^2$. Return `(dWs, "
        "dbs)`: two lists with the gradients, from the first layer to the last, for any number of layers.",
    ),
    solution=backprop,
    worked=worked,
    returns=("dW", "db"),
    cases=backprop_cases,
    edges=backprop_edges,
    mistakes=(
        Mistake(
            "raw-error",
            Text("Am Ausgang beginnst du mit O − G allein.", "At the output, you start with O − G alone."),
            Text(
                "So ist es bei der Kreuzentropie. Bei quadrierten Abständen kommen die 2 und σ'(z) des Ausgangs dazu.",
                "That is how it works with cross-entropy. With the squared error, the 2 and the output’s σ'(z) come in too.",
            ),
            (flawed(slope=lambda z, a, last: 1.0 if last else a * (1 - a), start=lambda O, G: O - G),),
        ),
        Mistake(
            "two-every-layer",
            Text(
                "Die 2 der Kosten kommt bei dir in jeder Schicht noch einmal dazu.",
                "You bring in the 2 of the cost again in every layer.",
            ),
            Text(
                "Sie gehört nur an den Ausgang, in ∂C/∂O, und reist von selbst mit zurück.",
                "It belongs only at the output, in ∂C/∂O, and travels back on its own.",
            ),
            (flawed(back=lambda weights, k: 2 * weights[k].T),),
        ),
        Mistake(
            "one-vector",
            Text(
                "Das ist ein einziger langer Vektor aus allen Gradienten.",
                "This is a single long vector of all the gradients.",
            ),
            Text(
                "Verlangt sind zwei Listen: die dW in den Formen der W, die db in den Formen der b.",
                "You need two lists: the dW in the shapes of the W, and the db in the shapes of the b.",
            ),
            (
                lambda weights, biases, x, G: np.concatenate(
                    [np.append(dW, db) for dW, db in zip(*backprop(weights, biases, x, G), strict=True)]
                ),
                lambda weights, biases, x, G: np.concatenate(
                    [part.ravel() for part in sum(backprop(weights, biases, x, G), [])]
                ),
            ),
        ),
        Mistake(
            "weights-only",
            Text("Du gibst nur die dW zurück.", "You return only the dW."),
            Text(
                "Verlangt ist ein Paar: zuerst die Liste der dW, dann die Liste der db.",
                "You need a pair: first the list of the dW, then the list of the db.",
            ),
            (lambda weights, biases, x, G: backprop(weights, biases, x, G)[0],),
        ),
        Mistake(
            "bias-summed",
            Text(
                "Deine db sind über die Neuronen summiert: je Schicht eine einzige Zahl.",
                "Your db are summed over the neurons: a single number per layer.",
            ),
            Text(
                "Jedes Neuron hat seinen eigenen Bias: db hat die Form von b.",
                "Every neuron has its own bias: db has the shape of b.",
            ),
            (flawed(bias=np.sum),),
        ),
        Mistake(
            "output-only",
            Text(
                "Nur die letzte Schicht hat Steigungen bekommen. Davor steht bei dir 0 oder gar nichts.",
                "Only the last layer got slopes. Before it, you have 0 or nothing at all.",
            ),
            Text(
                "Auch die verdeckten Schichten wirken auf die Kosten. Trag das Delta mit Wᵀδ Schicht um Schicht zurück, bis zur ersten.",
                "The hidden layers affect the cost too. With Wᵀδ, carry the delta back layer by layer, all the way to the first.",
            ),
            (
                flawed(keep=lambda gradients: [*(0 * g for g in gradients[:-1]), gradients[-1]]),
                flawed(keep=lambda gradients: gradients[-1:]),
            ),
        ),
        Mistake(
            "no-activation-slope",
            Text(
                "Bei dir fehlt σ'(z), in allen Schichten oder in einem Teil von ihnen.",
                "Yours is missing σ'(z), in all layers or in some of them.",
            ),
            Text(
                "Delta ist die Ableitung nach dem Signal: In jeder Schicht führt von der Aktivierung noch das Rad σ'(z) zum Signal.",
                "Delta is the derivative with respect to the signal: in every layer, the gear σ'(z) still leads from the activation to the signal.",
            ),
            NO_SLOPE,
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ'(a) statt σ'(z): σ wird einmal zu oft angewendet, in allen Schichten oder in einem Teil von ihnen.",
                "You use σ'(a) instead of σ'(z): σ is applied once too often, in all layers or in some of them.",
            ),
            Text(
                "Die Steigung von σ gehört an die Stelle z. Aus a = σ(z) bekommst du sie ohne noch einmal σ: a(1 − a).",
                "The slope of σ belongs at z. From a = σ(z) you get it without applying σ again: a(1 − a).",
            ),
            SLOPE_OF_A,
        ),
        Mistake(
            "shortcut-of-z",
            Text(
                "Du rechnest z(1 − z) als Steigung, also mit dem Signal statt mit der Aktivierung.",
                "You use z(1 − z) as the slope, so the signal instead of the activation.",
            ),
            Text(
                "Die kurze Formel gilt für die Aktivierung a = σ(z), nicht für das Signal.",
                "The short formula holds for the activation a = σ(z), not for the signal.",
            ),
            (flawed(slope=lambda z, a, last: z * (1 - z)),),
        ),
        Mistake(
            "slope-elsewhere",
            Text(
                "Du nimmst in einer Schicht σ' einer anderen Schicht: Die Steigung steht um eins daneben.",
                "In a layer you use σ' of another layer: the slope is off by one.",
            ),
            Text(
                "Zum Delta einer Schicht gehört die Aktivierung, die aus ihr herauskommt, in der Ausgangsschicht also O. Was hineingeht, gehört zu dW.",
                "A layer’s delta goes with the activation that comes out of it, so with O in the output layer. What goes in belongs to dW.",
            ),
            (flawed(at=lambda k, n: k), flawed(at=lambda k, n: min(k + 2, n)), flawed(at=lambda k, n: n)),
        ),
        Mistake(
            "no-two",
            Text(
                "Alles ist halb so groß: Am Ausgang fehlt die 2.",
                "Everything is half as large: the 2 at the output is missing.",
            ),
            Text(
                "Die Ableitung von (O − G)² ist 2(O − G). Der Faktor wandert durch alle Schichten mit.",
                "The derivative of (O − G)² is 2(O − G). The factor travels through all the layers.",
            ),
            (NO_TWO,),
        ),
        Mistake(
            "sign",
            *SIGN,
            SIGNS,
        ),
        Mistake(
            "wrong-activation",
            Text(
                "Bei den Gewichten steht die falsche Aktivierung: nicht das, was in die Schicht hineinging, sondern die einer anderen Schicht.",
                "The weights have the wrong activation: not what went into the layer, but the activation of another layer.",
            ),
            Text(
                "Ein Gewicht lernt so viel, wie durch es hindurchging. Die Eingabe der Schicht k ist der Ausgang der Schicht davor, bei der ersten ist es x.",
                "A weight learns in proportion to what went through it. The input of layer k is the output of the previous layer; for the first layer it is x.",
            ),
            (
                flawed(source=lambda activations, k: activations[k + 1]),
                flawed(source=lambda activations, k: activations[k - 1]),
                flawed(source=lambda activations, k: activations[0]),
            ),
        ),
        Mistake(
            "bias-zero",
            Text("Die Steigungen der Biases sind bei dir überall 0.", "The slopes of your biases are 0 everywhere."),
            Text(
                "Auch am Bias ändert sich das Signal, und zwar eins zu eins: Seine Steigung ist δ selbst.",
                "The signal changes with the bias too, one to one: the bias’s slope is δ itself.",
            ),
            (flawed(bias=lambda delta: 0 * delta),),
        ),
        Mistake(
            "transposed",
            Text(
                "Deine dW sind transponiert: Zeilen und Spalten sind vertauscht.",
                "Your dW are transposed: rows and columns are swapped.",
            ),
            Text(
                "dW braucht die Form von W, (n_out, n_in): Zeile i gehört zum Neuron i. Also kommt δ zuerst.",
                "dW needs the shape of W, (n_out, n_in): row i belongs to neuron i. So δ comes first.",
            ),
            (flawed(product=lambda delta, a: np.outer(a, delta)),),
        ),
        Mistake(
            "not-transposed",
            Text(
                "Du trägst das Delta mit W zurück statt mit der transponierten Matrix. Das läuft nur bei gleich großen Schichten.",
                "You carry the delta back with W instead of the transposed matrix. That only runs when the layers have the same size.",
            ),
            Text(
                "Rückwärts summiert das Neuron j über seine Spalte, über alle Gewichte, die von ihm weggehen.",
                "Going backward, neuron j sums over its column, over all the weights that lead away from it.",
            ),
            (flawed(back=lambda weights, k: weights[k]),),
        ),
        Mistake(
            "own-weights",
            Text(
                "Du trägst das Delta über die falschen Gewichte zurück: über die der verdeckten Schicht selbst.",
                "You carry the delta back over the wrong weights: those of the hidden layer itself.",
            ),
            Text(
                "Zurück geht es über dieselben Gewichte, über die es vorwärts zu den Kosten ging: die der Schicht, aus der das Delta kommt.",
                "The way back runs over the same weights that led forward to the cost: those of the layer the delta comes from.",
            ),
            (flawed(back=lambda weights, k: weights[k - 1].T), flawed(back=lambda weights, k: weights[k - 1])),
        ),
        Mistake(
            "reversed",
            Text(
                "Deine Listen laufen von hinten nach vorn: Die letzte Schicht steht zuerst.",
                "Your lists run from back to front: the last layer comes first.",
            ),
            Text(
                "Du rechnest rückwärts, aber zurückgeben sollst du von der ersten bis zur letzten Schicht. Füge vorn ein, oder dreh die Listen am Ende um.",
                "You compute backward, but you should return from the first layer to the last. Insert at the front, or reverse the lists at the end.",
            ),
            (flawed(keep=lambda gradients: gradients[::-1]),),
        ),
        Mistake(
            "order",
            Text(
                "Die beiden Listen sind vertauscht: Zuerst kommen die dW, dann die db.",
                "The two lists are swapped: the dW come first, then the db.",
            ),
            Text("Gefragt ist (dWs, dbs).", "Return (dWs, dbs)."),
            (lambda weights, biases, x, G: backprop(weights, biases, x, G)[::-1],),
        ),
    ),
    hints=(
        Text(
            "Geh zuerst vorwärts und hebe jede Aktivierung auf, angefangen mit x. Danach geht es mit einer Schleife von der letzten Schicht zur ersten.",
            "Go forward first and keep every activation, starting with x. Then a loop goes from the last layer to the first.",
        ),
        Text(
            "Am Ausgang beginnst du mit $\\partial C/\\partial a = 2\\,(O - G)$. In jeder Schicht wird daraus $\\delta = \\sigma'(z) \\odot \\partial C/\\partial a$, mit $\\sigma'(z) = a\\,(1 - a)$.",
            "At the output you start with $\\partial C/\\partial a = 2\\,(O - G)$. In each layer, this becomes $\\delta = \\sigma'(z) \\odot \\partial C/\\partial a$, with $\\sigma'(z) = a\\,(1 - a)$.",
        ),
        Text(
            "Aus $\\delta$ folgt alles: dW ist np.outer von $\\delta$ und der **Eingabe** der Schicht, db ist $\\delta$ selbst, und $W^T \\delta$ ist $\\partial C/\\partial a$ für die Schicht davor.",
            "Everything follows from $\\delta$: dW is np.outer of $\\delta$ and the **input** of the layer, db is $\\delta$ itself, and $W^T \\delta$ is $\\partial C/\\partial a$ for the layer before.",
        ),
        Text(
            "Die Schleife: for k in reversed(range(len(weights))). Eingabe der Schicht k ist activations[k], ihr Ausgang activations[k + 1]. Füge die Gradienten mit insert(0, ...) vorn ein.",
            "The loop: for k in reversed(range(len(weights))). The input of layer k is activations[k], its output is activations[k + 1]. Insert the gradients at the front with insert(0, ...).",
        ),
    ),
    rewrites=(
        backprop_recursive,
        backprop_with_lists,
        Backprop(np.float32),
        Backprop(float),
        wiggled,
    ),
)
