"""Exercise descend: The whole way down."""

import numpy as np

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c04 import RATE
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def descend(slope, x, L, steps):
    places = [x]
    for _ in range(steps):
        x = x - L * slope(x)
        places.append(x)
    return places


def slope_square(x):
    return 2 * x


def descend_cases(rng):
    p, lowest = float(rng.integers(12, 30)) / 10, float(rng.integers(-3, 4))

    def slope(x):
        return p * (x - lowest)

    return [
        (slope_square, 1.0, 0.1, 3),
        (slope, lowest + float(rng.choice([-1.5, 2.5])), 0.2, int(rng.integers(4, 7))),
        (np.sin, float(rng.uniform(-1.5, -0.5)), float(rng.uniform(0.3, 0.6)), int(rng.integers(7, 10))),
    ]


def walk(change):
    """A walk whose next place is change(slope, start, x, L)."""

    def wrong(slope, x, L, steps):
        places = [x]
        for _ in range(steps):
            places.append(change(slope, x, places[-1], L))
        return places

    return wrong


def worked(place, slope, x, L, steps):
    places = descend(slope, x, L, steps)
    k = place[0] if place else len(places) - 1
    if k == 0:
        return f"[0] = x = {num(x)}"
    x = places[k - 1]
    formula = f"[{k - 1}] - L * slope([{k - 1}]) = {num(x)} - {num(L)} * {part(slope(x))}"
    return f"[{k}] = {formula} = {num(places[k])}"


# Right ways in other styles


def descend_recursive(slope, x, L, steps):
    return [x] if steps == 0 else [x, *descend_recursive(slope, x - L * slope(x), L, steps - 1)]


def descend_into_array(slope, x, L, steps):
    places = np.empty(steps + 1)
    places[0] = x
    for k in range(steps):
        places[k + 1] = places[k] - L * slope(places[k])
    return places


def descend_in_float32(slope, x, L, steps):
    x, L = np.float32(x), np.float32(L)
    places = [x]
    while len(places) <= steps:
        x = np.float32(x - L * slope(x))
        places.append(x)
    return np.array(places, dtype=np.float32)


EXERCISE = Exercise(
    id="descend",
    section=RATE,
    name=Text("Der ganze Weg hinab", "The whole way down"),
    task=Text(
        "Geh `steps` Schritte bergab, von `x` aus, mit der Lernrate `L`. `slope(x)` gibt die Steigung an der Stelle `x`. Gib **alle** Orte zurück, "
        "den Start eingeschlossen: `steps + 1` Zahlen.",
        "Take `steps` steps downhill from `x`, with the learning rate `L`. `slope(x)` gives the slope at `x`. Return "
        "**all** the places you visit, including the start: `steps + 1` numbers.",
    ),
    solution=descend,
    worked=worked,
    cases=descend_cases,
    edges=lambda rng: [(slope_square, 1.0, 0.1, 0), (slope_square, 2, 0.1, 3)],
    mistakes=(
        Mistake(
            "one-short",
            Text(
                "Es fehlt ein Ort: Du gibst nur steps Zahlen zurück statt steps + 1.",
                "One place is missing: you return only steps numbers instead of steps + 1.",
            ),
            Text(
                "Der Start gehört dazu und auch das Ziel des letzten Schritts. Drei Schritte verbinden vier Orte.",
                "The start counts, and so does the end of the last step. Three steps connect four places.",
            ),
            (
                lambda slope, x, L, steps: descend(slope, x, L, steps)[1:],
                lambda slope, x, L, steps: descend(slope, x, L, steps)[:steps],
            ),
        ),
        Mistake(
            "one-long",
            Text(
                "Es ist ein Ort zu viel: Du gehst steps + 1 Schritte.",
                "There is one place too many: you take steps + 1 steps.",
            ),
            Text(
                "range(steps) läuft steps-mal durch. Der Start kommt schon vor der Schleife dazu.",
                "range(steps) runs steps times. Put the start in before the loop.",
            ),
            (
                lambda slope, x, L, steps: descend(slope, x, L, steps + 1),
                lambda slope, x, L, steps: [x, *descend(slope, x, L, steps)],
            ),
        ),
        Mistake(
            "last-only",
            Text("Das ist nur der letzte Ort.", "This is only the last place."),
            Text(
                "Gefragt ist der ganze Weg. Sammle jeden Ort in einer Liste.",
                "You need the whole path. Collect every place in a list.",
            ),
            (lambda slope, x, L, steps: descend(slope, x, L, steps)[-1],),
        ),
        Mistake(
            "slope-once",
            Text(
                "Deine Schritte sind alle gleich lang: Die Steigung ist nur einmal genommen, am Start.",
                "Your steps all have the same length: you took the slope only once, at the start.",
            ),
            Text(
                "Nach jedem Schritt stehst du woanders, und dort ist es anders steil. Frag slope in jeder Runde neu.",
                "After each step you are somewhere else, and the slope is different there. Call slope again on every pass.",
            ),
            (walk(lambda slope, start, x, L: x - L * slope(start)),),
        ),
        Mistake(
            "from-start",
            Text(
                "Jeder deiner Schritte beginnt wieder am Start: Der neue Ort wird nicht zum Ausgangspunkt.",
                "Each of your steps begins at the start again: the new place does not become the next starting point.",
            ),
            Text(
                "Gib x in der Schleife den neuen Wert, damit der nächste Schritt von dort weitergeht.",
                "Assign the new value to x inside the loop, so that the next step continues from there.",
            ),
            (
                walk(lambda slope, start, x, L: start - L * slope(x)),
                walk(lambda slope, start, x, L: start - L * slope(start)),
            ),
        ),
        Mistake(
            "ascent",
            Text("Dein Weg geht bergauf.", "Your path goes uphill."),
            Text(
                "Ist die Steigung positiv, geht es nach rechts hinauf. Dann musst du nach links: mit einem Minus.",
                "If the slope is positive, the ground rises to the right. Then you must go left: use a minus.",
            ),
            (walk(lambda slope, start, x, L: x + L * slope(x)),),
        ),
        Mistake(
            "no-rate",
            Text(
                "Die Lernrate L kommt bei dir nicht vor: Jeder Schritt ist so lang wie die Steigung groß.",
                "The learning rate L is missing: each step is as long as the slope is large.",
            ),
            Text(
                "Wie weit ein Schritt geht, regelt L. Ohne L springst du leicht über das Tal hinweg.",
                "L sets how far a step goes. Without L, you tend to jump across the valley.",
            ),
            (walk(lambda slope, start, x, L: x - slope(x)),),
        ),
        Mistake(
            "slopes",
            Text("In deiner Liste stehen Steigungen statt Orte.", "Your list holds slopes instead of places."),
            Text("Gefragt ist, wo du jeweils bist: jedes x.", "You need to know where you are each time: every x."),
            (
                lambda slope, x, L, steps: [x, *(slope(place) for place in descend(slope, x, L, steps)[1:])],
                lambda slope, x, L, steps: [slope(place) for place in descend(slope, x, L, steps)],
            ),
        ),
        Mistake(
            "absolute",
            Text(
                "Dein Weg geht immer nach links: Das Vorzeichen der Steigung ging verloren.",
                "Your path always goes left: the sign of the slope got lost.",
            ),
            Text(
                "Links vom Tal ist die Steigung negativ, und bergab geht es dann nach rechts. Lass abs() weg.",
                "To the left of the valley the slope is negative, so downhill is to the right. Leave out abs().",
            ),
            (walk(lambda slope, start, x, L: x - L * abs(slope(x))),),
        ),
    ),
    hints=(
        Text("Beginne mit einer Liste, in der nur der Start steht.", "Begin with a list that holds only the start."),
        Text(
            "Eine Schleife läuft steps-mal. In jeder Runde: Steigung am **jetzigen** Ort, Schritt, neuen Ort anhängen.",
            "A loop runs steps times. On every pass: slope at the **current** place, step, append the new place.",
        ),
        Text(
            "In der Schleife wird x zu x - L * slope(x), und places.append(x) hebt es auf.",
            "Inside the loop, x becomes x - L * slope(x), and places.append(x) saves it.",
        ),
    ),
    rewrites=(
        descend_recursive,
        descend_into_array,
        descend_in_float32,
    ),
)
