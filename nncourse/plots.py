"""Figures in the course's one style. Every function draws into an Axes and returns it.

One color, one meaning: forward is blue and solid, backward orange and dashed, the goal a
green square, the cost violet and dash-dotted, weights gray. This is the only module that
imports matplotlib; nothing here calls show().
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, is_color_like
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.ticker import MaxNLocator, ScalarFormatter

from nncourse import mends
from nncourse.activations import Activation
from nncourse.checks import (
    ShapeError,
    float_array,
    function,
    instance,
    integer,
    real,
    same_length,
    same_shape,
    sample_rows,
    shown,
)
from nncourse.image_files import SIDE
from nncourse.images import BOX, Steps
from nncourse.language import Text, local

FORWARD, BACKWARD, WEIGHT = "#0b5cad", "#b8430a", "#4a4a4a"
GOAL, COST, CORRECTION, ASIDE = "#00735a", "#8a3b7d", "#b3261e", "#5b6470"
PAPER = "#fbfaf5"
MOST_AXES = 50  # side by side, and below each other

# Okabe and Ito's colors for further series, each with its own line and marker
SERIES = [
    ("#0072B2", "-", "o"),
    ("#D55E00", "--", "^"),
    ("#009E73", "-.", "s"),
    ("#CC79A7", ":", "D"),
    ("#56B4E9", (0, (5, 1)), "v"),
    ("#000000", (0, (3, 1, 1, 1)), "x"),
]
LOW_HIGH = LinearSegmentedColormap.from_list("low_high", ["#f3c9ac", PAPER, "#a9cdf0"])
INK = LinearSegmentedColormap.from_list("ink", [PAPER, "#1b2a3a"])
SIGNED = LinearSegmentedColormap.from_list("signed", [BACKWARD, PAPER, FORWARD])

STYLE: dict[Any, Any] = {
    "figure.dpi": 110,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelcolor": ASIDE,
    "axes.edgecolor": ASIDE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": ASIDE,
    "ytick.color": ASIDE,
    "lines.linewidth": 2.0,
    "mathtext.fontset": "cm",
}


class LocalNumbers(ScalarFormatter):
    """Tick labels with the decimal sign of the language."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return local(super().__call__(x, pos))


def number(x: float, digits: int = 2) -> str:
    """Return x with `digits` decimals, a true minus, and the decimal sign of the language."""
    text = f"{real('x', x, -np.inf):.{integer('digits', digits, 0)}f}"
    return local("0" + text[2:] if float(text) == 0 and text.startswith("-") else text.replace("-", "\N{MINUS SIGN}"))


def short_number(x: float, digits: int) -> str:
    """Return `number` without zeros at the end of its decimals: 2, 0.5 (in German 0,5)."""
    text = number(x, digits)
    return text.rstrip("0").rstrip(",.") if digits else text


def figure(columns: int = 1, rows: int = 1, height: float = 3.6, **kwargs: Any) -> tuple[Figure, Any]:
    """Return a figure as wide as the text, and its Axes.

    Parameters
    ----------
    columns, rows : int, optional
        How many Axes side by side, and one below the other.
    height : float, optional
        In inches; the width is 6.4.
    **kwargs
        For `matplotlib.pyplot.subplots`.

    Returns
    -------
    fig : Figure
    axes : Axes, or ndarray of Axes
    """
    columns, rows = integer("columns", columns, 1, MOST_AXES), integer("rows", rows, 1, MOST_AXES)
    height = real("height", height, 0)
    mpl.rcParams.update(STYLE)
    fig, axes = plt.subplots(rows, columns, figsize=(6.4, height), **kwargs)
    for ax in np.ravel(axes):
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(LocalNumbers())
            axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    return fig, axes


def curve(
    ax: Axes, f: Callable, low: float, high: float, color: str = FORWARD, style: Any = "-", label: str = ""
) -> Axes:
    """Draw f between low and high, its label at the right end."""
    _drawable(ax)
    function("f", f, "a function of one number, such as np.sin")
    _color("color", color)
    _text("label", label)
    try:
        Line2D([], [], linestyle=style)
    except (ValueError, TypeError):
        raise ValueError(f"style is {shown(style)}; expected a style of Matplotlib's lines, such as '--'") from None
    x = np.linspace(real("low", low, -np.inf), real("high", high, low), 401)
    y = float_array("f", [f(value) for value in x], ndim=(1,))
    ax.plot(x, y, color=color, linestyle=style)
    if label:
        end_label(ax, x[-1], y[-1], label, color)
    return ax


def series(
    ax: Axes, x: Any, y: Any, index: int, label: str = "", every: int = 1, spread: Any = None, where: int = -1
) -> Axes:
    """Draw the index-th of several lines, with marker, label beside point `where`, and a band of +- spread."""
    _drawable(ax)
    color, style, marker = SERIES[integer("index", index, 0, len(SERIES) - 1)]
    x, y = float_array("x", x, ndim=(1,)), float_array("y", y, ndim=(1,))
    same_length("y", y, "x", x)
    _text("label", label)
    every, where = integer("every", every, 1), integer("where", where, -len(x), len(x) - 1)
    if spread is not None:
        spread = float_array("spread", spread)
        same_shape("spread", spread, "y", y)
    ax.plot(x, y, color=color, linestyle=style, marker=marker, markersize=4.5, markevery=every, linewidth=1.7)
    if spread is not None:
        ax.fill_between(x, y - spread, y + spread, color=color, alpha=0.15, linewidth=0)
    if label:
        end_label(ax, x[where], y[where], label, color)
    return ax


def end_label(ax: Axes, x: float, y: float, label: str, color: str) -> Axes:
    """Write a label to the right of a line's end, outside the axes if need be."""
    _drawable(ax)
    place = real("x", x, -np.inf), real("y", y, -np.inf)
    _text("label", label)
    _color("color", color)
    ax.annotate(
        label, place, xytext=(6, 0), textcoords="offset points", color=color, va="center", annotation_clip=False
    )
    return ax


def tangent(ax: Axes, x: float, y: float, slope: float, reach: float, label: str = "") -> Axes:
    """Draw a point and the straight line through it with this slope, `reach` to both sides."""
    _drawable(ax)
    x, y, slope = real("x", x, -np.inf), real("y", y, -np.inf), real("slope", slope, -np.inf)
    ends = real("reach", reach, 0) * np.array([-1, 1])
    _text("label", label)
    ax.plot(x + ends, y + slope * ends, color=BACKWARD, linestyle="--", linewidth=1.6)
    ax.plot([x], [y], "o", color=FORWARD, markersize=7)
    if label:
        end_label(ax, x + reach, y + slope * reach, label, BACKWARD)
    return ax


def axes_through_zero(ax: Axes) -> Axes:
    """Draw thin pencil lines where x or y is 0."""
    _drawable(ax)
    ax.axhline(0, color=ASIDE, linewidth=0.6, zorder=0)
    ax.axvline(0, color=ASIDE, linewidth=0.6, zorder=0)
    return ax


def activation(ax: Axes, f: Activation, title: str, reach: float = 4.0) -> Axes:
    """Draw an activation function solid and its derivative dashed."""
    instance("f", f, Activation, "an Activation, such as nncourse.sigmoid")
    reach = real("reach", reach, 0)
    _text("title", title)
    z = np.linspace(-reach, reach, 402)  # an even number: no point at the kink, where the slope jumps
    axes_through_zero(ax)
    for side in (z < 0, z > 0) if f.kinks else (z == z,):
        ax.plot(z[side], f.derivative(z[side]), color=BACKWARD, linestyle="--", linewidth=1.6, zorder=3)
    ax.plot(z, f(z), color=FORWARD)
    ax.set_title(title)
    return ax


def decision_region(ax: Axes, network: Callable, X: np.ndarray, targets: np.ndarray, title: str = "") -> Axes:
    """Color the plane by what a network with two inputs and one output says, and draw the data over it.

    Parameters
    ----------
    ax : Axes
    network : callable
        (n, 2) -> (n, 1), with 0.5 between the classes.
    X, targets : ndarray, shapes (n, 2) and (n, 1)
    title : str, optional
    """
    _drawable(ax)
    X, targets = sample_rows("X", X, width=2), sample_rows("targets", targets, width=1)
    same_length("targets", targets, "X", X)
    if not np.isin(targets, (0, 1)).all():
        raise ValueError(f"targets has {shown(np.unique(targets).tolist())}; expected 0 and 1 only")
    function("network", network, "a network, or a function (n, 2) -> (n, 1)")
    _text("title", title)
    (low_x, low_y), (high_x, high_y) = X.min(axis=0) - 0.4, X.max(axis=0) + 0.4
    x, y = np.linspace(low_x, high_x, 161), np.linspace(low_y, high_y, 161)
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    out = sample_rows("network(X)", network(grid.reshape(-1, 2)), width=1).reshape(len(y), len(x))
    ax.contourf(x, y, out, levels=[-1e9, 0.1, 0.3, 0.5, 0.7, 0.9, 1e9], colors=LOW_HIGH(np.linspace(0, 1, 6)))
    if out.min() < 0.5 - 1e-6 and out.max() > 0.5 + 1e-6:  # not where rounding alone makes a border
        ax.contour(x, y, out, levels=[0.5], colors=[WEIGHT], linewidths=1.2)
    for value, color, marker in ((0, BACKWARD, "o"), (1, FORWARD, "s")):
        rows = targets[:, 0] == value
        size = 22 if len(X) > 10 else 70
        ax.scatter(X[rows, 0], X[rows, 1], s=size, color=color, marker=marker, edgecolor="white", linewidth=0.7)
    ax.set_aspect("equal")
    ax.set_title(title)
    return ax


def contours(ax: Axes, C: Callable[[float, float], float], x: np.ndarray, y: np.ndarray, levels: Any = 8) -> Axes:
    """Draw C over the plane as contour lines with their values."""
    _drawable(ax)
    x, y = float_array("x", x, ndim=(1,)), float_array("y", y, ndim=(1,))
    if min(x.size, y.size) < 2:
        raise ShapeError(f"x has {x.size} places, y has {y.size}; expected at least two of each")
    function("C", C, "a function of two numbers")
    levels = integer("levels", levels, 1) if np.ndim(levels) == 0 else float_array("levels", levels, ndim=(1,))
    if np.ndim(levels) and (np.diff(levels) <= 0).any():
        raise ValueError(f"levels is {shown(levels.tolist())}; expected rising heights, or how many")
    heights = float_array("C(x, y)", [[C(a, b) for a in x] for b in y], ndim=(2,))
    ax.contourf(x, y, heights, levels=levels, cmap="Purples", alpha=0.35)
    lines = ax.contour(x, y, heights, levels=levels, colors=[COST], linewidths=0.8, linestyles="-.")
    ax.clabel(lines, fontsize=8, fmt=lambda value: local(f"{value:.3g}"))
    return ax


def path(ax: Axes, points: Any, label: str = "", color: str = FORWARD) -> Axes:
    """Draw the steps of a descent; the start is hollow, the end is full."""
    _drawable(ax)
    points = sample_rows("points", points, width=2)
    _text("label", label)
    _color("color", color)
    ax.plot(*points.T, "-", color=color, marker=".", markersize=5, linewidth=1.3)
    ax.plot(*points[0], "o", color=color, markerfacecolor="white", markersize=8)
    ax.plot(*points[-1], "o", color=color, markersize=8)
    if label:
        end_label(ax, points[0, 0], points[0, 1], label, color)
    return ax


def images(ax: Axes, pictures: np.ndarray, per_row: int, captions: Sequence[str] = (), signed: bool = False) -> Axes:
    """Draw square pictures side by side, each with a caption below.

    Parameters
    ----------
    ax : Axes
    pictures : ndarray, shape (n, side, side)
        Ink on paper; or weights, blue above and orange below 0, if `signed`.
    per_row : int
    captions : sequence of str, optional
        One for each picture.
    signed : bool, optional
    """
    _drawable(ax)
    per_row = integer("per_row", per_row, 1)
    shape = float_array("pictures", pictures).shape
    if len(shape) != 3 or shape[1] != shape[2]:
        mend = mends.pictures("pictures", pictures)
        raise ShapeError(f"pictures has shape {shape}; expected (n, side, side), square ones{mend}")
    n, side, _ = shape
    _texts("captions", captions)
    if len(captions) not in (0, n):
        raise ShapeError(f"captions has {len(captions)} texts, pictures has {n} pictures; expected equally many")
    caption_height = 0.32 * side if len(captions) else 0.06 * side
    for i, picture in enumerate(pictures):
        left, top = 1.08 * side * (i % per_row), -(side + caption_height) * (i // per_row)
        reach = np.abs(picture).max() or 1
        limits: dict[str, Any] = {"cmap": INK, "vmin": 0, "vmax": reach}
        if signed:
            limits = {"cmap": SIGNED, "vmin": -reach, "vmax": reach}
        ax.imshow(picture, extent=(left, left + side, top - side, top), interpolation="none", **limits)
        ax.add_patch(Rectangle((left, top - side), side, side, fill=False, edgecolor=ASIDE, linewidth=0.5))
        if len(captions):
            ax.text(left + side / 2, top - side - caption_height / 2, captions[i], ha="center", va="center", fontsize=9)
    ax.set_xlim(-1, 1.08 * side * min(n, per_row))
    ax.set_ylim(-(side + caption_height) * -(-n // per_row), 1)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def digit_steps(ax: Axes, steps: Steps) -> Axes:
    """Draw how a picture became a digit as MNIST has them, from left to right, in the language that is set.

    Parameters
    ----------
    ax : Axes
    steps : Steps
        As `images.mnist_steps` returns them.
    """
    _drawable(ax)
    instance("steps", steps, Steps, "what images.mnist_steps(gray) returns")
    captions = Text("grau|Tinte|Ziffer|20 Pixel|28 × 28", "gray|ink|digit|20 pixels|28 × 28")
    largest = (1, 1, 1, BOX / SIDE, 1)  # the box as large as it is in the last
    left = 0.0
    for picture, caption, size in zip(steps, str(captions).split("|"), largest, strict=True):
        height, width = (size * side / max(picture.shape) for side in picture.shape)
        place, top = (left, left + width), (1 + height) / 2
        colors = "gray" if picture is steps.gray else INK
        most = 255 if picture is steps.centered else 1
        between = "antialiased" if max(picture.shape) > SIDE else "none"  # few pixels are to be seen as such
        look: dict[str, Any] = {"cmap": colors, "vmin": 0, "vmax": most, "interpolation": between}
        drawn = ax.imshow(picture, extent=(*place, top - height, top), **look)
        if picture is steps.gray:
            drawn.set_gid("photo")  # which the book leaves as it is in the dark
        ax.add_patch(Rectangle((left, top - height), width, height, fill=False, edgecolor=ASIDE, linewidth=0.5))
        ax.text(sum(place) / 2, -0.06, caption, ha="center", va="top", fontsize=9)
        left = place[1] + 0.4
    ax.set_xlim(-0.01, left - 0.39)
    ax.set_ylim(-0.25, 1.01)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def counts(ax: Axes, matrix: np.ndarray, xlabel: str, ylabel: str) -> Axes:
    """Draw a confusion matrix: its numbers, the mistakes shaded by how many there are."""
    _drawable(ax)
    n, columns = float_array("matrix", matrix, ndim=(2,)).shape
    matrix = np.asarray(matrix)
    if n != columns or matrix.dtype.kind not in "iu":
        raise ShapeError(
            f"matrix has shape {matrix.shape} and dtype {matrix.dtype}; expected (n, n) whole numbers: "
            "write confusion_matrix(labels, predicted, n)"
        )
    _text("xlabel", xlabel)
    _text("ylabel", ylabel)
    mistakes = np.where(np.eye(len(matrix), dtype=bool), 0, matrix)
    ax.imshow(mistakes, cmap=LinearSegmentedColormap.from_list("mistakes", ["white", "#eb9a6e"]))
    for (i, j), value in np.ndenumerate(matrix):
        if value:
            ax.text(j, i, str(value), ha="center", va="center", fontsize=8, color=GOAL if i == j else "black")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    return ax


RADIUS = 0.27


def diagram(
    ax: Axes,
    sizes: Sequence[int],
    values: Sequence[Sequence[str]] = (),
    names: Sequence[Sequence[str]] = (),
    weights: Sequence[np.ndarray] = (),
    biases: Sequence[np.ndarray] = (),
    deltas: Sequence[Sequence[str]] = (),
    paths: Sequence[tuple[int, int, int]] = (),
    digits: int = 1,
) -> Axes:
    """Draw a network from left to right: circles with values, lines with weights, squares with biases.

    Parameters
    ----------
    ax : Axes
    sizes : sequence of int
        Neurons per layer, inputs first.
    values, names : sequence of sequence of str, optional
        What stands inside and above the neurons, layer by layer, inputs first.
    weights, biases : sequence of ndarray, optional
        W and b of every computed layer; thick lines are large weights, dotted ones negative.
    deltas : sequence of sequence of str, optional
        What stands below the computed neurons, in the color of the way back.
    paths : sequence of (layer, to, from), optional
        The lines that carry something back; layer counts from 1.
    digits : int, optional
        Decimals of weights and biases at most.
    """
    _drawable(ax)
    instance("sizes", sizes, (Sequence, np.ndarray), "a list of numbers, such as [2, 3, 1]")
    if len(sizes) == 0:
        raise ValueError("sizes is empty; expected the neurons of every layer, such as [2, 3, 1]")
    sizes = [integer(f"sizes[{k}]", n, 1) for k, n in enumerate(sizes)]
    for name, texts, layers in (("values", values, sizes), ("names", names, sizes), ("deltas", deltas, sizes[1:])):
        _sequence(name, texts)
        for k, row in enumerate(texts):
            _texts(f"{name}[{k}]", row)
        _fitting(name, [(len(row),) for row in texts], [(n,) for n in layers])
    for name, items in (("weights", weights), ("biases", biases), ("paths", paths)):
        _sequence(name, items)
    weights = [float_array(f"weights[{k}]", W) for k, W in enumerate(weights)]
    biases = [float_array(f"biases[{k}]", b) for k, b in enumerate(biases)]
    _fitting("weights", [W.shape for W in weights], list(zip(sizes[1:], sizes[:-1], strict=True)))
    _fitting("biases", [b.shape for b in biases], [(n,) for n in sizes[1:]])
    for place in paths:
        if not isinstance(place, tuple) or len(place) != 3:
            raise ValueError(f"paths has {shown(place)}; expected (layer, to, from) of sizes {sizes}")
        k, to, origin = (integer("paths", index, 0) for index in place)
        if not (1 <= k < len(sizes) and 0 <= to < sizes[k] and 0 <= origin < sizes[k - 1]):
            raise ValueError(f"paths has {(k, to, origin)}; expected (layer, to, from) of sizes {sizes}")
    places = [[(1.9 * k, 1.25 * ((n - 1) / 2 - i)) for i in range(n)] for k, n in enumerate(sizes)]
    for k in range(1, len(sizes)):
        pairs = [(i, j) for i in range(sizes[k]) for j in range(sizes[k - 1])]
        lines = [_between(places[k - 1][j], places[k][i]) for i, j in pairs]
        for (i, j), line, label in zip(pairs, lines, _free_places(lines), strict=True):
            w = weights[k - 1][i, j] if len(weights) else None
            _line(ax, line, w, label, (k, i, j) in paths, digits)
        for b, neuron in zip(biases[k - 1] if len(biases) else (), places[k], strict=False):
            _bias(ax, neuron, short_number(b, digits))
    for k, layer in enumerate(places):
        for i, (x, y) in enumerate(layer):
            ax.add_patch(Circle((x, y), RADIUS, facecolor="white", edgecolor=FORWARD, linewidth=1.6, zorder=3))
            if len(values):
                ax.text(x, y, values[k][i], ha="center", va="center", color=FORWARD, fontsize=9, zorder=4)
            if len(names):
                ax.text(x, y + RADIUS + 0.06, names[k][i], ha="center", va="bottom", color=ASIDE, fontsize=9)
            if len(deltas) and k > 0:
                left, align = (x + 0.02, "left") if len(biases) else (x, "center")
                ax.text(left, y - RADIUS - 0.14, deltas[k - 1][i], ha=align, va="top", color=BACKWARD, fontsize=9)
    height = 1.25 * (max(sizes) - 1) / 2 + RADIUS
    below = 0.35
    if len(sizes) > 2:
        below = 0.65
        for k in range(len(sizes)):
            name = str(Text("Schicht {}", "layer {}")).format(k)
            ax.text(1.9 * k, -height - below, name, ha="center", va="bottom", color=ASIDE, fontsize=9)
    ax.set_xlim(-0.6, 1.9 * (len(sizes) - 1) + 0.6)
    ax.set_ylim(-height - below, height + 0.35)
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def _drawable(ax: Any) -> None:
    """Raise TypeError unless `ax` is an Axes."""
    instance("ax", ax, Axes, "an Axes: write fig, ax = plots.figure()")


def _text(name: str, value: Any) -> None:
    """Raise TypeError unless `value` is a text."""
    instance(name, value, str, f'a text, such as "{name}"')


def _texts(name: str, values: Any) -> None:
    """Raise TypeError unless `values` are texts, one after the other."""
    _sequence(name, values)
    for i, value in enumerate(values):
        _text(f"{name}[{i}]", value)


def _sequence(name: str, values: Any) -> None:
    """Raise TypeError unless `values` is a list or the like."""
    instance(name, values, (Sequence, np.ndarray), "a list")


def _color(name: str, value: Any) -> None:
    """Raise ValueError unless Matplotlib knows the color."""
    if not is_color_like(value):
        raise ValueError(
            f"{name} is {shown(value)}; expected a color of Matplotlib, such as plots.FORWARD or '#0072b2'"
        )


def _fitting(name: str, shapes: list, expected: list) -> None:
    """Raise ShapeError unless a diagram's texts or numbers have one entry for every neuron, or are none at all."""
    if shapes and shapes != expected:
        raise ShapeError(f"{name} has the shapes {shown(shapes)}; expected {expected}, from layer to layer")


def _between(start: tuple, end: tuple) -> np.ndarray:
    """Return the two ends of the connection between neurons at these places."""
    way = np.subtract(end, start)
    gap = RADIUS * way / np.linalg.norm(way)
    return np.array([start + gap, end - gap])


def _free_places(lines: list[np.ndarray]) -> list[np.ndarray]:
    """Return a place for a label on each line, away from the other lines and labels, nearer to where it starts."""
    fractions = np.linspace(0, 1, 41)
    points = [a + np.outer(fractions, b - a) for a, b in lines]
    middle = slice(6, 26)
    chosen: list[np.ndarray] = []
    for k, line in enumerate(points):
        room = np.full(41, 0.25)  # enough
        for others, need in ((points[:k] + points[k + 1 :], 1), (chosen, 3)):  # a label is wider than a line
            if others:
                distances = np.linalg.norm(line[:, np.newaxis] - np.vstack(others), axis=-1)
                room = np.minimum(room, distances.min(axis=1) / need)
        score = (room - 0.1 * np.abs(fractions - 0.35)).round(6)
        chosen.append(line[middle][score[middle].argmax()])
    return chosen


def _line(ax: Axes, line: np.ndarray, w: float | None, label: np.ndarray, back: bool, digits: int) -> None:
    """Draw a connection, its weight at the place `label`; with `back` a dashed arrow to the left beside it."""
    width = 1.0 if w is None else min(0.5 + abs(w), 3.0)
    style = ":" if w is not None and w < 0 else "-"
    ax.plot(*line.T, color=WEIGHT, linewidth=width, linestyle=style, zorder=1)
    if w is not None:
        box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        x, y = label
        text = short_number(w, digits)
        ax.text(x, y, text, ha="center", va="center", color=WEIGHT, fontsize=8.5, bbox=box, zorder=2.5)
    if back:
        start, end = line
        along = (end - start) / np.linalg.norm(end - start)
        aside = 0.07 * np.array([-along[1], along[0]])
        arrow = {"arrowstyle": "-|>", "color": BACKWARD, "linestyle": "--", "linewidth": 1.6}
        arrow |= {"shrinkA": 0, "shrinkB": 0}
        ax.annotate("", xy=start + aside, xytext=end + aside, arrowprops=arrow, zorder=2)


def _bias(ax: Axes, place: tuple, text: str) -> None:
    """Draw a bias as a small square below its neuron, where no line comes in."""
    x, y = place[0] - 0.16, place[1] - 0.5
    ax.plot([x, place[0]], [y, place[1]], color=WEIGHT, linewidth=1.0, zorder=1)
    box = {"boxstyle": "square,pad=0.25", "facecolor": "#f1f1f1", "edgecolor": WEIGHT, "linewidth": 0.8}
    ax.text(x, y, text, ha="center", va="center", color=WEIGHT, fontsize=8, bbox=box, zorder=3)
