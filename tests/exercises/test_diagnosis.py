"""`diagnose` calls every bug of the zoo by its name, however it is written, and the right gradient right."""

import sys

import numpy as np
import pytest
import wild
from seeds import first, seeds, share

from nncourse import (
    Dense,
    Network,
    backprop,
    relu,
    set_language,
    sigmoid,
    symmetric_quotient,
)
from nncourse.bugs import ZOO, Backward, in_float32
from nncourse.exercises import diagnose
from nncourse.exercises.diagnosis import TOLERANCE, cases
from nncourse.exercises.diagnosis.suspects import parallel

pytestmark = [pytest.mark.numerical, pytest.mark.usefixtures("nothing_set")]

SEEDS = seeds(4, 100)
BY_ID = {bug.id: bug for bug in ZOO}
each_bug = pytest.mark.parametrize("bug", ZOO, ids=lambda bug: bug.id)


@each_bug
def test_it_is_diagnosed_as_itself_and_no_other(bug):
    for seed in SEEDS:
        result = diagnose(bug, seed=seed)
        assert (result.status, result.bug) == ("convention" if bug.only_scales else "bug", bug), seed
        assert result.error > 100 * TOLERANCE or (bug.id == "accumulated" and result.error < 1e-14)  # at the first call


def test_the_right_gradient_is_never_diagnosed_as_a_bug():
    for seed in SEEDS:
        result = diagnose(backprop, seed=seed)
        assert result.right and result.bug is None and result.error == 0


def test_the_networks_of_a_diagnosis_show_everything():
    for seed in SEEDS:
        tried = cases(seed)
        assert {case.network.layers[0].f for case in tried} == {sigmoid, relu}
        assert any(len({*case.network.sizes}) == 4 and len(case.X) not in case.network.sizes for case in tried)
        assert any({*case.network.sizes} == {3} for case in tried)


# Learners write it their own way


def in_loops(network, X, targets, cost):
    """Sample by sample, column vectors turned the notes' way, lists of lists returned flat."""
    total, C = [0.0] * network.theta.size, 0.0
    for x, g in zip(X, targets, strict=True):
        activations, signals = [x], []
        for layer in network.layers:
            signals.append(layer.W @ activations[-1] + layer.b)
            activations.append(layer.f(signals[-1]))
        C += sum((activations[-1] - g) ** 2) / len(X)
        slope, pieces = 2 * (activations[-1] - g) / len(X), []
        for layer, z, a in zip(reversed(network.layers), reversed(signals), reversed(activations[:-1]), strict=True):
            delta = layer.f.derivative(z) * slope
            pieces = [*np.outer(delta, a).ravel(), *delta, *pieces]
            slope = layer.W.T @ delta
        total = [a + b for a, b in zip(total, pieces, strict=True)]
    return C, total


def only_the_gradient(network, X, targets, cost):
    return backprop(network, X, targets, cost)[1]


def by_quotients(network, X, targets, cost):
    gradient = np.empty_like(network.theta)
    for i in range(len(gradient)):

        def C(value, i=i):
            moved = network.theta.copy()
            moved[i] = value
            twin = Network(*[Dense(layer.n_in, layer.n_out, layer.f) for layer in network.layers])
            twin.theta = moved
            return cost(twin(X), targets)

        gradient[i] = symmetric_quotient(C, network.theta[i], 1e-5)
    return gradient


class WithMemory:
    def __init__(self):
        self.calls = 0

    def __call__(self, network, X, targets, cost):
        self.calls += 1
        return np.array(self.calls), backprop(network, X, targets, cost)[1]


def right_in_float32(network, X, targets, cost):
    return backprop(in_float32(network), X, targets, cost)


RIGHT = [Backward(), in_loops, only_the_gradient, by_quotients, WithMemory(), right_in_float32]


@pytest.mark.parametrize("function", RIGHT, ids=lambda function: getattr(function, "__name__", type(function).__name__))
def test_other_right_ways_are_right(function):
    assert all(diagnose(function, seed=seed).right for seed in seeds(3, 10))


def test_a_right_gradient_that_also_makes_the_step():
    def steps_too(network, X, targets, cost):
        C, gradient = backprop(network, X, targets, cost)
        network.theta -= 0.1 * gradient
        return C, gradient

    result = diagnose(steps_too)
    assert result.right and "network.theta" in repr(result)


def own(change):
    """A backward pass in the notes' way, one sample at a time, with a place for every mistake."""

    def gradient(network, X, targets, cost):
        total = np.zeros_like(network.theta)
        for x, g in zip(X, targets, strict=True):
            a, z = [x], []
            for layer in network.layers:
                z.append(layer.W @ a[-1] + layer.b)
                a.append(layer.f(z[-1]))
            dC_da = change.get("start", lambda o, g, n: 2 * (o - g) / n)(a[-1], g, len(X))
            pieces = []
            for k in reversed(range(len(z))):
                f, W = network.layers[k].f, network.layers[k].W
                slope = change.get("slope", lambda f, z, a: f.derivative(z))(f, z[k], a[k + 1])
                delta = slope * dC_da
                went_in = change.get("input", lambda a, k: a[k])(a, k)
                pieces = [np.outer(delta, went_in).ravel(), change.get("bias", 1.0) * delta, *pieces]
                dC_da = change.get("back", lambda W, delta: W.T @ delta)(W, delta)
            total += np.concatenate(pieces)
        return change.get("all", 1.0) * total

    return gradient


OWN = [
    ("no-two", {"all": 0.5}),
    ("sum", {"start": lambda o, g, n: 2 * (o - g)}),
    ("mean-all", {"start": lambda o, g, n: 2 * np.array([(o - g) / n]).ravel() / o.size}),
    ("sign", {"start": lambda o, g, n: 2 * (g - o) / n}),
    ("slope-of-a", {"slope": lambda f, z, a: f.derivative(a)}),
    ("no-activation-slope", {"slope": lambda f, z, a: 1}),
    ("relu-slope-one", {"slope": lambda f, z, a: np.ones(len(z)) if f is relu else f.derivative(z)}),
    ("wrong-activation", {"input": lambda a, k: a[k + 1]}),  # stops where sizes differ
    ("bias-zero", {"bias": 0.0}),
    ("not-transposed", {"back": lambda W, delta: W @ delta}),  # stops where sizes differ
    ("one-path", {"back": lambda W, delta: W[0] * delta[0]}),
    ("output-only", {"back": lambda W, delta: np.zeros(W.shape[1])}),
]


@pytest.mark.parametrize(("name", "change"), OWN, ids=[name for name, _ in OWN])
def test_a_learners_own_code_with_this_bug_is_recognized(name, change):
    assert diagnose(own({})).right
    for seed in seeds(2, 5):
        assert diagnose(own(change), seed=seed).bug is BY_ID[name]


def test_where_sizes_differ_the_code_stops_and_both_are_said():
    result = diagnose(own({"back": lambda W, delta: W @ delta}))
    assert result.bug is BY_ID["not-transposed"]
    assert "ValueError" in result.lines[-3] and "4-5-2-3" in result.lines[-1]


@pytest.mark.parametrize("rate", [0.01, 0.1, 1.0, 5.0])
def test_changing_the_weights_on_the_way_is_recognized_at_any_rate(rate):
    def gradient(network, X, targets, cost):
        Z, A = network.forward(X)
        dA, g = cost.gradient(A[-1], targets), np.empty_like(network.theta)
        for k in reversed(range(len(network.layers))):
            layer, (dW, db) = network.layers[k], network.views(g)[k]
            delta = layer.f.derivative(Z[k]) * dA
            dW[:], db[:] = delta.T @ A[k], delta.sum(axis=0)
            layer.W -= rate * dW
            layer.b -= rate * db
            dA = delta @ layer.W
        return cost(A[-1], targets), g

    assert diagnose(gradient).bug is BY_ID["updated-too-early"]


def test_accumulation_is_recognized_whatever_is_left_over():
    left = {}

    def gradient(network, X, targets, cost):
        C, g = backprop(network, X, targets, cost)
        left.setdefault(g.size, np.full(g.size, 0.3))
        left[g.size] += g
        return C, left[g.size]  # the same array each time

    for _ in range(2):
        assert diagnose(gradient).bug is BY_ID["accumulated"]


@pytest.mark.parametrize("h", [1e-4, 1e-5, 1e-6])
def test_too_small_an_h_in_float32_is_recognized(h):
    def gradient(network, X, targets, cost):
        twin, step = in_float32(network), np.float32(h)
        X, G = X.astype(np.float32), targets.astype(np.float32)
        g = np.empty_like(twin.theta)

        def C():
            return np.mean(np.sum((twin(X) - G) ** 2, axis=1))

        for i, here in enumerate(twin.theta.copy()):
            below = C()
            twin.theta[i] = here + step
            g[i] = (C() - below) / step
            twin.theta[i] = here
        return below, g

    for seed in seeds(2, 5):
        assert diagnose(gradient, seed=seed).bug is BY_ID["float32-quotient"]


# Right and wrong ones as people write them


@pytest.mark.parametrize("name", wild.RIGHT)
def test_right_ones_in_every_style_are_right(name):
    result = diagnose(wild.RIGHT[name])
    assert result.right and result.convention == "1", result


@pytest.mark.parametrize(
    ("function", "status", "bug", "convention", "said"),
    [pytest.param(*it[1:], id=it[0], marks=[pytest.mark.long] * (k % 2)) for k, it in enumerate(wild.WRONG)],
)
def test_wrong_ones_are_named_only_where_the_numbers_say_so(function, status, bug, convention, said):
    result = diagnose(function)
    assert (result.status, result.bug and result.bug.id, result.convention) == (status, bug, convention), result
    assert said in repr(result)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 6))
def test_they_are_named_alike_with_other_numbers(seed):
    assert all(diagnose(function, seed=seed).right for function in wild.RIGHT.values())
    for name, function, status, bug, convention, _ in wild.WRONG:
        result = diagnose(function, seed=seed)
        assert (result.status, result.bug and result.bug.id, result.convention) == (status, bug, convention), name


# In another convention

FACTORS = {
    "1 / 2": lambda n, n_out: 1 / 2,
    "n": lambda n, n_out: n,
    "n / 2": lambda n, n_out: n / 2,
    "1 / n_out": lambda n, n_out: 1 / n_out,
    "-1": lambda n, n_out: -1,
    "-1 / 2": lambda n, n_out: -1 / 2,
    "1 / n": lambda n, n_out: 1 / n,
    "n / (2 * n_out)": lambda n, n_out: n / 2 / n_out,
}


def times(factor, gradient_function):
    """The same gradient in another convention."""

    def gradient(network, X, targets, cost):
        C, g = gradient_function(network, X, targets, cost)
        return C, factor(*targets.shape) * g

    return gradient


@pytest.mark.parametrize("k", [k for k, bug in enumerate(ZOO) if not bug.only_scales], ids=lambda k: ZOO[k].id)
def test_a_convention_hides_no_bug(k):
    for factor in share(k, FACTORS):
        result = diagnose(times(FACTORS[factor], ZOO[k]))
        assert (result.status, result.bug, result.convention) == ("bug", ZOO[k], factor)
        assert "andere Vereinbarung" in repr(result) and f"({ZOO[k].id})" in repr(result)


@pytest.mark.parametrize("factor", FACTORS)
def test_a_convention_is_no_bug(factor):
    result = diagnose(times(FACTORS[factor], backprop))
    names = {"1 / 2": "no-two", "n": "sum", "1 / n_out": "mean-all", "-1": "sign"}
    assert (result.status, result.bug, result.convention) == ("convention", BY_ID.get(names.get(factor)), factor)
    assert "anderen Lernrate" in repr(result) and "rechnet richtig" in repr(result)


def test_which_convention_it_is_and_how_it_reads_in_ours():
    set_language("en")
    text = repr(diagnose(times(lambda n, n_out: -n / 2, backprop)))
    for words in ("½ (O − G)²", "sum over the samples", "sign is reversed", "times -2 / n"):
        assert words in text
    assert "np.mean" in repr(diagnose(times(lambda n, n_out: 1 / n_out, backprop)))


@pytest.mark.parametrize("bug", [bug for bug in ZOO if bug.only_scales], ids=lambda bug: bug.id)
def test_conventions_add_up(bug):
    result = diagnose(times(lambda n, n_out: 1 / 2 / n, bug))
    assert result.status == "convention" and result.bug in (None, BY_ID["no-two"]) and "/ " in result.convention


# In a way or a layout of its own


@pytest.mark.parametrize("bug", ZOO, ids=lambda bug: bug.id)
def test_bugs_are_named_in_the_form_of_lists(bug):
    def gradient(network, X, targets, cost):
        C, g = bug(network, X, targets, cost)
        return C, [W for W, _ in network.views(g)], [b[:, None] for _, b in network.views(g)]

    assert diagnose(gradient).bug is bug


def test_a_wrong_shape_is_named_with_its_layer():
    result = diagnose(wild.exercise(db=lambda delta: delta))
    assert result.status == "failed"
    for words in ("db der Schicht 1 hat bei dir die Form (6, 5), erwartet ist (5,)", "eine Zeile je Beispiel"):
        assert words in repr(result)


def test_who_cannot_be_called_learns_how_it_is_called():
    for function in (lambda: 0, lambda a, b, c, d, e: 0, lambda x, y: 0):
        assert "f(weights, biases, X, G)" in repr(diagnose(function)) and "f(network, X, targets, cost)" in repr(
            diagnose(function)
        )


def test_names_in_other_places_say_where():
    text = repr(diagnose(wild.rows(slope=lambda f, z, a, k: 1 if k == 0 else f.derivative(z))))
    assert "Bei dir nur in der ersten Schicht" in text and "in jeder Schicht" not in text


# Nearly right


@pytest.mark.parametrize("h", first(1, [1e-3, 1e-2, 1e-4]))
def test_a_one_sided_quotient_is_called_one(h):
    def gradient(network, X, targets, cost):
        return quotients(network, lambda: cost(network(X), targets), h)

    result = diagnose(gradient)
    assert result.bug is None and "einseitiger Differenzenquotient" in repr(result)


@pytest.mark.parametrize("h", [1e-11, 1e-12, 1e-13])
def test_too_small_an_h_in_float64_is_not_called_float32(h):
    def gradient(network, X, targets, cost):
        return quotients(network, lambda: cost(network(X), targets), h)

    result = diagnose(gradient)
    assert result.bug is None and "zu kleinem h" in repr(result)


def quotients(network, C, h):
    found = np.empty(network.theta.size)
    for i, here in enumerate(network.theta.copy()):
        below = C()
        network.theta[i] = here + h
        found[i] = (C() - below) / h
        network.theta[i] = here
    return found


@pytest.mark.parametrize("digits", [2, 3, 4])
def test_rounding_is_told_apart(digits):
    result = diagnose(lambda network, X, targets, cost: np.round(backprop(network, X, targets, cost)[1], digits))
    assert result.bug is None and f"auf {digits} Stellen" in repr(result)


@pytest.mark.parametrize(
    "numbers",
    [np.arange, lambda size: np.random.default_rng(0).integers(-3, 4, size), lambda size: np.arange(size) / 100],
)
def test_whole_numbers_are_no_quotients(numbers):
    result = diagnose(lambda network, X, targets, cost: numbers(network.theta.size))
    assert (result.status, result.bug) == ("wrong", None)


@pytest.mark.parametrize("scale", [1.0, 0.5, -1.0])
def test_the_rate_of_a_step_that_comes_too_early_is_read_off(scale):
    def gradient(network, X, targets, cost):
        Z, A = network.forward(X)
        dA, g = scale * cost.gradient(A[-1], targets), np.empty_like(network.theta)
        for k in reversed(range(len(network.layers))):
            layer, (dW, db) = network.layers[k], network.views(g)[k]
            delta = layer.f.derivative(Z[k]) * dA
            dW[:], db[:] = delta.T @ A[k], delta.sum(axis=0)
            layer.W -= 0.25 * dW
            dA = delta @ layer.W
        return g

    result = diagnose(gradient)
    assert result.bug is BY_ID["updated-too-early"] and f"Lernrate {0.25 * scale:.3g}".replace(".", ",") in repr(result)


# Wrong in a way of its own


def changed(change):
    """Backpropagation whose gradient is changed afterward, as W and b of each layer."""

    def gradient(network, X, targets, cost):
        C, g = backprop(network, X, targets, cost)
        change(network.views(g), network)
        return C, g

    return gradient


def test_a_multiple_is_called_one():
    def three(views, network):
        for W, b in views:
            W *= 3
            b *= 3

    result = diagnose(changed(three))
    assert (result.status, result.bug) == ("wrong", None)
    assert "überall das 3-Fache" in repr(result)
    assert result.error == pytest.approx(0.5)  # |3 - 1| / (3 + 1)


def test_zero_everywhere():
    assert "überall 0" in repr(diagnose(lambda network, X, targets, cost: np.zeros(network.theta.size)))


def test_a_huge_gradient_is_no_multiple_of_everything():
    assert not parallel(np.full(4, 1e300), np.arange(4.0)) and parallel(1e300 * np.arange(4.0), np.arange(4.0))
    result = diagnose(lambda network, X, targets, cost: np.full(network.theta.size, 1e300))  # and without a warning
    assert (result.status, result.bug) == ("wrong", None)


@pytest.mark.parametrize(
    "settings",
    [{"seconds": 0}, {"seconds": np.nan}, {"seconds": 1e300}, {"seconds": "5"}, {"seed": -1}, {"seed": 1.0}],
    ids=str,
)
def test_settings_that_make_no_sense_are_not_the_functions_fault(settings):
    with pytest.raises((TypeError, ValueError), match="(seconds|seed) is .*; expected"):
        diagnose(backprop, **settings)


def test_the_worst_block_and_its_factor_are_named():
    def half_more(views, network):
        views[1][1][:] *= 1.5

    text = repr(diagnose(changed(half_more)))
    assert "b der Schicht 2" in text and "relativer Fehler 0,2" in text and "1,5-Fache" in text
    set_language("en")
    text = repr(diagnose(changed(half_more)))
    assert "b of layer 2" in text and "relative error of 0.2" in text and "1.5 times" in text

    def other(views, network):
        views[0][0][:] = 1

    text = repr(diagnose(changed(other)))
    assert "W of layer 1" in text and "not a multiple" in text


def test_the_factor_of_the_worst_block_is_told_apart_from_the_convention():
    def half_of_the_cost_and_twice_the_first_weights(network, X, targets, cost):
        C, gradient = backprop(network, X, targets, cost)
        network.views(gradient)[0][0][:] *= 2
        return C / 2, gradient / 2

    text = repr(diagnose(half_of_the_cost_and_twice_the_first_weights))
    assert "die Hälfte der unseren" in text and "W der Schicht 1" in text and "2-Fache des richtigen" in text


def test_wrong_with_relu_only():
    def fixed_sigmoid(views, network):
        if network.layers[0].f is relu:
            views[0][0][:] *= -1

    assert "nur mit relu. Rechnet er mit dem f der Schicht" in repr(diagnose(changed(fixed_sigmoid)))


def test_another_answer_each_time():
    rng = np.random.default_rng(0)
    result = diagnose(lambda network, X, targets, cost: backprop(network, X, targets, cost)[1] * rng.uniform(0.9, 1.1))
    assert result.status == "wrong" and "beim zweiten Aufruf" in repr(result)


def test_signs_are_not_taken_for_rounded_costs():
    result = diagnose(lambda network, X, targets, cost: np.sign(backprop(network, X, targets, cost)[1]))
    assert (result.status, result.bug) == ("wrong", None)


# Tough


def endless(network, X, targets, cost):
    while True:
        pass


def endless_recursion(*args):
    return endless_recursion(*args)


def spoils_X(network, X, targets, cost):
    X -= 1
    return backprop(network, X, targets, cost)


def prints(network, X, targets, cost):
    print("dW =", 1)


TOUGH = [
    (endless, "wurde angehalten"),
    (endless_recursion, "ruft sich selbst auf"),
    (lambda network, X, targets, cost: None, "gibt nichts zurück"),
    (lambda network, X, targets, cost: (1.0, None), "gibt nichts zurück"),
    (lambda network, X, targets, cost: ..., "nicht aus reellen Zahlen"),
    (prints, "gibt etwas aus"),
    (lambda network, X, targets, cost: np.zeros(3), r"hat die Form (3,), erwartet ist (46,)"),
    (lambda network, X, targets, cost: network.views(network.theta)[:2], "Vektor in der Reihenfolge von theta"),
    (lambda network, X, targets, cost: (1.0, [network.theta, 2]), "hat die Form"),
    (lambda network, X, targets, cost: "0.5", "nicht aus reellen Zahlen"),
    (lambda network, X, targets, cost: network.theta + 0j, "nicht aus reellen Zahlen"),
    (lambda network, X, targets, cost: network.theta.astype(object), "nicht aus reellen Zahlen"),
    (lambda network, X, targets, cost: network.theta * np.nan, "nan"),
    (lambda network, X, targets, cost: 1 / 0, "ZeroDivisionError"),
    (lambda network, X: 0, "positional argument"),
    (lambda network, X, targets, cost: sys.exit(), "exit()"),
    (lambda network, X, targets, cost: input(), "input()"),
    (spoils_X, "Argument X verändert"),
    (3.0, "braucht die Funktion selbst"),
    (None, "braucht die Funktion selbst"),
]


@pytest.mark.parametrize(("function", "said"), TOUGH, ids=[said for _, said in TOUGH])
def test_whatever_it_does_there_is_a_clear_message(function, said, capsys):
    result = diagnose(function, seconds=0.5)
    assert (result.status, result.right, result.bug) == ("failed", False, None)
    assert said in repr(result)
    assert capsys.readouterr() == ("", "")


def test_an_error_names_the_learners_own_line():
    def gradient(network, X, targets, cost):
        return network.theta[10**6]

    text = repr(diagnose(gradient))
    assert "IndexError" in text and "return network.theta[10**6]" in text and "4-5-2-3, sigmoid, mit 6" in text


# How it shows


@pytest.mark.parametrize("code", ["de", "en"])
def test_text_and_html_say_the_same_in_both_languages(code):
    set_language(code)
    for function in (backprop, BY_ID["slope-of-a"], BY_ID["accumulated"], endless_recursion, lambda *args: 1 / 0):
        result = diagnose(function)
        assert result.lines[0] in repr(result)
        assert repr(result)[0] == ("✓" if result.right else "✗")
        page = result._repr_html_()
        assert page.count("<div") == page.count("</div>") and "A'(" not in page  # escaped
    assert diagnose(BY_ID["slope-of-a"]).lines[1] == getattr(BY_ID["slope-of-a"].does, code)


def test_the_right_and_the_wrong_line_are_shown():
    text = repr(diagnose(BY_ID["bias-mean-twice"]))
    assert "richtig: return delta.sum(axis=0)" in text and "falsch:  return delta.mean(axis=0)" in text
