"""The measurements as Markdown."""

import os
import platform
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from benchmarks.peers import PEERS, Limit, Ours

BEGIN, END = "<!-- measured: written by benchmarks/speed.py -->\n", "<!-- end of measured -->\n"
PACKAGES = ["numpy", "torch", "scikit-learn", "jax", "threadpoolctl"]


def ratios(times, above, below):
    """Return time of `above` / time of `below`, round by round."""
    return np.array(times[above]) / np.array(times[below])


def spread(values, digits=2):
    """Return "median (lower quartile–upper quartile)"."""
    low, middle, high = (f"{q:.{digits}f}" for q in np.quantile(values, [0.25, 0.5, 0.75]))
    return f"{middle} ({low}–{high})"


def table(head, rows):
    """Return a Markdown table, its first column left, the others right."""
    rule = ["---"] + ["--:"] * (len(head) - 1)
    return "".join(f"| {' | '.join(map(str, row))} |\n" for row in [head, rule, *rows])


def cell(task):
    """Return where a task stands in the tables, in words."""
    return f"{task.name}, {task.batch}, {task.optimizer}"


def limit_table(measured, aims):
    """Return the table of our step against the bare matrix products."""
    rows = []
    for (task, aim), times in zip(aims.items(), measured.values(), strict=True):
        microseconds = f"{1e6 * np.median(times[Ours.name]):.0f}"
        rows.append([cell(task), task.dtype, spread(ratios(times, Ours.name, Limit.name)), aim or "", microseconds])
    return table(["network, batch, optimizer", "floats", "ours ÷ products", "aim", "ours, µs a step"], rows)


def peers_table(measured, dtype):
    """Return the table of the others against our step, for one kind of floats; bold where a peer is not slower."""
    chosen = {task: times for task, times in measured.items() if task.dtype == dtype}
    names = [one.name for one in [*PEERS, Limit] if any(one.name in times for times in chosen.values())]
    rows = []
    for task, times in chosen.items():
        compared = {name: ratios(times, name, Ours.name) for name in names}
        bold = {name for name, r in compared.items() if name != Limit.name and np.median(r) <= 1}
        rows.append([cell(task)] + [f"**{spread(r)}**" if name in bold else spread(r) for name, r in compared.items()])
    return table(["network, batch, optimizer", *names], rows)


def summary(measured):
    """Return in how many cells each of the others is slower than we are, and by how much."""
    rows = []
    for peer in PEERS:
        cells = [ratios(times, peer.name, Ours.name) for times in measured.values() if peer.name in times]
        if cells:
            medians = np.median(cells, axis=1)
            slower = f"{np.sum(medians > 1)} of {len(medians)}"
            rows.append([peer.name, slower, *(f"{f(medians):.2f}" for f in (np.min, np.median, np.max))])
    return table(["time ÷ ours", "slower than ours in", "least", "median", "largest"], rows)


def agreement_table(distances):
    """Return the table of the largest distances, {(peer, dtype): distance}."""
    names = list(dict.fromkeys(name for name, _ in distances))
    dtypes = list(dict.fromkeys(dtype for _, dtype in distances))
    return table(["", *dtypes], [[name] + [f"{distances[name, dtype]:.0e}" for dtype in dtypes] for name in names])


def memory_table(peaks):
    """Return the table of peak memory."""
    return table(["", "peak, MB"], [[name, f"{mb:.0f}"] for name, mb in peaks.items()])


def import_table(times):
    """Return the table of import times."""
    return table(["", "ms"], [[name, spread(ms, 0)] for name, ms in times.items()])


def machine(threads, shares):
    """Return the table of what it was measured on.

    `threads` are the dictionaries of threadpoolctl, `shares` the parts of a processor that the slices had.
    """
    lines = Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor()
    rows = [["processor", f"{processor}, {os.cpu_count()} cores"], ["system", f"{system()}, {platform.machine()}"]]
    rows += [["date", date.today()], ["Python", platform.python_version()]]
    for package in PACKAGES:
        try:
            rows.append([package, version(package)])
        except PackageNotFoundError:
            rows.append([package, "not installed"])
    pools = sorted((p for p in threads if p["user_api"] == "blas"), key=lambda p: "numpy" not in p["filepath"])
    rows += [["NumPy's BLAS", f"{p['internal_api']} {p['version']}, {p.get('architecture', '?')}"] for p in pools[:1]]
    rows += [["threads", ", ".join(f"{p['internal_api']} {p['num_threads']}" for p in threads) or "not known"]]
    warning = ""
    if shares:
        low, high = np.quantile(shares, [0.05, 0.95])
        rows.append(["processor time ÷ time", f"{low:.2f} to {high:.2f} (nine slices in ten)"])
        if low < 0.9:
            warning = "\n**Something else ran on this processor at the same time: measure again when it is quiet.**\n"
    return table(["", ""], rows) + warning


def system():
    """Return the name of the operating system."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def written(page, text):
    """Return the page with `text` between its two marks.

    Raises
    ------
    ValueError
        If the page has not each mark once.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError(f"the page lacks the marks; expected a line {BEGIN.strip()} and later a line {END.strip()}")
    return before + BEGIN + "\n" + text.strip() + "\n\n" + END + after


def write(page, text):
    """Put `text` between the marks of a file."""
    page.write_text(written(page.read_text(encoding="utf-8"), text), encoding="utf-8")
    print(f"written to {page.name}", file=sys.stderr)
