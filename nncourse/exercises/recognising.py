"""From what a function did to verdicts: by comparing with the solution, or by the exercise's own judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nncourse.exercises.comparing import compared, same
from nncourse.exercises.ladder import Rung, Verdict, fallen
from nncourse.exercises.model import Exercise
from nncourse.sandbox import Ended, InputAsked, Outcome, TimeUp, Unsendable, run_ours

# What says enough by itself
UNMISTAKABLE = (TimeUp, Ended, Unsendable, InputAsked, SystemExit, MemoryError, RecursionError)


def verdicts_on(exercise: Exercise, outcomes: Sequence[Outcome], n_ordinary: int) -> list[Verdict]:
    """Return the verdict on each outcome, with the mistake that it shows; those from `n_ordinary` on are edges."""
    first = [fallen(outcome, exercise.parameters, exercise.seconds) for outcome in outcomes]
    pairs = list(zip(first, outcomes, strict=True))
    speaks_for_itself = any(isinstance(outcome.error, UNMISTAKABLE) for outcome in outcomes)
    if exercise.judge is not None:
        verdicts = [verdict or exercise.judge(outcome.args, outcome.value) for verdict, outcome in pairs]
        return [replace(verdict, mistake=None) for verdict in verdicts] if speaks_for_itself else verdicts
    right = [outcome.value for outcome in run_ours(exercise.solution, [outcome.args for outcome in outcomes])]
    verdicts = [
        replace(verdict or compared(outcome.value, expected), expected=expected)
        for (verdict, outcome), expected in zip(pairs, right, strict=True)
    ]
    mistake = None if speaks_for_itself else recognised(exercise, outcomes, verdicts, n_ordinary)
    return [replace(verdict, mistake=mistake) for verdict in verdicts]


def recognised(
    exercise: Exercise, outcomes: Sequence[Outcome], verdicts: Sequence[Verdict], n_ordinary: int
) -> str | None:
    """Return the id of the known mistake that these outcomes show, if any."""
    passed = [verdict.rung is Rung.PASSED for verdict in verdicts]
    ordinary_right = all(passed[:n_ordinary])
    for mistake in exercise.mistakes:
        if ordinary_right and mistake.shows is not None and mistake.shows(outcomes):
            return mistake.id
    if all(passed):
        return None
    for some in (outcomes,) if ordinary_right else (outcomes, outcomes[:n_ordinary]):
        for mistake in exercise.mistakes:
            if mistake.shows is None and any(made(wrong, some) for wrong in mistake.wrong):
                return mistake.id
    return None


def made(wrong: Callable, outcomes: Sequence[Outcome]) -> bool:
    """Return whether a wrong way gives exactly these outcomes."""
    theirs = run_ours(wrong, [outcome.args for outcome in outcomes])
    return all(alike(*pair) for pair in zip(outcomes, theirs, strict=True))


def alike(one: Outcome, other: Outcome) -> bool:
    """Return whether two calls did the same: the same error, the same change, or the same result."""
    if one.error is not None or other.error is not None:
        return type(one.error).__name__ == type(other.error).__name__
    return one.changed == other.changed and same(one.value, other.value)
