"""Which W and b are right, and what that tells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nncourse.exercises.comparing import ratio
from nncourse.exercises.diagnosis.cases import Case
from nncourse.exercises.diagnosis.conventions import OURS, Convention, convention_of
from nncourse.language import Text

RIGHT_ARE = Text("Richtig: {right}. Falsch: {wrong}.", "Right: {right}. Wrong: {wrong}.")
NONE_RIGHT = Text("Kein W und kein b ist richtig.", "No W and no b is right.")
NOTHING = Text("nichts", "nothing")
BEGINS = Text(
    "Schon am Ausgang stimmt nichts. Fang dort an: 2 (O − G) / n, dann A'(z); davor noch: Rechnet dein Vorwärtsweg dieselben Ausgänge wie das Netz?",
    "Even at the output, nothing is right. Start there: 2 (O − G) / n, then A'(z); and before that: does your forward pass compute the same outputs as the network?",
)
WAY_BACK = Text(
    "Bis Schicht {k} stimmt alles, davor nichts: Der Fehler liegt auf dem Weg zurück von Schicht {k} zu Schicht {before}, bei δ W (in der "
    "Mathematik Wᵀ δ) oder bei A'(z) von Schicht {before}.",
    "From the output back to layer {k}, everything is right; before that, nothing: the bug is on the way back from layer {k} to layer "
    "{before}, in δ W (on paper Wᵀ δ) or in A'(z) of layer {before}.",
)
ONLY_B = Text(
    "Alle W stimmen, also auch jedes δ: Der Fehler liegt in der Zeile für die Biases. db ist die Summe der δ über die Beispiele.",
    "All the W are right, so every δ is too: the bug is in the line for the biases. db is the sum of the δ over the samples.",
)
ONLY_W = Text(
    "Alle b stimmen, also auch jedes δ: Der Fehler liegt in der Zeile für dW. Dort steht δ mal das, was in die Schicht hineinging.",
    "All the b are right, so every δ is too: the bug is in the line for dW. It should be δ times what went into the layer.",
)
W_OF_LAYER = Text(
    "In Schicht {k} stimmt b, also auch δ; falsch ist nur dW: δ mal das, was in die Schicht hineinging.",
    "In layer {k}, b is right, so δ is too; only dW is wrong: δ times what went into the layer.",
)
B_OF_LAYER = Text(
    "In Schicht {k} stimmt W, also auch δ; falsch ist nur db: die Summe der δ über die Beispiele.",
    "In layer {k}, W is right, so δ is too; only db is wrong: the sum of the δ over the samples.",
)
ONE_LAYER = Text(
    "Nur in Schicht {k} stimmt etwas nicht, davor ist wieder alles richtig. Der Weg zurück ist also in Ordnung; sieh nach, was nur in dieser Schicht anders ist.",
    "Only in layer {k} is something wrong; before it, everything is right again. So the way back is fine; look for what is different in this layer only.",
)
LOOK_AT = Text(
    "Fang hinten an und geh nach vorn: Zuerst falsch wird es in Schicht {k}.",
    "Start at the back and go forward: layer {k} is the first to be wrong.",
)


@dataclass(frozen=True)
class Places:
    """Which W and b are right in all cases, up to a convention: `right[k, 0]` is W of layer k, `right[k, 1]` its b."""

    right: np.ndarray
    convention: Convention

    @property
    def said(self) -> tuple[str, ...]:
        """Which are right, which are not, and where to look."""
        if not self.right.any():
            return str(NONE_RIGHT), str(BEGINS)
        names = str(RIGHT_ARE.format(right=listed(self.right), wrong=listed(~self.right)))
        return names, str(self.meaning())

    def meaning(self) -> Text:
        """Return what the pattern tells."""
        W, b = self.right.T
        layers: np.ndarray = np.logical_and(W, b)
        k = int(np.flatnonzero(~layers).max())  # the first on the way back
        if W.all() and not b.any():
            return ONLY_B
        if b.all() and not W.any():
            return ONLY_W
        if (~layers).sum() == 1 and k:
            return ONE_LAYER.format(k=k + 1) if not self.right[k].any() else self.half_of(k)
        if not self.right[: k + 1].any() and k + 1 < len(layers):
            return WAY_BACK.format(k=k + 2, before=k + 1)
        if self.right[k].any():
            return self.half_of(k)
        return BEGINS if not self.right[-1].any() and not layers[:-1].any() else LOOK_AT.format(k=k + 1)

    def half_of(self, k: int) -> Text:
        """Return what it tells that only W or only b of a layer is right."""
        return (W_OF_LAYER if self.right[k, 1] else B_OF_LAYER).format(k=k + 1)


def listed(which: np.ndarray) -> str:
    """Return some W and b in words, such as "W1, b1, W2"."""
    names = [f"{'Wb'[part]}{k + 1}" for k, part in zip(*np.nonzero(which), strict=True)]
    return ", ".join(names) or str(NOTHING)


def places(seen: list[tuple[Case, np.ndarray]]) -> Places:
    """Return which W and b are right, in the convention in which most of them are."""
    best = Places(right_in(OURS, seen), OURS)
    n_layers = len(seen[0][0].network.layers)
    for k in reversed(range(n_layers)):
        for part in range(2):
            pairs = [[case.network.views(vector)[k][part].ravel() for vector in (g, case.right)] for case, g in seen]
            convention = convention_of([ratio(*pair) for pair in pairs], [case for case, _ in seen])
            if convention is not None and convention.number is None:
                other = Places(right_in(convention, seen), convention)
                best = max(best, other, key=lambda it: it.right.sum())  # the first of equals
    return best


def right_in(convention: Convention, seen: list[tuple[Case, np.ndarray]]) -> np.ndarray:
    """Return which W and b are right in all cases in a convention, shape (layers, 2)."""
    agree = [case.agree(g, convention.factor(case) * case.right) for case, g in seen]
    return np.all(agree, axis=0).reshape(-1, 2)
