"""Build the site: `make book`.

The first edition stands at the site's root, each other in a folder of its own, with its own search and styles. They are
built at the same time, each by a process that writes where no other does.
"""

import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from editions import ROOT, editions

COMMAND = [Path(sysconfig.get_path("scripts"), "jupyter-book"), "build", "-W", "-n", "--keep-going"]
COMMAND += ["--config", ROOT / "_config.yml", "--toc", ROOT / "_toc.yml"]
BUILT = ROOT / "_build"


def main():
    """Build every edition whose folder is there; a warning is an error, but the others are built all the same."""
    others = editions()[1:]
    with ThreadPoolExecutor() as pool:
        beside = [pool.submit(build, edition) for edition in others]
        codes = [subprocess.run([*COMMAND, ROOT]).returncode]
        codes += [shown(each.result()) for each in beside]
    for edition in others:
        put_into_the_site(edition)
    sys.exit(max(codes))


def build(edition):
    """Build an edition beside the first; return the finished process, which has said nothing yet."""
    command = [*COMMAND, edition.folder, "--path-output", BUILT / edition.language]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def shown(finished):
    """Show what a finished process has said; return its code."""
    sys.stdout.buffer.write(finished.stdout)
    sys.stdout.flush()
    return finished.returncode


def put_into_the_site(edition):
    """Copy the built pages of an edition to their place, instead of those that were there."""
    place, built = BUILT / "html" / edition.place, BUILT / edition.language / "_build/html"
    shutil.rmtree(place, ignore_errors=True)
    if built.is_dir():
        shutil.copytree(built, place)


if __name__ == "__main__":
    main()
