"""`moot build`: the PDFs of a guide's sessions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.cli.common import (
    AsJson,
    DraftOption,
    ForOption,
    GroupOption,
    GuideArgument,
    KindOption,
    LevelOption,
    MaxOption,
    MinutesOption,
    Quiet,
    SetOption,
    SetsOption,
    TagOption,
    TextOption,
    WithoutOption,
    counted,
    print_json,
    report,
    say,
    set_folders,
    which_guide,
)
from moot.cli.printing import (
    BookletOption,
    CodesOption,
    CopiesOption,
    FitOption,
    FormatOption,
    HyphenateOption,
    InkOption,
    KitOption,
    LangOption,
    LargePrintOption,
    LineNumbersOption,
    PaperOption,
    PdfaOption,
    SidesOption,
    ThemeOption,
    look_settings,
)
from moot.problems import UsageProblem

if TYPE_CHECKING:
    from moot.build import Report

__all__ = ["build"]


class Editions(StrEnum):
    """Which copies are wanted."""

    participant = "participant"
    facilitator = "facilitator"
    all = "all"


DEFAULT_COPIES = 12
"""Handouts in a kit where nobody says how many people come."""


def build(
    guide: GuideArgument = None,
    session: Annotated[
        list[str] | None,
        typer.Option("--session", "-s", metavar="ID", help="Only these, by id or number: 1,3 or s1; may be repeated."),
    ] = None,
    edition: Annotated[
        Editions, typer.Option("--edition", "-e", case_sensitive=False, help="For whom.")
    ] = Editions.all,
    paper: PaperOption = None,
    large_print: LargePrintOption = False,
    theme: ThemeOption = None,
    lang: LangOption = None,
    ink: InkOption = None,
    sides: SidesOption = None,
    line_numbers: LineNumbersOption = False,
    hyphenate: HyphenateOption = False,
    no_codes: CodesOption = False,
    formats: FormatOption = None,
    booklet: BookletOption = False,
    fit: FitOption = None,
    kit: KitOption = False,
    copies: CopiesOption = None,
    pdfa: PdfaOption = False,
    adaptations: ForOption = None,
    minutes: MinutesOption = None,
    group: GroupOption = None,
    sets: SetOption = None,
    folders: SetsOption = None,
    level: LevelOption = None,
    kind: KindOption = None,
    tag: TagOption = None,
    without: WithoutOption = None,
    most: MaxOption = None,
    draft: DraftOption = False,
    text: TextOption = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Where the files go, in a folder of the guide's name.")
    ] = Path("out"),
    templates: Annotated[
        Path | None, typer.Option("--templates", metavar="DIR", help="A folder of parts that go before moot's own.")
    ] = None,
    no_guide_templates: Annotated[
        bool, typer.Option("--no-guide-templates", help="Ignore templates that the guide brings.")
    ] = False,
    system_fonts: Annotated[
        bool,
        typer.Option(
            "--system-fonts", help="Also use the fonts of this computer, for scripts moot brings no font for."
        ),
    ] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Make the PDFs of a guide's sessions. Each as a handout and as a facilitator's copy."""
    from moot.build import EDITIONS, Request
    from moot.build import build as make

    folder, name, files = which_guide(guide, adaptations)
    settings: dict[str, Any] = {"minutes": minutes, "group": group, "sets": sets, "level": level, "kinds": kind}
    settings |= {"tags": tag, "without": without, "most": most, "draft": "yes" if draft else None}
    settings |= look_settings(large_print, lang, ink, sides, line_numbers, hyphenate, no_codes)
    request = Request(
        folder=folder,
        name=name,
        adaptations=files,
        set_folders=set_folders(folders),
        settings={key: value for key, value in settings.items() if value},
        sessions=tuple(session or ()),
        editions=tuple(one for one in EDITIONS if edition in {Editions.all, one}),
        paper=paper.value if paper else None,
        text=text,
        out=out,
        templates=templates,
        guide_templates=not no_guide_templates,
        system_fonts=system_fonts,
        formats=tuple(dict.fromkeys(one.value for one in formats or ())) or ("pdf",),
        theme=theme or "",
        booklet=booklet,
        fit=fit or "",
        kit=kit,
        copies=_copies(kit or booklet or (fit or "").startswith("folded"), copies, group),
        pdfa=pdfa,
    )
    made = make(request, _progress(quiet or as_json))
    _clear()
    if as_json:
        pdfs = [
            {"file": b.file.as_posix(), "session": b.session, "edition": b.edition, "paper": b.paper, "pages": b.pages}
            | {"sheets": b.sheets, "notes": b.notes}
            for b in made.files
        ]
        print_json({"ok": True, "files": pdfs, "problems": made.warnings, "drafts_left_out": made.drafts})
        return
    _print(made, quiet)


def _copies(printed: bool, copies: int | None, group: int | None) -> int:
    """Handouts in the kit, or booklets: as many as are asked for, else as many as people come."""
    if copies and not printed:
        raise UsageProblem("--copies says how many handouts to print\n    help: add --kit, or --booklet")
    return copies or group or DEFAULT_COPIES


def _print(made: Report, quiet: bool) -> None:
    problems = [
        problem
        for problem in made.warnings
        if problem.severity != "note" and (problem.file.startswith("session ") or problem.rule == "template")
    ]
    machine = [problem for problem in made.warnings if not problem.file]
    rest = [
        problem for problem in made.warnings if problem not in [*problems, *machine] and problem.severity == "warning"
    ]
    report(problems, quiet)
    if quiet:
        return
    if made.templates:
        print(
            f"{counted(made.templates, 'template folder')} beside moot's own in use",
            file=sys.stderr,
        )
    for problem in machine:  # of this computer, such as a library that is missing
        print(f"{problem.message}\n    help: {problem.hint}", file=sys.stderr)
    for built in made.files:
        say(f"{built.file.as_posix()}" + (f"  {counted(built.pages, 'page')}" if built.pages else ""))
        for note in built.notes:
            say(f"    {note}")
    for line in made.left_out:
        say(line)
    if rest:
        print(
            f"{counted(len(rest), 'warning')} about the guide: “moot check” shows them",
            file=sys.stderr,
        )
    if not made.has_text:
        print(
            "built without a copy of the text: add text.md to the guide, or --text FILE, to print it", file=sys.stderr
        )
    if made.drafts:
        were, them = ("was", "it") if made.drafts == 1 else ("were", "them")
        print(f"{counted(made.drafts, 'draft question')} {were} left out; print {them} with --draft", file=sys.stderr)


def _progress(quiet: bool) -> Callable[[int, int, str], None]:
    """A line on a terminal that says how far we are; silence in a pipe."""
    if quiet or not sys.stderr.isatty():
        return lambda done, of, what: None

    def tell(done: int, of: int, what: str) -> None:
        sys.stderr.write(f"\r\x1b[K{done} of {of} {what}")
        sys.stderr.flush()

    return tell


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
