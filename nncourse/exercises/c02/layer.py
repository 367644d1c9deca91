"""Exercise layer: One layer."""

import math

import numpy as np

from nncourse.exercises.by_hand import num, part, products
from nncourse.exercises.c02 import LAYER, decimals, relu, sigmoid, tanh, whole
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def layer(W, b, a, f):
    return f(W @ a + b)


def layer_cases(rng):
    small = (np.array([[2.0, -3.0], [1.0, 2.0]]), np.array([-3.0, 1.0]), np.array([2.0, 1.0]), relu)
    cases = [(n_out, n_in, f) for n_out, n_in, f in ((2, 3, sigmoid), (4, 2, tanh), (3, 3, sigmoid))]
    return [small, *((decimals(rng, m, n), decimals(rng, m), decimals(rng, n), f) for m, n, f in cases)]


def layer_transposed_loop(W, b, a, f):
    return f(np.array([sum(W[m, n] * a[m] for m in range(len(a))) + b[n] for n in range(len(b))]))


def worked(place, W, b, a, f):
    (i,) = place
    z = W[i] @ a + b[i]
    formula = f"z[{i}] = {products(W[i], a)} + {part(b[i])} = {num(z)}"
    return f"{formula}; {f.__name__}({num(z)}) = {num(layer(W, b, a, f)[i])}"


# Right ways in other styles


def layer_loop(W, b, a, f):
    result = []
    for n in range(len(b)):
        z = b[n]
        for m in range(len(a)):
            z += W[n][m] * a[m]
        result.append(f(z))
    return result


def layer_float32(W, b, a, f):
    return f(np.float32(W) @ np.float32(a) + np.float32(b))


def layer_signals_first(W, b, a, f):
    signals = [float(b[n]) for n in range(len(b))]
    for n, row in enumerate(W.tolist()):
        for w, x in zip(row, a.tolist(), strict=True):
            signals[n] += w * x
    return f(signals)


class Layer:
    """The bias as one more weight, of an input that is always 1."""

    def __call__(self, W, b, a, f):
        return f(np.column_stack([W, b]) @ np.append(a, 1))


EXERCISE = Exercise(
    id="layer",
    section=LAYER,
    name=Text("Eine Schicht", "One layer"),
    task=Text(
        "Berechne die Aktivierungen einer Schicht für **ein** Beispiel. `W` hat die Form (n_out, n_in), `b` (n_out,), "
        "die Eingabe `a` (n_in,), und `f` ist die Aktivierungsfunktion. Zurück kommt ein Vektor der Form (n_out,).",
        "Compute the activations of a layer for **one** sample. `W` has shape (n_out, n_in), `b` (n_out,), the input `a` "
        "(n_in,), and `f` is the activation function. Return a vector of shape (n_out,).",
    ),
    solution=layer,
    worked=worked,
    cases=layer_cases,
    edges=lambda rng: [
        (decimals(rng, 1, 3), decimals(rng, 1), decimals(rng, 3), sigmoid),
        (decimals(rng, 3, 1), decimals(rng, 3), decimals(rng, 1), sigmoid),
        (whole(rng, 3, 2), whole(rng, 3), whole(rng, 2), sigmoid),
    ],
    mistakes=(
        Mistake(
            "no-bias",
            Text("Das ist f(W a): Der Bias fehlt.", "This is f(W a): the bias is missing."),
            Text(
                "Jedes Neuron zählt zu seiner gewichteten Summe noch seinen eigenen Bias dazu, bevor f an die Reihe kommt.",
                "Every neuron adds its own bias to its weighted sum before f is applied.",
            ),
            (lambda W, b, a, f: f(W @ a),),
        ),
        Mistake(
            "transposed",
            Text(
                "Hier stehen die Spalten von W, wo die Zeilen hingehören: Das ist Wᵀ mal a, oder a mal W.",
                "You use the columns of W where its rows belong: this is Wᵀ times a, or a times W.",
            ),
            Text(
                "Zeile n von W gehört dem Neuron n. Bei gleich vielen Ein- und Ausgängen fällt das Kippen nicht auf, sonst passen die "
                "Formen nicht zusammen.",
                "Row n of W belongs to neuron n. With equal numbers of inputs and outputs, the mix-up goes unnoticed; otherwise the shapes do not fit.",
            ),
            (
                lambda W, b, a, f: f(W.T @ a + b),
                lambda W, b, a, f: f(a @ W + b),
                layer_transposed_loop,
            ),
        ),
        Mistake(
            "elementwise",
            Text(
                "Hier wird Eintrag mal Eintrag gerechnet (W * a), und die Produkte werden nicht addiert.",
                "You multiply entry by entry (W * a), and the products are not added up.",
            ),
            Text(
                "Aus n_in Zahlen sollen n_out Signale werden. Matrix mal Vektor, in Python @, multipliziert paarweise und addiert, Zeile für Zeile.",
                "n_in numbers should become n_out signals. Matrix times vector, @ in Python, multiplies in pairs and adds up, row by row.",
            ),
            (
                lambda W, b, a, f: f(W * a + b),
                lambda W, b, a, f: f(W * a + b[:, None]),
                lambda W, b, a, f: f(W * a),
            ),
        ),
        Mistake(
            "summed",
            Text(
                "Hier sind alle Produkte der ganzen Matrix zu einer einzigen Zahl summiert.",
                "You added all the products of the whole matrix into a single number.",
            ),
            Text(
                "Jedes Neuron hat seine eigene Summe, nämlich die über seine Zeile von W.",
                "Every neuron has its own sum: the sum over its row of W.",
            ),
            (lambda W, b, a, f: f(np.sum(W * a) + b), lambda W, b, a, f: f(np.sum(W @ a) + b)),
        ),
        Mistake(
            "no-activation",
            Text("Das sind die Signale z = W a + b, ohne f.", "These are the signals z = W a + b, without f."),
            Text(
                "Aus dem Signal wird die Aktivierung erst, wenn f darauf angewendet ist.",
                "A signal becomes an activation only once f is applied to it.",
            ),
            (lambda W, b, a, f: W @ a + b,),
        ),
        Mistake(
            "bias-after",
            Text(
                "Das ist f(W a) + b: Der Bias kam erst nach f dazu.", "This is f(W a) + b: you added the bias after f."
            ),
            Text(
                "Der Bias gehört zum Signal. Er verschiebt die Stelle, an der das Neuron anspricht, nicht seinen Ausgang.",
                "The bias belongs to the signal. It shifts the point where the neuron responds, not its output.",
            ),
            (lambda W, b, a, f: f(W @ a) + b,),
        ),
        Mistake(
            "activation-first",
            Text(
                "Das ist W f(a) + b: f wurde auf die Eingabe angewendet statt auf das Signal.",
                "This is W f(a) + b: you applied f to the input instead of the signal.",
            ),
            Text(
                "Erst rechnet die Schicht ihr Signal aus, ganz zuletzt kommt f.",
                "The layer computes its signal first; f comes last of all.",
            ),
            (lambda W, b, a, f: W @ f(a) + b,),
        ),
        Mistake(
            "bias-minus",
            Text("Das ist f(W a − b): Der Bias ist abgezogen.", "This is f(W a − b): you subtract the bias."),
            Text(
                "Der Bias wird addiert. Soll er bremsen, ist er selbst negativ.",
                "The bias is added. If it should hold the neuron back, the bias itself is negative.",
            ),
            (lambda W, b, a, f: f(W @ a - b),),
        ),
        Mistake(
            "bias-every-weight",
            Text(
                "Der Bias ist zu jedem Produkt addiert, also n_in-mal.",
                "You add the bias to every product, so n_in times.",
            ),
            Text(
                "Jedes Neuron hat einen Bias: Er kommt einmal zur fertigen Summe dazu, nicht in der inneren Schleife.",
                "Every neuron has one bias: it is added once to the finished sum, not in the inner loop.",
            ),
            (
                lambda W, b, a, f: f(W @ a + len(a) * b),
                lambda W, b, a, f: [f(np.sum(row * a + bias)) for row, bias in zip(W, b, strict=True)],
            ),
        ),
        Mistake(
            "last-product",
            Text("Von jeder Summe ist nur das letzte Produkt übrig.", "Of each sum, only the last product is left."),
            Text(
                "Steht in der inneren Schleife = statt +=? Dann überschreibt jedes Produkt das vorige.",
                "Does your inner loop have = instead of +=? Then every product overwrites the one before.",
            ),
            (lambda W, b, a, f: f(W[:, -1] * a[-1] + b), lambda W, b, a, f: f(W[:, -1] * a[-1])),
        ),
        Mistake(
            "one-neuron",
            Text("Das ist die Aktivierung eines einzigen Neurons.", "This is the activation of a single neuron."),
            Text(
                "Die Schicht hat n_out Neuronen. Steht dein return schon in der Schleife?",
                "The layer has n_out neurons. Is your return already inside the loop?",
            ),
            (lambda W, b, a, f: f(W[0] @ a + b[0]), lambda W, b, a, f: f(W[-1] @ a + b[-1])),
        ),
    ),
    hints=(
        Text(
            "Zuerst das Signal jedes Neurons, dann die Aktivierungsfunktion auf alle Signale.",
            "First the signal of every neuron, then the activation function on all signals.",
        ),
        Text(
            "Matrix mal Vektor schreibt man in Python mit `@`. Frag nach der Form: Aus (n_out, n_in) und (n_in,) wird (n_out,).",
            "In Python, matrix times vector is written with `@`. Check the shapes: (n_out, n_in) and (n_in,) give (n_out,).",
        ),
        Text(
            "Das Signal ist `z = W @ a + b`. Jetzt fehlt nur noch `f`.",
            "The signal is `z = W @ a + b`. Now only `f` is missing.",
        ),
    ),
    rewrites=(
        layer_loop,
        layer_signals_first,
        layer_float32,
        Layer(),
        lambda W, b, a, f: f(np.sum(W * a, axis=1) + b),
        lambda W, b, a, f: f(a @ W.T + b).tolist(),
        lambda W, b, a, f: [f(math.fsum([*(w * a), bias])) for w, bias in zip(W, b, strict=True)],
    ),
)
