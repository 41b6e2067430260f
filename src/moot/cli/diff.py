"""`moot diff`: what a group's file changes in the guide it adapts."""

from pathlib import Path
from typing import Annotated

import typer

from moot.cli.common import AsJson, adapted, print_json, report, say

__all__ = ["diff"]

AdaptationArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A group's adaptation of a guide.")]

_SIGNS = {"drop": "-", "add": "+"}


def diff(file: AdaptationArgument, as_json: AsJson = False) -> None:
    """Show what an adaptation changes. Each change with its id, before and after; then what did not fit."""
    found = adapted(None, [file])
    guide = found.loaded.guide
    if as_json:
        settings = {key: value for key, value in found.settings.model_dump().items() if value not in (None, ())}
        print_json({"changes": found.changes, "settings": settings, "left_out": guide.left_out})
        return
    report(problem for problem in found.loaded.warnings if problem.rule == "adaptation")
    for line in guide.adapted:
        say(line)
    for change in found.changes:
        sign = _SIGNS.get(change.verb, "~")
        arrow = f"{change.before} → {change.after}" if change.before and change.after else change.before or change.after
        say(f"{sign} {change.verb:<5} {change.id}  {arrow}".rstrip())
    for name, lines in guide.left_out.items():
        minutes = next(session.minutes for session in guide.sessions if session.id == name)
        say(f"{name}, fitted to {minutes} minutes:")
        for line in lines:
            say(f"  {line}")
