"""Pack the built site into one file, for a stick or a school's server: `make zip`. Its sources are packed with it.

Unpacked, it is a folder whose index.html opens with a double click. The same files always give the same bytes.
"""

import os
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from editions import ROOT, editions

BUILT = ROOT / "_build"
NAME = editions()[0].print["file"]
SOURCES = f"{NAME}-quellen"


def pack(root, names, archive, folder):
    """Write these files of a folder into a zip file, in one folder of another name."""
    with ZipFile(archive, "w") as packed:
        for name in sorted(names):
            entry = ZipInfo(f"{folder}/{name}")  # dated 1980, whenever it is packed
            executable = (root / name).stat().st_mode & 0o100
            entry.external_attr = (0o755 if executable else 0o644) << 16
            packed.writestr(entry, (root / name).read_bytes(), ZIP_DEFLATED)


def files(root):
    """Return the names of all files in a folder."""
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]


def sources(root=ROOT):
    """Return the names of the project's files: what git knows; without git, what .gitignore does not name."""
    if (root / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, encoding="utf-8")
        if listed.returncode == 0:
            return [name for name in listed.stdout.split("\0") if (root / name).is_file()]
    patterns = [".git", ".git/", *(root / ".gitignore").read_text("utf-8").split()]
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not any(fnmatch(f"{name}/", each) for each in patterns)]
        names = [name for name in names if not any(fnmatch(name, each) for each in patterns)]
        found += [Path(folder, name).relative_to(root).as_posix() for name in names]
    return found


if __name__ == "__main__":
    archive = BUILT / f"{NAME}.zip"
    site = BUILT / "html"
    pack(site, files(site), archive, NAME)
    print(f"{archive.name}: {archive.stat().st_size / 1e6:.1f} MB")
