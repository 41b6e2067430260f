"""Guide → what one edition of one session prints, in order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from moot.guide.guide import Guide
from moot.guide.question import Question
from moot.guide.session import Session
from moot.load.guide_folder import Loaded
from moot.plan.agenda import agenda_of
from moot.plan.before import before_you_come
from moot.plan.crossings import places_of, with_askers
from moot.plan.dates import printed_date, printed_day
from moot.plan.facilitation import facilitation_of
from moot.plan.fallback import fallback_of
from moot.plan.lists import planned_people, planned_terms, planned_timeline
from moot.plan.opposite import opposite_readings
from moot.plan.order import focus_of, focus_question, numbered_questions
from moot.plan.protocols import planned_protocols
from moot.plan.questions import planned_claims, planned_question, planned_quotations
from moot.plan.readings import cited_readings, planned_reading, used_readings
from moot.plan.sections import planned_sections
from moot.plan.stands import planned_stands
from moot.plan.view import BeforeItem, Edition, PlannedReading, SessionPlan
from moot.tongue import all_of, listed, speaking

__all__ = ["page_language", "plan_session"]


def plan_session(loaded: Loaded, session: Session, edition: Edition) -> SessionPlan:
    """Everything the edition prints, in the language of the page.

    The two editions share every number; only the facilitator's has the notes.
    """
    with speaking(page_language(loaded.guide)):
        return _planned(loaded, session, edition)


def page_language(guide: Guide) -> str:
    """The language of the words moot prints beside the guide's own: the one asked for, else the guide's."""
    return guide.language or guide.about.language


def _planned(loaded: Loaded, session: Session, edition: Edition) -> SessionPlan:
    guide, leading = loaded.guide, edition == "facilitator"
    sections = [guide.sections[name] for name in session.sections]
    questions = numbered_questions(guide, session)
    used = used_readings(guide, sections, cited_readings(guide, sections, questions))
    agenda = agenda_of(session.minutes, questions, session.at, focused=bool(focus_of(guide, session)))
    texts = planned_sections(loaded, sections)
    places = places_of(texts)
    claims = planned_claims(loaded, sections, used, _asked_about(guide, questions), places)
    asked = tuple(planned_question(loaded, label, one, used, edition, places) for label, one in questions)
    before = before_you_come(texts, used, guide.about.text.title, choose=not guide.plain)
    focus = focus_question(guide, session)
    focus_is_draft = focus is not None and focus.draft
    readings = [planned_reading(guide, one, {key: claim.label for key, claim in claims}, edition) for one in used]
    return SessionPlan(
        **_of_guide(guide),
        **_of_session(guide, session),
        edition=edition,
        question_set=_question_set(guide),
        count=len(guide.sessions),
        agenda=agenda.items,
        if_time=agenda.if_time,
        before=before.items,
        before_required=before.required,
        before_total=before.total,
        before_complete=_complete(before.items),
        fallback=fallback_of(texts, [claim for _, claim in claims]),
        has_text=any(section.blocks for section in texts),
        sections=with_askers(texts, asked, [claim for _, claim in claims]),
        questions=asked,
        protocols=planned_protocols(guide, questions, edition),
        claims=tuple(claim for _, claim in claims),
        quotations=planned_quotations(loaded, sections, used, edition),
        **_by_role(readings),
        people=planned_people(guide, sections, leading),
        terms=planned_terms(guide, sections, leading),
        timeline=planned_timeline(guide, sections, leading),
        facilitation=facilitation_of(guide, session, agenda, questions, used, texts) if leading else None,
        stands=planned_stands(
            guide, sections, used, {key: claim.label for key, claim in claims}, guide.sessions.index(session) + 1
        ),
        drafts=sum(one.draft for one in asked) + focus_is_draft,
        focus_is_draft=focus_is_draft,
    )


def _by_role(readings: Sequence[PlannedReading]) -> dict[str, Any]:
    """The readings as they are printed, by field of SessionPlan."""
    primary = tuple(one for one in readings if one.role == "primary")
    counterpoint = tuple(one for one in readings if one.role == "counterpoint")
    support = tuple(one for one in readings if _supports(one))
    others = tuple(one for one in readings if one not in {*primary, *counterpoint, *support})
    by_role = {"primary": primary, "counterpoint": counterpoint, "support": support, "others": others}
    return by_role | {"opposite": opposite_readings(primary, counterpoint)}


def _of_session(guide: Guide, session: Session) -> dict[str, Any]:
    """What the guide says of the session, by field of SessionPlan."""
    return {
        "session_id": session.id,
        "number": guide.sessions.index(session) + 1,
        "title": session.title,
        "focus": focus_of(guide, session),
        "minutes": session.minutes,
        "date": printed_day(session.on),
        "at": session.at or "",
        "place": session.place or "",
        "lead": session.lead or "",
        "goals": session.goals,
        "closing": session.closing or "",
        "next_time": session.next_time or "",
    }


def _of_guide(guide: Guide) -> dict[str, Any]:
    """What every session of the guide prints alike, by field of SessionPlan."""
    about, editors = guide.about, guide.about.editors
    return {
        "guide_title": about.title,
        "guide_subtitle": about.subtitle or "",
        "language": page_language(guide),
        "guide_language": about.language,
        "text_title": about.text.title,
        "text_source": _text_source(guide),
        "about": about.about,
        "norms": about.norms,
        "editors": listed(editors.names) if editors else "",
        "leanings": (editors.leanings or "") if editors else "",
        "reviewed_by": editors.reviewed_by if editors else (),
        "adapted": guide.adapted,
        "contact": (editors.contact or "") if editors else "",
        "missing_voices": about.missing_voices or "",
        "license": about.license or "",
        "version": about.version or "",
    }


def _supports(reading: PlannedReading) -> bool:
    """Whether it is read for the text's side, and so is to stand where the replies to it stand."""
    return reading.role == "support" and reading.need != "optional"


def _question_set(guide: Guide) -> str:
    """The name of the question set in print; nothing where there is only one."""
    sets = guide.about.sets
    if len(sets) < 2:
        return ""
    return all_of(sets[name].title or name for name in guide.asked if name in sets)


def _asked_about(guide: Guide, questions: Sequence[tuple[str, Question]]) -> Collection[str] | None:
    """The claims to print; None for all. A set in plain words asks about few, and the others would only be in the way.

    A meeting in which no claim is asked about prints all of them.
    """
    named = {name for _, question in questions for name in question.claims}
    return named if guide.plain and named else None


def _complete(before: Sequence[BeforeItem]) -> bool:
    return all(_complete(item.choices) if item.choices else item.minutes for item in before)


def _text_source(guide: Guide) -> str:
    text = guide.about.text
    parts = [listed(text.authors), f"*{text.title}*", text.publisher or "", printed_date(text.issued)]
    return listed(part for part in parts if part)
