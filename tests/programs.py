"""The programs of `experiments/`, whose long runs feed the book, as modules."""

import importlib
import os
from unittest import mock


def load(name):
    """Return a program as a module; what it sets in the environment goes again."""
    with mock.patch.dict(os.environ):
        return importlib.import_module(f"experiments.{name}")
