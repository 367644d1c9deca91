"""What the editions have in common: pages and sections under the same addresses, answers, sources, and the lab."""

import subprocess

import archive
import pages
import pytest
from editions import editions
from readers import CHAPTER

FIRST = editions()[0]

# What links, the way to the other edition, and Python in the page find a place by.
PLACES = {".bd-article section :is(section, dt, dl, p, .nn-exercise)[id]": "id"}
PLACES |= {f"[{name}]": name for name in ("data-stub", "data-check", "data-run", "data-draws", "data-explorer")}


def places(page):
    """Return the names of a page's sections, exercises, cells and explorers, in order."""
    return {name: [tag[name] for tag in page.select(place)] for place, name in PLACES.items()}


@pages.every_other_edition
def test_a_page_has_the_same_sections_exercises_and_cells_in_every_edition(site, edition):
    for name in edition.names:
        original, page = (pages.read(site / f"{each.place}{name}.html") for each in (FIRST, edition))
        assert places(page) == places(original), name


@pages.every_other_edition
@pytest.mark.parametrize(
    "asked", ["01_activations.html#exercise-relu", "glossary.html#glossar-matrix", "search.html?q=sigmoid"]
)
def test_what_is_asked_for_in_one_edition_is_shown_in_the_other(browser, address, edition, asked):
    page = browser.new_page()
    page.goto(f"{address}/{FIRST.place}{asked}")
    page.locator(f"a.nn-edition[lang={edition.language}]").evaluate("link => link.click()")  # where the page stands
    page.wait_for_url(f"{address}/{edition.place}{asked}")
    page.close()


@pages.every_edition
def test_an_edition_leads_to_the_sources_of_the_site(site, edition):
    folder = site / edition.place
    links = [link["href"] for link in pages.read(folder / "running.html").select("a[href$='.zip']")]
    assert links == [f"{'../' if edition.place else ''}{archive.SOURCES}.zip"]
    assert (folder / links[0]).is_file()


@pages.every_other_edition
def test_what_is_solved_in_one_edition_is_solved_in_every_other(read, edition):
    read(f"{FIRST.place}{CHAPTER}").keep("relu", "def my_relu(x):\n    return np.maximum(x, 0)", "passed")
    reader = read(f"{edition.place}{CHAPTER}")
    assert edition.python["solved"] in reader.exercise("relu").locator(".admonition-title").inner_text()
    assert "np.maximum(x, 0)" in reader.exercise("relu").get_by_role("textbox").input_value()
    told = reader.page.locator(".bd-links a.current .nn-count").inner_text()
    assert told.startswith("✓ 1 ") and told.endswith(edition.progress["chapter"].rpartition(" ")[2])


@pages.every_edition
def test_the_lab_opens_a_chapter_of_the_edition(edition):
    command = ["make", "--dry-run", "--no-print-directory", "lab", f"EDITION={edition.language}"]
    asked = subprocess.run(command, cwd=pages.ROOT, capture_output=True, text=True, check=True)
    folder, chapter = asked.stdout.split()[-2:]
    assert folder == "--ServerApp.root_dir=book" and (pages.ROOT / chapter).parent == edition.folder
    assert (pages.ROOT / chapter).is_file()


@pages.every_edition
@pytest.mark.parametrize("name", ["api", "conventions_tests", "glossary"])
def test_nothing_on_a_page_is_marked_as_being_in_the_language_of_the_page(site, edition, name):
    article = pages.read(site / f"{edition.place}{name}.html").article
    own = article.select(f"[lang={edition.language}]")
    assert [tag.name for tag in own if tag.find_parent(lang=True)["lang"] == edition.language] == []
