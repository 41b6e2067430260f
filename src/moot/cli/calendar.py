"""`moot calendar`: the dates of a guide's sessions as a file for calendars."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.cli.common import (
    AsJson,
    ForOption,
    GuideArgument,
    Quiet,
    adapted,
    counted,
    print_json,
    report,
    say,
    which_guide,
)
from moot.cli.dating import AtOption, EveryOption, FromOption, PlaceOption, SkipOption, dated, kept_lines, meetings_of
from moot.problems import UsageProblem, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from moot.adapt.whole import Adapted
    from moot.build.looks import Looks
    from moot.exchange.calendar import MadeCalendar
    from moot.guide.session import Session

__all__ = ["calendar"]


def calendar(
    guide: GuideArgument = None,
    adaptations: ForOption = None,
    first: FromOption = None,
    every: EveryOption = None,
    at: AtOption = None,
    skip: SkipOption = None,
    place: PlaceOption = None,
    timezone: Annotated[
        str | None,
        typer.Option(
            "--timezone", metavar="ZONE", help="Where the times hold, as Europe/Berlin; else wherever it is opened."
        ),
    ] = None,
    remind: Annotated[
        str | None, typer.Option("--remind", metavar="TIME", help="Remind people so long before: 2d, 3h, 45min.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The .ics file, or the folder for it, or - for standard output; else beside the guide's PDFs in out.",
        ),
    ] = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Put the sessions into a file for calendars. Each with its place, what to read before, and its handout's name."""
    from moot.exchange.calendar import calendar_of, checked_dates

    if as_json and str(out) == "-":
        raise UsageProblem("--json and --out - both write to standard output\n    help: leave out one of them")
    zone = _zone(timezone) if timezone is not None else None
    before = _time_before(remind) if remind is not None else None
    found = adapted(guide, adaptations)
    meetings = meetings_of(len(found.loaded.guide.sessions), first, every, at, place, skip)
    sessions = dated(found.loaded.guide.sessions, meetings)
    loaded = replace(found.loaded, guide=found.loaded.guide.model_copy(update={"sessions": sessions}))
    problems = [one for one in found.loaded.warnings if one.rule == "adaptation"]  # a date for a session it has not
    problems += checked_dates(sessions, found.loaded.name)
    looks = _looks(guide, adaptations, found)
    handouts = {session.id: [looks.file_name(session.id, "participant")] for session in sessions}
    made = calendar_of(loaded, looks.folder, handouts, zone, before)
    file = _file(out, looks.folder)
    if file is None:
        sys.stdout.buffer.write(made.data)
    else:
        _write(file, made.data)
    keep = kept_lines(sessions) if first is not None else []
    if as_json:
        print_json(_document(file, made, sessions, looks.folder) | {"schedule": keep, "problems": problems})
        return
    report(problems, quiet)
    if not quiet:
        _tell(file, made, [meetings.note, _floating(sessions, zone)], keep)


def _looks(guide: str | None, adaptations: Sequence[Path] | None, found: Adapted) -> Looks:
    """How `moot build` names its folder and files for the same words."""
    from moot.build.looks import looks_of
    from moot.build.request import Request

    folder, name, files = which_guide(guide, adaptations)
    return looks_of(Request(folder, name, adaptations=files, paper=None), found)


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo, available_timezones

    known = available_timezones()
    if name in known:
        return ZoneInfo(name)
    cities: dict[str, str] = {}
    for zone in sorted(known, key=lambda zone: (not zone.startswith("Europe"), zone)):
        cities.setdefault(zone.rpartition("/")[2], zone)
    close = nearest(name, known) or cities.get(nearest(name.rpartition("/")[2], cities), "")
    hint = f"did you mean “{close}”?" if close else "write a city, as in Europe/Berlin or America/Mexico_City"
    raise UsageProblem(f"--timezone {name[:60]}: there is no such time zone\n    help: {hint}")


_BEFORE = re.compile(r"([1-9][0-9]{0,3}) ?(w|d|h|m|weeks?|days?|hours?|min|minutes?)")
_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}


def _time_before(text: str) -> timedelta:
    """A length of time as people write it: 2d, 3 hours, 45min; at most a year."""
    found = _BEFORE.fullmatch(text.strip().casefold())
    length = timedelta(**{_UNITS[found[2][0]]: int(found[1])}) if found else timedelta()
    if not found or length > timedelta(days=366):
        hint = "write 2d for two days before, 3h for three hours, 45min for minutes"
        raise UsageProblem(f"--remind {text[:60]}: this is no time before a meeting\n    help: {hint}")
    return length


def _file(out: Path | None, folder: str) -> Path | None:
    """Where the file goes; None for standard output."""
    if out is None:
        for made in (Path("out"), Path("out") / folder):
            # A stranger's folder may bring a link: only who says --out decides to write elsewhere.
            if not made.resolve().is_relative_to(Path.cwd().resolve()):
                raise UsageProblem(f"the folder “{made.as_posix()}” here is a link that leads elsewhere; use --out")
        return Path("out") / folder / f"{folder}.ics"
    if str(out) == "-":
        return None
    return out if out.suffix.lower() == ".ics" else out / folder / f"{folder}.ics"


def _write(file: Path, data: bytes) -> None:
    """Puts the file in its place, unless there is a calendar of somebody else's."""
    from moot.exchange.calendar import MAKER
    from moot.files import write_text

    if _is_there(file):
        with file.open("rb") as old:
            if MAKER.encode() not in old.read(4_000):
                hint = "choose another name with --out"
                raise UsageProblem(f"{file.as_posix()} is there and was not made by moot\n    help: {hint}")
    write_text(file, data.decode("utf-8"))


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):
        return False


def _floating(sessions: Sequence[Session], zone: ZoneInfo | None) -> str:
    if zone is not None or not any(session.on and session.at for session in sessions):
        return ""
    return "times hold wherever the file is opened; --timezone Europe/Berlin fixes them for people who travel"


def _document(file: Path | None, made: MadeCalendar, sessions: Sequence[Session], folder: str) -> dict[str, Any]:
    from moot.exchange.calendar import event_id

    events = [
        {"session": one.id, "on": one.on, "at": one.at, "minutes": one.minutes, "place": one.place}
        | {"uid": event_id(folder, one.id)}
        for one in sessions
        if one.id in made.sessions
    ]
    return {"ok": True, "file": file.as_posix() if file else "-", "events": events}


def _tell(file: Path | None, made: MadeCalendar, notes: Sequence[str], keep: Sequence[str]) -> None:
    """The file, what to know about it, and the lines that keep its dates; beside standard output where that is it."""
    if file is not None:
        say(f"{file.as_posix()}  {counted(len(made.sessions), 'event')}")
    for note in notes:
        if note:
            print(note, file=sys.stderr)
    if keep:
        where = sys.stdout if file is not None else sys.stderr
        print("these dates are in this file only; to keep them, put these lines into the group's file:", file=where)
        print(shown("\n".join(keep)), file=where)
