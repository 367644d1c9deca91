"""What runs in the page beside the package: a chapter's cells, a learner's answers, and what to say of them."""

from collections.abc import Callable


def begin() -> Callable[[str], str]:
    """Make everything ready in the browser's Python; return what answers the page."""
    from nnpage.stand_ins import stand_in

    stand_in()
    from nnpage.session import answer

    return answer
