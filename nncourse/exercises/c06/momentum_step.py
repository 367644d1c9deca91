"""Exercise momentum-step: A step with momentum."""

import numpy as np

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c06 import MOMENTUM
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def momentum_step(theta, v, gradient, L, mu):
    v = mu * v - L * gradient
    return theta + v, v


def momentum_cases(rng):
    def some(*shape):
        return (
            *(rng.normal(0, 1, shape) for _ in range(3)),
            float(rng.uniform(0.05, 0.4)),
            float(rng.uniform(0.6, 0.95)),
        )

    first = (np.array([1.0, 2.0]), np.array([0.4, -0.2]), np.array([1.0, -3.0]), 0.1, 0.5)
    return [first, some(5), some(3)]


def momentum_edges(rng):
    theta, gradient = rng.normal(0, 1, 4), rng.normal(0, 1, 4)
    return [
        (theta, np.zeros(4), gradient, 0.1, 0.9),
        (theta, gradient, np.zeros(4), 0.1, 0.9),
        (theta, theta + 1, gradient, 0.2, 0.0),
        (np.array([1, 2]), np.array([1, -1]), np.array([2, 3]), 0.2, 0.7),
    ]


def worked(place, theta, v, gradient, L, mu):
    which, *entry = place
    t, old, g = (array[tuple(entry)] for array in (theta, v, gradient))
    new = mu * old - L * g
    formula = f"v{entry} = {num(mu)} * {part(old)} - {num(L)} * {part(g)} = {num(new)}"
    return formula if which == 1 else f"{formula}; theta{entry} = {num(t)} + {part(new)} = {num(t + new)}"


# Right ways in other styles


def momentum_by_loops(theta, v, gradient, L, mu):
    new_v = [mu * vi - L * gi for vi, gi in zip(v, gradient, strict=True)]
    return [t + vi for t, vi in zip(theta, new_v, strict=True)], new_v


def momentum_on_copies(theta, v, gradient, L, mu):
    theta, v = theta.astype(float), v.astype(float)
    v *= mu
    v -= L * gradient
    theta += v
    return np.array([theta, v])


def momentum_in_float32(theta, v, gradient, L, mu):
    theta, v, gradient = (array.astype(np.float32) for array in (theta, v, gradient))
    return theta + mu * v - L * gradient, mu * v - L * gradient


class Ball:
    def __call__(self, theta, v, gradient, L, mu):
        backwards = L * gradient - mu * v
        return theta - backwards, -backwards


EXERCISE = Exercise(
    id="momentum-step",
    section=MOMENTUM,
    name=Text("Ein Schritt mit Momentum", "A step with momentum"),
    task=Text(
        "Ein Schritt mit Schwung: Zuerst wird die Geschwindigkeit neu, $v \\leftarrow \\mu v - L \\cdot \\text{gradient}$, dann bewegt sie die Parameter, "
        "$\\theta \\leftarrow \\theta + v$. Gib das neue `theta` und das neue `v` zurück, in dieser Reihenfolge. `theta`, `v` und `gradient` haben dieselbe Form "
        "und sollen sich nicht verändern.",
        "A step with momentum: first update the velocity, $v \\leftarrow \\mu v - L \\cdot \\text{gradient}$, then "
        "let it move the parameters, $\\theta \\leftarrow \\theta + v$. Return the new `theta` and the new `v`, in "
        "this order. `theta`, `v`, and `gradient` have the same shape and must not change.",
    ),
    solution=momentum_step,
    worked=worked,
    returns=("theta", "v"),
    cases=momentum_cases,
    edges=momentum_edges,
    mistakes=(
        Mistake(
            "gradient-once",
            Text(
                "Dein theta hat sich mit dem alten v bewegt, nicht mit dem neuen.",
                "Your theta moved with the old v, not with the new one.",
            ),
            Text(
                "So wirkt jeder Gradient erst einen Schritt zu spät. Zuerst v neu ausrechnen, dann mit diesem v gehen.",
                "Each gradient then acts one step too late. Compute the new v first, then move by that v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta + v, mu * v - L * gradient),
                lambda theta, v, gradient, L, mu: (theta + mu * v, mu * v - L * gradient),
            ),
        ),
        Mistake(
            "no-rate",
            Text("In deinem v fehlt die Lernrate L.", "In your v, the learning rate L is missing."),
            Text(
                "Ohne L ist der Schritt so groß wie der Gradient selbst und schießt leicht über das Tal hinaus.",
                "Without L, the step is as large as the gradient itself and tends to overshoot the valley.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + mu * v - gradient, mu * v - gradient),),
        ),
        Mistake(
            "sign",
            Text(
                "Dein v zeigt bergauf: Vor L · gradient steht ein Plus.",
                "Your v points uphill: there is a plus in front of L · gradient.",
            ),
            Text(
                "Der Gradient zeigt dorthin, wo die Kosten steigen. Also wird L · gradient abgezogen.",
                "The gradient points to where the cost rises. So subtract L · gradient.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + mu * v + L * gradient, mu * v + L * gradient),),
        ),
        Mistake(
            "minus-v",
            Text("Du ziehst v von theta ab.", "You subtract v from theta."),
            Text(
                "Manche Bücher schreiben v mit umgekehrtem Vorzeichen. Bei uns zeigt v schon bergab, weil L · gradient abgezogen wurde; theta kommt dann mit Plus voran.",
                "Some books write v with the opposite sign. Ours already points downhill, because L · gradient was subtracted; theta then moves ahead with a plus.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta - (mu * v - L * gradient), mu * v - L * gradient),
                lambda theta, v, gradient, L, mu: (theta - (mu * v + L * gradient), mu * v + L * gradient),
            ),
        ),
        Mistake(
            "rate-outside",
            Text(
                "Dein v sammelt die Gradienten ohne L, und erst der Schritt wird mit L multipliziert.",
                "Your v collects the gradients without L, and only the step is multiplied by L.",
            ),
            Text(
                "So rechnet PyTorch. Bleibt L immer gleich und beginnt v bei 0, geht theta denselben Weg, aber v ist eine andere Zahl. Hier steht L in v.",
                "That is how PyTorch does it. If L always stays the same and v starts at 0, theta takes the same path, but v is a different number. Here L belongs inside v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta - L * (mu * v + gradient), mu * v + gradient),
                lambda theta, v, gradient, L, mu: (theta + L * (mu * v - gradient), mu * v - gradient),
            ),
        ),
        Mistake(
            "rate-twice",
            Text("Die Lernrate steckt zweimal in deinem Schritt.", "The learning rate is in your step twice."),
            Text(
                "L steht schon in v. Zu theta kommt das neue v, wie es ist.",
                "L is already in v. Add the new v to theta as it is.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + L * (mu * v - L * gradient), mu * v - L * gradient),),
        ),
        Mistake(
            "no-momentum",
            Text(
                "Das alte v ist verloren: Das ist gewöhnlicher Gradient Descent.",
                "The old v is lost: this is plain gradient descent.",
            ),
            Text(
                "Der Schwung ist der Teil des letzten Schritts, der bleibt: mu mal das alte v.",
                "The momentum is what remains of the last step: mu times the old v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (theta - L * gradient, -L * gradient),
                lambda theta, v, gradient, L, mu: (theta - L * gradient, v),
            ),
        ),
        Mistake(
            "no-friction",
            Text(
                "In deinem v fehlt mu: Das alte v bleibt ganz erhalten.",
                "In your v, mu is missing: the old v is kept in full.",
            ),
            Text(
                "mu < 1 bremst, wie Reibung. Ohne sie rollt die Kugel im Tal für immer hin und her.",
                "mu < 1 slows things down, like friction. Without it, the ball rolls back and forth in the valley forever.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + v - L * gradient, v - L * gradient),),
        ),
        Mistake(
            "mixed",
            Text(
                "Du nimmst das Mittel aus altem v und neuem Schritt: mu und 1 − mu.",
                "You average the old v and the new step: mu and 1 − mu.",
            ),
            Text(
                "Ein solches gleitendes Mittel benutzt Adam. Hier wird der neue Schritt ganz addiert.",
                "Adam uses a running average like that. Here the new step is added in full.",
            ),
            (
                lambda theta, v, gradient, L, mu: (
                    theta + mu * v - (1 - mu) * L * gradient,
                    mu * v - (1 - mu) * L * gradient,
                ),
            ),
        ),
        Mistake(
            "swapped",
            Text("Du gibst zuerst v zurück, dann theta.", "You return v first, then theta."),
            Text("Verlangt ist die Reihenfolge theta, v.", "The order should be theta, v."),
            (lambda theta, v, gradient, L, mu: momentum_step(theta, v, gradient, L, mu)[::-1],),
        ),
        Mistake(
            "theta-only",
            Text("Du gibst nur eines von beiden zurück.", "You return only one of the two."),
            Text(
                "Der nächste Schritt braucht auch das neue v, sonst ist der Schwung verloren. Gib beide zurück: theta und v.",
                "The next step needs the new v too, or the momentum is lost. Return both: theta and v.",
            ),
            (
                lambda theta, v, gradient, L, mu: momentum_step(theta, v, gradient, L, mu)[0],
                lambda theta, v, gradient, L, mu: momentum_step(theta, v, gradient, L, mu)[1],
            ),
        ),
        Mistake(
            "old-v",
            Text(
                "Dein theta stimmt, aber du gibst das alte v zurück.", "Your theta is right, but you return the old v."
            ),
            Text(
                "Dann hat der nächste Schritt diesen Gradienten schon vergessen. Gib das v zurück, mit dem theta sich bewegt hat.",
                "Then the next step has already forgotten this gradient. Return the v that theta moved by.",
            ),
            (lambda theta, v, gradient, L, mu: (theta + mu * v - L * gradient, v),),
        ),
        Mistake(
            "rates-swapped",
            Text(
                "L und mu sind vertauscht: Bei dir bremst L, und mu ist die Lernrate.",
                "L and mu are swapped: in yours, L slows things down and mu is the learning rate.",
            ),
            Text(
                "mu steht vor dem alten v, L vor dem Gradienten. Verlangt ist die Reihenfolge (theta, v, gradient, L, mu).",
                "mu goes in front of the old v, L in front of the gradient. The order should be (theta, v, gradient, L, mu).",
            ),
            (lambda theta, v, gradient, L, mu: (theta + L * v - mu * gradient, L * v - mu * gradient),),
        ),
        Mistake(
            "nesterov",
            Text(
                "Dein theta ist noch einmal mit Schwung weitergegangen: Das ist Nesterovs Form.",
                "Your theta moved on once more with momentum: this is Nesterov’s form.",
            ),
            Text(
                "Auch die gibt es, aber gefragt ist die einfache: theta + v, mit dem neuen v.",
                "That exists too, but here you need the plain one: theta + v, with the new v.",
            ),
            (
                lambda theta, v, gradient, L, mu: (
                    theta + mu * (mu * v - L * gradient) - L * gradient,
                    mu * v - L * gradient,
                ),
            ),
        ),
        Mistake(
            "theta-slowed",
            Text("mu bremst bei dir theta statt v.", "Yours slows down theta with mu, instead of v."),
            Text(
                "Die Reibung gehört zur Geschwindigkeit: mu mal das alte v.",
                "Friction belongs to the velocity: mu times the old v.",
            ),
            (lambda theta, v, gradient, L, mu: (mu * theta + v - L * gradient, v - L * gradient),),
        ),
    ),
    hints=(
        Text(
            "Die Reihenfolge zählt: zuerst das neue v, dann theta.",
            "The order matters: first the new v, then theta.",
        ),
        Text(
            "Das neue v besteht aus zwei Teilen: dem Schwung, `mu * v`, und dem Schritt bergab, `L * gradient` mit Minus davor.",
            "The new v has two parts: the momentum, `mu * v`, and the step downhill, `L * gradient` with a minus in front.",
        ),
        Text(
            "Schreib `v = ...` mit diesen beiden Teilen. Ein neues Array entsteht dabei von selbst, das alte v bleibt, wie es war.",
            "Write `v = ...` with these two parts. That makes a new array on its own; the old v stays as it was.",
        ),
        Text(
            "In der zweiten Zeile kommt dieses neue v zu theta dazu. Zurück kommen zwei Dinge, durch ein Komma getrennt.",
            "In the second line, add this new v to theta. Return the two things, separated by a comma.",
        ),
    ),
    rewrites=(
        momentum_by_loops,
        momentum_on_copies,
        momentum_in_float32,
        Ball(),
    ),
)
