"""Data: shapes, classes, seeds, and that MNIST is MNIST."""

import hashlib

import numpy as np
import pytest

from nncourse import ShapeError, circles, mnist, moons, one_hot, spirals, split, xor

SETS = [circles, moons, spirals]
by_set = pytest.mark.parametrize("make", SETS, ids=lambda make: make.__name__)

SHA256 = {  # of the arrays' bytes, taken from the four original idx files
    "x_train": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "y_train": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "x_test": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "y_test": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}


def test_xor():
    X, targets = xor()
    assert X.shape == (4, 2) and targets.shape == (4, 1)
    assert all(g == (a != b) for (a, b), (g,) in zip(X, targets, strict=True))
    assert len({tuple(x) for x in X}) == 4
    X[:] = 9
    assert xor()[0].max() == 1  # every call makes new arrays


@by_set
@pytest.mark.parametrize("n", [2, 3, 100, 101])
def test_shapes_and_classes(make, n):
    X, targets = make(n)
    assert X.shape == (n, 2) and targets.shape == (n, 1)
    assert X.dtype == targets.dtype == np.float64
    assert set(targets.ravel()) == {0, 1} and targets.sum() == n // 2


@by_set
def test_the_seed_decides(make):
    assert make(50, seed=3)[0].tobytes() == make(50, seed=3)[0].tobytes()
    assert not np.isclose(make(50, seed=3)[0], make(50, seed=4)[0]).any()


@by_set
def test_noise_moves_the_points_by_its_standard_deviation(make):
    still, moved = make(2000, noise=0, seed=1)[0], make(2000, noise=0.3, seed=1)[0]
    assert (moved - still).std() == pytest.approx(0.3, rel=0.05)


def test_circles_without_noise():
    X, targets = circles(100, noise=0)
    assert np.hypot(*X.T) == pytest.approx(np.where(targets[:, 0] == 1, 0.5, 1))


def test_moons_without_noise_are_half_circles():
    X, targets = moons(100, noise=0)
    first, second = X[targets[:, 0] == 0], X[targets[:, 0] == 1]
    for arc, centre, side in ((first, [-0.5, -0.25], 1), (second, [0.5, 0.25], -1)):
        assert np.hypot(*(arc - centre).T) == pytest.approx(np.ones(50))
        assert (side * (arc - centre)[:, 1] >= 0).all()


def test_spirals_without_noise_are_one_arm_and_its_mirror_image():
    X, targets = spirals(200, noise=0)
    radius = np.hypot(*X.T)
    turned = np.arctan2(X[:, 1], X[:, 0]) - 3 * np.pi * radius - np.pi * targets[:, 0]
    assert np.cos(turned) == pytest.approx(np.ones(200))  # the angle grows with the radius
    assert radius.max() <= 1 and radius.min() > 0.1


@by_set
@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"n": 1}, ValueError, "n is 1; expected at least 2"),
        ({"n": 10.0}, TypeError, "n is 10.0; expected a whole number"),
        ({"n": True}, TypeError, "n is True"),
        ({"noise": -0.1}, ValueError, "noise is -0.1; expected a number between 0 and inf, inf excluded"),
        ({"noise": np.nan}, ValueError, "noise is nan"),
        ({"noise": "0.1"}, TypeError, "noise is '0.1'"),
        ({"seed": -1}, ValueError, "seed is -1; expected at least 0"),
        ({"seed": None}, TypeError, "seed is None"),
    ],
)
def test_wrong_settings(make, change, error, message):
    with pytest.raises(error, match=message):
        make(**{"n": 10, **change})


@pytest.mark.parametrize("name", SHA256)
def test_mnist_is_the_original(name):
    array = getattr(mnist(), name)
    n = 60_000 if "train" in name else 10_000
    assert array.shape == ((n, 28, 28) if name[0] == "x" else (n,))
    assert array.dtype == np.uint8
    assert hashlib.sha256(array.tobytes()).hexdigest() == SHA256[name]


def test_mnist_is_shared_and_read_only():
    assert mnist() is mnist()
    for array in mnist():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_mnist_holds_every_digit():
    data = mnist()
    assert np.bincount(data.y_train).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(data.y_test).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


def test_one_hot():
    assert one_hot([2, 0, 2], 4).tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]]
    labels = np.random.default_rng(0).integers(10, size=50, dtype=np.uint8)
    assert np.array_equal(one_hot(labels, 10).argmax(axis=1), labels)
    assert one_hot(labels, 300).shape == (50, 300)  # more classes than a byte can count


@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ([0, 3], ValueError, r"labels\[1\] is 3; expected labels from 0 to 2"),
        ([-1, 0], ValueError, r"labels\[0\] is -1; expected labels from 0 to 2"),
        ([0.0, 1.0], TypeError, "labels has dtype float64; expected whole numbers: write np.array"),
        ([True, False], TypeError, "labels has dtype bool"),
        (["0", "1"], TypeError, "labels has dtype <U1"),
        ([], ShapeError, "labels is empty"),
        ([[0], [1]], ShapeError, r"labels has shape \(2, 1\); .*write labels\.reshape\(-1\)"),
        ([[0, 1], [2, 0]], ShapeError, r"labels has shape \(2, 2\); expected \(n,\), one label per sample"),
        ([[0], [1, 2]], ShapeError, "labels has rows of different lengths"),
        (1, ShapeError, r"labels has shape \(\)"),
        (np.ma.array([0, 1]), TypeError, "labels is a masked array"),
    ],
)
def test_labels_that_are_none(labels, error, message):
    with pytest.raises(error, match=message):
        one_hot(labels, 3)


@pytest.mark.parametrize(("n", "n_second"), [(2, 1), (10, 3), (1000, 999)])
def test_split_deals_every_number_once(n, n_second):
    first, second = split(n, n_second)
    assert len(second) == n_second
    assert sorted([*first, *second]) == list(range(n))


def test_split_is_random_and_the_seed_decides():
    first, second = split(1000, 500, seed=1)
    assert np.array_equal(first, split(1000, 500, seed=1)[0])
    assert not np.array_equal(first, split(1000, 500, seed=2)[0])
    assert 400 < second.mean() < 600


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((10, 10), ValueError, "n_second is 10, n is 10; expected something left"),
        ((10, 0), ValueError, "n_second is 0; expected at least 1"),
        ((1, 1), ValueError, "n is 1; expected at least 2"),
        ((10, 0.2), TypeError, "n_second is 0.2; expected a whole number"),
        ((10, 2, 0.5), TypeError, "seed is 0.5"),
    ],
)
def test_split_that_leaves_nothing(arguments, error, message):
    with pytest.raises(error, match=message):
        split(*arguments)
