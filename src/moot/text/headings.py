"""Which lines of plain text are headings: points for every sign, and what the headings of one text have in common."""

from __future__ import annotations

from collections.abc import Sequence

from moot.text import signs
from moot.text.rows import LONG, Row
from moot.text.words import WordList

__all__ = ["ACCEPT", "PERHAPS", "mark_headings"]

ACCEPT, PERHAPS = 3.0, 2.0
"""Points from which a line is a heading, and from which it might be one."""
_SHORT = 80  # characters
_OF_ONE_KIND = 0.6  # this share of the headings being questions, or in capitals, the others are looked at again


def mark_headings(rows: Sequence[Row], words: WordList) -> None:
    """Marks the headings among the rows that are nothing else yet, and gives every row its points."""
    shouting = sum(signs.is_shouted(row.text) for row in rows) > len(rows) / 2
    for i in range(len(rows) - 1, -1, -1):  # from the end: whether a heading follows is known then
        rows[i].score = _score(rows, i, words, shouting)
    # A text that asks in its headings asks in the less certain ones too.
    likely = [row for row in rows if row.score >= ACCEPT or _is_weak(row)]
    asking = len(likely) >= 3 and sum(row.text.endswith("?") for row in likely) >= _OF_ONE_KIND * len(likely)
    # One that shouts them does not whisper some.
    loud = [row for row in likely if signs.is_shouted(row.text)]
    shouted = not shouting and len(loud) >= 3 and len(loud) >= _OF_ONE_KIND * len(likely)
    for i, row in enumerate(rows):
        after_quotation = i > 0 and rows[i - 1].kind == "quotation"
        if after_quotation and signs.attribution_signs(row.text, words) >= 2:
            continue
        if shouted and row.score < ACCEPT + 2.0 and not signs.is_shouted(row.text) and row.text.upper() != row.text:
            continue
        if row.score >= ACCEPT or (asking and _is_weak(row)):
            row.kind = "heading"


def _is_weak(row: Row) -> bool:
    return row.score >= PERHAPS and row.text.endswith("?")


def _score(rows: Sequence[Row], i: int, words: WordList, shouting: bool) -> float:
    row = rows[i]
    text = row.text
    if row.kind is not None or row.never or len(text) > LONG or row.unit.lines:
        return 0.0
    score = 2.0 if len(text) <= _SHORT else 0.0
    score += 3.0 * row.unit.underlined
    if words.title_case:
        score += 1.5 * signs.is_title_case(text, words)
    else:
        score += 1.5 * (signs.is_shouted(text) and not shouting)
    score += _followed(rows, i, words)
    known = (
        signs.numbering(text, words)
        or signs.time_kind(text, words)
        or signs.is_standing(text, words)
        or signs.box_number(text, words)
    )
    score += 1.5 * bool(known)
    if text.endswith("?"):
        score -= 0.5 if _stands_apart(rows, i, words) else 1.0
    elif signs.ends_sentence(text, words) or text[-1] in ",;:":
        score -= 3.0
    return score - 2.0 * text[0].islower()


def _followed(rows: Sequence[Row], i: int, words: WordList) -> float:
    """Points for what comes next: the more a line is followed by text, the more it is a heading."""
    if i + 1 >= len(rows):
        return -3.0
    below = rows[i + 1]
    if len(below.text) > LONG or below.turn or below.kind in {"quotation", "item", "verse"}:
        return 1.5
    finished = signs.ends_sentence(below.text, words) or below.text[-1] == ":"
    return 1.0 if (finished or below.score >= ACCEPT) and _stands_apart(rows, i, words) else 0.0


def _stands_apart(rows: Sequence[Row], i: int, words: WordList) -> bool:
    """A short line between finished ones."""
    above = rows[i - 1] if i else None
    return len(rows[i].text) <= 60 and (
        above is None
        or above.kind is not None
        or above.never
        or bool(signs.numbering(above.text, words))
        or signs.ends_sentence(above.text, words)
        or (above.text[-1] == ":" and i + 1 < len(rows) and signs.list_marker(rows[i + 1].text) is not None)
    )
