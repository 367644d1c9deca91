"""The explorer of chapter 6: its network learns step by step what the package's learns, and gives the page its time."""

import numpy as np
import pytest

from nncourse import (
    BinaryCrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    Network,
    SquaredError,
    backprop,
    identity,
    sigmoid,
    train,
)
from nncourse.activations import ACTIVATIONS

COSTS = {"SquaredError": (SquaredError(), sigmoid), "BinaryCrossEntropy": (BinaryCrossEntropy(), identity)}
NOISE = {"circles": 0.1, "xor": 0.1, "spirals": 0.03, "blobs": 0.2}


@pytest.fixture(scope="module")
def arithmetic(browser, modules):
    """Return a function that runs JavaScript with arithmetic.mjs as `m` and a case as `c`."""
    page = browser.new_page()
    page.goto(f"{modules}/texts/")
    yield lambda code, case=None: page.evaluate(
        f"async c => {{ const m = await import('/arithmetic.mjs'); {code} }}", case
    )
    page.close()


def described(**state):
    """Return the state as it stands in the address."""
    return ",".join(f"{key}:{value}" for key, value in state.items())


def settled(visited, steps):
    """Wait until so many steps are done."""
    visited.page.wait_for_function(
        "steps => document.querySelector('.nn-formula data[data-name=steps]').value === String(steps)", arg=steps
    )
    return visited


def column(visited, name):
    """Return the numbers of the table's column."""
    found = visited.root.locator(f'.nn-table data[data-name="{name}"]')
    return [float(value) for value in found.evaluate_all("all => all.map(one => one.value)")]


def parameters(visited, network):
    """Return theta and gradient as the tables of all neurons show them, in theta's order."""
    theta, gradient = np.full((2, len(network.theta)), np.nan)
    for k, layer in enumerate(network.layers):
        for i in range(layer.n_out):
            visited.control("Neuron").select_option(f"{k + 1}_{i + 1}")
            for vector, name in ((theta, "w"), (gradient, "g")):
                W, b = network.views(vector)[k]
                numbers = np.array(column(visited, name)).reshape(-1, layer.n_in + 1)
                W[i :: layer.n_out], b[i :: layer.n_out] = numbers[:, :-1], numbers[:, -1]
    return theta, gradient


def made(f, depth, width, cost):
    """Return a network like the page's, with other weights."""
    sizes = [2] + depth * [width]
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    hidden = [Maxout(n, m) if f == "maxout" else Dense(n, m, ACTIVATIONS[f]) for n, m in pairs]
    return Network(*hidden, Dense(sizes[-1], 1, COSTS[cost][1]))


def samples(arithmetic, name):
    """Return the page's data."""
    code = "const {X, G} = m.points(c.name, 200, c.noise, 1000); return [[...X], [...G]]"
    X, G = arithmetic(code, {"name": name, "noise": NOISE[name]})
    return np.reshape(X, (-1, 2)), np.reshape(G, (-1, 1))


CASES = [
    ("circles", "tanh", 1, 4, "BinaryCrossEntropy", 0.3, 200, 5),
    ("xor", "relu", 2, 3, "SquaredError", 1, 50, 6),
    ("spirals", "maxout", 1, 5, "BinaryCrossEntropy", 0.1, 10, 27),
    ("blobs", "sigmoid", 0, 8, "SquaredError", 3, 1, 205),
    ("circles", "elu", 3, 2, "SquaredError", 0.3, 200, 0),
    ("xor", "leaky_relu", 1, 1, "BinaryCrossEntropy", 0.03, 200, 40),
]
FUNCTIONS = [*(name for name in ACTIVATIONS if name != "identity"), "maxout"]
CASES += [
    ("circles", f, 1, 4, "BinaryCrossEntropy", 0.3, 200, 5) for f in FUNCTIONS if f not in {case[1] for case in CASES}
]


def test_every_function_can_be_chosen(visit):
    assert sorted(visit("playground").choices("Aktivierung")) == sorted(FUNCTIONS)


@pytest.mark.parametrize(("name", "f", "depth", "width", "cost", "L", "batch", "steps"), CASES)
def test_a_step_is_the_packages(visit, arithmetic, name, f, depth, width, cost, L, batch, steps):
    state = {"set": name, "f": f, "depth": depth, "width": width, "cost": cost, "L": L, "batch": batch, "seed": 3}
    visited = settled(visit("playground", query=described(**state, steps=steps)), steps)
    network = made(f, depth, width, cost)
    X, G = samples(arithmetic, name)
    network.theta, shown = parameters(visited, network)
    C, gradient = backprop(network, X, G, COSTS[cost][0])
    assert shown == pytest.approx(gradient, rel=1e-11, abs=1e-13)
    assert visited.number("C") == pytest.approx(C, rel=1e-12)
    outputs = sigmoid(network(X)) if cost == "BinaryCrossEntropy" else network(X)
    assert visited.number("right") == np.sum((outputs > 0.5) == (G == 1))

    per_epoch = 200 // batch
    code = "const random = m.generator(3); return Array.from({length: c}, () => random.permutation(200)).at(-1)"
    order = range(200) if batch == 200 else arithmetic(code, steps // per_epoch + 1)
    rows = list(order)[steps % per_epoch * batch :][:batch]
    train(network, X[rows], G[rows], COSTS[cost][0], GradientDescent(L), epochs=1)
    visited.button("Ein Schritt").click()
    settled(visited, steps + 1)
    assert parameters(visited, network)[0] == pytest.approx(network.theta, rel=1e-12, abs=1e-12)
    assert visited.number("epochs") == pytest.approx((steps + 1) / per_epoch)


@pytest.mark.long
@pytest.mark.parametrize(("init", "factor"), [("package", 1), ("zeros", 0), ("small", 0.01), ("large", 10)])
def test_starts(visit, init, factor):
    visited = visit("playground", query=described(f="relu", depth=3, width=8, init=init))
    theta = parameters(visited, network := made("relu", 3, 8, "BinaryCrossEntropy"))[0]
    for (W, b), layer in zip(network.views(theta), network.layers, strict=True):
        assert set(b) == {0}
        if W.size >= 64:
            assert np.std(W) == pytest.approx(factor * layer.gain / np.sqrt(layer.n_in), rel=0.3)


def test_the_link_leads_to_the_same_numbers(visit):
    visited = visit("playground", query=described(set="xor", seed=7, batch=10, L=1))
    for _ in range(3):
        visited.button("Ein Schritt").click()
    settled(visited, 3)
    shown = [visited.number("C"), *column(visited, "w")]
    link = visited.root.locator(".nn-foot a").get_attribute("href")
    assert "seed:7" in link and "steps:3" in link
    visited.page.goto(visited.file.as_uri() + link)
    settled(visited, 3)
    assert [visited.number("C"), *column(visited, "w")] == shown
    visited.set("Seed", 8)
    assert visited.number("steps") == 0
    assert column(visited, "w") != shown[1:]


def test_by_mouse(visit):
    visited = visit("playground")
    begin = visited.number("C")
    visited.button("Trainieren").click()
    visited.page.wait_for_function("document.querySelector('.nn-formula data[data-name=steps]').value > 20")
    visited.button("Anhalten").click()
    steps = visited.number("steps")
    visited.wait(100)
    assert visited.number("steps") == steps
    assert visited.number("C") < begin
    visited.root.locator('circle[data-neuron="2_1"]').click()
    assert len(column(visited, "w")) == 5
    assert visited.control("Neuron").input_value() == "2_1"
    visited.button("Von vorn").click()
    assert visited.number("steps") == 0
    assert visited.number("C") == begin


@pytest.mark.long
def test_by_finger(visit):
    visited = visit("playground", width=390, has_touch=True)
    visited.button("Ein Schritt").tap()
    settled(visited, 1)
    visited.root.locator('circle[data-neuron="1_3"]').tap()
    assert visited.control("Neuron").input_value() == "1_3"


@pytest.mark.long
def test_by_keyboard(visit):
    visited = visit("playground")
    keyboard = visited.page.keyboard
    for key in ("Tab", "Tab", "Enter", "Space"):
        keyboard.press(key)
    settled(visited, 2)
    for key in ("Tab", "Enter"):
        keyboard.press(key)
    settled(visited, 0)
    for key in ("Tab", "ArrowUp", "Tab", "x", "Tab", "ArrowRight"):
        keyboard.press(key)
    assert visited.control("Tempo").input_value() == "gentle"
    assert visited.control("Aufgabe").input_value() == "xor"
    assert visited.control("Verdeckte Schichten").input_value() == "2"
    assert visited.number("hidden") == 8


@pytest.mark.long
def test_every_control_has_role_name_and_value(visit):
    root = visit("playground").root
    names = "Tempo Aufgabe Aktivierung Kosten Mini-Batch Initialisierung Linien Neuron".split()
    for name in (*names, "Lernrate L"):
        assert root.get_by_role("combobox", name=name, exact=True).input_value()
    for name in ("Verdeckte Schichten", "Neuronen in jeder", "Seed"):
        assert root.get_by_role("slider", name=name, exact=True).get_attribute("aria-valuetext").isdigit()
    table = root.get_by_role("table", name="Was in a₁⁽¹⁾ hineingeht")
    assert table.get_by_role("columnheader").all_inner_texts() == ["von", "Gewicht", "Gradient"]
    assert table.get_by_role("rowheader").all_inner_texts() == ["x₁", "x₂", "Bias"]


@pytest.mark.long
def test_the_page_keeps_its_time(visit):
    """With a clock that advances 4 ms at each look, a budget of 10 ms holds at most three steps, then comes a frame."""
    visited = visit("playground", query="speed:fast")
    counts = visited.page.evaluate(
        """async () => {
            let now = performance.now();
            performance.now = () => (now += 4);
            const steps = () => Number(document.querySelector(".nn-formula data[data-name=steps]").value);
            const frame = () => new Promise(requestAnimationFrame);
            document.querySelector(".nn-row button").click();
            const found = [];
            for (let i = 0; i < 8; i++) {
                await frame();
                found.push(steps());
            }
            document.querySelector(".nn-row button").click();
            return found;
        }"""
    )
    jumps = np.diff(counts)
    assert np.all(jumps <= 3) and jumps.sum() >= 8


@pytest.mark.long
def test_a_long_way_is_caught_up_piece_by_piece(visit):
    visited = visit("playground", query=described(steps=3000))
    assert visited.number("steps") < 3000
    settled(visited, 3000)
    assert "steps:3000" in visited.root.locator(".nn-foot a").get_attribute("href")


@pytest.mark.long
def test_with_reduced_motion_the_picture_jumps_to_the_end(visit):
    visited = visit("playground", reduced_motion="reduce")
    visited.page.evaluate(
        """() => {
            window.seen = new Set();
            const shown = document.querySelector(".nn-formula");
            new MutationObserver(() => seen.add(shown.querySelector("data").value)).observe(shown, {childList: true});
        }"""
    )
    visited.button("1000 Schritte").click()
    settled(visited, 1000)
    assert visited.page.evaluate("[...seen]") == ["1000"]
    visited.button("1000 Schritte").click()
    settled(visited, 2000)


EXPLODES = {"f": "leaky_relu", "depth": 3, "width": 8, "L": 30, "init": "large"}


# --- tempo, eyes, room ------------------------------------------------------------------------------------------------

FRAMES = """async frames => {
    const frame = () => new Promise(requestAnimationFrame);
    document.querySelector(".nn-row button").click();
    for (let i = 0; i < frames; i++) await frame();
    return Number(document.querySelector(".nn-formula data[data-name=steps]").value);
}"""


@pytest.mark.parametrize(("speed", "least", "most"), [("gentle", 4, 7), ("medium", 40, 64)])
def test_a_tempo_is_so_many_steps_a_frame(visit, speed, least, most):
    """So it learns over seconds, however quick the machine is: 10 or 120 steps in one with 60 frames."""
    visited = visit("playground", query=described(speed=speed))
    assert least <= visited.page.evaluate(FRAMES, 30) <= most


def pixels(visited):
    """Return the pictures in the neurons, each as rows of red, green, blue."""
    return np.array(
        visited.root.locator("svg image.nn-eye").evaluate_all(
            """async all => Promise.all(all.map(async one => {
                const picture = Object.assign(new Image(), {src: one.getAttribute("href")});
                await picture.decode();
                const canvas = Object.assign(document.createElement("canvas"), {width: 10, height: 10});
                const context = canvas.getContext("2d");
                context.drawImage(picture, 0, 0);
                return [...context.getImageData(0, 0, 10, 10).data];
            }))"""
        )
    ).reshape(-1, 10, 10, 4)[..., :3]


def test_each_neuron_shows_what_it_sees(visit):
    """Where its activation is positive it is bluer than paper, where it is negative more orange."""
    visited = settled(visit("playground", query=described(width=3, steps=20)), 20)
    network = made("tanh", 1, 3, "BinaryCrossEntropy")
    network.theta = parameters(visited, network)[0]
    seen = pixels(visited)
    assert len(seen) == 4
    places = -1.4 + 2.8 * (np.arange(10) + 0.5) / 10
    plane = np.array([(x, y) for y in places[::-1] for x in places])
    for eye, values in zip(seen, [*network.forward(plane)[1][1].T, network(plane)[:, 0]], strict=True):
        blue = eye[..., 2].ravel().astype(int) - eye[..., 0].ravel()
        clear = np.abs(values) > 0.2 * np.abs(values).max()
        assert np.array_equal((blue > -5)[clear], (values > 0)[clear])


@pytest.mark.parametrize(("width", "height", "screens"), [(1280, 800, 1), (390, 844, 2)])
def test_all_that_is_set_is_in_sight(visit, width, height, screens):
    visited = visit("playground", width=width, query=described(set="own"))
    visited.page.evaluate("document.querySelector('.nn-explorer').style.maxWidth = '658px'")  # as in the book
    visited.wait(100)
    boxes = visited.root.evaluate(
        """root => [...root.querySelectorAll(".nn-row, .nn-control, svg[data-picture]")]
            .filter(element => element.checkVisibility()).map(element => element.getBoundingClientRect())
            .map(({top, bottom}) => [top, bottom])"""
    )
    assert len(boxes) >= 14
    assert max(bottom for _, bottom in boxes) - min(top for top, _ in boxes) <= screens * height


# --- own points -------------------------------------------------------------------------------------------------------

OWN = {"x": [[-0.5, 0, 0], [0.5, 0.25, 1], [1.2, -1.2, 1]]}


def region(visited):
    """Return [left, top, side] of the plane in the window."""
    box = visited.root.locator("svg svg.nn-placing").bounding_box()
    return box["x"], box["y"], box["width"]


def test_a_click_puts_a_point_and_takes_one_away_and_the_link_has_them(visit):
    visited = visit("playground", query=described(set="own"))
    assert visited.number("n") == 2
    left, top, side = region(visited)
    visited.page.mouse.click(left + 0.75 * side, top + 0.25 * side)
    assert visited.number("n") == 3
    visited.set("Ein Klick setzt", "0")
    visited.page.mouse.click(left + 0.25 * side, top + 0.75 * side)
    assert visited.number("n") == 4
    visited.page.mouse.click(left + 0.25 * side + 3, top + 0.75 * side)
    assert visited.number("n") == 3
    shown = visited.root.locator("path.nn-sample").evaluate_all("all => all.map(one => one.getAttribute('d'))")
    visited.page.goto(visited.file.as_uri() + visited.root.locator(".nn-foot a").get_attribute("href"))
    assert visited.number("n") == 3
    again = visited.root.locator("path.nn-sample").evaluate_all("all => all.map(one => one.getAttribute('d'))")
    assert again == shown and shown[0].count("M") == 1 and shown[1].count("M") == 2


def test_a_table_is_learned(visit):
    visited = visit("playground", query=described(set="own", speed="fast"))
    visited.root.locator("summary").click()
    rows = [f"{np.cos(t):.2f};{np.sin(t):.2f};innen" for t in np.arange(20)]
    rows += [f"{3 * np.cos(t):.2f};{3 * np.sin(t):.2f};außen" for t in np.arange(20)]
    visited.root.get_by_label("Tabelle", exact=True).fill("x;y;Klasse\n" + "\n".join(rows).replace(".", ","))
    visited.button("Übernehmen").click()
    assert visited.number("n") == 40
    visited.button("Trainieren").click()
    visited.page.wait_for_function("document.querySelector('.nn-formula data[data-name=right]').value === '40'")
    visited.button("Punkte löschen").click()
    assert visited.number("n") == 2


TABLES = [
    ("0.5, -1.2, red\n1, 2, blue", [[-1, -1, 1], [1, 1, 0]]),
    ("x1;x2;y\n0,5;−1;0\n1,5;1;1\n", [[-1, -1, 0], [1, 1, 1]]),
    ("0 0 a\r\n10\t0\tb\r\n5 0 b", [[-1, 0, 0], [1, 0, 1], [0, 0, 1]]),
    ("1;2;10\n3;4;9", [[-1, -1, 1], [1, 1, 0]]),
    ("nichts", {"error": "noTable", "n": 0}),
    ("1;2;a\n2;3;a", {"error": "noTwoClasses", "n": 1}),
    ("1;2;a\n2;3;b\n2;3;c", {"error": "noTwoClasses", "n": 3}),
    ("1;;a\n;2;b\n1;2;", {"error": "noTable", "n": 0}),
]


@pytest.mark.parametrize(("text", "read"), TABLES)
def test_a_table_is_read(arithmetic, text, read):
    found = arithmetic("const own = await import('/own.mjs'); return own.readTable(c)", text)
    assert found == read if isinstance(read, dict) else found["rows"] == read


def test_points_become_a_short_text_and_come_back(arithmetic):
    code = """const own = await import('/own.mjs'), text = own.pointsIn(c.x, [-1.2, 1.2]);
        const {X, G} = own.atPoints(text, [-1.2, 1.2]); return [text, [...X], [...G]]"""
    text, X, G = arithmetic(code, OWN)
    assert len(text) == 15 and G == [0, 1, 1]
    assert np.reshape(X, (-1, 2)) == pytest.approx(np.array(OWN["x"])[:, :2], abs=2.4 / 1295)


def test_what_diverges_is_explained_and_the_picture_is_that_before(visit):
    visited = visit("playground", query=described(**EXPLODES, steps=500))
    words = visited.words()
    assert "(NaN). Das Bild zeigt das Netz davor. Nimm eine passende Initialisierung" in words
    assert visited.number("steps") < 500
    assert np.isfinite([visited.number("C"), *column(visited, "w"), *column(visited, "g")]).all()
    assert "NaN" not in visited.root.locator("svg[data-picture]").inner_html()
    assert f"steps:{visited.number('steps') + 1:.0f}" in visited.root.locator(".nn-foot a").get_attribute("href")
    visited.button("Trainieren").click()  # begins again, and ends in the same place
    again = visited.words()
    assert again == words
    visited.set("Lernrate L", "0.01")
    assert visited.number("steps") == 0
    visited.set("Initialisierung", "package")
    visited.button("Ein Schritt").click()
    settled(visited, 1)
    assert "Das Netz lernt" in visited.words()


@pytest.mark.long
def test_a_link_to_what_diverged_shows_it_again(visit):
    visited = visit("playground", query=described(**EXPLODES, steps=500))
    words = visited.words()
    link = visited.root.locator(".nn-foot a").get_attribute("href")
    visited.page.goto(visited.file.as_uri() + link)
    assert visited.words() == words


@pytest.mark.long
def test_dead_neurons_are_those_without_a_slope(visit, arithmetic):
    state = {"set": "spirals", "f": "relu", "depth": 2, "width": 8, "L": 3, "steps": 200, "seed": 1}
    visited = settled(visit("playground", query=described(**state)), 200)
    network = made("relu", 2, 8, "BinaryCrossEntropy")
    network.theta = parameters(visited, network)[0]
    Z = network.forward(samples(arithmetic, "spirals")[0])[0]
    dead = sum(np.sum(np.all(z <= 0, axis=0)) for z in Z[:-1])
    assert visited.number("dead") == dead > 0
    crosses = visited.root.locator("svg path.nn-correction")
    assert crosses.count() == dead + visited.number("saturated")


@pytest.mark.long
def test_saturated_neurons_are_those_with_almost_none(visit, arithmetic):
    visited = visit("playground", query=described(f="tanh", depth=3, width=8, init="large"))
    network = made("tanh", 3, 8, "BinaryCrossEntropy")
    network.theta = parameters(visited, network)[0]
    A = network.forward(samples(arithmetic, "circles")[0])[1]
    slopes = np.array([np.max(1 - a**2, axis=0) for a in A[1:-1]])
    assert visited.number("saturated") == np.sum((slopes > 0) & (slopes < 0.02))
    assert visited.number("dead") == np.sum(slopes == 0)


def test_liveliness(arithmetic):
    code = """const layers = [m.dense(2, 3, "sigmoid"), m.maxout(3, 2), m.dense(2, 1, "relu")];
        const network = new m.Network(layers).initialize(1);
        return m.liveliness(network, network.forward(c)).map(one => [...one])"""
    first, middle, last = arithmetic(code, [0, 0, 1, 1])
    assert first == [1, 1, 1] and middle == [1, 1] and len(last) == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "Noch hat das Netz nichts gelernt"),
        ({"init": "large"}, "zehnmal zu groß"),
        ({"init": "small"}, "hundertmal zu klein"),
        ({"init": "zeros"}, "Vor dem Ausgang ist jeder Gradient null"),
        ({"init": "zeros", "f": "sigmoid", "L": 3, "set": "blobs", "steps": 20}, "bleiben gleich, egal wie viele"),
        ({"init": "zeros", "f": "relu", "steps": 5}, "Jedes verdeckte Neuron ist tot"),
        ({"f": "relu", "width": 1, "L": 30, "steps": 50}, "Alle verdeckten Neuronen sind tot"),
        ({"depth": 0, "steps": 200}, "Ohne verdeckte Schicht ist die Grenze eine Gerade"),
        ({"set": "blobs", "depth": 0, "steps": 100}, "Alle 200 sind richtig"),
        ({"L": 0.001, "steps": 200}, "fast wie am Anfang"),
        ({"cost": "SquaredError", "L": 30, "depth": 2, "width": 8, "f": "elu", "steps": 100}, "L ist zu groß"),
        ({"steps": 30}, "Das Netz lernt"),
        (
            {"set": "spirals", "f": "relu", "depth": 2, "width": 8, "L": 3, "steps": 200, "seed": 1},
            "Tote Neuronen (rotes Kreuz)",
        ),
        ({"init": "large", "L": 0.01, "steps": 1, "depth": 3, "width": 8}, "Gesättigte Neuronen"),
    ],
)
def test_words_say_what_is_seen(visit, state, said):
    visited = visit("playground", query=described(**state))
    settled(visited, state.get("steps", 0))
    assert said in visited.words()


@pytest.mark.long
def test_everything_as_at_the_beginning_stops_the_run(visit):
    visited = visit("playground")
    visited.button("Trainieren").click()
    visited.page.wait_for_function("Number(document.querySelector('.nn-formula data[data-name=steps]').value) > 5")
    visited.button("Zurück auf Anfang").click()
    visited.wait(200)
    assert visited.button("Trainieren").count() == 1
    assert visited.number("steps") == 0


@pytest.mark.long
def test_lines_are_chosen(visit):
    visited = visit("playground", query="lines:weights")
    assert visited.root.locator("svg path.nn-way-back").count() == 0
    assert visited.root.locator("svg path.nn-way").count() > 0
    visited.set("Linien", "gradients")
    assert visited.root.locator("svg path.nn-way:not(.nn-way-back)").count() == 0


@pytest.mark.long
def test_a_neuron_that_is_gone_is_no_longer_chosen(visit):
    visited = visit("playground", query="depth:2,width:8,neuron:2_8")
    assert visited.control("Neuron").input_value() == "2_8"
    visited.set("Neuronen in jeder", 3)
    assert visited.control("Neuron").input_value() == "1_1"
    shown = visited.control("Neuron").locator("option:not([disabled])")
    assert shown.all_text_contents() == ["a₁⁽¹⁾", "a₂⁽¹⁾", "a₃⁽¹⁾", "a₁⁽²⁾", "a₂⁽²⁾", "a₃⁽²⁾", "a₁⁽³⁾"]


@pytest.mark.long
def test_in_english(visit):
    visited = visit("playground", "en", query="set:spirals")
    assert "The network has learned nothing yet" in visited.words()
    assert visited.root.get_by_role("table", name="What goes into a₁⁽¹⁾").count() == 1


@pytest.mark.long
@pytest.mark.parametrize(
    "query",
    ["steps:-5", "steps:abc", "set:own,own:", "own:zz", "steps:1e99,depth:0,width:1,L:0.1", "neuron:9_9", "L:0.2"],
)
def test_a_broken_address_does_no_harm(visit, query):
    visited = visit("playground", query=query)
    assert visited.number("steps") >= 0
    assert visited.control("Lernrate L").input_value() in ("0.1", "0.3")
