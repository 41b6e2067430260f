"""What an adaptation says of the look of the pages: noted for the report, and held to what there is."""

from __future__ import annotations

from pathlib import Path

from moot.adapt.draft import Draft
from moot.adapt.read import Read
from moot.guide.adaptation import Settings
from moot.problems import nearest
from moot.resources import shipped
from moot.tongue import known_languages, nearest_known

__all__ = ["language_hint", "looks", "with_own_theme"]

_LOOKS = ("paper", "large_print", "theme", "language", "ink", "sides", "line_numbers", "hyphenate", "codes")


def looks(draft: Draft, read: Read) -> None:
    """Notes every setting of the look; a theme or language that does not exist becomes a problem at its line."""
    chosen = read.adaptation.set
    for key in _LOOKS:
        value = getattr(chosen, key)
        if value is not None:
            draft.did(read, "look", key, after=value)
    if chosen.language and (hint := language_hint(chosen.language)):
        draft.problems.append(
            read.problem("set", "language", message=f"moot has no words in “{chosen.language}”", hint=hint)
        )
    if chosen.theme:
        _theme(draft, read, chosen.theme)


def with_own_theme(read: Read) -> Settings:
    """The file's settings, a theme that is a folder beside it by its whole path: another file may build on this one."""
    chosen = read.adaptation.set
    if chosen.theme and chosen.theme not in _known():
        return chosen.model_copy(update={"theme": str((read.file.parent / chosen.theme).resolve())})
    return chosen


def _known() -> list[str]:
    return sorted(folder.name for folder in (shipped("templates") / "themes").iterdir() if folder.is_dir())


def _theme(draft: Draft, read: Read, name: str) -> None:
    known = _known()
    beside = read.file.parent / name
    if name in known or (_is_folder(beside) and beside.resolve().is_relative_to(read.file.parent.resolve())):
        return
    close = nearest(name, known)
    hint = f"did you mean “{close}”?" if close else f"themes: {', '.join(known)}; or a folder beside this file"
    draft.problems.append(read.problem("set", "theme", message=f"there is no theme “{name}”", hint=hint))


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):  # a name too long, or one that no system takes
        return False


def language_hint(language: str) -> str:
    """What to write instead of a language that moot has no words in; "" for one that it has."""
    if language.casefold().split("-")[0] == "en" or nearest_known(language) != "en":
        return ""
    return f"write one of: {', '.join(known_languages())}; the guide's own words stay as they are"
