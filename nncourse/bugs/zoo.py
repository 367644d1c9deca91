"""The bugs by their names, and what there is to say of them."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.bugs import wrong
from nncourse.bugs.backward import HIDDEN, LAST_HIDDEN, OUTPUT, Backward
from nncourse.costs import Cost
from nncourse.language import Text
from nncourse.network import Network


@dataclass(frozen=True)
class Bug:
    """A wrong gradient with a name; call it like `backprop`, or give it to `check_gradient`.

    Attributes
    ----------
    id : str
        The same in all languages; where an exercise of chapter 5 knows the mistake, the id it has there.
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
        """The step's right code and its wrong code; None where the bug is more than one step."""
        steps = type(self.steps)
        name = next(iter(steps.done_wrong()), None)
        return (body(getattr(Backward, name)), body(getattr(steps, name))) if name else None

    @property
    def only_scales(self) -> bool:
        """Whether it is only another convention: a multiple of the right gradient, which another rate makes up for."""
        return isinstance(self.steps, (wrong.NoTwo, wrong.Sum, wrong.MeanAll, wrong.Sign))

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
            "The output has (O - G) / n instead of 2 (O - G) / n. Every slope is half as large.",
        ),
        Text(
            "Die Richtung stimmt. Das Netz lernt, als wäre die Lernrate halb so groß.",
            "The direction is right. The network learns as if the learning rate were half as large.",
        ),
        Text(
            "Jede Gradientenprüfung: relativer Fehler 1/3 in jedem W und b.",
            "Any gradient check: a relative error of 1/3 in every W and b.",
        ),
        wrong.NoTwo(),
    ),
    Bug(
        "sum",
        Text("Summe statt Mittelwert", "sum instead of mean"),
        Text(
            "Am Ausgang fehlt die Division durch n, die Zahl der Beispiele. Jede Steigung ist n-mal so groß.",
            "At the output, the division by n, the number of samples, is missing. Every slope is n times as large.",
        ),
        Text(
            "Die Richtung stimmt. Mit wenigen Beispielen lernt das Netz sogar schneller, mit vielen springt es.",
            "The direction is right. With few samples, the network even learns faster; with many, it jumps around.",
        ),
        Text(
            "Jede Gradientenprüfung mit mehreren Beispielen. Auch: jedes Beispiel verdoppeln, nichts darf sich ändern.",
            "Any gradient check with several samples. Also: duplicate every sample, and nothing may change.",
        ),
        wrong.Sum(),
    ),
    Bug(
        "mean-all",
        Text("Mittelwert auch über die Ausgänge", "mean over the outputs too"),
        Text(
            "Am Ausgang wird auch noch durch die Zahl der Ausgänge geteilt, wie bei np.mean((O - G)**2).",
            "At the output, there is also a division by the number of outputs, as in np.mean((O - G)**2).",
        ),
        Text(
            "Es wirkt wie eine kleinere Lernrate. Mit einem einzigen Ausgang ist gar nichts falsch.",
            "It acts like a smaller learning rate. With a single output, nothing is wrong at all.",
        ),
        Text(
            "Jede Gradientenprüfung mit mehreren Ausgängen.",
            "Any gradient check with several outputs.",
        ),
        wrong.MeanAll(),
    ),
    Bug(
        "sign",
        Text("falsches Vorzeichen", "wrong sign"),
        Text(
            "Am Ausgang steht G - O statt O - G. Jede Steigung zeigt in die Gegenrichtung.",
            "The output has G - O instead of O - G. Every slope points the opposite way.",
        ),
        Text(
            "Gar nicht: Die Kosten steigen. Nur wer auch im Schritt Plus statt Minus schreibt, merkt nichts.",
            "It does not: the cost rises. You only miss it if you also write plus instead of minus in the step.",
        ),
        Text(
            "Schon die Kosten, und jede Gradientenprüfung: relativer Fehler 1.",
            "The cost itself, and any gradient check: a relative error of 1.",
        ),
        wrong.Sign(),
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
            "With ReLU, both are the same: a is positive where z is. With sigmoid and tanh, the sign is still right.",
        ),
        Text(
            "Gradientenprüfung mit Sigmoid oder tanh. Mit ReLU allein sieht sie ihn nie.",
            "A gradient check with sigmoid or tanh. With ReLU alone, it never sees the bug.",
        ),
        wrong.SlopeOfA(),
    ),
    Bug(
        "no-activation-slope",
        Text("A' vergessen", "A' forgotten"),
        Text(
            "δ ist nur dC/da: Der Faktor A'(z) fehlt in jeder Schicht.",
            "δ is only dC/da: the factor A'(z) is missing in every layer.",
        ),
        Text(
            "A' ist nie negativ. Zuerst fallen die Kosten oft schneller, weil nichts mehr bremst.",
            "A' is never negative. At first, the cost often falls faster, because nothing slows it down anymore.",
        ),
        Text(
            "Jede Gradientenprüfung, mit ReLU sobald ein Signal negativ ist.",
            "Any gradient check; with ReLU, as soon as one signal is negative.",
        ),
        wrong.NoSlope(),
    ),
    Bug(
        "no-hidden-slope",
        Text("A' nur am Ausgang", "A' only at the output"),
        Text(
            "In den verdeckten Schichten fehlt der Faktor A'(z). Am Ausgang ist er da.",
            "In the hidden layers, the factor A'(z) is missing. At the output, it is there.",
        ),
        Text(
            "Die letzte Schicht lernt richtig, und A' ist nie negativ.",
            "The last layer learns correctly, and A' is never negative.",
        ),
        Text(
            "Gradientenprüfung mit mindestens einer verdeckten Schicht.",
            "A gradient check with at least one hidden layer.",
        ),
        wrong.NoSlope(HIDDEN),
    ),
    Bug(
        "no-output-slope",
        Text("A' am Ausgang vergessen", "A' forgotten at the output"),
        Text(
            "Am Ausgang fehlt der Faktor A'(z), in den verdeckten Schichten ist er da.",
            "At the output, the factor A'(z) is missing; in the hidden layers, it is there.",
        ),
        Text(
            "Mit Sigmoid am Ausgang ist es der richtige Gradient anderer Kosten, der Kreuzentropie. Es lernt gut.",
            "With sigmoid at the output, it is the right gradient of another cost, the cross-entropy. It learns well.",
        ),
        Text(
            "Gradientenprüfung mit denselben Kosten, die im Training stehen.",
            "A gradient check with the same cost that the training uses.",
        ),
        wrong.NoSlope(OUTPUT),
    ),
    Bug(
        "relu-slope-one",
        Text("ReLU-Steigung überall 1", "ReLU slope 1 everywhere"),
        Text(
            "Die Steigung von ReLU ist auch bei negativem z gleich 1, etwa durch a >= 0 statt z > 0.",
            "The slope of ReLU is 1 for negative z too, for instance because of a >= 0 instead of z > 0.",
        ),
        Text(
            "Kein Neuron stirbt, und das Netz lernt. Mit anderen Aktivierungen ist gar nichts falsch.",
            "No neuron dies, and the network learns. With other activations, nothing is wrong at all.",
        ),
        Text(
            "Gradientenprüfung mit ReLU. Mit Sigmoid oder tanh allein sieht sie ihn nie.",
            "A gradient check with ReLU. With sigmoid or tanh alone, it never sees the bug.",
        ),
        wrong.ReluSlopeOne(),
    ),
    Bug(
        "wrong-activation",
        Text("Eingabe um eine Schicht verrutscht", "input off by one layer"),
        Text(
            "dC/dW nimmt die Ausgabe der Schicht, wo ihre Eingabe hingehört.",
            "dC/dW uses the output of the layer where its input belongs.",
        ),
        Text(
            "Sind zwei Schichten gleich groß, passen die Formen, und die übrigen Schichten lernen richtig.",
            "If two layers have the same size, the shapes fit, and the other layers learn correctly.",
        ),
        Text(
            "Verschiedene Größen: Dann bricht der Code ab. Oder eine Gradientenprüfung mit gleich großen Schichten.",
            "Layers of different sizes: then the code crashes. Or a gradient check with layers of the same size.",
        ),
        wrong.WrongActivation(),
    ),
    Bug(
        "bias-mean-twice",
        Text("Bias zweimal gemittelt", "bias averaged twice"),
        Text(
            "In δ steckt die Division durch n schon. Für die Biases wird noch einmal durch n geteilt.",
            "δ already includes the division by n. For the biases, there is another division by n.",
        ),
        Text(
            "Die Gewichte lernen richtig, nur die Biases n-mal zu langsam.",
            "The weights learn correctly; only the biases learn n times too slowly.",
        ),
        Text(
            "Gradientenprüfung mit mehreren Beispielen. Auch: jedes Beispiel verdoppeln, nichts darf sich ändern.",
            "A gradient check with several samples. Also: duplicate every sample, and nothing may change.",
        ),
        wrong.BiasMeanTwice(),
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
            "The weights learn correctly and make up for a lot.",
        ),
        Text(
            "Jede Gradientenprüfung, die auch die Biases vergleicht: relativer Fehler 1 in jedem b.",
            "Any gradient check that also compares the biases: a relative error of 1 in every b.",
        ),
        wrong.BiasZero(),
    ),
    Bug(
        "not-transposed",
        Text("W falsch herum", "W the wrong way around"),
        Text(
            "Rückwärts rechnet W so wie vorwärts: W δ statt Wᵀ δ, in Zeilen δ Wᵀ statt δ W.",
            "Backward, W is used as it is forward: W δ instead of Wᵀ δ, or in rows δ Wᵀ instead of δ W.",
        ),
        Text(
            "Ist W quadratisch, passen die Formen, und die letzte Schicht lernt richtig.",
            "If W is square, the shapes fit, and the last layer learns correctly.",
        ),
        Text(
            "Verschiedene Größen: Dann bricht der Code ab. Oder eine Gradientenprüfung mit quadratischem W.",
            "Layers of different sizes: then the code crashes. Or a gradient check with a square W.",
        ),
        wrong.NotTransposed(),
    ),
    Bug(
        "one-path",
        Text("nur ein Weg zurück", "only one path back"),
        Text(
            "δ kommt nur über das erste Neuron der nächsten Schicht zurück, nicht als Summe über alle.",
            "δ comes back only through the first neuron of the next layer, not as the sum over all of them.",
        ),
        Text(
            "Die letzte Schicht lernt richtig. Mit einem einzigen Ausgang und einer verdeckten Schicht fehlt nichts.",
            "The last layer learns correctly. With a single output and one hidden layer, nothing is missing.",
        ),
        Text(
            "Gradientenprüfung mit mehreren Ausgängen.",
            "A gradient check with several outputs.",
        ),
        wrong.OnePath(),
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
            "The last layer learns from random features, and that often takes it a long way.",
        ),
        Text(
            "Gradientenprüfung mit mindestens einer verdeckten Schicht: dort relativer Fehler 1.",
            "A gradient check with at least one hidden layer: it shows a relative error of 1 there.",
        ),
        wrong.OutputOnly(),
    ),
    Bug(
        "raw-error-back",
        Text("roher Fehler auf dem Weg zurück", "raw error on the way back"),
        Text(
            "dW und db bekommen A'(z), aber zurückgetragen wird dC/da statt δ: Das A' jeder Schicht fehlt auf "
            "dem Weg zur Schicht davor.",
            "dW and db get A'(z), but what is carried back is dC/da instead of δ: each layer’s A' is missing on the "
            "way to the layer before it.",
        ),
        Text(
            "Die letzte Schicht lernt richtig, und A' ist nie negativ. So steht es in einem viel verkauften Buch.",
            "The last layer learns correctly, and A' is never negative. This is how a best-selling book has it.",
        ),
        Text(
            "Gradientenprüfung mit mindestens einer verdeckten Schicht: Die letzte Schicht stimmt, keine davor.",
            "A gradient check with at least one hidden layer: the last layer is right, none before it.",
        ),
        wrong.NoSlope(into=frozenset({"dA"})),
    ),
    Bug(
        "no-slope-in-dW",
        Text("A' fehlt in dW", "A' missing in dW"),
        Text(
            "dW nimmt dC/da, wo δ hingehört. In db und auf dem Weg zurück steht das richtige δ.",
            "dW uses dC/da where δ belongs. db and the way back have the right δ.",
        ),
        Text(
            "A' ist nie negativ: Jedes Beispiel zieht in die richtige Richtung, nur verschieden stark.",
            "A' is never negative: every sample pulls in the right direction, only with different strengths.",
        ),
        Text(
            "Gradientenprüfung, für W und b getrennt: Jedes b stimmt, kein W.",
            "A gradient check of W and b separately: every b is right, no W is.",
        ),
        wrong.NoSlope(into=frozenset({"dW"})),
    ),
    Bug(
        "no-last-hidden-slope",
        Text("A' fehlt in einer Schicht", "A' missing in one layer"),
        Text(
            "In der letzten verdeckten Schicht fehlt der Faktor A'(z), sonst ist er überall da.",
            "In the last hidden layer, the factor A'(z) is missing; everywhere else, it is there.",
        ),
        Text(
            "Die letzte Schicht lernt richtig, und mit nur einer verdeckten Schicht sieht es aus wie ein anderer "
            "Fehler.",
            "The last layer learns correctly, and with only one hidden layer, it looks like another bug.",
        ),
        Text(
            "Gradientenprüfung mit zwei verdeckten Schichten.",
            "A gradient check with two hidden layers.",
        ),
        wrong.NoSlope(LAST_HIDDEN),
    ),
    Bug(
        "slope-one-minus-a",
        Text("1 − a statt a(1 − a)", "1 − a instead of a(1 − a)"),
        Text(
            "Von der Steigung des Sigmoids, a(1 − a), ist nur der zweite Faktor da.",
            "Of the sigmoid’s slope, a(1 − a), only the second factor is there.",
        ),
        Text(
            "Auch 1 − a ist bei Sigmoid nie negativ, und die Schritte werden größer.",
            "With sigmoid, 1 − a is never negative either, and the steps get larger.",
        ),
        Text(
            "Jede Gradientenprüfung.",
            "Any gradient check.",
        ),
        wrong.OneMinusA(),
    ),
    Bug(
        "mean-in-every-layer",
        Text("in jeder Schicht durch n", "divided by n in every layer"),
        Text(
            "In jeder verdeckten Schicht wird δ noch einmal durch n geteilt. Je weiter vorn, desto kleiner.",
            "In every hidden layer, δ is divided by n once more. The closer to the front, the smaller it gets.",
        ),
        Text(
            "Jede Schicht für sich zeigt in die richtige Richtung; vorn lernt das Netz nur kaum noch.",
            "Each layer by itself points in the right direction; only, the front of the network barely learns anymore.",
        ),
        Text(
            "Gradientenprüfung mit mehreren Beispielen. Auch: jedes Beispiel verdoppeln, nichts darf sich ändern.",
            "A gradient check with several samples. Also: duplicate every sample, and nothing may change.",
        ),
        wrong.MeanAgain(HIDDEN),
    ),
    Bug(
        "weight-for-input",
        Text("Gewicht statt Eingabe", "weight instead of input"),
        Text(
            "dC/dW nimmt das Gewicht selbst, wo die Eingabe der Schicht hingehört: δ w statt δ a.",
            "dC/dW uses the weight itself where the layer’s input belongs: δ w instead of δ a.",
        ),
        Text(
            "Die Form stimmt immer, und die Biases lernen richtig.",
            "The shape always fits, and the biases learn correctly.",
        ),
        Text(
            "Jede Gradientenprüfung: Jedes b stimmt, kein W.",
            "Any gradient check: every b is right, no W is.",
        ),
        wrong.WeightForInput(),
    ),
    Bug(
        "last-sample",
        Text("nur das letzte Beispiel zählt", "only the last sample counts"),
        Text(
            "In der Schleife über die Beispiele steht = statt +=. Übrig bleibt der Anteil des letzten.",
            "The loop over the samples has = instead of +=. Only the last sample’s share remains.",
        ),
        Text(
            "Es wirkt wie Lernen mit einzelnen Beispielen, und mit einem einzigen ist gar nichts falsch.",
            "It acts like learning from single samples, and with only one sample, nothing is wrong at all.",
        ),
        Text(
            "Gradientenprüfung mit mehreren Beispielen. Auch: das erste Beispiel ändern, und am Gradienten "
            "ändert sich nichts.",
            "A gradient check with several samples. Also: change the first sample, and the gradient does not change.",
        ),
        wrong.LastSample(),
    ),
    Bug(
        "bias-one-number",
        Text("eine Zahl für alle Biases", "one number for all biases"),
        Text(
            "Bei der Summe für db fehlt axis=0: Summiert wird über Beispiele und Neuronen.",
            "The sum for db lacks axis=0: it runs over samples and neurons.",
        ),
        Text(
            "Die Gewichte lernen richtig, und NumPy verteilt die eine Zahl stumm auf alle Biases.",
            "The weights learn correctly, and NumPy silently spreads the one number over all biases.",
        ),
        Text(
            "Gradientenprüfung mit mehr als einem Neuron je Schicht: Jedes W stimmt, kein b.",
            "A gradient check with more than one neuron per layer: every W is right, no b is.",
        ),
        wrong.BiasOneNumber(),
    ),
    Bug(
        "bias-from-dW",
        Text("db aus den Zeilen von dW", "db from the rows of dW"),
        Text(
            "db summiert die Zeilen von dW. Darin steckt schon die Eingabe a, die zum Bias nicht gehört.",
            "db adds up the rows of dW. They already contain the input a, which has nothing to do with the bias.",
        ),
        Text(
            "Die Form stimmt, und die Gewichte lernen richtig.",
            "The shape fits, and the weights learn correctly.",
        ),
        Text(
            "Jede Gradientenprüfung, die auch die Biases vergleicht: Jedes W stimmt, kein b.",
            "Any gradient check that also compares the biases: every W is right, no b is.",
        ),
        wrong.BiasFromWeights(),
    ),
    Bug(
        "updated-too-early",
        Text("geändert, während noch abgeleitet wird", "changed while still differentiating"),
        Text(
            "W wird schon verbessert, bevor δ über W zurückgetragen ist. Das neue W gehört zu einem anderen Ort.",
            "W is updated before δ has been carried back through W. The new W belongs to a different place.",
        ),
        Text(
            "Bei kleiner Lernrate ist das neue W fast das alte, und das Netz lernt.",
            "With a small learning rate, the new W is almost the old one, and the network learns.",
        ),
        Text(
            "Gradientenprüfung mit verdeckter Schicht. Auch: network.theta muss nach dem Aufruf unverändert sein.",
            "A gradient check with a hidden layer. Also: network.theta must be unchanged after the call.",
        ),
        wrong.UpdatedTooEarly(),
    ),
    Bug(
        "accumulated",
        Text("Gradient nie zurückgesetzt", "gradient never reset"),
        Text(
            "Jeder Aufruf zählt seinen Gradienten zu denen aller früheren Aufrufe dazu.",
            "Every call adds its gradient to those of all earlier calls.",
        ),
        Text(
            "Der erste Aufruf ist richtig. Danach wirkt es wie ein Ball ohne Reibung, der zuerst schneller rollt.",
            "The first call is right. After that, it acts like a ball without friction, which rolls faster at first.",
        ),
        Text(
            "Zweimal aufrufen: Beide Gradienten müssen gleich sein. Eine Prüfung mit nur einem Aufruf sieht ihn nicht.",
            "Call it twice: both gradients must be equal. A check that calls it only once does not see the bug.",
        ),
        wrong.Accumulated(),
    ),
    Bug(
        "float32-quotient",
        Text("zu kleines h in float32", "h too small in float32"),
        Text(
            "Einseitiger Quotient in float32 mit zu kleinem h: Gemessen wird zum großen Teil die Rundung.",
            "A one-sided quotient in float32 with too small an h: much of what it measures is rounding.",
        ),
        Text(
            "Große Steigungen stimmen ungefähr, und das Netz lernt. Kleine gehen im Rundungsfehler unter.",
            "Large slopes are about right, and the network learns. Small ones are lost in the rounding error.",
        ),
        Text(
            "Vergleich mit dem symmetrischen Quotienten in float64 mit h = 1e-5, wie check_gradient es tut.",
            "A comparison with the central difference in float64 with h = 1e-5, as check_gradient does it.",
        ),
        wrong.Float32Quotient(),
    ),
)

# Known, too, but without a cage in chapter 8

ELSEWHERE = Text("Jede Gradientenprüfung mit Sigmoid oder tanh.", "Any gradient check with sigmoid or tanh.")
ANY = Text("Jede Gradientenprüfung.", "Any gradient check.")
FORM_FITS = Text(
    "Die Form stimmt, und die Kosten fallen oft trotzdem.", "The shape fits, and the cost often falls anyway."
)
SAME_SIZES = Text(
    "Lauter verschiedene Größen: Dann bricht der Code ab.", "Layers of different sizes: then the code crashes."
)
OTHERS = (
    Bug(
        "shortcut-of-z",
        Text("z(1 − z) statt a(1 − a)", "z(1 − z) instead of a(1 − a)"),
        Text(
            "Die kurze Formel für die Steigung des Sigmoids wird mit dem Signal z statt mit der Aktivierung a "
            "gerechnet.",
            "The short formula for the sigmoid’s slope is computed with the signal z instead of the activation a.",
        ),
        FORM_FITS,
        ELSEWHERE,
        wrong.ShortcutOfZ(),
    ),
    Bug(
        "slope-twice",
        Text("A' zweimal", "A' twice"),
        Text("Der Faktor A'(z) steht zweimal in δ.", "The factor A'(z) appears twice in δ."),
        FORM_FITS,
        ELSEWHERE,
        wrong.SlopeTwice(),
    ),
    Bug(
        "just-a",
        Text("a statt a(1 − a)", "a instead of a(1 − a)"),
        Text(
            "Von der Steigung des Sigmoids, a(1 − a), ist nur der erste Faktor da.",
            "Of the sigmoid’s slope, a(1 − a), only the first factor is there.",
        ),
        FORM_FITS,
        ANY,
        wrong.JustA(),
    ),
    Bug(
        "sigmoid-slope",
        Text("Steigung immer vom Sigmoid", "always the sigmoid’s slope"),
        Text(
            "Die Steigung ist überall a(1 − a), auch wo die Schicht ein anderes f hat.",
            "The slope is a(1 − a) everywhere, even where the layer has another f.",
        ),
        Text("Mit Sigmoid ist gar nichts falsch.", "With sigmoid, nothing is wrong at all."),
        Text("Gradientenprüfung mit ReLU oder tanh.", "A gradient check with ReLU or tanh."),
        wrong.SigmoidSlope(),
    ),
    Bug(
        "layer-before",
        Text("Eingabe eine Schicht zu früh", "input one layer too early"),
        Text(
            "dC/dW nimmt die Eingabe der Schicht davor, wo die eigene hingehört.",
            "dC/dW uses the input of the layer before where the layer’s own input belongs.",
        ),
        FORM_FITS,
        SAME_SIZES,
        wrong.LayerBefore(),
    ),
    Bug(
        "network-input",
        Text("X statt a", "X instead of a"),
        Text(
            "dC/dW nimmt in jeder Schicht die Eingabe des Netzes, X, statt der Aktivierung davor.",
            "In every layer, dC/dW uses the network’s input, X, instead of the activation before the layer.",
        ),
        FORM_FITS,
        SAME_SIZES,
        wrong.NetworkInput(),
    ),
    Bug(
        "signal-for-input",
        Text("z statt a in dW", "z instead of a in dW"),
        Text(
            "dC/dW nimmt das Signal z der Schicht davor, wo ihre Aktivierung a = A(z) hingehört.",
            "dC/dW uses the signal z of the layer before where its activation a = A(z) belongs.",
        ),
        FORM_FITS,
        ANY,
        wrong.SignalForInput(),
    ),
    Bug(
        "no-input",
        Text("dW ohne Eingabe", "dW without input"),
        Text(
            "Für jedes Gewicht steht nur δ da; der Faktor a, das was durch das Gewicht hindurchging, fehlt.",
            "Each weight gets only δ; the factor a, what went through the weight, is missing.",
        ),
        FORM_FITS,
        ANY,
        wrong.NoInput(),
    ),
    Bug(
        "first-sample",
        Text("nur das erste Beispiel zählt", "only the first sample counts"),
        Text(
            "Nur das erste Beispiel kommt vor. Vielleicht steht ein return schon in der Schleife.",
            "Only the first sample is used. Perhaps a return is already inside the loop.",
        ),
        FORM_FITS,
        Text("Gradientenprüfung mit mehreren Beispielen.", "A gradient check with several samples."),
        wrong.FirstSample(),
    ),
    Bug(
        "bias-times-bias",
        Text("db mal b", "db times b"),
        Text(
            "db wird mit dem Bias multipliziert. Das Signal ist aber z = W a + b: Am Bias hängt der Faktor 1.",
            "db is multiplied by the bias. But the signal is z = W a + b: the bias has the factor 1.",
        ),
        FORM_FITS,
        ANY,
        wrong.BiasTimesBias(),
    ),
    Bug(
        "last-path",
        Text("nur der letzte Weg zurück", "only the last path back"),
        Text(
            "δ kommt nur über das letzte Neuron der nächsten Schicht zurück, nicht als Summe über alle. Steht = "
            "statt += in der Schleife?",
            "δ comes back only through the last neuron of the next layer, not as the sum over all of them. Is there "
            "= instead of += in the loop?",
        ),
        FORM_FITS,
        Text("Gradientenprüfung mit mehreren Ausgängen.", "A gradient check with several outputs."),
        wrong.LastPath(),
    ),
    Bug(
        "mean-paths",
        Text("Mittelwert der Wege", "mean of the paths"),
        Text(
            "Auf dem Weg zurück wird über die Wege gemittelt statt summiert.",
            "On the way back, the paths are averaged instead of added up.",
        ),
        FORM_FITS,
        Text("Gradientenprüfung mit mehreren Ausgängen.", "A gradient check with several outputs."),
        wrong.MeanPaths(),
    ),
    Bug(
        "no-weights-back",
        Text("Weg zurück ohne W", "no W on the way back"),
        Text(
            "Auf dem Weg zurück fehlt W: Jedes Neuron bekommt einfach die Summe aller δ.",
            "On the way back, W is missing: every neuron gets the plain sum of all δ.",
        ),
        FORM_FITS,
        Text(
            "Gradientenprüfung mit mindestens einer verdeckten Schicht.",
            "A gradient check with at least one hidden layer.",
        ),
        wrong.NoWeights(),
    ),
    Bug(
        "no-targets",
        Text("Ziele vergessen", "goals forgotten"),
        Text(
            "Am Ausgang steht 2 O / n statt 2 (O - G) / n: Die Ziele kommen nicht vor.",
            "The output has 2 O / n instead of 2 (O - G) / n: the goals do not appear.",
        ),
        Text(
            "Die Kosten fallen, solange die Ausgänge zu groß sind.",
            "The cost falls as long as the outputs are too large.",
        ),
        ANY,
        wrong.NoTargets(),
    ),
    Bug(
        "absolute-error",
        Text("Fehler ohne Vorzeichen", "error without its sign"),
        Text(
            "Am Ausgang steht der Betrag von O - G: Ob ein Ausgang zu groß oder zu klein ist, geht verloren.",
            "The output has the absolute value of O - G: whether an output is too large or too small is lost.",
        ),
        Text("Wo die Ausgänge zu groß sind, ist nichts falsch.", "Where the outputs are too large, nothing is wrong."),
        ANY,
        wrong.AbsoluteError(),
    ),
    Bug(
        "tanh-slope",
        Text("Steigung immer von tanh", "always the slope of tanh"),
        Text(
            "Die Steigung ist überall 1 − a², wie bei tanh, auch wo die Schicht ein anderes f hat.",
            "The slope is 1 − a² everywhere, as for tanh, even where the layer has another f.",
        ),
        FORM_FITS,
        ELSEWHERE,
        wrong.TanhSlope(),
    ),
    Bug(
        "relu-slope",
        Text("Steigung immer von ReLU", "always the slope of ReLU"),
        Text(
            "Die Steigung ist überall 0 oder 1, wie bei ReLU, auch wo die Schicht ein anderes f hat.",
            "The slope is 0 or 1 everywhere, as for ReLU, even where the layer has another f.",
        ),
        Text("Mit ReLU ist gar nichts falsch.", "With ReLU, nothing is wrong at all."),
        Text("Gradientenprüfung mit Sigmoid oder tanh.", "A gradient check with sigmoid or tanh."),
        wrong.ReluSlope(),
    ),
    Bug(
        "bias-sum",
        Text("db nicht gemittelt", "db not averaged"),
        Text(
            "Die dW sind über die Beispiele gemittelt, die db nur summiert: Jedes db ist n-mal so groß.",
            "The dW are averaged over the samples, the db are only added up: every db is n times as large.",
        ),
        FORM_FITS,
        Text("Gradientenprüfung mit mehreren Beispielen.", "A gradient check with several samples."),
        wrong.BiasSum(),
    ),
    Bug(
        "first-lost",
        Text("das erste Beispiel fehlt", "the first sample is missing"),
        Text(
            "Die Schleife über die Beispiele beginnt beim zweiten. Geteilt wird trotzdem durch alle.",
            "The loop over the samples starts with the second one. The sum is still divided by the number of all "
            "samples.",
        ),
        FORM_FITS,
        Text("Gradientenprüfung mit wenigen Beispielen.", "A gradient check with a few samples."),
        wrong.FirstLost(),
    ),
    Bug(
        "last-lost",
        Text("das letzte Beispiel fehlt", "the last sample is missing"),
        Text(
            "Die Schleife über die Beispiele endet vor dem letzten. Geteilt wird trotzdem durch alle.",
            "The loop over the samples ends before the last one. The sum is still divided by the number of all "
            "samples.",
        ),
        FORM_FITS,
        Text("Gradientenprüfung mit wenigen Beispielen.", "A gradient check with a few samples."),
        wrong.LastLost(),
    ),
    Bug(
        "squared-error",
        Text("Kosten statt Steigung der Kosten", "cost instead of the cost’s slope"),
        Text(
            "Am Ausgang steht (O − G)², die Kosten selbst, statt ihrer Ableitung 2 (O − G).",
            "The output has (O − G)², the cost itself, instead of its derivative 2 (O − G).",
        ),
        FORM_FITS,
        ANY,
        wrong.SquaredError(),
    ),
    Bug(
        "no-bias-forward",
        Text("vorwärts ohne Bias", "forward without bias"),
        Text(
            "Schon vorwärts fehlt der Bias: z = W a statt W a + b. Rückwärts ist es der richtige Gradient dieses "
            "anderen Netzes.",
            "The bias is already missing on the way forward: z = W a instead of W a + b. Backward, it is the right "
            "gradient of this other network.",
        ),
        Text(
            "Mit allen Biases 0, also am Anfang, ist gar nichts falsch.",
            "With all biases 0, that is, at the start, nothing is wrong at all.",
        ),
        Text("Gradientenprüfung mit Biases, die nicht 0 sind.", "A gradient check with biases that are not 0."),
        wrong.NoBiasForward(),
    ),
)
