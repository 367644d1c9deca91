"""Messages in a pipe: a text of bytes, and buffers that belong to it."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from typing import Any

Frame = tuple[bytearray, list[bytearray]]  # message and buffers
MOST_BUFFERS = 2**20


def send(pipe: io.FileIO, message: Any, buffers: Sequence[Any] = ()) -> None:
    """Write a message and its buffers.

    Raises
    ------
    OSError
        If nobody reads any more.
    """
    parts = [memoryview(part).cast("B") for part in (message, *buffers)]
    sizes = [part.nbytes for part in parts]
    for part in (memoryview(struct.pack(f"<{len(sizes) + 1}Q", len(sizes), *sizes)), *parts):
        while part:
            part = part[pipe.write(part) :]


def receive(pipe: io.FileIO, most: int = 2**62) -> Frame | None:
    """Read a message and its buffers; None where the pipe has ended.

    Raises
    ------
    ValueError
        If they are more than `most` bytes.
    """
    try:
        (n,) = struct.unpack("<Q", read(pipe, 8))
        if not 1 <= n <= MOST_BUFFERS:
            raise ValueError("no message begins here")
        sizes = struct.unpack(f"<{n}Q", read(pipe, 8 * n))
        if sum(sizes) > most:
            raise ValueError("the message is too long")
        message, *buffers = (read(pipe, size) for size in sizes)
    except EOFError:
        return None
    return message, buffers


def read(pipe: io.FileIO, size: int) -> bytearray:
    """Read exactly so many bytes, or raise EOFError."""
    data = bytearray(size)
    view = memoryview(data)
    while view:
        got = pipe.readinto(view)
        if not got:
            raise EOFError
        view = view[got:]
    return data
