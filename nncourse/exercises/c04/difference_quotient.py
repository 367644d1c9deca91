"""Exercise difference-quotient: The one-sided difference quotient."""

import functools

import numpy as np

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c04 import ABSOLUTE, QUOTIENT, SMALL_STEPS, constant, cube, falling, quotient_cases
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def difference_quotient(f, x, h):
    return (f(x + h) - f(x)) / h


def worked(place, f, x, h):
    there, here = f(x + h), f(x)
    formula = f"(f({num(x + h)}) - f({num(x)})) / {part(h)} = ({num(there)} - {part(here)}) / {part(h)}"
    return f"{formula} = {num((there - here) / h)}"


# Right ways in other styles


def quotient(f, x, h, left, right):
    return (f(x + right * h) - f(x + left * h)) / ((right - left) * h)


class Slope:
    def __init__(self, both_sides):
        self.both_sides = both_sides

    def __call__(self, f, x, h):
        start = x - h if self.both_sides else x
        rise, run = f(x + h) - f(start), (x + h) - start
        return rise / run


def in_float32(f, x, h):
    x, h = np.float32(x), np.float32(h)
    return np.float32(f(x + h) - f(x)) / h


EXERCISE = Exercise(
    id="difference-quotient",
    section=QUOTIENT,
    name=Text("Der einseitige Differenzenquotient", "The one-sided difference quotient"),
    task=Text(
        "Schreib den Differenzenquotienten der Notizen: Geh von `x` aus um `h` zur Seite, sieh nach, um wie viel `f` sich ändert, und "
        "teile durch `h`. `f` ist eine Funktion einer Zahl; `h` ist nicht 0, darf aber negativ sein.",
        "Write the difference quotient from the notes: go a step `h` to the side of `x`, see how much `f` changes, "
        "and divide by `h`. `f` is a function of one number; `h` is not 0 but may be negative.",
    ),
    solution=difference_quotient,
    worked=worked,
    cases=quotient_cases,
    edges=lambda rng: [(cube, 1.0, -0.5), (constant, 2.0, 0.1), (falling, 1, 0.5)],
    mistakes=(
        Mistake(
            "no-division",
            Text(
                "Das ist nur der Unterschied f(x + h) − f(x), noch nicht durch h geteilt.",
                "This is only the difference f(x + h) − f(x), not yet divided by h.",
            ),
            Text(
                "Eine Steigung sagt, wie viel es auf einen Schritt der Länge 1 hinaufgeht. Der Unterschied allein wird immer kleiner, je kleiner h ist.",
                "A slope says how far it goes up per step of length 1. The difference alone gets smaller and smaller as h shrinks.",
            ),
            (lambda f, x, h: f(x + h) - f(x),),
        ),
        Mistake(
            "brackets",
            Text(
                "Bei dir wird nur f(x) durch h geteilt, nicht der ganze Unterschied.",
                "You divide only f(x) by h, not the whole difference.",
            ),
            Text(
                "Geteilt wird vor Minus gerechnet. Setze den ganzen Zähler in Klammern.",
                "Division comes before subtraction. Put the whole numerator in parentheses.",
            ),
            (lambda f, x, h: f(x + h) - f(x) / h,),
        ),
        Mistake(
            "h-outside",
            Text(
                "Das ist (f(x) + h − f(x)) / h, also immer 1: Dein h steht außerhalb der Klammer.",
                "This is (f(x) + h − f(x)) / h, so it is always 1: your h is outside the parentheses.",
            ),
            Text(
                "Du sollst an x wackeln und nachsehen, was f dann ergibt. Das h gehört also in das Argument von f.",
                "Wiggle x and see what f gives then. So h belongs in the argument of f.",
            ),
            (lambda f, x, h: (f(x) + h - f(x)) / h,),
        ),
        Mistake(
            "sign",
            Text(
                "Das Vorzeichen ist umgekehrt: Wo f steigt, ist deine Zahl negativ.",
                "The sign is reversed: where f rises, your number is negative.",
            ),
            Text(
                "Vorn steht der neue Wert, abgezogen wird der alte, an der Stelle x.",
                "The new value comes first, and the old one, at x, is subtracted.",
            ),
            (lambda f, x, h: (f(x) - f(x + h)) / h, lambda f, x, h: (f(x - h) - f(x)) / h),
        ),
        Mistake(
            "half-h",
            Text(
                "Das ist etwa halb so viel wie die Steigung: Der Schritt im Zähler ist nur halb so lang wie die Zahl, durch die du teilst.",
                "This is about half the slope: the step in the numerator is only half as long as the number you divide by.",
            ),
            Text(
                "Von x bis x + h ist es genau h. Durch 2h teilt man nur, wenn man von x − h bis x + h geht.",
                "From x to x + h it is exactly h. You divide by 2h only when going from x − h to x + h.",
            ),
            (
                lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
                lambda f, x, h: (f(x + h / 2) - f(x)) / h,
            ),
        ),
        Mistake(
            "symmetric",
            Text(
                "Das ist der symmetrische Quotient, der nach beiden Seiten gleich weit geht. Er ist sogar genauer als der verlangte!",
                "This is the central difference, which goes equally far in both directions. It is even more accurate than the one you were asked for!",
            ),
            Text(
                "Sein Fehler schrumpft wie h², der des einseitigen nur wie h. Hier ist aber der einseitige aus den Notizen gefragt: von x bis "
                "x + h. Der symmetrische ist die nächste Übung.",
                "Its error shrinks like h², that of the one-sided quotient only like h. But here you need the "
                "one-sided quotient from the notes: from x to x + h. The central difference is the next exercise.",
            ),
            (
                lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
                lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
            ),
        ),
        Mistake(
            "backward",
            Text(
                "Das ist die Steigung von x − h bis x: Du gehst in die andere Richtung.",
                "This is the slope from x − h to x: you go in the other direction.",
            ),
            Text(
                "Auch das nähert sich der Steigung, aber die Notizen gehen von x nach x + h.",
                "That approaches the slope too, but the notes go from x to x + h.",
            ),
            (lambda f, x, h: (f(x) - f(x - h)) / h,),
        ),
        Mistake(
            "own-h",
            Text(
                "Du rechnest mit einem eigenen, sehr kleinen Schritt statt mit dem Argument h.",
                "You use a very small step of your own instead of the argument h.",
            ),
            Text(
                "Wie weit gegangen wird, soll bestimmen, wer die Funktion aufruft. Nur so kann man sehen, was ein großes und was ein kleines h bewirkt.",
                "Whoever calls the function should decide how far to go. Only then can you see what a large h does and what a small one does.",
            ),
            tuple(lambda f, x, h, own=own: (f(x + own) - f(x)) / own for own in SMALL_STEPS),
        ),
        Mistake(
            "absolute",
            *ABSOLUTE,
            (
                lambda f, x, h: abs(f(x + h) - f(x)) / h,
                lambda f, x, h: abs(f(x + h) - f(x)) / abs(h),
                lambda f, x, h: abs((f(x + h) - f(x)) / h),
            ),
        ),
    ),
    hints=(
        Text(
            "Du brauchst `f` an zwei Stellen: bei `x` und ein Stück `h` daneben.",
            "You need `f` in two places: at `x` and a distance `h` away.",
        ),
        Text(
            "Nenne die beiden Werte here und there: f(x) und f(x + h). Um wie viel ging es hinauf?",
            "Give the two values names: here = f(x) and there = f(x + h). How far up did it go?",
        ),
        Text(
            "Die Formel ist $\\frac{f(x + h) - f(x)}{h}$. In Python braucht der Zähler eine Klammer.",
            "The formula is $\\frac{f(x + h) - f(x)}{h}$. In Python, the numerator needs parentheses.",
        ),
    ),
    rewrites=(
        Slope(False),
        functools.partial(quotient, left=0, right=1),
        in_float32,
        lambda f, x, h: f(x + h) / h - f(x) / h,
        lambda f, x, h: np.diff([f(x), f(x + h)])[0] / h,
    ),
)
