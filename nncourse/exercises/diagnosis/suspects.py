"""Which wrong gradient it is: each bug, in each place, two at once; up to a convention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from nncourse.bugs.backward import ALL, EVERY_LAYER, PLACES, RIGHT, Backward, Both
from nncourse.bugs.wrong import Accumulated, Float32Quotient, UpdatedTooEarly
from nncourse.bugs.zoo import OTHERS, ZOO, Bug
from nncourse.exercises.comparing import ratio
from nncourse.exercises.diagnosis.cases import COST, Case
from nncourse.exercises.diagnosis.conventions import Convention, convention_of
from nncourse.language import Text

INTO = {  # what else a bug may do with its delta
    ALL: None,
    frozenset({"dW"}): Text("nur in dW", "in dW only"),
    frozenset({"db"}): Text("nur in db", "in db only"),
    frozenset({"dA"}): Text("nur auf dem Weg zurück", "on the way back only"),
    frozenset({"dW", "db"}): Text("in dW und db, nicht auf dem Weg zurück", "in dW and db, not on the way back"),
    frozenset({"dW", "dA"}): Text("in dW und auf dem Weg zurück, nicht in db", "in dW and on the way back, not in db"),
    frozenset({"db", "dA"}): Text("in db und auf dem Weg zurück, nicht in dW", "in db and on the way back, not in dW"),
}
ALIKE = 1e-3  # how far vectors may be apart to be compared part by part


@dataclass(frozen=True)
class Suspect:
    """A bug in a place, or two bugs.

    Attributes
    ----------
    bugs : tuple of Bug
        Empty for the right gradient.
    steps : Backward
    where : tuple of Text
        In which layers, and on the way into what; nothing for a bug as it stands in the zoo.
    """

    bugs: tuple[Bug, ...]
    steps: Backward
    where: tuple[Text, ...] = ()

    def gradient(self, case: Case) -> np.ndarray:
        """Return its gradient in a case."""
        with np.errstate(all="ignore"):
            return case.asked * self.steps.unchecked(case.network, case.X, case.G, COST)[1]


@dataclass(frozen=True)
class Match:
    """A suspect, and the convention in which it is the gradient that was seen."""

    suspect: Suspect
    convention: Convention


INNOCENT = Suspect((), RIGHT)


def plain() -> Iterator[Suspect]:
    """Yield all known bugs as they stand, but for those that replaying does not show."""
    for bug in (*ZOO, *OTHERS):
        if not (bug.only_scales or isinstance(bug.steps, (Accumulated, Float32Quotient, UpdatedTooEarly))):
            yield Suspect((bug,), bug.steps)


def in_places() -> Iterator[Suspect]:
    """Yield each bug in some layers only, or on the way into dW, db or the layer before only."""
    for suspect in plain():
        kind, names = type(suspect.steps), suspect.steps.done_wrong()
        if suspect.steps.layers is not EVERY_LAYER or suspect.steps.into != ALL or not set(names) <= MOVABLE:
            continue
        for layers in PLACES:
            for into, text in INTO.items():
                if names == ("delta",) or into == ALL or (len(names) == 2 and not into & {"dA"} and len(into) == 1):
                    where = [layers.name] if layers is not EVERY_LAYER else []
                    where += [text] if text is not None else []
                    if where:
                        yield Suspect(suspect.bugs, kind(layers, into), tuple(where))


MOVABLE = {"delta", "weights", "biases", "back"}


def in_pairs() -> Iterator[Suspect]:
    """Yield two bugs at once, where they do different steps wrong."""
    for one, other in combinations(plain(), 2):
        if not set(one.steps.done_wrong()) & set(other.steps.done_wrong()):
            yield Suspect(one.bugs + other.bugs, Both(one.steps, other.steps))


def found(suspects: Iterable[Suspect], seen: list[tuple[Case, np.ndarray]]) -> Match | None:
    """Return the first suspect whose gradient is the one that was seen in each case, in some convention."""
    for suspect in suspects:
        gradients: list[np.ndarray] = []
        for case, g in seen:
            gradients.append(suspect.gradient(case))
            if not parallel(g, gradients[-1]):
                break
        else:
            convention = same_up_to(gradients, seen)
            if convention is not None:
                return Match(suspect, convention)
    return None


def parallel(g: np.ndarray, h: np.ndarray) -> bool:
    """Return whether g is about a multiple of h."""
    g = g / (np.abs(g).max() or 1.0)  # of a huge one, the length would be infinite
    return not g.any() if not h.any() else bool(np.linalg.norm(g - ratio(g, h) * h) <= ALIKE * np.linalg.norm(g))


def same_up_to(gradients: list[np.ndarray], seen: list[tuple[Case, np.ndarray]]) -> Convention | None:
    """Return the convention in which these gradients are those that were seen; None if they are others."""
    if not all(parallel(g, h) for h, (_, g) in zip(gradients, seen, strict=True)):
        return None
    factors = [ratio(g, h) for h, (_, g) in zip(gradients, seen, strict=True)]
    convention = convention_of(factors, [case for case, _ in seen])
    if convention is None:
        return None
    scaled = [convention.factor(case) * h for (case, _), h in zip(seen, gradients, strict=True)]
    agree = all(case.agree(g, h).all() for (case, g), h in zip(seen, scaled, strict=True))
    return convention if agree else None


def too_early(seen: list[tuple[Case, np.ndarray]]) -> Match | None:
    """Return that W was changed before delta went back through it, where one learning rate explains everything.

    The rate is read off the last hidden layer, whose gradient grows linearly with it.
    """
    bug = next(bug for bug in ZOO if isinstance(bug.steps, UpdatedTooEarly))
    rates, factors = [], []
    for case, g in seen:
        output, hidden = (slice_of(case, k) for k in (-1, -2))
        change = Suspect((), UpdatedTooEarly(1.0)).gradient(case) - case.right
        factors.append(ratio(g[output], case.right[output]))
        with np.errstate(all="ignore"):
            rates.append(ratio(g[hidden] / factors[-1] - case.right[hidden], change[hidden]))
    for own in (np.ones(len(seen)), np.array(factors)):  # the step is made with our gradient or with theirs
        known = np.array(rates) / own
        rate = float(np.median(known[np.isfinite(known)])) if np.isfinite(known).any() else 0.0
        if abs(rate) > 1e-6:
            steps = [UpdatedTooEarly(float(rate * scale)) for scale in own]
            gradients = [Suspect((), it).gradient(case) for it, (case, _) in zip(steps, seen, strict=True)]
            convention = same_up_to(gradients, seen)
            if convention is not None:
                return Match(Suspect((bug,), UpdatedTooEarly(rate)), convention)
    return None


def slice_of(case: Case, k: int) -> slice:
    """Return where W and b of layer k stand in theta."""
    sizes = [layer.n_parameters for layer in case.network.layers]
    ends = np.cumsum(sizes)
    return slice(int(ends[k] - sizes[k]), int(ends[k]))
