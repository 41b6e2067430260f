"""The values a page is made of. They are apart from the model, so that no template reaches into a guide.

Every field is plain data. Prose fields hold Markdown of the editors'; the templates turn it into safe HTML.
What is for the facilitator is empty in a participant's plan, not merely hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from moot.plan.agenda import AgendaItem, CutStep
from moot.plan.leading import Facilitation, ShortForm
from moot.plan.lists import PlannedEvent, PlannedPerson, PlannedTerm

__all__ = [
    "AgendaItem",
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
    "PlannedPerson",
    "PlannedProtocol",
    "PlannedQuestion",
    "PlannedQuotation",
    "PlannedReading",
    "PlannedSection",
    "PlannedTerm",
    "SessionPlan",
    "ShortForm",
    "TextBlock",
]

Edition = Literal["participant", "facilitator"]


@dataclass(frozen=True)
class Minutes:
    """Reading time as a range: fast adults (300 words a minute) to slow ones (175)."""

    least: int
    most: int
    words: int


@dataclass(frozen=True)
class BeforeItem:
    """One thing to read before the meeting; `choices` are alternatives of which one is enough."""

    label: str
    title: str
    detail: str
    minutes: Minutes | None
    choices: tuple[BeforeItem, ...] = ()


@dataclass(frozen=True)
class Fallback:
    """For those who could not read: minutes for the summaries and the claims from first to last, with their replies."""

    minutes: Minutes
    first_claim: str
    last_claim: str


@dataclass(frozen=True)
class TextBlock:
    """A block of the text under study. number is its ¶ in the whole text; glosses stand beside it.

    headings are those right above it, highest first: they share its row, so that none is left alone on a page. Only
    headings that nothing follows are blocks of their own.
    """

    kind: str
    text: str
    level: int = 0
    number: int | None = None
    marker: str = ""
    glosses: tuple[tuple[str, str], ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedImage:
    """A picture of the guide folder."""

    file: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class PlannedSection:
    """A section of the text as it is printed; blocks are empty where the group has no copy of the text."""

    id: str
    title: str
    path: tuple[str, ...]
    summary: str
    background: str
    focus: str
    blocks: tuple[TextBlock, ...]
    span: str
    minutes: Minutes | None
    images: tuple[PlannedImage, ...]


@dataclass(frozen=True)
class PlannedLookFor:
    """A good answer, where it stands, and whose it is."""

    says: str
    ref: str
    side: str


@dataclass(frozen=True)
class PlannedQuestion:
    """A question with its number in this session. lines is how many ruled lines to print under it."""

    label: str
    id: str
    kind: str
    ask: str
    setup: str
    refs: tuple[str, ...]
    readings: tuple[str, ...]
    minutes: int
    lines: int
    priority: str
    protocol: str
    best_case: str
    probes: tuple[str, ...] = ()
    look_fors: tuple[PlannedLookFor, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PlannedClaim:
    """A claim beside the strongest answer to it and a task to test both."""

    label: str
    reply: str
    says: str
    refs: tuple[str, ...]
    holders: tuple[str, ...]
    status: str
    status_source: str
    evidence: str
    counterpoint: str
    answered_by: tuple[str, ...]
    test: str
    settles: str
    concedes: tuple[tuple[str, str], ...]
    loaded: tuple[str, ...]


@dataclass(frozen=True)
class PlannedQuotation:
    """A quotation the text makes, beside what the full passage says."""

    ref: str
    words: str
    author: str
    date: str
    addressee: str
    made_public: str
    passage: str
    reading: str
    to_check: str = ""


@dataclass(frozen=True)
class PlannedReading:
    """A reading with its full source header: (name, value) pairs in a fixed order, the same for every side."""

    label: str
    id: str
    role: str
    title: str
    authors: str
    date: str
    source: str
    header: tuple[tuple[str, str], ...]
    stake: str
    says: str
    part: str
    need: str
    note: str
    url: str
    minutes: Minutes | None
    stances: tuple[tuple[str, str], ...]
    excerpt: tuple[str, ...]
    confidence: str = ""
    to_check: str = ""


@dataclass(frozen=True)
class PlannedProtocol:
    """A way to talk that questions of this session name. steps are (minutes, what the group does).

    takes says how its time is made up, sizes what it comes to with (so many people, minutes) where that differs. roles
    and access are for everybody; watch, online and source are the facilitator's.
    """

    title: str
    questions: tuple[str, ...]
    about: str
    people: str
    steps: tuple[tuple[str, str], ...]
    takes: str
    takes_short: str
    sizes: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    access: tuple[str, ...]
    watch: tuple[str, ...] = ()
    online: str = ""
    source: str = ""


@dataclass(frozen=True)
class SessionPlan:
    """Everything one edition of one session prints, in the order of the page.

    before_complete is False where the length of something to read is not known, so that it is not in before_total.
    question_set names the set its questions are of, where the guide has several.
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
