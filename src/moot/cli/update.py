"""`moot update`: what has changed in the guide that a group adapts."""

from typing import Annotated

import typer

from moot.cli.common import AsJson, counted, print_json, say
from moot.cli.diff import AdaptationArgument

__all__ = ["update"]


def update(
    file: AdaptationArgument,
    accept: Annotated[bool, typer.Option("--accept", help="Remember the guide as it is now.")] = False,
    as_json: AsJson = False,
) -> int:
    """List what is new, gone or reworded in the adapted guide. By id, since the group last looked; then --accept it."""
    from moot.adapt.update import lock_file, look_for_news, remember

    found = look_for_news(file)
    if found.first or accept:
        remember(file, found)
    if as_json:
        print_json({"ok": not found.news or accept, "first": found.first, "news": found.news})
        return 0 if accept or not found.news else 1
    versions = f" ({found.version_then} → {found.version_now})" if found.version_then != found.version_now else ""
    if found.first:
        say(f"remembered how the guide is now, in {lock_file(file).as_posix()}; ask again when it has changed")
        return 0
    for one in found.news:
        mark = "  (your file names it)" if one.ours else ""
        say(f"{one.what:<8} {one.noun} {one.id}{mark}  {one.title}")
        if one.field:
            say(f"    {one.field} was: {one.before}")
            say(f"    {one.field} now: {one.now}")
            say(f"    {one.field} yours, which is printed: {one.own}")
    if not found.news:
        say(f"nothing has changed in the guide{versions}")
        return 0
    after = "; remembered" if accept else "; “--accept” remembers the guide as it is now"
    say(f"{counted(len(found.news), 'change')} in the guide{versions}{after}")
    return 0 if accept else 1
