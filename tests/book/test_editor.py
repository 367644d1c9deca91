"""The editor's bundle is what its sources and its lock make."""

import json
import shutil
import subprocess

import pages
import pytest

EDITOR = pages.ROOT / "book/browser/editor"


def test_every_package_of_the_lock_has_its_hash_and_no_address():
    lock = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 10
    assert [name for name, package in packages.items() if "integrity" not in package or "resolved" in package] == []


@pytest.mark.long
@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is missing: nothing can make the bundle")
def test_the_bundle_is_made_again(tmp_path):
    for path in EDITOR.glob("*.*"):
        if path.is_file():
            (tmp_path / "editor").mkdir(exist_ok=True)
            shutil.copy(path, tmp_path / "editor")
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        subprocess.run(command, cwd=tmp_path / "editor", check=True, capture_output=True)
    assert (tmp_path / "editor.js").read_bytes() == (EDITOR.parent / "editor.js").read_bytes()
