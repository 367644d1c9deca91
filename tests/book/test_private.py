"""Every page refuses what is not its own. `test_visits` looks what it asks for by itself."""

import re

import pages
import pytest
from policy import hashes, policy

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
        "frame-ancestors 'self'",  # Python's frame stands in the book's pages
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy:",
        "Permissions-Policy:",
    ):
        assert name in headers
