"""`moot check`: everything a build would refuse, and what an editor should look at, without building."""

from pathlib import Path
from typing import Annotated

import typer

from moot.cli.common import (
    AsJson,
    ForOption,
    GuideArgument,
    Quiet,
    SetOption,
    SetsOption,
    TextOption,
    counted,
    print_json,
    report,
    say,
    set_folders,
    which_guide,
)

__all__ = ["check"]


def check(
    guide: GuideArgument = None,
    adaptations: ForOption = None,
    sets: SetOption = None,
    folders: SetsOption = None,
    text: TextOption = None,
    templates: Annotated[
        Path | None, typer.Option("--templates", metavar="DIR", help="Also check a folder of your own parts.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> int:
    """Look for mistakes in a guide, without building it. Each question set is looked at, or those of --set."""
    from moot.check.whole import check_all

    folder, name, files = which_guide(guide, adaptations)
    checked = check_all(folder, name, text, templates, sets or (), files, set_folders(folders))
    errors = sum(problem.severity == "error" for problem in checked.problems)
    warnings = sum(problem.severity == "warning" for problem in checked.problems)
    failed = bool(errors or (strict and warnings))
    if as_json:
        print_json({"ok": not failed, "errors": errors, "warnings": warnings, "problems": checked.problems})
    else:
        # A list of notes must not bury what has to be mended.
        report(sorted(checked.problems, key=lambda one: ("error", "warning", "note").index(one.severity)), quiet)
        if not quiet:
            found = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"
            say(f"{found} in {counted(checked.files, 'file')}{checked.unsure}")
    return 1 if failed else 0
