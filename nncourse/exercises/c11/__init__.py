"""Chapter 11: autograd. Its sections, the order of its exercises, and the graph that the chapter works out by hand."""

from nncourse.exercises.model import Section
from nncourse.language import Text

NODE = Section("autograd-class", Text("Ein Knoten, der sich erinnert", "A node that remembers"))
IN_ORDER = Section("autograd-order", Text("In welcher Reihenfolge?", "In which order?"))
PLUS = Section("autograd-plus", Text("Plus, nicht gleich", "Plus, not equals"))
NETWORK = Section("autograd-network", Text("Ein ganzes Netz", "A whole network"))

ORDER = (
    "product-back",
    "graph-order",
    "graph-back",
    "tanh-node",
)

# w, a, b, G, then p = w * a, z = p + b, d = z - G, C = d * d: of each the numbers of those that it was made from
NEURON = [[], [], [], [], [0, 1], [4, 2], [5, 3], [6, 6]]
GEARS = [0.5, 1.2, 1.0, 1.0, 1.0, -1.0, -0.3, -0.3]  # with w = 1.2, a = 0.5, b = 0.1, G = 1


def random_graph(rng, inputs, steps):
    """Return of each node the two that it was made from: one of the last two, so that all are needed, and any."""
    graph = [[] for _ in range(inputs)]
    for k in range(inputs, inputs + steps):
        graph.append([k - 1 - int(rng.integers(2)) * (k > inputs), int(rng.integers(k))])
    return graph
