"""Chapter 7: digits. Its sections, the order of its exercises, and what more than one of them needs."""

from nncourse.exercises.model import Section
from nncourse.language import Text

DATA = Section("digits-data", Text("Die Daten ansehen", "Looking at the data"))
BASELINES = Section("digits-baselines", Text("Erst die Baselines", "Baselines first"))
START = Section("digits-start", Text("Zehn Läufe, und acht bleiben stecken", "Ten runs, and eight get stuck"))

ORDER = (
    "normalize",
    "mean-digit",
    "nearest-mean",
    "digit-net",
)
