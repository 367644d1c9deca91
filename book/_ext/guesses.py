"""A Sphinx extension: a box that asks to guess takes the guess, and says what it would mean.

What can be guessed stands in the metadata of the box's cell (`nncourse.guess`), where neither the chapter nor
JupyterLab shows it; `tests/book/test_guesses.py` computes its numbers. Without JavaScript the box only unfolds.
"""

import re
from pathlib import Path

from markup import as_json
from notebooks import read

BOX = re.compile(r"^:class: nn-predict$", re.M)


def guesses(cells):
    """Return what each box asks to guess, in the page's order: None where its cell says nothing."""
    texts = [cell for cell in cells if cell.cell_type == "markdown"]
    boxes = [cell for cell in texts for _ in BOX.findall(cell.source)]
    return [asked(cell) if "guess" in cell.metadata.get("nncourse", {}) else None for cell in boxes]


def asked(cell):
    """Return what the page needs of a guess: not how its numbers are computed."""
    return {"id": cell.id} | {key: shown(part) for key, part in cell.metadata["nncourse"]["guess"].items()}


def shown(part):
    """Return a part of a guess without what computes it."""
    if isinstance(part, list):
        return [shown(each) for each in part]
    return {key: value for key, value in part.items() if key != "is"} if isinstance(part, dict) else part


def offer(app, pagename, templatename, context, doctree):
    """Give a page whose boxes take guesses the script and the words for it."""
    if doctree is None or not app.env.doc2path(pagename).endswith(".ipynb"):
        return
    found = guesses(read(Path(app.env.doc2path(pagename))).cells)
    if any(found):
        app.add_js_file("guesses.js", loading_method="defer")
        about = {"page": pagename, "language": app.edition.language, "words": app.edition.guess, "guesses": found}
        context["body"] += as_json("nn-guesses", about)


def setup(app):
    app.connect("html-page-context", offer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
