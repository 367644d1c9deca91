"""Saving a network and reading it back: a line that says what it is, then theta's bytes.

Nothing is unpickled, and no network is built before the SHA-256 of the whole has been
checked. `load` takes no file but one that `save` would write, byte for byte.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from nncourse.activations import ACTIVATIONS, Activation
from nncourse.checks import float_array, instance, shown
from nncourse.convolution import Conv, MaxPool
from nncourse.network import Activated, Dense, Layer, Maxout, Network, check_chain

if os.name == "posix":
    import fcntl

CHUNK = 2**16
MAGIC = b"nncourse network 1\n"
LONGEST_HEADER = 100_000  # about 3,000 layers
KINDS: dict[str, type[Layer]] = {kind.__name__: kind for kind in (Dense, Maxout, Conv, MaxPool)}
DTYPES = {"float32": "<f4", "float64": "<f8"}
BEGINNING = 200  # bytes of a foreign file, which say what it is
FOREIGN = [  # how it begins, what it is, how it is read
    (rb"\s*[{[]", "it looks like JSON", "read it with json.load"),
    (rb"(?s)PK.*\.npy", "it looks like NumPy's .npz", "read it with np.load"),
    (rb"\x93NUMPY", "it looks like NumPy's .npy", "read it with np.load"),
    (rb"(?s)PK.*data\.pkl", "it looks like PyTorch's .pt", "read it with torch.load(..., weights_only=True)"),
    (
        rb"\x80[\2-\5]",
        "it looks like a pickle",
        "read it with pickle.load if you trust who wrote it",
    ),
    (rb"", "it does not begin like one", "save the network again or, if another program wrote it, read it there"),
]


class StorageError(ValueError):
    """A file is no network that was saved by `save`, or is no longer whole."""


def save(network: Network, path: str | os.PathLike) -> None:
    """Write the network to a file: the whole new file or the old one, never something in between.

    Parameters
    ----------
    network : Network
        With the package's own layers and activation functions.
    path : path
        The file; an older one is replaced, its permissions are kept, and a symbolic link is followed.

    Raises
    ------
    TypeError
        If it is not a network, or a layer or an activation function is not the package's.
    ValueError
        If a parameter is NaN or infinite, or there are thousands of layers.
    StorageError
        If path is a device or a pipe.
    OSError
        If the file cannot be written; an older one is still there then.
    """
    instance("network", network, Network, "a Network, such as Network.mlp([784, 30, 10])")
    path = file_path(path)
    float_array("network.theta", network.theta)
    header = header_of(network.layers, network.dtype.name)
    if len(header) > LONGEST_HEADER:
        raise ValueError(f"network has {len(network.layers)} layers; expected fewer: write several networks")
    theta = network.theta.astype(DTYPES[network.dtype.name], copy=False)
    with naming(path):
        target, mode = destination(path)
        with swept(target.parent):
            write_whole(target, mode, [MAGIC, checksum(header, [theta.data]), header, theta.data])


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
        If the file is foreign, of another version, cut off, changed, or larger than the memory.
    TypeError
        If path is not a path.
    OSError
        If it is missing, a folder, or cannot be read.
    """
    path = file_path(path)
    mend = "save the network again"
    with opened(path) as (file, size):
        try:
            begin = file.read(BEGINNING)
            if not begin.startswith(MAGIC[:16]) and not MAGIC.startswith(begin):  # no version of ours, nor cut off
                what, mend = foreign(begin)
                raise ValueError(what)
            file.seek(0)
            return parse(file, size)
        except (ValueError, KeyError, TypeError, RecursionError, MemoryError) as error:
            raise StorageError(
                f"{str(path)!r} holds no network that load can read ({str(error)[:200]}); "
                f"expected a whole file written by nncourse.save: {mend}"
            ) from None


def foreign(begin: bytes) -> tuple[str, str]:
    """Return what a file that begins so looks like, and how the weights in it come into a network."""
    what, read = next((what, read) for pattern, what, read in FOREIGN if re.match(pattern, begin))
    return what, f"{read}, and give each layer its weights: layer.W = ..., (n_out, n_in); layer.b = ..., (n_out,)"


def parse(file: Any, size: int) -> Network:
    """Return the network in an open file of `size` bytes; ValueError and the like if there is none."""
    if file.read(len(MAGIC)) != MAGIC:
        raise ValueError("it is cut off, or of another version")
    digest = file.read(65)
    header_line = file.readline(LONGEST_HEADER)
    header = json.loads(header_line)
    layers = tuple(layer_from(description) for description in header["layers"])
    dtype = np.dtype(DTYPES[header["dtype"]])
    check_chain(layers)
    if header_of(layers, dtype.name) != header_line:
        raise ValueError("its header is not what save writes")
    start, n_parameters = file.tell(), sum(layer.n_parameters for layer in layers)
    if size - start != n_parameters * dtype.itemsize:
        raise ValueError(f"{size - start} bytes for {shown(n_parameters)} parameters in {dtype.name}")
    theta = np.empty(n_parameters, dtype)  # takes no memory before it is filled, but fails if there is too little
    if checksum(header_line, iter(lambda: file.read(CHUNK), b"")) != digest:
        raise ValueError("its checksum is wrong")
    file.seek(start)
    file.readinto(theta.view(np.uint8))
    if checksum(header_line, [theta.data]) != digest:
        raise ValueError("it was changed while it was read")
    return network_of(layers, float_array("theta", theta, dtype=dtype.newbyteorder("=")))


def network_of(layers: tuple[Layer, ...], theta: np.ndarray) -> Network:
    """Return the network that has these parameters, without drawing others first."""
    network = Network.__new__(Network)
    network.layers, network._theta = layers, theta
    for layer, (W, b) in zip(layers, network.views(theta), strict=True):
        layer.bind(W, b)
    return network


def checksum(header: bytes, chunks: Any) -> bytes:
    """Return the line with the SHA-256 of the header and of what follows it."""
    total = hashlib.sha256(header)
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest().encode() + b"\n"


def header_of(layers: Sequence[Layer], dtype: str) -> bytes:
    """Return the line that says what network it is."""
    header = {"dtype": dtype, "layers": [describe(layer) for layer in layers]}
    return json.dumps(header).encode() + b"\n"


def describe(layer: Layer) -> list:
    """Return a layer as JSON can write it: its class and what it was made of, such as ["Dense", 2, 3, "relu"]."""
    kind = type(layer).__name__
    if KINDS.get(kind) is not type(layer):
        kinds = " or ".join([", ".join([*KINDS][:-1]), [*KINDS][-1]])
        raise TypeError(f"{layer!r} is a layer of your own; expected {kinds}: load could not make it again")
    if isinstance(layer, Activated) and ACTIVATIONS.get(layer.f.name) is not layer.f:
        raise TypeError(f"{layer!r} has an activation function of your own; expected one of {', '.join(ACTIVATIONS)}")
    return [kind, *(it.name if isinstance(it, Activation) else it for it in layer.arguments)]


def layer_from(description: list) -> Layer:
    """Return the layer that `describe` described."""
    kind, *arguments = description
    if kind not in KINDS:
        raise ValueError(f"unknown layer {shown(kind)}")
    return KINDS[kind](*map(argument_from, arguments))


def argument_from(written: Any) -> Any:
    """Return an argument of a layer: a name is that of an activation function, a list is a shape."""
    if isinstance(written, str):
        return ACTIVATIONS[written]
    return tuple(written) if isinstance(written, list) else written


def file_path(path: Any) -> Path:
    """Return `path` as a Path; a number is none, for 0 is the keyboard."""
    instance("path", path, (str, os.PathLike), 'the name of a file, such as "digits.net", or an os.PathLike')
    try:
        possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        raise ValueError(f"path is {shown(os.fspath(path))}; expected a name that a file can have")
    return Path(path)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a file to be read, and say how many bytes it has; never waits for a pipe."""
    with naming(path):
        refuse_device(path, os.stat(path))
        with open(path, "rb", opener=without_waiting) as file:
            status = os.fstat(file.fileno())
            refuse_device(path, status)  # it may have become one
            yield file, status.st_size


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an OSError name the user's path, not the file beside it, nor none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # errno chooses the class


def refuse_device(path: Path, status: os.stat_result) -> None:
    """Raise StorageError for a pipe, where reading would wait forever, and a device, which saving would replace."""
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise StorageError(f"path is {str(path)!r}, a device or a pipe; expected a file")


def without_waiting(path: str, flags: int) -> int:
    """Open a file for `open`; a pipe does not wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def destination(path: Path) -> tuple[Path, int | None]:
    """Return the file that `path` leads to and its permissions, None where there is none yet."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return Path(os.path.realpath(path)), None
    refuse_device(path, status)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return Path(os.path.realpath(path)), stat.S_IMODE(status.st_mode)


def write_whole(path: Path, mode: int | None, chunks: Sequence[Any]) -> None:
    """Write a file beside `path`, then put it in its place in one step."""
    temporary = path.parent / f"nncourse-{secrets.token_hex(8)}.part"  # of one save only, whoever else saves
    try:
        with open(temporary, "xb") as file:
            if mode is not None:
                os.chmod(temporary, mode)
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def swept(folder: Path) -> Iterator[None]:
    """Remove what killed saves left in a folder, and keep it from being swept while this one writes there.

    Who writes shares the folder's lock, and a kill releases it: who gets it alone finds only leftovers.
    Without such locks (on Windows, on some network drives) nothing is swept.
    """
    if os.name != "posix":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for leftover in folder.glob(f"nncourse-{'[0-9a-f]' * 16}.part"):
                leftover.unlink(missing_ok=True)
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)
