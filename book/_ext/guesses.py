"""A Sphinx extension: a box that asks to guess takes the guess, and says what it would mean.

What can be guessed stands in the metadata of the box's cell (`nncourse.guess`), where neither the chapter nor
JupyterLab shows it; `tests/book/test_guesses.py` computes its numbers. A page that is no notebook has one box at most,
and says it in its front matter (`guess`). Without JavaScript the box only unfolds.
"""

import re
from pathlib import Path

from markup import as_json
from nbformat import from_dict
from notebooks import read
from telling import front_of, head_of

BOX = re.compile(r"^:class: nn-predict$", re.M)


def cells_of(path):
    """Return a notebook's cells; another page as one cell, with what its front matter says."""
    if path.suffix == ".ipynb":
        return read(path).cells
    text = path.read_text("utf-8")
    said, source = front_of(text), text[len(head_of(text)) :]
    told = {"guess": said["guess"]} if "guess" in said else {}
    return from_dict([{"cell_type": "markdown", "id": "guess", "source": source, "metadata": {"nncourse": told}}])


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
    path = doctree is not None and Path(app.env.doc2path(pagename))
    if not path or path.suffix not in (".ipynb", ".md"):
        return
    found = guesses(cells_of(path))
    if any(found):
        app.add_js_file("guesses.js", loading_method="defer")
        about = {"page": pagename, "language": app.edition.language, "words": app.edition.guess, "guesses": found}
        context["body"] += as_json("nn-guesses", about)


def setup(app):
    app.connect("html-page-context", offer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
