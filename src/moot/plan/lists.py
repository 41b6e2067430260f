"""Who is who, words and dates of a session. Where an entry comes from is told to the facilitator only (`leading`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moot.guide.guide import Guide
from moot.guide.lists import Event
from moot.guide.section import Section
from moot.plan.dates import date_order, printed_date

__all__ = [
    "PlannedEvent",
    "PlannedPerson",
    "PlannedTerm",
    "planned_people",
    "planned_terms",
    "planned_timeline",
]


@dataclass(frozen=True)
class PlannedEvent:
    """A dated event, in both calendars where it matters. source is for the facilitator.

    when, until and old_when are the dates as the guide writes them, for what is drawn of them.
    """

    date: str
    old_style: str
    says: str
    source: str = ""
    when: str = ""
    until: str = ""
    old_when: str = ""


@dataclass(frozen=True)
class PlannedPerson:
    """Somebody the text names. source is for the facilitator."""

    name: str
    years: str
    says: str
    source: str = ""


@dataclass(frozen=True)
class PlannedTerm:
    """A word of the text. source is for the facilitator."""

    term: str
    says: str
    source: str = ""


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


def planned_people(guide: Guide, sections: Sequence[Section], leading: bool) -> tuple[PlannedPerson, ...]:
    """In the order of the names under which a reader looks: the last ones."""
    people = [guide.people[name] for name in _once([name for section in sections for name in section.people])]
    rows = []
    for person in sorted(people, key=lambda one: one.name.split()[-1].casefold()):
        years = f"{printed_date(person.born)}–{printed_date(person.died)}" if person.born or person.died else ""
        rows.append(PlannedPerson(person.name, years, person.says, _source(person.source, leading)))
    return tuple(rows)


def planned_terms(guide: Guide, sections: Sequence[Section], leading: bool) -> tuple[PlannedTerm, ...]:
    """In alphabetical order."""
    terms = [guide.glossary[name] for name in _once([name for section in sections for name in section.terms])]
    ordered = sorted(terms, key=lambda one: one.term.casefold())
    return tuple(PlannedTerm(term.term, term.says, _source(term.source, leading)) for term in ordered)


def planned_timeline(guide: Guide, sections: Sequence[Section], leading: bool) -> tuple[PlannedEvent, ...]:
    """In the order of time."""
    events = [guide.timeline[name] for name in _once([name for section in sections for name in section.timeline])]
    rows = []
    for event in sorted(events, key=lambda one: (date_order(one.when), one.id)):
        source = _source(event.source, leading)
        dates = event.when, event.until or "", event.old_style or ""
        rows.append(PlannedEvent(_when(event), printed_date(event.old_style), event.says, source, *dates))
    return tuple(rows)


def _source(source: str | None, leading: bool) -> str:
    return (source or "") if leading else ""


def _when(event: Event) -> str:
    if event.until and event.until.startswith("c."):
        return f"{printed_date(event.when)} – {printed_date(event.until)}"
    return printed_date(f"{event.when}/{event.until}" if event.until else event.when)
