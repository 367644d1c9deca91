"""The language: what was set, else the environment, else German."""

import pytest

from nncourse import get_language, language, set_language


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    monkeypatch.setattr(language, "_language", None)
    monkeypatch.delenv("NNCOURSE_LANG", raising=False)


def test_german_is_the_default():
    assert get_language() == "de"


@pytest.mark.parametrize("code", ["de", "en"])
def test_what_is_set_counts(code):
    set_language(code)
    assert get_language() == code


def test_the_environment_counts_if_nothing_was_set(monkeypatch):
    monkeypatch.setenv("NNCOURSE_LANG", "en")
    assert get_language() == "en"
    set_language("de")
    assert get_language() == "de"


@pytest.mark.parametrize("wrong", ["fr", "DE", "", "deutsch", None, 1, ["de"]])
def test_an_unknown_language(wrong):
    set_language("en")
    with pytest.raises(ValueError, match="language is .*; expected one of de, en"):
        set_language(wrong)
    assert get_language() == "en"


def test_an_unknown_language_in_the_environment(monkeypatch):
    monkeypatch.setenv("NNCOURSE_LANG", "fr")
    with pytest.raises(ValueError, match="NNCOURSE_LANG is 'fr'; expected one of de, en"):
        get_language()
