"""`check`: what an answer did becomes one verdict a case, and the lowest of them decides what is said."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nncourse.checks import integer
from nncourse.exercises import pointing, record, texts
from nncourse.exercises.catalogue import chapter_of, name_of
from nncourse.exercises.combined import FORM_BESIDES, combined, in_form
from nncourse.exercises.comparing import as_floats, as_numbers
from nncourse.exercises.derived import derived, thinned
from nncourse.exercises.entry import MISSING, exercise_of, no_function, no_value, slip
from nncourse.exercises.experiments import Trial, parameters_of
from nncourse.exercises.ladder import Rung, Verdict
from nncourse.exercises.likeness import (
    SAME_LIST,
    affine,
    at_a_distance,
    close_to_right,
    multiple_in_part,
    other_number_of_things,
    other_places,
    related_to_right,
    zero_in_part,
)
from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.mutants import one_change
from nncourse.exercises.numbers import EXACT, ROUGH, meaning, rounded_off, tolerance
from nncourse.exercises.recognizing import UNMISTAKABLE, refers_to, verdicts_on
from nncourse.exercises.replaced import replaced
from nncourse.exercises.report import Report, call_text, short
from nncourse.exercises.sides import one_side
from nncourse.language import Text
from nncourse.sandbox import NoProcess, Outcome, WrongArguments, harmless, run

QUICK = 2.0  # seconds that the calls of a function may take if it is to be called again for experiments


def check(exercise_id: Any = MISSING, answer: Any = MISSING, *more: Any, seed: int | None = None) -> Report:
    """Check an answer and say what is wrong with it, by name where the mistake is known.

    Parameters
    ----------
    exercise_id : str
        Such as "sigmoid", or its number in the book, such as "1.2".
    answer : callable or number
        The learner's function itself, or the value worked out by hand.
    *more
        Never needed: a decimal comma ends here, and is named.
    seed : int, optional
        Of the cases; fresh ones each time if not given.

    Returns
    -------
    Report
        Never an error, whatever the answer does.

    Raises
    ------
    TypeError, ValueError
        If seed is no whole number from 0 on.
    """
    exercise, seed = None, None if seed is None else integer("seed", seed, 0)
    try:
        exercise, complaint = exercise_of(exercise_id), slip(exercise_id, answer, more)
        if exercise is None or complaint is not None:
            asked = name_of(exercise_id) if exercise is None else exercise.id
            return Report("check" if exercise_id is MISSING else asked, str(Rung.ERROR), (str(complaint),))
        if answer is Ellipsis or answer is None:
            return stopped(exercise, Rung.OPEN, str(texts.OPEN))
        seed = secrets.randbelow(2**31) if seed is None else seed
        report = check_value(exercise, answer) if exercise.kind == "value" else check_function(exercise, answer, seed)
        return report if report.status == "open" else remembered(report)
    except KeyboardInterrupt:
        rung, line, seed = Rung.ERROR, texts.INTERRUPTED, None
    except NoProcess as error:
        rung, line = Rung.ERROR, texts.NO_PROCESS.format(error=error)
    except Exception as error:  # a learner must never see a traceback of ours
        rung, line = Rung.BROKEN, texts.BROKEN.format(error=f"{type(error).__name__}: {error}")
    return Report("check" if exercise is None else exercise.id, str(rung), (str(line),), seed=seed)


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
    complaint = no_value(answer)
    if complaint is not None:
        return stopped(exercise, Rung.TYPE, complaint, read_again(exercise))
    answer = harmless(answer)
    number = as_numbers(answer)
    if number is None or number.size != 1:
        return stopped(exercise, Rung.TYPE, str(texts.NOT_A_NUMBER.format(kind=short(answer))), read_again(exercise))
    value = float(number.reshape(-1)[0])
    if abs(value - exercise.solution) <= EXACT:
        return stopped(exercise, Rung.PASSED, str(texts.PASSED_VALUE.format(value=short(value))))
    if abs(value - exercise.solution) <= ROUGH:
        cut = abs(value - int(exercise.solution * 1000) / 1000) < 1e-9
        line = (texts.CUT_OFF if cut else texts.TOO_ROUGH).format(value=short(value))
        return stopped(exercise, Rung.VALUE, str(line))
    mistake = mistaken_value(exercise, value) or meaning(exercise, value)
    if mistake is None and rounded_off(value, exercise.solution):
        return stopped(exercise, Rung.VALUE, str(texts.TOO_ROUGH.format(value=short(value))))
    if mistake is None:
        implied = texts.INFINITE_VALUE if not abs(value) < 1e300 else exercise.implies(value)
        said = (str(texts.VALUE), f"{texts.GOT}: {short(value)}", str(implied))
        return stopped(exercise, Rung.VALUE, *said, read_again(exercise))
    return stopped(exercise, Rung.MISTAKE, str(mistake.what), str(mistake.why), read_again(exercise), mistake=mistake.id)


def mistaken_value(exercise: Exercise, value: float) -> Mistake | None:
    """Return the known mistake whose number is the nearest, if it is near enough; else one that has this range."""
    near = [(abs(value - wrong), k) for k, mistake in enumerate(exercise.mistakes) for wrong in mistake.wrong]
    off, k = min(near)
    if off <= tolerance(value):
        return exercise.mistakes[k]
    return next((it for it in exercise.mistakes if it.shows is not None and it.shows(value)), None)


def check_function(exercise: Exercise, answer: Any, seed: int) -> Report:
    """Call a function with every case and say how far it comes."""
    complaint = no_function(exercise, answer)
    if complaint is not None:
        return stopped(exercise, Rung.TYPE, complaint, seed=seed)
    rng = np.random.default_rng(seed)
    ordinary, edges = exercise.cases(rng), exercise.edges(rng)
    begun = time.monotonic()
    outcomes = [with_floats(outcome) for outcome in run(answer, ordinary + edges, exercise.seconds)]
    quick = time.monotonic() - begun < QUICK
    if isinstance(outcomes[0].error, WrongArguments):
        call = f"{exercise.answer}({', '.join(exercise.parameters)})"
        return stopped(exercise, Rung.ERROR, str(texts.ARGUMENTS.format(call=call, theirs=takes(answer))), seed=seed)
    if outcomes[0].value is Ellipsis:
        return stopped(exercise, Rung.OPEN, str(texts.OPEN))
    verdicts = verdicts_on(exercise, outcomes, len(ordinary))
    return Climb(exercise, answer, outcomes, verdicts, len(ordinary), seed).report(quick)


def with_floats(outcome: Outcome) -> Outcome:
    """Return an outcome whose value, if it is an array of Python's own numbers, is one of floats."""
    value = outcome.value
    return replace(outcome, value=as_floats(value)) if isinstance(value, np.ndarray) else outcome


def takes(answer: Any) -> Text:
    """Return which arguments a function takes, as far as that can be read without running anything of it."""
    names = parameters_of(answer)
    return texts.TAKES.format(names=", ".join(names)) if names else texts.TAKES_OTHERS


class Climb:
    """What to say of the verdicts on all cases; those from `n_ordinary` on are edges."""

    def __init__(
        self,
        exercise: Exercise,
        answer: Any,
        outcomes: Sequence[Outcome],
        verdicts: Sequence[Verdict],
        n_ordinary: int,
        seed: int,
    ):
        self.exercise = exercise
        self.answer = answer
        self.outcomes = outcomes
        self.verdicts = verdicts
        self.n_ordinary = n_ordinary
        self.seed = seed

    def report(self, quick: bool) -> Report:
        """Return the report of a known mistake, else of the lowest rung, else of success."""
        i = self.lowest()
        trial = Trial(self.exercise, self.answer, self.outcomes, self.verdicts, self.n_ordinary)
        mistake = self.same_list() or trial.other_names() or self.own_mistake() or self.used()
        if mistake is None and i is not None:
            mistake = self.shared_mistake(i, trial if quick else None)
        if mistake is not None:
            return self.mistaken(mistake)
        return self.success() if i is None else self.stopped_at(i)

    def same_list(self) -> Mistake | None:
        """Return the mistake of one list in many places, if a result of wrong numbers shows it."""
        wrong = (verdict.rung < Rung.PASSED and verdict.rung is not Rung.TYPE for verdict in self.verdicts)
        return SAME_LIST if any(o.repeats for o, bad in zip(self.outcomes, wrong, strict=True) if bad) else None

    def own_mistake(self) -> Mistake | None:
        """Return the mistake of this exercise that the verdicts name."""
        named = next((verdict.mistake for verdict in self.verdicts if verdict.mistake), None)
        return next((mistake for mistake in self.exercise.mistakes if mistake.id == named), None)

    def used(self) -> Mistake | None:
        """Return the mistake of using what the exercise is about doing without."""
        if any(verdict.rung < Rung.PASSED for verdict in self.verdicts[: self.n_ordinary]):
            return None
        mistakes = (mistake for mistake in self.exercise.mistakes if mistake.uses)
        return next((mistake for mistake in mistakes if refers_to(self.answer, mistake.uses)), None)

    def shared_mistake(self, i: int, trial: Trial | None) -> Mistake | None:
        """Return the mistake of many exercises that this function shows, by its numbers or by calling it again."""
        rung = self.verdicts[i].rung
        if any(isinstance(outcome.error, UNMISTAKABLE) for outcome in self.outcomes) or rung <= Rung.BROKEN:
            return None
        if rung in (Rung.NONE, Rung.CHANGED, Rung.NAN):
            return None
        whole = self.exercise.judge is None and all(outcome.error is None for outcome in self.outcomes[: self.some(i)])
        mistake = self.by_numbers(i) if whole and i < self.n_ordinary else self.by_errors(i)
        if mistake is None and trial is not None and rung is not Rung.TYPE:
            mistake = trial.found()
        if mistake is None and whole and rung is Rung.SHAPE and i < self.n_ordinary:
            mistake = self.besides_its_form()
        return self.by_numbers(i) if mistake is None and whole and i >= self.n_ordinary else mistake

    def besides_its_form(self) -> Mistake | None:
        """Return the mistake that the numbers show, once they are brought to the form asked for."""
        pairs = list(zip(self.outcomes, self.verdicts, strict=True))
        brought = [replace(outcome, value=in_form(outcome.value, verdict.expected)) for outcome, verdict in pairs]
        verdicts = verdicts_on(self.exercise, brought, self.n_ordinary)
        other = Climb(self.exercise, self.answer, brought, verdicts, self.n_ordinary, self.seed)
        i = other.lowest()
        if i is None or verdicts[i].rung is Rung.SHAPE:
            return None
        mistake = other.own_mistake() or (other.by_numbers(i) if i < self.n_ordinary else None)
        return None if mistake is None else replace(mistake, what=FORM_BESIDES.format(what=mistake.what))

    def some(self, i: int) -> int:
        """Return how many cases count where case i is the lowest: the ordinary ones, and all if they are right."""
        return len(self.outcomes) if i >= self.n_ordinary else self.n_ordinary

    def by_numbers(self, i: int) -> Mistake | None:
        """Return the mistake that the numbers themselves show, where none of the cases ends in an error."""
        seen, n, exercise = self.outcomes[: self.some(i)], self.n_ordinary, self.exercise
        pairs = [(outcome.value, verdict.expected) for outcome, verdict in zip(seen, self.verdicts, strict=False)]
        arguments = [outcome.args for outcome in seen]
        mistake = (
            close_to_right(pairs)
            or other_places(pairs, exercise.returns)
            or related_to_right(pairs, arguments, exercise.parameters)
            or multiple_in_part(pairs, exercise.returns)
            or zero_in_part(pairs, exercise.returns)
        )
        if mistake is not None or i >= n:
            return mistake
        failed = self.failed()
        return (
            one_change(exercise, self.outcomes, failed, n, "solution")
            or replaced(exercise, self.outcomes, failed, n)
            or derived(pairs, arguments, exercise.parameters, exercise.returns)
            or affine(pairs)
            or one_change(exercise, self.outcomes, failed, n, "rewrites")
            or one_side(pairs, arguments, exercise.parameters)
            or combined(exercise, self.outcomes, pairs, failed)
            or multiple_in_part(pairs, exercise.returns, varying=True)
            or thinned(pairs)
            or other_number_of_things(pairs, exercise.returns)
            or at_a_distance(pairs)
            or one_change(exercise, self.outcomes, failed, n, "vague")
        )

    def by_errors(self, i: int) -> Mistake | None:
        """Return the change of our own solution that ends in the same errors, of the same sizes."""
        if self.exercise.judge is not None or self.outcomes[i].error is None or i >= self.n_ordinary:
            return None
        seen, failed, n = self.outcomes, self.failed(), self.n_ordinary
        return (
            one_change(self.exercise, seen, failed, n, "solution")
            or replaced(self.exercise, seen, failed, n)
            or one_change(self.exercise, seen, failed, n, "rewrites")
        )

    def failed(self) -> list[int]:
        """Return the ordinary cases that are wrong."""
        return [k for k in range(self.n_ordinary) if self.verdicts[k].rung < Rung.PASSED]

    def stopped_at(self, i: int) -> Report:
        """Return the report of an unknown mistake in case i."""
        verdict, edge = self.verdicts[i], i >= self.n_ordinary
        said = [*(verdict.found or [verdict.sentence]), *self.numbers(i), *self.places(i), *self.by_hand(i)]
        said.append(read_again(self.exercise))
        if edge:
            return stopped(self.exercise, Rung.EDGE, str(texts.EDGE), *said, seed=self.seed)
        return stopped(self.exercise, verdict.rung, *said, seed=self.seed)

    def mistaken(self, mistake: Mistake) -> Report:
        """Return the report of a known mistake, with the case that shows it best."""
        i = self.telling()
        outcome, expected = self.outcomes[i], self.verdicts[i].expected
        looks_right = outcome.error is None and short(outcome.value) == short(expected)
        more = pointing.entries(outcome.value, expected) if looks_right else []
        if mistake.id == "one-place":  # said roughly: so more is shown
            more += [*self.places(i), *self.by_hand(i)]
        said = [str(mistake.what), *self.numbers(i), *more, *self.verdicts[i].found, str(mistake.why)]
        return stopped(
            self.exercise, Rung.MISTAKE, *said, read_again(self.exercise), mistake=mistake.id, seed=self.seed
        )

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
            return [*lines, f"{texts.AFTERWARD}: {self.exercise.parameters[outcome.changed]}={short(outcome.after)}"]
        if outcome.value is not None and outcome.args:
            lines.append(f"{texts.GOT}: {short(outcome.value)}")
        if verdict.rung in (Rung.PASSED, Rung.NAN):
            lines += [f"{texts.WARNING}: {warning}" for warning in outcome.warned[:1]]
        if verdict.rung is Rung.PASSED:
            return lines
        if outcome.error is None and verdict.expected is not None:
            lines.append(f"{texts.EXPECTED}: {short(verdict.expected)}")
        return lines

    def places(self, i: int) -> list[str]:
        """Return where the result of case i is wrong."""
        outcome, expected = self.outcomes[i], self.verdicts[i].expected
        if outcome.error is not None or expected is None or self.verdicts[i].rung < Rung.SHAPE:
            return []
        said = pointing.parts(self.exercise.returns, outcome.value, expected)
        said += pointing.way_back(self.exercise.returns, outcome.value, expected) if said else []
        if self.verdicts[i].rung in (Rung.VALUE, Rung.NAN):
            said += pointing.entries(outcome.value, expected)
            said += pointing.side(self.exercise.parameters, outcome.args, outcome.value, expected)
        return said

    def by_hand(self, i: int) -> list[str]:
        """Return how the entry that is farthest off comes about, in case i."""
        outcome, expected = self.outcomes[i], self.verdicts[i].expected
        if self.exercise.worked is None or outcome.error is not None or expected is None:
            return []
        with np.errstate(all="ignore"):
            formula = self.exercise.worked(pointing.worst(outcome.value, expected), *outcome.args)
        return [f"{texts.BY_HAND}: {formula}"]

    def success(self) -> Report:
        """Return the report of a solved exercise."""
        edges = texts.PASSED_EDGES if len(self.outcomes) > self.n_ordinary else ""
        line = str(texts.PASSED.format(n=len(self.outcomes), edges=edges))
        return stopped(self.exercise, Rung.PASSED, *(self.verdicts[0].found or [line]), seed=self.seed)


def read_again(exercise: Exercise) -> str:
    """Return where the matter stands in the book."""
    return str(texts.READ.format(number=chapter_of(exercise.id), title=exercise.section.title))
