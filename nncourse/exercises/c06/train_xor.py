"""Exercise train-xor: A network learns XOR."""

import numpy as np

from nncourse import (
    Adam,
    BinaryCrossEntropy,
    Dense,
    GradientDescent,
    History,
    Maxout,
    Momentum,
    Network,
    SquaredError,
    identity,
    relu,
    sigmoid,
    tanh,
    train,
    xor,
)
from nncourse.exercises.c06 import XOR
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.ladder import Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.networks import no_network, not_evaluated, outputs_of
from nncourse.language import Text
from nncourse.network import Activated


def train_xor():
    X, G = xor()
    network = Network.mlp([2, 4, 1], hidden=tanh, output=sigmoid, seed=0)
    train(network, X, G, SquaredError(), Adam(0.05), epochs=500)
    return network


SIZES = Text(
    "Dein Netz hat die Größen {sizes}. XOR hat zwei Eingaben und einen Ausgang.",
    "Your network has the sizes {sizes}. XOR has two inputs and one output.",
)
SOLVED = Text(
    "Dein Netz rechnet XOR, seine Kosten sind {cost:.4f}.", "Your network computes XOR; its cost is {cost:.4f}."
)
SOLVED_WELL = Text(
    "Dein Netz rechnet XOR, seine Kosten sind unter 0,0001.", "Your network computes XOR; its cost is below 0.0001."
)
BY_SIGNAL = Text(
    "{found} Es endet mit dem Signal z; die Kosten sind die von σ(z).",
    "{found} It ends with the signal z; the cost is that of σ(z).",
)
REACHED = Text(
    "Kosten: {cost:.3g}, verlangt: unter 0,01. Die Ausgänge für 00, 01, 10, 11: {:.2f}; {:.2f}; {:.2f}; {:.2f}",
    "Cost: {cost:.3g}; it should be below 0.01. The outputs for 00, 01, 10, 11: {:.2f}, {:.2f}, {:.2f}, {:.2f}",
)


def judge_xor(args, result):
    """A network of the course with cost below 0.01; one that ends in z may also be read as sigmoid(z)."""
    if isinstance(result, History):
        return Verdict.wrong("history")
    if not isinstance(result, Network):
        return Verdict.wrong("memorized") if knows_it(result) else no_network(result, Text("ein Network", "A Network"))
    X, G = xor()
    try:
        sizes = result.sizes
        if sizes[0] != 2 or sizes[-1] != 1:
            return Verdict.wrong(found=SIZES.format(sizes=sizes))
        O = np.asarray(outputs_of(result, X), dtype=float)
    except Exception as error:
        return not_evaluated(error)
    if not np.isfinite(O).all():
        return Verdict.wrong("diverged")
    by_signal = ends_in_z(result) and cost_of(sigmoid(O), G) < cost_of(O, G)
    return judge_outputs(result, sigmoid(O) if by_signal else O, G, by_signal)


def judge_outputs(network, O, G, by_signal):
    cost = cost_of(O, G)
    if cost < 0.01:
        found = (SOLVED if cost >= 0.0001 else SOLVED_WELL).format(cost=cost)
        return Verdict.right(BY_SIGNAL.format(found=found) if by_signal else found)
    found = REACHED.format(*O[:, 0], cost=cost)
    if all(is_straight(layer) for layer in network.layers[:-1]):
        return Verdict.wrong("linear", found)
    if any(min(layer.rows, layer.n_out) > 1 and not np.ptp(layer.W, axis=0).any() for layer in network.layers[:-1]):
        return Verdict.wrong("all-alike", found)
    if not any(layer.b.any() for layer in network.layers):
        return Verdict.wrong("untrained", found)
    if np.abs(O - (2 * G - 1)).max() < 0.3:
        return Verdict.wrong("minus-one", found)
    table = np.round(O[:, 0])
    if np.abs(O[:, 0] - table).max() < 0.2 and np.ptp(O) > 0.5:
        return Verdict.wrong("other-table", found)
    if np.ptp(O) < 0.2:
        return Verdict.wrong("plateau" if abs(O.mean() - 0.5) < 0.3 else "at-the-end", found)
    if ((O > 0.5) != (G > 0.5)).any():
        return Verdict.wrong("half-way", found)
    return Verdict.wrong("stopped-early", found)


def cost_of(O, G):
    return float(np.sum((O - G) ** 2) / len(O))


def knows_it(result):
    """Whether a result holds the answers, or works them out without a network."""
    numbers = as_numbers(result)
    return callable(result) or isinstance(result, dict) or (numbers is not None and numbers.size == 4)


def ends_in_z(network):
    last = network.layers[-1]
    return isinstance(last, Activated) and last.f is identity


def is_straight(layer):
    """Whether a layer without its activation would be the same kind of map: equal steps stay equal."""
    if not isinstance(layer, Activated):
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


def all_alike(weight):
    def wrong():
        X, G = xor()
        network = Network.mlp([2, 4, 1], hidden=tanh, output=sigmoid, seed=0)
        for layer in network.layers:
            layer.W[...] = weight
        train(network, X, G, SquaredError(), Adam(0.05), epochs=200)
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


# Right ways in other styles


def xor_by_hand():
    network = Network.mlp([2, 2, 1], hidden=relu, output=identity)
    network.layers[0].W, network.layers[0].b = [[1, 1], [1, 1]], [0, -1]
    network.layers[1].W = [[1, -2]]
    return network


def xor_by_descent():
    X, G = xor()
    network = Network.mlp([2, 8, 1], hidden=sigmoid, output=sigmoid, seed=1, dtype=np.float32)
    train(network, X, G, SquaredError(), GradientDescent(5.0), epochs=3000, progress=False)
    return network


def xor_by_maxout():
    X, G = xor()
    network = Network(Maxout(2, 4), Dense(4, 1, identity), seed=0)
    train(network, X, G, SquaredError(), Momentum(0.05), epochs=500, batch_size=2)
    return network


class CrossEntropyXor:
    """Its output is z, sigmoid belongs to the cost."""

    def __call__(self):
        X, G = xor()
        network = Network.mlp([2, 4, 1], hidden=relu, output=identity, seed=1)
        for _ in range(20):
            train(network, X, G, BinaryCrossEntropy(), Adam(0.05), epochs=50)
        return network


EXERCISE = Exercise(
    id="train-xor",
    section=XOR,
    name=Text("Ein Netz lernt XOR", "A network learns XOR"),
    task=Text(
        "Trainiere ein Netz mit zwei Eingaben und einem Ausgang, bis seine Kosten auf XOR unter 0,01 liegen (`SquaredError`, also der Mittelwert von $(O - G)^2$ über die vier Beispiele), und gib es zurück. "
        "Welche Schichten, welche Aktivierung, welcher Optimierer und wie lange: Das entscheidest du. Aus `nncourse` gibt `xor()` die Daten, `Network.mlp` baut das Netz, und `train` trainiert es.",
        "Train a network with two inputs and one output until its cost on XOR is below 0.01 (`SquaredError`, that "
        "is, the mean of $(O - G)^2$ over the four samples), and return it. Which layers, which activation, which "
        "optimizer, and for how long: that is up to you. From `nncourse`, `xor()` gives you the data, `Network.mlp` "
        "builds the network, and `train` trains it.",
    ),
    solution=train_xor,
    seconds=60.0,
    judge=judge_xor,
    mistakes=(
        Mistake(
            "linear",
            Text(
                "Dein Netz hat keine gekrümmte verdeckte Schicht.",
                "Your network has no curved hidden layer.",
            ),
            Text(
                "Ohne Aktivierungsfunktion in einer verdeckten Schicht zieht ein Netz nur eine gerade Grenze, und keine Gerade trennt die Fälle von XOR. Mehr Epochen helfen da nicht.",
                "Without an activation function in a hidden layer, a network can only draw a straight boundary, and no straight line separates the cases of XOR. More epochs will not help.",
            ),
            (
                quick_xor([2, 1], sigmoid, sigmoid, lambda: Adam(0.05), 200, 0),
                quick_xor([2, 4, 1], identity, sigmoid, lambda: Adam(0.05), 200, 0),
                quick_xor([2, 8, 8, 1], identity, identity, lambda: Adam(0.02), 200, 0),
                lambda: Network.mlp([2, 1]),
            ),
        ),
        Mistake(
            "memorized",
            Text(
                "Das ist kein Netz des Kurses, sondern etwas anderes: die Antworten selbst, eine Funktion oder eine Klasse.",
                "This is not a network from the course but something else: the answers themselves, a function, or a class.",
            ),
            Text(
                "XOR selbst ist schnell hingeschrieben. Hier geht es darum, dass ein Netz es aus den vier Beispielen lernt: Gib ein trainiertes Network zurück.",
                "XOR itself is quick to write down. The point here is that a network learns it from the four samples: return a trained Network.",
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
                "train changes the network that you give it. Return that network afterward.",
            ),
            (xor_history,),
        ),
        Mistake(
            "untrained",
            Text(
                "Dieses Netz hat noch nichts gelernt: Alle Biases stehen noch auf 0, ihrem Anfang.",
                "This network has not learned anything yet: all its biases are still 0, where they start.",
            ),
            Text(
                "Ruf train mit genau dem Netz auf, das du zurückgibst, nicht mit einem anderen.",
                "Call train with the same network that you return, not with a different one.",
            ),
            (
                lambda: Network.mlp([2, 4, 1], hidden=tanh, output=sigmoid, seed=0),
                lambda: Network.mlp([2, 8, 1], hidden=relu, output=identity, seed=5),
            ),
        ),
        Mistake(
            "all-alike",
            Text(
                "Alle verdeckten Neuronen deines Netzes haben dieselben Gewichte.",
                "All the hidden neurons of your network have the same weights.",
            ),
            Text(
                "Was gleich beginnt, bekommt denselben Gradienten und bleibt gleich: Das Netz hat eigentlich nur ein Neuron. Lass die zufälligen Gewichte stehen, mit denen Network.mlp beginnt.",
                "What starts out equal gets the same gradient and stays equal: the network really has only one neuron. Keep the random weights that Network.mlp starts with.",
            ),
            (all_alike(0.0), all_alike(0.5)),
        ),
        Mistake(
            "other-table",
            Text(
                "Dein Netz hat gelernt, aber etwas anderes als XOR.",
                "Your network has learned, but something other than XOR.",
            ),
            Text(
                "Für 00, 01, 10, 11 soll es 0, 1, 1, 0 sagen. Sieh dir die Ziele an, mit denen du trainierst: xor() gibt die richtigen.",
                "For 00, 01, 10, 11 it should say 0, 1, 1, 0. Look at the goals you train with: xor() gives the right ones.",
            ),
            (
                quick_xor(
                    [2, 4, 1], tanh, sigmoid, lambda: Adam(0.05), 300, 0, lambda G: np.array([[0.0], [0], [0], [1]])
                ),
                quick_xor([2, 4, 1], tanh, sigmoid, lambda: Adam(0.05), 300, 0, lambda G: 1 - G),
            ),
        ),
        Mistake(
            "at-the-end",
            Text(
                "Dein Netz sagt bei allen vier Eingaben dasselbe, und zwar fast 0 oder fast 1.",
                "Your network says the same thing for all four inputs, and that is nearly 0 or nearly 1.",
            ),
            Text(
                "Sein Ausgang sitzt auf dem flachen Ende der Kurve und kommt dort nicht mehr weg. Meistens war die Lernrate zu groß: Beginne neu, mit einem Zehntel davon.",
                "Its output sits on the flat end of the curve and cannot get away from there. Usually the learning rate was too large: start over, with a tenth of it.",
            ),
            (quick_xor([2, 4, 1], tanh, sigmoid, lambda: GradientDescent(500.0), 100, 0),),
        ),
        Mistake(
            "minus-one",
            Text("Dein Netz antwortet mit −1 und 1.", "Your network answers with −1 and 1."),
            Text(
                "Die Ziele von XOR sind hier 0 und 1, so wie xor() sie gibt. Trainiere mit ihnen.",
                "Here the goals of XOR are 0 and 1, the way xor() gives them. Train with those.",
            ),
            (quick_xor([2, 4, 1], tanh, tanh, lambda: Adam(0.05), 300, 0, lambda G: 2 * G - 1),),
        ),
        Mistake(
            "plateau",
            Text(
                "Dein Netz sagt bei allen vier Eingaben fast dasselbe.",
                "Your network says almost the same thing for all four inputs.",
            ),
            Text(
                "0,5 ist die beste Antwort, wenn man die Eingabe nicht ansieht, und dort ist die Landschaft flach: Hier beginnt fast jedes Training. Gib ihm mehr Epochen oder eine größere Lernrate. Bleibt es dabei, hilft ein anderer seed.",
                "0.5 is the best answer if you do not look at the input, and the landscape is flat there: almost every training run starts here. Give it more epochs or a larger learning rate. If it stays that way, another seed helps.",
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
                "With your network, at least one of the four inputs is still on the wrong side of 0.5.",
            ),
            Text(
                "Sinken die Kosten noch, braucht es nur mehr Epochen. Sinken sie nicht mehr, sitzt das Netz fest, etwa weil ReLU-Neuronen tot sind: Nimm einen anderen seed oder mehr verdeckte Neuronen.",
                "If the cost is still falling, all you need is more epochs. If it has stopped falling, the network is stuck, for example because ReLU neurons are dead: use another seed or more hidden neurons.",
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
                "The network is on the right track. Let it practice longer, or give it a larger learning rate.",
            ),
            (
                quick_xor([2, 4, 1], tanh, sigmoid, lambda: Adam(0.05), 30, 0),
                quick_xor([2, 8, 1], tanh, sigmoid, lambda: GradientDescent(0.5), 300, 0),
            ),
        ),
        Mistake(
            "diverged",
            Text("Dein Netz gibt nan oder unendlich aus.", "Your network outputs nan or infinity."),
            Text(
                "Beim Training sind die Zahlen davongelaufen. Meistens ist die Lernrate zu groß: Versuch es mit einem Zehntel.",
                "During training, the numbers ran away. Usually the learning rate is too large: try a tenth of it.",
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
            "Two hidden neurons are enough if all goes well. With four, it almost always goes well: `Network.mlp([2, 4, 1], hidden=tanh, seed=0)`.",
        ),
        Text(
            "`train(network, X, G, SquaredError(), Adam(0.05), epochs=...)` übt mit allen vier Beispielen auf einmal. Ein paar hundert Epochen dauern keine Sekunde.",
            "`train(network, X, G, SquaredError(), Adam(0.05), epochs=...)` practices with all four samples at once. A few hundred epochs take less than a second.",
        ),
        Text(
            "Sieh nach, wie es steht: `SquaredError()(network(X), G)`. `train` verändert das Netz selbst; zum Schluss kommt `network` zurück.",
            "Check how it is doing: `SquaredError()(network(X), G)`. `train` changes the network itself; at the end, return `network`.",
        ),
    ),
    rewrites=(
        xor_by_hand,
        xor_by_descent,
        xor_by_maxout,
        CrossEntropyXor(),
    ),
)
