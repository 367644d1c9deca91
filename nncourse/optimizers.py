"""Optimizers: from a gradient to the next parameters (N15, N19). Each knows vectors only.

`step(theta, gradient)` changes theta in place, after all derivatives have been taken (K9).
"""

from __future__ import annotations

import math
from copy import copy
from typing import Any

import numpy as np

from nncourse.checks import ShapeError, finite, float_vector, floats, real

__all__ = ["Adam", "GradientDescent", "Momentum"]


class Optimizer:
    """What all optimizers share: a learning rate, and that they serve one theta.

    Parameters
    ----------
    learning_rate : float
        L of the notes (N20), above 0.
    """

    _shares: tuple[str, ...] = ()  # the settings between 0 and 1
    _positive: tuple[str, ...] = ("learning_rate",)

    def __init__(self, learning_rate: float):
        self.learning_rate = learning_rate
        self._theta: np.ndarray | None = None
        self._check()

    def _check(self) -> None:
        """Raise TypeError or ValueError unless the settings, which may be set any time, are numbers in their limits."""
        for names, high in ((self._positive, np.inf), (self._shares, 1)):
            for name in names:
                setattr(self, name, real(name, getattr(self, name), 0, high))

    def step(self, theta: np.ndarray, gradient: np.ndarray) -> None:
        """Change theta in place by one step downhill.

        Parameters
        ----------
        theta, gradient : ndarray of floats, shape (n,)
            The parameters and dC/dtheta.

        Raises
        ------
        ShapeError
            If the two shapes differ.
        TypeError, ValueError
            If one is not a vector of finite floats, theta is read-only or not the one of earlier
            steps, or the step is so large that theta would not be finite. Then, and after Ctrl-C,
            theta and what the optimizer remembers are as they were.
        """
        float_vector("theta", theta)
        floats("gradient", gradient)
        if gradient.shape != theta.shape:
            raise ShapeError(f"gradient has shape {gradient.shape}, theta {theta.shape}; expected equal shapes")
        if np.may_share_memory(gradient, theta):
            raise ValueError("gradient lies in the memory of theta; expected an array of its own: write .copy()")
        self.begin(theta)
        start, memory = theta.copy(), self.memory()
        try:
            with np.errstate(all="ignore"):
                self.move(theta, gradient)
            for value in vars(self).values():
                if isinstance(value, np.ndarray):
                    finite("gradient, learning_rate", value, "theta, or what the optimizer remembers,")
        except BaseException:
            theta[:] = start
            self.restore(memory)
            raise

    def memory(self) -> dict[str, Any]:
        """Return a copy of all that steps build on, apart from theta (Adam's `_step` is scratch paper)."""
        return {name: copy(value) for name, value in vars(self).items() if name not in ("_theta", "_step")}

    def restore(self, memory: dict[str, Any]) -> None:
        """Be as when `memory` was made; it serves once, since its arrays become the optimizer's own."""
        vars(self).update(memory)

    def begin(self, theta: np.ndarray) -> None:
        """Make the memory that the steps of this theta need, at its first step.

        Raises
        ------
        TypeError, ValueError
            If theta is another one than in earlier steps, or the learning rate has become no number above 0.
        """
        self._check()
        if self._theta is None:
            self._remember(theta)
            self._theta = theta  # last: an interrupted beginning is none
        elif theta is not self._theta:
            raise ValueError(f"{self!r} already moves another theta and remembers its steps; expected a new optimizer")

    def _remember(self, theta: np.ndarray) -> None:
        """Make the memory."""

    def move(self, theta: np.ndarray, gradient: np.ndarray) -> None:
        """Change theta by a step, without checks."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}(learning_rate={self.learning_rate:g})"


class GradientDescent(Optimizer):
    """theta = theta - L dC/dtheta, the rule of the notes (N19).

    Parameters
    ----------
    learning_rate : float
        L, above 0.
    """

    def move(self, theta: np.ndarray, gradient: np.ndarray) -> None:
        L = self.learning_rate
        theta -= L * gradient


class Momentum(Optimizer):
    """v = mu v - L dC/dtheta, then theta = theta + v: a ball with inertia (Polyak 1964).

    Parameters
    ----------
    learning_rate : float
        L, above 0.
    momentum : float, optional
        mu, the part of the last step that stays, between 0 and 1.
    """

    _shares = ("momentum",)

    def __init__(self, learning_rate: float, momentum: float = 0.9):
        self.momentum = momentum
        super().__init__(learning_rate)

    def _remember(self, theta: np.ndarray) -> None:
        self._v = np.zeros_like(theta)

    def move(self, theta: np.ndarray, gradient: np.ndarray) -> None:
        v, mu, L = self._v, self.momentum, self.learning_rate
        v *= mu
        v -= L * gradient
        theta += v


class Adam(Optimizer):
    """Steps of about L in every parameter, whatever the size of its gradient (Kingma and Ba 2015).

    m and s are running means of the gradient and of its square, corrected for their start
    at 0; theta moves by -L m / (sqrt(s) + epsilon).

    Parameters
    ----------
    learning_rate : float, optional
        L, above 0.
    beta1, beta2 : float, optional
        How much of the running means stays at each step, between 0 and 1.
    epsilon : float, optional
        Keeps the division finite, above 0.
    """

    _shares = ("beta1", "beta2")
    _positive = ("learning_rate", "epsilon")

    def __init__(self, learning_rate: float = 1e-3, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8):
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        super().__init__(learning_rate)

    def _remember(self, theta: np.ndarray) -> None:
        self._m, self._s, self._step = np.zeros_like(theta), np.zeros_like(theta), np.empty_like(theta)
        self._m_weight = self._s_weight = 0.0

    def move(self, theta: np.ndarray, gradient: np.ndarray) -> None:
        step = self._step
        self._m *= self.beta1
        self._m += gradient
        self._m_weight = self.beta1 * self._m_weight + 1
        np.multiply(gradient, gradient, out=step)
        self._s *= self.beta2
        self._s += step
        self._s_weight = self.beta2 * self._s_weight + 1

        np.sqrt(self._s, out=step)  # L (m / m_weight) / (sqrt(s / s_weight) + epsilon)
        step += self.epsilon * math.sqrt(self._s_weight)
        np.divide(self._m, step, out=step)
        step *= self.learning_rate * math.sqrt(self._s_weight) / self._m_weight
        theta -= step


OPTIMIZERS = {optimizer.__name__: optimizer for optimizer in Optimizer.__subclasses__()}
