"""Every chapter says at its top what one learns and how long it takes, and ends in five sentences and a way on."""

import contextlib
import copy
import io
import re

import nbformat
import pytest
import reading
from editions import editions

EDITION = editions()[0]
CHAPTER_FILES = sorted(EDITION.folder.glob("[0-9]*.ipynb"))
FRONT = EDITION.folder / "index.md"
NAMES = [path.stem for path in CHAPTER_FILES]
SUMMARY = "## Zusammenfassung"
POINT = re.compile(r"^(?:- |\d\. )(.*)$", re.M)
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÄÖÜ$*`„]|$)")
ABBREVIATIONS = ("z. B.", "u. a.", "d. h.")
SHORTEST, LONGEST = 15, 40  # minutes of reading without a pause


def chapters():
    """Return {name: notebook} of the German chapters."""
    return {path.stem: nbformat.read(path, as_version=4) for path in CHAPTER_FILES}


def prose(cells):
    """Return the text of these cells."""
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def links(text):
    """Return the chapters that a text links to."""
    return re.findall(r"\]\((\w+)\.(?:ipynb|md)\)", text)


def sentences(point):
    """Return how many sentences a point of the summary has."""
    for abbreviation in ABBREVIATIONS:
        point = point.replace(abbreviation, abbreviation.replace(".", ""))
    return len(SENTENCE_END.findall(point))


def reading_parts(top, sections):
    """Return the minutes of a chapter's parts, between the pauses that its top names."""
    labels, minutes = list(sections), list(sections.values())
    pauses = re.search(r"Mach nach (?:dem Abschnitt|den Abschnitten) (.+?) (?:je )?eine Pause", top)
    named = re.findall(r"\]\(#([\w-]+)\)", pauses[1]) if pauses else []
    cuts = [0, *(labels.index(label) + 1 for label in named if label in labels), len(labels)]
    return [sum(minutes[start:end]) for start, end in zip(cuts, cuts[1:], strict=False)]


def complaints(name, notebook):
    """Return what the chapter's frame lacks."""
    cells = notebook.cells
    top = prose(cells[: next(i for i in range(len(cells)) if re.search("^## ", prose(cells[i : i + 1]), re.M))])
    found = []
    goals = re.search(r":class: nn-goal\n((?:- .*\n)+)```", top)
    if not goals or goals[1].count("\n") < 3:
        found.append("no box with at least three goals before the first section")
    stated = reading.stated(notebook, EDITION)
    if stated is None:
        return [*found, "no line **Lesezeit:** in the first four cells"]
    computed = sum(reading.sections(notebook).values())
    if abs(stated[0] - computed) > max(3, 0.15 * computed):
        found.append(f"says {stated[0]} minutes, the rule says {computed:.1f}")
    parts = reading_parts(top, reading.sections(notebook))
    if stated[0] < SHORTEST or (stated[0] > LONGEST and (len(parts) == 1 or max(parts) > LONGEST)):
        found.append(f"{stated[0]} minutes of reading, without a pause that makes parts of {LONGEST} or less")
    place = NAMES.index(name)
    earlier = FRONT.read_text("utf-8") + prose(cell for name in NAMES[:place] for cell in chapters()[name].cells)
    labels = set(re.findall(r"\]\(#([\w-]+)\)", top)) & set(re.findall(r"^\(([\w-]+)\)=$", earlier, re.M))
    if not labels and not set(links(top)) & set(NAMES[:place]):
        found.append("its top does not say what comes before")
    ends = [cell.source for cell in cells if re.search(rf"^{SUMMARY}$", cell.source, re.M)]
    if len(ends) != 1:
        return [*found, "not one summary"]
    points = POINT.findall(ends[0])
    if len(points) != 5:
        found.append(f"a summary of {len(points)} points")
    found += [f"not one sentence: {point}" for point in points if sentences(point) != 1]
    after = [*NAMES, "notes"][place + 1]
    if after not in links(ends[0]):
        found.append(f"its end does not lead on to {after}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_chapter_has_its_frame(name):
    assert complaints(name, chapters()[name]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"class: nn-goal", "class: note"),
        (r"\n- den Wert eines Neurons.*", ""),
        (r"\*\*Lesezeit:\*\*", "Lesezeit:"),
        (r"\*\*Lesezeit:\*\* \d+", "**Lesezeit:** 39"),
        (r"\*\*Lesezeit:\*\* \d+", "**Lesezeit:** 12"),
        (r"\(#index-selbsttest\)", "(#activations-six)"),
        (r"## Zusammenfassung", "## Schluss"),
        (r"\n- Die Ableitung sagt.*", ""),
        (r"Ausprobieren ist dafür viel zu langsam\.", "Ausprobieren? Viel zu langsam."),
        (r"\[Die Vorwärtsrechnung\]\(02_forward.ipynb\)", "Vorwärtsrechnung"),
    ],
)
def test_a_wrong_frame_is_seen(old, new):
    notebook = copy.deepcopy(chapters()["01_activations"])
    changed = 0
    for cell in notebook.cells:
        source = re.sub(old, new, cell.source) if cell.cell_type == "markdown" else cell.source
        changed += source != cell.source
        cell.source = source
    assert changed and complaints("01_activations", notebook)


def test_the_front_page_states_each_chapter_s_reading_time():
    there = dict(re.findall(r"\]\((\w+)\.ipynb\)\*\* ·\s(\d+)\sMinuten", FRONT.read_text("utf-8")))
    assert there == {name: str(reading.stated(notebook, EDITION)[0]) for name, notebook in chapters().items()}


def test_the_front_page_s_pictures_are_small():
    pictures = re.findall(r"\.\./_static/(station-\d+\.svg)", FRONT.read_text("utf-8"))
    assert pictures == [f"station-{int(name[:2])}.svg" for name in NAMES]
    static = EDITION.folder.parent / "_static"
    assert all((static / name).stat().st_size <= 30_000 for name in pictures)


def test_the_self_test_s_code_prints_its_answer():
    answered = re.compile(r"```python\n(.*?)```\n\n\s*```\{dropdown\} Antwort\n\s*`(.*?)`", re.S)
    code, answer = answered.search(FRONT.read_text("utf-8")).groups()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec("\n".join(line.removeprefix("   ") for line in code.splitlines()), {})
    assert printed.getvalue().strip() == answer


def test_a_pause_cuts_a_long_chapter():
    sections = {"a": 30.0, "b": 20.0, "c": 5.0}
    assert reading_parts("", sections) == [55.0]
    assert reading_parts("Mach nach dem Abschnitt [A](#a) eine Pause.", sections) == [30.0, 25.0]
    assert reading_parts("Mach nach dem Abschnitt [B](#b) eine Pause.", sections) == [50.0, 5.0]
    assert reading_parts("Mach nach dem Abschnitt [D](#d) eine Pause.", sections) == [55.0]
    assert reading_parts("Mach nach den Abschnitten [A](#a) und [B](#b) je eine Pause.", sections) == [30.0, 20.0, 5.0]
