"""Reading what a backpropagation returns: a vector, lists of dW and db, pairs; in the order of theta or another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, shape_of
from nncourse.language import Text
from nncourse.network import Network

PAIRS, SWAPPED, WEIGHTS_FIRST, BIASES_FIRST = "pairs", "swapped", "weights first", "biases first"
LAST_COLUMN, FIRST_COLUMN = "b last", "b first"
ORDERS = {
    PAIRS: Text("Schicht für Schicht, W vor b", "layer by layer, W before b"),
    SWAPPED: Text("Schicht für Schicht, b vor W", "layer by layer, b before W"),
    WEIGHTS_FIRST: Text("zuerst alle W, dann alle b", "all W first, then all b"),
    BIASES_FIRST: Text("zuerst alle b, dann alle W", "all b first, then all W"),
}
COLUMNS = {
    LAST_COLUMN: Text("b als letzte Spalte von W", "b as the last column of W"),
    FIRST_COLUMN: Text("b als erste Spalte von W", "b as the first column of W"),
}
BACKWARD = Text("die letzte Schicht zuerst", "the last layer first")
FLIPPED = Text(
    "jedes dW transponiert, (n_in, n_out) statt (n_out, n_in)",
    "each dW transposed, (n_in, n_out) instead of (n_out, n_in)",
)
MISFIT = Text(
    "{what} der Schicht {k} hat bei dir die Form {got}, erwartet ist {expected}.",
    "In layer {k}, your {what} has shape {got}; it should be {expected}.",
)
PER_SAMPLE = Text(
    "Das ist eine Zeile je Beispiel: Ein Neuron hat nur einen Bias, also summiere über die Beispiele (axis=0).",
    "That is one row per sample: a neuron has only one bias, so sum over the samples (axis=0).",
)


@dataclass(frozen=True)
class Layout:
    """In which order the dW and db of all layers come, and whether each dW lies on its side."""

    order: str = PAIRS
    backward: bool = False
    flipped: bool = False

    def places(self, n_layers: int) -> list[tuple[int, int]]:
        """Return (layer, 0 for W or 1 for b) in the order in which they come."""
        layers = list(reversed(range(n_layers)) if self.backward else range(n_layers))
        parts = (1, 0) if self.order in (SWAPPED, BIASES_FIRST) else (0, 1)
        if self.order in (PAIRS, SWAPPED):
            return [(k, part) for k in layers for part in parts]
        return [(k, part) for part in parts for k in layers]

    @property
    def unusual(self) -> bool:
        """Whether not even the parts, one by one, are as in theta."""
        return self.backward or self.flipped or self.order in COLUMNS

    def __str__(self) -> str:
        if self.order in COLUMNS:
            return str(COLUMNS[self.order])
        named = [str(ORDERS[self.order])] if self.order != PAIRS or not (self.backward or self.flipped) else []
        named += [str(BACKWARD)] * self.backward + [str(FLIPPED)] * self.flipped
        return ", ".join(named)


LAYOUTS = tuple(
    Layout(*it) for it in sorted(product(ORDERS, (False, True), (False, True)), key=lambda it: it[1] + it[2])
)
IN_COLUMNS = tuple(map(Layout, COLUMNS))


@dataclass(frozen=True)
class Reading:
    """One result, read in every layout that its shapes allow.

    Attributes
    ----------
    vectors : dict of Layout to ndarray
        The gradient in the order of theta; empty if it cannot be read.
    in_parts : bool
        Whether the dW and db came one by one, so that the order of a vector is no matter.
    no_biases : bool
        Whether there were only dW; the db are read as 0.
    """

    vectors: dict[Layout, np.ndarray]
    in_parts: bool = False
    no_biases: bool = False


def read(result: Any, network: Network) -> Reading:
    """Read (C, gradient), the gradient alone, or the dW and db in any nesting, with C or without."""
    blocks = network.views(network.theta)
    parts = parts_of(result, len(blocks))
    if len(parts) == 1 and parts[0].shape == network.theta.shape:
        return Reading({layout: from_vector(parts[0], layout, network) for layout in (*LAYOUTS, *IN_COLUMNS)})
    if [part.shape for part in parts] == [(len(W), W.shape[1] + 1) for W, _ in blocks]:
        vector = np.concatenate([part.ravel() for part in parts])
        return Reading({layout: from_vector(vector, layout, network) for layout in IN_COLUMNS}, in_parts=True)
    no_biases = len(parts) == len(blocks)
    found = {}
    for layout in LAYOUTS:
        places = [place for place in layout.places(len(blocks)) if not (no_biases and place[1])]
        if len(parts) == len(places) and all(
            fits(part, blocks[k][i], layout) for part, (k, i) in zip(parts, places, strict=True)
        ):
            vector = np.zeros(network.theta.size, np.result_type(*parts, np.float16))
            slots = network.views(vector)
            for part, (k, i) in zip(parts, places, strict=True):
                slots[k][i][:] = turned(part, slots[k][i].shape, layout)
            found[layout] = vector
    return Reading(found, in_parts=True, no_biases=no_biases)


def from_vector(vector: np.ndarray, layout: Layout, network: Network) -> np.ndarray:
    """Return a vector in this layout in the order of theta."""
    ordered = np.empty_like(vector)
    slots, start = network.views(ordered), 0
    if layout.order in COLUMNS:
        for W, b in slots:
            table, start = vector[start : start + W.size + b.size].reshape(len(W), -1), start + W.size + b.size
            last = layout.order == LAST_COLUMN
            W[:], b[:] = (table[:, :-1], table[:, -1]) if last else (table[:, 1:], table[:, 0])
        return ordered
    for k, i in layout.places(len(slots)):
        slot = slots[k][i]
        piece, start = vector[start : start + slot.size], start + slot.size
        slot[:] = piece.reshape(slot.shape[::-1]).T if layout.flipped and i == 0 else piece.reshape(slot.shape)
    return ordered


def fits(part: np.ndarray, block: np.ndarray, layout: Layout) -> bool:
    """Return whether a part has the shape of a W or b; a b may be a row, a column, or one number for all."""
    if block.ndim == 2:
        return part.shape == (block.shape[::-1] if layout.flipped else block.shape)
    return part.shape in (block.shape, (block.size, 1), (1, block.size)) or part.size == 1


def turned(part: np.ndarray, shape: tuple[int, ...], layout: Layout) -> np.ndarray:
    """Return a part that fits as it stands in theta."""
    if len(shape) == 2:
        return part.T if layout.flipped else part
    return part.reshape(-1)


def parts_of(result: Any, n_layers: int) -> list[np.ndarray]:
    """Return all arrays that a result holds, one after the other, without C; nothing if it holds anything else."""
    parts = list(arrays(result))
    if any(part is None for part in parts):
        return []
    for place in (0, -1):
        if len(parts) in (2, n_layers + 1, 2 * n_layers + 1) and parts[place].size == 1:
            del parts[place]  # C
    return [part if part.dtype.kind == "f" else part.astype(float) for part in parts]


def arrays(value: Any) -> Iterator[Any]:
    """Yield the arrays in a nesting of lists, tuples and dicts, and None for what is no number."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, (list, tuple)):
        numbers = as_numbers(value)
        if numbers is not None and numbers.ndim > 2:
            yield from numbers  # equally large dW, stacked
        else:
            yield numbers
        return
    depths = [depth(item) for item in value]
    as_lists = not any(isinstance(item, np.ndarray) and item.ndim for item in value)
    if set(depths) in ({0}, {1}) and as_lists and (numbers := as_numbers(value)) is not None:
        yield numbers  # a vector or a matrix
        return
    for item, deep in zip(value, depths, strict=True):
        if max(depths) == 3 and (deep == 2 or (deep == 1 and isinstance(item, (list, tuple)))):
            yield from (as_numbers(row) for row in item)  # the list of db beside the list of dW
        else:
            yield from arrays(item)


def depth(value: Any) -> int:
    """Return how many indices lead to a number."""
    if isinstance(value, np.ndarray):
        return value.ndim
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth, value), default=0) if isinstance(value, (list, tuple)) else 0


def misfit(result: Any, network: Network, n: int) -> tuple[str, ...]:
    """Return which dW or db has a wrong shape, where the result has as many parts as theta."""
    blocks, wrong = network.views(network.theta), misfits(result, network)
    if not wrong:
        return ()
    part, k, i = wrong[0]
    said = MISFIT.format(what=("dW", "db")[i], k=k + 1, got=shape_of(part), expected=shape_of(blocks[k][i]))
    per_sample = i == 1 and part.shape in ((n, blocks[k][i].size), (blocks[k][i].size, n))
    return (str(said), *[str(PER_SAMPLE)] * per_sample)


def misfits(result: Any, network: Network) -> list[tuple[np.ndarray, int, int]]:
    """Return the parts of a wrong shape, each with its layer and 0 for dW or 1 for db, in the layout with fewest of them."""
    blocks = network.views(network.theta)
    parts = parts_of(result, len(blocks))
    if len(parts) != 2 * len(blocks):
        return []
    found = []
    for layout in LAYOUTS:
        places = [(part, k, i) for part, (k, i) in zip(parts, layout.places(len(blocks)), strict=True)]
        found.append([(part, k, i) for part, k, i in places if not fits(part, blocks[k][i], layout)])
    return min(found, key=len)
