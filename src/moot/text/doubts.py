"""What a person should look at in a plain text: the lines whose kind or level is a guess, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moot.text import signs
from moot.text.headings import ACCEPT, PERHAPS
from moot.text.imported import Doubt
from moot.text.rows import LONG, Row
from moot.text.words import WordList

__all__ = ["doubts_about", "is_list_of_links"]

_SURE = ACCEPT + 1.0
_LISTED, _FEWEST = 0.3, 20


def doubts_about(rows: Sequence[Row], words: WordList) -> tuple[Doubt, ...]:
    """The doubts about what the rows were taken for; those that change most if the guess is wrong come first."""
    found = [
        Doubt(i, reason, weight)
        for i in range(len(rows))
        for reason, weight in (_of_kind(rows, i, words), _of_level(rows, i))
        if reason
    ]
    return tuple(sorted(found, key=lambda doubt: (-doubt.weight, doubt.part)))


def _of_kind(rows: Sequence[Row], i: int, words: WordList) -> tuple[str, float]:
    row = rows[i]
    if row.kind == "byline" and not row.text.casefold().startswith((*words.by, *words.imprints)):
        return "who wrote it, or a second line of the title?", 0.6
    if row.kind == "attribution" and signs.without_dash(row.text) == row.text:
        return "no dash before it: where the quotation is from, or a heading?", 0.35
    if row.kind == "heading" and row.score < _SURE:
        return _of_heading(rows, i, words)
    if row.kind == "item" and _alone(rows, i):
        return "a list of one: an item, or a numbered heading or paragraph?", 0.5
    if row.kind is None:
        return _of_paragraph(rows, i, words)
    return "", 0.0


def _of_heading(rows: Sequence[Row], i: int, words: WordList) -> tuple[str, float]:
    text, weight = rows[i].text, 0.3 + 0.4 * max(0.0, _SURE - rows[i].score)
    if text.endswith("?"):
        return "a question on a line of its own: a heading, or part of the text?", weight + 0.1
    if i + 1 < len(rows) and rows[i + 1].kind is None and len(rows[i + 1].text) <= LONG:
        return "a short line before a short paragraph: a heading, or a paragraph too?", weight
    if signs.numbering(text, words):
        return "a number before a few words: a heading, or an item of a list?", weight
    # In most languages a short line before a long paragraph is all the sign there is.
    return "a short line without a full stop: a heading?", weight if words.title_case else weight - 0.15


def _of_paragraph(rows: Sequence[Row], i: int, words: WordList) -> tuple[str, float]:
    row = rows[i]
    after_quotation = i > 0 and rows[i - 1].kind in {"quotation", "epigraph"}
    if after_quotation and signs.attribution_signs(row.text, words) == 1 and len(row.text) <= LONG:
        return "right after a quotation: where it is from?", 0.45
    if PERHAPS <= row.score < ACCEPT:
        return "a short line, taken for a paragraph: a heading?", 0.3 + 0.4 * (row.score - PERHAPS)
    if not row.never and not row.turn and signs.opens_quotation(row.text) and i + 1 < len(rows):
        return "a quotation mark is opened and not closed: where does the quotation end?", 0.4
    if not row.never and len(row.text) <= LONG and signs.list_marker(row.text):
        return "a number or sign before it, and none before its neighbours: a heading, or an item of a list?", 0.4
    return "", 0.0


def _of_level(rows: Sequence[Row], i: int) -> tuple[str, float]:
    row = rows[i]
    if row.kind != "heading":
        return "", 0.0
    above = next((other for other in reversed(rows[max(0, i - 200) : i]) if other.kind == "heading"), None)
    known = row.why in {"number", "box", "standing"}
    if i + 1 < len(rows) and rows[i + 1].kind == "heading" and not known and rows[i + 1].why != "number":
        return "a heading with nothing under it but a heading: is the next one below it, or beside it?", 0.55
    if row.why == "run" and above and above.why != "run" and row.level > above.level:
        return f"a stretch of time: within “{_cut(above.text)}”, or beside it?", 0.7
    if row.why == "sister" and row.level > 1 and above and above.level <= row.level and not _is_dated(row):
        return f"taken for level {row.level}, as the one before of its kind: or is it a new beginning?", 0.5
    if row.why == "rest" and above and above.level > 1:
        return "its level could not be told: within what stands before it, or a new beginning?", 0.65
    return "", 0.0


def _is_dated(row: Row) -> bool:
    return any(character.isdecimal() for character in row.text)


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _alone(rows: Sequence[Row], i: int) -> bool:
    near = [*rows[max(0, i - 1) : i], *rows[i + 1 : i + 2]]
    return all(other.kind != "item" for other in near)


def is_list_of_links(rows: Sequence[Row]) -> bool:
    """Whether less than a third of the words stand in paragraphs, and it is no verse, dialogue or play."""
    counted = [row for row in rows if not row.turn and row.kind != "verse"]
    if len(counted) < max(_FEWEST, len(rows) / 2):
        return False
    return sum(map(_words, _running(counted))) < _LISTED * sum(map(_words, counted))


def _running(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        whole = signs.ends_sentence(row.text) or row.text[-1] == ":"
        prose = row.kind is None and (whole or len(row.text) > 3 * LONG)
        long_item = row.kind in {"item", "note"} and len(row.text) > LONG and whole
        if prose or long_item or row.kind in {"quotation", "epigraph"}:
            yield row


def _words(row: Row) -> int:
    return row.text.count(" ") + 1
