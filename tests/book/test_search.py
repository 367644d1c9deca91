"""The search finds German words in all their forms, in every page of the book, from a server and from a file."""

import re

import pages
import pytest
import snowballstemmer
from seeds import first


@pytest.fixture(params=first(1, ["server", "file"]))
def found(request, browser, site, address):
    """A function that searches as a reader does and returns {address: what the result shows}, best first."""
    page = browser.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    root = address if request.param == "server" else site.as_uri()

    def search(query):
        page.goto(f"{root}/index.html")
        page.keyboard.press("Control+k")
        page.keyboard.type(query)
        page.keyboard.press("Enter")
        page.locator("#search-results h2", has_text="Suchergebnisse").wait_for(state="attached")
        if request.param == "server":
            page.wait_for_load_state("networkidle")
        results = page.locator("#search-results li")
        return {item.locator("a").first.get_attribute("href"): item.inner_text() for item in results.all()}

    search.page, search.from_file = page, request.param == "file"
    yield search
    page.close()
    assert problems == []


def names(found):
    """Return the pages that were found."""
    return {re.sub(r"(\.html)?(#.*)?$", "", address) for address in found}


@pytest.mark.parametrize(
    ("query", "pages"),
    first(
        4,
        [
            ("Gewichte", {"01_activations", "02_forward", "glossary"}),
            ("uebungen", {"01_activations", "05_backpropagation"}),
            ("Zeichen Verzeichnis", {"glossary"}),
            ("numerical_gradient", {"api"}),
            ("berechnet", {"05_backpropagation"}),
            ("Übung", {"01_activations", "05_backpropagation"}),
            ("GROESSE", {"06_training"}),
            ("neue Aufgabe", {"08_bug_zoo"}),
            ("Symbole", {"glossary"}),
        ],
    ),
)
def test_a_word_is_found_in_every_form(found, query, pages):
    assert pages <= names(found(query))


def test_a_result_shows_why_it_was_found_or_says_why_not(found):
    results = found("Dimmer")
    assert names(results) == {"01_activations"}
    assert ("Lampe mit Dimmer" in next(iter(results.values()))) is not found.from_file
    assert found.page.locator("#nn-from-file").is_visible() is found.from_file


def test_a_result_leads_to_the_word_and_leaves_nothing_behind(found):
    found("Zwischen 0 und 1?")
    found.page.get_by_role("link", name="Zwischen 0 und 1?").click()
    found.page.wait_for_url("**/01_activations.html#activations-range")
    [address] = found("Dimmer")
    assert address == "01_activations.html#:~:text=Dimmer"
    assert set(found.page.evaluate("Object.keys(localStorage)")) <= {"mode", "theme"}


def test_the_browser_stems_every_word_as_the_index_does(browser, site, address):
    texts = " ".join(pages.read(path).get_text().lower() for path in pages.html_files(site))
    words = sorted(set(re.findall(r"\w+", texts)))
    page = browser.new_page()
    page.goto(f"{address}/search.html")
    stems = page.evaluate("words => words.map(word => new Stemmer().stemWord(word))", words)
    page.close()
    assert len(words) > 4000
    expected = snowballstemmer.stemmer("german").stemWords(words)
    assert [found for found in zip(words, stems, expected, strict=True) if found[1] != found[2]] == []
