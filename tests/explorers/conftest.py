"""A real browser, a server, and pages with one explorer, for every test of the live figures."""

import functools
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from explorer_pages import Visit
from playwright.sync_api import sync_playwright
from stills import CHROMIUM, FLAGS

from nncourse import explorers


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once; where there is none, the tests are skipped, but never where CI is set."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is missing: .ci/run installs it")
        pytest.skip(f"{CHROMIUM} is missing: install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that prints nothing."""

    def log_message(self, *arguments):
        pass


def served(folder):
    """Yield the address under which a folder is served, until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def modules():
    """The address of the folder of the explorers' modules."""
    yield from served(Path(explorers.__file__).parent)


@pytest.fixture
def visit(browser, tmp_path):
    """Return a function that opens an explorer's page from a file and returns it as a `Visit`.

    At the end no page may have reported an error or asked any host for anything.
    """
    visits = []

    def open_page(*arguments, **options):
        visits.append(Visit(browser, tmp_path, *arguments, **options))
        return visits[-1]

    yield open_page
    for visited in visits:
        visited.close()
    assert [message for visited in visits for message in visited.complaints] == []
