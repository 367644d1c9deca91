"""Other conventions for the same cost: a factor made of a half, n, the number of outputs and the sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from nncourse.exercises.diagnosis.cases import Case
from nncourse.language import Text

HALF = Text(
    "Deine Kosten sind die Hälfte der unseren: ½ (O − G)². Die ½ kürzt sich mit der 2 aus der Ableitung.",
    "Your cost is half of ours: ½ (O − G)². The ½ cancels the 2 from the derivative.",
)
QUARTER = Text(
    "Am Ausgang ist zweimal halbiert: Die 2 aus der Ableitung fehlt, und die Hälfte wird noch einmal genommen.",
    "At the output, you halve twice: the 2 from the derivative is missing, and then half is taken again.",
)
DOUBLE = Text("Am Ausgang steht die 2 zweimal.", "At the output, the 2 appears twice.")
SUM = Text(
    "Deine Kosten sind die Summe über die Beispiele, nicht ihr Mittelwert.",
    "Your cost is the sum over the samples, not their mean.",
)
TIMES_N_TWICE = Text(
    "Du nimmst mit n mal, der Zahl der Beispiele, statt durch n zu teilen.",
    "You multiply by n, the number of samples, instead of dividing by it.",
)
MEAN_TWICE = Text(
    "Du teilst zweimal durch n, die Zahl der Beispiele.", "You divide by n, the number of samples, twice."
)
MEAN_THRICE = Text(
    "Du teilst dreimal durch n, die Zahl der Beispiele.", "You divide by n, the number of samples, three times."
)
OUTPUTS = Text(
    "Du mittelst auch über die Ausgänge, wie np.mean((O − G)**2) es tut; wir addieren sie.",
    "You also take the mean over the outputs, as np.mean((O − G)**2) does; we add them up.",
)
OUTPUTS_TWICE = Text(
    "Du teilst zweimal durch die Zahl der Ausgänge; wir addieren sie.",
    "You divide by the number of outputs twice; we add them up.",
)
SIGN = Text(
    "Dein Vorzeichen ist umgekehrt: G − O statt O − G. Das ist der Weg hinab, nicht die Steigung; der Schritt heißt dann theta += L * g.",
    "Your sign is reversed: G − O instead of O − G. That is the way down, not the slope; the step is then theta += L * g.",
)
SAID = (
    {0: None, 1: HALF, 2: QUARTER, -1: DOUBLE},
    {0: None, 1: SUM, 2: TIMES_N_TWICE, -1: MEAN_TWICE, -2: MEAN_THRICE},
    {0: None, -1: OUTPUTS, -2: OUTPUTS_TWICE},
    {1: None, -1: SIGN},
)
ANIMALS = {(1, 0, 0, 1): "no-two", (0, 1, 0, 1): "sum", (0, 0, -1, 1): "mean-all", (0, 0, 0, -1): "sign"}


@dataclass(frozen=True)
class Convention:
    """The factor sign * (1/2)**halves * n**samples * n_out**outputs, or one number that is none of these."""

    halves: int = 0
    samples: int = 0
    outputs: int = 0
    sign: int = 1
    number: float | None = None

    def factor(self, case: Case) -> float:
        """Return what the gradient of our cost is multiplied with in a case."""
        if self.number is not None:
            return self.number
        n, n_out = case.G.shape
        return self.sign * 0.5**self.halves * float(n) ** self.samples * float(n_out) ** self.outputs

    @property
    def ours(self) -> bool:
        """Whether it is the course's own."""
        return self == OURS

    @property
    def animal(self) -> str | None:
        """The id of the bug in the zoo that is nothing but this factor."""
        return None if self.number else ANIMALS.get((self.halves, self.samples, self.outputs, self.sign))

    @property
    def said(self) -> tuple[str, ...]:
        """What is other than ours, sentence by sentence."""
        texts = [
            said[value] for said, value in zip(SAID, (self.halves, self.samples, self.outputs, self.sign), strict=True)
        ]
        return tuple(str(text) for text in texts if text is not None)

    def __str__(self) -> str:
        return self.written()

    @property
    def back(self) -> str:
        """What to multiply with to get ours, such as "2 / n"."""
        return Convention(-self.halves, -self.samples, -self.outputs, self.sign).written()

    def written(self) -> str:
        """Return the factor as a formula, such as "-n / 2"."""
        powers = (("2", -self.halves), ("n", self.samples), ("n_out", self.outputs))
        above = [f"{base}**{power}" if power > 1 else base for base, power in powers if power > 0]
        below = [f"{base}**{-power}" if power < -1 else base for base, power in powers if power < 0]
        written = " * ".join(above) or "1"
        if below:
            written += " / " + (below[0] if len(below) == 1 else "(" + " * ".join(below) + ")")
        return written if self.sign > 0 else f"-{written}"


OURS = Convention()
CONVENTIONS = sorted(
    (Convention(*powers) for powers in product(SAID[0], SAID[1], SAID[2], SAID[3])),
    key=lambda it: abs(it.halves) + abs(it.samples) + abs(it.outputs) + (it.sign < 0),
)


def convention_of(factors: Sequence[float], cases: Sequence[Case]) -> Convention | None:
    """Return the convention with these factors in these cases, else the number that all of them are, if there is one.

    A factor that is nan says nothing.
    """
    found = np.array(factors)
    known = np.isfinite(found)
    if not known.any() or not found[known].all():
        return None
    for convention in CONVENTIONS:
        if np.allclose(
            found[known], [convention.factor(case) for case, it in zip(cases, known, strict=True) if it], 1e-4, 0
        ):
            return convention
    number = float(found[known].mean())
    return Convention(number=number) if np.allclose(found[known], number, 1e-4, 0) and known.sum() > 1 else None
