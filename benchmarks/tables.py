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


def network_name(task):
    return "-".join(map(str, task.sizes))


def cell(task):
    """Return where a task stands in the tables, in words."""
    return f"{network_name(task)}, {task.batch}, {task.optimizer}"


def limit_table(measured, aims):
    """Return the table of our step against the bare matrix products."""
    rows = []
    for (task, aim), times in zip(aims.items(), measured.values(), strict=True):
        microseconds = f"{1e6 * np.median(times[Ours.name]):.0f}"
        rows.append([cell(task), task.dtype, spread(ratios(times, Ours.name, Limit.name)), aim or "", microseconds])
    return table(["network, batch, optimizer", "floats", "ours ÷ products", "aim", "ours, µs a step"], rows)


def peers_table(measured, dtype):
    """Return the table of the others against our step, for one kind of floats."""
    chosen = {task: times for task, times in measured.items() if task.dtype == dtype}
    names = [one.name for one in [*PEERS, Limit] if any(one.name in times for times in chosen.values())]
    rows = [[cell(task)] + [spread(ratios(times, name, Ours.name)) for name in names] for task, times in chosen.items()]
    return table(["network, batch, optimizer", *names], rows)


def summary(measured):
    """Return how often each of the others is slower than we are, and every cell where it is not."""
    rows, faster = [], []
    names = [peer.name for peer in PEERS if any(peer.name in times for times in measured.values())]
    for name in names:
        cells = {task: ratios(times, name, Ours.name) for task, times in measured.items()}
        medians = np.array([np.median(r) for r in cells.values()])
        rows.append(
            [name, f"{(medians > 1).sum()} of {len(medians)}", f"{medians.min():.2f}", f"{np.median(medians):.2f}",
             f"{medians.max():.2f}"]
        )  # fmt: skip
        faster += [f"- {name}: {cell(t)}, {t.dtype}: {spread(r)}\n" for t, r in cells.items() if np.median(r) <= 1]
    head = ["", "slower than ours in", "least ratio", "median", "largest"]
    where = "Not slower than ours:\n\n" + "".join(faster) if faster else "None is faster than ours in any cell.\n"
    return table(head, rows) + "\n" + where


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
    pools = [p for p in threads if p["user_api"] == "blas"]
    rows += [["BLAS", f"{p['internal_api']} {p['version']}, {p.get('architecture', '?')}"] for p in pools[:1]]
    rows += [["threads", ", ".join(f"{p['internal_api']} {p['num_threads']}" for p in threads) or "not known"]]
    if shares:
        low, high = np.quantile(shares, [0.05, 0.95])
        rows.append(["processor time ÷ time", f"{low:.2f} to {high:.2f} (nine slices in ten)"])
    return table(["", ""], rows)


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
