"""`check`: what an answer did becomes one verdict a case, and the lowest of them decides what is said."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nncourse.exercises import record, texts
from nncourse.exercises.catalogue import EXERCISES, chapter_of, name_of, unknown
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.ladder import Rung, Verdict
from nncourse.exercises.model import Exercise
from nncourse.exercises.recognising import verdicts_on
from nncourse.exercises.report import Report, call_text, short
from nncourse.sandbox import Outcome, WrongArguments, harmless, run

VALUE_TOLERANCE, ROUGH = 5e-4, 5.1e-3  # what counts as right, and as right but rounded to two digits


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
        return Report(name_of(exercise_id), str(Rung.ERROR), (unknown(exercise_id),))
    if answer is Ellipsis or answer is None:
        return stopped(exercise, Rung.OPEN, str(texts.OPEN))
    seed = secrets.randbelow(2**31) if seed is None else seed
    try:
        report = check_value(exercise, answer) if exercise.kind == "value" else check_function(exercise, answer, seed)
        return report if report.status == "open" else remembered(report)
    except KeyboardInterrupt:
        return stopped(exercise, Rung.ERROR, str(texts.INTERRUPTED))
    except Exception as error:  # a learner must never see a traceback of ours
        line = str(texts.BROKEN.format(error=f"{type(error).__name__}: {error}"))
        return stopped(exercise, Rung.BROKEN, line, seed=seed)


def stopped(exercise: Exercise, rung: Rung, *lines: str, mistake: str | None = None, seed: int | None = None) -> Report:
    """Return the report of an answer that stops at this rung."""
    return Report(exercise.id, str(rung), tuple(line for line in lines if line), mistake, seed)


def remembered(report: Report) -> Report:
    """Record a try or a success; a disk that does not take it is mentioned, no more."""
    try:
        record.remember(report.id, report.passed)
    except OSError as error:
        return replace(report, lines=(*report.lines, str(texts.NOT_SAVED.format(error=error))))
    return report


def check_value(exercise: Exercise, answer: Any) -> Report:
    """Check a number that was worked out by hand."""
    answer = harmless(answer)
    number = as_numbers(answer)
    if number is None or number.size != 1:
        return stopped(exercise, Rung.TYPE, str(texts.NOT_A_NUMBER.format(kind=short(answer))), read_again(exercise))
    value = float(number.reshape(-1)[0])
    if abs(value - exercise.solution) <= VALUE_TOLERANCE:
        return stopped(exercise, Rung.PASSED, str(texts.PASSED_VALUE.format(value=short(value))))
    if abs(value - exercise.solution) <= ROUGH:
        return stopped(exercise, Rung.VALUE, str(texts.TOO_ROUGH.format(value=short(value))))
    for mistake in exercise.mistakes:
        if any(abs(value - wrong) <= ROUGH for wrong in mistake.wrong):
            lines = (str(mistake.what), str(mistake.why), read_again(exercise))
            return stopped(exercise, Rung.MISTAKE, *lines, mistake=mistake.id)
    return stopped(exercise, Rung.VALUE, str(texts.VALUE), f"{texts.GOT}: {short(value)}", read_again(exercise))


def check_function(exercise: Exercise, answer: Any, seed: int) -> Report:
    """Call a function with every case and say how far it comes."""
    if not callable(answer):
        line = texts.NOT_CALLABLE.format(kind=short(harmless(answer)), id=exercise.id, name=exercise.answer)
        return stopped(exercise, Rung.TYPE, str(line), seed=seed)
    rng = np.random.default_rng(seed)
    ordinary, edges = exercise.cases(rng), exercise.edges(rng)
    outcomes = run(answer, ordinary + edges, exercise.seconds)
    if isinstance(outcomes[0].error, WrongArguments):
        line = texts.ARGUMENTS.format(name=exercise.answer, parameters=", ".join(exercise.parameters))
        return stopped(exercise, Rung.ERROR, str(line), seed=seed)
    if outcomes[0].value is Ellipsis:
        return stopped(exercise, Rung.OPEN, str(texts.OPEN))
    verdicts = verdicts_on(exercise, outcomes, len(ordinary))
    return Climb(exercise, outcomes, verdicts, len(ordinary), seed).report()


class Climb:
    """What to say of the verdicts on all cases; those from `n_ordinary` on are edges."""

    def __init__(
        self, exercise: Exercise, outcomes: Sequence[Outcome], verdicts: Sequence[Verdict], n_ordinary: int, seed: int
    ):
        self.exercise = exercise
        self.outcomes = outcomes
        self.verdicts = verdicts
        self.n_ordinary = n_ordinary
        self.seed = seed

    def report(self) -> Report:
        """Return the report of a known mistake, else of the lowest rung, else of success."""
        named = next((verdict.mistake for verdict in self.verdicts if verdict.mistake), None)
        if named is not None:
            return self.mistaken(named)
        i = self.lowest()
        if i is None:
            return self.success()
        verdict, edge = self.verdicts[i], i >= self.n_ordinary
        said = [*(verdict.found or [verdict.sentence]), *self.numbers(i), read_again(self.exercise)]
        if edge:
            return stopped(self.exercise, Rung.EDGE, str(texts.EDGE), *said, seed=self.seed)
        return stopped(self.exercise, verdict.rung, *said, seed=self.seed)

    def mistaken(self, name: str) -> Report:
        """Return the report of a known mistake, with the case that shows it best."""
        mistake = next(mistake for mistake in self.exercise.mistakes if mistake.id == name)
        i = self.telling()
        said = [str(mistake.what), *self.numbers(i), *self.verdicts[i].found, str(mistake.why)]
        return stopped(self.exercise, Rung.MISTAKE, *said, read_again(self.exercise), mistake=name, seed=self.seed)

    def telling(self) -> int:
        """Return the case that shows a mistake best: failed but with a result, else failed, else with a warning."""
        failed = [i for i, verdict in enumerate(self.verdicts) if verdict.rung < Rung.PASSED]
        with_result = [i for i in failed if self.verdicts[i].rung > Rung.ERROR]
        warned = [i for i, outcome in enumerate(self.outcomes) if outcome.warned]
        return (with_result + failed + warned + [0])[0]

    def lowest(self) -> int | None:
        """Return the case to talk about: the lowest of the ordinary ones, else of the edges; None if all passed."""
        cases = range(len(self.verdicts))
        for part in (cases[: self.n_ordinary], cases[self.n_ordinary :]):
            i = min(part, key=lambda i: self.verdicts[i].rung, default=None)
            if i is not None and self.verdicts[i].rung < Rung.PASSED:
                return i
        return None

    def numbers(self, i: int) -> list[str]:
        """Return the call of case i, what came and what was expected."""
        outcome, verdict = self.outcomes[i], self.verdicts[i]
        lines = [f"{texts.CALL}: {call_text(self.exercise, outcome.args)}"] if outcome.args else []
        if outcome.changed is not None:
            return [*lines, f"{texts.AFTERWARDS}: {self.exercise.parameters[outcome.changed]}={short(outcome.after)}"]
        if outcome.value is not None and outcome.args:
            lines.append(f"{texts.GOT}: {short(outcome.value)}")
        if outcome.error is None and verdict.expected is not None:
            lines.append(f"{texts.EXPECTED}: {short(verdict.expected)}")
        return lines

    def success(self) -> Report:
        """Return the report of a solved exercise."""
        edges = texts.PASSED_EDGES if len(self.outcomes) > self.n_ordinary else ""
        line = str(texts.PASSED.format(n=len(self.outcomes), edges=edges))
        return stopped(self.exercise, Rung.PASSED, *(self.verdicts[0].found or [line]), seed=self.seed)


def read_again(exercise: Exercise) -> str:
    """Return where the matter stands in the book."""
    return str(texts.READ.format(number=chapter_of(exercise.id), title=exercise.section.title))
