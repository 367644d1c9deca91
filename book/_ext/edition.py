"""A Sphinx extension for an edition's language: texts of the themes, English terms, and the way to the other edition.

Sphinx itself finds the catalogs of its own texts by the setting `locale_dirs`; this file adds the book theme's.
"""

from pathlib import Path

from docutils import nodes
from site_root import FOLDER
from sphinx import addnodes
from sphinx.util.i18n import CatalogInfo

BOOK = Path(__file__).parents[1]
OTHER = {"de": ("en", "English")}  # the other edition's folder, and what its readers call their language


def add_theme_texts(app):
    """Let the edition's words for the book theme come before the theme's own."""
    folder = BOOK / "locale" / app.config.language / "LC_MESSAGES"
    catalog = CatalogInfo(folder, "booktheme", "utf-8")
    if catalog.is_outdated():
        catalog.write_mo(app.config.language)
    app.add_message_catalog("booktheme", BOOK / "locale")


def mark_english(app, doctree):
    """Mark the glossary's English terms and the names of tests, so that they are read aloud as English."""
    for link in doctree.findall(addnodes.pending_xref):
        if link["reftarget"].startswith("test-"):
            link["classes"].append("language-en")
    if app.env.docname == f"{FOLDER}glossary":
        for term in doctree.findall(nodes.term):
            for english in term.findall(nodes.emphasis):
                english["classes"].append("language-en")


def link_other_edition(app, pagename, templatename, context, doctree):
    """Tell the page's template where the same page stands in the other edition, if that has it."""
    folder, language = OTHER[app.config.language]
    name = pagename.removeprefix(FOLDER)
    if doctree is not None and any((BOOK / folder).glob(f"{name}.*")):
        context["other_edition"] = {"address": f"{folder}/{name}.html", "code": folder, "language": language}


def setup(app):
    add_theme_texts(app)
    app.connect("doctree-read", mark_english)
    app.connect("html-page-context", link_other_edition)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
