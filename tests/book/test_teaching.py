"""The page for teachers knows every section, names only mistakes that exist, and its minutes add up."""

import re

import nbformat
import pytest
import reading
from editions import editions

from nncourse.bugs import ZOO
from nncourse.exercises.catalogue import CHAPTERS, EXERCISES

EDITION = editions()[0]
PAGE = EDITION.folder / "teaching.md"
CHAPTER_FILES = sorted(EDITION.folder.glob("[0-9]*.ipynb"))
BUGS = {bug.id for bug in ZOO}

CHAPTER = re.compile(r"^### Kapitel (\d+): .*?\((\w+)\.ipynb\)\n\n(\d+) Minuten Lesen(?:, (\d+) Minuten Üben)?\.", re.M)
SECTION = re.compile(r"^\[(.+?)\]\(#([\w-]+)\) – (\d+) Minuten?\n", re.M)
EXERCISE_MINUTES = re.compile(r"\[\d+\.\d+\]\(#exercise-([\w-]+)\) (\d+)\b")
MISTAKE = re.compile(r"\[`([\w-]+)`\]\(#(exercise|zoo)-([\w-]+)\)")
PLAN_ROW = re.compile(r"^\| (.*?) \| (.*) \| (\d+) \+ (\d+) \+ (\d+) \|$", re.M)
PLAN_SUM = re.compile(r"^\| \| \*\*zusammen\*\* \| \*\*(\d+)\*\* \|$", re.M)
PARTS = ("**Voraus:**", "**Danach:**", "**Erwarte:**", "**Frage:**", "```{dropdown} Antwort")
PLANS = {"90 Minuten": (90, None), "Eine Projektwoche": (900, 180), "Ein Halbjahr": (1800, 90)}  # in all, in each row


def text():
    """Return the page."""
    return PAGE.read_text("utf-8")


def headings():
    """Return {label: (chapter file, title)} of all sections that the chapters have, but for exercises and summary."""
    found = {}
    for path in CHAPTER_FILES:
        cells = nbformat.read(path, as_version=4).cells
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        for label, title in re.findall(r"^\(([\w-]+)\)=\n## (.*)$", prose, re.M):
            if not label.startswith(("exercises-", "summary-")):
                found[label] = (path.stem, title.strip())
    return found


def entries(page):
    """Return {label: (title, minutes, text)} of the page's entries, one for each section."""
    places = [*SECTION.finditer(page)]
    ends = [*(place.start() for place in places[1:]), len(page)]
    return {
        place[2]: (place[1], int(place[3]), page[place.end() : end]) for place, end in zip(places, ends, strict=True)
    }


def section_complaints(page):
    """Return which sections have no entry, a wrong title, a part missing, or are none."""
    wanted, there = headings(), entries(page)
    found = [f"{label}: no entry" for label in wanted if label not in there]
    found += [f"{label}: no such section" for label in there if label not in wanted]
    found += [f"{label}: listed twice" for label in there if len(re.findall(rf"\(#{label}\) – ", page)) != 1]
    for label, (title, _, entry) in there.items():
        if label in wanted and title != wanted[label][1]:
            found.append(f"{label}: is called {title}, not {wanted[label][1]}")
        found += [f"{label}: {part} is missing" for part in PARTS if entry.split("\n::::", 1)[0].count(part) != 1]
        if "](#" not in entry.partition("**Erwarte:**")[2].partition("**Frage:**")[0]:
            found.append(f"{label}: its misconceptions link to nothing")
    return found


def mistake_complaints(page):
    """Return the linked mistakes that no exercise and no bug of the zoo has."""
    found = []
    for mistake, kind, name in MISTAKE.findall(page):
        known = BUGS if kind == "zoo" else {m.id for m in EXERCISES[name].mistakes} if name in EXERCISES else set()
        if mistake not in known:
            found.append(f"{mistake}: unknown to {kind}-{name}")
    return found


def minute_complaints(page):
    """Return where a chapter's minutes are not those of its sections, of its exercises, or of its own top."""
    found, there = [], entries(page)
    sections = headings()
    listed = {name: int(minutes) for name, minutes in EXERCISE_MINUTES.findall(page)}
    chapters = {name: (number, int(read), int(practice or 0)) for number, name, read, practice in CHAPTER.findall(page)}
    found += [f"{path.stem}: not on the page" for path in CHAPTER_FILES if path.stem not in chapters]
    for name, (number, read, practice) in chapters.items():
        total = sum(there[label][1] for label, (file, _) in sections.items() if file == name and label in there)
        if total != read:
            found.append(f"{name}: its sections add up to {total}, not {read}")
        top = reading.stated(nbformat.read(EDITION.folder / f"{name}.ipynb", as_version=4), EDITION)
        if top != (read, practice):
            found.append(f"{name}: says {top} at its top, not {(read, practice)}")
        names = [exercise.id for exercise in CHAPTERS.get(number, ())]
        found += [f"{exercise}: no minutes" for exercise in names if exercise not in listed]
        total = sum(listed[exercise] for exercise in names if exercise in listed)
        if total != practice:
            found.append(f"{name}: its exercises add up to {total}, not {practice}")
    right = {e.id: f"{number}.{k}" for number, chapter in CHAPTERS.items() for k, e in enumerate(chapter, start=1)}
    written = re.findall(r"\[(\d+\.\d+)\]\(#exercise-([\w-]+)\)", page)
    return found + [f"{name}: is not {number}" for number, name in written if number != right.get(name)]


def plan_complaints(page):
    """Return where a plan's minutes do not add up, or are not those of what its rows name."""
    found, there = [], entries(page)
    practice = {name: int(minutes) for name, minutes in EXERCISE_MINUTES.findall(page)}
    for title, (total, each) in PLANS.items():
        plan = page.partition(f"### {title}\n")[2].partition("\n#")[0]
        rows = [(row[1], row[2], *map(int, row.group(3, 4, 5))) for row in PLAN_ROW.finditer(plan)]
        stated = PLAN_SUM.findall(plan)
        if stated != [str(total)] or sum(sum(row[2:]) for row in rows) != total:
            found.append(f"{title}: says {stated}, adds up to {sum(sum(row[2:]) for row in rows)}")
        for when, what, *minutes in rows:
            read = sum(reading.in_class(there[label][1]) for label in there if f"[{there[label][0]}](#{label})" in what)
            done = sum(practice.get(name, 0) for name in re.findall(r"\(#exercise-([\w-]+)\)", what))
            if minutes[:2] != [read, done] or minutes[2] < 0:
                found.append(f"{title}, {when}: says {minutes}, its links say {[read, done]}")
            if each and sum(minutes) != each:
                found.append(f"{title}, {when}: {sum(minutes)} minutes, not {each}")
    return found


def all_complaints(page):
    return section_complaints(page) + mistake_complaints(page) + minute_complaints(page) + plan_complaints(page)


def test_the_page_is_right():
    assert all_complaints(text()) == []


def test_sections_take_about_as_long_as_the_rule_says():
    there = entries(text())
    far = {}
    for path in CHAPTER_FILES:
        for label, minutes in reading.sections(nbformat.read(path, as_version=4)).items():
            if abs(there[label][1] - minutes) > max(2, 0.3 * minutes):
                far[label] = (there[label][1], round(minutes, 1))
    assert far == {}, "stated and computed; python book/tools/reading.py shows all of them"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\[Ein Neuron ist eine Zahl\]\(#activations-neuron\) – ", "Ein Neuron – "),
        (r"\(#cost-one\) – ", "(#cost-none) – "),
        (r"\[Die Lernrate\]\(#descent-rate\) – ", "[Das Lernen](#descent-rate) – "),
        (r"\*\*Frage:\*\*", "Frage:"),
        (r"```\{dropdown\} Antwort", "```{dropdown} Loesung"),
        (r"`no-bias`", "`no-such-bias`"),
        (r"`no-one`\]\(#exercise-sigmoid\)", "`no-one`](#exercise-tanh)"),
        (r"\[`sign`\]\(#zoo", "[`signs`](#zoo"),
        (r" – 4 Minuten\n", " – 5 Minuten\n"),
        (r"Minuten Lesen, \d+ Minuten Üben", "Minuten Lesen, 3 Minuten Üben"),
        (r"\(#exercise-sigmoid\) 10", "(#exercise-sigmoid) 11"),
        (r"\[1\.2\]", "[1.3]"),
        (r"\*\*1800\*\*", "**1810**"),
        (r" \| (\d+) \+ (\d+) \+ (\d+) \|", r" | \1 + \2 + 99 |"),
        (r"\| 1 \| \[Ein Neuron ist eine Zahl\]\(#activations-neuron\)", "| 1 | Ein Neuron ist eine Zahl"),
    ],
)
def test_a_wrong_page_is_seen(old, new):
    wrong = re.sub(old, new, text(), count=1)
    assert wrong != text()
    assert all_complaints(wrong)


def test_renewed_minutes_keep_the_sums():
    times = {label: minutes + 1 for label, (_, minutes, _) in entries(text()).items()}
    titles = {label: title for label, (title, _, _) in entries(text()).items()}
    renewed = reading.renewed_plan(text(), titles, times, EDITION)
    assert {label: minutes for label, (_, minutes, _) in entries(renewed).items()} == times
    assert plan_complaints(renewed) == []
