"""What a live figure sends to the page: a still picture, a style, its words, and one script joined from its modules."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

HERE = files("nncourse.explorers")

IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.mjs";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:class|const|function) (\w+))", re.MULTILINE)
TOP_LEVEL = re.compile(r"^(?:class|const|let|function) (\w+)", re.MULTILINE)
LEFT_OVER = re.compile(r"^\s*(?:import|export)\b|\bimport\s*\(|</script|<!--", re.MULTILINE)


@dataclass(frozen=True)
class Explorer:
    """A live figure, shown as the last line of a cell; its text is one sentence.

    Attributes
    ----------
    name : str
        Which one.
    language : {"de", "en"}
    data : mapping, optional
        Whatever else its script needs, as JSON can hold it.
    """

    name: str
    language: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return texts(self.name, self.language)["sentence"]

    def _repr_html_(self) -> str:
        words = texts(self.name, self.language)
        payload = json.dumps({"texts": words, "data": self.data}, ensure_ascii=False).replace("<", r"\u003c")
        # Of a notebook that has not been run yet, JupyterLab strikes out styles, pictures and scripts: then `hidden`
        # (with a value, or it goes, too) hides what is left of the picture, and the sentence below says what to do.
        # With the style it is the other way round.
        return (
            f'<div class="nn-explorer" lang="{self.language}" data-explorer="{self.name}">\n'
            f"<style>\n{style(self.name)}</style>\n"
            f'<div class="nn-still">\n<div hidden="hidden">\n{source(f"stills/{self.name}.{self.language}.svg")}'
            f"<p>{words['sentence']} {words['still']}</p>\n</div>\n"
            f'<p class="nn-unrun">{words["sentence"]} {words["unrun"]}</p>\n</div>\n'
            f'<script type="application/json">{payload}</script>\n'
            f'<script type="module">\n{script(self.name)}</script>\n'
            "</div>"
        )


@cache
def source(name: str) -> str:
    """Return the text of a file beside this module."""
    return HERE.joinpath(name).read_text(encoding="utf-8")


@cache
def style(name: str) -> str:
    """Return the style that all explorers share, and what one of them adds to it."""
    own = HERE.joinpath(f"{name}.css")
    return source("explorers.css") + (source(own.name) if own.is_file() else "")


@cache
def texts(name: str, language: str) -> dict[str, str]:
    """Return an explorer's words in a language: its own, and those of the modules that it imports."""
    parts = [part for part in with_imports(name) if HERE.joinpath(f"texts/{part}.json").is_file()]
    return {key: text for part in parts for key, text in json.loads(source(f"texts/{part}.json"))[language].items()}


@cache
def script(name: str) -> str:
    """Return an explorer's module and all that it imports as one module, which a page can hold inline."""
    return join(with_imports(name))


def with_imports(name: str) -> dict[str, str]:
    """Return {name: source} of a module and of all that it imports, each after those that it imports itself."""
    text = source(f"{name}.mjs")
    modules: dict[str, str] = {}
    for _, origin in IMPORT.findall(text):
        modules |= with_imports(origin)
    return modules | {name: text}


def join(modules: Mapping[str, str]) -> str:
    """Return ES modules as one: in this order, without the imports and the word export.

    Parameters
    ----------
    modules : mapping of str to str
        Name -> source. An import takes one line, `import { a, b } from "./name.mjs";`, and comes
        from a module further up; an export stands before `class`, `const` or `function`.

    Raises
    ------
    ValueError
        If anything else is imported or exported, or two modules declare the same name.
    """
    exported: dict[str, set[str]] = {}
    declared: dict[str, str] = {}
    bodies = []
    for module, text in modules.items():
        for names, origin in IMPORT.findall(text):
            for name in names.split(", "):
                if name not in exported.get(origin, ()):
                    raise ValueError(f"{module}.mjs imports {name}, which {origin}.mjs above it does not export")
        exported[module] = set(EXPORT.findall(text))
        body = EXPORT.sub("", IMPORT.sub("", text))
        if odd := LEFT_OVER.search(body):
            raise ValueError(f"{module}.mjs holds {odd[0].strip()!r} in a place where the pages cannot have it")
        for name in TOP_LEVEL.findall(body):
            if name in declared:
                raise ValueError(f"{module}.mjs declares {name}, and so does {declared[name]}.mjs; rename one")
            declared[name] = module
        bodies.append(body)
    return "\n".join(bodies)
