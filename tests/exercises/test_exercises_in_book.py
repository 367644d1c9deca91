"""The exercises that the chapters print are those of the package, word for word."""

import copy
import re

import exercises as book
import nbformat
import pytest

from nncourse.exercises.catalogue import CHAPTERS, EXERCISES
from nncourse.language import get_language, set_language

CHAPTER_FILES = [
    (language, number, book.BOOK / language / f"{name}.ipynb")
    for language in ("de", "en")
    for number, name in book.NOTEBOOKS.items()
    if number in CHAPTERS and (book.BOOK / language / f"{name}.ipynb").exists()
]


@pytest.fixture(autouse=True)
def language_as_before():
    before = get_language()
    yield
    set_language(before)


def sources(notebook):
    return [(cell.id, cell.cell_type, cell.source) for cell in notebook.cells]


@pytest.mark.parametrize(("language", "number", "path"), CHAPTER_FILES)
def test_chapter_has_the_package_s_exercises(language, number, path):
    notebook = nbformat.read(path, as_version=4)
    set_language(language)
    renewed = copy.deepcopy(notebook)
    book.write_into(renewed, number)
    assert sources(renewed) == sources(notebook), "run: python book/tools/exercises.py, then make notebooks"


def test_a_changed_exercise_is_seen():
    language, number, path = CHAPTER_FILES[0]
    notebook = nbformat.read(path, as_version=4)
    set_language(language)
    next(cell for cell in notebook.cells if cell.id.endswith("-hints")).source += " "
    renewed = copy.deepcopy(notebook)
    book.write_into(renewed, number)
    assert sources(renewed) != sources(notebook)


def test_german_chapters_are_all_there():
    assert [number for language, number, _ in CHAPTER_FILES if language == "de"] == list("12345678")


@pytest.mark.parametrize("exercise", list(EXERCISES.values()), ids=lambda exercise: exercise.id)
def test_section_and_title_are_those_of_the_chapter(exercise):
    number = next(number for number, chapter in CHAPTERS.items() if exercise in chapter)
    path = book.BOOK / "de" / f"{book.NOTEBOOKS[number]}.ipynb"
    if not path.exists():
        pytest.skip("the chapter is not written yet")
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    heading = re.search(rf"^\({re.escape(exercise.section.label)}\)=\n#+ (.*)$", text, flags=re.MULTILINE)
    assert heading, f"no section {exercise.section.label}"
    assert heading[1].strip() == exercise.section.title.de
