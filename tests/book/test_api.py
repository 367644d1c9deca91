"""The reference has an entry for every public name, with signature and chapter, and the chapters' code leads there."""

import inspect
import re
import types

import pages
import pytest
import reference as reference_links
from bs4 import BeautifulSoup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

import nncourse
from nncourse import bugs, exercises, explorers, images, plots

ENTRIES = {f"nncourse.{name}": getattr(nncourse, name) for name in nncourse.__all__}
ENTRIES |= {
    f"nncourse.exercises.{name}": getattr(exercises, name) for name in exercises.__all__ if name not in nncourse.__all__
}
ENTRIES |= {f"nncourse.explorers.{name}": getattr(explorers, name) for name in explorers.__all__}
ENTRIES |= {f"nncourse.images.{name}": getattr(images, name) for name in images.__all__}
ENTRIES |= {f"nncourse.bugs.{name}": getattr(bugs, name) for name in ("ZOO", "Bug")}
ENTRIES |= {
    f"nncourse.plots.{name}": value
    for name, value in vars(plots).items()
    if inspect.isfunction(value) and value.__module__ == "nncourse.plots" and not name.startswith("_")
}
CHAPTER = re.compile(r"\d\d_\w+\.html#.")
SIMPLE = (nncourse.Activation, tuple)  # what is no function or class of its own has no signature or docstring to show


def complaints(page):
    """Return what is missing on the page of the reference."""
    found = []
    for name, value in ENTRIES.items():
        title = page.find("dt", id=name)
        if title is None:
            found.append(f"{name}: no entry")
            continue
        entry = title.find_next_sibling("dd")
        first = entry.find("p", recursive=False)
        if first is None or first.get("lang") != "de" or not first.find("a", href=CHAPTER):
            found.append(f"{name}: does not begin with a sentence and the chapter that builds it")
        if isinstance(value, SIMPLE):
            continue
        shown = re.findall(r"[(,]\s*\*{0,2}(\w+)", title.get_text())
        if shown != parameters(value):
            found.append(f"{name}: shows {shown}, takes {parameters(value)}")
        if value.__doc__.strip().partition("\n")[0].split()[0] not in entry.get_text():
            found.append(f"{name}: without its docstring")
        fields = [tag.get_text() for tag in entry.select("dl.field-list > dt")]
        wanted = re.findall(r"^ *(Parameters|Returns|Raises|Attributes)\n *-{4,}$", value.__doc__, re.M)
        if missing := [field for field in wanted if f"{field}:" not in fields]:
            found.append(f"{name}: without {missing}")
    return found


def parameters(value):
    """Return the names that a function or class takes, as its signature says."""
    try:
        signature = inspect.signature(value)
    except ValueError:  # an exception without a constructor of its own
        return []
    return list(signature.parameters)


@pytest.fixture(scope="module")
def reference(site):
    """The built page, as text: each test makes its own of it."""
    return (site / "api.html").read_text("utf-8")


def test_every_public_name_has_its_entry(reference):
    assert len(ENTRIES) > 60
    assert complaints(BeautifulSoup(reference, "html.parser")) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id="nncourse.train"', 'id="nncourse.learn"', "nncourse.train: no entry"),
        ("04_gradient_descent.html#descent-rate", "notes.html", "nncourse.DivergedError: does not begin"),
        ('<span class="pre">batch_size</span>', '<span class="pre">size</span>', "nncourse.train: shows"),
        ("Raises<", "Errors<", "nncourse.train: without ['Raises']"),
    ],
)
def test_a_broken_entry_is_seen(reference, old, new, complaint):
    assert old in reference
    found = complaints(BeautifulSoup(reference.replace(old, new), "html.parser"))
    assert any(text.startswith(complaint) for text in found)


def links(site, name):
    """Return the code blocks of a page as text, each with the links in it."""
    blocks = pages.read(site / name).select("div.highlight pre")
    return [(block.get_text(), {a.get_text(): a["href"] for a in block.select("a.nn-reference")}) for block in blocks]


def test_the_code_of_every_chapter_leads_to_the_reference(site):
    chapters = sorted(path.name for path in site.glob("[0-9][0-9]_*.html"))
    assert len(chapters) >= 7
    assert [name for name in chapters if sum(len(found) for _, found in links(site, name)) < 10] == []


def test_what_a_name_means_decides_where_it_leads(site):
    blocks = links(site, "01_activations.html")
    imported = next(found for text, found in blocks if text.startswith("import matplotlib"))
    assert imported["sigmoid"] == "api.html#nncourse.sigmoid"
    drawn = [found for text, found in blocks if "plots.figure(" in text]
    assert drawn and all(found["plots.figure"] == "api.html#nncourse.plots.figure" for found in drawn)
    own = [found for text, found in blocks if "my_sigmoid(" in text]
    assert own and all("my_sigmoid" not in found for found in own)


def linked(*sources):
    """Return for each block of code which names lead to the reference, on a page that has nothing else."""
    entry = types.SimpleNamespace(docname="api", node_id="nncourse.sigmoid")
    domain = types.SimpleNamespace(objects={"nncourse.sigmoid": entry})
    app = types.SimpleNamespace(
        env=types.SimpleNamespace(get_domain=lambda name: domain),
        builder=types.SimpleNamespace(get_relative_uri=lambda *names: "api.html"),
    )
    context = {"body": "".join(highlight(source, PythonLexer(), HtmlFormatter()) for source in sources)}
    reference_links.link_code(app, "page", "", context, doctree=object())
    blocks = BeautifulSoup(context["body"], "html.parser").select("pre")
    return [[link.get_text() for link in block.select("a.nn-reference")] for block in blocks]


@pytest.mark.parametrize("own", ["def sigmoid(x):\n    return x", "sigmoid = 3", "def f(sigmoid):\n    return 0"])
def test_a_name_with_a_meaning_of_the_page_s_own_leads_nowhere(own):
    imports, use = "from nncourse import sigmoid", "print(sigmoid(0))"
    assert linked(imports, use) == [["sigmoid"], ["sigmoid"]]
    assert linked(imports, own, use) == [["sigmoid"], [], []]
