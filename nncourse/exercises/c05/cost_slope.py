"""Exercise cost-slope: The slope of the cost."""

import functools

import numpy as np

from nncourse.exercises.by_hand import at, num, part
from nncourse.exercises.c05 import FIRST_GEAR
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def cost_slope(O, G):
    return 2 * (O - G)


def cost_slope_cases(rng):
    def some(n):
        return rng.uniform(0.05, 0.95, n), np.eye(n)[rng.integers(n)]

    return [(np.array([0.8, 0.1, 0.4]), np.array([1.0, 0.0, 0.0])), some(4), (rng.normal(0, 1, 5), rng.normal(0, 1, 5))]


def worked(place, O, G):
    o, g = O[place], G[place]
    return f"2 * ({at('O', place)} - {at('G', place)}) = 2 * ({num(o)} - {part(g)}) = {num(2 * (o - g))}"


def divided_by_slope(O, G):
    with np.errstate(all="ignore"):
        return (O - G) / (O * (1 - O))


# Right ways in other styles


def scaled_difference(O, G, factor):
    return factor * (O - G)


class Slope:
    def __call__(self, O, G):
        d = np.subtract(O, G)
        return d + d


EXERCISE = Exercise(
    id="cost-slope",
    section=FIRST_GEAR,
    name=Text("Die Steigung der Kosten", "The slope of the cost"),
    task=Text(
        "`O` sind die Ausgänge für **ein** Beispiel, `G` die Ziele, beide von der Form (n_out,). Die Kosten sind $C = \\sum_i (O_i - G_i)^2$. "
        "Gib $\\partial C / \\partial O_i$ für jeden Ausgang zurück.",
        "`O` holds the outputs for **one** sample, `G` the goals, both with shape (n_out,). The cost is $C = \\sum_i "
        "(O_i - G_i)^2$. Return $\\partial C / \\partial O_i$ for each output.",
    ),
    solution=cost_slope,
    worked=worked,
    cases=cost_slope_cases,
    edges=lambda rng: [(np.array([1, 0, 2]), np.array([0.5, 0.3, 0.9])), (np.array([0.5, 0.3, 0.9]), np.array([1, 0, 2]))],
    mistakes=(
        Mistake(
            "no-two",
            Text("Das ist O − G: Die 2 fehlt.", "This is O − G: the 2 is missing."),
            Text(
                "Beim Ableiten des Quadrats kommt der Exponent nach vorn. Nur bei den Kosten ½(O − G)² kürzt er sich weg, und die benutzen wir nicht.",
                "When you differentiate the square, the exponent comes to the front. It cancels only with the cost ½(O − G)², which is not the one we use.",
            ),
            (lambda O, G: O - G,),
        ),
        Mistake(
            "sign",
            Text(
                "Das Vorzeichen ist umgekehrt: Bei dir steht G − O statt O − G.",
                "The sign is reversed: you have G − O instead of O − G.",
            ),
            Text(
                "Ist ein Ausgang zu groß, wachsen die Kosten mit ihm: Seine Steigung muss dann positiv sein.",
                "If an output is too large, the cost grows with it: its slope must then be positive.",
            ),
            (lambda O, G: 2 * (G - O), lambda O, G: G - O),
        ),
        Mistake(
            "summed",
            Text(
                "Das ist eine einzige Zahl: die Summe über alle Ausgänge.",
                "This is a single number: the sum over all outputs.",
            ),
            Text(
                "Die Kosten sind eine Summe, aber O_i steht nur in einem ihrer Teile. Beim Ableiten nach O_i fallen alle anderen weg, und jeder Ausgang hat seine eigene Steigung.",
                "The cost is a sum, but O_i appears in only one of its terms. When you differentiate with respect to O_i, all the others drop out, and every output has its own slope.",
            ),
            (lambda O, G: np.sum(2 * (O - G)), lambda O, G: np.sum(O - G)),
        ),
        Mistake(
            "mean",
            Text(
                "Du teilst durch die Zahl der Ausgänge.",
                "You divide by the number of outputs.",
            ),
            Text(
                "Unsere Kosten sind die Summe über die Ausgänge. Gemittelt wird nur über die Beispiele, und hier ist es nur eines.",
                "Our cost is the sum over the outputs. The mean is only over the samples, and here there is only one.",
            ),
            (
                lambda O, G: 2 * (O - G) / len(O),
                lambda O, G: (O - G) / len(O),
                lambda O, G: np.mean(2 * (O - G)),
            ),
        ),
        Mistake(
            "cost",
            Text(
                "Das sind die Kosten (O − G)² selbst, nicht ihre Steigung.",
                "This is the cost (O − G)² itself, not its slope.",
            ),
            Text(
                "Gefragt ist, wie schnell sich die Kosten mit O ändern: Leite das Quadrat ab.",
                "The question is how fast the cost changes with O: differentiate the square.",
            ),
            (lambda O, G: (O - G) ** 2, lambda O, G: np.sum((O - G) ** 2)),
        ),
        Mistake(
            "absolute",
            Text(
                "Bei dir ist alles positiv: Das Vorzeichen ging verloren.",
                "Yours is all positive: the sign got lost.",
            ),
            Text(
                "Das Vorzeichen sagt, ob der Ausgang zu groß oder zu klein ist. Ohne es weiß der Abstieg nicht, wohin.",
                "The sign says whether the output is too large or too small. Without it, the descent does not know where to go.",
            ),
            (lambda O, G: 2 * np.abs(O - G), lambda O, G: np.abs(O - G)),
        ),
        Mistake(
            "activation-slope",
            Text(
                "Hier ist schon O(1 − O) mit dabei, die Steigung der Sigmoidfunktion.",
                "Yours already includes O(1 − O), the slope of the sigmoid.",
            ),
            Text(
                "Gefragt ist nur das erste Rad, ∂C/∂O. Die Aktivierungsfunktion ist das nächste Rad und kommt erst danach.",
                "You need only the first gear, ∂C/∂O. The activation function is the next gear and comes after it.",
            ),
            (lambda O, G: O * (1 - O) * 2 * (O - G), lambda O, G: O * (1 - O) * (O - G)),
        ),
        Mistake(
            "one-number",
            Text(
                "Das ist eine einzige Zahl: wie sich die Kosten ändern, wenn alle Ausgänge zugleich wachsen.",
                "This is a single number: how the cost changes when all outputs grow at once.",
            ),
            Text(
                "Jeder Ausgang hat seine eigene Steigung; die anderen bleiben dabei stehen.",
                "Every output has its own slope; the others stay where they are.",
            ),
            (
                lambda O, G: (np.sum((O + 1e-3 - G) ** 2) - np.sum((O - G) ** 2)) / 1e-3,
                lambda O, G: (np.sum((O + 1e-5 - G) ** 2) - np.sum((O - G) ** 2)) / 1e-5,
            ),
        ),
        Mistake(
            "cross-entropy",
            Text(
                "Das ist die Steigung der Kreuzentropie.",
                "This is the slope of the cross-entropy.",
            ),
            Text(
                "Die Kosten sind hier die Summe der Quadrate (O − G)². Leite die ab.",
                "Here the cost is the sum of the squares (O − G)². Differentiate that.",
            ),
            (divided_by_slope, lambda O, G: np.nan_to_num(divided_by_slope(O, G)), lambda O, G: -G / O),
        ),
    ),
    hints=(
        Text(
            "Sieh dir einen einzigen Ausgang an: Wie leitet man $(O - G)^2$ nach $O$ ab?",
            "Look at a single output: what is the derivative of $(O - G)^2$ with respect to $O$?",
        ),
        Text(
            "In der Summe kommt $O_1$ nur im ersten Teil vor. Die anderen sind beim Ableiten wie Zahlen und fallen weg.",
            "In the sum, $O_1$ appears only in the first term. When you differentiate, the others count as constants and drop out.",
        ),
        Text(
            "Es ist $\\partial C/\\partial O_i = 2\\,(O_i - G_i)$, für alle Ausgänge auf einmal ein Ausdruck mit den ganzen Vektoren.",
            "It is $\\partial C/\\partial O_i = 2\\,(O_i - G_i)$: for all outputs at once, that is one expression with the whole vectors.",
        ),
    ),
    rewrites=(
        functools.partial(scaled_difference, factor=2),
        Slope(),
        lambda O, G: [2 * (float(o) - float(g)) for o, g in zip(O, G, strict=True)],
        lambda O, G: (-2 * (G - O)).astype(np.float32),
    ),
)
