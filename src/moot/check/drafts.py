"""Which questions nobody has made their own yet, and whether they still say what they point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from moot.guide.question import Question
from moot.guide.reference import parse_reference
from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["named_paragraphs", "still_drafts"]

_MOST_SHOWN = 70


def still_drafts(loaded: Loaded) -> Iterator[Problem]:
    """A note at every question that is a draft, of all question sets; a line each, so that a list of them stays short.

    What to do with them is said once.
    """
    guide = loaded.guide if loaded.guide.adapted else loaded.everything
    drafts = [question for question in guide.with_drafts().questions.values() if question.draft]
    hint = "make it your own and take its line “draft: true” away, or drop it; “moot build --draft” prints drafts too"
    for index, question in enumerate(drafts):
        place = loaded.origins["question", question.id].problem(
            "draft", message=f"draft: {question.id}, “{_short(question.ask)}”", rule="draft", on_key=True
        )
        yield replace(place, severity="note", hint="" if index else hint, source="")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else line[:_MOST_SHOWN].rsplit(" ", 1)[0] + " …"


def named_paragraphs(loaded: Loaded) -> Iterator[Problem]:
    """A ¶ that a question names in its words is among those it points to: the page prints its number from there."""
    for question in loaded.guide.with_drafts().questions.values():
        named = re.findall(r"¶\s?([0-9]{1,6})", question.ask)
        if not named or not question.refs:
            continue
        known = _pointed_to(loaded, question)
        lost = [number for number in named if int(number) not in known]
        if lost:
            yield loaded.origins["question", question.id].warning(
                "ask",
                message=f"question “{question.id}” names ¶{lost[0]}, but points to {', '.join(question.refs)}",
                hint="give both the same number, counted within the section; the page prints that of the whole text",
                rule="named",
            )


def _pointed_to(loaded: Loaded, question: Question) -> set[int]:
    """The paragraphs it points to, counted within their section and through the whole text."""
    found: set[int] = set()
    for ref in question.refs:
        reference = parse_reference(ref)
        passage = loaded.passage(ref, question.section)
        for first, last in ((reference.first, reference.last), (passage.first, passage.last)):
            if first is not None and last is not None:
                found |= set(range(first, min(last, first + 1000) + 1))
    return found
