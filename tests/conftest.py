"""The built book and a real browser, for every test that reads its pages."""

import os
import pickle
from concurrent.futures import ThreadPoolExecutor

import locket
import pages
import pytest
from browsers import served
from chromium import CHROMIUM, FLAGS, MISSING
from playwright.sync_api import sync_playwright

GERMAN = "--accept-lang=de-DE,de"  # its reader's languages, where a context has no locale of its own
SECONDS = 180  # for whatever a page is asked: on a machine that does much else, it only comes later


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers():
    """Return one worker more than there are processors: one or the other always waits for a browser or a kernel."""
    return (yield) + 1


def built(folder):
    """Build the book in a folder unless another worker does; return the finished process."""
    finished = folder.with_suffix(".finished")
    with locket.lock_file(str(folder.with_suffix(".lock"))):
        if not finished.exists():
            folder.mkdir()
            pages.copy_sources(folder)
            finished.write_bytes(pickle.dumps(pages.build(folder)))
    return pickle.loads(finished.read_bytes())


@pytest.fixture(scope="session", autouse=True)
def building(request, tmp_path_factory):
    """Where a test needs the built book, it is built beside the tests that need none: a folder, and who works on it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "book"
    with ThreadPoolExecutor(1) as builder:
        needed = any("book" in getattr(item, "fixturenames", ()) for item in request.session.items)
        yield folder, builder.submit(built, folder) if needed else None


@pytest.fixture(scope="session")
def book(building):
    """The book, built once for all workers: the finished process and the folder of the site."""
    folder, finished = building
    return finished.result(), folder / "_build/html"


@pytest.fixture(scope="session")
def site(book):
    """The folder of the built site, which must be there: an empty one would pass most tests."""
    finished, folder = book
    assert (folder / "index.html").is_file(), finished.stdout + finished.stderr
    return folder


@pytest.fixture(scope="session")
def address(site):
    """The address under which the site is served."""
    yield from served(site)


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once; where there is none, the tests are skipped, but never where CI is set."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, GERMAN], timeout=1000 * SECONDS)
        browser.on("context", lambda context: context.set_default_timeout(1000 * SECONDS))
        yield browser
        browser.close()
