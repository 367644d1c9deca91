"""The same training by different means: `nncourse`, others who do it, and the least that it takes.

Each contestant trains a network of ReLU layers with softmax and cross-entropy by mini-batches. All start from
the same parameters, and given the same order of samples they arrive at the same ones: `distance` measures it.
"""

import math
import warnings
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec

import numpy as np

from nncourse import (
    Adam,
    Conv,
    CrossEntropy,
    Dense,
    GradientDescent,
    MaxPool,
    Momentum,
    Network,
    identity,
    mnist,
    one_hot,
    relu,
    train,
)

LEARNING_RATES = {"GD": 0.05, "Momentum": 0.01, "Adam": 0.001}
MOMENTUM, BETA1, BETA2 = 0.9, 0.9, 0.999


@dataclass(frozen=True)
class Task:
    """What all contestants do: which network, how many samples a step, which optimizer, which floats."""

    sizes: tuple[int, ...]
    batch: int
    optimizer: str
    dtype: str
    epsilon: float = 1e-8  # of Adam

    @property
    def learning_rate(self):
        return LEARNING_RATES[self.optimizer]

    def network(self):
        """Return the network that all start from."""
        return Network.mlp(self.sizes, hidden=relu, output=identity, seed=0, dtype=self.dtype)

    @property
    def name(self):
        """The network, in words."""
        return "-".join(map(str, self.sizes))

    def __str__(self):
        return f"{self.name}, {self.batch}, {self.optimizer}, {self.dtype}"


class Convolutions(Task):
    """The network of chapter 10 instead; `sizes` are (784, kernels, kernels, 10)."""

    name = "two convolutions"

    def network(self):
        _, one, other, n_out = self.sizes
        return Network(
            Conv((28, 28, 1), one, 5, relu), MaxPool((24, 24, one), 2), Conv((12, 12, one), other, 5, relu),
            MaxPool((8, 8, other), 2), Dense(16 * other, n_out, identity), seed=0, dtype=self.dtype,
        )  # fmt: skip


class Data:
    """The training digits of MNIST, as bytes, and as floats for those who want them so."""

    def __init__(self, dtype):
        self.dtype = dtype
        self.images = mnist().x_train.reshape(-1, 784)
        self.labels = mnist().y_train.astype(np.int64)

    @cached_property
    def targets(self):
        return one_hot(self.labels, 10)

    @cached_property
    def floats(self):
        return np.divide(self.images, 255, dtype=self.dtype)


class Contestant:
    """A way to train. `epoch` visits the samples from number `first` on for so many steps, in random order."""

    name: str
    needs: str | None = None  # the package without which there is no such contestant

    def __init__(self, task, data):
        self.task, self.data = task, data
        self.rng = np.random.default_rng(0)
        self.start(task.network())

    @classmethod
    def installed(cls):
        return cls.needs is None or find_spec(cls.needs) is not None

    def start(self, network):
        """Take over the parameters of this network."""
        raise NotImplementedError

    def epoch(self, first, steps, order=None):
        """Train; `order` are the numbers 0 ... steps * batch - 1 in the order wanted, drawn at random if not given."""
        raise NotImplementedError

    def parameters(self):
        """Return W1, b1, W2, b2, ... with W as (n_out, n_in)."""
        raise NotImplementedError

    def draw(self, steps):
        return self.rng.permutation(steps * self.task.batch)


class Ours(Contestant):
    """`nncourse.train`, called as anybody calls it."""

    name = "nncourse"

    def start(self, network):
        self.network = network
        rate = self.task.learning_rate
        self.optimizer = {
            "GD": lambda: GradientDescent(rate),
            "Momentum": lambda: Momentum(rate, MOMENTUM),
            "Adam": lambda: Adam(rate, BETA1, BETA2, self.task.epsilon),
        }[self.task.optimizer]()
        self.seed = 0

    def epoch(self, first, steps):
        rows = slice(first, first + steps * self.task.batch)
        train(
            self.network, self.data.images[rows], self.data.targets[rows], CrossEntropy(), self.optimizer,
            epochs=1, batch_size=self.task.batch, seed=self.seed, progress=False,
        )  # fmt: skip
        self.seed += 1

    def draw(self, steps):
        """Return the order in which the next epoch will visit its samples."""
        return np.random.default_rng(self.seed).permutation(steps * self.task.batch)

    def parameters(self):
        return [part for pair in self.network.views(self.network.theta) for part in pair]


class Limit(Contestant):
    """Only the matrix products that no step can do without, on arrays that lie ready; learns nothing."""

    name = "matrix products"

    def start(self, network):
        def ready(*shape):
            return self.rng.standard_normal(shape).astype(network.dtype)

        n = self.task.batch
        self.products = []  # (left, right, where the result goes)
        for k, layer in enumerate(layer for layer in network.layers if layer.rows > 0):
            uses = n * math.prod(layer.shape_out[:2]) if layer.shape_out else n  # of W: once for each sample and place
            A, Z, delta = ready(uses, layer.fan_in), ready(uses, layer.rows), ready(uses, layer.rows)
            self.products += [(A, layer.W.T, Z), (delta.T, A, np.empty_like(layer.W))]
            if k > 0:
                self.products.append((delta, layer.W, ready(uses, layer.fan_in)))

    def epoch(self, first, steps):
        for _ in range(steps):
            for left, right, result in self.products:
                np.dot(left, right, out=result)


class SampleBySample(Contestant):
    """The loop of the textbooks: a gradient for each sample, one after another, and their sum for the batch."""

    name = "sample by sample"

    def start(self, network):
        self.P = [part.copy() for pair in network.views(network.theta) for part in pair]
        self.v = [np.zeros_like(p) for p in self.P]
        self.s = [np.zeros_like(p) for p in self.P]
        self.t = 0

    def epoch(self, first, steps, order=None):
        order = first + (self.draw(steps) if order is None else order)
        for rows in order.reshape(steps, -1):
            total = [np.zeros_like(p) for p in self.P]
            for i in rows:
                gradient = self.gradient(self.data.floats[i], self.data.labels[i])
                total = [t + g for t, g in zip(total, gradient, strict=True)]
            self.move([t / len(rows) for t in total])

    def gradient(self, x, label):
        """Return the gradient of one sample's cost."""
        W, b = self.P[::2], self.P[1::2]
        activations, signals = [x], []
        for k in range(len(W)):
            # OpenBLAS 0.3.31 reads lanes that it never filled in such products with five columns (float32, AVX-512).
            with np.errstate(invalid="ignore"):
                signals.append(W[k] @ activations[-1] + b[k])
            activations.append(np.maximum(signals[-1], 0))
        e = np.exp(signals[-1] - signals[-1].max())
        delta = e / e.sum()
        delta[label] -= 1
        gradient = [np.outer(delta, activations[-2]), delta]
        for k in reversed(range(len(W) - 1)):
            delta = (W[k + 1].T @ delta) * (signals[k] > 0)
            gradient = [np.outer(delta, activations[k]), delta, *gradient]
        return gradient

    def move(self, gradient):
        """Change the parameters by one step."""
        L = self.task.learning_rate
        self.t += 1
        for k, g in enumerate(gradient):
            if self.task.optimizer == "GD":
                self.P[k] -= L * g
            elif self.task.optimizer == "Momentum":
                self.v[k] = MOMENTUM * self.v[k] - L * g
                self.P[k] += self.v[k]
            else:
                self.v[k] = BETA1 * self.v[k] + (1 - BETA1) * g
                self.s[k] = BETA2 * self.s[k] + (1 - BETA2) * g**2
                v, s = self.v[k] / (1 - BETA1**self.t), self.s[k] / (1 - BETA2**self.t)
                self.P[k] -= L * v / (np.sqrt(s) + self.task.epsilon)

    def parameters(self):
        return self.P


class Torch(Contestant):
    """PyTorch as its tutorials write it, the images as floats in one tensor."""

    name = "PyTorch"
    needs = "torch"
    fused = False

    def start(self, network):
        import torch

        torch.set_num_threads(1)
        self.torch = torch
        self.X, self.labels = torch.from_numpy(self.data.floats), torch.from_numpy(self.data.labels)
        self.model = torch.nn.Sequential(*self.layers(network)[:-1])
        self.loss = torch.nn.CrossEntropyLoss()
        P, rate, fused = self.model.parameters(), self.task.learning_rate, self.fused or None
        self.optimizer = {
            "GD": lambda: torch.optim.SGD(P, rate, fused=fused),
            "Momentum": lambda: torch.optim.SGD(P, rate, momentum=MOMENTUM, fused=fused),
            "Adam": lambda: torch.optim.Adam(P, rate, betas=(BETA1, BETA2), eps=self.task.epsilon, fused=fused),
        }[self.task.optimizer]()

    def layers(self, network):
        """Return the same layers with the same parameters, and behind each ReLU."""
        layers = []
        for W, b in network.views(network.theta):
            linear = self.torch.nn.Linear(*W.T.shape, dtype=getattr(self.torch, self.task.dtype))
            layers += [self.filled(linear, W, b), self.torch.nn.ReLU()]
        return layers

    def filled(self, module, W, b):
        """Return the module with these parameters."""
        with self.torch.no_grad():
            module.weight.copy_(self.torch.from_numpy(W))
            module.bias.copy_(self.torch.from_numpy(b))
        return module

    def epoch(self, first, steps, order=None):
        n = steps * self.task.batch
        order = first + (self.torch.randperm(n) if order is None else self.torch.from_numpy(order))
        for rows in order.split(self.task.batch):
            self.optimizer.zero_grad()
            self.loss(self.model(self.X[rows]), self.labels[rows]).backward()
            self.optimizer.step()

    def parameters(self):
        return [p.detach().numpy() for p in self.model.parameters()]


class TorchFused(Torch):
    """PyTorch with the optimizer that moves all parameters in one compiled loop."""

    name = "PyTorch, fused"
    fused = True


class TorchConvolutions(Torch):
    """The network of chapter 10 in PyTorch, where a picture has its channels first."""

    def layers(self, network):
        nn, dtype = self.torch.nn, getattr(self.torch, self.task.dtype)
        one, _, other, _, dense = network.layers
        layers = [nn.Unflatten(1, (1, 28, 28))]
        for layer in (one, other):
            convolution = nn.Conv2d(layer.shape_in[2], layer.rows, layer.size, dtype=dtype)
            layers += [self.filled(convolution, channels_first(layer.kernels), layer.b), nn.ReLU(), nn.MaxPool2d(2)]
        W = channels_first(dense.W.reshape(dense.n_out, 4, 4, -1)).reshape(dense.W.shape)
        last = self.filled(nn.Linear(dense.n_in, dense.n_out, dtype=dtype), W, dense.b)
        return [*layers, nn.Flatten(), last, nn.ReLU()]

    def parameters(self):
        W1, b1, W2, b2, W3, b3 = super().parameters()
        W3 = channels_last(W3.reshape(len(W3), -1, 4, 4))
        return [part.reshape(len(part), -1) for part in (channels_last(W1), b1, channels_last(W2), b2, W3, b3)]


def channels_first(pictures):
    """Return (n, rows, columns, channels) as (n, channels, rows, columns)."""
    return np.ascontiguousarray(pictures.transpose(0, 3, 1, 2))


def channels_last(pictures):
    """Return (n, channels, rows, columns) as (n, rows, columns, channels)."""
    return pictures.transpose(0, 2, 3, 1)


class ScikitLearn(Contestant):
    """MLPClassifier, an epoch per call of partial_fit; told that the images hold finite numbers."""

    name = "scikit-learn"
    needs = "sklearn"

    def start(self, network):
        import sklearn
        from sklearn.neural_network import MLPClassifier

        self.sklearn = sklearn
        warnings.filterwarnings("ignore", module="sklearn")
        adam = self.task.optimizer == "Adam"
        self.model = MLPClassifier(
            self.task.sizes[1:-1], solver="adam" if adam else "sgd", alpha=0, batch_size=self.task.batch,
            learning_rate_init=self.task.learning_rate, momentum=MOMENTUM if self.task.optimizer == "Momentum" else 0,
            nesterovs_momentum=False, beta_1=BETA1, beta_2=BETA2, epsilon=self.task.epsilon, tol=0,
            n_iter_no_change=10**9, random_state=0,
        )  # fmt: skip
        self.fit(slice(self.task.batch), np.arange(10))  # makes its arrays
        del self.model._optimizer  # and the memory of that step, which the next call makes anew
        for k, (W, b) in enumerate(network.views(network.theta)):
            self.model.coefs_[k][...], self.model.intercepts_[k][...] = W.T, b

    def epoch(self, first, steps, order=None):
        self.model.shuffle = order is None
        self.fit(slice(first, first + steps * self.task.batch) if order is None else first + order)

    def fit(self, rows, classes=None):
        with self.sklearn.config_context(assume_finite=True):
            self.model.partial_fit(self.data.floats[rows], self.data.labels[rows], classes=classes)

    def parameters(self):
        return [part for W, b in zip(self.model.coefs_, self.model.intercepts_, strict=True) for part in (W.T, b)]


class Jax(Contestant):
    """JAX, a whole epoch compiled into one program with a scan over the batches; compiling is not timed."""

    name = "JAX, compiled"
    needs = "jax"

    def start(self, network):
        import jax
        import jax.numpy as jnp

        jax.config.update("jax_enable_x64", True)
        self.jax = jax
        self.X, self.labels = jax.device_put(self.data.images), jax.device_put(self.data.labels.astype(np.int32))
        P = [jnp.array(part) for pair in network.views(network.theta) for part in pair]
        self.state = P, jax.tree.map(jnp.zeros_like, (P, P)), 0  # parameters, memory, number of steps done
        dtype, optimizer, L, epsilon = self.task.dtype, self.task.optimizer, self.task.learning_rate, self.task.epsilon

        def cost(P, X, labels):
            A = X
            for W, b in zip(P[:-2:2], P[1:-2:2], strict=True):
                A = jax.nn.relu(A @ W.T + b)
            logs = jax.nn.log_softmax(A @ P[-2].T + P[-1])
            return -jnp.take_along_axis(logs, labels[:, None], axis=1).mean()

        def move(P, memory, t, gradient):
            v, s = memory
            if optimizer == "Momentum":
                v = jax.tree.map(lambda v, g: MOMENTUM * v - L * g, v, gradient)
                P = jax.tree.map(lambda p, v: p + v, P, v)
            elif optimizer == "Adam":
                v = jax.tree.map(lambda v, g: BETA1 * v + (1 - BETA1) * g, v, gradient)
                s = jax.tree.map(lambda s, g: BETA2 * s + (1 - BETA2) * g**2, s, gradient)
                c1, c2 = (1 - jnp.power(beta, t).astype(dtype) for beta in (BETA1, BETA2))
                P = jax.tree.map(lambda p, v, s: p - L * (v / c1) / (jnp.sqrt(s / c2) + epsilon), P, v, s)
            else:
                P = jax.tree.map(lambda p, g: p - L * g, P, gradient)
            return P, (v, s)

        def epoch(state, X, labels, order):
            def step(state, rows):
                P, memory, t = state
                gradient = jax.grad(cost)(P, X[rows].astype(dtype) / 255, labels[rows])
                return (*move(P, memory, t + 1, gradient), t + 1), None

            return jax.lax.scan(step, state, order)[0]

        self.compiled = jax.jit(epoch, donate_argnums=0)

    def epoch(self, first, steps, order=None):
        order = first + (self.draw(steps) if order is None else order)
        order = order.reshape(steps, -1).astype(np.int32)
        self.state = self.jax.block_until_ready(self.compiled(self.state, self.X, self.labels, order))

    def parameters(self):
        return [np.asarray(p) for p in self.state[0]]


PEERS = [Torch, TorchFused, ScikitLearn, Jax, SampleBySample]


def distance(peer, task, data, first=20, steps=5):
    """Return how far apart a peer and `nncourse` are after the same steps, as a part of the way traveled."""
    start = task.network().theta.astype(float)
    ours, other = Ours(task, data), peer(task, data)
    order = ours.draw(steps)
    ours.epoch(first, steps)
    other.epoch(first, steps, order)
    ends = [np.concatenate([p.ravel() for p in one.parameters()]).astype(float) for one in (ours, other)]
    return np.linalg.norm(ends[0] - ends[1]) / np.linalg.norm(ends[0] - start)
