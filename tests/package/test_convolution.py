"""Conv and MaxPool: small numbers by hand, loops, the dense layer that they are, and what may not come in."""

import copy
import itertools
import json
import pickle
import subprocess
import sys

import numpy as np
import pytest
from seeds import first, seeds
from test_storage import file_of

from nncourse import (
    Activation,
    Adam,
    Conv,
    CrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    MaxPool,
    Network,
    ShapeError,
    SquaredError,
    StorageError,
    accuracy,
    backprop,
    check_gradient,
    checkup,
    explorers,
    identity,
    load,
    mnist,
    one_hot,
    relu,
    save,
    sigmoid,
    tanh,
    train,
)
from nncourse import network as network_module
from nncourse.bugs import ZOO
from nncourse.bugs.wrong import Float32Quotient
from nncourse.storage import KINDS, describe, layer_from

pytestmark = pytest.mark.numerical

# shape, kernels, size, stride, padding: every size differs where it can
CONVOLUTIONS = [
    ((6, 4, 1), 2, 3, 1, 0),
    ((4, 4, 2), 3, 3, 1, 2),
    ((7, 13, 3), 2, 3, 2, 0),
    ((6, 2, 2), 3, 2, 2, 1),
    ((8, 17, 2), 2, 4, 3, 1),
    ((4, 3, 3), 2, 1, 1, 0),
    ((3, 39, 1), 2, 2, 1, 1),
]


def conv(shape, kernels, size, stride=1, padding=0, f=tanh, seed=0, dtype=np.float64):
    """Return a convolution with random weights and biases, in a network of its own."""
    net = Network(Conv(shape, kernels, size, f, stride=stride, padding=padding), dtype=dtype)
    net.theta = np.random.default_rng(seed).standard_normal(net.theta.size)
    return net


def samples(net, n=3, seed=1, dtype=np.float64):
    return np.random.default_rng(seed).standard_normal((n, net.sizes[0])).astype(dtype)


def by_loops(layer, picture):
    """Return z of one picture (rows, columns, channels), number by number, as the formula says."""
    rows, columns, kernels = layer.shape_out
    z = np.zeros((rows, columns, kernels))
    for r, c, k in itertools.product(range(rows), range(columns), range(kernels)):
        z[r, c, k] = layer.b[k]
        for i, j, channel in itertools.product(range(layer.size), range(layer.size), range(layer.shape_in[2])):
            y, x = r * layer.stride + i - layer.padding, c * layer.stride + j - layer.padding
            if 0 <= y < layer.shape_in[0] and 0 <= x < layer.shape_in[1]:
                z[r, c, k] += layer.kernels[k, i, j, channel] * picture[y, x, channel]
    return z


def uses(layer):
    """Yield (row, column, weight) for every weight of the dense layer that a convolution is: at each place all of W."""
    (rows, columns, kernels), (height, width, channels) = layer.shape_out, layer.shape_in
    for r, c, k in itertools.product(range(rows), range(columns), range(kernels)):
        for i, j, channel in itertools.product(range(layer.size), range(layer.size), range(channels)):
            y, x = r * layer.stride + i - layer.padding, c * layer.stride + j - layer.padding
            if 0 <= y < height and 0 <= x < width:
                row, column = (r * columns + c) * kernels + k, (y * width + x) * channels + channel
                yield row, column, (k, (i * layer.size + j) * channels + channel)


# Forward


def test_a_kernel_on_a_picture_by_hand():
    net = Network(Conv((4, 4, 1), 1, 3, identity))
    picture = [[1, 2, 0, 1], [0, 1, 3, 1], [2, 0, 1, 0], [1, 1, 0, 2]]
    kernel = [[1, 0, -1], [2, 0, -2], [0, 1, 0]]
    net.layers[0].kernels[0, :, :, 0] = kernel
    net.layers[0].b = [0.5]
    # above left: 1*1 - 1*0 + 2*0 - 2*3 + 1*0 = -5, and so on; the kernel is not turned
    assert net(np.reshape(picture, 16)).tolist() == [-4.5, 2.5, 0.5, 0.5]


def test_two_channels_by_hand():
    net = Network(Conv((1, 2, 2), 1, 1, identity))
    net.layers[0].W = [[10, 1]]
    assert net([[1, 2, 3, 4]]).tolist() == [[12, 34]]  # of a pixel all channels side by side


def test_padding_and_stride_by_hand():
    net = Network(Conv((3, 3, 1), 1, 3, identity, stride=2, padding=1))
    net.layers[0].W = np.ones((1, 9))
    # every other place of the framed picture: the sums of the four corners, two by two
    assert net(np.arange(1.0, 10)).tolist() == [1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9]


def test_the_largest_of_every_block_by_hand():
    net = Network(MaxPool((2, 4, 1), 2), Dense(2, 2, identity))
    net.layers[1].W = np.eye(2)
    assert net([[1, 5, -3, -2, 4, 2, -1, -4]]).tolist() == [[5, -1]]
    two = MaxPool((2, 2, 2), 2)
    assert two.activate(np.array([[1.0, 8, 2, 7, 3, 6, 4, 5]])).tolist() == [[4, 8]]  # channel by channel


@pytest.mark.parametrize("setting", CONVOLUTIONS, ids=str)
def test_a_convolution_is_its_loops(setting):
    net = conv(*setting)
    (layer,), X = net.layers, samples(net)
    z = np.array([by_loops(layer, x.reshape(layer.shape_in)).ravel() for x in X])
    Z, A = net.forward(X)
    assert Z[0] == pytest.approx(z, abs=1e-12) and A[1] == pytest.approx(np.tanh(z), abs=1e-12)
    assert net(X[0]) == pytest.approx(A[1][0], abs=1e-12)  # one sample alone
    assert layer.n_out == np.prod(layer.shape_out) == z.shape[1]


@pytest.mark.parametrize("setting", CONVOLUTIONS, ids=str)
@pytest.mark.parametrize("f", [tanh, relu, identity], ids=repr)
def test_a_convolution_is_a_dense_layer_with_zeros_and_tied_weights(setting, f):
    """Its output, its gradient, where a tied weight collects those of all its places, and what goes on back."""
    net = conv(*setting, f=f)
    (layer,), X = net.layers, samples(net)
    before, G = Dense(layer.n_in, layer.n_in, identity), samples(net, seed=2)[:, :1] * np.ones(layer.n_out)
    twin = Network(before, Dense(layer.n_in, layer.n_out, f))
    before.W, before.b = np.eye(layer.n_in), np.zeros(layer.n_in)
    dense = twin.layers[1]
    dense.W, dense.b = np.zeros(dense.W.shape), np.tile(layer.b, layer.n_out // layer.rows)
    for row, column, weight in uses(layer):
        dense.W[row, column] = layer.W[weight]
    assert net(X) == pytest.approx(twin(X), abs=1e-12)

    whole = Network(Dense(layer.n_in, layer.n_in, identity), copied(layer))
    whole.theta = np.concatenate([before.W.ravel(), before.b, layer.W.ravel(), layer.b])
    (C, gradient), (dense_C, dense_gradient) = (backprop(it, X, G, SquaredError()) for it in (whole, twin))
    (dW_before, db_before), (dW, db) = whole.views(gradient)
    (dense_before, dense_b_before), (dense_dW, dense_db) = twin.views(dense_gradient)
    collected = np.zeros(layer.W.shape)
    for row, column, weight in uses(layer):
        collected[weight] += dense_dW[row, column]
    assert C == pytest.approx(dense_C, abs=1e-12)
    assert dW == pytest.approx(collected, abs=1e-11, rel=1e-12)
    assert db == pytest.approx(dense_db.reshape(-1, layer.rows).sum(axis=0), abs=1e-11, rel=1e-12)
    assert dW_before == pytest.approx(dense_before, abs=1e-11, rel=1e-12)
    assert db_before == pytest.approx(dense_b_before, abs=1e-11, rel=1e-12)


def copied(layer):
    """Return a new layer that was made of the same arguments."""
    return type(layer)(*layer.arguments)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pooling_is_its_loops(size):
    layer, rng = MaxPool((6, 12, 3), size), np.random.default_rng(0)
    Z = rng.integers(-3, 3, (4, layer.n_in)).astype(float)  # with many ties
    dA = rng.standard_normal((4, layer.n_out))
    A, delta = layer.activate(Z), np.zeros_like(Z)
    pictures, slopes = Z.reshape(4, 6, 12, 3), dA.reshape(4, *layer.shape_out)
    found = delta.reshape(pictures.shape)
    for n, r, c, k in np.ndindex(4, *layer.shape_out):
        block = pictures[n, r * size : (r + 1) * size, c * size : (c + 1) * size, k]
        assert A.reshape(slopes.shape)[n, r, c, k] == block.max()
        i, j = np.unravel_index(block.argmax(), block.shape)  # the first of the largest, row by row
        found[n, r * size + i, c * size + j, k] += slopes[n, r, c, k]
    assert np.array_equal(layer.delta(Z, A, dA), delta)
    assert layer.side(Z).sum() == A.size


def test_a_network_of_both_learns():
    """A bar that stands from one that lies, wherever it is."""
    rng = np.random.default_rng(0)
    pictures, labels = np.zeros((200, 8, 8)), rng.integers(0, 2, 200)
    for picture, lies in zip(pictures, labels, strict=True):
        i, j = rng.integers(0, 5, 2)
        picture[(i, slice(j, j + 4)) if lies else (slice(i, i + 4), j)] = 1
    net = Network(Conv((8, 8, 1), 4, 3, relu), MaxPool((6, 6, 4), 3), Dense(16, 2, identity), seed=0)
    X = pictures.reshape(200, -1)
    train(net, X[:150], one_hot(labels[:150], 2), CrossEntropy(), Adam(0.01), epochs=30, batch_size=10)
    assert accuracy(net(X[150:]), labels[150:]) > 0.95


# One memory, as in every network


def test_theta_holds_the_kernels_row_by_row_with_all_channels():
    net = Network(Conv((3, 3, 2), 2, 2, relu), MaxPool((2, 2, 2), 2), Dense(2, 1, identity))
    assert [layer.n_parameters for layer in net.layers] == [18, 0, 3]
    net.theta = np.arange(21)
    first_layer, pool, last = net.layers
    assert first_layer.W.tolist() == [[*range(8)], [*range(8, 16)]] and first_layer.b.tolist() == [16, 17]
    assert first_layer.kernels[1, 0, 1].tolist() == [10, 11]  # kernel 1, above right, both channels
    assert last.W.tolist() == [[18, 19]] and pool.W.size == pool.b.size == 0
    first_layer.kernels[0, 0, 0, 0] = 7
    assert net.theta[0] == 7 and np.shares_memory(first_layer.kernels, net.theta)


def test_shapes_say_what_comes_out():
    net = Network(
        Conv((28, 28, 1), 16, 5, relu), MaxPool((24, 24, 16), 2), Conv((12, 12, 16), 32, 5, relu),
        MaxPool((8, 8, 32), 2), Dense(512, 10, identity),
    )  # fmt: skip
    assert [layer.shape_out for layer in net.layers[:4]] == [(24, 24, 16), (12, 12, 16), (8, 8, 32), (4, 4, 32)]
    assert net.sizes == [784, 9216, 2304, 2048, 512, 10]
    assert net.theta.size == 16 * 26 + 32 * 401 + 10 * 513
    assert [z.shape[1] for z in net.forward(np.zeros((2, 784)))[0]] == [9216, 9216, 2048, 2048, 10]


def test_kernels_start_with_standard_deviation_gain_over_the_root_of_what_they_see():
    layer = Network(Conv((8, 8, 5), 1000, 4, relu), seed=3).layers[0]
    assert layer.W.std() == pytest.approx(np.sqrt(2 / (4 * 4 * 5)), rel=0.02) and not layer.b.any()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))], ids=["copy", "pickle"])
def test_a_copy_is_a_network_of_its_own(copied):
    net = example(0)
    other, before = copied(net), net.theta.copy()
    assert np.array_equal(other(samples(net)), net(samples(net)))
    other.theta[:] = 0
    assert not other.layers[0].kernels.any() and np.array_equal(net.theta, before)


def test_what_comes_in_is_left_alone():
    net = example(0)
    X, G = samples(net), np.ones((3, 3))
    before = X.copy()
    backprop(net, X, G, SquaredError())
    outputs = net.forward(X)[1]
    outputs[-1] += 1
    assert np.array_equal(X, before)


@pytest.mark.parametrize("setting", CONVOLUTIONS, ids=str)
def test_float32_is_float64_rounded(setting):
    small, large = conv(*setting, dtype=np.float32), conv(*setting)
    large.theta = small.theta
    X, G = samples(small, dtype=np.float32), np.zeros((3, small.sizes[-1]))
    assert all(array.dtype == np.float32 for part in small.forward(X) for array in part)
    assert small(X) == pytest.approx(large(X), abs=1e-5)
    (C, gradient), (large_C, large_gradient) = (backprop(net, X, G, SquaredError()) for net in (small, large))
    assert gradient.dtype == np.float32 and C == pytest.approx(large_C, rel=1e-5)
    assert gradient == pytest.approx(large_gradient, abs=1e-5 * np.abs(large_gradient).max())


def test_pooling_stays_float32():
    net = example(0, dtype=np.float32)
    X = samples(net, dtype=np.float32)
    assert {array.dtype for part in net.forward(X) for array in part} == {np.dtype(np.float32)}
    Z, A = net.forward(X)
    assert net.layers[1].delta(Z[1], A[2], A[2]).dtype == np.float32


def test_bytes_are_fractions_of_255():
    net = example(0)
    picture = np.random.default_rng(0).integers(0, 256, (2, net.sizes[0]), dtype=np.uint8)
    assert np.array_equal(net(picture), net(picture / 255))


def test_many_samples_are_computed_in_parts(monkeypatch):
    net = example(0)
    X, G = samples(net, 50), np.ones((50, 3))
    at_once, row = net(X), net(X[0])
    rows = []
    signals = net.layers[0].signals
    monkeypatch.setattr(net.layers[0], "signals", lambda A: rows.append(len(A)) or signals(A))
    monkeypatch.setattr(network_module, "LARGEST_PART", 16 * max(net.sizes))
    assert net(X) == pytest.approx(at_once, abs=1e-12) and rows == [16, 16, 16, 2]
    rows.clear()
    history = train(net, X, G, SquaredError(), GradientDescent(1e-9), epochs=1, validation=(X, G))
    assert rows == [50, 16, 16, 16, 2]
    assert history.validation_cost == pytest.approx([SquaredError()(at_once, G)], rel=1e-4)
    monkeypatch.setattr(network_module, "LARGEST_PART", 1)
    assert net(X[:2]) == pytest.approx(np.array([row, at_once[1]]), abs=1e-6)
    X[30] = 1e308
    with pytest.raises(ValueError, match="X, theta: z is no longer finite"):
        net(X)


# Gradients


def example(seed, dtype=np.float64, f=tanh):
    """Padding, stride, channels and pooling in one network; the biases are not 0."""
    net = Network(
        Conv((6, 4, 2), 3, 3, f, padding=1), MaxPool((6, 4, 3), 2), Conv((3, 2, 3), 2, 2, f, padding=1),
        Dense(24, 3, f), seed=seed, dtype=dtype,
    )  # fmt: skip
    net.theta += 0.1 * np.random.default_rng(100 + seed).standard_normal(net.theta.size)
    return net


def layered(setting, pool, f, seed):
    """Return a network: as `setting` says, pooling where it fits, a kernel of 1 x 1, a dense layer."""
    shape, kernels, size, stride, padding = setting
    one = Conv(shape, kernels, size, f, stride=stride, padding=padding)
    rows, columns, _ = one.shape_out
    middle = [MaxPool(one.shape_out, pool)] if rows % pool == columns % pool == 0 else []
    last = (middle or [one])[-1]
    second = Conv(last.shape_out, 2, 1, f)
    net = Network(one, *middle, second, Dense(second.n_out, 3, identity), seed=seed)
    net.theta += 0.3 * np.random.default_rng(100 + seed).standard_normal(net.theta.size)
    return net


GRADIENTS = [(setting, pool, f) for setting in CONVOLUTIONS for pool in (2, 3) for f in (tanh, relu)]


@pytest.mark.parametrize(("setting", "pool", "f"), GRADIENTS, ids=str)
def test_the_gradient_is_the_difference_quotient(setting, pool, f):
    compared = 0
    for seed in seeds(2, 20):
        net = layered(setting, pool, f, seed)
        G = np.random.default_rng(seed).standard_normal((4, 3))
        result = check_gradient(net, samples(net, 4, seed), G, SquaredError(), tolerance=1e-7)
        assert result.passed, (seed, result)
        compared += result.n_samples
    assert compared > 4  # of the eight or more


def test_small_digits_have_a_right_gradient_too():
    """On paper all patches are alike: such ties are none, since whatever changes one changes the other as much."""
    images = mnist().x_train[:6, ::2, ::2].reshape(6, -1)
    net = Network(Conv((14, 14, 1), 2, 3, relu), MaxPool((12, 12, 2), 2), Conv((6, 6, 2), 3, 3, relu),
                  MaxPool((4, 4, 3), 2), Dense(12, 10, identity), seed=1)  # fmt: skip
    net.theta += 0.05 * np.random.default_rng(0).standard_normal(net.theta.size)
    result = check_gradient(net, images, one_hot(mnist().y_train[:6], 10), CrossEntropy(), tolerance=1e-7)
    assert result.passed and result.n_samples > 3


# Kinks


def test_a_tie_of_pixels_is_a_kink():
    net = Network(Conv((2, 2, 2), 1, 1, identity), MaxPool((2, 2, 1), 2), Dense(1, 1, identity))
    net.theta = [1, 1, 0.5, 2, 0.25]
    X = np.zeros((3, 2, 2, 2))
    X[0, 0, 0], X[0, 1, 1] = (2, 1), (1, 2)  # z = 3.5 twice, by other weights
    X[1, 0, 0], X[1, 1, 1] = (2, 1), (2, 1)  # z = 3.5 twice, by the same
    X[2, 0, 0], X[2, 1, 1] = (2, 1), (1, 1)
    X = X.reshape(3, 8)
    assert check_gradient(net, X, np.zeros((3, 1)), SquaredError()).n_at_kink == 1
    assert check_gradient(net, X, np.zeros((3, 1)), SquaredError()).passed
    with pytest.raises(ValueError, match="every sample lies at a kink"):
        check_gradient(net, X[:1], np.zeros((1, 1)), SquaredError())


def test_at_a_tie_the_first_has_the_slope():
    pool = MaxPool((2, 2, 1), 2)
    for Z, delta in [([1, 3, 3, 3], [0, 7, 0, 0]), ([3, 3, 1, 3], [7, 0, 0, 0]), ([0, 1, 2, 3], [0, 0, 0, 7])]:
        Z = np.array([Z], dtype=float)
        assert pool.delta(Z, pool.activate(Z), np.array([[7.0]])).tolist() == [delta]


def test_the_kinks_of_a_convolution_are_those_of_its_f():
    net = Network(Conv((1, 2, 1), 1, 1, relu), Dense(2, 1, identity))
    net.theta = [1, 0, 1, 1, 0]
    result = check_gradient(net, [[0.0, 1.0], [1.0, 1.0]], [[0.0], [0.0]], SquaredError())
    assert result.passed and result.n_at_kink == 1


# Saved and loaded


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_round_trip_is_bit_identical(dtype, tmp_path):
    net = example(0, dtype)
    save(net, tmp_path / "net")
    content, back = (tmp_path / "net").read_bytes(), load(tmp_path / "net")
    assert back.theta.tobytes() == net.theta.tobytes() and repr(back) == repr(net)
    assert np.array_equal(back(samples(net)), net(samples(net)))
    assert b'[["Conv", [6, 4, 2], 3, 3, "tanh", 1, 1], ["MaxPool", [6, 4, 3], 2], ' in content
    save(back, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == content


EXAMPLES = {
    "Dense": Dense(2, 3, relu),
    "Maxout": Maxout(2, 3),
    "Conv": Conv((4, 4, 2), 3, 2, relu, stride=2),
    "MaxPool": MaxPool((4, 4, 2), 2),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_is_made_again_of_its_arguments(kind):
    layer = EXAMPLES[kind]
    again = layer_from(json.loads(json.dumps(describe(layer))))
    assert type(again) is type(layer) and again.arguments == layer.arguments and repr(again) == repr(layer)
    assert repr(eval(repr(layer))) == repr(layer)


CONV, EIGHT = ["Conv", [3, 3, 1], 2, 2, "relu", 1, 0], ["Dense", 8, 1, "tanh"]


@pytest.mark.parametrize(
    "layer",
    [
        ["Conv"],
        ["Conv", 8, 1, "relu"],
        ["Conv", [3, 3, 1], 2, 2, "relu"],  # without stride and padding, which save writes
        ["Conv", [3, 3, 1], 2, 2, "relu", 1, 0, 0],
        ["Conv", [3, 3, 1], 2, 2, "cube", 1, 0],
        ["Conv", [3, 3, 1], 2, 2, ["relu"], 1, 0],
        ["Conv", [3, 3, 1], 2, 2, None, 1, 0],
        ["Conv", [3, 3], 2, 2, "relu", 1, 0],
        ["Conv", [3, 3, 1, 1], 2, 2, "relu", 1, 0],
        ["Conv", [3, 3, [1]], 2, 2, "relu", 1, 0],
        ["Conv", [3, 3, True], 2, 2, "relu", 1, 0],
        ["Conv", [3.0, 3, 1], 2, 2, "relu", 1, 0],
        ["Conv", "331", 2, 2, "relu", 1, 0],
        ["Conv", [3, 3, -1], 2, 2, "relu", 1, 0],
        ["Conv", [3, 3, 1], 0, 2, "relu", 1, 0],
        ["Conv", [3, 3, 1], 2, 4, "relu", 1, 0],
        ["Conv", [3, 3, 1], 2, 2, "relu", 0, 0],
        ["Conv", [3, 3, 1], 2, 2, "relu", 2, 0],
        ["Conv", [3, 3, 1], 2, 2, "relu", 1, 2],
        ["Conv", [2**28, 2**28, 1], 1, 1, "relu", 1, 0],
        ["Conv", [2**14, 2**14, 1], 2**20, 1, "relu", 1, 0],
        ["Conv", [10**30, 10**30, 10**30], 10**30, 10**30, "relu", 1, 0],
        ["MaxPool", [3, 3, 1]],
        ["MaxPool", [3, 3, 1], 2],
        ["MaxPool", [3, 3, 1], 0],
        ["MaxPool", [4, 2, 1], 1, "relu"],
        ["MaxPool", [2**28, 2**28, 2**28], 2**28],
        ["MaxPool", [2, 2, 2], 1.0],
    ],
    ids=str,
)
def test_a_forged_layer_with_the_right_checksum(layer, tmp_path):
    for layers, n in (([layer], 10), ([layer, EIGHT], 19), ([layer, EIGHT], 9)):
        (tmp_path / "file").write_bytes(file_of({"dtype": "float64", "layers": layers}, np.ones(n).tobytes()))
        with pytest.raises(StorageError, match="holds no network that load can read"):
            load(tmp_path / "file")
    (tmp_path / "file").write_bytes(file_of({"dtype": "float64", "layers": [CONV, EIGHT]}, np.ones(19).tobytes()))
    assert load(tmp_path / "file").theta.tolist() == [1] * 19  # so it is the layer that is refused


def test_a_convolution_with_a_function_of_one_s_own_is_not_saved(tmp_path):
    square = Activation("square", lambda z: z * z, lambda z, a: 2 * z)
    with pytest.raises(TypeError, match=r"Conv\(.*, square\) has an activation function of your own"):
        save(Network(Conv((2, 2, 1), 1, 1, square)), tmp_path / "net")


# What does not fit

SIX, SHAPE = (6, 6, 1), r"expected \(rows, columns, channels\), such as \(28, 28, 1\)"
REFUSED = [
    (lambda: Conv([6, 6, 1], 2, 3, relu), TypeError, rf"shape is \[6, 6, 1\]; {SHAPE}"),
    (lambda: Conv(36, 2, 3, relu), TypeError, rf"shape is 36; {SHAPE}"),
    (
        lambda: Conv((6, 6), 2, 3, relu),
        ValueError,
        rf"shape is \(6, 6\); {SHAPE}: write \(6, 6, 1\) if each pixel is one",
    ),
    (lambda: Conv((1, 6, 6, 1), 2, 3, relu), ValueError, rf"shape is \(1, 6, 6, 1\); {SHAPE}$"),
    (lambda: Conv((6, 6.0, 1), 2, 3, relu), TypeError, r"shape\[1\] is 6.0; expected a whole number"),
    (lambda: Conv((6, 6, 0), 2, 3, relu), ValueError, r"shape\[2\] is 0; expected at least 1"),
    (
        lambda: Conv((2**20, 2**20, 1), 2, 3, relu),
        ValueError,
        "shape: a picture .* has 1099511627776 numbers; exp",
    ),
    (lambda: Conv((2**14, 2**13, 1), 9, 3, relu), ValueError, r"shape, kernels: a picture .* expected at most"),
    (lambda: Conv(SIX, 0, 3, relu), ValueError, "kernels is 0; expected at least 1"),
    (lambda: Conv(SIX, "2", 3, relu), TypeError, "kernels is '2'; expected a whole number"),
    (lambda: Conv(SIX, 2, 0, relu), ValueError, "size is 0; expected at least 1"),
    (lambda: Conv(SIX, 2, (3, 3), relu), TypeError, r"size is \(3, 3\); expected a whole number"),
    (lambda: Conv(SIX, 2, 3, "relu"), TypeError, "f is 'relu'; expected an Activation: write nncourse.relu"),
    (lambda: Conv(SIX, 2, 3, relu, 0), ValueError, "stride is 0; expected at least 1"),
    (lambda: Conv(SIX, 2, 3, relu, 4), ValueError, "stride is 4; expected at most 3"),
    (lambda: Conv(SIX, 2, 3, relu, 1, -1), ValueError, "padding is -1; expected at least 0"),
    (lambda: Conv(SIX, 2, 3, relu, 1, 3), ValueError, "padding is 3; expected at most 2"),
    (lambda: Conv((6, 4, 1), 2, 5, relu), ValueError, "size is 5, shape has 4 columns; expected at most 4"),
    (
        lambda: Conv((4, 9, 1), 2, 7, relu, 1, 1),
        ValueError,
        "size is 7, shape has 4 rows, padding 1; expected at most 6",
    ),
    (
        lambda: Conv((28, 28, 1), 2, 5, relu, stride=2),
        ValueError,
        r"stride is 2, shape has 28 rows, size is 5, padding 0: the last 1 of 28 would be left out; "
        r"expected rows \+ 2 \* padding - size to be a multiple of stride",
    ),
    (lambda: Conv((5, 6, 1), 2, 3, relu, 2), ValueError, "shape has 6 columns, .* the last 1 of 6 would be left out"),
    (lambda: MaxPool([6, 6, 1], 2), TypeError, rf"shape is \[6, 6, 1\]; {SHAPE}"),
    (lambda: MaxPool((6, 6), 2), ValueError, r"write \(6, 6, 1\)"),
    (lambda: MaxPool(SIX, 0), ValueError, "size is 0; expected at least 1"),
    (lambda: MaxPool(SIX, 4), ValueError, "size is 4, shape has 6 rows; expected a divisor: nothing is left out"),
    (lambda: MaxPool((4, 6, 1), 4), ValueError, "size is 4, shape has 6 columns; expected a divisor"),
    (lambda: MaxPool((2**10, 2**10, 2**10), 2), ValueError, "shape: a picture .* expected at most"),
    (
        lambda: Network(MaxPool(SIX, 2)),
        ValueError,
        "layers have no weights; expected one that can learn",
    ),
    (
        lambda: Network(Conv(SIX, 2, 3, relu), MaxPool((4, 4, 1), 2)),
        ShapeError,
        r"layer 2 is MaxPool\(\(4, 4, 1\), 2\), layer 1 has 32 outputs; expected n_in = 32",
    ),
    (
        lambda: Network(Conv(SIX, 2, 3, relu), Conv((2, 4, 4), 2, 1, relu)),
        ShapeError,
        r"layer 2 is Conv\(\(2, 4, 4\), 2, 1, relu\), layer 1 makes pictures \(4, 4, 2\); expected shape = \(4, 4, 2\)",
    ),
    (lambda: Conv(SIX, 2, 3, relu).kernels, ValueError, r"Conv\(\(6, 6, 1\), 2, 3, relu\) has no parameters yet"),
    (
        lambda: Network(Conv(SIX, 2, 3, relu))(np.zeros((2, 6, 6))),
        ShapeError,
        r"X has shape \(2, 6, 6\); expected .*write X.reshape\(len\(X\), -1\)",
    ),
]


@pytest.mark.parametrize(("make", "error", "message"), REFUSED)
def test_what_does_not_fit_is_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_a_layer_shows_what_it_was_made_of():
    assert repr(Conv((6, 6, 1), 2, 3, relu)) == "Conv((6, 6, 1), 2, 3, relu)"
    assert repr(Conv((7, 7, 1), 2, 3, relu, 2, 1)) == "Conv((7, 7, 1), 2, 3, relu, stride=2, padding=1)"
    assert repr(MaxPool((6, 6, 2), 3)) == "MaxPool((6, 6, 2), 3)"


# What others make of these layers


def digits(n=200):
    """Return digits at half their size and targets."""
    return mnist().x_train[:n, ::2, ::2].reshape(n, -1), one_hot(mnist().y_train[:n], 10)


def reader(seed=0, f=relu, dtype=np.float32):
    return Network(
        Conv((14, 14, 1), 4, 3, f), MaxPool((12, 12, 4), 2), Conv((6, 6, 4), 8, 3, f), MaxPool((4, 4, 8), 2),
        Dense(32, 10, identity), seed=seed, dtype=dtype,
    )  # fmt: skip


@pytest.mark.parametrize(("seed", "f"), first(2, [(seed, f) for seed in range(5) for f in (relu, tanh, sigmoid)]))
def test_of_a_healthy_network_nothing_is_said(seed, f):
    net, (X, G) = reader(seed, f), digits()
    for epochs in (0, 3):
        if epochs:
            train(net, X, G, CrossEntropy(), Adam(0.003), epochs=epochs, batch_size=20)
        assert checkup(net, X, G, CrossEntropy(), optimizer=Adam(0.003)).names == []


def test_a_checkup_finds_kernels_that_are_all_alike_or_dead():
    X, G = digits()
    alike, dead = reader(), reader()
    alike.layers[2].W = np.tile(alike.layers[2].W[0], (8, 1))
    alike.layers[4].W = np.tile(alike.layers[4].W[:, :1], (1, 32))
    (finding,) = checkup(alike, X, G, CrossEntropy()).findings
    assert (finding.name, finding.layer) == ("alike", 3)
    assert finding.text.de.startswith("Verschiedene Kerne in Schicht 3: 1 von 8.")
    assert finding.text.en.startswith("Different kernels in layer 3: 1 of 8.")
    dead.layers[0].b = [-100, -100, -100, 0]
    (finding,) = checkup(dead, X, G, CrossEntropy()).findings
    assert (finding.name, finding.layer) == ("dead", 1)
    assert "Schicht 1: 3 von 4 Kernen sind tot" in finding.text.de and "3 of 4 kernels are dead" in finding.text.en


def test_a_checkup_finds_saturated_kernels_and_vanishing_gradients():
    X, G = digits()
    net = reader(f=tanh)
    net.layers[0].W = 100 * net.layers[0].W
    net.layers[0].b = [50] * 4
    assert [(it.name, it.layer) for it in checkup(net, X, G, CrossEntropy()).findings] == [("saturated", 1)]
    faint = reader(f=sigmoid)
    for layer in faint.layers[2::2]:
        layer.W *= 0.01
    assert "vanishing" in checkup(faint, X, G, CrossEntropy()).names


def by_quotients(bug):
    return isinstance(bug.steps, Float32Quotient)


@pytest.mark.parametrize("bug", [bug for bug in ZOO if not by_quotients(bug)], ids=lambda bug: bug.id)
def test_a_bug_of_the_zoo_says_that_it_knows_no_convolution(bug):
    net = example(0)
    with pytest.raises(TypeError, match=r"layer 1 is Conv\(.*; expected Dense or Maxout"):
        bug(net, samples(net), np.zeros((3, 3)), SquaredError())


def test_the_bug_of_quotients_does_not_care_which_layers_they_are():
    (bug,) = filter(by_quotients, ZOO)
    net = example(0)
    _, gradient = bug(net, samples(net), np.zeros((3, 3)), SquaredError())
    assert 0 < np.abs(gradient - backprop(net, samples(net), np.zeros((3, 3)), SquaredError())[1]).max() < 10


def test_a_page_that_reads_digits_says_that_it_knows_no_convolution():
    with pytest.raises(TypeError, match=r"layer 1 is Conv\(.*; expected Dense or Maxout: this page computes no other"):
        explorers.digit(Network(Conv((28, 28, 1), 2, 28, relu), Dense(2, 10, identity)))


STEPS = """
import resource
import numpy as np
from nncourse import Conv, CrossEntropy, Dense, MaxPool, Network, backprop, identity, one_hot, relu

network = Network(Conv((28, 28, 1), 16, 5, relu), MaxPool((24, 24, 16), 2), Dense(2304, 10, identity), dtype="float32")
X, G = np.random.default_rng(0).random((50, 784), np.float32), one_hot(np.arange(50) % 10, 10)
for _ in range(4):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    backprop(network, X, G, CrossEntropy())
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts the pages that Linux hands out")
def test_a_step_gets_its_memory_from_the_step_before():
    pages = subprocess.run([sys.executable, "-c", STEPS], capture_output=True, text=True, check=True).stdout
    assert int(pages) < 500  # of about 2,000 that it fills
