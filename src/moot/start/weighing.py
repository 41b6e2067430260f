"""What a section is made of, for questions on it: what it mostly is, and which of its paragraphs say what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moot.guide.opener import OpenerFile
from moot.start.outline import NewSection
from moot.text.tree import NUMBERED, Block

__all__ = ["Paragraph", "Row", "paragraphs_of", "rows_of", "type_of"]

_YEAR = re.compile(r"(?<![\w.,-])(1[0-9]{3}|20[0-9]{2})(?![\w-]|[.,][0-9])")
_SPEAKER = re.compile(r"([^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,3}):\s")
_POINT = re.compile(r"(?:\d{1,3}|[IVXLC]{1,7})[.)]\s")
_STRESSED = re.compile(r"(?<![*\w])\*([^\W\d_][\w’'-]*(?: [\w’'-]+){0,2})\*(?![*\w])")
_QUOTED = re.compile(r"“([^“”]*)”|„([^„“”]*)[“”]|«\s?([^«»]*?)\s?»")
_DASHES = "—–―"
_LONGEST_LOOKED_AT = 4000
"""Characters of a paragraph that are looked at for signs; its weight counts all its words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A block with its text without markup, which takes time to make and so is made once."""

    block: Block
    plain: str

    @property
    def kind(self) -> str:
        """What the block is."""
        return self.block.kind

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.plain.split())


def rows_of(section: NewSection) -> tuple[Row, ...]:
    """The blocks of a section in order."""
    return tuple(Row(block, block.plain) for block in section.blocks)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of a section. number counts from 1 within the section; weight is 1 for a usual one."""

    number: int
    weight: float
    quotation: bool = False
    year: str = ""
    term: str = ""
    quoted: str = ""
    """Who is quoted in it, where the line below says so."""


def paragraphs_of(rows: Sequence[Row], words: OpenerFile) -> tuple[Paragraph, ...]:
    """The numbered paragraphs of a section in order, each with what questions can point at."""
    numbered = [(place, row, row.words) for place, row in enumerate(rows) if row.kind in NUMBERED]
    usual = max(1, sum(length for _, _, length in numbered) / max(1, len(numbered)))
    return tuple(
        _paragraph(number, row, length / usual, rows[place + 1 : place + 2], words)
        for number, (place, row, length) in enumerate(numbered, 1)
    )


def _paragraph(number: int, row: Row, length: float, below: Sequence[Row], words: OpenerFile) -> Paragraph:
    """length: 1 for a paragraph as long as those around it."""
    looked_at = row.plain[:_LONGEST_LOOKED_AT]
    quotation = row.kind == "quotation"
    source = below[0].plain if below and below[0].kind == "attribution" else ""
    found = _YEAR.search(looked_at)
    # Length, half as much again for each word that claims, and as much as a usual paragraph for a quotation.
    claims = min(4, _count(looked_at, words.weighty))
    return Paragraph(
        number=number,
        weight=min(3.0, length) + 0.5 * claims + quotation,
        quotation=quotation,
        year=found[1] if found else "",
        term=_term(row.block.text[:_LONGEST_LOOKED_AT], looked_at),
        quoted=_name(source) if quotation else "",
    )


def _count(text: str, words: Sequence[str]) -> int:
    """How many of its words are among these; of several words in one, each time they stand together."""
    folded = text.casefold()
    single = {word.casefold() for word in words if " " not in word}
    found = sum(token in single for token in re.findall(r"[^\W\d_]+", folded))
    return found + sum(folded.count(word.casefold()) for word in words if " " in word)


def _term(source: str, plain: str) -> str:
    """A word or two that the paragraph itself sets off: stressed, or between quotation marks."""
    if found := _STRESSED.search(source):
        return found[1]
    for quoted in _QUOTED.finditer(plain):
        inner = next(part for part in quoted.groups() if part is not None).strip(" ,.;:!")
        if 0 < len(inner.split()) <= 3 and len(inner) >= 3 and not any(map(str.isdigit, inner)):
            return inner
    return ""


def _name(source: str) -> str:
    """The name that a line of attribution begins with: “Ana Baker, On Bread, 1902” is Ana Baker."""
    name = re.split(r"[,(:;]", source.strip(" " + _DASHES + "-").strip(), maxsplit=1)[0].strip()
    tokens = name.split()
    looks = 1 <= len(tokens) <= 4 and all(re.fullmatch(r"[^\W\d_][\w.’'-]*", token) for token in tokens)
    return name if looks and tokens[0][0].isupper() and tokens[-1][0].isupper() else ""


_ENOUGH = 0.5
"""So much of a section has to be of one sort for the whole to be called so."""


def type_of(section: NewSection, rows: Sequence[Row], first: bool, last: bool, words: OpenerFile) -> str:
    """What a section mostly is: by its heading, then by its blocks, then by its place in the text."""
    named = _by_heading(section.title if section.heading else "", words)
    if named:
        return named
    body = [row for row in rows if row.kind not in {"heading", "title", "byline", "note", "epigraph"}]
    if body and (found := _by_blocks(body, words)):
        return found
    if first != last:
        return "introduction" if first else "conclusion"
    return "argument"


def _by_heading(title: str, words: OpenerFile) -> str:
    tokens = re.findall(r"[^\W_]+(?:-[^\W_]+)*", title.casefold())
    for name, known in words.headings.items():
        for word in known:
            wanted = word.casefold().split()
            if tokens[: len(wanted)] == wanted or (len(tokens) <= 5 and tokens[-len(wanted) :] == wanted):
                return name
    return ""


def _by_blocks(body: Sequence[Row], words: OpenerFile) -> str:
    count = len(body)
    verse = sum(row.words for row in body if row.kind == "verse")
    if verse >= _ENOUGH * sum(row.words for row in body):
        return "verse"
    if _is_dialogue(body):
        return "dialogue"
    if _is_greeting(body[0], words):
        return "letter"
    points = sum(row.kind == "item" or bool(_POINT.match(row.plain[:12])) for row in body)
    if points >= 3 and points >= _ENOUGH * count:
        return "theses"
    quotations = sum(row.kind == "quotation" for row in body)
    if quotations >= 2 and quotations >= count / 3:
        return "quotations"
    paragraphs = [row for row in body if row.kind == "paragraph"]
    dated = sum(bool(_YEAR.search(row.plain[:_LONGEST_LOOKED_AT])) for row in paragraphs)
    return "narrative" if dated >= 2 and dated >= _ENOUGH * len(paragraphs) else ""


def _is_dialogue(body: Sequence[Row]) -> bool:
    """Two speakers or more who take turns, or paragraphs that begin with a dash."""
    turns = [found[1] for row in body if (found := _SPEAKER.match(row.plain[:60]))]
    dashes = sum(row.plain[:1] in set(_DASHES) for row in body if row.kind == "paragraph")
    takes_turns = len(turns) >= 4 and 2 <= len(set(turns)) <= len(turns) / 1.5
    return (takes_turns and len(turns) >= _ENOUGH * len(body)) or (dashes >= 4 and dashes >= _ENOUGH * len(body))


def _is_greeting(row: Row, words: OpenerFile) -> bool:
    """A short first line that greets: Dear Ana, Comrades!"""
    line = row.plain
    folded = line.casefold()
    greets = any(re.match(rf"{re.escape(word.casefold())}\b", folded[:60]) for word in words.greetings)
    return greets and (row.words <= 10 or bool(re.match(r"[^.?]{0,60}[,!:]", line)))
