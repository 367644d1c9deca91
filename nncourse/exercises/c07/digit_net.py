"""Exercise digit-net: Your own digit network."""

from functools import cache

import numpy as np

from nncourse import (
    Adam,
    CrossEntropy,
    Dense,
    GradientDescent,
    History,
    Maxout,
    Momentum,
    Network,
    SquaredError,
    accuracy,
    identity,
    mnist,
    one_hot,
    relu,
    sigmoid,
    train,
)
from nncourse.exercises.c07 import START
from nncourse.exercises.ladder import Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.exercises.networks import ailments, no_network, not_evaluated, outputs_of
from nncourse.language import Text
from nncourse.network import Activated


def digit_net():
    digits = mnist()
    X, G = digits.x_train.reshape(-1, 784), one_hot(digits.y_train, 10)
    network = Network.mlp([784, 100, 10], seed=0, dtype=np.float32)
    train(network, X, G, SquaredError(), GradientDescent(1.5), epochs=6, batch_size=10)
    return network


ENOUGH = 0.97
TOO_GOOD = 0.995  # only days of training on distorted images have brought dense networks beyond, to 99.65 %
EVERY = 5  # of the training digits is looked at; an odd number, since they alternate between easy and hard writers
GUESSED = 0.2  # ten digits are guessed right in one of ten cases
CLEARLY = 0.02  # in 33 honest trainings a test was at most 0.013 better, and never one above 97 %
SIZES = Text(
    "Dein Netz hat die Größen {sizes}. Verlangt sind 784 Eingaben und 10 Ausgänge.",
    "Your network has the sizes {sizes}. It should have 784 inputs and 10 outputs.",
)
READ = Text(
    "Dein Netz liest {test:.1f} % der Testziffern richtig (verlangt: 97 %) und {training:.1f} % der Trainingsziffern (von jeder fünften).",
    "Your network reads {test:.1f}% of the test digits correctly (it should be 97%) and {training:.1f}% of the training digits (one in five of them).",
)
READ_BYTES = Text(
    "Dein Netz liest {test:.1f} % der Testziffern richtig (verlangt: 97 %). Mit Pixeln bis 255 wären es {raw:.1f} %.",
    "Your network reads {test:.1f}% of the test digits correctly (it should be 97%). With pixels up to 255 it would be {raw:.1f}%.",
)
LOST = Text(
    "Dein Netz liest {test:.1f} % der Testziffern richtig (verlangt: 97 %). Fast nie richtig liest es: {digits}.",
    "Your network reads {test:.1f}% of the test digits correctly (it should be 97%). It almost never gets these right: {digits}.",
)


def judge_digits(args, result):
    """How many test digits a network reads, beside every fifth training digit."""
    if isinstance(result, History):
        return Verdict.wrong("history")
    if not isinstance(result, Network):
        return no_network(result, Text("ein trainiertes Network", "A trained Network"))
    digits = mnist()
    images = digits.x_test.reshape(-1, 784)
    try:
        sizes = result.sizes
        if sizes[0] != 784 or sizes[-1] != 10:
            return Verdict.wrong(found=SIZES.format(sizes=sizes))
        O = outputs_of(result, images)
        practiced = outputs_of(result, digits.x_train[::EVERY].reshape(-1, 784))
    except Exception as error:
        return not_evaluated(error)
    if not (np.isfinite(O).all() and np.isfinite(practiced).all()):
        return Verdict.wrong("diverged")
    return judge_reading(result, images, O, accuracy(practiced, digits.y_train[::EVERY]))


def judge_reading(network, images, O, on_training):
    labels = mnist().y_test
    on_test = accuracy(O, labels)
    found = READ.format(test=100 * on_test, training=100 * on_training)
    if on_test > 0.5 and on_test - on_training > (CLEARLY / 2 if on_test >= ENOUGH else CLEARLY):
        return Verdict.wrong("trained-on-test", found)
    if on_test >= TOO_GOOD:
        return Verdict.wrong("saw-everything", found)
    if on_test >= ENOUGH:
        return Verdict.right(found)
    if on_test < 0.3 and not any(layer.b.any() for layer in network.layers):
        return Verdict.wrong("untrained", found)
    on_raw = raw_accuracy(network, images, labels)
    if on_raw > on_test + 0.2:
        return Verdict.wrong("not-scaled", READ_BYTES.format(test=100 * on_test, raw=100 * on_raw))
    lost = [digit for digit in range(10) if np.mean(O[labels == digit].argmax(axis=1) == digit) < 0.1]
    if lost and on_test > 0.4:
        return Verdict.wrong("lost-digits", LOST.format(test=100 * on_test, digits=", ".join(map(str, lost))))
    more = ailments(network, *some_digits(), CrossEntropy() if ends_in_z(network) else SquaredError())
    return Verdict.wrong("guessing" if max(on_test, on_training) < GUESSED else "below", found, *more)


def some_digits():
    """A few hundred training digits of all kinds, as train would get them."""
    digits = mnist()
    return digits.x_train[::101].reshape(-1, 784), one_hot(digits.y_train[::101], 10)


def ends_in_z(network):
    """Whether the output has no activation, so that softmax is the cost's."""
    last = network.layers[-1]
    return isinstance(last, Activated) and last.f is identity


def raw_accuracy(network, images, labels):
    """The accuracy with pixels from 0 to 255, as floats."""
    try:
        with np.errstate(all="ignore"):
            return accuracy(Network.__call__(network, images.astype(network.dtype)), labels)
    except Exception:  # overflowed, or a layer of the learner's own
        return 0.0


@cache
def trained_on(some, test, epochs, hidden=30, fine=0):
    """A small network after some epochs on every some-th training image and the first test images; fine epochs come last."""
    digits, some = mnist(), slice(0, 60_000 if some else 0, some or 1)
    images = np.concatenate([digits.x_train[some], digits.x_test[:test]]).reshape(-1, 784)
    G = one_hot(np.concatenate([digits.y_train[some], digits.y_test[:test]]), 10)
    network = Network.mlp([784, hidden, 10], hidden=relu, output=identity, seed=0, dtype=np.float32)
    train(network, images, G, CrossEntropy(), Momentum(0.1), epochs=epochs, batch_size=64)
    if fine:
        train(network, images, G, CrossEntropy(), Momentum(0.01), epochs=fine, batch_size=64, seed=1)
    return network


def changed(change):
    """A network after one epoch, with a change."""

    def wrong():
        before = trained_on(1, 0, 1)
        network = Network.mlp([784, 30, 10], hidden=relu, output=identity, dtype=np.float32)
        network.theta = before.theta
        change(network)
        return network

    return wrong


def for_bytes(network):
    network.layers[0].W /= 255  # as if it had been trained with pixels up to 255


def without_three(network):
    network.layers[-1].b[3] = -1000


def without_three_and_five(network):
    network.layers[-1].b[[3, 5]] = -1000


def into_nan(network):
    network.theta[:] = np.nan


def shuffled_targets():
    digits = mnist()
    images, labels = digits.x_train[:5000].reshape(-1, 784), np.random.default_rng(0).permutation(digits.y_train[:5000])
    network = Network.mlp([784, 30, 10], hidden=relu, output=identity, seed=0, dtype=np.float32)
    train(network, images, one_hot(labels, 10), CrossEntropy(), Momentum(0.03), epochs=1, batch_size=64)
    return network


def digits_history():
    digits = mnist()
    images, G = digits.x_train[:100].reshape(-1, 784), one_hot(digits.y_train[:100], 10)
    return train(Network.mlp([784, 10], output=identity), images, G, CrossEntropy(), Momentum(0.1), epochs=1)


# Right ways in other styles


def digits_by_adam():
    data = mnist()
    X = (data.x_train.reshape(60_000, 784) / 255).astype(np.float32)
    network = Network.mlp([784, 100, 10], hidden=relu, output=identity, seed=3, dtype=np.float32)
    optimizer = Adam(3e-3)
    for epoch in range(3):
        train(network, X, one_hot(data.y_train, 10), CrossEntropy(), optimizer, epochs=1, batch_size=100, seed=epoch)
    optimizer.learning_rate = 3e-4
    train(network, X, one_hot(data.y_train, 10), CrossEntropy(), optimizer, epochs=1, batch_size=100, seed=9)
    return network


def digits_by_maxout():
    data = mnist()
    X, G = data.x_train.reshape(-1, 784), one_hot(data.y_train, 10)
    network = Network(Maxout(784, 50), Dense(50, 10, identity), seed=0, dtype="float32")
    optimizer = Adam(2e-3)
    train(network, X, G, CrossEntropy(), optimizer, epochs=4, batch_size=100)
    optimizer.learning_rate = 2e-4
    train(network, X, G, CrossEntropy(), optimizer, epochs=1, batch_size=100, seed=1)
    return network


EXERCISE = Exercise(
    id="digit-net",
    section=START,
    name=Text("Dein eigenes Ziffernnetz", "Your own digit network"),
    task=Text(
        "Trainiere ein Netz, das mindestens **97 %** der 10 000 Testziffern richtig liest, und gib es zurück. Es hat 784 Eingaben und 10 Ausgänge, der größte Ausgang ist seine Antwort. "
        "Alles andere entscheidest du. Geprüft wird es mit den Bytes der Testbilder, die das Paket von sich aus durch 255 teilt. "
        "`my_digit_net()` darf bis zu einer Viertelstunde dauern; ein, zwei Minuten genügen.",
        "Train a network that reads at least **97%** of the 10,000 test digits correctly, and return it. It has 784 "
        "inputs and 10 outputs, and the largest output is its answer. Everything else is up to you. It is checked "
        "with the bytes of the test images, which the package divides by 255 on its own. `my_digit_net()` may take up "
        "to fifteen minutes; one or two are enough.",
    ),
    solution=digit_net,
    seconds=900.0,
    judge=judge_digits,
    mistakes=(
        Mistake(
            "below",
            Text(
                "Dein Netz liest noch nicht genug Testziffern.",
                "Your network does not yet read enough test digits correctly.",
            ),
            Text(
                "Sind beide Zahlen ähnlich, übt es noch zu kurz oder hat zu wenige verdeckte Neuronen. Liegt die zweite weit über der ersten, lernt es auswendig: Dann helfen mehr Trainingsbilder.",
                "If the two numbers are close, it has not practiced long enough or has too few hidden neurons. If the second is far above the first, it is learning by heart: then more training images help.",
            ),
            (
                lambda: trained_on(1, 0, 1),
                lambda: trained_on(21, 0, 8),
                lambda: trained_on(1, 0, 1, hidden=5),
            ),
        ),
        Mistake(
            "guessing",
            Text(
                "Dein Netz liest nicht besser, als wer rät: von zehn Ziffern ungefähr eine.",
                "Your network reads no better than guessing: about one digit in ten.",
            ),
            Text(
                "Üben allein hilft da nicht. Entweder passen Bilder und Ziele nicht zusammen: Stehen beide in derselben Reihenfolge, und sind es die Ziele dieser Bilder? "
                "Oder die Lernrate ist so groß, dass alles ausgelaufen ist: Versuch es mit einem Zehntel.",
                "More practice alone will not help. Either the images and the goals do not match: are both in the "
                "same order, and are they the goals of these images? Or the learning rate is so large that "
                "everything has run away: try a tenth of it.",
            ),
            (shuffled_targets,),
        ),
        Mistake(
            "trained-on-test",
            Text(
                "Dein Netz liest die Testziffern besser als die Trainingsziffern: Es hat wohl mit den Testziffern geübt.",
                "Your network reads the test digits better than the training digits: it has probably practiced on the test digits.",
            ),
            Text(
                "Eine Prüfung, deren Aufgaben man vorher geübt hat, sagt wenig. Nimm zum Üben nur x_train und y_train.",
                "An exam whose questions you have practiced beforehand says little. Practice only on x_train and y_train.",
            ),
            (
                lambda: trained_on(0, 10_000, 12),
                lambda: trained_on(0, 10_000, 5),
            ),
        ),
        Mistake(
            "saw-everything",
            Text(
                "Fast keine Testziffer ist falsch. So gut wird ein Netz dieser Art in so kurzer Zeit nur, wenn es sie schon beim Üben gesehen hat.",
                "Almost no test digit is wrong. A network of this kind gets that good in so little time only if it has already seen them in practice.",
            ),
            Text(
                "Solche Netze erreichen rund 98,5 %; für den Rekord von 99,65 % übte eines tagelang mit verzerrten Bildern. Nimm zum Üben nur x_train und y_train, sonst weißt du nicht, was dein Netz mit fremden Ziffern kann.",
                "Networks like this reach about 98.5%; for the record of 99.65%, one practiced for days on distorted images. Practice only on x_train and y_train, or you will not know what your network can do with digits it has never seen.",
            ),
            (
                lambda: trained_on(EVERY, 10_000, 8, hidden=100, fine=3),
                lambda: trained_on(1, 10_000, 6, hidden=100, fine=2),
            ),
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
            (lambda: Network.mlp([784, 100, 10], hidden=sigmoid, seed=0),),
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
            (digits_history,),
        ),
        Mistake(
            "not-scaled",
            Text(
                "Dein Netz hat mit Pixeln bis 255 geübt, geprüft wird es mit Pixeln von 0 bis 1.",
                "Your network practiced with pixels up to 255, but it is checked with pixels from 0 to 1.",
            ),
            Text(
                "Mit astype(float) weiß das Paket nicht mehr, dass es Bytes waren. Lass die Bilder Bytes sein, oder teile selbst durch 255.",
                "After astype(float), the package no longer knows that they were bytes. Leave the images as bytes, or divide by 255 yourself.",
            ),
            (changed(for_bytes),),
        ),
        Mistake(
            "lost-digits",
            Text(
                "Dein Netz hat mindestens eine Ziffer gar nicht gelernt.",
                "There is at least one digit that your network has not learned at all.",
            ),
            Text(
                "Meistens sind die Gewichte am Anfang zu groß: Das Ausgangsneuron sitzt auf dem flachen Ende der Kurve und kommt nicht mehr weg. Manchmal ist es die Lernrate. Und sieh nach, ob alle Ziffern zum Üben da sind.",
                "Usually the weights are too large at the start: the output neuron sits on the flat end of the curve and cannot get away. Sometimes it is the learning rate. And check whether all the digits are there to practice on.",
            ),
            (changed(without_three), changed(without_three_and_five)),
        ),
        Mistake(
            "diverged",
            Text("Dein Netz gibt nan oder unendlich aus.", "Your network outputs nan or infinity."),
            Text(
                "Beim Training sind die Zahlen davongelaufen. Meistens ist die Lernrate zu groß: Versuch es mit einem Zehntel.",
                "During training, the numbers ran away. Usually the learning rate is too large: try a tenth of it.",
            ),
            (changed(into_nan),),
        ),
    ),
    hints=(
        Text(
            "Du brauchst: die Daten (`mnist()`, als (n, 784)), die Ziele (`one_hot`), ein Netz mit etwa 100 verdeckten Neuronen und `train`.",
            "You need the data (`mnist()`, as (n, 784)), the goals (`one_hot`), a network with about 100 hidden neurons, and `train`.",
        ),
        Text(
            "Ein Netz mit 100 verdeckten Sigmoid-Neuronen und den Anfangsgewichten von `Network.mlp` liest nach sechs Epochen 97 %, mit $L = 1{,}5$ und Mini-Batches von 10.",
            "A network with 100 hidden sigmoid neurons and the initial weights of `Network.mlp` reads 97% after six epochs, with $L = 1.5$ and mini-batches of 10.",
        ),
        Text(
            "Schneller geht es mit `hidden=relu`, `output=identity`, `CrossEntropy()`, `Momentum(0.1)` und Mini-Batches von 64. `dtype=np.float32` spart noch einmal Zeit. Alles das kommt aus `nncourse`.",
            "It goes faster with `hidden=relu`, `output=identity`, `CrossEntropy()`, `Momentum(0.1)`, and mini-batches of 64. `dtype=np.float32` saves still more time. All of these come from `nncourse`.",
        ),
        Text(
            "Fehlt nur noch wenig: Häng eine Epoche mit einem Zehntel der Lernrate an. Die feinen Schritte am Schluss bringen oft noch einen halben Prozentpunkt.",
            "If you are only a little short, add one epoch with a tenth of the learning rate. The fine steps at the end often add another half a percentage point.",
        ),
    ),
    rewrites=(
        digits_by_adam,
        digits_by_maxout,
    ),
)
