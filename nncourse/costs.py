"""Cost functions (N9 to N11): summed over the outputs, averaged over the samples.

A cost is called with outputs and targets and returns one number; `gradient` returns dC/dO,
the beginning of backpropagation (N22). The two cross-entropies take the signals z of an
output layer with `identity`: softmax or sigmoid are part of the cost, so that nothing
overflows and the gradient is simply O - G. Of a number near 1 they compute how much it lacks, so
cost and gradient keep their last digits when almost nothing is left to learn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nncourse.checks import finite, float_array, same_shape, sample_rows

__all__ = ["BinaryCrossEntropy", "CrossEntropy", "SquaredError"]

ROUNDING = 1e-4  # of targets that were computed
DOUBT = 0.01  # a probability that is missed by less is as good as reached
ONE_COLUMN = (
    "targets has 1 column, of which softmax always makes 1; expected one for each of at least two classes: "
    "write BinaryCrossEntropy() for one yes-or-no output"
)


class Cost:
    """What all costs share: the checks at the door.

    A subclass writes `value_and_slope`, and `check_targets` where not every number makes a
    target.
    """

    def __call__(self, outputs: Any, targets: Any) -> float:
        """Return the mean cost C.

        Parameters
        ----------
        outputs, targets : array_like, shape (n, n_out)
            O and G of the notes (N10), one sample per row.

        Returns
        -------
        float

        Raises
        ------
        ShapeError
            If the shapes differ or are not (n, n_out); nothing is broadcast.
        TypeError, ValueError
            If an entry is not a finite real number, not a possible target, or so large that the cost is
            not finite.
        """
        O, G = self._checked(outputs, targets)
        with np.errstate(all="ignore"):
            return float(finite("outputs, targets", self.value(O, G), "the cost"))

    def gradient(self, outputs: Any, targets: Any) -> np.ndarray:
        """Return dC/dO, shape (n, n_out); takes and raises what a call does."""
        O, G = self._checked(outputs, targets)
        with np.errstate(all="ignore"):
            return finite("outputs, targets", self.slope(O, G), "the gradient")

    def _checked(self, outputs: Any, targets: Any) -> tuple[np.ndarray, np.ndarray]:
        O, G = sample_rows("outputs", outputs), float_array("targets", targets)
        if G.ndim != 2:
            sample_rows("targets", targets, width=O.shape[1])
        same_shape("targets", G, "outputs", O, given=targets)
        self.check_targets(G)
        return O, G

    def check_targets(self, targets: np.ndarray) -> None:
        """Raise ValueError where `targets`, finite and of shape (n, n_out), make no sense for this cost."""

    def check_reach(self, targets: np.ndarray, f: str, low: float, high: float) -> None:
        """Raise ValueError where outputs of the activation `f`, from `low` to `high`, can never come to the targets."""

    def value_and_slope(self, O: np.ndarray, G: np.ndarray) -> tuple[float, np.ndarray]:
        """Return C and dC/dO, a new array, without checks."""
        raise NotImplementedError

    def value(self, O: np.ndarray, G: np.ndarray) -> float:
        """Return C without checks."""
        return self.value_and_slope(O, G)[0]

    def slope(self, O: np.ndarray, G: np.ndarray) -> np.ndarray:
        """Return dC/dO without checks."""
        return self.value_and_slope(O, G)[1]

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class SquaredError(Cost):
    """C = 1/n sum over samples and outputs of (O - G)**2, the cost of the notes (N10, N11)."""

    def check_reach(self, targets: np.ndarray, f: str, low: float, high: float) -> None:
        wrong = (targets < low - ROUNDING) | (targets > high + ROUNDING)
        if wrong.any():
            i, j = (int(k) for k in np.argwhere(wrong)[0])
            ends = f"from {low:g} to {high:g}" if np.isfinite(high) else f"from {low:g} up"
            better = "tanh" if np.abs(targets).max() <= 1 else "identity"
            raise ValueError(
                f"targets[{i}, {j}] is {targets[i, j]:g}; expected numbers {ends}, since {f} at the output reaches no "
                f"others: write output={better}, or scale the targets"
            )

    def value_and_slope(self, O: np.ndarray, G: np.ndarray) -> tuple[float, np.ndarray]:
        distance = O - G
        return np.vdot(distance, distance) / len(O), 2 / len(O) * distance


class CrossEntropy(Cost):
    """C = -1/n sum of G log(softmax(z)): one class out of n_out. Takes the signals z.

    The targets of a sample are probabilities that add up to 1, usually made by `one_hot`.
    """

    def check_targets(self, targets: np.ndarray) -> None:
        if targets.shape[1] == 1 and (targets != 1).any():
            raise ValueError(ONE_COLUMN)
        totals = targets.sum(axis=1)
        wrong = (targets < 0).any(axis=1) | (np.abs(totals - 1) > 1e-4)
        if wrong.any():
            i = int(np.argmax(wrong))
            binary = ((targets >= 0) & (targets <= 1)).all()
            other = ", or BinaryCrossEntropy() for yes-or-no answers, several or one" if binary else ""
            raise ValueError(
                f"targets[{i}] adds up to {totals[i]:g}, its least entry is {targets[i].min():g}; "
                f"expected probabilities that add up to 1: write one_hot(labels, n){other}"
            )

    def check_reach(self, targets: np.ndarray, f: str, low: float, high: float) -> None:
        n = targets.shape[1]
        if n == 1:
            raise ValueError(ONE_COLUMN)
        most = 1 / (1 + (n - 1) * np.exp(low - high))  # one output as high as can be, all others low
        refuse_twice(self, "softmax", f, most < targets.max() - DOUBT, f"makes probabilities up to {most:.2f}")

    def value_and_slope(self, O: np.ndarray, G: np.ndarray) -> tuple[float, np.ndarray]:
        log_a = O - np.maximum.reduce(O, axis=1, keepdims=True)  # the largest becomes 0: no overflow
        log_a -= np.log(np.add.reduce(np.exp(log_a), axis=1, keepdims=True))  # log(softmax(z))
        slope = np.exp(log_a)
        slope -= G
        slope /= len(O)
        return -np.vdot(G, log_a) / len(O), slope


class BinaryCrossEntropy(Cost):
    """C = -1/n sum of G log(a) + (1 - G) log(1 - a) with a = sigmoid(z). Takes the signals z.

    Each output answers its own yes-no question; targets lie between 0 and 1.
    """

    def check_targets(self, targets: np.ndarray) -> None:
        wrong = (targets < 0) | (targets > 1)
        if wrong.any():
            i, j = (int(k) for k in np.argwhere(wrong)[0])
            mend = ": write (targets + 1) / 2" if set(np.unique(targets)) == {-1, 1} else ""
            raise ValueError(f"targets[{i}, {j}] is {targets[i, j]:g}; expected numbers from 0 to 1{mend}")

    def check_reach(self, targets: np.ndarray, f: str, low: float, high: float) -> None:
        with np.errstate(over="ignore"):
            least, most = 1 / (1 + np.exp(-np.array([low, high])))
        short = least > targets.min() + DOUBT or most < targets.max() - DOUBT
        refuse_twice(self, "sigmoid", f, short, f"makes probabilities from {least:.2f} to {most:.2f}")

    def value_and_slope(self, O: np.ndarray, G: np.ndarray) -> tuple[float, np.ndarray]:
        e = np.exp(-np.abs(O))
        yes = O > 0
        wrong = yes - G  # of the answer that the sign of z gives
        value = np.sum(np.log1p(e) + wrong * O) / len(O)  # -log sigmoid(z) = log(1 + e^-z)
        doubt = e / (1 + e)  # sigmoid(-|z|)
        return value, (wrong + np.where(yes, -doubt, doubt)) / len(O)


def refuse_twice(cost: Cost, own: str, f: str, short: bool, what: str) -> None:
    """Raise ValueError if a network ends with what the cost applies itself, or with what keeps its answers `short`."""
    if short or f in ("sigmoid", "softmax"):
        raise ValueError(
            f"network ends with {f}, which {what} here; expected the signals z, since {cost!r} applies {own} itself: "
            "write output=identity"
        )


COSTS = {cost.__name__: cost for cost in Cost.__subclasses__()}
