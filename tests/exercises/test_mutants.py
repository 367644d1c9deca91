"""Mutants that an answer may be: most are told apart by what they make of the first case, which is remembered."""

import numpy as np
import pytest

from nncourse.exercises import check, mutants
from nncourse.exercises.catalogue import EXERCISES
from nncourse.sandbox import Outcome, run_ours

pytestmark = pytest.mark.numerical


def in_single_precision(value):
    """What a learner who calculates in float32 may give for a result."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(in_single_precision, value))
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype == float else value


@pytest.mark.parametrize("exercise_id", ["maxout", "cost-mean", "numerical-gradient", "hidden-delta", "backprop-batch"])
def test_every_mutant_may_be_what_gives_its_own_result(exercise_id):
    exercise = EXERCISES[exercise_id]
    args = exercise.cases(np.random.default_rng(0))[0]
    for way in (exercise.solution, *exercise.rewrites):
        for mutant in mutants.mutants_of(way):
            (result,) = run_ours(mutant.function, [args])
            nearly = Outcome(args, in_single_precision(result.value), result.error)
            for outcome in (result, nearly):
                assert mutant in list(mutants.candidates(way, outcome)), mutant.how


def test_few_mutants_may_be_what_gives_another_result():
    exercise = EXERCISES["backprop"]
    args = exercise.cases(np.random.default_rng(0))[0]
    dW, db = exercise.solution(*args)
    other = Outcome(args, ([x + 0.37 for x in dW], db))
    assert len(list(mutants.candidates(exercise.solution, other))) < len(mutants.mutants_of(exercise.solution)) / 10


def test_a_mutant_is_called_with_the_first_case_once(monkeypatch):
    def wrong(W, b, a, f):
        return f(W @ a + b) + np.sin(7 * a.sum())

    first = check("layer", wrong, seed=1)
    calls = []
    monkeypatch.setattr(mutants, "run_ours", lambda *args: calls.append(args) or run_ours(*args))
    second = check("layer", wrong, seed=2)
    assert (first.rung, second.rung, calls) == ("value", "value", [])
    exercise = EXERCISES["layer"]
    mutants.candidates(exercise.solution, Outcome(exercise.cases(np.random.default_rng(0))[1], np.zeros(3)))
    assert len(calls) == len(mutants.mutants_of(exercise.solution)), "of another case nothing is known"
