"""Two editions tell the same: where a translated page says something else than the original, but for its words.

`python book/tools/parity.py` prints it, and what is missing or stale, of all pages, or of those that are named.
Compared are, cell by cell or section by section, structure, formulas, links, numbers, code without its words, and
outputs: what there is, and where. Only numbers and names in code may stand in another order in their sentences.
"""

import ast
import json
import re
import sys
import textwrap
from collections import Counter

import nbformat
from editions import editions
from telling import LANGUAGE_CELL, WORDS, comments_in, front_of, in_language, page_of, parts, stale, words_of

FIRST = editions()[0].language  # whose pages are told

DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE = re.compile(r"(?<![\\$])\$([^$\n]+(?:\n[^$\n]+)?)\$")
CODE = re.compile(r"^( *)(```|~~~)python\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
RST_CODE = re.compile(r"^\.\. code-block:: python\n\n((?:   .*\n|\n)+)", re.MULTILINE)
TERMINAL = re.compile(r"(?<=\n\n)( *)```(?:text)?\n((?:(?! *```).+\n)+)\1```$", re.MULTILINE)
LITERAL = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
QUOTED = re.compile(r"\[((?:[^\[\]\n]|\[[^\]\n]*\])*)\]\{\.language-\w+\}")  # what stays in another language
LINK = re.compile(
    r"\]\(([^)\s]*)\)|\{\w+\}`(?:[^`<]*<)?([^`>]+)>?`|:\w+:`(?:[^`<]*<)?([^`>]+)>?`|(https?://[^\s<>)\"]+)"
)
TITLED = r"[`:]{3,}\{(?:admonition|dropdown|grid-item-card)\}"  # a directive with words in its line
MARK = r"\([\w-]+\)=$|[`:~]{3,}.*|:[\w-]+:(?!`).*|\.\. .*|[=~^-]{4,}$|\|[|: -]+\|$|%.*|\+\+\+.*"  # lines without words
WHOLE = re.compile(rf"^ *(?:{TITLED}.*|{MARK}|#+ .*|\|.*\|)$", re.MULTILINE)
BEGINNING = re.compile(r"^(?= *(?:-|\d+\.|>|:) )", re.MULTILINE)
LOOK = re.compile(rf"( *)({TITLED}|{MARK}|#+ |(?:-|\d+\.|>|:) |\$\$|\||)")
NOTE = re.compile(
    r"(:class: nn-quote\n(?: *:[\w-]+:.*\n)*).*?(?=^ *`{3})", re.MULTILINE | re.DOTALL
)  # told beside its quote
TAG = re.compile(r"<!--|</?(?!span)[a-z][^<>]*>")
SPOKEN = re.compile(r' (?:alt|title|aria-label)="[^"]*"')
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
ELEMENT = re.compile(r'<\w+|lang="\w+"|data-explorer="\w+"')
LETTER = re.compile(r"[^\W\d_]")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
NUMBER = re.compile(r"(?:(?<![\w.,–−-])[-−])?\d+(?:[.,]\d+)*|[½⅓¼²³°%‰]")
SIGNED = re.compile(r"(?<![\w.])[-−]?\d+(?:[.,]\d+)*|[½²³°%●○✓✗]")
KINDS = ("displayed formulas", "formulas", "tags", "links", "names in code", "numbers", "bold words")
POWERS = {"x squared": "x 2", "x cubed": "x 3", "x to the fourth": "x 4"}  # as English says them
STYLES = ("label", "ha", "va")  # of a word in a figure: what it says, and on which side of its place it has room
WORDY = ("alt", "ask", "code_prompt_hide", "code_prompt_show", "description", "means", "reason", "says")  # in metadata


def differences(original, translation, language):
    """Return where a translated page says something else than the original but for its words, one line for each."""
    name, languages = original.stem, (FIRST, language)
    if original.suffix != ".ipynb":
        fronts = [front_key(*each) for each in zip((original, translation), languages, strict=True)]
        told, there = parts(original), parts(translation)
        found = unlike("front matter", *fronts) + unlike("sections", list(told), list(there), ordered=True)
        pairs = [(label, in_text(told[label], there[label], language)) for label in told if label in there]
    else:
        notebooks = [nbformat.read(path, as_version=4) for path in (original, translation)]
        looks = [[unworded(each.metadata, spoken)] for each, spoken in zip(notebooks, languages, strict=True)]
        ids = [[f"{cell.id} ({cell.cell_type})" for cell in notebook.cells] for notebook in notebooks]
        found = unlike("metadata", *looks) + unlike("cells", *ids, ordered=True)
        told, there = ({cell.id: cell for cell in notebook.cells} for notebook in notebooks)
        pairs = [(label, in_cell(told[label], there[label], language)) for label in told if label in there]
    placed = [f"{name}, {label}: {each}" for label, those in pairs for each in those]
    return [f"{name}: {each}" for each in found] + placed


def in_cell(cell, other, language):
    """Return where a translated cell differs."""
    if cell.cell_type != other.cell_type:
        return []  # told already
    found = unlike("metadata", [looks_of(cell, FIRST)], [looks_of(other, language)])
    if cell.cell_type == "markdown":
        return found + in_text(cell.source, other.source, language)
    if cell.id == LANGUAGE_CELL:
        return found + unlike("code", [in_language(cell.source, language)], [other.source])
    found += in_code(cell.source, other.source, language)
    if texts_in(cell.source) != texts_in(other.source) and pictures_of(cell) & pictures_of(other):
        found.append("pictures: those of the original, which have other words")
    return found + in_outputs(cell.outputs, other.outputs, language)


def front_key(path, language):
    """Return the front matter of a page without its words."""
    front = unworded(front_of(path.read_text("utf-8")), language)
    return [f"{key}: {value}" for key, value in front.items() if key != "tells"]


def looks_of(cell, language):
    """Return the metadata of a cell without its words, and what is attached to it."""
    kept = {key: value for key, value in cell.metadata.items() if key not in WORDS} | words_of(cell)
    return json.dumps(unworded(kept | {"attachments": cell.get("attachments")}, language))


def unworded(value, language):
    """Return nested data with nothing but numbers where a reader reads words."""
    if isinstance(value, list):
        return [unworded(each, language) for each in value]
    if not isinstance(value, dict):
        return value
    said = {key: [bool(value[key]), *sorted(said_numbers(value[key], language))] for key in WORDY if key in value}
    return {key: said[key] if key in said else unworded(value[key], language) for key in sorted(value)}


def said_numbers(text, language):
    """Return the numbers in a text without formulas; a power may be a word."""
    if language != FIRST:
        text = re.sub("|".join(POWERS), lambda found: POWERS[found[0]], text)
    return numbers(text, language, DIGITS)


def in_text(text, other, language):
    """Return where a translated text differs, but for its words."""
    blocks, others = blocks_of(text), blocks_of(other)
    found = unlike("blocks of code", [len(blocks)], [len(others)])
    found += [each for pair in zip(blocks, others, strict=False) for each in in_code(*pair, language)]
    found += unlike("terminals", terminals(text, FIRST), terminals(other, language), ordered=True)
    found += unlike("structure", structure(text), structure(other), ordered=True)
    found += in_length(text, other)
    sides = ((text, FIRST), (other, language))
    all_of_it = [[taken_apart(piece, spoken) for piece in pieces(each)] for each, spoken in sides]
    placed = [[taken_apart(piece, spoken) for piece in pieces(NOTE.sub(r"\1", each))] for each, spoken in sides]
    for what in KINDS:
        alike = [[each for piece in side for each in piece[what]] for side in all_of_it]
        places = [[piece[what] for piece in side] for side in placed]
        found += unlike(what, *alike) or unlike(f"places of {what}", *places, ordered=True)
    return found


def in_length(text, other):
    """Return where a translated paragraph, item, or title is much shorter or longer."""
    said = [pieces(LINK.sub("", QUOTED.sub("", NOTE.sub(r"\1", each)))) for each in (text, other)]
    if len(said[0]) != len(said[1]):
        return []  # told already
    sides = [[len(LETTER.findall(piece)) for piece in each] for each in said]
    odd = [pair for pair in zip(*sides, strict=True) if not 0.65 * pair[0] - 10 <= pair[1] <= 1.5 * pair[0] + 20]
    return [f"length: {found} letters, not about {wanted}" for wanted, found in odd]


def blocks_of(text):
    """Return the blocks of code in a text."""
    blocks = [block for *_, block in CODE.findall(text)] + RST_CODE.findall(text)
    return [textwrap.dedent(block) for block in blocks]


def terminals(text, language):
    """Return what is typed in a text, or the numbers that are printed, line by line."""
    lines = [line for _, block in TERMINAL.findall(text) for line in block.splitlines()]
    lines = [re.sub(rf"(?<=book[/\\]){language}\b", "…", line) for line in lines]
    return [line if "book" in line else numbers(line, language, SIGNED) for line in lines]


def pieces(text):
    """Return the paragraphs, items, rows, titles and marks of a text, but for code."""
    text = TERMINAL.sub("", RST_CODE.sub("", CODE.sub("", text)))
    text = BEGINNING.sub("\n\n", WHOLE.sub(r"\n\n\g<0>\n\n", text))
    return [piece for piece in re.split(r"\n\s*\n", text) if piece.strip()]


def structure(text):
    """Return what the pieces of a text are: marks as they are, and of what has words how it begins and breaks."""
    found = []
    for piece in pieces(NOTE.sub(r"\1", text)):
        indent, look = LOOK.match(piece.strip("\n")).groups()
        row = LITERAL.sub("x", INLINE.sub("x", piece)).replace("\\|", "") if look == "|" else ""
        cells = re.sub(r"[^|]+", lambda cell: "…" if cell[0].strip() else "", row.strip())
        look = look[0] if look[:4] in ("====", "----", "~~~~", "^^^^") else cells or look or "text"
        found.append(indent + look + "\\" * piece.count("\\\n"))
    return found


def taken_apart(piece, language):
    """Return {kind: what a piece of a text has of it}: everything that is no word; some in any order, but in a row."""
    text = "" if re.match(rf" *(?!{TITLED})(?:{MARK})", piece.strip("\n")) else piece
    displayed = [formula_key(found, language) for found in DISPLAYED.findall(text)]
    text = DISPLAYED.sub(" ", text)
    formulas = [formula_key(found, language) for found in INLINE.findall(text)]
    text = INLINE.sub(" ", text)
    tags = [SPOKEN.sub("", found) for found in TAG.findall(LITERAL.sub(" ", text))]
    links = ["".join(found) for found in LINK.findall(text)]
    text = LINK.sub("]", QUOTED.sub(" ", text))
    names = [literal_key(found, language) for _, found in LITERAL.findall(text)]
    text = LITERAL.sub(" ", text)
    found = (displayed, formulas, tags, links, names, numbers(text, language), re.findall(r"\*\*", text))
    loose = () if piece.strip().startswith("|") else ("names in code", "numbers")
    return {what: sorted(each) if what in loose else each for what, each in zip(KINDS, found, strict=True)}


def formula_key(latex, language):
    """Return a formula without spaces, words, and the signs that languages write differently."""
    latex = re.sub(r"(?<=\d)\\,(?=\d{3})", "", latex)
    latex = re.sub(r"\\(text|textsf|textbf|textit)\{(?!(?:in|out|next|\w*LU)\})[^{}]*\}", r"\\\1{}", latex)
    latex = re.sub(r"\\[ ;,:!]|\s|\\quad|\\qquad", "", latex).replace("\\%", "%")
    if language != FIRST:
        return latex.replace("{,}", "")
    return latex.replace("{,}", ".").replace(";", ",").replace(":", "/")


def literal_key(code, language):
    """Return a piece of code in a sentence without its texts."""
    code = code.replace(f"book/{language}", "book/…").replace(f" EDITION={language}", "")
    return re.sub(r"\"[^\"]*\"|'[^']*'|#.*", lambda found: repr(numbers(found[0], language)), code)


def numbers(text, language, pattern=NUMBER):
    """Return the numbers in a text as both editions can be compared: 50000, 0.5."""
    if language == FIRST:
        spaces = "[ \u00a0\u202f]" if pattern is not SIGNED else "[\u00a0\u202f]"  # code prints rows of numbers, too
        text = re.sub(rf"(?<=\d){spaces}(?=\d{{3}}(?!\d))", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    else:
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return [found.replace("−", "-") for found in pattern.findall(text)]


def in_code(source, other, language):
    """Return where translated code differs, but for words and decimal signs in comments and texts."""
    try:
        trees = [ast.parse(source), ast.parse(other)]
    except SyntaxError:
        sides = numbers(source, FIRST), numbers(other, language)
        return unlike("numbers in code", *sides)
    words = (Words(FIRST), Words(language))
    lines = [ast.unparse(each.visit(tree)).splitlines() for each, tree in zip(words, trees, strict=True)]
    sides = ((source, FIRST), (other, language))
    said = [[text_key(each, spoken) for each in comments_in(code)] for code, spoken in sides]
    return unlike("code", *lines, ordered=True) + unlike("comments", *said, ordered=True)


def texts_in(source):
    """Return the texts in code, but for its docstrings."""
    nodes = list(ast.walk(ast.parse(source)))
    unsaid = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in unsaid]
    return [text for text in texts if isinstance(text, str)]


class Words(ast.NodeTransformer):
    """Puts in the place of every text in code what it has beside its words; an f-string keeps what it fills in."""

    def __init__(self, language):
        self.language = language

    def visit_Constant(self, node):
        has_words = isinstance(node.value, str) and re.search(r"[\d%]|[^\W\d_]{2}", node.value)
        return ast.Constant(text_key(node.value, self.language)) if has_words else node

    def visit_keyword(self, node):
        is_word = node.arg in STYLES or not isinstance(node.value, ast.Constant)
        return self.generic_visit(node) if is_word else node

    def visit_JoinedStr(self, node):
        text = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
        filled = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        for part in filled:
            part.value = self.visit(part.value)
        return ast.JoinedStr([*filled, ast.Constant(text_key(text, self.language))])


def text_key(text, language):
    """Return what a text in code has beside its words: numbers, formulas, and lines."""
    formulas = [formula_key(found, language) for found in INLINE.findall(text)]
    return f"{sorted(formulas)} {sorted(numbers(INLINE.sub('', text), language))}"


def in_outputs(outputs, others, language):
    """Return where the outputs of a translated cell differ, but for their words."""
    kinds, found = [], []
    for each, spoken in ((outputs, FIRST), (others, language)):
        kinds.append([kind for output in each for kind in kinds_of(output, spoken)])
        found.append([number for output in each for number in numbers(output_text(output), spoken, SIGNED)])
    return unlike("outputs", *kinds, ordered=True) + unlike("numbers of the output", *found, ordered=True)


def kinds_of(output, language):
    """Return what kinds of data an output has, and of which elements it is made; a language if it is not the page's."""
    kinds = sorted(output.data) if "data" in output else [output.get("name", output.get("ename"))]
    return kinds + [each for each in ELEMENT.findall(html_of(output)) if each != f'lang="{language}"']


def html_of(output):
    """Return the elements of an output, but for scripts and styles."""
    return UNSEEN.sub("", output.get("data", {}).get("text/html", ""))


def output_text(output):
    """Return the text of an output."""
    said = re.sub("<[^>]*>", " ", html_of(output)) or output.get("data", {}).get("text/plain", "")
    return output.get("text", "") + output.get("evalue", "") + said


def pictures_of(cell):
    """Return the pictures of a cell."""
    return {output.data["image/png"] for output in cell.outputs if "image/png" in output.get("data", {})}


def unlike(what, wanted, found, ordered=False):
    """Return the difference of two lists in a line, if there is one: what is missing, what is new, or the order."""
    wanted, found = [str(each) for each in wanted], [str(each) for each in found]
    missing, new = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    told = [f"{word} {', '.join(those.elements())}" for word, those in (("missing", missing), ("new", new)) if those]
    if not told and ordered and wanted != found:
        told = [f"in another order: {', '.join(found)}"]
    return [f"{what}: {'; '.join(told)}"] if told else []


def main():
    """Print what is missing, stale, or says something else on these pages of the other editions, or on all of them."""
    names = sys.argv[1:]
    first, *others = editions()
    for edition in others:
        for name in names or edition.names:
            original, translation = page_of(first.folder, name), page_of(edition.folder, name)
            lines = [f"{name}, {each}: missing or stale" for each in stale(original, translation)]
            for line in lines + differences(original, translation, edition.language):
                print(line)


if __name__ == "__main__":
    main()
