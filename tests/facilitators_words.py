"""Which words of a guide are for the facilitator alone, told from the guide itself and not from the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from moot.guide.session import Session
from moot.load.guide_folder import Loaded
from moot.markdown import plain
from moot.plan.session import plan_session
from moot.render.letters import letters_of

__all__ = ["LABELS", "for_this_session", "leaked", "missing", "secrets"]

_RUN = 8
_KEYS = frozenset({"probes", "prepare", "if_all_agree", "to_check"})

LABELS = ("Listen for", "Ask next", "Leading this session", "If you are ten minutes late", "Best case for the text:")
"""What our templates print above it."""


def secrets(loaded: Loaded) -> frozenset[str]:
    """The letters of every run of words that stands in the facilitator's fields of the guide and in no other.

    A run is eight words, or all there are of a shorter text. What a participant may read anyway gives nothing away.
    """
    mine, others = [], []
    for path, text in _texts((), loaded.guide.model_dump()):
        if _is_source(path):
            continue  # it names books that participants read of as well; tests of the plan see that it stays away
        (mine if _is_facilitators(path) else others).append(text)
    if loaded.text is not None:
        others += [block.text for block in loaded.text.blocks]
    for session in loaded.guide.sessions:
        mine += _made_for(loaded, session)
    public = {run for text in others for run in _runs(text)}
    public_letters = "\n".join(letters_of(plain(text)) for text in others)
    found = {run for text in (*mine, *LABELS) for run in _runs(text)} - public
    return frozenset(run for run in found if run not in public_letters)


def for_this_session(loaded: Loaded, session: Session) -> tuple[str, ...]:
    """The facilitator's texts of one session, each of which must be on the pages of that edition."""
    questions = set(session.questions) or {
        question.id for question in loaded.guide.questions.values() if question.section in session.sections
    }
    texts = [*session.prepare, *loaded.guide.about.if_all_agree, *_made_for(loaded, session), *LABELS[2:]]
    for name in questions:
        question = loaded.guide.questions[name]
        texts += [*question.probes, *(one.says for one in question.look_fors), *([question.note or ""])]
    for section in (loaded.guide.sections[name] for name in session.sections):
        plain_set = loaded.guide.plain  # prints no quotation checks, and of the readings hardly more than the required
        texts += [check.to_check or "" for check in section.quotations if not plain_set]
        uses = [use for _, _, use in section.uses() if not plain_set or use.need == "required"]
        texts += [loaded.guide.readings[use.reading].to_check or "" for use in uses]
    return tuple(text for text in texts if text)


def _made_for(loaded: Loaded, session: Session) -> list[str]:
    """What the program itself adds for the facilitator."""
    facilitation = plan_session(loaded, session, "facilitator").facilitation
    assert facilitation is not None
    return [*facilitation.prepare, *(step.label for step in facilitation.cut_plan)]


def _texts(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts((*path, str(key)), inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(path, inner)


def _is_facilitators(path: Sequence[str]) -> bool:
    """Probes, look-fors and notes of a question; what is to be prepared or checked. A reading's note is for all."""
    question_note = path[-1] == "note" and "questions" in path
    return bool(_KEYS & set(path)) or question_note or ("look_fors" in path and path[-1] == "says")


def _is_source(path: Sequence[str]) -> bool:
    """Where a word, a person or a date comes from."""
    return path[-1] == "source" and path[0] in {"glossary", "people", "timeline"}


def _runs(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", plain(text))
    return {letters_of("".join(words[at : at + _RUN])) for at in range(max(1, len(words) - _RUN + 1))}


def leaked(known: frozenset[str], letters: str) -> tuple[str, ...]:
    """The secret runs that stand in these letters."""
    return tuple(sorted(run for run in known if run in letters))


def missing(texts: Sequence[str], letters: str) -> tuple[str, ...]:
    """Texts of which most is not in these letters; the middle of one may be cut by the foot of a page."""
    return tuple(text for text in texts if 2 * sum(run in letters for run in _runs(text)) < len(_runs(text)))
