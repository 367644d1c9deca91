"""The explorer of chapter 1, operated by mouse, by finger and by keyboard; its numbers are the package's."""

import re

import numpy as np
import pytest
from seeds import first

from nncourse import Dense, Maxout, Network, elu, numerical_gradient, sigmoid, tanh
from nncourse.activations import ACTIVATIONS

FUNCTIONS = {name: f for name, f in ACTIVATIONS.items() if name != "identity"}


def shows(visited, *numbers):
    """Compare z, a and the slope with what the package says."""
    for name, wanted in zip(("z", "a", "slope"), numbers, strict=True):
        assert visited.number(name) == pytest.approx(wanted, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("w", "b", "x"), first(2, [(-2.5, 2, -3), (0.3, 0, 0), (1, 0, 1), (4, -5, 1.2), (0, 1, 2)]))
@pytest.mark.parametrize("name", FUNCTIONS)
def test_numbers_are_the_packages(visit, name, w, b, x):
    f = FUNCTIONS[name]
    visited = visit("neuron", query=f"f:{name},w:{w},b:{b},x:{x}")
    neuron = Network(Dense(1, 1, f))
    neuron.theta = [w, b]
    z = w * x + b
    shows(visited, z, neuron([x])[0], f.derivative(z) * w)


def test_every_function_can_be_chosen(visit):
    assert visit("neuron").choices("Aktivierungsfunktion") == [*FUNCTIONS, "maxout"]


@pytest.mark.parametrize("x", first(2, [-3, 2, -1, 0.5]))
def test_maxout_takes_the_larger_line_and_its_slope(visit, x):
    visited = visit("neuron", query=f"f:maxout,w:0.8,b:0.5,w2:-0.4,b2:1,x:{x}")
    neuron = Network(Maxout(1, 1))
    neuron.theta = [0.8, -0.4, 0.5, 1]
    (z1, z2) = neuron.forward([[x]])[0][0][0]
    shows(visited, z1, neuron([x])[0], 0.8 if z1 >= z2 else -0.4)
    assert visited.number("z2") == pytest.approx(z2, rel=1e-12)
    assert ("Die erste Gerade" if z1 > z2 else "Die zweite Gerade") in visited.words()


@pytest.mark.long
def test_slope_is_that_of_the_curve(visit):
    visited = visit("neuron", query="f:elu,w:-1.5,b:0.4,x:2")
    neuron = Network(Dense(1, 1, elu))
    neuron.theta = [-1.5, 0.4]
    quotient = numerical_gradient(lambda x: neuron(x)[0], np.array([2.0]))[0]
    assert visited.number("slope") == pytest.approx(quotient, rel=1e-8)


@pytest.mark.long
def test_every_control_has_role_name_and_value(visit):
    visited = visit("neuron", query="f:maxout")
    assert visited.root.get_by_role("combobox", name="Aktivierungsfunktion", exact=True).input_value() == "maxout"
    for name in ("Gewicht w₁", "Bias b₁", "Gewicht w₂", "Bias b₂", "Eingabe x"):
        assert re.fullmatch(
            r"−?\d,\d", visited.root.get_by_role("slider", name=name, exact=True).get_attribute("aria-valuetext")
        )


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("neuron")
    visited.page.keyboard.press("Tab")
    assert visited.page.evaluate("document.activeElement.localName") == "select"
    visited.page.keyboard.press("t")  # tanh
    assert visited.control("Aktivierungsfunktion").input_value() == "tanh"
    visited.page.keyboard.press("Tab")
    for _ in range(5):
        visited.page.keyboard.press("ArrowRight")
    visited.page.keyboard.press("Tab")
    visited.page.keyboard.press("ArrowLeft")
    visited.page.keyboard.press("Tab")  # the second line's sliders are hidden: on to x
    visited.page.keyboard.press("Home")
    z = 1.5 * -5 - 0.1
    shows(visited, z, tanh(z), tanh.derivative(z) * 1.5)
    assert visited.control("Gewicht w").get_attribute("aria-valuetext") == "1,5"
    assert visited.control("Eingabe x").get_attribute("aria-valuetext") == "−5,0"
    assert "gesättigt" in visited.words()


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse(visit, width):
    visited = visit("neuron", width=width)
    picture = visited.root.locator("svg[data-picture]")
    tick = visited.root.locator(".nn-axes text", has_text=re.compile("^4$")).first.bounding_box()
    box = picture.bounding_box()
    visited.page.mouse.move(box["x"] + 150, box["y"] + 100)
    visited.page.mouse.down()
    visited.page.mouse.move(tick["x"] + tick["width"] / 2, box["y"] + 150, steps=5)
    visited.page.mouse.up()
    visited.page.mouse.move(box["x"] + 150, box["y"] + 150)
    x = float(visited.control("Eingabe x").input_value())
    assert x == pytest.approx(4, abs=0.11)
    shows(visited, x, sigmoid(x), sigmoid.derivative(x))


@pytest.mark.long
def test_by_finger(visit):
    visited = visit("neuron", width=390, has_touch=True)
    box = visited.root.locator("svg[data-picture]").bounding_box()
    before = visited.number("z")
    visited.page.touchscreen.tap(box["x"] + 80, box["y"] + 100)
    assert visited.number("z") < before


@pytest.mark.long
def test_link_and_address_hold_what_was_set(visit):
    visited = visit("neuron")
    visited.set("Aktivierungsfunktion", "relu")
    visited.set("Gewicht w", -1.2)
    visited.set("Eingabe x", 0.5)
    shown = [visited.number(name) for name in ("z", "a", "slope")]
    link = visited.root.locator(".nn-foot a").get_attribute("href")
    visited.wait(400)
    assert visited.page.url == visited.file.as_uri() + link
    visited.page.goto(visited.file.as_uri() + link)
    assert [visited.number(name) for name in ("z", "a", "slope")] == shown
    assert visited.control("Gewicht w").input_value() == "-1.2"
    visited.button("Zurück auf Anfang").click()
    shows(visited, 1, sigmoid(1), sigmoid.derivative(1))
    visited.wait(400)
    assert visited.page.url == visited.file.as_uri() + "?neuron=f:sigmoid,w:1,b:0,w2:-0.5,b2:1,x:1"


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("f:sigmoid,w:2,b:-6,x:3", "Die Kurve steigt dort mit 0,500. Das Signal ist bei x = 3,00 null."),
        ("f:sigmoid,w:4,b:0,x:3", "Das Neuron ist gesättigt"),
        ("f:sigmoid,w:0,b:1,x:3", "ihre Steigung ist 0. Mit w = 0 hört das Neuron nicht auf x."),
        ("f:relu,w:-1,b:2,x:3", "das Neuron ist aus"),
        ("f:relu,w:-1,b:2,x:-1", "Aktivierung 3,000. Die Kurve fällt dort, ihre Steigung ist −1,000."),
        ("f:leaky_relu,w:1,b:0,x:0", "Genau am Knick"),
        ("f:maxout,w:1,b:0,w2:1,b2:1,x:0", "Die Geraden sind parallel"),
        ("f:maxout,w:1,b:1,w2:-1,b2:1,x:0", "Beide Geraden sind gleich hoch"),
    ],
)
def test_words_say_what_is_seen(visit, query, said):
    assert said in visit("neuron", query=query).words()


@pytest.mark.long
def test_in_english_with_a_decimal_point(visit):
    visited = visit("neuron", "en", query="w:2,b:-6,x:3")
    assert "The curve rises there: its slope is 0.500. The signal is zero at x = 3.00." in visited.words()
    assert visited.root.locator(".nn-formula").first.inner_text() == "z = w · x + b = 2.0 · 3.0 + (−6.0) = 0.00"


@pytest.mark.long
def test_numbers_in_the_picture_are_those_of_the_formulas(visit):
    visited = visit("neuron", query="f:tanh,w:2,b:-3,x:2")
    texts = visited.root.locator("svg .nn-number").all_text_contents()
    assert texts == ["a = 0,762", "Steigung 0,840"]


@pytest.mark.long
def test_a_point_outside_of_the_picture_is_an_arrow_at_its_edge(visit):
    visited = visit("neuron", query="f:relu,w:3,b:2,x:4")
    assert visited.root.locator("svg circle").count() == 0
    assert visited.root.locator("svg path.nn-fill").count() == 1
    assert visited.root.locator("svg .nn-number").first.text_content() == "a = 14,000"
