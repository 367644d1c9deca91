"""Two editions tell the same: where a translated page says something else than the original, but for its words.

`python book/tools/parity.py` prints it, and what is missing or stale, of all pages, or of those that are named.
Compared are, cell by cell or section by section, structure, formulas, links, numbers, code without its words, and
outputs.
"""

import ast
import json
import re
import sys
import textwrap
from collections import Counter

import nbformat
from editions import editions
from telling import LANGUAGE_CELL, in_language, page_of, sections, stale, words_of

FIRST = editions()[0].language  # whose pages are told

DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
INLINE = re.compile(r"(?<![\\$])\$([^$\n]+(?:\n[^$\n]+)?)\$")
CODE = re.compile(r"^( *)```python\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
RST_CODE = re.compile(r"^\.\. code-block:: python\n\n((?:   .*\n|\n)+)", re.MULTILINE)
LITERAL = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
QUOTED = re.compile(r"\[((?:[^\[\]\n]|\[[^\]\n]*\])*)\]\{\.language-\w+\}")  # what stays in another language
LINK = re.compile(
    r"\]\(([^)\s]*)\)|\{\w+\}`(?:[^`<]*<)?([^`>]+)>?`|:\w+:`(?:[^`<]*<)?([^`>]+)>?`|(https?://[^\s<>)\"]+)"
)
DIRECTIVE = re.compile(r"^ *(?:`{3,}|:{3,})\{([\w-]+)\}|^\.\. ([\w:-]+)::(?: ([\w.]+))?", re.MULTILINE)
OPTION = re.compile(r"^ *(:(?:class|file|gutter|class-container|open|members|special-members)\b:? ?.*)$", re.MULTILINE)
LABELS = re.compile(r"^ *\(([\w-]+)\)=$|^\.\. _([\w-]+):$", re.MULTILINE)
HEADINGS = re.compile(r"^(#+) ", re.MULTILINE)
ROWS = re.compile(r"^ *\|.*\|$", re.MULTILINE)
ITEMS = re.compile(r"^( *)(?:-|\d+\.) ", re.MULTILINE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SIGNED = re.compile(r"(?<![\w.])[-−]?\d+(?:[.,]\d+)*")
ORDERED = ("displayed formulas", "labels", "headings", "directives", "options", "tables", "lists")
WORDY = ("alt", "ask", "code_prompt_hide", "code_prompt_show", "means", "reason", "says")  # keys of words in metadata


def differences(original, translation, language):
    """Return where a translated page says something else than the original but for its words, one line for each."""
    name = original.stem
    if original.suffix != ".ipynb":
        told, there = sections(original), sections(translation)
        found = [f"{name}: {each}" for each in unlike("sections", list(told), list(there), ordered=True)]
        pairs = [(label, told[label], there[label]) for label in told if label in there]
        return found + [f"{name}, {label}: {each}" for label, *texts in pairs for each in in_text(*texts, language)]
    notebooks = [nbformat.read(path, as_version=4) for path in (original, translation)]
    ids = [[f"{cell.id} ({cell.cell_type})" for cell in notebook.cells] for notebook in notebooks]
    found = [f"{name}: {each}" for each in unlike("cells", *ids, ordered=True)]
    there = {cell.id: cell for cell in notebooks[1].cells}
    pairs = [(cell, there[cell.id]) for cell in notebooks[0].cells if cell.id in there]
    return found + [f"{name}, {cell.id}: {each}" for cell, other in pairs for each in in_cell(cell, other, language)]


def in_cell(cell, other, language):
    """Return where a translated cell differs."""
    if cell.cell_type != other.cell_type:
        return []  # told already
    found = unlike("metadata", [looks_of(cell)], [looks_of(other)])
    if cell.cell_type == "markdown":
        return found + in_text(cell.source, other.source, language)
    if cell.id == LANGUAGE_CELL:
        return found + unlike("code", [in_language(cell.source, language)], [other.source])
    found += in_code(cell.source, other.source, language)
    return found + in_outputs(cell.outputs, other.outputs, language)


def looks_of(cell):
    """Return the metadata of a cell without its words."""
    kept = {key: cell.metadata.get(key) for key in ("tags", "jupyter")}
    return json.dumps({**kept, **unworded(words_of(cell))})


def unworded(value):
    """Return nested data with nothing where a reader reads words."""
    if isinstance(value, dict):
        return {key: "" if key in WORDY else unworded(value[key]) for key in sorted(value)}
    return [unworded(each) for each in value] if isinstance(value, list) else value


def in_text(text, other, language):
    """Return where a translated text differs, but for its words."""
    blocks, others = blocks_of(text), blocks_of(other)
    found = unlike("blocks of code", [len(blocks)], [len(others)])
    found += [each for pair in zip(blocks, others, strict=False) for each in in_code(*pair, language)]
    wanted, told = taken_apart(text, FIRST), taken_apart(other, language)
    return found + [each for what in wanted for each in unlike(what, wanted[what], told[what], what in ORDERED)]


def blocks_of(text):
    """Return the blocks of code in a text."""
    blocks = [block for _, block in CODE.findall(text)] + RST_CODE.findall(text)
    return [textwrap.dedent(block) for block in blocks]


def taken_apart(text, language):
    """Return {kind: what a text has of it}: everything that is no word."""
    text = RST_CODE.sub("", CODE.sub("", text))
    parts = {
        "labels": ["".join(found) for found in LABELS.findall(text)],
        "headings": HEADINGS.findall(text),
        "directives": [" ".join(found).split() for found in DIRECTIVE.findall(text)],
        "options": OPTION.findall(text),
        "tables": [row.replace("\\|", "").count("|") for row in ROWS.findall(LITERAL.sub("", INLINE.sub("", text)))],
        "lists": ITEMS.findall(text),
        "displayed formulas": [formula_key(found, language) for found in DISPLAYED.findall(text)],
    }
    text = DISPLAYED.sub(" ", text)
    parts["formulas"] = [formula_key(found, language) for found in INLINE.findall(text)]
    text = INLINE.sub(" ", text)
    parts["links"] = ["".join(found) for found in LINK.findall(text)]
    text = LABELS.sub("", LINK.sub("]", QUOTED.sub(" ", text)))
    text = OPTION.sub("", DIRECTIVE.sub("", text))
    parts["names in code"] = [literal_key(found, language) for _, found in LITERAL.findall(text)]
    parts["numbers"] = numbers(LITERAL.sub(" ", text), language)
    return parts


def formula_key(latex, language):
    """Return a formula without spaces, words, and the signs that languages write differently."""
    latex = re.sub(r"(?<=\d)\\,(?=\d{3})", "", latex)
    latex = latex.replace("{,}", "." if language == FIRST else "")
    latex = re.sub(r"\\(text|textsf|textbf|textit)\{[^{}]*\}", r"\\\1{}", latex)
    latex = re.sub(r"\\[ ;,:!]|\s|\\quad|\\qquad", "", latex)
    return latex.replace(";", ",").replace(":", "/").replace("\\%", "%")


def literal_key(code, language):
    """Return a piece of code in a sentence without its texts."""
    code = code.replace(f"book/{language}", f"book/{FIRST}").replace(f" EDITION={language}", "")
    return re.sub(r"\"[^\"]*\"|'[^']*'|#.*", lambda found: repr(numbers(found[0], language)), code)


def numbers(text, language, pattern=NUMBER):
    """Return the numbers in a text as both editions can be compared: 50000, 0.5."""
    if language == FIRST:
        spaces = "[ \u00a0\u202f]" if pattern is NUMBER else "[\u00a0\u202f]"  # code prints rows of numbers, too
        text = re.sub(rf"(?<=\d){spaces}(?=\d{{3}}(?!\d))", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    else:
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return [found.replace("−", "-") for found in pattern.findall(text)]


def in_code(source, other, language):
    """Return where translated code differs, but for comments, and words and decimal signs in texts."""
    try:
        trees = [ast.parse(source), ast.parse(other)]
    except SyntaxError:
        sides = numbers(source, FIRST), numbers(other, language)
        return unlike("numbers in code", *sides)
    words = (Words(FIRST), Words(language))
    lines = [ast.unparse(each.visit(tree)).splitlines() for each, tree in zip(words, trees, strict=True)]
    return unlike("code", *lines, ordered=True)


class Words(ast.NodeTransformer):
    """Puts in the place of every text in code what it has beside its words; an f-string keeps what it fills in."""

    def __init__(self, language):
        self.language = language

    def visit_Constant(self, node):
        return ast.Constant(text_key(node.value, self.language)) if isinstance(node.value, str) else node

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
    kinds = [[kind for output in each for kind in kinds_of(output)] for each in (outputs, others)]
    sides = [
        [number for output in each for number in numbers(output_text(output), spoken, SIGNED)]
        for each, spoken in ((outputs, FIRST), (others, language))
    ]
    return unlike("outputs", *kinds, ordered=True) + unlike("numbers of the output", *sides)


def kinds_of(output):
    """Return what kinds of data an output has."""
    return sorted(output.data) if "data" in output else [output.get("name", output.get("ename"))]


def output_text(output):
    """Return the text of an output; explorers are no text."""
    plain = "" if "text/html" in output.get("data", {}) else output.get("data", {}).get("text/plain", "")
    return output.get("text", "") + output.get("evalue", "") + plain


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
