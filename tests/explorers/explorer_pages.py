"""A visit to an explorer: its page in a browser, what it shows, and what it complained about."""

from axe_playwright_python.sync_playwright import Axe
from browsers import AT_REST
from stills import made, page

# What a page does later comes ten times as soon, in the same order.
SOON = "{ const later = setTimeout; window.setTimeout = (act, wait = 0, ...more) => later(act, wait / 10, ...more); }"


class Tabs:
    """Tabs of a browser, used again: to open one costs twice what a page in it does."""

    def __init__(self, browser):
        self.browser = browser
        self.contexts = {}
        self.free = {}

    def take(self, **options):
        """Return a tab whose context was made with these options, and which nobody uses."""
        key = frozenset(options.items())
        if key not in self.contexts:
            self.contexts[key] = self.browser.new_context(**options)
            self.contexts[key].add_init_script(SOON)
            self.free[self.contexts[key]] = []
        free = self.free[self.contexts[key]]
        return free.pop() if free else self.contexts[key].new_page()

    def give_back(self, tab):
        """Leave nothing in a tab, so that the next can use it."""
        tab.goto("about:blank")
        tab.mouse.move(0, 0)
        tab.emulate_media(media="null")
        self.free[tab.context].append(tab)


class Visit:
    """A page that holds one explorer, opened from a file.

    Parameters
    ----------
    tabs : Tabs
    folder : Path
        Where the page is written.
    explorer : str or Explorer
        A name, for `explorers.NAME()`, or what it returned.
    language, theme : str, optional
    width : int, optional
        Of the window, in pixels.
    query : str, optional
        The state in the address, such as "f:tanh,w:2".
    copies : int, optional
        How often the explorer stands on the page.
    **context
        For playwright's `new_context`: reduced_motion="reduce", java_script_enabled=False, has_touch=True.
    """

    def __init__(self, tabs, folder, explorer, language="de", theme="light", width=1280, query="", copies=1, **context):
        explorer = made(explorer, language) if isinstance(explorer, str) else explorer
        self.name = explorer.name
        self.complaints = []
        self.tabs = tabs
        self.page = tabs.take(**context)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.heard = {"console": self._console, "pageerror": self._error, "request": self._request}
        for event, hear in self.heard.items():
            self.page.on(event, hear)
        self.file = folder / f"{self.name}.html"
        self.file.write_text(page(explorer._repr_html_() * copies, language, theme), encoding="utf-8")
        self.page.goto(self.file.as_uri() + (f"?{self.name}={query}" if query else ""))
        self.root = self.page.locator(".nn-explorer").first

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _error(self, error):
        self.complaints.append(str(error))

    def _request(self, request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.complaints.append(request.url)

    def close(self):
        """Give the tab back; what it says from now on is not this visit's."""
        for event, hear in self.heard.items():
            self.page.remove_listener(event, hear)
        self.tabs.give_back(self.page)

    def control(self, label):
        """Return the control with this label."""
        return self.root.locator(f'.nn-control:has(label > span:text-is("{label}")) :is(input, select)')

    def button(self, text):
        """Return the button with this text."""
        return self.root.get_by_role("button", name=text, exact=True)

    def set(self, label, value):
        """Move a slider to a value, or choose it in a list."""
        control = self.control(label)
        if control.evaluate("element => element.localName") == "select":
            control.select_option(value)
        else:
            control.evaluate(
                "(element, value) => { element.value = value; element.dispatchEvent(new Event('input')) }", str(value)
            )

    def choices(self, label):
        """Return the values that a list offers."""
        return self.control(label).locator("option").evaluate_all("options => options.map(one => one.value)")

    def number(self, name):
        """Return a number of the formulas with all its digits."""
        return float(self.root.locator(f'.nn-formula data[data-name="{name}"]').last.get_attribute("value"))

    def wait(self, milliseconds):
        """Let time pass on the page's own clock: whatever it meant to do before has then been done."""
        self.page.evaluate("wait => new Promise(done => setTimeout(done, wait))", milliseconds)

    def middle(self, part, share=0.5):
        """Return a place on a part of the picture, in the window: a share of the way along a line, else the middle."""
        return part.evaluate(
            """(element, share) => {
                if (element.localName === "path") {
                    const {x, y} = element.getPointAtLength(share * element.getTotalLength());
                    const {x: px, y: py} = new DOMPoint(x, y).matrixTransform(element.getScreenCTM());
                    return [px, py];
                }
                const {left, top, width, height} = element.getBoundingClientRect();
                return [left + width / 2, top + height / 2];
            }""",
            share,
        )

    def touch(self, *fingers):
        """Put fingers on the screen, move each along its places [(x, y), ...], and lift them."""
        session = self.page.context.new_cdp_session(self.page)
        self.wait(3000)  # until the browser knows where fingers are listened to
        for i, places in enumerate(zip(*fingers, strict=True)):
            points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(places)]
            session.send(
                "Input.dispatchTouchEvent", {"type": "touchMove" if i else "touchStart", "touchPoints": points}
            )
            self.page.evaluate("() => new Promise(requestAnimationFrame)")  # a finger is slow
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        session.detach()
        self.wait(2000)

    def words(self):
        """Return the line that says what is seen, once it has caught up."""
        self.wait(400)
        return self.root.locator("output.nn-words").inner_text()

    def findings(self):
        """Return what axe finds."""
        self.page.evaluate(AT_REST)
        return [finding["id"] for finding in Axe().run(self.page).response["violations"]]

    def small_targets(self):
        """Return the controls that are less than 24 pixels wide or high."""
        return self.root.evaluate(
            """root => [...root.querySelectorAll("button, input, select, a, [tabindex]")]
                .filter(element => element.checkVisibility())
                .filter(element => {
                    const {width, height} = element.getBoundingClientRect();
                    return Math.min(width, height) < 24;
                })
                .map(element => element.outerHTML)"""
        )

    def overflowing(self):
        """Return what reaches beyond the right edge of the explorer."""
        return self.root.evaluate(
            """root => [...root.querySelectorAll("*:not(svg *)")]
                .filter(element => element.checkVisibility())
                .filter(element => element.getBoundingClientRect().right > root.getBoundingClientRect().right + 0.5)
                .map(element => element.outerHTML)"""
        )
