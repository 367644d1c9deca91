"""Exercise one-hot: Goals from labels."""

import numpy as np

from nncourse.exercises.by_hand import num
from nncourse.exercises.c03 import MANY
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


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


def worked(place, labels, n):
    i, j = place
    return f"labels[{i}] = {labels[i]}: [{i}, {labels[i]}] = 1, [{i}, {j}] = {num(labels[i] == j)}"


# Right ways in other styles


def one_hot_index(labels, n):
    G = np.zeros((len(labels), n), dtype=np.float32)
    G[np.arange(len(labels)), labels] = 1
    return G


def one_hot_lists(labels, n):
    rows = []
    for label in labels:
        row = [0] * n
        row[label] = 1
        rows.append(row)
    return rows


class OneHot:
    def __call__(self, labels, n):
        G = np.zeros(len(labels) * n, dtype=int)
        G[n * np.arange(len(labels)) + labels] = 1
        return G.reshape(-1, n)


EXERCISE = Exercise(
    id="one-hot",
    section=MANY,
    name=Text("Ziele aus Nummern", "Goals from labels"),
    task=Text(
        "Mach aus den Nummern `labels` (ganze Zahlen von 0 bis n − 1) die Ziele: für jedes Beispiel eine Zeile mit `n` Einträgen, "
        "eine 1 an der Stelle der Nummer, sonst 0. Aus `labels = [2, 0]` und `n = 4` werden die Zeilen 0 0 1 0 und 1 0 0 0.",
        "Turn the numbers `labels` (integers from 0 to n − 1) into goals: for each sample a row with `n` entries, a "
        "1 in the position given by the number and 0 elsewhere. `labels = [2, 0]` with `n = 4` gives the rows 0 0 1 "
        "0 and 1 0 0 0.",
    ),
    solution=one_hot,
    worked=worked,
    cases=label_cases,
    edges=lambda rng: [(np.array([0]), 3), (np.zeros(2, dtype=int), 1)],
    mistakes=(
        Mistake(
            "integers-lost",
            Text(
                "Hier hängt die Zahl der Spalten davon ab, welche Nummern gerade vorkommen.",
                "Your number of columns depends on which numbers happen to occur.",
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
                "The numbers start at 0, and Python counts columns from 0 too. So number 0 belongs in column 0, with no +1 or −1.",
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
            Text("Hier gibt es eine Spalte zu viel.", "Your table has one column too many."),
            Text(
                "Die Nummern laufen von 0 bis n − 1. Das sind genau n Stück, also n Spalten.",
                "The numbers run from 0 to n − 1. That makes exactly n of them, so n columns.",
            ),
            (lambda labels, n: np.eye(n + 1)[labels], lambda labels, n: np.eye(n + 1)[labels + 1]),
        ),
        Mistake(
            "transposed",
            Text(
                "Deine Tabelle liegt quer: Hier gehört jedem Beispiel eine Spalte.",
                "Your table lies on its side: each sample has a column.",
            ),
            Text(
                "Ein Beispiel ist eine Zeile. Verlangt ist die Form (len(labels), n).",
                "A sample is a row. The shape should be (len(labels), n).",
            ),
            (lambda labels, n: np.eye(n)[labels].T, lambda labels, n: np.eye(n)[:, labels]),
        ),
        Mistake(
            "filled",
            Text(
                "In jeder Zeile stehen die Einsen aller Beispiele.",
                "Every row holds the ones of all the samples.",
            ),
            Text(
                "Zu Zeile i gehört nur labels[i]. G[:, labels] = 1 meint „in allen Zeilen alle diese Spalten“, und [[0] * n] * k ist k-mal dieselbe Zeile.",
                'Only labels[i] belongs in row i. G[:, labels] = 1 means "in all rows, all of these columns," and [[0] * n] * k is the same row k times.',
            ),
            (one_hot_filled,),
        ),
        Mistake(
            "one-row",
            Text(
                "Das ist eine einzige Zeile für alle Beispiele zusammen.",
                "This is a single row for all samples together.",
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
                "In the right position you have the number itself instead of a 1.",
            ),
            Text(
                "Das Ziel sagt nur, welcher Ausgang an sein soll: 1 für diesen, 0 für alle anderen. Nummer 0 ginge sonst ganz verloren.",
                "The goal only says which output should be on: 1 for that one, 0 for all others. Otherwise number 0 would get lost completely.",
            ),
            (lambda labels, n: one_hot(labels, n) * labels[:, None],),
        ),
        Mistake(
            "inverted",
            Text("Nullen und Einsen sind vertauscht.", "Zeros and ones are swapped."),
            Text(
                "Nur der Ausgang der richtigen Nummer soll an sein.",
                "Only the output with the right number should be on.",
            ),
            (lambda labels, n: 1 - one_hot(labels, n),),
        ),
        Mistake(
            "last-row",
            Text("Das ist nur die Zeile des letzten Beispiels.", "This is only the last sample’s row."),
            Text(
                "Jedes Beispiel braucht seine eigene Zeile: Sammle sie in einer Liste.",
                "Every sample needs its own row: collect the rows in a list.",
            ),
            (lambda labels, n: np.eye(n)[labels[-1]], lambda labels, n: np.eye(n)[labels[-1:]]),
        ),
        Mistake(
            "nothing-set",
            Text("Überall steht 0: Die Einsen fehlen.", "It is 0 everywhere: the ones are missing."),
            Text(
                "Steht == statt = da? == vergleicht nur und schreibt nichts.",
                "Do you have == instead of =? == only compares and writes nothing.",
            ),
            (lambda labels, n: np.zeros((len(labels), n)),),
        ),
    ),
    hints=(
        Text(
            "Beginne mit lauter Nullen: `np.zeros((len(labels), n))`. In jede Zeile kommt genau eine 1.",
            "Start with all zeros: `np.zeros((len(labels), n))`. Exactly one 1 goes into each row.",
        ),
        Text(
            "In Zeile `i` gehört die 1 in die Spalte `labels[i]`. Eine Schleife über `i` genügt.",
            "In row `i`, the 1 belongs in column `labels[i]`. A loop over `i` is enough.",
        ),
        Text(
            "In der Schleife steht `G[i, labels[i]] = 1`. Ohne Schleife: `np.eye(n)` hat in Zeile k eine 1 an Stelle k; such dir die Zeilen heraus.",
            "Inside the loop: `G[i, labels[i]] = 1`. Without a loop: in row k, `np.eye(n)` has a 1 in position k; pick the rows you need.",
        ),
    ),
    rewrites=(
        lambda labels, n: np.eye(n)[labels],
        lambda labels, n: np.asarray(labels)[:, None] == np.arange(n),
        lambda labels, n: [[1.0 if k == label else 0.0 for k in range(n)] for label in labels],
        one_hot_index,
        one_hot_lists,
        OneHot(),
    ),
)
