"""Exercise fit-line: Learning a line."""

import numpy as np

from nncourse.exercises.c04 import WHY_NOT_SOLVE
from nncourse.exercises.c04.numerical_gradient import rows_of_the_identity
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.ladder import Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


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
        return Verdict.wrong(found=Text("Erwartet werden zwei Zahlen: (w, b).", "Two numbers are expected: (w, b)."))
    w, b = (float(number) for number in numbers.reshape(-1))
    cost, start = line_cost(w, b, x, y), line_cost(0, 0, x, y)
    best = line_cost(*np.polyfit(x, y, 1), x, y)
    enough = best + 1e-4 * np.var(y)
    cost, best = unless_rounding(cost), unless_rounding(best)
    found = Text(
        "Deine Gerade hat die Kosten {cost:.3g}; am kleinsten wären {best:.3g}.",
        "Your line has the cost {cost:.3g}; the smallest possible would be {best:.3g}.",
    ).format(cost=cost, best=best)
    if cost <= enough:
        found = Text(
            "Die Kosten sind praktisch so klein wie möglich: {cost:.3g}.",
            "The cost is practically as small as possible: {cost:.3g}.",
        )
        return Verdict.right(found.format(cost=cost))
    if line_cost(b, w, x, y) <= enough:
        return Verdict.wrong("swapped", found)
    if np.allclose((w, b), np.polyfit(y, x, 1), rtol=1e-2, atol=1e-6):
        return Verdict.wrong("other-way", found)
    if b == 0:
        return Verdict.wrong("no-bias", found)
    if w == 0:
        return Verdict.wrong("flat", found)
    if not cost <= 4 * start:
        return Verdict.wrong("diverged", found)
    met = int(np.sum(np.abs(w * x + b - y) < 1e-6 * np.std(y)))
    if met:
        return Verdict.wrong("one-point" if met == 1 else "two-points", found)
    if at_rest(1, x, w, b, x, y):
        return Verdict.wrong("without-x", found)
    if at_rest(x, 1, w, b, x, y):
        return Verdict.wrong("with-x", found)
    return Verdict.wrong("stopped-early" if on_the_way(w, b, x, y) else None, found)


def on_the_way(w, b, x, y):
    """Whether w and b lie between a start at 0 and the best line, roughly."""
    shares = np.array([w, b]) / np.polyfit(x, y, 1)
    return bool(np.all((shares > -0.1) & (shares < 1.3)))


def at_rest(one, other, w, b, x, y):
    """Whether one slope, the mean of the errors times this, is 0 here, and the other is far from it."""
    off = w * x + b - y
    return abs(np.mean(off * one)) < 1e-4 * np.std(y) and abs(np.mean(off * other)) > 1e-2 * np.std(y)


def unless_rounding(cost):
    """A cost, or 0 for what is only rounding."""
    return 0.0 if abs(cost) < 1e-12 else cost


def without_x(x, y):
    w, b = 0.0, 0.0
    for _ in range(2000):
        error = w * x + b - y
        w, b = w - 0.1 * np.mean(2 * error), b - 0.1 * np.mean(2 * error)
    return w, b


def with_x_in_both(x, y):
    w, b = 0.0, 0.0
    for _ in range(2000):
        error = w * x + b - y
        w, b = w - 0.1 * np.mean(2 * error * x), b - 0.1 * np.mean(2 * error * x)
    return w, b


def through_the_ends(x, y):
    w = (y[-1] - y[0]) / (x[-1] - x[0])
    return w, y[0] - w * x[0]


def last_point_only(x, y):
    w, b = 0.0, 0.0
    for _ in range(1000):
        error = w * x[-1] + b - y[-1]
        w, b = w - 0.05 * 2 * error * x[-1], b - 0.05 * 2 * error
    return w, b


def descent_on_line(L, steps, change_w=True, change_b=True, sign=1):
    def wrong(x, y):
        w, b = 0.0, 0.0
        for _ in range(steps):
            error = w * x + b - y
            slope_w, slope_b = np.mean(2 * error * x), np.mean(2 * error)
            w, b = w - sign * L * slope_w * change_w, b - sign * L * slope_b * change_b
        return w, b

    return wrong


# Right ways in other styles


def line_solved(x, y):
    return np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]


def line_with_plain_numbers(x, y):
    w = b = 0
    for _ in range(3000):
        slope_w = slope_b = 0
        for xj, yj in zip(x, y, strict=True):
            slope_w += 2 * (w * xj + b - yj) * xj / len(x)
            slope_b += 2 * (w * xj + b - yj) / len(x)
        w, b = w - 0.01 * slope_w, b - 0.01 * slope_b
    return [float(w), float(b)]


def line_by_wiggling(x, y):
    theta = np.array([5.0, -5.0])
    for _ in range(300):
        theta = theta - 0.2 * np.array(rows_of_the_identity(lambda t: np.mean((t[0] * x + t[1] - y) ** 2), theta, 1e-5))
    return theta


def line_in_float32(x, y):
    w, b = np.polyfit(x, y, 1).astype(np.float32)
    return np.array([w]), np.array([b])


EXERCISE = Exercise(
    id="fit-line",
    section=WHY_NOT_SOLVE,
    name=Text("Eine Gerade lernen", "Learning a line"),
    task=Text(
        "`x` und `y` sind Vektoren, die Punkte $(x_j, y_j)$. Finde durch Gradientenabstieg die Gerade $w x + b$ mit den kleinsten Kosten, also dem "
        "kleinsten Mittelwert von $(w x_j + b - y_j)^2$, und gib `(w, b)` zurück. Geprüft wird nur, wie klein die Kosten sind.",
        "`x` and `y` are vectors, the points $(x_j, y_j)$. Use gradient descent to find the line $w x + b$ with the "
        "smallest cost, that is, the smallest mean of $(w x_j + b - y_j)^2$, and return `(w, b)`. The check only "
        "looks at how small the cost is.",
    ),
    solution=fit_line,
    cases=line_cases,
    judge=judge_line,
    seconds=30.0,
    mistakes=(
        Mistake(
            "no-bias",
            Text(
                "Dein b ist 0: Deine Gerade geht durch den Nullpunkt, die Punkte aber nicht.",
                "Your b is 0: your line goes through the origin, but the points do not.",
            ),
            Text(
                "Lass den Bias mitlernen. Auch er hat eine Steigung, ∂C/∂b, und braucht in jeder Runde seinen Schritt.",
                "Let the bias learn too. It also has a slope, ∂C/∂b, and needs its step on every pass.",
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
                "Your w is 0: your line is horizontal, but the points rise or fall.",
            ),
            Text(
                "Auch w braucht in jeder Runde seinen Schritt, mit der Steigung ∂C/∂w.",
                "w needs its step on every pass too, with the slope ∂C/∂w.",
            ),
            (lambda x, y: (0.0, np.mean(y)), descent_on_line(0.1, 1000, change_w=False)),
        ),
        Mistake(
            "swapped",
            Text(
                "Die beiden Zahlen stimmen, aber sie sind vertauscht: Zuerst kommt w, dann b.",
                "The two numbers are right, but they are swapped: w comes first, then b.",
            ),
            Text(
                "w ist die Steigung, b die Höhe bei x = 0.",
                "w is the slope, b is the height at x = 0.",
            ),
            (lambda x, y: fit_line(x, y)[::-1],),
        ),
        Mistake(
            "diverged",
            Text(
                "Deine Kosten sind größer als mit w = b = 0 oder gar nicht mehr auszurechnen: Der Weg führt vom Tal weg.",
                "Your cost is larger than with w = b = 0, or can no longer be computed: your path leads away from the valley.",
            ),
            Text(
                "Entweder ist die Lernrate zu groß, oder du gehst bergauf. Drucke die Kosten in den ersten Schritten: Springen sie hin und her, nimm ein kleineres L; "
                "wachsen sie stetig, prüfe das Vorzeichen.",
                "Either the learning rate is too large, or you are going uphill. Print the cost for the first few "
                "steps: if it jumps back and forth, use a smaller L; if it grows steadily, check the sign.",
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
                "You are still on the way: the cost is smaller than at the start, but not yet the smallest.",
            ),
            Text(
                "Mach mehr Schritte oder etwas größere. Ändert sich dann nichts mehr, prüfe die Ableitungen: In ∂C/∂w steht der Faktor x, in ∂C/∂b nicht.",
                "Take more steps, or somewhat larger ones. If nothing changes after that, check the derivatives: ∂C/∂w has the factor x, ∂C/∂b does not.",
            ),
            (descent_on_line(0.1, 5), descent_on_line(0.01, 100), descent_on_line(0.001, 1000)),
        ),
        Mistake(
            "without-x",
            Text(
                "Dein b passt genau zu deinem w, aber w ist nicht das beste.",
                "Your b is the exact match for your w, but w is not the best one.",
            ),
            Text(
                "Meist fehlt in der Steigung von w das x: Der Fehler eines Punkts hängt von w umso stärker ab, je größer sein x ist. In ∂C/∂w wird jeder Fehler mit seinem x multipliziert, in ∂C/∂b nicht.",
                "Usually the slope of w is missing the x: the larger a point’s x is, the more its error depends on w. In ∂C/∂w every error is multiplied by its x; in ∂C/∂b it is not.",
            ),
            (without_x,),
        ),
        Mistake(
            "with-x",
            Text(
                "Dein w passt genau zu deinem b, aber b ist nicht das beste.",
                "Your w is the exact match for your b, but b is not the best one.",
            ),
            Text(
                "Meist steht in der Steigung von b ein x zu viel: b hebt alle Punkte gleich weit, gleichgültig, wo sie liegen. In ∂C/∂b zählt jeder Fehler so, wie er ist, ohne x.",
                "Usually the slope of b has an x too many: b lifts all points equally far, wherever they are. In ∂C/∂b each error counts as it is, without x.",
            ),
            (with_x_in_both,),
        ),
        Mistake(
            "two-points",
            Text(
                "Deine Gerade geht genau durch zwei der Punkte.",
                "Your line goes exactly through two of the points.",
            ),
            Text(
                "Dann zählen alle anderen nicht. Die beste Gerade geht meist durch keinen Punkt genau, liegt aber im Mittel allen am nächsten.",
                "Then none of the others count. The best line usually passes through no point exactly, but on average it is closest to all of them.",
            ),
            (through_the_ends,),
        ),
        Mistake(
            "one-point",
            Text(
                "Deine Gerade trifft genau einen der Punkte, die anderen zählen bei dir nicht.",
                "Your line hits exactly one of the points; the others do not count in yours.",
            ),
            Text(
                "In jedem Schritt gehen die Fehler **aller** Punkte in die Steigungen ein, als Mittelwert. Überschreibt in deiner Schleife ein Punkt den anderen?",
                "In each step, the errors of **all** points go into the slopes, as a mean. Does one point overwrite another in your loop?",
            ),
            (last_point_only,),
        ),
        Mistake(
            "other-way",
            Text(
                "Du legst die Gerade andersherum: Sie berechnet x aus y.",
                "You fit the line the other way around: it computes x from y.",
            ),
            Text(
                "Gesucht ist w x + b nahe bei y. x ist die Eingabe, y das Ziel: Sind sie beim Aufruf vertauscht?",
                "You need w x + b close to y. x is the input, y is the goal: are they swapped in a call?",
            ),
            (lambda x, y: np.polyfit(y, x, 1), lambda x, y: line_solved(y, x)),
        ),
    ),
    hints=(
        Text(
            "Beginne mit w = 0 und b = 0 und geh in einer Schleife bergab. Du brauchst die beiden Ableitungen der Kosten, nach w und nach b.",
            "Start with w = 0 and b = 0 and go downhill in a loop. You need the two derivatives of the cost, with respect to w and with respect to b.",
        ),
        Text(
            "Mit error = w * x + b - y ist $\\partial C/\\partial w$ der Mittelwert von 2 * error * x und $\\partial C/\\partial b$ der von 2 * error.",
            "With error = w * x + b - y, $\\partial C/\\partial w$ is the mean of 2 * error * x and $\\partial C/\\partial b$ is the mean of 2 * error.",
        ),
        Text(
            "Rechne in jeder Runde zuerst **beide** Steigungen aus und ändere dann w und b.",
            "On every pass, compute **both** slopes first, and then change w and b.",
        ),
        Text(
            "Mit L = 0.1 und 1000 Runden kommst du an. Schritt: w wird zu w - L * slope_w, und b ebenso.",
            "With L = 0.1 and 1000 passes you get there. The step: w becomes w - L * slope_w, and b likewise.",
        ),
    ),
    rewrites=(
        line_solved,
        line_with_plain_numbers,
        line_by_wiggling,
        line_in_float32,
    ),
)
