"""What a page asks of Python, and what it is told: run a cell, check an answer.

Everything comes and goes as JSON. Where the time is limited, the page does it: it ends whoever runs too long.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import inspect
import io
import json
import linecache
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import nncourse
from nncourse.ailments import Checkup
from nncourse.exercises import check, texts
from nncourse.exercises.catalogue import find
from nncourse.exercises.errors import explained
from nncourse.exercises.report import Said
from nncourse.language import Text, set_language
from nncourse.sandbox import InputAsked
from nnpage.cells import Names, names_in, needed
from nnpage.stand_ins import UNDRAWN
from nnpage.syntax import meaning

MOST_LINES, LONGEST = 500, 50_000  # of what one cell prints

MORE = Text(
    "… Mehr als {lines} Zeilen zeigt die Seite nicht.",
    "… The page shows no more than {lines} lines.",
)
STOPS = Text("Der Code bricht ab mit {error}. {meaning}", "The code stops with {error}. {meaning}")
SYNTAX = Text(
    "Python versteht diese Zeile nicht: {error}. {meaning}", "Python does not understand this line: {error}. {meaning}"
)
BEFORE = Text(
    "Das geschieht nicht hier, sondern in einer Zelle weiter oben, die zuerst laufen muss.",
    "This does not happen here but in a cell further up that has to run first.",
)
MEMORY = Text(
    "Das braucht mehr Speicher, als da ist. Wächst eine Liste in einer Schleife, oder ist ein Array viel größer als "
    "gedacht?",
    "This needs more memory than there is. Does a list grow in a loop, or is an array much larger than you intended?",
)
INPUT = Text(
    "input() wartet auf eine Eingabe, und hier gibt es niemanden, der sie liest. Schreib den Wert in den Code.",
    "input() waits for someone to type something, and nobody here can read it. Write the value in your code.",
)
FILE = Text(
    "Diese Datei gibt es hier in der Seite nicht. In JupyterLab ist sie da.",
    "This file does not exist here on the page. In JupyterLab, it does.",
)
EXIT = Text(
    "exit() beendet ein ganzes Programm. Hier braucht es das nicht: Nach der letzten Zeile ist von selbst Schluss.",
    "exit() ends a whole program. You do not need it here: after the last line, the code ends by itself.",
)
DRAWN = Text("Bilder zeichnet nur JupyterLab, nicht die Seite.", "Only JupyterLab draws pictures; the page does not.")
UNDEFINED = Text(
    "Dein Code legt {name} nicht an{but}. So beginnt die Aufgabe: {stub}",
    "Your code does not define {name}{but}. The exercise begins with: {stub}",
)
BUT = Text(", sondern {name}", " but {name}")

KNOWN = {
    FileNotFoundError: FILE,
    InputAsked: INPUT,
    MemoryError: MEMORY,
    RecursionError: texts.RECURSION,
    SystemExit: EXIT,
}
TOO_BIG = re.compile("array is too big|Maximum allowed dimension")  # what NumPy says where addresses have 32 bits


class DigitsMissing(Exception):
    """MNIST is needed, and the page has not fetched it yet."""


class Printed(io.TextIOBase):
    """Takes everything that is printed and keeps the beginning."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.lines_left, self.left = MOST_LINES, LONGEST

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.lines_left > 0 and self.left > 0:
            lines = text[: self.left].splitlines(keepends=True)[: self.lines_left]
            self.kept += lines
            self.left -= len(text)
            self.lines_left -= sum(line.endswith("\n") for line in lines)
        elif text:
            self.lines_left = self.left = -1
        return len(text)

    @property
    def text(self) -> str:
        """What is shown of it."""
        cut = self.left < 0 or self.lines_left < 0
        return "".join(self.kept) + (str(MORE.format(lines=MOST_LINES)) if cut else "")


class Stopped(Exception):
    """Code of a cell raised something; `lines` says what and where."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines)
        self.lines = lines


class Session:
    """The cells of one chapter, as they stand in the page, and what has been run of them.

    Parameters
    ----------
    cells : list of [id, source]
        All code of the chapter in its order, also what the page hides; no exercises.
    began : callable
        Told before each cell that runs, and whether it is as the book has it: the page's clock begins anew.
    """

    def __init__(self, cells: list[list[str]], began: Callable[[bool], Any] = lambda own: None) -> None:
        self.order = [cell_id for cell_id, source in cells]
        self.original = dict(cells)
        self.sources = dict(cells)
        self.began = began
        self.free_namespace: dict[str, Any] = {"__name__": "__main__"}
        self.free_names: set[str] = set()  # that the free cell gave a value to, or changed
        self.restart()

    def restart(self) -> None:
        """Forget everything that has been run."""
        self.namespace: dict[str, Any] = {"__name__": "__main__"}
        self.done: list[tuple[str, str]] = []

    def run(self, id: str, source: str) -> dict[str, Any]:
        """Run a cell with this text, and before it what it needs and has not run yet."""
        place = self.order.index(id) if id in self.order else len(self.order)
        if id in self.order:
            self.sources[id] = source
        self.free_names -= names_in(source).touches
        output: list[dict[str, Any]] = []
        try:
            self.prepare(names_in(source).needs, place)
            output = self.execute(id, source)
        except Stopped as stopped:
            output = [*getattr(stopped, "output", []), {"error": stopped.lines}]
        return {"output": output}

    def free(self, source: str, others: list[list[str]]) -> dict[str, Any]:
        """Run the free cell: it finds what the chapter and solved exercises define, and what it has made itself."""
        names = names_in(source)
        output: list[dict[str, Any]] = []
        try:
            look_for_digits(source)
            wanted = replace(names, needs=names.needs - self.free_names)
            found = self.surroundings(wanted, others)
            self.free_namespace |= {name: found[name] for name in found.keys() - self.free_names}
            self.free_names |= names.touches
            self.done.append(("", source))  # what it changes in the chapter is made anew for the chapter
            self.began(False)
            output = executed(source, "free", self.free_namespace)
        except Stopped as stopped:
            output = [*getattr(stopped, "output", []), {"error": stopped.lines}]
        return {"output": output}

    def prepare(self, wanted: set[str], place: int) -> None:
        """Run what must have run for these names, of the cells above a place."""
        above = self.order[:place]
        names = [names_in(self.sources[cell_id]) for cell_id in above]
        keys = [(above[i], self.sources[above[i]]) for i in needed(names, wanted)]
        relevant = wanted.union(*(names_in(source).needs for _, source in keys))
        before = [key for key in self.done if names_in(key[1]).touches & relevant]
        if [key for key in keys if key in before] != before:  # something else has happened to these names
            self.restart()
        for cell_id, source in keys:
            if (cell_id, source) not in self.done:
                try:
                    self.execute(cell_id, source)
                except Stopped as stopped:
                    raise Stopped([*stopped.lines, str(BEFORE)]) from None

    def execute(self, cell_id: str, source: str) -> list[dict[str, Any]]:
        """Run one cell; return what it printed and its last value."""
        look_for_digits(source)
        self.began(self.original.get(cell_id) == source)
        self.done.append((cell_id, source))
        return executed(source, cell_id, self.namespace)

    def check(self, id: str, source: str, others: list[list[str]]) -> dict[str, Any]:
        """Check an answer; `others` are solved exercises of the chapter that it may use, as [id, source]."""
        exercise = find(id)
        if callable(exercise.solution):  # its cases or its judge may read them, too
            look_for_digits(inspect.getsource(sys.modules[exercise.solution.__module__]))
        look_for_digits(source)
        try:
            namespace = self.surroundings(names_in(source), others)
            self.began(False)
            output = executed(source, id, namespace)
        except Stopped as stopped:
            return {"status": "failed", "name": id, "lines": stopped.lines, "output": []}
        if exercise.answer not in namespace:
            made, stub = sorted(names_in(source).binds), exercise.stub.splitlines()[0]
            but = BUT.format(name=made[0]) if len(made) == 1 else ""
            line = str(UNDEFINED.format(name=exercise.answer, but=but, stub=stub))
            return {"status": "failed", "name": id, "lines": [line], "output": output}
        self.began(False)
        report = check(id, namespace[exercise.answer])
        lines = [text.rstrip() for text in report.lines]
        return {"status": report.status, "name": id, "lines": lines, "output": output}

    def surroundings(self, names: Names, others: list[list[str]]) -> dict[str, Any]:
        """Return the names that an answer finds: NumPy, the chapter's, and what other answers have defined."""
        self.prepare(names.needs, len(self.order))
        namespace = dict(self.namespace)
        namespace.setdefault("np", sys.modules["numpy"])
        for exercise_id, source in others:
            wanted = names_in(source).binds & names.needs - namespace.keys()
            if wanted:
                made = self.surroundings(names_in(source), [])
                with contextlib.suppress(Stopped):
                    executed(source, exercise_id, made)
                    namespace |= {name: made[name] for name in wanted if name in made}
        return namespace


def look_for_digits(source: str) -> None:
    """Make sure that code which reads MNIST finds it.

    Raises
    ------
    DigitsMissing
        If it is not here.
    """
    if re.search(r"\bmnist\b", source) and not (Path(nncourse.__file__).parent / "data/mnist.npz").exists():
        raise DigitsMissing


def executed(source: str, file: str, namespace: dict[str, Any]) -> list[dict[str, Any]]:
    """Run code in a namespace; return what it printed and the value of its last line, as a notebook shows them.

    Raises
    ------
    Stopped
        If it raises; `output` is what it had printed by then.
    """
    file = f"<{file}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    printed, value = Printed(), None
    error: BaseException | None = None
    with redirected(printed):
        try:
            tree = ast.parse(source, file)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, file, "exec"), namespace)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), file, "eval"), namespace)
                shown = display(value)
            else:
                shown = []
        except BaseException as raised:
            error = raised
    output = [{"text": printed.text}] if printed.text else []
    if error is not None:
        stopped = Stopped(error_lines(error, file))
        stopped.output = output
        raise stopped
    return output + shown


def display(value: Any) -> list[dict[str, Any]]:
    """Return a value as a notebook shows it: what `check` and the like say, HTML if it has any, else its text."""
    if value is None:
        return []
    if value is UNDRAWN:
        return [{"text": f"{DRAWN}\n"}]
    if isinstance(value, Checkup):
        value = value._report()
    if isinstance(value, Said):
        return [{"said": {"status": value._status(), "name": value._name(), "lines": value.lines}}]
    shows = getattr(value, "_repr_html_", None)
    return [{"html": shows()}] if callable(shows) else [{"text": repr(value)[:LONGEST] + "\n"}]


@contextlib.contextmanager
def redirected(printed: Printed) -> Iterator[None]:
    """Keep what is printed meanwhile; let input() raise InputAsked."""

    def asked(*args: Any) -> str:
        raise InputAsked

    before = sys.stdout, sys.stderr, builtins.input
    sys.stdout = sys.stderr = printed
    builtins.input = asked
    try:
        with warnings.catch_warnings():
            yield
    finally:
        sys.stdout, sys.stderr, builtins.input = before


def error_lines(error: BaseException, file: str) -> list[str]:
    """Return what an error means, and in which line of the learner's it happened."""
    if isinstance(error, SyntaxError):
        number, template = error.lineno or 0, SYNTAX
        message, what_now = f"{type(error).__name__}: {error.msg}", meaning(error)
    else:
        number, template = line_of(error, file), STOPS
        message = f"{type(error).__name__}: {str(error)[:300]}".rstrip(": .")
        known = explained(error)
        what_now = "" if known is None else known[1]
    what = next((text for kind, text in KNOWN.items() if isinstance(error, kind)), None)
    if isinstance(error, ValueError) and TOO_BIG.search(message):
        what = MEMORY
    if what is None:
        what = template.format(error=message, meaning=what_now)
    text = linecache.getline(file, number).strip()
    return [
        str(what).rstrip().replace("?.", "?"),
        *([str(texts.LINE.format(line=f"{number}: {text}"))] if number and text else []),
    ]


def line_of(error: BaseException, file: str) -> int:
    """Return the number of the innermost line of a cell in an error's traceback, 0 if there is none."""
    number, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            number = traceback.tb_lineno
        traceback = traceback.tb_next
    return number


_session: Session | None = None


def began(own: bool) -> None:
    """Tell the page that a cell begins to run, the book's own or one that was typed."""
    print("began the book's" if own else "began", file=sys.__stdout__, flush=True)


def lay_out(files: dict[str, str]) -> None:
    """Write files of the project where a notebook finds them, which runs in its edition's folder."""
    root = Path(tempfile.mkdtemp())
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    here = root / "book/edition"
    here.mkdir(parents=True)
    os.chdir(here)


def answer(question: str) -> str:
    """Answer what the page asks, both in JSON: {"ask": "open", "run" or "check", and the arguments}.

    The answer {"needs": name} asks for another part, and then for the same question again.
    """
    global _session
    asked = json.loads(question)
    kind = asked.pop("ask")
    if kind == "open":
        lay_out(asked["files"])
        set_language(asked["language"])
        _session = Session(asked["cells"], began)
        return "{}"
    try:
        return json.dumps(getattr(_session, kind)(**asked))
    except DigitsMissing:
        return json.dumps({"needs": "mnist"})
