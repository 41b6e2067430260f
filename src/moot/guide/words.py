"""The fixed words of a guide: kinds of question, roles of a reading, and the like, each with its meaning.

Definitions follow the discussion traditions they come from: Great Books Shared Inquiry (interpretive,
evaluative), Reading Like a Historian (sourcing, context, corroboration), Structured Academic Controversy
and issue forums (counterpoint), focused conversation (opening, closing).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator

__all__ = [
    "KINDS",
    "KIND_MEANINGS",
    "PHASES",
    "ROLES",
    "ROLE_MEANINGS",
    "Confidence",
    "Kind",
    "Level",
    "Need",
    "Priority",
    "ReadingType",
    "Role",
    "Stance",
    "Status",
    "phase_of",
]

KIND_MEANINGS = {
    "focus": "the arguable question of the meeting: printed on top, returned to at the end, not timed",
    "opening": "everybody can answer it, read or not",
    "factual": "what does the text say? One answer",
    "sourcing": "who made it, when, for whom, to what end, and what can it be trusted for?",
    "context": "what was happening, and what would its first readers have known?",
    "interpretive": "what does it mean? More than one answer can be supported from the text",
    "corroboration": "do two or more sources agree, and if not, why not?",
    "counterpoint": "state, strengthen or test the case against a named claim",
    "evaluative": "is it right, sound or justified, and by what standard?",
    "application": "what follows for us, here and now?",
    "closing": "what changed, what is still open, how was the talk?",
}
"""Question kinds in their natural order, easy to hard to outward."""

_KIND_ALIASES = {
    "central": "focus",
    "compelling": "focus",
    "essential": "focus",
    "icebreaker": "opening",
    "hook": "opening",
    "launch": "opening",
    "warm-up": "opening",
    "observation": "factual",
    "recall": "factual",
    "objective": "factual",
    "contextualization": "context",
    "background": "context",
    "core": "interpretive",
    "close-reading": "interpretive",
    "steelman": "counterpoint",
    "perspective": "counterpoint",
    "action": "application",
    "exit": "closing",
    "debrief": "closing",
}

Kind = Annotated[
    Literal[
        "focus",
        "opening",
        "factual",
        "sourcing",
        "context",
        "interpretive",
        "corroboration",
        "counterpoint",
        "evaluative",
        "application",
        "closing",
    ],
    BeforeValidator(lambda value: _KIND_ALIASES.get(value, value) if isinstance(value, str) else value),
]
KINDS: tuple[str, ...] = tuple(KIND_MEANINGS)

PHASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Opening round", ("opening",)),
    ("The text and its sources", ("factual", "sourcing", "context")),
    ("What does it mean?", ("interpretive",)),
    ("Evidence and counterpoint", ("corroboration", "counterpoint")),
    ("Weighing it", ("evaluative", "application")),
    ("Back to the focus question", ("closing",)),
)
"""The parts of a meeting, in order, and the kinds of question each holds."""


def phase_of(kind: str) -> int:
    """Index in PHASES of the part of the meeting where a question of this kind belongs."""
    return next((i for i, (_, kinds) in enumerate(PHASES) if kind in kinds), 0)


ROLE_MEANINGS = {
    "primary": "evidence from the time",
    "counterpoint": "disputes a claim of this section",
    "support": "independent evidence for a claim of this section",
    "context": "what was happening around it",
    "scholarship": "later research",
    "comparison": "a parallel case",
    "reference": "to look things up in",
    "further": "for those who want more",
}
"""What a section uses a reading as."""

Role = Literal["primary", "counterpoint", "support", "context", "scholarship", "comparison", "reference", "further"]
ROLES: tuple[str, ...] = get_args(Role)

Need = Literal["required", "choose-one", "optional"]
Priority = Literal["must", "should", "if-time"]
Level = Literal["plain", "standard", "seminar"]
ReadingType = Literal["primary", "secondary", "tertiary"]
Stance = Literal["for", "against", "mixed", "neither"]


def _status(value: Any) -> Any:
    return value.replace(" ", "-") if isinstance(value, str) else value


Status = Annotated[Literal["open", "settled", "in-dispute"], BeforeValidator(_status)]
Confidence = Literal["seen", "page-seen", "recalled"]
"""How sure the editors are of a source: they read the part they rely on; they saw a page about it; from memory."""
