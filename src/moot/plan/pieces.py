"""The parts of a session plan: one value class for each kind of thing that is printed.

Every field is plain data. Prose fields hold Markdown of the editors'; the templates turn it into safe HTML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from moot.plan.text_pieces import PlannedNote, PlannedTable

__all__ = [
    "Asked",
    "BeforeItem",
    "Edition",
    "Fallback",
    "Minutes",
    "PlannedClaim",
    "PlannedImage",
    "PlannedLookFor",
    "PlannedPassage",
    "PlannedProtocol",
    "PlannedQuestion",
    "PlannedQuotation",
    "PlannedReading",
    "PlannedSection",
    "TextBlock",
]

Edition = Literal["participant", "facilitator"]


@dataclass(frozen=True)
class Minutes:
    """Reading time as a range: fast adults (300 words a minute) to slow ones (175)."""

    least: int
    most: int
    words: int

    def __str__(self) -> str:
        """`17–30 minutes`, in plain English: for terminals."""
        span = str(self.most) if self.least == self.most else f"{self.least}–{self.most}"
        return f"{span} minute{'' if self.most == 1 else 's'}"


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
    """For those who could not read: minutes for the summaries and the claims from first to last, with their replies.

    claims: how many claims these are, from the first one.
    """

    minutes: Minutes
    first_claim: str
    last_claim: str
    claims: int = 0


@dataclass(frozen=True)
class PlannedPassage:
    """A reference to the text, in print, with the place on these pages it leads to, "" where it is not printed here.

    first and last are ¶ numbers of the whole text, where the group has a copy of it. summary: what is found there is
    the editors' summary of a section.
    """

    text: str
    place: str = ""
    first: int | None = None
    last: int | None = None
    summary: bool = False


@dataclass(frozen=True)
class Asked:
    """A question or claim about a passage: its label, and its place on these pages."""

    label: str
    place: str


@dataclass(frozen=True)
class TextBlock:
    """A block of the text under study. number is its ¶ in the whole text; glosses stand beside it.

    table: the cells of one. notes: the labels it refers to, each with the place of the note on these pages. place: what
    leads back to it, where it has no number; heading_places are those of its headings, "" where nothing leads back.
    leads: it is the title of the table that follows.

    asked: the questions and claims that begin at it.
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
    asked: tuple[Asked, ...] = ()
    table: PlannedTable | None = None
    notes: tuple[tuple[str, str], ...] = ()
    place: str = ""
    heading_places: tuple[str, ...] = ()
    leads: bool = False


@dataclass(frozen=True)
class PlannedImage:
    """A picture of the guide folder."""

    file: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class PlannedSection:
    """A section of the text as it is printed; blocks are empty where the group has no copy of the text.

    notes: those of the text that the blocks refer to, or that stand among them.
    """

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
    asked: tuple[Asked, ...] = ()
    notes: tuple[PlannedNote, ...] = ()


@dataclass(frozen=True)
class PlannedLookFor:
    """A good answer, where it stands, and whose it is."""

    says: str
    ref: str
    side: str


@dataclass(frozen=True)
class PlannedQuestion:
    """A question with its number in this session. lines is how many ruled lines to print under it.

    place is what references to it lead to, in any language the same. rest is its share, by weight, of what is left of
    the page; 0 for none.
    """

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
    passages: tuple[PlannedPassage, ...] = ()
    place: str = ""
    section: str = ""
    rest: int = 0
    draft: bool = False


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
    passages: tuple[PlannedPassage, ...] = ()
    place: str = ""


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
    """A reading with its full source header: (name, value) pairs in a fixed order, the same for every side.

    language is that of its title and its excerpt, where it is known.
    """

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
    language: str = ""


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
