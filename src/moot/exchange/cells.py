"""What stands in one cell of a table: several items, look-fors, and text that no spreadsheet takes for a formula.

In a cell that holds a list each item has a line. A backslash stands before what would otherwise end an item:
`\\n` is a line break within it, `\\|` an upright line in a look-for, `\\\\` a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from moot.guide.question import LookFor

__all__ = ["cell_of", "guarded", "items_of", "look_for_cell", "look_fors_of", "unguarded"]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SIGNS = {"n": "\n", "|": "|", "\\": "\\"}


def guarded(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would take it for a formula and run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """`text` without the apostrophe of `guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def cell_of(items: Iterable[str]) -> str:
    """Several items, one a line."""
    return "\n".join(_escaped(item) for item in items)


def items_of(cell: str) -> list[str]:
    """The items of a cell."""
    return [_unescaped(line.strip()) for line in cell.split("\n") if line.strip()]


def look_for_cell(look_fors: Iterable[LookFor]) -> str:
    """Look-fors as `side | ref | what is said`, one a line."""
    rows = []
    for one in look_fors:
        parts = (_escaped(one.side or "", "|"), _escaped(one.ref or "", "|"), _escaped(one.says))
        bare = not one.side and not one.ref and "|" not in one.says
        rows.append(parts[2] if bare else " | ".join(parts).strip())
    return "\n".join(rows)


def look_fors_of(cell: str) -> tuple[list[dict[str, str]], list[str]]:
    """The data of look-fors, and the lines that are none: with one upright line it is not clear what they say."""
    found, wrong = [], []
    for line in filter(None, map(str.strip, cell.split("\n"))):
        parts = _parted(line)
        if len(parts) == 2 or not parts[-1]:
            wrong.append(line)
            continue
        side, ref, says = parts if len(parts) == 3 else ("", "", parts[0])
        found.append({key: value for key, value in (("says", says), ("ref", ref), ("side", side)) if value})
    return found, wrong


def _parted(line: str) -> list[str]:
    """The line at its first two upright lines that have no backslash before them."""
    parts: list[str] = []
    at = 0
    for sign in re.finditer(r"\\.|\|", line):
        if sign[0] == "|" and len(parts) < 2:
            parts.append(line[at : sign.start()])
            at = sign.end()
    return [_unescaped(part.strip()) for part in (*parts, line[at:])]


def _escaped(text: str, more: str = "") -> str:
    text = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")
    return text.replace(more, f"\\{more}") if more else text


def _unescaped(text: str) -> str:
    return re.sub(r"\\([n|\\])", lambda sign: _SIGNS[sign[1]], text)
