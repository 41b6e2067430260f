"""A look at the values a theme sets: mistakes that show on the page as hundreds of small ones, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from moot.problems import Problem, Severity, nearest
from moot.render.template_folder import UnreadableTemplate, read_inside
from moot.render.themes import properties
from moot.resources import shipped

__all__ = ["theme_problems"]

_SHEET = "css/theme.css"
_SETTING = re.compile(r"(--[\w-]+)(\s*:\s*)([^;{}]*)")
_SPACED = re.compile(r"\b(\d+(?:\.\d+)?)\s+(pt|mm|em|px|cm|in)\b")
_COLOUR = re.compile(r"#([0-9A-Za-z]*)")
_LEAST = 8.0


def theme_problems(folder: Path, name: str) -> tuple[Problem, ...]:
    """What is wrong with the properties in a theme's css/theme.css; name: how messages call the theme.

    Values that cannot be read are errors. A property that nothing uses, and letters under 8 pt, are warnings.
    """
    try:
        css = read_inside(folder.resolve(), _SHEET) or ""
    except UnreadableTemplate:
        return ()  # told by whoever reads the style sheets
    known = set(properties((shipped("templates") / "css" / "type.css").read_text(encoding="utf-8")))
    return tuple(_of_lines(css, known, f"{name}/{_SHEET}"))


def _of_lines(css: str, known: set[str], file: str) -> Iterator[Problem]:
    comment = re.compile(r"/\*.*?\*/", re.DOTALL)
    blank = comment.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), css)
    used = set(re.findall(r"var\(\s*(--[\w-]+)", blank))
    for number, (row, source) in enumerate(zip(blank.splitlines(), css.splitlines(), strict=True), 1):
        for found in _SETTING.finditer(row):
            key, value = found[1], found[3].strip()
            at, width = found.start(1) + 1, len(key)
            if key not in known | used:
                close = nearest(key, known)
                hint = f"did you mean “{close}”?" if close else "“moot templates copy css/type.css” shows all of them"
                message = f"no rule uses the property “{key}”"
                yield Problem(file, number, at, message, hint, "template", "warning", source, width)
            for message, hint, severity in _of_value(key, value):
                at = found.start(3) + 1
                yield Problem(file, number, at, message, hint, "template", severity, source, max(1, len(value)))


def _of_value(key: str, value: str) -> Iterator[tuple[str, str, Severity]]:
    if spaced := _SPACED.search(value):
        yield f"“{spaced[0]}” is no length", f"write {spaced[1]}{spaced[2]}, without a space", "error"
    for colour in _COLOUR.finditer(value) if "url(" not in value else ():
        if not re.fullmatch(r"[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}", colour[1]):
            yield f"“{colour[0]}” is no colour", "three or six signs from 0 to 9 and a to f: #1a3c6e", "error"
    size = re.fullmatch(r"(\d+(?:\.\d+)?)pt", value)
    if key.endswith("-size") and size and float(size[1]) < _LEAST:
        yield f"letters of {value} are hard to read", f"{_LEAST:g}pt at least", "warning"
