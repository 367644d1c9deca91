"""arithmetic.mjs computes what the package computes, to 1e-12, and it is the only module that computes."""

import re
from pathlib import Path

import numpy as np
import pytest
import stills
from numpy.lib.stride_tricks import sliding_window_view

import nncourse
from nncourse import BinaryCrossEntropy, Dense, Maxout, Network, SquaredError, backprop, explorers
from nncourse.activations import ACTIVATIONS
from nncourse.bugs import Backward
from nncourse.bugs.zoo import OTHERS, ZOO
from nncourse.explorers import bug_data, page

pytestmark = pytest.mark.numerical

FOLDER = Path(explorers.__file__).parent
SIGNALS = [0.0, -0.0, 1e-9, -1e-9, *np.linspace(-6, 6, 49), 30.0, -30.0, 800.0, -800.0]
COSTS = {"SquaredError": SquaredError(), "BinaryCrossEntropy": BinaryCrossEntropy()}
BUGS = {bug.id: bug.steps for bug in (*ZOO, *OTHERS) if bug.id in " ".join(bug_data.LEVELS.values()).split()}


@pytest.fixture(scope="module")
def compute(browser, modules):
    """Return a function that runs JavaScript with the module as `m` and a case as `c`."""
    page = browser.new_page()
    page.goto(f"{modules}/texts/")

    def run(code, case=None):
        return page.evaluate(f"async c => {{ const m = await import('/arithmetic.mjs'); {code} }}", case)

    yield run
    page.close()


def agree(found, wanted, tolerance=1e-12):
    """Compare numbers of any size; NaN and infinities never agree."""
    found, wanted = np.asarray(found, dtype=float).ravel(), np.asarray(wanted, dtype=float).ravel()
    assert found.shape == wanted.shape
    error = np.abs(found - wanted) / np.maximum(np.abs(wanted), 1)
    assert np.all(error <= tolerance), f"differs by {error.max()}"


def described(network):
    """Return a network as the module's own layers can be made from."""
    layers = [
        [layer.n_in, layer.n_out, "maxout" if isinstance(layer, Maxout) else layer.f.name] for layer in network.layers
    ]
    return {"layers": layers, "theta": network.theta.tolist()}


MAKE = """
    const network = new m.Network(c.layers.map(([i, o, f]) => f === "maxout" ? m.maxout(i, o) : m.dense(i, o, f)));
    network.theta.set(c.theta);
"""


def test_activations_are_the_packages(compute):
    found = compute("return Object.keys(m.activations)")
    missing = [name for name in ACTIVATIONS if name not in found]
    assert not missing, f"`activations` in arithmetic.mjs has no {', '.join(missing)}"
    assert found == list(ACTIVATIONS)


def test_lists_offer_every_activation_under_its_name(compute):
    offered = dict(compute("return m.nonlinear"))
    assert list(offered) == [name for name in ACTIVATIONS if name != "identity"]
    assert all(offered.values())
    assert compute("return m.hiddenKinds") == [*map(list, offered.items()), ["maxout", "Maxout"]]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activation(compute, name):
    f = ACTIVATIONS[name]
    code = "const {f, slope} = m.activations[c.name]; return c.z.map(z => [f(z), slope(z, f(z))])"
    found = compute(code, {"name": name, "z": SIGNALS})
    agree(found, np.column_stack([f(SIGNALS), f.derivative(SIGNALS)]))
    assert compute("return m.activations[c].kinks", name) == list(f.kinks)
    agree(compute("return m.activations[c].gain", name), f.gain)
    assert compute("return m.activations[c].symbol", name)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_steepest_slope_and_bounds(compute, name):
    f = ACTIVATIONS[name]
    agree(compute("return m.activations[c].steepest", name), f.derivative(SIGNALS).max())
    bounds, ends = compute("return m.activations[c].bounds", name), f(np.array([-800.0, 800.0]))
    if bounds is None:
        assert np.abs(ends).max() == 800
    else:
        agree(bounds, ends)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z", [0, -0.0, 1])
def test_a_slope_jumps_where_it_is_another_on_each_side(compute, name, z):
    left, right = ACTIVATIONS[name].derivative([z - 1e-9, z + 1e-9])
    assert compute("return m.jumps(m.activations[c[0]], c[1])", [name, z]) == (abs(left - right) > 1e-6)


def test_softmax(compute):
    z = [3.0, -1.0, 800.0, 799.0]
    agree(compute("return m.softmax(c)", z), nncourse.softmax(z))


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("scale", [1, 300])
def test_cost(compute, cost, scale):
    rng = np.random.default_rng(1)
    O, G = scale * rng.standard_normal((5, 3)), rng.uniform(0, 1, (5, 3))
    code = """const O = Float64Array.from(c.O), into = new Float64Array(O.length);
              m.costs[c.cost].slope(O, c.G, 5, into); return [m.costs[c.cost].value(O, c.G, 5), ...into]"""
    found = compute(code, {"cost": cost, "O": O.ravel().tolist(), "G": G.ravel().tolist()})
    agree(found, [COSTS[cost](O, G), *COSTS[cost].gradient(O, G).ravel()])


def networks():
    """Yield networks of every activation, with Maxout in every place, with random parameters and at every kink."""
    for f in ACTIVATIONS.values():
        yield Network(Dense(4, 3, f), Dense(3, 2, f), seed=1)
        yield Network(Dense(4, 3, nncourse.tanh), Maxout(3, 5), Dense(5, 2, f), seed=2)
    yield Network(Maxout(4, 3), Maxout(3, 2), seed=3)
    yield Network(Dense(4, 1, nncourse.sigmoid), Dense(1, 6, nncourse.elu), Maxout(6, 2), seed=4)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("at_kink", [False, True])
def test_forward_and_backprop(compute, cost, at_kink):
    rng = np.random.default_rng(5)
    X, G = rng.standard_normal((7, 4)), rng.uniform(0, 1, (7, 2))
    for network in networks():
        network.theta = rng.standard_normal(network.theta.shape)
        if at_kink:
            X[::2] = 0
            for layer in network.layers:
                layer.b = np.zeros(layer.rows)
            network.layers[0].W[: network.layers[0].rows // 2] = 0
        case = {**described(network), "X": X.ravel().tolist(), "G": G.ravel().tolist(), "cost": cost}
        code = f"""{MAKE} const {{C, gradient, Z, A}} = m.backprop(network, c.X, c.G, m.costs[c.cost]);
            return [Z.flatMap(z => [...z]), A.flatMap(a => [...a]), C, [...gradient],
                m.costOf(network, c.X, c.G, m.costs[c.cost])]"""
        found_Z, found_A, found_C, found_gradient, again = compute(code, case)
        Z, A = network.forward(X)
        C, gradient = backprop(network, X, G, COSTS[cost])
        agree(found_Z, np.concatenate([z.ravel() for z in Z]))
        agree(found_A, np.concatenate([a.ravel() for a in A]))
        agree(found_C, C)
        agree(again, C)
        agree(found_gradient, gradient)


def test_deltas_of_one_sample_are_the_gradients_of_the_biases(compute):
    network = Network(Dense(2, 3, nncourse.tanh), Maxout(3, 2), Dense(2, 1, nncourse.sigmoid), seed=6)
    X, G = [[0.3, -0.8]], [[1.0]]
    code = f"{MAKE} return m.backprop(network, c.X, c.G, m.costs.SquaredError).delta.map(d => [...d])"
    found = compute(code, {**described(network), "X": X[0], "G": G[0]})
    for delta, (_, db) in zip(found, network.views(backprop(network, X, G, SquaredError())[1]), strict=True):
        agree(delta, db)


def test_every_bug_of_the_riddles_and_no_other_can_be_walked(compute):
    assert sorted(compute("return Object.keys(m.bugs(1))")) == sorted(BUGS)
    assert sum(len(names.split()) for names in bug_data.LEVELS.values()) == len(BUGS)


@pytest.mark.parametrize("name", ["none", *BUGS])
def test_a_walk_with_a_bug_gives_the_gradient_of_the_zoo(compute, name):
    steps, rng = BUGS.get(name, Backward()), np.random.default_rng(11)
    case = {"bug": name, "L": bug_data.zoo()["L"]}
    for f in ACTIVATIONS.values():
        network = Network(Dense(2, 2, f), Dense(2, 2, f))
        network.theta = rng.standard_normal(12)
        X, G = rng.standard_normal((1, 2)), rng.uniform(0, 1, (1, 2))
        case |= {"parts": [{"W": layer.W.tolist(), "b": layer.b.tolist()} for layer in network.layers], "f": f.name}
        code = """const layers = m.walk(c.parts, c.f, c.x, c.G, m.bugs(c.L)[c.bug]);
            return [layers.flatMap(l => [...l.z, ...l.a]), layers.flatMap(l => [...l.dW.flat(), ...l.db])]"""
        found, gradient = compute(code, case | {"x": X[0].tolist(), "G": G[0].tolist()})
        Z, A = steps.forward(network, X)
        agree(found, [number for z, a in zip(Z, A[1:], strict=True) for number in (*z[0], *a[0])])
        agree(gradient, steps(network, X, G, SquaredError())[1])


def test_slope_in_the_input(compute):
    network = Network(Dense(2, 3, nncourse.tanh), Maxout(3, 2), Dense(2, 1, nncourse.sigmoid), seed=7)
    x = np.array([0.4, -0.2])
    found = compute(f"{MAKE} return [...m.inputSlope(network, c.x)]", {**described(network), "x": x.tolist()})
    quotients = nncourse.numerical_gradient(lambda point: network(point)[0], x)
    agree(found, quotients, 1e-9)


def test_quotients(compute):
    def f(x):
        return x**4 - x**2

    case = {"x": 0.7, "h": 0.01}
    code = "const f = x => x ** 4 - x ** 2; return [m.differenceQuotient, m.symmetricQuotient].map(q => q(f, c.x, c.h))"
    agree(compute(code, case), [nncourse.difference_quotient(f, **case), nncourse.symmetric_quotient(f, **case)])


def test_gradient_descent(compute):
    found = compute("const theta = [1, 2]; m.gradientDescent(theta, [10, -20], 0.1); return theta")
    agree(found, [0, 4])


def test_crossing(compute):
    agree(compute("return m.crossing(2, -6)"), 3)


def test_random_numbers_are_uniform_and_normal_and_follow_their_seed(compute):
    code = """const g = m.generator(c), n = 20000;
        return [Array.from({length: n}, g.uniform), Array.from({length: n}, g.normal), g.permutation(50)]"""
    uniform, normal, order = compute(code, 3)
    assert 0 <= min(uniform) and max(uniform) < 1
    agree([np.mean(uniform), np.var(uniform)], [1 / 2, 1 / 12], 0.02)
    agree([np.mean(normal), np.var(normal), np.mean(np.abs(normal) < 1)], [0, 1, 0.6827], 0.03)
    assert sorted(order) == list(range(50)) != order
    assert compute(code, 3)[0] == uniform != compute(code, 4)[0]


def test_initial_weights_have_the_packages_spread(compute):
    code = """const network = new m.Network([m.dense(100, 200, c)]).initialize(1);
        const {W, b} = network.parts[0]; return [[...W], [...b]]"""
    for name, f in ACTIVATIONS.items():
        W, b = compute(code, name)
        agree(np.std(W), f.gain / 10, 0.003)
        assert set(b) == {0}


@pytest.mark.parametrize("name", ["xor", "circles", "spirals", "blobs"])
def test_points(compute, name):
    code = "const {X, G} = m.points(c.name, 200, c.noise, 1); return [[...X], [...G]]"
    X, G = (np.array(part) for part in compute(code, {"name": name, "noise": 0}))
    x, y = X.reshape(-1, 2).T
    assert np.array_equal(G, nncourse.datasets.halves(200).ravel())
    noisy = np.array(compute(code, {"name": name, "noise": 0.1})[0])
    assert noisy.shape == X.shape and np.abs(noisy).max() < 2
    if name == "xor":
        assert np.array_equal((x + y) % 2, G)
        assert len({(a, b) for a, b in zip(x, y, strict=True)}) == 4
    if name == "circles":
        agree(np.hypot(x, y), np.where(G == 1, 0.5, 1.0))
    if name == "spirals":
        t = np.hypot(x, y)
        agree(np.cos(np.arctan2(y, x) - 3 * np.pi * t - np.pi * G), np.ones(200), 1e-9)
    if name == "blobs":
        assert {tuple(row) for row in X.reshape(-1, 2)} == {(-0.5, -0.5), (0.5, 0.5)}


@pytest.mark.parametrize("size", [3, 5])
@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_a_convolution_is_the_sum_of_products_in_every_window(compute, size, stride, padding):
    rng = np.random.default_rng(12)
    picture, kernel = rng.standard_normal((11, 11)), rng.standard_normal((size, size))
    windows = sliding_window_view(np.pad(picture, padding), (size, size))[::stride, ::stride]
    case = {"picture": picture.ravel().tolist(), "kernel": kernel.ravel().tolist(), "by": [stride, padding]}
    code = """const side = Math.sqrt(c.kernel.length);
        return [m.convolve(c.picture, c.kernel, ...c.by), m.fits(11, side, ...c.by),
            m.products(m.inWindow(c.picture, side, c.by[0] - c.by[1], -c.by[1]), c.kernel)]"""
    found, fits, products = compute(code, case)
    agree(found, np.einsum("rcij,ij->rc", windows, kernel))
    assert fits == {"out": len(windows), "left": (11 + 2 * padding - size) % stride}
    agree(products, windows[1, 0] * kernel)


@pytest.mark.parametrize("side", [6, 7])
def test_max_pooling_keeps_the_largest_of_every_block(compute, side):
    picture = np.random.default_rng(13).standard_normal((side, side))
    found = compute("return m.maxPool(c, 2)", picture.ravel().tolist())
    agree(found, picture[:6, :6].reshape(3, 2, 3, 2).max(axis=(1, 3)))


def test_a_picture_in_tenths_is_rounded(compute):
    picture = np.arange(256) / 255
    agree(compute("return m.tenths(c)", picture.tolist()), np.round(picture, 1))


HARMLESS = {"abs", "ceil", "floor", "max", "min", "round", "sign"}


def computing(text):
    """Return what a module computes by itself that belongs into arithmetic.mjs."""
    text = re.sub(r"//.*", "", text)
    found = [f"Math.{name}" for name in re.findall(r"\bMath\.(\w+)", text) if name not in HARMLESS]
    return found + re.findall(r"\*\*|\bMath\b(?!\.\w)", text)


def test_arithmetic_stands_in_one_place():
    others = [path for path in FOLDER.glob("*.mjs") if path.name != "arithmetic.mjs"]
    assert others
    assert {path.name: computing(path.read_text("utf-8")) for path in others} == {path.name: [] for path in others}
    for name in stills.NAMES:
        assert "arithmetic" in page.with_imports(name)


@pytest.mark.parametrize("line", ["Math.exp(-z)", "(o - g) ** 2", "const { tanh } = Math", "Math.sqrt(2)", "Math.PI"])
def test_arithmetic_in_another_place_is_seen(line):
    assert computing(line)
