"""Saving and loading under attack: thousands of forged files, and a save that is killed at every step.

`load` has one rule for all of them: the file is byte for byte what `save` would write for the network that
came out, or it is a StorageError. Whoever forges a file can compute its SHA-256 as well, so most of them have
the right one. The forged files are read in a process of its own, in which memory is short, and where opening,
importing or executing anything is noticed.
"""

import base64
import bz2
import errno
import gzip
import hashlib
import io
import itertools
import json
import lzma
import os
import pickle
import random
import signal
import socket
import subprocess
import sys
import tarfile
import threading
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
import seeds

from nncourse import Dense, Maxout, Network, StorageError, load, relu, save, storage, tanh

MAGIC = b"nncourse network 1\n"
MEMORY = 4_000_000  # bytes that a refused file may cost, besides twice its own size
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's limits, pipes and /proc")


def small():
    return Network(Dense(2, 1, tanh), Maxout(1, 2), seed=0, dtype=np.float32)


def large():
    return Network.mlp([200, 30, 10], seed=1)


def saved(network, folder):
    save(network, folder / "seed")
    return (folder / "seed").read_bytes()


def signed(header, payload=b""):
    """Return a file with this header and the right checksum."""
    body = (header if isinstance(header, bytes) else json.dumps(header).encode()) + b"\n" + payload
    return MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body


class Trap:
    """Unpickled, it makes a file."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return (open, (self.path, "w"))


# The files: every generator yields bytes, or a path with something at it


def cut(content, lengths):
    yield from (content[:length] for length in lengths)


def longer(content):
    for more in (b"\0", b"\n", b" ", content, MAGIC, bytes(1000)):
        yield content + more
        yield more + content


def flipped(content, places, masks):
    for place, mask in itertools.product(places, masks):
        yield content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]


def shifted(content):
    """A byte too few, a byte too many, two bytes exchanged: at every place."""
    for place in range(len(content)):
        yield content[:place] + content[place + 1 :]
        yield content[:place] + content[place : place + 1] + content[place:]
        yield content[:place] + content[place : place + 2][::-1] + content[place + 2 :]


VALUES = [
    None, True, False, 0, -1, 1.0, 2.5, 1e999, -1e999, float("nan"), 2**31, 2**63, 2**64, 10**18, 10**100, 10**4000,
    -(10**4000), "", "2", "tanh", "Dense", "float64", "__class__", "os.system", "../../x", "\0", "\ud800", "A" * 50_000,
    [], [[]], {}, {"a": 1}, ["tanh"], [["Dense", 2, 1, "tanh"]], {"__reduce__": "os.system"},
]  # fmt: skip


def lying():
    """Headers that say something else than what is there, each with the right checksum."""
    good = {"dtype": "float64", "layers": [["Dense", 2, 1, "tanh"]]}
    payload = np.ones(3).tobytes()
    for value in VALUES:
        yield signed(value, payload)
        for key in ("dtype", "layers", "extra"):
            yield signed({**good, key: value}, payload)
        yield signed({**good, "layers": [value]}, payload)
        yield signed({**good, "layers": [["Dense", 2, 1, "tanh"], value]}, payload)
        for place in range(5):
            layer = ["Dense", 2, 1, "tanh", 0][: max(4, place + 1)]
            layer[place] = value
            for size in (0, 8, 24, 4096):
                yield signed({**good, "layers": [layer]}, np.ones(size).tobytes())
    for key in good:
        yield signed({k: v for k, v in good.items() if k != key}, payload)
    for name in ("float16", "float128", "int64", "complex64", "object", "O", "<f8", "f8", "float", "S1", "V8", "M8"):
        yield signed({**good, "dtype": name}, payload)
    for n in (0, 1, 2, 4, 8, 16, 23, 25, 32, 1000, 10_000):
        yield signed(good, bytes(n))
    for wrong in (np.nan, np.inf, -np.inf):
        for place in range(3):
            numbers = np.ones(3)
            numbers[place] = wrong
            yield signed(good, numbers.tobytes())
    yield signed({**good, "layers": [["Dense", 1, 1, "tanh"], ["Dense", 3, 1, "tanh"]]}, np.ones(6).tobytes())
    convolution = ["Conv", [2, 2, 1], 1, 2, "tanh", 1, 0]
    for value in VALUES:
        for place in range(1, 8):
            layer = [*convolution, 0][: max(7, place + 1)]
            layer[place] = value
            yield signed({**good, "layers": [layer]}, np.ones(5).tobytes())
        for place in range(3):
            shape = [2, 2, 1]
            shape[place] = value
            yield signed({**good, "layers": [["Conv", shape, 1, 2, "tanh", 1, 0]]}, np.ones(5).tobytes())
            yield signed({**good, "layers": [["MaxPool", shape, 1], ["Dense", 4, 1, "tanh"]]}, np.ones(5).tobytes())
    yield signed({**good, "layers": [["Maxout", 1, 1]] * 20_000}, np.ones(80_000).tobytes())


def claiming():
    """Shapes far beyond the file, and beyond any memory."""
    sizes = [10**k for k in (3, 6, 9, 12, 18, 19, 30, 300, 2150, 4299)] + [2**k for k in (15, 16, 31, 32, 62, 63, 64)]
    for n_in, n_out in itertools.product(sizes, sizes):
        kind = ["Dense", n_in, n_out, "relu"] if n_in % 3 else ["Maxout", n_in, n_out]
        yield signed({"dtype": "float32", "layers": [kind]}, bytes(64))
        picture = ["Conv", [n_in, n_in, 1], n_out, 1, "relu", 1, 0]  # many pixels, few weights
        yield signed({"dtype": "float32", "layers": [picture]}, bytes(8 * n_out if n_out < 10**6 else 64))


def sparse(folder):
    """Files that are as large as they claim, though only on paper: 200 GB that take a few bytes of disk."""
    for n, dtype in itertools.product((10**8, 10**9, 2 * 10**10), ("float32", "float64")):
        header = {"dtype": dtype, "layers": [["Dense", n, 1, "relu"]]}
        path = folder / "sparse"
        path.write_bytes(signed(header))
        os.truncate(path, path.stat().st_size + (n + 1) * np.dtype(dtype).itemsize)
        yield path
    for start in (b"", MAGIC, MAGIC + b"0" * 64 + b"\n"):
        path.write_bytes(start)
        os.truncate(path, 10**12)
        yield path


def foreign(folder):
    """Pickles, archives and their bombs: bare, after the first line, as a header and as parameters."""
    trap = Trap(folder / "sprung")
    files = [pickle.dumps(trap, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]
    array = np.array([trap], dtype=object)
    for write in (np.save, np.savez, np.savez_compressed):
        for content in (array, np.ones(3), np.zeros(10**6)):
            buffer = io.BytesIO()
            write(buffer, content)
            files.append(buffer.getvalue())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("theta.npy", bytes(10**7))  # 10 kB that unpack to 10 MB
        archive.writestr("../../escaped", b"x")
        archive.writestr("/absolute", b"x")
    bomb = buffer.getvalue()
    files += [bomb, bomb[:-10], bomb.replace(b"theta.npy", b"other.npy"), bomb + bomb]
    for _ in range(3):  # a zip in a zip in a zip
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", files[-1])
        files.append(buffer.getvalue())
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.add(folder / "seed", "../../escaped")
    files.append(buffer.getvalue())
    files += [pack(bytes(10**7)) for pack in (gzip.compress, bz2.compress, lzma.compress)]
    files += [b"#!/bin/sh\ntouch sprung\n", b"import os; os.abort()\n", b"\x7fELF" + bytes(60), b"%PDF-1.7\n"]
    good = (folder / "seed").read_bytes()
    files += [pack(good) for pack in (gzip.compress, bz2.compress, lzma.compress, base64.b64encode)]
    header = {"dtype": "float64", "layers": [["Dense", 2, 1, "tanh"]]}
    for file in files:
        yield from (file, MAGIC + file, signed(file), signed(header, file), good + file)


def json_bombs():
    depth = 49_000
    good = b'{"dtype": "float64", "layers": [["Dense", 2, 1, "tanh"]]}'
    bombs = [
        b"[" * depth, b"[" * depth + b"]" * depth, b'{"a":' * 19_000, b'{"a":' * 16_000 + b"1" + b"}" * 16_000,
        b'{"dtype": "float64", "layers": ' + b"[" * depth + b"]" * depth + b"}",
        b"[" + b"[]," * 33_000 + b"[]]", b"[" + b"{}," * 33_000 + b"{}]", b"[" + b"0," * 49_000 + b"0]",
        b"{" + b",".join(b'"%d":0' % i for i in range(9_000)) + b"}", b'"' + b"\\u0000" * 16_000 + b'"',
        b"9" * 4_300, b"9" * 4_301, b"9" * 99_000, b"-" + b"9" * 99_000, b"0." + b"9" * 99_000, b"1e99999", b"-1e99999",
        b"NaN", b"Infinity", b"-Infinity", b"0x10", b"01", b"1_000", b"'a'", b"{a: 1}", b"[1,]", b"//", b"null",
        b"true", good + good, good + b"\0", b"\0" + good, b" " + good, good + b" ", good + b" " * 99_000, b"\t" + good,
        good[:-1], good.replace(b" ", b""), good.replace(b": ", b" : "), good.replace(b"tanh", b"t\\u0061nh"),
        good.replace(b"2, 1", b"2.0, 1"), good.replace(b"2, 1", b"2e0, 1"), good.replace(b"2, 1", b"+2, 1"),
        good.replace(b"2, 1", b"02, 1"), good.replace(b"2, 1", b"-0, 1"), good.replace(b"2, 1", b"NaN, 1"),
        good[:-1] + b', "dtype": "float64"}', b'{"dtype": "float32", ' + good[1:], b'{"layers": [], ' + good[1:],
        b'{"layers": [["Dense", 2, 1, "tanh"]], "dtype": "float64"}',
    ]  # fmt: skip
    for bomb in bombs:
        yield from (signed(bomb), signed(bomb, np.ones(3).tobytes()))


def encodings(content):
    text = content.decode("latin-1")
    head, _, payload = content.partition(b"}\n")
    for code in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        yield text.encode(code)
        yield signed(head[len(MAGIC) + 65 :].decode().encode(code) + "}".encode(code), payload)
        yield signed(json.dumps({"dtype": "float32", "layers": [["Dense", 2, 1, "tänh"]]}).encode(code), payload)
    yield text.encode("cp037", "replace")  # EBCDIC
    for new in (b"\r\n", b"\r", b"", b"\n\n", b"\0\n"):
        yield content.replace(b"\n", new)
        yield content.replace(b"\n", new, 1)
    yield content.upper()
    yield content.replace(b"network 1", b"network 2")
    yield content.replace(b"network 1", b"network 01")
    yield content[::-1]


def noise():
    rng = np.random.default_rng(0)
    for n in range(0, 300, 3):
        yield rng.bytes(n)
        yield MAGIC + rng.bytes(n)
        yield signed(rng.bytes(n), rng.bytes(n))


def mutated(content):
    """The header with one to three characters changed, and the right checksum."""
    header, _, payload = content.partition(b"\n")[2].partition(b"\n")[2].partition(b"\n")
    rng = random.Random(0)
    for _ in range(400):
        letters = list(header)
        for _ in range(rng.randint(1, 3)):
            letters[rng.randrange(len(letters))] = rng.choice(b'0123456789-.eE[]{}",: DMatx\\\0\x7f\xff')
        yield signed(bytes(letters), payload)


def hostile_files(folder):
    """Yield (kind, bytes or a path), every tenth of each kind, in `make test-all` all; but for the sparse ones."""
    little, much = saved(large(), folder), None
    little, much = saved(small(), folder), little
    places = random.Random(0)
    kinds = {
        "cut": cut(little, range(len(little))),
        "cut, large": cut(much, sorted(places.sample(range(len(much)), 200))),
        "longer": longer(little),
        "flipped": flipped(little, range(len(little)), (0x01, 0x20, 0x80, 0xFF)),
        "flipped, large": flipped(much, places.sample(range(len(much)), 200), (0x01, 0x80)),
        "shifted": (content for content in shifted(little) if content != little),
        "lying": lying(),
        "claiming": claiming(),
        "foreign": foreign(folder),
        "json": json_bombs(),
        "encodings": (content for content in encodings(little) if content != little),
        "noise": noise(),
        "mutated": mutated(little),
    }
    for kind, files in kinds.items():
        for file in seeds.share(0, files, of=10):
            yield kind, file


HARMLESS = {"object.__getattr__", "object.__setattr__", "os.listdir", "gc.get_objects", "sys._getframe", "builtins.id"}


WARM_UP = [{}] + [
    "{}".encode(code) for code in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
]  # Python's own imports


def attack(folder):
    """Load every hostile file, and print what came of it; runs in a process of its own."""
    import resource

    folder, watched, noticed = Path(folder), [None], []

    def audit(event, args):
        opens_the_file = event == "open" and str(args[0]) == watched[0] and (args[1] or "r")[0] == "r"
        if watched[0] and not opens_the_file and event not in HARMLESS:
            noticed.append(f"{event} {args!r:.100}")

    for warm_up in (b"", *map(signed, WARM_UP), saved(small(), folder)):
        (folder / "file").write_bytes(warm_up)
        try:
            again = load(folder / "file")
        except StorageError:
            pass
    save(again, folder / "again")

    files = list(hostile_files(folder))
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 300_000_000,) * 2)
    sys.addaudithook(audit)
    tracemalloc.start()
    counts, bad, most = {}, [], 0
    for kind, file in itertools.chain(files, (("sparse", path) for path in sparse(folder))):
        path = file if isinstance(file, Path) else folder / "file"
        if isinstance(file, bytes):
            path.write_bytes(file)
        label = f"{kind} {counts.get(kind, 0)}: {file[:200]!r}" if isinstance(file, bytes) else f"{kind} {path}"
        counts[kind] = counts.get(kind, 0) + 1
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        signal.alarm(20)  # a load that hangs ends the process
        watched[0] = str(path)
        try:
            network = load(path)
        except StorageError as error:
            network = None
            if len(str(error)) > 500 or "\n" in str(error):
                bad.append(f"{label}: a message of {len(str(error))} characters")
        except BaseException as error:
            bad.append(f"{label}: {type(error).__name__}: {error}"[:400])
            network = None
        watched[0] = None
        signal.alarm(0)
        cost = tracemalloc.get_traced_memory()[1] - before
        most = max(most, cost if isinstance(file, bytes) else 0)
        if isinstance(file, bytes) and cost > MEMORY + 2 * len(
            file
        ):  # of a sparse file, numpy counts what it did not get
            bad.append(f"{label}: {cost / 1e6:.0f} MB")
        if network is not None:
            save(network, folder / "again")
            if (folder / "again").read_bytes() != file:
                bad.append(f"{label}: accepted as {network!r}"[:400])
            counts["accepted"] = counts.get("accepted", 0) + 1
    print(json.dumps({"counts": counts, "bad": bad, "noticed": noticed, "most": most}))


def in_process(call, *arguments, timeout=300):
    """Run `call(*arguments)` of this file in a new Python; return what it printed."""
    own = {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(Path(seeds.__file__).parent)}
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import {__name__}; {__name__}.{call}(*{arguments!r})"],
        cwd=Path(__file__).parent,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert finished.returncode == 0, finished.stderr[-3000:]
    return finished.stdout


@on_linux
def test_hostile_files(tmp_path, record_property):
    result = json.loads(in_process("attack", str(tmp_path)))
    counts = result["counts"]
    accepted = counts.pop("accepted", 0)
    record_property("hostile files", sum(counts.values()))
    print(
        f"{sum(counts.values())} hostile files {counts}, "
        f"{accepted} of them whole after all; at most {result['most']} bytes of memory"
    )
    assert result["bad"] == []
    assert result["noticed"] == []
    few = len(seeds.share(0, range(10), of=10)) == 1
    assert sum(counts.values()) >= (300 if few else 2000) and min(counts.values()) >= (1 if few else 9)
    assert accepted <= 20  # a changed header that names another network of the same size
    assert not (tmp_path / "sprung").exists() and not (tmp_path.parent / "escaped").exists()


# What is no file


def read_special(folder):
    """Try to load from everything that is no file, and to save there; runs in a process of its own, for it may hang."""
    folder = Path(folder)
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket"))
    (folder / "linked pipe").symlink_to("pipe")
    (folder / "linked device").symlink_to("/dev/zero")
    for name in ("pipe", "socket", "linked pipe", "linked device"):
        for call in (lambda path: load(path), lambda path: save(small(), path)):
            try:
                call(folder / name)
                print(f"nothing raised for {name}")
            except StorageError as error:
                assert "a device or a pipe; expected" in str(error), error
    for device in ("/dev/zero", "/dev/null", "/dev/full", "/dev/random", "/dev/stdin"):
        try:
            load(device)
            print(f"nothing raised for {device}")
        except StorageError:
            pass
    for file in ("/proc/self/environ", "/proc/self/maps", "/dev/fd", "/proc/self/mem"):
        try:
            load(file)
            print(f"nothing raised for {file}")
        except (StorageError, OSError):
            pass


@on_linux
def test_devices_pipes_and_sockets(tmp_path):
    """Reading a pipe would wait for ever, reading /dev/zero never end, saving to /dev/null replace it."""
    assert in_process("read_special", str(tmp_path), timeout=60) == ""
    assert sorted(os.listdir(tmp_path)) == ["linked device", "linked pipe", "pipe", "socket"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links(tmp_path):
    content = saved(small(), tmp_path)
    (tmp_path / "link").symlink_to("seed")
    assert repr(load(tmp_path / "link")) == repr(small())
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("missing")
    for name in ("loop", "nowhere", "missing", "", "seed/below"):
        with pytest.raises(OSError):
            load(tmp_path / name)
    save(large(), tmp_path / "link")
    assert os.readlink(tmp_path / "link") == "seed" and (tmp_path / "seed").read_bytes() != content
    assert repr(load(tmp_path / "seed")) == repr(load(tmp_path / "link")) == repr(large())
    save(small(), tmp_path / "nowhere")
    assert os.readlink(tmp_path / "nowhere") == "missing" and repr(load(tmp_path / "missing")) == repr(small())
    with pytest.raises(OSError, match="loop"):
        save(small(), tmp_path / "loop")
    assert sorted(os.listdir(tmp_path)) == ["link", "loop", "missing", "nowhere", "seed"]


@on_linux
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o755])
def test_an_older_files_permissions_stay(mode, tmp_path):
    saved(small(), tmp_path)
    (tmp_path / "seed").chmod(mode)
    save(large(), tmp_path / "seed")
    assert (tmp_path / "seed").stat().st_mode & 0o777 == mode


@on_linux
def test_every_error_names_the_users_path(tmp_path, monkeypatch):
    (tmp_path / "folder").mkdir()
    saved(small(), tmp_path)
    for path in (tmp_path / "missing" / "net", tmp_path / "seed" / "below", tmp_path / "folder"):
        for call in (load, lambda path: save(small(), path)):
            with pytest.raises(OSError) as caught:
                call(path)
            assert caught.value.filename == str(path) and ".part" not in str(caught.value)

    def fail(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for broken in ("fsync", "replace", "chmod"):
        monkeypatch.setattr(os, broken, fail)
        with pytest.raises(OSError) as caught:
            save(large(), tmp_path / "seed")
        monkeypatch.undo()
        assert str(caught.value) == f"[Errno 28] No space left on device: '{tmp_path / 'seed'}'"


def swap_for_a_pipe(folder):
    """Load a file that becomes a pipe just before it is opened; runs in a process of its own, for it may hang."""
    path = Path(folder) / "net"
    save(small(), path)

    def opened_too_late(name, *arguments, **keywords):
        path.unlink()
        os.mkfifo(path)
        signal.alarm(20)
        return open(name, *arguments, **keywords)

    storage.open = opened_too_late
    try:
        load(path)
    except StorageError as error:
        assert "a device or a pipe" in str(error), error


@on_linux
def test_a_file_that_becomes_a_pipe_does_not_hang(tmp_path):
    in_process("swap_for_a_pipe", str(tmp_path), timeout=60)


def measure_memory(folder):
    """Print the memory that a refused sparse file takes, in bytes, and what a large one takes, in its own sizes."""
    import resource

    def most():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    save(small(), Path(folder) / "small")
    load(Path(folder) / "small")
    before = most()
    n = 2**26
    path = Path(folder) / "sparse"
    path.write_bytes(signed({"dtype": "float64", "layers": [["Dense", n, 1, "relu"]]}))
    os.truncate(path, path.stat().st_size + (n + 1) * 8)  # half a GB that takes a few bytes of disk
    try:
        load(path)
        print("a forged file was accepted")
    except StorageError:
        refused = most() - before
    n = 2**23
    body = json.dumps({"dtype": "float32", "layers": [["Dense", n, 1, "relu"]]}).encode() + b"\n"
    body += bytes(4 * (n + 1))
    path.write_bytes(MAGIC + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    del body
    size, before = path.stat().st_size, most()
    tracemalloc.start()
    network = load(path)
    loaded = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    save(network, path)
    print(
        json.dumps(
            {"refused": refused, "loaded": loaded / size, "saved": (tracemalloc.get_traced_memory()[1] - before) / size}
        )
    )


@on_linux
def test_memory(tmp_path):
    """A refused file costs none, a network that is read less than twice its file, saving one less than half."""
    cost = json.loads(in_process("measure_memory", str(tmp_path)))
    assert cost["refused"] < 20_000_000
    assert cost["loaded"] < 2
    assert cost["saved"] < 0.5


@on_linux
def test_a_save_sweeps_what_killed_saves_left_but_nothing_of_those_who_write(tmp_path):
    """The next one in the same folder does, when no other is writing there."""
    leftover = tmp_path / "nncourse-0123456789abcdef.part"
    yours = tmp_path / "nncourse-my notes.part"
    leftover.touch(), yours.touch()
    with storage.swept(tmp_path):
        assert not leftover.exists()
        leftover.touch()  # as another save would write it
        save(small(), tmp_path / "net")
        assert leftover.exists()
    save(small(), tmp_path / "net")
    assert sorted(os.listdir(tmp_path)) == ["net", yours.name]


@pytest.mark.parametrize("path", ["", ".", "/"])
def test_no_name(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for call in (load, lambda path: save(small(), path)):
        with pytest.raises(OSError):
            call(path)
    assert os.listdir(tmp_path) == []


def test_a_layer_of_your_own_is_refused(tmp_path):
    """Saved as the class it inherits from, it would come back computing something else."""

    class Halved(Dense):
        def activate(self, Z):
            return super().activate(Z) / 2

    with pytest.raises(TypeError, match=r"Halved\(2, 1, relu\) is a layer of your own; expected Dense, Maxout, Co"):
        save(Network(Halved(2, 1, relu)), tmp_path / "net")
    assert os.listdir(tmp_path) == []


def test_what_load_would_refuse_is_not_saved(tmp_path):
    deep = Network.mlp([1] * 5001)
    with pytest.raises(ValueError, match=r"network has 5000 layers; expected fewer"):
        save(deep, tmp_path / "net")
    assert os.listdir(tmp_path) == []


# A save that is interrupted


def survivors(folder, old, new):
    """Say what is wrong with a folder in which a save was interrupted, and which network is there."""
    content = (folder / "net").read_bytes()
    litter = [name for name in os.listdir(folder) if name != "net"]
    for name in litter:
        os.remove(folder / name)
    if content not in (old, new):
        return "neither the old file nor the new one", litter
    load(folder / "net")
    return "new" if content == new else "old", litter


def in_a_child(work):
    """Run `work` in a copy of this process; return the signal that ended it, or minus its exit code."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except OSError:
            os._exit(1)
        except BaseException:
            os._exit(2)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def interrupt(folder, every):
    """Kill a save at one in `every` instructions and written bytes, fill the disk there; print the outcomes."""
    import resource
    import warnings

    warnings.simplefilter("ignore", DeprecationWarning)  # fork, though no thread runs Python
    folder, results = Path(folder), []
    networks = {
        "small": (small(), Network.mlp([2, 1])),
        "large": (Network.mlp([60, 40, 10]), Network.mlp([60, 41, 10])),
    }
    for size, (before, after) in networks.items():
        save(after, folder / "net")
        new = (folder / "net").read_bytes()
        save(before, folder / "net")
        old = (folder / "net").read_bytes()

        def attempt(kind, place, work, old=old, new=new, size=size):
            (folder / "net").write_bytes(old)
            ended = in_a_child(work)
            results.append([size, kind, place, ended, *survivors(folder, old, new)])
            return ended

        def killed_at(n, after=after):
            """Save, and die at the n-th instruction of writing."""
            left = [n]

            def trace(frame, event, arg):
                if not within_writing(frame):
                    return trace
                frame.f_trace_opcodes = True
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return trace

            sys.settrace(trace)
            save(after, folder / "net")

        for n in itertools.count(1, every if size == "small" else 11 * every):
            if attempt("killed at instruction", n, lambda n=n: killed_at(n)) == 0:
                break

        def full_at(n, die, after=after):
            """Save, where no file may have more than n bytes: an OSError, or death in the middle of the write."""
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL if die else signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (n, resource.RLIM_INFINITY))
            save(after, folder / "net")

        step = every if size == "small" else 521 * every
        for n in [*range(0, len(new), step), len(new) - 1, len(new)]:
            attempt("killed at byte", n, lambda n=n: full_at(n, die=True))
            attempt("disk full at byte", n, lambda n=n: full_at(n, die=False))
    print(json.dumps(results))


def within_writing(frame):
    while frame is not None:
        if frame.f_code is storage.write_whole.__code__:
            return True
        frame = frame.f_back
    return False


@on_linux
@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.long)])
def test_interrupted_at_any_point(tmp_path, record_property, every):
    (tmp_path / "folder").mkdir()
    results = json.loads(in_process("interrupt", str(tmp_path / "folder"), every))
    assert [r for r in results if r[4] not in ("old", "new")] == []
    counts = {}
    for size, kind, place, ended, outcome, litter in results:
        counts[kind] = counts.get(kind, 0) + 1
        what = size, kind, place, ended, outcome, litter
        if ended == 0:  # the save came to its end
            assert (outcome, litter) == ("new", []), what
        elif kind == "disk full at byte":
            assert (ended, outcome, litter) == (-1, "old", []), what
        else:
            died_by = signal.SIGKILL if kind == "killed at instruction" else signal.SIGXFSZ
            assert ended == died_by and len(litter) <= 1 and all(name.endswith(".part") for name in litter), what
    for size in ("small", "large"):
        outcomes = [r[4] for r in results if r[:2] == [size, "killed at instruction"]]
        assert outcomes == sorted(outcomes, reverse=True) and set(outcomes) == {"old", "new"}  # one moment, no way back
    record_property("interruptions", len(results))
    print(f"{len(results)} interruptions {counts}")
    assert min(counts.values()) >= 100 / every


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk(tmp_path, monkeypatch):
    content = saved(small(), tmp_path)

    def open_on_a_full_disk(path, mode):
        open(path, mode).close()  # a name still fits
        return open("/dev/full", "wb")

    monkeypatch.setattr(storage, "open", open_on_a_full_disk, raising=False)
    with pytest.raises(OSError, match="No space left on device"):
        save(large(), tmp_path / "seed")
    assert os.listdir(tmp_path) == ["seed"] and (tmp_path / "seed").read_bytes() == content


def test_two_who_save_and_one_who_loads(tmp_path):
    """Threads of one process, all at the same path: what is there is always one whole network."""
    networks = [Network.mlp([30, n, 10], seed=n) for n in (20, 21, 22, 23)]
    possible = {repr(network) for network in networks}
    save(networks[0], tmp_path / "net")
    failures, done = [], threading.Event()

    def saving(network):
        try:
            for _ in range(20):
                save(network, tmp_path / "net")
        except Exception as error:
            failures.append(error)

    def loading():
        while not done.is_set():
            try:
                network = load(tmp_path / "net")
                assert repr(network) in possible
            except Exception as error:
                failures.append(error)

    writers = [threading.Thread(target=saving, args=[network]) for network in networks]
    reader = threading.Thread(target=loading)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert failures == []
    assert os.listdir(tmp_path) == ["net"]
