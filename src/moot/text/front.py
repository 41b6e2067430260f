"""Lines between the title of a text and its beginning: who wrote it, and when and where it came out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moot.markdown import plain
from moot.text import signs
from moot.text.tree import Part
from moot.text.words import ENGLISH, LANGUAGES, WordList

__all__ = ["byline_of", "is_date", "is_imprint", "with_bylines"]

_LONGEST = 140  # characters
_LINES = 4  # below the title
_MONTHS = frozenset[str]().union(*(words.months for words in LANGUAGES.values()))
_BESIDE = frozenset({"st", "nd", "rd", "th", "er", "de", "del", "den", "der", "le", "of", "the", "vom", "года", "г"})
_IN_FIGURES = re.compile(r"\d{1,2}([./-]) ?\d{1,2}\1 ?(?:1[0-9]|20)\d\d|(?:1[0-9]|20)\d\d-\d\d-\d\d")


def byline_of(line: str, words: WordList = ENGLISH, heads_marked: bool = False) -> tuple[str, ...] | None:
    """The names in a byline, empty where it says only when or where; None where the line is no byline.

    heads_marked: headings are known by their marks, so that a name alone cannot be one.
    """
    if names := signs.authors_of(line, words):
        return names
    if group := _group_of(line, words):
        return (group,)
    if heads_marked and signs.is_lone_name(line, words):
        return (line,)
    return () if is_imprint(line, words) else None


def _group_of(line: str, words: WordList) -> str:
    """A body that signs together: `By the Strand Readers’ Circle`; else ""."""
    lead = next((lead for lead in words.by if line.casefold().startswith(lead)), "")
    body = line[len(lead) :]
    first, _, rest = body.partition(" ")
    if not lead or len(line) > 80 or signs.ends_sentence(line, words) or first.casefold() not in words.small:
        return ""
    return body if len(rest.split()) >= 2 and signs.is_title_case(rest, words) else ""


def is_imprint(line: str, words: WordList = ENGLISH) -> bool:
    """Whether a line below the title says when, where or as what the text came out: `Delivered at …`, `A play in …`."""
    if is_date(line):
        return True
    if len(line) > _LONGEST or signs.ends_sentence(line, words) or line[-1:] in {",", ":", ";"}:
        return False
    return line.casefold().startswith(words.imprints) or signs.is_dated_place(line, words)


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else, with its year: `12 March 1998`, `12. März 1998`, `1998-03-12`."""
    if len(line) > 40:
        return False
    if _IN_FIGURES.fullmatch(line.strip(" .()")):
        return True
    tokens = re.findall(r"[^\W\d_]+|\d+", line.casefold())
    years = [token for token in tokens if re.fullmatch(r"(?:1[0-9]|20)\d\d", token)]
    days = [token for token in tokens if token.isdecimal() and len(token) <= 2]
    months = [token for token in tokens if token in _MONTHS]
    others = len(tokens) - sum(token in _BESIDE for token in tokens) - len(days) - 2
    return len(years) == len(months) == 1 and len(days) <= 1 and not others


def with_bylines(parts: Sequence[Part], words: WordList) -> tuple[Part, ...]:
    """The parts of a document with what stands right below its title, and is a name or a date, as byline.

    Where the document has several headings that are dates, as a diary has, they stay.
    """
    out = list(parts)
    dated = sum(part.kind == "heading" and is_date(plain(part.text[:100])) for part in parts) > 1
    below = False
    for i, part in enumerate(out[: _LINES + 1]):
        line = plain(part.text[: _LONGEST * 2])
        if not i and part.kind in {"title", "heading"}:
            below = True
        elif not below or part.kind not in {"heading", "paragraph", "quotation", "byline"} or len(line) > _LONGEST:
            break
        elif part.kind == "heading":
            if dated or not is_date(line):
                break
            out[i] = replace(part, kind="byline", level=0)
        elif part.kind != "byline":
            if byline_of(line, words, heads_marked=True) is None:
                break
            out[i] = replace(part, kind="byline")
    return tuple(out)
