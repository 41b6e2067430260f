"""What is known of a YAML file once it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from moot.problems import Problem, Severity

__all__ = ["Mark", "Path", "Span", "YamlFile"]

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top of the file."""


class Span(NamedTuple):
    """Where something stands: line and column from 1, width in characters on that line (at least 1)."""

    line: int
    column: int
    width: int


class Mark:
    """Where one value stands, and the marks of the values inside it. One for every value, so kept small."""

    __slots__ = ("column", "inside", "key", "key_span", "line", "width")

    def __init__(self, line: int, column: int, width: int, inside: list[Mark]) -> None:
        self.line, self.column, self.width = line, column, width
        self.inside = inside
        self.key: str | int | None = None  # in the group it stands in
        self.key_span: Span | None = None


@dataclass(frozen=True)
class YamlFile:
    """What a YAML file says, and where it says it."""

    name: str  # as shown to people
    lines: tuple[str, ...]
    data: Any  # dict, list, str, or None for a plain `null`, `~` or nothing
    mark: Mark = field(repr=False, compare=False)  # of the whole
    warnings: tuple[Problem, ...] = ()  # valid YAML that hardly says what was meant

    @cached_property
    def values(self) -> dict[Path, Span]:
        """Where each value stands, by its path. Laid out only when a place is asked for: most files are right."""
        return {path: Span(mark.line, mark.column, mark.width) for path, mark in self._marked()}

    @cached_property
    def keys(self) -> dict[Path, Span]:
        """Where the key of each value stands, by the value's path."""
        return {path: mark.key_span for path, mark in self._marked() if mark.key_span is not None}

    def _marked(self) -> Iterator[tuple[Path, Mark]]:
        waiting: list[tuple[Path, Mark]] = [((), self.mark)]
        while waiting:
            path, mark = waiting.pop()
            yield path, mark
            waiting += [((*path, inner.key), inner) for inner in mark.inside if inner.key is not None]

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
