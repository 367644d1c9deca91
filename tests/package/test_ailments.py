"""A checkup finds each ailment, says no other, and nothing of a network that is well."""

import json
import re
import warnings
from pathlib import Path

import numpy as np
import pytest

from nncourse import (
    Activation,
    Adam,
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    GradientDescent,
    History,
    Maxout,
    Momentum,
    Network,
    ShapeError,
    SquaredError,
    checkup,
    circles,
    elu,
    identity,
    leaky_relu,
    mnist,
    moons,
    one_hot,
    relu,
    set_language,
    sigmoid,
    spirals,
    tanh,
    train,
    xor,
)
from nncourse.ailments import EXPLAINS, SAID, SECTIONS, constant_cost

SE, CE, BCE = SquaredError(), CrossEntropy(), BinaryCrossEntropy()
BOOK = Path(__file__).parents[2] / "book/de"


def digits(n, seed=0):
    data, rows = mnist(), np.random.default_rng(seed).permutation(60_000)[:n]
    return data.x_train[rows].reshape(-1, 784), data.y_train[rows]


DIGITS, LABELS = digits(200)
TARGETS = one_hot(LABELS, 10)
MOONS, HALVES = moons(100)
BY_CLASS = np.argsort(LABELS, kind="stable")
rng = np.random.default_rng(0)
TABLE = rng.standard_normal((90, 4))


def reader(hidden=relu, output=identity, between=(30,), change=None, seed=1):
    net = Network.mlp([784, *between, 10], hidden=hidden, output=output, seed=seed)
    if change is not None:
        change(net)
    return net


def small(hidden=tanh, output=identity, between=(8,), change=None, n_in=2, n_out=1):
    net = Network.mlp([n_in, *between, n_out], hidden=hidden, output=output, seed=1)
    if change is not None:
        change(net)
    return net


def set_theta(value):
    return lambda net: net.theta.fill(value)


def larger(factor, layers=slice(None)):
    def change(net):
        for layer in net.layers[layers]:
            layer.W *= factor

    return change


def killed(layer, n=None):
    return lambda net: net.layers[layer].b[:n].fill(-100)


def trained(net, X, G, cost, optimizer, **how):
    train(net, X, G, cost, optimizer, **how)
    return net


def mute(net):
    net.layers[-1].W[:] = 0


def with_column(j, column):
    X = TABLE.copy()
    X[:, j] = column
    return X


def learned_by_heart():
    net, few = reader(), slice(0, 60)
    rest = (DIGITS[60:], TARGETS[60:])
    history = train(net, DIGITS[few], TARGETS[few], CE, Adam(0.003), epochs=60, batch_size=10, validation=rest)
    return net, DIGITS[few], TARGETS[few], CE, {"history": history}


# Ways to be ill: (what is said, network, X, targets, cost, and what is handed over besides)
own_sigmoid = Activation("mine", lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a))
ILL = [
    ("dead", lambda: (reader(change=killed(0)), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("dead", lambda: (reader(change=killed(0, 9)), DIGITS, TARGETS, CE, {})),
    ("dead", lambda: (reader(between=(30, 20), change=killed(1)), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("dead", lambda: (small(relu, change=lambda net: net.layers[0].b.fill(-5)), MOONS, HALVES, BCE, {})),
    ("dead", lambda: (small(elu, change=killed(0)), MOONS, HALVES, BCE, {})),
    (
        "dead",
        lambda: (
            trained(reader(), DIGITS, TARGETS, CE, GradientDescent(1.5), epochs=3, batch_size=10),
            *(DIGITS, TARGETS, CE, {}),
        ),
    ),
    ("saturated", lambda: (reader(tanh, change=larger(30)), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("saturated", lambda: (reader(tanh, between=(30, 30), change=larger(30, slice(1, 2))), DIGITS, TARGETS, CE, {})),
    ("saturated", lambda: (small(sigmoid, sigmoid, change=larger(50)), MOONS, HALVES, SE, {})),
    ("saturated", lambda: (small(own_sigmoid, sigmoid, change=larger(50)), MOONS, HALVES, SE, {})),
    ("alike", lambda: (reader(sigmoid, change=set_theta(0)), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("alike", lambda: (reader(relu, change=set_theta(0)), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("alike", lambda: (small(change=set_theta(0.1)), MOONS, HALVES, BCE, {})),
    (
        "alike",
        lambda: (
            trained(small(sigmoid, change=set_theta(0.1)), MOONS, HALVES, BCE, Adam(0.05), epochs=50),
            *(MOONS, HALVES, BCE, {"optimizer": Adam(0.05)}),
        ),
    ),
    ("pixels", lambda: (reader(), DIGITS.astype(float), TARGETS, CE, {"optimizer": Adam()})),
    ("pixels", lambda: (reader(sigmoid), DIGITS.astype(int), TARGETS, CE, {"optimizer": Adam()})),
    ("inputs-large", lambda: (small(), 1000 * MOONS, HALVES, BCE, {"optimizer": Adam()})),
    ("inputs-large", lambda: (small(relu, n_in=4), with_column(2, 5000 * rng.random(90)), TABLE[:, :1], SE, {})),
    ("inputs-large", lambda: (small(relu, n_in=4), with_column(0, np.arange(1935, 2025)), TABLE[:, :1], SE, {})),
    ("inputs-small", lambda: (reader(), DIGITS / 255 / 255, TARGETS, CE, {"optimizer": Adam()})),
    ("inputs-small", lambda: (small(), MOONS / 1000, HALVES, BCE, {"optimizer": Adam()})),
    ("inputs-same", lambda: (small(), np.tile(MOONS[:1], (100, 1)), HALVES, BCE, {"optimizer": Adam()})),
    ("white-paper", lambda: (reader(), 255 - DIGITS, TARGETS, CE, {})),
    ("white-paper", lambda: (reader(), 1 - DIGITS / 255, TARGETS, CE, {})),
    ("classes-missing", lambda: (reader(), DIGITS[BY_CLASS][:150], TARGETS[BY_CLASS][:150], CE, {"optimizer": Adam()})),
    ("classes-missing", lambda: (reader(), DIGITS[LABELS != 7], TARGETS[LABELS != 7], CE, {})),
    ("targets-same", lambda: (small(), MOONS[:50], HALVES[:50], BCE, {"optimizer": Adam()})),
    ("targets-same", lambda: (small(), MOONS, np.full((100, 1), 3.5), SE, {})),
    ("labels-sorted", lambda: (reader(), DIGITS[BY_CLASS], TARGETS[BY_CLASS], CE, {"optimizer": Adam()})),
    ("labels-sorted", lambda: (small(n_in=4, n_out=3), TABLE, one_hot(np.repeat([2, 0, 1], 30), 3), CE, {})),
    ("labels-sorted", lambda: (small(n_in=4), TABLE, np.repeat([0.0, 1.0], [60, 30])[:, np.newaxis], BCE, {})),
    ("outputs-constant", lambda: (reader(change=mute), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("outputs-constant", lambda: (small(sigmoid, sigmoid, change=mute), MOONS, HALVES, SE, {})),
    ("rate-small", lambda: (reader(), DIGITS, TARGETS, CE, {"optimizer": Adam(1e-7)})),
    ("rate-small", lambda: (reader(), DIGITS, TARGETS, CE, {"optimizer": GradientDescent(1e-6)})),
    ("rate-small", lambda: (small(tanh, sigmoid), MOONS, HALVES, SE, {"optimizer": GradientDescent(1e-5)})),
    ("rate-small", lambda: (small(tanh, sigmoid), MOONS, HALVES, SE, {"optimizer": GradientDescent(1e-9)})),
    ("rate-small", lambda: (small(), MOONS, HALVES, SE, {"optimizer": Momentum(1e-7)})),
    ("rate-small", lambda: (small(tanh, sigmoid), MOONS, HALVES, SE, {"optimizer": Adam(1e-8)})),
    ("rate-large", lambda: (reader(), DIGITS, TARGETS, CE, {"optimizer": Adam(3.0)})),
    ("rate-large", lambda: (reader(), DIGITS, TARGETS, CE, {"optimizer": GradientDescent(10)})),
    ("rate-large", lambda: (reader(sigmoid, sigmoid), DIGITS, TARGETS, SE, {"optimizer": GradientDescent(300)})),
    ("rate-large", lambda: (small(), MOONS, HALVES, SE, {"optimizer": GradientDescent(5)})),
    ("rate-large", lambda: (reader(), DIGITS, TARGETS, CE, {"optimizer": Momentum(5)})),
    ("vanishing", lambda: (reader(sigmoid, between=(30,) * 6), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    (
        "vanishing",
        lambda: (small(sigmoid, sigmoid, between=(8,) * 5), MOONS, HALVES, SE, {"optimizer": GradientDescent(1)}),
    ),
    ("overfitting", learned_by_heart),
    ("output-twice", lambda: (reader(output=sigmoid), DIGITS, TARGETS, CE, {"optimizer": Adam()})),
    ("output-twice", lambda: (small(output=sigmoid), MOONS, HALVES, BCE, {})),
    ("output-twice", lambda: (small(output=relu), MOONS, HALVES, BCE, {})),
    ("output-twice", lambda: (reader(output=tanh), DIGITS, TARGETS, CE, {})),
    ("softmax-of-one", lambda: (small(), MOONS, np.ones((100, 1)), CE, {"optimizer": Adam()})),
    ("targets-unreachable", lambda: (small(output=sigmoid), MOONS, 15 * HALVES, SE, {"optimizer": Adam()})),
    ("targets-unreachable", lambda: (small(output=relu), MOONS, 2 * HALVES - 1, SE, {})),
]


@pytest.mark.parametrize(("name", "make"), ILL, ids=[f"{name}-{i}" for i, (name, _) in enumerate(ILL)])
def test_each_ailment_is_found_and_no_other_said(name, make):
    net, X, G, cost, how = make()
    found = checkup(net, X, G, cost, **how)
    assert found.names == [name]
    numbers = re.findall(r"\d", found.findings[0].text.de)
    assert numbers or name == "output-twice"
    assert "{" not in found.findings[0].text.de + found.findings[0].text.en


def test_every_ailment_is_made():
    assert {name for name, _ in ILL} == set(SAID)
    assert set(EXPLAINS) <= set(SAID) and set().union(*EXPLAINS.values()) <= set(SAID)


def test_two_that_explain_nothing_of_each_other_are_both_said():
    net = reader(change=killed(0))
    assert checkup(net, DIGITS[BY_CLASS], TARGETS[BY_CLASS], CE).names == ["labels-sorted", "dead"]


# Networks that are well


def blobs(n, n_in, k, seed):
    rng = np.random.default_rng(seed)
    centers, labels = rng.normal(0, 2, (k, n_in)), rng.integers(k, size=n)
    return centers[labels] + rng.normal(0, 0.5, (n, n_in)), one_hot(labels, k)


def line(seed):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((80, 6))
    return X, X @ rng.standard_normal((6, 2)) + rng.normal(0, 0.1, (80, 2))


def sine(seed):
    x = np.linspace(-2, 2, 60)[:, np.newaxis]
    return x, np.sin(2 * x)


def some_digits(seed):
    X, labels = digits(150, seed)
    return X, one_hot(labels, 10)


DATA = [
    lambda seed: moons(100, seed=seed),
    lambda seed: circles(100, seed=seed),
    lambda seed: spirals(100, seed=seed),
    lambda seed: xor(),
    lambda seed: blobs(150, 5, 4, seed),
    lambda seed: blobs(60, 2, 2, seed),
    some_digits,
    sine,
    line,
]
HIDDEN = [tanh, leaky_relu, sigmoid, relu, elu]


def healthy(i):
    """Return a network, its data, cost and optimizer that get along, each time others."""
    X, G = DATA[i % len(DATA)](i)
    numbers, yes_or_no, big = not np.isin(G, (0, 1)).all(), G.shape[1] == 1, X.shape[1] == 784
    if numbers:
        cost, output, rate = SE, identity, 0.02
    elif i % 4 == 0:
        cost, output, rate = SE, sigmoid, 0.1 if big else 1.0
    else:
        cost, output, rate = BCE if yes_or_no else CE, identity, 0.1
    hidden = tanh if len(X) == 4 else HIDDEN[i // len(DATA) % len(HIDDEN)]  # ReLUs are often dead on four points
    width, depth = (4, 1) if len(X) == 4 else (30 if big else 8 + 8 * (i % 2), 1 + i % 2)
    sizes = [X.shape[1]] + depth * [width] + [G.shape[1]]
    net = Network.mlp(sizes, hidden, output, seed=1000 + i, dtype=np.float32 if i % 5 == 1 else np.float64)
    if i % 7 == 3:
        net = Network(Maxout(X.shape[1], width), Dense(width, G.shape[1], output), seed=i)
    optimizer = [Adam(0.003 if big else 0.01), Adam(0.003), Momentum(rate / 5), GradientDescent(rate)][i // 3 % 4]
    return net, X, G, cost, optimizer


def learned(net, X, G, cost):
    return cost(net(X), G) < constant_cost(cost, np.asarray(G, dtype=float)) / 2


DYING = {168}  # within ten epochs, 13 of its 30 ReLUs are dead
NETWORKS = [
    pytest.param(i, marks=() if i < 20 else pytest.mark.long) for i in range(200 + len(DYING)) if i not in DYING
]


@pytest.mark.parametrize("i", NETWORKS)
def test_of_a_healthy_network_nothing_is_said(i):
    """Before training, in its middle, and at its end, if it has learned by then."""
    net, X, G, cost, optimizer = healthy(i)
    for epochs in (0, 10, 50):
        history = train(net, X, G, cost, optimizer, epochs=epochs, batch_size=min(16, len(X))) if epochs else None
        if epochs < 50 or learned(net, X, G, cost):
            assert checkup(net, X, G, cost, optimizer=optimizer, history=history).names == []


@pytest.mark.parametrize("i", DYING)
def test_the_ill_one_among_them_is_found(i):
    net, X, G, cost, optimizer = healthy(i)
    train(net, X, G, cost, optimizer, epochs=10, batch_size=16)
    assert checkup(net, X, G, cost, optimizer=optimizer).names == ["dead"]


def test_most_healthy_networks_learn():
    """So the test above says something of trained ones."""
    done = []
    for i in range(len(DATA)):
        net, X, G, cost, optimizer = healthy(i)
        train(net, X, G, cost, optimizer, epochs=60, batch_size=min(16, len(X)))
        done.append(learned(net, X, G, cost))
    assert sum(done) > len(done) / 2


def test_a_start_at_zero_is_right_where_there_is_one_layer():
    net = Network.mlp([784, 10], output=identity)
    net.theta[:] = 0
    assert checkup(net, DIGITS, TARGETS, CE, optimizer=GradientDescent(0.1)).names == []


def test_a_network_that_learned_may_be_sure():
    """Where the answers are right, saturated neurons are no ailment."""
    X, G = xor()
    net = Network.mlp([2, 4, 1], hidden=tanh, seed=1)
    train(net, X, G, SE, Adam(0.05), epochs=2000)
    assert SE(net(X), G) < 1e-4 and checkup(net, X, G, SE, optimizer=Adam(0.05)).names == []


def test_validation_that_only_wavers_is_no_overfitting():
    wavering = History(cost=[1.0, 0.5, 0.3, 0.2, 0.1], validation_cost=[1.0, 0.6, 0.5, 0.52, 0.51])
    rising = History(cost=[1.0, 0.5, 0.3, 0.2, 0.1], validation_cost=[1.0, 0.5, 0.6, 0.7, 0.8])
    failing = History(cost=[1.0, 0.5, 0.6, 0.7, 0.8], validation_cost=[1.0, 0.5, 0.6, 0.7, 0.8])
    for history, names in ((wavering, []), (rising, ["overfitting"]), (failing, []), (History(), [])):
        assert checkup(small(), MOONS, HALVES, BCE, history=history).names == names


# It changes nothing, and says what it has to say in both languages


@pytest.mark.parametrize("make_optimizer", [GradientDescent, Momentum, Adam])
def test_nothing_is_changed(make_optimizer):
    net, optimizer = reader(), make_optimizer(0.01)
    history = train(net, DIGITS, TARGETS, CE, optimizer, epochs=2, batch_size=50, validation=(DIGITS, TARGETS))
    X, G = DIGITS / 255, TARGETS.copy()
    np.random.seed(3)  # noqa: NPY002 (the state of these is what must not change)

    def state():
        arrays = [value.tobytes() for value in vars(optimizer).values() if isinstance(value, np.ndarray)]
        numbers = {name: value for name, value in vars(optimizer).items() if not isinstance(value, np.ndarray)}
        random = np.random.get_state()[1].tobytes()  # noqa: NPY002
        rows = repr(vars(history)), net.theta.tobytes(), X.tobytes(), G.tobytes()
        return (
            rows,
            arrays[:-1] if make_optimizer is Adam else arrays,
            numbers,
            random,
            np.geterr(),
            warnings.filters[:],
        )

    before, theta = state(), net.theta
    checkup(net, X, G, CE, optimizer=optimizer, history=history)
    assert state() == before and net.theta is theta and optimizer._theta is theta
    train(net, X, G, CE, optimizer, epochs=1)  # it still belongs to this network


def test_the_same_is_said_twice():
    net, X, G, cost, how = ILL[0][1]()
    assert checkup(net, X, G, cost, **how) == checkup(net, X, G, cost, **how)


@pytest.fixture
def language():
    yield set_language
    set_language("de")


def test_it_shows_as_text_and_as_html_in_both_languages(language):
    ill, well = (checkup(net, DIGITS, TARGETS, CE) for net in (reader(change=killed(0)), reader()))
    language("de")
    assert repr(ill).startswith("✗ checkup: 1 Befund an 200 Beispielen.")
    assert "30 von 30 Neuronen sind tot" in repr(ill) and "Kapitel 6, „Tote Neuronen zählen“" in repr(ill)
    assert repr(well).startswith("✓ checkup: nichts gefunden, an 200 Beispielen und 2 Schichten.")
    assert "Nicht angesehen: die Lernrate (optimizer=...); der Verlauf (history=...)." in repr(well)
    assert "border-left" in ill._repr_html_() and "30 von 30" in ill._repr_html_()
    language("en")
    assert repr(ill).startswith("✗ checkup: 1 finding on 200 samples.")
    assert "30 of 30 neurons are dead" in repr(ill) and 'chapter 6, "Counting dead neurons"' in repr(ill)
    assert repr(well).startswith("✓ checkup: nothing found, on 200 samples and 2 layers.")


def test_a_finding_is_shown_in_the_language_chosen(language):
    (finding,) = checkup(small(), 1000 * MOONS, HALVES, SE).findings
    for code, word in (("de", "Die Eingaben"), ("en", "The inputs")):
        language(code)
        assert repr(finding).startswith(f"inputs-large: {word} ")


@pytest.mark.parametrize("output", [sigmoid, identity])
def test_it_is_neither_true_nor_false(output):
    with pytest.raises(TypeError, match="its findings are"):
        bool(checkup(small(output=output), MOONS, HALVES, SE))


def test_sections_are_the_books():
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(BOOK.glob("[0-9]*.ipynb")))
    assert {section for section, *_ in SAID.values()} == set(SECTIONS)
    for label, (number, title) in SECTIONS.items():
        (path,) = BOOK.glob(f"{number:02}_*.ipynb")
        cells = ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
        assert re.search(rf"^\({label}\)=\n#+ {re.escape(title.de)}$", "\n".join(cells), re.MULTILINE), label
    assert text


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"network": None}, TypeError, "network is None; expected a Network"),
        ({"X": MOONS[:, 0]}, ShapeError, r"X has shape \(100,\); expected \(n, 2\)"),
        ({"targets": HALVES[:50]}, ShapeError, "targets has 50 rows, X has 100"),
        ({"targets": np.full((100, 1), 2.0)}, ValueError, r"targets\[0, 0\] is 2"),
        ({"cost": "entropy"}, TypeError, "cost is 'entropy'; expected a cost"),
        ({"X": np.full((100, 2), np.nan)}, ValueError, r"X\[0, 0\] is nan"),
        ({"optimizer": 0.1}, TypeError, "optimizer is 0.1; expected an optimizer, such as Adam"),
        ({"history": [1.0]}, TypeError, r"history is \[1.0\]; expected what train returned"),
        ({"X": np.full((100, 2), 1e200), "network": small(change=larger(1e200))}, ValueError, "X, theta: z is no"),
    ],
)
def test_wrong_arguments_get_the_usual_errors(change, error, message):
    arguments = {"network": small(), "X": MOONS, "targets": HALVES, "cost": BCE, **change}
    with pytest.raises(error, match=message):
        checkup(**arguments)


def test_an_optimizer_of_another_network_is_refused():
    optimizer = Adam()
    train(small(), MOONS, HALVES, BCE, optimizer, epochs=1)
    with pytest.raises(ValueError, match="already moves another theta"):
        checkup(small(), MOONS, HALVES, BCE, optimizer=optimizer)
