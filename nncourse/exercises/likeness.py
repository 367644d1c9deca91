"""How a wrong result is like the right one: what many exercises have in common, said from the numbers alone.

Each function looks at pairs of (result, right result), one for each case, and returns a Mistake if all of them show it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, compare, is_list, ratio, same, shape_of
from nncourse.exercises.ladder import Rung
from nncourse.exercises.model import Mistake
from nncourse.exercises.pointing import joined, labeled
from nncourse.language import Text

Pairs = Sequence[tuple[Any, Any]]

INTEGER = Mistake(
    "integer",
    Text(
        "Dein Ergebnis ist auf ganze Zahlen abgeschnitten: Alles nach dem Komma ist weg.",
        "Your result is cut down to integers: everything after the decimal point is gone.",
    ),
    Text(
        "int() und // schneiden ab, und ein Array aus ganzen Zahlen nimmt keine Kommazahlen auf: np.zeros_like(x) und x.copy() sind eines, "
        "wenn x ganze Zahlen enthält. Nimm np.zeros(x.shape) oder dtype=float.",
        "int() and // cut off, and an array of integers takes no decimals: np.zeros_like(x) and x.copy() are like "
        "that if x holds integers. Use np.zeros(x.shape) or dtype=float.",
    ),
    (),
)
SAME_LIST = Mistake(
    "same-list",
    Text(
        "Alle Zeilen deines Ergebnisses sind ein und dieselbe Liste: Was du in eine schreibst, steht in allen.",
        "All the rows of your result are one and the same list: what you write into one is in all of them.",
    ),
    Text(
        "[[0] * n] * k nimmt dieselbe Liste k-mal. Leg jede Zeile neu an: [[0] * n for _ in range(k)], oder nimm np.zeros((k, n)).",
        "[[0] * n] * k uses the same list k times. Create each row anew: [[0] * n for _ in range(k)], or use np.zeros((k, n)).",
    ),
    (),
)
PAIRS = Mistake(
    "pairs",
    Text(
        "Deine Zahlen stimmen, sind aber anders gebündelt: Du gibst eine Liste von Paaren zurück, für jede Schicht eines.",
        "Your numbers are right, but bundled differently: you return a list of pairs, one for each layer.",
    ),
    Text(
        "Verlangt sind zwei Listen, zuerst alle dW, dann alle db.",
        "You need two lists, first all the dW, then all the db.",
    ),
    (),
)
FORM = Text(
    "Alle Zahlen stimmen, nur die Form nicht: Dein Ergebnis hat die Form {got}, verlangt ist {wanted}.",
    "All the numbers are right, only the shape is not: your result has shape {got}; it should be {wanted}.",
)
FORM_WHY = {
    "wrapped": Text(
        "Um dein Ergebnis steht eine Klammer (oder ein Komma) zu viel.",
        "There is one pair of brackets (or a comma) too many around your result.",
    ),
    "transposed": Text(
        "Zeilen und Spalten sind vertauscht: Es liegt quer.", "Rows and columns are swapped: it needs .T."
    ),
    "flat": Text(
        "Dieselben Zahlen sind anders auf Zeilen und Spalten verteilt. Ein Vektor (n,) hat nur eine Richtung, (n, 1) und (1, n) sind Matrizen.",
        "The same numbers are spread differently over rows and columns. A vector (n,) has only one dimension; (n, 1) and (1, n) are matrices.",
    ),
}
ROUNDED = Text(
    "Dein Ergebnis ist richtig, aber gerundet: auf {digits} Stellen nach dem Komma.",
    "Your result is right, but rounded: to {digits} decimal places.",
)
WHOLE = Mistake(
    "rounded",
    Text(
        "Dein Ergebnis sind die richtigen Zahlen, auf ganze Zahlen gerundet.",
        "Your result has the right numbers, rounded to integers.",
    ),
    Text(
        "Rundest du, oder entscheidet eine Schwelle (etwa > 0 oder > 0,5), die nur Ja und Nein kennt? Verlangt sind die Zahlen dazwischen.",
        "Are you rounding, or does a threshold decide (such as > 0 or > 0.5), which knows only yes and no? You need the numbers in between.",
    ),
    (),
)
ROUNDED_WHY = Text(
    "Gib die Zahl so zurück, wie sie herauskommt; gerundet wird erst beim Anzeigen.",
    "Return the number as it comes out; round only when you show it.",
)
NEARLY = Text(
    "Dein Ergebnis ist fast richtig, weniger als {share} daneben, aber nicht genau.",
    "Your result is almost right, off by less than {share}, but not exact.",
)
SHARES = {1e-3: Text("ein Tausendstel", "a thousandth"), 1e-2: Text("ein Hundertstel", "a hundredth")}
NEARLY_WHY = Text(
    "Rechnest du unterwegs mit gerundeten Zahlen, mit einer Näherung (etwa einem Quotienten mit kleinem h) oder mit einer Zahl, die nur vor 0 schützen soll? Oder kommt etwas Kleines dazu, das in der Formel nicht steht?",
    "Along the way, do you use rounded numbers, an approximation (such as a quotient with a small h), or a number that is only meant to guard against 0? Or do you add something small that is not in the formula?",
)
HUGE = Mistake(
    "huge",
    Text(
        "Dein Ergebnis ist riesig, mehr als das Zehnmillionenfache des richtigen.",
        "Your result is huge, more than ten million times the right one.",
    ),
    Text(
        "So groß wird es, wenn durch fast 0 geteilt wird: Rechne deinen Nenner für diesen Aufruf aus. Steht eine Klammer falsch?",
        "It gets that large when you divide by almost 0: compute your denominator for this call. Is a parenthesis in the wrong place?",
    ),
    (),
)
MULTIPLE = Text(
    "Dein Ergebnis ist überall das {factor:.4g}-Fache des richtigen.",
    "Your result is {factor:.4g} times the right one everywhere.",
)
PART_MULTIPLE = Text(
    "Ein Teil deines Ergebnisses ist ein Vielfaches des richtigen: {parts}. Das andere stimmt.",
    "Part of your result is a multiple of the right one: {parts}. The rest is right.",
)
TIMES_RIGHT = Text("{name} das {factor:.4g}-Fache", "{name} by a factor of {factor:.4g}")
MULTIPLE_WHY = Text(
    "Sonst ist alles richtig: Such nach einem Faktor, der fehlt oder zu viel ist.",
    "Everything else is right: look for a factor that is missing or one too many.",
)
OPPOSITE = Mistake(
    "sign",
    Text(
        "Alle Vorzeichen sind umgekehrt, sonst stimmt dein Ergebnis.",
        "All the signs are reversed; otherwise your result is right.",
    ),
    Text(
        "Such nach einer Differenz, die andersherum gehört, oder einem Minus.",
        "Look for a difference that should be the other way around, or for a minus.",
    ),
    (),
)
SIGNS = Mistake(
    "signs",
    Text(
        "Die Beträge stimmen alle, aber manche Vorzeichen nicht.",
        "The absolute values are all right, but some of the signs are not.",
    ),
    Text(
        "Ist ein abs() zu viel, oder eine Differenz so gebildet, dass sie immer positiv ist? Ein negatives Ergebnis muss negativ bleiben.",
        "Is there an abs() too many, or a difference built so that it is always positive? A negative result must stay negative.",
    ),
    (),
)
ZERO = Mistake(
    "zero",
    Text("Dein Ergebnis ist immer 0.", "Your result is always 0."),
    Text(
        "Ein Faktor ist 0, zwei gleiche Dinge sind voneinander abgezogen, die Nullen vom Anfang werden nie ersetzt, oder alles nach dem "
        "Komma ist abgeschnitten (int, //). Lass dir die Zwischenergebnisse anzeigen.",
        "A factor is 0, two equal things are subtracted from each other, the zeros from the start are never "
        "replaced, or everything after the decimal point is cut off (int, //). Print the intermediate results.",
    ),
    (),
)
MORE = Mistake(
    "more",
    Text("Das Richtige ist dabei, aber du gibst noch mehr zurück.", "The right result is in there, but you return more than that."),
    Text("Hinter return soll nur stehen, was gefragt ist.", "After return, there should be only what you were asked for."),
    (),
)
ONE_NUMBER = Mistake(
    "one-number",
    Text("Das ist eine einzige Zahl, verlangt sind mehrere.", "This is a single number; you need several."),
    Text(
        "np.sum, np.max, np.argmax und @ machen aus vielen Zahlen eine. Hier soll für jeden Eintrag eine herauskommen.",
        "np.sum, np.max, np.argmax, and @ turn many numbers into one. Here you need one number for each entry.",
    ),
    (),
)
ONE_THING = Text(
    "Du gibst ein einziges Array zurück, verlangt ist mehreres: {names}.", "You return a single array; you need several things: {names}."
)
ONE_THING_WHY = Text(
    "Gib sie getrennt zurück, mit einem Komma dazwischen, jedes in seiner Form.",
    "Return them separately, with a comma between them, each in its own shape.",
)
ZERO_PART = Text(
    "{parts}: Das ist bei dir überall 0. Alles andere stimmt.", "{parts}: yours is 0 everywhere. Everything else is right."
)
SIZED = Text(
    "Dein Ergebnis ist das richtige, {times}{how} {size}.",
    "Your result is the right one {times}{how} {size}.",
)
TIMES_NUMBER = Text("mal {c:.4g}, ", "times {c:.4g}, ")
TIMES = Text("multipliziert mit", "multiplied by")
DIVIDED = Text("geteilt durch", "divided by")
SIZED_WHY = Text(
    "Sieh nach, wo summiert und wo gemittelt werden soll, und worüber.",
    "Check where to sum and where to average, and over what.",
)
SHIFTED = Text(
    "Dein Ergebnis ist überall um {by:.4g} größer als das richtige.",
    "Your result is {by:.4g} larger than the right one everywhere.",
)
AFFINE = Text(
    "Dein Ergebnis ist überall das richtige mal {factor:.4g}, und dazu kommt noch {by:.4g}.",
    "Your result is the right one times {factor:.4g} everywhere, plus {by:.4g}.",
)
OTHER_PLACES = Text(
    "Die Teile deines Ergebnisses stimmen, stehen aber in einer anderen Reihenfolge. Verlangt ist: {names}.",
    "The parts of your result are right, but in a different order. The order should be: {names}.",
)
OTHER_PLACES_WHY = Text("Ordne nur die Namen hinter return um.", "Only rearrange the names after return.")
SHIFTED_WHY = Text(
    "Sonst ist alles richtig: Such nach einer Zahl, die fehlt oder zu viel dazukommt.",
    "Everything else is right: look for a number that is missing, or one that should not be added.",
)
UNCHANGED = Text("Dein Ergebnis ist {name} selbst, unverändert.", "Your result is {name} itself, unchanged.")
UNCHANGED_WHY = Text(
    "Kommt die Rechnung bei return an, oder gibst du das Argument zurück statt dessen, was du ausgerechnet hast?",
    "Does the calculation make it to return, or do you return the argument instead of what you computed?",
)
ORDER = Text(
    "Deine Zahlen stimmen alle, stehen aber in einer anderen Reihenfolge: An der Stelle {here} steht, was an die Stelle {there} gehört.",
    "All your numbers are right, but in a different order: at {here} you have what belongs at {there}.",
)
ORDER_WHY = Text(
    "Läuft eine Schleife rückwärts, fängt sie anderswo an, ist etwas sortiert, oder teilt reshape die Zahlen anders auf?",
    "Does a loop run backward, does it start somewhere else, is something sorted, or does reshape split up the numbers differently?",
)


def close_to_right(pairs: Pairs) -> Mistake | None:
    """Return what is said of results whose numbers are the right ones, but cut, rounded, or in another form."""
    if not pairs:
        return None
    return bundled(pairs) or another_form(pairs) or cut(pairs) or rounded(pairs)


def multiple_in_part(pairs: Pairs, names: Sequence[str], varying: bool = False) -> Mistake | None:
    """Return which parts of a result, in which layers, are the right ones times a number, if the others are right.

    The number must be the same everywhere, unless it may be `varying` from part to part and from case to case.
    """
    if not names or not pairs or any(not is_list(result) or len(result) != len(names) for result, _ in pairs):
        return None
    said: list[Text] = []
    certain, numbers = False, set()
    for result, right in pairs:
        parts = labeled(names, result, right)
        factors = [(name, factor_of(*pair)) for name, pair in parts]
        if any(factor is None for _, factor in factors):
            return None
        off = [(name, factor) for name, factor in factors if factor is not None and abs(factor - 1) > 1e-3]
        if len(off) == len(parts):
            return None
        certain |= any(np.size(part) > 1 for (_, (part, _)), (_, factor) in zip(parts, factors, strict=True) if factor != 1)
        numbers |= {round(factor, 6) for _, factor in off}
        said = said or [TIMES_RIGHT.format(name=name, factor=factor) for name, factor in off]
    if not certain or not (varying or len(numbers) == 1):
        return None
    return Mistake("multiple", PART_MULTIPLE.format(parts=joined(said)), MULTIPLE_WHY, ())


def zero_in_part(pairs: Pairs, names: Sequence[str]) -> Mistake | None:
    """Return which parts of a result, in which layers, are 0 everywhere, if the others are right."""
    if not names or any(not is_list(result) or len(result) != len(names) for result, _ in pairs):
        return None
    said: list[Text] = []
    for result, right in pairs:
        wrong = [(name, part) for name, (part, wanted) in labeled(names, result, right) if compare(part, wanted) is not Rung.PASSED]
        if any(as_numbers(part) is None or np.any(part) for _, part in wrong):
            return None
        said = said or [name for name, _ in wrong]
    return Mistake("zero", ZERO_PART.format(parts=joined(said)), ZERO.why, ()) if said else None


def other_number_of_things(pairs: Pairs, names: Sequence[str]) -> Mistake | None:
    """Whether more is returned than asked for, or one thing where several are wanted."""
    if not {compare(*pair) for pair in pairs} <= {Rung.SHAPE, Rung.TYPE}:
        return None
    one_array = all(as_numbers(result) is not None and not isinstance(result, (list, tuple)) for result, _ in pairs)
    if names:
        return Mistake("one-thing", ONE_THING.format(names=", ".join(names)), ONE_THING_WHY, ()) if one_array else None
    if one_array and all(np.ndim(result) == 0 for result, _ in pairs):
        return ONE_NUMBER
    several = all(isinstance(result, (list, tuple)) and len(result) > 1 for result, _ in pairs)
    among = several and any(all(compare(result[k], right) is Rung.PASSED for result, right in pairs) for k in (0, -1))
    return MORE if among else None


def factor_of(part: Any, wanted: Any) -> float | None:
    """Return how many times the right part a part is; None if it is no multiple of it."""
    got, right = flattened(part, wanted), flattened(wanted, wanted)
    return None if got is None else (common([(got, right)]) or None)


def related_to_right(pairs: Pairs, arguments: Sequence[tuple], names: Sequence[str]) -> Mistake | None:
    """Return what is said of results that are the right ones times or plus something, or in another order."""
    flat = [(flattened(result, right), flattened(right, right)) for result, right in pairs]
    if not flat or any(got is None for got, _ in flat):
        return None
    if all(np.array_equal(got, right) for got, right in flat) or not any(right.any() for _, right in flat):
        return None
    if len(flat) > 1 and not any(got.any() for got, _ in flat):
        return ZERO
    for k, name in enumerate(names):
        if all(same(result, args[k]) for (result, _), args in zip(pairs, arguments, strict=True)):
            return Mistake("unchanged", UNCHANGED.format(name=name), UNCHANGED_WHY.format(name=name), ())
    first = nearly(flat, 1e-3) or multiple(flat) or signs(flat)
    return first or sized(flat, arguments, names) or shifted(flat) or reordered(pairs, flat)


def flattened(value: Any, like: Any) -> Any:
    """Return all numbers of a result in one vector, if it has the form of another; else None."""
    if isinstance(like, (list, tuple)):
        if not is_list(value) or len(value) != len(like):
            return None
        parts = [flattened(*pair) for pair in zip(value, like, strict=True)]
        return None if any(part is None for part in parts) else np.concatenate([*parts, np.zeros(0)])
    numbers = as_numbers(value)
    if numbers is None or numbers.shape != np.shape(like) or not np.isfinite(numbers).all():
        return None
    return numbers.astype(float).ravel()


def equal(one: np.ndarray, other: np.ndarray, relative: float = 1e-9) -> bool:
    return bool(np.allclose(one, other, rtol=relative, atol=1e-12 + relative * np.abs(other).max(initial=0.0)))


def bundled(pairs: Pairs) -> Mistake | None:
    """Whether the two lists are interleaved: one pair a layer."""
    for result, right in pairs:
        if not (isinstance(right, (list, tuple)) and right and all(isinstance(part, (list, tuple)) for part in right)):
            return None
        if not isinstance(result, (list, tuple)) or compare(result, list(zip(*right, strict=True))) is not Rung.PASSED:
            return None
    return PAIRS


def another_form(pairs: Pairs) -> Mistake | None:
    """Whether the numbers are right and only laid out in another way."""
    ways = {form_of(result, right) for result, right in pairs}
    if len(ways - {"same"}) != 1 or "" in ways:
        return None
    way = (ways - {"same"}).pop()
    result, right = next(pair for pair in pairs if form_of(*pair) == way)
    return Mistake("form", FORM.format(got=shape_of(result), wanted=shape_of(right)), FORM_WHY[way], ())


def form_of(result: Any, right: Any) -> str:
    """Return how a result lays out the right numbers: "same", "wrapped", "transposed", "flat"; nothing if they differ."""
    if compare(result, right) is Rung.PASSED:
        return "same"
    if isinstance(right, (list, tuple)) and isinstance(result, (list, tuple)) and len(result) == len(right):
        ways = {form_of(*pair) for pair in zip(result, right, strict=True)} - {"same"}
        return ways.pop() if len(ways) == 1 else ""
    if isinstance(result, (list, tuple)) and len(result) == 1 and compare(result[0], right) is Rung.PASSED:
        return "wrapped"
    if isinstance(right, (list, tuple)):
        return ""
    numbers, wanted = as_numbers(result), as_numbers(right)
    if numbers is None or wanted is None or numbers.shape == wanted.shape or numbers.size != wanted.size:
        return ""
    if numbers.ndim == 2 and compare(numbers.T, wanted) is Rung.PASSED:
        return "transposed"
    return "flat" if compare(numbers.ravel(), wanted.ravel()) is Rung.PASSED else ""


def cut(pairs: Pairs) -> Mistake | None:
    """Whether everything after the point is gone."""
    return INTEGER if as_if(pairs, np.trunc) or as_if(pairs, np.floor) else None


def rounded(pairs: Pairs) -> Mistake | None:
    """Whether the results are the right ones, rounded to some digits."""
    if as_if(pairs, np.round):
        return WHOLE
    for digits in range(1, 8):
        if as_if(pairs, lambda right, digits=digits: np.round(right, digits)):
            return Mistake("rounded", ROUNDED.format(digits=digits), ROUNDED_WHY, ())
    return None


def as_if(pairs: Pairs, change: Any) -> bool:
    """Whether wrong results are what a change makes of the right ones, and not by chance: several, and not all 0."""
    made, right_ones = [], False
    for result, right in pairs:
        if compare(result, right) is Rung.PASSED:
            right_ones |= bool(np.any(flattened(result, right)))
            continue
        got, wanted = flattened(result, right), flattened(right, right)
        if got is None or isinstance(result, (bool, np.bool_)) or not equal(got, change(wanted), 1e-12):
            return False
        made += got.tolist()
    return len(made) > 1 and (any(made) or right_ones)


def multiple(flat: Pairs) -> Mistake | None:
    """Whether every result is the same number times the right one."""
    factor = common(flat)
    if factor is None or factor == 0:
        return None
    if abs(factor + 1) < 1e-9:
        return OPPOSITE
    return Mistake("multiple", MULTIPLE.format(factor=factor), MULTIPLE_WHY, ())


def common(flat: Pairs) -> float | None:
    """Return the number c for which all results are c times the right ones, which are not all 0."""
    got, right = (np.concatenate(parts) for parts in zip(*flat, strict=True))
    if not right.any():
        return None
    c = ratio(got, right)
    return c if equal(got, c * right) else None


def signs(flat: Pairs) -> Mistake | None:
    """Whether only signs are wrong."""
    return SIGNS if all(equal(np.abs(got), np.abs(right)) for got, right in flat) else None


def sized(flat: Pairs, arguments: Sequence[tuple], names: Sequence[str]) -> Mistake | None:
    """Whether the factor is the length of an argument, or one by it."""
    factors = [common([pair]) or 0.0 for pair in flat]
    if len(flat) < 2 or not all(factors):
        return None
    for k, name in enumerate(names):
        for axis, size in enumerate((f"len({name})", f"{name}.shape[1]")):
            shapes = [np.shape(args[k]) if isinstance(args[k], np.ndarray) else () for args in arguments]
            if any(len(shape) <= axis for shape in shapes):
                continue
            lengths = np.array([shape[axis] for shape in shapes], dtype=float)
            for root, of in (("", lengths), ("√", np.sqrt(lengths))):
                for how, expected in ((TIMES, of), (DIVIDED, 1 / of)):
                    c = factors[0] / expected[0]
                    if len(set(lengths)) > 1 and np.allclose(factors, c * expected):
                        times = TIMES_NUMBER.format(c=c) if abs(c - 1) > 1e-9 else ""
                        return Mistake("sized", SIZED.format(times=times, how=how, size=root + size), SIZED_WHY, ())
    return None


def shifted(flat: Pairs) -> Mistake | None:
    """Whether every result is the same number more or less than the right one."""
    by = np.concatenate([got - right for got, right in flat])
    if len(by) < 3 or not equal(by, np.full(len(by), by[0])) or abs(by[0]) < 1e-6:
        return None
    return Mistake("shifted", SHIFTED.format(by=float(by[0])), SHIFTED_WHY, ())


def affine(pairs: Pairs) -> Mistake | None:
    """Whether every result is the same number times the right one, plus another number."""
    flat = [(flattened(result, right), flattened(right, right)) for result, right in pairs]
    if not flat or any(got is None for got, _ in flat):
        return None
    got, right = (np.concatenate(parts) for parts in zip(*flat, strict=True))
    if len(np.unique(np.round(right, 9))) < 4:  # a line goes through two points always
        return None
    middle = right - right.mean()
    factor = float(middle @ got / (middle @ middle))
    by = got.mean() - factor * right.mean()
    if abs(factor) < 1e-6 or not equal(got, factor * right + by, 1e-7):
        return None
    return Mistake("affine", AFFINE.format(factor=factor, by=float(by)), SHIFTED_WHY, ())


def other_places(pairs: Pairs, names: Sequence[str]) -> Mistake | None:
    """Whether the parts of a result are right but returned in another order."""
    if not names or any(not is_list(result) or len(result) != len(names) for result, _ in pairs):
        return None
    for order in list(itertools.permutations(range(len(names))))[1:]:
        if all(compare([result[k] for k in order], right) is Rung.PASSED for result, right in pairs):
            return Mistake("order", OTHER_PLACES.format(names=", ".join(names)), OTHER_PLACES_WHY, ())
    return None


def nearly(flat: Pairs, share: float) -> Mistake | None:
    """Whether all results are right but for a small share."""
    off = max(
        float(np.abs(got - right).max(initial=0.0) / (np.abs(right).max(initial=0.0) or 1.0)) for got, right in flat
    )
    return Mistake("nearly", NEARLY.format(share=SHARES[share]), NEARLY_WHY, ()) if off < share else None


def huge(flat: Pairs) -> Mistake | None:
    """Whether every wrong result is so large that something was divided by nearly nothing."""
    wrong = [(got, right) for got, right in flat if not equal(got, right)]
    return HUGE if all(np.abs(got).min(initial=np.inf) > 1e7 * np.abs(right).max(initial=1.0) for got, right in wrong) else None


def at_a_distance(pairs: Pairs) -> Mistake | None:
    """Return what is said of results that are near the right ones or very far from them, where nothing else explains them."""
    flat = [(flattened(result, right), flattened(right, right)) for result, right in pairs]
    if not flat or any(got is None for got, _ in flat):
        return None
    return nearly(flat, 1e-2) or huge(flat)


def reordered(pairs: Pairs, flat: Pairs) -> Mistake | None:
    """Whether the right numbers stand in another order, and where the first of them belongs."""
    if not all(equal(np.sort(got), np.sort(right)) for got, right in flat):
        return None
    k, (got, right) = next((k, pair) for k, pair in enumerate(flat) if not equal(*pair))
    moved = np.flatnonzero(~np.isclose(got, right))
    here = int(max(moved, key=lambda place: (-np.count_nonzero(np.isclose(right, got[place])), -place)))  # of the rarest
    there = int(np.argmin(np.abs(right - got[here])))
    shape = np.shape(pairs[k][1]) if isinstance(pairs[k][1], np.ndarray) else (len(right),)
    here_, there_ = (str([int(i) for i in np.unravel_index(place, shape)]) for place in (here, there))
    return Mistake("order", ORDER.format(here=here_, there=there_), ORDER_WHY, ())
