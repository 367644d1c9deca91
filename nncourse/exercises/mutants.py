"""Mistakes made by the dozen: the right function with one thing changed, as a slip of the hand or of thought changes it.

A result that equals such a function's in all cases is explained by the one change, whatever the learner's code looks like.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import inspect
import operator
import re
import textwrap
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.exercises.comparing import as_numbers, same
from nncourse.exercises.errors import LONGEST_MESSAGE, kind_of
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text
from nncourse.sandbox import Outcome, run_ours
from nncourse.sandbox.calling import differ

MUTANT = "mutant"
warnings.filterwarnings("ignore", module=f"^{MUTANT}$")  # what a wrong function of ours warns of is nobody's

WHAT = Text("Dein Ergebnis kommt heraus, {how}.", "Your result is what you get {how}.")
WHY = Text(
    "Alles andere stimmt. Vergleiche damit, was in deiner Funktion steht, und mit der Formel im Kapitel.",
    "Everything else is right. Compare that with what your function says, and with the formula in the chapter.",
)
ORDINARY_WHY = Text(
    "Für gewöhnliche Zahlen stimmt alles andere. Vergleiche damit, was in deiner Funktion steht, und mit der Formel im Kapitel.",
    "For ordinary numbers, everything else is right. Compare that with what your function says, and with the formula in the chapter.",
)
INSTEAD = Text("wenn an einer Stelle {theirs} statt {ours} steht", "if one place has {theirs} instead of {ours}")
MISSING = Text("wenn {piece} fehlt", "if {piece} is missing")
PART = Text("ein Teil der Rechnung", "part of the calculation")
TWICE = Text("wenn {piece} zweimal vorkommt", "if {piece} appears twice")
BRACKETS = Text(
    "wenn mal, geteilt oder hoch auf mehr oder auf weniger wirkt, als es soll (fehlt eine Klammer, oder steht sie anders?)",
    "if a product, a division, or a power acts on more or less than it should (are parentheses missing or in the wrong place?)",
)
TURNED = Text("wenn eine Differenz andersherum steht", "if a difference is the other way around")
ABSOLUTE = Text("wenn um eine Differenz ein abs() steht", "if there is an abs() around a difference")
TRANSPOSED = Text(
    "wenn in einem Produkt eine Matrix transponiert ist (.T), die es nicht sein soll, oder umgekehrt",
    "if a matrix in a product is transposed (.T) that should not be, or the other way around",
)
OVERWRITTEN = Text(
    "wenn in der Schleife = statt += steht: Jeder Durchgang überschreibt den vorigen",
    "if the loop has = instead of +=: every pass overwrites the one before",
)
LATE = Text("wenn die Schleife eins zu spät beginnt", "if the loop starts one step too late")
SHORT = Text("wenn die Schleife eins zu früh endet", "if the loop ends one step too early")
EARLY = Text(
    "wenn return schon in der Schleife steht: Nach dem ersten Durchgang ist Schluss",
    "if return is already inside the loop: it ends after the first pass",
)
AFTERWARD = Text(
    "wenn erst nach der Schleife gesammelt wird: Nur der letzte Durchgang bleibt übrig",
    "if you collect only after the loop: only the last pass is left",
)
ONE_FACTOR_TWICE = Text(
    "wenn ein Faktor zweimal dasteht statt beider Faktoren", "if one factor appears twice instead of both factors"
)
AVERAGED = Text(
    "wenn in einem Produkt gemittelt statt summiert wird", "if a product averages instead of summing"
)
TOO_MUCH_ABS = Text("wenn ein abs() zu viel dasteht", "if there is an abs() too many")
MINUS = Text("wenn ein Minus fehlt", "if a minus is missing")
UPSIDE_DOWN = Text("wenn Zähler und Nenner vertauscht sind", "if the numerator and the denominator are swapped")
FACTORS = Text(
    "wenn die beiden Faktoren eines Matrixprodukts vertauscht sind",
    "if the two factors of a matrix product are swapped",
)
WRONG_TERM = Text("wenn ein Faktor beim falschen Summanden steht", "if a factor goes with the wrong term")
SWAPPED_SIDES = Text(
    "wenn in np.where die beiden Möglichkeiten vertauscht sind", "if the two possibilities in np.where are swapped"
)
OTHER_STEP = Text(
    "wenn an einer Stelle ein anderes Zwischenergebnis steht", "if one place has a different intermediate result"
)
SHORTER = Text(
    "wenn an einer Stelle die Anzahl minus 1 steht statt der Anzahl",
    "if one place has the count minus 1 instead of the count",
)
LONGER = Text(
    "wenn an einer Stelle die Anzahl plus 1 steht statt der Anzahl",
    "if one place has the count plus 1 instead of the count",
)
ONE_ROW = Text(
    "wenn nur eine Zeile genommen wird, die erste oder die letzte, statt aller", "if only one row is used, the first or the last, instead of all of them"
)
INSTEAD_OF_STEP = Text(
    "wenn an einer Stelle {theirs} statt eines Zwischenergebnisses steht",
    "if one place has {theirs} instead of an intermediate result",
)
COLUMNS = Text(
    "wenn die Zahl der Spalten dort steht, wo die der Zeilen hingehört",
    "if the number of columns is where the number of rows belongs",
)
SLOPE_MISSING = Text(
    "wenn die Steigung {slope} der Aktivierungsfunktion fehlt", "if the slope {slope} of the activation function is missing"
)
SLOPE_OF_TANH = Text(
    "wenn die Steigung von tanh dasteht, 1 − {of}², statt der von σ, {slope}",
    "if you have the slope of tanh, 1 − {of}², instead of the slope of σ, {slope}",
)
SLOPE_ELSEWHERE = Text(
    "wenn die Steigung der Aktivierungsfunktion an einer falschen Stelle genommen wird: {theirs} statt {slope}",
    "if the slope of the activation function is taken in the wrong place: {theirs} instead of {slope}",
)
SUMMED = Text(
    "wenn das Ergebnis eines Produkts noch zu einer einzigen Zahl summiert wird",
    "if the result of a product is also summed into a single number",
)
AXIS = Text("wenn axis anders ist oder fehlt", "if axis is different or missing")
ONE_OF_TWO = Text("wenn nur eines von beidem zurückkommt", "if only one of the two is returned")

EXTRA = Text("wenn in der Rechnung {sign} {name} zu viel dasteht", "if there is one {sign} {name} too many in the calculation")

OPERATORS: dict[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.FloorDiv: "//",
}
SWAPS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
FUNCTIONS = {
    "sum": ("mean", "max", "prod"),
    "mean": ("sum", "median", "max", "min"),
    "maximum": ("minimum",),
    "max": ("min", "sum"),
    "argmax": ("max", "argmin"),
    "argmin": ("min", "argmax"),
    "zeros": ("ones",),
    "outer": ("dot", "multiply"),
}
NEEDED = ("sqrt", "norm", "square", "exp")  # of which a learner knows when they are missing
LONGEST_PIECE = 16
MOST_PARAMETERS = 3  # of a formula in which one more factor is tried
SIZES = (r"size (\d+) is different from (\d+)", r": (\d+) \(dim \d\) != (\d+) \(dim")  # of the errors of @ and of np.dot
GROWING = ("append", "insert", "extend")  # methods of lists, which must not come to hold themselves
ENOUGH = 6  # results that are 0 or 1 before they say anything
MANY = 1000  # numbers of an array say as much as all
FIRST, ROUGHLY = 20, 0.01  # so many numbers are summed up, and two sums that are off by more are of different numbers


@dataclass(frozen=True)
class Mutant:
    """A function with one thing changed, and how to say it."""

    how: Text
    function: Callable

    @property
    def vague(self) -> bool:
        """Whether it names no part of the calculation that the learner knows."""
        return self.how is OTHER_STEP or PART.de in self.how.de


def one_change(
    exercise: Exercise, outcomes: Sequence[Outcome], failed: Sequence[int], n_ordinary: int, among: str
) -> Mistake | None:
    """Return the one change that explains all ordinary cases, if there is one.

    Parameters
    ----------
    exercise : Exercise
    outcomes : sequence of Outcome
    failed : sequence of int
        The cases that are wrong.
    n_ordinary : int
    among : {"solution", "rewrites", "vague"}
        Where to look: changes of our own solution, of the other right ways, or those of both that can only be said roughly.
    """
    if not tells(outcomes, failed):
        return None
    cases = in_order(outcomes, failed, n_ordinary)
    nearly_right = [way for mistake in exercise.mistakes if mistake.shows is not None for way in mistake.wrong]
    others = (*nearly_right, *exercise.rewrites)
    functions = {"solution": (exercise.solution,), "rewrites": others, "vague": (exercise.solution, *others)}[among]
    for function in functions:
        for mutant in candidates(function, outcomes[0]):
            if mutant.vague is (among == "vague") and agrees(mutant.function, outcomes, cases):
                why = WHY if agrees(mutant.function, outcomes, range(len(outcomes))) else ORDINARY_WHY
                return Mistake("one-place" if mutant.vague else "one-change", WHAT.format(how=mutant.how), why, ())
    return None


def tells(outcomes: Sequence[Outcome], failed: Sequence[int]) -> bool:
    """Return whether the wrong results say enough: yes or no, always the same, or a few times 0 or 1, is alike by chance.

    Of errors, two of different sizes say enough.
    """
    errors = [error for i in failed if (error := outcomes[i].error) is not None]
    if len(set(map(sizes_in, errors))) > 1:
        return True
    if len(errors) == len(failed):
        return False
    results = [plain_numbers(outcomes[i].value) for i in failed]
    numbers = np.concatenate(results).astype(float)
    if any(result.dtype == bool and result.size for result in results) or np.unique(numbers, equal_nan=False).size < 2:
        return False
    return numbers.size >= ENOUGH or not np.isin(numbers, (-1, 0, 1)).all()


def plain_numbers(value: Any) -> np.ndarray:
    """Return the numbers of a result in one vector, of a large array the first ones."""
    if isinstance(value, (list, tuple)) and as_numbers(value) is None:
        return np.concatenate([np.zeros(0), *map(plain_numbers, value)])
    numbers = as_numbers(value)
    return np.zeros(0) if numbers is None else numbers.flat[:MANY]


def size(value: Any) -> int:
    """Return how many numbers an argument holds, a list of arrays as well."""
    return sum(map(np.size, value)) if isinstance(value, (list, tuple)) else int(np.size(value))


def in_order(outcomes: Sequence[Outcome], failed: Sequence[int], n_ordinary: int) -> list[int]:
    """Return the ordinary cases, the smallest wrong one first: nearly all that is tried falls there, and soonest."""
    telling = min(failed, key=lambda i: sum(map(size, outcomes[i].args)))
    return [telling, *(i for i in range(n_ordinary) if i != telling)]


def agrees(function: Callable, outcomes: Sequence[Outcome], cases: Sequence[int]) -> bool:
    """Return whether a function gives the same results in these cases; the first that differs is the last one tried."""
    with np.errstate(all="ignore"):
        return all(does_the_same(function, outcomes[i]) for i in cases)


def does_the_same(function: Callable, outcome: Outcome) -> bool:
    """Return whether a function of ours gives this result, or an error of the same sizes; hundreds are asked, so in few steps."""
    given = copy.deepcopy(outcome.args)
    try:
        value = function(*given)
    except Exception as error:
        return outcome.error is not None and sizes_in(error) == sizes_in(outcome.error)
    return outcome.error is None and same(outcome.value, value) and not differ(given, outcome.args)


@dataclass(frozen=True)
class Short:
    """What a call gave, in short: what differs here is not the same, nor nearly.

    Attributes
    ----------
    error : tuple of str or None
    total : float
        The sum of the first numbers.
    largest : float
        The largest absolute value of all.
    """

    error: tuple[str, ...] | None
    total: float = 0.0
    largest: float = 0.0

    @classmethod
    def of(cls, value: Any, error: BaseException | None) -> Short:
        """Return the short form of a result, or of an error."""
        if error is not None:
            return cls(sizes_in(error))
        numbers = plain_numbers(value).astype(float)
        numbers = numbers[np.isfinite(numbers)]
        with np.errstate(over="ignore"):
            return cls(None, float(numbers[:FIRST].sum()), float(np.abs(numbers).max(initial=0.0)))

    def may_be(self, other: Short) -> bool:
        """Return whether another call may have given the same."""
        return self.error == other.error and not abs(self.total - other.total) > ROUGHLY * (self.largest + 1)


_known: dict[Callable, tuple[tuple, list[Short]]] = {}  # of each right way: arguments, and what its mutants make of them


def candidates(function: Callable, outcome: Outcome) -> Iterator[Mutant]:
    """Yield the mutants that may have given this outcome of the first case.

    It is the same at every check of most exercises, so most mutants are called with it once, and never again.
    """
    args, shorts = _known.get(function, ((), []))
    if not shorts or not identical(args, outcome.args):
        results = (run_ours(mutant.function, [outcome.args])[0] for mutant in mutants_of(function))
        shorts = [Short.of(result.value, result.error) for result in results]
        _known[function] = copy.deepcopy(outcome.args), shorts
    theirs = Short.of(outcome.value, outcome.error)
    return (mutant for mutant, short in zip(mutants_of(function), shorts, strict=True) if short.may_be(theirs))


def identical(args: tuple, others: tuple) -> bool:
    """Return whether arguments are the same: equal numbers, and the very same functions."""
    objects = [[arg for arg in both if not isinstance(arg, (int, float, np.ndarray, list))] for both in (args, others)]
    return not differ(args, others) and all(map(operator.is_, *objects))


def sizes_in(error: BaseException) -> tuple[str, ...]:
    """Return what kind of error it is and which sizes did not fit, however the product is written."""
    message = str(error)[:LONGEST_MESSAGE]
    found = next((match.groups() for pattern in SIZES if (match := re.search(pattern, message))), ())
    return kind_of(error), *sorted(found or re.findall(r"\d+", message))


@functools.cache
def mutants_of(function: Callable) -> tuple[Mutant, ...]:
    """Return the mutants of a right way of an exercise."""
    return tuple(mutants(function))


def mutants(function: Callable) -> Iterator[Mutant]:
    """Yield a function with one thing changed, for all changes; nothing if its source is not to be had or may not end."""
    if type(function) is not types.FunctionType or function.__name__ == "<lambda>" or function.__closure__:
        return
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    if any(isinstance(node, ast.Attribute) and node.attr == "empty" for node in nodes):
        return  # what stands in an array that is not filled is chance
    if function.__name__ in names or any(isinstance(node, (ast.While, ast.FunctionDef)) for node in nodes[2:]):
        return  # it might run for ever, or one function would be taken for another
    (definition,) = tree.body
    parameters = [arg.arg for arg in definition.args.args]  # type: ignore[attr-defined]
    others = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    growing = {ast.unparse(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr in GROWING}
    known, fixed = Names(parameters, sorted(others - growing - set(parameters))), Names(parameters, [])
    looped = {id(part) for node in nodes if hasattr(node, "iter") for part in ast.walk(node.iter)}
    filled = [node for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)]
    indexed = {id(part): ast.unparse(node.value) for node in filled for part in ast.walk(node.slice)}
    for parent in (node for node in nodes if not isinstance(node, ast.Compare)):  # a few numbers cannot tell a limit
        for field, value in list(ast.iter_fields(parent)):
            for k, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                for how, new in changes(node, fixed if id(node) in looped else known):  # a list that grows has no end
                    if id(node) in indexed and ast.unparse(new) == indexed[id(node)]:
                        continue  # NumPy 1 writes beside an array that is its own index
                    setattr(parent, field, new if k is None else [*value[:k], new, *value[k + 1 :]])
                    with contextlib.suppress(SyntaxError):  # a starred part may not stand everywhere
                        yield Mutant(how, compiled(tree, function))
                setattr(parent, field, value)


def compiled(tree: ast.Module, function: types.FunctionType) -> Callable:
    """Return the function that a tree defines, in the surroundings of the one that it came from."""
    names = {**function.__globals__, "__name__": MUTANT}
    exec(compile(ast.fix_missing_locations(tree), f"<{MUTANT}>", "exec"), names)
    return names[function.__name__]


def quiet(function: Callable) -> Callable:
    """Return a function that warns as little as a mutant, whatever it is called with."""
    if type(function) is not types.FunctionType:
        return function
    names = {**function.__globals__, "__name__": MUTANT}
    return types.FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)


Change = tuple[Text, ast.AST]


@dataclass(frozen=True)
class Names:
    """The parameters of a function, which the learner knows, and what else it gives a name to."""

    parameters: Sequence[str]
    others: Sequence[str]


def changes(node: object, names: Names) -> Iterator[Change]:
    """Yield what may stand instead of a node, with how to say it."""
    parameters = names.parameters
    if isinstance(node, ast.BinOp):
        yield from of_operation(node, parameters)
    elif isinstance(node, ast.Call):
        yield from of_call(node, parameters)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from of_name(node, names)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield MINUS, node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        ours = node.value
        for value in (ours + 1, ours - 1, 2 * ours):
            yield INSTEAD.format(theirs=str(value), ours=str(ours)), ast.Constant(value)
    elif isinstance(node, ast.Attribute) and node.attr == "T":
        yield TRANSPOSED, node.value
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
        yield OVERWRITTEN, ast.Assign([node.target], node.value)
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name):
        for k in (0, -1):
            new = ast.Subscript(node.value, ast.Constant(k), node.ctx)
            yield INSTEAD.format(theirs=f"[{k}]", ours=f"[{node.slice.id}]"), new
        for sign, op in (("+", ast.Add()), ("-", ast.Sub())):
            new = ast.Subscript(node.value, ast.BinOp(node.slice, op, ast.Constant(1)), node.ctx)
            yield INSTEAD.format(theirs=f"[{node.slice.id} {sign} 1]", ours=f"[{node.slice.id}]"), new
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 2:
        yield from ((ONE_OF_TWO, ast.Return(part)) for part in node.value.elts)
    elif isinstance(node, ast.FunctionDef):
        yield from of_loops(node)
    elif isinstance(node, (ast.For, ast.comprehension)):
        yield from of_rounds(node)


def of_name(node: ast.Name, names: Names) -> Iterator[Change]:
    """Yield other names instead of one: parameters by name, what else our own function has as another step's result."""
    known = node.id in names.parameters
    for other in names.parameters:
        if other != node.id and (known or node.id in names.others):
            said = INSTEAD.format(theirs=other, ours=node.id) if known else INSTEAD_OF_STEP.format(theirs=other)
            yield said, ast.Name(other, ast.Load())
    if node.id in names.others:
        yield from ((OTHER_STEP, ast.Name(other, ast.Load())) for other in names.others if other != node.id)


def of_operation(node: ast.BinOp, parameters: Sequence[str]) -> Iterator[Change]:
    """Yield changes of an operation: brackets, a missing part, another operator, another order."""
    left, op, right = node.left, node.op, node.right
    yield from of_slope(node, parameters)
    yield from ((BRACKETS, new) for new in other_brackets(node))
    if not isinstance(op, ast.MatMult):
        sign = OPERATORS.get(type(op), "")
        yield MISSING.format(piece=piece(right, parameters, sign)), left
        if not isinstance(op, (ast.Div, ast.Pow)):
            new = ast.UnaryOp(ast.USub(), right) if isinstance(op, ast.Sub) else right
            yield MISSING.format(piece=piece(left, parameters, "")), new
    if isinstance(op, ast.Sub):
        yield TURNED, ast.BinOp(right, op, left)
        yield ABSOLUTE, of_abs(node)
    for other in () if is_slope(node) and isinstance(op, ast.Mult) else SWAPS.get(type(op), ()):  # a + (1 - a) is 1
        said = INSTEAD.format(theirs=OPERATORS[other], ours=OPERATORS[type(op)])
        yield said, ast.BinOp(left, other(), right)
        if isinstance(op, ast.Mult) and other is ast.Div:
            yield said, ast.BinOp(right, other(), left)
    if isinstance(op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        yield TWICE.format(piece=piece(right, parameters, "")), ast.BinOp(node, op, right)
    if isinstance(op, ast.Mult) and ast.dump(left) != ast.dump(right):
        yield ONE_FACTOR_TWICE, ast.BinOp(left, op, left)
        yield ONE_FACTOR_TWICE, ast.BinOp(right, op, right)
    if isinstance(op, ast.Mult):
        yield TWICE.format(piece=piece(left, parameters, "")), ast.BinOp(left, op, node)
    if isinstance(op, ast.Div):
        yield UPSIDE_DOWN, ast.BinOp(right, op, left)
    if isinstance(op, (ast.Add, ast.Sub)) and isinstance(right, ast.BinOp) and isinstance(right.op, ast.Mult):
        yield WRONG_TERM, ast.BinOp(ast.BinOp(right.left, right.op, left), op, right.right)
        yield WRONG_TERM, ast.BinOp(ast.BinOp(right.right, right.op, left), op, right.left)
    if isinstance(op, (ast.Add, ast.Sub)) and isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult):
        yield WRONG_TERM, ast.BinOp(left.right, op, ast.BinOp(left.left, left.op, right))
    if isinstance(op, ast.MatMult):
        yield AVERAGED, ast.BinOp(node, ast.Div(), ast.Call(ast.Name("len", ast.Load()), [right], []))
        yield from ((TOO_MUCH_ABS, absolute) for absolute in (of_abs(node), ast.BinOp(of_abs(left), op, right)))
        yield FACTORS, ast.BinOp(right, op, left)
        yield SUMMED, ast.Call(ast.Attribute(node, "sum", ast.Load()), [], [])
        yield TRANSPOSED, ast.BinOp(ast.Attribute(left, "T", ast.Load()), op, right)
        yield TRANSPOSED, ast.BinOp(left, op, ast.Attribute(right, "T", ast.Load()))


    short = len(parameters) <= MOST_PARAMETERS and isinstance(op, (ast.Sub, ast.Pow))
    for name in parameters if short else ():
        for sign, extra in (("·", ast.Mult()), ("/", ast.Div())):
            yield EXTRA.format(sign=sign, name=name), ast.BinOp(node, extra, ast.Name(name, ast.Load()))


def is_slope(node: ast.BinOp) -> bool:
    """Return whether an operation is a * (1 - a), the slope of the sigmoid."""
    return ast.unparse(node.right) == f"1 - {ast.unparse(node.left)}"


def of_slope(node: ast.BinOp, parameters: Sequence[str]) -> Iterator[Change]:
    """Yield what may stand instead of the slope of the sigmoid: none, that of tanh, or that at another place."""
    if not (isinstance(node.op, ast.Mult) and is_slope(node)):
        return
    of = ast.unparse(node.left)
    slope = f"{of}(1 − {of})"
    yield SLOPE_MISSING.format(slope=slope), ast.Constant(1.0)
    yield TWICE.format(piece=slope), ast.BinOp(node, ast.Pow(), ast.Constant(2))
    yield SLOPE_OF_TANH.format(slope=slope, of=of), ast.parse(f"(1 - {of} ** 2)", mode="eval").body
    for other in parameters:
        if other != of:
            said = SLOPE_ELSEWHERE.format(theirs=f"{other}(1 − {other})", slope=slope)
            yield said, ast.parse(f"{other} * (1 - {other})", mode="eval").body


def of_abs(node: ast.expr) -> ast.Call:
    return ast.Call(ast.Name("abs", ast.Load()), [node], [])


def other_brackets(node: ast.BinOp) -> Iterator[ast.BinOp]:
    """Yield what becomes of an operation if the brackets in it are left out or put elsewhere."""
    left, op, right = node.left, node.op, node.right
    stronger = isinstance(op, (ast.Mult, ast.Div, ast.Pow, ast.MatMult))
    if isinstance(left, ast.BinOp) and stronger and isinstance(left.op, (ast.Add, ast.Sub)):
        yield ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
        yield ast.BinOp(ast.BinOp(left.left, op, right), left.op, left.right)
    if isinstance(right, ast.BinOp) and stronger and isinstance(right.op, (ast.Add, ast.Sub, ast.Mult)):
        yield ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
    if isinstance(left, ast.BinOp) and not stronger and isinstance(left.op, (ast.Mult, ast.MatMult)):
        yield ast.BinOp(left.left, left.op, ast.BinOp(left.right, op, right))
    if isinstance(right, ast.BinOp) and not stronger and isinstance(right.op, (ast.Mult, ast.Div, ast.Pow)):
        yield ast.BinOp(ast.BinOp(left, op, right.left), right.op, right.right)
        if isinstance(right.op, ast.Mult):
            yield ast.BinOp(right.left, right.op, ast.BinOp(left, op, right.right))


def of_call(node: ast.Call, parameters: Sequence[str]) -> Iterator[Change]:
    """Yield changes of a call: another function, none at all, twice, another axis."""
    attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    module = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    of_numpy = module and node.func.value.id == "np"  # type: ignore[attr-defined]
    name = attribute or (node.func.id if isinstance(node.func, ast.Name) else "")
    if name == "where" and len(node.args) == 3:
        yield SWAPPED_SIDES, ast.Call(node.func, [node.args[0], node.args[2], node.args[1]], [])
    if name == "len":
        yield SHORTER, ast.BinOp(node, ast.Sub(), ast.Constant(1))
        yield LONGER, ast.BinOp(node, ast.Add(), ast.Constant(1))
        columns = ast.Subscript(ast.Attribute(node.args[0], "shape", ast.Load()), ast.Constant(1), ast.Load())
        yield COLUMNS, columns
    if name in ("range", "append", "insert", "copy", "shape", "asarray", "array", "len", "astype", "reshape"):
        yield from of_range(node) if name == "range" else ()
        return
    whole = (node.args[0] if node.args else None) if of_numpy or not attribute else node.func.value  # type: ignore[attr-defined]
    if whole is not None and (name in FUNCTIONS or name in NEEDED or name in parameters):
        yield MISSING.format(piece=name + "()"), whole
        if name in ("sum", "mean"):
            yield TOO_MUCH_ABS, ast.Call(ast.Attribute(of_abs(whole), name, ast.Load()), [], node.keywords)
        if name in parameters:
            yield TWICE.format(piece=name), ast.Call(node.func, [node], [])
    for other in FUNCTIONS.get(attribute, ()) if isinstance(node.func, ast.Attribute) else ():
        said = INSTEAD.format(theirs=other, ours=attribute)
        yield said, ast.Call(ast.Attribute(node.func.value, other, ast.Load()), node.args, node.keywords)  # type: ignore[attr-defined]
    for k, keyword in enumerate(node.keywords):
        axis = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if keyword.arg == "axis" and isinstance(axis, int):
            if whole is not None and axis == 0:
                rows = (ast.Subscript(whole, ast.Constant(row), ast.Load()) for row in (0, -1))
                yield from ((ONE_ROW, row) for row in rows)
            for new in ([ast.keyword("axis", ast.Constant(1 - axis))], []):
                yield AXIS, ast.Call(node.func, node.args, [*node.keywords[:k], *new, *node.keywords[k + 1 :]])


def of_range(node: ast.Call) -> Iterator[Change]:
    """Yield ranges that begin or end one too early or too late."""
    *begin, end = node.args[:2]
    start = begin[0] if begin else ast.Constant(0)
    one = ast.Constant(1)
    for new, words in (
        (
            [ast.BinOp(start, ast.Add(), one), end],
            LATE,
        ),
        (
            [start, ast.BinOp(end, ast.Sub(), one)],
            SHORT,
        ),
    ):
        yield words, ast.Call(node.func, [*new, *node.args[2:]], [])


def of_rounds(loop: ast.For | ast.comprehension) -> Iterator[Change]:
    """Yield loops that leave out the first or the last of what they go through; ranges are changed as calls."""
    if isinstance(loop.iter, ast.Call) and isinstance(loop.iter.func, ast.Name) and loop.iter.func.id == "range":
        return
    for how, begin, end in ((LATE, ast.Constant(1), None), (SHORT, None, ast.Constant(-1))):
        new = copy.copy(loop)
        everything = ast.Call(ast.Name("list", ast.Load()), [loop.iter], [])
        new.iter = ast.Subscript(everything, ast.Slice(begin, end), ast.Load())
        yield how, new


def of_loops(definition: ast.FunctionDef) -> Iterator[Change]:
    """Yield functions that return inside their loop, or collect only after it."""
    *_, last = definition.body
    for k, loop in enumerate(definition.body):
        if isinstance(loop, ast.For):
            yield EARLY, with_body(definition, k, [ast.For(loop.target, loop.iter, [*loop.body, last], [])])
            end = loop.body[-1]
            if isinstance(end, ast.Expr) and len(loop.body) > 1:
                yield AFTERWARD, with_body(definition, k, [ast.For(loop.target, loop.iter, loop.body[:-1], []), end])


def with_body(definition: ast.FunctionDef, k: int, new: list[ast.stmt]) -> ast.FunctionDef:
    """Return a function with other statements in the place of its k-th."""
    changed = copy.copy(definition)
    changed.body = [*definition.body[:k], *new, *definition.body[k + 1 :]]
    return changed


def piece(node: ast.expr, parameters: Sequence[str], sign: str) -> Text:
    """Return a piece of a formula as text, if it is short and made of what the learner knows; else that it is a part."""
    text = re.sub(r"np\.asarray\((\w+)\)", r"\1", ast.unparse(node))
    known = {"np", *parameters}
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    if len(text) > LONGEST_PIECE or not names <= known:
        return PART
    if sign in ("*", "/", "-") and isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        text = f"({text})"
    return Text(*[f"{sign} {text}".strip()] * 2)
