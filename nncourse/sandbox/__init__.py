"""Running a learner's function where it can do no harm: in a process of its own, with limits.

`run` sends the function to a warm worker process and gets plain data back, an `Outcome` for
every call asked. What is right is computed in this process, where the function never was.
"""

from nncourse.sandbox.outcome import Ended, InputAsked, Outcome, TimeUp, Unsendable, WrongArguments
from nncourse.sandbox.process import harmless, run, run_ours

__all__ = ["Ended", "InputAsked", "Outcome", "TimeUp", "Unsendable", "WrongArguments", "harmless", "run", "run_ours"]
