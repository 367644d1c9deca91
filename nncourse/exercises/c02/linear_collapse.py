"""Exercise linear-collapse: Two layers are one."""

import numpy as np

from nncourse.exercises.by_hand import num, part, products
from nncourse.exercises.c02 import NONLINEAR, decimals, network
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def collapse(W1, b1, W2, b2):
    W = W2 @ W1
    b = W2 @ b1 + b2
    return W, b


def collapse_cases(rng):
    small = (
        np.array([[1.0, 2.0], [0.0, 1.0]]),
        np.array([1.0, -1.0]),
        np.array([[2.0, 1.0], [1.0, 3.0]]),
        np.array([3.0, 1.0]),
    )
    cases = [small]
    for sizes in ((2, 2, 2), (3, 2, 4), (2, 3, 2)):
        (W1, W2), (b1, b2) = network(rng, *sizes)
        cases.append((W1, b1, W2, b2))
    return cases


def worked(place, W1, b1, W2, b2):
    which, i, *rest = place
    if which == 0:
        (j,) = rest
        return f"W[{i}, {j}] = W2[{i}] @ W1[:, {j}] = {products(W2[i], W1[:, j])} = {num(W2[i] @ W1[:, j])}"
    formula = f"{products(W2[i], b1)} + {part(b2[i])}"
    return f"b[{i}] = W2[{i}] @ b1 + b2[{i}] = {formula} = {num(W2[i] @ b1 + b2[i])}"


# Right ways in other styles


def collapse_by_probing(W1, b1, W2, b2):
    """Ask the two layers: at 0 they give b, at the unit vectors a column of W more."""

    def both(x):
        return W2 @ (W1 @ x + b1) + b2

    b = both(np.zeros(W1.shape[1]))
    return np.column_stack([both(e) - b for e in np.eye(W1.shape[1])]), b


def collapse_loops(W1, b1, W2, b2):
    hidden = range(len(b1))
    W = [[sum(W2[i][h] * W1[h][j] for h in hidden) for j in range(W1.shape[1])] for i in range(len(b2))]
    b = [sum(W2[i][h] * b1[h] for h in hidden) + b2[i] for i in range(len(b2))]
    return [W, b]


def collapse_einsum(W1, b1, W2, b2):
    W1, b1, W2, b2 = (part.astype(np.float32) for part in (W1, b1, W2, b2))
    return np.einsum("ih,hj->ij", W2, W1), np.einsum("ih,h->i", W2, b1) + b2


EXERCISE = Exercise(
    id="linear-collapse",
    section=NONLINEAR,
    name=Text("Zwei Schichten sind eine", "Two layers are one"),
    task=Text(
        "Zwei Schichten ohne Aktivierungsfunktion, erst $W_1, b_1$, dann $W_2, b_2$, rechnen dasselbe wie eine einzige. "
        "Gib deren Gewichte und Bias zurück, als Paar `(W, b)`.",
        "Two layers without an activation function, first $W_1, b_1$, then $W_2, b_2$, compute the same thing as a "
        "single layer. Return that layer’s weights and bias as a pair `(W, b)`.",
    ),
    solution=collapse,
    worked=worked,
    returns=("W", "b"),
    cases=collapse_cases,
    edges=lambda rng: [(decimals(rng, 1, 2), decimals(rng, 1), decimals(rng, 3, 1), decimals(rng, 3))],
    mistakes=(
        Mistake(
            "order",
            Text(
                "Hier steht W₁ mal W₂: Die Reihenfolge ist vertauscht.",
                "This is W₁ times W₂: the order is swapped.",
            ),
            Text(
                "Auf x wirkt zuerst W₁, also steht es am nächsten bei x: W₂ (W₁ x). Beim Ausmultiplizieren bleibt die Reihenfolge stehen.",
                "W₁ acts on x first, so it stands right next to x: W₂ (W₁ x). Multiplying out keeps that order.",
            ),
            (
                lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
                lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b2 + b1),
                lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b1 + b2),
                lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
                lambda W1, b1, W2, b2: (W1 @ W2, b2),
            ),
        ),
        Mistake(
            "bias-forgotten",
            Text(
                "W stimmt. Als b steht hier nur b₂, der Bias der ersten Schicht ist verloren.",
                "W is right. Your b is only b₂; the first layer’s bias is lost.",
            ),
            Text(
                "Die zweite Schicht bekommt W₁ x + b₁ als Ganzes. Multipliziere die Klammer aus: W₂ trifft beide Teile.",
                "The second layer gets W₁ x + b₁ as a whole. Multiply out the parentheses: W₂ reaches both parts.",
            ),
            (lambda W1, b1, W2, b2: (W2 @ W1, b2),),
        ),
        Mistake(
            "second-bias-forgotten",
            Text(
                "W stimmt. In b fehlt der Bias der zweiten Schicht.",
                "W is right. In b, the second layer’s bias is missing.",
            ),
            Text(
                "b₂ kommt nach der zweiten Matrix noch dazu, unverändert.",
                "b₂ is added after the second matrix, unchanged.",
            ),
            (lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1),),
        ),
        Mistake(
            "bias-added",
            Text(
                "W stimmt. Als b steht hier b₁ + b₂, einfach addiert.",
                "W is right. Your b is b₁ + b₂, the two added directly.",
            ),
            Text(
                "b₁ geht noch durch die zweite Schicht, bevor b₂ dazukommt. Sind beide verschieden lang, lassen sie sich gar nicht addieren.",
                "b₁ still goes through the second layer before b₂ is added. If their lengths differ, they cannot be added at all.",
            ),
            (lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2),),
        ),
        Mistake(
            "bias-other-way",
            Text(
                "W stimmt. In b ist ein Bias durch die falsche Matrix gegangen.",
                "W is right. In b, a bias went through the wrong matrix.",
            ),
            Text(
                "Welche Matrix sieht b₁ noch vor sich? Nur die der zweiten Schicht. b₂ kommt danach und sieht keine mehr.",
                "Which matrix does b₁ still have ahead of it? Only the second layer’s. b₂ comes after that and has none.",
            ),
            (
                lambda W1, b1, W2, b2: (W2 @ W1, W1 @ b2 + b1),
                lambda W1, b1, W2, b2: (W2 @ W1, W1 @ b1 + b2),
                lambda W1, b1, W2, b2: (W2 @ W1, W2 @ (b1 + b2)),
                lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b2 + b1),
                lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
            ),
        ),
        Mistake(
            "elementwise",
            Text(
                "Hier sind die Matrizen Eintrag für Eintrag multipliziert (mit *) oder addiert.",
                "You multiplied the matrices entry by entry (with *), or added them.",
            ),
            Text(
                "Zwei Schichten hintereinander sind ein Matrixprodukt: jede Zeile von W₂ mit jeder Spalte von W₁. In Python ist das @.",
                "Two layers in a row are a matrix product: every row of W₂ with every column of W₁. In Python that is @.",
            ),
            (
                lambda W1, b1, W2, b2: (W2 * W1, W2 @ b1 + b2),
                lambda W1, b1, W2, b2: (W2 * W1, W2 * b1 + b2),
                lambda W1, b1, W2, b2: (W2 * W1, b1 + b2),
                lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Dein W liegt quer: Zeilen und Spalten sind vertauscht.",
                "Your W lies on its side: rows and columns are swapped.",
            ),
            Text(
                "W soll die Form (n_out, n_in) haben, damit W @ x dasselbe gibt wie die beiden Schichten.",
                "W should have shape (n_out, n_in), so that W @ x gives the same as the two layers.",
            ),
            (
                lambda W1, b1, W2, b2: ((W2 @ W1).T, W2 @ b1 + b2),
                lambda W1, b1, W2, b2: (W1.T @ W2.T, W2 @ b1 + b2),
            ),
        ),
        Mistake(
            "swapped-result",
            Text("Bias und Gewichte sind vertauscht: Das ist (b, W).", "Bias and weights are swapped: this is (b, W)."),
            Text("Zurückkommen soll zuerst W, dann b.", "Return W first, then b."),
            (lambda W1, b1, W2, b2: (W2 @ b1 + b2, W2 @ W1),),
        ),
    ),
    hints=(
        Text(
            "Schreib beide Schichten als eine Formel für $x$: $W_2\\,(W_1 x + b_1) + b_2$.",
            "Write both layers as one formula for $x$: $W_2\\,(W_1 x + b_1) + b_2$.",
        ),
        Text(
            "Multipliziere die Klammer aus. Was vor $x$ steht, ist $W$; alles andere ist $b$.",
            "Multiply out the parentheses. What stands in front of $x$ is $W$; everything else is $b$.",
        ),
        Text(
            "$W_2 W_1 x + W_2 b_1 + b_2$. Jetzt nur noch in Python: Matrixprodukte schreibt man mit `@`.",
            "$W_2 W_1 x + W_2 b_1 + b_2$. Now all that is left is the Python: matrix products are written with `@`.",
        ),
    ),
    rewrites=(
        collapse_by_probing,
        collapse_loops,
        collapse_einsum,
    ),
)
