"""Which cells a cell needs: read from its code, without running it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from dataclasses import dataclass, field

# Methods that leave their object as it was; any other may change it.
HARMLESS = set(
    "all any argmax argmin argsort astype copy count cumsum derivative dot endswith flatten format forward get index "
    "item items join keys max mean min nonzero ravel reshape round split startswith std strip sum tolist "
    "transpose upper values var".split()
)


@dataclass
class Names:
    """What a cell does with names.

    Attributes
    ----------
    needs : set of str
        Must be there before it runs.
    binds : set of str
        It gives a value to.
    imports : set of str
        Those of them that are imported: nothing changes them.
    changes : set of str
        Whose value it may change in place.
    same : dict
        {name: name that it may share its value with}.
    """

    needs: set[str] = field(default_factory=set)
    binds: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    changes: set[str] = field(default_factory=set)
    same: dict[str, str] = field(default_factory=dict)

    @property
    def touches(self) -> set[str]:
        """All names that mean something else afterward."""
        return self.binds | self.changes


def names_in(source: str) -> Names:
    """Return what a cell does with names; nothing if it cannot be parsed."""
    reader = Reader()
    try:
        reader.visit(ast.parse(source))
    except SyntaxError:
        return Names()
    reader.finish()
    return reader.names


class Reader(ast.NodeVisitor):
    """Reads a cell in the order in which Python runs it."""

    def __init__(self) -> None:
        self.names = Names()
        self.later: list[ast.AST] = []  # bodies of functions, which run when all names are bound
        self.functions: set[str] = set()  # of this cell; they may change what they are given

    def finish(self) -> None:
        """Read the bodies of the functions."""
        while self.later:
            body = Reader()
            node = self.later.pop()
            own = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
            body.names.binds |= own
            for part in node.body if isinstance(node.body, list) else [node.body]:
                body.visit(part)
            shared = {name for one in ast.walk(node) if isinstance(one, ast.Global) for name in one.names}
            body.finish()
            self.names.needs |= body.names.needs - self.names.binds
            self.names.changes |= (body.names.changes - body.names.binds) | shared
        self.names.needs -= set(dir(builtins))

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self.names.binds.add(node.id)
        elif node.id not in self.names.binds:
            self.names.needs.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.share(target, node.value)
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        self.change(node.target)
        root = root_of(node.target)
        if root is not None:
            self.visit_Name(ast.Name(root, ast.Load()))
        self.visit(node.target)

    def visit_For(self, node: ast.For) -> None:
        for part in (node.iter, node.target, *node.body, *node.orelse):
            self.visit(part)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(part)
        self.names.binds.add(node.name)
        self.functions.add(node.name)
        self.later.append(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(part)
        self.later.append(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases):
            self.visit(part)
        body = Reader()
        for part in node.body:
            body.visit(part)
        self.later += body.later
        self.names.needs |= body.names.needs - self.names.binds
        self.names.binds.add(node.name)

    def visit_comprehension_of(self, node: ast.AST, *results: ast.AST) -> None:
        before = set(self.names.binds)
        for part in (*node.generators, *results):
            self.visit(part)
        self.names.binds = before

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> None:
        self.visit_comprehension_of(node, node.elt)

    visit_SetComp = visit_GeneratorExp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self.visit_comprehension_of(node, node.key, node.value)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for part in (node.iter, node.target, *node.ifs):
            self.visit(part)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        names = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        self.names.binds |= names
        self.names.imports |= names

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.names.binds.add(node.name)
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.change(node)
        self.generic_visit(node)

    visit_Subscript = visit_Attribute

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr not in HARMLESS:
            self.change(called.value)
            arguments = node.args[:1] if called.attr == "step" else []
        elif isinstance(called, ast.Name) and not hasattr(builtins, called.id):
            arguments = node.args if called.id in self.functions else node.args[:1]
        else:
            arguments = []
        for argument in arguments:
            self.change(argument)

    def change(self, node: ast.AST) -> None:
        """Note that the value at the root of an expression may change."""
        root = root_of(node)
        if root is not None:
            self.names.changes.add(root)

    def share(self, target: ast.AST, value: ast.AST) -> None:
        """Note that names may have the same value from now on, or parts of it."""
        called = isinstance(value, ast.Call)
        root = root_of(value.func if called else value)
        if root is None or (called and not isinstance(value.func, ast.Attribute)):
            return
        for one in ast.walk(target):
            if isinstance(one, ast.Name) and one.id != root:
                self.names.same[one.id] = root


def root_of(node: ast.AST) -> str | None:
    """Return the name that an expression such as a.b[0].c begins with."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def needed(cells: Sequence[Names], wanted: set[str]) -> list[int]:
    """Return which cells must run, in order, for the names that are wanted to mean what they mean after all of them."""
    wanted, found = set(wanted), []
    imports = set().union(*(cell.imports for cell in cells))
    same = {name: origin for cell in cells for name, origin in cell.same.items()}
    for i in reversed(range(len(cells))):
        cell = cells[i]
        changed = cell.changes.union(*(origins(name, same) for name in cell.changes))
        if (cell.binds | (changed - imports)) & wanted:
            found.append(i)
            wanted = (wanted - cell.binds) | cell.needs
    return found[::-1]


def origins(name: str, same: dict[str, str]) -> set[str]:
    """Return the names that a name may share its value with, and those that these do."""
    found: set[str] = set()
    while name in same and same[name] not in found:
        name = same[name]
        found.add(name)
    return found
