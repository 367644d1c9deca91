"""Exercises of chapter 6: training."""

import random

import numpy as np

from nncourse import (
    Adam,
    Dense,
    GradientDescent,
    History,
    Network,
    SquaredError,
    identity,
    relu,
    sigmoid,
    tanh,
    train,
    xor,
)
from nncourse.exercises.comparing import as_numbers, outputs_of
from nncourse.exercises.model import Exercise, Mistake, Text, Verdict

MINIBATCHES = Text("Mini-Batches: kleine Stapel", "Mini-batches: small stacks")
MOMENTUM = Text("Momentum: Schritte mit Schwung", "Momentum: steps with inertia")
ACCURACY = Text("Wie oft liegt das Netz richtig?", "How often is the network right?")
INITIALISATION = Text("Der Anfang: Wie groß dürfen Gewichte sein?", "The start: how large may weights be?")
XOR = Text("XOR, mit allem, was wir haben", "XOR, with all we have")


class WatchedGenerator(np.random.Generator):
    """Random numbers that know afterwards whether they were used. A copy of them is they themselves."""

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


def point(number):
    return f"{number:.3g}"


def comma(number):
    return point(number).replace(".", ",")


OWN_RANDOM = (
    Text(
        "Die Zahlen sind zufällig, aber sie kommen nicht aus rng.",
        "The numbers are random, but they do not come from rng.",
    ),
    Text(
        "Wer rng übergibt, bestimmt den Zufall: Mit demselben Startwert soll dasselbe herauskommen, mit einem anderen etwas anderes. Rufe die Methoden von rng auf.",
        "Whoever hands over rng decides the randomness: the same seed must give the same result, another one a different result. Call the methods of rng.",
    ),
)


def minibatches(n, size, rng):
    order = rng.permutation(n)
    return [order[start : start + size] for start in range(0, n, size)]


def minibatch_cases(rng):
    size = int(rng.integers(6, 9))
    return [(22, 3, watched(rng)), (20, 5, watched(rng)), (7 * size + int(rng.integers(2, 5)), size, watched(rng))]


def minibatch_edges(rng):
    return [(15, 1, watched(rng)), (12, 12, watched(rng))]


def judge_minibatches(args, result):
    """Every index once, mixed, `size` at a time; the first thing that is not so."""
    n, size, rng = args
    batches, complaint = index_batches(result, n)
    if batches is None:
        return complaint
    joined, lengths = np.concatenate(batches), [len(batch) for batch in batches]
    if sorted(joined.tolist()) == list(range(1, n + 1)):
        return Verdict(False, "from-one")
    outside = joined[(joined < 0) | (joined >= n)]
    if len(outside):
        return Verdict(
            False,
            found=Text(
                f"Die Zeile {outside[0]} gibt es nicht: Die Nummern gehen von 0 bis {n - 1}.",
                f"There is no row {outside[0]}: the numbers run from 0 to {n - 1}.",
            ),
        )
    missing = sorted(set(range(n)) - set(joined.tolist()))
    if len(joined) > n - len(missing):
        padded = "filled-up" if len(set(joined[:n].tolist())) == n and set(lengths) == {size} else None
        drawn = "with-replacement" if len(joined) >= n // size * size else None
        return Verdict(False, drawn if missing else padded, duplicates(joined))
    if missing:
        only_tail = set(lengths) == {size} and len(missing) == n % size
        return Verdict(False, "tail-lost" if only_tail else None, missing_text(missing))
    mistake = unmixed(batches, joined) if n > size else None
    if mistake:
        return Verdict(False, mistake)
    if lengths[:-1] != [size] * (len(lengths) - 1) or lengths[-1] > size:
        return Verdict(False, wrong_lengths(lengths, n, size), lengths_text(lengths, size))
    if n > size and not rng.used:
        return Verdict(False, "own-random")
    return Verdict(True)


def index_batches(result, n):
    """Return the batches as arrays of whole numbers, or None and what is wrong with them."""
    if not isinstance(result, (list, tuple, np.ndarray)) or getattr(result, "shape", None) == ():
        return None, Verdict(False, found=no_list(result))
    if len(result) == 0 or len(result) > n + 1:
        found = Text(
            f"Deine Liste hat {len(result)} Einträge, bei n = {n} Beispielen.",
            f"Your list has {len(result)} entries, for n = {n} samples.",
        )
        return None, Verdict(False, found=found)
    batches = [as_numbers(batch) for batch in result]
    if any(batch is not None and batch.size == 0 for batch in batches):
        return None, Verdict(False, "empty-batch")
    if all(batch is not None and batch.ndim == 0 for batch in batches):
        return None, Verdict(False, "no-batches")
    if any(batch is None or batch.dtype.kind not in "iu" or batch.ndim != 1 for batch in batches):
        found = Text(
            "Jeder Mini-Batch soll eine Liste oder ein Array aus ganzen Zahlen sein, den Nummern seiner Zeilen.",
            "Each mini-batch should be a list or an array of whole numbers, the numbers of its rows.",
        )
        return None, Verdict(False, found=found)
    return [batch.astype(np.int64) for batch in batches], None


def no_list(result):
    if hasattr(result, "__next__"):
        return Text(
            "Deine Funktion gibt einen Generator zurück. Verlangt ist eine Liste: Sammle die Mini-Batches mit list(...) oder append.",
            "Your function returns a generator. A list is asked for: collect the mini-batches with list(...) or append.",
        )
    return Text(
        f"Erwartet ist eine Liste von Mini-Batches, nicht {type(result).__name__}.",
        f"A list of mini-batches is expected, not {type(result).__name__}.",
    )


def duplicates(joined):
    numbers, counts = np.unique(joined, return_counts=True)
    number, count = numbers[counts.argmax()], counts.max()
    return Text(f"Die Nummer {number} kommt {count}-mal vor.", f"Number {number} occurs {count} times.")


def missing_text(missing):
    some = ", ".join(str(number) for number in missing[:5]) + (", ..." if len(missing) > 5 else "")
    return Text(f"In keinem Mini-Batch stehen: {some}.", f"In no mini-batch: {some}.")


def unmixed(batches, joined):
    """Return the mistake where every batch is a block of neighbours, such as 3, 4, 5."""
    steps = np.diff(joined)
    if (steps == 1).all() or (steps == -1).all():
        return "not-shuffled"
    if max(len(batch) for batch in batches) == 1 or any(np.ptp(batch) != len(batch) - 1 for batch in batches):
        return None
    starts = [batch.min() for batch in batches]
    return "inside-only" if starts == sorted(starts) else "batches-not-samples"


def wrong_lengths(lengths, n, size):
    """Return the mistake that these lengths show, or None."""
    if len(lengths) == size:
        return "size-as-count"
    even = max(lengths) - min(lengths) <= 1 and len(lengths) == -(-n // size)
    return "even-sizes" if even else None


def lengths_text(lengths, size):
    some = ", ".join(str(length) for length in lengths[:10]) + (", ..." if len(lengths) > 10 else "")
    return Text(
        f"Deine Mini-Batches haben diese Größen: {some}. Verlangt ist überall {size}, nur der letzte darf kleiner sein.",
        f"Your mini-batches have these sizes: {some}. Each should have {size}, only the last may be smaller.",
    )


def chunks(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def shuffled_chunks(n, size, rng):
    batches = chunks(np.arange(n), size)
    return [batches[k] for k in rng.permutation(len(batches))]


def shuffled_chunks_tail_last(n, size, rng):
    batches = chunks(np.arange(n), size)
    return [batches[k] for k in rng.permutation(len(batches) - 1)] + batches[-1:]


def random_list(n, size, rng):
    order = list(range(n))
    random.shuffle(order)
    return chunks(order, size)


MINIBATCH_LIST = Exercise(
    id="minibatches",
    kind="function",
    section="training-minibatches",
    title=MINIBATCHES,
    name=Text("Mini-Batches", "Mini-batches"),
    task=Text(
        "Verteile die Zeilennummern $0, 1, \\dots, n - 1$ für eine Epoche auf Mini-Batches. Jede Nummer kommt genau einmal vor, die Reihenfolge ist zufällig "
        "(aus `rng`, einem Generator wie `np.random.default_rng(0)`), und jeder Mini-Batch hat `size` Nummern. Nur der letzte darf kleiner sein. "
        "Gib die Liste der Mini-Batches zurück.",
        "Deal the row numbers $0, 1, \\dots, n - 1$ into mini-batches for one epoch. Every number occurs exactly once, the order is random "
        "(from `rng`, a generator such as `np.random.default_rng(0)`), and every mini-batch has `size` numbers. Only the last may be smaller. "
        "Return the list of mini-batches.",
    ),
    stub="def minibatches(n, size, rng):\n    return ...",
    solution=minibatches,
    cases=minibatch_cases,
    edges=minibatch_edges,
    judge=judge_minibatches,
    mistakes=(
        Mistake(
            "not-shuffled",
            Text("Deine Nummern stehen der Reihe nach: Gemischt ist nichts.", "Your numbers stand in sequence: nothing is shuffled."),
            Text(
                "Sind die Daten sortiert, sieht das Netz sonst erst lauter Nullen, dann lauter Einsen. Und in jeder Epoche wären die Mini-Batches dieselben.",
                "If the data are sorted, the network would otherwise see only zeros first, then only ones. And the mini-batches would be the same in every epoch.",
            ),
            (
                lambda n, size, rng: chunks(np.arange(n), size),
                lambda n, size, rng: chunks(list(range(n)), size),
                lambda n, size, rng: chunks(np.arange(n)[::-1], size),
                lambda n, size, rng: np.array_split(np.arange(n), -(-n // size)),
            ),
        ),
        Mistake(
            "tail-lost",
            Text(
                "Der Rest fehlt: Du bildest nur volle Mini-Batches.",
                "The remainder is missing: you make full mini-batches only.",
            ),
            Text(
                "Geht n durch size nicht auf, kommt zum Schluss noch ein kleinerer Mini-Batch. Sonst lernt das Netz in dieser Epoche einige Beispiele nicht.",
                "If size does not divide n, a smaller mini-batch follows at the end. Otherwise the network misses some samples in this epoch.",
            ),
            (
                lambda n, size, rng: chunks(rng.permutation(n)[: n // size * size], size),
                lambda n, size, rng: rng.permutation(n)[: n // size * size].reshape(-1, size),
                lambda n, size, rng: chunks(rng.permutation(n), size)[: n // size],
            ),
        ),
        Mistake(
            "with-replacement",
            Text(
                "Du ziehst mit Zurücklegen: Manche Nummern kommen mehrmals vor, andere gar nicht.",
                "You draw with replacement: some numbers occur several times, others not at all.",
            ),
            Text(
                "In einer Epoche soll jedes Beispiel genau einmal drankommen, wie beim Austeilen von Karten. Mische einmal alle, statt jedes Mal neu zu ziehen.",
                "In one epoch every sample should have its turn exactly once, as in dealing cards. Shuffle all of them once instead of drawing anew each time.",
            ),
            (
                lambda n, size, rng: [rng.integers(0, n, size) for _ in range(-(-n // size))],
                lambda n, size, rng: [rng.integers(0, n, size) for _ in range(n // size)],
                lambda n, size, rng: [rng.choice(n, size, replace=False) for _ in range(-(-n // size))],
                lambda n, size, rng: chunks(rng.integers(0, n, n), size),
                lambda n, size, rng: chunks(rng.choice(n, n), size),
            ),
        ),
        Mistake(
            "filled-up",
            Text(
                "Du füllst den letzten Mini-Batch mit Nummern auf, die schon dran waren.",
                "You fill up the last mini-batch with numbers that have had their turn.",
            ),
            Text(
                "Diese Beispiele zählten dann in der Epoche doppelt. Der letzte Mini-Batch darf einfach kleiner sein.",
                "These samples would then count twice in the epoch. The last mini-batch may simply be smaller.",
            ),
            (
                lambda n, size, rng: list(np.resize(rng.permutation(n), (-(-n // size), size))),
            ),
        ),
        Mistake(
            "batches-not-samples",
            Text(
                "Du mischst nur die Reihenfolge der Mini-Batches. In jedem stehen noch Nachbarn beieinander, etwa 3, 4, 5.",
                "You shuffle the order of the mini-batches only. In each of them, neighbours still stand together, such as 3, 4, 5.",
            ),
            Text(
                "Wer einmal zusammensteht, bleibt so in jeder Epoche zusammen. Mische die Nummern, bevor du sie aufteilst.",
                "Those who stand together once stay together in every epoch. Shuffle the numbers before you divide them.",
            ),
            (shuffled_chunks, shuffled_chunks_tail_last),
        ),
        Mistake(
            "inside-only",
            Text(
                "Du mischst nur innerhalb jedes Mini-Batches. Im ersten stehen immer die kleinsten Nummern, im letzten die größten.",
                "You shuffle inside each mini-batch only. The first always has the smallest numbers, the last the largest.",
            ),
            Text(
                "Für den mittleren Gradienten eines Mini-Batches ist seine innere Reihenfolge gleichgültig. Es zählt, wer zusammen drin ist.",
                "For the mean gradient of a mini-batch its inner order does not matter. What counts is who is in it together.",
            ),
            (lambda n, size, rng: [rng.permutation(batch) for batch in chunks(np.arange(n), size)],),
        ),
        Mistake(
            "even-sizes",
            Text(
                "Deine Mini-Batches sind alle ungefähr gleich groß, aber nicht alle haben size Nummern.",
                "Your mini-batches are all about equally large, but not all of them have size numbers.",
            ),
            Text(
                "np.array_split verteilt gleichmäßig. Hier soll jeder Mini-Batch voll sein, und nur der letzte bekommt den Rest.",
                "np.array_split divides evenly. Here every mini-batch should be full, and only the last gets the remainder.",
            ),
            (lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size)),),
        ),
        Mistake(
            "size-as-count",
            Text("Das sind size Mini-Batches, statt Mini-Batches der Größe size.", "These are size mini-batches instead of mini-batches of that size."),
            Text(
                "size sagt, wie viele Nummern in einem Mini-Batch stehen. Wie viele Mini-Batches es werden, ergibt sich daraus.",
                "size says how many numbers a mini-batch has. How many mini-batches there are follows from it.",
            ),
            (lambda n, size, rng: np.array_split(rng.permutation(n), size),),
        ),
        Mistake(
            "from-one",
            Text("Deine Nummern gehen von 1 bis n.", "Your numbers run from 1 to n."),
            Text(
                "Die Zeilen eines Arrays zählen ab 0. X[n] gibt es nicht, und X[0] käme nie dran.",
                "The rows of an array count from 0. There is no X[n], and X[0] would never have its turn.",
            ),
            (lambda n, size, rng: chunks(rng.permutation(np.arange(1, n + 1)), size),),
        ),
        Mistake(
            "no-batches",
            Text(
                "Das sind einzelne Nummern, noch nicht in Mini-Batches aufgeteilt.",
                "These are single numbers, not divided into mini-batches yet.",
            ),
            Text(
                "Zurück kommt eine Liste, deren Einträge selbst Listen oder Arrays sind, jeder mit size Nummern.",
                "What comes back is a list whose entries are lists or arrays themselves, each with size numbers.",
            ),
            (lambda n, size, rng: rng.permutation(n), lambda n, size, rng: rng.permutation(n).tolist()),
        ),
        Mistake(
            "empty-batch",
            Text("Einer deiner Mini-Batches ist leer.", "One of your mini-batches is empty."),
            Text(
                "Über null Beispiele kann niemand mitteln: 0/0 gibt nan. Das passiert, wenn size aufgeht und doch noch ein Rest angehängt wird.",
                "Nobody can average over zero samples: 0/0 gives nan. It happens when size divides n and a remainder is appended all the same.",
            ),
            (lambda n, size, rng: chunks(rng.permutation(n), size) + ([] if n % size else [np.array([], dtype=int)]),),
        ),
        Mistake(
            "own-random",
            *OWN_RANDOM,
            (lambda n, size, rng: chunks(np.random.default_rng(0).permutation(n), size), random_list),
        ),
    ),
    hints=(
        Text(
            "Zwei Schritte: zuerst alle Nummern mischen, dann die gemischte Reihe in Stücke schneiden.",
            "Two steps: first shuffle all numbers, then cut the shuffled row into pieces.",
        ),
        Text(
            "`rng.permutation(n)` gibt die Nummern 0 bis n − 1 in zufälliger Reihenfolge.",
            "`rng.permutation(n)` gives the numbers 0 to n − 1 in random order.",
        ),
        Text(
            "Die Stücke beginnen bei 0, size, 2·size und so weiter: `range(0, n, size)` zählt diese Stellen auf.",
            "The pieces start at 0, size, 2·size and so on: `range(0, n, size)` lists these places.",
        ),
        Text(
            "Ein Stück ist `order[start : start + size]`. Ragt das über das Ende hinaus, nimmt Python einfach, was noch da ist. Das ist schon der kleinere letzte Mini-Batch.",
            "A piece is `order[start : start + size]`. If that reaches beyond the end, Python simply takes what is left. This already is the smaller last mini-batch.",
        ),
    ),
)


def momentum_step(theta, v, gradient, L, mu):
    v = mu * v - L * gradient
    return theta + v, v


def momentum_cases(rng):
    def some(*shape):
        return (*(rng.normal(0, 1, shape) for _ in range(3)), float(rng.uniform(0.05, 0.4)), float(rng.uniform(0.6, 0.95)))

    first = (np.array([1.0, 2.0]), np.array([0.4, -0.2]), np.array([1.0, -3.0]), 0.1, 0.5)
    return [first, some(5), some(3)]


def momentum_edges(rng):
    theta, gradient = rng.normal(0, 1, 4), rng.normal(0, 1, 4)
    return [(theta, np.zeros(4), gradient, 0.1, 0.9), (theta, gradient, np.zeros(4), 0.1, 0.9), (theta, theta + 1, gradient, 0.2, 0.0)]


MOMENTUM_STEP = Exercise(
    id="momentum-step",
    kind="function",
    section="training-momentum",
    title=MOMENTUM,
    name=Text("Ein Schritt mit Momentum", "A step with momentum"),
    task=Text(
        "Ein Schritt mit Schwung: Zuerst wird die Geschwindigkeit neu, $v \\leftarrow \\mu v - L \\cdot \\text{gradient}$, dann bewegt sie die Parameter, "
        "$\\theta \\leftarrow \\theta + v$. Gib das neue `theta` und das neue `v` zurück, in dieser Reihenfolge. `theta`, `v` und `gradient` haben dieselbe Form "
        "und sollen sich nicht verändern.",
        "A step with inertia: first the velocity becomes new, $v \\leftarrow \\mu v - L \\cdot \\text{gradient}$, then it moves the parameters, "
        "$\\theta \\leftarrow \\theta + v$. Return the new `theta` and the new `v`, in this order. `theta`, `v` and `gradient` have the same shape "
        "and must not change.",
    ),
    stub="def momentum_step(theta, v, gradient, L, mu):\n    return ...",
    solution=momentum_step,
    cases=momentum_cases,
    edges=momentum_edges,
    mistakes=(
        Mistake(
            "gradient-once",
            Text(
                "Dein theta hat sich mit dem alten v bewegt, nicht mit dem neuen.",
                "Your theta moved with the old v, not with the new one.",
            ),
            Text(
                "So wirkt jeder Gradient erst einen Schritt zu spät. Zuerst v neu ausrechnen, dann mit diesem v gehen.",
                "Each gradient then acts one step too late. First work out the new v, then move by this v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta + v, mu * v - L * gradient),
                lambda theta, v, gradient, L, mu: (theta + mu * v, mu * v - L * gradient),
            ),
        ),
        Mistake(
            "no-rate",
            Text("In deinem v fehlt die Lernrate L.", "The learning rate L is missing in your v."),
            Text(
                "Ohne L ist der Schritt so groß wie der Gradient selbst und schießt leicht über das Tal hinaus.",
                "Without L the step is as large as the gradient itself, and easily shoots over the valley.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + mu * v - gradient, mu * v - gradient),),
        ),
        Mistake(
            "sign",
            Text("Dein v zeigt bergauf: Vor L · gradient steht ein Plus.", "Your v points uphill: there is a plus before L · gradient."),
            Text(
                "Der Gradient zeigt dorthin, wo die Kosten steigen. Also wird L · gradient abgezogen.",
                "The gradient points to where the cost rises. So L · gradient is subtracted.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + mu * v + L * gradient, mu * v + L * gradient),),
        ),
        Mistake(
            "minus-v",
            Text("Du ziehst v von theta ab.", "You subtract v from theta."),
            Text(
                "Manche Bücher schreiben v mit umgekehrtem Vorzeichen. Bei uns zeigt v schon bergab, weil L · gradient abgezogen wurde; theta kommt dann mit Plus voran.",
                "Some books write v with the opposite sign. Ours points downhill already, since L · gradient was subtracted; theta then moves on with a plus.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta - (mu * v - L * gradient), mu * v - L * gradient),
                lambda theta, v, gradient, L, mu: (theta - (mu * v + L * gradient), mu * v + L * gradient),
            ),
        ),
        Mistake(
            "rate-outside",
            Text(
                "Dein v sammelt die Gradienten ohne L, und erst der Schritt wird mit L malgenommen.",
                "Your v collects the gradients without L, and only the step is multiplied by L.",
            ),
            Text(
                "So rechnet PyTorch. Bleibt L immer gleich und beginnt v bei 0, geht theta denselben Weg, aber v ist eine andere Zahl. Hier steht L in v.",
                "This is how PyTorch does it. If L stays the same and v starts at 0, theta goes the same way, but v is another number. Here L belongs inside v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta - L * (mu * v + gradient), mu * v + gradient),
                lambda theta, v, gradient, L, mu: (theta + L * (mu * v - gradient), mu * v - gradient),
            ),
        ),
        Mistake(
            "rate-twice",
            Text("Die Lernrate steckt zweimal in deinem Schritt.", "The learning rate is in your step twice."),
            Text(
                "L steht schon in v. Zu theta kommt das neue v, wie es ist.",
                "L is in v already. The new v is added to theta as it is.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + L * (mu * v - L * gradient), mu * v - L * gradient),),
        ),
        Mistake(
            "no-momentum",
            Text("Das alte v ist verloren: Das ist gewöhnlicher Gradient Descent.", "The old v is lost: this is plain gradient descent."),
            Text(
                "Der Schwung ist der Teil des letzten Schritts, der bleibt: mu mal das alte v.",
                "The inertia is the part of the last step that stays: mu times the old v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta - L * gradient, -L * gradient),
                lambda theta, v, gradient, L, mu: (theta - L * gradient, v),
            ),
        ),
        Mistake(
            "no-friction",
            Text("In deinem v fehlt mu: Das alte v bleibt ganz erhalten.", "mu is missing in your v: the old v stays whole."),
            Text(
                "mu < 1 bremst, wie Reibung. Ohne sie rollt die Kugel im Tal für immer hin und her.",
                "mu < 1 slows it down, like friction. Without it the ball rolls to and fro in the valley forever.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + v - L * gradient, v - L * gradient),),
        ),
        Mistake(
            "mixed",
            Text(
                "Du nimmst das Mittel aus altem v und neuem Schritt: mu und 1 − mu.",
                "You take the mean of the old v and the new step: mu and 1 − mu.",
            ),
            Text(
                "Ein solches gleitendes Mittel benutzt Adam. Hier wird der neue Schritt ganz dazugezählt.",
                "Adam uses such a running mean. Here the new step is added whole.",
            ),
            (
                lambda theta, v, gradient, L, mu: (
                    theta + mu * v - (1 - mu) * L * gradient,
                    mu * v - (1 - mu) * L * gradient,
                ),
            ),
        ),
        Mistake(
            "swapped",
            Text("Du gibst zuerst v zurück, dann theta.", "You return v first, then theta."),
            Text("Verlangt ist die Reihenfolge theta, v.", "The order asked for is theta, v."),
            (lambda theta, v, gradient, L, mu: momentum_step(theta, v, gradient, L, mu)[::-1],),
        ),
        Mistake(
            "theta-only",
            Text("Du gibst nur eines von beiden zurück.", "You return only one of the two."),
            Text(
                "Der nächste Schritt braucht auch das neue v, sonst ist der Schwung verloren. Gib beide zurück: theta und v.",
                "The next step needs the new v too, or the inertia is lost. Return both: theta and v.",
            ),
            (
                lambda theta, v, gradient, L, mu: momentum_step(theta, v, gradient, L, mu)[0],
                lambda theta, v, gradient, L, mu: momentum_step(theta, v, gradient, L, mu)[1],
            ),
        ),
        Mistake(
            "old-v",
            Text("Dein theta stimmt, aber du gibst das alte v zurück.", "Your theta is right, but you return the old v."),
            Text(
                "Dann hat der nächste Schritt diesen Gradienten schon vergessen. Gib das v zurück, mit dem theta sich bewegt hat.",
                "Then the next step has forgotten this gradient already. Return the v that theta moved by.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + mu * v - L * gradient, v),),
        ),
    ),
    hints=(
        Text(
            "Die Reihenfolge zählt: zuerst das neue v, dann theta.",
            "The order matters: first the new v, then theta.",
        ),
        Text(
            "Das neue v besteht aus zwei Teilen: dem Schwung, `mu * v`, und dem Schritt bergab, `L * gradient` mit Minus davor.",
            "The new v has two parts: the inertia, `mu * v`, and the step downhill, `L * gradient` with a minus before it.",
        ),
        Text(
            "Schreib `v = ...` mit diesen beiden Teilen. Ein neues Array entsteht dabei von selbst, das alte v bleibt, wie es war.",
            "Write `v = ...` with these two parts. That makes a new array by itself, the old v stays as it was.",
        ),
        Text(
            "In der zweiten Zeile kommt dieses neue v zu theta dazu. Zurück kommen zwei Dinge, durch ein Komma getrennt.",
            "In the second line this new v is added to theta. Two things come back, separated by a comma.",
        ),
    ),
)


def accuracy(O, labels):
    return np.mean(O.argmax(axis=1) == labels)


def accuracy_cases(rng):
    def some(n, n_out, n_wrong, largest):
        O = rng.uniform(0, largest, (n, n_out))
        labels = O.argmax(axis=1)
        labels[:n_wrong] = (labels[:n_wrong] + rng.integers(1, n_out, n_wrong)) % n_out
        order = rng.permutation(n)
        return O[order], labels[order]

    first = np.array([[0.9, 0.1, 0.3], [0.2, 0.4, 0.8], [0.7, 0.3, 0.5]]), np.array([0, 2, 2])
    return [first, some(10, 4, 3, 1.0), some(5, 5, 2, 0.45), some(12, 3, 7, 0.9)]


def accuracy_edges(rng):
    O = rng.uniform(0, 1, (6, 4))
    return [(O, O.argmax(axis=1)), (O, (O.argmax(axis=1) + 1) % 4)]


ACCURACY_SHARE = Exercise(
    id="accuracy",
    kind="function",
    section="training-accuracy",
    title=ACCURACY,
    name=Text("Die Trefferquote", "The accuracy"),
    task=Text(
        "`O` sind die Ausgänge eines Netzes, ein Beispiel pro Zeile, Form (n, n_out). `labels` sind die richtigen Klassen, ganze Zahlen von 0 bis n_out − 1, "
        "Form (n,). Die Antwort des Netzes ist der größte Ausgang der Zeile. Gib den Anteil der richtigen Antworten zurück, eine Zahl von 0 bis 1.",
        "`O` are the outputs of a network, one sample per row, shape (n, n_out). `labels` are the right classes, whole numbers from 0 to n_out − 1, "
        "shape (n,). The network's answer is the largest output of the row. Return the share of right answers, a number from 0 to 1.",
    ),
    stub="def accuracy(O, labels):\n    return ...",
    solution=accuracy,
    cases=accuracy_cases,
    edges=accuracy_edges,
    mistakes=(
        Mistake(
            "wrong-axis",
            Text(
                "Du suchst den größten Wert in jeder Spalte statt in jeder Zeile.",
                "You look for the largest value in each column instead of in each row.",
            ),
            Text(
                "Eine Zeile ist ein Beispiel, und in ihr stehen die Ausgänge, die verglichen werden. axis=0 läuft die Spalten hinunter, axis=1 die Zeile entlang.",
                "A row is a sample, and it holds the outputs that are compared. axis=0 runs down the columns, axis=1 along the row.",
            ),
            (
                lambda O, labels: np.mean(O.argmax(axis=0) == labels),
                lambda O, labels: sum(O[:, i].argmax() == labels[i] for i in range(len(labels))) / len(labels),
                lambda O, labels: sum(a == b for a, b in zip(O.argmax(axis=0), labels, strict=False)) / len(labels),
            ),
        ),
        Mistake(
            "flat",
            Text(
                "Du suchst den einen größten Wert der ganzen Tabelle.",
                "You look for the one largest value of the whole table.",
            ),
            Text(
                "Ohne axis zählt argmax durch alle Einträge hindurch. Jedes Beispiel braucht aber seine eigene Antwort.",
                "Without axis, argmax counts through all entries. But every sample needs an answer of its own.",
            ),
            (lambda O, labels: np.mean(O.argmax() == labels),),
        ),
        Mistake(
            "percent",
            Text("Das sind Prozent: hundertmal der Anteil.", "This is per cent: a hundred times the share."),
            Text(
                "Gefragt ist der Anteil, von 0 bis 1. Prozent werden daraus erst beim Drucken.",
                "The share is asked for, from 0 to 1. It becomes per cent only when it is printed.",
            ),
            (lambda O, labels: 100 * accuracy(O, labels), lambda O, labels: round(100 * accuracy(O, labels))),
        ),
        Mistake(
            "count",
            Text("Das ist die Anzahl der richtigen Antworten.", "This is the number of right answers."),
            Text(
                "Sieben Richtige sind viel von zehn und wenig von hundert. Teile durch die Zahl der Beispiele.",
                "Seven right ones are many of ten and few of a hundred. Divide by the number of samples.",
            ),
            (lambda O, labels: np.sum(O.argmax(axis=1) == labels),),
        ),
        Mistake(
            "error-rate",
            Text("Das ist der Anteil der falschen Antworten.", "This is the share of wrong answers."),
            Text("Zähle, wo Antwort und Klasse gleich sind.", "Count where answer and class are equal."),
            (lambda O, labels: 1 - accuracy(O, labels), lambda O, labels: np.mean(O.argmax(axis=1) != labels)),
        ),
        Mistake(
            "divided-by-outputs",
            Text(
                "Du teilst durch die Zahl der Ausgänge statt durch die Zahl der Beispiele.",
                "You divide by the number of outputs instead of the number of samples.",
            ),
            Text(
                "Jedes Beispiel gibt eine Antwort, egal wie viele Ausgänge es hat. Die Beispiele sind die Zeilen: len(O).",
                "Every sample gives one answer, however many outputs it has. The samples are the rows: len(O).",
            ),
            (
                lambda O, labels: np.sum(O.argmax(axis=1) == labels) / O.shape[1],
                lambda O, labels: np.sum(O.argmax(axis=1) == labels) / O.size,
            ),
        ),
        Mistake(
            "threshold",
            Text(
                "Du zählst nur als richtig, wo der richtige Ausgang über 0,5 liegt.",
                "You count as right only where the right output exceeds 0.5.",
            ),
            Text(
                "Eine Schwelle gibt es hier nicht: Der größte Ausgang ist die Antwort, auch wenn er klein ist, und 0,6 nützt nichts, wenn daneben 0,9 steht.",
                "There is no threshold here: the largest output is the answer, even if it is small, and 0.6 is of no use with 0.9 beside it.",
            ),
            (lambda O, labels: np.mean(O[np.arange(len(O)), labels] > 0.5),),
        ),
        Mistake(
            "every-output",
            Text(
                "Du zählst jeden Ausgang einzeln, auch die, die zu Recht klein sind.",
                "You count every output singly, even those that are rightly small.",
            ),
            Text(
                "Ein Netz, das bei zehn Klassen immer nur Nullen ausgibt, hätte so 90 %. Gezählt wird eine Antwort pro Zeile.",
                "With ten classes, a network that always gives zeros would have 90% that way. One answer per row is counted.",
            ),
            (
                lambda O, labels: np.mean((O > 0.5) == np.eye(O.shape[1])[labels]),
                lambda O, labels: np.mean(np.round(O) == np.eye(O.shape[1])[labels]),
            ),
        ),
        Mistake(
            "mean-output",
            Text("Das ist der mittlere Wert des richtigen Ausgangs.", "This is the mean value of the right output."),
            Text(
                "Wie groß der richtige Ausgang ist, steckt in den Kosten. Hier zählt nur, ob er der größte seiner Zeile ist.",
                "How large the right output is belongs to the cost. Here it only counts whether it is the largest of its row.",
            ),
            (lambda O, labels: np.mean(O[np.arange(len(O)), labels]),),
        ),
        Mistake(
            "smallest",
            Text("Du nimmst den kleinsten Ausgang der Zeile als Antwort.", "You take the smallest output of the row as the answer."),
            Text("Die Antwort ist der größte: argmax, nicht argmin.", "The answer is the largest: argmax, not argmin."),
            (lambda O, labels: np.mean(O.argmin(axis=1) == labels),),
        ),
        Mistake(
            "largest-value",
            Text(
                "Du vergleichst den größten Wert mit der Klasse, statt die Stelle, an der er steht.",
                "You compare the largest value with the class instead of the place where it stands.",
            ),
            Text(
                "max gibt den Wert, etwa 0,8; argmax gibt seine Stelle, etwa 2. Die Klasse ist die Stelle.",
                "max gives the value, such as 0.8; argmax gives its place, such as 2. The class is the place.",
            ),
            (lambda O, labels: np.mean(O.max(axis=1) == labels),),
        ),
        Mistake(
            "per-sample",
            Text("Das ist für jedes Beispiel richtig oder falsch, noch nicht der Anteil.", "This is right or wrong for every sample, not the share yet."),
            Text(
                "True zählt als 1 und False als 0. Der Anteil ist also der Mittelwert über alle Beispiele.",
                "True counts as 1 and False as 0. So the share is the mean over all samples.",
            ),
            (lambda O, labels: O.argmax(axis=1) == labels,),
        ),
    ),
    hints=(
        Text(
            "Frag zuerst: Welche Klasse sagt das Netz bei jeder Zeile? Dann: Bei wie vielen ist das die richtige?",
            "First ask: which class does the network say for each row? Then: for how many is it the right one?",
        ),
        Text(
            "`argmax` gibt die Stelle des größten Werts. Mit `axis=1` tut es das für jede Zeile.",
            "`argmax` gives the place of the largest value. With `axis=1` it does so for every row.",
        ),
        Text(
            "`antworten == labels` gibt für jedes Beispiel True oder False.",
            "`answers == labels` gives True or False for every sample.",
        ),
        Text(
            "True zählt als 1, False als 0. Der Mittelwert, `np.mean`, ist also der Anteil.",
            "True counts as 1, False as 0. So the mean, `np.mean`, is the share.",
        ),
    ),
)


def confusion(labels, predicted, n):
    counts = np.zeros((n, n), dtype=int)
    for true, read in zip(labels, predicted, strict=True):
        counts[true, read] += 1
    return counts


def confusion_cases(rng):
    def some(size, n):
        return rng.integers(0, n, size), rng.integers(0, n, size), n

    labels, predicted, n = some(15, 3)
    first = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 2, 0, 2]), 3
    return [first, some(40, 4), (labels, predicted, n + 2), some(60, 2)]


def confusion_edges(rng):
    labels = np.array([2, 2, 0])
    return [(labels, labels, 3), (np.array([1]), np.array([0]), 2)]


def row_shares(labels, predicted, n):
    counts = confusion(labels, predicted, n)
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


def row_shares_safe(labels, predicted, n):
    counts = confusion(labels, predicted, n)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def counted_once(labels, predicted, n):
    counts = np.zeros((n, n), dtype=int)
    counts[labels, predicted] += 1
    return counts


def of_size_seen(labels, predicted, n):
    return confusion(labels, predicted, max(labels.max(), predicted.max()) + 1)


CONFUSION = Exercise(
    id="confusion",
    kind="function",
    section="training-accuracy",
    title=ACCURACY,
    name=Text("Die Verwechslungsmatrix", "The confusion matrix"),
    task=Text(
        "`labels` sind die wahren Klassen, `predicted` die Antworten des Netzes, beide ganze Zahlen von 0 bis n − 1. Gib die Verwechslungsmatrix zurück, Form (n, n): "
        "In Zeile $i$ und Spalte $j$ steht, **wie oft** die wahre Klasse $i$ als $j$ gelesen wurde.",
        "`labels` are the true classes, `predicted` the network's answers, both whole numbers from 0 to n − 1. Return the confusion matrix, shape (n, n): "
        "row $i$ and column $j$ hold **how often** the true class $i$ was read as $j$.",
    ),
    stub="def confusion(labels, predicted, n):\n    return ...",
    solution=confusion,
    cases=confusion_cases,
    edges=confusion_edges,
    mistakes=(
        Mistake(
            "transposed",
            Text(
                "Zeilen und Spalten sind vertauscht: Bei dir gehört die Zeile zur Antwort des Netzes.",
                "Rows and columns are swapped: in yours, the row belongs to the network's answer.",
            ),
            Text(
                "Die Zeile ist die wahre Klasse, die Spalte die gelesene. Sonst liest man „9 als 4“, wo „4 als 9“ gemeint ist.",
                "The row is the true class, the column the one that was read. Otherwise \"9 as 4\" is read where \"4 as 9\" is meant.",
            ),
            (lambda labels, predicted, n: confusion(predicted, labels, n),),
        ),
        Mistake(
            "normalised",
            Text("Das sind Anteile, keine Anzahlen.", "These are shares, not counts."),
            Text(
                "Gefragt ist, wie oft jedes Paar vorkommt: ganze Zahlen, die zusammen die Zahl der Beispiele ergeben. Ein Anteil verrät nicht mehr, wie viele es waren.",
                "The question is how often each pair occurs: whole numbers that add up to the number of samples. A share no longer tells how many there were.",
            ),
            (
                row_shares,
                row_shares_safe,
                lambda labels, predicted, n: confusion(labels, predicted, n) / len(labels),
            ),
        ),
        Mistake(
            "counted-once",
            Text(
                "Jedes Paar ist bei dir höchstens einmal gezählt.",
                "Every pair is counted once at most.",
            ),
            Text(
                "counts[labels, predicted] += 1 sieht ein Paar, das mehrmals vorkommt, nur einmal: NumPy liest alle alten Werte, bevor es einen neuen schreibt. Und = 1 vergisst, was schon dasteht. Zähle in einer Schleife, oder mit np.add.at.",
                "counts[labels, predicted] += 1 sees a pair that occurs several times only once: NumPy reads all old values before it writes a new one. And = 1 forgets what stands there already. Count in a loop, or with np.add.at.",
            ),
            (
                counted_once,
                lambda labels, predicted, n: confusion(labels, predicted, n) > 0,
            ),
        ),
        Mistake(
            "size",
            Text(
                "Deine Matrix ist nur so groß, wie Klassen wirklich vorkommen.",
                "Your matrix is only as large as there are classes that really occur.",
            ),
            Text(
                "Auch eine Klasse, die niemand gelesen hat, bekommt ihre Zeile und ihre Spalte, eben mit Nullen. Wie viele es sind, sagt n.",
                "A class that nobody read has a row and a column as well, filled with zeros. n says how many there are.",
            ),
            (of_size_seen,),
        ),
        Mistake(
            "diagonal-only",
            Text("Bei dir ist nur gezählt, was richtig war.", "Only what was right is counted in yours."),
            Text(
                "Neben der Diagonale stehen die Fehler, und gerade um sie geht es.",
                "Beside the diagonal stand the mistakes, and they are what this is about.",
            ),
            (lambda labels, predicted, n: np.diag(np.diag(confusion(labels, predicted, n))),),
        ),
        Mistake(
            "errors-only",
            Text("Bei dir ist nur gezählt, was falsch war: Auf der Diagonale stehen Nullen.", "Only what was wrong is counted in yours: the diagonal holds zeros."),
            Text(
                "Auf die Diagonale gehören die richtigen Antworten. Ohne sie weiß man nicht, ob zehn Fehler viel sind.",
                "The right answers belong on the diagonal. Without them nobody knows whether ten mistakes are many.",
            ),
            (lambda labels, predicted, n: confusion(labels, predicted, n) * (1 - np.eye(n, dtype=int)),),
        ),
    ),
    hints=(
        Text(
            "Fang mit einer n × n großen Tabelle voller Nullen an und geh alle Beispiele durch.",
            "Start with an n × n table of zeros and go through all samples.",
        ),
        Text(
            "`zip(labels, predicted)` gibt die Paare: wahre Klasse und Antwort.",
            "`zip(labels, predicted)` gives the pairs: true class and answer.",
        ),
        Text(
            "Jedes Paar erhöht genau einen Eintrag um 1. Die wahre Klasse sagt die Zeile, die Antwort die Spalte.",
            "Each pair raises exactly one entry by 1. The true class says the row, the answer the column.",
        ),
        Text(
            "In der Schleife steht also `counts[wahr, gelesen] += 1`, und danach kommt `counts` zurück.",
            "So the loop holds `counts[true, read] += 1`, and afterwards `counts` comes back.",
        ),
    ),
)


def initial_weights(n_out, n_in, rng):
    return rng.standard_normal((n_out, n_in)) / np.sqrt(n_in)


def initial_cases(rng):
    return [(100, 400, watched(rng)), (250, 900, watched(rng)), (400, 64, watched(rng))]


def initial_edges(rng):
    return [(1, 40_000, watched(rng))]


def judge_weights(args, result):
    """Form, then sign, then spread: 3 % is at least six times what chance does to these numbers."""
    n_out, n_in, rng = args
    W = as_numbers(result)
    if W is None or W.shape != (n_out, n_in):
        return misshapen(result, W, n_out, n_in)
    W = W.astype(float)
    if not np.isfinite(W).all():
        return Verdict(False, found=Text("In deiner Matrix steht nan oder unendlich.", "Your matrix contains nan or infinity."))
    if np.ptp(W) == 0:
        return Verdict(False, "constant")
    if (n_out > 1 and (W == W[0]).all()) or (W == W[:, :1]).all():
        return Verdict(False, "repeated")
    if W.min() >= 0:
        return Verdict(False, "uniform-positive")
    spread, wanted = W.std(), 1 / np.sqrt(n_in)
    found = Text(
        f"Die Standardabweichung deiner Gewichte ist {comma(spread)}, verlangt ist {comma(wanted)}.",
        f"The standard deviation of your weights is {point(spread)}, {point(wanted)} is asked for.",
    )
    if abs(W.mean()) > 0.1 * spread:
        return Verdict(False, found=off_centre(W.mean()))
    if abs(spread - wanted) > 0.03 * wanted:
        return Verdict(False, which_scale(spread, n_out, n_in), found)
    return Verdict(True) if rng.used else Verdict(False, "own-random")


def misshapen(result, W, n_out, n_in):
    if W is None or W.ndim == 0:
        kind = type(result).__name__ + (f" ({result.dtype})" if isinstance(result, np.ndarray) else "")
        return Verdict(
            False,
            found=Text(
                f"Erwartet ist eine einzige Matrix aus reellen Zahlen, nicht {kind}.",
                f"One single matrix of real numbers is expected, not {kind}.",
            ),
        )
    found = Text(
        f"Deine Matrix hat die Form {W.shape}, verlangt ist {(n_out, n_in)}.",
        f"Your matrix has the shape {W.shape}, {(n_out, n_in)} is asked for.",
    )
    return Verdict(False, "transposed" if W.shape == (n_in, n_out) else None, found)


def off_centre(mean):
    return Text(
        f"Im Mittel sind deine Gewichte {comma(mean)}, sie sollen aber um 0 liegen.",
        f"On average your weights are {point(mean)}, but they should lie around 0.",
    )


def which_scale(spread, n_out, n_in):
    """Return the mistake that leads to this standard deviation, or None."""
    scales = {
        "unscaled": 1.0,
        "variance": 1 / n_in,
        "fan-out": 1 / np.sqrt(n_out),
        "for-relu": np.sqrt(2 / n_in),
        "both-sides": np.sqrt(2 / (n_in + n_out)),
        "uniform-narrow": 1 / np.sqrt(3 * n_in),
        "multiplied": np.sqrt(n_in),
    }
    return next((name for name, scale in scales.items() if abs(spread - scale) <= 0.03 * scale), None)


INITIAL_SCALE = Exercise(
    id="initial-scale",
    kind="function",
    section="training-initialisation",
    title=INITIALISATION,
    name=Text("Ein guter Anfang", "A good start"),
    task=Text(
        "Gib die Gewichte zurück, mit denen eine Schicht beginnt: eine Matrix der Form (n_out, n_in), zufällig aus `rng`, um 0 herum, mit der Standardabweichung "
        "$1/\\sqrt{n_\\text{in}}$. Zum Beispiel 0,05 bei 400 Eingängen.",
        "Return the weights that a layer starts with: a matrix of shape (n_out, n_in), random from `rng`, around 0, with the standard deviation "
        "$1/\\sqrt{n_\\text{in}}$. For instance 0.05 with 400 inputs.",
    ),
    stub="def initial_weights(n_out, n_in, rng):\n    return ...",
    solution=initial_weights,
    cases=initial_cases,
    edges=initial_edges,
    judge=judge_weights,
    mistakes=(
        Mistake(
            "transposed",
            Text("Deine Matrix liegt quer: (n_in, n_out).", "Your matrix lies on its side: (n_in, n_out)."),
            Text(
                "Zeile i von W gehört dem Neuron i. Es gibt n_out Neuronen, und jedes hat n_in Gewichte.",
                "Row i of W belongs to neuron i. There are n_out neurons, each with n_in weights.",
            ),
            (lambda n_out, n_in, rng: initial_weights(n_out, n_in, rng).T,),
        ),
        Mistake(
            "constant",
            Text("Alle deine Gewichte sind gleich.", "All your weights are equal."),
            Text(
                "Dann rechnet jedes Neuron dasselbe und bekommt denselben Gradienten: Sie bleiben für immer gleich. Erst der Zufall macht sie verschieden.",
                "Then every neuron computes the same and gets the same gradient: they stay equal forever. Only chance makes them different.",
            ),
            (
                lambda n_out, n_in, rng: np.zeros((n_out, n_in)),
                lambda n_out, n_in, rng: np.full((n_out, n_in), 1 / np.sqrt(n_in)),
                lambda n_out, n_in, rng: np.full((n_out, n_in), rng.standard_normal() / np.sqrt(n_in)),
            ),
        ),
        Mistake(
            "repeated",
            Text(
                "Alle Zeilen deiner Matrix sind gleich, oder alle Spalten.",
                "All rows of your matrix are equal, or all columns.",
            ),
            Text(
                "Gleiche Zeilen sind Neuronen, die dasselbe rechnen und dasselbe lernen. Ziehe für jedes Gewicht eine eigene Zahl, n_out mal n_in Stück.",
                "Equal rows are neurons that compute the same and learn the same. Draw a number of its own for every weight, n_out times n_in of them.",
            ),
            (
                lambda n_out, n_in, rng: np.tile(rng.standard_normal(n_in) / np.sqrt(n_in), (n_out, 1)),
                lambda n_out, n_in, rng: np.tile(rng.standard_normal((n_out, 1)) / np.sqrt(n_in), n_in),
            ),
        ),
        Mistake(
            "uniform-positive",
            Text("Alle deine Gewichte sind positiv.", "All your weights are positive."),
            Text(
                "Dann zählen sich n_in Summanden mit demselben Vorzeichen zusammen, z wird groß, und die Neuronen sitzen auf dem flachen Ende. Die Gewichte sollen um 0 liegen.",
                "Then n_in terms of the same sign add up, z becomes large, and the neurons sit on the flat end. The weights should lie around 0.",
            ),
            (
                lambda n_out, n_in, rng: rng.random((n_out, n_in)) / np.sqrt(n_in),
                lambda n_out, n_in, rng: rng.random((n_out, n_in)),
                lambda n_out, n_in, rng: rng.uniform(0, 2 / np.sqrt(n_in), (n_out, n_in)),
                lambda n_out, n_in, rng: np.abs(initial_weights(n_out, n_in, rng)),
            ),
        ),
        Mistake(
            "unscaled",
            Text("Deine Gewichte haben die Standardabweichung 1: Geteilt ist nichts.", "Your weights have the standard deviation 1: nothing is divided."),
            Text(
                "Bei n_in Eingängen wächst z dann auf etwa √n_in, und ein Sigmoid ist dort flach. Je mehr Eingänge, desto kleiner müssen die Gewichte beginnen.",
                "With n_in inputs, z then grows to about √n_in, where a sigmoid is flat. The more inputs, the smaller the weights must start.",
            ),
            (
                lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)),
                lambda n_out, n_in, rng: rng.uniform(-np.sqrt(3), np.sqrt(3), (n_out, n_in)),
            ),
        ),
        Mistake(
            "variance",
            Text(
                "Deine Standardabweichung ist 1/n_in: Die Wurzel fehlt.",
                "Your standard deviation is 1/n_in: the root is missing.",
            ),
            Text(
                "1/n_in ist die Varianz, das Quadrat der Standardabweichung. rng.normal will als zweites Argument die Standardabweichung selbst.",
                "1/n_in is the variance, the square of the standard deviation. The second argument of rng.normal is the standard deviation itself.",
            ),
            (
                lambda n_out, n_in, rng: rng.normal(0, 1 / n_in, (n_out, n_in)),
                lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) / n_in,
            ),
        ),
        Mistake(
            "fan-out",
            Text(
                "Du teilst durch die Wurzel aus n_out, der Zahl der Neuronen.",
                "You divide by the root of n_out, the number of neurons.",
            ),
            Text(
                "z ist eine Summe über die Eingänge. Wie viele Nachbarn ein Neuron hat, ist seinem z gleichgültig; es zählt n_in.",
                "z is a sum over the inputs. How many neighbours a neuron has does not matter to its z; n_in counts.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) / np.sqrt(n_out),),
        ),
        Mistake(
            "for-relu",
            Text(
                "Deine Standardabweichung ist √2/√n_in. Das ist der Anfang für ReLU-Schichten.",
                "Your standard deviation is √2/√n_in. This is the start for ReLU layers.",
            ),
            Text(
                "ReLU schneidet die Hälfte ab, und die √2 gleicht das aus. Verlangt ist hier 1/√n_in, ohne sie.",
                "ReLU cuts off one half, and the √2 makes up for it. Asked for is 1/√n_in here, without it.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in),),
        ),
        Mistake(
            "both-sides",
            Text(
                "Deine Standardabweichung ist √(2/(n_in + n_out)): Sie rechnet mit beiden Seiten.",
                "Your standard deviation is √(2/(n_in + n_out)): it uses both sides.",
            ),
            Text(
                "Diesen Mittelweg zwischen vorwärts und rückwärts haben Glorot und Bengio vorgeschlagen. Verlangt ist hier nur n_in: 1/√n_in.",
                "Glorot and Bengio proposed this middle way between forward and backward. Asked for is n_in alone here: 1/√n_in.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) * np.sqrt(2 / (n_in + n_out)),),
        ),
        Mistake(
            "uniform-narrow",
            Text(
                "Deine Standardabweichung ist 1/√(3 n_in), wie bei Zahlen, die gleichmäßig zwischen −1/√n_in und 1/√n_in verteilt sind.",
                "Your standard deviation is 1/√(3 n_in), as with numbers spread evenly between −1/√n_in and 1/√n_in.",
            ),
            Text(
                "Gleichmäßig von −r bis r verteilte Zahlen haben die Standardabweichung r/√3, nicht r. Nimm die Glockenkurve, oder ein größeres r.",
                "Numbers spread evenly from −r to r have the standard deviation r/√3, not r. Take the bell curve, or a larger r.",
            ),
            (lambda n_out, n_in, rng: rng.uniform(-1, 1, (n_out, n_in)) / np.sqrt(n_in),),
        ),
        Mistake(
            "multiplied",
            Text("Du nimmst mal √n_in, statt dadurch zu teilen.", "You multiply by √n_in instead of dividing by it."),
            Text(
                "Je mehr Eingänge, desto mehr Summanden hat z, und desto kleiner muss jeder sein.",
                "The more inputs, the more terms z has, and the smaller each must be.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) * np.sqrt(n_in),),
        ),
        Mistake(
            "own-random",
            *OWN_RANDOM,
            (lambda n_out, n_in, rng: initial_weights(n_out, n_in, np.random.default_rng(0)),),
        ),
    ),
    hints=(
        Text(
            "Zwei Schritte: zufällige Zahlen in der richtigen Form ziehen, dann alle auf die richtige Größe bringen.",
            "Two steps: draw random numbers in the right shape, then bring all of them to the right size.",
        ),
        Text(
            "`rng.standard_normal((n_out, n_in))` zieht Zahlen aus der Glockenkurve um 0, mit Standardabweichung 1.",
            "`rng.standard_normal((n_out, n_in))` draws numbers from the bell curve around 0, with standard deviation 1.",
        ),
        Text(
            "Teilt man alle Zahlen durch $c$, ist auch ihre Standardabweichung durch $c$ geteilt.",
            "If all numbers are divided by $c$, so is their standard deviation.",
        ),
        Text(
            "Aus 1 soll $1/\\sqrt{n_\\text{in}}$ werden: Teile durch `np.sqrt(n_in)`.",
            "1 should become $1/\\sqrt{n_\\text{in}}$: divide by `np.sqrt(n_in)`.",
        ),
    ),
)


def train_xor():
    X, G = xor()
    network = Network.mlp([2, 4, 1], hidden=tanh, output=sigmoid, seed=0)
    train(network, X, G, SquaredError(), Adam(0.05), epochs=500)
    return network


def judge_xor(args, result):
    """A network of the course with cost below 0.01; one that ends in z may also be read as sigmoid(z)."""
    if isinstance(result, History):
        return Verdict(False, "history")
    if not isinstance(result, Network):
        return no_network(result)
    X, G = xor()
    try:
        sizes = result.sizes
        if sizes[0] != 2 or sizes[-1] != 1:
            return Verdict(
                False,
                found=Text(
                    f"Dein Netz hat die Größen {sizes}. XOR hat zwei Eingänge und einen Ausgang.",
                    f"Your network has the sizes {sizes}. XOR has two inputs and one output.",
                ),
            )
        with np.errstate(all="ignore"):
            O = np.asarray(outputs_of(result, X), dtype=float)
    except Exception as error:  # a layer of the learner's own may do anything
        what = f"{type(error).__name__}: {str(error)[:200]}"
        return Verdict(False, found=Text(f"Dein Netz lässt sich nicht auswerten: {what}", f"Your network cannot be evaluated: {what}"))
    if not np.isfinite(O).all():
        return Verdict(False, "diverged")
    if ends_in_z(result) and cost_of(sigmoid(O), G) < cost_of(O, G):
        O = sigmoid(O)
    return judge_outputs(result, O, G)


def judge_outputs(network, O, G):
    cost = cost_of(O, G)
    answers = [f"{value:.2f}" for value in O[:, 0]]
    found = Text(
        f"Kosten: {comma(cost)}, verlangt: unter 0,01. Die Ausgänge für 00, 01, 10, 11: {'; '.join(answers).replace('.', ',')}",
        f"Cost: {point(cost)}, asked for: below 0.01. The outputs for 00, 01, 10, 11: {', '.join(answers)}",
    )
    if cost < 0.01:
        small = f"{cost:.4f}" if cost >= 0.0001 else "0.0001"
        below = ("unter ", "below ") if cost < 0.0001 else ("", "")
        found = Text(
            f"Dein Netz rechnet XOR, seine Kosten sind {below[0]}{small.replace('.', ',')}.",
            f"Your network computes XOR, its cost is {below[1]}{small}.",
        )
        return Verdict(True, found=found)
    if all(is_straight(layer) for layer in network.layers[:-1]):
        return Verdict(False, "linear", found)
    if not any(layer.b.any() for layer in network.layers):
        return Verdict(False, "untrained", found)
    if np.abs(O - (2 * G - 1)).max() < 0.3:
        return Verdict(False, "minus-one", found)
    if np.ptp(O) < 0.2:
        return Verdict(False, "plateau", found)
    if ((O > 0.5) != (G > 0.5)).any():
        return Verdict(False, "half-way", found)
    return Verdict(False, "stopped-early", found)


def cost_of(O, G):
    return float(np.sum((O - G) ** 2) / len(O))


def no_network(result):
    """What to say of something that is no network of the course."""
    if callable(result) or isinstance(result, dict) or is_four_numbers(result):
        return Verdict(False, "memorised")
    if isinstance(result, (tuple, list)) and any(isinstance(item, Network) for item in result):
        return Verdict(
            False,
            found=Text(
                "Deine Funktion gibt das Netz zusammen mit anderem zurück. Gib nur das Netz zurück.",
                "Your function returns the network together with something else. Return the network alone.",
            ),
        )
    kind = type(result).__name__
    return Verdict(False, found=Text(f"Erwartet ist ein Network, nicht {kind}.", f"A Network is expected, not {kind}."))


def is_four_numbers(result):
    numbers = as_numbers(result)
    return numbers is not None and numbers.size == 4


def ends_in_z(network):
    last = network.layers[-1]
    return isinstance(last, Dense) and last.f is identity


def is_straight(layer):
    """Whether a layer without its activation would be the same kind of map: equal steps stay equal."""
    if not isinstance(layer, Dense):
        return False
    values = np.asarray(layer.f.function(np.arange(-3.0, 4.0)), dtype=float)
    return bool(np.allclose(np.diff(values, 2), 0))


def quick_xor(sizes, hidden, output, optimizer, epochs, seed, targets=lambda G: G):
    """A training on XOR with these settings."""

    def wrong():
        X, G = xor()
        network = Network.mlp(sizes, hidden=hidden, output=output, seed=seed)
        train(network, X, targets(G), SquaredError(), optimizer(), epochs=epochs)
        return network

    return wrong


def xor_by_heart():
    def answer(X):
        X = np.atleast_2d(X)
        return (X[:, :1] != X[:, 1:]).astype(float)

    return answer


def xor_history():
    X, G = xor()
    return train(Network.mlp([2, 4, 1], seed=0), X, G, SquaredError(), Adam(0.05), epochs=10)


def broken_network():
    network = Network.mlp([2, 3, 1], hidden=relu, seed=0)
    network.theta[:] = np.nan
    return network


TRAIN_XOR = Exercise(
    id="train-xor",
    kind="behaviour",
    section="training-xor",
    title=XOR,
    name=Text("Ein Netz lernt XOR", "A network learns XOR"),
    task=Text(
        "Trainiere ein Netz mit zwei Eingängen und einem Ausgang, bis seine Kosten auf XOR unter 0,01 liegen (`SquaredError`, also der Mittelwert von $(O - G)^2$ über die vier Beispiele), und gib es zurück. "
        "Welche Schichten, welche Aktivierung, welcher Optimizer und wie lange: Das entscheidest du. Aus `nncourse` gibt `xor()` die Daten, `Network.mlp` baut das Netz, und `train` trainiert es.",
        "Train a network with two inputs and one output until its cost on XOR is below 0.01 (`SquaredError`, the mean of $(O - G)^2$ over the four samples), and return it. "
        "Which layers, which activation, which optimizer and how long: you decide. From `nncourse`, `xor()` gives the data, `Network.mlp` builds the network, and `train` trains it.",
    ),
    stub="def train_xor():\n    return ...",
    solution=train_xor,
    seconds=60.0,
    judge=judge_xor,
    mistakes=(
        Mistake(
            "linear",
            Text(
                "Dein Netz hat keine gekrümmte verdeckte Schicht.",
                "Your network has no hidden layer with a curve in it.",
            ),
            Text(
                "Ohne Aktivierungsfunktion in einer verdeckten Schicht zieht ein Netz nur eine gerade Grenze, und keine Gerade trennt die Fälle von XOR. Mehr Epochen helfen da nicht.",
                "Without an activation function in a hidden layer a network only draws a straight border, and no straight line separates the cases of XOR. More epochs do not help here.",
            ),
            (
                quick_xor([2, 1], sigmoid, sigmoid, lambda: Adam(0.05), 200, 0),
                quick_xor([2, 4, 1], identity, sigmoid, lambda: Adam(0.05), 200, 0),
                quick_xor([2, 8, 8, 1], identity, identity, lambda: Adam(0.02), 200, 0),
                lambda: Network.mlp([2, 1]),
            ),
        ),
        Mistake(
            "memorised",
            Text(
                "Das ist kein Netz des Kurses, sondern etwas, das die Antworten schon kennt.",
                "This is no network of the course but something that knows the answers already.",
            ),
            Text(
                "XOR selbst ist schnell hingeschrieben. Hier geht es darum, dass ein Netz es aus den vier Beispielen lernt: Gib ein trainiertes Network zurück.",
                "XOR itself is quickly written down. The point here is that a network learns it from the four samples: return a trained Network.",
            ),
            (
                xor_by_heart,
                lambda: lambda x: float(x[0] != x[1]),
                lambda: {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0},
                lambda: np.array([[0.0], [1.0], [1.0], [0.0]]),
                lambda: [0, 1, 1, 0],
            ),
        ),
        Mistake(
            "history",
            Text(
                "Du gibst zurück, was train zurückgibt: den Verlauf der Kosten.",
                "You return what train returns: the history of the cost.",
            ),
            Text(
                "train verändert das Netz, das du ihm gibst. Gib danach dieses Netz zurück.",
                "train changes the network that you give it. Return that network afterwards.",
            ),
            (xor_history,),
        ),
        Mistake(
            "untrained",
            Text(
                "Dieses Netz hat noch nichts gelernt: Alle Biases stehen noch auf 0, ihrem Anfang.",
                "This network has not learned anything yet: all biases are still 0, where they start.",
            ),
            Text(
                "Ruf train mit genau dem Netz auf, das du zurückgibst, nicht mit einem anderen.",
                "Call train with the very network that you return, not with another one.",
            ),
            (
                lambda: Network.mlp([2, 4, 1], hidden=tanh, output=sigmoid, seed=0),
                lambda: Network.mlp([2, 8, 1], hidden=relu, output=identity, seed=5),
            ),
        ),
        Mistake(
            "minus-one",
            Text("Dein Netz antwortet mit −1 und 1.", "Your network answers with −1 and 1."),
            Text(
                "Die Ziele von XOR sind hier 0 und 1, so wie xor() sie gibt. Trainiere mit ihnen.",
                "The targets of XOR are 0 and 1 here, as xor() gives them. Train with those.",
            ),
            (quick_xor([2, 4, 1], tanh, tanh, lambda: Adam(0.05), 300, 0, lambda G: 2 * G - 1),),
        ),
        Mistake(
            "plateau",
            Text(
                "Dein Netz sagt bei allen vier Eingaben fast dasselbe.",
                "Your network says almost the same for all four inputs.",
            ),
            Text(
                "0,5 ist die beste Antwort, wenn man die Eingabe nicht ansieht, und dort ist die Landschaft flach: Hier beginnt fast jedes Training. Gib ihm mehr Epochen oder eine größere Lernrate. Bleibt es dabei, hilft ein anderer seed.",
                "0.5 is the best answer if one does not look at the input, and the landscape is flat there: almost every training starts here. Give it more epochs or a larger learning rate. If it stays, another seed helps.",
            ),
            (
                quick_xor([2, 4, 1], sigmoid, sigmoid, lambda: GradientDescent(0.1), 200, 0),
                quick_xor([2, 2, 1], sigmoid, sigmoid, lambda: Adam(0.001), 500, 1),
            ),
        ),
        Mistake(
            "half-way",
            Text(
                "Mindestens eine der vier Eingaben liegt bei dir noch auf der falschen Seite von 0,5.",
                "At least one of the four inputs is still on the wrong side of 0.5.",
            ),
            Text(
                "Sinken die Kosten noch, braucht es nur mehr Epochen. Sinken sie nicht mehr, sitzt das Netz fest, etwa weil ReLU-Neuronen tot sind: Nimm einen anderen seed oder mehr verdeckte Neuronen.",
                "If the cost is still falling, more epochs are all it needs. If it no longer falls, the network is stuck, for instance because ReLU neurons are dead: take another seed or more hidden neurons.",
            ),
            (
                quick_xor([2, 2, 1], relu, identity, lambda: Adam(0.02), 1500, 2),
                quick_xor([2, 2, 1], sigmoid, sigmoid, lambda: Adam(0.05), 300, 4),
            ),
        ),
        Mistake(
            "stopped-early",
            Text(
                "Alle vier Antworten liegen auf der richtigen Seite von 0,5, aber noch nicht nah genug bei 0 und 1.",
                "All four answers are on the right side of 0.5, but not yet close enough to 0 and 1.",
            ),
            Text(
                "Das Netz ist auf dem richtigen Weg. Lass es länger üben, oder gib ihm eine größere Lernrate.",
                "The network is on the right way. Let it practise longer, or give it a larger learning rate.",
            ),
            (
                quick_xor([2, 4, 1], tanh, sigmoid, lambda: Adam(0.05), 30, 0),
                quick_xor([2, 8, 1], tanh, sigmoid, lambda: GradientDescent(0.5), 300, 0),
            ),
        ),
        Mistake(
            "diverged",
            Text("Dein Netz gibt nan oder unendlich aus.", "Your network gives nan or infinity."),
            Text(
                "Beim Training sind die Zahlen davongelaufen. Meistens ist die Lernrate zu groß: Versuch es mit einem Zehntel.",
                "The numbers ran away during the training. Mostly the learning rate is too large: try a tenth of it.",
            ),
            (broken_network,),
        ),
    ),
    hints=(
        Text(
            "Hol die vier Beispiele mit `X, G = xor()`. Das Netz braucht eine verdeckte Schicht mit einer gekrümmten Aktivierungsfunktion.",
            "Get the four samples with `X, G = xor()`. The network needs a hidden layer with a curved activation function.",
        ),
        Text(
            "Zwei verdeckte Neuronen genügen, wenn alles gut geht. Mit vier geht es fast immer gut: `Network.mlp([2, 4, 1], hidden=tanh, seed=0)`.",
            "Two hidden neurons are enough if all goes well. With four it nearly always goes well: `Network.mlp([2, 4, 1], hidden=tanh, seed=0)`.",
        ),
        Text(
            "`train(network, X, G, SquaredError(), Adam(0.05), epochs=...)` übt mit allen vier Beispielen auf einmal. Ein paar hundert Epochen dauern keine Sekunde.",
            "`train(network, X, G, SquaredError(), Adam(0.05), epochs=...)` practises with all four samples at once. A few hundred epochs take less than a second.",
        ),
        Text(
            "Sieh nach, wie es steht: `SquaredError()(network(X), G)`. `train` verändert das Netz selbst; zum Schluss kommt `network` zurück.",
            "Look how it is doing: `SquaredError()(network(X), G)`. `train` changes the network itself; at the end, `network` comes back.",
        ),
    ),
)

EXERCISES = (MINIBATCH_LIST, MOMENTUM_STEP, ACCURACY_SHARE, CONFUSION, INITIAL_SCALE, TRAIN_XOR)
