"""Exercise graph-back: The way back through a graph."""

import numpy as np

from nncourse.exercises.by_hand import num, products
from nncourse.exercises.c11 import GEARS, NEURON, PLUS, random_graph
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def graph_back(edges, n):
    grad = np.zeros(n)
    grad[n - 1] = 1
    for node, origin, gear in reversed(edges):
        grad[origin] += gear * grad[node]
    return grad


def edges_of(graph, gears):
    pairs = [(node, origin) for node, origins in enumerate(graph) for origin in origins]
    return [(node, origin, float(gear)) for (node, origin), gear in zip(pairs, gears, strict=True)]


def back_cases(rng):
    def some(inputs, steps):
        graph = random_graph(rng, inputs, steps)
        gears = rng.choice([-3, -2, -1.5, -0.5, 0.5, 1.5, 2, 3], 2 * steps) + np.round(
            rng.uniform(0, 0.2, 2 * steps), 2
        )
        return edges_of(graph, gears), inputs + steps

    return [(edges_of(NEURON, GEARS), len(NEURON)), some(2, 3), some(3, 5)]


def worked(place, edges, n):
    (k,) = place
    if k == n - 1:
        return f"grad[{k}] = 1"
    grad = graph_back(edges, n)
    arrows = [(gear, grad[node]) for node, origin, gear in edges if origin == k]
    if not arrows:
        return f"grad[{k}] = 0"
    return f"grad[{k}] = {products(*zip(*arrows, strict=True))} = {num(grad[k])}"


def walk(edges, n, start=1.0, put=lambda old, new: old + new, pull=lambda gear, g: gear * g, along=reversed):
    """The same with one place as it is found."""
    grad = np.zeros(n)
    grad[n - 1] = start
    for node, origin, gear in along(edges):
        grad[origin] = put(grad[origin], pull(gear, grad[node]))
    return grad


def changed(**place):
    return lambda edges, n: walk(edges, n, **place)


def hasty(edges, n):
    """Whoever has something passes on all that it has, at once."""
    grad = np.zeros(n)
    grad[n - 1] = 1

    def pass_on(node):
        for one, origin, gear in edges:
            if one == node:
                grad[origin] += gear * grad[node]
                pass_on(origin)

    pass_on(n - 1)
    return grad


def first_only(edges, n):
    grad = np.zeros(n)
    grad[n - 1] = 1
    for node, origin, gear in reversed(edges):
        if grad[origin] == 0:
            grad[origin] = gear * grad[node]
    return grad


# Right ways in other styles


def by_paths(edges, n):
    """Every path by itself, and all of them added."""

    def slope(k):
        return 1.0 if k == n - 1 else sum(gear * slope(node) for node, origin, gear in edges if origin == k)

    return [slope(k) for k in range(n)]


def by_matrix(edges, n):
    """grad = M grad + e for the matrix of gears: one system of equations."""
    M = np.zeros((n, n))
    for node, origin, gear in edges:
        M[origin, node] += gear
    return np.linalg.solve(np.eye(n) - M, np.eye(n)[n - 1])


def node_by_node(edges, n):
    grad = [0.0] * (n - 1) + [1.0]
    for k in range(n - 1, -1, -1):
        for node, origin, gear in edges:
            if node == k:
                grad[origin] += gear * grad[k]
    return np.array(grad)


EXERCISE = Exercise(
    id="graph-back",
    section=PLUS,
    name=Text("Den Graphen zurück", "Back through the graph"),
    task=Text(
        "Ein Graph mit `n` Knoten, nummeriert von 0 bis `n - 1` in der Reihenfolge, in der gerechnet wurde; der letzte sind die Kosten. `edges` hat für jeden Pfeil ein Tripel "
        "`(node, origin, gear)`: `node` entstand aus `origin`, und `gear` ist das Rad dazwischen, eine Zahl. Die Liste ist nach `node` geordnet. Gib ein Array mit den "
        "`n` Ableitungen der Kosten zurück.",
        "A graph with `n` nodes, numbered from 0 to `n - 1` in the order in which they were computed; the last one "
        "is the cost. For each arrow, `edges` has a triple `(node, origin, gear)`: `node` was made from `origin`, "
        "and `gear` is the gear between them, a number. The list is sorted by `node`. Return an array with the `n` "
        "derivatives of the cost.",
    ),
    solution=graph_back,
    worked=worked,
    cases=back_cases,
    edges=lambda rng: [([], 1), ([(1, 0, 2.0), (1, 0, 3.0)], 2)],
    mistakes=(
        Mistake(
            "overwritten",
            Text(
                "Wo mehrere Pfeile ankommen, steht bei dir nur ein einziger Beitrag.",
                "Where several arrows arrive, you keep only one contribution.",
            ),
            Text(
                "Ein Wert, der mehrmals benutzt wird, wirkt auf mehreren Wegen, und alle zusammen sind seine Steigung: += statt =.",
                "A value that is used several times acts along several paths, and its slope is all of them together: += instead of =.",
            ),
            (changed(put=lambda old, new: new), first_only),
        ),
        Mistake(
            "forward",
            Text(
                "Du gehst die Pfeile von vorn nach hinten durch. Da weiß am Anfang noch kein Knoten, was er weitergeben soll.",
                "You go through the arrows from front to back. At the start, no node knows yet what it should pass on.",
            ),
            Text(
                "Bekannt ist nur die Steigung der Kosten selbst. Beginne hinten: reversed(edges).",
                "Only the slope of the cost itself is known. Start at the back: reversed(edges).",
            ),
            (changed(along=list),),
        ),
        Mistake(
            "no-chain",
            Text(
                "Du addierst die Räder, ohne sie mit der Steigung dessen zu multiplizieren, was daraus wurde.",
                "You add the gears without multiplying them by the slope of what was made from the value.",
            ),
            Text(
                "Das Rad führt nur bis zum nächsten Knoten. Wie es von dort zu den Kosten weitergeht, sagt grad[node].",
                "The gear only leads to the next node. How it continues from there to the cost is in grad[node].",
            ),
            (changed(pull=lambda gear, g: gear),),
        ),
        Mistake(
            "no-start",
            Text("Bei dir ist alles 0.", "Yours is 0 everywhere."),
            Text(
                "Am Anfang muss eine 1 stehen: die Ableitung der Kosten nach sich selbst.",
                "At the start there must be a 1: the derivative of the cost with respect to itself.",
            ),
            (changed(start=0.0),),
        ),
        Mistake(
            "hasty",
            Text(
                "Bei dir gibt ein Knoten schon weiter, bevor alle Beiträge da sind, und dann noch einmal.",
                "In your code, a node passes something on before all its contributions have arrived, and then does it again.",
            ),
            Text(
                "Die Liste ist geordnet. Gehst du sie einmal von hinten durch, hat jeder Knoten alles, wenn er drankommt.",
                "The list is sorted. If you go through it once from the back, each node has everything by the time its turn comes.",
            ),
            (hasty,),
        ),
        Mistake(
            "added",
            Text("Du addierst Rad und Steigung.", "You add the gear and the slope."),
            Text(
                "Auf einem Weg wird multipliziert. Addiert wird, wo mehrere Wege zusammenkommen.",
                "Along a path, you multiply. You add where several paths come together.",
            ),
            (changed(pull=lambda gear, g: gear + g),),
        ),
        Mistake(
            "products-only",
            Text(
                "Wo mehrere Pfeile ankommen, multiplizierst du die Beiträge.",
                "Where several arrows arrive, you multiply the contributions.",
            ),
            Text(
                "Verschiedene Wege werden addiert. Multipliziert wird nur entlang eines Weges.",
                "Different paths are added. You multiply only along a path.",
            ),
            (changed(put=lambda old, new: old * new if old else new),),
        ),
    ),
    hints=(
        Text(
            "Leg ein Array mit n Nullen an. Eine Steigung kennst du sofort: die der Kosten nach sich selbst.",
            "Create an array of n zeros. You know one slope right away: the derivative of the cost with respect to itself.",
        ),
        Text(
            "Geh die Pfeile von hinten durch, mit reversed(edges). Jeder trägt etwas von node zu origin.",
            "Go through the arrows from the back, with reversed(edges). Each carries something from node to origin.",
        ),
        Text(
            "Was er trägt, ist gear * grad[node]. Bei origin kann schon etwas liegen, also: grad[origin] += ...",
            "What it carries is gear * grad[node]. There may already be something at origin, so: grad[origin] += ...",
        ),
    ),
    rewrites=(by_paths, by_matrix, node_by_node),
)
