"""The questions and claims of a session, numbered, with what they refer to."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from moot.guide.guide import Guide
from moot.guide.question import LookFor, Question
from moot.guide.section import QuotationCheck, Section
from moot.load.guide_folder import Loaded
from moot.plan.dates import printed_date
from moot.plan.pieces import Edition, PlannedClaim, PlannedLookFor, PlannedQuestion, PlannedQuotation
from moot.plan.protocols import protocol_of
from moot.plan.readings import Used, cited
from moot.plan.references import printed_passage, printed_passages, printed_refs
from moot.tongue import gettext

__all__ = ["planned_claims", "planned_question", "planned_quotations", "printed_ask"]


def planned_question(
    loaded: Loaded,
    label: str,
    question: Question,
    used: Sequence[Used],
    edition: Edition,
    places: Collection[str] = (),
) -> PlannedQuestion:
    """A question in print; probes, look-fors and notes only for the facilitator. places: what references lead to."""
    facilitator = edition == "facilitator"
    return PlannedQuestion(
        label=label,
        id=question.id,
        kind=question.kind,
        ask=printed_ask(loaded, question),
        setup=question.setup or "",
        refs=printed_refs(loaded, question.refs, question.section),
        readings=tuple(cited(loaded.guide, used, name) for name in question.readings),
        minutes=question.time,
        lines=question.lines,
        priority=question.priority,
        protocol=named.title if (named := protocol_of(loaded.guide, question)) else question.protocol or "",
        best_case=question.best_case or "",
        probes=question.probes if facilitator else (),
        look_fors=tuple(_look_for(loaded, one, question, used) for one in question.look_fors) if facilitator else (),
        note=(question.note or "") if facilitator else "",
        passages=printed_passages(loaded, question.refs, question.section, places),
        place="q" + "".join(sign for sign in label if sign.isdigit()),
        section=question.section or "",
        rest=question.rest,
        draft=question.draft,
    )


def printed_ask(loaded: Loaded, question: Question) -> str:
    """What it asks, with a ¶ of its section that it names and points to under the number that the page has for it.

    `¶3` in a question with `refs: ¶3` is printed as the reference is; any other stays as it was written.
    """
    printed = {}
    for ref in question.refs:
        passage = loaded.passage(ref, question.section)
        if passage.numbered and ref.startswith("¶"):
            printed[ref.replace(" ", "").replace("–", "-")] = printed_passage(loaded, passage)
    return re.sub(
        r"¶\s?[0-9]{1,6}(?:[-–][0-9]{1,6})?",
        lambda found: printed.get(re.sub(r"\s", "", found[0]).replace("–", "-"), found[0]),
        question.ask,
    )


def _look_for(loaded: Loaded, one: LookFor, question: Question, used: Sequence[Used]) -> PlannedLookFor:
    guide = loaded.guide
    if one.ref is None:
        ref = ""
    elif one.ref in guide.readings:
        ref = cited(guide, used, one.ref)
    else:
        ref = printed_refs(loaded, (one.ref,), question.section)[0]
    return PlannedLookFor(one.says, ref, _position(guide, one.side or ""))


def planned_claims(
    loaded: Loaded,
    sections: Sequence[Section],
    used: Sequence[Used],
    only: Collection[str] | None = None,
    places: Collection[str] = (),
) -> tuple[tuple[str, PlannedClaim], ...]:
    """The claims of these sections, or `only` those of these ids, numbered, each with its id.

    places: what references lead to.

    For a question set in plain words a claim keeps its reply, its test, and what each side grants.
    """
    guide = loaded.guide
    found = [
        (section, key, claim)
        for section in sections
        for key, claim in section.claims.items()
        if only is None or key in only
    ]
    planned = []
    for number, (section, key, claim) in enumerate(found, 1):
        view = PlannedClaim(
            label=gettext("Claim %(number)s", number=number),
            reply=gettext("Reply %(number)s", number=number),
            says=claim.says,
            refs=printed_refs(loaded, claim.refs, section.id),
            holders=tuple(_position(guide, name) for name in claim.holders),
            status=gettext(claim.status.replace("-", " ")),
            status_source=claim.status_source or "",
            evidence=claim.evidence or "",
            counterpoint=claim.counterpoint or "",
            answered_by=tuple(cited(guide, used, name) for name in claim.answered_by),
            test=claim.test or "",
            settles=claim.settles or "",
            concedes=tuple((_position(guide, name), text) for name, text in claim.concedes.items()),
            loaded=claim.loaded,
            passages=printed_passages(loaded, claim.refs, section.id, places),
            place=f"claim-{number}",
        )
        if guide.plain:
            view = replace(view, evidence="", status_source="", settles="", loaded=())
        planned.append((key, view))
    return tuple(planned)


def _position(guide: Guide, name: str) -> str:
    position = guide.about.positions.get(name)
    return (position.short or position.name) if position else name


def planned_quotations(
    loaded: Loaded, sections: Sequence[Section], used: Sequence[Used], edition: Edition
) -> tuple[PlannedQuotation, ...]:
    """The quotation checks of these sections; none for a question set in plain words."""
    if loaded.guide.plain:
        return ()
    return tuple(
        _quotation(loaded, section, check, used, edition) for section in sections for check in section.quotations
    )


def _quotation(
    loaded: Loaded, section: Section, check: QuotationCheck, used: Sequence[Used], edition: Edition
) -> PlannedQuotation:
    return PlannedQuotation(
        ref=printed_refs(loaded, (check.ref,), section.id)[0],
        words=check.words or "",
        author=check.author,
        date=printed_date(check.date),
        addressee=check.addressee or "",
        made_public=check.made_public or "",
        passage=check.passage,
        reading=cited(loaded.guide, used, check.reading) if check.reading else "",
        to_check=(check.to_check or "") if edition == "facilitator" else "",
    )
