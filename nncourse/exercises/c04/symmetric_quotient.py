"""Exercise symmetric-quotient: The central difference."""

import functools

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c04 import ABSOLUTE, PRECEDENCE, QUOTIENT, SMALL_STEPS, constant, falling, quotient_cases
from nncourse.exercises.c04.difference_quotient import Slope, quotient
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def symmetric_quotient(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def worked(place, f, x, h):
    above, below = f(x + h), f(x - h)
    formula = f"(f({num(x + h)}) - f({num(x - h)})) / {part(2 * h)} = ({num(above)} - {part(below)}) / {part(2 * h)}"
    return f"{formula} = {num((above - below) / (2 * h))}"


# Right ways in other styles


def mean_of_both_sides(f, x, h):
    ahead, behind = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
    return [ahead / 2, behind / 2][0] + behind / 2


EXERCISE = Exercise(
    id="symmetric-quotient",
    section=QUOTIENT,
    name=Text("Der symmetrische Quotient", "The central difference"),
    task=Text(
        "Schreib den symmetrischen Quotienten: die Steigung von `f` zwischen `x - h` und `x + h`.",
        "Write the central difference: the slope of `f` between `x - h` and `x + h`.",
    ),
    solution=symmetric_quotient,
    worked=worked,
    cases=quotient_cases,
    edges=lambda rng: [(constant, 2.0, 0.1), (falling, 1, 0.5)],
    mistakes=(
        Mistake(
            "divided-by-h",
            Text(
                "Das ist doppelt so viel wie die Steigung: Du teilst durch h statt durch 2h.",
                "This is twice the slope: you divide by h instead of 2h.",
            ),
            Text(
                "Von x − h bis x + h ist der Weg zweimal h lang.",
                "From x − h to x + h, the distance is twice h.",
            ),
            (lambda f, x, h: (f(x + h) - f(x - h)) / h,),
        ),
        Mistake(
            "precedence",
            *PRECEDENCE,
            (lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,),
        ),
        Mistake(
            "brackets",
            Text(
                "Bei dir wird nur f(x − h) geteilt, nicht der ganze Unterschied.",
                "You divide only f(x − h), not the whole difference.",
            ),
            Text(
                "Geteilt wird vor Minus gerechnet. Setze den ganzen Zähler in Klammern.",
                "Division comes before subtraction. Put the whole numerator in parentheses.",
            ),
            (
                lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
                lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
                lambda f, x, h: f(x + h) - f(x - h) / h,
            ),
        ),
        Mistake(
            "one-sided",
            Text(
                "Du gehst nur nach einer Seite: In deinem Zähler steht f(x) selbst.",
                "You go to one side only: your numerator contains f(x) itself.",
            ),
            Text(
                "Der symmetrische Quotient vergleicht x + h mit x − h; f(x) kommt darin nicht vor. So hebt sich der größte Teil des Fehlers auf.",
                "The central difference compares x + h with x − h; f(x) does not appear in it. That is how most of the error cancels.",
            ),
            (
                lambda f, x, h: (f(x + h) - f(x)) / h,
                lambda f, x, h: (f(x) - f(x - h)) / h,
                lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
                lambda f, x, h: (f(x) - f(x - h)) / (2 * h),
            ),
        ),
        Mistake(
            "sign",
            Text(
                "Das Vorzeichen ist umgekehrt: Wo f steigt, ist deine Zahl negativ.",
                "The sign is reversed: where f rises, your number is negative.",
            ),
            Text(
                "Vorn steht der Wert auf der rechten Seite, x + h; abgezogen wird der auf der linken, x − h.",
                "The value on the right, x + h, comes first; subtract the one on the left, x − h.",
            ),
            (
                lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
                lambda f, x, h: (f(x - h) - f(x + h)) / h,
            ),
        ),
        Mistake(
            "no-division",
            Text(
                "Das ist nur der Unterschied f(x + h) − f(x − h), noch nicht geteilt.",
                "This is only the difference f(x + h) − f(x − h), not yet divided.",
            ),
            Text(
                "Eine Steigung ist der Unterschied geteilt durch die Länge des Weges.",
                "A slope is the difference divided by the distance.",
            ),
            (lambda f, x, h: f(x + h) - f(x - h),),
        ),
        Mistake(
            "sum",
            Text("In deinem Zähler wird addiert statt abgezogen.", "Your numerator adds instead of subtracting."),
            Text(
                "Gefragt ist, um wie viel sich f von links nach rechts ändert. Das ist ein Unterschied.",
                "The question is how much f changes from left to right. That is a difference.",
            ),
            (lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h), lambda f, x, h: (f(x + h) + f(x - h)) / 2),
        ),
        Mistake(
            "own-h",
            Text(
                "Du rechnest mit einem eigenen, sehr kleinen Schritt statt mit dem Argument h.",
                "You use a very small step of your own instead of the argument h.",
            ),
            Text(
                "Wie weit gegangen wird, soll bestimmen, wer die Funktion aufruft.",
                "Whoever calls the function should decide how far to go.",
            ),
            tuple(lambda f, x, h, own=own: (f(x + own) - f(x - own)) / (2 * own) for own in SMALL_STEPS),
        ),
        Mistake(
            "absolute",
            *ABSOLUTE,
            (lambda f, x, h: abs(f(x + h) - f(x - h)) / (2 * h),),
        ),
        Mistake(
            "second",
            Text(
                "Das ist die zweite Ableitung: wie schnell sich die Steigung ändert.",
                "This is the second derivative: how fast the slope changes.",
            ),
            Text(
                "Die Steigung vergleicht nur zwei Stellen, x + h und x − h.",
                "The slope compares only two places, x + h and x − h.",
            ),
            (lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,),
        ),
        Mistake(
            "other-step",
            Text(
                "Die Stellen, an denen du f nimmst, liegen nicht bei x + h und x − h.",
                "The places where you evaluate f are not x + h and x − h.",
            ),
            Text(
                "Geh von x aus genau um h nach rechts und um h nach links, und teile durch den ganzen Weg dazwischen.",
                "From x, go exactly h to the right and h to the left, and divide by the whole distance between them.",
            ),
            (
                lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
                lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / (2 * h),
                lambda f, x, h: (f(x + 2 * h) - f(x - 2 * h)) / (2 * h),
                lambda f, x, h: (f(x + 2 * h) - f(x - 2 * h)) / (4 * h),
            ),
        ),
        Mistake(
            "h-squared",
            Text("Geteilt ist durch h · h.", "You divide by h · h."),
            Text(
                "Der Weg von x − h bis x + h ist 2 · h lang, nicht h hoch 2.",
                "The distance from x − h to x + h is 2 · h, not h squared.",
            ),
            (lambda f, x, h: (f(x + h) - f(x - h)) / h**2,),
        ),
    ),
    hints=(
        Text("Du brauchst `f` links und rechts von `x`.", "You need `f` to the left and to the right of `x`."),
        Text(
            "Der Zähler ist der Wert rechts minus der Wert links. Wie lang ist der Weg dazwischen?",
            "The numerator is the value on the right minus the value on the left. How far is it from one to the other?",
        ),
        Text(
            "Der Weg ist $2h$ lang: $\\frac{f(x + h) - f(x - h)}{2h}$. In Python brauchen Zähler **und** Nenner eine Klammer.",
            "The distance is $2h$: $\\frac{f(x + h) - f(x - h)}{2h}$. In Python, both the numerator **and** the denominator need parentheses.",
        ),
    ),
    rewrites=(
        Slope(True),
        functools.partial(quotient, left=-1, right=1),
        mean_of_both_sides,
        lambda f, x, h: 0.5 / h * (f(x + h) - f(x - h)),
    ),
)
