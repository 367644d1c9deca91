"""A Sphinx extension: a header cell says what it heads, and one without words is none, for those who hear a table."""

import re

HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
EMPTY = re.compile(r"<th\b([^>]*)>(?:\s|<p>|</p>)*</th>")
HEADER = re.compile(r"<th\b(?![^>]*scope=)")


def say_what_headers_head(app, pagename, templatename, context, doctree):
    """Give each header cell its scope: a column in a table's head, a row elsewhere."""
    if "body" in context:
        body = EMPTY.sub(r"<td\1></td>", context["body"])
        body = HEAD.sub(lambda head: HEADER.sub('<th scope="col"', head[0]), body)
        context["body"] = HEADER.sub('<th scope="row"', body)


def setup(app):
    app.connect("html-page-context", say_what_headers_head)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
