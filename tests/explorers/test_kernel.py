"""The explorer of chapter 10: a kernel slides over a digit; every number that it shows is NumPy's."""

import re

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from seeds import first

from experiments.strokes import ink
from nncourse import mnist
from nncourse.explorers.digit_data import EXAMPLES

KERNELS = {
    "left": "-1 0 1 -1 0 1 -1 0 1",
    "right": "1 0 -1 1 0 -1 1 0 -1",
    "above": "-1 -1 -1 0 0 0 1 1 1",
    "below": "1 1 1 0 0 0 -1 -1 -1",
    "blur": ".1 .1 .1 .1 .2 .1 .1 .1 .1",
    "sharpen": "0 -1 0 -1 5 -1 0 -1 0",
    "nothing": "0 0 0 0 1 0 0 0 0",
    "shift": "0 0 0 1 0 0 0 0 0",
}
OWN = [0.25, -3, 0, 1.5, 9, -9, 0, 0.125, 2]
STROKES = [[[5, 5], [22, 5], [12, 24]], [[9, 14.5], [19, 14.5]]]


def digit(number):
    """Return a stored digit in tenths."""
    return np.round(mnist().x_test[EXAMPLES[number]] / 255, 1)


def convolved(picture, kernel, stride=1, padding=0):
    """Return the windows under the kernel, and the map of their sums of products."""
    windows = sliding_window_view(np.pad(picture, padding), (3, 3))[::stride, ::stride]
    return windows, np.einsum("rcij,ij->rc", windows, kernel)


def matrix(text):
    return np.array(text.split(), dtype=float).reshape(3, 3)


def shown(visited):
    """Return what lies in the window, the kernel, the sum, and the smallest and the largest number of the map."""
    nine = [[visited.number(f"{letter}{n}") for n in range(9)] for letter in "vk"]
    return [*np.reshape(nine, (2, 3, 3)), *(visited.number(name) for name in ("sum", "low", "high"))]


def compare(visited, picture, kernel, row, column, stride=1, padding=0):
    windows, sums = convolved(picture, kernel, stride, padding)
    wanted = [windows[row - 1, column - 1], kernel, sums[row - 1, column - 1], sums.min(), sums.max()]
    for found, right in zip(shown(visited), wanted, strict=True):
        assert found == pytest.approx(right, rel=1e-12, abs=1e-12)
    return sums


def place(visited):
    """Return the row and the column of the window."""
    visited.wait(400)
    data = [visited.root.locator(f'.nn-words data[data-name="{name}"]') for name in ("row", "column")]
    return [int(one.get_attribute("value")) for one in data]


def part(visited, title):
    """Return the left edge, the upper edge and the width of one pixel of the picture under this title."""
    box = visited.root.locator(f'svg text:text-is("{title}") + image').bounding_box()
    return box["x"], box["y"], box["width"] / 28


@pytest.mark.parametrize(
    ("kernel", "number", "row", "column", "stride", "padding"),
    first(
        3,
        [
            ("left", 3, 19, 18, 1, 0),
            ("blur", 7, 9, 14, 1, 1),
            ("sharpen", 8, 5, 6, 3, 1),
            ("right", 0, 12, 8, 1, 0),
            ("above", 5, 1, 1, 1, 1),
            ("below", 2, 26, 26, 1, 0),
            ("nothing", 4, 10, 10, 2, 0),
            ("shift", 1, 7, 7, 2, 1),
        ],
    ),
)
def test_numbers_are_numpys(visit, kernel, number, row, column, stride, padding):
    query = f"example:{number},kernel:{kernel},row:{row},column:{column},stride:{stride},padding:{padding}"
    compare(visit("convolution", query=query), digit(number), matrix(KERNELS[kernel]), row, column, stride, padding)


@pytest.mark.parametrize(("padding", "stride"), first(1, [(0, 1), (1, 1), (1, 3), (0, 2)]))
def test_relu_and_max_pooling_follow(visit, padding, stride):
    row = column = 5 if stride > 1 else 19
    setting = f"padding:{padding},stride:{stride},row:{row},column:{column}"
    visited = visit("convolution", query=f"{setting},after:pool")
    sums = compare(visited, digit(3), matrix(KERNELS["left"]), row, column, stride, padding)
    active = np.maximum(sums, 0)
    assert visited.number("a") == pytest.approx(active[row - 1, column - 1], rel=1e-12, abs=1e-12)
    corner = (row - 1) // 2 * 2
    block = active[corner : corner + 2, corner : corner + 2]
    assert [visited.number(f"q{n}") for n in range(4)] == pytest.approx(block.ravel(), rel=1e-12, abs=1e-12)
    assert visited.number("most") == pytest.approx(block.max(), rel=1e-12, abs=1e-12)
    few = len(sums) // 2
    assert visited.root.locator(f'svg text:text-is("Nach Max-Pooling, {few} × {few}")').count() == 1
    assert ("Die Blöcke gehen nicht auf" in visited.words()) == (len(sums) % 2 == 1)


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_by_mouse_the_window_goes_where_the_picture_or_the_map_is_touched(visit, width):
    visited = visit("convolution", width=width)
    left, top, unit = part(visited, "Das Bild")
    visited.page.mouse.click(left + 6.5 * unit, top + 9.5 * unit)  # column 6, row 9, counted from 0: the middle
    assert place(visited) == [9, 6]
    compare(visited, digit(3), matrix(KERNELS["left"]), 9, 6)
    left, top, _ = part(visited, "Karte, 26 × 26")
    visited.page.mouse.click(left + 24.5 * unit, top + 0.5 * unit)
    assert place(visited) == [1, 25]
    visited.page.mouse.down()
    visited.page.mouse.move(left - 40, top + 3.5 * unit, steps=5)
    visited.page.mouse.up()
    assert place(visited) == [4, 1]
    assert visited.control("Auf dem Blatt").input_value() == "3"


@pytest.mark.long
def test_with_a_border_the_window_reaches_beyond_the_picture(visit):
    visited = visit("convolution", query="padding:1,stride:3")
    left, top, unit = part(visited, "Das Bild")
    visited.page.mouse.click(left + 0.5 * unit, top + 27.5 * unit)
    assert place(visited) == [10, 1]
    box = visited.root.locator('[data-part="window"]').bounding_box()
    assert box["x"] == pytest.approx(left - unit, abs=2)
    compare(visited, digit(3), matrix(KERNELS["left"]), 10, 1, 3, 1)


def test_by_keyboard(visit):
    visited = visit("convolution", query="row:2,column:25")
    visited.root.locator('[aria-label^="Fenster über dem Bild"]').focus()
    for key in ["ArrowUp", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft"]:
        visited.page.keyboard.press(key)
    assert place(visited) == [2, 25]
    assert visited.page.evaluate("document.activeElement.getAttribute('role')") == "application"
    compare(visited, digit(3), matrix(KERNELS["left"]), 2, 25)


def test_a_kernel_of_your_own_is_typed(visit):
    visited = visit("convolution", query="row:19,column:18")
    entries = visited.root.get_by_role("group", name="Die neun Zahlen des Kerns").locator("input")
    assert [float(value) for value in entries.evaluate_all("all => all.map(one => one.value)")] == [-1, 0, 1] * 3
    for n, number in enumerate(OWN):
        entries.nth(n).fill(str(number))
    assert visited.control("Kern").input_value() == "own"
    own = np.reshape(OWN, (3, 3))
    compare(visited, digit(3), own, 19, 18)
    entries.nth(4).fill("")  # no number yet
    compare(visited, digit(3), own, 19, 18)
    entries.nth(0).focus()
    assert entries.nth(4).input_value() == "9"
    entries.nth(4).fill("50")
    own[1, 1] = 9
    compare(visited, digit(3), own, 19, 18)
    visited.set("Kern", "blur")
    assert entries.nth(4).input_value() == "0.2"
    compare(visited, digit(3), matrix(KERNELS["blur"]), 19, 18)
    visited.set("Kern", "own")
    compare(visited, digit(3), own, 19, 18)


@pytest.mark.long
def test_the_address_keeps_a_kernel_of_your_own(visit):
    visited = visit("convolution", query="kernel:own,own:" + "_".join(map(str, OWN)))
    compare(visited, digit(3), np.reshape(OWN, (3, 3)), 19, 18)
    visited.page.goto(visited.file.as_uri() + visited.root.locator(".nn-foot a").get_attribute("href"))
    visited.root.wait_for()
    compare(visited, digit(3), np.reshape(OWN, (3, 3)), 19, 18)


@pytest.mark.long
@pytest.mark.parametrize(
    "query", ["own:1_2_3", "own:1_2_3_4_5_6_7_8_x", "own:1_2_3_4__6_7_8_9", "own:", "row:x,column:"]
)
def test_a_broken_address_leaves_what_was(visit, query):
    visited = visit("convolution", query=f"kernel:own,{query}")
    row, column = (1, 1) if "row" in query else (19, 18)
    compare(visited, digit(3), matrix(KERNELS["nothing"]), row, column)


@pytest.mark.parametrize("width", first(1, [1280, 390]))
def test_what_is_drawn_is_convolved_as_it_lies(visit, width):
    visited = visit("convolution", query="pen:1.2,row:5,column:9", width=width)
    box = visited.root.locator("rect.nn-sheet").first.bounding_box()
    unit = box["width"] / 28
    for stroke in STROKES:
        visited.page.mouse.move(box["x"] + stroke[0][0] * unit, box["y"] + stroke[0][1] * unit)
        visited.page.mouse.down()
        for x, y in stroke[1:]:
            visited.page.mouse.move(box["x"] + x * unit, box["y"] + y * unit)
        visited.page.mouse.up()
    assert visited.control("Auf dem Blatt").input_value() == "none"
    picture = ink([np.array(stroke) for stroke in STROKES], 1.2)
    values = np.reshape([visited.number(f"v{n}") for n in range(9)], (3, 3))
    assert values == pytest.approx(picture[4:7, 8:11], abs=0.1)  # where exactly the mouse was, the page knows
    assert values.max() > 0.5 and np.allclose(10 * values, np.round(10 * values), atol=1e-12)
    assert place(visited) == [5, 9]
    visited.button("Leeres Blatt").click()
    assert "Das Blatt ist leer, also ist jede Summe 0." in visited.words()
    assert shown(visited)[2:] == [0, 0, 0]


@pytest.mark.parametrize("stride", first(1, [2, 1, 3]))
@pytest.mark.parametrize("padding", first(1, [0, 1]))
def test_it_says_when_the_steps_do_not_come_out_even(visit, stride, padding):
    visited = visit("convolution", query=f"stride:{stride},padding:{padding}")
    said = re.search(r"ein Streifen übrig, den kein Fenster sieht \(Breite (\d)\)", visited.words())
    left = (28 + 2 * padding - 3) % stride
    assert (int(said[1]) if said else 0) == left


def test_the_window_runs_through_all_places_and_the_map_fills(visit):
    visited = visit("convolution", query="stride:3,padding:1,row:9,column:8")
    visited.button("Fenster laufen lassen").click()
    assert "Das Fenster läuft" in visited.words()
    visited.button("Fenster laufen lassen").wait_for()
    assert place(visited) == [10, 10]
    visited.button("Fenster laufen lassen").click()
    visited.button("Anhalten").click()
    row, column = place(visited)
    assert (row, column) < (10, 10)
    visited.wait(1000)
    assert place(visited) == [row, column]


@pytest.mark.long
def test_it_stops_when_the_window_is_taken_or_all_is_as_at_the_beginning(visit):
    visited = visit("convolution")
    left, top, unit = part(visited, "Das Bild")
    visited.button("Fenster laufen lassen").click()
    visited.page.mouse.click(left + 6.5 * unit, top + 9.5 * unit)
    assert place(visited) == [9, 6]
    visited.button("Fenster laufen lassen").click()
    visited.button("Zurück auf Anfang").click()
    assert place(visited) == [19, 18]


@pytest.mark.long
def test_who_wants_no_motion_goes_place_by_place(visit):
    visited = visit("convolution", query="row:26,column:25", reduced_motion="reduce")
    for wanted in ([26, 26], [1, 1], [1, 2]):
        visited.button("Nächste Stelle").click()
        assert place(visited) == wanted


@pytest.mark.long
@pytest.mark.parametrize(
    ("kernel", "said"), [("left", "links keine"), ("shift", "weiter rechts"), ("own", "dein Kern")]
)
def test_words_say_what_the_kernel_does(visit, kernel, said):
    assert said in visit("convolution", query=f"kernel:{kernel}").words()


@pytest.mark.long
def test_what_the_words_say_of_the_kernels_is_so():
    """On all ten digits: where the map is largest there is ink on the side that the words name."""
    for number in range(10):
        picture = digit(number)
        for name, side in {"left": 2, "right": 0}.items():
            windows, sums = convolved(picture, matrix(KERNELS[name]))
            best = windows[np.unravel_index(sums.argmax(), sums.shape)]
            assert best[:, side].sum() > 2 > 0.7 > best[:, 2 - side].sum()
        for name, side in {"above": 2, "below": 0}.items():
            windows, sums = convolved(picture, matrix(KERNELS[name]))
            best = windows[np.unravel_index(sums.argmax(), sums.shape)]
            assert best[side].sum() > 2 > 0.7 > best[2 - side].sum()
        assert np.array_equal(convolved(picture, matrix(KERNELS["nothing"]))[1], picture[1:-1, 1:-1])
        assert np.array_equal(convolved(picture, matrix(KERNELS["shift"]))[1], picture[1:-1, :-2])
        sharpest, soft, hard = (
            np.abs(np.diff(convolved(picture, matrix(KERNELS[name]))[1])).max()
            for name in ("nothing", "blur", "sharpen")
        )
        assert soft < sharpest <= 1 < hard


def test_in_english(visit):
    visited = visit("convolution", language="en", query="kernel:blur")
    assert "the middle one counted twice" in visited.words()
    assert visited.control("Kernel").input_value() == "blur"
