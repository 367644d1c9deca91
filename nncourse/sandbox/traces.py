"""What a function may leave behind in a process, so that the next one would notice it."""

from __future__ import annotations

import contextlib
import copyreg
import faulthandler
import gc
import locale
import operator
import os
import signal
import sys
import types
from itertools import chain
from typing import Any

GREW = 2**30  # bytes that may be left behind
TIMERS = [getattr(signal, name) for name in ("ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF") if hasattr(signal, name)]


class Traces:
    """The process as it is now, all modules loaded that jobs need; `left` says whether it has changed since."""

    def __init__(self) -> None:
        self.settings, self.mapped = settings(), mapped()
        self.views = [*(names.values() for names in places()), [Traces]]  # the last one ends them
        self.values = [*chain.from_iterable(self.views)]

    def left(self) -> bool:
        """Return whether anything is no longer what it was."""
        if settings() != self.settings or mapped() - self.mapped > GREW:
            return True
        now = chain.from_iterable(self.views)  # after the settings: threads were counted, so none can change it later
        return not all(map(operator.is_, now, self.values))  # == may lie; tens of thousands, after every job


def places() -> list[Any]:
    """Return the names of all modules and their classes, and of whatever has names or keys in ours."""
    modules = [module for module in sys.modules.values() if isinstance(module, types.ModuleType)]
    for module in modules:
        vars(module).setdefault("__warningregistry__", {})  # else a warning puts it there
    found: dict[int, Any] = {id(sys.modules): sys.modules}
    for module in modules:
        ours = module.__name__.partition(".")[0] == "nncourse"
        for name, value in (("", module), *vars(module).items()):
            if name == "__warningregistry__":  # what was warned of is forgotten when warnings are captured again
                continue
            if isinstance(value, dict) and ours:
                found[id(value)] = value
            elif isinstance(value, (type, types.ModuleType)) or (ours and hasattr(value, "__dict__")):
                found[id(value)] = vars(value)
            if isinstance(value, type) and not getattr(value, "_is_protocol", False):  # those ask all for it
                copyreg._slotnames(value)  # type: ignore[attr-defined] # else the first copy of one puts them there
    return list(found.values())


def settings() -> dict[str, Any]:
    """Return the settings of this process that one function could change for the next."""
    mask = os.umask(0)
    os.umask(mask)
    return {
        "environment": dict(os.environ),
        "recursion": sys.getrecursionlimit(),
        "digits": sys.get_int_max_str_digits(),
        "switch": sys.getswitchinterval(),
        "trace": (sys.gettrace(), sys.getprofile()),
        "finders": [*sys.meta_path, *sys.path_hooks],
        "threads": len(sys._current_frames()),
        "streams": (sys.stdin.closed, sys.stdout.closed, sys.stderr.closed),
        "garbage": (gc.isenabled(), gc.get_threshold(), gc.get_debug(), len(gc.callbacks)),
        "locale": locale.setlocale(locale.LC_ALL),
        "faults": faulthandler.is_enabled(),
        "mask": mask,
        "signals": [signal.getsignal(number) for number in sorted(signal.valid_signals())],
        "timers": [signal.getitimer(timer) for timer in TIMERS],
        **of_posix(),
    }


def of_posix() -> dict[str, Any]:
    """Return more such settings, where the system has them."""
    if os.name != "posix":
        return {}
    import resource

    limits = sorted(name for name in vars(resource) if name.startswith("RLIMIT_"))
    return {
        "blocked": signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        "limits": [resource.getrlimit(getattr(resource, name)) for name in limits],
        "nice": os.nice(0),
        "files": open_files(),
        "children": has_children(),
    }


def open_files() -> int:
    """Return how many files are open; 0 where the system does not say."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/dev/fd"))
    return 0


def has_children() -> bool:
    """Return whether processes are left behind."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def mapped() -> int:
    """Return how many bytes of addresses this process has; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
