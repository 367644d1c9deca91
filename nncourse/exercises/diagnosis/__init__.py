"""`diagnose`: what is wrong with a learner's backpropagation.

`cases` are the networks it is tried on, `calling` calls it in its own way, `layouts` reads what it
returns, `suspects` are the gradients it is compared with, up to one of the `conventions`; `places`
and `quotients` say what can be said where no suspect fits.
"""

from nncourse.exercises.diagnosis.cases import TOLERANCE, Case, cases
from nncourse.exercises.diagnosis.diagnosing import Diagnosis, diagnose

__all__ = ["TOLERANCE", "Case", "Diagnosis", "cases", "diagnose"]
