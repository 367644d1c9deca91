"""Draw the card that stands beside a link to the book where one is sent: its title, and the picture of the front page.

`python book/art/card.py` writes that of every edition, 1200 x 630 pixels; `book/editions.yml` has its words.
"""

from io import BytesIO
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import overview
import yaml
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, Rectangle
from PIL import Image

from nncourse import plots

BOOK = Path(__file__).parents[1]
EDITIONS = yaml.safe_load((BOOK / "editions.yml").read_text("utf-8"))
WORDS = [edition["card"] for edition in EDITIONS.values()]
SIZE, DPI = (1200, 630), 100
GRID = "#dfe7f0"


def draw_title(figure, words):
    """Write on squared paper, which fills the card."""
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, SIZE[0]), ylim=(SIZE[1], 0))
    ax.axis("off")
    ax.add_patch(Rectangle((0, 0), *SIZE, facecolor=plots.PAPER))
    for k in range(15, SIZE[0], 30):
        ax.plot([k, k], [0, SIZE[1]], [0, SIZE[0]], [k, k], color=GRID, linewidth=0.72)
    ax.plot([75, 75], [0, SIZE[1]], color=plots.CORRECTION, linewidth=1.44, alpha=0.6)
    letters = {"va": "center", "family": "STIXGeneral"}
    ax.text(105, 108, words["title"], size=44, linespacing=1.05, weight="bold", color="#1f2328", **letters)
    ax.text(107, 221, words["line"], size=20, color=plots.ASIDE, **letters)


def draw_flow(figure, shown):
    """Draw the digit, the products and the neurons where the picture of the front page has them."""
    ax = figure.add_axes((0.06, 0.02, 0.9, 0.6), xlim=(0, overview.WIDTH), ylim=(overview.HEIGHT, 0), aspect="equal")
    ax.axis("off")
    (x, y), side = overview.CORNER, overview.SIDE * overview.PIXEL
    ink = np.ma.masked_less(shown["ink"], 0.05)
    ax.imshow(ink, extent=(x, x + side, y + side, y), cmap=plots.INK, vmin=0, vmax=1, zorder=1)
    for sign, color, style in ((-1, plots.ASIDE, ":"), (1, plots.FORWARD, "-")):
        found = [line for line in shown["lines"] if line[2] * sign > 0]
        ends, widths = [line[:2] for line in found], [0.5 + 3 * abs(line[2]) for line in found]
        ax.add_collection(LineCollection(ends, linewidths=widths, colors=color, linestyles=style, alpha=0.6, zorder=2))
    for places, layer, radius in ((overview.HIDDEN, "hidden", 5), (overview.OUTPUTS, "outputs", 11)):
        for place, a in zip(places, shown[layer], strict=True):
            ax.add_patch(Circle(place, radius, facecolor="white", edgecolor=plots.FORWARD, linewidth=1.5, zorder=3))
            ax.add_patch(Circle(place, radius, facecolor=plots.FORWARD, alpha=float(a), zorder=4))
    for label, (x, y) in enumerate(overview.OUTPUTS):
        right = label == shown["outputs"].argmax()
        look = {"size": 26, "weight": "bold", "color": plots.GOAL} if right else {"size": 15, "color": plots.ASIDE}
        ax.text(x + 22, y, label, va="center", **look)


def drawn(shown, words):
    """Return an edition's card as an image of few colors."""
    file = BytesIO()
    with plt.style.context("default"):  # whatever figures were drawn before
        figure = plt.figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI)
        draw_title(figure, words)
        draw_flow(figure, shown)
        figure.savefig(file, dpi=DPI)
        plt.close(figure)
    return Image.open(file).convert("RGB").quantize(56, kmeans=1)


def main():
    shown = overview.flow()
    for words in WORDS:
        drawn(shown, words).save(BOOK / "_static" / words["file"], optimize=True)


if __name__ == "__main__":
    main()
