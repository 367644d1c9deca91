"""Every figure of a notebook as SVG, drawn for a wide window and once more for a narrow one.

`notebooks.py` loads this file into its kernels as an IPython extension: a figure that is shown then comes with both
drawings, which stand in files beside the notebook. The notebook itself holds a PNG, as from any other kernel.
"""

import io
import re
import warnings

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter

WIDE, NARROW = "image/svg+xml", "image/svg+xml; narrow"
NARROW_WIDTH = 4.0  # inches: on a phone, a point is a pixel and a quarter
SMALLEST = 8.0  # points
PIXELS = 100  # an inch, where the page has room

ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="{}" height="{}" viewBox="0 0 {} {}" fill="#000000">'
)
MATPLOTLIBS_ROOT = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
UNREAD = re.compile(r"<!--.*?-->|(?<=\n)\s+|(?<=[:;]) ", re.DOTALL)
ID = re.compile(r' id="([^"]*)"')
NAMED = re.compile(r'(?<=#)[^")]+')
SAID = {"photo"}  # ids that say something to `pictures.py`
PLACE = re.compile(r'(?<= d=")[^"]*|(?<= [xy]=")[^"]*|(?<=translate\()[^)]*')
LINES = re.compile(r"(?:[ML] -?[\d.]+ -?[\d.]+\s*|z\s*)+")
NUMBER = re.compile(r"-?\d+\.\d+")
WORDS = re.compile(r"[ \n](?=(?:[^$]*\$[^$]*\$)*[^$]*$)")  # a formula is one


def load_ipython_extension(shell):
    """Let the kernel send both drawings with every figure."""
    plain = shell.display_formatter.format

    def with_drawings(shown, include=None, exclude=None):
        data, metadata = plain(shown, include, exclude)
        if isinstance(shown, Figure):
            data[WIDE] = svg(shown)
            narrow(shown)  # nobody shows it again
            data[NARROW] = svg(shown)
        return data, metadata

    shell.display_formatter.format = with_drawings


# --- a drawing -----------------------------------------------------------------------------------------------------


def svg(fig, bbox_inches="tight"):
    """Return a figure as SVG, its letters as paths, so that it looks the same wherever it is shown."""
    file, unsaid = io.StringIO(), dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "figure", "image.composite_image": False}):
        fig.savefig(file, format="svg", dpi=150, bbox_inches=bbox_inches, pad_inches=0.02, metadata=unsaid)
    return slim(file.getvalue())


def slim(drawing):
    """Return matplotlib's SVG in a fifth of the bytes: without what nobody reads, and no finer than is seen."""
    drawing = drawing[drawing.index("<svg ") :]
    size = MATPLOTLIBS_ROOT.match(drawing).groups()
    pixels = [round(float(points) / 72 * PIXELS) for points in size]
    drawing = MATPLOTLIBS_ROOT.sub(ROOT.format(*pixels, *size), drawing)
    used = SAID.union(NAMED.findall(drawing))
    drawing = ID.sub(lambda found: found[0] if found[1] in used else "", drawing)
    drawing = PLACE.sub(lambda found: place(found[0]), drawing)
    return UNREAD.sub("", drawing)


def place(text):
    """Return the numbers of a place to a hundredth of a point, or lines as steps of tenths."""
    if not LINES.fullmatch(text):
        return NUMBER.sub(lambda found: f"{float(found[0]):.2f}", " ".join(text.split()))
    steps, here = [], (0, 0)
    for part in re.findall(r"([ML]) (\S+) (\S+)|z", text):
        if not part[0]:
            steps.append("z")
            continue
        there = tuple(round(10 * float(number)) for number in part[1:])
        if part[0] == "M":
            steps.append(f"M{there[0] / 10:g} {there[1] / 10:g}")
        elif there != here:
            steps.append(f"l{(there[0] - here[0]) / 10:g} {(there[1] - here[1]) / 10:g}")
        here = there
    return "".join(steps)


# --- for a narrow window -------------------------------------------------------------------------------------------


def narrow(fig):
    """Lay a figure out anew for a narrow window: fewer panels in a row, no small letters, long lines broken."""
    for text in fig.findobj(Text):
        text.set_fontsize(max(text.get_fontsize(), SMALLEST))
    panels = [ax for ax in fig.axes if ax.get_subplotspec()]
    if panels and panels[0].get_gridspec().ncols > 1:
        rearrange(fig, panels)
    fig.set_figwidth(NARROW_WIDTH)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "constrained_layout not applied")  # before long lines are broken
        fig.draw_without_rendering()
    for ax in panels:
        if crowded(ax.texts) and len({image.get_extent()[1] - image.get_extent()[0] for image in ax.images}) == 1:
            two_rows(fig, ax)
        break_lines(fig, ax)
    for text in filter(None, (fig._suptitle, fig._supxlabel)):
        fit(text, fig.bbox.width)


def rearrange(fig, panels):
    """Put two panels that stand beside each other below each other, and more of them two by two."""
    old = panels[0].get_gridspec()
    columns = 1 if (old.nrows, old.ncols) == (1, 2) else 2
    ratios = list(old.get_height_ratios())
    if len(set(ratios)) > 1:  # panels of several kinds: what stands in one column stays together
        specs = [ax.get_subplotspec() for ax in panels]
        places = [(s.colspan.start // columns * old.nrows + s.rowspan.start, s.colspan.start % columns) for s in specs]
        ratios *= -(-old.ncols // columns)
    else:
        places = [divmod(k, columns) for k in range(len(panels))]
        ratios = [1] * -(-len(panels) // columns)
    height = len(ratios) / old.nrows
    if all(ax.get_aspect() != "auto" for ax in panels):  # as wide, so high
        height *= NARROW_WIDTH / columns / (fig.get_figwidth() / old.ncols)
    fig.set_figheight(fig.get_figheight() * height)
    new = GridSpec(len(ratios), columns, figure=fig, height_ratios=ratios)
    for ax, (row, column) in zip(panels, places, strict=True):
        if column == 0 and shares(ax.get_shared_y_axes(), ax):
            first = panels[ax.get_subplotspec().rowspan.start * old.ncols]
            ax.set_ylabel(ax.get_ylabel() or first.get_ylabel())
            ax.tick_params(labelleft=True)
        if (row + 1, column) not in places and shares(ax.get_shared_x_axes(), ax):
            ax.tick_params(labelbottom=True)
        last = (row, column) == places[-1]
        ax.set_subplotspec(new[row, column:] if last else new[row, column])


def shares(axes, ax):
    """Whether an Axes shares an axis with others."""
    return len(axes.get_siblings(ax)) > 1


def crowded(texts):
    """Whether texts that stand in a row have less than a letter between them."""
    boxes = [text.get_window_extent() for text in texts]
    pairs = zip(boxes, boxes[1:], strict=False)
    return any(a.x0 < b.x0 < a.x1 + 0.5 * a.height and a.y0 < b.y1 and b.y0 < a.y1 for a, b in pairs)


def two_rows(fig, ax):
    """Make two rows of pictures out of each, as `plots.images` places them with their captions."""
    extents = [image.get_extent() for image in ax.images]
    rows = len({extent[3] for extent in extents})
    per_row, down = -(-len(extents) // rows), ax.get_ylim()[0] / rows
    across, few = extents[1][0] - extents[0][0], -(-per_row // 2)
    for k, parts in enumerate(zip(ax.images, ax.patches, ax.texts, strict=True)):
        (old_row, old), (row, new) = divmod(k, per_row), divmod(k % per_row, few)
        dx, dy = across * (new - old), down * (2 * old_row + row - old_row)
        image, frame, caption = parts
        left, right, bottom, top = image.get_extent()
        image.set_extent((left + dx, right + dx, bottom + dy, top + dy))
        frame.set_xy((frame.get_x() + dx, frame.get_y() + dy))
        caption.set_position((caption.get_position()[0] + dx, caption.get_position()[1] + dy))
    ax.set_xlim(-1, across * few)
    ax.set_ylim(2 * rows * down, 1)
    fig.set_figheight(NARROW_WIDTH * 2 * rows * -down / (across * few) + 0.5)


def break_lines(fig, ax):
    """Break what has no room in one line; names of ticks that still have none become smaller."""
    width, box, spec = fig.bbox.width, ax.get_window_extent(), ax.get_subplotspec()
    right, middle = width * spec.colspan.stop / spec.get_gridspec().ncols, (box.x0 + box.x1) / 2
    for title in (ax.title, ax._left_title):
        fit(title, right - box.x0)
    fit(ax.xaxis.label, 2 * min(middle, width - middle))
    fit(ax.yaxis.label, 1.1 * box.height)
    for text in ax.texts:
        place = text.get_window_extent()
        room = {"left": box.x1 - place.x0, "right": place.x1 - box.x0}.get(text.get_ha(), 0)
        if place.width > room > width / 4:
            fit(text, room)
    if isinstance(ax.yaxis.get_major_formatter(), FuncFormatter):  # of ticks that were given names
        names = ax.get_yticklabels()
        if any([fit(name, 0.42 * width) for name in names]):
            ax.set_yticks(ax.get_yticks(), [name.get_text() for name in names])
            points = 72 * box.height / fig.dpi / len(names)  # between two names
            fig.set_figheight(fig.get_figheight() * max(1, 2.4 * SMALLEST / points))
    if crowded(ax.get_xticklabels()):
        ax.tick_params(axis="x", labelsize=SMALLEST)


def fit(text, room):
    """Break a text into lines that have room; return whether there are more than before."""
    before, lines = text.get_text(), [""]
    for word in WORDS.split(before):
        longer = f"{lines[-1]} {word}".strip()
        text.set_text(longer)
        box = text.get_window_extent()
        if lines[-1] and max(box.width, box.height) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    text.set_text("\n".join(lines))
    return len(lines) > before.count("\n") + 1
