"""How fast `nncourse` trains: against the bare matrix products, and against others who do the same.

`python -m benchmarks.speed` prints the tables of benchmarks/README.md from what is installed (about seven minutes);
`--write` also puts them there; `--quick` measures a small part of the cells, and less carefully.
"""

import argparse
import gc
import math
import os
import subprocess
import sys
import time
import warnings
from itertools import product
from pathlib import Path

import numpy as np
from tqdm import tqdm

from benchmarks import memory, tables
from benchmarks.peers import PEERS, Convolutions, Data, Limit, Ours, SampleBySample, Task, TorchConvolutions, distance

NETWORKS = [(784, 30, 10), (784, 128, 10), (784, 256, 128, 10)]
BATCHES, OPTIMIZERS, DTYPES = [10, 32, 128, 512], ["GD", "Momentum", "Adam"], ["float32", "float64"]
AIMS = {
    Task((784, 30, 10), 10, "GD", "float32"): 2.4,
    Task((784, 128, 10), 32, "GD", "float32"): 1.4,
    Task((784, 128, 10), 128, "GD", "float32"): 1.25,
    Task((784, 256, 128, 10), 32, "GD", "float32"): 1.25,
    Task((784, 256, 128, 10), 128, "GD", "float32"): 1.25,
    Task((784, 128, 10), 128, "Adam", "float32"): 1.5,
    Task((784, 256, 128, 10), 128, "Adam", "float32"): 1.5,
}
SAME = {"float32": 1e-4, "float64": 1e-10}  # how far apart may be what is the same

ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
}
CONVOLUTIONS = [Convolutions((784, 16, 32, 10), batch, "Adam", dtype) for dtype in DTYPES for batch in (50, 128)]
PARTS = ["limit", "peers", "memory", "import", "convolutions"]


class Stopwatch:
    """Times contestants in turn; `shares` collects the part of a processor that each slice had."""

    def __init__(self, rounds, seconds):
        self.rounds, self.seconds = rounds, seconds
        self.shares = []

    def slice(self, contestant, first, steps):
        """Return the seconds per step of so many steps."""
        cpu, clock = time.process_time(), time.perf_counter()
        contestant.epoch(first, steps)
        elapsed = time.perf_counter() - clock
        self.shares.append((time.process_time() - cpu) / elapsed)
        return elapsed / steps

    def enough(self, contestant, least, most):
        """Return how many steps fill a slice, from one more slice; it warms up as well."""
        per_step = min(self.slice(contestant, 0, least) for _ in range(2))
        return min(max(least, math.ceil(self.seconds / per_step)), most)

    def times(self, task, data, contestants):
        """Return {name: [seconds per step, an entry per round]}, all contestants taking turns in every round."""
        n, rng = len(data.images), np.random.default_rng(0)
        runners = [one(task, data) for one in contestants]
        common = self.enough(runners[0], 10, n // task.batch)
        steps = {one: common for one in runners}
        for one in runners:
            if isinstance(one, SampleBySample):
                steps[one] = self.enough(one, 1, common)
            one.epoch(0, steps[one])
        self.shares.clear()
        times = {one.name: [] for one in runners}
        gc.collect()
        gc.disable()
        for turn in range(self.rounds):
            first = int(rng.integers(n - common * task.batch + 1))  # images that no cache holds
            for one in runners[turn % len(runners) :] + runners[: turn % len(runners)]:
                times[one.name].append(self.slice(one, first, steps[one]))
        gc.enable()
        return times


def measure(tasks, contestants, watch, shares, what):
    """Return {task: times}."""
    measured, data = {}, None
    for task in tqdm(tasks, desc=what, unit="cell", leave=False):
        if data is None or data.dtype != task.dtype:
            data = Data(task.dtype)
        measured[task] = watch.times(task, data, contestants)
        shares += watch.shares
    return measured


def agreement(peers, networks, dtypes):
    """Return {(peer, dtype): largest distance from `nncourse` after the same steps}.

    Adam's epsilon is as good as 0 here, since scikit-learn adds it before the correction of the means, not after.

    Raises
    ------
    ArithmeticError
        As `farthest`.
    """
    found = {}
    for dtype in dtypes:
        data = Data(dtype)
        for peer in tqdm(peers, desc="the same computation", unit="peer", leave=False):
            tasks = [Task(sizes, 32, optimizer, dtype, epsilon=1e-20) for sizes in networks for optimizer in OPTIMIZERS]
            found[peer.name, dtype] = farthest(peer, tasks, data)
    return found


def farthest(peer, tasks, data):
    """Return the largest distance of a peer from `nncourse` after the same steps of these tasks.

    Raises
    ------
    ArithmeticError
        If it does not compute the same: its time would mean nothing.
    """
    found = max(distance(peer, task, data) for task in tasks)
    if not found < SAME[data.dtype]:
        raise ArithmeticError(
            f"{peer.name} in {data.dtype} ends {found:.1g} of the way from nncourse; "
            f"expected at most {SAME[data.dtype]:g}, or it does other work"
        )
    return found


def thread_pools():
    """Return what threadpoolctl knows of the libraries' threads, nothing if it is not installed.

    Raises
    ------
    RuntimeError
        If a library has more threads than one.
    """
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        return []
    pools = threadpool_info()
    if any(pool["num_threads"] > 1 for pool in pools):
        raise RuntimeError(f"more than one thread: {pools}; expected one in each library")
    return pools


def report(parts, quick):
    """Measure the parts and return their tables."""
    batches, dtypes = ([10, 128], DTYPES[:1]) if quick else (BATCHES, DTYPES)
    peers = [peer for peer in PEERS if peer.installed()]
    sections, shares = [], []
    if "memory" in parts:
        sections.append(("Memory", tables.memory_table(memory.peaks())))
    if "import" in parts:
        sections.append(("Import", tables.import_table(memory.import_times(3 if quick else 15))))
    if "peers" in parts:
        sections.append(("The same computation", tables.agreement_table(agreement(peers, NETWORKS, dtypes))))
    pools = thread_pools()
    if "limit" in parts:
        aims = AIMS if quick else AIMS | {Task(t.sizes, t.batch, t.optimizer, "float64"): None for t in AIMS}
        measured = measure(aims, [Ours, Limit], Stopwatch(5 if quick else 25, 0.03), shares, "limit")
        sections.append(("Against the bare matrix products", tables.limit_table(measured, aims)))
    if "peers" in parts:
        tasks = [Task(s, b, o, d) for d, s, o, b in product(dtypes, NETWORKS, OPTIMIZERS, batches)]
        measured = measure(tasks, [Ours, Limit, *peers], Stopwatch(3 if quick else 9, 0.03), shares, "peers")
        sections.append(("Against others", tables.summary(measured)))
        sections += [(f"Time of the others ÷ ours, {dtype}", tables.peers_table(measured, dtype)) for dtype in dtypes]
    if "convolutions" in parts and TorchConvolutions.installed():
        tasks, contestants = CONVOLUTIONS[: 1 if quick else None], [Ours, Limit, TorchConvolutions]
        for dtype in dtypes:
            farthest(TorchConvolutions, [task for task in tasks if task.dtype == dtype], Data(dtype))
        measured = measure(tasks, contestants, Stopwatch(3 if quick else 15, 0.1), shares, "convolutions")
        sections.append(("Two convolutions", tables.limit_table(measured, dict.fromkeys(tasks))))
        sections += [
            (f"Two convolutions, time ÷ ours, {dtype}", tables.peers_table(measured, dtype)) for dtype in dtypes
        ]
    sections.insert(0, ("Machine", tables.machine(pools, shares)))
    return "\n".join(f"### {title}\n\n{text}" for title, text in sections)


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="measure these parts (all)")
    parser.add_argument("--quick", action="store_true", help="few rounds, float32, batches of 10 and 128")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md too")
    chosen = parser.parse_args()
    if any(os.environ.get(name) != value for name, value in ONE_THREAD.items()):  # NumPy reads them when it loads
        again = [sys.executable, "-m", "benchmarks.speed", *sys.argv[1:]]
        return subprocess.run(again, env=os.environ | ONE_THREAD).returncode
    if hasattr(os, "sched_setaffinity"):  # JAX takes every processor that it sees
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    warnings.filterwarnings("ignore", module="sklearn")
    text = report(chosen.only, chosen.quick)
    print(text)
    if chosen.write:
        tables.write(Path(__file__).with_name("README.md"), text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
