"""Running a learner's function so that nothing it does can harm: no hang, no exit, no output, no lost notebook."""

from __future__ import annotations

import builtins
import contextlib
import copy
import ctypes
import functools
import io
import linecache
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np


class TimeUp(BaseException):
    """Thrown into a function that does not end. No `except Exception` stops it."""


class InputAsked(Exception):
    """Raised where a function calls input(): nobody is there to answer."""


@dataclass
class Outcome:
    """What one call of a learner's function did.

    Attributes
    ----------
    args : tuple
        What it was called with, as it was before the call.
    value : object
        What it returned; None if it raised.
    error : BaseException or None
        What it raised.
    line : str
        The learner's own line that raised it, as "number: text"; empty if there is none.
    changed : int or None
        Which argument it changed, counted from 0.
    after : object
        What became of that argument.
    warned : list of str
        The warnings of the call.
    printed : str
        What it printed.
    """

    args: tuple
    value: Any = None
    error: BaseException | None = None
    line: str = ""
    changed: int | None = None
    after: Any = None
    warned: list[str] = field(default_factory=list)
    printed: str = ""


def run(function: Callable, calls: Sequence[tuple], seconds: float) -> list[Outcome]:
    """Call a function once for each tuple of arguments, all within `seconds`.

    Every call gets its own copies. When time is up the running call ends with `TimeUp`, and
    the calls after it do not happen.

    Parameters
    ----------
    function : callable
    calls : sequence of tuple
        The arguments of each call.
    seconds : float
        For all calls together.

    Returns
    -------
    list of Outcome
        One for each call that began, in order.
    """
    outcomes: list[Outcome] = []
    printed = io.StringIO()

    def work() -> None:
        with contextlib.suppress(TimeUp):  # thrown once more, while the first is being written down
            for args in calls:
                outcome = Outcome(args)
                outcomes.append(outcome)
                call(function, outcome, printed, caught)
                if isinstance(outcome.error, TimeUp):
                    return

    worker = threading.Thread(target=work, daemon=True)
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        no_input(),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("always")
        worker.start()
        try:
            worker.join(seconds)
        finally:
            late = worker.is_alive()
            stop(worker)
    # Still alive, it is inside compiled code, where nothing can be thrown: leave it behind.
    if worker.is_alive() or (late and outcomes[-1].error is None):
        outcomes[-1] = Outcome(outcomes[-1].args, error=TimeUp())
    return list(outcomes)


def call(function: Callable, outcome: Outcome, printed: io.StringIO, caught: list) -> None:
    """Call once and write down what happened."""
    args = copy.deepcopy(outcome.args)
    start, first_warning = printed.tell(), len(caught)
    try:
        outcome.value = function(*args)
    except BaseException as error:
        outcome.error, outcome.line = error, own_line(function, error)
    outcome.printed = printed.getvalue()[start:]
    outcome.warned = [str(warning.message) for warning in caught[first_warning:]]
    outcome.changed = next((i for i, pair in enumerate(zip(args, outcome.args, strict=True)) if differ(*pair)), None)
    outcome.after = None if outcome.changed is None else args[outcome.changed]


def differ(now: Any, before: Any) -> bool:
    """Return whether an argument is no longer what it was; functions and the like never count as changed."""
    if isinstance(before, np.ndarray):
        return now.shape != before.shape or now.dtype != before.dtype or now.tobytes() != before.tobytes()
    if isinstance(before, (list, tuple)):
        return len(now) != len(before) or any(differ(a, b) for a, b in zip(now, before, strict=True))
    return False


def stop(worker: threading.Thread) -> None:
    """Throw TimeUp into a thread that still runs, again and again for two seconds if it is caught."""
    for _ in range(40):
        if not worker.is_alive():
            return
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker.ident or 0), ctypes.py_object(TimeUp))
        worker.join(0.05)


@contextlib.contextmanager
def no_input() -> Iterator[None]:
    """Let input() raise InputAsked meanwhile."""

    def asked(*args: Any) -> str:
        raise InputAsked("input() was called")

    before, builtins.input = builtins.input, asked
    try:
        yield
    finally:
        builtins.input = before


def own_line(function: Callable, error: BaseException) -> str:
    """Return the last line of the learner's own code in a traceback, as "number: text"."""
    filename = code_file(function)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == filename]
    if not frames:
        return ""
    number = frames[-1].lineno or 0
    text = linecache.getline(filename, number).strip()
    return f"{number}: {text}" if text else str(number)


def code_file(function: Callable) -> str:
    """Return the file or cell where a function, a partial, or a class with __call__ was written."""
    while isinstance(function, functools.partial):
        function = function.func
    if not hasattr(function, "__code__"):
        function = type(function).__call__
    return getattr(getattr(function, "__code__", None), "co_filename", "")
