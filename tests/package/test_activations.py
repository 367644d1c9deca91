"""Activation functions: values by hand, slopes against difference quotients, stable everywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nncourse import Activation, Dense, Network, ShapeError, elu, identity, leaky_relu, relu, sigmoid, softmax, tanh
from nncourse.activations import ACTIVATIONS

pytestmark = pytest.mark.numerical

finite = st.floats(-1e4, 1e4)

by_function = pytest.mark.parametrize("f", ACTIVATIONS.values(), ids=repr)
by_dtype = pytest.mark.parametrize("dtype", [np.float32, np.float64])


@pytest.mark.parametrize(
    ("f", "z", "a"),
    [
        (sigmoid, 0.0, 1 / 2),
        (sigmoid, np.log(3), 3 / 4),
        (sigmoid, -np.log(3), 1 / 4),
        (tanh, 0.0, 0.0),
        (tanh, np.log(2), 3 / 5),
        (tanh, -np.log(2), -3 / 5),
        (relu, 2.5, 2.5),
        (relu, -2.5, 0.0),
        (leaky_relu, 2.5, 2.5),
        (leaky_relu, -2.5, -0.25),
        (elu, 2.5, 2.5),
        (elu, -np.log(2), -1 / 2),
        (identity, -2.5, -2.5),
    ],
)
def test_value_by_hand(f, z, a):
    assert f(z) == pytest.approx(a, abs=1e-15)


@by_function
def test_slope_is_the_central_difference(f):
    z = np.linspace(-6, 6, 1202)  # an even number of points: 0, the only kink, is not among them
    h = 1e-5
    assert np.abs(f.derivative(z) - (f(z + h) - f(z - h)) / (2 * h)).max() < 1e-8


@pytest.mark.parametrize(("f", "slope"), [(relu, 0.0), (leaky_relu, 0.1), (elu, 1.0)])
def test_slope_at_the_kink_is_the_one_on_the_left(f, slope):
    assert f.kinks == (0.0,)
    assert f.derivative(0.0) == slope
    assert f.derivative(-1e-12) == pytest.approx(slope)
    assert f.derivative(1e-12) == 1.0


@pytest.mark.parametrize("f", [sigmoid, tanh, identity], ids=repr)
def test_a_smooth_function_has_no_kinks(f):
    assert f.kinks == ()


@by_function
@by_dtype
def test_large_inputs_stay_finite_without_a_warning(f, dtype):
    z = np.array([-1e4, -750, -100, -1e-30, 0, 1e-30, 100, 750, 1e4], dtype)
    for result in (f(z), f.derivative(z)):
        assert result.dtype == dtype
        assert np.isfinite(result).all()


@by_function
@settings(deadline=None)
@given(z=arrays(np.float64, st.integers(1, 20), elements=finite))
def test_never_falls(f, z):
    z = np.sort(z)
    assert (np.diff(f(z)) >= -1e-15).all()
    assert (f.derivative(z) >= 0).all()


@settings(deadline=None)
@given(z=finite)
def test_ranges_and_symmetries(z):
    assert 0 <= sigmoid(z) <= 1
    assert -1 <= tanh(z) <= 1
    assert relu(z) >= 0
    assert elu(z) >= -1
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)
    assert tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1, abs=1e-15)


@by_function
@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 3, 4)])
def test_works_entry_by_entry_and_leaves_its_argument_alone(f, shape):
    z = np.random.default_rng(0).normal(size=shape)
    before = z.copy()
    assert f(z).shape == f.derivative(z).shape == shape
    assert f(z).flat[1] == f(z.flat[1])
    assert f.derivative(z).flat[1] == f.derivative(z.flat[1])
    assert np.array_equal(z, before)


@by_function
def test_a_number_gives_a_number_and_integers_become_floats(f):
    assert isinstance(f(1), float) and isinstance(f.derivative(1), float)
    assert f([1, 2]).dtype == f.derivative(np.array([1, 2], dtype=np.int8)).dtype == np.float64
    assert f(np.float32(1)).dtype == np.float32


def test_an_activation_of_your_own():
    cube = Activation("cube", lambda z: z**3, lambda z, a: 3 * z**2)
    assert cube(2.0) == 8.0 and cube.derivative(2.0) == 12.0
    assert repr(cube) == "cube"


def changes_z(z):
    z *= 2
    return z


def changes_a(z, a):
    a *= 0
    return np.ones_like(z)


square, twice = np.square, lambda z, a: 2 * z


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((3, square, twice), TypeError, "name is 3; expected a text"),
        (("f", None, twice), TypeError, "function is None; expected a function of z"),
        (("f", square, 2.0), TypeError, "slope is 2.0; expected a function of z and a"),
        (("f", square, twice, 0.0), TypeError, r"kinks is 0.0; expected a tuple of numbers, such as \(0.0,\)"),
        (("f", square, twice, ("0",)), TypeError, r"kinks\[0\] is '0'; expected one real number"),
        (("f", square, twice, (np.nan,)), ValueError, r"kinks\[0\] is nan; expected a number"),
        (("f", square, twice, (), 0), ValueError, "gain is 0.0; expected a number between 0 and inf"),
        (("f", square, twice, (), None), TypeError, "gain is None; expected one real number"),
        (("f", np.sqrt, twice), ValueError, "function of f returned nan for z = -3; expected a finite number"),
        (
            ("f", lambda z: z + 0j, twice),
            TypeError,
            "function of f returned ndarray of complex128; expected",
        ),
        (
            ("f", lambda z: z > 0, twice),
            TypeError,
            r"returned ndarray of bool.* write \.astype\(z\.dtype\)",
        ),
        (
            ("f", lambda z: z.astype("f4"), twice),
            TypeError,
            "function of f returned ndarray of float32",
        ),
        (("f", lambda z: z.tolist(), twice), TypeError, r"function of f returned \[\[-3"),
        (("f", lambda z: None, twice), TypeError, "function of f returned None; expected an array of float64"),
        (("f", np.ma.array, twice), TypeError, "function of f returned MaskedArray of float64"),
        (("f", np.sum, twice), TypeError, "function of f returned"),
        (("f", lambda z: z[:1], twice), ShapeError, r"function of f returned shape \(1, 7\); expected \(2, 7\)"),
        (("f", lambda z: z.reshape(-1), twice), ShapeError, r"function of f returned shape \(14,\); expected \(2, 7\)"),
        (("f", square, lambda z, a: 1.0), TypeError, "slope of f returned 1.0; expected an array of float64"),
        (("f", square, lambda z, a: z > 0), TypeError, "slope of f returned ndarray of bool"),
        (("f", square, lambda z, a: z[0]), ShapeError, r"slope of f returned shape \(7,\); expected \(2, 7\)"),
        (("f", square, lambda z, a: np.log(z)), ValueError, "slope of f returned nan for z = -3"),
        (
            ("f", changes_z, twice),
            ValueError,
            r"f changes the array it is given; expected .* write z = z\.copy",
        ),
        (("f", square, changes_a), ValueError, "f changes the array it is given; expected a new one"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_an_activation_of_your_own_is_tried_at_the_door(arguments, error, message):
    with pytest.raises(error, match=message):
        Activation(*arguments)


def test_the_error_of_a_function_of_your_own_comes_through():
    with pytest.raises(ZeroDivisionError):
        Activation("f", lambda z: 1 / 0, twice)


def test_a_network_of_float32_tries_it_in_float32():
    wide = Activation("wide", square, lambda z, a: np.where(z > 0, 1.0, -1.0))
    assert Network(Dense(2, 1, wide)).dtype == np.float64
    with pytest.raises(TypeError, match="slope of wide returned ndarray of float64; expected an array of float32"):
        Network(Dense(2, 1, wide), dtype=np.float32)


def test_what_is_finite_at_the_door_may_overflow_far_away():
    naive = Activation("naive", np.exp, lambda z, a: a)
    for call in (naive, naive.derivative):
        with pytest.raises(ValueError, match=r"z: .*naive.* is no longer finite; expected numbers nearer to 1"):
            call([1.0, 800.0])
    net = Network(Dense(1, 1, naive))
    for call in (net, net.forward):
        with pytest.raises(ValueError, match="X, theta: the output is no longer finite"):
            call([[1e5 * np.sign(net.theta[0])]])


def test_softmax_by_hand():
    assert softmax([np.log(1), np.log(2), np.log(5)]) == pytest.approx([1 / 8, 2 / 8, 5 / 8], abs=1e-15)
    assert softmax([[0.0, 0.0], [np.log(3), 0.0]]) == pytest.approx(np.array([[1 / 2, 1 / 2], [3 / 4, 1 / 4]]))


@by_dtype
def test_softmax_of_large_inputs(dtype):
    p = softmax(np.array([[1e4, -1e4, 0], [-1e4, -1e4, -1e4]], dtype))
    assert p.dtype == dtype
    assert p == pytest.approx(np.array([[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]]))


@settings(deadline=None)
@given(z=arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=finite), c=st.floats(-100, 100))
def test_softmax_rows_add_up_to_1_and_only_differences_count(z, c):
    assert (softmax(z) >= 0).all()
    assert softmax(z).sum(axis=1) == pytest.approx(np.ones(len(z)), abs=1e-14)
    assert softmax(z + c) == pytest.approx(softmax(z), abs=1e-10)


def test_softmax_of_a_batch_is_that_of_every_row():
    z = np.random.default_rng(0).normal(size=(4, 3))
    assert np.array_equal(softmax(z), [softmax(row) for row in z])


@by_function
def test_result_is_memory_of_its_own(f):
    z = np.array([-1.0, 2.0])
    f(z)[:] = 7
    assert np.array_equal(z, [-1, 2])
