"""Python in the page, in Firefox, from a server and a file: exercise, cell, endless loop, and what is kept."""

import json

import pytest
from firefox import CONTROL, DELETE, ENTER, FIREFOX, MISSING, Firefox
from readers import CHAPTER

from nncourse.exercises import texts

pytestmark = [pytest.mark.long, pytest.mark.skipif(FIREFOX is None, reason=MISSING)]


@pytest.fixture(scope="module")
def firefox():
    """Firefox, started once."""
    firefox = Firefox()
    yield firefox
    firefox.close()


def check(firefox, name, line):
    """Type a line into an exercise instead of what stands there; return what is said of it."""
    place = f'[data-exercise="{name}"]'
    firefox.click(f"{place} .nn-field")
    firefox.until(f"document.querySelector('{place} .cm-content')")
    firefox.press("a", held=CONTROL)
    firefox.press(DELETE, *line)
    firefox.press(ENTER, held=CONTROL)
    return firefox.until(f"document.querySelector('{place} .nn-verdict')?.textContent")


@pytest.mark.parametrize("kind", ["http", "file"])
def test_an_exercise_a_cell_and_an_endless_loop(firefox, site, address, kind):
    root = address if kind == "http" else site.as_uri()
    firefox.go(f"{root}/{CHAPTER}.html")
    firefox.evaluate("localStorage.clear()")
    assert check(firefox, "relu", "def my_relu(x): return np.minimum(x, 0)").startswith("✗ relu")
    assert check(firefox, "relu", "def my_relu(x): return np.maximum(x, 0)").startswith("✓ relu")
    output = "document.querySelector('[data-run=\"maxout-code\"] [data-output]').innerText.trim()"
    before = firefox.evaluate(output)
    firefox.click('[data-run="maxout-code"] .nn-run button')
    firefox.until("document.querySelector('[data-run=\"maxout-code\"] .nn-said').textContent === 'fertig'")
    assert firefox.evaluate(output) == before != ""
    late = check(firefox, "tanh", "def my_tanh(x): return max(iter(int, 1))")
    assert texts.TIME_UP.de.partition("{")[0] in late
    firefox.go(f"{root}/progress.html")
    assert "1 gelöst und 1 versucht" in firefox.evaluate("document.querySelector('.nn-total').textContent")
    assert json.loads(firefox.evaluate("localStorage.getItem('nn:relu')"))["state"] == "passed"
