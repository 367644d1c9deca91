"""What an exercise is: data. Adding an exercise means adding an `Exercise` to a chapter's file."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.language import get_language
from nncourse.sandbox import Outcome


@dataclass(frozen=True)
class Text:
    """The same text in both languages; `str()` gives the one that is set."""

    de: str
    en: str

    def __str__(self) -> str:
        try:
            language = get_language()
        except ValueError:  # NNCOURSE_LANG names none; a check says what it has to say all the same
            language = "de"
        return textwrap.dedent(getattr(self, language)).strip()


@dataclass(frozen=True)
class Mistake:
    """A mistake that has been seen a hundred times.

    Attributes
    ----------
    id : str
        Its name in `Report.mistake`.
    what, why : Text
        What the learner's number is, and why that is wrong: a sentence or two each.
    wrong : tuple of callable (or of values, for an exercise of kind "value")
        Ways to make this mistake, with the signature of the exercise. A result that equals
        one of them in every case is recognised, and the tests try each of them.
    shows : callable, optional
        list of Outcome -> bool: recognises what equal numbers cannot, such as a warning. Asked
        instead of comparing, once all ordinary cases are right.
    """

    id: str
    what: Text
    why: Text
    wrong: tuple[Any, ...]
    shows: Callable[[Sequence[Outcome]], bool] | None = None


@dataclass(frozen=True)
class Verdict:
    """How a result was judged by what it does.

    Attributes
    ----------
    ok : bool
    mistake : str or None
        The id of the mistake that it shows.
    found : Text or None
        What was measured, such as the accuracy that a network reached.
    """

    ok: bool
    mistake: str | None = None
    found: Text | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise, whole.

    Attributes
    ----------
    id : str
        Permanent, and the same in all languages.
    kind : {"function", "value", "behaviour"}
        A function that is called with cases, a value worked out by hand, or something judged
        by what it does.
    section : str
        The label of the chapter's section that it belongs to; `title` is that section's name.
    name, task : Text
        A name of a few words, and what is asked.
    stub : str
        The code that the learner starts from.
    solution : callable, or a value for kind "value"
        The reference; its source is what `solution()` shows.
    mistakes : tuple of Mistake
        Asked in this order.
    hints : tuple of Text
        At least three, each saying more.
    cases, edges : callable, optional
        Generator -> list of argument tuples, small ones first; edges are the special places.
    judge : callable, optional
        (args, result) -> Verdict, where many results are right; else results are compared
        with the solution's.
    working : str, optional
        For kind "value": the calculation that `solution()` shows.
    seconds : float, optional
        How long all calls may take together.
    """

    id: str
    kind: str
    section: str
    title: Text
    name: Text
    task: Text
    stub: str
    solution: Any
    mistakes: tuple[Mistake, ...]
    hints: tuple[Text, ...]
    cases: Callable[[np.random.Generator], list[tuple]] = lambda rng: [()]
    edges: Callable[[np.random.Generator], list[tuple]] = lambda rng: []
    judge: Callable[[tuple, Any], Verdict] | None = None
    working: str = ""
    seconds: float = 5.0

    @property
    def parameters(self) -> list[str]:
        """The names of the arguments."""
        return list(inspect.signature(self.solution).parameters)

    @property
    def source(self) -> str:
        """The reference solution's source, or the calculation of a value."""
        return self.working if self.kind == "value" else inspect.getsource(self.solution).rstrip()
