"""Run the course's notebooks in a fresh kernel and write them in one normal form.

`make notebooks` calls this file; `KERNEL` is also what `make test` runs the notebooks with.
Running it twice changes no byte.
"""

import argparse
import base64
import functools
import io
import os
import shutil
import sys
import time
from pathlib import Path

import nbformat
from figures import NARROW, WIDE
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from PIL import Image

BOOK = Path(__file__).parents[1]

# The environment of every kernel. A warning is an error, but for what the kernel's own code raises on some Pythons.
KERNEL = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONWARNINGS": (
        "error,ignore::DeprecationWarning,ignore::PendingDeprecationWarning,ignore::ResourceWarning,"
        "error::DeprecationWarning:__main__"
    ),
    "TQDM_DISABLE": "1",
}
SECONDS_PER_CELL = 300

NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "pygments_lexer": "ipython3"},
}
# What authors write: of a chapter the sentence that search engines show, of a cell its looks (JupyterLab's too)
# and exemptions.
KEPT_METADATA = ("description",)
KEPT_CELL_METADATA = ("jupyter", "mystnb", "nncourse", "tags")


def run(notebook, folder):
    """Execute all cells from top to bottom, in place, in a fresh kernel.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    folder : Path
        The working directory of the kernel.

    Raises
    ------
    CellExecutionError, CellTimeoutError
        If a cell fails that isn't tagged `raises-exception`, or takes too long.
    """
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR", "--ext=figures"],
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=False,
        timeout=SECONDS_PER_CELL,
    )
    path = os.pathsep.join(filter(None, (str(Path(__file__).parent), os.environ.get("PYTHONPATH"))))
    client.execute(env={**os.environ, **KERNEL, "PYTHONPATH": path})


def normalize(notebook):
    """Return the notebook in its normal form, without changing the one that was passed.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    nbformat.NotebookNode
        The same cells, ids and outputs; nothing that differs from one run or one machine to the next.
    """
    cells = [normalize_cell(cell) for cell in notebook.cells]
    metadata = {**NOTEBOOK_METADATA, **kept(notebook.metadata, KEPT_METADATA)}
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def normalize_cell(cell):
    """Keep of a cell its id, its source, what authors write into its metadata, and its outputs."""
    metadata = kept(cell.metadata, KEPT_CELL_METADATA)
    normal = {"cell_type": cell.cell_type, "id": cell.id, "metadata": metadata, "source": cell.source.strip("\n")}
    if cell.cell_type == "code":
        normal["execution_count"] = cell.execution_count
        normal["outputs"] = merge_streams([normalize_output(output) for output in cell.outputs])
    return normal


def kept(metadata, keys):
    """Return those of the metadata that have one of these keys and say something."""
    return {key: metadata[key] for key in keys if metadata.get(key)}


def normalize_output(output):
    """Keep the data of an output; of an error its last line, because the lines above name files of this machine."""
    output = dict(output)
    if "metadata" in output:
        output["metadata"] = {}
    if output["output_type"] == "error":
        output["traceback"] = [f"{output['ename']}: {output['evalue']}"]
    return output


def merge_streams(outputs):
    """Join neighboring pieces of one stream: where the kernel cuts it depends on time."""
    merged = []
    for output in outputs:
        previous = merged[-1] if merged else {}
        if output["output_type"] == "stream" and output["name"] == previous.get("name"):
            merged[-1] = {**previous, "text": previous["text"] + output["text"]}
        else:
            merged.append(output)
    return merged


def as_text(notebook):
    """Return what stands in the file of a notebook in normal form."""
    return nbformat.writes(notebook) + "\n"


def taken_drawings(notebook):
    """Take the figures' drawings out of the outputs; return {name of the file: SVG}."""
    drawings = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for kind, ending in ((WIDE, ""), (NARROW, "-narrow")):
                if kind in output.get("data", ()):
                    drawings[f"{cell.id}{ending}.svg"] = output.data.pop(kind)
    return drawings


def lighten_pictures(notebook):
    """Write the figures, which are opaque, without the channel that says so: they weigh an eighth less."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if "image/png" in output.get("data", ()):
                picture, lighter = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"]))), io.BytesIO()
                picture.convert("RGB").save(lighter, "PNG", optimize=True)
                output.data["image/png"] = base64.b64encode(lighter.getvalue()).decode()


read = functools.cache(functools.partial(nbformat.read, as_version=4))  # for who changes nothing of it


def drawings_of(path):
    """Return the folder of a notebook's drawings."""
    return path.parent / "figures" / path.stem


def rerun(path):
    """Run the notebook in this file, and write it and its drawings; a notebook that fails stays as it was."""
    notebook = nbformat.read(path, as_version=4)
    run(notebook, path.parent)
    lighten_pictures(notebook)
    shutil.rmtree(drawings_of(path), ignore_errors=True)
    for name, svg in taken_drawings(notebook).items():
        drawings_of(path).mkdir(parents=True, exist_ok=True)
        (drawings_of(path) / name).write_text(svg, encoding="utf-8")
    path.write_text(as_text(normalize(notebook)), encoding="utf-8")


def main():
    """Re-run the notebooks named on the command line, or all of them, and say how long each took."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="default: every notebook")
    failed = False
    for path in parser.parse_args().notebooks or sorted(BOOK.glob("*/*.ipynb")):
        start = time.perf_counter()
        try:
            rerun(path)
        except (CellExecutionError, CellTimeoutError) as error:
            failed = True
            print(f"{path}: failed, not written\n{error}", file=sys.stderr)
        else:
            print(f"{path}: {time.perf_counter() - start:.1f} s, {path.stat().st_size / 1000:.0f} KB", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
