"""Exercise cost-value: A cost by hand."""

import math

import numpy as np

from nncourse.exercises.c03 import HALF, ONE
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

NEGATIVE = Text(
    "Kosten sind nie negativ: Sie sind eine Summe von Quadraten. Quadriere jede Differenz für sich, −0,2 auch.",
    "A cost is never negative: it is a sum of squares. Square each difference on its own, including −0.2.",
)
STEP_BY_STEP = Text(
    "Rechne zuerst die drei Differenzen O − G aus, dann von jeder das Quadrat, und addiere erst dann. {how}",
    "Compute the three differences O − G first, then the square of each, and only then add up. {how}",
)
TOO_MUCH = Text("Dein Ergebnis ist zu groß.", "Your result is too large.")
TOO_LITTLE = Text("Dein Ergebnis ist zu klein.", "Your result is too small.")


def step_by_step(cost):
    """What to work out again."""
    return NEGATIVE if cost < 0 else STEP_BY_STEP.format(how=TOO_MUCH if cost > 0.21 else TOO_LITTLE)


def cost(O, G):
    return (O[0] - G[0]) ** 2 + (O[1] - G[1]) ** 2 + (O[2] - G[2]) ** 2


EXERCISE = Exercise(
    id="cost-value",
    section=ONE,
    name=Text("Kosten von Hand", "A cost by hand"),
    task=Text(
        "Ein Netz antwortet $O = (0{,}8;\\ 0{,}1;\\ 0{,}4)$, das Ziel ist $G = (1;\\ 0;\\ 0)$. Was kostet dieses Beispiel?",
        "A network answers $O = (0.8, 0.1, 0.4)$; the goal is $G = (1, 0, 0)$. What is the cost of this sample?",
    ),
    solution=0.21,
    calculation=cost,
    given=(np.array([0.8, 0.1, 0.4]), np.array([1.0, 0.0, 0.0])),
    working="answer = (0.8 - 1) ** 2 + (0.1 - 0) ** 2 + (0.4 - 0) ** 2  # 0.04 + 0.01 + 0.16 = 0.21",
    implies=step_by_step,
    mistakes=(
        Mistake(
            "largest-distance",
            Text(
                "Das ist der Abstand eines einzigen Ausgangs, noch ohne Quadrat.",
                "This is the distance for a single output, not squared yet.",
            ),
            Text(
                "Quadriere jeden der drei Abstände und addiere die Quadrate.",
                "Square each of the three distances and add up the squares.",
            ),
            (0.4, -0.2),
        ),
        Mistake(
            "no-square",
            Text(
                "Das ist die Summe der Differenzen, ohne Quadrat.",
                "This is the sum of the differences, without the square.",
            ),
            Text(
                "Ein Zuviel und ein Zuwenig heben sich so gegenseitig auf: −0,2 und +0,1 sind zusammen nur −0,1. Quadrate sind nie negativ.",
                "This way, too much and too little cancel: −0.2 and +0.1 together are only −0.1. Squares are never negative.",
            ),
            (0.3, -0.3),
        ),
        Mistake(
            "absolute",
            Text(
                "Hier stehen die Beträge 0,2, 0,1 und 0,4 statt ihrer Quadrate.",
                "You use the absolute values 0.2, 0.1, and 0.4 instead of their squares.",
            ),
            Text(
                "Vereinbart sind Quadrate: Doppelt so weit daneben kostet viermal so viel.",
                "By convention, we use squares: being twice as far off costs four times as much.",
            ),
            (0.7, 0.7 / 3),
        ),
        Mistake(
            "mean-outputs",
            Text(
                "Das ist der Mittelwert der drei Quadrate, nicht ihre Summe.",
                "This is the mean of the three squares, not their sum.",
            ),
            Text(
                "Über die Ausgänge wird summiert. Gemittelt wird erst später, über die Beispiele.",
                "We sum over the outputs. The mean comes later, over the samples.",
            ),
            (0.07,),
        ),
        Mistake(
            "root",
            Text(
                "Hier ist am Ende noch eine Wurzel gezogen.",
                "You took a square root at the end.",
            ),
            Text(
                "Die Wurzel wäre der Abstand. Die Kosten sind der quadrierte Abstand, ohne Wurzel.",
                "The root would be the distance. The cost is the squared distance, without a root.",
            ),
            (math.sqrt(0.21), math.sqrt(0.07)),
        ),
        Mistake(
            "half",
            *HALF,
            (0.105,),
        ),
        Mistake(
            "square-of-sum",
            Text(
                "Das ist das Quadrat der Summe: erst addiert, dann quadriert.",
                "This is the square of the sum: you added first, then squared.",
            ),
            Text(
                "Jede Differenz wird für sich quadriert. Erst danach wird summiert.",
                "Square each difference on its own. Only then add up.",
            ),
            (0.09,),
        ),
        Mistake(
            "first-only",
            Text("Das ist nur der Beitrag des ersten Ausgangs.", "This is only the first output’s contribution."),
            Text(
                "Auch wo das Ziel 0 ist, zählt der Abstand: 0,1 und 0,4 sind zu viel.",
                "Where the goal is 0, the distance counts too: 0.1 and 0.4 are too much.",
            ),
            (0.04,),
        ),
        Mistake(
            "no-goal",
            Text(
                "Hier sind die Ausgänge selbst quadriert, ohne das Ziel abzuziehen.",
                "You squared the outputs themselves, without subtracting the goal.",
            ),
            Text(
                "Gemessen wird der Abstand zum Ziel. Eine perfekte Antwort muss 0 kosten.",
                "We measure the distance from the goal. A perfect answer must cost 0.",
            ),
            (0.81,),
        ),
        Mistake(
            "last-only",
            Text(
                "Das ist nur der Beitrag des letzten Ausgangs, oder der letzten beiden.",
                "This is only the contribution of the last output, or of the last two.",
            ),
            Text(
                "Alle drei Ausgänge zählen: für jeden die Differenz zum Ziel, quadriert.",
                "All three outputs count: for each one, the difference from its goal, squared.",
            ),
            (0.16, 0.17),
        ),
        Mistake(
            "double",
            Text(
                "Das ist doppelt so viel: 2 mal die Differenz, oder zweimal gezählt.",
                "This is twice as much: you took 2 times the difference, or counted something twice.",
            ),
            Text(
                "Hoch 2 heißt: mit sich selbst multipliziert. 0,4 hoch 2 ist 0,16.",
                "Squared means multiplied by itself. 0.4 squared is 0.16.",
            ),
            (0.42, 1.4, 0.6),
        ),
    ),
    hints=(
        Text(
            "Drei Schritte: für jeden Ausgang die Differenz $O - G$, dann ihr Quadrat, dann alles addieren.",
            "Three steps: for each output the difference $O - G$, then its square, then add everything up.",
        ),
        Text(
            "Das Ziel sagt zu jedem Ausgang eine Zahl. Wo es 0 ist, ist die Differenz der Ausgang selbst.",
            "The goal has one number for each output. Where it is 0, the difference is the output itself.",
        ),
        Text(
            "Quadrate sind nie negativ, und Zahlen unter 1 werden dabei kleiner: $(-0{,}3)^2 = 0{,}09$. Addiere die drei Quadrate.",
            "Squares are never negative, and squaring makes numbers below 1 smaller: $(-0.3)^2 = 0.09$. Add up the three squares.",
        ),
    ),
)
