"""Write one PDF of the whole book, for each edition: `make pdf`.

Chromium prints the merged pages twice: the first print tells on which page everything stands, and the second has these
numbers in the contents and wherever a reader is sent to a page.
"""

import io
import mimetypes
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import matplotlib
from chromium import CHROMIUM, FLAGS, MISSING
from editions import ROOT, editions
from merging import merged
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

BUILT = ROOT / "_build"
FONTS = Path(matplotlib.get_data_path(), "fonts/ttf")  # the book looks the same whatever fonts a machine has
HOST = "http://book"  # nobody's: what is asked for comes from the site's folder, or not at all
LOOK = {"prefer_css_page_size": True, "print_background": True}
UNHINTED = "--font-render-hinting=none"  # letters stand where paper has room for them, not on whole pixels of a screen

# A word that is searched or copied is found whole: a soft hyphen stays only where it is seen, at the end of a line.
HYPHENATE = """() => {
  const range = document.createRange(), texts = [];
  const seen = (text, i) => {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    return range.getBoundingClientRect().width > 0;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode);
  const kept = texts.map(text => text.data.replaceAll("\u00ad", (hyphen, i) => seen(text, i) ? hyphen : ""));
  texts.forEach((text, i) => { if (text.data !== kept[i]) text.data = kept[i]; });
}"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")].map(heading => heading.innerText)"""
NUMBER = """pages => {
  for (const link of document.querySelectorAll("a.nn-page"))
    link.textContent = pages[decodeURIComponent(link.hash.slice(1))];
}"""


def main():
    """Print the built book."""
    if CHROMIUM is None:
        sys.exit(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, UNHINTED])
        for edition in editions():
            pdf = BUILT / f"{edition.print['file']}.pdf"
            pdf.write_bytes(printed(browser, BUILT / "html", edition.names, edition))
            print(f"{pdf.relative_to(ROOT)}: {pdf.stat().st_size / 1e6:.1f} MB, {len(PdfReader(pdf).pages)} pages")
        browser.close()


def printed(browser, site, names, edition):
    """Return the PDF of an edition's pages of these names, the front page first."""
    book = merged(site, names, edition)
    page = browser.new_page()
    page.set_default_timeout(0)  # a whole book takes a while
    page.route("**/*", lambda route: answer(route, book, site / edition.place))
    page.goto(f"{HOST}/")
    page.emulate_media(media="print")
    page.evaluate("document.fonts.ready")
    page.evaluate(HYPHENATE)
    found = numbers(page.pdf(**LOOK))
    page.evaluate(NUMBER, found)
    result = page.pdf(**LOOK, tagged=True, outline=True)
    if numbers(result) != found:
        raise RuntimeError("with the numbers in them, the pages break elsewhere")
    headings = page.evaluate(HEADINGS)
    page.close()
    return with_titles(result, headings)


def with_titles(pdf, headings):
    """Return a PDF whose bookmarks say what the headings say.

    Chromium doubles one that it first laid out a page earlier, and loses the space where one takes another line.
    """
    squeezed = {"".join(times * heading.split()): " ".join(heading.split()) for heading in headings for times in (1, 2)}
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for bookmark in bookmarks(writer.root_object["/Outlines"]):
        title = bookmark["/Title"]
        bookmark[NameObject("/Title")] = TextStringObject(squeezed.get("".join(title.split()), title))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def bookmarks(entry):
    """Yield the bookmarks below an entry of the outline, in their order."""
    below = entry.get("/First")
    while below is not None:
        yield below.get_object()
        yield from bookmarks(below.get_object())
        below = below.get_object().get("/Next")


def answer(route, book, site):
    """Answer a request from the book, the fonts and the site."""
    path = unquote(urlsplit(route.request.url).path).lstrip("/")
    if not path:
        return route.fulfill(body=book, content_type="text/html")
    file = FONTS / path.removeprefix("fonts/") if path.startswith("fonts/") else site / path
    if not route.request.url.startswith(HOST) or not file.is_file():
        return route.abort()
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")


def numbers(pdf):
    """Return on which page everything stands that a link leads to: id -> number."""
    reader = PdfReader(io.BytesIO(pdf))
    places = reader.named_destinations.items()
    return {name.removeprefix("/"): reader.get_destination_page_number(place) + 1 for name, place in places}


if __name__ == "__main__":
    main()
