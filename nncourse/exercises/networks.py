"""What the judges of networks share: a learner may return anything, and a network with layers of their own."""

from __future__ import annotations

from typing import Any

import numpy as np

from nncourse.ailments import checkup
from nncourse.costs import Cost
from nncourse.exercises.ladder import Verdict
from nncourse.language import Text
from nncourse.network import Network

TOGETHER = Text(
    "Deine Funktion gibt das Netz zusammen mit anderem zurück. Gib nur das Netz zurück.",
    "Your function returns the network together with other things. Return only the network.",
)
NO_NETWORK = Text("Erwartet ist {wanted}, nicht {kind}.", "{wanted} is expected, not {kind}.")
NOT_EVALUATED = Text("Dein Netz lässt sich nicht auswerten: {error}", "Your network cannot be evaluated: {error}")


def outputs_of(network: Network, X: Any) -> np.ndarray:
    """Return what a learner's network gives, whatever its class says, and NaN where it gives NaN."""
    with np.errstate(all="ignore"):
        _, A = Network.unchecked_forward(network, Network.inputs(network, X))
    return A[-1]


def ailments(network: Network, X: Any, G: np.ndarray, cost: Cost) -> list[Text]:
    """Return what ails a learner's network on the data that it should know; nothing if it cannot be looked at."""
    try:
        return [finding.text for finding in checkup(network, X, G, cost).findings]
    except Exception:  # a layer of the learner's own may do anything
        return []


def no_network(result: Any, wanted: Text) -> Verdict:
    """Return the verdict on a result that is no network of the course."""
    if isinstance(result, (tuple, list)) and any(isinstance(item, Network) for item in result):
        return Verdict.wrong(found=TOGETHER)
    return Verdict.wrong(found=NO_NETWORK.format(wanted=wanted, kind=type(result).__name__))


def not_evaluated(error: Exception) -> Verdict:
    """Return the verdict on a network that fails when it is asked: a layer of the learner's own may do anything."""
    return Verdict.wrong(found=NOT_EVALUATED.format(error=f"{type(error).__name__}: {str(error)[:200]}"))
