"""The worker processes, as the program that asks sees them."""

from __future__ import annotations

import atexit
import contextlib
import copy
import json
import linecache
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain, islice
from typing import Any

import numpy as np

from nncourse.sandbox.calling import differ
from nncourse.sandbox.frames import receive, send
from nncourse.sandbox.outcome import Ended, NoProcess, Outcome, TimeUp, Unsendable, Waits
from nncourse.sandbox.packing import Sealed, file_of, packed
from nncourse.sandbox.plain import MOST_BYTES, Reader, stand_in
from nncourse.sandbox.watch import BUSY
from nncourse.sandbox.worker import BEGIN, END, SPOILT, Job

START = "import sys; sys.path[:] = sys.argv[1:]; from nncourse.sandbox.worker import serve; serve()"
LOADING = 60.0  # seconds for a new process and for what the function imports
PATIENCE = 5.0  # seconds for examining a value
LATE = 1.0  # seconds after which a worker is killed that did not end in time by itself
LONGEST_WORDS = 2**16
LISTEN = 0.1  # seconds between two looks for Ctrl-C, where waiting does not notice it
PLAIN = (bool, int, float, complex, str, Fraction, Decimal)
WITHIN = "NNCOURSE_SANDBOX"  # the environment variable of a worker
# With these Python itself prints, or takes its own warnings for errors; a worker's first words are for its end.
LOUD = {f"PYTHON{name}" for name in ("DEVMODE", "DUMPREFS", "MALLOCSTATS", "PROFILEIMPORTTIME", "VERBOSE", "WARNINGS")}


def run(function: Callable, calls: Sequence[tuple], seconds: float, through: Callable | None = None) -> list[Outcome]:
    """Call a learner's function once for each tuple of arguments, all within `seconds`.

    It runs in a process of its own, with copies of the arguments; what it returns comes back as
    plain data. What the function does to its process, its time, memory and output, ends there.

    Parameters
    ----------
    function : callable
        The learner's; nothing of it runs here.
    calls : sequence of tuple
        The arguments of each call.
    seconds : float
        For all calls together, and for examining what they return. The processor's time counts, so that a busy machine
        does not matter; what waits for something else is ended after `BUSY` times as long.
    through : callable, optional
        Ours: called there as through(function, *args) instead.

    Returns
    -------
    list of Outcome
        One for every call asked, in order, whatever happened.
    """
    (outcomes,) = run_anew(function, [calls], seconds, through)
    return outcomes


def run_anew(
    function: Callable, groups: Sequence[Sequence[tuple]], seconds: float, through: Callable | None = None
) -> list[list[Outcome]]:
    """Call a learner's function as `run` does, for each group of calls as if there had been none before.

    All of it is one job of one process, so it takes hardly longer than one group. Between two groups the function is
    made anew: its defaults, and the variables that it reads, are what they were.
    """
    asks, file = [list(calls) for calls in groups], file_of(function)
    calls = list(chain.from_iterable(asks))
    try:
        pickled = packed(Job(function, asks, through, file))
        if sys.platform == "emscripten" or WITHIN in os.environ:  # no processes, the page guards us; or guarded already
            answers = Job.all_messages(pickled, len(asks))
            outcomes = [read(*answer, args) for answer, args in zip(answers, calls, strict=True)]
        else:
            outcomes = asked(pickled, asks, seconds, file)
    except Unsendable as error:
        outcomes = [Outcome(args, error=error) for args in calls]
    if file in linecache.cache or os.path.isfile(file):  # a cell or a file, and no device
        for outcome in outcomes:
            text = linecache.getline(file, int(outcome.line or 0)).strip()
            outcome.line += f": {text}" if text else ""
    left = iter(outcomes)
    return [list(islice(left, len(group))) for group in asks]


def asked(pickled: list[Any], groups: list[list[tuple]], seconds: float, file: str) -> list[Outcome]:
    """Return the outcome of every call; a worker that died while it waited is replaced."""
    with contextlib.suppress(OSError), borrowed() as worker:
        return worker.work(pickled, groups, seconds, file)
    with borrowed() as worker:
        return worker.work(pickled, groups, seconds, file)


def run_ours(function: Callable, calls: Sequence[tuple]) -> list[Outcome]:
    """Call a function of the course itself, here and without limits; each call gets its own copies."""
    outcomes = []
    for args in calls:
        outcome, given = Outcome(args), copy.deepcopy(args)
        try:
            with np.errstate(all="ignore"):
                outcome.value = function(*given)
        except Exception as error:
            outcome.error = error
        pairs = enumerate(zip(given, args, strict=True))
        outcome.changed = next((i for i, pair in pairs if differ(*pair)), None)
        outcomes.append(outcome)
    return outcomes


def harmless(value: Any) -> Any:
    """Return a value as plain data, without running anything of its class here."""
    if value is None or type(value) in PLAIN or type(value) in np.sctypeDict.values():
        return value
    (outcome,) = run(lambda: value, [()], PATIENCE)
    name = type(value).__name__
    return outcome.value if outcome.error is None else stand_in(name, f"<{name}>", callable(value), False)


def of_kind(value: Any, kind: type | tuple[type, ...]) -> bool:
    """Return what isinstance does, without asking the value for its class."""
    return issubclass(type(value), kind)


def read(message: bytes | bytearray, buffers: list, args: tuple) -> Outcome:
    """Return the outcome that stands in a message."""
    return Reader(message, buffers, Sealed).outcome(args)


class Worker:
    """A process that waits for jobs.

    Attributes
    ----------
    fresh : bool
        Whether no function has left anything behind in it.
    last_words : str
        What `faulthandler` said when it ended.
    """

    def __init__(self) -> None:
        group: dict[str, Any] = {"start_new_session": True}  # Ctrl-C is ours alone, and its children die with it
        if sys.platform == "win32":
            group = {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
        pipe = subprocess.PIPE
        quiet = {name: value for name, value in os.environ.items() if name not in LOUD}
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-c", START, *search_path()],
                bufsize=0,
                env={**quiet, "MPLBACKEND": "Agg", WITHIN: "1"},
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                **group,
            )
        except OSError as error:
            raise NoProcess(error) from None
        self.fresh, self.last_words = True, ""
        self.pipes: Any = (self.process.stdin, self.process.stdout, self.process.stderr)
        self.talking = threading.Thread()
        started.add(self)

    def work(self, pickled: list[Any], groups: list[list[tuple]], seconds: float, file: str) -> list[Outcome]:
        """Return the outcome of every call; those that were not answered failed as the first of them did.

        Raises
        ------
        OSError
            If there is no process although nothing of the learner's has run.
        """
        surroundings = {"folder": folder(), "path": search_path()}
        calls = list(chain.from_iterable(groups))
        about = json.dumps({"sizes": [*map(len, groups)], "seconds": seconds, "surroundings": surroundings}).encode()
        heard: queue.SimpleQueue = queue.SimpleQueue()
        self.talking = threading.Thread(target=self.talk, args=(about, pickled, heard), daemon=True)
        self.fresh = False
        try:
            self.talking.start()
        except RuntimeError as error:
            raise NoProcess(error) from None
        outcomes: list[Outcome] = []
        begun, end = None, time.monotonic() + LOADING
        with contextlib.suppress(Exception):  # of reading what is no message
            while (frame := next_of(heard, end)) is not None and frame[0] not in (END, SPOILT):
                if frame[0] == BEGIN and begun is None:
                    begun = time.monotonic()
                    end = begun + BUSY * seconds + LATE
                else:
                    message, buffers = frame
                    outcomes.append(read(message, buffers, calls[len(outcomes)]))
            self.fresh = frame is not None and frame[0] == END and len(outcomes) == len(calls)
        missing = calls[len(outcomes) :]
        if missing:
            now = time.monotonic()
            late, waits = now >= end, begun is not None and now >= begun + BUSY * seconds
            self.kill()
            if not late and begun is None:
                raise OSError(f"there is no process for it: {self.last_words[-500:]}")
            late |= self.last_words.startswith("Timeout")
            kind = (Waits if waits else TimeUp) if late else Ended
            outcomes += [Outcome(args, error=kind()) for args in missing]
            outcomes[-len(missing)].line = line_in(self.last_words, file)
        return outcomes

    def talk(self, about: bytes, pickled: list[Any], heard: queue.SimpleQueue) -> None:
        """Send a job and put what comes back into `heard`, None where nothing comes any more."""
        to, answers, errors = self.pipes
        with contextlib.suppress(OSError, ValueError):
            send(to, about, pickled)
            left = 2 * MOST_BYTES
            while (frame := receive(answers, left)) is not None:
                heard.put(frame)
                left -= sum(map(len, (frame[0], *frame[1])))
                if frame[0] in (END, SPOILT):
                    return
        heard.put(None)
        words = b""
        while len(words) < LONGEST_WORDS and (more := errors.read(LONGEST_WORDS)):
            words += more
        self.last_words = words.decode("ascii", "replace")

    def kill(self) -> None:
        """End the process and what it has started, now."""
        if self.process.returncode is None:
            with contextlib.suppress(OSError):
                if sys.platform == "win32":
                    self.process.kill()
                else:
                    os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.talking.ident is not None:
            self.talking.join(LATE)

    def close(self) -> None:
        """End the process and close its pipes."""
        self.kill()
        if not self.talking.is_alive():
            for pipe in self.pipes:
                pipe.close()

    def disown(self) -> None:
        """Leave the process to the program that has started it: this one was forked from that."""
        self.process.returncode = 0
        for pipe in self.pipes:
            pipe.close()


started: weakref.WeakSet[Worker] = weakref.WeakSet()
_idle: list[Worker] = []  # one at most
_lock = threading.Lock()


@contextlib.contextmanager
def borrowed() -> Iterator[Worker]:
    """Lend the idle worker, or a new one; afterward one that is fresh waits for the next job."""
    with _lock:
        worker = _idle.pop() if _idle else None
    if worker is None or worker.process.poll() is not None:
        worker = Worker()
    try:
        yield worker
    finally:
        if not worker.fresh:
            worker.close()
            worker = Worker()  # ready when the next check comes
        with _lock:
            superfluous = _idle[:]
            _idle[:] = [worker]
        for other in superfluous:
            other.close()


@atexit.register
def close_all() -> None:
    """End every process."""
    for worker in list(started):
        worker.close()


def disown_all() -> None:
    """Begin anew in a process that was forked."""
    global _lock
    _lock = threading.Lock()
    _idle.clear()
    for worker in list(started):
        worker.disown()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=disown_all)


def next_of(heard: queue.SimpleQueue, end: float) -> Any:
    """Return what is heard next; None if that is nothing until `end`."""
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(queue.Empty):
            return heard.get(timeout=min(left, LISTEN))
    return None


def line_in(words: str, file: str) -> str:
    """Return the number of the innermost line of this file in a text by `faulthandler`; nothing if there is none."""
    written = file.encode("ascii", "backslashreplace").decode()
    lines = re.finditer(r'File "(.*)", line (\d+)', words)
    return next((line[2] for line in lines if line[1] == written), "")


def search_path() -> list[str]:
    """Return where Python looks for modules."""
    return [place for place in sys.path if isinstance(place, str)]


def folder() -> str | None:
    """Return the working directory; None if it has been removed."""
    try:
        return os.getcwd()
    except OSError:
        return None
