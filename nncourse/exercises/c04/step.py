"""Exercise step: One step downhill."""

import math

import numpy as np

from nncourse.exercises.by_hand import at, num, part
from nncourse.exercises.c04 import STEP
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def step(theta, gradient, L):
    return theta - L * gradient


def step_cases(rng):
    def some(n):
        return rng.normal(0, 1, n), rng.normal(0, 2, n), float(rng.uniform(0.1, 0.4))

    return [(np.array([1.0, 1.0]), np.array([-4.0, -2.0]), 0.05), some(3), some(5)]


def in_place(change):
    """The same, written into theta."""

    def wrong(theta, gradient, L):
        theta[...] = change(theta, gradient, L)
        return theta

    return wrong


def in_place_and_silent(theta, gradient, L):
    theta -= L * gradient


def worked(place, theta, gradient, L):
    t, g = theta[place], gradient[place]
    return f"{at('theta', place)} - L * {at('gradient', place)} = {num(t)} - {num(L)} * {part(g)} = {num(t - L * g)}"


# Right ways in other styles


class Downhill:
    def __call__(self, theta, gradient, L):
        new = theta.astype(float)
        new -= L * gradient
        return new


def step_in_float32(theta, gradient, L):
    return theta.astype(np.float32) - np.float32(L) * gradient.astype(np.float32)


EXERCISE = Exercise(
    id="step",
    section=STEP,
    name=Text("Ein Schritt bergab", "One step downhill"),
    task=Text(
        "Mach einen Schritt des Gradientenabstiegs: `theta` und `gradient` sind Vektoren, `L` ist die Lernrate. Gib die neuen Parameter als "
        "**neues** Array zurück; `theta` selbst bleibt unverändert.",
        "Take one step of gradient descent: `theta` and `gradient` are vectors, `L` is the learning rate. Return the "
        "new parameters as a **new** array; `theta` itself stays unchanged.",
    ),
    solution=step,
    worked=worked,
    cases=step_cases,
    edges=lambda rng: [(np.array([1, 2, -1]), np.array([-3, 1, 2]), 0.3)],
    mistakes=(
        Mistake(
            "ascent",
            Text("Dein Schritt geht bergauf: theta + L · gradient.", "Your step goes uphill: theta + L · gradient."),
            Text(
                "Der Gradient zeigt dorthin, wo die Kosten wachsen. Bergab geht es in die Gegenrichtung.",
                "The gradient points to where the cost grows. Downhill is the opposite direction.",
            ),
            (
                lambda theta, gradient, L: theta + L * gradient,
                in_place(lambda theta, gradient, L: theta + L * gradient),
            ),
        ),
        Mistake(
            "no-rate",
            Text(
                "Das ist theta − gradient: Die Lernrate L kommt nicht vor.",
                "This is theta − gradient: the learning rate L is missing.",
            ),
            Text(
                "Der Gradient sagt, wie steil es ist, nicht, wie weit du gehen sollst. Die Länge des Schritts regelt L.",
                "The gradient says how steep it is, not how far to go. L sets the length of the step.",
            ),
            (lambda theta, gradient, L: theta - gradient, in_place(lambda theta, gradient, L: theta - gradient)),
        ),
        Mistake(
            "divided",
            Text("Bei dir wird durch L geteilt.", "You divide by L."),
            Text(
                "Eine kleinere Lernrate soll einen kleineren Schritt geben. Beim Teilen wird er größer.",
                "A smaller learning rate should give a smaller step. Dividing makes it larger.",
            ),
            (
                lambda theta, gradient, L: theta - gradient / L,
                in_place(lambda theta, gradient, L: theta - gradient / L),
            ),
        ),
        Mistake(
            "brackets",
            Text(
                "Das ist (theta − gradient) · L: Auch theta wird mit L multipliziert.",
                "This is (theta − gradient) · L: theta is multiplied by L as well.",
            ),
            Text(
                "Von theta wird nur ein Stück abgezogen. Ohne Steigung muss theta bleiben, wie es ist.",
                "You only subtract a bit from theta. With no slope, theta must stay as it is.",
            ),
            (lambda theta, gradient, L: (theta - gradient) * L,),
        ),
        Mistake(
            "reversed",
            Text(
                "Das ist L · gradient − theta: Die Reihenfolge ist vertauscht.",
                "This is L · gradient − theta: the order is swapped.",
            ),
            Text(
                "Du beginnst bei theta und gehst von dort ein Stück.",
                "You start at theta and go a little way from there.",
            ),
            (lambda theta, gradient, L: L * gradient - theta,),
        ),
        Mistake(
            "only-change",
            Text(
                "Das ist nur der Schritt selbst, ohne den Ort, von dem er ausgeht.",
                "This is only the step itself, without the place it starts from.",
            ),
            Text(
                "Gefragt sind die neuen Parameter: der alte Ort und der Schritt zusammen.",
                "You need the new parameters: the old place and the step together.",
            ),
            (lambda theta, gradient, L: -L * gradient, lambda theta, gradient, L: L * gradient),
        ),
        Mistake(
            "in-place",
            Text(
                "Gerechnet hast du richtig, aber theta selbst ist jetzt ein anderes: Du hast in das Array des Aufrufers geschrieben.",
                "You computed the right numbers, but theta itself has changed: you wrote into the caller’s array.",
            ),
            Text(
                "theta -= … ändert das Array an Ort und Stelle. Rechne mit einem gewöhnlichen Minus; das macht ein neues Array, und das gibst du mit return zurück.",
                "theta -= … changes the array in place. Use an ordinary minus; that makes a new array, and you return it.",
            ),
            (in_place(step), in_place_and_silent),
        ),
        Mistake(
            "unit-length",
            Text(
                "Dein Schritt ist immer gleich lang: Der Gradient ist durch seine Länge geteilt (oder nur sein Vorzeichen genommen).",
                "Your step always has the same length: you divided the gradient by its length (or took only its sign).",
            ),
            Text(
                "Wo es steil ist, soll der Schritt größer sein: L mal der Gradient selbst.",
                "Where it is steep, the step should be larger: L times the gradient itself.",
            ),
            (
                lambda theta, gradient, L: theta - L * gradient / np.linalg.norm(gradient),
                lambda theta, gradient, L: theta - L * np.sign(gradient),
            ),
        ),
        Mistake(
            "one-entry",
            Text("Das ist nur ein Eintrag des neuen theta.", "This is only one entry of the new theta."),
            Text(
                "theta ist ein Vektor, und alle seine Einträge bewegen sich.",
                "theta is a vector, and all its entries move.",
            ),
            (
                lambda theta, gradient, L: theta[0] - L * gradient[0],
                lambda theta, gradient, L: theta[-1] - L * gradient[-1],
            ),
        ),
        Mistake(
            "times-theta",
            Text("Der Schritt ist bei dir noch mit theta multipliziert.", "Your step is also multiplied by theta."),
            Text(
                "Von theta wird L mal der Gradient abgezogen, sonst nichts.",
                "Subtract L times the gradient from theta, nothing else.",
            ),
            (
                lambda theta, gradient, L: theta * (1 - L * gradient),
                lambda theta, gradient, L: theta - L * gradient * theta,
            ),
        ),
    ),
    hints=(
        Text(
            "Der Gradient zeigt bergauf. Du willst bergab, und zwar L-mal so weit, wie er lang ist.",
            "The gradient points uphill. You want to go downhill, L times as far as the gradient is long.",
        ),
        Text(
            "NumPy rechnet mit ganzen Vektoren: L * gradient ist ein Vektor, und ein Minus zwischen zwei Vektoren gibt einen neuen.",
            "NumPy works with whole vectors: L * gradient is a vector, and a minus between two vectors gives a new one.",
        ),
        Text("Die Formel ist $\\theta - L\\,\\nabla C$.", "The formula is $\\theta - L\\,\\nabla C$."),
    ),
    rewrites=(
        Downhill(),
        lambda theta, gradient, L: [t - L * g for t, g in zip(theta, gradient, strict=True)],
        step_in_float32,
        lambda theta, gradient, L: np.add(theta, np.multiply(-L, gradient)),
        lambda theta, gradient, L: tuple(math.fsum((t, -L * g)) for t, g in zip(theta, gradient, strict=True)),
    ),
)
