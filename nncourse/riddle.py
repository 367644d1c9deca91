"""`find_the_bug`: a game. Which bug of the zoo is in this backpropagation?

A riddle knows its level and its seed only, and draws its bug anew at every call: whoever prints it, or
looks into it, finds no name.
"""

from __future__ import annotations

import difflib
import secrets
from typing import TYPE_CHECKING, Any

import numpy as np

from nncourse.checks import integer, shown
from nncourse.costs import Cost
from nncourse.language import Text
from nncourse.network import Network

if TYPE_CHECKING:  # the zoo is no cost of importing nncourse
    from nncourse.bugs import Bug
    from nncourse.exercises.report import Report, Shown

LEVELS = {
    "eye": "sign bias-zero output-only bias-one-number",
    "checks": (
        "no-two sum mean-all bias-mean-twice accumulated relu-slope-one wrong-activation not-transposed one-path "
        "mean-in-every-layer weight-for-input last-sample bias-from-dW"
    ),
    "angles": (
        "slope-of-a no-activation-slope no-hidden-slope no-output-slope no-last-hidden-slope raw-error-back "
        "no-slope-in-dW slope-one-minus-a updated-too-early"
    ),
}

LETTERS = 2  # of a word that says nothing by itself

FOUND = Text("Gefunden! {name} ({id}).", "Found! {name} ({id}).")
NOT_THIS = Text("{name} ({id}) ist es nicht.", "It is not {name} ({id}).")
UNKNOWN = Text(
    "Im Zoo gibt es kein {guess}. Meintest du {near}? Alle Namen stehen in nncourse.bugs.ZOO.",
    "There is no {guess} in the zoo. Did you mean {near}? All names are in nncourse.bugs.ZOO.",
)
NO_NAME = Text(
    "Gefragt ist ein Name aus dem Zoo, als Text. Alle Namen stehen in nncourse.bugs.ZOO.",
    "Give a name from the zoo, as text. All names are in nncourse.bugs.ZOO.",
)
NO_MORE = Text(
    "Das waren alle Hinweise. .solution() löst auf.", "Those were all the hints. .solution() gives the answer."
)


def find_the_bug(level: str = "checks", *, seed: int | None = None) -> Riddle:
    """Return a backpropagation with a bug from the zoo, drawn at random: which one is it?

    >>> riddle = find_the_bug("eye", seed=1)
    >>> riddle.answer("sum"), riddle.hint(), riddle.solution()

    Parameters
    ----------
    level : {"eye", "checks", "angles"}, optional
        What it takes to find the bug: a look at the numbers and at the cost; the checks of chapter 8; the
        angles and lengths of each W and b next to the right ones.
    seed : int, optional
        At least 0; the same seed gives the same bug, to a whole class for instance. Without it, a new one each time.

    Returns
    -------
    Riddle
        Call it like `backprop`, or give it to `check_gradient`.

    Raises
    ------
    TypeError, ValueError
        If there is no such level, or seed is not a whole number of at least 0.
    """
    if not isinstance(level, str) or level not in LEVELS:
        seed_meant = f"; a seed is written seed={shown(level)}" if isinstance(level, int) else ""
        raise ValueError(f"level is {shown(level)}; expected one of {', '.join(LEVELS)}{seed_meant}")
    return Riddle(level, secrets.randbelow(10**6) if seed is None else integer("seed", seed, minimum=0))


class Riddle:
    """A backpropagation with a bug that keeps its name; `find_the_bug` makes it.

    Attributes
    ----------
    level : str
    seed : int
    """

    __name__ = "riddle"

    def __init__(self, level: str, seed: int):
        self.level, self.seed = level, seed
        self.hints_given = 0

    def __call__(self, network: Network, X: Any, targets: Any, cost: Cost) -> tuple[float, np.ndarray]:
        """Return the cost and a wrong gradient; takes and raises what `backprop` does."""
        return drawn(self)(network, X, targets, cost)

    def answer(self, guess: Any) -> Report:
        """Return whether it is this bug and, if not, what speaks against it.

        Parameters
        ----------
        guess : str or Bug
            The bug's id or its name.
        """
        from nncourse.exercises.diagnosis.evidence import against, told
        from nncourse.exercises.report import Report

        bug, suspect = drawn(self), named(guess)
        if suspect is None:
            return Report("find_the_bug", "value", (unknown(guess),))
        if suspect is bug:
            return Report("find_the_bug", "passed", (str(FOUND.format(name=bug.name, id=bug.id)), *told(bug)))
        return Report(
            "find_the_bug", "value", (str(NOT_THIS.format(name=suspect.name, id=suspect.id)), *against(suspect, bug))
        )

    def hint(self) -> Shown:
        """Return the next hint; each one says a little more."""
        from nncourse.exercises import texts
        from nncourse.exercises.diagnosis.evidence import hints_of
        from nncourse.exercises.report import Shown

        hints = hints_of(drawn(self))
        if self.hints_given == len(hints):
            return Shown(str(NO_MORE), str(NO_MORE))
        self.hints_given += 1
        title, said = texts.HINT.format(k=self.hints_given, n=len(hints)), hints[self.hints_given - 1]
        return Shown(f"{title}: {said}", f"**{title}:** {said}")

    def solution(self) -> Shown:
        """Return which bug it is, and what there is to say about it."""
        from nncourse.exercises.diagnosis.evidence import told
        from nncourse.exercises.report import Shown

        bug = drawn(self)
        lines = (f"{bug.name} ({bug.id})", *told(bug))
        return Shown("\n".join(lines), "\n\n".join(lines))

    def __repr__(self) -> str:
        return f"find_the_bug({self.level!r}, seed={self.seed})"


def drawn(riddle: Riddle) -> Bug:
    """Return the bug of a riddle."""
    # Here, as everywhere in this file: the zoo and the exercises are built on the package
    from nncourse.bugs import ZOO

    names = LEVELS[riddle.level].split()
    name = names[np.random.default_rng([len(names), riddle.seed]).integers(len(names))]
    return next(bug for bug in ZOO if bug.id == name)


def named(guess: Any) -> Bug | None:
    """Return the bug of this id or name, in whatever language and case; a bug itself; None if there is none."""
    from nncourse.bugs import ZOO

    if not isinstance(guess, str):
        return next((bug for bug in ZOO if bug is guess), None)
    plain = str.maketrans(" _", "--")
    words = guess.strip().casefold().translate(plain)
    names = {bug: (bug.id, bug.name.de, bug.name.en) for bug in ZOO}
    return next(
        (bug for bug, known in names.items() if words in [it.casefold().translate(plain) for it in known]), None
    )


def unknown(guess: Any) -> str:
    """Return that there is no such bug, and which have a similar name."""
    from nncourse.exercises.report import short

    if not isinstance(guess, str):
        return str(NO_NAME)
    near = " / ".join(f"{bug.id} ({bug.name})" for bug in nearest(guess))
    return str(UNKNOWN.format(guess=short(guess), near=near))


def nearest(guess: str) -> list[Bug]:
    """Return the three bugs whose ids or names are most like a guess, in their words and in their letters."""
    from nncourse.bugs import ZOO

    def likeness(bug: Bug) -> float:
        names = [name.casefold() for name in (bug.id.replace("-", " "), bug.name.de, bug.name.en)]
        words = [word for name in names for word in name.split()]
        shared = sum(bool(difflib.get_close_matches(word, words, 1, 0.8)) for word in telling)
        return shared + max(difflib.SequenceMatcher(None, said, name).ratio() for name in names)

    said = guess.casefold().replace("-", " ").replace("_", " ")
    telling = [word for word in said.split() if len(word) > LETTERS or word.isdigit()]
    return sorted(ZOO, key=likeness, reverse=True)[:3]
