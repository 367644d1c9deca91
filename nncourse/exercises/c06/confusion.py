"""Exercise confusion: The confusion matrix."""

import numpy as np

from nncourse.exercises.by_hand import vector
from nncourse.exercises.c06 import ACCURACY
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def confusion(labels, predicted, n):
    counts = np.zeros((n, n), dtype=int)
    for true, read in zip(labels, predicted, strict=True):
        counts[true, read] += 1
    return counts


def confusion_cases(rng):
    def some(size, n):
        return rng.integers(0, n, size), rng.integers(0, n, size), n

    labels, predicted, n = some(15, 3)
    first = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 2]), 3
    return [first, some(40, 4), (labels, predicted, n + 2), some(60, 2)]


def confusion_edges(rng):
    labels = np.array([2, 2, 0])
    return [(labels, labels, 3), (np.array([1]), np.array([0]), 2)]


def row_shares(labels, predicted, n):
    counts = confusion(labels, predicted, n)
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


def row_shares_safe(labels, predicted, n):
    counts = confusion(labels, predicted, n)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def counted_once(labels, predicted, n):
    counts = np.zeros((n, n), dtype=int)
    counts[labels, predicted] += 1
    return counts


def of_size_seen(labels, predicted, n):
    return confusion(labels, predicted, max(labels.max(), predicted.max()) + 1)


def worked(place, labels, predicted, n):
    i, j = place
    (found,) = np.nonzero((labels == i) & (predicted == j))
    return f"labels[k] = {i}, predicted[k] = {j}: k = {vector(found)}; [{i}, {j}] = {len(found)}"


# Right ways in other styles


def confusion_by_lists(labels, predicted, n):
    pairs = list(zip(labels, predicted, strict=True))
    return [[pairs.count((i, j)) for j in range(n)] for i in range(n)]


def confusion_by_product(labels, predicted, n):
    return np.eye(n)[labels].T @ np.eye(n)[predicted]


def confusion_by_bincount(labels, predicted, n):
    return np.bincount(n * labels + predicted, minlength=n * n).reshape(n, n)


def confusion_by_masks(labels, predicted, n):
    counts = np.zeros((n, n), np.float32)
    for i in range(n):
        for j in range(n):
            counts[i, j] = np.sum((labels == i) & (predicted == j))
    return counts


EXERCISE = Exercise(
    id="confusion",
    section=ACCURACY,
    name=Text("Die Verwechslungsmatrix", "The confusion matrix"),
    task=Text(
        "`labels` sind die wahren Klassen, `predicted` die Antworten des Netzes, beide ganze Zahlen von 0 bis n − 1. Gib die Verwechslungsmatrix zurück, Form (n, n): "
        "In Zeile $i$ und Spalte $j$ steht, **wie oft** die wahre Klasse $i$ als $j$ gelesen wurde.",
        "`labels` holds the true classes, `predicted` the network’s answers, both integers from 0 to n − 1. Return "
        "the confusion matrix, with shape (n, n): row $i$, column $j$ says **how often** the true class $i$ was read "
        "as $j$.",
    ),
    solution=confusion,
    worked=worked,
    cases=confusion_cases,
    edges=confusion_edges,
    mistakes=(
        Mistake(
            "transposed",
            Text(
                "Zeilen und Spalten sind vertauscht: Bei dir gehört die Zeile zur Antwort des Netzes.",
                "Rows and columns are swapped: in yours, the row belongs to the network’s answer.",
            ),
            Text(
                "Die Zeile ist die wahre Klasse, die Spalte die gelesene. Sonst liest man „9 als 4“, wo „4 als 9“ gemeint ist.",
                'The row is the true class; the column is the class that was read. Otherwise you read "9 as 4" where "4 as 9" is meant.',
            ),
            (lambda labels, predicted, n: confusion(predicted, labels, n),),
        ),
        Mistake(
            "normalized",
            Text("Das sind Anteile, keine Anzahlen.", "These are shares, not counts."),
            Text(
                "Gefragt ist, wie oft jedes Paar vorkommt: ganze Zahlen, die zusammen die Zahl der Beispiele ergeben. Ein Anteil verrät nicht mehr, wie viele es waren.",
                "The question is how often each pair occurs: integers that add up to the number of samples. A share no longer tells you how many there were.",
            ),
            (
                row_shares,
                row_shares_safe,
                lambda labels, predicted, n: confusion(labels, predicted, n) / len(labels),
            ),
        ),
        Mistake(
            "counted-once",
            Text(
                "Jedes Paar ist bei dir höchstens einmal gezählt.",
                "You count each pair at most once.",
            ),
            Text(
                "counts[labels, predicted] += 1 sieht ein Paar, das mehrmals vorkommt, nur einmal: NumPy liest alle alten Werte, bevor es einen neuen schreibt. Und = 1 vergisst, was schon dasteht. Zähle in einer Schleife, oder mit np.add.at.",
                "counts[labels, predicted] += 1 sees a pair that occurs several times only once: NumPy reads all the old values before it writes a new one. And = 1 forgets what is already there. Count in a loop, or with np.add.at.",
            ),
            (
                counted_once,
                lambda labels, predicted, n: confusion(labels, predicted, n) > 0,
            ),
        ),
        Mistake(
            "size",
            Text(
                "Deine Matrix ist nur so groß, wie Klassen wirklich vorkommen.",
                "Your matrix is only as large as the number of classes that actually occur.",
            ),
            Text(
                "Auch eine Klasse, die niemand gelesen hat, bekommt ihre Zeile und ihre Spalte, eben mit Nullen. Wie viele es sind, sagt n.",
                "Even a class that was never read gets its row and its column, filled with zeros. n says how many there are.",
            ),
            (of_size_seen,),
        ),
        Mistake(
            "diagonal-only",
            Text("Bei dir ist nur gezählt, was richtig war.", "You count only what was right."),
            Text(
                "Neben der Diagonale stehen die Fehler, und gerade um sie geht es.",
                "The mistakes are off the diagonal, and they are the whole point.",
            ),
            (lambda labels, predicted, n: np.diag(np.diag(confusion(labels, predicted, n))),),
        ),
        Mistake(
            "errors-only",
            Text(
                "Bei dir ist nur gezählt, was falsch war: Auf der Diagonale stehen Nullen.",
                "You count only what was wrong: the diagonal holds zeros.",
            ),
            Text(
                "Auf die Diagonale gehören die richtigen Antworten. Ohne sie weiß man nicht, ob zehn Fehler viel sind.",
                "The right answers belong on the diagonal. Without them, you cannot tell whether ten mistakes are a lot.",
            ),
            (lambda labels, predicted, n: confusion(labels, predicted, n) * (1 - np.eye(n, dtype=int)),),
        ),
        Mistake(
            "same-rows",
            Text(
                "Alle Zeilen deiner Matrix sind gleich: Jedes Paar ist in allen Zeilen auf einmal gezählt.",
                "All the rows of your matrix are the same: each pair is counted in all rows at once.",
            ),
            Text(
                "[[0] * n] * n ist n-mal dieselbe Zeile: Was du in eine schreibst, steht in allen. Leg jede Zeile neu an, oder nimm np.zeros((n, n)).",
                "[[0] * n] * n is the same row n times: what you write into one is in all of them. Create each row anew, or use np.zeros((n, n)).",
            ),
            (lambda labels, predicted, n: np.tile(np.bincount(predicted, minlength=n), (n, 1)),),
        ),
        Mistake(
            "both-ways",
            Text(
                "Jedes Paar ist zweimal gezählt, einmal je Richtung: Deine Matrix ist symmetrisch.",
                "You count each pair twice, once in each direction: your matrix is symmetric.",
            ),
            Text(
                "4 als 9 ist ein anderer Fehler als 9 als 4. Zähle nur bei [wahr, gelesen].",
                "4 as 9 is a different mistake from 9 as 4. Count only at [true, read].",
            ),
            (lambda labels, predicted, n: confusion(labels, predicted, n) + confusion(predicted, labels, n),),
        ),
        Mistake(
            "first-lost",
            Text("Das erste Beispiel ist nicht mitgezählt.", "The first sample is not counted."),
            Text("Beginnt deine Schleife bei 1 statt bei 0?", "Does your loop start at 1 instead of 0?"),
            (lambda labels, predicted, n: confusion(labels[1:], predicted[1:], n),),
        ),
        Mistake(
            "all-pairs",
            Text(
                "Jede wahre Klasse ist mit jeder Antwort gepaart, nicht nur mit ihrer eigenen.",
                "You pair every true class with every answer, not only with its own.",
            ),
            Text(
                "Zwei Schleifen ineinander bilden alle Paare. Lauf durch beide Listen zugleich, mit zip.",
                "Two nested loops make all possible pairs. Go through both lists at the same time, with zip.",
            ),
            (
                lambda labels, predicted, n: np.outer(
                    np.bincount(labels, minlength=n), np.bincount(predicted, minlength=n)
                ),
            ),
        ),
        Mistake(
            "row-only",
            Text(
                "Gezählt ist in der ganzen Zeile der wahren Klasse auf einmal.",
                "You count in the whole row of the true class at once.",
            ),
            Text(
                "Eine Stelle braucht zwei Nummern: counts[wahr, gelesen].",
                "An entry needs two numbers: counts[true, read].",
            ),
            (lambda labels, predicted, n: np.tile(np.bincount(labels, minlength=n)[:, None], (1, n)),),
        ),
        Mistake(
            "always-ten",
            Text("Deine Matrix ist immer 10 mal 10.", "Your matrix is always 10 by 10."),
            Text("Es gibt n Klassen: np.zeros((n, n)).", "There are n classes: np.zeros((n, n))."),
            (lambda labels, predicted, n: confusion(labels, predicted, 10),),
        ),
    ),
    hints=(
        Text(
            "Fang mit einer n × n großen Tabelle voller Nullen an und geh alle Beispiele durch.",
            "Start with an n × n table of zeros and go through all the samples.",
        ),
        Text(
            "`zip(labels, predicted)` gibt die Paare: wahre Klasse und Antwort.",
            "`zip(labels, predicted)` gives the pairs: true class and answer.",
        ),
        Text(
            "Jedes Paar erhöht genau einen Eintrag um 1. Die wahre Klasse sagt die Zeile, die Antwort die Spalte.",
            "Each pair raises exactly one entry by 1. The true class gives the row, the answer the column.",
        ),
        Text(
            "In der Schleife steht also `counts[wahr, gelesen] += 1`, und danach kommt `counts` zurück.",
            "So the loop contains `counts[true, read] += 1`, and after it you return `counts`.",
        ),
    ),
    rewrites=(
        confusion_by_lists,
        confusion_by_product,
        confusion_by_bincount,
        confusion_by_masks,
    ),
)
