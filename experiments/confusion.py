"""Which validation images the network of chapter 07 takes for which digit: ten of digits.py's runs once more.

`python -m experiments.confusion` trains 784-100-10 from its small start, with the seeds of digits.py but only as long
as the chapter does, and writes confusion.json beside this file (a minute on one core).
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

import json
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from experiments.digits import SETTINGS, parts, training
from nncourse import confusion_matrix

FILE = Path(__file__).with_suffix(".json")
EPOCHS = 5


def confusion(seed):
    """Return how often, after the last epoch, each validation digit (row) was read as each (column)."""
    images, labels = parts()["validation"]
    *_, network = islice(training(100, "scaled", seed), EPOCHS)
    return confusion_matrix(labels, network(images).argmax(axis=1), 10).tolist()


def main():
    """Train them all and write the file, a line per seed."""
    lines = [json.dumps(confusion(seed)) for seed in tqdm(SETTINGS["seeds"], unit="network")]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
