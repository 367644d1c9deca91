"""Exercises of chapter 7: digits."""

from functools import cache

import numpy as np

from nncourse import (
    CrossEntropy,
    GradientDescent,
    History,
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
from nncourse.exercises.comparing import outputs_of
from nncourse.exercises.model import Exercise, Mistake, Text, Verdict

DATA = Text("Die Daten ansehen", "Looking at the data")
BASELINES = Text("Erst die Grundlinien", "Baselines first")
START = Text("Zehn Läufe, und acht bleiben stecken", "Ten runs, and eight get stuck")


def normalise(images):
    return images.reshape(len(images), -1) / 255


def image_cases(rng):
    first = np.zeros((2, 28, 28), dtype=np.uint8)
    first[0, 0, :3] = 51, 102, 204
    first[1, 27, 25:] = 255, 153, 51
    digits = mnist().x_train[rng.integers(0, 60_000, 3)]
    return [(first,), (digits,), (rng.integers(0, 200, (4, 28, 28), dtype=np.uint8),)]


def image_edges(rng):
    return [(np.zeros((1, 28, 28), dtype=np.uint8),), (np.full((2, 28, 28), 255, dtype=np.uint8),)]


def per_image(images):
    rows = images.reshape(len(images), -1)
    with np.errstate(invalid="ignore"):
        return rows / rows.max(axis=1, keepdims=True)


def of_all_images(images):
    with np.errstate(invalid="ignore"):
        return images.reshape(len(images), -1) / images.max()


def from_least_to_largest(images):
    rows = images.reshape(len(images), -1).astype(float)
    least, largest = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return (rows - least) / (largest - least)


def standardised(images):
    rows = images.reshape(len(images), -1) / 255
    with np.errstate(invalid="ignore"):
        return (rows - rows.mean()) / rows.std()


NORMALISE = Exercise(
    id="normalise",
    kind="function",
    section="digits-data",
    title=DATA,
    name=Text("Aus Bildern werden Eingänge", "Images become inputs"),
    task=Text(
        "`images` sind Bilder als Bytes von 0 bis 255, Form (n, 28, 28). Mach daraus Eingänge für ein Netz: Form (n, 784), ein Bild pro Zeile, jedes Pixel "
        "eine Kommazahl von 0 (Papier) bis 1 (ein Pixel mit 255). Die Zeilen eines Bildes stehen hintereinander.",
        "`images` are images as bytes from 0 to 255, shape (n, 28, 28). Make inputs for a network of them: shape (n, 784), one image per row, every pixel "
        "a decimal number from 0 (paper) to 1 (a pixel of 255). The rows of an image stand one after the other.",
    ),
    stub="def normalise(images):\n    return ...",
    solution=normalise,
    cases=image_cases,
    edges=image_edges,
    mistakes=(
        Mistake(
            "not-flat",
            Text("Deine Bilder sind noch Quadrate: (n, 28, 28).", "Your images are still squares: (n, 28, 28)."),
            Text(
                "Ein Netz nimmt je Beispiel eine Zeile aus 784 Zahlen. Leg die 28 Zeilen jedes Bildes hintereinander.",
                "A network takes a row of 784 numbers per sample. Put the 28 rows of each image one after the other.",
            ),
            (lambda images: images / 255, lambda images: images.astype(float), lambda images: images),
        ),
        Mistake(
            "one-row",
            Text("Das ist eine einzige lange Zeile aus allen Bildern.", "This is one single long row of all images."),
            Text(
                "Die erste Richtung zählt die Bilder und muss bleiben, jede Zeile ein Bild. Flach wird nur der Rest.",
                "The first direction counts the images and must stay, one image per row. Only the rest is flattened.",
            ),
            (lambda images: images.ravel() / 255, lambda images: images.reshape(1, -1) / 255),
        ),
        Mistake(
            "integer-division",
            Text(
                "Fast alles ist 0: Die Kommazahlen sind abgeschnitten.",
                "Nearly everything is 0: the decimals are cut off.",
            ),
            Text(
                "// teilt ganzzahlig, und astype(int) oder ein Array aus Bytes wirft alles hinter dem Komma weg. 204 // 255 ist 0, 204 / 255 ist 0,8.",
                "// divides without remainder, and astype(int) or an array of bytes throws away all decimals. 204 // 255 is 0, 204 / 255 is 0.8.",
            ),
            (
                lambda images: images.reshape(len(images), -1) // 255,
                lambda images: (images.reshape(len(images), -1) / 255).astype(int),
                lambda images: (images.reshape(len(images), -1) / 255).astype(np.uint8),
                lambda images: np.floor(images.reshape(len(images), -1) / 255),
            ),
        ),
        Mistake(
            "black-and-white",
            Text("Deine Pixel sind nur noch 0 oder 1.", "Your pixels are nothing but 0 or 1."),
            Text(
                "Die Grautöne dazwischen sagen, wie stark ein Strich aufgedrückt ist. Runde nicht, teile nur.",
                "The greys in between tell how hard a stroke was pressed. Do not round, just divide.",
            ),
            (
                lambda images: np.round(images.reshape(len(images), -1) / 255),
                lambda images: (images.reshape(len(images), -1) > 127).astype(float),
                lambda images: (images.reshape(len(images), -1) > 0).astype(float),
            ),
        ),
        Mistake(
            "per-image",
            Text(
                "Du misst jedes Bild an seinem eigenen größten Wert.",
                "You measure every image by its own largest value.",
            ),
            Text(
                "So wird ein blasses Bild so dunkel wie ein kräftiges, und ein leeres gibt 0/0. Alle Bilder brauchen denselben Maßstab: 255, den größten Wert eines Bytes.",
                "That makes a pale image as dark as a strong one, and an empty one gives 0/0. All images need the same scale: 255, the largest value of a byte.",
            ),
            (
                per_image,
                from_least_to_largest,
                lambda images: images.reshape(len(images), -1) / np.maximum(images.max(axis=(1, 2)), 1)[:, np.newaxis],
            ),
        ),
        Mistake(
            "of-all-images",
            Text(
                "Du teilst durch den größten Wert, der in diesen Bildern vorkommt.",
                "You divide by the largest value that occurs in these images.",
            ),
            Text(
                "Der hängt davon ab, welche Bilder gerade dabei sind: Dasselbe Bild bekäme heute andere Zahlen als morgen. 255 ist immer dasselbe.",
                "It depends on which images happen to be there: the same image would get other numbers today than tomorrow. 255 is always the same.",
            ),
            (of_all_images, lambda images: images.reshape(len(images), -1) / max(images.max(), 1)),
        ),
        Mistake(
            "scale-256",
            Text("Du teilst durch 256: Volle Tinte wird nie ganz 1.", "You divide by 256: full ink never quite becomes 1."),
            Text(
                "Ein Byte hat 256 verschiedene Werte, aber der größte ist 255, denn sie beginnen bei 0.",
                "A byte has 256 different values, but the largest is 255, since they start at 0.",
            ),
            (lambda images: images.reshape(len(images), -1) / 256,),
        ),
        Mistake(
            "not-scaled",
            Text("Deine Pixel gehen noch bis 255.", "Your pixels still go up to 255."),
            Text(
                "Mit so großen Eingängen wird |z| riesig, und die Neuronen sitzen auf dem flachen Ende der Kurve. Teile noch durch den größten Wert eines Bytes.",
                "With inputs that large |z| becomes huge, and the neurons sit on the flat end of the curve. Divide by the largest value of a byte.",
            ),
            (
                lambda images: images.reshape(len(images), -1).astype(float),
                lambda images: images.reshape(len(images), -1),
            ),
        ),
        Mistake(
            "inverted",
            Text("Bei dir ist Papier 1 und Tinte 0.", "In yours, paper is 1 and ink is 0."),
            Text(
                "Papier soll 0 bleiben: Ein leeres Pixel bewegt dann kein Gewicht.",
                "Paper should stay 0: an empty pixel then moves no weight.",
            ),
            (lambda images: 1 - normalise(images),),
        ),
        Mistake(
            "standardised",
            Text(
                "Du ziehst den Mittelwert ab und teilst durch die Standardabweichung.",
                "You subtract the mean and divide by the standard deviation.",
            ),
            Text(
                "Auch das ist ein guter Maßstab, aber er hängt von den Bildern ab und gibt negative Zahlen. Gefragt sind Zahlen von 0 bis 1.",
                "This is a good scale too, but it depends on the images and gives negative numbers. Numbers from 0 to 1 are asked for.",
            ),
            (standardised,),
        ),
        Mistake(
            "transposed",
            Text("Bei dir ist ein Bild eine Spalte: (784, n).", "In yours an image is a column: (784, n)."),
            Text("Bei uns ist jedes Beispiel eine Zeile: (n, 784).", "Here every sample is a row: (n, 784)."),
            (lambda images: normalise(images).T,),
        ),
        Mistake(
            "by-columns",
            Text(
                "Du legst die Spalten der Bilder hintereinander statt der Zeilen.",
                "You put the columns of the images one after the other instead of the rows.",
            ),
            Text(
                "Zuerst kommt die oberste Zeile von links nach rechts, dann die zweite. So macht es reshape von sich aus.",
                "First comes the top row from left to right, then the second. reshape does it like this by itself.",
            ),
            (
                lambda images: images.transpose(0, 2, 1).reshape(len(images), -1) / 255,
                lambda images: images.reshape(len(images), -1, order="F") / 255,
            ),
        ),
    ),
    hints=(
        Text(
            "Es sind zwei Dinge zu tun: die Form ändern und die Zahlen verkleinern. Die Reihenfolge ist gleich.",
            "There are two things to do: change the shape and shrink the numbers. The order does not matter.",
        ),
        Text(
            "`reshape` ordnet dieselben Zahlen neu an. Die erste Zahl der neuen Form ist die Zahl der Bilder, `len(images)`.",
            "`reshape` arranges the same numbers anew. The first number of the new shape is the number of images, `len(images)`.",
        ),
        Text(
            "Eine −1 in `reshape` heißt: Rechne selbst aus, was übrig bleibt. Das sind hier 28 · 28 = 784.",
            "A −1 in `reshape` means: work out yourself what is left. Here this is 28 · 28 = 784.",
        ),
        Text(
            "Das größte Byte, 255, soll 1 werden. Teile mit `/`, das gibt Kommazahlen.",
            "The largest byte, 255, should become 1. Divide with `/`, which gives decimal numbers.",
        ),
    ),
)


def mean_digits(X, labels):
    return np.array([X[labels == digit].mean(axis=0) for digit in range(10)])


def labelled_cases(rng):
    labels = np.tile(np.arange(10), 2)
    brightness = np.where(np.arange(20) < 10, labels / 10, 1.0)
    first = np.repeat(brightness[:, np.newaxis], 784, axis=1)

    def some(n, dtype):
        labels = rng.permutation(np.concatenate([np.arange(10), np.arange(10), rng.integers(0, 10, n - 20)]))
        return rng.uniform(0, 1, (n, 784)), labels.astype(dtype)

    return [(first, labels), some(45, np.int64), some(33, np.uint8)]


def running_mean(X, labels):
    means = np.zeros((10, 784))
    for x, label in zip(X, labels, strict=True):
        means[label] = (means[label] + x) / 2
    return means


def running_mean_from_first(X, labels):
    means = {}
    for x, label in zip(X, labels, strict=True):
        means[int(label)] = (means[int(label)] + x) / 2 if int(label) in means else x
    return np.array([means[digit] for digit in range(10)])


MEAN_DIGITS = Exercise(
    id="mean-digit",
    kind="function",
    section="digits-baselines",
    title=BASELINES,
    name=Text("Die mittlere Ziffer", "The mean digit"),
    task=Text(
        "`X` sind Bilder, eines pro Zeile, Form (n, 784). `labels` sagt zu jedem, welche Ziffer es ist. Gib zu jeder der zehn Ziffern ihr mittleres Bild zurück, "
        "Form (10, 784): in Zeile 3 das Mittel aller Bilder, auf denen eine 3 steht. Jede Ziffer kommt vor.",
        "`X` are images, one per row, shape (n, 784). `labels` tells which digit each of them is. Return the mean image of each of the ten digits, "
        "shape (10, 784): in row 3 the mean of all images that show a 3. Every digit occurs.",
    ),
    stub="def mean_digits(X, labels):\n    return ...",
    solution=mean_digits,
    cases=labelled_cases,
    mistakes=(
        Mistake(
            "overall",
            Text("Das ist das Mittel über alle Bilder, welche Ziffer auch immer.", "This is the mean of all images, whatever the digit."),
            Text(
                "Jede Ziffer braucht ihr eigenes Mittel. Such zuerst die Zeilen heraus, deren label diese Ziffer ist.",
                "Every digit needs a mean of its own. First pick the rows whose label is this digit.",
            ),
            (
                lambda X, labels: X.mean(axis=0),
                lambda X, labels: np.tile(X.mean(axis=0), (10, 1)),
            ),
        ),
        Mistake(
            "sum",
            Text("Das ist die Summe der Bilder jeder Ziffer, nicht das Mittel.", "This is the sum of the images of each digit, not the mean."),
            Text(
                "Eine Ziffer, die öfter vorkommt, wäre so dunkler. Teile jede Summe durch die Zahl der Bilder dieser Ziffer.",
                "What occurs more often would be darker that way. Divide each sum by the number of images of this digit.",
            ),
            (lambda X, labels: np.array([X[labels == digit].sum(axis=0) for digit in range(10)]),),
        ),
        Mistake(
            "divided-by-all",
            Text(
                "Du teilst die Summe jeder Ziffer durch die Zahl aller Bilder, oder durch 10.",
                "You divide the sum of each digit by the number of all images, or by 10.",
            ),
            Text(
                "In dieser Summe stecken nur die Bilder der einen Ziffer. Geteilt wird durch deren Zahl.",
                "Only the images of this one digit are in the sum. It is divided by their number.",
            ),
            (
                lambda X, labels: np.array([X[labels == digit].sum(axis=0) for digit in range(10)]) / len(X),
                lambda X, labels: np.array([X[labels == digit].sum(axis=0) for digit in range(10)]) / 10,
            ),
        ),
        Mistake(
            "one-number",
            Text("Das ist nur eine Zahl je Ziffer: ihre mittlere Dunkelheit.", "This is just one number per digit: its mean darkness."),
            Text(
                "Gemittelt wird über die Bilder, nicht über die Pixel: Das mittlere Bild hat wieder 784 Pixel. axis=0 läuft die Bilder hinunter.",
                "The mean is over the images, not over the pixels: the mean image has 784 pixels again. axis=0 runs down the images.",
            ),
            (
                lambda X, labels: np.array([X[labels == digit].mean() for digit in range(10)]),
                lambda X, labels: np.repeat([[X[labels == digit].mean()] for digit in range(10)], 784, axis=1),
            ),
        ),
        Mistake(
            "transposed",
            Text("Bei dir ist ein mittleres Bild eine Spalte: (784, 10).", "In yours a mean image is a column: (784, 10)."),
            Text("Jede Ziffer soll eine Zeile haben: (10, 784).", "Every digit should have a row: (10, 784)."),
            (lambda X, labels: mean_digits(X, labels).T,),
        ),
        Mistake(
            "running",
            Text(
                "Du mittelst jedes neue Bild mit dem, was schon da ist, halb und halb.",
                "You average every new image with what is there already, half and half.",
            ),
            Text(
                "So zählt das letzte Bild so viel wie alle früheren zusammen. Zähl erst alle zusammen und teile dann einmal.",
                "Then the last image counts as much as all earlier ones together. Add up all of them first and divide once.",
            ),
            (running_mean, running_mean_from_first),
        ),
        Mistake(
            "median",
            Text("Das ist der Median, nicht der Mittelwert.", "This is the median, not the mean."),
            Text(
                "Der Median nimmt den mittleren der geordneten Werte. Gefragt ist die Summe, geteilt durch die Anzahl.",
                "The median takes the middle one of the sorted values. The sum divided by the number is asked for.",
            ),
            (lambda X, labels: np.array([np.median(X[labels == digit], axis=0) for digit in range(10)]),),
        ),
        Mistake(
            "one-image",
            Text(
                "Das ist von jeder Ziffer nur ein einziges Bild.",
                "This is just one single image of each digit.",
            ),
            Text(
                "Ein einzelnes Bild ist zufällig schief oder dick. Das Mittel nimmt alle, auf denen die Ziffer steht.",
                "A single image happens to be slanted or thick. The mean takes all that show the digit.",
            ),
            (
                lambda X, labels: np.array([X[labels == digit][0] for digit in range(10)]),
                lambda X, labels: np.array([X[labels == digit][-1] for digit in range(10)]),
                lambda X, labels: X[:10],
            ),
        ),
    ),
    hints=(
        Text(
            "Nimm zuerst nur eine Ziffer, etwa die 3. Welche Zeilen von X gehören zu ihr?",
            "Take just one digit first, such as 3. Which rows of X belong to it?",
        ),
        Text(
            "`labels == 3` ist True, wo eine 3 steht. `X[labels == 3]` sind genau diese Zeilen.",
            "`labels == 3` is True where there is a 3. `X[labels == 3]` are exactly these rows.",
        ),
        Text(
            "`.mean(axis=0)` mittelt diese Zeilen, Pixel für Pixel. Es bleiben 784 Zahlen.",
            "`.mean(axis=0)` averages these rows, pixel by pixel. 784 numbers remain.",
        ),
        Text(
            "Tu dasselbe für alle Ziffern in `range(10)`, und mach aus der Liste mit `np.array` eine Tabelle.",
            "Do the same for all digits in `range(10)`, and make a table of the list with `np.array`.",
        ),
    ),
)


def nearest_mean(X, means):
    return np.array([((means - x) ** 2).sum(axis=1).argmin() for x in X])


def nearest_cases(rng):
    means = np.array(
        [[0.1, 0.1], [0.9, 0.9], [0.5, 0.1], [0.1, 0.5], [0.9, 0.1], [0.1, 0.9], [0.5, 0.5], [0.9, 0.5], [0.5, 0.9], [0.3, 0.7]]
    )
    first = np.array([[0.8, 0.2], [0.3, 0.6], [0.2, 0.1]]), means
    places = np.eye(10) + rng.uniform(0, 0.2, (10, 10))
    near = places[rng.permutation(10)] + rng.normal(0, 0.05, (10, 10))
    pale = rng.uniform(0, 1, (10, 784)) * rng.uniform(0.6, 1.0, (10, 1))
    return [
        first,
        (near, places),
        (rng.uniform(0, 1, (25, 6)), rng.uniform(0, 1, (10, 6))),
        (rng.uniform(0, 1, (40, 784)), pale),
    ]


def nearest_edges(rng):
    means = rng.uniform(0, 1, (10, 5))
    return [(means[::-1], means), (means[3:4], means)]


def distances(X, means):
    return ((X[:, np.newaxis] - means) ** 2).sum(axis=2)


NEAREST_MEAN = Exercise(
    id="nearest-mean",
    kind="function",
    section="digits-baselines",
    title=BASELINES,
    name=Text("Das nächste mittlere Bild", "The nearest mean image"),
    task=Text(
        "`means` sind die mittleren Bilder der zehn Ziffern, Form (10, d), `X` sind neue Bilder, Form (n, d). Gib zu jedem neuen Bild die Ziffer zurück, deren mittleres Bild "
        "am nächsten liegt, Form (n,). Der Abstand zweier Bilder ist die Summe der quadrierten Unterschiede aller Pixel. Bei unseren Ziffern ist d = 784.",
        "`means` are the mean images of the ten digits, shape (10, d), `X` are new images, shape (n, d). Return for each new image the digit whose mean image is "
        "nearest, shape (n,). The distance of two images is the sum of the squared differences of all pixels. For our digits, d = 784.",
    ),
    stub="def nearest_mean(X, means):\n    return ...",
    solution=nearest_mean,
    cases=nearest_cases,
    edges=nearest_edges,
    mistakes=(
        Mistake(
            "farthest",
            Text("Du nimmst das mittlere Bild mit dem größten Abstand.", "You take the mean image with the largest distance."),
            Text(
                "Ähnlich heißt: kleiner Abstand. argmin sucht den kleinsten Wert, argmax den größten.",
                "Similar means: a small distance. argmin looks for the smallest value, argmax for the largest.",
            ),
            (lambda X, means: distances(X, means).argmax(axis=1),),
        ),
        Mistake(
            "dot-product",
            Text(
                "Du nimmst das mittlere Bild mit dem größten Produkt X @ means.T, nicht mit dem kleinsten Abstand.",
                "You take the mean image with the largest product X @ means.T, not with the smallest distance.",
            ),
            Text(
                "Das Produkt bevorzugt mittlere Bilder mit viel Tinte, etwa die 0 und die 8: Zu viel davon kostet dort nichts. Der Abstand bestraft beides, zu wenig und zu viel.",
                "The product favours mean images with much ink, such as 0 and 8: too much of it costs nothing there. The distance punishes both, too little and too much.",
            ),
            (lambda X, means: (X @ means.T).argmax(axis=1),),
        ),
        Mistake(
            "signed",
            Text(
                "Du zählst die Unterschiede mit Vorzeichen zusammen, ohne Quadrat.",
                "You add up the differences with their signs, without squares.",
            ),
            Text(
                "Zu hell und zu dunkel heben sich dann auf, und es wird nur noch die Menge der Tinte verglichen. Quadriere jeden Unterschied, bevor du summierst.",
                "Too light and too dark then cancel, and only the amount of ink is compared. Square every difference before you sum.",
            ),
            (
                lambda X, means: (X[:, np.newaxis] - means).sum(axis=2).argmin(axis=1),
                lambda X, means: (means - X[:, np.newaxis]).sum(axis=2).argmin(axis=1),
                lambda X, means: np.abs((X[:, np.newaxis] - means).sum(axis=2)).argmin(axis=1),
            ),
        ),
        Mistake(
            "absolute",
            Text(
                "Du summierst die Beträge der Unterschiede, nicht ihre Quadrate.",
                "You sum the absolute differences, not their squares.",
            ),
            Text(
                "Auch das ist ein Abstand, aber ein anderer: Im Quadrat zählt ein großer Unterschied mehr als viele kleine. Verlangt ist das Quadrat, wie bei den Kosten.",
                "This is a distance too, but another one: squared, one large difference counts more than many small ones. The square is asked for, as in the cost.",
            ),
            (lambda X, means: np.abs(X[:, np.newaxis] - means).sum(axis=2).argmin(axis=1),),
        ),
        Mistake(
            "wrong-axis",
            Text(
                "Du suchst zu jedem mittleren Bild das nächste neue Bild, statt umgekehrt.",
                "You look for the nearest new image of each mean image instead of the other way round.",
            ),
            Text(
                "Zurück kommt eine Antwort für jede Zeile von X. Vergleiche ein neues Bild mit allen zehn mittleren und nimm von diesen zehn Abständen den kleinsten.",
                "One answer for each row of X comes back. Compare one new image with all ten mean images and take the least of these ten distances.",
            ),
            (lambda X, means: distances(X, means).argmin(axis=0),),
        ),
        Mistake(
            "distance",
            Text("Das sind die Abstände, noch nicht die Ziffern.", "These are the distances, not the digits yet."),
            Text(
                "Gefragt ist, bei welcher Ziffer der kleinste Abstand steht: argmin gibt die Stelle, min den Wert.",
                "The question is at which digit the smallest distance stands: argmin gives the place, min the value.",
            ),
            (
                lambda X, means: distances(X, means).min(axis=1),
                distances,
                lambda X, means: np.sqrt(distances(X, means)).min(axis=1),
            ),
        ),
        Mistake(
            "one-answer",
            Text("Das ist eine einzige Zahl für alle Bilder.", "This is one single number for all images."),
            Text(
                "Jedes Bild bekommt seine eigene Antwort. Ohne axis sucht argmin in der ganzen Tabelle.",
                "Every image gets its own answer. Without axis, argmin looks through the whole table.",
            ),
            (lambda X, means: distances(X, means).argmin(), lambda X, means: nearest_mean(X, means)[0]),
        ),
        Mistake(
            "from-one",
            Text("Deine Ziffern sind alle um 1 zu groß.", "Your digits are all too large by 1."),
            Text(
                "Zeile 0 von means gehört zur 0: Die Stelle, die argmin gibt, ist schon die Ziffer.",
                "Row 0 of means belongs to 0: the place that argmin gives is the digit already.",
            ),
            (lambda X, means: nearest_mean(X, means) + 1,),
        ),
    ),
    hints=(
        Text(
            "Nimm zuerst ein einziges neues Bild x. Wie weit ist es von jedem der zehn mittleren Bilder entfernt?",
            "Take one single new image x first. How far is it from each of the ten mean images?",
        ),
        Text(
            "`means - x` zieht x von jeder Zeile ab. Quadriert und mit `.sum(axis=1)` summiert sind das zehn Abstände.",
            "`means - x` subtracts x from every row. Squared and summed with `.sum(axis=1)` these are ten distances.",
        ),
        Text(
            "`.argmin()` gibt die Stelle des kleinsten Abstands, und diese Stelle ist die Ziffer.",
            "`.argmin()` gives the place of the smallest distance, and this place is the digit.",
        ),
        Text(
            "Das Ganze für jedes `x in X`, die Antworten in eine Liste gesammelt.",
            "All of this for every `x in X`, the answers collected in a list.",
        ),
    ),
)


def digit_net():
    digits = mnist()
    X, G = digits.x_train.reshape(-1, 784), one_hot(digits.y_train, 10)
    network = Network.mlp([784, 100, 10], seed=0, dtype=np.float32)
    train(network, X, G, SquaredError(), GradientDescent(1.5), epochs=6, batch_size=10)
    return network


ENOUGH = 0.97
TOO_GOOD = 0.995  # only days of training on distorted images have brought dense networks beyond, to 99.65 %
EVERY = 5  # of the training digits is looked at; an odd number, since they alternate between easy and hard writers
CLEARLY = 0.02  # in 33 honest trainings a test was at most 0.013 better, and never one above 97 %


def judge_digits(args, result):
    """How many test digits a network reads, beside every fifth training digit."""
    if isinstance(result, History):
        return Verdict(False, "history")
    if not isinstance(result, Network):
        return no_network(result)
    digits = mnist()
    images = digits.x_test.reshape(-1, 784)
    try:
        sizes = result.sizes
        if sizes[0] != 784 or sizes[-1] != 10:
            return Verdict(
                False,
                found=Text(
                    f"Dein Netz hat die Größen {sizes}. Verlangt sind 784 Eingänge und 10 Ausgänge.",
                    f"Your network has the sizes {sizes}. 784 inputs and 10 outputs are asked for.",
                ),
            )
        with np.errstate(all="ignore"):
            O = outputs_of(result, images)
            practised = outputs_of(result, digits.x_train[::EVERY].reshape(-1, 784))
    except Exception as error:  # a layer of the learner's own may do anything
        what = f"{type(error).__name__}: {str(error)[:200]}"
        return Verdict(False, found=Text(f"Dein Netz lässt sich nicht auswerten: {what}", f"Your network cannot be evaluated: {what}"))
    if not (np.isfinite(O).all() and np.isfinite(practised).all()):
        return Verdict(False, "diverged")
    return judge_reading(result, images, O, accuracy(practised, digits.y_train[::EVERY]))


def judge_reading(network, images, O, on_training):
    labels = mnist().y_test
    on_test = accuracy(O, labels)
    found = Text(
        f"Dein Netz liest {comma(on_test)} % der Testziffern richtig (verlangt: 97 %) und {comma(on_training)} % der Trainingsziffern (von jeder fünften).",
        f"Your network reads {percent(on_test)}% of the test digits (97% is asked for) and {percent(on_training)}% of the training digits (of every fifth).",
    )
    if on_test > 0.5 and on_test - on_training > (CLEARLY / 2 if on_test >= ENOUGH else CLEARLY):
        return Verdict(False, "trained-on-test", found)
    if on_test >= TOO_GOOD:
        return Verdict(False, "saw-everything", found)
    if on_test >= ENOUGH:
        return Verdict(True, found=found)
    if on_test < 0.3 and not any(layer.b.any() for layer in network.layers):
        return Verdict(False, "untrained", found)
    on_raw = raw_accuracy(network, images, labels)
    if on_raw > on_test + 0.2:
        return Verdict(False, "not-scaled", raw_text(on_test, on_raw))
    lost = [digit for digit in range(10) if np.mean(O[labels == digit].argmax(axis=1) == digit) < 0.1]
    if lost and on_test > 0.4:
        return Verdict(False, "lost-digits", lost_text(on_test, lost))
    return Verdict(False, "below", found)


def raw_accuracy(network, images, labels):
    """The accuracy with pixels from 0 to 255, as floats."""
    try:
        with np.errstate(all="ignore"):
            return accuracy(Network.__call__(network, images.astype(network.dtype)), labels)
    except Exception:  # overflowed, or a layer of the learner's own
        return 0.0


def raw_text(on_test, on_raw):
    return Text(
        f"Dein Netz liest {comma(on_test)} % der Testziffern richtig (verlangt: 97 %). Mit Pixeln bis 255 wären es {comma(on_raw)} %.",
        f"Your network reads {percent(on_test)}% of the test digits (97% is asked for). With pixels up to 255 it would be {percent(on_raw)}%.",
    )


def lost_text(on_test, lost):
    names = ", ".join(str(digit) for digit in lost)
    return Text(
        f"Dein Netz liest {comma(on_test)} % der Testziffern richtig (verlangt: 97 %). Fast nie richtig liest es: {names}.",
        f"Your network reads {percent(on_test)}% of the test digits (97% is asked for). It almost never reads these right: {names}.",
    )


def percent(share):
    return f"{100 * share:.1f}"


def comma(share):
    return percent(share).replace(".", ",")


def no_network(result):
    if isinstance(result, (tuple, list)) and any(isinstance(item, Network) for item in result):
        return Verdict(
            False,
            found=Text(
                "Deine Funktion gibt das Netz zusammen mit anderem zurück. Gib nur das Netz zurück.",
                "Your function returns the network together with something else. Return the network alone.",
            ),
        )
    kind = type(result).__name__
    return Verdict(
        False,
        found=Text(f"Erwartet ist ein trainiertes Network, nicht {kind}.", f"A trained Network is expected, not {kind}."),
    )


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


def digits_history():
    digits = mnist()
    images, G = digits.x_train[:100].reshape(-1, 784), one_hot(digits.y_train[:100], 10)
    return train(Network.mlp([784, 10]), images, G, CrossEntropy(), Momentum(0.1), epochs=1)


DIGIT_NET = Exercise(
    id="digit-net",
    kind="behaviour",
    section="digits-start",
    title=START,
    name=Text("Dein eigenes Ziffernnetz", "Your own digit network"),
    task=Text(
        "Trainiere ein Netz, das mindestens **97 %** der 10 000 Testziffern richtig liest, und gib es zurück. Es hat 784 Eingänge und 10 Ausgänge, der größte Ausgang ist seine Antwort. "
        "Alles andere entscheidest du. Geprüft wird es mit den Bytes der Testbilder, die das Paket von sich aus durch 255 teilt. "
        "`digit_net()` darf bis zu einer Viertelstunde dauern; ein, zwei Minuten genügen.",
        "Train a network that reads at least **97%** of the 10,000 test digits and return it. It has 784 inputs and 10 outputs, the largest output is its answer. "
        "Everything else is up to you. It is checked with the bytes of the test images, which the package divides by 255 by itself. "
        "`digit_net()` may take up to a quarter of an hour; one or two minutes are enough.",
    ),
    stub="def digit_net():\n    return ...",
    solution=digit_net,
    seconds=900.0,
    judge=judge_digits,
    mistakes=(
        Mistake(
            "below",
            Text("Dein Netz liest noch nicht genug Testziffern.", "Your network does not read enough test digits yet."),
            Text(
                "Sind beide Zahlen ähnlich, übt es noch zu kurz oder hat zu wenige verdeckte Neuronen. Liegt die zweite weit über der ersten, lernt es auswendig: Dann helfen mehr Trainingsbilder.",
                "If both numbers are similar, it practises too briefly or has too few hidden neurons. If the second lies far above the first, it learns by heart: then more training images help.",
            ),
            (
                lambda: trained_on(1, 0, 1),
                lambda: trained_on(21, 0, 8),
                lambda: trained_on(1, 0, 1, hidden=5),
            ),
        ),
        Mistake(
            "trained-on-test",
            Text(
                "Dein Netz liest die Testziffern besser als die Trainingsziffern: Es hat wohl mit den Testziffern geübt.",
                "Your network reads the test digits better than the training digits: it seems to have practised with the test digits.",
            ),
            Text(
                "Eine Prüfung, deren Aufgaben man vorher geübt hat, sagt wenig. Nimm zum Üben nur x_train und y_train.",
                "An exam whose questions were practised before says little. Practise with x_train and y_train only.",
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
                "Almost no test digit is wrong. A network of this kind only gets that good in so short a time if it saw them while practising.",
            ),
            Text(
                "Solche Netze erreichen rund 98,5 %; für den Rekord von 99,65 % übte eines tagelang mit verzerrten Bildern. Nimm zum Üben nur x_train und y_train, sonst weißt du nicht, was dein Netz mit fremden Ziffern kann.",
                "Such networks reach about 98.5%; for the record of 99.65% one practised for days with distorted images. Practise with x_train and y_train only, or you do not know what your network can do with digits it has never seen.",
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
                "This network has not learned anything yet: all biases are still 0, where they start.",
            ),
            Text(
                "Ruf train mit genau dem Netz auf, das du zurückgibst, nicht mit einem anderen.",
                "Call train with the very network that you return, not with another one.",
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
                "train changes the network that you give it. Return that network afterwards.",
            ),
            (digits_history,),
        ),
        Mistake(
            "not-scaled",
            Text(
                "Dein Netz hat mit Pixeln bis 255 geübt, geprüft wird es mit Pixeln von 0 bis 1.",
                "Your network practised with pixels up to 255, but is checked with pixels from 0 to 1.",
            ),
            Text(
                "Mit astype(float) weiß das Paket nicht mehr, dass es Bytes waren. Lass die Bilder Bytes sein, oder teile selbst durch 255.",
                "After astype(float) the package no longer knows that they were bytes. Let the images be bytes, or divide by 255 yourself.",
            ),
            (changed(for_bytes),),
        ),
        Mistake(
            "lost-digits",
            Text(
                "Dein Netz hat mindestens eine Ziffer gar nicht gelernt.",
                "Your network has not learned at least one digit at all.",
            ),
            Text(
                "Meistens sind die Gewichte am Anfang zu groß: Das Ausgangsneuron sitzt auf dem flachen Ende der Kurve und kommt nicht mehr weg. Manchmal ist es die Lernrate. Und sieh nach, ob alle Ziffern zum Üben da sind.",
                "Mostly the weights are too large at the start: the output neuron sits on the flat end of the curve and cannot get away. Sometimes it is the learning rate. And look whether all digits are there to practise with.",
            ),
            (changed(without_three), changed(without_three_and_five)),
        ),
        Mistake(
            "diverged",
            Text("Dein Netz gibt nan oder unendlich aus.", "Your network gives nan or infinity."),
            Text(
                "Beim Training sind die Zahlen davongelaufen. Meistens ist die Lernrate zu groß: Versuch es mit einem Zehntel.",
                "The numbers ran away during the training. Mostly the learning rate is too large: try a tenth of it.",
            ),
            (changed(into_nan),),
        ),
    ),
    hints=(
        Text(
            "Du brauchst: die Daten (`mnist()`, als (n, 784)), die Ziele (`one_hot`), ein Netz mit etwa 100 verdeckten Neuronen und `train`.",
            "You need: the data (`mnist()`, as (n, 784)), the targets (`one_hot`), a network with about 100 hidden neurons, and `train`.",
        ),
        Text(
            "Der kleine Start, den `Network.mlp` von sich aus nimmt, mit 100 verdeckten Sigmoid-Neuronen, $L = 1{,}5$ und Mini-Batches von 10 liest nach sechs Epochen 97 %.",
            "The small start that `Network.mlp` takes by itself, with 100 hidden sigmoid neurons, $L = 1.5$ and mini-batches of 10, reads 97% after six epochs.",
        ),
        Text(
            "Schneller geht es mit `hidden=relu`, `output=identity`, `CrossEntropy()`, `Momentum(0.1)` und Mini-Batches von 64. `dtype=np.float32` spart noch einmal Zeit. Alles das kommt aus `nncourse`.",
            "It is faster with `hidden=relu`, `output=identity`, `CrossEntropy()`, `Momentum(0.1)` and mini-batches of 64. `dtype=np.float32` saves more time. All of these come from `nncourse`.",
        ),
        Text(
            "Fehlt nur noch wenig: Häng eine Epoche mit einem Zehntel der Lernrate an. Die feinen Schritte am Schluss bringen oft noch einen halben Prozentpunkt.",
            "If only a little is missing: add one epoch with a tenth of the learning rate. The fine steps at the end often bring another half percentage point.",
        ),
    ),
)

EXERCISES = (NORMALISE, MEAN_DIGITS, NEAREST_MEAN, DIGIT_NET)
