"""When a group meets: dates from a first day and a rule in plain words, and days and times as they are typed.

The calendar's arithmetic is dateutil's (RFC 5545 recurrence rules); the words are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import product

from moot.plan.dates import MONTHS, printed_day
from moot.problems import UsageProblem
from moot.start.rhythm import Rhythm, rhythm_of

__all__ = ["day_of", "days_of", "meeting_dates", "schedule_lines", "short_months", "time_of"]


def meeting_dates(first: date, every: str, count: int, skip: Sequence[date] = ()) -> list[date]:
    """The days of `count` meetings, the first on `first`, then by the rule `every` (`rhythm.py` says what it knows).

    A day of `skip` is left out, and the meetings after it move on: the count stays. Where a month is too short for
    the day of the first meeting, the meeting is on its last day. Raises UsageProblem, with what to write instead, for
    a rule that is none, or that does not fall on the first day, and for dates after the year 9999.
    """
    rhythm = rhythm_of(every)
    rule = _rule(first, rhythm)
    begins = next((moment.date() for moment in rule), None)
    if begins != first:
        raise _not_on(first, every, begins, rhythm)
    if first in skip:
        raise UsageProblem(
            f"--skip {first} is the day of the first meeting\n    help: begin with --from on the day of the next one"
        )
    left_out = set(skip)
    found: list[date] = []
    for moment in rule:
        if len(found) >= count:
            break
        if moment.date() not in left_out:
            found.append(moment.date())
    if len(found) < count:
        raise UsageProblem(f"--from {first}: the calendar ends before the last meeting\n    help: begin earlier")
    return found


def short_months(first: date, every: str) -> str:
    """A sentence on what happens in months that lack the day of the first meeting; "" where each month has it."""
    if rhythm_of(every).step != "month" or rhythm_of(every).days or first.day < 29:
        return ""
    return f"in a month without a day {first.day} the meeting is on its last day"


def _rule(first: date, rhythm: Rhythm) -> Iterable[datetime]:
    from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday  # type: ignore[import-untyped]

    start = datetime(first.year, first.month, first.day)
    every: Callable[..., Iterable[datetime]] = partial(rrule, dtstart=start, interval=rhythm.interval)
    if rhythm.step == "day":
        return every(DAILY)
    if rhythm.step == "week":
        return every(WEEKLY, byweekday=rhythm.days or first.weekday(), wkst=MO)
    if rhythm.days:
        return every(MONTHLY, byweekday=[weekday(day, week) for week, day in product(rhythm.weeks, rhythm.days)])
    # Of the days 28 to 31 the last that the month has and that is not after the day wanted.
    days_of_month = [first.day] if first.day < 29 else list(range(28, first.day + 1))
    return every(MONTHLY, bymonthday=days_of_month, bysetpos=-1)


def _not_on(first: date, every: str, begins: date | None, rhythm: Rhythm) -> UsageProblem:
    message = f"--from {first} is a {_weekday(first)}, and “{every}” does not fall on it"
    if begins is None:
        return UsageProblem(f"{message}\n    help: begin earlier")
    hint = f"the first that does is {printed_day(begins.isoformat())}: write --from {begins}"
    if rhythm.step == "week" and len(rhythm.days) == 1:
        other = "other " if rhythm.interval == 2 else ""
        hint += f', or --every "{other}{_weekday(first).lower()}"'
    return UsageProblem(f"{message}\n    help: {hint}")


def _weekday(day: date) -> str:
    return printed_day(day.isoformat()).partition(",")[0]


# Days and times as they are typed

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIGURES = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})[./-]([0-9]{1,4})\.?")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
_NEAR_TIME = re.compile(r"([0-9]{1,2})(?:[.:h]([0-9]{2})?)? ?(?:h|uhr|([ap])\.?m\.?)?")


def day_of(text: str, option: str = "--from") -> date:
    """The day that is written as 2027-03-04. Raises UsageProblem, which says how to write what was probably meant."""
    text = text.strip()
    if _ISO.fullmatch(text):
        found = _day(*map(int, text.split("-")))
        if found:
            return found
        raise UsageProblem(f"{option} {text}: there is no such day\n    help: it is year-month-day, as in 2027-03-04")
    meant = list(dict.fromkeys(day.isoformat() for day in _meant(text)))
    if len(meant) > 1:
        both = " or ".join(f"{day} for {printed_day(day).partition(', ')[2]}" for day in meant)
        raise UsageProblem(f"{option} {_short(text)} can be two different days\n    help: write {both}")
    hint = f"write {meant[0]}" if meant else "write year-month-day, as in 2027-03-04"
    raise UsageProblem(f"{option} {_short(text)}: a day is written year-month-day\n    help: {hint}")


def days_of(texts: Iterable[str], option: str = "--skip") -> list[date]:
    """Several days, one a text or with commas between them. Raises UsageProblem as `day_of` does."""
    return [day_of(one, option) for text in texts for one in text.split(",") if one.strip()]


def time_of(text: str, option: str = "--at") -> str:
    """The time of day that is written as 19:00. Raises UsageProblem, which says how to write what was meant."""
    text = text.strip()
    if _TIME.fullmatch(text):
        return text
    near = _NEAR_TIME.fullmatch(text.casefold())
    hint = "write hours and minutes, as in 19:00"
    if near:
        hour, minute = int(near[1]), int(near[2] or 0)
        if near[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if near[3] == "p" else 0)
        if hour < 24 and minute < 60:
            hint = f"write {hour}:{minute:02}"
    raise UsageProblem(f"{option} {_short(text)}: this is no time of day\n    help: {hint}")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"


def _meant(text: str) -> Iterable[date]:
    """The days that figures or words in another order can mean."""
    found = _FIGURES.fullmatch(text)
    if found:
        first, second, last = int(found[1]), int(found[3]), int(found[4])
        if len(found[1]) == 4:
            orders = [(first, second, last)]
        else:
            year = last if len(found[4]) > 2 else 2000 + last
            # With full stops the day comes first everywhere; with strokes and hyphens it depends on who writes.
            orders = [(year, second, first)] + ([(year, first, second)] if found[2] != "." else [])
    else:
        words = re.findall(r"[0-9]+|[^\W\d_]+", text[:40])
        names = [n for word in words for n, month in enumerate(MONTHS, 1) if month[:3].lower() == word[:3].lower()]
        figures = [int(word) for word in words if word.isdecimal()]
        orders = [(max(figures), names[0], min(figures))] if len(names) == 1 and len(figures) == 2 else []
    return [day for order in orders if (day := _day(*order))]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def schedule_lines(meetings: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The lines of an adaptation that keep these dates, by session: `schedule:` and below it a line for each.

    A meeting has `on`, `at`, `place` and `lead`, as far as they are known.
    """
    from moot.yaml_file.render import flow

    rows = [
        f"  {name}: {flow({key: value for key, value in said.items() if value})}" for name, said in meetings.items()
    ]
    return ["schedule:", *rows]
