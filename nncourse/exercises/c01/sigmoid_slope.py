"""Exercise sigmoid-slope: The slope from the output."""

import numpy as np

from nncourse.exercises.by_hand import at, num
from nncourse.exercises.c01 import SLOPES, nested
from nncourse.exercises.c01.sigmoid import sigmoid
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def sigmoid_slope(a):
    return a * (1 - a)


def worked(place, a):
    a = np.asarray(a)[place]
    return f"{at('a', place)} = {num(a)}: {num(a)} * (1 - {num(a)}) = {num(sigmoid_slope(a))}"


# Right ways in other styles


class SigmoidSlope:
    def __call__(self, a):
        a = np.asarray(a)
        return ((2 * a) * (2 - 2 * a)) / 4


EXERCISE = Exercise(
    id="sigmoid-slope",
    section=SLOPES,
    name=Text("Die Steigung aus dem Ausgang", "The slope from the output"),
    task=Text(
        "`a` ist der **Ausgang** von Sigmoid-Neuronen, $a = \\sigma(z)$. Gib die Steigung $\\sigma'(z)$ zurück, ohne $z$ zu kennen.",
        "`a` is the **output** of sigmoid neurons, $a = \\sigma(z)$. Return the slope $\\sigma'(z)$ without knowing $z$.",
    ),
    solution=sigmoid_slope,
    worked=worked,
    cases=lambda rng: [(np.array([0.5, 0.9]),), (rng.uniform(0.05, 0.95, 5),), (rng.uniform(0.05, 0.95, (2, 3)),)],
    edges=lambda rng: [(np.array([0.0, 1.0]),), (np.array([1, 0, 1]),)],
    mistakes=(
        Mistake(
            "of-z",
            Text(
                "Das ist σ'(a): Du behandelst a wie ein Signal und wendest σ noch einmal an.",
                "This is σ'(a): you treat a as a signal and apply σ again.",
            ),
            Text(
                "a ist schon σ(z). Nimm die Formel des Kapitels und schreib a, wo σ(z) steht; noch einmal σ brauchst du nicht.",
                "a is already σ(z). Take the chapter’s formula and write a wherever σ(z) appears; you do not need σ again.",
            ),
            (lambda a: sigmoid(a) * (1 - sigmoid(a)),),
        ),
        Mistake(
            "no-one-minus",
            Text("Das ist a selbst, der zweite Faktor fehlt.", "This is a itself; the second factor is missing."),
            Text(
                "Ein Neuron, das ganz an ist (a = 1), reagiert nicht mehr: Dort muss die Steigung 0 sein.",
                "A neuron that is fully on (a = 1) no longer reacts: the slope must be 0 there.",
            ),
            (lambda a: a * 1.0,),
        ),
        Mistake(
            "square",
            Text("Das ist a² oder 1 − a², das gehört zu tanh.", "This is a² or 1 − a², which belongs to tanh."),
            Text(
                "Bei der Sigmoidfunktion steht a mal etwas, nicht a mal a.",
                "For the sigmoid, it is a times something, not a times a.",
            ),
            (lambda a: a * a, lambda a: 1 - a * a),
        ),
        Mistake(
            "summed",
            Text(
                "Das ist eine einzige Zahl, die Summe über alle Neuronen.",
                "This is a single number, the sum over all neurons.",
            ),
            Text("Jedes Neuron hat seine eigene Steigung.", "Every neuron has its own slope."),
            (lambda a: np.sum(a * (1 - a)),),
        ),
        Mistake(
            "sigmoid-again",
            Text(
                "Das ist σ(a): Auf den Ausgang ist noch einmal σ angewendet.",
                "This is σ(a): you applied σ to the output again.",
            ),
            Text(
                "a ist schon der Ausgang. Gefragt ist die Steigung, aus a allein.",
                "a is already the output. You need the slope, from a alone.",
            ),
            (lambda a: sigmoid(a),),
        ),
    ),
    hints=(
        Text(
            "Im Kapitel steht σ'(z) als Produkt aus σ(z) und noch etwas.",
            "The chapter writes σ'(z) as a product of σ(z) and something else.",
        ),
        Text("$\\sigma'(z) = \\sigma(z)\\,(1 - \\sigma(z))$", "$\\sigma'(z) = \\sigma(z)\\,(1 - \\sigma(z))$"),
        Text("Ersetze σ(z) überall durch a.", "Replace σ(z) with a everywhere."),
    ),
    rewrites=(
        lambda a: a - a**2,
        lambda a: nested(lambda one: one * (1 - one), a),
        lambda a: 0.25 - (np.asarray(a, dtype=np.float32) - np.float32(0.5)) ** 2,
        SigmoidSlope(),
    ),
)
