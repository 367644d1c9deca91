"""The difference quotient of chapter 4, operated by mouse and by keyboard; its numbers are the package's."""

import re

import numpy as np
import pytest
from seeds import first

from nncourse import difference_quotient, relu, sigmoid, symmetric_quotient

FUNCTIONS = {
    "cube": (lambda x: x * x * x, lambda x: 3 * x * x),
    "square": (lambda x: x * x, lambda x: 2 * x),
    "sigmoid": (sigmoid, sigmoid.derivative),
    "relu": (relu, relu.derivative),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    ("x", "e"), first(4, [(1, 0), (-0.35, -1), (0, -2), (1, -16), (0.6, -4), (1, -8), (1, -15), (0.55, -12)])
)
def test_numbers_are_the_packages(visit, name, x, e):
    visited = visit("quotient", query=f"f:{name},x:{x},e:{e}")
    f, slope = FUNCTIONS[name]
    h = float(f"1e{e}")
    # exp of the browser and of NumPy may differ in the last digit, and the quotient divides that by h
    allowed = 1e-12 if name != "sigmoid" else max(1e-12, 4e-16 / h)
    one, two, exact = difference_quotient(f, float(x), h), symmetric_quotient(f, float(x), h), slope(float(x))
    wanted = {"slope": exact, "one": one, "two": two, "oneError": abs(one - exact), "twoError": abs(two - exact)}
    for key, value in wanted.items():
        assert visited.number(key) == pytest.approx(value, rel=1e-12, abs=allowed), key


def errors(visited, index):
    """Return h and error of every point of a curve in the right plot, by its places."""
    line = visited.root.locator("svg[data-picture] > svg").nth(1).locator("path").nth(1 + index).get_attribute("d")
    places = np.array([[float(v) for v in part.split()] for part in line.replace("L", "M").split("M")[1:]])
    box = visited.root.locator("svg[data-picture] > svg").nth(1).get_attribute("viewBox").split()
    left, top, width, height = (float(v) for v in box)
    e = -16.4 + 16.8 * (places[:, 0] - left) / width
    return e, 1.6 - 16.2 * (places[:, 1] - top) / height


@pytest.mark.parametrize(("index", "quotient"), [(0, difference_quotient), (1, symmetric_quotient)])
def test_the_curve_of_errors_is_the_packages_down_to_the_rounding(visit, index, quotient):
    visited = visit("quotient", query="x:0.7,e:-8")
    e, found = errors(visited, index)
    f, slope = FUNCTIONS["cube"]
    at = np.round(4 * e) / 4
    assert len(at) == 65 and np.abs(e - at).max() < 0.01
    whole = at == np.round(at)
    wanted = [abs(quotient(f, 0.7, float(f"1e{int(exponent)}")) - slope(0.7)) for exponent in at[whole]]
    assert found[whole] == pytest.approx(np.log10(np.maximum(wanted, 1e-14)), abs=0.01)


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("e:0", "Mit h\u00a0=\u00a01 ist der Fehler 4,0. h ist noch groß"),
        ("x:0.5,e:-3", "Ein Zehntel von h macht den Fehler 10-mal kleiner."),
        ("x:0.5,e:-3,kind:two", "Ein Zehntel von h macht den Fehler 100-mal kleiner."),
        ("e:-8", "Ein gutes h"),
        ("e:-5,kind:two", "Ein gutes h"),
        ("e:-12", "h ist zu klein: Die beiden Werte von f stimmen"),
        ("e:-10,kind:two", "h ist zu klein: Die beiden Werte von f stimmen"),
        ("e:-16", "x + h ist für den Computer dieselbe Zahl wie x"),
        ("f:relu,x:0,e:-3", "x liegt genau am Knick"),
        ("f:relu,x:-0.5,e:0", "Die Sekante reicht über den Knick hinweg"),
        ("f:relu,x:-0.5,e:-1", "Ein gutes h"),
        ("f:square,kind:two,x:0.5,e:0", "ist der Fehler 0. Ein gutes h"),
    ],
)
def test_words_say_how_good_h_is(visit, query, said):
    assert said in visit("quotient", query=query).words()


@pytest.mark.long
@pytest.mark.parametrize(("kind", "good", "bad"), [("one", -8, -5), ("two", -5, -8)])
@pytest.mark.parametrize("name", ["cube", "sigmoid"])
@pytest.mark.parametrize("x", first(1, [0.5, -1, 0.9]))
def test_what_the_chapter_calls_good_is_good(visit, name, x, kind, good, bad):
    visited = visit("quotient", query=f"f:{name},x:{x},kind:{kind},e:{good}")
    assert "Ein gutes h" in visited.words()
    visited.set("Exponent von h", bad + (1 if kind == "one" else -1))
    assert "Ein gutes h" not in visited.words()


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("quotient")
    for key in ["Tab", "ArrowDown", "Tab", "s", "Tab", "Home", "Tab"] + ["ArrowLeft"] * 3:
        visited.page.keyboard.press(key)
    assert visited.control("Funktion f").input_value() == "square"
    assert visited.control("Quotient").input_value() == "two"
    assert visited.control("Exponent von h").get_attribute("aria-valuetext") == "−3"
    assert visited.number("two") == pytest.approx(symmetric_quotient(lambda x: x * x, -1.0, 1e-3), rel=1e-12)


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse_x_moves_on_the_curve_and_h_in_the_plot_of_errors(visit, width):
    visited = visit("quotient", width=width)
    ticks = visited.root.locator(".nn-axes")
    curve, error = ticks.nth(0).bounding_box(), ticks.nth(1).bounding_box()

    def middle(axes, text):
        box = axes.get_by_text(re.compile(f"^{text}$")).first.bounding_box()
        return box["x"] + box["width"] / 2

    visited.page.mouse.move(middle(ticks.nth(0), "0") + 30, curve["y"] + 90)
    visited.page.mouse.down()
    visited.page.mouse.move(middle(ticks.nth(0), "0"), curve["y"] + 80, steps=3)
    visited.page.mouse.up()
    assert float(visited.control("Stelle x").input_value()) == pytest.approx(0, abs=0.05)
    visited.page.mouse.move(middle(ticks.nth(1), "1") - 40, error["y"] + 90)
    visited.page.mouse.down()
    visited.page.mouse.move(middle(ticks.nth(1), "10⁻⁵"), error["y"] + 90, steps=3)
    visited.page.mouse.up()
    assert visited.control("Exponent von h").input_value() == "-5"
    assert float(visited.control("Stelle x").input_value()) == pytest.approx(0, abs=0.05)


@pytest.mark.long
def test_in_english_with_a_decimal_point(visit):
    visited = visit("quotient", "en", query="e:-3")
    assert visited.root.locator(".nn-formula").nth(1).inner_text().endswith("= 3.003001, error 3.0\u00a0·\u00a010⁻³")
    assert "A tenth of h makes the error 10 times smaller." in visited.words()


@pytest.mark.long
def test_tiny_errors_are_written_with_their_power_of_ten(visit):
    visited = visit("quotient", query="e:-5")
    assert visited.root.locator(".nn-formula").nth(1).inner_text().endswith("Fehler 3,0\u00a0·\u00a010⁻⁵")
