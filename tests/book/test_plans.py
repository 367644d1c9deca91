"""The plans for teachers run: no section of a plan needs another that the plan leaves out or names later."""

import ast
import builtins
import copy
import re

import nbformat
import notebooks
import pytest
from editions import editions

EDITION = editions()[0]
PAGE = (EDITION.folder / "teaching.md").read_text("utf-8")
CHAPTERS = {path.stem: nbformat.read(path, as_version=4) for path in sorted(EDITION.folder.glob("[0-9]*.ipynb"))}
TITLES = re.findall(r"^### (?!Kapitel)(.+)$", PAGE, re.MULTILINE)
PLANS = {title: PAGE.partition(f"### {title}\n")[2].partition("\n#")[0] for title in TITLES}
SECTION = re.compile(r"^\(([\w-]+)\)=\n(?:\([\w-]+\)=\n)*## ", re.MULTILINE)
LINK = re.compile(r"\]\(#([\w-]+)\)")


def sections(notebook):
    """Return {label: cells that run} of a chapter; what stands before the first section is under ""."""
    found, label = {"": []}, ""
    for cell in notebook.cells:
        heading = SECTION.search(cell.source) if cell.cell_type == "markdown" else None
        label = heading[1] if heading else label
        found.setdefault(label, [])
        if cell.cell_type == "code" and not cell.id.startswith("exercise"):
            found[label].append(cell)
    return found


def chosen(plan, notebook):
    """Return the cells of a chapter that a plan runs, in its order: the top, and the sections that it names."""
    there = sections(notebook)
    named = [label for label in dict.fromkeys(LINK.findall(plan)) if label in there]
    return [cell for label in ["", *named] for cell in there[label]] if named else []


def missing(cells):
    """Return the names that cells use, and none before them gives."""
    known, found = set(dir(builtins)), []
    for cell in cells:
        tree = ast.parse(cell.source)
        given, used = set(known), {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                given |= {node.id} if isinstance(node.ctx, ast.Store) else set()
                used.setdefault(node.id, cell.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                given.add(node.name)
            elif isinstance(node, ast.arg | ast.ExceptHandler):
                given.add(node.arg if isinstance(node, ast.arg) else node.name)
            elif isinstance(node, ast.alias):
                given.add((node.asname or node.name).partition(".")[0])
        found += [f"{place}: {name}" for name, place in used.items() if name not in given]
        known = given
    return found


@pytest.mark.parametrize("title", PLANS)
@pytest.mark.parametrize("name", CHAPTERS)
def test_no_section_of_a_plan_needs_one_that_is_left_out(title, name):
    assert missing(chosen(PLANS[title], CHAPTERS[name])) == []


def lessons():
    """Yield the cells of each plan and chapter that run otherwise than the chapter, which nbval has run."""
    for title, plan in PLANS.items():
        for name, notebook in CHAPTERS.items():
            cells = chosen(plan, notebook)
            if cells and cells != sum(sections(notebook).values(), []):
                yield pytest.param(cells, id=f"{title}-{name}")


@pytest.mark.long
@pytest.mark.parametrize("cells", list(lessons()))
def test_the_sections_of_a_plan_run_in_its_order(cells):
    notebooks.run(nbformat.v4.new_notebook(cells=copy.deepcopy(cells)), EDITION.folder)


def chapter(**sources):
    """Return a chapter with a section of one cell for each of these sources; what `top` runs comes before them."""
    cells = [nbformat.v4.new_code_cell(sources.pop("top"), id="top")]
    for label, source in sources.items():
        cells += [nbformat.v4.new_markdown_cell(f"({label})=\n## Titel"), nbformat.v4.new_code_cell(source, id=label)]
    return nbformat.v4.new_notebook(cells=cells)


@pytest.mark.parametrize(
    ("plan", "complaints"),
    [
        ("[A](#a), [B](#b)", []),
        ("[B](#b)", ["b: helper"]),
        ("[B](#b), [A](#a)", ["b: helper"]),
        ("[A](#a), [C](#c)", ["c: x"]),
        ("[A](#a)", []),
        ("[Ein anderes Kapitel](#d)", []),
    ],
)
def test_a_section_that_is_left_out_is_seen(plan, complaints):
    notebook = chapter(
        top="import numpy as np", a="def helper(y):\n    return np.sum(y)", b="x = helper([1])", c="print(x)"
    )
    assert missing(chosen(plan, notebook)) == complaints


def test_every_plan_names_sections_of_several_chapters():
    for plan in PLANS.values():
        assert sum(bool(chosen(plan, notebook)) for notebook in CHAPTERS.values()) >= 3
