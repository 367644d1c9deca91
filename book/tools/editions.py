"""The editions of the book, and which pages they have in which order: what `editions.yml` and `_toc.yml` say."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

BOOK = Path(__file__).parents[1]
ROOT = BOOK.parent


@dataclass(frozen=True)
class Edition:
    """One edition: its language (de), what its readers call that, and its words, which editions.yml explains."""

    language: str
    name: str
    locale: str
    title: str
    settings: dict
    contents: dict
    card: dict
    offer: dict
    reading: dict
    print: dict
    python: dict
    progress: dict
    search: dict
    guess: dict
    hero: dict

    @property
    def folder(self):
        """Where its chapters are."""
        return BOOK / self.language

    @property
    def place(self):
        """Where its pages are in the site: the first edition's at the root, those of another in a folder."""
        return "" if self == editions()[0] else f"{self.language}/"

    @property
    def names(self):
        """The names of its pages, in order; while it is being translated, of those that it has."""
        return [name for name in names_in_order() if self.has(name)]

    def has(self, name):
        """Return whether it has the page of this name."""
        return any(self.folder.glob(f"{name}.*"))


@cache
def editions():
    """Return the editions whose folder is there, in their order."""
    listed = yaml.safe_load((BOOK / "editions.yml").read_text("utf-8"))
    found = (Edition(language, **words) for language, words in listed.items())
    return [edition for edition in found if edition.folder.is_dir()]


def names_in_order(root=ROOT):
    """Return the names of the pages, in the order of the table of contents."""
    contents = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    pages = [page for part in contents["chapters"] for page in (part, *part.get("sections", ()))]
    return [contents["root"], *(page["file"] for page in pages)]
