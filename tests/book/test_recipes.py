"""The long runs of chapter 9: the file is what the program computes, keeps its own rules, and the page shows it."""

import json
import re
import statistics
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import nbformat
import numpy as np
import pytest
from programs import load

from nncourse import accuracy, mnist

ROOT = Path(__file__).parents[2]


program = load("recipes")
stored = json.loads(program.FILE.read_text(encoding="utf-8"))
by_recipe = pytest.mark.parametrize("name", program.RECIPES)


def mean(name, key):
    """Return the mean over a recipe's runs of what they had at the end."""
    ends = [run[key] for run in stored["recipes"][name]["runs"]]
    return statistics.mean(end[-1] if isinstance(end, list) else end for end in ends)


def test_the_file_holds_the_recipes_of_the_program():
    recipes = {name: json.loads(json.dumps(asdict(recipe))) for name, recipe in program.RECIPES.items()}
    assert {name: entry["recipe"] for name, entry in stored["recipes"].items()} == recipes
    assert list(stored["recipes"]) == list(recipes)
    assert stored["settings"] == program.settings()["settings"]


def test_the_file_says_where_it_ran():
    assert stored["machine"]["processor"] and stored["machine"]["threads"] == 1
    assert stored["versions"].keys() >= {"nncourse", "python", "numpy"}


@by_recipe
def test_every_seed_ran_once_and_to_the_end(name):
    entry = stored["recipes"][name]
    assert [run["seed"] for run in entry["runs"]] == program.SEEDS
    for run in entry["runs"]:
        assert len(run["seconds"]) == len(run["validation"]) == entry["recipe"]["epochs"]
        assert run["seconds"] == sorted(run["seconds"]) and run["seconds"][0] > 0


@by_recipe
def test_what_was_misread_is_what_is_missing_from_the_accuracy(name):
    labels = mnist().y_test
    for run in stored["recipes"][name]["runs"]:
        if run["wrong"] is not None:
            assert run["test"] == pytest.approx(1 - len(run["wrong"]) / 10_000, abs=1e-9)
            assert len({number for number, _ in run["wrong"]}) == len(run["wrong"])
            assert all(labels[number] != read for number, read in run["wrong"])


@by_recipe
def test_rates_were_tried_with_a_seed_of_their_own(name):
    entry = stored["recipes"][name]
    rates = entry["recipe"]["rates"]
    assert [rate for rate, _ in entry["tries"]] == (rates if len(rates) > 1 else [])
    assert stored["settings"]["seed_of_tries"] not in stored["settings"]["seeds"]


@pytest.mark.parametrize("epochs", [25, 60])
def test_more_time_uses_the_rate_that_twelve_epochs_chose(epochs):
    chosen = program.best_rate(stored["recipes"]["warped"])
    assert stored["recipes"][f"warped-{epochs}"]["recipe"]["rates"] == [chosen]


def test_ten_seconds_and_a_minute_reach_their_aims():
    assert mean("warped", "test") >= 0.988 and mean("warped", "seconds") <= 12
    assert mean("warped-60", "test") >= 0.991 and mean("warped-60", "seconds") <= 66


@pytest.fixture(scope="module")
def few():
    """The digits, but only a thousand to train with."""
    digits = program.Digits()
    digits.images, digits.labels = digits.images[:1000], digits.labels[:1000]
    return digits


def test_the_three_parts_share_no_image():
    digits = program.Digits()
    assert len(digits.images) == len(digits.labels) == 50_000
    together = [*digits.images.reshape(-1, 784), *digits.validation[0]]
    assert Counter(image.tobytes() for image in together) == Counter(image.tobytes() for image in mnist().x_train)


@pytest.mark.parametrize("name", ["textbook", "relu", "shifted", "warped"])
def test_a_seed_gives_its_run_again_and_another_one_does_not(name, few):
    recipe = replace(program.RECIPES[name], epochs=2)
    first, again, other = (program.learn(recipe, 0.1, seed, few)[0] for seed in (0, 0, 1))
    assert np.array_equal(first.theta, again.theta)
    assert not np.isclose(first.theta, other.theta).all()


def test_a_run_reports_what_its_network_reads(few):
    recipe = replace(program.RECIPES["warped"], epochs=3)
    run = program.run(recipe, 0.1, 0, few)
    network, _, validation = program.learn(recipe, 0.1, 0, few)
    assert run["test"] == pytest.approx(accuracy(network(few.test[0]), few.test[1]), abs=1e-9)
    assert run["validation"] == validation and len(run["seconds"]) == 3
    assert run["wrong"] is None  # a thousand images are too few for a short list


def test_a_falling_rate_falls_in_equal_steps(few, monkeypatch):
    rates = []
    monkeypatch.setattr(program, "train", lambda *arguments, **settings: rates.append(arguments[4].learning_rate))
    program.learn(replace(program.RECIPES["warped"], epochs=4), 0.2, 0, few)
    assert rates == pytest.approx([0.2, 0.15, 0.1, 0.05])
    rates.clear()
    program.learn(replace(program.RECIPES["momentum"], epochs=2), 0.2, 0, few)
    assert rates == [0.2, 0.2]


def test_a_rate_that_diverges_is_worth_nothing(few):
    recipe = replace(program.RECIPES["wide"], epochs=1)
    assert program.try_rate(recipe, 1e30, few) == 0.0
    assert program.best_rate({"tries": [(1e30, 0.0), (0.1, 0.9), (0.2, 0.8)]}) == 0.1


def test_each_rung_of_the_ladder_changes_one_thing():
    ladder = list(program.RECIPES.values())[:9]
    together = [{"momentum", "batch_size"}]  # larger batches and momentum are one rung
    for before, after in zip(ladder, ladder[1:], strict=False):
        changed = {key for key in asdict(after) if getattr(before, key) != getattr(after, key)} - {"rates"}
        assert len(changed) == 1 or changed in together or before.images == "shifted"


def test_what_is_written_is_read_back():
    entries = stored["recipes"]
    assert json.loads(program.written(entries))["recipes"] == entries


CHAPTER = ROOT / "book/de/09_better_digits.ipynb"
TABLES = {"digits-ingredients-table": list(program.RECIPES)[:9], "digits-minute-table": ["warped", "warped-60"]}
ROWS = {  # the ladder is judged by the validation images; what it leads to is shown the test images
    "digits-ingredients-table": re.compile(r"^.*?(\d\d\.\d\d) ± (\d\.\d\d) +(\d\.\d\d) +(\d+\.\d)$", re.MULTILINE),
    "digits-minute-table": re.compile(r"^.*?(\d\d\.\d\d) +(\d\d\.\d\d) ± (\d\.\d\d) +(\d+\.\d)$", re.MULTILINE),
}


def printed(table):
    """Return what the chapter's cell of this name printed."""
    cell = next(cell for cell in nbformat.read(CHAPTER, as_version=4).cells if cell.id == table)
    return "".join(output.text for output in cell.outputs)


def shown_rows(table, text):
    """Return the numbers of every row of a table."""
    return [tuple(map(float, row.groups())) for row in ROWS[table].finditer(text)]


def spread(name, key):
    """Return the standard deviation over a recipe's runs, in percent, of what they had at the end."""
    ends = [run[key] for run in stored["recipes"][name]["runs"]]
    return statistics.stdev(100 * (end[-1] if isinstance(end, list) else end) for end in ends)


def right_row(table, name):
    """Return what the row of a recipe must show."""
    validation, seconds = 100 * mean(name, "validation"), mean(name, "seconds")
    if table == "digits-minute-table":
        return validation, 100 * mean(name, "test"), spread(name, "test"), seconds
    deviation = spread(name, "validation")
    return validation, deviation, deviation / len(program.SEEDS) ** 0.5, seconds


def shows(table, text):
    """Say whether a table's rows are those of its recipes, to the last digit shown."""
    rows, names = shown_rows(table, text), TABLES[table]
    half_a_digit = [0.00501, 0.00501, 0.00501, 0.0501]
    return len(rows) == len(names) and np.all(
        np.abs(np.subtract(rows, [right_row(table, name) for name in names])) <= half_a_digit
    )


@pytest.mark.parametrize("table", TABLES)
def test_the_page_shows_what_the_file_says(table):
    assert shows(table, printed(table))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("column", range(4))
def test_a_changed_number_on_the_page_is_seen(table, column):
    text = printed(table)
    digit = next(ROWS[table].finditer(text)).end(column + 1) - 1
    wrong = text[:digit] + str((int(text[digit]) + 5) % 10) + text[digit + 1 :]
    assert not shows(table, wrong)


def test_the_page_says_where_it_was_measured():
    text = printed("digits-minute-table")
    assert stored["machine"]["processor"] in text and f"NumPy {stored['versions']['numpy']}" in text
