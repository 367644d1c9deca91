"""Formulas are MathML when the page arrives, in a font that has every sign they use."""

import re
import unicodedata

import pages
import pytest
from fontTools.ttLib import TTFont
from formulas import mathml

SIGNS = TTFont(pages.ROOT / "book/_static/formulas.woff").getBestCmap().keys()
ITALIC = {unicodedata.normalize("NFKC", chr(sign)) for sign in SIGNS & {0x210E, *range(0x1D434, 0x1D71C)}}

# Whether the font is there when the first formula is about to be drawn.
IN_TIME = """{
  const look = () => {
    if (document.querySelector("math")) window.inTime = document.fonts.check('1em "STIX Two Math"');
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@pytest.fixture(scope="module")
def formulas(site):
    """All formulas of the book: page -> elements."""
    return {path: pages.read(path).select(".math") for path in pages.html_files(site)}


def test_no_formula_is_left_in_tex(formulas):
    left = [str(tag) for tags in formulas.values() for tag in tags if tag.math is None or "\\" in tag.get_text()]
    assert left == []
    assert sum(map(len, formulas.values())) > 500


def test_what_a_formula_touches_stays_on_its_line(formulas):
    inline = [tag for tags in formulas.values() for tag in tags if tag.name == "span"]
    around = [(tag.previous_sibling or "", tag.next_sibling or "", tag) for tag in inline]
    apart = [
        tag
        for before, after, tag in around
        if re.search(r"\S$", before if isinstance(before, str) else " ")
        or re.match(r"\S", after if isinstance(after, str) else " ")
        if "nn-kept" not in tag.parent.get("class", ())
    ]
    assert apart == []
    assert sum("nn-kept" in tag.parent.get("class", ()) for tag in inline) > 300


def test_the_font_has_every_sign(formulas):
    letters = [
        leaf.get_text() for tags in formulas.values() for tag in tags for leaf in tag.find_all(["mi", "mn", "mo"])
    ]
    signs = {sign for text in letters for sign in text if unicodedata.category(sign) != "Cf"}  # those are invisible
    assert {sign for sign in signs if ord(sign) not in SIGNS} == set()
    single = {text for text in letters if len(text) == 1 and unicodedata.category(text) in ("Ll", "Lu")}
    assert {text for text in single if unicodedata.is_normalized("NFKC", text)} - ITALIC == set()


@pytest.mark.parametrize("latex", [r"f'(z)", r"\text{ReLU}'(z)"])
def test_a_prime_is_raised_once(latex):
    assert "msup" not in mathml(latex, display=False)


def test_a_bracket_under_an_exponent_stands_in_its_row():
    assert '<msup><mrow><mo minsize="1.2em" maxsize="1.2em">)</mo></mrow>' in mathml(r"\bigl(W\bigr)^T", display=False)


def test_lines_are_aligned():
    assert mathml(r"a &= b \\ c &= d", display=True).count("<mtr>") == 2
    assert "<mtable" not in mathml("a = b", display=True)


def test_a_root_stands_on_the_line(browser, site):
    """Its sign goes no deeper than a letter such as g."""
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/06_training.html")
    deep = page.locator("p math:has(> msqrt > mi:first-child)").evaluate_all(
        """formulas => formulas.map(formula => {
            const line = document.createElement("span");
            line.style.display = "inline-block";
            formula.parentElement.style.whiteSpace = "nowrap";
            formula.after(line);
            return (formula.getBoundingClientRect().bottom - line.getBoundingClientRect().bottom)
                / parseFloat(getComputedStyle(formula).fontSize);
        })"""
    )
    page.close()
    assert len(deep) > 3 and max(deep) < 0.25


def test_the_font_is_there_before_the_first_formula(browser, address):
    page = browser.new_page()
    page.add_init_script(IN_TIME)
    page.goto(f"{address}/conventions.html")
    assert page.evaluate("inTime") is True
    page.close()
