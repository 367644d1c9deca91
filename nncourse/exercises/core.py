"""The ladder: from "not started" over the mistakes that have a name to "passed"."""

from __future__ import annotations

import difflib
import secrets
from collections.abc import Sequence
from typing import Any

import numpy as np

from nncourse.exercises import progress as memory
from nncourse.exercises import texts
from nncourse.exercises.catalogue import CHAPTERS, EXERCISES, chapter_of
from nncourse.exercises.comparing import NAN, OK, SHAPE, TYPE, as_numbers, compare, same, shape_of
from nncourse.exercises.model import Exercise, Mistake, Verdict
from nncourse.exercises.report import Progress, Report, Shown, call_text, error_lines, short
from nncourse.sandbox import (
    Ended,
    InputAsked,
    Outcome,
    TimeUp,
    Unsendable,
    WrongArguments,
    harmless,
    run,
    run_ours,
)

VALUE_TOLERANCE, ROUGH = 5e-4, 5.1e-3  # what counts as right, and as right but rounded to two digits
UNMISTAKABLE = (TimeUp, Ended, Unsendable, InputAsked, SystemExit, MemoryError, RecursionError)  # what says enough by itself
_hints_given: dict[str, int] = {}


def check(exercise_id: str, answer: Any, seed: int | None = None) -> Report:
    """Check an answer and say what is wrong with it, by name where the mistake is known.

    Parameters
    ----------
    exercise_id : str
        Such as "sigmoid".
    answer : callable or number
        The learner's function itself, or the value worked out by hand.
    seed : int, optional
        Of the cases; fresh ones each time if not given.

    Returns
    -------
    Report
        Never an error, whatever the answer does.
    """
    exercise = EXERCISES.get(exercise_id) if isinstance(exercise_id, str) else None
    if exercise is None:
        return Report(name_of(exercise_id), "failed", "error", (unknown(exercise_id),))
    if answer is Ellipsis or answer is None:
        return Report(exercise.id, "open", "open", (str(texts.OPEN),))
    seed = secrets.randbelow(2**31) if seed is None else seed
    try:
        report = check_value(exercise, answer) if exercise.kind == "value" else check_function(exercise, answer, seed)
        return report if report.status == "open" else remembered(report)
    except KeyboardInterrupt:
        return Report(exercise.id, "failed", "error", (str(texts.INTERRUPTED),))
    except Exception as error:  # a learner must never see a traceback of ours
        line = str(texts.BROKEN).format(error=f"{type(error).__name__}: {error}")
        return Report(exercise.id, "failed", "broken", (line,), seed=seed)


def remembered(report: Report) -> Report:
    """Record a try or a success; a disk that does not take it is mentioned, no more."""
    try:
        memory.record(report.id, report.passed)
    except OSError as error:
        note = str(texts.NOT_SAVED).format(error=error)
        return Report(report.id, report.status, report.rung, (*report.lines, note), report.mistake, report.seed)
    return report


def check_value(exercise: Exercise, answer: Any) -> Report:
    """Check a number that was worked out by hand."""
    answer = harmless(answer)
    number = as_numbers(answer)
    if number is None or number.size != 1:
        line = str(texts.NOT_A_NUMBER).format(kind=short(answer))
        return Report(exercise.id, "failed", "type", (line, read_again(exercise)))
    value = float(number.reshape(-1)[0])
    if abs(value - exercise.solution) <= VALUE_TOLERANCE:
        return Report(exercise.id, "passed", "passed", (str(texts.PASSED_VALUE).format(value=short(value)),))
    if abs(value - exercise.solution) <= ROUGH:
        return Report(exercise.id, "failed", "value", (str(texts.TOO_ROUGH).format(value=short(value)),))
    for mistake in exercise.mistakes:
        if any(abs(value - wrong) <= ROUGH for wrong in mistake.wrong):
            lines = (str(mistake.what), str(mistake.why), read_again(exercise))
            return Report(exercise.id, "failed", "mistake", lines, mistake.id)
    lines = (str(texts.VALUE), f"{texts.GOT}: {short(value)}", read_again(exercise))
    return Report(exercise.id, "failed", "value", lines)


def check_function(exercise: Exercise, answer: Any, seed: int) -> Report:
    """Climb the ladder with a function."""
    if not callable(answer):
        line = str(texts.NOT_CALLABLE).format(kind=short(harmless(answer)), id=exercise.id, name=exercise.solution.__name__)
        return Report(exercise.id, "failed", "type", (line,), seed=seed)
    rng = np.random.default_rng(seed)
    ordinary, edges = exercise.cases(rng), exercise.edges(rng)
    outcomes = run(answer, ordinary + edges, exercise.seconds)
    if isinstance(outcomes[0].error, WrongArguments):
        names = ", ".join(exercise.parameters)
        line = str(texts.ARGUMENTS).format(name=exercise.solution.__name__, parameters=names)
        return Report(exercise.id, "failed", "error", (line,), seed=seed)
    if outcomes[0].value is Ellipsis:
        return Report(exercise.id, "open", "open", (str(texts.OPEN),))
    climb = Climb(exercise, outcomes, len(ordinary), seed)
    return climb.report()


class Climb:
    """One climb up the ladder, with the outcomes of all cases; those from `n_ordinary` on are edges."""

    def __init__(self, exercise: Exercise, outcomes: Sequence[Outcome], n_ordinary: int, seed: int):
        self.exercise = exercise
        self.outcomes = outcomes
        self.n_ordinary = n_ordinary
        self.seed = seed
        self.right = run_ours(exercise.solution, [outcome.args for outcome in outcomes]) if not exercise.judge else []
        self.verdicts: dict[int, Verdict] = {}
        self.rungs = [self.rung(i) for i in range(len(outcomes))]

    def rung(self, i: int) -> str:
        """Return where case i stops; "passed" if nowhere."""
        outcome = self.outcomes[i]
        if outcome.error is not None:
            return "error"
        if outcome.value is None:
            return "none"
        if outcome.changed is not None:
            return "changed"
        if self.exercise.judge:
            return "passed" if self.judged(i).ok else "value"
        verdict = compare(outcome.value, self.right[i].value)
        return "passed" if verdict == OK else verdict

    def judged(self, i: int) -> Verdict:
        """Return what the exercise's own judge says of case i; it is asked once, for it may take its time."""
        if i not in self.verdicts and self.exercise.judge:
            self.verdicts[i] = self.exercise.judge(self.outcomes[i].args, self.outcomes[i].value)
        return self.verdicts[i]

    def report(self) -> Report:
        """Return the report of the first rung that fails, or of success."""
        mistake = self.mistake()
        if mistake is not None:
            i = self.telling()
            found = self.error_sentence(self.outcomes[i])
            if self.exercise.judge and not found:
                found = [str(self.judged(i).found or "")]
            lines = [str(mistake.what), *self.numbers(i), *found, str(mistake.why), read_again(self.exercise)]
            return self.failed("mistake", lines, mistake.id)
        if all(rung == "passed" for rung in self.rungs):
            return self.success()
        i = self.first_failed()
        lines = [*self.sentence(i), *self.numbers(i), read_again(self.exercise)]
        if i >= self.n_ordinary:
            return self.failed("edge", [str(texts.EDGE), *lines])
        return self.failed(self.rungs[i], lines)

    def failed(self, rung: str, lines: Sequence[str], mistake: str | None = None) -> Report:
        return Report(self.exercise.id, "failed", rung, tuple(line for line in lines if line), mistake, self.seed)

    def telling(self) -> int:
        """Return the case that shows a mistake best: failed but with a result, else failed, else with a warning."""
        failed = [i for i, rung in enumerate(self.rungs) if rung != "passed"]
        with_result = [i for i in failed if self.outcomes[i].error is None]
        warned = [i for i, outcome in enumerate(self.outcomes) if outcome.warned]
        return (with_result + failed + warned + [0])[0]

    def first_failed(self) -> int:
        """Return the case to talk about: the lowest rung of the ordinary cases, else the first edge."""
        order = ("error", "none", "changed", SHAPE, TYPE, NAN, "value")
        for part in (range(min(self.n_ordinary, len(self.rungs))), range(self.n_ordinary, len(self.rungs))):
            for rung in order:
                for i in part:
                    if self.rungs[i] == rung:
                        return i
        raise LookupError("no case failed")

    def mistake(self) -> Mistake | None:
        """Return the known mistake that these outcomes show, if any."""
        if any(isinstance(outcome.error, UNMISTAKABLE) for outcome in self.outcomes):
            return None
        if self.exercise.judge:
            shown = next((self.judged(i).mistake for i, rung in enumerate(self.rungs) if rung == "value"), None)
            return next((mistake for mistake in self.exercise.mistakes if mistake.id == shown), None)
        ordinary_right = all(rung == "passed" for rung in self.rungs[: self.n_ordinary])
        all_right = all(rung == "passed" for rung in self.rungs)
        for mistake in self.exercise.mistakes:
            if ordinary_right and mistake.shows is not None and mistake.shows(self.outcomes):
                return mistake
        if all_right:
            return None
        for n in (len(self.outcomes),) if ordinary_right else (len(self.outcomes), self.n_ordinary):
            for mistake in self.exercise.mistakes:
                if mistake.shows is None and any(self.made(wrong, n) for wrong in mistake.wrong):
                    return mistake
        return None

    def made(self, wrong: Any, n: int) -> bool:
        """Return whether a wrong way gives exactly the learner's outcomes in the first n cases."""
        theirs = run_ours(wrong, [outcome.args for outcome in self.outcomes[:n]])
        return all(alike(a, b) for a, b in zip(self.outcomes[:n], theirs, strict=True))

    def sentence(self, i: int) -> list[str]:
        """Return what to say of case i, by its rung."""
        outcome, rung = self.outcomes[i], self.rungs[i]
        if rung == "error":
            return self.error_sentence(outcome)
        if rung == "none":
            return [str(texts.NONE_PRINTED if outcome.printed else texts.NONE)]
        if outcome.changed is not None and rung == "changed":
            return [str(texts.CHANGED).format(name=self.exercise.parameters[outcome.changed])]
        if rung == SHAPE:
            return [str(texts.SHAPE).format(got=shape_of(outcome.value), expected=shape_of(self.right[i].value))]
        if rung == TYPE:
            return [str(texts.TYPE).format(got=type_of(outcome.value))]
        if rung == NAN:
            return [str(texts.NAN)]
        found = self.judged(i).found if self.exercise.judge else None
        return [str(found or texts.VALUE)]

    def error_sentence(self, outcome: Outcome) -> list[str]:
        """Return what happened instead of a result, and in which of the learner's lines; nothing if there is one."""
        return [] if outcome.error is None else error_lines(outcome.error, outcome.line, self.exercise.seconds)

    def numbers(self, i: int) -> list[str]:
        """Return the call of case i, what came and what was expected."""
        outcome = self.outcomes[i]
        lines = [f"{texts.CALL}: {call_text(self.exercise, outcome.args)}"] if outcome.args else []
        if outcome.changed is not None:
            return [*lines, f"{texts.AFTERWARDS}: {self.exercise.parameters[outcome.changed]}={short(outcome.after)}"]
        if outcome.error is None and outcome.value is not None and outcome.args:
            lines.append(f"{texts.GOT}: {short(outcome.value)}")
        if not self.exercise.judge and outcome.error is None:
            lines.append(f"{texts.EXPECTED}: {short(self.right[i].value)}")
        return lines

    def success(self) -> Report:
        """Return the report of a solved exercise."""
        edges = str(texts.PASSED_EDGES) if len(self.outcomes) > self.n_ordinary else ""
        line = str(texts.PASSED).format(n=len(self.outcomes), edges=edges)
        if self.exercise.kind == "behaviour":
            line = str(self.judged(0).found or texts.PASSED_BEHAVIOUR)
        return Report(self.exercise.id, "passed", "passed", (line,), seed=self.seed)


def alike(one: Outcome, other: Outcome) -> bool:
    """Return whether two calls did the same: the same error, the same change, or the same result."""
    if one.error is not None or other.error is not None:
        return type(one.error).__name__ == type(other.error).__name__
    return one.changed == other.changed and same(one.value, other.value)


def type_of(value: Any) -> str:
    """Return the type of a result, with the dtype of an array."""
    return f"{type(value).__name__} ({value.dtype})" if isinstance(value, np.ndarray) else type(value).__name__


def read_again(exercise: Exercise) -> str:
    """Return where the matter stands in the book."""
    return str(texts.READ).format(number=chapter_of(exercise.id), title=exercise.title)


def hint(exercise_id: str) -> Shown:
    """Return the next hint of an exercise; each says more.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    exercise = find(exercise_id)
    k = _hints_given.get(exercise.id, 0) + 1
    if k > len(exercise.hints):
        ended = str(texts.NO_MORE_HINTS).format(id=exercise.id)
        return Shown(ended, ended)
    _hints_given[exercise.id] = k
    title = str(texts.HINT).format(k=k, n=len(exercise.hints))
    return Shown(f"{title}: {exercise.hints[k - 1]}", f"**{title}:** {exercise.hints[k - 1]}")


def solution(exercise_id: str) -> Shown:
    """Return the reference solution, the very function that the tests run.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    source = find(exercise_id).source
    return Shown(source, f"```python\n{source}\n```")


def find(exercise_id: str) -> Exercise:
    """Return the exercise of this id.

    Raises
    ------
    ValueError
        If there is none.
    """
    if not isinstance(exercise_id, str) or exercise_id not in EXERCISES:
        raise ValueError(unknown(exercise_id))
    return EXERCISES[exercise_id]


def unknown(exercise_id: Any) -> str:
    """Return that there is no such exercise, and which ones have a similar name."""
    name = name_of(exercise_id)
    near = " / ".join(difflib.get_close_matches(name, EXERCISES, n=3, cutoff=0.3)) or "sigmoid"
    return str(texts.UNKNOWN).format(id=name, near=near)


def name_of(exercise_id: Any) -> str:
    """Return what was given as an exercise's id, as text."""
    return exercise_id if isinstance(exercise_id, str) else short(harmless(exercise_id))


def progress() -> Progress:
    """Return the table of all exercises and how far you are."""
    rows = [(number, e.id, memory.state(e.id)) for number, chapter in CHAPTERS.items() for e in chapter]
    return Progress(tuple(rows))
