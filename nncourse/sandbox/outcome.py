"""What a call of a learner's function did, and what may stand in the way of a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class TimeUp(Exception):
    """The function, or the examination of its result, did not end in time."""


class Waits(TimeUp):
    """It did not end in time, and hardly computed meanwhile: it waits for something."""


class Ended(Exception):
    """The process that the function ran in is gone: it exited, crashed, or was killed."""


class InputAsked(Exception):
    """The function called input(): nobody is there to answer."""


class Forbidden(PermissionError):
    """The function wanted to start another process, or to send one a signal."""


class WrongArguments(Exception):
    """The function cannot be called with so many arguments."""


class Unsendable(Exception):
    """The function uses something that cannot be sent to another process, such as an open file."""


class NoProcess(Exception):
    """The system gives no process to run the function in: there are too many, or there is no memory left."""


@dataclass
class Outcome:
    """What one call of a learner's function did.

    Attributes
    ----------
    args : tuple
        What it was called with, as it was before the call. But a random generator has moved on
        if the function drew from its copy.
    value : object
        What it returned, as plain data; None if it raised.
    error : BaseException or None
        What it raised: an instance of a class of the same name, and of the same builtin class.
        `TimeUp`, `Waits` and `Ended` also where the calls did not get that far.
    line : str
        The learner's own line that raised it, as "number: text"; empty if there is none.
    changed : int or None
        Which argument it changed, counted from 0.
    after : object
        What became of that argument.
    drawn : list of int
        Which arguments are random generators that it drew from, or spawned others from.
    warned : list of str
        The warnings of the call.
    printed : str
        What it printed, the beginning of it if that was much.
    repeats : bool
        Whether it returned a list in which one and the same list or array stands several times.
    """

    args: tuple
    value: Any = None
    error: BaseException | None = None
    line: str = ""
    changed: int | None = None
    after: Any = None
    drawn: list[int] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    printed: str = ""
    repeats: bool = False
