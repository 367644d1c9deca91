"""`find_the_bug`: a riddle keeps its name, is reproducible, and answers with what speaks for or against a guess."""

import inspect
import pickle
import re

import numpy as np
import pytest

from nncourse import Network, SquaredError, backprop, check_gradient, find_the_bug, set_language, tanh, xor
from nncourse.bugs import ZOO
from nncourse.exercises import check, diagnose
from nncourse.riddle import LEVELS, drawn

pytestmark = [pytest.mark.numerical, pytest.mark.usefixtures("nothing_set")]

BY_ID = {bug.id: bug for bug in ZOO}
NAMES = [word for bug in ZOO for word in (bug.id, bug.name.de, bug.name.en, type(bug.steps).__name__)]


def riddle_of(bug):
    """A riddle that has drawn this bug."""
    level = next(level for level, names in LEVELS.items() if bug.id in names.split())
    return next(riddle for seed in range(1000) if drawn(riddle := find_the_bug(level, seed=seed)) is bug)


IN_GAME = [bug for bug in ZOO if bug.id != "float32-quotient"]


def test_every_bug_but_the_slow_one_is_in_one_level():
    names = [name for level in LEVELS.values() for name in level.split()]
    assert sorted(names) == sorted(bug.id for bug in IN_GAME)


@pytest.mark.parametrize("level", LEVELS)
def test_the_same_seed_is_the_same_riddle_and_without_one_it_is_drawn(level):
    assert {drawn(find_the_bug(level, seed=seed)).id for seed in range(200)} == set(LEVELS[level].split())
    for seed in range(20):
        assert drawn(find_the_bug(level, seed=seed)) is drawn(find_the_bug(level, seed=seed))
    assert len({find_the_bug(level).seed for _ in range(20)}) > 10
    with pytest.raises(TypeError):
        find_the_bug(level, 3)


@pytest.mark.parametrize(
    ("guess", "meant"),
    [
        ("das Vorzeichen ist falsch", "sign"),
        ("the sign is wrong", "sign"),
        ("Faktor 2 fehlt", "no-two"),
        ("mean", "mean-all"),
        ("no slope", "no-hidden-slope"),
        ("vergessene 2", "no-two"),
    ],
)
def test_a_guess_in_words_is_met_with_the_nearest_names(guess, meant):
    assert f"{meant} ({BY_ID[meant].name})" in repr(find_the_bug("eye", seed=1).answer(guess))


def test_a_seed_without_its_name_and_a_riddle_as_an_answer_are_understood():
    with pytest.raises(ValueError, match="a seed is written seed=42"):
        find_the_bug(42)
    assert "riddle.answer(...)" in repr(check("backprop", find_the_bug("eye", seed=1)))


@pytest.mark.parametrize("bug", IN_GAME, ids=lambda bug: bug.id)
def test_it_is_called_like_backprop_and_is_that_bug(bug):
    X, G = xor()
    network, riddle = Network.mlp([2, 3, 1], hidden=tanh), riddle_of(bug)
    C, gradient = riddle(network, X, G, SquaredError())
    assert C == pytest.approx(backprop(network, X, G, SquaredError())[0])
    expected = bug(Network.mlp([2, 3, 1], hidden=tanh), X, G, SquaredError())[1]
    assert gradient == pytest.approx(expected, rel=1e-12)


def test_the_book_s_check_takes_it():
    network = Network.mlp([2, 3, 2], seed=0)
    case = network, np.eye(2), np.ones((2, 2)), SquaredError()
    assert not check_gradient(*case, gradient=riddle_of(BY_ID["sum"])).passed


@pytest.mark.parametrize("level", LEVELS)
def test_it_does_not_betray_its_name(level):
    for seed in range(5):
        riddle = find_the_bug(level, seed=seed)
        riddle(Network.mlp([2, 1]), [[0, 1]], [[1]], SquaredError())
        shown = [
            repr(riddle),
            str(riddle),
            riddle.__name__,
            repr(vars(riddle)),
            repr(riddle.__call__),
            repr(dir(riddle)),
        ]
        shown += [inspect.getsource(riddle.__call__), inspect.getsource(type(riddle)), repr(pickle.dumps(riddle))]
        shown += [repr(riddle.__call__.__func__.__closure__), repr(riddle.__call__.__func__.__defaults__)]
        words = [word for word in NAMES if len(word) > 4 and re.search(rf"\b{re.escape(word)}\b", "\n".join(shown))]
        assert words == []


def test_diagnose_does_not_spoil_it():
    result = diagnose(find_the_bug(seed=1))
    assert (result.status, result.bug) == ("failed", None) and "find_the_bug" in repr(result)


@pytest.mark.parametrize("bug", IN_GAME, ids=lambda bug: bug.id)
def test_the_right_answer_is_right_in_any_spelling(bug):
    riddle = riddle_of(bug)
    for guess in (
        bug,
        bug.id,
        bug.name.de,
        bug.name.en.upper(),
        f" {bug.id.replace('-', ' ')} ",
        bug.id.replace("-", "_"),
    ):
        report = riddle.answer(guess)
        assert report.passed and str(bug.name) in report.lines[0] and str(bug.does) in report.lines


@pytest.mark.parametrize("code", ["de", "en"])
def test_a_wrong_answer_says_what_speaks_against_it_and_not_what_it_is(code):
    set_language(code)
    for bug in IN_GAME[::3]:
        riddle = riddle_of(bug)
        for guess in IN_GAME[::4]:
            if guess is not bug:
                report = riddle.answer(guess.id)
                assert (report.status, len(report.lines)) in {("failed", 2), ("failed", 3)}
                assert str(bug.name) not in "".join(report.lines[1:]) and bug.id not in repr(report).replace(
                    guess.id, ""
                )


def test_the_evidence_is_true():
    riddle = riddle_of(BY_ID["bias-zero"])
    assert "Hier ist richtig: W1, W2, W3" in repr(riddle.answer("sum"))
    assert "0.5" in repr(riddle_of(BY_ID["sum"]).answer("no-two")).replace(",", ".")
    assert "zweimal" in repr(riddle_of(BY_ID["accumulated"]).answer("sum"))
    assert "die Art stimmt" in repr(riddle_of(BY_ID["no-hidden-slope"]).answer("no-output-slope"))


@pytest.mark.parametrize(
    ("bug", "words"),
    [("sum", "kein W und kein b"), ("accumulated", "jedes W und jedes b"), ("bias-zero", "W1, W2, W3")],
)
def test_a_hint_says_what_is_right(bug, words):
    riddle = riddle_of(BY_ID[bug])
    assert "mit ReLU" in riddle.hint().text or bug == "accumulated"
    assert words in riddle.hint().text


def test_who_guesses_nonsense_hears_similar_names():
    riddle = find_the_bug(seed=1)
    for guess in ("sume", "", None, 3, np.zeros(3), [], backprop):
        report = riddle.answer(guess)
        assert report.status == "failed" and "ZOO" in repr(report)
        assert ("Meintest du" in repr(report)) is isinstance(guess, str)
    assert "sum" in repr(riddle.answer("sume"))


def test_hints_say_more_and_end_and_the_solution_tells():
    for bug in IN_GAME[::5]:
        riddle = riddle_of(bug)
        hints = [riddle.hint().text for _ in range(5)]
        assert len({*hints}) == 4 and hints[3] == hints[4] and ".solution()" in hints[3]
        assert bug.id not in "".join(hints) and bug.id in riddle.solution().text


@pytest.mark.parametrize(
    ("level", "seed", "error"),
    [("easy", 1, ValueError), (1, 1, ValueError), ("eye", 1.5, TypeError), ("eye", -1, ValueError)],
)
def test_wrong_arguments(level, seed, error):
    with pytest.raises(error, match="level is|seed is"):
        find_the_bug(level, seed=seed)
