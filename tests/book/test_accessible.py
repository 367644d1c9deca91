"""Anyone can use the book: the keyboard, words, colors, the dark. `test_visits` asks axe about every page."""

import re

import numpy as np
import pages
import pytest
from seeds import first
from visits import UNFOLD, violations

FOCUSED = """() => {
  const element = document.activeElement;
  const ring = [element, element.firstElementChild ?? element].map(one => getComputedStyle(one)).some(
    style => parseFloat(style.outlineWidth) >= 2 && style.outlineStyle === "solid");
  return [element.outerHTML.slice(0, 120), ring, element.checkVisibility()];
}"""

TABBABLE = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter(element => element.tabIndex >= 0 && !element.disabled)
  .filter(element => element.checkVisibility({ visibilityProperty: true })).length"""


@pytest.fixture(params=first(1, ["light", "dark"]))
def theme(request):
    return request.param


def opened(browser, address, name, width, theme="light"):
    """Return a page of the book, unfolded, in a window of this width."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{address}/{name}.html")
    page.evaluate(UNFOLD)
    return page


def test_axe_would_find_something(browser, address):
    page = opened(browser, address, "index", 1280)
    page.evaluate("document.querySelector('article').append(document.createElement('img'))")
    found = violations(page)
    page.close()
    assert list(found) == ["image-alt"]


@pytest.mark.parametrize("name", first(1, ["index", "01_activations"]))
def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser, address, theme, name):
    page = opened(browser, address, name, 1280, theme)
    count = page.evaluate(TABBABLE)
    seen = []
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        where = page.evaluate(FOCUSED)
        if where[0].startswith("<body"):
            break
        seen.append(where)
    page.close()
    assert len(seen) >= 0.95 * count > 20
    assert [where for where in seen if not where[1] or not where[2]] == []
    assert "#main-content" in seen[0][0]


@pytest.mark.parametrize("name", pages.all_pages())
def test_tables_have_headers_and_pictures_have_words(site, name):
    article = pages.read(site / f"{name}.html").article
    assert [tag.get("src") for tag in article.find_all("img") if not tag.get("alt")] == []
    for table in article.find_all("table"):
        headers = table.find_all("th")
        assert headers or table.find_parent(class_="nn-explorer"), table.get_text()[:100]
        assert all(cell.get("scope") in ("col", "row") and cell.get_text(strip=True) for cell in headers), table


def test_long_words_may_break(browser, address):
    page = opened(browser, address, "index", 320)
    broken = page.evaluate(
        "[...document.querySelectorAll('.bd-article :is(h1, h2, p, li, dd)')].map(element => "
        "{ const style = getComputedStyle(element); return [style.hyphens, style.overflowWrap].join(' '); })"
    )
    page.close()
    assert set(broken) == {"auto break-word"}


# --- colors ---------------------------------------------------------------------------------------------------------


def colors():
    """Return what the style sheet calls its colors: theme -> {name: its light, from 0 to 1}."""
    style = (pages.ROOT / "book/_static/nncourse.css").read_text("utf-8")
    blocks = re.findall(r'(?<!,\n)html\[data-theme="(light|dark)"\] \{\n(.*?)\n\}', style, re.DOTALL)
    return {theme: dict(re.findall(r"--nn-([\w-]+): #(\w{6});", text)) for theme, text in blocks}


def luminance(color):
    """Return the relative luminance of WCAG 2.2 for six hexadecimal digits."""
    c = np.array([int(color[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("ground", ["page", "paper", "code"])
def test_every_color_is_read_on_every_ground(theme, ground):
    named = colors()[theme]
    inks = ["text", "forward", "backward", "weight", "goal", "cost", "correction", "pencil", "string"]
    for ink in inks:
        low, high = sorted(luminance(named[name]) for name in (ink, ground))
        assert (high + 0.05) / (low + 0.05) >= 4.5, ink


def test_without_javascript_the_contents_are_a_link_away(browser, site):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(f"{site.as_uri()}/01_activations.html")
    assert page.locator(".sidebar-toggle").filter(visible=True).count() == 0
    page.get_by_role("link", name="Inhalt", exact=True).click()
    page.wait_for_url("**/index.html")
    page.close()
