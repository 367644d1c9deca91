"""The glossary is complete, every term is used and linked, and no forbidden rendering stands anywhere."""

import ast
import re

import nbformat
import pages
import pytest

FOLDER = pages.ROOT / "book/de"
PACKAGE = pages.ROOT / "nncourse"

# What machines and hasty translators write, and what it is called here
FORBIDDEN = {
    "Verzerrung": "Bias",
    "Voreingenommenheit": "Bias",
    "ausgeblendete": "verdeckte Schicht",
    "versteckte": "verdeckte Schicht",
    "verborgene Schicht": "verdeckte Schicht",
    "Gradientenabfall": "Gradient Descent",
    "Gefälle": "Steigung",
    "Verlustfunktion": "Kostenfunktion",
    "Lernquote": "Lernrate",
    "Lerngeschwindigkeit": "Lernrate",
    "Genauigkeit des Netzes": "Trefferquote",
    "Rückpropagierung": "Backpropagation",
    "Rückwärtspropagierung": "Backpropagation",
    "Fehlerrückführung": "Backpropagation",
    "Minicharge": "Mini-Batch",
    "Kreuzentropieverlust": "Kreuzentropie",
    "Konfusionsmatrix": "Verwechslungsmatrix",
    "Entropieverlust": "Kreuzentropie",
    "Neuronales Netzwerk": "neuronales Netz",
    "Ausreißer der Gewichte": "Gewichte",
}
QUOTED = re.compile(r"„[^“]*“")  # the notes say what they say

ENTRY = re.compile(r"^\(glossar-([\w-]+)\)=\n\*\*(.+?)\*\*((?: · .+?)*)\n: (.+?) → (.+)$", re.M)
SYMBOL_HEAD = "| Zeichen | Bedeutung | Form | im Code |"
LINK = re.compile(r"\[([^\]]+)\]\(#([\w-]+)\)")
LABEL = re.compile(r"^\(([\w-]+)\)=$", re.M)
HEADED = re.compile(r"^\(([\w-]+)\)=\n(?:\([\w-]+\)=\n)*#+ (.+)$", re.M)


def source(path):
    """Return the text of a page, of a notebook its text cells."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return path.read_text("utf-8")


def strings(path):
    """Return all texts that stand in a module."""
    tree = ast.parse(path.read_text("utf-8"))
    return [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def forbidden(text):
    """Return the forbidden renderings in a text, outside quotes, in whatever form and however they are broken."""
    plain = re.sub(r"\s+", " ", QUOTED.sub("", text)).casefold()
    return [word for word in FORBIDDEN if re.search(rf"\b{word.casefold()}", plain)]


def stem(term):
    """Return a pattern for a term in any case and number: "verdeckte Schicht" in "verdeckten Schichten" too."""
    return re.compile(
        r"\b" + r"\w{0,2} ".join(map(re.escape, (re.sub("(e[mnrs]?|s)$", "", word) for word in term.split()))), re.I
    )


def complaints(glossary, texts):
    """Return what is wrong with the glossary's terms and symbols, given the other pages' texts by name."""
    found = []
    together = "\n\n".join(texts.values())
    headings = dict(HEADED.findall(together))
    linked = {label for text in [*texts.values(), glossary] for _, label in LINK.findall(text)}
    entries = ENTRY.findall(glossary)
    names = [key for key, *_ in entries]
    labels = [label.removeprefix("glossar-") for label in LABEL.findall(glossary)]
    sections = [label.removeprefix("glossar-") for label, _ in HEADED.findall(glossary)]
    found += [f"{key}: not complete" for key in labels if key not in names and key not in sections]
    for key, german, rest, meaning, place in entries:
        english = re.match(r" · \*[^*]+\*", rest)
        if not english or len(meaning) < 15 or not meaning.endswith("."):
            found.append(f"{key}: not complete")
        if not stem(german).search(together):
            found.append(f"{key}: {german} occurs in no chapter")
        if f"glossar-{key}" not in linked:
            found.append(f"{key}: no link leads here")
        found += wrong_place(key, place, headings)
    for row in glossary.partition(SYMBOL_HEAD)[2].strip().splitlines()[1:]:
        symbol, meaning, *others = [cell.strip() for cell in row.split("|")[1:-1]]
        text, arrow, place = meaning.partition(" → ")
        if not symbol or not text or not arrow or len(others) != 2 or not any(others):
            found.append(f"{symbol}: not complete")
        found += wrong_place(symbol, place, headings)
    return found


def wrong_place(key, place, headings):
    """Return what is wrong with the link to the section that introduces something: its label and its title."""
    link = LINK.fullmatch(place)
    if not link:
        return [f"{key}: no section"]
    title, label = link.groups()
    return [] if headings.get(label) == title else [f"{key}: {label} is {headings.get(label)!r}, not {title!r}"]


@pytest.fixture(scope="module")
def glossary():
    """The text of the glossary."""
    return source(FOLDER / "glossary.md")


@pytest.fixture(scope="module")
def chapters():
    """The texts of the chapters, by file name."""
    return {path.name: source(path) for path in sorted(FOLDER.glob("[0-9]*.ipynb"))}


def test_every_term_is_complete_used_and_linked(glossary, chapters):
    assert len(ENTRY.findall(glossary)) >= 60 and glossary.count(SYMBOL_HEAD) == 1
    assert complaints(glossary, chapters) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("**Bias** · *bias*", "**Bias**", "bias: not complete"),
        ("\n**Bias**", "\nBias", "bias: not complete"),
        ("\n**Bias**", "\n**Neigung**", "bias: Neigung occurs in no chapter"),
        ("(glossar-bias)=", "(glossar-basis)=", "basis: no link leads here"),
        ("nicht gelernt. → [Der Schritt](#descent-step)\n", "nicht gelernt.\n", "lernrate: not complete"),
        ("Lernrate → [Der Schritt](#descent-step)", "Lernrate → [Der Schritt](#descent-leap)", "descent-leap is None"),
        ("Lernrate → [Der Schritt](#descent-step)", "Lernrate → [Der Sprung](#descent-step)", "not 'Der Sprung'"),
        ("Lernrate → [Der Schritt](#descent-step) |", "Lernrate |", "$L$: not complete"),
    ],
)
def test_a_broken_entry_is_seen(glossary, chapters, old, new, complaint):
    assert glossary.count(old) == 1
    right, broken = complaints(glossary, chapters), complaints(glossary.replace(old, new), chapters)
    assert not any(complaint in found for found in right)
    assert any(complaint in found for found in broken)


def test_no_forbidden_rendering_stands_in_the_book():
    paths = [path for kind in ("*.ipynb", "*.md", "*.rst") for path in FOLDER.glob(kind)]
    assert len(paths) > 10
    assert {path.name: found for path in paths if (found := forbidden(path.read_text("utf-8")))} == {}


def test_no_forbidden_rendering_stands_in_the_package():
    paths = sorted(PACKAGE.rglob("*.py"))
    assert len(paths) > 20
    assert {path.name: found for path in paths if (found := forbidden("\n".join(strings(path))))} == {}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("die Verzerrungen der Schicht", ["Verzerrung"]),
        ("eine ausgeblendete\n    Schicht", ["ausgeblendete"]),
        ("in der versteckten Schicht", ["versteckte"]),
        ("der Gradientenabfall", ["Gradientenabfall"]),
        ("Die Notiz sagt „Lerngeschwindigkeit“.", []),
        ("die verdeckte Schicht und ihr Bias", []),
    ],
)
def test_a_forbidden_rendering_is_seen(text, seen):
    assert forbidden(text) == seen
