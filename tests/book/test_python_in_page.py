"""Python in the page, in a real browser without a network: exercises, cells, endless loops, and what code cannot reach.

What Python itself says is tried in `tests/browser`, without a browser.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import nbformat
import pages
import pytest
import runtime
from editions import editions
from exercises import NOTEBOOKS
from playwright.sync_api import expect
from readers import CHAPTER, Reader
from visits import violations

from nncourse.exercises import texts
from nncourse.exercises.catalogue import CHAPTERS, EXERCISES

RELU = "def my_relu(x):\n    return np.maximum(x, 0)"
MINIMUM = "def my_relu(x):\n    return np.minimum(x, 0)"




@pages.every_edition
@pytest.mark.parametrize("kind", ["http", pytest.param("file", marks=pytest.mark.long)])
def test_an_exercise_is_typed_checked_solved_and_remembered(read, edition, kind):
    reader = read(f"{edition.place}{CHAPTER}", kind)
    assert not [url for url in reader.asked if "/python/" in url or "python.html" in url]  # nothing before a click
    said = reader.check("relu", MINIMUM)
    [minimum] = [mistake for mistake in EXERCISES["relu"].mistakes if mistake.id == "minimum"]
    assert said.startswith("✗ relu") and getattr(minimum.what, edition.language) in said
    said = reader.check("relu", RELU)
    assert said.startswith("✓ relu")
    assert edition.python["solved"] in reader.exercise("relu").locator(".admonition-title").inner_text()
    reader.page.wait_for_timeout(400)  # it is kept once nobody has typed for a moment
    reader.page.reload()
    place = reader.exercise("relu")
    assert edition.python["solved"] in place.locator(".admonition-title").inner_text()
    assert place.get_by_role("textbox").input_value() == RELU
    place.get_by_role("button", name=edition.python["reset"]).click()
    place.locator(".cm-content", has_text="return ...").wait_for()


PARTS = ("script", "wasm", "library", "numpy", "nncourse")


def loads(reader):
    """Return whether a page has begun to load Python."""
    return any(f"/python/{name}-" in url for url in reader.asked for name in PARTS)


def test_python_starts_with_the_first_click_into_a_field_and_on_the_next_pages_by_itself(read):
    reader = read()
    assert not loads(reader)
    place = reader.exercise("relu")
    place.get_by_role("textbox").click()
    place.get_by_text("Python wird geladen, einmal etwa 10 MB").wait_for()
    expect(place.locator(".nn-said")).to_be_empty()  # it is there
    with reader.page.expect_request("**/python/numpy-1.js"):
        reader.page.goto(reader.page.url.replace(CHAPTER, "02_forward"))
    assert reader.page.locator(".nn-said:not(:empty)").count() == 0  # nobody is told of what nobody has asked for
    place = reader.exercise("layer")
    said = reader.check("layer", place.locator("details").last.locator("pre").text_content())
    assert said.startswith("✓ layer")
    another = read("02_forward")  # another visit
    another.page.wait_for_timeout(500)
    assert not loads(another)


def test_what_could_not_be_loaded_is_said_and_loaded_with_the_next_click(read):
    reader = read()
    reader.page.route("**/python/numpy-3.js", lambda route: route.abort())
    assert "ließ sich hier nicht starten" in reader.check("relu", RELU)
    reader.page.unroute("**/python/numpy-3.js")
    place = reader.exercise("relu")
    place.get_by_role("button", name="Prüfen").click()
    place.locator(".nn-verdict", has_text="✓").wait_for()
    reader.complaints.clear()  # the browser's own, of the piece that did not come


def test_the_page_says_how_much_it_loads(site):
    files = {name: list((site / "python").glob(f"{name}-*.js")) for name in (*PARTS, "mnist")}
    zipped = {name: sum(path.stat().st_size for path in part) * 3 / 4e6 for name, part in files.items()}
    words = [edition.python for edition in editions()]
    assert round(sum(zipped[name] for name in PARTS)) == 10
    assert all("10 MB" in said["loading"] and "10 MB" in said["about"] for said in words)
    assert round(zipped["mnist"], 1) == 11.5
    assert words[0]["digits"].count("11,5 MB") == 1
    assert all(path.stat().st_size < 1_500_000 for part in files.values() for path in part)  # progress is seen


@pytest.mark.parametrize(
    "edition",
    [pytest.param(each, marks=[pytest.mark.long] * (each != editions()[0]), id=each.language) for each in editions()],
)
def test_from_a_file_a_cell_gives_what_is_stored_and_something_else_once_it_is_changed(read, edition):
    reader = read(f"{edition.place}{CHAPTER}", "file")
    cell = reader.cell("maxout-code")
    before = cell.locator("[data-output]").inner_text().strip()
    assert reader.run("maxout-code").strip() == before
    cell.get_by_role("button", name=edition.python["change"]).click()
    reader.type(cell, "print(np.maximum(-1, 2) + 40)")
    reader.page.keyboard.press("Control+Enter")
    cell.locator("[data-output]", has_text="42").wait_for()
    cell.get_by_role("button", name=edition.python["reset"]).click()
    assert cell.locator("[data-output]").inner_text().strip() == before


def test_the_free_cell_knows_the_chapter_and_remembers_what_stands_in_it(read):
    reader = read()
    reader.keep("relu", RELU, "passed")
    reader.free("mine = my_relu(np.array([-1, 2]))\nprint(mine)")
    assert reader.page.locator(".nn-free [data-output]").inner_text().strip() == "[0 2]"
    assert reader.free("print(mine + 40)").strip() == "[40 42]"
    reader.page.reload()
    assert reader.page.locator(".nn-free").get_by_role("textbox").input_value() == "print(mine + 40)"


# What Python says of its own accord.
HEARD = "window.heard = []; addEventListener('message', ({ data }) => data.said && heard.push(data.said));"


def test_an_endless_loop_is_ended_after_the_exercise_s_time_and_the_next_run_works(read):
    reader = read(NOTEBOOKS["6"], before=HEARD)
    reader.page.clock.install()
    place = reader.exercise("train-xor")
    seconds = EXERCISES["train-xor"].seconds
    reader.type(place, "def my_train_xor():\n    while True:\n        pass")
    place.get_by_role("button", name="Prüfen").click()
    reader.page.wait_for_function("() => heard.at(-1) === 'began'")  # its time counts from there
    reader.page.clock.fast_forward(1000 * (seconds - 1))
    assert place.locator(".nn-verdict").count() == 0
    reader.page.clock.fast_forward(10_000)
    assert texts.TIME_UP.de.partition("{")[0] in reader.verdict(place)
    reader.type(place, "import time\ndef my_train_xor():\n    time.sleep(10**6)")
    place.get_by_role("button", name="Prüfen").click()
    reader.page.wait_for_function("() => heard.at(-1) === 'waits'")  # what it does is not known before
    reader.page.clock.fast_forward(1000 * (seconds + 10))
    assert "wartete nach" in reader.verdict(place) and "Schleife" not in reader.verdict(place)
    assert reader.check("accuracy", EXERCISES["accuracy"].source).startswith("✓ accuracy")


def test_each_chapter_brings_the_stored_runs_that_it_reads(site):
    stored = {"06_training": ["xor"], "07_digits": ["confusion", "digits", "drawings"], "08_bug_zoo": ["zoo"]}
    stored["09_better_digits"] = ["recipes"]
    stored["10_convolution"] = ["convolution", "recipes"]
    for name, files in stored.items():
        script = (site / f"python/pages/{name}.js").read_text("utf-8")
        brought = json.loads(script[len("nnPython.code(") : -3])["files"]
        assert list(brought) == [f"experiments/{file}.json" for file in files]


# Code of a learner may run any script in its worker: it tries what it can there.
TRY = """(() => {
  const tries = [
    () => fetch("ADDRESS/fetch"), () => new EventSource("ADDRESS/events"),
    () => new WebSocket("ADDRESS/socket".replace("http", "ws")),
    () => importScripts("ADDRESS/script"), () => new Worker("ADDRESS/worker"), () => import("ADDRESS/module"),
    () => { const asked = new XMLHttpRequest(); asked.open("GET", "ADDRESS/request", false); asked.send(); },
    () => indexedDB.open("kept").onsuccess = () => postMessage({ kept: true }),
    () => localStorage.setItem("kept", "1"), () => caches.open("kept"), () => navigator.storage.getDirectory(),
  ];
  for (const act of tries) { try { Promise.resolve(act()).catch(() => {}); } catch {} }
  const html = "<b>bold</b> <img src='ADDRESS/picture' onerror='window.intruded=1'><script>window.intruded=1<\\/script>"
    + "<a href='ADDRESS/link'>link</a><p style='position:fixed' onclick='window.intruded=1'>text</p>"
    + "<iframe src='ADDRESS/frame'></iframe>";
  postMessage({ answer: JSON.stringify({ output: [{ html }] }) });
})()"""


class Listener(BaseHTTPRequestHandler):
    """Keeps what it is asked for."""

    def do_GET(self):
        self.server.heard.append(self.path)
        self.send_error(404)

    def log_message(self, *arguments):
        pass


@pytest.mark.parametrize("kind", ["http", pytest.param("file", marks=pytest.mark.long)])
def test_a_learners_code_reaches_neither_page_nor_storage_nor_network(browser, site, address, kind):
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as foreign:
        foreign.heard = []
        threading.Thread(target=foreign.serve_forever, daemon=True).start()
        context = browser.new_context()
        reader = Reader(context, f"{address if kind == 'http' else site.as_uri()}/{CHAPTER}.html")
        cell = reader.cell("maxout-code")
        cell.get_by_role("button", name="Ändern").click()
        script = TRY.replace("ADDRESS", f"http://127.0.0.1:{foreign.server_port}")
        reader.type(cell, f"import ctypes\nctypes.CDLL(None).emscripten_run_script({json.dumps(script)}.encode())")
        reader.page.keyboard.press("Control+Enter")
        cell.locator("[data-output] b", has_text="bold").wait_for()
        reader.page.wait_for_timeout(500)  # for what comes later
        output = cell.locator("[data-output]")
        assert output.locator("img, script, a, iframe, [style], [onclick]").count() == 0
        assert output.inner_text().split() == ["bold", "link", "text"]
        stored = reader.page.evaluate("[window.intruded, Object.keys(localStorage).filter(name => name === 'kept')]")
        assert stored == [None, []]
        context.close()
        foreign.shutdown()
    assert foreign.heard == []


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.long)])
@pytest.mark.parametrize("width", [1280, pytest.param(320, marks=pytest.mark.long)])
def test_axe_finds_nothing_in_what_was_typed_and_answered(browser, address, theme, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    reader = Reader(context, f"{address}/{CHAPTER}.html")
    reader.check("relu", MINIMUM)
    reader.check("tanh", "def tanh(x):\n    return 2 * y  # a comment, 'a text'")
    reader.run("maxout-code")
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(reader.page) == {}
    context.close()


def test_the_keyboard_gets_into_a_field_and_out_of_it(read):
    reader = read()
    place = reader.exercise("relu")
    place.get_by_role("textbox").focus()
    place.locator(".cm-content").wait_for()
    press = reader.page.keyboard.press
    press("Tab")  # indents
    press("Escape")
    press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == "Prüfen"
    assert place.locator(".cm-content").inner_text().startswith("    ")


def test_whoever_begins_to_type_replaces_the_three_dots(read):
    reader = read()
    place = reader.exercise("relu")
    place.get_by_role("textbox").click()
    place.locator(".cm-content").wait_for()
    reader.page.keyboard.type("x * 2")
    assert place.locator(".cm-content").inner_text() == "def my_relu(x):\n    return x * 2"


# A phone whose keyboard slides over the page: the window stays as it is, what is seen of it does not.
KEYBOARD = """Object.defineProperty(window, "visualViewport", {
  value: Object.assign(new EventTarget(), { offsetTop: 0, height: 900 }) });"""


def test_a_keyboard_that_slides_over_the_page_does_not_cover_the_line_that_is_typed(read):
    reader = read(before=KEYBOARD)
    reader.type(reader.exercise("relu"), RELU)
    line = reader.exercise("relu").locator(".cm-line").last
    line.evaluate("line => scrollBy(0, line.getBoundingClientRect().bottom - 800)")
    reader.page.evaluate("visualViewport.height = 400; visualViewport.dispatchEvent(new Event('resize'))")
    box = line.bounding_box()
    assert 300 < box["y"] and box["y"] + box["height"] <= 400


def test_a_solution_comes_line_by_line_or_whole(read):
    reader = read()
    solution = reader.exercise("sigmoid").locator("details").last
    solution.locator("summary").click()
    code, lines = solution.locator("pre"), EXERCISES["sigmoid"].source.splitlines()
    more, whole = solution.locator(".nn-run button").all()
    for count in range(1, len(lines) + 1):
        assert code.inner_text().strip() == "\n".join(lines[:count])
        more.click()
    assert code.inner_text().strip() == lines[0]  # it is hidden again
    whole.click()
    assert code.inner_text().strip() == code.text_content().strip() == "\n".join(lines)
    assert more.evaluate("button => button === document.activeElement") and not whole.is_visible()


def test_hints_come_one_by_one(read):
    reader = read()
    folded = reader.exercise("relu").locator("details")
    assert [hint.is_visible() for hint in folded.all()] == [True, False, False, True]
    folded.first.locator("summary").click()
    folded.nth(1).wait_for()
    assert not folded.nth(2).is_visible()


@pytest.mark.parametrize("program", [None, "/nowhere/node"], ids=["none", "one that is not there"])
def test_where_no_node_runs_python_comes_as_source(monkeypatch, tmp_path, capsys, program):
    (tmp_path / runtime.the_wheel().name).symlink_to(runtime.the_wheel())
    monkeypatch.setattr(runtime, "FOLDER", tmp_path)
    monkeypatch.setattr(runtime, "compute_driver_executable", lambda: (program, "cli.js"))
    monkeypatch.setattr(runtime.shutil, "which", lambda name: None)
    runtime.node.cache_clear()
    try:
        parts = runtime.parts({"nnpage": pages.ROOT / "book/browser/nnpage"})
    finally:
        runtime.node.cache_clear()
    assert "libatomic" in capsys.readouterr().out
    for name in ("library", "numpy", "nncourse"):
        endings = {file.rpartition(".")[2] for file in runtime.unpacked(parts[name])}
        assert "py" in endings and "pyc" not in endings


def test_only_what_speaks_of_a_notebook_is_said_anew(read):
    page = read().page
    before = page.locator("xpath=//*[@data-setup]/preceding-sibling::p[1]")
    assert "drücke „Prüfen“" in before.inner_text() and "beide Zellen" not in before.inner_text()
    assert page.locator("#activations-neuron > p").first.inner_text().startswith("Stell dir eine Lampe")
    assert not page.locator("[data-setup]").is_visible()


def test_without_scripts_the_page_is_as_it_was_and_says_how_to_run_it(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{CHAPTER}.html")
    assert page.get_by_role("button", name="Ausführen").count() == 0
    assert "JavaScript" in page.locator(".nn-about").inner_text()
    assert page.locator(".nn-about a").get_attribute("href") == "running.html"
    context.close()


# --- everything ------------------------------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("number", CHAPTERS)
def test_every_exercise_is_solved(read, number):
    reader = read(NOTEBOOKS[number])
    said = {}
    for exercise in CHAPTERS[number]:
        solution = reader.exercise(exercise.id).locator("details").last.locator("pre").text_content()
        said[exercise.id] = reader.check(exercise.id, solution)
    assert {name: text for name, text in said.items() if not text.startswith(f"✓ {name}")} == {}


@pytest.mark.long
@pytest.mark.parametrize("number", CHAPTERS)
def test_a_mistake_of_every_exercise_is_named(read, number):
    reader = read(NOTEBOOKS[number])
    wanted, said = {}, {}
    for exercise in CHAPTERS[number]:
        mistake = next(mistake for mistake in exercise.mistakes if mistake.shows is None and not mistake.uses)
        place = exercise.mistakes.index(mistake)
        typed = f"from nncourse.exercises.catalogue import find\n{exercise.answer} = find('{exercise.id}')"
        wanted[exercise.id] = mistake.what.de
        said[exercise.id] = reader.check(exercise.id, f"{typed}.mistakes[{place}].wrong[0]")
    assert {name: text for name, text in said.items() if wanted[name] not in text} == {}


@pytest.mark.long
@pytest.mark.parametrize("name", [CHAPTER, "03_cost"])
def test_every_cell_gives_what_is_stored(read, name):
    reader = read(name)
    cells = nbformat.read(pages.ROOT / f"book/de/{name}.ipynb", 4).cells
    sources = {cell.id: cell for cell in cells}
    reader.page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
    names = reader.page.locator("[data-run]").evaluate_all("cells => cells.map(cell => cell.dataset.run)")
    assert len(names) > 10 and set(names) < set(sources)
    for cell in names:
        before = reader.cell(cell).locator("[data-output]").inner_text().strip()
        assert reader.run(cell).strip() == before, cell
