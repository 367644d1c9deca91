"""Exercise zoo-layers: Which layers are right?"""

import numpy as np

from nncourse.exercises.by_hand import num
from nncourse.exercises.c08 import DIAGNOSE
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def right_layers(gradients, quotients):
    right = []
    for g, q in zip(gradients, quotients, strict=True):
        lengths = np.linalg.norm(g) + np.linalg.norm(q)
        right.append(bool(np.linalg.norm(g - q) <= 1e-5 * lengths))
    return right


def layers_of(rng, *kinds):
    """Gradients with their quotients: "right" is off by what a quotient is off, "tiny" is wrong but small."""
    gradients, quotients = [], []
    for kind in kinds:
        q = np.round(rng.normal(0, 1, int(rng.integers(2, 6))), 2) + 0.005
        off = {
            "right": 1e-9,
            "wrong": 0.1,
            "tiny": 0.1,
            "large": 1e-8,
            "half": 0.0,
            "small": 1e-8,
            "close": 0.0,
            "just right": 0.0,
            "just wrong": 0.0,
            "nearer": 0.0,
        }[kind]
        size = {"tiny": 1e-7, "small": 1e-4, "large": 1e5}.get(kind, 1.0)
        g = {"half": 0.5, "close": 1.001, "just right": 1 + 1.6e-5, "nearer": 1 + 4e-6, "just wrong": 1 + 6e-5}.get(kind, 1.0) * q + off * rng.choice(
            [-1.0, 1.0], q.shape
        )
        gradients.append(size * g)
        quotients.append(size * q)
    return gradients, quotients


def layers_cases(rng):
    return [
        ([np.array([1.0, 2.0, 5.0]), np.array([3.0])], [np.array([1.5, 1.5, 5.0]), np.array([3.0])]),
        layers_of(rng, "half", "wrong", "right"),
        layers_of(rng, "right", "tiny", "large"),
        layers_of(rng, "wrong", "small", "right", "right"),
        layers_of(rng, "right", "right"),
        layers_of(rng, "tiny", "wrong"),
        layers_of(rng, "close", "just right", "just wrong", "nearer"),
    ]


def layers_edges(rng):
    """A dead layer: all zeros, in both."""
    return [([np.zeros(3), np.array([1.0, -2.0])], [np.zeros(3), np.array([1.0, -2.0])])]


def worked(place, gradients, quotients):
    k = place[0]
    g, q = gradients[k], quotients[k]
    off, lengths = np.linalg.norm(g - q), np.linalg.norm(g) + np.linalg.norm(q)
    is_right = right_layers(gradients, quotients)[k]
    error = f"{num(off / lengths)} {'<=' if is_right else '>'} 1e-5" if lengths else "0 / 0"
    return f"[{k}]: |g - q| / (|g| + |q|) = {num(off)} / {num(lengths)} = {error}: {is_right}"


def with_limit(limit):
    def wrong(gradients, quotients):
        lengths = [np.linalg.norm(g) + np.linalg.norm(q) for g, q in zip(gradients, quotients, strict=True)]
        off = [np.linalg.norm(g - q) for g, q in zip(gradients, quotients, strict=True)]
        return [bool(one <= limit * other) for one, other in zip(off, lengths, strict=True)]

    return wrong


def divides_by_zero(gradients, quotients):
    with np.errstate(invalid="ignore"):
        pairs = list(zip(gradients, quotients, strict=True))
        errors = [np.linalg.norm(g - q) / (np.linalg.norm(g) + np.linalg.norm(q)) for g, q in pairs]
    return [bool(error <= 1e-5) for error in errors]


# Right ways in other styles


def layers_by_comprehension(gradients, quotients):
    def error(g, q):
        return np.linalg.norm(g - q) / max(np.linalg.norm(g) + np.linalg.norm(q), 1e-300)

    return [error(*pair) < 1e-5 for pair in zip(gradients, quotients, strict=True)]


def layers_by_index(gradients, quotients):
    right = np.ones(len(gradients), dtype=bool)
    for k in range(len(gradients)):
        g, q = gradients[k], quotients[k]
        total = np.sqrt(np.sum(g**2)) + np.sqrt(np.sum(q**2))
        right[k] = total == 0 or np.sqrt(np.sum((g - q) ** 2)) / total <= 1e-5
    return right


EXERCISE = Exercise(
    id="zoo-layers",
    section=DIAGNOSE,
    name=Text("Welche Schichten stimmen?", "Which layers are right?"),
    task=Text(
        "`gradients` und `quotients` sind Listen mit einem Vektor für jede Schicht: der Gradient deiner Backpropagation und der Differenzenquotient. Gib eine Liste zurück, für jede Schicht "
        "`True`, wenn der relative Fehler $\\lVert g - q \\rVert / (\\lVert g \\rVert + \\lVert q \\rVert)$ höchstens $10^{-5}$ ist, sonst `False`. Sind beide überall 0, stimmt die Schicht.",
        "`gradients` and `quotients` are lists with one vector for each layer: the gradient from your "
        "backpropagation and the difference quotient. Return a list with one answer for each layer: `True` if its "
        "relative error $\\lVert g - q \\rVert / (\\lVert g \\rVert + \\lVert q \\rVert)$ is at most $10^{-5}$, otherwise "
        "`False`. If both are 0 everywhere, the layer is right.",
    ),
    solution=right_layers,
    worked=worked,
    cases=layers_cases,
    edges=layers_edges,
    mistakes=(
        Mistake(
            "absolute",
            Text(
                "Du vergleichst den Unterschied selbst mit 1e-5, nicht den relativen Fehler.",
                "You compare the difference itself with 1e-5, not the relative error.",
            ),
            Text(
                "In den vorderen Schichten sind Gradienten oft winzig. Dort sähe jeder falsche richtig aus.",
                "In the early layers, gradients are often tiny. Every wrong one would look right there.",
            ),
            (
                lambda gradients, quotients: [
                    bool(np.linalg.norm(g - q) <= 1e-5) for g, q in zip(gradients, quotients, strict=True)
                ],
                lambda gradients, quotients: [
                    bool(np.abs(g - q).max() <= 1e-5) for g, q in zip(gradients, quotients, strict=True)
                ],
            ),
        ),
        Mistake(
            "exact",
            Text(
                "Du verlangst, dass alle Stellen gleich sind. Ein Differenzenquotient ist nie so genau.",
                "You want all digits to be equal. A difference quotient is never that exact.",
            ),
            Text(
                "Auch ein richtiger Gradient weicht in den letzten Stellen ab. Nimm den relativen Fehler.",
                "Even a right gradient is off in the last digits. Use the relative error.",
            ),
            (
                lambda gradients, quotients: [
                    bool(np.array_equal(g, q)) for g, q in zip(gradients, quotients, strict=True)
                ],
            ),
        ),
        Mistake(
            "negated",
            Text("True und False sind vertauscht.", "True and False are swapped."),
            Text("True heißt hier: Diese Schicht stimmt.", "True means here: this layer is right."),
            (lambda gradients, quotients: [not right for right in right_layers(gradients, quotients)],),
        ),
        Mistake(
            "reversed",
            Text("Deine Liste beginnt bei der letzten Schicht.", "Your list begins with the last layer."),
            Text(
                "Untersucht wird von hinten nach vorn, die Antwort steht von der ersten Schicht zur letzten.",
                "You examine from back to front; the answer goes from the first layer to the last.",
            ),
            (lambda gradients, quotients: right_layers(gradients, quotients)[::-1],),
        ),
        Mistake(
            "one-answer",
            Text("Du gibst eine Antwort für alle Schichten.", "You give one answer for all layers."),
            Text(
                "Welche Schicht stimmt, verrät, wo der Fehler steckt. Gib für jede eine Antwort.",
                "Which layers are right tells you where the bug is. Give an answer for each of them.",
            ),
            (lambda gradients, quotients: all(right_layers(gradients, quotients)),),
        ),
        Mistake(
            "numbers",
            Text(
                "Das sind die relativen Fehler selbst, gefragt ist für jede Schicht True oder False.",
                "These are the relative errors themselves; you need True or False for each layer.",
            ),
            Text("Vergleiche jeden mit 1e-5.", "Compare each one with 1e-5."),
            (
                lambda gradients, quotients: [
                    np.linalg.norm(g - q) / (np.linalg.norm(g) + np.linalg.norm(q))
                    for g, q in zip(gradients, quotients, strict=True)
                ],
            ),
        ),
        Mistake(
            "allclose",
            Text(
                "Eine Schicht mit winzigem Gradienten gilt bei dir als richtig, obwohl sie ganz falsch ist.",
                "Yours counts a layer with a tiny gradient as right, even though it is completely wrong.",
            ),
            Text(
                "np.allclose erlaubt immer noch einen festen Unterschied von 1e-8 (atol). Vergleiche mit dem relativen Fehler.",
                "np.allclose always allows a fixed difference of 1e-8 as well (atol). Compare by the relative error.",
            ),
            (lambda gradients, quotients: [np.allclose(*pair) for pair in zip(gradients, quotients, strict=True)], lambda gradients, quotients: [np.allclose(*pair, rtol=2e-5) for pair in zip(gradients, quotients, strict=True)]),
        ),
        Mistake(
            "other-limit",
            Text(
                "Deine Schwelle ist nicht 1e-5.",
                "Your threshold is not 1e-5.",
            ),
            Text(
                "1e-5 ist 0,00001, also 10 hoch minus 5; 10e-5 ist das Zehnfache davon.",
                "1e-5 is 0.00001, or 10 to the power of minus 5; 10e-5 is ten times that.",
            ),
            (with_limit(1e-4), with_limit(1e-6), with_limit(1e-3)),
        ),
        Mistake(
            "nan-for-zeros",
            Text(
                "Eine Schicht, die in beiden ganz 0 ist, gilt bei dir als falsch.",
                "Yours counts a layer that is all 0 in both as wrong.",
            ),
            Text(
                "Dort ist 0 durch 0 zu teilen, das gibt nan, und nan ist mit nichts zu vergleichen. Multipliziere die Ungleichung mit dem Nenner, oder behandle diesen Fall eigens.",
                "There you divide 0 by 0, which gives nan, and nan cannot be compared with anything. Multiply the inequality by the denominator, or handle this case separately.",
            ),
            (divides_by_zero,),
        ),
        Mistake(
            "one-length",
            Text(
                "Du teilst nur durch eine der beiden Längen.",
                "You divide by only one of the two lengths.",
            ),
            Text(
                "Im Nenner steht ‖g‖ + ‖q‖. Mit nur einer Länge wird der Fehler etwa doppelt so groß.",
                "The denominator is ‖g‖ + ‖q‖. With only one length, the error gets about twice as large.",
            ),
            (lambda gradients, quotients: [bool(np.linalg.norm(g - q) <= 1e-5 * np.linalg.norm(q)) for g, q in zip(gradients, quotients, strict=True)],),
        ),
        Mistake(
            "any-entry",
            Text(
                "Eine Schicht gilt bei dir schon als richtig, wenn ein einziger Eintrag stimmt.",
                "Yours counts a layer as right as soon as a single entry is right.",
            ),
            Text(
                "Alle Einträge zählen. Der relative Fehler nimmt die Länge des ganzen Unterschieds.",
                "All the entries count. The relative error takes the length of the whole difference.",
            ),
            (lambda gradients, quotients: [bool(np.any(np.isclose(g, q, rtol=1e-5, atol=0))) for g, q in zip(gradients, quotients, strict=True)],),
        ),
    ),
    hints=(
        Text(
            "Geh mit `zip(gradients, quotients)` durch beide Listen und häng für jede Schicht eine Antwort an.",
            "Go through both lists with `zip(gradients, quotients)` and append an answer for each layer.",
        ),
        Text(
            "Die Länge eines Vektors ist `np.linalg.norm(v)`. Im Zähler steht die von `g - q`, im Nenner die Summe von zweien.",
            "The length of a vector is `np.linalg.norm(v)`. The numerator is the length of `g - q`; the denominator is the sum of two lengths.",
        ),
        Text(
            "Ohne zu teilen geht es auch, wenn beide 0 sind: `np.linalg.norm(g - q) <= 1e-5 * (np.linalg.norm(g) + np.linalg.norm(q))`.",
            "Without dividing, it also works when both are 0: `np.linalg.norm(g - q) <= 1e-5 * (np.linalg.norm(g) + np.linalg.norm(q))`.",
        ),
    ),
    rewrites=(layers_by_comprehension, layers_by_index),
)
