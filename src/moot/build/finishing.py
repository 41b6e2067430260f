"""From what the renderer made to the files people get: as they are, folded, gathered as a kit, or for screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from moot.build.jobs import Job
from moot.build.looks import Looks
from moot.build.request import Built, Request
from moot.problems import BuildProblem
from moot.render.look import SMALL_PAPERS, WHOLE_PAPERS
from moot.render.results import Result

if TYPE_CHECKING:  # it brings a library that only folded and gathered files need
    from moot.render.impose import Part

__all__ = ["finished", "for_screens"]

Finished = tuple[Path, Built]
"""Where a file lies now, and what it is."""


def finished(
    request: Request, looks: Looks, jobs: list[Job], results: Mapping[str, Result], scratch: Path
) -> Iterator[Finished]:
    """Every PDF of a request: the pages as they were made, booklets of them, and the kit of each session."""
    out = request.out / looks.folder
    for job in jobs:
        result = results[job["id"]]
        paper = looks.look.paper
        if job["template"] != "session.html":
            paper = WHOLE_PAPERS[paper]
        file = out / looks.file_name(job["session"], job["edition"], paper=paper, drafts=job["plan"]["drafts"])
        built = Built(file, job["session"], job["edition"], paper, result.pages, notes=result.notes)
        yield _pdf(result), built
        if looks.sheet and job["template"] == "session.html":
            yield _booklet(looks, job, result, scratch, out, request.copies)
    if request.kit:
        for session, of_session in groupby(jobs, key=lambda job: str(job["session"])):
            yield _kit(request, looks, session, [(job, _pdf(results[job["id"]])) for job in of_session], scratch, out)


def for_screens(request: Request, looks: Looks, jobs: list[Job], scratch: Path) -> Iterator[Finished]:
    """The same as files for screens and as plain text. Raises GuideProblems where a template fails."""
    out = request.out / looks.folder
    settings = replace(looks.look, screen=True).plain()
    for job in jobs:
        if job["template"] != "session.html":
            continue
        folders = [Path(folder) for folder in job["template_folders"]]
        for form in request.formats:
            if form == "pdf":
                continue
            make = _screen_writer(form)
            made = make(job["plan"], folders, settings, job["template_names"], Path(job["guide_folder"]))
            file = out / looks.file_name(job["session"], job["edition"], form, drafts=job["plan"]["drafts"])
            source = _kept(scratch / f"{job['session']}-{job['edition']}.{form}", made)
            yield source, Built(file, job["session"], job["edition"], "", 0)


def _screen_writer(form: str) -> Callable[..., bytes]:
    if form == "html":
        from moot.render.screen import html_file

        return html_file
    from moot.render.plain_text import markdown_file

    return markdown_file


def _kept(file: Path, data: bytes) -> Path:
    """The data as a file. Raises BuildProblem where there is no room."""
    try:
        file.write_bytes(data)
    except OSError as error:
        raise BuildProblem(f"no temporary file can be written ({error.strerror}); free some disk space") from None
    return file


def _pdf(result: Result) -> Path:
    assert result.pdf is not None, "a result without errors has a file"
    return result.pdf


def _booklet(looks: Looks, job: Job, result: Result, scratch: Path, out: Path, copies: int) -> Finished:
    """The pages of one file in the order in which sheets are printed and folded."""
    from moot.render.impose import booklet, how_to_print
    from moot.tongue import direction

    what = f"{job['edition']}-booklet"
    with _for_paper(f"{job['label']}, booklet"):
        right_to_left = direction(job["plan"]["language"]) == "rtl"
        made = booklet(_pdf(result).read_bytes(), looks.sheet, right_to_left=right_to_left)
    file = out / looks.file_name(job["session"], what, paper=looks.sheet, drafts=job["plan"]["drafts"])
    wanted = copies if job["edition"] == "participant" else 1
    notes = how_to_print(made, max(1, wanted))
    built = Built(file, job["session"], what, looks.sheet, made.pages, made.sheets, notes)
    return _kept(scratch / f"{job['session']}-{what}.pdf", made.pdf), built


def _kit(
    request: Request, looks: Looks, session: str, files: list[tuple[Job, Path]], scratch: Path, out: Path
) -> Finished:
    """Everything a meeting needs in one file for the printer; pages of half a sheet are folded, and so stay apart."""
    from moot.render.impose import gather, how_to_print
    from moot.render.kit import KIT

    by_name = {"handout" if job["edition"] == "participant" else job["edition"]: file for job, file in files}
    small = looks.look.paper in SMALL_PAPERS
    parts: list[Part] = [
        _part(part.name, by_name[part.name], request, looks)
        for part in KIT
        if part.name in by_name and not (small and part.template == "session.html")
    ]
    with _for_paper(f"session {session}, kit"):
        made = gather(parts, title=f"{files[0][0]['plan']['title']}: to print")
    what = "kit-without-handouts" if small else "kit"
    file = out / looks.file_name(session, what, paper=made.paper, drafts=files[0][0]["plan"]["drafts"])
    built = Built(file, session, what, made.paper, made.pages, made.sheets, how_to_print(made))
    return _kept(scratch / f"{session}-{what}.pdf", made.pdf), built


@contextmanager
def _for_paper(what: str) -> Iterator[None]:
    """A group's own style sheet may set another size of page, which cannot be folded or gathered with the others."""
    try:
        yield
    except ValueError as error:
        hint = "take the size of the page out of the style sheet, or leave out --booklet and --kit"
        raise BuildProblem(f"{what}: {error}\n    help: {hint}") from None


def _part(name: str, file: Path, request: Request, looks: Looks) -> Part:
    from moot.render.impose import Part
    from moot.render.kit import KIT, copies

    part = next(one for one in KIT if one.name == name)
    duplex = part.template == "session.html" or (part.backs and looks.look.sides == 2)
    wanted = copies(part, request.copies, looks.look.large)
    after = "Cut along the marks" if part.cut else ""
    return Part(part.says, file.read_bytes(), wanted, duplex, after)
