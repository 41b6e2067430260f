"""A look at a group's own templates without running them, for `moot check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from moot.problems import Problem, nearest
from moot.render.html import environment_of
from moot.render.template_folder import read_inside
from moot.render.template_problems import called, problem_at, template_words, undefined, where

__all__ = ["check_templates"]


def _undeclared(environment: Environment, tree: nodes.Template) -> set[str]:
    """Names a template uses and does not set: `meta.find_undeclared_variables`, without working out constants."""
    finder = meta.TrackingCodeGenerator(environment)
    finder.optimizer = None
    finder.visit(tree)
    return finder.undeclared_identifiers


def check_templates(folders: Sequence[Path], names: Sequence[str] = ()) -> list[Problem]:
    """What a build would refuse in a group's own templates, as far as it shows without running them.

    The last folder is ours. Beside errors there are warnings of files that take the place of nothing.
    """
    environment = environment_of(folders)
    problems = []
    known = {name: _names(environment, read_inside(folders[-1].resolve(), name) or "") for name in _parts(folders[-1])}
    own: list[tuple[Path, str, nodes.Template]] = []
    for folder in folders[:-1]:
        for name in _parts(folder):
            file = folder.resolve() / name
            if name not in known:
                hint = "it is used only where another template includes it; “moot help templates” names the parts"
                message = "no part of moot has this name"
                problems.append(Problem(called(file, folders, names), 0, 0, message, hint, "template", "warning"))
            try:
                source = read_inside(folder.resolve(), name) or ""
                if file.suffix == ".html":
                    environment.compile(source, name, str(file))
                    own.append((file, name, environment.parse(source, name, str(file))))
            except Exception as error:  # also what Python says of a template nested without end
                problems.append(problem_at(*where(error, folders, file), *template_words(error), folders, names))
    made = {one.name for _, _, tree in own for one in tree.find_all(nodes.Name) if one.ctx != "load"}
    everywhere = {"plan", "settings", *made, *environment.globals}
    for file, name, tree in own:
        given = everywhere | known.get(name, set().union(*known.values()))
        for line, message, hint in _faults(environment, tree, given):
            problems.append(problem_at(file, line, message, hint, folders, names))
    return problems


def _parts(folder: Path) -> list[str]:
    files = (file for file in sorted(folder.rglob("*")) if file.suffix in {".html", ".css"})
    return [file.relative_to(folder).as_posix() for file in files]


def _names(environment: ImmutableSandboxedEnvironment, source: str) -> set[str]:
    """The names that a template of ours is given."""
    return _undeclared(environment, environment.parse(source))


def _faults(
    environment: ImmutableSandboxedEnvironment, tree: nodes.Template, given: set[str]
) -> Iterator[tuple[int, str, str]]:
    """(line, message, hint) of names that are not given, parts that do not exist, and what no template may do."""
    asked = {id(test.node) for test in tree.find_all(nodes.Test) if test.name in {"defined", "undefined"}}
    asked |= {id(one.node) for one in tree.find_all(nodes.Filter) if one.name in {"default", "d"}}
    guarded = {node.name for node in tree.find_all(nodes.Name) if id(node) in asked}
    unknown = _undeclared(environment, tree) - given - guarded
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            unknown.discard(node.name)
            yield node.lineno, *undefined(node.name, nearest(node.name, given))
    from moot.plan.view import SessionPlan  # not for the process that makes the pages

    plan = {*SessionPlan.__dataclass_fields__, *dir(dict)}
    for use in tree.find_all(nodes.Getattr):
        if use.attr.startswith("_"):
            yield use.lineno, *template_words(SecurityError(f"it asks for “{use.attr}”"))
        elif use.node == nodes.Name("plan", "load") and use.attr not in plan and id(use) not in asked:
            yield use.lineno, *undefined(f"plan.{use.attr}", nearest(use.attr, plan))
    for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        wanted: Any = getattr(other, "template", None)
        if isinstance(wanted, nodes.Const) and not getattr(other, "ignore_missing", False):
            try:
                environment.get_template(str(wanted.value))
            except TemplateNotFound as error:
                yield other.lineno, *template_words(error)
            except Exception:
                continue  # reported for itself
