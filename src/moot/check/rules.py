"""The registry of rules: add one by writing a function `Loaded → problems` and naming it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from moot.check.anchors import anchors_hold
from moot.check.balance import claims_answered, equal_minutes
from moot.check.drafts import named_paragraphs, still_drafts
from moot.check.pictures import readable_pictures
from moot.check.protocols import time_for_protocols
from moot.check.questions import grounded, one_at_a_time, short_enough
from moot.check.quotations import quotations_stand
from moot.check.sources import full_headers
from moot.check.times import minutes_add_up
from moot.check.use import everything_used, focus_questions, some_session
from moot.load.guide_folder import Loaded
from moot.problems import Problem, sorted_problems

__all__ = ["RULES", "check_guide"]

RULES: tuple[tuple[str, Callable[[Loaded], Iterable[Problem]]], ...] = (
    ("there is a session", some_session),
    ("minutes add up", minutes_add_up),
    ("text-based questions cite a passage", grounded),
    ("one question at a time", one_at_a_time),
    ("short enough to say", short_enough),
    ("a paragraph named is one pointed to", named_paragraphs),
    ("no question is a draft", still_drafts),
    ("protocols fit into the minutes", time_for_protocols),
    ("claims are answered by something to read", claims_answered),
    ("both best cases get the same minutes", equal_minutes),
    ("sources have full headers", full_headers),
    ("pictures can be read", readable_pictures),
    ("sessions have a focus question", focus_questions),
    ("everything is used", everything_used),
    ("references find their paragraphs", anchors_hold),
    ("quotations are the words of the text", quotations_stand),
)


def check_guide(loaded: Loaded) -> tuple[Problem, ...]:
    """All findings of all rules on a guide whose references are right."""
    return sorted_problems(problem for _, rule in RULES for problem in rule(loaded))
