"""The wheel alone, as it comes from `pip install .`: everything is in it, and it needs NumPy and tqdm only."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
USE = """
import sys
sys.path.insert(0, {folder!r})
sys.meta_path[:] = [finder for finder in sys.meta_path if "editable" not in str(finder)]
sys.modules.update(dict.fromkeys(["matplotlib", "joblib", "IPython", "scipy"]))  # an import of one of them fails
from pathlib import Path
import nncourse
from nncourse import Adam, Network, SquaredError, explorers, mnist, train, xor
from nncourse.bugs import ZOO
from nncourse.exercises import check, hint, solution

assert Path(nncourse.__file__).is_relative_to({folder!r}), nncourse.__file__
assert mnist().x_train.shape == (60_000, 28, 28)
assert train(Network.mlp([2, 3, 1]), *xor(), SquaredError(), Adam(0.1), epochs=300).cost[-1] < 0.01
assert check("neuron-value", 0.5).status == "failed" and hint("sigmoid") and solution("sigmoid") and len(ZOO) == 27
assert all(len(getattr(explorers, name)()._repr_html_()) > 10_000 for name in ("neuron", "forward"))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy of what is in the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    tracked = subprocess.run(["git", "ls-files", "nncourse"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in ["pyproject.toml", "README.md", "LICENSE", *tracked.stdout.splitlines()]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((ROOT / name).read_bytes())
    build = "import setuptools.build_meta as backend; print(backend.build_wheel('.'))"
    subprocess.run([sys.executable, "-W", "ignore", "-c", build], cwd=folder, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path, tracked.stdout.splitlines()


def test_the_wheel_holds_every_file_of_the_package(wheel):
    path, tracked = wheel
    names = set(zipfile.ZipFile(path).namelist())
    assert set(tracked) <= names and len(tracked) > 60
    assert {name for name in names if ".dist-info/" not in name} == set(tracked)


def test_the_wheel_works_without_anything_else(wheel, tmp_path):
    path, _ = wheel
    zipfile.ZipFile(path).extractall(tmp_path)
    used = subprocess.run(
        [sys.executable, "-c", USE.format(folder=str(tmp_path))],
        env={"NNCOURSE_DATA": str(tmp_path / "progress"), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert used.returncode == 0, used.stderr
