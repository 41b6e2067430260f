"""The options that say how many meetings there are and when and where they are held, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from moot.problems import UsageProblem

if TYPE_CHECKING:
    from moot.guide.session import Session

__all__ = [
    "AtOption",
    "EveryOption",
    "FromOption",
    "Meetings",
    "MinutesReadingOption",
    "PlaceOption",
    "SessionsOption",
    "SkipOption",
    "dated",
    "kept_lines",
    "meetings_of",
]

SessionsOption = Annotated[
    int | None,
    typer.Option(
        "--sessions", metavar="N", min=1, max=200, help="So many meetings, with about as much to read for each."
    ),
]
MinutesReadingOption = Annotated[
    int | None,
    typer.Option(
        "--minutes-reading",
        metavar="N",
        min=1,
        max=2000,
        help="As many meetings as it takes if nobody is to read longer for one; slow readers count.",
    ),
]
FromOption = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="Day of the first meeting, as 2027-03-04.")
]
EveryOption = Annotated[
    str | None,
    typer.Option(
        "--every",
        metavar="WHEN",
        help="How often: week, “2 weeks”, month, thursday, “other thursday”, “first thursday”, “1st and 3rd thursday”; "
        "without it, every week.",
    ),
]
AtOption = Annotated[str | None, typer.Option("--at", metavar="TIME", help="When meetings start, as 19:00.")]
SkipOption = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="DATE", help="A day without a meeting, such as a holiday; may be repeated."),
]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="WHERE", help="Where meetings are held.")]


@dataclass(frozen=True)
class Meetings:
    """What the options say of a row of meetings.

    days: one for each, none where --from is not given. at and place: the same for all; "" where they are not given.
    note: a sentence to print, or "".
    """

    days: tuple[date, ...]
    at: str
    place: str
    note: str

    def of(self, index: int) -> dict[str, str]:
        """What a session gets, by field: `on`, `at` and `place`, as far as they are given. index: 0 for the first."""
        on = self.days[index].isoformat() if self.days else ""
        return {key: value for key, value in (("on", on), ("at", self.at), ("place", self.place)) if value}


def meetings_of(
    count: int, first: str | None, every: str | None, at: str | None, place: str | None, skip: Sequence[str] | None
) -> Meetings:
    """The days, the time and the place of `count` meetings, from the words of a command.

    Raises UsageProblem where one of them is wrong, or has no meaning without --from.
    """
    from moot.start.dates import day_of, days_of, meeting_dates, short_months, time_of

    time = time_of(at) if at is not None else ""
    where = (place or "").strip()
    if len(where) > 500:
        raise UsageProblem("--place: this is too long for a place\n    help: write where it is in a few words")
    if first is None:
        if every is not None or skip:
            option = "--every" if every is not None else "--skip"
            raise UsageProblem(f"{option} needs the day of the first meeting\n    help: add --from 2027-03-04")
        return Meetings((), time, where, "")
    begin, how_often = day_of(first), "week" if every is None else every
    days = meeting_dates(begin, how_often, count, days_of(skip or ()))
    return Meetings(tuple(days), time, where, short_months(begin, how_often) if count > 1 else "")


def dated(sessions: Sequence[Session], meetings: Meetings) -> tuple[Session, ...]:
    """The sessions at those meetings, in their order; what the options do not say stays as it was."""
    return tuple(session.model_copy(update=meetings.of(index)) for index, session in enumerate(sessions))


def kept_lines(sessions: Sequence[Session]) -> list[str]:
    """The lines of an adaptation that keep when and where these sessions are held."""
    from moot.start.dates import schedule_lines

    keys = ("on", "at", "place")
    return schedule_lines({one.id: {key: getattr(one, key) or "" for key in keys} for one in sessions})
