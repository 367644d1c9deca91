"""The benchmarks compare equal work, and their tables say what was measured. Nothing is timed here."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from benchmarks import autograd, memory, speed, tables
from benchmarks.peers import (
    PEERS,
    Contestant,
    Convolutions,
    Data,
    Limit,
    Ours,
    Task,
    TorchConvolutions,
    distance,
)
from nncourse import CrossEntropy, backprop

ROOT = Path(__file__).parents[2]
TASKS = [Task((784, 12, 7, 10), 8, *rest, epsilon=1e-20) for rest in product(speed.OPTIMIZERS, speed.DTYPES)]


@pytest.fixture(scope="module")
def data():
    """The digits, once for each kind of floats; only a few of them as floats."""
    found = {}
    for dtype in speed.DTYPES:
        found[dtype] = Data(dtype)
        found[dtype].images, found[dtype].labels = found[dtype].images[:64], found[dtype].labels[:64]
    return found


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
@pytest.mark.parametrize("task", TASKS, ids=str)
def test_every_peer_takes_the_steps_that_we_take(peer, task, data):
    if not peer.installed():
        pytest.skip(f"{peer.needs} is not installed")
    assert distance(peer, task, data[task.dtype]) < speed.SAME[task.dtype]


@pytest.mark.skipif(not TorchConvolutions.installed(), reason="torch is not installed")
@pytest.mark.parametrize(("optimizer", "dtype"), [*product(speed.OPTIMIZERS, speed.DTYPES)])
def test_pytorch_takes_our_steps_with_convolutions_too(optimizer, dtype, data):
    task = Convolutions((784, 3, 2, 10), 8, optimizer, dtype, epsilon=1e-20)
    assert distance(TorchConvolutions, task, data[dtype]) < speed.SAME[dtype]


@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer.installed()], ids=lambda peer: peer.name)
def test_a_peer_that_does_other_work_is_not_timed(peer, monkeypatch):
    class Lazy(peer):
        def epoch(self, first, steps, order=None):
            super().epoch(first, steps - 1, order[self.task.batch :])

    with pytest.raises(ArithmeticError, match=f"{peer.name} in float32 ends .* expected at most"):
        speed.agreement([Lazy], [(784, 5, 10)], ["float32"])


@pytest.mark.parametrize("peer", [Ours, *PEERS], ids=lambda peer: peer.name)
def test_an_epoch_of_its_own_order_moves_the_parameters_and_stays_within_its_samples(peer, data):
    if not peer.installed():
        pytest.skip(f"{peer.needs} is not installed")
    task = Task((784, 5, 10), 8, "GD", "float32")
    one = peer(task, data["float32"])
    before = [np.array(p) for p in one.parameters()]
    one.epoch(first=40, steps=3)  # the last three batches there are
    after = one.parameters()
    assert [p.shape for p in after] == [p.shape for p in before] == [(5, 784), (5,), (10, 5), (10,)]
    assert all(p.dtype == np.float32 and not np.array_equal(p, q) for p, q in zip(after, before, strict=True))


def test_the_limit_is_the_matrix_products_of_a_step(data):
    """Fed with a batch layer by layer, its products are the gradient in every W."""
    task, digits = Task((784, 12, 7, 10), 8, "GD", "float64"), data["float64"]
    limit, network = Limit(task, digits), task.network()
    Z, A = network.forward(digits.images[:8])
    _, gradient = backprop(network, digits.images[:8], digits.targets[:8], CrossEntropy())
    slots = network.views(gradient)
    # Of every layer: z without b, dC/dW, and but for the first dC/da of the layer below.
    assert [result.shape for *_, result in limit.products] == [
        (8, 12), (12, 784),
        (8, 7), (7, 12), (8, 12),
        (8, 10), (10, 7), (8, 7),
    ]  # fmt: skip
    forward = [limit.products[k] for k in (0, 2, 5)]
    for k, (left, right, result) in enumerate(forward):
        left[...], right[...] = A[k], network.layers[k].W.T
        limit.epoch(0, 1)
        np.testing.assert_allclose(result + network.layers[k].b, Z[k], rtol=1e-12)
    delta = np.exp(Z[-1]) / np.exp(Z[-1]).sum(axis=1, keepdims=True) - digits.targets[:8]
    for k, at in [(2, 5), (1, 2), (0, 0)]:
        limit.products[at + 1][0][...] = delta.T / 8
        limit.epoch(0, 1)
        np.testing.assert_allclose(limit.products[at + 1][2], slots[k][0], rtol=1e-9, atol=1e-15)
        if k > 0:
            np.testing.assert_allclose(limit.products[at + 2][2] * 8, delta @ network.layers[k].W, rtol=1e-9)
            delta = (delta @ network.layers[k].W) * (Z[k - 1] > 0)


def test_the_limit_of_convolutions_uses_their_weights_at_every_place(data):
    limit = Limit(Convolutions((784, 3, 2, 10), 8, "GD", "float64"), data["float64"])
    assert [(left.shape, right.shape) for left, right, _ in limit.products] == [
        ((8 * 24 * 24, 25), (25, 3)), ((3, 8 * 24 * 24), (8 * 24 * 24, 25)),
        ((8 * 8 * 8, 75), (75, 2)), ((2, 8 * 8 * 8), (8 * 8 * 8, 75)), ((8 * 8 * 8, 2), (2, 75)),
        ((8, 32), (32, 10)), ((10, 8), (8, 32)), ((8, 10), (10, 32)),
    ]  # fmt: skip
    limit.epoch(0, 1)


class Waiting(Contestant):
    """Counts its steps and takes no time."""

    name, calls = "waiting", None

    def start(self, network):
        type(self).calls = []

    def epoch(self, first, steps, order=None):
        self.calls.append((first, steps))


def test_contestants_take_turns_over_the_same_samples(data):
    class First(Waiting):
        name = "first"

    class Second(Waiting):
        name = "second"

    times = speed.Stopwatch(rounds=4, seconds=1e9).times(TASKS[0], data["float32"], [First, Second])
    assert {name: len(t) for name, t in times.items()} == {"first": 4, "second": 4}
    assert First.calls[-4:] == Second.calls[-4:]
    assert {steps for _, steps in First.calls[-4:]} == {8}  # no more than there are: 64 samples in batches of 8


def fake(dtype):
    return {
        Task((784, 30, 10), 10, "GD", dtype): {
            "nncourse": [2.0, 1.0, 4.0], "matrix products": [1.0, 1.0, 1.0],
            "PyTorch": [4.0, 3.0, 4.0], "JAX, compiled": [1.0, 0.5, 4.0],
        },
        Task((784, 30, 10), 32, "Adam", dtype): {
            "nncourse": [1.0, 1.0, 1.0], "matrix products": [0.5, 0.5, 0.5],
            "PyTorch": [1.5, 1.5, 1.5], "JAX, compiled": [2.0, 2.0, 2.0],
        },
    }  # fmt: skip


def test_a_table_shows_the_median_of_the_ratios_and_their_quartiles():
    lines = tables.peers_table(fake("float32") | fake("float64"), "float32").splitlines()
    assert lines == [
        "| network, batch, optimizer | PyTorch | JAX, compiled | matrix products |",
        "| --- | --: | --: | --: |",
        "| 784-30-10, 10, GD | 2.00 (1.50–2.50) | **0.50 (0.50–0.75)** | 0.50 (0.38–0.75) |",
        "| 784-30-10, 32, Adam | 1.50 (1.50–1.50) | 2.00 (2.00–2.00) | 0.50 (0.50–0.50) |",
    ]


def test_the_limit_s_table_shows_the_aim_where_there_is_one():
    measured = fake("float32")
    aims = dict(zip(measured, [2.4, None], strict=True))
    assert tables.limit_table(measured, aims).splitlines()[2:] == [
        "| 784-30-10, 10, GD | float32 | 2.00 (1.50–3.00) | 2.4 | 2000000 |",
        "| 784-30-10, 32, Adam | float32 | 2.00 (2.00–2.00) |  | 1000000 |",
    ]


def test_the_summary_counts_the_cells_where_the_others_are_slower():
    text = tables.summary(fake("float32") | fake("float64"))
    assert text.splitlines()[2:] == [
        "| PyTorch | 4 of 4 | 1.50 | 1.75 | 2.00 |",
        "| JAX, compiled | 2 of 4 | 0.50 | 1.25 | 2.00 |",
    ]


def test_a_machine_that_was_busy_is_told_from_a_quiet_one():
    pools = [
        {"user_api": "blas", "internal_api": "openblas", "version": v, "num_threads": 1, "filepath": package}
        for v, package in [("1", "scipy"), ("2", "numpy")]
    ]
    quiet = tables.machine(pools, [0.99] * 20)
    assert "| NumPy's BLAS | openblas 2, ? |" in quiet and "| 0.99 to 0.99 (" in quiet and "Something else" not in quiet
    assert "Something else ran" in tables.machine(pools, [0.99] * 17 + [0.5] * 3)
    assert "processor time" not in tables.machine([], [])


def test_only_what_stands_between_the_marks_is_written_anew():
    page = f"before\n{tables.BEGIN}old\n{tables.END}after\n"
    new = tables.written(page, "| new |\n")
    assert new == f"before\n{tables.BEGIN}\n| new |\n\n{tables.END}after\n"
    assert tables.written(new, "| new |\n") == new


@pytest.mark.parametrize("page", ["", tables.BEGIN, tables.END + tables.BEGIN, 2 * (tables.BEGIN + tables.END)])
def test_a_page_without_its_marks_is_left_alone(page, tmp_path):
    path = tmp_path / "README.md"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(ValueError, match="lacks the marks"):
        tables.write(path, "new")
    assert path.read_text(encoding="utf-8") == page


def test_the_page_has_its_marks_and_the_tables_of_a_full_run():
    page = (ROOT / "benchmarks/README.md").read_text(encoding="utf-8")
    shown = page.partition(tables.BEGIN)[2].partition(tables.END)[0]
    for task in product(["784-30-10", "784-128-10", "784-256-128-10"], [10, 32, 128, 512], ["GD", "Momentum", "Adam"]):
        assert shown.count("\n| {}, {}, {} | ".format(*task)) >= len(speed.DTYPES), task
    for name in ["nncourse", *(peer.name for peer in PEERS)]:
        assert f"| {name} |" in shown, name


def test_every_aim_and_every_cell_is_measured():
    cells = {(t.sizes, t.batch, t.optimizer) for t in speed.AIMS}
    assert cells <= set(product(speed.NETWORKS, speed.BATCHES, speed.OPTIMIZERS))
    assert sorted(speed.AIMS.values()) == [1.25, 1.25, 1.25, 1.4, 1.5, 1.5, 2.4]


def test_peak_memory_is_that_of_the_process_itself():
    """It grows with what a process holds, not with what it only reserves, and is no parent's."""
    code = (
        "import numpy as np; from benchmarks.memory import peak; before = peak()\n"
        "reserved, held = np.empty(10**9, np.uint8), b'1' * 150_000_000\n"
        "print(peak() - before)"
    )
    ballast = b"1" * 300_000_000
    assert 140 < memory.output("-c", code) < 160
    assert memory.output("-c", "from benchmarks.memory import peak; print(peak())") < 200 < len(ballast)


def test_the_command_explains_itself():
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "--quick" in done.stdout and "--write" in done.stdout


def test_the_page_on_pytorch_shows_what_was_measured():
    page = (ROOT / "book/de/pytorch.md").read_text("utf-8").partition("(pytorch-speed)=")[2]
    measured = (ROOT / "benchmarks/README.md").read_text("utf-8").partition("÷ ours, float32")[2]
    medians = {name: [cell.strip("* ").split()[0] for cell in rest[:4]] for name, *rest in table(measured)[2:]}
    shown = table(page)[2:]
    assert len(shown) == 4
    for name, *ratios in shown:
        assert ratios == [f"{float(median):.1f}".replace(".", ",") for median in medians[name]]


def table(text):
    """Return the cells of the first table in a text."""
    lines = text[text.index("\n|") + 1 :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_autograd_of_chapter_11_is_measured_by_work_that_is_the_same():
    found = autograd.from_the_chapter()
    assert len(autograd.ratios(found, (3, 4, 2), 5, rounds=3)) == 3
    with pytest.raises(AssertionError):  # half of the gradient
        autograd.ratios(lambda *given: (0.0, found(*given)[1] / 2), (3, 4, 2), 5, rounds=1)


def test_the_table_of_chapter_11_has_the_networks_that_are_measured():
    text = autograd.CHAPTER.read_text("utf-8")
    rows = [f"| {'-'.join(map(str, sizes))}, {n} |" for sizes, n in autograd.NETWORKS]
    assert [row in text for row in rows] == [True] * 3
