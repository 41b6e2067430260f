"""Builds plain data from YAML events, notes the place of every key and value, and collects what is wrong.

Works on anything shaped like PyYAML's events; does not import PyYAML. Reads without recursion.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from moot.problems import Problem, Severity
from moot.yaml_file.file import Mark, Span
from moot.yaml_file.lines import in_quotes, value_start
from moot.yaml_file.source import HIDDEN, named

if TYPE_CHECKING:
    from moot.yaml_file.fault import Advice, Place

__all__ = ["MAX_DEPTH", "MAX_NODES", "Enough", "Reader"]

MAX_DEPTH = 24
MAX_NODES = 400_000
_MOST_PROBLEMS = 100
_NOTHING = frozenset(("", "~", "null"))


class Enough(Exception):
    """Reading on would serve nobody."""


class _Group:
    """A mapping or list that is being filled."""

    __slots__ = ("bracket", "content", "key", "key_event", "key_span", "mark", "marks", "seen")

    def __init__(self, content: dict[str, Any] | list[Any] | None, bracket: Place | None = None) -> None:
        self.content = content  # None above the root
        self.bracket = bracket  # where it begins, when written with [ or {
        self.key: str | None = None  # in a mapping, the key whose value comes next
        self.key_event: Any = None
        self.key_span: Span | None = None
        self.mark: Mark | None = None  # its own place
        self.marks: list[Mark] = []  # those of its values
        self.seen: dict[str, int] | None = {} if type(content) is dict else None  # in a mapping: key in NFC -> row


class Reader:
    """Builds the data from events, notes places and collects problems. Marks count from 0, spans from 1.

    `scalar` and `keyed` run once for every value of a file of perhaps 100,000; they are written for speed.
    """

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name = name
        self.lines = lines
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.root: Any = None
        self.group = self.top = _Group(None)
        self.stack: list[_Group] = []
        self.nodes = 0
        self.documents = 0
        self.event: Any = None  # the last one taken
        self.hashed = {row for row, line in enumerate(lines) if "#" in line}

    # --- events ---

    def scalar(self, event: Any) -> None:
        self.event = event
        self.nodes += 1
        value, style = event.value, event.style
        if event.anchor is not None or event.tag is not None:
            self.refuse_sign(event)
        if style == '"' and (found := HIDDEN.search(value)):
            hint = "leave out the backslash and what belongs to it, or use single quotation marks"
            self.refuse(self.last, f"this text holds {named(found[0])}, written with a backslash", hint=hint)
        group = self.group
        if group.key is None and group.seen is not None:
            self.keyed(value, event)
            return
        start, end = event.start_mark, event.end_mark
        row, column, end_row = start.line, start.column, end.line
        if not style:
            if value in _NOTHING:
                self.check_colon(value, start)
                value = None
            elif end_row > row or end_row in self.hashed:
                self.check_text(value, start, end)
        if end_row == row:
            width = end.column - column
        elif style == "|" or style == ">":
            width = 1
        else:
            width = len(self.lines[row].rstrip()) - column
        self.placed(value, row + 1, column + 1, width if width > 0 else 1, [])
        if self.nodes > MAX_NODES:
            self.refuse_size()

    def keyed(self, key: str, event: Any) -> None:
        """Takes `key` as the next key of the mapping that is being filled."""
        group, start, end = self.group, event.start_mark, event.end_mark
        row, column = start.line, start.column
        width = end.column - column if end.line == row else len(self.lines[row]) - column
        group.key, group.key_event = key, event
        group.key_span = Span(row + 1, column + 1, width if width > 0 else 1)
        seen: dict[str, int] = group.seen or {}
        plain = key if key.isascii() else unicodedata.normalize("NFC", key)
        if plain in seen:
            message = f"“{key[:80]}” stands here for the second time; the first is on line {seen[plain] + 1}"
            self.refuse(self.last, message, width, "keep one of them, or put both contents together")
        elif group.seen is not None:
            group.seen[plain] = row
        tidy = key.strip()
        if key == "<<" and not event.style:
            self.refuse(self.last, "“<<” (the keys of another group) is not used in guides", 2, "repeat the keys")
        elif not tidy:
            self.refuse(self.last, "a key is missing before this colon", hint="write a word before the colon")
        elif key != tidy:
            message = "this key begins or ends with a space, or with a sign that looks like one"
            self.refuse(self.last, message, width, f"delete it and write: {tidy[:80]}:")

    def opened(self, event: Any, content: dict[str, Any] | list[Any]) -> None:
        self.event = event
        self.nodes += 1
        row, column = self.last
        if event.anchor is not None or event.tag is not None:
            self.refuse_sign(event)
        if len(self.stack) >= MAX_DEPTH:
            hint = "text that begins with “[”, “{” or “- ” goes in quotation marks"
            self.refuse(self.last, f"groups stand inside groups more than {MAX_DEPTH} deep here", hint=hint)
            raise Enough
        keyless = self.wants_key()
        if keyless:
            hint = f"put text that begins with “[” or “{{” in quotation marks{self.mended(row)}"
            self.refuse(self.last, "a list or a group of keys cannot be a key", hint=hint)
            self.group.key = ""
        inner = _Group(content, (row, column) if event.flow_style else None)
        if not keyless:
            width = max(1, len(self.lines[row].rstrip()) - column)
            inner.mark = self.placed(content, row + 1, column + 1, width, inner.marks)
        self.stack.append(self.group)
        self.group = inner

    def closed(self, event: Any) -> None:
        self.event = event
        group, end = self.group, event.end_mark
        if group.bracket is not None and group.mark is not None and group.bracket[0] == end.line:
            group.mark.width = end.column - group.bracket[1]
        self.group = self.stack.pop()

    def alias(self, event: Any) -> None:
        self.event = event
        self.refuse_sign(event)
        if self.wants_key():
            self.group.key = ""
        else:
            self.placed(None, event.start_mark.line + 1, event.start_mark.column + 1, 1, [])

    def document(self, event: Any) -> None:
        self.event = event
        self.documents += 1
        if self.documents > 1:
            self.refuse(self.last, "“---” begins a second document; a file holds only one", 3, "delete this line")
            raise Enough

    def placed(self, value: Any, line: int, column: int, width: int, inside: list[Mark]) -> Mark:
        """Puts `value` where it belongs in the data, and its mark beside it."""
        group = self.group
        content = group.content
        mark = Mark(line, column, width, inside)
        if type(content) is list:
            mark.key = len(content)
            content.append(value)
        elif type(content) is dict:
            mark.key, mark.key_span = group.key or "", group.key_span
            content[mark.key] = value
            group.key = None
        else:
            self.root = value
        group.marks.append(mark)
        return mark

    def wants_key(self) -> bool:
        return self.group.key is None and self.group.seen is not None

    @property
    def last(self) -> Place:
        """Where the last event began."""
        return (self.event.start_mark.line, self.event.start_mark.column) if self.event else (0, 0)

    @property
    def quoted(self) -> tuple[Place, Place] | None:
        """Where the last event began and ended, if it was text in quotation marks."""
        if self.event is None or getattr(self.event, "style", None) not in ("'", '"'):
            return None
        return self.last, (self.event.end_mark.line, self.event.end_mark.column)

    # --- what is refused, and what is only strange ---

    def refuse(self, place: Place, message: str, width: int = 1, hint: str = "") -> None:
        self.problems.append(self.problem(place, message, width, hint))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise Enough

    def warn(self, place: Place, message: str, width: int, hint: str) -> None:
        if len(self.warnings) < _MOST_PROBLEMS:
            self.warnings.append(self.problem(place, message, width, hint, "warning"))

    def problem(self, place: Place, message: str, width: int, hint: str, severity: Severity = "error") -> Problem:
        row, column = place
        source = self.lines[row] if row < len(self.lines) else ""
        return Problem(self.name, row + 1, column + 1, message, hint, "yaml", severity, source, max(1, width))

    def mended(self, row: int) -> str:
        """`: ` and the line in quotation marks, where its value begins with a bracket."""
        line = self.lines[row]
        start = value_start(line)
        return f": {in_quotes(line, start)}" if line.startswith(("[", "{"), start) else ""

    def refuse_size(self) -> None:
        self.refuse(self.last, f"this file holds more than {MAX_NODES:,} values", hint="divide it into several files")
        raise Enough

    def refuse_sign(self, event: Any) -> None:
        from moot.yaml_file.signs import sign_advice

        self.report(sign_advice(self.lines, (event.start_mark.line, event.start_mark.column)))

    def report(self, advice: Advice) -> None:
        self.refuse(advice.place, advice.message, advice.width, advice.hint)

    def refuse_directives(self) -> None:
        """Lines with % at the top, which would be instructions to a YAML parser."""
        for row, line in enumerate(self.lines):
            if line.startswith("%"):
                message = "a line that begins with “%” is an instruction to YAML itself; guides do without"
                self.refuse((row, 0), message, len(line.rstrip()), "delete this line")
                raise Enough
            if line.strip() and not line.lstrip().startswith("#"):
                return

    def refuse_syntax(self, said: str, stopped: Any, began: Any) -> None:
        """The parser cannot go on: its words, the mark where it stopped, the mark where that piece began (or None)."""
        end = self.place(stopped or began)
        # The rules for hints are loaded only when something is wrong.
        from moot.yaml_file.fault import Fault
        from moot.yaml_file.hints import explained

        fault = Fault(said, end, self.place(began) if began else end, self.lines, self.quoted, self.group.bracket)
        advice = explained(fault)
        # An alias, say, was refused already; that the parser stumbles over the rest of the line is no news.
        if all(problem.line != advice.place[0] + 1 for problem in self.problems):
            self.report(advice)

    def place(self, mark: Any) -> Place:
        """The mark's place; the end of the file is the end of its last line with text."""
        row = min(mark.line, len(self.lines) - 1) if mark else self.last[0]
        column = mark.column if mark and mark.line == row else 0
        while row and not self.lines[row].strip(" "):
            row -= 1
            column = len(self.lines[row].rstrip())
        return row, column

    def check_colon(self, value: str, start: Any) -> None:
        """In `{says: Lenin, who wrote it}` the comma makes a key without a value."""
        group = self.group
        if value or not group.key or group.bracket is None:
            return
        row, column = group.key_event.end_mark.line, group.key_event.end_mark.column
        if ":" in self.lines[row][column : start.column if start.line == row else None]:
            return
        if any(problem.line == row + 1 for problem in self.problems[-1:]):
            return  # more of the same: `{{ title }}`
        place = (row, max(0, column - len(group.key)))
        hint = "between { and } a comma begins a new key; put text that holds a comma in quotation marks"
        if group.bracket == (row, place[1] - 1):
            hint = f"put text that begins with “{{” in quotation marks{self.mended(row)}"
        self.refuse(place, f"“{group.key[:80]}” has no value", len(group.key), hint)

    def check_text(self, value: str, start: Any, end: Any) -> None:
        """Text without quotation marks that YAML cuts at ` #`, or that swallows the list below it."""
        line = self.lines[end.line]
        rest = line[end.column :]
        comment = rest.lstrip()
        if comment.startswith("#") and (comment[1:2].strip() or value.count(" ") >= 2):
            place = (end.line, end.column + len(rest) - len(comment))
            hint = "a comment goes on a line of its own"
            if start.line == end.line:
                hint = f"text with “#” goes in quotation marks: {in_quotes(line, start.column)}\n{hint}"
            self.warn(place, "what follows “#” is left out as a comment", len(comment.rstrip()), hint)
        for row in range(start.line + 1, end.line + 1):
            text = self.lines[row].lstrip()
            if text.startswith("- "):
                place = (row, len(self.lines[row]) - len(text))
                message = f"this is no list item of its own: YAML adds it to the text of line {start.line + 1}"
                hint = "begin it in the same column as the item above, or leave nothing behind the colon above the list"
                self.warn(place, message, len(text.rstrip()), hint)
