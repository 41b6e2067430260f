"""Which questions a group asks: by kind, level and label, at most so many, and so many minutes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from moot.guide.adaptation import Settings
from moot.guide.guide import Guide
from moot.guide.question import Question
from moot.guide.session import Session
from moot.guide.words import KINDS
from moot.plan.agenda import agenda_of, least_buffer
from moot.plan.fit import Fit, fit, worth
from moot.plan.order import numbered_questions
from moot.plan.protocols import least_minutes
from moot.problems import UsageProblem, nearest
from moot.tongue import gettext, ngettext

__all__ = ["chosen_questions", "fitted", "sets_of_level"]


def sets_of_level(guide: Guide, settings: Settings) -> tuple[str, ...]:
    """The question sets to ask: those named, or else those of the level wanted; nothing for the usual one."""
    if settings.sets or not settings.level:
        return settings.sets
    return tuple(name for name, one in guide.about.sets.items() if one.level in settings.level)


def chosen_questions(guide: Guide, settings: Settings) -> Guide:
    """The guide with the questions that the settings let through. Raises UsageProblem for a word that means nothing."""
    if not (settings.level or settings.kinds or settings.tags or settings.without or settings.most):
        return guide
    _refuse_unknown(guide, settings)
    kept = {name: question for name, question in guide.questions.items() if _wanted(question, settings)}
    if not kept and guide.questions:
        drafts = "; drafts are left out without --draft" if guide.drafts else ""
        raise UsageProblem(
            f"no question is left\n    help: “moot show” lists kinds, levels and ids; ask for less{drafts}"
        )
    sessions = []
    for session in guide.sessions:
        asked = [question for _, question in numbered_questions(guide, session) if question.id in kept]
        focus = [name for name in session.questions if name in kept and kept[name].kind == "focus"]
        names = [*focus, *(question.id for question in _most(asked, settings.most))]
        sessions.append(session.model_copy(update={"questions": tuple(names)}))
    named = {name for session in sessions for name in session.questions}
    kept = {name: question for name, question in kept.items() if name in named or question.kind == "focus"}
    return guide.model_copy(update={"questions": kept, "sessions": tuple(sessions)})


def _wanted(question: Question, settings: Settings) -> bool:
    labels = {question.id, question.kind, *question.tags}
    return (
        (not settings.level or bool(set(question.level) & set(settings.level)))
        and (not settings.kinds or question.kind in settings.kinds)
        and (not settings.tags or bool(set(question.tags) & set(settings.tags)))
        and not labels & set(settings.without)
    )


def _most(asked: Sequence[Question], most: int | None) -> list[Question]:
    """At most so many: musts first, then what is worth most, evidence before all; in the order of the session.

    A best case and the one against it are asked both or not at all.
    """
    if most is None or len(asked) <= most:
        return list(asked)
    together: dict[str, list[Question]] = {}
    for question in asked:
        together.setdefault(f"best case, {question.section}" if question.best_case else question.id, []).append(
            question
        )
    kept: list[Question] = []
    for unit in sorted(together.values(), key=lambda one: (_PRIORITIES.index(one[0].priority), -worth(one[0]))):
        if len(kept) + len(unit) <= most:
            kept += unit
    return [question for question in asked if question in kept]


_PRIORITIES = ("must", "should", "if-time")


def _refuse_unknown(guide: Guide, settings: Settings) -> None:
    everything = guide.with_drafts().questions
    tags = {tag for question in everything.values() for tag in question.tags}
    for name in settings.tags:
        if name not in tags:
            raise UsageProblem(_nothing("label", name, sorted(tags)))
    known = {*tags, *KINDS, *everything}
    for name in settings.without:
        if name not in known:
            raise UsageProblem(_nothing("kind, label or question", name, sorted(known)))


def _nothing(noun: str, name: str, known: Sequence[str]) -> str:
    close = nearest(name, known)
    hint = f"did you mean “{close}”?" if close else f"there are: {', '.join(known[:12]) or 'none'}"
    return f"there is no {noun} “{name}” in this guide\n    help: {hint}"


def fitted(
    guide: Guide,
    minutes: int | None,
    joined: Collection[str] = (),
    words: Callable[[Question], str] = lambda question: question.ask,
) -> Guide:
    """Every session in so many minutes: which questions are asked, for how long, and what is left out.

    joined: ids of sessions that were joined; they are fitted to their own minutes, and so is every session of an
    adapted guide that its group made too long for them. words: what a question asks, as the page prints it.
    Raises UsageProblem where the musts alone are too long.
    """
    sessions: list[Session] = []
    questions = dict(guide.questions)
    left_out = dict(guide.left_out)
    for session in guide.sessions:
        target = minutes or session.minutes
        asked = numbered_questions(guide, session)
        too_long = bool(guide.adapted) and agenda_of(target, asked).spare < least_buffer(target)
        if not asked or (target == session.minutes and session.id not in joined and not too_long):
            sessions.append(session if asked else session.model_copy(update={"minutes": target}))
            continue
        found = fit(target, asked, least_minutes(guide, (question for _, question in asked)))
        if found.over:
            raise UsageProblem(
                f"session {session.id} does not fit into {target} minutes: its musts alone need {target + found.over}\n"
                f"    help: allow --minutes {target + found.over}, drop a must, or split the session"
            )
        questions |= {question.id: question for _, question in found.kept}
        focus = [name for name in session.questions if name in questions and questions[name].kind == "focus"]
        names = (*focus, *(question.id for _, question in found.kept))
        sessions.append(session.model_copy(update={"minutes": target, "questions": names}))
        left_out[session.id] = tuple(_told(found, dict(asked), words))
    return guide.model_copy(update={"questions": questions, "sessions": tuple(sessions), "left_out": left_out})


def _told(found: Fit, before: dict[str, Question], words: Callable[[Question], str]) -> list[str]:
    """What was left out or shortened, and why, by the words of the questions: what is left out has no number."""
    planned = [question for _, question in found.dropped if question.priority != "if-time"]
    lines = [gettext("Left out: %(question)s (%(why)s)", question=words(one), why=_why(one)) for one in planned]
    kept = dict(found.kept)
    for label in found.shortened:
        left, planned_for, ask = kept[label].time, before[label].time, words(kept[label])
        lines.append(
            ngettext(
                "%(n)s minute instead of %(before)s: %(question)s",
                "%(n)s minutes instead of %(before)s: %(question)s",
                left,
                before=planned_for,
                question=ask,
            )
        )
    return lines


def _why(question: Question) -> str:
    kind = gettext(question.kind)
    if question.best_case:
        return gettext("%(kind)s, no must; its other side is left out with it", kind=kind)
    return gettext(
        "%(kind)s, not a must; musts, evidence and one question of each part are kept before others", kind=kind
    )
