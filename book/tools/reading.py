"""How long a chapter takes to read: one simple rule, for the line at its top and the page for teachers.

`python book/tools/reading.py` prints what the rule says of every section of the first edition, and with `--write` also
writes it into the chapters' tops, the front page and the page for teachers, in every edition.
"""

import argparse
import re

import nbformat
from editions import editions
from notebooks import as_text, normalize

# How much of each is read in a minute. A box asks to calculate or to guess.
WORDS, CODE_LINES, FIGURES, BOXES, FORMULAS = 200, 15, 2, 1, 6

LABEL_AND_HEADING = re.compile(r"^\((?!summary-)([\w-]+)\)=\n## ", flags=re.MULTILINE)
BOX = re.compile(r"^:class: nn-(hand|predict)$", flags=re.MULTILINE)
FORMULA = re.compile(r"^\$\$.*?\$\$", flags=re.MULTILINE | re.DOTALL)
ENTRY = re.compile(r"^(\[.+?\]\(#([\w-]+)\) – )(\d+) \w+$", flags=re.MULTILINE)
PLAN_ROW = re.compile(r"^(\| .* \| .* \| )(\d+) \+ (\d+) \+ (\d+) \|$", flags=re.MULTILINE)
NOT_READ = re.compile(r"^\s*(\(.*\)=|`{3,}.*|:class:.*|[|: -]+)$|\$[^$]*\$|\]\([^)]*\)", flags=re.MULTILINE)


def minutes(cell):
    """Return how long one cell takes, in minutes."""
    if cell.cell_type == "code":
        hidden = {"hide-input", "hide-cell", "remove-input"} & set(cell.metadata.get("tags", []))
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


def stated(notebook, edition):
    """Return the minutes for reading and for the exercises that the chapter's top states; None if it doesn't."""
    top = "\n".join(cell.source for cell in notebook.cells[:4] if cell.cell_type == "markdown")
    label, minutes = re.escape(edition.reading["label"]), edition.reading["several"]
    found = re.search(rf"^{label} (\d+) {minutes}(?:, \D+(\d+) {minutes} [^.\d]+)?\.", top, re.MULTILINE)
    return found and (int(found[1]), int(found[2] or 0))


def chapters(edition):
    """Return {path: notebook} of an edition's chapters."""
    return {path: nbformat.read(path, as_version=4) for path in sorted(edition.folder.glob("[0-9]*.ipynb"))}


def in_words(number, edition):
    """Return so many minutes in words."""
    return f"{number} {edition.reading['one' if number == 1 else 'several']}"


def in_class(minutes):
    """Return how many minutes a class needs for a section: twice as many as a reader, and five at least."""
    return max(5, 2 * minutes)


def renewed_plan(page, titles, times, edition):
    """Return the page for teachers with the minutes of these sections, the sums of its plans unchanged."""

    def row(found):
        what, read, practice, talk = found[1], *map(int, found.group(2, 3, 4))
        labels = [label for label, title in titles.items() if label in times and f"[{title}](#{label})" in what]
        renewed = sum(in_class(times[label]) for label in labels)
        return f"{what}{renewed} + {practice} + {talk + read - renewed} |"

    page = ENTRY.sub(lambda found: found[1] + in_words(int(times.get(found[2], found[3])), edition), page)
    return PLAN_ROW.sub(row, page)


def write(edition):
    """Write what the rule says of the first edition into the chapters' tops, the front page and that for teachers."""
    front, teaching = edition.folder / "index.md", edition.folder / "teaching.md"
    pages = {path: path.read_text("utf-8") for path in (front, teaching)}
    titles = {label: title for title, label in re.findall(r"^\[(.+?)\]\(#([\w-]+)\) – ", pages[teaching], re.MULTILINE)}
    times, first = {}, editions()[0].folder
    for path, notebook in chapters(edition).items():
        told = nbformat.read(first / path.name, as_version=4)
        rounded = {label: max(1, round(time)) for label, time in sections(told).items()}
        times |= rounded
        total, before = sum(rounded.values()), stated(notebook, edition)
        for cell in notebook.cells[:4]:
            cell.source = re.sub(rf"(?<={re.escape(edition.reading['label'])} )\d+", str(total), cell.source)
        if total != before[0]:
            path.write_text(as_text(normalize(notebook)), encoding="utf-8")
        name = re.escape(path.name)
        pages[front] = re.sub(rf"(\({name}\)\*\* ·\s)\d+", rf"\g<1>{total}", pages[front])
        pages[teaching] = re.sub(rf"(\({name}\)\n\n)\d+", rf"\g<1>{total}", pages[teaching])
    pages[teaching] = renewed_plan(pages[teaching], titles, times, edition)
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")


def main():
    """Print what the rule says of every chapter and section, or write it wherever it is stated."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="renew the minutes in chapters and pages")
    wanted = parser.parse_args()
    for edition in editions():
        if wanted.write:
            write(edition)
    for path, notebook in chapters(editions()[0]).items():
        times = sections(notebook)
        print(f"{path.stem}: {sum(times.values()):.1f}")
        for label, time in times.items():
            print(f"    {label:28} {time:.1f}")


if __name__ == "__main__":
    main()
