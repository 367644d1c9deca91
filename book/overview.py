"""Draw the picture of the front page and the README: a handwritten 7 flows through a trained network.

`python book/overview.py` trains 784-30-10 for three epochs and writes `book/_static/overview.png`.
Every line in the picture is a product weight times activation of that network.
"""

from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.patches import Circle, Rectangle
from PIL import Image

from nncourse import GradientDescent, Network, SquaredError, mnist, one_hot, plots, train

SIDE = 28
HIDDEN_X, OUTPUT_X = 50.0, 78.0


def trained():
    """Return a network that reads digits, and the first 7 of the test images."""
    data = mnist()
    network = Network.mlp([SIDE * SIDE, 30, 10], seed=0)
    X, targets = data.x_train.reshape(-1, SIDE * SIDE), one_hot(data.y_train, 10)
    train(network, X, targets, SquaredError(), GradientDescent(1.5), epochs=3, batch_size=10, seed=0)
    return network, data.x_test[np.argmax(data.y_test == 7)]


def strongest(contributions, n):
    """Return the places (row, column) of the n contributions of largest size."""
    return np.column_stack(np.unravel_index(np.argsort(-np.abs(contributions), axis=None)[:n], contributions.shape))


def draw_paper(ax, digit):
    """Draw the digit on squared paper, its lower left corner at (0, 0)."""
    ax.add_patch(Rectangle((0, 0), SIDE, SIDE, facecolor="#fbfaf5", edgecolor=plots.ASIDE, linewidth=0.8))
    for k in range(0, SIDE + 1, 2):
        ax.plot([k, k], [0, SIDE], color="#c9d6e6", linewidth=0.5, zorder=1)
        ax.plot([0, SIDE], [k, k], color="#c9d6e6", linewidth=0.5, zorder=1)
    ink = np.ma.masked_less(digit, 20)
    ax.imshow(ink, extent=(0, SIDE, 0, SIDE), cmap=plots.INK, vmin=0, vmax=255, zorder=2, interpolation="nearest")


def draw_flow(ax, starts, ends, contributions, n):
    """Draw the n strongest products as lines: blue and solid for, grey and dotted against."""
    largest = np.abs(contributions).max()
    for i, j in strongest(contributions, n):
        c = contributions[i, j] / largest
        colour, style = (plots.FORWARD, "-") if c > 0 else (plots.ASIDE, ":")
        ends_xy = zip(starts[j], ends[i], strict=True)
        ax.plot(*ends_xy, style, color=colour, linewidth=0.3 + 1.7 * abs(c), alpha=0.65, zorder=3)


def draw_neurons(ax, places, activations, radius):
    """Draw neurons as circles that are the bluer, the more active they are."""
    for place, a in zip(places, activations, strict=True):
        ax.add_patch(Circle(place, radius, facecolor="white", edgecolor=plots.FORWARD, linewidth=1.0, zorder=4))
        ax.add_patch(Circle(place, radius, facecolor=plots.FORWARD, alpha=float(np.clip(a, 0, 1)), zorder=5))


def main():
    network, digit = trained()
    _, (x, hidden, outputs) = network.forward(digit.reshape(1, -1))
    (W1, _), (W2, _) = network.views(network.theta)

    pixels = [(j % SIDE + 0.5, SIDE - 0.5 - j // SIDE) for j in range(SIDE * SIDE)]
    hidden_places = [(HIDDEN_X, y) for y in np.linspace(31, -3, 30)]
    output_places = [(OUTPUT_X, y) for y in np.linspace(29, -1, 10)]

    fig, ax = plots.figure(height=3.0)
    draw_paper(ax, digit)
    draw_flow(ax, pixels, hidden_places, W1 * x, 90)
    draw_flow(ax, hidden_places, output_places, W2 * hidden, 70)
    draw_neurons(ax, hidden_places, hidden[0], 0.5)
    draw_neurons(ax, output_places, outputs[0], 1.3)
    for label, place in enumerate(output_places):
        right = label == outputs[0].argmax()
        ax.text(place[0] + 2.6, place[1], label, va="center", fontsize=13 if right else 9,
                color=plots.GOAL if right else plots.ASIDE, weight="bold" if right else "normal")
    ax.set_xlim(-1, 84)
    ax.set_ylim(-4.5, 32.5)
    ax.set_aspect("equal")
    ax.axis("off")
    drawn = BytesIO()
    fig.savefig(drawn, dpi=170, bbox_inches="tight")
    few_colours = Image.open(drawn).convert("RGB").quantize(48)
    few_colours.save(Path(__file__).parent / "_static/overview.png", optimize=True)


if __name__ == "__main__":
    main()
