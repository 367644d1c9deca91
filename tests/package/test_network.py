"""Network: one vector of parameters, one formula, however it is written."""

import copy
import pickle
import re

import arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nncourse import (
    Dense,
    Maxout,
    Network,
    ShapeError,
    SquaredError,
    backprop,
    elu,
    identity,
    leaky_relu,
    relu,
    sigmoid,
    tanh,
)
from nncourse.activations import ACTIVATIONS
from nncourse.network import Layer

pytestmark = pytest.mark.numerical


def example(seed=0, dtype=np.float64):
    """All sizes differ, all kinds of layers, and the biases are not 0."""
    net = Network(Dense(4, 6, tanh), Maxout(6, 5), Dense(5, 3, relu), Dense(3, 2, sigmoid), seed=seed, dtype=dtype)
    net.theta += 0.1 * np.random.default_rng(100 + seed).standard_normal(len(net.theta))
    return net


def samples(n=7, dtype=np.float64):
    return np.random.default_rng(1).standard_normal((n, 4)).astype(dtype)


# One memory


def test_theta_holds_W_row_by_row_then_b_layer_after_layer():
    net = Network(Dense(2, 3, sigmoid), Maxout(3, 1))
    net.theta[:] = np.arange(17)
    first, second = net.layers
    assert np.array_equal(first.W, [[0, 1], [2, 3], [4, 5]])
    assert np.array_equal(first.b, [6, 7, 8])
    assert np.array_equal(second.W, [[9, 10, 11], [12, 13, 14]])
    assert np.array_equal(second.b, [15, 16])


def test_views_of_any_vector_are_the_same_memory():
    net = example()
    vector = np.zeros(len(net.theta))
    for k, (W, b) in enumerate(net.views(vector)):
        assert W.shape == net.layers[k].W.shape and b.shape == net.layers[k].b.shape
        W += 1
        b += 1
    assert np.array_equal(vector, np.ones(len(net.theta)))


@pytest.mark.parametrize("n", [16, 18])
def test_views_are_of_a_vector_as_long_as_theta(n):
    net = Network(Dense(2, 3, sigmoid), Maxout(3, 1))
    with pytest.raises(ShapeError, match=rf"vector has shape \({n},\); expected an array of shape \(17,\)"):
        net.views(np.zeros(n))


def test_W_and_b_change_theta_and_theta_changes_them():
    net = Network(Dense(2, 1, sigmoid))
    layer = net.layers[0]
    theta, W, b = net.theta, layer.W, layer.b
    layer.W[0, 1] = 5
    layer.b[0] = 7
    assert list(theta[1:]) == [5, 7]
    theta[0] = 3
    assert W[0, 0] == 3

    layer.W = [[1, 2]]
    layer.b = [3]
    assert list(theta) == [1, 2, 3]
    net.theta = [4, 5, 6]
    net.theta -= 1
    layer.W *= 2
    assert W.tolist() == [[6, 8]] and b.tolist() == [5]
    assert net.theta is theta
    assert np.shares_memory(layer.W, theta) and np.shares_memory(layer.b, theta)


def test_setters_keep_no_hold_of_what_they_are_given():
    net = Network(Dense(2, 1, sigmoid))
    mine = np.array([[1.0, 2.0]])
    net.layers[0].W = mine
    mine[:] = 9
    assert net.layers[0].W.tolist() == [[1, 2]]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))], ids=["copy", "pickle"])
def test_a_copy_is_a_network_of_its_own(copied):
    net = example()
    other = copied(net)
    assert np.array_equal(other(samples()), net(samples()))
    before = net.theta.copy()
    other.theta[:] = 0
    assert all(not layer.W.any() and not layer.b.any() for layer in other.layers)
    assert np.array_equal(net.theta, before)


def test_a_layer_belongs_to_one_network():
    used, fresh = Dense(2, 2, relu), Dense(2, 2, relu)
    Network(used)
    with pytest.raises(ValueError, match=r"layer 2 is Dense\(2, 2, relu\) of a network already"):
        Network(fresh, used)
    with pytest.raises(ValueError, match="layer 2 is .* of a network already"):
        Network(fresh, fresh)
    with pytest.raises(ValueError, match="layer 3 is .* of a network already"):
        Network(Dense(2, 2, relu), fresh, fresh)
    Network(fresh)  # the failed attempts have not used it up


def test_a_layer_without_a_network_has_no_parameters():
    with pytest.raises(ValueError, match=r"Dense\(2, 3, relu\) has no parameters yet.*write Network"):
        _ = Dense(2, 3, relu).W
    with pytest.raises(ValueError, match=r"no parameters yet"):
        Maxout(2, 3).b = np.zeros(6)


@pytest.mark.parametrize("name", ["W", "b"])
def test_setters_do_not_broadcast(name):
    net = Network(Dense(2, 3, sigmoid))
    before = net.theta.copy()
    for wrong in (1.0, [1.0], [[1.0]], np.ones((3, 1)), np.ones((2, 3)), np.ones((1, 3, 2))):
        with pytest.raises(ShapeError, match=f"{name} got shape"):
            setattr(net.layers[0], name, wrong)
        with pytest.raises(ShapeError, match="theta got shape"):
            net.theta = wrong
    assert np.array_equal(net.theta, before)


@pytest.mark.parametrize(
    "shape, mend",
    [
        ((29, 20), ""),
        ((31, 20), ""),
        ((20, 30), ": write .T"),
        ((600,), ""),
        ((15, 40), ""),
        ((2, 15, 20), ": write .reshape((30, 20))"),
        ((30, 20, 1), ": write .reshape((30, 20))"),
    ],
)
def test_setters_offer_what_leaves_every_neuron_its_weights(shape, mend):
    layer = Network(Dense(20, 30, relu)).layers[0]
    with pytest.raises(ShapeError, match=re.escape(f"W got shape {shape}; expected (30, 20){mend}") + "$"):
        layer.W = np.ones(shape)


# Forward


def test_one_sample_by_hand():
    net = Network(Dense(2, 2, relu), Dense(2, 1, identity))
    net.theta = [1, -2, 0.5, 1, 0, -1, 2, 3, 0.25]
    # relu(1*3 - 2*1 + 0) = 1, relu(0.5*3 + 1*1 - 1) = 1.5, 2*1 + 3*1.5 + 0.25
    assert net([3, 1]).tolist() == [6.75]
    assert net([[3, 1], [0, 0]]).tolist() == [[6.75], [0.25]]


def test_sample_loop_and_batch_agree():
    net, X = example(), samples()
    batch = net(X)
    for x, row in zip(X, batch, strict=True):
        assert net(x) == pytest.approx(row, abs=1e-12)
        assert net(x[np.newaxis])[0] == pytest.approx(row, abs=1e-12)


def test_matrix_is_the_loop_over_neurons():
    net, x = Network(Dense(4, 3, tanh), Dense(3, 2, sigmoid)), samples(1)[0]
    a = list(x)
    for layer in net.layers:
        z = [sum(layer.W[i, j] * a[j] for j in range(layer.n_in)) + layer.b[i] for i in range(layer.n_out)]
        a = [layer.f(z_i) for z_i in z]
    assert net(x) == pytest.approx(a, abs=1e-12)


def test_forward_returns_every_z_and_a():
    net, X = example(), samples()
    Z, A = net.forward(X)
    assert len(A) == len(Z) + 1 == len(net.layers) + 1
    assert np.array_equal(A[0], X) and np.array_equal(A[-1], net(X))
    for k, layer in enumerate(net.layers):
        assert Z[k] == pytest.approx(A[k] @ layer.W.T + layer.b, abs=1e-12)
    assert np.array_equal(A[1], tanh(Z[0]))


def test_maxout_is_the_larger_of_two_affine_maps():
    net = Network(Maxout(2, 3))
    rng = np.random.default_rng(0)
    W1, W2, b1, b2 = rng.normal(size=(3, 2)), rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=3)
    net.layers[0].W = np.concatenate([W1, W2])
    net.layers[0].b = np.concatenate([b1, b2])
    for x in rng.normal(size=(20, 2)):
        assert net(x) == pytest.approx(np.maximum(W1 @ x + b1, W2 @ x + b2), abs=1e-12)


def test_maxout_by_hand_and_the_absolute_value():
    net = Network(Maxout(1, 1))
    net.theta = [1, -1, 0, 0]
    assert net([[-2.0], [0.0], [3.0]]).tolist() == [[2.0], [0.0], [3.0]]


def test_the_input_is_left_alone():
    net, X = example(), samples()
    before = X.copy()
    outputs = net(X)
    outputs += 1
    assert np.array_equal(X, before)


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(1, 6), min_size=2, max_size=5), n=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_any_sizes(sizes, n, seed):
    net = Network.mlp(sizes, hidden=tanh, output=identity, seed=seed)
    X = np.random.default_rng(seed).normal(size=(n, sizes[0]))
    assert net.sizes == sizes
    assert net.theta.shape == (sum((n_in + 1) * n_out for n_in, n_out in zip(sizes, sizes[1:], strict=False)),)
    assert net(X).shape == (n, sizes[-1])
    assert net(X)[0] == pytest.approx(net(X[0]), abs=1e-12)


# Bytes and floats


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_bytes_are_fractions_of_255(dtype):
    net = example(dtype=dtype)
    image = np.array([[0, 51, 102, 255], [255, 1, 2, 3]], dtype=np.uint8)
    assert np.array_equal(net(image), net(image.astype(dtype) / 255))
    assert np.array_equal(net(image[0]), net(image[0].astype(dtype) / 255))
    assert np.array_equal(net.forward(image)[1][0], image.astype(dtype) / 255)
    assert not np.array_equal(net(image), net(image.astype(int)))  # numbers are not bytes


@pytest.mark.parametrize("make", arrays.BYTES.values(), ids=arrays.BYTES)
def test_bytes_mean_the_same_in_every_container(make):
    net, image = example(), np.array([[0, 51, 102, 255], [255, 1, 2, 3]], dtype=np.uint8)
    G, cost = np.ones((2, 2)), SquaredError()
    assert np.array_equal(net(make(image)), net(image / 255))
    assert np.array_equal(net.forward(make(image))[1][0], image / 255)
    assert np.array_equal(backprop(net, make(image), G, cost)[1], backprop(net, image / 255, G, cost)[1])
    with pytest.raises(ValueError, match="X has dtype uint8 and no entry above 1"):
        net(make(image // 255))


def test_one_sample_of_bytes_in_every_container():
    net, image = example(), np.array([0, 51, 102, 255], dtype=np.uint8)
    for sample in (list(image), tuple(image), memoryview(image), bytearray(image), arrays.Tensor(image)):
        assert np.array_equal(net(sample), net(image / 255))
    assert np.array_equal(net(image.tolist()), net(image.astype(float)))  # Python's ints are numbers
    with pytest.raises(TypeError, match=r"X has dtype .S4; expected .* write np\.frombuffer\(X, np\.uint8\)"):
        net(image.tobytes())


@pytest.mark.parametrize("other", [np.zeros(4), np.zeros(4, int), [0.5] * 4, [1] * 4], ids=str)
def test_bytes_beside_numbers_are_refused(other):
    image = np.array([0, 51, 102, 255], dtype=np.uint8)
    for X in ([image, other], (list(image), other)):
        for call in (example(), example().forward, example().inputs):
            with pytest.raises(TypeError, match=r"X holds bytes \(uint8\) beside other numbers; expected one of both"):
                call(X)


def test_0_and_1_as_bytes_are_refused():
    net, truth = Network.mlp([2, 1]), np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.uint8)
    for call in (net, net.forward, net.inputs):
        with pytest.raises(
            ValueError, match=r"X has dtype uint8 and no entry above 1.*write X\.astype\(float\) if 1 me"
        ):
            call(truth)
    with pytest.raises(ValueError, match="X has dtype uint8 and no entry above 1"):
        net(truth[1])
    assert np.array_equal(net(0 * truth), net(np.zeros((4, 2))))  # 0 is 0, whatever a byte means
    assert np.array_equal(net(2 * truth), net(2 * truth / 255))


def test_float32_stays_float32():
    net = example(dtype=np.float32)
    X = samples(dtype=np.float32)
    assert net.dtype == net.theta.dtype == net.layers[0].W.dtype == np.float32
    assert net(X).dtype == net(X[0]).dtype == net(X.astype(np.float64)).dtype == np.float32
    assert all(array.dtype == np.float32 for part in net.forward(X) for array in part)
    net.theta = np.zeros(len(net.theta))
    assert net.theta.dtype == np.float32


def test_a_float32_network_is_the_float64_one_rounded():
    small, large = Network.mlp([4, 3, 2], seed=5, dtype="float32"), Network.mlp([4, 3, 2], seed=5, dtype=np.float64)
    assert np.array_equal(small.theta, large.theta.astype(np.float32))


# The random start


@pytest.mark.parametrize("f", ACTIVATIONS.values(), ids=repr)
@pytest.mark.parametrize("n_in", [4, 100])
def test_weights_start_with_standard_deviation_gain_over_root_n_in(f, n_in):
    gain = np.sqrt(2) if f in (relu, leaky_relu, elu) else 1
    n = 40_000 // n_in
    layer = Network(Dense(n_in, n, f), seed=3).layers[0]
    expected = gain / np.sqrt(n_in)
    assert layer.W.std() == pytest.approx(expected, rel=0.02)  # its own spread: 0.0035
    assert abs(layer.W.mean()) < 5 * expected / np.sqrt(layer.W.size)
    assert not layer.b.any()


def test_signals_keep_their_size_through_relu_layers():
    X = np.random.default_rng(0).standard_normal((200, 300))
    Z, _ = Network.mlp([300] * 6, hidden=relu, output=relu, seed=1).forward(X)
    assert [z.std() for z in Z] == pytest.approx([np.sqrt(2)] * 5, rel=0.1)


def test_maxout_starts_with_gain_1():
    layer = Network(Maxout(100, 200), seed=0).layers[0]
    assert layer.W.std() == pytest.approx(0.1, rel=0.02)


def test_the_seed_decides():
    build = [lambda seed=seed: example(seed) for seed in (0, 0, 1)]
    first, again, other = (make().theta for make in build)
    assert first.tobytes() == again.tobytes()
    assert not np.isclose(first, other).any()


def test_the_seed_is_0_if_none_is_given():
    expected = Network(Dense(2, 3, relu), seed=0).theta
    assert np.array_equal(Network(Dense(2, 3, relu)).theta, expected)
    assert np.array_equal(Network.mlp([2, 3], output=relu).theta, expected)


# What does not fit


def test_neighbors_must_fit():
    with pytest.raises(ShapeError, match=r"layer 2 is Dense\(4, 1, relu\), layer 1 has 3 outputs; expected n_in = 3"):
        Network(Dense(2, 3, relu), Dense(4, 1, relu))
    Network(Maxout(2, 3), Dense(3, 1, relu))  # a Maxout layer has n_out outputs, not 2 n_out


@pytest.mark.parametrize("n_in", [4, 6])
def test_the_message_names_the_neighbors_that_do_not_fit(n_in):
    with pytest.raises(ShapeError, match=rf"layer 4 is Dense\({n_in}, .*layer 3 has 5 outputs; expected n_in = 5"):
        Network(Dense(1, 2, relu), Dense(2, 3, relu), Dense(3, 5, relu), Dense(n_in, 1, relu))


def test_neighbors_fit_when_their_sizes_are_equal():
    Network(Dense(1, int("300"), relu), Dense(int("300"), 1, relu))  # two objects, one number


SIZES = {
    "Layer": ("n_out", lambda n: Layer(2, n, rows=1, gain=1.0)),
    "Dense": ("n_out", lambda n: Dense(2, n, relu)),
    "Maxout": ("n_out", lambda n: Maxout(2, n)),
    "mlp": ("sizes[1]", lambda n: Network.mlp([2, n, 1])),
}


@pytest.mark.parametrize("n", [0, -1])
@pytest.mark.parametrize("name, build", SIZES.values(), ids=SIZES)
def test_sizes_are_at_least_1(name, build, n):
    with pytest.raises(ValueError, match=re.escape(f"{name} is {n}; expected at least 1")):
        build(n)


@pytest.mark.parametrize("shape", [(), (3,), (5,), (4, 1), (5, 5), (2, 2, 4)])
def test_inputs_of_the_wrong_shape(shape):
    with pytest.raises(ShapeError, match=re.escape(f"X has shape {shape};")):
        example()(np.ones(shape))


def test_a_batch_needs_rows():
    with pytest.raises(ShapeError, match=r"X has shape \(4,\); expected \(n, 4\).*write X"):
        example().forward(np.ones(4))
    with pytest.raises(ShapeError, match=r"X has shape \(5,\).*write X.reshape\(-1, 1\)"):
        Network(Dense(1, 1, sigmoid))(np.ones(5))


def test_images_must_be_rows():
    with pytest.raises(ShapeError, match=r"write X\.reshape\(len\(X\), -1\)"):
        Network.mlp([784, 10])(np.zeros((3, 28, 28), dtype=np.uint8))


def test_numbers_that_float32_cannot_hold():
    net = example(dtype=np.float32)
    with pytest.raises(ValueError, match=r"X\[0, 0\] is inf in float32"):
        net(np.full((1, 4), 1e300))
    with pytest.raises(ValueError, match=r"theta\[0\] is inf in float32"):
        net.theta = np.full(len(net.theta), 1e300)


def test_repr_says_how_to_write_it_again():
    assert repr(example()) == "Network(Dense(4, 6, tanh), Maxout(6, 5), Dense(5, 3, relu), Dense(3, 2, sigmoid))"
