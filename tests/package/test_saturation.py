"""Activations, slopes and costs keep their last digits into saturation, held against fifty digits."""

import mpmath
import numpy as np
import pytest

from nncourse import BinaryCrossEntropy, CrossEntropy, softmax
from nncourse.activations import ACTIVATIONS

LIMIT = {np.float64: 700, np.float32: 80}
by_dtype = pytest.mark.parametrize("dtype", LIMIT)


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(50):
        yield


def logistic(z):
    return 1 / (1 + mpmath.exp(-z))


VALUE_AND_SLOPE = {
    "sigmoid": (logistic, lambda z: logistic(z) * logistic(-z)),
    "tanh": (mpmath.tanh, lambda z: mpmath.sech(z) ** 2),
    "relu": (lambda z: max(z, 0), lambda z: int(z > 0)),
    "leaky_relu": (lambda z: max(z, z / 10), lambda z: 1 if z > 0 else mpmath.mpf(1) / 10),
    "elu": (lambda z: z if z > 0 else mpmath.expm1(z), lambda z: mpmath.exp(min(z, 0))),
    "identity": (lambda z: z, lambda z: 1),
}


def signals(dtype):
    """Return numbers of both signs: everywhere in the range, near 0, and tiny ones."""
    rng, limit = np.random.default_rng(0), LIMIT[dtype]
    even, near, tiny = rng.uniform(-limit, limit, 400), rng.uniform(-8, 8, 400), 10.0 ** rng.uniform(-30, 0, 50)
    return np.concatenate([even, near, tiny, -tiny, [0, 15, 40, -40, limit, -limit]]).astype(dtype)


def ulps(found, exact):
    """Return by how many units in the last place each number is off; below the normal numbers, of the least one."""
    info, distances = np.finfo(found.dtype), []
    for x, y in zip(found.ravel().tolist(), exact, strict=True):
        exponent = int(mpmath.floor(mpmath.log(abs(y), 2))) if y else info.minexp
        unit = mpmath.ldexp(1, max(exponent, info.minexp) - info.nmant)
        distances.append(float(abs(x - mpmath.mpf(y)) / unit))
    return np.array(distances)


def exactly(array):
    return [mpmath.mpf(x) for x in array.ravel().tolist()]


@by_dtype
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_value_and_slope_are_right_to_4_units_in_the_last_place(name, dtype):
    f, z = ACTIVATIONS[name], signals(dtype)
    value, slope = VALUE_AND_SLOPE[name]
    assert ulps(f(z), [value(x) for x in exactly(z)]).max() <= 4
    assert ulps(f.derivative(z), [slope(x) for x in exactly(z)]).max() <= 4


@by_dtype
def test_softmax_of_two_signals_is_the_sigmoid_of_their_distance(dtype):
    z = signals(dtype)
    p = softmax(np.column_stack([z, np.zeros_like(z)]))
    assert ulps(p[:, 0], [logistic(x) for x in exactly(z)]).max() <= 4
    assert ulps(p[:, 1], [logistic(-x) for x in exactly(z)]).max() <= 4


@by_dtype
@pytest.mark.parametrize("g", [0.0, 1.0])
def test_binary_cross_entropy(g, dtype):
    z = signals(dtype)
    sign = 1 - 2 * int(g)  # C is the distance to the right answer, log(1 + e^z) or log(1 + e^-z)
    cost, G = BinaryCrossEntropy(), np.full((1, 1), g, dtype)
    C = np.array([cost(o.reshape(1, 1), G) for o in z], dtype)
    assert ulps(C, [mpmath.log1p(mpmath.exp(sign * x)) for x in exactly(z)]).max() <= 4
    slope = np.concatenate([cost.gradient(o.reshape(1, 1), G) for o in z])
    assert ulps(slope, [sign * logistic(sign * x) for x in exactly(z)]).max() <= 4


@by_dtype
@pytest.mark.parametrize("label", [0, 1])
def test_cross_entropy_of_two_signals(label, dtype):
    """The slope is a - G, as the book has it: where a is near 1, it is right to an ulp of 1."""
    z = signals(dtype)
    sign, eps = 1 - 2 * label, float(np.finfo(dtype).eps)
    cost, G = CrossEntropy(), np.eye(2, dtype=dtype)[[label]]
    rows = [np.array([[o, 0]], dtype) for o in z]
    C = np.array([cost(row, G) for row in rows], float)
    expected = [float(mpmath.log1p(mpmath.exp(-sign * x))) for x in exactly(z)]
    assert C == pytest.approx(expected, rel=4 * eps, abs=4 * eps)
    slopes = np.concatenate([cost.gradient(row, G) for row in rows])
    rest = [sign * logistic(-sign * x) for x in exactly(z)]  # what the label's probability lacks of 1
    assert slopes[:, label] == pytest.approx([float(-abs(x)) for x in rest], abs=4 * eps, rel=4 * eps)
    others = [float(abs(x)) for x in rest]
    assert slopes[:, 1 - label] == pytest.approx(others, rel=400 * eps, abs=0)  # z of -700 has lost so much


@by_dtype
def test_cross_entropy_when_several_signals_are_the_largest(dtype):
    """A network that starts at 0 gives every class the same signal."""
    O, G = np.array([[3, 3, 3, -40]], dtype), np.array([[0.5, 0, 0.25, 0.25]], dtype)
    rest = mpmath.exp(-43)
    assert ulps(np.array(CrossEntropy()(O, G), dtype), [mpmath.log(3 + rest) + mpmath.mpf(43) / 4]).max() <= 4
    p = [1 / (3 + rest)] * 3 + [rest / (3 + rest)]
    assert CrossEntropy().gradient(O, G) == pytest.approx(np.array([p], float) - G, rel=8 * float(np.finfo(dtype).eps))
