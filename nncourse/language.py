"""The language of figures and exercises, German or English: texts in both, and how each writes numbers."""

from __future__ import annotations

import os
import string
from dataclasses import dataclass
from numbers import Real
from typing import Any

from nncourse.checks import shown

LANGUAGES = ("de", "en")
_language: str | None = None


def set_language(language: str) -> None:
    """Choose the language of what the package shows a reader.

    Parameters
    ----------
    language : {"de", "en"}

    Raises
    ------
    ValueError
        If there is no such language.
    """
    global _language
    if not isinstance(language, str) or language not in LANGUAGES:
        raise ValueError(f"language is {shown(language)}; expected one of {', '.join(LANGUAGES)}")
    _language = language


def get_language() -> str:
    """Return what was set, else the environment variable NNCOURSE_LANG if it names a language, else "de"."""
    wanted = _language or os.environ.get("NNCOURSE_LANG")
    return wanted if wanted in LANGUAGES else "de"


def local(number: str, language: str | None = None) -> str:
    """Return a number's text with the decimal sign of a language; of the one that is set if none is given."""
    return number.replace(".", ",") if (language or get_language()) == "de" else number


@dataclass(frozen=True)
class Text:
    """The same text in both languages; `str()` gives the one that is set."""

    de: str
    en: str

    def __str__(self) -> str:
        try:
            language = get_language()
        except ValueError:  # NNCOURSE_LANG names none; a check says what it has to say all the same
            language = "de"
        return self.de if language == "de" else self.en

    def format(self, *values: Any, **named: Any) -> Text:
        """Return both texts with values in their braces, a number with the decimal sign of its language."""
        return Text(Filled("de").format(self.de, *values, **named), Filled("en").format(self.en, *values, **named))


class Filled(string.Formatter):
    """str.format in one of the languages: numbers as it writes them, other texts in it."""

    def __init__(self, language: str):
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return value.de if self.language == "de" else value.en
        text = str(super().format_field(value, format_spec))
        return local(text, self.language) if isinstance(value, Real) else text
