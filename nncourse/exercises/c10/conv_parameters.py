"""Exercise conv-parameters: How many parameters a convolution has."""

import numpy as np

from nncourse.exercises.c10 import SIZES
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def conv_parameters(channels, kernels, size):
    return kernels * (size * size * channels + 1)


def parameter_cases(rng):
    return [(1, 16, 5), (16, 32, 5), (3, 2, 4), tuple(int(rng.integers(*ends)) for ends in ((2, 9), (10, 40), (3, 8)))]


# Right ways in other styles


def of_arrays(channels, kernels, size):
    return np.zeros((kernels, size, size, channels)).size + np.zeros(kernels).size


def counted(channels, kernels, size):
    count = 0
    for _ in range(kernels):
        for _ in range(channels):
            count += size**2
        count += 1
    return count


EXERCISE = Exercise(
    id="conv-parameters",
    section=SIZES,
    name=Text("Parameter einer Faltung", "Parameters of a convolution"),
    task=Text(
        "Eine Faltung sieht ein Bild mit `channels` Kanälen und hat `kernels` Kerne mit je `size` × `size` Stellen. Wie viele Parameter lernt sie, Gewichte **und** Biases?",
        "A convolution sees an image with `channels` channels and has `kernels` kernels, each with `size` × `size` entries. How many parameters does it learn, weights **and** biases?",
    ),
    solution=conv_parameters,
    worked=lambda place, channels, kernels, size: (
        f"{size} * {size} * {channels} + 1 = {size * size * channels + 1}; "
        f"{kernels} * {size * size * channels + 1} = {conv_parameters(channels, kernels, size)}"
    ),
    cases=parameter_cases,
    edges=lambda rng: [(1, 1, 1), (3, 1, 3)],
    mistakes=(
        Mistake(
            "no-biases",
            Text("Das sind nur die Gewichte, ohne die Biases.", "These are only the weights, without the biases."),
            Text(
                "Jeder Kern ist ein Neuron, und jedes Neuron hat einen Bias.",
                "Each kernel is a neuron, and every neuron has a bias.",
            ),
            (lambda channels, kernels, size: kernels * size * size * channels,),
        ),
        Mistake(
            "one-bias",
            Text(
                "Hier gibt es nur einen einzigen Bias für alle Kerne.",
                "Yours has only a single bias for all kernels.",
            ),
            Text("Jeder Kern hat seinen eigenen.", "Each kernel has its own."),
            (lambda channels, kernels, size: kernels * size * size * channels + 1,),
        ),
        Mistake(
            "no-channels",
            Text(
                "Die Kanäle fehlen: So viele Parameter wären es bei einem einzigen Kanal.",
                "The channels are missing: that is how many parameters there would be with a single channel.",
            ),
            Text(
                "Ein Kern sieht an jedem Pixel alle Kanäle und hat dort für jeden ein eigenes Gewicht.",
                "At every pixel, a kernel sees all the channels and has a separate weight for each of them.",
            ),
            (lambda channels, kernels, size: kernels * (size * size + 1),),
        ),
        Mistake(
            "bias-per-channel",
            Text(
                "Hier hat jeder Kern einen Bias für jeden Kanal.", "Yours gives each kernel a bias for every channel."
            ),
            Text(
                "Über die Kanäle wird summiert, und erst zu dieser einen Summe kommt der Bias dazu.",
                "The channels are summed, and the bias is added only once, to that sum.",
            ),
            (lambda channels, kernels, size: kernels * (size * size + 1) * channels,),
        ),
        Mistake(
            "biases-of-channels",
            Text(
                "Hier gibt es so viele Biases, wie Kanäle hineinkommen.",
                "Yours has as many biases as there are channels coming in.",
            ),
            Text(
                "Der Bias gehört zu dem, was berechnet wird: einer je Kern, also je Kanal, der herauskommt.",
                "The bias belongs to what is computed: one per kernel, so one per channel that comes out.",
            ),
            (lambda channels, kernels, size: kernels * size * size * channels + channels,),
        ),
        Mistake(
            "size-not-squared",
            Text("Hier hat ein Kern nur size Stellen je Kanal.", "Here a kernel has only size entries per channel."),
            Text("Er hat size Zeilen und size Spalten.", "It has size rows and size columns."),
            (lambda channels, kernels, size: kernels * (size * channels + 1),),
        ),
        Mistake(
            "one-kernel",
            Text("Das sind die Parameter eines einzigen Kerns.", "These are the parameters of a single kernel."),
            Text(
                "Jeder der Kerne hat eigene Gewichte und einen eigenen Bias.",
                "Each kernel has its own weights and its own bias.",
            ),
            (lambda channels, kernels, size: size * size * channels + 1,),
        ),
    ),
    hints=(
        Text(
            "Wie viele Zahlen liegen unter einem Kern? Vergiss nicht, dass jedes Pixel so viele Zahlen hat, wie es Kanäle gibt.",
            "How many numbers lie under a kernel? Remember that each pixel has as many numbers as there are channels.",
        ),
        Text(
            "Ein Kern mit 5 × 5 Stellen hat auf einem Bild mit 16 Kanälen $5 \\cdot 5 \\cdot 16 = 400$ Gewichte, und einen Bias.",
            "On an image with 16 channels, a kernel with 5 × 5 entries has $5 \\cdot 5 \\cdot 16 = 400$ weights and one bias.",
        ),
        Text(
            "Das Ganze mal die Zahl der Kerne. Wie groß das Bild ist, spielt keine Rolle.",
            "Multiply all of that by the number of kernels. The size of the image does not matter.",
        ),
    ),
    rewrites=(of_arrays, counted),
)
