"""One call of a function, and all that it did."""

from __future__ import annotations

import builtins
import contextlib
import sys
import warnings
from collections.abc import Callable, Iterator
from copy import deepcopy  # by name, as are the others: a function may take it out of its module before the next call
from inspect import signature
from io import BufferedWriter, RawIOBase, TextIOWrapper
from typing import Any

import numpy as np

from nncourse.sandbox.outcome import InputAsked, Outcome

LONGEST_PRINT = 100_000  # bytes
LONGEST_WARNING, MOST_WARNINGS = 500, 20


class Output(RawIOBase):
    """Takes everything that is printed and keeps the beginning."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        data = bytes(data)
        self.kept += data[: LONGEST_PRINT - len(self.kept)]
        return len(data)


def call(function: Callable, args: tuple, through: Callable | None, file: str) -> Outcome:
    """Call a function with copies of `args`, or `through` with the function and them.

    Value and error are the learner's own objects; `line` is the number of the last line of
    `file` in the error's traceback.
    """
    outcome, given = Outcome(args), deepcopy(args)
    with captured(outcome):
        try:
            outcome.value = through(function, *given) if through else function(*given)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            outcome.error, outcome.line = error, last_line(file, error)
    outcome.repeats = repeats(outcome.value)
    pairs = list(enumerate(zip(given, args, strict=True)))
    outcome.changed = next((i for i, pair in pairs if differ(*pair)), None)
    outcome.after = None if outcome.changed is None else given[outcome.changed]
    outcome.drawn = [i for i, pair in pairs if isinstance(pair[1], np.random.Generator) and drawn(*pair)]
    return outcome


def takes(function: Callable, args: tuple) -> bool:
    """Return whether a function can be called with so many arguments, as far as Python knows beforehand."""
    try:
        signature(function).bind(*args)
    except TypeError:
        return False
    except ValueError:  # compiled functions may have no signature; the call will show
        return True
    return True


@contextlib.contextmanager
def captured(outcome: Outcome) -> Iterator[None]:
    """Keep what is printed and warned of meanwhile; let input() raise InputAsked."""

    def asked(*args: Any) -> str:
        raise InputAsked("input() was called")

    def warned(message: Any, *rest: Any, **more: Any) -> None:
        if len(outcome.warned) < MOST_WARNINGS:
            outcome.warned.append(str(message)[:LONGEST_WARNING])

    output, before = Output(), (sys.stdout, sys.stderr, builtins.input)
    writer = TextIOWrapper(BufferedWriter(output), "utf-8", "replace", write_through=True)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = warned
        sys.stdout = sys.stderr = writer
        builtins.input = asked
        try:
            yield
        finally:
            sys.stdout, sys.stderr, builtins.input = before
    with contextlib.suppress(ValueError):  # it was closed
        writer.flush()
    outcome.printed = output.kept.decode("utf-8", "replace")


def last_line(file: str, error: BaseException) -> str:
    """Return the number of the last line of this file or cell in a traceback; nothing if there is none."""
    line, traceback = "", error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            line = str(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


def differ(now: Any, before: Any) -> bool:
    """Return whether an argument is no longer what it was; functions and the like never count as changed."""
    if isinstance(before, np.ndarray):
        if not isinstance(now, np.ndarray):
            return True
        return now.shape != before.shape or now.dtype != before.dtype or now.tobytes() != before.tobytes()
    if isinstance(before, (list, tuple)):
        if type(now) is not type(before) or len(now) != len(before):
            return True
        return any(differ(a, b) for a, b in zip(now, before, strict=True))
    if isinstance(before, (int, float, str, np.generic)):
        return type(now) is not type(before) or (now != before and before == before)  # NaN is NaN still
    return False


def repeats(value: Any) -> bool:
    """Return whether one and the same list or array stands several times in a list."""
    if type(value) is not list or not all(type(item) in (list, np.ndarray) for item in value):
        return False
    return len({id(item) for item in value}) < len(value)


def drawn(before: np.random.Generator, now: np.random.Generator) -> bool:
    """Return whether a generator has given numbers or children away."""
    spawned = [getattr(rng.bit_generator.seed_seq, "n_children_spawned", 0) for rng in (before, now)]
    return before.bit_generator.state != now.bit_generator.state or spawned[0] != spawned[1]
