"""Figures: every one is drawn for wide and for narrow windows, can be read in both, and has its page's colors."""

import io
import re

import figures
import hygiene
import matplotlib as mpl
import nbformat
import numpy as np
import pages
import pictures
import pytest
from browsers import FETCH_FIGURES
from matplotlib.figure import Figure
from notebooks import drawings_of
from PIL import Image
from seeds import first

from nncourse import plots

NOTEBOOKS = sorted(pages.ROOT.glob("book/*/*.ipynb"))
STYLE = (pages.ROOT / "book/_static/nncourse.css").read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_figure_is_drawn_for_wide_and_for_narrow_windows(path):
    cells = hygiene.code_cells(nbformat.read(path, as_version=4))
    wanted = {f"{cell.id}{ending}.svg" for cell in cells if hygiene.pictures(cell) for ending in ("", "-narrow")}
    assert {file.name for file in drawings_of(path).glob("*")} == wanted, "run make notebooks"


@pytest.fixture(scope="module")
def opened(browser, address):
    """A function that opens a page in a window of some width, with all of its figures."""
    contexts = []

    def open_it(name, width, theme="light"):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme))
        page = contexts[-1].new_page()
        page.goto(f"{address}/{name}.html")
        page.evaluate(FETCH_FIGURES)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", first(1, ["02_forward", "index", "07_digits"]))
def test_a_figure_has_the_ground_of_its_page(opened, name):
    for theme in ("light", "dark"):
        page = opened(name, 1280, theme)
        picture = page.locator(".bd-article picture > img").locator("visible=true").first
        picture.scroll_into_view_if_needed()
        shot = np.asarray(Image.open(io.BytesIO(picture.screenshot())).convert("RGB"), int)
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (abs(shot[3:-3, 3:-3][[0, -1], [-1, -1]] - [int(part) for part in re.findall(r"\d+", ground)]) < 3).all()
        assert np.ptp(shot) > 100


def theme(name):
    """Return {name: color} of the style sheet's colors in this theme."""
    block = re.search(rf'html\[data-theme="{name}"\] \{{(.*?)\}}', STYLE, re.DOTALL)[1]
    return dict(re.findall(r"--nn-(\w+): (#[0-9a-f]{6});", block))


def test_a_color_with_a_meaning_is_in_the_dark_what_the_page_has():
    light, dark = theme("light"), theme("dark")
    meanings = ["forward", "backward", "weight", "goal", "cost", "correction", "paper", "page"]
    assert [pictures.dark_color(light[name]) for name in meanings] == [dark[name] for name in meanings]
    assert pictures.dark_color(plots.ASIDE) == dark["pencil"]


def luminance(color):
    rgb = np.array(mpl.colors.to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)


def test_series_can_be_told_from_a_dark_page():
    for color, _, _ in plots.SERIES:
        dark = luminance(pictures.dark_color(color.lower()))
        assert (dark + 0.05) / (luminance(theme("dark")["page"]) + 0.05) >= 5


def test_what_was_light_is_dark_and_has_its_hue():
    grays = pictures.turned_over(np.repeat(np.linspace(0, 255, 9)[:, np.newaxis], 3, axis=1)).sum(axis=1, dtype=int)
    assert (np.diff(grays) < 0).all()
    for color in ("#a9cdf0", "#f3c9ac", "#eb9a6e"):
        light, dark = (np.array(mpl.colors.to_rgb(c)) for c in (color, pictures.dark_color(color)))
        assert light.argsort().tolist() == dark.argsort().tolist()


def test_a_photo_stays_as_it_is_and_other_pixels_turn_over():
    fig = Figure()
    left, right = fig.subplots(1, 2)
    left.imshow([[0.0, 1.0]], cmap="gray", interpolation="none").set_gid("photo")
    right.imshow([[0.0, 1.0]], cmap="gray", interpolation="none")
    light = figures.svg(fig)
    data = re.findall(r"base64,([^\"]*)", light)
    photo, other = re.findall(r"base64,([^\"]*)", pictures.dark(light))
    assert len(data) == 2 and photo == data[0] and other != data[1]


def drawn(columns, rows=1, **kwargs):
    """Return a figure with panels, each with a long title, and its panels."""
    with mpl.rc_context():
        fig, axes = plots.figure(columns, rows, **kwargs)
    for ax in np.ravel(axes):
        ax.plot([1, 2], [3, 5])
        ax.set_title("Ein Titel, der in einem schmalen Fenster nicht in eine Zeile passt")
    return fig, np.ravel(axes)


@pytest.mark.parametrize(
    ("columns", "rows", "narrow"), [(1, 1, (1, 1)), (2, 1, (2, 1)), (3, 2, (3, 2)), (4, 1, (2, 2))]
)
def test_a_narrow_figure_has_fewer_panels_in_a_row_and_all_its_words(columns, rows, narrow):
    fig, axes = drawn(columns, rows)
    titles = [ax.get_title("left") for ax in axes]
    figures.narrow(fig)
    fig.canvas.draw()
    assert fig.get_figwidth() == figures.NARROW_WIDTH
    places = {(round(ax.get_position().x0, 2), round(ax.get_position().y0, 2)) for ax in axes}
    assert len(places) == len(axes)
    assert (len({y for _, y in places}), len({x for x, _ in places})) == narrow
    assert [ax.get_title("left").replace("\n", " ") for ax in axes] == titles
    assert all(ax._left_title.get_window_extent().x1 <= fig.bbox.width + 1 for ax in axes)


def test_pictures_whose_captions_have_no_room_stand_in_two_rows():
    fig, ax = plots.figure(height=1.5)
    plots.images(ax, np.zeros((10, 8, 8)), per_row=10, captions=10 * ["Bildchen"])
    figures.narrow(fig)
    corners = [image.get_extent()[::3] for image in ax.images]
    assert len({left for left, _ in corners}) == 5 and len({top for _, top in corners}) == 2
    assert corners[5][0] == corners[0][0] and corners[5][1] < corners[0][1]
    for image, text in zip(ax.images, ax.texts, strict=True):
        left, right, bottom, _ = image.get_extent()
        assert text.get_position()[0] == pytest.approx((left + right) / 2) and text.get_position()[1] < bottom


def test_the_same_figure_is_the_same_bytes():
    assert figures.svg(drawn(2)[0]) == figures.svg(drawn(2)[0])


def test_lines_are_drawn_where_they_were():
    path = "M 10 20 \nL 30.04 20 \nL 30.04 20.01 \nL 10.26 40 \nz\nM 5 5 \nL 6 7 \n"
    assert figures.place(path) == "M10 20l20 0l-19.7 20zM5 5l1 2"
    assert figures.place("M 1.23456 2 \nQ 3.14159 4 5 6 \nz") == "M 1.23 2 Q 3.14 4 5 6 z"
