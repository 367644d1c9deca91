"""Activation functions: values by hand, slopes against difference quotients, stable everywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nncourse import Activation, elu, identity, leaky_relu, relu, sigmoid, softmax, tanh
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
