"""Readers of the book, for every test of what they do in its pages."""

import pytest
from readers import CHAPTER, Reader


@pytest.fixture
def read(browser, site, address):
    """A function that opens a page for a reader whose browser is new; at the end nobody else was asked."""
    context, readers = browser.new_context(viewport={"width": 1280, "height": 900}), []

    def open_page(name=CHAPTER, kind="http", before=""):
        readers.append(Reader(context, f"{address if kind == 'http' else site.as_uri()}/{name}.html", before))
        return readers[-1]

    yield open_page
    context.close()
    own = (address, site.as_uri(), "data:", "blob:")
    assert [url for reader in readers for url in reader.asked if not url.startswith(own)] == []
    assert [said for reader in readers for said in reader.complaints] == []
