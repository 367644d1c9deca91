"""Saving a network and reading it back: a line that says what it is, then theta's bytes.

Nothing is unpickled, and no network is built before the SHA-256 of the whole has been
checked. `load` takes no file but one that `save` would write, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from pathlib import Path
from typing import Any

import numpy as np

from nncourse.activations import ACTIVATIONS
from nncourse.checks import float_array, instance, shown
from nncourse.network import Dense, Layer, Maxout, Network

MAGIC = b"nncourse network 1\n"
LONGEST_HEADER = 100_000  # about 3,000 layers
DTYPES = {"float32": "<f4", "float64": "<f8"}


class StorageError(ValueError):
    """A file is no network that was saved by `save`, or is no longer whole."""


def save(network: Network, path: str | os.PathLike) -> None:
    """Write the network to a file: the whole new file or the old one, never something between.

    Parameters
    ----------
    network : Network
        With the package's own layers and activation functions.
    path : path
        The file; an older one is replaced.

    Raises
    ------
    TypeError
        If it is no network, or a layer or an activation function is not the package's.
    ValueError
        If a parameter is NaN or infinite, or there are thousands of layers.
    StorageError
        If path is a device or a pipe.
    OSError
        If the file cannot be written; an older one is still there then.
    """
    instance("network", network, Network, "a Network, such as Network.mlp([784, 30, 10])")
    path = file_path(path)
    refuse_device(path)
    float_array("network.theta", network.theta)
    header = header_of(network)
    if len(header) > LONGEST_HEADER:
        raise ValueError(f"network has {len(network.layers)} layers; expected fewer: write several networks")
    body = header + network.theta.astype(DTYPES[network.dtype.name]).tobytes()
    write_whole(path, MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


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
        If the file is foreign, of another version, cut off, changed or larger than the memory.
    TypeError
        If path is no path.
    OSError
        If it is missing, a folder, or cannot be read.
    """
    path = file_path(path)
    try:
        refuse_device(path)
        with open(path, "rb") as file:
            return parse(file, os.fstat(file.fileno()).st_size)
    except (ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
        raise StorageError(
            f"{str(path)!r} holds no network that load can read ({str(error)[:200]}); "
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
    n_parameters = sum(layer.n_parameters for layer in layers)
    if size - file.tell() != n_parameters * dtype.itemsize:
        raise ValueError(f"{size - file.tell()} bytes for {shown(n_parameters)} parameters in {dtype.name}")
    theta = np.empty(n_parameters, dtype)
    if file.readinto(theta.view(np.uint8)) != theta.nbytes:
        raise ValueError("it was cut off while it was read")
    checksum = hashlib.sha256(header_line)
    checksum.update(theta.data)
    if checksum.hexdigest().encode() + b"\n" != digest:
        raise ValueError("its checksum is wrong")
    network = Network(*layers, dtype=dtype.name)
    if header_of(network) != header_line:
        raise ValueError("its header is not what save writes")
    network.theta = theta
    return network


def header_of(network: Network) -> bytes:
    """Return the line that says what network it is."""
    header = {"dtype": network.dtype.name, "layers": [describe(layer) for layer in network.layers]}
    return json.dumps(header).encode() + b"\n"


def describe(layer: Layer) -> list:
    """Return a layer as JSON can write it: ["Dense", n_in, n_out, name of f] or ["Maxout", n_in, n_out]."""
    if type(layer) is Maxout:
        return ["Maxout", layer.n_in, layer.n_out]
    if type(layer) is not Dense:
        raise TypeError(f"{layer!r} is a layer of your own; expected Dense or Maxout: load could not make it again")
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
    raise ValueError(f"unknown layer {shown(kind)}")


def file_path(path: Any) -> Path:
    """Return `path` as a Path; a number is none, for 0 is the keyboard."""
    instance("path", path, (str, os.PathLike), 'the name of a file, such as "digits.net", or an os.PathLike')
    return Path(path)


def refuse_device(path: Path) -> None:
    """Raise StorageError for a pipe, where reading would wait forever, and a device, which saving would replace."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise StorageError(f"path is {str(path)!r}, a device or a pipe; expected a file")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside `path`, then put it in its place in one step."""
    temporary = path.parent / f"nncourse-{secrets.token_hex(8)}.part"  # of one save only, whoever else saves
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
