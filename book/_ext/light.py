"""A Sphinx extension: a page carries what its reader sees, and the site nothing that no page asks for.

Figures are stored without loss as WebP, half as large as PNG, with their size, so that text does not jump; they
come when the reader is near. The theme's files lose what this book never shows.
"""

import re
import shutil
from pathlib import Path

from PIL import Image
from sphinx.transforms.post_transforms.images import ImageConverter

# Scripts that an extension puts into every page, for what this book does not have.
UNUSED_SCRIPTS = ("design-tabs.js",)

# Their font and script weigh more than a chapter; frame.css draws the few icons that a page shows.
ICON_FONT = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}|(?:\.fa-[\w-]+:before,?)+\{content:[^}]*\}")
SOURCE_MAP = re.compile(r"^(?://|/\*)# sourceMappingURL=.*$", re.MULTILINE)

FIGURE = re.compile(r'<img [^>]*?src="_images/([^"]+)"')


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


def lighten_page(app, pagename, templatename, context, doctree):
    """Leave out unused scripts; tell the browser each figure's size, and to fetch all but the first when near."""
    scripts = context["script_files"]
    context["script_files"] = [script for script in scripts if not (script.filename or "").endswith(UNUSED_SCRIPTS)]
    paths = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}
    first = True

    def describe(match):
        nonlocal first
        with Image.open(paths[match[1]]) as image:
            width, height = image.size
        loading = "" if first else ' loading="lazy"'
        first = False
        return f'{match[0]} width="{width}" height="{height}"{loading}'

    if "body" in context:
        context["body"] = FIGURE.sub(describe, context["body"])


def drop_unused_files(app, exception):
    """Remove from the site whatever no page, style or script names, and the parts of styles that nothing shows."""
    if exception is not None or app.builder.name != "html":
        return
    site = Path(app.outdir)
    static = site / "_static"
    shutil.rmtree(static / "vendor", ignore_errors=True)
    for path in [*static.rglob("*.css"), *static.rglob("*.js")]:
        text = path.read_text("utf-8")
        path.write_text(SOURCE_MAP.sub("", ICON_FONT.sub("", text)), "utf-8")
    while unnamed := unnamed_files(site):
        for path in unnamed:
            path.unlink()
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def unnamed_files(site):
    """Return the files of the theme and the extensions that nothing in the site names."""
    static = site / "_static"
    files = [path for path in static.rglob("*") if path.is_file()]
    naming = [*site.glob("*.html"), *(path for path in files if path.suffix in (".css", ".js"))]
    texts = {path: path.read_text("utf-8") for path in naming}
    return [path for path in files if not any(path.name in text for other, text in texts.items() if other != path)]


def setup(app):
    app.add_post_transform(Figures)
    app.connect("html-page-context", lighten_page, priority=900)
    app.connect("build-finished", drop_unused_files, priority=800)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
