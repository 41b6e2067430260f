"""`moot new`: from a text to a guide folder that builds."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.cli.common import AsJson, Quiet, counted, print_json, report, say
from moot.cli.dating import (
    AtOption,
    EveryOption,
    FromOption,
    MinutesReadingOption,
    PlaceOption,
    SessionsOption,
    SkipOption,
    meetings_of,
)
from moot.cli.importing import LanguageOption, show_outline, typed
from moot.problems import UsageProblem, nearest, shown

if TYPE_CHECKING:
    from moot.start.begin import NewGuide

__all__ = ["new"]


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The folder to make, such as tuesday.")],
    document: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The text; the same as --text FILE.", show_default=False)
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text", metavar="FILE", help="The text: Word (.docx), EPUB, web page, PDF, Markdown or plain text."
        ),
    ] = None,
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="Title of the guide; else that of the text.")
    ] = "",
    language: LanguageOption = "",
    sessions: SessionsOption = None,
    minutes_reading: MinutesReadingOption = None,
    minutes: Annotated[
        int | None,
        typer.Option("--minutes", metavar="N", min=15, max=480, help="Length of each meeting; else 90 minutes."),
    ] = None,
    first: FromOption = None,
    every: EveryOption = None,
    at: AtOption = None,
    skip: SkipOption = None,
    place: PlaceOption = None,
    questions: Annotated[
        bool, typer.Option("--questions/--no-questions", help="Draft questions from openers, or none.")
    ] = True,
    force: Annotated[
        bool, typer.Option("--force", help="Make it although the folder is there; the old one is kept as NAME.old.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take the outline as it was found.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be made; write nothing.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Begin a guide from a text. Its outline becomes sections, parted into meetings, with draft questions.

    The text is read into the guide's text.md, where you can correct it. What a program cannot know, such as what each
    part argues and who disputes it, is left to you; the files say where.
    """
    from moot.start.begin import Wishes
    from moot.start.folder import free_folder

    if sessions is not None and minutes_reading is not None:
        raise UsageProblem(
            "--sessions and --minutes-reading both say how many meetings\n    help: leave out one of them"
        )
    if document is not None and text is not None:
        raise UsageProblem(f"the text is named twice: {document} and --text {text}\n    help: leave out one of them")
    asks = not (yes or as_json or dry_run or quiet) and sys.stdin.isatty() and sys.stdout.isatty()
    folder = _folder(name)
    free_folder(folder, force or dry_run)
    file = _file(text or document, name, asks)
    _visible("--title", title)
    _visible("--place", place or "")
    wishes = Wishes(title.strip(), _code(language), sessions, minutes_reading, minutes)
    guide = _planned(file, folder.name, wishes)
    dates = meetings_of(len(guide.meetings), first, every, at, place, skip)
    guide = replace(guide, wishes=replace(guide.wishes, at=dates.at, place=dates.place), dates=dates.days)
    if questions:
        guide = _with_drafts(guide)
    if not as_json:
        report(guide.imported.problems, quiet)
        if not quiet:
            show_outline(guide.imported)
            _show_meetings(guide, dates.note)
    if asks and not typer.confirm("Begin the guide with this outline?", default=True):
        say(f"nothing was written; to correct the outline: moot import {typed(file)}")
        say(f"then type # before its headings in the file that makes, and: moot new {typed(folder)} --text THAT.md")
        raise typer.Exit(1)
    kept = None if dry_run else _write(folder, name, guide, force)
    if as_json:
        _print(guide, "" if dry_run else folder.as_posix(), kept)
    elif not dry_run and not quiet:
        _say_next(guide, folder, kept)


def _folder(name: str) -> Path:
    given = Path(name)
    # With `..` of a folder that is not there yet, what is looked at would be another place than what is written to.
    folder = Path(os.path.realpath(given.parent)) / given.name if ".." in given.parts else given
    if len(os.fsencode(folder.name)) > 200:
        raise UsageProblem(f"“{folder.name[:40]}…” is too long for the name of a folder\n    help: choose a short one")
    if not name.strip() or folder.name in {"", ".", ".."}:
        raise UsageProblem(f"“{name}” is no name for a folder\n    help: choose a short one, such as tuesday")
    if folder.suffix.lower() in {".docx", ".epub", ".html", ".htm", ".pdf", ".md", ".txt"}:
        raise UsageProblem(
            f"“{name}” looks like the text, and the name of the new guide comes first\n"
            f"    help: moot new {folder.stem} --text {name}"
        )
    return folder


def _file(text: Path | None, name: str, asks: bool) -> Path:
    if text is None and asks:
        text = Path(str(typer.prompt("Which file holds the text")).strip().strip("'\""))
    if text is None:
        raise UsageProblem(f"which text is it on?\n    help: moot new {typed(Path(name))} --text essay.docx")
    if not text.exists() and not text.as_posix().lower().startswith(("http:", "https:")):
        try:
            close = nearest(text.name, [file.name for file in text.parent.iterdir() if file.is_file()])
        except OSError:
            close = ""
        hint = f"did you mean “{(text.parent / close).as_posix()}”?" if close else "is it in another folder?"
        raise UsageProblem(f"{text.as_posix()}: there is no such file\n    help: {hint}")
    return text


def _visible(option: str, words: str) -> None:
    if shown(words) != words or "\n" in words or "\t" in words:
        raise UsageProblem(f"{option}: there is a sign in it that cannot be seen or printed\n    help: type it anew")


def _code(language: str) -> str:
    import re

    if language and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise UsageProblem(f"--language {language}: a language is a code\n    help: write en, es, de, fr, ru or pt-BR")
    return language


def _planned(file: Path, name: str, wishes: Any) -> NewGuide:
    from moot.start.begin import begun
    from moot.text.imported import refused
    from moot.text.importing import import_text

    imported = import_text(file, file.as_posix(), wishes.language)
    guide = begun(imported, file.name, name, wishes)
    if not guide.sections:  # a guide without a session could not be built
        message = "no paragraph, list or verse was found in this text: there is nothing to read for a meeting"
        raise refused(file.as_posix(), message, "Is it the text itself, and not its table of contents?")
    return guide


def _with_drafts(guide: NewGuide) -> NewGuide:
    from moot.guide.session import USUAL_LENGTH
    from moot.start.stubs import stub_questions

    authors = guide.imported.text.authors
    sessions = [(guide.wishes.minutes or USUAL_LENGTH, meeting.sections) for meeting in guide.meetings]
    drafts = stub_questions(sessions, guide.language, authors[0] if len(authors) == 1 else "")
    return replace(guide, drafts=drafts)


def _write(folder: Path, name: str, guide: NewGuide, force: bool) -> Path | None:
    from moot.start.folder import write_folder
    from moot.start.written import files_of

    return write_folder(folder, folder.as_posix(), files_of(guide), force)[1]


def _show_meetings(guide: NewGuide, note: str) -> None:
    from moot.plan.dates import printed_day
    from moot.plan.reading_time import reading_time

    if not guide.meetings:
        return
    say(f"{counted(len(guide.meetings), 'session')}:")
    wanted = guide.wishes.sessions
    if wanted and wanted > len(guide.meetings):
        say(f"  (the text has no more than {counted(len(guide.sections), 'section')}, and a section is not cut)")
    for index, meeting in enumerate(guide.meetings):
        day = f"  {printed_day(guide.dates[index].isoformat())}" if guide.dates else ""
        time = reading_time(meeting.words)
        minutes = f"{time} to read" if time else ""
        say(f"  {meeting.id}{day}  {meeting.title}: {counted(len(meeting.sections), 'section')}, {minutes}")
    for section in guide.longer:
        limit = guide.wishes.minutes_reading
        if limit:
            say(f"  note: “{section.title}” alone takes longer than {limit:g} minutes to read")
    if note:
        say(f"  note: {note}")


def _print(guide: NewGuide, folder: str, kept: Path | None) -> None:
    from moot.start.tree import outline_rows

    meetings = [
        {
            "id": meeting.id,
            "title": meeting.title,
            "sections": [section.id for section in meeting.sections],
            "words": meeting.words,
            "on": guide.dates[index].isoformat() if guide.dates else "",
        }
        for index, meeting in enumerate(guide.meetings)
    ]
    found = guide.imported
    print_json(
        {
            "ok": True,
            "folder": folder,
            "kept": kept.as_posix() if kept else "",
            "title": guide.title,
            "language": guide.language,
            "outline": outline_rows(found),
            "sessions": meetings,
            "drafts": len(guide.drafts),
            "doubts": found.doubts,
            "problems": found.problems,
        }
    )


def _say_next(guide: NewGuide, folder: Path, kept: Path | None) -> None:
    name = typed(folder)
    if kept:
        say(f"the old folder is now {kept.as_posix()}")
    drafts = f", with {counted(len(guide.drafts), 'draft question')}" if guide.drafts else ""
    say(f"written: {name}{drafts}")
    say("next:")
    say(f"  moot build {name}            prints it" + (" (with --draft also the draft questions)" if drafts else ""))
    say(f"  {name}/text.md       is the text: correct its # and > where a guess was wrong, then moot relink {name}")
    say(f"  {name}/guide.yaml    says where to write what each part argues, and a focus question")
    if drafts:
        say(f"  {name}/questions/core.yaml   has the drafts: make them yours, then take “draft: true” away")
    say(f"  moot add claim {name}        what the text asserts that is disputed, and who answers it")
