"""One request from beginning to end: the guide is read, its pages are made, the files put in their place.

The renderer is started before the guide is read, so that the page engine loads while the guide is checked.
Nothing is written until every page of every file is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from moot.build.finishing import finished, for_screens
from moot.build.jobs import Job, jobs_of, kit_jobs, problems_of
from moot.build.looks import Looks, looks_of
from moot.build.request import Report, Request
from moot.files import publish
from moot.problems import GuideProblems, Problem, UsageProblem, nearest, sorted_problems
from moot.render.pool import RenderPool
from moot.render.results import Result

if TYPE_CHECKING:  # the model is imported only once the renderer is on its way
    from moot.adapt.whole import Adapted
    from moot.guide.session import Session
    from moot.load.guide_folder import Loaded

__all__ = ["build"]

Progress = Callable[[int, int, str], None]

_USUAL, _FITTING = 120, 480
"""The longest one file may take, in seconds; to be fitted, its pages are laid out up to eight times."""


def build(request: Request, progress: Progress = lambda done, of, what: None) -> Report:
    """Makes the files of a request. `progress` is told (files done, files in all, what comes next).

    Raises GuideProblems, UsageProblem or BuildProblem; then no file has been touched.
    """
    _refuse_paper_for_screens(request)
    with ExitStack() as stack:
        pool = None
        if "pdf" in request.formats:
            seconds = _FITTING if request.fit or request.booklet else _USUAL
            pool = stack.enter_context(RenderPool(seconds=seconds, system_fonts=request.system_fonts))
            pool.start()
        from moot.check.rules import check_guide
        from moot.check.whole import template_folders

        adapted = _adapted(request)
        loaded = adapted.loaded
        looks = looks_of(request, adapted)
        folders = _with_theme(template_folders(loaded, request.templates, request.guide_templates), looks)
        found = [*loaded.warnings, *check_guide(loaded), *_of_theme(folders, looks)]
        _refuse_errors(found)
        _refuse_led_away(request, looks)
        sessions = _chosen(loaded, request.sessions)
        jobs = list(jobs_of(request, loaded, sessions, folders, looks))
        if request.kit:
            jobs += list(kit_jobs(jobs, loaded, folders, looks))
        results = _made(pool, jobs, progress)
        found += [problem for job in jobs if job["id"] in results for problem in problems_of(job, results[job["id"]])]
        _refuse_errors(found)
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="moot-")))
        files = list(finished(request, looks, jobs, results, scratch)) if pool else []
        files += for_screens(request, looks, jobs, scratch)
        publish([(source, built.file) for source, built in files])
    own_templates = len(folders) - 1 - bool(looks.look.theme)
    left_out = tuple(_left_out(loaded, sessions))
    built = tuple(one for _, one in files)
    drafts = len(_drafts_left_out(loaded, sessions))
    return Report(built, sorted_problems(found), loaded.text is not None, own_templates, left_out, drafts)


def _made(pool: RenderPool | None, jobs: list[Job], progress: Progress) -> dict[str, Result]:
    """The results of all jobs by id; none where nothing is printed."""
    if pool is None:
        return {}
    for job in jobs:
        pool.submit(job)
    results: dict[str, Result] = {}
    progress(0, len(jobs), jobs[0]["id"])
    for result in pool.results():
        results[result.id] = result
        waiting = [job["id"] for job in jobs if job["id"] not in results]
        progress(len(results), len(jobs), waiting[0] if waiting else "")
    return results


def _with_theme(folders: dict[Path, str], looks: Looks) -> dict[Path, str]:
    """The template folders, that of the theme right before ours."""
    if not looks.look.theme:
        return folders
    from moot.render.themes import theme_folder

    *own, ours = folders.items()
    return dict([*own, (theme_folder(looks.look.theme), f"theme {looks.look.theme}"), ours])


def _of_theme(folders: dict[Path, str], looks: Looks) -> Iterable[Problem]:
    if not looks.look.theme:
        return ()
    from moot.render.theme_check import theme_problems

    folder, name = list(folders.items())[-2]
    return theme_problems(folder, name)


def _drafts_left_out(loaded: Loaded, sessions: list[Session]) -> set[str]:
    read = {name for session in sessions for name in session.sections}
    return {name for name, question in loaded.guide.drafts.items() if question.section in read}


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


def _refuse_led_away(request: Request, looks: Looks) -> None:
    """A stranger's folder may bring a link `out`: only who says --out decides to write elsewhere."""
    if request.out != Path("out"):
        return
    for folder in (request.out, request.out / looks.folder):
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


def _refuse_paper_for_screens(request: Request) -> None:
    if "pdf" not in request.formats and (request.kit or request.booklet or request.fit or request.pdfa):
        hint = "add --format pdf, which may stand beside the others"
        raise UsageProblem(f"--kit, --booklet, --fit and --pdfa are for paper\n    help: {hint}")


def _refuse_errors(found: list[Problem]) -> None:
    if any(problem.severity == "error" for problem in found):
        raise GuideProblems(problem for problem in found if problem.severity == "error")
