"""`hint`, `solution` and `progress`."""

from __future__ import annotations

from nncourse.exercises import record, texts
from nncourse.exercises.catalogue import CHAPTERS, find
from nncourse.exercises.report import Progress, Shown

_hints_given: dict[str, int] = {}


def hint(exercise_id: str) -> Shown:
    """Return the next hint of an exercise; each says more.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    exercise = find(exercise_id)
    k = _hints_given.get(exercise.id, 0) + 1
    if k > len(exercise.hints):
        ended = str(texts.NO_MORE_HINTS.format(id=exercise.id))
        return Shown(ended, ended)
    _hints_given[exercise.id] = k
    title, said = texts.HINT.format(k=k, n=len(exercise.hints)), exercise.hints[k - 1]
    return Shown(f"{title}: {said}", f"**{title}:** {said}")


def solution(exercise_id: str) -> Shown:
    """Return the reference solution, the very function that the tests run.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    source = find(exercise_id).source
    return Shown(source, f"```python\n{source}\n```")


def progress() -> Progress:
    """Return the table of all exercises and how far you are."""
    rows = [(number, e.id, record.state(e.id)) for number, chapter in CHAPTERS.items() for e in chapter]
    return Progress(tuple(rows))
