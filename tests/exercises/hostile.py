"""Functions that do what no solution should, each with the words that `check("relu", ...)` says of it.

Every one takes any arguments, so it can be tried on any exercise. Whatever it does, the program that checks it
must not notice.
"""

import contextlib
import ctypes
import itertools
import json
import os
import random
import re
import signal
import struct
import subprocess
import sys
import threading
import time
import warnings

import numpy as np

TIME, ENDED, TYPE, STOPS = "Sekunden", "Prozess beendet", "vom Typ", "bricht ab mit"
OTHERS = "anderes Programm"
HOSTILE = {}


def says(words):
    """Enter a function under what is said of it."""

    def enter(function):
        HOSTILE[function.__name__] = (function, words)
        return function

    return enter


def forever():
    while True:
        pass


class Endless:
    """A result that does not let itself be examined."""


def endless(method):
    """Return an object with one endless method."""
    return type("Endless", (Endless,), {method: lambda *args, **kwargs: forever()})()


# It does not end


@says(TIME)
def endless_loop(*args):
    while True:
        pass


@says(TIME)
def endless_loop_that_catches_everything(*args):
    while True:
        with contextlib.suppress(BaseException):
            forever()


@says(TIME)
def endless_power(*args):
    return 9 ** (9 ** int("8"))


@says(TIME)
def endless_sum(*args):
    return sum(iter(int, 1))


@says(TIME)
def endless_pattern(*args):
    return re.match("(a+)+$", "a" * 40 + "b")


@says(TIME)
def endless_sleep(*args):
    time.sleep(10**6)


@says(TIME)
def endless_lock(*args):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()


@says(TIME)
def endless_print(*args):
    while True:
        print("x" * 1000)


@says(TIME)
def endless_warnings(*args):
    while True:
        warnings.warn("again", stacklevel=1)


@says(TIME)
def endless_array(*args):
    return endless("__array__")


@says(TIME)
def endless_repr(*args):
    return endless("__repr__")


@says(TIME)
def endless_repr_in_a_list(*args):
    return [[endless("__repr__")]]


@says(TIME)
def endless_end(*args):
    return endless("__del__")


@says(TIME)
def endless_sequence(*args):
    return type("Sequence", (), {"__len__": lambda self: forever(), "__getitem__": lambda self, i: 0.0})()


class WithEndlessSignature:
    __signature__ = property(lambda self: forever())

    def __call__(self, *args):
        return 1.0


HOSTILE["endless_signature"] = (WithEndlessSignature(), TIME)


@says(TIME)
def endless_error_text(*args):
    raise type("Endless", (Exception,), {"__str__": lambda self: forever()})


@says(TIME)
def stopped(*args):
    os.kill(os.getpid(), signal.SIGSTOP)


@says(TIME)
def children_without_end(*args):
    while True:
        with contextlib.suppress(OSError):
            for _ in range(5):
                os.fork()
        time.sleep(10**6)


# It takes too much


@says("mehr Speicher")
def memory_at_once(*args):
    return np.ones(10**11)


@says("mehr Speicher")
def memory_in_a_loop(*args):
    hoard = []
    while True:
        hoard.append(bytes(2**28))


@says("(200000000,)")
def large_array(*args):
    return np.zeros(200_000_000, np.uint8)


@says("(300000,)")
def long_list(*args):
    return [0.0] * 300_000


@says(TYPE)
def long_text(*args):
    return "ä" * 5 * 10**6


@says(TYPE)
def many_long_texts(*args):
    return ["x" * 10**4 for _ in range(2000)]


@says(TYPE)
def long_bytes(*args):
    return bytes(10**7)


@says("int")
def long_number(*args):
    return 10**4000


@says(TYPE)
def many_objects(*args):
    return [object() for _ in range(10**4)]


@says(TYPE)
def doubled_lists(*args):
    nested = [0.0]
    for _ in range(20):
        nested = [nested, nested]
    return nested


@says("list")
def list_in_itself(*args):
    places = [1.0]
    places.append(places)
    return places


@says("list")
def list_before_itself(*args):
    dbs = [np.ones(2)]
    dbs.insert(0, dbs)
    return dbs


@says("dict")
def dict_in_itself(*args):
    found = {}
    found["found"] = found
    return found


@says("tuple")
def deep_tuple(*args):
    deep = ()
    for _ in range(10_000):
        deep = (deep,)
    return deep


@says("list")
def deep_list_without_a_limit(*args):
    sys.setrecursionlimit(10**6)
    deep = []
    for _ in range(3000):
        deep = [deep]
    return deep


@says("object")
def array_in_itself(*args):
    array = np.empty(1, object)
    array[0] = array
    return array


@says("ruft sich selbst")
def deep_recursion(*args):
    return deep_recursion(*args)


@says("")
def unlimited_recursion(*args):
    sys.setrecursionlimit(2**31 - 1)
    return deep_recursion(*args)


# It ends the process


@says("exit()")
def leaves(*args):
    sys.exit()


@says("exit()")
def leaves_by_exit(*args):
    exit()


@says("exit()")
def leaves_by_quit(*args):
    quit()


@says("exit()")
def raises_system_exit(*args):
    raise SystemExit(3)


@says(ENDED)
def leaves_at_once(*args):
    os._exit(0)


@says(ENDED)
def terminates(*args):
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(10)


@says(ENDED)
def kills(*args):
    os.kill(os.getpid(), signal.SIGKILL)


@says(ENDED)
def kills_its_group(*args):
    os.killpg(0, signal.SIGKILL)


@says(ENDED)
def interrupts(*args):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(10)


@says(ENDED)
def raises_interrupt(*args):
    raise KeyboardInterrupt


@says(ENDED)
def crashes(*args):
    ctypes.string_at(0)


@says(ENDED)
def aborts(*args):
    os.abort()


@says(ENDED)
def alarm(*args):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(10)


@says(ENDED)
def closes_every_file(*args):
    os.closerange(0, 256)
    return 1.0


@says(OTHERS)
def becomes_another_program(*args):
    os.execv(sys.executable, [sys.executable, "-c", ""])


# It spoils what others use


@says("return statt print")
def prints_only(*args):
    print("here")


@says("gibt nichts")
def closes_output(*args):
    sys.stdout.close()


@says("ValueError")
def prints_into_closed_output(*args):
    sys.stdout.close()
    print("here")


@says("Bad file descriptor")
def closes_descriptors(*args):
    os.close(1)
    os.close(2)


@says("gibt nichts")
def replaces_streams(*args):
    sys.stdout = sys.stderr = sys.stdin = None


@says("gibt nichts")
def writes_to_every_descriptor(*args):
    for number in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.write(number, b"noise\n")


@says("")
def answers_by_itself(*args):
    for number in range(3, 12):
        with contextlib.suppress(OSError):
            os.write(number, b"\1" + bytes(7) + b"\3" + bytes(7) + b"end" * 10)


def writes(data):
    """Write what may be taken for an answer, wherever that is possible."""
    for number in range(3, 12):
        with contextlib.suppress(OSError):
            for part in data:
                os.write(number, part)


@says(ENDED)
def answers_with_nonsense(*args):
    writes([struct.pack("<QQ", 1, 2) + b"{}"])


@says(ENDED)
def announces_many_parts(*args):
    writes([struct.pack("<Q", 2**56)])


@says(ENDED)
def begins_again_and_again(*args):
    writes(itertools.repeat(struct.pack("<QQ", 1, 5) + b"begin"))


@says(ENDED)
def answers_at_length(*args):
    size = 10**7
    value = ["array", "|u1", [size], 0]
    empty = {"error": None, "line": "", "changed": None, "after": None, "drawn": [], "repeats": False}
    message = json.dumps({"value": value, "warned": [], "printed": "", **empty}).encode()
    writes([struct.pack("<QQQ", 2, len(message), size) + message, bytes(size)] * 3)


@says("")
def announces_a_long_message(*args):
    for number in range(3, 12):
        with contextlib.suppress(OSError):
            os.write(number, b"\1" + bytes(7) + b"\xff" * 7 + bytes(1))


@says("input()")
def asks(*args):
    return float(input("x?"))


@says("EOFError")
def asks_the_stream(*args):
    if not sys.stdin.readline():
        raise EOFError


@says("gibt nichts")
def moves(*args):
    os.chdir("/")


@says("gibt nichts")
def empties_environment(*args):
    os.environ.clear()


@says("gibt nichts")
def sets_environment(*args):
    os.environ["NNCOURSE_DATA"] = os.environ["HOME"] = "/nowhere"


@says("gibt nichts")
def raises_recursion_limit(*args):
    sys.setrecursionlimit(12345)


@says("gibt nichts")
def seeds(*args):
    np.random.seed(0)  # noqa: NPY002
    random.seed(0)


@says("gibt nichts")
def lets_numpy_raise(*args):
    np.seterr(all="raise")


@says("gibt nichts")
def prints_otherwise(*args):
    np.set_printoptions(precision=1)


@says("gibt nichts")
def makes_warnings_errors(*args):
    warnings.simplefilter("error")


@says("gibt nichts")
def patches_numpy(*args):
    for name in (
        "exp",
        "where",
        "isclose",
        "maximum",
        "asarray",
        "isnan",
        "frombuffer",
        "array2string",
        "broadcast_to",
    ):
        setattr(np, name, lambda *args, **kwargs: True)


@says("gibt nichts")
def patches_builtins(*args):
    import builtins

    builtins.sum = builtins.sorted = builtins.print = None


@says("")
def patches_the_check(*args):
    from nncourse.sandbox import plain, worker

    plain.Writer.message = worker.send = lambda *args: None


@says("gibt nichts")
def patches_the_course(*args):
    import nncourse

    nncourse.Network.forward_rows = nncourse.relu.function = None


@says("")
def empties_modules(*args):
    sys.modules.clear()


@says("gibt nichts")
def empties_path(*args):
    sys.path.clear()


@says(TIME)
def traces(*args):
    sys.settrace(lambda *args: forever())


@says("gibt nichts")
def switches_rarely(*args):
    sys.setswitchinterval(100)


@says("gibt nichts")
def ignores_signals(*args):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


@says("gibt nichts")
def leaves_a_thread(*args):
    threading.Thread(target=forever).start()


@says("gibt nichts")
def leaves_a_sleeping_thread(*args):
    threading.Thread(target=time.sleep, args=(10**6,), daemon=True).start()


@says(OTHERS)
def leaves_a_child(*args):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"])


@says(OTHERS)
def forks(*args):
    os.fork()


@says(OTHERS)
def forks_in_c(*args):
    ctypes.CDLL(None).fork()


if os.name == "posix" and hasattr(ctypes.CDLL(None), "_Fork"):

    @says("gibt nichts")
    def forks_by_a_name_that_nobody_knows(*args):
        ctypes.CDLL(None)._Fork()


@says(OTHERS)
def ends_the_program_that_asks_in_c(*args):
    ctypes.CDLL(None).kill(os.getppid(), signal.SIGKILL)


if hasattr(signal, "pidfd_send_signal"):

    @says(OTHERS)
    def ends_the_program_that_asks_by_its_descriptor(*args):
        signal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGKILL)


@says(OTHERS)
def starts_a_server_of_processes(*args):
    import multiprocessing

    multiprocessing.get_context("forkserver").Process(target=abs, args=(1,)).start()


@says(OTHERS)
def becomes_a_daemon(*args):
    if os.fork() == 0:
        os.setsid()
        time.sleep(1000)


@says(OTHERS)
def asks_the_shell(*args):
    os.system("nohup sleep 1000 &")


@says(OTHERS)
def ends_the_program_that_asks(*args):
    os.kill(os.getppid(), signal.SIGKILL)


@says(OTHERS)
def ends_the_group_of_the_program_that_asks(*args):
    os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)


@says(OTHERS)
def ends_everything(*args):
    os.kill(-1, signal.SIGKILL)


@says("gibt nichts")
def patches_what_calls_it(*args):
    import copy
    import inspect
    import io
    import json

    inspect.signature = copy.deepcopy = io.TextIOWrapper = json.JSONEncoder.default = None


@says("gibt nichts")
def forbids_the_next_job(*args):
    def no(event, args):
        if event == "pickle.find_class":
            raise RuntimeError(event)

    sys.addaudithook(no)


# It returns or raises what nobody expects


def returns(name, value, words):
    """Enter a function that returns what `value` makes."""
    HOSTILE[f"returns_{name}"] = (lambda *args: value(), words)


def raising(*args, **kwargs):
    raise RuntimeError("no")


def leaving(*args, **kwargs):
    raise SystemExit


returns("object", object, TYPE)
returns("class", lambda: Endless, TYPE)
returns("module", lambda: np, TYPE)
returns("lambda", lambda: lambda: 1, TYPE)
returns("generator", lambda: (i for i in range(3)), TYPE)
returns("endless_iterator", lambda: iter(int, 1), TYPE)
returns("set", lambda: {1, 2}, TYPE)
returns("dict", lambda: {"x": 1}, TYPE)
returns("dict_with_odd_keys", lambda: {(1, 2): 1, object(): 2}, TYPE)
returns("dict_with_long_keys", lambda: {"x" * 10**6 + str(i): i for i in range(20)}, TYPE)
returns("dict_with_a_long_number", lambda: {10**5000: 1}, TYPE)
returns("text", lambda: "0.5", TYPE)
returns("surrogates", lambda: "\ud800", TYPE)
returns("error", lambda: SystemExit(), TYPE)
returns("not_implemented", lambda: NotImplemented, TYPE)
returns("complex", lambda: 1j, TYPE)
returns("complex_array", lambda: np.array([1j]), "complex128")
returns("texts", lambda: np.array(["a"]), "<U1")
returns("a_date", lambda: np.datetime64("2020-01-01"), TYPE)
returns("a_duration", lambda: np.timedelta64(3, "s"), TYPE)
returns("a_record", lambda: np.zeros(1, [("a", float)])[0], TYPE)
returns("a_void", lambda: np.void(b"abc"), TYPE)
returns("dates", lambda: np.array(["2020-01-01"], "M8[D]"), TYPE)
returns("records", lambda: np.zeros(2, [("a", float)]), TYPE)
returns("objects", lambda: np.array([None, 1]), "object")
returns("huge_dtype", lambda: np.zeros(1, "U100000"), TYPE)
returns("empty", lambda: np.zeros((0, 3)), "(0, 3)")
returns("many_dimensions", lambda: np.zeros((1,) * 32), "(1, 1, 1")
returns("ragged", lambda: [[1], [1, 2]], TYPE)
returns("masked", lambda: np.ma.masked_array([1.0, 2.0], [True, False]), "(2,)")
returns("infinite_list", lambda: [float("inf")], "")
returns("nan", lambda: float("nan"), "")
returns("open_file", lambda: open(os.devnull), TYPE)
returns("lock", threading.Lock, TYPE)
returns("raising_array", lambda: type("Odd", (), {"__array__": raising})(), "Odd")
returns("raising_repr", lambda: type("Odd", (), {"__repr__": raising})(), "Odd")
returns("raising_class", lambda: type("Odd", (), {"__class__": property(raising)})(), "")
returns("leaving_class", lambda: type("Odd", (), {"__class__": property(leaving)})(), "")
returns("leaving_repr", lambda: type("Odd", (), {"__repr__": leaving})(), "")
returns("leaving_array", lambda: type("Odd", (), {"__array__": leaving})(), "")
returns("leaving_attributes", lambda: type("Odd", (), {"__getattribute__": leaving})(), "")
returns("odd_list", lambda: type("Odd", (list,), {"__len__": raising, "__iter__": leaving})([1.0]), "")
returns("odd_float", lambda: type("Odd", (float,), {"__float__": leaving, "__repr__": leaving})(1.0), "")
returns("odd_array", lambda: np.ones(2).view(type("Odd", (np.ndarray,), {"__array_finalize__": None})), "(2,)")
returns("odd_name", lambda: type("<b>x\n", (), {})(), TYPE)
returns("odd_text", lambda: type("Odd", (), {"__repr__": lambda self: "<script>" * 10**6})(), "Odd")
returns("call_of_the_wild", lambda: type("Odd", (), {"__call__": forever, "__name__": property(leaving)})(), "")


def raises(name, error, words):
    """Enter a function that raises what `error` makes."""

    def function(*args):
        raise error()

    HOSTILE[f"raises_{name}"] = (function, words)


raises("nothing", Exception, STOPS)
raises("long_text", lambda: ValueError("ä" * 10**7), "ValueError")
raises("key_error", lambda: KeyError("a"), "KeyError: 'a'")
raises("os_error", lambda: OSError(2, "gone", "file"), "[Errno 2] gone: 'file'")
raises("unicode_error", lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"), "UnicodeDecodeError")
raises("group", lambda: ExceptionGroup("two", [ValueError(), TypeError()]), "ExceptionGroup: two")
raises("stop_iteration", StopIteration, "StopIteration")
raises("generator_exit", GeneratorExit, "GeneratorExit")
raises("memory_error", MemoryError, "mehr Speicher")
raises("base", lambda: type("Own", (BaseException,), {})("text"), "Own: text")
raises("raising_text", lambda: type("Own", (Exception,), {"__str__": raising})(), "Own")
raises("leaving_text", lambda: type("Own", (Exception,), {"__str__": leaving})(), "")
raises("no_text", lambda: type("Own", (Exception,), {"__str__": lambda self: 3})(), "Own")
raises("odd_name", lambda: type("{x}<b>", (Exception,), {})("{y}"), "{x}<b>: {y}")
raises("imposter", lambda: type("TimeUp", (Exception,), {})(), "TimeUp")
