"""The built book is complete, asks no other host for anything, and every link leads somewhere."""

import pages
import pytest


def test_book_builds_without_a_warning(book):
    finished, _ = book
    assert finished.returncode == 0, finished.stdout + finished.stderr


def test_every_listed_page_is_built_and_no_other(site):
    assert pages.built_pages(site) == sorted(pages.all_pages())


def test_pages_stand_at_the_root_and_the_search_leads_there(site):
    assert "Neuronale Netze" in pages.read(site / "index.html").h1.get_text()
    index = (site / "searchindex.js").read_text("utf-8")
    assert '"01_activations"' in index and '"book/de/' not in index


def test_no_page_shows_a_raw_directive(site):
    shown = {path: pages.raw_directives(pages.read(path)) for path in pages.html_files(site)}
    assert {path: found for path, found in shown.items() if found} == {}


def test_a_raw_directive_is_seen(tmp_path):
    (tmp_path / "a.html").write_text("<p>```{admonition} `x` :class: note</p><pre>```{code}</pre>", "utf-8")
    assert pages.raw_directives(pages.read(tmp_path / "a.html")) == ["```{admonition}"]


@pytest.mark.long
def test_a_second_build_keeps_every_page_in_the_search(tmp_path):
    pages.copy_sources(tmp_path)
    assert pages.build(tmp_path).returncode == 0
    notes = tmp_path / "book/de/notes.md"
    notes.write_text(notes.read_text("utf-8") + "\n", "utf-8")
    assert pages.build(tmp_path).returncode == 0
    index = (tmp_path / "_build/html/searchindex.js").read_text("utf-8")
    assert all(f'"{name}"' in index for name in pages.listed_pages(pages.ROOT))


def test_nothing_comes_from_another_host(site):
    assert pages.third_parties(site) == []


def test_every_link_and_file_is_there(site):
    assert pages.broken_links(site) == []


@pytest.mark.long
def test_a_mistake_in_a_page_fails_the_build(tmp_path):
    pages.copy_sources(tmp_path)
    front = tmp_path / "book/de/index.md"
    front.write_text(front.read_text("utf-8") + "\n[Kapitel](nowhere.md)\n", "utf-8")
    assert pages.build(tmp_path).returncode != 0


def test_a_page_too_many_or_too_few_is_seen(tmp_path):
    for name in ("index.html", "search.html", "_static/theme.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert pages.built_pages(tmp_path) == ["index"]
    (tmp_path / "README.html").touch()
    assert pages.built_pages(tmp_path) == ["README", "index"]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example/mathjax.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img src="http://example.org/a.png">',
        '<script>const url = "https://cdn.example/thebe.js"</script>',
        "<style>@import '//fonts.example/css'</style>",
    ],
)
def test_a_request_to_another_host_is_seen(tmp_path, text):
    (tmp_path / "a.html").write_text(f"<html>{text}</html>", "utf-8")
    assert pages.third_parties(tmp_path)


def test_a_request_from_a_style_sheet_is_seen(tmp_path):
    (tmp_path / "a.css").write_text("p { background: url(https://example.org/a.png) }", "utf-8")
    assert pages.third_parties(tmp_path)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('<a href="b.html">', False),
        ('<a href="b.html#there">', False),
        ('<a href="https://example.org/">', False),
        ('<p id="here"><a href="#here">', False),
        ('<a href="c.html">', True),
        ('<a href="b.html#nowhere">', True),
        ('<a href="#nowhere">', True),
        ('<img src="a.png">', True),
        ('<link rel="icon" href="favicon.svg">', True),
        ('<meta http-equiv="Refresh" content="0; url=c.html">', True),
    ],
)
def test_a_link_that_leads_nowhere_is_seen(tmp_path, text, broken):
    (tmp_path / "a.html").write_text(text, "utf-8")
    (tmp_path / "b.html").write_text('<p id="there">', "utf-8")
    assert bool(pages.broken_links(tmp_path)) is broken
