"""A Sphinx extension: Python in the page. Exercises can be solved and cells be run where they are read.

`book/browser/` holds what a page loads for it: nothing before the first click but `static/`. The runtime and the
package as it is here stand in `python/` of the site, once for all editions, and the code of each page beside it.
A learner's code runs in a frame without an origin and with a policy of its own: the book's pages keep theirs.
"""

import json
import re
import sys
from pathlib import Path

from docutils import nodes
from editions import BOOK, ROOT, editions
from markup import as_json
from notebooks import read
from policy import hashes
from progress import PAGE
from sphinx.transforms.post_transforms import SphinxPostTransform

from nncourse.exercises import texts
from nncourse.exercises.catalogue import find

BROWSER = BOOK / "browser"
sys.path[:0] = [str(BROWSER / "runtime")]

import runtime  # noqa: E402

FRAME = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {script} 'unsafe-eval' blob:; \
worker-src blob:; base-uri 'none'; form-action 'none'" />
<title>Python</title><script>{text}</script></head></html>
"""
STORED = re.compile(r"\bexperiments/\w+\.json")  # the long runs that a chapter reads
FIRST = '<div class="nn-exercise'  # the page's first exercise


class MarkCells(SphinxPostTransform):
    """Tell each code cell which one it is, so that the page can offer to run it."""

    default_priority = 900
    formats = ("html",)

    def run(self):
        cells = None
        for node in self.document.findall(nodes.container):
            if node.get("nb_element") == "cell_code":
                cells = cells or read(Path(self.env.doc2path(self.env.docname))).cells
                node["more"] = marks(cells[node["cell_index"]])


def marks(cell):
    """Return the attributes of a code cell's element."""
    if cell.id.startswith("exercise-"):
        exercise, _, part = cell.id.removeprefix("exercise-").rpartition("-")
        return {f"data-{part}": exercise} if part in ("stub", "check") else {}
    if cell.id == "exercises-setup":
        return {"data-setup": ""}
    if "remove-input" in cell.metadata.get("tags", ()):
        return {}
    return {"data-draws": cell.id} if draws(cell) else {"data-run": cell.id}


def draws(cell):
    """Return whether a cell's output is a picture, or a live one."""
    shown = [output.data for output in cell.outputs if "data" in output]
    return any("image/png" in data or "nn-explorer" in data.get("text/html", "") for data in shown)


def code_of(cells):
    """Return the script with the code of a page: its cells, hidden ones too, its exercises, and the files they read."""
    code = [cell for cell in cells if cell.cell_type == "code"]
    stubs = [cell.id.removeprefix("exercise-").removesuffix("-stub") for cell in code if cell.id.endswith("-stub")]
    exercises = {name: {"seconds": find(name).seconds} for name in stubs}
    plain = [[cell.id, cell.source] for cell in code if not cell.id.startswith("exercise")]
    read_there = sorted({name for _, source in plain for name in STORED.findall(source)})
    files = {name: (ROOT / name).read_text("utf-8") for name in read_there}
    told = {"cells": plain, "exercises": exercises, "files": files}
    return f"nnPython.code({json.dumps(told, ensure_ascii=False)});\n"


def offer(app, pagename, templatename, context, doctree):
    """Give a page with cells the script and the words that make them alive."""
    if doctree is None or not any("nb_element" in node for node in doctree.findall(nodes.container)):
        return
    app.add_js_file("python.js", loading_method="defer")
    app.add_css_file("python.css")
    edition = app.edition
    words = edition.python | {"timeUp": getattr(texts.TIME_UP, edition.language)}
    up = "../" if edition.place else ""
    about = {"page": pagename, "language": edition.language, "place": f"{up}python/", "pieces": runtime.PIECES}
    about |= {"progress": edition.has(PAGE), "words": words}
    without = f'<noscript><p class="nn-about">{edition.python["noscript"]}</p></noscript>\n'
    body = context["body"].replace(FIRST, without + FIRST, 1)
    context["body"] = body + as_json("nn-python", about)


def write_parts(app, exception):
    """Write what a click loads."""
    if exception is not None or app.builder.name != "html":
        return
    out = Path(app.outdir)
    pages = out / "python/pages"
    pages.mkdir(parents=True, exist_ok=True)
    for name in sorted(app.env.found_docs):
        path = Path(app.env.doc2path(name))
        if path.suffix == ".ipynb":
            (pages / f"{name}.js").write_text(code_of(read(path).cells), "utf-8")
    if not any(pages.iterdir()):
        return
    (out / "_static/python.html").write_text(frame(app.edition.language), "utf-8")
    if app.edition == editions()[0]:
        write_runtime(out / "python")


def frame(language):
    """Return the page of the frame: one script, named by its hash, that holds the worker's."""
    worker = (BROWSER / "runtime/start.js").read_text("utf-8") + (BROWSER / "worker.js").read_text("utf-8")
    text = f"const WORKER = {json.dumps(worker)};\n{(BROWSER / 'frame.js').read_text('utf-8')}".replace("</", "<\\/")
    return FRAME.format(language=language, script=hashes([text])[0], text=text)


def write_runtime(folder):
    """Write the runtime with the packages that it brings, the digits, the editor, and the licenses of others."""
    for old in folder.glob("*.js"):
        old.unlink()
    packages = {name: runtime.folder_of(name) for name in ("nncourse", "cloudpickle", "tqdm")}
    for name, data in runtime.parts({**packages, "nnpage": BROWSER / "nnpage"}).items():
        write_part(folder, name, data)
    digits = runtime.folder_of("nncourse") / "data/mnist.npz"
    digits = {f"{runtime.SITE}nncourse/data/{digits.name}": digits.read_bytes()}
    write_part(folder, "mnist", runtime.packed(digits))
    for name in ("editor.js", "LICENSES.txt"):
        (folder / name).write_bytes((BROWSER / name).read_bytes())


def write_part(folder, name, data):
    """Write the scripts of a part."""
    for number, script in enumerate(runtime.as_scripts(name, data), start=1):
        (folder / f"{name}-{number}.js").write_bytes(script)


def add_static_files(app, config):
    """Let the site have the few files that every page with cells loads."""
    config.html_static_path.append(str(BROWSER / "static"))


def setup(app):
    app.add_post_transform(MarkCells)
    app.connect("config-inited", add_static_files)
    app.connect("html-page-context", offer)
    app.connect("build-finished", write_parts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
