"""Many short values of one file at once: each in its place on its line, read again in the end."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from moot.problems import GuideProblems
from moot.yaml_file import Path as YamlPath
from moot.yaml_file import parse_yaml

__all__ = ["with_short_values"]

_QUOTED = {'"': '"\\', "'": "'"}
"""Quotation marks, with the signs that would need to be written in another way between them."""


def with_short_values(text: str, name: str, values: Mapping[YamlPath, str]) -> tuple[str, list[YamlPath]]:
    """`text` with another value at each path that allows it, and the paths that need more: `edit.set_value`.

    Only values between quotation marks on one line, or plain ones that become a reference of the same kind, are
    written here; hundreds take no longer than one. name: how messages call the file.
    """
    read = parse_yaml(text.encode("utf-8"), name)
    lines = text.splitlines(keepends=True)
    left: list[YamlPath] = []
    places: list[tuple[int, int, int, YamlPath, str]] = []
    if [line.rstrip("\r\n") for line in lines] != list(read.lines[: len(lines)]):
        return text, list(values)  # lines are counted in another way here
    for path, value in values.items():
        span = read.values.get(path)
        new = _token(lines, span.line, span.column, span.width, value) if span else None
        if span is None or new is None:
            left.append(path)
        else:
            places.append((span.line, span.column, span.width, path, new))
    for line, column, width, _, new in sorted(places, reverse=True):
        row = lines[line - 1]
        lines[line - 1] = row[: column - 1] + new + row[column - 1 + width :]
    made = "".join(lines)
    meant = copy.deepcopy(read.data)
    for _, _, _, path, _ in places:
        _set(meant, path, values[path])
    try:
        right = parse_yaml(made.encode("utf-8"), name).data == meant
    except GuideProblems:
        right = False
    return (made, left) if right else (text, list(values))


def _token(lines: list[str], line: int, column: int, width: int, value: str) -> str | None:
    """How the value is written in the place of the old one; None where it cannot be said."""
    old = lines[line - 1][column - 1 : column - 1 + width] if line <= len(lines) else ""
    mark = old[:1]
    if mark in _QUOTED and len(old) > 1 and old[-1] == mark:
        return None if any(sign in value for sign in _QUOTED[mark]) or not value.isprintable() else mark + value + mark
    plain = all(sign.isalnum() or sign in "¶§ -–—" for sign in old + value)
    return value if plain and old[:1] not in " -" and value[:1] not in " -" and value == value.strip() else None


def _set(data: Any, path: YamlPath, value: str) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value
