"""Exercise forward: A whole network."""

import functools

import numpy as np

from nncourse.exercises.by_hand import num, vector
from nncourse.exercises.c02 import FIRST_ONLY, LAST_LINEAR, LAYERS, decimals, network, relu, sigmoid, tanh, whole
from nncourse.exercises.c02.layer import layer_loop
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


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


def worked(place, weights, biases, x, f):
    steps, a = [], np.asarray(x)
    for k, (W, b) in enumerate(zip(weights, biases, strict=True)):
        z, name = W @ a + b, "a" if k else "x"
        a = f(z)
        steps.append(f"weights[{k}] @ {name} + biases[{k}] = {vector(z)}, {f.__name__}: a = {vector(a)}")
    return f"{'; '.join(steps)}; a[{place[0]}] = {num(a[place])}"


# Right ways in other styles


def forward_recursive(weights, biases, x, f):
    if not weights:
        return x
    return forward_recursive(weights[1:], biases[1:], f(weights[0] @ x + biases[0]), f)


def forward_loops(weights, biases, x, f):
    a = list(x)
    for W, b in zip(weights, biases, strict=True):
        a = layer_loop(W, b, a, f)
    return tuple(float(item) for item in a)


def forward_keeping_all(weights, biases, x, f):
    activations = [np.asarray(x, dtype=np.float32)]
    for k, W in enumerate(weights):
        activations.append(f(np.einsum("nm,m->n", W.astype(np.float32), activations[k]) + biases[k].astype(np.float32)))
    return activations[-1]


class Forward:
    def __call__(self, weights, biases, x, f):
        pairs = zip(weights, biases, strict=True)
        return functools.reduce(lambda a, pair: f(np.dot(pair[0], a) + pair[1]), pairs, x)


EXERCISE = Exercise(
    id="forward",
    section=LAYERS,
    name=Text("Ein ganzes Netz", "A whole network"),
    task=Text(
        "Berechne den Ausgang eines Netzes für **ein** Beispiel `x`. `weights` und `biases` sind Listen mit je einem Eintrag pro Schicht, "
        "beliebig viele. Jede Schicht benutzt dieselbe Aktivierungsfunktion `f`, auch die letzte.",
        "Compute the output of a network for **one** sample `x`. `weights` and `biases` are lists with one entry per "
        "layer, any number of them. Every layer uses the same activation function `f`, including the last.",
    ),
    solution=forward,
    worked=worked,
    cases=forward_cases,
    edges=lambda rng: [
        (*network(rng, 3, 2), decimals(rng, 3), sigmoid),
        (*network(rng, 2, 1, 3, 1, 2), decimals(rng, 2), tanh),
        (*network(rng, 2, 3, 2, numbers=whole), whole(rng, 2), sigmoid),
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
                "Yours feeds every layer the input x again instead of the activations of the previous layer.",
            ),
            Text(
                "Die Eingabe der Schicht k ist a von Schicht k − 1; nur die erste sieht x. Welche Variable steht in deiner Schleife hinter W?",
                "The input of layer k is the a of layer k − 1; only the first one sees x. In your loop, which variable comes after W?",
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
                "Every layer applies f to its signal. Without f, all the layers together would be only one layer.",
            ),
            (layer_by_layer(lambda W, b, a, f, x: W @ a + b),),
        ),
        Mistake(
            "hidden-linear",
            Text(
                "f kommt nur ganz am Ende vor, die verdeckten Schichten rechnen ohne.",
                "f appears only at the very end; your hidden layers do without it.",
            ),
            Text(
                "f gehört in jede Schicht, also in die Schleife.",
                "f belongs in every layer, so it goes inside the loop.",
            ),
            (forward_hidden_linear,),
        ),
        Mistake(
            "input-activated",
            Text(
                "Hier wurde f schon auf die Eingabe x angewendet.",
                "You applied f to the input x already.",
            ),
            Text(
                "Die Eingabe wird nicht berechnet, sie ist einfach da: a = x. Das erste f kommt nach dem ersten W a + b.",
                "The input is not computed, it is already there: a = x. The first f comes after the first W a + b.",
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
                "Yours has the same bias in every layer, that of the first.",
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
                "In every layer, this is f(W a) + b: you added the bias after f.",
            ),
            Text(
                "Der Bias gehört zum Signal, also in die Klammer von f.",
                "The bias belongs to the signal, so it goes inside the parentheses of f.",
            ),
            (layer_by_layer(lambda W, b, a, f, x: f(W @ a) + b),),
        ),
        Mistake(
            "transposed",
            Text(
                "Hier ist W transponiert: Das ist a mal W (oder Wᵀ mal a) statt W mal a.",
                "Here W is transposed: this is a times W (or Wᵀ times a) instead of W times a.",
            ),
            Text(
                "Zeile n von W gehört dem Neuron n. Sind zwei Schichten verschieden groß, passen die Formen nur richtig herum.",
                "Row n of W belongs to neuron n. If two layers differ in size, the shapes fit only the right way around.",
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
                "Yours always computes exactly two layers, even if the network has more or fewer.",
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
                "You need only the output: the activation of the last layer.",
            ),
            (forward_all, forward_all_with_input),
        ),
    ),
    hints=(
        Text(
            "Die Eingabe ist $a^{(0)} = x$. Danach wiederholt sich immer dieselbe Rechnung: eine Schleife über die Schichten.",
            "The input is $a^{(0)} = x$. After that, the same calculation repeats: a loop over the layers.",
        ),
        Text(
            "Eine Schicht macht aus dem alten `a` das neue: $a \\leftarrow f(W a + b)$, mit dem `W` und dem `b` dieser Schicht.",
            "A layer makes the new `a` from the old one: $a \\leftarrow f(W a + b)$, with the `W` and the `b` of this layer.",
        ),
        Text(
            "Beginne mit `a = x`, schreib `for W, b in zip(weights, biases):` und überschreibe darin `a`. "
            "Das `return a` steht hinter der Schleife.",
            "Start with `a = x`, write `for W, b in zip(weights, biases):` and overwrite `a` inside it. `return a` "
            "goes after the loop.",
        ),
    ),
    rewrites=(
        forward_recursive,
        forward_loops,
        forward_keeping_all,
        Forward(),
    ),
)
