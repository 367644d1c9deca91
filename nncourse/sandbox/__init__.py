"""Running a learner's function where it can do no harm: in a process of its own, with limits.

`run` sends the function to a warm worker process and gets plain data back, an `Outcome` for
every call asked; `run_anew` does so for several groups of calls, each of which finds nothing left
over from the one before. What is right is computed in this process, where the function never was.
"""

from nncourse.sandbox.outcome import (
    Ended,
    Forbidden,
    InputAsked,
    NoProcess,
    Outcome,
    TimeUp,
    Unsendable,
    Waits,
    WrongArguments,
)
from nncourse.sandbox.process import harmless, of_kind, run, run_anew, run_ours
from nncourse.sandbox.watch import BUSY

__all__ = [
    "BUSY",
    "Ended",
    "Forbidden",
    "InputAsked",
    "NoProcess",
    "Outcome",
    "TimeUp",
    "Unsendable",
    "Waits",
    "WrongArguments",
    "harmless",
    "of_kind",
    "run",
    "run_anew",
    "run_ours",
]
