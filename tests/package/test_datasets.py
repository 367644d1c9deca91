"""Data: shapes, classes, seeds, and that MNIST is MNIST."""

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nncourse import ShapeError, circles, mnist, moons, one_hot, shifted, spirals, split, warped, xor
from nncourse.datasets import between_pixels

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
    for arc, center, side in ((first, [-0.5, -0.25], 1), (second, [0.5, 0.25], -1)):
        assert np.hypot(*(arc - center).T) == pytest.approx(np.ones(50))
        assert (side * (arc - center)[:, 1] >= 0).all()


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
        ([[0], [1]], ShapeError, r"labels has shape \(2, 1\); .*write np\.array\(labels\)\.reshape\(-1\)"),
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


def stack(seed, n=6, height=9, width=12):
    """Return images of random bytes."""
    return np.random.default_rng(seed).integers(0, 256, (n, height, width), dtype=np.uint8)


def windows(image, pixels):
    """Return an image at every place that is up to `pixels` away, with paper around it."""
    framed = np.pad(image, 2 * pixels)
    height, width = image.shape
    places = range(pixels, 3 * pixels + 1)
    return [framed[i : i + height, j : j + width] for i in places for j in places]


@given(st.integers(1, 3), st.integers(0, 1000))
def test_a_shifted_image_is_the_image_somewhere_near(pixels, seed):
    images = stack(seed)
    for before, after in zip(images, shifted(images, pixels, seed), strict=True):
        assert any(np.array_equal(after, window) for window in windows(before, pixels))


def test_shifts_go_everywhere_equally_often():
    dots = np.zeros((9000, 5, 7), dtype=np.uint8)
    dots[:, 2, 3] = 200
    count = (shifted(dots, 1, seed=1) == 200).sum(axis=0)
    assert count.sum() == 9000 and (count[1:4, 2:5] > 900).all()


def test_a_map_of_nothing_changes_nothing():
    assert np.array_equal(warped(stack(0), strength=0, shift=0), stack(0))


@given(st.integers(-4, 4), st.integers(-4, 4))
def test_a_place_of_whole_pixels_is_the_pixel_itself(down, right):
    images = stack(1)
    height, width = images.shape[1:]
    places = np.indices((height, width)).reshape(2, -1) + np.array([[down], [right]])
    framed = np.pad(images, ((0, 0), (4, 4), (4, 4)))
    expected = framed[:, 4 + down : 4 + down + height, 4 + right : 4 + right + width]
    assert np.array_equal(between_pixels(images, places.astype(float)), expected)


@given(st.integers(0, 1000))
def test_between_pixels_a_slope_stays_a_slope(seed):
    y, x = np.indices((9, 12))
    slope = (10 * y + 7 * x + 30).astype(np.uint8)[np.newaxis]
    rng = np.random.default_rng(seed)
    places = np.array([rng.uniform(0, 8, 108), rng.uniform(0, 11, 108)])
    expected = 10 * places[0] + 7 * places[1] + 30
    assert np.abs(between_pixels(slope, places).ravel() - expected).max() <= 0.5 + 1e-4


def test_outside_is_paper_and_the_edge_fades():
    full = np.full((1, 4, 4), 200, dtype=np.uint8)
    places = np.tile([[-0.25], [1.0]], 16)
    places[:, 0] = 1e9, -1e9
    places[:, 1] = 3.5, 3.5
    assert between_pixels(full, places).ravel()[:3].tolist() == [0, 50, 150]


@given(st.integers(1, 40), st.integers(1, 50), st.integers(0, 1000))
def test_images_share_a_map_as_often_as_was_asked(n, together, seed):
    same = np.repeat(stack(seed, n=1), n, axis=0)
    kinds = len({image.tobytes() for image in warped(same, seed=seed, together=together)})
    assert kinds == -(-n // together)


def test_every_image_stays_in_its_row():
    images = mnist().x_train[:500]
    near = warped(images, strength=0.02, shift=0.2, seed=3)
    near, images = (stack.reshape(500, -1).astype(float) for stack in (near, images))
    distance = (images**2).sum(axis=1) - 2 * near @ images.T  # but for what is equal in a row
    assert np.array_equal(distance.argmin(axis=1), np.arange(500))


def test_strength_and_shift_are_standard_deviations():
    dots = np.zeros((2000, 41, 41), dtype=np.uint8)
    dots[:, 18:23, 28:33] = 255  # around a point 10 to the right of the middle
    y, x = np.indices((41, 41)) - 20

    def spread(**settings):
        moved = warped(dots, together=1, seed=2, **settings).astype(float)
        ink = moved.sum(axis=(1, 2))
        return [((moved * place).sum(axis=(1, 2)) / ink).std() for place in (y, x)]

    assert spread(strength=0, shift=1.5) == pytest.approx([1.5, 1.5], rel=0.1)
    assert spread(strength=0.1, shift=0) == pytest.approx([1, 1], rel=0.1)


@pytest.mark.parametrize("change", [shifted, warped])
def test_new_images_belong_to_their_seed(change):
    images = stack(4, n=200)
    before = images.copy()
    assert np.array_equal(change(images, seed=1), change(images, seed=1))
    assert not np.array_equal(change(images, seed=1), change(images, seed=2))
    assert change(images).dtype == np.uint8 and change(images).shape == images.shape
    assert np.array_equal(images, before)
    assert change(mnist().x_train[:3]).flags.writeable  # no window onto the shared data


@pytest.mark.parametrize("change", [shifted, warped])
@pytest.mark.parametrize(
    ("images", "error", "message"),
    [
        (np.zeros((2, 3, 3)), TypeError, "images has dtype float64; expected images as bytes, an array of uint8"),
        ([[[0]]], TypeError, r"images is \[\[\[0\]\]\]; expected images as bytes"),
        (np.ma.zeros((2, 3, 3), dtype=np.uint8), TypeError, "images is a masked array"),
        (np.zeros((2, 784), dtype=np.uint8), ShapeError, r"shape \(2, 784\); .*write images\.reshape\(-1, 28, 28\)"),
        (np.zeros((28, 28), dtype=np.uint8), ShapeError, r"shape \(28, 28\); .*write images\.reshape\(-1, 28, 28\)"),
        (np.zeros((3, 4), dtype=np.uint8), ShapeError, r"shape \(3, 4\); expected \(n, height, width\), at least one"),
        (np.zeros((0, 28, 28), dtype=np.uint8), ShapeError, r"shape \(0, 28, 28\); expected .* at least one image$"),
    ],
)
def test_what_is_no_stack_of_images(change, images, error, message):
    with pytest.raises(error, match=message):
        change(images)


@pytest.mark.parametrize(
    ("change", "settings", "error", "message"),
    [
        (shifted, {"pixels": 0}, ValueError, "pixels is 0; expected at least 1"),
        (shifted, {"pixels": 1.5}, TypeError, "pixels is 1.5; expected a whole number"),
        (shifted, {"seed": -1}, ValueError, "seed is -1"),
        (warped, {"strength": -0.1}, ValueError, "strength is -0.1; expected a number between 0 and inf"),
        (warped, {"shift": np.nan}, ValueError, "shift is nan"),
        (warped, {"shift": "1"}, TypeError, "shift is '1'"),
        (warped, {"together": 0}, ValueError, "together is 0; expected at least 1"),
        (warped, {"seed": None}, TypeError, "seed is None"),
    ],
)
def test_wrong_settings_of_new_images(change, settings, error, message):
    with pytest.raises(error, match=message):
        change(stack(0), **settings)
