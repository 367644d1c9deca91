"""Exercise output-gradients: The gradients of the output layer."""

import numpy as np

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c05 import TOGETHER, sigma, sigmoid, slope_at, smooth, targets, tenths
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


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


def worked(place, a, z, O, G):
    which, i, *rest = place
    _, delta = output_gradients(a, z, O, G)
    o, d = O[i], num(delta[i])
    formula = f"delta[{i}] = 2 * ({num(o)} - {part(G[i])}) * {num(o)} * (1 - {num(o)}) = {d}"
    if which == 1:
        return f"{formula}; db[{i}] = delta[{i}] = {d}"
    (j,) = rest
    return f"{formula}; dW[{i}, {j}] = delta[{i}] * a[{j}] = {d} * {part(a[j])} = {num(delta[i] * a[j])}"


# Right ways in other styles


def output_by_loops(a, z, O, G):
    dW, db = [], []
    for i in range(len(z)):
        delta = sigma(z[i]) * (1 - sigma(z[i])) * 2 * (O[i] - G[i])
        dW.append([delta * float(aj) for aj in a])
        db.append(delta)
    return [dW, db]


def output_in_float32(a, z, O, G):
    a, z, O, G = (v.astype(np.float32) for v in (a, z, O, G))
    delta = 2 * (O - G) * np.exp(-z) / (1 + np.exp(-z)) ** 2
    return delta[:, None] * a, delta


class OutputLayer:
    def __call__(self, a, z, O, G):
        delta = (O - O**2) * (2 * O - 2 * G)
        return delta.reshape(-1, 1) @ a.reshape(1, -1), delta


EXERCISE = Exercise(
    id="output-gradients",
    section=TOGETHER,
    name=Text("Die Gradienten der Ausgangsschicht", "The gradients of the output layer"),
    task=Text(
        "Eine Ausgangsschicht mit Sigmoid, **ein** Beispiel: `a` (n_in,) sind ihre Eingaben, `z` (n_out,) ihre Signale, `O` $= \\sigma(z)$ ihre Ausgänge und "
        "`G` die Ziele. Gib `(dW, db)` zurück: die Ableitungen der Kosten $\\sum_i (O_i - G_i)^2$ nach den Gewichten (n_out, n_in) und den Biases (n_out,).",
        "An output layer with sigmoid and **one** sample: `a` (n_in,) holds its inputs, `z` (n_out,) its signals, "
        "`O` $= \\sigma(z)$ its outputs, and `G` the goals. Return `(dW, db)`: the derivatives of the cost $\\sum_i "
        "(O_i - G_i)^2$ with respect to the weights (n_out, n_in) and the biases (n_out,).",
    ),
    solution=output_gradients,
    worked=worked,
    returns=("dW", "db"),
    cases=output_cases,
    edges=lambda rng: [(np.array([1, 2]), np.array([1, 0, -1]), sigmoid(np.array([1, 0, -1])), np.array([0, 1, 0]))],
    mistakes=(
        Mistake(
            "no-activation-slope",
            Text(
                "In deinem Delta fehlt σ'(z), das zweite Rad der Kette.",
                "Your delta is missing σ'(z), the second gear of the chain.",
            ),
            Text(
                "Zwischen dem Signal z und dem Ausgang O liegt die Sigmoidfunktion. Wie stark O auf z reagiert, muss mitmultipliziert werden.",
                "Between the signal z and the output O sits the sigmoid. Multiply by how strongly O reacts to z.",
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
                "You use σ' at an activation instead of at the signal z: σ is applied once too often.",
            ),
            Text(
                "Die Kette fragt, wie steil σ an der Stelle z ist. O ist schon σ(z); aus O geht es kürzer, ohne noch einmal σ.",
                "The chain asks how steep σ is at z. O is already σ(z); from O there is a shorter way, without applying σ again.",
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
                "You use z(1 − z) as the slope, so the signal instead of the output.",
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
                "If the output is too large, the slope must be positive; otherwise the descent goes uphill.",
            ),
            (
                from_delta(lambda a, z, O, G: slope_at(z) * 2 * (G - O)),
                from_delta(lambda a, z, O, G: slope_at(z) * (G - O)),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Dein dW ist transponiert: Zeilen und Spalten sind vertauscht.",
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
                "a does not appear in your dW: all the weights of a neuron get the same slope.",
            ),
            Text(
                "Ein Gewicht lernt so viel, wie durch es hindurchging. Nur beim Bias steht statt der Eingabe eine 1.",
                "A weight learns in proportion to what went through it. Only the bias has a 1 in place of the input.",
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
                "You multiply delta and a entry by entry, or as a dot product. That only fits when both have the same length.",
            ),
            Text(
                "Zwischen jeder Eingabe j und jedem Ausgang i sitzt ein Gewicht. Es braucht jedes delta_i mit jedem a_j: eine ganze Tabelle.",
                "Between every input j and every output i sits a weight. You need every delta_i with every a_j: a whole table.",
            ),
            (of_product(lambda delta, a: delta * a), of_product(lambda delta, a: delta @ a)),
        ),
        Mistake(
            "order",
            Text(
                "Die beiden sind vertauscht: Zuerst kommt dW, dann db.", "The two are swapped: dW comes first, then db."
            ),
            Text(
                "Gefragt ist (dW, db): die Tabelle für die Gewichte, dann der Vektor für die Biases.",
                "Return (dW, db): the table for the weights, then the vector for the biases.",
            ),
            (lambda a, z, O, G: output_gradients(a, z, O, G)[::-1],),
        ),
        Mistake(
            "bias-zero",
            Text("Dein db ist überall 0.", "Your db is 0 everywhere."),
            Text(
                "Auch am Bias ändert sich das Signal, und zwar eins zu eins: Seine Steigung ist delta selbst.",
                "The signal changes with the bias too, one to one: the bias’s slope is delta itself.",
            ),
            (lambda a, z, O, G: (output_gradients(a, z, O, G)[0], np.zeros(len(O))),),
        ),
        Mistake(
            "other-layer-slope",
            Text(
                "Zu dW hast du die Steigung der Schicht davor, a(1 − a), mit hineingenommen.",
                "You also put the slope of the previous layer, a(1 − a), into dW.",
            ),
            Text(
                "In dW steht a selbst: das, was durch das Gewicht hindurchging.",
                "dW has a itself: what went through the weight.",
            ),
            (of_product(lambda delta, a: np.outer(delta, a * (1 - a))),),
        ),
        Mistake(
            "bias-with-input",
            Text("Auch in deinem db kommt a vor.", "a appears in your db too."),
            Text(
                "Der Bias hat keine Eingabe: Seine Steigung ist delta selbst.",
                "The bias has no input: its slope is delta itself.",
            ),
            (
                lambda a, z, O, G: (output_gradients(a, z, O, G)[0], output_gradients(a, z, O, G)[0].sum(axis=1)),
                lambda a, z, O, G: (output_gradients(a, z, O, G)[0], output_gradients(a, z, O, G)[0].mean(axis=1)),
            ),
        ),
        Mistake(
            "bias-summed",
            Text(
                "Dein db ist über die Neuronen summiert: eine einzige Zahl.",
                "Your db is summed over the neurons: a single number.",
            ),
            Text(
                "Jedes Neuron hat seinen eigenen Bias und seine eigene Steigung.",
                "Every neuron has its own bias and its own slope.",
            ),
            (lambda a, z, O, G: (output_gradients(a, z, O, G)[0], np.sum(output_gradients(a, z, O, G)[1])),),
        ),
        Mistake(
            "brackets",
            Text(
                "Bei O·1 − O fehlt die Klammer: Das ist immer 0, oder die Differenz steht falsch.",
                "In O·1 − O, the parentheses are missing: that is always 0, or the difference is in the wrong place.",
            ),
            Text("Die Steigung ist O mal (1 − O).", "The slope is O times (1 − O)."),
            (
                from_delta(lambda a, z, O, G: 2 * (O - G) * O * 1 - O),
                from_delta(lambda a, z, O, G: O * 1 - O * 2 * (O - G)),
                from_delta(lambda a, z, O, G: O * (1 - O) * 2 * O - G),
            ),
        ),
        Mistake(
            "raw-error",
            Text("Dein delta ist O − G allein.", "Your delta is O − G alone."),
            Text(
                "So ist es bei der Kreuzentropie. Bei quadrierten Abständen kommen die 2 und σ'(z) dazu.",
                "That is how it works with cross-entropy. With the squared error, the 2 and σ'(z) come in too.",
            ),
            (from_delta(lambda a, z, O, G: O - G),),
        ),
    ),
    hints=(
        Text(
            "Drei Räder: die Kosten, $2\\,(O - G)$; die Aktivierung, $\\sigma'(z)$; das Signal, das bei den Gewichten $a$ beisteuert und beim Bias 1.",
            "Three gears: the cost, $2\\,(O - G)$; the activation, $\\sigma'(z)$; and the signal, which contributes $a$ for the weights and 1 for the bias.",
        ),
        Text(
            "Fasse die ersten beiden zusammen: $\\delta = \\sigma'(z) \\odot 2\\,(O - G)$. Weil $O = \\sigma(z)$ ist, gilt $\\sigma'(z) = O\\,(1 - O)$.",
            "Combine the first two: $\\delta = \\sigma'(z) \\odot 2\\,(O - G)$. Since $O = \\sigma(z)$, we have $\\sigma'(z) = O\\,(1 - O)$.",
        ),
        Text(
            "`db` ist $\\delta$ selbst. Eintrag $(i, j)$ von `dW` ist $\\delta_i\\, a_j$.",
            "`db` is $\\delta$ itself. Entry $(i, j)$ of `dW` is $\\delta_i\\, a_j$.",
        ),
        Text(
            "Jeder mit jedem heißt in NumPy np.outer. Das erste Argument bestimmt die Zeilen, und die gehören zu den Ausgängen.",
            'In NumPy, "each with each" is np.outer. The first argument sets the rows, and those belong to the outputs.',
        ),
    ),
    rewrites=(
        output_by_loops,
        output_in_float32,
        OutputLayer(),
        lambda a, z, O, G: (np.einsum("i,j->ij", d := 2 * (O - G) * smooth(z) * smooth(-z), a), d.tolist()),
    ),
)
