"""Whether the other side is heard: rules that can be counted. What they cannot see, people must."""

from __future__ import annotations

from collections.abc import Iterator

from moot.load.guide_folder import Loaded
from moot.plan.agenda import best_case_minutes
from moot.plan.order import numbered_questions
from moot.problems import Problem

__all__ = ["claims_answered", "equal_minutes"]


def claims_answered(loaded: Loaded) -> Iterator[Problem]:
    """A claim that is not settled is answered by a reading that the group will in fact read."""
    for section in loaded.guide.sections.values():
        read = {use.reading for _, _, use in section.uses() if use.need in {"required", "choose-one"}}
        for key, claim in section.claims.items():
            if claim.status == "settled" or read & set(claim.answered_by):
                continue
            missing = "is answered by no reading" if not claim.answered_by else "is answered only by optional readings"
            yield loaded.origins["section", section.id].warning(
                "claims",
                key,
                message=f"claim “{key}” {missing}",
                hint="name one under “answered_by” that this section has as required or choose-one",
                rule="answered",
                on_key=True,
            )


def equal_minutes(loaded: Loaded) -> Iterator[Problem]:
    """The best case for the text and the best case against it get the same time in a session."""
    ready, whole = loaded.guide.without_drafts(), loaded.guide.with_drafts()
    for session in loaded.guide.sessions:
        for guide, drafts in ((ready, ""), (whole, "with its drafts ")):
            questions = numbered_questions(guide, session)
            pro, contra = best_case_minutes(questions, "for"), best_case_minutes(questions, "against")
            if pro == contra:
                continue
            yield loaded.origins["session", session.id].warning(
                message=(
                    f"{drafts}session “{session.id}” gives the best case for the text {pro} minutes "
                    f"and the best case against it {contra}"
                ),
                hint="give both the same minutes",
                rule="balance",
            )
            break
