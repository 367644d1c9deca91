"""Backpropagation against central differences: every cost, every activation.

`pytest -s tests/package/test_backpropagation.py` prints the largest error of each pair.
"""

import numpy as np
import pytest
from seeds import seeds

from nncourse import (
    Activation,
    CrossEntropy,
    Dense,
    Maxout,
    Network,
    ShapeError,
    SquaredError,
    backprop,
    identity,
    numerical_gradient,
    relu,
    sigmoid,
    tanh,
)
from nncourse.activations import ACTIVATIONS
from nncourse.costs import COSTS as KINDS_OF_COST

pytestmark = pytest.mark.numerical

COSTS = [cost() for cost in KINDS_OF_COST.values()]
FUNCTIONS = list(ACTIVATIONS.values())
SIZES = {"4-3-2": [4, 3, 2], "4-7-6-5-3-2": [4, 7, 6, 5, 3, 2]}


def layer(f, n_in, n_out):
    return Maxout(n_in, n_out) if f is Maxout else Dense(n_in, n_out, f)


def example(f, sizes, seed, n=5):
    """A network of f alone, or of f and tanh in turn if it is deep; biases and targets are random too."""
    functions = [f if k % 2 == 0 or len(sizes) == 3 else tanh for k in range(len(sizes) - 1)]
    net = Network(*map(layer, functions, sizes[:-1], sizes[1:]), seed=seed)
    rng = np.random.default_rng(100 + seed)
    for each in net.layers:
        each.b = 0.5 * rng.standard_normal(each.b.shape)
    X, targets = rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
    return net, X, targets / targets.sum(axis=1, keepdims=True)


def relative(g, q):
    """|g - q| / (|g| + |q|), and 0 where both are 0: a ReLU network can be dead on five samples."""
    return np.linalg.norm(g - q) / max(np.linalg.norm(g) + np.linalg.norm(q), 1e-30)


@pytest.fixture(scope="module")
def table():
    """Collect the errors, and print them once all are there."""
    errors = {}
    yield errors
    print(f"\n{'largest relative error':24}" + "".join(f"{cost!r:>22}" for cost in COSTS))
    for f in [*FUNCTIONS, Maxout]:
        for sizes in SIZES:
            row = [errors.get((getattr(f, "__name__", repr(f)), repr(cost), sizes), np.nan) for cost in COSTS]
            print(f"{getattr(f, '__name__', repr(f)):12}{sizes:12}" + "".join(f"{error:22.1e}" for error in row))


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("cost", COSTS, ids=repr)
@pytest.mark.parametrize("f", [*FUNCTIONS, Maxout], ids=lambda f: getattr(f, "__name__", repr(f)))
def test_backprop_is_the_central_difference(f, cost, sizes, table):
    worst, alive = 0.0, 0
    tried = seeds(4, 20)
    for seed in tried:
        net, X, targets = example(f, SIZES[sizes], seed)
        C, gradient = backprop(net, X, targets, cost)
        assert C == pytest.approx(cost(net(X), targets), rel=1e-14)
        quotients = numerical_gradient(lambda theta, net=net, X=X, G=targets: cost(net(X), G), net.theta)
        worst, alive = max(worst, relative(gradient, quotients)), alive + gradient.any()
    table[getattr(f, "__name__", repr(f)), repr(cost), sizes] = worst
    assert worst < 1e-7
    assert alive >= 0.75 * len(tried)


def test_one_neuron_by_hand():
    net = Network(Dense(1, 1, identity))
    net.theta = [3, 1]
    C, gradient = backprop(net, [[2.0], [0.0]], [[5.0], [3.0]], SquaredError())
    # outputs 7 and 1, differences 2 and -2; dC/dw = (2*2*2 + 2*-2*0) / 2, dC/db = (4 - 4) / 2
    assert C == 4
    assert gradient.tolist() == [4, 0]


def test_a_chain_of_two_neurons_by_hand():
    net = Network(Dense(1, 1, relu), Dense(1, 1, identity))
    net.theta = [2, 1, 3, 0]
    # x = 1: a = 3, O = 9, G = 8: dC/dO = 2; dw2 = 2*3, db2 = 2; back through w2 = 3: dw1 = 2*3*1, db1 = 6
    C, gradient = backprop(net, [[1.0]], [[8.0]], SquaredError())
    assert C == 1
    assert gradient.tolist() == [6, 6, 6, 2]


def test_at_a_tie_the_slope_of_maxout_belongs_to_the_first():
    net = Network(Maxout(1, 1))
    net.theta = [1, 1, 0, 0]
    _, gradient = backprop(net, [[2.0]], [[0.0]], SquaredError())
    [(dW, db)] = net.views(gradient)
    assert dW.tolist() == [[8], [0]] and db.tolist() == [4, 0]


def test_the_slope_is_taken_at_z():
    """The package's own slopes could be computed from a; that of a bump cannot."""
    bump = Activation("bump", lambda z: np.exp(-z * z), lambda z, a: -2 * z * a)
    net, X, G = example(bump, [4, 3, 2], seed=0)
    quotients = numerical_gradient(lambda theta: SquaredError()(net(X), G), net.theta)
    assert relative(backprop(net, X, G, SquaredError())[1], quotients) < 1e-7


def test_a_dead_relu_gets_no_gradient():
    net = Network(Dense(2, 1, relu))
    net.theta = [0, 0, 0]  # z = 0 is on the side where the slope is 0
    assert backprop(net, [[1.0, 2.0]], [[1.0]], SquaredError())[1].tolist() == [0, 0, 0]


@pytest.mark.parametrize("cost", COSTS, ids=repr)
@pytest.mark.parametrize("f", [tanh, relu, Maxout], ids=["tanh", "relu", "Maxout"])
class TestSamples:
    def test_duplicating_every_sample_changes_nothing(self, f, cost):
        net, X, G = example(f, [4, 3, 2], seed=0)
        C, gradient = backprop(net, X, G, cost)
        C_twice, gradient_twice = backprop(net, np.repeat(X, 2, axis=0), np.repeat(G, 2, axis=0), cost)
        assert C_twice == pytest.approx(C, rel=1e-14)
        assert gradient_twice == pytest.approx(gradient, rel=1e-12, abs=1e-15)

    def test_the_order_of_the_samples_does_not_matter(self, f, cost):
        net, X, G = example(f, [4, 3, 2], seed=0)
        C, gradient = backprop(net, X, G, cost)
        C_turned, gradient_turned = backprop(net, X[::-1], G[::-1], cost)
        assert C_turned == pytest.approx(C, rel=1e-14)
        assert gradient_turned == pytest.approx(gradient, rel=1e-12, abs=1e-15)

    def test_the_gradient_is_the_mean_of_the_samples_gradients(self, f, cost):
        net, X, G = example(f, [4, 3, 2], seed=0)
        alone = [backprop(net, X[[i]], G[[i]], cost)[1] for i in range(len(X))]
        assert backprop(net, X, G, cost)[1] == pytest.approx(np.mean(alone, axis=0), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("f", [tanh, Maxout], ids=["tanh", "Maxout"])
def test_the_order_of_hidden_neurons_does_not_matter(f):
    """Renaming hidden neurons renames their gradients: what dC/da sums over is right."""
    net, X, G = example(f, [4, 3, 2], seed=0)
    turned, _, _ = example(f, [4, 3, 2], seed=0)
    order = np.array([2, 0, 1])
    rows = order if f is tanh else np.concatenate([order, 3 + order])
    turned.layers[0].W, turned.layers[0].b = net.layers[0].W[rows], net.layers[0].b[rows]
    turned.layers[1].W = net.layers[1].W[:, order]
    (dW1, db1), (dW2, _) = net.views(backprop(net, X, G, SquaredError())[1])
    (dV1, dc1), (dV2, _) = net.views(backprop(turned, X, G, SquaredError())[1])
    assert dV1 == pytest.approx(dW1[rows]) and dc1 == pytest.approx(db1[rows]) and dV2 == pytest.approx(dW2[:, order])


def test_nothing_is_changed():
    net, X, G = example(tanh, [4, 3, 2], seed=0)
    before = net.theta.tobytes(), X.tobytes(), G.tobytes()
    backprop(net, X, G, SquaredError())
    assert (net.theta.tobytes(), X.tobytes(), G.tobytes()) == before


def test_float32_stays_float32_and_is_close():
    net, X, G = example(sigmoid, [4, 3, 2], seed=0)
    small = Network.mlp([4, 3, 2], dtype=np.float32)
    small.theta = net.theta
    C, gradient = backprop(small, X, G, CrossEntropy())
    assert gradient.dtype == np.float32
    assert relative(gradient, backprop(net, X, G, CrossEntropy())[1]) < 1e-5
    assert isinstance(C, float)


def test_bytes_are_fractions_of_255():
    net = Network.mlp([4, 3, 2])
    image = np.array([[0, 51, 102, 255]], dtype=np.uint8)
    as_bytes = backprop(net, image, [[1, 0]], SquaredError())
    as_fractions = backprop(net, image / 255, [[1, 0]], SquaredError())
    assert as_bytes[0] == as_fractions[0] and np.array_equal(as_bytes[1], as_fractions[1])


@pytest.mark.parametrize(("X", "targets"), [((5, 4), (4, 2)), ((5, 4), (5, 3)), ((5, 3), (5, 2)), ((5, 4), (5,))])
def test_shapes_that_do_not_fit(X, targets):
    with pytest.raises(ShapeError, match=r"(X|targets) has"):
        backprop(Network.mlp([4, 3, 2]), np.ones(X), np.ones(targets), SquaredError())


def test_a_row_of_targets_is_not_a_column():
    with pytest.raises(ShapeError, match=r"targets has shape \(5,\); expected \(n, 1\).*targets\.reshape\(-1, 1\)"):
        backprop(Network.mlp([4, 1]), np.ones((5, 4)), np.ones(5), SquaredError())
