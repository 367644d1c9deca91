"""`diagnose`: what is wrong with a learner's backpropagation, which bug of the zoo it is if it is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.activations import Activation, relu, sigmoid
from nncourse.backpropagation import backprop
from nncourse.bugs import ZOO, Accumulated, Bug, Float32Quotient, UpdatedTooEarly
from nncourse.checks import shown
from nncourse.costs import SquaredError
from nncourse.exercises import texts
from nncourse.exercises.comparing import as_numbers, compared
from nncourse.exercises.ladder import Rung, Verdict, fallen, nothing
from nncourse.exercises.report import Said
from nncourse.language import Text
from nncourse.network import Network
from nncourse.sandbox import Outcome, harmless, run

TOLERANCE, TOLERANCE_FLOAT32 = 1e-5, 1e-3  # the relative error of a W or b that still counts as equal
COST = SquaredError()

NOT_CALLABLE = Text(
    "diagnose braucht die Funktion selbst, bekam aber {value}. Schreib ihren Namen ohne Klammern: diagnose(backprop).",
    "diagnose needs the function itself but got {value}. Write its name without brackets: diagnose(backprop).",
)
RIGHT = Text(
    "Dein Gradient stimmt, auf {n} Netzen mit Sigmoid und ReLU: relativer Fehler unter {error}.",
    "Your gradient is right, on {n} networks with sigmoid and ReLU: a relative error below {error}.",
)
MOVES_THETA = Text(
    "Deine Funktion verändert aber network.theta. Sie soll nur ableiten, den Schritt macht der Optimizer.",
    "But your function changes network.theta. It should only differentiate; the step is the optimizer's.",
)
UNSTEADY = Text(
    "Deine Funktion gibt beim zweiten Aufruf mit denselben Zahlen einen anderen Gradienten zurück. "
    "Hängt sie von etwas ab, das von früher übrig ist, oder vom Zufall?",
    "Called a second time with the same numbers, your function returns another gradient. "
    "Does it depend on something left over from before, or on chance?",
)
FOUND = Text("Das ist ein Fehler aus dem Zoo: {name} ({id}).", "This is a bug of the zoo: {name} ({id}).")
CODE = Text("richtig: {right}\nfalsch:  {wrong}", "right: {right}\nwrong: {wrong}")
HIDES = Text("Warum er nicht auffällt: {why}", "Why it goes unnoticed: {why}")
CAUGHT = Text("Was ihn fängt: {what}", "What catches it: {what}")
STRANGE = Text(
    "Dein Gradient ist falsch, aber so wie keiner aus dem Zoo.",
    "Your gradient is wrong, but like none of the zoo.",
)
WORST = Text(
    "Am weitesten daneben liegt {worst} in {network}: relativer Fehler {error:.2g}.",
    "Farthest off is {worst} in {network}: a relative error of {error:.2g}.",
)
MULTIPLE = Text("Es ist dort das {factor:.3g}-Fache des richtigen.", "There it is {factor:.3g} times the right one.")
ZERO = Text("Dein Gradient ist überall 0.", "Your gradient is 0 everywhere.")
MULTIPLE_ALL = Text(
    "Dein Gradient ist überall das {factor:.3g}-Fache des richtigen.",
    "Your gradient is {factor:.3g} times the right one everywhere.",
)
NO_MULTIPLE = Text("Es ist kein Vielfaches des richtigen.", "It is no multiple of the right one.")
ONLY_WRONG_WITH = Text(
    "Falsch ist er nur mit {f}. Rechnet er mit dem f der Schicht, layer.f?",
    "It is wrong with {f} only. Does it compute with the layer's own f, layer.f?",
)
BLOCK = Text("{name} der Schicht {k}", "{name} of layer {k}")
LAID_OUT = Text(
    "Es ist ein Vektor in der Reihenfolge von theta: W der Schicht 1 zeilenweise, ihr b, W der Schicht 2 und so fort.",
    "It is a vector in the order of theta: W of layer 1 row by row, its b, W of layer 2, and so on.",
)
NETWORK = Text("Das Netz war {network}, mit {n} Beispielen.", "The network was {network}, with {n} samples.")


@dataclass(frozen=True, repr=False)
class Diagnosis(Said):
    """What `diagnose` found; shows as text and as HTML.

    Attributes
    ----------
    status : {"right", "bug", "wrong", "failed"}
        "wrong": no bug of the zoo; "failed": there is no gradient to judge.
    lines : tuple of str
        What is said.
    bug : Bug or None
        The bug of the zoo that it shows.
    error : float
        The largest relative error of any W or b in any of the networks, at the first call.
    """

    status: str
    lines: tuple[str, ...]
    bug: Bug | None = None
    error: float = np.inf

    @property
    def right(self) -> bool:
        """Whether the gradient is right."""
        return self.status == "right"

    def _status(self) -> str:
        return "passed" if self.right else "failed"


@dataclass(frozen=True)
class Case:
    """A small network of three layers with data, and the right gradient there."""

    network: Network
    f: Activation
    X: np.ndarray
    G: np.ndarray
    right: np.ndarray

    def errors(self, g: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return |g - other| / (|g| + |other|) of W of layer 1, b of layer 1, W of layer 2, and so on."""
        sizes = [block.size for layer in self.network.views(self.right) for block in layer]
        starts = np.cumsum(sizes, dtype=np.intp) - sizes
        with np.errstate(over="ignore", invalid="ignore"):  # a huge g is as wrong as can be
            off, long, longer = (np.sqrt(np.add.reduceat(v * v, starts)) for v in (g - other, g, other))
            errors = off / (long + longer + 1e-12 * np.linalg.norm(self.right))
        return np.where(np.isfinite(errors), errors, np.inf)

    def __str__(self) -> str:
        return "-".join(map(str, self.network.sizes)) + f", {self.f!r}"


def cases(seed: int = 0) -> list[Case]:
    """Return networks on which no two bugs agree: with different sizes and square, with sigmoid and ReLU.

    As many samples, outputs and layers as it takes: 6 or 5, 3, 3.
    """
    rng, made = np.random.default_rng(seed), []
    for f in (sigmoid, relu):
        for sizes, n in (([4, 5, 2, 3], 6), ([3, 3, 3, 3], 5)):
            network = Network.mlp(sizes, hidden=f, seed=int(rng.integers(2**31)))
            for layer in network.layers:
                layer.b = 0.5 * rng.standard_normal(layer.b.shape)
            X, G = rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
            made.append(Case(network, f, X, G, backprop(network, X, G, COST)[1]))
    return made


@dataclass(frozen=True)
class Observed:
    """Two calls with the same arguments: what they returned, and how the first one moved theta."""

    first: Any
    second: Any
    move: np.ndarray


def observe(gradient_function: Callable, network: Network, X: np.ndarray, G: np.ndarray) -> tuple[Any, Any, np.ndarray]:
    """Call a gradient function twice and return what is `Observed`; theta is as it was before either call."""
    start, results, moves = network.theta.copy(), [], []
    for _ in range(2):
        result = gradient_function(network, X, G, COST)
        if isinstance(result, tuple) and len(result) == 2 and np.ndim(result[0]) == 0:
            result = result[1]  # (C, gradient)
        numbers = as_numbers(result)
        results.append(result if numbers is None else numbers + 0)  # a copy: it may add to this very array next time
        moves.append(network.theta - start)
        network.theta[:] = start
    first, second = results
    return first, second, moves[0]


def diagnose(gradient_function: Callable, seed: int = 0, seconds: float = 5.0) -> Diagnosis:
    """Run a backpropagation against the zoo and say what is wrong with it.

    Parameters
    ----------
    gradient_function : callable
        Called like `backprop`, with the cost `SquaredError()`; returns (C, gradient), or the
        gradient alone, in the order of theta.
    seed : int, optional
        Of the networks that it is tried on.
    seconds : float, optional
        For all calls together; then it is stopped.

    Returns
    -------
    Diagnosis
        Never an error, whatever the function does.
    """
    if not callable(gradient_function):
        return Diagnosis("failed", (str(NOT_CALLABLE.format(value=shown(harmless(gradient_function)))),))
    tried = cases(seed)
    outcomes = run(gradient_function, [(case.network, case.X, case.G) for case in tried], seconds, through=observe)
    pairs = list(zip(tried, outcomes, strict=True))
    complaints = [complaint(*pair, seconds) for pair in pairs]
    seen = [(case, Observed(*outcome.value)) for (case, outcome), bad in zip(pairs, complaints, strict=True) if not bad]
    failed = next((lines for lines in complaints if lines), ())
    if not seen:
        return Diagnosis("failed", failed)
    errors = np.array([case.errors(observed.first, case.right) for case, observed in seen])
    error = float(errors.max())
    right = all(is_right(case, observed) for case, observed in seen)
    if right and not failed:
        said = [str(RIGHT.format(n=len(seen), error=f"1e{max(-10, int(np.ceil(np.log10(error + 1e-99))))}"))]
        said += [str(MOVES_THETA)] * any(observed.move.any() for _, observed in seen)
        return Diagnosis("right", tuple(said), error=error)
    steady = all(close(case, observed.first, observed.second) for case, observed in seen)
    bug = next((bug for bug in ZOO if not right and shows(bug, seen, steady)), None)
    if bug is not None:
        return Diagnosis("bug", (*portrait(bug), *failed), bug, error)
    if failed:
        return Diagnosis("failed", failed)
    symptoms = strange(seen, errors) if steady else (str(STRANGE), str(UNSTEADY))
    return Diagnosis("wrong", symptoms, error=error)


def portrait(bug: Bug) -> tuple[str, ...]:
    """Return what there is to say of a bug, with its code if that is one line."""
    found = str(FOUND.format(name=bug.name, id=bug.id))
    right, wrong = bug.lines or ("", "\n")
    code = [] if "\n" in wrong else str(CODE.format(right=right, wrong=wrong)).split("\n")
    return found, str(bug.does), *code, str(HIDES.format(why=bug.hides)), str(CAUGHT.format(what=bug.caught))


def complaint(case: Case, outcome: Outcome, seconds: float) -> tuple[str, ...]:
    """Return why there is no gradient to judge; nothing if there is one."""
    verdict = fallen(outcome, ("network", "X", "targets"), seconds) or on_gradients(case, outcome)
    if verdict.rung is Rung.ERROR:
        return (*verdict.found, str(NETWORK.format(network=case, n=len(case.X))))
    if verdict.rung in (Rung.TYPE, Rung.SHAPE):
        return verdict.sentence, str(LAID_OUT)
    return (verdict.sentence,) if verdict.rung < Rung.VALUE else ()


def on_gradients(case: Case, outcome: Outcome) -> Verdict:
    """Return the verdict on the first of both results that is no gradient; on the second if both are."""
    for g in outcome.value[:2]:
        verdict = nothing(outcome) if g is None else compared(g, case.right)
        if verdict.rung is Rung.VALUE and not np.isfinite(g).all():  # an infinite slope is as little a number
            return Verdict(Rung.NAN, sentence=str(texts.NAN))
        if verdict.rung < Rung.VALUE:
            return verdict
    return verdict


def close(case: Case, g: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two gradients are equal in every W and b, as far as g's dtype goes."""
    tolerance = TOLERANCE_FLOAT32 if g.dtype in (np.float16, np.float32) else TOLERANCE
    return bool(case.errors(g, other).max() <= tolerance)


def is_right(case: Case, observed: Observed) -> bool:
    """Return whether both calls gave the right gradient."""
    return close(case, observed.first, case.right) and close(case, observed.second, case.right)


def shows(bug: Bug, seen: list[tuple[Case, Observed]], steady: bool) -> bool:
    """Return whether what was seen is this bug; `steady` says whether both calls gave the same."""
    if isinstance(bug.steps, Accumulated):  # whatever was left over before
        pairs = [(case, observed.second - observed.first) for case, observed in seen]
        return all(close(case, added, case.right) for case, added in pairs)
    if not steady:
        return False
    if isinstance(bug.steps, UpdatedTooEarly) and all(observed.move.any() for _, observed in seen):
        return all(multiple(observed.move, observed.first) is not None for _, observed in seen)  # at any rate
    if isinstance(bug.steps, Float32Quotient) and is_grainy(np.concatenate([it.first for _, it in seen])):
        return True  # with any h
    return all(close(case, observed.first, bug(case.network, case.X, case.G, COST)[1]) for case, observed in seen)


def multiple(g: np.ndarray, right: np.ndarray) -> float | None:
    """Return c if g = c times right, else None."""
    c = float(np.sum(g * right) / np.sum(right * right)) if right.any() else 0.0
    return c if np.linalg.norm(g - c * right) <= 1e-4 * np.linalg.norm(g) else None


def is_grainy(g: np.ndarray) -> bool:
    """Return whether all entries are multiples of one number, as quotients of rounded costs are."""
    sizes = np.unique(np.abs(g))
    if len(sizes) < 3:
        return False
    counts = sizes / np.diff(sizes).min()
    return any(np.abs(part * counts - np.round(part * counts)).max() < 1e-3 * part for part in (1, 2, 3))


def strange(seen: list[tuple[Case, Observed]], errors: np.ndarray) -> tuple[str, ...]:
    """Return what can be said of a wrong gradient that the zoo does not hold."""
    said = [str(STRANGE)]
    factors = [multiple(observed.first, case.right) for case, observed in seen]
    found = [factor for factor in factors if factor is not None]
    if len(found) == len(seen) and np.ptp(found) < 1e-3:
        return (*said, str(MULTIPLE_ALL.format(factor=found[0])) if found[0] else str(ZERO))
    i, block = np.unravel_index(errors.argmax(), errors.shape)
    (case, observed), (k, part) = seen[i], divmod(int(block), 2)
    name = BLOCK.format(name="Wb"[part], k=k + 1)
    said.append(str(WORST.format(worst=name, network=case, error=errors.max())))
    g, right = (case.network.views(vector)[k][part] for vector in (observed.first, case.right))
    factor = multiple(g, right)
    said.append(str(NO_MULTIPLE) if factor is None else str(MULTIPLE.format(factor=factor)))
    wrong = {case.f for case, observed in seen if not is_right(case, observed)}
    if len(wrong) == 1:
        said.append(str(ONLY_WRONG_WITH.format(f=next(iter(wrong)))))
    return tuple(said)
