"""Every entry of the handwritten notes has its box in a chapter and its row, with a link, on the page `notes`."""

import re
from collections import Counter

import pages
import pytest
from bs4 import BeautifulSoup

ENTRIES = [f"N{number}" for number in range(1, 28)] + [f"K{number}" for number in range(1, 15)]
BOXES = {"N": "Was die Notiz sagt", "K": "Notiz korrigiert"}


def numbers(text):
    """Return the entries that a text names: "(N17, N18)" and "(N22–N24)" alike."""
    found = []
    for letter, first, last in re.findall(r"\b([NK])(\d+)(?:\s*[–-]\s*\1?(\d+))?", text):
        found += [f"{letter}{number}" for number in range(int(first), int(last or first) + 1)]
    return found


def entries_in_boxes(page):
    """Return the entries that the titles of a page's boxes name, each in a box of its kind."""
    titles = [tag.get_text(" ", strip=True) for tag in page.select(".admonition-title")]
    return {
        entry
        for kind, words in BOXES.items()
        for title in titles
        if title.startswith(words)
        for entry in numbers(title)
        if entry.startswith(kind)
    }


def rows(page):
    """Return (entry, its links) for every table row of the page that begins with an entry."""
    return [
        (entry, [link["href"] for link in row.find_all("a", href=True)])
        for row in page.select("table tr")
        for entry in numbers(row.find(["td", "th"]).get_text())
    ]


def complaints(notes, boxes):
    """Return what is wrong with the page `notes`, given the boxes' entries of each page."""
    table = rows(notes)
    times = Counter(entry for entry, _ in table)
    found = [f"{entry}: {times[entry]} rows, not 1" for entry in ENTRIES if times[entry] != 1]
    for entry, links in table:
        targets = [link.partition("#") for link in links]
        if not any(anchor and entry in boxes.get(name, ()) for name, _, anchor in targets):
            found.append(f"{entry}: no link to a section of a page that has its box")
    return found


@pytest.fixture(scope="module")
def boxes(site):
    """The entries in each page's boxes, by the page's file name."""
    return {path.name: entries_in_boxes(pages.read(path)) for path in site.glob("*.html")}


@pytest.mark.parametrize("entry", ENTRIES)
def test_entry_has_a_box_in_a_chapter(boxes, entry):
    assert any(entry in named for page, named in boxes.items() if page != "notes.html")


def test_notes_page_links_every_entry_to_its_box(site, boxes):
    assert complaints(pages.read(site / "notes.html"), boxes) == []


def row(entry, link):
    """Return a table row of the page `notes`."""
    return f'<tr><td>{entry}</td><td><a href="{link}">Abschnitt</a></td></tr>'


def table_without(entry, replacement=""):
    """Return a page with a row for every entry, one of them replaced."""
    lines = [replacement if name == entry else row(name, "a.html#there") for name in ENTRIES]
    return BeautifulSoup(f"<table>{''.join(lines)}</table>", "html.parser")


@pytest.mark.parametrize(
    "replacement",
    [
        "",
        row("K4", "a.html"),
        row("K4", "b.html#there"),
        row("K4", "a.html#there") * 2,
    ],
    ids=["missing", "no anchor", "a page without its box", "twice"],
)
def test_a_wrong_row_is_seen(replacement):
    boxes = {"a.html": set(ENTRIES), "b.html": {"K5"}}
    assert complaints(table_without(None), boxes) == []
    assert complaints(table_without("K4", replacement), boxes)


def test_boxes_are_read_as_they_are_written():
    def page(title):
        return BeautifulSoup(f'<p class="admonition-title">{title}</p>', "html.parser")

    assert entries_in_boxes(page("Was die Notiz sagt (N17, N18)")) == {"N17", "N18"}
    assert entries_in_boxes(page("Was die Notiz sagt (N22–N24)")) == {"N22", "N23", "N24"}
    assert entries_in_boxes(page("Notiz korrigiert (K8)")) == {"K8"}
    assert entries_in_boxes(page("Notiz korrigiert (N8)")) == set()
    assert entries_in_boxes(page("Hinweis (K8)")) == set()
