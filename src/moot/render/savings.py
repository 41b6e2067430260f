"""What can be done to a session to save paper, step by step, from what nobody misses to what is missed most.

A step takes a job (plain data, as the renderer is handed it) and gives another one, with a sentence for people that
says what was done; None where there is nothing to do. What a question that must be asked needs is never touched: its
words, its references, two lines to write on, and in the facilitator's copy all that helps to lead it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from moot.render.look import SMALL_PAPERS

__all__ = ["LEAVING_OUT", "TIGHTENING", "Cut", "Job", "Step", "cuts_of", "fewer_lines", "taken", "tighter", "without"]

Job = Mapping[str, Any]
Step = Callable[[Job], tuple[dict[str, Any], str] | None]

_READINGS = ("primary", "support", "counterpoint", "others")


def _with_plan(job: Job, says: str, **changes: Any) -> tuple[dict[str, Any], str] | None:
    """The job with other values in its plan; None where they are the same ones."""
    plan = job["plan"]
    if all(plan.get(key) == value for key, value in changes.items()):
        return None
    return {**job, "plan": {**plan, **changes}}, says


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _has_lines(job: Job) -> bool:
    """Whether there are lines to write on: the facilitator's copy has none."""
    return bool(job["plan"].get("edition") == "participant")


def fewer_lines(job: Job) -> tuple[dict[str, Any], str] | None:
    """One line to write on less under every question that has more than two."""
    if not _has_lines(job):
        return None
    questions = [{**one, "lines": one["lines"] - (one["lines"] > 2)} for one in job["plan"]["questions"]]
    return _with_plan(job, "one line less to write on under questions that had more than two", questions=questions)


def tighter(level: int) -> Step:
    """The step that sets type and paper so much tighter: from 1, only the distances, to 4, letters of 10 pt."""

    def tighten(job: Job) -> tuple[dict[str, Any], str] | None:
        settings = job["settings"]
        most = 0 if settings.get("large") else 2 if settings["paper"] in SMALL_PAPERS else 4
        if not settings.get("tight", 0) < level <= most:
            return None
        return {**job, "settings": {**settings, "tight": level}}, _TIGHT[level]

    return tighten


_TIGHT = {
    1: "less space between paragraphs",
    2: "lines of type closer together",
    3: "smaller letters, and narrower margins above and below",
    4: "the smallest letters that read well, of 10 points",
}


def _two_lines(job: Job) -> tuple[dict[str, Any], str] | None:
    if not _has_lines(job):
        return None
    questions = [{**one, "lines": min(one["lines"], 2)} for one in job["plan"]["questions"]]
    return _with_plan(job, "at most two lines to write on under a question", questions=questions)


def _one_line(job: Job) -> tuple[dict[str, Any], str] | None:
    if not _has_lines(job):
        return None
    # Both best cases have the same room.
    asked = job["plan"]["questions"]
    both = any(one["best_case"] for one in asked if one["priority"] == "must")
    kept = [one["id"] for one in asked if one["priority"] == "must" or (one["best_case"] and both)]
    questions = [one if one["id"] in kept else {**one, "lines": min(one["lines"], 1)} for one in asked]
    return _with_plan(job, "one line under questions that need not be asked", questions=questions)


def _short_colophon(job: Job) -> tuple[dict[str, Any], str] | None:
    says = "“About this guide” is short; who made it and where they stand is told in full in the handout without --fit"
    return _with_plan(job, says, about=[], leanings="", missing_voices="", reviewed_by=[])


def _no_links(job: Job) -> tuple[dict[str, Any], str] | None:
    """Without the page there is nothing to lead to, hence no codes either."""
    plan = job["plan"]
    if not any(one["url"] for role in _READINGS for one in plan[role]):
        return None
    made = _with_plan(job, "left out: the page of links; each address stands beside its source", links_left_out=True)
    return made and ({**made[0], "settings": {**job["settings"], "codes": False}}, made[1])


def _no_stands(job: Job) -> tuple[dict[str, Any], str] | None:
    return _with_plan(job, "left out: the chart of who stands where", stands=None)


def _no_optional_readings(job: Job) -> tuple[dict[str, Any], str] | None:
    plan = job["plan"]
    cited = " ".join(_cited(plan)) + " "
    kept = {
        role: [one for one in plan[role] if one["need"] != "optional" or f"{one['label']} " in cited]
        for role in _READINGS
    }
    gone = [one["label"] for role in _READINGS for one in plan[role] if one not in kept[role]]
    says = f"left out: {_counted(len(gone), 'reading')} that nobody has to read ({', '.join(gone)})"
    return _with_plan(job, says, **kept)


def _cited(plan: Mapping[str, Any]) -> list[str]:
    """Readings as questions, claims and quotations name them, each beginning with its label."""
    named = [name for one in plan["questions"] for name in one["readings"]]
    named += [name for one in plan["claims"] for name in one["answered_by"]]
    named += [f"{one['label']} " for pair in plan.get("opposite", ()) for one in pair]
    return named + [one["reading"] for one in plan["quotations"]]


def _no_quotations(job: Job) -> tuple[dict[str, Any], str] | None:
    return _with_plan(job, "left out: “Quotations checked”", quotations=[])


def _no_lists(job: Job) -> tuple[dict[str, Any], str] | None:
    return _with_plan(job, "left out: who is who, words and the timeline", people=[], terms=[], timeline=[])


def _no_protocols(job: Job) -> tuple[dict[str, Any], str] | None:
    return _with_plan(job, "left out: the steps of the ways to talk, which whoever leads explains", protocols=[])


def _short_headers(job: Job) -> tuple[dict[str, Any], str] | None:
    plan = job["plan"]
    short: dict[str, Any] = {role: [_short_header(one) for one in plan[role]] for role in _READINGS}
    short["opposite"] = [[_short_header(one) for one in pair] for pair in plan.get("opposite", ())]
    says = "sources say when and where they were made and what was at stake, and no more of their headers"
    return _with_plan(job, says, **short)


def _short_header(reading: Mapping[str, Any]) -> dict[str, Any]:
    return {**reading, "header": list(reading["header"])[:1]}


def _no_text(job: Job) -> tuple[dict[str, Any], str] | None:
    """References then lead to the section: what is not on the page cannot be led to, nor ask back."""
    plan = job["plan"]
    if not plan["has_text"]:
        return None
    printed = {f"p{block['number']}" for section in plan["sections"] for block in section["blocks"] if block["number"]}
    sections = [{**section, "blocks": []} for section in plan["sections"]]
    changes = {
        kind: [
            {**one, "passages": [{**p, "place": "" if p["place"] in printed else p["place"]} for p in one["passages"]]}
            for one in plan[kind]
        ]
        for kind in ("questions", "claims")
    }
    says = "the text itself is not printed: people read it in their own copy, or in a handout made without --fit"
    return _with_plan(job, says, sections=sections, text_left_out=True, **changes)


def _no_more_on_claims(job: Job) -> tuple[dict[str, Any], str] | None:
    nothing = {"evidence": "", "concedes": [], "settles": "", "status_source": "", "loaded": []}
    claims = [{**one, **nothing} for one in job["plan"]["claims"]]
    return _with_plan(job, "left out: “More on” each claim, for both sides alike", claims=claims)


def _no_summaries(job: Job) -> tuple[dict[str, Any], str] | None:
    sections = [{**one, "summary": "", "background": ""} for one in job["plan"]["sections"]]
    says = "left out: what stands under “In short”, and the background; the handout without --fit has them"
    return _with_plan(job, says, sections=sections, fallback=None)


def _sources_in_a_line(job: Job) -> tuple[dict[str, Any], str] | None:
    if not any(job["plan"][role] for role in _READINGS):
        return None
    says = "sources in a line each: title, author, date and address; the handout without --fit has their headers"
    return _with_plan(job, says, sources_in_a_line=True, opposite=[])


def _no_frame(job: Job) -> tuple[dict[str, Any], str] | None:
    says = "left out: what we are after, how we talk, and the slip for the people who made the guide"
    return _with_plan(job, says, goals=[], norms=[], slip_left_out=True)


def _no_claims(job: Job) -> tuple[dict[str, Any], str] | None:
    """Claims and their replies go together, as does what leads to them."""
    plan = job["plan"]
    if not plan["claims"]:
        return None
    gone = {one["place"] for one in plan["claims"]}
    says = "left out: claims and replies, for both sides alike; the placemat of --kit has them"
    return _with_plan(job, says, claims=[], stands=None, fallback=None, sections=_unasked(plan["sections"], gone))


def _no_sources(job: Job) -> tuple[dict[str, Any], str] | None:
    says = "left out: the lists of sources; the first page names what is to be read before"
    return _with_plan(job, says, opposite=[], **{role: [] for role in _READINGS})


TIGHTENING: tuple[Step, ...] = (_two_lines, _one_line, *(tighter(level) for level in _TIGHT))
"""Steps that take no word from the page, in the order in which they are taken; each builds on those before it."""

LEAVING_OUT: tuple[Step, ...] = (
    _short_colophon,
    _no_links,
    _no_optional_readings,
    _no_quotations,
    _no_lists,
    _no_stands,
    _no_protocols,
    _short_headers,
    _no_text,
    _no_more_on_claims,
    _no_summaries,
    _sources_in_a_line,
    _no_frame,
    _no_claims,
    _no_sources,
)
"""Steps that leave out what the facilitator's copy or a handout that was not fitted has; after TIGHTENING, in order."""


def taken(job: Job, steps: Sequence[Step]) -> tuple[Job, tuple[str, ...]]:
    """The job after these steps, and what each of them did."""
    done: tuple[str, ...] = ()
    for step in steps:
        if made := step(job):
            job, done = made[0], (*done, made[1])
    return job, done


class Cut(NamedTuple):
    """Questions that stay or go together: one, or the best cases for and against in one section."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]


def cuts_of(questions: Sequence[Mapping[str, Any]]) -> list[Cut]:
    """What could be left out, in this order: the last question for which there may be time, … the first that should be.

    A question that must be asked is in none, nor is a best case whose counterpart must be asked.
    """
    units: dict[Any, list[Mapping[str, Any]]] = {}
    for one in questions:
        units.setdefault(("best case", one.get("section")) if one["best_case"] else one["id"], []).append(one)
    free = [unit for unit in units.values() if all(one["priority"] != "must" for one in unit)]
    places = {one["id"]: place for place, one in enumerate(questions)}
    # A pair is worth what its dearer half is worth, and is cut where its last half would be.
    free.sort(
        key=lambda unit: (any(one["priority"] == "should" for one in unit), -max(places[one["id"]] for one in unit))
    )
    return [Cut(tuple(one["id"] for one in unit), tuple(one["label"] for one in unit)) for unit in free]


def without(job: Job, ids: Collection[str]) -> dict[str, Any]:
    """The job without these questions, and without the ways to talk that only they would use."""
    plan = job["plan"]
    kept = [one for one in plan["questions"] if one["id"] not in ids]
    labels = {one["label"] for one in kept}
    protocols = [one for one in plan["protocols"] if labels & set(one["questions"])]
    gone = {one["place"] for one in plan["questions"] if one["id"] in ids}
    sections = _unasked(plan["sections"], gone)
    return {**job, "plan": {**plan, "questions": kept, "protocols": protocols, "sections": sections}}


def _unasked(sections: Sequence[Mapping[str, Any]], gone: Collection[str]) -> list[dict[str, Any]]:
    """The sections, where nothing is said of questions and claims that are not on the pages any more."""

    def heard(things: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**one, "asked": [asker for asker in one["asked"] if asker["place"] not in gone]} for one in things]

    return [{**one, "blocks": heard(one["blocks"])} for one in heard(sections)]
