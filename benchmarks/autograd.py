"""How much longer than `backprop` the autograd of chapter 11 takes for the same gradient: the table of that chapter.

`OPENBLAS_NUM_THREADS=1 python -m benchmarks.autograd` runs the chapter's own cells, lets the two take turns, and prints
the medians of the ratio, in brackets the quartiles.
"""

import contextlib
import io
import time

import nbformat
import numpy as np

from benchmarks.memory import ROOT
from nncourse import Network, SquaredError, backprop

CHAPTER = ROOT / "book/de/11_autograd.ipynb"
CELLS = ["autograd-class-code", "autograd-network-code", "autograd-bias-code", "autograd-cost-code"]
NETWORKS = [((2, 3, 1), 4), ((784, 30, 10), 20), ((784, 256, 128, 10), 128)]  # sizes, samples


def from_the_chapter():
    """Return `autograd` as the chapter defines it."""
    cells = {cell.id: cell.source for cell in nbformat.read(CHAPTER, as_version=4).cells}
    imports = cells["opening-figure"].partition("\n\nplaces")[0]
    order = cells["autograd-order-code"].partition("\n\n\nprint")[0]
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for source in [imports, order, *(cells[name] for name in CELLS)]:
            exec(source, names)
    return names["autograd"]


def ratios(autograd, sizes, n, rounds):
    """Return autograd's seconds ÷ backprop's of each round, for a network of these sizes and n samples."""
    network, rng = Network.mlp(sizes), np.random.default_rng(0)
    X, G = rng.uniform(size=(n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
    found = []
    for _ in range(rounds):
        start = time.process_time()
        _, by_graph = autograd(network, X, G)
        middle = time.process_time()
        _, by_formula = backprop(network, X, G, SquaredError())
        found.append((middle - start) / (time.process_time() - middle))
        np.testing.assert_allclose(by_graph, by_formula, rtol=0, atol=1e-12)
    return found


def main():
    """Print the table."""
    autograd = from_the_chapter()
    for sizes, n in NETWORKS:
        ratios(autograd, sizes, n, 5)  # warm
        low, median, high = np.quantile(ratios(autograd, sizes, n, 201), [0.25, 0.5, 0.75])
        print(f"{'-'.join(map(str, sizes))}, {n}: {median:.1f} ({low:.1f}–{high:.1f})")


if __name__ == "__main__":
    main()
