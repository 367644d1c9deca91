"""Exercise cost-mean: The mean cost."""

import numpy as np

from nncourse.exercises.by_hand import num, summed
from nncourse.exercises.c03 import CROSS_ENTROPY, MANY, decimals
from nncourse.exercises.c03.cost_one import cost_one, cost_one_loop, cross_entropies
from nncourse.exercises.c03.cost_one import worked as worked_for_one
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def cost_mean(O, G):
    D = O - np.reshape(G, O.shape)
    return np.sum(D**2) / len(O)


def many_samples(rng, n, n_out):
    return decimals(rng, n, n_out), np.eye(n_out)[rng.integers(0, n_out, n)]


def column_against_row(rng):
    """One output: O as a column, G as a plain row of numbers, both labels among them."""
    return [(decimals(rng, 4, 1), rng.permutation([0.0, 0.0, 1.0, 1.0]))]


def cost_mean_refuses(O, G):
    if O.shape != G.shape:
        raise ValueError("O and G differ in shape")
    return cost_mean(O, G)


def cost_mean_indices(O, G):
    return sum((O[i][j] - G[i][j]) ** 2 for i in range(len(O)) for j in range(len(O[i]))) / len(O)


def worked(place, O, G):
    G = np.reshape(G, O.shape)
    first = f"O[0], G[0]: {worked_for_one((), O[0], G[0])}"
    return f"{first}; ({summed(cost_one(o, g) for o, g in zip(O, G, strict=True))}) / {len(O)} = {num(cost_mean(O, G))}"


# Right ways in other styles


def cost_mean_loop(O, G):
    costs = []
    for o, g in zip(O, G, strict=True):
        costs.append(cost_one_loop(o, np.atleast_1d(g)))
    return sum(costs) / len(costs)


def cost_mean_einsum(O, G):
    D = O - G.reshape(O.shape)
    return np.einsum("ij,ij->", D, D) / O.shape[0]


def cost_mean_column(O, G):
    """The careful way: only where the shapes ask for it."""
    if G.ndim == 1:
        G = G[:, None]
    return np.mean(np.sum((O - G) ** 2, axis=1))


def cost_mean_flat(O, G):
    return np.sum((O.flatten() - G.flatten()) ** 2) / len(G)


class CostMean:
    def __call__(self, O, G):
        D = np.float32(O) - np.float32(G).reshape(O.shape)
        return np.trace(D @ D.T) / len(D)


EXERCISE = Exercise(
    id="cost-mean",
    section=MANY,
    name=Text("Die mittleren Kosten", "The mean cost"),
    task=Text(
        "Berechne die mittleren Kosten vieler Beispiele. `O` und `G` haben die Form (n, n_out), ein Beispiel in jeder Zeile. "
        "Vorsicht bei nur einem Ausgang: Dann hat `O` die Form (n, 1), aber `G` kommt manchmal als (n,). "
        "Auch dann gehört zu jedem Ausgang genau ein Ziel.",
        "Compute the mean cost of many samples. `O` and `G` have shape (n, n_out), one sample in each row. Be "
        "careful when there is only one output: then `O` has shape (n, 1), but `G` sometimes comes as (n,). Even "
        "then, every output has exactly one goal.",
    ),
    solution=cost_mean,
    worked=worked,
    cases=lambda rng: [
        (np.array([[0.9, 0.2], [0.4, 0.5], [0.3, 0.8]]), np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])),
        many_samples(rng, 4, 3),
        (decimals(rng, 2, 5), decimals(rng, 2, 5)),
        many_samples(rng, 3, 3),
    ],
    edges=column_against_row,
    mistakes=(
        Mistake(
            "sum",
            Text(
                "Das ist die Summe über alle Beispiele, nicht der Mittelwert.",
                "This is the sum over all samples, not the mean.",
            ),
            Text(
                "Eine Summe wächst mit der Zahl der Beispiele. Teile durch deren Anzahl, dann bleibt sie gleich, wenn man jedes Beispiel "
                "zweimal vorlegt.",
                "A sum grows with the number of samples. Divide by their number, and it stays the same when every sample is shown twice.",
            ),
            (lambda O, G: np.sum((O - G) ** 2),),
        ),
        Mistake(
            "mean-all",
            Text(
                "Das ist der Mittelwert über alles: auch durch die Zahl der Ausgänge geteilt.",
                "This is the mean over everything: divided by the number of outputs as well.",
            ),
            Text(
                "Vereinbart ist: Summe über die Ausgänge, Mittelwert nur über die Beispiele. np.mean ohne axis mittelt über beides.",
                "The convention is: sum over the outputs, mean only over the samples. np.mean without axis averages over both.",
            ),
            (lambda O, G: np.mean((O - G) ** 2),),
        ),
        Mistake(
            "divided-by-outputs",
            Text(
                "Hier ist durch die Zahl der Ausgänge geteilt statt durch die Zahl der Beispiele.",
                "You divide by the number of outputs instead of the number of samples.",
            ),
            Text(
                "Ein Beispiel ist eine Zeile. Ihre Anzahl ist len(O) oder O.shape[0], nicht O.shape[1].",
                "A sample is a row. The number of rows is len(O) or O.shape[0], not O.shape[1].",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / O.shape[1],),
        ),
        Mistake(
            "per-sample",
            Text(
                "Das sind die Kosten jedes einzelnen Beispiels, noch nicht gemittelt.",
                "These are the costs of the individual samples, not averaged yet.",
            ),
            Text(
                "Gefragt ist eine einzige Zahl: der Durchschnitt über die Beispiele.",
                "You need a single number: the average over the samples.",
            ),
            (
                lambda O, G: np.sum((O - G) ** 2, axis=1),
                lambda O, G: np.sum((O - G) ** 2, axis=1) / len(O),
            ),
        ),
        Mistake(
            "per-output",
            Text(
                "Das ist eine Zahl für jeden Ausgang: gemittelt über die Beispiele, aber nicht über die Ausgänge summiert.",
                "This is one number for each output: averaged over the samples, but not summed over the outputs.",
            ),
            Text(
                "Gefragt ist eine einzige Zahl. Summiere noch über die Ausgänge.",
                "You need a single number. Sum over the outputs as well.",
            ),
            (lambda O, G: np.mean((O - G) ** 2, axis=0),),
        ),
        Mistake(
            "one-sample",
            Text(
                "Das sind die Kosten eines einzigen Beispiels.",
                "This is the cost of a single sample.",
            ),
            Text(
                "Alle Beispiele zählen. Steht ein return in der Schleife, oder steht = statt +=?",
                "All samples count. Is there a return inside the loop, or = instead of +=?",
            ),
            (lambda O, G: cost_one(O[0], G[0]), lambda O, G: cost_one(O[-1], G[-1])),
        ),
        Mistake(
            "half",
            Text("Das ist die Hälfte der mittleren Kosten.", "This is half the mean cost."),
            Text(
                "Manche Bücher schreiben ein ½ davor. Dieser Kurs tut es nicht, damit Kosten und Steigung überall zusammenpassen.",
                "Some books put a ½ in front. This course does not, so that cost and slope match everywhere.",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / len(O) / 2,),
        ),
        Mistake(
            "no-square",
            Text(
                "Hier sind die Differenzen nicht quadriert.",
                "You did not square the differences.",
            ),
            Text(
                "So heben sich ein Zuviel und ein Zuwenig gegenseitig auf, sogar zwischen verschiedenen Beispielen.",
                "This way, too much and too little cancel, even across different samples.",
            ),
            (lambda O, G: np.sum(O - G) / len(O), lambda O, G: np.sum(G - O) / len(O), lambda O, G: np.mean(O - G)),
        ),
        Mistake(
            "absolute",
            Text(
                "Hier stehen die Beträge |O − G| statt der Quadrate.",
                "You use the absolute values |O − G| instead of the squares.",
            ),
            Text(
                "Vereinbart sind Quadrate: Doppelt so weit daneben kostet viermal so viel.",
                "By convention, we use squares: being twice as far off costs four times as much.",
            ),
            (lambda O, G: np.sum(np.abs(O - G)) / len(O), lambda O, G: np.mean(np.abs(O - G))),
        ),
        Mistake(
            "root",
            Text("Hier ist noch eine Wurzel gezogen.", "You took a square root."),
            Text(
                "Die Kosten sind der quadrierte Abstand. np.linalg.norm zieht die Wurzel von selbst.",
                "The cost is the squared distance. np.linalg.norm takes the root on its own.",
            ),
            (
                lambda O, G: np.mean(np.linalg.norm(O - G, axis=1)),
                lambda O, G: np.sqrt(np.sum((O - G) ** 2) / len(O)),
                lambda O, G: np.sqrt(np.mean((O - G) ** 2)),
                lambda O, G: np.linalg.norm(O - G) / len(O),
            ),
        ),
        Mistake(
            "square-of-sum",
            Text(
                "Hier ist in jedem Beispiel erst summiert und dann quadriert.",
                "In each sample, you sum first and square afterward.",
            ),
            Text(
                "So heben sich zu große und zu kleine Ausgänge auf. Quadriere jede Differenz für sich, dann summiere.",
                "This way, outputs that are too large and too small cancel. Square each difference on its own, then sum.",
            ),
            (lambda O, G: np.mean(np.sum(O - G, axis=1) ** 2),),
        ),
        Mistake(
            "running",
            Text(
                "Die Summe fängt nicht bei jedem Beispiel neu an: Die Kosten der früheren zählen immer wieder mit.",
                "Your sum does not start over with each sample: the costs of earlier ones are counted again and again.",
            ),
            Text(
                "Setze die Kosten eines Beispiels vor der inneren Schleife auf 0 zurück.",
                "Reset the cost of a sample to 0 before the inner loop.",
            ),
            (lambda O, G: np.sum(np.cumsum(np.sum((O - G) ** 2, axis=1))) / len(O),),
        ),
        Mistake(
            "one-less",
            Text("Geteilt ist durch n − 1.", "You divide by n − 1."),
            Text(
                "Der Mittelwert teilt durch die Zahl der Beispiele n. n − 1 gehört zur Varianz einer Stichprobe.",
                "The mean divides by the number of samples, n. n − 1 belongs to the variance of a statistical sample.",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / (len(O) - 1),),
        ),
        Mistake(
            "first-share",
            Text(
                "Das ist nur der Anteil des ersten Beispiels, schon durch n geteilt.",
                "This is only the first sample’s share, already divided by n.",
            ),
            Text("Steht dein return schon in der Schleife?", "Is your return already inside the loop?"),
            (lambda O, G: cost_one(O[0], G[0]) / len(O),),
        ),
        Mistake(
            "broadcast",
            Text(
                "Hier hat O die Form (n, 1) und G die Form (n,): NumPy hat jeden Ausgang mit jedem Ziel verglichen, n · n Paare statt n.",
                "Here, O has shape (n, 1) and G has shape (n,): NumPy compared every output with every goal, n · n pairs instead of n.",
            ),
            Text(
                "NumPy beschwert sich nicht, das Ergebnis ist eine harmlos aussehende Zahl, und sie ist falsch. Sieh dir (O - G).shape an und "
                "bring G vor dem Abziehen in die Form von O.",
                "NumPy does not complain; the result is a harmless-looking number, and it is wrong. Look at (O - "
                "G).shape, and give G the shape of O before you subtract.",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / len(O),),
        ),
        Mistake(
            "broadcast-refused",
            Text(
                "Für Tabellen stimmt deine Funktion. Kommt G als (n,) statt (n, 1), bricht sie ab.",
                "For tables, your function is right. When G comes as (n,) instead of (n, 1), it stops with an error.",
            ),
            Text(
                "Das ist besser, als still falsch zu rechnen; auch das Paket bricht hier ab. In dieser Übung soll es trotzdem gelingen: "
                "Bring G selbst in die Form von O.",
                "That is better than silently computing a wrong number; the package stops here too. In this exercise "
                "it should work all the same: give G the shape of O yourself.",
            ),
            (cost_mean_refuses, cost_mean_indices),
        ),
        Mistake(
            "cross-entropy",
            *CROSS_ENTROPY,
            (lambda O, G: cross_entropies(O, np.reshape(G, O.shape))[0].sum() / len(O), lambda O, G: cross_entropies(O, np.reshape(G, O.shape))[1].sum() / len(O), lambda O, G: cross_entropies(O, np.reshape(G, O.shape))[0].mean()),
        ),
    ),
    hints=(
        Text(
            "Zwei Schritte: die Kosten jedes Beispiels (Summe über die Ausgänge), dann der Durchschnitt über die Beispiele.",
            "Two steps: the cost of each sample (sum over the outputs), then the average over the samples.",
        ),
        Text(
            "Die Reihenfolge ist gleichgültig: Addiere alle Quadrate und teile durch die Zahl der Beispiele, `len(O)`.",
            "The order does not matter: add up all squares and divide by the number of samples, `len(O)`.",
        ),
        Text(
            "Damit auch (n,) zu (n, 1) passt, bring `G` zuerst in die Form von `O`: `G.reshape(O.shape)`.",
            "So that (n,) fits (n, 1) too, first give `G` the shape of `O`: `G.reshape(O.shape)`.",
        ),
        Text(
            "Mit `D = O - G.reshape(O.shape)` bleibt nur noch: quadrieren, `np.sum`, teilen.",
            "With `D = O - G.reshape(O.shape)`, all that is left is to square, `np.sum`, and divide.",
        ),
    ),
    rewrites=(
        cost_mean_loop,
        cost_mean_einsum,
        cost_mean_column,
        cost_mean_flat,
        CostMean(),
    ),
)
