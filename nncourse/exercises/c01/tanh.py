"""Exercise tanh: tanh."""

import functools
import math

import numpy as np

from nncourse import activations
from nncourse.exercises.by_hand import at, num
from nncourse.exercises.c01 import SIX, far_out, nested, overflowed, vectors
from nncourse.exercises.c01.sigmoid import sigmoid
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def tanh(x):
    return 2 * sigmoid(2 * np.asarray(x)) - 1


def naive_tanh(x):
    return (np.exp(x) - np.exp(-np.asarray(x))) / (np.exp(x) + np.exp(-np.asarray(x)))


def worked(place, x):
    x = np.asarray(x, dtype=float)[place]
    e = np.exp(-2 * abs(x))
    sign, power = "-" if x < 0 else "", f"e^({num(-2 * abs(x))})"
    numbers = f"{sign}(1 - {num(e)}) / (1 + {num(e)})"
    return f"{at('x', place)} = {num(x)}: {sign}(1 - {power}) / (1 + {power}) = {numbers} = {num(tanh(x))}"


# Right ways in other styles


def tanh_by_one_power(x):
    x = np.clip(np.asarray(x, dtype=float), -300, 300)
    return 1 - 2 / (np.exp(2 * x) + 1)


def tanh_one(x):
    e = math.exp(-2 * abs(x))
    return math.copysign((1 - e) / (1 + e), x)


def tanh_by_expm1(x):
    x = np.asarray(x)
    t = np.expm1(-2 * np.abs(x))
    return -np.sign(x) * t / (t + 2)


def tanh_float32(x):
    x = np.asarray(x, dtype=np.float32)
    e = np.exp(-2 * np.abs(x))
    return np.sign(x) * (1 - e) / (1 + e)


EXERCISE = Exercise(
    id="tanh",
    section=SIX,
    name=Text("tanh", "tanh"),
    task=Text(
        "Schreib $\\tanh(x)$, ohne `np.tanh` zu benutzen: mit `np.exp` oder mit der Sigmoidfunktion. Auch $x = \\pm 1000$ muss gelingen.",
        "Write $\\tanh(x)$ without using `np.tanh`: with `np.exp` or with the sigmoid. Even $x = \\pm 1000$ must work.",
    ),
    solution=tanh,
    worked=worked,
    cases=vectors,
    edges=far_out,
    mistakes=(
        Mistake(
            "half",
            Text(
                "Das ist tanh(x/2): Die Kurve ist nur halb so schnell.",
                "This is tanh(x/2): the curve rises only half as fast.",
            ),
            Text(
                "In tanh(x) = 2σ(2x) − 1 steht die 2 zweimal: vor σ und im Argument.",
                "In tanh(x) = 2σ(2x) − 1, the 2 appears twice: in front of σ and in its argument.",
            ),
            (lambda x: 2 * sigmoid(x) - 1, lambda x: np.tanh(np.asarray(x) / 2)),
        ),
        Mistake(
            "sigmoid",
            Text("Das ist σ(x) oder σ(2x), nicht tanh(x).", "This is σ(x) or σ(2x), not tanh(x)."),
            Text(
                "tanh läuft von −1 bis 1: verdopple und ziehe 1 ab.",
                "tanh runs from −1 to 1: double the sigmoid and subtract 1.",
            ),
            (sigmoid, lambda x: sigmoid(2 * np.asarray(x))),
        ),
        Mistake(
            "sign",
            Text("Das ist −tanh(x): die Kurve gespiegelt.", "This is −tanh(x): the mirrored curve."),
            Text(
                "Im Zähler steht e^x − e^(−x), in dieser Reihenfolge.",
                "The numerator is e^x − e^(−x), in that order.",
            ),
            (lambda x: -np.tanh(x),),
        ),
        Mistake(
            "brackets",
            Text(
                "Es fehlen Klammern: Nur ein Teil des Zählers wird durch nur einen Teil des Nenners geteilt.",
                "Parentheses are missing: only part of the numerator is divided by only part of the denominator.",
            ),
            Text(
                "Geteilt wird vor Plus und Minus gerechnet. Setze den ganzen Zähler und den ganzen Nenner in Klammern.",
                "Division comes before addition and subtraction. Put the whole numerator and the whole denominator in parentheses.",
            ),
            (
                lambda x: np.exp(x) - np.exp(-x) / np.exp(x) + np.exp(-x),
                lambda x: (np.exp(x) - np.exp(-x)) / np.exp(x) + np.exp(-x),
                lambda x: np.exp(x) - np.exp(-x) / (np.exp(x) + np.exp(-x)),
            ),
        ),
        Mistake(
            "upside-down",
            Text(
                "Zähler und Nenner sind vertauscht: Das ist 1 / tanh(x).",
                "Numerator and denominator are swapped: this is 1 / tanh(x).",
            ),
            Text(
                "Oben steht die Differenz, unten die Summe. tanh bleibt zwischen −1 und 1.",
                "The difference goes on top, the sum below. tanh stays between −1 and 1.",
            ),
            (lambda x: (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x)),),
        ),
        Mistake(
            "sinh",
            Text(
                "Das ist nur der Zähler: e^x − e^(−x), ganz oder halb.",
                "This is only the numerator: e^x − e^(−x), all of it or half.",
            ),
            Text(
                "Geteilt wird noch durch e^x + e^(−x). Sonst wächst der Wert über alle Grenzen.",
                "You still need to divide by e^x + e^(−x). Otherwise the value grows beyond all bounds.",
            ),
            (lambda x: (np.exp(x) - np.exp(-x)) / 2, lambda x: np.exp(x) - np.exp(-x)),
        ),
        Mistake(
            "overflows",
            Text(
                "Die Formel stimmt, aber bei x = ±1000 läuft eine Exponentialfunktion über: Python warnt davor, oder es entsteht nan.",
                "The formula is right, but at x = ±1000 an exponential overflows: Python warns you, or you get nan.",
            ),
            Text(
                "Nimm eine Form, in der nur e hoch etwas Negatives steht, oder deine sichere Sigmoidfunktion: 2σ(2x) − 1.",
                "Use a form in which e has only negative powers, or your safe sigmoid: 2σ(2x) − 1.",
            ),
            (naive_tanh, lambda x: (np.exp(2 * np.asarray(x)) - 1) / (np.exp(2 * np.asarray(x)) + 1)),
            shows=overflowed,
        ),
        Mistake(
            "np-tanh",
            Text(
                "Deine Funktion ruft die fertige Funktion tanh auf. Hier sollst du sie selbst bauen.",
                "Your function calls the ready-made tanh. Here you should build it yourself.",
            ),
            Text("Du darfst np.exp benutzen, oder deine Sigmoidfunktion.", "You may use np.exp, or your sigmoid."),
            (np.tanh, lambda x: np.tanh(x), np.vectorize(math.tanh), lambda x: activations.tanh(x)),
            uses=(np.tanh, math.tanh, activations.tanh),
        ),
        Mistake(
            "tangent",
            Text(
                "Das ist der Tangens, Sinus durch Kosinus.",
                "This is the tangent, sine over cosine.",
            ),
            Text(
                "tanh heißt Tangens hyperbolicus: In ihm stehen statt Sinus und Kosinus Summen aus e^x und e^(−x).",
                "tanh is the hyperbolic tangent: instead of sine and cosine, it has sums of e^x and e^(−x).",
            ),
            (np.tan,),
        ),
    ),
    hints=(
        Text(
            "tanh ist eine verschobene und gestreckte Sigmoidkurve.", "tanh is a sigmoid curve, shifted and stretched."
        ),
        Text(
            "Im Kapitel steht: $\\tanh(z) = 2\\,\\sigma(2z) - 1$.",
            "The chapter says: $\\tanh(z) = 2\\,\\sigma(2z) - 1$.",
        ),
        Text(
            "Ist deine Sigmoidfunktion sicher gegen ±1000, dann ist es auch 2 * sigmoid(2 * x) - 1.",
            "If your sigmoid is safe at ±1000, then so is 2 * sigmoid(2 * x) - 1.",
        ),
    ),
    rewrites=(
        tanh_by_one_power,
        functools.partial(nested, tanh_one),
        tanh_by_expm1,
        tanh_float32,
        np.vectorize(tanh_one),
    ),
)
