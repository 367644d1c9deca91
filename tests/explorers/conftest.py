"""Pages with one explorer, for every test of the live figures."""

from pathlib import Path

import pytest
from browsers import served
from explorer_pages import Tabs, Visit

from nncourse import explorers


@pytest.fixture(scope="session")
def modules():
    """The address of the folder of the explorers' modules."""
    yield from served(Path(explorers.__file__).parent)


@pytest.fixture(scope="session")
def tabs(browser):
    """The browser's tabs, shared by all visits."""
    return Tabs(browser)


@pytest.fixture
def visit(tabs, tmp_path):
    """Return a function that opens an explorer's page from a file and returns it as a `Visit`.

    At the end no page may have reported an error or asked any host for anything.
    """
    visits = []

    def open_page(*arguments, **options):
        visits.append(Visit(tabs, tmp_path, *arguments, **options))
        return visits[-1]

    yield open_page
    for visited in visits:
        visited.close()
    assert [message for visited in visits for message in visited.complaints] == []
