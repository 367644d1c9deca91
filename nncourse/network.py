"""Layers and the network: z = W a + b, then a = f(z), layer after layer (N6, N7).

Every parameter lies in one flat vector `network.theta`; the `W` and `b` of each layer are
views into it. Change one, and the other has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from nncourse import mends
from nncourse.activations import ACTIVATIONS, Activation, elu, identity, relu, sigmoid, softmax, tanh
from nncourse.checks import (
    MOST,
    ShapeError,
    are_bytes,
    finite,
    float_array,
    input_array,
    instance,
    integer,
    sample_rows,
    shown,
)

LARGEST_PART = 2**24  # numbers that a layer may make at a time: 64 MB in float32
Views = list[tuple[np.ndarray, np.ndarray]]  # (W, b) of every layer, in one vector


class Layer:
    """An affine map z = W a + b, followed by something that turns z into a.

    Attributes
    ----------
    n_in, n_out : int
        How many numbers go in and come out.
    rows : int
        The rows of W; 0 in a layer that has nothing to learn.
    fan_in : int
        How many inputs a signal sees, the columns of W: all n_in of them, unless a layer says otherwise.
    W : ndarray, shape (rows, fan_in)
        Row i holds the weights of signal i. A view into the network's `theta`.
    b : ndarray, shape (rows,)
        The biases. A view as well.
    arguments : tuple
        What the layer was made of, so that it can be made again.
    shape_in, shape_out : tuple of int or None
        (rows, columns, channels), where what comes in or goes out is a picture.
    """

    arguments: tuple[Any, ...] = ()
    shape_in: tuple[int, int, int] | None = None
    shape_out: tuple[int, int, int] | None = None

    def __init__(self, n_in: int, n_out: int, rows: int, gain: float, fan_in: int | None = None):
        self.n_in = integer("n_in", n_in, 1, MOST)
        self.n_out = integer("n_out", n_out, 1, MOST)
        self.rows = rows
        self.fan_in = self.n_in if fan_in is None else fan_in
        self.gain = gain
        self._W: Any = None
        self._b: Any = None

    @property
    def n_parameters(self) -> int:
        """Weights and biases together."""
        return self.rows * self.fan_in + self.rows

    @property
    def W(self) -> np.ndarray:
        return self._of_network(self._W)

    @W.setter
    def W(self, value: Any) -> None:
        assign("W", self.W, value)

    @property
    def b(self) -> np.ndarray:
        return self._of_network(self._b)

    @b.setter
    def b(self, value: Any) -> None:
        assign("b", self.b, value)

    def bind(self, W: np.ndarray, b: np.ndarray) -> None:
        """Take these views as the layer's own."""
        self._W, self._b = W, b

    def _of_network(self, view: np.ndarray | None) -> np.ndarray:
        if view is None:
            raise ValueError(f"{self!r} has no parameters yet; expected a layer of a network: write Network({self!r})")
        return view

    def signals(self, A: np.ndarray) -> np.ndarray:
        """Return z = W a + b, shape (..., n_signals), for the inputs A, shape (..., n_in)."""
        Z = np.dot(A, self._W.T)
        Z += self._b
        return Z

    def activate(self, Z: np.ndarray) -> np.ndarray:
        """Return a, shape (..., n_out), for the signals Z, shape (..., n_signals)."""
        raise NotImplementedError

    def delta(self, Z: np.ndarray, A: np.ndarray, dA: np.ndarray) -> np.ndarray:
        """Return dC/dz from dC/da, shape (n, n_out): a row for every time that W was used, a column for each of its."""
        raise NotImplementedError

    def seen(self, A: np.ndarray) -> np.ndarray:
        """Return what W saw each time it was used, a row for every row of delta: here, the inputs themselves."""
        return A

    def back(self, dA: np.ndarray) -> np.ndarray:
        """Return dC/da of the inputs, shape (n, n_in), from that of what was seen: here, the same."""
        return dA

    def side(self, Z: np.ndarray) -> np.ndarray:
        """Return booleans (n, m): on which side of each kink every signal lies."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.arguments))})"


class Activated(Layer):
    """A layer with an activation function: a = f(z), signal by signal (N7).

    Attributes
    ----------
    f : Activation
    """

    f: Activation

    def activate(self, Z: np.ndarray) -> np.ndarray:
        return self.f.function(Z)

    def delta(self, Z: np.ndarray, A: np.ndarray, dA: np.ndarray) -> np.ndarray:
        return dA if self.f is identity else self.f.slope(Z, A) * dA

    def side(self, Z: np.ndarray) -> np.ndarray:
        return np.greater.outer(Z, self.f.kinks).reshape(len(Z), -1)


class Dense(Activated):
    """a = f(W x + b): every neuron sees every input (N6, N7).

    Parameters
    ----------
    n_in, n_out : int
        At least 1.
    f : Activation
        Such as `sigmoid` or `relu`.

    Raises
    ------
    TypeError, ValueError
        If a size is not a positive whole number or f is not an Activation.
    """

    def __init__(self, n_in: int, n_out: int, f: Activation):
        activation("f", f)
        super().__init__(n_in, n_out, rows=integer("n_out", n_out, 1), gain=f.gain)
        self.f = f
        self.arguments = self.n_in, self.n_out, f


class Maxout(Layer):
    """a = max(W1 x + b1, W2 x + b2): the larger of two affine maps of the same input (N3, K6).

    `W` holds both weight sets, the `n_out` rows of W1 above those of W2, and `b` likewise.
    Where both are equal, the slope belongs to the first.

    Parameters
    ----------
    n_in, n_out : int
        At least 1.

    Raises
    ------
    TypeError, ValueError
        If a size is not a positive whole number.
    """

    def __init__(self, n_in: int, n_out: int):
        super().__init__(n_in, n_out, rows=2 * integer("n_out", n_out, 1), gain=1.0)
        self.arguments = self.n_in, self.n_out

    def activate(self, Z: np.ndarray) -> np.ndarray:
        return np.maximum(Z[..., : self.n_out], Z[..., self.n_out :])

    def delta(self, Z: np.ndarray, A: np.ndarray, dA: np.ndarray) -> np.ndarray:
        first = self.side(Z)
        return np.concatenate([first * dA, ~first * dA], axis=1)

    def side(self, Z: np.ndarray) -> np.ndarray:
        return Z[:, : self.n_out] >= Z[:, self.n_out :]


class Network:
    """Layers one after the other, all parameters in one vector.

    Weights start at random with standard deviation gain / sqrt(fan_in), where gain is 1, or
    sqrt(2) for the ReLU family; biases start at 0.

    Parameters
    ----------
    *layers : Dense, Maxout, Conv or MaxPool
        Each takes as many inputs as the one before has outputs.
    seed : int, optional
        Where the random start begins. Use a different one for random data of your own:
        the same seed draws the same numbers, and the weights would copy the data.
    dtype : float32 or float64, optional
        The numbers to compute with.

    Attributes
    ----------
    theta : ndarray, shape (n_parameters,)
        W of layer 1 row by row, b of layer 1, W of layer 2, and so on.
    layers : tuple of Layer

    Raises
    ------
    TypeError, ValueError
        If an argument is not a layer, a seed, or a float type.
    ShapeError
        If two neighboring layers do not fit together.
    """

    def __init__(self, *layers: Layer, seed: int = 0, dtype: Any = np.float64):
        check_chain(layers)
        known = (float, np.float32, np.float64, "float32", "float64")
        if not isinstance(dtype, (type, str, np.dtype)) or dtype not in known:
            raise TypeError(f"dtype is {shown(dtype)}; expected np.float32 or np.float64")
        for f in {layer.f for layer in layers if isinstance(layer, Activated)}:
            f.try_out(dtype)
        rng = np.random.default_rng(integer("seed", seed, 0))
        self.layers = layers
        self._theta = np.zeros(sum(layer.n_parameters for layer in layers), dtype=dtype)
        for layer, (W, b) in zip(layers, self.views(self._theta), strict=True):
            layer.bind(W, b)
            if layer.rows > 0:
                layer.W = layer.gain / np.sqrt(layer.fan_in) * rng.standard_normal(W.shape)

    @classmethod
    def mlp(
        cls,
        sizes: Sequence[int],
        hidden: Activation = sigmoid,
        output: Activation = sigmoid,
        seed: int = 0,
        dtype: Any = np.float64,
    ) -> Network:
        """Return a network of dense layers.

        Parameters
        ----------
        sizes : sequence of int
            [784, 30, 10]: 784 inputs, 30 hidden neurons, 10 outputs.
        hidden, output : Activation, optional
            Those of all hidden layers, and of the last one.
        seed, dtype : optional
            As for `Network`.

        Raises
        ------
        TypeError, ValueError
            If there are fewer than two sizes or one is not a positive whole number.
        """
        instance("sizes", sizes, (Sequence, np.ndarray), "a list of numbers, such as [784, 30, 10]")
        if len(sizes) < 2:
            raise ValueError(f"sizes is {list(sizes)}; expected at least inputs and outputs, such as [784, 30, 10]")
        sizes = [integer(f"sizes[{k}]", n, 1, MOST) for k, n in enumerate(sizes)]
        activation("hidden", hidden)
        activation("output", output)
        functions = [hidden] * (len(sizes) - 2) + [output]
        layers = [Dense(n_in, n_out, f) for n_in, n_out, f in zip(sizes[:-1], sizes[1:], functions, strict=True)]
        return cls(*layers, seed=seed, dtype=dtype)

    @property
    def theta(self) -> np.ndarray:
        return self._theta

    @theta.setter
    def theta(self, value: Any) -> None:
        assign("theta", self._theta, value)

    @property
    def sizes(self) -> list[int]:
        """[n_in, then the outputs of every layer]."""
        return [self.layers[0].n_in] + [layer.n_out for layer in self.layers]

    @property
    def dtype(self) -> np.dtype:
        """The type of theta and of everything that the network computes."""
        return self._theta.dtype

    def views(self, vector: np.ndarray) -> Views:
        """Return [(W, b), ...] of every layer as views into `vector`.

        Parameters
        ----------
        vector : ndarray, shape (n_parameters,)
            `theta`, a gradient, or anything else laid out like theta.

        Raises
        ------
        ShapeError
            If the vector has another shape.
        """
        n_parameters = sum(layer.n_parameters for layer in self.layers)
        if not isinstance(vector, np.ndarray) or vector.shape != (n_parameters,):
            came = f"shape {vector.shape}" if isinstance(vector, np.ndarray) else f"type {type(vector).__name__}"
            raise ShapeError(f"vector has {came}; expected an array of shape ({n_parameters},), laid out like theta")
        views, start = [], 0
        for layer in self.layers:
            middle, end = start + layer.rows * layer.fan_in, start + layer.n_parameters
            views.append((vector[start:middle].reshape(layer.rows, layer.fan_in), vector[middle:end]))
            start = end
        return views

    def __call__(self, X: Any) -> np.ndarray:
        """Return the outputs.

        Parameters
        ----------
        X : array_like, shape (n_in,) or (n, n_in)
            One sample, computed by the notes' W @ a + b, or one sample per row. Whatever NumPy
            takes as bytes (uint8: an array, a list of them, a memoryview, a tensor) is an image:
            its values are taken as fractions of 255. If the largest is 1, it is refused, since it
            probably holds the numbers 0 and 1; write X.astype(float). Python's ints are numbers.

        Returns
        -------
        ndarray, shape (n_out,) or (n, n_out)

        Raises
        ------
        ShapeError
            If a sample is not n_in numbers.
        TypeError, ValueError
            If an entry is not a finite real number, or X and theta are so large that a signal z is not
            finite.
        """
        array = input_array("X", X)
        if array.ndim == 1:
            return self._checked_outputs(self._one_input(array, X))
        return self.in_parts(self._checked_outputs, self.inputs(array, X))

    def _checked_outputs(self, A: np.ndarray) -> np.ndarray:
        with np.errstate(all="ignore"):
            for Z, A in self._layer_by_layer(A):  # noqa: B007, B020 (one that goes in, the last comes out)
                finite("X, theta", Z, "z")
        return finite("X, theta", A, "the output")

    def in_parts(self, outputs: Callable[[np.ndarray], np.ndarray], X: np.ndarray) -> np.ndarray:
        """Return the outputs for many samples, for so many at a time that what is in between fits into the memory."""
        n = max(1, LARGEST_PART // max(self.sizes))
        if len(X) <= n:
            return outputs(X)
        return np.concatenate([outputs(X[start : start + n]) for start in range(0, len(X), n)])

    def _one_input(self, x: np.ndarray, given: Any) -> np.ndarray:
        n_in = self.layers[0].n_in
        if x.shape != (n_in,):
            raise ShapeError(f"X has shape {x.shape}; expected ({n_in},) or (n, {n_in}){mends.rows('X', given, n_in)}")
        return self.inputs(x[np.newaxis], given)[0]

    def _layer_by_layer(self, A: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield z and a of every layer, for one sample (n_in,) or one per row (n, n_in)."""
        for layer in self.layers:
            Z = layer.signals(A)  # N7: z = W a + b
            A = layer.activate(Z)  # N7: a = f(z)
            yield Z, A

    def forward(self, X: Any) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Return every z and every a on the way.

        Parameters
        ----------
        X : array_like, shape (n, n_in)
            One sample per row.

        Returns
        -------
        Z : list of ndarray
            Z[k - 1] holds the signals of layer k, shape (n, n_signals): one for each row of W, and in
            a `Conv` one for each kernel at each place; what `MaxPool` chooses from are its inputs.
        A : list of ndarray
            A[0] is a copy of the input, A[k] the activations of layer k; A[-1] the outputs O.

        Raises
        ------
        ShapeError, TypeError, ValueError
            As for a call.
        """
        X = self.inputs(X).copy()
        with np.errstate(all="ignore"):
            Z, A = self.unchecked_forward(X)
        for z in Z:
            finite("X, theta", z, "z")
        finite("X, theta", A[-1], "the output")
        return Z, A

    def unchecked_forward(self, X: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """`forward` without its checks, for the inside of a training step."""
        Z, A = [], [X]
        for z, a in self._layer_by_layer(X):
            Z.append(z)
            A.append(a)
        return Z, A

    def inputs(self, X: Any, given: Any = None) -> np.ndarray:
        """Return X checked and as the network's floats, bytes as fractions of 255; `given` is what X was made of.

        Raises
        ------
        ShapeError, TypeError, ValueError
            As for a call, (n,) included: a batch has rows.
        """
        array, given = input_array("X", X), X if given is None else given
        rows = sample_rows("X", array, width=self.layers[0].n_in, dtype=self.dtype, given=given)
        return rows / 255 if are_bytes("X", array, mends.written("X", given)) else rows

    def __setstate__(self, state: dict) -> None:
        """Make W and b views again, in a network that was copied."""
        self.__dict__.update(state)
        for layer, (W, b) in zip(self.layers, self.views(self._theta), strict=True):
            layer.bind(W, b)

    def __repr__(self) -> str:
        return f"Network({', '.join(repr(layer) for layer in self.layers)})"


def product(a: np.ndarray, b: np.ndarray, into: np.ndarray | None = None) -> np.ndarray:
    """Return a @ b, written into an array if one is there already; for small arrays `np.dot` is quicker than `@`."""
    return np.dot(a, b, into)


def column_sums(a: np.ndarray, into: np.ndarray) -> None:
    """Write the sum of every column into a vector: as a product with ones it is faster than `a.sum(axis=0)`."""
    np.dot(ones(len(a), a.dtype), a, out=into)


@lru_cache(maxsize=4)
def ones(n: int, dtype: np.dtype) -> np.ndarray:
    """Return n ones, made once for all batches of n samples."""
    row = np.ones(n, dtype)
    row.flags.writeable = False  # everyone shares it
    return row


def assign(name: str, view: np.ndarray, value: Any) -> None:
    """Copy `value` into `view`, so that theta and W stay the same memory.

    Raises
    ------
    ShapeError
        If the shape is another one; nothing is broadcast.
    TypeError, ValueError
        If an entry is no finite real number.
    """
    it = "" if mends.written(name, value) == name else "np.array(...)"
    value = float_array(name, value, dtype=view.dtype)
    if value.shape != view.shape:
        mend = mends.shape(it, value.shape, view.shape, str(view.shape))
        raise ShapeError(f"{name} got shape {value.shape}; expected {view.shape}{mend}")
    view[...] = value


REACH = {sigmoid: (0.0, 1.0), tanh: (-1.0, 1.0), relu: (0.0, np.inf), elu: (-1.0, np.inf)}


def reach(layer: Layer) -> tuple[str, float, float]:
    """Return what a layer ends with, and between which numbers its outputs lie.

    An activation of one's own is known by its values; what is none of ours reaches anything, as
    far as we know.
    """
    if not isinstance(layer, Activated):
        return type(layer).__name__, -np.inf, np.inf
    z = np.linspace(-3, 3, 14, dtype=layer.W.dtype).reshape(2, 7)  # those that it was tried with
    with np.errstate(all="ignore"):
        a = layer.f.function(z)
        for known, (low, high) in REACH.items():
            if np.allclose(a, known.function(z)):
                return known.name, low, high
        if np.allclose(a, softmax(z)):
            return "softmax", 0.0, 1.0
    return layer.f.name, -np.inf, np.inf


def activation(name: str, value: Any) -> None:
    """Raise TypeError unless `value` is an Activation; a name, or a function of that name, is none yet."""
    called = value if isinstance(value, str) else getattr(value, "__name__", None)
    if called == "softmax" and not isinstance(value, Activation):
        raise TypeError(
            f"{name} is softmax; expected an Activation, which takes one number: write {name}=identity, "
            "and train with CrossEntropy(), which applies softmax itself"
        )
    known = f": write nncourse.{called}" if isinstance(called, str) and called in ACTIVATIONS else ""
    instance(name, value, Activation, f"an Activation{known or ', such as nncourse.sigmoid'}")


def check_chain(layers: Sequence[Layer]) -> None:
    """Raise unless `layers` are new layers that fit together."""
    if not layers:
        raise ValueError("layers is empty; expected at least one, such as Dense(2, 1, sigmoid)")
    for k, layer in enumerate(layers, start=1):
        if not isinstance(layer, Layer):
            raise TypeError(f"layer {k} is {shown(layer)}; expected a layer, such as Dense(2, 1, sigmoid)")
        if layer._W is not None or layer in layers[: k - 1]:
            raise ValueError(f"layer {k} is {layer!r} of a network already; expected a new one: write it out again")
        if k > 1 and layer.n_in != layers[k - 2].n_out:
            raise ShapeError(
                f"layer {k} is {layer!r}, layer {k - 1} has {layers[k - 2].n_out} outputs; "
                f"expected n_in = {layers[k - 2].n_out}"
            )
        made = layers[k - 2].shape_out if k > 1 else None
        if made and layer.shape_in and layer.shape_in != made:
            raise ShapeError(f"layer {k} is {layer!r}, layer {k - 1} makes pictures {made}; expected shape = {made}")
    if not any(layer.rows for layer in layers):
        raise ValueError("layers have no weights; expected one that can learn, such as Dense(2, 1, sigmoid)")
