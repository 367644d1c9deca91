"""The reader of digits reads the reader's hand, and knows when it does not: drawings that it never practiced.

`experiments/drawings.py` holds them. `drawings.json` beside it is what chapter 7 shows.
"""

import json

import numpy as np
import pytest
from programs import load
from seeds import first, share

from experiments import strokes
from nncourse.explorers import page
from nncourse.explorers.digit_data import reader, rounded

drawings = load("drawings")
stored = json.loads(drawings.FILE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def digits():
    """What the page's network reads: a row for each digit, a column for each style."""
    return drawings.answers(rounded(reader()), drawings.pictures(drawings.DIGITS, drawings.STYLES))


@pytest.fixture(scope="module")
def others():
    return drawings.answers(rounded(reader()), drawings.pictures(drawings.OTHERS, drawings.STYLES_OF_OTHERS))


def test_it_reads_97_percent_of_the_drawings_and_90_of_each_digit(digits):
    wanted = np.array([shape[0] for shape in drawings.DIGITS])
    right = digits == wanted[:, np.newaxis]
    assert right.size >= 250 and right.shape[1] == 13
    assert right.mean() >= 0.97
    assert [digit for digit in "0123456789" if right[wanted == digit].mean() < 0.9] == []


def test_it_doubts_what_is_no_digit_and_hardly_a_digit(digits, others):
    assert others.size == 200
    assert np.mean(others == "?") >= 0.95
    assert np.mean(digits == "?") <= 0.03
    assert drawings.answers(rounded(reader()), np.zeros((1, 784))) == "?"


def test_the_stored_answers_are_the_networks(digits, others):
    for kind, shapes, found in (("digits", drawings.DIGITS, digits), ("others", drawings.OTHERS, others)):
        assert list(stored["page"][kind]) == list(stored["mnist"][kind]) == list(shapes)
        assert list(stored["page"][kind].values()) == ["".join(row) for row in found]
    assert stored["styles"] == list(drawings.STYLES)


def test_the_page_doubts_where_the_program_does():
    assert f"const SURE = {drawings.SURE};" in page.source("digit.mjs")


def test_who_practiced_mnist_alone_reads_no_german_one():
    """What the chapter tells: of the 26 with a long upstroke; and it is sure of much that is no digit."""
    german = [stored["mnist"]["digits"][f"1, {upstroke} upstroke"] for upstroke in ("long", "longest")]
    assert sum(answers.count("1") for answers in german) <= 3
    assert sum(answers.count("?") for answers in stored["mnist"]["others"].values()) < 120


def test_no_accuracy_is_paid_for_it():
    assert stored["page"]["test"] >= max(stored["mnist"]["test"], 0.9845)
    assert stored["page"]["test doubted"] <= 0.06


def test_no_shape_is_measured_that_was_practiced():
    practiced = {shape for kind in strokes.DIGITS for shape in kind} | set(strokes.OTHERS)
    assert not practiced & {*drawings.DIGITS.values(), *drawings.OTHERS.values()}


# --- on the page ------------------------------------------------------------------------------------------------------


def draw(visited, device, shape):
    """Draw a shape on the sheet, in the style that stands first."""
    box = visited.root.locator("rect.nn-sheet").bounding_box()
    drawing, _ = drawings.on_the_sheet(shape, "plain")
    for stroke in drawing:
        places = [(box["x"] + x * box["width"] / 28, box["y"] + y * box["height"] / 28) for x, y in stroke]
        if device == "finger":
            visited.touch(places)
            continue
        visited.page.mouse.move(*places[0])
        visited.page.mouse.down()
        for place in places[1:]:
            visited.page.mouse.move(*place)
        visited.page.mouse.up()


@pytest.mark.parametrize("device", first(1, ["mouse", "finger"]))
def test_the_page_reads_what_is_drawn_and_says_what_it_does_not_know(visit, device):
    visited = visit("digit", query="example:none", width=390 if device == "finger" else 1280, has_touch=True)
    assert "Das Blatt ist leer, und das Netz weiß nicht" in visited.words()
    few = [("digits", "1, longest upstroke"), ("digits", "7, crossed"), ("others", "A")]
    every = [(kind, shape) for kind in ("digits", "others") for shape in stored["page"][kind]]
    for kind, shape in few + share(0, every[::4], of=5):
        draw(visited, device, {**drawings.DIGITS, **drawings.OTHERS}[shape])
        answer = stored["page"][kind][shape][0]
        said = "Das weiß das Netz nicht" if answer == "?" else f"Das Netz liest eine {answer},"
        assert visited.words().startswith(said), shape
        visited.button("Leeres Blatt").click()
