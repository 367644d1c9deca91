"""Every page keeps to itself: in a real browser, from a server and from a file, on load and after use.

What is not its own it refuses.
"""

import re

import pages
import pytest
from browsers import FETCH_FIGURES
from policy import hashes, policy

PAGES = [*pages.listed_pages(pages.ROOT), "search"]  # the page 404 comes from a server only, for any address
STORED = {"mode", "theme"}

# No window for printing opens; a policy that is broken says so in the console, too.
PREPARE = "window.print = () => {}"

# Everything that can be set, opened or pressed, but for links, which lead away.
USE = """() => {
  document.querySelectorAll("details").forEach(element => element.open = true);
  for (const element of document.querySelectorAll(".nn-explorer :is(input[type=range], select)")) {
    if (element.localName === "select") element.selectedIndex = element.options.length - 1;
    else element.value = element.max;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.querySelectorAll("button, summary").forEach(element => element.click());
}"""


class Visit:
    """A page that was opened, used, and left: what it asked for, kept and complained about."""

    def __init__(self, browser, address):
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(PREPARE)
        self.asked, self.complaints = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))
        page.on("response", lambda response: self._status(response))
        page.on("console", lambda message: self._say(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)
        self.explorers = page.locator(".nn-explorer").count()
        self.alive = page.locator(".nn-explorer:has(.nn-control)").count()
        page.evaluate(USE)
        page.evaluate(FETCH_FIGURES)
        self.kept = set(page.evaluate("Object.keys(localStorage)"))
        self.cookies = context.cookies() + page.evaluate("document.cookie ? [document.cookie] : []")
        context.close()

    def _status(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.url}: {response.status}")

    def _say(self, kind, text):
        if kind in ("error", "warning"):
            self.complaints.append(text)


@pytest.fixture(scope="module", params=["http", "file"])
def visits(request, browser, site, address):
    """All pages, visited from a server or from files: name -> Visit."""
    folder = address if request.param == "http" else site.as_uri()
    visited = {name: Visit(browser, f"{folder}/{name}.html") for name in PAGES}
    return folder, visited


def test_nothing_is_asked_of_another_host(visits):
    folder, visited = visits
    own = (folder, "data:", "blob:")
    foreign = {name: [url for url in visit.asked if not url.startswith(own)] for name, visit in visited.items()}
    assert foreign == {name: [] for name in PAGES}


def test_no_page_complains_or_lacks_a_file(visits):
    assert {name: visit.complaints for name, visit in visits[1].items()} == {name: [] for name in PAGES}


def test_only_the_theme_is_kept_and_no_cookie(visits):
    kept = {name: (visit.kept, visit.cookies) for name, visit in visits[1].items()}
    assert kept == {name: (STORED, []) for name in PAGES}


def test_every_explorer_comes_alive(visits):
    explorers = {name: visit.explorers for name, visit in visits[1].items()}
    assert {name: visit.alive for name, visit in visits[1].items()} == explorers
    assert sum(explorers.values()) >= 8


# Tries to run and to fetch what is not the page's own; returns what the policy names as refused.
INTRUDE = """async () => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
  const added = (name, fields) => document.body.append(Object.assign(document.createElement(name), fields));
  added("script", { textContent: "window.intruded = true" });
  added("script", { src: "http://127.0.0.1:9/foreign.js" });
  added("style", { textContent: "body { display: none }" });
  added("img", { src: "http://127.0.0.1:9/foreign.png" });
  added("p", { innerHTML: "<b onclick='window.intruded = true'>b</b>" });
  document.querySelector("body > p > b").click();
  added("form", { action: "http://127.0.0.1:9/" });
  document.querySelector("body > form").submit();
  await fetch("http://127.0.0.1:9/").catch(() => {});
  while (!refused.includes("form-action")) await new Promise(resolve => setTimeout(resolve, 20));
  return [window.intruded, getComputedStyle(document.body).display, refused.sort()];
}"""


@pytest.mark.parametrize("kind", ["http", "file"])
def test_a_page_refuses_what_is_not_its_own(browser, site, address, kind):
    page = browser.new_page()
    page.goto(f"{address if kind == 'http' else site.as_uri()}/07_digits.html")
    ran, display, refused = page.evaluate(INTRUDE)
    page.close()
    assert (ran, display) == (None, "flex")
    assert set(refused) == {
        "connect-src",
        "form-action",
        "img-src",
        "script-src-attr",
        "script-src-elem",
        "style-src-elem",
    }
    assert refused.count("script-src-elem") == 2


def test_every_page_has_its_policy_before_anything_that_it_rules(site):
    for path in pages.html_files(site):
        ruled, found, rest = path.read_text("utf-8").partition('<meta http-equiv="Content-Security-Policy"')
        assert found and not re.search(r"<(?:link|script|style)|\s(?:on\w+|style)=", ruled), path.name
        assert "'unsafe-inline'" not in rest.partition(">")[0] and "'unsafe-eval'" not in rest.partition(">")[0]


def test_what_stands_in_a_page_is_named_by_its_hash():
    page = '<script>a</script><script src="b.js"></script><script type="module">c</script>'
    page += '<p style="x:y">'
    rules = dict(rule.split(" ", 1) for rule in policy(page).split("; "))
    named = hashes(["a"]) + hashes(["c"])
    assert set(rules["script-src"].split()) == {"'self'", "file:", *named}
    assert rules["style-src"].split()[-2:] == ["'unsafe-hashes'", *hashes(["x:y"])]


def test_headers_say_what_a_page_cannot(site):
    headers = (site / "_headers").read_text("utf-8")
    for name in (
        "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy:",
        "Permissions-Policy:",
    ):
        assert name in headers
