"""Sessions as a calendar file (iCalendar, RFC 5545): one event each. The only module that knows icalendar.

Same input, same bytes: an event is stamped with SOURCE_DATE_EPOCH, or with the day of its session, never with now.
The file names no METHOD, so that the stamp says when the entry last changed and no calendar takes it for a message
from an organiser; an event that is imported again replaces the one with its UID. SEQUENCE stays 0 for the same reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from moot.exchange.invitation import invitation
from moot.guide.session import Session
from moot.load.guide_folder import Loaded
from moot.plan.dates import clock, printed_day
from moot.plan.session import plan_session
from moot.problems import GuideProblems, Problem

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import icalendar

__all__ = ["MAKER", "MadeCalendar", "calendar_of", "checked_dates", "event_id"]

MAKER = "-//moot//discussion guides//EN"
"""PRODID of every file made here, by which it is known as ours. Without a version: a new moot makes the same bytes."""


@dataclass(frozen=True)
class MadeCalendar:
    """The bytes of an .ics file, and the ids of its sessions in their order."""

    data: bytes
    sessions: tuple[str, ...]


def calendar_of(
    loaded: Loaded, name: str, handouts: Mapping[str, Sequence[str]], zone: ZoneInfo | None, remind: timedelta | None
) -> MadeCalendar:
    """The dated sessions of a guide as events, in its order; those without a date are left out.

    name: of the group's guide, part of every event's UID (small letters, digits, hyphens). handouts: by session the
    names of the files that belong to it. zone: where the clock times hold; None for the clock of whoever looks
    (floating). remind: how long before the meeting to remind of it. A session without a time takes the whole day.
    """
    import icalendar

    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", MAKER)
    made.add("calscale", "GREGORIAN")
    dated = [session for session in loaded.guide.sessions if session.on]
    for session in dated:
        event = _event(loaded, session, handouts.get(session.id, ()), zone, remind)
        event.add("uid", event_id(name, session.id))
        made.add_component(event)
    if zone and any(session.at for session in dated):
        years = [_day(session).year for session in dated]
        made.add_missing_timezones(date(min(years), 1, 1), date(min(max(years) + 1, 9999), 12, 31))
    return MadeCalendar(made.to_ical(), tuple(session.id for session in dated))


def event_id(name: str, session: str) -> str:
    """The UID of a session's event: the same as long as guide, group and session have their names."""
    return f"{name}.{session}@moot"


def _event(
    loaded: Loaded, session: Session, handouts: Sequence[str], zone: ZoneInfo | None, remind: timedelta | None
) -> icalendar.Event:
    import icalendar

    words = invitation(plan_session(loaded, session, "participant"), handouts)
    event = icalendar.Event()
    event.add("dtstamp", _stamp(session))
    event.add("sequence", 0)
    event.add("summary", words.title)
    event.add("description", words.words)
    if words.place:
        event.add("location", words.place)
    begin, end = _span(session)
    if not session.at:
        event.add("dtstart", begin.date())
        event.add("dtend", end.date())
        event.add("transp", "TRANSPARENT")  # nobody is busy the whole day
    elif zone is None:
        event.add("dtstart", begin)
        event.add("dtend", end)
    else:
        # In UTC an hour is an hour, also in the night in which clocks are changed.
        event.add("dtstart", begin.replace(tzinfo=zone))
        event.add("dtend", (begin.replace(tzinfo=zone).astimezone(UTC) + (end - begin)).astimezone(zone))
    if remind:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", words.title)
        alarm.add("trigger", -remind)
        event.add_component(alarm)
    return event


def _day(session: Session) -> date:
    assert session.on, "only dated sessions are put into a calendar"
    return date.fromisoformat(session.on)


def _span(session: Session) -> tuple[datetime, datetime]:
    """From when to when, by the clock on the wall; the whole day where the session has no time."""
    if not session.at:
        begin = datetime.combine(_day(session), time())
        return begin, begin + timedelta(days=1)
    hour, minute = (int(part) for part in session.at.split(":"))
    begin = datetime.combine(_day(session), time(hour, minute))
    return begin, begin + timedelta(minutes=session.minutes)


def _stamp(session: Session) -> datetime:
    """When the event counts as changed: SOURCE_DATE_EPOCH, seconds since 1970, else the day of the session."""
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.combine(_day(session), time(), UTC)


def checked_dates(sessions: Sequence[Session], file: str) -> list[Problem]:
    """Warnings about sessions without a date, about two that overlap, and about one held before an earlier one.

    file: how to call the guide. Raises GuideProblems where no session has a date, and for a year that cannot be meant.
    """
    dated = [session for session in sessions if session.on]
    odd = [session for session in dated if not 1970 <= int(str(session.on)[:4]) < 3000]
    if odd or not dated:
        said = [f"session {one.id} is on {one.on}: no group meets in that year" for one in odd]
        hint = "correct the year after “on:”" if odd else _HOW_TO_DATE
        raise GuideProblems(Problem(file, 0, 0, one, hint, "calendar") for one in said or ["no session has a date"])
    warnings = [*_overlapping(dated), *_backwards(dated)]
    missing = [session.id for session in sessions if not session.on]
    if missing:
        hint = f"give {'it' if len(missing) == 1 else 'them'} a date with “on:”, or date all with --from and --every"
        warnings.append((f"without a date, and so not in the calendar: {', '.join(missing)}", hint))
    return [Problem(file, 0, 0, message, hint, "calendar", "warning") for message, hint in warnings]


_HOW_TO_DATE = (
    "date them all with --from 2027-03-04 --every thursday --at 19:00, or one by one: "
    "“on: 2027-03-04” at the session in guide.yaml, or below “schedule:” in the group's file"
)


def _overlapping(dated: Sequence[Session]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(dated, 2):
        (begin, end), (begin_other, end_other) = _span(one), _span(other)
        if begin < end_other and begin_other < end:
            message = f"sessions {one.id} and {other.id} are held at the same time: {_said(one)}, and {_said(other)}"
            yield message, "give one of them another day, or another hour"


def _backwards(dated: Sequence[Session]) -> Iterator[tuple[str, str]]:
    for one, other in pairwise(dated):
        if _day(other) < _day(one):
            yield f"session {other.id}, {_said(other)}, is held before session {one.id}, {_said(one)}", "is that meant?"


def _said(session: Session) -> str:
    hours = f", {session.at}–{clock(session.at, session.minutes)}" if session.at else ""
    return f"{printed_day(session.on)}{hours}"
