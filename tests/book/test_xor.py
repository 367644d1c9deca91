"""The long runs of chapter 6: the file is what the program computes, and each method has its best rate."""

import json
import statistics

import pytest
from programs import load

program = load("xor")
stored = json.loads(program.FILE.read_text(encoding="utf-8"))
by_method = pytest.mark.parametrize("method", program.METHODS)


def test_the_file_holds_the_methods_of_the_program():
    assert list(stored) == list(program.METHODS)


@by_method
def test_every_seed_and_every_rate_is_there(method):
    entry, rates = stored[method], program.METHODS[method][-1]
    assert [rate for rate, _ in entry["tries"]] == list(rates)
    assert len(entry["steps"]) == len(program.SEEDS)
    assert len(entry["shared"]) == (0 if method == "adam" else len(program.SEEDS))
    assert not set(program.SEEDS) & set(program.SEEDS_OF_TRIES)


@by_method
def test_the_rate_is_the_best_one_and_not_the_first_or_last_that_was_tried(method):
    tries = dict(map(tuple, stored[method]["tries"]))
    best = stored[method]["rate"]
    assert tries[best] == min(tries.values()) and list(tries).index(best) not in (0, len(tries) - 1)


@by_method
def test_a_run_gives_what_is_stored(method):
    entry = stored[method]
    assert program.steps(method, entry["rate"], 0) == entry["steps"][0]
    if entry["shared"]:
        assert program.steps(method, program.SHARED_RATE, 0) == entry["shared"][0]


def test_who_does_not_arrive_counts_as_the_limit():
    assert program.steps("adam", 1e-9, 0) == program.LIMIT


def test_each_method_changes_one_thing():
    settings = [(*method[:4], method[2].__class__) for method in program.METHODS.values()]
    for before, after in zip(settings, settings[1:], strict=False):
        kept = [before[i] is after[i] or before[i] == after[i] for i in (0, 1, 3, 4)]
        assert kept.count(False) == 1
    medians = [statistics.median(entry["steps"]) for entry in stored.values()]
    assert medians == sorted(medians, reverse=True)
