"""The values a page is made of. They are apart from the model, so that no template reaches into a guide.

Every field is plain data. Prose fields hold Markdown of the editors'; the templates turn it into safe HTML.
What is for the facilitator is empty in a participant's plan, not merely hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from moot.plan.agenda import AgendaItem, CutStep
from moot.plan.leading import Facilitation, ShortForm
from moot.plan.lists import PlannedEvent, PlannedPerson, PlannedTerm
from moot.plan.pieces import (
    Asked,
    BeforeItem,
    Edition,
    Fallback,
    Minutes,
    PlannedClaim,
    PlannedImage,
    PlannedLookFor,
    PlannedPassage,
    PlannedProtocol,
    PlannedQuestion,
    PlannedQuotation,
    PlannedReading,
    PlannedSection,
    TextBlock,
)
from moot.plan.stands import PlannedStands

__all__ = [
    "AgendaItem",
    "Asked",
    "BeforeItem",
    "CutStep",
    "Edition",
    "Facilitation",
    "Fallback",
    "Minutes",
    "PlannedClaim",
    "PlannedEvent",
    "PlannedImage",
    "PlannedLookFor",
    "PlannedPassage",
    "PlannedPerson",
    "PlannedProtocol",
    "PlannedQuestion",
    "PlannedQuotation",
    "PlannedReading",
    "PlannedSection",
    "PlannedStands",
    "PlannedTerm",
    "SessionPlan",
    "ShortForm",
    "TextBlock",
]


@dataclass(frozen=True)
class SessionPlan:
    """Everything one edition of one session prints, in the order of the page.

    before_complete is False where the length of something to read is not known, so that it is not in before_total.
    question_set names the set its questions are of, where the guide has several.
    opposite: primary sources, each with the counterpoint it is set against; both are among the others too.
    drafts: how many of its questions are drafts, its focus question among them.
    language is that of the words moot prints; guide_language that of the guide's own.
    """

    edition: Edition
    guide_title: str
    guide_subtitle: str
    language: str
    text_title: str
    text_source: str
    session_id: str
    question_set: str
    number: int
    count: int
    title: str
    focus: str
    minutes: int
    date: str
    at: str
    place: str
    lead: str
    goals: tuple[str, ...]
    about: tuple[str, ...]
    norms: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    if_time: tuple[str, ...]
    before: tuple[BeforeItem, ...]
    before_required: Minutes | None
    before_total: Minutes | None
    before_complete: bool
    fallback: Fallback | None
    has_text: bool
    sections: tuple[PlannedSection, ...]
    questions: tuple[PlannedQuestion, ...]
    protocols: tuple[PlannedProtocol, ...]
    claims: tuple[PlannedClaim, ...]
    quotations: tuple[PlannedQuotation, ...]
    primary: tuple[PlannedReading, ...]
    support: tuple[PlannedReading, ...]
    counterpoint: tuple[PlannedReading, ...]
    others: tuple[PlannedReading, ...]
    people: tuple[PlannedPerson, ...]
    terms: tuple[PlannedTerm, ...]
    timeline: tuple[PlannedEvent, ...]
    closing: str
    next_time: str
    editors: str
    leanings: str
    reviewed_by: tuple[str, ...]
    missing_voices: str
    contact: str
    adapted: tuple[str, ...]
    license: str
    version: str
    facilitation: Facilitation | None = field(default=None)
    guide_language: str = field(default="en")
    opposite: tuple[tuple[PlannedReading, PlannedReading], ...] = field(default=())
    stands: PlannedStands | None = field(default=None)
    drafts: int = 0
    focus_is_draft: bool = False
