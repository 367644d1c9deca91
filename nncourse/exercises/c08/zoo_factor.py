"""Exercise zoo-factor: Three checks, one bug."""

from nncourse.exercises.c08 import CHECKS
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text

NEGATIVE = Text(
    "Ein negativer Faktor drehte den Gradienten um; der relative Fehler wäre dann mindestens 1.",
    "A negative factor would flip the gradient around; the relative error would then be at least 1.",
)
OTHER_ERROR = Text(
    "Wäre g das {c:.3g}-Fache, so wäre der relative Fehler |c − 1| / (c + 1) = {error:.3g}, nicht 0,6. Löse |c − 1| / (c + 1) = 0,6 nach c auf.",
    "If g were {c:.3g} times the right one, the relative error |c − 1| / (c + 1) would be {error:.3g}, not 0.6. Solve |c − 1| / (c + 1) = 0.6 for c.",
)


def error_of(c):
    """What the relative error would be, were this the factor."""
    return NEGATIVE if c < 0 else OTHER_ERROR.format(c=c, error=abs(c - 1) / (c + 1))


def factor(error):
    return (1 + error) / (1 - error)


EXERCISE = Exercise(
    id="zoo-factor",
    section=CHECKS,
    name=Text("Drei Prüfungen, ein Fehler", "Three checks, one bug"),
    task=Text(
        "Eine Backpropagation wird mit $n = 4$ Beispielen geprüft. **Zweimal aufgerufen:** dasselbe. **Jedes Beispiel verdoppelt:** Der Gradient ist doppelt so groß. "
        "**Verglichen mit dem Differenzenquotienten:** In jedem W und jedem b ist der relative Fehler 0,6. Der falsche Gradient $g$ ist also ein Vielfaches des richtigen. "
        "Das Wievielfache? Welcher Fehler aus dem Zoo ist es?",
        "A backpropagation is checked with $n = 4$ samples. **Called twice:** the same. **Every sample doubled:** "
        "the gradient is twice as large. **Compared with the difference quotient:** in every W and every b, the "
        "relative error is 0.6. So the wrong gradient $g$ is a multiple of the right one. How many times as large is "
        "it? Which bug from the zoo is it?",
    ),
    solution=4.0,
    calculation=factor,
    given=(0.6,),
    working="# c - 1 = 0.6 * (c + 1)\nanswer = 1.6 / 0.4  # 4 = n",
    implies=error_of,
    mistakes=(
        Mistake(
            "one-minus",
            Text("Das ist 1 − 0,6.", "This is 1 − 0.6."),
            Text(
                "Der relative Fehler teilt durch **beide** Längen: |c − 1| / (c + 1) = 0,6. Löse nach c auf.",
                "The relative error divides by **both** lengths: |c − 1| / (c + 1) = 0.6. Solve for c.",
            ),
            (0.4,),
        ),
        Mistake(
            "inverse",
            Text(
                "Ein Viertel hätte denselben relativen Fehler, würde beim Verdoppeln aber kleiner.",
                "A quarter would have the same relative error, but it would get smaller when you double the samples.",
            ),
            Text(
                "Der relative Fehler unterscheidet c und 1/c nicht. Dafür ist die zweite Prüfung da: Mit mehr Beispielen wächst der Gradient.",
                "The relative error cannot tell c from 1/c. That is what the second check is for: with more samples, the gradient grows.",
            ),
            (0.25,),
        ),
        Mistake(
            "error-itself",
            Text("Das ist der relative Fehler, nicht der Faktor.", "This is the relative error, not the factor."),
            Text(
                "Der relative Fehler von g = c · q ist |c − 1| / (c + 1), bei positivem c. Löse nach c auf.",
                "The relative error of g = c · q is |c − 1| / (c + 1), for positive c. Solve for c.",
            ),
            (0.6,),
        ),
        Mistake(
            "one-more",
            Text("Du hast den relativen Fehler zu 1 addiert.", "You added the relative error to 1."),
            Text(
                "So wäre es, wenn nur durch die Länge des richtigen geteilt würde. Im Nenner stehen aber beide Längen.",
                "That would be right if you divided only by the length of the right gradient. But the denominator has both lengths.",
            ),
            (1.6,),
        ),
        Mistake(
            "one-length",
            Text(
                "Du hast nur durch die Länge des falschen Gradienten geteilt: 1 − 1/c = 0,6.",
                "You divided only by the length of the wrong gradient: 1 − 1/c = 0.6.",
            ),
            Text(
                "Im Nenner des relativen Fehlers stehen beide Längen zusammen.",
                "The denominator of the relative error has both lengths added together.",
            ),
            (2.5,),
        ),
        Mistake(
            "doubling",
            Text(
                "Das Doppelte kommt vom Verdoppeln der Beispiele. Gefragt ist der Vergleich mit dem richtigen Gradienten, mit n = 4.",
                "The factor of 2 comes from doubling the samples. The question is how it compares with the right gradient, with n = 4.",
            ),
            Text(
                "Dass er mit den Beispielen wächst, sagt nur, dass n darin steckt. Wie viel es ist, sagt der relative Fehler.",
                "That it grows with the samples only tells you that n is in it. How much it is, the relative error tells you.",
            ),
            (2.0,),
        ),
    ),
    hints=(
        Text(
            "Nenn den Faktor $c$, also $g = c \\cdot q$. Wie lang ist $g - q$, wie lang sind $g$ und $q$ zusammen?",
            "Call the factor $c$, so $g = c \\cdot q$. How long is $g - q$, and how long are $g$ and $q$ together?",
        ),
        Text(
            "Der relative Fehler ist $\\frac{|c - 1|}{c + 1} = 0{,}6$. Das hat zwei Lösungen; die zweite Prüfung sagt, welche.",
            "The relative error is $\\frac{|c - 1|}{c + 1} = 0.6$. It has two solutions; the second check tells you which.",
        ),
        Text(
            "$c - 1 = 0{,}6\\,(c + 1)$, also $0{,}4\\,c = 1{,}6$. Vergleiche mit $n$.",
            "$c - 1 = 0.6\\,(c + 1)$, so $0.4\\,c = 1.6$. Compare with $n$.",
        ),
    ),
)
