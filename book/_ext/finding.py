"""A Sphinx extension: the index of the book's own search, which `search.js` reads, from a server as from a file.

Sphinx's own search knows pages; this one knows sections, and from the glossary which of them introduces a term or a
sign. The index holds the texts themselves, so that every result shows its sentence without fetching a page.
"""

import json
import keyword
import re
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from formulas import mathml
from markup import CHAPTER
from math_core import LatexError
from sphinx import addnodes
from sphinx.search import IndexBuilder

# How much a match weighs on a page, beside about 1 in a chapter, earlier ones a little more: what explains comes
# before what lists, and what introduces before what returns to it.
OTHERS = 0.6
WEIGHTS = {"api": 0.3, "teaching": 0.3, "conventions_tests": 0.2, "notes": 0.4, "bibliography": 0.4}
REPEATS = ("exercises-", "summary-")  # the sections of a chapter that ask or say once more
GLOSSARY = "glossary"

SKIPPED = nodes.raw | nodes.comment | addnodes.desc
NAME = re.compile(r"[A-Za-z_]\w+(?:\.\w+)*")
LONELY = ("∇", "∂", "∑", "⊙", "∞", "‖")  # signs without a letter that somebody may look for
SIGNS = ("mi", "mo", "msub", "msup", "msubsup", "mfrac", "mrow", "math")


def weight(name, anchor):
    """Return how much a match in a section weighs."""
    chapter = CHAPTER.match(name)
    of_page = 1 - int(chapter[1]) / 50 if chapter else WEIGHTS.get(name, OTHERS)
    return of_page / 2 if anchor.startswith(REPEATS) else of_page


def sections(name, doctree):
    """Yield what can be found on a page, in order: each section and entry of the reference, and what stands in it."""
    for node in doctree.findall(lambda node: isinstance(node, nodes.section | addnodes.desc)):
        if isinstance(node, addnodes.desc):
            signature = node.next_node(addnodes.desc_signature)
            if signature is None or not signature["ids"]:
                continue
            title, anchor, own = signature.get("fullname", ""), signature["ids"][0], [node[-1]]
        else:
            title, anchor = node.next_node(nodes.title).astext(), node["ids"][0]
            own = [child for child in node.children if not isinstance(child, nodes.section | nodes.title)]
        yield {"page": name, "anchor": anchor, "title": title, "weight": weight(name, anchor), **contents(own)}


def contents(own):
    """Return the words, the names in code, and the signs in formulas of what a section itself holds."""
    words, code, signs = [], {}, {}
    for node in own:
        read(node, words, code, signs)
    text = re.sub(r"… (?=[…,.:;?])", "…", " ".join("".join(words).split()))
    return {"text": re.sub("…+", "…", text), "code": " ".join(code), "signs": list(signs)}


def read(node, words, code, signs):
    """Add what a node holds to the words, names and signs of its section."""
    if isinstance(node, SKIPPED) or node.get("nb_element") == "cell_code_output":
        return
    if isinstance(node, nodes.literal_block):
        code.update((name, None) for name in NAME.findall(node.astext()) if not keyword.iskeyword(name))
    elif isinstance(node, nodes.math | nodes.math_block):
        signs.update(dict.fromkeys(signs_of(node.astext())))
        words.append(" … ")
    else:
        for child in node.children:
            if isinstance(child, nodes.Text):
                words.append(child.astext())
            else:
                read(child, words, code, signs)
        words.append("" if isinstance(node, nodes.Inline) else " ")


def signs_of(latex):
    """Return the signs in a formula, as `search.js` writes them: w_nm as wnm, and ∂C/∂w."""
    try:
        tree = ElementTree.fromstring(mathml(latex, False).replace("&nbsp;", " "))
    except (LatexError, ElementTree.ParseError):
        return []
    found = [written(element) for element in tree.iter() if kind(element) in SIGNS]
    found += [written(element[0]) + written(element[1]) for element in tree.iter() if kind(element) == "msubsup"]
    return [sign for sign in found if len(sign) <= 8 and (re.search(r"[^\W\d_]", sign) or sign in LONELY)]


def kind(element):
    """Return what an element of a formula is: mi, msub, ..."""
    return element.tag.rpartition("}")[2]


def written(element):
    """Return a formula in one line."""
    parts = [written(child) for child in element]
    between = "/" if kind(element) == "mfrac" else ""
    return re.sub(r"[\s()\u2061]", "", unicodedata.normalize("NFKC", (element.text or "") + between.join(parts)))


def terms(doctree):
    """Yield the glossary's terms and signs: their names, the section that introduces them, and what they mean."""
    for item in doctree.findall(nodes.definition_list_item):
        yield term(item[0], item[-1])
    for row in doctree.findall(nodes.row):
        if row.next_node(addnodes.pending_xref):
            yield term(row[0], row[1])


def term(named, meaning):
    """Return one of them; every spelling in its name counts."""
    names = [node.astext() for node in named.findall(lambda node: isinstance(node, nodes.strong | nodes.emphasis))]
    formulas = [formula.astext() for formula in named.findall(nodes.math)]
    signs = [sign for formula in formulas for sign in signs_of(formula)]
    links = [link["reftarget"] for link in meaning.findall(addnodes.pending_xref)]
    told = contents([meaning])["text"].partition("→")[0].strip()
    text = ": ".join([*names[:1], told]) if len(told.split()) > 1 else ""
    return {"names": names, "signs": signs, "to": links[-1] if links else "", "text": text}


def greek():
    """Return the Greek letters by their names: delta for δ."""
    named = {unicodedata.name(chr(code)).rpartition(" ")[2].lower(): chr(code) for code in range(0x3B1, 0x3CA)}
    return {name.replace("lamda", "lambda"): sign for name, sign in named.items()}


def write_index(app, exception):
    """Write the index, with the words of the search and Sphinx's stemmer for its language."""
    if exception is not None or app.builder.name != "html":
        return
    pages, found, known = {}, [], []
    for name in dict.fromkeys([*app.edition.names, *sorted(app.env.found_docs)]):
        doctree, chapter = app.env.get_doctree(name), CHAPTER.match(name)
        pages[name] = {"title": app.env.titles[name].astext(), "chapter": chapter and chapter[1]}
        found += sections(name, doctree)
        known += terms(doctree) if name == GLOSSARY else []
    words, signs = app.edition.search, greek() | app.edition.search["signs"]
    index = {"pages": pages, "sections": found, "terms": known, "signs": signs, "words": words}
    told = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    stemmer = IndexBuilder(app.env, app.config.language, {}, "").get_js_stemmer_code()
    Path(app.outdir, "searchindex.js").write_text(f"{stemmer}\nnnSearch.read({told}, new Stemmer());\n", "utf-8")


def replace_search(app):
    """Let Sphinx make no index of its own, and the page of the search as any other page without a source."""
    app.builder.search = False
    app.config.html_additional_pages = {"search": "search.html"}


def setup(app):
    app.connect("builder-inited", replace_search)
    app.connect("build-finished", write_index)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
