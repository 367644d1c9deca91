"""The printed book: everything is in it, in order, and every number leads to its page. And a page printed by itself."""

import io
import re

import merging
import pages
import printing
import pytest
from bs4 import BeautifulSoup
from editions import editions
from pypdf import PdfReader, PdfWriter

from nncourse.exercises.catalogue import CHAPTERS

EDITION = editions()[0]
NAMES = EDITION.names
EXERCISES = [exercise for chapter in CHAPTERS.values() for exercise in chapter]
PRINTED = ["index", "01_activations"]  # the whole book takes too long to print here

# Whatever can be seen, and stands further right than the paper's text.
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(tag => tag.getBoundingClientRect().width && tag.getBoundingClientRect().right > document.body.offsetWidth + 1)
  .map(tag => tag.outerHTML.slice(0, 200))"""


def words(text):
    """Return a text's letters and digits: prints break lines, and fonts join letters."""
    return "".join(re.findall(r"\w+", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff")))


@pytest.fixture(scope="module")
def originals(site):
    return {name: pages.read(site / f"{name}.html").article for name in NAMES}


@pytest.fixture(scope="module")
def merged(site):
    return BeautifulSoup(merging.merged(site, NAMES, EDITION), "html.parser")


@pytest.fixture(scope="module")
def asked():
    return []


@pytest.fixture(scope="module")
def printed(browser, site, asked):
    """The PDF of two chapters; `asked` keeps what the browser asks for, and whether it is there."""
    context = browser.new_context()
    context.on("request", lambda request: asked.append((request.url, True)))
    context.on("requestfailed", lambda request: asked.append((request.url, False)))
    pdf = printing.printed(context, site, PRINTED, EDITION)
    context.close()
    return PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def texts(printed):
    """The text of each page, by its number."""
    return {number: page.extract_text() for number, page in enumerate(printed.pages, start=1)}


# --- the merged pages --------------------------------------------------------------------------------------------


@pytest.mark.long
def test_the_chapters_stand_in_the_order_of_the_contents_and_the_solutions_last(merged):
    assert NAMES == pages.listed_pages(pages.ROOT)
    assert [chapter["id"] for chapter in merged.find_all("article")] == [*NAMES, "hints", "solutions"]


@pytest.mark.long
def test_every_link_within_the_book_leads_to_exactly_one_place(merged):
    ids = [tag["id"] for tag in merged.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = [tag["href"] for tag in merged.body.find_all("a", href=True)]
    assert [link for link in links if not link.startswith(("#", "https://", "http://"))] == []
    assert {link[1:] for link in links if link.startswith("#")} - set(ids) == set()
    assert len([link for link in links if link.startswith("#")]) > 1000


@pytest.mark.long
def test_every_heading_and_figure_of_every_page_is_in_the_book(originals, merged):
    for name, page in originals.items():
        chapter = merged.find(id=name)
        for heading in page.find_all(["h2", "h3"]):
            assert words(heading.find(string=True)) in words(chapter.get_text()), heading
        figures = {tag["src"] for tag in chapter.find_all("img")}
        assert {tag["src"] for tag in page.select("img:not(.only-dark img)")} <= figures
        assert len(chapter.select(".nn-explorer:has(svg.nn-picture)")) == len(page.select(".nn-explorer"))


@pytest.mark.long
def test_the_title_page_has_the_picture_of_the_front_page(originals, merged):
    assert [str(tag.svg) for tag in merged.select(".nn-hero")] == [str(originals["index"].select_one(".nn-hero svg"))]
    assert merged.header.select(".nn-hero")


@pytest.mark.long
def test_hints_and_solution_of_every_exercise_stand_at_the_end_and_nowhere_else(merged):
    hints, solutions = merged.find(id="hints"), merged.find(id="solutions")
    assert len(hints.find_all("h3")) == len(solutions.find_all("h3")) == len(EXERCISES)
    for exercise in EXERCISES:
        place = re.compile(rf":exercise-{exercise.id}$")
        assert len(hints.find(id=place).select(".nn-unfolded-title")) == len(exercise.hints)
        assert words(exercise.source) in words(solutions.find(id=place).get_text())
        box = merged.find(class_="nn-exercise", id=place)
        sent_to = box.find_next_sibling("p", class_="nn-see")
        assert [link["href"] for link in sent_to("a")] == [f"#hints:{box['id']}", f"#solutions:{box['id']}"]


@pytest.mark.long
def test_nothing_is_left_folded_and_every_answer_is_there(originals, merged):
    assert merged.find_all("details") == []
    printed = words(merged.get_text())
    answers = [tag for page in originals.values() for tag in page.select("details.sd-dropdown .sd-summary-content > p")]
    assert len(answers) > 200
    # Soft hyphens separate syllables only; formulas and code are as they were.
    assert [tag for tag in answers if words(tag.get_text()) not in printed] == []


@pytest.mark.long
def test_what_a_folded_cell_shows_is_seen_with_the_answers_and_nowhere_else(originals, merged):
    folded = {name: page.select("details.hide .cell_output") for name, page in originals.items()}
    assert sum(map(len, folded.values())) > 10
    for name, outputs in folded.items():
        for output in outputs:
            same = [tag for tag in merged.find(id=name).select(".cell_output") if shown(tag) == shown(output)]
            assert [bool(tag.find_parent(id=f"{name}:answers")) for tag in same] == [True], output


def shown(output):
    """Return what a cell shows: its text, and the file of its figure."""
    return words(output.get_text()), [tag["src"] for tag in output.select("picture:not(.only-dark) img")]


@pytest.mark.long
def test_an_explorer_stands_still_and_says_where_it_is_alive(merged):
    for explorer in merged.select(".nn-explorer"):
        assert explorer.find(["script", "input", "button"]) is None
        assert words("Auf der Webseite ist dieses Bild lebendig.") in words(explorer.get_text())


@pytest.mark.long
def test_the_book_shows_no_raw_directive(merged):
    assert pages.raw_directives(BeautifulSoup(str(merged), "html.parser")) == []


# --- the print ---------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_the_contents_name_the_page_on_which_each_section_begins(printed, texts, site):
    book = BeautifulSoup(merging.merged(site, PRINTED, EDITION), "html.parser")
    contents = " ".join(text for text in texts.values() if text.startswith("Inhalt") or "Lösungen" in text[:900])
    end = 0
    for entry in book.nav.find_all("li"):
        title = entry.a.get_text()
        found = re.compile(rf"{re.escape(title)}\s+(\d+)\b").search(contents, end)
        number, end = int(found[1]), found.end()
        assert words(title) in words(texts[number]), (title, number)
        assert printed.get_destination_page_number(printed.named_destinations["/" + entry.a["href"][1:]]) + 1 == number


@pytest.mark.long
def test_an_exercise_names_the_pages_of_its_hints_and_its_solution_and_they_lead_back(texts):
    sent = {number: re.findall(r"Hinweise: Seite (\d+) · Lösung: Seite (\d+)", text) for number, text in texts.items()}
    assert sum(map(len, sent.values())) == len(CHAPTERS["1"])
    for number, targets in sent.items():
        for target in {int(page) for pair in targets for page in pair}:
            assert "Übung 1." in texts[target]
            assert re.search(rf"Seite {number}\b", texts[target])


@pytest.mark.long
def test_each_page_but_the_title_has_its_number_and_each_chapter_its_title_above(texts):
    # The margins come first: at most the four words of a title, then the number.
    assert [number for number, text in texts.items() if str(number) not in text.split()[:5]] == [1]
    above = [number for number, text in texts.items() if "Neuron und Aktivierungsfunktionen" in text]
    assert len(above) > 15


@pytest.mark.long
def test_formulas_are_typeset(texts):
    assert not re.search(r"\\\(|\\frac|\\sigma|\\\[", "\n".join(texts.values()))


@pytest.mark.long
def test_words_break_at_the_end_of_lines_and_are_whole_elsewhere(originals, texts):
    text = "\n".join(texts.values())
    assert len(re.findall(r"[a-zäöü]\W{1,2}\n[a-zäöü]+", text)) > 10
    prose = " ".join(tag.get_text() for tag in originals["01_activations"].select("section > p"))
    long = set(re.findall(r"\w{9,}", prose))
    found = [word for word in long if word in text]
    assert len(found) > 0.9 * len(long) > 50


@pytest.mark.long
def test_the_pdf_is_tagged_german_titled_and_has_bookmarks(printed):
    root = printed.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "de"
    assert printed.metadata.title == "Neuronale Netze von Grund auf"
    titles = [entry.title for entry in flat(printed.outline)]
    assert {"Inhalt", "Neuron und Aktivierungsfunktionen", "Sechs Aktivierungsfunktionen", "Lösungen"} <= set(titles)


def test_bookmarks_say_what_the_headings_say():
    """Chromium doubles some, and joins the words of one that takes two lines."""
    writer, written = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    above = writer.add_outline_item(title="Neurons andactivation functions", page_number=0)
    for title in ("The stepThe step", "Is it  right?", "not a heading"):
        writer.add_outline_item(title=title, page_number=0, parent=above)
    writer.write(written)
    headings = ["Neurons and activation\nfunctions", "The step", "Is it right?"]
    mended = PdfReader(io.BytesIO(printing.with_titles(written.getvalue(), headings)))
    titles = ["Neurons and activation functions", "The step", "Is it right?", "not a heading"]
    assert [entry.title for entry in flat(mended.outline)] == titles


def flat(outline):
    """Return the entries of nested bookmarks."""
    return [entry for part in outline for entry in (flat(part) if isinstance(part, list) else [part])]


@pytest.mark.long
def test_every_font_is_embedded(printed):
    fonts = [font.get_object() for page in printed.pages for font in page["/Resources"].get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        if font["/Subtype"] != "/Type3":  # whose letters are drawn in the file itself
            described = font.get("/DescendantFonts", [font])[0].get_object()["/FontDescriptor"]
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys(), font


@pytest.mark.long
def test_printing_asks_nobody_and_everything_that_it_asks_for_is_there(printed, asked):
    assert len(asked) > 10
    assert [address for address, answered in asked if not answered] == []
    assert [address for address, _ in asked if not address.startswith(printing.HOST)] == []


@pytest.mark.long
def test_nothing_is_wider_than_the_paper(browser, site):
    page = browser.new_page()
    page.emulate_media(media="print")
    book = merging.merged(site, PRINTED, EDITION)
    page.route("**/*", lambda route: printing.answer(route, book, site))
    page.goto(printing.HOST)
    page.evaluate("document.fonts.ready")
    assert page.evaluate(TOO_WIDE) == []
    page.close()


# --- one page, printed from the browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dark_page(browser, address):
    """A chapter in dark mode, with what its colors were while it was printed, and the text of the print."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.add_init_script("localStorage.setItem('mode', 'dark'); localStorage.setItem('theme', 'dark')")
    page.goto(f"{address}/01_activations.html")
    page.evaluate("document.fonts.ready")
    page.evaluate(
        "addEventListener('beforeprint', () => { window.printedIn = getComputedStyle(document.body).color; })"
    )
    text = "\n".join(part.extract_text() for part in PdfReader(io.BytesIO(page.pdf())).pages)
    page.emulate_media(media="print")
    yield page, text
    context.close()


def test_a_dark_page_is_printed_in_dark_ink_and_is_dark_again_afterwards(dark_page):
    page, _ = dark_page
    assert page.evaluate("printedIn") == "rgb(31, 35, 40)"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_a_printed_page_shows_the_text_and_nothing_to_click(dark_page):
    page, text = dark_page
    assert words(text).startswith("NeuronundAktivierungsfunktionen")
    assert "Im Buch suchen" not in text and "Zusammenfassung" in text
    around = (".bd-sidebar-primary", ".bd-sidebar-secondary", ".bd-header-article", ".prev-next-footer")
    for hidden in (*around, ".headerlink", ".copybtn"):
        assert page.locator(hidden).count() and not page.locator(hidden).first.is_visible(), hidden


def test_a_printed_page_is_unfolded(dark_page):
    _, text = dark_page
    assert "Für x = −1000" in text  # a hint
    assert words("return np.where(x >= 0, 1, e) / (1 + e)") in words(text)  # a solution


def test_a_printed_explorer_is_a_picture(dark_page):
    page, _ = dark_page
    explorer = page.locator(".nn-explorer").first
    assert explorer.locator("svg").first.is_visible()
    assert not any(control.is_visible() for control in explorer.locator("input, select, button").all())


def test_a_printed_formula_is_struck_through_and_not_hidden(dark_page):
    page, _ = dark_page
    strokes = page.locator(".menclose-updiagonalstrike")
    assert set(strokes.evaluate_all("all => all.map(one => getComputedStyle(one).printColorAdjust)")) == {"exact"}
