"""Every box that asks to guess takes the guess: its numbers are computed, and what a wrong one would mean is said."""

import functools
import json
import re

import numpy as np
import pages
import pytest
from editions import editions
from guesses import BOX, asked, cells_of, guesses

import nncourse
from nncourse import plots

FOLDER = pages.ROOT / "book/de"
LETTER = re.compile(
    r'<g style="fill:COLOR" transform="translate\(([\d.]+) ([\d.]+)\)[^>]*>\s*'
    r"(?:<defs>\s*<path[^>]*/>\s*</defs>\s*)?<use[^>]*/>\s*</g>"
)
PAGES = sorted(FOLDER.glob("*.ipynb")) + sorted(FOLDER.glob("*.md"))
KNOWN = {name: getattr(nncourse, name) for name in nncourse.__all__} | {"np": np}
BOXES = [
    pytest.param(cell, id=f"{path.stem}-{cell.id}")
    for path in PAGES
    for cell in cells_of(path)
    if cell.cell_type == "markdown" and BOX.search(cell.source)
]
every_box = pytest.mark.parametrize("cell", BOXES)


def guess_of(cell):
    """Return what authors wrote of a box."""
    return cell.metadata["nncourse"]["guess"]


def computed(text):
    """Return what an expression of the package gives."""
    with np.errstate(all="raise"):
        return eval(text, dict(KNOWN))


@every_box
def test_a_box_takes_a_guess_of_which_one_is_right_and_every_other_explained(cell):
    guess = guess_of(cell)
    if "choices" in guess:
        assert set(guess) == {"choices"}
        assert [bool(each.get("means")) for each in guess["choices"]].count(False) == 1
        said = [each["says"] for each in guess["choices"]]
        assert len(set(said)) == len(said) >= 2
        wrong = [each for each in guess["choices"] if "means" in each]
    else:
        right, wrong = guess["right"], guess["wrong"]
        assert set(guess) <= {"ask", "right", "wrong"} and wrong
        assert 0 < right["within"] < min(abs(each["value"] - right["value"]) for each in wrong)
        assert len({each["value"] for each in wrong}) == len(wrong)
    assert [each["means"] for each in wrong if not each["means"].endswith(".")] == []


@every_box
def test_what_a_guess_says_is_computed(cell):
    guess = guess_of(cell)
    for each in guess.get("choices", ()):
        if "is" in each:
            assert bool(computed(each["is"])) is ("means" not in each), each
    for each in (guess.get("right", {}), *guess.get("wrong", ())):
        if "is" in each:
            assert computed(each["is"]) == pytest.approx(each["value"], rel=2e-3, abs=1e-9), each


@every_box
def test_a_right_number_stands_in_the_answer(cell):
    """What no expression gives is a number of the chapter, which its cells assert."""
    if "right" in guess_of(cell):
        value = f"{guess_of(cell)['right']['value']:g}".replace(".", ",").replace("-", "−")
        answer = cell.source.partition("{dropdown}")[2].replace("{,}", ",").replace(r"\,", "").replace("$-", "$−")
        spelled = {"16": "Sechzehn"}.get(value, value)
        assert spelled in answer or value in answer.replace("= -", "= −")


def test_how_a_number_is_computed_stays_with_the_authors():
    assert [box.id for box in BOXES if '"is"' in json.dumps(asked(box.values[0]))] == []


def test_each_box_of_a_page_has_its_own_guess(site):
    for path in PAGES:
        boxes = pages.read(site / f"{path.stem}.html").select(".bd-article .nn-predict")
        assert len(boxes) == len(guesses(cells_of(path))), path.stem
        assert all(box.select_one("details") for box in boxes)


@pytest.fixture
def chapter(browser, site):
    """A function that opens a chapter from a file, in one browser that remembers, and returns a box of it."""
    context = browser.new_context()
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))

    def box(name, id, width=1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site.as_uri()}/{name}.html")
        source = next(FOLDER.glob(f"{name.rpartition('/')[2]}.*"))
        place = [cell and cell["id"] for cell in guesses(cells_of(source))].index(id)
        return page.locator(".nn-predict").nth(place)

    yield box
    context.close()
    assert problems == []


def test_a_wrong_number_is_named_the_answer_unfolds_and_both_are_remembered(chapter):
    open_box = functools.partial(chapter, "01_activations", "learning-predict")
    box = open_box()
    assert not box.locator("details").evaluate("answer => answer.open")
    box.locator("input").fill("−3,0")
    box.locator("input").press("Enter")
    assert "Das wäre b/w." in box.locator(".nn-guessed").inner_text()
    assert box.locator("details").evaluate("answer => answer.open")
    box = open_box()
    assert "Du hast „−3“ geraten." in box.locator(".nn-guessed").inner_text()
    assert box.locator("details").evaluate("answer => answer.open")
    box.get_by_role("button", name="Noch einmal raten").click()
    assert box.locator(".nn-guessed").inner_text() == ""
    assert open_box().locator("input").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3", "✓"),
        ("3,04", "Nah genug"),
        ("7", "zu viel"),
        ("-100", "zu wenig"),
        ("drei", "Schreib eine Zahl"),
        ("0", "ohne den Bias"),
    ],
)
def test_a_number_is_judged(chapter, typed, said):
    box = chapter("01_activations", "learning-predict")
    box.locator("input").fill(typed)
    box.get_by_role("button", name="Raten").click()
    assert said in box.locator(".nn-guessed").inner_text()
    assert box.locator("details").evaluate("answer => answer.open") is (typed != "drei")


AS_WRITTEN = {"de": ("16384", "16 384", "16.384"), "en": ("16384", "16,384", "16,384")}  # typed, typed, shown


@pytest.mark.parametrize(
    "edition",
    [pytest.param(each, marks=[pytest.mark.long] * (each == editions()[0]), id=each.language) for each in editions()],
)
def test_a_number_is_typed_as_its_language_writes_it_and_remembered_in_all(chapter, edition):
    *ways, _ = AS_WRITTEN[edition.language]
    for typed in ways:
        box = chapter(f"{edition.place}06_training", "vanishing")
        box.locator("input").fill(typed)
        box.locator("input").press("Enter")
        for other in editions():
            box = chapter(f"{other.place}06_training", "vanishing")
            shown = AS_WRITTEN[other.language][-1]
            said = other.guess["guessed"].format(says=shown)
            assert f"✓ {said}" in box.locator(".nn-guessed").inner_text()
        box.get_by_role("button", name=editions()[-1].guess["again"]).click()


def test_a_choice_is_named(chapter):
    box = chapter("01_activations", "neuron-explorer")
    box.get_by_role("button", name="Beide machen sie steiler").click()
    assert "Das wäre ohne den Bias." in box.locator(".nn-guessed").inner_text()
    box.get_by_role("button", name="Noch einmal raten").click()
    box.get_by_role("button", name="w macht sie steiler").click()
    assert "Stimmt." in box.locator(".nn-guessed").inner_text()


def test_a_page_that_is_no_notebook_takes_a_guess(chapter):
    box = chapter("pytorch", "guess")
    box.get_by_role("button", name="nur der zweite Gradient").click()
    assert "Dafür müsste backward überschreiben." in box.locator(".nn-guessed").inner_text()
    assert box.locator("details").evaluate("answer => answer.open")


def letters(drawing, colors):
    """Return where single letters in these colors stand, as shares of a drawing's width and height."""
    svg = drawing.read_text("utf-8")
    size = [float(number) for number in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()]
    found = {color: LETTER.findall(svg.replace(color.lower(), "COLOR")) for color in colors}
    return [[float(x) / size[0], float(y) / size[1]] for places in found.values() for x, y in places]


# Boxes that take a click on the figure above: chapter, cell, that figure, the colors of its letters
IN_FIGURES = {
    "curves": ("08_bug_zoo", "opening-predict", "opening-figure", [color for color, *_ in plots.SERIES]),
    "valleys": ("04_gradient_descent", "end-predict", "end-starts-figure", [plots.FORWARD]),
}


def choices(chapter, cell):
    """Return what a box offers."""
    return guess_of(next(box.values[0] for box in BOXES if box.id == f"{chapter}-{cell}"))["choices"]


def test_every_place_in_a_figure_is_tested():
    asking = [box.id for box in BOXES if "at" in guess_of(box.values[0]).get("choices", [{}])[0]]
    assert sorted(asking) == sorted(f"{name}-{cell}" for name, cell, *_ in IN_FIGURES.values())


@pytest.mark.parametrize("box", IN_FIGURES)
def test_the_places_in_a_figure_are_those_of_its_letters(box):
    name, cell, figure, colors = IN_FIGURES[box]
    for k, kind in enumerate(("", "-narrow")):
        found = letters(FOLDER / f"figures/{name}/{figure}{kind}.svg", colors)
        assert [each["at"][k] for each in choices(name, cell)] == [pytest.approx(place, abs=0.01) for place in found]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("asked", IN_FIGURES)
def test_a_click_on_the_figure_is_a_guess(chapter, asked, width):
    name, cell, *_ = IN_FIGURES[asked]
    box, third = chapter(name, cell, width), choices(name, cell)[2]
    figure = box.page.locator(".nn-asks img:visible")
    figure.scroll_into_view_if_needed()
    place = figure.bounding_box()
    x, y = third["at"][width == 390]
    figure.click(position={"x": 0.9 * place["width"], "y": 0.1 * place["height"]})
    assert box.locator(".nn-guessed").inner_text() == ""
    figure.click(position={"x": x * place["width"] - 5, "y": y * place["height"] - 5})
    assert third["means"] in box.locator(".nn-guessed").inner_text()
    assert box.locator("details").evaluate("answer => answer.open")


def test_without_javascript_a_box_unfolds(browser, site):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.as_uri()}/01_activations.html")
    box = page.locator(".nn-predict").first
    assert box.locator("button, input").count() == 0
    box.locator("summary").click()
    assert box.locator(".sd-summary-content").is_visible()
    page.close()
