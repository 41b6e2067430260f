"""Themes: looks as a whole. Each is a folder of style sheets and parts that go before ours.

NAME/
  theme.yaml       title, and a line about it
  css/theme.css    custom properties that it sets anew, and rules of its own
  css/a4.css …     only where it wants other margins
  parts/…          only where a part is to print something else
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from moot.problems import UsageProblem, nearest
from moot.resources import shipped
from moot.yaml_file import read_yaml

__all__ = ["Theme", "new_theme", "properties", "theme_folder", "themes"]

_SHEET = "css/theme.css"
_SETTING = re.compile(r"(--[\w-]+): ([^;]*);")


@dataclass(frozen=True)
class Theme:
    """A theme that comes with moot. about: one line on how it looks and for whom."""

    name: str
    title: str
    about: str
    folder: Path


def themes() -> dict[str, Theme]:
    """The themes that come with moot, by name, in alphabetical order."""
    return {file.parent.name: _read(file) for file in sorted(shipped("templates").glob("themes/*/theme.yaml"))}


def _read(file: Path) -> Theme:
    data = read_yaml(file, f"{file.parent.name}/theme.yaml").data
    told = data if isinstance(data, dict) else {}
    name = file.parent.name
    return Theme(name, str(told.get("title", name)), str(told.get("about", "")), file.parent)


def theme_folder(wanted: str, beside: Path | None = None) -> Path:
    """The folder of a theme, which is named or is a folder of one's own.

    A name that moot ships goes first; `./name` is always a folder. beside: where a path that is no name is looked for,
    the folder of the file that says `theme:`; it may not lead out of there. Without it, the current folder and any
    other. Raises UsageProblem, with the nearest name, where there is no such theme.
    """
    if wanted in themes():
        return themes()[wanted].folder
    folder = Path(wanted) if beside is None else beside / wanted
    if not wanted.strip() or not _is_folder(folder):
        close = nearest(wanted, themes())
        hint = f"did you mean “{close}”?" if close else f"themes: {', '.join(themes())}; or a folder of your own"
        raise UsageProblem(f"there is no theme “{wanted}”\n    help: {hint}")
    if beside is not None and not folder.resolve().is_relative_to(beside.resolve()):
        raise UsageProblem(
            f"the theme “{wanted}” leads out of the folder that names it\n    help: put the theme's folder in there"
        )
    if not any(folder.glob("css/*.css")) and not any(folder.glob("parts/*.html")):
        raise UsageProblem(
            f"the folder “{wanted}” is no theme: it has neither css/theme.css nor parts/\n"
            "    help: “moot templates new-theme NAME” makes one to start from"
        )
    return folder


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or one that no system takes
        return False


def properties(css: str) -> dict[str, str]:
    """The custom properties that a style sheet sets in its block :root, by name."""
    return dict(_SETTING.findall(_without_comments(_root(css)[1])))


def new_theme(title: str, like: str = "") -> dict[str, str]:
    """The files of a theme to start from, by path: all properties with what each is for, ready to be changed.

    like: the name of a theme that comes with moot, whose values, rules and parts it takes over. Raises UsageProblem.
    """
    ours = (shipped("templates") / "css" / "type.css").read_text(encoding="utf-8")
    files = {"theme.yaml": f"title: {_quoted(title)}\nabout: {_quoted('In a line, how it looks and for whom.')}\n"}
    block, rules = _root(ours)[1], "\n/* Your own rules go here. */\n"
    if like:
        folder = theme_folder(like)
        files |= {
            file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
            for file in sorted(folder.rglob("*.*"))
            if file.suffix in {".css", ".html", ".svg"}
        }
        _, theirs, rules = _root(files.get(_SHEET, ""))
        block = _joined(block, theirs)
    name = title.replace("*/", "") + (f", after “{like}”" if like else "")
    head = f"/* {name}: a theme of our own. Change a value and build again; what you delete looks as usual. */\n"
    return files | {_SHEET: f"{head}:root {{{block}}}{rules}"}


def _root(css: str) -> tuple[str, str, str]:
    """What stands before the block :root, in it, and after it."""
    found = re.search(r"^:root \{(.*?)^\}", css, re.DOTALL | re.MULTILINE)
    return (css[: found.start()], found[1], css[found.end() :]) if found else ("", "\n", css)


def _joined(ours: str, theirs: str) -> str:
    """Our block with their values, and below it the properties that only they have."""
    values = dict(_SETTING.findall(_without_comments(theirs)))
    joined = _SETTING.sub(lambda one: f"{one[1]}: {values.get(one[1], one[2])};", ours)
    known = properties(f":root {{{ours}\n}}")
    more = [line for line in theirs.splitlines() if (set(re.findall(r"(--[\w-]+):", line)) - set(known))]
    return joined.rstrip("\n") + "\n\n  /* This theme's own. */\n" + "\n".join(more) + "\n" if more else joined


def _without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
