"""Repeated runs: one after the other, on all cores, or on a cluster, always the same numbers, seed by seed.

The package has no code of its own for this: joblib spreads the runs. What has to hold is that a run depends on nothing
but its seed, and that all it takes and returns can travel to another process.
"""

import copy
import io
import os
import pickle
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pytest
from dask.distributed import Client
from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky import get_reusable_executor
from tqdm import tqdm

from nncourse import (
    Adam,
    CrossEntropy,
    Dense,
    DivergedError,
    GradientDescent,
    Maxout,
    Network,
    SquaredError,
    backprop,
    identity,
    moons,
    one_hot,
    relu,
    tanh,
    train,
)
from nncourse.optimizers import OPTIMIZERS

SEEDS = range(6)
HELD = 1  # the seed whose first attempt waits in the middle of its training until its machine is switched off
PATIENCE = 120  # seconds after which a wait is given up; nothing here measures time


def data():
    X, targets = moons(200, seed=100)
    return X, one_hot(targets.astype(int).ravel(), 2)


def run(seed, folder=None):
    """Train a network with validation data; leave a note in the folder when the run is under way and when it ends."""
    (X, G), optimizer = data(), Adam(0.01)
    network = Network.mlp([2, 16, 16, 2], hidden=relu, output=identity, seed=seed)
    settings = {"epochs": 5, "batch_size": 20, "validation": (X[::2], G[::2]), "progress": False}
    first = train(network, X, G, CrossEntropy(), optimizer, **settings, seed=2 * seed)
    if folder is not None:
        (folder / f"begun-{seed}-{os.getpid()}").touch()
        if seed == HELD:
            wait_for(lambda: (folder / "switched-off").exists())
    second = train(network, X, G, CrossEntropy(), optimizer, **settings, seed=2 * seed + 1)
    if folder is not None:
        (folder / f"ended-{seed}-{os.getpid()}").touch()
    return network, first, second


def diverge():
    network = Network.mlp([2, 8, 2], hidden=relu, output=identity)
    train(network, *data(), SquaredError(), GradientDescent(1e6), epochs=50, progress=False)


def wait_for(condition):
    """Return the condition's value as soon as it counts as true."""
    for _ in range(50 * PATIENCE):
        if value := condition():
            return value
        time.sleep(0.02)
    raise TimeoutError("waited in vain")


def notes(folder, kind, seed):
    """Return the processes that have left this note."""
    return sorted(int(path.name.split("-")[2]) for path in folder.glob(f"{kind}-{seed}-*"))


def bits(results):
    """Return what has to be equal of every run: all parameters and all curves, bit for bit."""
    return [(network.theta.tobytes(), repr(network), vars(first), vars(second)) for network, first, second in results]


@pytest.fixture(scope="module")
def serial():
    return bits(run(seed) for seed in SEEDS)


# A run depends on its seed


def test_each_seed_is_another_run_and_the_order_does_not_matter(serial):
    assert len({theta for theta, *_ in serial}) == len(SEEDS)
    np.random.seed(0)  # noqa: NPY002 - what others do with NumPy's own randomness
    assert bits(run(seed) for seed in reversed(SEEDS)) == serial[::-1]


# What a run takes and returns can travel


@pytest.mark.parametrize("travel", [copy.deepcopy, lambda things: pickle.loads(pickle.dumps(things))])
@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_a_network_and_its_optimizer_go_on_where_they_were(kind, travel):
    X, G = data()
    network, optimizer = Network(Dense(2, 4, tanh), Maxout(4, 2), seed=3), kind(0.05)
    history = train(network, X, G, CrossEntropy(), optimizer, epochs=2, batch_size=20)
    twin, its_optimizer, its_history = travel((network, optimizer, history))
    assert its_history == history
    assert np.shares_memory(twin.layers[1].W, twin.theta) and not np.shares_memory(twin.theta, network.theta)
    for net, steps in ((network, optimizer), (twin, its_optimizer)):
        train(net, X, G, CrossEntropy(), steps, epochs=2, batch_size=20, seed=1)
        steps.step(net.theta, backprop(net, X, G, CrossEntropy())[1])
    assert twin.theta.tobytes() == network.theta.tobytes()
    assert repr(twin) == repr(network) and twin.layers[0].f is tanh


def test_a_diverged_run_says_so_from_another_process():
    with pytest.raises(DivergedError) as here:
        diverge()
    there = pickle.loads(pickle.dumps(here.value))
    assert str(there) == str(here.value)
    assert (there.step, there.epoch, there.history) == (here.value.step, here.value.epoch, here.value.history)


# All cores of one machine


@pytest.fixture
def loky():
    """End joblib's worker processes, which would wait for more work."""
    yield
    get_reusable_executor().shutdown(wait=True)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_one_and_two_processes_equal_the_serial_runs(serial, n_jobs, loky):
    shown = io.StringIO()
    runs = Parallel(n_jobs=n_jobs, return_as="generator")(delayed(run)(seed) for seed in SEEDS)
    assert bits(tqdm(runs, total=len(SEEDS), file=shown, disable=False)) == serial
    assert f"{len(SEEDS)}/{len(SEEDS)}" in shown.getvalue()


def test_one_diverged_run_is_named(loky):
    with pytest.raises(DivergedError, match="try a smaller learning_rate"):
        Parallel(n_jobs=2)(delayed(diverge)() for _ in range(2))


# A cluster


@contextmanager
def program(*arguments, log):
    """A process of its own that is ended on leaving: `dask scheduler` or `dask worker`."""
    here = str(Path(__file__).parent)  # a worker imports `run` from this module
    environment = {**os.environ, "PYTHONPATH": here, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "dask", *map(str, arguments), "--no-dashboard"]
    with open(log, "wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers with one thread each; return a client, and the workers by process id."""
    address = tmp_path / "scheduler.json"
    worker = ("worker", "--scheduler-file", address, "--nthreads", 1, "--no-nanny", "--local-directory", tmp_path)
    with ExitStack() as stack:
        at_home = ("--host", "127.0.0.1")
        start = [("scheduler", "--scheduler-file", address, *at_home, "--port", 0), worker, worker]
        scheduler, *workers = [
            stack.enter_context(program(*arguments, log=tmp_path / f"{arguments[0]}-{k}.log"))
            for k, arguments in enumerate(start)
        ]
        wait_for(lambda: address.exists() or scheduler.poll() is not None)
        client = stack.enter_context(Client(scheduler_file=str(address), timeout=PATIENCE))
        client.wait_for_workers(2, timeout=PATIENCE)
        yield client, {process.pid: process for process in workers}


def test_a_machine_that_is_switched_off_changes_nothing(serial, cluster, tmp_path):
    client, workers = cluster
    assert set(client.run(os.getpid).values()) == set(workers) and os.getpid() not in workers
    shown = io.StringIO()
    with parallel_config(backend="dask"):
        runs = Parallel(return_as="generator")(delayed(run)(seed, tmp_path) for seed in SEEDS)
        bar = iter(tqdm(runs, total=len(SEEDS), file=shown, disable=False))
        finished = [next(bar)]  # comes while another run is still at work: progress shows
        (busy,) = wait_for(lambda: notes(tmp_path, "begun", HELD))
        workers[busy].kill()
        workers[busy].wait()
        (tmp_path / "switched-off").touch()
        finished += bar
    assert bits(finished) == serial
    assert f"{len(SEEDS)}/{len(SEEDS)}" in shown.getvalue()
    (other,) = set(workers) - {busy}
    assert notes(tmp_path, "begun", HELD) == sorted(workers)  # it was under way on one and began anew on the other
    assert notes(tmp_path, "ended", HELD) == [other]
    assert list(client.run(os.getpid).values()) == [other]
