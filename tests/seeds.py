"""How many seeds a test tries: a few, and many in `make test-all`, which sets NNCOURSE_TEST_ALL."""

import os


def seeds(few, many):
    """Return the seeds to try."""
    return range(many if os.environ.get("NNCOURSE_TEST_ALL") else few)
