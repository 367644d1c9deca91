"""Exercise xor-weights: XOR by hand."""

import numpy as np

from nncourse.exercises.by_hand import num, products
from nncourse.exercises.c02 import NONLINEAR, relu
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.ladder import Rung, Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def xor_weights():
    W1 = np.array([[1, 1], [1, 1]])
    b1 = np.array([0, -1])
    W2 = np.array([[1, -2]])
    b2 = np.array([0])
    return W1, b1, W2, b2


CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
FORMS = {"W1": (2, 2), "b1": (2,), "W2": (1, 2), "b2": (1,)}
NEAR = 0.01


def xor_judge(args, result):
    """Run the four inputs through a learner's network and see what it computes."""
    if not isinstance(result, (list, tuple)) or len(result) != 4:
        return Verdict.wrong(
            found=Text(
                "Zurückkommen sollen genau vier Dinge, W1, b1, W2 und b2, durch Kommas getrennt.",
                "Return exactly four things, W1, b1, W2, and b2, separated by commas.",
            ),
        )
    parts = [as_numbers(part) for part in result]
    shapes = [None if part is None else part.shape for part in parts]
    if shapes != list(FORMS.values()) and sorted(map(str, shapes)) == sorted(map(str, FORMS.values())):
        return Verdict.wrong("order", Text(*[f"{', '.join(FORMS)}: {', '.join(map(str, shapes))}"] * 2))
    for name, part, size in zip(("W1", "b1", "W2", "b2"), parts, ((2, 2), 2, 2, 1), strict=True):
        if part is None:
            return Verdict.wrong(found=Text(f"{name} besteht nicht aus Zahlen.", f"{name} is not made of numbers."))
        if part.shape != size if name == "W1" else part.size != size:
            return Verdict.wrong(found=of_shape(name, part))
    misshapen = [of_shape(name, part) for name, part in zip(FORMS, parts, strict=True) if part.shape != FORMS[name]]
    W1, b1, W2, b2 = (part.astype(float).reshape(-1) for part in parts)
    W1 = W1.reshape(2, 2)
    if not all(np.isfinite(part).all() for part in (W1, b1, W2, b2)):
        return Verdict.wrong(
            found=Text(
                "Unter den Gewichten oder Biases ist inf oder nan.", "There is inf or nan among the weights or biases."
            ),
        )
    with np.errstate(all="ignore"):
        verdict = xor_verdict(W1, b1, W2, b2[0])
    right_numbers = verdict.rung is Rung.PASSED
    return Verdict.wrong("shapes", misshapen[0]) if right_numbers and misshapen else verdict


def of_shape(name, part):
    return Text(
        f"{name} hat die Form {part.shape}. Für zwei Eingaben, zwei verdeckte Neuronen und einen Ausgang braucht es {FORMS[name]}.",
        f"{name} has shape {part.shape}. Two inputs, two hidden neurons, and one output need {FORMS[name]}.",
    )


def xor_verdict(W1, b1, W2, b2):
    """Name what a network with these finite numbers does."""

    def is_xor(outputs):
        return bool(np.all(np.abs(outputs - XOR) <= NEAR))

    Z = CORNERS @ W1.T + b1
    outputs = relu(Z) @ W2 + b2
    steps = np.where(Z > 0, 1.0, 0.0) @ W2 + b2
    numbers = ", ".join(f"{0.0 + round(output, 3):g}" for output in outputs.tolist())
    found = Text(
        f"Die Ausgänge für (0, 0), (0, 1), (1, 0), (1, 1) sind {numbers}; verlangt sind 0, 1, 1, 0.",
        f"The outputs for (0, 0), (0, 1), (1, 0), (1, 1) are {numbers}; they should be 0, 1, 1, 0.",
    )
    if is_xor(outputs):
        return Verdict.right(
            Text(
                f"das Netz rechnet XOR: Aus (0, 0), (0, 1), (1, 0), (1, 1) wird {numbers}.",
                f"the network computes XOR: (0, 0), (0, 1), (1, 0), (1, 1) become {numbers}.",
            ),
        )
    never_bends = np.all(np.all(Z >= 0, axis=0) | np.all(Z <= 0, axis=0))
    tests = {
        "linear": never_bends,
        "transposed": is_xor(relu(CORNERS @ W1 + b1) @ W2 + b2),
        "inverted": is_xor(1 - outputs),
        "or": np.all(np.abs(outputs - [0, 1, 1, 1]) <= NEAR),
        "and": np.all(np.abs(outputs - [0, 0, 0, 1]) <= NEAR),
        "rough": np.array_equal(outputs > 0.5, XOR == 1),
        "step": np.array_equal(steps > 0, XOR == 1) or np.array_equal(steps > 0.5, XOR == 1),
        "lifted": np.ptp(outputs - XOR) <= NEAR,
        "one-corner": np.sum(np.abs(outputs - XOR) > NEAR) == 1,
    }
    mistake = next((name for name, shown in tests.items() if shown), None)
    return Verdict.wrong(mistake, found, corner_by_hand(relu(Z), W2, b2, outputs))


def corner_by_hand(hidden, W2, b2, outputs):
    """Work out the first corner that is wrong."""
    k = int(np.argmax(np.abs(outputs - XOR) > NEAR))
    corner, a = tuple(int(x) for x in CORNERS[k]), hidden[k]
    formula = f"{products(W2, a)} + ({num(b2)}) = {num(outputs[k])}"
    return Text(
        f"Von Hand bei {corner}: Die verdeckten Neuronen geben {num(a[0])} und {num(a[1])} weiter, der Ausgang ist {formula}.",
        f"By hand at {corner}: the hidden neurons pass on {num(a[0])} and {num(a[1])}, the output is {formula}.",
    )


# Right ways in other styles


def xor_two_sides():
    """|x1 − x2|: one neuron for each sign."""
    return [[1, -1], [-1, 1]], [0, 0], [[1, 1]], [0]


def xor_from_above():
    """1 − |x1 + x2 − 1|, in float32."""
    W1 = np.array([[1, 1], [-1, -1]], dtype=np.float32)
    return W1, np.array([-1, 1], dtype=np.float32), np.array([[-1, -1]], dtype=np.float32), (1.0,)


def xor_scaled():
    return 10 * np.ones((2, 2)), np.array([0.0, -10.0]), np.array([[0.1, -0.2]]), np.zeros(1)


EXERCISE = Exercise(
    id="xor-weights",
    section=NONLINEAR,
    name=Text("XOR von Hand", "XOR by hand"),
    task=Text(
        "Stell ein Netz für XOR von Hand ein: zwei Eingaben, zwei verdeckte Neuronen mit ReLU, ein Ausgang **ohne** Aktivierungsfunktion. "
        "Für (0, 0), (0, 1), (1, 0), (1, 1) soll der Ausgang 0, 1, 1, 0 sein. Gib `W1, b1, W2, b2` zurück, mit den Formen (2, 2), (2,), "
        "(1, 2), (1,). Es gibt viele richtige Antworten; findest du eine andere als die des Kapitels?",
        "Set up a network for XOR by hand: two inputs, two hidden neurons with ReLU, one output **without** an "
        "activation function. For (0, 0), (0, 1), (1, 0), (1, 1), the output should be 0, 1, 1, 0. Return `W1, b1, "
        "W2, b2`, with the shapes (2, 2), (2,), (1, 2), (1,). There are many right answers; can you find one other "
        "than the chapter’s?",
    ),
    solution=xor_weights,
    judge=xor_judge,
    mistakes=(
        Mistake(
            "linear",
            Text(
                "Keines deiner verdeckten Neuronen hat seinen Knick zwischen den vier Punkten: Die verdeckte Schicht könnte man weglassen.",
                "None of your hidden neurons has its kink between the four points: the hidden layer could be left out.",
            ),
            Text(
                "Solange ein Signal an allen vier Punkten dasselbe Vorzeichen hat, rechnet ReLU dort wie eine Gerade (oder gibt immer 0), "
                "und eine Gerade kann kein XOR. Mit einem Bias oder mit Gewichten verschiedener Vorzeichen liegt der Knick zwischen den Punkten.",
                "As long as a signal has the same sign at all four points, ReLU acts there like a straight line (or always gives 0), "
                "and a straight line cannot do XOR. With a bias, or with weights of different signs, the kink lies between the points.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [0, 0], [[1, -2]], [0]),
                lambda: ([[1, 0], [0, 1]], [0, 0], [[1, 1]], [0]),
                lambda: ([[1, 1], [-1, -1]], [0, 0], [[1, 1]], [0]),
                lambda: (np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2)), [0.5]),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Mit transponiertem W1 würde dein Netz XOR rechnen: Zeilen und Spalten von W1 sind vertauscht.",
                "With W1 transposed, your network would compute XOR: the rows and columns of W1 are swapped.",
            ),
            Text(
                "Eine Zeile von W1 gehört einem verdeckten Neuron, eine Spalte einer Eingabe.",
                "A row of W1 belongs to a hidden neuron, a column to an input.",
            ),
            (lambda: ([[1, 2], [1, 2]], [0, -2], [[1, -1]], [0]),),
        ),
        Mistake(
            "inverted",
            Text("Das ist genau das Gegenteil: 1, 0, 0, 1.", "This is exactly the opposite: 1, 0, 0, 1."),
            Text(
                "Der Ausgang soll 1 sein, wenn genau eine der beiden Eingaben 1 ist, nicht wenn beide gleich sind.",
                "The output should be 1 when exactly one of the two inputs is 1, not when both are equal.",
            ),
            (lambda: ([[1, 1], [1, 1]], [0, -1], [[-1, 2]], [1]),),
        ),
        Mistake(
            "or",
            Text("Das ist ODER: 0, 1, 1, 1.", "This is OR: 0, 1, 1, 1."),
            Text(
                "Nur bei (1, 1) ist der Ausgang noch zu groß. Sieh nach, welche Neuronen sich dort melden und wie viel sie dazugeben oder abziehen.",
                "Only at (1, 1) is the output still too large. Check which neurons respond there, and how much they add or subtract.",
            ),
            (lambda: ([[1, 1], [1, 1]], [0, -1], [[1, -1]], [0]),),
        ),
        Mistake(
            "and",
            Text("Das ist UND: 0, 0, 0, 1.", "This is AND: 0, 0, 0, 1."),
            Text(
                "Ein Neuron, das sich erst bei (1, 1) meldet, ist nützlich, aber zum Abziehen. Das andere muss schon bei einer einzigen 1 ansprechen.",
                "A neuron that responds only at (1, 1) is useful, but for subtracting. The other one must already respond to a single 1.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [-1, -1], [[1, 0]], [0]),
                lambda: ([[1, 1], [0, 0]], [-1, 0], [[1, 1]], [0]),
            ),
        ),
        Mistake(
            "rough",
            Text(
                "Alle vier Ausgänge liegen auf der richtigen Seite von 0,5, aber es sind nicht 0 und 1.",
                "All four outputs are on the right side of 0.5, but they are not 0 and 1.",
            ),
            Text(
                "Die Richtung stimmt schon. Sieh dir die vier Zahlen an: Mit W2 und b2 kannst du sie strecken und verschieben.",
                "You are already headed in the right direction. Look at the four numbers: with W2 and b2 you can stretch and shift them.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [0, -1], [[3, -6]], [0]),
                lambda: ([[1, 1], [1, 1]], [0, -1], [[0.8, -1.6]], [0.1]),
            ),
        ),
        Mistake(
            "step",
            Text(
                "Mit einer Stufenfunktion, die nur 0 oder 1 gibt, wäre das XOR. Hier ist aber ReLU gefragt.",
                "With a step function, which gives only 0 or 1, this would be XOR. But here it has to be ReLU.",
            ),
            Text(
                "ReLU gibt bei einem positiven Signal das Signal selbst weiter, nicht 1: bei (1, 1) also mehr als bei (0, 1).",
                "For a positive signal, ReLU passes on the signal itself, not 1: so more at (1, 1) than at (0, 1).",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [-0.5, -1.5], [[1, -1]], [-0.5]),
                lambda: ([[1, 1], [1, 1]], [-0.5, -1.5], [[1, -1]], [0]),
            ),
        ),
        Mistake(
            "shapes",
            Text(
                "Mit deinen Zahlen rechnet das Netz XOR, aber eines der vier Arrays hat nicht die verlangte Form.",
                "With your numbers the network computes XOR, but one of the four arrays does not have the required shape.",
            ),
            Text(
                "W hat eine Zeile für jedes Neuron, auch wenn es nur eines ist: zwei Paar eckige Klammern. b ist ein Vektor mit einem Eintrag für jedes Neuron: ein Paar.",
                "W has a row for every neuron, even if there is only one: two pairs of square brackets. b is a vector with one entry for every neuron: one pair.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [0, -1], [1, -2], [0]),
                lambda: ([[1, 1], [1, 1]], [0, -1], [[1], [-2]], [0]),
                lambda: ([[1, 1], [1, 1]], [0, -1], [[1, -2]], 0),
                lambda: ([[1, 1], [1, 1]], [[0], [-1]], [[1, -2]], [[0]]),
            ),
        ),
        Mistake(
            "order",
            Text(
                "Die vier Dinge stehen in einer anderen Reihenfolge.",
                "The four things are in a different order.",
            ),
            Text(
                "Zurückkommen sollen W1, b1, W2, b2: von jeder Schicht erst die Gewichte, dann die Biases.",
                "Return W1, b1, W2, b2: for each layer, the weights first, then the biases.",
            ),
            (lambda: ([[1, 1], [1, 1]], [[1, -2]], [0, -1], [0]), lambda: ([0, -1], [[1, 1], [1, 1]], [0], [[1, -2]])),
        ),
        Mistake(
            "lifted",
            Text(
                "Alle vier Ausgänge sind um dieselbe Zahl zu groß oder zu klein.",
                "All four outputs are too large or too small by the same number.",
            ),
            Text(
                "Die Form stimmt schon. Eine Zahl, die überall dazukommt, ist der Bias des Ausgangs.",
                "The pattern is already right. A number that is added everywhere is the output’s bias.",
            ),
            (lambda: ([[1, 1], [1, 1]], [0, -1], [[1, -2]], [1]), lambda: ([[1, 1], [1, 1]], [0, -1], [[1, -2]], [-1])),
        ),
        Mistake(
            "one-corner",
            Text(
                "Drei der vier Ausgänge stimmen, einer nicht.",
                "Three of the four outputs are right, one is not.",
            ),
            Text(
                "Sieh dir die verdeckten Neuronen genau dort an: Welches soll sich nur dort melden, und wie viel muss der Ausgang von ihm abziehen oder dazunehmen?",
                "Look at the hidden neurons right there: which of them should respond only there, and how much of it must the output subtract or add?",
            ),
            (lambda: ([[1, 1], [1, 1]], [0, -1], [[1, 2]], [0]), lambda: ([[1, 1], [1, 1]], [0, -1], [[1, 0]], [0])),
        ),
    ),
    hints=(
        Text(
            "Zähle die Einsen. Ohne Eins soll der Ausgang 0 sein, bei einer Eins 1, bei zwei Einsen wieder 0.",
            "Count the ones. With no ones the output should be 0, with a single one it should be 1, with two ones 0 again.",
        ),
        Text(
            "Das erste Neuron zählt die Einsen: $a_1 = \\text{ReLU}(x_1 + x_2)$. Das zweite soll sich erst melden, wenn es zwei sind. "
            "Welcher Bias macht das?",
            "The first neuron counts the ones: $a_1 = \\text{ReLU}(x_1 + x_2)$. The second should respond only when "
            "there are two. Which bias does that?",
        ),
        Text(
            "Mit $a_2 = \\text{ReLU}(x_1 + x_2 - 1)$ bekommst du für null, eine, zwei Einsen: $a_1 = 0, 1, 2$ und $a_2 = 0, 0, 1$. "
            "Wie oft muss man $a_2$ von $a_1$ abziehen, damit 0, 1, 0 herauskommt?",
            "With $a_2 = \\text{ReLU}(x_1 + x_2 - 1)$ you get, for zero, one, and two ones, $a_1 = 0, 1, 2$ and $a_2 "
            "= 0, 0, 1$. How many times must $a_2$ be subtracted from $a_1$ to get 0, 1, 0?",
        ),
        Text(
            "Ein anderer Weg: Ein Neuron meldet sich nur bei (1, 0), das andere nur bei (0, 1), etwa $\\text{ReLU}(x_1 - x_2)$. "
            "Der Ausgang addiert beide.",
            "Another way: one neuron responds only to (1, 0), the other only to (0, 1), such as $\\text{ReLU}(x_1 - "
            "x_2)$. The output adds the two.",
        ),
    ),
    rewrites=(
        xor_two_sides,
        xor_from_above,
        xor_scaled,
    ),
)
