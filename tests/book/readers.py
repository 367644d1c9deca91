"""Somebody who reads a page in a browser, and what is asked meanwhile."""

from editions import editions

CHAPTER = "01_activations"


class Reader:
    """Somebody who reads a page of an edition and uses Python in it, by the words that stand on its buttons.

    What the page asks for and complains about is kept.
    """

    def __init__(self, context, address, before=""):
        self.asked, self.complaints = [], []
        self.page = context.new_page()
        self.page.add_init_script(before)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        self.page.goto(address)
        language = self.page.evaluate("document.documentElement.lang")
        self.words = next(edition.python for edition in editions() if edition.language == language)

    def keep(self, name, code, state):
        """Have an exercise tried or solved before."""
        self.page.evaluate("([name, code, state]) => nnMemory.set(name, { code, state })", [name, code, state])

    def kept(self, name):
        """Return what is kept of an exercise or a free cell: its code and its state."""
        return self.page.evaluate("name => nnMemory.get(name)", name)

    def exercise(self, name):
        """Return the place of an exercise."""
        return self.page.locator(f'[data-exercise="{name}"]')

    def type(self, place, text):
        """Type a text into a place instead of what stands there; CodeMirror indents by itself, so it is pasted."""
        place.get_by_role("textbox").click()
        place.locator(".cm-content").wait_for()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def check(self, name, text):
        """Answer an exercise; return what is said."""
        place = self.exercise(name)
        self.type(place, text)
        place.get_by_role("button", name=self.words["check"]).click()
        return self.verdict(place)

    def verdict(self, place):
        """Wait for what is said of an answer; a network that reads digits takes its time."""
        place.locator(".nn-verdict").first.wait_for(timeout=900_000)
        return place.get_by_role("status").inner_text()

    def cell(self, name):
        """Return the place of a cell."""
        return self.page.locator(f'[data-run="{name}"]')

    def run(self, name):
        """Run a cell; return what it shows."""
        self.cell(name).get_by_role("button", name=self.words["run"]).click()
        self.cell(name).locator(".nn-said", has_text=self.words["done"]).wait_for()
        return self.cell(name).locator("[data-output]").inner_text()

    def free(self, text):
        """Run a text in the free cell; return what it shows."""
        place = self.page.locator(".nn-free")
        self.type(place, text)
        place.get_by_role("button", name=self.words["run"]).click()
        place.locator(".nn-said", has_text=self.words["done"]).wait_for()
        return place.locator("[data-output]").inner_text()
