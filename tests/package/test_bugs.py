"""Every wrong gradient of the zoo is what it says, and caught; the right one never is."""

import subprocess
import sys
import weakref

import numpy as np
import pytest
from seeds import seeds

from nncourse import (
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    Network,
    SquaredError,
    backprop,
    check_gradient,
    identity,
    language,
    relu,
    set_language,
    sigmoid,
    tanh,
    xor,
)
from nncourse.bugs import ZOO, Accumulated, Backward, in_float32
from nncourse.bugs.backward import ALL, FIRST, HIDDEN, LAST_HIDDEN, OUTPUT, PLACES, Both
from nncourse.bugs.wrong import BiasZero, NoSlope, SlopeOfA
from nncourse.bugs.zoo import OTHERS

SEEDS = seeds(10, 100)
COST = SquaredError()
BY_ID = {bug.id: bug for bug in ZOO}
each_bug = pytest.mark.parametrize("bug", ZOO, ids=lambda bug: bug.id)

DIFFERENT, SMALL, SQUARE = (2, 4, 3, 2), (2, 3, 2), (3, 3, 3)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    monkeypatch.setattr(language, "_language", None)
    monkeypatch.delenv("NNCOURSE_LANG", raising=False)


def example(seed, sizes=DIFFERENT, f=sigmoid, output=sigmoid, n=4):
    rng = np.random.default_rng(seed)
    network = Network.mlp(sizes, hidden=f, output=output, seed=seed)
    for layer in network.layers:
        layer.b = 0.5 * rng.standard_normal(layer.b.shape)
    return network, rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1])), COST


def with_shares(network, X, G, cost):
    """The same with targets that add up to 1, which every cost takes."""
    return network, X, G / G.sum(axis=1, keepdims=True), cost


# What is in the zoo


def test_there_are_at_least_14_and_each_is_explained_in_both_languages():
    assert len(ZOO) == len(BY_ID) >= 14
    for bug in ZOO:
        for text in (bug.name, bug.does, bug.hides, bug.caught):
            assert text.de and text.en and (text.de != text.en)
        assert all(text.de.endswith(".") and text.en.endswith(".") for text in (bug.does, bug.hides, bug.caught))


def test_each_bug_shows_the_line_that_is_wrong():
    assert BY_ID["bias-mean-twice"].lines == ("return delta.sum(axis=0)", "return delta.mean(axis=0)")
    assert BY_ID["float32-quotient"].lines is None
    for bug in ZOO:
        if bug.id != "float32-quotient":
            right, wrong = bug.lines
            assert right != wrong and "#" not in right + wrong and len(right.split("\n")) == 1


def test_a_bug_says_its_name():
    assert repr(BY_ID["sum"]) == "Bug('sum': Summe statt Mittelwert)"
    set_language("en")
    assert repr(BY_ID["sum"]) == "Bug('sum': sum instead of mean)"


def test_without_a_bug_the_five_steps_are_backprop():
    costs = [COST, CrossEntropy(), BinaryCrossEntropy()]
    for seed in range(10):
        for f in (sigmoid, tanh, relu):
            for cost in costs:
                case = with_shares(*example(seed, f=f, output=identity)[:3], cost)
                (C, gradient), (right_C, right) = Backward()(*case), backprop(*case)
                assert C == right_C and gradient == pytest.approx(right, rel=1e-12, abs=1e-15)
        _, X, G, _ = example(seed)
        network = Network(Maxout(2, 3), Dense(3, 2, tanh), seed=seed)
        assert Backward()(network, X, G, COST)[1] == pytest.approx(backprop(network, X, G, COST)[1], rel=1e-12)


@each_bug
def test_a_bug_is_called_like_backprop(bug):
    network, X, G, cost = example(0)
    before = network.theta.tobytes(), X.tobytes(), G.tobytes()
    C, gradient = bug(network, X.tolist(), G.tolist(), cost)
    assert C == pytest.approx(backprop(network, X, G, cost)[0], rel=1e-6)
    assert gradient.shape == network.theta.shape and gradient.dtype == float
    assert (network.theta.tobytes(), X.tobytes(), G.tobytes()) == before
    with pytest.raises(ValueError, match="targets has"):
        bug(network, X, G[:, :1], cost)


# Families: a wrong step in some layers, on the way into some of dW, db and what goes back


def wrong_places(steps, case):
    """Which W and b are wrong, such as {"W1", "b1"}."""
    network, (g, right) = case[0], (steps(*case)[1], backprop(*case)[1])
    pairs = zip(network.views(g), network.views(right), strict=True)
    return {
        f"{name}{k}"
        for k, (mine, rights) in enumerate(pairs, start=1)
        for name, a, b in zip("Wb", mine, rights, strict=True)
        if not np.allclose(a, b, rtol=1e-9, atol=0)
    }


@pytest.mark.parametrize(
    ("layers", "into", "wrong"),
    [
        (OUTPUT, ALL, {"W1", "b1", "W2", "b2", "W3", "b3"}),
        (OUTPUT, {"dW"}, {"W3"}),
        (OUTPUT, {"db"}, {"b3"}),
        (OUTPUT, {"dA"}, {"W1", "b1", "W2", "b2"}),
        (LAST_HIDDEN, ALL, {"W1", "b1", "W2", "b2"}),
        (LAST_HIDDEN, {"dW", "db"}, {"W2", "b2"}),
        (FIRST, ALL, {"W1", "b1"}),
        (FIRST, {"dA"}, set()),
        (HIDDEN, {"dW"}, {"W1", "W2"}),
    ],
)
def test_a_bug_in_one_place_is_wrong_there_and_before_it(layers, into, wrong):
    for kind in (NoSlope, SlopeOfA):
        assert wrong_places(kind(layers, frozenset(into)), example(0)) == wrong


def test_the_places_are_all_that_three_layers_have():
    chosen = {tuple(bool(place.holds(k, 2)) for k in range(3)) for place in PLACES}
    assert len(chosen) == len(PLACES) == 2**3 - 1


def test_two_bugs_at_once():
    case = example(0)
    both, one, other = (it(*case)[1] for it in (Both(NoSlope(), BiasZero()), NoSlope(), BiasZero()))
    for (W, b), (W_one, _), (_, b_other) in zip(*map(case[0].views, (both, one, other)), strict=True):
        assert W == pytest.approx(W_one) and b == pytest.approx(b_other)


def test_the_names_of_all_known_bugs_are_their_own():
    names = [bug.id for bug in (*ZOO, *OTHERS)]
    assert len(names) == len(set(names))
    for bug in OTHERS:
        texts = (bug.name, bug.does, bug.hides, bug.caught)
        assert all(text.de and text.en for text in texts) and wrong_places(bug.steps, example(0, SQUARE, relu))


def test_only_conventions_scale():
    assert {bug.id for bug in ZOO if bug.only_scales} == {"no-two", "sum", "mean-all", "sign"}


# What a bug is, in numbers


def quotient(bug, case):
    """Return the bug's gradient divided by the right one, entry by entry."""
    return bug(*case)[1] / backprop(*case)[1]


@pytest.mark.parametrize(("name", "factor"), [("no-two", 1 / 2), ("sum", 4), ("mean-all", 1 / 2), ("sign", -1)])
def test_bugs_that_are_a_multiple(name, factor):
    assert quotient(BY_ID[name], example(0)) == pytest.approx(factor)


def test_mean_over_three_outputs():
    assert quotient(BY_ID["mean-all"], example(0, (2, 4, 3))) == pytest.approx(1 / 3)


def test_the_bias_bugs_leave_the_weights_alone():
    case = example(0)
    for name, factor in (("bias-mean-twice", 1 / 4), ("bias-zero", 0)):
        for W, b in case[0].views(quotient(BY_ID[name], case)):
            assert W == pytest.approx(1) and b == pytest.approx(factor)


def test_without_the_slope_at_the_output_it_is_the_cross_entropy():
    """sigma' at the output is what the squared error has and the cross-entropy has not; the 2 stays."""
    network, X, G, _ = example(0)
    twin = Network(Dense(2, 4, sigmoid), Dense(4, 3, sigmoid), Dense(3, 2, identity))
    twin.theta = network.theta
    other = backprop(twin, X, G, BinaryCrossEntropy())[1]
    assert BY_ID["no-output-slope"](network, X, G, COST)[1] == pytest.approx(2 * other)


def test_with_a_single_output_one_path_is_all_there_is():
    assert quotient(BY_ID["one-path"], example(0, (2, 4, 1))) == pytest.approx(1)
    assert quotient(BY_ID["mean-all"], example(0, (2, 4, 1))) == pytest.approx(1)


def test_updating_too_early_is_the_step_that_such_a_code_makes():
    """W of the last layer is improved first, then delta goes back through it."""
    bug = BY_ID["updated-too-early"]
    network, X, G, _ = example(0, (2, 3, 2))
    L, (_, (dW, _)) = bug.steps.learning_rate, network.views(backprop(network, X, G, COST)[1])
    Z, A = network.forward(X)
    delta = sigmoid.derivative(Z[1]) * COST.gradient(A[2], G)
    hidden = sigmoid.derivative(Z[0]) * (delta @ (network.layers[1].W - L * dW))
    assert network.views(bug(network, X, G, COST)[1])[0][0] == pytest.approx(hidden.T @ X)


def test_accumulation_begins_anew_with_a_new_network():
    bug, case = BY_ID["accumulated"], example(0)
    right = backprop(*case)[1]
    for calls in (1, 2, 3):
        assert bug(*case)[1] == pytest.approx(calls * right)
    assert bug(*example(0))[1] == pytest.approx(right)


def test_accumulation_keeps_no_network_alive():
    steps, case = Accumulated(), example(0)
    steps(*case)
    network = weakref.ref(case[0])
    del case
    assert network() is None and len(steps.total) == 0


@pytest.mark.parametrize("f", [sigmoid, tanh, relu], ids=repr)
def test_a_copy_in_float32_computes_the_same(f):
    network, X, _, _ = example(0, f=f)
    assert in_float32(network).dtype == np.float32
    assert in_float32(network)(X) == pytest.approx(network(X), rel=1e-5)
    maxout = Network(Maxout(2, 3), Dense(3, 1, f))
    assert in_float32(maxout)(X) == pytest.approx(maxout(X), rel=1e-5)


@each_bug
def test_training_with_a_bug_runs(bug):
    X, G = xor()
    network = Network.mlp([2, 3, 1], hidden=tanh)
    optimizer = GradientDescent(0.1)
    for _ in range(20):
        C, gradient = bug(network, X, G, COST)
        optimizer.step(network.theta, gradient)
    assert np.isfinite(C) and np.isfinite(network.theta).all()


# Caught: check_gradient

NEEDS = {  # what a check must have to see this bug; a sigmoid network of different sizes sees all others
    "relu-slope-one": "ReLU",
    "not-transposed": "a square W",
    "wrong-activation": "a square W",
    "accumulated": "a second call",
}


@pytest.mark.parametrize("name", [name for name in BY_ID if name not in NEEDS])
def test_check_gradient_catches_it_on_sigmoid_networks(name):
    passed = [seed for seed in SEEDS if check_gradient(*example(seed, SMALL), gradient=BY_ID[name]).passed]
    assert passed == []


@pytest.mark.parametrize("name", NEEDS)
def test_check_gradient_does_not_see_it_on_a_sigmoid_network_of_different_sizes(name):
    assert all(check_gradient(*example(seed, SMALL), gradient=BY_ID[name]).passed for seed in SEEDS)


@pytest.mark.parametrize("name", [name for name, need in NEEDS.items() if need == "a square W"])
def test_check_gradient_catches_it_with_a_square_W(name):
    assert not any(check_gradient(*example(seed, SQUARE), gradient=BY_ID[name]).passed for seed in SEEDS)


def test_check_gradient_catches_the_slope_of_relu_with_relu():
    bug = BY_ID["relu-slope-one"]
    assert not any(check_gradient(*example(seed, f=relu), gradient=bug).passed for seed in SEEDS)


def test_check_gradient_catches_accumulation_when_called_twice():
    for seed in SEEDS:
        case = example(seed, SMALL)
        assert check_gradient(*case, gradient=BY_ID["accumulated"]).passed
        assert not check_gradient(*case, gradient=BY_ID["accumulated"]).passed


def test_with_relu_alone_the_slope_of_a_is_never_seen_and_every_other_is():
    """Why a check always has a sigmoid or tanh in it."""
    unseen = dict(BY_ID)
    for seed in range(20):
        for sizes in (DIFFERENT, SQUARE):
            case = example(seed, sizes, relu, relu, n=8)
            for name, bug in list(unseen.items()):
                if not all(check_gradient(*case, gradient=bug).passed for _ in range(2)):
                    del unseen[name]
    assert list(unseen) == ["slope-of-a"]
    for seed in SEEDS:
        case = example(seed, f=relu, output=relu, n=8)
        assert BY_ID["slope-of-a"](*case)[1] == pytest.approx(backprop(*case)[1], rel=1e-12)
        assert not check_gradient(*example(seed, f=tanh), gradient=BY_ID["slope-of-a"]).passed


def test_doubling_every_sample_shows_these_and_no_others():
    shown = set()
    for seed in SEEDS:
        network, X, G, cost = example(seed)
        for bug in set(ZOO) - {BY_ID["accumulated"]}:
            once, twice = bug(network, X, G, cost)[1], bug(network, np.tile(X, (2, 1)), np.tile(G, (2, 1)), cost)[1]
            if not np.allclose(once, twice, rtol=1e-9, atol=1e-12) and bug.id != "float32-quotient":
                shown.add(bug.id)
    assert shown == {"sum", "bias-mean-twice", "mean-in-every-layer", "last-sample"}


@pytest.mark.parametrize("f", [sigmoid, tanh, relu, Maxout], ids=lambda f: getattr(f, "name", "maxout"))
def test_the_right_gradient_is_never_caught(f):
    for seed in SEEDS:
        cost = (COST, CrossEntropy(), BinaryCrossEntropy())[seed % 3]
        network, X, G, cost = with_shares(*example(seed, f=tanh if f is Maxout else f, output=identity)[:3], cost)
        if f is Maxout:
            network = Network(Maxout(2, 3), Dense(3, 2, identity), seed=seed)
        assert check_gradient(network, X, G, cost, gradient=Backward()).passed


def test_the_zoo_is_no_cost_of_importing_nncourse():
    code = "import sys, nncourse; assert 'nncourse.bugs' not in sys.modules and 'nncourse.exercises' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
