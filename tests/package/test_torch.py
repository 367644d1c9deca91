"""The same network in PyTorch: outputs, costs, gradients and steps agree; the book's page on it does what it says.

Runs where PyTorch is installed (`make test-torch`), and only there.
"""

import contextlib
import io
import re
from pathlib import Path

import numpy as np
import pytest

from nncourse import (
    Adam,
    BinaryCrossEntropy,
    Conv,
    CrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    MaxPool,
    Momentum,
    Network,
    SquaredError,
    backprop,
    elu,
    identity,
    leaky_relu,
    one_hot,
    relu,
    sigmoid,
    tanh,
)

torch = pytest.importorskip("torch", reason="PyTorch is not installed: make test-torch")
from torch import nn  # noqa: E402

PAGE = Path(__file__).parents[2] / "book/de/pytorch.md"

FUNCTIONS = {
    sigmoid: nn.Sigmoid(),
    tanh: nn.Tanh(),
    relu: nn.ReLU(),
    leaky_relu: nn.LeakyReLU(0.1),  # PyTorch's own slope is 0.01
    elu: nn.ELU(),
    identity: nn.Identity(),
}
KINDS = [*FUNCTIONS, Maxout]
COSTS = [SquaredError(), CrossEntropy(), BinaryCrossEntropy()]


class TorchMaxout(nn.Module):
    """The larger of two affine maps; `pick` says whose slope counts where both are equal."""

    def __init__(self, n_in, n_out, pick):
        super().__init__()
        self.both, self.pick = nn.Linear(n_in, 2 * n_out), pick

    def forward(self, x):
        return self.pick(*self.both(x).chunk(2, dim=1))


class TorchConv(nn.Module):
    """The same convolution: PyTorch's pictures are (n, channels, rows, columns), its kernels likewise."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.W, self.b = nn.Parameter(torch.empty(layer.rows, layer.fan_in)), nn.Parameter(torch.empty(layer.rows))

    def forward(self, x):
        pictures = x.reshape(-1, *self.layer.shape_in).permute(0, 3, 1, 2)
        kernels = self.W.reshape(self.layer.kernels.shape).permute(0, 3, 1, 2)
        z = nn.functional.conv2d(pictures, kernels, self.b, stride=self.layer.stride, padding=self.layer.padding)
        return z.permute(0, 2, 3, 1).flatten(1)


class TorchMaxPool(nn.Module):
    """The same pooling, of pictures with the channels last."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        pictures = x.reshape(-1, *self.layer.shape_in).permute(0, 3, 1, 2)
        return nn.functional.max_pool2d(pictures, self.layer.size).permute(0, 2, 3, 1).flatten(1)


def first_of_two(z1, z2):
    """Return the larger; at a tie the slope belongs to the first, as in `Maxout`."""
    return torch.stack([z1, z2]).max(dim=0).values


def translated(network, pick=torch.maximum):
    """Return the same network in PyTorch, with the same weights: `parameters` come in the order of `theta`."""
    modules = []
    for layer in network.layers:
        if isinstance(layer, Maxout):
            modules.append(TorchMaxout(layer.n_in, layer.n_out, pick))
        elif isinstance(layer, MaxPool):
            modules.append(TorchMaxPool(layer))
        elif isinstance(layer, Conv):
            modules += [TorchConv(layer), FUNCTIONS[layer.f]]
        else:
            modules += [nn.Linear(layer.n_in, layer.n_out), FUNCTIONS[layer.f]]
    model = nn.Sequential(*modules).to(torch.float64 if network.dtype == np.float64 else torch.float32)
    nn.utils.vector_to_parameters(torch.tensor(network.theta), model.parameters())
    return model


def torch_cost(cost, O, G):
    """Return the cost as PyTorch computes it. The means of two of them run over the outputs as well."""
    if isinstance(cost, CrossEntropy):
        return nn.CrossEntropyLoss()(O, G)
    mean = nn.MSELoss() if isinstance(cost, SquaredError) else nn.BCEWithLogitsLoss()
    return O.shape[1] * mean(O, G)


def torch_backprop(model, X, G, cost):
    """Return outputs, cost and gradient as `backprop` lays them out."""
    model.zero_grad()
    O = model(torch.tensor(X))
    C = torch_cost(cost, O, torch.tensor(G))
    C.backward()
    gradient = nn.utils.parameters_to_vector([p.grad for p in model.parameters()])
    return O.detach().numpy(), C.item(), gradient.numpy()


def layer(kind, n_in, n_out):
    return Maxout(n_in, n_out) if kind is Maxout else Dense(n_in, n_out, kind)


def random_case(kind, cost, depth, seed, dtype=np.float64):
    """Return a network of random sizes and parameters, and a batch with targets that suit the cost.

    The two cross-entropies take signals, so that their last layer is the identity.
    """
    rng = np.random.default_rng([seed, depth])
    sizes = rng.integers(1, 9, size=depth + 1)
    sizes[-1] += 1
    kinds = [kind] * depth if isinstance(cost, SquaredError) else [kind] * (depth - 1) + [identity]
    network = Network(*[layer(*one) for one in zip(kinds, sizes[:-1], sizes[1:], strict=True)], dtype=dtype)
    network.theta = rng.standard_normal(network.theta.size)
    n = int(rng.integers(1, 12))
    X, G = rng.standard_normal((n, sizes[0])), rng.standard_normal((n, sizes[-1]))
    if isinstance(cost, CrossEntropy):
        G = np.exp(G) / np.exp(G).sum(axis=1, keepdims=True)  # probabilities, not only zeros and a one
    if isinstance(cost, BinaryCrossEntropy):
        G = 1 / (1 + np.exp(-G))
    return network, X.astype(dtype), G.astype(dtype)


def agree(ours, theirs, tolerance=1e-12):
    """Whether two arrays differ by no more than `tolerance`, relative to their largest entry if that is above 1."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    return ours.shape == theirs.shape and np.abs(ours - theirs).max() <= tolerance * max(1, np.abs(theirs).max())


# Outputs and gradients


@pytest.mark.parametrize("depth", [1, 2, 3, 6])
@pytest.mark.parametrize("cost", COSTS, ids=repr)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: getattr(kind, "name", "Maxout"))
def test_outputs_cost_and_gradient_agree(kind, cost, depth):
    for seed in range(20):
        network, X, G = random_case(kind, cost, depth, seed)
        O, C, gradient = torch_backprop(translated(network), X, G, cost)
        our_C, our_gradient = backprop(network, X, G, cost)
        assert agree(network(X), O)
        assert agree(our_C, C)
        assert agree(our_gradient, gradient), (seed, network)


@pytest.mark.parametrize("cost", COSTS, ids=repr)
def test_networks_of_mixed_layers_agree(cost):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        kinds = [KINDS[k] for k in rng.permutation(len(KINDS))]
        sizes = [4, *rng.integers(1, 7, size=len(kinds)), 3]
        layers = [layer(*one) for one in zip([*kinds, identity], sizes[:-1], sizes[1:], strict=True)]
        network, X, G = Network(*layers), rng.standard_normal((5, 4)), one_hot(rng.integers(3, size=5), 3)
        network.theta = rng.standard_normal(network.theta.size)  # with biases 0, a dead ReLU would tie a Maxout
        O, _, gradient = torch_backprop(translated(network), X, G, cost)
        assert agree(network(X), O)
        assert agree(backprop(network, X, G, cost)[1], gradient)


@pytest.mark.parametrize("cost", COSTS, ids=repr)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: getattr(kind, "name", "Maxout"))
def test_float32_agrees_to_its_own_digits(kind, cost):
    network, X, G = random_case(kind, cost, depth=3, seed=0, dtype=np.float32)
    O, _, gradient = torch_backprop(translated(network), X, G, cost)
    assert network(X).dtype == O.dtype == gradient.dtype == np.float32
    assert agree(network(X), O, 1e-5)
    assert agree(backprop(network, X, G, cost)[1], gradient, 1e-5)


@pytest.mark.parametrize("kind", FUNCTIONS, ids=repr)
def test_activations_agree_far_out(kind):
    """Where the sigmoid is flat and exp would overflow."""
    z = np.array([-800.0, -40.0, -1e-300, 1e-300, 40.0, 800.0])
    theirs = torch.tensor(z, requires_grad=True)
    a = FUNCTIONS[kind](theirs)
    a.sum().backward()
    assert agree(kind(z), a.detach())
    assert agree(kind.derivative(z), theirs.grad)


@pytest.mark.parametrize("cost", [CrossEntropy(), BinaryCrossEntropy()], ids=repr)
def test_cross_entropies_agree_for_large_signals(cost):
    Z, G = np.array([[1000.0, -1000.0, 0.0], [-800.0, -800.0, -799.0]]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    theirs = torch.tensor(Z, requires_grad=True)
    C = torch_cost(cost, theirs, torch.tensor(G))
    C.backward()
    assert agree(cost(Z, G), C.item())
    assert agree(cost.gradient(Z, G), theirs.grad)


def test_class_numbers_are_one_hot_rows():
    rng = np.random.default_rng(0)
    Z, labels = rng.standard_normal((6, 4)), rng.integers(4, size=6)
    assert agree(CrossEntropy()(Z, one_hot(labels, 4)), nn.CrossEntropyLoss()(torch.tensor(Z), torch.tensor(labels)))


# Convolutions


def convolutional(f, seed):
    """Return a network with padding, stride, several channels and pooling, and a batch of random pictures."""
    rng = np.random.default_rng(seed)
    rows, columns, channels, kernels = (int(n) for n in rng.integers(1, 5, 4))
    first = Conv((4 * rows, 4 * columns, channels), kernels, 5, f, padding=2)
    pool = MaxPool(first.shape_out, 2)
    second = Conv(pool.shape_out, 3, 4, f, stride=2, padding=1 + 2 * (seed % 2))
    third = Conv(second.shape_out, 2, 1, f)
    network = Network(first, pool, second, third, Dense(third.n_out, 3, identity))
    network.theta = rng.standard_normal(network.theta.size) / 3
    return network, rng.standard_normal((6, first.n_in)), one_hot(rng.integers(3, size=6), 3).astype(float)


@pytest.mark.parametrize("f", FUNCTIONS, ids=repr)
def test_convolutions_agree(f):
    for seed in range(20):
        network, X, G = convolutional(f, seed)
        O, C, gradient = torch_backprop(translated(network), X, G, CrossEntropy())
        our_C, our_gradient = backprop(network, X, G, CrossEntropy())
        assert agree(network(X), O), (seed, network)
        assert agree(our_C, C)
        assert agree(our_gradient, gradient), (seed, network)


def test_at_a_tie_of_pixels_both_take_the_first():
    network = Network(Conv((4, 4, 1), 2, 1, relu), MaxPool((4, 4, 2), 2), Dense(8, 1, identity), seed=1)
    X, G = np.random.default_rng(0).integers(-1, 2, (9, 16)).astype(float), np.ones((9, 1))
    network.layers[0].W = [[1], [-1]]
    assert agree(
        backprop(network, X, G, SquaredError())[1], torch_backprop(translated(network), X, G, SquaredError())[2]
    )


def test_kernels_translated_by_hand():
    """As the book says: our kernels (kernels, rows, columns, channels) are PyTorch's with the channels moved."""
    network, X, _ = convolutional(tanh, 0)
    ours, theirs = network.layers[0], nn.Conv2d(network.layers[0].shape_in[2], network.layers[0].rows, 5, padding=2)
    theirs = theirs.double()
    with torch.no_grad():
        theirs.weight[:] = torch.tensor(ours.kernels.transpose(0, 3, 1, 2))
        theirs.bias[:] = torch.tensor(ours.b)
        pictures = torch.tensor(X.reshape(-1, *ours.shape_in).transpose(0, 3, 1, 2))
        z = theirs(pictures).numpy().transpose(0, 2, 3, 1).reshape(len(X), -1)
    assert agree(network.forward(X)[0][0], z)


# Kinks: for ReLU, Leaky ReLU and ELU both take the slope on the left; Maxout differs at a tie


@pytest.mark.parametrize(("kind", "slope"), [(relu, 0.0), (leaky_relu, 0.1), (elu, 1.0)], ids=repr)
def test_slopes_at_zero_agree(kind, slope):
    z = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    FUNCTIONS[kind](z).backward()
    assert kind.derivative(0.0) == z.grad.item() == slope


@pytest.mark.parametrize("kind", [relu, leaky_relu, elu], ids=repr)
def test_a_network_at_its_kinks_agrees(kind):
    """The input (0, 0) with biases 0: every signal is exactly 0."""
    network = Network(Dense(2, 3, kind), Dense(3, 2, kind), seed=1)
    X, G = np.array([[0.0, 0.0], [1.0, -1.0]]), np.array([[1.0, -1.0], [0.5, 2.0]])
    gradient = torch_backprop(translated(network), X, G, SquaredError())[2]
    assert agree(backprop(network, X, G, SquaredError())[1], gradient)


def test_at_a_tie_maxout_gives_the_first_what_torch_maximum_halves():
    network, X, G = Network(Maxout(1, 1)), np.array([[2.0]]), np.array([[1.0]])
    network.theta = [3.0, 3.0, 0.0, 0.0]  # W1, W2, b1, b2: O = 6, dC/dO = 10
    assert backprop(network, X, G, SquaredError())[1].tolist() == [20, 0, 10, 0]
    assert torch_backprop(translated(network), X, G, SquaredError())[2].tolist() == [10, 10, 5, 5]
    first = translated(network, pick=first_of_two)
    assert torch_backprop(first, X, G, SquaredError())[2].tolist() == [20, 0, 10, 0]


# Optimizers


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (lambda: GradientDescent(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
        (lambda: Momentum(0.05), lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
        (lambda: Momentum(0.05, momentum=0.5), lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.5)),
        (lambda: Adam(), lambda p: torch.optim.Adam(p)),
        (lambda: Adam(0.01, 0.8, 0.9, 1e-4), lambda p: torch.optim.Adam(p, 0.01, (0.8, 0.9), 1e-4)),
    ],
    ids=["GradientDescent", "Momentum", "Momentum 0.5", "Adam", "Adam with other settings"],
)
@pytest.mark.parametrize("seed", range(5))
def test_twenty_steps_agree(ours, theirs, seed):
    network, X, G = random_case(tanh, CrossEntropy(), depth=3, seed=seed)
    model, optimizer, start = translated(network), ours(), network.theta.copy()
    their_optimizer = theirs(model.parameters())
    for _ in range(20):
        optimizer.step(network.theta, backprop(network, X, G, CrossEntropy())[1])
        torch_backprop(model, X, G, CrossEntropy())
        their_optimizer.step()
        assert agree(network.theta, nn.utils.parameters_to_vector(model.parameters()).detach())
    assert not np.allclose(network.theta, start, atol=1e-3)


def test_momentum_remembers_steps_and_pytorch_gradients():
    """Our v is -L times theirs: the same path as long as L stays; a smaller L brakes theirs at once."""
    theta, p = np.zeros(1), torch.zeros(1, dtype=torch.float64, requires_grad=True)
    ours, theirs = Momentum(1.0, momentum=0.5), torch.optim.SGD([p], lr=1.0, momentum=0.5)
    p.grad = torch.ones(1, dtype=torch.float64)
    for _ in range(2):
        ours.step(theta, np.ones(1))
        theirs.step()
        assert theta[0] == p.item()
    ours.learning_rate = theirs.param_groups[0]["lr"] = 0.125
    ours.step(theta, np.ones(1))
    theirs.step()
    assert theta[0] == -2.5 - (0.75 + 0.125) and p.item() == -2.5 - 0.125 * 1.75


# The page


def blocks(text):
    """Return (line, code, output) of every python block; the output is the text block right below it, or ""."""
    found = re.finditer(r"^```python\n(.*?)^```\n(?:\n*^```text\n(.*?)^```\n)?", text, re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, one.start(1)), one[1], one[2] or "") for one in found]


def differences(text, name="page"):
    """Run the python blocks in order, in one namespace, and return (line, printed, expected) where the two differ."""
    namespace, wrong = {"__name__": name}, []
    for line, code, expected in blocks(text):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("\n" * line + code, name, "exec"), namespace)
        if printed.getvalue() != expected:
            wrong.append((line, printed.getvalue(), expected))
    return wrong


def test_the_page_does_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the page saves a network
    text = PAGE.read_text("utf-8")
    assert differences(text, PAGE.name) == []
    assert len(blocks(text)) == text.count("```python\n") > 10
    assert sum(bool(output) for _, _, output in blocks(text)) == text.count("```text\n") > 5


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("```python\nprint(1)\n```\n\n```text\n1\n```\n", []),
        ("```python\nprint(1)\n```\n\n```text\n2\n```\n", [(1, "1\n", "2\n")]),
        ("```python\nprint(1)\n```\n", [(1, "1\n", "")]),
        ("```python\nx = 1\n```\n\n```text\n1\n```\n", [(1, "", "1\n")]),
        ("```python\nx = 1\n```\nthen\n```python\nprint(x)\n```\n\n```text\n1\n```\n", []),
    ],
)
def test_a_page_that_says_something_else_is_seen(text, wrong):
    assert differences(text) == wrong


def test_a_page_whose_code_fails_is_seen():
    with pytest.raises(AssertionError):
        differences("```python\nassert 1 == 2\n```\n")
