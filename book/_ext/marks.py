"""A Sphinx extension: what stands in the margin of a page, as in an exercise book, and the front page's own style.

The number of a note, (N9), or of a correction, (K1), leaves the title of its box for the margin beside it; a chapter
carries the number that it has on the front page's path. The style sheet puts them in their place.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

NUMBER = re.compile(r" \(([NK]\d+(?:[,–] ?[NK]\d+)*)\)$")
CHAPTER = re.compile(r"(?:^|/)0?(\d+)_\w+$")


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


def number_chapter(app, pagename, templatename, context, doctree):
    """Tell the page's first heading which chapter it begins."""
    chapter = CHAPTER.search(pagename)
    if chapter and "body" in context:
        context["body"] = context["body"].replace("<h1>", f'<h1 data-chapter="{chapter[1]}">', 1)


def style_front_page(app, pagename, templatename, context, doctree):
    """Give the front page, and no other, its own style."""
    if pagename == app.config.root_doc:
        app.add_css_file("front.css", priority=850)


def setup(app):
    app.add_post_transform(Marks)
    app.connect("html-page-context", number_chapter)
    app.connect("html-page-context", style_front_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
