"""A guide as a tree of plain data: sessions, their sections, questions and readings, with minutes."""

from __future__ import annotations

from typing import Any

from moot.guide.session import Session
from moot.load.guide_folder import Loaded
from moot.markdown import plain
from moot.plan.agenda import agenda_of
from moot.plan.order import numbered_questions
from moot.plan.pieces import Minutes
from moot.plan.questions import printed_ask
from moot.plan.reading_time import reading_time
from moot.plan.readings import cited_readings, used_readings
from moot.plan.sections import planned_sections

__all__ = ["outline"]


def outline(loaded: Loaded) -> dict[str, Any]:
    """The tree `moot show` prints; each node has label, title, minutes and what is inside."""
    guide = loaded.guide
    return {
        "title": plain(guide.about.title),
        "sets": list(guide.asked) if guide.about.sets else [],
        "other_sets": [name for name in guide.about.sets if name not in guide.asked],
        "sessions": [_session(loaded, one) for one in guide.sessions],
    }


def _session(loaded: Loaded, session: Session) -> dict[str, Any]:
    questions = numbered_questions(loaded.guide, session)
    agenda = agenda_of(session.minutes, questions)
    sections = [loaded.guide.sections[name] for name in session.sections]
    asked = [
        {
            "label": label,
            "id": question.id,
            "title": ("(draft) " if question.draft else "") + plain(printed_ask(loaded, question)),
            "minutes": f"{question.kind}, {question.time} min, {question.priority}",
        }
        for label, question in questions
    ]
    read = [
        {
            "label": one.label,
            "id": one.reading.id,
            "title": plain(f"{', '.join(one.reading.authors)}: {one.reading.title}"),
            "minutes": f"{one.use.need}{_range(reading_time(one.use.words or one.reading.words))}",
        }
        for one in used_readings(loaded.guide, sections, cited_readings(loaded.guide, sections, questions))
    ]
    texts = [
        {
            "label": "",
            "id": one.id,
            "title": plain(one.title),
            "minutes": f"{one.span}{_range(one.minutes)}".strip(", "),
        }
        for one in planned_sections(loaded, sections)
    ]
    return {
        "label": session.id,
        "id": session.id,
        "title": plain(session.title),
        "minutes": f"{session.minutes} min, buffer {agenda.spare}",
        "inside": [
            *texts,
            {"label": "", "title": _counted(len(asked), "question"), "inside": asked},
            *_left_out(loaded, session),
            {"label": "", "title": _counted(len(read), "reading"), "inside": read},
        ],
    }


def _left_out(loaded: Loaded, session: Session) -> list[dict[str, Any]]:
    """What was left out or shortened so that the session fits its minutes, and why."""
    lines = loaded.guide.left_out.get(session.id, ())
    inside = [{"label": "", "title": plain(line)} for line in lines]
    fitted = [{"label": "", "title": f"fitted to {session.minutes} minutes", "inside": inside}] if inside else []
    drafts = sum(one.section in session.sections for one in loaded.guide.drafts.values())
    told = [{"label": "", "title": f"{_counted(drafts, 'draft question')} left out"}] if drafts else []
    return [*fitted, *told]


def _range(minutes: Minutes | None) -> str:
    if minutes is None:
        return ""
    return f", {minutes.least} min" if minutes.least == minutes.most else f", {minutes.least}–{minutes.most} min"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
