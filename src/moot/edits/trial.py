"""Whether a guide or an adaptation would be right after an edit: tried on a copy, so that nothing wrong is written.

Tried is that it loads, and that what it quotes from the text stands there. That a session is over its minutes is no
reason to refuse: an edit may be the first of two, of which the second makes room.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from moot.adapt.whole import Wanted, adapted_guide
from moot.check.quotations import quotations_stand
from moot.load.folder import is_inside
from moot.load.guide_folder import Loaded, load_guide
from moot.problems import GuideProblems, Problem, UsageProblem
from moot.yaml_file import parse_yaml, set_value

__all__ = ["try_adaptation", "try_guide"]

_COLLECTIONS = ("sections", "questions", "readings", "glossary", "people", "timeline", "protocols")


def try_guide(folder: Path, name: str, texts: Mapping[Path, str]) -> None:
    """Raises GuideProblems with the errors that the guide would have with these texts and does not have now."""
    _refuse_new(_guide_errors(folder, name, texts), lambda: _guide_errors(folder, name, {}))


def _guide_errors(folder: Path, name: str, texts: Mapping[Path, str]) -> list[Problem]:
    with tempfile.TemporaryDirectory(prefix="moot-") as temporary:
        copy = Path(temporary, "guide")
        _copy(folder, copy)
        _write(texts, folder, copy)
        return _errors(lambda: load_guide(copy, name=name))


def try_adaptation(file: Path, text: str, set_folders: Sequence[Path]) -> None:
    """The same for an adaptation, with this text."""
    _refuse_new(
        _adaptation_errors(file, text, set_folders),
        lambda: _adaptation_errors(file, file.read_text(encoding="utf-8-sig"), set_folders),
    )


def _adaptation_errors(file: Path, text: str, set_folders: Sequence[Path]) -> list[Problem]:
    with tempfile.TemporaryDirectory(prefix="moot-") as temporary:
        copy = Path(temporary, file.name)
        copy.write_bytes(_elsewhere(text, file, Path(temporary)).encode("utf-8"))
        wanted = Wanted(None, None, (copy,), set_folders=tuple(set_folders))
        return [_called(one, copy, file) for one in _errors(lambda: adapted_guide(wanted).loaded)]


def _refuse_new(after: Sequence[Problem], now: Callable[[], Sequence[Problem]]) -> None:
    """Raises GuideProblems with the errors that there are not now; these are looked for only where there are some."""
    before = Counter(_key(one) for one in now()) if after else Counter()
    new = [one for one in after if not _known(before, one)]
    if new:
        raise GuideProblems(new)


def _known(before: Counter[tuple[str, str]], problem: Problem) -> bool:
    before[_key(problem)] -= 1
    return before[_key(problem)] >= 0


def _key(problem: Problem) -> tuple[str, str]:
    return problem.file, problem.message  # the line may be another one


def _errors(load: Callable[[], Loaded]) -> list[Problem]:
    try:
        return [one for one in _misquoted(load()) if one.severity == "error"]
    except GuideProblems as found:
        return [one for one in found.problems if one.severity == "error"]
    except UsageProblem as found:  # minutes that cannot be met, a set that there is not
        message, _, hint = str(found).partition("\n    help: ")
        return [Problem("", 0, 0, message, hint)]


def _misquoted(loaded: Loaded) -> Iterator[Problem]:
    """What is quoted wrongly, with the usual questions and with those of each other set."""
    found = dict.fromkeys(quotations_stand(loaded))
    if not loaded.guide.adapted:
        for name in tuple(loaded.guide.about.sets)[1:]:
            found |= dict.fromkeys(quotations_stand(loaded.asking([name])))
    yield from found


def _copy(folder: Path, copy: Path) -> None:
    """What loading reads of a guide: its YAML, and its copy of the text."""
    files = [*folder.glob("*.yaml"), *(file for one in _COLLECTIONS for file in (folder / one).glob("*.yaml"))]
    files += (folder / "questions").glob("*/*.yaml")
    try:
        text = parse_yaml((folder / "guide.yaml").read_bytes(), "").data["text"]["file"]
    except (GuideProblems, OSError, KeyError, TypeError):
        text = "text.md"
    files.append(folder / str(text))
    for file in files:
        if file.is_file() and (folder.resolve() in file.resolve().parents):
            to = copy / file.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)


def _write(texts: Mapping[Path, str], folder: Path, copy: Path) -> None:
    for file, text in texts.items():
        to = copy / file.relative_to(folder)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(text.encode("utf-8"))


def _elsewhere(text: str, file: Path, folder: Path) -> str:
    """The text of an adaptation as it has to be in another folder: what it extends by the whole path.

    The files it names beside itself, its copy of the text and its ground rules, are copied into that folder.
    """
    try:
        data: Any = parse_yaml(text.encode("utf-8"), file.name).data
    except GuideProblems:
        return text
    if not isinstance(data, dict):
        return text
    settings: Any = data.get("set")
    if isinstance(settings, dict):
        for key in ("text", "norms"):
            _copy_beside(settings.get(key), file.parent, folder)
    extends = data.get("extends")
    if not isinstance(extends, str):
        return text
    name, at, version = extends.partition("@")
    if not _exists(file.parent / name):
        return text
    return set_value(text, ("extends",), f"{(file.parent / name).resolve().as_posix()}{at}{version}", file.name)


def _copy_beside(named: Any, folder: Path, copy: Path) -> None:
    """A file the adaptation names, where it may be read: in its own folder."""
    if not isinstance(named, str) or not _exists(folder / named) or not is_inside(folder / named, folder):
        return
    to = copy / (folder / named).resolve().relative_to(folder.resolve())
    if (folder / named).is_file():
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / named, to)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _called(problem: Problem, copy: Path, file: Path) -> Problem:
    """The problem with the file's own name for that of the copy."""
    old, new = copy.as_posix(), file.as_posix()
    return replace(
        problem,
        file=problem.file.replace(old, new),
        message=problem.message.replace(old, new),
        hint=problem.hint.replace(old, new),
    )
