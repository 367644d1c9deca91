"""A published site has canonical addresses, a site map and a page for lost readers; without an address, none.

And it has an edition for each language, whose pages lead to each other.
"""

import re
import shutil
from urllib.parse import urlsplit
from xml.etree import ElementTree

import archive
import pages
import pytest
import yaml
from browsers import served
from visits import violations

ADDRESS = "https://site.example/netze"
SOURCES = "https://github.com/somebody/netze"
EVERY_EDITION = yaml.safe_load((pages.ROOT / "book/editions.yml").read_text("utf-8"))
WORKFLOW = pages.ROOT / ".github/workflows/book.yml"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"
ONE, TWO = ("\n\n".join([f"({label})=", f"## The {label} part", *["…"] * 60]) for label in ("first", "second"))

PAGES = {  # name: description, title, text
    "de/index.md": ('Worum es "hier" geht', "Vorn & „hier“", "Die Steigung, [erklärt](one.md).\n\n(a)=\n## A\n"),
    "de/one.md": ("Um eins", "Eins", f"Die Kostenfunktion ist 0,25.\n\n{ONE}\n\n{TWO}"),
    "de/two.md": ("Um zwei", "Zwei", "Nur auf Deutsch."),
    "en/index.md": ("What this is about", "Front", "The slope, [explained](one.md).\n\n(a)=\n## A\n"),
    "en/one.md": ("About one", "One", f"The function of the cost is 0.25.\n\n{ONE}\n\n{TWO}"),
}
TOC = "format: jb-book\nroot: index\nchapters: [file: one, file: two]\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Build a German book and an English one that lacks a page, with an address and published sources."""
    folder = tmp_path_factory.mktemp("published")
    config = (pages.ROOT / "_config.yml").read_text("utf-8")
    for empty, setting in (('baseurl: ""', f"baseurl: {ADDRESS}"), ('  url: ""', f"  url: {SOURCES}")):
        assert config.count(empty) == 1
        config = config.replace(empty, setting)
    (folder / "_config.yml").write_text(config, "utf-8")
    (folder / "_toc.yml").write_text(TOC, "utf-8")
    shutil.copy(pages.ROOT / ".gitignore", folder)
    shutil.copytree(pages.ROOT / "book", folder / "book", ignore=shutil.ignore_patterns("de", "en"))
    shutil.copytree(pages.ROOT / "book/locale", folder / "book/locale", dirs_exist_ok=True)
    for name, (description, title, text) in PAGES.items():
        (folder / "book" / name).parent.mkdir(exist_ok=True)
        page = f"---\ndescription: {description}\n---\n# {title}\n\n{text}\n"
        (folder / "book" / name).write_text(page, "utf-8")
    finished = pages.build(folder)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return folder / "_build/html"


def alternates(name):
    """Return the languages of a page that both editions have, and its addresses."""
    german, english = f"{ADDRESS}/{name}", f"{ADDRESS}/en/{name}"
    return [("de", german), ("en", english), ("x-default", german)]


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
    assert [url.text for url in urls] == [f"{ADDRESS}/", f"{ADDRESS}/one.html", f"{ADDRESS}/two.html"]
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (published / "robots.txt").read_text("utf-8").splitlines()
    links = [
        (link.get("hreflang"), link.get("href")) for link in ElementTree.parse(published / "sitemap.xml").iter(LINK)
    ]
    assert links == [pair for name in ("", "one.html") for pair in alternates(name)]


@pytest.mark.parametrize("name", ["404", "search"])
def test_what_is_no_page_of_the_book_is_not_found_by_search_engines(published, name):
    page = pages.read(published / f"{name}.html")
    assert metas(page)["robots"] == "noindex" and not page.select("link[rel=canonical]")


@pytest.mark.long
def test_a_page_links_to_its_source_where_that_is_published(published):
    link = pages.read(published / "one.html").select_one(".btn-source-edit-button")
    assert link["href"] == f"{SOURCES}/edit/main/book/de/one.md" and link["title"] == "Änderung vorschlagen"


def test_without_an_address_none_is_made_up(site):
    assert not (site / "sitemap.xml").exists() and not (site / "robots.txt").exists()
    for path in pages.html_files(site):
        page = pages.read(path)
        assert not page.select("link[rel=canonical], [class*=source-]:not([class*=download])"), path.name
        assert all(urlsplit(link["href"]).netloc == "" for link in page.select("[hreflang]")), path.name
        assert not [name for name in metas(page) if name.startswith(("og:", "twitter:"))], path.name


def test_every_page_has_its_own_description(site):
    found = {name: metas(pages.read(site / f"{name}.html"))["description"] for name in pages.all_pages()}
    assert {name: text for name, text in found.items() if not 50 <= len(text) <= 160} == {}
    assert len(set(found.values())) == len(found)


MISSING = {"de": "Diese Seite gibt es nicht", "en": "This page does not exist"}


@pytest.mark.parametrize(
    ("fixture", "root", "place", "language"),
    [("site", "/", "", "de"), ("published", "/netze/", "", "de"), ("published", "/netze/", "en/", "en")],
)
def test_a_lost_reader_finds_back_from_anywhere(browser, request, fixture, root, place, language):
    folder = request.getfixturevalue(fixture)
    missing = []

    def answer(route):
        """Answer as a server does that shows the page 404.html for what is not there."""
        path = urlsplit(route.request.url).path
        found = path.startswith(root) and folder / path.removeprefix(root)
        if found and found.is_file():
            return route.fulfill(path=found)
        missing.append(path)
        return route.fulfill(path=folder / f"{place}404.html", status=404, content_type="text/html")

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto(f"http://book.example{root}{place}old/chapters/7.html")
    assert page.locator("h1").inner_text() == MISSING[language]
    page.locator("article a").click()
    page.wait_for_url(f"**{root}{place}index.html")
    page.close()
    assert missing == [f"{root}{place}old/chapters/7.html"]


def test_opened_as_a_file_the_page_for_lost_readers_leads_to_the_front(browser, site):
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/404.html")
    page.wait_for_url("**/index.html")
    page.close()


# --- editions --------------------------------------------------------------------------------------------------------

EDITIONS = {"de": "", "en": "en/"}
WORDS = {  # of the book's own templates, the themes, the settings
    "de": {"Im Buch suchen …", "Inhalt des Buchs ein- und ausblenden", "Zum Hauptinhalt springen", "Strg"},
    "en": {"Search the book …", "Toggle primary sidebar", "Skip to main content", "Ctrl"},
}


@pytest.mark.long
@pytest.mark.parametrize(("language", "names"), [("de", ["index", "one", "two"]), ("en", ["index", "one"])])
def test_each_edition_has_its_pages_contents_and_sources(published, language, names):
    place = published / EDITIONS[language]
    assert sorted(path.stem for path in place.glob("*.html") if path.stem not in pages.NOT_PAGES) == names
    for name in (*names, *pages.NOT_PAGES):
        page = pages.read(place / f"{name}.html")
        assert page.html["lang"] == language
        listed = [link["href"].rpartition("/")[2] for link in page.select(".bd-docs-nav a")]
        assert [address.partition(".html")[0] for address in listed if address != "#"] == [
            other for other in names if other not in ("index", name)
        ]
    assert f"/edit/main/book/{language}/one.md" in (place / "one.html").read_text("utf-8")


@pytest.mark.parametrize("language", EDITIONS)
def test_an_edition_speaks_its_language_and_no_other(published, language):
    for name in ("index", "search", "404"):
        page = pages.read(published / EDITIONS[language] / f"{name}.html")
        said = {tag.get(key) for tag in page(True) for key in ("placeholder", "title")} | set(page.stripped_strings)
        assert said >= WORDS[language], name
        assert {word for other in WORDS if other != language for word in WORDS[other]} & said == set(), name


def test_each_page_leads_to_the_same_page_in_the_other_edition_if_that_has_it(published):
    for name in ("index", "one"):
        for place, other, language, called in (("", "en/", "en", "English"), ("en/", "../", "de", "Deutsch")):
            page = pages.read(published / place / f"{name}.html")
            switch = page.select_one("a.nn-edition")
            assert (switch["href"], switch["hreflang"]) == (f"{other}{name}.html", language)
            assert (switch["lang"], switch.get_text()) == (language, called)
            links = [(link["hreflang"], link["href"]) for link in page.select("link[rel=alternate]")]
            assert links == alternates("" if name == "index" else f"{name}.html")
    assert not pages.read(published / "two.html").select("[hreflang]")
    assert [found for found in pages.broken_links(published) if "404.html: /netze/" not in found] == []


@pytest.mark.parametrize(("place", "other"), [("", "/netze/en/"), ("en/", "/netze/")])
def test_the_search_leads_to_the_other_search_and_a_lost_reader_to_the_other_front_page(published, place, other):
    addresses = {
        name: pages.read(published / place / f"{name}.html").select_one("a.nn-edition")["href"]
        for name in pages.NOT_PAGES
    }
    assert addresses == {"search": f"{'../' if place else 'en/'}search.html", "404": f"{other}index.html"}


def test_the_way_to_the_other_edition_leads_to_the_section_that_is_read(published, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    switch = page.locator("a.nn-edition")
    for start, section, address in (("one", "second", "en/one.html"), ("en/one", "first", "one.html")):
        page.goto(f"{(published / start).as_uri()}.html")
        page.locator(f"#{section} > h2").evaluate("heading => heading.scrollIntoView({ block: 'center' })")
        page.evaluate("scrollBy(0, 50)")
        box = switch.bounding_box()
        page.mouse.click(box["x"] + 9, box["y"] + 9)  # it stays in sight; Playwright would scroll
        page.wait_for_url(f"{published.as_uri()}/{address}#{section}")
    page.goto(f"{published.as_uri()}/one.html")
    switch.click()
    page.wait_for_url(f"{published.as_uri()}/en/one.html")
    page.goto(f"{published.as_uri()}/index.html#a")  # too short to scroll
    switch.click()
    page.wait_for_url(f"{published.as_uri()}/en/index.html#a")
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_on_the_way_to_the_other_edition_by_keyboard(published, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(f"{published.as_uri()}/one.html")
    page.locator("#second > h2").evaluate("heading => heading.scrollIntoView({ block: 'center' })")
    page.evaluate("scrollBy(0, 50)")
    scrolled = page.evaluate("scrollY")
    while not page.evaluate("document.activeElement.matches('a.nn-edition')"):
        page.keyboard.press("Tab")
    assert page.evaluate("scrollY") == scrolled
    page.keyboard.press("Enter")
    page.wait_for_url(f"{published.as_uri()}/en/one.html#second")
    page.close()


# --- the offer of another edition ------------------------------------------------------------------------------------

# A browser that wants these languages; what moves on its page is counted.
WANTS = """Object.defineProperty(navigator, "languages", { value: LANGUAGES, configurable: true });
window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  configurable: true, get() { throw new DOMException("The operation is insecure.", "SecurityError"); } });"""
FULL = """const { setItem } = Storage.prototype;
Object.assign(Storage.prototype, { setItem(key, value) {
  if (key.startsWith("nn")) throw new DOMException("full", "QuotaExceededError");
  setItem.call(this, key, value);
} });"""


@pytest.fixture(scope="module")
def at(published):
    """The address under which it is served."""
    yield from served(published)


@pytest.fixture
def opened(at, browser):
    """A function that opens a page for a reader who wants some languages; at the end nobody else was asked."""
    context, problems, asked = browser.new_context(), [], []
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    def open_page(address, languages, before=""):
        page.add_init_script(WANTS.replace("LANGUAGES", str(languages)) + before)
        page.goto(f"{at}/{address}")
        return page

    yield open_page
    context.close()
    assert problems == [url for url in asked if not url.startswith((at, "data:"))] == []


def offered(page):
    """Return what a page offers in another language."""
    return page.locator(".nn-offer").filter(visible=True).locator("a").all_inner_texts()


OFFERS = [
    ("", ["en-US", "en"], "en", "Read this page in English"),
    ("en/", ["fr", "de"], "de", "Diese Seite auf Deutsch lesen"),
]


@pytest.mark.parametrize(("place", "languages", "language", "said"), OFFERS)
def test_a_reader_of_another_language_is_offered_the_page_in_that_once(opened, place, languages, language, said):
    page = opened(f"{place}one.html", languages)
    assert offered(page) == [said] and page.locator(".nn-offer").get_attribute("lang") == language
    assert (page.evaluate("moved"), violations(page)) == (0, {})
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('nn'))") == ["nn-offered"]
    assert page.evaluate("nnMemory.ids") == []  # it is none of the reader's work
    page.locator(".nn-offer a").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert offered(page) == []
    for name in ("one", "index"):
        assert offered(opened(f"{place}{name}.html", languages)) == []


def test_who_takes_the_offer_is_at_the_section_that_was_read_and_offered_nothing_more(opened):
    page = opened("one.html", ["en"])
    page.locator(".nn-offer a").click()
    page.wait_for_url("**/en/one.html")
    assert offered(opened("index.html", ["en"])) == []


def test_who_has_gone_to_another_edition_is_not_offered_to_go_back(opened):
    page = opened("en/one.html", ["en"])
    page.locator("a.nn-edition").click()
    page.wait_for_url("**/one.html")
    assert offered(page) == []


@pytest.mark.parametrize(
    ("address", "languages"),
    [
        ("one.html", ["de-AT", "en"]),
        ("one.html", ["en", "de"]),
        ("one.html", ["fr"]),
        ("one.html#first", ["en"]),  # who comes to a section would not see it
        ("two.html", ["en"]),
        ("en/one.html", ["en-GB"]),
    ],
)
def test_nobody_else_is_offered_anything_and_nothing_is_kept(opened, address, languages):
    page = opened(address, languages)
    assert offered(page) == []
    assert page.evaluate("localStorage.getItem('nn-offered')") is None


@pytest.mark.parametrize("before", [FORBIDDEN, FULL])
def test_where_it_could_not_be_kept_that_it_was_offered_nothing_is(opened, before):
    page = opened("one.html", ["en"], before)
    assert offered(page) == []
    page.locator("a.nn-edition").click()
    page.wait_for_url("**/en/one.html")


FOUND = {  # what is typed, and what is said of it
    "de": {"Kostenfunktionen": "1 Stelle", "0,25": "1 Stelle", "part": "2 Stellen"},
    "en": {"functions": "1 result", "0.25": "1 result", "part": "2 results"},
}
FOUND["de"]["Kostenfuntion"] = "„kostenfuntion“ steht nirgends, gesucht ist „kostenfunktion“. 1 Stelle"
FOUND["en"]["functoin"] = "“functoin” was not found; showing results for “function”. 1 result"


@pytest.mark.parametrize(("language", "query"), [(language, query) for language in FOUND for query in FOUND[language]])
def test_each_edition_has_its_own_search_which_knows_how_its_words_change(published, browser, language, query):
    page = browser.new_page()
    page.goto(f"{(published / EDITIONS[language]).as_uri()}/search.html?q={query}")
    page.locator("#search-results li a").first.wait_for()
    assert page.locator("#search-results .nn-said").inner_text() == FOUND[language][query]
    found = {link.get_attribute("href").partition(".html")[0] for link in page.locator("#search-results li a").all()}
    page.locator("#search-results li a").first.click()
    page.wait_for_url("**/one.html*")
    assert page.locator("html").get_attribute("lang") == language
    page.close()
    assert found == {"one"}


def test_each_edition_has_its_canonical_addresses_and_its_map(published):
    page = pages.read(published / "en/index.html")
    assert [link["href"] for link in page.select("link[rel=canonical]")] == [f"{ADDRESS}/en/"]
    assert metas(page)["og:locale"] == "en_US" and metas(page)["og:site_name"] == "Neural Networks from the Ground Up"
    urls = ElementTree.parse(published / "en/sitemap.xml").iter(LOC)
    assert [url.text for url in urls] == [f"{ADDRESS}/en/", f"{ADDRESS}/en/one.html"]
    robots = (published / "robots.txt").read_text("utf-8").splitlines()
    assert [line for line in robots if line.startswith("Sitemap:")] == [
        f"Sitemap: {ADDRESS}/sitemap.xml",
        f"Sitemap: {ADDRESS}/en/sitemap.xml",
    ]
    assert not (published / "en/robots.txt").exists() and not (published / "en/_headers").exists()


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
        targets |= set(job.get("strategy", {}).get("matrix", {}).get("tests", []))
        assert [target for target in targets if not re.search(rf"^{target}:", makefile, re.M)] == [], name
        scripts = [command.split()[0] for command in steps(job, "run") if command.startswith(".")]
        assert all((pages.ROOT / script).exists() for script in scripts), name
        assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in steps(job, "uses")), name
        assert job["timeout-minutes"] <= 60, name
    uses = re.findall(r"uses: (.*)", WORKFLOW.read_text("utf-8"))
    assert all(re.search(r" # v\d+\.\d+\.\d+$", action) for action in uses)


def test_a_release_gets_the_book_as_zip_and_every_edition_as_pdf():
    jobs = workflow()
    assert jobs["publish"]["needs"] == jobs["release"]["needs"] == "test"
    assert jobs["release"]["permissions"] == {"contents": "write"}
    made, got = jobs["test"]["steps"][-1]["with"], jobs["release"]["steps"][0]["with"]
    assert "make zip pdf" in steps(jobs["test"], "run") and made["name"] == got["name"]
    printed = [f"{edition['print']['file']}.pdf" for edition in EVERY_EDITION.values()]
    files = [f"{archive.NAME}.zip", *printed]
    assert made["path"].split() == [f"_build/{name}" for name in files]
    assert f'upload "$TAG" {" ".join(files)} --' in steps(jobs["release"], "run")[0]
