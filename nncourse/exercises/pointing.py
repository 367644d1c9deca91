"""Where a wrong result is wrong: which part of it, which entries, for which arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, compare, is_list, shape_of
from nncourse.exercises.ladder import Rung
from nncourse.language import Text

PART_OF_LAYER = Text("{name} der Schicht {k}", "{name} of layer {k}")
RIGHT_PARTS = Text("Richtig: {parts}.", "Right: {parts}.")
WRONG_PARTS = Text("Falsch: {parts}.", "Wrong: {parts}.")
ALL_ZERO = Text("{name} (überall 0)", "{name} (0 everywhere)")
WRONG_SHAPE = Text("{part} mit der Form {got} statt {wanted}", "{part} with shape {got}, not {wanted}")
PLACE = Text(
    "Falsche Einträge: {k} von {n}, am weitesten daneben der an der Stelle {place}: {got} statt {wanted}.",
    "Wrong entries: {k} of {n}; the one at {place} is farthest off: {got}, not {wanted}.",
)
DIGITS = Text("Genauer: {got} statt {wanted}.", "More precisely: {got}, not {wanted}.")
LAST_RIGHT = Text(
    "Die letzte Schicht stimmt. Der Fehler liegt auf dem Weg zurück, von Schicht {after} zu Schicht {k}.",
    "The last layer is right. The bug is on the way back, from layer {after} to layer {k}.",
)
LAST_WRONG = Text(
    "Schon die letzte Schicht stimmt nicht. Beginne dort: Alle anderen rechnen mit ihr weiter.",
    "The last layer is already wrong. Start there: all the others build on it.",
)
SIDES: tuple[tuple[Text, Callable[[np.ndarray], np.ndarray]], ...] = (
    (Text("positiv", "positive"), lambda x: x > 0),
    (Text("negativ", "negative"), lambda x: x < 0),
    (Text("0", "0"), lambda x: x == 0),
)
ONE_SIDE = Text(
    "Falsch ist es nur, wo {name} {side} ist.",
    "It is wrong only where {name} is {side}.",
)


def parts(names: Sequence[str], result: Any, expected: Any) -> list[str]:
    """Return which parts of a result are right and which are wrong, one sentence each.

    Parameters
    ----------
    names : sequence of str
        What the parts are called, such as ("dW", "db").
    result, expected : object
        Lists or tuples with as many parts; a part may be a list with one array for each layer.
    """
    if not names or not is_list(result) or len(result) != len(names):
        return []
    right: list[Text] = []
    wrong: list[Text] = []
    for name, (part, wanted) in labeled(names, result, expected):
        rung = compare(part, wanted)
        shape = WRONG_SHAPE.format(part=name, got=shape_of(part), wanted=shape_of(wanted))
        if rung is Rung.VALUE and not np.any(part):
            name = ALL_ZERO.format(name=name)
        (right if rung is Rung.PASSED else wrong).append(shape if rung is Rung.SHAPE else name)
    if not wrong:
        return []
    said = [WRONG_PARTS.format(parts=joined(wrong)), *([RIGHT_PARTS.format(parts=joined(right))] if right else [])]
    return [str(text) for text in said]


def way_back(names: Sequence[str], result: Any, expected: Any) -> list[str]:
    """Return whether the last layer is right already, where a result has layers: that tells where to look."""
    if not names or not all(isinstance(part, (list, tuple)) and len(part) > 1 for part in expected):
        return []
    if not is_list(result) or any(not is_list(part) or len(part) != len(other) for part, other in zip(result, expected, strict=False)):
        return []
    right = [[compare(*pair) is Rung.PASSED for pair in zip(*parts, strict=True)] for parts in zip(result, expected, strict=True)]
    last = [part[-1] for part in right]
    if not any(last):
        return [str(LAST_WRONG)]
    if not all(last):
        return []
    k = max(len(part) - part[::-1].index(False) for part in right if not all(part))
    alone = any(part[k - 1] for part in right)  # of this layer, too, something is right: the delta that came back is
    return [] if alone else [str(LAST_RIGHT.format(k=k, after=k + 1))]


def labeled(names: Sequence[str], result: Any, expected: Any) -> list[tuple[Text, tuple[Any, Any]]]:
    """Return each part with its name, layer by layer where a part is a list as long as it should be."""
    pairs = []
    for name, part, wanted in zip(names, result, expected, strict=True):
        if isinstance(wanted, (list, tuple)) and isinstance(part, (list, tuple)) and len(part) == len(wanted):
            layers = enumerate(zip(part, wanted, strict=True), start=1)
            pairs += [(PART_OF_LAYER.format(name=name, k=k), pair) for k, pair in layers]
        else:
            pairs.append((Text(name, name), (part, wanted)))
    return pairs


def joined(texts: Sequence[Text]) -> Text:
    return Text(", ".join(text.de for text in texts), ", ".join(text.en for text in texts))


def entries(result: Any, expected: Any) -> list[str]:
    """Return how many entries of an array are wrong, and the worst of them with as many digits as it takes."""
    got, wanted = as_numbers(result), as_numbers(expected)
    if got is None or wanted is None or got.shape != wanted.shape or got.dtype.kind == wanted.dtype.kind == "b":
        return []
    got, wanted = got.astype(float), wanted.astype(float)
    with np.errstate(invalid="ignore"):
        off = np.nan_to_num(np.abs(got - wanted), nan=np.inf)
    wrong = off > 1e-9 + 1e-6 * np.abs(wanted)
    if not wrong.any():
        return []
    worst = np.unravel_index(off.argmax(), off.shape)
    pair = float(got[worst]), float(wanted[worst])
    values = telling(*pair)
    if got.ndim == 0:
        return [str(DIGITS.format(**values))] if shown_alike(*pair) else []
    if wrong.all() and got.size <= 8 and not shown_alike(*pair):
        return []
    place = "[" + ", ".join(map(str, worst)) + "]"
    return [str(PLACE.format(k=int(wrong.sum()), n=got.size, place=place, **values))]


def worst(result: Any, expected: Any) -> tuple[int, ...]:
    """Return the place of the entry that is farthest off: of the last wrong layer, where a result has such."""
    if isinstance(expected, (list, tuple)):
        parts = result if is_list(result) and len(result) == len(expected) else expected
        wrong = [k for k, pair in enumerate(zip(parts, expected, strict=True)) if compare(*pair) is not Rung.PASSED]
        places = [(k, *worst(parts[k], expected[k])) for k in wrong or range(len(expected))]
        layered = all(isinstance(part, (list, tuple)) for part in expected)
        return max(places, key=lambda place: place[1:2] if layered else place[:1], default=())
    got, wanted = as_numbers(result), np.asarray(expected)
    if got is None or got.shape != wanted.shape or not wanted.size:
        first = min(len(got), len(wanted) - 1) if got is not None and got.ndim == wanted.ndim == 1 and len(wanted) else 0
        return (first, *(0,) * (wanted.ndim - 1)) if wanted.ndim else ()
    off = np.nan_to_num(np.abs(got.astype(float) - wanted), nan=np.inf)
    return tuple(int(k) for k in np.unravel_index(off.argmax(), off.shape))


def shown_alike(got: float, wanted: float) -> bool:
    """Return whether two numbers look the same when shown in short."""
    return f"{got:.4g}" == f"{wanted:.4g}" or f"{got:.4f}" == f"{wanted:.4f}"


def telling(got: float, wanted: float) -> dict[str, str]:
    """Return two numbers with so many digits that they look different."""
    digits = next((d for d in range(4, 17) if f"{got:.{d}g}" != f"{wanted:.{d}g}"), 17)
    return {"got": f"{got:.{digits}g}", "wanted": f"{wanted:.{digits}g}"}


def only_where(there: np.ndarray, wrong: np.ndarray) -> bool:
    """Return whether the entries that stand there are wrong, all of them and no others."""
    return bool(there.any() and wrong[there].all() and not wrong[~there].any())


def side(names: Sequence[str], args: tuple, result: Any, expected: Any) -> list[str]:
    """Return for which sign of the only array among the arguments the result is wrong, if that decides."""
    got, wanted = as_numbers(result), as_numbers(expected)
    arrays = [(name, arg) for name, arg in zip(names, args, strict=False) if is_list(arg)]
    if got is None or wanted is None or got.shape != wanted.shape or len(arrays) != 1:
        return []
    ((name, x),) = arrays
    if not isinstance(x, np.ndarray) or x.shape != got.shape or x.size < 3:  # of two numbers, one has this sign by chance
        return []
    wrong = ~np.isclose(got.astype(float), wanted.astype(float), rtol=1e-6, atol=1e-9)
    said = [word for word, on in SIDES if only_where(on(x), wrong)]
    return [str(ONE_SIDE.format(name=name, side=said[0]))] if len(said) == 1 and not wrong.all() else []
