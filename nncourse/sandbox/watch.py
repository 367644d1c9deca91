"""The end of a process whose job takes too long, even inside compiled code."""

from __future__ import annotations

import faulthandler
import os
import threading
import time

BUSY = 4  # times as long may a job take where the processor has other things to do
OFTEN = 0.5  # seconds between two looks, and by which a look may be late


class Watch:
    """Ends this process once a job has had its time, and once the program that asks is gone.

    What counts is the time of the processor. A job that waits for it, or for anything else, is ended later.

    Parameters
    ----------
    parent : int
        The process that asks.
    last_words : int
        The file that `faulthandler` writes to.
    """

    def __init__(self, parent: int, last_words: int):
        self.parent, self.last_words = parent, last_words
        self.lock, self.working = threading.Lock(), threading.Event()
        self.seconds = self.begun = self.used = 0.0
        threading.Thread(target=self.look, daemon=True).start()

    def begin(self, seconds: float) -> None:
        """Give a job so many seconds from now on."""
        with self.lock:
            self.seconds, self.begun, self.used = seconds, time.monotonic(), time.process_time()
            self.set()
            self.working.set()

    def end(self) -> None:
        """Let this process live on: the job is done."""
        with self.lock:
            self.working.clear()
            faulthandler.cancel_dump_traceback_later()

    def set(self) -> None:
        """Set the end to when the job will have had its time, as far as that can be foreseen."""
        passed, used = time.monotonic() - self.begun, time.process_time() - self.used
        left = min(self.seconds - min(passed, used), BUSY * self.seconds - passed)
        faulthandler.dump_traceback_later(left + OFTEN if left > 0 else 0.001, exit=True, file=self.last_words)

    def look(self) -> None:
        """Set the end anew all the while; without us, in compiled code, it stays as it was set last."""
        while os.getppid() == self.parent:
            if self.working.wait(OFTEN):
                time.sleep(min(self.seconds / 4, OFTEN))
                with self.lock:
                    if self.working.is_set():
                        self.set()
        os._exit(0)
