"""How a meeting's minutes are spent, and what goes first when it runs late.

The fixed parts follow the complete 45-, 60-, 90- and 120-minute plans of the discussion traditions: a welcome
with the focus question, a break in meetings of an hour and a quarter or more, the way back to the focus
question, an exit ticket, and a buffer of at least 4 % of the meeting.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moot.guide.question import Question
from moot.guide.words import PHASES, phase_of
from moot.plan.dates import clock
from moot.plan.view import AgendaItem, CutStep

__all__ = ["Agenda", "agenda_of", "cut_plan", "least_buffer"]

_PLANS = {45: (3, 0, 3), 60: (4, 0, 2), 90: (5, 5, 3), 120: (8, 10, 4)}
"""Minutes of (welcome and focus question, break, exit ticket) by length of the meeting."""

_BACK_TO_FOCUS = 5
"""Minutes for the way back to the focus question where no closing question is planned for it."""

_BREAK_AFTER = 2
"""Index in PHASES after which the break falls: when the text has been understood, before it is tested."""


@dataclass(frozen=True)
class Agenda:
    """The items in order; `spare` is the buffer in minutes, below zero where the questions do not fit."""

    items: tuple[AgendaItem, ...]
    spare: int
    planned: int
    if_time: tuple[str, ...]


def least_buffer(minutes: int) -> int:
    """The smallest buffer a meeting of so many minutes needs: 4 %, at least two minutes."""
    return max(2, math.ceil(minutes * 0.04))


def agenda_of(minutes: int, questions: Sequence[tuple[str, Question]], start: str | None = None) -> Agenda:
    """The agenda of a meeting of `minutes` with these (label, question) pairs; `start` is a time of day as 19:00."""
    length = min(_PLANS, key=lambda known: (abs(known - minutes), known))
    welcome, pause, exit_ticket = _PLANS[length]
    counted = [(label, question) for label, question in questions if question.priority != "if-time"]
    items = [AgendaItem("Welcome, ground rules, focus question", welcome)]
    for phase, (name, _) in enumerate(PHASES[:-1]):
        items += _phase(name, [pair for pair in counted if phase_of(pair[1].kind) == phase])
        if phase == _BREAK_AFTER and pause:
            items.append(AgendaItem("Break", pause))
    closing = _phase(PHASES[-1][0], [pair for pair in counted if phase_of(pair[1].kind) == len(PHASES) - 1])
    items += closing or [AgendaItem(PHASES[-1][0], _BACK_TO_FOCUS)]
    items.append(AgendaItem("Exit ticket, next time", exit_ticket))
    spare = minutes - sum(item.minutes for item in items)
    if spare > 0:
        items.append(AgendaItem("Buffer", spare))
    return Agenda(
        items=_with_clock(items, start),
        spare=spare,
        planned=minutes - spare,
        if_time=tuple(label for label, question in questions if question.priority == "if-time"),
    )


def _phase(name: str, pairs: list[tuple[str, Question]]) -> list[AgendaItem]:
    if not pairs:
        return []
    return [AgendaItem(name, sum(question.time for _, question in pairs), tuple(label for label, _ in pairs))]


def _with_clock(items: list[AgendaItem], start: str | None) -> tuple[AgendaItem, ...]:
    if start is None:
        return tuple(items)
    gone = 0
    timed = []
    for item in items:
        timed.append(replace(item, clock=clock(start, gone)))
        gone += item.minutes
    return tuple(timed)


def cut_plan(agenda: Agenda, questions: Sequence[tuple[str, Question]], late: int = 10) -> tuple[CutStep, ...]:
    """What to drop, in order, when the meeting is `late` minutes behind.

    First the buffer, then what is neither a must nor evidence against evidence: evaluative and application, then
    a second interpretive question, then questions on the text. Corroboration and counterpoint come last, and a
    best case for or against is never dropped, because its pair would stand alone.
    """
    steps: list[CutStep] = []
    saved = 0
    if agenda.spare > 0:
        saved = agenda.spare
        steps.append(CutStep("Use up the buffer", agenda.spare, saved))
    for label, question in sorted(_droppable(questions), key=lambda pair: _drop_rank(pair[1])):
        if saved >= late:
            break
        saved += question.time
        steps.append(CutStep(f"Drop {label} ({question.kind})", question.time, saved))
    return tuple(steps)


def _droppable(questions: Sequence[tuple[str, Question]]) -> list[tuple[str, Question]]:
    return [
        (label, question)
        for label, question in questions
        if question.priority == "should" and question.best_case is None
    ]


_DROP_ORDER = (
    "evaluative",
    "application",
    "interpretive",
    "factual",
    "context",
    "sourcing",
    "opening",
    "closing",
    "corroboration",
    "counterpoint",
)


def _drop_rank(question: Question) -> int:
    return _DROP_ORDER.index(question.kind) if question.kind in _DROP_ORDER else 0
