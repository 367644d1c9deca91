"""How long a chapter takes to read: one simple rule, for the line at its top and the page for teachers.

`python book/reading.py` prints what the rule says of every section of the German edition.
"""

import re
from pathlib import Path

import nbformat

FOLDER = Path(__file__).parent / "de"
# How much of each is read in a minute. A box asks to calculate or to guess.
WORDS, CODE_LINES, FIGURES, BOXES, FORMULAS = 200, 15, 2, 1, 6

LABEL_AND_HEADING = re.compile(r"^\(([\w-]+)\)=\n## ", flags=re.MULTILINE)
BOX = re.compile(r"^:class: nn-(hand|predict)$", flags=re.MULTILINE)
FORMULA = re.compile(r"^\$\$.*?\$\$", flags=re.MULTILINE | re.DOTALL)
STATED = re.compile(r"^\*\*Lesezeit:\*\* (\d+) Minuten(?:, dazu (\d+) Minuten für die Übungen)?\.", flags=re.MULTILINE)
NOT_READ = re.compile(r"^\s*(\(.*\)=|`{3,}.*|:class:.*|[|: -]+)$|\$[^$]*\$|\]\([^)]*\)", flags=re.MULTILINE)


def minutes(cell):
    """Return how long one cell takes, in minutes."""
    if cell.cell_type == "code":
        hidden = "hide-input" in cell.metadata.get("tags", [])
        lines = 0 if hidden else sum(bool(line.strip()) for line in cell.source.splitlines())
        figures = sum("image/png" in output.get("data", {}) for output in cell.outputs)
        return lines / CODE_LINES + figures / FIGURES
    prose = NOT_READ.sub(" x ", FORMULA.sub("", cell.source))
    boxes, formulas = len(BOX.findall(cell.source)), len(FORMULA.findall(cell.source))
    return len(re.findall(r"\w+", prose)) / WORDS + boxes / BOXES + formulas / FORMULAS


def sections(notebook):
    """Return {label: minutes} of a chapter's sections, without its exercises.

    What stands before the first section counts to it, and the summary to the last.
    """
    found, opening, label = {}, 0.0, None
    for cell in notebook.cells:
        if cell.id.startswith("exercise"):
            continue
        heading = LABEL_AND_HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            label = heading[1]
            found[label], opening = opening, 0.0
        if label is None:
            opening += minutes(cell)
        else:
            found[label] += minutes(cell)
    return found


def stated(notebook):
    """Return the minutes for reading and for the exercises that the chapter's top states; None if it doesn't."""
    top = "\n".join(cell.source for cell in notebook.cells[:4] if cell.cell_type == "markdown")
    found = STATED.search(top)
    return found and (int(found[1]), int(found[2] or 0))


def main():
    for path in sorted(FOLDER.glob("0*.ipynb")):
        times = sections(nbformat.read(path, as_version=4))
        print(f"{path.stem}: {sum(times.values()):.1f}")
        for label, time in times.items():
            print(f"    {label:28} {time:.1f}")


if __name__ == "__main__":
    main()
