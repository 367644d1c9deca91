"""What the page of `explorers.bug` needs of the zoo: which bugs, by level, and what there is to say of them."""

from __future__ import annotations

from typing import Any

from nncourse.bugs.wrong import UpdatedTooEarly
from nncourse.bugs.zoo import OTHERS, ZOO

LEVELS = {
    "easy": "sign bias-zero output-only no-bias-forward no-two bias-one-number",
    "medium": (
        "updated-too-early wrong-activation not-transposed relu-slope-one one-path weight-for-input bias-from-dW"
    ),
    "hard": (
        "raw-error-back no-activation-slope slope-of-a no-slope-in-dW slope-one-minus-a no-hidden-slope no-output-slope"
    ),
}


def zoo() -> dict[str, Any]:
    """Return each level's bugs, [id, name, what it does] in the language that is set, and the rate L of one of them."""
    known = {bug.id: bug for bug in (*ZOO, *OTHERS)}
    levels = {
        level: [[name, str(known[name].name), str(known[name].does)] for name in names.split()]
        for level, names in LEVELS.items()
    }
    return {"levels": levels, "L": UpdatedTooEarly().learning_rate}
