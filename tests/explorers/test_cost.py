"""The explorer of chapter 3, operated by mouse, by finger and by keyboard; its numbers are the package's."""

import numpy as np
import pytest
from seeds import first

from nncourse import Dense, GradientDescent, Network, SquaredError, backprop, sigmoid

X = np.array([[-2.0], [-1.0], [0.0], [1.0], [2.0], [3.0]])  # the chapter's samples
G = np.array([[0.0], [0.0], [1.0], [0.0], [1.0], [1.0]])
COST = SquaredError()


def neuron(w, b):
    """Return the package's neuron."""
    network = Network(Dense(1, 1, sigmoid))
    network.theta = [w, b]
    return network


def lowest():
    """Return w and b at the lowest point, and C there."""
    network, optimizer = neuron(0, 0), GradientDescent(1.0)
    for _ in range(2000):
        optimizer.step(network.theta, backprop(network, X, G, COST)[1])
    return *network.theta, COST(network(X), G)


def shows(visited, w, b):
    """Compare every number with what the package says."""
    outputs = neuron(w, b)(X)
    squares = ((outputs - G) ** 2).ravel()
    assert [visited.number(f"q{i}") for i in range(6)] == pytest.approx(squares, rel=1e-12, abs=1e-12)
    assert visited.number("C") == pytest.approx(COST(outputs, G), rel=1e-12)
    worst = np.argmax(squares > squares.max() - 1e-12)
    assert [visited.number(name) for name in ("x", "O", "G", "square")] == pytest.approx(
        [X[worst, 0], outputs[worst, 0], G[worst, 0], squares[worst]], rel=1e-12, abs=1e-12
    )


PLACES = [(-2, 2), (0.95, -0.5), (5, -5), (1.5, -0.75), (0.1, -0.2), (-3, 4), (1, -0.5)]


@pytest.mark.parametrize(("w", "b"), first(3, PLACES))
def test_numbers_are_the_packages(visit, w, b):
    visited = visit("cost", query=f"w:{w},b:{b}")
    shows(visited, w, b)
    said = visited.words()
    right = float(visited.root.locator('output data[data-name="right"]').get_attribute("value"))
    assert right == np.sum((neuron(w, b)(X) > 0.5) == (G > 0.5))
    above = COST(neuron(w, b)(X), G) - lowest()[2]
    found = visited.root.locator('output data[data-name="above"]')
    assert ("Du bist im Tal" in said) == (above < 0.0005) == (found.count() == 0)
    if found.count():
        assert float(found.get_attribute("value")) == pytest.approx(above, abs=1e-12)


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("cost")
    for key in ("Tab", "Home", "ArrowRight", "ArrowRight", "Tab", "End", "ArrowLeft"):
        visited.page.keyboard.press(key)
    shows(visited, -2.9, 3.95)
    assert visited.control("Gewicht w").get_attribute("aria-valuetext") == "−2,90"


def place(visited, w, b):
    """Return where (w, b) is on the map, in pixels of the window, by the numbers at its axes."""

    def tick(text, axis, index):
        box = visited.root.locator("g.nn-axes").nth(2).get_by_text(text, exact=True).nth(index).bounding_box()
        return box[axis] + box["width" if axis == "x" else "height"] / 2

    zero, four = tick("0", "x", 0), tick("4", "x", 0)
    level, deep = tick("0", "y", 1), tick("−4", "y", 0)
    return zero + w / 4 * (four - zero), level + b / -4 * (deep - level)


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse(visit, width):
    visited = visit("cost", width=width)
    x, y = place(visited, 3, -2)
    visited.page.mouse.move(x - 60, y - 40)
    visited.page.mouse.down()
    visited.page.mouse.move(x, y, steps=4)
    visited.page.mouse.up()
    w, b = (float(visited.control(label).input_value()) for label in ("Gewicht w", "Bias b"))
    assert [w, b] == pytest.approx([3, -2], abs=0.15)
    shows(visited, w, b)
    box = visited.root.locator("g.nn-axes").first.bounding_box()  # the samples are not the map
    visited.page.mouse.click(box["x"] + 100, box["y"] + 50)
    shows(visited, w, b)


@pytest.mark.long
def test_bars_and_distances_are_those_of_the_samples(visit):
    visited = visit("cost", query="w:0,b:0")
    assert visited.root.locator("rect.nn-bar").count() == visited.root.locator("rect.nn-goal").count() == 6
    assert visited.root.locator("circle.nn-forward").count() == 7  # six outputs and the place on the map
    heights = visited.root.locator("rect.nn-bar").evaluate_all("bars => bars.map(bar => bar.getAttribute('height'))")
    assert len(set(heights)) == 1  # all squares are 1/4


@pytest.mark.parametrize("level", first(2, [0.15, 0.4, 0.2, 0.3, 0.5, 0.6]))
def test_contour_lines_run_where_the_cost_is_their_level(visit, level):
    visited = visit("cost", query="w:0,b:0")
    index = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.15].index(level)
    line = visited.root.locator("path.nn-level").nth(index).get_attribute("d")
    places = np.array([[float(v) for v in part.split()] for part in line.replace("L", "M").split("M")[1:]])
    box = visited.root.locator("svg[data-picture] > svg").nth(2)
    left, top, width, height = (float(v) for v in box.get_attribute("viewBox").split())
    w, b = -3 + 8 * (places[:, 0] - left) / width, 4 - 9 * (places[:, 1] - top) / height
    found = [COST(neuron(*theta)(X), G) for theta in zip(w, b, strict=True)]
    assert len(found) > 10
    assert found == pytest.approx([level] * len(found), abs=0.012)


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("w:-2,b:2", "Hier ist die Karte fast eben, und doch liegt der tiefste Punkt 0,5192 tiefer."),
        ("w:0,b:0", "Mit w = 0 antwortet das Neuron auf jedes x dasselbe."),
        ("w:1.5,b:-0.75", "Fast unten: Der tiefste Punkt, der Stern, liegt nur noch 0,0155 tiefer."),
        ("w:0.9,b:-0.45", "Du bist im Tal: Tiefer geht es bei diesen Daten nicht."),
        ("w:0.3,b:0", "Der tiefste Punkt liegt"),
        ("w:5,b:-2.5", "4 von 6 Ausgängen liegen auf der richtigen Seite von 0,5."),
    ],
)
def test_words_say_what_is_seen(visit, query, said):
    assert said in visit("cost", query=query).words()


@pytest.mark.long
def test_in_english_with_a_decimal_point(visit):
    words = visit("cost", "en", query="w:5,b:-2.5").words()
    assert "The most expensive sample is x\u00a0=\u00a00: 50% of the cost comes from it alone." in words
