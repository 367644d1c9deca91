"""Figures at the door: what cannot be drawn is refused by name before anything is drawn."""

import re

import arrays
import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from seeds import share
from test_plots import CALLS

from nncourse import Network, identity, plots, relu, sigmoid, xor

# Every argument that holds numbers: a call that draws, and a value that is right
ARRAYS = {
    "series x": ("x", lambda ax, x: plots.series(ax, x, [1.0, 2.0, 3.0], 0), np.array([1.0, 2.0, 4.0])),
    "series y": ("y", lambda ax, y: plots.series(ax, [1.0, 2.0, 3.0], y, 0), np.array([1.0, 2.0, 4.0])),
    "spread": ("spread", lambda ax, s: plots.series(ax, range(3), range(3), 0, spread=s), np.array([1.0, 2.0, 4.0])),
    "points": ("points", plots.path, np.array([[1.0, 2.0], [3.0, 4.0]])),
    "X": ("X", lambda ax, X: plots.decision_region(ax, network, X, xor()[1]), xor()[0]),
    "targets": ("targets", lambda ax, T: plots.decision_region(ax, network, xor()[0], T), xor()[1]),
    "contours x": ("x", lambda ax, x: plots.contours(ax, bowl, x, [0.0, 1.0, 2.0]), np.array([-1.0, 0.0, 1.0])),
    "contours y": ("y", lambda ax, y: plots.contours(ax, bowl, [0.0, 1.0, 2.0], y), np.array([-1.0, 0.0, 1.0])),
    "pictures": ("pictures", lambda ax, p: plots.images(ax, p, 2), np.arange(18.0).reshape(2, 3, 3)),
    "weights": ("weights[0]", lambda ax, W: plots.diagram(ax, [2, 1], weights=[W]), np.array([[1.0, -2.0]])),
    "biases": ("biases[0]", lambda ax, b: plots.diagram(ax, [2, 1], biases=[b]), np.array([1.0])),
    "matrix": ("matrix", lambda ax, m: plots.counts(ax, m, "said", "true"), np.array([[3, 1], [0, 2]])),
}
REALS = {
    "low": lambda ax, x: plots.curve(ax, np.sin, x, 2.0),
    "high": lambda ax, x: plots.curve(ax, np.sin, -1.0, x),
    "x": lambda ax, x: plots.end_label(ax, x, 1.0, "here", "black"),
    "y": lambda ax, y: plots.end_label(ax, 1.0, y, "here", "black"),
    "slope": lambda ax, s: plots.tangent(ax, 1.0, 1.0, s, 1.0),
    "reach": lambda ax, r: plots.tangent(ax, 1.0, 1.0, 1.0, r),
}
TEXTS = {
    "curve": ("label", lambda ax, t: plots.curve(ax, np.sin, 0, 1, label=t)),
    "series": ("label", lambda ax, t: plots.series(ax, [0, 1], [0, 1], 0, label=t)),
    "end_label": ("label", lambda ax, t: plots.end_label(ax, 0, 1, t, "black")),
    "tangent": ("label", lambda ax, t: plots.tangent(ax, 1, 1, 1, 1, label=t)),
    "path": ("label", lambda ax, t: plots.path(ax, [[0, 1], [1, 2]], label=t)),
    "activation": ("title", lambda ax, t: plots.activation(ax, relu, t)),
    "decision_region": ("title", lambda ax, t: plots.decision_region(ax, network, *xor(), title=t)),
    "counts x": ("xlabel", lambda ax, t: plots.counts(ax, [[3, 1], [0, 2]], t, "true")),
    "counts y": ("ylabel", lambda ax, t: plots.counts(ax, [[3, 1], [0, 2]], "said", t)),
    "images": ("captions[1]", lambda ax, t: plots.images(ax, np.ones((2, 3, 3)), 2, captions=["one", t])),
    "values": ("values[0][1]", lambda ax, t: plots.diagram(ax, [2, 1], values=[["a", t], ["b"]])),
    "names": ("names[1][0]", lambda ax, t: plots.diagram(ax, [2, 1], names=[["a", "b"], [t]])),
    "deltas": ("deltas[0][0]", lambda ax, t: plots.diagram(ax, [2, 1], deltas=[[t]])),
}
COLORS = {
    "curve": lambda ax, c: plots.curve(ax, np.sin, 0, 1, color=c),
    "end_label": lambda ax, c: plots.end_label(ax, 0, 1, "here", c),
    "path": lambda ax, c: plots.path(ax, [[0, 1], [1, 2]], color=c),
}
LISTS = {
    "captions": lambda ax, x: plots.images(ax, np.ones((2, 3, 3)), 2, captions=x),
    "weights": lambda ax, x: plots.diagram(ax, [2, 1], weights=x),
    "biases": lambda ax, x: plots.diagram(ax, [2, 1], biases=x),
    "paths": lambda ax, x: plots.diagram(ax, [2, 1], paths=x),
    "values": lambda ax, x: plots.diagram(ax, [2, 1], values=x),
    "names": lambda ax, x: plots.diagram(ax, [2, 1], names=x),
    "deltas": lambda ax, x: plots.diagram(ax, [2, 1], deltas=x),
}
network = Network.mlp([2, 1], output=sigmoid)
EMPTY = Figure().add_subplot()  # where nothing is ever drawn
EMPTINESS = len(EMPTY.get_children())


def bowl(a, b):
    return a**2 + b**2


@pytest.fixture(autouse=True)
def close_figures():
    with mpl.rc_context():
        yield
    plt.close("all")


def axes():
    return Figure().add_subplot()


def refused(name, call, *arguments):
    """Refused by an error of our own that begins with the argument's name, before anything is drawn."""
    with pytest.raises((TypeError, ValueError)) as caught:
        call(EMPTY, *arguments)
    assert re.match(rf"{re.escape(name)}\W.*; expected .+", str(caught.value)), str(caught.value)
    assert "nncourse" in arrays.raised_in(caught.value)
    assert len(EMPTY.get_children()) == EMPTINESS


@pytest.mark.parametrize("wrong", [*arrays.WRONG, "one row more", "another axis"])
@pytest.mark.parametrize(("name", "call", "right"), ARRAYS.values(), ids=ARRAYS)
def test_arrays(name, call, right, wrong):
    if wrong == "None" and name == "spread":
        return  # says that there is none
    if wrong == "one row more":
        value = np.concatenate([right, right[:1]])
        if name in ("points", "pictures") or call in (ARRAYS["contours x"][1], ARRAYS["contours y"][1]):
            return  # fits as well
        if call is ARRAYS["series x"][1] or call is ARRAYS["X"][1]:
            name = "y" if name == "x" else "targets"  # one of the two is too long
        name = name.partition("[")[0]
    elif wrong == "another axis":
        value, name = right[np.newaxis], name.partition("[")[0]
    else:
        value = arrays.WRONG[wrong](right.astype(float), 1)
    refused(name, call, value)


@pytest.mark.parametrize("argument", ARRAYS)
def test_any_form_of_the_right_numbers_is_drawn_and_left_alone(argument):
    name, call, right = ARRAYS[argument]
    for form, make in share(list(ARRAYS).index(argument), {**arrays.FORMS, **arrays.WHOLE_FORMS}.items()):
        if name == "matrix" and "int" not in form and form not in arrays.WHOLE_FORMS:
            continue  # counts are whole numbers
        if name == "pictures" and (form in ("memoryview", "big-endian float16", "longdouble") or right.min() < 0):
            continue
        value = make(right)
        before = arrays.snapshot(value)
        ax = axes()
        assert call(ax, value) is ax
        assert arrays.snapshot(value) == before


@pytest.mark.parametrize(("name", "call"), TEXTS.values(), ids=TEXTS)
def test_texts(name, call):
    call(axes(), "here")
    for wrong in (None, 3, 2.5, b"here", ["here"], object()):
        refused(name, call, wrong)


@pytest.mark.parametrize("call", COLORS.values(), ids=COLORS)
def test_colors(call):
    call(axes(), plots.BACKWARD)
    for wrong in (None, "no color", "", 3, ["red"], (1, 2), [2.0, 0, 0], {}, object()):
        refused("color", call, wrong)


def test_the_style_of_a_curve():
    for style in ("-", "--", "", (0, (3, 1))):
        plots.curve(axes(), np.sin, 0, 1, style=style)
    for wrong in ("~", 3, ["-"], (0, "x"), (1,), {}, object()):
        refused("style", lambda ax, style: plots.curve(ax, np.sin, 0, 1, style=style), wrong)


@pytest.mark.parametrize(("name", "call"), LISTS.items(), ids=LISTS)
def test_lists(name, call):
    call(axes(), [])
    for wrong in (None, 3, "abc", b"x", {}, {"a"}, iter([]), object()):
        refused(name, call, wrong)


def test_levels():
    for levels in (3, [0.5, 1.0], np.arange(1.0, 3.0)):
        plots.contours(axes(), bowl, [0.0, 1.0, 2.0], [0.0, 1.0], levels=levels)
    for wrong in (None, 0, 2.5, "3", [1.0, 1.0], [2, 1], [], [np.nan], [[1.0]], object()):
        refused("levels", lambda ax, levels: plots.contours(ax, bowl, [0.0, 1.0, 2.0], [0.0, 1.0], levels), wrong)


@pytest.mark.parametrize("wrong", [(1, 0), [1, 0, 0], 3, None, (1, 0, 0.5), (1, "0", 0)])
def test_a_path_of_a_diagram(wrong):
    refused("paths", lambda ax, place: plots.diagram(ax, [2, 1], paths=[place]), wrong)


@pytest.mark.parametrize(("name", "call"), REALS.items(), ids=REALS)
def test_numbers(name, call):
    call(axes(), 1.5)
    call(axes(), np.float32(1.5))
    for wrong in (None, "1", True, 1j, [1.0], np.ones(1), np.nan, np.inf, -np.inf, 10**400, 10**5000):
        refused(name, call, wrong)


@pytest.mark.parametrize("draw", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("ax", [None, Figure(), plt, 3, [Figure().add_subplot()]], ids=repr)
def test_an_axes_is_an_axes(draw, ax):
    with pytest.raises(TypeError, match=r"^ax is .*; expected an Axes: write fig, ax = plots\.figure\(\)"):
        draw(ax)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("high", lambda ax: plots.curve(ax, np.sin, 2, 1)),
        ("high", lambda ax: plots.curve(ax, np.sin, 2, 2)),
        ("f", lambda ax: plots.curve(ax, 3, 0, 1)),
        ("f", lambda ax: plots.curve(ax, lambda x: None, 0, 1)),
        ("f", lambda ax: plots.curve(ax, lambda x: np.nan, 0, 1)),
        ("f", lambda ax: plots.curve(ax, lambda x: [x, x], 0, 1)),
        ("f", lambda ax: plots.activation(ax, np.tanh, "tanh")),
        ("reach", lambda ax: plots.activation(ax, relu, "ReLU", reach=0)),
        ("reach", lambda ax: plots.tangent(ax, 1, 1, 1, -1)),
        ("index", lambda ax: plots.series(ax, [1], [1], 6)),
        ("index", lambda ax: plots.series(ax, [1], [1], -1)),
        ("every", lambda ax: plots.series(ax, [1], [1], 0, every=0)),
        ("where", lambda ax: plots.series(ax, [1], [1], 0, where=1)),
        ("where", lambda ax: plots.series(ax, [1], [1], 0, where=-2)),
        ("network", lambda ax: plots.decision_region(ax, None, *xor())),
        ("network(X)", lambda ax: plots.decision_region(ax, lambda X: X, *xor())),
        ("network(X)", lambda ax: plots.decision_region(ax, lambda X: None, *xor())),
        ("network(X)", lambda ax: plots.decision_region(ax, lambda X: X[:, :1] * np.nan, *xor())),
        ("targets", lambda ax: plots.decision_region(ax, network, xor()[0], xor()[1] / 2)),
        ("targets", lambda ax: plots.decision_region(ax, network, xor()[0], xor()[1][:3])),
        ("C", lambda ax: plots.contours(ax, None, [0.0, 1.0], [0.0, 1.0])),
        ("C(x, y)", lambda ax: plots.contours(ax, lambda a, b: np.inf, [0.0, 1.0], [0.0, 1.0])),
        ("C(x, y)", lambda ax: plots.contours(ax, lambda a, b: [a, b], [0.0, 1.0], [0.0, 1.0])),
        ("pictures", lambda ax: plots.images(ax, np.ones((2, 3, 4)), 2)),
        ("captions", lambda ax: plots.images(ax, np.ones((2, 3, 3)), 2, captions="abc")),
        ("per_row", lambda ax: plots.images(ax, np.ones((2, 3, 3)), 0)),
        ("matrix", lambda ax: plots.counts(ax, np.ones((2, 2)), "", "")),
        ("matrix", lambda ax: plots.counts(ax, np.ones((2, 3), int), "", "")),
        ("sizes", lambda ax: plots.diagram(ax, [])),
        ("sizes", lambda ax: plots.diagram(ax, 3)),
        ("sizes[1]", lambda ax: plots.diagram(ax, [2, 0])),
        ("sizes[0]", lambda ax: plots.diagram(ax, [2.0, 1])),
        ("values", lambda ax: plots.diagram(ax, [2, 1], values=[["1", "2"]])),
        ("names", lambda ax: plots.diagram(ax, [2, 1], names=[["1", "2"], ["1", "2"]])),
        ("deltas", lambda ax: plots.diagram(ax, [2, 1], deltas=[["1", "2"], ["1"]])),
        ("weights", lambda ax: plots.diagram(ax, [2, 1], weights=[np.ones((2, 1))])),
        ("biases", lambda ax: plots.diagram(ax, [2, 1], biases=[np.ones(1), np.ones(1)])),
        ("paths", lambda ax: plots.diagram(ax, [2, 1], paths=[(0, 0, 0)])),
        ("paths", lambda ax: plots.diagram(ax, [2, 1], paths=[(1, 1, 0)])),
        ("paths", lambda ax: plots.diagram(ax, [2, 1], paths=[(1, 0, 2)])),
        ("paths", lambda ax: plots.diagram(ax, [2, 1], paths=[(2, 0, 0)])),
        ("x", lambda ax: plots.contours(ax, bowl, [0.0], [0.0, 1.0])),
        ("x", lambda ax: plots.contours(ax, bowl, [0.0, 1.0], [0.0])),
    ],
)
def test_what_cannot_be_drawn(name, call):
    refused(name, call)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("columns", lambda: plots.figure(0)),
        ("columns", lambda: plots.figure(10**6)),
        ("rows", lambda: plots.figure(rows=10**6)),
        ("columns", lambda: plots.figure(1.0)),
        ("rows", lambda: plots.figure(1, 0)),
        ("height", lambda: plots.figure(height=0)),
        ("height", lambda: plots.figure(height=np.nan)),
        ("x", lambda: plots.number(np.nan)),
        ("x", lambda: plots.number("1")),
        ("x", lambda: plots.number(None)),
        ("digits", lambda: plots.number(1.0, -1)),
        ("digits", lambda: plots.number(1.0, 1.5)),
    ],
)
def test_figures_and_numbers(name, call):
    with pytest.raises((TypeError, ValueError), match=rf"^{name} is .*; expected"):
        call()
    assert plt.get_fignums() == []


def test_a_network_whose_numbers_are_too_large_is_named():
    with pytest.raises(ValueError, match="X, theta: z is no longer finite"):
        far = Network.mlp([2, 1], output=identity)
        far.theta = np.full(3, 1e308)
        plots.decision_region(axes(), far, 10 * xor()[0], xor()[1])
