"""Training: gradient descent over mini-batches, and how good the result is."""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nncourse import mends
from nncourse.backpropagation import checked_targets, unchecked_backprop
from nncourse.checks import (
    MOST,
    ShapeError,
    are_bytes,
    class_labels,
    float_array,
    input_array,
    instance,
    integer,
    no_pixels,
    same_length,
    sample_rows,
    shown,
)
from nncourse.costs import Cost
from nncourse.network import Network, reach
from nncourse.optimizers import Optimizer


@dataclass
class History:
    """What happened during training, one entry per finished epoch.

    Attributes
    ----------
    cost : list of float
        Mean training cost of the epoch, taken batch by batch while the network changes.
    validation_cost, validation_accuracy : list of float
        After each epoch; empty without validation data, and the accuracy also with a single output.
    steps : int
        How many steps were taken.
    interrupted : bool
        Whether Ctrl-C ended the training.
    """

    cost: list[float] = field(default_factory=list)
    validation_cost: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    steps: int = 0
    interrupted: bool = False

    def __repr__(self) -> str:
        last = f", cost {self.cost[-1]:.4g}" if self.cost else ""
        stop = ", interrupted" if self.interrupted else ""
        return f"History({len(self.cost)} epochs, {self.steps} steps{last}{stop})"


class DivergedError(ArithmeticError):
    """The cost, or the parameters, stopped being finite.

    Network and optimizer are what they were before the call: parameters that are finite but have
    already run away would be no place to go on from, at whatever learning rate.

    Attributes
    ----------
    step, epoch : int
        Where, counted from 1.
    history : History
        What went before, all of it undone.
    """

    def __init__(self, cost: float, step: int, epoch: int, history: History, learning_rate: float):
        what = "the parameters are infinite after" if math.isfinite(cost) else f"the cost is {cost} at"
        super().__init__(
            f"{what} step {step} (epoch {epoch}); expected finite numbers: try a smaller "
            f"learning_rate (it is {learning_rate:g}, {learning_rate / 10:g} would be a tenth), "
            "inputs scaled to about 1, or another start (seed); network and optimizer are as before the call"
        )
        self.step, self.epoch, self.history = step, epoch, history
        self._arguments = cost, step, epoch, history, learning_rate

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self._arguments  # an exception that comes from another process is made anew


def train(
    network: Network,
    X: Any,
    targets: Any,
    cost: Cost,
    optimizer: Optimizer,
    *,
    epochs: int,
    batch_size: int | None = None,
    seed: int = 0,
    validation: tuple[Any, Any] | None = None,
    progress: bool = True,
) -> History:
    """Move the network's parameters downhill, mini-batch by mini-batch.

    Each epoch visits every sample once, in a newly drawn order. Ctrl-C ends the training
    between two steps: the history so far is returned, and the parameters and the optimizer's
    memory are those after its last step.

    Parameters
    ----------
    network : Network
        It is changed.
    X : array_like, shape (n, n_in)
        One sample per row; bytes (uint8, in whatever container) are taken as fractions of 255,
        and refused if the largest of all is 1.
    targets : array_like, shape (n, n_out)
        G of the notes.
    cost : Cost
    optimizer : Optimizer
        A new one for every network; it keeps its memory from call to call.
    epochs : int
        At least 1.
    batch_size : int, optional
        From 1 to n; all samples at once, in their order, if not given.
    seed : int, optional
        For the order of the samples.
    validation : (X, targets), optional
        Data the training does not see; its cost and accuracy after each epoch are recorded.
    progress : bool, optional
        Whether work of more than a second shows a bar: on a terminal, and in a notebook that a
        person runs, but not where the environment variable TQDM_DISABLE is set.

    Returns
    -------
    History

    Raises
    ------
    DivergedError
        As soon as the cost is not finite, or a parameter at the end of an epoch. Network and
        optimizer are then as before the call, so you can try again with a smaller
        `optimizer.learning_rate`.
    TypeError, ShapeError, ValueError
        If an argument is not as described; the network is then unchanged. The same where training
        would be in vain: X holds pixels up to 255 as floats or ints, the output can never reach a
        target, or a sigmoid or softmax comes before a cost that applies its own.
    """
    written, (X, G) = mends.written("X", X), checked_samples(network, X, targets, cost)
    no_pixels("X", X, written)
    attainable(network, targets, G, cost)
    epochs = integer("epochs", epochs, 1)
    batch_size = len(X) if batch_size is None else integer("batch_size", batch_size, 1)
    if batch_size > len(X):
        raise ValueError(f"batch_size is {batch_size}, X has {len(X)} samples; expected at most as many")
    instance("optimizer", optimizer, Optimizer, "an optimizer, such as Adam()")
    if validation is not None:
        validation = checked_validation(network, validation, cost)
    instance("progress", progress, (bool, np.bool_), "True or False")
    rng = np.random.default_rng(integer("seed", seed, 0))
    optimizer.begin(network.theta)

    from tqdm import tqdm  # here, since its import takes a third of ours

    history, gradient = History(), np.empty_like(network.theta)
    slopes, steps = network.views(gradient), epochs * -(-len(X) // batch_size)
    hidden = not (progress and somebody_watches())
    bar = tqdm(total=steps, unit="step", delay=1, leave=False, disable=hidden)
    try:
        with bar, np.errstate(all="ignore"), WholeSteps(network, optimizer, history) as change:
            change.end()
            for epoch in range(1, epochs + 1):
                total = 0.0
                for x, g in minibatches(X, G, batch_size, rng):
                    C = unchecked_backprop(network, x, g, cost, slopes)
                    if not math.isfinite(C):
                        raise DivergedError(C, history.steps + 1, epoch, history, optimizer.learning_rate)
                    change.begun = True
                    optimizer.move(network.theta, gradient)
                    history.steps += 1
                    change.end()
                    total += C * len(g)
                    bar.update()
                if not np.isfinite(network.theta).all():
                    raise DivergedError(C, history.steps, epoch, history, optimizer.learning_rate)
                new = {"cost": total / len(X)}
                if validation is not None:
                    new |= validated(network, *validation, cost)
                    C = new["validation_cost"]
                    if not math.isfinite(C):
                        raise DivergedError(C, history.steps, epoch, history, optimizer.learning_rate)
                change.begun = True
                for name, value in new.items():
                    getattr(history, name).append(value)
                change.end()
            change.begun = True
    except KeyboardInterrupt:
        history.interrupted = True
    return history


class WholeSteps:
    """The time of a training: each of its steps is whole or not there, and a diverged one is undone.

    `begun` says that network, optimizer and history change and do not belong to the same step.
    Then Ctrl-C waits. Another exception in such a moment leaves all three as before the training.

    Parameters
    ----------
    network, optimizer, history
        What is to belong together.
    """

    def __init__(self, network: Network, optimizer: Optimizer, history: History):
        self.network, self.optimizer, self.history = network, optimizer, history
        self.theta, self.memory = network.theta.copy(), optimizer.memory()
        self.begun, self.waiting = True, False  # nothing may come between taking the signals and the first `end`

    def __enter__(self) -> WholeSteps:
        self.handler: Any = signal.getsignal(signal.SIGINT)
        if callable(self.handler):
            with suppress(ValueError):  # outside of the main thread, where no signal comes
                signal.signal(signal.SIGINT, self.receive)
        return self

    def receive(self, number: int, frame: Any) -> None:
        """Take a signal: let it wait, or hand it to whom it belongs."""
        if self.begun:
            self.waiting = True
        else:
            self.handler(number, frame)

    def end(self) -> None:
        """Say that all belongs together again, and hand on a signal that has waited: mostly, KeyboardInterrupt."""
        self.begun = False
        if self.waiting:
            self.waiting = False
            self.handler(signal.SIGINT, None)

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        interrupted, self.begun = self.begun, True
        if kind is not None and (interrupted or issubclass(kind, DivergedError)):
            self.network.theta[:] = self.theta
            self.optimizer.restore(self.memory)
            if issubclass(kind, KeyboardInterrupt):
                vars(self.history).update(vars(History()))
        if signal.getsignal(signal.SIGINT) == self.receive:
            signal.signal(signal.SIGINT, self.handler)
        if kind is None:
            self.end()


def somebody_watches() -> bool:
    """Return whether a progress bar has a reader: a terminal, or a notebook whose outputs are not for keeping."""
    try:
        terminal = sys.stderr.isatty()
    except (AttributeError, ValueError, OSError):  # there is no stderr, as under pythonw, or it is closed
        return False
    return terminal or ("ipykernel" in sys.modules and "TQDM_DISABLE" not in os.environ)


def minibatches(
    X: np.ndarray, G: np.ndarray, size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield the rows of X, as floats, and of G in random order, `size` at a time, the rest last.

    Every batch is a view into the same two arrays. With size = n all rows come at once, in
    their order: there is nothing to shuffle.
    """
    if size == len(X):
        yield as_floats(X, np.empty(X.shape, G.dtype)), G
        return
    order = rng.permutation(len(X))
    block = rows_at_once(size)
    x, g = np.empty((block, X.shape[1]), G.dtype), np.empty((block, G.shape[1]), G.dtype)
    picked = np.empty_like(x, dtype=X.dtype)
    for start in range(0, len(X), block):
        rows = order[start : start + block]
        n = len(rows)
        G.take(rows, axis=0, out=g[:n], mode="clip")  # "clip", since "raise" would copy `out` first
        X.take(rows, axis=0, out=picked[:n], mode="clip")
        floats = as_floats(picked[:n], out=x[:n])
        for first in range(0, n, size):
            last = min(first + size, n)
            yield floats[first:last], g[first:last]


def rows_at_once(size: int) -> int:
    """Return how many rows `minibatches` fetches at a time: whole batches, up to 256 rows, but at least one batch."""
    return size * max(1, 256 // size)


def checked_samples(network: Network, X: Any, targets: Any, cost: Cost) -> tuple[np.ndarray, np.ndarray]:
    """Return X, bytes or floats, and the targets as floats, if both fit network and cost.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If they do not.
    """
    G, n_in = checked_targets(network, targets, cost), network.layers[0].n_in
    array = input_array("X", X)
    if array.shape[1:] == (n_in,) and are_bytes("X", array, mends.written("X", X)):
        sample_rows("X", array[:1])  # bytes are finite: one row stands for all
    else:
        array = network.inputs(array, X)
    array = np.ascontiguousarray(array)  # rows are picked faster
    same_length("targets", G, "X", array)
    return array, G


def attainable(network: Network, targets: Any, G: np.ndarray, cost: Cost) -> None:
    """Raise ValueError if the output can never come to the targets, by its activation or by what the cost makes of it.

    Class labels in one column are told from other numbers that are out of reach.
    """
    try:
        cost.check_reach(G, *reach(network.layers[-1]))
    except ValueError as error:
        n = int(np.clip(G.max(), 0, MOST)) + 1
        if G.shape[1] > 1 or n < 3 or G.min() < 0 or not mends.are_whole(G):
            raise
        labels = f"{mends.written('targets', targets)}.reshape(-1).astype(int)"
        mend = f"for the classes 0 to {n - 1} give it {n} outputs and one_hot({labels}, {n})"
        raise ValueError(f"{error}; {mend}") from None


def checked_validation(network: Network, validation: Any, cost: Cost) -> tuple[np.ndarray, np.ndarray]:
    """Return the validation data as `checked_samples` does; its messages begin with "validation"."""
    if not isinstance(validation, (tuple, list)) or len(validation) != 2:
        raise TypeError(f"validation is {shown(validation)}; expected the pair (X, targets)")
    try:
        X, targets = validation
        samples, G = checked_samples(network, X, targets, cost)
        no_pixels("X", samples, mends.written("X", X))
        return samples, G
    except (TypeError, ValueError) as error:
        raise type(error)(f"validation: {error}") from None


def as_floats(X: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Return a batch as floats, bytes as fractions of 255, which are written to `out`."""
    if X.dtype != np.uint8:
        return X
    np.copyto(out, X)
    out /= 255
    return out


def validated(network: Network, X: np.ndarray, G: np.ndarray, cost: Cost) -> dict[str, float]:
    """Return the cost, and for several outputs the accuracy, on data that training does not see, by their names."""
    outputs = network.in_parts(lambda part: network.unchecked_forward(part)[1][-1], network.inputs(X))
    found = {"validation_cost": float(cost.value(outputs, G))}
    if G.shape[1] > 1:
        found["validation_accuracy"] = float(np.mean(outputs.argmax(axis=1) == G.argmax(axis=1)))
    return found


def accuracy(outputs: Any, labels: Any) -> float:
    """Return the share of samples whose largest output is the right one.

    Parameters
    ----------
    outputs : array_like, shape (n, n_out)
        What the network says, one sample per row.
    labels : array_like of int, shape (n,)
        The true classes, 0 ... n_out - 1.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If outputs are not rows of numbers, labels are not classes, or their lengths differ.
    """
    O = float_array("outputs", outputs)
    if O.ndim == 1 or O.shape[1:] == (1,):
        raise ShapeError(
            f"outputs has shape {O.shape}; expected a column for each of at least two classes: "
            f"{share_of_answers(outputs, O, labels)}"
        )
    if O.ndim != 2:
        sample_rows("outputs", O, given=outputs)
    labels = class_labels("labels", labels, O.shape[1])
    same_length("labels", labels, "outputs", O)
    return float(np.mean(O.argmax(axis=1) == labels))


def share_of_answers(outputs: Any, O: np.ndarray, labels: Any) -> str:
    """Return how to count right answers where outputs are one number per sample, or are classes already."""
    given, true = mends.written("outputs", outputs), mends.written("labels", labels)
    if O.size > 1 and O.ndim == 1 and np.size(labels) == 1:
        return f"for one sample write {given}[np.newaxis]"
    if np.shape(labels) != O.shape:
        given, true = f"{given}.reshape(-1)", f"{true}.reshape(-1)"
    if O.ndim == 1 and mends.are_whole(O) and O.max() > 1:
        return f"for classes write np.mean({given} == {true})"
    middle = "0.5" if O.min() >= 0 and O.max() <= 1 else "0"  # of probabilities or of signals
    return f"for one yes-or-no output write np.mean(({given} > {middle}) == ({true} > 0.5))"


def confusion_matrix(labels: Any, predicted: Any, n: int) -> np.ndarray:
    """Count how often class i was taken for class j.

    Parameters
    ----------
    labels, predicted : array_like of int, shape (n_samples,)
        The true classes and the network's, 0 ... n - 1.
    n : int
        How many classes there are.

    Returns
    -------
    ndarray of int, shape (n, n)
        Row: true class; column: predicted class.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If a label is not a class or the lengths differ.
    """
    n = integer("n", n, 1, MOST)
    labels, predicted = class_labels("labels", labels, n), class_labels("predicted", predicted, n)
    same_length("predicted", predicted, "labels", labels)
    counts = np.zeros((n, n), dtype=int)
    np.add.at(counts, (labels, predicted), 1)
    return counts
