"""A Sphinx extension: what a published site offers beside its pages.

Readers get its sources as one file. Search engines get a map of the pages, if `html: baseurl` in _config.yml says
their address.
"""

from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

from archive import SOURCES, pack, sources
from edition import alternates, up
from editions import ROOT, editions

NAMESPACES = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9", "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
LINK = f'<a href="{SOURCES}.zip"'  # as every edition writes it


def lead_to_sources(app, pagename, templatename, context, doctree):
    """Lead from a page of any edition to the sources, which stand at the site's root."""
    if "body" in context:
        context["body"] = context["body"].replace(LINK, LINK.replace('"', f'"{up(app)}', 1))


def write_sources(app, exception):
    """Pack the sources that the site is built from, for whoever wants to run the notebooks."""
    if exception is None and app.builder.name == "html" and not app.edition.place:
        pack(ROOT, sources(), Path(app.outdir, f"{SOURCES}.zip"), SOURCES)


def write_site_map(app, exception):
    """List the address of every page, and those of the same page in other languages."""
    site = app.config.html_baseurl
    if exception is not None or app.builder.name != "html" or not site:
        return
    urls = ElementTree.Element("urlset", NAMESPACES)
    for name in sorted(app.env.found_docs):
        address = urljoin(site, "" if name == app.config.root_doc else app.builder.get_target_uri(name))
        url = ElementTree.SubElement(urls, "url")
        ElementTree.SubElement(url, "loc").text = address
        for language, other in alternates(app, name).items():
            ElementTree.SubElement(url, "xhtml:link", rel="alternate", hreflang=language, href=other)
    ElementTree.indent(urls)
    ElementTree.ElementTree(urls).write(Path(app.outdir, "sitemap.xml"), encoding="utf-8", xml_declaration=True)
    if not app.edition.place:
        maps = "".join(f"Sitemap: {urljoin(site, edition.place)}sitemap.xml\n" for edition in editions())
        Path(app.outdir, "robots.txt").write_text(f"User-agent: *\nAllow: /\n\n{maps}", "utf-8")


def setup(app):
    app.connect("html-page-context", lead_to_sources)
    app.connect("build-finished", write_sources)
    app.connect("build-finished", write_site_map)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
