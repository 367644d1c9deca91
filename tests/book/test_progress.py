"""What a reader has solved stays in the browser, is shown, saved, loaded, deleted and printed; nothing is lost."""

import io
import json
from pathlib import Path

import pages
import pytest
from exercises import NOTEBOOKS
from playwright.sync_api import expect
from pypdf import PdfReader
from readers import CHAPTER

from nncourse.exercises.catalogue import CHAPTERS, EXERCISES

PAGE = "progress"
RELU = "def my_relu(x):\n    return np.maximum(x, 0)"
LONG = 180_000  # milliseconds, for a machine that does much else
KINDS = ["http", pytest.param("file", marks=pytest.mark.long)]

# A browser that lets a page keep nothing, and one that has no room for what a reader does.
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  configurable: true, get() { throw new DOMException("The operation is insecure.", "SecurityError"); } });"""
FULL = """const { setItem } = Storage.prototype;
Object.assign(Storage.prototype, { setItem(key, value) {
  if (key.startsWith("nn:")) throw new DOMException("full", "QuotaExceededError");
  setItem.call(this, key, value);
} });"""


def item(reader, name):
    """Return the text of an exercise in the list."""
    return reader.page.locator(f'li:has(a[href$="#exercise-{name}"])').inner_text()


def field(reader, name):
    """Return the field of an exercise: a plain one, until somebody types in it."""
    return reader.exercise(name).get_by_role("textbox")


def told(reader):
    """Return what was said of the last thing that was done."""
    return reader.page.locator(".nn-told").inner_text()


def load(reader, content, name="fortschritt.json"):
    """Load a file; return what is said of it."""
    reader.page.locator(".nn-told").evaluate("said => { said.textContent = ''; }")
    reader.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    )
    reader.page.locator(".nn-told:not(:empty)").wait_for()
    return told(reader)


def test_the_page_lists_every_exercise_of_every_chapter_once(site):
    links = pages.read(site / f"{PAGE}.html").select(".bd-article li a[href*='#exercise-']")
    wanted = [f"{NOTEBOOKS[number]}.html#exercise-{each.id}" for number, part in CHAPTERS.items() for each in part]
    assert [link["href"] for link in links] == wanted
    assert links[3].get_text() == "Übung 1.4: ReLU"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_solved_and_tried_is_shown_there_and_in_the_menu(read, kind):
    chapter = read(kind=kind)
    chapter.keep("relu", RELU, "passed")
    chapter.keep("tanh", None, "tried")
    menu = chapter.page.locator(".bd-links a.current")
    assert menu.inner_text().split("\n")[1:] == [f"✓ 1 von {len(CHAPTERS['1'])} gelöst"]
    reader = read(PAGE, kind)
    assert "✓ gelöst" in item(reader, "relu") and "versucht" in item(reader, "tanh")
    assert "noch offen" in item(reader, "sigmoid")
    total = f"Von {len(EXERCISES)} Übungen hast du 1 gelöst und 1 versucht."
    assert reader.page.locator(".nn-total").inner_text() == total
    assert reader.page.locator(".nn-sum").first.inner_text() == f"1 von {len(CHAPTERS['1'])} gelöst"
    menu = reader.page.locator(f'.bd-links a[href="{CHAPTER}.html"]')
    assert "✓ 1 von" in menu.inner_text()
    chapter.keep("tanh", "def my_tanh(x): ...", "passed")  # while both are open
    reader.page.locator(".nn-total", has_text="2 gelöst und 0 versucht").wait_for()
    assert "✓ 2 von" in menu.inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_saved_deleted_and_loaded_again(read, kind):
    reader = read(PAGE, kind)
    reader.keep("relu", RELU, "passed")
    reader.keep(f"free-{CHAPTER}", "print(1)", None)
    with reader.page.expect_download() as download:
        reader.page.get_by_role("button", name="Als Datei sichern").click()
    content = Path(download.value.path()).read_text("utf-8")
    assert download.value.suggested_filename in told(reader)
    answers = iter(["dismiss", "accept"])
    reader.page.on("dialog", lambda dialog: getattr(dialog, next(answers))())
    reader.page.get_by_role("button", name="Alles löschen").click()
    assert reader.kept("relu")["state"] == "passed"
    reader.page.get_by_role("button", name="Alles löschen").click()
    assert "noch offen" in item(reader, "relu")
    assert reader.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('nn:'))") == []
    reader.keep("relu", "mine", "tried")
    reader.keep("tanh", "mine", "passed")
    assert "2 übernommen" in load(reader, content)
    assert reader.kept("relu") == {"code": RELU, "state": "passed"}
    assert reader.kept(f"free-{CHAPTER}")["code"] == "print(1)"
    assert reader.kept("tanh") == {"code": "mine", "state": "passed"}
    assert "0 übernommen" in load(reader, content)


GOOD = {"course": "nncourse", "version": 1, "kept": {"relu": {"code": RELU, "state": "passed"}}}
BAD = [
    "",
    "no JSON",
    "null",
    "[]",
    json.dumps(GOOD | {"version": 2}),
    json.dumps(GOOD | {"course": "another"}),
    json.dumps(GOOD | {"kept": None}),
    json.dumps(GOOD | {"kept": {"relu": None}}),
    json.dumps(GOOD | {"kept": GOOD["kept"] | {"tanh": {"state": "master"}}}),
    json.dumps(GOOD | {"kept": GOOD["kept"] | {"tanh": {"code": 7, "state": "passed"}}}),
    json.dumps(GOOD)[:-9],
]


def test_a_bad_file_is_said_to_be_one_and_nothing_is_lost(read):
    reader = read(PAGE)
    reader.keep("tanh", "mine", "tried")
    for content in BAD:
        assert load(reader, content, "<b>.json").startswith("Die Datei <b>.json ist kein Fortschritt"), content
        assert reader.kept("tanh") == {"code": "mine", "state": "tried"}
        assert reader.kept("relu")["state"] is None
    unknown = GOOD | {"kept": GOOD["kept"] | {"no-exercise": {"state": "passed"}, "__proto__": {"state": "passed"}}}
    assert "1 übernommen" in load(reader, json.dumps(unknown))


def test_where_there_is_no_room_for_a_whole_file_nothing_is_changed(read):
    reader = read(PAGE)
    mine = {"code": "mine", "state": "tried"}
    reader.keep("relu", **mine)
    reader.page.evaluate(FULL.replace('key.startsWith("nn:")', 'key === "nn:tanh"'))
    both = GOOD | {"kept": GOOD["kept"] | {"tanh": {"state": "passed"}}}
    assert "keinen Platz" in load(reader, json.dumps(both))
    assert reader.kept("relu") == mine
    reader.page.reload()
    assert reader.kept("relu") == mine


def test_the_printed_sheet_has_a_name_and_the_code(read):
    reader = read(PAGE)
    reader.keep("relu", RELU, "passed")
    assert not reader.page.locator(".nn-handed", has_text="maximum").is_visible()
    assert len(PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True, format="A4"))).pages) == 1
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".nn-handed", has_text="maximum").is_visible()
    assert reader.page.locator(".nn-lines").inner_text().split() == ["Name:", "Klasse:", "Datum:"]
    assert not reader.page.get_by_role("button", name="Alles löschen").is_visible()
    assert not reader.page.locator("p", has_text="Wechselst du den Computer").is_visible()


def test_a_browser_that_keeps_nothing_is_told_of(read):
    reader = read(PAGE, before=FORBIDDEN)
    assert "verbietet" in reader.page.locator(".nn-about").inner_text()
    assert "Von" in reader.page.locator(".nn-total").inner_text()


def test_without_scripts_the_exercises_are_listed(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{PAGE}.html")
    assert "JavaScript" in page.locator(".nn-about").inner_text()
    assert page.locator(".bd-article li").count() == len(EXERCISES)
    context.close()


# --- in a chapter ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [FORBIDDEN, FULL])
def test_a_chapter_says_that_nothing_is_kept_and_goes_on(read, before):
    reader = read(before=before)
    place = reader.exercise("relu")
    reader.type(place, RELU)
    place.get_by_text("verbietet der Seite, sich etwas zu merken").wait_for()
    reader.keep("relu", RELU, "passed")
    assert "gelöst" in place.locator(".admonition-title").inner_text()
    assert "✓ 1 von" in reader.page.locator(".bd-links a.current").inner_text()


@pytest.mark.parametrize("kind", KINDS)
def test_two_tabs_lose_nothing_of_each_other(read, kind):
    one, other = read(kind=kind), read(kind=kind)
    one.type(one.exercise("relu"), RELU)
    other.type(other.exercise("tanh"), "def my_tanh(x):\n    return 1")
    expect(field(other, "relu")).to_have_value(RELU, timeout=LONG)
    expect(field(one, "tanh")).to_have_value("def my_tanh(x):\n    return 1", timeout=LONG)
    one.keep("relu", RELU, "passed")
    other.page.locator('[data-exercise="relu"][data-state="passed"]').wait_for()
    other.type(other.exercise("relu"), "def my_relu(x):\n    return 0")
    expect(field(one, "relu")).to_have_text("def my_relu(x):    return 0", timeout=LONG)
    assert one.kept("relu") == {"code": "def my_relu(x):\n    return 0", "state": "passed"}


def test_what_was_typed_a_moment_ago_survives_a_reload(read):
    reader = read()
    reader.page.clock.install()  # the moment after which it would be kept never comes
    reader.type(reader.exercise("relu"), RELU)
    reader.page.reload()
    expect(field(reader, "relu")).to_have_value(RELU)
