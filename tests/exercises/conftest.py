"""What the tests of the exercises share: a folder for their progress, and both languages."""

import pytest

from nncourse import language as languages
from nncourse.language import get_language, set_language


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Keep the tests' progress away from the user's."""
    monkeypatch.setenv("NNCOURSE_DATA", str(tmp_path))


@pytest.fixture(params=["de", "en"])
def language(request):
    before = get_language()
    set_language(request.param)
    yield request.param
    set_language(before)


@pytest.fixture
def nothing_set(monkeypatch):
    """No language is chosen, and none stands in the environment."""
    monkeypatch.setattr(languages, "_language", None)
    monkeypatch.delenv("NNCOURSE_LANG", raising=False)
