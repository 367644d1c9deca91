"""All exercises, chapter by chapter: the folders c01, c02 and so on, each with its order."""

from __future__ import annotations

import difflib
from importlib import import_module
from pathlib import Path
from typing import Any

from nncourse.exercises import texts
from nncourse.exercises.model import Exercise
from nncourse.exercises.report import short
from nncourse.sandbox import harmless


def exercises_of(chapter: str) -> tuple[Exercise, ...]:
    """Return the exercises of a chapter's folder, such as "c04", in its order."""
    package = f"nncourse.exercises.{chapter}"
    files = [exercise_id.replace("-", "_") for exercise_id in import_module(package).ORDER]
    return tuple(import_module(f"{package}.{file}").EXERCISE for file in files)


FOLDERS = sorted(path.name for path in Path(__file__).parent.glob("c[0-9][0-9]"))
CHAPTERS: dict[str, tuple[Exercise, ...]] = {str(int(folder[1:])): exercises_of(folder) for folder in FOLDERS}
EXERCISES: dict[str, Exercise] = {exercise.id: exercise for chapter in CHAPTERS.values() for exercise in chapter}


def chapter_of(exercise_id: str) -> str:
    """Return the number of the chapter that an exercise belongs to."""
    return next(number for number, chapter in CHAPTERS.items() if exercise_id in (exercise.id for exercise in chapter))


def find(exercise_id: str) -> Exercise:
    """Return the exercise of this id.

    Raises
    ------
    ValueError
        If there is none.
    """
    if not isinstance(exercise_id, str) or exercise_id not in EXERCISES:
        raise ValueError(unknown(exercise_id))
    return EXERCISES[exercise_id]


def unknown(exercise_id: Any) -> str:
    """Return that there is no such exercise, and which ones have a similar name."""
    name = name_of(exercise_id)
    near = " / ".join(difflib.get_close_matches(name, EXERCISES, n=3, cutoff=0.3)) or "sigmoid"
    return str(texts.UNKNOWN.format(id=name, near=near))


def name_of(exercise_id: Any) -> str:
    """Return what was given as an exercise's id, as text."""
    return exercise_id if isinstance(exercise_id, str) else short(harmless(exercise_id))
