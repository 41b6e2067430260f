"""Writes values as YAML that our reader gives back unchanged, in the manner of the file they go into.

Everything here is text in, lines out. A value is drawn as a head, which stands behind its colon or dash, and rows
below it, indented already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from moot.yaml_file.lines import indent

__all__ = ["WIDTH", "Drawn", "Manner", "flow", "inline", "new_yaml", "plain_data"]

WIDTH = 120
"""Columns after which prose goes to the next line."""

Drawn = tuple[str, list[str]]
"""What stands behind the colon or dash, and the lines below."""

_SIGNS = "-?:,[]{}#&*!|>'\"%@`"
_NULLS = ("", "~", "null")


@dataclass(frozen=True)
class Manner:
    """How the file is written, where there is a choice."""

    list_step: int = 2  # columns by which a list is indented below its key
    brackets: Mapping[str | int, bool] = field(default_factory=dict)  # whether the list of this key has [ ] elsewhere

    def in_brackets(self, key: str | int, value: list[Any]) -> bool:
        """Whether a new list below `key` is written on one line: as elsewhere in the file; else when it lists ids."""
        if not all(isinstance(item, str) or item is None for item in value):
            return False
        return self.brackets.get(key, not any(" " in (item or "") for item in value))

    def behind(
        self, key: str | int, value: Any, column: int, width: int = 2, style: str = "", old: Sequence[str] = ()
    ) -> Drawn:
        """`value` as it stands behind `key`, or as an item where `key` is a number.

        column: where the key or the dash stands. width: columns from an item's dash to its text. style: of the text
        that stood here before ("" plain, ' " | or >). old: its lines below | or >, whose indentation and wrapping stay.
        """
        if isinstance(value, dict) and value:
            if isinstance(key, str):
                return "", self.keys(value, column + 2)
            rows = self.keys(value, column + width)
            return rows[0][column + width :], rows[1:]
        used = column + (len(key_text(key)) + 2 if isinstance(key, str) else width)
        if isinstance(value, list) and value:
            line = flow(value)
            if self.in_brackets(key, value) and used + len(line) <= WIDTH:
                return line, []
            if isinstance(key, str):
                return "", [row for item in value for row in self.item(item, column + self.list_step)]
            rows = [row for item in value for row in self.item(item, column + width)]
            return rows[0][column + width :], rows[1:]
        if isinstance(value, str):
            return _text(value, style, used, column + (2 if isinstance(key, str) else width), old)
        return flow(value), []

    def item(self, value: Any, column: int, width: int = 2) -> list[str]:
        """The lines of a list item whose dash stands in `column`."""
        head, rows = self.behind(0, value, column, width)
        return [" " * column + "-" + " " * (width - 1) + head, *rows]

    def keys(self, value: Mapping[str, Any], column: int) -> list[str]:
        """The lines of a group of keys, in their order."""
        lines = []
        for key, inner in value.items():
            head, rows = self.behind(key, inner, column)
            lines += [" " * column + f"{key_text(key)}: {head}".rstrip(" "), *rows]
        return lines


def new_yaml(data: Mapping[str, Any], column: int = 0) -> str:
    """The lines of a group of keys, for a file that is being begun; what is None is left out.

    column: where its keys stand. Raises TypeError for what cannot be written.
    """
    kept = {key: plain_data(value) for key, value in data.items() if value is not None}
    return "".join(f"{line}\n" for line in Manner().keys(kept, column))


def plain_data(value: Any) -> Any:
    """`value` as the reader would give it back: numbers and yes or no as text. Raises TypeError for other things."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain_data(item) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: plain_data(inner) for key, inner in value.items()}
    raise TypeError(f"{type(value).__name__} cannot be written as YAML")


def flow(value: Any) -> str:
    """`value` on one line, as it stands between brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key, True)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return inline(value, in_flow=True)


def inline(text: str | None, style: str = "", in_flow: bool = False) -> str:
    """`text` on one line: in quotation marks of `style` if it had them; without where that can be read."""
    if text is None:
        return "null"
    if style == "'" and not re.search(r"[\n\t]", text):
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and text not in _NULLS and _is_plain(text, in_flow):
        return text
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'


def key_text(key: str, in_flow: bool = False) -> str:
    return key if _is_plain(key, in_flow) else inline(key, '"')


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether every YAML reader takes `text` without quotation marks for the same text."""
    if not text or text != text.strip() or re.search(r"[\n\t]|: | #|:$", text):
        return False
    if text[0] in _SIGNS and not re.match(r"[-?:]\w", text):
        return False
    # Between brackets older versions of libyaml stumble over ? and : as well.
    return not in_flow or not re.search(r"[,\[\]{}?#]|:(?!\w)|^[-:]", text)


def _text(text: str, style: str, used: int, column: int, old: Sequence[str]) -> Drawn:
    """`text` behind a head of `used` columns; what goes below stands where `old` did, or else in `column`."""
    column = next((indent(row) for row in old if row.strip()), column)
    line = inline(text, style if style in ("'", '"') else "")
    breaks = "\n" in text.rstrip("\n")
    long = used + len(line) > WIDTH and (breaks or " " in text)  # a long address is no shorter below
    if style in ("|", ">"):
        sign = style
    elif long or (breaks and not style):
        sign = "|" if breaks and all(column + len(part) <= WIDTH for part in text.split("\n")) else ">"
    else:
        return line, []
    return _block(text, sign, column, old) or (line, [])


def _block(text: str, sign: str, column: int, old: Sequence[str]) -> Drawn | None:
    """`text` as lines below `sign`; None where a reader would not give back all its spaces and empty lines."""
    body = text.rstrip("\n")
    left = len(text) - len(body)
    parts = body.split("\n")
    if left > 1 or not parts[0] or any(part != part.strip(" \t") for part in parts):
        return None
    rows: list[str] = []
    if sign == ">" and len(parts) == 1:
        rows = _unchanged(body, [row[column:] for row in old])
        parts = [body[sum(len(row) + 1 for row in rows) :]]
    for part in parts:
        # Between two folded lines one empty line stands for a line break, each further one for another.
        if sign == ">" and part and rows and len(parts) > 1:
            rows.append("")
        rows += _wrapped(part, max(40, WIDTH - column)) if sign == ">" else [part]
    return sign + ("" if left else "-"), [" " * column + row if row else "" for row in rows]


def _unchanged(text: str, old: Sequence[str]) -> list[str]:
    """The lines before the last one of `old` with which `text` begins as well."""
    rows: list[str] = []
    at = 0
    for row in old[:-1]:
        next_at = at + len(row) + 1
        if not row or text[at:next_at] != row + " " or text[next_at] in " \t":
            break
        rows.append(row)
        at = next_at
    return rows


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters; only single spaces become line breaks, so that folding gives them back."""
    rows = [""]
    for word in re.split(r"(?<=[^ \t]) (?=[^ \t])", text):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] += f" {word}" if rows[-1] else word
    return rows
