"""Every exercise: the stub is open, the solution passes, each mistake is named, other right ways pass."""

import builtins
import dataclasses
import functools
import importlib
import inspect
import re
import string
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from seeds import seeds

from nncourse.exercises import Report, catalogue, check, checking, hint, progress, showing, solution, texts
from nncourse.exercises.catalogue import CHAPTERS, EXERCISES
from nncourse.language import Text

SLOW = {"digit-net", "train-xor"}
PATIENCE = 60.0  # seconds
REQUIRED = {  # the least that must be recognized by name
    "neuron-value": "no-bias no-activation sign",
    "sigmoid": "sign no-one overflows tanh math-exp",
    "tanh": "half overflows",
    "relu": "minimum absolute scalar-max leaky",
    "leaky-relu": "slope-both-sides slope-ignored swapped",
    "elu": "no-minus-one alpha-ignored overflows",
    "maxout": "sum minimum first-only transposed one-max",
    "sigmoid-slope": "of-z no-one-minus square",
    "relu-slope": "one-at-zero of-value sign",
    "layer": "no-bias transposed elementwise bias-after",
    "forward": "first-only last-linear same-input",
    "forward-batch": "transposed-result no-bias loops-one",
    "count-parameters": "no-biases input-biases neurons",
    "xor-weights": "linear",
    "linear-collapse": "order bias-forgotten bias-added",
    "cost-value": "no-square mean-outputs root half",
    "cost-one": "no-square absolute mean-outputs root half",
    "cost-mean": "sum mean-all divided-by-outputs broadcast per-sample",
    "one-hot": "off-by-one transposed integers-lost",
    "best-constant": "median mean-all zeros",
    "difference-quotient": "no-division sign half-h symmetric",
    "symmetric-quotient": "divided-by-h one-sided sign",
    "numerical-gradient": "all-at-once not-restored divided-by-h integer-theta",
    "step": "ascent no-rate divided in-place",
    "descend": "one-short slope-once ascent",
    "largest-rate": "half two",
    "fit-line": "no-bias swapped stopped-early",
    "cost-slope": "no-two sign summed mean",
    "output-gradients": "no-activation-slope slope-of-a no-two transposed sign no-input",
    "hidden-delta": "not-transposed no-activation-slope slope-of-a own-weights elementwise",
    "backprop": "output-only no-activation-slope slope-of-a no-two sign wrong-activation bias-zero",
    "backprop-batch": "sum bias-mean-twice first-only mean-all",
    "relative-error": "absolute nan-for-zeros signed",
    "minibatches": "not-shuffled tail-lost with-replacement batches-not-samples",
    "momentum-step": "gradient-once no-rate sign",
    "accuracy": "wrong-axis percent count",
    "confusion": "transposed normalized",
    "initial-scale": "unscaled variance fan-out uniform-positive",
    "train-xor": "linear memorized",
    "normalize": "not-flat integer-division per-image scale-256",
    "mean-digit": "overall sum",
    "nearest-mean": "farthest dot-product",
    "digit-net": "below trained-on-test",
    "zoo-factor": "inverse error-itself",
    "zoo-angle": "radians cosine absolute",
    "zoo-doubled": "always exact not-the-bias",
    "zoo-layers": "absolute exact one-answer",
    "zoo-mend": "raw-error-back bias-one-number",
    "correlate": "turned transposed-kernel last-missing",
    "conv-size": "no-plus-one one-sided no-stride",
    "conv-parameters": "no-biases no-channels one-kernel",
    "max-pool": "mean sliding zero-start",
    "kernel-gradient": "last-place mean turned",
    "picture-gradient": "last-window turned transposed-kernel",
    "product-back": "swapped no-g",
    "graph-order": "twice missing reversed before",
    "graph-back": "overwritten forward no-chain hasty",
    "tanh-node": "no-g slope-of-a",
}


def seeds_for(exercise):
    """More seeds where a check is quick."""
    return range(1) if exercise.id in SLOW or exercise.kind == "value" else seeds(1, 8)


def cases(rows, few):
    """Return a test's parameters, of which `make test` tries a few ways; where a network is trained, one."""
    many = [k >= (1 if e.id in SLOW else few) for e, *_, k in rows]
    return [pytest.param(*row, marks=[pytest.mark.long] * left) for row, left in zip(rows, many, strict=True)]


@pytest.fixture
def patient(monkeypatch):
    """Wait for what ends: a busy machine makes a check slow, not wrong."""
    monkeypatch.setattr(checking, "QUICK", PATIENCE)
    for exercise in EXERCISES.values():
        lasting = dataclasses.replace(exercise, seconds=max(exercise.seconds, PATIENCE))
        monkeypatch.setitem(EXERCISES, exercise.id, lasting)


REWRITES = [(e, k) for e in EXERCISES.values() for k in range(len(e.rewrites))]
MISTAKES = [(e, mistake, k) for e in EXERCISES.values() for mistake in e.mistakes for k in range(len(mistake.wrong))]
by_id = {"ids": lambda value: getattr(value, "id", None)}


def test_every_required_exercise_and_mistake_is_there():
    assert set(EXERCISES) >= set(REQUIRED)
    for exercise_id, mistakes in REQUIRED.items():
        assert set(mistakes.split()) <= {mistake.id for mistake in EXERCISES[exercise_id].mistakes}, exercise_id


def test_a_value_rounded_too_roughly_is_told_so():
    exercise = EXERCISES["neuron-value"]
    assert check("neuron-value", round(exercise.solution, 3)).passed
    assert check("neuron-value", np.float32(exercise.solution)).passed
    report = check("neuron-value", round(exercise.solution, 2))
    assert not report.passed and "drei Stellen" in report.lines[0]
    assert check("neuron-value", 0.62).mistake == "sign"


def test_no_id_twice():
    ids = [exercise.id for chapter in CHAPTERS.values() for exercise in chapter]
    assert len(ids) == len(set(ids))
    for exercise in EXERCISES.values():
        mistakes = [mistake.id for mistake in exercise.mistakes]
        assert len(mistakes) == len(set(mistakes)), exercise.id


@pytest.mark.parametrize("chapter", catalogue.FOLDERS)
def test_every_file_of_a_chapter_is_an_exercise_in_its_order(chapter):
    folder = Path(catalogue.__file__).parent / chapter
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    ids = [exercise.id for exercise in catalogue.exercises_of(chapter)]
    assert files == {exercise_id.replace("-", "_") for exercise_id in ids}, f"ORDER in {chapter}/__init__.py"
    assert ids == list(importlib.import_module(f"nncourse.exercises.{chapter}").ORDER)


@pytest.mark.parametrize("exercise", list(EXERCISES.values()), **by_id)
def test_stub_is_open(exercise, language, tmp_path):
    names = {"np": np}
    exec(exercise.stub, names)
    report = check(exercise.id, names[exercise.answer])
    assert (report.status, report.passed, report.mistake) == ("open", False, None)
    assert list(tmp_path.iterdir()) == [], "an open exercise is no try"


@pytest.mark.numerical
@pytest.mark.parametrize("exercise", list(EXERCISES.values()), **by_id)
def test_solution_passes(exercise, patient):
    for seed in seeds_for(exercise):
        report = check(exercise.id, exercise.solution, seed=seed)
        assert report.passed, (seed, report)


def has_its_own_sentences(report, exercise, mistake):
    """Whether a report says what this mistake says, and nothing that another says."""
    others = {str(other.what) for other in exercise.mistakes if other is not mistake}
    return {str(mistake.what), str(mistake.why)} <= set(report.lines) and not others & set(report.lines)


@pytest.mark.numerical
@pytest.mark.parametrize(("exercise", "mistake", "k"), cases(MISTAKES, 1), **by_id)
def test_each_mistake_is_named(exercise, mistake, k, patient):
    for seed in seeds_for(exercise):
        report = check(exercise.id, mistake.wrong[k], seed=seed)
        assert (report.status, report.mistake) == ("failed", mistake.id), (seed, report)
        assert has_its_own_sentences(report, exercise, mistake)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.parametrize(("exercise", "mistake", "k"), [case for case in MISTAKES if case[2] == 0], **by_id)
def test_each_mistake_is_named_in_english(exercise, mistake, k, language):
    assert has_its_own_sentences(check(exercise.id, mistake.wrong[k], seed=0), exercise, mistake)


@pytest.mark.numerical
@pytest.mark.parametrize(("exercise", "k"), cases(REWRITES, 2), **by_id)
def test_other_right_ways_pass(exercise, k, patient):
    for seed in seeds_for(exercise):
        report = check(exercise.id, exercise.rewrites[k], seed=seed)
        assert report.passed, (seed, report)


def test_at_least_two_other_ways_for_every_exercise_but_values():
    assert [e.id for e in EXERCISES.values() if e.kind != "value" and len(e.rewrites) < 2] == []


def all_texts(value, path=""):
    """Yield every Text inside an exercise, with where it stands."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from all_texts(item, f"{path}[{i}]")
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from all_texts(getattr(value, name), f"{path}.{name}")


GERMAN = re.compile(r"\b(der|die|das|und|nicht|ist|eine?|mit|für|du|dein\w*|wird|auf)\b", re.IGNORECASE)


@pytest.mark.parametrize("exercise", list(EXERCISES.values()), **by_id)
def test_texts_are_there_in_both_languages(exercise):
    texts = dict(all_texts(exercise))
    assert len(exercise.hints) >= 3
    for place, text in texts.items():
        assert text.de.strip() and text.en.strip(), place
        german_words = GERMAN.findall(re.sub(r"`[^`]*`|\$[^$]*\$", "", text.en))
        assert [word for word in german_words if word.lower() not in {"die"}] == [], (place, text.en)
    for mistake in exercise.mistakes:
        for text in (mistake.what, mistake.why):
            assert "\\" not in text.de + text.en, f"{mistake.id}: a terminal shows no LaTeX"


@pytest.mark.parametrize("exercise", list(EXERCISES.values()), **by_id)
def test_hints_do_not_repeat_and_end(exercise, language):
    assert len({str(text) for text in exercise.hints}) == len(exercise.hints)
    showing._hints_given.pop(exercise.id, None)
    shown = [hint(exercise.id).text for _ in range(len(exercise.hints) + 1)]
    for given, text in zip(shown, exercise.hints, strict=False):
        assert str(text) in given
    assert "solution(" in shown[-1]


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.kind != "value"], **by_id)
def test_solution_shows_the_function_that_is_tested(exercise):
    shown = solution(exercise.id).text
    assert f"def {exercise.answer}(" in shown
    assert shown.replace(exercise.answer, exercise.solution.__name__) == inspect.getsource(exercise.solution).rstrip()


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.kind != "value"], **by_id)
def test_stub_has_the_solution_s_signature(exercise):
    names = {"np": np}
    exec(exercise.stub, names)
    stub = names[exercise.answer]
    assert list(inspect.signature(stub).parameters) == exercise.parameters


def test_a_report_is_text_and_html():
    report = check("relu", lambda x: np.minimum(0, x))
    assert isinstance(report, Report) and report.mistake == "minimum"
    assert "relu" in repr(report) and "<script" not in report._repr_html_()
    assert "&lt;b&gt;" in check("relu", lambda x: "<b>")._repr_html_()


def test_fresh_numbers_every_time_and_the_same_for_a_seed():
    remembered = {}

    def by_heart(x):
        key = np.asarray(x).tobytes()
        return remembered.setdefault(key, np.full(np.shape(x), 0.5) if remembered else np.maximum(0, x))

    assert not check("sigmoid", by_heart).passed
    seen = []
    for seed in (1, 1, 2):
        seen.append(check("sigmoid", lambda x: np.asarray(x) * 0 + 0.25, seed=seed).lines)
    assert seen[0] == seen[1]
    assert check("sigmoid", np.cos).seed != check("sigmoid", np.cos).seed


# Whatever a function does, the notebook lives on.


def endless(x):
    while True:
        pass


def stubborn(x):
    while True:
        try:
            while True:
                pass
        except Exception:
            pass


def recursive(x):
    return recursive(x)


def prints_only(x):
    print("my result")


def asks(x):
    return float(input("x?"))


def leaves(x):
    raise SystemExit


def divides(x):
    return 1 / 0


def overwrites(x):
    x = np.atleast_1d(x)
    x[...] = 0
    return x


INPUT = builtins.input


class Awkward:
    def __array__(self, *args, **kwargs):
        raise RuntimeError("no array")

    def __repr__(self):
        raise RuntimeError("no text")


TOUGH = {
    "endless": (endless, "error", "Sekunden"),
    "stubborn": (stubborn, "error", "Sekunden"),
    "recursive": (recursive, "error", "ruft sich selbst"),
    "print": (prints_only, "none", "return statt print"),
    "nothing": (lambda x: None, "none", "return"),
    "input": (asks, "error", "input()"),
    "exit": (leaves, "error", "exit()"),
    "crash": (divides, "error", "ZeroDivisionError"),
    "too many arguments": (lambda x, y: x, "error", "Argumente"),
    "no arguments": (lambda: 1, "error", "Argumente"),
    "overwrites": (overwrites, "changed", ".copy()"),
    "nan": (lambda x: np.asarray(x) * np.nan, "nan", "nan"),
    "complex": (lambda x: np.asarray(x) + 1j, "type", "complex"),
    "objects": (lambda x: np.full(np.shape(x), None), "type", "object"),
    "text": (lambda x: "0.5", "type", "str"),
    "huge": (lambda x: np.zeros(10_000_000), "shape", "(10000000,)"),
    "ragged": (lambda x: [[1], [1, 2]], "type", "list"),
    "dictionary": (lambda x: {"x": x}, "type", "dict"),
    "no array": (lambda x: Awkward(), "type", "Awkward"),
    "not a function": (3.5, "type", "ohne Klammern"),
}


@pytest.mark.parametrize("name", TOUGH)
def test_a_clear_message_whatever_the_function_does(name, monkeypatch, capsys):
    exercise = EXERCISES["relu"]
    monkeypatch.setitem(EXERCISES, "relu", dataclasses.replace(exercise, seconds=0.3))
    function, rung, words = TOUGH[name]
    state = np.random.get_state()[1].copy()  # noqa: NPY002
    report = check("relu", function, seed=0)
    assert (report.status, report.rung, report.mistake) == ("failed", rung, None), report
    assert words in repr(report)
    assert "Traceback" not in repr(report) and "nncourse" not in repr(report)
    assert len(repr(report)) < 1500
    assert np.array_equal(state, np.random.get_state()[1])  # noqa: NPY002
    assert capsys.readouterr() == ("", "")
    assert builtins.input is INPUT
    assert check("relu", exercise.solution).passed, "the next check works as ever"


GARBAGE = [1, 2.5, "a", [], {}, True, np.array(1.0), np.zeros((0, 3)), np.ma.masked_array([1.0]), object(), [None]]
GARBAGE += [[[], []]]
GARBAGE += [np.nan, np.array(["a"]), (1, 2), [np.zeros(2), np.zeros((3, 1))], Awkward(), lambda x: x, range(3)]


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.kind != "value" and e.id not in SLOW], **by_id)
def test_a_wrong_result_that_nobody_foresaw_is_wrong(exercise):
    """In the right form, so that everything is tried that names a mistake; a warning of ours would be an error."""

    def odd(value):
        if isinstance(value, (list, tuple)):
            return [odd(part) for part in value]
        return np.sin(3 * np.asarray(value, dtype=float)) + 0.123

    function = lambda *args: odd(exercise.solution(*args))  # noqa: E731
    function.__signature__ = inspect.signature(exercise.solution)
    report = check(exercise.id, function, seed=0)
    assert report.status == "failed" and report.rung != "broken", report


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.kind != "value"], **by_id)
def test_no_result_breaks_the_check(exercise):
    some = np.random.default_rng(len(exercise.task.de)).permutation(len(GARBAGE))[: len(seeds(2, len(GARBAGE)))]
    for value in [GARBAGE[i] for i in some]:
        with_default = inspect.signature(exercise.solution)
        function = lambda *args, value=value: value  # noqa: E731
        function.__signature__ = with_default
        report = check(exercise.id, function, seed=0)
        assert report.rung != "broken", report


def test_a_broken_check_says_so(monkeypatch):
    broken = dataclasses.replace(EXERCISES["relu"], cases=lambda rng: 1 / 0)
    monkeypatch.setitem(EXERCISES, "relu", broken)
    report = check("relu", np.abs)
    assert (report.status, report.rung) == ("failed", "broken") and "ZeroDivisionError" in report.lines[0]


def test_the_learner_s_own_line_is_named():
    report = check("relu", divides)
    assert any("return 1 / 0" in line for line in report.lines)


def test_an_unknown_exercise_and_a_partial_and_a_class():
    report = check("sigmoidd", np.tanh)
    assert report.status == "failed" and "sigmoid" in report.lines[0]
    assert check(None, np.tanh).status == "failed"

    class Relu:
        def __call__(self, x):
            return np.maximum(0, x)

    assert check("relu", Relu()).passed
    assert check("relu", functools.partial(np.maximum, 0)).passed


def test_messages_leave_no_placeholder(language):
    for text in (value for value in vars(texts).values() if isinstance(value, Text)):
        assert {f for _, f, _, _ in string.Formatter().parse(text.de)} == {
            f for _, f, _, _ in string.Formatter().parse(text.en)
        }
    for _, (function, _, _) in list(TOUGH.items())[2:]:
        assert not re.search(r"\{[a-z]+\}", repr(check("relu", function)))


# Progress


def test_progress_remembers_and_never_forgets():
    assert "0 " in progress().total
    check("relu", lambda x: x)
    assert dict((name, state) for _, name, state in progress().rows)["relu"] == "tried"
    check("relu", EXERCISES["relu"].solution)
    check("relu", lambda x: x)
    assert dict((name, state) for _, name, state in progress().rows)["relu"] == "passed"
    assert len(progress().rows) == len(EXERCISES)
    assert "relu" in repr(progress()) and "<th scope" in progress()._repr_html_()


def test_progress_survives_a_disk_that_takes_nothing(tmp_path, monkeypatch):
    check("relu", EXERCISES["relu"].solution)
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("NNCOURSE_DATA", str(blocked / "below"))
    report = check("sigmoid", EXERCISES["sigmoid"].solution)
    assert report.passed and "NotADirectory" not in report.lines[0] and len(report.lines) == 2
    assert {state for *_, state in progress().rows} == {"open"}
    monkeypatch.setenv("NNCOURSE_DATA", str(tmp_path))
    assert "relu" in [name for _, name, state in progress().rows if state == "passed"]


def test_progress_survives_broken_files(tmp_path):
    check("relu", EXERCISES["relu"].solution)
    (tmp_path / "sigmoid.passed").write_bytes(b"\x00\xff")
    (tmp_path / "elu.tried").mkdir()
    (tmp_path / "no such exercise.passed").touch()
    states = dict((name, state) for _, name, state in progress().rows)
    assert (states["relu"], states["sigmoid"], states["elu"]) == ("passed", "passed", "tried")
    check("elu", EXERCISES["elu"].solution)
    assert dict((name, state) for _, name, state in progress().rows)["elu"] == "passed"


def test_progress_of_two_notebooks_at_once_is_kept(tmp_path):
    ids = sorted(EXERCISES)
    halves = ids[::2] + ids[:5], ids[1::2] + ids[:5]  # some in both
    code = "import sys; from nncourse.exercises.record import remember\nfor e in sys.argv[1:]: remember(e, True)"
    notebooks = [subprocess.Popen([sys.executable, "-c", code, *half]) for half in halves]
    assert [notebook.wait() for notebook in notebooks] == [0, 0]
    assert {state for *_, state in progress().rows} == {"passed"}


def test_a_full_disk_loses_nothing_and_is_mentioned(monkeypatch):
    check("relu", EXERCISES["relu"].solution)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.touch", full)
    report = check("sigmoid", EXERCISES["sigmoid"].solution)
    assert report.passed and "No space left" in report.lines[-1]
    states = dict((name, state) for _, name, state in progress().rows)
    assert (states["relu"], states["sigmoid"]) == ("passed", "open")
