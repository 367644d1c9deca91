"""What the page's Python says, tried without a browser: outputs, errors, and answers to exercises."""

import nbformat
import pages
import pytest
from nnpage.session import Session
from python_in_page import draws, marks

from nncourse.exercises.catalogue import EXERCISES

RUN = ["01_activations", "02_forward", "03_cost", "primer"]  # in seconds each


def wanted(cell):
    """Return what a cell's stored outputs show, as the page does."""
    shown, text = [], ""
    for output in cell.outputs:
        if output.output_type == "stream":
            text += output.text
    if text:
        shown.append({"text": text})
    for output in cell.outputs:
        if output.output_type != "stream":
            html = output.data.get("text/html")
            shown.append({"html": html} if html else {"text": output.data["text/plain"] + "\n"})
    return shown


@pytest.mark.parametrize("name", RUN)
def test_each_cell_alone_shows_what_is_stored(python, name):
    cells = nbformat.read(pages.ROOT / f"book/de/{name}.ipynb", 4).cells
    code = [cell for cell in cells if cell.cell_type == "code" and not cell.id.startswith("exercise")]
    asked = [cell for cell in code if "data-run" in marks(cell)]
    assert len(asked) > 3 and not any(map(draws, asked))
    for cell in reversed(asked):  # each time, nothing of what it needs has run in the right order
        python.ask(ask="open", language="de", cells=[[one.id, one.source] for one in code], files={})
        assert python.run(cell.id, cell.source) == wanted(cell), cell.id


def test_what_a_cell_needs_runs_once_and_again_only_if_it_must(python):
    python.open("calls = []\nstart = 1", "calls.append('b')\nvalue = start + 1", "value + 1")
    assert python.run("c", "value + 1") == [{"text": "3\n"}]
    assert python.run("c", "calls") == [{"text": "['b']\n"}]
    assert python.run("c", "calls") == [{"text": "['b']\n"}]
    assert python.run("b", "value = start + 5") == []
    assert python.run("c", "value + 1") == [{"text": "7\n"}]


def test_a_cell_that_changes_what_it_needs_shows_the_same_each_time(python):
    python.open("a = [1]", "a.append(2)\na")
    assert python.run("b", "a.append(2)\na") == python.run("b", "a.append(2)\na") == [{"text": "[1, 2]\n"}]


def test_a_cell_further_up_finds_what_it_found_at_first(python):
    python.open("a = 1", "a + 1", "a = 10", "a + 1")
    assert python.run("d", "a + 1") == [{"text": "11\n"}]
    assert python.run("b", "a + 1") == [{"text": "2\n"}]


def test_a_cell_reads_the_stored_runs(python):
    source = "from pathlib import Path\nruns = Path('../../experiments/zoo.json').read_text('utf-8')"
    python.open(source, "runs", files={"experiments/zoo.json": "[1]"})
    assert python.run("b", "runs") == [{"text": "'[1]'\n"}]
    python.open(source, "runs")
    assert "gibt es hier in der Seite nicht" in python.run("b", "runs")[0]["error"][0]


def test_an_error_above_says_so(python):
    python.open("a = 1 / 0", "print(a)")
    [said] = python.run("b", "print(a)")
    assert "ZeroDivisionError" in said["error"][0] and said["error"][1].endswith("1: a = 1 / 0")
    assert "weiter oben" in said["error"][2]


@pytest.mark.parametrize(
    ("source", "words", "line"),
    [
        ("x = 1\ny = z", "NameError", "2: y = z"),
        ("def f():\n    return [][1]\nf()", "IndexError", "2: return [][1]"),
        ("if x = 1:\n    pass", "Python versteht diese Zeile nicht", "1: if x = 1:"),
        ("def f():\n    return f()\nf()", "ruft sich selbst auf", "2: return f()"),
        ("input('?')", "input() wartet", "1: input('?')"),
        ("import sys\nsys.exit()", "exit() beendet", "2: sys.exit()"),
        ("raise MemoryError", "mehr Speicher, als da ist", "1: raise MemoryError"),
    ],
)
def test_an_error_is_explained_and_its_line_named(python, source, words, line):
    python.open()
    [said] = python.run("new", f"{source}\n")
    assert words in said["error"][0]
    assert said["error"][1].endswith(line)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f(x)\n    return x", "ein Doppelpunkt"),
        ("def f(x):\nreturn x", "vier Leerzeichen"),
        ("a = 1\n  b = 2", "weiter eingerückt"),
        ("if a:\n    b = 1\n  c = 2", "passt zu keiner Zeile"),
        ("a = (1 + 2", "nie wieder zu"),
        ("a = 1 + 2)", "nicht so aufging"),
        ("a = [1)", "nicht so aufging"),
        ("print('a)", "das zweite fehlt"),
        ("return 1", "eingerückt unter die Zeile mit def"),
        ("a = 2x", "2 * x"),
        ("a = 1 − 2", "tipp es auf der Tastatur"),
        ("if a = 1:\n    b = 1", "Zum Vergleichen"),
        ("2 = a", "Zum Vergleichen"),
        ("print(1 2)", "ein Komma, oder"),
        ("a = 1 +", "ein Rechenzeichen?"),
    ],
)
def test_a_syntax_error_says_what_to_do(python, source, words):
    python.open()
    [said] = python.run("new", source)
    assert "Python versteht diese Zeile nicht" in said["error"][0] and words in said["error"][0]


def test_what_was_printed_before_an_error_is_kept(python):
    python.open()
    first, second = python.run("new", "print('so far')\n1 / 0")
    assert first == {"text": "so far\n"} and "ZeroDivisionError" in second["error"][0]


def test_a_million_lines_are_cut(python):
    python.open()
    [said] = python.run("new", "for k in range(10**6): print(k)")
    assert said["text"].startswith("0\n1\n2\n") and said["text"].endswith("Mehr als 500 Zeilen zeigt die Seite nicht.")
    assert len(said["text"].splitlines()) == 501
    [said] = python.run("new", "print('x' * 10**7)")
    assert len(said["text"]) < 60_000


def test_what_check_says_comes_as_what_it_is(python):
    python.open("from nncourse.exercises import check")
    [said] = python.run("new", "check('sigmoid', lambda x: x)")
    assert said["said"]["name"] == "sigmoid" and said["said"]["status"] == "failed" and said["said"]["lines"]


def test_a_cell_that_draws_computes_what_others_need(python):
    python.open(
        "import matplotlib.pyplot as plt\nfig, (a, b) = plt.subplots(1, 2)\na.plot([1])\nn = 3\nplt.show()", "n"
    )
    assert python.run("b", "n") == [{"text": "3\n"}]


def test_a_cell_that_ends_with_a_picture_says_that_it_is_not_drawn(python):
    python.open("import matplotlib.pyplot as plt")
    assert python.free("plt.plot([1, 2])") == [{"text": "Bilder zeichnet nur JupyterLab, nicht die Seite.\n"}]
    [said] = python.free("plt")
    assert said["text"].startswith("<module 'matplotlib.pyplot'")


def test_the_page_hears_whose_code_begins():
    heard = []
    session = Session([["a", "a = 1"], ["b", "b = a"]], heard.append)
    session.run("b", "b = a")
    session.run("a", "a = 2")
    session.run("b", "b = a + 1")
    assert heard == [True, True, False, False, False]
    assert session.check("cost-value", "c = 1", [])["status"] == "failed" and heard[5:] == [False]
    session.free("b", [])
    assert heard[6:] == [False]


# --- the free cell ---------------------------------------------------------------------------------------------------


def test_the_free_cell_finds_what_the_chapter_and_solved_exercises_define(python):
    python.open("import numpy as np\nw = 2", "def double(x):\n    return w * x")
    assert python.free("double(np.ones(2)).tolist()") == [{"text": "[2.0, 2.0]\n"}]
    answer = ["relu", "def my_relu(x):\n    return np.maximum(x, 0)"]
    assert python.free("print(my_relu(-1), my_relu(w))", answer) == [{"text": "0 2\n"}]


def test_the_free_cell_knows_what_it_made_and_the_chapter_does_not(python):
    python.open("w = [1]", "w")
    assert python.free("mine = 3\ndef more():\n    return mine + w[0]") == []
    assert python.free("mine = 4\nw.append(5)") == []
    assert python.free("print(more(), w)") == [{"text": "5 [1, 5]\n"}]
    assert python.run("b", "w") == [{"text": "[1]\n"}]
    assert python.free("print(more(), w)") == [{"text": "5 [1, 5]\n"}]


def test_the_free_cell_follows_a_cell_that_is_changed(python):
    python.open("w = 1", "v = w + 1")
    assert python.free("w, v") == [{"text": "(1, 2)\n"}]
    python.free("w = 10")
    assert python.run("a", "w = 7") == []
    assert python.free("w, v") == [{"text": "(7, 8)\n"}]


def test_an_error_in_the_free_cell_is_explained_and_loses_nothing(python):
    python.open("w = 1")
    python.free("mine = 3")
    first, second = python.free("print('so far')\nmine / 0")
    assert first == {"text": "so far\n"} and second["error"][1].endswith("2: mine / 0")
    assert python.free("mine") == [{"text": "3\n"}]


RIDDLE = "from nncourse import find_the_bug\nriddle = find_the_bug('eye', seed=1)\nriddle.answer('sum')"
DIAGNOSE = "from nncourse import backprop\nfrom nncourse.exercises import diagnose\ndiagnose(backprop)"
CHECKUP = """from nncourse import Network, SquaredError, checkup, xor
X, G = xor()
network = Network.mlp([2, 3, 1], seed=0)
network.theta[:] = 0
checkup(network, X, G, SquaredError())"""


@pytest.mark.parametrize(("source", "status"), [(RIDDLE, "failed"), (DIAGNOSE, "passed"), (CHECKUP, "failed")])
def test_games_and_doctors_answer_in_the_free_cell_as_check_does(python, source, status):
    python.open()
    [shown] = python.free(source)
    assert shown["said"]["status"] == status and shown["said"]["lines"]


# --- exercises -------------------------------------------------------------------------------------------------------


def test_an_answer_is_checked_and_its_mistake_named(python):
    python.open("import numpy as np")
    right = python.check("relu", "def my_relu(x):\n    return np.maximum(x, 0)")
    assert right["status"] == "passed"
    wrong = python.check("relu", "def my_relu(x):\n    print('hello')\n    return np.minimum(x, 0)\nprint('there')")
    assert wrong["status"] == "failed" and wrong["name"] == "relu" and wrong["output"] == [{"text": "there\n"}]
    [minimum] = [mistake for mistake in EXERCISES["relu"].mistakes if mistake.id == "minimum"]
    assert minimum.what.de in wrong["lines"]


def test_an_exercise_that_is_not_begun_is_open(python):
    python.open()
    assert python.check("relu", EXERCISES["relu"].stub)["status"] == "open"
    assert python.check("cost-value", EXERCISES["cost-value"].stub)["status"] == "open"


def test_english_in_the_english_edition(python):
    python.open(language="en")
    assert "not started yet" in python.check("relu", EXERCISES["relu"].stub)["lines"][0]
    assert python.run("new", "input()")[0]["error"][0].startswith("input() waits")


def test_an_answer_with_an_error_has_its_line(python):
    python.open()
    said = python.check("relu", "def my_relu(x):\n    y = x * 2\n    return y + z")
    assert any(line.endswith("3: return y + z") for line in said["lines"])
    said = python.check("relu", "def my_relu(x:\n    return x")
    assert said["lines"][1].endswith("1: def my_relu(x:")


def test_an_answer_under_another_name_is_told_the_right_one(python):
    python.open()
    [line] = python.check("relu", "def relu(x):\n    return x")["lines"]
    assert "legt my_relu nicht an, sondern relu." in line and "def my_relu(x):" in line
    [line] = python.check("relu", "print(1)")["lines"]
    assert "legt my_relu nicht an." in line


def test_an_answer_may_use_numpy_the_chapter_and_other_answers_and_nothing_else_changes(python):
    python.open("def half(x):\n    return x / 2", "k = 1")
    other = ["relu", "def my_relu(x):\n    return np.maximum(x, 0)"]
    source = "def my_leaky_relu(x, slope=0.1):\n    return my_relu(x) - slope * my_relu(-half(2 * x))"
    assert python.check("leaky-relu", source, other)["status"] == "passed"
    assert "NameError" in str(python.check("leaky-relu", source)["lines"])
    assert "NameError" in python.run("new", "my_leaky_relu")[0]["error"][0]
