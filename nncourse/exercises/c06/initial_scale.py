"""Exercise initial-scale: A good start."""

import functools
import math

import numpy as np

from nncourse.exercises.c06 import INITIALIZATION, OWN_RANDOM, watched
from nncourse.exercises.comparing import as_numbers
from nncourse.exercises.ladder import Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def initial_weights(n_out, n_in, rng):
    return rng.standard_normal((n_out, n_in)) / np.sqrt(n_in)


def initial_cases(rng):
    return [(100, 400, watched(rng)), (250, 900, watched(rng)), (500, 64, watched(rng))]


def initial_edges(rng):
    return [(1, 40_000, watched(rng))]


def judge_weights(args, result):
    """Form, then sign, then spread: 3 % is at least six times what chance does to these numbers."""
    n_out, n_in, rng = args
    W = as_numbers(result)
    if W is None or W.shape != (n_out, n_in):
        return misshapen(result, W, n_out, n_in)
    W = W.astype(float)
    if not np.isfinite(W).all():
        return Verdict.wrong(
            found=Text("In deiner Matrix steht nan oder unendlich.", "Your matrix contains nan or infinity.")
        )
    if np.ptp(W) == 0:
        return Verdict.wrong("constant")
    if (n_out > 1 and (W == W[0]).all()) or (W == W[:, :1]).all():
        return Verdict.wrong("repeated")
    if W.min() >= 0:
        return Verdict.wrong("uniform-positive")
    spread, wanted = W.std(), 1 / np.sqrt(n_in)
    found = Text(
        "Die Standardabweichung deiner Gewichte ist {spread:.3g}, verlangt ist {wanted:.3g}.",
        "The standard deviation of your weights is {spread:.3g}; it should be {wanted:.3g}.",
    ).format(spread=spread, wanted=wanted)
    under_root = Text(
        "Deine gehört zu 1/√{theirs:.3g}, gefragt ist 1/√{ours}.", "Yours goes with 1/√{theirs:.3g}; it should be 1/√{ours}."
    ).format(theirs=1 / spread**2, ours=n_in)
    if abs(W.mean()) > min(0.1, 6 / np.sqrt(W.size)) * spread:  # six times what chance does
        return Verdict.wrong("off-center", off_center(W.mean()), found)
    if abs(spread - wanted) > 0.03 * wanted:
        return Verdict.wrong(which_scale(spread, n_out, n_in), found, under_root)
    return Verdict.right() if rng.used else Verdict.wrong("own-random")


def misshapen(result, W, n_out, n_in):
    if W is not None and W.ndim == 0:
        return Verdict.wrong("one-number")
    if W is None:
        kind = type(result).__name__ + (f" ({result.dtype})" if isinstance(result, np.ndarray) else "")
        return Verdict.wrong(
            found=Text(
                f"Erwartet ist eine einzige Matrix aus reellen Zahlen, nicht {kind}.",
                f"Expected a single matrix of real numbers, not {kind}.",
            ),
        )
    found = Text(
        f"Deine Matrix hat die Form {W.shape}, verlangt ist {(n_out, n_in)}.",
        f"Your matrix has shape {W.shape}; it should be {(n_out, n_in)}.",
    )
    return Verdict.wrong("transposed" if W.shape == (n_in, n_out) else None, found)


def off_center(mean):
    return Text(
        "Im Mittel sind deine Gewichte {mean:.3g}, sie sollen aber um 0 liegen.",
        "On average, your weights are {mean:.3g}, but they should be centered on 0.",
    ).format(mean=mean)


def which_scale(spread, n_out, n_in):
    """Return the mistake that leads to this standard deviation, or None."""
    scales = {
        "unscaled": 1.0,
        "variance": 1 / n_in,
        "fan-out": 1 / np.sqrt(n_out),
        "for-relu": np.sqrt(2 / n_in),
        "both-sides": np.sqrt(2 / (n_in + n_out)),
        "uniform-narrow": 1 / np.sqrt(3 * n_in),
        "multiplied": np.sqrt(n_in),
        "example": 0.05,
    }
    return next((name for name, scale in scales.items() if abs(spread - scale) <= 0.03 * scale), None)


# Right ways in other styles


def weights_by_normal(n_out, n_in, rng):
    return rng.normal(0, n_in**-0.5, size=(n_out, n_in))


def weights_by_uniform(n_out, n_in, rng):
    largest = math.sqrt(3 / n_in)
    return rng.uniform(-largest, largest, (n_out, n_in)).astype(np.float32)


def weights_by_lists(n_out, n_in, rng):
    return [[rng.normal() / math.sqrt(n_in) for _ in range(n_in)] for _ in range(n_out)]


def weights_made_exact(n_out, n_in, rng):
    W = rng.standard_normal((n_in, n_out)).T
    return (W - W.mean()) / W.std() / np.sqrt(n_in)


def weights_of_two_sizes(n_out, n_in, rng, scale):
    return scale(n_in) * rng.choice([-1, 1], (n_out, n_in))


EXERCISE = Exercise(
    id="initial-scale",
    section=INITIALIZATION,
    name=Text("Ein guter Anfang", "A good start"),
    task=Text(
        "Gib die Gewichte zurück, mit denen eine Schicht beginnt: eine Matrix der Form (n_out, n_in), zufällig aus `rng`, um 0 herum, mit der Standardabweichung "
        "$1/\\sqrt{n_\\text{in}}$. Zum Beispiel 0,05 bei 400 Eingaben.",
        "Return the weights a layer starts with: a matrix of shape (n_out, n_in), drawn at random from `rng`, "
        "centered on 0, with standard deviation $1/\\sqrt{n_\\text{in}}$. For example, 0.05 with 400 inputs.",
    ),
    solution=initial_weights,
    cases=initial_cases,
    edges=initial_edges,
    judge=judge_weights,
    mistakes=(
        Mistake(
            "transposed",
            Text("Deine Matrix liegt quer: (n_in, n_out).", "Your matrix lies on its side: (n_in, n_out)."),
            Text(
                "Zeile i von W gehört dem Neuron i. Es gibt n_out Neuronen, und jedes hat n_in Gewichte.",
                "Row i of W belongs to neuron i. There are n_out neurons, each with n_in weights.",
            ),
            (lambda n_out, n_in, rng: initial_weights(n_out, n_in, rng).T,),
        ),
        Mistake(
            "constant",
            Text("Alle deine Gewichte sind gleich.", "All your weights are equal."),
            Text(
                "Dann rechnet jedes Neuron dasselbe und bekommt denselben Gradienten: Sie bleiben für immer gleich. Erst der Zufall macht sie verschieden.",
                "Then every neuron computes the same thing and gets the same gradient: they stay equal forever. Only randomness makes them different.",
            ),
            (
                lambda n_out, n_in, rng: np.zeros((n_out, n_in)),
                lambda n_out, n_in, rng: np.full((n_out, n_in), 1 / np.sqrt(n_in)),
                lambda n_out, n_in, rng: np.full((n_out, n_in), rng.standard_normal() / np.sqrt(n_in)),
            ),
        ),
        Mistake(
            "repeated",
            Text(
                "Alle Zeilen deiner Matrix sind gleich, oder alle Spalten.",
                "All the rows of your matrix are equal, or all the columns.",
            ),
            Text(
                "Gleiche Zeilen sind Neuronen, die dasselbe rechnen und dasselbe lernen. Ziehe für jedes Gewicht eine eigene Zahl, n_out mal n_in Stück.",
                "Equal rows are neurons that compute the same thing and learn the same thing. Draw a separate number for each weight, n_out times n_in of them.",
            ),
            (
                lambda n_out, n_in, rng: np.tile(rng.standard_normal(n_in) / np.sqrt(n_in), (n_out, 1)),
                lambda n_out, n_in, rng: np.tile(rng.standard_normal((n_out, 1)) / np.sqrt(n_in), n_in),
            ),
        ),
        Mistake(
            "uniform-positive",
            Text("Alle deine Gewichte sind positiv.", "All your weights are positive."),
            Text(
                "Dann addieren sich n_in Summanden mit demselben Vorzeichen, z wird groß, und die Neuronen sitzen auf dem flachen Ende. Die Gewichte sollen um 0 liegen.",
                "Then n_in terms with the same sign add up, z gets large, and the neurons sit on the flat end of the curve. The weights should be centered on 0.",
            ),
            (
                lambda n_out, n_in, rng: rng.random((n_out, n_in)) / np.sqrt(n_in),
                lambda n_out, n_in, rng: rng.random((n_out, n_in)),
                lambda n_out, n_in, rng: rng.uniform(0, 2 / np.sqrt(n_in), (n_out, n_in)),
                lambda n_out, n_in, rng: np.abs(initial_weights(n_out, n_in, rng)),
            ),
        ),
        Mistake(
            "unscaled",
            Text(
                "Deine Gewichte haben die Standardabweichung 1: Geteilt ist nichts.",
                "Your weights have standard deviation 1: you did not divide by anything.",
            ),
            Text(
                "Bei n_in Eingaben wächst z dann auf etwa √n_in, und ein Sigmoid ist dort flach. Je mehr Eingaben, desto kleiner müssen die Gewichte am Anfang sein.",
                "With n_in inputs, z then grows to about √n_in, and a sigmoid is flat there. The more inputs, the smaller the weights must be at the start.",
            ),
            (
                lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)),
                lambda n_out, n_in, rng: rng.uniform(-np.sqrt(3), np.sqrt(3), (n_out, n_in)),
            ),
        ),
        Mistake(
            "variance",
            Text(
                "Deine Standardabweichung ist 1/n_in: Die Wurzel fehlt.",
                "Your standard deviation is 1/n_in: the square root is missing.",
            ),
            Text(
                "1/n_in ist die Varianz, das Quadrat der Standardabweichung. rng.normal will als zweites Argument die Standardabweichung selbst.",
                "1/n_in is the variance, the square of the standard deviation. As its second argument, rng.normal takes the standard deviation itself.",
            ),
            (
                lambda n_out, n_in, rng: rng.normal(0, 1 / n_in, (n_out, n_in)),
                lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) / n_in,
            ),
        ),
        Mistake(
            "fan-out",
            Text(
                "Du teilst durch die Wurzel aus n_out, der Zahl der Neuronen.",
                "You divide by the square root of n_out, the number of neurons.",
            ),
            Text(
                "z ist eine Summe über die Eingaben. Wie viele Nachbarn ein Neuron hat, ist seinem z gleichgültig; es zählt n_in.",
                "z is a sum over the inputs. How many neighbors a neuron has makes no difference to its z; what counts is n_in.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) / np.sqrt(n_out),),
        ),
        Mistake(
            "for-relu",
            Text(
                "Deine Standardabweichung ist √2/√n_in. Das ist der Anfang für ReLU-Schichten.",
                "Your standard deviation is √2/√n_in. That is the right start for ReLU layers.",
            ),
            Text(
                "ReLU schneidet die Hälfte ab, und die √2 gleicht das aus. Verlangt ist hier 1/√n_in, ohne sie.",
                "ReLU cuts off half, and the √2 makes up for that. Here it should be 1/√n_in, without it.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in),),
        ),
        Mistake(
            "both-sides",
            Text(
                "Deine Standardabweichung ist √(2/(n_in + n_out)): Sie rechnet mit beiden Seiten.",
                "Your standard deviation is √(2/(n_in + n_out)): it uses both sides.",
            ),
            Text(
                "Diesen Mittelweg zwischen vorwärts und rückwärts haben Glorot und Bengio vorgeschlagen. Verlangt ist hier nur n_in: 1/√n_in.",
                "Glorot and Bengio proposed this compromise between forward and backward. Here you need only n_in: 1/√n_in.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) * np.sqrt(2 / (n_in + n_out)),),
        ),
        Mistake(
            "uniform-narrow",
            Text(
                "Deine Standardabweichung ist 1/√(3 n_in), wie bei Zahlen, die gleichmäßig zwischen −1/√n_in und 1/√n_in verteilt sind.",
                "Your standard deviation is 1/√(3 n_in), as with numbers spread uniformly between −1/√n_in and 1/√n_in.",
            ),
            Text(
                "Gleichmäßig von −r bis r verteilte Zahlen haben die Standardabweichung r/√3, nicht r. Nimm die Glockenkurve, oder ein größeres r.",
                "Numbers spread uniformly from −r to r have standard deviation r/√3, not r. Use the bell curve, or a larger r.",
            ),
            (lambda n_out, n_in, rng: rng.uniform(-1, 1, (n_out, n_in)) / np.sqrt(n_in),),
        ),
        Mistake(
            "multiplied",
            Text("Du nimmst mal √n_in, statt dadurch zu teilen.", "You multiply by √n_in instead of dividing by it."),
            Text(
                "Je mehr Eingaben, desto mehr Summanden hat z, und desto kleiner muss jeder sein.",
                "The more inputs, the more terms z has, and the smaller each one must be.",
            ),
            (lambda n_out, n_in, rng: rng.standard_normal((n_out, n_in)) * np.sqrt(n_in),),
        ),
        Mistake(
            "own-random",
            *OWN_RANDOM,
            (lambda n_out, n_in, rng: initial_weights(n_out, n_in, np.random.default_rng(0)),),
        ),
        Mistake(
            "off-center",
            Text(
                "Deine Gewichte liegen nicht um 0.",
                "Your weights are not centered on 0.",
            ),
            Text(
                "rng.normal nimmt zuerst die Mitte, hier 0, dann die Standardabweichung, dann die Form: rng.normal(0, s, (n_out, n_in)). Gleichmäßig verteilte Zahlen brauchen zwei Grenzen, −r und r.",
                "rng.normal takes the center first, here 0, then the standard deviation, then the shape: rng.normal(0, s, (n_out, n_in)). Uniformly spread numbers need two limits, −r and r.",
            ),
            (lambda n_out, n_in, rng: rng.normal(1 / np.sqrt(n_in), 1, (n_out, n_in)), lambda n_out, n_in, rng: rng.normal(1 / np.sqrt(n_in), 1 / np.sqrt(n_in), (n_out, n_in))),
        ),
        Mistake(
            "example",
            Text(
                "Deine Standardabweichung ist fest 0,05.",
                "Your standard deviation is fixed at 0.05.",
            ),
            Text(
                "0,05 gehört nur zu 400 Eingaben, dem Beispiel der Aufgabe. Rechne 1/√n_in mit dem Argument n_in aus.",
                "0.05 goes only with 400 inputs, the example in the task. Compute 1/√n_in from the argument n_in.",
            ),
            (lambda n_out, n_in, rng: rng.normal(0, 0.05, (n_out, n_in)),),
        ),
        Mistake(
            "one-number",
            Text(
                "Das ist eine einzige Zahl, keine Matrix.",
                "This is a single number, not a matrix.",
            ),
            Text(
                "rng.normal(a, b) heißt: Mitte a, Standardabweichung b. Die Form kommt als drittes oder mit Namen: size=(n_out, n_in).",
                "rng.normal(a, b) means: center a, standard deviation b. The shape comes third, or by name: size=(n_out, n_in).",
            ),
            (lambda n_out, n_in, rng: rng.normal(n_out, n_in) / np.sqrt(n_in), lambda n_out, n_in, rng: rng.normal(0, 1 / np.sqrt(n_in))),
        ),
    ),
    hints=(
        Text(
            "Zwei Schritte: zufällige Zahlen in der richtigen Form ziehen, dann alle auf die richtige Größe bringen.",
            "Two steps: draw random numbers in the right shape, then scale them all to the right size.",
        ),
        Text(
            "`rng.standard_normal((n_out, n_in))` zieht Zahlen aus der Glockenkurve um 0, mit Standardabweichung 1.",
            "`rng.standard_normal((n_out, n_in))` draws numbers from the bell curve around 0, with standard deviation 1.",
        ),
        Text(
            "Teilt man alle Zahlen durch $c$, ist auch ihre Standardabweichung durch $c$ geteilt.",
            "If you divide all the numbers by $c$, their standard deviation is divided by $c$ too.",
        ),
        Text(
            "Aus 1 soll $1/\\sqrt{n_\\text{in}}$ werden: Teile durch `np.sqrt(n_in)`.",
            "1 should become $1/\\sqrt{n_\\text{in}}$: divide by `np.sqrt(n_in)`.",
        ),
    ),
    rewrites=(
        weights_by_normal,
        weights_by_uniform,
        weights_by_lists,
        weights_made_exact,
        functools.partial(weights_of_two_sizes, scale=lambda n_in: n_in**-0.5),
    ),
)
