"""Addresses of sections stay, every page leads to the next, and no link to the outside goes unnoticed."""

import re

import pages
import pytest
from editions import editions
from progress import PAGE

from nncourse.exercises.catalogue import CHAPTERS

LABEL = re.compile(r"^(?:\(([\w-]+)\)=|\.\. _([\w-]+):)$", re.MULTILINE)
IN_NOTEBOOK = re.compile(r'"\(([\w-]+)\)=\\n"')

# All addresses outside the book that an edition's pages link to. A reader follows them on purpose; nothing is loaded
# from there.
OUTSIDE = {
    "de": {"https://neuronalenetze-deeplearning.de/buch/vorwort"},
    "en": {"http://neuralnetworksanddeeplearning.com"},
}
IN_ALL = {"https://www.dask.org", "http://udlbook.com", "https://d2l.ai", "https://github.com/karpathy/micrograd"}


def labels():
    """Return all labels that the sources of the pages set."""
    found = set()
    for path in (path for edition in editions() for path in edition.folder.glob("*.*")):
        text = path.read_text("utf-8")
        found |= {name for names in LABEL.findall(text) for name in names if name}
        found |= set(IN_NOTEBOOK.findall(text))
    return found


def wording_ids(page, labels):
    """Return the sections of a page whose address is made of their title, and changes with it; a page has its own."""
    sections = [heading.find_parent("section") for heading in page.select("article :is(h2, h3, h4, h5, h6)")]
    return [section["id"] for section in sections if section is not None and section["id"] not in labels]


def links_outside(page):
    """Return the addresses outside the site that a page links to."""
    return {link["href"] for link in page.select("a[href]") if re.match(r"(https?:)?//", link["href"])}


def test_every_section_has_a_permanent_address(site):
    known = labels() | {f"{PAGE}-{number}" for number in CHAPTERS}  # which no source names
    assert len(known) > 200
    assert {path: found for path in pages.html_files(site) if (found := wording_ids(pages.read(path), known))} == {}


@pytest.mark.parametrize(("name", "seen"), [("cost-one", []), ("die-kosten", ["die-kosten"])])
def test_an_address_made_of_a_title_is_seen(tmp_path, name, seen):
    (tmp_path / "a.html").write_text(f'<article><section id="{name}"><h2>Die Kosten</h2></section></article>', "utf-8")
    assert wording_ids(pages.read(tmp_path / "a.html"), {"cost-one"}) == seen


@pages.every_edition
def test_every_page_leads_to_the_next_and_back(site, edition):
    names = edition.names
    read = {name: pages.read(site / f"{edition.place}{name}.html") for name in names}
    steps = {
        side: [(link := read[name].select_one(f"a.{side}")) and link["href"] for name in names]
        for side in ("right-next", "left-prev")
    }
    files = [f"{name}.html" for name in names]
    assert names[:3] == ["index", "primer", "01_activations"]
    # The front page leads to the first chapter: who needs no Python first has nothing to skip.
    assert steps["right-next"] == ["01_activations.html", *files[2:], None]
    assert steps["left-prev"] == [None, *files[:-1]]


@pages.every_edition
def test_the_links_to_the_outside_are_the_listed_ones(site, edition):
    files = (site / edition.place).glob("*.html")
    found = {address for path in files for address in links_outside(pages.read(path))}
    assert found == IN_ALL | OUTSIDE[edition.language]


def test_a_link_to_the_outside_is_seen(tmp_path):
    (tmp_path / "a.html").write_text('<a href="https://a.example">a</a><a href="b.html#c">b</a><a href="#c">', "utf-8")
    assert links_outside(pages.read(tmp_path / "a.html")) == {"https://a.example"}
