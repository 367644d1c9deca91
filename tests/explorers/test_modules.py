"""The explorers' modules as texts: no formatter holds their form, so these tests do."""

from pathlib import Path

import pytest

from nncourse import explorers

MODULES = sorted(Path(explorers.__file__).parent.glob("*.mjs"))
LONGEST = 120


def complaints(text):
    """Return what is wrong with the form of a module, line by line."""
    found = []
    for n, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST:
            found.append(f"line {n} has {len(line)} characters, at most {LONGEST} are read at once")
        if "\t" in line:
            found.append(f"line {n} holds a tab")
        if line != line.rstrip():
            found.append(f"line {n} ends in spaces")
        if (len(line) - len(line.lstrip(" "))) % 2:
            found.append(f"line {n} is indented by an odd number of spaces")
    if not text.endswith("\n") or text.endswith("\n\n"):
        found.append("it does not end in one line break")
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_form(module):
    assert complaints(module.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x" * 121 + "\n", "has 121 characters"),
        ("\tx\n", "holds a tab"),
        ("x \n", "ends in spaces"),
        ("   x\n", "is indented by an odd number"),
        ("x", "does not end in one line break"),
        ("x\n\n", "does not end in one line break"),
    ],
)
def test_another_form_is_seen(text, complaint):
    assert len(complaints(text)) == 1 and complaint in complaints(text)[0]
