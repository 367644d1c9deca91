"""Exercises of chapter 4: gradient descent."""

import numpy as np

from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.model import Exercise, Mistake, Text, Verdict

QUOTIENT = Text("Der Differenzenquotient", "The difference quotient")
UPHILL = Text("Der Gradient zeigt bergauf", "The gradient points uphill")
STEP_TITLE = Text("Der Schritt", "The step")
RATE = Text("Die Lernrate", "The learning rate")
WHY_NOT_SOLVE = Text("Warum löst man nicht ∇C = 0?", "Why not solve ∇C = 0?")

SMALL_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


# What and why of mistakes that more than one exercise knows
PRECEDENCE = (
    Text(
        "Bei dir wird durch 2 geteilt und dann mit h malgenommen.",
        "Here it is divided by 2 and then multiplied by h.",
    ),
    Text(
        "Python rechnet von links nach rechts: / 2 * h heißt (… / 2) · h. Der Nenner braucht eine Klammer.",
        "Python works from left to right: / 2 * h means (… / 2) · h. The denominator needs brackets.",
    ),
)


def square(x):
    return x**2


def cube(x):
    return x**3


def quotient_cases(rng):
    """Curves with a name, then one of fresh numbers; no two ways to be wrong agree on all of them."""
    p, q, r = (int(k) for k in rng.integers(1, 4, 3))

    def polynomial(x):
        return p * x**3 - q * x**2 + r * x + 1

    return [
        (square, 3.0, 0.1),
        (cube, float(rng.integers(12, 20)) / 10, 0.2),
        (polynomial, float(rng.integers(15, 30)) / 10, float(rng.integers(3, 7)) / 10),
        (np.exp, float(rng.uniform(0, 1)), float(rng.uniform(0.2, 0.4))),
    ]


def difference_quotient(f, x, h):
    return (f(x + h) - f(x)) / h


DIFFERENCE_QUOTIENT = Exercise(
    id="difference-quotient",
    kind="function",
    section="descent-quotient",
    title=QUOTIENT,
    name=Text("Der einseitige Differenzenquotient", "The one-sided difference quotient"),
    task=Text(
        "Schreib den Differenzenquotienten der Notizen: Geh von `x` aus um `h` zur Seite, sieh nach, um wie viel `f` sich ändert, und "
        "teile durch `h`. `f` ist eine Funktion einer Zahl; `h` ist nicht 0, darf aber negativ sein.",
        "Write the difference quotient of the notes: go a step `h` sideways from `x`, see by how much `f` changes, and divide by `h`. "
        "`f` is a function of one number; `h` is not 0 but may be negative.",
    ),
    stub="def difference_quotient(f, x, h):\n    return ...",
    solution=difference_quotient,
    cases=quotient_cases,
    edges=lambda rng: [(cube, 1.0, -0.5)],
    mistakes=(
        Mistake(
            "no-division",
            Text(
                "Das ist nur der Unterschied f(x + h) − f(x), noch nicht durch h geteilt.",
                "This is only the difference f(x + h) − f(x), not yet divided by h.",
            ),
            Text(
                "Eine Steigung sagt, wie viel es auf einen Schritt der Länge 1 hinaufgeht. Der Unterschied allein wird immer kleiner, je kleiner h ist.",
                "A slope says how much it goes up per step of length 1. The difference alone shrinks as h shrinks.",
            ),
            (lambda f, x, h: f(x + h) - f(x),),
        ),
        Mistake(
            "brackets",
            Text(
                "Bei dir wird nur f(x) durch h geteilt, nicht der ganze Unterschied.",
                "Here only f(x) is divided by h, not the whole difference.",
            ),
            Text(
                "Geteilt wird vor Minus gerechnet. Setze den ganzen Zähler in Klammern.",
                "Division comes before minus. Put the whole numerator in brackets.",
            ),
            (lambda f, x, h: f(x + h) - f(x) / h,),
        ),
        Mistake(
            "h-outside",
            Text(
                "Das ist (f(x) + h − f(x)) / h, also immer 1: Dein h steht außerhalb der Klammer.",
                "This is (f(x) + h − f(x)) / h, so always 1: your h stands outside the bracket.",
            ),
            Text(
                "Du sollst an x wackeln und nachsehen, was f dann ergibt. Das h gehört also in das Argument von f.",
                "Wiggle x and see what f gives then. So the h belongs in the argument of f.",
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
                "From x to x + h it is exactly h. One divides by 2h only when going from x − h to x + h.",
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
                "This is the symmetric quotient, which goes equally far to both sides. It is even more accurate than the one asked for!",
            ),
            Text(
                "Sein Fehler schrumpft wie h², der des einseitigen nur wie h. Hier ist aber der einseitige aus den Notizen gefragt: von x bis "
                "x + h. Der symmetrische ist die nächste Übung.",
                "Its error shrinks like h², that of the one-sided one only like h. But here the one-sided quotient of the notes is asked for: "
                "from x to x + h. The symmetric one is the next exercise.",
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
                "This is the slope from x − h to x: you go the other way.",
            ),
            Text(
                "Auch das nähert sich der Steigung, aber die Notizen gehen von x nach x + h.",
                "That too approaches the slope, but the notes go from x to x + h.",
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
                "Whoever calls the function is to decide how far to go. Only then can one see what a large and what a small h does.",
            ),
            tuple(lambda f, x, h, own=own: (f(x + own) - f(x)) / own for own in SMALL_STEPS),
        ),
    ),
    hints=(
        Text(
            "Du brauchst `f` an zwei Stellen: bei `x` und ein Stück `h` daneben.",
            "You need `f` at two places: at `x` and a step `h` beside it.",
        ),
        Text(
            "Nenne die beiden Werte here und there: f(x) und f(x + h). Um wie viel ging es hinauf?",
            "Call the two values here and there: f(x) and f(x + h). By how much did it go up?",
        ),
        Text(
            "Die Formel ist $\\frac{f(x + h) - f(x)}{h}$. In Python braucht der Zähler eine Klammer.",
            "The formula is $\\frac{f(x + h) - f(x)}{h}$. In Python the numerator needs brackets.",
        ),
    ),
)


def symmetric_quotient(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


SYMMETRIC_QUOTIENT = Exercise(
    id="symmetric-quotient",
    kind="function",
    section="descent-quotient",
    title=QUOTIENT,
    name=Text("Der symmetrische Quotient", "The symmetric quotient"),
    task=Text(
        "Schreib den symmetrischen Quotienten: die Steigung von `f` zwischen `x - h` und `x + h`.",
        "Write the symmetric quotient: the slope of `f` between `x - h` and `x + h`.",
    ),
    stub="def symmetric_quotient(f, x, h):\n    return ...",
    solution=symmetric_quotient,
    cases=quotient_cases,
    mistakes=(
        Mistake(
            "divided-by-h",
            Text(
                "Das ist doppelt so viel wie die Steigung: Du teilst durch h statt durch 2h.",
                "This is twice the slope: you divide by h instead of 2h.",
            ),
            Text(
                "Von x − h bis x + h ist der Weg zweimal h lang.",
                "From x − h to x + h the way is twice h long.",
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
                "Here only f(x − h) is divided, not the whole difference.",
            ),
            Text(
                "Geteilt wird vor Minus gerechnet. Setze den ganzen Zähler in Klammern.",
                "Division comes before minus. Put the whole numerator in brackets.",
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
                "The symmetric quotient compares x + h with x − h; f(x) does not occur in it. That is how most of the error cancels.",
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
                "The value on the right, x + h, comes first; the one on the left, x − h, is subtracted.",
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
                "A slope is the difference divided by the length of the way.",
            ),
            (lambda f, x, h: f(x + h) - f(x - h),),
        ),
        Mistake(
            "sum",
            Text("In deinem Zähler wird addiert statt abgezogen.", "Your numerator adds instead of subtracting."),
            Text(
                "Gefragt ist, um wie viel sich f von links nach rechts ändert. Das ist ein Unterschied.",
                "The question is by how much f changes from left to right. That is a difference.",
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
                "Whoever calls the function is to decide how far to go.",
            ),
            tuple(lambda f, x, h, own=own: (f(x + own) - f(x - own)) / (2 * own) for own in SMALL_STEPS),
        ),
    ),
    hints=(
        Text("Du brauchst `f` links und rechts von `x`.", "You need `f` on the left and on the right of `x`."),
        Text(
            "Der Zähler ist der Wert rechts minus der Wert links. Wie lang ist der Weg dazwischen?",
            "The numerator is the value on the right minus the value on the left. How long is the way in between?",
        ),
        Text(
            "Der Weg ist $2h$ lang: $\\frac{f(x + h) - f(x - h)}{2h}$. In Python brauchen Zähler **und** Nenner eine Klammer.",
            "The way is $2h$ long: $\\frac{f(x + h) - f(x - h)}{2h}$. In Python the numerator **and** the denominator need brackets.",
        ),
    ),
)


def numerical_gradient(C, theta, h):
    theta = np.array(theta, dtype=float)
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        here = theta[i]
        theta[i] = here + h
        above = C(theta)
        theta[i] = here - h
        below = C(theta)
        theta[i] = here
        gradient[i] = (above - below) / (2 * h)
    return gradient


def C_hand(theta):
    w, b = theta
    return (2 * w + b - 4) ** 2


def C_three(theta):
    u, v, w = theta
    return u**2 * v + 0.3 * v * w**2 + 0.7 * w


def gradient_cases(rng):
    """Two parameters, then three, five and one, all tied together: no entry's slope stands for itself."""

    def costs_of(p):
        def C(theta):
            theta = np.asarray(theta)
            return float(np.sum(p * theta**3) + np.sum(theta) ** 2)

        return C

    def some(n):
        return costs_of(np.round(rng.uniform(0.5, 2, n), 1)), np.round(rng.uniform(0.5, 2, n), 1)

    return [(C_hand, np.array([1.0, 1.0]), 0.1), (*some(3), 0.2), (*some(5), 0.05), (*some(1), 0.1)]


def gradient_edges(rng):
    return [(C_three, np.array([1, 2, 3]), 0.1), (C_three, np.array([0.3, 0.7, 1.0]), 0.1)]


def in_every_entry(slope):
    """A gradient whose entry i is slope(C, theta, i, h); theta is left alone."""
    return lambda C, theta, h: np.array([slope(C, np.array(theta, dtype=float), i, h) for i in range(len(theta))])


def moved(theta, i, by):
    theta = np.array(theta, dtype=float)
    theta[i] += by
    return theta


def steps_and_stays(in_place, back):
    """Moves an entry by h and then by -2h, and puts it back only as far as `back` says."""

    def wrong(C, theta, h):
        theta = theta if in_place else np.array(theta, dtype=float)
        gradient = np.zeros(len(theta))
        for i in range(len(theta)):
            theta[i] += h
            above = C(theta)
            theta[i] -= 2 * h
            below = C(theta)
            theta[i] += back * h
            gradient[i] = (above - below) / (2 * h)
        return gradient

    return wrong


def never_back(in_place):
    """Moves an entry by h and leaves it there; compares with the cost before."""

    def wrong(C, theta, h):
        theta = theta if in_place else np.array(theta, dtype=float)
        gradient = np.zeros(len(theta))
        for i in range(len(theta)):
            before = C(theta)
            theta[i] += h
            gradient[i] = (C(theta) - before) / h
        return gradient

    return wrong


def back_by_adding(C, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] += h
        above = C(theta)
        theta[i] -= h
        theta[i] -= h
        below = C(theta)
        theta[i] += h
        gradient[i] = (above - below) / (2 * h)
    return gradient


def there_and_back(C, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        theta[i] += h
        above = C(theta)
        theta[i] -= h
        below = C(theta)
        gradient[i] = (above - below) / (2 * h)
    return gradient


def same_array_twice(C, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        above, below = theta, theta
        above[i] += h
        below[i] -= h
        gradient[i] = (C(above) - C(below)) / (2 * h)
    return gradient


def one_copy_for_both(C, theta, h):
    gradient = np.zeros(len(theta))
    for i in range(len(theta)):
        above = np.array(theta, dtype=float)
        below = above
        above[i] += h
        below[i] -= h
        gradient[i] = (C(above) - C(below)) / (2 * h)
    return gradient


def cut_gradient(C, theta, h):
    gradient = np.zeros_like(theta)
    gradient[:] = [symmetric(C, theta, i, h) for i in range(len(theta))]
    return gradient


def cut_moves(integer_gradient):
    """The function of the chapter, which wants theta to be floats."""

    def wrong(C, theta, h):
        gradient = np.zeros_like(theta) if integer_gradient else np.zeros(len(theta))
        for i in range(len(theta)):
            here = theta[i]
            theta[i] = here + h
            above = C(theta)
            theta[i] = here - h
            below = C(theta)
            theta[i] = here
            gradient[i] = (above - below) / (2 * h)
        return gradient

    return wrong


def cut_step(integer_gradient):
    """The step is an array of theta's type: h becomes 0."""

    def wrong(C, theta, h):
        gradient = np.zeros_like(theta) if integer_gradient else np.zeros(len(theta))
        for i in range(len(theta)):
            step = np.zeros_like(theta)
            step[i] = h
            gradient[i] = (C(theta + step) - C(theta - step)) / (2 * h)
        return gradient

    return wrong


def symmetric(C, theta, i, h):
    return (C(moved(theta, i, h)) - C(moved(theta, i, -h))) / (2 * h)


NUMERICAL_GRADIENT = Exercise(
    id="numerical-gradient",
    kind="function",
    section="descent-gradient",
    title=UPHILL,
    name=Text("Der Gradient durch Wackeln", "The gradient by wiggling"),
    task=Text(
        "Miss den Gradienten von `C` an der Stelle `theta`: für jeden Eintrag den symmetrischen Quotienten mit dem Schritt `h`, alle anderen Einträge "
        "bleiben dabei stehen. `C` nimmt einen Vektor und gibt eine Zahl zurück, `theta` ist ein Vektor beliebiger Länge. Danach muss `theta` genau "
        "sein, wie es war. Auch ganze Zahlen in `theta` sollen gelingen.",
        "Measure the gradient of `C` at `theta`: for every entry the symmetric quotient with the step `h`, while all other entries stay put. "
        "`C` takes a vector and returns a number, `theta` is a vector of any length. Afterwards `theta` must be exactly as it was. "
        "Integers in `theta` should work too.",
    ),
    stub="def numerical_gradient(C, theta, h):\n    return ...",
    solution=numerical_gradient,
    cases=gradient_cases,
    edges=gradient_edges,
    mistakes=(
        Mistake(
            "all-at-once",
            Text(
                "Du bewegst alle Einträge von theta auf einmal. Das gibt eine einzige Zahl: die Summe aller Steigungen.",
                "You move all entries of theta at once. That gives one single number: the sum of all slopes.",
            ),
            Text(
                "Der Gradient sagt für jeden Parameter einzeln, wie sich die Kosten ändern. Dazu darf sich immer nur einer bewegen.",
                "The gradient says for each parameter on its own how the cost changes. So only one may move at a time.",
            ),
            (
                lambda C, theta, h: (C(theta + h) - C(theta - h)) / (2 * h),
                lambda C, theta, h: np.full(len(theta), (C(theta + h) - C(theta - h)) / (2 * h)),
                lambda C, theta, h: (C(theta + h) - C(theta)) / h,
                lambda C, theta, h: np.full(len(theta), (C(theta + h) - C(theta)) / h),
            ),
        ),
        Mistake(
            "not-restored",
            Text(
                "Ein Eintrag, an dem du gewackelt hast, steht danach nicht wieder, wo er war.",
                "An entry that you wiggled is not back afterwards where it was.",
            ),
            Text(
                "So werden die nächsten Steigungen an einem anderen Ort gemessen. Merk dir den Wert vor dem Wackeln und setze ihn danach wieder ein.",
                "So the next slopes are measured somewhere else. Keep the value from before the wiggle and put it back afterwards.",
            ),
            (
                *(steps_and_stays(in_place, back) for in_place in (True, False) for back in (0, 2)),
                *(never_back(in_place) for in_place in (True, False)),
            ),
        ),
        Mistake(
            "nearly-restored",
            Text(
                "Deine Steigungen stimmen, aber theta ist danach nicht genau, wie es war: Durch + h und − h bleibt ein Rundungsrest.",
                "Your slopes are right, but theta is not exactly as it was: adding and subtracting h leaves a rounding residue.",
            ),
            Text(
                "1 + 0,1 − 0,2 + 0,1 ist für den Computer nicht genau 1. Merk dir den Wert vor dem Wackeln und setze ihn wieder ein, statt zurückzurechnen.",
                "To a computer 1 + 0.1 − 0.2 + 0.1 is not exactly 1. Keep the value from before the wiggle and put it back, instead of computing it back.",
            ),
            (steps_and_stays(True, 1), back_by_adding),
        ),
        Mistake(
            "same-array",
            Text(
                "Deine Steigungen sind alle 0: Beide Namen meinen dasselbe Array, also bewegst du einmal hin und gleich wieder zurück.",
                "Your slopes are all 0: both names mean the same array, so you move it there and right back again.",
            ),
            Text(
                "a = theta kopiert nichts, es gibt dem Array nur einen zweiten Namen. Eine Kopie macht theta.copy().",
                "a = theta copies nothing, it only gives the array a second name. theta.copy() makes a copy.",
            ),
            (same_array_twice, one_copy_for_both),
        ),
        Mistake(
            "back-to-start",
            Text(
                "Du vergleichst theta + h mit theta selbst, teilst aber durch 2h: Die Steigungen sind etwa halb so groß.",
                "You compare theta + h with theta itself but divide by 2h: the slopes are about half as large.",
            ),
            Text(
                "Von + h aus sind es zweimal h bis − h; wer nur h zurückgeht, steht wieder am Anfang.",
                "From + h to − h the way is twice h; going back by only h, you are at the start again.",
            ),
            (
                in_every_entry(lambda C, theta, i, h: (C(moved(theta, i, h)) - C(theta)) / (2 * h)),
                there_and_back,
            ),
        ),
        Mistake(
            "return-in-loop",
            Text(
                "Nur der erste Eintrag ist ausgerechnet.",
                "Only the first entry has been worked out.",
            ),
            Text(
                "Steht dein return eingerückt in der Schleife? Dann endet die Funktion schon nach der ersten Runde.",
                "Is your return indented inside the loop? Then the function ends after the first round.",
            ),
            (
                lambda C, theta, h: np.array([symmetric(C, theta, 0, h)] + [0.0] * (len(theta) - 1)),
                lambda C, theta, h: np.array([symmetric(C, theta, 0, h)]),
                lambda C, theta, h: symmetric(C, theta, 0, h),
            ),
        ),
        Mistake(
            "divided-by-h",
            Text(
                "Jede Steigung ist doppelt so groß: Du teilst durch h statt durch 2h.",
                "Every slope is twice as large: you divide by h instead of 2h.",
            ),
            Text(
                "Von here − h bis here + h ist der Weg zweimal h lang.",
                "From here − h to here + h the way is twice h long.",
            ),
            (in_every_entry(lambda C, theta, i, h: 2 * symmetric(C, theta, i, h)),),
        ),
        Mistake(
            "precedence",
            *PRECEDENCE,
            (in_every_entry(lambda C, theta, i, h: symmetric(C, theta, i, h) * h * h),),
        ),
        Mistake(
            "one-sided",
            Text(
                "Das sind einseitige Quotienten: Du wackelst nur nach einer Seite.",
                "These are one-sided quotients: you wiggle to one side only.",
            ),
            Text(
                "Verlangt ist der symmetrische: einmal um h hinauf, einmal um h hinab, dann geteilt durch 2h. Er ist viel genauer.",
                "The symmetric one is asked for: once up by h, once down by h, then divided by 2h. It is much more accurate.",
            ),
            (
                in_every_entry(lambda C, theta, i, h: (C(moved(theta, i, h)) - C(theta)) / h),
                in_every_entry(lambda C, theta, i, h: (C(theta) - C(moved(theta, i, -h))) / h),
            ),
        ),
        Mistake(
            "sign",
            Text(
                "Alle Vorzeichen sind umgekehrt: Dein Vektor zeigt bergab.",
                "All signs are reversed: your vector points downhill.",
            ),
            Text(
                "Der Gradient zeigt bergauf: C bei + h minus C bei − h. Das Minus kommt erst beim Schritt dazu.",
                "The gradient points uphill: C at + h minus C at − h. The minus comes in only with the step.",
            ),
            (in_every_entry(lambda C, theta, i, h: -symmetric(C, theta, i, h)),),
        ),
        Mistake(
            "integer-theta",
            Text(
                "Für Kommazahlen stimmt es. Enthält theta ganze Zahlen, wird unterwegs etwas auf ganze Zahlen abgeschnitten.",
                "For decimals it is right. If theta holds integers, something gets cut to integers on the way.",
            ),
            Text(
                "Ein Array ganzer Zahlen wirft beim Hineinschreiben alles nach dem Komma weg, und np.zeros_like übernimmt den Typ. Leg Arrays mit dtype=float an.",
                "An array of integers drops all decimals that are written into it, and np.zeros_like takes over the type. Create arrays with dtype=float.",
            ),
            (
                cut_moves(True),
                cut_moves(False),
                cut_gradient,
                cut_step(True),
                cut_step(False),
            ),
        ),
    ),
    hints=(
        Text(
            "Geh mit einer Schleife durch alle Einträge und miss jeden für sich. Die Ergebnisse sammelst du in einem Array aus Kommazahlen.",
            "Go through all entries in a loop and measure each on its own. Collect the results in an array of floats.",
        ),
        Text(
            "Mach dir zuerst eine Kopie aus Kommazahlen: np.array(theta, dtype=float). An ihr darfst du wackeln, auch wenn theta ganze Zahlen enthält.",
            "First make a copy of floats: np.array(theta, dtype=float). That one you may wiggle, even if theta holds integers.",
        ),
        Text(
            "Für jedes i: merke dir here = theta[i]; rechne C einmal mit here + h und einmal mit here - h an dieser Stelle; setze dann wieder here ein.",
            "For every i: keep here = theta[i]; compute C once with here + h and once with here - h at this place; then put here back.",
        ),
        Text(
            "Nennst du die beiden Kosten above und below, dann ist der Eintrag i gleich (above - below) / (2 * h). Das return steht nach der Schleife.",
            "If you call the two costs above and below, entry i is (above - below) / (2 * h). The return comes after the loop.",
        ),
    ),
)


def step(theta, gradient, L):
    return theta - L * gradient


def step_cases(rng):
    def some(n):
        return rng.normal(0, 1, n), rng.normal(0, 2, n), float(rng.uniform(0.1, 0.4))

    return [(np.array([1.0, 1.0]), np.array([-4.0, -2.0]), 0.05), some(3), some(5)]


def in_place(change):
    """The same, written into theta."""

    def wrong(theta, gradient, L):
        theta[...] = change(theta, gradient, L)
        return theta

    return wrong


def in_place_and_silent(theta, gradient, L):
    theta -= L * gradient


STEP = Exercise(
    id="step",
    kind="function",
    section="descent-step",
    title=STEP_TITLE,
    name=Text("Ein Schritt bergab", "One step downhill"),
    task=Text(
        "Mach einen Schritt des Gradientenabstiegs: `theta` und `gradient` sind Vektoren, `L` ist die Lernrate. Gib die neuen Parameter als "
        "**neues** Array zurück; `theta` selbst bleibt unverändert.",
        "Take one step of gradient descent: `theta` and `gradient` are vectors, `L` is the learning rate. Return the new parameters as a "
        "**new** array; `theta` itself stays as it is.",
    ),
    stub="def step(theta, gradient, L):\n    return ...",
    solution=step,
    cases=step_cases,
    mistakes=(
        Mistake(
            "ascent",
            Text("Dein Schritt geht bergauf: theta + L · gradient.", "Your step goes uphill: theta + L · gradient."),
            Text(
                "Der Gradient zeigt dorthin, wo die Kosten wachsen. Bergab geht es in die Gegenrichtung.",
                "The gradient points to where the cost grows. Downhill is the opposite way.",
            ),
            (
                lambda theta, gradient, L: theta + L * gradient,
                in_place(lambda theta, gradient, L: theta + L * gradient),
            ),
        ),
        Mistake(
            "no-rate",
            Text(
                "Das ist theta − gradient: Die Lernrate L kommt nicht vor.",
                "This is theta − gradient: the learning rate L is missing.",
            ),
            Text(
                "Der Gradient sagt, wie steil es ist, nicht, wie weit du gehen sollst. Die Länge des Schritts regelt L.",
                "The gradient says how steep it is, not how far to go. The length of the step is set by L.",
            ),
            (lambda theta, gradient, L: theta - gradient, in_place(lambda theta, gradient, L: theta - gradient)),
        ),
        Mistake(
            "divided",
            Text("Bei dir wird durch L geteilt.", "Here it is divided by L."),
            Text(
                "Eine kleinere Lernrate soll einen kleineren Schritt geben. Beim Teilen wird er größer.",
                "A smaller learning rate should give a smaller step. Dividing makes it larger.",
            ),
            (
                lambda theta, gradient, L: theta - gradient / L,
                in_place(lambda theta, gradient, L: theta - gradient / L),
            ),
        ),
        Mistake(
            "brackets",
            Text(
                "Das ist (theta − gradient) · L: Auch theta wird mit L malgenommen.",
                "This is (theta − gradient) · L: theta is multiplied by L too.",
            ),
            Text(
                "Von theta wird nur ein Stück abgezogen. Ohne Steigung muss theta bleiben, wie es ist.",
                "Only a bit is subtracted from theta. Without a slope theta must stay as it is.",
            ),
            (lambda theta, gradient, L: (theta - gradient) * L,),
        ),
        Mistake(
            "reversed",
            Text(
                "Das ist L · gradient − theta: Die Reihenfolge ist vertauscht.",
                "This is L · gradient − theta: the order is swapped.",
            ),
            Text(
                "Du beginnst bei theta und gehst von dort ein Stück.",
                "You start at theta and go a bit from there.",
            ),
            (lambda theta, gradient, L: L * gradient - theta,),
        ),
        Mistake(
            "only-change",
            Text(
                "Das ist nur der Schritt selbst, ohne den Ort, von dem er ausgeht.",
                "This is only the step itself, without the place it starts from.",
            ),
            Text(
                "Gefragt sind die neuen Parameter: der alte Ort und der Schritt zusammen.",
                "The new parameters are asked for: the old place and the step together.",
            ),
            (lambda theta, gradient, L: -L * gradient, lambda theta, gradient, L: L * gradient),
        ),
        Mistake(
            "in-place",
            Text(
                "Gerechnet hast du richtig, aber theta selbst ist jetzt ein anderes: Du hast in das Array des Aufrufers geschrieben.",
                "Your numbers are right, but theta itself has changed: you wrote into the caller's array.",
            ),
            Text(
                "theta -= … ändert das Array an Ort und Stelle. Rechne mit einem gewöhnlichen Minus; das macht ein neues Array, und das gibst du mit return zurück.",
                "theta -= … changes the array on the spot. Use an ordinary minus; it makes a new array, and that one you return.",
            ),
            (in_place(step), in_place_and_silent),
        ),
    ),
    hints=(
        Text(
            "Der Gradient zeigt bergauf. Du willst bergab, und zwar L-mal so weit, wie er lang ist.",
            "The gradient points uphill. You want to go downhill, L times as far as it is long.",
        ),
        Text(
            "NumPy rechnet mit ganzen Vektoren: L * gradient ist ein Vektor, und ein Minus zwischen zwei Vektoren gibt einen neuen.",
            "NumPy works with whole vectors: L * gradient is a vector, and a minus between two vectors gives a new one.",
        ),
        Text("Die Formel ist $\\theta - L\\,\\nabla C$.", "The formula is $\\theta - L\\,\\nabla C$."),
    ),
)


def descend(slope, x, L, steps):
    places = [x]
    for _ in range(steps):
        x = x - L * slope(x)
        places.append(x)
    return places


def slope_square(x):
    return 2 * x


def descend_cases(rng):
    p, lowest = float(rng.integers(12, 30)) / 10, float(rng.integers(-3, 4))

    def slope(x):
        return p * (x - lowest)

    return [
        (slope_square, 1.0, 0.1, 3),
        (slope, lowest + float(rng.choice([-1.5, 2.5])), 0.2, int(rng.integers(4, 7))),
        (np.sin, float(rng.uniform(0.5, 1.5)), float(rng.uniform(0.3, 0.6)), int(rng.integers(7, 10))),
    ]


def walk(change):
    """A walk whose next place is change(slope, start, x, L)."""

    def wrong(slope, x, L, steps):
        places = [x]
        for _ in range(steps):
            places.append(change(slope, x, places[-1], L))
        return places

    return wrong


DESCEND = Exercise(
    id="descend",
    kind="function",
    section="descent-rate",
    title=RATE,
    name=Text("Der ganze Weg hinab", "The whole way down"),
    task=Text(
        "Geh `steps` Schritte bergab, von `x` aus, mit der Lernrate `L`. `slope(x)` gibt die Steigung an der Stelle `x`. Gib **alle** Orte zurück, "
        "den Start eingeschlossen: `steps + 1` Zahlen.",
        "Take `steps` steps downhill from `x`, with the learning rate `L`. `slope(x)` gives the slope at `x`. Return **all** places, the start "
        "included: `steps + 1` numbers.",
    ),
    stub="def descend(slope, x, L, steps):\n    return ...",
    solution=descend,
    cases=descend_cases,
    edges=lambda rng: [(slope_square, 1.0, 0.1, 0)],
    mistakes=(
        Mistake(
            "one-short",
            Text(
                "Es fehlt ein Ort: Du gibst nur steps Zahlen zurück statt steps + 1.",
                "One place is missing: you return only steps numbers instead of steps + 1.",
            ),
            Text(
                "Der Start gehört dazu und auch das Ziel des letzten Schritts. Drei Schritte verbinden vier Orte.",
                "The start belongs to it, and so does the end of the last step. Three steps connect four places.",
            ),
            (
                lambda slope, x, L, steps: descend(slope, x, L, steps)[1:],
                lambda slope, x, L, steps: descend(slope, x, L, steps)[:steps],
            ),
        ),
        Mistake(
            "one-long",
            Text(
                "Es ist ein Ort zu viel: Du gehst steps + 1 Schritte.",
                "There is one place too many: you take steps + 1 steps.",
            ),
            Text(
                "range(steps) läuft steps-mal durch. Der Start kommt schon vor der Schleife dazu.",
                "range(steps) runs steps times. The start is put in before the loop.",
            ),
            (
                lambda slope, x, L, steps: descend(slope, x, L, steps + 1),
                lambda slope, x, L, steps: [x, *descend(slope, x, L, steps)],
            ),
        ),
        Mistake(
            "last-only",
            Text("Das ist nur der letzte Ort.", "This is only the last place."),
            Text(
                "Gefragt ist der ganze Weg. Sammle jeden Ort in einer Liste.",
                "The whole way is asked for. Collect every place in a list.",
            ),
            (lambda slope, x, L, steps: descend(slope, x, L, steps)[-1],),
        ),
        Mistake(
            "slope-once",
            Text(
                "Deine Schritte sind alle gleich lang: Die Steigung ist nur einmal genommen, am Start.",
                "Your steps all have the same length: the slope was taken once only, at the start.",
            ),
            Text(
                "Nach jedem Schritt stehst du woanders, und dort ist es anders steil. Frag slope in jeder Runde neu.",
                "After each step you stand somewhere else, and it is not as steep there. Ask slope anew in every round.",
            ),
            (walk(lambda slope, start, x, L: x - L * slope(start)),),
        ),
        Mistake(
            "from-start",
            Text(
                "Jeder deiner Schritte beginnt wieder am Start: Der neue Ort wird nicht zum Ausgangspunkt.",
                "Each of your steps begins at the start again: the new place does not become the next starting point.",
            ),
            Text(
                "Gib x in der Schleife den neuen Wert, damit der nächste Schritt von dort weitergeht.",
                "Give x the new value inside the loop, so that the next step goes on from there.",
            ),
            (
                walk(lambda slope, start, x, L: start - L * slope(x)),
                walk(lambda slope, start, x, L: start - L * slope(start)),
            ),
        ),
        Mistake(
            "ascent",
            Text("Dein Weg geht bergauf.", "Your way goes uphill."),
            Text(
                "Ist die Steigung positiv, geht es nach rechts hinauf. Dann musst du nach links: mit einem Minus.",
                "If the slope is positive, it goes up to the right. Then you must go left: with a minus.",
            ),
            (walk(lambda slope, start, x, L: x + L * slope(x)),),
        ),
        Mistake(
            "no-rate",
            Text(
                "Die Lernrate L kommt bei dir nicht vor: Jeder Schritt ist so lang wie die Steigung groß.",
                "The learning rate L is missing: each step is as long as the slope is large.",
            ),
            Text(
                "Wie weit ein Schritt geht, regelt L. Ohne L springst du leicht über das Tal hinweg.",
                "How far a step goes is set by L. Without L you easily jump across the valley.",
            ),
            (walk(lambda slope, start, x, L: x - slope(x)),),
        ),
    ),
    hints=(
        Text("Beginne mit einer Liste, in der nur der Start steht.", "Begin with a list that holds only the start."),
        Text(
            "Eine Schleife läuft steps-mal. In jeder Runde: Steigung am **jetzigen** Ort, Schritt, neuen Ort anhängen.",
            "A loop runs steps times. In every round: slope at the **present** place, step, append the new place.",
        ),
        Text(
            "In der Schleife wird x zu x - L * slope(x), und places.append(x) hebt es auf.",
            "Inside the loop x becomes x - L * slope(x), and places.append(x) keeps it.",
        ),
    ),
)


LARGEST_RATE = Exercise(
    id="largest-rate",
    kind="value",
    section="descent-rate",
    title=RATE,
    name=Text("Die Grenze der Lernrate", "The limit of the learning rate"),
    task=Text(
        "Du gehst auf $f(x) = x^2$ bergab. Ist die Lernrate $L$ klein, kommst du dem Tal mit jedem Schritt näher; ist sie zu groß, läuft der Abstieg "
        "auseinander. Bei welchem $L$ liegt die Grenze?",
        "You go downhill on $f(x) = x^2$. If the learning rate $L$ is small, every step brings you closer to the valley; if it is too large, the "
        "descent diverges. At which $L$ is the limit?",
    ),
    stub="answer = ...",
    solution=1.0,
    working="# x - L * 2 * x = (1 - 2 * L) * x\n# 1 - 2 * L = -1\nanswer = 1.0",
    mistakes=(
        Mistake(
            "half",
            Text(
                "Bei L = 0,5 springt der Abstieg auf x² in einem einzigen Schritt genau ins Tal. Besser geht es nicht.",
                "At L = 0.5 the descent on x² jumps right into the valley in one single step. It does not get better than that.",
            ),
            Text(
                "0,5 ist die Grenze von 2w² aus dem Kapitel; x² ist nur halb so stark gekrümmt. Womit wird x hier bei jedem Schritt malgenommen?",
                "0.5 is the limit of 2w² in the chapter; x² is only half as curved. What is x multiplied by in every step here?",
            ),
            (0.5,),
        ),
        Mistake(
            "two",
            Text(
                "Bei L = 2 wird x in jedem Schritt mit −3 malgenommen. Da läuft der Abstieg schon lange auseinander.",
                "At L = 2, x is multiplied by −3 in every step. There the descent has long been diverging.",
            ),
            Text(
                "2 wäre die Grenze, wenn die Steigung von x² nur x wäre. Sie ist aber doppelt so groß.",
                "2 would be the limit if the slope of x² were just x. But it is twice as large.",
            ),
            (2.0,),
        ),
        Mistake(
            "zero",
            Text(
                "Bei L = 0 bewegt sich gar nichts: Der Faktor in jedem Schritt ist 1.",
                "At L = 0 nothing moves at all: the factor in every step is 1.",
            ),
            Text(
                "Das ist das untere Ende. Gesucht ist das obere: Dort springt x hin und her, und der Faktor ist negativ.",
                "That is the lower end. The upper one is asked for: there x jumps to and fro, and the factor is negative.",
            ),
            (0.0,),
        ),
        Mistake(
            "quarter",
            Text(
                "Bei L = 0,25 wird x in jedem Schritt halbiert: Der Abstieg kommt gut voran.",
                "At L = 0.25, x is halved in every step: the descent gets on well.",
            ),
            Text(
                "Die Steigung von x² ist 2x. Womit wird x also bei einem Schritt malgenommen, und wann ist dieser Faktor −1?",
                "The slope of x² is 2x. So what is x multiplied by in a step, and when is this factor −1?",
            ),
            (0.25,),
        ),
    ),
    hints=(
        Text(
            "Die Steigung von $x^2$ ist $2x$. Schreib auf, was aus $x$ in einem Schritt wird.",
            "The slope of $x^2$ is $2x$. Write down what $x$ becomes in one step.",
        ),
        Text(
            "$x \\leftarrow x - L \\cdot 2x = (1 - 2L)\\,x$. Jeder Schritt multipliziert $x$ also mit derselben Zahl.",
            "$x \\leftarrow x - L \\cdot 2x = (1 - 2L)\\,x$. So every step multiplies $x$ by the same number.",
        ),
        Text(
            "Solange der Faktor zwischen −1 und 1 liegt, wird $x$ kleiner. Wird er −1, springt $x$ nur noch hin und her: $1 - 2L = -1$.",
            "As long as the factor lies between −1 and 1, $x$ gets smaller. When it reaches −1, $x$ only jumps to and fro: $1 - 2L = -1$.",
        ),
    ),
)


def fit_line(x, y):
    w, b, L = 0.0, 0.0, 0.1
    for _ in range(1000):
        error = w * x + b - y
        slope_w, slope_b = np.mean(2 * error * x), np.mean(2 * error)
        w, b = w - L * slope_w, b - L * slope_b
    return w, b


def line_cases(rng):
    """Points on a line, then points near one; learning rates from 0.01 to 0.3 get there."""

    def points(n):
        w, b = rng.choice([-1, 1], 2) * (rng.uniform(1.5, 2.5), rng.uniform(3, 4))
        x = np.round(np.linspace(-1.5, 2, n) + rng.uniform(-0.2, 0.2, n), 1)
        return x, np.round(w * x + b + rng.normal(0, 0.3, n), 1)

    return [(np.array([-1.0, 0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0, 7.0])), points(8), points(12)]


def line_cost(w, b, x, y):
    with np.errstate(all="ignore"):
        return float(np.mean((w * x + b - y) ** 2))


def judge_line(args, result):
    """A line is as good as its cost: at most a ten-thousandth of the points' spread above the least one."""
    x, y = args
    numbers = as_numbers(result)
    if numbers is None or numbers.size != 2:
        return Verdict(False, found=Text("Erwartet werden zwei Zahlen: (w, b).", "Two numbers are expected: (w, b)."))
    w, b = (float(number) for number in numbers.reshape(-1))
    cost, start = line_cost(w, b, x, y), line_cost(0, 0, x, y)
    best = line_cost(*np.polyfit(x, y, 1), x, y)
    enough = best + 1e-4 * np.var(y)
    found = Text(
        f"Deine Gerade hat die Kosten {comma(cost)}; am kleinsten wären {comma(best)}.",
        f"Your line has the cost {point(cost)}; the least would be {point(best)}.",
    )
    if cost <= enough:
        return Verdict(
            True,
            found=Text(
                f"Die Kosten sind praktisch so klein wie möglich: {comma(cost)}.",
                f"The cost is practically as small as possible: {point(cost)}.",
            ),
        )
    if line_cost(b, w, x, y) <= enough:
        return Verdict(False, "swapped", found)
    if b == 0:
        return Verdict(False, "no-bias", found)
    if w == 0:
        return Verdict(False, "flat", found)
    if not cost <= start:
        return Verdict(False, "diverged", found)
    return Verdict(False, "stopped-early", found)


def point(number):
    """A cost in a few digits; 0 for what is only rounding."""
    return f"{0.0 if abs(number) < 1e-12 else number:.3g}"


def comma(number):
    return point(number).replace(".", ",")


def descent_on_line(L, steps, change_w=True, change_b=True, sign=1):
    def wrong(x, y):
        w, b = 0.0, 0.0
        for _ in range(steps):
            error = w * x + b - y
            slope_w, slope_b = np.mean(2 * error * x), np.mean(2 * error)
            w, b = w - sign * L * slope_w * change_w, b - sign * L * slope_b * change_b
        return w, b

    return wrong


FIT_LINE = Exercise(
    id="fit-line",
    kind="behaviour",
    section="descent-solve",
    title=WHY_NOT_SOLVE,
    name=Text("Eine Gerade lernen", "Learning a line"),
    task=Text(
        "`x` und `y` sind Vektoren, die Punkte $(x_j, y_j)$. Finde durch Gradientenabstieg die Gerade $w x + b$ mit den kleinsten Kosten, also dem "
        "kleinsten Mittelwert von $(w x_j + b - y_j)^2$, und gib `(w, b)` zurück. Geprüft wird nur, wie klein die Kosten sind.",
        "`x` and `y` are vectors, the points $(x_j, y_j)$. By gradient descent, find the line $w x + b$ with the least cost, that is the least mean of "
        "$(w x_j + b - y_j)^2$, and return `(w, b)`. Only how small the cost is will be checked.",
    ),
    stub="def fit_line(x, y):\n    return ...",
    solution=fit_line,
    cases=line_cases,
    judge=judge_line,
    mistakes=(
        Mistake(
            "no-bias",
            Text(
                "Dein b ist 0: Deine Gerade geht durch den Nullpunkt, die Punkte aber nicht.",
                "Your b is 0: your line goes through the origin, but the points do not.",
            ),
            Text(
                "Lass den Bias mitlernen. Auch er hat eine Steigung, ∂C/∂b, und braucht in jeder Runde seinen Schritt.",
                "Let the bias learn too. It has a slope as well, ∂C/∂b, and needs its step in every round.",
            ),
            (
                descent_on_line(0.1, 1000, change_b=False),
                lambda x, y: (np.sum(x * y) / np.sum(x * x), 0.0),
                lambda x, y: (float(np.polyfit(x, y, 1)[0]), 0),
            ),
        ),
        Mistake(
            "flat",
            Text(
                "Dein w ist 0: Deine Gerade liegt waagrecht, die Punkte aber steigen oder fallen.",
                "Your w is 0: your line is level, but the points rise or fall.",
            ),
            Text(
                "Auch w braucht in jeder Runde seinen Schritt, mit der Steigung ∂C/∂w.",
                "w too needs its step in every round, with the slope ∂C/∂w.",
            ),
            (lambda x, y: (0.0, np.mean(y)), descent_on_line(0.1, 1000, change_w=False)),
        ),
        Mistake(
            "swapped",
            Text(
                "Die beiden Zahlen stimmen, aber sie sind vertauscht: Zuerst kommt w, dann b.",
                "The two numbers are right, but they are swapped: first comes w, then b.",
            ),
            Text(
                "w ist die Steigung, b die Höhe bei x = 0.",
                "w is the slope, b the height at x = 0.",
            ),
            (lambda x, y: fit_line(x, y)[::-1],),
        ),
        Mistake(
            "diverged",
            Text(
                "Deine Kosten sind größer als mit w = b = 0 oder gar nicht mehr auszurechnen: Der Weg führt vom Tal weg.",
                "Your cost is larger than with w = b = 0, or can no longer be computed: the way leads away from the valley.",
            ),
            Text(
                "Entweder ist die Lernrate zu groß, oder du gehst bergauf. Drucke die Kosten in den ersten Schritten: Springen sie hin und her, nimm ein kleineres L; "
                "wachsen sie stetig, prüfe das Vorzeichen.",
                "Either the learning rate is too large, or you go uphill. Print the cost in the first steps: if it jumps about, take a smaller L; "
                "if it grows steadily, check the sign.",
            ),
            (
                descent_on_line(1.0, 30),
                descent_on_line(2.0, 2000),
                descent_on_line(0.1, 50, sign=-1),
                lambda x, y: (np.nan, np.nan),
            ),
        ),
        Mistake(
            "stopped-early",
            Text(
                "Du bist noch unterwegs: Die Kosten sind kleiner als am Anfang, aber noch nicht am kleinsten.",
                "You are still on the way: the cost is smaller than at the start, but not at its least.",
            ),
            Text(
                "Mach mehr Schritte oder etwas größere. Ändert sich dann nichts mehr, prüfe die Ableitungen: In ∂C/∂w steht der Faktor x, in ∂C/∂b nicht.",
                "Take more steps or somewhat larger ones. If nothing changes then, check the derivatives: ∂C/∂w has the factor x, ∂C/∂b has not.",
            ),
            (descent_on_line(0.1, 5), descent_on_line(0.01, 100), descent_on_line(0.001, 1000)),
        ),
    ),
    hints=(
        Text(
            "Beginne mit w = 0 und b = 0 und geh in einer Schleife bergab. Du brauchst die beiden Ableitungen der Kosten, nach w und nach b.",
            "Begin with w = 0 and b = 0 and go downhill in a loop. You need the two derivatives of the cost, with respect to w and to b.",
        ),
        Text(
            "Mit error = w * x + b - y ist $\\partial C/\\partial w$ der Mittelwert von 2 * error * x und $\\partial C/\\partial b$ der von 2 * error.",
            "With error = w * x + b - y, $\\partial C/\\partial w$ is the mean of 2 * error * x and $\\partial C/\\partial b$ that of 2 * error.",
        ),
        Text(
            "Rechne in jeder Runde zuerst **beide** Steigungen aus und ändere dann w und b.",
            "In every round work out **both** slopes first and then change w and b.",
        ),
        Text(
            "Mit L = 0.1 und 1000 Runden kommst du an. Schritt: w wird zu w - L * slope_w, und b ebenso.",
            "With L = 0.1 and 1000 rounds you get there. The step: w becomes w - L * slope_w, and b likewise.",
        ),
    ),
)

EXERCISES = (
    DIFFERENCE_QUOTIENT,
    SYMMETRIC_QUOTIENT,
    NUMERICAL_GRADIENT,
    STEP,
    DESCEND,
    LARGEST_RATE,
    FIT_LINE,
)
