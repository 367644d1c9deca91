"""Exercise relative-error: The relative error."""

import functools
import math

import numpy as np

from nncourse.exercises.by_hand import num
from nncourse.exercises.c05 import CHECK
from nncourse.exercises.comparing import as_numbers, compare
from nncourse.exercises.ladder import Rung
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

TINY = 1e-4  # longer than the edge's vectors, shorter than all others but 0


def relative_error(g, h):
    length = np.linalg.norm(g) + np.linalg.norm(h)
    if length == 0:
        return 0.0
    return np.linalg.norm(g - h) / length


def vector_pairs(rng):
    g = rng.normal(0, 1, 4)
    far = rng.normal(0, 3, 5), rng.normal(0, 1, 5)
    return [(np.array([3.0, 0.0]), np.array([0.0, 4.0])), (g, g + rng.normal(0, 0.3, 4)), far, (g, 0.4 * g)]


def norm(v):
    return np.linalg.norm(v)


def length_by_hand(v):
    return math.sqrt(sum(float(entry) ** 2 for entry in v))


def zero_length(outcomes):
    """Two zero vectors gave NaN, or a division by zero that stopped the function."""

    def stumbled(outcome):
        numbers = as_numbers(outcome.value)
        return isinstance(outcome.error, ZeroDivisionError) or (numbers is not None and np.isnan(numbers).any())

    return any(stumbled(outcome) for outcome in outcomes if not np.any(outcome.args))


def too_small_for_tiny_ones(outcomes):
    """Two tiny vectors gave a number that is less than the right one."""

    def too_small(outcome):
        right = relative_error(*outcome.args)
        return compare(outcome.value, right) is Rung.VALUE and outcome.value < right

    return any(too_small(outcome) for outcome in outcomes if 0 < norm(np.append(*outcome.args)) < TINY)


def worked(place, g, h):
    off, one, other = (np.linalg.norm(v) for v in (g - h, g, h))
    lengths = f"|g - h| = {num(off)}; |g| = {num(one)}; |h| = {num(other)}"
    return f"{lengths}; {num(off)} / ({num(one)} + {num(other)}) = {num(relative_error(g, h))}"


# Right ways in other styles


def error_by_loops(g, h):
    def length(v):
        return math.sqrt(sum(float(entry) ** 2 for entry in v))

    both = length(g) + length(h)
    return length([a - b for a, b in zip(g, h, strict=True)]) / both if both > 0 else 0


def error_with_a_tiny_number(g, h, tiny):
    """Right only if the number is far smaller than any gradient."""
    return np.sqrt(np.sum((g - h) ** 2)) / (np.sqrt(g @ g) + np.sqrt(h @ h) + tiny)


def error_with_a_least_length(g, h):
    """Another number only for gradients below 1e-8, which no quotient measures: its rounding is as large."""
    return norm(g - h) / max(norm(g) + norm(h), 1e-8)


class RelativeError:
    def __call__(self, g, h):
        if np.array_equal(g, h):
            return np.float32(0)
        g, h = g.astype(np.float32), h.astype(np.float32)
        return np.linalg.norm(g - h) / (np.linalg.norm(g) + np.linalg.norm(h))


EXERCISE = Exercise(
    id="relative-error",
    section=CHECK,
    name=Text("Der relative Fehler", "The relative error"),
    task=Text(
        "Vergleiche zwei Gradienten `g` und `h` (im Kapitel hieß der zweite $q$; mit dem Schritt $h$ hat er nichts zu tun), beide Vektoren: $\\frac{\\lVert g - h \\rVert}{\\lVert g \\rVert + \\lVert h \\rVert}$, wobei $\\lVert\\cdot\\rVert$ die Länge ist, "
        "die Wurzel aus der Summe der Quadrate. Sind beide null, soll 0 herauskommen.",
        "Compare two gradients `g` and `h` (the chapter called the second one $q$; it has nothing to do with the "
        "step $h$), both vectors: $\\frac{\\lVert g - h \\rVert}{\\lVert g \\rVert + \\lVert h \\rVert}$, where "
        "$\\lVert\\cdot\\rVert$ is the length, the square root of the sum of the squares. If both are zero, the "
        "result should be 0.",
    ),
    solution=relative_error,
    worked=worked,
    cases=vector_pairs,
    edges=lambda rng: [
        (np.zeros(3), np.zeros(3)),
        (np.zeros(2), np.array([1.0, 2.0])),
        (np.array([1.0, -2.0]), np.array([-1.0, 2.0])),
        (np.array([3e-6, 0.0]), np.array([0.0, 4e-6])),
    ],
    mistakes=(
        Mistake(
            "absolute",
            Text(
                "Das ist die Länge des Unterschieds, nicht geteilt durch die Längen der beiden Vektoren.",
                "This is the length of the difference, not divided by the lengths of the two vectors.",
            ),
            Text(
                "Ein Unterschied von 0,01 ist bei einem Gradienten der Länge 100 winzig und bei einem der Länge 0,01 riesig. Miss ihn an den Vektoren selbst.",
                "A difference of 0.01 is tiny for a gradient of length 100 and huge for one of length 0.01. Measure it by the vectors themselves.",
            ),
            (lambda g, h: norm(g - h),),
        ),
        Mistake(
            "signed",
            Text(
                "Deine Zahl kann negativ werden, oder Unterschiede heben sich in ihr auf.",
                "Your number can be negative, or differences cancel in it.",
            ),
            Text(
                "Zwei ganz verschiedene Vektoren können gleich lang sein oder dieselbe Summe haben. Zieh sie zuerst voneinander ab und nimm dann die Länge.",
                "Two very different vectors can have the same length or the same sum. Subtract one from the other first, then take the length.",
            ),
            (
                lambda g, h: (norm(g) - norm(h)) / (norm(g) + norm(h)),
                lambda g, h: abs(norm(g) - norm(h)) / (norm(g) + norm(h)),
                lambda g, h: np.sum(g - h) / (np.sum(g) + np.sum(h)),
                lambda g, h: np.sum(g - h) / (norm(g) + norm(h)),
                lambda g, h: np.sum(g - h) / (np.sum(np.abs(g)) + np.sum(np.abs(h))),
            ),
        ),
        Mistake(
            "entrywise",
            Text("Das ist ein Vektor: Du teilst Eintrag für Eintrag.", "This is a vector: you divide entry by entry."),
            Text(
                "Gefragt ist eine einzige Zahl für den ganzen Gradienten: die Länge des Unterschieds, geteilt durch die Summe der Längen.",
                "You need a single number for the whole gradient: the length of the difference divided by the sum of the lengths.",
            ),
            (
                lambda g, h: np.abs(g - h) / (np.abs(g) + np.abs(h)),
                lambda g, h: np.abs(g - h) / (norm(g) + norm(h)),
                lambda g, h: (g - h) / (norm(g) + norm(h)),
                lambda g, h: (g - h) / (g + h),
            ),
        ),
        Mistake(
            "length-of-sum",
            Text(
                "Im Nenner steht bei dir die Länge der Summe, ‖g + h‖, statt der Summe der Längen.",
                "Your denominator is the length of the sum, ‖g + h‖, instead of the sum of the lengths.",
            ),
            Text(
                "Zeigen g und h in entgegengesetzte Richtungen, heben sie sich in der Summe auf. Nimm zuerst jede Länge für sich.",
                "If g and h point in opposite directions, they cancel in the sum. Take each length on its own first.",
            ),
            (lambda g, h: norm(g - h) / norm(g + h),),
        ),
        Mistake(
            "one-length",
            Text(
                "Du teilst nur durch die Länge eines der beiden Vektoren.",
                "You divide only by the length of one of the two vectors.",
            ),
            Text(
                "Im Nenner stehen beide Längen. So ist es gleich, welcher der Vektoren zuerst kommt.",
                "The denominator has both lengths. That way it does not matter which vector comes first.",
            ),
            (
                lambda g, h: norm(g - h) / norm(g),
                lambda g, h: norm(g - h) / norm(h),
                lambda g, h: norm(g - h) / max(norm(g), norm(h)),
            ),
        ),
        Mistake(
            "brackets",
            Text(
                "Bei dir wird nur durch ‖g‖ geteilt und ‖h‖ dann addiert.",
                "You divide only by ‖g‖ and then add ‖h‖.",
            ),
            Text("Der ganze Nenner braucht eine Klammer.", "The whole denominator needs parentheses."),
            (lambda g, h: norm(g - h) / norm(g) + norm(h),),
        ),
        Mistake(
            "no-root",
            Text(
                "Du rechnest mit den Quadraten der Längen: Die Wurzel fehlt.",
                "You use the squares of the lengths: the square root is missing.",
            ),
            Text(
                "Die Länge eines Vektors ist die Wurzel aus der Summe der Quadrate. np.linalg.norm zieht sie schon.",
                "The length of a vector is the square root of the sum of the squares. np.linalg.norm already takes it.",
            ),
            (
                lambda g, h: np.sum((g - h) ** 2) / (np.sum(g**2) + np.sum(h**2)),
                lambda g, h: np.sum((g - h) ** 2) / (norm(g) + norm(h)),
            ),
        ),
        Mistake(
            "sum-of-absolutes",
            Text(
                "Du addierst Beträge statt Quadrate unter einer Wurzel.",
                "You add up absolute values instead of squares under a square root.",
            ),
            Text(
                "Auch das ist ein brauchbares Maß, aber ‖·‖ ist hier die Länge des Vektors, wie bei Pythagoras.",
                "That is a useful measure too, but here ‖·‖ is the length of the vector, as in the Pythagorean theorem.",
            ),
            (lambda g, h: np.sum(np.abs(g - h)) / (np.sum(np.abs(g)) + np.sum(np.abs(h))),),
        ),
        Mistake(
            "largest-entry",
            Text("Du nimmst den größten Eintrag statt der Länge.", "You take the largest entry instead of the length."),
            Text(
                "‖·‖ ist die Wurzel aus der Summe aller Quadrate.",
                "‖·‖ is the square root of the sum of all the squares.",
            ),
            (lambda g, h: np.max(np.abs(g - h)) / (np.max(np.abs(g)) + np.max(np.abs(h))),),
        ),
        Mistake(
            "mean-of-entries",
            Text(
                "Du bildest den relativen Fehler jedes Eintrags und mittelst dann.",
                "You compute the relative error of each entry and then average.",
            ),
            Text(
                "Ein winziger Eintrag zählt so viel wie ein großer. Bilde erst die Längen, dann einen einzigen Bruch.",
                "A tiny entry counts as much as a large one that way. Compute the lengths first, then a single fraction.",
            ),
            (lambda g, h: np.mean(np.abs(g - h) / (np.abs(g) + np.abs(h) + 1e-300)),),
        ),
        Mistake(
            "nan-for-zeros",
            Text(
                "Für zwei Nullvektoren teilst du 0 durch 0.",
                "For two zero vectors you divide 0 by 0.",
            ),
            Text(
                "Zwei Nullvektoren sind gleich, also ist ihr Fehler 0. Frag zuerst, ob der Nenner 0 ist.",
                "Two zero vectors are equal, so their error is 0. First ask whether the denominator is 0.",
            ),
            (
                lambda g, h: norm(g - h) / (norm(g) + norm(h)),
                lambda g, h: length_by_hand(g - h) / (length_by_hand(g) + length_by_hand(h)),
            ),
            shows=zero_length,
        ),
        Mistake(
            "tiny-number",
            Text(
                "Für winzige Vektoren kommt zu wenig heraus: Bei dir zählt noch eine kleine feste Zahl mit, die vor 0 schützen soll.",
                "For tiny vectors, your result is too small: you also count a small fixed number that is meant to guard against 0.",
            ),
            Text(
                "Gradienten können selbst so klein sein wie diese Zahl. Frag, ob der Nenner genau 0 ist, und teile sonst durch ihn allein.",
                "Gradients can themselves be as small as that number. Ask whether the denominator is exactly 0, and otherwise divide by it alone.",
            ),
            (
                functools.partial(error_with_a_tiny_number, tiny=1e-8),
                functools.partial(error_with_a_tiny_number, tiny=1e-10),
                lambda g, h: norm(g - h) / max(norm(g) + norm(h), 1e-5),
                lambda g, h: norm(g - h) / (norm(g) + norm(h)) if norm(g) + norm(h) > 1e-5 else 0.0,
            ),
            shows=too_small_for_tiny_ones,
        ),
    ),
    hints=(
        Text("np.linalg.norm gibt die Länge eines Vektors.", "np.linalg.norm gives the length of a vector."),
        Text(
            "Im Zähler steht die Länge des Unterschieds, im Nenner die Summe der beiden Längen. Der Nenner braucht eine Klammer.",
            "The numerator is the length of the difference; the denominator is the sum of the two lengths. The denominator needs parentheses.",
        ),
        Text(
            "Rechne zuerst den Nenner aus. Ist er 0, gib 0 zurück, sonst np.linalg.norm(g - h) geteilt durch ihn.",
            "Compute the denominator first. If it is 0, return 0; otherwise return np.linalg.norm(g - h) divided by it.",
        ),
    ),
    rewrites=(
        error_by_loops,
        functools.partial(error_with_a_tiny_number, tiny=1e-300),
        functools.partial(error_with_a_tiny_number, tiny=1e-12),
        error_with_a_least_length,
        RelativeError(),
    ),
)
