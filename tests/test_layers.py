"""The house has floors: a module imports from below only, and each library has one owner. Read from the source text."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import moot

SOURCE = Path(moot.__file__).parent

FLOORS = (
    ("problems",),
    ("files", "limits", "resources", "tongue"),
    ("markdown", "yaml_file"),
    ("guide",),
    ("text",),
    ("load",),
    ("plan",),
    ("adapt",),
    ("render",),
    ("check", "doctor", "exchange", "reference"),
    ("build", "edits", "start"),
    ("cli",),
    ("__main__",),
)
"""From the ground up. Those of one floor do not know each other."""

OWNERS = {
    "bibtexparser": {"exchange.bibtex"},
    "yaml": {"yaml_file"},
    "pydantic": {"guide", "load.entries", "load.folder", "reference"},  # the model, what fills it, what describes it
    "pydantic_core": {"guide", "load.entries"},
    "markdown_it": {"markdown"},
    "jinja2": {"render.html", "render.template_check", "render.template_folder", "render.template_problems"},
    "markupsafe": {"render.filters", "render.words"},
    "babel": {"tongue"},
    "weasyprint": {"render.pdf", "render.watch", "render.worker"},  # the worker warms up what pdf will use
    "pikepdf": {"render.finish", "render.impose", "render.line_numbers"},
    "PIL": {"render.fetch"},
    "pypdf": {"text.pdf"},
    "segno": {"render.codes"},
    "charset_normalizer": {"text.encodings"},
    "tinyhtml5": {"render.screen", "text.html.page"},
    "icalendar": {"exchange.calendar"},
    "dateutil": {"start.dates"},
    "typer": {"cli"},
}
"""Who may import a library of somebody else: a module, or a package with all that is in it."""

MODULE_LINES, FUNCTION_LINES = 300, 50


def modules(source: Path) -> dict[str, ast.Module]:
    """Every module by its name within the package: `text.tree`, `cli`."""
    found = {}
    for file in sorted(source.rglob("*.py")):
        parts = file.relative_to(source).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        found[name] = ast.parse(file.read_text(encoding="utf-8"), str(file))
    return found


def imported(name: str, is_package: bool, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, module) for every import anywhere in the module, also those within functions, by name in full."""
    here = ["moot", *name.split(".")] if name != "__init__" else ["moot"]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = here[: len(here) - node.level + is_package] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func) and node.args:
            target = node.args[0]
            yield node.lineno, str(target.value) if isinstance(target, ast.Constant) else "a name made up at run time"


def violations(source: Path) -> list[str]:
    """Everything in the source that goes against the rules of this file."""
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    found = []
    for name, tree in modules(source).items():
        own = name.split(".")[0]
        if own not in floor and own != "__init__":
            found.append(f"{name}: on which floor is it? Add it to FLOORS")
            continue
        is_package = (source / Path(*name.split(".")) / "__init__.py").is_file() or name == "__init__"
        for line, target in imported(name, is_package, tree):
            top, *inner = target.split(".")
            if top == "moot":
                other = inner[0] if inner else ""
                allowed = other == own or other not in floor or floor[other] < floor.get(own, -1)
                if not allowed:
                    found.append(f"{name}:{line}: {own} imports {other}, which is not below it")
            elif top not in sys.stdlib_module_names and not _owns(name, OWNERS.get(top, set())):
                found.append(f"{name}:{line}: {top} belongs to {', '.join(sorted(OWNERS.get(top, {'nobody'})))}")
        found += _too_long(name, tree, source)
    return list(dict.fromkeys(found))


def _owns(name: str, owners: set[str]) -> bool:
    return any(name == owner or name.startswith(f"{owner}.") for owner in owners)


def _too_long(name: str, tree: ast.Module, source: Path) -> Iterator[str]:
    file = source / Path(*name.split("."))
    file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    lines = len(file.read_text(encoding="utf-8").splitlines())
    if lines > MODULE_LINES:
        yield f"{name}: {lines} lines; at most {MODULE_LINES}"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            # What the command line reads as its options is a table, not a procedure.
            if size - _signature_lines(node) * _is_command(name, node) > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {size} lines; at most {FUNCTION_LINES}"


def _signature_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return node.body[0].lineno - node.lineno


def _is_command(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marked = any(
        isinstance(one, ast.Call) and ast.unparse(one.func).endswith(".command") for one in node.decorator_list
    )
    return name.startswith("cli.") and (marked or node.name == name.rpartition(".")[2])


def test_the_source_keeps_the_rules() -> None:
    assert len(modules(SOURCE)) > 40
    assert violations(SOURCE) == []


def test_every_owner_imports_what_it_owns() -> None:
    """An owner without its library is a line of this file that guards nothing."""
    found = {
        (target.split(".")[0], name)
        for name, tree in modules(SOURCE).items()
        for _, target in imported(name, name in {"cli", "yaml_file", "guide"}, tree)
    }
    unused = [
        (library, owner)
        for library, owners in OWNERS.items()
        for owner in owners
        if not any(top == library and _owns(name, {owner}) for top, name in found)
    ]
    assert unused == []


PLANTED = {
    "upward": ("plan/x.py", "from moot.cli import main", "plan imports cli"),
    "upward, relative": ("plan/x.py", "from ..render import pdf", "plan imports render"),
    "upward, from a package": ("plan/__init__.py", "from ..build import build", "plan imports build"),
    "upward, the package itself": ("text/x.py", "from moot import load", "text imports load"),
    "upward, late": ("load/x.py", "def f():\n    import moot.plan.view\n", "load imports plan"),
    "upward, by a string": (
        "guide/x.py",
        "import importlib\nimportlib.import_module('moot.text.tree')",
        "guide imports text",
    ),
    "sideways": ("doctor.py", "import moot.check.rules", "doctor imports check"),
    "in __init__": ("__init__.py", "from moot.problems import Problem", "__init__ imports problems"),
    "a library of another": ("load/x.py", "import yaml", "yaml belongs to yaml_file"),
    "a library of nobody": ("text/x.py", "import requests", "requests belongs to nobody"),
    "no floor": ("attic.py", "", "on which floor"),
    "a long module": ("text/x.py", "x = 1\n" * 301, "301 lines"),
    "a long function": ("text/x.py", "def f():\n" + "    x = 1\n" * 50, "51 lines"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_violation_is_found(name: str, tmp_path: Path) -> None:
    file, text, words = PLANTED[name]
    for other in ("__init__.py", "text/__init__.py", "text/tree.py", file):
        (tmp_path / other).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / other).write_text("", encoding="utf-8")
    assert [one for one in violations(tmp_path) if "which floor" not in one] == []
    (tmp_path / file).write_text(text, encoding="utf-8")
    found = violations(tmp_path)
    assert len(found) == 1 and words in found[0]


def test_downward_and_within_a_package_is_fine(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "__init__.py").write_text("from .view import View\n", encoding="utf-8")
    (tmp_path / "plan" / "view.py").write_text(
        "from . import agenda\nfrom .agenda import a\nfrom ..load import b\nfrom moot import __version__, text\n",
        encoding="utf-8",
    )
    assert violations(tmp_path) == []
