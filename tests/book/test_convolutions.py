"""The long run of chapter 10: the files are what the program computes, and reach what they should."""

import json
import statistics
from dataclasses import asdict, replace

import numpy as np
import pytest

from experiments import convolution as program
from nncourse import accuracy, load, mnist

stored = json.loads(program.FILE.read_text(encoding="utf-8"))


def test_the_file_holds_the_tries_and_seeds_of_the_program():
    assert [one["recipe"] for one in stored["tries"]] == [asdict(recipe) for recipe in program.TRIES]
    assert [run["seed"] for run in stored["runs"]] == program.SEEDS
    assert program.SEED_OF_TRIES not in program.SEEDS
    assert stored["settings"] == json.loads(json.dumps(program.settings()["settings"]))
    assert stored["machine"]["processor"] and stored["machine"]["threads"] == 1
    assert all(len(run["seconds"]) == program.best(stored["tries"]).epochs for run in stored["runs"])
    assert all(run["seconds"] == sorted(run["seconds"]) and run["seconds"][0] > 0 for run in stored["runs"])


def test_the_network_reaches_its_aim_in_four_minutes():
    assert statistics.mean(run["test"] for run in stored["runs"]) >= 0.994
    assert max(run["seconds"][-1] for run in stored["runs"]) <= 240


def test_what_was_misread_is_what_is_missing_from_the_accuracy():
    labels = mnist().y_test
    for run in stored["runs"]:
        assert run["test"] == pytest.approx(1 - len(run["wrong"]) / 10_000, abs=1e-9)
        assert len({number for number, _ in run["wrong"]}) == len(run["wrong"])
        assert all(labels[number] != read for number, read in run["wrong"])


def test_the_stored_network_is_that_of_the_first_seed():
    network, data = load(program.NETWORK), mnist()
    assert repr(network) == repr(program.untrained(0)) and network.dtype == np.float32
    read = network(data.x_test.reshape(-1, 784)).argmax(axis=1)
    wrong = np.flatnonzero(read != data.y_test)
    misread = {(int(number), int(read[number])) for number in wrong}
    assert len(misread ^ set(map(tuple, stored["runs"][0]["wrong"]))) <= 2  # one at the edge may fall either way


def test_what_remains_of_digits_moved_by_three_pixels_is_what_the_file_says():
    network, data = load(program.NETWORK), mnist()
    pictures = program.moved(data.x_test, 0, 3).reshape(-1, 784)
    share = accuracy(network(pictures), data.y_test)
    assert share == pytest.approx(stored["moved"]["convolution"]["right"][3], abs=0.0003)


@pytest.mark.long
@pytest.mark.parametrize(("name", "make"), [("convolution", lambda: load(program.NETWORK)), ("plain", program.plain)])
def test_what_remains_of_moved_digits_is_what_the_file_says(name, make):
    shares = program.when_moved(make())
    assert shares.keys() == stored["moved"][name].keys()
    for direction, of_pixels in shares.items():
        assert of_pixels == pytest.approx(stored["moved"][name][direction], abs=0.003), direction


def test_three_pixels_cost_the_plain_network_much_and_the_convolution_little():
    plain, convolution = stored["moved"]["plain"], stored["moved"]["convolution"]
    assert all(len(shares) == program.MOST_PIXELS + 1 for shares in [*plain.values(), *convolution.values()])
    for direction, shares in convolution.items():
        assert shares[0] == stored["runs"][0]["test"]
        assert shares[3] > plain[direction][3] + 0.1


def test_pictures_move_and_paper_comes_in():
    pictures = np.arange(1, 2 * 36 + 1, dtype=np.uint8).reshape(2, 6, 6)
    moved = program.moved(pictures, 2, -1)
    assert not moved[:, :2].any() and not moved[:, :, -1].any()
    assert np.array_equal(moved[:, 2:, :-1], pictures[:, :-2, 1:])
    assert np.array_equal(program.moved(pictures, 0, 0), pictures)


def test_the_best_is_the_first_of_those_that_read_most():
    tries = [
        {"recipe": asdict(recipe), "validation": share}
        for recipe, share in zip(program.TRIES, (0.9, 0.95, 0.95), strict=False)
    ]
    assert program.best(tries) == program.TRIES[1]


@pytest.mark.parametrize("recipe", [program.TRIES[0], program.TRIES[3]], ids=str)
def test_a_seed_gives_its_run_again_and_another_one_does_not(recipe):
    data = mnist()
    few = data.x_train[:300], data.y_train[:300]
    recipe = replace(recipe, epochs=2)
    (*_, (one, _)), (*_, (again, _)), (*_, (other, _)) = (program.learn(recipe, seed, *few) for seed in (0, 0, 1))
    assert np.array_equal(one.theta, again.theta)
    assert not np.isclose(one.theta, other.theta).all()
    assert accuracy(one(few[0].reshape(300, -1)), few[1]) > 0.2


def test_the_rate_falls_in_equal_steps(monkeypatch):
    rates, data = [], mnist()
    monkeypatch.setattr(program, "train", lambda *arguments, **settings: rates.append(arguments[4].learning_rate))
    list(program.learn(program.Recipe(4, rate=0.2), 0, data.x_train[:2], data.y_train[:2]))
    assert rates == pytest.approx([0.2, 0.15, 0.1, 0.05])


def test_what_is_written_is_read_again():
    results = {name: stored[name] for name in ("tries", "runs", "moved")}
    assert {name: json.loads(program.written(results))[name] for name in results} == results
    assert program.FILE.read_text(encoding="utf-8").count("\n") < 40  # a line for each try, run and network
