"""What is shown where no mistake is known: the entry that is farthest off, worked out by hand."""

import numpy as np
import pytest

from nncourse.exercises import check, pointing
from nncourse.exercises.by_hand import num
from nncourse.exercises.catalogue import EXERCISES

pytestmark = pytest.mark.numerical

COMPARED = [exercise for exercise in EXERCISES.values() if exercise.kind == "function"]


def entry(result, place):
    """The entry at a place: through lists of parts and layers, then into an array."""
    while isinstance(result, (list, tuple)):
        (k, *place) = place
        result = result[k]
    return np.asarray(result)[tuple(place)]


@pytest.mark.parametrize("exercise", COMPARED, ids=lambda exercise: exercise.id)
def test_every_case_is_worked_out_to_its_right_end(exercise):
    rng = np.random.default_rng(5)
    for args in (*exercise.cases(rng), *exercise.edges(rng)):
        right = exercise.solution(*args)
        place = pointing.worst(None, right)
        wanted = entry(right, place)
        ends = str(wanted) if isinstance(wanted, (bool, np.bool_)) else num(wanted)
        with np.errstate(all="ignore"):
            assert exercise.worked(place, *args).endswith(f" {ends}"), exercise.worked(place, *args)


def test_the_place_is_the_one_farthest_off_and_of_the_last_wrong_layer():
    assert pointing.worst(np.array([1.0, 5.0, 3.0]), np.array([1.0, 2.0, 2.5])) == (1,)
    assert pointing.worst(0.3, 0.4) == () and pointing.worst("no number", np.zeros((2, 3))) == (0, 0)
    right = [np.zeros((2, 1)), np.zeros((1, 2))], [np.zeros(2), np.zeros(1)]
    wrong = [right[0][0], np.array([[0.0, 7.0]])], [np.array([0.0, 8.0]), right[1][1]]
    assert pointing.worst(wrong, right) == (0, 1, 0, 1)
    assert pointing.worst(([right[0][0] + 1, right[0][1] - 1], wrong[1]), right) == (0, 1, 0, 0)


def test_an_unknown_mistake_is_answered_by_a_calculation(language):
    report = check("sigmoid", lambda x: np.sin(3 * np.asarray(x)) + 0.2, seed=0)
    label = {"de": "von Hand", "en": "by hand"}[language]
    assert report.mistake is None
    assert f"{label}: x[2] = 2: 1 / (1 + e^(-2)) = 1 / (1 + 0.1353) = 0.8808" in report.lines


def test_a_right_last_layer_says_where_to_look(language):
    """The weights are changed before they carry the delta back: no known mistake."""

    def changed_first(weights, biases, x, G):
        dWs, dbs = EXERCISES["backprop"].solution(weights, biases, x, G)
        moved = [*weights[:-1], weights[-1] - 0.5 * dWs[-1]]
        back = [1 / (1 + np.exp(-(weights[0] @ x + biases[0])))]
        for W, b in zip(weights[1:-1], biases[1:-1], strict=True):
            back.append(1 / (1 + np.exp(-(W @ back[-1] + b))))
        delta, inputs = dbs[-1], [x, *back]
        for k in range(len(weights) - 2, -1, -1):
            delta = moved[k + 1].T @ delta * back[k] * (1 - back[k])
            dWs[k], dbs[k] = np.outer(delta, inputs[k]), delta
        return dWs, dbs

    report = check("backprop", changed_first, seed=0)
    words = {"de": "Der Fehler liegt auf dem Weg zurück, von Schicht 2 zu Schicht 1.", "en": "from layer 2 to layer 1."}
    assert report.mistake is None and words[language] in repr(report), report


@pytest.mark.parametrize("default", ["leaky-relu", "elu"])
def test_another_default_is_wrong_and_breaks_nothing(default):
    """The edges leave the last argument out."""
    ways = {
        "leaky-relu": lambda x, slope=0.01: np.where(x < 0, slope * np.asarray(x), x),
        "elu": lambda x, alpha=0.7: np.where(x < 0, alpha * np.expm1(np.minimum(x, 0)), x),
    }
    report = check(default, ways[default], seed=0)
    assert report.rung in ("edge", "mistake"), report
