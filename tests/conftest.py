"""The built book, for every test that reads its pages."""

import pages
import pytest


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """Build the book once; return the finished process and the folder of the site."""
    folder = tmp_path_factory.mktemp("book")
    pages.copy_sources(folder)
    return pages.build(folder), folder / "_build/html"


@pytest.fixture(scope="session")
def site(book):
    """The folder of the built site, which must be there: an empty one would pass most tests."""
    finished, folder = book
    assert (folder / "index.html").is_file(), finished.stdout + finished.stderr
    return folder
