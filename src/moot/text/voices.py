"""Lines that somebody speaks, writes to somebody, or adds in brackets: short, often capitalised, and never headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from moot.text import signs
from moot.text.rows import LONG, Row
from moot.text.words import WordList

__all__ = ["letter_begins", "mark_voices", "speaker"]

_LONGEST_NAME = 40
_REPEATED = 3  # the same line so many times: a running head, or the name of whoever speaks next
_CLOSING = 60  # characters
_LAST = 12  # rows from the end in which a letter takes its leave


def mark_voices(rows: Sequence[Row], words: WordList) -> None:
    """Marks the rows that are no headings whatever they look like."""
    names = _speakers(rows, words)
    times = Counter(row.text for row in rows if len(row.text) <= LONG)
    cast = False
    for row in rows:
        if row.kind is not None:
            continue
        known = signs.numbering(row.text, words) or signs.is_standing(row.text, words)
        cast = row.text.casefold().strip(" .:") in words.casts or (cast and not known)
        row.turn = bool(names) and speaker(row.text, words) in names
        row.never = (
            row.never
            or row.turn
            or _is_aside(row.text)
            or (cast and not known)
            or (times[row.text] >= _REPEATED and not known)
            or _is_salutation(row.text, words)
            or signs.is_caption(row.text, words)
        )
    _mark_leave(rows, words)


def speaker(text: str, words: WordList) -> str:
    """Who speaks, where a line begins with a name and a colon, or in capitals with a full stop; else ""."""
    head = text[: _LONGEST_NAME + 60]
    for sign in ":.":
        name, found, _ = head.partition(sign)
        name = re.sub(r"\s*[(\[][^()\[\]]{1,80}[)\]]\s*$", "", name).strip()
        if found and _is_name(name, words) and (sign == ":" or signs.is_shouted(name) or name in {"Q", "A"}):
            return name.casefold()
    return ""


def _is_name(name: str, words: WordList) -> bool:
    tokens = name.split()
    if not tokens or len(tokens) > 4 or len(name) > _LONGEST_NAME:
        return False
    if tokens[0].casefold() in words.parts or signs.is_standing(name, words) or not name[0].isupper():
        return False
    return all(character.isalpha() or character in " .’'-" for character in name) and (
        len(tokens) == 1 or tokens[-1][0].isupper()
    )


def _speakers(rows: Sequence[Row], words: WordList) -> set[str]:
    """Names that stand before several lines; empty where it is no dialogue."""
    times = Counter(name for row in rows if row.kind is None and (name := speaker(row.text, words)))
    names = {name for name, count in times.items() if count >= 2}
    enough = sum(times[name] for name in names) >= 4 and len(names) >= 2
    return set(times) if enough else set()


def _is_aside(text: str) -> bool:
    """In brackets as a whole, begun with the dash of a dialogue, or a row of a table."""
    if text[0] in "—―" or "\t" in text or text.count("|") >= 2:
        return True
    return len(text) > 6 and text[0] in "[(" and text.rstrip(".")[-1] in "])" and text[1].isalpha()


def _is_salutation(text: str, words: WordList) -> bool:
    return len(text) <= LONG and text[-1] in ",!:" and text.casefold().startswith(words.salutations)


def _is_closing(text: str, words: WordList) -> bool:
    return len(text) <= _CLOSING and text[-1] not in ".?:;" and text.casefold().startswith(words.closings)


def _mark_leave(rows: Sequence[Row], words: WordList) -> None:
    """“Yours ever,” and the name below it."""
    for i, row in enumerate(rows):
        near_end = i >= len(rows) - _LAST
        if row.kind is not None or not _is_closing(row.text, words) or not (near_end or row.text[-1] == ","):
            continue
        if row.text[-1] not in ",!" and not (near_end and i > 0):
            continue
        row.never = True
        for below in rows[i + 1 : i + 4]:
            if len(below.text) > _CLOSING or signs.numbering(below.text, words) or signs.is_standing(below.text, words):
                break
            below.never = True


def letter_begins(rows: Sequence[Row], words: WordList) -> int:
    """How many rows stand at the head of a letter: address, place and date, up to whom it greets. 0: it is no letter.

    A letter has no title. A line above the greeting that neither has a number nor a date is one, though.
    """
    greeted = next((i for i, row in enumerate(rows[:7]) if _is_salutation(row.text, words)), -1)
    if greeted == 0:
        return 1
    first = rows[0].text
    headed = signs.is_dated_place(first, words) or (first[0].isdecimal() and not signs.ends_sentence(first, words))
    return greeted if greeted > 0 and headed and all(len(row.text) <= _CLOSING for row in rows[:greeted]) else 0
