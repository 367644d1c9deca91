"""Exercise cost-one: The cost of one sample."""

import numpy as np

from nncourse.exercises.by_hand import num, part, plus, summed
from nncourse.exercises.c03 import CROSS_ENTROPY, HALF, ONE, decimals
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def cost_one(O, G):
    return np.sum((O - G) ** 2)


def one_sample(rng, n):
    """An output and a goal that is 1 at one place."""
    return decimals(rng, n), np.eye(n)[rng.integers(n)]


def worked(place, O, G):
    formula = plus(f"({num(o)} - {part(g)})^2" for o, g in zip(O, G, strict=True))
    return f"{formula} = {summed((O - G) ** 2)} = {num(cost_one(O, G))}"


def cross_entropies(O, G):
    """Of the single outputs: with both parts, and with that of the goals only."""
    with np.errstate(all="ignore"):
        one, other = -G * np.log(O), -(1 - G) * np.log(1 - O)
    return np.nan_to_num(one + other), np.nan_to_num(one)


# Right ways in other styles


def cost_one_loop(O, G):
    total = 0.0
    for i in range(len(O)):
        total += (O[i] - G[i]) ** 2
    return float(total)


def cost_one_recursive(O, G):
    if len(O) == 0:
        return 0
    return (O[0] - G[0]) ** 2 + cost_one_recursive(O[1:], G[1:])


class CostOne:
    def __call__(self, O, G):
        D = np.float32(O) - np.float32(G)
        return D @ D


EXERCISE = Exercise(
    id="cost-one",
    section=ONE,
    name=Text("Die Kosten eines Beispiels", "The cost of one sample"),
    task=Text(
        "Berechne die Kosten **eines** Beispiels. `O` ist der Ausgang des Netzes und `G` das Ziel, beide mit der Form (n_out,). "
        "Zurück kommt eine Zahl.",
        "Compute the cost of **one** sample. `O` is the output of the network and `G` is the goal, both with shape "
        "(n_out,). Return one number.",
    ),
    solution=cost_one,
    worked=worked,
    cases=lambda rng: [
        (np.array([0.9, 0.5, 0.2]), np.array([1.0, 0.0, 0.0])),  # the largest share stands in the middle
        one_sample(rng, 4),
        one_sample(rng, 2),
        (decimals(rng, 5), decimals(rng, 5)),
    ],
    edges=lambda rng: [(np.array([1.0, 0.0]), np.array([1.0, 0.0])), (decimals(rng, 1), np.array([1.0]))],
    mistakes=(
        Mistake(
            "vector",
            Text(
                "Das sind die Beiträge der einzelnen Ausgänge, noch nicht addiert.",
                "These are the contributions of the individual outputs, not added up yet.",
            ),
            Text(
                "Die Kosten sind eine einzige Zahl, sonst ließen sich zwei Netze nicht vergleichen.",
                "The cost is a single number; otherwise you could not compare two networks.",
            ),
            (lambda O, G: (O - G) ** 2,),
        ),
        Mistake(
            "no-square",
            Text(
                "Das ist die Summe der Differenzen, ohne Quadrat.",
                "This is the sum of the differences, without the square.",
            ),
            Text(
                "So heben sich ein Zuviel und ein Zuwenig gegenseitig auf. Quadrate sind nie negativ.",
                "This way, too much and too little cancel. Squares are never negative.",
            ),
            (lambda O, G: np.sum(O - G), lambda O, G: np.sum(G - O)),
        ),
        Mistake(
            "absolute",
            Text(
                "Hier stehen die Beträge |O − G| statt der Quadrate.",
                "You use the absolute values |O − G| instead of the squares.",
            ),
            Text(
                "Mit dem Quadrat zählt ein großer Fehler mehr als viele kleine. Außerdem hat der Betrag einen Knick, und der stört beim Ableiten.",
                "With the square, one big error counts more than many small ones. Also, the absolute value has a kink, which gets in the way when you differentiate.",
            ),
            (lambda O, G: np.sum(np.abs(O - G)), lambda O, G: np.mean(np.abs(O - G))),
        ),
        Mistake(
            "mean-outputs",
            Text(
                "Das ist der Mittelwert über die Ausgänge, nicht die Summe.",
                "This is the mean over the outputs, not the sum.",
            ),
            Text(
                "Vereinbart ist: Summe über die Ausgänge. Gemittelt wird erst über die Beispiele.",
                "The convention is: sum over the outputs. The mean comes only later, over the samples.",
            ),
            (lambda O, G: np.mean((O - G) ** 2),),
        ),
        Mistake(
            "root",
            Text(
                "Hier ist am Ende noch eine Wurzel gezogen.",
                "You took a square root at the end.",
            ),
            Text(
                "Die Wurzel gibt den Abstand (das rechnet auch np.linalg.norm). Die Kosten sind der quadrierte Abstand, ohne Wurzel.",
                "The root gives the distance (np.linalg.norm computes that too). The cost is the squared distance, without a root.",
            ),
            (
                lambda O, G: np.sqrt(np.sum((O - G) ** 2)),
                lambda O, G: np.sqrt(np.mean((O - G) ** 2)),
            ),
        ),
        Mistake(
            "half",
            *HALF,
            (lambda O, G: np.sum((O - G) ** 2) / 2,),
        ),
        Mistake(
            "square-of-sum",
            Text(
                "Das ist das Quadrat der Summe: erst addiert, dann quadriert.",
                "This is the square of the sum: you added first, then squared.",
            ),
            Text(
                "Jede Differenz wird für sich quadriert. Sonst heben sich Zuviel und Zuwenig auf, bevor das Quadrat es verhindern kann.",
                "Square each difference on its own. Otherwise too much and too little cancel before the square can prevent it.",
            ),
            (lambda O, G: np.sum(O - G) ** 2,),
        ),
        Mistake(
            "difference-of-squares",
            Text(
                "Hier sind O und G erst quadriert und dann voneinander abgezogen.",
                "You squared O and G first and then subtracted.",
            ),
            Text(
                "Erst die Differenz, dann das Quadrat. Sonst können die Kosten sogar negativ werden.",
                "First the difference, then the square. Otherwise the cost can even be negative.",
            ),
            (lambda O, G: np.sum(O**2 - G**2), lambda O, G: np.sum(G**2 - O**2)),
        ),
        Mistake(
            "product",
            Text(
                "Das ist 2 mal die Differenz statt hoch 2: Ein Stern zu wenig.",
                "This is 2 times the difference instead of its square: you are one star short.",
            ),
            Text("In Python heißt * mal und ** hoch.", "In Python, * multiplies and ** raises to a power."),
            (lambda O, G: np.sum((O - G) * 2),),
        ),
        Mistake(
            "first-only",
            Text(
                "Das ist nur der Beitrag eines einzigen Ausgangs.",
                "This is the contribution of a single output only.",
            ),
            Text(
                "Alle Ausgänge zählen. Steht ein return in der Schleife, oder steht = statt +=?",
                "All outputs count. Is there a return inside the loop, or = instead of +=?",
            ),
            (lambda O, G: (O[0] - G[0]) ** 2, lambda O, G: (O[-1] - G[-1]) ** 2),
        ),
        Mistake(
            "largest",
            Text("Das ist nur der größte der Beiträge.", "This is only the largest contribution."),
            Text(
                "Alle Ausgänge zählen: Die Beiträge werden addiert.",
                "All outputs count: add up the contributions.",
            ),
            (lambda O, G: np.max((O - G) ** 2),),
        ),
        Mistake(
            "cross-entropy",
            *CROSS_ENTROPY,
            (lambda O, G: cross_entropies(O, G)[0].sum(), lambda O, G: cross_entropies(O, G)[1].sum(), lambda O, G: cross_entropies(O, G)[0].mean()),
        ),
    ),
    hints=(
        Text(
            "Für jeden Ausgang: Differenz bilden, quadrieren. Dann alles addieren.",
            "For each output: take the difference, square it. Then add everything up.",
        ),
        Text(
            "`O - G` gibt alle Differenzen auf einmal, und `** 2` quadriert jeden Eintrag.",
            "`O - G` gives all the differences at once, and `** 2` squares every entry.",
        ),
        Text(
            "`(O - G) ** 2` ist ein Vektor. `np.sum` macht eine Zahl daraus.",
            "`(O - G) ** 2` is a vector. `np.sum` turns it into one number.",
        ),
    ),
    rewrites=(
        cost_one_loop,
        cost_one_recursive,
        CostOne(),
        lambda O, G: np.dot(O - G, O - G),
        lambda O, G: np.linalg.norm(O - G) ** 2,
        lambda O, G: sum((o - g) ** 2 for o, g in zip(O, G, strict=True)),
        lambda O, G: O @ O - 2 * O @ G + G @ G,
    ),
)
