"""Markdown to a Text: `#` headings, `>` quotations, lists, paragraphs, as they are marked."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from itertools import groupby

from moot.markdown import MarkdownBlock, blocks, lightly_escaped, plain
from moot.problems import GuideProblems, Problem
from moot.text.front import byline_of
from moot.text.indented import NOTE, outdented
from moot.text.own_lists import own_marker, with_own_lists
from moot.text.signs import LONG_ITEM, ends_sentence
from moot.text.tree import Part, Text, grown
from moot.text.unprinted import Front, front_of, without_remarks
from moot.text.words import WordList, words_of

__all__ = ["from_markdown"]

_SOURCE_DASH = re.compile(r"(?:—|–|―|--)\s+")
_LONGEST_BYLINE = 250  # characters
_LONGEST_SOURCE = 200
_FENCE = re.compile(r"(?:```+|~~~+)\s*")


def from_markdown(text: str, source: str) -> Text:
    """The text of a Markdown file, already decoded and cleaned (see moot.text.decode).

    The first `#` is the title where it comes first and is the only one of its level; a quotation before the body
    is an epigraph; a line that begins with `— ` at the end of a quotation, or after it, says where it is from. What is
    indented below a note belongs to it. Title, authors and language may stand at the very top, between two lines
    `---`. Remarks in `<!-- … -->` are left out, and so are lines such as `***` between paragraphs.
    Raises GuideProblems where quotations or lists are nested beyond reason.
    """
    front = front_of(text)
    lines, of_notes = outdented(without_remarks(front.rest).split("\n"))
    try:
        found = blocks("\n".join(lines))
    except ValueError as error:
        raise GuideProblems(
            [Problem(source, 0, 0, str(error), "Take away some of the `>` or of the list marks.", rule="text-markdown")]
        ) from None
    parts = _with_title(with_own_lists(_all_parts(found, lines, of_notes)), front)
    parts, authors = _with_byline(parts, words_of(front.language))
    parts = _with_epigraph(_with_attributions(parts))
    return grown(parts, source, authors or front.authors, front.language)


def _all_parts(found: Iterable[MarkdownBlock], lines: Sequence[str], of_notes: Container[int]) -> list[Part]:
    parts: list[Part] = []
    for (_, _, within), each in groupby(found, key=lambda b: (b.group, b.group or b.line, b.line in of_notes)):
        group = list(each)
        parts += map(_of_note, group) if within else _parts(group, lines)
    return parts


def _of_note(block: MarkdownBlock) -> Part:
    """What is indented below a note."""
    if block.kind == "table":
        return Part("table", block.text, block.line)
    text = f"{block.marker} {_unwrapped(block.text)}" if block.marker else _unwrapped(block.text)
    return Part("note", text, block.line, int(block.kind == "quotation"))


def _parts(group: Sequence[MarkdownBlock], lines: Sequence[str]) -> list[Part]:
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
        elif block.kind == "table":
            parts.append(Part("table", block.text, block.line))
        elif block.kind == "quotation":
            parts += _quotation(block, lines)
        else:
            parts += _paragraph(block, lines)
    return parts


def _unwrapped(source: str) -> str:
    """One line, but for the line ends that are marked to stay (two spaces or a backslash at the end)."""
    first, *others = source.split("\n")
    lines = [first, *(line.lstrip(" \t") for line in others)]
    joined = [
        line.rstrip() + "\\\n" if line.endswith("  ") else line + "\n" if _is_broken(line) else line.rstrip() + " "
        for line in lines[:-1]
    ]
    return "".join([*joined, lines[-1].rstrip()])


def _is_broken(line: str) -> bool:
    """A backslash that is not itself escaped ends the line."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _are_broken(lines: Sequence[str]) -> bool:
    """All lines but the last are marked to end where they do: verse."""
    return len(lines) > 1 and all(line.endswith("  ") or _is_broken(line) for line in lines[:-1])


def _verse(block: MarkdownBlock, lines: Sequence[str]) -> str:
    """Its lines, each with the space before it: that is part of a poem."""
    own = block.text.split("\n")
    written = lines[block.line - 1]
    before = written[: max(0, written.find(own[0]))].rpartition(">")
    own[0] = (before[2][1:] if before[1] else before[2]) + own[0]
    return "\\\n".join(map(_indented, [_unwrapped(line + "\n")[:-1].removesuffix("\\") for line in own]))


def _indented(line: str) -> str:
    """The spaces before a line as such that stay where they are."""
    bare = line.lstrip()
    return "\u00a0" * len(line[: len(line) - len(bare)].expandtabs(4)) + bare


def _paragraph(block: MarkdownBlock, written: Sequence[str]) -> list[Part]:
    lines = block.text.split("\n")
    if NOTE.match(lines[0]):
        return _notes(lines, block.line)
    if len(lines) > 2 and _FENCE.fullmatch(lines[0]) and lines[-1].strip() == lines[0].strip():
        kept = "\\\n".join(_indented(lightly_escaped(line.rstrip())) for line in lines[1:-1])
        return [Part("verse", kept, block.line)]
    if _are_broken(lines):
        return [Part("verse", _verse(block, written), block.line)]
    if len(lines) > 1 and all(own_marker(line) for line in lines):
        return [Part("paragraph", line.rstrip(), block.line + i) for i, line in enumerate(lines)]
    return [Part("paragraph", _unwrapped(block.text), block.line)]


def _notes(lines: Sequence[str], first: int) -> list[Part]:
    """`[1]: …` or `[^1]: …`, one after the other."""
    starts = [i for i, line in enumerate(lines) if NOTE.match(line)]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found = NOTE.match(lines[start])
        assert found
        rest = "\n".join([lines[start][found.end() :], *lines[start + 1 : end]])
        parts.append(Part("note", _unwrapped(rest), first + start, marker=found[1]))
    return parts


def _quotation(block: MarkdownBlock, written: Sequence[str]) -> list[Part]:
    """A paragraph of a quotation; its last line may say where it is from."""
    lines = block.text.split("\n")
    if len(lines) > 1 and _is_source(lines[-1]) and sum(map(_is_source, lines)) == 1:
        rest = block._replace(text="\n".join(lines[:-1]))
        quoted = _verse(rest, written) if _are_broken(lines[:-1]) else _unwrapped(rest.text)
        return [
            Part("quotation", quoted, block.line),
            Part("attribution", _without_dash(lines[-1]), block.line + len(lines) - 1),
        ]
    text = _verse(block, written) if _are_broken(lines) else _unwrapped(block.text)
    return [Part("quotation", text, block.line)]


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


def _with_title(parts: list[Part], front: Front) -> list[Part]:
    tops = [part for part in parts if part.kind == "heading" and part.level == 1]
    stated = " ".join(front.title.split())
    same = bool(parts) and parts[0].kind == "heading" and plain(parts[0].text).casefold() == stated.casefold()
    if same or (len(tops) == 1 and parts[0] is tops[0]):
        return [Part("title", parts[0].text, parts[0].line), *parts[1:]]
    return [Part("title", lightly_escaped(stated), front.title_line), *parts] if stated else parts


def _with_epigraph(parts: list[Part]) -> list[Part]:
    out = list(parts)
    for i, part in enumerate(parts):
        if part.kind == "quotation":
            out[i] = Part("epigraph", part.text, part.line)
        elif part.kind not in {"title", "attribution", "byline"}:
            break
    return out


def _with_byline(parts: list[Part], words: WordList) -> tuple[list[Part], tuple[str, ...]]:
    """The line below the title that says who wrote it, or when and where; a second title may stand above."""
    if not parts or parts[0].kind != "title":
        return parts, ()
    out, found = list(parts), False
    authors: tuple[str, ...] = ()
    for i, part in enumerate(parts[1:5], 1):
        line = plain(part.text[:_LONGEST_BYLINE])
        if part.kind != "paragraph" or len(part.text) >= _LONGEST_BYLINE or (i > 2 and not found):
            break
        names = byline_of(line, words, heads_marked=not authors)
        if names is not None and not (names and authors):
            out[i], found = Part("byline", part.text, part.line), True
            authors = authors or names
        elif found or ends_sentence(line, words):
            break
    return out, authors
