"""Which questions are asked when a meeting has more or fewer minutes than it was planned for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from moot.guide.question import Question
from moot.guide.words import PHASES, phase_of
from moot.plan.agenda import BACK_TO_FOCUS, Asked, can_lose, fixed_parts, least_buffer

__all__ = ["Fit", "fit", "worth"]

_CLOSING = len(PHASES) - 1
_OUTWARD = _CLOSING - 1
"""Indexes of parts of the meeting; the outward look is the one a short meeting can do without."""

_PARTS = (1, 2, 3, 4, 0, 1)
"""What it is worth that a part of the meeting keeps a question: the evidence most, the outward look nothing."""

_PRIORITIES = ("must", "should", "if-time")
_DROP, _SHORT, _FULL = range(3)

_WORTH = {
    "counterpoint": 5,
    "corroboration": 5,
    "interpretive": 3,
    "factual": 2,
    "sourcing": 2,
    "context": 2,
    "opening": 2,
    "closing": 2,
}
"""What it is worth to keep a question that is no must: evidence first; one that looks outward counts 1."""


def worth(question: Question) -> int:
    """What it is worth to keep a question that is no must: 5 for evidence, 3 for meaning, 1 for the outward look."""
    return _WORTH.get(question.kind, 1)


class Fit(NamedTuple):
    """What is asked in `minutes`: the questions kept, each with its minutes then, and what was changed.

    shortened: labels of kept questions that have fewer minutes than planned.
    over: minutes by which even the musts alone, shortened, are too long; else 0.
    """

    minutes: int
    kept: tuple[Asked, ...]
    dropped: tuple[Asked, ...]
    shortened: tuple[str, ...]
    over: int


class _Unit(NamedTuple):
    """Questions that stay or go together: one, or the best case for and against of one section.

    phases: the parts of the meeting that are not without questions while these stay, as bits.
    less: minutes each of them can lose.
    """

    indexes: tuple[int, ...]
    phases: int
    priority: str
    worth: int
    time: int
    less: int

    @property
    def options(self) -> tuple[int, ...]:
        """What can be done with it, the best first; a must is not dropped."""
        short = (_SHORT,) if self.less else ()
        return (_FULL, *short) if self.priority == "must" else (_FULL, *short, _DROP)

    def takes(self, option: int) -> int:
        """Minutes it takes when dropped, shortened or in full."""
        return 0 if option == _DROP else self.time - (self.less * len(self.indexes) if option == _SHORT else 0)


class _Choice(NamedTuple):
    """Options for the first units, and how good they are: minutes not taken away, worth, extra questions, minutes."""

    score: tuple[int, int, int, int]
    options: tuple[int, ...]


def fit(minutes: int, questions: Sequence[Asked], floors: Mapping[str, int] | None = None) -> Fit:
    """The questions for a meeting of `minutes`: exactly the best choice by these aims, each before the next.

    1. Musts are kept. 2. Every part of the meeting keeps a question, but for the outward look; where that cannot be,
    the parts of the evidence and of the meaning go before the others. 3. As few minutes as possible are taken from
    single questions. 4. The other questions kept are worth most: evidence before interpretation before facts before
    the outward look. 5. As many as possible of those planned only if there is time. 6. The meeting is filled. A best
    case for and the best case against it stay, go and are shortened together, by the same minutes.
    Of choices that are equally good the one that keeps earlier questions wins, so the same input gives the same choice.
    A question kept that was planned only if there is time is planned for now.

    A question can lose a third of its minutes, and three are left; floors: by id, the minutes a question needs for
    another reason, such as its protocol. Where not even the musts fit, they alone are kept, as short as they can be.
    """
    units = list(_units(questions, floors or {}))
    room = minutes - sum(fixed_parts(minutes)) - least_buffer(minutes)
    ends = [row for row in _choices(units, max(0, room)).items() if _closed(*row[0]) <= room]
    if ends:
        _, choice = max(ends, key=lambda row: (_parts_worth(row[0][0]), row[1]))
        return _fitted(minutes, questions, units, choice.options, 0)
    options = tuple(unit.options[-1] for unit in units)
    mask = sum({1 << bit for unit, o in zip(units, options, strict=True) if o for bit in _bits(unit.phases)})
    least = _closed(mask, sum(unit.takes(option) for unit, option in zip(units, options, strict=True)))
    return _fitted(minutes, questions, units, options, least - room)


def _parts_worth(mask: int) -> int:
    return sum(_PARTS[bit] for bit in _bits(mask))


def _bits(mask: int) -> Iterator[int]:
    return (bit for bit in range(len(PHASES)) if mask >> bit & 1)


def _closed(mask: int, used: int) -> int:
    """Minutes with the way back to the focus question, which is planned where no closing question is kept."""
    return used if mask >> _CLOSING & 1 else used + BACK_TO_FOCUS


def _choices(units: Sequence[_Unit], room: int) -> dict[tuple[int, int], _Choice]:
    """The best choice for every set of parts of the meeting and every number of minutes up to `room`.

    Aims 3 to 6 are sums over the units, so that of two choices with the same parts and minutes the better one stays
    the better one whatever comes after it, and the other can be forgotten.
    """
    best = {(0, 0): _Choice((0, 0, 0, 0), ())}
    for unit in units:
        after: dict[tuple[int, int], _Choice] = {}
        for (mask, used), choice in best.items():
            for option in unit.options:
                total = used + unit.takes(option)
                if total > room:
                    continue
                key = (mask | unit.phases if option else mask, total)
                made = _Choice(_added(choice.score, unit, option), (*choice.options, option))
                if key not in after or made > after[key]:
                    after[key] = made
        best = after
    return best


def _added(score: tuple[int, int, int, int], unit: _Unit, option: int) -> tuple[int, int, int, int]:
    untaken, worth, extra, filled = score
    count = len(unit.indexes)
    if option == _SHORT:
        untaken -= unit.less * count
    if option and unit.priority == "should":
        worth += unit.worth
    if option and unit.priority == "if-time":
        extra += count
    return untaken, worth, extra, filled + unit.takes(option)


def _units(questions: Sequence[Asked], floors: Mapping[str, int]) -> Iterator[_Unit]:
    cases: dict[str, list[int]] = {}
    for index, (_, question) in enumerate(questions):
        if question.best_case:
            cases.setdefault(str(question.section), []).append(index)
    for index, (_, question) in enumerate(questions):
        together = cases[str(question.section)] if question.best_case else [index]
        if together[0] == index:
            yield _unit(tuple(together), [questions[one][1] for one in together], floors)


def _unit(indexes: tuple[int, ...], members: Sequence[Question], floors: Mapping[str, int]) -> _Unit:
    priority = min((question.priority for question in members), key=_PRIORITIES.index)
    phases = {phase_of(question.kind) for question in members} - {_OUTWARD}
    if priority == "if-time":
        phases &= {_CLOSING}
    return _Unit(
        indexes,
        sum(1 << phase for phase in phases),
        priority,
        sum(worth(question) for question in members),
        sum(question.time for question in members),
        max(0, min(min(can_lose(one), one.time - floors.get(one.id, 0)) for one in members)),
    )


def _fitted(minutes: int, questions: Sequence[Asked], units: Sequence[_Unit], options: Sequence[int], over: int) -> Fit:
    chosen = {index: (unit, option) for unit, option in zip(units, options, strict=True) for index in unit.indexes}
    kept, dropped, shortened = [], [], []
    for index, (label, question) in enumerate(questions):
        unit, option = chosen[index]
        if option == _DROP:
            dropped.append((label, question))
        elif option == _SHORT:
            shortened.append(label)
            kept.append((label, question.model_copy(update={"minutes": question.time - unit.less})))
        else:
            kept.append((label, question))
    kept = [(label, _planned(question)) for label, question in kept]
    return Fit(minutes, tuple(kept), tuple(dropped), tuple(shortened), over)


def _planned(question: Question) -> Question:
    return question.model_copy(update={"priority": "should"}) if question.priority == "if-time" else question
