"""What Python's syntax errors mean, for who meets them for the first time. In a notebook, `check` never sees them."""

import re

from nncourse.language import Text

# The first that fits counts: a part of Python's message, and what to do.
MEANINGS = (
    (
        "invalid (non-printable )?character",
        Text(
            "Ein Zeichen hier sieht nur so aus wie eines von Python, etwa ein Minus oder Anführungszeichen aus einem "
            "Text. Lösch es und tipp es auf der Tastatur.",
            "A character here only looks like one of Python's, such as a minus sign or quotation marks from a text. "
            "Delete it and type it on the keyboard.",
        ),
    ),
    (
        "expected ':'",
        Text(
            "Am Ende einer Zeile mit def, if, else, for oder while steht ein Doppelpunkt.",
            "A line with def, if, else, for, or while ends with a colon.",
        ),
    ),
    (
        "expected an indented block",
        Text(
            "Was zur Zeile mit dem Doppelpunkt gehört, steht darunter und ist eingerückt: vier Leerzeichen.",
            "Everything that belongs to the line with the colon goes below it, indented by four spaces.",
        ),
    ),
    (
        "unindent does not match|inconsistent use of tabs",
        Text(
            "Die Einrückung passt zu keiner Zeile darüber. Was zusammengehört, beginnt genau untereinander.",
            "The indentation matches no line above. Lines that belong together start in exactly the same column.",
        ),
    ),
    (
        "unexpected indent",
        Text(
            "Diese Zeile ist weiter eingerückt als die davor, und davor steht kein Doppelpunkt.",
            "This line is indented farther than the one before, which has no colon.",
        ),
    ),
    (
        "never closed|unexpected EOF",
        Text("Diese Klammer geht auf und nie wieder zu.", "This bracket is opened and never closed."),
    ),
    (
        "unmatched|does not match opening",
        Text("Hier geht eine Klammer zu, die nicht so aufging.", "This bracket closes, but was not opened like this."),
    ),
    (
        "unterminated",
        Text(
            "Ein Text beginnt mit einem Anführungszeichen und hört mit dem gleichen auf; das zweite fehlt.",
            "A text begins with a quotation mark and ends with the same one; the second is missing.",
        ),
    ),
    (
        "outside function",
        Text(
            "return gehört in eine Funktion, eingerückt unter die Zeile mit def.",
            "return belongs in a function, indented below the line with def.",
        ),
    ),
    (
        r"invalid (decimal|hexadecimal|octal|binary) literal",
        Text(
            "Namen beginnen nicht mit einer Ziffer. Soll es mal heißen? Dann schreib 2 * x statt 2x.",
            "Names do not begin with a digit. Did you mean times? Then write 2 * x instead of 2x.",
        ),
    ),
    (
        r"(cannot assign|Maybe you meant '==')",
        Text(
            "Ein = gibt dem Namen links davon einen Wert. Zum Vergleichen nimm ==.",
            "A single = gives the name on its left a value. To compare, use ==.",
        ),
    ),
    (
        "forgot a comma",
        Text(
            "Zwischen zwei Dingen fehlt etwas: ein Komma, oder ein Rechenzeichen wie * bei mal.",
            "Something is missing between two things: a comma, or an operator such as * for times.",
        ),
    ),
    (
        "^invalid syntax",
        Text(
            "Fehlt hier oder am Ende der Zeile davor etwas: eine Klammer, ein Doppelpunkt, ein Rechenzeichen?",
            "Is something missing here or at the end of the line before: a bracket, a colon, an operator?",
        ),
    ),
)


def meaning(error: SyntaxError) -> Text | str:
    """Return what a syntax error means; nothing where Python's own words must do."""
    message = error.msg or ""
    return next((text for pattern, text in MEANINGS if re.search(pattern, message)), "")
