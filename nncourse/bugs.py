"""The zoo of wrong gradients: most of them still learn. And `diagnose`, which knows them by what they return.

Backpropagation stands here in five small steps. A bug is the same five with one of them
wrong, so that every bug is one line that can be read beside the right one. Nothing else
imports this module: `from nncourse.bugs import ZOO, diagnose`.
"""

from __future__ import annotations

import html
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from nncourse.activations import relu, sigmoid
from nncourse.backprop import backprop, checked_targets
from nncourse.checks import same_length, shown
from nncourse.costs import Cost, SquaredError
from nncourse.exercises import texts
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.model import Text
from nncourse.exercises.report import boxed, error_lines
from nncourse.language import get_language
from nncourse.network import Dense, Maxout, Network
from nncourse.sandbox import Outcome, harmless, run


class Backward:
    """Backpropagation, right as it stands; called like `backprop`.

    Shapes as in `backprop_rows`: delta, Z and A (n, n_out), W and dW (n_out, n_in). A layer of
    Maxout has no f, so its delta is always right.
    """

    def __call__(self, network: Network, X: Any, targets: Any, cost: Cost) -> tuple[float, np.ndarray]:
        """Return the cost and what this pass takes for its gradient; raises what `backprop` does."""
        G, X = checked_targets(network, targets, cost), network.inputs(X)
        same_length("targets", G, "X", X)
        Z, A = network.forward_rows(X)
        gradient, last = np.empty_like(network.theta), len(network.layers) - 1
        slots = network.views(gradient)
        dA = self.output(cost, A[-1], G)
        for k in reversed(range(last + 1)):
            layer, (dW, db) = network.layers[k], slots[k]
            if isinstance(layer, Dense):
                delta = self.delta(layer.f, Z[k], A[k + 1], dA, at_output=k == last)
            else:
                delta = layer.delta(Z[k], A[k + 1], dA)
            dW[:] = self.weights(delta, A, k)
            db[:] = self.biases(delta)
            dA = self.back(layer.W, delta, dW)
        return float(cost.value(A[-1], G)), self.finish(network, gradient)

    def output(self, cost, O, G):
        return cost.slope(O, G)  # N22

    def delta(self, f, Z, A, dA, at_output):
        return f.slope(Z, A) * dA  # N23

    def weights(self, delta, A, k):
        return delta.T @ A[k]  # N25

    def biases(self, delta):
        return delta.sum(axis=0)  # N26

    def back(self, W, delta, dW):
        return delta @ W  # K13

    def finish(self, network, gradient):
        return gradient


# One wrong step each


class NoTwo(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, G) / 2


class Sum(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, G) * len(O)


class MeanAll(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, G) / O.shape[1]


class Sign(Backward):
    def output(self, cost, O, G):
        return -cost.slope(O, G)


class SlopeOfA(Backward):
    def delta(self, f, Z, A, dA, at_output):
        return f.slope(A, f.function(A)) * dA


class NoSlope(Backward):
    def delta(self, f, Z, A, dA, at_output):
        return dA


class NoHiddenSlope(Backward):
    def delta(self, f, Z, A, dA, at_output):
        return f.slope(Z, A) * dA if at_output else dA


class NoOutputSlope(Backward):
    def delta(self, f, Z, A, dA, at_output):
        return dA if at_output else f.slope(Z, A) * dA


class ReluSlopeOne(Backward):
    def delta(self, f, Z, A, dA, at_output):
        return (A >= 0 if f is relu else f.slope(Z, A)) * dA


class WrongActivation(Backward):
    def weights(self, delta, A, k):
        return delta.T @ A[k + 1 if A[k + 1].shape == A[k].shape else k]


class BiasMeanTwice(Backward):
    def biases(self, delta):
        return delta.mean(axis=0)


class BiasZero(Backward):
    def biases(self, delta):
        return 0 * delta.sum(axis=0)


class NotTransposed(Backward):
    def back(self, W, delta, dW):
        return delta @ (W.T if W.shape[0] == W.shape[1] else W)


class OnePath(Backward):
    def back(self, W, delta, dW):
        return delta[:, :1] @ W[:1]


class OutputOnly(Backward):
    def back(self, W, delta, dW):
        return 0 * delta @ W


class UpdatedTooEarly(Backward):
    learning_rate = 0.5  # what a training with this bug steps with

    def back(self, W, delta, dW):
        return delta @ (W - self.learning_rate * dW)


class Accumulated(Backward):
    def __init__(self):
        self.total: WeakKeyDictionary[Network, np.ndarray] = WeakKeyDictionary()  # a new network begins at 0

    def finish(self, network, gradient):
        self.total[network] = self.total.get(network, 0) + gradient
        return self.total[network].copy()


class Float32Quotient(Backward):
    h = np.float32(1e-5)  # the best of float64

    def __call__(self, network, X, targets, cost):
        G, X = checked_targets(network, targets, cost), network.inputs(X)
        twin = in_float32(network)
        X, G = X.astype(np.float32), G.astype(np.float32)

        def C():
            return np.float32(cost.value(twin.forward_rows(X)[1][-1], G))

        C_here, gradient = C(), np.empty_like(network.theta)
        for i in range(len(gradient)):
            here = twin.theta[i]
            twin.theta[i] = here + self.h
            gradient[i] = (C() - C_here) / self.h
            twin.theta[i] = here
        return float(C_here), gradient


def in_float32(network: Network) -> Network:
    """Return the same network with float32 numbers."""
    layers = [
        Dense(layer.n_in, layer.n_out, layer.f) if isinstance(layer, Dense) else Maxout(layer.n_in, layer.n_out)
        for layer in network.layers
    ]
    twin = Network(*layers, dtype=np.float32)
    twin.theta = network.theta
    return twin


# The bugs and what there is to say of them


@dataclass(frozen=True)
class Bug:
    """A wrong gradient with a name; call it like `backprop`, or give it to `check_gradient`.

    Attributes
    ----------
    id : str
        The same in all languages; where an exercise of chapter 5 knows the mistake, its id there.
    name : Text
        A few words.
    does : Text
        What goes wrong in the computation.
    hides : Text
        Why it still looks right.
    caught : Text
        What catches it.
    steps : Backward
        The backward pass with one step wrong.
    """

    id: str
    name: Text
    does: Text
    hides: Text
    caught: Text
    steps: Backward

    def __call__(self, network: Network, X: Any, targets: Any, cost: Cost) -> tuple[float, np.ndarray]:
        """Return the cost and the wrong gradient; takes and raises what `backprop` does."""
        return self.steps(network, X, targets, cost)

    @property
    def lines(self) -> tuple[str, str] | None:
        """The step's right code and the wrong one; None where the bug is more than one step."""
        wrong = vars(type(self.steps))
        name = next((name for name in vars(Backward) if name in wrong and not name.startswith("_")), None)
        return (body(getattr(Backward, name)), body(wrong[name])) if name else None

    def __repr__(self) -> str:
        return f"Bug({self.id!r}: {self.name})"


def body(method: Callable) -> str:
    """Return what stands below a method's `def`, without comments."""
    below = inspect.getsource(method).partition(":\n")[2]
    return "\n".join(line.partition("  #")[0] for line in textwrap.dedent(below).strip().split("\n"))


ZOO = (
    Bug(
        "no-two",
        Text("die 2 fehlt", "the 2 is missing"),
        Text(
            "Am Ausgang steht (O - G) / n statt 2 (O - G) / n. Jede Steigung ist halb so groß.",
            "At the output stands (O - G) / n instead of 2 (O - G) / n. Every slope is half as large.",
        ),
        Text(
            "Die Richtung stimmt. Das Netz lernt, als wäre die Lernrate halb so groß.",
            "The direction is right. The network learns as if the learning rate were half as large.",
        ),
        Text(
            "Jede Gradientenprüfung: relativer Fehler 1/3 in jedem W und b.",
            "Every gradient check: a relative error of 1/3 in each W and b.",
        ),
        NoTwo(),
    ),
    Bug(
        "sum",
        Text("Summe statt Mittelwert", "sum instead of mean"),
        Text(
            "Am Ausgang fehlt die Division durch n, die Zahl der Beispiele. Jede Steigung ist n-mal so groß.",
            "At the output the division by n, the number of samples, is missing. Every slope is n times as large.",
        ),
        Text(
            "Die Richtung stimmt. Mit wenigen Beispielen lernt das Netz sogar schneller, mit vielen springt es.",
            "The direction is right. With few samples the network even learns faster, with many it jumps about.",
        ),
        Text(
            "Jede Gradientenprüfung mit mehreren Beispielen. Auch: jedes Beispiel verdoppeln, nichts darf sich ändern.",
            "Every gradient check with several samples. Also: double every sample, and nothing may change.",
        ),
        Sum(),
    ),
    Bug(
        "mean-all",
        Text("Mittelwert auch über die Ausgänge", "mean over the outputs too"),
        Text(
            "Am Ausgang wird auch noch durch die Zahl der Ausgänge geteilt, wie bei np.mean((O - G)**2).",
            "At the output it is divided by the number of outputs as well, as in np.mean((O - G)**2).",
        ),
        Text(
            "Es wirkt wie eine kleinere Lernrate. Mit einem einzigen Ausgang ist gar nichts falsch.",
            "It acts like a smaller learning rate. With a single output nothing is wrong at all.",
        ),
        Text(
            "Jede Gradientenprüfung mit mehreren Ausgängen.",
            "Every gradient check with several outputs.",
        ),
        MeanAll(),
    ),
    Bug(
        "sign",
        Text("falsches Vorzeichen", "wrong sign"),
        Text(
            "Am Ausgang steht G - O statt O - G. Jede Steigung zeigt in die Gegenrichtung.",
            "At the output stands G - O instead of O - G. Every slope points the opposite way.",
        ),
        Text(
            "Gar nicht: Die Kosten steigen. Nur wer auch im Schritt Plus statt Minus schreibt, merkt nichts.",
            "It does not: the cost rises. Only plus instead of minus in the step would hide it.",
        ),
        Text(
            "Schon die Kosten, und jede Gradientenprüfung: relativer Fehler 1.",
            "The cost itself, and every gradient check: a relative error of 1.",
        ),
        Sign(),
    ),
    Bug(
        "slope-of-a",
        Text("A'(a) statt A'(z)", "A'(a) instead of A'(z)"),
        Text(
            "Die Ableitung von A wird an der Stelle a genommen statt an der Stelle z.",
            "The derivative of A is taken at a instead of at z.",
        ),
        Text(
            "Mit ReLU ist beides gleich: a ist positiv, wo z es ist. Mit Sigmoid und tanh stimmt noch das Vorzeichen.",
            "With ReLU both are equal: a is positive where z is. With sigmoid and tanh the sign is still right.",
        ),
        Text(
            "Gradientenprüfung mit Sigmoid oder tanh. Mit ReLU allein sieht sie ihn nie.",
            "A gradient check with sigmoid or tanh. With ReLU alone it never sees it.",
        ),
        SlopeOfA(),
    ),
    Bug(
        "no-activation-slope",
        Text("A' vergessen", "A' forgotten"),
        Text(
            "δ ist nur dC/da: Der Faktor A'(z) fehlt in jeder Schicht.",
            "δ is dC/da alone: the factor A'(z) is missing in every layer.",
        ),
        Text(
            "A' ist nie negativ. Zuerst fallen die Kosten oft schneller, weil nichts mehr bremst.",
            "A' is never negative. At first the cost often falls faster, because nothing slows it down.",
        ),
        Text(
            "Jede Gradientenprüfung, mit ReLU sobald ein Signal negativ ist.",
            "Every gradient check; with ReLU as soon as one signal is negative.",
        ),
        NoSlope(),
    ),
    Bug(
        "no-hidden-slope",
        Text("A' nur am Ausgang", "A' at the output only"),
        Text(
            "In den verdeckten Schichten fehlt der Faktor A'(z). Am Ausgang ist er da.",
            "In the hidden layers the factor A'(z) is missing. At the output it is there.",
        ),
        Text(
            "Die letzte Schicht lernt richtig, und A' ist nie negativ.",
            "The last layer learns rightly, and A' is never negative.",
        ),
        Text(
            "Gradientenprüfung mit mindestens einer verdeckten Schicht.",
            "A gradient check with at least one hidden layer.",
        ),
        NoHiddenSlope(),
    ),
    Bug(
        "no-output-slope",
        Text("A' am Ausgang vergessen", "A' forgotten at the output"),
        Text(
            "Am Ausgang fehlt der Faktor A'(z), in den verdeckten Schichten ist er da.",
            "At the output the factor A'(z) is missing, in the hidden layers it is there.",
        ),
        Text(
            "Mit Sigmoid am Ausgang ist es der richtige Gradient anderer Kosten, der Kreuzentropie. Es lernt gut.",
            "With sigmoid at the output it is the right gradient of another cost, the cross-entropy. It learns well.",
        ),
        Text(
            "Gradientenprüfung mit denselben Kosten, die im Training stehen.",
            "A gradient check with the very cost that the training uses.",
        ),
        NoOutputSlope(),
    ),
    Bug(
        "relu-slope-one",
        Text("ReLU-Steigung überall 1", "ReLU slope 1 everywhere"),
        Text(
            "Die Steigung von ReLU ist auch bei negativem z gleich 1, etwa durch a >= 0 statt z > 0.",
            "The slope of ReLU is 1 at negative z too, for instance by a >= 0 instead of z > 0.",
        ),
        Text(
            "Kein Neuron stirbt, und das Netz lernt. Mit anderen Aktivierungen ist gar nichts falsch.",
            "No neuron dies, and the network learns. With other activations nothing is wrong at all.",
        ),
        Text(
            "Gradientenprüfung mit ReLU. Mit Sigmoid oder tanh allein sieht sie ihn nie.",
            "A gradient check with ReLU. With sigmoid or tanh alone it never sees it.",
        ),
        ReluSlopeOne(),
    ),
    Bug(
        "wrong-activation",
        Text("Eingabe um eine Schicht verrutscht", "input off by one layer"),
        Text(
            "dC/dW nimmt die Ausgabe der Schicht, wo ihre Eingabe hingehört.",
            "dC/dW takes the output of the layer where its input belongs.",
        ),
        Text(
            "Sind zwei Schichten gleich groß, passen die Formen, und die übrigen Schichten lernen richtig.",
            "If two layers are of one size the shapes fit, and the other layers learn rightly.",
        ),
        Text(
            "Verschiedene Größen: Dann bricht der Code ab. Oder eine Gradientenprüfung mit gleich großen Schichten.",
            "Sizes that all differ: then the code stops. Or a gradient check with layers of one size.",
        ),
        WrongActivation(),
    ),
    Bug(
        "bias-mean-twice",
        Text("Bias zweimal gemittelt", "bias averaged twice"),
        Text(
            "In δ steckt die Division durch n schon. Für die Biases wird noch einmal durch n geteilt.",
            "δ is divided by n already. For the biases it is divided by n once more.",
        ),
        Text(
            "Die Gewichte lernen richtig, nur die Biases n-mal zu langsam.",
            "The weights learn rightly, only the biases n times too slowly.",
        ),
        Text(
            "Gradientenprüfung mit mehreren Beispielen. Auch: jedes Beispiel verdoppeln, nichts darf sich ändern.",
            "A gradient check with several samples. Also: double every sample, and nothing may change.",
        ),
        BiasMeanTwice(),
    ),
    Bug(
        "bias-zero",
        Text("Biases lernen nicht", "biases do not learn"),
        Text(
            "Der Gradient der Biases ist immer 0.",
            "The gradient of the biases is always 0.",
        ),
        Text(
            "Die Gewichte lernen richtig und gleichen vieles aus.",
            "The weights learn rightly and make up for much.",
        ),
        Text(
            "Jede Gradientenprüfung, die auch die Biases vergleicht: relativer Fehler 1 in jedem b.",
            "Every gradient check that compares the biases too: a relative error of 1 in each b.",
        ),
        BiasZero(),
    ),
    Bug(
        "not-transposed",
        Text("W falsch herum", "W the wrong way round"),
        Text(
            "Rückwärts rechnet W so wie vorwärts: W δ statt Wᵀ δ, in Zeilen δ Wᵀ statt δ W.",
            "Backward, W works as it does forward: W δ instead of Wᵀ δ, in rows δ Wᵀ instead of δ W.",
        ),
        Text(
            "Ist W quadratisch, passen die Formen, und die letzte Schicht lernt richtig.",
            "If W is square the shapes fit, and the last layer learns rightly.",
        ),
        Text(
            "Verschiedene Größen: Dann bricht der Code ab. Oder eine Gradientenprüfung mit quadratischem W.",
            "Sizes that all differ: then the code stops. Or a gradient check with a square W.",
        ),
        NotTransposed(),
    ),
    Bug(
        "one-path",
        Text("nur ein Weg zurück", "one path back only"),
        Text(
            "δ kommt nur über das erste Neuron der nächsten Schicht zurück, nicht als Summe über alle.",
            "δ comes back through the first neuron of the next layer only, not as the sum over all.",
        ),
        Text(
            "Die letzte Schicht lernt richtig. Mit einem einzigen Ausgang und einer verdeckten Schicht fehlt nichts.",
            "The last layer learns rightly. With a single output and one hidden layer nothing is missing.",
        ),
        Text(
            "Gradientenprüfung mit mehreren Ausgängen.",
            "A gradient check with several outputs.",
        ),
        OnePath(),
    ),
    Bug(
        "output-only",
        Text("nur die letzte Schicht lernt", "only the last layer learns"),
        Text(
            "Die verdeckten Schichten bekommen den Gradienten 0.",
            "The hidden layers get a gradient of 0.",
        ),
        Text(
            "Die letzte Schicht lernt auf zufälligen Merkmalen, und das bringt sie oft weit.",
            "The last layer learns on random features, and that often takes it far.",
        ),
        Text(
            "Gradientenprüfung mit mindestens einer verdeckten Schicht: dort relativer Fehler 1.",
            "A gradient check with at least one hidden layer: a relative error of 1 there.",
        ),
        OutputOnly(),
    ),
    Bug(
        "updated-too-early",
        Text("geändert, während noch abgeleitet wird", "changed while still differentiating"),
        Text(
            "W wird schon verbessert, bevor δ über W zurückgetragen ist. Das neue W gehört zu einem anderen Ort.",
            "W is improved before δ has been carried back through W. The new W belongs to another place.",
        ),
        Text(
            "Bei kleiner Lernrate ist das neue W fast das alte, und das Netz lernt.",
            "With a small learning rate the new W is nearly the old one, and the network learns.",
        ),
        Text(
            "Gradientenprüfung mit verdeckter Schicht. Auch: network.theta muss nach dem Aufruf unverändert sein.",
            "A gradient check with a hidden layer. Also: network.theta must be unchanged after the call.",
        ),
        UpdatedTooEarly(),
    ),
    Bug(
        "accumulated",
        Text("Gradient nie zurückgesetzt", "gradient never set back"),
        Text(
            "Jeder Aufruf zählt seinen Gradienten zu denen aller früheren Aufrufe dazu.",
            "Every call adds its gradient to those of all earlier calls.",
        ),
        Text(
            "Der erste Aufruf ist richtig. Danach wirkt es wie ein Ball ohne Reibung, der zuerst schneller rollt.",
            "The first call is right. Then it acts like a ball without friction, which rolls faster at first.",
        ),
        Text(
            "Zweimal aufrufen: Beide Gradienten müssen gleich sein. Eine Prüfung mit nur einem Aufruf sieht ihn nicht.",
            "Call it twice: both gradients must be equal. A check that calls it only once does not see it.",
        ),
        Accumulated(),
    ),
    Bug(
        "float32-quotient",
        Text("zu kleines h in float32", "too small an h in float32"),
        Text(
            "Einseitiger Quotient in float32 mit zu kleinem h: Gemessen wird zum großen Teil die Rundung.",
            "A one-sided quotient in float32 with too small an h: what it measures is in large part the rounding.",
        ),
        Text(
            "Große Steigungen stimmen ungefähr, und das Netz lernt. Kleine gehen im Rundungsfehler unter.",
            "Large slopes are about right, and the network learns. Small ones drown in the rounding error.",
        ),
        Text(
            "Vergleich mit dem symmetrischen Quotienten in float64 mit h = 1e-5, wie check_gradient es tut.",
            "Comparing with the symmetric quotient in float64 with h = 1e-5, as check_gradient does.",
        ),
        Float32Quotient(),
    ),
)


# Diagnosis

TOLERANCE, TOLERANCE_FLOAT32 = 1e-5, 1e-3  # the relative error of a W or b that still counts as equal
COST = SquaredError()

NOT_CALLABLE = Text(
    "diagnose braucht die Funktion selbst, bekam aber {value}. Schreib ihren Namen ohne Klammern: diagnose(backprop).",
    "diagnose needs the function itself but got {value}. Write its name without brackets: diagnose(backprop).",
)
RIGHT = Text(
    "Dein Gradient stimmt, auf {n} Netzen mit Sigmoid und ReLU: relativer Fehler unter {error}.",
    "Your gradient is right, on {n} networks with sigmoid and ReLU: a relative error below {error}.",
)
MOVES_THETA = Text(
    "Deine Funktion verändert aber network.theta. Sie soll nur ableiten, den Schritt macht der Optimizer.",
    "But your function changes network.theta. It should only differentiate; the step is the optimizer's.",
)
UNSTEADY = Text(
    "Deine Funktion gibt beim zweiten Aufruf mit denselben Zahlen einen anderen Gradienten zurück. "
    "Hängt sie von etwas ab, das von früher übrig ist, oder vom Zufall?",
    "Called a second time with the same numbers, your function returns another gradient. "
    "Does it depend on something left over from before, or on chance?",
)
FOUND = Text("Das ist ein Fehler aus dem Zoo: {name} ({id}).", "This is a bug of the zoo: {name} ({id}).")
CODE = Text("richtig: {right}\nfalsch:  {wrong}", "right: {right}\nwrong: {wrong}")
HIDES = Text("Warum er nicht auffällt: {why}", "Why it goes unnoticed: {why}")
CAUGHT = Text("Was ihn fängt: {what}", "What catches it: {what}")
STRANGE = Text(
    "Dein Gradient ist falsch, aber so wie keiner aus dem Zoo.",
    "Your gradient is wrong, but like none of the zoo.",
)
WORST = Text(
    "Am weitesten daneben liegt {worst} in {network}: relativer Fehler {error}.",
    "Farthest off is {worst} in {network}: a relative error of {error}.",
)
MULTIPLE = Text("Es ist dort das {factor}-Fache des richtigen.", "There it is {factor} times the right one.")
ZERO = Text("Dein Gradient ist überall 0.", "Your gradient is 0 everywhere.")
MULTIPLE_ALL = Text(
    "Dein Gradient ist überall das {factor}-Fache des richtigen.",
    "Your gradient is {factor} times the right one everywhere.",
)
NO_MULTIPLE = Text("Es ist kein Vielfaches des richtigen.", "It is no multiple of the right one.")
ONLY_WRONG_WITH = Text(
    "Falsch ist er nur mit {f}. Rechnet er mit dem f der Schicht, layer.f?",
    "It is wrong with {f} only. Does it compute with the layer's own f, layer.f?",
)
BLOCK = Text("{name} der Schicht {k}", "{name} of layer {k}")
LAID_OUT = Text(
    "Es ist ein Vektor in der Reihenfolge von theta: W der Schicht 1 zeilenweise, ihr b, W der Schicht 2 und so fort.",
    "It is a vector in the order of theta: W of layer 1 row by row, its b, W of layer 2, and so on.",
)
NETWORK = Text("Das Netz war {network}, mit {n} Beispielen.", "The network was {network}, with {n} samples.")


@dataclass(frozen=True)
class Diagnosis:
    """What `diagnose` found; shows as text and as HTML.

    Attributes
    ----------
    status : {"right", "bug", "wrong", "failed"}
        "wrong": no bug of the zoo; "failed": there is no gradient to judge.
    lines : tuple of str
        What is said.
    bug : Bug or None
        The bug of the zoo that it shows.
    error : float
        The largest relative error of any W or b in any of the networks, at the first call.
    """

    status: str
    lines: tuple[str, ...]
    bug: Bug | None = None
    error: float = np.inf

    @property
    def right(self) -> bool:
        """Whether the gradient is right."""
        return self.status == "right"

    def __repr__(self) -> str:
        return "\n  ".join([f"{texts.SYMBOL[self._shown]} {self.lines[0]}", *self.lines[1:]])

    def _repr_html_(self) -> str:
        first, *rest = self.lines
        return boxed(self._shown, f"<b>{texts.SYMBOL[self._shown]} {html.escape(first)}</b>", rest)

    @property
    def _shown(self) -> str:
        return "passed" if self.right else "failed"


@dataclass(frozen=True)
class Case:
    """A small network of three layers with data, and the right gradient there."""

    network: Network
    X: np.ndarray
    G: np.ndarray
    right: np.ndarray

    def errors(self, g: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return |g - other| / (|g| + |other|) of W of layer 1, b of layer 1, W of layer 2, and so on."""
        sizes = [block.size for layer in self.network.views(self.right) for block in layer]
        starts = np.cumsum(sizes, dtype=np.intp) - sizes
        with np.errstate(over="ignore", invalid="ignore"):  # a huge g is as wrong as can be
            off, long, longer = (np.sqrt(np.add.reduceat(v * v, starts)) for v in (g - other, g, other))
            errors = off / (long + longer + 1e-12 * np.linalg.norm(self.right))
        return np.where(np.isfinite(errors), errors, np.inf)

    def __str__(self) -> str:
        return "-".join(map(str, self.network.sizes)) + f", {self.network.layers[0].f!r}"


def cases(seed: int = 0) -> list[Case]:
    """Return networks on which no two bugs agree: with different sizes and square, with sigmoid and ReLU.

    As many samples, outputs and layers as it takes: 6 or 5, 3, 3.
    """
    rng, made = np.random.default_rng(seed), []
    for f in (sigmoid, relu):
        for sizes, n in (([4, 5, 2, 3], 6), ([3, 3, 3, 3], 5)):
            network = Network.mlp(sizes, hidden=f, seed=int(rng.integers(2**31)))
            for layer in network.layers:
                layer.b = 0.5 * rng.standard_normal(layer.b.shape)
            X, G = rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
            made.append(Case(network, X, G, backprop(network, X, G, COST)[1]))
    return made


@dataclass(frozen=True)
class Observed:
    """Two calls with the same arguments: what they returned, and how the first one moved theta."""

    first: Any
    second: Any
    move: np.ndarray


def observe(gradient_function: Callable, network: Network, X: np.ndarray, G: np.ndarray) -> tuple[Any, Any, np.ndarray]:
    """Call a gradient function twice and return what is `Observed`; theta is as it was before either call."""
    start, results, moves = network.theta.copy(), [], []
    for _ in range(2):
        result = gradient_function(network, X, G, COST)
        if isinstance(result, tuple) and len(result) == 2 and np.ndim(result[0]) == 0:
            result = result[1]  # (C, gradient)
        numbers = as_numbers(result)
        results.append(result if numbers is None else numbers + 0)  # a copy: it may add to this very array next time
        moves.append(network.theta - start)
        network.theta[:] = start
    first, second = results
    return first, second, moves[0]


def diagnose(gradient_function: Callable, seed: int = 0, seconds: float = 5.0) -> Diagnosis:
    """Run a backpropagation against the zoo and say what is wrong with it.

    Parameters
    ----------
    gradient_function : callable
        Called like `backprop`, with the cost `SquaredError()`; returns (C, gradient), or the
        gradient alone, in the order of theta.
    seed : int, optional
        Of the networks that it is tried on.
    seconds : float, optional
        For all calls together; then it is stopped.

    Returns
    -------
    Diagnosis
        Never an error, whatever the function does.
    """
    if not callable(gradient_function):
        return Diagnosis("failed", (str(NOT_CALLABLE).format(value=shown(harmless(gradient_function))),))
    tried = cases(seed)
    outcomes = run(gradient_function, [(case.network, case.X, case.G) for case in tried], seconds, through=observe)
    pairs = list(zip(tried, outcomes, strict=True))
    complaints = [complaint(*pair, seconds) for pair in pairs]
    seen = [(case, Observed(*outcome.value)) for (case, outcome), bad in zip(pairs, complaints, strict=True) if not bad]
    failed = next((lines for lines in complaints if lines), ())
    if not seen:
        return Diagnosis("failed", failed)
    errors = np.array([case.errors(observed.first, case.right) for case, observed in seen])
    error = float(errors.max())
    right = all(is_right(case, observed) for case, observed in seen)
    if right and not failed:
        said = [str(RIGHT).format(n=len(seen), error=f"1e{max(-10, int(np.ceil(np.log10(error + 1e-99))))}")]
        said += [str(MOVES_THETA)] * any(observed.move.any() for _, observed in seen)
        return Diagnosis("right", tuple(said), error=error)
    steady = all(close(case, observed.first, observed.second) for case, observed in seen)
    bug = next((bug for bug in ZOO if not right and shows(bug, seen, steady)), None)
    if bug is not None:
        return Diagnosis("bug", (*portrait(bug), *failed), bug, error)
    if failed:
        return Diagnosis("failed", failed)
    symptoms = strange(seen, errors) if steady else (str(STRANGE), str(UNSTEADY))
    return Diagnosis("wrong", symptoms, error=error)


def portrait(bug: Bug) -> tuple[str, ...]:
    """Return what there is to say of a bug, with its code if that is one line."""
    found = str(FOUND).format(name=bug.name, id=bug.id)
    right, wrong = bug.lines or ("", "\n")
    code = [] if "\n" in wrong else str(CODE).format(right=right, wrong=wrong).split("\n")
    return found, str(bug.does), *code, str(HIDES).format(why=bug.hides), str(CAUGHT).format(what=bug.caught)


def complaint(case: Case, outcome: Outcome, seconds: float) -> tuple[str, ...]:
    """Return why there is no gradient to judge; nothing if there is one."""
    error = outcome.error
    if error is not None:
        said = error_lines(error, outcome.line, seconds)
        return (*said, str(NETWORK).format(network=case, n=len(case.X)))
    if outcome.changed is not None:
        return (str(texts.CHANGED).format(name=("network", "X", "targets")[outcome.changed]),)
    for g in outcome.value[:2]:
        if g is None:
            return (str(texts.NONE_PRINTED if outcome.printed else texts.NONE),)
        if as_numbers(g) is None:
            return str(texts.TYPE).format(got=type(g).__name__), str(LAID_OUT)
        if g.shape != case.right.shape:
            return str(texts.SHAPE).format(got=g.shape, expected=case.right.shape), str(LAID_OUT)
        if not np.isfinite(g).all():
            return (str(texts.NAN),)
    return ()


def close(case: Case, g: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two gradients are equal in every W and b, as far as g's dtype goes."""
    tolerance = TOLERANCE_FLOAT32 if g.dtype in (np.float16, np.float32) else TOLERANCE
    return bool(case.errors(g, other).max() <= tolerance)


def is_right(case: Case, observed: Observed) -> bool:
    """Return whether both calls gave the right gradient."""
    return close(case, observed.first, case.right) and close(case, observed.second, case.right)


def shows(bug: Bug, seen: list[tuple[Case, Observed]], steady: bool) -> bool:
    """Return whether what was seen is this bug; `steady` says whether both calls gave the same."""
    if isinstance(bug.steps, Accumulated):  # whatever was left over before
        pairs = [(case, observed.second - observed.first) for case, observed in seen]
        return all(close(case, added, case.right) for case, added in pairs)
    if not steady:
        return False
    if isinstance(bug.steps, UpdatedTooEarly) and all(observed.move.any() for _, observed in seen):
        return all(multiple(observed.move, observed.first) is not None for _, observed in seen)  # at any rate
    if isinstance(bug.steps, Float32Quotient) and is_grainy(np.concatenate([it.first for _, it in seen])):
        return True  # with any h
    return all(close(case, observed.first, bug(case.network, case.X, case.G, COST)[1]) for case, observed in seen)


def multiple(g: np.ndarray, right: np.ndarray) -> float | None:
    """Return c if g = c times right, else None."""
    c = float(np.sum(g * right) / np.sum(right * right)) if right.any() else 0.0
    return c if np.linalg.norm(g - c * right) <= 1e-4 * np.linalg.norm(g) else None


def is_grainy(g: np.ndarray) -> bool:
    """Return whether all entries are multiples of one number, as quotients of rounded costs are."""
    sizes = np.unique(np.abs(g))
    if len(sizes) < 3:
        return False
    counts = sizes / np.diff(sizes).min()
    return any(np.abs(part * counts - np.round(part * counts)).max() < 1e-3 * part for part in (1, 2, 3))


def strange(seen: list[tuple[Case, Observed]], errors: np.ndarray) -> tuple[str, ...]:
    """Return what can be said of a wrong gradient that the zoo does not hold."""
    said = [str(STRANGE)]
    factors = [multiple(observed.first, case.right) for case, observed in seen]
    found = [factor for factor in factors if factor is not None]
    if len(found) == len(seen) and np.ptp(found) < 1e-3:
        return (*said, str(MULTIPLE_ALL).format(factor=local(f"{found[0]:.3g}")) if found[0] else str(ZERO))
    i, block = np.unravel_index(errors.argmax(), errors.shape)
    (case, observed), (k, part) = seen[i], divmod(int(block), 2)
    name = str(BLOCK).format(name="Wb"[part], k=k + 1)
    said.append(str(WORST).format(worst=name, network=case, error=local(f"{errors.max():.2g}")))
    g, right = (case.network.views(vector)[k][part] for vector in (observed.first, case.right))
    factor = multiple(g, right)
    said.append(str(NO_MULTIPLE) if factor is None else str(MULTIPLE).format(factor=local(f"{factor:.3g}")))
    wrong = {case.network.layers[0].f for case, observed in seen if not is_right(case, observed)}
    if len(wrong) == 1:
        said.append(str(ONLY_WRONG_WITH).format(f=next(iter(wrong))))
    return tuple(said)


def local(number: str) -> str:
    """Return a number's text with the decimal sign of the language."""
    return number.replace(".", ",") if get_language() == "de" else number
