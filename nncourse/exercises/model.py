"""What an exercise is: data, in a file of its own in its chapter's folder."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.exercises import texts
from nncourse.exercises.ladder import Verdict
from nncourse.language import Text


@dataclass(frozen=True)
class Section:
    """A section of a chapter: its label, and its title as the chapter has it."""

    label: str
    title: Text


@dataclass(frozen=True)
class Mistake:
    """A mistake that has been seen a hundred times.

    Attributes
    ----------
    id : str
        Its name in `Report.mistake`.
    what, why : Text
        What the learner's number is, and why that is wrong: a sentence or two each.
    wrong : tuple of callable (or of values, where a value is asked for)
        Ways to make this mistake, with the signature of the exercise. A result that equals
        one of them in every case is recognized, and the tests try each of them.
    shows : callable, optional
        list of Outcome -> bool: recognizes what equal numbers cannot, such as a warning. Asked
        instead of comparing, once all ordinary cases are right. Where a value is asked for, float -> bool.
    uses : tuple, optional
        Functions that the answer must not refer to, in an exercise that is about doing without.
        Asked instead of comparing, once all ordinary cases are right.
    """

    id: str
    what: Text
    why: Text
    wrong: tuple[Any, ...]
    shows: Callable[[Any], bool] | None = None
    uses: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Exercise:
    """One exercise, whole.

    Attributes
    ----------
    id : str
        Permanent, and the same in all languages; its file is called so, with _ for -.
    section : Section
        The section of the chapter that it belongs to.
    name, task : Text
        A name of a few words, and what is asked.
    solution : callable, or a value worked out by hand
        The reference; its source is what `solution()` shows.
    mistakes : tuple of Mistake
        Asked in this order.
    hints : tuple of Text
        At least three, each saying more.
    rewrites : tuple of callable, optional
        Right ways in other styles than the solution: the tests try that they pass.
    cases, edges : callable, optional
        Generator -> list of argument tuples, small ones first; edges are the special places.
    judge : callable, optional
        (args, result) -> Verdict, where many results are right; else results are compared
        with the solution's.
    worked : callable, optional
        (place, *arguments) -> str: how one entry of the result comes about by hand, as a formula with its numbers, the same
        in every language. The place is (part, layer, row, column) as far as the result has such. Shown where the mistake
        is not known; only for what is compared with the solution.
    returns : tuple of str, optional
        What the parts of the result are called, such as ("dW", "db"), where there are several.
    working : str, optional
        For a value: the calculation that `solution()` shows.
    calculation, given : callable and tuple, optional
        For a value: the same calculation as a function, and what it is given.
    implies : callable, optional
        For a value: float -> Text, what a wrong number would mean, and what to work out first.
    seconds : float, optional
        How long all calls may take together, on a processor that has nothing else to do.
    """

    id: str
    section: Section
    name: Text
    task: Text
    solution: Any
    mistakes: tuple[Mistake, ...]
    hints: tuple[Text, ...]
    rewrites: tuple[Callable, ...] = ()
    cases: Callable[[np.random.Generator], list[tuple]] = lambda rng: [()]
    edges: Callable[[np.random.Generator], list[tuple]] = lambda rng: []
    judge: Callable[[tuple, Any], Verdict] | None = None
    worked: Callable[..., str] | None = None
    returns: tuple[str, ...] = ()
    working: str = ""
    calculation: Callable[..., Any] | None = None
    given: tuple = ()
    implies: Callable[[float], Text] = lambda value: texts.STEPS
    seconds: float = 5.0

    @property
    def kind(self) -> str:
        """A "value" worked out by hand, a "function" to compare, or a "behavior" to judge by what it does."""
        if not callable(self.solution):
            return "value"
        return "function" if self.judge is None else "behavior"

    @property
    def answer(self) -> str:
        """What the learner's answer is called: no name of the package or of a chapter, whose cells it would break."""
        return "answer" if self.kind == "value" else f"my_{self.solution.__name__}"

    @property
    def stub(self) -> str:
        """The code that the learner starts from."""
        if self.kind == "value":
            return "answer = ..."
        return f"def {self.answer}{inspect.signature(self.solution)}:\n    return ..."

    @property
    def parameters(self) -> list[str]:
        """The names of the arguments."""
        return list(inspect.signature(self.solution).parameters)

    @property
    def source(self) -> str:
        """The reference solution's source, or the calculation of a value."""
        if self.kind == "value":
            return self.working
        name = rf"(?<![\w.]){self.solution.__name__}(?=\()"
        return re.sub(name, self.answer, inspect.getsource(self.solution).rstrip())
