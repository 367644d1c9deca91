"""Calling a learner's backpropagation in its own way. `observe` runs in the sandbox, beside the function."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.exercises.diagnosis.cases import COST
from nncourse.exercises.diagnosis.layouts import misfits, read
from nncourse.language import Text
from nncourse.network import Network
from nncourse.sandbox import InputAsked

SIGNATURES = Text(
    "diagnose ruft sie so auf, wie es passt: f(network, X, targets, cost), die Form von backprop; f(weights, biases, X, G) wie "
    "Übung 5.5 oder mit einem Beispiel wie Übung 5.4; oder f(x, y) mit eigenen weights und biases. "
    "Zurück kommt ein Vektor in der Reihenfolge von theta, oder dWs und dbs als Listen.",
    "diagnose calls it in whichever way fits: f(network, X, targets, cost), the form of backprop; f(weights, biases, "
    "X, G) as in exercise 5.5, or with one sample as in exercise 5.4; or f(x, y) with its own weights and biases. It "
    "should return a vector in the order of theta, or dWs and dbs as lists.",
)


@dataclass(frozen=True)
class Way:
    """One way to hand over a network and data.

    Attributes
    ----------
    given : str
        "network", "lists" (of W and of b) or "own": the function has weights and biases of its own, which are replaced.
    columns : bool
        Whether a sample is a column, and so is each b.
    one : bool
        Whether there is one sample only.
    with_cost : bool
        Whether the cost is handed over, too.
    """

    given: str
    columns: bool = False
    one: bool = False
    with_cost: bool = False

    @property
    def sigmoid_only(self) -> bool:
        """Whether the function cannot know of another f."""
        return self.given != "network"

    def arguments(self, network: Network, X: np.ndarray, G: np.ndarray) -> tuple:
        """Return what the function is called with."""
        if self.one:
            X, G = (X[:1], G[:1]) if self.columns else (X[0], G[0])
        data = (X.T, G.T) if self.columns else (X, G)
        if self.given == "network":
            return (network, *data, COST) if self.with_cost else (network, *data)
        return (*lists(network, self.columns), *data) if self.given == "lists" else data


NETWORK, LISTS, LISTS_ONE = Way("network", with_cost=True), Way("lists"), Way("lists", one=True)
WAYS = {
    4: (
        NETWORK,
        LISTS,
        LISTS_ONE,
        Way("lists", True),
        Way("lists", True, True),
        Way("network", one=True, with_cost=True),
    ),
    3: (Way("network"), Way("network", one=True)),
    2: (Way("own", True, True), Way("own", one=True), Way("own"), Way("own", True)),
}


def lists(network: Network, columns: bool) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return all W and all b, which are views into theta."""
    return [layer.W for layer in network.layers], [
        layer.b[:, np.newaxis] if columns else layer.b for layer in network.layers
    ]


def observe(
    function: Callable, network: Network, X: np.ndarray, G: np.ndarray
) -> tuple[int, int, Any, Any, np.ndarray]:
    """Call a function twice with the same numbers, in the first way that gives something to read.

    Returns
    -------
    n, i : int
        WAYS[n][i] is the way.
    first, second : object
        What it returned.
    move : ndarray
        How the first call has moved theta, which is as it was before either call.
    """
    failed: list[Any] = []
    for n, i in ways_of(function):
        way, start, results = WAYS[n][i], network.theta.copy(), []
        move = 0 * start
        try:
            for _ in range(2):
                if way.given == "own":
                    give(function, network, way.columns)
                results.append(copied(function(*way.arguments(network, X, G))))
                move = move if len(results) == 2 else network.theta - start
                network.theta[:] = start
        except (InputAsked, MemoryError, RecursionError):
            raise
        except Exception as error:
            network.theta[:] = start
            failed.append(error)
            continue
        if all(read(result, network).vectors for result in results):
            return n, i, *results, move
        failed.append((n, i, *results, move))
        if (wrong := misfits(results[0], network)) and all(part == 1 for _, _, part in wrong):
            return failed[-1]  # it did understand the call: all dW fit
    if isinstance(failed[0], Exception):
        raise failed[0]
    return failed[0]


def ways_of(function: Callable) -> Iterator[tuple[int, int]]:
    """Yield which ways fit the number of arguments, the likeliest first; that of `backprop` if none does."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # compiled functions may have none
        signature = inspect.signature(lambda network, X, targets, cost: None)
    names, fitting = list(signature.parameters), []
    for n, ways in WAYS.items():
        try:
            signature.bind(*[None] * n)
        except TypeError:
            continue
        if n != 2 or (len(names) == 2 and owned(function) is not None):
            fitting += [(n, i) for i in range(len(ways))]
    if names and names[0].lower().startswith("w"):  # weights come first
        fitting.sort(key=lambda way: WAYS[way[0]][way[1]].given != "lists")
    yield from fitting or [(4, 0)]


def owned(function: Callable) -> dict[str, Any] | None:
    """Return the names that a function of (x, y) finds its weights and biases in: of its object, or of its module."""
    for names in (getattr(getattr(function, "__self__", None), "__dict__", {}), getattr(function, "__globals__", {})):
        if isinstance(names.get("weights"), list) and isinstance(names.get("biases"), list):
            return names
    return None


def give(function: Callable, network: Network, columns: bool) -> None:
    """Put the network's W and b where the function has its own."""
    names = owned(function) or {}
    names["weights"], names["biases"] = lists(network, columns)
    for name, value in (("sizes", network.sizes), ("num_layers", len(network.sizes))):
        if name in names:
            names[name] = value


def copied(result: Any) -> Any:
    """Return a copy of a result: a function may add to this very array next time."""
    try:
        return copy.deepcopy(result)
    except Exception:  # a learner's object may do anything when it is copied
        return result
