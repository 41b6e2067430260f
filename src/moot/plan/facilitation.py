"""The facilitator's own page: what to prepare, what to leave out, how the balance stands."""

from __future__ import annotations

from collections.abc import Sequence

from moot.guide.guide import Guide
from moot.guide.session import Session
from moot.plan.agenda import Agenda, Asked, agenda_of, best_case_minutes, cut_plan
from moot.plan.fit import fit
from moot.plan.leading import Facilitation, ShortForm, Size
from moot.plan.order import focus_of
from moot.plan.pieces import PlannedSection
from moot.plan.protocols import least_minutes
from moot.plan.reading_time import together
from moot.plan.readings import Used, required_words
from moot.tongue import decimal, gettext, ngettext

__all__ = ["facilitation_of"]


def facilitation_of(
    guide: Guide,
    session: Session,
    agenda: Agenda,
    questions: Sequence[Asked],
    used: Sequence[Used],
    texts: Sequence[PlannedSection],
) -> Facilitation:
    """What only the facilitator of the session gets, beside the notes at each question."""
    about = guide.about
    return Facilitation(
        prepare=(*session.prepare, *_usual_preparation(texts, bool(questions))),
        cut_plan=cut_plan(agenda, questions),
        if_all_agree=about.if_all_agree,
        words_by_position=required_words(guide, used),
        minutes_for=best_case_minutes(questions, "for"),
        minutes_against=best_case_minutes(questions, "against"),
        online=guide.online,
        tables=_tables(guide.group),
        left_out=guide.left_out.get(session.id, ()),
        short_form=_short_form(guide, session, questions),
        sizes=_sizes(agenda, guide.group),
        drafts_left_out=sum(one.section in session.sections for one in guide.drafts.values()),
    )


_SIZES = (4, 8, 15, 25)
"""Sizes of groups that are run in different ways: one table, one circle, pairs first, several tables."""


def _sizes(agenda: Agenda, group: int | None) -> tuple[Size, ...]:
    """The size of the group where it is known, else the sizes to choose from."""
    talk = agenda.own + sum(item.minutes for item in agenda.items if item.questions)
    likes = [max((size for size in _SIZES if size <= group), default=_SIZES[0])] if group else list(_SIZES)
    return tuple(Size(group or like, decimal(talk / (group or like), 1), like) for like in likes)


_ONE_CIRCLE, _AT_A_TABLE = 15, 4
"""People who can still talk in one circle, and how many sit at each table where there are more."""


def _tables(group: int | None) -> tuple[int, ...]:
    """One number for each table; nothing where everybody sits together."""
    return tuple(range(1, -(-group // _AT_A_TABLE) + 1)) if group and group > _ONE_CIRCLE else ()


_HOUR = 60


def _short_form(guide: Guide, session: Session, questions: Sequence[Asked]) -> ShortForm | None:
    """The meeting in an hour, where it is planned for more and can be fitted."""
    if session.minutes <= _HOUR or not questions:
        return None
    fitted = fit(_HOUR, questions, least_minutes(guide, (question for _, question in questions)))
    if fitted.over:
        return None
    return ShortForm(
        _HOUR,
        agenda_of(_HOUR, fitted.kept, focused=bool(focus_of(guide, session))).items,
        tuple((label, question.time) for label, question in fitted.kept),
        tuple(label for label, question in fitted.dropped if question.priority != "if-time"),
        fitted.shortened,
    )


def _usual_preparation(texts: Sequence[PlannedSection], asks: bool) -> tuple[str, ...]:
    """What every meeting needs, after what the editors ask for; its leader has read what everybody reads.

    asks: whether it has questions; without any, its leader brings some, for which the page has lines below.
    """
    printing = gettext("Print a participant handout for everybody; bring pens and a clock that all can see.")
    if not asks:
        return (
            printing,
            gettext("Read the text once more, and write down three questions of your own that it leaves open."),
        )
    time = together(text.minutes for text in texts)
    once_more = gettext("Read the text once more with the questions beside it, and mark the paragraphs they point to.")
    if time:
        once_more = ngettext(
            "Read the text once more with the questions beside it, and mark the paragraphs they point to "
            "(about %(n)s minute).",
            "Read the text once more with the questions beside it, and mark the paragraphs they point to "
            "(about %(n)s minutes).",
            time.most,
        )
    return (
        once_more,
        printing,
        gettext("Decide which questions to drop if you start late: the cut plan below names them."),
    )
