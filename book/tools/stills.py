"""Write the still picture of every explorer: what it draws first, as a browser draws it.

`make stills` calls this file; the pictures stand in the page while there is no script. It
drives the system's Chromium.
"""

import sys
from pathlib import Path

from chromium import CHROMIUM, FLAGS
from playwright.sync_api import sync_playwright

from nncourse import explorers, get_language, set_language
from nncourse.language import LANGUAGES

FOLDER = Path(explorers.__file__).parent / "stills"
NAMES = [name for name in explorers.__all__ if name != "Explorer"]

# The picture's markup. Classes keep their colors in the page; alone, in a file, it has those of the light theme.
SERIALIZE = """picture => {
  const hex = color => color.startsWith("rgb(")
    ? "#" + color.match(/\\d+/g).map(part => Number(part).toString(16).padStart(2, "0")).join("") : color;
  const copy = picture.cloneNode(true);
  const originals = picture.querySelectorAll("*"), copies = copy.querySelectorAll("*");
  originals.forEach((element, i) => {
    if (!element.matches("[class], text")) return;
    const style = getComputedStyle(element);
    const looks = { fill: hex(style.fill), stroke: hex(style.stroke) };
    if (style.stroke !== "none") looks["stroke-width"] = parseFloat(style.strokeWidth);
    if (style.strokeDasharray !== "none") looks["stroke-dasharray"] = style.strokeDasharray.replaceAll("px", "");
    if (element.matches("text")) looks["font-size"] = parseFloat(style.fontSize);
    if (element.localName === "g") delete looks.fill;
    if (looks.stroke === "none") delete looks.stroke;
    for (const [key, value] of Object.entries(looks)) copies[i].setAttribute(key, value);
  });
  for (const element of [copy, ...copies]) element.removeAttribute("tabindex");
  copy.removeAttribute("data-picture");
  copy.setAttribute("role", "img"); // nothing in it can be touched
  copy.querySelector(".nn-handles")?.remove();
  copy.setAttribute("class", "nn-picture");
  copy.setAttribute("font-family", "system-ui, sans-serif");
  copy.setAttribute("xmlns", copy.namespaceURI);
  return copy.outerHTML.replaceAll("><", ">\\n<") + "\\n";
}"""


def page(body: str, language: str = "de", theme: str = "light") -> str:
    """Return a page of the book that holds nothing but `body`."""
    return (
        f'<!doctype html>\n<html lang="{language}" data-theme="{theme}" data-content_root="./">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>Explorer</title>\n'
        "<style>body { font: 1.125rem/1.6 system-ui, sans-serif; }</style>\n"
        f"</head>\n<body>\n<main>\n<h1>Explorer</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def still(browser_page, explorer) -> str:
    """Return what an explorer draws first, 640 pixels wide."""
    browser_page.set_content(page(explorer._repr_html_(), explorer.language))
    return browser_page.locator("svg[data-picture]").evaluate(SERIALIZE)


def made(name: str, language: str):
    """Return the explorer of this name in a language."""
    before = get_language()
    set_language(language)
    try:
        return getattr(explorers, name)()
    finally:
        set_language(before)


def main():
    """Write the pictures of the explorers named on the command line, or of all of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        browser_page = browser.new_page(viewport={"width": 656, "height": 900})
        for name in sys.argv[1:] or NAMES:
            for language in LANGUAGES:
                path = FOLDER / f"{name}.{language}.svg"
                path.touch()
                text = still(browser_page, made(name, language))
                path.write_text(text, encoding="utf-8")
                print(f"{path.name}: {len(text.encode()) / 1000:.1f} KB")
        browser.close()


if __name__ == "__main__":
    main()
