"""Chapter 3: the cost function. Its sections, the order of its exercises, and what more than one of them needs."""

from nncourse.exercises.model import Section
from nncourse.language import Text

ONE = Section("cost-one", Text("Die Kosten eines Beispiels", "The cost of one sample"))
MANY = Section("cost-mean", Text("Die Kosten über viele Daten", "The cost over many samples"))
SURFACE = Section("cost-surface", Text("Die Kosten als Landschaft", "The cost as a landscape"))

ORDER = (
    "cost-value",
    "cost-one",
    "cost-mean",
    "one-hot",
    "best-constant",
)

# What and why of mistakes that more than one exercise knows
CROSS_ENTROPY = (
    Text(
        "Das ist die Kreuzentropie, mit Logarithmen.",
        "This is the cross-entropy, with logarithms.",
    ),
    Text(
        "Auch sie ist eine Kostenfunktion; sie kommt in Kapitel 6. Hier ist der quadrierte Abstand gefragt.",
        "That is a cost function too; it comes in chapter 6. Here you need the squared distance.",
    ),
)
HALF = (
    Text("Das ist die Hälfte der Kosten.", "This is half the cost."),
    Text(
        "Manche Bücher schreiben ein ½ davor. Dieser Kurs tut es nicht, damit Kosten und Steigung überall zusammenpassen.",
        "Some books put a ½ in front. This course does not, so that cost and slope match everywhere.",
    ),
)


def decimals(rng, *shape):
    """Outputs between 0 and 1 with two digits: easy to read."""
    return rng.integers(1, 100, shape) / 100
