"""What `check` was asked: which exercise, and with which answer. Slips of the hand are understood or named."""

from __future__ import annotations

import re
import types
from decimal import Decimal
from fractions import Fraction
from typing import Any

from nncourse.exercises import texts
from nncourse.exercises.catalogue import EXERCISES, called, unknown
from nncourse.exercises.model import Exercise
from nncourse.exercises.report import short
from nncourse.language import Text
from nncourse.network import Network
from nncourse.riddle import Riddle
from nncourse.sandbox import harmless, of_kind


class Missing:
    """What stands where an argument was not given."""

    def __repr__(self) -> str:
        return "missing"


MISSING = Missing()
NUMBER = re.compile(r"\s*([+-]?\d*)[.,]?(\d*)\s*")

HOW = Text("check braucht zweierlei: {call}.", "check needs two things: {call}.")
SWAPPED = Text(
    "Die beiden Argumente sind vertauscht. Zuerst kommt der Name der Übung: {call}.",
    "The two arguments are swapped. The name of the exercise comes first: {call}.",
)
NO_NAME = Text(
    "Es fehlt der Name der Übung, in Anführungszeichen: {call}.",
    "The name of the exercise is missing, in quotation marks: {call}.",
)
NO_ANSWER = Text("Es fehlt, was geprüft werden soll: {call}.", "What you want to check is missing: {call}.")
TOO_MANY = Text(
    "check nimmt nur zwei Dinge, den Namen der Übung und deine Antwort: {call}. Einen Startwert schreibst du mit Namen, seed=1.",
    "check takes only two things, the name of the exercise and your answer: {call}. Write a seed with its name, seed=1.",
)
COMMA = Text(
    "Python schreibt Kommazahlen mit einem Punkt. Mit Komma sind es zwei Zahlen. Schreib {number}.",
    "Python writes decimals with a point. With a comma, it is two numbers. Write {number}.",
)
QUOTED = Text(
    "Das ist ein Text, keine Zahl. Schreib die Zahl ohne Anführungszeichen und mit Punkt: {number}.",
    "This is text, not a number. Write the number without quotation marks and with a point: {number}.",
)
CALL_IT = Text(
    "Erwartet ist eine Zahl, du hast aber die Funktion {name} selbst übergeben. Rechne den Wert aus und übergib ihn.",
    "A number is expected, but you passed the function {name} itself. Compute the value and pass that.",
)
NETWORK = Text(
    "check braucht die Funktion selbst, bekam aber ein Netz, also ihr Ergebnis. Schreib den Namen ohne Klammern: {call}.",
    "check needs the function itself but got a network, so the function’s result. Write the name without parentheses: {call}.",
)
CLASS = Text(
    "check braucht eine Funktion, bekam aber die Klasse {name}. Übergib die Funktion (oder ein Objekt der Klasse, {name}()).",
    "check needs a function but got the class {name}. Pass the function (or an object of the class, {name}()).",
)
RIDDLE = Text(
    "Das ist ein Rätsel aus find_the_bug, keine Lösung dieser Übung. Was darin steckt, sagst du ihm selbst: riddle.answer(...).",
    "This is a riddle from find_the_bug, not an answer to this exercise. Tell the riddle itself what is in it: riddle.answer(...).",
)
MODULE = Text(
    "check braucht eine Funktion, bekam aber das Modul {name}. Übergib die Funktion darin: {call}.",
    "check needs a function but got the module {name}. Pass the function in it: {call}.",
)
FUNCTION_QUOTED = Text(
    "Das ist ein Text. Schreib den Namen deiner Funktion ohne Anführungszeichen: {call}.",
    "This is text. Write the name of your function without quotation marks: {call}.",
)


def exercise_of(exercise_id: Any) -> Exercise | None:
    """Return the exercise that is meant: by its id, its number such as "3.2", or the name of its function."""
    if of_kind(exercise_id, float):
        exercise_id = float.__repr__(exercise_id)
    return called(str.__str__(exercise_id)) if of_kind(exercise_id, str) else None


def call_of(exercise: Exercise) -> str:
    """Return how an exercise is checked."""
    return f'check("{exercise.id}", {exercise.answer})'


def slip(exercise_id: Any, answer: Any, more: tuple) -> str | None:
    """Return what is wrong with the arguments of `check`, before any answer is looked at; None if nothing is."""
    exercise = exercise_of(exercise_id)
    if exercise is None:
        swapped = exercise_of(answer)
        if swapped is not None:
            return str(SWAPPED.format(call=call_of(swapped)))
        if exercise_id is MISSING:
            return str(HOW.format(call=call_of(EXERCISES["sigmoid"])))
        named = called(exercise_id.__name__) if of_kind(exercise_id, types.FunctionType) else None
        if named is not None:
            return str(NO_NAME.format(call=call_of(named)))
        return unknown(exercise_id)
    if answer is MISSING:
        return str(NO_ANSWER.format(call=call_of(exercise)))
    if more and exercise.kind == "value":
        return comma((answer, *more)) or str(TOO_MANY.format(call=call_of(exercise)))
    return str(TOO_MANY.format(call=call_of(exercise))) if more else None


def comma(parts: Any) -> str | None:
    """Return that a decimal comma was written, if these two numbers look like one."""
    if of_kind(parts, tuple) and len(parts) == 2 and all(type(part) is int for part in parts) and parts[1] >= 0:
        return str(COMMA.format(number=f"{parts[0]}.{parts[1]}"))
    return None


def no_value(answer: Any) -> str | None:
    """Return why an answer is no number worked out by hand; None if it may be one."""
    if of_kind(answer, str):
        written = NUMBER.fullmatch(answer)
        if written and (written[1].strip("+-") or written[2]):
            whole, rest = written.groups()
            return str(QUOTED.format(number=f"{whole or '0'}.{rest}" if rest else whole))
    if callable(answer) and not of_kind(answer, (Fraction, Decimal)):
        return str(CALL_IT.format(name=name_of_function(answer)))
    if of_kind(answer, bool):
        return str(texts.NOT_A_NUMBER.format(kind=answer))
    return comma(answer)


def no_function(exercise: Exercise, answer: Any) -> str | None:
    """Return why an answer is no function to call; None if it is one."""
    call = call_of(exercise)
    if of_kind(answer, Network):
        return str(NETWORK.format(call=call))
    if of_kind(answer, Riddle):
        return str(RIDDLE)
    if of_kind(answer, type):
        return str(CLASS.format(name=answer.__name__))
    if of_kind(answer, types.ModuleType):
        return str(MODULE.format(name=answer.__name__, call=call))
    if of_kind(answer, str) and answer.isidentifier():
        return str(FUNCTION_QUOTED.format(call=call))
    if not callable(answer):
        return str(texts.NOT_CALLABLE.format(kind=short(harmless(answer)), id=exercise.id, name=exercise.answer))
    return None


def name_of_function(answer: Any) -> str:
    """Return the name of a function, or of the class of what can be called."""
    return answer.__name__ if of_kind(answer, (types.FunctionType, type)) else type(answer).__name__
