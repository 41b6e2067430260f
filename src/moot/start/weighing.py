"""What a section is made of, for questions on it: what it mostly is, and which of its paragraphs say what."""

from __future__ import annotations

import re
from collections import Counter
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
_DATES = re.compile(r"[12]\d{3}(?: ?[-–—/] ?\d{2,4})?")
"""A heading that is a stretch of time: 1918, 1920 – 1921."""
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
    in_marks: bool = False
    """Whether all of it stands between quotation marks, though it is not set as a quotation."""
    year: str = ""
    """The year that it is about, not one named in passing."""
    term: str = ""
    reasons: bool = False
    """Whether a word stands in it with which reasons are given."""
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
    # Length, and half as much again for each word that claims.
    claims = min(4, _count(looked_at, words.weighty))
    return Paragraph(
        number=number,
        weight=min(3.0, length) + 0.5 * claims,
        quotation=quotation,
        in_marks=_is_in_marks(looked_at),
        year=_year(looked_at),
        term=_term(row.block.text[:_LONGEST_LOOKED_AT], looked_at, words),
        reasons=bool(_count(looked_at, words.reasons)),
        quoted=_name(source) if quotation else "",
    )


def _count(text: str, words: Sequence[str]) -> int:
    """How many of its words are among these; of several words in one, each time they stand together."""
    folded = text.casefold()
    single = {word.casefold() for word in words if word.isalpha()}
    found = sum(token in single for token in re.findall(r"[^\W\d_]+", folded))
    return found + sum(folded.count(word.casefold()) for word in words if not word.isalpha())


_OPENING_WORDS = 8
"""A year among the first words of a paragraph is what it is about."""


def _year(plain: str) -> str:
    """The one year that stands among the first words, or else the one named most and more than once; else "".

    Years in brackets are of what is cited; 1500 and 1900 may be a sum.
    """
    prose = re.sub(r"\([^()]*\)", " ", plain)
    first = {year for year in _YEAR.findall(" ".join(prose.split()[:_OPENING_WORDS])) if not year.endswith("00")}
    if first:
        return min(first) if len(first) == 1 else ""
    (year, most), (_, second) = [*Counter(_YEAR.findall(prose)).most_common(2), ("", 0), ("", 0)][:2]
    return year if most > max(1, second) and not year.endswith("00") else ""


_MARKS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}


def _is_in_marks(plain: str) -> bool:
    """Whether it begins with a quotation mark that is closed at its end or not at all: who said it may follow."""
    opened, closing = plain[:1], _MARKS.get(plain[:1], "")
    depth = 1
    for place, sign in enumerate(plain[1:], 1) if closing else ():
        depth += -1 if sign in closing else sign == opened
        if depth == 0:
            inside, outside = (len(part.split()) for part in (plain[:place], plain[place + 1 :]))
            return 4 * outside <= inside
    return bool(closing)


_BETWEEN = 6
"""Two quoted words with no more signs than `”, and “` has between its marks stand in a list."""


def _term(source: str, plain: str, words: OpenerFile) -> str:
    """A word or two that the paragraph itself sets off: stressed, or between quotation marks.

    Not titles, which have several capitals, nor what others call so, nor the members of a list.
    """
    for found in _STRESSED.finditer(source):
        if not _is_title(found[1]):
            return found[1]
    quoted = list(_QUOTED.finditer(plain))
    ends = [-_LONGEST_LOOKED_AT, *(one.end() for one in quoted)]
    starts = [*(one.start() for one in quoted), 2 * _LONGEST_LOOKED_AT]
    for place, one in enumerate(quoted):
        inner = next(part for part in one.groups() if part is not None).strip(" ,.;:!")
        listed = min(one.start() - ends[place], starts[place + 1] - one.end()) <= _BETWEEN
        short = 0 < len(inner.split()) <= 3 and len(inner) >= 3 and not any(map(str.isdigit, inner))
        if short and not listed and not _is_title(inner) and not _is_so_called(plain[: one.start()], words):
            return inner
    return ""


def _is_title(inner: str) -> bool:
    return sum(word[0].isupper() for word in inner.split()) >= 2


def _is_so_called(before: str, words: OpenerFile) -> bool:
    """Whether “so-called” or the like is among the last three words."""
    last = " " + " ".join(before[-60:].casefold().split()[-3:])
    return any(f" {word.casefold()}" in last for word in words.so_called)


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
    if any(_DATES.fullmatch(heading.strip()) for heading in body[0].block.path):
        return "narrative"
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
