"""Markdown of guides and texts: lines to safe HTML or to plain words, documents to blocks, tables to cells.

The only package that knows markdown-it-py. It is imported at the first line that holds markup at all: most do
not, and `moot check` should not pay for it.

What is understood is CommonMark without its traps for people who write prose: no raw HTML, no code by
indentation (an indented paragraph is a paragraph), no link definitions (`[1]: …` is a note and must not vanish). Beyond
it: tables with `|` between their cells, and references to notes, `[^1]`.
"""

from __future__ import annotations

from moot.markdown.document import MarkdownBlock, blocks
from moot.markdown.escape import escaped, lightly_escaped
from moot.markdown.line import inline, note_labels, plain
from moot.markdown.tables import Table, table, table_source

__all__ = [
    "MarkdownBlock",
    "Table",
    "blocks",
    "escaped",
    "inline",
    "lightly_escaped",
    "note_labels",
    "plain",
    "table",
    "table_source",
]
