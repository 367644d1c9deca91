"""Exercise neuron-value: A neuron by hand."""

import math

import numpy as np

from nncourse.exercises.c01 import NEURON
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

OUTSIDE = Text(
    "Die Aktivierung eines Sigmoid-Neurons liegt immer zwischen 0 und 1. Rechne zuerst das Signal z aus, dann 1 / (1 + e^(−z)).",
    "The activation of a sigmoid neuron is always between 0 and 1. Compute the signal z first, then 1 / (1 + e^(−z)).",
)
OTHER_SIGNAL = Text(
    "Zu dieser Aktivierung gehörte das Signal z = {z:.3g}. Was ist dein z? Addiere: 2 mal 1, 1 mal (−1) und den Bias −1,5. "
    "Stimmt dein z, dann liegt es am Schritt danach, 1 / (1 + e^(−z)).",
    "This activation would belong to the signal z = {z:.3g}. What is your z? Add up 2 times 1, 1 times (−1), and the "
    "bias −1.5. If your z is right, the trouble is in the next step, 1 / (1 + e^(−z)).",
)


def signal_of(a):
    """What the signal would be, were this the activation."""
    return OTHER_SIGNAL.format(z=math.log(a / (1 - a))) if 0 < a < 1 else OUTSIDE


def neuron(w, x, b):
    z = w[0] * x[0] + w[1] * x[1] + b
    return 1 / (1 + np.exp(-z))


GIVEN = np.array([2.0, 1.0]), np.array([1.0, -1.0]), -1.5

EXERCISE = Exercise(
    id="neuron-value",
    section=NEURON,
    name=Text("Ein Neuron von Hand", "A neuron by hand"),
    task=Text(
        "Ein Sigmoid-Neuron hat die Gewichte $w = (2;\\ 1)$ und den Bias $b = -1{,}5$. Seine Eingaben sind $x = (1;\\ {-1})$. "
        "Wie groß ist seine Aktivierung? Drei Stellen genügen.",
        "A sigmoid neuron has the weights $w = (2, 1)$ and the bias $b = -1.5$. Its inputs are $x = (1,\\ {-1})$. "
        "What is its activation? Three digits are enough.",
    ),
    solution=1 / (1 + math.exp(0.5)),
    calculation=neuron,
    given=GIVEN,
    working="z = 2 * 1 + 1 * (-1) - 1.5       # -0.5\nanswer = 1 / (1 + np.exp(-z))  # 0.3775",
    implies=signal_of,
    mistakes=(
        Mistake(
            "no-bias",
            Text("Das ist σ(1): das Signal ohne den Bias.", "This is σ(1): the signal without the bias."),
            Text(
                "Der Bias kommt zur gewichteten Summe dazu, bevor σ darauf angewendet wird.",
                "The bias is added to the weighted sum before σ is applied.",
            ),
            (1 / (1 + math.exp(-1)),),
        ),
        Mistake(
            "no-activation",
            Text(
                "Das ist das Signal z (oder die gewichtete Summe), noch nicht die Aktivierung.",
                "This is the signal z (or the weighted sum), not yet the activation.",
            ),
            Text(
                "Auf das Signal wird noch σ angewendet. Eine Sigmoid-Aktivierung liegt immer zwischen 0 und 1.",
                "You still need to apply σ to the signal. A sigmoid activation is always between 0 and 1.",
            ),
            (-0.5, 1.0),
        ),
        Mistake(
            "sign",
            Text("Das ist σ(−z): Im Exponenten fehlt ein Minus.", "This is σ(−z): a minus sign is missing in the exponent."),
            Text(
                "Im Nenner steht e^(−z). Ein negatives Signal muss weniger als 0,5 ergeben.",
                "The denominator contains e^(−z). A negative signal must give less than 0.5.",
            ),
            (1 / (1 + math.exp(-0.5)),),
        ),
        Mistake(
            "bias-after",
            Text(
                "Das ist σ(Summe) + b: Der Bias kam erst nach der Aktivierungsfunktion dazu.",
                "This is σ(sum) + b: you added the bias after the activation function.",
            ),
            Text(
                "Der Bias gehört zum Signal z. Sonst könnte die Aktivierung unter 0 oder über 1 liegen.",
                "The bias belongs to the signal z. Otherwise the activation could be below 0 or above 1.",
            ),
            (1 / (1 + math.exp(-1)) - 1.5,),
        ),
        Mistake(
            "bias-plus",
            Text(
                "Das ist σ(2,5): Der Bias ist mit dem falschen Vorzeichen dazugekommen.",
                "This is σ(2.5): the bias was added with the wrong sign.",
            ),
            Text(
                "Der Bias ist −1,5 und wird addiert; das Signal wird also kleiner.",
                "The bias is −1.5 and is added, so the signal gets smaller.",
            ),
            (1 / (1 + math.exp(-2.5)),),
        ),
        Mistake(
            "bias-twice",
            Text("Das ist σ(−2): Der Bias ist zweimal dazugekommen.", "This is σ(−2): the bias was added twice."),
            Text("Jedes Neuron hat einen Bias, und der zählt einmal.", "Each neuron has one bias, and it counts once."),
            (1 / (1 + math.exp(2)),),
        ),
        Mistake(
            "input-sign",
            Text(
                "Bei dir ist das Minus der zweiten Eingabe verloren gegangen.",
                "You lost the minus sign of the second input.",
            ),
            Text(
                "Die zweite Eingabe ist −1: Ihr Gewicht 1 zieht das Signal hinunter.",
                "The second input is −1: its weight 1 pulls the signal down.",
            ),
            (1 / (1 + math.exp(-1.5)),),
        ),
        Mistake(
            "weights-swapped",
            Text(
                "Hier sind die beiden Gewichte (oder die beiden Eingaben) vertauscht.",
                "You swapped the two weights (or the two inputs).",
            ),
            Text(
                "Das erste Gewicht gehört zur ersten Eingabe, das zweite zur zweiten.",
                "The first weight belongs to the first input, the second to the second.",
            ),
            (1 / (1 + math.exp(2.5)),),
        ),
        Mistake(
            "slope",
            Text(
                "Das ist die Steigung der Sigmoidfunktion, nicht ihr Wert.",
                "This is the slope of the sigmoid, not its value.",
            ),
            Text("Gefragt ist die Aktivierung selbst: σ(z).", "You need the activation itself: σ(z)."),
            (math.exp(0.5) / (1 + math.exp(0.5)) ** 2,),
        ),
        Mistake(
            "other-function",
            Text(
                "Hier ist eine andere Aktivierungsfunktion angewendet als σ.",
                "You applied an activation function other than σ.",
            ),
            Text(
                "Das Neuron ist ein Sigmoid-Neuron: 1 / (1 + e^(−z)). tanh und ReLU geben andere Zahlen.",
                "The neuron is a sigmoid neuron: 1 / (1 + e^(−z)). tanh and ReLU give different numbers.",
            ),
            (math.tanh(-0.5), 0.0),
        ),
        Mistake(
            "only-exponential",
            Text(
                "Das ist nur ein Teil der Formel: e^z oder 1 + e^(−z).",
                "This is only part of the formula: e^z or 1 + e^(−z).",
            ),
            Text(
                "σ(z) ist 1 geteilt durch die ganze Summe 1 + e^(−z).", "σ(z) is 1 divided by the whole sum 1 + e^(−z)."
            ),
            (math.exp(-0.5), math.exp(0.5), 1 + math.exp(0.5), 1 + math.exp(-0.5)),
        ),
    ),
    hints=(
        Text(
            "Rechne zuerst das Signal $z$ aus: jedes Gewicht mal seine Eingabe, alles addiert, dazu der Bias.",
            "First compute the signal $z$: each weight times its input, all added up, plus the bias.",
        ),
        Text(
            "Das Signal hat drei Summanden, zwei Produkte und den Bias. Zwei der drei sind negativ.",
            "The signal is a sum of three terms, two products and the bias. Two of the three are negative.",
        ),
        Text(
            "Setze dein $z$ in $\\sigma(z) = 1 / (1 + e^{-z})$ ein. Ist $z$ negativ, wird der Exponent $-z$ positiv: "
            "Aus $z = -3$ würde $1 / (1 + e^{3}) \\approx 0{,}047$.",
            "Put your $z$ into $\\sigma(z) = 1 / (1 + e^{-z})$. If $z$ is negative, the exponent $-z$ is positive: "
            "$z = -3$ would give $1 / (1 + e^{3}) \\approx 0.047$.",
        ),
    ),
)
