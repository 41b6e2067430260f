"""The readings of a session: labels, source headers, minutes, stances, and the list of what to read before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moot.guide.guide import Guide
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import ReadingUse, Section
from moot.guide.words import ROLES
from moot.plan.dates import date_order, printed_date
from moot.plan.pieces import Edition, Minutes, PlannedReading
from moot.plan.reading_time import reading_time
from moot.tongue import gettext, listed, marked

__all__ = [
    "Used",
    "cited",
    "cited_readings",
    "planned_reading",
    "printed_pages",
    "required_words",
    "time_of",
    "used_readings",
]

_LETTERS = {"primary": "P", "counterpoint": "C"}
_NEEDS = ("required", "choose-one", "optional")


@dataclass(frozen=True)
class Used:
    """A reading as this session uses it, with its label (P1, C2, R1)."""

    label: str
    role: str
    use: ReadingUse
    reading: Reading


def used_readings(guide: Guide, sections: Sequence[Section], cited: Iterable[str] = ()) -> tuple[Used, ...]:
    """Every reading of these sections once, in the order of roles, what is needed most first.

    Of a reading used twice the stronger need counts, with its role; where both need it alike, the first role, with
    the parts of both. cited: ids of readings that questions and claims name; one that no section lists is further
    reading. A question set in plain words keeps what is required, and what its questions name.
    """
    found: dict[str, tuple[str, ReadingUse]] = {}
    for section in sections:
        for role, _, use in section.uses():
            known = found.get(use.reading)
            if known is None or _NEEDS.index(use.need) < _NEEDS.index(known[1].need):
                found[use.reading] = (role, use)
            elif use.need == known[1].need:
                found[use.reading] = (known[0], _both(known[1], use))
    if guide.plain:
        found = {name: pair for name, pair in found.items() if pair[1].need == "required"}
    for name in cited:
        found.setdefault(name, ("further", ReadingUse(reading=name)))
    ordered = sorted(found.values(), key=lambda pair: (ROLES.index(pair[0]), _NEEDS.index(pair[1].need)))
    counts: dict[str, int] = {}
    used = []
    for role, use in ordered:
        letter = _LETTERS.get(role, "R")
        counts[letter] = counts.get(letter, 0) + 1
        used.append(Used(f"{letter}{counts[letter]}", role, use, guide.readings[use.reading]))
    return tuple(used)


def cited_readings(guide: Guide, sections: Sequence[Section], questions: Sequence[tuple[str, Question]]) -> list[str]:
    """Readings that both editions name; those of look-fors, which only one prints, get no label.

    For a question set in plain words only those that its questions name.
    """
    names = [name for _, question in questions for name in question.readings]
    if guide.plain:
        return names
    names += [name for section in sections for claim in section.claims.values() for name in claim.answered_by]
    return names + [check.reading for section in sections for check in section.quotations if check.reading]


def _both(first: ReadingUse, second: ReadingUse) -> ReadingUse:
    """What two sections need of one reading. A use that names no part means all of it."""
    sentences = re.split(r"(?<=[.!?]) +", " ".join(note for note in (first.note, second.note) if note))
    notes = " ".join(dict.fromkeys(sentences)) or None
    if first.part == second.part:
        return first.model_copy(update={"words": first.words or second.words, "note": notes})
    if not (first.part and second.part):
        return (second if first.part else first).model_copy(update={"note": notes})
    words = first.words + second.words if first.words and second.words else None
    return first.model_copy(update={"part": f"{first.part}; {second.part}", "words": words, "note": notes})


def cited(guide: Guide, used: Sequence[Used], name: str) -> str:
    """How a question or claim names a reading: its label in this session, or its author and title."""
    for one in used:
        if one.reading.id == name:
            return f"{one.label} {_short(one.reading)}"
    return _short(guide.readings[name])


def _short(reading: Reading) -> str:
    """Last name and year, as in a citation."""
    author = reading.authors[0] if reading.authors else reading.title
    issued = reading.issued or (reading.container.year if reading.container else None)
    year = str(date_order(issued)[0][0]) if issued else ""
    return f"{_last_name(author)} {year}".strip()


_PARTICLES = {"le", "la", "de", "du", "da", "di", "von", "van", "der", "den", "ter", "al", "el", "bin", "ibn"}


_BODIES = frozenset(
    [
        "the",
        "central",
        "committee",
        "congress",
        "council",
        "commission",
        "conference",
        "party",
        "union",
        "league",
        "group",
        "collective",
        "society",
        "association",
        "institute",
        "university",
        "church",
        "board",
        "office",
        "ministry",
        "government",
        "court",
        "editors",
        "editor",
        "delegates",
        "contributors",
        "staff",
        "press",
        "review",
        "journal",
        "site",
        "blog",
        "newspaper",
        "bureau",
        "soviet",
    ]
)
"""Words by which the name of a body is told from that of a person."""


def _last_name(author: str) -> str:
    """The last name of a person with its particle, as in Le Blanc; the whole name of a body such as a committee."""
    words = author.split()
    if len(words) > 3 or {word.strip(",").lower() for word in words} & _BODIES:
        return author
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def planned_reading(guide: Guide, one: Used, claims: dict[str, str], edition: Edition) -> PlannedReading:
    """A reading in print. `claims` gives the label of each claim this session prints."""
    reading, use = one.reading, one.use
    facilitator = edition == "facilitator"
    return PlannedReading(
        label=one.label,
        id=reading.id,
        role=one.role,
        title=reading.title,
        authors=listed(reading.authors),
        date=printed_date(reading.issued) or gettext("date not known"),
        source=_source(reading),
        header=_header(guide, reading, edition),
        stake=reading.stake or gettext("not stated"),
        says=reading.says or "",
        part=use.part or "",
        need=use.need,
        note=use.note or "",
        url=reading.url or "",
        minutes=time_of(one),
        stances=tuple((claims[key], stance) for key, stance in reading.stance.items() if key in claims),
        excerpt=reading.excerpt,
        confidence=(reading.confidence or "") if facilitator else "",
        to_check=(reading.to_check or "") if facilitator else "",
        language=reading.language or "",
    )


def time_of(one: Used) -> Minutes | None:
    """How long it takes to read what this session needs of it."""
    return reading_time(one.use.words or one.reading.words)


def _source(reading: Reading) -> str:
    """The container in one line: title in italics, editor, publisher, year, volume, pages."""
    inside = reading.container
    if inside is None:
        parts = [reading.publisher, printed_pages(reading.pages)]
        return listed(part for part in parts if part)
    parts = [
        f"*{inside.title}*",
        gettext("edited by %(name)s", name=inside.editor) if inside.editor else None,
        inside.volume,
        inside.publisher,
        printed_date(inside.year) or None,
        printed_pages(inside.pages),
    ]
    return listed(part for part in parts if part)


def printed_pages(pages: str | None) -> str | None:
    """`p. 45` or `pp. 44–46`; what is not just numbers is printed as it stands."""
    if not pages or not re.fullmatch(r"[\dIVXLCivxlc][\dIVXLCivxlc ,–-]*", pages):
        return pages
    return gettext("p. %(page)s", page=pages) if re.fullmatch(r"\w+", pages) else gettext("pp. %(pages)s", pages=pages)


def _header(guide: Guide, reading: Reading, edition: Edition) -> tuple[tuple[str, str], ...]:
    """The same fields in the same order for every side; a field nobody knows says so."""
    made = listed(part for part in (printed_date(reading.issued), reading.place) if part) or gettext("date not known")
    if reading.issued_note:
        made += f" ({reading.issued_note})"
    position = guide.about.positions.get(reading.position or "")
    kind = gettext(_TYPES[reading.type])
    unknown = gettext("not stated")
    rows = [
        (gettext("When, where"), made),
        (gettext("For whom"), reading.first_audience or unknown),
        (gettext("What it is"), listed([kind, position.name], "; ") if position else kind),
        (gettext("Published in"), _source(reading) or unknown),
    ]
    if reading.translator and reading.translator != "none needed":
        rows.append((gettext("Translated by"), reading.translator))
    if reading.rights and edition == "facilitator":
        rows.append((gettext("Rights"), reading.rights))
    return tuple(rows)


_TYPES = {
    "primary": marked("document of the time"),
    "secondary": marked("later account"),
    "tertiary": marked("reference work"),
}


def required_words(guide: Guide, used: Sequence[Used]) -> tuple[tuple[str, int], ...]:
    """Words of the required readings by position: the balance of what everybody reads beside the text."""
    totals = {position.short or position.name: 0 for position in guide.about.positions.values()}
    for one in used:
        position = guide.about.positions.get(one.reading.position or "")
        if one.use.need == "required" and position is not None:
            totals[position.short or position.name] += one.use.words or one.reading.words or 0
    return tuple(totals.items())
