"""The exercises that the chapters print are those of the package, word for word."""

import ast
import copy
import re

import exercises as book
import nbformat
import notebooks
import numpy as np
import pytest

import nncourse
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


def taken(notebook):
    """Return the names that the stubs of a chapter give to something of their own and its other cells use, too."""
    given, used = set(), set()
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.id.endswith("-stub"):
            given |= {getattr(node, "name", None) or node.targets[0].id for node in ast.parse(cell.source).body}
        elif cell.cell_type == "code" and not cell.id.startswith("exercise"):
            used |= {node.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}
    return given & used


@pytest.mark.parametrize(("language", "number", "path"), CHAPTER_FILES)
def test_no_stub_takes_a_name_of_its_chapter(language, number, path):
    assert taken(nbformat.read(path, as_version=4)) == set()


def test_no_stub_takes_a_name_of_the_package():
    names = {exercise.answer for exercise in EXERCISES.values()}
    assert names & {*nncourse.__all__, *dir(np)} == set()


@pytest.mark.parametrize("source", ["def sigmoid(x):\n    return ...", "sigmoid = ..."])
def test_a_name_that_is_taken_is_seen(source):
    notebook = nbformat.read(CHAPTER_FILES[0][2], as_version=4)
    next(cell for cell in notebook.cells if cell.id == "exercise-sigmoid-stub").source = source
    assert taken(notebook) == {"sigmoid"}


def after_its_exercises(notebook, number):
    """Return a chapter that a learner runs again with open exercises, and once more after the solutions."""
    solutions = {f"exercise-{exercise.id}-stub": exercise.source for exercise in CHAPTERS[number]}
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    once = [cell for cell in cells if not cell.id.endswith("-check")]  # that solutions pass is tested elsewhere
    chapter = [cell for cell in cells if not cell.id.startswith("exercise")]
    stubs = [cell for cell in cells if cell.id in solutions]
    run = [copy.deepcopy(cell) for cell in (*once, *chapter, *stubs, *chapter)]
    for k, cell in enumerate(run):
        if len(once) + len(chapter) <= k < len(run) - len(chapter):
            cell.source = solutions[cell.id]
        cell.id += f"-{k}"
    return nbformat.v4.new_notebook(cells=run)


@pytest.mark.long
@pytest.mark.parametrize(("language", "number", "path"), CHAPTER_FILES)
def test_a_chapter_runs_after_its_exercises(language, number, path):
    set_language(language)
    notebooks.run(after_its_exercises(nbformat.read(path, as_version=4), number), path.parent)


def test_german_chapters_are_all_there():
    assert [number for language, number, _ in CHAPTER_FILES if language == "de"] == [*CHAPTERS]


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


@pytest.mark.parametrize("asked", ["layer", "forward-batch"])
def test_an_exercise_that_a_chapter_asks_further_up_stays_there(asked):
    _, number, path = CHAPTER_FILES[1]
    set_language("de")
    notebook = nbformat.read(path, as_version=4)
    moved = [cell for cell in notebook.cells if re.fullmatch(rf"exercise-{asked}(-stub|-check|-hints)?", cell.id)]
    left = [cell for cell in notebook.cells if cell not in moved]
    notebook.cells = left[:5] + moved + left[5:]
    book.write_into(notebook, number)
    ids = [cell.id for cell in notebook.cells]
    assert ids[5:7] == ["exercises-introduction", "exercises-setup"]  # what an answer needs comes with the first
    assert ids[7:11] == [cell.id for cell in moved] and ids[11] == left[5].id
    assert sorted(ids) == sorted({*(cell.id for cell in left), *ids[5:11]})
    once = sources(notebook)
    book.write_into(notebook, number)
    assert sources(notebook) == once


def test_the_first_exercise_comes_soon():
    """A stranger is to solve one within five minutes of the front page, and reads some 250 words a minute."""
    notebook = nbformat.read(CHAPTER_FILES[0][2], as_version=4)
    before = notebook.cells[: [cell.id for cell in notebook.cells].index("exercise-neuron-value")]
    assert sum(len(cell.source.split()) for cell in before if cell.cell_type == "markdown") < 900
