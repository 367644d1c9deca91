"""The zoo of wrong gradients: most of them still learn.

Backpropagation stands here in five small steps. A bug is the same five with one of them
wrong, so that every bug is one line that can be read beside the right one. `import nncourse`
leaves this module out: `from nncourse.bugs import ZOO`.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from nncourse.activations import relu
from nncourse.backpropagation import checked_targets
from nncourse.checks import same_length
from nncourse.costs import Cost
from nncourse.language import Text
from nncourse.network import Dense, Maxout, Network


class Backward:
    """Backpropagation, right as it stands; called like `backprop`.

    Shapes as in `unchecked_backprop`: delta, Z and A (n, n_out), W and dW (n_out, n_in). A layer of
    Maxout has no f, so its delta is always right.
    """

    @np.errstate(all="ignore")
    def __call__(self, network: Network, X: Any, targets: Any, cost: Cost) -> tuple[float, np.ndarray]:
        """Return the cost and what this pass takes for its gradient; raises what `backprop` does."""
        G, X = checked_targets(network, targets, cost), network.inputs(X)
        same_length("targets", G, "X", X)
        Z, A = network.unchecked_forward(X)
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
            return np.float32(cost.value(twin.unchecked_forward(X)[1][-1], G))

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
