"""Optimizers: steps by hand, in place, for one theta."""

import numpy as np
import pytest

from nncourse import Adam, GradientDescent, Momentum, ShapeError
from nncourse.optimizers import OPTIMIZERS

pytestmark = pytest.mark.numerical

MAKERS = [lambda kind=kind: kind(0.1) for kind in OPTIMIZERS.values()]
by_optimizer = pytest.mark.parametrize("make", MAKERS, ids=OPTIMIZERS)


def steps(optimizer, *gradients):
    """Return theta after every step, from 0."""
    theta, seen = np.zeros(len(gradients[0])), []
    for gradient in gradients:
        optimizer.step(theta, np.array(gradient, dtype=float))
        seen.append(theta.copy())
    return np.array(seen)


def test_gradient_descent_by_hand():
    assert steps(GradientDescent(0.5), [2, -4], [1, 1]) == pytest.approx(np.array([[-1, 2], [-1.5, 1.5]]))


def test_momentum_by_hand():
    # v = -1, then 0.5 * -1 - 0.5 * 2 = -1.5, then 0.5 * -1.5 = -0.75
    assert steps(Momentum(0.5, momentum=0.5), [2], [2], [0]).ravel() == pytest.approx([-1, -2.5, -3.25])


def test_adam_by_hand():
    # m = 0.5 g, s = 0.25 g^2; corrected by 1 - 0.5 and 1 - 0.75 they are g and g^2: a step of L sign(g)
    first = steps(Adam(0.1, beta1=0.5, beta2=0.75), [3, -0.02])[0]
    assert first == pytest.approx([-0.1, 0.1], rel=1e-6)
    # then g = 0: m = 0.25 g / (1 - 0.25), s = 0.1875 g^2 / (1 - 0.5625)
    second = steps(Adam(0.1, beta1=0.5, beta2=0.75), [3], [0])[1]
    assert second == pytest.approx(-0.1 - 0.1 * (0.25 / 0.75) / np.sqrt(0.1875 / 0.4375), rel=1e-6)


def test_adam_begins_with_the_settings_of_its_paper():
    adam = Adam()
    assert (adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon) == (0.001, 0.9, 0.999, 1e-8)


def test_epsilon_makes_small_gradients_small_steps():
    assert steps(Adam(0.1, epsilon=1.0), [1.0]) == pytest.approx(np.array([[-0.05]]))


def test_adam_does_not_care_for_the_size_of_the_gradient():
    g = np.random.default_rng(0).standard_normal((20, 3))
    assert steps(Adam(0.1), *g) == pytest.approx(steps(Adam(0.1), *(1e6 * g)), rel=1e-5)


@by_optimizer
def test_in_place_and_the_gradient_is_left_alone(make):
    theta, gradient = np.ones(3), np.array([1.0, 2.0, 3.0])
    optimizer, view, before = make(), theta[:], gradient.copy()
    assert optimizer.step(theta, gradient) is None
    assert (view < 1).all()
    optimizer.step(theta, gradient)
    assert np.array_equal(gradient, before)


@by_optimizer
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_theta_keeps_its_type(make, dtype):
    theta, optimizer = np.ones(3, dtype), make()
    for gradient in (np.ones(3, dtype), np.ones(3)):
        optimizer.step(theta, gradient)
        assert theta.dtype == dtype


@by_optimizer
def test_no_gradient_no_first_step(make):
    theta = np.ones(3)
    make().step(theta, np.zeros(3))
    assert np.array_equal(theta, np.ones(3))


@by_optimizer
def test_a_quadratic_bowl_has_a_bottom(make):
    bottom, steepness = np.array([1.0, -2.0, 3.0]), np.array([1.0, 0.5, 3.0])
    theta, optimizer = np.zeros(3), make()
    for _ in range(1000):
        optimizer.step(theta, 2 * steepness * (theta - bottom))
    assert theta == pytest.approx(bottom, abs=1e-3)


@by_optimizer
def test_an_optimizer_serves_one_theta(make):
    first, second, optimizer = np.ones(3), np.ones(3), make()
    optimizer.step(first, np.ones(3))
    with pytest.raises(ValueError, match="already moves another theta.*expected a new optimizer"):
        optimizer.step(second, np.ones(3))
    assert np.array_equal(second, np.ones(3))
    optimizer.step(first, np.ones(3))


@by_optimizer
@pytest.mark.parametrize(
    ("theta", "gradient", "error", "message"),
    [
        (np.ones(3), np.ones(2), ShapeError, r"gradient has shape \(2,\), theta \(3,\); expected equal"),
        (np.ones(3), np.ones((3, 1)), ShapeError, r"gradient has shape \(3, 1\), theta \(3,\)"),
        (np.ones(3), np.ones(()), ShapeError, r"gradient has shape \(\)"),
        (np.ones(3), [1.0, 1.0, 1.0], TypeError, "gradient is list, no array of floats.*write np.array"),
        (np.ones(3), np.ones(3, dtype=complex), TypeError, "gradient is complex128, no array of floats"),
        ([1.0, 1.0, 1.0], np.ones(3), TypeError, "theta is list, no array of floats.*write np.array"),
        (np.ones(3, dtype=int), np.ones(3), TypeError, "theta is int64, no array of floats"),
    ],
)
def test_vectors_that_do_not_fit(make, theta, gradient, error, message):
    optimizer, right = make(), np.ones(3)
    with pytest.raises(error, match=message):
        optimizer.step(theta, gradient)
    assert np.array_equal(theta, np.ones(3))
    optimizer.step(right, np.ones(3))  # the failed attempt has not bound it


@by_optimizer
@pytest.mark.parametrize("shape", [(), (3, 1), (1, 3)])
def test_theta_is_a_vector(make, shape):
    theta = np.ones(shape)
    with pytest.raises(ShapeError, match=r"theta has shape .*; expected \(n,\): write theta\.reshape\(-1\)"):
        make().step(theta, np.ones(shape))
    assert (theta == 1).all()


@pytest.mark.parametrize("rate", [0, -0.1, np.nan, np.inf])
@pytest.mark.parametrize("kind", OPTIMIZERS.values())
def test_learning_rates_that_make_no_sense(kind, rate):
    with pytest.raises(ValueError, match="learning_rate is .*; expected a number between 0 and inf"):
        kind(rate)


@pytest.mark.parametrize("kind", OPTIMIZERS.values())
@pytest.mark.parametrize("rate", ["0.1", None, True, 1j, [0.1]])
def test_learning_rates_that_are_no_number(kind, rate):
    with pytest.raises(TypeError, match="learning_rate is .*; expected one real number"):
        kind(rate)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda value: Momentum(0.1, momentum=value), "momentum"),
        (lambda value: Adam(beta1=value), "beta1"),
        (lambda value: Adam(beta2=value), "beta2"),
    ],
)
@pytest.mark.parametrize("value", [0, 1, -0.5, 1.5])
def test_memory_lies_between_0_and_1(make, name, value):
    with pytest.raises(ValueError, match=f"{name} is .*; expected a number between 0 and 1, ends excluded"):
        make(value)


@pytest.mark.parametrize("epsilon", [0, -0.5, np.nan, np.inf])
def test_epsilon_is_positive(epsilon):
    with pytest.raises(ValueError, match="epsilon is .*; expected a number between 0 and inf"):
        Adam(epsilon=epsilon)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: GradientDescent(0.1), "learning_rate"),
        (lambda: Momentum(0.1), "momentum"),
        (lambda: Adam(), "beta2"),
        (lambda: Adam(), "epsilon"),
    ],
)
@pytest.mark.parametrize("value", [0, np.nan, "0.1", np.array([0.1, 0.1])], ids=str)
def test_settings_are_looked_at_where_they_serve(make, name, value):
    """They may be set between two steps."""
    optimizer, theta = make(), np.ones(2)
    optimizer.step(theta, np.ones(2))
    before = theta.copy()
    setattr(optimizer, name, value)
    with pytest.raises((TypeError, ValueError), match=f"{name} is .*; expected"):
        optimizer.step(theta, np.ones(2))
    assert (theta == before).all()


def test_repr():
    assert repr(Momentum(0.25)) == "Momentum(learning_rate=0.25)"
