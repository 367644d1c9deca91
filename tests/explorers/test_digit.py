"""The explorer of chapters 7 and 9: it reads 1,000 test digits as the package does, and a drawing as MNIST made it."""

import re
from base64 import b64decode

import numpy as np
import pytest
from seeds import first

from experiments.strokes import as_mnist, center_of_mass
from nncourse import Activation, Dense, Maxout, Network, ShapeError, accuracy, explorers, identity, mnist, relu, tanh
from nncourse.explorers.digit_data import EXAMPLES, exported, reader, rounded


@pytest.fixture(scope="module")
def arithmetic(browser, modules):
    """Return a function that runs JavaScript with arithmetic.mjs as `m` and a case as `c`."""
    page = browser.new_page()
    page.goto(f"{modules}/texts/")
    yield lambda code, case=None: page.evaluate(
        f"async c => {{ const m = await import('/arithmetic.mjs'); {code} }}", case
    )
    page.close()


# --- the network -----------------------------------------------------------------------------------------------------


def test_the_stored_network_reads_mnist_as_well_as_before_it_practiced_drawings():
    images, labels = mnist().x_test.reshape(-1, 784), mnist().y_test
    assert reader().sizes == [784, 128, 10]
    assert accuracy(reader()(images), labels) >= 0.9845
    assert accuracy(rounded(reader())(images), labels) >= 0.9845


def read_by_page(arithmetic, network, images):
    """Return the page's outputs."""
    code = "const network = m.unpacked(c.layers); return [...network.forward(c.X).A.at(-1)]"
    case = {"layers": exported(network)["layers"], "X": images.ravel().tolist()}
    return np.reshape(arithmetic(code, case), (len(images), 10))


@pytest.mark.parametrize("count", first(1, [100, 1000]))
def test_the_page_reads_test_digits_as_the_package_does(arithmetic, count):
    images = mnist().x_test[:count].reshape(-1, 784) / 255
    outputs = rounded(reader())(images)
    found = read_by_page(arithmetic, reader(), images)
    assert np.array_equal(found.argmax(axis=1), outputs.argmax(axis=1))
    assert found == pytest.approx(outputs, rel=1e-12, abs=1e-12)


NETWORKS = [
    Network.mlp([784, 5, 10], seed=1),
    Network.mlp([784, 7, 4, 10], hidden=tanh, output=identity, dtype=np.float32),
    Network(Maxout(784, 3), Dense(3, 10, relu), seed=2),
]


@pytest.mark.parametrize("network", NETWORKS)
def test_any_network_is_read_as_its_rounded_one(arithmetic, network):
    network.layers[0].W[1] = 0
    network.layers[-1].b = np.random.default_rng(0).standard_normal(10)
    images = mnist().x_test[:20].reshape(-1, 784) / 255
    found = read_by_page(arithmetic, network, images)
    assert found == pytest.approx(rounded(network)(images), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("network", [*NETWORKS, reader()])
def test_rounding_is_close_and_done_once(network):
    before, once = network.theta.copy(), rounded(network)
    assert np.array_equal(network.theta, before)
    assert once.dtype == np.float64
    for layer, original in zip(once.layers, network.layers, strict=True):
        step = np.abs(original.W).max(axis=1, keepdims=True) / 127
        assert np.all(np.abs(layer.W - original.W) <= 0.57 * step + 1e-12)
        assert layer.b == pytest.approx(original.b, rel=5.1e-4)
    assert np.array_equal(rounded(once).theta, once.theta)


def test_the_page_is_light():
    assert len(explorers.digit()._repr_html_().encode()) <= 300_000
    assert sum(len(layer["whole"]) for layer in exported(reader())["layers"]) < 140_000


@pytest.mark.parametrize(
    ("network", "error", "complaint"),
    [
        ("reader.nn", TypeError, "network is 'reader.nn'; expected a Network that reads digits"),
        (Network.mlp([64, 30, 10]), ShapeError, "network is 64-30-10; expected 784 inputs"),
        (Network.mlp([784, 30, 1]), ShapeError, "network is 784-30-1; expected 784 inputs"),
        (Network.mlp([784, 10]), ShapeError, "network is 784-10; expected 784 inputs (28 x 28 pixels), hidden neurons"),
        (Network.mlp([784, 300, 10]), ValueError, "network has 238200 weights; expected at most 220000"),
    ],
)
def test_another_network_is_refused(network, error, complaint):
    with pytest.raises(error, match=re.escape(complaint)):
        explorers.digit(network)


def test_a_network_of_your_own_functions_is_refused():
    mine = Activation("mine", np.square, lambda z, a: 2 * z)
    with pytest.raises(TypeError, match="an activation function of your own"):
        explorers.digit(Network.mlp([784, 3, 10], hidden=mine))


def test_rounding_takes_networks_only():
    with pytest.raises(TypeError, match=re.escape("network is [1, 2]; expected a Network")):
        rounded([1, 2])


def test_examples_are_one_of_each_digit():
    data = mnist()
    assert list(EXAMPLES) == [int(data.y_test[i]) for i in EXAMPLES.values()] == list(range(10))
    for text, i in zip(exported(reader())["examples"], EXAMPLES.values(), strict=True):
        assert b64decode(text) == data.x_test[i].tobytes()


# --- the drawing ------------------------------------------------------------------------------------------------------


SEVEN = [[5, 5], [22, 5], [12, 24]]
DRAWINGS = {
    "seven": ([SEVEN], 1.2),
    "small": ([[[20, 20], [23, 20], [21, 24]]], 0.8),
    "beside": ([[[2, 3], [2, 24]], [[1, 10], [6, 12], [6, 12]]], 0.4),
    "dot": ([[[9, 9]]], 1.0),
    "wide": ([[[0, 14], [28, 15]], [[3, 3], [25, 27]]], 2.4),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_becomes_what_mnist_would_have_made_of_it(arithmetic, name):
    strokes, radius = DRAWINGS[name]
    code = "const {pixels, scale, width} = m.asMnist(c.strokes, c.radius); return [[...pixels], scale, width]"
    found, scale, width = arithmetic(code, {"strokes": strokes, "radius": radius})
    picture = as_mnist(strokes, radius)
    assert np.reshape(found, (28, 28)) == pytest.approx(picture, abs=1e-12)
    longest = (np.ptp(np.concatenate(strokes), axis=0) + 2 * radius).max()
    assert [scale, width] == pytest.approx([min(20 / longest, 4), 2 * radius * min(20 / longest, 4)])
    assert center_of_mass(picture) == pytest.approx([14.5, 14.5], abs=0.25)


def test_mnist_has_its_centers_of_mass_there():
    images = mnist().x_test[:1000] / 255
    assert np.mean([center_of_mass(image) for image in images], axis=0) == pytest.approx([14.5, 14.5], abs=0.05)


def test_no_ink_is_no_drawing(arithmetic):
    assert arithmetic("return m.asMnist([], 1)") is None


def test_advocates_of_one_hidden_layer_are_weight_times_activation(arithmetic):
    network = rounded(reader())
    image = mnist().x_test[:1].reshape(1, 784) / 255
    a = network.forward(image)[1][1][0]
    code = "const n = m.unpacked(c.layers); return [...m.advocates(n, n.forward(c.x), 7)]"
    found = arithmetic(code, {"layers": exported(reader())["layers"], "x": image[0].tolist()})
    assert found == pytest.approx(network.layers[1].W[7] * a, rel=1e-12, abs=1e-12)


# --- on the page ------------------------------------------------------------------------------------------------------


def outputs(visited):
    """Return the ten outputs in percent, as the page writes them."""
    return np.array([visited.number(f"p{digit}") for digit in range(10)])


def sheet(visited):
    """Return the left edge, the upper edge and the unit of the sheet, in pixels of the page."""
    box = visited.root.locator("rect.nn-sheet").bounding_box()
    return box["x"], box["y"], box["width"] / 28


def draw(visited, *strokes):
    """Draw strokes with the mouse."""
    left, top, unit = sheet(visited)
    mouse = visited.page.mouse
    for stroke in strokes:
        for i, (x, y) in enumerate(stroke):
            mouse.move(left + x * unit, top + y * unit)
            if i == 0:
                mouse.down()
        mouse.up()


def answer(picture):
    """Return the package's outputs in percent."""
    z = rounded(reader())(picture.reshape(1, 784))[0]
    return 100 * np.exp(z - z.max()) / np.exp(z - z.max()).sum()


@pytest.mark.parametrize("digit", first(2, EXAMPLES))
def test_examples_are_read_as_the_package_reads_them(visit, digit):
    visited = visit("digit", query=f"example:{digit}")
    image = mnist().x_test[EXAMPLES[digit]] / 255
    assert outputs(visited) == pytest.approx(answer(image), rel=1e-9, abs=1e-9)
    assert f"Das Netz liest eine {digit}" in visited.words()


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse(visit, width):
    visited = visit("digit", width=width)
    draw(visited, SEVEN)
    assert visited.control("Auf dem Blatt").input_value() == "none"
    assert outputs(visited) == pytest.approx(answer(as_mnist([SEVEN], 1.2)), abs=1)
    assert "Das Netz liest eine 7" in visited.words()
    draw(visited, [[10, 15], [18, 15]])
    assert visited.root.locator("path.nn-ink").count() == 2
    visited.button("Strich zurück").click()
    assert visited.root.locator("path.nn-ink").count() == 1
    visited.button("Leeres Blatt").click()
    assert visited.root.locator("path.nn-ink").count() == 0
    assert "Das Blatt ist leer" in visited.words()
    visited.button("Zurück auf Anfang").click()
    assert visited.control("Auf dem Blatt").input_value() == "3"


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("digit", query="example:none")
    keyboard = visited.page.keyboard
    for _ in range(3):
        keyboard.press("Tab")
    assert visited.page.evaluate("document.activeElement.getAttribute('role')") == "application"
    steps = "L" * 9 + "U" * 9 + " " + "R" * 16 + "DL" * 9 + "D" * 9 + " " + "D"
    for step in steps:
        keyboard.press({"L": "ArrowLeft", "R": "ArrowRight", "U": "ArrowUp", "D": "ArrowDown", " ": "Space"}[step])
    assert "Das Netz liest eine 7" in visited.words()
    assert visited.root.locator("path.nn-ink").count() == 1
    status = visited.root.locator(".nn-where data")
    assert [float(value) for value in status.evaluate_all("all => all.map(one => one.value)")] == [12, 24]
    bend = [[5 + i, 5] for i in range(17)]
    for _ in range(9):
        bend += [[bend[-1][0], bend[-1][1] + 1], [bend[-1][0] - 1, bend[-1][1] + 1]]
    bend += [[12, 15 + i] for i in range(9)]
    assert outputs(visited) == pytest.approx(answer(as_mnist([bend], 1.2)), rel=1e-6, abs=1e-6)
    keyboard.press("Backspace")
    assert "Das Blatt ist leer" in visited.words()


@pytest.mark.long
def test_the_first_stroke_takes_the_example_away_and_an_example_the_strokes(visit):
    visited = visit("digit", query="example:8")
    draw(visited, SEVEN)
    assert visited.root.locator("path.nn-ink").count() == 1
    visited.set("Auf dem Blatt", "5")
    assert visited.root.locator("path.nn-ink").count() == 0
    assert "liest eine 5" in visited.words()
    visited.set("Auf dem Blatt", "none")
    assert "Das Blatt ist leer" in visited.words()


@pytest.mark.long
@pytest.mark.parametrize(
    ("pen", "stroke", "said"),
    [
        (0.4, SEVEN, "dünner als die Ziffern"),
        (2.4, [[12, 10], [16, 10], [13, 17]], "Zeichne größer"),
        (1.2, [[1, 1], [14, 1], [6, 20]], "lag neben der Mitte"),
        (1.2, SEVEN, "wie bei MNIST"),
    ],
)
def test_words_say_why_it_may_err(visit, pen, stroke, said):
    visited = visit("digit", query=f"example:none,pen:{pen}")
    draw(visited, stroke)
    assert said in visited.words()


@pytest.mark.long
def test_two_close_outputs_are_named(visit):
    visited = visit("digit", query="example:none")
    strokes = [[7, 5], [7, 15], [20, 15]], [[20, 5], [20, 25]], [[7, 5], [13, 3.5]]
    draw(visited, *strokes)
    shares = answer(as_mnist(strokes, 1.2))
    assert 25 < shares[4] < shares[9] < 75
    assert "Zwei Ausgänge liegen nah beieinander: Die 4 bekommt" in visited.words()
    assert "Das weiß das Netz nicht: Keine Ziffer bekommt auch nur 85 %, am meisten die 9" in visited.words()


@pytest.mark.long
def test_hidden_neurons_are_those_that_add_most(visit):
    visited = visit("digit", query="example:7")
    network = rounded(reader())
    a = network.forward(mnist().x_test[:1].reshape(1, 784) / 255)[1][1][0]
    added = network.layers[1].W[7] * a
    strongest = np.argsort(-added)[:4]
    assert [visited.number(f"n{k}") for k in range(4)] == list(strongest + 1)
    assert [visited.number(f"c{k}") for k in range(4)] == pytest.approx(added[strongest], rel=1e-9)
    texts = visited.root.locator("svg text.nn-forward").all_text_contents()
    assert [text for text in texts if text.startswith("a =")] == [
        f"a = {a[i]:.2f}".replace(".", ",") for i in strongest
    ]


@pytest.mark.long
def test_a_network_of_your_own_is_shown_by_its_own_outputs(visit):
    network = Network.mlp([784, 6, 10], seed=3)
    visited = visit(explorers.digit(network), query="example:2")
    outputs_ = 100 * rounded(network)(mnist().x_test[1].reshape(1, 784) / 255)[0]
    assert outputs(visited) == pytest.approx(outputs_, rel=1e-9)


@pytest.mark.long
def test_in_english(visit):
    visited = visit("digit", "en", query="example:4")
    assert "A test image: the network reads it as 4" in visited.words()
