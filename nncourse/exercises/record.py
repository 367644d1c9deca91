"""What has been solved, kept on this computer only.

Every exercise has files of its own, "sigmoid.tried" and "sigmoid.passed", that are made once
and never changed or deleted. So two notebooks at once, a full disk or a broken file can lose
nothing that was there.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the user's data that belongs to the course.

    The environment variable NNCOURSE_DATA names another one.

    Raises
    ------
    OSError
        If nothing is said and the user has no home.
    """
    if "NNCOURSE_DATA" in os.environ:
        return Path(os.environ["NNCOURSE_DATA"])
    try:
        home = Path.home()
    except RuntimeError:  # a container with a user that nobody knows
        raise FileNotFoundError(
            "this user has no home; name a folder in the environment variable NNCOURSE_DATA"
        ) from None
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home / "AppData/Roaming")) / "nncourse"
    if sys.platform == "darwin":
        return home / "Library/Application Support/nncourse"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "nncourse"


def remember(exercise_id: str, passed: bool) -> None:
    """Remember that an exercise was tried, or solved.

    Raises
    ------
    OSError
        If the folder cannot be written; what was remembered before is still there then.
    """
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{exercise_id}.{'passed' if passed else 'tried'}").touch()


def state(exercise_id: str) -> str:
    """Return "passed", "tried" or "open"."""
    with contextlib.suppress(OSError):
        folder = data_folder()
        for known in ("passed", "tried"):
            if os.path.exists(folder / f"{exercise_id}.{known}"):
                return known
    return "open"
