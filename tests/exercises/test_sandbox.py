"""A learner's function runs where it can do no harm: whatever it does, there is a clear answer, and nothing is left."""

import bisect
import builtins
import contextlib
import copy
import ctypes
import dataclasses
import decimal
import faulthandler
import functools
import gc
import importlib
import locale
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
import typing
import warnings
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hostile import HOSTILE, TIME

from nncourse import Activation, Dense, Maxout, Network, activations, identity, relu, set_language, tanh, xor
from nncourse.exercises import check, diagnose
from nncourse.exercises.catalogue import EXERCISES
from nncourse.exercises.ladder import error_lines
from nncourse.sandbox import (
    Ended,
    InputAsked,
    TimeUp,
    Waits,
    WrongArguments,
    packing,
    plain,
    process,
    run,
    run_anew,
    traces,
)

# Others of the same kinds, most of which end their process: it takes a third of a second to begin anew.
SLOW = """
    endless_loop_that_catches_everything endless_sum endless_sleep endless_lock endless_warnings endless_repr
    endless_repr_in_a_list endless_end endless_sequence endless_signature children_without_end stopped
    memory_at_once long_text long_bytes many_objects unlimited_recursion leaves leaves_by_quit terminates kills
    kills_its_group interrupts raises_interrupt aborts alarm becomes_another_program closes_descriptors
    replaces_streams announces_a_long_message asks_the_stream empties_environment sets_environment
    raises_recursion_limit prints_otherwise patches_builtins patches_the_course empties_modules empties_path
    traces switches_rarely leaves_a_sleeping_thread forks returns_endless_iterator returns_odd_list raises_base
    answers_by_itself asks prints_into_closed_output raises_system_exit seeds leaves_a_child
    makes_warnings_errors ignores_signals long_number deep_tuple dict_in_itself
""".split()
THOROUGH = "NNCOURSE_TEST_ALL" in os.environ
TEN = [
    "relu",
    "layer",
    "forward",
    "backprop",
    "cost-mean",
    "descend",
    "one-hot",
    "minibatches",
    "train-xor",
    "mean-digit",
]
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX")


@pytest.fixture(autouse=True)
def german(monkeypatch):
    """Let programs of their own speak German, too."""
    monkeypatch.setenv("NNCOURSE_LANG", "de")


@pytest.fixture
def hurried(monkeypatch):
    """Return a function that gives exercises half a second, or as long as a busy machine may take for what ends."""

    def give(exercise_id, words):
        seconds = 0.5 if words == TIME else 60.0
        exercise = dataclasses.replace(EXERCISES[exercise_id], seconds=seconds)
        monkeypatch.setitem(EXERCISES, exercise_id, exercise)

    return give


def children():
    """Return the states of all child processes."""
    states = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with place.open() as file:
            state, parent = file.read().rpartition(")")[2].split()[:2]
        if int(parent) == os.getpid():
            states[place.parent.name] = state
    return states


def surroundings():
    """Return what a function could have changed for the program that checks it."""
    return {
        "streams": (sys.stdin, sys.stdout, sys.stderr),
        "builtins": dict(vars(builtins)),
        "filters": list(warnings.filters),
        "warn": warnings.showwarning,
        "numpy": {name: id(value) for name, value in vars(np).items()},
        "errors": np.geterr(),
        "printing": np.get_printoptions(),
        "random": (np.random.get_state()[1].tobytes(), random.getstate()),  # noqa: NPY002
        "place": os.getcwd(),
        "environment": {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"},
        "recursion": sys.getrecursionlimit(),
        "switch": sys.getswitchinterval(),
        "threads": threading.active_count(),
        "children": (len(children()), "Z" in children().values()),
        "path": list(sys.path),
        "term": signal.getsignal(signal.SIGTERM),
    }


@contextlib.contextmanager
def untouched():
    """Compare what a function could change before and after; a worker waits before and after."""
    assert check("relu", EXERCISES["relu"].solution).passed
    before = surroundings()
    yield
    assert check("relu", EXERCISES["relu"].solution).passed, "the next check works as ever"
    after = surroundings()
    assert {name for name in before if before[name] != after[name]} == set()


@posix
@pytest.mark.parametrize("name", [name for name in HOSTILE if THOROUGH or name not in SLOW])
def test_a_clear_answer_and_nothing_left(name, hurried, capfd):
    function, words = HOSTILE[name]
    hurried("relu", words)
    with untouched():
        report = check("relu", function, seed=0)
    assert (report.status, report.rung == "broken") == ("failed", False), report
    assert words in repr(report), report
    assert "nncourse" not in repr(report) and len(repr(report)) < 3000 and "<script" not in report._repr_html_()
    assert capfd.readouterr() == ("", "")


def on_ten():
    """Return (name, exercise): each quick function on all ten, each that is slow or ends its process on three."""
    pairs = [(name, (k + j) % 10) for k, name in enumerate(HOSTILE) for j in range(3 if name in SLOW else 10)]
    return [(name, TEN[at]) for name, at in pairs]


@posix
@pytest.mark.skipif(not THOROUGH, reason="takes long: set NNCOURSE_TEST_ALL")
@pytest.mark.parametrize(("name", "exercise_id"), on_ten() if THOROUGH else [("all", "ten")])
def test_on_ten_exercises(name, exercise_id, hurried):
    function, words = HOSTILE[name]
    hurried(exercise_id, words)
    with untouched():
        report = check(exercise_id, function, seed=0)
    assert (report.status, report.rung == "broken") == ("failed", False), report


@posix
@pytest.mark.long
@pytest.mark.parametrize("exercise_id", TEN)
def test_a_few_on_ten_exercises(exercise_id):
    for name in ("leaves_at_once", "list_in_itself", "closes_output", "returns_object"):
        assert check(exercise_id, HOSTILE[name][0], seed=0).status == "failed", name


def test_one_outcome_for_every_call_asked():
    def third_time_unlucky(x):
        if x == 3:
            os._exit(1)
        return x

    outcomes = run(third_time_unlucky, [(1,), (2,), (3,), (4,)], 5.0)
    assert [outcome.value for outcome in outcomes] == [1, 2, None, None]
    assert [type(outcome.error) for outcome in outcomes] == [type(None), type(None), Ended, Ended]
    assert [outcome.args for outcome in outcomes] == [(1,), (2,), (3,), (4,)]

    outcomes = run(lambda x: x if x < 3 else time.sleep(100), [(1,), (3,), (5,)], 0.3)
    assert [type(outcome.error) for outcome in outcomes] == [type(None), Waits, Waits]
    assert run(lambda: 1, [], 1.0) == []


@posix
def test_time_counts_only_while_the_processor_works():
    """So a busy machine takes none away. A loop has its half second; what only waits has longer, but not for ever."""

    def loops():
        while True:
            pass

    (outcome,) = run(lambda: time.sleep(1.5), [()], 0.5)
    assert outcome.error is None
    begun = time.monotonic()
    (outcome,) = run(time.sleep, [(100,)], 0.5)
    assert isinstance(outcome.error, Waits) and time.monotonic() - begun > 2
    (said,) = error_lines(outcome.error, "", 0.5)
    assert "nach 2 Sekunden" in said and "keine 0.5" in said and "time.sleep()" in said
    begun = sum(os.times()[2:4])  # of the children that have ended: this one takes half a second to begin
    assert isinstance(run(loops, [()], 0.5)[0].error, TimeUp)
    assert 0.4 < sum(os.times()[2:4]) - begun < 1.9


def test_a_number_is_what_typing_says():
    """A protocol takes every name in its class for one that it asks for."""
    (outcome,) = run(lambda: [isinstance(0.5, typing.SupportsAbs), isinstance("", typing.SupportsAbs)], [()], 5.0)
    assert outcome.value == [True, False]


def test_a_process_waits_longer_than_its_last_job_had():
    run(lambda: 1, [()], 0.2)
    worker = process._idle[0]
    time.sleep(1.5)
    assert worker.process.poll() is None and process._idle[0] is worker


@pytest.mark.parametrize(
    ("exercise_id", "spoil"),
    [
        ("forward", lambda weights, biases, *rest: biases.__setitem__(0, 0.0)),
        ("forward", lambda weights, biases, *rest: weights.__setitem__(-1, None)),
        ("forward-batch", lambda weights, biases, *rest: weights.__setitem__(0, None)),
        ("backprop", lambda weights, biases, *rest: biases.__setitem__(0, 0.0)),
        ("backprop-batch", lambda weights, biases, *rest: biases.__setitem__(0, [])),
        ("forward", lambda weights, *rest: weights.append(weights)),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_an_argument_spoilt_after_some_cases_does_not_pass(exercise_id, spoil, after):
    solution, calls = EXERCISES[exercise_id].solution, []

    def right_but(*args):
        result = solution(*args)
        calls.append(args)
        if len(calls) > after:
            spoil(*args)
        return result

    report = check(exercise_id, right_but, seed=0)
    assert (report.status, report.rung) == ("failed", "changed"), report


def test_an_integer_in_a_list_that_was_changed_is_noticed():
    def doubles(sizes):
        sizes[0] *= 2
        return sizes

    (outcome,) = run(doubles, [([1, 2],)], 5.0)
    assert (outcome.changed, outcome.after, outcome.args) == (0, [2, 2], ([1, 2],))


def test_a_result_is_taken_when_it_is_returned():
    kept = []

    def again_and_again(x):
        kept.clear()
        kept.append(x)
        return kept

    def growing(x, xs=[]):  # noqa: B006
        xs.append(x)
        return xs

    assert [outcome.value for outcome in run(again_and_again, [(1,), (2,)], 5.0)] == [[1], [2]]
    assert [outcome.value for outcome in run(growing, [(1,), (2,)], 5.0)] == [[1], [1, 2]]
    assert kept == []


def test_what_comes_back_is_what_was_returned():
    values = [
        *(None, True, 3, -(2**63), 2.5, float("inf"), 1j, "ä\n", ..., [], (), {}, [(1, [2.5])], {"a": (1,), 2: None}),
        *(np.float32(0.1), np.int64(-3), np.bool_(True), np.longdouble(1) / 3, np.nextafter(1.0, 2.0)),
        *(np.arange(6.0).reshape(2, 3).T, np.zeros((0, 2), np.int8), np.array(3.0), np.ones((2, 1), bool)),
    ]
    outcomes = run(lambda value: value, [(value,) for value in values], 5.0)
    for value, outcome in zip(values, outcomes, strict=True):
        assert outcome.error is None and type(outcome.value) is type(value)
        if isinstance(value, np.ndarray):
            assert (outcome.value.dtype, outcome.value.shape) == (value.dtype, value.shape)
            assert outcome.value.tobytes() == value.tobytes()
        else:
            assert outcome.value == value
    assert np.isnan(run(lambda: float("nan"), [()], 5.0)[0].value)


def test_what_is_no_plain_data_comes_as_a_stand_in():
    class Awkward:
        def __repr__(self):
            return "an awkward thing"

        def __call__(self):
            return "called"

    (outcome,) = run(lambda: [Awkward(), (i for i in range(3))], [()], 5.0)
    thing, generator = outcome.value
    assert (type(thing).__name__, repr(thing), callable(thing)) == ("Awkward", "an awkward thing", True)
    assert not isinstance(thing, Awkward)
    assert (type(generator).__name__, hasattr(generator, "__next__")) == ("generator", True)
    with pytest.raises(TypeError, match="has stayed"):
        thing()


def test_a_network_comes_back_whole_and_computes_here():
    def trained():
        network = Network(Maxout(2, 3), Dense(3, 1, tanh), seed=5, dtype=np.float32)
        network.layers[1].b = [0.25]
        return network

    (outcome,) = run(trained, [()], 5.0)
    X, _ = xor()
    assert isinstance(outcome.value, Network) and repr(outcome.value) == repr(trained())
    assert outcome.value.theta.tobytes() == trained().theta.tobytes()
    assert outcome.value(X).tobytes() == trained()(X).tobytes()


def test_layers_of_one_s_own_compute_where_they_came_from():
    class Doubling(Dense):
        def activate(self, Z):
            return 2 * super().activate(Z)

    def own():
        square = Activation("square", lambda z: z * z, lambda z, a: 2 * z)
        return Network(Dense(2, 3, square), Doubling(3, 1, identity), seed=3)

    (outcome,) = run(own, [()], 5.0)
    X, _ = xor()
    assert type(outcome.value.layers[0].f.function).__name__ == "Sealed"
    assert outcome.value.forward(X)[1][-1] == pytest.approx(own().forward(X)[1][-1])


def test_an_activation_of_one_s_own_cannot_end_the_program():
    def at_once():
        return Activation("bad", lambda z: os._exit(1), lambda z, a: z)

    def at_seven():
        f = Activation("bad", lambda z: os._exit(1) if (z == 7).any() else z, lambda z, a: np.ones_like(z))
        network = Network(Dense(2, 1, f))
        network.layers[0].W = [[3, 2]]
        return network

    assert isinstance(run(at_once, [()], 5.0)[0].error, Ended)
    (outcome,) = run(at_seven, [()], 5.0)
    assert outcome.value([1.0, 0.0]) == 3
    with pytest.raises(Ended):
        outcome.value([1.0, 2.0])


def test_a_right_network_of_one_s_own_kind_passes():
    def train_xor():
        gauss = Activation("gauss", lambda z: np.exp(-z * z), lambda z, a: -2 * z * a)
        network = Network(Dense(2, 1, gauss), Dense(1, 1, identity))
        network.theta = [1, 1, -1, 1, 0]  # exp(-(x1 + x2 - 1)^2) is 1 for one, 0.37 for none or two
        network.layers[1].W, network.layers[1].b = [[1 / (1 - np.exp(-1))]], [-np.exp(-1) / (1 - np.exp(-1))]
        return network

    report = check("train-xor", train_xor)
    assert report.passed, report


def test_a_network_taken_apart_is_no_network():
    def broken():
        network = Network(Dense(2, 1, tanh))
        network._theta = np.zeros(7)
        return network

    def robbed():
        network = Network(Dense(2, 1, tanh))
        del network.layers
        return network

    for function in (broken, robbed):
        report = check("train-xor", function)
        assert (report.status, report.rung == "broken") == ("failed", False), report


def test_random_numbers_drawn_there_are_drawn_here():
    rng = np.random.default_rng(0)
    drawn, spawned, left = run(lambda rng, f: f(rng), [(rng, f) for f in DRAWERS], 5.0)
    assert (drawn.drawn, spawned.drawn, left.drawn) == ([0], [0], [])
    assert drawn.value == spawned.value  # each call begins where rng was
    assert rng.bit_generator.state != np.random.default_rng(0).bit_generator.state


DRAWERS = [lambda rng: rng.random(), lambda rng: (rng.spawn(1), rng.random())[1], lambda rng: None]


def test_errors_come_with_name_text_and_line():
    class Own(KeyError):
        pass

    def fails():
        raise Own("a", 3)

    (outcome,) = run(fails, [()], 5.0)
    assert isinstance(outcome.error, KeyError) and type(outcome.error).__name__ == "Own"
    assert str(outcome.error) == "('a', 3)"
    assert outcome.line.endswith(': raise Own("a", 3)')
    (outcome,) = run(lambda: input(), [()], 5.0)
    assert isinstance(outcome.error, InputAsked)
    (outcome,) = run(lambda x: x, [()], 5.0)
    assert isinstance(outcome.error, WrongArguments)


def test_the_line_is_known_where_time_is_up_or_the_process_has_crashed():
    def waits():
        time.sleep(100)

    def computes():
        return 9 ** (9 ** int("8"))

    def crashes():
        import ctypes

        ctypes.string_at(0)

    for function, line in ((waits, "time.sleep(100)"), (computes, 'return 9 ** (9 ** int("8"))')):
        (outcome,) = run(function, [()], 0.3)
        assert isinstance(outcome.error, TimeUp) and outcome.line.endswith(f": {line}")
    (outcome,) = run(crashes, [()], 5.0)
    assert isinstance(outcome.error, Ended) and outcome.line.endswith(": ctypes.string_at(0)")


def test_what_is_printed_and_warned_belongs_to_its_call():
    def talks(x):
        print("x =", x)
        print("error", file=sys.stderr)
        sys.stdout.buffer.write(b"bytes\n")
        np.float64(x) / 0
        warnings.warn("own", stacklevel=1)

    def warns():
        for k in range(100):
            warnings.warn(f"{k} " * 1000, stacklevel=1)

    for outcome, x in zip(run(talks, [(1,), (2,)], 5.0), (1, 2), strict=True):
        assert outcome.printed == f"x = {x}\nerror\nbytes\n"
        assert outcome.warned == ["divide by zero encountered in scalar divide", "own"]
    (outcome,) = run(lambda: [print("x" * 1000) for _ in range(1000)], [()], 5.0)
    assert 90_000 < len(outcome.printed) <= 100_000
    (outcome,) = run(warns, [()], 60.0)
    assert [len(text) for text in outcome.warned] == [500] * 20


def hoards():
    """Takes two gigabytes that nothing refers to any more."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(np.zeros(2 * 2**30, np.uint8)))


def starts_a_child():
    """Starts one by a way that no hook is told of."""
    arguments = (ctypes.c_char_p * 3)(b"sleep", b"60", None)
    ctypes.CDLL(None).posix_spawnp(ctypes.byref(ctypes.c_int()), b"sleep", None, None, arguments, None)


def a_limit(*new):
    """Returns how many files may be open, after setting it if there is something to set."""
    resource = importlib.import_module("resource")
    return [resource.setrlimit(resource.RLIMIT_NOFILE, new)] if new else resource.getrlimit(resource.RLIMIT_NOFILE)


LEAVES = {  # what a function leaves behind, and what the next one would find of it
    "a module of Python's": (lambda: setattr(bisect, "bisect", None), lambda: bisect.bisect([1, 2], 1)),
    "a class of Python's": (lambda: setattr(threading.Thread, "run", None), lambda: threading.Thread.run is None),
    "a module of NumPy's": (lambda: setattr(np.testing, "assert_equal", None), lambda: np.testing.assert_equal(1, 1)),
    "an object of ours": (lambda: object.__setattr__(relu, "gain", 7.0), lambda: relu.gain),
    "a list of ours": (lambda: activations.ACTIVATIONS.pop("relu"), lambda: "relu" in activations.ACTIVATIONS),
    "a module": (lambda: sys.modules.update(random=sys), lambda: sys.modules["random"].__name__),
    "finders": (lambda: sys.meta_path.insert(0, None), lambda: importlib.import_module("wave").__name__),
    "environment": (lambda: os.environ.update(LEFT="1"), lambda: os.environ.get("LEFT")),
    "recursion": (lambda: sys.setrecursionlimit(5000), sys.getrecursionlimit),
    "digits": (lambda: sys.set_int_max_str_digits(700), lambda: len(str(10**1000))),
    "switch": (lambda: sys.setswitchinterval(100), sys.getswitchinterval),
    "trace": (lambda: sys.settrace(lambda *args: None), lambda: sys.gettrace() is None),
    "profile": (lambda: sys.setprofile(lambda *args: None), lambda: sys.getprofile() is None),
    "threads": (
        lambda: threading.Thread(target=time.sleep, args=(60,), daemon=True).start(),
        lambda: len(sys._current_frames()),
    ),
    "streams": (lambda: sys.__stdout__.close(), lambda: sys.__stdout__.closed),
    "garbage": (lambda: gc.disable(), lambda: gc.isenabled()),
    "locale": (
        lambda: locale.setlocale(locale.LC_TIME, locale.setlocale(locale.LC_CTYPE)),  # another would load a module
        lambda: locale.setlocale(locale.LC_TIME),
    ),
    "faults": (lambda: faulthandler.disable(), lambda: faulthandler.is_enabled()),
    "mask": (lambda: os.umask(0o777), lambda: os.umask(0o777)),
    "signals": (
        lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN),
        lambda: signal.getsignal(signal.SIGTERM) == signal.SIG_DFL,
    ),
    "timers": (lambda: signal.setitimer(signal.ITIMER_REAL, 60), lambda: signal.getitimer(signal.ITIMER_REAL)),
    "blocked": (
        lambda: signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM}),
        lambda: len(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
    ),
    "limits": (lambda: a_limit(30, 30), a_limit),
    "nice": (lambda: os.nice(1), lambda: os.nice(0)),
    "files": (lambda: os.open(os.devnull, os.O_RDONLY), lambda: len(os.listdir("/dev/fd"))),
    "children": (starts_a_child, traces.has_children),
    "memory": (hoards, lambda: np.zeros(3 * 2**30, np.uint8).size),
}


@posix
@pytest.mark.parametrize("what", LEAVES)
def test_the_next_function_finds_nothing_of_what_one_leaves_behind(what):
    leaves, finds = LEAVES[what]
    (before,) = run(finds, [()], 60.0)
    assert (run(leaves, [()], 60.0)[0].error, before.error) == (None, None)
    (after,) = run(finds, [()], 60.0)
    assert (after.error, after.value) == (None, before.value)


def test_a_process_in_which_something_was_copied_or_warned_is_used_again():
    assert check("relu", EXERCISES["relu"].solution).passed
    before = process._idle[0]

    def ordinary():
        copy.deepcopy([Network.mlp([2, 1]), Fraction(1, 2), decimal.Decimal(1)])
        warnings.warn("old", DeprecationWarning)  # noqa: B028
        warnings.warn("of the caller", stacklevel=2)

    for _ in range(2):
        (outcome,) = run(ordinary, [()], 60.0)
        assert (outcome.error, outcome.warned) == (None, ["old", "of the caller"])
        assert process._idle[0] is before


def test_a_name_added_or_taken_away_last_is_noticed(monkeypatch):
    names = {"one": 1, "two": 2}
    monkeypatch.setattr(traces, "places", lambda: [names])
    before = traces.Traces()
    assert not before.left()
    names["three"] = 3
    assert before.left()
    del names["three"], names["two"]
    assert before.left()


def test_what_a_thread_changes_last_is_noticed(monkeypatch):
    """A thread may end while its traces are looked for; then its last change is seen."""
    changes = []
    monkeypatch.setattr(textwrap, "indent", textwrap.indent)
    monkeypatch.setattr(traces, "settings", lambda: len([change() for change in changes]) * 0)  # while they are read
    before = traces.Traces()
    assert not before.left()
    changes.append(lambda: setattr(textwrap, "indent", None))
    assert before.left()


def test_random_numbers_begin_anew_for_the_next_function():
    def sets():
        random.seed(0)
        np.random.seed(0)  # noqa: NPY002

    def draws():
        return [random.random(), np.random.random()]  # noqa: NPY002

    run(sets, [()], 60.0)
    (one,), (other,) = run(draws, [()], 60.0), run(draws, [()], 60.0)
    sets()
    assert not {*one.value, *other.value} & {*draws()} and not {*one.value} & {*other.value}


def test_a_crash_leaves_no_core():
    (outcome,) = run(lambda: importlib.import_module("resource").getrlimit(4), [()], 60.0)  # of a core
    assert outcome.value == (0, 0)


def test_what_does_not_arrive_ends(monkeypatch):
    class Endless:
        def __setstate__(self, state):
            while True:
                pass

    endless = Endless()
    endless.x = 1
    monkeypatch.setattr(process, "LOADING", 1.0)
    (outcome,) = run(lambda: endless, [()], 60.0)
    assert isinstance(outcome.error, TimeUp)


def test_a_generic_function_can_be_sent():
    """It has a dictionary of weak references."""

    @functools.singledispatch
    def double(x):
        return 2 * x

    assert [outcome.value for outcome in run(lambda x: double(x), [(1,), (2.5,)], 60.0)] == [2, 5.0]


FORGED = {  # values that no worker of ours writes
    "objects": ["array", "|O", [1], 0],
    "texts": ["array", "<U2", [1], 0],
    "a structure": ["array", "V8", [1], 0],
    "wide texts": ["hollow", "<U100000", [10]],
    "items of a structure": ["items", "V8", [1], ["list", [1]]],
    "a class": ["class", "os"],
    "a number of bytes": ["array", "<f8", [2], 0],
    "no bytes": ["array", "<f8", [1], 7],
    "a layer": ["network", [["own layer", 1, 1, 1, [0]]], None],
    "keys of lists": ["dict", [[["list", []], 1]]],
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_value_is_refused(what):
    reader = plain.Reader(b"{}", [bytearray(8)], lambda pickled: None)
    with pytest.raises((ValueError, TypeError, LookupError)):
        reader.value(FORGED[what])


@pytest.mark.parametrize("name", ["eval", "print", "object", "type", "no_such_name"])
def test_a_forged_error_is_refused(name):
    with pytest.raises((ValueError, AttributeError)):
        plain.error_of("Own", name, "text")


def test_groups_of_calls_find_nothing_of_each_other():
    kept = []

    def counts(x, seen=[]):  # noqa: B006
        seen.append(x)
        kept.append(x)
        return [len(seen), len(kept)]

    groups = run_anew(counts, [[(1,), (2,)], [], [(3,)]], 5.0)
    assert [[outcome.value for outcome in outcomes] for outcomes in groups] == [[[1, 1], [2, 2]], [], [[1, 1]]]
    assert [outcome.args for outcome in groups[2]] == [(3,)]


def test_what_numpy_and_decimal_are_told_ends_with_the_call():
    def finds():
        return [np.geterr(), np.getbufsize(), str(decimal.Decimal(1) / 3)]

    def tells():
        np.seterr(all="ignore")
        np.setbufsize(16)
        decimal.getcontext().prec = 1

    (before,) = run(finds, [()], 60.0)
    kept = process._idle[0]
    run(tells, [()], 60.0)
    (after,) = run(finds, [()], 60.0)
    assert after.value == before.value and process._idle[0] is kept


def test_a_package_of_one_s_own_is_read_anew(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "__init__.py").write_text("def relu(x):\n    return x\n")
    code = """
import importlib, mine, sys
from nncourse.exercises import check
sys.dont_write_bytecode = True
print(check("relu", mine.relu).passed)
with open(mine.__file__, "w") as file:
    file.write("import numpy\\ndef relu(x):\\n    return numpy.maximum(0, x)\\n")
print(check("relu", importlib.reload(mine).relu).passed)
"""
    assert program(code, tmp_path, PYTHONDONTWRITEBYTECODE="1") == "False\nTrue\n"


def test_a_worker_that_died_while_it_waited_is_replaced():
    assert check("relu", EXERCISES["relu"].solution).passed
    worker = process._idle[0]
    worker.process.kill()
    worker.process.wait()
    worker.process.returncode, worker.process.poll = None, lambda: None  # it dies just after it was looked at
    assert check("relu", EXERCISES["relu"].solution).passed


@pytest.mark.parametrize(
    ("place", "error"), [((subprocess, "Popen"), BlockingIOError), ((threading.Thread, "start"), RuntimeError)]
)
def test_a_system_that_gives_no_process_is_said(place, error, monkeypatch):
    def refuse(*args, **kwargs):
        raise error("no more")

    process.close_all()
    monkeypatch.setattr(*place, refuse)
    report = check("relu", relu.function)
    monkeypatch.undo()
    assert report.rung == "error" and "kein Prozess starten" in report.lines[0] and "no more" in report.lines[0]


def test_a_python_that_talks_does_not_hold_up_a_worker(tmp_path):
    loud = dict.fromkeys(("PYTHONVERBOSE", "PYTHONPROFILEIMPORTTIME", "PYTHONDEVMODE"), "1") | {
        "PYTHONWARNINGS": "error"
    }
    code = f"import os\nos.environ.update({loud})\n" + SCRIPT + CHECKS
    assert program(code, tmp_path) == "once\npassed error passed\n"


def test_what_cannot_be_sent_is_said():
    with open(os.devnull, "w") as file:
        lock = threading.Lock()
        for function in (lambda x: file.write("x"), lambda x: lock.acquire()):
            for language, word in (("de", "eigenen Prozess"), ("en", "process of its own")):
                set_language(language)
                report = check("relu", function)
                assert report.rung == "error" and word in report.lines[0], report
    set_language("de")


def test_what_cannot_be_unpacked_there_is_said():
    class Odd:
        def __setstate__(self, state):
            raise ValueError("no")

    odd = Odd()
    odd.x = 1
    outcomes = run(lambda x: odd, [(1,), (2,)], 5.0)
    assert [(type(outcome.error).__name__, str(outcome.error)) for outcome in outcomes] == [
        ("Unsendable", "ValueError: no")
    ] * 2


def test_figures_are_shown_to_nobody():
    def draws(x):
        import matplotlib.pyplot as plt

        already = plt.get_fignums()
        plt.plot([1, 2])
        plt.show()
        return already

    outcomes = run(draws, [(1,), (2,)], 30.0)
    assert [(outcome.value, outcome.warned, outcome.printed) for outcome in outcomes] == [([], [], "")] * 2


# Values that are no functions


class Hostile:
    """Everything that is asked of it does not end."""

    def forever(self, *args, **kwargs):
        while True:
            pass

    __array__ = __len__ = __repr__ = __str__ = __eq__ = __float__ = __bool__ = __iter__ = __hash__ = forever


def leaving(*args):
    raise SystemExit


def ran(*args):
    RAN.append(args)
    return object, ()


RAN = []
SLY = {
    "class": {"__class__": property(leaving)},
    **{name: {name: ran} for name in ("__reduce__", "__reduce_ex__", "__getstate__", "__getnewargs__")},
    "getstate": {"__getstate__": property(ran)},
}


@pytest.mark.parametrize("name", SLY)
def test_nothing_of_a_value_runs_here(name):
    """Neither where it is looked at, nor where it is sent."""
    for kind in (type("Sly", (), SLY[name]), type("Sly", (), {**SLY[name], "__call__": lambda self, x: x})):
        for ask in (lambda it: check("neuron-value", it), lambda it: check("relu", it), lambda it: check(it, relu)):
            assert ask(kind()).rung in ("type", "error")
        assert diagnose(kind()).status == "failed"
    assert RAN == []


def test_a_function_may_say_nonsense_of_itself():
    def wrong(x):
        return x + 1

    for name, value in (("__wrapped__", wrong), ("__signature__", 3), ("__wrapped__", 3), ("__defaults__", None)):
        setattr(wrong, name, value)
        assert check("relu", wrong).rung not in ("broken", "passed"), name


@pytest.mark.parametrize("ask", [lambda it: check("neuron-value", it), lambda it: check("relu", it)])
def test_a_hostile_value(ask, monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", 0.3)
    report = ask(Hostile())
    assert (report.status, report.rung) == ("failed", "type") and "Hostile" in report.lines[0]


def test_a_hostile_name(monkeypatch):
    monkeypatch.setattr(process, "PATIENCE", 0.3)
    assert check(Hostile(), relu).status == "failed"
    assert not diagnose(Hostile()).right


# How it is called


def test_the_way_within_is_the_same(monkeypatch):
    """In the browser, and in a worker itself, there is no other process."""
    started = list(process.started)
    monkeypatch.setenv(process.WITHIN, "1")
    monkeypatch.setattr(process, "Worker", None)
    assert check("relu", EXERCISES["relu"].solution).passed
    assert check("minibatches", EXERCISES["minibatches"].solution).passed
    assert check("train-xor", lambda: Network.mlp([2, 2, 1])).status == "failed"
    assert check("relu", lambda x: print("hi")).rung == "none"
    assert check("relu", lambda x, y: x).rung == "error"
    with pytest.raises(KeyboardInterrupt):
        run(HOSTILE["raises_interrupt"][0], [()], 1.0)
    (outcome,) = run(lambda: [object()], [()], 1.0)
    assert type(outcome.value[0]) is not object
    test_layers_of_one_s_own_compute_where_they_came_from()
    assert list(process.started) == started


def test_a_check_inside_a_checked_function_ends():
    def inside(x):
        return check("relu", inside)

    report = check("relu", inside)
    assert (report.status, report.rung) == ("failed", "error"), report


def test_two_checks_at_once():
    """In threads: each right answer is right, each wrong one wrong."""
    said = []

    def ask(k):
        for i in range(10):
            right = (i + k) % 2
            report = check("relu", (lambda x: np.maximum(0, x)) if right else (lambda x: print(1 / np.zeros(1))))
            said.append(report.passed == bool(right))

    threads = [threading.Thread(target=ask, args=(k,)) for k in range(4)]
    with untouched():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == [True] * 40


def test_two_jobs_are_packed_at_once(tmp_path, monkeypatch):
    """What is told to cloudpickle holds for the whole process: one of them must not take it back from the other."""
    path = tmp_path / "solutions.py"
    path.write_text("def relu(x):\n    return x\n")
    monkeypatch.syspath_prepend(tmp_path)
    relu, sizes, switch = importlib.import_module("solutions").relu, [], sys.getswitchinterval()

    def pack():
        sizes.extend([len(packing.packed(relu)[0]) for _ in range(100)])

    threads = [threading.Thread(target=pack) for _ in range(4)]
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(switch)
        del sys.modules["solutions"]
    assert len(sizes) == 400 and len(set(sizes)) == 1


@posix
def test_a_program_forked_while_a_job_is_packed_can_pack_its_own():
    taken, forked = threading.Event(), threading.Event()

    def holds():
        with packing._registry:
            taken.set()
            forked.wait(0.5)

    thread = threading.Thread(target=holds)
    thread.start()
    taken.wait()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads, since Python 3.12
        child = os.fork()
    if child == 0:
        os._exit(0 if packing._registry.acquire(timeout=0) else 1)
    forked.set()
    thread.join()
    assert os.waitpid(child, 0)[1] == 0


@posix
def test_a_forked_program_has_workers_of_its_own():
    with untouched():
        (worker,) = process._idle
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads, since Python 3.12
            child = os.fork()
        if child == 0:
            process.close_all()  # of its own, which are none yet
            passed = check("relu", EXERCISES["relu"].solution).passed and not check("relu", np.abs).passed
            process.close_all()
            os._exit(0 if passed else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert check("relu", EXERCISES["relu"].solution).passed and process._idle == [worker]


SCRIPT = """
import os, sys
import numpy as np
from nncourse.exercises import check

print("once")

def sigmoid(x):
    return 0.5 + 0.5 * np.tanh(np.asarray(x) / 2)

def exits(x):
    os._exit(3)
"""
CHECKS = """
print(check("sigmoid", sigmoid).rung, check("sigmoid", exits).rung, check("sigmoid", sigmoid).rung)
"""


def program(code, folder, *options, **environment):
    """Run a program and return what it printed; it is not to print errors."""
    script = folder / "script.py"
    script.write_text(code)
    environment = {**os.environ, "NNCOURSE_DATA": str(folder / "data"), **environment}
    environment = {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, *options, str(script)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=folder
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("guard", ["", 'if __name__ == "__main__":'])
def test_a_script_runs_once_with_and_without_a_guard(guard, tmp_path):
    checks = textwrap.indent(CHECKS, "    ") if guard else CHECKS
    assert program(f"{SCRIPT}\n{guard}\n{checks}", tmp_path, "-W", "error") == "once\npassed error passed\n"


def test_a_module_of_the_learner_s_runs_once(tmp_path):
    (tmp_path / "solutions.py").write_text(SCRIPT)
    assert program("from solutions import *\n" + CHECKS, tmp_path) == "once\npassed error passed\n"
    whole = "import solutions\nprint(solutions.check('sigmoid', lambda x: solutions.sigmoid(x)).rung)"
    assert program(whole, tmp_path) == "once\npassed\n"


def test_a_spawned_process_checks_what_stands_in_its_script(tmp_path):
    code = (
        SCRIPT.replace('print("once")', "")
        + """
def ask(k):
    return check("sigmoid", sigmoid).passed, check("sigmoid", exits).passed

if __name__ == "__main__":
    import multiprocessing
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        print(pool.map(ask, [1]))
"""
    )
    assert program(code, tmp_path) == "[(True, False)]\n"


def test_no_process_outlives_the_program(tmp_path):
    code = SCRIPT + CHECKS + "from nncourse.sandbox import process\nprint(*[w.process.pid for w in process.started])\n"
    for end in ("", "os._exit(0)", "os.kill(os.getpid(), 9)"):
        *_, pids = program(code + "sys.stdout.flush()\n" + end, tmp_path).splitlines()
        deadline = time.monotonic() + 20
        assert pids
        while any(alive(int(pid)) for pid in pids.split()):
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_a_program_that_ends_has_ended_its_processes(tmp_path):
    last = "import atexit\natexit.register(lambda: print(*[w.process.returncode is None for w in process.started]))\n"
    code = last + SCRIPT + CHECKS + "from nncourse.sandbox import process\n"
    assert program(code, tmp_path).endswith("passed error passed\nFalse\n")


@posix
def test_a_process_at_work_does_not_outlive_the_program_either(tmp_path):
    code = """
from nncourse.sandbox import process, run
import os, threading, time

def loops():
    os.mkdir("at work")
    while True:
        pass

threading.Thread(target=run, args=(loops, [()], 1e5), daemon=True).start()
while not os.path.isdir("at work"):
    time.sleep(0.01)
print([*process.started][0].process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    pid = int(program(code, tmp_path))
    deadline = time.monotonic() + 60
    while alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


MEMORY = """
import resource, sys
sys.path.insert(0, {folder!r})
from hostile import HOSTILE, TIME
import dataclasses
from nncourse.exercises import check
from nncourse.exercises.catalogue import EXERCISES
from nncourse.exercises import diagnose
EXERCISES["relu"] = dataclasses.replace(EXERCISES["relu"], seconds=1.0)
check("relu", lambda x: x), diagnose(lambda *args: 1.0)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in {names!r}:
    check("relu", HOSTILE[name][0])
    diagnose(HOSTILE[name][0], seconds=1.0)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
HUNGRY = (
    "endless_print endless_warnings memory_in_a_loop large_array long_list long_text many_objects list_before_itself"
)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes")
def test_the_memory_of_the_program_grows_by_less_than_50_megabytes(tmp_path):
    folder = str(Path(__file__).parent)
    assert int(program(MEMORY.format(folder=folder, names=HUNGRY.split()), tmp_path)) < 50


# Ctrl-C


INTERRUPTED = (
    SCRIPT
    + """
import signal, threading, time
from nncourse.sandbox import process

def endless(x):
    while True:
        pass

def power(x):
    return 9 ** (9 ** int("8"))

check("sigmoid", sigmoid)
for function in (endless, power, sigmoid):
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    start, worker = time.monotonic(), process._idle[0].process
    try:
        line = check("sigmoid", function).lines[0]
        timer.join()
        time.sleep(0.01)
    except KeyboardInterrupt:  # too late for the check of sigmoid
        line = "late"
    took = time.monotonic() - start
    ended = worker.poll() is not None
    right = check("sigmoid", sigmoid)
    said = ended and line == "Die Prüfung wurde abgebrochen." and took < 4
    print(function is sigmoid or said, right.passed, len(process.started))
"""
)


@posix
def test_ctrl_c_ends_a_check_and_the_function(tmp_path):
    assert program(INTERRUPTED, tmp_path, PYTHONUTF8="1") == "once\n" + "True True 1\n" * 3


# Where it runs


@posix
def test_without_a_home_or_a_language(tmp_path):
    code = (
        SCRIPT
        + """
from nncourse.exercises import progress
print(check("sigmoid", sigmoid).lines, progress().total)
print(check("sigmoid", exits).status, check("neuron-value", 3).status, check("no", 3).status)
"""
    )
    nobody = {"HOME": None, "XDG_DATA_HOME": None, "PYTHONUTF8": "1"}
    code = "import os, pwd\npwd.getpwuid = lambda uid: {}[uid]\n" + code
    said = program(code, tmp_path, NNCOURSE_DATA=None, NNCOURSE_LANG="klingon", **nobody)
    assert "stimmt in allen" in said and "ließ sich nicht speichern" in said and "NNCOURSE_DATA" in said
    assert ") 0 von " in said
    assert said.splitlines()[-1] == "failed failed failed"
    said = program(code, tmp_path, NNCOURSE_LANG="", **nobody)
    assert "speichern" not in said and ") 1 von" in said


def test_a_working_directory_that_is_gone(tmp_path):
    code = SCRIPT + "os.mkdir('gone')\nos.chdir('gone')\nos.rmdir('../gone')\n" + CHECKS
    assert program(code, tmp_path).endswith("passed error passed\n")


def test_files_and_modules_are_found_where_the_program_finds_them(tmp_path):
    (tmp_path / "below" / "package").mkdir(parents=True)
    (tmp_path / "below" / "package" / "__init__.py").write_text("zero = 0")
    (tmp_path / "below" / "zero.txt").write_text("0")
    code = (
        SCRIPT
        + """
check("sigmoid", sigmoid)
os.chdir("below")
sys.path.append(os.getcwd())
def relu(x):
    from package import zero
    return np.maximum(zero, x) + float(open("zero.txt").read())
print(check("relu", relu).rung)
"""
    )
    assert program(code, tmp_path) == "once\npassed\n"


def test_in_a_notebook(tmp_path):
    """The functions stand in cells; exit is the shell's; nothing is lost."""
    from jupyter_client.manager import start_new_kernel

    environment = {**os.environ, "NNCOURSE_DATA": str(tmp_path)}
    manager, client = start_new_kernel(kernel_name="python3", env=environment, cwd=str(tmp_path))
    cells = [
        "import os, numpy as np\nfrom nncourse.exercises import check",
        "def relu(x):\n    return np.maximum(0, x)\nprint(check('relu', relu).rung)",
        "def relu(x):\n    exit()\nprint(check('relu', relu))",
        "def relu(x):\n    quit()\nprint(check('relu', relu))",
        "def relu(x):\n    os._exit(1)\nprint(check('relu', relu))",
        "def relu(x):\n    y = 1\n    return y / 0\nprint(check('relu', relu))",
        "helper = np.maximum\nprint(check('relu', lambda x: helper(0, x)).rung)",
    ]
    said = []
    try:
        for cell in cells:
            client.execute_interactive(
                cell, timeout=60, output_hook=lambda m: said.append(m["content"].get("text", str(m)))
            )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    text = "".join(said)
    assert text.count("passed\n") == 2 and text.count("mit exit()") == 2 and text.count("Prozess beendet") == 1, text
    assert "Zeile 3: return y / 0" in text


def test_a_process_that_cannot_start_is_our_mistake(monkeypatch):
    process.close_all()
    monkeypatch.setattr(process, "START", "raise SystemError('no start')")
    report = check("relu", relu.function)
    process.close_all()  # one more was to wait for the next check
    assert report.rung == "broken" and "no start" in report.lines[0]


# diagnose


@posix
@pytest.mark.parametrize("name", ["endless_loop", "endless_array", "doubled_lists", "list_in_itself", "leaves_at_once"])
def test_diagnose_uses_the_same(name):
    with untouched():
        result = diagnose(HOSTILE[name][0], seconds=0.5)
    assert (result.status, result.right) == ("failed", False)


def test_diagnose_judges_every_network():
    calls = []

    def closes(network, X, targets, cost):
        from nncourse import backprop

        calls.append(1)
        if len(calls) > 2:
            sys.stdout.close()
            os._exit(0)
        return backprop(network, X, targets, cost)

    assert diagnose(closes).status == "failed"
    assert diagnose(lambda network, *rest: network.theta > 0).status in ("wrong", "failed")

    def silent(*args):
        raise ValueError

    assert diagnose(silent).status == "failed"
