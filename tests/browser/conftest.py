"""A chapter's cells as the page runs them, in a Python of its own: what draws is replaced there."""

import json
import os
import subprocess
import sys

import pages
import pytest

# Reads {"language", "cells"} and then questions, each in a line; answers each in a line.
PAGE = """
import sys
from nnpage import begin
answer, told = begin(), sys.__stdout__
sys.__stdout__ = sys.stderr
for question in sys.stdin:
    print(answer(question), file=told, flush=True)
"""


class Python:
    """The Python of a page, without the page and its browser."""

    def __init__(self, folder):
        path = os.pathsep.join([str(pages.ROOT), str(pages.ROOT / "book/browser")])
        own = {"PYTHONPATH": path, "NNCOURSE_SANDBOX": "1", "NNCOURSE_DATA": str(folder)}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, "-c", PAGE],
            env=os.environ | own,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, **question):
        """Ask one thing and return the answer."""
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def open(self, *sources, language="de", files=()):
        """Begin with these cells, called a, b, c ..."""
        cells = [[chr(97 + i), source] for i, source in enumerate(sources)]
        self.ask(ask="open", language=language, cells=cells, files=dict(files))

    def run(self, cell, source):
        """Run a cell; return what it shows."""
        return self.ask(ask="run", id=cell, source=source)["output"]

    def free(self, source, *others):
        """Run the free cell; return what it shows."""
        return self.ask(ask="free", source=source, others=others)["output"]

    def check(self, exercise, source, *others):
        """Check an answer."""
        return self.ask(ask="check", id=exercise, source=source, others=others)

    def close(self):
        """End it."""
        self.process.communicate()


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """The page's Python, for all tests; each opens it with its own cells."""
    python = Python(tmp_path_factory.mktemp("progress"))
    yield python
    python.close()
