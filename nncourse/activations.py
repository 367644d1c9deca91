"""The activation functions of the notes (N2, N3) and their derivatives (N23).

`f(z)` is the value, `f.derivative(z)` the slope. Both keep their last digits where the function
saturates: there a (1 - a) and 1 - a**2 would subtract two equal numbers. Maxout takes two weight
sets, so it is a layer and stands in `network` (K6).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nncourse.checks import float_array

__all__ = ["Activation", "elu", "identity", "leaky_relu", "relu", "sigmoid", "softmax", "tanh"]


class Activation:
    """A function of one number, applied to every entry of an array.

    Parameters
    ----------
    name : str
        The name under which a saved network finds it again.
    function : callable
        z -> a, for arrays of any shape.
    slope : callable
        (z, a) -> f'(z): it may use z, or a where that is shorter (a (1 - a) for the sigmoid; its
        last digits go where a is near 1).
    kinks : tuple of float, optional
        The places where the slope jumps or bends; `check_gradient` keeps away from them.
    gain : float, optional
        The standard deviation of the initial weights is gain / sqrt(n_in).
    """

    def __init__(
        self,
        name: str,
        function: Callable[[np.ndarray], np.ndarray],
        slope: Callable[[np.ndarray, np.ndarray], np.ndarray],
        kinks: tuple[float, ...] = (),
        gain: float = 1.0,
    ):
        self.name = name
        self.function = function
        self.slope = slope
        self.kinks = kinks
        self.gain = gain

    def __call__(self, z: Any) -> Any:
        """Return f(z), entry by entry.

        Parameters
        ----------
        z : array_like of finite numbers, any shape
            float32 stays float32, everything else becomes float64.

        Returns
        -------
        ndarray of the same shape, or a number for a number

        Raises
        ------
        TypeError, ShapeError, ValueError
            If z holds no real numbers, nothing at all, or NaN and infinities.
        """
        z = float_array("z", z)
        a = self.function(z)
        return (a.copy() if a is z else a)[()]  # identity hands z on; the result must not be the caller's own memory

    def derivative(self, z: Any) -> Any:
        """Return f'(z), entry by entry; takes, returns and raises what a call does.

        At a kink it is the slope on the left: 0 for `relu` (K11), 0.1 for `leaky_relu`.
        """
        z = float_array("z", z)
        return self.slope(z, self.function(z))[()]

    def __reduce__(self) -> str:
        return self.name  # a copy of a network keeps the function itself

    def __repr__(self) -> str:
        return self.name


def _sigmoid(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))  # never above 1, so it cannot overflow
    return np.where(z >= 0, 1, e) / (1 + e)


def _sigmoid_slope(z: np.ndarray) -> np.ndarray:
    e = np.exp(-np.abs(z))
    return e / (1 + e * (2 + e))  # a (1 - a) without the 1 - a; (1 + e)**2 would double the rounding of 1 + e


def _elu(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


sigmoid = Activation("sigmoid", _sigmoid, lambda z, a: _sigmoid_slope(z))
tanh = Activation("tanh", np.tanh, lambda z, a: 4 * _sigmoid_slope(2 * z))  # tanh(z) = 2 sigmoid(2 z) - 1
relu = Activation("relu", lambda z: np.maximum(z, 0), lambda z, a: np.sign(a), kinks=(0.0,), gain=np.sqrt(2))
leaky_relu = Activation(
    "leaky_relu",
    lambda z: np.maximum(0.1 * z, z),
    lambda z, a: np.where(z > 0, 1, 0.1).astype(z.dtype),
    kinks=(0.0,),
    gain=np.sqrt(2),
)
elu = Activation("elu", _elu, lambda z, a: np.exp(np.minimum(z, 0)), kinks=(0.0,), gain=np.sqrt(2))
identity = Activation("identity", lambda z: z, lambda z, a: np.ones_like(z))

ACTIVATIONS = {f.name: f for f in list(vars().values()) if isinstance(f, Activation)}


def softmax(z: Any) -> np.ndarray:
    """Return exp(z_i) / sum_j exp(z_j) for every row: positive numbers that add up to 1.

    Parameters
    ----------
    z : array_like, shape (n_out,) or (n, n_out)
        The signals of one sample, or of one sample per row.

    Returns
    -------
    ndarray of the same shape

    Raises
    ------
    TypeError, ShapeError, ValueError
        If z holds no finite real numbers or has another number of dimensions.
    """
    z = float_array("z", z, ndim=(1, 2))
    with np.errstate(over="ignore"):  # z_i - max(z) may become -inf, and exp(-inf) is 0
        e = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))  # the largest becomes 1: no overflow
    return e / np.add.reduce(e, axis=-1, keepdims=True)
