"""How many cases a test tries: a few, and many in `make test-all`, which sets NNCOURSE_TEST_ALL."""

import os

import pytest


def seeds(few, many):
    """Return the seeds to try."""
    return range(many if os.environ.get("NNCOURSE_TEST_ALL") else few)


def first(few, values):
    """Return a test's parameters, of which all but the first few are left to `make test-all`."""
    return [value if k < few else pytest.param(*pack(value), marks=pytest.mark.long) for k, value in enumerate(values)]


def share(k, values, of=3):
    """Return every third value, from another one for each k; in `make test-all` all of them."""
    values = list(values)
    return values if os.environ.get("NNCOURSE_TEST_ALL") else values[k % of :: of]


def pack(value):
    """Return the values of one case, where a single one stands for itself."""
    return value if isinstance(value, tuple) else (value,)
