"""Tables in Markdown, `|` between their cells: to cells and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from moot.markdown.line import CONTROLS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["Table", "from_tokens", "table", "table_source", "whole"]

_RULES = {"": "---", "left": ":--", "right": "--:", "center": ":-:"}


class Table(NamedTuple):
    """A table, its cells Markdown inline source. Every row has as many cells as the head.

    align: of each column left, right, center or "".
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[str, ...]


def table(source: str) -> Table | None:
    r"""The table that `source` is, from its first line to its last; None where it is none.

    The second line, of `-`, `|` and `:`, says how many columns there are and how they are set. `\|` in a cell is a
    `|`. A row of more cells than the head is a mistake, for they would not be printed: then it is none.
    """
    if "|" not in source:
        return None
    tokens = _parser().parse(CONTROLS.sub("", source).strip("\n"))
    if not tokens or tokens[0].type != "table_open" or tokens[-1].type != "table_close":
        return None
    if sum(token.type == "table_open" for token in tokens) != 1:
        return None
    found = from_tokens(tokens)
    return found if whole(found, source) else None


def table_source(head: Sequence[str], rows: Iterable[Sequence[str]], align: Sequence[str] = ()) -> str:
    """The same cells as lines of Markdown: the head, how its columns are set, the rows.

    Rows are filled up to the longest of them; line breaks within cells become spaces.
    """
    lines = [list(head), *map(list, rows)]
    width = max(map(len, lines), default=0)
    rule = "|".join(f" {_RULES.get(each, '---')} " for each in [*align, *[""] * width][:width])
    written = ["|".join(f" {_cell(cell)} " for cell in [*line, *[""] * width][:width]) for line in lines]
    written.insert(1, rule)
    return "\n".join(f"|{line}|" for line in written)


def whole(found: Table, written: str) -> bool:
    """Whether all letters of the lines it was written in are in its cells, but for a list mark before them."""
    return _letters(written).endswith(_letters("".join(map("".join, (found.head, *found.rows)))))


def from_tokens(tokens: Iterable[Token]) -> Table:
    """The table in the tokens of one."""
    rows: list[list[str]] = []
    align: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            align.append(str(token.attrs.get("style", "")).rpartition(":")[2])
        elif token.type == "inline":
            rows[-1].append(token.content)
    head, *others = map(tuple, rows)
    return Table(head, tuple(others), tuple(align))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero", {"html": False}).enable("table").disable(["inline", "text_join"])


def _cell(source: str) -> str:
    return " ".join(source.replace("\\\n", " ").split()).replace("|", "\\|")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
