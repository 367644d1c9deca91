"""Exercise forward-batch: A whole batch."""

import numpy as np

from nncourse.exercises.c02 import FIRST_ONLY, LAST_LINEAR, THREE_WAYS, decimals, network, relu, sigmoid, tanh, whole
from nncourse.exercises.c02.forward import Forward, forward, forward_loops, forward_recursive, layer_by_layer
from nncourse.exercises.c02.forward import worked as worked_for_one
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def forward_batch(weights, biases, X, f):
    A = X
    for k in range(len(weights)):
        A = f(A @ weights[k].T + biases[k])
    return A


def batch_cases(rng):
    small = (
        [np.array([[1.0, 2.0], [-1.0, 1.0]])],
        [np.array([-3.0, 2.0])],
        np.array([[1.0, 2.0], [0.0, 1.0]]),
        relu,
    )
    nets = [(2, (2, 2, 2), sigmoid), (4, (3, 2), tanh), (5, (2, 3, 4), sigmoid)]
    return [small, *((*network(rng, *sizes), decimals(rng, n, sizes[0]), f) for n, sizes, f in nets)]


def batch_in_columns(weights, biases, X, f):
    A = X.T
    for W, b in zip(weights, biases, strict=True):
        A = f(W @ A + b[:, None])
    return A


def batch_bias_along_samples(weights, biases, X, f):
    A = X.T
    for W, b in zip(weights, biases, strict=True):
        A = f(W @ A + b)
    return A.T


def batch_last_linear(weights, biases, X, f):
    return forward_batch(weights[:-1], biases[:-1], X, f) @ weights[-1].T + biases[-1]


def worked(place, weights, biases, X, f):
    return f"x = X[{place[0]}]; {worked_for_one(place[1:], weights, biases, X[place[0]], f)}"


# Right ways in other styles


def batch_as_columns(weights, biases, X, f):
    A = X.T
    for W, b in zip(weights, biases, strict=True):
        A = f(W @ A + b.reshape(-1, 1))
    return A.T


def batch_einsum(weights, biases, X, f):
    A = X.astype(np.float32)
    for W, b in zip(weights, biases, strict=True):
        A = f(np.einsum("im,nm->in", A, W.astype(np.float32)) + b.astype(np.float32))
    return A


EXERCISE = Exercise(
    id="forward-batch",
    section=THREE_WAYS,
    name=Text("Ein ganzer Stapel", "A whole batch"),
    task=Text(
        "Wie `forward`, aber für viele Beispiele auf einmal: Jede **Zeile** von `X` ist ein Beispiel, `X` hat die Form "
        "(Beispiele, n_in). Zurück kommt der Ausgang für jedes Beispiel, wieder eines in jeder Zeile.",
        "Like `forward`, but for many samples at once: every **row** of `X` is a sample, `X` has shape (samples, "
        "n_in). Return the output for every sample, again one per row.",
    ),
    solution=forward_batch,
    worked=worked,
    cases=batch_cases,
    edges=lambda rng: [
        (*network(rng, 3, 2, 4), decimals(rng, 1, 3), sigmoid),
        (*network(rng, 2, 3, 1), decimals(rng, 4, 2), sigmoid),
        (*network(rng, 2, 3, 2, numbers=whole), whole(rng, 4, 2), sigmoid),
    ],
    mistakes=(
        Mistake(
            "transposed-result",
            Text(
                "Die Zahlen stimmen, aber das Ergebnis liegt quer: Hier steht jedes Beispiel in einer Spalte.",
                "The numbers are right, but the result lies on its side: each sample is in a column.",
            ),
            Text(
                "Verlangt ist die Form (Beispiele, n_out), ein Beispiel in jeder Zeile, so wie in X.",
                "The shape should be (samples, n_out), one sample per row, as in X.",
            ),
            (batch_in_columns, lambda weights, biases, X, f: np.transpose([forward(weights, biases, x, f) for x in X])),
        ),
        Mistake(
            "loops-one",
            Text(
                "Das ist der Ausgang für ein einziges Beispiel, nicht für alle.",
                "This is the output for a single sample, not for all of them.",
            ),
            Text(
                "Jede Zeile von X braucht ihre Zeile im Ergebnis. Steht ein return in der Schleife, oder wird jedes Ergebnis vom nächsten "
                "überschrieben?",
                "Every row of X needs its own row in the result. Is there a return inside the loop, or is each result overwritten by the next?",
            ),
            (
                lambda weights, biases, X, f: forward(weights, biases, X[0], f),
                lambda weights, biases, X, f: [forward(weights, biases, X[0], f)],
                lambda weights, biases, X, f: forward(weights, biases, X[-1], f),
            ),
        ),
        Mistake(
            "flattened",
            Text(
                "Hier hängen die Ausgänge aller Beispiele in einem einzigen langen Vektor aneinander.",
                "Yours strings the outputs of all samples together in one long vector.",
            ),
            Text(
                "Jedes Beispiel soll seine eigene Zeile behalten. Staple die Ausgänge übereinander, statt sie aneinanderzuhängen.",
                "Every sample should keep its own row. Stack the outputs on top of each other instead of joining them end to end.",
            ),
            (lambda weights, biases, X, f: forward_batch(weights, biases, X, f).ravel(),),
        ),
        Mistake(
            "no-bias",
            Text("Das ist das Netz ohne seine Biases.", "This is the network without its biases."),
            Text(
                "Zu jeder Zeile von A mal Wᵀ kommt noch der Bias der Schicht dazu, bevor f darauf angewendet wird.",
                "You still need to add the layer’s bias to every row of A times Wᵀ, before f is applied.",
            ),
            (lambda weights, biases, X, f: forward_batch(weights, [0 * b for b in biases], X, f),),
        ),
        Mistake(
            "not-transposed",
            Text("Hier steht X mal W statt X mal Wᵀ.", "This is X times W instead of X times Wᵀ."),
            Text(
                "Eine Zeile von W gehört einem Neuron, und die Zeilen von X sollen mit den Zeilen von W multipliziert werden. Sind nicht "
                "zufällig alle Größen gleich, passen die Formen ohne das Kippen nicht.",
                "A row of W belongs to a neuron, and the rows of X should be multiplied by the rows of W. Unless all "
                "sizes happen to be equal, the shapes do not fit without the transpose.",
            ),
            (layer_by_layer(lambda W, b, A, f, X: f(A @ W + b)),),
        ),
        Mistake(
            "matrix-first",
            Text(
                "Hier steht W mal X, die Formel für ein einzelnes Beispiel. Sie mischt die Beispiele miteinander.",
                "This is W times X, the formula for a single sample. It mixes the samples together.",
            ),
            Text(
                "Im Stapel ist ein Beispiel eine Zeile. W mal X geht aber durch die Spalten von X, also quer durch alle Beispiele.",
                "In a batch, a sample is a row. But W times X runs through the columns of X, so across all samples.",
            ),
            (layer_by_layer(lambda W, b, A, f, X: f(W @ A + b)),),
        ),
        Mistake(
            "bias-along-samples",
            Text(
                "Hier wird der Bias auf die Beispiele verteilt statt auf die Neuronen.",
                "Yours spreads the bias over the samples instead of the neurons.",
            ),
            Text(
                "NumPy legt b an die letzte Achse. Stehen die Beispiele in Spalten, trifft es die falsche; stehen sie in Zeilen, "
                "bekommt jedes Neuron seinen eigenen Bias.",
                "NumPy lines up b with the last axis. If the samples are in columns, that is the wrong one; if they "
                "are in rows, every neuron gets its own bias.",
            ),
            (batch_bias_along_samples,),
        ),
        Mistake(
            "first-only",
            *FIRST_ONLY,
            (lambda weights, biases, X, f: f(X @ weights[0].T + biases[0]),),
        ),
        Mistake(
            "last-linear",
            *LAST_LINEAR,
            (batch_last_linear,),
        ),
        Mistake(
            "no-activation",
            Text("f kommt nirgends vor.", "f appears nowhere."),
            Text(
                "Jede Schicht wendet f auf ihre Signale an.",
                "Every layer applies f to its signals.",
            ),
            (layer_by_layer(lambda W, b, A, f, X: A @ W.T + b),),
        ),
        Mistake(
            "hidden-linear",
            Text(
                "f kommt nur ganz am Ende vor, die verdeckten Schichten rechnen ohne.",
                "f appears only at the very end; your hidden layers do without it.",
            ),
            Text(
                "Jede Schicht wendet f an. Gehört die Zeile mit f in die Schleife?",
                "Every layer applies f. Does the line with f belong inside the loop?",
            ),
            (
                lambda weights, biases, X, f: f(
                    layer_by_layer(lambda W, b, A, f, X: A @ W.T + b)(weights, biases, X, f)
                ),
            ),
        ),
        Mistake(
            "mean",
            Text("Das ist der Mittelwert über die Beispiele.", "This is the mean over the samples."),
            Text("Jedes Beispiel behält seine eigene Zeile.", "Every sample keeps its own row."),
            (lambda weights, biases, X, f: forward_batch(weights, biases, X, f).mean(axis=0),),
        ),
        Mistake(
            "last-sample",
            Text("Das ist nur die Zeile des letzten Beispiels.", "This is only the last sample’s row."),
            Text(
                "Steht append (oder die Zuweisung) erst hinter der Schleife? Dann bleibt nur der letzte Durchgang übrig.",
                "Does append (or the assignment) come only after the loop? Then only the last pass is left.",
            ),
            (lambda weights, biases, X, f: forward_batch(weights, biases, X[-1:], f),),
        ),
    ),
    hints=(
        Text(
            "Es geht auf zwei Wegen: `forward` für jede Zeile von `X` aufrufen und die Ergebnisse untereinander stellen, oder mit der "
            "ganzen Matrix auf einmal rechnen.",
            "There are two ways: call `forward` for every row of `X` and stack the results one below the other, or "
            "compute with the whole matrix at once.",
        ),
        Text(
            "Mit der ganzen Matrix: $Z = A\\,W^T + b$. Prüfe die Formen: (Beispiele, n_in) mal (n_in, n_out).",
            "With the whole matrix: $Z = A\\,W^T + b$. Check the shapes: (samples, n_in) times (n_in, n_out).",
        ),
        Text(
            "Beginne mit `A = X`. Die Schleife ist dieselbe wie in `forward`, nur steht jetzt `A @ W.T` statt `W @ a`.",
            "Start with `A = X`. The loop is the same as in `forward`, except with `A @ W.T` instead of `W @ a`.",
        ),
    ),
    rewrites=(
        lambda weights, biases, X, f: [forward_recursive(weights, biases, x, f) for x in X],
        lambda weights, biases, X, f: np.array([forward_loops(weights, biases, x, f) for x in X]),
        batch_as_columns,
        batch_einsum,
        lambda weights, biases, X, f: np.apply_along_axis(lambda x: Forward()(weights, biases, x, f), 1, X),
    ),
)
