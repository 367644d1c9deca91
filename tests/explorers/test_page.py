"""What every explorer must be, whatever it shows: its page, its picture, its words, its address, its weight."""

import json
import re
from base64 import b64decode
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
import stills
from explorer_pages import Visit
from PIL import Image
from seeds import first

from nncourse import explorers, set_language
from nncourse.explorers import page

FOLDER = Path(explorers.__file__).parent
EVERY = [(name, language) for name in stills.NAMES for language in ("de", "en")]
SETTINGS = [(theme, width) for theme in ("light", "dark") for width in (1280, 390, 320)]
MAX_SCRIPTS, MAX_STILL = 165_000, 20_000  # 130,000 until there was a game, 150,000 until a kernel slid over a digit


def worded(name):
    """Return the modules of an explorer that have texts."""
    return [part for part in page.with_imports(name) if (FOLDER / f"texts/{part}.json").is_file()]


@pytest.mark.parametrize("name", stills.NAMES)
def test_texts_are_complete_in_both_languages(name):
    for part in worded(name):
        german, english = json.loads(page.source(f"texts/{part}.json")).values()
        assert list(german) == list(english)
        for key in german:
            assert german[key].strip() and english[key].strip()
            assert sorted(re.findall(r"\{\w+", german[key])) == sorted(re.findall(r"\{\w+", english[key]))


@pytest.mark.parametrize("name", stills.NAMES)
def test_every_text_is_used(name):
    script = page.script(name)
    own = {name: ("sentence", "title", "picture"), "view": ("still", "unrun")}
    for part in worded(name):
        for key in json.loads(page.source(f"texts/{part}.json"))["de"]:
            assert key in own.get(part, ()) or re.search(rf'\btexts\.{key}\b|"{key}"|\b{key}:', script), key


def test_language_is_the_packages():
    try:
        set_language("en")
        assert 'lang="en"' in explorers.neuron()._repr_html_()
        set_language("de")
        assert 'lang="de"' in explorers.neuron()._repr_html_()
    finally:
        set_language("de")


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_output_is_the_same_each_time_and_names_no_machine(name, language):
    explorer = stills.made(name, language)
    text = explorer._repr_html_()
    assert text == stills.made(name, language)._repr_html_()
    assert repr(explorer) == page.texts(name, language)["sentence"]
    # What a strict content security policy forbids, and what would leave the page
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL)
    assert not re.search(r"\son\w+=|\sstyle=|\sid=", markup)
    script = page.script(name)
    assert not re.search(r"\beval\(|new Function|\bfetch\(|XMLHttp|https?:|innerHTML|localStorage", script)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_still_is_what_the_explorer_draws(browser, name, language):
    stored = page.source(f"stills/{name}.{language}.svg")
    assert len(stored.encode()) <= MAX_STILL
    browser_page = browser.new_page(viewport={"width": 656, "height": 900})
    drawn = stills.still(browser_page, stills.made(name, language))
    browser_page.close()
    assert drawn == stored, "run make stills"


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_without_script_there_is_a_picture_and_a_sentence(visit, name, language):
    visited = visit(name, language, java_script_enabled=False)
    assert visited.root.locator("svg.nn-picture").bounding_box()["height"] > 100
    words = page.texts(name, language)
    assert visited.root.locator("p:visible").inner_text() == f"{words['sentence']} {words['still']}"


@pytest.mark.long
@pytest.mark.parametrize(
    ("theme", "width"),
    [SETTINGS[0], *(pytest.param(*setting, marks=pytest.mark.long) for setting in SETTINGS[1:])],
)
@pytest.mark.parametrize("name", stills.NAMES)
def test_everyone_can_use_it(visit, name, theme, width):
    visited = visit(name, theme=theme, width=width, has_touch=width < 1280)
    assert visited.findings() == []
    for narrowed in (width, 390, 320):
        visited.page.set_viewport_size({"width": narrowed, "height": 900})
        for _ in range(100):  # until it is drawn for this width
            visited.wait(50)
            if visited.small_targets() == visited.overflowing() == []:
                break
        assert visited.small_targets() == []
        assert visited.overflowing() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_follow_the_page_then_the_system(visit, scheme):
    def ground(visited):
        return visited.root.evaluate("root => getComputedStyle(root).backgroundColor")

    system = visit("neuron", theme="auto", color_scheme=scheme)
    book = visit("neuron", theme="dark" if scheme == "light" else "light", color_scheme=scheme)
    colors = ["rgb(255, 255, 255)", "rgb(20, 24, 31)"]
    assert [ground(system), ground(book)] == (colors if scheme == "light" else colors[::-1])
    for attribute, value, dark in (("data-jp-theme-light", "false", 1), ("data-jp-theme-light", "true", 0)):
        system.page.evaluate("([key, value]) => document.body.setAttribute(key, value)", [attribute, value])
        assert ground(system) == colors[dark]


def luminance(color):
    """Return the relative luminance of "#rrggbb", as WCAG defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Return the contrast of two colors."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_color_that_means_something_is_readable():
    found = re.findall(r"--nn-(\w+): light-dark\((#\w{6}), (#\w{6})\)", page.source("explorers.css"))
    colors = {name: pair for name, *pair in found}
    grounds = [colors.pop(name) for name in ("page", "paper")]
    for name in ("rule", "low", "high"):
        del colors[name]
    assert set(colors) == {"forward", "backward", "weight", "goal", "cost", "correction", "pencil", "text"}
    low = {
        (name, theme): contrast(pair[theme], ground[theme])
        for name, pair in colors.items()
        for ground in grounds
        for theme in (0, 1)
        if contrast(pair[theme], ground[theme]) < 5
    }
    assert low == {}


@pytest.mark.long
@pytest.mark.parametrize("name", stills.NAMES)
def test_several_on_one_page_live_side_by_side(visit, name):
    visited = visit(name, copies=2)
    assert visited.page.locator(".nn-explorer .nn-live").count() == 2
    assert visited.page.locator(".nn-still").count() == 0


@pytest.mark.long
@pytest.mark.parametrize("name", stills.NAMES)
def test_a_notebook_that_shows_it_again_brings_it_back_to_life(visit, name):
    visited = visit(name)
    visited.page.evaluate(
        """text => {
            const host = document.querySelector("main");
            host.innerHTML = text;
            for (const script of host.querySelectorAll("script")) { // innerHTML's are dead
                const again = document.createElement("script");
                for (const { name, value } of script.attributes) again.setAttribute(name, value);
                again.textContent = script.textContent;
                script.replaceWith(again);
            }
        }""",
        stills.made(name, "de")._repr_html_(),
    )
    visited.page.wait_for_selector(".nn-explorer .nn-live")
    assert visited.page.locator(".nn-still").count() == 0


@pytest.mark.long
def test_vs_code_brings_it_to_life(visit):
    visited = visit("neuron", theme="auto")
    visited.page.evaluate(
        """text => { // as its renderer of HTML does: scripts are made anew at the end, and are gone at once
            const host = document.querySelector("main");
            document.documentElement.removeAttribute("data-content_root");
            document.body.className = "vscode-dark";
            host.innerHTML = text;
            for (const script of [...host.querySelectorAll("script")]) {
                const again = document.createElement("script");
                again.text = script.innerText;
                again.type = script.type;
                host.append(again);
                again.remove();
            }
        }""",
        stills.made("neuron", "de")._repr_html_(),
    )
    visited.page.wait_for_selector(".nn-explorer .nn-live")
    visited.set("Gewicht w", 2)
    assert visited.number("z") == 2
    assert visited.root.evaluate("root => getComputedStyle(root).backgroundColor") == "rgb(20, 24, 31)"


@pytest.mark.long
@pytest.mark.parametrize("name", stills.NAMES)
def test_jupyterlab_leaves_the_keys_to_it(visit, name):
    visited = visit(name)
    for _ in range(4):
        visited.page.keyboard.press("Tab")
        focused = visited.root.locator(":focus")
        assert focused.get_attribute("data-lm-suppress-shortcuts") == ""


@pytest.mark.long
@pytest.mark.parametrize("name", stills.NAMES)
def test_the_link_opens_it_as_it_is_and_other_parts_of_the_address_stay(visit, name):
    visited = visit(name)
    first = visited.root.locator(".nn-foot a").get_attribute("href")
    visited.page.goto(visited.file.as_uri() + "?highlight=neuron" + "#there")
    visited.root.wait_for()
    link = visited.root.locator(".nn-foot a").get_attribute("href")
    assert link == first.replace("?", "?highlight=neuron&") + "#there"


@pytest.mark.long
def test_the_address_is_left_alone_outside_of_the_book(tabs, tmp_path):
    visited = Visit(tabs, tmp_path, "neuron", query="w:3")
    text = visited.file.read_text("utf-8").replace(" data-content_root", " data-other")
    visited.file.write_text(text, encoding="utf-8")
    visited.page.reload()
    assert visited.control("Gewicht w").input_value() == "1"
    assert visited.root.locator(".nn-foot a").count() == 0
    visited.set("Gewicht w", 2)
    visited.wait(400)
    assert visited.page.url.endswith("?neuron=w:3")
    visited.close()


@pytest.mark.long
@pytest.mark.parametrize("query", ["w:1e9", "w:abc", "f:unknown", "w", ":::,,", "constructor:1", "w:NaN,x:", "f:%E4"])
def test_a_broken_address_does_no_harm(visit, query):
    visited = visit("neuron", query=query)
    assert visited.control("Aktivierungsfunktion").input_value() == "sigmoid"
    assert float(visited.control("Gewicht w").input_value()) in (1, 4)


@pytest.mark.long
@pytest.mark.parametrize("name", stills.NAMES)
def test_printing_shows_the_picture_and_no_controls(visit, name):
    visited = visit(name)
    visited.page.emulate_media(media="print")
    assert visited.root.locator("svg[data-picture]").is_visible()
    assert not visited.root.locator(".nn-controls").first.is_visible()


@pytest.mark.parametrize("name", first(1, ["convolution", "digit", "forward", "playground"]))
def test_where_the_system_forces_colors_pictures_keep_theirs(visit, name):
    visited = visit(name, forced_colors="active")
    kept = visited.root.locator("image").evaluate_all("images => images.map(image => image.href.baseVal)")
    colors = [Image.open(BytesIO(b64decode(data.partition(",")[2]))).getcolors() for data in kept]
    assert colors and min(map(len, colors)) > 2


def test_scripts_are_light():
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.mjs")}
    assert {f"{module}.mjs" for name in stills.NAMES for module in page.with_imports(name)} == set(sizes)
    assert sum(sizes.values()) <= MAX_SCRIPTS, sizes


def test_everything_is_installed_with_the_package():
    root = files("nncourse.explorers")
    wanted = ["explorers.css", "texts/view.json"]
    wanted += [f"{module}.mjs" for name in stills.NAMES for module in page.with_imports(name)]
    wanted += [part for name in stills.NAMES for part in (f"texts/{name}.json", f"stills/{name}.de.svg")]
    assert [part for part in wanted if not root.joinpath(part).is_file()] == []


# --- the joining of the modules ---------------------------------------------------------------------------------

GOOD = {
    "a": "export const one = 1;\nexport function two() {\n  return 2;\n}\nexport class Three {}\n",
    "b": 'import { one, two } from "./a.mjs";\nconst four = one + two();\n',
}


def test_modules_are_joined_without_imports_and_exports():
    assert page.join(GOOD) == (
        "const one = 1;\nfunction two() {\n  return 2;\n}\nclass Three {}\n\nconst four = one + two();\n"
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('import { five } from "./a.mjs";\n', "imports five, which a.mjs above it does not export"),
        ('import { one } from "./c.mjs";\n', "imports one, which c.mjs above it does not export"),
        ('import { one as uno } from "./a.mjs";\n', "imports one as uno, which a.mjs above it does not export"),
        ('import * as a from "./a.mjs";\n', "holds 'import'"),
        ("export default 4;\n", "holds 'export'"),
        ("const a = await import('./a.mjs');\n", "holds 'import('"),
        ('const text = "</script>";\n', "holds '</script'"),
        ("const one = 4;\n", "declares one, and so does a.mjs"),
    ],
)
def test_anything_else_is_refused(text, complaint):
    with pytest.raises(ValueError, match=re.escape(complaint)):
        page.join({**GOOD, "b": text})
