"""What goes wrong in a template, in a facilitator's words, with its file, line and source line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from moot.problems import Problem
from moot.render.template_folder import UnreadableTemplate

__all__ = ["called", "problem_at", "template_problem", "template_words", "undefined", "where"]


def called(file: Path, folders: Sequence[Path], names: Sequence[str]) -> str:
    """A template's name for people: what its folder is called and its path there, never the whole path."""
    for folder, name in zip_longest(folders, names):
        if folder is not None and file.is_relative_to(folder.resolve()):
            return f"{name or folder.name}/{file.relative_to(folder.resolve()).as_posix()}"
    return file.name


def template_problem(error: Exception, folders: Sequence[Path], names: Sequence[str] = ()) -> Problem:
    """A template's failure with its file, line and source line."""
    message, hint = template_words(error)
    return problem_at(*where(error, folders), message, hint, folders, names)


def problem_at(
    file: Path | None, line: int, message: str, hint: str, folders: Sequence[Path], names: Sequence[str]
) -> Problem:
    source = ""
    if file is not None and line:
        rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
        source = rows[line - 1] if line <= len(rows) else ""
    column = len(source) - len(source.lstrip()) + 1 if source else 0
    name = called(file, folders, names) if file is not None else "templates"
    return Problem(name, line, column, message, hint, rule="template", source=source, width=max(1, len(source.strip())))


def where(error: Exception, folders: Sequence[Path], known: Path | None = None) -> tuple[Path | None, int]:
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


def undefined(name: str, close: str = "") -> tuple[str, str]:
    return (
        f"the template uses the name “{name}”, which does not exist here",
        (f"did you mean “{close}”? " if close else "") + "“moot help templates” names what a template is given",
    )


def template_words(error: Exception) -> tuple[str, str]:
    if isinstance(error, SecurityError):
        return (
            f"this template does what templates may not do: {str(error).rstrip('.')}",
            "templates print what they are given, nothing else",
        )
    if isinstance(error, UnreadableTemplate):
        return error.message, error.hint
    if isinstance(error, UndefinedError):
        found = re.fullmatch(r"'([^']+)' is undefined|'[^']*' has no attribute '([^']+)'", str(error))
        return undefined(found[1] or found[2]) if found else undefined(str(error))
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
