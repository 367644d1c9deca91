"""Figures keep their shape, and nothing is shipped that no page needs. `test_visits` weighs every page."""

import pytest
from browsers import FETCH_FIGURES
from editions import editions


@pytest.mark.parametrize("name", ["index", "06_training"])
def test_figures_keep_their_shape_on_a_phone(browser, address, name):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/{name}.html")
    page.evaluate(FETCH_FIGURES)
    shapes = page.evaluate(
        "[...document.querySelectorAll('.bd-article img')].filter(figure => figure.checkVisibility())"
        ".map(figure => [figure.width / figure.height, figure.naturalWidth / figure.naturalHeight])"
    )
    page.close()
    assert len(shapes) >= 5
    for shown, drawn in shapes:
        assert shown == pytest.approx(drawn, rel=0.03)


def test_nothing_is_shipped_that_no_page_needs(site):
    shipped = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert [name for name in shipped if name.endswith((".map", ".ttf", ".woff")) or "fontawesome" in name] == []
    for edition in editions():
        static = [site / name for name in shipped if name.startswith(f"{edition.place}_static/")]
        assert sum(path.stat().st_size for path in static) < 1_020_000
        assert [path.name for path in static if path.name.startswith("card")] == [edition.card["file"]]
