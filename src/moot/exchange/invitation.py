"""What a calendar says of a meeting: title, place, and in plain words what to read before and which file to bring.

Made from the participants' plan alone, so that nothing of the facilitator's can be in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from moot.markdown import plain
from moot.plan.view import BeforeItem, Minutes, PlannedReading, SessionPlan
from moot.tongue import gettext, listed, speaking

__all__ = ["Invitation", "invitation"]

_LONGEST_TITLE, _LONGEST = 200, 8_000
"""Characters: calendars cut what is longer, or refuse the file."""


class Invitation(NamedTuple):
    """Plain text without control characters, but for the line breaks of `words`."""

    title: str
    place: str
    words: str


def invitation(plan: SessionPlan, handouts: Sequence[str]) -> Invitation:
    """The words for a session, in the language of its pages. handouts: names of the files that belong to it.

    Raises ValueError for the facilitator's plan.
    """
    if plan.edition != "participant":
        raise ValueError("an invitation is made from the participants' plan")
    title = f"{_line(plan.title)} · {_line(plan.guide_title)}"
    with speaking(plan.language):
        parts = [
            _headed(gettext("Focus question"), [_line(plan.focus)] if plan.focus else []),
            [gettext("led by %(name)s", name=_line(plan.lead))] if plan.lead else [],
            _headed(gettext("Before you come, read"), list(_before(plan))),
            _headed(gettext("Handout"), [_line(name) for name in handouts]),
            _headed(gettext("More to read"), list(_more(plan))),  # last, since it is what may be cut off
        ]
    words = "\n\n".join("\n".join(part) for part in parts if part)
    return Invitation(_cut(title, _LONGEST_TITLE), _cut(_line(plan.place), _LONGEST_TITLE), _cut(words, _LONGEST))


def _headed(head: str, lines: list[str]) -> list[str]:
    return [head, *lines] if lines else []


def _before(plan: SessionPlan) -> Iterator[str]:
    """The text, what is required, and the choices, each with its minutes; then all together."""
    links = {reading.label: reading.url for reading in _readings(plan)}
    for item in plan.before:
        if item.choices:
            yield f"• {_line(item.label)}{_time(item.minutes)}"
            for choice in item.choices:
                yield from _item(choice, "   – ", links.get(choice.label, ""))
        else:
            yield from _item(item, "• ", links.get(item.label, ""))
    if plan.before_required and len(plan.before) > 1:
        complete = plan.before_complete
        if plan.before_total == plan.before_required:
            said = gettext("All together, for fast and for slow readers") if complete else gettext(_ALL_AND_MORE)
        else:
            said = gettext("What everybody reads, for fast and for slow readers") if complete else gettext(_AND_MORE)
        yield f"{said}{_time(plan.before_required)}"


_ALL_AND_MORE = "All together, for fast and for slow readers; more for what has no time beside it"
_AND_MORE = "What everybody reads, for fast and for slow readers; more for what has no time beside it"
"""Printed by the handout as well, whose template marks them for translation."""


def _item(item: BeforeItem, sign: str, link: str) -> Iterator[str]:
    named = listed(_line(part) for part in (f"{item.label} {item.title}", item.detail) if part)
    yield f"{sign}{named}{_time(item.minutes)}"
    if link:
        yield f"{' ' * len(sign)}{_line(link)}"


def _more(plan: SessionPlan) -> Iterator[str]:
    """Readings that nobody has to read, unless they stand among the choices."""
    shown = {choice.label for item in plan.before for choice in (item, *item.choices)}
    for reading in _readings(plan):
        if reading.label not in shown:
            named = listed(_line(part) for part in (f"{reading.label} {reading.title}", reading.authors) if part)
            yield f"• {named}{_time(reading.minutes)}"


def _readings(plan: SessionPlan) -> tuple[PlannedReading, ...]:
    return (*plan.primary, *plan.support, *plan.counterpoint, *plan.others)


def _time(minutes: Minutes | None) -> str:
    """` (5–8 min)`: for fast and for slow readers."""
    if minutes is None:
        return ""
    span = f"{minutes.least}" if minutes.least == minutes.most else f"{minutes.least}–{minutes.most}"
    return f" ({gettext('%(minutes)s min', minutes=span)})"


def _line(text: str) -> str:
    """Prose on one line, without markup and without any character that could end a line or command a program."""
    return "".join(" " if unicodedata.category(c) in _NO_LETTERS else c for c in plain(text)).strip()


_NO_LETTERS = {"Cc", "Cs", "Zl", "Zp"}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
