"""What a chapter's code uses beyond lists, loops and functions is explained on the page `primer`, or beside it."""

import ast
import builtins
import re

import hygiene
import nbformat
import numpy as np
import pytest
import reading
from editions import editions

EDITION = editions()[0]
FOLDER = EDITION.folder
PRIMER = nbformat.read(FOLDER / "primer.ipynb", as_version=4)
CHAPTERS = {path.stem: nbformat.read(path, as_version=4) for path in sorted(FOLDER.glob("*.ipynb"))}

# What "lists, loops and functions" means, and what school mathematics means by its signs.
KNOWN_SYNTAX = set(
    "Module Expr Name Load Store Constant List Tuple Assign Call For If FunctionDef Return arguments arg UnaryOp USub "
    "BinOp Add Sub Mult Div Pow Compare Eq NotEq Lt LtE Gt GtE BoolOp And Or Not Subscript In NotIn".split()
)
KNOWN_NAMES = set("print len range list round int float str abs".split())
QUOTED = re.compile(r"`([^`\n]+)`")
WORD = re.compile(r"[A-Za-z_]\w*")
ROW = re.compile(r"^\| (`.+?) \| (`.+?) \| .* \|$", re.MULTILINE)
LIBRARIES = (np, np.linalg, np.random.Generator, np.ndarray, str, list, dict, set)
ENVIRONMENT = {"np": np, "v": np.array([3, 1, 2]), "T": np.array([[1, 2, 3], [10, 20, 30]])}


def syntax(tree):
    """Return the kinds of syntax in a tree, by Python's own names and a few for what Python doesn't name."""
    kinds = set()
    for node in ast.walk(tree):
        kinds.add(type(node).__name__)
        if isinstance(node, ast.arguments) and node.defaults:
            kinds.add("default value")
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.target, ast.Tuple):
            kinds.add("several names in a loop")
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            kinds.add("several names at once")
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            kinds.add("format")
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
            kinds.add("row and column")
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare):
            kinds.add("mask")
    return kinds - KNOWN_SYNTAX


def names(tree):
    """Return NumPy's names behind a dot, and Python's own functions; the package's are links to the reference."""
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    behind = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    libraries = {word for word in behind if any(hasattr(library, word) for library in LIBRARIES)}
    return (called & set(dir(builtins)) | libraries) - KNOWN_NAMES


def code(notebook):
    """Return the tree of the code that a reader sees."""
    return ast.parse("\n".join(cell.source for cell in hygiene.visible_code(notebook)))


def quoted(text):
    """Return all words that a text quotes as code."""
    return {word for piece in QUOTED.findall(text) for word in WORD.findall(piece)}


def unexplained_syntax(notebook, primer=PRIMER):
    return sorted(syntax(code(notebook)) - syntax(code(primer)))


def unexplained_names(name, chapters=CHAPTERS, primer=PRIMER):
    """Return the names in a chapter's code that neither the primer nor a text up to just below has explained."""
    known = names(code(primer)) | quoted(prose(primer.cells))
    for earlier, notebook in chapters.items():
        if earlier == name:
            break
        known |= quoted(prose(notebook.cells))
    found, cells = [], chapters[name].cells
    for place, cell in enumerate(cells):
        known |= quoted(prose(cells[place : place + 1]))
        if cell in hygiene.visible_code(chapters[name]):
            below = next((other for other in cells[place + 1 :] if other.cell_type == "markdown"), None)
            said = known | quoted(prose([below] if below else []))
            said |= {word for comment in re.findall(r"#.*", cell.source) for word in WORD.findall(comment)}
            found += [f"{cell.id}: {word}" for word in sorted(names(ast.parse(cell.source)) - said)]
    return found


def prose(cells):
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_syntax_of_a_chapter_is_in_the_primer(name):
    assert unexplained_syntax(CHAPTERS[name]) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_a_chapter_calls_is_explained(name):
    assert unexplained_names(name) == []


def rows():
    """Return (code, result) of each example in the table at the end of the primer."""
    return [
        pair
        for codes, results in ROW.findall(prose(PRIMER.cells))
        for pair in zip(QUOTED.findall(codes), QUOTED.findall(results), strict=True)
    ]


def plain(text):
    """Return a text with single spaces and none beside a bracket, however NumPy sets it."""
    return re.sub(r"\s*([\[\]])\s*", r"\1", " ".join(text.split()))


def test_the_table_says_what_comes_out():
    assert len(rows()) > 35
    results = [(code, said, plain(str(eval(code, ENVIRONMENT)))) for code, said in rows()]
    assert [(code, result) for code, said, result in results if result != plain(said)] == []


def test_the_primer_takes_as_long_as_it_says():
    stated, _ = reading.stated(PRIMER, EDITION)
    computed = sum(reading.sections(PRIMER).values())
    assert stated - 2 < computed <= stated


def chapter(*sources):
    """Return chapters of one notebook with these cells: code, or text where it begins so."""
    make = {True: nbformat.v4.new_markdown_cell, False: nbformat.v4.new_code_cell}
    cells = [make[source[0] in "ED"](source, id=f"cell-{k}") for k, source in enumerate(sources)]
    return {"a": nbformat.v4.new_notebook(cells=cells)}


EMPTY = chapter()["a"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("f = lambda x: x", "Lambda"),
        ("try:\n    x\nexcept ValueError:\n    y", "Try"),
        ("print([x for x in y])", "ListComp"),
        ("def f(x=1):\n    return x", "default value"),
        ("print(f'{x:.2f}')", "format"),
        ("a, b = c", "several names at once"),
        ("for a, b in c:\n    a", "several names in a loop"),
        ("W[i, j]", "row and column"),
        ("v[v > 0]", "mask"),
        ("class A:\n    x = 1", "ClassDef"),
    ],
)
def test_new_syntax_is_seen(source, kind):
    assert kind in unexplained_syntax(chapter(source)["a"], primer=EMPTY)


def test_lists_loops_and_functions_are_known():
    source = "def f(x):\n    return x[0] + 1\n\n\nfor k in range(3):\n    print(f([k, 2]) * 2)"
    assert unexplained_syntax(chapter(source)["a"], primer=EMPTY) == []
    assert unexplained_names("a", chapter(source), primer=EMPTY) == []


@pytest.mark.parametrize(
    ("sources", "complaints"),
    [
        (("np.outer(a, b)",), ["cell-0: outer"]),
        (("Es gibt `np.outer`.", "np.outer(a, b)"), []),
        (("np.outer(a, b)", "Das macht `np.outer`."), []),
        (("np.outer(a, b)  # outer: jede Zahl mit jeder",), []),
        (("np.outer(a, b)", "c", "Ein Text.", "d", "Erst hier `np.outer`."), ["cell-0: outer"]),
        (("zip(a, b)",), ["cell-0: zip"]),
        (("x.sum()",), ["cell-0: sum"]),
        (("network.forward(X)",), []),
    ],
)
def test_a_new_name_is_seen(sources, complaints):
    assert unexplained_names("a", chapter(*sources), primer=EMPTY) == complaints
