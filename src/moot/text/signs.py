"""The signs by which plain text without markup shows what a line is. Each looks at one line only.

No pattern here repeats a repetition, and those that look for an end look at the end only: a line of any length
takes time in proportion to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moot.text.words import ENGLISH, WordList

__all__ = [
    "LONG_ITEM",
    "Marker",
    "are_theses",
    "attribution_signs",
    "authors_of",
    "box_number",
    "ends_sentence",
    "is_caption",
    "is_dated_place",
    "is_lone_name",
    "is_number_only",
    "is_shouted",
    "is_standing",
    "is_title_case",
    "is_whole_quotation",
    "list_marker",
    "list_runs",
    "numbering",
    "opens_quotation",
    "time_kind",
    "without_dash",
]

LONG_ITEM = 300
"""Characters: a list item of that length is a numbered thesis, and counted as a paragraph."""

_YEAR = r"(?:1[0-9]|20)\d\d"
_CLOSERS = "\"'”’»“)]*†‡¹²³⁰⁴⁵⁶⁷⁸⁹"
_NOTE_MARK = re.compile(r"(?<=[.!?…\"”’»“])\s?(?:\[\^?\d{1,3}\]|\(\d{1,3}\))\s*$")
_LIST = re.compile(r"(\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)]|\(?[A-Za-zа-яё]\)|[•◦▪‣·*–-])\s+(?=\S)")
_COUNTING = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя")
_NUMBERS = re.compile(r"(?:§\s?)?(\d{1,3}(?:\.\d{1,3}){0,5})(?:[.):]|\s)\s*(?=\S)")
_ROMAN = re.compile(r"([IVXLC]{1,7})(?!\.\s?[A-Z]\.)(?:\.\s+|\)\s+|\s+[—–-]\s+|$)")
_INNER_END = re.compile(r"[^\W\d_]{2}[.!?…][”’»\")*]?\s+[“‘«„\"(]?[^\W\d_]")
_DASH = re.compile(r"(?:—|–|―|--|-)\s*")
_ENDS_IN_YEAR = re.compile(rf"\b{_YEAR}\]?\)?\.?$")
_QUOTED = re.compile(r"[“„«\"][^“”„«»\"]{2,120}[”“»\"]")
_INITIALED = re.compile(r"(?:[A-Z]\.[ -]?){1,4}[A-Z]\w")
_OWNED = re.compile(r"\b[A-Z]\w{1,40}[’'](?:s\b)?\s+(\w{1,20})")
_NAME = re.compile(r"(?:[^\W\d_]\.(?:-?[^\W\d_]\.)*|[^\W\d_][\w’'-]*)")
_CITATION = re.compile(r"(?:\s*(?:\[[^\[\]]{1,100}\]|\([^()]{1,100}\)|[\d¹²³⁰⁴-⁹]{1,3}))[.,;]?$")


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a list item: style is the same within a list, value counts on."""

    text: str
    style: str
    value: int
    rest: str


def list_marker(line: str) -> Marker | None:
    """The marker at the start of a line, if there is one."""
    found = _LIST.match(line)
    if not found:
        return None
    marker = found[1]
    core = marker.strip("[]().")
    value = int(core) if core.isdecimal() else _letter_value(core) if core.isalpha() else 0
    style = re.sub(r"\d+", "1", marker) if core.isdecimal() else marker.replace(core, "a") if core else marker
    return Marker(marker, style, value, line[found.end() :])


def _letter_value(letter: str) -> int:
    """a is 1, and so is а."""
    return max(row.find(letter.lower()) for row in _COUNTING) + 1


def list_runs(lines: Sequence[str | None]) -> list[tuple[int, int]]:
    """(start, end) of each list: two or more short lines in a row, their markers of one style and counting on.

    None stands for a line that is known to be something else. Longer ones are numbered theses, not items.
    """
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        end, last = start, None
        while end < len(lines) and (marker := list_marker(lines[end] or "")):
            if last and (marker.style != last.style or (last.value and marker.value != last.value + 1)):
                break
            last, end = marker, end + 1
        if end - start >= 2 and max(len(line or "") for line in lines[start:end]) <= LONG_ITEM:
            runs.append((start, end))
        start = max(end, start + 1)
    return runs


def are_theses(run: Sequence[Marker]) -> bool:
    """Whether a numbered list is rather a row of numbered paragraphs: every other item has several sentences."""
    if not run or not run[0].style[0].isdecimal():
        return False
    several = sum(bool(_INNER_END.search(item.rest[:-1])) and ends_sentence(item.rest) for item in run)
    return 2 * several >= len(run)


def ends_sentence(line: str, words: WordList = ENGLISH) -> bool:
    """Whether it ends as a sentence does: not with `Pt. 1`, initials or `1.`."""
    end = _NOTE_MARK.sub("", line[-40:]).rstrip(_CLOSERS + " \u00a0\u202f")
    if not end or end[-1] not in ".!?…。！？":
        return False
    last = end.rsplit(None, 1)[-1]
    is_initial = len(last) == 2 and last[0].isupper() and last[1] == "."
    is_count = last[:-1].isdecimal() and last == line.strip()
    return not (is_initial or is_count or last.casefold() in words.abbreviations)


def is_title_case(line: str, words: WordList = ENGLISH) -> bool:
    """Whether four of five of its words, small ones left out, begin with a capital. Without letters: yes."""
    found: list[str] = re.findall(r"[^\W\d_][\w’'.-]*", line[:300])
    telling = [word for i, word in enumerate(found) if i == 0 or word.casefold() not in words.small]
    return sum(word[0].isupper() or not word[0].islower() for word in telling) >= 0.8 * len(telling)


def numbering(line: str, words: WordList = ENGLISH) -> tuple[str, int] | None:
    """Explicit numbering of a heading as (style, depth): `1.2 …` is ("1", 2), `Chapter 3` is ("chapter", 1)."""
    first, _, rest = line[:120].partition(" ")
    first, number = first.casefold(), rest.partition(" ")[0].rstrip(".:,—–-").casefold()
    if first in words.parts and (
        number.isdecimal() or number in words.numerals or re.fullmatch(r"[ivxlc]{1,7}|[a-z]", number)
    ):
        return first, 1
    if first in words.numerals and number in words.parts:  # Erster Teil, première partie
        return number, 1
    if found := _NUMBERS.match(line):
        if re.fullmatch(_YEAR, found[1]) or time_kind(line, words):
            return None
        return "1", found[1].count(".") + 1
    if _ROMAN.match(line):
        return "I", 1
    return None


def box_number(line: str, words: WordList = ENGLISH) -> bool:
    """The heading of a box beside the text: `Box 4.1: …`, `Exercise 2`."""
    first, _, rest = line[:120].partition(" ")
    return first.casefold() in words.boxes and rest[:1].isdecimal()


def is_caption(line: str, words: WordList = ENGLISH) -> bool:
    """What stands below a picture or table: `Figure 4.1. …`."""
    first, _, rest = line[:120].partition(" ")
    return first.casefold() in words.captions and rest[:1].isdecimal()


def is_dated_place(line: str, words: WordList = ENGLISH) -> bool:
    """A place and a date, as at the head of a letter: `Harrow Mill, 4 March 1911`."""
    if len(line) > 70 or "," not in line or not line[0].isupper():
        return False
    place, _, date = line.partition(",")
    dated = bool(_ENDS_IN_YEAR.search(line[-12:])) or time_kind(date, words) in {"year", "month", "day"}
    return dated and not time_kind(place, words) and len(re.findall(r"[^\W\d_]+", line)) <= 10


def is_shouted(line: str) -> bool:
    """Whether all its letters, four or more, are capitals."""
    letters = re.sub(r"[\W\d_]+", "", line[:300])
    return len(letters) >= 4 and letters.isupper()


def is_number_only(line: str) -> bool:
    """A page number, or the number of a section, alone on its line."""
    return bool(re.fullmatch(r"[\[(]?\d{1,4}[\])]?\.?", line))


def time_kind(line: str, words: WordList = ENGLISH) -> str:
    """Which stretch of time a short heading names: era, year, month, day or ""."""
    if len(line) > 80:
        return ""
    folded = line.casefold()
    tokens = re.findall(r"[^\W\d_]+|\d+", folded)
    months = [token for token in tokens if token in words.months]
    years = [token for token in tokens if re.fullmatch(_YEAR, token)]
    others = [t for t in tokens if t not in words.months and t not in words.small and not t.isdecimal()]
    days = [token for token in tokens if token.isdecimal() and len(token) <= 2]
    if months and not others:
        return "day" if days else "month"
    if years and not others:
        return "year"
    if any(token in words.eras for token in tokens) or folded.startswith(words.era_prefixes):
        return "era"
    return ""


def is_standing(line: str, words: WordList = ENGLISH) -> bool:
    """A whole heading of its own kind: Introduction, Notes, Conclusion."""
    return len(line) <= 40 and line.casefold().strip(" .:") in words.standing


def attribution_signs(line: str, words: WordList = ENGLISH) -> int:
    """How much a line looks like the source of the quotation above it; 2 are enough."""
    if len(line) > 140 or time_kind(line, words) in {"year", "month", "day"}:
        return 0
    owned = _OWNED.search(line)
    return (
        2 * bool(_DASH.match(line))
        + bool(_ENDS_IN_YEAR.search(line[-12:]))
        + bool(_QUOTED.search(line))
        + bool(
            _INITIALED.match(line)
            or (owned and owned[1].casefold() in words.writings)
            or line.partition(" ")[0].casefold() in words.writings
        )
        + ("," in line)
        - 2 * (ends_sentence(line, words) and not _ENDS_IN_YEAR.search(line[-12:]))
    )


def without_dash(line: str) -> str:
    """An attribution without the dash before it."""
    return line[found.end() :] if (found := _DASH.match(line)) and found.end() < len(line) else line


def authors_of(line: str, words: WordList = ENGLISH) -> tuple[str, ...]:
    """The names in a byline: `By …`, or a list of names of two to four words. Else empty."""
    if len(line) > 200 or ends_sentence(line, words):
        return ()
    lead = next((lead for lead in words.by if line.casefold().startswith(lead)), "")
    joiners = "|".join(re.escape(joiner) for joiner in words.joiners)
    found = re.split(rf",\s*(?:(?:{joiners})\s)?|\s(?:{joiners})\s|;\s*", line[len(lead) :])
    names = [name.strip() for name in found if name.strip()]
    if not lead and numbering(line, words):
        return ()
    if not names or not (lead or len(names) > 1 or _INITIALED.match(names[0])):
        return ()
    return tuple(names) if all(_is_name(name, 1 if lead else 2, words) for name in names) else ()


def is_lone_name(line: str, words: WordList = ENGLISH) -> bool:
    """Two to four capitalised words and nothing else: a name, or in some languages a heading."""
    known = numbering(line, words) or time_kind(line, words) or is_standing(line, words)
    return len(line) <= 60 and not known and _is_name(line, 2, words) and len(line.split()) <= 4


def _is_name(name: str, enough: int, words: WordList) -> bool:
    tokens = name.split()
    big = [token for token in tokens if token.casefold() not in words.particles]
    return (
        enough <= len(tokens) <= 5 and bool(big) and all(token[0].isupper() and _NAME.fullmatch(token) for token in big)
    )


_OPEN, _CLOSE = "“„«", "”»"


def opens_quotation(line: str) -> bool:
    """It begins with a quotation mark that is not closed within it: the quotation goes on in the next."""
    if line.startswith('"'):
        return line.count('"') % 2 == 1
    return line[:1] in _OPEN and line[:1] != "" and _depths(line)[0] > 0


def is_whole_quotation(line: str, led: bool, continued: bool) -> bool:
    """It begins and ends with quotation marks that belong together; a citation may follow.

    led: the line above ends with a colon. continued: it goes on with a quotation opened above.
    """
    tail = line[-120:]
    body = line[: len(line) - len(tail)] + _CITATION.sub("", tail)
    body = body.rstrip(".,; ")
    if line.startswith('"'):
        return body.endswith('"') and len(body) > 1 and (body.count('"') == 2 or led or continued)
    if line[:1] not in _OPEN or not line or body[-1:] not in _CLOSE + "“":
        return False
    depth, first_zero = _depths(body)
    return first_zero == len(body) - 1 or ((led or continued) and depth <= 0)


def _depths(line: str) -> tuple[int, int]:
    """Quotation marks still open at the end, and where they were first all closed (-1: never)."""
    depth, first_zero = 0, -1
    german = line.startswith("„")
    for place, character in enumerate(line):
        if german and character == "“":
            depth -= 1
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth -= 1
        else:
            continue
        if depth == 0 and first_zero < 0:
            first_zero = place
    return depth, first_zero
