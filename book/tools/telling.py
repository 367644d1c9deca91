"""What a translation tells: each text cell, and code with words in it, keeps the hash of the cell that it tells.

It stands in the cell's metadata (`nncourse.tells`); of a page that is no notebook the front matter, or the fields at
its top, hold it for each section.
"""

import hashlib
import json
import re
import tokenize
from ast import Constant, parse, walk
from io import StringIO

import nbformat
import yaml
from editions import editions

LANGUAGE_CELL = "language"  # sets the language of the package, in every notebook
WORDS = ("mystnb", "nncourse")  # the metadata of a cell that a reader reads
FRONT = re.compile(r"\A---\n(.*?)^---\n", re.MULTILINE | re.DOTALL)
FIELDS = re.compile(r"\A(?::\w+: .*\n)+")
SECTION = re.compile(r"^(?=(?:\([\w-]+\)=\n)+#+ |\.\. _[\w-]+:\n\n.+\n[=-]+$)", re.MULTILINE)
LABEL = re.compile(r"\A(?:\(|\.\. _)([\w-]+)")
TOP = "top"  # what stands before a page's first section


def page_of(folder, name):
    """Return the file of the page of this name."""
    return next(folder.glob(f"{name}.*"))


def in_language(source, language):
    """Return the code of the cell that sets the language, for another edition's."""
    return source.replace(f'"{editions()[0].language}"', f'"{language}"')


def words_of(cell):
    """Return the metadata of a cell that a reader reads, without the hash."""
    found = {key: dict(cell.metadata[key]) for key in WORDS if key in cell.metadata}
    found.get("nncourse", {}).pop("tells", None)
    return {key: json.loads(json.dumps(value)) for key, value in found.items() if value}


def has_words(cell):
    """Return whether a cell says anything in a language: exercises do, too, but from the package's own texts."""
    if cell.id.startswith("exercise") or cell.id == LANGUAGE_CELL:
        return False
    return cell.cell_type == "markdown" or bool(words_of(cell)) or bool(words_in_code(cell.source))


def words_in_code(source):
    """Return the comments and texts of a piece of code that hold a word."""
    texts = [node.value for node in walk(parse(source)) if isinstance(node, Constant)]
    return [text for text in comments_in(source) + texts if isinstance(text, str) and re.search(r"[^\W\d_]{2}", text)]


def comments_in(source):
    """Return the comments in a piece of code."""
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def hashed(text):
    """Return the hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def hash_of(cell):
    """Return the hash of what a cell says."""
    return hashed(cell.source + json.dumps(words_of(cell), sort_keys=True, ensure_ascii=False))


def told_by(cell):
    """Return the hash of what a translated cell tells; None if there is none."""
    return cell and cell.metadata.get("nncourse", {}).get("tells")


def sections(path):
    """Return {label: text} of a page that is no notebook: what it says, and what its front matter does."""
    said = {key: value for key, value in front_of(path.read_text("utf-8")).items() if key != "tells"}
    found = parts(path)
    return found | {TOP: json.dumps(said, sort_keys=True, ensure_ascii=False) + found[TOP]}


def parts(path):
    """Return {label: text} of a page that is no notebook, without its front matter."""
    text = path.read_text("utf-8")
    pieces = SECTION.split(text[len(head_of(text)) :])
    return {TOP: pieces[0]} | {LABEL.match(piece)[1]: piece for piece in pieces[1:]}


def head_of(text):
    """Return the front matter of a page, or its fields, as they stand there."""
    found = FRONT.match(text) or FIELDS.match(text)
    return found[0] if found else ""


def front_of(text):
    """Return what the front matter of a page says."""
    found = FRONT.match(text)
    if found:
        return yaml.safe_load(found[1])
    fields = dict(re.findall(r"^:(\w+): (.*)$", head_of(text), re.MULTILINE))
    if "tells" in fields:
        fields["tells"] = dict(each.split() for each in fields["tells"].split(","))
    return fields


def write_told(path, told):
    """Return the text of a page whose front matter notes which sections it tells."""
    text = path.read_text("utf-8")
    hashes = {label: hashed(said) for label, said in told.items()}
    if path.suffix == ".rst":
        rest = re.sub(r"^:tells: .*\n", "", text, flags=re.MULTILINE)
        line = ", ".join(f"{label} {value}" for label, value in hashes.items())
        return head_of(rest) + f":tells: {line}\n" + rest[len(head_of(rest)) :]
    front = {**front_of(text), "tells": hashes}
    dumped = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{dumped}---\n" + text[len(head_of(text)) :]


def stale(original, translation):
    """Return the names of cells, or sections, that a translation lacks or tells as they were, or that say nothing."""
    if original.suffix == ".ipynb":
        cells = nbformat.read(original, as_version=4).cells
        there = {cell.id: cell for cell in nbformat.read(translation, as_version=4).cells}
        wanted = {cell.id: hash_of(cell) if has_words(cell) else None for cell in cells}
        told = {name: told_by(there.get(name)) for name in wanted}
    else:
        wanted = {label: hashed(said) for label, said in sections(original).items()}
        told = front_of(translation.read_text("utf-8")).get("tells", {}) if translation.exists() else {}
    return [name for name in wanted | told if told.get(name) != wanted.get(name)]
