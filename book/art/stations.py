"""Draw the eleven small pictures of the road map on the front page, one for each chapter.

`python book/art/stations.py` computes them and writes `book/_static/station-1.svg` to `station-11.svg`. They
hold no words, so that every edition shows the same.
"""

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from nncourse import (
    Dense,
    GradientDescent,
    Momentum,
    Network,
    SquaredError,
    backprop,
    mnist,
    plots,
    relu,
    sigmoid,
    tanh,
    warped,
    xor,
)
from nncourse.bugs import ZOO

FOLDER = Path(__file__).parents[1] / "_static"
sys.path.append(str(FOLDER.parent / "tools"))
from figures import svg  # noqa: E402

X, GOALS = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0], [3.0]]), np.array([[0.0], [0.0], [1.0], [0.0], [1.0], [1.0]])
COST = SquaredError()


def without_words(ax):
    """Empty all labels; the arrows among them stay."""
    for text in ax.texts:
        text.set_text("")


def neuron(ax):
    """1: the sigmoid curve with a tangent."""
    plots.curve(ax, sigmoid, -6, 6)
    plots.tangent(ax, 1, sigmoid(1), sigmoid.derivative(1), 2.2)
    plots.curve(ax, lambda x: relu(x) / 6, -6, 6, color=plots.ASIDE, style=":")


def forward(ax):
    """2: a network of three layers."""
    weights = [np.array([[2.0, -3.0], [1.0, 2.0], [0.0, 2.0]]), np.array([[1.0, -2.0, 0.3]])]
    plots.diagram(ax, [2, 3, 1], weights=weights)
    without_words(ax)


def landscape(ax, w, b):
    """Draw the cost of one neuron on six points over its weight and its bias; return that function."""
    network = Network(Dense(1, 1, sigmoid))

    def C(*theta):
        network.theta[:] = theta
        return COST(network(X), GOALS)

    plots.contours(ax, C, w, b, levels=[0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])
    without_words(ax)
    return C


def cost(ax):
    """3: the landscape, and its lowest point."""
    w, b = np.linspace(-3, 5, 41), np.linspace(-4, 4, 41)
    C = landscape(ax, w, b)
    heights = np.array([[C(u, v) for u in w] for v in b])
    row, column = np.unravel_index(heights.argmin(), heights.shape)
    ax.plot(w[column], b[row], "*", color=plots.GOAL, markersize=17)


def descend(theta, optimizer, slope, steps):
    """Return every place of a descent."""
    places, theta = [theta.copy()], theta.copy()
    for _ in range(steps):
        optimizer.step(theta, slope(theta))
        places.append(theta.copy())
    return np.array(places)


def descent(ax):
    """4: a path down the same landscape."""
    landscape(ax, np.linspace(-3, 5, 41), np.linspace(-4, 4, 41))
    network = Network(Dense(1, 1, sigmoid))

    def slope(theta):
        network.theta[:] = theta
        return backprop(network, X, GOALS, COST)[1]

    plots.path(ax, descend(np.array([-2.0, 2.0]), GradientDescent(1.0), slope, 60))


def backward(ax):
    """5: a network, and two ways back to one of its neurons."""
    weights = [np.array([[1.0, -2.0], [2.0, 1.0]]), np.array([[2.0, -1.0], [-1.0, 1.0]])]
    plots.diagram(ax, [2, 2, 2], weights=weights, paths=[(2, 0, 0), (2, 1, 0)])
    without_words(ax)


def training(ax):
    """6: a narrow valley, with plain steps and with momentum."""
    scale = np.array([1.0, 12.0])
    plots.contours(ax, lambda u, v: u**2 + 12 * v**2, np.linspace(-4.2, 1.2, 41), np.linspace(-1.3, 1.3, 41), levels=6)
    without_words(ax)
    start = np.array([-4.0, 1.0])
    for optimizer, color in ((GradientDescent(0.078), plots.BACKWARD), (Momentum(0.03, 0.7), plots.FORWARD)):
        plots.path(ax, descend(start, optimizer, lambda theta: 2 * scale * theta, 30), color=color)


def digits(ax):
    """7: the first ten test images."""
    plots.images(ax, mnist().x_test[:10], per_row=5)


def zoo(ax):
    """8: four cost curves, of which one belongs to the right gradient."""
    inputs, goals = xor()
    goals = np.hstack([1 - goals, goals])
    bugs = {bug.id: bug for bug in ZOO}
    for i, gradient in enumerate((bugs["sum"], backprop, bugs["slope-of-a"], bugs["not-transposed"])):
        network, costs = Network.mlp([2, 4, 4, 2], hidden=tanh, seed=2), []
        for _ in range(251):
            C, g = gradient(network, inputs, goals, COST)
            costs.append(C)
            network.theta -= 0.5 * g
        plots.series(ax, np.arange(251), costs, i, every=40)


def better(ax):
    """9: a three, and nine new ones made from it."""
    three = mnist().x_train[7:8]
    copies = warped(np.repeat(three, 9, axis=0), together=1, seed=1)
    plots.images(ax, np.concatenate([three, copies]), per_row=5)


def convolution(ax):
    """10: a small window on a three, and the edges that it finds."""
    three = mnist().x_train[7] / 255
    windows = np.lib.stride_tricks.sliding_window_view(three, (3, 3))
    edges = np.einsum("ijkl,kl->ij", windows, np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]) / 3)
    ax.imshow(three, cmap=plots.INK, extent=(0, 28, 28, 0))
    ax.imshow(edges, cmap=plots.SIGNED, vmin=-1, vmax=1, extent=(35, 61, 27, 1))
    row, column = np.unravel_index(edges[:13].argmax(), edges[:13].shape)
    for left, top, size in ((column, row, 3), (35 + column, 1 + row, 1)):
        ax.add_patch(plt.Rectangle((left, top), size, size, fill=False, edgecolor=plots.CORRECTION, linewidth=2))
    ends = {"color": plots.CORRECTION, "linewidth": 1}
    ax.plot([column + 3, 35 + column], [row, 1 + row], **ends)
    ax.plot([column + 3, 35 + column], [row + 3, 2 + row], **ends)
    ax.set_xlim(-1, 62)
    ax.set_ylim(34, -6)


def graph(ax):
    """11: a sum of products as a graph: forward to its value, and back to the slopes."""
    places = {"x": (0, 2), "w": (0, 1), "b": (0, 0), "times": (1, 1.5), "plus": (2, 0.75), "C": (3, 0.75)}
    for start, end in (("x", "times"), ("w", "times"), ("times", "plus"), ("b", "plus"), ("plus", "C")):
        (x0, y0), (x1, y1) = places[start], places[end]
        for color, style, side, arrow in ((plots.FORWARD, "-", 0.07, "->"), (plots.BACKWARD, "--", -0.07, "<-")):
            look = {"arrowstyle": arrow, "color": color, "linestyle": style, "linewidth": 1.6}
            look |= {"shrinkA": 11, "shrinkB": 11, "mutation_scale": 12}
            ax.annotate("", (x1, y1 + side), (x0, y0 + side), arrowprops=look)
    for name, (x, y) in places.items():
        color = plots.COST if name == "C" else plots.FORWARD
        ax.plot(x, y, "s" if name in "xwb" else "o", color=color, markersize=17, markerfacecolor=plots.PAPER)
    ax.set_xlim(-0.4, 3.4)
    ax.set_ylim(-0.5, 2.5)


def main():
    chapters = (neuron, forward, cost, descent, backward, training, digits, zoo, better, convolution, graph)
    for k, draw in enumerate(chapters, start=1):
        fig, ax = plots.figure(height=2.0)
        fig.set_size_inches(3.2, 2.0)
        draw(ax)
        ax.axis("off")
        (FOLDER / f"station-{k}.svg").write_text(svg(fig, bbox_inches=None), "utf-8")
        plt.close(fig)


if __name__ == "__main__":
    main()
