"""Figures: every function draws into the Axes it is given, returns it, and shows nothing itself."""

import inspect

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from nncourse import language, mnist, plots, relu, set_language, sigmoid, xor
from nncourse.images import mnist_steps

CALLS = {
    "activation": lambda ax: plots.activation(ax, relu, "ReLU"),
    "axes_through_zero": plots.axes_through_zero,
    "contours": lambda ax: plots.contours(ax, lambda a, b: a**2 + b**2, np.linspace(-1, 1, 9), np.linspace(-1, 1, 7)),
    "counts": lambda ax: plots.counts(ax, np.array([[5, 1], [0, 4]]), "gesagt", "wahr"),
    "curve": lambda ax: plots.curve(ax, sigmoid, -4, 4, label="sigmoid"),
    "decision_region": lambda ax: plots.decision_region(ax, lambda X: X[:, :1], *xor()),
    "diagram": lambda ax: plots.diagram(
        ax,
        [2, 2, 1],
        values=[["1.5", "2"], ["0", "1"], ["3"]],
        names=[["x1", "x2"], ["a", "b"], ["O"]],
        weights=[np.array([[0.5, -1.0], [2.0, 0.0]]), np.array([[1.0, -2.5]])],
        biases=[np.array([0.0, 1.5]), np.array([-1.0])],
        deltas=[["1", "2"], ["3"]],
        paths=[(2, 0, 1)],
    ),
    "digit_steps": lambda ax: plots.digit_steps(ax, mnist_steps(255 - mnist().x_test[0])),
    "end_label": lambda ax: plots.end_label(ax, 0.5, 0.5, "here", plots.FORWARD),
    "images": lambda ax: plots.images(ax, np.arange(48).reshape(3, 4, 4), 2, captions="abc"),
    "path": lambda ax: plots.path(ax, [[0, 0], [1, 0.5], [1.5, 0.5]], label="start"),
    "series": lambda ax: plots.series(ax, [1, 2, 3], [3, 2, 2.5], 1, label="L", spread=np.array([0.1, 0.2, 0.3])),
    "tangent": lambda ax: plots.tangent(ax, 1, 1, 2, 0.5, label="slope 2"),
}
by_function = pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """Leave language, style and figures as they were, and let show() be an error."""

    def show(*args, **kwargs):
        raise AssertionError("show() was called")

    monkeypatch.setattr(plt, "show", show)
    monkeypatch.setattr(Figure, "show", show)
    monkeypatch.setattr(language, "_language", "de")
    with mpl.rc_context():
        yield
    plt.close("all")


def texts(fig):
    fig.canvas.draw()
    return [text.get_text() for text in fig.findobj(mpl.text.Text) if text.get_text()]


def test_every_function_that_draws_is_tested_here():
    functions = [(name, f) for name, f in inspect.getmembers(plots, inspect.isfunction) if name[0] != "_"]
    assert {name for name, f in functions if "ax" in inspect.signature(f).parameters} == set(CALLS)


@by_function
@pytest.mark.parametrize("code", ["de", "en"])
def test_draws_into_its_axes_and_returns_it(draw, code):
    set_language(code)
    fig, (ax, other) = plots.figure(columns=2)
    untouched = len(other.get_children())
    before = len(ax.get_children())
    assert draw(ax) is ax
    assert len(ax.get_children()) > before
    assert len(other.get_children()) == untouched and fig.axes == [ax, other]
    fig.canvas.draw()  # with warnings as errors


@by_function
def test_draws_into_any_axes_not_only_those_of_figure(draw):
    ax, before = Figure().add_subplot(), plt.get_fignums()
    assert draw(ax) is ax
    assert plt.get_fignums() == before


@pytest.mark.parametrize(("code", "right", "foreign"), [("de", ",", "."), ("en", ".", ",")])
@pytest.mark.parametrize("name", ["diagram", "contours", "curve", "series"])
def test_numbers_have_the_decimal_sign_of_the_language(name, code, right, foreign):
    set_language(code)
    fig, ax = plots.figure()
    drawn = {"diagram": {"values": [["1"], ["2"]], "weights": [np.array([[0.5]])], "biases": [np.array([-1.5])]}}
    plots.diagram(ax, [1, 1], **drawn[name]) if name == "diagram" else CALLS[name](ax)
    numbers = [text for text in texts(fig) if text[-1].isdigit()]
    assert any(right in number for number in numbers)
    assert not any(foreign in number for number in numbers)


def test_number():
    assert plots.number(1.25, 1) in ("1,2", "1,3")
    assert plots.number(-0.5) == "\N{MINUS SIGN}0,50"
    assert plots.number(-0.001) == "0,00"
    assert plots.number(3, 0) == "3"
    set_language("en")
    assert plots.number(-1234.5) == "\N{MINUS SIGN}1234.50"


def test_short_number():
    assert [plots.short_number(x, 2) for x in (2, 0.5, 0.25, -1.004, 0, 100)] == ["2", "0,5", "0,25", "−1", "0", "100"]
    assert plots.short_number(100, 0) == "100"


def test_figure_has_the_width_of_the_text_and_an_opaque_background():
    fig, axes = plots.figure(columns=2, rows=3, height=5)
    assert axes.shape == (3, 2)
    assert fig.get_size_inches().tolist() == [6.4, 5]
    assert mpl.colors.to_rgba(fig.get_facecolor()) == (1, 1, 1, 1)


def test_a_curve_is_the_function():
    _, ax = plots.figure()
    plots.curve(ax, lambda x: x**2, -1, 3)
    x, y = ax.lines[0].get_data()
    assert (x[0], x[-1]) == (-1, 3) and np.array_equal(y, x**2)


def test_an_activation_is_drawn_with_its_slope_and_no_line_over_the_jump():
    _, ax = plots.figure()
    plots.activation(ax, relu, "ReLU")
    values = [line.get_data() for line in ax.lines if line.get_linestyle() == "-" and len(line.get_xdata()) > 2]
    slopes = [line.get_data() for line in ax.lines if line.get_linestyle() == "--"]
    assert any(np.array_equal(y, np.maximum(z, 0)) for z, y in values)
    assert sorted(set(np.concatenate([y for _, y in slopes]))) == [0, 1]
    assert all(len(set(y)) == 1 for _, y in slopes)


def test_a_confusion_matrix_shows_its_numbers():
    fig, ax = plots.figure()
    plots.counts(ax, np.array([[50, 13], [0, 47]]), "said", "true")
    assert {"50", "13", "47", "said", "true"} <= set(texts(fig))


def test_every_series_has_its_own_color_line_and_marker():
    for parts in zip(*plots.SERIES, strict=True):
        assert len(set(parts)) == len(plots.SERIES)


@pytest.mark.parametrize("output", [0.2, 0.5, 0.8])
def test_a_decision_region_without_a_border(output):
    fig, ax = plots.figure()
    plots.decision_region(ax, lambda X: np.full((len(X), 1), output), *xor())
    fig.canvas.draw()


def test_data_are_left_alone():
    X, targets = xor()
    before = X.copy(), targets.copy()
    plots.decision_region(plots.figure()[1], lambda X: X[:, :1], X, targets)
    assert np.array_equal(X, before[0]) and np.array_equal(targets, before[1])
