"""Chapter 6: training. Its sections, the order of its exercises, and what more than one of them needs."""

import numpy as np

from nncourse.exercises.model import Section
from nncourse.language import Text

MINIBATCHES = Section("training-minibatches", Text("Mini-Batches: kleine Stapel", "Mini-batches: a few samples at a time"))
MOMENTUM = Section("training-momentum", Text("Momentum: Schritte mit Schwung", "Momentum: steps that keep their speed"))
ACCURACY = Section("training-accuracy", Text("Wie oft liegt das Netz richtig?", "How often is the network right?"))
INITIALIZATION = Section(
    "training-initialization",
    Text("Die Initialisierung: Wie groß dürfen Gewichte sein?", "Initialization: how large may weights be?"),
)
XOR = Section("training-xor", Text("XOR, mit allem, was wir haben", "XOR, with everything we have"))

ORDER = (
    "minibatches",
    "momentum-step",
    "accuracy",
    "confusion",
    "initial-scale",
    "train-xor",
)


class WatchedGenerator(np.random.Generator):
    """Random numbers that know afterward whether they were used. A copy of them is they themselves."""

    def __init__(self, bit_generator):
        super().__init__(bit_generator)
        self.start = self.bit_generator.state

    def __deepcopy__(self, memo):
        return self

    @property
    def used(self):
        return self.bit_generator.state != self.start or self.bit_generator.seed_seq.n_children_spawned > 0


def watched(rng):
    return WatchedGenerator(np.random.PCG64(int(rng.integers(2**32))))


OWN_RANDOM = (
    Text(
        "Die Zahlen sind zufällig, aber sie kommen nicht aus rng.",
        "The numbers are random, but they do not come from rng.",
    ),
    Text(
        "Wer rng übergibt, bestimmt den Zufall: Mit demselben Startwert soll dasselbe herauskommen, mit einem anderen etwas anderes. Rufe die Methoden von rng auf.",
        "Whoever passes in rng controls the randomness: the same seed must give the same result, a different seed a different one. Call the methods of rng.",
    ),
)
