"""What the paragraphs of a Word document are, where no style says so: headings, lists, quotations by how they look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from moot.text.docx.body import Record
from moot.text.outline import Heading, levels
from moot.text.signs import (
    authors_of,
    ends_sentence,
    is_standing,
    is_whole_quotation,
    list_marker,
    list_runs,
    numbering,
)
from moot.text.words import ENGLISH, LANGUAGES, WordList

__all__ = ["Found", "Kinds"]

_T = TypeVar("_T")

_LONGEST_HEADING = 150
_LONGEST_STYLED = 400
_LARGER = 1.0  # points above the type of the body
_INDENTED = 280  # twips, half a centimetre: less is an accident
_DEEPEST = 6
_MOST_IN_A_ROW = 3  # bold lines without text between: more are an address, a list of names or a poem
_FRONT = 5  # records from the beginning in which a title and its company stand
_VERSE_LINE = 80
_CONTENTS = {
    "contents", "table of contents", "inhalt", "inhaltsverzeichnis", "índice", "contenido", "sommaire", "indice",
    "table des matières", "содержание", "оглавление", "inhoud", "spis treści", "sumário",
}  # fmt: skip
_CONTENTS_LINE = re.compile(r"(?:\t|\.{3,}|…|\s{3,})\s*\d{1,4}$")


@dataclass(slots=True)
class Found:
    """What a record was taken for. kind is that of a Part, or "" for what is left out."""

    record: Record
    kind: str = "paragraph"
    level: int = 0
    marker: str = ""
    reason: str = ""
    weight: float = 0.0
    cut: int = 0
    """Characters at its beginning that are its marker."""

    def doubt(self, reason: str, weight: float) -> None:
        """Keeps the weightiest reason."""
        if weight > self.weight:
            self.reason, self.weight = reason, weight


class Kinds:
    """Takes the records of a document, without empty ones, for what they are: `found`, in their order."""

    def __init__(self, records: Sequence[Record], language: str) -> None:
        self.words: WordList = LANGUAGES.get(language[:2].casefold(), ENGLISH)
        self.found = [Found(record) for record in records]
        self._lines = [" ".join(record.words.split()) for record in records]
        texts = [one for one in records if not one.rows and one.marker is None]
        self._size = _usual((one.size for one in texts), (len(one.words) for one in texts), 10.0)
        margins = ((one.look.left or 0, one.look.right or 0) for one in texts)
        self._margins = _usual(margins, (len(one.words) for one in texts), (0, 0))
        self._repeated = {line for line, times in Counter(self._lines).items() if times > 2}
        weights = [(len(one.words), one.share("bold")) for one in texts]
        self._bold_tells = sum(n * bold for n, bold in weights) < 0.5 * sum(n for n, _ in weights)
        self.left_out_contents = 0
        self._by_style()
        self._is_styled = sum(one.kind == "heading" for one in self.found) > 1
        self._typed_lists()
        self._typed_contents()
        self._by_look()
        self._quotations()
        self._verses()

    def _by_style(self) -> None:
        for one, line in zip(self.found, self._lines, strict=True):
            record, role = one.record, one.record.look.role or ""
            if record.rows:
                one.kind = "table"
            elif role == "contents":
                one.kind = ""
                self.left_out_contents += 1
            elif role in {"title", "subtitle", "byline", "quotation", "verse"}:
                one.kind = role
            elif record.look.level:
                one.kind, one.level = "heading", record.look.level
                if len(line) > _LONGEST_STYLED or (len(line) > _LONGEST_HEADING and ends_sentence(line, self.words)):
                    one.kind, one.level = "paragraph", 0
                    one.doubt("a whole paragraph in the style of a heading: taken as text", 0.6)
            elif record.marker is not None:
                one.kind, one.marker = "item" if record.marker else "paragraph", record.marker

    def _typed_lists(self) -> None:
        """Numbers and bullets that were typed, not made by Word."""
        lines = [line if one.kind == "paragraph" and not self._stands_out(one) else None
                 for one, line in zip(self.found, self._lines, strict=True)]  # fmt: skip
        for start, end in list_runs(lines):
            for one, line in zip(self.found[start:end], self._lines[start:end], strict=True):
                if marker := list_marker(line):
                    lead = len(one.record.words) - len(one.record.words.lstrip())
                    one.kind, one.marker, one.cut = "item", marker.text, lead + len(marker.text)

    def _typed_contents(self) -> None:
        """Three lines or more in a row that end in a page number after dots or a tabulator."""
        ends = [bool(_CONTENTS_LINE.search(one.record.words.strip()[-20:])) for one in self.found]
        start = 0
        while start < len(ends):
            end = start
            while end < len(ends) and ends[end]:
                end += 1
            if end - start >= 3:
                has_head = start and self._lines[start - 1].casefold().strip(": ") in _CONTENTS
                for one in self.found[start - bool(has_head) : end]:
                    one.kind = ""
                self.left_out_contents += 1
            start = end + 1

    def _stands_out(self, one: Found) -> bool:
        """Whether all of it is bold, or larger than the body."""
        record = one.record
        return (self._bold_tells and record.share("bold") > 0.9) or record.size >= self._size + _LARGER

    def _signs(self, one: Found, line: str) -> list[str]:
        """Why a paragraph may be a heading; nothing where it is none."""
        record, letters = one.record, [c for c in line if c.isalpha()]
        is_lone = one.kind == "item" and record.marker not in {None, "•"} and self._bold_tells
        if (one.kind != "paragraph" and not is_lone) or not 0 < len(line) <= _LONGEST_HEADING:
            return []
        if line[-1] in ",;" or (ends_sentence(line, self.words) and line[-1] != "?") or line in self._repeated:
            return []
        is_caps = len(letters) > 3 and (record.share("caps") > 0.9 or all(c.isupper() or c.isdigit() for c in letters))
        signs = [
            "in larger type" if record.size >= self._size + _LARGER else "",
            "in bold" if self._bold_tells and record.share("bold") > 0.9 else "",
            "in capitals" if is_caps and not line[:1].isdigit() else "",
            "underlined" if record.share("underline") > 0.9 and not any(span.link for span in record.spans) else "",
        ]
        signs = [sign for sign in signs if sign]
        if self._is_styled and not {"in larger type", "in bold"} & set(signs):
            return []  # who marks headings with styles does not mark others with capitals: it is a speaker
        if not any(map(str.isalnum, line)) or (not letters and not signs):
            return []
        if record.look.align == "center" and len(line) <= 80 and (signs or record.share("italic") < 0.9):
            signs.append("centred")
        if is_lone and "in bold" not in signs:
            return []
        if line[-1] == ":" and signs in ([], ["in bold"], ["underlined"]) and len(line) < 30:
            return []  # who speaks, or what follows
        return signs

    def _by_look(self) -> None:
        signs = [self._signs(one, line) for one, line in zip(self.found, self._lines, strict=True)]
        self._front(signs)
        place = 0
        while place < len(signs):
            end = place
            while end < len(signs) and signs[end]:
                end += 1
            alike = end - place > _MOST_IN_A_ROW and len({self._rank(self.found[i]) for i in range(place, end)}) == 1
            if alike or (end == len(signs) and end > place and not self._is_large(self.found[-1])):
                for i in range(place, end):
                    reason = "short lines one after the other" if alike else "the last line, with nothing below it"
                    self.found[i].doubt(f"{reason}: taken as text, not as a heading", 0.4)
                    signs[i] = []
            place = end + 1
        self._levels({i: said for i, said in enumerate(signs) if said})

    def _is_large(self, one: Found) -> bool:
        return one.record.size >= self._size + _LARGER

    def _front(self, signs: list[list[str]]) -> None:
        """The title, where no style says so, and the lines about it, which are no headings."""
        first = next((i for i, one in enumerate(self.found) if one.kind), len(self.found))
        has_title = any(one.kind == "title" for one in self.found[: first + _FRONT])
        likely = self.found[first] if first < len(self.found) else None
        if not has_title and likely and signs[first] and not any(one.level == 1 for one in self.found):
            top = self._rank(likely)
            others = [i for i, said in enumerate(signs) if said and i != first]
            higher = any(self._rank(self.found[i]) < top for i in others)
            number = numbering(self._numbered(first), self.words)
            sisters = {found[0] for i in others if (found := numbering(self._numbered(i), self.words))}
            is_sister = (number and number[0] in sisters) or is_standing(self._lines[first], self.words)
            if not higher and not is_sister:
                likely.kind, has_title, signs[first] = "title", True, []
                likely.doubt("the first line, and it looks like a heading: taken as the title", 0.1)
        if has_title:
            for i in range(first, min(first + _FRONT, len(signs))):
                one, line = self.found[i], self._lines[i]
                if one.kind == "heading" or len(line) > _LONGEST_HEADING:
                    break
                if one.kind == "paragraph" and (authors_of(line, self.words) or signs[i] == ["centred"]):
                    signs[i] = []

    def _rank(self, one: Found) -> tuple[float, ...]:
        """How a heading looks, the highest first."""
        record = one.record
        letters = [c for c in record.words if c.isalpha()]
        return (
            -round(record.size * 2) / 2,
            -(record.share("caps") > 0.9 or (bool(letters) and all(c.isupper() for c in letters))),
            -(record.look.align == "center"),
            -(record.share("bold") > 0.9),
            record.share("italic") > 0.9,
        )

    def _levels(self, signs: dict[int, list[str]]) -> None:
        """Levels of headings by look: numbers say it, else the looks in their order, below what styles say."""
        styled = [one.level for one in self.found if one.kind == "heading"]
        ranks = sorted({self._rank(self.found[i]) for i in signs})
        numbers = {i: found for i in signs if (found := numbering(self._numbered(i), self.words)) and found[0] == "1"}
        by_rank = {rank: min(order, _DEEPEST) for order, rank in enumerate(ranks, 1)}
        chosen = {i: by_rank[self._rank(self.found[i])] for i in signs}
        if len(numbers) >= 0.6 * len(signs) and len({depth for _, depth in numbers.values()}) > 1:
            chosen |= {i: depth for i, (_, depth) in numbers.items()}
        elif len(ranks) == 1 and not styled:
            chosen = dict(zip(signs, levels([self._heading(i) for i in signs], self.words), strict=True))
        below = 0
        for i, one in enumerate(self.found):
            if one.kind == "heading":
                below = one.level
            if i not in signs:
                continue
            one.kind, one.level = "heading", min(chosen[i] + (below if styled else 0), _DEEPEST)
            told = len(signs[i]) > 1 or "in larger type" in signs[i]
            one.doubt(
                f"a short line {' and '.join(signs[i][:2])}, in no heading style: a heading?", 0.3 if told else 0.5
            )

    def _numbered(self, i: int) -> str:
        marker = self.found[i].record.marker
        return f"{marker} {self._lines[i]}" if marker and marker != "•" else self._lines[i]

    def _heading(self, i: int) -> Heading:
        before = self.found[i - 1] if i else None
        is_colon = before is not None and before.kind == "paragraph" and self._lines[i - 1].endswith(":")
        return Heading(self._numbered(i), before is not None and before.kind == "heading", is_colon)

    def _quotations(self) -> None:
        left, right = self._margins
        likely: list[tuple[Found, str, float]] = []
        plain = [one for one in self.found if one.kind == "paragraph" and not one.record.in_table]
        for one in plain:
            look = one.record.look
            both = (look.left or 0) >= left + _INDENTED and (look.right or 0) >= right + _INDENTED
            if both:
                likely.append((one, "indented on both sides: a quotation?", 0.2))
            elif (look.left or 0) >= left + _INDENTED:
                told = one.record.share("italic") > 0.9 or one.record.size <= self._size - 0.5
                weight = 0.4 if told else 0.6
                likely.append((one, "indented: a quotation?", weight))
        if len(likely) > 0.4 * len(plain):
            return  # then indentation means something else in this document
        for one, reason, weight in likely:
            one.kind = "quotation"
            one.doubt(reason, weight)

        for (above, said), (one, line) in pairwise(zip(self.found, self._lines, strict=True)):
            is_led = one.kind == above.kind == "paragraph" and said.endswith(":")
            if is_led and is_whole_quotation(line, led=True, continued=False):
                one.kind = "quotation"
                one.doubt("a paragraph in quotation marks after a colon: a quotation?", 0.3)

    def _verses(self) -> None:
        for one in self.found:
            rows = [row.strip() for row in one.record.words.split("\n")]
            if one.kind == "paragraph" and len(rows) > 2 and max(map(len, rows)) <= _VERSE_LINE:
                one.kind = "verse"
                one.doubt("short lines within one paragraph: verse?", 0.2)
        for above, one in pairwise(self.found):
            is_source = one.kind == "paragraph" and above.kind == "quotation" and one.record.look.align == "right"
            if is_source and len(one.record.words) <= _LONGEST_HEADING:
                one.kind = "attribution"


def _usual(values: Iterable[_T], weights: Iterable[int], otherwise: _T) -> _T:
    """The value that has the most weight."""
    sums: Counter[_T] = Counter()
    for each, weight in zip(values, weights, strict=True):
        sums[each] += weight
    return max(sums, key=lambda each: sums[each], default=otherwise)
