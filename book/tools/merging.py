"""All pages of the built book as one HTML document, in the order of a printed book.

Links between pages become links within the document, explorers stand still, and what unfolds on the screen is moved
to where a reader turns to: answers to the end of their chapter, hints and solutions to the end of the book.
Wherever the reader is sent to a page, `a.nn-page` waits for its number.
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyphen
from bs4 import BeautifulSoup, NavigableString

from nncourse import __version__
from nncourse.explorers.page import texts

STYLE = Path(__file__).with_name("printing.css")

UNSEEN = "a.headerlink, script, .nn-doors, .nn-begin, picture.only-dark, picture > source"
UNSTYLED = "pre :is(.n, .p, .w), code .pre"  # each would be an element of the PDF's structure, one word long
NOT_HYPHENATED = ["pre", "code", "svg", "style", "math", "h1", "h2", "h3", "h4"]
LONG_WORD = re.compile(r"[^\W\d_]{7,}")


def merged(site, names, edition):
    """Return the pages of these names, the front page first, as one HTML document."""
    words, site = edition.print, site / edition.place
    pages = [BeautifulSoup((site / f"{name}.html").read_text("utf-8"), "html.parser") for name in names]
    title = pages[0].article.h1.find(string=True)
    chapters = [chapter(page, name, names, words) for page, name in zip(pages, names, strict=True)]
    front = title_page(chapters[0], title, words)
    hints, solutions = (
        elements(f'<article class="bd-article" id="{name}"><h1>{words[name]}</h1></article>')
        for name in ("hints", "solutions")
    )
    for article in chapters:
        move_exercises(article, hints, solutions, words)
        move_answers(article, words)
    chapters += [part for part in (hints, solutions) if part.section]
    for article in chapters:
        hyphenate(article, edition)
    style = STYLE.read_text("utf-8") + "".join(map(named_page, chapters))
    return (
        f'<!doctype html>\n<html lang="{edition.language}" data-theme="light">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n{head(pages)}\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{front}\n{contents(chapters, words)}\n{''.join(map(str, chapters))}\n</body>\n</html>\n"
    )


def elements(text):
    """Return the first element of a piece of HTML."""
    return BeautifulSoup(text, "html.parser").find(True)


def head(pages):
    """Return the style sheets of all pages."""
    found = [str(tag) for page in pages for tag in page.head.select("link[rel=stylesheet], style")]
    return "\n".join(dict.fromkeys(found))


# --- a page becomes a chapter ------------------------------------------------------------------------------------


def chapter(page, name, names, words):
    """Return a page's article, whose ids are its own and whose links stay in the book."""
    article = page.select_one("article.bd-article")
    for tag in article.select(UNSEEN):
        tag.decompose()
    for code in article.select("details.hide:not(:has(.cell_output))"):
        code.decompose()
    for explorer in article.select(".nn-explorer"):
        stand_still(explorer, words)
    for cell in article.select("div.cell"):
        if not cell.get_text(strip=True) and not cell.find(["img", "svg"]):
            cell.decompose()
    for tag in article.select(UNSTYLED):
        tag.unwrap()
    for figure in article.select("img[loading]"):
        del figure["loading"]  # paper shows them all
    article.smooth()
    for tag in article.find_all(id=True):
        tag["id"] = f"{name}:{tag['id']}"
    for tag in article.find_all("a", href=True):
        tag["href"] = address_in_book(tag["href"], name, names)
        if not tag["href"].startswith(("#", "http")):
            tag.unwrap()  # a file beside the pages
    article["id"] = name
    return article


def address_in_book(address, name, names):
    """Return where a link of the page `name` leads in the book."""
    parts = urlsplit(address)
    target = unquote(parts.path).removesuffix(".html") or name
    if parts.scheme or target not in names:
        return address
    return f"#{target}:{unquote(parts.fragment)}" if parts.fragment else f"#{target}"


def stand_still(explorer, words):
    """Leave an explorer's still picture, and say where the living one is."""
    sentence = texts(explorer["data-explorer"], explorer["lang"])["sentence"]
    explorer.p.string = f"{sentence} {words['still']}"


# --- what unfolds ------------------------------------------------------------------------------------------------


def page_link(target):
    """Return a link to something whose text will be the number of its page."""
    return f'<a class="nn-page" href="#{target}">000</a>'


def see(line, number=None, **targets):
    """Return a line that sends the reader to pages."""
    links = {name: page_link(target) for name, target in targets.items()}
    return elements(f'<p class="nn-see">{line.format(number=number, **links)}</p>')


def move_exercises(article, hints, solutions, words):
    """Move the hints and solutions of a chapter's exercises to the end of the book."""
    ends = {"hints": hints, "solutions": solutions}
    heading = f"<h2>{article.h1.get_text()}</h2>"
    parts = {name: elements(f'<section id="{name}:{article["id"]}">{heading}</section>') for name in ends}
    for box in article.select(".nn-exercise"):
        following = list(up_to_the_next(box))
        cells = [tag for tag in following if "cell" in tag.get("class", ())]
        for report in cells[-1].select(".cell_output"):
            report.decompose()  # it says that nothing has been done yet
        folded = [tag.extract() for tag in following if tag.name == "details"]
        cells[-1].insert_after(sent_to_the_end(box, parts, folded, words))
    for name, part in parts.items():
        if part.section:
            ends[name].append(part)


def up_to_the_next(box):
    """Yield the elements that belong to an exercise: those up to the next one."""
    for tag in box.find_next_siblings():
        if "nn-exercise" in tag.get("class", ()) or tag.name == "section":
            return
        yield tag


def sent_to_the_end(box, parts, folded, words):
    """Put an exercise's hints, and its solution, which comes last, at the end; return the line that leads there."""
    exercise = box["id"]
    *hints, solution = folded
    for name, kept in (("hints", hints), ("solutions", [solution])):
        section = elements(f'<section id="{name}:{exercise}"><h3>{box.p.get_text()}</h3></section>')
        section.append(see(words["page"], page=exercise))
        for details in kept:
            section.append(unfolded(details, details.summary.get_text(strip=True) if name == "hints" else None))
        parts[name].append(section)
    return see(words["exercise"], hints=f"hints:{exercise}", solution=f"solutions:{exercise}")


def move_answers(article, words):
    """Move the answers to what the reader shall guess to the end of the chapter; teachers find theirs in its place.

    What a folded cell shows is part of the answer before it in the same section, or else an answer itself.
    """
    end = elements(f'<section id="{article["id"]}:answers"><h2>{words["answers"]}</h2></section>')
    within = None  # the section of the chapter that the last answer is from
    for details in article.select("details"):
        if details.parent.name == "dd":
            details.replace_with(unfolded(details, details.summary.get_text(strip=True)))
            continue
        before, within = within, details.find_parent("section")
        if "hide" in details["class"] and within is before:
            end.find_all("section")[-1].extend(details.select(".cell_output"))
            details.parent.decompose()
            continue
        number = len(end.find_all("section")) + 1
        here, there = (f"{article['id']}:{place}-{number}" for place in ("question", "answer"))
        section = elements(f'<section id="{there}"></section>')
        line = see(words["answer"], number=number, page=there)
        line["id"] = here
        details.replace_with(line)
        answer = details.select(".cell_output") if "hide" in details["class"] else [unfolded(details)]
        section.extend([see(words["from_page"], number=number, page=here), *answer])
        end.append(section)
    if end.section:
        article.append(end)


def unfolded(details, title=None):
    """Return what a dropdown holds, below a title or without one."""
    content = details.select_one(".sd-summary-content").extract()
    content["class"] = "nn-unfolded"
    if title:
        content.insert(0, elements(f'<p class="nn-unfolded-title">{title}</p>'))
    return content


# --- title, contents, and how it is set --------------------------------------------------------------------------


def title_page(front, title, words):
    """Return the title page, with the picture and the sentence below it that the front page begins with."""
    picture, sentence = front.select_one(".nn-hero").extract(), front.find("p").extract()
    front.h1.string = words["first"]
    about = "".join(f"<p>{text}</p>" for text in words["about"].format(version=__version__).split("\n\n"))
    return (
        f'<header class="nn-title"><p>{title}</p>{picture}{sentence}</header>\n'
        f'<section class="nn-edition">{about}</section>'
    )


def contents(chapters, words):
    """Return the table of contents: chapters and their sections, with pages."""
    entries = []
    for article in chapters:
        entries.append(f"<li>{entry(article['id'], article.h1)}</li>")
        entries += [f"<li class='nn-section'>{entry(tag.parent['id'], tag)}</li>" for tag in article.find_all("h2")]
    return f'<nav class="nn-contents"><h1>{words["contents"]}</h1><ul>{"".join(entries)}</ul></nav>'


def entry(target, heading):
    return f'<a href="#{target}">{heading.decode_contents()}</a> {page_link(target)}'


def named_page(article):
    """Print a chapter's title above each of its pages; return the style that does."""
    name = f"chapter-{article['id']}"
    article["style"] = f"page: {name}"
    return f"@page {name} {{ @top-left {{ content: {json.dumps(article.h1.get_text(), ensure_ascii=False)} }} }}\n"


def hyphenate(article, edition):
    """Mark where the edition's words may break: Chromium brings no list of them."""
    words = pyphen.Pyphen(lang=edition.locale, left=3, right=3)
    for text in article.find_all(string=LONG_WORD):
        own = language(text) in (None, edition.language)
        if own and type(text) is NavigableString and all(map(may_break, text.parents)):
            text.replace_with(LONG_WORD.sub(lambda word: words.inserted(word[0], "\u00ad"), text))


def may_break(tag):
    return tag.name not in NOT_HYPHENATED and "math" not in tag.get("class", ())


def language(text):
    """Return the language that an element around the text names."""
    around = text.find_parent(lang=True)
    return around and around["lang"]
