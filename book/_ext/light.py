"""A Sphinx extension: the site ships no file that no page asks for.

The theme's icons have a font and a script that weigh more than a chapter: frame.css draws the few that a page shows.
"""

import re
import shutil
from pathlib import Path

# What the themes bring and this book does not use.
UNUSED = ("design-tabs.js", "images", "locales", "scripts/fontawesome.js*", "**/*.map", "vendor")
UNUSED += ("language_data.js", "searchtools.js", "sphinx_highlight.js")  # of Sphinx's search
THEME = "styles/pydata-sphinx-theme.css"
ICONS = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}|(?:\.fa-[\w-]+:before,?)+\{content:[^}]*\}")


def drop_unused_files(app, exception):
    """Take out of the site what no page shows."""
    if exception is None and app.builder.name == "html":
        static = Path(app.outdir, "_static")
        cards = {*static.glob("card*.png")} - {static / app.edition.card["file"]}
        for path in cards.union(*map(static.glob, UNUSED)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        style = (static / THEME).read_text("utf-8")
        (static / THEME).write_text(ICONS.sub("", style), "utf-8")


def setup(app):
    app.connect("build-finished", drop_unused_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
