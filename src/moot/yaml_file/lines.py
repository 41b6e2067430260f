"""Small questions about one line of YAML, answered without parsing it; and a line of the writer's own, mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["above", "first_key", "in_quotes", "indent", "quoted", "value_start"]


def value_start(line: str) -> int:
    """Where the value of `line` begins: behind spaces, `- ` and `key: `."""
    at = first_key(line)
    colon = line.find(": ", at)
    if line.startswith(('"', "'"), at):
        end = line.find(line[at], at + 1)
        colon = end + 1 if end > 0 and line.startswith(": ", end + 1) else -1
    if colon <= at or line.startswith(("[", "{"), at):
        return at
    at = colon + 2
    while line.startswith(" ", at):
        at += 1
    return at


def quoted(text: str) -> str:
    """`text` as a YAML string in the quotation marks that need the fewest changes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def in_quotes(line: str, column: int, most: int = 90) -> str:
    """`line` with the value that begins at `column` in quotation marks; a long value is cut with an ellipsis."""
    start = value_start(line)
    before = line[:start].strip()
    text = line[column:].rstrip()
    if column != start:  # inside [ ] or { }: only this piece
        before, text = "", re.split(r"[,\]}]", text, maxsplit=1)[0].rstrip()
    if len(text) > 1 and text[0] + text[-1] in {'""', "''", "“”", "„“"}:  # the curly ones were meant as YAML's own
        text = text[1:-1]
    if len(before) > most // 2:
        before = ""
    if len(before) + len(text) > most:
        text = text[: most - len(before)].rstrip() + "…"
    return f"{before} {quoted(text)}".lstrip()


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def above(lines: tuple[str, ...], index: int) -> Iterator[int]:
    """The lines above `index` that say something, from below upwards."""
    for other in range(min(index, len(lines)) - 1, -1, -1):
        text = lines[other].strip()
        if text and not text.startswith("#"):
            yield other


def first_key(line: str) -> int:
    """The column in which the keys of this line's group stand: behind its dashes."""
    at = 0
    while line.startswith((" ", "- "), at):
        at += 1 if line[at] == " " else 2
    return at
