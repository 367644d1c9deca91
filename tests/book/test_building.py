"""`make book` builds the editions at the same time, and shows of each what it said, whole."""

import sys
from types import SimpleNamespace

import building
import pytest

# Says two lines, and between them waits for whoever is built at the same time.
STAND_IN = """
import pathlib, sys, time
own = pathlib.Path(sys.argv[1])
(own / "begun").touch()
print(f"{own.name} begins", flush=True)
end = time.monotonic() + 60
while len(list(own.parent.glob("*/begun"))) < 2:
    if time.monotonic() > end:
        sys.exit(9)
    time.sleep(0.01)
print(f"{own.name} ends", flush=True)
if "--path-output" in sys.argv:
    site = pathlib.Path(sys.argv[3], "_build/html")
    site.mkdir(parents=True, exist_ok=True)
    (site / "new.html").touch()
sys.exit((own / "fails").exists())
"""


@pytest.fixture
def built(monkeypatch, tmp_path, capfd):
    """A function that builds two editions by stand-ins: the code, what was said, and the files of the second."""

    def build(failing=()):
        both = [SimpleNamespace(language=name, folder=tmp_path / name, place=place) for name, place in PLACES.items()]
        for edition in both:
            edition.folder.mkdir()
        for name in failing:
            (tmp_path / name / "fails").touch()
        old = tmp_path / "built/html/en/old.html"
        old.parent.mkdir(parents=True)
        old.touch()
        monkeypatch.setattr(building, "COMMAND", [sys.executable, "-c", STAND_IN])
        monkeypatch.setattr(building, "ROOT", both[0].folder)
        monkeypatch.setattr(building, "BUILT", tmp_path / "built")
        monkeypatch.setattr(building, "editions", lambda: both)
        with pytest.raises(SystemExit) as ended:
            building.main()
        return ended.value.code, capfd.readouterr().out.splitlines(), [path.name for path in old.parent.iterdir()]

    return build


PLACES = {"de": "", "en": "en/"}
SAID = ["de begins", "de ends", "en begins", "en ends"]


def test_editions_are_built_at_the_same_time_and_shown_one_after_the_other(built):
    assert built() == (0, SAID, ["new.html"])


@pytest.mark.parametrize("failing", PLACES)
def test_the_build_fails_with_any_edition_and_builds_the_other_all_the_same(built, failing):
    assert built([failing]) == (1, SAID, ["new.html"])
