"""A Sphinx extension: what each page may load and run stands in the page itself, and nothing else may.

A content security policy in the page holds wherever the page is read, from a file too. Scripts and styles that
stand in the page are named by their hashes, so that nothing can be added to it. What a page cannot say of itself,
such as who may frame it, stands in the file `_headers`, which Netlify, Cloudflare Pages and others send.
"""

import base64
import hashlib
import html
import re
from pathlib import Path

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

INLINE = {
    "script-src": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL),
    "style-src": re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL),
}
STYLE_ATTRIBUTE = re.compile(r"<[a-z][^<>]*?\sstyle=\"([^\"]*)\"")
FIRST = '<meta charset="utf-8" />'

# Sphinx evaluates a text to know the plural; German and English have this one.
PLURAL = re.compile(r"new Function\(\s*\"n\",\s*`return \(\$\{catalog\.plural_expr\}\)`\s*\)")

HEADERS = """\
/*
  Content-Security-Policy: frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: no-referrer
  Strict-Transport-Security: max-age=31536000
  X-Content-Type-Options: nosniff
"""


def hashes(texts):
    """Return the texts as a policy names them."""
    digests = {hashlib.sha256(text.encode()).digest() for text in texts}
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in sorted(digests)]


def policy(page):
    """Return the strictest policy under which a page works."""
    rules = dict(RULES)
    for name, element in INLINE.items():
        rules[name] = " ".join([rules[name], *hashes(element.findall(page))])
    if styles := STYLE_ATTRIBUTE.findall(page):
        rules["style-src"] = " ".join([rules["style-src"], "'unsafe-hashes'", *hashes(map(html.unescape, styles))])
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def write_policies(app, exception):
    """Write each page's policy into the page, before anything that it rules, and the headers beside them."""
    if exception is not None or app.builder.name != "html":
        return
    site = Path(app.outdir)
    for path in site.glob("*.html"):
        page = path.read_text("utf-8")
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}" />'
        path.write_text(page.replace(FIRST, f"{FIRST}\n    {meta}", 1), "utf-8")
    script = site / "_static/doctools.js"
    script.write_text(PLURAL.sub("(n) => Number(n !== 1)", script.read_text("utf-8")), "utf-8")
    (site / "_headers").write_text(HEADERS, "utf-8")


def setup(app):
    app.connect("build-finished", write_policies, priority=900)  # after all that still change a page
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
