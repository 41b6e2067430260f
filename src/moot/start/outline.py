"""The sections that a new guide gets: which parts of the text, under which ids."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from moot.text.places import Wanted, locate, same_letters
from moot.text.tree import Block, Text
from moot.text.words import LANGUAGES

__all__ = ["NewSection", "new_sections"]

COMFORTABLE, LONG = 1_500, 3_000
"""Words: a part of the text with headings in it is parted by them above the first; one without, at paragraphs above
the second. A group talks for about half an hour on 1,500 words."""
MOST_SECTIONS = 80
_BODY = frozenset({"paragraph", "quotation", "verse", "item"})
_FEWEST, _MOST_FIRST_WORDS = 5, 40
_MOST_LOOKED_AT = 40  # blocks, for a paragraph whose first words tell it from all others
_AFTER_ALL = "\U0010ffff"  # sorts behind every letter


@dataclass(frozen=True, slots=True)
class NewSection:
    """A section of a guide that is being begun."""

    id: str
    title: str
    """As it is called in print: its heading, or its first words."""
    heading: tuple[str, ...]
    """The heading, or as much of the path to it as tells it from others; empty where it is found by its first words."""
    starts_with: str
    """Its first words, where it has no heading of its own; else ""."""
    blocks: tuple[Block, ...]
    """All of it in order, its own heading first if it has one."""

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(block.words for block in self.blocks)

    @property
    def numbers(self) -> tuple[int, ...]:
        """¶ numbers of its paragraphs in the whole text; the first is ¶1 of the section."""
        return tuple(block.number for block in self.blocks if block.number is not None)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a section begins: at a heading, or at a paragraph (within the part of a heading, or of none)."""

    index: int
    heading: int  # index of the heading it has or stands under; -1 for none
    number: int = 0  # which piece of that part it is, from 2; 0 for a part in one piece
    pieces: int = 0


def new_sections(text: Text) -> tuple[NewSection, ...]:
    """The sections, in order; together they hold every paragraph of the text.

    Each heading with paragraphs of its own is one, but a part of at most 1,500 words (or what keeps the guide below
    80 sections) stays whole with the headings in it. Parts of more than 3,000 words without headings are parted at
    paragraphs, and so is what stands before the first heading of the text. Headings of notes and sources are none.
    """
    comfortable = COMFORTABLE
    while True:
        starts = list(_starts(text.blocks, comfortable))
        if len(starts) <= MOST_SECTIONS or comfortable > text.words:
            break
        comfortable *= 2
    return _named(text, starts)


# --- where sections begin ---


def _starts(blocks: Sequence[Block], comfortable: int) -> Iterator[_Start]:
    first = _first_heading(blocks)
    yield from _pieces(blocks, 0, first, -1, comfortable)
    index = first
    while index < len(blocks):
        end = _subtree(blocks, index)
        yield from _part(blocks, index, end, comfortable)
        index = end


def _first_heading(blocks: Sequence[Block]) -> int:
    return next((i for i, block in enumerate(blocks) if block.kind == "heading"), len(blocks))


def _is_notes(heading: str) -> bool:
    """A heading such as Notes or Sources, in any of the languages that moot knows."""
    folded = heading.casefold().strip(" .:")
    return any(folded in words.notes for words in LANGUAGES.values())


def _subtree(blocks: Sequence[Block], start: int) -> int:
    level = blocks[start].level
    after = (i for i in range(start + 1, len(blocks)) if blocks[i].kind == "heading" and blocks[i].level <= level)
    return next(after, len(blocks))


def _part(blocks: Sequence[Block], start: int, end: int, comfortable: int) -> Iterator[_Start]:
    """The sections of the part below one heading."""
    if not _body(blocks, start, end) or _is_notes(blocks[start].plain):
        return
    inner = next((i for i in range(start + 1, end) if blocks[i].kind == "heading"), end)
    if inner == end or _words(blocks, start, end) <= comfortable:
        yield from _pieces(blocks, start, end, start, comfortable)
        return
    if _body(blocks, start, inner):
        yield from _pieces(blocks, start, inner, start, comfortable)
    while inner < end:
        following = _subtree(blocks, inner)
        yield from _part(blocks, inner, min(following, end), comfortable)
        inner = min(following, end)


def _pieces(blocks: Sequence[Block], start: int, end: int, heading: int, comfortable: int) -> Iterator[_Start]:
    """A part without headings: in one piece, or in several of about the same length that begin at paragraphs."""
    body = _body(blocks, start, end)
    if not body:
        return
    words = _words(blocks, start, end)
    count = min(round(words / comfortable), len(body)) if words > max(LONG, 2 * comfortable) else 1
    begin = start if heading == start else body[0]
    if count < 2:
        yield _Start(begin, heading)
        return
    yield _Start(begin, heading, 1, count)
    done, number = 0, 1
    for before, index, after in zip(body, body[1:], [*body[2:], end], strict=False):
        done += _words(blocks, before, index)
        # Where the paragraph that crosses the mark is cut off before it or after it, whichever is nearer.
        if number < count and done + _words(blocks, index, after) / 2 >= number * words / count:
            number += 1
            yield _Start(index, heading, number, count)


def _body(blocks: Sequence[Block], start: int, end: int) -> list[int]:
    """What there is to talk about: a poem and a list have no ¶ numbers, and are read all the same."""
    return [i for i in range(start, end) if blocks[i].kind in _BODY]


def _words(blocks: Sequence[Block], start: int, end: int) -> int:
    return sum(block.words for block in blocks[start:end])


# --- how they are called and found ---


def _named(text: Text, starts: Sequence[_Start]) -> tuple[NewSection, ...]:
    tails = Counter(tail for block in text.blocks if block.kind == "heading" for tail in _tails(block.path))
    openings = sorted(same_letters(block.plain[:500]).lstrip("\"'") for block in text.blocks)
    wanted: list[Wanted] = []
    titles: list[str] = []
    taken: set[str] = set()
    for start in starts:
        title = _title(text, start)
        heading, first_words = _found_by(text, start, tails, openings)
        name = _id(title if start.number < 2 else f"{title} {start.number}", len(wanted) + 1, taken)
        taken.add(name)
        wanted.append(Wanted(name, heading, first_words or None))
        titles.append(f"{title} ({start.number}/{start.pieces})" if start.number else title)
    places = locate(text, wanted).places
    rows = zip(wanted, titles, strict=True)
    return tuple(
        NewSection(want.id, title, want.heading, want.starts_with or "", places[want.id].blocks)
        for want, title in rows
        if want.id in places
    )


def _title(text: Text, start: _Start) -> str:
    if start.heading >= 0 and text.blocks[start.heading].plain.strip():
        return text.blocks[start.heading].plain
    first = start.index + (start.index == start.heading)  # below a heading without words
    words = text.blocks[first].plain.split() if first < len(text.blocks) else []
    shown = " ".join(words[:6]).rstrip(",;:.—–- ")
    return f"{shown} …" if len(words) > 6 else shown


def _found_by(
    text: Text, start: _Start, tails: Mapping[tuple[str, ...], int], openings: Sequence[str]
) -> tuple[tuple[str, ...], str]:
    """The shortest path of headings that there is once, and first words where that is not enough."""
    at_heading = start.index == start.heading
    path = text.blocks[start.heading].path if start.heading >= 0 else ()
    for tail in _tails(path):
        heading = path[-len(tail) :]
        if tails[tail] == 1 and all(tail):
            return (heading, "") if at_heading else (heading, _first_words(text, start, openings))
    return (), _first_words(text, start, openings)


def _tails(path: Sequence[str]) -> list[tuple[str, ...]]:
    """The last heading, the last two, and so on, as they are compared."""
    folded = tuple(map(same_letters, path))
    return [folded[-length:] for length in range(1, len(folded) + 1)]


def _first_words(text: Text, start: _Start, openings: Sequence[str]) -> str:
    """As many first words as tell a paragraph from every other block; of the first that has such, from the start on.

    "" where none of this part has: a text that says everything twice.
    """
    end = _subtree(text.blocks, start.heading) if start.heading >= 0 else _first_heading(text.blocks)
    for index in range(start.index, min(end, start.index + _MOST_LOOKED_AT)):
        words = text.blocks[index].plain.split() if text.blocks[index].kind in _BODY else []
        for count in range(min(_FEWEST, len(words)), min(len(words), _MOST_FIRST_WORDS) + 1):
            shown = " ".join(words[:count])
            folded = same_letters(shown).lstrip("\"'")
            if folded and bisect_left(openings, folded + _AFTER_ALL) - bisect_left(openings, folded) == 1:
                return shown
    return ""


def _id(title: str, number: int, taken: set[str]) -> str:
    """The title in plain letters, of a long one four telling words; `section-3` for a title that has none."""
    folded = unicodedata.normalize("NFKD", title.casefold().replace("ß", "ss"))
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", folded))
    while len(words) > 1 and words[0] in _SMALL:
        words = words[1:]
    telling = words if len(words) <= 4 else [word for word in words if word not in _SMALL]
    latin = sum(map(len, words)) * 2 >= sum(letter.isalnum() for letter in folded)
    base = "-".join(telling[:4])[:40].strip("-") if latin else ""
    base = base or f"section-{number}"
    if base[0].isdigit() and not re.search(r"[a-z]", base):  # by itself it would be read as ¶1918
        base = f"{'year' if re.match('1[0-9]{3}|20', base) else 'part'}-{base}"
    return next(name for name in _numbered(base) if name not in taken)


_SMALL = frozenset().union(*(words.small for words in LANGUAGES.values()))


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
