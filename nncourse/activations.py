"""The activation functions of the notes (N2, N3) and their derivatives (N23).

`f(z)` is the value, `f.derivative(z)` the slope. Both keep their last digits where the function
saturates: there a (1 - a) and 1 - a**2 would subtract two equal numbers. Maxout takes two weight
sets, so it is a layer and stands in `network` (K6).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nncourse.checks import ShapeError, finite, float_array, instance, real, shown
from nncourse.checks import function as callable_of

__all__ = ["Activation", "elu", "identity", "leaky_relu", "relu", "sigmoid", "softmax", "tanh"]


class Activation:
    """A function of one number, applied to every entry of an array.

    Both functions are tried once, here, with a few numbers from -3 to 3 (and in float32 when a
    network of float32 is made); during training their results are taken as they are.

    Parameters
    ----------
    name : str
        The name under which a saved network finds it again.
    function : callable
        z -> a, for arrays of any shape: a new array of finite numbers, in z's shape and dtype.
    slope : callable
        (z, a) -> f'(z), likewise: it may use z, or a where that is shorter (a (1 - a) for the
        sigmoid; its last digits are lost where a is near 1).
    kinks : tuple of float, optional
        The places where the slope jumps or bends; `check_gradient` stays away from them.
    gain : float, optional
        Above 0; the standard deviation of the initial weights is gain / sqrt(n_in).

    Raises
    ------
    TypeError, ShapeError, ValueError
        If an argument, or what a function returns, is not as described, or a function changes what
        it is given.
    """

    def __init__(
        self,
        name: str,
        function: Callable[[np.ndarray], np.ndarray],
        slope: Callable[[np.ndarray, np.ndarray], np.ndarray],
        kinks: tuple[float, ...] = (),
        gain: float = 1.0,
    ):
        instance("name", name, str, "a text, such as 'cube'")
        instance("kinks", kinks, tuple, "a tuple of numbers, such as (0.0,)")
        self.name = name
        self.function = callable_of("function", function, "a function of z")
        self.slope = callable_of("slope", slope, "a function of z and a")
        self.kinks = tuple(real(f"kinks[{i}]", kink, -np.inf) for i, kink in enumerate(kinks))
        self.gain = real("gain", gain, 0)
        self.try_out(np.float64)

    def try_out(self, dtype: Any) -> None:
        """Raise TypeError, ShapeError or ValueError unless both functions return what they should in this dtype."""
        z = np.linspace(-3, 3, 14, dtype=dtype).reshape(2, 7)  # 0 is not among them
        given = z.copy()
        with np.errstate(all="ignore"):
            a = self.function(given)
            entry_by_entry(f"function of {self.name}", a, z)
            known = a.copy()
            entry_by_entry(f"slope of {self.name}", self.slope(given, a), z)
        if not (np.array_equal(given, z) and np.array_equal(a, known)):
            raise ValueError(f"{self.name} changes the array it is given; expected a new one: write z = z.copy() first")

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
            If z holds anything but real numbers, nothing at all, NaN, or infinities, or f(z) is not finite.
        """
        z = float_array("z", z)
        with np.errstate(all="ignore"):
            a = np.asarray(self.function(z), z.dtype)  # before NumPy 2, a single number becomes float64
        finite("z", a, f"{self.name}(z)")
        return (a.copy() if a is z else a)[()]  # identity hands z on; the result must not be the caller's own memory

    def derivative(self, z: Any) -> Any:
        """Return f'(z), entry by entry; takes, returns and raises what a call does.

        At a kink it is the slope on the left: 0 for `relu` (K11), 0.1 for `leaky_relu`.
        """
        z = float_array("z", z)
        with np.errstate(all="ignore"):
            slope = np.asarray(self.slope(z, self.function(z)), z.dtype)
        return finite("z", slope, f"the slope of {self.name}")[()]

    def __reduce__(self) -> str:
        return self.name  # a copy of a network keeps the function itself

    def __repr__(self) -> str:
        return self.name


def entry_by_entry(name: str, value: Any, z: np.ndarray) -> None:
    """Raise unless `value` is an array of finite numbers in the shape and dtype of z.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If it is not.
    """
    if not isinstance(value, np.ndarray) or isinstance(value, np.ma.MaskedArray) or value.dtype != z.dtype:
        came = f"{type(value).__name__} of {value.dtype}" if isinstance(value, np.ndarray) else shown(value)
        raise TypeError(f"{name} returned {came}; expected an array of {z.dtype} as z is: write .astype(z.dtype)")
    if value.shape != z.shape:
        raise ShapeError(f"{name} returned shape {value.shape}; expected {z.shape}, a number for every entry of z")
    if not np.isfinite(value).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(value))[0])
        raise ValueError(f"{name} returned {value[place]} for z = {z[place]:.3g}; expected a finite number")


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
        If z does not hold finite real numbers or has the wrong number of dimensions.
    """
    z = float_array("z", z, ndim=(1, 2))
    with np.errstate(all="ignore"):  # z_i - max(z) may become -inf, and exp(-inf) is 0
        e = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))  # the largest becomes 1: no overflow
        return e / np.add.reduce(e, axis=-1, keepdims=True)
