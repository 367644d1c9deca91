"""Exercise neuron-value: A neuron by hand."""

import math

from nncourse.exercises.c01 import NEURON
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

EXERCISE = Exercise(
    id="neuron-value",
    section=NEURON,
    name=Text("Ein Neuron von Hand", "A neuron by hand"),
    task=Text(
        "Ein Sigmoid-Neuron hat die Gewichte $w = (2;\\ 1)$ und den Bias $b = -0{,}5$. Seine Eingaben sind $x = (0{,}5;\\ -1)$. "
        "Wie groß ist seine Aktivierung? Drei Stellen genügen.",
        "A sigmoid neuron has the weights $w = (2, 1)$ and the bias $b = -0.5$. Its inputs are $x = (0.5, -1)$. "
        "What is its activation? Three digits are enough.",
    ),
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
