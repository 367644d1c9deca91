"""How a check, a hint, a solution and the progress are shown: as text, and as HTML in a notebook."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.exercises import texts
from nncourse.exercises.model import Exercise

LONGEST = 300
COLORS = {"open": "#5b6470", "failed": "#b3261e", "passed": "#00735a"}


class Said:
    """Lines that a terminal shows below each other, and a notebook beside a bar in the color of their status.

    What inherits has `lines` and a `status`.
    """

    lines: tuple[str, ...]

    def _status(self) -> str:
        """Return "open", "failed" or "passed"."""
        raise NotImplementedError

    def _name(self) -> str:
        """Return what the first line is about; nothing if it says so itself."""
        return ""

    def _printable(self) -> list[str]:
        """Return the lines as any stream takes them: a learner's text may hold half of a character."""
        return [line.encode("utf-8", "replace").decode() for line in self.lines]

    def __repr__(self) -> str:
        first, *rest = self._printable()
        about = f"{self._name()}: {first}" if self._name() else first
        return "\n  ".join([f"{texts.SYMBOL[self._status()]} {about}", *rest])

    def _repr_html_(self) -> str:
        first, *rest = self._printable()
        bold, plain = (self._name(), f": {html.escape(first)}") if self._name() else (first, "")
        body = "".join(f'<div style="white-space:pre-wrap">{html.escape(line)}</div>' for line in rest)
        head = f"<b>{texts.SYMBOL[self._status()]} {html.escape(bold)}</b>{plain}"
        return f'<div style="border-left:3px solid {COLORS[self._status()]};padding-left:0.8em">{head}{body}</div>'


@dataclass(frozen=True, repr=False)
class Report(Said):
    """What `check` found.

    Attributes
    ----------
    id : str
        The exercise.
    rung : str
        Where on the ladder it stopped: "open", "error", "none", "changed", "shape", "type",
        "nan", "value", "edge", "mistake" or "passed".
    lines : tuple of str
        What is said.
    mistake : str or None
        The id of the recognized mistake.
    seed : int or None
        check(..., seed=seed) asks the same cases again.
    """

    id: str
    rung: str
    lines: tuple[str, ...]
    mistake: str | None = None
    seed: int | None = None

    @property
    def status(self) -> str:
        """How far the exercise is: "open", "failed" or "passed"."""
        return self.rung if self.rung in ("open", "passed") else "failed"

    @property
    def passed(self) -> bool:
        """Whether the exercise is solved."""
        return self.status == "passed"

    def _status(self) -> str:
        return self.status

    def _name(self) -> str:
        return self.id


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
        return str(texts.TOTAL.format(passed=passed, n=len(self.rows)))

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


def call_text(exercise: Exercise, args: Sequence[Any]) -> str:
    """Return a call as one would type it: "layer(W=[[1, 2]], b=[0.5], a=[1, 0], f=sigmoid)"."""
    pairs = [f"{name}={short(value)}" for name, value in zip(exercise.parameters, args, strict=False)]
    separator = ", " if sum(map(len, pairs)) < 80 else ",\n    "
    return f"{exercise.answer}({separator.join(pairs)})"


def short(value: Any) -> str:
    """Return a value in a few characters, numbers with four digits."""
    if isinstance(value, np.random.Generator):
        return "rng"
    if callable(value):
        return getattr(value, "__name__", None) or safe_repr(value)
    if isinstance(value, (list, tuple)):
        text = "[" + ", ".join(short(item) for item in value[:8]) + (", ...]" if len(value) > 8 else "]")
    elif isinstance(value, np.ndarray):
        options: dict[str, Any] = {
            "precision": 4,
            "suppress_small": not all_tiny(value),
            "separator": ", ",
            "threshold": 60,
            "edgeitems": 3,
        }
        text = " ".join(np.array2string(value, **options).split())
    elif isinstance(value, (float, np.floating)):
        text = f"{value:.6g}"
    elif isinstance(value, np.generic):
        text = safe_repr(value.item())
    else:
        text = safe_repr(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + " ..."


def all_tiny(numbers: np.ndarray) -> bool:
    """Return whether numbers would all look like 0 with four digits after the point, and are not."""
    return numbers.dtype.kind == "f" and bool(0 < np.abs(numbers).max(initial=0) < 5e-5)


def safe_repr(value: Any) -> str:
    """Return repr(value), or the name of its type if that raises."""
    try:
        return repr(value)
    except Exception:  # a learner's object may do anything when it is printed
        return f"<{type(value).__name__}>"
