"""The language of figures and exercises: German, or English."""

from __future__ import annotations

import os

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
    _language = checked_language("language", language)


def get_language() -> str:
    """Return what was set, else the environment variable NNCOURSE_LANG, else "de"."""
    return _language or checked_language("NNCOURSE_LANG", os.environ.get("NNCOURSE_LANG", "de"))


def checked_language(name: str, language: str) -> str:
    """Return `language` if there is such a one.

    Raises
    ------
    ValueError
        If not.
    """
    if not isinstance(language, str) or language not in LANGUAGES:
        raise ValueError(f"{name} is {shown(language)}; expected one of {', '.join(LANGUAGES)}")
    return language
