"""A Markdown document to its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from moot.markdown.line import CONTROLS
from moot.markdown.tables import from_tokens, table_source, whole

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["MarkdownBlock", "blocks"]

_DEPTH = 100
"""Quotations and lists inside one another, at most; a list counts twice."""


_OPENING = frozenset(" \t>-+*")
_OPENED = re.compile(r"[\s>*+-]*")
_MOST_OPENED = 30


def _signs(line: str) -> int:
    """How many quotations and lists the line opens; an ornament such as `* * * * *` opens none."""
    found = _OPENED.match(line)
    opened = found[0] if found else ""
    lists = 0 if len(opened) == len(line) else len(re.findall(r"[-+*](?=\s)", opened))
    return opened.count(">") + lists


class MarkdownBlock(NamedTuple):
    """One block of a Markdown document.

    kind is heading, paragraph, quotation (a paragraph of a quotation), item or table; level is 1–6 for headings and the
    depth of the list for items; text is Markdown inline source, its lines as they are written; line is 1-based;
    marker is what stands before an item (`1.`, `•`; "" for its further paragraphs); group is the same for all
    blocks of one outermost quotation or list, and 0 outside of them.
    """

    kind: str
    level: int
    text: str
    line: int
    marker: str
    group: int


def blocks(text: str) -> list[MarkdownBlock]:
    """The blocks of a Markdown document, in order. Every letter of it is in one of them.

    Raises ValueError, with a message for the reader, where quotations and lists are nested too deeply.
    """
    text = CONTROLS.sub("", text)
    for number, line in enumerate(text.split("\n"), 1):
        # Before anything is parsed: a few hundred signs can make the parser take minutes.
        if line[:1] in _OPENING and _signs(line) > _MOST_OPENED:
            raise ValueError(f"quotations or lists are nested too deeply in line {number}")
    return list(_walk(_document_parser().parse(text), text.split("\n")))


@cache
def _document_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEPTH})
    return parser.enable("table").disable(["reference", "fence", "code", "html_block", "inline", "text_join"])


def _walk(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[MarkdownBlock]:
    inside: list[str] = []  # quotations and lists that are open, outermost first
    counts: list[_Count] = []
    group, heading, marker = 0, "", ""
    opened: Token | None = None
    table: list[Token] = []
    for token in tokens:
        if token.level >= _DEPTH - 1:
            raise ValueError(f"quotations or lists are nested too deeply in line {_line(token)}")
        if table or token.type == "table_open":
            table.append(token)
            if token.type == "table_close":
                yield from _table(table, lines, group if inside else 0)
                table = []
        elif token.type in {"blockquote_open", "bullet_list_open", "ordered_list_open"}:
            group += not inside
            inside.append("quotation" if token.type == "blockquote_open" else "item")
            counts.append(_Count())
        elif token.type in {"blockquote_close", "bullet_list_close", "ordered_list_close"}:
            inside.pop()
            counts.pop()
        elif token.type == "list_item_open":
            opened, marker = token, counts[-1].next(token.info) + token.markup if token.info else "•"
        elif token.type == "list_item_close":
            if marker and marker != "•" and opened:  # `1918.` alone on its line is no empty list item
                yield MarkdownBlock("paragraph", 0, marker, _line(opened), "", group)
            marker = ""
        elif token.type == "heading_open":
            heading = token.tag[1:]
        elif token.type == "heading_close":
            heading = ""
        elif token.type == "inline":
            kind = inside[-1] if inside else "heading" if heading and not _is_prose(token) else "paragraph"
            depth = inside.count("item") if kind == "item" else int(heading) if kind == "heading" else 0
            own = marker if kind == "item" else ""
            if own:
                marker = ""
            yield MarkdownBlock(kind, depth, token.content, _line(token), own, group if inside else 0)


class _Count:
    """The numbers of one list: as they are written, but `1. 1. 1.` means 1, 2, 3."""

    def __init__(self) -> None:
        self.first, self.past = "", 0

    def next(self, written: str) -> str:
        """The number to print for the one that is written before an item."""
        self.first = self.first or written
        repeated = self.past and written == self.first and len(written) <= 2
        number = str(int(self.first) + self.past) if repeated else written
        self.past += 1
        return number


def _is_prose(token: Token) -> bool:
    """A paragraph that `---` was written right below is not meant as a heading."""
    return "\n" in token.content and len(token.content) > _LONGEST_UNDERLINED


_LONGEST_UNDERLINED = 200


def _table(tokens: Sequence[Token], lines: Sequence[str], group: int) -> Iterator[MarkdownBlock]:
    """The block of a table; its rows are paragraphs where a cell would be lost, for it has no column."""
    start, end = tokens[0].map or (0, 0)
    written = "\n".join(lines[start:end])
    cells = from_tokens(tokens)
    source = written if tokens[0].level == 0 else table_source(*cells)
    if whole(cells, written):
        yield MarkdownBlock("table", 0, source, start + 1, "", group)
        return
    for number in range(start, end):
        if any(map(str.isalnum, lines[number])):
            yield MarkdownBlock("paragraph", 0, lines[number].strip("> "), number + 1, "", group)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
