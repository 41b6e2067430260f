"""Tables of a page: which hold data, and their rows as a Markdown table. Others only hold the page together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moot.text.html.signs import text_in

__all__ = ["is_data", "table_rows"]

_MOST_COLUMNS = 30
_MOST_WORDS = 60
"""Words of a cell: with more, it is a column of text."""


def is_data(table: Any) -> bool:
    """Two rows and two columns at least, short cells, no table or heading within; and not said to be for looks."""
    if table.get("role") in {"presentation", "none"}:
        return False
    if any(one.tag in {"table", "h1", "h2", "h3", "h4", "blockquote"} for one in table.iter() if one is not table):
        return False
    rows = [list(_cells(row)) for row in _rows(table)]
    rows = [row for row in rows if any(text_in(cell) for cell in row)]
    if len(rows) < 2 or not 2 <= max(map(len, rows)) <= _MOST_COLUMNS:
        return False
    filled = sum(sum(bool(text_in(cell)) for cell in row) > 1 for row in rows)
    longest = max(len(text_in(cell).split()) for row in rows for cell in row)
    return filled * 2 > len(rows) and longest <= _MOST_WORDS


def table_rows(table: Any, source_of: Callable[[Any], str]) -> str:
    """The rows of a pipe table, the first as its head; source_of gives the Markdown inline source of a cell."""
    rows: list[list[str]] = []
    held: dict[int, int] = {}  # columns into which a cell of a row above reaches, and for how many rows
    for row in _rows(table):
        out: list[str] = []
        for cell in _cells(row):
            while held.get(len(out), 0) > 0:
                held[len(out)] -= 1
                out.append("")
            first = len(out)
            source = source_of(cell).replace("\\\n", " ").replace("|", "\\|")
            out += [source, *[""] * (_span(cell, "colspan") - 1)]
            if (deep := _span(cell, "rowspan")) > 1:
                held.update(dict.fromkeys(range(first, len(out)), deep - 1))
        if any(out):
            rows.append(out[:_MOST_COLUMNS])
    if not rows:
        return ""
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    written = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([written[0], f"|{' --- |' * width}", *written[1:]])


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _span(cell: Any, key: str) -> int:
    said = cell.get(key) or "1"
    return max(1, min(int(said), _MOST_COLUMNS)) if said.isdecimal() and len(said) < 6 else 1
