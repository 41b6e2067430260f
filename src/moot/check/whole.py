"""A look at a guide as a whole, as `moot check` takes it: everything a build would refuse, without building."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from moot.check.anchors import explained
from moot.check.rules import check_guide
from moot.load.guide_folder import Loaded, load_guide
from moot.problems import GuideProblems, Problem, UsageProblem, sorted_problems
from moot.resources import shipped

__all__ = ["Checked", "check_all", "template_folders"]


@dataclass(frozen=True)
class Checked:
    """What a look at a guide found. unsure: a remark on sources that were not read, or ""."""

    problems: tuple[Problem, ...]
    files: int
    unsure: str = ""


def check_all(
    folder: Path | None,
    name: str | None,
    text: Path | None = None,
    templates: Path | None = None,
    sets: Sequence[str] = (),
    adaptations: tuple[Path, ...] = (),
    set_folders: tuple[Path, ...] = (),
) -> Checked:
    """Everything a build would refuse, found without building: the guide, its text, its pictures, its templates.

    folder and name: the guide; None where the adaptations say which.
    sets: the question sets to look at; without them, each of the guide after the other.
    adaptations: a group's changes; then what they made of the guide is looked at, with the set they ask.
    """
    try:
        loaded = _loaded(folder, name, text, sets, adaptations, set_folders)
    except GuideProblems as found:
        told = explained(found.problems, folder, name or folder.as_posix(), text) if folder else found.problems
        return Checked(sorted_problems(told), len({problem.file for problem in told}))
    problems = [*loaded.warnings, *_of_sets(loaded, sets, bool(adaptations))]
    folders: dict[Path, str] = {}
    try:
        folders = template_folders(loaded, templates)
    except GuideProblems as found:
        problems += found.problems
    if len(folders) > 1:  # Jinja is loaded only for a guide that brings templates
        from moot.render.template_check import check_templates

        problems += check_templates(list(folders), list(folders.values()))
    return Checked(sorted_problems(problems), loaded.files, "".join(f"; {remark}" for remark in _remarks(loaded)))


def _loaded(
    folder: Path | None,
    name: str | None,
    text: Path | None,
    sets: Sequence[str],
    adaptations: tuple[Path, ...],
    set_folders: tuple[Path, ...],
) -> Loaded:
    if not adaptations:
        assert folder is not None, "a guide, or adaptations that name it"
        return load_guide(folder, text, name, sets, set_folders)
    from moot.adapt.whole import Wanted, adapted_guide
    from moot.guide.adaptation import settings_of

    return adapted_guide(Wanted(folder, name, adaptations, text, set_folders, settings_of(sets=sets))).loaded


def _of_sets(loaded: Loaded, sets: Sequence[str], adapted: bool) -> Iterator[Problem]:
    """What the rules find with the sets asked for, or with each set; what is so with any set is said once."""
    told = set()
    for problem in check_guide(loaded):
        told.add(problem)
        # what a group leaves out is unused on purpose
        if not (adapted and problem.rule == "unused"):
            yield problem
    if adapted:
        return
    others = tuple(loaded.guide.about.sets)[1:] if not sets else ()
    for name in others:
        for problem in check_guide(loaded.asking([name])):
            if problem not in told:
                told.add(problem)
                yield replace(problem, message=f"with the question set “{name}”, {problem.message}")


def _remarks(loaded: Loaded) -> Iterator[str]:
    """What is no mistake, but should be known: sources still to be compared, paragraphs that are not printed."""
    drafts = sum(one.draft for one in loaded.guide.with_drafts().questions.values())
    if drafts:
        yield f"{drafts} {'questions are drafts' if drafts > 1 else 'question is a draft'}"
    readings = loaded.guide.readings
    unread = sum(reading.confidence in {"page-seen", "recalled"} for reading in readings.values())
    if unread:
        yield f"{unread} of {len(readings)} readings are still to be compared with the source"
    if loaded.text is not None and loaded.located is not None:
        before = {block.number for block in loaded.located.opening}  # printed with the first section
        lost = sum(number not in before for number in loaded.located.unplaced)
        if lost:
            yield f"{lost} of {len(loaded.text.paragraphs)} paragraphs of the text are in no section"


def template_folders(loaded: Loaded, templates: Path | None = None, own_too: bool = True) -> dict[Path, str]:
    """Where parts are looked for, the first that has one wins: --templates, the guide's own, ours.

    Each with how it is called in messages.
    """
    folders: dict[Path, str] = {}
    if templates is not None:
        if not _is_folder(templates):
            raise UsageProblem(f"--templates {templates.as_posix()}: there is no such folder")
        folders[templates] = templates.as_posix()
    own = loaded.folder / "templates"
    if own_too and own.is_dir():
        if not own.resolve().is_relative_to(loaded.folder):
            message = "this is a link that leads out of the guide folder"
            hint = "put the files themselves there, or build with --no-guide-templates"
            raise GuideProblems([Problem(f"{loaded.name}/templates", 0, 0, message, hint, rule="outside")])
        folders[own] = f"{loaded.name}/templates"
    return folders | {shipped("templates"): "moot/templates"}


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long
        return False
