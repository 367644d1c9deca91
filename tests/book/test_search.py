"""The search finds sections, those that introduce a term first, in every form of a word, from a server and a file."""

import json
import re

import pages
import pytest
import snowballstemmer
from seeds import first

# What readers type, and the section that should come first. At least 28 of the first 30 would do; in German it is all.
GERMAN = {
    "Neuron": "01_activations#activations-neuron",
    "sigmoid": "01_activations#activations-neuron",
    "softmax": "06_training#training-softmax",
    "MNIST": "06_training#training-overfit",
    "Gradient": "04_gradient_descent#descent-gradient",
    "Kettenregel": "01_activations#activations-sigmoid-slope",
    "Backpropagation": "05_backpropagation#backprop-back",
    "Backpropagtion": "05_backpropagation#backprop-back",
    "Sigmiod": "01_activations#activations-neuron",
    "Gradeint": "04_gradient_descent#descent-gradient",
    "Aktivirungsfunktoin": "01_activations#activations-neuron",
    "∇": "04_gradient_descent#descent-gradient",
    "nabla": "04_gradient_descent#descent-gradient",
    "δ": "05_backpropagation#backprop-back",
    "w_nm": "02_forward#forward-indices",
    "σ′": "01_activations#activations-sigmoid-slope",
    "σ'": "01_activations#activations-sigmoid-slope",
    "∂C/∂w": "04_gradient_descent#descent-gradient",
    "W^T": "02_forward#forward-three-ways",
    "θ": "02_forward#forward-theta",
    "Lernrate": "04_gradient_descent#descent-step",
    "learning rate": "04_gradient_descent#descent-step",
    "Kostenfunktion": "03_cost#cost-one",
    "Gewichte": "01_activations#activations-neuron",
    "overfitting": "06_training#training-overfitting",
    "Adam": "06_training#training-adam",
    "numerical_gradient": "04_gradient_descent#descent-gradient",
    "tote Neuronen": "06_training#training-dead",
    "Verwechslungsmatrix": "06_training#training-accuracy",
    "Was ist ein Gradient": "04_gradient_descent#descent-gradient",
}
SAME = (
    "sigmoid",
    "softmax",
    "MNIST",
    "Gradient",
    "Backpropagation",
    "Backpropagtion",
    "Sigmiod",
    "Gradeint",
    "∇",
    "nabla",
)
SAME += ("δ", "w_nm", "σ′", "σ'", "∂C/∂w", "W^T", "θ", "learning rate", "overfitting", "Adam", "numerical_gradient")
ENGLISH = {
    "neuron": GERMAN["Neuron"],
    "chain rule": GERMAN["Kettenregel"],
    "activaton functoin": GERMAN["Aktivirungsfunktoin"],
    "cost function": GERMAN["Kostenfunktion"],
    "weights": GERMAN["Gewichte"],
    "dead neurons": GERMAN["tote Neuronen"],
    "confusion matrix": GERMAN["Verwechslungsmatrix"],
    "What is a gradient": GERMAN["Was ist ein Gradient"],
}
WANTED = {"de": GERMAN, "en": {query: GERMAN[query] for query in SAME} | ENGLISH}
MOST = 2  # at other places

BEST = """queries => queries.map(query => {
  const { sections: [best] } = nnSearch.find(query);
  return `${best?.page}#${best?.anchor}`;
})"""


@pytest.fixture
def open_search(browser):
    """A function that opens a front page, and the search as a reader does; at the end nothing was complained of."""
    page = browser.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)

    def open_it(root):
        page.goto(f"{root}/index.html")
        page.keyboard.press("Control+k")
        page.locator("dialog input").wait_for()
        return page

    yield open_it
    page.close()
    assert problems == []


@pytest.fixture(params=first(1, ["server", "file"]))
def opened(request, open_search, site, address):
    """The front page, with the search opened."""
    return open_search(address if request.param == "server" else site.as_uri())


@pytest.fixture
def found(opened):
    """A function that types a query anew and returns {address: what the result shows}, best first."""

    def search(query):
        opened.locator("dialog input").fill(query)
        opened.locator("dialog .nn-said").wait_for()
        links = opened.locator("dialog .nn-hits li")
        return {item.locator("a").get_attribute("href"): item.inner_text() for item in links.all()}

    return search


def names(found):
    """Return the pages that were found."""
    return {address.partition(".html")[0] for address in found}


@pages.every_edition
@pytest.mark.parametrize("kind", first(1, ["server", "file"]))
def test_the_section_that_introduces_it_comes_first(open_search, site, address, edition, kind):
    page = open_search(f"{address if kind == 'server' else site.as_uri()}/{edition.place}".rstrip("/"))
    page.locator("dialog input").fill("a")
    page.locator("dialog .nn-said").wait_for()
    wanted = WANTED[edition.language]
    best = dict(zip(wanted, page.evaluate(BEST, list(wanted)), strict=True))
    wrong = {query: (place, wanted[query]) for query, place in best.items() if place != wanted[query]}
    assert len(wrong) <= MOST, wrong


@pytest.mark.parametrize(
    ("query", "pages"),
    first(
        4,
        [
            ("Gewichte", {"01_activations", "02_forward", "glossary"}),
            ("uebungen", {"01_activations", "05_backpropagation"}),
            ("Zeichen Verzeichnis", {"glossary"}),
            ("numerical_gradient", {"04_gradient_descent", "api"}),
            ("berechnet", {"05_backpropagation"}),
            ("Übung", {"01_activations", "05_backpropagation"}),
            ("GROESSE", {"06_training"}),
            ("neue Aufgabe", {"08_bug_zoo"}),
            ("Kettenr", {"01_activations", "05_backpropagation"}),
        ],
    ),
)
def test_a_word_is_found_in_every_form(found, query, pages):
    assert pages <= names(found(query))


def test_a_result_says_its_chapter_and_shows_why_it_was_found(found):
    results = found("Lampe Dimmer")
    address, shown = next(iter(results.items()))
    assert address.startswith("01_activations.html#activations-neuron:~:text=")
    assert "Ein Neuron ist eine Zahl" in shown and "Kapitel 1: Neuron und Aktivierungsfunktionen" in shown
    assert "Lampe mit Dimmer" in shown


def test_a_term_is_explained_and_a_misspelt_word_named(opened, found):
    assert "Vektor aller Steigungen" in next(iter(found("Gradient").values()))
    assert opened.locator("dialog mark").all_inner_texts() != []
    found("Backpropagtion")
    said = opened.locator("dialog .nn-said")
    assert "„backpropagtion“ steht nirgends, gesucht ist „backpropagation“" in said.inner_text()
    assert found("qwertzuiop") == {}
    assert "Nichts gefunden" in said.inner_text()


def test_the_keyboard_goes_from_the_field_to_a_result_and_leaves_nothing_behind(opened, found):
    found("Zwischen 0 und 1?")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowUp")
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/01_activations.html#activations-range*")
    assert set(opened.evaluate("Object.keys(localStorage)")) <= {"mode", "theme"}


def test_the_page_of_the_search_shows_all_and_goes_on_while_somebody_types(opened, found):
    found("Dimmer")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/search.html?q=Dimmer")
    shown = opened.locator("#search-results li")
    shown.first.wait_for()
    assert "Ein Neuron ist eine Zahl" in shown.first.inner_text()
    opened.locator("main input[name=q]").fill("Softmax")
    opened.locator("#search-results li", has_text="Softmax und Kreuzentropie").first.wait_for()


def index(folder):
    """Return the index of the search of the pages in a folder."""
    text = (folder / "searchindex.js").read_text("utf-8")
    return json.loads(re.search(r"nnSearch\.read\((.*), new Stemmer\(\)\);\n$", text)[1])


@pages.every_edition
def test_the_index_leads_to_what_is_there(site, edition):
    folder = site / edition.place
    built = {name: pages.read(folder / f"{name}.html") for name in edition.names}
    anchors = {name: {tag["id"] for tag in page.find_all(id=True)} for name, page in built.items()}
    sections = index(folder)["sections"]
    assert len(sections) > 300
    assert [found["anchor"] for found in sections if found["anchor"] not in anchors[found["page"]]] == []
    leads = {term["to"] for term in index(folder)["terms"]}
    assert len(leads) > 40 and leads <= {found["anchor"] for found in sections}


def test_the_browser_stems_every_german_word_as_the_index_does(browser, site, address):
    texts = " ".join(pages.read(path).get_text().lower() for path in site.glob("*.html"))
    words = sorted(set(re.findall(r"\w+", texts)))
    page = browser.new_page()
    page.goto(f"{address}/search.html?q=a")
    page.locator("#search-results h2").wait_for(state="attached")
    stems = page.evaluate("words => words.map(word => new Stemmer().stemWord(word))", words)
    page.close()
    assert len(words) > 4000
    expected = snowballstemmer.stemmer("german").stemWords(words)
    assert [found for found in zip(words, stems, expected, strict=True) if found[1] != found[2]] == []
