"""Exercises of chapter 3: the cost function."""

import math

import numpy as np

from nncourse.exercises.model import Exercise, Mistake, Text

ONE = Text("Die Kosten eines Beispiels", "The cost of one sample")
MANY = Text("Die Kosten über viele Daten", "The cost over many samples")
SURFACE = Text("Die Kosten als Landschaft", "The cost as a landscape")

# What and why of mistakes that more than one exercise knows
HALF = (
    Text("Das ist die Hälfte der Kosten.", "This is half the cost."),
    Text(
        "Manche Bücher schreiben ein ½ davor. Dieser Kurs tut es nicht, damit Kosten und Steigung überall zusammenpassen.",
        "Some books put a ½ in front. This course does not, so that cost and slope fit together everywhere.",
    ),
)

COST_VALUE = Exercise(
    id="cost-value",
    kind="value",
    section="cost-one",
    title=ONE,
    name=Text("Kosten von Hand", "A cost by hand"),
    task=Text(
        "Ein Netz antwortet $O = (0{,}8;\\ 0{,}1;\\ 0{,}4)$, das Ziel ist $G = (1;\\ 0;\\ 0)$. Was kostet dieses Beispiel?",
        "A network answers $O = (0.8, 0.1, 0.4)$, the goal is $G = (1, 0, 0)$. What is the cost of this sample?",
    ),
    stub="answer = ...",
    solution=0.21,
    working="answer = (0.8 - 1) ** 2 + (0.1 - 0) ** 2 + (0.4 - 0) ** 2  # 0.04 + 0.01 + 0.16 = 0.21",
    mistakes=(
        Mistake(
            "no-square",
            Text(
                "Das ist die Summe der Differenzen, ohne Quadrat.",
                "This is the sum of the differences, without the square.",
            ),
            Text(
                "Ein Zuviel und ein Zuwenig heben sich so gegenseitig auf: −0,2 und +0,1 sind zusammen nur −0,1. Quadrate sind nie negativ.",
                "This way too much and too little cancel: −0.2 and +0.1 together are only −0.1. Squares are never negative.",
            ),
            (0.3, -0.3),
        ),
        Mistake(
            "absolute",
            Text(
                "Hier stehen die Beträge 0,2, 0,1 und 0,4 statt ihrer Quadrate.",
                "Here the absolute values 0.2, 0.1 and 0.4 are used instead of their squares.",
            ),
            Text(
                "Vereinbart sind Quadrate: Doppelt so weit daneben kostet viermal so viel.",
                "Squares are the convention: twice as far off costs four times as much.",
            ),
            (0.7, 0.7 / 3),
        ),
        Mistake(
            "mean-outputs",
            Text(
                "Das ist der Mittelwert der drei Quadrate, nicht ihre Summe.",
                "This is the mean of the three squares, not their sum.",
            ),
            Text(
                "Über die Ausgänge wird summiert. Gemittelt wird erst später, über die Beispiele.",
                "Over the outputs we add up. The mean comes later, over the samples.",
            ),
            (0.07,),
        ),
        Mistake(
            "root",
            Text(
                "Hier ist am Ende noch eine Wurzel gezogen.",
                "Here a square root was taken at the end.",
            ),
            Text(
                "Die Wurzel wäre der Abstand. Die Kosten sind der quadrierte Abstand, ohne Wurzel.",
                "The root would be the distance. The cost is the squared distance, without a root.",
            ),
            (math.sqrt(0.21), math.sqrt(0.07)),
        ),
        Mistake(
            "half",
            *HALF,
            (0.105,),
        ),
        Mistake(
            "square-of-sum",
            Text(
                "Das ist das Quadrat der Summe: erst zusammengezählt, dann quadriert.",
                "This is the square of the sum: first added up, then squared.",
            ),
            Text(
                "Jede Differenz wird für sich quadriert. Erst danach wird zusammengezählt.",
                "Every difference is squared on its own. Only then are they added up.",
            ),
            (0.09,),
        ),
        Mistake(
            "first-only",
            Text("Das ist nur der Beitrag des ersten Ausgangs.", "This is the first output's share only."),
            Text(
                "Auch wo das Ziel 0 ist, zählt der Abstand: 0,1 und 0,4 sind zu viel.",
                "The distance counts where the goal is 0, too: 0.1 and 0.4 are too much.",
            ),
            (0.04,),
        ),
        Mistake(
            "no-goal",
            Text(
                "Hier sind die Ausgänge selbst quadriert, ohne das Ziel abzuziehen.",
                "Here the outputs themselves are squared, without subtracting the goal.",
            ),
            Text(
                "Gemessen wird der Abstand zum Ziel. Eine perfekte Antwort muss 0 kosten.",
                "What is measured is the distance from the goal. A perfect answer must cost 0.",
            ),
            (0.81,),
        ),
    ),
    hints=(
        Text(
            "Drei Schritte: für jeden Ausgang die Differenz $O - G$, dann ihr Quadrat, dann alles zusammenzählen.",
            "Three steps: for every output the difference $O - G$, then its square, then add everything up.",
        ),
        Text(
            "Die Differenzen sind $-0{,}2$, $0{,}1$ und $0{,}4$.",
            "The differences are $-0.2$, $0.1$ and $0.4$.",
        ),
        Text(
            "Die Quadrate sind $0{,}04$, $0{,}01$ und $0{,}16$. Jetzt nur noch zusammenzählen.",
            "The squares are $0.04$, $0.01$ and $0.16$. Now just add them up.",
        ),
    ),
)


def decimals(rng, *shape):
    """Outputs between 0 and 1 with two digits: easy to read."""
    return rng.integers(1, 100, shape) / 100


def cost_one(O, G):
    return np.sum((O - G) ** 2)


def one_sample(rng, n):
    """An output and a goal that is 1 at one place."""
    return decimals(rng, n), np.eye(n)[rng.integers(n)]


COST_ONE = Exercise(
    id="cost-one",
    kind="function",
    section="cost-one",
    title=ONE,
    name=Text("Die Kosten eines Beispiels", "The cost of one sample"),
    task=Text(
        "Berechne die Kosten **eines** Beispiels. `O` ist der Ausgang des Netzes und `G` das Ziel, beide mit der Form (n_out,). "
        "Zurück kommt eine Zahl.",
        "Compute the cost of **one** sample. `O` is the output of the network and `G` the goal, both of shape (n_out,). "
        "Return one number.",
    ),
    stub="def cost_one(O, G):\n    return ...",
    solution=cost_one,
    cases=lambda rng: [
        (np.array([0.9, 0.2, 0.5]), np.array([1.0, 0.0, 0.0])),
        one_sample(rng, 4),
        one_sample(rng, 2),
        (decimals(rng, 5), decimals(rng, 5)),
    ],
    edges=lambda rng: [(np.array([1.0, 0.0]), np.array([1.0, 0.0])), (decimals(rng, 1), np.array([1.0]))],
    mistakes=(
        Mistake(
            "vector",
            Text(
                "Das sind die Beiträge der einzelnen Ausgänge, noch nicht zusammengezählt.",
                "These are the shares of the single outputs, not added up yet.",
            ),
            Text(
                "Die Kosten sind eine einzige Zahl, sonst ließen sich zwei Netze nicht vergleichen.",
                "The cost is one single number, otherwise two networks could not be compared.",
            ),
            (lambda O, G: (O - G) ** 2,),
        ),
        Mistake(
            "no-square",
            Text(
                "Das ist die Summe der Differenzen, ohne Quadrat.",
                "This is the sum of the differences, without the square.",
            ),
            Text(
                "So heben sich ein Zuviel und ein Zuwenig gegenseitig auf. Quadrate sind nie negativ.",
                "This way too much and too little cancel. Squares are never negative.",
            ),
            (lambda O, G: np.sum(O - G), lambda O, G: np.sum(G - O)),
        ),
        Mistake(
            "absolute",
            Text(
                "Hier stehen die Beträge |O − G| statt der Quadrate.",
                "Here the absolute values |O − G| are used instead of the squares.",
            ),
            Text(
                "Mit dem Quadrat zählt ein großer Fehler mehr als viele kleine. Außerdem hat der Betrag einen Knick, und der stört beim Ableiten.",
                "With the square a big error counts more than many small ones. Besides, the absolute value has a kink, which is in the way of derivatives.",
            ),
            (lambda O, G: np.sum(np.abs(O - G)), lambda O, G: np.mean(np.abs(O - G))),
        ),
        Mistake(
            "mean-outputs",
            Text(
                "Das ist der Mittelwert über die Ausgänge, nicht die Summe.",
                "This is the mean over the outputs, not the sum.",
            ),
            Text(
                "Vereinbart ist: Summe über die Ausgänge. Gemittelt wird erst über die Beispiele.",
                "The convention is: sum over the outputs. The mean is taken over the samples only.",
            ),
            (lambda O, G: np.mean((O - G) ** 2),),
        ),
        Mistake(
            "root",
            Text(
                "Hier ist am Ende noch eine Wurzel gezogen.",
                "Here a square root was taken at the end.",
            ),
            Text(
                "Die Wurzel gibt den Abstand (das rechnet auch np.linalg.norm). Die Kosten sind der quadrierte Abstand, ohne Wurzel.",
                "The root gives the distance (so does np.linalg.norm). The cost is the squared distance, without a root.",
            ),
            (
                lambda O, G: np.sqrt(np.sum((O - G) ** 2)),
                lambda O, G: np.sqrt(np.mean((O - G) ** 2)),
            ),
        ),
        Mistake(
            "half",
            *HALF,
            (lambda O, G: np.sum((O - G) ** 2) / 2,),
        ),
        Mistake(
            "square-of-sum",
            Text(
                "Das ist das Quadrat der Summe: erst zusammengezählt, dann quadriert.",
                "This is the square of the sum: first added up, then squared.",
            ),
            Text(
                "Jede Differenz wird für sich quadriert. Sonst heben sich Zuviel und Zuwenig auf, bevor das Quadrat es verhindern kann.",
                "Every difference is squared on its own. Otherwise too much and too little cancel before the square can prevent it.",
            ),
            (lambda O, G: np.sum(O - G) ** 2,),
        ),
        Mistake(
            "difference-of-squares",
            Text(
                "Hier sind O und G erst quadriert und dann voneinander abgezogen.",
                "Here O and G are first squared and then subtracted.",
            ),
            Text(
                "Erst die Differenz, dann das Quadrat. Sonst können die Kosten sogar negativ werden.",
                "First the difference, then the square. Otherwise the cost can even become negative.",
            ),
            (lambda O, G: np.sum(O**2 - G**2), lambda O, G: np.sum(G**2 - O**2)),
        ),
        Mistake(
            "product",
            Text(
                "Das ist 2 mal die Differenz statt hoch 2: Ein Stern zu wenig.",
                "This is 2 times the difference instead of its square: one star is missing.",
            ),
            Text("In Python ist * malnehmen und ** hoch.", "In Python * multiplies and ** is the power."),
            (lambda O, G: np.sum((O - G) * 2),),
        ),
        Mistake(
            "first-only",
            Text(
                "Das ist nur der Beitrag eines einzigen Ausgangs.",
                "This is the share of one single output only.",
            ),
            Text(
                "Alle Ausgänge zählen. Steht ein return in der Schleife, oder steht = statt +=?",
                "All outputs count. Is there a return inside the loop, or = instead of +=?",
            ),
            (lambda O, G: (O[0] - G[0]) ** 2, lambda O, G: (O[-1] - G[-1]) ** 2),
        ),
    ),
    hints=(
        Text(
            "Für jeden Ausgang: Differenz bilden, quadrieren. Dann alles zusammenzählen.",
            "For every output: take the difference, square it. Then add everything up.",
        ),
        Text(
            "`O - G` gibt alle Differenzen auf einmal, und `** 2` quadriert jeden Eintrag.",
            "`O - G` gives all differences at once, and `** 2` squares every entry.",
        ),
        Text(
            "`(O - G) ** 2` ist ein Vektor. `np.sum` macht eine Zahl daraus.",
            "`(O - G) ** 2` is a vector. `np.sum` makes one number out of it.",
        ),
    ),
)


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


COST_MEAN = Exercise(
    id="cost-mean",
    kind="function",
    section="cost-mean",
    title=MANY,
    name=Text("Die mittleren Kosten", "The mean cost"),
    task=Text(
        "Berechne die mittleren Kosten vieler Beispiele. `O` und `G` haben die Form (n, n_out), ein Beispiel in jeder Zeile. "
        "Vorsicht bei nur einem Ausgang: Dann hat `O` die Form (n, 1), aber `G` kommt manchmal als (n,). "
        "Auch dann gehört zu jedem Ausgang genau ein Ziel.",
        "Compute the mean cost of many samples. `O` and `G` have shape (n, n_out), one sample in each row. "
        "Beware when there is only one output: then `O` has shape (n, 1), but `G` sometimes comes as (n,). "
        "Even then every output has exactly one goal.",
    ),
    stub="def cost_mean(O, G):\n    return ...",
    solution=cost_mean,
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
                "A sum grows with the number of samples. Divide by their number, and it stays the same if every sample is shown twice.",
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
                "The convention is: sum over the outputs, mean over the samples only. np.mean without axis averages over both.",
            ),
            (lambda O, G: np.mean((O - G) ** 2),),
        ),
        Mistake(
            "divided-by-outputs",
            Text(
                "Hier ist durch die Zahl der Ausgänge geteilt statt durch die Zahl der Beispiele.",
                "Here you divide by the number of outputs instead of the number of samples.",
            ),
            Text(
                "Ein Beispiel ist eine Zeile. Ihre Anzahl ist len(O) oder O.shape[0], nicht O.shape[1].",
                "A sample is a row. Their number is len(O) or O.shape[0], not O.shape[1].",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / O.shape[1],),
        ),
        Mistake(
            "per-sample",
            Text(
                "Das sind die Kosten jedes einzelnen Beispiels, noch nicht gemittelt.",
                "These are the costs of every single sample, not averaged yet.",
            ),
            Text(
                "Gefragt ist eine einzige Zahl: der Durchschnitt über die Beispiele.",
                "One single number is asked for: the average over the samples.",
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
                "Gefragt ist eine einzige Zahl. Zähle die Ausgänge noch zusammen.",
                "One single number is asked for. Add up the outputs as well.",
            ),
            (lambda O, G: np.mean((O - G) ** 2, axis=0),),
        ),
        Mistake(
            "one-sample",
            Text(
                "Das sind die Kosten eines einzigen Beispiels.",
                "This is the cost of one single sample.",
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
                "Some books put a ½ in front. This course does not, so that cost and slope fit together everywhere.",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / len(O) / 2,),
        ),
        Mistake(
            "no-square",
            Text(
                "Hier sind die Differenzen nicht quadriert.",
                "Here the differences are not squared.",
            ),
            Text(
                "So heben sich ein Zuviel und ein Zuwenig gegenseitig auf, sogar zwischen verschiedenen Beispielen.",
                "This way too much and too little cancel, even between different samples.",
            ),
            (lambda O, G: np.sum(O - G) / len(O), lambda O, G: np.sum(G - O) / len(O), lambda O, G: np.mean(O - G)),
        ),
        Mistake(
            "absolute",
            Text(
                "Hier stehen die Beträge |O − G| statt der Quadrate.",
                "Here the absolute values |O − G| are used instead of the squares.",
            ),
            Text(
                "Vereinbart sind Quadrate: Doppelt so weit daneben kostet viermal so viel.",
                "Squares are the convention: twice as far off costs four times as much.",
            ),
            (lambda O, G: np.sum(np.abs(O - G)) / len(O), lambda O, G: np.mean(np.abs(O - G))),
        ),
        Mistake(
            "root",
            Text("Hier ist noch eine Wurzel gezogen.", "Here a square root was taken."),
            Text(
                "Die Kosten sind der quadrierte Abstand. np.linalg.norm zieht die Wurzel von selbst.",
                "The cost is the squared distance. np.linalg.norm takes the root by itself.",
            ),
            (
                lambda O, G: np.mean(np.linalg.norm(O - G, axis=1)),
                lambda O, G: np.sqrt(np.sum((O - G) ** 2) / len(O)),
                lambda O, G: np.sqrt(np.mean((O - G) ** 2)),
                lambda O, G: np.linalg.norm(O - G) / len(O),
            ),
        ),
        Mistake(
            "broadcast",
            Text(
                "Hier hat O die Form (n, 1) und G die Form (n,): NumPy hat jeden Ausgang mit jedem Ziel verglichen, n · n Paare statt n.",
                "Here O has shape (n, 1) and G has shape (n,): NumPy compared every output with every goal, n · n pairs instead of n.",
            ),
            Text(
                "NumPy beschwert sich nicht, das Ergebnis ist eine harmlos aussehende Zahl, und sie ist falsch. Sieh dir (O - G).shape an und "
                "bring G vor dem Abziehen in die Form von O.",
                "NumPy does not complain, the result is a harmless-looking number, and it is wrong. Look at (O - G).shape and bring G into "
                "the shape of O before subtracting.",
            ),
            (lambda O, G: np.sum((O - G) ** 2) / len(O),),
        ),
        Mistake(
            "broadcast-refused",
            Text(
                "Für Tabellen stimmt deine Funktion. Kommt G als (n,) statt (n, 1), bricht sie ab.",
                "For tables your function is right. When G comes as (n,) instead of (n, 1), it stops with an error.",
            ),
            Text(
                "Das ist besser, als still falsch zu rechnen; auch das Paket bricht hier ab. In dieser Übung soll es trotzdem gelingen: "
                "Bring G selbst in die Form von O.",
                "That is better than a silent wrong number; the package stops here too. In this exercise it is to work all the same: "
                "bring G into the shape of O yourself.",
            ),
            (cost_mean_refuses, cost_mean_indices),
        ),
    ),
    hints=(
        Text(
            "Zwei Schritte: die Kosten jedes Beispiels (Summe über die Ausgänge), dann der Durchschnitt über die Beispiele.",
            "Two steps: the cost of every sample (sum over the outputs), then the average over the samples.",
        ),
        Text(
            "Die Reihenfolge ist gleichgültig: Zähle alle Quadrate zusammen und teile durch die Zahl der Beispiele, `len(O)`.",
            "The order does not matter: add up all squares and divide by the number of samples, `len(O)`.",
        ),
        Text(
            "Damit auch (n,) zu (n, 1) passt, bring `G` zuerst in die Form von `O`: `G.reshape(O.shape)`.",
            "So that (n,) fits (n, 1) as well, first bring `G` into the shape of `O`: `G.reshape(O.shape)`.",
        ),
        Text(
            "Mit `D = O - G.reshape(O.shape)` bleibt nur noch: quadrieren, `np.sum`, teilen.",
            "With `D = O - G.reshape(O.shape)` all that remains is: square, `np.sum`, divide.",
        ),
    ),
)


def one_hot(labels, n):
    G = np.zeros((len(labels), n))
    for i in range(len(labels)):
        G[i, labels[i]] = 1
    return G


def label_cases(rng):
    mixed = rng.permutation([0, 4, *rng.integers(0, 5, 4)])  # 4 is the largest label of 5 and of 7
    return [
        (np.array([2, 0]), 4),
        (np.roll(np.arange(3), rng.integers(1, 3)), 3),
        (mixed, 5),
        (rng.permutation([0, 1, 3, 4, 4]), 7),
    ]


def one_hot_filled(labels, n):
    G = np.zeros((len(labels), n))
    G[:, labels] = 1
    return G


def one_hot_one_row(labels, n):
    G = np.zeros(n)
    G[labels] = 1
    return G


def one_hot_right_one(labels, n):
    G = np.zeros((len(labels), n))
    G[np.arange(len(labels)), labels + 1] = 1
    return G


ONE_HOT = Exercise(
    id="one-hot",
    kind="function",
    section="cost-mean",
    title=MANY,
    name=Text("Ziele aus Nummern", "Goals from labels"),
    task=Text(
        "Mach aus den Nummern `labels` (ganze Zahlen von 0 bis n − 1) die Ziele: für jedes Beispiel eine Zeile mit `n` Einträgen, "
        "eine 1 an der Stelle der Nummer, sonst 0. Aus `labels = [2, 0]` und `n = 4` werden die Zeilen 0 0 1 0 und 1 0 0 0.",
        "Turn the numbers `labels` (integers from 0 to n − 1) into goals: for each sample a row with `n` entries, a 1 at the place of "
        "the number, otherwise 0. `labels = [2, 0]` and `n = 4` become the rows 0 0 1 0 and 1 0 0 0.",
    ),
    stub="def one_hot(labels, n):\n    return ...",
    solution=one_hot,
    cases=label_cases,
    edges=lambda rng: [(np.array([0]), 3), (np.zeros(2, dtype=int), 1)],
    mistakes=(
        Mistake(
            "integers-lost",
            Text(
                "Hier hängt die Zahl der Spalten davon ab, welche Nummern gerade vorkommen.",
                "Here the number of columns depends on which numbers happen to occur.",
            ),
            Text(
                "Es sollen immer n Spalten sein, auch wenn die größten Nummern (oder welche dazwischen) diesmal fehlen. Sonst hätten zwei "
                "Stapel verschieden breite Ziele.",
                "There must always be n columns, even if the largest numbers (or some in between) are missing this time. Otherwise two "
                "batches would have goals of different widths.",
            ),
            (
                lambda labels, n: np.eye(max(labels) + 1)[labels],
                lambda labels, n: np.eye(len(set(labels.tolist())))[labels],
                lambda labels, n: labels[:, None] == np.unique(labels),
            ),
        ),
        Mistake(
            "off-by-one",
            Text(
                "Die Einsen stehen um eine Spalte daneben.",
                "The ones are one column off.",
            ),
            Text(
                "Die Nummern beginnen bei 0, und Python zählt die Spalten auch ab 0. Nummer 0 gehört also in Spalte 0, ohne +1 oder −1.",
                "The numbers start at 0, and Python counts columns from 0 too. So number 0 belongs in column 0, without +1 or −1.",
            ),
            (
                lambda labels, n: np.eye(n)[labels - 1],
                lambda labels, n: labels[:, None] == np.arange(1, n + 1),
                lambda labels, n: np.eye(n + 1)[labels][:, 1:],
                one_hot_right_one,
                lambda labels, n: np.eye(n)[(labels + 1) % n],
            ),
        ),
        Mistake(
            "extra-column",
            Text("Hier gibt es eine Spalte zu viel.", "Here there is one column too many."),
            Text(
                "Die Nummern laufen von 0 bis n − 1. Das sind genau n Stück, also n Spalten.",
                "The numbers run from 0 to n − 1. That is exactly n of them, so n columns.",
            ),
            (lambda labels, n: np.eye(n + 1)[labels],),
        ),
        Mistake(
            "transposed",
            Text(
                "Deine Tabelle liegt quer: Hier gehört jedem Beispiel eine Spalte.",
                "Your table lies on its side: here every sample has a column.",
            ),
            Text(
                "Ein Beispiel ist eine Zeile. Verlangt ist die Form (len(labels), n).",
                "A sample is a row. The shape (len(labels), n) is asked for.",
            ),
            (lambda labels, n: np.eye(n)[labels].T, lambda labels, n: np.eye(n)[:, labels]),
        ),
        Mistake(
            "filled",
            Text(
                "In jeder Zeile stehen die Einsen aller Beispiele.",
                "Every row holds the ones of all samples.",
            ),
            Text(
                "G[:, labels] = 1 meint „in allen Zeilen alle diese Spalten“. Zu Zeile i gehört aber nur labels[i].",
                'G[:, labels] = 1 means "in all rows all of these columns". But row i owns only labels[i].',
            ),
            (one_hot_filled,),
        ),
        Mistake(
            "one-row",
            Text(
                "Das ist eine einzige Zeile für alle Beispiele zusammen.",
                "This is one single row for all samples together.",
            ),
            Text(
                "Jedes Beispiel braucht seine eigene Zeile. Beginne mit einer Tabelle aus Nullen der Form (len(labels), n).",
                "Every sample needs its own row. Start with a table of zeros of shape (len(labels), n).",
            ),
            (one_hot_one_row, lambda labels, n: one_hot(labels, n).sum(axis=0)),
        ),
        Mistake(
            "label-written",
            Text(
                "An der richtigen Stelle steht die Nummer selbst statt einer 1.",
                "The right place holds the number itself instead of a 1.",
            ),
            Text(
                "Das Ziel sagt nur, welcher Ausgang an sein soll: 1 für diesen, 0 für alle anderen. Nummer 0 ginge sonst ganz verloren.",
                "The goal only says which output is to be on: 1 for this one, 0 for all others. Otherwise number 0 would get lost.",
            ),
            (lambda labels, n: one_hot(labels, n) * labels[:, None],),
        ),
        Mistake(
            "inverted",
            Text("Nullen und Einsen sind vertauscht.", "Zeros and ones are swapped."),
            Text(
                "Nur der Ausgang der richtigen Nummer soll an sein.",
                "Only the output of the right number is to be on.",
            ),
            (lambda labels, n: 1 - one_hot(labels, n),),
        ),
    ),
    hints=(
        Text(
            "Beginne mit lauter Nullen: `np.zeros((len(labels), n))`. In jede Zeile kommt genau eine 1.",
            "Start with nothing but zeros: `np.zeros((len(labels), n))`. Exactly one 1 goes into every row.",
        ),
        Text(
            "In Zeile `i` gehört die 1 in die Spalte `labels[i]`. Eine Schleife über `i` genügt.",
            "In row `i` the 1 belongs in the column `labels[i]`. A loop over `i` is enough.",
        ),
        Text(
            "In der Schleife steht `G[i, labels[i]] = 1`. Ohne Schleife: `np.eye(n)` hat in Zeile k eine 1 an Stelle k; such dir die Zeilen heraus.",
            "Inside the loop: `G[i, labels[i]] = 1`. Without a loop: `np.eye(n)` has in row k a 1 at place k; pick the rows you need.",
        ),
    ),
)


def best_constant(G):
    return np.mean(G, axis=0)


def goal_cases(rng):
    return [
        (np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 0.0]]),),
        (decimals(rng, 3, 3),),
        (decimals(rng, 5, 2),),
        (np.concatenate([np.eye(3), np.eye(3)[rng.integers(0, 3, 4)]]),),
        (decimals(rng, 2, 4),),
    ]


BEST_CONSTANT = Exercise(
    id="best-constant",
    kind="function",
    section="cost-surface",
    title=SURFACE,
    name=Text("Die beste feste Antwort", "The best constant answer"),
    task=Text(
        "Ein Netz, das seine Eingabe nicht ansieht, gibt auf jedes Beispiel dieselbe Antwort $c$. Für welches $c$ sind die mittleren "
        "Kosten am kleinsten? `G` sind die Ziele, Form (n, n_out); gib $c$ mit der Form (n_out,) zurück.",
        "A network that does not look at its input gives the same answer $c$ to every sample. For which $c$ is the mean cost smallest? "
        "`G` are the goals, shape (n, n_out); return $c$ of shape (n_out,).",
    ),
    stub="def best_constant(G):\n    return ...",
    solution=best_constant,
    cases=goal_cases,
    edges=lambda rng: [(decimals(rng, 1, 3),), (decimals(rng, 4, 1),)],
    mistakes=(
        Mistake(
            "mean-all",
            Text(
                "Hier ist über alles gemittelt: dieselbe Zahl für alle Ausgänge.",
                "Here the mean is taken over everything: the same number for all outputs.",
            ),
            Text(
                "Jeder Ausgang darf seine eigene feste Antwort haben. Rechne jede Spalte von G für sich.",
                "Every output may have its own constant answer. Work out every column of G on its own.",
            ),
            (np.mean, lambda G: np.full(G.shape[1], np.mean(G)), lambda G: [np.mean(G)]),
        ),
        Mistake(
            "per-sample",
            Text(
                "Das ist der Mittelwert jeder Zeile: eine Zahl für jedes Beispiel.",
                "This is the mean of every row: one number for each sample.",
            ),
            Text(
                "Die Antwort soll für alle Beispiele dieselbe sein, mit einer Zahl für jeden Ausgang. Gerechnet wird also spaltenweise.",
                "The answer is to be the same for all samples, with one number for each output. So compute by columns.",
            ),
            (lambda G: np.mean(G, axis=1),),
        ),
        Mistake(
            "median",
            Text("Das ist der Median.", "This is the median."),
            Text(
                "Der Median macht die Summe der Beträge |c − G| am kleinsten. Unsere Kosten sind Quadrate, und dafür ist eine andere Mitte die beste.",
                "The median makes the sum of the absolute values |c − G| smallest. Our costs are squares, and for them another middle is best.",
            ),
            (lambda G: np.median(G, axis=0),),
        ),
        Mistake(
            "majority",
            Text(
                "Das ist die häufigste Antwort: 1 für den Ausgang, der am häufigsten an sein soll, sonst 0.",
                "This is the most frequent answer: 1 for the output that is to be on most often, otherwise 0.",
            ),
            Text(
                "Damit liegst du am häufigsten richtig. Aber wenn nicht, dann ganz daneben, und das bestrafen die Quadrate. Suche die kleinsten "
                "Kosten, nicht die beste Trefferquote.",
                "This way you are right most often, but when you are not, you are off completely, and squares punish that. Look for the "
                "smallest cost, not for the best accuracy.",
            ),
            (lambda G: np.eye(G.shape[1])[np.argmax(np.sum(G, axis=0))],),
        ),
        Mistake(
            "sum",
            Text("Das sind die Summen der Spalten.", "These are the sums of the columns."),
            Text(
                "Eine Summe wächst mit der Zahl der Beispiele und läge bald weit über allen Zielen.",
                "A sum grows with the number of samples and would soon lie far above all goals.",
            ),
            (lambda G: np.sum(G, axis=0),),
        ),
        Mistake(
            "zeros",
            Text("Das sind lauter Nullen.", "These are nothing but zeros."),
            Text(
                "0 ist nur dann die beste Antwort, wenn alle Ziele 0 sind. Die beste feste Antwort hängt von G ab.",
                "0 is the best answer only if all goals are 0. The best constant answer depends on G.",
            ),
            (lambda G: np.zeros(G.shape[1]), lambda G: 0.0),
        ),
        Mistake(
            "half",
            Text("Das ist überall 0,5.", "This is 0.5 everywhere."),
            Text(
                "0,5 ist nur dann am besten, wenn 0 und 1 gleich oft vorkommen. Kommt die 1 öfter vor, lohnt es sich, näher an 1 zu gehen.",
                "0.5 is best only if 0 and 1 occur equally often. If 1 occurs more often, it pays to move closer to 1.",
            ),
            (lambda G: np.full(G.shape[1], 0.5), lambda G: 0.5),
        ),
        Mistake(
            "midrange",
            Text(
                "Das ist die Mitte zwischen dem kleinsten und dem größten Ziel.",
                "This is the middle between the smallest and the largest goal.",
            ),
            Text(
                "Die Ziele dazwischen zählen auch: Liegen die meisten oben, zieht es die beste Antwort nach oben.",
                "The goals in between count too: if most of them lie high, the best answer is pulled up.",
            ),
            (lambda G: (np.min(G, axis=0) + np.max(G, axis=0)) / 2,),
        ),
        Mistake(
            "from-zero",
            Text(
                "Das ist die Wurzel aus dem Mittel der Quadrate, nicht die beste Antwort.",
                "This is the root of the mean square, not the best answer.",
            ),
            Text(
                "Quadriert wird in den Kosten der Abstand c − G, nicht G selbst.",
                "What the cost squares is the distance c − G, not G itself.",
            ),
            (lambda G: np.sqrt(np.mean(G**2, axis=0)),),
        ),
    ),
    hints=(
        Text(
            "Die Ausgänge stören einander nicht: Für jede Spalte von `G` kannst du einzeln die beste Zahl suchen.",
            "The outputs do not interfere: you can look for the best number for every column of `G` separately.",
        ),
        Text(
            "Nimm eine Spalte mit den Zielen 0, 0 und 3. Die Kosten von $c$ sind $\\frac{1}{3}\\,(c^2 + c^2 + (c - 3)^2)$. "
            "Probier $c = 0$, $c = 1$ und $c = 1{,}5$ aus.",
            "Take one column with the goals 0, 0 and 3. The cost of $c$ is $\\frac{1}{3}\\,(c^2 + c^2 + (c - 3)^2)$. "
            "Try $c = 0$, $c = 1$ and $c = 1.5$.",
        ),
        Text(
            "Im Tal ist die Steigung 0: $2c + 2c + 2\\,(c - 3) = 0$, also $3c = 0 + 0 + 3$. Wie entsteht $c$ demnach aus den drei Zielen?",
            "At the bottom the slope is 0: $2c + 2c + 2\\,(c - 3) = 0$, so $3c = 0 + 0 + 3$. How then does $c$ come from the three goals?",
        ),
        Text(
            "Es ist der Durchschnitt jeder Spalte. `np.mean` braucht dafür die Angabe, über welche Achse es laufen soll.",
            "It is the average of every column. For that `np.mean` must be told along which axis to go.",
        ),
    ),
)

EXERCISES = (COST_VALUE, COST_ONE, COST_MEAN, ONE_HOT, BEST_CONSTANT)
