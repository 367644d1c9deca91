"""A Sphinx extension: figures come in half the bytes, and the site ships no file that no page asks for.

Figures are stored without loss as WebP. The theme's icons have a font and a script that weigh more than a chapter:
frame.css draws the few that a page shows.
"""

import re
import shutil
from pathlib import Path

from PIL import Image
from sphinx.transforms.post_transforms.images import ImageConverter

# What the themes bring and this book does not use.
UNUSED = ("design-tabs.js", "images", "locales", "scripts/fontawesome.js*", "**/*.map", "vendor")
THEME = "styles/pydata-sphinx-theme.css"
ICONS = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}|(?:\.fa-[\w-]+:before,?)+\{content:[^}]*\}")


class Figures(ImageConverter):
    """The same pixels in half the bytes."""

    default_priority = 195  # before converters of what a browser cannot show
    conversion_rules = (("image/png", "image/webp"),)

    def is_available(self):
        return True

    def match(self, node):
        return self.app.builder.format == "html" and list(self.guess_mimetypes(node)) == ["image/png"]

    def get_conversion_rule(self, node):
        return self.conversion_rules[0]

    def convert(self, png, webp):
        if not Path(webp).exists() or Path(webp).stat().st_mtime < Path(png).stat().st_mtime:
            with Image.open(png) as image:
                image.save(webp, lossless=True, quality=20, method=2)
        return True


def drop_unused_files(app, exception):
    """Take out of the site what no page shows."""
    if exception is None and app.builder.name == "html":
        static = Path(app.outdir, "_static")
        for path in {path for pattern in UNUSED for path in static.glob(pattern)}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        style = (static / THEME).read_text("utf-8")
        (static / THEME).write_text(ICONS.sub("", style), "utf-8")


def setup(app):
    app.add_post_transform(Figures)
    app.connect("build-finished", drop_unused_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
