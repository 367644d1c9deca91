"""What a page transfers, compressed, and that it does not move while it loads."""

import gzip
from urllib.parse import unquote, urlsplit

import pages
import pytest
from browsers import FETCH_FIGURES

PAGES = pages.listed_pages(pages.ROOT)
FIRST, NEXT = 700_000, 150_000

# What lies in the page itself: the weights of the network that reads digits.
HEAVIER = {"07_digits": 260_000}

SHIFTS = """window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });"""


def loaded(browser, address, site):
    """Open a page in a browser that knows nothing; return the files it took, those of the end, and how much moved."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(SHIFTS)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    moved = page.evaluate("moved")
    at_first = set(asked)
    page.evaluate(FETCH_FIGURES)
    page.close()
    return [
        {site / unquote(urlsplit(url).path).lstrip("/") for url in urls if url.startswith("http")}
        for urls in (at_first, asked)
    ], moved


def weight(files):
    """Return how many bytes the files take, as a server compresses them."""
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)


@pytest.fixture(scope="module")
def loads(browser, site, address):
    """All pages, each loaded with an empty cache: name -> (files at first, files in all), movement."""
    return {name: loaded(browser, f"{address}/{name}.html", site) for name in PAGES}


def test_a_first_visit_is_light_with_all_its_figures(loads):
    weights = {name: weight(everything) for name, ((_, everything), _) in loads.items()}
    assert {name: found for name, found in weights.items() if found > FIRST} == {}


def test_a_next_page_is_light(loads):
    (known, _), _ = loads["index"]
    weights = {name: weight(at_first - known) for name, ((at_first, _), _) in loads.items()}
    assert {name: found for name, found in weights.items() if found > HEAVIER.get(name, NEXT)} == {}


def test_nothing_moves_while_a_page_loads(loads):
    assert {name: moved for name, (_, moved) in loads.items() if moved > 0.01} == {}


@pytest.mark.parametrize("name", ["index", "06_training"])
def test_figures_keep_their_shape_on_a_phone(browser, address, name):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/{name}.html")
    page.evaluate(FETCH_FIGURES)
    shapes = page.evaluate(
        "[...document.querySelectorAll('.bd-article img')].filter(figure => figure.checkVisibility())"
        ".map(figure => [figure.width / figure.height, figure.naturalWidth / figure.naturalHeight])"
    )
    page.close()
    assert len(shapes) >= 5
    for shown, drawn in shapes:
        assert shown == pytest.approx(drawn, rel=0.03)


def test_nothing_is_shipped_that_no_page_needs(site):
    shipped = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert [name for name in shipped if name.endswith((".map", ".ttf", ".woff")) or "fontawesome" in name] == []
    assert sum((site / name).stat().st_size for name in shipped if name.startswith("_static/")) < 1_000_000
