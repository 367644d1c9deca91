"""The ladder: its rungs in order, and the same first steps whoever judges the result."""

import numpy as np
import pytest

from nncourse.exercises import check
from nncourse.exercises.catalogue import EXERCISES
from nncourse.exercises.comparing import compare
from nncourse.exercises.ladder import Rung
from nncourse.exercises.report import Report


def test_the_rungs_in_order():
    names = "open broken error none changed shape type nan value edge mistake passed"
    assert [str(rung) for rung in sorted(Rung)] == names.split()


COMPARED, JUDGED = EXERCISES["step"], EXERCISES["fit-line"]


def raises(*args):
    return 1 / 0


def changes_its_last_array(*args):
    next(arg for arg in reversed(args) if isinstance(arg, np.ndarray))[:] = 7
    return 0.0


@pytest.mark.parametrize("exercise", [COMPARED, JUDGED], ids=lambda exercise: exercise.id)
@pytest.mark.parametrize(
    ("function", "rung"), [(raises, "error"), (lambda *args: None, "none"), (changes_its_last_array, "changed")]
)
def test_what_is_no_result_is_the_same_to_a_judge(exercise, function, rung):
    assert (exercise.judge is None) == (exercise is COMPARED)
    report = check(exercise.id, function, seed=0)
    assert (report.status, report.rung, report.mistake) == ("failed", rung, None), report


@pytest.mark.parametrize("seed", [-1, 1.0, "0", True], ids=repr)
def test_a_seed_that_is_none_is_not_our_mistake(seed):
    with pytest.raises((TypeError, ValueError), match="seed is .*; expected"):
        check("relu", np.abs, seed=seed)


def test_half_of_a_character_can_be_printed():
    report = Report("relu", "error", ("\ud800", "\U0001f600\udfff"))
    assert repr(report).encode().decode() == "✗ relu: ?\n  \U0001f600?"
    assert "\U0001f600?" in report._repr_html_().encode().decode()


def test_the_lowest_rung_is_spoken_of():
    """The second case raises, the first has the wrong shape: the error comes first."""
    calls = []

    def answer(theta, gradient, L):
        calls.append(1)
        return theta[:1] if len(calls) == 1 else 1 / 0

    assert check("step", answer, seed=0).rung == "error"


@pytest.mark.parametrize(
    ("result", "rung"),
    [
        ((np.zeros(2), np.zeros((2, 2))), Rung.PASSED),
        ((np.zeros(2), np.ones((2, 2))), Rung.VALUE),
        ((np.zeros(2), np.full((2, 2), np.nan)), Rung.NAN),
        ((np.full(2, np.nan), np.zeros(4)), Rung.SHAPE),
        ((np.zeros(3), None), Rung.TYPE),
        ([np.zeros(2)], Rung.SHAPE),
        (None, Rung.TYPE),
    ],
)
def test_a_list_is_as_good_as_its_worst_part(result, rung):
    assert compare(result, [np.zeros(2), np.zeros((2, 2))]) is rung
