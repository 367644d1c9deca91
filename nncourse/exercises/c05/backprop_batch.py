"""Exercise backprop-batch: Backpropagation for many samples."""

import functools

import numpy as np

from nncourse.exercises.by_hand import num, summed
from nncourse.exercises.c05 import ALGORITHM, SIGN, smooth, targets, tenths
from nncourse.exercises.c05.backprop import (
    NO_SLOPE,
    NO_TWO,
    SIGNS,
    SLOPE_OF_A,
    backprop,
    backprop_recursive,
    backprop_with_lists,
    chain,
    flawed,
    network_of,
    square_network,
    wiggled,
)
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def rows_of(rng, n, *sizes):
    """A network with n samples."""
    return *network_of(rng, sizes), tenths(rng.normal(0, 1, (n, sizes[0]))), targets(rng, (n, sizes[-1]))


def backprop_batch(weights, biases, X, G):
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        Z = activations[-1] @ W.T + b
        activations.append(1 / (1 + np.exp(-Z)))

    dWs, dbs = [], []
    dC_dA = 2 / len(X) * (activations[-1] - G)
    for k in reversed(range(len(weights))):
        A = activations[k + 1]
        delta = A * (1 - A) * dC_dA
        dWs.insert(0, delta.T @ activations[k])
        dbs.insert(0, delta.sum(axis=0))
        dC_dA = delta @ weights[k]
    return dWs, dbs


def batch_cases(rng):
    X, G = np.array([[1.0, 0.5], [0.0, 1.0], [-1.0, 0.5]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    return [
        (*chain(), np.array([[1.0], [2.0]]), np.array([[1.0], [0.0]])),
        (*square_network(), X, G),
        rows_of(rng, 5, 3, 4, 2),
        rows_of(rng, 4, 2, 3, 2, 3),
        rows_of(rng, 6, 2, 4),
    ]


def whole_numbers():
    """A network and samples of whole numbers only."""
    weights, biases = [np.array([[1, -1], [2, 1]]), np.array([[1, -2]])], [np.array([0, 1]), np.array([-1])]
    return weights, biases, np.array([[1, 2], [0, 1], [-1, 1]]), np.array([[1], [0], [1]])


def mean_in_every_layer(weights, biases, X, G):
    """Divided by n once more with every layer on the way back."""
    dWs, dbs = backprop_batch(weights, biases, X, G)
    shares = [1 / len(X) ** (len(weights) - 1 - k) for k in range(len(weights))]
    return [dW * share for dW, share in zip(dWs, shares, strict=True)], [
        db * share for db, share in zip(dbs, shares, strict=True)
    ]


def scaled(by_W, by_b):
    """The mean over the samples, and then the gradients of W and b times a factor made of n and n_out."""

    def wrong(weights, biases, X, G):
        dWs, dbs = backprop_batch(weights, biases, X, G)
        n, n_out = G.shape
        return [by_W(n, n_out) * dW for dW in dWs], [by_b(n, n_out) * db for db in dbs]

    return wrong


def mean_of(one):
    """The mean over the samples of what a way of one sample gives."""

    def wrong(weights, biases, X, G):
        pairs = [one(weights, biases, x, g) for x, g in zip(X, G, strict=True)]
        dWs, dbs = zip(*pairs, strict=True)
        return tuple([sum(layer) / len(X) for layer in zip(*lists, strict=True)] for lists in (dWs, dbs))

    return wrong


def only_sample(j, share):
    """One sample's gradients, or their share of the mean."""

    def wrong(weights, biases, X, G):
        dWs, dbs = backprop(weights, biases, X[j], G[j])
        factor = 1 / len(X) if share else 1
        return [factor * dW for dW in dWs], [factor * db for db in dbs]

    return wrong


def deltas(weights, biases, X, G, factor):
    """The deltas of all samples, one row each, for every layer."""
    by_sample = [backprop(weights, biases, x, g)[1] for x, g in zip(X, G, strict=True)]
    return [factor * np.array(rows) for rows in zip(*by_sample, strict=True)]


def worked(place, weights, biases, X, G):
    which, k, *entry = place
    single = [backprop(weights, biases, *pair)[which][k][tuple(entry)] for pair in zip(X, G, strict=True)]
    name = f"{('dWs', 'dbs')[which]}[{k}]: {entry}"
    return f"{name} = ({summed(single)}) / {len(X)} = {num(np.mean(single))}"


# Right ways in other styles


def batch_by_loop(one, weights, biases, X, G):
    dWs, dbs = [np.zeros(W.shape) for W in weights], [np.zeros(b.shape) for b in biases]
    for x, g in zip(X, G, strict=True):
        for total, part in zip([*dWs, *dbs], sum(map(list, one(weights, biases, x, g)), []), strict=True):
            total += np.array(part) / len(X)
    return dWs, dbs


def batch_with_einsum(weights, biases, X, G):
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        activations.append(smooth(np.einsum("ij,nj->ni", W, activations[-1]) + b))
    dC_dA, found = 2 * (activations[-1] - G), []
    for W, before, A in list(zip(weights, activations[:-1], activations[1:], strict=True))[::-1]:
        delta = A * (1 - A) * dC_dA
        found.append((np.einsum("ni,nj->ij", delta, before) / len(X), delta.mean(axis=0)))
        dC_dA = np.einsum("ij,ni->nj", W, delta)
    return tuple(zip(*found[::-1], strict=True))


def batch_with_samples_as_columns(weights, biases, X, G):
    activations = [X.T]
    for W, b in zip(weights, biases, strict=True):
        activations.append(smooth(W @ activations[-1] + b[:, None]))
    delta = 2 / len(X) * (activations[-1] - G.T) * activations[-1] * (1 - activations[-1])
    dWs, dbs = [], []
    for k in range(len(weights))[::-1]:
        dWs.append(delta @ activations[k].T)
        dbs.append(np.sum(delta, axis=1).tolist())
        delta = weights[k].T @ delta * activations[k] * (1 - activations[k])
    return dWs[::-1], dbs[::-1]


EXERCISE = Exercise(
    id="backprop-batch",
    section=ALGORITHM,
    name=Text("Backpropagation für viele Beispiele", "Backpropagation for many samples"),
    task=Text(
        "Dasselbe für viele Beispiele: `X` (n, n_in) und `G` (n, n_out) haben ein Beispiel in jeder Zeile. Die Kosten sind die Summe über die Ausgänge und der **Mittelwert** über die "
        "Beispiele. Gib wieder `(dWs, dbs)` zurück, in den Formen der `W` und `b`.",
        "The same for many samples: `X` (n, n_in) and `G` (n, n_out) have one sample in each row. The cost is the sum over the outputs and the **mean** over the samples. "
        "Return `(dWs, dbs)` again, in the shapes of the `W` and `b`.",
    ),
    solution=backprop_batch,
    worked=worked,
    returns=("dW", "db"),
    cases=batch_cases,
    edges=lambda rng: [rows_of(rng, 1, 3, 2, 2), whole_numbers()],
    mistakes=(
        Mistake(
            "raw-error",
            Text("Am Ausgang beginnst du mit O − G allein.", "At the output, you start with O − G alone."),
            Text(
                "So ist es bei der Kreuzentropie. Bei quadrierten Abständen kommen die 2 und σ'(Z) des Ausgangs dazu.",
                "That is how it works with cross-entropy. With the squared error, the 2 and the output’s σ'(Z) come in too.",
            ),
            (mean_of(flawed(slope=lambda z, a, last: 1.0 if last else a * (1 - a), start=lambda O, G: O - G)),),
        ),
        Mistake(
            "transposed",
            Text(
                "Deine dW liegen quer: Zeilen und Spalten sind vertauscht.",
                "Your dW lie on their side: rows and columns are swapped.",
            ),
            Text(
                "dW hat die Form von W, (n_out, n_in): Deltaᵀ mal Eingabe.",
                "dW has the shape of W, (n_out, n_in): deltaᵀ times input.",
            ),
            (
                lambda weights, biases, X, G: (
                    [dW.T for dW in backprop_batch(weights, biases, X, G)[0]],
                    backprop_batch(weights, biases, X, G)[1],
                ),
            ),
        ),
        Mistake(
            "bias-summed",
            Text(
                "Deine db sind auch über die Neuronen summiert: je Schicht eine einzige Zahl.",
                "Your db are summed over the neurons as well: a single number per layer.",
            ),
            Text(
                "Summiert wird nur über die Beispiele, axis=0: db hat die Form von b.",
                "Sum only over the samples, axis=0: db has the shape of b.",
            ),
            (
                lambda weights, biases, X, G: (
                    backprop_batch(weights, biases, X, G)[0],
                    [np.sum(db) for db in backprop_batch(weights, biases, X, G)[1]],
                ),
            ),
        ),
        Mistake(
            "mean-sample",
            Text(
                "Du mittelst zuerst die Beispiele und rechnest dann einmal mit diesem mittleren Beispiel.",
                "You average the samples first and then compute once, with that average sample.",
            ),
            Text(
                "Die Sigmoidfunktion ist krumm: Das Mittel der Gradienten ist nicht der Gradient des Mittels.",
                "The sigmoid is curved: the mean of the gradients is not the gradient of the mean.",
            ),
            (lambda weights, biases, X, G: backprop(weights, biases, X.mean(axis=0), G.mean(axis=0)),),
        ),
        Mistake(
            "sum",
            Text(
                "Das ist die Summe über alle Beispiele, nicht der Mittelwert.",
                "This is the sum over all samples, not the mean.",
            ),
            Text(
                "Die Kosten sind ein Mittelwert, also auch ihr Gradient. Sonst wären die Schritte umso größer, je mehr Beispiele du hast.",
                "The cost is a mean, so its gradient is one too. Otherwise the steps would grow with the number of samples.",
            ),
            (scaled(lambda n, n_out: n, lambda n, n_out: n),),
        ),
        Mistake(
            "bias-mean-twice",
            Text(
                "Die dW stimmen, aber bei den Biases hast du zweimal durch die Zahl der Beispiele geteilt.",
                "The dW are right, but for the biases you divided by the number of samples twice.",
            ),
            Text(
                "Steckt das 1/n schon im Delta, wird über die Beispiele nur noch summiert, bei den Biases wie bei den Gewichten.",
                "If the 1/n is already in the delta, you only sum over the samples, for the biases as for the weights.",
            ),
            (scaled(lambda n, n_out: 1, lambda n, n_out: 1 / n),),
        ),
        Mistake(
            "mean-twice",
            Text(
                "Du hast zweimal durch die Zahl der Beispiele geteilt.",
                "You divided by the number of samples twice.",
            ),
            Text(
                "Einmal genügt: entweder schon am Ausgang, 2/n (O − G), oder ganz am Ende.",
                "Once is enough: either right at the output, 2/n (O − G), or at the very end.",
            ),
            (scaled(lambda n, n_out: 1 / n, lambda n, n_out: 1 / n),),
        ),
        Mistake(
            "mean-every-layer",
            Text(
                "Du teilst in jeder Schicht noch einmal durch die Zahl der Beispiele: Die letzte Schicht stimmt, davor wird alles zu klein.",
                "You divide by the number of samples again in every layer: the last layer is right; before it, everything gets too small.",
            ),
            Text(
                "Das 1/n steht einmal in den Kosten. Es kommt am Ausgang ins Delta und reist von selbst mit zurück.",
                "The 1/n appears once in the cost. It enters the delta at the output and travels back on its own.",
            ),
            (mean_in_every_layer,),
        ),
        Mistake(
            "mixed",
            Text(
                "Gewichte und Biases sind verschieden behandelt: Die einen sind gemittelt, die anderen nur summiert.",
                "You treat weights and biases differently: one kind is averaged, the other only summed.",
            ),
            Text(
                "Der Mittelwert über die Beispiele gilt für jeden Parameter. Teile schon am Ausgang durch n, dann wandert er überall mit.",
                "The mean over the samples applies to every parameter. Divide by n right at the output, and it travels everywhere.",
            ),
            (scaled(lambda n, n_out: 1, lambda n, n_out: n), scaled(lambda n, n_out: n, lambda n, n_out: 1)),
        ),
        Mistake(
            "mean-all",
            Text(
                "Du teilst auch durch die Zahl der Ausgänge.",
                "You divide by the number of outputs as well.",
            ),
            Text(
                "Unsere Kosten sind über die Ausgänge die Summe, gemittelt wird nur über die Beispiele. np.mean ohne axis mittelt über beide.",
                "Our cost is the sum over the outputs; the mean is only over the samples. np.mean without axis averages over both.",
            ),
            (
                scaled(lambda n, n_out: 1 / n_out, lambda n, n_out: 1 / n_out),
                scaled(lambda n, n_out: n / n_out, lambda n, n_out: n / n_out),
            ),
        ),
        Mistake(
            "first-only",
            Text(
                "Nur ein einziges Beispiel kommt in deinem Ergebnis vor.",
                "Only a single sample appears in your result.",
            ),
            Text(
                "Jede Zeile von X trägt zum Gradienten bei. Steht ein return zu früh, oder wird in der Schleife überschrieben statt addiert?",
                "Every row of X contributes to the gradient. Does a return come too early, or does the loop overwrite instead of adding?",
            ),
            tuple(only_sample(j, share) for j in (0, -1) for share in (False, True)),
        ),
        Mistake(
            "bias-per-sample",
            Text(
                "Deine db haben noch eine Zeile je Beispiel.",
                "Your db still have one row for each sample.",
            ),
            Text(
                "Ein Neuron hat nur einen Bias. Summiere seine Deltas über alle Beispiele, wie delta.T @ A es bei den Gewichten tut.",
                "A neuron has only one bias. Sum its deltas over all samples, as delta.T @ A does for the weights.",
            ),
            (
                lambda weights, biases, X, G: (
                    backprop_batch(weights, biases, X, G)[0],
                    deltas(weights, biases, X, G, 1 / len(X)),
                ),
                lambda weights, biases, X, G: (
                    backprop_batch(weights, biases, X, G)[0],
                    deltas(weights, biases, X, G, 1),
                ),
            ),
        ),
        Mistake(
            "bias-zero",
            Text("Die Steigungen der Biases sind bei dir überall 0.", "The slopes of your biases are 0 everywhere."),
            Text(
                "Auch am Bias ändert sich das Signal, und zwar eins zu eins: Seine Steigung ist das Delta, summiert über die Beispiele.",
                "The signal changes with the bias too, one to one: the bias’s slope is the delta, summed over the samples.",
            ),
            (scaled(lambda n, n_out: 1, lambda n, n_out: 0),),
        ),
        Mistake(
            "no-activation-slope",
            Text(
                "Bei dir fehlt σ'(Z), in allen Schichten oder in einem Teil von ihnen.",
                "Yours is missing σ'(Z), in all layers or in some of them.",
            ),
            Text(
                "Delta ist die Ableitung nach dem Signal: In jeder Schicht führt von der Aktivierung noch das Rad σ'(Z) zum Signal.",
                "Delta is the derivative with respect to the signal: in every layer, the gear σ'(Z) still leads from the activation to the signal.",
            ),
            tuple(mean_of(one) for one in NO_SLOPE),
        ),
        Mistake(
            "slope-of-a",
            Text(
                "Du nimmst σ'(A) statt σ'(Z): σ wird einmal zu oft angewendet, in allen Schichten oder in einem Teil von ihnen.",
                "You use σ'(A) instead of σ'(Z): σ is applied once too often, in all layers or in some of them.",
            ),
            Text(
                "Die Steigung von σ gehört an die Stelle Z. Aus A = σ(Z) bekommst du sie ohne noch einmal σ: A(1 − A).",
                "The slope of σ belongs at Z. From A = σ(Z) you get it without applying σ again: A(1 − A).",
            ),
            tuple(mean_of(one) for one in SLOPE_OF_A),
        ),
        Mistake(
            "no-two",
            Text(
                "Alles ist halb so groß: Am Ausgang fehlt die 2.",
                "Everything is half as large: the 2 at the output is missing.",
            ),
            Text(
                "Die Ableitung von (O − G)² ist 2(O − G), hier noch geteilt durch die Zahl der Beispiele.",
                "The derivative of (O − G)² is 2(O − G), here also divided by the number of samples.",
            ),
            (mean_of(NO_TWO),),
        ),
        Mistake(
            "sign",
            *SIGN,
            tuple(mean_of(one) for one in SIGNS),
        ),
    ),
    hints=(
        Text(
            "Du kannst deine Funktion für ein Beispiel mit jeder Zeile aufrufen und mitteln. Kürzer geht es mit ganzen Tabellen: eine Zeile je Beispiel, auch bei den Deltas.",
            "You can call your one-sample function with every row and take the mean. It is shorter with whole tables: one row per sample, for the deltas too.",
        ),
        Text(
            "Vorwärts wird aus W @ a + b in Zeilen A @ W.T + b. Rückwärts wird aus W.T @ delta in Zeilen delta @ W.",
            "Forward, with rows, W @ a + b becomes A @ W.T + b. Backward, W.T @ delta becomes delta @ W.",
        ),
        Text(
            "Der Mittelwert steckt schon am Anfang: $\\frac{2}{n}(O - G)$. Danach wird über die Beispiele nur noch summiert.",
            "The mean is already there at the start: $\\frac{2}{n}(O - G)$. After that, you only sum over the samples.",
        ),
        Text(
            "dW ist delta.T @ A mit der **Eingabe** A der Schicht; db ist die Summe der Zeilen von delta, mit axis=0.",
            "dW is delta.T @ A with the **input** A of the layer; db is the sum of the rows of delta, with axis=0.",
        ),
    ),
    rewrites=(
        functools.partial(batch_by_loop, backprop_recursive),
        functools.partial(batch_by_loop, backprop_with_lists),
        batch_with_einsum,
        batch_with_samples_as_columns,
        wiggled,
    ),
)
