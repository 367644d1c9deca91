"""`make zip`: the site in one file, to be unpacked and opened without a server."""

import os
import zipfile

import archive
import pytest


@pytest.fixture(scope="module")
def packed(site, tmp_path_factory):
    path = tmp_path_factory.mktemp("zip") / "book.zip"
    archive.pack(site, path)
    return path


@pytest.fixture(scope="module")
def unpacked(packed):
    with zipfile.ZipFile(packed) as files:
        files.extractall(packed.parent)
    return packed.parent / archive.NAME


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_zip_holds_the_whole_site_in_one_folder(site, unpacked):
    assert [path.name for path in unpacked.parent.iterdir() if path.is_dir()] == [archive.NAME]
    assert contents(unpacked) == contents(site)


def test_the_same_site_gives_the_same_bytes_whenever_it_is_packed(tmp_path):
    site = tmp_path / "site"
    (site / "b").mkdir(parents=True)
    for name in ("index.html", "b/a.html", "a.html"):
        (site / name).write_text(name, "utf-8")
    archive.pack(site, tmp_path / "first.zip")
    os.utime(site / "a.html", (0, 1_500_000_000))
    (site / "a.html").chmod(0o600)
    archive.pack(site, tmp_path / "second.zip")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_the_unpacked_book_opens_without_a_server_and_asks_nobody(unpacked, browser):
    page = browser.new_page()
    asked, missing = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="Beginne mit einem einzigen Neuron").click()
    page.locator(".nn-explorer input[type=range]").first.wait_for()
    assert page.locator("h1").first.inner_text().startswith("Neuron und Aktivierungsfunktionen")
    page.goto(f"{(unpacked / 'search.html').as_uri()}?q=Kettenregel")
    page.locator("#search-results li", has_text="Kapitel 5: Backpropagation").locator("a").first.click()
    assert page.url.startswith((unpacked / "05_backpropagation.html").as_uri())
    page.close()
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert missing == []
