"""What was made of the right result: the way was right, then one thing too many was done to it, or the last one is missing.

A result that is in all cases what one such change makes of the right one is explained by it. What a learner's code looks like
does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, compare
from nncourse.exercises.ladder import Rung
from nncourse.exercises.likeness import Pairs
from nncourse.exercises.model import Mistake
from nncourse.exercises.mutants import MANY, plain_numbers
from nncourse.language import Text

Made = Callable[[np.ndarray, tuple], Any]  # from the right result and the arguments

WHAT = Text("Dein Ergebnis ist {how}.", "Your result is {how}.")
PART = Text("{name} ist {how}. Alles andere stimmt.", "{name} is {how}. Everything else is right.")
WHY = Text(
    "Bis dahin stimmt die Rechnung: Sieh nach, was danach noch geschieht oder was am Ende fehlt.",
    "Up to that point the calculation is right: check what happens after it, or what is missing at the end.",
)
PARTS_WHY = Text("Vergleiche die Zeilen, die beides ausrechnen.", "Compare the lines that compute the two.")

FUNCTIONS: tuple[tuple[Text, Made], ...] = (
    (Text("das richtige im Kehrwert, 1 geteilt durch das richtige", "1 divided by the right one"), lambda r, _: 1 / r),
    (Text("das Quadrat des richtigen", "the right one squared"), lambda r, _: r**2),
    (Text("die Wurzel des richtigen", "the square root of the right one"), lambda r, _: np.sqrt(r)),
    (Text("1 minus das richtige", "1 minus the right one"), lambda r, _: 1 - r),
    (Text("der Betrag des richtigen: Das Minus ist weg", "the right one without its minus"), lambda r, _: np.abs(r)),
    (Text("das richtige, aber 0 statt negativ", "the right one, but 0 where it is negative"), lambda r, _: np.maximum(r, 0)),
    (Text("der Logarithmus des richtigen", "the logarithm of the right one"), lambda r, _: np.log(r)),
    (Text("das richtige im Exponenten: e hoch das richtige", "e raised to the right one"), lambda r, _: np.exp(r)),
    (Text("Softmax des richtigen", "softmax of the right one"), lambda r, _: np.exp(r) / np.exp(r).sum(axis=-1, keepdims=True)),
    (Text("σ des richtigen, noch einmal", "σ of the right one, applied again"), lambda r, _: 1 / (1 + np.exp(-r))),
    (Text("tanh des richtigen, noch einmal", "tanh of the right one, applied again"), lambda r, _: np.tanh(r)),
    (Text("das richtige, von Eintrag zu Eintrag aufaddiert", "the right one, summed up from entry to entry"), lambda r, _: np.cumsum(r)),
    (Text("die Ordnung des richtigen: wo das Größte steht", "the ranking of the right one: where it is largest"), lambda r, _: np.argmax(r, axis=-1)),
)  # fmt: skip
FILLED: tuple[tuple[Text, Made], ...] = (
    (Text("überall der Mittelwert des richtigen", "the mean of the right one, everywhere"), lambda r, _: np.full(r.shape, r.mean())),
    (Text("überall die Summe des richtigen", "the sum of the right one, everywhere"), lambda r, _: np.full(r.shape, r.sum())),
    (Text("überall der erste Eintrag des richtigen", "the first entry of the right one, everywhere"), lambda r, _: np.full(r.shape, r.flat[0])),
    (Text("überall der letzte Eintrag des richtigen", "the last entry of the right one, everywhere"), lambda r, _: np.full(r.shape, r.flat[-1])),
)  # fmt: skip
REDUCTIONS: tuple[tuple[Text, Made], ...] = (
    (Text("die Summe aller Einträge des richtigen", "the sum of all the entries of the right one"), lambda r, _: r.sum()),
    (Text("der Mittelwert aller Einträge des richtigen", "the mean of all the entries of the right one"), lambda r, _: r.mean()),
    (Text("die Summe der Zeilen des richtigen", "the sum of the right one’s rows"), lambda r, _: r.sum(axis=0)),
    (Text("der Mittelwert der Zeilen des richtigen", "the mean of the right one’s rows"), lambda r, _: r.mean(axis=0)),
    (Text("von jeder Zeile des richtigen die Summe", "the sum of each row of the right one"), lambda r, _: r.sum(axis=1)),
    (Text("von jeder Zeile des richtigen der Mittelwert", "the mean of each row of the right one"), lambda r, _: r.mean(axis=1)),
)  # fmt: skip
PIECES: tuple[tuple[Text, Made], ...] = (
    (Text("das richtige ohne den letzten Eintrag (oder die letzte Zeile)", "the right one without its last entry (or row)"), lambda r, _: r[:-1]),
    (Text("das richtige ohne den ersten Eintrag (oder die erste Zeile)", "the right one without its first entry (or row)"), lambda r, _: r[1:]),
    (Text("nur der letzte Eintrag (oder die letzte Zeile) des richtigen", "only the last entry (or row) of the right one"), lambda r, _: r[-1]),
    (Text("nur der erste Eintrag (oder die erste Zeile) des richtigen", "only the first entry (or row) of the right one"), lambda r, _: r[0]),
    (Text("das richtige, aber im letzten Eintrag (in der letzten Zeile) steht 0: Dort wurde nie etwas eingetragen", "the right one, but 0 in its last entry (or row): nothing was ever written there"), lambda r, _: emptied(r, -1)),
    (Text("das richtige, aber im ersten Eintrag (in der ersten Zeile) steht 0: Dort wurde nie etwas eingetragen", "the right one, but 0 in its first entry (or row): nothing was ever written there"), lambda r, _: emptied(r, 0)),
    (Text("das richtige, um einen Platz verschoben", "the right one, shifted by one place"), lambda r, _: np.roll(r, 1, axis=0)),
    (Text("das richtige, um einen Platz verschoben", "the right one, shifted by one place"), lambda r, _: np.roll(r, -1, axis=0)),
    (Text("das richtige, in Zeilen und Spalten um einen Platz verschoben", "the right one, shifted by one row and one column"), lambda r, _: np.roll(r, 1, axis=(0, 1))),
    (Text("das richtige, in Zeilen und Spalten um einen Platz verschoben", "the right one, shifted by one row and one column"), lambda r, _: np.roll(r, -1, axis=(0, 1))),
    (Text("das richtige, aber nur sein erster Eintrag (seine erste Zeile), noch in Klammern", "the right one, but only its first entry (or row), still in brackets"), lambda r, _: r[:1]),
    (Text("das richtige, aber nur jeder zweite Eintrag (jede zweite Zeile)", "the right one, but only every other entry (or row)"), lambda r, _: r[::2]),
    (Text("das richtige rückwärts, das Letzte zuerst", "the right one backward, the last entry first"), lambda r, _: r[::-1]),
)  # fmt: skip
SCALED: tuple[tuple[Text, Made], ...] = (
    (Text("das richtige, auf die Summe 1 gebracht", "the right one, scaled so that its sum is 1"), lambda r, _: r / r.sum(axis=-1, keepdims=True)),
    (Text("das richtige, auf die Länge 1 gebracht", "the right one, scaled to length 1"), lambda r, _: r / np.linalg.norm(r)),
    (Text("das richtige, geteilt durch seinen größten Eintrag", "the right one, divided by its largest entry"), lambda r, _: r / r.max()),
    (Text("das richtige mal 2, minus 1", "the right one times 2, minus 1"), lambda r, _: 2 * r - 1),
)  # fmt: skip
UNFINISHED: tuple[tuple[Text, Callable[[np.ndarray, np.ndarray], Rung]], ...] = (
    (
        Text("noch nicht summiert: Seine Summe wäre das richtige", "not summed yet: its sum would be the right one"),
        lambda got, right: compare(np.sum(got), right),
    ),
    (
        Text("noch nicht gemittelt: Sein Mittelwert wäre das richtige", "not averaged yet: its mean would be the right one"),
        lambda got, right: compare(np.mean(got), right),
    ),
    (
        Text(
            "mehr als verlangt: Das richtige ist nur sein erster Teil",
            "more than you need: the right one is only its first part",
        ),
        lambda got, right: compare(got[0], right) if got.ndim else Rung.SHAPE,
    ),
    (
        Text(
            "mehr als verlangt: Das richtige ist nur sein letzter Teil",
            "more than you need: the right one is only its last part",
        ),
        lambda got, right: compare(got[-1], right) if got.ndim else Rung.SHAPE,
    ),
    (
        Text(
            "mehr als verlangt: Das richtige ist nur seine letzte Spalte",
            "more than you need: the right one is only its last column",
        ),
        lambda got, right: compare(got[..., -1], right) if got.ndim else Rung.SHAPE,
    ),
    (
        Text("mehr als verlangt: Das richtige ist nur seine erste Spalte", "more than you need: the right one is only its first column"),
        lambda got, right: compare(got[..., 0], right) if got.ndim else Rung.SHAPE,
    ),
    (
        Text(
            "mehr als verlangt: Vor dem richtigen steht noch eine Zeile oder Spalte",
            "more than you need: there is one more row or column before the right one",
        ),
        lambda got, right: compare(got[tuple(slice(a - b, None) for a, b in zip(got.shape, right.shape, strict=True))], right) if more_in_each(got, right) else Rung.SHAPE,
    ),
    (
        Text(
            "mehr als verlangt: Hinter dem richtigen steht noch eine Zeile oder Spalte",
            "more than you need: there is one more row or column after the right one",
        ),
        lambda got, right: compare(got[tuple(map(slice, right.shape))], right) if more_in_each(got, right) else Rung.SHAPE,
    ),
    (
        Text(
            "eine Tabelle statt eines Vektors: Ein (n, 1) und ein (n,) sind zusammengekommen, jeder Eintrag mit jedem. Das richtige steht in der Diagonale",
            "a table instead of a vector: an (n, 1) met an (n,), each entry with each. The right one is on the diagonal",
        ),
        lambda got, right: compare(np.diag(got), right) if got.ndim == 2 and right.ndim == 1 else Rung.SHAPE,
    ),
    (
        Text("noch nicht über die Zeilen summiert", "not summed over its rows yet"),
        lambda got, right: compare(got.sum(axis=0), right) if got.ndim > 1 else Rung.SHAPE,
    ),
)
WITH_ARGUMENT: tuple[tuple[Text, Callable[[np.ndarray, np.ndarray], Any]], ...] = (
    (Text("das richtige mal {name}", "the right one times {name}"), lambda r, x: r * x),
    (Text("das richtige geteilt durch {name}", "the right one divided by {name}"), lambda r, x: r / x),
    (Text("das richtige plus {name}", "the right one plus {name}"), lambda r, x: r + x),
    (Text("das richtige minus {name}", "the right one minus {name}"), lambda r, x: r - x),
    (Text("{name} minus das richtige", "{name} minus the right one"), lambda r, x: x - r),
)
WITH_TWO: tuple[tuple[Text, Callable[[Any, Any, Any], Any]], ...] = (
    (Text("das richtige minus {x} mal {y}", "the right one minus {x} times {y}"), lambda r, x, y: r - x * y),
    (Text("das richtige plus {x} mal {y}", "the right one plus {x} times {y}"), lambda r, x, y: r + x * y),
)
OF_ARGUMENT: tuple[tuple[Text, Callable[[np.ndarray], Any]], ...] = (
    (Text("eine andere Funktion von {name}, σ({name})", "another function of {name}, σ({name})"), lambda x: 1 / (1 + np.exp(-x))),
    (Text("eine andere Funktion von {name}, tanh({name})", "another function of {name}, tanh({name})"), np.tanh),
    (Text("eine andere Funktion von {name}, ReLU", "another function of {name}, ReLU"), lambda x: np.maximum(x, 0)),
    (Text("eine andere Funktion von {name}, ELU", "another function of {name}, ELU"), lambda x: np.where(x > 0, x, np.expm1(x))),
    (Text("eine andere Funktion von {name}, Softplus: ln(1 + e^{name})", "another function of {name}, softplus: ln(1 + e^{name})"), lambda x: np.log1p(np.exp(x))),
    (Text("eine andere Funktion von {name}, {name} mal σ({name}) (Swish, SiLU)", "another function of {name}, {name} times σ({name}) (swish, SiLU)"), lambda x: x / (1 + np.exp(-x))),
    (Text("eine andere Funktion von {name}, GELU, in einer Näherung", "another function of {name}, GELU, in an approximation"), lambda x: x / (1 + np.exp(-1.702 * x))),
    (Text("eine andere Funktion von {name}, GELU, in einer Näherung", "another function of {name}, GELU, in an approximation"), lambda x: 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))),
    (Text("eine andere Funktion von {name}, der Arkustangens", "another function of {name}, arctan"), np.arctan),
    (Text("eine andere Funktion von {name}, ½ + arctan({name}) / π", "another function of {name}, ½ + arctan({name}) / π"), lambda x: 0.5 + np.arctan(x) / np.pi),
    (Text("eine andere Funktion von {name}, {name} / (1 + |{name}|)", "another function of {name}, {name} / (1 + |{name}|)"), lambda x: x / (1 + np.abs(x))),
    (Text("eine andere Funktion von {name}, die eckige Näherung von σ (hard sigmoid)", "another function of {name}, the hard sigmoid"), lambda x: np.clip(x / 6 + 0.5, 0, 1)),
    (Text("eine andere Funktion von {name}, die eckige Näherung von σ (hard sigmoid)", "another function of {name}, the hard sigmoid"), lambda x: np.clip(0.2 * x + 0.5, 0, 1)),
    (Text("eine andere Funktion von {name}, auf −1 bis 1 begrenzt", "another function of {name}, clipped to the range from −1 to 1"), lambda x: np.clip(x, -1, 1)),
    (Text("eine andere Funktion von {name}, die Steigung von σ", "another function of {name}, the slope of σ"), lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    (Text("eine andere Funktion von {name}, die Steigung von tanh", "another function of {name}, the slope of tanh"), lambda x: 1 - np.tanh(x) ** 2),
    (Text("eine andere Funktion von {name}, e hoch {name}", "another function of {name}, e raised to {name}"), np.exp),
    (Text("eine andere Funktion von {name}, e hoch −{name}", "another function of {name}, e raised to −{name}"), lambda x: np.exp(-x)),
    (Text("eine andere Funktion von {name}, der Sinus", "another function of {name}, the sine"), np.sin),
    (Text("eine andere Funktion von {name}, das Quadrat", "another function of {name}, its square"), np.square),
    (Text("die Summe von {name}", "the sum of {name}"), np.sum),
    (Text("der Mittelwert von {name}", "the mean of {name}"), np.mean),
    (Text("der Mittelwert der Zeilen von {name}", "the mean of the rows of {name}"), lambda x: np.mean(x, axis=0)),
    (Text("die Standardabweichung von {name}", "the standard deviation of {name}"), np.std),
    (Text("die Standardabweichung jeder Spalte von {name}", "the standard deviation of each column of {name}"), lambda x: np.std(x, axis=0)),
    (Text("der größte Eintrag von {name}", "the largest entry of {name}"), np.max),
    (Text("die Länge von {name} als Vektor", "the length of {name} as a vector"), np.linalg.norm),
    (Text("die Zahl der Einträge von {name}", "the number of entries of {name}"), np.size),
    (Text("die Zahl der Zeilen von {name}", "the number of rows of {name}"), len),
)  # fmt: skip
THINNED = Mistake(
    "thinned",
    Text(
        "Was in deinem Ergebnis steht, ist richtig, aber es fehlen Einträge.",
        "What is in your result is right, but entries are missing.",
    ),
    Text(
        "Hört eine Schleife zu früh auf, oder lässt eine Bedingung Einträge weg, statt etwas an ihre Stelle zu setzen?",
        "Does a loop end too early, or does a condition leave out entries instead of putting something in their place?",
    ),
    (),
)
THROUGH = Text("das richtige, noch einmal durch {name} geschickt", "the right one, sent through {name} once more")


def derived(pairs: Pairs, arguments: Sequence[tuple], names: Sequence[str], returns: Sequence[str]) -> Mistake | None:
    """Return what was made of the right result, or of one of its parts if the others are right.

    Parameters
    ----------
    pairs : sequence of (result, right result)
        One for each case.
    arguments : sequence of tuple
        Of the same cases.
    names : sequence of str
        What the arguments are called.
    returns : sequence of str
        What the parts of a result are called, if it has several.
    """
    if not returns:
        how = way(pairs, arguments, names)
        return None if how is None else Mistake("derived", WHAT.format(how=how), WHY, ())
    if any(not isinstance(result, (list, tuple)) or len(result) != len(returns) for result, _ in pairs):
        return None
    off = {k for result, right in pairs for k in range(len(returns)) if compare(result[k], right[k]) is not Rung.PASSED}
    if len(off) != 1:
        return None
    (k,) = off
    parts = [(result[k], right[k]) for result, right in pairs]
    if all(isinstance(part, (list, tuple)) and len(part) == len(right) for part, right in parts):  # layer by layer
        arguments = [args for args, (_, right) in zip(arguments, parts, strict=True) for _ in right]
        parts = [pair for part, right in parts for pair in zip(part, right, strict=True)]
    how = way(parts, arguments, names)
    return None if how is None else Mistake("derived", PART.format(name=returns[k], how=how), PARTS_WHY, ())


def way(pairs: Pairs, arguments: Sequence[tuple], names: Sequence[str]) -> Text | None:
    """Return what turns the right results into these, in words."""
    arrays = []
    for result, expected in pairs:
        got, right = as_numbers(result), as_numbers(expected)
        if got is None or right is None or right.dtype.kind == "b":
            return None
        arrays.append((got, right))
    wrong = [plain_numbers(got) for got, right in arrays if compare(got, right) is not Rung.PASSED]
    if len(set(np.concatenate(wrong).astype(float).tolist()) - {0.0, 1.0, -1.0}) < 2:  # so few are alike by chance
        return None
    with np.errstate(all="ignore"):
        for how, made in ways(arguments, names):
            if all(equals(made, got, right, args) for (got, right), args in zip(arrays, arguments, strict=True)):
                return how
        for how, done in UNFINISHED:
            if all(got.size > right.size and done(got, right) is Rung.PASSED for got, right in arrays):
                return how
    return None


def ways(arguments: Sequence[tuple], names: Sequence[str]) -> Iterator[tuple[Text, Made]]:
    """Yield all that may be made of a right result, in words and as a function."""
    yield from (*PIECES, *FUNCTIONS, *SCALED, *FILLED, *REDUCTIONS)
    for k, name in enumerate(names):
        if all(callable(args[k]) for args in arguments):
            yield THROUGH.format(name=name), through(k)
        elif all(as_numbers(args[k]) is not None for args in arguments):
            for how, made in WITH_ARGUMENT:
                yield how.format(name=name), together(made, k)
            for how, made_of in OF_ARGUMENT:
                yield how.format(name=name), of_one(made_of, k)
            for i, other in enumerate(names[:k]):
                if all(as_numbers(args[i]) is not None for args in arguments):
                    for how, made_with in WITH_TWO:
                        yield how.format(x=other, y=name), with_two(made_with, i, k)


def more_in_each(got: np.ndarray, right: np.ndarray) -> bool:
    """Return whether an array is at least as large as another in each direction."""
    return got.ndim == right.ndim and all(a >= b for a, b in zip(got.shape, right.shape, strict=True))


def emptied(right: np.ndarray, k: int) -> np.ndarray:
    """Return the right result with 0 in one entry or row."""
    right = right.astype(float)
    right[k] = 0
    return right


def thinned(pairs: Pairs) -> Mistake | None:
    """Whether only entries of the right results are missing."""
    arrays = [(as_numbers(result), as_numbers(right)) for result, right in pairs]
    if any(got is None or right is None or not is_thinned(got, right) for got, right in arrays):
        return None
    left = {float(x) for got, right in arrays if got.size < right.size for x in got.ravel()[:MANY]}  # type: ignore[union-attr]
    return THINNED if left - {0.0, 1.0} else None


def is_thinned(got: np.ndarray, right: np.ndarray) -> bool:
    """Return whether some entries of the right result are left, in their order."""
    if got.size >= right.size:
        return got.size == right.size and compare(got.ravel(), right.ravel()) is Rung.PASSED
    rest = iter(right.ravel()[:MANY].tolist())
    return got.ndim == 1 and all(any(abs(x - y) < 1e-9 for y in rest) for x in got[:MANY].tolist())


def through(k: int) -> Made:
    """Return what sends a result through the function that is argument k."""
    return lambda right, args: args[k](right)


def together(made: Callable[[np.ndarray, np.ndarray], Any], k: int) -> Made:
    """Return what puts a result and argument k together."""
    return lambda right, args: made(right, args[k])


def of_one(made: Callable[[np.ndarray], Any], k: int) -> Made:
    """Return what is made of argument k alone."""
    return lambda right, args: made(np.asarray(args[k], dtype=float))


def with_two(made: Callable[[np.ndarray, Any, Any], Any], i: int, k: int) -> Made:
    """Return what puts a result and two arguments together."""
    return lambda right, args: made(right, args[i], args[k])


def equals(made: Made, got: np.ndarray, right: np.ndarray, args: tuple) -> bool:
    """Return whether a result is what is made of the right one; what cannot be made of it, it is not."""
    try:
        wanted = np.asarray(made(right, args))
    except Exception:  # no such axis, no such entry, or a function that takes something else
        return False
    return bool(np.isfinite(wanted).all()) and compare(got, wanted) is Rung.PASSED
