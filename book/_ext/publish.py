"""A Sphinx extension for what a published site has: descriptions, canonical addresses, a map, a page for lost readers.

The site's address is `html: baseurl` in _config.yml. Without it, nothing names an address.
"""

import re
from functools import cache
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import yaml
from site_root import FOLDER

MISSING = "404"
CARD = "_static/card.png"
RELATIVE = re.compile(r'(\s(?:href|src|action|data-content_root)=")(?![a-z]+:|[/#])(?:\./)?')


def site_address(app):
    """Return the address that the site is published at, with its last slash, or nothing."""
    return app.config.html_baseurl and app.config.html_baseurl.rstrip("/") + "/"


def page_address(app, pagename):
    """Return the one address of a page; the front page's is the site's."""
    uri = app.builder.get_target_uri(pagename)
    return urljoin(site_address(app), "" if uri == "index.html" else uri)


@cache
def descriptions(folder):
    """Return what each page of an edition is about, by name."""
    return yaml.safe_load(Path(folder, "descriptions.yml").read_text("utf-8"))


def describe(app, pagename, templatename, context, doctree):
    """Tell search engines, and those who get a link sent, what the page is; never the search and the missing page."""
    if doctree is None:
        context["metatags"] = '\n    <meta name="robots" content="noindex" />'
        context["pageurl"] = None
        return
    description = descriptions(Path(app.srcdir, FOLDER))[pagename.removeprefix(FOLDER)]
    tags = {"name": {"description": description}}
    if site_address(app):
        context["pageurl"] = page_address(app, pagename)
        tags["property"] = {
            "og:type": "website",
            "og:site_name": app.config.project,
            "og:locale": {"de": "de_DE", "en": "en_GB"}[app.config.language],
            "og:title": unescape(re.sub("<.*?>", "", context["title"])),
            "og:description": description,
            "og:url": context["pageurl"],
            "og:image": urljoin(site_address(app), CARD),
        }
        tags["name"]["twitter:card"] = "summary_large_image"
    for key, contents in tags.items():
        for name, content in contents.items():
            context["metatags"] += f'\n    <meta {key}="{name}" content="{escape(content)}" />'


def link_sources(app, config):
    """Let each page link to its source, where these are published."""
    if config.html_theme_options.get("repository_url"):
        config.html_theme_options["use_edit_page_button"] = True


def add_missing_page(app):
    """Let Sphinx make the page that a server shows for an address that does not exist."""
    yield MISSING, {"title": MISSING}, f"{MISSING}.html"


def write_missing_page(app):
    """Let the links of the missing page work wherever it is shown, for which they begin at the site's root."""
    path = Path(app.outdir, f"{MISSING}.html")
    root = urlsplit(site_address(app) or "/").path
    path.write_text(RELATIVE.sub(rf"\g<1>{root}", path.read_text("utf-8")), "utf-8")


def write_site_map(app):
    """List the addresses of all pages for search engines."""
    urls = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for address in sorted(page_address(app, name) for name in app.env.found_docs):
        ElementTree.SubElement(ElementTree.SubElement(urls, "url"), "loc").text = address
    ElementTree.indent(urls)
    ElementTree.ElementTree(urls).write(Path(app.outdir, "sitemap.xml"), encoding="utf-8", xml_declaration=True)
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(site_address(app), 'sitemap.xml')}\n"
    Path(app.outdir, "robots.txt").write_text(robots, "utf-8")


def write_files(app, exception):
    """Write what is no page of the book."""
    if exception is None and app.builder.name == "html":
        write_missing_page(app)
        if site_address(app):
            write_site_map(app)


def setup(app):
    app.connect("config-inited", link_sources)
    app.connect("html-page-context", describe)
    app.connect("html-collect-pages", add_missing_page)
    app.connect("build-finished", write_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
