"""Dates as bibliographies hold them, to the dates of a guide: 1918, 1918-02, 1918-02-23, `c. 1918`, a span."""

from __future__ import annotations

import re
from typing import NamedTuple

from moot.guide.base import checked_date
from moot.plan.dates import MONTHS

__all__ = ["NO_DATE", "When", "date_of", "joined_date"]

_MONTH = re.compile("|".join(rf"\b{month[:3]}[a-z]*\b\.?" for month in MONTHS), re.IGNORECASE)
_ISO = r"(-?[0-9]{1,4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:T[0-9:.Z+-]*)?"
_ABOUT = r"(?:circa|ca|c|about|approx)(?:\b\.?|(?=[0-9]))"
_LONGEST = 200


class When(NamedTuple):
    """A date that a guide can hold, or ""; and the words of a date that it cannot hold, or ""."""

    date: str = ""
    note: str = ""


NO_DATE = When()


def date_of(written: str) -> When:
    """The date `written` means: `[1918?]`, `circa 1918`, `1918--20`, `1918/1919`, `23 February 1918`."""
    text = " ".join(written.split())
    if not text or len(text) > _LONGEST:
        return When(note=text[:_LONGEST])
    bare = re.sub(r"\s*(?:–|—|--+)\s*", "/", text.strip("[](). "))
    about = bool(re.search(r"[?~%]", bare) or re.match(_ABOUT, bare, re.IGNORECASE))
    bare = re.sub(rf"^{_ABOUT}\s*|[?~%]", "", bare, flags=re.IGNORECASE)
    if found := re.fullmatch(rf"{_ISO}/(?:\.\.|open)?", bare):  # an open end
        return _checked(found[1], about, text, "and later")
    if found := re.fullmatch(r"([0-9]{4})[-/]([0-9]{2}|[0-9]{4})", bare):
        year, end = found.groups()
        if len(end) == 4 or int(end) > 12 or "/" in bare:
            return _checked(f"{year}/{end if len(end) == 4 else year[:2] + end}", about, text)
    if re.fullmatch(rf"{_ISO}(?:/{_ISO})?", bare):
        return _checked("/".join(part.partition("T")[0] for part in bare.split("/")), about, text)
    return _in_words(bare, about, text)


def joined_date(year: str, month: str = "", day: str = "") -> When:
    """A date in three parts, as BibTeX has them: the month a name, a number, two months, or a day and a month."""
    when = date_of(year)
    if not re.fullmatch(r"[0-9]{4}", when.date) or not month.strip():
        return when if when.date or not month.strip() else When(note=f"{month} {year}".strip())
    if month.strip().isdigit():
        numbers = [int(month)]
    else:
        numbers = [_number(name) for name in _MONTH.findall(month)]
        day = day or next(iter(re.findall(r"\b[0-9]{1,2}\b", month)), "")
    if not 1 <= len(numbers) <= 2 or not all(1 <= number <= 12 for number in numbers):
        return When(when.date, month.strip()[:_LONGEST])
    days = [int(day)] if day.strip().isdigit() and len(numbers) == 1 else []
    dates = ["-".join([when.date, *(f"{part:02}" for part in (number, *days))]) for number in numbers]
    whole = _checked("/".join(dates), False, "")
    return whole if whole.date else When(when.date, f"{day} {month}".strip()[:_LONGEST])


def _in_words(bare: str, about: bool, text: str) -> When:
    """`23 February 1918`, `February 23, 1918`, `Feb. 1918`."""
    months, numbers = _MONTH.findall(bare), re.findall(r"[0-9]+", bare)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    left = re.sub(r"[0-9]+(?:st|nd|rd|th)?|[\s,.]", "", _MONTH.sub("", bare))
    if len(months) == 1 and len(years) == 1 and len(days) < 2 and len(numbers) < 3 and not left:
        parts = [years[0], f"{_number(months[0]):02}", *(f"{int(day):02}" for day in days)]
        return _checked("-".join(parts), about, text)
    return When(note=text)


def _number(month: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == month[:3].lower())


def _checked(date: str, about: bool, text: str, note: str = "") -> When:
    """`date` where a guide takes it, else the words."""
    try:
        return When(checked_date(f"c. {date}" if about else date), note)
    except ValueError:
        return When(note=text)
