"""Translate a page: what the edition does not tell yet, or no longer, and the way into it.

`python book/tools/translating.py 03_cost` writes the sheet of a chapter, `_build/sheets/en/03_cost.md`: each cell whose
words are missing or stale, in the language of the first edition (`%%% cost-mean de`) and as the edition tells it so far
(`%%% cost-mean en`). Write the edition's words there; with `--take` they go into its notebook, each cell with the hash
of what it tells. What the sheet does not name stays, and code without words is copied. `make notebooks` then runs it.

A page that is no notebook is written in its place; `--take` notes what its sections tell. `--language` chooses among
several editions.
"""

import argparse
import re
import sys
from copy import deepcopy

import nbformat
import yaml
from editions import ROOT, editions
from notebooks import as_text, normalize
from telling import (
    LANGUAGE_CELL,
    has_words,
    hash_of,
    in_language,
    page_of,
    sections,
    stale,
    told_by,
    words_of,
    write_told,
)

SHEETS = ROOT / "_build/sheets"
BLOCK = re.compile(r"^%%% (?P<id>[\w-]+) (?P<language>\w+)(?P<words> words)?\n", re.MULTILINE)
DESCRIPTION = "description"  # of the notebook: a block of its own


def sheet(original, translation, language):
    """Return the sheet of a chapter: of each cell that is missing or stale the original and what is told so far."""
    first, there = editions()[0].language, {cell.id: cell for cell in translation.cells} if translation else {}
    blocks = []
    if not translation:
        blocks += [
            f"%%% {DESCRIPTION} {first}\n{original.metadata[DESCRIPTION]}\n",
            f"%%% {DESCRIPTION} {language}\n\n",
        ]
    for cell in original.cells:
        if has_words(cell) and told_by(there.get(cell.id)) != hash_of(cell):
            blocks += written(cell, first)
            blocks += written(there[cell.id], language) if cell.id in there else [f"%%% {cell.id} {language}\n\n"]
    return "\n".join(blocks)


def written(cell, language):
    """Return the blocks of a cell: its source, and the words in its metadata."""
    blocks, words = [f"%%% {cell.id} {language}\n{cell.source}\n"], words_of(cell)
    if words:
        dumped = yaml.safe_dump(words, allow_unicode=True, sort_keys=False, width=1000)
        blocks.append(f"%%% {cell.id} {language} words\n{dumped}")
    return blocks


def read_sheet(text, language):
    """Return {id: source} and {id: words} of what a sheet tells in a language."""
    sources, words = {}, {}
    for block in BLOCK.finditer(text):
        said = text[block.end() :].partition("\n%%% ")[0].strip("\n")
        if block["language"] == language and said:
            (words if block["words"] else sources)[block["id"]] = yaml.safe_load(said) if block["words"] else said
    return sources, words


def taken(original, translation, text, language):
    """Return the edition's notebook with what the sheet tells; what it lacks is named as an error."""
    sources, words = read_sheet(text, language)
    there = {cell.id: cell for cell in translation.cells} if translation else {}
    unknown = {*sources, *words} - {cell.id for cell in original.cells} - {DESCRIPTION}
    missing = []
    result = deepcopy(original)
    for cell in result.cells:
        tells, before = hash_of(cell), there.get(cell.id)
        told = cell.id in sources or cell.id in words
        if cell.id == LANGUAGE_CELL:
            cell.source = in_language(cell.source, language)
        elif cell.id.startswith("exercise"):
            cell.source = before.source if before else cell.source  # `tools/exercises.py` writes it
        elif told or (before is not None and told_by(before) == tells and has_words(cell)):
            cell.source = sources.get(cell.id, before.source if before else cell.source)
            for key, said in words.get(cell.id, words_of(before) if before else {}).items():
                cell.metadata[key] = said
        elif cell.cell_type == "markdown":
            missing.append(cell.id)
            continue
        if has_words(cell):
            cell.metadata["nncourse"] = {**cell.metadata.get("nncourse", {}), "tells": tells}
        if cell.cell_type == "code":
            same = before is not None and before.source == cell.source
            cell.outputs = before.outputs if same else []
    if missing or unknown:
        sys.exit("\n".join([f"not told: {name}" for name in missing] + [f"no such cell: {name}" for name in unknown]))
    description = translation.metadata[DESCRIPTION] if translation else None
    result.metadata[DESCRIPTION] = sources.get(DESCRIPTION, description)
    return result


def main():
    """Write the sheets of these pages, or take them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("names", nargs="+", metavar="PAGE", help="such as 03_cost or glossary")
    parser.add_argument("--take", action="store_true", help="take what the sheet, or the page, tells")
    parser.add_argument("--language", default="en")
    wanted = parser.parse_args()
    first = editions()[0]
    folder = first.folder.with_name(wanted.language)
    for name in wanted.names:
        original = page_of(first.folder, name)
        if original.suffix != ".ipynb":
            path = folder / original.name
            if wanted.take:
                path.write_text(write_told(path, sections(original)), "utf-8")
            else:
                print(*stale(original, path) or [f"{name}: nothing is missing or stale"], sep="\n")
            continue
        path, file = folder / original.name, SHEETS / wanted.language / f"{name}.md"
        notebook = nbformat.read(original, as_version=4)
        translation = nbformat.read(path, as_version=4) if path.exists() else None
        if wanted.take:
            path.parent.mkdir(exist_ok=True)
            result = taken(notebook, translation, file.read_text("utf-8"), wanted.language)
            path.write_text(as_text(normalize(result)), encoding="utf-8")
            print(path.relative_to(ROOT))
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(sheet(notebook, translation, wanted.language), "utf-8")
            print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
