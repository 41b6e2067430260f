"""How a meeting's minutes are spent, and what goes first when it runs late.

The fixed parts follow the complete 45-, 60-, 90- and 120-minute plans of the discussion traditions: a welcome
with the focus question, a break in meetings of an hour and a quarter or more, the way back to the focus
question, an exit ticket, and a buffer of at least 4 % of the meeting.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from moot.guide.question import Question
from moot.guide.words import PHASES, phase_of
from moot.plan.dates import clock
from moot.tongue import all_of, gettext, marked, ngettext

__all__ = [
    "BACK_TO_FOCUS",
    "EVIDENCE",
    "Agenda",
    "AgendaItem",
    "Asked",
    "CutStep",
    "agenda_of",
    "best_case_minutes",
    "can_lose",
    "cut_plan",
    "fixed_parts",
    "least_buffer",
]

Asked = tuple[str, Question]
"""A question of a session, after its label: ("Q1", …)."""

_PLANS = {45: (3, 0, 3), 60: (4, 0, 2), 90: (5, 5, 3), 120: (8, 10, 4)}
"""Minutes of (welcome and focus question, break, exit ticket) by length of the meeting."""

BACK_TO_FOCUS = 5
"""Minutes for the way back to the focus question where no closing question is planned for it."""

_BREAK_AFTER = 2
"""Index in PHASES after which the break falls: when the text has been understood, before it is tested."""


_PHASE_NAMES = tuple(name for name, _ in PHASES)


@dataclass(frozen=True)
class AgendaItem:
    """One part of the meeting. `clock` is when it starts, as 19:05, where the session has a start time."""

    label: str
    minutes: int
    questions: tuple[str, ...] = ()
    clock: str = ""


@dataclass(frozen=True)
class CutStep:
    """One thing to drop when the meeting runs late, and how many minutes are saved by then."""

    label: str
    saves: int
    total: int


class Agenda(NamedTuple):
    """The items in order.

    spare is what is left of the minutes, below zero where the questions do not fit; planned is all but that; pause is
    the length of the break. Without any question, what is left but for the buffer is for the group's own: `own`.
    """

    items: tuple[AgendaItem, ...]
    spare: int
    planned: int
    pause: int
    if_time: tuple[str, ...]
    own: int = 0


def least_buffer(minutes: int) -> int:
    """The smallest buffer a meeting of so many minutes needs: 4 %, at least two minutes."""
    return max(2, math.ceil(minutes * 0.04))


def fixed_parts(minutes: int) -> tuple[int, int, int]:
    """Minutes of the welcome with the focus question, the break and the exit ticket in a meeting of so many."""
    return _PLANS[min(_PLANS, key=lambda known: (abs(known - minutes), -known))]


_UNFOCUSED = {
    "Welcome, ground rules, focus question": marked("Welcome, ground rules"),
    "Back to the focus question": marked("Looking back"),
}
"""What parts of a meeting are called that has no focus question."""


def agenda_of(minutes: int, questions: Sequence[Asked], start: str | None = None, *, focused: bool = True) -> Agenda:
    """The agenda of a meeting of `minutes` with these questions, in their order; `start` is a time of day as 19:00.

    focused: whether it has a focus question.
    """
    welcome, pause, exit_ticket = fixed_parts(minutes)
    runs = groupby(_counted(questions), key=lambda pair: phase_of(pair[1].kind))
    parts = [_part(phase, list(pairs)) for phase, pairs in runs]
    if not any(part.label == _PHASE_NAMES[-1] for part in parts):
        parts.append(AgendaItem(_PHASE_NAMES[-1], BACK_TO_FOCUS))
    fixed = welcome + pause + exit_ticket
    spare = minutes - fixed - sum(part.minutes for part in parts)
    own = 0 if questions else spare - least_buffer(minutes)
    own = own if own >= _LEAST_OWN else 0
    if own:
        parts[:0] = _own_questions(own, bool(pause))
    if pause:
        parts.insert(_break_place(parts), AgendaItem(marked("Break"), pause))
    welcomed = AgendaItem(marked("Welcome, ground rules, focus question"), welcome)
    items = [welcomed, *parts, AgendaItem(marked("Exit ticket, next time"), exit_ticket)]
    if spare > own:
        items.append(AgendaItem(marked("Buffer"), spare - own))
    names = {} if focused else _UNFOCUSED
    return Agenda(
        items=_with_clock([replace(item, label=gettext(names.get(item.label, item.label))) for item in items], start),
        spare=spare,
        planned=minutes - spare,
        pause=pause,
        if_time=tuple(label for label, question in questions if question.priority == "if-time"),
        own=own,
    )


_LEAST_OWN = 5
"""In fewer minutes a group gets no question of its own asked and answered."""


def _own_questions(minutes: int, halved: bool) -> list[AgendaItem]:
    """What a meeting without a question does: it asks its own, before and after the break if it has one."""
    label = marked("Our own questions")
    first = minutes // 2 if halved else 0
    return [AgendaItem(label, part) for part in (minutes - first, first) if part]


def _counted(questions: Sequence[Asked]) -> list[Asked]:
    return [(label, question) for label, question in questions if question.priority != "if-time"]


def _part(phase: int, pairs: list[Asked]) -> AgendaItem:
    time = sum(question.time for _, question in pairs)
    return AgendaItem(_PHASE_NAMES[phase], time, tuple(label for label, _ in pairs))


def _break_place(parts: Sequence[AgendaItem]) -> int:
    """Before the first part in which the text is tested; halfway where a session's own order has none in the middle."""
    tested = _PHASE_NAMES[_BREAK_AFTER + 1 :]
    place = next((index for index, part in enumerate(parts) if part.label in tested), 0)
    return place if 0 < place < len(parts) - 1 else len(parts) // 2


def _with_clock(items: list[AgendaItem], start: str | None) -> tuple[AgendaItem, ...]:
    if start is None:
        return tuple(items)
    gone = 0
    timed = []
    for item in items:
        timed.append(replace(item, clock=clock(start, gone)))
        gone += item.minutes
    return tuple(timed)


def best_case_minutes(questions: Sequence[Asked], side: str) -> int:
    """Minutes planned for the best case `for` or `against` the text."""
    return sum(question.time for _, question in _counted(questions) if question.best_case == side)


def cut_plan(agenda: Agenda, questions: Sequence[Asked], late: int = 10) -> tuple[CutStep, ...]:
    """What to do, in order, when the meeting is `late` minutes behind; the steps together always save them.

    First the buffer; then what is no must and no evidence is dropped, and what is a must gets less time. The first
    interpretive question stays, for without it nobody has read the text. Corroboration and counterpoint come after
    all that. A must is never dropped but can move to the next meeting, and a best case for or against is never dropped,
    because its pair would stand alone.
    """
    steps: list[CutStep] = []
    saved = 0
    for label, saves in _cuts(agenda, _counted(questions)):
        if saved >= late:
            break
        if saves > 0:
            saved += saves
            steps.append(CutStep(label, saves, saved))
    if saved < late:
        steps.append(CutStep(gettext("Agree with the group to end later"), late - saved, late))
    return tuple(steps)


def _cuts(agenda: Agenda, counted: Sequence[Asked]) -> Iterator[tuple[str, int]]:
    """Every possible step with the minutes it saves, the least harmful first."""
    ranked = sorted(enumerate(counted), key=lambda row: (_DROP_ORDER.index(row[1][1].kind), -row[0]))
    single = [pair for _, pair in ranked if not pair[1].best_case]
    kept = _kept(counted)
    pairs = [pair for pair in counted if pair[1].best_case]
    yield gettext("Use up the buffer"), agenda.spare - agenda.own
    yield from (_dropped(pair) for pair in single if _may_go(pair, kept) and pair[1].kind not in EVIDENCE)
    shorter = ngettext("Shorten the break to %(n)s minute", "Shorten the break to %(n)s minutes", _SHORT_BREAK)
    yield shorter, agenda.pause - _SHORT_BREAK
    own = gettext("“%(words)s”", words=gettext("Our own questions"))
    yield _taken(agenda.own // 3, [own]), agenda.own // 3
    yield from (_shortened(pair) for pair in single if not _may_go(pair, kept) and pair[1].kind not in EVIDENCE)
    evidence = [pair for pair in single if pair[1].kind in EVIDENCE]
    yield from (_shortened(pair) for pair in evidence)
    for pair in evidence:
        if _may_go(pair, kept):
            label, saves = _dropped(pair)
            yield label, saves - can_lose(pair[1])  # it has been shortened already
    if pairs:
        less = min(can_lose(question) for _, question in pairs)
        yield _taken(less, [label for label, _ in pairs]), less * len(pairs)
    for label, question in single:
        if question.kind in _CAN_MOVE and not _may_go((label, question), kept) and label != kept:
            kind = gettext(question.kind)
            moved = gettext("Move %(label)s (%(kind)s) to the next meeting", label=label, kind=kind)
            yield moved, question.time - can_lose(question)


def _kept(counted: Sequence[Asked]) -> str:
    """Label of the interpretive question that stays: the first must among them, else the first."""
    found = [pair for pair in counted if pair[1].kind == "interpretive"]
    return next((label for label, question in found if question.priority == "must"), found[0][0] if found else "")


def _may_go(pair: Asked, kept: str) -> bool:
    return pair[1].priority == "should" and pair[0] != kept


def _dropped(pair: Asked) -> tuple[str, int]:
    label, question = pair
    return gettext("Drop %(label)s (%(kind)s)", label=label, kind=gettext(question.kind)), question.time


def _shortened(pair: Asked) -> tuple[str, int]:
    label, question = pair
    left = question.time - can_lose(question)
    said = ngettext(
        "Give %(label)s (%(kind)s) %(n)s minute instead of %(before)s",
        "Give %(label)s (%(kind)s) %(n)s minutes instead of %(before)s",
        left,
        label=label,
        kind=gettext(question.kind),
        before=question.time,
    )
    return said, can_lose(question)


def _taken(less: int, labels: Sequence[str]) -> str:
    """The same minutes off each best case, or off the only one."""
    if len(labels) == 1:
        return ngettext("Take %(n)s minute from %(label)s", "Take %(n)s minutes from %(label)s", less, label=labels[0])
    return ngettext(
        "Take %(n)s minute from each of %(labels)s",
        "Take %(n)s minutes from each of %(labels)s",
        less,
        labels=all_of(labels),
    )


def can_lose(question: Question) -> int:
    """By how many minutes it can be shortened: a third, but so that three are left."""
    return max(0, min(question.time // 3, question.time - 3))


_SHORT_BREAK = 5

EVIDENCE = frozenset({"corroboration", "counterpoint"})
"""Kinds of question in which the text is tested; they are the last to go."""

_CAN_MOVE = {"factual", "sourcing", "context", "interpretive", "evaluative", "application"}
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
    "focus",
)
"""Kinds of question, those that go first when time is short first."""
