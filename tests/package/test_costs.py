"""Costs: by hand, summed over the outputs, averaged over the samples, and their first derivative."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nncourse import BinaryCrossEntropy, CrossEntropy, ShapeError, SquaredError, one_hot, sigmoid, softmax
from nncourse.costs import COSTS

pytestmark = pytest.mark.numerical

by_cost = pytest.mark.parametrize("cost", [cost() for cost in COSTS.values()], ids=repr)


def example(n=5, n_out=3, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, n_out)), one_hot(rng.integers(n_out, size=n), n_out)


def test_squared_error_by_hand():
    outputs, targets = [[1.0, 2.0], [0.0, 4.0]], [[0.0, 0.0], [3.0, 4.0]]
    assert SquaredError()(outputs, targets) == (1 + 4 + 9 + 0) / 2
    assert np.array_equal(SquaredError().gradient(outputs, targets), [[1.0, 2.0], [-3.0, 0.0]])


def test_cross_entropy_by_hand():
    outputs, targets = np.log([[1.0, 3.0], [1.0, 1.0]]), [[0.0, 1.0], [1.0, 0.0]]
    assert CrossEntropy()(outputs, targets) == pytest.approx(-(np.log(3 / 4) + np.log(1 / 2)) / 2)
    assert CrossEntropy().gradient(outputs, targets) == pytest.approx(np.array([[1 / 8, -1 / 8], [-1 / 4, 1 / 4]]))


def test_binary_cross_entropy_by_hand():
    outputs, targets = [[np.log(3)], [0.0]], [[1.0], [0.25]]
    assert BinaryCrossEntropy()(outputs, targets) == pytest.approx(-(np.log(3 / 4) + np.log(1 / 2)) / 2)
    assert BinaryCrossEntropy().gradient(outputs, targets) == pytest.approx(np.array([[-1 / 8], [1 / 8]]))


def test_cross_entropies_are_those_of_the_probabilities():
    Z, G = example()
    assert CrossEntropy()(Z, G) == pytest.approx(-np.sum(G * np.log(softmax(Z))) / len(Z))
    a = sigmoid(Z)
    assert BinaryCrossEntropy()(Z, G) == pytest.approx(-np.sum(G * np.log(a) + (1 - G) * np.log(1 - a)) / len(Z))


@by_cost
def test_gradient_is_the_central_difference(cost):
    for seed in range(20):
        O, G = example(seed=seed)
        h, quotients = 1e-5, np.empty_like(O)
        for place in np.ndindex(O.shape):
            above, below = O.copy(), O.copy()
            above[place] += h
            below[place] -= h
            quotients[place] = (cost(above, G) - cost(below, G)) / (2 * h)
        assert cost.gradient(O, G) == pytest.approx(quotients, abs=1e-9)


@by_cost
def test_mean_over_the_samples(cost):
    O, G = example()
    assert cost(O, G) == pytest.approx(np.mean([cost(O[[i]], G[[i]]) for i in range(len(O))]))


@pytest.mark.parametrize("cost", [SquaredError(), BinaryCrossEntropy()], ids=repr)
def test_sum_over_the_outputs(cost):
    O, G = example()
    assert cost(O, G) == pytest.approx(sum(cost(O[:, [j]], G[:, [j]]) for j in range(O.shape[1])))


@by_cost
def test_order_and_copies_of_the_samples_do_not_matter(cost):
    O, G = example()
    order = np.random.default_rng(1).permutation(len(O))
    assert cost(O[order], G[order]) == pytest.approx(cost(O, G), rel=1e-14)
    assert cost.gradient(O[order], G[order]) == pytest.approx(cost.gradient(O, G)[order], rel=1e-14)
    assert cost(np.tile(O, (2, 1)), np.tile(G, (2, 1))) == pytest.approx(cost(O, G), rel=1e-14)


@by_cost
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_large_outputs_stay_finite_without_a_warning(cost, dtype):
    O, G = np.array([[1e4, -1e4], [-1e4, 1e4]], dtype), np.eye(2, dtype=dtype)
    for outputs in (O, -O):
        C, gradient = cost(outputs, G), cost.gradient(outputs, G)
        assert isinstance(C, float) and np.isfinite(C)
        assert gradient.dtype == dtype and np.isfinite(gradient).all()


@by_cost
def test_neither_argument_is_changed(cost):
    O, G = example()
    before = O.copy(), G.copy()
    cost(O, G), cost.gradient(O, G)
    assert np.array_equal(O, before[0]) and np.array_equal(G, before[1])


@settings(deadline=None)
@given(st.floats(-50, 50))
def test_squared_error_is_0_only_at_the_target(o):
    assert SquaredError()([[o]], [[o]]) == 0
    assert SquaredError()([[o]], [[o + 1]]) == pytest.approx(1)


@by_cost
@pytest.mark.parametrize("shape", [(4,), (1, 4), (4, 2), (1, 1), (3, 1)])
def test_nothing_is_broadcast(cost, shape):
    outputs = np.zeros((4, 1))
    for wrong in (cost, cost.gradient):
        with pytest.raises(ShapeError, match="targets has shape"):
            wrong(outputs, np.ones(shape))


def test_the_message_for_a_row_of_targets_says_what_to_write():
    with pytest.raises(ShapeError, match=r"targets has shape \(4,\).*write targets\.reshape\(-1, 1\)"):
        SquaredError()(np.zeros((4, 1)), np.zeros(4))


@pytest.mark.parametrize("targets", [[[0.5, 0.6]], [[1.5, -0.5]], [[0, 0]], [[1, 1]], [[1, -0.5]]])
def test_cross_entropy_wants_probabilities(targets):
    with pytest.raises(ValueError, match=r"targets\[0\] adds up to .* write one_hot\(labels, n\)"):
        CrossEntropy()([[0.0, 0.0]], targets)


@pytest.mark.parametrize("wrong", [-0.01, 1.01])
def test_binary_cross_entropy_wants_targets_from_0_to_1(wrong):
    with pytest.raises(ValueError, match=r"targets\[1, 0\] is .*; expected numbers from 0 to 1"):
        BinaryCrossEntropy()([[0.0], [0.0]], [[1.0], [wrong]])


@pytest.mark.parametrize(
    ("targets", "offered"), [([-1, 1], True), ([-1, 0.5], False), ([-1, 0, 1], False), ([2], False)]
)
def test_the_numbers_minus_1_and_1_are_told_how_to_become_0_and_1(targets, offered):
    with pytest.raises(ValueError, match="expected numbers from 0 to 1") as caught:
        BinaryCrossEntropy()(np.zeros((len(targets), 1)), np.array([targets]).T)
    assert ("write (targets + 1) / 2" in str(caught.value)) == offered


@pytest.mark.parametrize("target", [0.0, 0.5, 2.0])
def test_softmax_of_one_column_says_nothing(target):
    with pytest.raises(ValueError, match="targets has 1 column, of which softmax always makes 1"):
        CrossEntropy()([[0.0]], [[target]])


def test_what_a_cost_makes_of_outputs_between_minus_1_and_1():
    """exp(1) / (exp(1) + 2 exp(-1)) = 0.787 and sigmoid(1) = 0.731 at most."""
    with pytest.raises(ValueError, match=r"tanh, which makes probabilities up to 0\.79 here"):
        CrossEntropy().check_reach(np.eye(3), "tanh", -1, 1)
    for targets in ([[0.5], [1.0]], [[0.5], [0.0]]):
        with pytest.raises(ValueError, match=r"tanh, which makes probabilities from 0\.27 to 0\.73 here"):
            BinaryCrossEntropy().check_reach(np.array(targets), "tanh", -1, 1)
    BinaryCrossEntropy().check_reach(np.array([[0.3], [0.7]]), "tanh", -1, 1)
    CrossEntropy().check_reach(np.array([[0.7, 0.2, 0.1]]), "tanh", -1, 1)


def test_the_message_names_the_first_wrong_target():
    O, G = np.zeros((3, 2)), [[0, 1], [2, 3], [4, 5]]
    with pytest.raises(ValueError, match=r"targets\[1\] adds up to 5, its least entry is 2;"):
        CrossEntropy()(O, G)
    with pytest.raises(ValueError, match=r"targets\[1, 0\] is 2;"):
        BinaryCrossEntropy()(O, G)
