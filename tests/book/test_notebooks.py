"""Every notebook keeps every rule; every rule, and nbval itself, goes red on a broken copy."""

import base64
import copy
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import hygiene
import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks import NOTEBOOK_METADATA, as_text, lighten_pictures, normalize, read, rerun
from PIL import Image
from seeds import first

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(ROOT.glob("book/*/*.ipynb"))
CHAPTER = ROOT / "book/de/01_activations.ipynb"


ALT = "Die Kurve der Sigmoid-Funktion steigt von fast 0 auf fast 1 und bleibt dazwischen."


def picture(size, kind="image/png"):
    """Return a display output whose picture has this many bytes."""
    return new_output("display_data", data={kind: base64.b64encode(bytes(size)).decode()})


@pytest.fixture
def notebook():
    """A small notebook that keeps every rule."""
    cells = [
        new_markdown_cell("# Titel", id="title"),
        new_code_cell(
            "print(rng.random())", id="draw", execution_count=1, outputs=[new_output("stream", text="0.637\n")]
        ),
        new_code_cell(
            "plt.show()",
            id="curve-figure",
            execution_count=2,
            outputs=[picture(100)],
            metadata={"mystnb": {"image": {"alt": ALT}}},
        ),
    ]
    return normalize(new_notebook(cells=cells, metadata=NOTEBOOK_METADATA))


@pytest.mark.parametrize("rule", hygiene.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_notebook_keeps_rule(path, rule):
    assert rule(read(path)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_notebook_is_stored_in_normal_form(path):
    assert hygiene.stored_as_written(path) == []


def set_source(source):
    """Return a change that gives the first code cell another source."""
    return lambda draw, figure, notebook: draw.update(source=source)


def add_output(output):
    """Return a change that gives the first code cell one more output."""
    return lambda draw, figure, notebook: draw.outputs.append(output)


def set_metadata(metadata):
    """Return a change that gives the first code cell this metadata."""
    return lambda draw, figure, notebook: draw.update(metadata=nbformat.from_dict(metadata))


def set_id(name):
    """Return a change that renames the first code cell."""
    return lambda draw, figure, notebook: draw.update(id=name)


def set_alt(text):
    """Return a change that gives the figure another alt text."""
    return lambda draw, figure, notebook: figure.metadata.mystnb.image.update(alt=text)


def ask(answer, question="Was druckt die nächste Zelle?", below=""):
    """Return a change that lets the first text ask what the first code cell prints, 0.637."""
    box = f"````{{admonition}} Rate, bevor du weiterliest\n:class: nn-predict\n{question}\n{answer}````\n{below}"
    return lambda draw, figure, notebook: notebook.cells[0].update(source=f"# Titel\n\n{box}")


def folded(text):
    """Return an answer as it stands in a box."""
    return f"\n```{{dropdown}} Antwort\n{text}\n```\n"


def prove(**changed):
    """Return a change that makes a proof of the first code cell, but for what is changed."""
    metadata = {"tags": ["remove-input"], "jupyter": {"source_hidden": True}}
    proof = {"id": "draw-proof", "source": "assert True", "outputs": [], "metadata": metadata} | changed
    return lambda draw, figure, notebook: draw.update(nbformat.from_dict(proof))


def clear(draw, figure, notebook):
    """Clear the outputs of the whole notebook, as an editor does."""
    draw.outputs, figure.outputs = [], []


ERROR = new_output("error", ename="ShapeError", evalue="W has shape (2,)", traceback=["ShapeError: W has shape (2,)"])

BROKEN = [
    (hygiene.executed_in_order, lambda draw, figure, notebook: draw.update(execution_count=None)),
    (hygiene.executed_in_order, lambda draw, figure, notebook: draw.update(execution_count=7)),
    (hygiene.plain_python, set_source("%matplotlib inline")),
    (hygiene.outputs_are_there, clear),
    (hygiene.outputs_are_there, lambda draw, figure, notebook: draw.update(outputs=[])),
    (hygiene.outputs_are_there, lambda draw, figure, notebook: draw.update(source="W.shape", outputs=[])),
    (hygiene.outputs_are_there, lambda draw, figure, notebook: figure.update(outputs=[new_output("stream", text="1")])),
    (hygiene.no_stderr, add_output(new_output("stream", name="stderr", text="RuntimeWarning: overflow"))),
    (hygiene.errors_are_announced, add_output(ERROR)),
    (hygiene.errors_are_announced, set_metadata({"tags": ["raises-exception"]})),
    (hygiene.figures_have_alt_text, set_alt("")),
    (hygiene.figures_have_alt_text, set_alt("Eine Kurve.")),
    (hygiene.figures_have_alt_text, set_alt("Kurve " * 42)),
    (hygiene.ids_are_readable, set_id("3fa81c02")),
    (hygiene.ids_are_readable, set_id("Cost_Mean")),
    (hygiene.ids_are_readable, set_id("curve-figure")),
    (hygiene.one_kernel, lambda draw, figure, notebook: notebook.metadata.kernelspec.update(name="python312")),
    (hygiene.seeded, set_source("np.random.seed(0)")),
    (hygiene.seeded, set_source("x = np.random.rand(3)")),
    (hygiene.seeded, set_source("rng = np.random.default_rng()")),
    (hygiene.seeded, set_source("import random")),
    (hygiene.seeded, set_source("from random import choice")),
    (hygiene.exemptions_have_reasons, set_metadata({"tags": ["nbval-ignore-output"]})),
    (hygiene.exemptions_have_reasons, set_metadata({"tags": ["nbval-skip"]})),
    (hygiene.exemptions_have_reasons, set_source("# NBVAL_IGNORE_OUTPUT\nprint(1)")),
    (hygiene.no_trailing_semicolons, set_source("plt.plot(x);\nprint(1)")),
    (hygiene.light_enough, add_output(picture(80_001))),
    (hygiene.light_enough, add_output(new_output("stream", text="0.5\n" * 250_000))),
    (hygiene.no_machine_in_outputs, add_output(new_output("stream", text="saved in /home/me/net.npz"))),
    (hygiene.no_machine_in_outputs, add_output(new_output("stream", text="saved in C:\\Users\\me"))),
    (hygiene.no_machine_in_outputs, add_output(new_output("display_data", data={"text/plain": "<Axes 0x7f3a2c>"}))),
    (hygiene.no_svg, add_output(new_output("display_data", data={"image/svg+xml": "<svg/>"}))),
    (hygiene.in_normal_form, set_metadata({"execution": {"iopub.status.busy": "2026-01-01"}})),
    (hygiene.in_normal_form, add_output(new_output("stream", text="a second piece of the same stream"))),
    (hygiene.few_asserts, set_source("assert x == 1\n" + "x = 1\n" * 31)),
    (hygiene.short_cells, set_source("x = 1\n" * 21)),
    (hygiene.narrow_lines, set_source("x = " + "1" * 73)),
    (
        hygiene.narrow_tables,
        add_output(new_output("stream", text="    eine Bezeichnung, " + 20 * "." + "    0 von  26")),
    ),
    (
        hygiene.narrow_tables,
        add_output(new_output("stream", text="ein Array, " + 20 * "." + ": [-0.2 0.1333 -0.0667]")),
    ),
    (hygiene.proofs_are_out_of_sight, prove(metadata={})),
    (hygiene.proofs_are_out_of_sight, prove(metadata={"tags": ["remove-input"]})),
    (hygiene.proofs_are_out_of_sight, prove(metadata={"tags": ["hide-input"], "jupyter": {"source_hidden": True}})),
    (hygiene.proofs_are_out_of_sight, prove(outputs=[new_output("stream", text="0.637")])),
    (hygiene.guesses_are_not_spoiled, ask("")),
    (hygiene.guesses_are_not_spoiled, ask("", below=folded("Ein Drittel."))),
    (hygiene.guesses_are_not_spoiled, ask(folded("Das ist $0{,}637$."))),
    (hygiene.guesses_are_not_spoiled, ask(folded("Ungefähr zwei Drittel. Genau sind es 0,637."))),
    (hygiene.guesses_are_not_spoiled, ask(folded("Eine Zahl, die `random` zieht."))),
]


def test_rules_accept_a_good_notebook(notebook):
    assert {rule.__name__: rule(notebook) for rule in hygiene.RULES} == {rule.__name__: [] for rule in hygiene.RULES}


@pytest.mark.parametrize(("rule", "change"), BROKEN, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_sees_what_is_broken(notebook, rule, change):
    _, draw, figure = notebook.cells
    change(draw, figure, notebook)
    assert rule(notebook)


def test_every_rule_has_been_seen_red():
    assert {rule for rule, _ in BROKEN} == set(hygiene.RULES)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        (hygiene.few_asserts, set_source("assert x == 1\n" + "x = 1\n" * 33)),
        (hygiene.short_cells, set_source("x = 1\n" * 20)),
        (hygiene.narrow_lines, set_source("x = " + "1" * 72)),
        (hygiene.proofs_are_out_of_sight, prove()),
        (hygiene.guesses_are_not_spoiled, ask(folded("Eine Drei. Mit `rng` geht es."))),
        (hygiene.guesses_are_not_spoiled, ask(folded("Es ist 0,637."), question="Ist es 0,637 oder 0,638?")),
        (hygiene.guesses_are_not_spoiled, ask(folded("Es ist 0,637."), below="## Ein neuer Abschnitt")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_reader_s_rule_is_no_stricter_than_it_says(notebook, rule, change):
    _, draw, figure = notebook.cells
    change(draw, figure, notebook)
    assert rule(notebook) == []


@pytest.mark.parametrize("tag", ["hide-input", "hide-cell", "remove-input"])
def test_code_that_is_folded_is_not_visible(notebook, tag):
    long = "assert x == 1  # " + "1" * 60 + "\n"
    notebook.cells[1].update(source=long * 21, metadata=nbformat.from_dict({"tags": [tag]}))
    assert [rule(notebook) for rule in (hygiene.few_asserts, hygiene.short_cells, hygiene.narrow_lines)] == [[], [], []]


def test_an_answer_may_be_folded_below_its_question(notebook):
    ask(folded("Das ist 0,637."))(*notebook.cells[1:], notebook)
    notebook.cells[1].metadata = nbformat.from_dict({"tags": ["hide-input"]})
    assert hygiene.guesses_are_not_spoiled(notebook)
    notebook.cells[1].metadata = nbformat.from_dict({"tags": ["hide-cell"]})
    assert hygiene.guesses_are_not_spoiled(notebook) == []


def test_a_reason_makes_an_exemption(notebook):
    notebook.cells[1].metadata = {"tags": ["nbval-ignore-output"], "nncourse": {"reason": "prints the machine's speed"}}
    assert hygiene.exemptions_have_reasons(notebook) == []


def test_another_layout_of_the_file_is_seen(notebook, tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(as_text(notebook), encoding="utf-8")
    assert hygiene.stored_as_written(path) == []
    path.write_text(json.dumps(notebook, indent=2), encoding="utf-8")
    assert hygiene.stored_as_written(path)


def test_normalizing_twice_changes_nothing_more(notebook):
    before = copy.deepcopy(notebook)
    assert normalize(normalize(notebook)) == normalize(notebook)
    assert notebook == before


def test_rerunning_twice_changes_no_byte(tmp_path):
    path = tmp_path / "a.ipynb"
    source = "import matplotlib.pyplot as plt\n\nprint(1, flush=True)\nprint(2)\nplt.plot([1, 2])\nplt.show()"
    nbformat.write(new_notebook(cells=[new_code_cell(source, id="figure")]), path)
    rerun(path)
    once = path.read_bytes()
    rerun(path)
    assert path.read_bytes() == once
    assert hygiene.stored_as_written(path) == []


def test_figures_are_stored_without_the_channel_that_says_they_are_opaque(notebook):
    drawn, stored = Image.linear_gradient("L").convert("RGBA"), io.BytesIO()
    drawn.save(stored, "PNG")
    figure = hygiene.code_cells(notebook)[1]
    figure.outputs = [new_output("display_data", data={"image/png": base64.b64encode(stored.getvalue()).decode()})]
    lighten_pictures(notebook)
    (picture,) = hygiene.pictures(figure)
    lighter = Image.open(io.BytesIO(picture))
    assert lighter.mode == "RGB" and lighter.tobytes() == drawn.convert("RGB").tobytes()
    assert len(picture) < len(stored.getvalue())


@pytest.mark.parametrize(
    "source", first(1, ["np.float64(1) / np.float64(0)", "warnings.warn('old', DeprecationWarning)"])
)
def test_a_warning_stops_a_rerun(tmp_path, source):
    path = tmp_path / "a.ipynb"
    cell = new_code_cell(f"import warnings\n\nimport numpy as np\n\n{source}", id="warns")
    nbformat.write(new_notebook(cells=[cell]), path)
    before = path.read_bytes()
    with pytest.raises(CellExecutionError, match="Warning"):
        rerun(path)
    assert path.read_bytes() == before


def nbval(notebook, package_folder):
    """Run nbval on a notebook with the `nncourse` that stands in a folder; return pytest's finished process."""
    return subprocess.run(
        [
            sys.executable,
            *"-m pytest --nbval --nbval-current-env --color=no -q -p no:cacheprovider -p no:randomly".split(),
            notebook.name,
        ],
        cwd=notebook.parent,
        env={**os.environ, "PYTHONPATH": str(package_folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def chapter(tmp_path):
    """A copy of chapter 01 and of the package, in a folder of its own."""
    shutil.copytree(ROOT / "nncourse", tmp_path / "nncourse", ignore=shutil.ignore_patterns("data", "__pycache__"))
    return shutil.copy(CHAPTER, tmp_path / CHAPTER.name)


@pytest.mark.long
def test_nbval_passes_the_chapter_as_it_stands(chapter):
    finished = nbval(chapter, chapter.parent)
    assert finished.returncode == 0, finished.stdout


def test_nbval_fails_when_sigmoid_is_broken(chapter):
    module = chapter.parent / "nncourse/activations.py"
    module.write_text(module.read_text("utf-8") + "\nsigmoid.function = lambda z: 0.99 * _sigmoid(z)\n", "utf-8")
    beginning = nbformat.read(chapter, as_version=4)
    del beginning.cells[next(k for k, cell in enumerate(beginning.cells) if "sigmoid(" in cell.source) + 8 :]
    nbformat.write(beginning, chapter)
    finished = nbval(chapter, chapter.parent)
    assert finished.returncode == 1, finished.stdout
    assert "Cell outputs differ" in finished.stdout


@pytest.mark.long
def test_cleared_outputs_pass_nbval_but_not_the_rules(chapter):
    notebook = nbformat.read(chapter, as_version=4)
    for cell in hygiene.code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, chapter)
    assert nbval(chapter, chapter.parent).returncode == 0
    assert hygiene.outputs_are_there(notebook)
    assert hygiene.executed_in_order(notebook)
