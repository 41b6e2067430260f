"""The documents a request needs, as jobs for the renderer, and what it found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from moot.build.looks import Looks
from moot.build.request import EDITIONS, Request
from moot.problems import Problem
from moot.render.results import Fault, FaultKind, Result, severity_of

if TYPE_CHECKING:
    from moot.guide.session import Session
    from moot.load.guide_folder import Loaded

__all__ = ["Job", "jobs_of", "kit_jobs", "problems_of"]

Job = dict[str, Any]


def jobs_of(
    request: Request, loaded: Loaded, sessions: list[Session], folders: Mapping[Path, str], looks: Looks
) -> Iterable[Job]:
    """A job for every session and edition; a kit needs both."""
    from moot.plan.session import plan_session

    for session in sessions:
        for edition in EDITIONS if request.kit else request.editions:
            plan = asdict(plan_session(loaded, session, edition))
            job = _job(session.id, edition, f"session {session.id}, {edition} edition", plan, loaded, folders, looks)
            if edition == "participant":
                job |= {"fit": looks.fit or None, "booklet": bool(looks.sheet)}
            yield job | {"pdfa": request.pdfa}


def kit_jobs(plans: Iterable[Job], loaded: Loaded, folders: Mapping[Path, str], looks: Looks) -> Iterable[Job]:
    """Jobs for the sheets of the kit beside the handout and the facilitator's guide, from the participants' plans."""
    from moot.render.kit import KIT

    for job in plans:
        for part in KIT if job["edition"] == "participant" else ():
            if part.template != job["template"]:
                label = f"session {job['session']}, {part.says}"
                made = _job(job["session"], part.name, label, job["plan"], loaded, folders, looks)
                yield made | {"template": part.template, "pdfa": job["pdfa"]}


def _job(
    session: str,
    what: str,
    label: str,
    plan: Mapping[str, Any],
    loaded: Loaded,
    folders: Mapping[Path, str],
    looks: Looks,
) -> Job:
    return {
        "id": f"{session} {what}",
        "label": label,
        "kind": "plan",
        "template": "session.html",
        "session": session,
        "edition": what,
        "plan": plan,
        "settings": looks.look.plain(),
        "template_folders": [str(folder.absolute()) for folder in folders],  # the renderer works in another folder
        "template_names": list(folders.values()),
        "guide_folder": str(loaded.folder.absolute()),
        "asset_folders": [str(folder.absolute()) for folder in folders],
    }


_MOST_OF_A_KIND = 8

_FAULT_WORDS = {
    "lost text": "words of the guide are missing on the page",
    "doubled text": "words are printed twice",
    "outside the page": "words stand outside the page",
    "outside its box": "words stand outside their cell or frame",
    "ink at the edge": "something is drawn within 5 mm of the paper’s edge, where printers do not print",
    "faint text": "words are too faint to read in print",
    "clipped text": "words are cut off",
    "overlapping text": "words are printed over each other",
    "stranded heading": "a heading is the last thing on its page",
    "missing character": "no font has this character",
    "split question": "a question is split over two pages",
    "split block": "something that belongs together is split over two pages",
    "long question": "a question is longer than a page",
    "empty page": "a page is empty",
    "nearly empty page": "a page is nearly empty",
    "not checked": "the page could not be checked",
}


def problems_of(job: Job, result: Result) -> Iterable[Problem]:
    """What the renderer found, in a facilitator's words, with the session and page it is on."""
    place = job["label"]
    if result.broken:
        yield Problem(place, 0, 0, result.broken, rule="render")
    for problem in result.problems:
        yield replace(problem, file=_sheet(job, problem.file))
    told: Counter[str] = Counter()
    for fault in result.faults:
        if fault.kind == "split question" and job["settings"]["large"] and job["edition"] == "facilitator":
            continue  # in large print a question with its notes fills more than a page
        told[fault.kind] += 1
        if told[fault.kind] <= _MOST_OF_A_KIND:
            yield _of_fault(place, fault)
    for kind, number in told.items():
        if number > _MOST_OF_A_KIND:
            words = f"{_FAULT_WORDS.get(kind, kind)} in {number - _MOST_OF_A_KIND} more places"
            hint = "one rule of a style sheet is often the cause of all"
            yield Problem(place, 0, 0, words, hint, rule=kind, severity=severity_of(cast(FaultKind, kind)))


def _sheet(job: Job, name: str) -> str:
    """A style sheet of `css/` by the name of the folder it was found in; any other name as it is."""
    folders = zip(job["template_folders"], job["template_names"], strict=True)
    found = (called for folder, called in folders if name.startswith("css/") and Path(folder, name).is_file())
    called = next(found, "")
    return f"{called}/{name}" if called else name


def _of_fault(place: str, fault: Fault) -> Problem:
    where = f"{place}, page {fault.page}" if fault.page else place
    words = f": “{fault.words}”" if fault.words else ""
    return Problem(
        where, 0, 0, f"{_FAULT_WORDS.get(fault.kind, fault.kind)}{words}", rule=fault.kind, severity=fault.severity
    )
