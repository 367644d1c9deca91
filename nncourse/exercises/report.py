"""How a check, a hint, a solution and the progress are shown: as text, and as HTML in a notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.exercises import texts
from nncourse.exercises.model import Exercise
from nncourse.sandbox import Ended, InputAsked, TimeUp, Unsendable

LONGEST = 300
COLOURS = {"open": "#5b6470", "failed": "#b3261e", "passed": "#00735a"}


@dataclass(frozen=True)
class Report:
    """What `check` found.

    Attributes
    ----------
    id : str
        The exercise.
    status : {"open", "failed", "passed"}
    rung : str
        Where on the ladder it stopped: "open", "error", "none", "changed", "shape", "type",
        "mistake", "nan", "value", "edge" or "passed".
    mistake : str or None
        The id of the recognised mistake.
    lines : tuple of str
        What is said.
    seed : int or None
        check(..., seed=seed) asks the same cases again.
    """

    id: str
    status: str
    rung: str
    lines: tuple[str, ...]
    mistake: str | None = None
    seed: int | None = None

    @property
    def passed(self) -> bool:
        """Whether the exercise is solved."""
        return self.status == "passed"

    def __repr__(self) -> str:
        return "\n  ".join([f"{texts.SYMBOL[self.status]} {self.id}: {self.lines[0]}", *self.lines[1:]])

    def _repr_html_(self) -> str:
        first, *rest = self.lines
        return boxed(self.status, f"<b>{texts.SYMBOL[self.status]} {html.escape(self.id)}</b>: {html.escape(first)}", rest)


@dataclass(frozen=True)
class Shown:
    """A hint or a solution: plain text in a terminal, Markdown in a notebook."""

    text: str
    markdown: str

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.markdown


@dataclass(frozen=True)
class Progress:
    """The table of all exercises: rows of (chapter, exercise, state)."""

    rows: tuple[tuple[str, str, str], ...]

    @property
    def total(self) -> str:
        """How many are solved."""
        passed = sum(state == "passed" for _, _, state in self.rows)
        return str(texts.TOTAL).format(passed=passed, n=len(self.rows))

    def __repr__(self) -> str:
        lines = [f"{texts.CHAPTER!s:8} {texts.EXERCISE!s:20} {texts.STATUS}"]
        lines += [f"{chapter:8} {name:20} {texts.STATES[state]}" for chapter, name, state in self.rows]
        return "\n".join([*lines, self.total])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{title}</th>' for title in (texts.CHAPTER, texts.EXERCISE, texts.STATUS))
        rows = "".join(
            f"<tr><td>{html.escape(chapter)}</td><td>{html.escape(name)}</td><td>{texts.STATES[state]}</td></tr>"
            for chapter, name, state in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{self.total}</p>"


def boxed(status: str, head: str, lines: Sequence[str]) -> str:
    """Return the HTML of a report: its head, which is HTML already, and lines below, beside a bar in the status's colour."""
    body = "".join(f'<div style="white-space:pre-wrap">{html.escape(line)}</div>' for line in lines)
    return f'<div style="border-left:3px solid {COLOURS[status]};padding-left:0.8em">{head}{body}</div>'


def error_lines(error: BaseException, line: str, seconds: float) -> list[str]:
    """Return what happened instead of a result, and in which of the learner's lines, if that is known."""
    if isinstance(error, TimeUp):
        what = str(texts.TIME_UP).format(seconds=seconds)
    elif isinstance(error, Ended):
        what = str(texts.ENDED)
    elif isinstance(error, Unsendable):
        what = str(texts.UNSENDABLE).format(error=str(error)[:200])
    elif isinstance(error, MemoryError):
        what = str(texts.MEMORY)
    elif isinstance(error, InputAsked):
        what = str(texts.INPUT_ASKED)
    elif isinstance(error, RecursionError):
        what = str(texts.RECURSION)
    elif isinstance(error, SystemExit):
        what = str(texts.EXIT_CALLED)
    else:
        what = str(texts.ERROR).format(error=f"{type(error).__name__}: {str(error)[:200]}")
    return [what, str(texts.LINE).format(line=line)] if line else [what]


def call_text(exercise: Exercise, args: Sequence[Any]) -> str:
    """Return a call as one would type it: "layer(W=[[1, 2]], b=[0.5], a=[1, 0], f=sigmoid)"."""
    pairs = [f"{name}={short(value)}" for name, value in zip(exercise.parameters, args, strict=False)]
    separator = ", " if sum(map(len, pairs)) < 80 else ",\n    "
    return f"{exercise.solution.__name__}({separator.join(pairs)})"


def short(value: Any) -> str:
    """Return a value in a few characters, numbers with four digits."""
    if isinstance(value, np.random.Generator):
        return "rng"
    if callable(value):
        return getattr(value, "__name__", None) or safe_repr(value)
    if isinstance(value, (list, tuple)):
        text = "[" + ", ".join(short(item) for item in value[:8]) + (", ...]" if len(value) > 8 else "]")
    elif isinstance(value, np.ndarray):
        options: dict[str, Any] = {"precision": 4, "suppress_small": True, "separator": ", ", "threshold": 60, "edgeitems": 3}
        text = " ".join(np.array2string(value, **options).split())
    elif isinstance(value, (float, np.floating)):
        text = f"{value:.6g}"
    else:
        text = safe_repr(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."


def safe_repr(value: Any) -> str:
    """Return repr(value), or the name of its type if that raises."""
    try:
        return repr(value)
    except Exception:  # a learner's object may do anything when it is printed
        return f"<{type(value).__name__}>"
