"""The explorer of chapter 2, operated by mouse, by finger and by keyboard; its numbers are the package's."""

import re

import numpy as np
import pytest
from seeds import first

from nncourse import Dense, Network, identity, relu, sigmoid, tanh

FUNCTIONS = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu, "identity": identity}
THETA = [2, -3, 1, 2, 0, 2, 0.5, -2, 1, 1, -2, 0.3, 0]
KEYS = "w1_11 w1_12 w1_21 w1_22 w1_31 w1_32 b1_1 b1_2 b1_3 w2_11 w2_12 w2_13 b2_1".split()
NEURONS = {"a1": (1, 0), "a2": (1, 1), "a3": (1, 2), "O": (2, 0)}


def network(theta=THETA, f=sigmoid):
    """Return the package's 2-3-1 network."""
    made = Network(Dense(2, 3, f), Dense(3, 1, sigmoid))
    made.theta = theta
    return made


def neuron(name, x, made=None):
    """Return z and a of a neuron, as the package computes them."""
    k, i = NEURONS[name]
    Z, A = (made or network()).forward([x])
    return Z[k - 1][0, i], A[k][0, i]


def shows(visited, z, a):
    """Compare z and a of the formulas."""
    assert [visited.number("z"), visited.number("a")] == pytest.approx([z, a], rel=1e-12, abs=1e-12)


def handle(visited, name):
    """Return what can be touched of a weight ("w1_12"), an input ("x1") or a neuron ("a1")."""
    return visited.root.locator(f'[data-part="{name}"], [data-neuron="{name}"]')


def middle(visited, name, share=0.5):
    """Return a place on a handle in the window."""
    return visited.middle(handle(visited, name), share)


def drag(visited, start, by):
    """Drag with the mouse from a place by [x, y] pixels."""
    mouse = visited.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(start[0] + by[0], start[1] + by[1], steps=4)
    mouse.up()


@pytest.mark.parametrize("seed", first(1, range(3)))
@pytest.mark.parametrize("f", FUNCTIONS)
def test_numbers_of_every_neuron_are_the_packages(visit, f, seed):
    rng = np.random.default_rng(seed)
    theta, x = rng.integers(-50, 51, 13) / 10, rng.integers(-20, 21, 2) / 10
    state = {"f": f, "x1": x[0], "x2": x[1], **dict(zip(KEYS, theta, strict=True))}
    visited = visit("forward", query=",".join(f"{key}:{value}" for key, value in state.items()))
    made = network(theta, FUNCTIONS[f])
    for name in NEURONS:
        handle(visited, name).focus()
        shows(visited, *neuron(name, x, made))
    assert visited.root.locator("svg .nn-number").text_content() == f"O = {made(x)[0]:.3f}".replace(".", ",")
    inside = visited.root.locator("svg circle.nn-paper + text").all_text_contents()
    wanted = [*(f"{value:.1f}" for value in x), *(f"{neuron(name, x, made)[1]:.2f}" for name in NEURONS)]
    assert [float(text.replace(",", ".").replace("−", "-")) for text in inside] == [float(text) for text in wanted]


def test_it_starts_with_the_network_of_the_chapter(visit):
    visited = visit("forward")
    shows(visited, 1, sigmoid(1))
    formula = visited.root.locator(".nn-formula").first.inner_text()
    assert formula == "z₁⁽¹⁾ = w₁₁⁽¹⁾ · x₁ + w₁₂⁽¹⁾ · x₂ + b₁⁽¹⁾ = 2,0 · 1,0 + (−3,0) · 0,5 + 0,5 = 1,00"
    assert "antwortet das Netz mit O = 0,499. Das ist fast genau 0,5" in visited.words()


@pytest.mark.long
@pytest.mark.parametrize("name", NEURONS)
def test_the_neuron_under_the_pointer_shows_its_formula(visit, name):
    visited = visit("forward", query="at:a2")
    visited.page.mouse.move(*middle(visited, name))
    shows(visited, *neuron(name, [1, 0.5]))
    assert handle(visited, name).get_attribute("aria-pressed") == "true"
    assert visited.root.locator('[aria-pressed="true"]').count() == 1


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("forward")
    focused = "document.activeElement.dataset.neuron"
    for name in NEURONS:
        visited.page.keyboard.press("Tab")
        assert visited.page.evaluate(focused) == name
        shows(visited, *neuron(name, [1, 0.5]))
    assert visited.root.get_by_role("button", name="Neuron a₂⁽¹⁾: z = 0,00, a = 0,50").count() == 1
    visited.page.keyboard.press("Tab")  # the hidden layer
    visited.page.keyboard.press("t")
    visited.page.keyboard.press("Tab")  # x1
    visited.page.keyboard.press("End")
    visited.page.keyboard.press("Tab")  # x2
    visited.page.keyboard.press("Tab")  # which weight
    visited.page.keyboard.press("ArrowDown")
    visited.page.keyboard.press("Tab")  # its value
    for _ in range(3):
        visited.page.keyboard.press("ArrowRight")
    assert visited.control("w₁₂⁽¹⁾").input_value() == "-2.7"
    theta = [2, -2.7, *THETA[2:]]
    shows(visited, *neuron("O", [2, 0.5], network(theta, tanh)))


@pytest.mark.parametrize("width", first(1, [1280, 390]))
@pytest.mark.parametrize(("key", "share"), [("w1_12", 0.26), ("w1_31", 0.26), ("w2_12", 0.4), ("b1_3", 0), ("b2_1", 0)])
def test_a_weight_is_dragged(visit, key, share, width):
    visited = visit("forward", width=width)
    drag(visited, middle(visited, key, share), (60, 5))
    t = KEYS.index(key)
    theta = [*THETA[:t], THETA[t] + 1.2, *THETA[t + 1 :]]
    name = "O" if key[1] == "2" else f"a{key[3]}"
    assert handle(visited, name).get_attribute("aria-pressed") == "true"
    shows(visited, *neuron(name, [1, 0.5], network(theta)))
    assert visited.control("Gewicht oder Bias").input_value() == key


@pytest.mark.long
def test_an_input_is_dragged(visit):
    visited = visit("forward")
    drag(visited, middle(visited, "x2"), (-50, 0))
    assert visited.control("Eingabe x₂").input_value() == "-0.5"
    shows(visited, *neuron("a1", [1, -0.5]))


def tick(visited, text, along):
    """Return where a number stands at an axis of the region: at x ("x") or at y."""
    boxes = [
        box.bounding_box() for box in visited.root.locator(".nn-axes text", has_text=re.compile(f"^{text}$")).all()
    ]
    lowest = max(boxes, key=lambda box: box["y"])
    leftmost = min(boxes, key=lambda box: box["x"])
    return lowest["x"] + lowest["width"] / 2 if along == "x" else leftmost["y"] + leftmost["height"] / 2


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
def test_the_point_in_the_region_is_dragged(visit, width):
    visited = visit("forward", width=width)
    start = visited.root.locator("svg circle.nn-fill").bounding_box()
    start = [start["x"] + 7, start["y"] + 7]
    drag(visited, start, (tick(visited, "−1", "x") - start[0], tick(visited, "1", "y") - start[1]))
    x = [float(visited.control(f"Eingabe x{low}").input_value()) for low in "₁₂"]
    assert x == pytest.approx([-1, 1], abs=0.11)
    handle(visited, "O").focus()
    shows(visited, *neuron("O", x))


@pytest.mark.long
def test_by_finger(visit):
    visited = visit("forward", width=390, has_touch=True)
    visited.page.touchscreen.tap(*middle(visited, "O"))
    shows(visited, *neuron("O", [1, 0.5]))
    visited.page.touchscreen.tap(*middle(visited, "w1_32", 0.26))
    assert visited.control("w₃₂⁽¹⁾").is_visible()
    shows(visited, *neuron("a3", [1, 0.5]))
    region = visited.root.locator("svg image").bounding_box()
    visited.page.touchscreen.tap(region["x"] + 30, region["y"] + 30)
    assert float(visited.control("Eingabe x₁").input_value()) < -1


@pytest.mark.long
def test_the_region_is_the_networks_output(visit):
    visited = visit("forward", query="f:tanh,w1_12:2.5,b2_1:-0.5")
    theta = [2, 2.5, *THETA[2:12], -0.5]
    pixels = visited.root.locator("svg image").evaluate(
        """async image => {
            const picture = new Image();
            picture.src = image.getAttribute("href");
            await picture.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [picture.width, picture.height];
            const context = canvas.getContext("2d");
            context.drawImage(picture, 0, 0);
            return [...context.getImageData(0, 0, picture.width, picture.height).data];
        }"""
    )
    pixels = np.array(pixels).reshape(60, 60, 4)
    aside = -2 + 4 * (np.arange(60) + 0.5) / 60
    X = np.array([[x1, x2] for x2 in aside[::-1] for x1 in aside])
    O = network(theta, tanh)(X).reshape(60, 60)
    low, paper, high = (np.array(color) for color in ([243, 201, 172], [251, 250, 245], [169, 205, 240]))
    part = np.abs(2 * O - 1)[..., None]
    wanted = paper + part * (np.where(O[..., None] > 0.5, high, low) - paper)
    assert np.abs(pixels[..., :3] - wanted).max() <= 1
    assert O.min() < 0.4 < 0.6 < O.max()


def border(visited):
    """Return the places of the border in the region, as x1 and x2."""
    d = visited.root.locator("svg path.nn-curve").get_attribute("d")
    places = np.array(re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", d), dtype=float)
    box = visited.root.locator("svg image").evaluate(
        "image => ['x', 'y', 'width', 'height'].map(name => Number(image.getAttribute(name)))"
    )
    return np.column_stack([-2 + 4 * (places[:, 0] - box[0]) / box[2], 2 - 4 * (places[:, 1] - box[1]) / box[3]])


@pytest.mark.parametrize("f", FUNCTIONS)
def test_on_the_border_the_output_is_a_half(visit, f):
    visited = visit("forward", query=f"f:{f}")
    places = border(visited)
    assert len(places) > 30
    assert np.abs(network(f=FUNCTIONS[f])(places) - 0.5).max() < 0.01
    if f == "identity":
        middle = np.mean(places, axis=0)
        assert np.linalg.svd(places - middle)[1][1] < 0.01  # they lie on one straight line
        assert "Ohne Aktivierungsfunktion ist die Grenze gerade." in visited.words()


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("x2:-1", "auf der blauen Seite"),
        ("x2:2", "auf der orangen Seite"),
        ("b2_1:4", "Im ganzen Feld bleibt O auf derselben Seite von 0,5."),
        ("at:a2", "a₂⁽¹⁾ steht genau auf der Kippe"),
        ("at:a3", "a₃⁽¹⁾ hört nicht auf x₁: Das Gewicht von dort ist 0."),
        ("at:a1,w1_11:0,w1_12:0", "a₁⁽¹⁾ hört auf keine seiner Eingaben"),
        ("at:a1,b1_1:5", "a₁⁽¹⁾ ist gesättigt"),
        ("at:a1,f:relu,b1_1:-5", "a₁⁽¹⁾ ist aus"),
        ("at:a1,f:relu,b1_1:5", "hat das positive Signal 5,50"),
        ("at:a1,b1_1:-1", "hat das negative Signal −0,50"),
    ],
)
def test_words_say_what_is_seen(visit, query, said):
    assert said in visit("forward", query=query).words()


@pytest.mark.long
def test_the_neurons_keep_the_focus_while_the_picture_is_drawn_anew(visit):
    visited = visit("forward")
    handle(visited, "a3").focus()
    visited.set("Eingabe x₁", -1.5)
    assert visited.page.evaluate("document.activeElement.dataset.neuron") == "a3"
    assert "Neuron a₃⁽¹⁾: z = 2,00, a = 0,88" == handle(visited, "a3").get_attribute("aria-label")


@pytest.mark.long
def test_negative_weights_are_dotted_and_large_ones_thick(visit):
    visited = visit("forward", query="at:O,w1_11:4")
    lines = visited.root.locator("svg path.nn-way")
    widths = [float(lines.nth(t).get_attribute("stroke-width")) for t in range(9)]
    weights = np.array([4, -3, 1, 2, 0, 2, 1, -2, 0.3])
    assert widths == pytest.approx(np.minimum(0.8 + np.abs(weights), 4), abs=0.06)
    assert ["nn-dots" in lines.nth(t).get_attribute("class") for t in range(9)] == list(weights < 0)
    assert ["nn-way-on" in lines.nth(t).get_attribute("class") for t in range(9)] == [False] * 6 + [True] * 3


@pytest.mark.long
def test_link_holds_what_was_set(visit):
    visited = visit("forward", query="f:tanh,x1:-0.3,w2_13:-1.7,part:w2_13,at:O")
    shown = [visited.number("z"), visited.number("a")]
    visited.page.goto(visited.file.as_uri() + visited.root.locator(".nn-foot a").get_attribute("href"))
    assert [visited.number("z"), visited.number("a")] == shown
    assert visited.control("w₁₃⁽²⁾").input_value() == "-1.7"


@pytest.mark.long
def test_in_english(visit):
    visited = visit("forward", "en", query="x2:-1,at:O")
    assert "At x₁ = 1.0 and x₂ = −1.0, the network answers O = " in visited.words()
