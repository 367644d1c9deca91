"""The editions tell the same, cell by cell: each kind of difference is seen, and none is there."""

import copy
import re

import nbformat
import pages
import pytest
from editions import editions
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from notebooks import drawings_of
from parity import differences, pictures_of, said_numbers
from telling import has_words, hash_of, page_of, sections, stale, write_told
from translating import sheet, taken

FIRST, *OTHERS = editions()

DIFFERENT = {  # what serves the reader of the translation, and why
    "06_training, exercise-accuracy-hints: names in code: missing antworten == labels; new answers == labels": "a word",
    "06_training, exercise-confusion-hints: names in code: missing counts[wahr, gelesen] += 1; "
    "new counts[true, read] += 1": "words",
    "08_bug_zoo, diagnose-own: names in code: missing diagnose(deine_funktion); new diagnose(your_function)": "a word",
    "10_convolution, convolution-network-text: names in code: missing (n, Kanäle, Zeilen, Spalten); "
    "new (n, channels, rows, columns)": "words",
    "11_autograd, autograd-outlook: links: missing https://neuronalenetze-deeplearning.de/buch/vorwort; "
    "new http://neuralnetworksanddeeplearning.com": "the book itself, not its German edition",
    "many_runs, runs-cluster: names in code: missing VERTEILER; new SCHEDULER": "a word",
    "running, running-folder: names in code: missing C:\\kurs; new C:\\course": "a word",
    "teaching, teaching-book: names in code: missing index.html; new en/index.html": "where its pages begin",
    "teaching, teaching-check: names in code: missing diagnose(meine_funktion); new diagnose(my_function)": "a word",
    "teaching, teaching-chapters: names in code: missing dieser Schrift; new this type": "words, set like code",
}
PAGES = [pytest.param(edition, name, id=f"{edition.language}/{name}") for edition in OTHERS for name in FIRST.names]


@pytest.mark.parametrize(("edition", "name"), PAGES)
def test_an_edition_tells_what_the_first_does(edition, name):
    original, translation = page_of(FIRST.folder, name), page_of(edition.folder, name)
    assert [f"{name}, {each}: missing or stale" for each in stale(original, translation)] == []
    found = differences(original, translation, edition.language)
    assert sorted(found) == sorted(line for line in DIFFERENT if line.startswith(f"{name}, "))


@pages.every_other_edition
def test_an_edition_has_the_pages_and_the_drawings_of_the_first(edition):
    def files(folder):
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

    assert files(edition.folder) == files(FIRST.folder)
    assert all(drawings_of(path).is_dir() for path in edition.folder.glob("0[1-9]*.ipynb"))


@pages.every_other_edition
def test_a_drawing_is_the_first_edition_s_only_if_its_picture_is(edition):
    same = set()
    for path in edition.folder.glob("*.ipynb"):
        cells = [nbformat.read(folder / path.name, as_version=4).cells for folder in (FIRST.folder, edition.folder)]
        same |= {(path.stem, cell.id) for cell, other in zip(*cells, strict=True) if same_pictures(cell, other)}
    drawings = [
        path for path in edition.folder.glob("figures/*/*.svg") if path.read_bytes() == first_s(path).read_bytes()
    ]
    assert {(path.parent.name, path.stem.removesuffix("-narrow")) for path in drawings} <= same


def first_s(path):
    """Return where the first edition has this drawing."""
    return FIRST.folder.joinpath(*path.parts[-3:])


def same_pictures(cell, other):
    """Return whether two cells have a picture in common."""
    return cell.cell_type == "code" and bool(pictures_of(cell) & pictures_of(other))


# --- each kind of difference is seen ---------------------------------------------------------------------------------

GERMAN = r"""(cost-one)=
## Die **Kosten**

```{admonition} Was die Notiz sagt (N9)
:class: nn-quote
„Je niedriger, desto besser.“
```

Bei 50 000 Bildern und $C = 0{,}25$ ist es [so](#cost-mean), mit `sum` (30 %), ab 0,5:

- Punkt $(1;\ 0)$
- der Fall $n_\text{in} = 2$ bei −4 Grad

$$C = 1{,}25 : 9 \quad \text{oder}$$

| Art | Kosten | davon |
|---|---|---|
| Summe | 3 | |
| Mittel | 6 | |

::::{div} nn-path
![Ein Bild](../_static/one.svg) <br class="nn-narrow">
::::

```
jupyter lab book/de
```

```text
Kosten: -0.25
```

~~~python
x = 1 + 2  # 3 Schritte
~~~

Dieser Absatz sagt ohne jede Zahl etwas, das man wissen muss, in einer Zeile,\
und den Rest in einer anderen. → [hier](#one), [dort](#two)
"""
ENGLISH = r"""(cost-one)=
## The **cost**

```{admonition} What the note says (N9)
:class: nn-quote
[„Je niedriger, desto besser.“]{.language-de}

“The lower, the better.”
```

With 50,000 images and $C = 0.25$ it is [like this](#cost-mean), by `sum` (30%), from 0.5:

- the point $(1,\ 0)$
- the case $n_\text{in} = 2$ at −4 degrees

$$C = 1.25 / 9 \quad \text{or}$$

| kind | cost | of it |
|---|---|---|
| sum | 3 | |
| mean | 6 | |

::::{div} nn-path
![A picture](../_static/one.svg) <br class="nn-narrow">
::::

```
jupyter lab book/en
```

```text
cost: -0.25
```

~~~python
x = 1 + 2  # 3 steps
~~~

This paragraph says without any number something that you should know, in one line,\
and the rest in another. → [here](#one), [there](#two)
"""
GERMAN_CODE = """C = 0.25  # die 4 Kosten
print(f"{C:.2f} Kosten von 2 Tieren")
ax.set_title("Schwelle 0,5")
ax.plot(C, "o", linestyle="dashed", label="Kurve")"""
ENGLISH_CODE = """C = 0.25  # the 4 costs
print(f"cost of 2 animals: {C:.2f}")
ax.set_title("threshold 0.5")
ax.plot(C, "o", linestyle="dashed", label="a curve")"""
TABLE = '<div lang="{}"><table><tr><td>{}</td><td>●</td></tr></table></div>'


def notebook(text, code, printed, alt, says, language):
    """Return a small notebook: the language, a text with a guess, a figure's cell."""
    guess = {"nncourse": {"guess": {"ask": says, "right": {"value": 3, "within": 0.1}}}}
    table = TABLE.format(language, "0,5" if language == FIRST.language else "0.5")
    cells = [
        new_markdown_cell(text, id="one", metadata=guess),
        new_code_cell(f'set_language("{language}")', id="language"),
        new_code_cell(
            code,
            id="one-code",
            metadata={"mystnb": {"image": {"alt": alt}}, "tags": ["hide-input"]},
            outputs=[
                new_output("stream", text=printed),
                new_output("display_data", data={"image/png": alt, "text/plain": "<Figure>"}),
                new_output("display_data", data={"text/html": table, "text/plain": "<HTML>"}),
            ],
        ),
        new_code_cell("x = C + 1", id="plain-code"),
    ]
    return new_notebook(cells=cells, metadata={"description": text[:9]})


def original():
    return notebook(GERMAN, GERMAN_CODE, "Kosten von 2 Tieren: -0.25\n", "Kurve bis 7", "Wie viel?", FIRST.language)


def translation():
    """Return the notebook of an edition that tells all of it."""
    told = notebook(ENGLISH, ENGLISH_CODE, "cost of 2 animals: -0.25\n", "a curve up to 7", "How much?", "en")
    for cell, other in zip(told.cells, original().cells, strict=True):
        if has_words(other):
            cell.metadata.setdefault("nncourse", {})["tells"] = hash_of(other)
    return told


def compared(tmp_path, told):
    """Return what is stale in a translation of the small notebook, and where it differs."""
    paths = [tmp_path / "de/one.ipynb", tmp_path / "en/one.ipynb"]
    for path, each in zip(paths, (original(), told), strict=True):
        path.parent.mkdir()
        nbformat.write(each, path)
    return stale(*paths), differences(*paths, "en")


def test_a_translation_that_tells_all_of_it_has_no_difference(tmp_path):
    assert compared(tmp_path, translation()) == ([], [])


IN_TEXT = [
    ("## The", "### The", "structure"),
    ("(cost-one)=", "(cost-1)=", "structure"),
    ("(cost-one)=\n## The **cost**\n", "## The **cost**\n\n(cost-one)=\n", "structure"),
    ("{admonition}", "{note}", "structure"),
    ("nn-quote", "nn-hand", "structure"),
    ("nn-quote", "nn-quote\n:name: note", "structure"),
    ("nn-path", "nn-path nn-detour", "structure"),
    ("“The lower, the better.”\n```\n", "“The lower, the better.”\n", "structure"),
    ("#cost-mean", "#cost-one", "links"),
    ("one.svg", "two.svg", "links"),
    ("[here](#one), [there](#two)", "[here](#two), [there](#one)", "places of links"),
    ("C = 0.25", "C = 0.35", "formulas"),
    ("C = 0.25", "C : 0.25", "formulas"),
    ("(1,\\ 0)", "(1;\\ 0)", "formulas"),
    ("n_\\text{in}", "n_\\text{out}", "formulas"),
    ("1.25 / 9", "1.25 / 8", "displayed formulas"),
    ("50,000", "60,000", "numbers"),
    ("0.5:", "0,5:", "numbers"),
    ("30%", "a third", "numbers"),
    ("30%", "30", "numbers"),
    ("−4", "4", "numbers"),
    ("`sum`", "`mean`", "names in code"),
    ("- the point", "The point", "structure"),
    (
        "- the point $(1,\\ 0)$\n- the case $n_\\text{in} = 2$",
        "- $n_\\text{in} = 2$\n- $(1,\\ 0)$",
        "places of formulas",
    ),
    ("| sum | 3 |", "| sum | 3 | |", "structure"),
    ("| sum | 3 | |", "| sum | | 3 |", "structure"),
    ("| sum | 3 | |\n| mean | 6 | |", "| mean | 6 | |\n| sum | 3 | |", "places of numbers"),
    ("|---|---|---|", "|---|---|:-:|", "structure"),
    ("in one line", "in one\n\nline", "structure"),
    ("line,\\\n", "line,\n", "structure"),
    ("says without any number something that you should know, in one line", "is", "length"),
    ("**cost**", "cost", "bold words"),
    ("nn-narrow", "nn-wide", "tags"),
    ("in one line", "in one <!-- line", "tags"),
    ("book/en", "book/de", "terminals"),
    ("cost: -0.25", "cost: 0.25", "terminals"),
    ("1 + 2", "1 - 2", "code"),
    ("# 3 steps", "# 4 steps", "comments"),
    ("| kind", "```python\nx = 1\n```\n| kind", "blocks of code"),
]
IN_CODE = [
    ("C = 0.25 ", "C = 0.35 ", "code"),
    ("{C:.2f}", "{C:.2e}", "code"),
    ("{C:.2f}", "{G:.2f}", "code"),
    ("of 2 animals", "of 3 animals", "code"),
    ("threshold 0.5", "threshold 0,6", "code"),
    ("set_title", "set_label", "code"),
    ('"o"', '"s"', "code"),
    ("dashed", "dotted", "code"),
    ("4 costs", "5 costs", "comments"),
    ("  # the 4 costs", "", "comments"),
]


@pytest.mark.parametrize(("old", "new", "kind"), IN_TEXT + IN_CODE)
def test_a_difference_in_a_cell_is_seen(tmp_path, old, new, kind):
    told = translation()
    place = 2 if (old, new, kind) in IN_CODE else 0
    assert told.cells[place].source.count(old) == 1
    told.cells[place].source = told.cells[place].source.replace(old, new)
    _, found = compared(tmp_path, told)
    assert any(line.startswith(f"one, {told.cells[place].id}: {kind}: ") for line in found), found


def change(place, **values):
    """Return a change of a cell of the translation."""
    return lambda told: told.cells[place].update(**values)


def in_table(old, new):
    """Return a change of the table of the translation."""
    table = TABLE.format("en", "0.5").replace(old, new)
    return lambda told: told.cells[2].outputs[2].data.update({"text/html": table})


STRUCTURE = {
    "no cell": (lambda told: told.cells.pop(), "one: cells: missing plain-code (code)"),
    "another id": (change(3, id="other-code"), "one: cells: missing plain-code (code); new other-code (code)"),
    "another order": (lambda told: told.cells.reverse(), "one: cells: in another order"),
    "another type": (
        lambda told: told.cells.__setitem__(3, new_markdown_cell("x", id="plain-code")),
        "one: cells: missing plain-code (code); new plain-code (markdown)",
    ),
    "other tags": (lambda told: told.cells[2].metadata.update(tags=[]), "one, one-code: metadata: "),
    "another right number": (
        lambda told: told.cells[0].metadata["nncourse"]["guess"]["right"].update(value=4),
        "one, one: metadata: ",
    ),
    "another language": (change(1, source='set_language("de")'), "one, language: code: "),
    "other code without words": (change(3, source="x = C + 2"), "one, plain-code: code: "),
    "another number printed": (
        lambda told: told.cells[2].outputs[0].update(text="cost of 2 animals: 0.25\n"),
        "one, one-code: numbers of the output: missing -0.25; new 0.25",
    ),
    "another order of numbers": (
        lambda told: told.cells[2].outputs[0].update(text="cost: -0.25 of 2\n"),
        "one, one-code: numbers of the output: in another order",
    ),
    "no picture": (lambda told: told.cells[2].outputs.pop(1), "one, one-code: outputs: "),
    "the original's picture": (
        lambda told: told.cells[2].outputs.__setitem__(1, original().cells[2].outputs[1]),
        "one, one-code: pictures: ",
    ),
    "the original's table": (
        lambda told: told.cells[2].outputs.__setitem__(2, original().cells[2].outputs[2]),
        'one, one-code: outputs: new lang="de"',
    ),
    "another number in a table": (in_table("0.5", "0.6"), "one, one-code: numbers of the output: "),
    "another sign in a table": (in_table("●", "–"), "one, one-code: numbers of the output: "),
    "no cell in a table": (in_table("<td>●</td>", "●"), "one, one-code: outputs: "),
    "another number in words": (
        lambda told: told.cells[2].metadata["mystnb"]["image"].update(alt="a curve up to 8"),
        "one, one-code: metadata: ",
    ),
    "no words": (
        lambda told: told.cells[0].metadata["nncourse"]["guess"].update(ask=""),
        "one, one: metadata: ",
    ),
    "what an editor notes": (lambda told: told.cells[0].metadata.update(editable=False), "one, one: metadata: "),
    "something attached": (change(0, attachments={"a.png": {"image/png": ""}}), "one, one: metadata: "),
    "no description": (lambda told: told.metadata.pop("description"), "one: metadata: "),
    "another kernel": (lambda told: told.metadata.update(kernelspec={"name": "other"}), "one: metadata: "),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_another_structure_is_seen(tmp_path, name):
    mistaken, complaint = STRUCTURE[name]
    told = translation()
    mistaken(told)
    _, found = compared(tmp_path, told)
    assert any(line.startswith(complaint) for line in found), found


@pytest.mark.parametrize("place", [0, 2])
def test_a_cell_that_tells_what_is_no_longer_there_is_stale(tmp_path, place):
    told = translation()
    told.cells[place].metadata["nncourse"]["tells"] = "0" * 12
    assert compared(tmp_path, told)[0] == [told.cells[place].id]


def test_a_hash_where_nothing_is_told_is_seen(tmp_path):
    told = translation()
    told.cells[3].metadata["nncourse"] = {"tells": told.cells[0].metadata["nncourse"]["tells"]}
    assert compared(tmp_path, told)[0] == ["plain-code"]


@pytest.mark.parametrize(
    ("german", "english"),
    [("x hoch 4 minus x hoch 2", "x to the fourth minus x squared"), ("Quadrate 0,5", "squared errors 0.5")],
)
def test_a_power_may_be_a_word(german, english):
    assert said_numbers(german, FIRST.language) == said_numbers(english, "en")


def test_words_in_metadata_are_told_too():
    cell = original().cells[2]
    changed = copy.deepcopy(cell)
    changed.metadata["mystnb"]["image"]["alt"] = "Eine andere Kurve"
    assert hash_of(changed) != hash_of(cell)


FRONT = "---\ndescription: {}\n---\n# Titel\n\nText.\n\n"
RST = ":description: {}\n\n.. _api:\n\nTitel\n=====\n\nText mit 3 Zahlen.\n"


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("one.md", FRONT.format("Um eins") + "(cost-one)=\n## Zahl\n\nText mit 3.\n", "cost-one"),
        ("api.rst", RST, "api"),
    ],
)
def test_sections_of_other_pages_become_stale_one_by_one(tmp_path, name, text, label):
    paths = [tmp_path / edition / name for edition in ("de", "en")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(text, "utf-8")
    assert stale(*paths) == ["top", label]
    for _ in range(2):  # noting twice changes nothing
        paths[1].write_text(write_told(paths[1], sections(paths[0])), "utf-8")
        assert stale(*paths) == []
    assert re.sub(r"(?m)^:?tells:.*\n(?:  .*\n)*", "", paths[1].read_text("utf-8")) == text
    paths[0].write_text(re.sub(r"\b3\b", "4", text), "utf-8")
    assert stale(*paths) == [label]
    assert differences(*paths, "en") == [f"{paths[0].stem}, {label}: numbers: missing 4; new 3"]


PAGE = """---
description: {}
guess:
  choices:
  - says: {}
    means: {}
  - says: {}
---
# {}

```{{literalinclude}} ../../tests/package/test_costs.py
:pyobject: test_mean
```

````{{grid}} 1 1 3 3
:gutter: 3
```{{raw}} html
:file: ../_static/one.svg
```
````
"""
IN_PAGE = [
    ("description: About 3 costs\n", "", "one: front matter: "),
    ("About 3 costs", "About costs", "one: front matter: "),
    ("  - says: two\n", "", "one: front matter: "),
    ("says: one\n    means: wrong\n  - says: two", "says: two\n  - says: one\n    means: wrong", "one: front matter: "),
    ("guess:", "orphan: true\nguess:", "one: front matter: new orphan"),
    ("# The", "## The", "one, top: structure: "),
    ("test_costs.py", "test_network.py", "one, top: structure: "),
    ("test_mean", "test_sum", "one, top: structure: "),
    ("3 3", "2 2", "one, top: structure: "),
    ("gutter: 3", "gutter: 2", "one, top: structure: "),
    ("one.svg", "two.svg", "one, top: structure: "),
]


@pytest.mark.parametrize(("old", "new", "complaint"), [("", "", ""), *IN_PAGE])
def test_a_difference_in_a_page_is_seen(tmp_path, old, new, complaint):
    paths = [tmp_path / edition / "one.md" for edition in ("de", "en")]
    told = PAGE.format("About 3 costs", "one", "wrong", "two", "The cost")
    for path, text in zip(paths, (PAGE.format("Um 3 Kosten", "eins", "falsch", "zwei", "Kosten"), told), strict=True):
        path.parent.mkdir()
        path.write_text(text.replace(old, new) if path == paths[1] else text, "utf-8")
    found = differences(*paths, "en")
    assert any(line.startswith(complaint) for line in found) if complaint else found == [], found


RST_PAGE = ":description: {}\n\n.. _api:\n\n{}\n====\n\n.. autoclass:: Layer\n   :inherited-members:\n\n   {}\n"


@pytest.mark.parametrize(("old", "new"), [("Layer", "Dense"), ("   :inherited-members:\n", ""), ("====", "----")])
def test_a_difference_in_the_reference_is_seen(tmp_path, old, new):
    paths = [tmp_path / edition / "api.rst" for edition in ("de", "en")]
    for path, text in zip(paths, (("Was es gibt", "Alle", "Eine."), ("What there is", "All", "One.")), strict=True):
        path.parent.mkdir()
        path.write_text(RST_PAGE.format(*text), "utf-8")
    assert differences(*paths, "en") == []
    paths[1].write_text(paths[1].read_text("utf-8").replace(old, new), "utf-8")
    assert any(line.startswith("api, api: structure: ") for line in differences(*paths, "en"))


# --- the way into an edition -----------------------------------------------------------------------------------------


def test_a_sheet_has_what_is_missing_and_what_is_stale():
    assert re.findall(r"^%%% (.*)$", sheet(original(), None, "en"), re.MULTILINE) == [
        f"{name} {language}"
        for name, words in (("description", ()), ("one", (" words",)), ("one-code", (" words",)))
        for language in ["de", *(f"de{each}" for each in words), "en"]
    ]
    assert sheet(original(), translation(), "en") == ""
    told = translation()
    told.cells[0].metadata["nncourse"]["tells"] = "0" * 12
    found = sheet(original(), told, "en")
    assert re.findall(r"^%%% (.*)$", found, re.MULTILINE) == ["one de", "one de words", "one en", "one en words"]
    assert "Je niedriger" in found and "The lower, the better" in found


def test_what_a_sheet_tells_is_taken_with_its_hash_and_the_rest_stays(tmp_path):
    text = sheet(original(), translation(), "en") + f"%%% description en\nThe cost\n%%% one en\n{ENGLISH}\n"
    text += "%%% one en words\nnncourse:\n  guess:\n    ask: How much?\n    right: {value: 3, within: 0.1}\n"
    text += f"%%% one-code en\n{ENGLISH_CODE}\n%%% one-code en words\nmystnb:\n  image:\n    alt: a curve\n"
    first = taken(original(), None, text, "en")
    assert first.metadata["description"] == "The cost" and first.cells[1].source == 'set_language("en")'
    assert [cell.source for cell in first.cells][2:] == [ENGLISH_CODE, "x = C + 1"]
    again = taken(original(), translation(), "%%% one en\nanother text\n", "en")
    assert again.cells[0].source == "another text" and again.cells[2] == translation().cells[2]
    for told in (first, again):
        assert [cell.metadata.get("nncourse", {}).get("tells") for cell in told.cells] == [
            (has_words(cell) and hash_of(cell)) or None for cell in original().cells
        ]


@pytest.mark.parametrize(("text", "complaint"), [("", "not told: one"), ("%%% none en\nText\n", "no such cell: none")])
def test_a_sheet_that_lacks_a_cell_or_names_none_is_refused(text, complaint):
    with pytest.raises(SystemExit, match=complaint):
        taken(original(), None, text, "en")
