"""Exercise zoo-mend: Two bugs to mend."""

import numpy as np

from nncourse.exercises.by_hand import num, part, products, summed
from nncourse.exercises.c08 import DIAGNOSE
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def gradients(W1, b1, W2, b2, X, G):
    A1 = 1 / (1 + np.exp(-(X @ W1.T + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))
    error = 2 / len(X) * (A2 - G)
    delta2 = A2 * (1 - A2) * error
    delta1 = A1 * (1 - A1) * (delta2 @ W2)
    return delta1.T @ X, delta1.sum(axis=0), delta2.T @ A1, delta2.sum(axis=0)


def mended(back=lambda error, delta2: delta2, biases=lambda delta: delta.sum(axis=0), start=2.0):
    """The same with its places as they are found."""

    def wrong(W1, b1, W2, b2, X, G):
        A1 = 1 / (1 + np.exp(-(X @ W1.T + b1)))
        A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))
        error = start / len(X) * (A2 - G)
        delta2 = A2 * (1 - A2) * error
        delta1 = A1 * (1 - A1) * (back(error, delta2) @ W2)
        return delta1.T @ X, biases(delta1), delta2.T @ A1, biases(delta2)

    return wrong


def slope_twice(W1, b1, W2, b2, X, G):
    A1 = 1 / (1 + np.exp(-(X @ W1.T + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))
    return mended(lambda error, delta2: A2 * (1 - A2) * delta2)(W1, b1, W2, b2, X, G)


def raw(error, delta2):
    return error


def spread(delta):
    return np.full(delta.shape[1], delta.sum())


def mend_cases(rng):
    def network(rng, n, *sizes):
        n_in, n_hidden, n_out = sizes
        shapes = ((n_hidden, n_in), (n_hidden,), (n_out, n_hidden), (n_out,))
        theta = [np.round(rng.normal(0, 1, shape), 1) for shape in shapes]
        return *theta, np.round(rng.normal(0, 1, (n, n_in)), 1), rng.integers(0, 2, (n, n_out)).astype(float)

    return [network(np.random.default_rng(0), 2, 1, 2, 2), network(rng, 4, 2, 3, 2), network(rng, 5, 3, 3, 3)]


def worked(place, W1, b1, W2, b2, X, G):
    which, i, *rest = place
    A1 = 1 / (1 + np.exp(-(X @ W1.T + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))
    delta2 = A2 * (1 - A2) * 2 / len(X) * (A2 - G)
    if which < 2:
        k, a, back = 1, A1[0, i], f"({products(delta2[0], W2[:, i])})"
        delta, before = A1 * (1 - A1) * (delta2 @ W2), X
    else:
        k, a, back = 2, A2[0, i], f"2 / {len(X)} * ({num(A2[0, i])} - {part(G[0, i])})"
        delta, before = delta2, A1
    formula = f"delta{k}[0, {i}] = {num(a)} * (1 - {num(a)}) * {back} = {num(delta[0, i])}"
    if which % 2:
        return f"{formula}; db{k}[{i}] = {summed(delta[:, i])} = {num(delta[:, i].sum())}"
    (j,) = rest
    return f"{formula}; dW{k}[{i}, {j}] = {products(delta[:, i], before[:, j])} = {num(delta[:, i] @ before[:, j])}"


# Right ways in other styles


def by_samples(W1, b1, W2, b2, X, G):
    found = [0 * W1, 0 * b1, 0 * W2, 0 * b2]
    for x, g in zip(X, G, strict=True):
        a1 = (1 + np.tanh((W1 @ x + b1) / 2)) / 2
        a2 = (1 + np.tanh((W2 @ a1 + b2) / 2)) / 2
        d2 = 2 * (a2 - g) * a2 * (1 - a2)
        d1 = W2.T @ d2 * a1 * (1 - a1)
        found = [
            total + part / len(X)
            for total, part in zip(found, (np.outer(d1, x), d1, np.outer(d2, a1), d2), strict=True)
        ]
    return found


def by_columns(W1, b1, W2, b2, X, G):
    A0, Y = X.T, G.T
    A1 = 1 / (1 + np.exp(-(W1 @ A0 + b1[:, None])))
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2[:, None])))
    d2 = (A2 - Y) * A2 * (1 - A2) * 2 / A0.shape[1]
    d1 = (W2.T @ d2) * A1 * (1 - A1)
    return d1 @ A0.T, d1.sum(axis=1), d2 @ A1.T, d2.sum(axis=1)


CODE = """
~~~python
def my_gradients(W1, b1, W2, b2, X, G):
    A1 = 1 / (1 + np.exp(-(X @ W1.T + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2.T + b2)))
    error = 2 / len(X) * (A2 - G)
    delta2 = A2 * (1 - A2) * error
    delta1 = A1 * (1 - A1) * (error @ W2)
    return delta1.T @ X, delta1.sum(), delta2.T @ A1, delta2.sum()
~~~
"""

EXERCISE = Exercise(
    id="zoo-mend",
    section=DIAGNOSE,
    name=Text("Zwei Fehler beheben", "Fix two bugs"),
    task=Text(
        "Dieses Netz mit einer verdeckten Schicht, überall Sigmoid, soll die Gradienten von W1, b1, W2 und b2 zurückgeben, in deren Formen. Die Kosten sind die des Kurses. "
        "Eine Prüfung sagt: Nur dW2 stimmt. **Zwei** Fehler aus dem Zoo sind darin. Behebe beide."
        f"\n{CODE}",
        "This network with one hidden layer, sigmoid everywhere, should return the gradients of W1, b1, W2, and b2, in their shapes. The cost is the one used in this course. "
        "A check says: only dW2 is right. There are **two** bugs from the zoo in it. Fix both."
        f"\n{CODE}",
    ),
    solution=gradients,
    worked=worked,
    returns=("dW1", "db1", "dW2", "db2"),
    cases=mend_cases,
    mistakes=(
        Mistake(
            "nothing-mended",
            Text("Beide Fehler sind noch da: Nur dW2 stimmt.", "Both bugs are still there: only dW2 is right."),
            Text(
                "Stimmt dW2, dann stimmt auch delta2. Was wird aus ihm für db2, und was geht zurück?",
                "If dW2 is right, then delta2 is right too. What happens to it on the way to db2, and what goes back?",
            ),
            (mended(raw, np.sum), mended(raw, spread)),
        ),
        Mistake(
            "raw-error-back",
            Text(
                "Die Biases am Ausgang stimmen jetzt, davor stimmt noch nichts: Zurückgetragen wird immer noch der rohe Fehler.",
                "The biases at the output are now right; before that, nothing is yet: you still carry the raw error back.",
            ),
            Text(
                "Zurück geht die Ableitung nach dem Signal, mit A' des Ausgangs, nicht die im Ausgang.",
                "What goes back is the derivative with respect to the signal, with the output’s A', not the derivative with respect to the output.",
            ),
            (mended(raw),),
        ),
        Mistake(
            "bias-one-number",
            Text(
                "Die dW stimmen jetzt, die db noch nicht: Jedes ist eine einzige Zahl.",
                "The dW are now right, the db are not yet: each is a single number.",
            ),
            Text(
                "Jedes Neuron hat seinen eigenen Bias. Summiere nur über die Beispiele, die Zeilen von delta.",
                "Every neuron has its own bias. Sum only over the samples, the rows of delta.",
            ),
            (mended(biases=np.sum), mended(biases=spread)),
        ),
        Mistake(
            "bias-mean-twice",
            Text("In den db ist jetzt zweimal durch n geteilt.", "Your db are now divided by n twice."),
            Text(
                "Das 2/n am Anfang wandert schon in jedem delta mit. Danach wird nur noch summiert.",
                "The 2/n from the start already travels along in every delta. After that, you only sum.",
            ),
            (mended(biases=lambda delta: delta.mean(axis=0)),),
        ),
        Mistake(
            "wrong-axis",
            Text(
                "Deine db haben eine Zahl je Beispiel statt je Neuron.",
                "Your db have one number per sample instead of one per neuron.",
            ),
            Text(
                "axis=0 summiert über die Zeilen, also über die Beispiele.",
                "axis=0 sums over the rows, that is, over the samples.",
            ),
            (mended(biases=lambda delta: delta.sum(axis=1)),),
        ),
        Mistake(
            "slope-twice",
            Text(
                "Vorn steht jetzt das A' des Ausgangs zweimal.",
                "In the earlier layer, the output’s A' is now in twice.",
            ),
            Text(
                "delta2 enthält A' des Ausgangs schon. Trag delta2 zurück, ohne es noch einmal zu multiplizieren.",
                "delta2 already contains the output’s A'. Carry delta2 back without multiplying by it again.",
            ),
            (slope_twice,),
        ),
        Mistake(
            "no-two",
            Text(
                "Alles ist halb so groß: Die 2 am Anfang ist verloren gegangen.",
                "Everything is half as large: the 2 at the start got lost.",
            ),
            Text(
                "Diese Zeile war richtig. Ändere nur, was falsch ist.",
                "That line was right. Change only what is wrong.",
            ),
            (mended(start=1.0),),
        ),
    ),
    hints=(
        Text(
            "dW2 stimmt, also stimmt auch delta2. Alles davor und jedes db stimmt nicht. Fang hinten an: Was ist an db2 falsch?",
            "dW2 is right, so delta2 is right too. Everything before it is wrong, and so is every db. Start at the back: what is wrong with db2?",
        ),
        Text(
            "`delta2.sum()` ohne `axis` summiert über Beispiele **und** Neuronen. db2 braucht eine Zahl für jedes Neuron.",
            "`delta2.sum()` without `axis` sums over samples **and** neurons. db2 needs one number for each neuron.",
        ),
        Text(
            "Auf dem Weg zurück geht `error @ W2`. Das ist der rohe Fehler; ihm fehlt $A'$ des Ausgangs, und das steckt in delta2.",
            "What goes back is `error @ W2`. That is the raw error; it is missing the output’s $A'$, which is in delta2.",
        ),
    ),
    rewrites=(by_samples, by_columns),
)
