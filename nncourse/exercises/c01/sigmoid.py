"""Exercise sigmoid: The sigmoid function."""

import functools
import math

import numpy as np

from nncourse.exercises.by_hand import at, num
from nncourse.exercises.c01 import AS_FUNCTION, far_out, nested, overflowed, vectors
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


def naive_sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x)))


def worked(place, x):
    x = np.asarray(x, dtype=float)[place]
    e = np.exp(-abs(x))
    above = "1" if x >= 0 else num(e)
    formula = f"1 / (1 + e^({num(-x)}))" if x >= 0 else f"e^({num(x)}) / (1 + e^({num(x)}))"
    return f"{at('x', place)} = {num(x)}: {formula} = {above} / (1 + {num(e)}) = {num(sigmoid(x))}"


# Right ways in other styles


def sigmoid_one(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def sigmoid_by_mask(x):
    x = np.array(x, dtype=float)
    flat = np.atleast_1d(x).ravel()
    result = np.empty(flat.shape)
    right = flat >= 0
    result[right] = 1 / (1 + np.exp(-flat[right]))
    result[~right] = np.exp(flat[~right]) / (1 + np.exp(flat[~right]))
    return result.reshape(x.shape)


class Sigmoid:
    """σ(x) = (1 + tanh(x/2)) / 2, as a class."""

    def __call__(self, x):
        return 0.5 * (1 + np.tanh(0.5 * np.asarray(x)))


def sigmoid_logarithm(x):
    return np.exp(-np.logaddexp(0, -np.asarray(x)))


EXERCISE = Exercise(
    id="sigmoid",
    section=AS_FUNCTION,
    name=Text("Die Sigmoidfunktion", "The sigmoid function"),
    task=Text(
        "Schreib $\\sigma(x) = 1 / (1 + e^{-x})$ für eine Zahl oder ein Array `x` von beliebiger Form, Eintrag für Eintrag. "
        "Auch $x = -1000$ darf keine Warnung auslösen.",
        "Write $\\sigma(x) = 1 / (1 + e^{-x})$ for a number or an array `x` of any shape, entry by entry. "
        "Even $x = -1000$ must not raise a warning.",
    ),
    solution=sigmoid,
    worked=worked,
    cases=vectors,
    edges=far_out,
    mistakes=(
        Mistake(
            "math-exp",
            Text(
                "math.exp nimmt nur eine einzelne Zahl, hier kam ein Array.",
                "math.exp takes only a single number, but it got an array.",
            ),
            Text(
                "np.exp rechnet jeden Eintrag eines Arrays aus, ohne Schleife.",
                "np.exp computes every entry of an array, no loop needed.",
            ),
            (lambda x: 1 / (1 + math.exp(-x)),),
        ),
        Mistake(
            "sign",
            Text(
                "Das ist σ(−x): die Kurve gespiegelt. Im Exponenten fehlt das Minus.",
                "This is σ(−x): the mirrored curve. The minus sign in the exponent is missing.",
            ),
            Text(
                "Für große x soll das Neuron an sein, also nahe 1. Dazu muss e^(−x) klein werden.",
                "For large x, the neuron should be on, close to 1. For that, e^(−x) must get small.",
            ),
            (lambda x: 1 / (1 + np.exp(x)), lambda x: np.exp(-x) / (1 + np.exp(-x))),
        ),
        Mistake(
            "no-one",
            Text(
                "Das ist 1/e^(−x), also e^x: Im Nenner fehlt die 1.",
                "This is 1/e^(−x), which is e^x: the 1 in the denominator is missing.",
            ),
            Text(
                "Ohne die 1 wächst der Wert über alle Grenzen. Mit ihr bleibt er unter 1.",
                "Without the 1, the value grows beyond all bounds. With it, the value stays below 1.",
            ),
            (lambda x: 1 / np.exp(-x), lambda x: np.exp(x)),
        ),
        Mistake(
            "brackets",
            Text(
                "Das ist 1 + e^(−x): Nur die erste 1 steht über dem Bruchstrich.",
                "This is 1 + e^(−x): only the first 1 is divided.",
            ),
            Text(
                "Geteilt wird vor Plus gerechnet: 1 / 1 + e^(−x) heißt (1 / 1) + e^(−x). Setze den ganzen Nenner in Klammern.",
                "Division comes before addition: 1 / 1 + e^(−x) means (1 / 1) + e^(−x). Put the whole denominator in parentheses.",
            ),
            (lambda x: 1 / 1 + np.exp(-x),),
        ),
        Mistake(
            "tanh",
            Text("Das ist tanh(x): Deine Werte laufen von −1 bis 1.", "This is tanh(x): your values run from −1 to 1."),
            Text(
                "Beide sind verwandt, tanh(x) = 2σ(2x) − 1, aber σ läuft von 0 bis 1.",
                "They are related, tanh(x) = 2σ(2x) − 1, but σ runs from 0 to 1.",
            ),
            (np.tanh, lambda x: 2 * sigmoid(2 * np.asarray(x)) - 1),
        ),
        Mistake(
            "softmax",
            Text(
                "Das ist Softmax: Alle Einträge zusammen ergeben 1.",
                "This is softmax: all entries together add up to 1.",
            ),
            Text(
                "σ rechnet jeden Eintrag für sich, ohne die anderen anzusehen.",
                "σ treats every entry on its own, without looking at the others.",
            ),
            (lambda x: np.exp(x) / np.sum(np.exp(x)),),
        ),
        Mistake(
            "slope",
            Text(
                "Das ist die Steigung der Sigmoidfunktion, nicht sie selbst.",
                "This is the slope of the sigmoid, not the sigmoid itself.",
            ),
            Text(
                "Gefragt ist σ(x) = 1 / (1 + e^(−x)). Die Ableitung kommt in einer anderen Übung.",
                "You need σ(x) = 1 / (1 + e^(−x)). The derivative comes in another exercise.",
            ),
            (lambda x: sigmoid(x) * (1 - sigmoid(x)),),
        ),
        Mistake(
            "absolute",
            Text(
                "Du rechnest mit dem Betrag von x: Für negatives x kommt dasselbe heraus wie für positives.",
                "You use the absolute value of x: negative x gives the same result as positive x.",
            ),
            Text(
                "Die Sigmoidkurve steigt überall. Hilft e^(−|x|) gegen das Überlaufen, dann braucht negatives x trotzdem seine eigene Formel.",
                "The sigmoid rises everywhere. Even if you use e^(−|x|) to avoid overflow, negative x still needs its own formula.",
            ),
            (lambda x: sigmoid(np.abs(x)), lambda x: sigmoid(-np.abs(x))),
        ),
        Mistake(
            "only-exponential",
            Text("Das ist nur e^(−x), der eine Teil des Nenners.", "This is only e^(−x), one part of the denominator."),
            Text("σ(x) ist 1 geteilt durch die Summe 1 + e^(−x).", "σ(x) is 1 divided by the sum 1 + e^(−x)."),
            (lambda x: np.exp(-x),),
        ),
        Mistake(
            "overflows",
            Text(
                "Die Formel stimmt, aber bei x = ±1000 läuft die Exponentialfunktion über: e^1000 ist für den Computer unendlich.",
                "The formula is right, but at x = ±1000 the exponential overflows: e^1000 is infinity to the computer.",
            ),
            Text(
                "Rechne nur mit e^(−|x|), das nie größer als 1 wird. Für negatives x hilft es, Zähler und Nenner mit e^x zu multiplizieren.",
                "Use only e^(−|x|), which never exceeds 1. For negative x, it helps to multiply numerator and denominator by e^x.",
            ),
            (naive_sigmoid, lambda x: np.exp(x) / (1 + np.exp(x))),
            shows=overflowed,
        ),
    ),
    hints=(
        Text(
            "NumPy rechnet mit ganzen Arrays: np.exp(-x) bildet $e^{-x}$ für jeden Eintrag.",
            "NumPy works with whole arrays: np.exp(-x) gives $e^{-x}$ for every entry.",
        ),
        Text(
            "Für x = −1000 wäre $e^{-x}$ unendlich. Multipliziere Zähler und Nenner mit $e^{x}$: $\\sigma(x) = e^x / (1 + e^x)$.",
            "For x = −1000, $e^{-x}$ would be infinite. Multiply numerator and denominator by $e^{x}$: $\\sigma(x) = e^x / (1 + e^x)$.",
        ),
        Text(
            "Mit e = np.exp(-np.abs(x)) gilt für x ≥ 0: 1/(1 + e), sonst e/(1 + e). np.where wählt zwischen beiden.",
            "With e = np.exp(-np.abs(x)): for x ≥ 0 it is 1/(1 + e), otherwise e/(1 + e). np.where chooses between them.",
        ),
    ),
    rewrites=(
        functools.partial(nested, sigmoid_one),
        sigmoid_by_mask,
        Sigmoid(),
        sigmoid_logarithm,
        lambda x: Sigmoid()(np.asarray(x, dtype=np.float32)),
    ),
)
