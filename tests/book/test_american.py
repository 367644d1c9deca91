"""The English of the course is American, set as in print, and says nothing that only a translation would say."""

import json
import re

import nbformat
import pages
import parity
import pytest
from telling import words_of

ENGLISH = pages.ROOT / "book/en"
PACKAGE = pages.ROOT / "nncourse"

IZE = "apolog|categor|central|character|emphas|equal|factor|general|initial|local|maxim|memor|minim|modern|neutral|"
IZE += "normal|optim|organ|parametr|penal|random|real|recogn|regular|serial|special|standard|summar|symbol|synchron|"
IZE += "util|vector|visual"
WORDINGS = {  # each a kind, and what is written instead
    rf"(?<![a-z])(un|de|re|un-)?({IZE})is(e[drs]?|ers|ing|ations?|able)\b": "-ize, -ization",
    r"colour": "color",
    r"(neighb|fav|behavi|hon|flav|hum|lab)our": "neighbor, favor, behavior",
    r"\bgrey": "gray",
    r"\b(un)?cent(re[ds]?|ring)\b": "center",
    r"metres?\b": "meter",
    r"\bpractis(e[drs]?|ing)\b": "practice, the verb too",
    r"\b(licen|defen|offen)ces?\b": "license, defense",
    r"\banalys(e[dr]?|ing)\b": "analyze",
    r"(label|model|cancel|travel|signal|channel|level)l(ed|ing)\b": "labeled, modeling",
    r"\b(whilst|amongst|learnt|spelt|burnt)\b": "while, among, learned",
    r"\b(to|after)wards\b": "toward, afterward",
    r"\bmaths\b": "math",
    r"\bever new\b": "new … every time",
    r"\bresp\.": "or, and",
    r"(?<!\*)\bsymmetric quotient": "central difference",
    r"\bwheels?\b": "gear",
}


def found_in(text):
    """Return what of a text is not written so."""
    text = re.sub(r"\[[^\]\n]*\]\{\.language-\w+\}|https?://\S+|^tells:.*?(?=^\S)", " ", text, flags=re.M | re.S)
    return [f"{found[0]}: {right}" for wrong, right in WORDINGS.items() for found in re.finditer(wrong, text, re.I)]


def read_in_a_notebook(path, *kinds):
    """Return the cells of a notebook, of these kinds or all, and the words in their metadata."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if not kinds or cell.cell_type in kinds]
    return "\n\n".join(f"{cell.source}\n{json.dumps(words_of(cell), ensure_ascii=False)}" for cell in cells)


TEXTS = {path.name: read_in_a_notebook(path) for path in sorted(ENGLISH.glob("*.ipynb"))}
TEXTS |= {path.name: path.read_text("utf-8") for kind in ("*.md", "*.rst") for path in sorted(ENGLISH.glob(kind))}
TEXTS |= {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
TEXTS |= {
    path.name: str(json.loads(path.read_text("utf-8"))["en"]) for path in sorted(PACKAGE.glob("explorers/texts/*.json"))
}
TEXTS |= {
    path.name: path.read_text("utf-8").partition("\nen:\n")[2 * path.name.endswith("yml")]
    for path in (pages.ROOT / "book/editions.yml", pages.ROOT / "README.md")
}


def test_no_such_wording_stands_in_the_english_texts():
    assert len(TEXTS) > 100
    assert {name: found for name, text in TEXTS.items() if (found := found_in(text))} == {}


SEEN = [
    "they are normalised",
    "an Initialisation",
    "INITIALISATIONS",
    "coloured",
    "its neighbours",
    "greyish",
    "off-centre",
    "three metres",
    "practise it",
    "under a licence",
    "analyse",
    "modelling",
    "what you learnt",
    "towards it",
    "some maths",
    "ever new numbers",
    "W resp. b",
    "the symmetric quotient",
    "three wheels",
]


@pytest.mark.parametrize("text", SEEN)
def test_a_wording_is_seen(text):
    assert found_in(text)


def test_every_wording_has_been_seen():
    assert [wrong for wrong in WORDINGS if not any(re.search(wrong, text, re.I) for text in SEEN)] == []


@pytest.mark.parametrize("text", ["an exercise", "noise rises", "parameter", "symmetric_quotient(f, x, h)", "precise"])
def test_good_english_is_no_such_wording(text):
    assert found_in(text) == []


# Apostrophes are those of print, as the quotation marks are; in code and formulas, the straight one is another sign.
STRAIGHT = re.compile(r"[A-Za-z]'(?:s|t|re|ve|ll|d|m)\b|s' ")
NO_PROSE = (parity.CODE, parity.RST_CODE, parity.DISPLAYED, parity.INLINE, parity.LITERAL)


def typed_apostrophes(text):
    """Return the straight apostrophes in a text's prose."""
    for pattern in NO_PROSE:
        text = pattern.sub(" ", text)
    return STRAIGHT.findall(text)


def test_apostrophes_are_those_of_print():
    prose = {name: text for name, text in TEXTS.items() if not name.endswith((".py", ".ipynb", "README.md"))}
    prose |= {path.name: read_in_a_notebook(path, "markdown") for path in sorted(ENGLISH.glob("*.ipynb"))}
    prose |= pages.said_by_the_package("en")
    assert len(prose) > 100 and "layer’s" in prose["bugs/zoo.py"]
    assert {name: found for name, text in prose.items() if (found := typed_apostrophes(text))} == {}


@pytest.mark.parametrize("text", ["it's", "don't worry", "the neurons' signals", "as $f'(z)$ and it'll", "`a` isn't"])
def test_a_typed_apostrophe_is_seen(text):
    assert typed_apostrophes(text)


@pytest.mark.parametrize("text", ["it’s", "$A'$ isn’t", "`it's`", "A'(z)", "print('x')"])
def test_what_is_none_is_left_alone(text):
    assert typed_apostrophes(text) == []
