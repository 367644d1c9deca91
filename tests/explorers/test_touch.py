"""Fingers: what is dragged follows a slow finger to its end in every direction, and beside it the page scrolls."""

import pytest
from seeds import first

EVERY_WAY = pytest.mark.parametrize("by", first(2, [[2, 60], [42, 42], [-2, -60], [60, 2], [-60, -2]]))
STEPS = 15


@pytest.fixture
def phone(visit):
    """Return a function that opens an explorer on a phone, in a page that can be scrolled either way."""

    def open_page(name, query=""):
        visited = visit(name, width=390, query=query, has_touch=True)
        visited.page.evaluate("document.body.style.padding = '300px 0 3000px'; scrollTo(0, 200)")
        return visited

    return open_page


def line(start, by):
    """Return the places of a finger that moves by [x, y] pixels."""
    return [(start[0] + by[0] * i / STEPS, start[1] + by[1] * i / STEPS) for i in range(STEPS + 1)]


def by_finger(visited, start, by):
    """Move a finger that is expected to hold what it touches."""
    visited.touch(line(start, by))
    assert visited.page.evaluate("scrollY") == 200


@EVERY_WAY
def test_a_stroke_is_drawn_to_its_end(phone, by):
    visited = phone("digit", "example:none")
    start = visited.middle(visited.root.locator(".nn-sheet"))
    by_finger(visited, start, by)
    ink = visited.root.locator("path.nn-ink")
    ends = [visited.middle(ink, 0), visited.middle(ink, 1)]
    assert sum(ends, []) == pytest.approx([*start, start[0] + by[0], start[1] + by[1]], abs=3)


@EVERY_WAY
def test_a_window_follows_the_finger_over_the_picture(phone, by):
    visited = phone("convolution", "row:13,column:13")
    middle = visited.middle(visited.root.locator('[data-part="window"]'))
    by_finger(visited, middle, by)
    unit = visited.root.locator('[data-part="window"]').evaluate("window => window.width.baseVal.value / 3")
    visited.wait(400)
    said = {name: visited.root.locator(f'.nn-words data[data-name="{name}"]') for name in ("column", "row")}
    found = [float(data.get_attribute("value")) for data in said.values()]
    assert found == pytest.approx([13 + by[0] / unit, 13 + by[1] / unit], abs=0.8)


@EVERY_WAY
def test_a_weight_gains_what_the_finger_goes_sideways(phone, by):
    visited = phone("forward")
    place = visited.middle(visited.root.locator('[data-part="w1_32"]'), 0.26)
    before = float(visited.control("w₃₂⁽¹⁾").input_value())
    by_finger(visited, place, by)
    assert float(visited.control("w₃₂⁽¹⁾").input_value()) - before == pytest.approx(by[0] * 0.02, abs=0.11)


# What a finger holds, the controls that follow, and the query that puts it where there is room
HANDLES = {
    "forward": ("svg circle.nn-fill", ["Eingabe x₁", "Eingabe x₂"], "x1:0,x2:0"),
    "neuron": ("svg circle.nn-fill", ["Eingabe x"], "x:0"),
    "cost": ("svg circle[r='7']", ["Gewicht w", "Bias b"], "w:0,b:0"),
    "descent": ("svg circle.nn-fill", ["Start w"], "w:0.1,step:0"),
    "quotient": ("svg circle.nn-forward.nn-fill", ["Stelle x"], "x:0"),
}


@pytest.mark.long
@EVERY_WAY
@pytest.mark.parametrize("name", HANDLES)
def test_a_finger_does_what_the_mouse_does(phone, name, by):
    part, controls, query = HANDLES[name]
    found = []
    for device in ("mouse", "finger"):
        visited = phone(name, query)
        x, y = visited.middle(visited.root.locator(part).first)
        if device == "mouse":
            visited.page.mouse.move(x, y)
            visited.page.mouse.down()
            visited.page.mouse.move(x + by[0], y + by[1], steps=STEPS)
            visited.page.mouse.up()
        else:
            by_finger(visited, (x, y), by)
        found.append([float(visited.control(label).input_value()) for label in controls])
    assert found[1] == pytest.approx(found[0], abs=0.051)


# A place of the picture that holds nothing: beside the sheet, under a legend, off the marked point
BESIDE = {
    "digit": (0.5, 0.97),
    "convolution": (0.9, 0.97),
    "forward": (0.02, 0.02),
    "neuron": (0.2, 0.5),
    "cost": (0.5, 0.98),
    "quotient": (0.3, 0.3),
}


@pytest.mark.long
@pytest.mark.parametrize("name", BESIDE)
def test_beside_it_a_finger_scrolls_the_page(phone, name):
    visited = phone(name)
    box = visited.root.locator("svg[data-picture]").bounding_box()
    across, down = BESIDE[name]
    visited.touch(line((box["x"] + across * box["width"], box["y"] + down * box["height"]), (2, -60)))
    assert visited.page.evaluate("scrollY") > 220


@pytest.mark.long
def test_two_fingers_scroll_the_page_over_the_sheet(phone):
    visited = phone("digit", "example:none")
    x, y = visited.middle(visited.root.locator(".nn-sheet"))
    visited.touch(line((x - 40, y + 40), (0, -80)), line((x + 40, y + 40), (0, -80)))
    assert visited.page.evaluate("scrollY") > 220
