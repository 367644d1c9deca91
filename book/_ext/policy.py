"""A Sphinx extension: what each page may load and run stands in the page itself, and nothing else may.

A content security policy in the page holds wherever the page is read, from a file too. Scripts and styles that
stand in the page are named by their hashes, so that nothing can be added to it. What a page cannot say of itself,
such as who may frame it, stands in `book/_root/_headers`, which Netlify, Cloudflare Pages and others send.
"""

import base64
import hashlib
from pathlib import Path

from bs4 import BeautifulSoup

# For some browsers a page that was opened from a file has no `self`; on the web, `file:` is nothing.
OWN = "'self' file:"
RULES = {
    "default-src": OWN,
    "script-src": OWN,
    "style-src": OWN,
    "img-src": f"{OWN} data: blob:",
    "font-src": f"{OWN} data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": OWN,
}

FIRST = '<meta charset="utf-8" />'


def hashes(texts):
    """Return the texts as a policy names them."""
    digests = {hashlib.sha256(text.encode()).digest() for text in texts}
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in sorted(digests)]


def policy(page):
    """Return the strictest policy under which a page works."""
    found = BeautifulSoup(page, "html.parser")
    scripts = found.select('script:not([src], [type="application/json"])')
    rules = {
        "script-src": hashes(tag.text for tag in scripts),
        "style-src": hashes(tag.text for tag in found("style")),
    }
    if styled := found(style=True):
        rules["style-src"] += ["'unsafe-hashes'", *hashes(tag["style"] for tag in styled)]
    return "; ".join(" ".join([name, sources, *rules.get(name, ())]) for name, sources in RULES.items())


def write_policies(app, exception):
    """Write each page's policy into the page, before anything that it rules."""
    if exception is None and app.builder.name == "html":
        for path in Path(app.outdir).glob("*.html"):
            page = path.read_text("utf-8")
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}" />'
            path.write_text(page.replace(FIRST, f"{FIRST}\n    {meta}", 1), "utf-8")


def setup(app):
    app.connect("build-finished", write_policies, priority=900)  # after all that still change a page
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
