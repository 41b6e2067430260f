"""What several commands share: which guide is meant, and how lines are printed."""

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from moot.problems import Problem, UsageProblem, nearest, printed, shown
from moot.resources import shipped_guides

__all__ = [
    "AsJson",
    "GuideArgument",
    "Quiet",
    "SetOption",
    "TextOption",
    "counted",
    "find_guide",
    "print_json",
    "report",
    "say",
]

GuideArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="GUIDE", help="A folder, or the name of a shipped guide; without it, the guide in this folder."
    ),
]
TextOption = Annotated[
    Path | None,
    typer.Option(
        "--text", metavar="FILE", help="The group's copy of the text: Markdown or plain text, to print with ¶ numbers."
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME", help="Ask this question set instead of the usual one; may be repeated to join sets."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")]


def find_guide(name: str | None) -> tuple[Path, str]:
    """The guide's folder, and how to call it in messages. Raises UsageProblem where none can be meant."""
    known = shipped_guides()
    if name is None:
        if _is_there(Path("guide.yaml")) or _is_there(Path("guide.yml")):
            return Path(), "."
        found = ", ".join([*_guides_in(Path()), *known]) or "none found"
        raise UsageProblem(f"which guide? There is no guide.yaml in this folder.\n    help: name one: {found}")
    folder = Path(name)
    if folder.name == "guide.yaml" and _is_there(folder):
        folder = folder.parent
    if name and _is_there(folder):
        return folder, folder.as_posix()
    if name in known:
        return known[name], name
    names = [*_guides_in(folder.parent), *known]
    close = nearest(name, names) or next((other for other in names if name and other.startswith(name)), "")
    hint = f"did you mean “{close}”?" if close else f"there are: {', '.join(names)}"
    raise UsageProblem(f"there is no folder and no shipped guide “{name}”\n    help: {hint}")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or one that no system takes
        return False


def _guides_in(folder: Path) -> list[str]:
    """The guide folders in a folder, by path."""
    try:
        return [file.parent.as_posix() for file in sorted(folder.glob("*/guide.yaml"))]
    except OSError:
        return []


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def say(line: str = "") -> None:
    """One line for a person, with control characters made visible."""
    print(shown(line))


def report(problems: Iterable[Problem], quiet: bool = False) -> None:
    """Warnings and notes, on standard error."""
    for problem in problems:
        if not quiet or problem.severity == "error":
            print(printed(problem), file=sys.stderr)


def print_json(value: Any) -> None:
    """One JSON document. Problems become plain data; what could command a terminal is written as its number."""
    import json

    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
    if shown(text) != text:
        text = "".join(c if shown(c) == c else json.dumps(c)[1:-1] for c in text)
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        text = json.dumps(json.loads(text), ensure_ascii=True, indent=2)
    print(text)


def _plain(value: Any) -> Any:
    return asdict(value) if isinstance(value, Problem) else str(value)
