"""Exercise product-back: The gears of a product."""

import numpy as np

from nncourse.exercises.by_hand import at, num, part
from nncourse.exercises.c11 import NODE
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def product_back(x, y, g):
    return g * y, g * x


def product_cases(rng):
    def some(*shape):
        return tuple(np.round(rng.normal(0, 2, shape) + 0.05, 1) for _ in range(3))

    return [(np.array([2.0, -1.0]), np.array([3.0, 4.0]), np.array([1.0, 0.5])), some(4), some(2, 3)]


def worked(place, x, y, g):
    which, *entry = place
    name, other = ("y", y) if which == 0 else ("x", x)
    entry = tuple(entry)
    value, slope = other[entry], g[entry]
    formula = f"{at('g', entry)} * {at(name, entry)} = {num(slope)} * {part(value)}"
    return f"{formula} = {num(slope * value)}"


# Right ways in other styles


class ProductBack:
    def __call__(self, x, y, g):
        return [np.multiply(other, g) for other in (y, x)]


def by_slopes(x, y, g):
    """The quotient of the product, which is straight in each of the two: one step tells all."""
    return g * ((x + 1) * y - x * y), g * (x * (y + 1) - x * y)


EXERCISE = Exercise(
    id="product-back",
    section=NODE,
    name=Text("Die Räder eines Produkts", "The gears of a product"),
    task=Text(
        "Ein Knoten ist das Produkt `x * y`, Eintrag mal Eintrag. `g` ist die Ableitung der Kosten nach diesem Produkt. Gib `(dx, dy)` zurück: was davon bei `x` "
        "und was bei `y` ankommt. Alle drei haben dieselbe Form.",
        "A node is the product `x * y`, entry by entry. `g` is the derivative of the cost with respect to this "
        "product. Return `(dx, dy)`: what arrives at `x` and what arrives at `y`. All three have the same shape.",
    ),
    solution=product_back,
    worked=worked,
    returns=("dx", "dy"),
    cases=product_cases,
    edges=lambda rng: [
        (np.array([1, 2]), np.array([0.5, 3.0]), np.array([1, -1])),
        (np.zeros(2), np.ones(2), np.ones(2)),
    ],
    mistakes=(
        Mistake(
            "swapped",
            Text(
                "Bei dir bekommt x das Rad x und y das Rad y: Die beiden sind vertauscht.",
                "In your code, x gets the gear x and y gets the gear y: the two are swapped.",
            ),
            Text(
                "Leite x · y nach x ab: y ist dabei wie eine Zahl, und sie bleibt stehen.",
                "Differentiate x · y with respect to x: y is like a number then, and it is what remains.",
            ),
            (lambda x, y, g: (g * x, g * y),),
        ),
        Mistake(
            "no-g",
            Text("Das sind nur die Räder. g fehlt.", "These are only the gears. g is missing."),
            Text(
                "Das Rad sagt, wie schnell sich das Produkt dreht. Bei den Kosten kommt das nur an, wenn du mit g multiplizierst, der Ableitung der Kosten nach dem Produkt.",
                "The gear says how fast the product turns. That reaches the cost only if you multiply by g, the derivative of the cost with respect to the product.",
            ),
            (lambda x, y, g: (y * 1.0, x * 1.0),),
        ),
        Mistake(
            "sum-gears",
            Text("Du gibst g unverändert an beide weiter.", "You pass g on to both unchanged."),
            Text(
                "So ist es bei einer Summe, dort sind beide Räder 1. Bei einem Produkt kommt es auf den Wert des anderen an.",
                "That is how it works with a sum, where both gears are 1. With a product, the value of the other factor matters.",
            ),
            (lambda x, y, g: (g * 1.0, g * 1.0),),
        ),
        Mistake(
            "whole-product",
            Text(
                "Bei dir steht in beiden Rädern das ganze Produkt x · y.",
                "Both of your gears have the whole product x · y.",
            ),
            Text(
                "Wonach abgeleitet wird, fällt weg: Von x · y bleibt nach x nur y.",
                "The variable you differentiate with respect to drops out: for x, only y remains of x · y.",
            ),
            (lambda x, y, g: (g * x * y, g * x * y),),
        ),
        Mistake(
            "added",
            Text("Du addierst Rad und g.", "You add the gear and g."),
            Text(
                "Steigungen in einer Kette werden multipliziert. Addiert wird nur, wenn mehrere Wege zusammenkommen.",
                "Slopes in a chain are multiplied. You add only where several paths come together.",
            ),
            (lambda x, y, g: (g + y, g + x),),
        ),
    ),
    hints=(
        Text(
            "Halte y fest und leite x · y nach x ab, wie du 5x ableiten würdest.",
            "Keep y fixed and differentiate x · y with respect to x, as you would 5x.",
        ),
        Text(
            "Das Rad zu x ist y, das Rad zu y ist x. Jedes wird noch mit etwas multipliziert.",
            "The gear for x is y, the gear for y is x. Each still gets multiplied by something.",
        ),
        Text(
            "Bei x kommt g · y an, bei y kommt g · x an.",
            "What arrives at x is g · y, and what arrives at y is g · x.",
        ),
    ),
    rewrites=(ProductBack(), by_slopes),
)
