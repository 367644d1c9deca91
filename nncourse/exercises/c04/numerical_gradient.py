"""Exercise numerical-gradient: The gradient by wiggling."""

import numpy as np

from nncourse.exercises.by_hand import num, part, vector
from nncourse.exercises.c04 import PRECEDENCE, UPHILL
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


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


def alone(theta, i, by):
    theta = np.array(theta, dtype=float)
    return np.where(np.arange(len(theta)) == i, theta + by, 0)


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


def beside_a_copy(symmetrically):
    """Moves one copy on and on, and compares with theta, which stays."""

    def wrong(C, theta, h):
        above, below = np.array(theta, dtype=float), np.array(theta, dtype=float)
        gradient = np.zeros(len(theta))
        for i in range(len(theta)):
            above[i] += h
            below[i] -= h
            gradient[i] = (C(above) - C(below)) / (2 * h) if symmetrically else (C(above) - C(theta)) / h
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


def worked(place, C, theta, h):
    (i,) = place
    up, down = moved(theta, i, h), moved(theta, i, -h)
    formula = f"(C({vector(up)}) - C({vector(down)})) / {num(2 * h)} = ({num(C(up))} - {part(C(down))}) / {num(2 * h)}"
    return f"[{i}]: {formula} = {num((C(up) - C(down)) / (2 * h))}"


# Right ways in other styles


def rows_of_the_identity(C, theta, h):
    return [(C(theta + h * e) - C(theta - h * e)) / (2 * h) for e in np.eye(len(theta))]


def with_lists(C, theta, h):
    slopes = []
    for i in range(len(theta)):
        above, below = list(theta), list(theta)
        above[i] += h
        below[i] -= h
        slopes.append(float(C(above) - C(below)) / (2 * h))
    return tuple(slopes)


def moves_and_puts_back(C, theta, h):
    if theta.dtype.kind != "f":
        theta = theta.astype(float)
    gradient = np.empty(theta.size)
    for i, here in enumerate(theta.copy()):
        theta[i] = here + h
        gradient[i] = C(theta) / (2 * h)
        theta[i] = here - h
        gradient[i] -= C(theta) / (2 * h)
        theta[i] = here
    return gradient


def gradient_recursive(C, theta, h, i=0):
    if i == len(theta):
        return []
    e = np.zeros(len(theta))
    e[i] = h
    return [(C(theta + e) - C(theta - e)) / (h + h), *gradient_recursive(C, theta, h, i + 1)]


EXERCISE = Exercise(
    id="numerical-gradient",
    section=UPHILL,
    name=Text("Der Gradient durch Wackeln", "The gradient by wiggling"),
    task=Text(
        "Miss den Gradienten von `C` an der Stelle `theta`: für jeden Eintrag den symmetrischen Quotienten mit dem Schritt `h`, alle anderen Einträge "
        "bleiben dabei stehen. `C` nimmt einen Vektor und gibt eine Zahl zurück, `theta` ist ein Vektor beliebiger Länge. Danach muss `theta` genau "
        "sein, wie es war. Auch ganze Zahlen in `theta` sollen gelingen.",
        "Measure the gradient of `C` at `theta`: for each entry the central difference with the step `h`, while all "
        "other entries stay put. `C` takes a vector and returns a number; `theta` is a vector of any length. "
        "Afterward, `theta` must be exactly as it was. Integers in `theta` should work too.",
    ),
    solution=numerical_gradient,
    worked=worked,
    cases=gradient_cases,
    edges=gradient_edges,
    mistakes=(
        Mistake(
            "all-at-once",
            Text(
                "Das ist eine einzige Zahl, die Summe aller Steigungen: Du bewegst alle Einträge von theta auf einmal, oder du addierst, was du misst.",
                "This is a single number, the sum of all the slopes: you move all entries of theta at once, or you add up what you measure.",
            ),
            Text(
                "Der Gradient sagt für jeden Parameter einzeln, wie sich die Kosten ändern. Dazu darf sich immer nur einer bewegen.",
                "The gradient says, for each parameter on its own, how the cost changes. So only one of them may move at a time.",
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
                "An entry that you wiggled is not back where it was afterward.",
            ),
            Text(
                "So werden die nächsten Steigungen an einem anderen Ort gemessen. Merk dir den Wert vor dem Wackeln und setze ihn danach wieder ein.",
                "Then the next slopes are measured in a different place. Save the value before the wiggle and put it back afterward.",
            ),
            (
                *(steps_and_stays(in_place, back) for in_place in (True, False) for back in (0, 2)),
                *(never_back(in_place) for in_place in (True, False)),
                *(beside_a_copy(symmetrically) for symmetrically in (True, False)),
            ),
        ),
        Mistake(
            "nearly-restored",
            Text(
                "Deine Steigungen stimmen, aber theta ist danach nicht genau, wie es war: Durch + h und − h bleibt ein Rundungsrest.",
                "Your slopes are right, but theta is not exactly as it was: adding and subtracting h leaves a rounding error.",
            ),
            Text(
                "1 + 0,1 − 0,2 + 0,1 ist für den Computer nicht genau 1. Merk dir den Wert vor dem Wackeln und setze ihn wieder ein, statt zurückzurechnen.",
                "To the computer, 1 + 0.1 − 0.2 + 0.1 is not exactly 1. Save the value before the wiggle and put it back instead of computing it back.",
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
                "a = theta copies nothing; it only gives the array a second name. theta.copy() makes a copy.",
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
                "From + h to − h it is twice h; if you go back by only h, you are at the start again.",
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
                "Only the first entry is computed.",
            ),
            Text(
                "Steht dein return eingerückt in der Schleife? Dann endet die Funktion schon nach der ersten Runde.",
                "Is your return indented inside the loop? Then the function ends after the first pass.",
            ),
            (
                lambda C, theta, h: np.array([symmetric(C, theta, 0, h)] + [0.0] * (len(theta) - 1)),
                lambda C, theta, h: np.array([symmetric(C, theta, 0, h)]),
                lambda C, theta, h: symmetric(C, theta, 0, h),
            ),
        ),
        Mistake(
            "last-only",
            Text("Das ist nur die Steigung nach dem letzten Eintrag.", "This is only the slope for the last entry."),
            Text(
                "Jeder Eintrag hat seine eigene Steigung: Schreib in der Schleife gradient[i] = …",
                "Every entry has its own slope: write gradient[i] = … in the loop.",
            ),
            (lambda C, theta, h: symmetric(C, theta, len(theta) - 1, h),),
        ),
        Mistake(
            "divided-by-h",
            Text(
                "Jede Steigung ist doppelt so groß: Du teilst durch h statt durch 2h.",
                "Every slope is twice as large: you divide by h instead of 2h.",
            ),
            Text(
                "Von here − h bis here + h ist der Weg zweimal h lang.",
                "From here − h to here + h, the distance is twice h.",
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
                "You need the central difference: once up by h, once down by h, then divide by 2h. It is much more accurate.",
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
                "The gradient points uphill: C at + h minus C at − h. The minus only comes in with the step.",
            ),
            (in_every_entry(lambda C, theta, i, h: -symmetric(C, theta, i, h)),),
        ),
        Mistake(
            "absolute",
            Text(
                "Das ist der Betrag jeder Steigung: Wo C fällt, ist deine Zahl trotzdem positiv.",
                "This is the absolute value of each slope: where C falls, your number is still positive.",
            ),
            Text(
                "Fällt C, muss die Steigung negativ sein, sonst weiß der Abstieg nicht, wohin. Lass abs() weg, und zieh nicht das Kleinere vom Größeren ab.",
                "Where C falls, the slope must be negative, or the descent does not know where to go. Leave out abs(), and do not subtract the smaller value from the larger one.",
            ),
            (in_every_entry(lambda C, theta, i, h: abs(symmetric(C, theta, i, h))),),
        ),
        Mistake(
            "integer-theta",
            Text(
                "Für Kommazahlen stimmt es. Enthält theta ganze Zahlen, wird unterwegs etwas auf ganze Zahlen abgeschnitten.",
                "For decimals it is right. If theta contains integers, something gets cut down to integers along the way.",
            ),
            Text(
                "Ein Array ganzer Zahlen wirft beim Hineinschreiben alles nach dem Komma weg, und np.zeros_like übernimmt den Typ. Leg Arrays mit dtype=float an.",
                "An array of integers drops everything after the decimal point when you write into it, and np.zeros_like takes over the type. Create arrays with dtype=float.",
            ),
            (
                cut_moves(True),
                cut_moves(False),
                cut_gradient,
                cut_step(True),
                cut_step(False),
            ),
        ),
        Mistake(
            "single-number",
            Text(
                "C bekommt bei dir eine einzelne Zahl, einen Eintrag von theta.",
                "You pass C a single number, one entry of theta.",
            ),
            Text(
                "C nimmt immer den ganzen Vektor. Bewege darin einen Eintrag, die anderen bleiben stehen.",
                "C always takes the whole vector. Move one entry in it; the others stay put.",
            ),
            (lambda C, theta, h: np.array([(C(t + h) - C(t - h)) / (2 * h) for t in theta]),),
        ),
        Mistake(
            "others-zero",
            Text(
                "Die anderen Einträge sind bei dir 0, während du an einem wackelst.",
                "In your code, the other entries are 0 while you wiggle one.",
            ),
            Text(
                "Gemessen wird an der Stelle theta: Beginne mit einer Kopie von theta, nicht mit Nullen.",
                "We measure at theta: start with a copy of theta, not with zeros.",
            ),
            (in_every_entry(lambda C, theta, i, h: (C(alone(theta, i, h)) - C(alone(theta, i, -h))) / (2 * h)),),
        ),
    ),
    hints=(
        Text(
            "Geh mit einer Schleife durch alle Einträge und miss jeden für sich. Die Ergebnisse sammelst du in einem Array aus Kommazahlen.",
            "Go through all the entries in a loop and measure each one on its own. Collect the results in an array of floats.",
        ),
        Text(
            "Mach dir zuerst eine Kopie aus Kommazahlen: np.array(theta, dtype=float). An ihr darfst du wackeln, auch wenn theta ganze Zahlen enthält.",
            "First make yourself a copy of floats: np.array(theta, dtype=float). That one you may wiggle, even if theta contains integers.",
        ),
        Text(
            "Für jedes i: merke dir here = theta[i]; rechne C einmal mit here + h und einmal mit here - h an dieser Stelle; setze dann wieder here ein.",
            "For each i: save here = theta[i]; compute C once with here + h and once with here - h in that position; then put here back.",
        ),
        Text(
            "Nennst du die beiden Kosten above und below, dann ist der Eintrag i gleich (above - below) / (2 * h). Das return steht nach der Schleife.",
            "If above and below are the two costs, then entry i is (above - below) / (2 * h). The return comes after the loop.",
        ),
    ),
    rewrites=(
        rows_of_the_identity,
        with_lists,
        moves_and_puts_back,
        gradient_recursive,
    ),
)
