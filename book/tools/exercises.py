"""Write the exercises of `nncourse.exercises` into the chapters' notebooks.

`python book/tools/exercises.py` puts them before the summary of every chapter that is there, or leaves them where the
chapter asks them: what is asked, a cell with the stub, a cell with the check, and folded away the hints and the
solution, all from the tested source. It adds up the minutes that the page for teachers lists, there and at the
chapter's top. Run `make notebooks` afterward. Running it twice changes nothing.
"""

import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from nncourse.exercises.catalogue import CHAPTERS
from nncourse.language import Text, set_language

BOOK = Path(__file__).parents[1]
NOTEBOOKS = {str(int(path.stem[:2])): path.stem for path in sorted((BOOK / "de").glob("[0-9]*.ipynb"))}
SUMMARY = re.compile(r"^## (?:Zusammenfassung|Summary)$", re.MULTILINE)
MINUTES = re.compile(r"\(#exercise-([\w-]+)\) (\d+)\b")  # an exercise in the list of the page for teachers
TOP = re.compile(r"(?<=^\*\*)(\w+:\*\* \d+ \w+, \w+ )\d+", re.MULTILINE)  # "Lesezeit:** 23 Minuten, dazu 40"
CHECK = "from nncourse.exercises import check"

HEADING = Text("Übungen", "Exercises")
INTRODUCTION = Text(
    "Ersetze in jeder Übung die drei Punkte durch deinen Code und führe beide Zellen aus. `check` prüft dein "
    "Ergebnis mit immer neuen Zahlen und sagt, was daran noch nicht stimmt. Die Hinweise verraten nacheinander mehr. "
    "Deine Funktionen heißen `my_…`: So läuft das Kapitel weiter, was auch immer du schreibst.",
    "In each exercise, replace the three dots with your code and run both cells. `check` tries your result with new "
    "numbers every time and tells you what is not right yet. Each hint tells you a little more. Your functions are "
    "called `my_…`: that way, the chapter keeps running, whatever you write.",
)
EXERCISE = Text("Übung", "Exercise")
HINT = Text("Hinweis", "Hint")
SOLUTION = Text("Lösung", "Solution")


def main():
    for language in ("de", "en"):
        set_language(language)
        for number, name in NOTEBOOKS.items():
            path = BOOK / language / f"{name}.ipynb"
            if path.exists() and number in CHAPTERS:
                notebook = nbformat.read(path, as_version=4)
                write_into(notebook, number)
                add_up_minutes(notebook, number, path)
                nbformat.write(notebook, path)


def add_up_minutes(notebook, number, path):
    """Write how long a chapter's exercises take together at its top and into the page for teachers."""
    teaching = path.with_name("teaching.md")
    if not teaching.exists():
        return
    page = teaching.read_text("utf-8")
    minutes = dict(MINUTES.findall(page))
    total = sum(int(minutes.get(exercise.id, 0)) for exercise in CHAPTERS[number])
    for cell in notebook.cells[:4]:
        cell.source = TOP.sub(rf"\g<1>{total}", cell.source)
    heading = rf"(\({re.escape(path.name)}\)\n\n\d+ \w+ \w+, )\d+"
    teaching.write_text(re.sub(heading, rf"\g<1>{total}", page), encoding="utf-8")


def write_into(notebook, number):
    """Replace a chapter's exercises by those of the package, in the language that is set.

    They stand before the summary, in a section of their own; one that the chapter has put further up stays there.
    """
    kept = {cell.id: cell for cell in notebook.cells}
    end = next(i for i, cell in enumerate(notebook.cells) if SUMMARY.search(cell.source))
    listed = list(kept).index("exercises") if "exercises" in kept else end
    groups = {cells[0].id: cells for cells in exercise_cells(number)}
    told, setup = False, new_code_cell(CHECK, id="exercises-setup")

    cells = []
    for cell in notebook.cells[:listed]:
        if cell.id in groups:
            if not told:
                cells += [new_markdown_cell(str(INTRODUCTION), id="exercises-introduction"), setup]
            cells += groups.pop(cell.id)
            told = True
        elif not cell.id.startswith("exercise"):
            cells.append(cell)
    heading = f"(exercises-{number})=\n## {HEADING}"
    if told:
        cells.append(new_markdown_cell(heading, id="exercises"))
    else:
        cells += [new_markdown_cell(f"{heading}\n\n{INTRODUCTION}", id="exercises"), setup]
    cells += sum(groups.values(), [])
    cells += [cell for cell in notebook.cells[listed:] if not cell.id.startswith("exercise")]

    for cell in cells:  # what is unchanged keeps its outputs
        old = kept.get(cell.id)
        if cell.cell_type == "code" and old is not None and old.source == cell.source:
            cell.outputs, cell.execution_count = old.outputs, old.execution_count
    notebook.cells = cells


def exercise_cells(number):
    """Return the cells of each of a chapter's exercises."""
    return [one_exercise(exercise, f"{number}.{k}") for k, exercise in enumerate(CHAPTERS[number], start=1)]


def one_exercise(exercise, number):
    """Return the four cells of one exercise."""
    cell_id = f"exercise-{exercise.id}"
    title = f"{EXERCISE} {number}: {exercise.name}"
    asked = f"({cell_id})=\n```{{admonition}} {title}\n:class: nn-exercise\n{exercise.task}\n```"
    folded = [folded_text(f"{HINT} {k}", str(hint)) for k, hint in enumerate(exercise.hints, start=1)]
    folded.append(folded_text(str(SOLUTION), f"```python\n{exercise.source}\n```"))
    return [
        new_markdown_cell(asked, id=cell_id),
        new_code_cell(exercise.stub, id=f"{cell_id}-stub"),
        new_code_cell(f'check("{exercise.id}", {exercise.answer})', id=f"{cell_id}-check"),
        new_markdown_cell("\n\n".join(folded), id=f"{cell_id}-hints"),
    ]


def folded_text(title, text):
    """Return a dropdown; its fence is longer than any inside."""
    return f"````{{dropdown}} {title}\n{text}\n````"


if __name__ == "__main__":
    main()
