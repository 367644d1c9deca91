"""Draw the picture of the front page and the README: a handwritten 7 flows through a trained network.

`python book/art/overview.py` reads the network in `overview.nn` and writes `book/_static/overview.svg`. Every line is a
product weight times activation of that network, as wide as the product is large. The page colors the picture by
its classes, in light and dark; alone it has the colors of the light theme. It holds no words, so that every edition
shows the same. `experiments/front.py` trains the network; then draw the card (`card.py`) again, too.
"""

from pathlib import Path

import numpy as np

from nncourse import load, mnist, plots

FILE = Path(__file__).parents[1] / "_static/overview.svg"
NETWORK = Path(__file__).with_suffix(".nn")
SIDE, PIXEL = 28, 10
WIDTH, HEIGHT = 800, 344
CORNER = (8, (HEIGHT - SIDE * PIXEL) / 2)  # of the paper
HIDDEN = [(480.0, y) for y in np.linspace(10, HEIGHT - 10, 30)]
OUTPUTS = [(690.0, y) for y in np.linspace(22, HEIGHT - 22, 10)]
PIXELS = [(CORNER[0] + (j % SIDE + 0.5) * PIXEL, CORNER[1] + (j // SIDE + 0.5) * PIXEL) for j in range(SIDE * SIDE)]
BAR = 62  # the length of an output of 1
MOST = (90, 70)  # lines to the hidden neurons, and to the outputs


def strongest(products, n):
    """Return the places (row, column) of the n products of largest size."""
    return np.column_stack(np.unravel_index(np.argsort(-np.abs(products), axis=None)[:n], products.shape))


def lines(starts, ends, products, n):
    """Return [(start, end, share)] of the n strongest products, as shares of the largest, the strongest last."""
    shares = products / np.abs(products).max()
    return [(starts[j], ends[i], shares[i, j]) for i, j in reversed(strongest(products, n))]


def flow():
    """Return what the picture shows: {"ink": image, "hidden": a, "outputs": a, "lines": [...]} of one digit.

    The network is the stored one, the digit the first 7 of the test images.
    """
    network, data = load(NETWORK), mnist()
    digit = data.x_test[np.argmax(data.y_test == 7)]
    _, (x, hidden, outputs) = network.forward(digit.reshape(1, -1))
    (W1, _), (W2, _) = network.views(network.theta)
    first, second = lines(PIXELS, HIDDEN, W1 * x, MOST[0]), lines(HIDDEN, OUTPUTS, W2 * hidden, MOST[1])
    return {"ink": digit / 255, "hidden": hidden[0], "outputs": outputs[0], "lines": first + second}


def squares(ink):
    """Return the pixels of the digit as paths, one for each of ten shades."""
    shades = np.round(ink.ravel(), 1)
    for shade in np.unique(shades[shades > 0]):
        corners = [PIXELS[j] for j in np.flatnonzero(shades == shade)]
        path = "".join(f"M{x - PIXEL / 2:g} {y - PIXEL / 2:g}h{PIXEL}v{PIXEL}h-{PIXEL}z" for x, y in corners)
        yield f'<path fill-opacity="{shade:g}" d="{path}"/>'


def connections(found, sign):
    """Return the lines that speak for something, or against it, as paths, one for each width."""
    widths = {}
    for (x1, y1), (x2, y2), share in found:
        if share * sign > 0:
            widths.setdefault(round(0.4 + 2.6 * abs(share), 1), []).append(f"M{x1:g} {y1:.0f}L{x2:g} {y2:.0f}")
    for width, paths in sorted(widths.items()):
        yield f'<path stroke-width="{width:g}" d="{"".join(paths)}"/>'


def neurons(places, activations, radius):
    """Return neurons as circles that are the fuller, the more active they are."""
    for (x, y), a in zip(places, activations, strict=True):
        yield f'<circle cx="{x:g}" cy="{y:.1f}" r="{radius}" fill="{plots.FORWARD}" fill-opacity="{a:.2f}"/>'


def answers(outputs):
    """Return the ten digits, each with a bar as long as its output, and which of them the network reads."""
    read = outputs.argmax()
    for label, ((x, y), a) in enumerate(zip(OUTPUTS, outputs, strict=True)):
        if label == read:
            yield f'<g class="nn-goal" fill="{plots.GOAL}" stroke="{plots.GOAL}" font-weight="700">'
        yield f'<text x="{x + 20:g}" y="{y + 5.5:.1f}" stroke="none">{label}</text>'
        yield f'<path stroke-width="5" d="M{x + 38:g} {y:.1f}h{max(BAR * a, 0.5):.1f}"/>' + "</g>" * int(label == read)


def drawn(shown):
    """Return the picture as SVG."""
    x, y = CORNER
    side = SIDE * PIXEL
    grid = "".join(f"M{x + d:g} {y:g}v{side}M{x:g} {y + d:g}h{side}" for d in range(0, side + 1, 2 * PIXEL))
    forward, aside = plots.FORWARD, plots.ASIDE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">',
        f'<path class="nn-sheet" fill="{plots.PAPER}" d="M{x:g} {y:g}h{side}v{side}h-{side}z"/>',
        f'<path class="nn-grid" fill="none" stroke="{forward}" stroke-opacity="0.16" d="{grid}"/>',
        *('<g class="nn-ink" fill="#1b2a3a">', *squares(shown["ink"]), "</g>"),
        '<g class="nn-flow" fill="none">',
        f'<g class="nn-against" stroke="{aside}" stroke-opacity="0.7" stroke-dasharray="1.5 3">',
        *(*connections(shown["lines"], -1), "</g>"),
        f'<g class="nn-for" stroke="{forward}" stroke-opacity="0.6">',
        *(*connections(shown["lines"], 1), "</g>", "</g>"),
        f'<g class="nn-below" fill="#ffffff" stroke="{forward}" stroke-width="1.5">',
        *(f'<circle cx="{x:g}" cy="{y:.1f}" r="{5 if x < 500 else 11}"/>' for x, y in HIDDEN + OUTPUTS),
        *("</g>", '<g class="nn-active">', *neurons(HIDDEN, shown["hidden"], 5)),
        *(*neurons(OUTPUTS, shown["outputs"], 11), "</g>"),
        f'<g class="nn-answers" fill="{aside}" stroke="{aside}" font-family="system-ui, sans-serif" font-size="16">',
        *(*answers(shown["outputs"]), "</g>", "</svg>"),
    ]
    return "\n".join(parts) + "\n"


def main():
    FILE.write_text(drawn(flow()), encoding="utf-8")


if __name__ == "__main__":
    main()
