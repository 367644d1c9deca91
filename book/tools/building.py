"""Build the site: `make book`.

The first edition stands at the site's root, each other in a folder of its own, with its own search and styles.
"""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from editions import ROOT, editions

COMMAND = [Path(sysconfig.get_path("scripts"), "jupyter-book"), "build", "-W", "-n", "--keep-going"]
COMMAND += ["--config", ROOT / "_config.yml", "--toc", ROOT / "_toc.yml"]
BUILT = ROOT / "_build"


def main():
    """Build every edition whose folder is there; a warning is an error, but the next edition is built all the same."""
    codes = [subprocess.run([*COMMAND, ROOT]).returncode]
    for edition in editions()[1:]:
        output = BUILT / edition.language
        codes.append(subprocess.run([*COMMAND, edition.folder, "--path-output", output]).returncode)
        place = BUILT / "html" / edition.place
        shutil.rmtree(place, ignore_errors=True)
        if (output / "_build/html").is_dir():
            shutil.copytree(output / "_build/html", place)
    sys.exit(max(codes))


if __name__ == "__main__":
    main()
