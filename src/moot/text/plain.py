"""Plain text without markup to a Text: headings, lists, quotations and front matter found by their signs.

What is found is a proposal, good on essays; a text that comes out wrong is mended by saving it as Markdown
and typing `#` before the headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from moot.markdown import escaped
from moot.text import signs
from moot.text.layout import Unit, units
from moot.text.outline import Heading, levels
from moot.text.tree import BlockKind, Part, Text, grown
from moot.text.words import ENGLISH, WordList

__all__ = ["from_plain"]

_LONG = 120  # characters: a paragraph, hardly a heading
_ACCEPT, _PERHAPS = 3.0, 2.0


@dataclass(slots=True)
class _Row:
    """A unit and what it has been taken for so far; "" is undecided."""

    unit: Unit
    kind: BlockKind | None = None
    marker: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        return self.unit.text


def from_plain(text: str, source: str, words: WordList = ENGLISH) -> Text:
    """The text of a plain text file, already decoded and cleaned (see moot.text.decode)."""
    rows = [_Row(unit, "verse" if unit.lines else None) for unit in units(text)]
    _mark_lists(rows)
    _mark_quotations(rows)
    authors = _mark_front(rows, words)
    _mark_headings(rows, words)
    _mark_attributions(rows, words)
    _mark_epigraph(rows)
    _mark_notes(rows, words)
    _set_levels(rows, words)
    return grown((_part(row) for row in rows), source, authors)


def _part(row: _Row) -> Part:
    kind = row.kind or "paragraph"
    text = row.text
    if row.marker:
        text = text[len(row.marker) :].lstrip()
    if kind == "attribution":
        text = signs.without_dash(text)
    source = "\\\n".join(escaped(line) for line in row.unit.lines) if kind == "verse" else escaped(text)
    return Part(kind, source, row.unit.line, row.level, row.marker)


def _mark_lists(rows: Sequence[_Row]) -> None:
    for start, end in signs.list_runs([row.text if row.kind is None else None for row in rows]):
        for row in rows[start:end]:
            found = signs.list_marker(row.text)
            row.kind, row.level, row.marker = "item", 1, found.text if found else ""


def _mark_quotations(rows: Sequence[_Row]) -> None:
    """Whole paragraphs in quotation marks; also the old way, where each paragraph opens and only the last closes."""
    continued = False
    for i, row in enumerate(rows):
        if row.kind is not None:
            continued = False
            continue
        follows = rows[i + 1].text if i + 1 < len(rows) and rows[i + 1].kind is None else ""
        led = i > 0 and rows[i - 1].text.endswith(":")
        if signs.opens_quotation(row.text) and follows[:1] == row.text[:1]:
            row.kind, continued = "quotation", True
        elif signs.is_whole_quotation(row.text, led, continued) and _is_quotation_length(row.text):
            row.kind, continued = "quotation", False
        else:
            continued = False


def _is_quotation_length(text: str) -> bool:
    """A few words in quotation marks with no full stop are a heading that quotes."""
    return len(text) > 80 or signs.ends_sentence(text)


def _mark_front(rows: Sequence[_Row], words: WordList) -> tuple[str, ...]:
    """Title and byline; returns the authors."""
    if len(rows) < 2 or rows[0].kind is not None:
        return ()
    first = rows[0].text
    if len(first) > 200 or signs.is_standing(first, words) or first[-1] in ",;:" or _is_sentence(first, words):
        return ()
    rows[0].kind = "title"
    authors: tuple[str, ...] = ()
    for row in rows[1:4]:
        if row.kind is not None:
            continue
        if len(row.text) > 200 or signs.is_standing(row.text, words) or signs.numbering(row.text, words):
            break
        names = () if authors else signs.authors_of(row.text, words)
        if names or row.text.casefold().startswith(words.imprints):
            row.kind = "byline"
            authors = authors or names
    return authors


def _is_sentence(text: str, words: WordList) -> bool:
    return (
        signs.ends_sentence(text, words)
        and not text.rstrip("”’\"'").endswith("?")
        and not signs.is_title_case(text, words)
    )


def _mark_headings(rows: Sequence[_Row], words: WordList) -> None:
    scores = [_score(rows, i, words) for i in range(len(rows))]
    # A text that asks in its headings asks in the less certain ones too.
    likely = [i for i, score in enumerate(scores) if score >= _ACCEPT or _is_weak(rows[i], score)]
    asking = len(likely) >= 3 and sum(rows[i].text.endswith("?") for i in likely) >= 0.6 * len(likely)
    for i, (row, score) in enumerate(zip(rows, scores, strict=True)):
        after_quotation = i > 0 and rows[i - 1].kind == "quotation"
        if after_quotation and signs.attribution_signs(row.text, words) >= 2:
            continue
        if score >= _ACCEPT or (asking and _is_weak(row, score)):
            row.kind = "heading"


def _is_weak(row: _Row, score: float) -> bool:
    return score >= _PERHAPS and row.text.endswith("?")


def _score(rows: Sequence[_Row], i: int, words: WordList) -> float:
    row = rows[i]
    text = row.text
    if row.kind is not None or len(text) > _LONG or row.unit.lines:
        return 0.0
    follows = rows[i + 1] if i + 1 < len(rows) else None
    score = 2.0 if len(text) <= 80 else 0.0
    score += 3.0 * row.unit.underlined
    score += 1.5 * signs.is_title_case(text, words)
    score += 1.5 * (
        follows is not None and (len(follows.text) > _LONG or follows.kind in {"quotation", "item", "verse"})
    )
    known = signs.numbering(text, words) or signs.time_kind(text, words) or signs.is_standing(text, words)
    score += 1.5 * bool(known)
    if text.endswith("?"):
        score -= 1.0
    elif signs.ends_sentence(text, words) or text[-1] in ",;:":
        score -= 3.0
    return score - 3.0 * (follows is None)


def _mark_attributions(rows: Sequence[_Row], words: WordList) -> None:
    for before, row in pairwise(rows):
        if before.kind == "quotation" and row.kind is None and signs.attribution_signs(row.text, words) >= 2:
            row.kind = "attribution"


def _mark_epigraph(rows: Sequence[_Row]) -> None:
    """Quotations that stand before everything else."""
    for row in rows:
        if row.kind == "quotation":
            row.kind = "epigraph"
        elif row.kind not in {"title", "byline", "attribution"}:
            return


def _mark_notes(rows: Sequence[_Row], words: WordList) -> None:
    """List items under a heading such as Notes."""
    under = False
    for row in rows:
        if row.kind == "heading":
            under = row.text.casefold().strip(" .:") in words.notes
        elif under and row.kind == "item":
            row.kind, row.level = "note", 0
        elif under and row.kind is None and (marker := signs.list_marker(row.text)):
            row.kind, row.marker = "note", marker.text


def _set_levels(rows: Sequence[_Row], words: WordList) -> None:
    headings, found = [], []
    for i, row in enumerate(rows):
        if row.kind == "heading":
            before = rows[i - 1] if i else None
            under = before is not None and before.kind == "heading"
            colon = before is not None and before.kind in {None, "quotation"} and before.text.endswith(":")
            headings.append(Heading(row.text, under, colon))
            found.append(row)
    for row, level in zip(found, levels(headings, words), strict=True):
        row.level = level
