"""Exercise zoo-doubled: A test that needs no quotient."""

import numpy as np

from nncourse.exercises.by_hand import vector
from nncourse.exercises.c08 import PORTRAITS
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

# Gradients of a linear neuron: two weights and the bias


def mean_gradient(X, G):
    error = 2 / len(X) * (X @ np.array([[0.3], [-0.7]]) + 0.1 - G)
    return np.append(error.T @ X, error.sum())


def sum_gradient(X, G):
    return len(X) * mean_gradient(X, G)


def bias_twice_gradient(X, G):
    return mean_gradient(X, G) / np.array([1, 1, len(X)])


def first_weight_gradient(X, G):
    return mean_gradient(X, G) / np.array([len(X), 1, 1])


def turning_gradient(X, G):
    """As long as the right one, whatever the number of samples is, with the same entries, in another order."""
    return np.roll(mean_gradient(X, G), len(X) % 2)


def first_sample(X, G):
    """Exactly the same however often the samples are there: rounding has no part in it."""
    return np.append(X[0], G[0])


def half_gradient(X, G):
    return mean_gradient(X, G) / 2


WRONG = (sum_gradient, bias_twice_gradient, first_weight_gradient, turning_gradient)


def same_when_doubled(gradient, X, G):
    once = gradient(X, G)
    twice = gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))
    return np.allclose(once, twice)


def doubled_cases(rng):
    """Right and wrong ones; so many right ones that rounding shows in one of them."""

    def data(n):
        return rng.normal(0, 1, (n, 2)), rng.normal(0, 1, (n, 1))

    wrong = [(gradient, *data(3)) for gradient in WRONG]
    return [
        (mean_gradient, *data(3)),
        *wrong,
        (half_gradient, *data(5)),
        (first_sample, *data(4)),
        *((mean_gradient, *data(7)) for _ in range(4)),
    ]


def negated(gradient, X, G):
    return not same_when_doubled(gradient, X, G)


def exact(gradient, X, G):
    return bool(np.array_equal(gradient(X, G), gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))))


def worked(place, gradient, X, G):
    once, twice = gradient(X, G), gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))
    shown = f"gradient(X, G) = {vector(once)}; gradient(np.vstack([X, X]), np.vstack([G, G])) = {vector(twice)}"
    return f"{shown}: {same_when_doubled(gradient, X, G)}"


# Right ways in other styles


def with_relative_error(gradient, X, G):
    once, twice = gradient(X, G), gradient(np.concatenate([X, X]), np.concatenate([G, G]))
    return float(np.linalg.norm(once - twice)) <= 1e-9 * float(np.linalg.norm(once) + np.linalg.norm(twice))


def with_repeat(gradient, X, G):
    before, after = gradient(X, G), gradient(np.repeat(X, 2, axis=0), np.repeat(G, 2, axis=0))
    return all(abs(a - b) < 1e-9 for a, b in zip(before, after, strict=True))


EXERCISE = Exercise(
    id="zoo-doubled",
    section=PORTRAITS,
    name=Text("Eine Prüfung ohne Quotienten", "A check without quotients"),
    task=Text(
        "`gradient` ist eine Funktion: `gradient(X, G)` gibt einen Vektor zurück. Schreib die Prüfung „Beispiele verdoppeln“: Gib `True` zurück, wenn sich der Gradient nicht ändert, sobald jedes "
        "Beispiel, also jede Zeile von `X` und `G`, doppelt vorkommt, sonst `False`. Rundung darf keine Rolle spielen.",
        "`gradient` is a function: `gradient(X, G)` returns a vector. Write the check “double the samples”: return "
        "`True` if the gradient does not change when every sample, that is, every row of `X` and `G`, appears twice; "
        "otherwise return `False`. Rounding must not matter.",
    ),
    solution=same_when_doubled,
    worked=worked,
    cases=doubled_cases,
    mistakes=(
        Mistake(
            "always",
            Text("Deine Prüfung ist mit jedem Gradienten zufrieden.", "Your check passes every gradient."),
            Text(
                "Eine Prüfung, die nie durchfällt, prüft nichts. Probier sie mit einem falschen Gradienten aus, etwa der Summe.",
                "A check that never fails checks nothing. Try it on a wrong gradient, such as the sum.",
            ),
            (lambda gradient, X, G: True,),
        ),
        Mistake(
            "never",
            Text("Deine Prüfung ist mit keinem Gradienten zufrieden.", "Your check passes no gradient at all."),
            Text(
                "Der richtige Gradient muss sie bestehen. Hast du die Werte verdoppelt statt der Beispiele?",
                "The right gradient must pass it. Did you double the values instead of the samples?",
            ),
            (lambda gradient, X, G: False, lambda gradient, X, G: np.allclose(gradient(X, G), gradient(2 * X, 2 * G))),
        ),
        Mistake(
            "negated",
            Text("True und False sind vertauscht.", "True and False are swapped."),
            Text("True heißt hier: nichts hat sich geändert.", "True means here: nothing has changed."),
            (negated,),
        ),
        Mistake(
            "exact",
            Text(
                "Du verlangst, dass jede Stelle gleich ist. Rundung ändert die letzten.",
                "You want every digit to be equal. Rounding changes the last ones.",
            ),
            Text(
                "Kommazahlen vergleicht man mit einem Spielraum: np.allclose, oder der relative Fehler.",
                "Compare floats with some tolerance: np.allclose, or the relative error.",
            ),
            (exact,),
        ),
        Mistake(
            "not-the-bias",
            Text(
                "Du vergleichst nicht alle Einträge: Der letzte fehlt.",
                "You do not compare all entries: the last one is missing.",
            ),
            Text(
                "Gerade im Bias steckt oft der Fehler: „zweimal gemittelt“ ist nur dort falsch.",
                "The bug is often in the bias: “averaged twice” is wrong only there.",
            ),
            (
                lambda gradient, X, G: np.allclose(
                    gradient(X, G)[:-1], gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))[:-1]
                ),
                lambda gradient, X, G: np.isclose(
                    gradient(X, G)[0], gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))[0]
                ),
            ),
        ),
        Mistake(
            "not-all",
            Text(
                "Deine Prüfung lässt falsche Gradienten durch, von denen ein Eintrag gleich bleibt.",
                "Your check passes wrong gradients in which one entry stays the same.",
            ),
            Text("Alle müssen gleich bleiben: np.all, nicht np.any. Und der Spielraum muss so klein sein, dass nur Rundung hineinpasst.", "All of them must stay the same: np.all, not np.any. And the tolerance must be so small that only rounding fits in."),
            (
                lambda gradient, X, G: np.isclose(
                    gradient(X, G), gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))
                ).any(),
            ),
        ),
        Mistake(
            "entry-by-entry",
            Text(
                "Du gibst für jeden Eintrag eine Antwort, gefragt ist eine für alle.",
                "You give one answer per entry; you need one answer for all of them.",
            ),
            Text("np.all macht aus vielen True und False eines.", "np.all turns many True and False values into one."),
            (lambda gradient, X, G: np.isclose(gradient(X, G), gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))),),
        ),
        Mistake(
            "only-x",
            Text(
                "Nur X ist doppelt, G nicht (oder umgekehrt).",
                "Only X is doubled, not G (or the other way around).",
            ),
            Text(
                "Zu jedem Beispiel gehört sein Ziel: Verdopple beide.",
                "Every sample has its goal: double both.",
            ),
            (lambda gradient, X, G: np.allclose(gradient(np.vstack([X, X]), G), gradient(X, G)), lambda gradient, X, G: np.allclose(gradient(X, np.vstack([G, G])), gradient(X, G))),
        ),
        Mistake(
            "columns",
            Text(
                "Du hängst die Beispiele nebeneinander: So bekommt jedes doppelt so viele Eingaben.",
                "You put the samples side by side: that gives each of them twice as many inputs.",
            ),
            Text(
                "Beispiele sind Zeilen. np.vstack([X, X]) stellt sie untereinander.",
                "Samples are rows. np.vstack([X, X]) stacks them one below the other.",
            ),
            (lambda gradient, X, G: np.allclose(gradient(np.hstack([X, X]), np.hstack([G, G])), gradient(X, G)), lambda gradient, X, G: np.allclose(gradient(np.hstack([X, X]), G), gradient(X, G))),
        ),
        Mistake(
            "summary-only",
            Text(
                "Deine Prüfung lässt einen falschen Gradienten durch, dessen Einträge nur vertauscht sind.",
                "Your check passes a wrong gradient whose entries are only swapped.",
            ),
            Text(
                "Summe, Mittelwert oder Länge können gleich sein, obwohl die Einträge verschieden sind. Vergleiche Eintrag mit Eintrag.",
                "The sum, the mean, or the length can be equal even though the entries differ. Compare entry by entry.",
            ),
            (lambda gradient, X, G: np.isclose(gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1))).sum(), gradient(X, G).sum()), lambda gradient, X, G: np.isclose(np.linalg.norm(gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1)))), np.linalg.norm(gradient(X, G)))),
        ),
        Mistake(
            "twice-expected",
            Text(
                "Bei dir muss der Gradient doppelt so groß werden, damit du True sagst.",
                "In your version, the gradient must get twice as large before you say True.",
            ),
            Text(
                "Gemittelt wird über die Beispiele: Doppelt so viele, doppelt so viel Summe, derselbe Mittelwert. True heißt: Es ändert sich nichts.",
                "The mean is over the samples: twice as many samples, twice the sum, the same mean. True means that nothing changes.",
            ),
            (lambda gradient, X, G: np.allclose(gradient(np.tile(X, (2, 1)), np.tile(G, (2, 1))), 2 * gradient(X, G)),),
        ),
    ),
    hints=(
        Text(
            "Ruf `gradient` zweimal auf: einmal mit `X` und `G`, einmal mit allen Zeilen doppelt.",
            "Call `gradient` twice: once with `X` and `G`, once with every row doubled.",
        ),
        Text(
            "`np.tile(X, (2, 1))` hängt `X` noch einmal darunter.",
            "`np.tile(X, (2, 1))` puts a second copy of `X` below the first.",
        ),
        Text(
            "Vergleiche beide mit `np.allclose`: Es lässt Rundung zu und fragt nach allen Einträgen.",
            "Compare the two with `np.allclose`: it allows for rounding and looks at all the entries.",
        ),
    ),
    rewrites=(with_relative_error, with_repeat),
)
