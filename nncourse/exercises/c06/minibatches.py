"""Exercise minibatches: Mini-batches."""

import math
import random

import numpy as np

from nncourse.exercises.c06 import MINIBATCHES, OWN_RANDOM, watched
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.ladder import Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


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
    full = [batch for batch in batches if batch.size]
    if not full:
        return Verdict.wrong("empty-batch")
    joined, lengths = np.concatenate(full), [len(batch) for batch in full]
    if sorted(joined.tolist()) == list(range(1, n + 1)):
        return Verdict.wrong("from-one")
    outside = joined[(joined < 0) | (joined >= n)]
    if len(outside):
        return Verdict.wrong(
            found=Text(
                f"Die Zeile {outside[0]} gibt es nicht: Die Nummern gehen von 0 bis {n - 1}.",
                f"There is no row {outside[0]}: the numbers run from 0 to {n - 1}.",
            ),
        )
    missing = sorted(set(range(n)) - set(joined.tolist()))
    if len(joined) > n - len(missing):
        padded = "filled-up" if len(set(joined[:n].tolist())) == n and set(lengths) == {size} else None
        drawn = "with-replacement" if len(joined) >= n // size * size else None
        overlapping = "overlap" if overlap(full) else None
        return Verdict.wrong(overlapping or (drawn if missing else padded), duplicates(joined))
    if missing:
        only_tail = set(lengths) == {size} and len(missing) == n % size
        if len(full) < len(batches):
            return Verdict.wrong("empty-slices", missing_text(missing))
        too_few = "too-few" if set(lengths) == {size} and len(missing) > size else None
        return Verdict.wrong("tail-lost" if only_tail else too_few, missing_text(missing))
    if len(full) < len(batches):
        return Verdict.wrong("empty-batch")
    mistake = unmixed(batches, joined) if n > size else None
    if mistake:
        return Verdict.wrong(mistake)
    if lengths[:-1] != [size] * (len(lengths) - 1) or lengths[-1] > size:
        return Verdict.wrong(wrong_lengths(lengths, n, size), lengths_text(lengths, size))
    if n > size and not rng.used:
        return Verdict.wrong("own-random")
    return Verdict.right()


def index_batches(result, n):
    """Return the batches as arrays of whole numbers, or None and what is wrong with them."""
    if not isinstance(result, (list, tuple, np.ndarray)) or getattr(result, "shape", None) == ():
        return None, Verdict.wrong(found=no_list(result))
    if len(result) == 0 or len(result) > n + 1:
        found = Text(
            f"Deine Liste hat {len(result)} Einträge, bei n = {n} Beispielen.",
            f"Your list has {len(result)} entries, for n = {n} samples.",
        )
        return None, Verdict.wrong(found=found)
    batches = [as_numbers(batch) for batch in result]
    if all(batch is not None and batch.ndim == 0 for batch in batches):
        return None, Verdict.wrong("no-batches")
    if any(batch is None or (batch.size and (batch.dtype.kind not in "iu" or batch.ndim != 1)) for batch in batches):
        found = Text(
            "Jeder Mini-Batch soll eine Liste oder ein Array aus ganzen Zahlen sein, den Nummern seiner Zeilen.",
            "Each mini-batch should be a list or an array of integers, the numbers of its rows.",
        )
        return None, Verdict.wrong(found=found)
    longest = max(batch.size for batch in batches)
    if longest > n:
        found = Text(
            f"Ein Mini-Batch hat {longest} Nummern, bei n = {n} Beispielen.",
            f"A mini-batch has {longest} numbers, for n = {n} samples.",
        )
        return None, Verdict.wrong(found=found)
    return [batch.astype(np.int64) for batch in batches], None


def no_list(result):
    if hasattr(result, "__next__"):
        return Text(
            "Deine Funktion gibt einen Generator zurück. Verlangt ist eine Liste: Sammle die Mini-Batches mit list(...) oder append.",
            "Your function returns a generator. You need a list: collect the mini-batches with list(...) or append.",
        )
    return Text(
        f"Erwartet ist eine Liste von Mini-Batches, nicht {type(result).__name__}.",
        f"Expected a list of mini-batches, not {type(result).__name__}.",
    )


def duplicates(joined):
    numbers, counts = np.unique(joined, return_counts=True)
    number, count = numbers[counts.argmax()], counts.max()
    return Text(f"Die Nummer {number} kommt {count}-mal vor.", f"Number {number} occurs {count} times.")


def missing_text(missing):
    some = ", ".join(str(number) for number in missing[:5]) + (", ..." if len(missing) > 5 else "")
    return Text(f"In keinem Mini-Batch stehen: {some}.", f"Not in any mini-batch: {some}.")


def overlap(batches):
    """Whether every mini-batch begins with a number that the one before has, too: slices that move on too little."""
    return len(batches) > 2 and all(after[0] in before[1:] for before, after in zip(batches[:-1], batches[1:], strict=True))


def unmixed(batches, joined):
    """Return the mistake where every batch is a block of neighbors, such as 3, 4, 5."""
    steps = np.diff(joined)
    if (steps == 1).all() or (steps == -1).all():
        return "not-shuffled"
    if max(len(batch) for batch in batches) == 1 or any(np.ptp(batch) != len(batch) - 1 for batch in batches):
        return None
    starts = [batch.min() for batch in batches]
    return "inside-only" if starts == sorted(starts) else "batches-not-samples"


def wrong_lengths(lengths, n, size):
    """Return the mistake that these lengths show, or None."""
    even = max(lengths) - min(lengths) <= 1 and len(lengths) in (n // size, -(-n // size))
    if even and len(lengths) == size:
        return None  # by chance it might be either
    return "even-sizes" if even else "size-as-count" if len(lengths) == size else None


def lengths_text(lengths, size):
    some = ", ".join(str(length) for length in lengths[:10]) + (", ..." if len(lengths) > 10 else "")
    return Text(
        f"Deine Mini-Batches haben diese Größen: {some}. Verlangt ist überall {size}, nur der letzte darf kleiner sein.",
        f"Your mini-batches have these sizes: {some}. Each should have {size}; only the last may be smaller.",
    )


def chunks(order, size):
    return [order[start : start + size] for start in range(0, len(order), size)]


def every_start(order, size):
    return [order[start : start + size] for start in range(len(order) - size + 1)]


def empty_slices(order, size):
    return [order[start:size] for start in range(0, len(order), size)]


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


# Right ways in other styles


def batches_by_loop(n, size, rng):
    rest, batches = list(range(n)), []
    rng.shuffle(rest)
    while rest:
        batches.append(rest[:size])
        rest = rest[size:]
    return batches


def batches_by_split(n, size, rng):
    order = np.argsort(rng.random(n))
    return np.split(order, range(size, n, size))


def batches_by_recursion(n, size, rng):
    def cut(order):
        return () if len(order) == 0 else (order[:size], *cut(order[size:]))

    return cut(tuple(int(i) for i in rng.choice(n, n, replace=False)))


def batches_by_append(n, size, rng):
    batches = []
    for k, row in enumerate(rng.permutation(n).astype(np.int32)):
        if k % size == 0:
            batches.append([])
        batches[-1].append(row)
    return batches


class Batches:
    def __call__(self, n, size, rng):
        [child] = rng.spawn(1)
        order = child.permutation(n)
        return [order[k * size : (k + 1) * size] for k in range(math.ceil(n / size))]


EXERCISE = Exercise(
    id="minibatches",
    section=MINIBATCHES,
    name=Text("Mini-Batches", "Mini-batches"),
    task=Text(
        "Verteile die Zeilennummern $0, 1, \\dots, n - 1$ für eine Epoche auf Mini-Batches. Jede Nummer kommt genau einmal vor, die Reihenfolge ist zufällig "
        "(aus `rng`, einem Generator wie `np.random.default_rng(0)`), und jeder Mini-Batch hat `size` Nummern. Nur der letzte darf kleiner sein. "
        "Gib die Liste der Mini-Batches zurück.",
        "Deal out the row numbers $0, 1, \\dots, n - 1$ into mini-batches for one epoch. Every number appears "
        "exactly once, the order is random (from `rng`, a generator such as `np.random.default_rng(0)`), and every "
        "mini-batch has `size` numbers. Only the last may be smaller. Return the list of mini-batches.",
    ),
    solution=minibatches,
    cases=minibatch_cases,
    edges=minibatch_edges,
    judge=judge_minibatches,
    mistakes=(
        Mistake(
            "not-shuffled",
            Text(
                "Deine Nummern stehen der Reihe nach: Gemischt ist nichts.",
                "Your numbers are in order: nothing is shuffled.",
            ),
            Text(
                "Sind die Daten sortiert, sieht das Netz sonst erst lauter Nullen, dann lauter Einsen. Und in jeder Epoche wären die Mini-Batches dieselben.",
                "If the data are sorted, the network would otherwise see all zeros first, then all ones. And the mini-batches would be the same in every epoch.",
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
                "The remainder is missing: you make only full mini-batches.",
            ),
            Text(
                "Geht n durch size nicht auf, kommt zum Schluss noch ein kleinerer Mini-Batch. Sonst lernt das Netz in dieser Epoche einige Beispiele nicht.",
                "If size does not divide n evenly, one smaller mini-batch comes at the end. Otherwise the network misses some samples in this epoch.",
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
                "Manche Nummern kommen mehrmals vor, andere gar nicht: Du ziehst mit Zurücklegen, mischst für jeden Mini-Batch neu, oder deine Ausschnitte überlappen sich.",
                "Some numbers occur several times, others not at all: you draw with replacement, reshuffle for each mini-batch, or your slices overlap.",
            ),
            Text(
                "In einer Epoche soll jedes Beispiel genau einmal drankommen, wie beim Austeilen von Karten. Mische einmal alle, statt jedes Mal neu zu ziehen.",
                "In one epoch, every sample should get its turn exactly once, as when you deal cards. Shuffle all of them once instead of drawing anew each time.",
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
                "You fill up the last mini-batch with numbers that have already had their turn.",
            ),
            Text(
                "Diese Beispiele zählten dann in der Epoche doppelt. Der letzte Mini-Batch darf einfach kleiner sein.",
                "Those samples would then count twice in the epoch. The last mini-batch may be smaller.",
            ),
            (lambda n, size, rng: list(np.resize(rng.permutation(n), (-(-n // size), size))),),
        ),
        Mistake(
            "batches-not-samples",
            Text(
                "Du mischst nur die Reihenfolge der Mini-Batches. In jedem stehen noch Nachbarn beieinander, etwa 3, 4, 5.",
                "You shuffle only the order of the mini-batches. Inside each one, neighbors are still together, such as 3, 4, 5.",
            ),
            Text(
                "Wer einmal zusammensteht, bleibt so in jeder Epoche zusammen. Mische die Nummern, bevor du sie aufteilst.",
                "Numbers that are together once stay together in every epoch. Shuffle the numbers before you split them up.",
            ),
            (shuffled_chunks, shuffled_chunks_tail_last),
        ),
        Mistake(
            "inside-only",
            Text(
                "Du mischst nur innerhalb jedes Mini-Batches. Im ersten stehen immer die kleinsten Nummern, im letzten die größten.",
                "You shuffle only inside each mini-batch. The first one always has the smallest numbers, the last one the largest.",
            ),
            Text(
                "Für den mittleren Gradienten eines Mini-Batches ist seine innere Reihenfolge gleichgültig. Es zählt, wer zusammen drin ist.",
                "For the mean gradient of a mini-batch, the order inside it makes no difference. What counts is which samples are in it together.",
            ),
            (lambda n, size, rng: [rng.permutation(batch) for batch in chunks(np.arange(n), size)],),
        ),
        Mistake(
            "even-sizes",
            Text(
                "Deine Mini-Batches sind alle ungefähr gleich groß, aber nicht alle haben size Nummern.",
                "Your mini-batches are all about the same size, but not all of them have size numbers.",
            ),
            Text(
                "np.array_split verteilt gleichmäßig. Hier soll jeder Mini-Batch voll sein, und nur der letzte bekommt den Rest.",
                "np.array_split divides evenly. Here every mini-batch should be full, and only the last one gets the remainder.",
            ),
            (lambda n, size, rng: np.array_split(rng.permutation(n), -(-n // size)),),
        ),
        Mistake(
            "size-as-count",
            Text(
                "Das sind size Mini-Batches, statt Mini-Batches der Größe size.",
                "These are size mini-batches instead of mini-batches of that size.",
            ),
            Text(
                "size sagt, wie viele Nummern in einem Mini-Batch stehen. Wie viele Mini-Batches es werden, ergibt sich daraus.",
                "size says how many numbers a mini-batch has. How many mini-batches you get follows from that.",
            ),
            (lambda n, size, rng: np.array_split(rng.permutation(n), size),),
        ),
        Mistake(
            "from-one",
            Text("Deine Nummern gehen von 1 bis n.", "Your numbers run from 1 to n."),
            Text(
                "Die Zeilen eines Arrays zählen ab 0. X[n] gibt es nicht, und X[0] käme nie dran.",
                "The rows of an array count from 0. There is no X[n], and X[0] would never get its turn.",
            ),
            (lambda n, size, rng: chunks(rng.permutation(np.arange(1, n + 1)), size),),
        ),
        Mistake(
            "no-batches",
            Text(
                "Das sind einzelne Nummern, noch nicht in Mini-Batches aufgeteilt.",
                "These are individual numbers, not split into mini-batches yet.",
            ),
            Text(
                "Zurück kommt eine Liste, deren Einträge selbst Listen oder Arrays sind, jeder mit size Nummern.",
                "Return a list whose entries are lists or arrays themselves, each with size numbers.",
            ),
            (lambda n, size, rng: rng.permutation(n), lambda n, size, rng: rng.permutation(n).tolist()),
        ),
        Mistake(
            "empty-batch",
            Text("Einer deiner Mini-Batches ist leer.", "One of your mini-batches is empty."),
            Text(
                "Über null Beispiele kann niemand mitteln: 0/0 gibt nan. Das passiert, wenn size aufgeht und doch noch ein Rest angehängt wird.",
                "You cannot average over zero samples: 0/0 gives nan. That happens when size divides n evenly and a remainder is appended anyway.",
            ),
            (lambda n, size, rng: chunks(rng.permutation(n), size) + ([] if n % size else [np.array([], dtype=int)]),),
        ),
        Mistake(
            "own-random",
            *OWN_RANDOM,
            (lambda n, size, rng: chunks(np.random.default_rng(0).permutation(n), size), random_list),
        ),
        Mistake(
            "overlap",
            Text(
                "Deine Ausschnitte überlappen sich: Jeder fängt an, bevor der vorige zu Ende ist.",
                "Your slices overlap: each one starts before the previous one has ended.",
            ),
            Text(
                "Der nächste Mini-Batch beginnt size Plätze weiter: range(0, n, size) zählt in solchen Schritten.",
                "The next mini-batch starts size places further on: range(0, n, size) counts in steps like that.",
            ),
            (lambda n, size, rng: every_start(rng.permutation(n), size),),
        ),
        Mistake(
            "too-few",
            Text(
                "Es sind zu wenige Mini-Batches: Die meisten Nummern kommen nicht vor.",
                "There are too few mini-batches: most numbers do not appear.",
            ),
            Text(
                "Deine Schleife endet zu früh. Sie braucht so viele Runden, bis alle n Nummern verteilt sind.",
                "Your loop ends too early. It needs enough passes to deal out all n numbers.",
            ),
            (lambda n, size, rng: chunks(rng.permutation(n), size)[: 2],),
        ),
        Mistake(
            "empty-slices",
            Text(
                "Manche deiner Mini-Batches sind leer, und darum fehlen Nummern.",
                "Some of your mini-batches are empty, and so numbers are missing.",
            ),
            Text(
                "p[i:size] hört immer an der Stelle size auf. Der Ausschnitt, der bei i beginnt, endet bei i + size: p[i : i + size].",
                "p[i:size] always stops at position size. The slice that starts at i ends at i + size: p[i : i + size].",
            ),
            (lambda n, size, rng: empty_slices(rng.permutation(n), size),),
        ),
    ),
    hints=(
        Text(
            "Zwei Schritte: zuerst alle Nummern mischen, dann die gemischte Reihe in Stücke schneiden.",
            "Two steps: first shuffle all the numbers, then cut the shuffled row into pieces.",
        ),
        Text(
            "`rng.permutation(n)` gibt die Nummern 0 bis n − 1 in zufälliger Reihenfolge.",
            "`rng.permutation(n)` gives the numbers 0 to n − 1 in random order.",
        ),
        Text(
            "Die Stücke beginnen bei 0, size, 2·size und so weiter: `range(0, n, size)` zählt diese Stellen auf.",
            "The pieces start at 0, size, 2·size, and so on: `range(0, n, size)` lists these positions.",
        ),
        Text(
            "Ein Stück ist `order[start : start + size]`. Ragt das über das Ende hinaus, nimmt Python einfach, was noch da ist. Das ist schon der kleinere letzte Mini-Batch.",
            "A piece is `order[start : start + size]`. If that reaches past the end, Python takes whatever is left. That already gives you the smaller last mini-batch.",
        ),
    ),
    rewrites=(
        batches_by_loop,
        batches_by_split,
        batches_by_recursion,
        batches_by_append,
        Batches(),
    ),
)
