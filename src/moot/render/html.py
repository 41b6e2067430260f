"""Session plan → HTML and style sheets. The only module that uses Jinja2.

Templates may come from strangers' guides, so they run in Jinja's immutable sandbox, escape by default, fail on an
undefined name, and get plain data only: no path, no model, no module. They are found by precedence: the folder of
`--templates`, the guide's own `templates/`, ours.
"""

from __future__ import annotations

import re
import stat
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.loaders import BaseLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from moot import markdown
from moot.problems import GuideProblems, Problem

__all__ = ["STYLE_SHEETS", "TemplateFolder", "check_templates", "page_html", "style_sheets"]

STYLE_SHEETS = ("css/page.css", "css/type.css", "css/parts.css", "css/own.css")
"""In the order of the cascade; css/own.css is empty in ours, for a group's few lines of its own."""

_MOST_BYTES = 1_000_000
"""A template larger than this is not one."""


class TemplateFolder(BaseLoader):
    """Finds a template in the first folder that has it; never follows it out of that folder."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Source, file name and freshness of a template. Raises TemplateNotFound."""
        for folder in self.folders:
            source = _read_inside(folder, template)
            if source is not None:
                return source, str(folder / template), lambda: True
        raise TemplateNotFound(template)


def _read_inside(folder: Path, name: str) -> str | None:
    """The file `name` in `folder`, if it is a regular file there and not a link to somewhere else."""
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*\.(html|css)", name):
        return None
    file = folder / name
    try:
        real = file.resolve()
        status = real.stat()
        if not real.is_relative_to(folder) or not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            return None
        return real.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _environment(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=TemplateFolder(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
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


def page_html(plan: Mapping[str, Any], folders: Sequence[Path], settings: Mapping[str, Any]) -> str:
    """The HTML of one edition of one session.

    plan: a SessionPlan as plain data. settings: `paper` (a4 or letter). Raises GuideProblems where a template fails.
    """
    environment = _environment(folders)
    try:
        return environment.get_template("session.html").render(plan=plan, settings=settings)
    except Exception as error:
        raise GuideProblems([_template_problem(error, folders)]) from error


def style_sheets(folders: Sequence[Path], paper: str) -> list[tuple[str, str]]:
    """Name and text of every style sheet, in the order of the cascade, the one of the paper last."""
    sheets = []
    for name in (*STYLE_SHEETS, f"css/{paper}.css"):
        source = next((text for folder in folders if (text := _read_inside(folder.resolve(), name)) is not None), None)
        if source is None:
            raise GuideProblems(
                [Problem(name, 0, 0, "this style sheet is missing", "install moot again", rule="template")]
            )
        sheets.append((name, source))
    return sheets


def check_templates(folders: Sequence[Path]) -> list[Problem]:
    """Syntax errors in a group's own templates, found without a build; files that override nothing."""
    environment = _environment(folders)
    ours = folders[-1].resolve()
    problems = []
    for folder in folders[:-1]:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder).as_posix()
            if file.suffix not in {".html", ".css"} or not file.is_file():
                continue
            if not (ours / name).exists():
                hint = "it is used only where another template includes it; “moot help templates” names the parts"
                problems.append(
                    Problem(_called(file, folders), 0, 0, "no part of moot has this name", hint, "template", "warning")
                )
            if file.suffix == ".html":
                try:
                    environment.parse(file.read_text(encoding="utf-8"), name, str(file))
                except (TemplateSyntaxError, UnicodeDecodeError) as error:
                    problems.append(_template_problem(error, folders))
    return problems


def _called(file: Path, folders: Sequence[Path]) -> str:
    """A template's name for people: the folder it is in and its path there, never the whole path."""
    for folder in folders:
        if file.is_relative_to(folder.resolve()):
            return f"{folder.name}/{file.relative_to(folder.resolve()).as_posix()}"
    return file.name


def _template_problem(error: Exception, folders: Sequence[Path]) -> Problem:
    """A template's failure with its file, line and source line."""
    file, line = _where(error, folders)
    message, hint = _template_words(error)
    source = ""
    if file is not None and line:
        rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
        source = rows[line - 1] if line <= len(rows) else ""
    column = len(source) - len(source.lstrip()) + 1 if source else 0
    name = _called(file, folders) if file is not None else "templates"
    return Problem(name, line, column, message, hint, rule="template", source=source, width=max(1, len(source.strip())))


def _where(error: Exception, folders: Sequence[Path]) -> tuple[Path | None, int]:
    """File and line: a syntax error knows them; for others, the last frame that lies in a template folder."""
    if isinstance(error, TemplateSyntaxError):
        return (Path(error.filename) if error.filename else None), error.lineno
    found: tuple[Path | None, int] = (None, 0)
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if file.suffix in {".html", ".css"} and any(file.is_relative_to(folder.resolve()) for folder in folders):
            found = (file, frame.lineno or 0)
    return found


def _template_words(error: Exception) -> tuple[str, str]:
    if isinstance(error, SecurityError):
        return (
            f"this template does what templates may not do: {error}",
            "templates print what they are given, nothing else",
        )
    if isinstance(error, UndefinedError):
        return (
            f"the template uses a name that does not exist: {error}",
            "“moot help templates” names what a template is given",
        )
    if isinstance(error, TemplateNotFound):
        return f"the template includes “{error.name}”, which does not exist", "“moot help templates” names the parts"
    if isinstance(error, TemplateSyntaxError):
        return f"the template cannot be read: {error.message}", "compare it with moot's own part of the same name"
    if isinstance(error, UnicodeDecodeError):
        return "the template is not UTF-8", "save it as UTF-8"
    if isinstance(error, TemplateError | RecursionError):
        return f"the template failed: {error}", "compare it with moot's own part of the same name"
    return (
        f"the template failed: {type(error).__name__}: {escape(str(error))}",
        "compare it with moot's own part of the same name",
    )
