"""What all models of a guide share: they are frozen, they refuse unknown keys, every field is described."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

__all__ = ["Id", "Link", "Model", "PartialDate", "Prose", "Words", "listed"]


class Model(BaseModel):
    """Base of every model: a misspelt key is an error with a place, never silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, validate_default=False)


def _checked_date(value: str) -> str:
    if not re.fullmatch(r"(c\. ?)?\d{1,4}(-\d\d(-\d\d)?)?(/\d{1,4}(-\d\d(-\d\d)?)?)?", value):
        raise ValueError(f"“{value}” is not a date: write a year, a month or a day as 1918, 1918-02 or 1918-02-23")
    return value


def _checked_link(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", value):
        raise ValueError(f"“{value}” is not a web address: it starts with http:// or https:// and has no spaces")
    return value


def _checked_id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 60:
        made = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:60]
        raise ValueError(
            f"“{value}” is not an id: ids are small letters, digits and hyphens" + (f", as in “{made}”" if made else "")
        )
    return value


def listed(value: Any) -> Any:
    """A single value where a list is expected counts as a list of one: `holders: essay` is `[essay]`."""
    return [value] if isinstance(value, str | dict) else value


Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Text written by the editors; `*emphasis*` and [links](https://…) of Markdown are understood."""

Id = Annotated[str, AfterValidator(_checked_id)]
"""Short stable name by which other places refer to a thing: small letters, digits, hyphens."""

PartialDate = Annotated[str, AfterValidator(_checked_date)]
"""A date as precise as known: 1918, 1918-02 or 1918-02-23; `c. 1918`; a span with a slash."""

Link = Annotated[str, AfterValidator(_checked_link)]
"""A web address, http or https."""

Words = Annotated[tuple[Prose, ...], BeforeValidator(listed)]
"""One or several pieces of text."""
