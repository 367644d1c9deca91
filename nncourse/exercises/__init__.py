"""Exercises that check themselves and name the mistake.

>>> from nncourse.exercises import check, hint, solution, progress, diagnose
"""

from nncourse.exercises.checking import check
from nncourse.exercises.diagnosis import Diagnosis, diagnose
from nncourse.exercises.report import Report
from nncourse.exercises.showing import hint, progress, solution
from nncourse.language import set_language

__all__ = ["Diagnosis", "Report", "check", "diagnose", "hint", "progress", "set_language", "solution"]
