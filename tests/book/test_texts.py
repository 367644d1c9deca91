"""What the interface says is in the language of the page, whoever wrote it: theme, extension or script."""

import pages
import pytest
from visits import SAID, foreign


@pytest.fixture
def page(browser):
    """An empty page of the browser."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("query", ["Gewichte", "kommt nicht vor"])
def test_the_search_answers_in_german(page, address, query):
    page.goto(f"{address}/search.html?q={query}")
    page.locator("#search-results h2", has_text="Suchergebnisse").wait_for(state="attached")
    summaries = "#search-results li p, #search-results li span"  # what the pages say
    page.evaluate("found => document.querySelectorAll(found).forEach(said => said.remove())", summaries)
    assert foreign(page.evaluate(SAID), "de") == []


def test_what_scripts_say_is_german(page, address):
    page.goto(f"{address}/01_activations.html")
    page.locator("div.highlight:visible").first.hover()
    page.locator("button.copybtn:visible").first.click()
    page.locator("button.copybtn.success").first.wait_for()
    page.keyboard.press("Control+k")
    page.locator("dialog[open] input").wait_for()
    assert foreign(page.evaluate(SAID), "de") == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<button title='Toggle primary sidebar'>", True),
        ("<p>Search Results</p>", True),
        ("<input placeholder='Search…'>", True),
        ("<style>p::after { content: 'Copied!' }</style><p>", True),
        ("<p lang=en>Search Results</p>", False),
        ("<code>next(page)</code>", False),
        ("<p>Diese Seite herunterladen</p>", False),
    ],
)
def test_an_english_word_is_seen(page, text, seen):
    page.set_content(text)
    assert bool(foreign(page.evaluate(SAID), "de")) is seen


def test_english_terms_and_docstrings_are_marked(site):
    glossary, reference = pages.read(site / "glossary.html"), pages.read(site / "api.html")
    assert {tag.get_text() for tag in glossary.select("dt em[lang=en]")} >= {"weight", "learning rate", "hidden layer"}
    assert not glossary.select("dt em:not([lang=en])")
    assert len(reference.select("dd[lang=en] > [lang=de]")) > 50
    tests = pages.read(site / "conventions_tests.html").select("a[href*='#test-']")
    assert tests and all(link.find_parent(lang="en") or link.select("[lang=en]") or link.get("lang") for link in tests)
