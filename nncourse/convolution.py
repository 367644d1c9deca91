"""Layers that see a picture: Conv looks at every place with the same kernels, MaxPool keeps the largest of each block.

A sample stays one row of numbers: a picture row by row, and of each pixel all its channels side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, reduce
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nncourse.activations import Activation
from nncourse.checks import MOST, instance, integer, shown
from nncourse.network import Activated, Layer, Network, activation, product

Shape = tuple[int, int, int]  # rows, columns, channels


class Conv(Activated):
    """A convolution: the same kernels at every place of the picture, then f.

    It is computed the usual way, with the kernel not turned: z is the sum of the products of a
    kernel and the patch of the picture under it, plus b. So it is a dense layer in which
    most weights are 0 and the others are tied: a weight is used once at each place.

    Parameters
    ----------
    shape : tuple of int
        (rows, columns, channels) of the picture that comes in.
    kernels : int
        How many; each makes one channel of the picture that comes out.
    size : int
        Rows and columns of a kernel.
    f : Activation
        Such as `relu`.
    stride : int, optional
        How many pixels from one place to the next, at most `size`.
    padding : int, optional
        How many rows and columns of zeros surround the picture, fewer than `size`.

    Attributes
    ----------
    shape_in, shape_out : tuple of int
        (rows, columns, channels) before and after.
    W : ndarray, shape (kernels, size * size * channels)
        Row i is kernel i, row by row, each entry with all its channels.
    kernels : ndarray, shape (kernels, size, size, channels)
        The same.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described, or the steps of `stride` do not end at the edge: no
        pixel may be left out.
    """

    shape_in: Shape
    shape_out: Shape

    def __init__(self, shape: Shape, kernels: int, size: int, f: Activation, stride: int = 1, padding: int = 0):
        rows, columns, channels = self.shape_in = picture_shape(shape)
        kernels, size = integer("kernels", kernels, 1, MOST), integer("size", size, 1, MOST)
        activation("f", f)
        self.size, self.f = size, f
        self.stride = integer("stride", stride, 1, size)
        self.padding = integer("padding", padding, 0, size - 1)
        self.shape_out = places("rows", rows, self), places("columns", columns, self), kernels
        n_in, n_out = pixels("shape", self.shape_in), pixels("shape, kernels", self.shape_out)
        fan_in = pixels("size, shape", (size, size, channels))
        super().__init__(n_in, n_out, rows=kernels, gain=f.gain, fan_in=fan_in)
        self.arguments = self.shape_in, kernels, size, f, self.stride, self.padding

    @property
    def kernels(self) -> np.ndarray:
        return self.W.reshape(self.rows, self.size, self.size, -1)

    def signals(self, A: np.ndarray) -> np.ndarray:
        Z = product(self.seen(A), self._W.T).reshape(*A.shape[:-1], self.n_out)
        Z += np.tile(self._b, self.n_out // self.rows)
        return Z

    def delta(self, Z: np.ndarray, A: np.ndarray, dA: np.ndarray) -> np.ndarray:
        return super().delta(Z, A, dA).reshape(-1, self.rows)

    def seen(self, A: np.ndarray) -> np.ndarray:
        """Return the patch under the kernels at every place, shape (n * places, size * size * channels)."""
        keep_memory()
        p, channels, right = self.padding, self.shape_in[2], self.shape_out[1]
        pictures = A.reshape(-1, *self.shape_in)
        if p > 0:
            pictures = np.pad(pictures, ((0, 0), (p, p), (p, p), (0, 0)))
        windows = sliding_window_view(pictures, (self.size, self.size), axis=(1, 2))[:, :: self.stride, :: self.stride]
        if self.size * channels < right:  # then the places of a row are the longer piece to copy at once
            return windows.transpose(4, 5, 3, 0, 1, 2).reshape(self.fan_in, -1).T
        return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, self.fan_in)

    def back(self, dA: np.ndarray) -> np.ndarray:
        """Return dC/da, shape (n, n_in), from that of the patches: a pixel gets the sum over all that it lies in."""
        rows, columns, channels = self.shape_in
        down, right, p = *self.shape_out[:2], self.padding
        patches = dA.reshape(-1, down, right, self.size, self.size * channels)
        n, width = len(patches), self.size * channels
        strips = np.zeros((n, rows + 2 * p, right, width), dA.dtype)
        for i in range(self.size):  # the patches above each other, one row of theirs at a time
            strips[:, i : i + self.stride * down : self.stride] += patches[:, :, :, i]
        total = np.zeros((n, rows + 2 * p, columns + 2 * p, channels), dA.dtype)
        lines = total.reshape(n, rows + 2 * p, -1)
        for j in range(right):  # then side by side
            start = j * self.stride * channels
            lines[:, :, start : start + width] += strips[:, :, j]
        return total[:, p : p + rows, p : p + columns].reshape(n, self.n_in)

    def __repr__(self) -> str:
        stride = f", stride={self.stride}" if self.stride > 1 else ""
        padding = f", padding={self.padding}" if self.padding else ""
        return f"Conv({self.shape_in}, {self.rows}, {self.size}, {self.f!r}{stride}{padding})"


class MaxPool(Layer):
    """The largest of each block of size x size pixels, side by side; channel by channel, without parameters.

    Where several are the largest, the slope belongs to the first of them, row by row.

    Parameters
    ----------
    shape : tuple of int
        (rows, columns, channels) of the picture that comes in.
    size : int
        Rows and columns of a block; both of the picture are multiples of it.

    Attributes
    ----------
    shape_in, shape_out : tuple of int
        (rows, columns, channels) before and after.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described.
    """

    shape_in: Shape
    shape_out: Shape

    def __init__(self, shape: Shape, size: int):
        rows, columns, channels = self.shape_in = picture_shape(shape)
        self.size = integer("size", size, 1, MOST)
        for name, n in (("rows", rows), ("columns", columns)):
            if n % self.size:
                raise ValueError(f"size is {self.size}, shape has {n} {name}; expected a divisor: nothing is left out")
        self.shape_out = rows // self.size, columns // self.size, channels
        n_in, n_out = pixels("shape", self.shape_in), pixels("shape", self.shape_out)
        super().__init__(n_in, n_out, rows=0, gain=1.0, fan_in=self.size**2)
        self.arguments = self.shape_in, self.size

    def signals(self, A: np.ndarray) -> np.ndarray:
        return A

    def activate(self, Z: np.ndarray) -> np.ndarray:
        return reduce(np.maximum, self._blocks(Z)).reshape(*Z.shape[:-1], self.n_out)

    def delta(self, Z: np.ndarray, A: np.ndarray, dA: np.ndarray) -> np.ndarray:
        delta = np.empty_like(Z)
        for into, chosen in zip(self._blocks(delta), self._chosen(Z, A), strict=True):
            into[...] = chosen * dA.reshape(chosen.shape)
        return delta

    def side(self, Z: np.ndarray) -> np.ndarray:
        """Return booleans (n, n_in): which pixel is the one that its block hands on."""
        side = np.empty(Z.shape, bool)
        for into, chosen in zip(self._blocks(side), self._chosen(Z, self.activate(Z)), strict=True):
            into[...] = chosen
        return side

    def _chosen(self, Z: np.ndarray, A: np.ndarray) -> Iterator[np.ndarray]:
        """Yield for the first pixel of every block whether it is the largest, then for the second, and so on."""
        largest = A.reshape(-1, *self.shape_out)
        free = np.ones(largest.shape, bool)
        for pixel in self._blocks(Z):
            chosen = (pixel == largest) & free
            free ^= chosen
            yield chosen

    def _blocks(self, Z: np.ndarray) -> list[np.ndarray]:
        """Return views (n, rows, columns, channels) of the first pixel of every block, the second, and so on."""
        rows, columns, channels = self.shape_out
        blocks = Z.reshape(-1, rows, self.size, columns, self.size, channels)
        return [blocks[:, :, i, :, j] for i, j in np.ndindex(self.size, self.size)]


def picture_shape(shape: Any) -> Shape:
    """Return a shape as three sizes.

    Raises
    ------
    TypeError, ValueError
        If it is no tuple of three whole numbers, each at least 1.
    """
    example = "(rows, columns, channels), such as (28, 28, 1)"
    instance("shape", shape, tuple, example)
    sizes = tuple(integer(f"shape[{i}]", n, 1, MOST) for i, n in enumerate(shape))
    if len(sizes) != 3:
        mend = f": write {(*sizes, 1)} if each pixel is one number" if len(sizes) == 2 else ""
        raise ValueError(f"shape is {shown(shape)}; expected {example}{mend}")
    return sizes


def places(name: str, n: int, layer: Conv) -> int:
    """Return at how many places a kernel lies along n rows or columns.

    Raises
    ------
    ValueError
        If it is larger than the picture, or some would be left over.
    """
    width = n + 2 * layer.padding
    if layer.size > width:
        padding = f", padding {layer.padding}" if layer.padding else ""
        raise ValueError(f"size is {layer.size}, shape has {n} {name}{padding}; expected at most {width}")
    steps, over = divmod(width - layer.size, layer.stride)
    if over:
        raise ValueError(
            f"stride is {layer.stride}, shape has {n} {name}, size is {layer.size}, padding {layer.padding}: the last "
            f"{over} of {width} would be left out; expected {name} + 2 * padding - size to be a multiple of stride"
        )
    return steps + 1


def pixels(name: str, shape: Shape) -> int:
    """Return how many numbers a picture is.

    Raises
    ------
    ValueError
        If they are too many for a sample.
    """
    n = math.prod(shape)
    if n > MOST:
        raise ValueError(f"{name}: a picture {shape} has {n} numbers; expected at most {MOST}")
    return n


def refuse_pictures(network: Network, why: str) -> None:
    """Raise unless every layer multiplies each sample by its W once.

    Raises
    ------
    TypeError
        If one is a convolution or pooling; it says which, and why that cannot be.
    """
    for k, layer in enumerate(network.layers, start=1):
        if isinstance(layer, (Conv, MaxPool)):
            raise TypeError(f"layer {k} is {layer!r}; expected Dense or Maxout: {why}")


@cache
def keep_memory() -> None:
    """From now on, let the process keep memory that is freed: the next batch needs as much again.

    Until nearly 32 MB were freed at once, Linux's malloc hands large pieces back, and the new ones that the
    next batch gets instead take as long as half of its computing. Elsewhere this does nothing.
    """
    np.empty(2**25 - 2**16, np.uint8)  # takes no memory, since nothing is written there
