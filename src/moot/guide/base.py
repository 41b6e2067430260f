"""What all models of a guide share: they are frozen, they refuse unknown keys, every field is described."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import core_schema

__all__ = ["Day", "Id", "Link", "Model", "PartialDate", "Prose", "Words", "checked_date", "listed"]


class Model(BaseModel):
    """Base of every model: a misspelt key is an error with a place, never silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: Any) -> Any:
        """`probes:` with nothing behind it counts as not written; a misspelt key stays, so that it is refused."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: item for key, item in value.items() if item is not None or key not in known}


_DATE = re.compile(r"([0-9]{1,4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def checked_date(value: str) -> str:
    """`value`, where it is a date or a span of dates that can be. Raises ValueError with what is wrong with it."""
    dates = (value[2:].removeprefix(" ") if value.startswith("c.") else value).split("/")
    found = [_DATE.fullmatch(date) for date in dates]
    if len(dates) > 2 or not all(found):
        raise ValueError(
            f"“{value}” is not a date: write 1918, 1918-02 or 1918-02-23; c. 1918 for about; 1918/1920 for a span"
        )
    parts = [[int(part) for part in one.groups() if part] for one in found if one]
    for year, *rest in parts:
        if rest and not 1 <= rest[0] <= 12:
            raise ValueError(f"“{value}” is not a date: there is no month {rest[0]}; write year-month-day")
        # The Julian calendar, in which many dates are given, has a leap day in 1900 as well.
        days = 30 if rest and rest[0] in {4, 6, 9, 11} else 31 if not rest or rest[0] != 2 else 28 if year % 4 else 29
        if len(rest) == 2 and not 1 <= rest[1] <= days:
            raise ValueError(f"“{value}” is not a date: that month has no day {rest[1]}")
    if len(parts) == 2 and parts[1] < parts[0][: len(parts[1])]:
        raise ValueError(f"“{value}” runs backwards: the earlier date comes first")
    return value


def _checked_day(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"“{value}” is not a day: write year-month-day, as in 2027-03-04")
    return checked_date(value)


def _checked_link(value: str) -> str:
    try:
        right = re.fullmatch(r"https?://[^\s<>\"]+", value) and urlsplit(value).hostname
    except ValueError:  # brackets that are no address
        right = None
    if not right:
        raise ValueError(f"“{value}” is not a web address: it starts with http:// or https:// and has no spaces")
    return value


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _checked_id(value: str) -> str:
    if not _ID.fullmatch(value) or len(value) > 60:
        made = re.sub(r"[^a-z0-9]+", "-", value.lower())[:60].strip("-")
        raise ValueError(
            f"“{value}” is not an id: ids are small letters, digits and hyphens" + (f", as in “{made}”" if made else "")
        )
    return value


def listed(value: Any) -> Any:
    """A single value where a list is expected counts as a list of one: `holders: essay` is `[essay]`."""
    return [value] if isinstance(value, str | dict) else value


class _AsProse:
    """Says once what prose is; pydantic would work the same limits out anew for each of 150 fields."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=20_000)


Prose = Annotated[str, _AsProse()]
"""Text written by the editors; `*emphasis*` and [links](https://…) of Markdown are understood."""

Id = Annotated[str, AfterValidator(_checked_id)]
"""Short stable name by which other places refer to a thing: small letters, digits, hyphens."""

PartialDate = Annotated[str, AfterValidator(checked_date)]
"""A date as precise as known: 1918, 1918-02 or 1918-02-23; `c. 1918`; a span with a slash."""

Day = Annotated[str, AfterValidator(_checked_day)]
"""One day: 2027-03-04."""

Link = Annotated[str, AfterValidator(_checked_link)]
"""A web address, http or https."""

Words = Annotated[tuple[Prose, ...], BeforeValidator(listed)]
"""One or several pieces of text."""
