"""Peak memory of an epoch over all of MNIST, and the time an import takes; each in processes of its own.

`python -m benchmarks.memory PyTorch` is such a process: it trains for an epoch and prints its peak in MB.
"""

import re
import subprocess
import sys
from pathlib import Path

from benchmarks.peers import PEERS, Data, Jax, Ours, SampleBySample, Task
from nncourse import mnist

ROOT = Path(__file__).parents[1]
TASK = Task((784, 256, 128, 10), 500, "Adam", "float32")  # 120 steps see all 60,000 images
CONTESTANTS = {one.name: one for one in [Ours, *PEERS] if one is not SampleBySample}
MODULES = {"nncourse": "nncourse", "PyTorch": "torch", "scikit-learn": "sklearn.neural_network", "JAX": "jax"}


def train_an_epoch(contestant):
    """Train on all images, holding them only in the form that this contestant wants."""
    data = Data(TASK.dtype)
    if contestant not in (Ours, Jax):
        assert data.floats.size
        data.images = None
        mnist.cache_clear()
    contestant(TASK, data).epoch(0, len(data.labels) // TASK.batch)


def peak():
    """Return the most memory that this process has held so far, in MB of 10**6 bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count what the parent held when it started this process
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) * 1024 / 1e6
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # macOS counts bytes


def output(*arguments):
    """Return the number that a fresh Python prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def peaks():
    """Return {name: MB} of those who are installed, and of a Python that only loads NumPy and the images."""
    alone = "from nncourse import mnist; from benchmarks.memory import peak; mnist(); print(peak())"
    loaded = {"NumPy and the images, no training": output("-c", alone)}
    return loaded | {
        name: output("-m", "benchmarks.memory", name) for name, one in CONTESTANTS.items() if one.installed()
    }


def import_times(rounds):
    """Return {name: [ms, ...]}, each in a fresh Python: NumPy's own, and what the others add to it."""
    timed = "import {before}, time; t = time.perf_counter(); import {module}; print(1e3 * (time.perf_counter() - t))"
    codes = {"NumPy": timed.format(before="sys", module="numpy")}
    for name, module in MODULES.items():
        if name == "nncourse" or any(one.name.startswith(name) and one.installed() for one in PEERS):
            codes[name] = timed.format(before="numpy", module=module)
    times = {name: [] for name in codes}
    for round_ in range(-1, rounds):  # before the first round, one that fills the caches
        for name, code in codes.items():
            ms = output("-c", code)
            if round_ >= 0:
                times[name].append(ms)
    return times


if __name__ == "__main__":
    train_an_epoch(CONTESTANTS[sys.argv[1]])
    print(peak())
