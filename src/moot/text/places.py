"""Where the guide's sections stand in the text, and the paragraphs that references mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from moot.problems import nearest
from moot.text.decode import composed
from moot.text.quoted import Found, find_words
from moot.text.tree import Block, Text

__all__ = ["Found", "Located", "Missing", "Place", "Wanted", "find_words", "locate", "paragraph", "same_letters"]

_DASHES = re.compile(r"\s*[-‐‑‒–—―−]+\s*")
_FOLDED = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛`´ʼ", "'") | {"…": "..."})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A section of the guide to be found: by heading, by first words, or by first words below a heading."""

    id: str
    heading: tuple[str, ...] = ()
    """The heading in the text, or the last headings of the path to it."""
    starts_with: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A section where it was found."""

    id: str
    blocks: tuple[Block, ...]
    """All of it in order, its own heading first if it has one."""
    numbers: tuple[int, ...]
    """¶ numbers, in the whole text, of its paragraphs: the first is ¶1 of the section."""
    above: tuple[Block, ...] = ()
    """Headings right before it that have no text of their own, such as *1920s* above *1921*; in no section."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A section that was not found, and what to write instead."""

    id: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Located:
    """The sections of a guide in its text."""

    places: Mapping[str, Place]
    """By id, in the order of the text."""
    missing: tuple[Missing, ...] = ()
    """In the order they were asked for."""
    opening: tuple[Block, ...] = ()
    """What stands before the first section: title, byline, epigraph and its source, as a rule."""
    unplaced: tuple[int, ...] = ()
    """¶ numbers that are in no section."""


def same_letters(text: str) -> str:
    """`text` as it is compared: case, kinds of dash and quotation mark, spaces and composition do not count."""
    folded = composed(composed(text).casefold()).translate(_FOLDED)
    return " ".join(_DASHES.sub("-", folded).split())


def locate(text: Text, wanted: Sequence[Wanted]) -> Located:
    """Each wanted section's blocks, from its start to the next section's, or to the end of its heading's part.

    A section found by first words has no end of its own: it runs to the next wanted one. Nothing is raised;
    what was not found is in `missing`.
    """
    compared = _Compared(text)
    starts: dict[int, Wanted] = {}
    missing: list[Missing] = []
    for want in wanted:
        start = _start(compared, want)
        if isinstance(start, Missing):
            missing.append(start)
        elif start in starts:
            other = starts[start].id
            message = f"it begins at the same place of the text as “{other}”"
            missing.append(
                Missing(want.id, message, "Give one of them `starts_with:`, the first words of its own part.")
            )
        else:
            starts[start] = want
    return _laid_out(text, starts, tuple(missing))


def paragraph(blocks: Sequence[Block], number: int) -> int | None:
    """The ¶ number in the whole text of paragraph `number` (from 1) of a section; None if it has fewer."""
    numbers = [block.number for block in blocks if block.number is not None]
    return numbers[number - 1] if 1 <= number <= len(numbers) else None


class _Compared:
    """A text with its words and headings in the form in which they are compared, each made once."""

    def __init__(self, text: Text) -> None:
        self.blocks = text.blocks
        self.title = same_letters(text.title)
        known: dict[str, str] = {}
        self.headings: list[tuple[int, tuple[str, ...]]] = []
        for i, block in enumerate(text.blocks):
            if block.kind == "heading":
                for part in block.path:
                    if part not in known:
                        known[part] = same_letters(part)
                self.headings.append((i, tuple(known[part] for part in block.path)))
        self._words: list[str] | None = None

    @property
    def words(self) -> list[str]:
        """Each block's first 500 characters, compared form."""
        if self._words is None:
            self._words = [same_letters(block.plain[:500]) for block in self.blocks]
        return self._words

    def subtree(self, start: int) -> int:
        """Index after the last block below the heading at `start`; of the whole text for another kind."""
        head = self.blocks[start]
        if head.kind != "heading":
            return len(self.blocks)
        after = (i for i, _ in self.headings if i > start and self.blocks[i].level <= head.level)
        return next(after, len(self.blocks))


def _start(text: _Compared, want: Wanted) -> int | Missing:
    if not want.heading and not want.starts_with:
        hint = "Give it `heading:` as it stands in the text, or `starts_with:` and its first words."
        return Missing(want.id, "it does not say where in the text it stands", hint)
    first, last = 0, len(text.blocks)
    if want.heading:
        found = _heading(text, want)
        if isinstance(found, Missing) or not want.starts_with:
            return found
        first, last = found, text.subtree(found)
    return _first_words(text, want, first, last)


def _heading(text: _Compared, want: Wanted) -> int | Missing:
    tail = tuple(same_letters(part) for part in want.heading)
    matches = [i for i, path in text.headings if ((text.title, *path) if len(tail) > 1 else path)[-len(tail) :] == tail]
    if len(matches) == 1:
        return matches[0]
    shown = " / ".join(want.heading)
    if not matches:
        return Missing(want.id, f"the text has no heading “{shown}”", _nearest_heading(text, tail))
    paths = [text.blocks[i].path for i in matches]
    places = " and ".join(
        f"“{' / '.join(p)}” (line {text.blocks[i].line})" for i, p in zip(matches, paths, strict=True)
    )
    if len(set(paths)) == len(paths):
        longest = max(paths, key=len)
        hint = f"Name the heading above it as well: heading: [{', '.join(_yaml_word(part) for part in longest)}]"
    else:
        hint = "Add `starts_with:` and the first words below the one you mean, or find it by `starts_with:` alone."
    return Missing(want.id, f"the heading “{shown}” stands in the text {len(matches)} times: {places}", hint)


def _nearest_heading(text: _Compared, tail: tuple[str, ...]) -> str:
    last = {path[-1]: i for i, path in reversed(text.headings)}
    paths = {" / ".join(path[-len(tail) :]): i for i, path in reversed(text.headings)}
    place = last.get(tail[-1])  # the heading is there, what stands above it is another
    if place is None:
        place = paths.get(nearest(" / ".join(tail), paths), last.get(nearest(tail[-1], last)))
    if place is not None:
        return f"Did you mean “{' / '.join(text.blocks[place].path)}” (line {text.blocks[place].line})?"
    if not text.headings:
        return "No heading was found in this text at all: use `starts_with:` and the section's first words."
    headings = [f"“{text.blocks[i].path[-1]}”" for i, _ in text.headings[:12]]
    return f"Its headings are: {', '.join(headings)}{' …' if len(text.headings) > 12 else ''}"


def _yaml_word(word: str) -> str:
    """A heading as it can stand in a YAML list."""
    return (
        word if re.fullmatch(r"[^\W\d][\w ’–.-]*", word) else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )


def _first_words(text: _Compared, want: Wanted, first: int, last: int) -> int | Missing:
    wanted = same_letters(want.starts_with or "")
    matches = [i for i in range(first, last) if _begins(text.words[i], wanted)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        lines = ", ".join(str(text.blocks[i].line) for i in matches[:6])
        message = f"“{want.starts_with}” begins {len(matches)} blocks of the text, in lines {lines}"
        return Missing(want.id, message, "Give a few more of its first words.")
    size = len(wanted)
    close = nearest(wanted, dict.fromkeys(words[:size] for words in text.words[first:last] if words))
    place = next((i for i in range(first, last) if close and text.words[i][:size] == close), None)
    hint = "Copy its first words from the text as they stand there."
    if place is not None:
        hint = f"Line {text.blocks[place].line} begins “{text.blocks[place].plain[: size + 20].rstrip()}…”: is it that?"
    return Missing(want.id, f"nothing in the text begins with “{want.starts_with}”", hint)


def _begins(words: str, wanted: str) -> bool:
    """With the quotation mark or without, and not in the middle of a word."""
    bare = words.lstrip("\"'") if wanted[:1] not in {'"', "'"} else words
    return (
        bool(wanted)
        and bare.startswith(wanted)
        and not (bare[len(wanted) : len(wanted) + 1].isalnum() and wanted[-1].isalnum())
    )


def _laid_out(text: Text, starts: Mapping[int, Wanted], missing: tuple[Missing, ...]) -> Located:
    order = sorted(starts)
    heads = {start: _heads_above(text, start, starts) for start in order}
    ends = _ends(text, order)
    places: dict[str, Place] = {}
    for i, start in enumerate(order):
        following = order[i + 1] if i + 1 < len(order) else len(text.blocks)
        end = min(following - (len(heads[following]) if following in heads else 0), ends[start])
        blocks = text.blocks[start:end]
        numbers = tuple(block.number for block in blocks if block.number is not None)
        places[starts[start].id] = Place(starts[start].id, blocks, numbers, heads[start])
    placed = {number for place in places.values() for number in place.numbers}
    unplaced = tuple(b.number for b in text.blocks if b.number is not None and b.number not in placed) if order else ()
    opening = text.blocks[: order[0] - len(heads[order[0]])] if order else ()
    return Located(places, missing, opening, unplaced)


def _heads_above(text: Text, start: int, starts: Mapping[int, Wanted]) -> tuple[Block, ...]:
    """The headings over the one at `start` with nothing between; not those that are sections themselves."""
    first = start
    while (
        text.blocks[start].kind == "heading"
        and first > 0
        and first - 1 not in starts
        and text.blocks[first - 1].kind == "heading"
        and text.blocks[first - 1].level < text.blocks[first].level
    ):
        first -= 1
    return text.blocks[first:start]


def _ends(text: Text, order: Sequence[int]) -> dict[int, int]:
    """Where the part of each start's heading ends, going through the text once from its end."""
    wanted, ends = set(order), {}
    nearest_up: dict[int, int] = {}  # level → first heading of that level after the place
    for i in range(len(text.blocks) - 1, -1, -1):
        block = text.blocks[i]
        if i in wanted:
            after = (
                [place for level, place in nearest_up.items() if level <= block.level]
                if block.kind == "heading"
                else []
            )
            ends[i] = min(after, default=len(text.blocks))
        if block.kind == "heading":
            nearest_up[block.level] = i
    return ends
