"""Saving: the same network comes back bit by bit, and from any other file one clear error."""

import copy
import hashlib
import json
import os
import pickle
import sys

import numpy as np
import pytest

from nncourse import (
    Activation,
    Dense,
    Maxout,
    Network,
    StorageError,
    load,
    save,
    tanh,
)
from nncourse.activations import ACTIVATIONS


def every_layer(dtype=np.float64):
    layers = [Dense(k, k + 1, f) for k, f in enumerate(ACTIVATIONS.values(), start=2)]
    net = Network(*layers, Maxout(layers[-1].n_out, 4), seed=1, dtype=dtype)
    net.theta[:5] = [0.0, -0.0, np.finfo(dtype).tiny / 4, np.finfo(dtype).max, 0.1]
    return net


@pytest.fixture
def small(tmp_path):
    """The path of a small saved network, and its bytes."""
    path = tmp_path / "small.net"
    save(Network(Dense(2, 1, tanh), Maxout(1, 2), seed=0, dtype=np.float32), path)
    return path, path.read_bytes()


def file_of(header, theta=b""):
    """Return a file with this header and the right checksum."""
    body = (header if isinstance(header, bytes) else json.dumps(header).encode()) + b"\n" + theta
    return b"nncourse network 1\n" + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def refused(path, content):
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"holds no network that load can read .*; expected a whole file") as caught:
        load(path)
    assert repr(str(path)) in str(caught.value)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_round_trip_is_bit_identical(dtype, tmp_path):
    net = every_layer(dtype)
    save(net, tmp_path / "net")
    back = load(tmp_path / "net")
    assert back.theta.tobytes() == net.theta.tobytes()
    assert back.dtype == net.dtype
    assert repr(back) == repr(net)
    assert all(ours.f is theirs.f for ours, theirs in zip(net.layers[:-1], back.layers[:-1], strict=True))


def test_a_loaded_network_is_alive(tmp_path):
    net = Network.mlp([3, 2], seed=0)
    save(net, str(tmp_path / "net"))
    back = load(str(tmp_path / "net"))
    back.theta += 1
    back.layers[0].b[0] = 7
    assert back.theta[6] == 7 and np.array_equal(back.layers[0].W, net.layers[0].W + 1)


def test_a_copied_network_can_be_saved(tmp_path):
    save(copy.deepcopy(every_layer()), tmp_path / "net")
    assert repr(load(tmp_path / "net")) == repr(every_layer())


def test_saving_twice_writes_the_same_file(tmp_path):
    save(every_layer(), tmp_path / "one")
    save(every_layer(), tmp_path / "two")
    save(load(tmp_path / "one"), tmp_path / "three")
    assert len({(tmp_path / name).read_bytes() for name in ("one", "two", "three")}) == 1


def test_the_numbers_are_little_endian_everywhere(small):
    path, content = small
    assert content.endswith(load(path).theta.astype("<f4").tobytes())


# Files that are no network


def test_a_file_cut_off_anywhere(small):
    path, content = small
    for length in range(len(content)):
        refused(path, content[:length])
    refused(path, content + b"\n")


def test_a_file_with_any_byte_changed(small):
    path, content = small
    for place in range(len(content)):
        for flip in (0x01, 0x80, 0xFF):
            refused(path, content[:place] + bytes([content[place] ^ flip]) + content[place + 1 :])


def test_foreign_files(small, tmp_path):
    path, content = small
    np.savez(tmp_path / "other.npz", theta=np.ones(3))
    for foreign in [
        b"",
        b"\n",
        b"Dear network,\nhow are you?\n",
        pickle.dumps([1, 2, 3]),
        (tmp_path / "other.npz").read_bytes(),
        np.random.default_rng(0).bytes(10_000),
        bytes(10_000),
        b"nncourse network 1\n",
        b"nncourse network 1\n" * 1000,
        content.replace(b"network 1", b"network 2"),
        content.replace(b"\n", b"\r\n"),
    ]:
        refused(path, foreign)


def test_nothing_is_unpickled(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    trap = pickle.dumps(Trap())
    for content in (trap, b"nncourse network 1\n" + trap, file_of(trap), file_of(GOOD, trap)):
        refused(tmp_path / "file", content)
    assert not (tmp_path / "sprung").exists()


GOOD = {"dtype": "float64", "layers": [["Dense", 2, 1, "tanh"]]}
EIGHT = np.ones(3).tobytes()


def test_the_forged_files_below_differ_from_a_good_one(tmp_path):
    (tmp_path / "file").write_bytes(file_of(GOOD, EIGHT))
    assert load(tmp_path / "file").theta.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"dtype": "float64", "layers": [["Dense", ' + b"9" * 5000 + b', 1, "tanh"]]}',
        b"x" * 2_000_000,
        json.dumps({"dtype": "float64", "layers": [["Dense", 2, 1, "tanh"]]}).encode() + b" " * 2_000_000,
        None,
        3,
        [],
        {},
        {"layers": GOOD["layers"]},
        {"dtype": "float64"},
        {**GOOD, "dtype": "float16"},
        {**GOOD, "dtype": "object"},
        {**GOOD, "dtype": ["float64"]},
        {**GOOD, "dtype": None},
        {**GOOD, "layers": []},
        {**GOOD, "layers": None},
        {**GOOD, "layers": 3},
        {**GOOD, "layers": "Dense"},
        {**GOOD, "layers": {"Dense": 1}},
        {**GOOD, "layers": [[]]},
        {**GOOD, "layers": [["Dense"]]},
        {**GOOD, "layers": [["Dense", 2, 1]]},
        {**GOOD, "layers": [["Dense", 2, 1, "tanh", 0]]},
        {**GOOD, "layers": [["Dense", 2, 1, "cube"]]},
        {**GOOD, "layers": [["Dense", 2, 1, ["tanh"]]]},
        {**GOOD, "layers": [["Dense", 2, 1, None]]},
        {**GOOD, "layers": [["Dense", 2.0, 1, "tanh"]]},
        {**GOOD, "layers": [["Dense", "2", 1, "tanh"]]},
        {**GOOD, "layers": [["Dense", True, 2, "tanh"]]},
        {**GOOD, "layers": [["Dense", -2, 1, "tanh"]]},
        {**GOOD, "layers": [["Dense", 0, 3, "tanh"]]},
        {**GOOD, "layers": [["Dense", float("inf"), 1, "tanh"]]},
        {**GOOD, "layers": [["Dense", float("nan"), 1, "tanh"]]},
        {**GOOD, "layers": [["Dense", 10**12, 10**12, "tanh"]]},
        {**GOOD, "layers": [["Dense", 2, 1, "tanh"]] * 10_000},
        {**GOOD, "layers": [["Maxout", 2, 1]]},
        {**GOOD, "layers": [["Maxout", 2, 1, "tanh"]]},
        {**GOOD, "layers": [["Network", 2, 1, "tanh"]]},
        {**GOOD, "layers": [["Dense", 1, 1, "tanh"], ["Dense", 2, 1, "tanh"]]},
    ],
    ids=range(42),
)
def test_a_forged_header_with_the_right_checksum(header, tmp_path):
    refused(tmp_path / "file", file_of(header, EIGHT))


def test_layers_that_do_not_fit_together_but_have_the_right_size(tmp_path):
    header = {**GOOD, "layers": [["Dense", 1, 1, "tanh"], ["Dense", 3, 1, "tanh"]]}
    refused(tmp_path / "file", file_of(header, np.ones(6).tobytes()))


def test_parameters_that_are_no_numbers(tmp_path):
    refused(tmp_path / "file", file_of(GOOD, np.array([1, np.nan, 1]).tobytes()))
    refused(tmp_path / "file", file_of(GOOD, np.array([1, np.inf, 1]).tobytes()))


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "missing")
    with pytest.raises(IsADirectoryError if sys.platform != "win32" else PermissionError):
        load(tmp_path)


@pytest.mark.parametrize("path", [0, None, 3.5])
def test_a_path_that_is_none(path):
    """load(0) must not wait for the keyboard."""
    with pytest.raises(TypeError, match=r"PathLike"):
        load(path)
    with pytest.raises(TypeError, match=r"PathLike"):
        save(every_layer(), path)


@pytest.mark.parametrize("path", ["a\0b", "\ud800"])
def test_a_path_that_no_file_can_have(path):
    for use in (load, lambda path: save(every_layer(), path)):
        with pytest.raises(ValueError, match="path is '.*'; expected a name that a file can have"):
            use(path)


# Writing


@pytest.mark.parametrize("broken", ["replace", "fsync"])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()], ids=["OSError", "Ctrl-C"])
def test_a_failing_write_leaves_the_old_file_and_no_litter(small, monkeypatch, broken, error):
    path, content = small

    def fail(*args):
        raise error

    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(type(error)):
        save(every_layer(), path)
    monkeypatch.undo()
    assert os.listdir(path.parent) == [path.name]
    assert path.read_bytes() == content


def test_a_new_file_replaces_the_old_one_and_nothing_else_is_left(small):
    path, _ = small
    save(every_layer(), path)
    assert repr(load(path)) == repr(every_layer())
    assert os.listdir(path.parent) == [path.name]


def test_a_directory_is_no_file(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        save(every_layer(), tmp_path / "folder")
    with pytest.raises(FileNotFoundError):
        save(every_layer(), tmp_path / "missing" / "net")
    assert os.listdir(tmp_path) == ["folder"]


@pytest.mark.parametrize("name", ["cube", "tanh"])
def test_an_activation_of_your_own_is_refused(name, small):
    path, content = small
    own = Activation(name, lambda z: z**3, lambda z, a: 3 * z**2)
    with pytest.raises(TypeError, match=rf"Dense\(2, 1, {name}\) has an activation function of your own; expected"):
        save(Network(Dense(2, 1, own)), path)
    assert path.read_bytes() == content


def test_a_network_that_load_would_refuse_is_not_saved(small):
    path, content = small
    net = Network.mlp([2, 1])
    net.theta[1] = np.nan
    with pytest.raises(ValueError, match=r"network\.theta\[1\] is nan"):
        save(net, path)
    assert path.read_bytes() == content


def test_only_networks_are_saved(tmp_path):
    with pytest.raises(TypeError, match="network is .*; expected a Network"):
        save(every_layer().theta, tmp_path / "net")
    assert os.listdir(tmp_path) == []
