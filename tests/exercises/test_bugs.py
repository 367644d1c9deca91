"""Every wrong gradient of the zoo is caught and called by its name; the right one never is."""

import subprocess
import sys
import weakref

import numpy as np
import pytest

from nncourse import (
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    Network,
    SquaredError,
    backprop,
    check_gradient,
    identity,
    language,
    relu,
    set_language,
    sigmoid,
    symmetric_quotient,
    tanh,
    xor,
)
from nncourse.bugs import TOLERANCE, ZOO, Accumulated, Backward, cases, diagnose, in_float32

pytestmark = pytest.mark.numerical

SEEDS = range(100)
COST = SquaredError()
BY_ID = {bug.id: bug for bug in ZOO}
each_bug = pytest.mark.parametrize("bug", ZOO, ids=lambda bug: bug.id)

DIFFERENT, SMALL, SQUARE = (2, 4, 3, 2), (2, 3, 2), (3, 3, 3)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    monkeypatch.setattr(language, "_language", None)
    monkeypatch.delenv("NNCOURSE_LANG", raising=False)


def example(seed, sizes=DIFFERENT, f=sigmoid, output=sigmoid, n=4):
    rng = np.random.default_rng(seed)
    network = Network.mlp(sizes, hidden=f, output=output, seed=seed)
    for layer in network.layers:
        layer.b = 0.5 * rng.standard_normal(layer.b.shape)
    return network, rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1])), COST


def with_shares(network, X, G, cost):
    """The same with targets that add up to 1, which every cost takes."""
    return network, X, G / G.sum(axis=1, keepdims=True), cost


# What is in the zoo


def test_there_are_at_least_14_and_each_is_explained_in_both_languages():
    assert len(ZOO) == len(BY_ID) >= 14
    for bug in ZOO:
        for text in (bug.name, bug.does, bug.hides, bug.caught):
            assert text.de and text.en and (text.de != text.en)
        assert all(text.de.endswith(".") and text.en.endswith(".") for text in (bug.does, bug.hides, bug.caught))


def test_each_bug_shows_the_line_that_is_wrong():
    assert BY_ID["bias-mean-twice"].lines == ("return delta.sum(axis=0)", "return delta.mean(axis=0)")
    assert BY_ID["float32-quotient"].lines is None
    for bug in ZOO:
        if bug.id != "float32-quotient":
            right, wrong = bug.lines
            assert right != wrong and "#" not in right + wrong and len(right.split("\n")) == 1


def test_a_bug_says_its_name():
    assert repr(BY_ID["sum"]) == "Bug('sum': Summe statt Mittelwert)"
    set_language("en")
    assert repr(BY_ID["sum"]) == "Bug('sum': sum instead of mean)"


def test_without_a_bug_the_five_steps_are_backprop():
    costs = [COST, CrossEntropy(), BinaryCrossEntropy()]
    for seed in range(10):
        for f in (sigmoid, tanh, relu):
            for cost in costs:
                case = with_shares(*example(seed, f=f, output=identity)[:3], cost)
                (C, gradient), (right_C, right) = Backward()(*case), backprop(*case)
                assert C == right_C and gradient == pytest.approx(right, rel=1e-12, abs=1e-15)
        _, X, G, _ = example(seed)
        network = Network(Maxout(2, 3), Dense(3, 2, tanh), seed=seed)
        assert Backward()(network, X, G, COST)[1] == pytest.approx(backprop(network, X, G, COST)[1], rel=1e-12)


@each_bug
def test_a_bug_is_called_like_backprop(bug):
    network, X, G, cost = example(0)
    before = network.theta.tobytes(), X.tobytes(), G.tobytes()
    C, gradient = bug(network, X.tolist(), G.tolist(), cost)
    assert C == pytest.approx(backprop(network, X, G, cost)[0], rel=1e-6)
    assert gradient.shape == network.theta.shape and gradient.dtype == float
    assert (network.theta.tobytes(), X.tobytes(), G.tobytes()) == before
    with pytest.raises(ValueError, match="targets has"):
        bug(network, X, G[:, :1], cost)


# What a bug is, in numbers


def quotient(bug, case):
    """Return the bug's gradient divided by the right one, entry by entry."""
    return bug(*case)[1] / backprop(*case)[1]


@pytest.mark.parametrize(("name", "factor"), [("no-two", 1 / 2), ("sum", 4), ("mean-all", 1 / 2), ("sign", -1)])
def test_bugs_that_are_a_multiple(name, factor):
    assert quotient(BY_ID[name], example(0)) == pytest.approx(factor)


def test_mean_over_three_outputs():
    assert quotient(BY_ID["mean-all"], example(0, (2, 4, 3))) == pytest.approx(1 / 3)


def test_the_bias_bugs_leave_the_weights_alone():
    case = example(0)
    for name, factor in (("bias-mean-twice", 1 / 4), ("bias-zero", 0)):
        for W, b in case[0].views(quotient(BY_ID[name], case)):
            assert W == pytest.approx(1) and b == pytest.approx(factor)


def test_without_the_slope_at_the_output_it_is_the_cross_entropy():
    """sigma' at the output is what the squared error has and the cross-entropy has not; the 2 stays."""
    network, X, G, _ = example(0)
    twin = Network(Dense(2, 4, sigmoid), Dense(4, 3, sigmoid), Dense(3, 2, identity))
    twin.theta = network.theta
    other = backprop(twin, X, G, BinaryCrossEntropy())[1]
    assert BY_ID["no-output-slope"](network, X, G, COST)[1] == pytest.approx(2 * other)


def test_with_a_single_output_one_path_is_all_there_is():
    assert quotient(BY_ID["one-path"], example(0, (2, 4, 1))) == pytest.approx(1)
    assert quotient(BY_ID["mean-all"], example(0, (2, 4, 1))) == pytest.approx(1)


def test_updating_too_early_is_the_step_that_such_a_code_makes():
    """W of the last layer is improved first, then delta goes back through it."""
    bug = BY_ID["updated-too-early"]
    network, X, G, _ = example(0, (2, 3, 2))
    L, (_, (dW, _)) = bug.steps.learning_rate, network.views(backprop(network, X, G, COST)[1])
    Z, A = network.forward(X)
    delta = sigmoid.derivative(Z[1]) * COST.gradient(A[2], G)
    hidden = sigmoid.derivative(Z[0]) * (delta @ (network.layers[1].W - L * dW))
    assert network.views(bug(network, X, G, COST)[1])[0][0] == pytest.approx(hidden.T @ X)


def test_accumulation_begins_anew_with_a_new_network():
    bug, case = BY_ID["accumulated"], example(0)
    right = backprop(*case)[1]
    for calls in (1, 2, 3):
        assert bug(*case)[1] == pytest.approx(calls * right)
    assert bug(*example(0))[1] == pytest.approx(right)


def test_accumulation_keeps_no_network_alive():
    steps, case = Accumulated(), example(0)
    steps(*case)
    network = weakref.ref(case[0])
    del case
    assert network() is None and len(steps.total) == 0


@pytest.mark.parametrize("f", [sigmoid, tanh, relu], ids=repr)
def test_a_copy_in_float32_computes_the_same(f):
    network, X, _, _ = example(0, f=f)
    assert in_float32(network).dtype == np.float32
    assert in_float32(network)(X) == pytest.approx(network(X), rel=1e-5)
    maxout = Network(Maxout(2, 3), Dense(3, 1, f))
    assert in_float32(maxout)(X) == pytest.approx(maxout(X), rel=1e-5)


@each_bug
def test_training_with_a_bug_runs(bug):
    X, G = xor()
    network = Network.mlp([2, 3, 1], hidden=tanh)
    optimizer = GradientDescent(0.1)
    for _ in range(20):
        C, gradient = bug(network, X, G, COST)
        optimizer.step(network.theta, gradient)
    assert np.isfinite(C) and np.isfinite(network.theta).all()


# Caught: check_gradient

NEEDS = {  # what a check must have to see this bug; a sigmoid network of different sizes sees all others
    "relu-slope-one": "ReLU",
    "not-transposed": "a square W",
    "wrong-activation": "a square W",
    "accumulated": "a second call",
}


@pytest.mark.parametrize("name", [name for name in BY_ID if name not in NEEDS])
def test_check_gradient_catches_it_on_sigmoid_networks(name):
    passed = [seed for seed in SEEDS if check_gradient(*example(seed, SMALL), gradient=BY_ID[name]).passed]
    assert passed == []


@pytest.mark.parametrize("name", NEEDS)
def test_check_gradient_does_not_see_it_on_a_sigmoid_network_of_different_sizes(name):
    assert all(check_gradient(*example(seed, SMALL), gradient=BY_ID[name]).passed for seed in SEEDS)


@pytest.mark.parametrize("name", [name for name, need in NEEDS.items() if need == "a square W"])
def test_check_gradient_catches_it_with_a_square_W(name):
    assert not any(check_gradient(*example(seed, SQUARE), gradient=BY_ID[name]).passed for seed in SEEDS)


def test_check_gradient_catches_the_slope_of_relu_with_relu():
    bug = BY_ID["relu-slope-one"]
    assert not any(check_gradient(*example(seed, f=relu), gradient=bug).passed for seed in SEEDS)


def test_check_gradient_catches_accumulation_when_called_twice():
    for seed in SEEDS:
        case = example(seed, SMALL)
        assert check_gradient(*case, gradient=BY_ID["accumulated"]).passed
        assert not check_gradient(*case, gradient=BY_ID["accumulated"]).passed


def test_with_relu_alone_the_slope_of_a_is_never_seen_and_every_other_is():
    """Why a check always has a sigmoid or tanh in it."""
    unseen = dict(BY_ID)
    for seed in range(20):
        for sizes in (DIFFERENT, SQUARE):
            case = example(seed, sizes, relu, relu, n=8)
            for name, bug in list(unseen.items()):
                if not all(check_gradient(*case, gradient=bug).passed for _ in range(2)):
                    del unseen[name]
    assert list(unseen) == ["slope-of-a"]
    for seed in SEEDS:
        case = example(seed, f=relu, output=relu, n=8)
        assert BY_ID["slope-of-a"](*case)[1] == pytest.approx(backprop(*case)[1], rel=1e-12)
        assert not check_gradient(*example(seed, f=tanh), gradient=BY_ID["slope-of-a"]).passed


def test_doubling_every_sample_shows_these_and_no_others():
    shown = set()
    for seed in SEEDS:
        network, X, G, cost = example(seed)
        for bug in set(ZOO) - {BY_ID["accumulated"]}:
            once, twice = bug(network, X, G, cost)[1], bug(network, np.tile(X, (2, 1)), np.tile(G, (2, 1)), cost)[1]
            if not np.allclose(once, twice, rtol=1e-9, atol=1e-12) and bug.id != "float32-quotient":
                shown.add(bug.id)
    assert shown == {"sum", "bias-mean-twice"}


# Diagnosed


@each_bug
def test_it_is_diagnosed_as_itself_and_no_other(bug):
    for seed in SEEDS:
        result = diagnose(bug, seed=seed)
        assert (result.status, result.bug) == ("bug", bug), seed
        assert result.error > 100 * TOLERANCE or (bug.id == "accumulated" and result.error < 1e-14)  # at the first call


def test_the_right_gradient_is_never_diagnosed_as_a_bug():
    for seed in SEEDS:
        result = diagnose(backprop, seed=seed)
        assert result.right and result.bug is None and result.error == 0


@pytest.mark.parametrize("f", [sigmoid, tanh, relu, Maxout], ids=lambda f: getattr(f, "name", "maxout"))
def test_the_right_gradient_is_never_caught(f):
    for seed in SEEDS:
        cost = (COST, CrossEntropy(), BinaryCrossEntropy())[seed % 3]
        network, X, G, cost = with_shares(*example(seed, f=tanh if f is Maxout else f, output=identity)[:3], cost)
        if f is Maxout:
            network = Network(Maxout(2, 3), Dense(3, 2, identity), seed=seed)
        assert check_gradient(network, X, G, cost, gradient=Backward()).passed


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
    assert all(diagnose(function, seed=seed).right for seed in range(10))


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
def test_a_learners_own_code_with_this_bug_is_recognised(name, change):
    assert diagnose(own({})).right
    for seed in range(5):
        assert diagnose(own(change), seed=seed).bug is BY_ID[name]


def test_where_sizes_differ_the_code_stops_and_both_are_said():
    result = diagnose(own({"back": lambda W, delta: W @ delta}))
    assert result.bug is BY_ID["not-transposed"]
    assert "ValueError" in result.lines[-3] and "4-5-2-3" in result.lines[-1]


@pytest.mark.parametrize("rate", [0.01, 0.1, 1.0, 5.0])
def test_changing_the_weights_on_the_way_is_recognised_at_any_rate(rate):
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


def test_accumulation_is_recognised_whatever_is_left_over():
    left = {}

    def gradient(network, X, targets, cost):
        C, g = backprop(network, X, targets, cost)
        left.setdefault(g.size, np.full(g.size, 0.3))
        left[g.size] += g
        return C, left[g.size]  # the same array each time

    for _ in range(2):
        assert diagnose(gradient).bug is BY_ID["accumulated"]


@pytest.mark.parametrize("h", [1e-4, 1e-5, 1e-6])
def test_too_small_an_h_in_float32_is_recognised(h):
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

    for seed in range(5):
        assert diagnose(gradient, seed=seed).bug is BY_ID["float32-quotient"]


# Wrong in a way of its own


def changed(change):
    """Backpropagation whose gradient is changed afterwards, as W and b of each layer."""

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
    assert "W of layer 1" in text and "no multiple" in text


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
    (endless, "nach 0.5 Sekunden"),
    (endless_recursion, "ruft sich selbst auf"),
    (lambda network, X, targets, cost: None, "gibt nichts zurück"),
    (lambda network, X, targets, cost: (1.0, None), "gibt nichts zurück"),
    (lambda network, X, targets, cost: ..., "nicht aus reellen Zahlen"),
    (prints, "druckt etwas"),
    (lambda network, X, targets, cost: np.zeros(3), r"hat die Form (3,), erwartet ist (46,)"),
    (lambda network, X, targets, cost: network.views(network.theta), "Vektor in der Reihenfolge von theta"),
    (lambda network, X, targets, cost: (1.0, [network.theta, 2]), "nicht aus reellen Zahlen"),
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


def test_the_zoo_is_no_cost_of_importing_nncourse():
    code = "import sys, nncourse; assert 'nncourse.bugs' not in sys.modules and 'nncourse.exercises' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
