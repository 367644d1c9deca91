"""Exercise best-constant: The best constant answer."""

import functools
import math

import numpy as np

from nncourse.exercises.by_hand import num, summed
from nncourse.exercises.c03 import SURFACE, decimals
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def best_constant(G):
    return np.mean(G, axis=0)


def goal_cases(rng):
    return [
        (np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 0.0]]),),
        (decimals(rng, 3, 3),),
        (-decimals(rng, 5, 2),),
        (np.concatenate([np.eye(3), np.eye(3)[rng.integers(0, 3, 4)]]),),
        (decimals(rng, 2, 4),),
    ]


def worked(place, G):
    (j,) = place
    return f"G[:, {j}]: ({summed(G[:, j])}) / {len(G)} = {num(G[:, j].mean())}"


# Right ways in other styles


def best_constant_loop(G):
    return [math.fsum(column) / len(column) for column in G.T]


def best_constant_running(G):
    """The mean, one sample after the other."""
    c = np.zeros(G.shape[1])
    for k, g in enumerate(G, start=1):
        c += (g - c) / k
    return c


def best_constant_descent(G):
    """Gradient descent on the mean cost itself."""
    c = [0.5] * G.shape[1]
    for _ in range(200):
        slope = 2 * np.mean(c - G, axis=0)
        c = c - 0.2 * slope
    return c


EXERCISE = Exercise(
    id="best-constant",
    section=SURFACE,
    name=Text("Die beste feste Antwort", "The best constant answer"),
    task=Text(
        "Ein Netz, das seine Eingabe nicht ansieht, gibt auf jedes Beispiel dieselbe Antwort $c$. Für welches $c$ sind die mittleren "
        "Kosten am kleinsten? `G` sind die Ziele, Form (n, n_out); gib $c$ mit der Form (n_out,) zurück.",
        "A network that does not look at its input gives the same answer $c$ to every sample. For which $c$ is the "
        "mean cost smallest? `G` holds the goals, with shape (n, n_out); return $c$ with shape (n_out,).",
    ),
    solution=best_constant,
    worked=worked,
    cases=goal_cases,
    edges=lambda rng: [(decimals(rng, 1, 3),), (decimals(rng, 4, 1),), (np.array([[1, 0], [0, 1], [1, 0]]),)],
    mistakes=(
        Mistake(
            "mean-all",
            Text(
                "Hier ist über alles gemittelt: dieselbe Zahl für alle Ausgänge.",
                "You take the mean over everything: the same number for all outputs.",
            ),
            Text(
                "Jeder Ausgang darf seine eigene feste Antwort haben. Rechne jede Spalte von G für sich.",
                "Every output may have its own constant answer. Treat each column of G on its own.",
            ),
            (np.mean, lambda G: np.full(G.shape[1], np.mean(G)), lambda G: [np.mean(G)]),
        ),
        Mistake(
            "per-sample",
            Text(
                "Das ist der Mittelwert jeder Zeile: eine Zahl für jedes Beispiel.",
                "This is the mean of each row: one number for each sample.",
            ),
            Text(
                "Die Antwort soll für alle Beispiele dieselbe sein, mit einer Zahl für jeden Ausgang. Gerechnet wird also spaltenweise.",
                "The answer should be the same for all samples, with one number per output. So compute column by column.",
            ),
            (lambda G: np.mean(G, axis=1),),
        ),
        Mistake(
            "median",
            Text("Das ist der Median.", "This is the median."),
            Text(
                "Der Median macht die Summe der Beträge |c − G| am kleinsten. Unsere Kosten sind Quadrate, und dafür ist eine andere Mitte die beste.",
                "The median minimizes the sum of the absolute values |c − G|. Our cost uses squares, and for squares a different middle is best.",
            ),
            (lambda G: np.median(G, axis=0),),
        ),
        Mistake(
            "majority",
            Text(
                "Das ist die häufigste Antwort: 1 für den Ausgang, der am häufigsten an sein soll, sonst 0.",
                "This is the most frequent answer: 1 for the output that should be on most often, otherwise 0.",
            ),
            Text(
                "Damit liegst du am häufigsten richtig. Aber wenn nicht, dann ganz daneben, und das bestrafen die Quadrate. Suche die kleinsten "
                "Kosten, nicht die beste Trefferquote.",
                "This way you are right most often. But when you are wrong, you are way off, and squares punish "
                "that. Look for the smallest cost, not the best accuracy.",
            ),
            (lambda G: np.eye(G.shape[1])[np.argmax(np.sum(G, axis=0))],),
        ),
        Mistake(
            "sum",
            Text("Das sind die Summen der Spalten.", "These are the sums of the columns."),
            Text(
                "Eine Summe wächst mit der Zahl der Beispiele und läge bald weit über allen Zielen.",
                "A sum grows with the number of samples and would soon be far above all the goals.",
            ),
            (lambda G: np.sum(G, axis=0),),
        ),
        Mistake(
            "zeros",
            Text("Das sind lauter Nullen.", "These are all zeros."),
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
                "0.5 is best only if 0 and 1 are equally frequent. If 1 is more frequent, it pays to move closer to 1.",
            ),
            (lambda G: np.full(G.shape[1], 0.5), lambda G: 0.5),
        ),
        Mistake(
            "wrong-count",
            Text(
                "Geteilt ist durch die Zahl der Ausgänge statt durch die Zahl der Beispiele.",
                "You divide by the number of outputs instead of the number of samples.",
            ),
            Text(
                "Gemittelt wird über die Beispiele: Teile durch len(G).",
                "The mean is over the samples: divide by len(G).",
            ),
            (lambda G: np.sum(G, axis=0) / G.shape[1],),
        ),
        Mistake(
            "mean-of-squares",
            Text("Das ist das Mittel der Quadrate.", "This is the mean of the squares."),
            Text(
                "Quadriert wird der Abstand von c zu den Zielen, nicht die Ziele selbst.",
                "Square the distances of c from the goals, not the goals themselves.",
            ),
            (lambda G: np.mean(G**2, axis=0),),
        ),
        Mistake(
            "number-of-largest",
            Text("Das ist die Nummer des häufigsten Ausgangs.", "This is the index of the most frequent output."),
            Text(
                "Gefragt ist für jeden Ausgang eine Zahl, mit der Form (n_out,).",
                "You need one number for each output, with shape (n_out,).",
            ),
            (lambda G: np.argmax(np.mean(G, axis=0)),),
        ),
        Mistake(
            "largest",
            Text("Das sind die größten Ziele jeder Spalte.", "These are the largest goals in each column."),
            Text(
                "Zu weit oben kostet so viel wie zu weit unten: Gesucht ist eine Mitte.",
                "Too high costs as much as too low: you are looking for a middle.",
            ),
            (lambda G: np.max(G, axis=0),),
        ),
        Mistake(
            "midrange",
            Text(
                "Das ist die Mitte zwischen dem kleinsten und dem größten Ziel.",
                "This is the midpoint between the smallest and the largest goal.",
            ),
            Text(
                "Die Ziele dazwischen zählen auch: Liegen die meisten oben, zieht es die beste Antwort nach oben.",
                "The goals in between count too: if most of them are high, they pull the best answer up.",
            ),
            (lambda G: (np.min(G, axis=0) + np.max(G, axis=0)) / 2,),
        ),
        Mistake(
            "from-zero",
            Text(
                "Das ist die Wurzel aus dem Mittel der Quadrate, nicht die beste Antwort.",
                "This is the square root of the mean square, not the best answer.",
            ),
            Text(
                "Quadriert wird in den Kosten der Abstand c − G, nicht G selbst.",
                "The cost squares the distance c − G, not G itself.",
            ),
            (lambda G: np.sqrt(np.mean(G**2, axis=0)),),
        ),
        Mistake(
            "one-sample",
            Text(
                "Das ist das Ziel eines einzigen Beispiels.",
                "This is the goal of a single sample.",
            ),
            Text(
                "Alle Beispiele zählen. Wer auf die anderen nicht hört, liegt bei ihnen weit daneben.",
                "All samples count. If you ignore the others, you are far off on them.",
            ),
            (lambda G: G[0], lambda G: G[-1], lambda G: G[np.argmax(G.sum(axis=1))], lambda G: G[np.argmin(G.sum(axis=1))]),
        ),
    ),
    hints=(
        Text(
            "Die Ausgänge stören einander nicht: Für jede Spalte von `G` kannst du einzeln die beste Zahl suchen.",
            "The outputs do not interfere with one another: you can look for the best number for each column of `G` separately.",
        ),
        Text(
            "Nimm eine Spalte mit den Zielen 0, 0 und 3. Die Kosten von $c$ sind $\\frac{1}{3}\\,(c^2 + c^2 + (c - 3)^2)$. "
            "Probier $c = 0$, $c = 1$ und $c = 1{,}5$ aus.",
            "Take one column with the goals 0, 0, and 3. The cost of $c$ is $\\frac{1}{3}\\,(c^2 + c^2 + (c - "
            "3)^2)$. Try $c = 0$, $c = 1$, and $c = 1.5$.",
        ),
        Text(
            "Ausmultipliziert sind diese Kosten $c^2 - 2c + 3 = (c - 1)^2 + 2$, am kleinsten also bei $c = 1$. Wie entsteht die 1 aus 0, 0 und 3?",
            "Multiplied out, this cost is $c^2 - 2c + 3 = (c - 1)^2 + 2$, so it is smallest at $c = 1$. How do you get 1 from 0, 0, and 3?",
        ),
        Text(
            "Es ist der Durchschnitt jeder Spalte. `np.mean` braucht dafür die Angabe, über welche Achse es laufen soll.",
            "It is the average of each column. You have to tell `np.mean` which axis to average over.",
        ),
    ),
    rewrites=(
        best_constant_loop,
        best_constant_running,
        best_constant_descent,
        functools.partial(np.mean, axis=0),
        lambda G: G.astype(np.float32).sum(axis=0) / np.float32(len(G)),
        lambda G: np.linalg.lstsq(np.ones((len(G), 1)), G)[0][0],
    ),
)
