"""All exercises, chapter by chapter."""

from nncourse.exercises import chapter_01, chapter_02, chapter_03, chapter_04, chapter_05, chapter_06, chapter_07
from nncourse.exercises.model import Exercise

CHAPTERS: dict[str, tuple[Exercise, ...]] = {
    "1": chapter_01.EXERCISES,
    "2": chapter_02.EXERCISES,
    "3": chapter_03.EXERCISES,
    "4": chapter_04.EXERCISES,
    "5": chapter_05.EXERCISES,
    "6": chapter_06.EXERCISES,
    "7": chapter_07.EXERCISES,
}
EXERCISES: dict[str, Exercise] = {exercise.id: exercise for chapter in CHAPTERS.values() for exercise in chapter}


def chapter_of(exercise_id: str) -> str:
    """Return the number of the chapter that an exercise belongs to."""
    return next(number for number, chapter in CHAPTERS.items() if exercise_id in (exercise.id for exercise in chapter))
