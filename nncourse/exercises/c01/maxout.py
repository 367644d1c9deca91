"""Exercise maxout: A maxout layer."""

import numpy as np

from nncourse.exercises.by_hand import num, part, products
from nncourse.exercises.c01 import MAXOUT
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def maxout(x, W1, b1, W2, b2):
    return np.maximum(W1 @ x + b1, W2 @ x + b2)


def maxout_cases(rng):
    same = np.random.default_rng(13)  # of which both are taken
    square = tuple(np.round(same.normal(0, 1, shape), 1) for shape in (2, (2, 2), 2, (2, 2), 2))
    wide = (rng.normal(0, 1, 3), *(rng.normal(0, 1, shape) for shape in ((4, 3), 4, (4, 3), 4)))
    x, W1, b1, W2, b2 = (rng.normal(0, 1, shape) for shape in (2, (5, 2), 5, (5, 2), 5))
    if begins_larger(x, W1, b1, W2, b2) == begins_larger(*square):  # else the first entry would not tell which is taken
        W1, b1, W2, b2 = W2, b2, W1, b1
    return [square, wide, (x, W1, b1, W2, b2)]


def begins_larger(x, W1, b1, W2, b2):
    return W1[0] @ x + b1[0] > W2[0] @ x + b2[0]


def worked(place, x, W1, b1, W2, b2):
    (i,) = place
    one, other = W1[i] @ x + b1[i], W2[i] @ x + b2[i]
    first, second = (f"{products(W[i], x)} + {part(b[i])}" for W, b in ((W1, b1), (W2, b2)))
    return f"[{i}]: max({first}, {second}) = max({num(one)}, {num(other)}) = {num(max(one, other))}"


# Right ways in other styles


def maxout_loop(x, W1, b1, W2, b2):
    result = []
    for n in range(len(b1)):
        z1, z2 = b1[n], b2[n]
        for m in range(len(x)):
            z1 += W1[n][m] * x[m]
            z2 += W2[n][m] * x[m]
        result.append(max(z1, z2))
    return result


def maxout_einsum(x, W1, b1, W2, b2):
    Z = np.einsum("knm,m->kn", np.array([W1, W2]), x) + np.array([b1, b2])
    return Z.max(axis=0)


def maxout_float32(x, W1, b1, W2, b2):
    x, W1, b1, W2, b2 = (part.astype(np.float32) for part in (x, W1, b1, W2, b2))
    z1, z2 = x @ W1.T + b1, x @ W2.T + b2
    return np.where(z1 > z2, z1, z2)


EXERCISE = Exercise(
    id="maxout",
    section=MAXOUT,
    name=Text("Eine Maxout-Schicht", "A maxout layer"),
    task=Text(
        "Berechne $\\max(W_1 x + b_1,\\ W_2 x + b_2)$, Eintrag für Eintrag: `x` hat die Form (n_in,), `W1` und `W2` (n_out, n_in), "
        "`b1` und `b2` (n_out,).",
        "Compute $\\max(W_1 x + b_1,\\ W_2 x + b_2)$, entry by entry: `x` has shape (n_in,), `W1` and `W2` (n_out, n_in), "
        "`b1` and `b2` (n_out,).",
    ),
    solution=maxout,
    worked=worked,
    cases=maxout_cases,
    edges=lambda rng: [
        (np.array([2, -1]), np.eye(2, dtype=int), np.array([1, 0]), np.full((2, 2), -1), np.array([0, 2]))
    ],
    mistakes=(
        Mistake(
            "transposed",
            Text(
                "Hier steht eine transponierte Matrix: x @ W statt W @ x.",
                "You use a transposed matrix: x @ W instead of W @ x.",
            ),
            Text(
                "Zeile i von W gehört dem Neuron i: W @ x macht aus n_in Zahlen n_out. Bei nicht quadratischem W passt die transponierte nicht einmal.",
                "Row i of W belongs to neuron i: W @ x turns n_in numbers into n_out. If W is not square, the transpose does not even fit.",
            ),
            (lambda x, W1, b1, W2, b2: np.maximum(x @ W1 + b1, x @ W2 + b2),),
        ),
        Mistake(
            "one-max",
            Text(
                "Das ist eine einzige Zahl: das Maximum über alle Neuronen.",
                "This is a single number: the maximum over all neurons.",
            ),
            Text(
                "Jedes Neuron vergleicht nur seine eigenen zwei Signale. np.maximum vergleicht paarweise.",
                "Each neuron compares only its own two signals. np.maximum compares pairwise.",
            ),
            (
                lambda x, W1, b1, W2, b2: max((W1 @ x + b1).max(), (W2 @ x + b2).max()),
                lambda x, W1, b1, W2, b2: np.array([(W1 @ x + b1).max(), (W2 @ x + b2).max()]),
            ),
        ),
        Mistake(
            "sum",
            Text("Das ist die Summe der beiden Signale.", "This is the sum of the two signals."),
            Text("Maxout nimmt das größere von beiden.", "Maxout takes the larger of the two."),
            (lambda x, W1, b1, W2, b2: W1 @ x + b1 + W2 @ x + b2,),
        ),
        Mistake(
            "minimum",
            Text("Das ist das kleinere der beiden Signale.", "This is the smaller of the two signals."),
            Text("Maxout nimmt das größere von beiden.", "Maxout takes the larger of the two."),
            (lambda x, W1, b1, W2, b2: np.minimum(W1 @ x + b1, W2 @ x + b2),),
        ),
        Mistake(
            "first-only",
            Text("Das ist nur eines der beiden Signale.", "This is only one of the two signals."),
            Text(
                "Maxout rechnet beide aus, W1 x + b1 und W2 x + b2, und nimmt das größere.",
                "Maxout computes both, W1 x + b1 and W2 x + b2, and takes the larger.",
            ),
            (lambda x, W1, b1, W2, b2: W1 @ x + b1, lambda x, W1, b1, W2, b2: W2 @ x + b2),
        ),
        Mistake(
            "no-bias",
            Text("Das ist max(W₁x, W₂x): ohne die Biases.", "This is max(W₁x, W₂x): without the biases."),
            Text("Zu jedem Signal gehört sein Bias.", "Every signal has its own bias."),
            (lambda x, W1, b1, W2, b2: np.maximum(W1 @ x, W2 @ x),),
        ),
        Mistake(
            "max-of-weights",
            Text(
                "Hier ist das Maximum von den Gewichten genommen, bevor sie auf x wirken.",
                "You take the maximum of the weights, before they act on x.",
            ),
            Text(
                "Verglichen werden die fertigen Signale W₁x + b₁ und W₂x + b₂.",
                "Compare the finished signals, W₁x + b₁ and W₂x + b₂.",
            ),
            (lambda x, W1, b1, W2, b2: np.maximum(W1, W2) @ x + np.maximum(b1, b2),),
        ),
        Mistake(
            "bias-after",
            Text(
                "Die Biases kommen bei dir erst nach dem Maximum dazu.", "You add the biases only after the maximum."
            ),
            Text(
                "Jeder Bias gehört zu seinem Signal, also in die Klammer des Maximums.",
                "Each bias belongs to its signal, so it goes inside the maximum.",
            ),
            (lambda x, W1, b1, W2, b2: np.maximum(W1 @ x, W2 @ x) + b1 + b2,),
        ),
        Mistake(
            "which",
            Text(
                "Das ist die Nummer des größeren Signals, nicht sein Wert.",
                "This is the index of the larger signal, not its value.",
            ),
            Text(
                "argmax sagt, wo das Maximum steht. Gefragt ist das Maximum selbst.",
                "argmax says where the maximum is. You need the maximum itself.",
            ),
            (lambda x, W1, b1, W2, b2: np.argmax([W1 @ x + b1, W2 @ x + b2], axis=0),),
        ),
        Mistake(
            "whole-vectors",
            Text(
                "Du nimmst einen der beiden Vektoren als Ganzes.",
                "You take one of the two vectors as a whole.",
            ),
            Text(
                "Jeder Eintrag soll für sich verglichen werden. Ein if über ganze Vektoren nimmt alles von einem, und Pythons max vergleicht Listen wie Wörter im Lexikon: Der erste Eintrag entscheidet.",
                "Every entry should be compared on its own. An if on whole vectors takes everything from one of them, and Python’s max compares lists the way a dictionary orders words: the first entry decides.",
            ),
            (lambda x, W1, b1, W2, b2: max(list(W1 @ x + b1), list(W2 @ x + b2)), lambda x, W1, b1, W2, b2: min(list(W1 @ x + b1), list(W2 @ x + b2))),
        ),
        Mistake(
            "difference",
            Text(
                "Das ist der Unterschied der beiden Signale, oder ReLU davon.",
                "This is the difference of the two signals, or the ReLU of it.",
            ),
            Text(
                "Gefragt ist das größere der beiden selbst: max(z₁, z₂), nicht max(0, z₁ − z₂).",
                "You need the larger of the two itself: max(z₁, z₂), not max(0, z₁ − z₂).",
            ),
            (lambda x, W1, b1, W2, b2: np.maximum(0, (W1 - W2) @ x + b1 - b2), lambda x, W1, b1, W2, b2: (W1 - W2) @ x + b1 - b2),
        ),
        Mistake(
            "average",
            Text(
                "Das ist der Mittelwert der beiden Signale.",
                "This is the mean of the two signals.",
            ),
            Text(
                "Maxout nimmt das größere von beiden.",
                "Maxout takes the larger of the two.",
            ),
            (lambda x, W1, b1, W2, b2: (W1 @ x + b1 + W2 @ x + b2) / 2,),
        ),
    ),
    hints=(
        Text("Rechne zuerst beide Signale aus, jedes als Vektor.", "First compute both signals, each as a vector."),
        Text("z1 = W1 @ x + b1, und z2 ebenso.", "z1 = W1 @ x + b1, and z2 likewise."),
        Text(
            "np.maximum(z1, z2) nimmt für jedes Neuron das größere.",
            "np.maximum(z1, z2) takes the larger for each neuron.",
        ),
    ),
    rewrites=(
        maxout_loop,
        maxout_einsum,
        maxout_float32,
    ),
)
