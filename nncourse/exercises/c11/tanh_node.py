"""Exercise tanh-node: A node for tanh."""

import math

import numpy as np

from nncourse.exercises.by_hand import at, num, part
from nncourse.exercises.c11 import NETWORK
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def tanh_node(z, g):
    a = np.tanh(z)
    return a, g * (1 - a**2)


def tanh_cases(rng):
    def some(*shape):
        return np.round(rng.normal(0, 1, shape) + 0.05, 2), np.round(rng.normal(0, 2, shape) + 0.05, 1)

    return [(np.array([0.0, 1.0]), np.array([2.0, -1.0])), some(4), some(2, 3)]


def worked(place, z, g):
    which, *entry = place
    entry = tuple(entry)
    a = np.tanh(z[entry])
    value = f"{at('a', entry)} = tanh({num(z[entry])}) = {num(a)}"
    if which == 0:
        return value
    slope = f"{at('g', entry)} * (1 - a**2) = {num(g[entry])} * (1 - {part(a)}**2) = {num(g[entry] * (1 - a**2))}"
    return f"{value}; {slope}"


# Right ways in other styles


class TanhNode:
    def __call__(self, z, g):
        a = 2 / (1 + np.exp(-2 * np.asarray(z, dtype=float))) - 1
        return [a, (1 - a) * (1 + a) * g]


def by_cosh(z, g):
    return np.sinh(z) / np.cosh(z), g / np.cosh(z) ** 2


def entry_by_entry(z, g):
    a = np.array([math.tanh(one) for one in np.ravel(z)]).reshape(np.shape(z))
    return a, g - g * a * a


EXERCISE = Exercise(
    id="tanh-node",
    section=NETWORK,
    name=Text("Ein Knoten für tanh", "A node for tanh"),
    task=Text(
        "Unser Autograd kann noch kein tanh. Schreib beide Hälften des Schritts in eine Funktion: `z` ist der Wert, der hineingeht, `g` die Ableitung der Kosten nach dem, "
        "was herauskommt, beide von derselben Form. Gib `(a, dz)` zurück: den Ausgang tanh(z) und das, was bei `z` ankommt.",
        "Our autograd does not know tanh yet. Write both halves of the step in one function: `z` is the value that "
        "goes in, and `g` is the derivative of the cost with respect to what comes out, both with the same shape. "
        "Return `(a, dz)`: the output tanh(z), and what arrives at `z`.",
    ),
    solution=tanh_node,
    worked=worked,
    returns=("a", "dz"),
    cases=tanh_cases,
    edges=lambda rng: [(np.array([0, 2, -1]), np.array([1, 1, 3]))],
    mistakes=(
        Mistake(
            "no-g",
            Text("Dein dz ist nur das Rad, g fehlt.", "Your dz is only the gear; g is missing."),
            Text(
                "Was bei z ankommt, ist Rad mal Ableitung der Kosten nach dem Ausgang: multipliziere mit g.",
                "What arrives at z is the gear times the derivative of the cost with respect to the output: multiply by g.",
            ),
            (lambda z, g: (np.tanh(z), 1 - np.tanh(z) ** 2),),
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst tanh' an der Stelle a statt an der Stelle z: tanh wird einmal zu oft angewendet.",
                "You use tanh' at a instead of at z: tanh is applied once too often.",
            ),
            Text(
                "In 1 − a² ist a schon tanh(z). Noch einmal tanh brauchst du nicht.",
                "In 1 − a², a is already tanh(z). You do not need tanh again.",
            ),
            (lambda z, g: (np.tanh(z), g * (1 - np.tanh(np.tanh(z)) ** 2)),),
        ),
        Mistake(
            "square-of-z",
            Text(
                "Du rechnest 1 − z², mit dem Signal statt mit dem Ausgang.",
                "You use 1 − z², so the signal instead of the output.",
            ),
            Text(
                "Die kurze Formel gilt für den Ausgang: 1 − a² mit a = tanh(z).",
                "The short formula holds for the output: 1 − a² with a = tanh(z).",
            ),
            (lambda z, g: (np.tanh(z), g * (1 - z**2)),),
        ),
        Mistake(
            "sigmoid-slope",
            Text(
                "Dein Rad ist a(1 − a). Das gehört zu Sigmoid.", "Your gear is a(1 − a). That belongs to the sigmoid."
            ),
            Text("Bei tanh ist es 1 − a².", "For tanh, it is 1 − a²."),
            (lambda z, g: (np.tanh(z), g * np.tanh(z) * (1 - np.tanh(z))),),
        ),
        Mistake(
            "no-square",
            Text("Dein Rad ist 1 − a, das Quadrat fehlt.", "Your gear is 1 − a; the square is missing."),
            Text(
                "Bei großen negativen z ist tanh so flach wie bei großen positiven. Ohne das Quadrat wäre das Rad dort 2 statt 0.",
                "For large negative z, tanh is as flat as for large positive z. Without the square, the gear would be 2 there instead of 0.",
            ),
            (lambda z, g: (np.tanh(z), g * (1 - np.tanh(z))),),
        ),
        Mistake(
            "only-g",
            Text("Du gibst g unverändert weiter.", "You pass g on unchanged."),
            Text(
                "So dreht sich nur ein Rad, das 1 ist. tanh ist flacher als das, außer genau bei 0.",
                "Only a gear of 1 turns like that. tanh is flatter than that, except exactly at 0.",
            ),
            (lambda z, g: (np.tanh(z), g * 1.0),),
        ),
        Mistake(
            "times-value",
            Text("Dein dz ist g mal der Ausgang selbst.", "Your dz is g times the output itself."),
            Text(
                "Gebraucht wird nicht der Wert von tanh, sondern seine Steigung: 1 − a².",
                "What you need is not the value of tanh but its slope: 1 − a².",
            ),
            (lambda z, g: (np.tanh(z), g * np.tanh(z)),),
        ),
    ),
    hints=(
        Text(
            "Rechne zuerst a = np.tanh(z) aus. Du brauchst es zweimal.",
            "Compute a = np.tanh(z) first. You need it twice.",
        ),
        Text(
            "Die Ableitung von tanh lässt sich aus dem Ausgang rechnen: $1 - a^2$.",
            "The derivative of tanh can be computed from the output: $1 - a^2$.",
        ),
        Text(
            "Bei z kommt Rad mal g an: g * (1 - a**2).",
            "What arrives at z is the gear times g: g * (1 - a**2).",
        ),
    ),
    rewrites=(TanhNode(), by_cosh, entry_by_entry),
)
