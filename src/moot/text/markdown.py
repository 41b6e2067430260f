"""Markdown to a Text: `#` headings, `>` quotations, lists, paragraphs, as they are marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from moot.markdown import MarkdownBlock, blocks, escaped, plain
from moot.problems import GuideProblems, Problem
from moot.text.signs import LONG_ITEM, authors_of, list_marker, list_runs
from moot.text.tree import Part, Text, grown

__all__ = ["from_markdown"]

_SOURCE_DASH = re.compile(r"(?:—|–|―|--)\s+")
_LONGEST_SOURCE = 200
_NOTE = re.compile(r"(\[\^?[^\[\]\s]{1,40}\]):\s")


def from_markdown(text: str, source: str) -> Text:
    """The text of a Markdown file, already decoded and cleaned (see moot.text.decode).

    The first `#` is the title where it comes first and is the only one of its level; a quotation before the body
    is an epigraph; a line that begins with `— ` at the end of a quotation, or after it, says where it is from.
    Raises GuideProblems where quotations or lists are nested beyond reason.
    """
    try:
        found = blocks(text)
    except ValueError as error:
        raise GuideProblems(
            [Problem(source, 0, 0, str(error), "Take away some of the `>` or of the list marks.", rule="text-markdown")]
        ) from None
    parts = [
        part for _, group in groupby(found, key=lambda b: (b.group, b.group or b.line)) for part in _parts(list(group))
    ]
    parts = _with_lists(_with_title(parts))
    parts = _with_epigraph(_with_attributions(parts))
    parts, authors = _with_byline(parts)
    return grown(parts, source, authors)


def _parts(group: Sequence[MarkdownBlock]) -> list[Part]:
    """The parts of one quotation, one list or one block of another kind."""
    long_items = any(block.kind == "item" and len(block.text) > LONG_ITEM for block in group)
    # A paragraph that begins with a year, as in `1918. The year …`, looks like a list of one.
    lone = len(group) == 1 and group[0].marker[:-1].isdecimal() and int(group[0].marker[:-1]) >= 100
    parts: list[Part] = []
    for block in group:
        text = _unwrapped(block.text)
        if block.kind == "item" and (long_items or lone):
            parts.append(Part("paragraph", f"{block.marker} {text}" if block.marker else text, block.line))
        elif block.kind == "item":
            parts.append(Part("item", text, block.line, block.level, block.marker))
        elif block.kind == "heading":
            parts.append(Part("heading", text.replace("\\\n", " "), block.line, block.level))
        elif block.kind == "quotation":
            parts += _quotation(block)
        else:
            parts += _paragraph(block)
    return parts


def _unwrapped(source: str) -> str:
    """One line, but for the line ends that are marked to stay (two spaces or a backslash at the end)."""
    lines = source.split("\n")
    joined = [
        line.rstrip() + "\\\n" if line.endswith("  ") else line + "\n" if _is_broken(line) else line.rstrip() + " "
        for line in lines[:-1]
    ]
    return "".join([*joined, lines[-1].rstrip()])


def _is_broken(line: str) -> bool:
    """A backslash that is not itself escaped ends the line."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _paragraph(block: MarkdownBlock) -> list[Part]:
    lines = block.text.split("\n")
    if _NOTE.match(lines[0]):
        return _notes(lines, block.line)
    if len(lines) > 1 and all(line.endswith("  ") or _is_broken(line) for line in lines[:-1]):
        return [Part("verse", _unwrapped(block.text), block.line)]
    if len(lines) > 1 and all(_own_marker(line) for line in lines):
        return [Part("paragraph", line.rstrip(), block.line + i) for i, line in enumerate(lines)]
    return [Part("paragraph", _unwrapped(block.text), block.line)]


def _own_marker(source: str) -> str:
    """A list marker that Markdown does not know, such as `[1]` or `(a)`; else empty."""
    found = list_marker(plain(source[:40]))
    return found.text if found and found.text[0] in "[(•◦▪‣·" else ""


def _with_lists(parts: list[Part]) -> list[Part]:
    """Paragraphs in a row that begin with such markers."""
    out = list(parts)
    lines = [plain(part.text) if part.kind == "paragraph" and _own_marker(part.text) else None for part in parts]
    for start, end in list_runs(lines):
        for i in range(start, end):
            part, marker = parts[i], _own_marker(parts[i].text)
            written = next((m for m in (marker, escaped(marker)) if part.text.startswith(m)), "")
            if written:
                out[i] = Part("item", part.text[len(written) :].lstrip(), part.line, 1, marker)
    return out


def _notes(lines: Sequence[str], first: int) -> list[Part]:
    """`[1]: …` or `[^1]: …`, one after the other."""
    starts = [i for i, line in enumerate(lines) if _NOTE.match(line)]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = _NOTE.match(lines[start])
        assert found
        rest = "\n".join([lines[start][found.end() :], *lines[start + 1 : end]])
        parts.append(Part("note", _unwrapped(rest), first + start, marker=found[1]))
    return parts


def _quotation(block: MarkdownBlock) -> list[Part]:
    """A paragraph of a quotation; its last line may say where it is from."""
    lines = block.text.split("\n")
    if len(lines) > 1 and _is_source(lines[-1]) and sum(map(_is_source, lines)) == 1:
        quoted = _unwrapped("\n".join(lines[:-1]))
        return [
            Part("quotation", quoted, block.line),
            Part("attribution", _without_dash(lines[-1]), block.line + len(lines) - 1),
        ]
    return [Part("quotation", _unwrapped(block.text), block.line)]


def _is_source(line: str) -> bool:
    return len(line) <= _LONGEST_SOURCE and bool(_SOURCE_DASH.match(line))


def _without_dash(line: str) -> str:
    return _SOURCE_DASH.sub("", line, count=1).rstrip()


def _with_attributions(parts: Iterable[Part]) -> list[Part]:
    """A paragraph of its own, in or right after a quotation, that begins with a dash."""
    out: list[Part] = []
    for part in parts:
        if out and out[-1].kind == "quotation" and part.kind in {"quotation", "paragraph"} and _is_source(part.text):
            part = Part("attribution", _without_dash(part.text), part.line)
        out.append(part)
    return out


def _with_title(parts: list[Part]) -> list[Part]:
    tops = [part for part in parts if part.kind == "heading" and part.level == 1]
    if len(tops) == 1 and parts[0] is tops[0]:
        return [Part("title", tops[0].text, tops[0].line), *parts[1:]]
    return parts


def _with_epigraph(parts: list[Part]) -> list[Part]:
    out = list(parts)
    for i, part in enumerate(parts):
        if part.kind == "quotation":
            out[i] = Part("epigraph", part.text, part.line)
        elif part.kind not in {"title", "attribution"} and not (part.kind == "paragraph" and i == 1 and _names(part)):
            break
    return out


def _with_byline(parts: list[Part]) -> tuple[list[Part], tuple[str, ...]]:
    if len(parts) > 1 and parts[0].kind == "title" and (authors := _names(parts[1])):
        return [parts[0], Part("byline", parts[1].text, parts[1].line), *parts[2:]], authors
    return parts, ()


def _names(part: Part) -> tuple[str, ...]:
    return authors_of(plain(part.text)) if part.kind == "paragraph" and len(part.text) <= 250 else ()
