"""Firefox, driven by WebDriver BiDi, which it speaks by itself: no driver is needed."""

import itertools
import json
import re
import shutil
import subprocess
import tempfile

from websocket import create_connection

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
MISSING = "Firefox is missing: install it (on Debian: apt install firefox-esr)"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
CONTROL, ENTER, DELETE = "\ue009", "\ue007", "\ue017"
SECONDS = 300  # for one answer, on a machine that does much else


class Firefox:
    """A Firefox without a window, with a profile of its own, and one tab that commands go to."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command = [FIREFOX, "--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port=0"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        address = next(found[1] for line in self.process.stderr if (found := LISTENING.search(line)))
        self.socket = create_connection(f"{address}/session", timeout=SECONDS, suppress_origin=True)
        self.numbers = itertools.count()
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method, **parameters):
        """Send a command and return its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RuntimeError(answer["message"])
        return answer["result"]

    def go(self, address):
        """Open a page and wait until it is there."""
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression):
        """Return what an expression is in the page; if it is a promise, what that becomes."""
        target = {"context": self.tab}
        answer = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def until(self, expression):
        """Wait until an expression is something in the page, and return it."""
        return self.evaluate(
            "new Promise(done => { const look = () => { const found = " + expression + "; "
            "if (found) done(found); else setTimeout(look, 50); }; look(); })"
        )

    def click(self, selector):
        """Click the first element of this selector, as a mouse does."""
        self.evaluate(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{ block: 'center' }})")
        [node] = self.ask(
            "browsingContext.locateNodes",
            context=self.tab,
            locator={"type": "css", "value": selector},
            maxNodeCount=1,
        )["nodes"]
        origin = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        moves = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.perform({"type": "pointer", "id": "mouse", "actions": moves})

    def press(self, *keys, held=None):
        """Press keys one after the other, while another one is held."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        if held:
            actions = [{"type": "keyDown", "value": held}, *actions, {"type": "keyUp", "value": held}]
        self.perform({"type": "key", "id": "keys", "actions": actions})

    def perform(self, source):
        """Do what a mouse or a keyboard does."""
        self.ask("input.performActions", context=self.tab, actions=[source])

    def close(self):
        """End it."""
        self.ask("browser.close")
        self.socket.close()
        self.process.communicate(timeout=SECONDS)
        self.profile.cleanup()
