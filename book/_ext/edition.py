"""A Sphinx extension: one configuration builds every edition, in its words, and links the same page in the others.

`jupyter-book build .` builds the first edition, `jupyter-book build book/en` with the same configuration that one.
"""

from urllib.parse import urljoin, urlsplit

from docutils import nodes
from editions import BOOK, ROOT, editions
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import CatalogRepository


class PermanentIds(SphinxTransform):
    """Put the label of each section, which outlives the wording of its title, before the id that was made of that."""

    default_priority = 900

    def apply(self):
        names = self.document.nametypes.items()
        labels = {self.document.nameids.get(name) for name, explicit in names if explicit}
        for section in self.document.findall(nodes.section):
            section["ids"].sort(key=lambda name: name not in labels)


def choose(app):
    """Take the pages from the edition's folder, so that no address names it, and the themes' words in its language."""
    listed = editions()
    app.edition = next((edition for edition in listed if edition.folder == app.srcdir), listed[0])
    app.confdir, app.srcdir = type(app.srcdir)(ROOT), type(app.srcdir)(app.edition.folder)
    app.config.language, app.config.locale_dirs = app.edition.language, [str(BOOK / "locale")]
    for catalog in CatalogRepository(BOOK, ["locale"], app.edition.language, "utf-8").catalogs:
        if catalog.is_outdated():
            catalog.write_mo(app.edition.language)
    app._init_i18n()  # Sphinx has done so before it knew the language
    app.add_message_catalog("booktheme", BOOK / "locale")  # before the theme's own


def set_words(app, config):
    """Let settings that are words, or depend on where the edition stands, be the edition's."""
    edition = app.edition
    config.project = config.html_title = edition.title
    if config.html_baseurl:
        config.html_baseurl = urljoin(config.html_baseurl.rstrip("/") + "/", edition.place)
    config.html_extra_path = [] if edition.place else ["book/_root"]  # what hosts look for nowhere else
    config.notfound_urls_prefix = urlsplit(config.html_baseurl).path or f"/{edition.place}"
    for name, value in edition.settings.items():
        if isinstance(value, dict):
            value = merged(getattr(config, name), value)
        setattr(config, name, value)
    options = config.html_theme_options
    options["logo"]["text"] = edition.title
    options["path_to_docs"] = edition.folder.relative_to(ROOT).as_posix()
    options["use_edit_page_button"] = bool(options["repository_url"])


def set_contents(app, config):
    """Name in the table of contents what the edition has; while it is being translated, that isn't everything."""
    for name, page in config.external_site_map.items():
        page.title = app.edition.contents.get(name)
        for part in page.subtrees:
            part.items = [item for item in part.items if app.edition.has(item)]


def merged(settings, words):
    """Return nested settings with these words among them."""
    inner = {key: merged(settings.get(key, {}), value) for key, value in words.items() if isinstance(value, dict)}
    return {**settings, **words, **inner}


def all_pages(app, env, added, changed, removed):
    """Build every page every time: each names others around its text, and is changed once it is written."""
    return env.found_docs


def mark_english(app, doctree):
    """Mark the glossary's English terms and the names of tests, so that they are read aloud as English."""
    if app.edition.language == "en":
        return
    for link in (*doctree.findall(addnodes.pending_xref), *doctree.findall(nodes.reference)):
        if link.get("reftarget", link.get("refid", "")).startswith("test-"):
            link["classes"].append("language-en")
    if app.env.docname == "glossary":
        for term in doctree.findall(nodes.term):
            for english in term.findall(nodes.emphasis):
                english["classes"].append("language-en")


def link_other_editions(app, pagename, templatename, context, doctree):
    """Tell the page's template its edition, and the addresses of the same page in the others that have it."""
    start, name = up(app), pagename
    if pagename == app.config.notfound_pagename:  # it is shown at any address, and the others have their own
        start, name = urljoin(app.config.notfound_urls_prefix, start), app.config.root_doc
    others = [each for each in editions() if each != app.edition and (doctree is None or each.has(pagename))]
    context["edition"] = app.edition
    context["others"] = [(each, f"{start}{each.place}{name}.html") for each in others]
    context["alternates"] = {} if doctree is None else alternates(app, pagename)


def alternates(app, pagename):
    """Return the addresses of a page that is there in several languages, by these; absolute, if the site's is known."""
    site = app.config.html_baseurl
    file = "" if site and pagename == app.config.root_doc else f"{pagename}.html"
    having = [each for each in editions() if each.has(pagename)]
    found = {each.language: urljoin(site, f"{up(app)}{each.place}{file}") for each in having}
    return {**found, "x-default": next(iter(found.values()))} if len(found) > 1 else {}


def up(app):
    """Return the way from the edition's pages to the site's root."""
    return "../" if app.edition.place else ""


def setup(app):
    choose(app)
    app.add_transform(PermanentIds)
    app.connect("config-inited", set_words)
    app.connect("config-inited", set_contents, priority=950)  # once it is read
    app.connect("env-get-outdated", all_pages)
    app.connect("doctree-read", mark_english)
    app.connect("html-page-context", link_other_editions)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
