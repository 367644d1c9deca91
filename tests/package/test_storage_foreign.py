"""Networks of other programs: `load` says how their weights come in, and it works."""

import io
import json
import pickle
import re
import zipfile

import numpy as np
import pytest

from nncourse import Network, StorageError, load, save, storage

THERE = Network.mlp([4, 3, 2], seed=3)
INPUTS = np.random.default_rng(0).normal(size=(5, 4))


def weights(transposed=False):
    return [layer.W.T if transposed else layer.W for layer in THERE.layers]


def as_json():
    """As the program of a well-known book writes it: lists, biases as columns."""
    biases = [layer.b.reshape(-1, 1).tolist() for layer in THERE.layers]
    written = {"sizes": [4, 3, 2], "weights": [W.tolist() for W in weights()], "biases": biases, "cost": "Entropy"}
    return json.dumps(written).encode()


def from_json(path):
    with open(path) as file:
        found = json.load(file)
    return [(np.array(W), np.ravel(b)) for W, b in zip(found["weights"], found["biases"], strict=True)]


def as_pickle(protocol=4):
    return pickle.dumps([(layer.W, layer.b) for layer in THERE.layers], protocol=protocol)


def from_pickle(path):
    with open(path, "rb") as file:
        return pickle.load(file)


def as_npz(write=np.savez):
    file = io.BytesIO()
    write(file, W1=weights()[0], b1=THERE.layers[0].b, W2=weights()[1], b2=THERE.layers[1].b)
    return file.getvalue()


def from_npz(path):
    with np.load(path) as found:
        return [(found["W1"], found["b1"]), (found["W2"], found["b2"])]


def as_npy():
    file = io.BytesIO()
    np.save(file, THERE.theta)
    return file.getvalue()


def from_npy(path):
    return [(W, b) for W, b in THERE.views(np.load(path))]


def archive(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as members:
        for name in names:
            members.writestr(name, b"\x80\x02}.")
    return file.getvalue()


FILES = {
    "JSON": (as_json(), "JSON", "json.load", from_json),
    "JSON with spaces": (b"\n  " + as_json(), "JSON", "json.load", from_json),
    "pickle 2": (as_pickle(2), "pickle", "pickle.load", from_pickle),
    "pickle 5": (as_pickle(5), "pickle", "pickle.load", from_pickle),
    "npz": (as_npz(), ".npz", "np.load", from_npz),
    "compressed npz": (as_npz(np.savez_compressed), ".npz", "np.load", from_npz),
    "npy": (as_npy(), ".npy", "np.load", from_npy),
}


def refusal(path, content):
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        load(path)
    message = str(caught.value)
    assert re.fullmatch(
        r".* holds no network that load can read \(.*\); expected a whole file written by .*: .*", message
    )
    return message


@pytest.mark.parametrize(("content", "kind", "reader", "read"), FILES.values(), ids=FILES)
def test_the_way_in_that_the_error_names_leads_in(tmp_path, content, kind, reader, read):
    message = refusal(tmp_path / "theirs", content)
    assert kind in message and reader in message and "again" not in message
    assert "layer.W = ..., (n_out, n_in); layer.b = ..., (n_out,)" in message
    ours = Network.mlp([4, 3, 2], seed=0)
    for layer, (W, b) in zip(ours.layers, read(tmp_path / "theirs"), strict=True):
        layer.W = W
        layer.b = b
    assert np.array_equal(ours(INPUTS), THERE(INPUTS))
    save(ours, tmp_path / "ours")
    assert np.array_equal(load(tmp_path / "ours").theta, THERE.theta)


def test_a_file_of_pytorch(tmp_path):
    torch = pytest.importorskip("torch")
    state = {}
    for k, layer in enumerate(THERE.layers):
        state |= {f"{k}.weight": torch.tensor(layer.W), f"{k}.bias": torch.tensor(layer.b)}
    torch.save(state, tmp_path / "theirs.pt")
    assert "torch.load(..., weights_only=True)" in refusal(tmp_path / "theirs", (tmp_path / "theirs.pt").read_bytes())
    found = torch.load(tmp_path / "theirs.pt", weights_only=True)
    ours = Network.mlp([4, 3, 2], seed=0)
    for k, layer in enumerate(ours.layers):
        layer.W, layer.b = found[f"{k}.weight"].numpy(), found[f"{k}.bias"].numpy()
    assert np.array_equal(ours(INPUTS), THERE(INPUTS))


def test_an_archive_as_pytorch_writes_it_is_known_without_pytorch(tmp_path):
    assert "PyTorch" in refusal(tmp_path / "theirs", archive("archive/data.pkl", "archive/data/0"))


@pytest.mark.parametrize("content", [b"\x89HDF\r\n\x1a\n" + bytes(100), archive("word/document.xml"), b"theta = 3\n"])
def test_what_is_not_known_is_said_to_be_unknown(tmp_path, content):
    message = refusal(tmp_path / "theirs", content)
    assert "does not begin like one" in message and "save the network again or, if another program" in message


def test_our_own_broken_files_are_not_called_foreign(tmp_path):
    save(THERE, tmp_path / "ours")
    whole = (tmp_path / "ours").read_bytes()
    changed = [whole[:k] for k in (0, 5, 18, 19, 100, -1)]
    changed += [whole.replace(b"network 1", b"network 2"), whole.replace(b"\n", b"\r\n"), whole + b"{"]
    for content in changed:
        assert refusal(tmp_path / "file", content).endswith(": save the network again")


def test_only_the_beginning_of_a_foreign_file_is_read(tmp_path, monkeypatch):
    (tmp_path / "theirs").write_bytes(as_json() + bytes(10_000_000))
    monkeypatch.setattr(storage, "parse", None)  # must not be asked
    with pytest.raises(StorageError, match="JSON"):
        load(tmp_path / "theirs")
