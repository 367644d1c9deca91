"""A Sphinx extension: what elements say beyond docutils' own, for the eye and for the ear.

A table's header names what it heads. A chapter's title has its number, and the number of a note, (N9), or of a
correction, (K1), leaves the title of its box for the margin beside it, as in an exercise book.
"""

import json
import re
from html import escape

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

NUMBER = re.compile(r" \(([NK]\d+(?:[,–] ?[NK]\d+)*)\)$")
CHAPTER = re.compile(r"0?(\d+)_\w+$")


class Translator(HTML5Translator):
    """Sphinx's own translator, with attributes that the style sheets, the browser and screen readers want."""

    def starttag(self, node, tagname, *arguments, **attributes):
        if tagname == "th":
            tagname = "th" if node.astext().strip() else "td"
            attributes["scope"] = "col" if isinstance(node.parent.parent, nodes.thead) else "row"
        return super().starttag(node, tagname, *arguments, **attributes, **node.get("more", {}))

    def visit_entry(self, node):
        super().visit_entry(node)
        if not node.astext().strip():
            self.context[-1] = "</td>\n"

    def visit_title(self, node):
        chapter = CHAPTER.match(self.builder.current_docname)
        if chapter and self.section_level == 1 and isinstance(node.parent, nodes.section):
            node["more"] = {"data-chapter": chapter[1]}
        super().visit_title(node)


def as_json(name, data):
    """Return data as an element that a script finds by its id."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>\n'


def visit_folded_cell(self, node):
    """Begin a cell that is folded; unlike myst-nb's, it lets what stands on it say what it holds."""
    self.body.append(self.starttag(node, "details", CLASS="admonition hide") + "<summary>\n")
    for state, prompt in (("collapsed", node["prompt_show"]), ("expanded", node["prompt_hide"])):
        self.body.append(f'<p class="{state} admonition-title">{escape(prompt)}</p>\n')
    self.body.append("</summary>\n")


class Marks(SphinxPostTransform):
    """Mark the number at the end of a box's title."""

    default_priority = 900
    formats = ("html",)

    def run(self):
        for title in self.document.findall(nodes.title):
            number = NUMBER.search(title.astext())
            if isinstance(title.parent, nodes.Admonition) and number:
                words = title.pop()
                title += [nodes.Text(words.astext().removesuffix(number[0]) + " "), nodes.inline("", number[1])]
                title[-1]["classes"].append("nn-mark")


def style_front_page(app, pagename, templatename, context, doctree):
    """Give the front page, and no other, its own style."""
    if pagename == app.config.root_doc:
        app.add_css_file("front.css", priority=850)


def begin_with_the_first_chapter(app, pagename, templatename, context, doctree):
    """Lead from the front page to the first chapter: what stands before it is offered, not on the way."""
    first = min(filter(CHAPTER.match, app.env.found_docs), default=None)
    if pagename == app.config.root_doc and first:
        title = app.builder.render_partial(app.env.titles[first])["title"]
        context["next"] = {"link": app.builder.get_relative_uri(pagename, first), "title": title}


def setup(app):
    app.set_translator("html", Translator)
    app.add_node(HideCodeCellNode, override=True, html=(visit_folded_cell, depart_HideCellInput))
    app.add_post_transform(Marks)
    app.connect("html-page-context", style_front_page)
    app.connect("html-page-context", begin_with_the_first_chapter)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
