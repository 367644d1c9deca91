"""Mistakes with an argument: the right function, as if one of its arguments were something else.

The right function is called with one argument replaced in all cases: b by zeros, W by its transpose, one by another. A result
that equals what it then gives is explained by that, whatever the learner's code looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.mutants import agrees, in_order, quiet, tells
from nncourse.language import Text
from nncourse.sandbox import Outcome

WHAT = Text("Dein Ergebnis kommt heraus, {how}.", "Your result looks {how}.")
WHY = Text(
    "Sonst stimmt deine Rechnung. Sieh nach, was du mit {name} machst, bevor du damit rechnest, und an welcher Stelle.",
    "Otherwise your calculation is right. Check what you do with {name} before you use it, and where.",
)
LEFT_OUT = Text("als wäre {name} überall 0: Es fehlt in der Rechnung", "as if {name} were 0 everywhere: it is missing from the calculation")

Change = tuple[Text, Callable[[Any], Any]]  # of one argument, and how to say it
OPPOSITE: Change = (Text("als hätte {name} das andere Vorzeichen", "as if {name} had the other sign"), lambda x: -x)
NEVER_NEGATIVE: Change = (Text("als wäre {name} nie negativ", "as if {name} were never negative"), np.abs)
REVERSED: Change = (Text("als stünde {name} rückwärts da", "as if {name} were backward"), lambda x: x[::-1])
DOUBLED: Change = (Text("als wäre {name} doppelt so groß", "as if {name} were twice as large"), lambda x: 2 * x)
HALVED: Change = (Text("als wäre {name} halb so groß", "as if {name} were half as large"), lambda x: x / 2)
SQUARED: Change = (Text("als wäre {name} quadriert", "as if {name} were squared"), lambda x: x**2)
CUT: Change = (Text("als wäre {name} auf ganze Zahlen abgeschnitten", "as if {name} were cut down to integers"), np.trunc)
UNITS: tuple[tuple[Text, Callable], ...] = (
    (Text("als wäre {name} in Grad gegeben (mal π/180)", "as if {name} were given in degrees (times π/180)"), np.radians),
    (Text("als wäre {name} ins Gradmaß umgerechnet (mal 180/π)", "as if {name} were converted to degrees (times 180/π)"), np.degrees),
    (Text("als stünde 10 statt e unter dem Exponenten {name}", "as if there were 10 instead of e under the exponent {name}"), lambda x: x * np.log(10)),
    (Text("als stünde 2 statt e unter dem Exponenten {name}", "as if there were 2 instead of e under the exponent {name}"), lambda x: x * np.log(2)),
    CUT,
)  # fmt: skip
ARRAYS: tuple[tuple[Text, Callable[[np.ndarray], Any]], ...] = (
    (LEFT_OUT, np.zeros_like),
    (Text("als wäre {name} überall 1", "as if {name} were 1 everywhere"), np.ones_like),
    OPPOSITE,
    NEVER_NEGATIVE,
    (Text("als wären in {name} Zeilen und Spalten vertauscht", "as if rows and columns of {name} were swapped"), np.transpose),
    REVERSED,
    DOUBLED,
    HALVED,
    SQUARED,
    (Text("als wäre jeder Eintrag von {name} um 1 größer", "as if every entry of {name} were 1 larger"), lambda x: x + 1),
    (Text("als wäre jeder Eintrag von {name} um 1 kleiner", "as if every entry of {name} were 1 smaller"), lambda x: x - 1),
    (Text("als gäbe es von {name} nur den ersten Eintrag", "as if {name} had only its first entry"), lambda x: 0 * x + x[:1]),
    (Text("als wäre {name} überall sein Mittelwert", "as if {name} were its mean everywhere"), lambda x: 0 * x + x.mean()),
    (Text("als zählte von {name} nur das Vorzeichen", "as if only the sign of {name} counted"), np.sign),
    (Text("als wäre {name} auf −1 bis 1 begrenzt", "as if {name} were clipped to the range from −1 to 1"), lambda x: np.clip(x, -1, 1)),
    (Text("als wäre von {name} der Mittelwert abgezogen", "as if the mean of {name} were subtracted from it"), lambda x: x - x.mean()),
    (Text("als wäre von jeder Spalte von {name} ihr Mittelwert abgezogen", "as if the mean of each column of {name} were subtracted from it"), lambda x: x - x.mean(axis=0)),
    (Text("als wäre {name} durch die Zahl seiner Einträge (oder Zeilen) geteilt", "as if {name} were divided by the number of its entries (or rows)"), lambda x: x / len(x)),
    (Text("als wäre {name} überall seine Summe", "as if {name} were its sum everywhere"), lambda x: 0 * x + x.sum()),
    (Text("als wäre {name} durch seinen größten Eintrag geteilt", "as if {name} were divided by its largest entry"), lambda x: x / x.max()),
    (Text("als wäre {name} sortiert", "as if {name} were sorted"), lambda x: np.sort(x, axis=0)),
    (Text("als wäre {name} auf die Länge 1 gebracht", "as if {name} were scaled to length 1"), lambda x: x / np.linalg.norm(x)),
    (Text("als zählte von {name} nur der letzte Eintrag (steht in einer Schleife = statt +=?)", "as if only the last entry of {name} counted (does a loop have = instead of +=?)"), lambda x: kept(x, -1)),
    (Text("als zählte von {name} nur der erste Eintrag (endet eine Schleife zu früh?)", "as if only the first entry of {name} counted (does a loop end too early?)"), lambda x: kept(x, 0)),
    (Text("als fehlte von {name} der letzte Eintrag", "as if the last entry of {name} were missing"), lambda x: x - kept(x, -1)),
    (Text("als fehlte von {name} der erste Eintrag", "as if the first entry of {name} were missing"), lambda x: x - kept(x, 0)),
)  # fmt: skip
NUMBERS: tuple[tuple[Text, Callable[[Any], Any]], ...] = (
    (Text("als wäre {name} 1", "as if {name} were 1"), lambda x: type(x)(1)),
    OPPOSITE,
    (Text("als wäre {name} immer positiv", "as if {name} were always positive"), abs),
    (Text("als wäre {name} um 1 kleiner", "as if {name} were 1 smaller"), lambda x: x - 1),
    (Text("als wäre {name} um 1 größer", "as if {name} were 1 larger"), lambda x: x + 1),
    DOUBLED,
    HALVED,
    (Text("als stünde 1 − {name} statt {name}", "as if there were 1 − {name} instead of {name}"), lambda x: 1 - x),
    SQUARED,
)
LISTS: tuple[tuple[Text, Callable[[list], Any]], ...] = (
    (Text("als liefe {name} rückwärts", "as if {name} ran backward"), lambda xs: xs[::-1]),
    (Text("als wäre von {name} immer der erste Eintrag gemeint", "as if {name} always meant its first entry"), lambda xs: xs[:1] * len(xs)),
    (Text("als wäre von {name} immer der letzte Eintrag gemeint", "as if {name} always meant its last entry"), lambda xs: xs[-1:] * len(xs)),
)  # fmt: skip
OF_LAYERS: tuple[tuple[Text, Callable[[list], Any]], ...] = (
    (Text("als wäre {name} nach der ersten Schicht überall 0", "as if {name} were 0 everywhere after the first layer"), lambda xs: [xs[0], *(0 * x for x in xs[1:])]),
    (Text("als wäre {name} in der ersten Schicht 0", "as if {name} were 0 in the first layer"), lambda xs: [0 * xs[0], *xs[1:]]),
    (Text("als wäre {name} in der letzten Schicht 0", "as if {name} were 0 in the last layer"), lambda xs: [*xs[:-1], 0 * xs[-1]]),
    (Text("als wäre {name} vor der letzten Schicht überall 0", "as if {name} were 0 everywhere before the last layer"), lambda xs: [*(0 * x for x in xs[:-1]), xs[-1]]),
)  # fmt: skip
ROWS: tuple[tuple[Text, Callable[[np.ndarray], np.ndarray]], ...] = (
    (Text("als fehlte die letzte Zeile von {name}", "as if the last row of {name} were missing"), lambda x: x[:-1]),
    (Text("als fehlte die erste Zeile von {name}", "as if the first row of {name} were missing"), lambda x: x[1:]),
    (Text("als gäbe es von {name} nur die erste Hälfte der Zeilen", "as if {name} had only the first half of its rows"), lambda x: x[: len(x) // 2]),
    (Text("als gäbe es von {name} nur jede zweite Zeile", "as if {name} had only every other row"), lambda x: x[::2]),
)  # fmt: skip
BACKWARDS = Text("als liefen {name} rückwärts, die letzte Schicht zuerst", "as if {name} ran backward, the last layer first")
FUNCTIONS: tuple[tuple[Text, Callable[[Callable], Callable]], ...] = (
    (Text("als würde {name} nichts verändern: Es ist nie angewendet", "as if {name} changed nothing: it is never applied"), lambda f: lambda x: x),
    (Text("als würde {name} zweimal angewendet", "as if {name} were applied twice"), lambda f: lambda x: f(f(x))),
)  # fmt: skip
OTHER = Text("als stünde überall {other} statt {name}", "as if it said {other} instead of {name} everywhere")

Replacement = tuple[Callable[[], Text], str, Callable[[tuple], tuple]]


def replaced(exercise: Exercise, outcomes: Sequence[Outcome], failed: Sequence[int], n_ordinary: int) -> Mistake | None:
    """Return which argument is as if it were something else, if that explains all ordinary cases.

    Parameters
    ----------
    exercise : Exercise
    outcomes : sequence of Outcome
        None of the ordinary ones is an error.
    failed : sequence of int
        The cases that are wrong.
    n_ordinary : int
    """
    if not tells(outcomes, failed):
        return None
    cases, solution = in_order(outcomes, failed, n_ordinary), quiet(exercise.solution)
    for how, name, change in replacements(exercise.parameters, outcomes[cases[0]].args):

        def changed(*args: Any, change: Callable = change) -> Any:
            return solution(*change(args))

        if agrees(changed, outcomes, cases):
            return Mistake("replaced", WHAT.format(how=how()), WHY.format(name=name), ())
    return None


def replacements(names: Sequence[str], args: tuple) -> Iterator[Replacement]:
    """Yield what may stand instead of an argument: what says it, whose place it takes, and what changes the arguments so."""
    lists = [k for k, arg in enumerate(args) if isinstance(arg, list)]
    if len(lists) > 1:
        listed = ", ".join(names[k] for k in lists)
        yield partial(BACKWARDS.format, name=listed), listed, lambda args: tuple(x[::-1] if isinstance(x, list) else x for x in args)
    rows = [k for k, arg in enumerate(args) if isinstance(arg, np.ndarray) and arg.ndim]
    if len(rows) > 1 and len({len(args[k]) for k in rows}) == 1 and any(args[k].ndim > 1 for k in rows):  # samples
        listed = ", ".join(names[k] for k in rows)
        yield from ((partial(how.format, name=listed), listed, altered(rows[0], change, *rows[1:])) for how, change in ROWS)
    for k, name in enumerate(names):
        for how, change in alterations(args[k]):
            yield partial(how.format, name=name), name, altered(k, change)
        twins = [i for i, other in enumerate(names) if k < i and other.rstrip("0123456789") == name.rstrip("0123456789")]
        if twins and isinstance(args[k], np.ndarray):
            for how, change in ARRAYS:
                yield partial(how.format, name=f"{name}, {names[twins[0]]}"), name, altered(k, change, *twins)
        for i, other in enumerate(names):
            if i != k and alike(args[i], args[k]):
                yield partial(OTHER.format, name=name, other=other), name, taken(k, i)


def kept(x: np.ndarray, k: int) -> np.ndarray:
    """Return an array in which only the first or the last entry of every row is left, the others are 0."""
    left = np.zeros_like(x)
    left[..., k] = x[..., k]
    return left


def alike(one: Any, other: Any) -> bool:
    """Return whether two arguments are of one kind: arrays of as many axes, or both lists, numbers or functions."""
    return type(one) is type(other) and getattr(one, "ndim", 0) == getattr(other, "ndim", 0)


def altered(k: int, change: Callable, *twins: int) -> Callable[[tuple], tuple]:
    """Return what changes argument k, and its twins alike."""
    return lambda args: tuple(change(arg) if i == k or i in twins else arg for i, arg in enumerate(args))


def taken(k: int, i: int) -> Callable[[tuple], tuple]:
    """Return what puts argument i in the place of argument k, too."""
    return lambda args: (*args[:k], args[i], *args[k + 1 :])


def alterations(arg: Any) -> Iterator[tuple[Text, Callable]]:
    """Yield what may be made of an argument of this kind."""
    if isinstance(arg, np.ndarray):
        yield from (*ARRAYS, *UNITS)
    elif isinstance(arg, list) and arg:
        yield from LISTS
        if all(isinstance(item, np.ndarray) for item in arg):
            yield from OF_LAYERS
            yield from ((how, lambda xs, change=change: [change(x) for x in xs]) for how, change in ARRAYS)
    elif isinstance(arg, (int, float)) and not isinstance(arg, bool):
        yield from (*NUMBERS, *UNITS)
    elif callable(arg):
        yield from FUNCTIONS
