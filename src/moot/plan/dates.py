"""Dates as they are printed: `1918-02-23` is 23 February 1918."""

from __future__ import annotations

import datetime

from moot.tongue import dated, dated_span, gettext, spoken, weekday

__all__ = ["MONTHS", "clock", "date_order", "printed_date", "printed_day"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def printed_date(date: str | None) -> str:
    """A partial date in words; a span as `14–16 March 1918`; "" for none."""
    if not date:
        return ""
    about, date = date.startswith("c."), date.removeprefix("c.").strip()
    first, _, last = date.partition("/")
    words = _span(first, last) if last and last != first else _single(first)
    return gettext("c. %(date)s", date=words) if about else words


def date_order(date: str) -> tuple[tuple[int, ...], ...]:
    """By which dates are sorted: a year before its months, a month before its days, a start before its end."""
    return tuple(_parts(one) for one in date.removeprefix("c.").strip().split("/"))


def _parts(date: str) -> tuple[int, ...]:
    return tuple(int(part) for part in date.split("-"))


def _single(date: str) -> str:
    return " ".join(_words(date)) if spoken() == "en" else dated(_parts(date))


def _words(date: str) -> list[str]:
    """Day, month and year, as far as they are known."""
    year, *rest = _parts(date)
    return [*(str(day) for day in rest[1:]), *(MONTHS[month - 1] for month in rest[:1]), str(year)]


def _span(first: str, last: str) -> str:
    """Leaves out of the first date what both share: `14–16 March 1918`, `May – June 1918`, `1918–1920`."""
    if spoken() != "en":
        return dated_span(_parts(first), _parts(last))
    begin, end = _words(first), _words(last)
    if len(begin) != len(end):
        return f"{_single(first)} – {_single(last)}"
    while len(begin) > 1 and begin[-1] == end[len(begin) - 1]:
        begin.pop()
    dash = "–" if len(begin) == 1 and begin[0].isdigit() else " – "
    return f"{' '.join(begin)}{dash}{' '.join(end)}"


def printed_day(date: str | None) -> str:
    """A whole date with its day of the week: Thursday, 4 March 2027; "" for none."""
    if not date:
        return ""
    day = datetime.date.fromisoformat(date)
    name = _WEEKDAYS[day.weekday()] if spoken() == "en" else weekday(day)
    return gettext("%(weekday)s, %(date)s", weekday=name, date=printed_date(date))


def clock(start: str, minutes: int) -> str:
    """The time of day `minutes` after `start` (19:00), round the clock."""
    hour, minute = (int(part) for part in start.split(":"))
    total = (hour * 60 + minute + minutes) % (24 * 60)
    return f"{total // 60}:{total % 60:02}"
