"""From what a function did to verdicts: by comparing with the solution, or by the exercise's own judge."""

from __future__ import annotations

import dis
import functools
import types
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nncourse.exercises.comparing import compared, same
from nncourse.exercises.errors import kind_of
from nncourse.exercises.ladder import Rung, Verdict, fallen
from nncourse.exercises.model import Exercise
from nncourse.sandbox import Ended, Forbidden, InputAsked, Outcome, TimeUp, Unsendable, run_ours

# What says enough by itself
UNMISTAKABLE = (TimeUp, Ended, Forbidden, Unsendable, InputAsked, SystemExit, MemoryError, RecursionError)


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
    mistake = None if speaks_for_itself else recognized(exercise, outcomes, verdicts, n_ordinary)
    return [replace(verdict, mistake=mistake) for verdict in verdicts]


def recognized(
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
    made = functools.cache(lambda wrong, i: run_ours(wrong, [outcomes[i].args])[0])
    for some in (len(outcomes),) if ordinary_right else (len(outcomes), n_ordinary):
        for like in (exactly, as_far_as_it_goes):
            for mistake in exercise.mistakes:
                for wrong in () if mistake.shows is not None else mistake.wrong:
                    theirs = (made(wrong, i) for i in range(some))  # most ways differ in the first case already
                    if like(theirs, outcomes[:some], passed[:some]):
                        return mistake.id
    return None


def exactly(theirs: Iterable[Outcome], outcomes: Sequence[Outcome], passed: Sequence[bool]) -> bool:
    """Return whether a wrong way gave exactly these outcomes."""
    return all(alike(*pair) for pair in zip(outcomes, theirs, strict=True))


def as_far_as_it_goes(theirs: Iterable[Outcome], outcomes: Sequence[Outcome], passed: Sequence[bool]) -> bool:
    """Return whether a wrong way gave these outcomes wherever it gave a result.

    Where it ends in an error, an answer may end in another one, or in something else that is wrong: a loop stumbles over
    an index where a product of matrices refuses their shapes.
    """
    told = False
    for outcome, other, right in zip(outcomes, theirs, passed, strict=True):
        if right if other.error is not None else not alike(outcome, other):
            return False
        told |= other.error is None and not right
    return told


def alike(one: Outcome, other: Outcome) -> bool:
    """Return whether two calls did the same: the same kind of error, the same change, or the same result."""
    if one.error is not None and other.error is not None:
        return kind_of(one.error) == kind_of(other.error)
    if one.error is not None or other.error is not None:
        return False
    return one.changed == other.changed and same(one.value, other.value)


def refers_to(answer: Any, things: Sequence[Any]) -> bool:
    """Return whether a function, or one that it calls, names one of these things; nothing of it is run."""
    todo, seen = [answer], set[int]()
    while todo:
        it = todo.pop()
        if any(it is thing for thing in things):
            return True
        if id(it) not in seen:
            seen.add(id(it))
            todo += named_in(it)
    return False


def named_in(function: Any) -> Iterator[Any]:
    """Yield what a function names: what stands in its module, in modules it knows, and in the functions around it."""
    if type(function) is functools.partial:
        yield function.func
    if type(function) is np.vectorize:
        yield function.pyfunc
    if type(function) is not types.FunctionType:
        return
    around = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    known = {**function.__globals__, **{name: cell_value(cell) for name, cell in around}}
    codes = [function.__code__]
    while codes:
        code = codes.pop()
        codes += [constant for constant in code.co_consts if type(constant) is types.CodeType]
        current = None
        for it in dis.get_instructions(code):
            if it.opname in ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF"):
                current = known.get(it.argval)
            elif it.opname in ("LOAD_ATTR", "LOAD_METHOD") and isinstance(current, types.ModuleType):
                current = vars(current).get(it.argval)
            else:
                current = None
            if current is not None:
                yield current


def cell_value(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # nothing stands there yet
        return None
