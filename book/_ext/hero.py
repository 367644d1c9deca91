"""A Sphinx extension: the front page's picture is alive. Draw on its paper, and its network reads that at once.

The script is `book/art/hero.mjs`, joined with the explorers' modules, and the network that drew the picture, a byte
for each weight. Without it, the picture stands.
"""

import json
import sys
from pathlib import Path

from editions import BOOK

from nncourse import load
from nncourse.explorers import digit_data, page

sys.path[:0] = [str(BOOK / "art")]

import overview  # noqa: E402

MODULES = ("arithmetic", "elements")


def script(words):
    """Return the script of the picture, in the words of an edition."""
    modules = {name: page.source(f"{name}.mjs") for name in MODULES}
    joined = page.join({**modules, "hero": (BOOK / "art/hero.mjs").read_text("utf-8")})
    told = {
        "layers": digit_data.exported(load(overview.NETWORK))["layers"],
        "words": words,
        "corner": overview.CORNER,
        "pixel": overview.PIXEL,
        "hidden": overview.HIDDEN,
        "outputs": overview.OUTPUTS,
        "bar": overview.BAR,
        "most": overview.MOST,
    }
    return f'"use strict";\n{{\n{joined}\nhero({json.dumps(told, ensure_ascii=False)});\n}}\n'


def make_alive(app, pagename, templatename, context, doctree):
    """Give the page that has the picture its script."""
    if '<figure class="nn-hero"' in context.get("body", ""):
        file = Path(app.outdir, "_static/hero.js")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script(app.edition.hero), "utf-8")
        app.add_js_file(file.name, loading_method="defer")


def setup(app):
    app.connect("html-page-context", make_alive)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
