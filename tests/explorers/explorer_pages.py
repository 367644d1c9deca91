"""A visit to an explorer: its page in a browser, what it shows, and what it complained about."""

from axe_playwright_python.sync_playwright import Axe
from browsers import AT_REST
from stills import made, page


class Visit:
    """A page that holds one explorer, opened from a file.

    Parameters
    ----------
    contexts : function
        The fixture: options -> playwright BrowserContext, in which no page leaves anything behind.
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

    def __init__(
        self, contexts, folder, explorer, language="de", theme="light", width=1280, query="", copies=1, **context
    ):
        explorer = made(explorer, language) if isinstance(explorer, str) else explorer
        self.name = explorer.name
        self.complaints = []
        self.context = contexts(**context)
        self.page = self.context.new_page()
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)
        self.file = folder / f"{self.name}.html"
        self.file.write_text(page(explorer._repr_html_() * copies, language, theme), encoding="utf-8")
        self.page.goto(self.file.as_uri() + (f"?{self.name}={query}" if query else ""))
        self.root = self.page.locator(".nn-explorer").first

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _request(self, request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.complaints.append(request.url)

    def close(self):
        self.page.close()

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
