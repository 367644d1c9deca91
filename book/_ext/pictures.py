"""A Sphinx extension: a figure has the colors of its page, and in a narrow window it is the drawing for narrow ones.

What a cell of a notebook shows is replaced by the drawings that `book/tools/figures.py` made of it, light and dark;
so is any other SVG in the text.
"""

import base64
import functools
import io
import re
from html import escape
from pathlib import Path

import numpy as np
from docutils import nodes
from notebooks import drawings_of, read
from PIL import Image
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from nncourse import plots

NARROW = "screen and (max-width: 600px)"
FOLDER = "_images"

# Colors with a meaning, and those of series, in the dark (nncourse.css has the same); any other is turned over.
DARK = {
    plots.FORWARD: "#6cb2ff",
    plots.BACKWARD: "#ff9a5c",
    plots.WEIGHT: "#c9cdd3",
    plots.GOAL: "#4fd1ae",
    plots.COST: "#e3a0d6",
    plots.CORRECTION: "#ff8a80",
    plots.ASIDE: "#a8b0bb",
    plots.PAPER: "#1b212a",
    "#ffffff": "#14181f",
    "#000000": "#dfe3e8",
    "#0072b2": "#58b0ea",
    "#d55e00": "#ff8f3f",
    "#009e73": "#2fc79b",
    "#cc79a7": "#e79ac5",
    "#56b4e9": "#a6d8f7",
}
COLOR = re.compile(r'(?<=[:=])("?)(#[0-9a-f]{6})\b')
PIXELS = re.compile(r'(?<=data:image/png;base64,)[^"]*(?="(?! id="photo"))')
SIZE = re.compile(r'width="(\d+)" height="(\d+)"')

# Björn Ottosson's Oklab: lightness, and two axes of color
TO_CONES = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
TO_LAB = np.array([[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])


def turned_over(rgb):
    """Return colors, shape (..., 3), 0 to 255, as light as they were dark, from the dark page to its text."""
    linear = (np.asarray(rgb) / 255) ** 2.2
    lab = np.cbrt(linear @ TO_CONES.T) @ TO_LAB.T
    lab[..., 0] = 0.91 - 0.7 * lab[..., 0] ** 2
    lab[..., 1:] += (-0.003, -0.015)  # the dark page is a little blue
    linear = (lab @ np.linalg.inv(TO_LAB).T) ** 3 @ np.linalg.inv(TO_CONES).T
    return np.round(255 * np.clip(linear, 0, 1) ** (1 / 2.2)).astype(np.uint8)


@functools.cache
def dark_color(name):
    """Return a color, such as #0b5cad, in the dark."""
    return DARK.get(name) or "#" + turned_over(list(bytes.fromhex(name[1:]))).tobytes().hex()


def dark_pixels(png):
    """Return an image in base64 in the dark."""
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        rgba = np.array(image.convert("RGBA"))
    rgba[..., :3] = turned_over(rgba[..., :3])
    file = io.BytesIO()
    Image.fromarray(rgba).save(file, "PNG", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def dark(svg):
    """Return a drawing in the dark; a photo stays as it is."""
    svg = PIXELS.sub(lambda found: dark_pixels(found[0]), svg)
    return COLOR.sub(lambda found: found[1] + dark_color(found[2]), svg)


class Pictures(SphinxPostTransform):
    """Let the page choose among a figure's drawings."""

    default_priority = 190
    formats = ("html",)

    def run(self):
        loading = ""
        for image in list(self.document.findall(nodes.image)):
            drawing = self.drawing(image)
            if drawing.is_file():
                image.replace_self(nodes.raw("", self.pictures(drawing, image.get("alt", ""), loading), format="html"))
                loading = ' loading="lazy"'  # but the first

    def drawing(self, image):
        """Return the file that was drawn of what an image node shows."""
        cell = image
        while cell and cell.get("nb_element") != "cell_code":
            cell = cell.parent if isinstance(cell.parent, nodes.Element) else None
        if not cell:
            return Path(self.app.srcdir, image["uri"]).with_suffix(".svg")
        notebook = Path(self.env.doc2path(self.env.docname))
        return drawings_of(notebook) / f"{read(notebook).cells[cell['cell_index']].id}.svg"

    def pictures(self, drawing, alt, loading):
        """Write a figure's files and return the elements that show one of them."""
        html = ""
        for theme, recolor in (("light", str), ("dark", dark)):
            wide = self.file(drawing, theme, recolor)
            narrow = self.file(drawing.with_stem(f"{drawing.stem}-narrow"), theme, recolor)
            source = f'<source media="{NARROW}" srcset="{narrow[0]}" {narrow[1]}/>' if narrow else ""
            image = f'<img alt="{escape(alt)}" src="{wide[0]}" {wide[1]}{loading}/>'
            html += f'<picture class="only-{theme}">{source}{image}</picture>'
            loading = ' loading="lazy"'
        return html

    def file(self, drawing, theme, recolor):
        """Write a drawing into the site and return its address and its size."""
        if not drawing.is_file():
            return None
        svg = recolor(drawing.read_text("utf-8"))
        file = Path(self.app.outdir, FOLDER, f"{drawing.parent.name}-{drawing.stem}-{theme}.svg")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(svg, "utf-8")
        address = relative_uri(self.app.builder.get_target_uri(self.env.docname), f"{FOLDER}/{file.name}")
        return address, SIZE.search(svg)[0]


def setup(app):
    app.add_post_transform(Pictures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
