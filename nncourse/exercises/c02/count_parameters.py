"""Exercise count-parameters: Counting parameters."""

import numpy as np

from nncourse.exercises.c02 import THETA
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def count_parameters(sizes):
    count = 0
    for k in range(1, len(sizes)):
        count += sizes[k] * sizes[k - 1] + sizes[k]
    return count


def count_weights(sizes):
    return sum(n_in * n_out for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True))


def worked(place, sizes):
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    layers = [f"{n_in} * {n_out} + {n_out} = {n_in * n_out + n_out}" for n_in, n_out in pairs]
    return f"{'; '.join(layers)}; {' + '.join(str(n_in * n_out + n_out) for n_in, n_out in pairs)} = {count_parameters(sizes)}"


# Right ways in other styles


def count_recursive(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + count_recursive(sizes[1:])


def count_arrays(sizes):
    return sum(np.zeros((m, n)).size + np.zeros(m).size for n, m in zip(sizes[:-1], sizes[1:], strict=True))


def count_dot(sizes):
    return float(np.dot(np.array(sizes[:-1]) + 1, sizes[1:]))


EXERCISE = Exercise(
    id="count-parameters",
    section=THETA,
    name=Text("Parameter zählen", "Counting parameters"),
    task=Text(
        "Wie viele Parameter hat ein Netz? `sizes` ist die Liste seiner Größen, die Eingabe zuerst: `[784, 30, 10]` hat 784 Eingaben, "
        "30 verdeckte Neuronen und 10 Ausgänge. Zähle Gewichte **und** Biases.",
        "How many parameters does a network have? `sizes` lists the sizes of its layers, the input first: `[784, 30, 10]` "
        "has 784 inputs, 30 hidden neurons, and 10 outputs. Count weights **and** biases.",
    ),
    solution=count_parameters,
    worked=worked,
    cases=lambda rng: [
        ([2, 3, 1],),
        ([784, 30, 10],),
        (rng.integers(2, 9, 4).tolist(),),
        (rng.integers(2, 20, 5).tolist(),),
    ],
    edges=lambda rng: [([1, 1],), (rng.integers(3, 9, 2).tolist(),)],
    mistakes=(
        Mistake(
            "no-biases",
            Text("Das sind nur die Gewichte, ohne die Biases.", "These are only the weights, without the biases."),
            Text(
                "Jedes berechnete Neuron hat außer seinen Gewichten noch einen Bias, und auch der wird gelernt.",
                "Besides its weights, every computed neuron has a bias, and that is learned too.",
            ),
            (count_weights,),
        ),
        Mistake(
            "input-biases",
            Text(
                "Hier ist auch für jede Eingabe ein Bias gezählt.",
                "You also counted a bias for every input.",
            ),
            Text(
                "Die Eingabe wird nicht berechnet, sie ist einfach da. Biases gibt es erst ab der ersten berechneten Schicht.",
                "The input is not computed, it is already there. Biases begin with the first computed layer.",
            ),
            (lambda sizes: count_weights(sizes) + sum(sizes),),
        ),
        Mistake(
            "hidden-biases",
            Text(
                "Die Biases der letzten Schicht fehlen.",
                "The biases of the last layer are missing.",
            ),
            Text(
                "Auch die Ausgänge sind berechnete Neuronen, jeder mit seinem Bias.",
                "The outputs are computed neurons too, each with its own bias.",
            ),
            (lambda sizes: count_weights(sizes) + sum(sizes[1:-1]),),
        ),
        Mistake(
            "wrong-biases",
            Text(
                "Hier hat jede Schicht so viele Biases, wie sie Eingaben hat.",
                "Yours gives every layer as many biases as it has inputs.",
            ),
            Text(
                "Ein Bias gehört zu einem Neuron. Eine Schicht hat also so viele Biases, wie sie Ausgänge hat.",
                "A bias belongs to a neuron, so a layer has as many biases as it has outputs.",
            ),
            (lambda sizes: count_weights(sizes) + sum(sizes[:-1]),),
        ),
        Mistake(
            "one-bias",
            Text(
                "Hier hat jede Schicht nur einen einzigen Bias.",
                "Yours gives every layer only one bias.",
            ),
            Text(
                "Jedes Neuron hat seinen eigenen Bias: b ist ein Vektor der Länge n_out.",
                "Every neuron has its own bias: b is a vector of length n_out.",
            ),
            (lambda sizes: count_weights(sizes) + len(sizes) - 1,),
        ),
        Mistake(
            "wraps-around",
            Text(
                "Hier ist auch die letzte Schicht mit der ersten verbunden.",
                "Yours also connects the last layer to the first.",
            ),
            Text(
                "Läuft i ab 0, dann ist sizes[i - 1] am Anfang sizes[-1], und das ist in Python der letzte Eintrag. Beginne mit range(1, len(sizes)).",
                "If i starts at 0, then sizes[i - 1] is sizes[-1] at first, and in Python that is the last entry. Start with range(1, len(sizes)).",
            ),
            (
                lambda sizes: sum(sizes[i] * sizes[i - 1] + sizes[i] for i in range(len(sizes))),
                lambda sizes: sum(sizes[i] * sizes[i - 1] for i in range(len(sizes))),
                lambda sizes: sum(sizes[i] * sizes[i - 1] for i in range(len(sizes))) + sum(sizes[1:]),
            ),
        ),
        Mistake(
            "neurons",
            Text(
                "Hier sind Neuronen gezählt (alle oder ein Teil), nicht Parameter.",
                "You counted neurons (all or some of them), not parameters.",
            ),
            Text(
                "Jedes Neuron hat ein Gewicht für jede Zahl der Schicht davor. Es kommt also auf die Verbindungen an, und die sind ein Produkt.",
                "Every neuron has one weight for each number in the layer before it. So it is the connections that count, and their number is a product.",
            ),
            (sum, lambda sizes: sum(sizes[1:]), lambda sizes: sum(sizes[:-1])),
        ),
        Mistake(
            "product",
            Text("Das ist das Produkt aller Größen.", "This is the product of all sizes."),
            Text(
                "Verbunden sind immer nur zwei benachbarte Schichten. Rechne jedes Paar für sich und addiere dann.",
                "Only neighboring layers are connected. Compute each pair on its own, then add up.",
            ),
            (lambda sizes: int(np.prod(sizes)), lambda sizes: int(np.prod(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "first-only",
            Text("Das sind nur die Parameter der ersten Schicht.", "These are only the parameters of the first layer."),
            Text(
                "Nach der ersten kommen noch mehr Schichten. Steht dein return vielleicht noch in der Schleife?",
                "More layers follow the first. Is your return perhaps still inside the loop?",
            ),
            (lambda sizes: sizes[0] * sizes[1] + sizes[1],),
        ),
        Mistake(
            "last-only",
            Text("Das sind nur die Parameter der letzten Schicht.", "These are only the parameters of the last layer."),
            Text(
                "Die Zahlen der Schichten davor sind verloren gegangen. Schreib += statt =.",
                "The counts of the earlier layers got lost. Write += instead of =.",
            ),
            (lambda sizes: sizes[-2] * sizes[-1] + sizes[-1],),
        ),
    ),
    hints=(
        Text(
            "Zähle Schicht für Schicht: Die Eingabe hat keine Parameter, jede andere Schicht hat ein `W` und ein `b`.",
            "Count layer by layer: the input has no parameters, every other layer has a `W` and a `b`.",
        ),
        Text(
            "`W` hat die Form (n_out, n_in), also $n_\\text{out} \\cdot n_\\text{in}$ Einträge; `b` hat $n_\\text{out}$.",
            "`W` has shape (n_out, n_in), so $n_\\text{out} \\cdot n_\\text{in}$ entries; `b` has $n_\\text{out}$.",
        ),
        Text(
            "Für `[784, 30, 10]`: $(30 \\cdot 784 + 30) + (10 \\cdot 30 + 10) = 23\\,860$. Geh in einer Schleife durch benachbarte Größen "
            "`sizes[k - 1]` und `sizes[k]`.",
            "For `[784, 30, 10]`: $(30 \\cdot 784 + 30) + (10 \\cdot 30 + 10) = 23{,}860$. Loop over neighboring "
            "sizes `sizes[k - 1]` and `sizes[k]`.",
        ),
    ),
    rewrites=(
        count_recursive,
        count_arrays,
        count_dot,
        lambda sizes: sum(sizes[k] * (sizes[k - 1] + 1) for k in range(1, len(sizes))),
    ),
)
