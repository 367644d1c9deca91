"""The ball of chapter 4, operated by mouse, by finger and by keyboard; its steps are the package's."""

import math
import re

import numpy as np
import pytest
from seeds import first

from nncourse import GradientDescent, numerical_gradient, sigmoid

HEIGHTS = {
    "bowl": lambda t: t[0] ** 2,
    "valleys": lambda t: t[0] ** 4 - t[0] ** 2,
    "plateau": lambda t: sigmoid(t[0]) ** 2,
    "saddle": lambda t: t[0] ** 2 - t[1] ** 2,
}
GRADIENTS = {
    "bowl": lambda t: np.array([2 * t[0]]),
    "valleys": lambda t: np.array([4 * t[0] ** 3 - 2 * t[0]]),
    "plateau": lambda t: np.array([2 * sigmoid(t[0]) * sigmoid.derivative(t[0])]),
    "saddle": lambda t: np.array([2 * t[0], -2 * t[1]]),
}


def way(land, start, L, steps):
    """Return every place from the start on, by the package's own rule."""
    theta, optimizer = np.array(start, dtype=float), GradientDescent(L)
    places = [theta.copy()]
    for _ in range(steps):
        optimizer.step(theta, GRADIENTS[land](theta))
        places.append(theta.copy())
    return places


@pytest.mark.parametrize("land", HEIGHTS)
def test_slopes_are_those_of_the_heights(land):
    theta = np.array([0.7, -0.4][: 2 if land == "saddle" else 1])
    assert GRADIENTS[land](theta) == pytest.approx(numerical_gradient(HEIGHTS[land], theta), abs=1e-8)


@pytest.mark.parametrize(
    ("land", "start", "L", "steps"),
    [
        ("bowl", [1.2], 0.1, 3),
        ("bowl", [-0.7], 0.9, 40),
        ("bowl", [1], 1.1, 25),
        ("valleys", [0.05], 0.1, 60),
        ("valleys", [-1.1], 0.2, 8),
        ("plateau", [10], 1.5, 1000),
        ("plateau", [2.5], 0.8, 30),
        ("saddle", [1, 0], 0.1, 30),
        ("saddle", [-1.2, 0.01], 0.07, 20),
    ],
)
def test_steps_are_the_packages(visit, land, start, L, steps):
    keys = "far" if land == "plateau" else "w"
    b = f",b:{start[1]}" if len(start) > 1 else ""
    visited = visit("descent", query=f"land:{land},L:{L},{keys}:{start[0]}{b},step:{steps}")
    places = way(land, start, L, steps + 1)
    here, after = places[-2:]
    assert visited.number("n") == steps
    wanted = {"w": here[0], "C": HEIGHTS[land](here), "slope": GRADIENTS[land](here)[0], "next": after[0]}
    if land == "saddle":
        wanted |= {"b": here[1], "slopeB": GRADIENTS[land](here)[1], "nextB": after[1]}
        assert visited.number("b") == pytest.approx(here[1], rel=1e-12, abs=1e-12)
        del wanted["slope"]
    for name, value in wanted.items():
        assert visited.number(name) == pytest.approx(value, rel=1e-12, abs=1e-12), name


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("step:0", "Am Start: Die Kurve steigt hier, also geht der nächste Schritt nach links."),
        ("w:-1,step:0", "Die Kurve fällt hier, also geht der nächste Schritt nach rechts."),
        ("w:1.2,L:0.1,step:3", "Nach 3 Schritten: Der Wanderer geht bergab. Je flacher es wird"),
        ("w:1.2,L:0.02,step:3", "Der Wanderer schleicht"),
        ("w:1.2,L:0.8,step:1", "Nach 1 Schritt: Der letzte Schritt sprang über das Tal"),
        ("w:1.2,L:1.2,step:1", "landete höher als zuvor"),
        ("w:1.2,L:0.95,step:4", "Die Sprünge werden kürzer, so kommt er an."),
        ("w:1.2,L:0.8,step:4", "Die Sprünge werden kürzer, so kommt er an."),
        ("w:1.2,L:1,step:5", "immer zwischen denselben Orten hin und her"),
        ("w:1.2,L:1.1,step:5", "jeder Sprung ist weiter als der vorige"),
        ("w:1.2,L:1.5,step:500", "Nach 20 Schritten: Der Abstieg ist auseinandergelaufen"),
        ("w:1.2,L:0.1,step:90", "Angekommen: Die Steigung ist praktisch null"),
        ("land:valleys,w:0,step:200", "genau auf dem Gipfel"),
        ("land:valleys,w:0.05,step:3", "Es wird steiler, also werden seine Schritte länger."),
        ("land:valleys,w:0.05,step:200", "in einem der beiden Täler"),
        ("land:valleys,w:1.1,L:0.6,step:300", "immer zwischen denselben Orten hin und her"),
        ("land:valleys,w:1.3,L:1.5,step:9", "auseinandergelaufen"),
        ("land:plateau,far:10,L:1.5,step:1000", "Eine Hochebene"),
        ("land:plateau,far:10,L:1.5,step:1000", "Mehr Schritte zeigt das Bild nicht."),
        ("land:plateau,far:-2,L:1.5,step:1000", "Fast unten: Die Kurve läuft flach aus"),
        ("land:saddle,w:1,b:0,step:5", "Weil b genau 0 ist"),
        ("land:saddle,w:1,b:0,step:100", "Am Sattel: Der Gradient ist praktisch null, der Wanderer steht."),
        ("land:saddle,w:1,b:0.01,step:11", "b wächst mit jedem Schritt auf das 1,20-Fache"),
        ("land:saddle,w:1,b:0.3,step:2", "in b von ihm weg"),
        ("land:saddle,w:0.1,b:0.5,step:2", "Der Wanderer verlässt den Sattel"),
        ("land:saddle,w:1,b:0.01,step:900", "Dem Sattel entkommen!"),
        ("land:saddle,w:1,b:0,L:1.5,step:900", "auseinandergelaufen"),
    ],
)
def test_words_say_what_happens(visit, query, said):
    assert said in visit("descent", query=query).words()


@pytest.mark.long
@pytest.mark.parametrize("land", ["bowl", "valleys", "saddle"])
@pytest.mark.parametrize("step", first(1, [1000, 1, 9]))
def test_a_way_that_diverges_leaves_numbers_and_places_behind_and_no_nan(visit, land, step):
    visited = visit("descent", query=f"land:{land},w:1.3,b:0.7,L:1.5,step:{step}", width=390)
    values = visited.root.locator(".nn-formula data").evaluate_all("all => all.map(data => Number(data.value))")
    assert len(values) > 5 and all(math.isfinite(value) for value in values)
    assert not re.search("NaN|Infinity|∞|undefined", visited.root.locator(".nn-live").inner_html())
    n = visited.number("n")
    visited.button("Ein Schritt").click()
    if step == 1000:
        assert visited.number("n") == n < 30  # there is no step after the end


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("descent")
    press = visited.page.keyboard.press
    press("Tab")
    press("Z")  # "Zwei Täler"
    assert visited.control("Landschaft").input_value() == "valleys"
    for key in ["Tab"] + ["ArrowRight"] * 10 + ["Tab", "Home", "ArrowRight"]:
        press(key)
    press("Tab")  # over the hidden starts to the first button
    assert visited.page.evaluate("document.activeElement.textContent") == "Ein Schritt"
    press("Enter")
    press("Space")
    place = way("valleys", [-1.29], 0.2, 5)[-1][0]
    assert [visited.number("n"), visited.number("w")] == pytest.approx([5, place], rel=1e-12)
    press("Tab")
    press("Enter")  # back
    assert visited.number("n") == 4
    press("Tab")
    press("Tab")
    press("Enter")  # to the start
    assert [visited.number("n"), visited.number("w")] == [0, -1.29]


@pytest.mark.long
def test_run_takes_steps_until_the_ball_arrives_and_can_be_stopped(visit):
    visited = visit("descent", query="L:0.3,step:0")
    visited.button("Laufen lassen").click()
    visited.page.wait_for_function("Number(document.querySelector('.nn-formula data[data-name=n]').value) > 2")
    visited.button("Anhalten").click()
    n = visited.number("n")
    visited.wait(400)
    assert visited.number("n") == n < 17
    visited.button("Laufen lassen").click()
    visited.page.wait_for_selector("button:text-is('Laufen lassen')")
    assert abs(visited.number("slope")) < 1e-6
    assert "Angekommen" in visited.words()
    assert abs(way("bowl", [1.2], 0.3, int(visited.number("n")))[-2][0]) * 2 >= 1e-6  # and not a step later


@pytest.mark.parametrize("query", ["land:valleys,L:1.5,step:3,w:1.2", "land:bowl,L:1.02,step:80", "L:1.02,step:24"])
def test_a_cost_out_of_sight_is_written_whole(visit, query):
    visited = visit("descent", query=query)
    cut = visited.root.locator("svg svg text", has_text="↑ C =").evaluate(
        """text => {
            const inside = text.ownerSVGElement, whole = inside.ownerSVGElement.getBoundingClientRect();
            const from = whole.left + inside.x.baseVal.value, to = from + inside.width.baseVal.value;
            const {left, right} = text.getBoundingClientRect();
            return [from - left, right - to];
        }"""
    )
    assert max(cut) <= 0


@pytest.mark.long
def test_while_it_runs_no_number_of_steps_is_said_that_would_soon_be_wrong(visit):
    visited = visit("descent", query="L:0.01,step:0")
    visited.button("Laufen lassen").click()
    visited.page.wait_for_function("Number(document.querySelector('.nn-formula data[data-name=n]').value) > 5")
    assert "Der Wanderer schleicht" in visited.words() and "Nach" not in visited.words()
    visited.button("Anhalten").click()
    assert f"Nach {visited.number('n'):.0f} Schritten" in visited.words()


@pytest.mark.long
def test_everything_as_at_the_beginning_stops_the_run(visit):
    visited = visit("descent", query="L:0.01,step:0")
    visited.button("Laufen lassen").click()
    visited.page.wait_for_function("Number(document.querySelector('.nn-formula data[data-name=n]').value) > 5")
    visited.button("Zurück auf Anfang").click()
    assert visited.button("Laufen lassen").count() == 1
    visited.wait(400)
    assert visited.number("n") == 3


@pytest.mark.long
def test_with_reduced_motion_it_jumps_to_the_end(visit):
    visited = visit("descent", query="land:saddle,w:1,b:0.01,step:0", reduced_motion="reduce")
    visited.button("Laufen lassen").click()
    assert visited.button("Laufen lassen").count() == 1
    n = int(visited.number("n"))
    places = way("saddle", [1, 0.01], 0.1, n)
    assert abs(places[-1][1]) > 1.4 >= abs(places[-2][1])
    assert visited.number("b") == pytest.approx(places[-1][1], rel=1e-12)


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse_the_ball_is_put_on_the_curve(visit, width):
    visited = visit("descent", width=width)
    box = visited.root.locator("svg[data-picture]").bounding_box()
    tick = visited.root.locator(".nn-axes").first.get_by_text(re.compile("^−1(,0)?$")).first.bounding_box()
    x = tick["x"] + tick["width"] / 2
    visited.page.mouse.move(x + 40, box["y"] + 100)
    visited.page.mouse.down()
    visited.page.mouse.move(x, box["y"] + 150, steps=4)
    visited.page.mouse.up()
    assert visited.number("n") == 0
    assert visited.number("w") == pytest.approx(-1, abs=0.06)
    assert float(visited.control("Start w").input_value()) == visited.number("w")


@pytest.mark.long
def test_by_finger_the_ball_is_put_on_the_saddle(visit):
    visited = visit("descent", width=390, has_touch=True, query="land:saddle,w:1,b:0,step:3")
    box = visited.root.locator("svg[data-picture] > svg").first
    left, top, width, height = (float(v) for v in box.get_attribute("viewBox").split())
    picture = visited.root.locator("svg[data-picture]").bounding_box()
    visited.page.touchscreen.tap(picture["x"] + left + 0.25 * width, picture["y"] + top + 0.75 * height)
    assert [visited.number("w"), visited.number("b")] == pytest.approx([-0.7, -0.7], abs=0.03)
    assert visited.number("n") == 0


@pytest.mark.long
def test_only_the_starts_of_this_landscape_are_there(visit):
    visited = visit("descent")
    for land, starts in (("bowl", ["Start w"]), ("saddle", ["Start w", "Start b"]), ("plateau", ["Start w, weit"])):
        visited.set("Landschaft", land)
        names = [name for name in ("Start w", "Start b", "Start w, weit") if visited.control(name).is_visible()]
        assert names == starts


@pytest.mark.long
def test_a_ball_out_of_sight_is_an_arrow_at_the_edge(visit):
    visited = visit("descent", query="w:1.3,L:1.5,step:4")
    assert visited.root.locator("circle.nn-forward.nn-fill").count() == 0
    assert visited.root.locator("path.nn-forward.nn-fill").count() == 1
    assert visited.root.locator("svg .nn-number").all_text_contents() == ["↑ C = 432,64"]


@pytest.mark.long
def test_in_english_with_a_decimal_point(visit):
    visited = visit("descent", "en", query="w:1.2,L:0.8,step:1")
    assert "After 1 step: The last step jumped across the valley to the other side." in visited.words()
    assert (
        visited.root.locator(".nn-formula").first.inner_text() == "Step 1: w\u00a0=\u00a0−0.7200, C\u00a0=\u00a00.5184"
    )
