"""The built book, read as a browser would: its pages, what they ask for, and where their links lead.

And what the package says to readers, in each language.
"""

import ast
import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from editions import editions
from editions import names_in_order as listed_pages  # noqa: F401
from notebooks import KERNEL

ROOT = Path(__file__).parents[1]
SOURCES = (".gitignore", "_config.yml", "_toc.yml", "benchmarks", "book", "experiments", "tests")
NOT_PAGES = ("404", "search")  # made by Sphinx, not from a source of the book

every_edition, every_other_edition = (
    pytest.mark.parametrize("edition", listed, ids=lambda edition: edition.language)
    for listed in (editions(), editions()[1:])
)

REQUESTS = {"audio": "src", "embed": "src", "iframe": "src", "img": "src", "link": "href", "object": "data"}
REQUESTS |= {"script": "src", "source": "src", "track": "src", "video": "src"}
DIRECTIVE = re.compile(r"[`:]{3,}\{[\w-]+\}")
ADDRESS = re.compile(r"(?:https?:)?//[\w-]+\.[\w.-]+")
ADDRESS_IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')\s]+)")


def said_by_the_package(language):
    """Return {module: all its texts in a language}: of each `Text(de, en)` what stands for it."""
    place, folder = ("de", "en").index(language), ROOT / "nncourse"
    found = {}
    for path in sorted(folder.rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        pairs = [call.args for call in calls if getattr(call.func, "id", "") == "Text" and len(call.args) > place]
        said = [node.value for pair in pairs for node in ast.walk(pair[place]) if isinstance(node, ast.Constant)]
        found[path.relative_to(folder).as_posix()] = "\n\n".join(map(str, said))
    return found


def copy_sources(folder):
    """Copy what the book is built from into a folder."""
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)


def build(folder):
    """Build the book whose sources stand in a folder, as `make book` does; return the finished process."""
    command = [sys.executable, folder / "book/tools/building.py"]
    environment = {name: value for name, value in os.environ.items() if name not in KERNEL}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def all_pages(*besides):
    """Return the addresses of the pages of all editions, without ending, and of others that each edition has."""
    return [edition.place + name for edition in editions() for name in (*edition.names, *besides)]


def edition_of(address):
    """Return the edition that the page at this address belongs to."""
    first, *others = editions()
    return next((edition for edition in others if address.startswith(edition.place)), first)


def locale_of(address):
    """Return the locale of a browser that wants the language of this page."""
    return edition_of(address).locale.replace("_", "-")


def html_files(site):
    """Return the files that a browser opens; the theme leaves templates of its own under _static."""
    return [path for path in sorted(site.rglob("*.html")) if "_static" not in path.relative_to(site).parts]


def built_pages(site):
    """Return the names of the pages that stand in the built site."""
    names = [path.relative_to(site).with_suffix("").as_posix() for path in html_files(site)]
    return [name for name in names if name.rpartition("/")[2] not in NOT_PAGES]


def read(path):
    """Return the page's elements, parsed once for all who ask: change a copy of them only."""
    return parsed(path, path.stat().st_mtime_ns, path.stat().st_size)


@functools.lru_cache(maxsize=64)
def parsed(path, *state):
    """Return the elements of a file in this state."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def third_parties(site):
    """Return what pages and style sheets would ask another host for."""
    found = []
    for path in html_files(site):
        page = read(path)
        asked = [tag.get(REQUESTS[tag.name], "") for tag in page.find_all(list(REQUESTS))]
        asked += [text for tag in page.find_all(["script", "style"]) for text in ADDRESS.findall(tag.string or "")]
        found += [f"{path.relative_to(site)}: {address}" for address in asked if ADDRESS.match(address)]
    for path in site.rglob("*.css"):
        addresses = ADDRESS_IN_STYLE.findall(path.read_text("utf-8"))
        found += [f"{path.relative_to(site)}: {address}" for address in addresses]
    return found


def raw_directives(page):
    """Return the beginnings of directives that a page shows as text, outside of code."""
    texts = [text for text in page.find_all(string=DIRECTIVE) if not text.find_parent(["pre", "script"])]
    return [found for text in texts for found in DIRECTIVE.findall(text)]


def broken_links(site):
    """Return the links and files, in all pages, that lead nowhere within the site."""
    anchors = {}
    found = []
    for path in html_files(site):
        page = read(path)
        for tag in page.find_all(["a", *REQUESTS]):
            address = tag.get(REQUESTS.get(tag.name, "href"), "")
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address in ("", "#"):
                continue
            # The page for what is missing is shown anywhere: its links begin at the root of the site.
            place = unquote(parts.path).removeprefix("/" if path.name == "404.html" else "")
            start = site if path.name == "404.html" else path.parent
            target = (start / place).resolve() if parts.path else path.resolve()
            if not target.is_file():
                found.append(f"{path.relative_to(site)}: {address}: no such file")
            elif parts.fragment and target.suffix == ".html":
                if target not in anchors:
                    anchors[target] = {tag.get("id") or tag.get("name") for tag in read(target).find_all(True)}
                if unquote(parts.fragment) not in anchors[target]:
                    found.append(f"{path.relative_to(site)}: {address}: no such anchor")
        for tag in page.find_all("meta", attrs={"http-equiv": "Refresh"}):
            address = tag["content"].partition("url=")[2]
            if not (path.parent / address).is_file():
                found.append(f"{path.relative_to(site)}: {address}: no such file")
    return found
