"""Make the environment of the course in `.venv/`, from nothing but a Python: `make` does it first.

Where there is no make, it is the first of two commands: `py book\\tools\\environment.py` on Windows, elsewhere
`python3 book/tools/environment.py`; `jupyter lab` or `jupyter-book build` of the environment is the second.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main():
    """Install what the lock says, the package as it is here, and Python for the page; build matplotlib's cache."""
    print("Making the environment in .venv; this takes some minutes ...", flush=True)
    venv.create(FOLDER, clear=True, with_pip=True, symlinks=os.name != "nt")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--require-hashes", "--requirement", "requirements.txt")
    run(*pip, "install", "--quiet", "--no-build-isolation", "--no-deps", "--editable", ".")
    fetch = ["download", "--quiet", "--no-deps", "--require-hashes", "--dest", FOLDER / "browser"]
    run(*pip, *fetch, "--requirement", Path("book/browser/runtime/requirements.txt"))
    run(PYTHON, "-c", "import matplotlib.pyplot")  # its cache, else written to the first notebook's stderr


def run(*command):
    """Run a command in the project's folder; end if it fails, which it says itself."""
    done = subprocess.run(command, cwd=ROOT)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(f"This is Python {sys.version.split()[0]}; the course needs 3.11 or newer.")
    try:
        import ensurepip  # noqa: F401
    except ModuleNotFoundError:
        sys.exit("This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv")
    main()
