"""Exercises of chapter 5: backpropagation."""

import math

import numpy as np

from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.model import Exercise, Mistake, Text

FIRST_WHEEL = Text("Das erste Rad: die Kosten", "The first wheel: the cost")
TOGETHER = Text("Alle drei zusammen", "All three together")
PATHS = Text("Viele Wege: die Summe", "Many paths: the sum")
ALGORITHM = Text("Der ganze Algorithmus", "The whole algorithm")
CHECK = Text("Stimmt der Gradient?", "Is the gradient right?")


# What and why of mistakes that more than one exercise knows
SIGN = (
    Text(
        "Alle Vorzeichen sind umgekehrt: Am Ausgang steht G − O statt O − G.",
        "All signs are reversed: at the output you have G − O instead of O − G.",
    ),
    Text(
        "Ist ein Ausgang zu groß, muss seine Steigung positiv sein, sonst geht der Abstieg bergauf.",
        "If an output is too large, its slope must be positive, otherwise the descent goes uphill.",
    ),
)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope_at(z):
    return sigmoid(z) * (1 - sigmoid(z))


def cost_slope(O, G):
    return 2 * (O - G)


def tenths(numbers):
    """Fresh, but short enough to calculate with."""
    return np.round(numbers, 1)


def targets(rng, shape):
    """Zeros and ones: no output of a sigmoid comes close enough for its slope to drown in rounding."""
    return rng.integers(0, 2, shape).astype(float)


def cost_slope_cases(rng):
    def some(n):
        return rng.uniform(0.05, 0.95, n), np.eye(n)[rng.integers(n)]

    return [(np.array([0.8, 0.1, 0.4]), np.array([1.0, 0.0, 0.0])), some(4), (rng.normal(0, 1, 5), rng.normal(0, 1, 5))]


COST_SLOPE = Exercise(
    id="cost-slope",
    kind="function",
    section="backprop-cost",
    title=FIRST_WHEEL,
    name=Text("Die Steigung der Kosten", "The slope of the cost"),
    task=Text(
        "`O` sind die Ausgänge für **ein** Beispiel, `G` die Ziele, beide von der Form (n_out,). Die Kosten sind $C = \\sum_i (O_i - G_i)^2$. "
        "Gib $\\partial C / \\partial O_i$ für jeden Ausgang zurück.",
        "`O` are the outputs for **one** sample, `G` the targets, both of shape (n_out,). The cost is $C = \\sum_i (O_i - G_i)^2$. "
        "Return $\\partial C / \\partial O_i$ for every output.",
    ),
    stub="def cost_slope(O, G):\n    return ...",
    solution=cost_slope,
    cases=cost_slope_cases,
    mistakes=(
        Mistake(
            "no-two",
            Text("Das ist O − G: Die 2 fehlt.", "This is O − G: the 2 is missing."),
            Text(
                "Beim Ableiten des Quadrats kommt der Exponent nach vorn. Nur bei den Kosten ½(O − G)² kürzt er sich weg, und die benutzen wir nicht.",
                "When the square is differentiated, the exponent comes to the front. Only with the cost ½(O − G)² does it cancel, and that is not the one we use.",
            ),
            (lambda O, G: O - G,),
        ),
        Mistake(
            "sign",
            Text(
                "Das Vorzeichen ist umgekehrt: Bei dir steht G − O statt O − G.",
                "The sign is reversed: you have G − O instead of O − G.",
            ),
            Text(
                "Ist ein Ausgang zu groß, wachsen die Kosten mit ihm: Seine Steigung muss dann positiv sein.",
                "If an output is too large, the cost grows with it: its slope must then be positive.",
            ),
            (lambda O, G: 2 * (G - O), lambda O, G: G - O),
        ),
        Mistake(
            "summed",
            Text(
                "Das ist eine einzige Zahl: die Summe über alle Ausgänge.",
                "This is one single number: the sum over all outputs.",
            ),
            Text(
                "Die Kosten sind eine Summe, aber O_i steht nur in einem ihrer Teile. Beim Ableiten nach O_i fallen alle anderen weg, und jeder Ausgang hat seine eigene Steigung.",
                "The cost is a sum, but O_i occurs in only one of its parts. When differentiating with respect to O_i all others vanish, and every output has its own slope.",
            ),
            (lambda O, G: np.sum(2 * (O - G)), lambda O, G: np.sum(O - G)),
        ),
        Mistake(
            "mean",
            Text(
                "Du teilst durch die Zahl der Ausgänge.",
                "You divide by the number of outputs.",
            ),
            Text(
                "Unsere Kosten sind die Summe über die Ausgänge. Gemittelt wird nur über die Beispiele, und hier ist es nur eines.",
                "Our cost is the sum over the outputs. The mean is taken over the samples only, and here there is just one.",
            ),
            (
                lambda O, G: 2 * (O - G) / len(O),
                lambda O, G: (O - G) / len(O),
                lambda O, G: np.mean(2 * (O - G)),
            ),
        ),
        Mistake(
            "cost",
            Text(
                "Das sind die Kosten (O − G)² selbst, nicht ihre Steigung.",
                "This is the cost (O − G)² itself, not its slope.",
            ),
            Text(
                "Gefragt ist, wie schnell sich die Kosten mit O ändern: Leite das Quadrat ab.",
                "The question is how fast the cost changes with O: differentiate the square.",
            ),
            (lambda O, G: (O - G) ** 2, lambda O, G: np.sum((O - G) ** 2)),
        ),
        Mistake(
            "absolute",
            Text(
                "Bei dir ist alles positiv: Das Vorzeichen ging verloren.",
                "Here everything is positive: the sign got lost.",
            ),
            Text(
                "Das Vorzeichen sagt, ob der Ausgang zu groß oder zu klein ist. Ohne es weiß der Abstieg nicht, wohin.",
                "The sign says whether the output is too large or too small. Without it the descent does not know where to go.",
            ),
            (lambda O, G: 2 * np.abs(O - G), lambda O, G: np.abs(O - G)),
        ),
    ),
    hints=(
        Text(
            "Sieh dir einen einzigen Ausgang an: Wie leitet man $(O - G)^2$ nach $O$ ab?",
            "Look at one single output: what is the derivative of $(O - G)^2$ with respect to $O$?",
        ),
        Text(
            "In der Summe kommt $O_1$ nur im ersten Teil vor. Die anderen sind beim Ableiten wie Zahlen und fallen weg.",
            "In the sum, $O_1$ occurs in the first part only. The others are like numbers when differentiating, and vanish.",
        ),
        Text(
            "Es ist $\\partial C/\\partial O_i = 2\\,(O_i - G_i)$, für alle Ausgänge auf einmal ein Ausdruck mit den ganzen Vektoren.",
            "It is $\\partial C/\\partial O_i = 2\\,(O_i - G_i)$: for all outputs at once, one expression with the whole vectors.",
        ),
    ),
)


def output_gradients(a, z, O, G):
    slope = O * (1 - O)
    delta = slope * 2 * (O - G)
    return np.outer(delta, a), delta


def output_cases(rng):
    def some(n_in, n_out):
        z = tenths(rng.normal(0, 1, n_out))
        return tenths(rng.uniform(0.1, 0.9, n_in)), z, sigmoid(z), targets(rng, n_out)

    first = (np.array([1.0, 0.2]), np.zeros(2), np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    return [first, some(3, 2), some(2, 4)]


def from_delta(delta_of):
    """Right but for the delta."""

    def wrong(a, z, O, G):
        delta = delta_of(a, z, O, G)
        return np.outer(delta, a), delta

    return wrong


def of_product(product):
    """Right but for how delta and a are put together."""

    def wrong(a, z, O, G):
        delta = slope_at(z) * 2 * (O - G)
        return product(delta, a), delta

    return wrong


OUTPUT_GRADIENTS = Exercise(
    id="output-gradients",
    kind="function",
    section="backprop-output",
    title=TOGETHER,
    name=Text("Die Gradienten der Ausgangsschicht", "The gradients of the output layer"),
    task=Text(
        "Eine Ausgangsschicht mit Sigmoid, **ein** Beispiel: `a` (n_in,) sind ihre Eingaben, `z` (n_out,) ihre Signale, `O` $= \\sigma(z)$ ihre Ausgänge und "
        "`G` die Ziele. Gib `(dW, db)` zurück: die Ableitungen der Kosten $\\sum_i (O_i - G_i)^2$ nach den Gewichten (n_out, n_in) und den Biases (n_out,).",
        "An output layer with sigmoid, **one** sample: `a` (n_in,) are its inputs, `z` (n_out,) its signals, `O` $= \\sigma(z)$ its outputs and `G` the "
        "targets. Return `(dW, db)`: the derivatives of the cost $\\sum_i (O_i - G_i)^2$ with respect to the weights (n_out, n_in) and the biases (n_out,).",
    ),
    stub="def output_gradients(a, z, O, G):\n    return ...",
    solution=output_gradients,
    cases=output_cases,
    mistakes=(
        Mistake(
            "no-activation-slope",
            Text(
                "In deinem Delta fehlt σ'(z), das zweite Rad der Kette.",
                "Your delta lacks σ'(z), the second wheel of the chain.",
            ),
            Text(
                "Zwischen dem Signal z und dem Ausgang O liegt die Sigmoidfunktion. Wie stark O auf z reagiert, muss mitmultipliziert werden.",
                "Between the signal z and the output O lies the sigmoid. How strongly O reacts to z must be multiplied in.",
            ),
            (
                from_delta(lambda a, z, O, G: 2 * (O - G)),
                lambda a, z, O, G: (np.outer(2 * (O - G), a), slope_at(z) * 2 * (O - G)),
                lambda a, z, O, G: (np.outer(slope_at(z) * 2 * (O - G), a), 2 * (O - G)),
            ),
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ' an einer Aktivierung statt am Signal z: σ wird einmal zu oft angewendet.",
                "You take σ' at an activation instead of the signal z: σ is applied once too often.",
            ),
            Text(
                "Die Kette fragt, wie steil σ an der Stelle z ist. O ist schon σ(z); aus O geht es kürzer, ohne noch einmal σ.",
                "The chain asks how steep σ is at z. O is σ(z) already; from O there is a shorter way, without another σ.",
            ),
            (
                from_delta(lambda a, z, O, G: slope_at(O) * 2 * (O - G)),
                from_delta(lambda a, z, O, G: slope_at(a) * 2 * (O - G)),
            ),
        ),
        Mistake(
            "shortcut-of-z",
            Text(
                "Du rechnest z(1 − z) als Steigung, also mit dem Signal statt mit dem Ausgang.",
                "You use z(1 − z) as the slope, with the signal instead of the output.",
            ),
            Text(
                "Die kurze Formel gilt für den Ausgang eines Sigmoid-Neurons, nicht für sein Signal.",
                "The short formula holds for the output of a sigmoid neuron, not for its signal.",
            ),
            (from_delta(lambda a, z, O, G: z * (1 - z) * 2 * (O - G)),),
        ),
        Mistake(
            "no-two",
            Text(
                "Alles ist halb so groß: Die 2 der Kosten fehlt.",
                "Everything is half as large: the 2 of the cost is missing.",
            ),
            Text(
                "Die Ableitung von (O − G)² ist 2(O − G).",
                "The derivative of (O − G)² is 2(O − G).",
            ),
            (from_delta(lambda a, z, O, G: slope_at(z) * (O - G)),),
        ),
        Mistake(
            "sign",
            Text(
                "Alle Vorzeichen sind umgekehrt: Bei dir steht G − O statt O − G.",
                "All signs are reversed: you have G − O instead of O − G.",
            ),
            Text(
                "Ist der Ausgang zu groß, muss die Steigung positiv sein, sonst geht der Abstieg bergauf.",
                "If the output is too large, the slope must be positive, otherwise the descent goes uphill.",
            ),
            (
                from_delta(lambda a, z, O, G: slope_at(z) * 2 * (G - O)),
                from_delta(lambda a, z, O, G: slope_at(z) * (G - O)),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Dein dW ist gekippt: Zeilen und Spalten sind vertauscht.",
                "Your dW is transposed: rows and columns are swapped.",
            ),
            Text(
                "dW braucht die Form von W, (n_out, n_in): Zeile i gehört zum Ausgang i. Also kommt delta zuerst.",
                "dW needs the shape of W, (n_out, n_in): row i belongs to output i. So delta comes first.",
            ),
            (of_product(lambda delta, a: np.outer(a, delta)),),
        ),
        Mistake(
            "no-input",
            Text(
                "In deinem dW kommt a nicht vor: Jedes Gewicht eines Neurons bekommt dieselbe Steigung.",
                "Your dW does not contain a: every weight of a neuron gets the same slope.",
            ),
            Text(
                "Ein Gewicht lernt so viel, wie durch es hindurchging. Nur beim Bias steht statt der Eingabe eine 1.",
                "A weight learns as much as went through it. Only the bias has a 1 in place of the input.",
            ),
            (
                of_product(lambda delta, a: delta),
                of_product(lambda delta, a: delta[:, None]),
                of_product(lambda delta, a: np.outer(delta, np.ones(len(a)))),
            ),
        ),
        Mistake(
            "no-outer",
            Text(
                "Du nimmst delta und a Eintrag für Eintrag oder als Skalarprodukt mal. Das passt nur, wenn beide gleich lang sind.",
                "You multiply delta and a entry by entry or as a dot product. That only fits if both have the same length.",
            ),
            Text(
                "Zwischen jedem Eingang j und jedem Ausgang i sitzt ein Gewicht. Es braucht jedes delta_i mit jedem a_j: eine ganze Tabelle.",
                "Between every input j and every output i sits a weight. It takes every delta_i with every a_j: a whole table.",
            ),
            (of_product(lambda delta, a: delta * a), of_product(lambda delta, a: delta @ a)),
        ),
        Mistake(
            "order",
            Text(
                "Die beiden sind vertauscht: Zuerst kommt dW, dann db.", "The two are swapped: first comes dW, then db."
            ),
            Text(
                "Gefragt ist (dW, db): die Tabelle für die Gewichte, dann der Vektor für die Biases.",
                "(dW, db) is asked for: the table for the weights, then the vector for the biases.",
            ),
            (lambda a, z, O, G: output_gradients(a, z, O, G)[::-1],),
        ),
        Mistake(
            "bias-zero",
            Text("Dein db ist überall 0.", "Your db is 0 everywhere."),
            Text(
                "Auch am Bias ändert sich das Signal, und zwar eins zu eins: Seine Steigung ist delta selbst.",
                "The signal changes with the bias too, one to one: its slope is delta itself.",
            ),
            (lambda a, z, O, G: (output_gradients(a, z, O, G)[0], np.zeros(len(O))),),
        ),
    ),
    hints=(
        Text(
            "Drei Räder: die Kosten, $2\\,(O - G)$; die Aktivierung, $\\sigma'(z)$; das Signal, das bei den Gewichten $a$ beisteuert und beim Bias 1.",
            "Three wheels: the cost, $2\\,(O - G)$; the activation, $\\sigma'(z)$; the signal, which contributes $a$ for the weights and 1 for the bias.",
        ),
        Text(
            "Fasse die ersten beiden zusammen: $\\delta = \\sigma'(z) \\odot 2\\,(O - G)$. Weil $O = \\sigma(z)$ ist, gilt $\\sigma'(z) = O\\,(1 - O)$.",
            "Put the first two together: $\\delta = \\sigma'(z) \\odot 2\\,(O - G)$. Since $O = \\sigma(z)$, we have $\\sigma'(z) = O\\,(1 - O)$.",
        ),
        Text(
            "`db` ist $\\delta$ selbst. Eintrag $(i, j)$ von `dW` ist $\\delta_i\\, a_j$.",
            "`db` is $\\delta$ itself. Entry $(i, j)$ of `dW` is $\\delta_i\\, a_j$.",
        ),
        Text(
            "Jeder mit jedem heißt in NumPy np.outer. Das erste Argument bestimmt die Zeilen, und die gehören zu den Ausgängen.",
            "In NumPy, each with each is np.outer. The first argument makes the rows, and those belong to the outputs.",
        ),
    ),
)


def hidden_delta(W_next, delta_next, z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a) * (W_next.T @ delta_next)


def hidden_cases(rng):
    def some(n, n_next):
        return tenths(rng.normal(0, 1, (n_next, n))), tenths(rng.normal(0, 1, n_next)), tenths(rng.normal(0, 1, n))

    first = (np.array([[2.0, 1.0], [-1.0, 3.0]]), np.array([0.3, -0.2]), np.zeros(2))
    return [first, some(3, 2), some(2, 4), some(3, 3)]


HIDDEN_DELTA = Exercise(
    id="hidden-delta",
    kind="function",
    section="backprop-paths",
    title=PATHS,
    name=Text("Das Delta einer verdeckten Schicht", "The delta of a hidden layer"),
    task=Text(
        "Trag das Delta eine Schicht zurück. `W_next` (n_next, n) sind die Gewichte der **nächsten** Schicht, `delta_next` (n_next,) ist ihr Delta, `z` (n,) sind "
        "die Signale dieser verdeckten Schicht mit Sigmoid. Gib $\\partial C / \\partial z$ zurück, ein Vektor (n,).",
        "Carry the delta one layer back. `W_next` (n_next, n) are the weights of the **next** layer, `delta_next` (n_next,) is its delta, `z` (n,) are the signals "
        "of this hidden layer with sigmoid. Return $\\partial C / \\partial z$, a vector (n,).",
    ),
    stub="def hidden_delta(W_next, delta_next, z):\n    return ...",
    solution=hidden_delta,
    cases=hidden_cases,
    mistakes=(
        Mistake(
            "not-transposed",
            Text(
                "Du rechnest mit W_next statt mit der gekippten Matrix. Das läuft nur, wenn beide Schichten gleich groß sind.",
                "You use W_next instead of the transposed matrix. That only runs if both layers have the same size.",
            ),
            Text(
                "Vorwärts zählt man entlang einer Zeile zusammen, rückwärts entlang einer Spalte: In Spalte j stehen alle Gewichte, die vom Neuron j weggehen.",
                "Forward one adds up along a row, backward along a column: column j holds all weights that leave neuron j.",
            ),
            (
                lambda W_next, delta_next, z: slope_at(z) * (W_next @ delta_next),
                lambda W_next, delta_next, z: slope_at(z) * (delta_next @ W_next.T),
            ),
        ),
        Mistake(
            "no-activation-slope",
            Text(
                "Das ist ∂C/∂a, die Steigung in der Aktivierung. Es fehlt σ'(z).",
                "This is ∂C/∂a, the slope in the activation. σ'(z) is missing.",
            ),
            Text(
                "Delta ist die Steigung im Signal. Von der Aktivierung zum Signal führt noch ein Rad.",
                "Delta is the slope in the signal. From the activation to the signal there is one more wheel.",
            ),
            (lambda W_next, delta_next, z: W_next.T @ delta_next,),
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ' an der Stelle a = σ(z): σ wird einmal zu oft angewendet.",
                "You take σ' at a = σ(z): σ is applied once too often.",
            ),
            Text(
                "Gefragt ist, wie steil σ am Signal z ist, σ'(z), nicht an der Aktivierung.",
                "The question is how steep σ is at the signal z, σ'(z), not at the activation.",
            ),
            (lambda W_next, delta_next, z: slope_at(sigmoid(z)) * (W_next.T @ delta_next),),
        ),
        Mistake(
            "shortcut-of-z",
            Text(
                "Du rechnest z(1 − z) als Steigung, also mit dem Signal statt mit der Aktivierung.",
                "You use z(1 − z) as the slope, with the signal instead of the activation.",
            ),
            Text(
                "Die kurze Formel gilt für die Aktivierung a = σ(z). Rechne sie zuerst aus.",
                "The short formula holds for the activation a = σ(z). Work that out first.",
            ),
            (lambda W_next, delta_next, z: z * (1 - z) * (W_next.T @ delta_next),),
        ),
        Mistake(
            "sigmoid-for-slope",
            Text(
                "Du multiplizierst mit σ(z) selbst statt mit der Steigung σ'(z).",
                "You multiply by σ(z) itself instead of the slope σ'(z).",
            ),
            Text(
                "Rückwärts zählt, wie stark das Neuron auf sein Signal reagiert, nicht, wie aktiv es ist.",
                "On the way back it matters how strongly the neuron reacts to its signal, not how active it is.",
            ),
            (lambda W_next, delta_next, z: sigmoid(z) * (W_next.T @ delta_next),),
        ),
        Mistake(
            "own-weights",
            Text(
                "Du zählst entlang einer Zeile von W_next zusammen: alle eigenen Gewichte eines Neurons der nächsten Schicht, mal sein Delta.",
                "You add up along a row of W_next: all the own weights of one neuron of the next layer, times its delta.",
            ),
            Text(
                "Das verdeckte Neuron j braucht die Gewichte, die von ihm weggehen. Sie stehen in Spalte j, jedes mit einem anderen Delta.",
                "Hidden neuron j needs the weights that leave it. They stand in column j, each with a different delta.",
            ),
            (lambda W_next, delta_next, z: (W_next * delta_next[:, None]).sum(axis=1) * slope_at(z),),
        ),
        Mistake(
            "elementwise",
            Text(
                "Das ist eine Tabelle: Die Wege stehen einzeln darin, statt zusammengezählt zu sein.",
                "This is a table: the paths stand in it one by one instead of being added up.",
            ),
            Text(
                "Ein Stern multipliziert Eintrag mit Eintrag und zählt nichts zusammen. Die Steigung eines verdeckten Neurons ist die Summe über alle seine Wege.",
                "A star multiplies entry by entry and adds nothing up. The slope of a hidden neuron is the sum over all its paths.",
            ),
            (
                lambda W_next, delta_next, z: W_next * delta_next * slope_at(z),
                lambda W_next, delta_next, z: W_next.T * delta_next * slope_at(z),
                lambda W_next, delta_next, z: W_next.T * delta_next * slope_at(z)[:, None],
                lambda W_next, delta_next, z: W_next * delta_next[:, None] * slope_at(z),
            ),
        ),
        Mistake(
            "one-path",
            Text(
                "Das ist nur einer der Wege: über ein einziges Neuron der nächsten Schicht.",
                "This is only one of the paths: through one single neuron of the next layer.",
            ),
            Text(
                "Das verdeckte Neuron wirkt auf alle Neuronen der nächsten Schicht. In einer Schleife muss jeder Weg dazukommen (+=), statt den vorigen zu ersetzen.",
                "The hidden neuron affects all neurons of the next layer. In a loop every path must be added (+=) instead of replacing the one before.",
            ),
            (
                lambda W_next, delta_next, z: W_next[0] * delta_next[0] * slope_at(z),
                lambda W_next, delta_next, z: W_next[-1] * delta_next[-1] * slope_at(z),
            ),
        ),
        Mistake(
            "mean-paths",
            Text(
                "Das ist der Mittelwert über die Wege, nicht ihre Summe.",
                "This is the mean over the paths, not their sum.",
            ),
            Text(
                "Ein kleiner Schritt in a ändert die Kosten auf jedem Weg einmal. Alle Änderungen kommen zusammen.",
                "A small step in a changes the cost once on every path. All these changes add up.",
            ),
            (lambda W_next, delta_next, z: slope_at(z) * (W_next.T @ delta_next) / len(delta_next),),
        ),
    ),
    hints=(
        Text(
            "Ein verdecktes Neuron erreicht die Kosten über alle Neuronen der nächsten Schicht. Jeder Weg gibt Gewicht mal Delta, und alle werden zusammengezählt.",
            "A hidden neuron reaches the cost through all neurons of the next layer. Every path gives weight times delta, and all are added up.",
        ),
        Text(
            "Das Neuron $j$ hat die Gewichte in **Spalte** $j$ von `W_next`: $\\partial C/\\partial a_j = \\sum_i w_{ij}\\,\\delta_i$. Für alle $j$ zusammen hilft die gekippte Matrix.",
            "Neuron $j$ has the weights in **column** $j$ of `W_next`: $\\partial C/\\partial a_j = \\sum_i w_{ij}\\,\\delta_i$. For all $j$ at once the transposed matrix helps.",
        ),
        Text(
            "Es fehlt noch das Rad von a nach z: $\\sigma'(z) = a\\,(1 - a)$ mit $a = \\sigma(z)$, Eintrag mal Eintrag.",
            "The wheel from a to z is still missing: $\\sigma'(z) = a\\,(1 - a)$ with $a = \\sigma(z)$, entry by entry.",
        ),
        Text(
            "Zusammen: $\\delta = \\sigma'(z) \\odot \\bigl(W_{\\text{next}}^T\\, \\delta_{\\text{next}}\\bigr)$; die gekippte Matrix heißt in NumPy W_next.T.",
            "Together: $\\delta = \\sigma'(z) \\odot \\bigl(W_{\\text{next}}^T\\, \\delta_{\\text{next}}\\bigr)$; in NumPy the transposed matrix is W_next.T.",
        ),
    ),
)


def backprop(weights, biases, x, G):
    activations = [x]
    for W, b in zip(weights, biases, strict=True):
        z = W @ activations[-1] + b
        activations.append(1 / (1 + np.exp(-z)))

    dWs, dbs = [], []
    dC_da = 2 * (activations[-1] - G)
    for k in reversed(range(len(weights))):
        a = activations[k + 1]
        delta = a * (1 - a) * dC_da
        dWs.insert(0, np.outer(delta, activations[k]))
        dbs.insert(0, delta)
        dC_da = weights[k].T @ delta
    return dWs, dbs


def network_of(rng, sizes):
    """Weights and biases for layers of these sizes."""
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    weights = [tenths(rng.normal(0, 1, (n_out, n_in))) for n_in, n_out in pairs]
    return weights, [tenths(rng.normal(0, 1, n_out)) for _, n_out in pairs]


def chain():
    """The two neurons that the chapter works out by hand."""
    return [np.array([[2.0]]), np.array([[4.0]])], [np.array([-2.0]), np.array([-2.0])]


def square_network():
    weights = [np.array([[1.0, -2.0], [2.0, 1.0]]), np.array([[2.0, -1.0], [-3.0, 1.0]])]
    return weights, [np.array([0.5, -1.0]), np.array([-1.0, 0.5])]


def one_of(rng, *sizes):
    """A network with one sample."""
    return *network_of(rng, sizes), tenths(rng.normal(0, 1, sizes[0])), targets(rng, sizes[-1])


def rows_of(rng, n, *sizes):
    """A network with n samples."""
    return *network_of(rng, sizes), tenths(rng.normal(0, 1, (n, sizes[0]))), targets(rng, (n, sizes[-1]))


def backprop_cases(rng):
    """The chapter's chain, square networks, and others of all sizes; from two layers to three."""
    return [
        (*chain(), np.array([1.0]), np.array([1.0])),
        (*square_network(), np.array([1.0, 0.5]), np.array([1.0, 0.0])),
        one_of(rng, 2, 3, 1),
        one_of(rng, 2, 4, 3, 2),
        one_of(rng, 3, 3, 3, 3),
    ]


def backprop_edges(rng):
    """One layer, and five."""
    return [one_of(rng, 3, 2), one_of(rng, 2, 3, 4, 3, 2, 1)]


def flawed(
    slope=lambda z, a, last: a * (1 - a),
    start=lambda O, G: 2 * (O - G),
    source=lambda activations, k: activations[k],
    product=np.outer,
    bias=lambda delta: delta,
    back=lambda weights, k: weights[k].T,
    keep=lambda gradients: gradients,
):
    """Backpropagation with one of its parts replaced."""

    def wrong(weights, biases, x, G):
        signals, activations = [None], [x]
        for W, b in zip(weights, biases, strict=True):
            signals.append(W @ activations[-1] + b)
            activations.append(sigmoid(signals[-1]))
        dWs, dbs = [], []
        dC_da = start(activations[-1], G)
        for k in reversed(range(len(weights))):
            delta = slope(signals[k + 1], activations[k + 1], k == len(weights) - 1) * dC_da
            dWs.insert(0, product(delta, source(activations, k)))
            dbs.insert(0, bias(delta))
            if k > 0:
                dC_da = back(weights, k) @ delta
        return keep(dWs), keep(dbs)

    return wrong


NO_SLOPE = (
    flawed(slope=lambda z, a, last: 1.0),
    flawed(slope=lambda z, a, last: a * (1 - a) if last else 1.0),
    flawed(slope=lambda z, a, last: 1.0 if last else a * (1 - a)),
)
SLOPE_OF_A = (
    flawed(slope=lambda z, a, last: slope_at(a)),
    flawed(slope=lambda z, a, last: a * (1 - a) if last else slope_at(a)),
    flawed(slope=lambda z, a, last: slope_at(a) if last else a * (1 - a)),
)
NO_TWO = flawed(start=lambda O, G: O - G)
SIGNS = (flawed(start=lambda O, G: 2 * (G - O)), flawed(start=lambda O, G: G - O))

BACKPROP = Exercise(
    id="backprop",
    kind="function",
    section="backprop-algorithm",
    title=ALGORITHM,
    name=Text("Backpropagation für ein Beispiel", "Backpropagation for one sample"),
    task=Text(
        "`weights` und `biases` sind Listen, ein `W` (n_out, n_in) und ein `b` (n_out,) für jede Schicht, überall mit Sigmoid. `x` ist **ein** Beispiel, `G` sind seine Ziele, "
        "die Kosten sind $\\sum_i (O_i - G_i)^2$. Gib `(dWs, dbs)` zurück: zwei Listen mit den Gradienten, von der ersten bis zur letzten Schicht, für beliebig viele Schichten.",
        "`weights` and `biases` are lists, one `W` (n_out, n_in) and one `b` (n_out,) for each layer, all with sigmoid. `x` is **one** sample, `G` its targets, the cost is "
        "$\\sum_i (O_i - G_i)^2$. Return `(dWs, dbs)`: two lists with the gradients, from the first layer to the last, for any number of layers.",
    ),
    stub="def backprop(weights, biases, x, G):\n    return ...",
    solution=backprop,
    cases=backprop_cases,
    edges=backprop_edges,
    mistakes=(
        Mistake(
            "output-only",
            Text(
                "Nur die letzte Schicht hat Steigungen bekommen. Davor steht bei dir 0 oder gar nichts.",
                "Only the last layer has slopes. Before it you have 0 or nothing at all.",
            ),
            Text(
                "Auch die verdeckten Schichten wirken auf die Kosten. Trag das Delta mit Wᵀδ Schicht um Schicht zurück, bis zur ersten.",
                "The hidden layers affect the cost too. Carry the delta back layer by layer with Wᵀδ, down to the first.",
            ),
            (
                flawed(keep=lambda gradients: [*(0 * g for g in gradients[:-1]), gradients[-1]]),
                flawed(keep=lambda gradients: gradients[-1:]),
            ),
        ),
        Mistake(
            "no-activation-slope",
            Text(
                "Bei dir fehlt σ'(z), in allen Schichten oder in einem Teil von ihnen.",
                "σ'(z) is missing, in all layers or in some of them.",
            ),
            Text(
                "Delta ist die Steigung im Signal: In jeder Schicht führt von der Aktivierung noch das Rad σ'(z) zum Signal.",
                "Delta is the slope in the signal: in every layer the wheel σ'(z) leads from the activation to the signal.",
            ),
            NO_SLOPE,
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ'(a) statt σ'(z): σ wird einmal zu oft angewendet, in allen Schichten oder in einem Teil von ihnen.",
                "You take σ'(a) instead of σ'(z): σ is applied once too often, in all layers or in some of them.",
            ),
            Text(
                "Die Steigung von σ gehört an die Stelle z. Aus a = σ(z) bekommst du sie ohne noch einmal σ: a(1 − a).",
                "The slope of σ belongs at z. From a = σ(z) you get it without another σ: a(1 − a).",
            ),
            SLOPE_OF_A,
        ),
        Mistake(
            "shortcut-of-z",
            Text(
                "Du rechnest z(1 − z) als Steigung, also mit dem Signal statt mit der Aktivierung.",
                "You use z(1 − z) as the slope, with the signal instead of the activation.",
            ),
            Text(
                "Die kurze Formel gilt für die Aktivierung a = σ(z), nicht für das Signal.",
                "The short formula holds for the activation a = σ(z), not for the signal.",
            ),
            (flawed(slope=lambda z, a, last: z * (1 - z)),),
        ),
        Mistake(
            "no-two",
            Text(
                "Alles ist halb so groß: Am Ausgang fehlt die 2.",
                "Everything is half as large: the 2 at the output is missing.",
            ),
            Text(
                "Die Ableitung von (O − G)² ist 2(O − G). Der Faktor wandert durch alle Schichten mit.",
                "The derivative of (O − G)² is 2(O − G). The factor travels through all layers.",
            ),
            (NO_TWO,),
        ),
        Mistake(
            "sign",
            *SIGN,
            SIGNS,
        ),
        Mistake(
            "wrong-activation",
            Text(
                "Bei den Gewichten steht die falsche Aktivierung: nicht das, was in die Schicht hineinging, sondern die einer anderen Schicht.",
                "The weights have the wrong activation: not what went into the layer, but that of another layer.",
            ),
            Text(
                "Ein Gewicht lernt so viel, wie durch es hindurchging. Die Eingabe der Schicht k ist der Ausgang der Schicht davor, bei der ersten ist es x.",
                "A weight learns as much as went through it. The input of layer k is the output of the layer before, and for the first it is x.",
            ),
            (
                flawed(source=lambda activations, k: activations[k + 1]),
                flawed(source=lambda activations, k: activations[k - 1]),
                flawed(source=lambda activations, k: activations[0]),
            ),
        ),
        Mistake(
            "bias-zero",
            Text("Die Steigungen der Biases sind bei dir überall 0.", "The slopes of the biases are 0 everywhere."),
            Text(
                "Auch am Bias ändert sich das Signal, und zwar eins zu eins: Seine Steigung ist δ selbst.",
                "The signal changes with the bias too, one to one: its slope is δ itself.",
            ),
            (flawed(bias=lambda delta: 0 * delta),),
        ),
        Mistake(
            "transposed",
            Text(
                "Deine dW sind gekippt: Zeilen und Spalten sind vertauscht.",
                "Your dW are transposed: rows and columns are swapped.",
            ),
            Text(
                "dW braucht die Form von W, (n_out, n_in): Zeile i gehört zum Neuron i. Also kommt δ zuerst.",
                "dW needs the shape of W, (n_out, n_in): row i belongs to neuron i. So δ comes first.",
            ),
            (flawed(product=lambda delta, a: np.outer(a, delta)),),
        ),
        Mistake(
            "not-transposed",
            Text(
                "Du trägst das Delta mit W zurück statt mit der gekippten Matrix. Das läuft nur bei gleich großen Schichten.",
                "You carry the delta back with W instead of the transposed matrix. That only runs with layers of the same size.",
            ),
            Text(
                "Rückwärts zählt das Neuron j über seine Spalte zusammen, über alle Gewichte, die von ihm weggehen.",
                "Backward, neuron j adds up over its column, over all weights that leave it.",
            ),
            (flawed(back=lambda weights, k: weights[k]),),
        ),
        Mistake(
            "own-weights",
            Text(
                "Du trägst das Delta über die falschen Gewichte zurück: über die der verdeckten Schicht selbst.",
                "You carry the delta back over the wrong weights: those of the hidden layer itself.",
            ),
            Text(
                "Zurück geht es über dieselben Gewichte, über die es vorwärts zu den Kosten ging: die der Schicht, aus der das Delta kommt.",
                "The way back is over the same weights that led forward to the cost: those of the layer the delta comes from.",
            ),
            (flawed(back=lambda weights, k: weights[k - 1].T), flawed(back=lambda weights, k: weights[k - 1])),
        ),
        Mistake(
            "reversed",
            Text(
                "Deine Listen laufen von hinten nach vorn: Die letzte Schicht steht zuerst.",
                "Your lists run from back to front: the last layer stands first.",
            ),
            Text(
                "Du rechnest rückwärts, aber zurückgeben sollst du von der ersten bis zur letzten Schicht. Füge vorn ein, oder dreh die Listen am Ende um.",
                "You compute backward, but you are to return from the first layer to the last. Insert at the front, or reverse the lists in the end.",
            ),
            (flawed(keep=lambda gradients: gradients[::-1]),),
        ),
        Mistake(
            "order",
            Text(
                "Die beiden Listen sind vertauscht: Zuerst kommen die dW, dann die db.",
                "The two lists are swapped: first come the dW, then the db.",
            ),
            Text("Gefragt ist (dWs, dbs).", "(dWs, dbs) is asked for."),
            (lambda weights, biases, x, G: backprop(weights, biases, x, G)[::-1],),
        ),
    ),
    hints=(
        Text(
            "Geh zuerst vorwärts und hebe jede Aktivierung auf, angefangen mit x. Danach geht es mit einer Schleife von der letzten Schicht zur ersten.",
            "First go forward and keep every activation, beginning with x. Then a loop goes from the last layer to the first.",
        ),
        Text(
            "Am Ausgang beginnst du mit $\\partial C/\\partial a = 2\\,(O - G)$. In jeder Schicht wird daraus $\\delta = \\sigma'(z) \\odot \\partial C/\\partial a$, mit $\\sigma'(z) = a\\,(1 - a)$.",
            "At the output you begin with $\\partial C/\\partial a = 2\\,(O - G)$. In every layer it becomes $\\delta = \\sigma'(z) \\odot \\partial C/\\partial a$, with $\\sigma'(z) = a\\,(1 - a)$.",
        ),
        Text(
            "Aus $\\delta$ folgt alles: dW ist np.outer von $\\delta$ und der **Eingabe** der Schicht, db ist $\\delta$ selbst, und $W^T \\delta$ ist $\\partial C/\\partial a$ für die Schicht davor.",
            "From $\\delta$ all follows: dW is np.outer of $\\delta$ and the **input** of the layer, db is $\\delta$ itself, and $W^T \\delta$ is $\\partial C/\\partial a$ for the layer before.",
        ),
        Text(
            "Die Schleife: for k in reversed(range(len(weights))). Eingabe der Schicht k ist activations[k], ihr Ausgang activations[k + 1]. Füge die Gradienten mit insert(0, ...) vorn ein.",
            "The loop: for k in reversed(range(len(weights))). The input of layer k is activations[k], its output activations[k + 1]. Put the gradients in front with insert(0, ...).",
        ),
    ),
)


def backprop_batch(weights, biases, X, G):
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        Z = activations[-1] @ W.T + b
        activations.append(1 / (1 + np.exp(-Z)))

    dWs, dbs = [], []
    dC_dA = 2 / len(X) * (activations[-1] - G)
    for k in reversed(range(len(weights))):
        A = activations[k + 1]
        delta = A * (1 - A) * dC_dA
        dWs.insert(0, delta.T @ activations[k])
        dbs.insert(0, delta.sum(axis=0))
        dC_dA = delta @ weights[k]
    return dWs, dbs


def batch_cases(rng):
    X, G = np.array([[1.0, 0.5], [0.0, 1.0], [-1.0, 0.5]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    return [
        (*chain(), np.array([[1.0], [2.0]]), np.array([[1.0], [0.0]])),
        (*square_network(), X, G),
        rows_of(rng, 5, 3, 4, 2),
        rows_of(rng, 4, 2, 3, 2, 3),
        rows_of(rng, 6, 2, 4),
    ]


def scaled(by_W, by_b):
    """The mean over the samples, and then the gradients of W and b times a factor made of n and n_out."""

    def wrong(weights, biases, X, G):
        dWs, dbs = backprop_batch(weights, biases, X, G)
        n, n_out = G.shape
        return [by_W(n, n_out) * dW for dW in dWs], [by_b(n, n_out) * db for db in dbs]

    return wrong


def mean_of(one):
    """The mean over the samples of what a way of one sample gives."""

    def wrong(weights, biases, X, G):
        pairs = [one(weights, biases, x, g) for x, g in zip(X, G, strict=True)]
        dWs, dbs = zip(*pairs, strict=True)
        return tuple([sum(layer) / len(X) for layer in zip(*lists, strict=True)] for lists in (dWs, dbs))

    return wrong


def only_sample(j, share):
    """One sample's gradients, or their share of the mean."""

    def wrong(weights, biases, X, G):
        dWs, dbs = backprop(weights, biases, X[j], G[j])
        factor = 1 / len(X) if share else 1
        return [factor * dW for dW in dWs], [factor * db for db in dbs]

    return wrong


BACKPROP_BATCH = Exercise(
    id="backprop-batch",
    kind="function",
    section="backprop-algorithm",
    title=ALGORITHM,
    name=Text("Backpropagation für viele Beispiele", "Backpropagation for many samples"),
    task=Text(
        "Dasselbe für viele Beispiele: `X` (n, n_in) und `G` (n, n_out) haben ein Beispiel in jeder Zeile. Die Kosten sind die Summe über die Ausgänge und der **Mittelwert** über die "
        "Beispiele. Gib wieder `(dWs, dbs)` zurück, in den Formen der `W` und `b`.",
        "The same for many samples: `X` (n, n_in) and `G` (n, n_out) have one sample in each row. The cost is the sum over the outputs and the **mean** over the samples. "
        "Return `(dWs, dbs)` again, in the shapes of the `W` and `b`.",
    ),
    stub="def backprop_batch(weights, biases, X, G):\n    return ...",
    solution=backprop_batch,
    cases=batch_cases,
    edges=lambda rng: [rows_of(rng, 1, 3, 2, 2)],
    mistakes=(
        Mistake(
            "sum",
            Text(
                "Das ist die Summe über alle Beispiele, nicht der Mittelwert.",
                "This is the sum over all samples, not the mean.",
            ),
            Text(
                "Die Kosten sind ein Mittelwert, also auch ihr Gradient. Sonst wären die Schritte umso größer, je mehr Beispiele du hast.",
                "The cost is a mean, so its gradient is one too. Otherwise the steps would grow with the number of samples.",
            ),
            (scaled(lambda n, n_out: n, lambda n, n_out: n),),
        ),
        Mistake(
            "bias-mean-twice",
            Text(
                "Die dW stimmen, aber bei den Biases hast du zweimal durch die Zahl der Beispiele geteilt.",
                "The dW are right, but for the biases you divided by the number of samples twice.",
            ),
            Text(
                "Steckt das 1/n schon im Delta, wird über die Beispiele nur noch zusammengezählt, bei den Biases wie bei den Gewichten.",
                "If the 1/n is in the delta already, the samples are only added up, for the biases as for the weights.",
            ),
            (scaled(lambda n, n_out: 1, lambda n, n_out: 1 / n),),
        ),
        Mistake(
            "mean-twice",
            Text(
                "Du hast zweimal durch die Zahl der Beispiele geteilt.",
                "You divided by the number of samples twice.",
            ),
            Text(
                "Einmal genügt: entweder schon am Ausgang, 2/n (O − G), oder ganz am Ende.",
                "Once is enough: either at the output, 2/n (O − G), or at the very end.",
            ),
            (scaled(lambda n, n_out: 1 / n, lambda n, n_out: 1 / n),),
        ),
        Mistake(
            "mixed",
            Text(
                "Gewichte und Biases sind verschieden behandelt: Die einen sind gemittelt, die anderen nur zusammengezählt.",
                "Weights and biases are treated differently: one kind is averaged, the other only added up.",
            ),
            Text(
                "Der Mittelwert über die Beispiele gilt für jeden Parameter. Teile schon am Ausgang durch n, dann wandert er überall mit.",
                "The mean over the samples holds for every parameter. Divide by n at the output, and it travels everywhere.",
            ),
            (scaled(lambda n, n_out: 1, lambda n, n_out: n), scaled(lambda n, n_out: n, lambda n, n_out: 1)),
        ),
        Mistake(
            "mean-all",
            Text(
                "Du teilst auch durch die Zahl der Ausgänge.",
                "You divide by the number of outputs as well.",
            ),
            Text(
                "Unsere Kosten sind über die Ausgänge die Summe, gemittelt wird nur über die Beispiele. np.mean ohne axis mittelt über beide.",
                "Our cost is the sum over the outputs, the mean is over the samples only. np.mean without axis averages over both.",
            ),
            (
                scaled(lambda n, n_out: 1 / n_out, lambda n, n_out: 1 / n_out),
                scaled(lambda n, n_out: n / n_out, lambda n, n_out: n / n_out),
            ),
        ),
        Mistake(
            "first-only",
            Text(
                "Nur ein einziges Beispiel kommt in deinem Ergebnis vor.",
                "Only one single sample occurs in your result.",
            ),
            Text(
                "Jede Zeile von X trägt zum Gradienten bei. Steht ein return zu früh, oder wird in der Schleife überschrieben statt dazugezählt?",
                "Every row of X contributes to the gradient. Is there a return too early, or does the loop overwrite instead of adding?",
            ),
            tuple(only_sample(j, share) for j in (0, -1) for share in (False, True)),
        ),
        Mistake(
            "bias-per-sample",
            Text(
                "Deine db haben noch eine Zeile je Beispiel.",
                "Your db still have one row per sample.",
            ),
            Text(
                "Ein Neuron hat nur einen Bias. Zähl seine Deltas über alle Beispiele zusammen, wie delta.T @ A es bei den Gewichten tut.",
                "A neuron has only one bias. Add up its deltas over all samples, as delta.T @ A does for the weights.",
            ),
            (
                lambda weights, biases, X, G: (
                    backprop_batch(weights, biases, X, G)[0],
                    deltas(weights, biases, X, G, 1 / len(X)),
                ),
                lambda weights, biases, X, G: (
                    backprop_batch(weights, biases, X, G)[0],
                    deltas(weights, biases, X, G, 1),
                ),
            ),
        ),
        Mistake(
            "bias-zero",
            Text("Die Steigungen der Biases sind bei dir überall 0.", "The slopes of the biases are 0 everywhere."),
            Text(
                "Auch am Bias ändert sich das Signal, und zwar eins zu eins: Seine Steigung ist das Delta, zusammengezählt über die Beispiele.",
                "The signal changes with the bias too, one to one: its slope is the delta, added up over the samples.",
            ),
            (scaled(lambda n, n_out: 1, lambda n, n_out: 0),),
        ),
        Mistake(
            "no-activation-slope",
            Text(
                "Bei dir fehlt σ'(Z), in allen Schichten oder in einem Teil von ihnen.",
                "σ'(Z) is missing, in all layers or in some of them.",
            ),
            Text(
                "Delta ist die Steigung im Signal: In jeder Schicht führt von der Aktivierung noch das Rad σ'(Z) zum Signal.",
                "Delta is the slope in the signal: in every layer the wheel σ'(Z) leads from the activation to the signal.",
            ),
            tuple(mean_of(one) for one in NO_SLOPE),
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ'(A) statt σ'(Z): σ wird einmal zu oft angewendet, in allen Schichten oder in einem Teil von ihnen.",
                "You take σ'(A) instead of σ'(Z): σ is applied once too often, in all layers or in some of them.",
            ),
            Text(
                "Die Steigung von σ gehört an die Stelle Z. Aus A = σ(Z) bekommst du sie ohne noch einmal σ: A(1 − A).",
                "The slope of σ belongs at Z. From A = σ(Z) you get it without another σ: A(1 − A).",
            ),
            tuple(mean_of(one) for one in SLOPE_OF_A),
        ),
        Mistake(
            "no-two",
            Text(
                "Alles ist halb so groß: Am Ausgang fehlt die 2.",
                "Everything is half as large: the 2 at the output is missing.",
            ),
            Text(
                "Die Ableitung von (O − G)² ist 2(O − G), hier noch geteilt durch die Zahl der Beispiele.",
                "The derivative of (O − G)² is 2(O − G), here divided by the number of samples as well.",
            ),
            (mean_of(NO_TWO),),
        ),
        Mistake(
            "sign",
            *SIGN,
            tuple(mean_of(one) for one in SIGNS),
        ),
    ),
    hints=(
        Text(
            "Du kannst deine Funktion für ein Beispiel mit jeder Zeile aufrufen und mitteln. Kürzer geht es mit ganzen Tabellen: eine Zeile je Beispiel, auch bei den Deltas.",
            "You can call your function for one sample with every row and take the mean. It is shorter with whole tables: one row per sample, for the deltas too.",
        ),
        Text(
            "Vorwärts wird aus W @ a + b in Zeilen A @ W.T + b. Rückwärts wird aus W.T @ delta in Zeilen delta @ W.",
            "Forward, W @ a + b becomes A @ W.T + b in rows. Backward, W.T @ delta becomes delta @ W in rows.",
        ),
        Text(
            "Der Mittelwert steckt schon am Anfang: $\\frac{2}{n}(O - G)$. Danach wird über die Beispiele nur noch zusammengezählt.",
            "The mean is there from the start: $\\frac{2}{n}(O - G)$. After that the samples are only added up.",
        ),
        Text(
            "dW ist delta.T @ A mit der **Eingabe** A der Schicht; db ist die Summe der Zeilen von delta, mit axis=0.",
            "dW is delta.T @ A with the **input** A of the layer; db is the sum of the rows of delta, with axis=0.",
        ),
    ),
)


def deltas(weights, biases, X, G, factor):
    """The deltas of all samples, one row each, for every layer."""
    by_sample = [backprop(weights, biases, x, g)[1] for x, g in zip(X, G, strict=True)]
    return [factor * np.array(rows) for rows in zip(*by_sample, strict=True)]


def relative_error(g, h):
    length = np.linalg.norm(g) + np.linalg.norm(h)
    if length == 0:
        return 0.0
    return np.linalg.norm(g - h) / length


def vector_pairs(rng):
    g = rng.normal(0, 1, 4)
    far = rng.normal(0, 3, 5), rng.normal(0, 1, 5)
    return [(np.array([3.0, 0.0]), np.array([0.0, 4.0])), (g, g + rng.normal(0, 0.3, 4)), far, (g, 0.4 * g)]


def norm(v):
    return np.linalg.norm(v)


def length_by_hand(v):
    return math.sqrt(sum(float(entry) ** 2 for entry in v))


def zero_length(outcomes):
    """Two zero vectors gave NaN, or a division by zero that stopped the function."""

    def stumbled(outcome):
        numbers = as_numbers(outcome.value)
        return isinstance(outcome.error, ZeroDivisionError) or (numbers is not None and np.isnan(numbers).any())

    return any(stumbled(outcome) for outcome in outcomes if not np.any(outcome.args))


RELATIVE_ERROR = Exercise(
    id="relative-error",
    kind="function",
    section="backprop-check",
    title=CHECK,
    name=Text("Der relative Fehler", "The relative error"),
    task=Text(
        "Vergleiche zwei Gradienten `g` und `h` (im Kapitel hieß der zweite $q$; mit dem Schritt $h$ hat er nichts zu tun), beide Vektoren: $\\frac{\\lVert g - h \\rVert}{\\lVert g \\rVert + \\lVert h \\rVert}$, wobei $\\lVert\\cdot\\rVert$ die Länge ist, "
        "die Wurzel aus der Summe der Quadrate. Sind beide null, soll 0 herauskommen.",
        "Compare two gradients `g` and `h` (the chapter called the second one $q$; it has nothing to do with the step $h$), both vectors: $\\frac{\\lVert g - h \\rVert}{\\lVert g \\rVert + \\lVert h \\rVert}$, where $\\lVert\\cdot\\rVert$ is the length, "
        "the root of the sum of the squares. If both are zero, the result is to be 0.",
    ),
    stub="def relative_error(g, h):\n    return ...",
    solution=relative_error,
    cases=vector_pairs,
    edges=lambda rng: [
        (np.zeros(3), np.zeros(3)),
        (np.zeros(2), np.array([1.0, 2.0])),
        (np.array([1.0, -2.0]), np.array([-1.0, 2.0])),
    ],
    mistakes=(
        Mistake(
            "absolute",
            Text(
                "Das ist die Länge des Unterschieds, nicht geteilt durch die Längen der beiden Vektoren.",
                "This is the length of the difference, not divided by the lengths of the two vectors.",
            ),
            Text(
                "Ein Unterschied von 0,01 ist bei einem Gradienten der Länge 100 winzig und bei einem der Länge 0,01 riesig. Miss ihn an den Vektoren selbst.",
                "A difference of 0.01 is tiny for a gradient of length 100 and huge for one of length 0.01. Measure it by the vectors themselves.",
            ),
            (lambda g, h: norm(g - h),),
        ),
        Mistake(
            "signed",
            Text(
                "Deine Zahl kann negativ werden, oder Unterschiede heben sich in ihr auf.",
                "Your number can become negative, or differences cancel in it.",
            ),
            Text(
                "Zwei ganz verschiedene Vektoren können gleich lang sein oder dieselbe Summe haben. Zieh sie zuerst voneinander ab und nimm dann die Länge.",
                "Two quite different vectors can have the same length or the same sum. Subtract them first, then take the length.",
            ),
            (
                lambda g, h: (norm(g) - norm(h)) / (norm(g) + norm(h)),
                lambda g, h: abs(norm(g) - norm(h)) / (norm(g) + norm(h)),
                lambda g, h: np.sum(g - h) / (np.sum(g) + np.sum(h)),
                lambda g, h: np.sum(g - h) / (norm(g) + norm(h)),
                lambda g, h: np.sum(g - h) / (np.sum(np.abs(g)) + np.sum(np.abs(h))),
            ),
        ),
        Mistake(
            "entrywise",
            Text("Das ist ein Vektor: Du teilst Eintrag für Eintrag.", "This is a vector: you divide entry by entry."),
            Text(
                "Gefragt ist eine einzige Zahl für den ganzen Gradienten: die Länge des Unterschieds, geteilt durch die Summe der Längen.",
                "One single number for the whole gradient is asked for: the length of the difference divided by the sum of the lengths.",
            ),
            (
                lambda g, h: np.abs(g - h) / (np.abs(g) + np.abs(h)),
                lambda g, h: np.abs(g - h) / (norm(g) + norm(h)),
                lambda g, h: (g - h) / (norm(g) + norm(h)),
                lambda g, h: (g - h) / (g + h),
            ),
        ),
        Mistake(
            "length-of-sum",
            Text(
                "Im Nenner steht bei dir die Länge der Summe, ‖g + h‖, statt der Summe der Längen.",
                "Your denominator is the length of the sum, ‖g + h‖, instead of the sum of the lengths.",
            ),
            Text(
                "Zeigen g und h in entgegengesetzte Richtungen, heben sie sich in der Summe auf. Nimm zuerst jede Länge für sich.",
                "If g and h point in opposite directions, they cancel in the sum. Take each length on its own first.",
            ),
            (lambda g, h: norm(g - h) / norm(g + h),),
        ),
        Mistake(
            "one-length",
            Text(
                "Du teilst nur durch die Länge eines der beiden Vektoren.",
                "You divide by the length of one of the two vectors only.",
            ),
            Text(
                "Im Nenner stehen beide Längen. So ist es gleich, welcher der Vektoren zuerst kommt.",
                "The denominator has both lengths. So it does not matter which of the vectors comes first.",
            ),
            (
                lambda g, h: norm(g - h) / norm(g),
                lambda g, h: norm(g - h) / norm(h),
                lambda g, h: norm(g - h) / max(norm(g), norm(h)),
            ),
        ),
        Mistake(
            "brackets",
            Text(
                "Bei dir wird nur durch ‖g‖ geteilt und ‖h‖ dann dazugezählt.",
                "Here it is divided by ‖g‖ only, and ‖h‖ is then added.",
            ),
            Text("Der ganze Nenner braucht eine Klammer.", "The whole denominator needs brackets."),
            (lambda g, h: norm(g - h) / norm(g) + norm(h),),
        ),
        Mistake(
            "no-root",
            Text(
                "Du rechnest mit den Quadraten der Längen: Die Wurzel fehlt.",
                "You use the squares of the lengths: the root is missing.",
            ),
            Text(
                "Die Länge eines Vektors ist die Wurzel aus der Summe der Quadrate. np.linalg.norm zieht sie schon.",
                "The length of a vector is the root of the sum of the squares. np.linalg.norm takes it already.",
            ),
            (
                lambda g, h: np.sum((g - h) ** 2) / (np.sum(g**2) + np.sum(h**2)),
                lambda g, h: np.sum((g - h) ** 2) / (norm(g) + norm(h)),
            ),
        ),
        Mistake(
            "sum-of-absolutes",
            Text(
                "Du zählst Beträge zusammen statt der Quadrate unter einer Wurzel.",
                "You add up absolute values instead of squares under a root.",
            ),
            Text(
                "Auch das ist ein brauchbares Maß, aber ‖·‖ ist hier die Länge des Vektors, wie bei Pythagoras.",
                "That too is a useful measure, but ‖·‖ here is the length of the vector, as with Pythagoras.",
            ),
            (lambda g, h: np.sum(np.abs(g - h)) / (np.sum(np.abs(g)) + np.sum(np.abs(h))),),
        ),
        Mistake(
            "nan-for-zeros",
            Text(
                "Für zwei Nullvektoren teilst du 0 durch 0.",
                "For two zero vectors you divide 0 by 0.",
            ),
            Text(
                "Zwei Nullvektoren sind gleich, also ist ihr Fehler 0. Frag zuerst, ob der Nenner 0 ist.",
                "Two zero vectors are equal, so their error is 0. First ask whether the denominator is 0.",
            ),
            (
                lambda g, h: norm(g - h) / (norm(g) + norm(h)),
                lambda g, h: length_by_hand(g - h) / (length_by_hand(g) + length_by_hand(h)),
            ),
            shows=zero_length,
        ),
    ),
    hints=(
        Text("np.linalg.norm gibt die Länge eines Vektors.", "np.linalg.norm gives the length of a vector."),
        Text(
            "Im Zähler steht die Länge des Unterschieds, im Nenner die Summe der beiden Längen. Der Nenner braucht eine Klammer.",
            "The numerator is the length of the difference, the denominator the sum of the two lengths. The denominator needs brackets.",
        ),
        Text(
            "Rechne zuerst den Nenner aus. Ist er 0, gib 0 zurück, sonst np.linalg.norm(g - h) geteilt durch ihn.",
            "Work out the denominator first. If it is 0, return 0, otherwise np.linalg.norm(g - h) divided by it.",
        ),
    ),
)

EXERCISES = (COST_SLOPE, OUTPUT_GRADIENTS, HIDDEN_DELTA, BACKPROP, BACKPROP_BATCH, RELATIVE_ERROR)
