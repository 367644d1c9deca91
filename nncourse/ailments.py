"""What ails a network: a look at it and at its data, before, during, or after training.

Each function measures one thing and says what it finds, with the number that shows it. Where
one finding explains another, only the first is said. Nothing is changed: steps are tried on copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.backpropagation import unchecked_backprop
from nncourse.checks import are_pixels, instance
from nncourse.convolution import Conv
from nncourse.costs import BinaryCrossEntropy, Cost, CrossEntropy, SquaredError
from nncourse.language import Text
from nncourse.mends import chosen
from nncourse.network import Activated, Layer, Maxout, Network, reach
from nncourse.optimizers import Optimizer
from nncourse.training import History, as_floats, checked_samples

MOST_ROWS = 1000  # that are looked at, drawn at random; all labels are
MOST_PLACES = 20_000  # where a convolution is compared with random kernels
STEPS = 20  # in which a learning rate is tried

SECTIONS = {
    "cost-mean": (3, Text("Die Kosten über viele Daten", "The cost over many samples")),
    "descent-rate": (4, Text("Die Lernrate", "The learning rate")),
    "training-overfit": (6, Text("Erst zwanzig Beispiele", "First, twenty samples")),
    "training-minibatches": (6, Text("Mini-Batches: kleine Stapel", "Mini-batches: a few samples at a time")),
    "training-saturation": (6, Text("Ganz falsch, und keine Steigung", "Completely wrong, and no slope")),
    "training-softmax": (6, Text("Softmax und Kreuzentropie", "Softmax and cross-entropy")),
    "training-equal-start": (6, Text("Alle gleich bleibt alle gleich", "All equal stays all equal")),
    "training-root-n": (6, Text("Die Wurzel aus n", "The square root of n")),
    "training-vanishing": (6, Text("Acht Schichten zurück", "Eight layers back")),
    "training-dead": (6, Text("Tote Neuronen zählen", "Counting dead neurons")),
    "training-overfitting": (6, Text("Auswendig gelernt", "Learned by heart")),
    "digits-split": (7, Text("Drei Sorten Bilder", "Three kinds of images")),
    "digits-no-digit": (7, Text("Was ist das für eine Ziffer?", "Which digit is this?")),
}

# What is said, and where to read on
SAID = {
    "output-twice": (
        "training-softmax",
        "Am Ausgang steht {f}, er liegt nur {ends}. {cost} erwartet aber die Signale z und rechnet den letzten "
        "Schritt selbst. Nimm am Ausgang identity.",
        "The output has {f}, so it is always {ends}. But {cost} expects the signals z and does the last step "
        "itself. Use identity at the output.",
    ),
    "softmax-of-one": (
        "training-softmax",
        "Die Ziele haben 1 Spalte, und Softmax macht aus einem einzigen Ausgang immer 1. Nimm BinaryCrossEntropy().",
        "The goals have 1 column, and softmax always turns a single output into 1. Use BinaryCrossEntropy().",
    ),
    "targets-unreachable": (
        "cost-mean",
        "Ein Ziel ist {worst:.4g}, der Ausgang mit {f} liegt aber immer {ends}. Nimm am Ausgang identity, oder "
        "bring die Ziele in diesen Bereich.",
        "A goal is {worst:.4g}, but the output with {f} is always {ends}. Use identity at the output, or "
        "bring the goals into this range.",
    ),
    "pixels": (
        "training-overfit",
        "Die Eingaben gehen bis {most:.4g}, wie Bildpunkte, sind aber keine Bytes. Erwartet ist etwa 1: Rechne X / "
        "255.",
        "The inputs go up to {most:.4g}, like pixels, but they are not bytes. They should go up to about 1: compute "
        "X / 255.",
    ),
    "inputs-large": (
        "training-root-n",
        "Die Eingaben sind viel zu groß: Spalte {column} ist typisch {size:.3g}, erwartet ist etwa 1. Zieh von "
        "jeder Spalte ihren Mittelwert ab und teile sie durch ihre Standardabweichung.",
        "The inputs are far too large: column {column} is typically {size:.3g} and should be about 1. Subtract each "
        "column's mean from it and divide it by its standard deviation.",
    ),
    "inputs-small": (
        "training-root-n",
        "Die Eingaben sind winzig: Die größte ist {most:.2g}, erwartet ist etwa 1. Wurde zweimal geteilt?",
        "The inputs are tiny: the largest is {most:.2g} and should be about 1. Were they divided twice?",
    ),
    "inputs-same": (
        "training-overfit",
        "Alle {n} Zeilen von X sind gleich. Daran ist nichts zu unterscheiden.",
        "All {n} rows of X are the same. There is nothing to tell apart.",
    ),
    "white-paper": (
        "digits-no-digit",
        "Das sieht nach dunkler Schrift auf hellem Papier aus: {share:.0f} % der Bildpunkte liegen am oberen Ende. "
        "Hier ist Papier 0 und Tinte das Größte: Rechne {mend}.",
        "This looks like dark ink on light paper: {share:.0f}% of the pixels are at the upper end. Here, paper is "
        "0 and ink is the largest value: compute {mend}.",
    ),
    "targets-same": (
        "cost-mean",
        "Alle {n} Ziele sind gleich. Daraus lernt das Netz nur, immer dasselbe zu sagen.",
        "All {n} goals are the same. From them, the network only learns to say the same thing every time.",
    ),
    "classes-missing": (
        "digits-split",
        "In {n} Beispielen kommt keines der Klasse {classes} vor. Wurde von sortierten Daten ein Stück "
        "abgeschnitten? split verteilt durch Los.",
        "Among {n} samples, there is none of class {classes}. Was a piece cut from sorted data? split divides the data "
        "at random.",
    ),
    "labels-sorted": (
        "training-minibatches",
        "Die {n} Zeilen sind nach Klassen sortiert: {classes} Klassen in {classes} Blöcken. train mischt selbst; "
        "wer aber ein Stück abschneidet, bekommt nicht alle Klassen. split verteilt durch Los.",
        "The {n} rows are sorted by class: {classes} classes in {classes} blocks. train shuffles them itself, but if "
        "you cut off a piece, it does not have all classes. split divides the data at random.",
    ),
    "alike": (
        "training-equal-start",
        "Verschiedene {neurons} in Schicht {k}: {different} von {m}. Alle anderen sind Kopien, die dasselbe rechnen "
        "und lernen. Beginne mit zufälligen Gewichten, wie ein neues Network.",
        "Different {neurons} in layer {k}: {different} of {m}. All others are copies that compute and learn the same "
        "thing. Start with random weights, as a new Network does.",
    ),
    "dead": (
        "training-dead",
        "Schicht {k}: {dead} von {m} {of_neurons} sind tot, ihre Steigung ist bei allen {n} Beispielen 0. Beginne neu, "
        "mit einer kleineren Lernrate oder mit leaky_relu.",
        "Layer {k}: {dead} of {m} {of_neurons} are dead: their slope is 0 for all {n} samples. Start over with a "
        "smaller learning rate or with leaky_relu.",
    ),
    "saturated": (
        "training-saturation",
        "Schicht {k} ist gesättigt: Bei {share:.0f} % ihrer Aktivierungen ist die Steigung unter 5 % der größten. "
        "Beginne neu, mit kleineren Gewichten, wie ein neues Network sie hat, oder mit einer kleineren Lernrate.",
        "Layer {k} is saturated: at {share:.0f}% of its activations, the slope is below 5% of the largest. "
        "Start over with smaller weights, like those of a new Network, or with a smaller learning rate.",
    ),
    "vanishing": (
        "training-vanishing",
        "Der Gradient verschwindet auf dem Weg zurück: In Schicht 1 ist das Delta nur noch das {factor:.1e}-Fache "
        "von dem in Schicht {k}. Nimm relu in den verdeckten Schichten, oder weniger Schichten.",
        "The gradient vanishes on its way back: in layer 1, the delta is only {factor:.1e} times that of layer {k}. "
        "Use relu in the hidden layers, or fewer layers.",
    ),
    "outputs-constant": (
        "training-root-n",
        "Das Netz antwortet auf alle {n} Beispiele dasselbe: Seine Ausgänge streuen nur um {spread:.1e}. Sieh "
        "nach, ob Gewichte 0 oder ausgelaufen sind, und beginne neu.",
        "The network gives the same answer for all {n} samples: its outputs vary by only {spread:.1e}. Check "
        "whether weights are 0 or have blown up, and start over.",
    ),
    "rate-large": (
        "descent-rate",
        "L = {L:g} ist hier zu groß: In {steps} Schritten werden aus den Kosten {before:.3g} nur {after:.3g}, mit "
        "L = {other:g} dagegen {better:.3g}.",
        "L = {L:g} is too large here: in {steps} steps, the cost goes from {before:.3g} to {after:.3g}, but to "
        "{better:.3g} with L = {other:g}.",
    ),
    "rate-small": (
        "descent-rate",
        "L = {L:g} ist hier zu klein: In {steps} Schritten fallen die Kosten nur um {fall:.1g} %, mit L = "
        "{other:g} dagegen um {better:.2g} %.",
        "L = {L:g} is too small here: in {steps} steps, the cost falls by only {fall:.1g}%, but by {better:.2g}% "
        "with L = {other:g}.",
    ),
    "overfitting": (
        "training-overfitting",
        "Das Netz lernt auswendig: Auf den Validierungsdaten waren die Kosten nach Epoche {best} am kleinsten, "
        "{least:.3g}, und sind jetzt {last:.3g}; beim Üben fallen sie weiter, auf {training:.3g}. Hör früher auf, "
        "oder nimm mehr Beispiele.",
        "The network learns by heart: on the validation data, the cost was lowest after epoch {best}, at "
        "{least:.3g}, and is now {last:.3g}; in training, it keeps falling, to {training:.3g}. Stop earlier, or "
        "use more samples.",
    ),
}

FOLLOWS = {"dead", "saturated", "vanishing", "outputs-constant", "rate-large", "rate-small"}
EXPLAINS = {
    "output-twice": FOLLOWS,
    "softmax-of-one": FOLLOWS | {"targets-same"},
    "targets-unreachable": FOLLOWS,
    "pixels": FOLLOWS | {"inputs-large", "white-paper"},
    "inputs-large": FOLLOWS,
    "inputs-small": FOLLOWS,
    "inputs-same": FOLLOWS,
    "targets-same": FOLLOWS | {"classes-missing", "labels-sorted"},
    "classes-missing": {"labels-sorted"},
    "alike": FOLLOWS,
    "dead": FOLLOWS - {"dead"},
    "saturated": FOLLOWS - {"saturated"},
    "vanishing": FOLLOWS - {"vanishing"},
    "outputs-constant": {"rate-large", "rate-small"},
}

HEAD = Text("{n} {what} an {rows} Beispielen.", "{n} {what} on {rows} samples.")
NEURONS = Text("Neuronen", "neurons")
KERNELS, OF_KERNELS = Text("Kerne", "kernels"), Text("Kernen", "kernels")
FINDINGS = (Text("Befund", "finding"), Text("Befunde", "findings"))
NOTHING = Text(
    "nichts gefunden, an {rows} Beispielen und {layers} Schichten.",
    "nothing found, on {rows} samples and {layers} layers.",
)
NOT_TRIED = Text(
    "Nicht angesehen: {what}.",
    "Not looked at: {what}.",
)
RATE_ASKED = Text("die Lernrate (optimizer=...)", "the learning rate (optimizer=...)")
HISTORY_ASKED = Text("der Verlauf (history=...)", "how training went (history=...)")


@dataclass(frozen=True, repr=False)
class Finding:
    """One thing that is wrong with a network or its data.

    Attributes
    ----------
    name : str
        Such as "dead" or "rate-large".
    layer : int or None
        Which layer, counted from 1, if it concerns a single layer.
    text : Text
        What `checkup` says about it, in both languages.
    section : str
        The label of the section to read.
    """

    name: str
    layer: int | None
    text: Text
    section: str

    def __repr__(self) -> str:
        return f"{self.name}: {self.text}"


@dataclass(frozen=True, repr=False)
class Checkup:
    """What `checkup` found; it shows as text, and as HTML in a notebook.

    Attributes
    ----------
    findings : tuple of Finding
        Empty if nothing was found.
    rows : int
        How many samples were looked at.
    layers : int
        How many layers the network has.
    not_tried : tuple of Text
        What else it could have looked at.
    """

    findings: tuple[Finding, ...]
    rows: int
    layers: int
    not_tried: tuple[Text, ...]

    @property
    def names(self) -> list[str]:
        """The names of the findings."""
        return [finding.name for finding in self.findings]

    def __bool__(self) -> bool:
        """Refuse to be true or false: would true mean that all is well, or that something was found?"""
        raise TypeError("a checkup is neither true nor false; its findings are, which are empty if nothing was found")

    def __repr__(self) -> str:
        return repr(self._report())

    def _repr_html_(self) -> str:
        return self._report()._repr_html_()

    def _report(self) -> Any:
        from nncourse.exercises import texts  # here, since the exercises are built on the package
        from nncourse.exercises.report import Report

        n = len(self.findings)
        if n == 0:
            head = NOTHING.format(rows=self.rows, layers=self.layers)
        else:
            head = HEAD.format(n=n, what=FINDINGS[n > 1], rows=self.rows)
        lines = [str(head)]
        for finding in self.findings:
            number, title = SECTIONS[finding.section]
            lines += [f"{finding.text} {texts.READ.format(number=number, title=title)}"]
        if self.not_tried:
            what = Text(*("; ".join(getattr(text, code) for text in self.not_tried) for code in ("de", "en")))
            lines.append(str(NOT_TRIED.format(what=what)))
        return Report("checkup", "value" if n else "passed", tuple(lines))


@dataclass(frozen=True)
class Look:
    """What is seen of a network on some rows of its data."""

    network: Network
    cost: Cost
    X: np.ndarray  # the rows as floats
    G: np.ndarray
    all_targets: np.ndarray
    as_bytes: bool
    Z: list[np.ndarray]
    A: list[np.ndarray]
    C: float
    C_constant: float  # of the best answer that is always the same

    @property
    def has_learned(self) -> bool:
        """Whether it answers far better than any constant."""
        return self.C < self.C_constant / 2


def checkup(
    network: Network,
    X: Any,
    targets: Any,
    cost: Cost,
    *,
    optimizer: Optimizer | None = None,
    history: History | None = None,
) -> Checkup:
    """Say what is wrong with a network or its data, before, during, or after training.

    It looks for outputs and targets that do not fit together, badly scaled inputs, missing or sorted
    classes, neurons that are all alike, dead, or saturated, gradients that vanish, outputs that never
    change, a learning rate that is too small or too large, and overfitting. Nothing is changed.

    Parameters
    ----------
    network : Network
    X : array_like, shape (n, n_in)
        Samples, as for `train`.
    targets : array_like, shape (n, n_out)
    cost : Cost
    optimizer : Optimizer, optional
        Its learning rate is tried out for a few steps on a copy.
    history : History, optional
        What `train` returned; with validation data, it shows overfitting.

    Returns
    -------
    Checkup
        Its `findings` say what is wrong; there are none if nothing was found. It is itself neither true nor false.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If an argument is not as for `train`, or theta is so large that an output is not finite.
    """
    data, G = checked_samples(network, X, targets, cost)
    if optimizer is not None:
        instance("optimizer", optimizer, Optimizer, "an optimizer, such as Adam()")
    if history is not None:
        instance("history", history, History, "what train returned, a History")
    rows = np.sort(np.random.default_rng(0).permutation(len(G))[:MOST_ROWS])
    x = as_floats(data[rows], np.empty((len(rows), data.shape[1]), network.dtype))
    Z, A = network.forward(x)
    with np.errstate(all="ignore"):
        C, C_constant = float(cost.value(A[-1], G[rows])), constant_cost(cost, G[rows])
        look = Look(network, cost, x, G[rows], G, data.dtype == np.uint8, Z, A, C, C_constant)
        findings: list[Finding] = []
        for name, values in [*everything(look), *rate(look, optimizer), *course(history)]:
            if not any(name in EXPLAINS.get(found.name, ()) for found in findings):
                section, de, en = SAID[name]
                findings.append(Finding(name, values.get("k"), Text(de, en).format(**values), section))
    asked = ((optimizer, RATE_ASKED), (history, HISTORY_ASKED))
    return Checkup(tuple(findings), len(rows), len(network.layers), tuple(text for what, text in asked if what is None))


Findings = Iterator[tuple[str, dict[str, Any]]]  # names, and the numbers that show them


def everything(look: Look) -> Findings:
    """Yield what is found in the data and in the network, causes first."""
    for measure in (output, inputs, classes, alike, dead, saturated, vanishing, constant):
        yield from measure(look)


def output(look: Look) -> Findings:
    """Yield what of output, cost and targets can never fit together."""
    f, low, high = reach(look.network.layers[-1])
    try:
        look.cost.check_reach(look.all_targets, f, low, high)
    except ValueError:
        G = look.all_targets
        ends = Text(f"zwischen {low:g} und {high:g}", f"between {low:g} and {high:g}")
        if np.isinf(high):
            ends = Text(f"über {low:g}", f"above {low:g}")
        if isinstance(look.cost, SquaredError):
            yield "targets-unreachable", {"worst": float(max(G.max(), G.min(), key=abs)), "f": f, "ends": ends}
        elif G.shape[1] == 1 and isinstance(look.cost, CrossEntropy):
            yield "softmax-of-one", {}
        else:
            yield "output-twice", {"f": f, "ends": ends, "cost": repr(look.cost)}


def inputs(look: Look) -> Findings:
    """Yield what is wrong with the size of the inputs."""
    X = look.X
    most, sizes = float(np.abs(X).max()), np.sqrt(np.mean(X * X, axis=0))
    if len(X) > 1 and not np.ptp(X, axis=0).any():
        yield "inputs-same", {"n": len(X)}
    elif not look.as_bytes and are_pixels(X):
        yield "pixels", {"most": most}
    elif np.sqrt(np.mean(sizes**2)) > 10 or sizes.max() > 30:
        yield "inputs-large", {"column": int(sizes.argmax()), "size": float(sizes.max())}
    elif most < 0.05:
        yield "inputs-small", {"most": most}
    elif X.shape[1] >= 64 and X.min() >= 0 and np.mean(X > 0.9 * most) > 0.6:
        mend = "255 - X" if look.as_bytes else f"{most:g} - X"
        yield "white-paper", {"share": 100 * float(np.mean(X > 0.9 * most)), "mend": mend}


def classes(look: Look) -> Findings:
    """Yield which classes are missing, and whether the rows are sorted by class."""
    G = look.all_targets
    n, n_out = G.shape
    if n >= 10 and not np.ptp(G, axis=0).any():
        yield "targets-same", {"n": n}
    if not np.isin(G, (0, 1)).all() or not (n_out == 1 or chosen(G)):
        return
    missing = np.flatnonzero(~G.any(axis=0))
    if n_out > 1 and len(missing) and n_out * (1 - 1 / n_out) ** n < 1e-3:  # that chance leaves one out
        yield "classes-missing", {"n": n, "classes": ", ".join(map(str, missing))}
    labels = G.argmax(axis=1) if n_out > 1 else G[:, 0]
    values, counts = np.unique(labels, return_counts=True)
    blocks = 1 + np.count_nonzero(np.diff(labels))
    halves = len(values) == 2 and labels[0] < labels[-1] and np.ptp(counts) <= 1  # as moons and the like are made
    if len(values) == blocks > 1 and n >= 10 and counts.min() > 1 and not halves:
        yield "labels-sorted", {"n": n, "classes": blocks}


def alike(look: Look) -> Findings:
    """Yield the hidden layers where most neurons are copies: in their weights, and in how those change."""
    gradient = np.empty_like(look.network.theta)
    unchecked_backprop(look.network, look.X, look.G, look.cost, look.network.views(gradient))
    for k, layer in enumerate(look.network.layers[:-1], start=1):
        if layer.rows == 0:
            continue
        here, there = look.network.views(look.network.theta)[k - 1], look.network.views(gradient)[k - 1]
        parts = [part / (np.abs(part).max() or 1) for part in (*here, *there)]
        table = np.column_stack([part.reshape(layer.rows, -1) for part in parts])
        if isinstance(layer, Maxout):
            table = np.column_stack([table[: layer.n_out], table[layer.n_out :]])
        different, m = len(np.unique(np.round(table, 6) + 0.0, axis=0)), len(table)  # + 0.0 makes 0 of -0
        if m > 1 and different <= m / 2:
            neurons = KERNELS if isinstance(layer, Conv) else NEURONS
            yield "alike", {"k": k, "m": m, "different": different, "neurons": neurons}
            return


def slopes(layer: Activated, Z: np.ndarray, A: np.ndarray) -> np.ndarray:
    """Return f' at every signal, compared with the largest slope around 0."""
    z = np.linspace(-3, 3, 14, dtype=Z.dtype).reshape(2, 7)
    return np.abs(layer.f.slope(Z, A)) / (np.abs(layer.f.slope(z, layer.f.function(z))).max() or 1)


def bounded(layer: Layer) -> bool:
    """Return whether a layer's neurons saturate at both ends, rather than die at one."""
    return bool(np.isfinite(reach(layer)[1:]).all())


def dead(look: Look) -> Findings:
    """Yield the first layer where clearly more neurons are flat for every sample than a random start would make so."""
    for k, (layer, Z) in enumerate(zip(look.network.layers, look.Z, strict=True), start=1):
        if not isinstance(layer, Activated) or bounded(layer):
            continue
        m = layer.rows
        flat = int(np.sum(slopes(layer, Z, look.A[k]).reshape(-1, m).max(axis=0) < 1e-3))
        rng, a = np.random.default_rng(0), layer.seen(look.A[k - 1])
        a = a[:: -(-len(a) // MOST_PLACES)]
        fresh = a @ (rng.standard_normal((layer.fan_in, 200)) * layer.gain / np.sqrt(layer.fan_in)).astype(a.dtype)
        chance = float(np.mean(slopes(layer, fresh, layer.f.function(fresh)).max(axis=0) < 1e-3))
        usual = chance + (0.35 if look.has_learned else 0.2) + 5 / len(a)
        usual += 2 * np.sqrt(chance * (1 - chance) / m)
        if flat == m or flat / m > usual:
            of_neurons = OF_KERNELS if isinstance(layer, Conv) else NEURONS
            yield "dead", {"k": k, "dead": flat, "m": m, "of_neurons": of_neurons, "n": len(look.X)}
            return


def saturated(look: Look) -> Findings:
    """Yield the first layer whose activations are nearly all at an end, unless that is how the network has learned."""
    if look.C < 0.9 * look.C_constant:
        return
    for k, (layer, Z) in enumerate(zip(look.network.layers, look.Z, strict=True), start=1):
        if isinstance(layer, Activated) and bounded(layer):
            share = float(np.mean(slopes(layer, Z, look.A[k]) < 0.05))
            if share > 0.75:
                yield "saturated", {"k": k, "share": 100 * share}
                return


def vanishing(look: Look) -> Findings:
    """Yield how much shorter the delta of the first layer is than that of the last, if it is by far."""
    lengths, dA = [], look.cost.slope(look.A[-1], look.G)
    for k in reversed(range(len(look.Z))):
        layer = look.network.layers[k]
        delta = layer.delta(look.Z[k], look.A[k + 1], dA)
        lengths.append(float(np.linalg.norm(delta)))
        dA = delta if layer.rows == 0 else layer.back(delta @ layer.W)
    if not look.has_learned and len(lengths) > 2 and lengths[-1] < 1e-3 * lengths[0]:
        yield "vanishing", {"factor": lengths[-1] / lengths[0], "k": len(lengths)}


def constant(look: Look) -> Findings:
    """Yield that the outputs are the same for all samples, though the targets are not."""
    spread, wanted = float(look.A[-1].std(axis=0).max()), float(look.G.std(axis=0).max())
    one_layer = len(look.network.layers) == 1  # may start at 0
    if len(look.X) > 1 and spread < 1e-4 * wanted and not one_layer:
        yield "outputs-constant", {"n": len(look.X), "spread": spread}


def constant_cost(cost: Cost, G: np.ndarray) -> float:
    """Return the least cost of outputs that are the same for all samples."""
    mean = G.mean(axis=0, keepdims=True)
    if isinstance(cost, CrossEntropy):
        mean = np.log(mean.clip(1e-9))
    elif isinstance(cost, BinaryCrossEntropy):
        mean = np.log(mean.clip(1e-9)) - np.log((1 - mean).clip(1e-9))
    return float(cost.value(np.repeat(mean, len(G), axis=0), G))


def rate(look: Look, optimizer: Optimizer | None) -> Findings:
    """Yield that a learning rate is too large or too small, by a few steps with it and with others."""
    if optimizer is None:
        return
    L, before = optimizer.learning_rate, look.C
    after = trial(look, optimizer, L)
    if after >= (1 if look.has_learned else 0.98) * look.C_constant:  # no better than an answer that is always the same
        smaller = {other: trial(look, optimizer, other) for other in (L / 10, L / 100)}
        other = min(smaller, key=lambda rate: smaller[rate])
        if smaller[other] < 0.9 * after:
            values = {"L": L, "steps": STEPS, "before": before, "after": after}
            yield "rate-large", {**values, "other": other, "better": smaller[other]}
            return
    fall = 1 - after / before if before > 0 else 0.0
    if before > 0 and not look.has_learned and 0 <= fall < 3e-5 * STEPS:
        larger = {other: 1 - trial(look, optimizer, other) / before for other in L * 10.0 ** np.arange(2, 11, 2)}
        other = max(larger, key=lambda rate: larger[rate])
        if larger[other] > 0.05 and larger[other] > 50 * fall:
            values = {"L": L, "steps": STEPS, "fall": 100 * fall}
            yield "rate-small", {**values, "other": other, "better": 100 * larger[other]}


def trial(look: Look, optimizer: Optimizer, L: float) -> float:
    """Return the cost after a few steps with this rate, the mean of the last five; copies take them."""
    network, optimizer = deepcopy((look.network, optimizer))
    optimizer.learning_rate = L
    optimizer.begin(network.theta)
    gradient, costs = np.empty_like(network.theta), []
    for _ in range(STEPS):
        unchecked_backprop(network, look.X, look.G, look.cost, network.views(gradient))
        optimizer.move(network.theta, gradient)
        costs.append(float(look.cost.value(network.unchecked_forward(look.X)[1][-1], look.G)))
    mean = float(np.mean(costs[-5:]))
    return mean if np.isfinite(mean) else np.inf


def course(history: History | None) -> Findings:
    """Yield that the cost on validation data has risen again while the training cost went on falling."""
    if history is None or len(history.validation_cost) < 4:
        return
    validation = np.array(history.validation_cost)
    best, last = int(validation.argmin()), float(validation[-3:].mean())
    least, training = float(validation[best]), history.cost
    risen = last > 1.1 * least and last - least > 0.05 * validation[0]  # more than it wavers
    if risen and training[-1] < training[best] and training[-1] < last / 2:
        yield "overfitting", {"best": best + 1, "least": least, "last": last, "training": training[-1]}
