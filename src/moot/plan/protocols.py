"""The ways to talk that a session's questions name, with how their time is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moot.guide.guide import Guide
from moot.guide.protocol import Protocol, Step, protocol_name
from moot.guide.question import Question
from moot.plan.pieces import Edition, PlannedProtocol
from moot.tongue import decimal, gettext, ngettext

__all__ = ["least_minutes", "planned_protocols", "protocol_of", "time_formula"]

_SIZES = (4, 8, 15, 25)
"""Sizes of groups that are run in different ways: one table, the whole group, pairs first, several circles."""


def protocol_of(guide: Guide, question: Question) -> Protocol | None:
    """The protocol a question names, or None where it says in its own words how to talk."""
    return guide.protocols.get(protocol_name(question.protocol)) if question.protocol else None


def least_minutes(guide: Guide, questions: Iterable[Question]) -> dict[str, int]:
    """By a question's id, the minutes its protocol takes in the smallest group, in its short form if it has one."""
    named = ((question.id, protocol_of(guide, question)) for question in questions)
    return {key: protocol.least(_SIZES[0]) for key, protocol in named if protocol}


def planned_protocols(
    guide: Guide, questions: Sequence[tuple[str, Question]], edition: Edition
) -> tuple[PlannedProtocol, ...]:
    """Every protocol these questions name, in their order, once."""
    named: dict[str, list[str]] = {}
    for label, question in questions:
        found = protocol_of(guide, question)
        if found:
            named.setdefault(found.id, []).append(label)
    return tuple(_planned(guide.protocols[name], tuple(labels), edition, guide.group) for name, labels in named.items())


def _planned(protocol: Protocol, labels: tuple[str, ...], edition: Edition, group: int | None) -> PlannedProtocol:
    facilitator = edition == "facilitator"
    totals = [(str(people), _minutes(protocol.takes(people))) for people in ((group,) if group else _SIZES)]
    return PlannedProtocol(
        title=protocol.title,
        questions=labels,
        about=protocol.about,
        people=protocol.people or "",
        steps=tuple((_step_time(step, protocol), step.does) for step in protocol.steps),
        takes=time_formula(protocol),
        takes_short=time_formula(protocol, short=True) if protocol.has_short_form else "",
        sizes=tuple(totals) if group or len({minutes for _, minutes in totals}) > 1 else (),
        roles=protocol.roles,
        access=protocol.access,
        watch=protocol.watch if facilitator else (),
        online=(protocol.online or "") if facilitator else "",
        source=(protocol.source or "") if facilitator else "",
    )


def time_formula(protocol: Protocol, short: bool = False) -> str:
    """How the minutes come about.

    `5 + 10 + 10 = 25 minutes`, `4 people × 7 = 28 minutes`, or `3 minutes, and ½ for each pair`.
    """

    def minutes(step: Step) -> float:
        return step.short or step.minutes if short else step.minutes

    fixed = [minutes(step) for step in protocol.steps if step.each is None]
    once = [_minutes(number) for number in fixed]
    person = sum(minutes(step) for step in protocol.steps if step.each == "person")
    group = sum(minutes(step) for step in protocol.steps if step.each == "group")
    size = protocol.group
    rounds = [_for_people(size, person)] if person else []
    terms = " + ".join(once + rounds)
    if group:
        before = " + ".join([_minutes(sum(fixed)), *rounds])
        if size == 2:
            return gettext("%(minutes)s minutes, and %(more)s for each pair", minutes=before, more=_minutes(group))
        return gettext("%(minutes)s minutes, and %(more)s for each small group", minutes=before, more=_minutes(group))
    if person and size is None:
        return gettext("%(minutes)s minutes, where n is the number of people", minutes=terms)
    total = _in_all(protocol.takes(size or 4, short))
    return f"{terms} = {total}" if len(once + rounds) > 1 or person else total


def _for_people(size: int | None, minutes: float) -> str:
    """The minutes that everybody has: `4 people × 7`."""
    if size is None:
        return gettext("n people × %(minutes)s", minutes=_minutes(minutes))
    return ngettext("%(n)s person × %(minutes)s", "%(n)s people × %(minutes)s", size, minutes=_minutes(minutes))


def _in_all(minutes: float) -> str:
    """A sum: `28 minutes`. What is no whole number takes the form that two do."""
    whole = int(minutes) if minutes == int(minutes) else 2
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", whole, minutes=_minutes(minutes))


def _step_time(step: Step, protocol: Protocol) -> str:
    """The minutes of one step as the page shows them."""
    short = f" ({_minutes(step.short)})" if step.short and step.short != step.minutes else ""
    minutes = f"{_minutes(step.minutes)}{short}"
    if step.each == "person":
        return gettext("%(minutes)s each", minutes=minutes)
    if step.each == "group":
        pair = protocol.group == 2
        return (
            gettext("%(minutes)s a pair", minutes=minutes) if pair else gettext("%(minutes)s a group", minutes=minutes)
        )
    return minutes


def _minutes(number: float) -> str:
    """`7`, `½`, `6½`; anything finer as a decimal."""
    whole, rest = divmod(number, 1)
    if rest == 0.5:
        return f"{int(whole) or ''}½"
    return decimal(number)
