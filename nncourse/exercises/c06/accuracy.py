"""Exercise accuracy: The accuracy."""

import numpy as np

from nncourse.exercises.by_hand import num, vector
from nncourse.exercises.c06 import ACCURACY
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def accuracy(O, labels):
    return np.mean(O.argmax(axis=1) == labels)


def accuracy_cases(rng):
    def some(n, n_out, n_wrong, largest):
        O = rng.uniform(0, largest, (n, n_out))
        labels = O.argmax(axis=1)
        labels[:n_wrong] = (labels[:n_wrong] + rng.integers(1, n_out, n_wrong)) % n_out
        order = rng.permutation(n)
        return O[order], labels[order]

    first = np.array([[0.9, 0.1, 0.3], [0.2, 0.4, 0.8], [0.7, 0.3, 0.5]]), np.array([0, 2, 2])
    all_right = np.array([[0.2, 1.0, 0.3], [0.6, 0.1, 0.2], [0.3, 0.9, 0.5]]), np.array([1, 0, 1])
    return [first, some(10, 4, 3, 1.0), some(5, 5, 2, 0.45), some(12, 3, 7, 0.9), all_right]


def accuracy_edges(rng):
    O = rng.uniform(0, 1, (6, 4))
    return [(O, O.argmax(axis=1)), (O, (O.argmax(axis=1) + 1) % 4)]


def worked(place, O, labels):
    read = O.argmax(axis=1)
    shown = f"argmax = {vector(read)}; labels = {vector(labels)}"
    return f"{shown}; {(read == labels).sum()} / {len(labels)} = {num(accuracy(O, labels))}"


# Right ways in other styles


def accuracy_by_counting(O, labels):
    right = 0
    for k in range(len(O)):
        right += int(np.argmax(O[k]) == labels[k])
    return right / len(O)


def accuracy_by_loop(O, labels):
    right = 0
    for row, label in zip(O.tolist(), labels, strict=True):
        if row.index(max(row)) == label:
            right += 1
    return right / len(labels)


def accuracy_by_sorting(O, labels):
    return np.float32(np.count_nonzero(np.argsort(O, axis=1)[:, -1] == labels)) / np.float32(len(O))


def accuracy_by_largest(O, labels):
    return (O[np.arange(len(O)), labels] == O.max(axis=1)).mean()


def accuracy_transposed(O, labels):
    return sum(np.equal(O.T.argmax(axis=0), labels)) / O.shape[0]


EXERCISE = Exercise(
    id="accuracy",
    section=ACCURACY,
    name=Text("Die Trefferquote", "The accuracy"),
    task=Text(
        "`O` sind die Ausgänge eines Netzes, ein Beispiel pro Zeile, Form (n, n_out). `labels` sind die richtigen Klassen, ganze Zahlen von 0 bis n_out − 1, "
        "Form (n,). Die Antwort des Netzes ist der größte Ausgang der Zeile. Gib den Anteil der richtigen Antworten zurück, eine Zahl von 0 bis 1.",
        "`O` holds the outputs of a network, one sample per row, with shape (n, n_out). `labels` holds the right "
        "classes, integers from 0 to n_out − 1, with shape (n,). The network’s answer is the largest output in the "
        "row. Return the share of right answers, a number from 0 to 1.",
    ),
    solution=accuracy,
    worked=worked,
    cases=accuracy_cases,
    edges=accuracy_edges,
    mistakes=(
        Mistake(
            "integer",
            Text(
                "Bei dir kommt nur 0 oder 1 heraus.",
                "Yours only ever gives 0 or 1.",
            ),
            Text(
                "// teilt ganzzahlig, int() schneidet ab, und all() fragt, ob alle Antworten richtig sind. Verlangt ist der Anteil, eine Zahl dazwischen.",
                "// drops the remainder, int() cuts off, and all() asks whether all the answers are right. You need the share, a number in between.",
            ),
            (lambda O, labels: float((O.argmax(axis=1) == labels).all()),),
        ),
        Mistake(
            "wrong-axis",
            Text(
                "Du suchst den größten Wert in jeder Spalte statt in jeder Zeile.",
                "You look for the largest value in each column instead of in each row.",
            ),
            Text(
                "Eine Zeile ist ein Beispiel, und in ihr stehen die Ausgänge, die verglichen werden. axis=0 läuft die Spalten hinunter, axis=1 die Zeile entlang.",
                "A row is a sample, and it holds the outputs to compare. axis=0 runs down the columns, axis=1 along the row.",
            ),
            (
                lambda O, labels: np.mean(O.argmax(axis=0) == labels),
                lambda O, labels: sum(O[:, i].argmax() == labels[i] for i in range(len(labels))) / len(labels),
                lambda O, labels: sum(a == b for a, b in zip(O.argmax(axis=0), labels, strict=False)) / len(labels),
            ),
        ),
        Mistake(
            "flat",
            Text(
                "Du suchst den einen größten Wert der ganzen Tabelle.",
                "You look for the one largest value in the whole table.",
            ),
            Text(
                "Ohne axis zählt argmax durch alle Einträge hindurch. Jedes Beispiel braucht aber seine eigene Antwort.",
                "Without axis, argmax counts through all the entries. But every sample needs its own answer.",
            ),
            (lambda O, labels: np.mean(O.argmax() == labels),),
        ),
        Mistake(
            "percent",
            Text("Das sind Prozent: hundertmal der Anteil.", "This is a percentage: a hundred times the share."),
            Text(
                "Gefragt ist der Anteil, von 0 bis 1. Prozent werden daraus erst bei der Ausgabe.",
                "You need the share, from 0 to 1. It becomes a percentage only when you print it.",
            ),
            (lambda O, labels: 100 * accuracy(O, labels), lambda O, labels: round(100 * accuracy(O, labels))),
        ),
        Mistake(
            "count",
            Text("Das ist die Anzahl der richtigen Antworten.", "This is the number of right answers."),
            Text(
                "Sieben Richtige sind viel von zehn und wenig von hundert. Teile durch die Zahl der Beispiele.",
                "Seven right answers are a lot out of ten and few out of a hundred. Divide by the number of samples.",
            ),
            (lambda O, labels: np.sum(O.argmax(axis=1) == labels),),
        ),
        Mistake(
            "error-rate",
            Text("Das ist der Anteil der falschen Antworten.", "This is the share of wrong answers."),
            Text("Zähle, wo Antwort und Klasse gleich sind.", "Count where the answer and the class are equal."),
            (lambda O, labels: 1 - accuracy(O, labels), lambda O, labels: np.mean(O.argmax(axis=1) != labels)),
        ),
        Mistake(
            "divided-by-outputs",
            Text(
                "Du teilst durch die Zahl der Ausgänge statt durch die Zahl der Beispiele.",
                "You divide by the number of outputs instead of the number of samples.",
            ),
            Text(
                "Jedes Beispiel gibt eine Antwort, egal wie viele Ausgänge es hat. Die Beispiele sind die Zeilen: len(O).",
                "Every sample gives one answer, however many outputs it has. The samples are the rows: len(O).",
            ),
            (
                lambda O, labels: np.sum(O.argmax(axis=1) == labels) / O.shape[1],
                lambda O, labels: np.sum(O.argmax(axis=1) == labels) / O.size,
            ),
        ),
        Mistake(
            "threshold",
            Text(
                "Du zählst nur als richtig, wo der richtige Ausgang über 0,5 liegt.",
                "You count an answer as right only where the right output is above 0.5.",
            ),
            Text(
                "Eine Schwelle gibt es hier nicht: Der größte Ausgang ist die Antwort, auch wenn er klein ist, und 0,6 nützt nichts, wenn daneben 0,9 steht.",
                "There is no threshold here: the largest output is the answer, even if it is small, and 0.6 does not help when there is a 0.9 next to it.",
            ),
            (lambda O, labels: np.mean(O[np.arange(len(O)), labels] > 0.5),),
        ),
        Mistake(
            "every-output",
            Text(
                "Du zählst jeden Ausgang einzeln, auch die, die zu Recht klein sind.",
                "You count every output on its own, including those that are rightly small.",
            ),
            Text(
                "Ein Netz, das bei zehn Klassen immer nur Nullen ausgibt, hätte so 90 %. Gezählt wird eine Antwort pro Zeile.",
                "With ten classes, a network that always outputs zeros would score 90% that way. Count one answer per row.",
            ),
            (
                lambda O, labels: np.mean((O > 0.5) == np.eye(O.shape[1])[labels]),
                lambda O, labels: np.mean(np.round(O) == np.eye(O.shape[1])[labels]),
            ),
        ),
        Mistake(
            "mean-output",
            Text("Das ist der mittlere Wert des richtigen Ausgangs.", "This is the mean value of the right output."),
            Text(
                "Wie groß der richtige Ausgang ist, steckt in den Kosten. Hier zählt nur, ob er der größte seiner Zeile ist.",
                "How large the right output is shows in the cost. Here all that counts is whether it is the largest in its row.",
            ),
            (lambda O, labels: np.mean(O[np.arange(len(O)), labels]),),
        ),
        Mistake(
            "smallest",
            Text(
                "Du nimmst den kleinsten Ausgang der Zeile als Antwort.",
                "You take the smallest output in the row as the answer.",
            ),
            Text(
                "Die Antwort ist der größte: argmax, nicht argmin.",
                "The answer is the largest one: argmax, not argmin.",
            ),
            (lambda O, labels: np.mean(O.argmin(axis=1) == labels),),
        ),
        Mistake(
            "largest-value",
            Text(
                "Du vergleichst den größten Wert mit der Klasse, statt die Stelle, an der er steht.",
                "You compare the largest value with the class, instead of the position where it is.",
            ),
            Text(
                "max gibt den Wert, etwa 0,8; argmax gibt seine Stelle, etwa 2. Die Klasse ist die Stelle.",
                "max gives the value, such as 0.8; argmax gives its position, such as 2. The class is the position.",
            ),
            (lambda O, labels: np.mean(O.max(axis=1) == labels),),
        ),
        Mistake(
            "per-sample",
            Text(
                "Das ist für jedes Beispiel richtig oder falsch, noch nicht der Anteil.",
                "This is right or wrong for each sample, not yet the share.",
            ),
            Text(
                "True zählt als 1 und False als 0. Der Anteil ist also der Mittelwert über alle Beispiele.",
                "True counts as 1 and False as 0. So the share is the mean over all samples.",
            ),
            (lambda O, labels: O.argmax(axis=1) == labels,),
        ),
        Mistake(
            "one-less",
            Text("Geteilt ist durch n − 1.", "You divide by n − 1."),
            Text(
                "Der Anteil ist die Zahl der richtigen durch die Zahl aller Beispiele.",
                "The share is the number of right answers divided by the number of all samples.",
            ),
            (lambda O, labels: np.sum(O.argmax(axis=1) == labels) / (len(O) - 1),),
        ),
        Mistake(
            "from-one",
            Text("Du zählst die Klassen ab 1.", "You count the classes from 1."),
            Text(
                "Klassen und Spalten beginnen beide bei 0: argmax passt ohne +1.",
                "Classes and columns both start at 0: argmax fits without +1.",
            ),
            (
                lambda O, labels: np.mean(O.argmax(axis=1) + 1 == labels),
                lambda O, labels: np.mean(O.argmax(axis=1) == labels + 1),
            ),
        ),
    ),
    hints=(
        Text(
            "Frag zuerst: Welche Klasse sagt das Netz bei jeder Zeile? Dann: Bei wie vielen ist das die richtige?",
            "First ask: which class does the network choose for each row? Then: how many times is that the right one?",
        ),
        Text(
            "`argmax` gibt die Stelle des größten Werts. Mit `axis=1` tut es das für jede Zeile.",
            "`argmax` gives the position of the largest value. With `axis=1` it does so for each row.",
        ),
        Text(
            "`antworten == labels` gibt für jedes Beispiel True oder False.",
            "`answers == labels` gives True or False for each sample.",
        ),
        Text(
            "True zählt als 1, False als 0. Der Mittelwert, `np.mean`, ist also der Anteil.",
            "True counts as 1, False as 0. So the mean, `np.mean`, is the share.",
        ),
    ),
    rewrites=(
        accuracy_by_counting,
        accuracy_by_loop,
        accuracy_by_sorting,
        accuracy_by_largest,
        accuracy_transposed,
    ),
)
