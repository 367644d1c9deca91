"""Gradients that are nearly right: quotients and rounded numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from nncourse.backpropagation import backprop
from nncourse.bugs.wrong import Float32Quotient
from nncourse.bugs.zoo import ZOO, Bug
from nncourse.exercises.comparing import ratio
from nncourse.exercises.diagnosis.cases import COST, Case
from nncourse.exercises.diagnosis.conventions import CONVENTIONS, OURS, Convention, convention_of
from nncourse.exercises.diagnosis.places import places
from nncourse.language import Text

Seen = list[tuple[Case, np.ndarray]]

FLOAT32_QUOTIENT: Bug = next(bug for bug in ZOO if isinstance(bug.steps, Float32Quotient))
# How far a gradient may be off as a whole: nearly right, a quotient, in steps
NEAR, ONE_SIDED_NEAR, FAR = 0.002, 0.02, 0.6
ROUNDED = Text(
    "Dein Gradient ist der richtige, auf {digits} Stellen nach dem Komma gerundet. Kleine Steigungen gehen dabei verloren; runde erst beim Anzeigen.",
    "Your gradient is the right one, rounded to {digits} decimal places. Small slopes get lost that way; round only when you show it.",
)
ONE_SIDED = Text(
    "Das ist fast der richtige Gradient, und was fehlt, wächst mit h: ein einseitiger Differenzenquotient, (C(θ + h) − C(θ)) / h mit "
    "h = {h:.1g}. Der symmetrische, mit C(θ + h) und C(θ − h), ist viel genauer.",
    "This is almost the right gradient, and what is missing grows with h: a one-sided quotient, (C(θ + h) − C(θ)) / "
    "h with h = {h:.1g}. The central difference, with C(θ + h) and C(θ − h), is much more accurate.",
)
GRAINY = Text(
    "Alle Zahlen sind Vielfache von {grain:.2g}: Das ist ein Differenzenquotient mit zu kleinem h. Gemessen wird die Rundung der Kosten. "
    "In float64 ist h = 1e-5 gut, symmetrisch gerechnet.",
    "All the numbers are multiples of {grain:.2g}: this is a difference quotient with an h that is too small. What "
    "it measures is the rounding of the cost. In float64, h = 1e-5 works well, with the central difference.",
)
DECAYED = Text(
    "Dein Gradient ist der richtige und dazu {rate:.3g} mal theta: So zieht man Gewichte zur 0. Ein Fehler ist das nicht, aber der "
    "Gradient anderer Kosten, mit einem Zusatz aus den Quadraten der Gewichte.",
    "Your gradient is the right one plus {rate:.3g} times theta: that pulls the weights toward 0. It is not a bug, "
    "but the gradient of a different cost, with an extra term made of the squares of the weights.",
)
NEARLY = Text(
    "Dein Gradient ist fast richtig: als Ganzes ein relativer Fehler von {error:.1g}. Das ist eher eine Frage der Genauigkeit als eine "
    "falsche Formel: ein Differenzenquotient mit zu großem h, zu wenige Stellen, ein Zusatz wie 1e-3.",
    "Your gradient is almost right: as a whole, a relative error of {error:.1g}. That is more a matter of precision "
    "than a wrong formula: a difference quotient with an h that is too large, too few digits, an extra term such as "
    "1e-3.",
)


def grain_of(numbers: np.ndarray) -> float:
    """Return the number that all entries are multiples of, as quotients of rounded costs are; 0 if there is none."""
    sizes = np.unique(np.abs(numbers[np.isfinite(numbers)]))
    if len(sizes) < 3:
        return 0.0
    step = np.diff(sizes).min()
    counts = sizes / step
    for part in (1, 2, 3):
        if np.abs(part * counts - np.round(part * counts)).max() < 1e-3 * part:
            return float(step / part)
    return 0.0


def decimals(grain: float) -> int | None:
    """Return to how many decimals numbers of this grain are rounded; None if it is no power of ten."""
    digits = -np.log10(grain)
    return round(digits) if abs(digits - round(digits)) < 1e-6 and digits > 0.5 else None


def grainy(seen: Seen) -> tuple[Bug | None, Convention, tuple[str, ...]]:
    """Return what can be said of a right gradient in steps: the bug of the zoo with its convention, or a sentence."""
    g, right = joined(seen)
    grain = grain_of(g)
    if grain and (digits := decimals(grain)) is not None and np.abs(g - right).max() <= 0.501 * grain:
        return None, OURS, (str(ROUNDED.format(digits=digits)),)
    grains = [grain_of(it) for _, it in seen]
    for convention in CONVENTIONS if 2 * sum(map(bool, grains)) >= len(seen) else ():
        scaled = [convention.factor(case) * case.right for case, _ in seen]
        noise = [rms(it - h) / (grain or np.inf) for (_, it), h, grain in zip(seen, scaled, grains, strict=True)]
        near = [abs(ratio(it, h) - 1) < 0.4 for (_, it), h in zip(seen, scaled, strict=True)]
        if max(noise) < 3 and all(near) and apart(g, np.concatenate(scaled)) < FAR:
            if g.dtype == np.float32 or in_float32(seen, grains, convention):
                return FLOAT32_QUOTIENT, convention, ()
            return None, convention, (str(GRAINY.format(grain=max(grains))),)
    return None, OURS, ()


def in_float32(seen: Seen, grains: list[float], convention: Convention) -> bool:
    """Return whether float32 explains the grain with an h that people write, a power of ten, and float64 does not."""
    misses: dict[Any, list[float]] = {np.float32: [1.0], np.float64: [1.0]}
    for (case, _), grain in zip(seen, grains, strict=True):
        C = COST(case.network(case.X), case.G)
        for dtype, miss in misses.items():
            if grain:
                digits = np.log10(abs(convention.factor(case)) * float(np.spacing(dtype(C))) / grain)
                miss.append(abs(digits - round(digits)))
    return min(misses[np.float32]) < min(0.01, *misses[np.float64])


def nearly(seen: Seen) -> tuple[str, ...]:
    """Return what can be said of a gradient that is right but for its last digits; nothing if it is farther off.

    What lacks precision lacks it everywhere: where a W or b is right, something else is wrong with the others.
    """
    error = apart(*joined(seen))
    if not error < ONE_SIDED_NEAR or places(seen).right.any():
        return ()
    if h := one_sided(seen):
        return (str(ONE_SIDED.format(h=h)),)
    return (str(NEARLY.format(error=error)),) if error < NEAR else ()


def joined(seen: Seen) -> tuple[np.ndarray, np.ndarray]:
    """Return all that was seen as one vector, and what is right."""
    return np.concatenate([g for _, g in seen]), np.concatenate([case.right for case, _ in seen])


def apart(g: np.ndarray, right: np.ndarray) -> float:
    """Return the relative error as a whole."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.linalg.norm(g - right) / (np.linalg.norm(g) + np.linalg.norm(right)))


def decayed(seen: Seen) -> tuple[str, ...]:
    """Return that a multiple of theta is added to the right gradient, to all of it or to W alone; nothing if it is not."""
    for part in (lambda case: case, Case.of_weights):
        found = []
        for case, g in seen:
            theta = part(case).asked * case.network.theta
            (a, rate), *_ = np.linalg.lstsq(np.stack([case.right, theta], axis=1), g, rcond=None)
            if not np.linalg.norm(a * case.right + rate * theta - g) <= 1e-6 * np.linalg.norm(g) < np.inf:
                break
            found.append((a, rate))
        else:
            convention = convention_of([a for a, _ in found], [case for case, _ in seen])
            if convention is not None and abs(found[0][1]) > 1e-6:
                return (str(DECAYED.format(rate=found[0][1])),)
    return ()


def rms(numbers: np.ndarray) -> float:
    """Return the root of the mean square."""
    with np.errstate(over="ignore"):
        return float(np.sqrt(np.mean(numbers**2)))


def one_sided(seen: Seen) -> float:
    """Return the h of a one-sided quotient, if what a gradient is off by is h / 2 times the second derivative; else 0."""
    off = np.concatenate([g - case.right for case, g in seen])
    half = np.concatenate([second_derivative(case) / 2 for case, _ in seen])
    h = ratio(off, half)
    return abs(h) if np.linalg.norm(off - h * half) < 0.3 * np.linalg.norm(off) else 0.0


def second_derivative(case: Case, h: float = 1e-4) -> np.ndarray:
    """Return d²C/dθ² of every parameter by itself."""
    theta, found = case.network.theta, np.empty_like(case.right)
    for i, here in enumerate(theta.copy()):
        sides = []
        for side in (h, -h):
            theta[i] = here + side
            sides.append(backprop(case.network, case.X, case.G, COST)[1][i])
        theta[i] = here
        found[i] = (sides[0] - sides[1]) / (2 * h)
    return found
