"""Which cells a cell needs is read from its code."""

import pytest
from nnpage.cells import names_in, needed


def slice_of(*sources):
    """Return which of the cells the last one needs."""
    *above, last = [names_in(source) for source in sources]
    return needed(above, last.needs)


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        ("a = b + 1", {"b"}),
        ("a = 1\nb = a", set()),
        ("a += b", {"a", "b"}),
        ("a[0] = b", {"a", "b"}),
        ("for k in range(n): print(k)", {"n"}),
        ("[k * c for k in values]", {"c", "values"}),
        ("def f(x, y=d):\n    z = x + e\n    return z", {"d", "e"}),
        ("def f(x):\n    return g(x)\ndef g(x):\n    return x", set()),
        ("f = lambda x: w * x", {"w"}),
        ("import numpy as np\nnp.exp(z)", {"z"}),
        ("class A(B):\n    k = m\n    def f(self):\n        return n", {"B", "m", "n"}),
        ("with open(name) as file:\n    file.read()", {"name"}),
        ("try:\n    f()\nexcept ValueError as error:\n    print(error)", {"f"}),
        ("a = = b", set()),
    ],
)
def test_what_a_cell_needs(source, needs):
    assert names_in(source).needs == needs


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        (["a = 1", "b = 2", "print(b)"], [1]),
        (["a = 1", "b = a", "c = 3", "print(b)"], [0, 1]),
        (["a = 1", "a = 2", "print(a)"], [1]),
        (["a = 1", "a += 1", "print(a)"], [0, 1]),
        (["a = [1]", "a.append(2)", "print(a)"], [0, 1]),
        (["a = [1]", "print(a.index(1))", "print(a)"], [0]),
        (["from p import train", "n = 1", "X = 2", "h = train(n, X)", "print(X)"], [2]),
        (["from p import train", "n = 1", "X = 2", "h = train(n, X)", "print(n)"], [0, 1, 2, 3]),
        (["import numpy as np", "x = np.ones(3)", "np.exp(x)", "np.zeros(2)"], [0]),
        (["n = 1", "t = n.theta", "t -= 1", "print(n)"], [0, 1, 2]),
        (["def f(x):\n    return k", "k = 1", "print(f(2))"], [0]),
    ],
)
def test_which_cells_run_before(sources, wanted):
    assert slice_of(*sources) == wanted
