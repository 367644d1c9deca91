"""JupyterLab as `make lab` opens it: a learner opens chapter 1, runs all, moves the explorer, solves an exercise."""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import nbformat
import pages
import pytest
from notebooks import KERNEL

from nncourse.explorers.page import texts

pytestmark = pytest.mark.long

CHAPTER = "de/01_activations.ipynb"
SECONDS = 300  # on a machine that does much else
RAW = re.compile(r"`{3}|:{3}|\{[a-z-]+\}|^:[a-z]+:|^\([\w-]+\)=|\$|Unknown Directive", re.MULTILINE)

# What stands in the rendered texts, code and formulas left out; in a cell that is not rendered, its source.
READ = """() => [...document.querySelectorAll(".jp-MarkdownCell")].map(cell => {
    const text = (cell.querySelector(".myst") ?? cell).cloneNode(true);
    text.querySelectorAll("code, pre, .katex").forEach(part => part.remove());
    return text.textContent;
})"""
WAITING = "[...document.querySelectorAll('.jp-InputPrompt')].some(prompt => prompt.textContent.includes('*'))"


def command():
    """Return what `make lab` runs."""
    ask = ["make", "--dry-run", "--no-print-directory", "lab"]  # within `make test` it would name the directory last
    finished = subprocess.run(ask, cwd=pages.ROOT, capture_output=True, text=True, check=True)
    return shlex.split(finished.stdout.splitlines()[-1])[1:]


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """The address of JupyterLab on a copy of the book, as after a fresh clone, and the token that it wants."""
    folder = tmp_path_factory.mktemp("lab")
    pages.copy_sources(folder)
    keep = {name: value for name, value in os.environ.items() if name not in KERNEL and not name.startswith("JUPYTER")}
    own = {f"JUPYTER_{name}_DIR": str(folder / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(folder / name) for name in ("SETTINGS", "WORKSPACES")}
    own["IPYTHONDIR"] = str(folder / "ipython")
    jupyter = [sys.executable, "-m", "jupyter", *command(), "--no-browser", "--allow-root"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(jupyter, cwd=folder, env=keep | own, stdout=log, stderr=log, start_new_session=True)
    try:
        yield started(server, folder)
    finally:
        with contextlib.suppress(ProcessLookupError):  # it has ended already, and `started` says why
            os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def started(server, folder):
    """Wait until a server says where it can be found; return its address and token."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        for path in (folder / "RUNTIME").glob("jpserver-*.json"):
            if text := path.read_text("utf-8"):
                found = json.loads(text)
                return found["url"], found["token"]
        time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text("utf-8"))


class Desk:
    """A page of JupyterLab with one file open, and the hosts that it asked."""

    def __init__(self, browser, lab, file):
        address, token = lab
        self.home = urlsplit(address).netloc
        self.hosts = set()
        self.context = browser.new_context(viewport={"width": 1280, "height": 1000})
        self.page = self.context.new_page()
        self.page.set_default_timeout(1000 * SECONDS)
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        self.page.goto(f"{address}lab/tree/{file}?token={token}&reset")
        self.page.wait_for_selector(".myst h1")

    def text_of_explorer(self):
        """Return what is to be read in the place of the explorer."""
        return self.page.locator(".nn-explorer").inner_text()


@pytest.fixture(scope="module")
def chapter(browser, lab):
    """Chapter 1, opened and then run from top to bottom; `before` is what stood in the explorer's place until then."""
    desk = Desk(browser, lab, CHAPTER)
    desk.notebook = nbformat.read(pages.ROOT / "book" / CHAPTER, 4)
    desk.before = desk.text_of_explorer()
    for item in ("Run", "Run All Cells"):
        desk.page.get_by_role("menuitem", name=item, exact=True).click()
    desk.page.wait_for_function(WAITING)
    desk.page.wait_for_function(f"!{WAITING}")
    yield desk
    desk.context.close()


def test_before_a_notebook_is_run_a_sentence_stands_in_the_place_of_its_explorer(chapter):
    words = texts("neuron", "de")
    assert chapter.before == f"{words['sentence']} {words['unrun']}"


def test_all_cells_run_and_no_directive_is_seen(chapter):
    found = chapter.page.evaluate(READ)
    assert len(found) == sum(cell.cell_type == "markdown" for cell in chapter.notebook.cells)
    assert all(text.strip() for text in found)
    assert [raw[0] for text in found for raw in RAW.finditer(text)] == []
    wrong = ", ".join(f'[data-mime-type="application/vnd.jupyter.{name}"]' for name in ("error", "stderr"))
    assert chapter.page.locator(wrong).all_text_contents() == []


def test_every_figure_is_there(chapter):
    outputs = [output for cell in chapter.notebook.cells for output in cell.get("outputs", ())]
    wanted = [output for output in outputs if "image/png" in output.get("data", ())]
    widths = chapter.page.locator(".jp-OutputArea-output img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert len(widths) == len(wanted) > 3
    assert all(widths)


def test_the_explorer_is_alive(chapter):
    assert chapter.text_of_explorer() != chapter.before
    explorer = chapter.page.locator(".nn-explorer")
    signal_z = explorer.locator('.nn-formula data[data-name="z"]').last
    assert signal_z.get_attribute("value") == "1"
    explorer.get_by_label("Gewicht w", exact=True).press("ArrowRight")
    assert float(signal_z.get_attribute("value")) == pytest.approx(1.1)
    explorer.get_by_role("button", name="Zurück auf Anfang").click()
    assert signal_z.get_attribute("value") == "1"


def test_an_exercise_is_solved(chapter):
    stub = chapter.page.locator(".jp-CodeCell", has_text="answer = ...")
    report = chapter.page.locator('.jp-CodeCell:has-text("check(\\"neuron-value\\", answer)") .jp-OutputArea-output')
    assert "noch nicht begonnen" in report.inner_text()
    stub.locator(".cm-content").click()
    press = chapter.page.keyboard.press
    press("ControlOrMeta+a")
    chapter.page.keyboard.insert_text("answer = 1 / (1 + np.exp(0.5))")
    press("Shift+Enter")  # the cell, then the one with the check
    press("Shift+Enter")
    report.get_by_text("stimmt").wait_for()


def test_texts_open_as_pages_with_their_pictures(browser, lab):
    desk = Desk(browser, lab, "de/index.md")
    pictures = desk.page.locator(".myst img")
    desk.page.wait_for_function("() => [...document.querySelectorAll('.myst img')].every(image => image.naturalWidth)")
    assert pictures.count() > 5
    assert RAW.findall(desk.page.locator(".myst").inner_text()) == []
    assert desk.hosts == {desk.home}
    desk.context.close()


def test_nothing_is_asked_of_another_host_and_nobody_offers_news(chapter):
    assert chapter.hosts <= {chapter.home, ""}  # "" is data: and blob:
    assert chapter.page.get_by_text("Jupyter news").count() == 0
