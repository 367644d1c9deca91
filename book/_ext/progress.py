"""A Sphinx extension: what a reader has solved, in the menu of every page and on a page of its own.

All of it stands in the reader's browser (`browser/static/memory.js`). The page `progress` has a text; the exercises
behind it are listed here, so that none can be missing.
"""

import re

from exercises import EXERCISE, NOTEBOOKS
from markup import as_json
from notebooks import read

from nncourse.exercises.catalogue import CHAPTERS

PAGE = "progress"

SIGNS = {"passed": "✓", "tried": "…", "open": "○"}
STATE = '<span class="nn-state"></span>'  # filled in the finished page: nobody searches for it
ACTS = ("export", "import", "print", "delete")


def chapters(edition):
    """Return {name of the notebook: its number} of the edition's chapters with exercises."""
    return {name: number for number, name in NOTEBOOKS.items() if number in CHAPTERS and edition.has(name)}


def list_exercises(app, docname, source):
    """Write the list of all exercises behind the text of the page."""
    if docname == PAGE:
        parts = [listed(app.edition, name, number) for name, number in chapters(app.edition).items()]
        source[0] = "\n\n".join([source[0], *parts])


def looks(words):
    """Return what is shown of an exercise: state -> sign and word."""
    return {state: f"{sign} {words[state]}" for state, sign in SIGNS.items()}


# What a reader sees who has solved nothing is in the page, so that nothing moves when the script says what it knows.
def listed(edition, name, number):
    """Return a chapter's exercises as a section of Markdown."""
    cells = read(edition.folder / f"{name}.ipynb").cells
    title = re.search(r"^# (.*)$", cells[0].source, re.M)[1]
    language, words, exercises = edition.language, edition.progress, CHAPTERS[number]
    items = [
        f"- [{getattr(EXERCISE, language)} {number}.{k}: {getattr(exercise.name, language)}]"
        f"(#exercise-{exercise.id}) {STATE}"
        for k, exercise in enumerate(exercises, start=1)
    ]
    solved = f'<p class="nn-sum">{words["chapter"].format(solved=0, all=len(exercises))}</p>'
    return f"({PAGE}-{number})=\n## {title}\n\n{solved}\n\n" + "\n".join(items)


def head(words, count):
    """Return what stands above the list: how many exercises are solved, and the buttons; or that no script runs."""
    without = f'<noscript><p class="nn-about">{words["noscript"]}</p></noscript>\n'
    total = words["total"].format(all=count, passed=0, tried=0)
    buttons = "".join(f'<button type="button" data-act="{act}">{words[act]}</button>' for act in ACTS)
    return f'{without}<div class="nn-head"><p class="nn-total">{total}</p><div class="nn-run">{buttons}</div></div>'


def tell(app, pagename, templatename, context, doctree):
    """Give every page the script that remembers, and the page `progress` its own."""
    if doctree is None:
        return
    words, listed = app.edition.progress, chapters(app.edition)
    ids = {name: [exercise.id for exercise in CHAPTERS[number]] for name, number in listed.items()}
    app.add_js_file("memory.js", loading_method="defer", priority=400)  # before those that ask it
    context["body"] += as_json("nn-exercises", {"page": pagename, "exercises": ids, "solved": words["chapter"]})
    if pagename == PAGE:
        app.add_js_file("progress.js", loading_method="defer")
        app.add_css_file("python.css")  # its buttons
        app.add_css_file("progress.css")
        shown = looks(words)
        body = context["body"].replace(STATE, STATE.replace("><", f">{shown['open']}<"))
        first = body.index("<section", 1 + body.index("<section"))
        above = head(words, sum(map(len, ids.values())))
        context["body"] = body[:first] + above + body[first:] + as_json("nn-progress", words | {"looks": shown})


def setup(app):
    app.connect("source-read", list_exercises)
    app.connect("html-page-context", tell)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
