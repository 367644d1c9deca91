"""Exercise zoo-angle: The angle between two gradients."""

import math

import numpy as np

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c08 import DOWNHILL
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def angle(g, right):
    cosine = g @ right / (np.linalg.norm(g) * np.linalg.norm(right))
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


def angle_cases(rng):
    vectors = [np.round(rng.normal(0, 1, (2, n)), 1) + 0.05 for n in (3, 5, 8)]
    return [
        (np.array([-4.0, 0.0]), np.array([-4.0, -2.0])),
        (np.array([1.0, 2.0]), np.array([3.0, -1.0])),
        *((g, right) for g, right in vectors),
    ]


def opposite(rng):
    """Vectors in exactly opposite directions, for which rounding may bring the cosine below -1."""
    return [(g, -3 * g) for g in (np.array([k / 10, 0.3, 0.7]) for k in (2, 5, 6, 16, 34, 37, 38, 39, 41, 42))]


def unclipped(g, right):
    return np.degrees(np.arccos(g @ right / (np.linalg.norm(g) * np.linalg.norm(right))))


def unclipped_by_math(g, right):
    return math.degrees(math.acos(g @ right / (np.linalg.norm(g) * np.linalg.norm(right))))


def worked(place, g, right):
    one, other = np.linalg.norm(g), np.linalg.norm(right)
    cosine = np.clip(g @ right / (one * other), -1, 1)
    lengths = f"g @ right = {num(g @ right)}; |g| = {num(one)}; |right| = {num(other)}"
    formula = f"{part(g @ right)} / ({num(one)} * {num(other)}) = {num(cosine)}"
    return f"{lengths}; {formula}; arccos: {num(np.arccos(cosine))} rad = {num(angle(g, right))}"


# Right ways in other styles


def angle_by_hand(g, right):
    dot = sum(a * b for a, b in zip(g, right, strict=True))
    lengths = math.sqrt(sum(a * a for a in g)) * math.sqrt(sum(b * b for b in right))
    return math.degrees(math.acos(max(-1.0, min(1.0, dot / lengths))))


def angle_of_half(g, right):
    """By the half angle: no arccos, nothing to clip."""
    a, b = g / np.linalg.norm(g), right / np.linalg.norm(right)
    return 2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b)) * 180 / np.pi


EXERCISE = Exercise(
    id="zoo-angle",
    section=DOWNHILL,
    name=Text("Der Winkel zum richtigen Gradienten", "The angle to the right gradient"),
    task=Text(
        "Wie weit weicht ein Gradient `g` vom richtigen ab? Gib den Winkel zwischen den Vektoren `g` und `right` in **Grad** zurück, von 0 bis 180. Keiner von beiden ist null.",
        "How far off is a gradient `g` from the right one? Return the angle between the vectors `g` and `right` in **degrees**, from 0 to 180. Neither of them is zero.",
    ),
    solution=angle,
    worked=worked,
    cases=angle_cases,
    edges=opposite,
    mistakes=(
        Mistake(
            "not-clipped",
            Text(
                "Für genau entgegengesetzte (oder gleiche) Richtungen kommt kein Winkel heraus: Durch Rundung ist der Kosinus ein wenig kleiner als −1.",
                "For exactly opposite (or equal) directions, no angle comes out: because of rounding, the cosine is slightly less than −1.",
            ),
            Text(
                "Einen solchen Winkel gibt es nicht, arccos gibt nan. Bring den Kosinus vorher in den Bereich von −1 bis 1: np.clip(kosinus, -1, 1).",
                "There is no such angle; arccos gives nan. Bring the cosine into the range from −1 to 1 first: np.clip(cosine, -1, 1).",
            ),
            (unclipped, unclipped_by_math),
        ),
        Mistake(
            "radians",
            Text("Das ist der Winkel im Bogenmaß.", "This is the angle in radians."),
            Text(
                "arccos rechnet im Bogenmaß. np.degrees macht Grad daraus.",
                "arccos works in radians. np.degrees turns them into degrees.",
            ),
            (lambda g, right: np.radians(angle(g, right)),),
        ),
        Mistake(
            "cosine",
            Text(
                "Das ist der Kosinus des Winkels, nicht der Winkel.", "This is the cosine of the angle, not the angle."
            ),
            Text("Zum Winkel kommst du mit np.arccos.", "np.arccos takes you from there to the angle."),
            (lambda g, right: g @ right / (np.linalg.norm(g) * np.linalg.norm(right)),),
        ),
        Mistake(
            "dot-only",
            Text("Das ist das Skalarprodukt.", "This is the dot product."),
            Text(
                "Das Skalarprodukt ist Länge mal Länge mal Kosinus. Teile durch beide Längen, dann bleibt der Kosinus.",
                "The dot product is length times length times cosine. Divide by both lengths, and the cosine is left.",
            ),
            (lambda g, right: g @ right,),
        ),
        Mistake(
            "sine",
            Text("Du nimmst arcsin statt arccos.", "You use arcsin instead of arccos."),
            Text(
                "Im Skalarprodukt steckt der Kosinus: Er ist 1, wenn beide in dieselbe Richtung zeigen.",
                "The dot product contains the cosine: it is 1 when both point in the same direction.",
            ),
            (lambda g, right: 90 - angle(g, right),),
        ),
        Mistake(
            "absolute",
            Text("Bei dir gibt es keinen Winkel über 90 Grad.", "Your angles never go above 90 degrees."),
            Text(
                "Das Vorzeichen des Skalarprodukts zählt: Ein Minus heißt, dass der Schritt bergauf geht.",
                "The sign of the dot product counts: a minus means that the step goes uphill.",
            ),
            (lambda g, right: min(angle(g, right), 180 - angle(g, right)),),
        ),
        Mistake(
            "length-of-product",
            Text(
                "Im Nenner steht bei dir nicht das Produkt der beiden Längen.",
                "Your denominator is not the product of the two lengths.",
            ),
            Text(
                "Rechne erst die Länge von g aus, dann die von right, und multipliziere beide Zahlen.",
                "Compute the length of g first, then the length of right, and multiply the two numbers.",
            ),
            (lambda g, right: np.degrees(np.arccos(np.clip(g @ right / np.linalg.norm(g * right), -1, 1))), lambda g, right: np.degrees(np.arccos(np.clip(g @ right / np.linalg.norm(g - right), -1, 1))), lambda g, right: np.degrees(np.arccos(np.clip(g @ right / np.linalg.norm(g + right), -1, 1))), lambda g, right: np.degrees(np.arccos(np.clip(g @ right / (np.linalg.norm(g) + np.linalg.norm(right)), -1, 1))), lambda g, right: np.degrees(np.arccos(np.clip(g @ right / (g @ g * (right @ right)), -1, 1)))),
        ),
        Mistake(
            "directions",
            Text(
                "Du ziehst zwei Richtungen voneinander ab, die nur aus den ersten beiden Einträgen kommen.",
                "You subtract two directions that come from only the first two entries.",
            ),
            Text(
                "Ein Gradient hat viele Einträge, und alle zählen: Das Skalarprodukt sieht sie alle. Außerdem liegt ein Winkel zwischen 0 und 180 Grad.",
                "A gradient has many entries, and all of them count: the dot product sees them all. Besides, an angle is between 0 and 180 degrees.",
            ),
            (lambda g, right: np.degrees(np.arctan2(g[1], g[0]) - np.arctan2(right[1], right[0])), lambda g, right: np.degrees(np.abs(np.arctan2(g[1], g[0]) - np.arctan2(right[1], right[0])))),
        ),
        Mistake(
            "other-side",
            Text(
                "Das ist der Winkel andersherum: 360 oder 180 Grad minus der richtige.",
                "This is the angle the other way around: 360 or 180 degrees minus the right one.",
            ),
            Text(
                "Gefragt ist der kleinere Winkel zwischen beiden Vektoren, wie arccos ihn gibt.",
                "You need the smaller angle between the two vectors, the one arccos gives.",
            ),
            (lambda g, right: 360 - angle(g, right),),
        ),
    ),
    hints=(
        Text(
            "Das Skalarprodukt `g @ right` ist Länge mal Länge mal Kosinus des Winkels.",
            "The dot product `g @ right` is length times length times the cosine of the angle.",
        ),
        Text(
            "Teile es durch `np.linalg.norm(g) * np.linalg.norm(right)`. `np.arccos` macht daraus den Winkel, `np.degrees` macht Grad.",
            "Divide it by `np.linalg.norm(g) * np.linalg.norm(right)`. `np.arccos` turns that into the angle, and `np.degrees` turns the angle into degrees.",
        ),
        Text(
            "`cosine = g @ right / (np.linalg.norm(g) * np.linalg.norm(right))`, dann die beiden anderen darauf anwenden. Bei gleicher Richtung kann der Kosinus durch Rundung ein "
            "wenig über 1 liegen, und davon ist arccos nan: `np.clip(cosine, -1, 1)` schneidet ihn ab.",
            "`cosine = g @ right / (np.linalg.norm(g) * np.linalg.norm(right))`, then apply the other two to it. "
            "When the directions are equal, rounding can put the cosine slightly above 1, and arccos of that is nan: "
            "`np.clip(cosine, -1, 1)` cuts it off.",
        ),
    ),
    rewrites=(angle_by_hand, angle_of_half),
)
