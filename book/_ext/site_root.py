"""A Sphinx extension: the German pages stand at the root of the site, `01_activations.html` and so on.

Jupyter Book builds from the project's root, so that its pages would stand in `book/de/`. Addresses are
meant to stay, and short ones stay better. A section's is its label, which outlives the wording of its title.
"""

from pathlib import Path

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms import SphinxTransform

FOLDER = "book/de/"


class RootBuilder(StandaloneHTMLBuilder):
    """The ordinary HTML builder, but for the folder that it leaves out of every address."""

    name = "html"

    def get_target_uri(self, docname, typ=None):
        return super().get_target_uri(docname.removeprefix(FOLDER), typ)

    def get_outfilename(self, pagename):
        return super().get_outfilename(pagename.removeprefix(FOLDER))


class PermanentIds(SphinxTransform):
    """Put the label of each section before the id that was made of its title."""

    default_priority = 900

    def apply(self):
        names = self.document.nametypes.items()
        labels = {self.document.nameids.get(name) for name, explicit in names if explicit}
        for section in self.document.findall(nodes.section):
            section["ids"].sort(key=lambda name: name not in labels)


def all_pages(app, env, added, changed, removed):
    """Build every page every time: the search index is rewritten below and cannot be added to."""
    return env.found_docs


def rewrite_search_index(app, exception):
    """Let the search's results lead to the same addresses."""
    index = Path(app.outdir, "searchindex.js")
    if exception is None and index.exists():
        index.write_text(index.read_text("utf-8").replace(f'"{FOLDER}', '"'), "utf-8")


def setup(app):
    app.add_builder(RootBuilder, override=True)
    app.add_transform(PermanentIds)
    app.connect("env-get-outdated", all_pages)
    app.connect("build-finished", rewrite_search_index)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
