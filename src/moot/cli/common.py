"""What several commands share: which guide is meant, and how lines are printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.problems import Problem, UsageProblem, nearest, printed, shown
from moot.resources import shipped_guides

if TYPE_CHECKING:
    from moot.adapt.whole import Adapted

__all__ = [
    "AsJson",
    "GuideArgument",
    "Quiet",
    "SetOption",
    "SetsOption",
    "TextOption",
    "adapted",
    "counted",
    "find_guide",
    "print_json",
    "report",
    "say",
    "set_folders",
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
ForOption = Annotated[
    list[Path] | None,
    typer.Option("--for", metavar="FILE", help="A group's adaptation of the guide; may be repeated, the later wins."),
]
MinutesOption = Annotated[
    int | None,
    typer.Option(
        "--minutes", metavar="N", min=15, max=480, help="Length of every meeting; questions are fitted to it."
    ),
]
GroupOption = Annotated[
    int | None,
    typer.Option("--group", metavar="N", min=2, max=200, help="How many people come: how to sit, who helps."),
]
LevelOption = Annotated[
    list[str] | None, typer.Option("--level", metavar="LEVEL", help="Only questions for plain, standard or seminar.")
]
KindOption = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only questions of this kind; may be repeated.")
]
TagOption = Annotated[
    list[str] | None, typer.Option("--tag", metavar="LABEL", help="Only questions with this label; may be repeated.")
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="WORD", help="No questions of this kind, label or id; may be repeated."),
]
MaxOption = Annotated[
    int | None, typer.Option("--max", metavar="N", min=1, max=100, help="At most so many questions a meeting.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME", help="Ask this question set instead of the usual one; may be repeated to join sets."
    ),
]
SetsOption = Annotated[
    list[Path] | None,
    typer.Option("--sets", metavar="DIR", help="A folder of question sets that any guide can ask; may be repeated."),
]
DraftOption = Annotated[
    bool, typer.Option("--draft", help="Also ask the questions that are still drafts; each is marked as one.")
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


def which_guide(
    guide: str | None, adaptations: Sequence[Path] | None
) -> tuple[Path | None, str | None, tuple[Path, ...]]:
    """The guide's folder and name, and a group's files. A file in the place of the guide says which it extends.

    Folder and name are None where the files say which guide is meant. Raises UsageProblem.
    """
    files = list(adaptations or ())
    if (
        guide
        and Path(guide).suffix in {".yaml", ".yml"}
        and Path(guide).name != "guide.yaml"
        and _is_there(Path(guide))
    ):
        files, guide = [Path(guide), *files], None
    for file in files:
        if not _is_there(file):
            others = [other.name for other in sorted(file.parent.glob("*.yaml"))]
            close = nearest(file.name, others)
            hint = f"did you mean “{close}”?" if close else "an adaptation is a file that begins with “extends: …”"
            raise UsageProblem(f"there is no file “{file.as_posix()}”\n    help: {hint}")
    folder, name = (None, None) if files and guide is None else find_guide(guide)
    return folder, name, tuple(files)


def set_folders(folders: Sequence[Path] | None) -> tuple[Path, ...]:
    """Folders of question sets for any guide: those named, then the one that the user's own settings name.

    The settings are a file config.yaml in the folder that this system has for them, with a line `sets: FOLDER`.
    """
    from moot.yaml_file import read_yaml

    file = Path(typer.get_app_dir("moot")) / "config.yaml"
    own: tuple[Path, ...] = ()
    if _is_there(file):
        data = read_yaml(file, file.as_posix()).data
        named = data.get("sets") if isinstance(data, dict) else None
        own = (file.parent / Path(str(named)).expanduser(),) if named else ()
    return (*(folders or ()), *own)


def adapted(
    guide: str | None,
    adaptations: Sequence[Path] | None,
    text: Path | None = None,
    folders: Sequence[Path] | None = None,
    **words: Any,
) -> Adapted:
    """The guide that the words of a command mean, as the group uses it. words: fields of Settings."""
    from moot.adapt.whole import Wanted, adapted_guide
    from moot.guide.adaptation import settings_of

    folder, name, files = which_guide(guide, adaptations)
    return adapted_guide(Wanted(folder, name, files, text, set_folders(folders), settings_of(**words)))


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
    """One JSON document. What is a record becomes plain data; what could command a terminal, as its number."""
    import json

    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
    if shown(text) != text:
        text = "".join(c if shown(c) == c else json.dumps(c)[1:-1] for c in text)
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        text = json.dumps(json.loads(text), ensure_ascii=True, indent=2)
    print(text)


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
