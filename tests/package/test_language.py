"""The language: what was set, else the environment, else German. And how it writes texts and numbers."""

import numpy as np
import pytest

from nncourse import get_language, language, set_language
from nncourse.language import Text, local


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


@pytest.mark.parametrize("wrong", ["", "fr", "DE", "en_US.UTF-8"])
def test_an_unknown_language_in_the_environment_is_none(monkeypatch, wrong):
    """What a system has set must not break a figure or an exercise."""
    monkeypatch.setenv("NNCOURSE_LANG", wrong)
    assert get_language() == "de" and str(Text("rot", "red")) == "rot"
    set_language("en")
    assert get_language() == "en"


@pytest.mark.parametrize("number", [0.25, np.float64(0.25), np.float32(0.25)])
def test_a_text_has_numbers_and_other_texts_in_its_language(number):
    text = Text("{x:.1%} {color}, {file}", "{x:.1%} {color} from {file}")
    filled = text.format(x=number, color=Text("rot", "red"), file="v1.5")
    assert (filled.de, filled.en) == ("25,0% rot, v1.5", "25.0% red from v1.5")
    assert str(filled) == filled.de
    set_language("en")
    assert str(filled) == filled.en


def test_the_decimal_sign_is_that_of_the_language():
    assert (local("-0.5"), local("-0.5", "en")) == ("-0,5", "-0.5")
    set_language("en")
    assert (local("-0.5"), local("-0.5", "de")) == ("-0.5", "-0,5")
