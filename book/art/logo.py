"""Draw the logo and the icon: a neuron in ink on squared paper, with the sigmoid curve inside.

`python book/art/logo.py` writes `logo.svg`, `logo-dark.svg` and `favicon.svg` into `book/_static`.
"""

from pathlib import Path

import numpy as np

from nncourse import plots, sigmoid

FOLDER = Path(__file__).parents[1] / "_static"
INK = {"light": plots.FORWARD, "dark": "#6cb2ff"}
PAPER = {"light": plots.PAPER, "dark": "#1b212a"}


def curve(x, y, width, height):
    """Return the sigmoid from -5 to 5 as a path around (x, y)."""
    z = np.linspace(-5, 5, 21)
    places = zip(x + z * width / 10, y + (0.5 - sigmoid(z)) * height, strict=True)
    return "M" + "L".join(f"{u:.2f} {v:.2f}" for u, v in places)


def logo(theme):
    """Return the logo: three inputs, the neuron, and its output."""
    ink, paper = INK[theme], PAPER[theme]
    grid = "".join(f"M{x} 0V96" for x in range(16, 144, 16)) + "".join(f"M0 {y}H144" for y in range(16, 96, 16))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 144 96" width="144" height="96">
<rect width="144" height="96" rx="4" fill="{paper}"/>
<path d="{grid}" stroke="{ink}" stroke-opacity=".18"/>
<g fill="none" stroke="{ink}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
<path d="M16 16 56 38M16 48H51M16 80 56 58M103 48H130M123 42 130 48 123 54"/>
<circle cx="77" cy="48" r="26" fill="{paper}"/>
<path d="{curve(77, 48, 34, 26)}"/>
</g>
<g fill="{ink}"><circle cx="16" cy="16" r="5"/><circle cx="16" cy="48" r="5"/><circle cx="16" cy="80" r="5"/></g>
</svg>
"""


def icon():
    """Return the icon: the neuron alone, readable at 16 pixels, in the colors of the browser's theme."""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<style>
.ink {{ stroke: {INK["light"]} }} .paper {{ fill: {PAPER["light"]} }}
@media (prefers-color-scheme: dark) {{ .ink {{ stroke: {INK["dark"]} }} .paper {{ fill: {PAPER["dark"]} }} }}
</style>
<g class="ink" fill="none" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
<circle class="paper" cx="16" cy="16" r="14"/>
<path d="{curve(16, 16, 18, 14)}"/>
</g>
</svg>
"""


def drawings():
    """Return {file name: SVG}."""
    return {"logo.svg": logo("light"), "logo-dark.svg": logo("dark"), "favicon.svg": icon()}


def main():
    for name, svg in drawings().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
