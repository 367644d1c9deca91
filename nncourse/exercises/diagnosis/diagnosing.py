"""`diagnose` itself: call, read, compare, and say what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.activations import relu, sigmoid
from nncourse.bugs.wrong import Accumulated, UpdatedTooEarly
from nncourse.bugs.zoo import ZOO, Bug
from nncourse.checks import integer, real, shown
from nncourse.exercises import texts
from nncourse.exercises.comparing import as_numbers, compared, ratio, shape_of
from nncourse.exercises.diagnosis import sentences
from nncourse.exercises.diagnosis.calling import SIGNATURES, WAYS, Way, observe
from nncourse.exercises.diagnosis.cases import Case, cases
from nncourse.exercises.diagnosis.conventions import Convention
from nncourse.exercises.diagnosis.layouts import Layout, Reading, misfit, parts_of, read
from nncourse.exercises.diagnosis.places import places
from nncourse.exercises.diagnosis.quotients import decayed, grainy, nearly
from nncourse.exercises.diagnosis.suspects import (
    INNOCENT,
    Match,
    found,
    in_pairs,
    in_places,
    plain,
    same_up_to,
    too_early,
)
from nncourse.exercises.ladder import Rung, Verdict, fallen, nothing
from nncourse.exercises.report import Said
from nncourse.language import Text
from nncourse.riddle import Riddle
from nncourse.sandbox import Outcome, harmless, of_kind, run

LONGEST = 1e6  # seconds


@dataclass(frozen=True, repr=False)
class Diagnosis(Said):
    """What `diagnose` found; shows as text and as HTML.

    Attributes
    ----------
    status : {"right", "convention", "layout", "bug", "wrong", "failed"}
        "convention": right, but for another cost, such as half of ours; "layout": the right numbers in
        another order than theta's; "wrong": no bug that it knows; "failed": there is no gradient to judge.
    lines : tuple of str
        What is said.
    bug : Bug or None
        The bug that it shows; the first of them if there are two.
    error : float
        The largest relative error of any W or b in any of the networks, at the first call.
    convention : str
        The factor that its cost has beside ours, such as "n / 2"; "1" for ours.
    """

    status: str
    lines: tuple[str, ...]
    bug: Bug | None = None
    error: float = np.inf
    convention: str = "1"

    @property
    def right(self) -> bool:
        """Whether the gradient is right."""
        return self.status == "right"

    def _status(self) -> str:
        return {"right": "passed", "convention": "open", "layout": "open"}.get(self.status, "failed")


@dataclass(frozen=True)
class Observed:
    """Two calls with the same arguments: how they were made and read, and how the first one moved theta."""

    case: Case
    way: Way
    first: Reading
    second: Reading
    move: np.ndarray


def diagnose(gradient_function: Callable, seed: int = 0, seconds: float = 5.0) -> Diagnosis:
    """Run a backpropagation against the zoo and say what is wrong with it.

    Parameters
    ----------
    gradient_function : callable
        Called like `backprop`, with the cost `SquaredError()`; or like the exercises 5.4 and 5.5, with
        `(weights, biases, X, G)`; or with `(x, y)` if it has `weights` and `biases` of its own. Returns
        a vector in the order of theta, or the dW and db of all layers, with C or without.
    seed : int, optional
        Of the networks that it is tried on, at least 0.
    seconds : float, optional
        For all calls together, above 0; then it is stopped.

    Returns
    -------
    Diagnosis
        Never an error, whatever the function does.

    Raises
    ------
    TypeError, ValueError
        If seed or seconds is not as described.
    """
    seed, seconds = integer("seed", seed, 0), real("seconds", seconds, 0, LONGEST)
    if of_kind(gradient_function, Riddle):
        return Diagnosis("failed", (str(sentences.A_RIDDLE),))
    if not callable(gradient_function):
        return Diagnosis("failed", (str(sentences.NOT_CALLABLE.format(value=shown(harmless(gradient_function)))),))
    tried = cases(seed)
    outcomes = run(gradient_function, [(case.network, case.X, case.G) for case in tried], seconds, through=observe)
    complaints = [complaint(*pair, seconds) for pair in zip(tried, outcomes, strict=True)]
    good = [pair for pair, bad in zip(zip(tried, outcomes, strict=True), complaints, strict=True) if not bad]
    seen = judged([observed(case, outcome) for case, outcome in good])
    failed = next((lines for lines in complaints if lines), ())
    if seen and seen[0].way.sigmoid_only:
        failed = next((bad for case, bad in zip(tried, complaints, strict=True) if bad and case.f is sigmoid), ())
    if not seen:
        return Diagnosis("failed", failed)
    with np.errstate(all="ignore"):  # a gradient may be as large as it likes
        return Examination(seen, failed).diagnosis()


def observed(case: Case, outcome: Outcome) -> Observed:
    """Return what was observed in a case; the case is that of one sample if only one was handed over."""
    n, i, first, second, move = outcome.value
    way = WAYS[n][i]
    readings = read(first, case.network), read(second, case.network)
    case = case.of_first_sample() if way.one else case
    return Observed(case.of_weights() if readings[0].no_biases else case, way, *readings, move)


def judged(seen: list[Observed]) -> list[Observed]:
    """Return what can be judged: without ReLU where the function cannot know of it."""
    return [it for it in seen if not (it.way.sigmoid_only and it.case.f is relu)]


def complaint(case: Case, outcome: Outcome, seconds: float) -> tuple[str, ...]:
    """Return why there is no gradient to judge; nothing if there is one."""
    verdict = fallen(outcome, ("network", "X", "targets"), seconds) or on_results(case, outcome)
    if verdict.rung is Rung.ERROR:
        unfit = [str(SIGNATURES)] * isinstance(outcome.error, TypeError)
        return (*verdict.found, str(sentences.NETWORK.format(network=case, n=len(case.X))), *unfit)
    if verdict.rung in (Rung.TYPE, Rung.SHAPE):
        return (*(verdict.found or (verdict.sentence,)), str(sentences.LAID_OUT))
    return (verdict.sentence,) if verdict.rung < Rung.VALUE else ()


def on_results(case: Case, outcome: Outcome) -> Verdict:
    """Return the verdict on the first of both results that is no gradient; on the second if both are."""
    for result in outcome.value[2:4]:
        vectors = read(result, case.network).vectors.values()
        if not vectors:
            if isinstance(result, tuple) and len(result) == 2 and is_cost(result[0]):
                result = result[1]
            parts = misfit(result, case.network, len(case.X))
            return Verdict(Rung.SHAPE, found=parts) if parts else no_gradient(result, case, outcome)
        if not all(np.isfinite(vector).all() for vector in vectors):
            return Verdict(Rung.NAN, sentence=str(texts.NAN))
    return Verdict(Rung.VALUE)


def is_cost(value: Any) -> bool:
    """Return whether a value is one number, in whatever shape."""
    numbers = as_numbers(value)
    return numbers is not None and numbers.size == 1


def no_gradient(result: Any, case: Case, outcome: Outcome) -> Verdict:
    """Return the verdict on a result that is no vector of the right length."""
    if result is not None and parts_of(result, len(case.network.layers)):
        blocks = [block for pair in case.network.views(case.right) for block in pair]
        whole = isinstance(result, np.ndarray) or as_numbers(result) is not None
        expected = case.right if whole else blocks
        return Verdict(Rung.SHAPE, sentence=str(texts.SHAPE.format(got=shape_of(result), expected=shape_of(expected))))
    verdict = nothing(outcome) if result is None else compared(result, case.right)
    return verdict if verdict.rung < Rung.VALUE else Verdict(Rung.TYPE, sentence=verdict.sentence)


class Examination:
    """Everything that is found out about results that can be read.

    Parameters
    ----------
    seen : list of Observed
    failed : sequence of str
        What is said of the networks on which it failed.
    """

    def __init__(self, seen: list[Observed], failed: Sequence[str]):
        self.seen, self.failed = seen, tuple(failed)
        self.layouts = [layout for layout in seen[0].first.vectors if all(layout in it.first.vectors for it in seen)]
        self.natural = self.layouts[0] if seen[0].first.in_parts else Layout()
        self.moves = any(it.move.any() for it in seen)

    def pairs(self, layout: Layout, second: bool = False) -> list[tuple[Case, np.ndarray]]:
        """Return the cases with what the first or second call returned, read in a layout."""
        return [(it.case, (it.second if second else it.first).vectors[layout]) for it in self.seen]

    def diagnosis(self) -> Diagnosis:
        """Return what was found."""
        first, second = self.pairs(self.natural), self.pairs(self.natural, second=True)
        error = float(max(case.errors(g, case.right).max() for case, g in first))
        steady = all(case.agree(g, again).all() for (case, g), (_, again) in zip(first, second, strict=True))
        if not steady:
            return self.unsteady(first, second, error)
        match, layout = self.search(elsewhere=False)
        if match is not None:
            return self.named(match, layout, error)
        bug, convention, said = grainy(first)
        if bug is not None:
            lines = (*portrait(bug), *besides(convention), *self.remarks())
            return Diagnosis("bug", lines, bug, error, written(convention))
        if said:
            return Diagnosis("wrong", (*said, *self.remarks()), error=error)
        match, layout = self.search(elsewhere=True)
        if match is not None:
            return self.named(match, layout, error)
        if (match := self.with_sigmoid(first)) is not None:
            with_relu = [(case, g) for case, g in first if case.f is relu]
            text = sentences.RIGHT_WITH_RELU if found([INNOCENT], with_relu) else sentences.OTHERWISE_WITH_RELU
            lines = (*portraits(match), *besides(match.convention), str(text), *self.remarks())
            return Diagnosis("bug", (*lines, *self.failed), match.suspect.bugs[0], error, written(match.convention))
        if self.failed:
            return Diagnosis("failed", self.failed)
        if said := decayed(first) or nearly(first):
            return Diagnosis("wrong", (*said, *self.remarks()), error=error)
        return self.strange(first, error)

    def unsteady(self, first: list, second: list, error: float) -> Diagnosis:
        """Return the diagnosis of a function that answers differently the second time."""
        added = [(case, again - g) for (case, g), (_, again) in zip(first, second, strict=True)]
        convention = same_up_to([case.right for case, _ in added], added)
        if convention is not None and all(np.isfinite(convention.factor(case)) for case, _ in added):
            bug = next(bug for bug in ZOO if isinstance(bug.steps, Accumulated))
            said = (*portrait(bug), *besides(convention), *self.remarks(), *self.failed)
            return Diagnosis("bug", said, bug, error, str(convention))
        return Diagnosis("wrong", (str(sentences.STRANGE), str(sentences.UNSTEADY), *self.remarks()), error=error)

    def search(self, elsewhere: bool) -> tuple[Match | None, Layout]:
        """Return which suspect it is, in which layout; `elsewhere` in other places than the zoo's, or two at once."""
        natural = self.pairs(self.natural)
        if elsewhere:
            return found(in_places(), natural) or found(in_pairs(), natural), self.natural
        others = [layout for layout in self.layouts if layout != self.natural]
        for layout in (self.natural, *others):
            if (match := found([INNOCENT], self.pairs(layout))) is not None:
                return match, layout
        if (match := too_early(natural)) is not None:
            return match, self.natural
        for layout in (self.natural, *others):
            if (match := found(plain(), self.pairs(layout))) is not None:
                return match, layout
        return None, self.natural

    def with_sigmoid(self, seen: list[tuple[Case, np.ndarray]]) -> Match | None:
        """Return which bug it is on the networks with sigmoid, where those with ReLU show something else."""
        some = [(case, g) for case, g in seen if case.f is sigmoid]
        if not 0 < len(some) < len(seen) or found([INNOCENT], some):
            return None
        return found(plain(), some) or found(in_places(), some)

    def named(self, match: Match, layout: Layout, error: float) -> Diagnosis:
        """Return the diagnosis of a suspect."""
        convention, bugs = match.convention, match.suspect.bugs
        rest = (*self.remarks(skip_move=isinstance(match.suspect.steps, UpdatedTooEarly)), *self.failed)
        if bugs:
            lines = (*portraits(match), *besides(convention), *self.ordered(layout, sentences.OTHER_LAYOUT_TOO), *rest)
            return Diagnosis("bug", lines, bugs[0], error, written(convention))
        if self.failed:
            return Diagnosis("failed", self.failed)
        if convention.number is not None:
            text = sentences.MULTIPLE_ALL if convention.number > 0 else sentences.MULTIPLE_ALL_NEGATIVE
            return Diagnosis(
                "wrong", (str(sentences.STRANGE), str(text.format(factor=convention.number)), *rest), error=error
            )
        if self.seen[0].first.no_biases:
            return Diagnosis(
                "wrong",
                (str(sentences.ONLY_WEIGHTS), *besides(convention)),
                error=error,
                convention=written(convention),
            )
        if not convention.ours:
            bug = next((bug for bug in ZOO if bug.id == convention.animal), None)
            lines = (*conventional(convention), *self.ordered(layout, sentences.OTHER_LAYOUT_TOO), *rest)
            return Diagnosis("convention", lines, bug, error, written(convention))
        if layout != self.natural or layout.unusual:
            return Diagnosis(
                "layout", (*self.ordered(layout, sentences.OTHER_LAYOUT), str(sentences.LAID_OUT), *rest), error=error
            )
        functions = sentences.SIGMOID if self.seen[0].way.sigmoid_only else sentences.BOTH
        below = f"1e{max(-10, int(np.ceil(np.log10(error + 1e-99))))}"
        said = [str(sentences.RIGHT.format(n=len(self.seen), functions=functions, error=below))] + [
            str(sentences.MOVES_THETA)
        ] * self.moves
        return Diagnosis("right", tuple(said), error=error)

    def ordered(self, layout: Layout, text: Text) -> tuple[str, ...]:
        """Return that the numbers come in another order, if they do."""
        other = layout != self.natural or layout.unusual
        return (str(text.format(layout=layout)),) if other else ()

    def remarks(self, skip_move: bool = False) -> tuple[str, ...]:
        """Return what is to be said beside any bug."""
        said = [str(sentences.NO_BIASES)] * self.seen[0].first.no_biases
        return (*said, *[str(sentences.MOVES_THETA_TOO)] * (self.moves and not skip_move))

    def strange(self, seen: list[tuple[Case, np.ndarray]], error: float) -> Diagnosis:
        """Return the diagnosis of a wrong gradient that is no suspect's: which W and b are right, and the worst."""
        if not any(g.any() for _, g in seen):
            return Diagnosis("wrong", (str(sentences.STRANGE), str(sentences.ZERO), *self.remarks()), error=error)
        factors = [factor for case, g in seen if (factor := multiple(g, case.right)) is not None]
        if len(factors) == len(seen) and min(factors) > 0:
            if np.allclose(factors, [len(case.G) / max(len(case.G) - 1, 0.5) for case, _ in seen], 1e-6):
                return Diagnosis(
                    "wrong", (str(sentences.STRANGE), str(sentences.ONE_LESS), *self.remarks()), error=error
                )
            each = str(sentences.MULTIPLE_EACH.format(low=min(factors), high=max(factors)))
            return Diagnosis("wrong", (str(sentences.STRANGE), each, *self.remarks()), error=error)
        right = places(seen)
        scaled = [right.convention.factor(case) * case.right for case, _ in seen]
        wrong = {case.f for (case, g), h in zip(seen, scaled, strict=True) if not case.agree(g, h).all()}
        if len(wrong) == 1 and len({case.f for case, _ in seen}) == 2:
            there = places([(case, g) for case, g in seen if case.f in wrong])
            said = (
                str(sentences.WRONG_WITH_RELU if wrong == {relu} else sentences.WRONG_WITH_SIGMOID),
                *(there.said if there.right.any() else ()),
            )
        else:
            said = right.said
        lines = [str(sentences.STRANGE), *said, *besides(right.convention)]
        errors = np.array([case.errors(g, h) for (case, g), h in zip(seen, scaled, strict=True)])
        i, block = np.unravel_index(errors.argmax(), errors.shape)
        (case, g), (k, part) = seen[i], divmod(int(block), 2)
        name = sentences.BLOCK.format(name="Wb"[part], k=k + 1)
        lines.append(str(sentences.WORST.format(worst=name, network=case, error=errors.max())))
        factor = multiple(*(case.network.views(vector)[k][part].ravel() for vector in (g, scaled[i])))
        lines.append(str(sentences.NO_MULTIPLE) if factor is None else str(sentences.MULTIPLE.format(factor=factor)))
        return Diagnosis("wrong", (*lines, *self.remarks()), error=error, convention=written(right.convention))


def multiple(g: np.ndarray, right: np.ndarray) -> float | None:
    """Return c if g = c times right, else None."""
    c = ratio(g, right) if right.any() else 0.0
    return c if np.linalg.norm(g - c * right) <= 1e-4 * np.linalg.norm(g) else None


def written(convention: Convention) -> str:
    """Return a convention's factor as text."""
    return str(convention) if convention.number is None else f"{convention.number:.3g}"


def conventional(convention: Convention) -> tuple[str, ...]:
    """Return what there is to say of a right gradient in another convention."""
    first = str(sentences.OTHER_CONVENTION.format(factor=str(convention)))
    return first, *convention.said, str(sentences.IN_OURS.format(back=convention.back)), str(sentences.ONLY_RATE)


def besides(convention: Convention) -> tuple[str, ...]:
    """Return what there is to say of another convention beside a bug."""
    if convention.ours:
        return ()
    if convention.number is not None:
        return (str(sentences.ALSO_NUMBER.format(factor=convention.number)),)
    factor = str(sentences.ALSO_CONVENTION.format(factor=str(convention)))
    return factor, *convention.said, str(sentences.IN_OURS.format(back=convention.back))


def portraits(match: Match) -> tuple[str, ...]:
    """Return what there is to say of a suspect: all of a bug, less of a bug elsewhere and of two."""
    bugs, where = match.suspect.bugs, match.suspect.where
    if len(bugs) == 2:
        return str(sentences.TWO), *(line for bug in bugs for line in (*headline(bug), str(bug.does)))
    (bug,) = bugs
    if where:
        return *headline(bug), str(sentences.HERE.format(where=", ".join(map(str, where)))), *code(bug)
    rate = match.suspect.steps.learning_rate if isinstance(match.suspect.steps, UpdatedTooEarly) else None
    return portrait(bug) + (() if rate is None else (str(sentences.RATE.format(rate=rate)),))


def portrait(bug: Bug) -> tuple[str, ...]:
    """Return all there is to say of a bug, with its code if that is one line."""
    said = str(sentences.HIDES.format(why=bug.hides)), str(sentences.CAUGHT.format(what=bug.caught))
    return (*headline(bug), str(bug.does), *code(bug), *said)


def headline(bug: Bug) -> tuple[str]:
    """Return which bug it is."""
    return (str((sentences.FOUND if bug in ZOO else sentences.KNOWN).format(name=bug.name, id=bug.id)),)


def code(bug: Bug) -> list[str]:
    """Return the right line and the wrong one, if the step is a single line."""
    right, wrong = bug.lines or ("", "\n")
    return [] if "\n" in wrong else str(sentences.CODE.format(right=right, wrong=wrong)).split("\n")
