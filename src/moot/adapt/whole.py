"""A guide as a group uses it: loaded, changed by its adaptations, questions chosen, fitted to the minutes."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from moot.adapt import entries, meetings, replies
from moot.adapt.choose import chosen_questions, fitted, sets_of_level
from moot.adapt.draft import Change, Draft
from moot.adapt.looks import looks, with_own_theme
from moot.adapt.read import Chain, Read, own_file, read_chain
from moot.guide.adaptation import Settings
from moot.guide.guide import Guide
from moot.load.guide_folder import Loaded, checked_again, load_guide
from moot.markdown import plain
from moot.plan.questions import printed_ask
from moot.problems import GuideProblems, sorted_problems
from moot.tongue import gettext, listed, ngettext, speaking

__all__ = ["Adapted", "Wanted", "adapted_guide"]


@dataclass(frozen=True)
class Wanted:
    """Which guide, adapted by which files, with what the command line says on top of them.

    folder and name are None where only files say which guide it is.
    """

    folder: Path | None
    name: str | None
    adaptations: tuple[Path, ...] = ()
    text: Path | None = None
    set_folders: tuple[Path, ...] = ()
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Adapted:
    """The guide, what was changed, and the settings that hold: those of the files and of the command line."""

    loaded: Loaded
    changes: tuple[Change, ...]
    settings: Settings
    label: str
    """Name of the group's version, for the names of files: the stems of the adaptation files; else nothing."""


def adapted_guide(wanted: Wanted) -> Adapted:
    """The guide as it is to be used. Raises GuideProblems with every problem, each at its line; UsageProblem."""
    if not wanted.adaptations:
        assert wanted.folder is not None
        loaded = _asking(
            load_guide(wanted.folder, wanted.text, wanted.name, wanted.settings.sets, wanted.set_folders),
            wanted.settings,
        )
        return _finished(loaded, (), wanted.settings, "", ())
    named = (wanted.folder, wanted.name or wanted.folder.as_posix()) if wanted.folder else None
    chain = read_chain(wanted.adaptations, named)
    together = _together(chain.adaptations, wanted.settings)
    text = wanted.text or _own_text(chain)
    loaded = _asking(load_guide(chain.folder, text, chain.name, together.sets, wanted.set_folders), together)
    draft = Draft.of(loaded)
    with speaking(together.language or loaded.guide.about.language):
        for read in chain.adaptations:
            _apply(draft, read)
        colophon = _colophon(loaded.guide, chain, draft.changes)
    if any(problem.severity == "error" for problem in draft.problems):
        raise GuideProblems(draft.problems)
    guide = draft.guide(loaded.guide)
    again = checked_again(loaded, guide, draft.origins)
    warnings = sorted_problems([*again.warnings, *draft.problems])
    guide = again.guide.model_copy(update={"adapted": colophon})
    label = "-".join(_label(file) for file in wanted.adaptations)
    return _finished(
        replace(again, guide=guide, warnings=warnings), tuple(draft.changes), together, label, draft.joined
    )


def _asking(loaded: Loaded, settings: Settings) -> Loaded:
    sets = sets_of_level(loaded.guide, settings)
    return loaded.asking(sets) if sets and sets != loaded.guide.asked else loaded


def _label(file: Path) -> str:
    """The file's name, for the folder of what is made; other letters than a–z are told apart by a number."""
    return file.stem if file.stem.isascii() else f"{file.stem}-{zlib.crc32(file.stem.encode()):08x}"


def _apply(draft: Draft, read: Read) -> None:
    """All verbs of one file. Readings come first, because a swap may name one that the same file adds."""
    entries.add(draft, read, readings=True)
    replies.swap(draft, read)
    entries.edit(draft, read)
    entries.drop(draft, read)
    entries.add(draft, read, readings=False)
    meetings.join(draft, read)
    meetings.split(draft, read)
    meetings.order(draft, read)
    meetings.schedule(draft, read)
    meetings.settings(draft, read)
    looks(draft, read)


def _together(adaptations: Sequence[Read], last: Settings) -> Settings:
    """Settings of all files, the later before the earlier, the command line before all."""
    values: dict[str, object] = {}
    for settings in (*(with_own_theme(read) for read in adaptations), last):
        values |= {key: value for key, value in settings.model_dump(exclude_unset=True).items() if value is not None}
    return Settings.model_validate(values)


def _own_text(chain: Chain) -> Path | None:
    """The copy of the text that the last file names which names one."""
    named = [read for read in chain.adaptations if read.adaptation.set.text]
    return own_file(named[-1], str(named[-1].adaptation.set.text), "set", "text") if named else None


def _finished(
    loaded: Loaded, changes: tuple[Change, ...], settings: Settings, label: str, joined: Collection[str]
) -> Adapted:
    """The questions that are asked, and for how long."""
    language = settings.language or loaded.guide.about.language
    guide = loaded.guide if settings.draft in {"yes", "true"} else loaded.guide.without_drafts()
    guide = chosen_questions(guide, settings)
    with speaking(language):
        guide = fitted(guide, settings.minutes, joined, lambda question: printed_ask(loaded, question))
    meeting = {"group": settings.group, "online": settings.mode == "online", "language": language}
    guide = guide.model_copy(update=meeting)
    return Adapted(replace(loaded, guide=guide), changes, settings, label)


def _colophon(base: Guide, chain: Chain, changes: Sequence[Change]) -> tuple[str, ...]:
    """Who adapted what: a sentence for every file, after the guide it comes from, whose license stays."""
    about = base.about
    named = gettext("“%(words)s”", words=plain(about.title))
    if about.version:
        named = listed([named, gettext("version %(version)s", version=about.version)])
    named = _by(named, about.editors.names if about.editors else ())
    lines = [gettext("From %(guide)s.", guide=named)]
    for read in chain.adaptations:
        group = _by(read.adaptation.title or read.file.stem, read.adaptation.by)
        here = [one for one in changes if one.file == read.name]
        done = _counted(here)
        if here and not done:  # what only looks different is no change of the guide
            continue
        done = done or gettext("nothing changed")
        lines.append(gettext("For %(group)s: %(changes)s.", group=group, changes=done))
    return tuple(lines)


def _by(work: str, names: Sequence[str]) -> str:
    """What somebody made, with their names, if they are known."""
    return f"{work} {gettext('by %(names)s', names=listed(names))}" if names else work


def _counted(changes: Sequence[Change]) -> str:
    """`2 dropped, 1 added`; "" where nothing of the guide is changed."""
    done = [
        _done(verb, sum(change.verb == verb for change in changes))
        for verb in ("edit", "swap", "drop", "add", "join", "split", "order", "set")
        if any(change.verb == verb for change in changes)
    ]
    return listed(done)


def _done(verb: str, number: int) -> str:
    return {
        "edit": lambda: ngettext("%(n)s edited", "%(n)s edited", number),
        "swap": lambda: ngettext("%(n)s swapped", "%(n)s swapped", number),
        "drop": lambda: ngettext("%(n)s dropped", "%(n)s dropped", number),
        "add": lambda: ngettext("%(n)s added", "%(n)s added", number),
        "join": lambda: ngettext("%(n)s joined", "%(n)s joined", number),
        "split": lambda: ngettext("%(n)s split", "%(n)s split", number),
        "order": lambda: ngettext("%(n)s put in another order", "%(n)s put in another order", number),
        "set": lambda: ngettext("%(n)s changed", "%(n)s changed", number),
    }[verb]()
