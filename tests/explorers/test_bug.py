"""The game of chapter 8, by mouse, by finger and by keyboard: its numbers are the zoo's, and what it says is true."""

import re

import numpy as np
import pytest
from seeds import first

from nncourse import Dense, Network, SquaredError, relu, sigmoid
from nncourse.bugs.zoo import OTHERS, ZOO
from nncourse.explorers.bug_data import LEVELS

BUGS = {bug.id: bug for bug in (*ZOO, *OTHERS)}
EVERY = [(level, riddle) for level, names in LEVELS.items() for riddle in range(1, len(names.split()) + 1)]
BACK = ["dA", "slope", "delta", "dW", "db"]
ENDS = ["11", "12", "21", "22"]
# What the cells of a column are called, from top to bottom
CELLS = ["z_{0}", "a_{0}", "dA_{0}", "slope_{0}", "delta_{0}", "dW_{0}1", "dW_{0}2", "db_{0}"]


class Table:
    """The numbers that stand in a riddle, and what is right for each of them, worked out from the others."""

    def __init__(self, visited):
        pads = visited.root.locator("[data-cell]")
        read = "pads => pads.map(pad => [pad.dataset.cell, Number(pad.dataset.value)])"
        self.shown = dict(pads.evaluate_all(read))
        said = visited.root.locator("svg[data-picture]").get_attribute("aria-label").replace("−", "-")
        given = [float(text.replace(",", ".")) for text in re.findall(r" = (-?\d+(?:[.,]\d)?)", said)]
        self.x, self.G, self.theta = given[:2], given[2:4], given[4:]
        self.f = sigmoid if "σ" in visited.root.inner_text() else relu
        self.network = Network(Dense(2, 2, self.f), Dense(2, 2, self.f))
        self.network.theta = self.theta

    def right(self, cell):
        """Return what is right in a cell, given the numbers that stand before it."""
        (key, place), shown = cell.split("_"), self.shown
        k, i = int(place[0]), int(place[1]) - 1
        W, b = self.network.layers[k - 1].W, self.network.layers[k - 1].b
        before = self.x if k == 1 else [shown["a_11"], shown["a_12"]]
        if key == "dA" and k == 1:
            return np.dot(self.network.layers[1].W[:, i], [shown["delta_21"], shown["delta_22"]])
        return {
            "z": lambda: W[i] @ before + b[i],
            "a": lambda: self.f(shown[f"z_{place}"]),
            "dA": lambda: 2 * (shown[f"a_{place}"] - self.G[i]),
            "slope": lambda: self.f.derivative(shown[f"z_{place}"]),
            "delta": lambda: shown[f"slope_{place}"] * shown[f"dA_{place}"],
            "dW": lambda: shown[f"delta_{place[:2]}"] * before[int(place[-1]) - 1],
            "db": lambda: shown[f"delta_{place}"],
        }[key]()

    def wrong(self):
        """Return the cells in which stands something else."""
        return [cell for cell, value in self.shown.items() if abs(value - self.right(cell)) > 1e-12]

    def first(self):
        """Return those of them that are worked out first: layer by layer, step by step."""

        def turn(cell):
            key, place = cell.split("_")
            return (0, place[0] == "2", key == "a") if key in "za" else (1, place[0] == "1", BACK.index(key))

        return [cell for cell in self.wrong() if turn(cell) == min(map(turn, self.wrong()))]


def pad(visited, cell):
    """Return what is pressed to name a number."""
    return visited.root.locator(f'[data-cell="{cell}"]')


def name(visited, cell):
    """Say that this is the first wrong number, and return the answer."""
    pad(visited, cell).click()
    return visited.words().replace("\u2060", "")


def score(visited):
    """Return how many were found in a row, and the most."""
    return [int(visited.number(key)) for key in ("streak", "best")]


def number(text):
    """Return the number at the end of a text."""
    return float(re.findall(r"−?\d+(?:[.,]\d+)?", text)[-1].replace("−", "-").replace(",", "."))


@pytest.mark.parametrize(("level", "riddle"), first(2, EVERY[::-1]))
def test_what_is_wrong_first_is_a_bug_of_the_zoo_and_all_the_rest_follows(visit, level, riddle):
    visited = visit("bug", query=f"level:{level},riddle:{riddle}")
    table = Table(visited)
    assert len(table.shown) == 32
    said = name(visited, table.first()[0])
    found = [bug for bug in BUGS.values() if f"„{bug.name.de}“. {bug.does.de}" in said]
    assert [bug.id for bug in found if bug.id in LEVELS[level].split()] == [bug.id for bug in found] != []
    Z, A = found[0].steps.forward(table.network, np.array([table.x]))
    for k in (1, 2):
        for i in (0, 1):
            forward = [table.shown[f"{key}_{k}{i + 1}"] for key in "za"]
            assert forward == pytest.approx([Z[k - 1][0, i], A[k][0, i]], rel=1e-12, abs=1e-12)
    gradient = found[0](table.network, [table.x], [table.G], SquaredError())[1]
    shown = [table.shown[cell] for k in "12" for cell in (*(f"dW_{k}{end}" for end in ENDS), f"db_{k}1", f"db_{k}2")]
    assert gradient == pytest.approx(shown, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("level", first(1, LEVELS))
def test_each_bug_of_a_level_has_its_turn(visit, level):
    visited, names, found = visit("bug", query=f"level:{level}"), LEVELS[level].split(), set()
    for _ in names:
        said = name(visited, Table(visited).first()[0])
        found |= {bug for bug in names if f"„{BUGS[bug].name.de}“" in said}
        visited.button("Nächstes Rätsel ▶").click()
    assert found == set(names)


@pytest.mark.parametrize("level", first(1, LEVELS))
def test_what_is_said_of_each_number_is_true(visit, level):
    visited = visit("bug", query=f"level:{level}")
    table = Table(visited)
    truth = true_numbers(table)
    for cell, shown in table.shown.items():
        if cell in table.first():
            continue
        said, right, wrong = name(visited, cell), table.right(cell), cell in table.wrong()
        fine = "Diese Zahl stimmt" if abs(shown - truth[cell]) < 1e-12 else "richtig gerechnet aus dem, was da steht"
        assert ("Ja, auch hier ist falsch gerechnet" if wrong else fine) in said and said.endswith("Such weiter.")
        formula = re.search(r"(?:: |käme )([^:]*?)\. (?:Aber|Such)", said)[1]
        result = formula.partition(", denn")[0]
        assert number(result) == pytest.approx(right, abs=6e-4), said
        aloud = pad(visited, cell).get_attribute("aria-label")
        assert aloud.endswith("falsch gerechnet" if wrong else "richtig gerechnet")
    cell = table.first()[0]
    said = name(visited, cell)
    assert said.startswith(f"Gefunden! Hier steht {plain(table.shown[cell])}, richtig wäre")
    astray = [other for other, value in truth.items() if abs(value - table.shown[other]) > 1e-12]
    assert f": {len(astray)} von 32 Zahlen." in said
    assert visited.root.locator("svg .nn-astray, svg .nn-mended").count() == len(astray)


def true_numbers(table):
    """Return {cell: number} of the same pass without a bug."""
    network, numbers = table.network, {}
    Z, A = network.forward([table.x])
    dA = SquaredError().gradient(A[2], [table.G])
    for k in (2, 1):
        slope = table.f.derivative(Z[k - 1])
        delta = slope * dA
        for i in (0, 1):
            db, dW = delta[0, i], delta[0, i] * A[k - 1][0]
            column = [Z[k - 1][0, i], A[k][0, i], dA[0, i], slope[0, i], delta[0, i], *dW, db]
            numbers |= {cell.format(f"{k}{i + 1}"): value for cell, value in zip(CELLS, column, strict=True)}
        dA = delta @ network.layers[k - 1].W
    return numbers


def plain(value):
    """Return a number as the page writes it."""
    digits = next((few for few in (0, 1) if abs(value - round(value, few)) < 1e-9), 3)
    return f"{value:.{digits}f}".replace("-", "−").replace(".", ",")


def test_the_wrong_number_is_struck_out_and_the_right_one_stands_beside_it(visit):
    visited = visit("bug")
    said = name(visited, "dA_21")
    assert said.startswith("Gefunden! Hier steht 1, richtig wäre ∂C/∂O₁ = 2 · (O₁ − G₁) = 2 · (3 − 2) = 2.")
    assert visited.root.locator("svg .nn-mended").text_content() == "2"
    assert visited.root.locator("svg path.nn-correction").count() == 1
    assert "nn-way-back" in visited.root.locator("svg path.nn-way").first.get_attribute("class")
    assert visited.button("Hinweis").get_attribute("aria-disabled") == "true"


@pytest.mark.long
def test_a_row_of_those_found_at_once(visit):
    visited = visit("bug")

    def solve(*before):
        for cell in before:
            name(visited, cell)
        name(visited, Table(visited).first()[0])
        visited.button("Nächstes Rätsel ▶").click()
        return score(visited)

    assert [solve(), solve()] == [[1, 1], [2, 2]]
    visited.button("Hinweis").click()
    assert solve() == [2, 2]  # with a hint: no more, no fewer
    assert solve("z_11") == [0, 2]
    assert solve() == [1, 2]
    visited.set("Rätsel", 1)
    assert solve() == [1, 2]  # known already
    visited.button("Zurück auf Anfang").click()
    assert score(visited) == [0, 0]
    assert solve() == [1, 1]


@pytest.mark.long
@pytest.mark.parametrize(("level", "riddle"), EVERY)
def test_hints_lead_there_one_by_one(visit, level, riddle):
    visited = visit("bug", query=f"level:{level},riddle:{riddle}")
    table = Table(visited)
    key, place = table.first()[0].split("_")
    hint = visited.button("Hinweis")
    hint.click()
    assert ("Schon vorwärts" if key in "za" else "Vorwärts stimmt alles.") in visited.words()
    hint.click()
    assert f"Such bei {'a₁ und a₂' if place[0] == '1' else 'O₁ und O₂'}." in visited.words()
    hint.click()
    row = {"z": "z", "dA": "∂C/∂a", "slope": "A′(z)", "delta": "δ", "dW": "∂C/∂w", "db": "∂C/∂b"}[key]
    assert f"Rechne die Zeile {row}" in visited.words()
    assert hint.get_attribute("aria-disabled") == "true"


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("bug")
    press = visited.page.keyboard.press
    focused = "document.activeElement.dataset.cell"
    press("Tab")
    assert visited.page.evaluate("document.activeElement.localName") == "select"
    press("Tab")
    press("Tab")
    assert visited.page.evaluate(focused) == "dA_21"
    way = [("ArrowDown", "slope_21"), ("ArrowRight", "slope_22"), ("ArrowRight", "slope_22"), ("ArrowUp", "dA_22")]
    for key, cell in way:
        press(key)
        assert visited.page.evaluate(focused) == cell
    assert visited.root.get_by_role("button", name="∂C/∂a von O₂: −2").count() == 1
    assert visited.root.locator('[tabindex="0"]').count() == 1
    press("Enter")
    assert visited.words().startswith("Gefunden!")
    assert visited.page.evaluate(focused) == "dA_22"
    press("ArrowDown")
    press(" ")
    assert visited.words().startswith("Diese Zahl stimmt")
    press("Tab")
    press("Tab")
    press("Enter")
    assert visited.control("Rätsel").input_value() == "2"


@pytest.mark.parametrize("width", first(1, [390, 1280]))
def test_by_finger_or_mouse(visit, width):
    visited = visit("bug", width=width, has_touch=width < 1280)
    press = "tap" if width < 1280 else "click"
    getattr(pad(visited, "z_11"), press)()
    assert "Diese Zahl stimmt: z₁⁽¹⁾ = w₁₁⁽¹⁾ · x₁ + w₁₂⁽¹⁾ · x₂ + b₁⁽¹⁾ = 2 · 1 + 1 · 2 + (−1) = 3." in visited.words()
    getattr(pad(visited, "dA_22"), press)()
    assert visited.words().startswith("Gefunden!")
    getattr(visited.button("Nächstes Rätsel ▶"), press)()
    assert "Welche Zahl ist die erste falsche?" in visited.words()
    boxes = [cell.bounding_box() for cell in visited.root.locator("[data-cell]").all()]
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


@pytest.mark.long
def test_a_finger_scrolls_the_page_over_the_numbers(visit):
    visited = visit("bug", width=390, has_touch=True)
    visited.page.evaluate("document.body.style.padding = '300px 0 3000px'; scrollTo(0, 300)")
    x, y = visited.middle(pad(visited, "delta_12"))
    visited.touch([(x, y - 4 * step) for step in range(20)])
    assert visited.page.evaluate("scrollY") > 320
    assert "Welche Zahl ist die erste falsche?" in visited.words()


def test_link_opens_the_same_riddle(visit):
    visited = visit("bug", query="level:hard,riddle:5")
    shown = Table(visited).shown
    visited.page.goto(visited.file.as_uri() + visited.root.locator(".nn-foot a").get_attribute("href"))
    assert Table(visited).shown == shown
    assert visited.control("Stufe").input_value() == "hard"


@pytest.mark.long
def test_in_english(visit):
    visited = visit("bug", "en", query="level:hard,riddle:2")
    visited.root.locator('[data-cell="dW_211"]').click()
    bug = BUGS["no-slope-in-dW"]
    assert f"In the zoo this bug is called “{bug.name.en}”. {bug.does.en}" in visited.words()
