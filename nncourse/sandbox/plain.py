"""Outcomes as plain data: written where the learner's function ran, read where nobody trusts it.

A message is JSON and, behind it, the bytes of arrays. Reading one makes numbers, texts, lists,
tuples, dicts, arrays, networks and stand-ins; no class is looked up, nothing that came is run.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import reprlib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import cloudpickle
import numpy as np

from nncourse.activations import Activation
from nncourse.network import Dense, Layer, Network
from nncourse.sandbox.outcome import Ended, Forbidden, InputAsked, Outcome, TimeUp, Unsendable, Waits, WrongArguments
from nncourse.storage import describe, layer_from
from nncourse.training import History

MOST_BYTES = 6 * 2**20  # of all arrays and texts that a job returns
MOST_ITEMS = 400_000  # of all its lists, tuples and dicts: each becomes an object of Python's where it is read
LONGEST_TEXT = 10_000
DEEPEST = 50  # lists in lists
FEW = 8  # parts, each of which may be too much without the others
MOST_OBJECTS = 1000  # in an array of them
NUMBERS = "biufc"  # the kinds of dtype whose bytes are sent
OURS: dict[str, type[BaseException]] = {
    e.__name__: e for e in (Ended, Forbidden, InputAsked, TimeUp, Unsendable, Waits, WrongArguments)
}

Sealer = Callable[[bytes], Callable]  # makes a function of what only a worker may open


class TooMuch(Exception):
    """More than a message may hold."""


class Writer:
    """Writes values into one message; what is too much for it or no plain data, only by name and text."""

    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self.bytes_left, self.items_left = MOST_BYTES, MOST_ITEMS

    def message(self, outcome: Outcome) -> tuple[bytes, list[bytes]]:
        """Return an outcome as JSON and the bytes of its arrays."""
        error = outcome.error
        written = {
            "value": self.value(outcome.value),
            "error": None if error is None else [type(error).__name__, known(error), text_of(error, str)],
            "line": outcome.line,
            "changed": outcome.changed,
            "after": self.value(outcome.after),
            "drawn": outcome.drawn,
            "repeats": outcome.repeats,
            "warned": outcome.warned,
            "printed": outcome.printed,
        }
        return json.dumps(written).encode(), self.buffers

    def value(self, value: Any, part_by_part: bool = True) -> Any:
        """Return what stands for a value in JSON."""
        before = len(self.buffers), self.bytes_left
        try:
            return self.part(value, DEEPEST)
        except (TooMuch, RecursionError):
            del self.buffers[before[0] :]
            self.bytes_left = before[1]
        if part_by_part and isinstance(value, (list, tuple)) and len(value) <= FEW:
            return [list_or_tuple(value), [self.value(part, part_by_part=False) for part in value]]
        if isinstance(value, (list, tuple)) and all(type(item) in (int, float) for item in value):
            return self.array(np.asarray(value))
        return other(value)

    def part(self, value: Any, depth: int) -> Any:
        if value is None or value is True or value is False:
            return value
        if isinstance(value, (np.ndarray, np.generic)):
            if isinstance(value, np.generic) and value.dtype.kind not in NUMBERS + "U":
                return other(value)
            written = self.array(np.asarray(value), depth)
            return ["scalar", written] if isinstance(value, np.generic) else written
        if isinstance(value, (float, complex)):
            return float(value) if isinstance(value, float) else ["complex", value.real, value.imag]
        if isinstance(value, int) and abs(value) < 2**64:
            return int(value)
        if isinstance(value, str):
            text = str.__str__(value)[:LONGEST_TEXT]
            self.take(len(text))
            return text
        if value is Ellipsis:
            return ["..."]
        if isinstance(value, (list, tuple, dict)):
            return self.container(value, depth)
        if isinstance(value, Fraction):
            return ["fraction", str(value)[:LONGEST_TEXT]]
        if isinstance(value, Decimal):
            return ["decimal", str(value)[:LONGEST_TEXT]]
        if isinstance(value, Network):
            return self.network(value)
        if isinstance(value, History):
            return ["history"]
        if isinstance(value, (bytes, bytearray)):
            return other(value[:100])
        array = array_of(value)
        if array is not None:
            return self.array(array)
        self.items_left -= 1000  # a text of an object takes longer than a number
        return other(value)

    def container(self, value: Any, depth: int) -> list:
        self.items_left -= 50 + len(value)
        if self.items_left < 0 or depth == 0:
            raise TooMuch
        if isinstance(value, dict):
            return ["dict", [[self.key(key), self.part(item, depth - 1)] for key, item in value.items()]]
        if value and all(type(item) is float for item in value):
            return ["floats", list_or_tuple(value), self.buffer(np.array(value).tobytes())]
        return [list_or_tuple(value), [self.part(item, depth - 1) for item in value]]

    def key(self, key: Any) -> Any:
        if type(key) in (int, float) and abs(key) < 2**64:
            return key
        text = text_of(key, str if type(key) is str else reprlib.repr)
        self.take(len(text))
        return text

    def array(self, array: np.ndarray, depth: int = DEEPEST) -> list:
        """Return an array by its bytes, by its few items if they are no numbers, or only by its shape and dtype."""
        if array.dtype.kind in "OU" and array.dtype.itemsize <= 1024 and array.size <= MOST_OBJECTS:
            parts = self.container(array.ravel().tolist(), depth)
            return ["items", array.dtype.str, array.shape, parts]
        kind = array.dtype.str if array.dtype.kind in NUMBERS + "US" and array.dtype.itemsize <= 1024 else "|O"
        if array.dtype.kind not in NUMBERS or array.nbytes > self.bytes_left:
            return ["hollow", kind, array.shape]
        return ["array", kind, array.shape, self.buffer(array.tobytes())]

    def buffer(self, data: bytes) -> int:
        """Add bytes behind the message and return their number."""
        self.take(len(data))
        self.buffers.append(data)
        return len(self.buffers) - 1

    def take(self, size: int) -> None:
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise TooMuch

    def network(self, network: Network) -> list:
        try:
            return ["network", [self.layer(layer) for layer in network.layers], self.array(network.theta)]
        except Exception:  # it was taken apart
            return ["network", None, None]

    def layer(self, layer: Any) -> list:
        with contextlib.suppress(TypeError):
            return describe(layer)
        if type(layer) is Dense:
            f = layer.f
            sealed = [self.buffer(cloudpickle.dumps(part)) for part in (f.function, f.slope)]
            return ["own f", layer.n_in, layer.n_out, str(f.name), sealed]
        sealed = [self.buffer(cloudpickle.dumps(part)) for part in (layer.signals, layer.activate)]
        return ["own layer", layer.n_in, layer.n_out, layer.rows, layer.fan_in, sealed]


def list_or_tuple(value: Any) -> str:
    return "list" if isinstance(value, list) else "tuple"


def known(error: BaseException) -> str:
    """Return the nearest class of an error that everybody knows."""
    names = (kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins" or kind in OURS.values())
    return next(name for name in names if "Group" not in name)


def text_of(value: Any, text: Callable[[Any], str]) -> str:
    """Return a text of a value, cut off; its type's name if it has none."""
    try:
        return str.__str__(text(value))[:LONGEST_TEXT]
    except Exception:  # a learner's object may do anything when it is printed
        return f"<{type(value).__name__}>"


def other(value: Any) -> list:
    """Return what stands for a value that is no plain data."""
    able = [callable(value), hasattr(type(value), "__next__")]
    name = getattr(value, "__name__", None) if able[0] else None
    text = name if isinstance(name, str) else text_of(value, reprlib.repr)
    return ["other", type(value).__name__, text[:LONGEST_TEXT], *able]


def array_of(value: Any) -> np.ndarray | None:
    """Return the numbers of a tensor, a range, a buffer or the like; None if it has none."""
    try:
        array = np.asarray(value)
    except Exception:  # a learner's object may do anything when it is converted
        return None
    return array if array.dtype.kind in NUMBERS else None


class Reader:
    """Reads one message. Whatever stands in it, this makes plain data, or raises.

    Parameters
    ----------
    message, buffers : bytes and list of bytes
        As `Writer.message` returns them.
    sealer : callable
        bytes -> callable, for the functions of a network's own layers.
    """

    def __init__(self, message: bytes | bytearray, buffers: list, sealer: Sealer):
        self.written = json.loads(message)
        self.buffers = buffers
        self.sealer = sealer

    def outcome(self, args: tuple) -> Outcome:
        """Return the outcome of the call with these arguments."""
        written = self.written
        outcome = Outcome(args, self.value(written["value"]))
        outcome.error = None if written["error"] is None else error_of(*written["error"])
        outcome.line = str(int(written["line"])) if written["line"] else ""
        outcome.warned = [str(text) for text in written["warned"]]
        outcome.printed = str(written["printed"])
        outcome.repeats = bool(written["repeats"])
        if written["changed"] is not None:
            outcome.changed = range(len(args))[written["changed"]]
            outcome.after = self.value(written["after"])
        outcome.drawn = [int(i) for i in written["drawn"]]
        for i in outcome.drawn:
            args[i].random()
        return outcome

    def value(self, it: Any) -> Any:
        """Return the value that stands here."""
        match it:
            case None | bool() | int() | float() | str():
                return it
            case ["list", parts]:
                return [self.value(part) for part in parts]
            case ["tuple", parts]:
                return tuple(self.value(part) for part in parts)
            case ["floats", kind, number]:
                floats = np.frombuffer(self.buffers[number]).tolist()
                return floats if kind == "list" else tuple(floats)
            case ["dict", pairs]:
                return {key: self.value(part) for key, part in pairs}
            case ["array" | "hollow", *_]:
                return self.array(it)
            case ["items", dtype, shape, parts]:
                return self.items(np.dtype(str(dtype)), tuple(int(n) for n in shape), self.value(parts))
            case ["scalar", array]:
                return self.array(array)[()]
            case ["complex", real, imaginary]:
                return complex(real, imaginary)
            case ["fraction", text]:
                return Fraction(text)
            case ["decimal", text]:
                return Decimal(text)
            case ["..."]:
                return Ellipsis
            case ["network", layers, theta]:
                return self.network(layers, theta)
            case ["history"]:
                return History()
            case ["other", name, text, can_call, is_iterator]:
                return stand_in(name, text, can_call, is_iterator)
        raise ValueError("no value stands here")

    def array(self, it: list) -> np.ndarray:
        kind, dtype, shape = it[0], np.dtype(str(it[1])), tuple(int(n) for n in it[2])
        if dtype.itemsize > 1024 or dtype.kind not in NUMBERS + "USO":
            raise ValueError("no such array is sent")
        if kind == "hollow":
            nothing = np.array(..., dtype) if dtype.kind == "O" else np.zeros((), dtype)
            return np.broadcast_to(nothing, shape)  # takes no memory
        if dtype.kind not in NUMBERS:
            raise ValueError("only numbers are sent")
        return np.frombuffer(self.buffers[it[3]], dtype).reshape(shape)

    def items(self, dtype: np.dtype, shape: tuple, parts: list) -> np.ndarray:
        if dtype.itemsize > 1024 or dtype.kind not in "OU":
            raise ValueError("no such array is sent")
        array = np.empty(len(parts), object)
        for i, part in enumerate(parts):
            array[i] = part
        return array.reshape(shape).astype(dtype)

    def network(self, layers: Any, theta: Any) -> Network:
        network = Network.__new__(Network)
        if layers is not None:
            network.__setstate__({"layers": tuple(map(self.layer, layers)), "_theta": self.array(theta)})
        return network

    def layer(self, it: list) -> Layer:
        match it:
            case ["own f", n_in, n_out, name, [function, slope]]:
                f = Activation(str(name), self.sealer(self.buffers[function]), self.sealer(self.buffers[slope]))
                return Dense(n_in, n_out, f)
            case ["own layer", n_in, n_out, rows, fan_in, [signals, activate]]:
                own = (self.sealer(self.buffers[signals]), self.sealer(self.buffers[activate]))
                return OwnLayer(n_in, n_out, rows, fan_in, *own)
        return layer_from(it)


class OwnLayer(Layer):
    """A layer of the learner's own, which computes where it came from."""

    def __init__(self, n_in: int, n_out: int, rows: int, fan_in: int, signals: Callable, activate: Callable):
        super().__init__(n_in, n_out, rows, 1.0, fan_in)
        self.signals, self.activate = signals, activate  # type: ignore[method-assign]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.n_in}, {self.n_out})"


def error_of(name: str, nearest: str, text: str) -> BaseException:
    """Return an error of this name and text that is also one of the nearest class that everybody knows."""
    kind = OURS.get(nearest) or getattr(builtins, nearest)
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise ValueError("no such error")
    own: Any = type(name, (kind,), {"__str__": lambda error: text})
    return own.__new__(own)


def stand_in(name: str, text: str, can_call: bool, is_iterator: bool) -> Any:
    """Return an object whose class has this name and which has this text, and can do nothing."""

    def refuse(*args: Any) -> Any:
        raise TypeError(f"{name} has stayed where it was made")

    able = {"__call__": refuse} if can_call else {}
    able |= {"__next__": refuse} if is_iterator else {}
    return type(name, (), {"__repr__": lambda it: text, **able})()
