"""Session plan → HTML and style sheets. The only module that uses Jinja2.

Templates may come from strangers' guides, so they run in Jinja's immutable sandbox, escape by default, fail on an
undefined name, and get plain data only: no path, no model, no module. They are found by precedence: the folder of
`--templates`, the guide's own `templates/`, ours.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from moot import markdown
from moot.problems import GuideProblems, Problem, nearest
from moot.render.template_folder import TemplateFolder, UnreadableTemplate, read_inside

__all__ = ["STYLE_SHEETS", "TemplateFolder", "check_templates", "page_html", "style_sheets"]

STYLE_SHEETS = ("css/page.css", "css/type.css", "css/parts.css", "css/own.css")
"""In the order of the cascade; css/own.css is empty in ours, for a group's few lines of its own."""


@pass_context
def _as_it_is(context: Any, value: Any) -> Any:
    """What a template prints, unchanged. That it asks for the context tells Jinja that nothing is known beforehand."""
    return value


def _undeclared(environment: Environment, tree: nodes.Template) -> set[str]:
    """Names a template uses and does not set: `meta.find_undeclared_variables`, without working out constants."""
    finder = meta.TrackingCodeGenerator(environment)
    finder.optimizer = None
    finder.visit(tree)
    return finder.undeclared_identifiers


def _environment(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=TemplateFolder(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # Together these two keep `9**9**9` in a stranger's template from being worked out while it is only looked at.
        optimized=False,
        finalize=_as_it_is,
    )
    environment.filters["md"] = lambda text: Markup(markdown.inline(str(text)))
    environment.filters["plain"] = lambda text: markdown.plain(str(text))
    environment.filters["rules"] = _ruled_lines
    return environment


def _ruled_lines(lines: int, pitch: float = 8.5) -> Markup:
    """Style of a box with so many ruled lines, `pitch` mm apart: one background image, not one box a line.

    All lines of a block stand in one drawing; drawn as borders they would burden the page and its tags.
    """
    count = max(0, min(int(lines), 60))
    height = count * pitch
    rules = "".join(f"<path d='M0 {(n + 1) * pitch - 0.2:.2f}H200'/>" for n in range(count))
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='200mm' height='{height:g}mm' viewBox='0 0 200 {height:g}'>"
        f"<g stroke='#8c8c8c' stroke-width='.25'>{rules}</g></svg>"
    )
    return Markup(f"height:{height:g}mm;background:url(data:image/svg+xml,{quote(svg)}) 0 0 no-repeat")


def page_html(
    plan: Mapping[str, Any], folders: Sequence[Path], settings: Mapping[str, Any], names: Sequence[str] = ()
) -> str:
    """The HTML of one edition of one session.

    plan: a SessionPlan as plain data. settings: `paper` (a4 or letter). names: how messages call the folders.
    Raises GuideProblems where a template fails.
    """
    environment = _environment(folders)
    try:
        return environment.get_template("session.html").render(plan=plan, settings=settings)
    except Exception as error:
        raise GuideProblems([template_problem(error, folders, names)]) from error


def style_sheets(
    folders: Sequence[Path], paper: str, names: Sequence[str] = (), large: bool = False
) -> list[tuple[str, str]]:
    """Name and text of every style sheet, in the order of the cascade, the one of the paper last.

    large: with the sheet for large print last of all.
    """
    sheets = []
    sheets_wanted = [*STYLE_SHEETS, f"css/{paper}.css"]
    if large:
        sheets_wanted.append("css/large.css")
    for name in sheets_wanted:
        try:
            found = (read_inside(folder.resolve(), name) for folder in folders)
            source = next((text for text in found if text is not None), None)
        except UnreadableTemplate as error:
            raise GuideProblems([template_problem(error, folders, names)]) from error
        if source is None:
            raise GuideProblems(
                [Problem(name, 0, 0, "this style sheet is missing", "install moot again", rule="template")]
            )
        sheets.append((name, source))
    return sheets


def check_templates(folders: Sequence[Path], names: Sequence[str] = ()) -> list[Problem]:
    """What a build would refuse in a group's own templates, as far as it shows without running them.

    The last folder is ours. Beside errors there are warnings of files that take the place of nothing.
    """
    environment = _environment(folders)
    problems = []
    known = {name: _names(environment, read_inside(folders[-1].resolve(), name) or "") for name in _parts(folders[-1])}
    own: list[tuple[Path, str, nodes.Template]] = []
    for folder in folders[:-1]:
        for name in _parts(folder):
            file = folder.resolve() / name
            if name not in known:
                hint = "it is used only where another template includes it; “moot help templates” names the parts"
                message = "no part of moot has this name"
                problems.append(Problem(_called(file, folders, names), 0, 0, message, hint, "template", "warning"))
            try:
                source = read_inside(folder.resolve(), name) or ""
                if file.suffix == ".html":
                    environment.compile(source, name, str(file))
                    own.append((file, name, environment.parse(source, name, str(file))))
            except Exception as error:  # also what Python says of a template nested without end
                problems.append(_problem_at(*_where(error, folders, file), *_template_words(error), folders, names))
    made = {one.name for _, _, tree in own for one in tree.find_all(nodes.Name) if one.ctx != "load"}
    everywhere = {"plan", "settings", *made, *environment.globals}
    for file, name, tree in own:
        given = everywhere | known.get(name, set().union(*known.values()))
        for line, message, hint in _faults(environment, tree, given):
            problems.append(_problem_at(file, line, message, hint, folders, names))
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
            yield node.lineno, *_undefined(node.name, nearest(node.name, given))
    from moot.plan.view import SessionPlan  # not for the process that makes the pages

    plan = {*SessionPlan.__dataclass_fields__, *dir(dict)}
    for use in tree.find_all(nodes.Getattr):
        if use.attr.startswith("_"):
            yield use.lineno, *_template_words(SecurityError(f"it asks for “{use.attr}”"))
        elif use.node == nodes.Name("plan", "load") and use.attr not in plan and id(use) not in asked:
            yield use.lineno, *_undefined(f"plan.{use.attr}", nearest(use.attr, plan))
    for other in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        wanted: Any = getattr(other, "template", None)
        if isinstance(wanted, nodes.Const) and not getattr(other, "ignore_missing", False):
            try:
                environment.get_template(str(wanted.value))
            except TemplateNotFound as error:
                yield other.lineno, *_template_words(error)
            except Exception:
                continue  # reported for itself


def _called(file: Path, folders: Sequence[Path], names: Sequence[str]) -> str:
    """A template's name for people: what its folder is called and its path there, never the whole path."""
    for folder, name in zip_longest(folders, names):
        if folder is not None and file.is_relative_to(folder.resolve()):
            return f"{name or folder.name}/{file.relative_to(folder.resolve()).as_posix()}"
    return file.name


def template_problem(error: Exception, folders: Sequence[Path], names: Sequence[str] = ()) -> Problem:
    """A template's failure with its file, line and source line."""
    message, hint = _template_words(error)
    return _problem_at(*_where(error, folders), message, hint, folders, names)


def _problem_at(
    file: Path | None, line: int, message: str, hint: str, folders: Sequence[Path], names: Sequence[str]
) -> Problem:
    source = ""
    if file is not None and line:
        rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
        source = rows[line - 1] if line <= len(rows) else ""
    column = len(source) - len(source.lstrip()) + 1 if source else 0
    name = _called(file, folders, names) if file is not None else "templates"
    return Problem(name, line, column, message, hint, rule="template", source=source, width=max(1, len(source.strip())))


def _where(error: Exception, folders: Sequence[Path], known: Path | None = None) -> tuple[Path | None, int]:
    """File and line: some errors know them; for others, the last frame that lies in a template folder, or `known`."""
    if isinstance(error, TemplateSyntaxError):
        return (Path(error.filename) if error.filename else None), error.lineno
    if isinstance(error, UnreadableTemplate):
        return error.file, 0
    found: tuple[Path | None, int] = (known, 0)
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if file.suffix in {".html", ".css"} and any(file.is_relative_to(folder.resolve()) for folder in folders):
            found = (file, frame.lineno or 0)
    return found


def _undefined(name: str, close: str = "") -> tuple[str, str]:
    return (
        f"the template uses the name “{name}”, which does not exist here",
        (f"did you mean “{close}”? " if close else "") + "“moot help templates” names what a template is given",
    )


def _template_words(error: Exception) -> tuple[str, str]:
    if isinstance(error, SecurityError):
        return (
            f"this template does what templates may not do: {str(error).rstrip('.')}",
            "templates print what they are given, nothing else",
        )
    if isinstance(error, UnreadableTemplate):
        return error.message, error.hint
    if isinstance(error, UndefinedError):
        found = re.fullmatch(r"'([^']+)' is undefined|'[^']*' has no attribute '([^']+)'", str(error))
        return _undefined(found[1] or found[2]) if found else _undefined(str(error))
    if isinstance(error, TemplateNotFound):
        return f"the template includes “{error.name}”, which does not exist", "“moot help templates” names the parts"
    if isinstance(error, TemplateSyntaxError):
        return f"the template cannot be read: {error.message}", "compare it with moot's own part of the same name"
    if isinstance(error, TemplateError | RecursionError):
        return f"the template failed: {error}", "compare it with moot's own part of the same name"
    return (
        f"the template failed: {type(error).__name__}: {error}",
        "compare it with moot's own part of the same name",
    )
