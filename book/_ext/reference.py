"""A Sphinx extension for the reference: its entries begin in the page's language, and all code links to it."""

import ast
import html
import re

from docutils import nodes

# What Pygments makes of a block, and of a name that is neither an attribute nor set
BLOCK = re.compile(r'(?<=<div class="highlight"><pre>).*?(?=</pre></div>)', re.S)
DOT = re.escape('<span class="o">.</span>')
NAME = re.compile(
    rf'(?<!{DOT})(<span class="n">plots</span>{DOT})?<span class="n">(\w+)</span>(?!<span class="o">=</span>)'
)


def own_words_first(app, domain, kind, content):
    """Put the page's own paragraphs about an entry before its docstring; where they differ, both say their language."""
    own = [node for node in content if isinstance(node, nodes.paragraph) and "docstring of" not in node.source]
    for paragraph in own:
        content.remove(paragraph)
    content[:0] = own
    if app.config.language != "en":
        content["classes"].append("language-en")
        for paragraph in own:
            paragraph["classes"].append(f"language-{app.config.language}")


def imported(tree):
    """Return what a block imports from the package: each name with the entry it means."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in imports
        if node.module and node.module.partition(".")[0] == "nncourse"
        for alias in node.names
    }


def bound(tree):
    """Return the names that a block gives a meaning of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def link_code(app, pagename, templatename, context, doctree):
    """Link names imported from the package, where a block first has them, until the page gives them another meaning."""
    if doctree is None:
        return
    entries, meant = app.env.get_domain("py").objects, {}

    def link_block(match):
        try:
            tree = ast.parse(html.unescape(re.sub("<.*?>", "", match[0])))
        except SyntaxError:  # an output, or another language
            return match[0]
        meant.update(imported(tree))
        for name in bound(tree):
            meant.pop(name, None)
        fresh = set(entries)

        def link(match):
            of_plots, name = match.groups()
            key = f"{meant.get('plots')}.{name}" if of_plots else meant.get(name)
            if key not in fresh:
                return match[0]
            fresh.remove(key)
            address = app.builder.get_relative_uri(pagename, entries[key].docname)
            return f'<a class="nn-reference" href="{address}#{entries[key].node_id}">{match[0]}</a>'

        return NAME.sub(link, match[0])

    context["body"] = BLOCK.sub(link_block, context["body"])


def setup(app):
    app.connect("object-description-transform", own_words_first)
    app.connect("html-page-context", link_code)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
