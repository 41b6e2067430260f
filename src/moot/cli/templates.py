"""`moot templates …`: the parts of a page and the themes, and copies of them to change."""

import os
import re
import tempfile
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from moot.cli.common import AsJson, print_json, say
from moot.files import publish
from moot.problems import BuildProblem, UsageProblem, nearest
from moot.resources import shipped

__all__ = ["templates"]

templates = typer.Typer(
    help="List and copy parts of the page and themes.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ToOption = Annotated[
    Path | None, typer.Option("--to", metavar="DIR", help="The folder it goes into; else templates/ here.")
]


@templates.command("list")
def list_templates(as_json: AsJson = False) -> None:
    """List the parts of a page, and the themes."""
    from moot.render.themes import themes

    home = shipped("templates")
    parts = {name: _about(home / name) for name in _parts(home)}
    if as_json:
        print_json({"parts": [{"name": name, "about": about} for name, about in parts.items()], "themes": themes()})
        return
    say("Parts; “moot templates copy NAME” puts one beside your guide, to be changed:")
    for name, about in parts.items():
        say(f"  {name:<28} {about}")
    say("Themes; “moot build --theme NAME” uses one:")
    for theme in themes().values():
        say(f"  {theme.name:<28} {theme.about}")


@templates.command()
def copy(
    part: Annotated[str, typer.Argument(metavar="PART", help="Which: question, parts/question.html, css/type.css …")],
    to: ToOption = None,
    theme: Annotated[
        str | None, typer.Option("--theme", metavar="NAME", help="From this theme, where it has such a part.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also where there is one already; the old one is kept as .bak.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Copy one part of the page to change it. Your copy is then used in the place of moot's."""
    source, name = _source(part, theme)
    folder = Path("templates") if to is None else to
    target = folder / name
    _refuse_link(folder, target, own=to is None)
    old = _old(target, force)
    _publish([*([(target, old)] if old else []), (source, target)])
    if as_json:
        print_json({"ok": True, "file": target.as_posix(), "kept": old.as_posix() if old else ""})
        return
    say(f"{target.as_posix()} is yours to change{f'; the old one is now {old.name}' if old else ''}.")
    own = to is None and Path("guide.yaml").is_file()
    say("moot build uses it." if own else f"moot build GUIDE --templates {folder.as_posix()} uses it.")


@templates.command("new-theme")
def new_theme(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it; a folder of this name is made here.")],
    like: Annotated[str | None, typer.Option("--like", metavar="THEME", help="Start from a theme of moot's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a folder for a theme of your own. Everything that can be set is in one file."""
    from moot.render.themes import new_theme as made
    from moot.render.themes import themes

    folder = Path(name)
    if name in themes():
        raise UsageProblem(f"moot has a theme “{name}” already\n    help: choose another name, and --like {name}")
    if not re.fullmatch(r"[\w. -]+", folder.name) or folder.name.startswith("."):
        raise UsageProblem(f"“{name}” cannot be the name of a folder\n    help: letters, digits and hyphens: our-look")
    _refuse_link(folder.parent, folder, own=not folder.is_absolute())
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageProblem(
            f"“{folder.as_posix()}” is there already, and not empty; nothing was changed\n    help: choose another name"
        )
    files = made(folder.name, like or "")
    with tempfile.TemporaryDirectory(prefix="moot-") as place:
        pairs = []
        for number, (path, text) in enumerate(files.items()):
            file = Path(place) / str(number)
            file.write_text(text, encoding="utf-8", newline="\n")
            pairs.append((file, folder / path))
        _publish(pairs)
    if as_json:
        print_json({"ok": True, "files": [(folder / path).as_posix() for path in sorted(files)]})
        return
    say(f"{folder.as_posix()}/ is a theme of your own: {', '.join(sorted(files))}.")
    say(f"Change values in css/theme.css, then: moot build --theme {_as_folder(folder)}")


def _as_folder(folder: Path) -> str:
    return folder.as_posix() if folder.is_absolute() or len(folder.parts) > 1 else f"./{folder.as_posix()}"


def _parts(folder: Path) -> list[str]:
    """Templates and style sheets of a folder, without those of the themes in it; what is read first goes first."""
    files = [file.relative_to(folder) for file in folder.rglob("*") if file.suffix in {".html", ".css"}]
    names = [file.as_posix() for file in files if file.parts[0] != "themes"]
    return sorted(names, key=lambda name: (name.startswith("css/"), "/" in name, name))


def _about(file: Path) -> str:
    """The first sentence of the comment that a part begins with."""
    found = re.match(r"\s*(?:\{#(.*?)#\}|/\*(.*?)\*/)", file.read_text(encoding="utf-8"), re.DOTALL)
    words = " ".join((found[1] or found[2] or "").split()) if found else ""
    return textwrap.shorten(re.split(r"(?<=\.) ", words)[0], 110, placeholder=" …")


def _source(part: str, theme: str | None) -> tuple[Path, str]:
    """The file that is meant by `question`, `question.html` or `parts/question.html`, and its name in a folder."""
    from moot.render.themes import theme_folder

    home = shipped("templates")
    folders = [theme_folder(theme), home] if theme else [home]
    names = list(dict.fromkeys(name for folder in folders for name in _parts(folder)))
    wanted = part.removeprefix("./").removeprefix("templates/")
    meant = [name for name in names if wanted in {name, name.rpartition(".")[0]}]
    short = [name for name in names if wanted in {Path(name).name, Path(name).stem}]
    meant = meant or [name for name in short if name.startswith("parts/")] or short
    if len(meant) > 1:
        raise UsageProblem(f"“{part}” can be {' or '.join(meant)}\n    help: write one of these names in full")
    if not meant:
        known = {Path(name).stem: name for name in names} | {Path(name).name: name for name in names}
        close = nearest(wanted, [*names, *known])
        hint = f"did you mean “{known.get(close, close)}”?" if close else "“moot templates list” names them all"
        raise UsageProblem(f"there is no part “{part}”\n    help: {hint}")
    return next(folder / meant[0] for folder in folders if (folder / meant[0]).is_file()), meant[0]


def _refuse_link(folder: Path, target: Path, own: bool) -> None:
    """A folder of strangers may bring links: nothing is written through one that leads out of it.

    own: the folder was not named by the user, so it must lie in the current one.
    """
    try:
        home = (Path.cwd() if own else folder).resolve()
        leads_out = not target.parent.resolve().is_relative_to(home) or target.is_symlink()
    except (OSError, RuntimeError, ValueError):
        raise UsageProblem(f"there can be no file “{target.as_posix()}”\n    help: choose a shorter name") from None
    if leads_out:
        raise UsageProblem(
            f"“{target.as_posix()}” is a link, or stands behind one, that leads elsewhere; nothing was written\n"
            "    help: take the link away, or name another folder with --to"
        )


def _old(target: Path, force: bool) -> Path | None:
    """Where the file that is there goes, if there is one. Raises UsageProblem where it must not be touched."""
    if not os.path.lexists(target):
        return None
    if target.is_dir():
        raise UsageProblem(f"“{target.as_posix()}” is a folder\n    help: move it away, or name another one with --to")
    if not force:
        raise UsageProblem(
            f"“{target.as_posix()}” is there already; nothing was changed\n"
            "    help: change that one, or use --force, which keeps it as .bak"
        )
    kept = (target.with_name(f"{target.name}.bak{number or ''}") for number in range(1000))
    return next(file for file in kept if not os.path.lexists(file))


def _publish(files: list[tuple[Path, Path]]) -> None:
    """As files.publish, with the option of these commands in its advice."""
    try:
        publish(files)
    except BuildProblem as error:
        raise BuildProblem(str(error).replace("--out", "--to")) from None
