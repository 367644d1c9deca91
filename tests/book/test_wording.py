"""What no teacher would write stands nowhere: in no chapter, exercise, explorer, message or page, in whatever form."""

import ast
import json
import re

import hygiene
import nbformat
import pages
import pytest
from editions import editions

FOLDER = editions()[0].folder
PACKAGE = pages.ROOT / "nncourse"

# A pattern for each wording and its kind, and what is said instead.
WORDINGS = {
    r"gekippt\w*": "transponiert",
    r"\w*zähl\w* (?!nur|mit|als|es|ab|von)[^.;:|]{0,60}\bzusammen\b": "addieren, summieren",
    r"(zusammen|dazu|hinzu)(ge|zu)?zähl\w*": "addieren, summieren",
    r"mal(ge|zu)?n[ae]hm\w*|malgenommen\w*": "multiplizieren",
    r"Steigung(en)? (der Kosten )?(im Signal|in (jed|dies|ein)em (\w*gewicht|Bias|Parameter))": "Ableitung nach",
    r"Steigung(en)? in (\$\w|[abwz]\b)": "Ableitung nach",
    r"\bvorne\b": "in der ersten Schicht, am Anfang",
    r"lernt? (\w+ ){0,3}über (seine|ihre|die) (Kosten|Trefferquote)": "lernt anhand",
    r"größte Steigung von nur": "ihre Steigung ist höchstens",
    r"macht steil": "bestimmt die Steilheit",
    r"Zusammensetzung aus": "Verkettung",
    r"wie (er|sie) soll\b": "wie er es soll",
    r"Schicht wert\b": "kann nicht mehr als eine Schicht",
    r"Formel (ist|war) [^.]{0,40}zerbrochen": "verstümmelt",
    r"dreht sich in die Tangente": "nähert sich der Tangente",
    r"zähl\w* in Zehnerpotenzen": "sind logarithmisch",
    r"genau entgegen zeig\w*": "genau entgegengesetzt",
    r"in Schritten von Faktor": "jeweils um den Faktor",
    r"läuft es davon|auseinanderlauf\w*|läuft [^.]{0,30}auseinander": "divergiert",
    r"Training hält [^.]{0,40}an\b|mit einem Fehler an\b": "bricht mit einem Fehler ab",
    r"(Zeile|Vereinbarung)\w* (hält|gehalten)|hält die (Zeile|Vereinbarung)": "prüft",
    r"Spalte: gelesene": "erkannte Klasse",
    r"Wie liegt (θ|\$\\theta\$)": "Wie ist θ angeordnet?",
    r"nicht nur, \*?dass\*? [^.]{0,40}sondern \*?was\b": "sondern auch, was",
    r"dann klapp auf": "dann klapp die Antwort auf",
    r"jeweils (der|die|das) mittlere von": "jeweils der Median",
    r"(zehn|hundert|tausend)mal (so )?(kleiner|weniger|geringer)": "ein Zehntel so groß",
    r"unter dem Bruch": "im Nenner",
    r"\bF[aä]den\b": "Thread",
    r"ohne Vorliebe": "ohne systematischen Fehler",
    r"\bplatz(t|en)\b": "explodiert",
    r"Gewichte beginnen (mit|bei)": "werden initialisiert",
    r"Prüfung zurechtgelegt": "die Prüfungsfragen vorher gesehen",
    r"nachgesprochen": "mitgelernt",
    r"\b(einen|den|der|dieser|jeder|jeden) Pixel\b": "das Pixel",
    r"zweimal der Kreuzentropie": "der doppelten Kreuzentropie",
    r"einen Zufall für alles": "den gemeinsamen Zufallsgenerator",
    r"\b(?-i:Optimizer)[ns]?\b": "Optimierer",
    r"\bGrundlinien?\b": "Baseline",
    r"\bEing(ang|änge|ängen|angs)\b": "Eingabe",
    r"\(-?\d[^()]{0,20}; ?(\\ ?)?-\d": "(2;\\ {-3}), sonst wird es eine Subtraktion",
}
# The notes say what they say; code and addresses are no prose.
QUOTED = re.compile(r"^```\{?(?:literalinclude|python)[^`]*```|„[^“]*“|`[^`\n]*`|\]\([^)]*\)|^\(.*\)=$", re.MULTILINE)


def found_in(text):
    """Return what stands in a text that should not, outside quotes and code, however it is broken."""
    plain = re.sub(r"\s+", " ", QUOTED.sub("", text).replace("**", ""))
    return [found[0] for pattern in WORDINGS for found in re.finditer(pattern, plain, re.IGNORECASE)]


def read_in_a_notebook(notebook):
    """Return what a reader of a chapter reads: its text, and what its code prints, draws and remarks."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    for cell in hygiene.code_cells(notebook):
        constants = [node.value for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Constant)]
        texts += filter(lambda value: isinstance(value, str), constants)
        texts += re.findall(r"#.*", cell.source)
        texts.append(cell.metadata.get("mystnb", {}).get("image", {}).get("alt", ""))
    return "\n\n".join(texts)


def said_by_an_explorer(path):
    return "\n\n".join(map(str, json.loads(path.read_text("utf-8"))["de"].values()))


TEXTS = {
    path.name: read_in_a_notebook(nbformat.read(path, as_version=4)) for path in sorted(FOLDER.glob("*.ipynb"))
}
TEXTS |= {path.name: path.read_text("utf-8") for kind in ("*.md", "*.rst") for path in sorted(FOLDER.glob(kind))}
TEXTS |= pages.said_by_the_package("de")
TEXTS |= {path.name: said_by_an_explorer(path) for path in sorted(PACKAGE.glob("explorers/texts/*.json"))}


def test_no_such_wording_stands_in_the_course():
    assert len(TEXTS) > 100
    assert {name: found for name, text in TEXTS.items() if (found := found_in(text))} == {}


SEEN = [
    "die gekippte\n   Matrix",
    "Zähle alle Quadrate zusammen und teile.",
    "Der Bias wird dazugezählt.",
    "Beides ist malgenommen, nicht addiert.",
    "die Steigung der Kosten in jedem Gewicht",
    "die Steigung in $b$",
    "Vorne kommt nichts mehr an.",
    "Das Netz lernt nur über seine Kosten.",
    "mit der größten Steigung, der größte Steigung von nur 0,25",
    "Das Gewicht macht steil.",
    "die Zusammensetzung aus beiden",
    "Der Übergang liegt, wie er soll.",
    "zehn Schichten, die nur eine einzige Schicht wert sind",
    "Die Formel ist beim Abschreiben zerbrochen.",
    "Die Sekante dreht sich in die Tangente.",
    "Beide Achsen zählen in Zehnerpotenzen.",
    "der genau entgegen zeigt",
    "in Schritten von Faktor 3",
    "Mit so großem $L$ läuft der Abstieg auseinander.",
    "Das Training hält mit einem Fehler an.",
    "Der Test hält die Zeile.",
    "Spalte: gelesene",
    "Wie liegt $\\theta$?",
    "sagt nicht nur, *dass* etwas fehlt, sondern *was*",
    "Überleg, dann klapp auf.",
    "jeweils die mittlere von fünf Messungen",
    "ein zehnmal kleiner Schritt",
    "unter dem Bruch noch ein ε",
    "mit acht Fäden, jeder ein Faden",
    "Er irrt sich, aber ohne Vorliebe.",
    "Mit ReLU platzt es.",
    "Gewichte beginnen mit $1/\\sqrt n$.",
    "Er hat sich die Prüfung zurechtgelegt.",
    "Es hat die Fehler nachgesprochen.",
    "um einen Pixel verschoben",
    "von zweimal der Kreuzentropie",
    "stellt einen Zufall für alles",
    "stellt **einen** Zufall für alles",
    "der Optimizer macht den Schritt",
    "die Grundlinie",
    "784 Eingänge",
    r"der Vektor $(2;\ -3)$",
]


@pytest.mark.parametrize("text", SEEN)
def test_a_wording_is_seen_in_any_form(text):
    assert found_in(text)


def test_every_wording_has_been_seen():
    assert [wording for wording in WORDINGS if not any(re.search(wording, text, re.IGNORECASE) for text in SEEN)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Es zählt nur, was beide zusammen ergeben.",
        "Die Notiz sagt: „zusammengezählt“.",
        "`optimizer.step()` und `malnehmen`",
        "alle Steigungen in einem Durchgang",
        r"der Vektor $(2;\ {-3})$",
        "das Pixel links oben, ein Pixel weiter",
        "Die Summe wird addiert und mit 2 multipliziert.",
    ],
)
def test_good_german_is_no_such_wording(text):
    assert found_in(text) == []
