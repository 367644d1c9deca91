"""The front page's picture: it plays once and again on request, and its network reads what is drawn on its paper."""

import json
import re

import numpy as np
import overview
import pages
import pytest
from programs import load
from seeds import first

from nncourse import accuracy, mnist
from nncourse.explorers import digit_data

drawings = load("drawings")

STROKES = {  # on the sheet, 0 to 1
    1: [[(0.5, 0.15), (0.5, 0.85)]],
    7: [[(0.25, 0.2), (0.75, 0.2), (0.45, 0.85)]],
    0: [[(0.5 + 0.2 * np.sin(t), 0.5 - 0.32 * np.cos(t)) for t in np.linspace(0, 6.5, 25)]],
}
GERMAN_ONE = [[(0.28, 0.55), (0.55, 0.15), (0.55, 0.85)]]
READS = "Das Netz liest eine {}."


@pytest.fixture
def front(browser, site):
    """The front page, from a file, once its picture is alive."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".nn-draw button").first.wait_for()
    yield page
    page.close()
    assert problems == []


def draw(page, strokes):
    """Draw strokes on the sheet by mouse."""
    box = page.locator(".nn-hero .nn-sheet").bounding_box()
    for stroke in strokes:
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place, steps=4)
        page.mouse.up()


def said(page):
    """Return what the picture says it reads."""
    return page.locator(".nn-draw [role=status]").inner_text()


@pytest.mark.parametrize("digit", STROKES)
def test_what_is_drawn_is_read(front, digit):
    draw(front, STROKES[digit])
    assert said(front) == READS.format(digit)
    assert front.locator(".nn-hero .nn-goal text").text_content() == str(digit)
    assert 0 < front.locator(".nn-hero .nn-for path").count() <= sum(overview.MOST)
    front.get_by_role("button", name="Leeres Blatt").click()
    assert said(front) == "Zeichne eine Ziffer auf das Papier."
    assert front.locator(".nn-hero .nn-ink *").count() == 0


def test_a_german_one_is_read(front):
    draw(front, GERMAN_ONE)
    assert said(front) == READS.format(1)


def test_its_network_reads_drawings_that_it_never_practiced():
    """As the page computes it: with MNIST alone it read 88 % of them, and one in 26 with a long upstroke."""
    network = digit_data.rounded(overview.load(overview.NETWORK))
    read = network(drawings.pictures(drawings.DIGITS, drawings.STYLES).reshape(-1, 784)).argmax(axis=1)
    right = read.reshape(len(drawings.DIGITS), -1) == [[int(shape[0])] for shape in drawings.DIGITS]
    assert right.mean() >= 0.97
    assert right[["1, long" in shape for shape in drawings.DIGITS]].mean() >= 0.97
    assert right[["crossed" in shape for shape in drawings.DIGITS]].mean() >= 0.97


def test_no_accuracy_is_paid_for_that():
    assert accuracy(overview.load(overview.NETWORK)(mnist().x_test.reshape(-1, 784)), mnist().y_test) >= 0.9494


@pytest.mark.parametrize("digit", first(1, STROKES))
def test_what_a_finger_draws_is_read_and_the_page_stays(browser, site, digit):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.locator(".nn-draw button").first.wait_for()
    page.locator(".nn-hero").scroll_into_view_if_needed()
    before, box = page.evaluate("scrollY"), page.locator(".nn-hero .nn-sheet").bounding_box()
    finger = context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.evaluate("() => new Promise(requestAnimationFrame)")

    for stroke in STROKES[digit]:
        touch("touchStart", stroke[0])
        for here, there in zip(stroke, stroke[1:], strict=False):
            for part in (0.25, 0.5, 0.75, 1):
                touch("touchMove", tuple(a + part * (b - a) for a, b in zip(here, there, strict=True)))
        touch("touchEnd")
    page.wait_for_function(
        "said => document.querySelector('.nn-draw span').textContent === said", arg=READS.format(digit)
    )
    assert page.evaluate("scrollY") == before
    context.close()


def test_while_the_pen_is_down_its_stroke_is_seen_and_read(front):
    box = front.locator(".nn-hero .nn-sheet").bounding_box()
    front.mouse.move(box["x"] + box["width"] / 2, box["y"] + 30)
    front.mouse.down()
    front.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 40, steps=8)
    front.locator(".nn-hero .nn-sketch path").wait_for(state="attached")
    front.wait_for_function("document.querySelector('.nn-draw span').textContent.includes('1')")
    front.mouse.up()
    assert front.locator(".nn-hero .nn-sketch path").count() == 0
    assert front.locator(".nn-hero .nn-ink rect").count() > 20


def test_its_network_is_the_pictures(site):
    """In the page a weight is a byte: for the picture's own 7 that changes no output by more than 0.02."""
    script = (site / "_static/hero.js").read_text("utf-8")
    told = json.loads(re.search(r"^hero\((.*)\);$", script, re.M)[1])
    network = overview.load(overview.NETWORK)
    assert told["layers"] == digit_data.exported(network)["layers"]
    shown = overview.flow()
    outputs = digit_data.rounded(network)(shown["ink"].reshape(1, -1))[0]
    assert np.abs(outputs - shown["outputs"]).max() < 0.02


def test_it_plays_slowly_and_again_on_request(front):
    running = "() => document.querySelector('.nn-hero').getAnimations({ subtree: true }).map(one => one.animationName)"
    lasts = front.locator(".nn-hero .nn-flow").evaluate("flow => getComputedStyle(flow).animationDuration")
    assert float(lasts.removesuffix("s")) >= 3
    front.evaluate("document.querySelector('.nn-hero').getAnimations({ subtree: true }).forEach(one => one.finish())")
    assert front.evaluate(running) == []
    front.get_by_role("button", name="Noch einmal abspielen").click()
    assert set(front.evaluate(running)) == {"nn-run", "nn-light"}
    draw(front, STROKES[1])
    assert front.evaluate(running) == []


def test_with_reduced_motion_nothing_plays(browser, site):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_role("button", name="Leeres Blatt").wait_for()
    assert page.get_by_role("button", name="Noch einmal abspielen").count() == 0
    page.close()


def test_then_comes_one_sentence_and_one_button(site):
    page = pages.read(site / "index.html")
    sentence = page.select_one(".nn-hero").find_next_sibling("p")
    assert sentence.get_text().count(".") == 1
    [button] = page.select(".nn-begin a")
    assert sentence.find_next_sibling().a is button
    assert (button.get_text(), button["href"]) == ("Beim ersten Neuron beginnen", "01_activations.html")
