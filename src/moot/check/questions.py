"""Whether questions can be asked as they stand.

The figures come from a count over a hundred published discussion questions: good ones have 11 to 18 words, the
longest good one 21; two questions in one is their most frequent fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["grounded", "one_at_a_time", "short_enough"]

_TEXT_BASED = {"factual", "sourcing", "context", "interpretive", "corroboration", "counterpoint", "evaluative"}
_LONG, _TOO_LONG = 25, 35


def grounded(loaded: Loaded) -> Iterator[Problem]:
    """A question about the text says where to look: a passage, or a reading."""
    for question in loaded.guide.questions.values():
        if question.kind in _TEXT_BASED and not question.refs and not question.readings:
            yield loaded.origins["question", question.id].warning(
                "ask",
                message=f"question “{question.id}” is {question.kind} but says nowhere to look",
                hint="add “refs: ¶3”, or “refs: all” where it is about the whole text",
                rule="grounded",
            )


def one_at_a_time(loaded: Loaded) -> Iterator[Problem]:
    """One question mark, outside of quotation marks."""
    for question in loaded.guide.questions.values():
        asked = re.sub(r"[“\"][^”\"]*[”\"]", "", question.ask)
        if asked.count("?") > 1:
            yield loaded.origins["question", question.id].warning(
                "ask",
                message=f"question “{question.id}” asks {asked.count('?')} things at once",
                hint="keep the first, and move the rest to “probes”",
                rule="one-question",
            )


def short_enough(loaded: Loaded) -> Iterator[Problem]:
    """Short enough to say aloud and keep in mind; what leads up to it belongs into `setup`."""
    for question in loaded.guide.questions.values():
        words = len(question.ask.split())
        if words > _LONG:
            weight = "far too long" if words > _TOO_LONG else "long"
            yield loaded.origins["question", question.id].warning(
                "ask",
                message=f"question “{question.id}” has {words} words, {weight} to be asked aloud",
                hint="20 words are plenty; put what leads up to it into “setup”",
                rule="short",
            )
