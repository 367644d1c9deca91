"""A published site has canonical addresses, a site map and a page for lost readers; without an address, none."""

import re
import shutil
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pages
import pytest
import yaml

ADDRESS = "https://site.example/netze"
SOURCES = "https://github.com/somebody/netze"
WORKFLOW = pages.ROOT / ".github/workflows/book.yml"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Build a book of two pages, one of which has an English edition, with an address and published sources."""
    folder = tmp_path_factory.mktemp("published")
    config = (pages.ROOT / "_config.yml").read_text("utf-8")
    for empty, setting in (('baseurl: ""', f"baseurl: {ADDRESS}"), ('  url: ""', f"  url: {SOURCES}")):
        assert config.count(empty) == 1
        config = config.replace(empty, setting)
    (folder / "_config.yml").write_text(config, "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/de/index\nchapters: [file: book/de/one]\n", "utf-8")
    shutil.copytree(pages.ROOT / "book", folder / "book")
    for name in ("de", "en"):
        shutil.rmtree(folder / "book" / name, ignore_errors=True)
        (folder / "book" / name).mkdir()
    (folder / "book/de/index.md").write_text("# Vorn & „hier“\n\n(a)=\n## A\n\nText.\n", "utf-8")
    (folder / "book/de/one.md").write_text("# Eins\n\nText.\n", "utf-8")
    (folder / "book/de/descriptions.yml").write_text('index: Worum es "hier" geht\none: Um eins\n', "utf-8")
    (folder / "book/en/index.md").touch()
    finished = pages.build(folder)
    site = folder / "_build/html"
    assert (site / "index.html").is_file(), finished.stdout + finished.stderr
    return site


def metas(page):
    """Return {name: content} of a page's metadata."""
    return {tag.get("name", tag.get("property")): tag["content"] for tag in page.select("meta[name], meta[property]")}


def test_a_page_knows_its_address_and_says_what_it_is_about(published):
    for name, address in (("index", f"{ADDRESS}/"), ("one", f"{ADDRESS}/one.html")):
        page = pages.read(published / f"{name}.html")
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [address]
        assert metas(page)["og:url"] == address
        assert metas(page)["og:image"] == f"{ADDRESS}/_static/card.png"
        assert metas(page)["og:description"] == metas(page)["description"]
    assert metas(pages.read(published / "index.html"))["description"] == 'Worum es "hier" geht'
    assert metas(pages.read(published / "index.html"))["og:title"] == "Vorn & „hier“"


def test_the_site_map_lists_every_page_once(published):
    urls = ElementTree.parse(published / "sitemap.xml").iter(LOC)
    assert [url.text for url in urls] == [f"{ADDRESS}/", f"{ADDRESS}/one.html"]
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (published / "robots.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ["404", "search"])
def test_what_is_no_page_of_the_book_is_not_found_by_search_engines(published, name):
    page = pages.read(published / f"{name}.html")
    assert metas(page)["robots"] == "noindex" and not page.select("link[rel=canonical]")


def test_a_page_links_to_its_source_where_that_is_published(published):
    link = pages.read(published / "one.html").select_one(".btn-source-edit-button")
    assert link["href"] == f"{SOURCES}/edit/main/book/de/one.md" and link["title"] == "Änderung vorschlagen"


def test_the_other_edition_is_linked_from_the_pages_that_it_has(published):
    switch = pages.read(published / "index.html").select_one("a[hreflang=en]")
    assert (switch["href"], switch["lang"], switch.get_text()) == ("en/index.html", "en", "English")
    assert not pages.read(published / "one.html").select("a[hreflang]")


def test_without_an_address_none_is_made_up(site):
    assert not (site / "sitemap.xml").exists() and not (site / "robots.txt").exists()
    for path in pages.html_files(site):
        page = pages.read(path)
        assert not page.select("link[rel=canonical], a[hreflang], [class*=source-]:not([class*=download])"), path.name
        assert not [name for name in metas(page) if name.startswith(("og:", "twitter:"))], path.name


def test_every_page_has_its_own_description(site):
    found = {name: metas(pages.read(site / f"{name}.html"))["description"] for name in pages.listed_pages(pages.ROOT)}
    assert {name: text for name, text in found.items() if not 50 <= len(text) <= 160} == {}
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(("fixture", "root"), [("site", "/"), ("published", "/netze/")])
def test_a_lost_reader_finds_back_from_anywhere(browser, request, fixture, root):
    folder = request.getfixturevalue(fixture)
    missing = []

    def answer(route):
        """Answer as a server does that shows the page 404.html for what is not there."""
        path = urlsplit(route.request.url).path
        found = path.startswith(root) and folder / path.removeprefix(root)
        if found and found.is_file():
            return route.fulfill(path=found)
        missing.append(path)
        return route.fulfill(path=folder / "404.html", status=404, content_type="text/html")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(f"http://book.example{root}old/chapters/7.html")
    assert page.locator("h1").inner_text() == "Diese Seite gibt es nicht"
    page.locator("article a").click()
    page.wait_for_url(f"**{root}index.html")
    page.close()
    assert missing == [f"{root}old/chapters/7.html"]


def workflow():
    """Return the workflow's jobs."""
    return yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]


def steps(job, key):
    """Return what a job's steps say under a key."""
    return [step[key] for step in job["steps"] if key in step]


def test_the_workflow_runs_what_the_project_has():
    makefile = (pages.ROOT / "Makefile").read_text("utf-8")
    for name, job in workflow().items():
        targets = {name for command in steps(job, "run") if command.startswith("make ") for name in command.split()[1:]}
        assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.M)] == [], name
        scripts = [command for command in steps(job, "run") if command.startswith(".")]
        assert all((pages.ROOT / script).exists() for script in scripts), name
        assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in steps(job, "uses")), name
        assert job["timeout-minutes"] <= 60, name
    uses = re.findall(r"uses: (.*)", WORKFLOW.read_text("utf-8"))
    assert all(re.search(r" # v\d+\.\d+\.\d+$", action) for action in uses)


def test_a_release_gets_the_book_as_zip_and_pdf():
    jobs = workflow()
    assert jobs["publish"]["needs"] == jobs["release"]["needs"] == "test"
    assert jobs["release"]["permissions"] == {"contents": "write"}
    made, got = jobs["test"]["steps"][-1]["with"], jobs["release"]["steps"][0]["with"]
    assert "make zip pdf" in steps(jobs["test"], "run") and made["name"] == got["name"]
    assert made["path"].split() == ["_build/neuronale-netze.zip", "_build/neuronale-netze.pdf"]
    assert "neuronale-netze.zip neuronale-netze.pdf" in steps(jobs["release"], "run")[0]
