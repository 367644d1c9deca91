"""Exercises of chapter 2: the forward pass."""

import numpy as np

from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.model import Exercise, Mistake, Text, Verdict

LAYER_TITLE = Text("Die erste Schicht", "The first layer")
LAYERS_TITLE = Text("Schicht auf Schicht", "Layer upon layer")
THREE_WAYS = Text("Dreimal dasselbe: Schleife, Matrix, Stapel", "The same thing three ways: loop, matrix, batch")
THETA = Text("Alle Parameter in einem Vektor", "All parameters in one vector")
NONLINEAR = Text("Wozu die Aktivierungsfunktion?", "What is the activation function for?")


# What and why of mistakes that more than one exercise knows
FIRST_ONLY = (
    Text(
        "Das sind die Aktivierungen der ersten Schicht. Die übrigen Schichten kommen nicht mehr vor.",
        "These are the activations of the first layer. The other layers no longer appear.",
    ),
    Text(
        "Der Ausgang kommt aus der letzten Schicht. Steht dein return vielleicht noch in der Schleife?",
        "The output comes from the last layer. Does your return perhaps still stand inside the loop?",
    ),
)
LAST_LINEAR = (
    Text(
        "In der letzten Schicht fehlt f: Das ist ihr Signal z, nicht ihre Aktivierung.",
        "f is missing in the last layer: this is its signal z, not its activation.",
    ),
    Text(
        "In dieser Übung hat auch die letzte Schicht die Aktivierungsfunktion f.",
        "In this exercise the last layer has the activation function f as well.",
    ),
)


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z)))  # takes a list too, and float32 stays float32


def tanh(z):
    return np.tanh(z)


def decimals(rng, *shape):
    """Numbers from −1.5 to 1.5 with one digit, never 0: easy to read."""
    return rng.integers(1, 16, shape) * rng.choice([-1, 1], shape) / 10


def network(rng, *sizes):
    """Weights and biases of a network with these sizes."""
    weights = [decimals(rng, n_out, n_in) for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    return weights, [decimals(rng, n_out) for n_out in sizes[1:]]


def layer(W, b, a, f):
    return f(W @ a + b)


def layer_cases(rng):
    small = (np.array([[2.0, -3.0], [1.0, 2.0]]), np.array([-3.0, 1.0]), np.array([2.0, 1.0]), relu)
    cases = [(n_out, n_in, f) for n_out, n_in, f in ((2, 3, sigmoid), (4, 2, tanh), (3, 3, sigmoid))]
    return [small, *((decimals(rng, m, n), decimals(rng, m), decimals(rng, n), f) for m, n, f in cases)]


def layer_transposed_loop(W, b, a, f):
    return f(np.array([sum(W[m, n] * a[m] for m in range(len(a))) + b[n] for n in range(len(b))]))


LAYER = Exercise(
    id="layer",
    kind="function",
    section="forward-layer",
    title=LAYER_TITLE,
    name=Text("Eine Schicht", "One layer"),
    task=Text(
        "Berechne die Aktivierungen einer Schicht für **ein** Beispiel. `W` hat die Form (n_out, n_in), `b` (n_out,), "
        "die Eingabe `a` (n_in,), und `f` ist die Aktivierungsfunktion. Zurück kommt ein Vektor der Form (n_out,).",
        "Compute the activations of a layer for **one** sample. `W` has shape (n_out, n_in), `b` (n_out,), the input `a` "
        "(n_in,), and `f` is the activation function. Return a vector of shape (n_out,).",
    ),
    stub="def layer(W, b, a, f):\n    return ...",
    solution=layer,
    cases=layer_cases,
    edges=lambda rng: [
        (decimals(rng, 1, 3), decimals(rng, 1), decimals(rng, 3), sigmoid),
        (decimals(rng, 3, 1), decimals(rng, 3), decimals(rng, 1), sigmoid),
    ],
    mistakes=(
        Mistake(
            "no-bias",
            Text("Das ist f(W a): Der Bias fehlt.", "This is f(W a): the bias is missing."),
            Text(
                "Jedes Neuron zählt zu seiner gewichteten Summe noch seinen eigenen Bias dazu, bevor f an die Reihe kommt.",
                "Every neuron adds its own bias to its weighted sum before f has its turn.",
            ),
            (lambda W, b, a, f: f(W @ a),),
        ),
        Mistake(
            "transposed",
            Text(
                "Hier stehen die Spalten von W, wo die Zeilen hingehören: Das ist Wᵀ mal a, oder a mal W.",
                "Here the columns of W are used where its rows belong: this is Wᵀ times a, or a times W.",
            ),
            Text(
                "Zeile n von W gehört dem Neuron n. Bei gleich vielen Ein- und Ausgängen fällt das Kippen nicht auf, sonst passen die "
                "Formen nicht zusammen.",
                "Row n of W belongs to neuron n. With as many inputs as outputs nobody notices the flip; otherwise the shapes do not fit.",
            ),
            (
                lambda W, b, a, f: f(W.T @ a + b),
                lambda W, b, a, f: f(a @ W + b),
                layer_transposed_loop,
            ),
        ),
        Mistake(
            "elementwise",
            Text(
                "Hier wird Eintrag mal Eintrag gerechnet (W * a), und die Produkte werden nicht zusammengezählt.",
                "Here entries are multiplied with entries (W * a), and the products are not added up.",
            ),
            Text(
                "Aus n_in Zahlen sollen n_out Signale werden. Matrix mal Vektor, in Python @, zählt jede Zeile zusammen.",
                "n_in numbers are to become n_out signals. Matrix times vector, @ in Python, adds up every row.",
            ),
            (
                lambda W, b, a, f: f(W * a + b),
                lambda W, b, a, f: f(W * a + b[:, None]),
                lambda W, b, a, f: f(W * a),
            ),
        ),
        Mistake(
            "summed",
            Text(
                "Hier sind alle Produkte der ganzen Matrix zu einer einzigen Zahl zusammengezählt.",
                "Here all products of the whole matrix are added up to one single number.",
            ),
            Text(
                "Jedes Neuron hat seine eigene Summe, nämlich die über seine Zeile von W.",
                "Every neuron has its own sum: the one over its row of W.",
            ),
            (lambda W, b, a, f: f(np.sum(W * a) + b), lambda W, b, a, f: f(np.sum(W @ a) + b)),
        ),
        Mistake(
            "no-activation",
            Text("Das sind die Signale z = W a + b, ohne f.", "These are the signals z = W a + b, without f."),
            Text(
                "Aus dem Signal wird die Aktivierung erst, wenn f darauf angewendet ist.",
                "A signal becomes an activation only when f is applied to it.",
            ),
            (lambda W, b, a, f: W @ a + b,),
        ),
        Mistake(
            "bias-after",
            Text("Das ist f(W a) + b: Der Bias kam erst nach f dazu.", "This is f(W a) + b: the bias came after f."),
            Text(
                "Der Bias gehört zum Signal. Er verschiebt die Stelle, an der das Neuron anspricht, nicht seinen Ausgang.",
                "The bias belongs to the signal. It moves the place where the neuron responds, not its output.",
            ),
            (lambda W, b, a, f: f(W @ a) + b,),
        ),
        Mistake(
            "activation-first",
            Text(
                "Das ist W f(a) + b: f wurde auf die Eingabe angewendet statt auf das Signal.",
                "This is W f(a) + b: f was applied to the input instead of the signal.",
            ),
            Text(
                "Erst rechnet die Schicht ihr Signal aus, ganz zuletzt kommt f.",
                "The layer first works out its signal; f comes last of all.",
            ),
            (lambda W, b, a, f: W @ f(a) + b,),
        ),
        Mistake(
            "bias-minus",
            Text("Das ist f(W a − b): Der Bias ist abgezogen.", "This is f(W a − b): the bias is subtracted."),
            Text(
                "Der Bias wird addiert. Soll er bremsen, ist er selbst negativ.",
                "The bias is added. If it is to hold back, it is negative itself.",
            ),
            (lambda W, b, a, f: f(W @ a - b),),
        ),
    ),
    hints=(
        Text(
            "Zuerst das Signal jedes Neurons, dann die Aktivierungsfunktion auf alle Signale.",
            "First the signal of every neuron, then the activation function on all signals.",
        ),
        Text(
            "Matrix mal Vektor schreibt man in Python mit `@`. Frag nach der Form: Aus (n_out, n_in) und (n_in,) wird (n_out,).",
            "Matrix times vector is written with `@` in Python. Ask for the shape: (n_out, n_in) and (n_in,) make (n_out,).",
        ),
        Text(
            "Das Signal ist `z = W @ a + b`. Jetzt fehlt nur noch `f`.",
            "The signal is `z = W @ a + b`. Only `f` is missing now.",
        ),
    ),
)


def forward(weights, biases, x, f):
    a = x
    for k in range(len(weights)):
        a = f(weights[k] @ a + biases[k])
    return a


def forward_cases(rng):
    small = (
        [np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([[1.0, 2.0], [-1.0, 2.0]])],
        [np.array([0.0, -1.0]), np.array([-1.0, 1.0])],
        np.array([2.0, -1.0]),
        relu,
    )
    nets = [((2, 2, 2, 2), sigmoid), ((3, 2, 4), tanh), ((2, 4, 3), sigmoid)]
    return [small, *((*network(rng, *sizes), decimals(rng, sizes[0]), f) for sizes, f in nets)]


def layer_by_layer(rule):
    """A forward pass whose layers follow a rule of (W, b, a, f, x)."""

    def wrong(weights, biases, x, f):
        a = x
        for W, b in zip(weights, biases, strict=True):
            a = rule(W, b, a, f, x)
        return a

    return wrong


def forward_last_linear(weights, biases, x, f):
    return weights[-1] @ forward(weights[:-1], biases[:-1], x, f) + biases[-1]


def forward_hidden_linear(weights, biases, x, f):
    return f(layer_by_layer(lambda W, b, a, f, x: W @ a + b)(weights, biases, x, f))


def forward_all(weights, biases, x, f):
    return [forward(weights[:k], biases[:k], x, f) for k in range(1, len(weights) + 1)]


def forward_all_with_input(weights, biases, x, f):
    return [x, *forward_all(weights, biases, x, f)]


def forward_same_bias(weights, biases, x, f):
    return forward(weights, [biases[0]] * len(weights), x, f)


FORWARD = Exercise(
    id="forward",
    kind="function",
    section="forward-layers",
    title=LAYERS_TITLE,
    name=Text("Ein ganzes Netz", "A whole network"),
    task=Text(
        "Berechne den Ausgang eines Netzes für **ein** Beispiel `x`. `weights` und `biases` sind Listen mit je einem Eintrag pro Schicht, "
        "beliebig viele. Jede Schicht benutzt dieselbe Aktivierungsfunktion `f`, auch die letzte.",
        "Compute the output of a network for **one** sample `x`. `weights` and `biases` are lists with one entry per layer, any number "
        "of them. Every layer uses the same activation function `f`, the last one too.",
    ),
    stub="def forward(weights, biases, x, f):\n    return ...",
    solution=forward,
    cases=forward_cases,
    edges=lambda rng: [
        (*network(rng, 3, 2), decimals(rng, 3), sigmoid),
        (*network(rng, 2, 1, 3, 1, 2), decimals(rng, 2), tanh),
    ],
    mistakes=(
        Mistake(
            "first-only",
            *FIRST_ONLY,
            (lambda weights, biases, x, f: f(weights[0] @ x + biases[0]),),
        ),
        Mistake(
            "same-input",
            Text(
                "Hier bekommt jede Schicht wieder die Eingabe x statt der Aktivierungen der Schicht davor.",
                "Here every layer gets the input x again instead of the activations of the layer before.",
            ),
            Text(
                "Die Eingabe der Schicht k ist a von Schicht k − 1; nur die erste sieht x. Welche Variable steht in deiner Schleife hinter W?",
                "The input of layer k is the a of layer k − 1; only the first one sees x. Which variable follows W in your loop?",
            ),
            (layer_by_layer(lambda W, b, a, f, x: f(W @ x + b)),),
        ),
        Mistake(
            "last-linear",
            *LAST_LINEAR,
            (forward_last_linear,),
        ),
        Mistake(
            "no-activation",
            Text(
                "f kommt nirgends vor: Das ist W a + b, Schicht auf Schicht.",
                "f appears nowhere: this is W a + b, layer upon layer.",
            ),
            Text(
                "Jede Schicht wendet f auf ihr Signal an. Ohne f wären alle zusammen nur eine einzige Schicht.",
                "Every layer applies f to its signal. Without f all of them together would be just one layer.",
            ),
            (layer_by_layer(lambda W, b, a, f, x: W @ a + b),),
        ),
        Mistake(
            "hidden-linear",
            Text(
                "f kommt nur ganz am Ende vor, die verdeckten Schichten rechnen ohne.",
                "f appears only at the very end, the hidden layers do without.",
            ),
            Text(
                "f gehört in jede Schicht, also in die Schleife.",
                "f belongs in every layer, so inside the loop.",
            ),
            (forward_hidden_linear,),
        ),
        Mistake(
            "input-activated",
            Text(
                "Hier wurde f schon auf die Eingabe x angewendet.",
                "Here f has been applied to the input x already.",
            ),
            Text(
                "Die Eingabe wird nicht berechnet, sie ist einfach da: a = x. Das erste f kommt nach dem ersten W a + b.",
                "The input is not computed, it is simply there: a = x. The first f comes after the first W a + b.",
            ),
            (lambda weights, biases, x, f: forward(weights, biases, f(x), f),),
        ),
        Mistake(
            "no-bias",
            Text("Das ist das Netz ohne seine Biases.", "This is the network without its biases."),
            Text(
                "Jede Schicht zählt ihren Bias zum Signal dazu, bevor f darauf angewendet wird.",
                "Every layer adds its bias to the signal before f is applied.",
            ),
            (layer_by_layer(lambda W, b, a, f, x: f(W @ a)),),
        ),
        Mistake(
            "same-bias",
            Text(
                "Hier steht in jeder Schicht derselbe Bias, der der ersten.",
                "Here every layer has the same bias, the one of the first.",
            ),
            Text(
                "Jede Schicht hat ihren eigenen Bias, so wie sie ihre eigenen Gewichte hat. Geh beide Listen gemeinsam durch.",
                "Every layer has its own bias, just as it has its own weights. Go through both lists together.",
            ),
            (forward_same_bias,),
        ),
        Mistake(
            "bias-after",
            Text(
                "Das ist in jeder Schicht f(W a) + b: Der Bias kam erst nach f dazu.",
                "This is f(W a) + b in every layer: the bias came after f.",
            ),
            Text(
                "Der Bias gehört zum Signal, also in die Klammer von f.",
                "The bias belongs to the signal, so inside the brackets of f.",
            ),
            (layer_by_layer(lambda W, b, a, f, x: f(W @ a) + b),),
        ),
        Mistake(
            "transposed",
            Text(
                "Hier ist W gekippt: Das ist a mal W (oder Wᵀ mal a) statt W mal a.",
                "Here W is flipped: this is a times W (or Wᵀ times a) instead of W times a.",
            ),
            Text(
                "Zeile n von W gehört dem Neuron n. Sind zwei Schichten verschieden groß, passen die Formen nur richtig herum.",
                "Row n of W belongs to neuron n. If two layers differ in size, the shapes fit only the right way round.",
            ),
            (
                layer_by_layer(lambda W, b, a, f, x: f(a @ W + b)),
                layer_by_layer(lambda W, b, a, f, x: f(W.T @ a + b)),
            ),
        ),
        Mistake(
            "two-layers",
            Text(
                "Hier werden immer genau zwei Schichten gerechnet, auch wenn das Netz mehr oder weniger hat.",
                "Here exactly two layers are computed, even if the network has more or fewer.",
            ),
            Text(
                "Wie viele es sind, sagt die Länge der Liste. Eine Schleife rechnet beliebig viele.",
                "The length of the list says how many there are. A loop computes any number of them.",
            ),
            (lambda weights, biases, x, f: f(weights[1] @ f(weights[0] @ x + biases[0]) + biases[1]),),
        ),
        Mistake(
            "all-layers",
            Text(
                "Das sind die Aktivierungen aller Schichten, als Liste.",
                "These are the activations of all layers, as a list.",
            ),
            Text(
                "Gefragt ist nur der Ausgang, also die Aktivierung der letzten Schicht.",
                "Only the output is asked for: the activation of the last layer.",
            ),
            (forward_all, forward_all_with_input),
        ),
    ),
    hints=(
        Text(
            "Die Eingabe ist $a^{(0)} = x$. Danach wiederholt sich immer dieselbe Rechnung: eine Schleife über die Schichten.",
            "The input is $a^{(0)} = x$. After that the same calculation repeats: a loop over the layers.",
        ),
        Text(
            "Eine Schicht macht aus dem alten `a` das neue: $a \\leftarrow f(W a + b)$, mit dem `W` und dem `b` dieser Schicht.",
            "A layer makes the new `a` from the old one: $a \\leftarrow f(W a + b)$, with the `W` and the `b` of this layer.",
        ),
        Text(
            "Beginne mit `a = x`, schreib `for W, b in zip(weights, biases):` und überschreibe darin `a`. "
            "Das `return a` steht hinter der Schleife.",
            "Start with `a = x`, write `for W, b in zip(weights, biases):` and overwrite `a` inside it. "
            "`return a` stands after the loop.",
        ),
    ),
)


def forward_batch(weights, biases, X, f):
    A = X
    for k in range(len(weights)):
        A = f(A @ weights[k].T + biases[k])
    return A


def batch_cases(rng):
    small = (
        [np.array([[1.0, 2.0], [-1.0, 1.0]])],
        [np.array([-3.0, 2.0])],
        np.array([[1.0, 2.0], [0.0, 1.0]]),
        relu,
    )
    nets = [(2, (2, 2, 2), sigmoid), (4, (3, 2), tanh), (5, (2, 3, 4), sigmoid)]
    return [small, *((*network(rng, *sizes), decimals(rng, n, sizes[0]), f) for n, sizes, f in nets)]


def batch_in_columns(weights, biases, X, f):
    A = X.T
    for W, b in zip(weights, biases, strict=True):
        A = f(W @ A + b[:, None])
    return A


def batch_bias_along_samples(weights, biases, X, f):
    A = X.T
    for W, b in zip(weights, biases, strict=True):
        A = f(W @ A + b)
    return A.T


def batch_last_linear(weights, biases, X, f):
    return forward_batch(weights[:-1], biases[:-1], X, f) @ weights[-1].T + biases[-1]


FORWARD_BATCH = Exercise(
    id="forward-batch",
    kind="function",
    section="forward-three-ways",
    title=THREE_WAYS,
    name=Text("Ein ganzer Stapel", "A whole batch"),
    task=Text(
        "Wie `forward`, aber für viele Beispiele auf einmal: Jede **Zeile** von `X` ist ein Beispiel, `X` hat die Form "
        "(Beispiele, n_in). Zurück kommt der Ausgang für jedes Beispiel, wieder eines in jeder Zeile.",
        "Like `forward`, but for many samples at once: every **row** of `X` is a sample, `X` has shape (samples, n_in). "
        "Return the output for every sample, again one in each row.",
    ),
    stub="def forward_batch(weights, biases, X, f):\n    return ...",
    solution=forward_batch,
    cases=batch_cases,
    edges=lambda rng: [
        (*network(rng, 3, 2, 4), decimals(rng, 1, 3), sigmoid),
        (*network(rng, 2, 3, 1), decimals(rng, 4, 2), sigmoid),
    ],
    mistakes=(
        Mistake(
            "transposed-result",
            Text(
                "Die Zahlen stimmen, aber das Ergebnis liegt quer: Hier steht jedes Beispiel in einer Spalte.",
                "The numbers are right, but the result lies on its side: here every sample stands in a column.",
            ),
            Text(
                "Verlangt ist die Form (Beispiele, n_out), ein Beispiel in jeder Zeile, so wie in X.",
                "The shape (samples, n_out) is asked for, one sample in each row, as in X.",
            ),
            (batch_in_columns, lambda weights, biases, X, f: np.transpose([forward(weights, biases, x, f) for x in X])),
        ),
        Mistake(
            "loops-one",
            Text(
                "Das ist der Ausgang für ein einziges Beispiel, nicht für alle.",
                "This is the output for one single sample, not for all.",
            ),
            Text(
                "Jede Zeile von X braucht ihre Zeile im Ergebnis. Steht ein return in der Schleife, oder wird jedes Ergebnis vom nächsten "
                "überschrieben?",
                "Every row of X needs its row in the result. Is there a return inside the loop, or is each result overwritten by the next?",
            ),
            (
                lambda weights, biases, X, f: forward(weights, biases, X[0], f),
                lambda weights, biases, X, f: [forward(weights, biases, X[0], f)],
                lambda weights, biases, X, f: forward(weights, biases, X[-1], f),
            ),
        ),
        Mistake(
            "flattened",
            Text(
                "Hier hängen die Ausgänge aller Beispiele in einem einzigen langen Vektor aneinander.",
                "Here the outputs of all samples are strung together in one long vector.",
            ),
            Text(
                "Jedes Beispiel soll seine eigene Zeile behalten. Staple die Ausgänge übereinander, statt sie aneinanderzuhängen.",
                "Every sample is to keep its own row. Stack the outputs on top of each other instead of joining them.",
            ),
            (lambda weights, biases, X, f: forward_batch(weights, biases, X, f).ravel(),),
        ),
        Mistake(
            "no-bias",
            Text("Das ist das Netz ohne seine Biases.", "This is the network without its biases."),
            Text(
                "Zu jeder Zeile von A mal Wᵀ kommt noch der Bias der Schicht dazu, bevor f darauf angewendet wird.",
                "The layer's bias is still to be added to every row of A times Wᵀ before f is applied.",
            ),
            (lambda weights, biases, X, f: forward_batch(weights, [0 * b for b in biases], X, f),),
        ),
        Mistake(
            "not-transposed",
            Text("Hier steht X mal W statt X mal Wᵀ.", "This is X times W instead of X times Wᵀ."),
            Text(
                "Eine Zeile von W gehört einem Neuron, und die Zeilen von X sollen mit den Zeilen von W multipliziert werden. Sind nicht "
                "zufällig alle Größen gleich, passen die Formen ohne das Kippen nicht.",
                "A row of W belongs to a neuron, and the rows of X are to be multiplied with the rows of W. Unless all sizes happen to be "
                "equal, the shapes do not fit without flipping.",
            ),
            (layer_by_layer(lambda W, b, A, f, X: f(A @ W + b)),),
        ),
        Mistake(
            "matrix-first",
            Text(
                "Hier steht W mal X, die Formel für ein einzelnes Beispiel. Sie mischt die Beispiele miteinander.",
                "This is W times X, the formula for a single sample. It mixes the samples with each other.",
            ),
            Text(
                "Im Stapel ist ein Beispiel eine Zeile. W mal X geht aber durch die Spalten von X, also quer durch alle Beispiele.",
                "In a batch a sample is a row. But W times X goes through the columns of X, so across all samples.",
            ),
            (layer_by_layer(lambda W, b, A, f, X: f(W @ A + b)),),
        ),
        Mistake(
            "bias-along-samples",
            Text(
                "Hier wird der Bias auf die Beispiele verteilt statt auf die Neuronen.",
                "Here the bias is spread over the samples instead of the neurons.",
            ),
            Text(
                "NumPy legt b an die letzte Achse. Stehen die Beispiele in Spalten, trifft es die falsche; stehen sie in Zeilen, "
                "bekommt jedes Neuron seinen eigenen Bias.",
                "NumPy lays b along the last axis. If the samples stand in columns, that is the wrong one; if they stand in rows, "
                "every neuron gets its own bias.",
            ),
            (batch_bias_along_samples,),
        ),
        Mistake(
            "first-only",
            *FIRST_ONLY,
            (lambda weights, biases, X, f: f(X @ weights[0].T + biases[0]),),
        ),
        Mistake(
            "last-linear",
            *LAST_LINEAR,
            (batch_last_linear,),
        ),
        Mistake(
            "no-activation",
            Text("f kommt nirgends vor.", "f appears nowhere."),
            Text(
                "Jede Schicht wendet f auf ihre Signale an.",
                "Every layer applies f to its signals.",
            ),
            (layer_by_layer(lambda W, b, A, f, X: A @ W.T + b),),
        ),
    ),
    hints=(
        Text(
            "Es geht auf zwei Wegen: `forward` für jede Zeile von `X` aufrufen und die Ergebnisse untereinander stellen, oder mit der "
            "ganzen Matrix auf einmal rechnen.",
            "There are two ways: call `forward` for every row of `X` and put the results below each other, or compute with the "
            "whole matrix at once.",
        ),
        Text(
            "Mit der ganzen Matrix: $Z = A\\,W^T + b$. Prüfe die Formen: (Beispiele, n_in) mal (n_in, n_out).",
            "With the whole matrix: $Z = A\\,W^T + b$. Check the shapes: (samples, n_in) times (n_in, n_out).",
        ),
        Text(
            "Beginne mit `A = X`. Die Schleife ist dieselbe wie in `forward`, nur steht jetzt `A @ W.T` statt `W @ a`.",
            "Start with `A = X`. The loop is the same as in `forward`, only with `A @ W.T` instead of `W @ a`.",
        ),
    ),
)


def count_parameters(sizes):
    count = 0
    for k in range(1, len(sizes)):
        count += sizes[k] * sizes[k - 1] + sizes[k]
    return count


def count_weights(sizes):
    return sum(n_in * n_out for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True))


COUNT_PARAMETERS = Exercise(
    id="count-parameters",
    kind="function",
    section="forward-theta",
    title=THETA,
    name=Text("Parameter zählen", "Counting parameters"),
    task=Text(
        "Wie viele Parameter hat ein Netz? `sizes` ist die Liste seiner Größen, die Eingabe zuerst: `[784, 30, 10]` hat 784 Eingaben, "
        "30 verdeckte Neuronen und 10 Ausgänge. Zähle Gewichte **und** Biases.",
        "How many parameters does a network have? `sizes` is the list of its sizes, the input first: `[784, 30, 10]` has 784 inputs, "
        "30 hidden neurons and 10 outputs. Count weights **and** biases.",
    ),
    stub="def count_parameters(sizes):\n    return ...",
    solution=count_parameters,
    cases=lambda rng: [
        ([2, 3, 1],),
        ([784, 30, 10],),
        (rng.integers(2, 9, 4).tolist(),),
        (rng.integers(2, 20, 5).tolist(),),
    ],
    edges=lambda rng: [([1, 1],), (rng.integers(3, 9, 2).tolist(),)],
    mistakes=(
        Mistake(
            "no-biases",
            Text("Das sind nur die Gewichte, ohne die Biases.", "These are the weights only, without the biases."),
            Text(
                "Jedes berechnete Neuron hat außer seinen Gewichten noch einen Bias, und auch der wird gelernt.",
                "Besides its weights every computed neuron has a bias, and that is learned too.",
            ),
            (count_weights,),
        ),
        Mistake(
            "input-biases",
            Text(
                "Hier ist auch für jede Eingabe ein Bias gezählt.",
                "Here a bias is counted for every input as well.",
            ),
            Text(
                "Die Eingabe wird nicht berechnet, sie ist einfach da. Biases gibt es erst ab der ersten berechneten Schicht.",
                "The input is not computed, it is simply there. Biases begin with the first computed layer.",
            ),
            (lambda sizes: count_weights(sizes) + sum(sizes),),
        ),
        Mistake(
            "hidden-biases",
            Text(
                "Die Biases der letzten Schicht fehlen.",
                "The biases of the last layer are missing.",
            ),
            Text(
                "Auch die Ausgänge sind berechnete Neuronen, jeder mit seinem Bias.",
                "The outputs are computed neurons too, each with its bias.",
            ),
            (lambda sizes: count_weights(sizes) + sum(sizes[1:-1]),),
        ),
        Mistake(
            "wrong-biases",
            Text(
                "Hier hat jede Schicht so viele Biases, wie sie Eingaben hat.",
                "Here every layer has as many biases as it has inputs.",
            ),
            Text(
                "Ein Bias gehört zu einem Neuron. Eine Schicht hat also so viele Biases, wie sie Ausgänge hat.",
                "A bias belongs to a neuron. So a layer has as many biases as it has outputs.",
            ),
            (lambda sizes: count_weights(sizes) + sum(sizes[:-1]),),
        ),
        Mistake(
            "one-bias",
            Text(
                "Hier hat jede Schicht nur einen einzigen Bias.",
                "Here every layer has just one single bias.",
            ),
            Text(
                "Jedes Neuron hat seinen eigenen Bias: b ist ein Vektor der Länge n_out.",
                "Every neuron has its own bias: b is a vector of length n_out.",
            ),
            (lambda sizes: count_weights(sizes) + len(sizes) - 1,),
        ),
        Mistake(
            "neurons",
            Text(
                "Hier sind Neuronen gezählt (alle oder ein Teil), nicht Parameter.",
                "Here neurons are counted (all or some of them), not parameters.",
            ),
            Text(
                "Jedes Neuron hat ein Gewicht für jede Zahl der Schicht davor. Es kommt also auf die Verbindungen an, und die sind ein Produkt.",
                "Every neuron has a weight for every number of the layer before. So the connections count, and they are a product.",
            ),
            (sum, lambda sizes: sum(sizes[1:]), lambda sizes: sum(sizes[:-1])),
        ),
        Mistake(
            "product",
            Text("Das ist das Produkt aller Größen.", "This is the product of all sizes."),
            Text(
                "Verbunden sind immer nur zwei benachbarte Schichten. Rechne jedes Paar für sich und zähle dann zusammen.",
                "Only two neighbouring layers are connected. Work out each pair on its own and then add up.",
            ),
            (lambda sizes: int(np.prod(sizes)), lambda sizes: int(np.prod(sizes)) + sum(sizes[1:])),
        ),
        Mistake(
            "first-only",
            Text("Das sind nur die Parameter der ersten Schicht.", "These are the parameters of the first layer only."),
            Text(
                "Nach der ersten kommen noch mehr Schichten. Steht dein return vielleicht noch in der Schleife?",
                "More layers follow the first. Does your return perhaps still stand inside the loop?",
            ),
            (lambda sizes: sizes[0] * sizes[1] + sizes[1],),
        ),
        Mistake(
            "last-only",
            Text("Das sind nur die Parameter der letzten Schicht.", "These are the parameters of the last layer only."),
            Text(
                "Die Zahlen der Schichten davor sind verloren gegangen. Schreib += statt =.",
                "The numbers of the layers before got lost. Write += instead of =.",
            ),
            (lambda sizes: sizes[-2] * sizes[-1] + sizes[-1],),
        ),
    ),
    hints=(
        Text(
            "Zähle Schicht für Schicht: Die Eingabe hat keine Parameter, jede andere Schicht hat ein `W` und ein `b`.",
            "Count layer by layer: the input has no parameters, every other layer has a `W` and a `b`.",
        ),
        Text(
            "`W` hat die Form (n_out, n_in), also $n_\\text{out} \\cdot n_\\text{in}$ Einträge; `b` hat $n_\\text{out}$.",
            "`W` has shape (n_out, n_in), so $n_\\text{out} \\cdot n_\\text{in}$ entries; `b` has $n_\\text{out}$.",
        ),
        Text(
            "Für `[784, 30, 10]`: $(30 \\cdot 784 + 30) + (10 \\cdot 30 + 10) = 23\\,860$. Geh in einer Schleife durch benachbarte Größen "
            "`sizes[k - 1]` und `sizes[k]`.",
            "For `[784, 30, 10]`: $(30 \\cdot 784 + 30) + (10 \\cdot 30 + 10) = 23\\,860$. Loop over neighbouring sizes "
            "`sizes[k - 1]` and `sizes[k]`.",
        ),
    ),
)


def xor_weights():
    W1 = np.array([[1, 1], [1, 1]])
    b1 = np.array([0, -1])
    W2 = np.array([[1, -2]])
    b2 = np.array([0])
    return W1, b1, W2, b2


CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])
NEAR = 0.01


def xor_judge(args, result):
    """Run the four inputs through a learner's network and see what it computes."""
    if not isinstance(result, (list, tuple)) or len(result) != 4:
        return Verdict(
            False,
            found=Text(
                "Zurückkommen sollen genau vier Dinge, W1, b1, W2 und b2, durch Kommas getrennt.",
                "Exactly four things are to be returned, W1, b1, W2 and b2, separated by commas.",
            ),
        )
    parts = [as_numbers(part) for part in result]
    for name, part, size in zip(("W1", "b1", "W2", "b2"), parts, ((2, 2), 2, 2, 1), strict=True):
        if part is None:
            return Verdict(False, found=Text(f"{name} besteht nicht aus Zahlen.", f"{name} is not made of numbers."))
        if part.shape != size if name == "W1" else part.size != size:
            form = {"W1": "(2, 2)", "b1": "(2,)", "W2": "(1, 2)", "b2": "(1,)"}[name]
            return Verdict(
                False,
                found=Text(
                    f"{name} hat die Form {part.shape}. Für zwei Eingaben, zwei verdeckte Neuronen und einen Ausgang braucht es {form}.",
                    f"{name} has the shape {part.shape}. Two inputs, two hidden neurons and one output need {form}.",
                ),
            )
    W1, b1, W2, b2 = (part.astype(float).reshape(-1) for part in parts)
    W1 = W1.reshape(2, 2)
    if not all(np.isfinite(part).all() for part in (W1, b1, W2, b2)):
        return Verdict(
            False,
            found=Text(
                "Unter den Gewichten oder Biases ist inf oder nan.", "There is inf or nan among the weights or biases."
            ),
        )
    with np.errstate(all="ignore"):
        return xor_verdict(W1, b1, W2, b2[0])


def xor_verdict(W1, b1, W2, b2):
    """Name what a network with these finite numbers does."""

    def is_xor(outputs):
        return bool(np.all(np.abs(outputs - XOR) <= NEAR))

    Z = CORNERS @ W1.T + b1
    outputs = relu(Z) @ W2 + b2
    steps = np.where(Z > 0, 1.0, 0.0) @ W2 + b2
    numbers = ", ".join(f"{0.0 + round(output, 3):g}" for output in outputs.tolist())
    found = Text(
        f"Die Ausgänge für (0, 0), (0, 1), (1, 0), (1, 1) sind {numbers}; verlangt sind 0, 1, 1, 0.",
        f"The outputs for (0, 0), (0, 1), (1, 0), (1, 1) are {numbers}; 0, 1, 1, 0 are asked for.",
    )
    if is_xor(outputs):
        return Verdict(
            True,
            found=Text(
                f"das Netz rechnet XOR: Aus (0, 0), (0, 1), (1, 0), (1, 1) wird {numbers}.",
                f"the network computes XOR: (0, 0), (0, 1), (1, 0), (1, 1) become {numbers}.",
            ),
        )
    never_bends = np.all(np.all(Z >= 0, axis=0) | np.all(Z <= 0, axis=0))
    tests = {
        "linear": never_bends,
        "transposed": is_xor(relu(CORNERS @ W1 + b1) @ W2 + b2),
        "inverted": is_xor(1 - outputs),
        "or": np.all(np.abs(outputs - [0, 1, 1, 1]) <= NEAR),
        "and": np.all(np.abs(outputs - [0, 0, 0, 1]) <= NEAR),
        "rough": np.array_equal(outputs > 0.5, XOR == 1),
        "step": np.array_equal(steps > 0, XOR == 1) or np.array_equal(steps > 0.5, XOR == 1),
    }
    return Verdict(False, next((name for name, shown in tests.items() if shown), None), found)


XOR_WEIGHTS = Exercise(
    id="xor-weights",
    kind="behaviour",
    section="forward-nonlinear",
    title=NONLINEAR,
    name=Text("XOR von Hand", "XOR by hand"),
    task=Text(
        "Stell ein Netz für XOR von Hand ein: zwei Eingaben, zwei verdeckte Neuronen mit ReLU, ein Ausgang **ohne** Aktivierungsfunktion. "
        "Für (0, 0), (0, 1), (1, 0), (1, 1) soll der Ausgang 0, 1, 1, 0 sein. Gib `W1, b1, W2, b2` zurück, mit den Formen (2, 2), (2,), "
        "(1, 2), (1,). Es gibt viele richtige Antworten; findest du eine andere als die des Kapitels?",
        "Build a network for XOR by hand: two inputs, two hidden neurons with ReLU, one output **without** activation function. "
        "For (0, 0), (0, 1), (1, 0), (1, 1) the output is to be 0, 1, 1, 0. Return `W1, b1, W2, b2`, with the shapes (2, 2), (2,), "
        "(1, 2), (1,). There are many right answers; can you find another one than the chapter's?",
    ),
    stub="def xor_weights():\n    return ...",
    solution=xor_weights,
    judge=xor_judge,
    mistakes=(
        Mistake(
            "linear",
            Text(
                "Keines deiner verdeckten Neuronen hat seinen Knick zwischen den vier Punkten: Die verdeckte Schicht könnte man weglassen.",
                "None of your hidden neurons has its kink between the four points: the hidden layer could be left out.",
            ),
            Text(
                "Solange ein Signal an allen vier Punkten dasselbe Vorzeichen hat, rechnet ReLU dort wie eine Gerade (oder gibt immer 0), "
                "und eine Gerade kann kein XOR. Mit einem Bias oder mit Gewichten verschiedener Vorzeichen liegt der Knick zwischen den Punkten.",
                "As long as a signal has the same sign at all four points, ReLU acts there like a straight line (or always gives 0), "
                "and a straight line cannot do XOR. With a bias, or with weights of different signs, the kink lies between the points.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [0, 0], [[1, -2]], [0]),
                lambda: ([[1, 0], [0, 1]], [0, 0], [[1, 1]], [0]),
                lambda: ([[1, 1], [-1, -1]], [0, 0], [[1, 1]], [0]),
                lambda: (np.zeros((2, 2)), np.zeros(2), np.zeros((1, 2)), [0.5]),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Mit gekipptem W1 würde dein Netz XOR rechnen: Zeilen und Spalten von W1 sind vertauscht.",
                "With W1 flipped your network would compute XOR: the rows and columns of W1 are swapped.",
            ),
            Text(
                "Eine Zeile von W1 gehört einem verdeckten Neuron, eine Spalte einer Eingabe.",
                "A row of W1 belongs to a hidden neuron, a column to an input.",
            ),
            (lambda: ([[1, 2], [1, 2]], [0, -2], [[1, -1]], [0]),),
        ),
        Mistake(
            "inverted",
            Text("Das ist genau das Gegenteil: 1, 0, 0, 1.", "This is exactly the opposite: 1, 0, 0, 1."),
            Text(
                "Der Ausgang soll 1 sein, wenn genau eine der beiden Eingaben 1 ist, nicht wenn beide gleich sind.",
                "The output is to be 1 if exactly one of the two inputs is 1, not if both are equal.",
            ),
            (lambda: ([[1, 1], [1, 1]], [0, -1], [[-1, 2]], [1]),),
        ),
        Mistake(
            "or",
            Text("Das ist ODER: 0, 1, 1, 1.", "This is OR: 0, 1, 1, 1."),
            Text(
                "Nur bei (1, 1) ist der Ausgang noch zu groß. Sieh nach, welche Neuronen sich dort melden und wie viel sie dazugeben oder abziehen.",
                "Only at (1, 1) is the output still too large. Look which neurons respond there, and how much they add or subtract.",
            ),
            (lambda: ([[1, 1], [1, 1]], [0, -1], [[1, -1]], [0]),),
        ),
        Mistake(
            "and",
            Text("Das ist UND: 0, 0, 0, 1.", "This is AND: 0, 0, 0, 1."),
            Text(
                "Ein Neuron, das sich erst bei (1, 1) meldet, ist nützlich, aber zum Abziehen. Das andere muss schon bei einer einzigen 1 ansprechen.",
                "A neuron that responds only at (1, 1) is useful, but for subtracting. The other one must respond to a single 1 already.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [-1, -1], [[1, 0]], [0]),
                lambda: ([[1, 1], [0, 0]], [-1, 0], [[1, 1]], [0]),
            ),
        ),
        Mistake(
            "rough",
            Text(
                "Alle vier Ausgänge liegen auf der richtigen Seite von 0,5, aber es sind nicht 0 und 1.",
                "All four outputs lie on the right side of 0.5, but they are not 0 and 1.",
            ),
            Text(
                "Die Richtung stimmt schon. Sieh dir die vier Zahlen an: Mit W2 und b2 kannst du sie strecken und verschieben.",
                "The direction is right already. Look at the four numbers: with W2 and b2 you can stretch and shift them.",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [0, -1], [[3, -6]], [0]),
                lambda: ([[1, 1], [1, 1]], [0, -1], [[0.8, -1.6]], [0.1]),
            ),
        ),
        Mistake(
            "step",
            Text(
                "Mit einer Stufenfunktion, die nur 0 oder 1 gibt, wäre das XOR. Hier ist aber ReLU gefragt.",
                "With a step function, which gives only 0 or 1, this would be XOR. But here ReLU is asked for.",
            ),
            Text(
                "ReLU gibt bei einem positiven Signal das Signal selbst weiter, nicht 1: bei (1, 1) also mehr als bei (0, 1).",
                "For a positive signal ReLU passes on the signal itself, not 1: more at (1, 1) than at (0, 1).",
            ),
            (
                lambda: ([[1, 1], [1, 1]], [-0.5, -1.5], [[1, -1]], [-0.5]),
                lambda: ([[1, 1], [1, 1]], [-0.5, -1.5], [[1, -1]], [0]),
            ),
        ),
    ),
    hints=(
        Text(
            "Zähle die Einsen. Ohne Eins soll der Ausgang 0 sein, bei einer Eins 1, bei zwei Einsen wieder 0.",
            "Count the ones. Without any ones the output is to be 0, with a single one 1, with two ones 0 again.",
        ),
        Text(
            "Das erste Neuron zählt die Einsen: $a_1 = \\text{ReLU}(x_1 + x_2)$. Das zweite soll sich erst melden, wenn es zwei sind. "
            "Welcher Bias macht das?",
            "The first neuron counts the ones: $a_1 = \\text{ReLU}(x_1 + x_2)$. The second is to respond only when there are two. "
            "Which bias does that?",
        ),
        Text(
            "Mit $a_2 = \\text{ReLU}(x_1 + x_2 - 1)$ bekommst du für null, eine, zwei Einsen: $a_1 = 0, 1, 2$ und $a_2 = 0, 0, 1$. "
            "Wie oft muss man $a_2$ von $a_1$ abziehen, damit 0, 1, 0 herauskommt?",
            "With $a_2 = \\text{ReLU}(x_1 + x_2 - 1)$ you get for no, one, two ones: $a_1 = 0, 1, 2$ and $a_2 = 0, 0, 1$. "
            "How many times must $a_2$ be subtracted from $a_1$ to get 0, 1, 0?",
        ),
        Text(
            "Ein anderer Weg: Ein Neuron meldet sich nur bei (1, 0), das andere nur bei (0, 1), etwa $\\text{ReLU}(x_1 - x_2)$. "
            "Der Ausgang zählt beide zusammen.",
            "Another way: one neuron responds to (1, 0) only, the other to (0, 1) only, such as $\\text{ReLU}(x_1 - x_2)$. "
            "The output adds them up.",
        ),
    ),
)


def collapse(W1, b1, W2, b2):
    W = W2 @ W1
    b = W2 @ b1 + b2
    return W, b


def collapse_cases(rng):
    small = (
        np.array([[1.0, 2.0], [0.0, 1.0]]),
        np.array([1.0, -1.0]),
        np.array([[2.0, 1.0], [1.0, 3.0]]),
        np.array([3.0, 1.0]),
    )
    cases = [small]
    for sizes in ((2, 2, 2), (3, 2, 4), (2, 3, 2)):
        (W1, W2), (b1, b2) = network(rng, *sizes)
        cases.append((W1, b1, W2, b2))
    return cases


LINEAR_COLLAPSE = Exercise(
    id="linear-collapse",
    kind="function",
    section="forward-nonlinear",
    title=NONLINEAR,
    name=Text("Zwei Schichten sind eine", "Two layers are one"),
    task=Text(
        "Zwei Schichten ohne Aktivierungsfunktion, erst $W_1, b_1$, dann $W_2, b_2$, rechnen dasselbe wie eine einzige. "
        "Gib deren Gewichte und Bias zurück, als Paar `(W, b)`.",
        "Two layers without activation function, first $W_1, b_1$, then $W_2, b_2$, compute the same as a single one. "
        "Return its weights and bias, as a pair `(W, b)`.",
    ),
    stub="def collapse(W1, b1, W2, b2):\n    return ...",
    solution=collapse,
    cases=collapse_cases,
    edges=lambda rng: [(decimals(rng, 1, 2), decimals(rng, 1), decimals(rng, 3, 1), decimals(rng, 3))],
    mistakes=(
        Mistake(
            "order",
            Text(
                "Hier steht W₁ mal W₂: Die Reihenfolge ist vertauscht.",
                "This is W₁ times W₂: the order is swapped.",
            ),
            Text(
                "Auf x wirkt zuerst W₁, also steht es am nächsten bei x: W₂ (W₁ x). Beim Ausmultiplizieren bleibt die Reihenfolge stehen.",
                "W₁ acts on x first, so it stands next to x: W₂ (W₁ x). Multiplying out keeps the order.",
            ),
            (
                lambda W1, b1, W2, b2: (W1 @ W2, W2 @ b1 + b2),
                lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b2 + b1),
                lambda W1, b1, W2, b2: (W1 @ W2, W1 @ b1 + b2),
                lambda W1, b1, W2, b2: (W1 @ W2, b1 + b2),
                lambda W1, b1, W2, b2: (W1 @ W2, b2),
            ),
        ),
        Mistake(
            "bias-forgotten",
            Text(
                "W stimmt. Als b steht hier nur b₂, der Bias der ersten Schicht ist verloren.",
                "W is right. Your b is only b₂, the first layer's bias is lost.",
            ),
            Text(
                "Die zweite Schicht bekommt W₁ x + b₁ als Ganzes. Multipliziere die Klammer aus: W₂ trifft beide Teile.",
                "The second layer gets W₁ x + b₁ as a whole. Multiply out the brackets: W₂ meets both parts.",
            ),
            (lambda W1, b1, W2, b2: (W2 @ W1, b2),),
        ),
        Mistake(
            "second-bias-forgotten",
            Text(
                "W stimmt. In b fehlt der Bias der zweiten Schicht.",
                "W is right. The second layer's bias is missing in b.",
            ),
            Text(
                "b₂ kommt nach der zweiten Matrix noch dazu, unverändert.",
                "b₂ is added after the second matrix, unchanged.",
            ),
            (lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1),),
        ),
        Mistake(
            "bias-added",
            Text(
                "W stimmt. Als b steht hier b₁ + b₂, einfach zusammengezählt.",
                "W is right. Your b is b₁ + b₂, simply added up.",
            ),
            Text(
                "b₁ geht noch durch die zweite Schicht, bevor b₂ dazukommt. Sind beide verschieden lang, lassen sie sich gar nicht addieren.",
                "b₁ still goes through the second layer before b₂ is added. If their lengths differ, they cannot be added at all.",
            ),
            (lambda W1, b1, W2, b2: (W2 @ W1, b1 + b2),),
        ),
        Mistake(
            "bias-other-way",
            Text(
                "W stimmt. In b ist ein Bias durch die falsche Matrix gegangen.",
                "W is right. In b a bias went through the wrong matrix.",
            ),
            Text(
                "Welche Matrix sieht b₁ noch vor sich? Nur die der zweiten Schicht. b₂ kommt danach und sieht keine mehr.",
                "Which matrix is still ahead of b₁? Only the second layer's. b₂ comes after that and sees none.",
            ),
            (
                lambda W1, b1, W2, b2: (W2 @ W1, W1 @ b2 + b1),
                lambda W1, b1, W2, b2: (W2 @ W1, W1 @ b1 + b2),
                lambda W1, b1, W2, b2: (W2 @ W1, W2 @ (b1 + b2)),
                lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b2 + b1),
                lambda W1, b1, W2, b2: (W2 @ W1, b1 @ W2 + b2),
            ),
        ),
        Mistake(
            "elementwise",
            Text(
                "Hier sind die Matrizen Eintrag für Eintrag multipliziert (mit *) oder addiert.",
                "Here the matrices are multiplied (with *) or added entry by entry.",
            ),
            Text(
                "Zwei Schichten hintereinander sind ein Matrixprodukt: jede Zeile von W₂ mit jeder Spalte von W₁. In Python ist das @.",
                "Two layers in a row are a matrix product: every row of W₂ with every column of W₁. In Python that is @.",
            ),
            (
                lambda W1, b1, W2, b2: (W2 * W1, W2 @ b1 + b2),
                lambda W1, b1, W2, b2: (W2 * W1, W2 * b1 + b2),
                lambda W1, b1, W2, b2: (W2 * W1, b1 + b2),
                lambda W1, b1, W2, b2: (W1 + W2, b1 + b2),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Dein W liegt quer: Zeilen und Spalten sind vertauscht.",
                "Your W lies on its side: rows and columns are swapped.",
            ),
            Text(
                "W soll die Form (n_out, n_in) haben, damit W @ x dasselbe gibt wie die beiden Schichten.",
                "W is to have shape (n_out, n_in), so that W @ x gives the same as the two layers.",
            ),
            (
                lambda W1, b1, W2, b2: ((W2 @ W1).T, W2 @ b1 + b2),
                lambda W1, b1, W2, b2: (W1.T @ W2.T, W2 @ b1 + b2),
            ),
        ),
        Mistake(
            "swapped-result",
            Text("Bias und Gewichte sind vertauscht: Das ist (b, W).", "Bias and weights are swapped: this is (b, W)."),
            Text("Zurückkommen soll zuerst W, dann b.", "W is to be returned first, then b."),
            (lambda W1, b1, W2, b2: (W2 @ b1 + b2, W2 @ W1),),
        ),
    ),
    hints=(
        Text(
            "Schreib beide Schichten als eine Formel für $x$: $W_2\\,(W_1 x + b_1) + b_2$.",
            "Write both layers as one formula for $x$: $W_2\\,(W_1 x + b_1) + b_2$.",
        ),
        Text(
            "Multipliziere die Klammer aus. Was vor $x$ steht, ist $W$; alles andere ist $b$.",
            "Multiply out the brackets. What stands before $x$ is $W$; everything else is $b$.",
        ),
        Text(
            "$W_2 W_1 x + W_2 b_1 + b_2$. Jetzt nur noch in Python: Matrixprodukte schreibt man mit `@`.",
            "$W_2 W_1 x + W_2 b_1 + b_2$. What remains is Python: matrix products are written with `@`.",
        ),
    ),
)

EXERCISES = (LAYER, FORWARD, FORWARD_BATCH, COUNT_PARAMETERS, XOR_WEIGHTS, LINEAR_COLLAPSE)
