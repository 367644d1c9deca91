"""Training: the loop of the notes, mini-batches, and every way it can end."""

import io
import os
import re
import signal
import sys
import threading
import time
from unittest.mock import MagicMock

import arrays
import numpy as np
import pytest
from seeds import first

from nncourse import (
    Adam,
    BinaryCrossEntropy,
    CrossEntropy,
    DivergedError,
    GradientDescent,
    Momentum,
    Network,
    ShapeError,
    SquaredError,
    accuracy,
    backprop,
    confusion_matrix,
    identity,
    leaky_relu,
    moons,
    one_hot,
    relu,
    tanh,
    train,
    xor,
)
from nncourse.optimizers import OPTIMIZERS
from nncourse.training import checked_samples, rows_at_once, somebody_watches

pytestmark = pytest.mark.numerical


def example(seed=0, n=10, dtype=np.float64):
    rng = np.random.default_rng(100 + seed)
    X, G = rng.standard_normal((n, 4)), one_hot(rng.integers(3, size=n), 3)
    return Network.mlp([4, 5, 3], hidden=tanh, seed=seed, dtype=dtype), X, G


class Watched(SquaredError):
    """A squared error that calls `at_step(number, targets)` before every step."""

    def __init__(self, at_step):
        self.at_step = at_step
        self.n = 0

    def value_and_slope(self, O, G):
        self.n += 1
        self.at_step(self.n, G)
        return super().value_and_slope(O, G)


# The loop


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_all_samples_at_once_is_the_loop_of_the_notes(kind, dtype):
    """Up to rounding: training multiplies by L in the last layer's delta, the loop in every parameter."""
    net, X, G = example(dtype=dtype)
    by_hand, _, _ = example(dtype=dtype)
    history = train(net, X, G, SquaredError(), kind(0.1), epochs=20)
    optimizer, costs = kind(0.1), []
    for _ in range(20):
        C, gradient = backprop(by_hand, X, G, SquaredError())
        optimizer.step(by_hand.theta, gradient)
        costs.append(C)
    rounding = 20 * float(np.finfo(dtype).eps)
    assert net.theta == pytest.approx(by_hand.theta, rel=rounding, abs=rounding)
    assert history.cost == pytest.approx(costs, rel=rounding)
    assert (len(history.cost), history.steps, history.interrupted) == (20, 20, False)


def test_mini_batches_visit_every_sample_once_per_epoch():
    _, X, _ = example()
    numbers = np.arange(10.0).reshape(10, 1) * [1, 0, 0]  # targets that say which sample they belong to
    batches = []
    cost = Watched(lambda n, G: batches.append(G[:, 0].tolist()))
    net = Network.mlp([4, 5, 3], hidden=tanh, output=identity)
    history = train(net, X, numbers, cost, GradientDescent(1e-6), epochs=3, batch_size=4, seed=7)
    assert [len(batch) for batch in batches] == [4, 4, 2] * 3
    epochs = [sum(batches[k : k + 3], []) for k in (0, 3, 6)]
    assert all(sorted(epoch) == list(range(10)) for epoch in epochs)
    assert epochs[0] != epochs[1] != epochs[2] and epochs[0] != sorted(epochs[0])
    assert history.steps == 9


@pytest.mark.parametrize("batch_size", [None, 2000])
def test_all_samples_at_once_come_in_their_order(batch_size):
    numbers, seen = np.arange(2000.0).reshape(-1, 1), []
    cost = Watched(lambda n, G: seen.extend(G[:, 0]))
    net = Network.mlp([1, 1], output=identity)
    train(net, numbers / 2000, numbers, cost, GradientDescent(1e-9), epochs=1, batch_size=batch_size)
    assert seen == list(range(2000))


@pytest.mark.parametrize(
    ("size", "rows"),
    [(1, 256), (10, 250), (100, 200), (128, 256), (129, 129), (255, 255), (256, 256), (257, 257), (300, 300)],
)
def test_small_batches_are_fetched_several_at_a_time(size, rows):
    assert rows_at_once(size) == rows


def test_inputs_and_targets_stay_together():
    """An unlearnable pairing would show: a straight line is fitted exactly, batch by batch."""
    X = np.random.default_rng(0).standard_normal((30, 2))
    net = Network.mlp([2, 1], output=identity)
    train(net, X, X @ [[2.0], [-3.0]] + 1, SquaredError(), GradientDescent(0.1), epochs=200, batch_size=7)
    assert net.theta == pytest.approx([2, -3, 1], abs=1e-6)


@pytest.mark.parametrize("batch_size", [None, 1, 3, 10])
def test_the_seed_decides_bit_for_bit(batch_size):
    def run(seed):
        net, X, G = example()
        history = train(net, X, G, SquaredError(), Adam(), epochs=5, batch_size=batch_size, seed=seed)
        return net.theta.tobytes(), history.cost

    assert run(3) == run(3)
    assert (run(3) == run(4)) == (batch_size in (None, 10))  # without batches there is nothing to shuffle


def test_the_cost_of_an_epoch_is_the_mean_over_its_samples():
    net, X, G = example()
    C = SquaredError()(net(X), G)
    history = train(net, X, G, SquaredError(), GradientDescent(1e-12), epochs=1, batch_size=4)  # 4 + 4 + 2
    assert history.cost == pytest.approx([C], rel=1e-9)


def test_it_learns_xor():
    X, G = xor()
    net = Network.mlp([2, 4, 1], hidden=tanh, output=identity, seed=0)
    train(net, X, G, BinaryCrossEntropy(), Adam(0.05), epochs=500)
    assert np.array_equal(net(X) > 0, G == 1)


def test_it_learns_moons_in_float32():
    X, G = moons(200)
    net = Network.mlp([2, 16, 1], hidden=leaky_relu, output=identity, seed=0, dtype=np.float32)
    history = train(net, X, G, BinaryCrossEntropy(), Adam(0.02), epochs=100, batch_size=20)
    assert np.mean((net(X) > 0) == (G == 1)) > 0.98
    assert history.cost[-1] < history.cost[0] / 5
    assert net.dtype == np.float32


def test_training_goes_on_where_it_stopped():
    once, X, G = example()
    twice, _, _ = example()
    train(once, X, G, SquaredError(), Momentum(0.1), epochs=6)
    optimizer = Momentum(0.1)
    train(twice, X, G, SquaredError(), optimizer, epochs=2)
    train(twice, X, G, SquaredError(), optimizer, epochs=4)
    assert once.theta.tobytes() == twice.theta.tobytes()


def test_the_data_are_left_alone():
    net, X, G = example()
    before = X.tobytes(), G.tobytes()
    train(net, X, G, SquaredError(), Adam(), epochs=2, batch_size=3)
    assert (X.tobytes(), G.tobytes()) == before


@pytest.mark.parametrize("batch_size", [None, 3])
def test_bytes_are_fractions_of_255(batch_size):
    """In whatever container."""
    image = np.random.default_rng(0).integers(0, 256, size=(10, 4), dtype=np.uint8)
    costs = []
    for X in (image / 255, *(make(image) for make in arrays.BYTES.values())):
        net, _, G = example()
        history = train(net, X, G, SquaredError(), Adam(), epochs=3, batch_size=batch_size, validation=(X, G))
        costs.append([net.theta.tobytes(), history.cost, history.validation_cost])
    assert all(other == costs[0] for other in costs)


def test_bytes_stay_bytes_and_are_never_made_floats_all_at_once(monkeypatch):
    net, X, G = example()
    seen, inputs = [], net.inputs
    monkeypatch.setattr(net, "inputs", lambda X, *given: seen.append(X.dtype) or inputs(X, *given))
    for data in (np.full((10, 4), 9, dtype=np.uint8), X):
        assert checked_samples(net, data, G, SquaredError())[0].dtype == data.dtype
    assert seen == [X.dtype]


@pytest.mark.parametrize("batch_size", [None, 1])
def test_0_and_1_as_bytes_are_refused_at_the_door(batch_size):
    """XOR as bytes would be taken as 0 and 1/255, and nothing could be learned from it."""
    X, G = xor()
    net = Network.mlp([2, 3, 1])
    before = net.theta.tobytes()
    message = r"X has dtype uint8 and no entry above 1; expected bytes up to 255.*write X\.astype\(float\) if 1 means 1"
    with pytest.raises(ValueError, match=message):
        train(net, X.astype(np.uint8), G, SquaredError(), Adam(), epochs=1, batch_size=batch_size)
    with pytest.raises(ValueError, match=f"validation: {message}"):
        train(net, X, G, SquaredError(), Adam(), epochs=1, validation=(X.astype(np.uint8), G))
    assert net.theta.tobytes() == before


@pytest.mark.parametrize("batch_size", [None, 1])
def test_images_may_be_empty_as_long_as_one_has_ink(batch_size):
    """Mini-batches are parts: what they hold is not looked at again. And 0 is 0, whatever a byte means."""
    X, G = np.array([[0, 0], [0, 1], [1, 1], [0, 2]], dtype=np.uint8), xor()[1]
    for images in (X, 0 * X):
        train(Network.mlp([2, 3, 1]), images, G, SquaredError(), Adam(), epochs=1, batch_size=batch_size)


# Validation and history


def test_validation_is_recorded_after_every_epoch_and_never_learned():
    net, X, G = example()
    alone, _, _ = example()
    _, X_new, G_new = example(seed=1, n=6)
    before = X_new.tobytes(), G_new.tobytes()
    history = train(net, X, G, SquaredError(), Adam(), epochs=4, batch_size=3, validation=(X_new, G_new))
    train(alone, X, G, SquaredError(), Adam(), epochs=4, batch_size=3)
    assert net.theta.tobytes() == alone.theta.tobytes()
    assert (X_new.tobytes(), G_new.tobytes()) == before
    assert len(history.cost) == len(history.validation_cost) == len(history.validation_accuracy) == 4
    assert history.validation_cost[-1] == SquaredError()(net(X_new), G_new)
    assert history.validation_accuracy[-1] == accuracy(net(X_new), G_new.argmax(axis=1))


def test_two_outputs_have_an_accuracy():
    X, G = xor()
    G = np.hstack([G, 1 - G])
    history = train(Network.mlp([2, 2]), X, G, SquaredError(), Adam(), epochs=2, validation=(X, G))
    assert len(history.validation_accuracy) == 2


def test_one_output_has_no_accuracy():
    X, G = xor()
    history = train(Network.mlp([2, 2, 1]), X, G, SquaredError(), Adam(), epochs=2, validation=(X, G))
    assert len(history.validation_cost) == 2 and history.validation_accuracy == []


def test_without_validation_none_is_recorded():
    net, X, G = example()
    history = train(net, X, G, SquaredError(), Adam(), epochs=2)
    assert history.validation_cost == history.validation_accuracy == []
    assert repr(history) == f"History(2 epochs, 2 steps, cost {history.cost[-1]:.4g})"


# Interrupted, diverged


def stopped_at(step, error):
    def at_step(n, G):
        if n == step:
            raise error

    return Watched(at_step)


def test_ctrl_c_gives_the_history_so_far_and_a_network_that_works():
    net, X, G = example()
    same, _, _ = example()
    settings = {"epochs": 10, "batch_size": 4}  # 3 steps per epoch
    history = train(net, X, G, stopped_at(6, KeyboardInterrupt), GradientDescent(0.1), **settings)
    assert history.interrupted
    assert (history.steps, len(history.cost)) == (5, 1)
    assert "interrupted" in repr(history)
    with pytest.raises(ZeroDivisionError):  # any other error comes through, after the same five steps
        train(same, X, G, stopped_at(6, ZeroDivisionError), GradientDescent(0.1), **settings)
    assert net.theta.tobytes() == same.theta.tobytes()
    assert np.isfinite(net(X)).all()
    assert train(net, X, G, SquaredError(), Adam(), epochs=1).steps == 1


def test_ctrl_c_in_the_optimizer():
    class Interrupted(GradientDescent):
        def move(self, theta, gradient):
            raise KeyboardInterrupt

    net, X, G = example()
    history = train(net, X, G, SquaredError(), Interrupted(0.1), epochs=3)
    assert history.interrupted and history.steps == 0 and history.cost == []


def state(net, optimizer):
    """Return the parameters and what the optimizer remembers."""
    memory = {name: np.asarray(value).tobytes() for name, value in optimizer.memory().items()}
    return net.theta.tobytes(), memory


class BeforeSteps(Watched):
    """Not called for the validation."""

    def value(self, O, G):
        return SquaredError().value(O, G)


def validated_training(kind, steps=None):
    """Return a network and an optimizer, not yet trained, and a training of them: 2 epochs of 3 steps, with validation.

    `steps`, a list, gets the state before every step, and at the end.
    """
    (net, X, G), optimizer = example(), kind(0.1)

    def run():
        watched = BeforeSteps(lambda n, G: steps is None or steps.append(state(net, optimizer)))
        history = train(net, X, G, watched, optimizer, epochs=2, batch_size=4, validation=(X, G), progress=False)
        if steps is not None:
            steps.append(state(net, optimizer))
        return history

    return net, optimizer, run


def at_bytecode(number, interrupt):
    """Return a tracer that calls `interrupt` before this bytecode of our training or optimizers is run."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        if not frame.f_code.co_filename.endswith(("training.py", "optimizers.py")):
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            count += 1
            if count == number:
                sys.settrace(None)
                interrupt()
        return trace

    return trace


def throw():
    raise KeyboardInterrupt


INTERRUPTS = {"signal": lambda: signal.raise_signal(signal.SIGINT), "thrown, as into a thread": throw}


@pytest.mark.skipif(sys.gettrace() is not None, reason="somebody else traces")
@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.long), 23])
@pytest.mark.parametrize("interrupt", INTERRUPTS.values(), ids=INTERRUPTS)
@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_a_step_is_whole_or_not_there_wherever_ctrl_c_falls(kind, interrupt, every):
    """At every bytecode of a training: about 1,000 places, each in a training of its own."""
    before, states = signal.getsignal(signal.SIGINT), []
    validated_training(kind, steps=states)[2]()
    assert len(states) == 7
    interrupted = 0
    for number in range(1, 100_000, every):
        net, optimizer, run = validated_training(kind)
        trace, history = at_bytecode(number, interrupt), None
        sys.settrace(trace)
        try:
            history = run()
        except KeyboardInterrupt:  # before the first step, or after the last
            assert state(net, optimizer) in (states[0], states[-1]) or optimizer._theta is None
        finally:
            unseen = sys.gettrace() is not None
            sys.settrace(None)
            signal.signal(signal.SIGINT, before)
        if unseen:
            break  # the training was shorter than that
        if history is not None and history.interrupted:
            interrupted += 1
            assert state(net, optimizer) == states[history.steps], (number, history)
            assert len(history.cost) == len(history.validation_cost) == len(history.validation_accuracy)
            assert len(history.cost) in (history.steps // 3, (history.steps - 1) // 3), (number, history)
    assert interrupted > 500 / every


@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_ctrl_c_in_a_step_waits_for_its_end_and_the_handler_comes_back(kind):
    class Interrupted(kind):
        def move(self, theta, gradient):
            signal.raise_signal(signal.SIGINT)
            super().move(theta, gradient)

    before, states = signal.getsignal(signal.SIGINT), []
    validated_training(kind, steps=states)[2]()
    net, optimizer, run = validated_training(Interrupted)
    history = run()
    assert history.interrupted and history.steps == 1
    assert state(net, optimizer) == states[1]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_handler_of_the_users_is_called_between_two_steps_and_stays():
    calls = []

    class Interrupted(Momentum):
        def move(self, theta, gradient):
            signal.raise_signal(signal.SIGINT)
            assert len(calls) < self.steps_so_far
            super().move(theta, gradient)
            self.steps_so_far += 1

    def theirs(number, frame):
        calls.append(number)

    _, optimizer, run = validated_training(Interrupted)
    optimizer.steps_so_far = 1
    before = signal.signal(signal.SIGINT, theirs)
    try:
        history = run()
        assert signal.getsignal(signal.SIGINT) is theirs
    finally:
        signal.signal(signal.SIGINT, before)
    assert calls == [signal.SIGINT] * 6 and history.steps == 6 and not history.interrupted


def test_training_in_a_thread_leaves_the_handler_alone():
    before, seen = signal.getsignal(signal.SIGINT), []
    net, X, G = example()
    cost = Watched(lambda n, G: seen.append(signal.getsignal(signal.SIGINT)))
    thread = threading.Thread(target=lambda: seen.append(train(net, X, G, cost, Adam(), epochs=1)))
    thread.start()
    thread.join()
    assert seen[0] is before and seen[1].steps == 1 and signal.getsignal(signal.SIGINT) is before


IN_A_TERMINAL = """
import sys
import numpy as np
from nncourse import *
from nncourse.optimizers import OPTIMIZERS

X = np.random.default_rng(0).standard_normal((40, 4))
G = one_hot(np.arange(40) % 3, 3)

class Starts(SquaredError):
    started = False
    def value_and_slope(self, O, G):
        if not self.started:
            self.started = True
            print("go", flush=True)
        return super().value_and_slope(O, G)

class Stops(SquaredError):
    def __init__(self, after):
        self.left = after
    def value(self, O, G):
        return SquaredError().value(O, G)
    def value_and_slope(self, O, G):
        self.left -= 1
        if self.left < 0:
            raise ZeroDivisionError
        return super().value_and_slope(O, G)

def run(kind, cost):
    net, optimizer = Network.mlp([4, 5, 3]), kind(1e-3)
    def state():
        memory = {name: np.asarray(value).tobytes() for name, value in optimizer.memory().items()}
        return net.theta.tobytes(), memory
    try:
        return train(net, X, G, cost, optimizer, epochs=10**6, batch_size=10, validation=(X, G), progress=False), state
    except ZeroDivisionError:
        return None, state

for kind in list(OPTIMIZERS.values()) * int(sys.argv[1]):
    history, state = run(kind, Starts())
    assert history.interrupted
    assert len(history.cost) == len(history.validation_cost) == len(history.validation_accuracy)
    assert len(history.cost) in (history.steps // 4, (history.steps - 1) // 4), history
    assert run(kind, Stops(history.steps))[1]() == state(), (kind, history)
print("whole", flush=True)
"""


@pytest.mark.parametrize("rounds", [pytest.param(100, marks=pytest.mark.long), 4])
def test_ctrl_c_in_a_terminal(rounds):
    pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals")
    wait = np.random.default_rng(rounds).uniform(0.005, 0.05, 3 * rounds).tolist()
    process, terminal = pty.fork()
    if process == 0:
        os.execv(sys.executable, [sys.executable, "-c", IN_A_TERMINAL, str(rounds)])
    seen = b""
    try:
        while True:
            try:
                new = os.read(terminal, 10_000)
            except OSError:  # the other side is gone
                break
            seen += new
            for _ in range(new.count(b"go")):
                time.sleep(wait.pop())
                os.write(terminal, b"\x03")
            if not new:
                break
    finally:
        os.close(terminal)
        status = os.waitpid(process, 0)[1]
    assert b"whole" in seen and status == 0, seen.decode()


def test_divergence_is_named():
    net, X, G = Network.mlp([4, 5, 3], hidden=relu, output=identity), *example()[1:]
    with pytest.raises(DivergedError) as caught:
        train(net, X, G, SquaredError(), GradientDescent(100), epochs=1000, batch_size=5)
    error = caught.value
    assert isinstance(error, ArithmeticError)
    assert f"at step {error.step} (epoch {error.epoch})" in str(error)
    assert "try a smaller learning_rate (it is 100, 10 would be a tenth)" in str(error)
    assert error.history.steps == error.step - 1
    assert error.epoch == (error.step - 1) // 2 + 1 == len(error.history.cost) + 1
    assert np.isfinite(net.theta).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", OPTIMIZERS.values())
@pytest.mark.parametrize("depth", [1, 4, 8])
@pytest.mark.parametrize("rate", [1, 10, 1e3, 1e10])
def test_a_diverged_network_is_finite(kind, depth, rate, dtype):
    """In a deep network the gradient overflows while the cost is still finite."""
    X = np.random.default_rng(100).standard_normal((6, 3))
    net = Network.mlp([3] + [5] * depth + [2], hidden=leaky_relu, output=identity, dtype=dtype, seed=depth)
    before = net.theta.tobytes()
    try:
        train(net, X, X[:, :2], SquaredError(), kind(rate), epochs=50)
    except DivergedError as error:
        assert error.history.steps in (error.step - 1, error.step)  # seen before the step, or after the epoch's last
        assert net.theta.tobytes() == before
    assert np.isfinite(net.theta).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("kind", OPTIMIZERS.values())
@pytest.mark.parametrize("depth", [1, 4, 8])
@pytest.mark.parametrize("rate", [1, 10, 1e3, 1e10])
@pytest.mark.parametrize("new", [False, True], ids=["same optimizer", "new optimizer"])
def test_the_advice_works_when_it_is_followed(kind, depth, rate, dtype, new):
    """A tenth of the rate, as often as it is advised: in the end it is as if only the last rate had been tried."""
    X = np.random.default_rng(100).standard_normal((6, 3))

    def fresh():
        return Network.mlp([3] + [5] * depth + [2], hidden=leaky_relu, output=identity, dtype=dtype, seed=depth)

    def attempt(net, optimizer):
        return train(net, X, X[:, :2], SquaredError(), optimizer, epochs=50).cost

    net, optimizer = fresh(), kind(rate)
    for _ in range(14):
        try:
            cost = attempt(net, optimizer)
            break
        except DivergedError as error:
            advised = float(re.search(r"(\S+) would be a tenth", str(error))[1])
            assert advised == pytest.approx(optimizer.learning_rate / 10, rel=1e-5)
            if new:
                optimizer = kind(advised)
            optimizer.learning_rate = advised
    other, only = fresh(), kind(optimizer.learning_rate)
    assert cost == attempt(other, only)
    assert state(net, optimizer) == state(other, only)


@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_divergence_undoes_the_call_and_keeps_the_calls_before(kind):
    net, X, G = example()
    optimizer = kind(1e-3)
    train(net, X, G, SquaredError(), optimizer, epochs=3, batch_size=5)
    before = state(net, optimizer)

    def at_step(n, G):
        if n == 12:
            net.theta[0] = np.nan

    with pytest.raises(DivergedError, match=r"step 12 \(epoch 6\).*network and optimizer are as before the call"):
        train(net, X, G, Watched(at_step), optimizer, epochs=9, batch_size=5, progress=False)
    assert state(net, optimizer) == before
    train(net, X, G, SquaredError(), optimizer, epochs=1)


def test_an_infinite_gradient_is_divergence_too():
    net = Network.mlp([1, 1, 1], hidden=identity, output=identity, dtype=np.float32)
    net.theta = [1e-15, 0, 1e30, 0]  # the output is 1e15, its slope in the first weight 2e45
    before = net.theta.tobytes()
    with pytest.raises(DivergedError, match="the parameters are infinite after step 1 "):
        train(net, [[1.0]], [[0.0]], SquaredError(), GradientDescent(0.1), epochs=1)
    assert net.theta.tobytes() == before


def test_a_diverged_network_is_as_before_the_call():
    net, X, G = example()
    optimizer = GradientDescent(0.1)
    train(net, X, G, SquaredError(), optimizer, epochs=3, batch_size=5)
    before = net.theta.tobytes()

    class Late(SquaredError):
        steps = 0

        def value_and_slope(self, O, G):
            self.steps += 1
            C, slope = super().value_and_slope(O, G)
            return (np.nan if self.steps == 2 else C), slope

    with pytest.raises(DivergedError, match="the cost is nan at step 2 "):
        train(net, X, G, Late(), optimizer, epochs=2, batch_size=5)
    assert net.theta.tobytes() == before


def test_a_cost_that_is_infinite_at_once():
    net, X, G = Network.mlp([4, 3], output=identity), *example()[1:]
    before = net.theta.tobytes()
    message = r"the cost is inf at step 1 .*\(it is 0.5, 0.05 would be a tenth\), inputs scaled to about 1"
    with pytest.raises(DivergedError, match=message):
        train(net, 1e200 * X, G, SquaredError(), Adam(0.5), epochs=1)
    assert net.theta.tobytes() == before


# The progress bar


def test_nothing_is_printed_where_there_is_no_terminal(capfd):
    net, X, G = example()
    train(net, X, G, Watched(lambda n, G: time.sleep(0.11)), Adam(), epochs=11)  # longer than the bar's delay
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("progress", [True, False])
def test_long_work_shows_a_bar_on_a_terminal(progress, monkeypatch, capfd):
    net, X, G = example()
    termios = pytest.importorskip("termios", reason="Windows has no pseudo-terminals")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    with open(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        train(net, X, G, Watched(lambda n, G: time.sleep(0.11)), Adam(), epochs=12, progress=progress)
        monkeypatch.undo()
        print("the end", file=terminal, flush=True)
        shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert ("/12 [" in shown and "step" in shown) == progress
    assert progress or shown.strip() == "the end"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("progress", [{}, {"progress": True}, {"progress": False}], ids=str)
def test_a_bar_counts_the_steps_and_goes_away(progress, monkeypatch):
    bar, (net, X, G) = MagicMock(), example()
    monkeypatch.setattr("tqdm.tqdm", bar)
    monkeypatch.setattr("nncourse.training.somebody_watches", lambda: True)
    train(net, X, G, SquaredError(), Adam(), epochs=3, batch_size=4, **progress)
    disable = progress == {"progress": False}
    bar.assert_called_once_with(total=9, unit="step", delay=1, leave=False, disable=disable)
    assert bar.return_value.update.call_count == 9


@pytest.mark.parametrize("progress", ["no", 0, None, np.zeros(2)], ids=str)
def test_a_bar_is_there_or_not(progress):
    net, X, G = example()
    with pytest.raises(TypeError, match="progress is .*; expected True or False"):
        train(net, X, G, SquaredError(), Adam(), epochs=1, progress=progress)


@pytest.mark.parametrize(
    ("terminal", "kernel", "disabled", "watched"),
    [(True, False, False, True), (False, True, False, True), (False, True, True, False), (False, False, False, False)],
)
def test_a_bar_needs_somebody_who_watches(terminal, kernel, disabled, watched, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    if kernel:
        monkeypatch.setitem(sys.modules, "ipykernel", object())
    if disabled:
        monkeypatch.setenv("TQDM_DISABLE", "1")
    assert somebody_watches() == watched


class Bare:
    """A stream that can be written to, and nothing else."""

    def write(self, text):
        return len(text)


def closed():
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("kernel", first(1, [False, True]))
@pytest.mark.parametrize("stream", first(1, [lambda: None, closed, Bare]), ids=["none", "closed", "bare"])
def test_training_needs_no_stderr(stream, kernel, monkeypatch):
    """Under pythonw there is none, and a service may have closed it."""
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    if kernel:
        monkeypatch.setitem(sys.modules, "ipykernel", object())
    monkeypatch.setattr(sys, "stderr", stream())
    net, X, G = example()
    history = train(net, X, G, Watched(lambda n, G: time.sleep(0.11)), Adam(), epochs=11)
    assert history.steps == 11


# What does not fit


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"network": "net"}, TypeError, "network is 'net'; expected a Network"),
        ({"cost": "squared"}, TypeError, "cost is 'squared'; expected a cost, such as SquaredError()"),
        ({"cost": SquaredError}, TypeError, "cost is <class .*; expected a cost, such as SquaredError()"),
        ({"optimizer": Adam}, TypeError, "optimizer is <class .*; expected an optimizer, such as Adam()"),
        ({"X": np.ones((10, 3))}, ShapeError, r"X has shape \(10, 3\); expected \(n, 4\)"),
        ({"X": np.ones((9, 4))}, ShapeError, "targets has 10 rows, X has 9; expected equally many"),
        ({"X": np.ones(10)}, ShapeError, r"X has shape \(10,\)"),
        ({"X": np.zeros(10, dtype=np.uint8)}, ShapeError, r"X has shape \(10,\)"),
        (
            {"X": np.zeros((10, 2, 2), dtype=np.uint8)},
            ShapeError,
            r"X has shape \(10, 2, 2\).*write X\.reshape\(len\(X\), -1\)",
        ),
        ({"X": np.zeros((10, 3), dtype=np.uint8)}, ShapeError, r"X has shape \(10, 3\); expected \(n, 4\)"),
        ({"X": np.zeros((0, 4), dtype=np.uint8)}, ShapeError, "X is empty"),
        ({"network": None, "X": b"\x00\x01"}, TypeError, "network is None; expected a Network"),
        (
            {"X": b"\x00\x01"},
            TypeError,
            r"X has dtype .S2; expected .* write np\.frombuffer\(X, np\.uint8\)",
        ),
        ({"X": None}, TypeError, "X has dtype object"),
        ({"X": np.full((10, 4), np.nan)}, ValueError, r"X\[0, 0\] is nan"),
        ({"targets": np.ones((10, 1))}, ShapeError, r"targets has shape \(10, 1\); expected \(n, 3\)"),
        ({"targets": np.ones(10)}, ShapeError, r"targets has shape \(10,\)"),
        ({"cost": CrossEntropy(), "targets": np.ones((10, 3))}, ValueError, r"targets\[0\] adds up to 3"),
        ({"epochs": 0}, ValueError, "epochs is 0; expected at least 1"),
        ({"epochs": 2.0}, TypeError, "epochs is 2.0; expected a whole number"),
        ({"batch_size": 0}, ValueError, "batch_size is 0; expected at least 1"),
        ({"batch_size": 11}, ValueError, "batch_size is 11, X has 10 samples; expected at most as many"),
        ({"batch_size": 2.5}, TypeError, "batch_size is 2.5"),
        ({"seed": -1}, ValueError, "seed is -1"),
        ({"seed": None}, TypeError, "seed is None"),
        ({"validation": np.ones((5, 4))}, TypeError, r"validation is .*; expected the pair \(X, targets\)"),
        ({"validation": (np.ones((5, 4)),)}, TypeError, "validation is .*; expected the pair"),
        ({"validation": (np.ones((5, 4)), np.ones((5, 3)), 1)}, TypeError, "validation is .*; expected the pair"),
        ({"validation": (np.ones((5, 3)), np.ones((5, 3)))}, ShapeError, r"validation: X has shape \(5, 3\)"),
        ({"validation": (np.ones((5, 4)), np.ones((4, 3)))}, ShapeError, "validation: targets has 4 rows"),
        ({"validation": (np.ones((5, 4)), np.full((5, 3), np.inf))}, ValueError, "validation: targets.* is inf"),
    ],
)
def test_wrong_arguments_leave_the_network_unchanged(change, error, message):
    net, X, G = example()
    before = net.theta.tobytes()
    arguments = {"network": net, "X": X, "targets": G, "cost": SquaredError(), "optimizer": Adam(), "epochs": 2}
    with pytest.raises(error, match=message):
        train(**{**arguments, **change})
    assert net.theta.tobytes() == before


def test_an_optimizer_of_another_network_leaves_this_one_unchanged():
    net, X, G = example()
    other, _, _ = example(seed=1)
    optimizer, before = Adam(), net.theta.tobytes()
    train(other, X, G, SquaredError(), optimizer, epochs=1)
    with pytest.raises(ValueError, match="already moves another theta"):
        train(net, X, G, SquaredError(), optimizer, epochs=1)
    assert net.theta.tobytes() == before


# Accuracy and confusion


def test_accuracy_by_hand():
    outputs = [[0.9, 0.1, 0.0], [0.2, 0.3, 0.1], [-1.0, -3.0, -2.0], [0.0, 0.0, 1.0]]
    assert accuracy(outputs, [0, 1, 2, 2]) == 0.75
    assert accuracy(outputs, [1, 0, 1, 0]) == 0.0


def test_accuracy_wants_labels_not_rows():
    outputs = np.eye(3)
    with pytest.raises(TypeError, match="labels has dtype float64"):
        accuracy(outputs, outputs)
    with pytest.raises(ShapeError, match=r"labels has shape \(3, 1\).*write labels\.reshape\(-1\)"):
        accuracy(outputs, np.zeros((3, 1), dtype=int))
    with pytest.raises(ShapeError, match="labels has 2 rows, outputs has 3; expected equally many"):
        accuracy(outputs, [0, 1])
    with pytest.raises(ValueError, match=r"labels\[2\] is 3; expected labels from 0 to 2"):
        accuracy(outputs, [0, 1, 3])


def test_one_output_is_no_vote():
    with pytest.raises(ShapeError, match=r"outputs has shape \(3, 1\); expected a column for each .* 0\.5"):
        accuracy(np.ones((3, 1)), [0, 0, 0])


def test_confusion_matrix_by_hand():
    matrix = confusion_matrix([0, 0, 0, 1, 2], [0, 2, 2, 1, 0], 4)
    assert matrix.tolist() == [[1, 0, 2, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]
    assert matrix.dtype.kind == "i"


def test_a_single_class_is_never_confused():
    assert confusion_matrix([0, 0], [0, 0], 1).tolist() == [[2]]


def test_the_diagonal_of_the_confusion_matrix_is_the_accuracy():
    rng = np.random.default_rng(0)
    outputs, labels = rng.standard_normal((100, 5)), rng.integers(5, size=100, dtype=np.uint8)
    matrix = confusion_matrix(labels, outputs.argmax(axis=1), 5)
    assert matrix.sum() == 100 and np.trace(matrix) / 100 == accuracy(outputs, labels)


def test_confusion_matrix_wants_classes():
    with pytest.raises(ValueError, match="n is 0; expected at least 1"):
        confusion_matrix([0, 1], [0, 1], 0)
    with pytest.raises(ValueError, match=r"predicted\[1\] is 3; expected labels from 0 to 2"):
        confusion_matrix([0, 1], [0, 3], 3)
    with pytest.raises(ValueError, match=r"labels\[0\] is -1"):
        confusion_matrix([-1, 1], [0, 2], 3)
    with pytest.raises(ShapeError, match="predicted has 1 rows, labels has 2; expected equally many"):
        confusion_matrix([0, 1], [0], 3)
