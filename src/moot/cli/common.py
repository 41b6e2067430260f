"""What several commands share: which guide is meant, and how lines are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from moot.problems import Problem, UsageProblem, nearest, printed, shown
from moot.resources import shipped_guides

__all__ = ["AsJson", "GuideArgument", "Quiet", "TextOption", "find_guide", "print_json", "report", "say"]

GuideArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[GUIDE]", help="A folder, or the name of a shipped guide; without it, the guide in this folder."
    ),
]
TextOption = Annotated[
    Path | None,
    typer.Option(
        "--text", metavar="FILE", help="The group's copy of the text: Markdown or plain text, to print with ¶ numbers."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")]


def find_guide(name: str | None) -> tuple[Path, str]:
    """The guide's folder, and how to call it in messages. Raises UsageProblem where none can be meant."""
    if name is None:
        if Path("guide.yaml").exists():
            return Path(), "."
        raise UsageProblem(
            "which guide? There is no guide.yaml in this folder.\n"
            f"    help: name a folder, or one that comes with moot: {', '.join(shipped_guides()) or 'none found'}"
        )
    folder = Path(name)
    if folder.name == "guide.yaml" and folder.is_file():
        folder = folder.parent
    if folder.exists():
        return folder, folder.as_posix()
    known = shipped_guides()
    if name in known:
        return known[name], name
    close = nearest(name, known) or next((other for other in known if name and other.startswith(name)), "")
    hint = f"did you mean “{close}”?" if close else f"shipped guides: {', '.join(known)}"
    raise UsageProblem(f"there is no folder and no shipped guide “{name}”\n    help: {hint}")


def say(line: str = "") -> None:
    """One line for a person, with control characters made visible."""
    print(shown(line))


def report(problems: Iterable[Problem], quiet: bool = False) -> None:
    """Warnings and notes, on standard error."""
    for problem in problems:
        if not quiet or problem.severity == "error":
            print(printed(problem), file=sys.stderr)


def print_json(value: Any) -> None:
    """One JSON document. Problems become plain data."""
    print(json.dumps(value, default=_plain, ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    return asdict(value) if isinstance(value, Problem) else str(value)
