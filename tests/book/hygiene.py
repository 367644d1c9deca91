"""The rules of a notebook that nbval cannot see: each takes a notebook and returns its complaints."""

import ast
import base64
import re

import nbformat
from notebooks import NOTEBOOK_METADATA, as_text, normalize

MAX_NOTEBOOK_BYTES = 1_000_000
MAX_FIGURE_BYTES = 80_000
ALT_LENGTH = range(40, 251)

READABLE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RANDOM_ID = re.compile(r"(?=.*\d)[0-9a-f]{8,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BASE64 = re.compile(r"[A-Za-z0-9+/]{60,}={0,2}")  # pictures and weights, whose letters mean nothing
MACHINE_PATH = re.compile(r"(?<![\w.:/<])/\w[\w.-]*/\w|\b[A-Z]:\\|<ipython-input|\b0x[0-9a-f]{6,}")
EXEMPTING_COMMENT = re.compile(r"#\s*(NBVAL|PYTEST_VALIDATE)_")
SEEDED_NAMES = {"default_rng", "Generator", "SeedSequence"}

MOST_ASSERTS = 0.03  # of the visible lines of code
MOST_LINES = 20  # in a visible cell
WIDEST_LINE = 76  # characters
WIDEST_TABLE = 47  # characters, as many as a phone shows in a line of output
COLUMNS = re.compile(
    r"(?!\[)\S.*( {2,}|\[.*\d +)\S*\d"
)  # numbers below each other or in brackets, but for a bare array
FOLDED = {"hide-cell", "remove-cell"}  # neither code nor outputs are seen
FOLDED_CODE = FOLDED | {"hide-input", "remove-input"}
FOLDED_OUTPUT = FOLDED | {"hide-output", "remove-output"}
GUESS = re.compile(r"^(`{3,})\{admonition\} [^\n]*\n:class: nn-predict\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
ANSWER = re.compile(r"^```\{dropdown\} [^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ ", re.MULTILINE)
FIRST_SENTENCE = re.compile(r".*?[.!?](?=\s|$)|.*", re.DOTALL)
TELLING = re.compile(r"[^\W\d_]{4,}|\d+(?:\.\d+)?")  # words and numbers


def code_cells(notebook):
    """Return the cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def syntax(cell):
    """Return the cell's syntax tree."""
    return ast.parse(cell.source)


def tags(cell):
    """Return the cell's tags."""
    return cell.metadata.get("tags", [])


def pictures(cell):
    """Return the cell's pictures as bytes."""
    return [
        base64.b64decode(data)
        for output in cell.outputs
        for kind, data in output.get("data", {}).items()
        if kind in ("image/png", "image/jpeg")
    ]


def written(output):
    """Return all text of an output."""
    texts = [output.get("text", ""), output.get("evalue", ""), *output.get("traceback", [])]
    texts += [data for kind, data in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join(texts)


def visible_code(notebook):
    """Return the cells whose code a reader of the chapter sees: exercises ask for code, and explorers are no text."""
    return [
        cell
        for cell in code_cells(notebook)
        if not FOLDED_CODE & set(tags(cell)) and not cell.id.startswith("exercise")
    ]


def seen(cell):
    """Return what a reader sees of a cell that runs: its code and the text of its outputs."""
    hidden = set(tags(cell))
    outputs = "" if FOLDED_OUTPUT & hidden else "\n".join(output.get("text", "") for output in cell.outputs)
    return outputs if FOLDED_CODE & hidden else f"{cell.source}\n{outputs}"


def telling(text):
    """Return the words of four letters and more and the numbers of a text, the numbers as numbers.

    0, 1 and 2 stand in any code: who guesses nothing but such a number is not told by them.
    """
    text = re.sub(r"(?<=\d)\{,\}(?=\d)|(?<=\d),(?=\d)", ".", text)
    return {float(word) if word[0].isdigit() else word.casefold() for word in TELLING.findall(text)} - {0.0, 1.0, 2.0}


def certain_calls(node):
    """Return the names of the functions that are called whenever this node runs, as they are written."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.If | ast.Try):
        return set()
    called = {ast.unparse(node.func)} if isinstance(node, ast.Call) else set()
    return called.union(*map(certain_calls, ast.iter_child_nodes(node)))


def executed_in_order(notebook):
    """Every code cell ran once, from top to bottom, in a fresh kernel."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    wanted = list(range(1, len(counts) + 1))
    return [] if counts == wanted else [f"the execution counts are {counts}, not 1 to {len(counts)}"]


def plain_python(notebook):
    """No magics: what the book shows is Python that runs anywhere."""
    complaints = []
    for cell in code_cells(notebook):
        try:
            syntax(cell)
        except SyntaxError as error:
            complaints.append(f"{cell.id}: {error.msg}")
    return complaints


def outputs_are_there(notebook):
    """A cell that prints, shows a figure or ends in a value has its output: nbval passes cleared ones."""
    complaints = []
    for cell in code_cells(notebook):
        body = syntax(cell).body
        calls = certain_calls(ast.Module(body, [])) & {"print", "display", "plt.show"}
        value = body and isinstance(body[-1], ast.Expr) and not isinstance(body[-1].value, ast.Call | ast.Await)
        if (calls or value) and not cell.outputs:
            complaints.append(f"{cell.id}: displays something, but has no output")
        elif "plt.show" in calls and not pictures(cell):
            complaints.append(f"{cell.id}: shows a figure, but has no picture")
    if code_cells(notebook) and not any(cell.outputs for cell in code_cells(notebook)):
        complaints.append("no cell has an output")
    return complaints


def no_stderr(notebook):
    """Nothing is written to stderr."""
    return [
        f"{cell.id}: stderr: {output.text[:60]!r}"
        for cell in code_cells(notebook)
        for output in cell.outputs
        if output.get("name") == "stderr"
    ]


def errors_are_announced(notebook):
    """A cell raises if and only if it is tagged `raises-exception`: nbval passes a tagged one that doesn't."""
    complaints = []
    for cell in code_cells(notebook):
        errors = [output.ename for output in cell.outputs if output.output_type == "error"]
        if errors and "raises-exception" not in tags(cell):
            complaints.append(f"{cell.id}: raises {errors[0]} without the tag raises-exception")
        if not any(errors) and "raises-exception" in tags(cell):
            complaints.append(f"{cell.id}: tagged raises-exception, but no error is stored")
    return complaints


def figures_have_alt_text(notebook):
    """Every figure says in words what is seen and concluded, in the cell's `mystnb.image.alt`."""
    complaints = []
    for cell in code_cells(notebook):
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        if pictures(cell) and len(alt) not in ALT_LENGTH:
            complaints.append(f"{cell.id}: alt text of {len(alt)} characters, not {ALT_LENGTH[0]} to {ALT_LENGTH[-1]}")
    return complaints


def ids_are_readable(notebook):
    """Cell ids are words with hyphens, each used once: both editions and every diff rely on them."""
    ids = [cell.id for cell in notebook.cells]
    complaints = [f"{name}: used {ids.count(name)} times" for name in sorted(set(ids)) if ids.count(name) > 1]
    return complaints + [
        f"{name}: write words with hyphens, like cost-mean-code"
        for name in ids
        if RANDOM_ID.fullmatch(name) or not READABLE_ID.fullmatch(name)
    ]


def one_kernel(notebook):
    """All notebooks name the same kernel, and say nothing else but what their chapter is about."""
    metadata = {key: value for key, value in notebook.metadata.items() if key != "description"}
    return [] if metadata == NOTEBOOK_METADATA else [f"notebook metadata is {metadata}"]


def seeded(notebook):
    """Randomness comes from generators that are given a seed."""
    complaints = []
    for cell in code_cells(notebook):
        for node in ast.walk(syntax(cell)):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("np.random", "numpy.random"):
                if node.attr not in SEEDED_NAMES:
                    complaints.append(f"{cell.id}: {ast.unparse(node)} draws from a hidden global state")
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("default_rng"):
                if not node.args and not node.keywords:
                    complaints.append(f"{cell.id}: default_rng() without a seed")
            elif isinstance(node, ast.Import) and "random" in [name.name for name in node.names]:
                complaints.append(f"{cell.id}: imports random")
            elif isinstance(node, ast.ImportFrom) and node.module == "random":
                complaints.append(f"{cell.id}: imports from random")
    return complaints


def exemptions_have_reasons(notebook):
    """A cell that nbval doesn't compare says why, in its `nncourse.reason`."""
    return [
        f"{cell.id}: exempt from comparison without nncourse.reason"
        for cell in code_cells(notebook)
        if any(tag.startswith("nbval-") for tag in tags(cell)) or EXEMPTING_COMMENT.search(cell.source)
        if not cell.metadata.get("nncourse", {}).get("reason")
    ]


def no_trailing_semicolons(notebook):
    """No line ends in a semicolon, which nbval doesn't understand."""
    return [
        f"{cell.id}: a line ends in ';'"
        for cell in code_cells(notebook)
        if any(line.rstrip().endswith(";") for line in cell.source.splitlines())
    ]


def light_enough(notebook):
    """A notebook weighs at most 1 MB, a figure at most 80 KB."""
    size = len(as_text(notebook).encode())
    complaints = [f"weighs {size} bytes"] if size > MAX_NOTEBOOK_BYTES else []
    return complaints + [
        f"{cell.id}: a figure of {len(picture)} bytes"
        for cell in code_cells(notebook)
        for picture in pictures(cell)
        if len(picture) > MAX_FIGURE_BYTES
    ]


def no_machine_in_outputs(notebook):
    """No output names a path or an address of the machine it ran on."""
    return [
        f"{cell.id}: output names {found[0]!r}"
        for cell in code_cells(notebook)
        for output in cell.outputs
        if (found := MACHINE_PATH.search(BASE64.sub("", written(output))))
    ]


def no_svg(notebook):
    """Figures are PNG: an SVG's ids are random."""
    return [
        f"{cell.id}: an SVG output"
        for cell in code_cells(notebook)
        if any("image/svg+xml" in output.get("data", {}) for output in cell.outputs)
    ]


def in_normal_form(notebook):
    """`make notebooks` would change nothing but what the kernel computes."""
    return [] if as_text(notebook) == as_text(normalize(notebook)) else ["not in normal form: run make notebooks"]


def stored_as_written(path):
    """The file holds exactly the normal form's bytes."""
    notebook = nbformat.read(path, as_version=4)
    same = path.read_bytes() == as_text(normalize(notebook)).encode()
    return [] if same else ["the file is not in normal form: run make notebooks"]


def few_asserts(notebook):
    """Less than 3 % of the code that a reader sees only proves something."""
    lines = [line.strip() for cell in visible_code(notebook) for line in cell.source.splitlines() if line.strip()]
    asserts = [line for line in lines if line.startswith("assert")]
    return (
        [f"{len(asserts)} of {len(lines)} visible lines assert"]
        if len(asserts) >= MOST_ASSERTS * len(lines) > 0
        else []
    )


def short_cells(notebook):
    """A reader sees no cell of more than 20 lines."""
    lengths = {cell.id: len(cell.source.splitlines()) for cell in visible_code(notebook)}
    return [f"{name}: {length} lines" for name, length in lengths.items() if length > MOST_LINES]


def narrow_lines(notebook):
    """A reader sees no line of more than 76 characters, which some pages would cut."""
    return [
        f"{cell.id}: {len(line)} characters: {line.strip()[:30]}"
        for cell in visible_code(notebook)
        for line in cell.source.splitlines()
        if len(line) > WIDEST_LINE
    ]


def narrow_tables(notebook):
    """Numbers in columns stand in lines that a phone shows whole; a sentence, or an error, goes on in the next line."""
    return [
        f"{cell.id}: {len(line)} characters: {line.strip()[:30]}"
        for cell in code_cells(notebook)
        if "getsource" not in cell.source
        for output in cell.outputs
        for line in output.get("text", "").splitlines()
        if len(line) > WIDEST_TABLE and COLUMNS.match(line.strip())
    ]


def proofs_are_out_of_sight(notebook):
    """A cell that only proves is seen neither in the book nor in JupyterLab, and prints nothing."""
    return [
        f"{cell.id}: is seen"
        for cell in code_cells(notebook)
        if cell.id.endswith("-proof")
        if "remove-input" not in tags(cell) or not cell.metadata.get("jupyter", {}).get("source_hidden") or cell.outputs
    ]


def guesses_are_not_spoiled(notebook):
    """What a box asks to guess is answered inside the box, and not by what stands in sight below it."""
    complaints = []
    for place, cell in enumerate(notebook.cells):
        for box in GUESS.finditer(cell.source if cell.cell_type == "markdown" else ""):
            answer = ANSWER.search(box[2])
            if not answer:
                complaints.append(f"{cell.id}: a question without its answer in the same box")
                continue
            question = box[2][: answer.start()]
            first = telling(FIRST_SENTENCE.match(answer[1])[0])  # later sentences say why, in words that recur
            secret = (first | {word for word in telling(answer[1]) if isinstance(word, float)}) - telling(question)
            shown = telling(next_seen(cell.source[box.end() :], notebook.cells[place + 1 :]))
            complaints += [f"{cell.id}: {word} is given away" for word in sorted(map(str, secret & shown))]
    return complaints


def next_seen(rest, cells):
    """Return what a reader sees of the next cell that runs, if it comes before the next heading."""
    for cell in cells:
        if HEADING.search(rest):
            return ""
        if cell.cell_type == "code" and seen(cell).strip():
            return seen(cell)
        rest = cell.source if cell.cell_type == "markdown" else ""
    return ""


RULES = [
    executed_in_order,
    plain_python,
    outputs_are_there,
    no_stderr,
    errors_are_announced,
    figures_have_alt_text,
    ids_are_readable,
    one_kernel,
    seeded,
    exemptions_have_reasons,
    no_trailing_semicolons,
    light_enough,
    no_machine_in_outputs,
    no_svg,
    in_normal_form,
    few_asserts,
    short_cells,
    narrow_lines,
    narrow_tables,
    proofs_are_out_of_sight,
    guesses_are_not_spoiled,
]
