"""What chapter 8 shows of the zoo is what `experiments/zoo.py` measures."""

import json

import numpy as np
import pages
import pytest
from programs import load

from nncourse import backprop, tanh
from nncourse.bugs import ZOO

FILE = pages.ROOT / "experiments/zoo.json"
STORED = json.loads(FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def zoo():
    """experiments/zoo.py as a module."""
    return load("zoo")


def gradient_and_hidden(name, zoo):
    """Return the gradient of this name, right or wrong, and the activation that its networks have."""
    bug = next((bug for bug in ZOO if bug.id == name), backprop)
    return bug, zoo.hidden_for(bug)


def test_the_file_has_all_gradients_with_these_settings(zoo):
    assert list(STORED["gradients"]) == ["right, tanh", "right, relu", *(bug.id for bug in ZOO)]
    assert STORED["settings"] == zoo.SETTINGS


def test_the_file_weighs_what_a_page_may():
    assert FILE.stat().st_size < 150_000


@pytest.mark.parametrize("name", ["right, tanh", "slope-of-a"])
def test_xor_runs_once_more(name, zoo):
    again, stored = zoo.xor_runs(*gradient_and_hidden(name, zoo)), STORED["gradients"][name]["xor"]
    assert np.allclose(again["costs"], stored["costs"], atol=1e-3)
    assert [again["half"], again["goal"]] == [stored["half"], stored["goal"]]


@pytest.mark.long
def test_the_checks_catch_once_more_whom_they_caught(zoo):
    again = {bug.id: zoo.caught(bug) for bug in ZOO} | {"right, tanh": zoo.caught(backprop)}
    assert again == {name: STORED["gradients"][name]["caught"] for name in again}


@pytest.mark.long
@pytest.mark.parametrize("name", ["right, tanh", "mean-all", "bias-zero"])
def test_digits_are_learned_once_more(name, zoo):
    again, stored = zoo.digit_runs(*gradient_and_hidden(name, zoo)), STORED["gradients"][name]["digits"]
    assert np.allclose(again["accuracy"], stored["accuracy"], atol=0.02)
    assert zoo.learns_by_heart(*gradient_and_hidden(name, zoo)) == STORED["gradients"][name]["by_heart"]


@pytest.mark.long
def test_a_rate_makes_up_for_a_gradient_that_is_only_scaled(zoo):
    tenth = next(bug for bug in ZOO if bug.id == "mean-all")

    def ten_times(network, X, G, cost):
        C, gradient = tenth(network, X, G, cost)
        return C, 10 * gradient

    right = STORED["gradients"]["right, tanh"]["digits"]["accuracy"]
    assert np.allclose(zoo.digit_runs(ten_times, tanh)["accuracy"], right, atol=0.02)
