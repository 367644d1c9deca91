"""Exercises that check themselves and name the mistake.

>>> from nncourse.exercises import check, hint, solution, progress
"""

from nncourse.exercises.core import check, hint, progress, solution
from nncourse.exercises.report import Report
from nncourse.language import set_language

__all__ = ["Report", "check", "hint", "progress", "set_language", "solution"]
