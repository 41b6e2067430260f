"""Which questions a session asks, in which order and under which number; and the one it is about.

Apart from the rest of the plan, so that `moot check` need not load what only a page needs.
"""

from __future__ import annotations

from moot.guide.guide import Guide
from moot.guide.question import Question
from moot.guide.session import Session
from moot.guide.words import KINDS

__all__ = ["focus_of", "focus_question", "numbered_questions"]


def numbered_questions(guide: Guide, session: Session) -> tuple[tuple[str, Question], ...]:
    """The session's questions with their labels Q1, Q2 …: in its own order, or easy to hard to outward.

    An order that a session gives holds for the question sets its questions are of.

    A question of kind focus is printed on top of the first page, and so has no number.
    """
    chosen = [guide.questions[name] for name in session.questions if name in guide.questions]
    left_out = any(name in guide.drafts for name in session.questions)
    if not chosen and not left_out:  # it names none, or only some of another question set
        rank = {name: index for index, name in enumerate(session.sections)}
        mine = [question for question in guide.questions.values() if question.section in rank]
        chosen = sorted(mine, key=lambda question: (KINDS.index(question.kind), rank[str(question.section)]))
    asked = [question for question in chosen if question.kind != "focus"]
    return tuple((f"Q{number}", question) for number, question in enumerate(asked, 1))


def focus_of(guide: Guide, session: Session) -> str:
    """The session's focus question: its own, a question of kind focus, or that of its first section that has one.

    Of several questions of kind focus, one that the session names goes first.
    """
    found = focus_question(guide, session)
    if session.focus or found:
        return session.focus or (found.ask if found else "")
    return next((guide.sections[name].focus or "" for name in session.sections if guide.sections[name].focus), "")


def focus_question(guide: Guide, session: Session) -> Question | None:
    """The question of kind focus that the session is about; None where it, or its section, states one in words."""
    if session.focus:
        return None
    named = [guide.questions[name] for name in session.questions if name in guide.questions]
    for question in (*named, *guide.questions.values()):
        if question.kind == "focus" and question.section in session.sections:
            return question
    return None
