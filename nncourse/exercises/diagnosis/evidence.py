"""By what two bugs can be told apart: what the answers and hints of `find_the_bug` are made of."""

from __future__ import annotations

import numpy as np

from nncourse.bugs.zoo import Bug
from nncourse.exercises.diagnosis.cases import COST, cases
from nncourse.exercises.diagnosis.conventions import OURS
from nncourse.exercises.diagnosis.places import listed, right_in
from nncourse.language import Text

SAME_KIND = Text(
    "Aber die Art stimmt: Es ist derselbe Schritt, auf dieselbe Art falsch, nur an anderen Stellen.",
    "But the kind is right: it is the same step, wrong in the same way, only in different places.",
)
SAME_STEP = Text(
    "Aber du suchst an der richtigen Stelle: Es ist derselbe Schritt der Backpropagation.",
    "But you are looking in the right place: it is the same step of backpropagation.",
)
TWICE = Text(
    "Ruf es zweimal mit denselben Zahlen auf: Hier {here}, und bei deinem Verdacht {there}.",
    "Call it twice with the same numbers: here {here}, and with your suspect {there}.",
)
SAME, OTHER = (
    Text("kommt dasselbe heraus", "you get the same result"),
    Text("kommt anderes heraus", "you get something different"),
)
PLACES = Text(
    "Bei deinem Verdacht wäre richtig: {there}. Hier ist richtig: {here}.",
    "With your suspect, this much would be right: {there}. Here it is: {here}.",
)
ANGLE = Text(
    "Der Winkel zum richtigen Gradienten wäre im Netz ({network}) {there:.0f} Grad, hier sind es {here:.0f}.",
    "In the network ({network}), the angle to the right gradient would be {there:.0f} degrees; here it is {here:.0f}.",
)
LENGTH = Text(
    "Der Gradient wäre im Netz ({network}) {there:.3g}-mal so lang wie der richtige, hier ist er {here:.3g}-mal so lang.",
    "In the network ({network}), the gradient would be {there:.3g} times as long as the right one; here it is {here:.3g} times as long.",
)
ALARMS = Text("Diese Prüfungen schlagen an: {checks}.", "These checks sound the alarm: {checks}.")
NO_CHECKS = Text("keine", "none")
CHECKS = (
    Text("zweimal aufrufen", "call it twice"),
    Text("Beispiele verdoppeln", "double the samples"),
    Text("Gradientenprüfung mit σ", "gradient check with σ"),
    Text("mit σ und gleich großen Schichten", "with σ and layers of equal size"),
    Text("mit ReLU", "with ReLU"),
)
RIGHT_ARE = Text(
    "Auf allen Netzen von diagnose richtig: {right}. Sonst nirgends.",
    "Right on all of diagnose’s networks: {right}. Nothing else is.",
)
NOTHING_RIGHT = Text(
    "Auf den Netzen von diagnose stimmt kein W und kein b überall.",
    "On diagnose’s networks, no W and no b is right everywhere.",
)
ALL_RIGHT = Text(
    "Auf allen Netzen von diagnose stimmt jedes W und jedes b, beim ersten Aufruf.",
    "On all of diagnose’s networks, every W and every b is right, on the first call.",
)
UNNOTICED = Text("Wie bleibt er unbemerkt? {hides}", "How does it go unnoticed? {hides}")


def told(bug: Bug) -> tuple[str, str]:
    """Return what a bug does, and what catches it."""
    return str(bug.does), str(bug.caught)


def against(suspect: Bug, bug: Bug) -> tuple[str, ...]:
    """Return the first thing that a riddle does and the suspect does not, and what of the suspicion is right."""
    kind = type(suspect.steps) is type(bug.steps)
    step = set(suspect.steps.done_wrong()) & set(bug.steps.done_wrong())
    near = (str(SAME_KIND),) if kind else (str(SAME_STEP),) if step else ()
    return (*near, difference(suspect, bug))


def difference(suspect: Bug, bug: Bug) -> str:
    """Return by what two bugs can be told apart, the cheapest check first."""
    there, here = Seen(suspect), Seen(bug)
    if there.alarms[0] != here.alarms[0]:
        return str(TWICE.format(here=OTHER if here.alarms[0] else SAME, there=OTHER if there.alarms[0] else SAME))
    if (there.right != here.right).any():
        return str(PLACES.format(there=there.places, here=here.places))
    i = int(np.argmax(np.abs(there.angles - here.angles)))
    if abs(there.angles[i] - here.angles[i]) > 1:
        return str(ANGLE.format(network=here.networks[i], there=there.angles[i], here=here.angles[i]))
    i = int(np.argmax(np.abs(np.log(there.lengths / here.lengths))))
    return str(LENGTH.format(network=here.networks[i], there=there.lengths[i], here=here.lengths[i]))


def hints_of(bug: Bug) -> tuple[str, str, str]:
    """Return which checks see a bug, which W and b are right, and why it goes unnoticed."""
    seen = Seen(bug)
    checks = ", ".join(str(name) for name, alarm in zip(CHECKS, seen.alarms, strict=True) if alarm) or str(NO_CHECKS)
    right = ALL_RIGHT if seen.right.all() else RIGHT_ARE.format(right=seen.places) if seen.right.any() else NOTHING_RIGHT
    return str(ALARMS.format(checks=checks)), str(right), str(UNNOTICED.format(hides=bug.hides))


class Seen:
    """What can be seen of a bug on the networks of `diagnose`.

    Attributes
    ----------
    networks : list of str
    right : ndarray of bool, shape (layers, 2)
        Which W and b are right everywhere.
    angles, lengths : ndarray, shape (networks,)
        Beside the right gradient, in degrees and as a factor.
    alarms : list of bool
        What each of CHECKS says.
    """

    def __init__(self, bug: Bug):
        tried = cases()
        first = [bug(case.network, case.X, case.G, COST)[1] for case in tried]
        again = [bug(case.network, case.X, case.G, COST)[1] for case in tried]
        new = cases()
        doubled = [bug(case.network, np.tile(case.X, (2, 1)), np.tile(case.G, (2, 1)), COST)[1] for case in new]
        wrong = [not case.agree(g, case.right).all() for case, g in zip(tried, first, strict=True)]
        self.networks = [str(case) for case in tried]
        self.right = right_in(OURS, list(zip(tried, first, strict=True)))
        self.angles = np.array([angle(g, case.right) for case, g in zip(tried, first, strict=True)])
        self.lengths = np.array(
            [np.linalg.norm(g) / np.linalg.norm(case.right) for case, g in zip(tried, first, strict=True)]
        )
        self.alarms = [
            not all(np.allclose(g, h) for g, h in zip(first, again, strict=True)),
            not all(np.allclose(g, h) for g, h in zip(first, doubled, strict=True)),
            *wrong[:2],
            any(wrong[2:]),
        ]

    @property
    def places(self) -> str:
        """Which W and b are right, in words."""
        return listed(self.right)


def angle(g: np.ndarray, right: np.ndarray) -> float:
    """Return the angle between two gradients in degrees."""
    cosine = g @ right / (np.linalg.norm(g) * np.linalg.norm(right))
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
