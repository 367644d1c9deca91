"""On the pages of another edition no word of the first one's language is left, but for what is marked as that.

A word is German if the German pages say it in their prose, and nothing that is written in English in this project does:
docstrings, comments, names in code, and what is for contributors.
"""

import ast
import functools
import io
import re
import tokenize

import nbformat
import pages
import pytest
from bs4 import Comment
from editions import editions
from telling import words_in_code

FIRST, *OTHERS = editions()
WORD = re.compile(r"[^\W\d_\u00b2-\u00b9\u2070-\u209c]{2,}|u\. a\.|„")  # without the numbers above and below a line
DATA = re.compile(r"[A-Za-z0-9+/=]{40,}")  # pictures and weights
QUOTED = re.compile(r'"[^"\n]*"|„[^“\n]*“')
SPOKEN = ("alt", "title", "aria-label", "aria-roledescription", "aria-valuetext", "data-tooltip", "placeholder")
NEVER_SAID = 'math, .math, style, script:not([type="application/json"])'
CODE = "pre, code, script"

# Both languages have these words, or they are names; those of authors stand in the bibliography.
IN_BOTH = set(
    """
    ai alternative anders andrej attention augmentation automatic baseline broadcasting cc coding col com computer
    computers decay des dimension dimmer dive dropout exclusive exe fair gelu gpu gufunc gut hat
    hyperparameter im internet karpathy lenet macos macs matmul micrograd mint mismatch mit mse multilayer nchw
    negatives netze neural neuronale nhwc nielsen normalization org perceptron positives problem pythagoras
    quellen rad recall rectified regression residual scan silu simon stick stochastic stopping sun tensorflow
    thermometer trick ubuntu udlbook understanding winter wᵀ
    """.split()
)


@functools.cache
def words(path, language, besides=""):
    """Return the words on a page that are not marked as another language's."""
    page = pages.read(path)
    unsaid = {id(tag) for tag in page.select(f"[lang]:not(html):not([lang={language}]), {NEVER_SAID}{besides}")}

    def is_said(tag):
        return unsaid.isdisjoint(map(id, (tag, *tag.parents)))

    texts = [text for text in page.find_all(string=True) if not isinstance(text, Comment)]
    said = [text for text in texts if is_said(text.parent)]
    said += [tag[name] for name in SPOKEN for tag in page.select(f"[{name}]") if is_said(tag)]
    said += [tag["content"] for tag in page.select("meta[name=description]")]
    said += [tag.get_text() for tag in page.select("mtext") if tag.find_parent(lang=True)["lang"] == language]
    return set(WORD.findall(DATA.sub("", " ".join(said)).lower()))


def written_in_english():
    """Return the words of this project's docstrings, comments, names, and pages for contributors."""
    found = [path.read_text("utf-8") for path in pages.ROOT.glob("*/README.md")]
    for path in (*pages.ROOT.glob("nncourse/**/*.py"), *pages.ROOT.glob("tests/**/*.py")):
        source = path.read_text("utf-8")
        tokens = tokenize.generate_tokens(io.StringIO(source).readline)
        found += [token.string for token in tokens if token.type in (tokenize.COMMENT, tokenize.NAME)]
        nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        found += [ast.get_docstring(node) or "" for node in nodes]
    return set(WORD.findall(QUOTED.sub("", " ".join(found)).lower()))


@pytest.fixture(scope="module")
def foreign(site):
    """The words of the first edition's prose that are no English words."""
    said = [words(site / f"{name}.html", FIRST.language, f", {CODE}") for name in FIRST.names if name != "bibliography"]
    authors = " ".join(tag.get_text() for tag in pages.read(site / "bibliography.html").select("strong")).lower()
    authors = authors.replace("u. a.", "")
    return set.union(*said) - written_in_english() - IN_BOTH - set(WORD.findall(authors))


@pages.every_other_edition
def test_no_word_of_the_first_edition_is_left_where_no_page_shows_it(foreign, edition):
    found = {}
    for path in sorted(edition.folder.glob("*.ipynb")):
        code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        if left := said_in_code(code) & foreign:
            found[path.stem] = sorted(left)
    assert found == {}


def said_in_code(code):
    """Return the words in the comments and texts of pieces of code."""
    texts = [text for source in code for text in words_in_code(source)]
    return set(WORD.findall(" ".join(texts).lower()))


def test_a_german_word_in_code_is_seen(foreign):
    assert (
        said_in_code(["x = 1  # die Lernrate"]) & foreign and said_in_code(["", "assert x, 'eine Schicht'"]) & foreign
    )
    assert not said_in_code(["x = 1  # the learning rate"]) & foreign


@pages.every_other_edition
def test_no_word_of_the_first_edition_is_left(site, foreign, edition):
    found = {}
    for name in (*edition.names, *pages.NOT_PAGES):
        left = words(site / edition.place / f"{name}.html", edition.language) & foreign
        if left:
            found[name] = sorted(left)
    assert found == {}


def test_each_exception_is_needed(site, foreign):
    said = [
        words(site / edition.place / f"{name}.html", edition.language) for edition in OTHERS for name in edition.names
    ]
    assert sorted(IN_BOTH - set().union(*said)) == []


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>The Schicht is a layer.</p>", True),
        ("<img alt='Eine Kurve'>", True),
        ("<pre>x = 1  # die Lernrate</pre>", True),
        ("<p>LeCun u. a. 1998</p>", True),
        ("<p>a „point“</p>", True),
        ("<p>zu 1</p>", True),
        ("<math><mi>a</mi><mtext>oder</mtext></math>", True),
        ("<math><mi>oder</mi></math>", False),
        ('<script type=\'application/json\'>{"text": "die Lernrate"}</script>', True),
        ("<p><span lang='de'>Die Schicht</span> (the layer)</p>", False),
        ("<p>A computer reads a problem.</p>", False),
    ],
)
def test_a_german_word_is_seen(tmp_path, foreign, text, seen):
    page = tmp_path / "page.html"
    page.write_text(f"<html lang='en'><body>{text}</body></html>", "utf-8")
    assert bool(words(page, "en") & foreign) is seen
