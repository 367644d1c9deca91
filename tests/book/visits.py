"""One visit to a page of the book: loaded once with an empty cache, asked everything, used, and left."""

import re
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from browsers import AT_REST, FETCH_FIGURES

# Without preload, axe fetches no style sheets by itself, which none of these rules reads.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
WCAG |= {"preload": False}

# Words that themes, extensions and scripts say to the readers of English pages, and German prose does not.
ENGLISH = re.compile(
    r"\b(back to|breadcrumb|click|close|collapse sidebar|contents|copied|copy|ctrl|dark|edit|expand|failed|found|"
    r"heading|hidden content|hide|home|light|link to|main|menu|next|open issue|page|pages|permalink|please|previous|"
    r"print|repository|results?|search|searching|settings|show|sidebar|skip|source|table of|toggle|version|warning|"
    r"you|your)\b",
    re.I,
)

# And what the readers of German pages are told, and English prose does not say.
GERMAN = re.compile(
    r"\b(ausführen|code zeigen|code verbergen|das|ein|eine|einen|einer|ergibt|fertig|für|gelöst|hinweis|inhalt|ist|"
    r"kapitel|läuft|lösung|lesezeit|nicht|notiz|oder|prüfen|raten|schritt|seite|sind|strg|suche|suchen|suchergebnisse|"
    r"übung|und|unterseiten|weiter|wird|zeile|zum|zur|zurück|zurücksetzen)\b",
    re.I,
)

# No window for printing opens; what moves on the page is counted.
PREPARE = """window.print = () => {};
window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });"""

# Until accessible.js knows the size of what was folded: it hears of it within a frame.
UNFOLD = """async () => {
  document.querySelectorAll("details").forEach(element => { element.open = true; });
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""

# What reaches beyond the window, and nothing around it that scrolls holds it.
OUTSIDE = """() => [...document.querySelectorAll("body *:not(svg *, math *)")]
  .filter(element => element.checkVisibility({ visibilityProperty: true }))
  .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
  .filter(element => {
    if (element.closest(".bd-sidebar, dialog, .visually-hidden, .skip-link")) return false;
    for (let outer = element.parentElement; outer !== document.body; outer = outer.parentElement)
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(outer).overflowX)) return false;
    return true;
  })
  .map(element => element.outerHTML.slice(0, 120))"""

# Whatever begins left of what scrolls can never be reached.
UNREACHABLE = """() => [...document.querySelectorAll(".bd-article :is(div.math, pre, .pst-scrollable-table-container)")]
  .filter(element => element.scrollWidth > element.clientWidth && element.scrollLeft === 0)
  .filter(element => [...element.children].some(child =>
    child.getBoundingClientRect().right > child.getBoundingClientRect().left
    && child.getBoundingClientRect().left < element.getBoundingClientRect().left - 1))
  .map(element => element.outerHTML.slice(0, 120))"""

UNFOCUSABLE = """() => [...document.querySelectorAll(".bd-article *:not(svg *, math *)")]
  .filter(element => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
  .filter(element => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
  .filter(element => element.tabIndex < 0)
  .map(element => element.outerHTML.slice(0, 120))"""

# On a phone, what code prints goes on in the next line: nobody thinks of looking for numbers beyond the edge.
CUT_OFF = """() => [...document.querySelectorAll(".bd-article .cell_output pre")]
  .filter(element => innerWidth <= 480 && element.scrollWidth > element.clientWidth + 1)
  .map(element => element.textContent.slice(0, 120))"""

# Everything that can be set, opened or pressed, but for links, which lead away.
USE = """() => {
  document.querySelectorAll("details").forEach(element => element.open = true);
  for (const element of document.querySelectorAll(".nn-explorer :is(input[type=range], select)")) {
    if (element.localName === "select") element.selectedIndex = element.options.length - 1;
    else element.value = element.max;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  document.querySelectorAll("button, summary").forEach(element => element.click());
}"""

# Everything that is read or read aloud, but for code, formulas and what is marked as being in another language.
SAID = """() => {
  const other = "pre, code, script, style, noscript, .math, svg title";
  const language = element => element.closest("[lang]")?.lang ?? "";
  const own = element => !element.closest(other) && language(element) === document.documentElement.lang;
  const spoken = ["alt", "title", "aria-label", "aria-roledescription", "aria-valuetext",
    "data-tooltip", "placeholder"];
  const found = new Set(), texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) if (own(texts.currentNode.parentElement)) found.add(texts.currentNode.data.trim());
  for (const element of document.querySelectorAll("*")) {
    if (!own(element)) continue;
    for (const name of spoken) found.add(element.getAttribute(name) ?? "");
    for (const part of ["::before", "::after"]) found.add(getComputedStyle(element, part).content);
  }
  for (const title of document.querySelectorAll("svg title")) found.add(title.textContent);
  return [...found];
}"""

# The figures that are shown, and how wide.
SHOWN = """() => [...document.querySelectorAll(".bd-article picture > img")].filter(image => image.checkVisibility())
  .map(image => [image.currentSrc.split("/").pop(), image.getBoundingClientRect().width])"""

# axe looks behind every word for its ground, which takes most of its time. Of words that look alike, on one ground, it
# is asked about one: the others are marked, those of code stay no words of their own, and a formula in which all
# letters look like others' leaves its place empty. What an explorer draws is asked about word by word.
ONE_OF_A_KIND = """() => {
  const seen = new Set();
  const inherited = new Map();
  const around = element => {  // the ground, and how much of it shows through
    if (element === null) return ["", 1];
    if (!inherited.has(element)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const [ground, outer] = around(element.parentElement);
      const own = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none";
      inherited.set(element, [own ? ground : ground + backgroundColor + backgroundImage, outer * opacity]);
    }
    return inherited.get(element);
  };
  const looks = element => {
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
    return [...around(element), color, fontSize, fontWeight, textDecorationLine].join();
  };
  const words = (root, where) => [...root.querySelectorAll(where)].filter(
    element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  const again = element => {
    const link = element.closest("a");
    const kind = [looks(element), link?.className, link && looks(link.parentElement)].join("|");
    return seen.has(kind) || !seen.add(kind);
  };
  for (const word of words(document, "pre span").filter(again)) word.replaceWith(...word.childNodes);
  const formulas = [...document.querySelectorAll("math")].filter(
    formula => words(formula, "*").map(again).every(Boolean));
  const sizes = formulas.map(formula => formula.getBoundingClientRect());
  formulas.forEach((formula, k) => {
    formula.replaceChildren();
    formula.style.cssText = `display: inline-block; width: ${sizes[k].width}px; height: ${sizes[k].height}px`;
  });
  for (const word of words(document, "body *:not(.nn-explorer *, math *, pre span)"))
    if (again(word)) word.dataset.seenBefore = "";
}"""
ASK_ONCE = """;axe.configure({ rules: [
  { id: "color-contrast", selector: "*:not([data-seen-before])" },
  { id: "link-in-text-block", selector: "a[href]:not([data-seen-before])" },
] });"""


def foreign(said, language):
    """Return the texts that are in another edition's language than a page in this one."""
    words = {"de": ENGLISH, "en": GERMAN}[language]
    return [text for text in said if words.search(text)]


def violations(page):
    """Return what axe finds on a page: rule -> elements."""
    page.evaluate(AT_REST)
    page.evaluate(ONE_OF_A_KIND)
    found = Axe(AXE_SCRIPT + ASK_ONCE).run(page, options=WCAG).response["violations"]
    return {rule["id"]: [node["target"] for node in rule["nodes"]] for rule in found}


def too_wide(page, width):
    """Return what is wrong with an unfolded page in a window of this width: what is out of sight sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(UNFOLD)
    page.evaluate(AT_REST)  # a sidebar that has no room slides away
    scrolled = page.evaluate("document.documentElement.scrollWidth")
    found = [f"the page is {scrolled} pixels wide"] * (scrolled > width)
    return found + sum((page.evaluate(script) for script in (OUTSIDE, UNREACHABLE, UNFOCUSABLE, CUT_OFF)), [])


def figures(page, width):
    """Return the figures that an unfolded page shows in a window of this width, and how wide they are."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(FETCH_FIGURES)
    return page.evaluate(SHOWN)


class Visit:
    """What a page of the book answered.

    Without `looks` it is not asked how it looks: no widths, no axe. If it is not asked `wholly`, then only what depends
    on its words: nothing in it is used, and of its looks only whether it fits into a narrow window.

    Attributes
    ----------
    asked : list of str
        The addresses that it asked for; `at_first` until nothing more came, `with_figures` with all its figures.
    moved : float
        How much it moved while it was loaded (cumulative layout shift).
    explorers, alive : int
        How many explorers it has, and how many of them came alive.
    language, said : str, list of str
        The language that it says it is in, and all that is read or read aloud, but for code and formulas.
    figures : dict
        {width of the window: [(file, pixels wide)]}, unfolded.
    violations : dict
        What axe finds in it, unfolded.
    too_wide : dict
        {width of the window: what does not fit}, 640 pixels for 200 %, 320 for 400 %.
    kept, cookies : set, list
        What it stored, after everything in it was set, opened and pressed.
    complaints : list of str
        What failed to load, and the errors and warnings of its console.
    """

    def __init__(self, browser, address, theme="light", width=1280, looks=True, wholly=True, locale="de-DE"):
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=theme, locale=locale)
        page = context.new_page()
        page.add_init_script(PREPARE)
        self.asked, self.complaints = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(f"{request.url}: {request.failure}"))
        page.on("response", lambda response: self._status(response))
        page.on("console", lambda message: self._say(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address, wait_until="networkidle")
        self.moved = page.evaluate("moved")
        self.at_first = set(self.asked)
        self.explorers = page.locator(".nn-explorer").count()
        self.alive = page.locator(".nn-explorer:has(.nn-control)").count()
        page.evaluate(FETCH_FIGURES)
        self.with_figures = set(self.asked)
        self.language, self.said = page.evaluate("document.documentElement.lang"), page.evaluate(SAID)
        page.emulate_media(reduced_motion="reduce")
        page.evaluate(UNFOLD)
        if looks and wholly:
            self.figures = {wide: figures(page, wide) for wide in (1280, 390)}
        if looks:
            self.too_wide = {narrow: too_wide(page, narrow) for narrow in ((640, 320) if wholly else (320,))}
            page.set_viewport_size({"width": width, "height": 900})
        if looks and wholly:
            self.violations = violations(page)
        if wholly:
            self.use(page)
        context.close()

    def use(self, page):
        """Set, open and press everything, and see what is kept."""
        page.evaluate(USE)
        page.evaluate(FETCH_FIGURES)
        self.kept = set(page.evaluate("Object.keys(localStorage)"))
        self.cookies = page.context.cookies() + page.evaluate("document.cookie ? [document.cookie] : []")

    def _status(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.url}: {response.status}")

    def _say(self, kind, text):
        if kind in ("error", "warning"):
            self.complaints.append(text)


def files(urls, site):
    """Return the files of the site behind these addresses."""
    return {site / unquote(urlsplit(url).path).lstrip("/") for url in urls if url.startswith("http")}
