"""A job on its way to a worker: what the learner wrote goes by value, so that no script of theirs runs again."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import pickle
import site
import sys
import sysconfig
import threading
import types
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import cloudpickle

from nncourse.activations import ACTIVATIONS, Activation
from nncourse.sandbox.outcome import Unsendable

HOOKS = ("__reduce__", "__reduce_ex__", "__getstate__", "__getnewargs__", "__getnewargs_ex__", "__getattribute__")
_registry = threading.Lock()  # cloudpickle has one for the whole process
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_registry.acquire, after_in_parent=_registry.release, after_in_child=_registry.release)


class Sealed:
    """A function that came from a worker. Only a worker opens it; called here, it runs there.

    Parameters
    ----------
    pickled : bytes
    """

    def __init__(self, pickled: bytes):
        self.pickled = bytes(pickled)

    def __call__(self, *args: Any) -> Any:
        """Return what the function returns, as plain data; raises what it raises."""
        from nncourse.sandbox.process import run

        (outcome,) = run(self, [args], seconds=60.0)
        if outcome.error is not None:
            raise outcome.error
        return outcome.value


class Pickler(cloudpickle.Pickler):  # type: ignore[misc]
    """Knows a few things that cloudpickle doesn't."""

    def reducer_override(self, it: Any) -> Any:
        kind = type(it)
        if hook := own_hook(kind):
            raise Unsendable(f"{kind.__name__}.{hook}")
        if kind is Sealed:
            return pickle.loads, (it.pickled,)
        if kind is types.CodeType:  # cloudpickle leaves its file out; an error's line is found by it
            make, parts = self.dispatch_table[kind](it)
            return make, tuple(it.co_filename if part == "<dynamic-code>" else part for part in parts)
        if kind is Activation and ACTIVATIONS.get(it.name) is not it:  # one of the learner's own
            return Activation, (it.name, it.function, it.slope, it.kinks, it.gain)
        if kind is weakref.WeakKeyDictionary:
            return weakref.WeakKeyDictionary, (dict(it),)
        if kind.__name__.endswith("ExitAutocall") and kind.__module__.startswith(("IPython.", "ipykernel.")):
            return getattr, (sys, "exit")  # what exit and quit are in a notebook, with the whole shell behind them
        return super().reducer_override(it)


def packed(job: Any) -> list[Any]:
    """Return a job as a pickle and the large arrays that belong to it.

    Raises
    ------
    Unsendable
        If it holds an open file, a lock or the like.
    """
    file, buffers = io.BytesIO(), list[pickle.PickleBuffer]()
    try:
        with _registry, by_value():
            Pickler(file, protocol=5, buffer_callback=buffers.append).dump(job)
        # not its buffer: Python 3.14 may raise BufferError anywhere when a file goes while its buffer is in use
        return [file.getvalue(), *(buffer.raw() for buffer in buffers)]
    except (KeyboardInterrupt, Unsendable):
        raise
    except BaseException as error:  # a learner's object may do anything when it is pickled
        raise Unsendable(f"{type(error).__name__}: {error}"[:500]) from None


@contextlib.contextmanager
def by_value() -> Iterator[None]:
    """Let cloudpickle send the learner's own modules whole: a worker would import, and so run, them once more."""
    known = cloudpickle.list_registry_pickle_by_value()
    mine = [module for name, module in list(sys.modules.items()) if name not in known and learners(name, module)]
    for module in mine:
        cloudpickle.register_pickle_by_value(module)
    try:
        yield
    finally:
        for module in mine:
            cloudpickle.unregister_pickle_by_value(module)


def learners(name: str, module: types.ModuleType) -> bool:
    """Return whether a module is a single file of the learner's own: solutions.py, or a spawned program."""
    if "." in name or name == "__main__" or type(module) is not types.ModuleType:
        return False
    file = module.__dict__.get("__file__")
    if not isinstance(file, str) or not learners_file(file):
        return False
    return name == "__mp_main__" or os.path.basename(file) == f"{name}.py"


def own_hook(kind: type) -> str | None:
    """Return the method of the learner's own that says how an object of this class is pickled; it would run here."""
    for base in kind.__mro__:
        for name in HOOKS:
            hook = vars(base).get(name)
            hook = hook.fget if isinstance(hook, property) else hook
            if type(hook) is types.FunctionType and learners_file(hook.__code__.co_filename):
                return name
    return None


def learners_file(file: Any) -> bool:
    """Return whether a file, or a cell, is the learner's own: neither Python's, nor installed, nor the course's."""
    return isinstance(file, str) and not os.path.normcase(file).startswith(installed())


@functools.cache
def installed() -> tuple[str, ...]:
    """Return how the files of Python, of what is installed and of the course begin."""
    ours = os.path.dirname(os.path.dirname(__file__))
    folders = {ours, *sysconfig.get_paths().values(), *site.getsitepackages(), site.getusersitepackages()}
    there = filter(None, folders)  # there is no user in a browser
    return "<frozen ", *(os.path.normcase(os.path.join(folder, "")) for folder in there)


def file_of(function: Callable) -> str:
    """Return the file or cell where a function, a partial, a method or a class with __call__ was written."""
    while type(function) is functools.partial:
        function = function.func
    if type(function) is types.MethodType:
        function = function.__func__
    if type(function) is not types.FunctionType:
        function = next((vars(kind)["__call__"] for kind in type(function).__mro__ if "__call__" in vars(kind)), len)
    return function.__code__.co_filename if type(function) is types.FunctionType else ""
