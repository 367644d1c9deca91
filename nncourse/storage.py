"""Saving a network and reading it back: a line that says what it is, then theta's bytes.

Nothing is unpickled and nothing is built before everything has been checked, the SHA-256
of the whole included.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import numpy as np

from nncourse.activations import ACTIVATIONS
from nncourse.checks import float_array, instance
from nncourse.network import Dense, Layer, Maxout, Network

MAGIC = b"nncourse network 1\n"
LONGEST_HEADER = 1_000_000
DTYPES = {"float32": "<f4", "float64": "<f8"}


class StorageError(ValueError):
    """A file is no network that was saved by `save`, or is no longer whole."""


def save(network: Network, path: str | os.PathLike) -> None:
    """Write the network to a file: the whole new file or the old one, never something between.

    Parameters
    ----------
    network : Network
        With the package's own activation functions.
    path : path
        The file; an older one is replaced.

    Raises
    ------
    TypeError
        If it is no network, or an activation function is not the package's.
    ValueError
        If a parameter is NaN or infinite.
    OSError
        If the file cannot be written; an older one is still there then.
    """
    instance("network", network, Network, "a Network, such as Network.mlp([784, 30, 10])")
    float_array("network.theta", network.theta)
    header = {"dtype": network.dtype.name, "layers": [describe(layer) for layer in network.layers]}
    body = json.dumps(header).encode() + b"\n" + network.theta.astype(DTYPES[network.dtype.name]).tobytes()
    write_whole(Path(path), MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def load(path: str | os.PathLike) -> Network:
    """Read a network that `save` wrote.

    Parameters
    ----------
    path : path

    Returns
    -------
    Network
        Equal to the saved one, bit by bit.

    Raises
    ------
    StorageError
        If the file is foreign, of another version, cut off or changed.
    OSError
        If it cannot be read.
    """
    path = Path(path)
    try:
        with open(path, "rb") as file:
            return parse(file, os.fstat(file.fileno()).st_size)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise StorageError(
            f"{str(path)!r} holds no network that load can read ({error}); "
            "expected a whole file written by nncourse.save: save the network again"
        ) from None


def parse(file: Any, size: int) -> Network:
    """Return the network in an open file of `size` bytes; ValueError and the like if there is none."""
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError("it does not begin like one, or is of another version")
    digest = file.read(65)
    header_line = file.readline(LONGEST_HEADER)
    header = json.loads(header_line)
    layers = [layer_from(description) for description in header["layers"]]
    dtype = np.dtype(DTYPES[header["dtype"]])
    expected = sum(layer.n_parameters for layer in layers) * dtype.itemsize
    if size - file.tell() != expected:
        raise ValueError(f"{size - file.tell()} bytes of parameters instead of {expected}")
    theta_bytes = file.read(expected)
    if hashlib.sha256(header_line + theta_bytes).hexdigest().encode() + b"\n" != digest:
        raise ValueError("its checksum is wrong")
    network = Network(*layers, dtype=dtype.newbyteorder("="))
    network.theta = np.frombuffer(theta_bytes, dtype)
    return network


def describe(layer: Layer) -> list:
    """Return a layer as JSON can write it: ["Dense", n_in, n_out, name of f] or ["Maxout", n_in, n_out]."""
    if isinstance(layer, Maxout):
        return ["Maxout", layer.n_in, layer.n_out]
    if ACTIVATIONS.get(layer.f.name) is not layer.f:
        raise TypeError(f"{layer!r} has an activation function of your own; expected one of {', '.join(ACTIVATIONS)}")
    return ["Dense", layer.n_in, layer.n_out, layer.f.name]


def layer_from(description: list) -> Layer:
    """Return the layer that `describe` described."""
    kind, n_in, n_out, *f = description
    if kind == "Maxout" and not f:
        return Maxout(n_in, n_out)
    if kind == "Dense" and len(f) == 1:
        return Dense(n_in, n_out, ACTIVATIONS[f[0]])
    raise ValueError(f"unknown layer {kind!r}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside `path`, then put it in its place in one step."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
