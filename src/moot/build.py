"""Which files a request needs, how they are made, and how they get to their place.

The renderer is started before the guide is read, so that the page engine loads while the guide is checked.
Nothing is written until every page of every file is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from moot.files import publish, safe_name
from moot.problems import GuideProblems, Problem, UsageProblem, nearest, sorted_problems
from moot.render.look import PAPERS
from moot.render.pool import RenderPool
from moot.render.results import Fault, Result

if TYPE_CHECKING:  # the model is imported only once the renderer is on its way
    from moot.adapt.whole import Adapted
    from moot.guide.session import Session
    from moot.load.guide_folder import Loaded

__all__ = ["EDITIONS", "PAPERS", "Built", "Report", "Request", "build"]

Edition = Literal["participant", "facilitator"]
EDITIONS: tuple[Edition, ...] = ("participant", "facilitator")


@dataclass(frozen=True)
class Request:
    """What is wanted.

    folder and name: the guide; None where the adaptations say which. sessions: ids, all where empty.
    adaptations: files of a group's changes, in order. paper: a4 or letter; None for what the adaptations say, else a4.
    settings: by name, what goes before the settings of the adaptations: minutes, sets, level, kinds …
    templates: a folder whose parts go before all others.
    """

    folder: Path | None
    name: str | None
    sessions: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = EDITIONS
    paper: str | None = "a4"
    text: Path | None = None
    adaptations: tuple[Path, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    set_folders: tuple[Path, ...] = ()
    out: Path = Path("out")
    templates: Path | None = None
    guide_templates: bool = True
    system_fonts: bool = False


@dataclass(frozen=True)
class Built:
    """One finished file."""

    file: Path
    session: str
    edition: str
    paper: str
    pages: int


@dataclass(frozen=True)
class Report:
    """What was built, and what should be looked at."""

    files: tuple[Built, ...]
    warnings: tuple[Problem, ...]
    has_text: bool
    templates: int = field(default=0)
    left_out: tuple[str, ...] = ()
    """What was left out or shortened to fit the minutes, and why, a line each after the session it is of."""


def build(request: Request, progress: Callable[[int, int, str], None] = lambda done, of, what: None) -> Report:
    """Makes the files of a request. `progress` is told (files done, files in all, what comes next).

    Raises GuideProblems, UsageProblem or BuildProblem; then no file has been touched.
    """
    with RenderPool(system_fonts=request.system_fonts) as pool:
        pool.start()
        from moot.check.rules import check_guide
        from moot.check.whole import template_folders

        adapted = _adapted(request)
        loaded = adapted.loaded
        folders = template_folders(loaded, request.templates, request.guide_templates)
        found = [*loaded.warnings, *check_guide(loaded)]
        _refuse_errors(found)
        look = _look(request, adapted)
        _refuse_led_away(request, look)
        sessions = _chosen(loaded, request.sessions)
        jobs = list(_jobs(request, loaded, sessions, folders, look))
        for job in jobs:
            pool.submit(job)
        results = _gather(pool, jobs, progress)
        found += [problem for job in jobs for problem in _problems_of(job, results[job["id"]])]
        _refuse_errors(found)
        files = [_built(request, look, job, results[job["id"]]) for job in jobs]
        publish([(_pdf(results[job["id"]]), built.file) for job, built in zip(jobs, files, strict=True)])
    left_out = tuple(_left_out(loaded, sessions))
    return Report(tuple(files), sorted_problems(found), loaded.text is not None, len(folders) - 1, left_out)


def _left_out(loaded: Loaded, sessions: list[Session]) -> Iterable[str]:
    for session in sessions:
        lines = loaded.guide.left_out.get(session.id, ())
        if lines:
            yield f"{session.id}, fitted to {session.minutes} minutes:"
            yield from (f"  {line}" for line in lines)


def _adapted(request: Request) -> Adapted:
    from moot.adapt.whole import Wanted, adapted_guide
    from moot.guide.adaptation import settings_of

    settings = settings_of(**request.settings)
    guide = (request.folder, request.name, request.adaptations, request.text, request.set_folders)
    return adapted_guide(Wanted(*guide, settings))


class _Look(NamedTuple):
    """How the pages look and what their files are called: folder of the group's guide, what marks the file, paper."""

    folder: str
    mark: str
    paper: str
    large: bool


def _look(request: Request, adapted: Adapted) -> _Look:
    settings, asked = adapted.settings, request.settings
    slug = adapted.loaded.guide.slug
    marks = list(settings.sets) if asked.get("sets") else []
    marks += [f"{asked['minutes']}min"] if asked.get("minutes") else []
    folder = safe_name(f"{slug}-{adapted.label}" if adapted.label else slug)
    mark = "".join(f"{safe_name(one)}-" for one in marks)
    large = settings.large_print in {"yes", "true"}
    return _Look(folder, mark, request.paper or settings.paper or "a4", large)


def _refuse_led_away(request: Request, look: _Look) -> None:
    """A stranger's folder may bring a link `out`: only who says --out decides to write elsewhere."""
    if request.out != Path("out"):
        return
    for folder in (request.out, request.out / look.folder):
        if not folder.resolve().is_relative_to(Path.cwd().resolve()):
            raise UsageProblem(f"the folder “{folder.as_posix()}” here is a link that leads elsewhere; use --out")


def _chosen(loaded: Loaded, wanted: tuple[str, ...]) -> list[Session]:
    """The sessions asked for, by id or by number, in the order of the guide."""
    sessions = loaded.guide.sessions
    if not wanted:
        return list(sessions)
    wanted = tuple(name.strip() for names in wanted for name in names.split(","))
    known = {session.id: session for session in sessions} | {str(n): session for n, session in enumerate(sessions, 1)}
    for name in wanted:
        if name not in known:
            close = nearest(name, [session.id for session in sessions])
            names = ", ".join(session.id for session in sessions)
            hint = f"did you mean “{close}”?" if close else f"its sessions: {names}"
            raise UsageProblem(f"--session {name}: this guide has no such session\n    help: {hint}")
    asked = {known[name].id for name in wanted}
    return [session for session in sessions if session.id in asked]


def _jobs(
    request: Request, loaded: Loaded, sessions: list[Session], folders: dict[Path, str], look: _Look
) -> Iterable[dict[str, Any]]:
    from moot.plan.session import plan_session

    for session in sessions:
        for edition in request.editions:
            yield {
                "id": f"{session.id} {edition}",
                "label": f"session {session.id}, {edition} edition",
                "kind": "plan",
                "session": session.id,
                "edition": edition,
                "plan": asdict(plan_session(loaded, session, edition)),
                "settings": {"paper": look.paper, "large": look.large},
                "template_folders": [str(folder) for folder in folders],
                "template_names": list(folders.values()),
                "guide_folder": str(loaded.folder),
                "asset_folders": [str(folder) for folder in folders],
            }


def _gather(
    pool: RenderPool, jobs: list[dict[str, Any]], progress: Callable[[int, int, str], None]
) -> dict[str, Result]:
    results: dict[str, Result] = {}
    progress(0, len(jobs), jobs[0]["id"])
    for result in pool.results():
        results[result.id] = result
        waiting = [job["id"] for job in jobs if job["id"] not in results]
        progress(len(results), len(jobs), waiting[0] if waiting else "")
    return results


_FAULT_WORDS = {
    "lost text": "words of the guide are missing on the page",
    "doubled text": "words are printed twice",
    "outside the page": "words stand outside the page",
    "clipped text": "words are cut off",
    "overlapping text": "words are printed over each other",
    "stranded heading": "a heading is the last thing on its page",
    "missing character": "no font has this character",
    "split question": "a question is split over two pages",
    "nearly empty page": "a page is nearly empty",
    "not checked": "the page could not be checked",
}


def _problems_of(job: dict[str, Any], result: Result) -> Iterable[Problem]:
    """What the renderer found, in a facilitator's words, with the session and page it is on."""
    place = job["label"]
    if result.broken:
        yield Problem(place, 0, 0, result.broken, rule="render")
    for problem in result.problems:
        yield replace(problem, file=_sheet(job, problem.file))
    for fault in result.faults:
        if fault.kind == "split question" and job["settings"]["large"] and job["edition"] == "facilitator":
            continue  # in large print a question with its notes fills more than a page
        yield _of_fault(place, fault)


def _sheet(job: dict[str, Any], name: str) -> str:
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


def _refuse_errors(found: list[Problem]) -> None:
    if any(problem.severity == "error" for problem in found):
        raise GuideProblems(problem for problem in found if problem.severity == "error")


def _pdf(result: Result) -> Path:
    assert result.pdf is not None, "a result without errors has a file"
    return result.pdf


def _built(request: Request, look: _Look, job: dict[str, Any], result: Result) -> Built:
    large = "-large" if look.large else ""
    file = f"{job['session']}-{look.mark}{job['edition']}-{look.paper}{large}.pdf"
    return Built(request.out / look.folder / file, job["session"], job["edition"], look.paper, result.pages)
