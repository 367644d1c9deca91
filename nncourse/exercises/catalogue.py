"""All exercises, chapter by chapter: the folders c01, c02 and so on, each with its order."""

from __future__ import annotations

import difflib
from importlib import import_module
from pathlib import Path
from typing import Any

from nncourse.exercises import texts
from nncourse.exercises.model import Exercise
from nncourse.exercises.report import short
from nncourse.sandbox import harmless, of_kind


def exercises_of(chapter: str) -> tuple[Exercise, ...]:
    """Return the exercises of a chapter's folder, such as "c04", in its order."""
    package = f"nncourse.exercises.{chapter}"
    files = [exercise_id.replace("-", "_") for exercise_id in import_module(package).ORDER]
    return tuple(import_module(f"{package}.{file}").EXERCISE for file in files)


LONGEST_NAME = 100
FOLDERS = sorted(path.name for path in Path(__file__).parent.glob("c[0-9][0-9]"))
CHAPTERS: dict[str, tuple[Exercise, ...]] = {str(int(folder[1:])): exercises_of(folder) for folder in FOLDERS}
EXERCISES: dict[str, Exercise] = {exercise.id: exercise for chapter in CHAPTERS.values() for exercise in chapter}


def chapter_of(exercise_id: str) -> str:
    """Return the number of the chapter that an exercise belongs to."""
    return next(number for number, chapter in CHAPTERS.items() if exercise_id in (exercise.id for exercise in chapter))


def find(exercise_id: str) -> Exercise:
    """Return the exercise that is `called` so.

    Raises
    ------
    ValueError
        If there is none.
    """
    exercise = called(exercise_id) if isinstance(exercise_id, str) else None
    if exercise is None:
        raise ValueError(unknown(exercise_id))
    return exercise


def called(name: str) -> Exercise | None:
    """Return the exercise with this id, with this number in the book such as "3.2", or with a function of this name."""
    if name in EXERCISES:
        return EXERCISES[name]
    plain = name.strip().lower().replace("_", "-").replace(" ", "-").rpartition("übung-")[2].rpartition("exercise-")[2]
    if plain in EXERCISES:
        return EXERCISES[plain]
    numbered = {f"{n}.{k}": e.id for n, chapter in CHAPTERS.items() for k, e in enumerate(chapter, start=1)}
    functions = {e.answer: e.id for e in EXERCISES.values() if e.kind != "value"}
    meant = numbered.get(plain) or functions.get(name.strip()) or functions.get(f"my_{name.strip()}")
    return None if meant is None else EXERCISES[meant]


def unknown(exercise_id: Any) -> str:
    """Return that there is no such exercise, and which ones have a similar name."""
    name = name_of(exercise_id)
    near = " / ".join(difflib.get_close_matches(name.lower(), EXERCISES, n=3, cutoff=0.3)) or "sigmoid"
    return str(texts.UNKNOWN.format(id=name, near=near))


def name_of(exercise_id: Any) -> str:
    """Return what was given as an exercise's id, as text."""
    return str.__str__(exercise_id)[:LONGEST_NAME] if of_kind(exercise_id, str) else short(harmless(exercise_id))
