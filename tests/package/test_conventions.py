"""The conventions that no other test holds, and the page that lists them all, each with its test."""

import ast
import re

import numpy as np
import pages
import pytest

from nncourse import (
    BinaryCrossEntropy,
    CrossEntropy,
    GradientDescent,
    Network,
    SquaredError,
    accuracy,
    backprop,
    check_gradient,
    numerical_gradient,
    sigmoid,
    softmax,
    symmetric_quotient,
    train,
)


def example():
    """Return a network 4-3-2, five samples and their targets."""
    rng = np.random.default_rng(0)
    return Network.mlp([4, 3, 2], seed=1), rng.standard_normal((5, 4)), rng.uniform(size=(5, 2))


# What a page of the book shows is written to be read alone.


def test_a_step_goes_against_the_gradient():
    theta, gradient = np.array([1.0, 1.0]), np.array([-4.0, -2.0])
    GradientDescent(learning_rate=0.05).step(theta, gradient)
    assert theta == pytest.approx([1.2, 1.1])  # theta - L * gradient


def test_all_derivatives_come_before_all_changes():
    network, X, targets = example()
    before = network.theta.copy()
    _, gradient = backprop(network, X, targets, SquaredError())
    assert np.array_equal(network.theta, before)
    train(network, X, targets, SquaredError(), GradientDescent(0.1), epochs=1)
    assert network.theta == pytest.approx(before - 0.1 * gradient, abs=1e-15)


def test_the_gradient_of_a_cross_entropy_is_output_minus_target():
    z, targets = np.array([[2.0, -1.0], [0.5, 0.5]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    assert CrossEntropy().gradient(z, targets) == pytest.approx((softmax(z) - targets) / 2)
    assert BinaryCrossEntropy().gradient(z, targets) == pytest.approx((sigmoid(z) - targets) / 2)


def test_the_numerical_gradient_is_symmetric_with_a_step_of_1e_5():
    def C(w):
        return w**4

    gradient = numerical_gradient(lambda theta: C(theta[0]), np.array([0.3]))
    assert gradient == [symmetric_quotient(C, 0.3, h=1e-5)]


def test_a_gradient_passes_up_to_a_relative_error_of_1e_6():
    network, X, targets = example()

    def off(by):
        def gradient(*arguments):
            C, g = backprop(*arguments)
            return C, g * (1 + by)

        return gradient

    assert check_gradient(network, X, targets, SquaredError(), off(by=1e-6)).passed  # |g - q| / (|g| + |q|) = 5e-7
    assert not check_gradient(network, X, targets, SquaredError(), off(by=4e-6)).passed


def test_numbers_are_float64_unless_a_network_is_told_otherwise():
    assert Network.mlp([4, 3, 2]).dtype == np.float64
    assert Network.mlp([4, 3, 2], dtype=np.float32)([1, 2, 3, 4]).dtype == np.float32


def test_of_equal_outputs_the_first_one_counts():
    assert accuracy([[0.5, 0.5, 0.1]], [0]) == 1.0
    assert accuracy([[0.5, 0.5, 0.1]], [1]) == 0.0


# The page

SOURCES = pages.ROOT / "book/de/conventions_tests.md"
SHOWN = re.compile(r"\((test-[\w-]+)\)=\n`(\S+)`\n\n```\{literalinclude\} (\S+)\n:pyobject: (\S+)\n```")


def rows(text):
    """Return the cells of every table row below a head that ends in "Test"."""
    found, inside = [], False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            inside = False
        elif cells[-1] == "Test":
            inside = True
        elif inside and not set(line) <= set("|-: "):
            found.append(cells)
    return found


def functions(path):
    """Return the names of a file's functions, methods as Class.method."""
    body = ast.parse(path.read_text("utf-8")).body
    methods = [f"{c.name}.{f.name}" for c in body if isinstance(c, ast.ClassDef) for f in c.body if hasattr(f, "name")]
    return {node.name for node in body if isinstance(node, ast.FunctionDef)}.union(methods)


def complaints(page):
    """Return what is missing between the page's table, its tests, and the tests themselves."""
    found, linked = [], []
    for question, answer, *rest in rows(page):
        links = re.findall(r"\]\(#(test-[\w-]+)\)", rest[-1]) if rest else []
        linked += links
        if not question or not answer or not links:
            found.append(f"{question}: not complete")
    shown = {label: test for label, *test in SHOWN.findall(page)}
    for name in sorted({*linked, *shown}):
        title, file, function = shown.get(name, ("", "", ""))
        path = SOURCES.parent / file
        if not file or function not in functions(path):
            found.append(f"{name}: no such test")
        elif not function.rpartition(".")[2].startswith("test_") or title != f"tests/package/{path.name}::{function}":
            found.append(f"{name}: not what its title says")
        if name not in linked:
            found.append(f"{name}: no row")
    return found


@pytest.fixture(scope="module")
def page():
    """The text of the page: the table, and the tests' sources."""
    return SOURCES.read_text("utf-8")


def test_there_is_one_table_with_a_test_in_every_row(page):
    assert len(rows(page)) >= 30 and page.count("| Test |") == 1
    assert complaints(page) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("(#test-costs-mean-over-the-samples)", "()", "not complete"),
        ("(#test-costs-mean-over-the-samples)", "(#test-costs-median)", "test-costs-median: no such test"),
        (":pyobject: test_mean_over_the_samples", ":pyobject: test_median", "no such test"),
        ("test_costs.py::test_mean", "test_cost.py::test_mean", "not what its title says"),
        ("(test-costs-mean-over-the-samples)=", "(test-costs-other)=", "test-costs-other: no row"),
    ],
)
def test_a_row_without_its_test_is_seen(page, old, new, complaint):
    changed = page.replace(old, new)
    assert changed != page
    assert any(complaint in found for found in complaints(changed))


def test_the_built_page_shows_every_test(site):
    shown = pages.read(site / "conventions_tests.html").get_text()
    names = [function.rpartition(".")[2] for *_, function in SHOWN.findall(SOURCES.read_text("utf-8"))]
    assert [name for name in names if f"def {name}(" not in shown] == []
