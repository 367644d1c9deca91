"""Exercises of chapter 1: neuron and activation functions."""

import math

import numpy as np

from nncourse.exercises.model import Exercise, Mistake, Text

NEURON = Text("Ein Neuron ist eine Zahl", "A neuron is a number")
AS_FUNCTION = Text("Das Neuron als Funktion", "The neuron as a function")
SIX = Text("Sechs Aktivierungsfunktionen", "Six activation functions")
MAXOUT = Text("Maxout", "Maxout")


def vectors(rng):
    """A number's worth of cases: one number, a row, a table."""
    return [(np.array([-1.0, 0.5, 2.0]),), (rng.normal(0, 2, 6),), (rng.normal(0, 2, (3, 4)),), (float(rng.normal(1, 1)),)]


def far_out(rng):
    return [(np.array([-1000.0, 1000.0]),)]


def overflowed(outcomes):
    """A RuntimeWarning of an overflow, or NaN from infinity by infinity."""
    return any("overflow" in text or "invalid value" in text for outcome in outcomes for text in outcome.warned)


NEURON_VALUE = Exercise(
    id="neuron-value",
    kind="value",
    section="activations-neuron",
    title=NEURON,
    name=Text("Ein Neuron von Hand", "A neuron by hand"),
    task=Text(
        "Ein Sigmoid-Neuron hat die Gewichte $w = (2;\\ 1)$ und den Bias $b = -0{,}5$. Seine Eingaben sind $x = (0{,}5;\\ -1)$. "
        "Wie groß ist seine Aktivierung? Drei Stellen genügen.",
        "A sigmoid neuron has the weights $w = (2, 1)$ and the bias $b = -0.5$. Its inputs are $x = (0.5, -1)$. "
        "What is its activation? Three digits are enough.",
    ),
    stub="answer = ...",
    solution=1 / (1 + math.exp(0.5)),
    working="z = 2 * 0.5 + 1 * (-1) - 0.5     # -0.5\nanswer = 1 / (1 + np.exp(-z))  # 0.3775",
    mistakes=(
        Mistake(
            "no-bias",
            Text("Das ist σ(0): das Signal ohne den Bias.", "This is σ(0): the signal without the bias."),
            Text(
                "Der Bias kommt zur gewichteten Summe dazu, bevor σ darauf angewendet wird.",
                "The bias is added to the weighted sum before σ is applied.",
            ),
            (0.5,),
        ),
        Mistake(
            "no-activation",
            Text("Das ist das Signal z, noch nicht die Aktivierung.", "This is the signal z, not yet the activation."),
            Text(
                "Auf das Signal wird noch σ angewendet. Eine Sigmoid-Aktivierung liegt immer zwischen 0 und 1.",
                "σ is still to be applied to the signal. A sigmoid activation always lies between 0 and 1.",
            ),
            (-0.5,),
        ),
        Mistake(
            "sign",
            Text("Das ist σ(−z): Im Exponenten fehlt ein Minus.", "This is σ(−z): a minus is missing in the exponent."),
            Text(
                "Im Nenner steht e^(−z). Ein negatives Signal muss weniger als 0,5 ergeben.",
                "The denominator has e^(−z). A negative signal must give less than 0.5.",
            ),
            (1 / (1 + math.exp(-0.5)),),
        ),
        Mistake(
            "bias-after",
            Text(
                "Das ist σ(Summe) + b: Der Bias kam erst nach der Aktivierungsfunktion dazu.",
                "This is σ(sum) + b: the bias came after the activation function.",
            ),
            Text(
                "Der Bias gehört zum Signal z. Sonst könnte die Aktivierung unter 0 oder über 1 liegen.",
                "The bias belongs to the signal z. Otherwise the activation could lie below 0 or above 1.",
            ),
            (0.0,),
        ),
    ),
    hints=(
        Text(
            "Rechne zuerst das Signal $z$ aus: jedes Gewicht mal seine Eingabe, alles zusammengezählt, dazu der Bias.",
            "First work out the signal $z$: each weight times its input, all added up, plus the bias.",
        ),
        Text("$z = 2 \\cdot 0{,}5 + 1 \\cdot (-1) - 0{,}5$", "$z = 2 \\cdot 0.5 + 1 \\cdot (-1) - 0.5$"),
        Text(
            "Es ist $z = -0{,}5$. Setze das in $\\sigma(z) = 1 / (1 + e^{-z})$ ein; $e^{0{,}5} \\approx 1{,}6487$.",
            "$z = -0.5$. Put it into $\\sigma(z) = 1 / (1 + e^{-z})$; $e^{0.5} \\approx 1.6487$.",
        ),
    ),
)


def sigmoid(x):
    x = np.asarray(x, dtype=float)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


SIGMOID = Exercise(
    id="sigmoid",
    kind="function",
    section="activations-function",
    title=AS_FUNCTION,
    name=Text("Die Sigmoidfunktion", "The sigmoid function"),
    task=Text(
        "Schreib $\\sigma(x) = 1 / (1 + e^{-x})$ für eine Zahl oder ein Array `x` von beliebiger Form, Eintrag für Eintrag. "
        "Auch $x = -1000$ darf keine Warnung auslösen.",
        "Write $\\sigma(x) = 1 / (1 + e^{-x})$ for a number or an array `x` of any shape, entry by entry. "
        "Even $x = -1000$ must not raise a warning.",
    ),
    stub="def sigmoid(x):\n    return ...",
    solution=sigmoid,
    cases=vectors,
    edges=far_out,
    mistakes=(
        Mistake(
            "math-exp",
            Text(
                "math.exp nimmt nur eine einzelne Zahl, hier kam ein Array.",
                "math.exp takes a single number only, here came an array.",
            ),
            Text(
                "np.exp rechnet jeden Eintrag eines Arrays aus, ohne Schleife.",
                "np.exp works out every entry of an array, without a loop.",
            ),
            (lambda x: 1 / (1 + math.exp(-x)),),
        ),
        Mistake(
            "sign",
            Text(
                "Das ist σ(−x): die Kurve gespiegelt. Im Exponenten fehlt das Minus.",
                "This is σ(−x): the curve mirrored. The minus in the exponent is missing.",
            ),
            Text(
                "Für große x soll das Neuron an sein, also nahe 1. Dazu muss e^(−x) klein werden.",
                "For large x the neuron should be on, close to 1. For that e^(−x) must become small.",
            ),
            (lambda x: 1 / (1 + np.exp(x)), lambda x: np.exp(-x) / (1 + np.exp(-x))),
        ),
        Mistake(
            "no-one",
            Text(
                "Das ist 1/e^(−x), also e^x: Im Nenner fehlt die 1.",
                "This is 1/e^(−x), so e^x: the 1 in the denominator is missing.",
            ),
            Text(
                "Ohne die 1 wächst der Wert über alle Grenzen. Mit ihr bleibt er unter 1.",
                "Without the 1 the value grows beyond all bounds. With it, it stays below 1.",
            ),
            (lambda x: 1 / np.exp(-x), lambda x: np.exp(x)),
        ),
        Mistake(
            "tanh",
            Text("Das ist tanh(x): Deine Werte laufen von −1 bis 1.", "This is tanh(x): your values run from −1 to 1."),
            Text(
                "Beide sind verwandt, tanh(x) = 2σ(2x) − 1, aber σ läuft von 0 bis 1.",
                "They are related, tanh(x) = 2σ(2x) − 1, but σ runs from 0 to 1.",
            ),
            (np.tanh, lambda x: 2 * sigmoid(2 * np.asarray(x)) - 1),
        ),
        Mistake(
            "overflows",
            Text(
                "Die Formel stimmt, aber bei x = ±1000 läuft die Exponentialfunktion über: e^1000 ist für den Computer unendlich.",
                "The formula is right, but at x = ±1000 the exponential overflows: e^1000 is infinite for a computer.",
            ),
            Text(
                "Rechne nur mit e^(−|x|), das nie größer als 1 wird. Für negatives x hilft es, Zähler und Nenner mit e^x malzunehmen.",
                "Use only e^(−|x|), which never exceeds 1. For negative x it helps to multiply top and bottom by e^x.",
            ),
            (lambda x: 1 / (1 + np.exp(-np.asarray(x))), lambda x: np.exp(x) / (1 + np.exp(x))),
            shows=overflowed,
        ),
    ),
    hints=(
        Text(
            "NumPy rechnet mit ganzen Arrays: np.exp(-x) bildet $e^{-x}$ für jeden Eintrag.",
            "NumPy works with whole arrays: np.exp(-x) gives $e^{-x}$ for every entry.",
        ),
        Text(
            "Für x = −1000 wäre $e^{-x}$ unendlich. Multipliziere Zähler und Nenner mit $e^{x}$: $\\sigma(x) = e^x / (1 + e^x)$.",
            "For x = −1000, $e^{-x}$ would be infinite. Multiply top and bottom by $e^{x}$: $\\sigma(x) = e^x / (1 + e^x)$.",
        ),
        Text(
            "Mit e = np.exp(-np.abs(x)) gilt für x ≥ 0: 1/(1 + e), sonst e/(1 + e). np.where wählt zwischen beiden.",
            "With e = np.exp(-np.abs(x)): for x ≥ 0 it is 1/(1 + e), otherwise e/(1 + e). np.where chooses between them.",
        ),
    ),
)


def tanh(x):
    return 2 * sigmoid(2 * np.asarray(x)) - 1


def naive_tanh(x):
    return (np.exp(x) - np.exp(-np.asarray(x))) / (np.exp(x) + np.exp(-np.asarray(x)))


TANH = Exercise(
    id="tanh",
    kind="function",
    section="activations-six",
    title=SIX,
    name=Text("tanh", "tanh"),
    task=Text(
        "Schreib $\\tanh(x)$, ohne `np.tanh` zu benutzen: mit `np.exp` oder mit der Sigmoidfunktion. Auch $x = \\pm 1000$ muss gelingen.",
        "Write $\\tanh(x)$ without using `np.tanh`: with `np.exp` or with the sigmoid. Even $x = \\pm 1000$ must work.",
    ),
    stub="def tanh(x):\n    return ...",
    solution=tanh,
    cases=vectors,
    edges=far_out,
    mistakes=(
        Mistake(
            "half",
            Text(
                "Das ist tanh(x/2): Die Kurve ist nur halb so schnell.",
                "This is tanh(x/2): the curve is only half as fast.",
            ),
            Text(
                "In tanh(x) = 2σ(2x) − 1 steht die 2 zweimal: vor σ und im Argument.",
                "In tanh(x) = 2σ(2x) − 1 the 2 stands twice: before σ and in its argument.",
            ),
            (lambda x: 2 * sigmoid(x) - 1, lambda x: np.tanh(np.asarray(x) / 2)),
        ),
        Mistake(
            "sigmoid",
            Text("Das ist σ(x) oder σ(2x), nicht tanh(x).", "This is σ(x) or σ(2x), not tanh(x)."),
            Text(
                "tanh läuft von −1 bis 1: verdopple und ziehe 1 ab.",
                "tanh runs from −1 to 1: double it and subtract 1.",
            ),
            (sigmoid, lambda x: sigmoid(2 * np.asarray(x))),
        ),
        Mistake(
            "sign",
            Text("Das ist −tanh(x): die Kurve gespiegelt.", "This is −tanh(x): the curve mirrored."),
            Text(
                "Im Zähler steht e^x − e^(−x), in dieser Reihenfolge.",
                "The numerator is e^x − e^(−x), in this order.",
            ),
            (lambda x: -np.tanh(x),),
        ),
        Mistake(
            "overflows",
            Text(
                "Die Formel stimmt, aber bei x = ±1000 läuft e^x über, und aus unendlich durch unendlich wird nan.",
                "The formula is right, but at x = ±1000 e^x overflows, and infinity by infinity gives nan.",
            ),
            Text(
                "Nimm eine Form, in der nur e hoch etwas Negatives steht, oder deine sichere Sigmoidfunktion: 2σ(2x) − 1.",
                "Take a form with e to a negative power only, or your safe sigmoid: 2σ(2x) − 1.",
            ),
            (naive_tanh, lambda x: (np.exp(2 * np.asarray(x)) - 1) / (np.exp(2 * np.asarray(x)) + 1)),
            shows=overflowed,
        ),
    ),
    hints=(
        Text("tanh ist eine verschobene und gestreckte Sigmoidkurve.", "tanh is a sigmoid curve, shifted and stretched."),
        Text("Im Kapitel steht: $\\tanh(z) = 2\\,\\sigma(2z) - 1$.", "The chapter says: $\\tanh(z) = 2\\,\\sigma(2z) - 1$."),
        Text(
            "Ist deine Sigmoidfunktion sicher gegen ±1000, dann ist es auch 2 * sigmoid(2 * x) - 1.",
            "If your sigmoid is safe at ±1000, then so is 2 * sigmoid(2 * x) - 1.",
        ),
    ),
)


def relu(x):
    return np.maximum(0, x)


def scalar_max(x):
    return max(0.0, np.max(x))


RELU = Exercise(
    id="relu",
    kind="function",
    section="activations-six",
    title=SIX,
    name=Text("ReLU", "ReLU"),
    task=Text(
        "Schreib $\\text{ReLU}(x) = \\max(0, x)$ für eine Zahl oder ein Array, Eintrag für Eintrag.",
        "Write $\\text{ReLU}(x) = \\max(0, x)$ for a number or an array, entry by entry.",
    ),
    stub="def relu(x):\n    return ...",
    solution=relu,
    cases=vectors,
    edges=lambda rng: [(np.zeros(3),)],
    mistakes=(
        Mistake(
            "scalar-max",
            Text(
                "Das ist eine einzige Zahl: das Maximum über das ganze Array.",
                "This is one single number: the maximum over the whole array.",
            ),
            Text(
                "Jeder Eintrag soll für sich mit 0 verglichen werden. np.max sucht den größten Eintrag, np.maximum vergleicht paarweise.",
                "Every entry is to be compared with 0 on its own. np.max looks for the largest entry, np.maximum compares pairwise.",
            ),
            (scalar_max, np.max),
        ),
        Mistake(
            "python-max",
            Text(
                "max(0, x) vergleicht das ganze Array auf einmal mit 0, und das kann Python nicht entscheiden.",
                "max(0, x) compares the whole array with 0 at once, and Python cannot decide that.",
            ),
            Text(
                "Pythons max ist für einzelne Zahlen. NumPy hat eine Funktion, die Eintrag für Eintrag vergleicht.",
                "Python's max is for single numbers. NumPy has a function that compares entry by entry.",
            ),
            (lambda x: max(0, x), lambda x: x if x > 0 else 0),
        ),
        Mistake(
            "minimum",
            Text("Das ist min(0, x): Das Positive ist weg.", "This is min(0, x): what is positive is gone."),
            Text("ReLU lässt Positives durch und macht Negatives zu 0.", "ReLU lets positives pass and makes negatives 0."),
            (lambda x: np.minimum(0, x),),
        ),
        Mistake(
            "absolute",
            Text("Das ist |x|: Negatives ist positiv geworden.", "This is |x|: negatives have become positive."),
            Text("Negatives soll 0 werden, nicht sein Vorzeichen wechseln.", "Negatives are to become 0, not to change sign."),
            (np.abs,),
        ),
        Mistake(
            "leaky",
            Text(
                "Links kommt noch etwas durch: Das ist eine Leaky ReLU.",
                "Something still passes on the left: this is a leaky ReLU.",
            ),
            Text("Bei ReLU ist links alles genau 0.", "With ReLU everything on the left is exactly 0."),
            (lambda x: np.maximum(0.1 * np.asarray(x), x), lambda x: np.maximum(0.01 * np.asarray(x), x)),
        ),
    ),
    hints=(
        Text("Vergleiche jeden Eintrag mit 0 und nimm den größeren.", "Compare each entry with 0 and take the larger."),
        Text(
            "np.maximum(a, b) vergleicht zwei Arrays Eintrag für Eintrag; b darf auch eine Zahl sein.",
            "np.maximum(a, b) compares two arrays entry by entry; b may be a number too.",
        ),
        Text("Die ganze Funktion ist eine Zeile mit np.maximum und 0.", "The whole function is one line with np.maximum and 0."),
    ),
)


def leaky_relu(x, slope=0.1):
    return np.where(np.asarray(x) > 0, x, slope * np.asarray(x))


LEAKY_RELU = Exercise(
    id="leaky-relu",
    kind="function",
    section="activations-six",
    title=SIX,
    name=Text("Leaky ReLU", "Leaky ReLU"),
    task=Text(
        "Schreib eine Leaky ReLU, deren Steigung links `slope` ist: positives `x` bleibt, negatives wird zu `slope * x`.",
        "Write a leaky ReLU whose slope on the left is `slope`: positive `x` stays, negative becomes `slope * x`.",
    ),
    stub="def leaky_relu(x, slope=0.1):\n    return ...",
    solution=leaky_relu,
    cases=lambda rng: [(np.array([-2.0, 1.0]), 0.1), (rng.normal(0, 2, 6), 0.3), (rng.normal(0, 2, (2, 3)), 0.02)],
    edges=lambda rng: [(np.zeros(2), 0.2)],
    mistakes=(
        Mistake(
            "slope-ignored",
            Text(
                "Dein Ergebnis rechnet immer mit derselben Steigung, auch wenn slope anders ist.",
                "Your result always uses the same slope, even if slope is different.",
            ),
            Text("Benutze das Argument slope statt einer festen Zahl.", "Use the argument slope instead of a fixed number."),
            (
                lambda x, slope: np.maximum(0.1 * x, x),
                lambda x, slope: np.maximum(0.01 * x, x),
                lambda x, slope: np.maximum(0, x),
            ),
        ),
        Mistake(
            "slope-both-sides",
            Text("Das ist slope · x auf beiden Seiten.", "This is slope · x on both sides."),
            Text("Rechts vom Knick soll x unverändert bleiben.", "To the right of the kink x is to stay as it is."),
            (lambda x, slope: slope * x,),
        ),
        Mistake(
            "swapped",
            Text(
                "Beide Seiten sind vertauscht: Das Positive ist verkleinert, das Negative nicht. Das ist min statt max.",
                "The two sides are swapped: positives are shrunk, negatives are not. This is min instead of max.",
            ),
            Text(
                "Für negatives x ist slope · x die größere Zahl: −0,2 ist größer als −2.",
                "For negative x, slope · x is the larger number: −0.2 is larger than −2.",
            ),
            (lambda x, slope: np.minimum(slope * x, x), lambda x, slope: np.where(x > 0, slope * x, x)),
        ),
    ),
    hints=(
        Text("Es gibt zwei Fälle: x positiv oder nicht.", "There are two cases: x positive or not."),
        Text(
            "np.where(bedingung, a, b) nimmt dort a, wo die Bedingung gilt, sonst b.",
            "np.where(condition, a, b) takes a where the condition holds, otherwise b.",
        ),
        Text(
            "Mit der Bedingung x > 0: a ist x selbst, b ist slope * x. Für slope < 1 geht auch ein Maximum.",
            "With the condition x > 0: a is x itself, b is slope * x. For slope < 1 a maximum does it too.",
        ),
    ),
)


def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))


ELU = Exercise(
    id="elu",
    kind="function",
    section="activations-six",
    title=SIX,
    name=Text("ELU", "ELU"),
    task=Text(
        "Schreib $\\text{ELU}(x)$: für positives $x$ bleibt $x$, sonst $\\alpha\\,(e^x - 1)$. Auch $x = 1000$ darf keine Warnung auslösen.",
        "Write $\\text{ELU}(x)$: positive $x$ stays, otherwise $\\alpha\\,(e^x - 1)$. Even $x = 1000$ must not raise a warning.",
    ),
    stub="def elu(x, alpha=1.0):\n    return ...",
    solution=elu,
    cases=lambda rng: [(np.array([-1.0, 2.0]), 1.0), (rng.normal(0, 2, 6), 0.5), (rng.normal(0, 1, (2, 3)), 1.7)],
    edges=lambda rng: [(np.array([-1000.0, 0.0, 1000.0]), 1.0)],
    mistakes=(
        Mistake(
            "alpha-ignored",
            Text("Dein Ergebnis rechnet immer mit α = 1.", "Your result always uses α = 1."),
            Text(
                "Multipliziere den linken Teil mit dem Argument alpha.",
                "Multiply the left part by the argument alpha.",
            ),
            (lambda x, alpha: elu(x, 1.0),),
        ),
        Mistake(
            "no-minus-one",
            Text("Links steht bei dir α·e^x, ohne die −1.", "On the left you have α·e^x, without the −1."),
            Text(
                "Ohne die −1 springt die Kurve bei 0 von α auf 0, statt sich dort zu treffen.",
                "Without the −1 the curve jumps at 0 from α to 0 instead of meeting there.",
            ),
            (
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0))),
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(x)),
            ),
        ),
        Mistake(
            "overflows",
            Text(
                "Die Formel stimmt, aber bei x = 1000 läuft e^x über. np.where rechnet immer beide Seiten aus, auch die, die es nicht nimmt.",
                "The formula is right, but at x = 1000 e^x overflows. np.where always works out both sides, even the one it does not take.",
            ),
            Text(
                "Gib der Exponentialfunktion nur, was sie verträgt: Große positive x braucht sie gar nicht zu sehen.",
                "Give the exponential only what it can bear: it need not see large positive x at all.",
            ),
            (lambda x, alpha: np.where(x > 0, x, alpha * (np.exp(x) - 1)),),
            shows=overflowed,
        ),
    ),
    hints=(
        Text("Zwei Fälle, wie bei Leaky ReLU: np.where(x > 0, ..., ...).", "Two cases, as with leaky ReLU: np.where(x > 0, ..., ...)."),
        Text("Links steht alpha * (np.exp(x) - 1).", "On the left stands alpha * (np.exp(x) - 1)."),
        Text(
            "np.exp bekommt auch die großen positiven x zu sehen. Kappe sie vorher mit np.minimum(x, 0).",
            "np.exp also sees the large positive x. Cap them first with np.minimum(x, 0).",
        ),
    ),
)


def maxout(x, W1, b1, W2, b2):
    return np.maximum(W1 @ x + b1, W2 @ x + b2)


def maxout_cases(rng):
    square = (rng.normal(0, 1, 2), *(rng.normal(0, 1, shape) for shape in ((2, 2), 2, (2, 2), 2)))
    wide = (rng.normal(0, 1, 3), *(rng.normal(0, 1, shape) for shape in ((4, 3), 4, (4, 3), 4)))
    return [square, wide, (rng.normal(0, 1, 2), *(rng.normal(0, 1, s) for s in ((5, 2), 5, (5, 2), 5)))]


MAXOUT_LAYER = Exercise(
    id="maxout",
    kind="function",
    section="activations-maxout",
    title=MAXOUT,
    name=Text("Eine Maxout-Schicht", "A maxout layer"),
    task=Text(
        "Berechne $\\max(W_1 x + b_1,\\ W_2 x + b_2)$, Eintrag für Eintrag: `x` hat die Form (n_in,), `W1` und `W2` (n_out, n_in), "
        "`b1` und `b2` (n_out,).",
        "Compute $\\max(W_1 x + b_1,\\ W_2 x + b_2)$, entry by entry: `x` has shape (n_in,), `W1` and `W2` (n_out, n_in), "
        "`b1` and `b2` (n_out,).",
    ),
    stub="def maxout(x, W1, b1, W2, b2):\n    return ...",
    solution=maxout,
    cases=maxout_cases,
    mistakes=(
        Mistake(
            "transposed",
            Text(
                "Hier steht eine gekippte Matrix: x @ W statt W @ x.",
                "Here stands a transposed matrix: x @ W instead of W @ x.",
            ),
            Text(
                "Zeile i von W gehört dem Neuron i: W @ x macht aus n_in Zahlen n_out. Bei nicht quadratischem W passt die gekippte nicht einmal.",
                "Row i of W belongs to neuron i: W @ x makes n_out numbers of n_in. With a W that is not square the transposed does not even fit.",
            ),
            (lambda x, W1, b1, W2, b2: np.maximum(x @ W1 + b1, x @ W2 + b2),),
        ),
        Mistake(
            "one-max",
            Text(
                "Das ist eine einzige Zahl: das Maximum über alle Neuronen.",
                "This is one single number: the maximum over all neurons.",
            ),
            Text(
                "Jedes Neuron vergleicht nur seine eigenen zwei Signale. np.maximum vergleicht paarweise.",
                "Each neuron compares its own two signals only. np.maximum compares pairwise.",
            ),
            (
                lambda x, W1, b1, W2, b2: max((W1 @ x + b1).max(), (W2 @ x + b2).max()),
                lambda x, W1, b1, W2, b2: np.array([(W1 @ x + b1).max(), (W2 @ x + b2).max()]),
            ),
        ),
        Mistake(
            "sum",
            Text("Das ist die Summe der beiden Signale.", "This is the sum of the two signals."),
            Text("Maxout nimmt das größere von beiden.", "Maxout takes the larger of the two."),
            (lambda x, W1, b1, W2, b2: W1 @ x + b1 + W2 @ x + b2,),
        ),
        Mistake(
            "minimum",
            Text("Das ist das kleinere der beiden Signale.", "This is the smaller of the two signals."),
            Text("Maxout nimmt das größere von beiden.", "Maxout takes the larger of the two."),
            (lambda x, W1, b1, W2, b2: np.minimum(W1 @ x + b1, W2 @ x + b2),),
        ),
        Mistake(
            "first-only",
            Text("Das ist nur eines der beiden Signale.", "This is only one of the two signals."),
            Text(
                "Maxout rechnet beide aus, W1 x + b1 und W2 x + b2, und nimmt das größere.",
                "Maxout works out both, W1 x + b1 and W2 x + b2, and takes the larger.",
            ),
            (lambda x, W1, b1, W2, b2: W1 @ x + b1, lambda x, W1, b1, W2, b2: W2 @ x + b2),
        ),
        Mistake(
            "no-bias",
            Text("Das ist max(W₁x, W₂x): ohne die Biases.", "This is max(W₁x, W₂x): without the biases."),
            Text("Zu jedem Signal gehört sein Bias.", "Every signal has its bias."),
            (lambda x, W1, b1, W2, b2: np.maximum(W1 @ x, W2 @ x),),
        ),
    ),
    hints=(
        Text("Rechne zuerst beide Signale aus, jedes als Vektor.", "First work out both signals, each as a vector."),
        Text("z1 = W1 @ x + b1, und z2 ebenso.", "z1 = W1 @ x + b1, and z2 likewise."),
        Text("np.maximum(z1, z2) nimmt für jedes Neuron das größere.", "np.maximum(z1, z2) takes the larger for every neuron."),
    ),
)


def sigmoid_slope(a):
    return a * (1 - a)


SIGMOID_SLOPE = Exercise(
    id="sigmoid-slope",
    kind="function",
    section="activations-function",
    title=AS_FUNCTION,
    name=Text("Die Steigung aus dem Ausgang", "The slope from the output"),
    task=Text(
        "`a` ist der **Ausgang** von Sigmoid-Neuronen, $a = \\sigma(z)$. Gib die Steigung $\\sigma'(z)$ zurück, ohne $z$ zu kennen.",
        "`a` is the **output** of sigmoid neurons, $a = \\sigma(z)$. Return the slope $\\sigma'(z)$ without knowing $z$.",
    ),
    stub="def sigmoid_slope(a):\n    return ...",
    solution=sigmoid_slope,
    cases=lambda rng: [(np.array([0.5, 0.9]),), (rng.uniform(0.05, 0.95, 5),), (rng.uniform(0.05, 0.95, (2, 3)),)],
    edges=lambda rng: [(np.array([0.0, 1.0]),)],
    mistakes=(
        Mistake(
            "of-z",
            Text(
                "Das ist σ'(a): Du behandelst a wie ein Signal und wendest σ noch einmal an.",
                "This is σ'(a): you treat a like a signal and apply σ once more.",
            ),
            Text(
                "a ist schon σ(z). Nimm die Formel des Kapitels und schreib a, wo σ(z) steht; noch einmal σ brauchst du nicht.",
                "a is σ(z) already. Take the chapter's formula and write a where σ(z) stands; you need no further σ.",
            ),
            (lambda a: sigmoid(a) * (1 - sigmoid(a)),),
        ),
        Mistake(
            "no-one-minus",
            Text("Das ist a selbst, der zweite Faktor fehlt.", "This is a itself, the second factor is missing."),
            Text(
                "Ein Neuron, das ganz an ist (a = 1), reagiert nicht mehr: Dort muss die Steigung 0 sein.",
                "A neuron that is fully on (a = 1) reacts no more: there the slope must be 0.",
            ),
            (lambda a: a * 1.0,),
        ),
        Mistake(
            "square",
            Text("Das ist a² oder 1 − a², das gehört zu tanh.", "This is a² or 1 − a², which belongs to tanh."),
            Text("Bei der Sigmoidfunktion steht a mal etwas, nicht a mal a.", "With the sigmoid it is a times something, not a times a."),
            (lambda a: a * a, lambda a: 1 - a * a),
        ),
    ),
    hints=(
        Text("Im Kapitel steht σ'(z) als Produkt aus σ(z) und noch etwas.", "The chapter writes σ'(z) as a product of σ(z) and something else."),
        Text("$\\sigma'(z) = \\sigma(z)\\,(1 - \\sigma(z))$", "$\\sigma'(z) = \\sigma(z)\\,(1 - \\sigma(z))$"),
        Text("Ersetze σ(z) überall durch a.", "Replace σ(z) by a everywhere."),
    ),
)


def relu_slope(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


RELU_SLOPE = Exercise(
    id="relu-slope",
    kind="function",
    section="activations-six",
    title=SIX,
    name=Text("Die Steigung von ReLU", "The slope of ReLU"),
    task=Text(
        "Gib die Steigung von ReLU am Signal `z` zurück, Eintrag für Eintrag; bei 0 nach unserer Vereinbarung 0.",
        "Return the slope of ReLU at the signal `z`, entry by entry; 0 at 0, by our convention.",
    ),
    stub="def relu_slope(z):\n    return ...",
    solution=relu_slope,
    cases=vectors,
    edges=lambda rng: [(np.zeros(3),)],
    mistakes=(
        Mistake(
            "one-at-zero",
            Text("Bei z = 0 gibst du nicht 0 zurück.", "At z = 0 you do not return 0."),
            Text(
                "Am Knick gibt es keine Steigung; vereinbart ist 0. Schreib > statt >=.",
                "There is no slope at the kink; the convention is 0. Write > instead of >=.",
            ),
            (
                lambda z: np.where(np.asarray(z) >= 0, 1.0, 0.0),
                lambda z: 0.5 * (np.sign(z) + 1),
            ),
        ),
        Mistake(
            "of-value",
            Text("Das ist ReLU selbst, nicht ihre Steigung.", "This is ReLU itself, not its slope."),
            Text(
                "Rechts vom Knick steigt die Gerade z überall gleich: um 1 für jeden Schritt 1.",
                "To the right of the kink the line z rises the same everywhere: by 1 for every step of 1.",
            ),
            (relu,),
        ),
        Mistake(
            "sign",
            Text("Die Seiten sind vertauscht, oder links steht −1.", "The sides are swapped, or −1 stands on the left."),
            Text("Links ist ReLU flach: Steigung 0. Rechts steigt sie: 1.", "On the left ReLU is flat: slope 0. On the right it rises: 1."),
            (lambda z: np.where(np.asarray(z) < 0, 1.0, 0.0), np.sign),
        ),
    ),
    hints=(
        Text("Links vom Knick ist die Kurve flach, rechts steigt sie mit 1.", "Left of the kink the curve is flat, right of it it rises by 1."),
        Text("z > 0 gibt für jeden Eintrag True oder False.", "z > 0 gives True or False for every entry."),
        Text("np.where(z > 0, ..., ...) macht daraus Zahlen.", "np.where(z > 0, ..., ...) makes numbers of it."),
    ),
)

EXERCISES = (NEURON_VALUE, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, MAXOUT_LAYER, SIGMOID_SLOPE, RELU_SLOPE)
