"""Slopes by wiggling: difference quotients (N17, N18), and the check of a gradient against them.

A limit cannot be computed (K8): too large an h is wrong by the curvature, too small an h by
rounding. The central difference makes the first error so small that h = 1e-5 leaves about
ten correct digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.backpropagation import backprop, checked_targets
from nncourse.checks import ShapeError, finite, float_array, float_vector, function, instance, real, same_length, shown
from nncourse.costs import Cost
from nncourse.network import Network

ROUNDING = 10 * np.finfo(float).eps  # of a cost of 1, summed over many samples
LARGEST_STEP = np.finfo(float).max / 2  # twice as much is still finite


def difference_quotient(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Return (f(x + h) - f(x)) / h, the quotient of the notes (N17).

    Its error shrinks like h, until rounding takes over (K8).

    Parameters
    ----------
    f : callable
        A function of one number, or of an array entry by entry.
    x : float or array_like
        Where.
    h : float
        The step; not 0.

    Returns
    -------
    float or ndarray of the shape of x

    Raises
    ------
    TypeError, ValueError
        If x, h, or a value of f is not a finite number, or h is 0.
    ShapeError
        If f does not return one value for every entry of x.
    """
    x, h = numbers("x", x), nonzero_step(h)
    f = entry_by_entry(f, x, h)
    with np.errstate(all="ignore"):
        quotient = (f(x + h) - f(x)) / h
    return finite("h", quotient, "the quotient")


def symmetric_quotient(f: Callable[[Any], Any], x: Any, h: float) -> Any:
    """Return (f(x + h) - f(x - h)) / (2 h).

    Its error shrinks like h squared, until rounding takes over. Takes and raises what
    `difference_quotient` does.
    """
    x, h = numbers("x", x), nonzero_step(h)
    f = entry_by_entry(f, x, h)
    with np.errstate(all="ignore"):
        quotient = (f(x + h) - f(x - h)) / (2 * h)
    return finite("h", quotient, "the quotient")


def numerical_gradient(C: Callable[[np.ndarray], float], theta: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """Return the central difference of C in every entry of theta (N15, N17, N18).

    It moves one entry of `theta` at a time, calls C twice, and puts the entry back as it
    was, bit by bit, even if C raises. So C may look at `network.theta` instead of at its
    argument, if that is the vector given here.

    Parameters
    ----------
    C : callable
        theta -> a number.
    theta : ndarray of float32 or float64, shape (n,)
        Unchanged afterward.
    h : float, optional
        The step. 1e-5 suits float64; float32 needs about 1e-2.

    Returns
    -------
    ndarray, shape (n,)
        In theta's dtype.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If theta is not a writeable vector of floats, h not a positive number, or C(theta) not one finite number.
    """
    function("C", C, "a function of theta that returns one number")
    float_vector("theta", theta)
    h = real("h", h, 0, LARGEST_STEP)
    gradient = np.empty(theta.shape)
    start = theta.copy()
    for i, (C_above, C_below) in enumerate(wiggled(C, theta, h)):
        C_above, C_below = one_number("C(theta)", C_above), one_number("C(theta)", C_below)
        gradient[i] = finite("h", (C_above - C_below) / (2 * h), "the quotient")
    if not np.array_equal(theta, start):
        theta[:] = start
        raise ValueError("C changes theta; expected it to be left alone: write theta = theta.copy()")
    with np.errstate(all="ignore"):
        return finite("C", gradient.astype(theta.dtype), "its gradient")


def wiggled(C: Callable[[np.ndarray], Any], theta: np.ndarray, h: float) -> Iterator[tuple[Any, Any]]:
    """Yield C(theta) with one entry h higher and h lower, entry by entry; each is put back as it was."""
    for i in range(len(theta)):
        here = theta[i]
        try:
            theta[i] = here + h
            C_above = C(theta)
            theta[i] = here - h
            C_below = C(theta)
        finally:
            theta[i] = here
        yield C_above, C_below


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """What `check_gradient` found; each is equal only to itself.

    Attributes
    ----------
    error : float
        The largest relative error of any W or b: `|g - q| / (|g| + |q|)`, with g the gradient
        and q the quotients; a difference that rounding alone can cause counts as none.
    worst : str
        The W or b that has it, such as "W of layer 2".
    tolerance : float
        The largest `error` that passes.
    n_samples, n_at_kink : int
        How many samples were compared, and how many were left out because one of their
        neurons lies at a kink, where the slope jumps and a quotient says nothing (K11).
    gradient, quotients : ndarray, shape (n_parameters,)
        The two that were compared.
    """

    error: float
    worst: str
    tolerance: float
    n_samples: int
    n_at_kink: int
    gradient: np.ndarray
    quotients: np.ndarray

    @property
    def passed(self) -> bool:
        """Whether the error is within the tolerance."""
        return self.error <= self.tolerance

    def __repr__(self) -> str:
        verdict = "passed" if self.passed else f"FAILED at {self.worst}"
        return (
            f"GradientCheck({verdict}: relative error {self.error:.1e}, tolerance {self.tolerance:.0e}, "
            f"{self.n_samples} samples, {self.n_at_kink} left out at a kink)"
        )


def check_gradient(
    network: Network,
    X: Any,
    targets: Any,
    cost: Cost,
    gradient: Callable[[Network, Any, Any, Cost], tuple[float, np.ndarray]] = backprop,
    h: float = 1e-5,
    tolerance: float = 1e-6,
) -> GradientCheck:
    """Compare a gradient with central differences, one W and one b at a time.

    Samples with a neuron that crosses a kink within h are left out first, for all parameters
    alike; on the others, cost and gradient are smooth.

    Parameters
    ----------
    network : Network
        In float64; its parameters are unchanged afterward.
    X, targets, cost
        As for `backprop`. A handful of samples is enough.
    gradient : callable, optional
        The one to check: called like `backprop`, it returns (C, gradient). It must leave X,
        targets and theta as they are.
    h, tolerance : float, optional
        The step of the quotients, and the relative error that passes, below 1. h must be large enough
        for rounding to stay below the tolerance: at least 2.2e-15 / tolerance.

    Returns
    -------
    GradientCheck

    Raises
    ------
    TypeError
        If the network computes in float32, where quotients have four digits at best.
    ShapeError, ValueError
        If X or targets do not fit, every sample lies at a kink, h is too small for the tolerance or
        for theta, or the gradient changes its arguments or comes with a C that is not finite.
    """
    G, X = checked_targets(network, targets, cost), network.inputs(X)
    if network.dtype != np.float64:
        raise TypeError("network has dtype float32; expected float64: write Network(..., dtype=np.float64)")
    h, tolerance = real("h", h, 0, LARGEST_STEP), real("tolerance", tolerance, 0, 1)
    function("gradient", gradient, "a function that is called like backprop")
    same_length("targets", G, "X", X)

    smooth = ~samples_at_kink(network, X, h)
    if not smooth.any():
        raise ValueError("every sample lies at a kink; expected some that do not: move the biases a little off 0")
    X, G = X[smooth], G[smooth]

    C = cost(network(X), G)
    g = returned_gradient(gradient, network, X, G, cost)
    if cost(network(X), G) != C:
        raise ValueError("gradient changes network or cost; expected both to be left alone")
    visible_step(h, tolerance, network.theta)
    q = numerical_gradient(lambda theta: cost(network(X), G), network.theta, h)
    rounding = ROUNDING * max(1.0, abs(C)) / h
    errors = {
        f"{name} of layer {k}": relative_error(a, b, rounding * np.sqrt(a.size) / tolerance)
        for k, (layer_g, layer_q) in enumerate(zip(network.views(g), network.views(q), strict=True), start=1)
        for name, a, b in zip("Wb", layer_g, layer_q, strict=True)
        if a.size > 0
    }
    worst = max(errors, key=errors.__getitem__)
    return GradientCheck(
        error=errors[worst],
        worst=worst,
        tolerance=tolerance,
        n_samples=len(X),
        n_at_kink=int(np.sum(~smooth)),
        gradient=g,
        quotients=q,
    )


def visible_step(h: float, tolerance: float, theta: np.ndarray) -> None:
    """Raise ValueError if h is so small that rounding hides a wrong gradient.

    Raises
    ------
    ValueError
        If rounding of C alone may exceed the tolerance, or theta + h is theta.
    """
    if h * tolerance < ROUNDING:
        raise ValueError(
            f"h is {h:g}, tolerance is {tolerance:g}; expected h of at least {ROUNDING:.1e} / tolerance: "
            "with a smaller one, rounding hides a wrong gradient"
        )
    still = (theta + h == theta) | (theta - h == theta)
    if still.any():
        i = int(np.argmax(still))
        raise ValueError(f"h is {h:g}, theta[{i}] is {theta[i]:g}; expected a step that moves it: take a larger h")


def returned_gradient(gradient: Callable, network: Network, X: np.ndarray, G: np.ndarray, cost: Cost) -> np.ndarray:
    """Return what `gradient` says, and the parameters to what they were, whatever it did to them.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If it does not return (C, gradient) like `backprop`, or changes what it was given.
    """
    start, given = network.theta.copy(), {"X": X.copy(), "targets": G.copy()}
    try:
        result = gradient(network, given["X"], given["targets"], cost)
        after = {**given, "theta": network.theta.copy()}
    finally:
        network.theta[:] = start
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f"gradient returned {shown(result)}; expected (C, gradient): write return C, gradient")
    one_number("gradient's first value", result[0])
    g = result[1]
    instance("gradient's second value", g, np.ndarray, f"an array of shape {start.shape}, laid out like theta")
    if g.dtype.kind != "f" or isinstance(g, np.ma.MaskedArray):
        raise TypeError(f"gradient returned {type(g).__name__} of {g.dtype}; expected an ndarray of floats")
    if g.shape != start.shape:
        raise ShapeError(f"gradient returned shape {g.shape}; expected {start.shape}, laid out like theta")
    for name, before in {"X": X, "targets": G, "theta": start}.items():
        if not np.array_equal(after[name], before):
            raise ValueError(f"gradient changes {name}; expected it to be left alone: write {name} = {name}.copy()")
    return np.array(g)  # it may lie in theta, which is about to move, or have a class with a minus of its own


def relative_error(g: np.ndarray, q: np.ndarray, floor: float) -> float:
    """Return |g - q| / (|g| + |q| + floor); NaN in either counts as infinitely wrong."""
    with np.errstate(all="ignore"):  # a huge g is as wrong as can be
        error = np.linalg.norm(g - q) / (np.linalg.norm(g) + np.linalg.norm(q) + floor)
    return float(error) if np.isfinite(error) else np.inf


def samples_at_kink(network: Network, X: np.ndarray, h: float) -> np.ndarray:
    """Return booleans (n,): whether a step of h in any parameter carries a signal over a kink."""
    at_kink = np.zeros(len(X), dtype=bool)
    start = sides(network, X)
    if start.shape[1] == 0:
        return at_kink
    for above, below in wiggled(lambda theta: sides(network, X), network.theta, h):
        at_kink |= ((above != start) | (below != start)).any(axis=1)
    return at_kink


def sides(network: Network, X: np.ndarray) -> np.ndarray:
    """Return booleans (n, m): on which side of its kinks every signal of the network lies."""
    with np.errstate(all="ignore"):
        Z, _ = network.unchecked_forward(X)
    return np.concatenate([layer.side(z) for layer, z in zip(network.layers, Z, strict=True)], axis=1)


def nonzero_step(h: float) -> float:
    """Return h as a float.

    Raises
    ------
    TypeError, ValueError
        If it is no finite number, or 0.
    """
    h = real("h", h, -LARGEST_STEP, LARGEST_STEP)
    if h == 0:
        raise ValueError("h is 0; expected a small number that is not 0, such as 1e-5: a limit cannot be computed")
    return h


def numbers(name: str, value: Any) -> Any:
    """Return `value` as floats, checked; a number of Python's stays one."""
    array = float_array(name, value)
    return value if isinstance(value, (int, float)) else array[()]


def entry_by_entry(f: Callable[[Any], Any], x: Any, h: float) -> Callable[[Any], Any]:
    """Return f with checks: near x it takes and returns one finite number for every entry of x.

    NumPy warns inside of f as it does outside of the package.
    """
    function("f", f, "a function, such as np.sin")
    settings = np.geterr()

    def checked(at: Any) -> Any:
        name = "f(x)" if at is x else "f(x + h)" if np.array_equal(at, x + h) else "f(x - h)"
        with np.errstate(**settings):
            y = numbers(name, f(finite("x", at, "a step further")))
        if np.shape(y) != np.shape(x):
            raise ShapeError(f"{name} has shape {np.shape(y)}; expected {np.shape(x)}, a value for every entry of x")
        return y

    return checked


def one_number(name: str, value: Any) -> float:
    """Return `value` as a float.

    Raises
    ------
    ShapeError, TypeError, ValueError
        If it is no single finite number.
    """
    array = float_array(name, value)
    if array.ndim > 0:
        raise ShapeError(f"{name} has shape {array.shape}; expected one number: the mean over the samples")
    return float(array)
