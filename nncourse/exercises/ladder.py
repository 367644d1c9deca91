"""The ladder that an answer climbs, from an error to "passed", and the verdict that says where it stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Any

from nncourse.exercises import texts
from nncourse.exercises.errors import explained
from nncourse.language import Text
from nncourse.sandbox import BUSY, Ended, Forbidden, InputAsked, Outcome, TimeUp, Unsendable, Waits


class Rung(IntEnum):
    """Where an answer stops, the lowest rung first; `str()` gives its name in a report."""

    OPEN = auto()
    BROKEN = auto()
    ERROR = auto()
    NONE = auto()
    CHANGED = auto()
    SHAPE = auto()
    TYPE = auto()
    NAN = auto()
    VALUE = auto()
    EDGE = auto()
    MISTAKE = auto()
    PASSED = auto()

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Verdict:
    """Where one call stops, whoever decided it: the call itself, comparing, or the exercise's judge.

    Attributes
    ----------
    rung : Rung
    mistake : str or None
        The id of the mistake that it shows.
    found : tuple of str
        What was seen or measured, such as an error or the accuracy that a network reached.
    sentence : str
        What to say where nothing was found.
    expected : object
        What the result should have been; None where many results are right.
    """

    rung: Rung
    mistake: str | None = None
    found: tuple[str, ...] = ()
    sentence: str = ""
    expected: Any = None

    @classmethod
    def right(cls, found: Text | None = None) -> Verdict:
        """Return the verdict of a judge on a result that does what is asked."""
        return cls(Rung.PASSED, found=() if found is None else (str(found),))

    @classmethod
    def wrong(cls, mistake: str | None = None, found: Text | None = None, *more: Text) -> Verdict:
        """Return the verdict of a judge on a result that does not."""
        return cls(Rung.VALUE, mistake, () if found is None else tuple(map(str, (found, *more))), str(texts.VALUE))


def fallen(outcome: Outcome, parameters: Sequence[str], seconds: float) -> Verdict | None:
    """Return the verdict on a call without a result to judge; None if there is one.

    Parameters
    ----------
    outcome : Outcome
    parameters : sequence of str
        The names of the arguments.
    seconds : float
        The time that all calls had together.
    """
    if outcome.error is not None:
        return Verdict(Rung.ERROR, found=error_lines(outcome.error, outcome.line, seconds))
    if outcome.value is None:
        return nothing(outcome)
    if outcome.changed is not None:
        return Verdict(Rung.CHANGED, sentence=str(texts.CHANGED.format(name=parameters[outcome.changed])))
    return None


def nothing(outcome: Outcome) -> Verdict:
    """Return the verdict on a call that gave None where numbers belong."""
    return Verdict(Rung.NONE, sentence=str(texts.NONE_PRINTED if outcome.printed else texts.NONE))


def error_lines(error: BaseException, line: str, seconds: float) -> tuple[str, ...]:
    """Return what happened instead of a result and what that means, and in which of the learner's lines, if it is known."""
    if isinstance(error, Waits):
        what = texts.WAITS.format(seconds=f"{seconds:g}", waited=f"{BUSY * seconds:g}")
    elif isinstance(error, TimeUp):
        what = texts.TIME_UP.format(seconds=f"{seconds:g}")
    elif isinstance(error, Ended):
        what = texts.ENDED
    elif isinstance(error, Forbidden):
        what = texts.FORBIDDEN
    elif isinstance(error, Unsendable):
        what = texts.UNSENDABLE.format(error=str(error)[:200])
    elif isinstance(error, MemoryError):
        what = texts.MEMORY
    elif isinstance(error, InputAsked):
        what = texts.INPUT_ASKED
    elif isinstance(error, RecursionError):
        what = texts.RECURSION
    elif isinstance(error, SystemExit):
        what = texts.EXIT_CALLED
    else:
        meaning = explained(error)
        message = f"{type(error).__name__}: {str(error)[:200]}".rstrip(": .")
        what = texts.ERROR.format(error=message, meaning="" if meaning is None else meaning[1])
    return (str(what).rstrip(), str(texts.LINE.format(line=line))) if line else (str(what).rstrip(),)
