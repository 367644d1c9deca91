"""Chapter 8: the bug zoo. Its sections, and the order of its exercises."""

from nncourse.exercises.model import Section
from nncourse.language import Text

DOWNHILL = Section("zoo-downhill", Text("Warum auch ein falscher Gradient lernt", "Why even a wrong gradient learns"))
PORTRAITS = Section("zoo-portraits", Text("Fünf Steckbriefe", "Five wanted posters"))
CHECKS = Section("zoo-checks", Text("Welche Prüfung fängt wen?", "Which check catches which bug?"))
DIAGNOSE = Section("zoo-diagnose", Text("Deine Backpropagation beim Arzt", "Your backpropagation sees the doctor"))

ORDER = (
    "zoo-factor",
    "zoo-angle",
    "zoo-doubled",
    "zoo-layers",
    "zoo-mend",
)
