"""The system's Chromium, and how it is started: for the still pictures, the printed book and the tests.

The one without a window comes first: for a new page it computes a sixth of what the other does.
"""

from pathlib import Path

INSTALLED = [path for path in ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium") if Path(path).exists()]
CHROMIUM = INSTALLED[0] if INSTALLED else None
MISSING = "Chromium is missing: install it (on Debian: apt install chromium-headless-shell)"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
