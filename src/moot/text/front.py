"""Lines between the title of a text and its beginning: who wrote it, and when and where it came out."""

from __future__ import annotations

from moot.text import signs
from moot.text.words import ENGLISH, WordList

__all__ = ["byline_of", "is_imprint"]

_LONGEST = 140  # characters


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
    if len(line) > _LONGEST or signs.ends_sentence(line, words) or line[-1:] in {",", ":", ";"}:
        return False
    return line.casefold().startswith(words.imprints) or signs.is_dated_place(line, words)
