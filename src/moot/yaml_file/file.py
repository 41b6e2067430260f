"""What is known of a YAML file once it has been read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from moot.problems import Problem, Severity

__all__ = ["Path", "Span", "YamlFile"]

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""


class Span(NamedTuple):
    """Where something stands: line and column from 1, width in characters on that line (at least 1)."""

    line: int
    column: int
    width: int


@dataclass(frozen=True)
class YamlFile:
    """What a YAML file says, and where it says it."""

    name: str  # as shown to people
    lines: tuple[str, ...]
    data: Any  # dict, list, str, or None for a plain `null`, `~` or nothing
    values: Mapping[Path, Span]
    keys: Mapping[Path, Span]  # by the path of the value, key included
    warnings: tuple[Problem, ...] = ()  # valid YAML that hardly says what was meant

    def problem(
        self,
        path: Path,
        message: str,
        *,
        hint: str = "",
        rule: str = "",
        on_key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """A problem at the value of `path`, or at its key.

        Where `path` does not exist the place is that of the nearest parent: its key, or its value where it has none.
        """
        if path in self.values:
            span = self.keys.get(path, self.values[path]) if on_key else self.values[path]
        else:
            while path and path not in self.values:
                path = path[:-1]
            span = self.keys.get(path) or self.values.get(path) or Span(0, 0, 1)
        source = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        return Problem(self.name, span.line, span.column, message, hint, rule, severity, source, span.width)
