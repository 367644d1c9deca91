"""Chapter 4 in other right ways."""

import functools
import math

import numpy as np


def quotient(f, x, h, left, right):
    return (f(x + right * h) - f(x + left * h)) / ((right - left) * h)


class Slope:
    def __init__(self, both_sides):
        self.both_sides = both_sides

    def __call__(self, f, x, h):
        start = x - h if self.both_sides else x
        rise, run = f(x + h) - f(start), (x + h) - start
        return rise / run


def in_float32(f, x, h):
    x, h = np.float32(x), np.float32(h)
    return np.float32(f(x + h) - f(x)) / h


def mean_of_both_sides(f, x, h):
    ahead, behind = (f(x + h) - f(x)) / h, (f(x) - f(x - h)) / h
    return [ahead / 2, behind / 2][0] + behind / 2


def rows_of_the_identity(C, theta, h):
    return [(C(theta + h * e) - C(theta - h * e)) / (2 * h) for e in np.eye(len(theta))]


def with_lists(C, theta, h):
    slopes = []
    for i in range(len(theta)):
        above, below = list(theta), list(theta)
        above[i] += h
        below[i] -= h
        slopes.append(float(C(above) - C(below)) / (2 * h))
    return tuple(slopes)


def moves_and_puts_back(C, theta, h):
    if theta.dtype.kind != "f":
        theta = theta.astype(float)
    gradient = np.empty(theta.size)
    for i, here in enumerate(theta.copy()):
        theta[i] = here + h
        gradient[i] = C(theta) / (2 * h)
        theta[i] = here - h
        gradient[i] -= C(theta) / (2 * h)
        theta[i] = here
    return gradient


def gradient_recursive(C, theta, h, i=0):
    if i == len(theta):
        return []
    e = np.zeros(len(theta))
    e[i] = h
    return [(C(theta + e) - C(theta - e)) / (h + h), *gradient_recursive(C, theta, h, i + 1)]


class Downhill:
    def __call__(self, theta, gradient, L):
        new = theta.copy()
        new -= L * gradient
        return new


def step_in_float32(theta, gradient, L):
    return theta.astype(np.float32) - np.float32(L) * gradient.astype(np.float32)


def descend_recursive(slope, x, L, steps):
    return [x] if steps == 0 else [x, *descend_recursive(slope, x - L * slope(x), L, steps - 1)]


def descend_into_array(slope, x, L, steps):
    places = np.empty(steps + 1)
    places[0] = x
    for k in range(steps):
        places[k + 1] = places[k] - L * slope(places[k])
    return places


def descend_in_float32(slope, x, L, steps):
    x, L = np.float32(x), np.float32(L)
    places = [x]
    while len(places) <= steps:
        x = np.float32(x - L * slope(x))
        places.append(x)
    return np.array(places, dtype=np.float32)


def line_solved(x, y):
    return np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]


def line_with_plain_numbers(x, y):
    w = b = 0
    for _ in range(3000):
        slope_w = slope_b = 0
        for xj, yj in zip(x, y, strict=True):
            slope_w += 2 * (w * xj + b - yj) * xj / len(x)
            slope_b += 2 * (w * xj + b - yj) / len(x)
        w, b = w - 0.01 * slope_w, b - 0.01 * slope_b
    return [float(w), float(b)]


def line_by_wiggling(x, y):
    theta = np.array([5.0, -5.0])
    for _ in range(300):
        theta = theta - 0.2 * np.array(rows_of_the_identity(lambda t: np.mean((t[0] * x + t[1] - y) ** 2), theta, 1e-5))
    return theta


def line_in_float32(x, y):
    w, b = np.polyfit(x, y, 1).astype(np.float32)
    return np.array([w]), np.array([b])


REWRITES = {
    "difference-quotient": [
        Slope(False),
        functools.partial(quotient, left=0, right=1),
        in_float32,
        lambda f, x, h: f(x + h) / h - f(x) / h,
        lambda f, x, h: np.diff([f(x), f(x + h)])[0] / h,
    ],
    "symmetric-quotient": [
        Slope(True),
        functools.partial(quotient, left=-1, right=1),
        mean_of_both_sides,
        lambda f, x, h: 0.5 / h * (f(x + h) - f(x - h)),
    ],
    "numerical-gradient": [rows_of_the_identity, with_lists, moves_and_puts_back, gradient_recursive],
    "step": [
        Downhill(),
        lambda theta, gradient, L: [t - L * g for t, g in zip(theta, gradient, strict=True)],
        step_in_float32,
        lambda theta, gradient, L: np.add(theta, np.multiply(-L, gradient)),
        lambda theta, gradient, L: tuple(math.fsum((t, -L * g)) for t, g in zip(theta, gradient, strict=True)),
    ],
    "descend": [descend_recursive, descend_into_array, descend_in_float32],
    "fit-line": [line_solved, line_with_plain_numbers, line_by_wiggling, line_in_float32],
}
