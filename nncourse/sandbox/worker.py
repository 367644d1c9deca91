"""The process that learners' functions run in.

It reads a job, makes the calls, and answers each of them at once with plain data, until nobody
asks any more. `faulthandler` ends it when time is up, even inside compiled code, and says where.
"""

from __future__ import annotations

import builtins
import contextlib
import faulthandler
import io
import json
import math
import os
import pickle
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

import nncourse
from nncourse.sandbox.calling import call, takes
from nncourse.sandbox.frames import Frame, receive, send
from nncourse.sandbox.outcome import Outcome, Unsendable, WrongArguments
from nncourse.sandbox.plain import Writer, text_of

MEMORY = 4 * 2**30  # bytes that a learner's function may take
GREW = 2**30  # bytes that it may leave behind
BEGIN, END, SPOILT = b"begin", b"end", b"spoilt"
PATCHABLE = (builtins, math, random, time, np, np.linalg, np.random)


@dataclass(frozen=True)
class Job:
    """What a worker is asked.

    Attributes
    ----------
    function : callable
        The learner's.
    calls : list of tuple
        The arguments of each call.
    through : callable or None
        Called as through(function, *args) instead, if given.
    file : str
        The file or cell where the function was written.
    """

    function: Callable
    calls: list[tuple]
    through: Callable | None
    file: str

    @classmethod
    def opened(cls, pickled: Any, *buffers: Any) -> Job:
        """Return the job that `packed` has pickled.

        Raises
        ------
        Unsendable
            If it cannot be made again here.
        """
        try:
            return pickle.loads(pickled, buffers=buffers)
        except Exception as error:
            raise Unsendable(f"{type(error).__name__}: {text_of(error, str)}") from None

    def messages(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Make the calls and yield the message of each of them."""
        writer = Writer()
        fits = self.through is not None or not self.calls or takes(self.function, self.calls[0])
        for args in self.calls:
            if fits:
                outcome = call(self.function, args, self.through, self.file)
            else:
                outcome = Outcome(args, error=WrongArguments("too many or too few arguments"))
            yield writer.message(outcome)
            writer.buffers = []


def serve() -> None:
    """Do one job after the other; end when nobody asks any more."""
    asked, told, last_words = private_pipes()
    faulthandler.enable(last_words)
    limit_memory(mapped())
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    before = settings(), names()
    while (frame := receive(asked)) is not None:
        do(frame, told, last_words)
        del frame
        send(told, SPOILT if spoilt(*before) else END)
    os._exit(0)  # without waiting for threads that a learner left behind


def end_with(parent: int) -> None:
    """End this process, even in the middle of a job, once the program that asks is gone."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


def do(frame: Frame, told: io.FileIO, last_words: int) -> None:
    """Do one job, and end this process where it takes too long."""
    about = json.loads(frame[0])
    settle(**about["surroundings"])
    process = os.getpid()
    try:
        messages = Job.opened(*frame[1]).messages()
    except Unsendable as error:
        messages = iter([Writer().message(Outcome((), error=error))] * about["n"])
    send(told, BEGIN)
    faulthandler.dump_traceback_later(about["seconds"], exit=True, file=last_words)
    for message in messages:
        if os.getpid() != process:
            os._exit(0)  # a child that the function has forked
        send(told, *message)
        close_figures()
    faulthandler.cancel_dump_traceback_later()


def settle(folder: str | None, path: list[str]) -> None:
    """Be where the program that asks is, and find what it finds; begin with other random numbers each time."""
    sys.path[:] = path
    if folder is not None:
        with contextlib.suppress(OSError):
            os.chdir(folder)
    random.seed()
    np.random.seed()  # noqa: NPY002 (learners use it)


def private_pipes() -> tuple[io.FileIO, io.FileIO, int]:
    """Return the pipes for questions, answers and last words; what learners see as 0, 1 and 2 leads nowhere."""
    asked, told, last_words = (os.dup(number) for number in range(3))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    return io.FileIO(asked, "r"), io.FileIO(told, "w"), last_words


def limit_memory(start: int) -> None:
    """Let this process take MEMORY more than at its start, where the system can limit it, and write no core."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if start:
        with contextlib.suppress(ValueError, OSError):  # less is allowed already
            resource.setrlimit(resource.RLIMIT_AS, (start + MEMORY, start + MEMORY))


def mapped() -> int:
    """Return how many bytes of addresses this process has; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def settings() -> dict[str, Any]:
    """Return the settings of this process that one function could change for the next."""
    return {
        "environment": dict(os.environ),
        "recursion": sys.getrecursionlimit(),
        "digits": sys.get_int_max_str_digits(),
        "switch": sys.getswitchinterval(),
        "trace": (sys.gettrace(), sys.getprofile()),
        "errors": np.geterr(),
        "printing": np.get_printoptions(),
        "threads": len(sys._current_frames()),
        "streams": (sys.stdin.closed, sys.stdout.closed, sys.stderr.closed),
        "children": has_children(),
        "memory": mapped() // GREW,
    }


def names() -> list[tuple[Any, dict]]:
    """Return what stands in the modules and classes that a function could patch: as it changes, and as it is now."""
    ours = [module for name, module in sys.modules.items() if name.partition(".")[0] == "nncourse"]
    classes = [value for value in vars(nncourse).values() if isinstance(value, type)]
    return [(vars(place), dict(vars(place))) for place in (*PATCHABLE, *ours, *classes)]


def spoilt(settings_before: dict[str, Any], names_before: list[tuple[Any, dict]]) -> bool:
    """Return whether a function has left behind what the next one would notice."""
    patched = any(now.get(name) is not value for now, then in names_before for name, value in then.items())
    return patched or settings() != settings_before


def has_children() -> bool:
    """Return whether processes are left behind, where the system can say."""
    if not hasattr(os, "WNOHANG"):
        return False
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def close_figures() -> None:
    """Forget the figures that a call has opened."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
