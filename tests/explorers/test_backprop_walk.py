"""The explorer of chapter 5, operated by mouse, by finger and by keyboard; its numbers are the package's."""

import numpy as np
import pytest
from seeds import first

from nncourse import Dense, Network, SquaredError, backprop, sigmoid, symmetric_quotient, tanh
from nncourse.activations import ACTIVATIONS

FUNCTIONS = {name: f for name, f in ACTIVATIONS.items() if name != "identity"}
THETA = [1, -2, 2, 1, 0.5, -1, 2, -1, -1, 1, -1, 0.5]
KEYS = "w1_11 w1_12 w1_21 w1_22 b1_1 b1_2 w2_11 w2_12 w2_21 w2_22 b2_1 b2_2".split()
LAST = 14
ROWS = ["z", "a", "dA", "delta", "w1", "w2", "b"]


def case(theta=THETA, x=(1, 0.5), G=(1, 0), f=sigmoid):
    """Return {name: number} of everything that the table shows, C, and the package's gradient."""
    network = Network(Dense(2, 2, f), Dense(2, 2, f))
    network.theta = theta
    C, gradient = backprop(network, [x], [G], SquaredError())
    Z, A = network.forward([x])
    numbers = {}
    dA = SquaredError().gradient(A[2], [G])
    for k in (2, 1):
        layer = network.layers[k - 1]
        dW, db = network.views(gradient)[k - 1]
        delta = f.derivative(Z[k - 1]) * dA
        for i in range(2):
            values = [Z[k - 1][0, i], A[k][0, i], dA[0, i], delta[0, i], dW[i, 0], dW[i, 1], db[i]]
            numbers |= {f"{row}_{k}{i + 1}": value for row, value in zip(ROWS, values, strict=True)}
        dA = delta @ layer.W
    return numbers, C, gradient


def query(theta=THETA, x=(1, 0.5), G=(1, 0), f="sigmoid", **more):
    """Return the state in the address."""
    state = {"f": f, "x1": x[0], "x2": x[1], "g1": G[0], "g2": G[1], **dict(zip(KEYS, theta, strict=True)), **more}
    return ",".join(f"{key}:{value}" for key, value in state.items())


def table(visited):
    """Return {name: number} of the numbers that stand in the table."""
    cells = visited.root.locator(".nn-walk data")
    pairs = cells.evaluate_all("cells => cells.map(cell => [cell.dataset.name, Number(cell.getAttribute('value'))])")
    return dict(pairs)


def formulas(visited):
    """Return {name: number} of the numbers in this step's formulas."""
    numbers = visited.root.locator(".nn-formulas data")
    return dict(numbers.evaluate_all("all => all.map(one => [one.dataset.name, Number(one.getAttribute('value'))])"))


def close(found, wanted):
    """Compare two dictionaries of numbers."""
    assert found.keys() == wanted.keys()
    for name, value in found.items():
        assert value == pytest.approx(wanted[name], rel=1e-12, abs=1e-12), name


def test_every_function_can_be_chosen(visit):
    assert visit("backprop").choices("Aktivierung A") == list(FUNCTIONS)


@pytest.mark.parametrize("seed", first(1, range(4)))
@pytest.mark.parametrize("f", FUNCTIONS)
def test_the_walk_shows_the_packages_numbers_for_every_neuron(visit, f, seed):
    rng = np.random.default_rng(seed)
    theta, x, G = rng.integers(-50, 51, 12) / 10, rng.integers(-20, 21, 2) / 10, rng.integers(-10, 11, 2) / 10
    visited = visit("backprop", query=query(theta, x, G, f, step=LAST))
    wanted, C, gradient = case(theta, x, G, FUNCTIONS[f])
    found = table(visited)
    assert len(found) == 28
    close(found, wanted)
    for key, slope in zip(KEYS, gradient, strict=True):
        visited.control("Wackle an").select_option(key)
        assert visited.number("gradient") == pytest.approx(slope, rel=1e-12, abs=1e-12)
    visited.set("Schritt", 5)
    assert formulas(visited)["C"] == pytest.approx(C, rel=1e-12, abs=1e-12)


@pytest.mark.long
def test_each_step_shows_its_own_numbers_and_keeps_those_before(visit):
    visited = visit("backprop", query="part:w1_12")
    wanted, C, _ = case()
    shown = set()
    for step in range(LAST + 1):
        if step:
            visited.button("Vor ▶").click()
        found, own = table(visited), formulas(visited)
        assert shown <= found.keys()
        close(found, {name: wanted[name] for name in found})
        new = found.keys() - shown
        shown = set(found)
        in_formulas = {value for value in own.values()}
        assert all(any(abs(found[name] - value) < 1e-12 for value in in_formulas) for name in new)
        assert len(new) == (2 if 1 <= step <= 4 else 0 if step in (0, 5, LAST) else 2 if step % 2 == 0 else 3)
        assert visited.root.locator(".nn-fresh").count() == len(new)
        if step == 5:
            assert own["C"] == pytest.approx(C, rel=1e-12)
    assert len(shown) == 28


def test_the_hand_computation_of_the_chapter(visit):
    visited = visit("backprop", query="step:10")
    own, (wanted, _, _) = formulas(visited), case()
    assert [own["d1"], own["d2"], own["v1"], own["v2"]] == pytest.approx(
        [wanted["delta_21"], wanted["delta_22"], 2, -1]
    )
    first, second = visited.root.locator(".nn-words").inner_text().split("Über O₁ kommt ")[1].split(", über O₂ kommt ")
    assert [first, second.split(".")[0]] == ["−0,590", "−0,296"]
    texts = visited.root.locator("svg .nn-number").all_text_contents()
    assert sorted(texts) == sorted(["−0,590", "−0,296", "δ −0,208"])


@pytest.mark.long
@pytest.mark.parametrize(
    ("step", "on", "back"),
    [
        (0, [], []),
        (1, ["w1_11", "w1_12"], []),
        (4, ["w2_21", "w2_22"], []),
        (5, ["cost", "cost"], []),
        (6, [], ["cost"]),
        (7, [], ["w2_11", "w2_12"]),
        (10, [], ["w2_11", "w2_21"]),
        (11, [], ["w1_11", "w1_12"]),
        (12, [], ["w2_12", "w2_22"]),
        (14, [], []),
    ],
)
def test_the_paths_of_the_step_stand_out(visit, step, on, back):
    visited = visit("backprop", query=f"step:{step}")
    classes = visited.root.locator("svg path.nn-way").evaluate_all("all => all.map(one => one.getAttribute('class'))")
    names = ["cost", "cost", *(key for key in KEYS if key[0] == "w")]
    assert len(classes) == len(names)
    assert [name for name, text in zip(names, classes, strict=True) if "nn-way-on" in text] == on
    assert [name for name, text in zip(names, classes, strict=True) if "nn-way-back" in text] == back
    line = visited.root.locator("svg .nn-way-back").first
    if back:
        assert line.evaluate("line => getComputedStyle(line).strokeDasharray") != "none"


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("backprop")
    press = visited.page.keyboard.press
    press("Tab")
    press("ArrowRight")
    press("ArrowRight")
    press("ArrowLeft")
    assert visited.control("Schritt").input_value() == "1"
    press("Enter")  # on "back"
    assert visited.control("Schritt").input_value() == "0"
    press("Enter")  # nowhere further
    assert visited.control("Schritt").input_value() == "0"
    press("Tab")
    press("Enter")  # on "next"
    press("ArrowRight")
    press("Tab")
    press("ArrowRight")  # the slider's own key
    assert visited.control("Schritt").input_value() == "3"
    press("End")
    assert visited.control("Schritt").input_value() == str(LAST)
    assert visited.button("Vor ▶").get_attribute("aria-disabled") == "true"
    press("Tab")  # f
    press("t")
    press("Tab")  # x1
    press("Home")
    assert visited.control("Aktivierung A").input_value() == "tanh"
    close(table(visited), case(x=(-2, 0.5), f=tanh)[0])


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse_or_finger(visit, width):
    visited = visit("backprop", width=width, has_touch=width < 1280)
    press = "tap" if width < 1280 else "click"
    for _ in range(3):
        getattr(visited.button("Vor ▶"), press)()
    getattr(visited.button("◀ Zurück"), press)()
    assert table(visited).keys() == {"z_11", "a_11", "z_12", "a_12"}
    visited.set("Ziel G₁", -0.5)
    visited.set("Eingabe x₂", 1.3)
    visited.set("Schritt", LAST)
    close(table(visited), case(x=(1, 1.3), G=(-0.5, 0))[0])


@pytest.mark.parametrize("h", first(1, ["0.1", "1", "0.001", "0.00001"]))
@pytest.mark.parametrize("key", ["w1_12", "b1_2", "w2_11"])
def test_a_wiggled_weight_shows_the_quotient(visit, key, h):
    visited = visit("backprop", query=f"step:14,part:{key},h:{h}")
    t, h = KEYS.index(key), float(h)

    def cost(value):
        return case([*THETA[:t], value, *THETA[t + 1 :]])[1]

    assert visited.number("quotient") == pytest.approx(symmetric_quotient(cost, THETA[t], h), rel=1e-9)
    assert visited.number("higher") == pytest.approx(cost(THETA[t] + h), rel=1e-12)
    assert visited.number("lower") == pytest.approx(cost(THETA[t] - h), rel=1e-12)
    same = round(symmetric_quotient(cost, THETA[t], h), 4) == round(case()[2][t], 4)
    assert same == (h < 0.01 or (h, key) in [(0.1, "w1_12"), (0.1, "b1_2")])
    assert ("bestätigt" if same else "nimm ein kleineres") in visited.words()
    close(table(visited), case()[0])  # the weight is back where it was


@pytest.mark.long
def test_the_value_of_the_wiggled_weight_can_be_changed(visit):
    visited = visit("backprop", query="step:14,part:w2_21")
    visited.set("w₂₁⁽²⁾", 1.5)
    close(table(visited), case([*THETA[:8], 1.5, *THETA[9:]])[0])


@pytest.mark.long
def test_before_the_gradient_is_there_the_quotient_stands_alone(visit):
    visited = visit("backprop", query="step:10,part:w1_11")
    assert "Sagt Backpropagation nachher dasselbe?" in visited.words()
    assert visited.root.locator('.nn-formula data[data-name="gradient"]').count() == 0
    visited.button("Vor ▶").click()
    assert "Wackeln an w₁₁⁽¹⁾ bestätigt −0,2082." in visited.words()


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("step:0", "Noch ist nichts gerechnet."),
        ("step:1", "Vorwärts: a₁ sieht beide Eingaben. Sein Signal ist 0,50"),
        ("step:5", "Heraus kommt (0,361; 0,667), gewünscht ist (1,0; 0,0). Die Kosten sind 0,854."),
        ("step:6", "O₁ ist um 0,639 zu klein. Das Doppelte davon geht durch A′. Das ergibt δ = −0,295"),
        ("step:8", "O₂ ist um 0,667 zu groß."),
        ("step:8", "würde die Kosten erhöhen"),
        ("step:6,f:relu,g1:0,b2_1:-5", "O₁ trifft sein Ziel genau, also ist δ 0."),
        ("step:6,f:relu,b2_1:-5", "das Rad ist ausgekuppelt"),
        ("step:11,x1:0", "Von x₁ kam eine 0"),
        ("step:7,f:relu,b2_1:-5", "Hier ist δ 0, also lernt O₁ gerade nichts."),
        ("step:10,w2_11:0,w2_21:0", "Also ist auch δ 0"),
        ("step:14", "alle 12 Steigungen sind da"),
        ("step:14,f:relu,x1:0,x2:0,b1_1:0,part:b1_1,h:0.1", "liegt ein Knick"),
    ],
)
def test_words_say_what_is_seen(visit, query, said):
    assert said in visit("backprop", query=query).words()


@pytest.mark.long
def test_the_words_stand_between_the_buttons_and_the_picture(visit):
    visited = visit("backprop")
    order = visited.root.evaluate(
        "root => [...root.querySelector('.nn-live').children].map(child => child.getAttribute('class').split(' ')[0])"
    )
    assert order[:3] == ["nn-controls", "nn-words", "nn-picture"]
    assert order[-1] == "nn-foot"
    assert order.count("nn-words") == 1


def test_link_opens_the_same_step(visit):
    visited = visit("backprop", query=query(f="elu", x=(-1, 0.7), step=9, h="0.1", part="b2_2"))
    shown = table(visited)
    visited.page.goto(visited.file.as_uri() + visited.root.locator(".nn-foot a").get_attribute("href"))
    assert table(visited) == shown
    assert visited.control("Schritt").input_value() == "9"
    assert visited.control("um h =").input_value() == "0.1"


@pytest.mark.long
def test_in_english(visit):
    visited = visit("backprop", "en", query="step:10")
    assert "The one through O₁ brings −0.590, the one through O₂ brings −0.296." in visited.words()
