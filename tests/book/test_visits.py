"""Every page in a real browser: what it asks for, keeps, weighs and complains about, and that anyone can use it.

Each page of each edition is loaded once for all questions, light and on a desktop; `make test-all` loads it in the
dark, on a phone and from a file, too. What does not depend on a page's words, `make test` asks of a few pages.
"""

import functools
import gzip
import os
import re

import numpy as np
import pages
import pytest
from browsers import InPieces, served
from editions import editions
from notebooks import drawings_of
from visits import Visit, files, foreign, too_wide

LISTED = pages.all_pages()
PAGES = pages.all_pages("search")
EVERY = pages.all_pages("search", "404")  # a file shows no page 404
CHAPTERS = [address for address in LISTED if re.match(r"\d+_", address.rpartition("/")[2])]
LABEL = re.compile(r"scale\(([\d.]+) -\1\)")  # a hundredth of the letters' size in points
WIDTH = re.compile(r'viewBox="0 0 ([\d.]+) ')
STORED = {"mode", "theme"}
GUESS = "nn-guess:"  # what a reader has guessed
FIRST, NEXT = 700_000, 150_000  # bytes

# What lies in the page itself: the weights of the network that reads digits.
HEAVIER = {"07_digits": 260_000, "09_better_digits": 260_000}

SETTINGS = {
    "light": {},
    "dark": {"theme": "dark"},
    "phone": {"width": 390},
    "dark-phone": {"theme": "dark", "width": 390},
    "file": {"looks": False},  # as from a server
}
# What stands for the rest: the front, chapters, formulas, tables, lists, and pages with their own scripts.
FEW = {"index", "01_activations", "glossary", "teaching", "progress", "search", "404"}
WHOLLY = FEW | {"05_backpropagation", "07_digits", "conventions", "pytorch"}  # of the first edition
EVERYTHING = os.environ.get("NNCOURSE_TEST_ALL") == "1"


def is_first(name):
    """Return whether this is the address of a page of the first edition."""
    return pages.edition_of(name) == editions()[0]


def pages_of(names, words=False):
    """Return what a test is asked about: these pages, long but for a few, or the first edition's where words matter."""
    soon = {name for name in names if is_first(name) or name.rpartition("/")[2] in FEW} if words else WHOLLY
    return [pytest.param(name, marks=[pytest.mark.long] * (name not in soon), id=name) for name in names]


def is_asked(name, setting):
    """Return whether a page is visited in a setting: styles and scripts are those of every edition, words are not."""
    return is_first(name) or setting in ("light", "phone") or name.rpartition("/")[2] in FEW


def loads(settings, words=False):
    """Return what a test is asked about: pages in settings, of which `make test` takes the first."""
    return pytest.mark.parametrize(
        ("name", "setting"),
        [
            pytest.param(
                *page.values,
                setting,
                marks=page.marks or [pytest.mark.long] * (setting != "light"),
                id=f"{page.id}-{setting}",
            )
            for setting in settings
            for page in pages_of(PAGES if setting == "file" else EVERY, words)
            if is_asked(page.id, setting)
        ],
    )


LOOKS = [setting for setting in SETTINGS if setting != "file"]


@pytest.fixture(scope="module")
def address(site):
    """The address under which the site is served as by a slow line, which shows whether anything moves."""
    yield from served(site, InPieces)


@pytest.fixture(scope="module")
def visited(browser, site, address):
    """A function that returns the visit to a page in a setting, which is made once."""

    @functools.cache
    def visit(name, setting):
        root = site.as_uri() if setting == "file" else address
        asked = {"wholly": EVERYTHING or name in WHOLLY, "locale": pages.locale_of(name), **SETTINGS[setting]}
        return Visit(browser, f"{root}/{name}.html", **asked)

    return visit


def weight(files):
    """Return how many bytes the files take, as a server compresses them."""
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)


@loads(LOOKS)
def test_axe_finds_nothing(visited, name, setting):
    assert visited(name, setting).violations == {}


@loads(LOOKS, words=True)
def test_no_page_scrolls_sideways(visited, name, setting):
    assert sum(visited(name, setting).too_wide.values(), []) == []


@loads(SETTINGS, words=True)
def test_nothing_is_asked_of_another_host(visited, site, address, name, setting):
    own = (site.as_uri() if setting == "file" else address, "data:", "blob:")
    assert [url for url in visited(name, setting).asked if not url.startswith(own)] == []


@loads(SETTINGS, words=True)
def test_no_page_complains_or_lacks_a_file(visited, name, setting):
    assert visited(name, setting).complaints == []


@loads(SETTINGS)
def test_only_the_theme_and_guesses_are_kept_and_no_cookie(visited, name, setting):
    kept = {key for key in visited(name, setting).kept if not key.startswith(GUESS)}
    assert (kept, visited(name, setting).cookies) == (STORED, [])


@loads(SETTINGS, words=True)
def test_every_explorer_comes_alive(visited, name, setting):
    assert visited(name, setting).alive == visited(name, setting).explorers


def test_there_are_explorers(site):
    counts = {edition.language: 0 for edition in editions()}
    for name in LISTED:
        counts[pages.edition_of(name).language] += len(pages.read(site / f"{name}.html").select(".nn-explorer"))
    assert min(counts.values()) >= 8


@pytest.mark.parametrize("name", pages_of(LISTED, words=True))
def test_a_first_visit_is_light_with_all_its_figures(visited, site, name):
    assert weight(files(visited(name, "light").with_figures, site)) <= FIRST


@pytest.mark.parametrize("name", pages_of(LISTED, words=True))
def test_a_next_page_is_light(visited, site, name):
    front = f"{pages.edition_of(name).place}index"
    new = visited(name, "light").at_first - visited(front, "light").at_first
    assert weight(files(new, site)) <= HEAVIER.get(name.rpartition("/")[2], NEXT)


@loads(LOOKS, words=True)
def test_nothing_moves_while_a_page_loads(visited, name, setting):
    assert visited(name, setting).moved <= 0.005


@pytest.mark.parametrize("name", pages_of(EVERY, words=True))
def test_no_page_says_anything_in_the_language_of_another_edition(visited, name):
    language = pages.edition_of(name).language
    assert visited(name, "light").language == language
    assert foreign(visited(name, "light").said, language) == []


@pytest.mark.parametrize("name", pages_of(PAGES, words=True))
def test_no_text_has_a_gap_that_nothing_fills(visited, name):
    assert [text for text in visited(name, "light").said if re.search(r"\{\w+(:\w+)?\}", text)] == []


def notebook(name):
    """Return the notebook behind the address of a chapter."""
    return pages.edition_of(name).folder / f"{name.rpartition('/')[2]}.ipynb"


def smallest_label(svg, width):
    """Return how many pixels high the smallest letters of a drawing are that is shown this wide."""
    sizes = [100 * float(size) for size in LABEL.findall(svg)]
    return min(sizes, default=np.inf) * width / float(WIDTH.search(svg)[1])


@pytest.mark.parametrize("name", pages_of(CHAPTERS))
def test_labels_can_be_read_on_a_desktop_and_on_a_phone(visited, site, name):
    for width, shown in visited(name, "light").figures.items():
        assert 2 * len(shown) == len(list(drawings_of(notebook(name)).glob("*"))) > 0
        assert all(("-narrow-" in file) == (width == 390) for file, _ in shown)
        folder = site / pages.edition_of(name).place / "_images"
        sizes = {file: smallest_label((folder / file).read_text("utf-8"), px) for file, px in shown}
        assert {file: round(size, 1) for file, size in sizes.items() if size < 9} == {}


def test_on_a_phone_a_figure_for_wide_windows_would_be_too_small():
    svgs = [path.read_text("utf-8") for path in pages.ROOT.glob("book/de/figures/*/*.svg")]
    assert sum(smallest_label(svg, 358) < 9 for svg in svgs) >= len(svgs) / 3


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 640])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_that_is_opened_in_a_narrow_window_scrolls_sideways(browser, address, name, width):
    """A window of 1280 pixels has 640 at 200 % and 320 at 400 %."""
    size, locale = {"width": width, "height": 900}, pages.locale_of(name)
    page = browser.new_page(viewport=size, reduced_motion="reduce", locale=locale)
    page.goto(f"{address}/{name}.html")
    found = too_wide(page, width)
    page.close()
    assert found == []


@pytest.mark.parametrize("words", ["ue", "Neuron"])
def test_an_address_that_asks_for_marked_words_changes_nothing(browser, address, words):
    """Sphinx would mark them in the explorers' styles as well, which the page's policy then refuses."""
    page = browser.new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(f"{address}/01_activations.html?highlight={words}", wait_until="networkidle")
    assert page.locator(".highlighted, style span, a[href^='javascript:']").count() == 0
    page.close()
    assert problems == []
