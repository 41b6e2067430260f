"""Where everything in a YAML file begins and ends, down to the character: what an edit has to know.

YamlFile knows where values begin, which is enough for messages. A Layout also knows where they end, how they are
written, and which line ends and comments stand around them. Rows and columns are counted from 0 here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from moot.problems import GuideProblems, Problem
from moot.yaml_file.fault import Place
from moot.yaml_file.file import Path, YamlFile
from moot.yaml_file.lines import indent
from moot.yaml_file.parse import events, parse_yaml
from moot.yaml_file.source import split_lines

__all__ = ["EditRefused", "Entry", "Layout", "Node", "Row", "joined", "laid_out", "refused"]

Row = tuple[str, str]
"""A line and the line break behind it, which is "" at the end of the file."""


class EditRefused(GuideProblems):
    """This edit cannot be made, and nothing was changed; its one problem says why and what to do instead."""


@dataclass(slots=True)
class Node:
    """A value as it is written."""

    kind: Literal["text", "list", "keys"]
    start: Place
    end: Place  # behind its last character; of a group without brackets, behind that of its last entry
    style: str = ""  # of text: "" plain, or one of ' " | >
    flow: bool = False  # of a group: written with brackets
    entries: list[Entry] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether nothing is written, as behind `title:`."""
        return self.start == self.end


@dataclass(slots=True)
class Entry:
    """One item of a list, or a key with its value."""

    key: str | int
    start: Place  # of the key or the dash; between brackets, of the value itself
    after: Place  # behind the colon or the dash
    value: Node

    @property
    def end(self) -> Place:
        return max(self.after, self.value.end)


@dataclass(frozen=True)
class Layout:
    """A YAML file, ready for an edit."""

    file: YamlFile
    rows: tuple[Row, ...]
    root: Node

    @property
    def text(self) -> str:
        return "".join(line + ending for line, ending in self.rows)

    def line(self, row: int) -> str:
        return self.rows[row][0]

    def is_blank(self, row: int) -> bool:
        """Whether this is an empty line; what follows the last line break is none."""
        return row < len(self.rows) and not self.line(row).strip() and (row < len(self.rows) - 1)

    def is_comment(self, row: int) -> bool:
        return row < len(self.rows) and self.line(row).lstrip().startswith("#")

    def between(self, start: Place, end: Place) -> str:
        """What is written from `start` to `end`, line breaks included."""
        if start[0] == end[0]:
            return self.line(start[0])[start[1] : end[1]]
        first, last = self.rows[start[0]], self.rows[end[0]]
        inner = "".join(line + ending for line, ending in self.rows[start[0] + 1 : end[0]])
        return first[0][start[1] :] + first[1] + inner + last[0][: end[1]]

    def opens_its_line(self, place: Place) -> bool:
        return not self.line(place[0])[: place[1]].strip()

    def way(self, path: Path) -> list[tuple[Node, int]]:
        """Each group on the way to `path`, with the number of the entry that leads on. Raises EditRefused."""
        node, steps = self.root, []
        for depth, key in enumerate(path):
            found = next((at for at, entry in enumerate(node.entries) if entry.key == key), None)
            if found is None:
                what = (
                    f"there is no “{key}” here" if isinstance(key, str) else f"there is no entry number {key + 1} here"
                )
                raise refused(self.file, path[: depth + 1], what, "nothing was changed; look for the name in the file")
            steps.append((node, found))
            node = node.entries[found].value
        return steps

    def node(self, path: Path) -> Node:
        steps = self.way(path)
        return steps[-1][0].entries[steps[-1][1]].value if steps else self.root

    def with_rows(self, start: int, stop: int, lines: Iterable[str]) -> str:
        """The file's text with the rows from `start` to before `stop` replaced by `lines`."""
        return joined([*self.rows[:start], *self._rows(lines, start, stop), *self.rows[stop:]], self.rows)

    def with_text(self, start: Place, end: Place, text: str) -> str:
        """The file's text with what stands from `start` to `end` replaced by `text`, of one line or several."""
        whole = self.line(start[0])[: start[1]] + text + self.line(end[0])[end[1] :]
        return self.with_rows(start[0], end[0] + 1, split_lines(whole))

    def _rows(self, lines: Iterable[str], start: int, stop: int) -> list[Row]:
        """`lines` with the line breaks of those they replace; further ones with that of their neighbor."""
        breaks = [ending for _, ending in self.rows[start:stop]]
        made: list[Row] = []
        for number, line in enumerate(lines):
            near = made[-1][1] if made else self.rows[start - 1][1] if start else self.rows[start][1]
            made.append((line, breaks[number] if number < len(breaks) else near))
        return made


def joined(rows: Sequence[Row], before: Sequence[Row]) -> str:
    """The text of `rows`. It ends in a line break if that of `before` did."""
    rows = list(rows)
    usual = next((ending for _, ending in before if ending), "\n")
    for at, (line, ending) in enumerate(rows[:-1]):
        if not ending:
            rows[at] = (line, rows[at - 1][1] if at else usual)
    line, ending = rows[-1] if rows else ("", "")
    closed = len(before) > 1 and not before[-1][0]
    if closed and line:
        rows[-1] = (line, ending or usual)
    elif rows:
        rows[-1] = (line, "")
    return "".join(line + ending for line, ending in rows)


def refused(file: YamlFile, path: Path, message: str = "", hint: str = "") -> EditRefused:
    """The refusal of an edit at `path`; what it says by default is that a person has to do it."""
    place = file.problem(path, "", on_key=True)
    message = message or "this place cannot be changed automatically"
    hint = hint or f"nothing was changed; edit line {max(1, place.line)} by hand"
    return EditRefused(
        [Problem(file.name, place.line, place.column, message, hint, "", "error", place.source, place.width)]
    )


def laid_out(text: str, name: str) -> Layout:
    """The layout of `text`. Raises GuideProblems where it is no YAML that guides use."""
    file = parse_yaml(text.encode("utf-8"), name)
    parts = re.split(r"(\r\n|\r|\n)", text.removeprefix("\ufeff"))
    rows = tuple(zip(parts[::2], [*parts[1::2], ""], strict=True))
    builder = _Builder(file, rows)
    for event in events("".join(parts)):
        builder.take(event)
    return Layout(file, rows, builder.top.entries[0].value)


class _Builder:
    """Builds the tree of nodes from a parser's events, without recursion."""

    def __init__(self, file: YamlFile, rows: tuple[Row, ...]) -> None:
        self.file = file
        self.rows = rows
        self.top = Node("list", (0, 0), (0, 0), flow=True)
        self.stack = [self.top]
        self.keys: list[tuple[str, Place, Place] | None] = [None]  # for each of them, the key whose value comes next

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        start = (event.start_mark.line, event.start_mark.column)
        end = (event.end_mark.line, event.end_mark.column)
        if kind == "ScalarEvent":
            node = Node("text", start, end, event.style or "")
            if node.style in ("|", ">"):
                node.end = self.block_end(start, end[0] + bool(end[1]))
            if self.stack[-1].kind == "keys" and self.keys[-1] is None:
                self.keys[-1] = (event.value, start, end)
            else:
                self.place(node)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            node = Node("keys" if kind[0] == "M" else "list", start, end, flow=bool(event.flow_style))
            self.place(node)
            self.stack.append(node)
            self.keys.append(None)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            node = self.stack.pop()
            self.keys.pop()
            node.end = end if node.flow else node.entries[-1].end

    def place(self, node: Node) -> None:
        """Makes `node` the next entry of the group that is being filled. Its end may not be known yet."""
        group, waiting = self.stack[-1], self.keys[-1]
        key: str | int
        if waiting:
            key, start, end = waiting
            after = self.colon(start, end)
            self.keys[-1] = None
        else:
            key, start = len(group.entries), node.start if group.flow else self.dash(group, node)
            after = start if group.flow else (start[0], start[1] + 1)
        if node.kind == "text" and node.empty:
            node.start = node.end = after
        group.entries.append(Entry(key, start, after, node))

    def colon(self, start: Place, end: Place) -> Place:
        row, column = end
        found = re.match(r"[ \t]*:", self.rows[row][0][column:])
        if not found:  # `? key`, or a key that stands alone in { }
            raise self.unusual(start)
        return row, column + found.end()

    def dash(self, group: Node, node: Node) -> Place:
        """Where the dash of this item stands: all of one list are in one column."""
        column = group.start[1]
        for row in range(node.start[0], group.start[0] - 1, -1):
            line = self.rows[row][0]
            if line[column : column + 2].rstrip() == "-" and (row == group.start[0] or not line[:column].strip()):
                return row, column
        raise self.unusual(node.start)

    def block_end(self, start: Place, stop: int) -> Place:
        """Where text below a `|` or `>` ends: its empty last lines belong to it only where `+` keeps them."""
        line = self.rows[start[0]][0][start[1] :]
        header = re.match(r"[|>][-+0-9]*", line)
        assert header
        last = min(stop, len(self.rows)) - 1
        while last > start[0] and not self.rows[last][0].strip() and "+" not in header[0]:
            last -= 1
        if last == start[0]:
            return last, start[1] + header.end()
        return last, len(self.rows[last][0])

    def unusual(self, place: Place) -> EditRefused:
        row, column = place
        message = "this is written in a way that edits do not know; the file cannot be changed automatically"
        hint = f"write line {row + 1} as “key: value”, or make your change by hand"
        line = self.rows[row][0]
        width = max(1, len(line.rstrip()) - max(column, indent(line)))
        return EditRefused([Problem(self.file.name, row + 1, column + 1, message, hint, "", "error", line, width)])
