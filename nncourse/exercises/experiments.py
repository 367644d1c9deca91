"""Experiments with a wrong function: it is called again, a little differently, and what it does then tells the cause.

A function is right once its arguments come in another order, or once whole numbers come as decimals; it says the same
whatever one of its arguments is; it says something else at the second call. What was tried and seen is certain.
"""

from __future__ import annotations

import dis
import inspect
import itertools
import types
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, compared, same
from nncourse.exercises.ladder import Rung, Verdict
from nncourse.exercises.likeness import INTEGER
from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.mutants import quiet
from nncourse.language import Text
from nncourse.sandbox import Outcome, run, run_anew, run_ours

SECONDS = 5.0  # for all experiments with a function together
MOST_ARGUMENTS = 5  # that are tried in all orders
MOST_BYTES = 2_000_000  # of arguments sent for one experiment
MOST_NUMBERS = 1_000_000  # in a result that is compared with another of the same function

GROWS = Mistake(
    "grows",
    Text(
        "Deine Liste lebt außerhalb der Funktion und wächst: Beim zweiten Aufruf steht noch darin, was der erste hineingetan hat.",
        "Your list lives outside the function and keeps growing: on the second call, it still holds what the first one put in.",
    ),
    Text(
        "Leg sie in der Funktion neu an, als erste Zeile: liste = []. Auch eine Liste als Vorgabewert (xs=[]) gibt es nur einmal für alle Aufrufe.",
        "Create it inside the function, as the first line: list = []. A list as a default value (xs=[]) also exists only once for all calls.",
    ),
    (),
)
REMEMBERS = Mistake(
    "remembers",
    Text(
        "Deine Funktion merkt sich etwas: Mit denselben Argumenten gibt sie beim zweiten Aufruf etwas anderes zurück.",
        "Your function remembers something: on the second call with the same arguments, it returns something else.",
    ),
    Text(
        "Leg alles, womit sie rechnet, in der Funktion selbst an, auch Zähler und Summen. Was außerhalb liegt oder Vorgabewert ist, bleibt von früher übrig.",
        "Create everything it computes with inside the function, including counters and sums. Whatever is outside, or is a default value, is left over from before.",
    ),
    (),
)
CHANCE = Mistake(
    "chance",
    Text(
        "Dein Ergebnis hängt vom Zufall ab: Zwei Aufrufe mit denselben Argumenten geben Verschiedenes.",
        "Your result depends on chance: two calls with the same arguments give different results.",
    ),
    Text("Hier soll nichts zufällig sein.", "Nothing should be random here."),
    (),
)
OTHER_ORDER = Text(
    "Die Argumente deiner Funktion stehen in einer anderen Reihenfolge: {theirs}. Aufgerufen wird sie als {ours}.",
    "The arguments of your function are in a different order: {theirs}. It is called as {ours}.",
)
OTHER_ORDER_WHY = Text(
    "In der richtigen Reihenfolge stimmt deine Rechnung. Python ordnet Argumente nach ihrem Platz zu, nicht nach ihrem Namen.",
    "In the right order, your calculation is right. Python matches arguments by position, not by name.",
)
SWAPPED = Text(
    "In deiner Rechnung sind Argumente vertauscht: Sie benutzt sie so, als hieße es {theirs}.",
    "In your calculation, arguments are swapped: it uses them as if they were {theirs}.",
)
SWAPPED_WHY = Text(
    "Alles andere stimmt. Sieh nach, wo jedes von ihnen stehen muss.",
    "Everything else is right. Check where each of them has to go.",
)
ORDER_FIRST = Text(
    "Python ordnet Argumente nach ihrem Platz zu, nicht nach ihrem Namen. Schreib sie in der verlangten Reihenfolge.",
    "Python matches arguments by position, not by name. Write them in the required order.",
)
IGNORED = Text(
    "Dein Ergebnis hängt nicht von {names} ab: Ändert man es, kommt dasselbe heraus.",
    "Your result does not depend on {names}: if you change it, you get the same result.",
)
IGNORED_WHY = Text(
    "Sieh nach, wo {names} in der Rechnung vorkommen muss, und ob statt des Arguments etwas anderes dasteht.",
    "Check where {names} has to appear in the calculation, and whether something else is there instead of the argument.",
)
GLOBAL = Text(
    "Dein Ergebnis hängt nicht von {names} ab. Deine Funktion rechnet mit der Variable {globals} von außerhalb.",
    "Your result does not depend on {names}. Your function uses the variable {globals} from outside.",
)
GLOBAL_WHY = Text(
    "Was die Funktion braucht, bekommt sie als Argument. Benutze darin nur die Namen aus ihrer Klammer: {parameters}.",
    "What the function needs, it gets as an argument. Inside it, use only the names in its parentheses: {parameters}.",
)
AND = Text(" und ", " and ")


Experiment = tuple[list[tuple], Callable[[Sequence[Outcome]], "Mistake | None"]]  # calls, and what their outcomes say


class Trial:
    """A function, what it did in the cases of its exercise, and what it does when called again."""

    def __init__(
        self,
        exercise: Exercise,
        answer: Any,
        outcomes: Sequence[Outcome],
        verdicts: Sequence[Verdict],
        n_ordinary: int,
    ):
        self.exercise = exercise
        self.answer = answer
        self.outcomes = outcomes
        self.verdicts = verdicts
        self.n_ordinary = n_ordinary
        self.arguments = [outcome.args for outcome in outcomes[:n_ordinary]]
        self.random = any(isinstance(arg, np.random.Generator) for arg in outcomes[0].args)

    def other_names(self) -> Mistake | None:
        """Return the mistake of naming the arguments in another order, which can be read."""
        ours, theirs = self.exercise.parameters, parameters_of(self.answer)
        if not named_otherwise(theirs, ours) or self.passed_ordinary():
            return None
        right = self.right_as(tuple(ours.index(name) for name in theirs))
        return self.other_order(theirs, OTHER_ORDER_WHY if right else ORDER_FIRST)

    def found(self) -> Mistake | None:
        """Return what experiments say of a function that is wrong, if they say anything."""
        lowest = min(verdict.rung for verdict in self.verdicts)
        ignored = self.ignored() if lowest is Rung.VALUE else ()
        experiments = [it for it in (*self.state(), *self.integers(), *self.orders(), *ignored) if it[0]]
        seen = run_anew(self.answer, [calls for calls, _ in experiments], SECONDS) if experiments else []
        said = (says(outcomes) for (_, says), outcomes in zip(experiments, seen, strict=True))
        mistake = next(filter(None, said), None)
        return self.unread() if mistake is None and lowest in (Rung.ERROR, Rung.SHAPE) else mistake

    def passed_ordinary(self) -> bool:
        """Return whether it is wrong at the edges only."""
        return all(verdict.rung is Rung.PASSED for verdict in self.verdicts[: self.n_ordinary])

    def right(self, outcomes: Sequence[Outcome], verdicts: Sequence[Verdict], arguments: Sequence[tuple]) -> bool:
        """Return whether these outcomes are right for the cases with these arguments."""
        return all(
            outcome.error is None and outcome.value is not None and self.fits(args, outcome.value, verdict)
            for outcome, verdict, args in zip(outcomes, verdicts, arguments, strict=True)
        )

    def fits(self, args: tuple, value: Any, verdict: Verdict) -> bool:
        if self.exercise.judge is not None:
            return self.exercise.judge(args, value).rung is Rung.PASSED
        return compared(value, verdict.expected).rung is Rung.PASSED

    def state(self) -> Iterator[Experiment]:
        """Whether a second call with the same arguments does something else."""
        args = self.arguments[0]
        if not (self.random or not args or self.outcomes[0].error is not None):
            yield [args, args], self.remembers

    def remembers(self, outcomes: Sequence[Outcome]) -> Mistake | None:
        first, second = (outcome.value for outcome in outcomes)
        if not (of_numbers(first) and of_numbers(second)) or same(first, second):
            return None
        if not same(first, self.outcomes[0].value):
            return CHANCE
        sizes = [len(value) if isinstance(value, (list, tuple)) else 0 for value in (first, second)]
        return GROWS if sizes[1] > sizes[0] else REMEMBERS

    def integers(self) -> Iterator[Experiment]:
        """Whether whole numbers in arrays are all that it stumbles over."""
        whole = [i for i, outcome in enumerate(self.outcomes) if any(map(is_whole, outcome.args))]
        failed = [i for i, verdict in enumerate(self.verdicts) if verdict.rung < Rung.PASSED]
        if not set(failed) <= set(whole) or any(self.outcomes[i].error is not None for i in failed):
            return
        for k in (None, *range(len(self.exercise.parameters))):  # all arrays, or one number
            changed = [args for i in failed if (args := without_integers(self.outcomes[i].args, k)) is not None]
            if len(changed) == len(failed):
                yield changed, partial(self.without, failed)

    def without(self, failed: Sequence[int], seen: Sequence[Outcome]) -> Mistake | None:
        arguments = [self.outcomes[i].args for i in failed]  # what is right for 3 is right for 3.0
        return INTEGER if self.right(seen, [self.verdicts[i] for i in failed], arguments) else None

    def orders(self) -> Iterator[Experiment]:
        """Whether it is right with its arguments in another order, by the first case; then by all."""
        ours = self.exercise.parameters
        if self.passed_ordinary():
            return
        candidates = [candidate for candidate in orders(len(ours)) if self.plausible(candidate)]
        if self.weight() * len(candidates) <= MOST_BYTES:
            calls = [reordered(self.arguments[0], candidate) for candidate in candidates]
            yield calls, partial(self.in_order, candidates)

    def in_order(self, candidates: Sequence[tuple[int, ...]], probes: Sequence[Outcome]) -> Mistake | None:
        for candidate, probe in zip(candidates, probes, strict=True):
            if self.right([probe], self.verdicts[:1], self.arguments[:1]) and self.right_as(candidate):
                return self.other_order([self.exercise.parameters[i] for i in candidate], OTHER_ORDER_WHY)
        return None

    def right_as(self, candidate: Sequence[int]) -> bool:
        """Return whether it is right in all ordinary cases with its arguments in this order."""
        calls = [reordered(args, candidate) for args in self.arguments]
        return self.right(run(self.answer, calls, SECONDS), self.verdicts[: self.n_ordinary], self.arguments)

    def plausible(self, candidate: Sequence[int]) -> bool:
        """Return whether somebody may have meant this order.

        A product does not care for the order of its factors, so a function may be right in another order by chance. Two
        arguments of one kind are mistaken for each other; where kinds differ, it must stumble over them somewhere.
        """
        if any(outcome.error is not None for outcome in self.outcomes[: self.n_ordinary]):
            return parameters_of(self.answer) != self.exercise.parameters
        return all(kind(args[k]) == kind(args[i]) for args in self.arguments for k, i in enumerate(candidate))

    def other_order(self, theirs: Sequence[str], why: Text) -> Mistake:
        theirs, ours = (f"{self.exercise.answer}({', '.join(names)})" for names in (theirs, self.exercise.parameters))
        if parameters_of(self.answer) == self.exercise.parameters:
            return Mistake("parameter-order", SWAPPED.format(theirs=theirs), SWAPPED_WHY, ())
        return Mistake("parameter-order", OTHER_ORDER.format(theirs=theirs, ours=ours), why, ())

    def weight(self) -> int:
        """Return how many bytes the arrays among the arguments of a call have."""
        return sum(arg.nbytes for arg in self.arguments[0] if isinstance(arg, np.ndarray))

    def ignored(self) -> Iterator[Experiment]:
        """Whether it says the same whatever one of its arguments is."""
        yes_or_no = any(isinstance(outcome.value, (bool, np.bool_)) for outcome in self.outcomes)
        if self.random or yes_or_no or self.exercise.judge is not None:
            return
        cases = [i for i in range(self.n_ordinary) if self.outcomes[i].error is None][-3:]
        tries = [(k, i, varied) for i in cases for k, varied in variations(self.outcomes[i].args)]
        yield [args for _, _, args in tries], partial(self.indifferent, tries)

    def indifferent(self, tries: Sequence[tuple[int, int, tuple]], seen: Sequence[Outcome]) -> Mistake | None:
        right = run_ours(quiet(self.exercise.solution), [args for _, _, args in tries])
        told: dict[int, list[bool]] = {}
        for (k, i, _), theirs, ours in zip(tries, seen, right, strict=True):
            if ours.error is None and not same(ours.value, self.verdicts[i].expected):  # it matters there
                told.setdefault(k, []).append(theirs.error is None and same(theirs.value, self.outcomes[i].value))
        names = [self.exercise.parameters[k] for k, without in sorted(told.items()) if all(without)]
        if not names:
            return None
        listed = joined(names)
        ignored = Mistake("argument-ignored", IGNORED.format(names=listed), IGNORED_WHY.format(names=listed), ())
        return self.outside(names) or ignored

    def unread(self) -> Mistake | None:
        """Whether it never reads one of its arguments, but a variable from outside."""
        if not parameters_of(self.answer):
            return None
        read = [it.argval for it in dis.get_instructions(self.answer)]
        names = [name for name in parameters_of(self.answer) if not any(name in (it, *pair(it)) for it in read)]
        return self.outside(names) if names else None

    def outside(self, names: Sequence[str]) -> Mistake | None:
        """Return the mistake of calculating with a variable from outside instead of these arguments, if it does."""
        outside = globals_of(self.answer)
        if not outside:
            return None
        why = GLOBAL_WHY.format(parameters=", ".join(self.exercise.parameters))
        return Mistake("global", GLOBAL.format(names=joined(names), globals=joined(outside)), why, ())


def orders(n: int) -> list[tuple[int, ...]]:
    """Return all other orders of so many arguments, if they are not too many."""
    return list(itertools.permutations(range(n)))[1:] if 1 < n <= MOST_ARGUMENTS else []


def named_otherwise(theirs: Sequence[str], ours: Sequence[str]) -> bool:
    """Return whether a function names the same arguments in another order."""
    return sorted(theirs) == sorted(ours) and list(theirs) != list(ours)


def kind(arg: Any) -> Any:
    """Return what two arguments must have in common to be mistaken for each other."""
    return ("array", arg.ndim) if isinstance(arg, np.ndarray) else type(arg)


def pair(name: Any) -> tuple:
    """Return both names of an instruction that loads two at once, as a newer Python has them."""
    return name if isinstance(name, tuple) else ()


def of_numbers(value: Any) -> bool:
    """Return whether a value is made of numbers only, in whatever form, and of no more than anybody looks at."""
    numbers = as_numbers(value)
    if numbers is not None:
        return numbers.size <= MOST_NUMBERS
    return isinstance(value, (list, tuple)) and all(map(of_numbers, value))


def is_whole(arg: Any) -> bool:
    """Return whether an argument is a whole number, an array of such, or a list that holds one."""
    if isinstance(arg, list):
        return any(map(is_whole, arg))
    return type(arg) is int or (isinstance(arg, np.ndarray) and arg.dtype.kind in "iu")


def without_integers(args: tuple, k: int | None) -> tuple | None:
    """Return a call's arguments with floats in all arrays, or for number k; None if nothing is changed by that."""
    if k is None:
        return (
            tuple(map(whole_as_floats, args)) if any(is_whole(arg) and type(arg) is not int for arg in args) else None
        )
    return (*args[:k], float(args[k]), *args[k + 1 :]) if type(args[k]) is int else None


def whole_as_floats(arg: Any) -> Any:
    if isinstance(arg, list):
        return [whole_as_floats(item) for item in arg]
    return arg.astype(float) if isinstance(arg, np.ndarray) and arg.dtype.kind in "iu" else arg


def parameters_of(answer: Any) -> list[str]:
    """Return the names of a function's arguments, as far as they can be read without running anything of it."""
    chain: list[types.FunctionType] = []  # a decorated function, then the one inside; inspect would ask both
    while type(answer) is types.FunctionType and answer not in chain:
        chain.append(answer)
        answer = vars(answer).get("__wrapped__")
    if not chain:
        return []
    code = chain[-1].__code__
    n_starred = sum(map(bool, (code.co_flags & inspect.CO_VARARGS, code.co_flags & inspect.CO_VARKEYWORDS)))
    return list(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + n_starred])


def reordered(args: tuple, order: Sequence[int]) -> tuple:
    return tuple(args[i] for i in order)


def variations(args: tuple) -> Iterator[tuple[int, tuple]]:
    """Yield the arguments with one of them changed, and which."""
    for k, arg in enumerate(args):
        for change in (varied, enlarged, emptied):
            changed = change(arg)
            if changed is not None:
                yield k, (*args[:k], changed, *args[k + 1 :])


def varied(arg: Any) -> Any:
    """Return another argument of the same kind and form; None if there is none."""
    if isinstance(arg, np.ndarray) and arg.dtype.kind in "iu":
        rolled, count = np.roll(arg, 1).astype(int), int(arg.max(initial=0)) + 1  # 255 + 1 is 0 in bytes
        return ((rolled + 1) % count).astype(arg.dtype)  # labels stay labels
    if isinstance(arg, np.ndarray):
        return 0.7 * np.roll(arg, 1) + 0.11 * np.sign(arg) - 0.013
    if isinstance(arg, list):
        return [varied(item) for item in arg]
    if isinstance(arg, (bool, np.random.Generator)):
        return None
    if isinstance(arg, int):
        return arg + 1
    if isinstance(arg, float):
        return 0.7 * arg + 0.05
    return another(arg) if callable(arg) else None


def enlarged(arg: Any) -> Any:
    """Return a much larger argument of the same kind and form; None if there is none."""
    if isinstance(arg, list):
        return [enlarged(item) for item in arg]
    return -4.0 * arg + 3.0 if isinstance(arg, (np.ndarray, float)) and np.asarray(arg).dtype.kind == "f" else None


def emptied(arg: Any) -> Any:
    """Return an argument of the same kind and form that says nothing; None if there is none."""
    if isinstance(arg, np.ndarray):
        return np.zeros_like(arg)
    return [emptied(item) for item in arg] if isinstance(arg, list) else None


def another(f: Callable) -> Callable:
    """Return another function for the same arguments, of another shape: no multiple, and not moved."""

    def changed(x: Any, *more: Any) -> Any:
        value, bent = f(x, *more), np.sin(1.7 * np.asarray(x, dtype=float))
        one = bent if np.shape(value) == np.shape(x) else bent.ravel() @ np.cos(np.arange(bent.size))
        return 1.3 * value + 0.2 + 0.3 * one

    return changed


def globals_of(answer: Any) -> list[str]:
    """Return the names of the numbers, lists and arrays outside a function that it reads."""
    if type(answer) is not types.FunctionType:
        return []
    loaded = [it.argval for it in dis.get_instructions(answer) if it.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    values = [(name, answer.__globals__.get(name)) for name in dict.fromkeys(loaded)]
    return [name for name, value in values if isinstance(value, (int, float, list, tuple, np.ndarray, np.generic))]


def joined(names: Sequence[str]) -> Text:
    """Return names as a list in words."""
    *most, last = names
    return Text(*(f"{', '.join(most)}{sign}{last}" if most else last for sign in (AND.de, AND.en)))
