"""What to read before the meeting, and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from moot.guide.words import ROLES
from moot.plan.reading_time import either, together
from moot.plan.readings import Used, time_of
from moot.plan.view import BeforeItem, Minutes, PlannedSection
from moot.tongue import gettext, listed, marked

__all__ = ["before_you_come"]


class Before(NamedTuple):
    """What to read before the meeting; the time for what everybody reads, and with one of each choice."""

    items: tuple[BeforeItem, ...]
    required: Minutes | None
    total: Minutes | None


def before_you_come(
    sections: Sequence[PlannedSection], used: Sequence[Used], text_title: str, choose: bool = True
) -> Before:
    """What to read before the meeting, and how long it takes: the text, the required readings, one of each choice.

    choose: False leaves the choices out, for a question set in plain words.
    """
    items = [
        BeforeItem(gettext("Text"), section.title, section.span or text_title, section.minutes) for section in sections
    ]
    items += [_item(one) for one in used if one.use.need == "required"]
    required = together([item.minutes for item in items])
    for role in ROLES if choose else ():
        choices = tuple(_item(one) for one in used if one.use.need == "choose-one" and one.role == role)
        if choices:
            span = either(choice.minutes for choice in choices)
            head = gettext(_CHOICES.get(role, _CHOICES[""])[len(choices) == 1])
            items.append(BeforeItem(head, "", "", span, choices))
    return Before(tuple(items), required, together([item.minutes for item in items]))


_CHOICES = {
    "": (marked("Choose one"), marked("One more, if you can")),
    "primary": (marked("Choose one of the primary sources"), marked("One more, if you can of the primary sources")),
    "counterpoint": (marked("Choose one of the counterpoints"), marked("One more, if you can of the counterpoints")),
}
"""What stands above the readings of which one is enough, and above one that stands alone, by their role."""


def _item(one: Used) -> BeforeItem:
    detail = listed(part for part in (one.use.part or "", listed(one.reading.authors)) if part)
    return BeforeItem(one.label, one.reading.title, detail, time_of(one))
