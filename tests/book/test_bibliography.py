"""Every source that the book links to has its entry, and every entry is used, is whole, and leads back."""

import re

import nbformat
import pytest
from editions import editions

FOLDER = editions()[0].folder
PAGE = FOLDER / "bibliography.md"
LINK = re.compile(r"\]\(#bib-([\w-]+)\)")
SECTION = re.compile(r"^\(([\w-]+)\)=\n#+ .*$", re.M)
ENTRY = re.compile(r"^\(bib-(?P<key>[\w-]+)\)=\n(?P<text>.*?)(?=^\(|\Z)", re.M | re.S)
PARTS = re.compile(
    r"\*\*(?P<author>[^*(]+) \((?P<year>\d{4})\)\.\*\* \*(?P<title>[^*]+[.?])\* (?P<venue>[^\n]+\.)\\\n(?P<use>.+)"
)


def pages():
    """Return {file name: markdown} of all pages of the German edition but this one."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        if path.suffix == ".ipynb":
            cells = nbformat.read(path, as_version=4).cells
            found[path.name] = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        elif path.suffix in (".md", ".rst") and path != PAGE:
            found[path.name] = path.read_text("utf-8")
    return found


def uses():
    """Return {key: labels of the sections that link to it}."""
    found = {}
    for text in pages().values():
        for link in LINK.finditer(text):
            headings = SECTION.findall(text[: link.start()])
            found.setdefault(link[1], set()).add(headings[-1] if headings else None)
    return found


def complaints(page):
    """Return what is wrong with the bibliography."""
    used, entries = uses(), {entry["key"]: entry["text"] for entry in ENTRY.finditer(page)}
    found = [f"{key}: no entry" for key in used if key not in entries]
    found += [f"{key}: used nowhere" for key in entries if key not in used]
    years = []
    for key, text in entries.items():
        parts = PARTS.match(text)
        if not parts:
            found.append(f"{key}: author, year, title, place or use is missing")
            continue
        years.append(int(parts["year"]))
        family = parts["author"].split(",")[0].split()[-1].lower()
        plain = family.translate(str.maketrans("şüéö", "sueo"))
        if not re.fullmatch(rf"{plain}-{parts['year']}[a-z]?", key):
            found.append(f"{key}: is by {family}, {parts['year']}")
        back = set(re.findall(r"\]\(#([\w-]+)\)", parts["use"]))
        if back != used.get(key, set()):
            found.append(f"{key}: leads back to {sorted(back)}, used in {sorted(map(str, used.get(key, ())))}")
    if years != sorted(years):
        found.append("not in order of the years")
    return found


def test_the_bibliography_is_right():
    assert complaints(PAGE.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\(bib-cauchy-1847\)=\n.*\n.*\n", ""),
        (r"\(bib-cauchy-1847\)=", "(bib-nobody-1847)="),
        (r"\(1847\)", "(1848)"),
        (r" \(1847\)", ""),
        (r"Augustin-Louis Cauchy", "Augustin-Louis Couchy"),
        (r"\*Maxout networks\.\* ", ""),
        (r"\(#descent-step\)", "(#descent-goal)"),
        (r"(?m)^# Literatur\n", "# Literatur\n\n(bib-cauchy-1848)=\n**A. Cauchy (1848).** *T.* V.\\\\\nNichts.\n\n"),
    ],
)
def test_a_wrong_entry_is_seen(old, new):
    text = PAGE.read_text("utf-8")
    wrong = re.sub(old, new, text, count=1)
    assert wrong != text
    assert complaints(wrong)
