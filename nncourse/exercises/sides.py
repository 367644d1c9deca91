"""A result that is wrong only for one sign of its only array: what stands there instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nncourse.exercises.comparing import as_numbers, is_list
from nncourse.exercises.likeness import Pairs, equal
from nncourse.exercises.model import Mistake
from nncourse.exercises.pointing import SIDES, only_where
from nncourse.language import Text

WHAT = Text(
    "Falsch ist es nur, wo {name} {side} ist: Dort steht bei dir {what}.",
    "It is wrong only where {name} is {side}: there you have {what}.",
)
WHY = Text(
    "Auf der anderen Seite stimmt alles. Sieh dir nur den Zweig an, der für diese Seite zuständig ist.",
    "On the other side, everything is right. Look only at the branch that handles this side.",
)
STANDS: tuple[tuple[Text, Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]], ...] = (
    (Text("immer 0", "always 0"), lambda x, right, got: 0 * x),
    (Text("{name} selbst", "{name} itself"), lambda x, right, got: x),
    (Text("−{name}", "−{name}"), lambda x, right, got: -x),
    (Text("das richtige mit dem anderen Vorzeichen", "the right one with the opposite sign"), lambda x, right, got: -right),
    (Text("immer dieselbe Zahl", "always the same number"), lambda x, right, got: 0 * x + got[:1]),
    (Text("ein Vielfaches des richtigen", "a multiple of the right one"), lambda x, right, got: right * (got[:1] / right[:1])),
    (Text("ein Vielfaches von {name}", "a multiple of {name}"), lambda x, right, got: x * (got[:1] / x[:1])),
    (Text("das richtige und noch eine Zahl dazu", "the right one plus some number"), lambda x, right, got: right + (got - right)[:1]),
)  # fmt: skip
ENOUGH = 3  # entries before a relation is more than chance


def one_side(pairs: Pairs, arguments: Sequence[tuple], names: Sequence[str]) -> Mistake | None:
    """Return on which side of 0 the results are wrong, and what stands there, if that is the same everywhere."""
    entries = [side_by_side(*pair, args) for pair, args in zip(pairs, arguments, strict=True)]
    if not entries or any(entry is None for entry in entries):
        return None
    x, got, right = np.concatenate([entry for entry in entries if entry is not None], axis=1)
    wrong = ~np.isclose(got, right, rtol=1e-6, atol=1e-9)
    for side, on in SIDES[:2]:
        if not only_where(on(x), wrong) or min(np.count_nonzero(on(x)), np.count_nonzero(~on(x))) < ENOUGH:
            continue
        there = x[on(x)], right[on(x)], got[on(x)]
        with np.errstate(all="ignore"):
            for what, made in STANDS:
                if equal(there[2], made(*there)):
                    said = WHAT.format(name=names[0], side=side, what=what.format(name=names[0]))
                    return Mistake("one-side", said, WHY, ())
    return None


def side_by_side(result: object, expected: object, args: tuple) -> np.ndarray | None:
    """Return the first argument, the result and the right result entry by entry, if they are of one form."""
    if sum(map(is_list, args)) > 1:
        return None
    parts = [as_numbers(value) for value in (args[0] if args else None, result, expected)]
    numbers = [part for part in parts if part is not None]
    if len(numbers) < 3 or len({part.shape for part in numbers}) > 1:
        return None  # before anything is copied: a result may be huge
    arrays = [part.astype(float) for part in numbers]
    if not np.isfinite(arrays).all():
        return None
    return np.array([array.ravel() for array in arrays])
