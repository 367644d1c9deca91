"""The process that learners' functions run in.

It reads a job, makes the calls, and answers each of them at once with plain data, until nobody
asks any more. When time is up it ends, even inside compiled code, and says where.
"""

from __future__ import annotations

import contextlib
import contextvars
import faulthandler
import io
import json
import os
import pickle
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from nncourse.sandbox.calling import call, takes
from nncourse.sandbox.frames import Frame, receive, send
from nncourse.sandbox.outcome import Forbidden, Outcome, Unsendable, WrongArguments
from nncourse.sandbox.plain import Writer, text_of
from nncourse.sandbox.traces import Traces, mapped
from nncourse.sandbox.watch import Watch

MEMORY = 4 * 2**30  # bytes that a learner's function may take
BEGIN, END, SPOILT = b"begin", b"end", b"spoilt"
STARTS = {"os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "os.system"}
STARTS |= {"pty.spawn", "subprocess.Popen"}
SIGNALS = {"os.kill", "os.killpg"}
IN_C = {"fork", "kill", "killpg", "pidfd_send_signal", "posix_spawn", "popen", "sigqueue", "syscall", "system", "vfork"}
UNHEARD = (("_posixsubprocess", "fork_exec"), ("signal", "pidfd_send_signal"), ("_signal", "pidfd_send_signal"))


Message = tuple[bytes, list[bytes]]


@dataclass(frozen=True)
class Job:
    """What a worker is asked.

    Attributes
    ----------
    function : callable
        The learner's.
    groups : list of list of tuple
        The arguments of each call; for each group the function is made anew.
    through : callable or None
        Called as through(function, *args) instead, if given.
    file : str
        The file or cell where the function was written.
    """

    function: Callable
    groups: list[list[tuple]]
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

    def messages(self, k: int, writer: Writer) -> Iterator[Message]:
        """Make the calls of group k and yield the message of each of them."""
        calls = self.groups[k]
        fits = self.through is not None or not calls or takes(self.function, calls[0])
        for args in calls:
            if fits:
                outcome = call(self.function, args, self.through, self.file)
            else:
                outcome = Outcome(args, error=WrongArguments("too many or too few arguments"))
            yield writer.message(outcome)
            writer.buffers = []

    @classmethod
    def all_messages(cls, pickled: Sequence[Any], n_groups: int) -> Iterator[Message]:
        """Make all calls of a job that `packed` has pickled and yield the message of each; it is opened for each group.

        Raises
        ------
        Unsendable
            At once, if it cannot be made again here.
        """
        jobs, writer = [cls.opened(*pickled) for _ in range(n_groups)], Writer()
        return chain.from_iterable(job.messages(k, writer) for k, job in enumerate(jobs))


def serve() -> None:
    """Do one job after the other; end when nobody asks any more."""
    asked, told, last_words = private_pipes()
    faulthandler.enable(last_words)
    limit_memory(mapped())
    watch = Watch(os.getppid(), last_words)
    import nncourse.exercises  # noqa: F401 (here, since it imports us: what jobs need is loaded before they come)

    settle(None, [*sys.path])
    list(Job(abs, [[(1.0,)]], None, "").messages(0, Writer()))
    sys.addaudithook(alone(os.getpid()))
    traces = Traces()
    while (frame := receive(asked)) is not None:
        contextvars.copy_context().run(do, frame, told, watch)  # NumPy's settings are such variables
        del frame
        send(told, SPOILT if traces.left() else END)
    os._exit(0)  # without waiting for threads that a learner left behind


def alone(process: int) -> Callable[[str, tuple], None]:
    """Return a hook that lets this process start no other, and send signals to itself only."""

    def forbidden(*args: Any) -> None:
        raise Forbidden("another process")

    for module, name in UNHEARD:  # of these Python tells no hook
        if hasattr(sys.modules.get(module), name):
            setattr(sys.modules[module], name, forbidden)

    def audit(event: str, args: tuple) -> None:
        in_c = event == "ctypes.dlsym" and args[1] in IN_C
        if in_c or event in STARTS or (event in SIGNALS and args[0] not in (0, process)):
            raise Forbidden(event)
        if event == "sys.addaudithook":
            raise RuntimeError("no other hook")  # Python takes it as a no

    return audit


def do(frame: Frame, told: io.FileIO, watch: Watch) -> None:
    """Do one job, and end this process where it takes too long."""
    about = json.loads(frame[0])
    settle(**about["surroundings"])
    process = os.getpid()
    try:
        messages = Job.all_messages(frame[1], len(about["sizes"]))
    except Unsendable as error:
        messages = iter([Writer().message(Outcome((), error=error))] * sum(about["sizes"]))
    send(told, BEGIN)
    watch.begin(about["seconds"])
    for message in messages:
        if os.getpid() != process:
            os._exit(0)  # a child that the function has forked
        send(told, *message)
        close_figures()
    watch.end()


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


def close_figures() -> None:
    """Forget the figures that a call has opened."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
