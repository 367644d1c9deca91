"""Exercise hidden-delta: The delta of a hidden layer."""

import functools

import numpy as np

from nncourse.exercises.by_hand import num, part, products
from nncourse.exercises.c05 import PATHS, sigma, sigmoid, slope_at, smooth, tenths
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def hidden_delta(W_next, delta_next, z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a) * (W_next.T @ delta_next)


def hidden_cases(rng):
    def some(n, n_next):
        return tenths(rng.normal(0, 1, (n_next, n))), tenths(rng.normal(0, 1, n_next)), tenths(rng.normal(0, 1, n))

    first = (np.array([[2.0, 1.0], [-1.0, 3.0]]), np.array([0.3, -0.2]), np.zeros(2))
    return [first, some(3, 2), some(2, 4), some(3, 3)]


def worked(place, W_next, delta_next, z):
    (j,) = place
    s, back = sigmoid(z[j]), W_next[:, j] @ delta_next
    sums = f"W_next[:, {j}] @ delta_next = {products(W_next[:, j], delta_next)} = {num(back)}"
    slope = f"s = sigmoid({num(z[j])}) = {num(s)}"
    return f"{sums}; {slope}; {part(back)} * {num(s)} * (1 - {num(s)}) = {num(back * s * (1 - s))}"


# Right ways in other styles


def hidden_by_loops(W_next, delta_next, z):
    deltas = []
    for j in range(len(z)):
        total = 0.0
        for i in range(len(delta_next)):
            total += W_next[i, j] * delta_next[i]
        deltas.append(total * sigma(z[j]) * (1 - sigma(z[j])))
    return deltas


def hidden_in_float32(W_next, delta_next, z):
    a = 1 / (1 + np.exp(-z.astype(np.float32)))
    return (delta_next.astype(np.float32) @ W_next.astype(np.float32)) * a * (1 - a)


def hidden_of(slope, W_next, delta_next, z):
    return np.diag(slope(z)) @ W_next.T @ delta_next


EXERCISE = Exercise(
    id="hidden-delta",
    section=PATHS,
    name=Text("Das Delta einer verdeckten Schicht", "The delta of a hidden layer"),
    task=Text(
        "Trag das Delta eine Schicht zurück. `W_next` (n_next, n) sind die Gewichte der **nächsten** Schicht, `delta_next` (n_next,) ist ihr Delta, `z` (n,) sind "
        "die Signale dieser verdeckten Schicht mit Sigmoid. Gib $\\partial C / \\partial z$ zurück, ein Vektor (n,).",
        "Carry the delta back one layer. `W_next` (n_next, n) holds the weights of the **next** layer, `delta_next` "
        "(n_next,) is its delta, and `z` (n,) holds the signals of this hidden layer with sigmoid. Return $\\partial "
        "C / \\partial z$, a vector (n,).",
    ),
    solution=hidden_delta,
    worked=worked,
    cases=hidden_cases,
    edges=lambda rng: [(np.array([[2, -1, 1], [1, 0, 3]]), np.array([1, -1]), np.array([0, 1, -2]))],
    mistakes=(
        Mistake(
            "not-transposed",
            Text(
                "Du rechnest mit W_next statt mit der transponierten Matrix. Das läuft nur, wenn beide Schichten gleich groß sind.",
                "You use W_next instead of the transposed matrix. That only runs when both layers have the same size.",
            ),
            Text(
                "Vorwärts summiert man entlang einer Zeile, rückwärts entlang einer Spalte: In Spalte j stehen alle Gewichte, die vom Neuron j weggehen.",
                "Going forward, you sum along a row; going backward, along a column: column j holds all the weights that lead away from neuron j.",
            ),
            (
                lambda W_next, delta_next, z: slope_at(z) * (W_next @ delta_next),
                lambda W_next, delta_next, z: slope_at(z) * (delta_next @ W_next.T),
            ),
        ),
        Mistake(
            "no-activation-slope",
            Text(
                "Das ist ∂C/∂a, die Ableitung nach der Aktivierung. Es fehlt σ'(z).",
                "This is ∂C/∂a, the derivative with respect to the activation. σ'(z) is missing.",
            ),
            Text(
                "Delta ist die Ableitung nach dem Signal. Von der Aktivierung zum Signal führt noch ein Rad.",
                "Delta is the derivative with respect to the signal. There is one more gear from the activation to the signal.",
            ),
            (lambda W_next, delta_next, z: W_next.T @ delta_next,),
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ' an der Stelle a = σ(z): σ wird einmal zu oft angewendet.",
                "You use σ' at a = σ(z): σ is applied once too often.",
            ),
            Text(
                "Gefragt ist, wie steil σ am Signal z ist, σ'(z), nicht an der Aktivierung.",
                "The question is how steep σ is at the signal z, σ'(z), not at the activation.",
            ),
            (lambda W_next, delta_next, z: slope_at(sigmoid(z)) * (W_next.T @ delta_next),),
        ),
        Mistake(
            "shortcut-of-z",
            Text(
                "Du rechnest z(1 − z) als Steigung, also mit dem Signal statt mit der Aktivierung.",
                "You use z(1 − z) as the slope, so the signal instead of the activation.",
            ),
            Text(
                "Die kurze Formel gilt für die Aktivierung a = σ(z). Rechne sie zuerst aus.",
                "The short formula holds for the activation a = σ(z). Compute that first.",
            ),
            (lambda W_next, delta_next, z: z * (1 - z) * (W_next.T @ delta_next),),
        ),
        Mistake(
            "sigmoid-for-slope",
            Text(
                "Du multiplizierst mit σ(z) selbst statt mit der Steigung σ'(z).",
                "You multiply by σ(z) itself instead of the slope σ'(z).",
            ),
            Text(
                "Rückwärts zählt, wie stark das Neuron auf sein Signal reagiert, nicht, wie aktiv es ist.",
                "Going backward, what counts is how strongly the neuron reacts to its signal, not how active it is.",
            ),
            (lambda W_next, delta_next, z: sigmoid(z) * (W_next.T @ delta_next),),
        ),
        Mistake(
            "own-weights",
            Text(
                "Du summierst entlang einer Zeile von W_next: alle eigenen Gewichte eines Neurons der nächsten Schicht, mal sein Delta.",
                "You sum along a row of W_next: all the weights of one neuron in the next layer, times its delta.",
            ),
            Text(
                "Das verdeckte Neuron j braucht die Gewichte, die von ihm weggehen. Sie stehen in Spalte j, jedes mit einem anderen Delta.",
                "Hidden neuron j needs the weights that lead away from it. They are in column j, each with a different delta.",
            ),
            (lambda W_next, delta_next, z: (W_next * delta_next[:, None]).sum(axis=1) * slope_at(z),),
        ),
        Mistake(
            "elementwise",
            Text(
                "Das ist eine Tabelle: Die Wege stehen einzeln darin, statt summiert zu sein.",
                "This is a table: it lists the paths one by one instead of summing them.",
            ),
            Text(
                "Ein Stern multipliziert Eintrag mit Eintrag und addiert nichts. Die Steigung eines verdeckten Neurons ist die Summe über alle seine Wege.",
                "A star multiplies entry by entry and adds nothing up. The slope of a hidden neuron is the sum over all its paths.",
            ),
            (
                lambda W_next, delta_next, z: W_next * delta_next * slope_at(z),
                lambda W_next, delta_next, z: W_next.T * delta_next * slope_at(z),
                lambda W_next, delta_next, z: W_next.T * delta_next * slope_at(z)[:, None],
                lambda W_next, delta_next, z: W_next * delta_next[:, None] * slope_at(z),
            ),
        ),
        Mistake(
            "one-path",
            Text(
                "Das ist nur einer der Wege: über ein einziges Neuron der nächsten Schicht.",
                "This is only one of the paths: through a single neuron of the next layer.",
            ),
            Text(
                "Das verdeckte Neuron wirkt auf alle Neuronen der nächsten Schicht. In einer Schleife muss jeder Weg dazukommen (+=), statt den vorigen zu ersetzen.",
                "The hidden neuron affects all the neurons of the next layer. In a loop, every path must be added (+=) instead of replacing the one before.",
            ),
            (
                lambda W_next, delta_next, z: W_next[0] * delta_next[0] * slope_at(z),
                lambda W_next, delta_next, z: W_next[-1] * delta_next[-1] * slope_at(z),
            ),
        ),
        Mistake(
            "mean-paths",
            Text(
                "Das ist der Mittelwert über die Wege, nicht ihre Summe.",
                "This is the mean over the paths, not their sum.",
            ),
            Text(
                "Ein kleiner Schritt in a ändert die Kosten auf jedem Weg einmal. Alle Änderungen kommen zusammen.",
                "A small step in a changes the cost once along each path. All these changes add up.",
            ),
            (lambda W_next, delta_next, z: slope_at(z) * (W_next.T @ delta_next) / len(delta_next),),
        ),
        Mistake(
            "outer",
            Text(
                "Das ist eine Tabelle: jedes Delta mal jede Steigung. Die Gewichte kommen nicht vor.",
                "This is a table: every delta times every slope. The weights do not appear.",
            ),
            Text(
                "Trag die Deltas über die Gewichte zurück und summiere sie für jedes Neuron.",
                "Carry the deltas back over the weights and add them up for each neuron.",
            ),
            (
                lambda W_next, delta_next, z: np.outer(delta_next, slope_at(z)),
                lambda W_next, delta_next, z: np.outer(slope_at(z), delta_next),
            ),
        ),
        Mistake(
            "absolute",
            Text("Du rechnest mit den Beträgen der Gewichte.", "You use the absolute values of the weights."),
            Text(
                "Ein negatives Gewicht dreht das Vorzeichen auf dem Rückweg um.",
                "A negative weight flips the sign on the way back.",
            ),
            (lambda W_next, delta_next, z: slope_at(z) * (np.abs(W_next).T @ delta_next),),
        ),
        Mistake(
            "other-slope",
            Text(
                "Du nimmst die Steigung einer anderen Aktivierungsfunktion, von ReLU oder tanh.",
                "You use the slope of another activation function, ReLU or tanh.",
            ),
            Text(
                "Diese Schicht hat Sigmoid: σ'(z) = σ(z)(1 − σ(z)).",
                "This layer has sigmoid: σ'(z) = σ(z)(1 − σ(z)).",
            ),
            (
                lambda W_next, delta_next, z: (z > 0) * (W_next.T @ delta_next),
                lambda W_next, delta_next, z: (1 - np.tanh(z) ** 2) * (W_next.T @ delta_next),
            ),
        ),
    ),
    hints=(
        Text(
            "Ein verdecktes Neuron erreicht die Kosten über alle Neuronen der nächsten Schicht. Jeder Weg gibt Gewicht mal Delta, und alle werden addiert.",
            "A hidden neuron reaches the cost through all the neurons of the next layer. Each path gives weight times delta, and all of them are added up.",
        ),
        Text(
            "Das Neuron $j$ hat die Gewichte in **Spalte** $j$ von `W_next`: $\\partial C/\\partial a_j = \\sum_i w_{ij}\\,\\delta_i$. Für alle $j$ zusammen hilft die transponierte Matrix.",
            "Neuron $j$ has its weights in **column** $j$ of `W_next`: $\\partial C/\\partial a_j = \\sum_i w_{ij}\\,\\delta_i$. For all $j$ at once, the transposed matrix helps.",
        ),
        Text(
            "Es fehlt noch das Rad von a nach z: $\\sigma'(z) = a\\,(1 - a)$ mit $a = \\sigma(z)$, Eintrag mal Eintrag.",
            "The gear from a to z is still missing: $\\sigma'(z) = a\\,(1 - a)$ with $a = \\sigma(z)$, entry by entry.",
        ),
        Text(
            "Zusammen: $\\delta = \\sigma'(z) \\odot \\bigl(W_{\\text{next}}^T\\, \\delta_{\\text{next}}\\bigr)$; die transponierte Matrix heißt in NumPy W_next.T.",
            "Together: $\\delta = \\sigma'(z) \\odot \\bigl(W_{\\text{next}}^T\\, \\delta_{\\text{next}}\\bigr)$; in NumPy the transposed matrix is W_next.T.",
        ),
    ),
    rewrites=(
        hidden_by_loops,
        hidden_in_float32,
        functools.partial(hidden_of, lambda z: 0.25 / np.cosh(z / 2) ** 2),
        lambda W_next, delta_next, z: np.einsum("ij,i,j,j->j", W_next, delta_next, smooth(z), smooth(-z)),
        lambda W_next, delta_next, z: (W_next * delta_next[:, None]).sum(axis=0) * smooth(z) * smooth(-z),
    ),
)
