"""`make zip`: the site in one file, to be unpacked and opened without a server. The site offers its sources so."""

import os
import subprocess
import zipfile

import archive
import pages
import pytest


@pytest.fixture(scope="module")
def packed(site, tmp_path_factory):
    path = tmp_path_factory.mktemp("zip") / "book.zip"
    archive.pack(site, archive.files(site), path, archive.NAME)
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
    archive.pack(site, archive.files(site), tmp_path / "first.zip", "book")
    os.utime(site / "a.html", (0, 1_500_000_000))
    (site / "a.html").chmod(0o600)
    archive.pack(site, archive.files(site)[::-1], tmp_path / "second.zip", "book")
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


def test_the_site_offers_the_sources_that_it_was_built_from(site):
    with zipfile.ZipFile(site / f"{archive.SOURCES}.zip") as offered:
        names = offered.namelist()
        chapter = offered.read(f"{archive.SOURCES}/book/de/01_activations.ipynb")
    assert chapter == (site.parents[1] / "book/de/01_activations.ipynb").read_bytes()
    assert not [name for name in names if "/_build/" in name or "__pycache__" in name]
    assert sorted(names) == sorted(f"{archive.SOURCES}/{name}" for name in archive.sources(site.parents[1]))


def test_the_sources_are_what_git_knows_and_without_git_the_same(tmp_path):
    written = {"a.py": "", "b/c.md": "", "b/__pycache__/c.pyc": "", ".venv/bin/python": "", ".ci/run": "", "x.mo": ""}
    written[".gitignore"] = (pages.ROOT / ".gitignore").read_text("utf-8")
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    wanted = [".ci/run", ".gitignore", "a.py", "b/c.md"]
    assert sorted(archive.sources(tmp_path)) == wanted
    for command in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    (tmp_path / "notes.txt").write_text("nobody else's", "utf-8")
    assert sorted(archive.sources(tmp_path)) == wanted


def test_what_can_be_started_can_be_started_once_it_is_unpacked(tmp_path):
    for name, mode in (("run", 0o755), ("text", 0o644)):
        (tmp_path / name).write_text(name, "utf-8")
        (tmp_path / name).chmod(mode)
    archive.pack(tmp_path, ["text", "run"], tmp_path / "packed.zip", "folder")
    with zipfile.ZipFile(tmp_path / "packed.zip") as packed:
        assert {each.filename: each.external_attr >> 16 for each in packed.infolist()} == {
            "folder/run": 0o755,
            "folder/text": 0o644,
        }


def test_the_unpacked_book_opens_without_a_server_and_asks_nobody(unpacked, browser):
    page = browser.new_page()
    asked, missing = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: missing.append((request.failure, request.url)))
    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="Beginne mit einem einzigen Neuron").click()
    page.locator(".nn-explorer input[type=range]").first.wait_for()
    assert page.locator("h1").first.inner_text().startswith("Neuron und Aktivierungsfunktionen")
    page.goto(f"{(unpacked / 'search.html').as_uri()}?q=Kettenregel")
    page.locator("#search-results li", has_text="Kapitel 5: Backpropagation").locator("a").first.click()
    assert page.url.startswith((unpacked / "05_backpropagation.html").as_uri())
    page.close()
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    assert [url for why, url in missing if why != "net::ERR_ABORTED"] == []  # who leaves a page waits for no picture
