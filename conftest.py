"""What unit tests and notebooks share: nbval runs every notebook in the kernel that wrote it."""

import os

from notebooks import KERNEL

os.environ.update(KERNEL)
os.environ.pop("MPLBACKEND", None)  # the kernel chooses its own, which draws into the notebook


def pytest_terminal_summary(terminalreporter):
    """Say how many cells nbval compared: a notebook that isn't collected would pass unseen."""
    cells = [report.nodeid for report in terminalreporter.stats.get("passed", []) if ".ipynb::" in report.nodeid]
    if cells:
        notebooks = {cell.partition("::")[0] for cell in cells}
        terminalreporter.write_line(f"nbval compared {len(cells)} cells of {len(notebooks)} notebooks")
