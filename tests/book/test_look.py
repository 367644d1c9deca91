"""The look: pictures are what their scripts draw, boxes and chapters have their marks, and lines their measure."""

import copy
import re
from statistics import median
from xml.etree import ElementTree

import card
import logo
import numpy as np
import overview
import pages
import pytest
from editions import editions
from exercises import EXERCISE
from PIL import Image

STATIC = pages.ROOT / "book/_static"
CHAPTERS = sorted(path.stem for path in (pages.ROOT / "book/de").glob("[0-9]*.ipynb"))
LINE = re.compile(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)")
PIXEL = re.compile(r"M([\d.]+) ([\d.]+)h10")

# The numbers of letters in all lines that a paragraph fills.
FULL_LINES = """() => {
  const lines = [], range = document.createRange();
  for (const p of document.querySelectorAll(".bd-article section > p")) {
    if (p.children.length || p.textContent.length < 180) continue;
    let top = null, length = 0;
    for (let i = 0; i < p.firstChild.length; i++, length++) {
      range.setStart(p.firstChild, i);
      range.setEnd(p.firstChild, i + 1);
      const place = range.getBoundingClientRect().top;
      if (top !== null && place > top + 5) { lines.push(length); length = 0; }
      top = place;
    }
  }
  return lines;
}"""
SIGNS = """(selector) => [...document.querySelectorAll(selector)].map(
  element => getComputedStyle(element, "::before").content.split(" / ")[0].replaceAll('"', ""))"""


@pytest.fixture(scope="module")
def shown():
    """What the picture of the front page has to show, from the network that is stored beside its script."""
    return overview.flow()


@pytest.fixture(scope="module")
def picture():
    """The picture of the front page, {class of a group: its elements}."""
    root = ElementTree.parse(STATIC / "overview.svg").getroot()
    return {group.get("class"): list(group) for group in root.iter() if group.tag.endswith("}g")}


@pytest.mark.numerical
def test_the_front_picture_is_what_its_script_draws(shown):
    assert (STATIC / "overview.svg").read_text("utf-8") == overview.drawn(shown)


def drawn_lines(picture):
    """Return {(start, end): width} of the picture's lines; what speaks against has a negative width."""
    return {
        tuple(float(number) for number in ends): sign * float(path.get("stroke-width"))
        for name, sign in (("nn-for", 1), ("nn-against", -1))
        for path in picture[name]
        for ends in LINE.findall(path.get("d"))
    }


@pytest.mark.numerical
def test_every_line_of_the_front_picture_is_a_product_of_the_trained_network(picture, shown):
    drawn = drawn_lines(picture)
    computed = {(*start, round(end[0]), round(end[1])): share for start, end, share in shown["lines"]}
    computed = {(x1, round(y1), x2, y2): share for (x1, y1, x2, y2), share in computed.items()}
    assert len(drawn) == len(computed) == 160
    assert drawn.keys() == computed.keys()
    for ends in drawn:
        assert abs(drawn[ends]) == pytest.approx(0.4 + 2.6 * abs(computed[ends]), abs=0.051)
        assert drawn[ends] * computed[ends] > 0


@pytest.mark.numerical
def test_the_front_picture_shows_the_activations_and_the_digit(picture, shown):
    fullness = [float(circle.get("fill-opacity")) for circle in picture["nn-active"]]
    np.testing.assert_allclose(fullness, [*shown["hidden"], *shown["outputs"]], atol=0.0051)
    shades = [(float(path.get("fill-opacity")), PIXEL.findall(path.get("d"))) for path in picture["nn-ink"]]
    ink = {place: shade for shade, places in shades for place in places}
    corners = [(f"{x - 5:g}", f"{y - 5:g}") for x, y in overview.PIXELS]
    np.testing.assert_allclose([ink.get(corner, 0) for corner in corners], shown["ink"].ravel(), atol=0.051)


@pytest.mark.numerical
def test_the_front_picture_lights_up_what_the_network_reads(picture, shown):
    assert shown["outputs"].argmax() == 7
    assert [element.text for element in picture["nn-goal"] if element.text] == ["7"]


@pytest.mark.numerical
@pytest.mark.parametrize("words", card.WORDS, ids=lambda words: words["file"])
def test_the_card_is_what_its_script_draws(shown, words):
    stored = Image.open(STATIC / words["file"])
    assert stored.size == (1200, 630)
    assert (STATIC / words["file"]).stat().st_size <= 80_000
    difference = np.asarray(stored.convert("RGB"), float) - np.asarray(card.drawn(shown, words).convert("RGB"), float)
    assert np.abs(difference).mean() < 2


@pytest.mark.parametrize("name", logo.drawings())
def test_logo_and_icon_are_what_their_script_draws(name):
    svg = (STATIC / name).read_text("utf-8")
    assert svg == logo.drawings()[name]
    assert ElementTree.fromstring(svg).get("viewBox")


@pytest.mark.parametrize("name", ["nncourse.css", "front.css"])
def test_the_style_is_light(name):
    assert len((STATIC / name).read_bytes()) < 21_000


def test_only_the_front_page_loads_its_own_style(site):
    with_it = [path for path in pages.html_files(site) if "front.css" in path.read_text("utf-8")]
    assert with_it == sorted(site / f"{edition.place}index.html" for edition in editions())


def test_the_number_of_every_note_and_correction_is_a_mark_and_not_in_the_title(site):
    numbered = 0
    for name in CHAPTERS:
        for title in pages.read(site / f"{name}.html").select(":is(.nn-quote, .nn-correction) > .admonition-title"):
            words = copy.copy(title)
            mark = words.find(class_="nn-mark").extract().get_text()
            assert re.fullmatch(r"[NK]\d+(, [NK]\d+)*", mark)
            assert words.get_text(strip=True) in ("Was die Notiz sagt", "Notiz korrigiert")
            numbered += 1
    assert numbered >= 30


def test_only_chapters_carry_a_number(site):
    headings = {path: pages.read(path).select(".bd-article h1[data-chapter]") for path in pages.html_files(site)}
    found = {path: [heading["data-chapter"] for heading in numbered] for path, numbered in headings.items() if numbered}
    chapters = [site / f"{each.place}{name}.html" for each in editions() for name in CHAPTERS if each.has(name)]
    assert found == {path: [str(int(path.name.partition("_")[0]))] for path in chapters}


@pytest.fixture
def chapter(browser, address):
    """A function that opens chapter 3 in a window of some width."""
    opened = []

    def open_it(width, name="03_cost", **options):
        opened.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        page = opened[-1].new_page()
        page.goto(f"{address}/{name}.html")
        return page

    yield open_it
    for context in opened:
        context.close()


@pytest.mark.parametrize("width", [1280, 1600])
def test_a_line_has_65_to_75_letters(chapter, width):
    assert 65 <= median(chapter(width).evaluate(FULL_LINES)) <= 75


def test_marks_stand_in_the_margin_and_on_a_phone_within_the_box(chapter):
    for width in (1280, 820, 390):
        page = chapter(width)
        for title in page.locator(":is(.nn-quote, .nn-correction) > .admonition-title").all():
            mark, text = title.locator(".nn-mark").bounding_box(), title.bounding_box()
            box = title.locator("..").bounding_box()
            if width > 390:
                assert 0 <= mark["x"] and mark["x"] + mark["width"] <= text["x"]
            else:
                assert box["x"] <= mark["x"] and mark["x"] + mark["width"] <= box["x"] + box["width"]


@pytest.mark.parametrize("name", ["02_forward", "05_backpropagation", "pytorch"])
def test_a_table_worked_by_hand_fits_on_a_phone(chapter, name):
    tables = chapter(390, name).locator(".nn-hand .pst-scrollable-table-container")
    over = tables.evaluate_all("all => all.map(one => one.scrollWidth - one.clientWidth)")
    assert over and max(over) == 0


def test_the_way_back_to_the_top_leaves_the_middle_of_a_phone_free(chapter):
    page = chapter(390)
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 1000")
    page.mouse.wheel(0, -300)  # it shows itself to those who go back
    button = page.get_by_role("button", name="Zurück zum Anfang")
    button.wait_for()
    box = button.bounding_box()
    assert 24 <= box["width"] <= 44 and 24 <= box["height"] <= 44
    assert 330 <= box["x"] <= 390 - box["width"]


@pages.every_edition
def test_every_kind_of_box_has_its_own_sign(chapter, edition):
    page = chapter(1280, f"{edition.place}01_activations")
    signs = {"hand": "=", "predict": "?", "mistake": "!", "goal": "✓"}
    signs["exercise"] = getattr(EXERCISE, edition.language)[0]
    for kind, sign in signs.items():
        assert set(page.evaluate(SIGNS, f".nn-{kind}.admonition")) == {sign}


def test_the_stations_in_the_sidebar_are_the_chapters(chapter):
    page = chapter(1280, "index")
    links = page.locator(".bd-docs-nav .bd-sidenav > li > a")
    signs = page.evaluate(SIGNS, ".bd-docs-nav .bd-sidenav > li > a")
    numbered = [link for link, sign in zip(links.all(), signs, strict=True) if sign != "none"]
    assert [link.get_attribute("href").removesuffix(".html") for link in numbered] == CHAPTERS


def test_the_front_picture_has_the_colors_of_the_theme_and_rests_for_those_who_want_rest(chapter):
    light = chapter(1280, "index", color_scheme="light")
    dark = chapter(1280, "index", color_scheme="dark", reduced_motion="reduce")
    color = "() => getComputedStyle(document.querySelector('.nn-hero .nn-sheet')).fill"
    assert light.evaluate(color) == "rgb(251, 250, 245)"
    assert dark.evaluate(color) == "rgb(27, 33, 42)"
    motion = "() => getComputedStyle(document.querySelector('.nn-hero .nn-flow')).animationName"
    assert light.evaluate(motion) == "nn-run"
    assert dark.evaluate(motion) == "none"


@pytest.mark.parametrize("name", ["05_backpropagation", "06_training"])
def test_code_is_as_large_as_its_longest_line_allows(browser, address, name):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/{name}.html")
    sizes = page.locator(".bd-article div.highlight pre").evaluate_all(
        """all => all.filter(one => one.checkVisibility())
            .map(one => [one.scrollWidth - one.clientWidth, getComputedStyle(one).fontSize])"""
    )
    page.close()
    assert len(sizes) > 20
    assert {size for _, size in sizes} == {"13.44px"} and max(over for over, _ in sizes) == 0


def test_whoever_begins_to_read_has_all_pictures_when_the_network_goes(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/04_gradient_descent.html")
    pictures = page.locator(".bd-article .only-light img")
    late = page.locator(".bd-article .only-light img[loading=lazy]").count()
    page.mouse.move(640, 400)  # over the text, not over the contents
    page.mouse.wheel(0, 200)
    page.locator(".bd-article .only-light img[loading=eager]").nth(late - 1).wait_for(state="attached")
    pictures.evaluate_all("all => Promise.all(all.map(one => one.decode()))")
    context.set_offline(True)
    assert late > 5 and all(pictures.evaluate_all("all => all.map(one => one.naturalWidth > 0)"))
    assert page.locator(".bd-article .only-dark img[loading=eager]").count() == 0
    context.close()
