"""Two things at once: a known mistake in a part of the result only, a known mistake and a factor besides, or in another form.

What one mistake alone explains is asked before. All ordinary cases must show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, compare, is_list, same
from nncourse.exercises.ladder import Rung
from nncourse.exercises.likeness import Pairs, common, flattened
from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.mutants import in_order
from nncourse.exercises.pointing import joined, labeled
from nncourse.language import Text
from nncourse.sandbox import Outcome, run_ours

IN_PART = Text(
    "Ein Teil deines Ergebnisses stimmt. Falsch ist: {parts}. Nur dafür gilt: {what}",
    "Part of your result is right. What is wrong: {parts}. This is true of that part only: {what}",
)
BESIDES = Text(
    "{what} Und noch etwas: Davon ist dein Ergebnis überall das {factor:.4g}-Fache.",
    "{what} And one more thing: your result is {factor:.4g} times that everywhere.",
)
FORM_BESIDES = Text(
    "Zweierlei. Die Form: Ein Array hat Achsen der Länge 1 zu viel oder zu wenig, (n,) ist nicht (n, 1) oder (1, n). Und die Zahlen: {what}",
    "Two things. The shape: an array has too many or too few axes of length 1; (n,) is not (n, 1) or (1, n). And the numbers: {what}",
)
FACTORS = (0.5, 2.0, -1.0, -0.5, -2.0, 0.25, 4.0, -0.25, 0.1, -0.1, 10.0, 100.0)  # what a second mistake may be
ENOUGH = 4  # numbers, not all 0


def combined(exercise: Exercise, outcomes: Sequence[Outcome], pairs: Pairs, failed: Sequence[int]) -> Mistake | None:
    """Return a known mistake that is made in a part of the result only, or with a factor besides.

    Parameters
    ----------
    exercise : Exercise
    outcomes : sequence of Outcome
        Of the ordinary cases; none is an error.
    pairs : sequence of (result, right result)
        Of the same cases.
    failed : sequence of int
        The cases that are wrong.
    """
    cases = in_order(outcomes, failed, len(pairs))
    ways = ((mistake, way) for mistake in exercise.mistakes if mistake.shows is None for way in mistake.wrong)
    for mistake, way in ways:
        parts, factor = in_part(exercise, outcomes, pairs, cases, way), None
        if parts is None:
            factor = factor_besides(outcomes, pairs, cases, way)
        if parts is not None:
            return replace(mistake, what=IN_PART.format(parts=parts, what=mistake.what))
        if factor is not None:
            return replace(mistake, what=BESIDES.format(what=mistake.what, factor=factor))
    return None


def made(way: Callable, outcome: Outcome) -> Any:
    """Return what a wrong way gives for the arguments of a call; None if it ends in an error."""
    (other,) = run_ours(way, [outcome.args])
    return other.value if other.error is None and other.changed is None else None


def in_part(exercise: Exercise, outcomes: Sequence[Outcome], pairs: Pairs, cases: Sequence[int], way: Callable) -> Text | None:
    """Return which parts are as this way makes them, if all others are right."""
    if not exercise.returns or any(not is_list(result) or len(result) != len(right) for result, right in pairs):
        return None
    said: list[Text] = []
    for k in cases:
        result, right = pairs[k]
        theirs = made(way, outcomes[k])
        if theirs is None or not is_list(theirs) or len(theirs) != len(right):
            return None
        parts = labeled(exercise.returns, result, right)
        others = [part for _, (part, _) in labeled(exercise.returns, theirs, right)]
        if len(parts) != len(others):
            return None
        wrong = [(name, part, other) for (name, (part, wanted)), other in zip(parts, others, strict=True) if compare(part, wanted) is not Rung.PASSED]
        if not all(same(part, other) for _, part, other in wrong):
            return None
        said = said or [name for name, _, _ in wrong]
    return joined(said)


def factor_besides(outcomes: Sequence[Outcome], pairs: Pairs, cases: Sequence[int], way: Callable) -> float | None:
    """Return the factor by which all results are larger than what this way gives; None if there is no such factor."""
    flat: list[tuple[np.ndarray, np.ndarray]] = []
    for k in cases:
        result, right = pairs[k]
        got = flattened(result, right)
        theirs = None if got is None else flattened(made(way, outcomes[k]), right)
        if got is None or theirs is None:
            return None
        flat.append((got, theirs))
        factor = common(flat)
        if factor is None and any(other.any() for _, other in flat):
            return None
    numbers = np.concatenate([got for got, _ in flat])
    if np.count_nonzero(numbers) < ENOUGH or len(np.unique(numbers)) < ENOUGH or factor is None:
        return None
    return next((c for c in FACTORS if abs(factor - c) < 1e-9), None)


def in_form(value: Any, right: Any) -> Any:
    """Return a result in the form of the right one, if only axes of length 1 are too many or too few."""
    if isinstance(right, (list, tuple)):
        if not is_list(value) or len(value) != len(right):
            return value
        return [in_form(*pair) for pair in zip(value, right, strict=True)]
    numbers, shape = as_numbers(value), np.shape(right)
    if numbers is None or numbers.size != np.size(right) or [n for n in numbers.shape if n > 1] != [n for n in shape if n > 1]:
        return value
    return numbers.reshape(shape)
