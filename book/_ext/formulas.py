"""A Sphinx extension: formulas are MathML, made when the book is built.

The browser sets them with the page itself: no script, nothing that moves while it loads, and a screen reader
reads what stands there. math-core writes them; formulas.css brings the font, and the stroke of `\\cancel`.
"""

import base64
import re
from pathlib import Path

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

CONVERTER = LatexToMathML(fancy_error=False)

# Chromium lowers a bracket that stands alone under an exponent, and raises a prime that the font has raised already.
BRACKET = re.compile(r"<msup>(<mo [^>]*>[^<]*</mo>)")
# And it hangs a root of which the sign is higher than what stands under it: this makes that high enough.
STRUT = '<mspace height="0.82em"/></msqrt>'
TOUCHING_BEFORE, TOUCHING_AFTER = re.compile(r"\S*$"), re.compile(r"\S*")
PRIME = re.compile(r"<msup>(<(mi|mtext)\b[^>]*>[^<]*</\2>)<mo>(′+)</mo></msup>")


def mathml(latex, display):
    """Return a formula as MathML; a list of lines is aligned at its &."""
    if display and r"\\" in latex and not latex.lstrip().startswith((r"\begin{align", r"\begin{gather")):
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    text = CONVERTER.convert_with_local_state(latex, displaystyle=display)
    text = PRIME.sub(r'<mrow>\1<mo lspace="0" rspace="0">\3</mo></mrow>', text)
    return BRACKET.sub(r"<msup><mrow>\1</mrow>", text).replace("</msqrt>", STRUT)


def converted(node, display):
    """Return a node's formula, or nothing with a warning that says where it stands."""
    try:
        return mathml(node.astext(), display)
    except LatexError as error:
        logging.getLogger(__name__).warning("%s: %s", error, node.astext(), location=node)
        return ""


def keep_together(app, doctree, name):
    """Keep what a formula touches on its line: browsers would begin a line with the full stop after it."""
    for formula in list(doctree.findall(nodes.math)):
        parent, place = formula.parent, formula.parent.index(formula)
        before, after = neighbor(parent, place - 1), neighbor(parent, place + 1)
        left, right = TOUCHING_BEFORE.search(before)[0], TOUCHING_AFTER.match(after)[0]
        if not left and not right:
            continue
        rest = [nodes.Text(before.removesuffix(left)), nodes.Text(after.removeprefix(right))]
        kept = nodes.inline("", "", nodes.Text(left), formula.deepcopy(), nodes.Text(right), classes=["nn-kept"])
        parent[place - bool(before) : place + 1 + bool(after)] = [rest[0], kept, rest[1]]


def neighbor(parent, place):
    """Return the text that stands at a place beside a formula, nothing if there is none or something else."""
    node = parent[place] if 0 <= place < len(parent) else None
    return node.astext() if isinstance(node, nodes.Text) else ""


def visit_math(self, node):
    self.body.append(self.starttag(node, "span", "", CLASS="math") + converted(node, False) + "</span>")
    raise nodes.SkipNode


def visit_displaymath(self, node):
    self.body.append(self.starttag(node, "div", CLASS="math") + converted(node, True) + "</div>\n")
    raise nodes.SkipNode


def embed_font(app, exception):
    """Put the font into its style sheet: one that comes later would move the lines that hold formulas."""
    if exception is None and app.builder.name == "html":
        style = Path(app.outdir, "_static/formulas.css")
        font = style.with_suffix(".woff")
        data = base64.b64encode(font.read_bytes()).decode()
        style.write_text(style.read_text("utf-8").replace(font.name, f"data:font/woff;base64,{data}"), "utf-8")
        font.unlink()


def read_font_first(app, pagename, templatename, context, doctree):
    """Let a page with formulas read the font before it is drawn: else the first lines would have another, and move."""
    if "<math" in context.get("body", ""):
        app.add_js_file(None, body="""document.fonts.load('1em "STIX Two Math"');""")


def setup(app):
    app.connect("html-page-context", read_font_first)
    app.connect("doctree-resolved", keep_together)
    app.connect("build-finished", embed_font)
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
