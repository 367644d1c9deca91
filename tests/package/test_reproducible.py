"""The same seed on the same machine gives the same bits, whatever else goes on.

What is not promised: the same bits from another processor or number of BLAS threads, and from a sample alone as in a
batch. BLAS takes another path for other shapes there, which changes the last digits; the last tests say by how much.
"""

import copy
import hashlib
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from nncourse import (
    Adam,
    CrossEntropy,
    Dense,
    Maxout,
    Momentum,
    Network,
    SquaredError,
    accuracy,
    backprop,
    check_gradient,
    circles,
    identity,
    moons,
    one_hot,
    relu,
    sigmoid,
    spirals,
    split,
    tanh,
    train,
    xor,
)
from nncourse.optimizers import OPTIMIZERS

pytestmark = pytest.mark.numerical


def data(n=50, seed=100):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((n, 20)), one_hot(rng.integers(3, size=n), 3)


def trained(optimizer=Adam, dtype=np.float64, n=50, progress=False, validation=None, epochs=3, seed=7, batch_size=8):
    """Train a network with every kind of layer; return it and its history."""
    X, G = data(n)
    net = Network(Dense(20, 30, relu), Maxout(30, 10), Dense(10, 3, identity), seed=3, dtype=dtype)
    how = {"epochs": epochs, "batch_size": batch_size, "seed": seed, "validation": validation, "progress": progress}
    return net, train(net, X, G, CrossEntropy(), optimizer(0.01), **how)


def fingerprint():
    """Return one line for all that is drawn at random and computed from it, to the last bit."""
    everything = hashlib.sha256()
    for make in (circles, moons, spirals):
        everything.update(make(50, seed=5)[0].tobytes())
    for part in split(50, 10, seed=5):
        everything.update(part.tobytes())
    for dtype in (np.float32, np.float64):
        for optimizer in OPTIMIZERS.values():
            net, history = trained(optimizer, dtype)
            everything.update(net.theta.tobytes() + repr(history.cost).encode())
    X, G = data()
    found = check_gradient(Network.mlp([20, 3], hidden=tanh), X[:5], G[:5], SquaredError())
    everything.update(found.quotients.tobytes())
    return everything.hexdigest()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("optimizer", OPTIMIZERS.values())
def test_the_same_seed_gives_the_same_bits(optimizer, dtype):
    (one, history), (two, same) = trained(optimizer, dtype), trained(optimizer, dtype)
    assert one.theta.tobytes() == two.theta.tobytes()
    assert history == same
    other, _ = trained(optimizer, dtype, seed=8)
    assert one.theta.tobytes() != other.theta.tobytes()


def test_everything_drawn_at_random_depends_on_the_seed_alone():
    assert fingerprint() == fingerprint()
    for make in (circles, moons, spirals, lambda n, seed: split(n, 9, seed=seed)):
        assert make(30, seed=1)[0].tobytes() == make(30, seed=1)[0].tobytes() != make(30, seed=2)[0].tobytes()
    assert Network.mlp([4, 3], seed=1).theta.tobytes() != Network.mlp([4, 3], seed=2).theta.tobytes()


# Whatever else goes on


def in_a_new_process(call, **environment):
    """Return what `call()` of this file prints in a new Python."""
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import {__name__}; {__name__}.{call}()"],
        cwd=Path(__file__).parent,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def print_fingerprint():
    print(fingerprint(), end="")


def test_other_processes():
    """In new processes, where hashes, addresses and the order of sets are other ones."""
    for hash_seed in ("0", "1"):
        assert in_a_new_process("print_fingerprint", PYTHONHASHSEED=hash_seed) == fingerprint()


def global_state():
    """Return the state of the generators that everybody shares."""
    _, numbers, *rest = np.random.get_state()  # noqa: NPY002
    return numbers.tolist(), rest, random.getstate()


def test_others_who_draw_at_random():
    """The global generators of numpy and Python are neither used nor changed."""
    expected = fingerprint()
    for seed in (0, 1):
        np.random.seed(seed)  # noqa: NPY002
        random.seed(seed)
        before = global_state()
        assert fingerprint() == expected
        assert global_state() == before


def test_a_course_that_draws_in_between():
    """A callback of numpy's global generator at every step changes nothing."""

    class Drawing(CrossEntropy):
        def value_and_slope(self, O, G):
            np.random.seed(1)  # noqa: NPY002
            random.random()
            return super().value_and_slope(O, G)

    X, G = data()
    nets = [Network.mlp([20, 5, 3], output=identity, seed=1) for _ in range(2)]
    for net, cost in zip(nets, (CrossEntropy(), Drawing()), strict=True):
        train(net, X, G, cost, Adam(0.01), epochs=2, batch_size=8, progress=False)
    assert nets[0].theta.tobytes() == nets[1].theta.tobytes()


@pytest.mark.parametrize("optimizer", OPTIMIZERS.values())
def test_how_the_training_is_evaluated(optimizer, monkeypatch):
    """With validation data or none, asked in between in batches of any size, with a bar or without: all the same."""
    plain, history = trained(optimizer)
    for n in (1, 7, 50, 333):
        net, other = trained(optimizer, validation=data(n, seed=200))
        assert net.theta.tobytes() == plain.theta.tobytes() and other.cost == history.cost
    monkeypatch.setattr("nncourse.training.somebody_watches", lambda: True)
    assert trained(optimizer, progress=True)[0].theta.tobytes() == plain.theta.tobytes()

    class Evaluating(CrossEntropy):
        """Looks at the network at every step, so many samples at a time."""

        def __init__(self, size):
            self.size = size

        def value_and_slope(self, O, G):
            X, labels = data(40, seed=300)
            for start in range(0, 40, self.size):
                rows = slice(start, start + self.size)
                accuracy(net(X[rows]), labels[rows].argmax(axis=1))
            backprop(net, X, labels, SquaredError())
            return super().value_and_slope(O, G)

    for size in (1, 7, 40):
        X, G = data()
        net = Network(Dense(20, 30, relu), Maxout(30, 10), Dense(10, 3, identity), seed=3)
        train(net, X, G, Evaluating(size), optimizer(0.01), epochs=3, batch_size=8, seed=7, progress=False)
        assert net.theta.tobytes() == plain.theta.tobytes()


def test_the_order_of_calls():
    """Networks that are made, trained and asked in another order, or one step of each in turn, are the same."""
    X, G = data()
    first, second = (Network.mlp([20, 9, 3], seed=k) for k in (1, 2))
    for net in (first, second):
        train(net, X, G, SquaredError(), Adam(0.01), epochs=4, batch_size=10, progress=False)
    later, earlier = (Network.mlp([20, 9, 3], seed=k) for k in (2, 1))
    circles(5), split(9, 3), later(X), check_gradient(Network.mlp([20, 3]), X[:2], G[:2], SquaredError())
    for net in (later, earlier):
        train(net, X, G, SquaredError(), Adam(0.01), epochs=4, batch_size=10, progress=False)
    assert first.theta.tobytes() == earlier.theta.tobytes() and second.theta.tobytes() == later.theta.tobytes()


def test_copies_and_threads():
    """A copy trains as the original does, and so do networks in threads beside each other."""
    expected, _ = trained()
    X, G = data()
    net = Network(Dense(20, 30, relu), Maxout(30, 10), Dense(10, 3, identity), seed=3)
    nets = [net, *(copy.deepcopy(net) for _ in range(3))]

    def train_it(net):
        train(net, X, G, CrossEntropy(), Adam(0.01), epochs=3, batch_size=8, seed=7, progress=False)

    threads = [threading.Thread(target=train_it, args=[net]) for net in nets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {net.theta.tobytes() for net in nets} == {expected.theta.tobytes()}


def test_the_memory_that_the_data_lie_in():
    """Rows in Fortran order, every second row of a larger array, bytes: the training is the same to the last bit."""
    X, G = data()
    doubled = np.repeat(X, 2, axis=0)
    thetas = set()
    for form in (X, np.asfortranarray(X), doubled[::2], X[::-1].copy()[::-1], X.astype(">f8"), X.tolist()):
        net = Network.mlp([20, 9, 3], seed=1)
        train(net, form, G, SquaredError(), Adam(0.01), epochs=2, batch_size=8, progress=False)
        thetas.add(net.theta.tobytes())
    assert len(thetas) == 1


def test_outputs_and_gradients_of_data_in_any_order_of_memory():
    """Large enough for BLAS to compute a transposed array by another way, with other last digits."""
    net = Network.mlp([784, 30, 10], seed=1)
    X, G = np.random.default_rng(2).random((33, 784)), one_hot(np.arange(33) % 10, 10)
    O, gradient = net(X), backprop(net, X, G, SquaredError())[1]
    for form in (
        np.asfortranarray(X),
        np.repeat(X, 2, axis=1)[:, ::2],
        X[::-1].copy()[::-1],
        X.astype(">f8"),
        X.tolist(),
    ):
        assert net(form).tobytes() == O.tobytes()
        assert backprop(net, form, np.asfortranarray(G), SquaredError())[1].tobytes() == gradient.tobytes()


def test_a_training_in_parts():
    """Without shuffling, two epochs are twice one epoch: the optimizer remembers all that there is to remember."""
    X, G = xor()
    for optimizer in OPTIMIZERS.values():
        whole, parts = Network.mlp([2, 4, 1], seed=1), Network.mlp([2, 4, 1], seed=1)
        train(whole, X, G, SquaredError(), optimizer(0.1), epochs=20, progress=False)
        moving = optimizer(0.1)
        for _ in range(4):
            train(parts, X, G, SquaredError(), moving, epochs=5, progress=False)
        assert whole.theta.tobytes() == parts.theta.tobytes()


# What is not promised, and how far it goes


@pytest.mark.parametrize(("dtype", "units"), [(np.float32, 8), (np.float64, 8)])
def test_a_sample_alone_and_in_a_batch(dtype, units):
    """The outputs may differ by a few units in the last place; the same batch always gives the same bits."""
    net = Network.mlp([784, 30, 10], hidden=sigmoid, seed=1, dtype=dtype)
    X = np.random.default_rng(2).random((64, 784))
    O = net(X)
    assert net(X).tobytes() == O.tobytes()
    for size in (1, 7, 33):
        pieces = np.concatenate([net(X[k : k + size]) for k in range(0, 64, size)])
        assert np.abs(pieces - O).max() <= units * np.finfo(dtype).eps
        assert np.array_equal(pieces.argmax(axis=1), O.argmax(axis=1))
    assert np.abs(np.array([net(x) for x in X]) - O).max() <= units * np.finfo(dtype).eps


@pytest.mark.parametrize("threads", ["2", pytest.param("1", marks=pytest.mark.long)])
def test_the_number_of_blas_threads(threads):
    """Within a number of threads: the same bits. Between them: the same network but for rounding."""
    variables = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    one, two = (in_a_new_process("print_trained", **dict.fromkeys(variables, threads)) for _ in range(2))
    assert one == two
    assert np.allclose(np.frombuffer(bytes.fromhex(one)), large().theta, rtol=0, atol=1e-10)


def large():
    """Train a network that is large enough for several threads."""
    rng = np.random.default_rng(0)
    X, G = rng.random((512, 784)), one_hot(rng.integers(10, size=512), 10)
    net = Network.mlp([784, 128, 10], hidden=tanh, output=sigmoid, seed=1)
    train(net, X, G, SquaredError(), Momentum(0.1), epochs=2, batch_size=128, seed=1, progress=False)
    return net


def print_trained():
    print(large().theta.tobytes().hex(), end="")
