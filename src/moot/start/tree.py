"""The outline of an imported text as a person checks it: a tree, with a question mark at what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from moot.plan.reading_time import reading_time
from moot.text.importing import Doubtful, ImportedText
from moot.text.tree import Block, Text

__all__ = ["MOST_DOUBTS", "outline_lines", "outline_rows"]

MOST_DOUBTS = 10
"""More questions than these nobody reads; those that matter most are asked."""
_WIDTH = 60


def outline_rows(found: ImportedText) -> list[dict[str, object]]:
    """For other programs: each heading with its level, line in text.md, paragraphs, words, and the doubt about it."""
    doubts = {doubt.line: doubt.reason for doubt in found.doubts}
    return [
        {
            "line": block.line,
            "level": block.level,
            "heading": block.plain,
            "paragraphs": [number for number in numbers if number is not None],
            "words": words,
            "doubt": doubts.get(block.line, ""),
        }
        for block, numbers, words in _own(found.text)
        if block is not None
    ]


def outline_lines(found: ImportedText) -> Iterator[str]:
    """The tree, one heading a line, then the doubts about lines that are no headings."""
    text = found.text
    shown = sorted(found.doubts[:MOST_DOUBTS], key=lambda doubt: doubt.line)
    doubts = {doubt.line: doubt for doubt in shown}
    yield f"  {text.title or 'Without a title'}{_by(text)}"
    for block, numbers, words in _own(text):
        if block is None and not numbers:
            continue
        title = block.plain if block is not None else "(before the first heading)"
        indent = "  " * (block.level if block is not None else 1)
        doubt = doubts.pop(block.line, None) if block is not None else None
        label = _cut(indent + title, _WIDTH)
        yield f"{'?' if doubt else ' '} {label:<{_WIDTH}}  {_span(numbers):>9}  {words:>6,} words".rstrip()
        if doubt is not None:
            yield f"    {indent}line {doubt.line}: {doubt.reason}"
    yield from _others(text, list(doubts.values()))
    if shown:
        yield "  (the lines are those of the text.md that is made; correct them there)"
    left = len(found.doubts) - len(shown)
    if left > 0:
        yield f"  and {left} smaller doubt{'s' if left > 1 else ''}, which --json lists"


def _others(text: Text, doubts: list[Doubtful]) -> Iterator[str]:
    blocks = {block.line: block for block in text.blocks}
    for doubt in doubts:
        block = blocks.get(doubt.line)
        start = f"“{_cut(block.plain, 40)}” " if block else ""
        yield f"? line {doubt.line}: {start}{_kind(block)}: {doubt.reason}"


def _kind(block: Block | None) -> str:
    return {"item": "list item", "title": "title"}.get(block.kind, block.kind) if block else "line"


def _own(text: Text) -> Iterator[tuple[Block | None, list[int | None], int]]:
    """Each heading with the ¶ numbers and words that stand right below it; None for what is before the first."""
    heading: Block | None = None
    numbers: list[int | None] = []
    words = 0
    for block in text.blocks:
        if block.kind == "heading":
            yield heading, numbers, words
            heading, numbers, words = block, [], 0
        elif block.kind not in {"title", "byline"}:
            words += block.words
            numbers += [block.number] if block.number is not None else []
    yield heading, numbers, words


def _span(numbers: list[int | None]) -> str:
    if not numbers:
        return "-"
    return f"¶{numbers[0]}" if len(numbers) == 1 else f"¶{numbers[0]}–{numbers[-1]}"


def _by(text: Text) -> str:
    time = reading_time(text.words)
    by = f", by {', '.join(text.authors)}" if text.authors else ""
    minutes = f", {time} to read" if time else ""
    return f"{by}: {len(text.paragraphs)} paragraphs, {text.words:,} words{minutes}"


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"
