"""Arrays of every kind, right ones and wrong ones, for the tests of what may come in at a door."""

import datetime
import decimal
import fractions
import traceback
import warnings

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

# Numbers that every float type holds exactly, the small ones of float16 included
EXACT = st.floats(-8, 8, width=16)
WHOLE = st.integers(-8, 8).map(float)


def arrays(shape, elements=EXACT):
    """Arrays of float64, contiguous and writeable."""
    return hnp.arrays(np.float64, shape, elements=elements, fill=st.nothing())


def huge(shape, dtype):
    """Any finite numbers of this type: up to its largest, down to its smallest, and the two zeros."""
    limits = np.finfo(dtype)
    width = 8 * np.dtype(dtype).itemsize
    ends = [float(x) for x in (limits.max, limits.max / 2, limits.tiny, limits.smallest_subnormal, 0.0, 1.0, 700.0)]
    signed = [sign * x for x in ends for sign in (1, -1)]
    any_float = st.floats(allow_nan=False, allow_infinity=False, width=width)
    return hnp.arrays(dtype, shape, elements=st.one_of(st.sampled_from(signed), any_float), fill=st.nothing())


class Subclass(np.ndarray):
    """An array that says of itself that it is something special."""


def strided(a):
    room = np.full([3 * n for n in a.shape], np.nan)
    view = room[(..., *[slice(1, None, 3)] * a.ndim)]
    view[...] = a
    return view


def unaligned(a):
    memory = np.zeros(a.nbytes + 1, np.uint8)
    view = memory[1:].view(a.dtype).reshape(a.shape)
    view[...] = a
    return view


def read_only(a):
    a = a.copy()
    a.flags.writeable = False
    return a


def matrix(a):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        return np.matrix(a) if a.ndim == 2 else a.copy()


def backwards(a):
    reverse = (..., *[slice(None, None, -1)] * a.ndim)
    return a[reverse].copy()[reverse]


# The same numbers in another form
FORMS = {
    "list": lambda a: a.tolist(),
    "tuples": lambda a: tuple(map(tuple, a)) if a.ndim > 1 else tuple(a) if a.ndim else a.tolist(),
    "list of arrays": lambda a: list(a) if a.ndim else a[()],
    "Fortran": lambda a: np.array(a, order="F"),
    "strided": strided,
    "backwards": backwards,
    "transposed": lambda a: a.T.copy().T,
    "read-only": read_only,
    "unaligned": unaligned,
    "big-endian": lambda a: a.astype(">f8"),
    "float16": lambda a: a.astype(np.float16),
    "big-endian float16": lambda a: a.astype(">f2"),
    "longdouble": lambda a: a.astype(np.longdouble),
    "subclass": lambda a: a.copy().view(Subclass),
    "matrix": matrix,
    "memoryview": lambda a: memoryview(a.copy()),
}  # fmt: skip
# and where all of them are whole
WHOLE_FORMS = {
    **{name: lambda a, name=name: a.astype(name) for name in ("i1", "i2", "i4", "i8", ">i2", ">i8")},
    "ints": lambda a: a.astype(int).tolist(),
    "unsigned": lambda a: a.astype(np.uint64) if (a >= 0).all() else a.astype(int),
}


class Tensor:
    """What another library's array shows of itself."""

    def __init__(self, a):
        self.a = a

    def __array__(self, dtype=None, copy=None):
        return self.a.astype(dtype or self.a.dtype)


# The same bytes (uint8, two-dimensional) in another container
BYTES = {
    "array": lambda a: a,
    "Fortran": np.asfortranarray,
    "list of rows": list,
    "tuple of rows": tuple,
    "lists of NumPy's numbers": lambda a: [list(row) for row in a],
    "memoryview": memoryview,
    "list of memoryviews": lambda a: [memoryview(row) for row in a],
    "list of bytearrays": lambda a: [bytearray(row) for row in a],
    "tensor": Tensor,
    "list of tensors": lambda a: [Tensor(row) for row in a],
}


class Failing:
    """An array that is none."""

    def __array__(self, dtype=None, copy=None):
        raise ValueError("no numbers here")


def cycle(a, place):
    rows = [a.tolist()]
    rows.append(rows)
    return [rows, rows]


def put(a, value, place):
    a = a.copy()
    a.reshape(-1)[place % a.size] = value
    return a


def objects(a, value, place):
    return put(a.astype(object), value, place)


# Not numbers at all, or not such as can be computed with: (array, place) -> wrong
WRONG = {
    "nan": lambda a, place: put(a, np.nan, place),
    "inf": lambda a, place: put(a, np.inf, place),
    "-inf": lambda a, place: put(a, -np.inf, place),
    "nan in a list": lambda a, place: put(a, np.nan, place).tolist(),
    "nan in float16": lambda a, place: put(a, np.nan, place).astype(np.float16),
    "no rows": lambda a, place: a[:0] if a.ndim else np.ones(0),
    "no columns": lambda a, place: a[..., :0] if a.ndim else np.ones(0),
    "nothing": lambda a, place: [],
    "nothing, nested": lambda a, place: [[]],
    "bool": lambda a, place: a > 0,
    "bools": lambda a, place: (a > 0).tolist(),
    "object": lambda a, place: a.astype(object),
    "None inside": lambda a, place: objects(a, None, place),
    "fraction": lambda a, place: objects(a, fractions.Fraction(1, 3), place),
    "decimal": lambda a, place: objects(a, decimal.Decimal("0.1"), place),
    "big int": lambda a, place: objects(a, 2**70, place).tolist(),
    "bigger int": lambda a, place: objects(a, 10**5000, place).tolist(),
    "complex": lambda a, place: a.astype(complex),
    "complex64": lambda a, place: a.astype(np.complex64),
    "complexes": lambda a, place: a.astype(complex).tolist(),
    "strings": lambda a, place: a.astype(str),
    "bytes": lambda a, place: a.astype("S8"),
    "a string inside": lambda a, place: objects(a, "1.0", place).tolist(),
    "dates": lambda a, place: a.astype(int).astype("M8[s]"),
    "durations": lambda a, place: a.astype(int).astype("m8[s]"),
    "date": lambda a, place: datetime.date(2026, 1, 1),
    "records": lambda a, place: np.zeros(a.shape, [("a", "f8"), ("b", "i4")]),
    "record arrays": lambda a, place: np.rec.array(np.zeros(a.shape, [("a", "f8")])),
    "void": lambda a, place: np.zeros(a.shape, "V8"),
    "masked": lambda a, place: np.ma.array(a, mask=a == a.reshape(-1)[place % a.size]),
    "masked nowhere": lambda a, place: np.ma.array(a),
    "masked in a list": lambda a, place: [np.ma.array(row, mask=row > 0) for row in a] if a.ndim else [np.ma.array(a)],
    "masked in lists": lambda a, place: ([np.ma.array(a)], [np.ma.array(a)]),
    "a masked number in a list": lambda a, place: [1.0, np.ma.masked],
    "failing array": lambda a, place: Failing(),
    "failing arrays": lambda a, place: [Failing(), Failing()],
    "a list in itself": cycle,
    "masked constant": lambda a, place: np.ma.masked,
    "ragged": lambda a, place: [[1.0, 2.0], [1.0]],
    "raggeder": lambda a, place: [[[1.0], [1.0, 2.0]], [[1.0]]],
    "ragged arrays": lambda a, place: [np.ones(2), np.ones((2, 2))],
    "array and number": lambda a, place: [np.ones(2), 1.0],
    "None": lambda a, place: None,
    "Ellipsis": lambda a, place: ...,
    "text": lambda a, place: "0.5",
    "dict": lambda a, place: {"a": 1.0},
    "set": lambda a, place: {1.0, 2.0},
    "generator": lambda a, place: (x for x in a.reshape(-1)),
    "function": lambda a, place: np.sin,
    "type": lambda a, place: float,
    "module": lambda a, place: np,
}


def raised_in(error):
    """Return the file whose code raised an error."""
    *_, (frame, _) = traceback.walk_tb(error.__traceback__)
    return frame.f_code.co_filename


def bits(result):
    """Return all numbers in a result as bytes, with shapes and types: two results are the same, or they are not."""
    if isinstance(result, (tuple, list)):
        return [bits(part) for part in result]
    array = np.asarray(result)
    return array.shape, array.dtype.str, array.tobytes()


def parts(result):
    """Return all the arrays in a result."""
    if isinstance(result, (tuple, list)):
        return [array for part in result for array in parts(part)]
    return [result] if isinstance(result, np.ndarray) else []


def snapshot(value):
    """Return what a value is now, to be compared later."""
    if isinstance(value, (list, tuple)):
        return [snapshot(part) for part in value]
    array = np.asarray(value)
    return array.shape, array.dtype.str, array.tobytes(), getattr(value, "flags", None) and value.flags.writeable
