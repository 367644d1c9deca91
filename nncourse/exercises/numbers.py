"""What a wrong number would mean, where a value is asked for: a step on the way to it, or what one slip makes of the calculation.

Only what is true of the number is said: "so much comes out if ...". Two ways to it are both said, more than two are none.
"""

from __future__ import annotations

import ast
import contextlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.mutants import mutants_of
from nncourse.exercises.replaced import CUT, LEFT_OUT, NEVER_NEGATIVE, OPPOSITE, REVERSED, SQUARED, Change
from nncourse.language import Text

Value = Callable[[float], float]

EXACT, ROUGH = 5e-4, 5.1e-3  # how far a number may be off what it is taken for, and one that is rounded to two digits
MOST_WAYS = 2  # to a number, before it is chance

COMES_OUT = Text("So viel kommt heraus, {how}.", "This number comes out {how}.")
OR = Text(" – oder ", " – or ")
WHY = Text("Geh deine Rechnung an dieser Stelle noch einmal durch.", "Go over your calculation again at this point.")
STEP = Text("So groß ist erst ein Zwischenergebnis, {step}.", "This is only an intermediate result, {step}.")
OTHER_SIGN = Text(
    "So groß ist erst ein Zwischenergebnis, {step}, und das Vorzeichen ist umgekehrt.",
    "This is only an intermediate result, {step}, and its sign is reversed.",
)
STEP_WHY = Text("Die Rechnung geht danach noch weiter.", "The calculation goes on from there.")
BESIDE_WHY = Text("Sonst stimmt deine Rechnung.", "Otherwise your calculation is right.")
BESIDE: tuple[tuple[str, Text, Value], ...] = (
    ("sign", Text("Der Betrag stimmt, das Vorzeichen nicht.", "The absolute value is right; the sign is not."), lambda r: -r),
    ("percent", Text("Das ist hundertmal so viel: in Prozent. Gefragt ist die Zahl selbst.", "This is a hundred times as much: a percentage. You need the number itself."), lambda r: 100 * r),
    ("double", Text("Das ist genau doppelt so viel wie richtig.", "This is exactly twice the right value."), lambda r: 2 * r),
    ("half", Text("Das ist genau halb so viel wie richtig.", "This is exactly half the right value."), lambda r: r / 2),
    ("point", Text("Das ist zehnmal so viel: Das Komma ist verrutscht.", "This is ten times as much: the decimal point has slipped."), lambda r: 10 * r),
    ("point", Text("Das ist ein Zehntel: Das Komma ist verrutscht.", "This is a tenth: the decimal point has slipped."), lambda r: r / 10),
    ("one-more", Text("Das ist genau 1 zu viel.", "This is exactly 1 too much."), lambda r: r + 1),
    ("one-less", Text("Das ist genau 1 zu wenig.", "This is exactly 1 too little."), lambda r: r - 1),
    ("one-minus", Text("Das ist 1 minus der richtige Wert.", "This is 1 minus the right value."), lambda r: 1 - r),
    ("inverse", Text("Das ist der Kehrwert des richtigen: 1 geteilt durch ihn.", "This is the reciprocal of the right value: 1 divided by it."), lambda r: 1 / r),
    ("squared", Text("Das ist das Quadrat des richtigen Werts.", "This is the square of the right value."), lambda r: r * r),
    ("root", Text("Das ist die Wurzel des richtigen Werts.", "This is the square root of the right value."), np.sqrt),
)  # fmt: skip
GIVEN: tuple[Change, ...] = ((LEFT_OUT, lambda x: 0 * x), OPPOSITE, NEVER_NEGATIVE, REVERSED, SQUARED, CUT)
NO_OTHER_NUMBER = re.compile(r"an einer Stelle -?\d")  # a formula's own numbers are not mistaken
DIGITS_SWAPPED = Text("Zwei benachbarte Ziffern sind vertauscht.", "Two neighboring digits are swapped.")
DIGITS_WHY = Text("Vergleiche mit deinem Rechenweg: Es ist ein Zahlendreher.", "Compare with your calculation: you mixed up two digits.")


def tolerance(value: float) -> float:
    """Return how far a number as it was written may be off what it stands for: half of its last digit.

    With one digit after the point or none, it stands for itself.
    """
    digits = len(f"{value:.12g}".partition(".")[2])
    return ROUGH if digits == 2 else EXACT


def rounded_off(value: float, solution: float) -> bool:
    """Return whether a number is the right one with a single digit after the point."""
    return abs(value - round(solution, 1)) < 1e-9 and value != solution


def meaning(exercise: Exercise, value: float) -> Mistake | None:
    """Return what a wrong number is, if anything is known to give it.

    Parameters
    ----------
    exercise : Exercise
        Where a value is asked for.
    value : float
    """
    if not abs(value) < 1e300:
        return None
    return beside(value, exercise.solution) or on_the_way(exercise, value) or after_a_slip(exercise, value)


def beside(value: float, solution: float) -> Mistake | None:
    """Return how a wrong value lies to the right one, if that is not by chance."""
    for name, words, made in BESIDE:
        wanted = made(solution)
        if abs(value - wanted) <= max(EXACT, abs(wanted) * EXACT / abs(solution)) and abs(wanted) > 2 * EXACT:
            return Mistake(name, words, BESIDE_WHY, ())
    for digits in range(2, 5):
        written = f"{solution:.{digits}f}"
        for k in range(len(written) - 1):
            turned = written[:k] + written[k + 1] + written[k] + written[k + 2 :]
            if "." not in written[k : k + 2] and turned != written and abs(float(turned) - value) < 1e-9:
                return Mistake("digits-swapped", DIGITS_SWAPPED, DIGITS_WHY, ())
    return None


def on_the_way(exercise: Exercise, value: float) -> Mistake | None:
    """Return which step of the calculation has this value."""
    for words, sign in ((STEP, 1), (OTHER_SIGN, -1)):
        for step, reached in steps(exercise):
            if abs(reached) > 2 * EXACT and abs(sign * reached - value) <= tolerance(value):
                return Mistake("step", words.format(step=step), STEP_WHY, ())
    return None


def after_a_slip(exercise: Exercise, value: float) -> Mistake | None:
    """Return which changes of the calculation, or of a number in it, give this value."""
    if exercise.calculation is None:
        return None
    ways: dict[str, Text] = {}
    with np.errstate(all="ignore"):
        for how, result in slips(exercise.calculation, exercise.given):
            if np.size(result) == 1 and abs(float(np.ravel(result)[0]) - value) <= tolerance(value):
                ways.setdefault(how.de, how)
    if not 0 < len(ways) <= MOST_WAYS:
        return None
    found = [*ways.values()]
    listed = Text(OR.de.join(how.de for how in found), OR.en.join(how.en for how in found))
    return Mistake("slip", COMES_OUT.format(how=listed), WHY, ())


def slips(calculation: Callable, given: tuple) -> Iterator[tuple[Text, Any]]:
    """Yield what one slip makes of a calculation, and how to say it."""
    for k, name in enumerate(inspect.signature(calculation).parameters):
        for how, change in GIVEN:
            with contextlib.suppress(Exception):  # a number has no order, and a division by 0 no result
                yield how.format(name=name), calculation(*given[:k], change(given[k]), *given[k + 1 :])
    for mutant in mutants_of(calculation):
        if not (mutant.vague or NO_OTHER_NUMBER.search(mutant.how.de)):
            with contextlib.suppress(Exception):
                yield mutant.how, mutant.function(*given)


def steps(exercise: Exercise) -> Iterator[tuple[Text, float]]:
    """Yield the steps of a calculation, as they are written, with their values; the last first."""
    if exercise.calculation is None:
        return
    tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.calculation)))
    (definition,) = tree.body
    names = {**exercise.calculation.__globals__, **dict(zip(inspect.signature(exercise.calculation).parameters, exercise.given, strict=True))}
    found = []
    for line in definition.body:  # type: ignore[attr-defined]
        for node in reversed([*ast.walk(line)]):
            if isinstance(node, (ast.BinOp, ast.Call, ast.UnaryOp)):
                value = eval(compile(ast.Expression(node), "<step>", "eval"), names)
                found.append((ast.unparse(node).replace("np.", "").replace(" ** 2", "²"), value))
        if isinstance(line, ast.Assign):
            exec(compile(ast.Module([line], []), "<step>", "exec"), names)
    for text, value in reversed(found[:-1]):
        for place in np.ndindex(np.shape(value)):
            at = f"({text})[{place[0]}]" if place else text
            yield Text(at, at), float(np.asarray(value)[place])
