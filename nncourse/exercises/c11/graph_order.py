"""Exercise graph-order: Each after those that it was made from."""

import numpy as np

from nncourse.exercises.c11 import IN_ORDER, NEURON, random_graph
from nncourse.exercises.comparing import as_numbers, is_list
from nncourse.exercises.ladder import Verdict
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def graph_order(origins, end):
    order = []

    def visit(node):
        for origin in origins[node]:
            if origin not in order:
                visit(origin)
        order.append(node)

    visit(end)
    return order


def order_cases(rng):
    """The neuron of the chapter, then graphs whose numbers are mixed and of which not everything is needed."""

    def mixed(inputs, steps):
        graph = random_graph(rng, inputs, steps)
        end = len(graph) - 1
        graph += [[0, end], []]  # made from it or for nothing: neither is needed
        while True:
            name = [int(k) for k in rng.permutation(len(graph))]
            origins = [[] for _ in graph]
            for node, made_from in enumerate(graph):
                origins[name[node]] = [name[origin] for origin in made_from]
            needed = sorted(graph_order(origins, name[end]))
            if breach(origins, needed) and breach(origins, needed[::-1]):
                return origins, name[end]

    return [(NEURON, len(NEURON) - 1), mixed(2, 4), mixed(3, 6)]


def breach(origins, order):
    """Return the first (node, origin) of which the origin does not come before; None if each does."""
    seen = set()
    for node in order:
        for origin in origins[node]:
            if origin not in seen:
                return node, origin
        seen.add(node)
    return None


def order_judge(args, result):
    """Say what an order lacks."""
    origins, end = args
    numbers = as_numbers(result) if is_list(result) or isinstance(result, np.ndarray) else None
    whole = numbers is not None and numbers.ndim == 1 and numbers.size and np.isin(numbers, range(len(origins))).all()
    if not whole:
        return Verdict.wrong(
            found=Text(
                "Zurückkommen soll eine Liste mit den Nummern von Knoten, jede eine ganze Zahl.",
                "Return a list of node numbers, each an integer.",
            )
        )
    order = [int(k) for k in numbers]
    return order_verdict(origins, order, set(graph_order(origins, end)))


def order_verdict(origins, order, needed):
    """Say what an order of nodes lacks, with an example."""
    shown = Text(f"Deine Liste: {short(order)}", f"Your list: {short(order)}")
    twice = [k for k in order if order.count(k) > 1]
    missing, strange = sorted(needed - set(order)), sorted(set(order) - needed)
    if twice:
        example = Text(
            f"{twice[0]} kommt {order.count(twice[0])}-mal vor.", f"{twice[0]} occurs {order.count(twice[0])} times."
        )
        return Verdict.wrong("twice", shown, example)
    if missing:
        return Verdict.wrong("missing", shown, Text(f"Es fehlt {missing[0]}.", f"{missing[0]} is missing."))
    if strange:
        example = Text(f"{strange[0]} ging in das Ergebnis nicht ein.", f"{strange[0]} was not used for the result.")
        return Verdict.wrong("too-many", shown, example)
    found = breach(origins, order)
    if found is None:
        return Verdict.right()
    node, origin = found
    example = Text(
        f"{node} entstand aus {origin}, steht aber davor.", f"{node} was made from {origin}, but comes before it."
    )
    return Verdict.wrong("before" if breach(origins, order[::-1]) else "reversed", shown, example)


def short(order):
    return ", ".join(map(str, order[:12])) + (", ..." if len(order) > 12 else "")


def without_looking(origins, end):
    """Every path by itself: what is needed twice comes twice."""
    return [k for origin in origins[end] for k in without_looking(origins, origin)] + [end]


def everything(origins, end):
    order = graph_order(origins, end)
    while len(order) < len(origins):
        order += [k for k in range(len(origins)) if k not in order and set(origins[k]) <= set(order)]
    return order


# Right ways in other styles


def by_counting(origins, end):
    """Take whoever has all its origins, as long as something is left."""
    needed, stack = set(), [end]
    while stack:
        node = stack.pop()
        if node not in needed:
            needed.add(node)
            stack += origins[node]
    order = []
    while len(order) < len(needed):
        order += [k for k in sorted(needed) if k not in order and all(origin in order for origin in origins[k])]
    return tuple(order)


def by_depth(origins, end):
    """Sorted by the longest way from the inputs."""

    def depth(node):
        return 1 + max(map(depth, origins[node]), default=0)

    def all_of(node):
        return {node}.union(*map(all_of, origins[node]))

    return np.array(sorted(all_of(end), key=depth))


EXERCISE = Exercise(
    id="graph-order",
    section=IN_ORDER,
    name=Text("Erst die Herkunft", "Origins first"),
    task=Text(
        "Die Knoten eines Graphen haben Nummern. `origins[k]` ist die Liste der Knoten, aus denen Knoten `k` entstand, bei einer Eingabe ist sie leer. Gib eine Liste der Nummern "
        "zurück, in der alle Knoten stehen, die für `end` gebraucht werden, `end` selbst zuletzt: jeder genau einmal und **nach** denen, aus denen er entstand. Oft gibt es mehrere "
        "richtige Reihenfolgen.",
        "The nodes of a graph have numbers. `origins[k]` is the list of the nodes that node `k` was made from; for "
        "an input, it is empty. Return a list with the numbers of all the nodes needed for `end`, with `end` itself "
        "last: each exactly once, and **after** the nodes it was made from. There is often more than one right order.",
    ),
    solution=graph_order,
    cases=order_cases,
    edges=lambda rng: [([[]], 0), ([[], [0, 0], [0, 1]], 2)],
    judge=order_judge,
    mistakes=(
        Mistake(
            "twice",
            Text("Ein Knoten kommt mehr als einmal vor.", "A node occurs more than once."),
            Text(
                "Ein Knoten, aus dem zweimal etwas entstand, wird auf zwei Wegen gefunden. Sieh vorher nach, ob er schon in der Liste steht.",
                "A node that was used twice is found along two paths. Check first whether it is already in the list.",
            ),
            (without_looking,),
        ),
        Mistake(
            "missing",
            Text("Es fehlt ein Knoten, der gebraucht wird.", "A node that is needed is missing."),
            Text(
                "Auch die Eingaben gehören in die Liste und auch end selbst.",
                "The inputs belong in the list too, and so does end itself.",
            ),
            (
                lambda origins, end: graph_order(origins, end)[:-1],
                lambda origins, end: [k for k in graph_order(origins, end) if origins[k]],
                lambda origins, end: [*dict.fromkeys(origins[end]), end],
            ),
        ),
        Mistake(
            "too-many",
            Text(
                "In der Liste steht ein Knoten, der für end nicht gebraucht wird.",
                "The list has a node that is not needed for end.",
            ),
            Text(
                "Beginne bei end und geh nur dorthin zurück, woraus etwas entstand. Was auf keinem Weg liegt, bekommt keine Steigung.",
                "Start at end and only go back to what something was made from. A node that lies on no path gets no slope.",
            ),
            (everything,),
        ),
        Mistake(
            "reversed",
            Text(
                "Deine Reihenfolge ist genau verkehrt herum: Das Ergebnis kommt zuerst.",
                "Your order is exactly backward: the result comes first.",
            ),
            Text(
                "So geht man zurück. Gefragt ist die Liste, bevor man sie umdreht: Herkunft zuerst.",
                "That is the order for going back. You need the list before it is reversed: origins first.",
            ),
            (lambda origins, end: graph_order(origins, end)[::-1],),
        ),
        Mistake(
            "before",
            Text(
                "Ein Knoten steht vor einem, aus dem er entstand.",
                "A node comes before one it was made from.",
            ),
            Text(
                "Häng einen Knoten erst an, wenn alle, aus denen er entstand, schon in der Liste stehen. Auf die Nummern kommt es nicht an.",
                "Append a node only when all the nodes it was made from are already in the list. The numbers do not matter.",
            ),
            (lambda origins, end: sorted(graph_order(origins, end)),),
        ),
    ),
    hints=(
        Text(
            "Schreib eine Funktion in der Funktion, die einen Knoten besucht: erst alle, aus denen er entstand, dann ihn selbst.",
            "Inside the function, write a function that visits a node: first all the nodes it was made from, then the node itself.",
        ),
        Text(
            "Die Liste liegt außerhalb der inneren Funktion. Am Ende des Besuchs kommt order.append(node).",
            "The list lives outside the inner function. The visit ends with order.append(node).",
        ),
        Text(
            "Vor jedem Besuch: if origin not in order. Begonnen wird mit visit(end), zurück kommt order.",
            "Before each visit: if origin not in order. Start with visit(end), and return order.",
        ),
    ),
    rewrites=(by_counting, by_depth),
)
