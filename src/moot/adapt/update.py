"""What has changed in the guide a group adapts since the group last looked. Neither side loses anything silently."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moot.adapt.read import Chain, read_chain
from moot.files import write_text
from moot.guide.base import Model
from moot.guide.guide import Guide
from moot.load.guide_folder import load_guide
from moot.problems import GuideProblems, Problem

__all__ = ["News", "Update", "lock_file", "look_for_news", "remember"]

_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class News:
    """One thing that is new, gone or reworded in the guide.

    ours: whether the group's file names it. before, now and own: for a field the group edits, what the guide said
    when the group last looked, what it says now, and what the group says.
    """

    what: str
    noun: str
    id: str
    title: str
    ours: bool
    field: str = ""
    before: str = ""
    now: str = ""
    own: str = ""


@dataclass(frozen=True)
class Update:
    """The news, the versions of the guide then and now, and what is to be remembered if the news is accepted."""

    news: tuple[News, ...]
    first: bool
    version_then: str
    version_now: str
    lock: str


def lock_file(adaptation: Path) -> Path:
    """Where is remembered how the guide was: tuesday.lock beside tuesday.yaml."""
    return adaptation.with_suffix(".lock")


def look_for_news(adaptation: Path) -> Update:
    """Compares the guide that `adaptation` starts from with what was remembered. Raises GuideProblems."""
    chain = read_chain([adaptation])
    guide = load_guide(chain.folder, name=chain.name).everything
    entries = dict(_entries(guide))
    edited = _edited(chain)
    lock = _written(guide, entries, edited)
    file = lock_file(adaptation)
    version = guide.about.version or ""
    if not file.exists():
        return Update((), True, "", version, lock)
    known = _read(file)
    named = set(edited) | _named(chain)
    news = tuple(_compared(known, entries, edited, named))
    return Update(news, False, str(known.get("version", "")), version, lock)


def _entries(guide: Guide) -> Iterator[tuple[str, tuple[str, Model, str]]]:
    """Every entry by id: what it is, the entry, and its words in a line."""
    for session in guide.sessions:
        yield session.id, ("session", session, session.title)
    for section in guide.sections.values():
        yield section.id, ("section", section, section.name)
        for key, claim in section.claims.items():
            yield key, ("claim", claim, claim.says)
    for reading in guide.readings.values():
        yield reading.id, ("reading", reading, reading.title)
    for question in guide.questions.values():
        yield question.id, ("question", question, question.ask)


def _mark(entry: Model) -> str:
    """A fingerprint of the entry, without the claims of a section, which are entries of their own."""
    data = entry.model_dump(mode="json", exclude={"claims"})
    if not data.get("draft"):  # questions remembered before there were drafts are the same
        data.pop("draft", None)
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _edited(chain: Chain) -> dict[str, dict[str, Any]]:
    """By id, the fields that the group's files give other values, the last file first."""
    found: dict[str, dict[str, Any]] = {}
    for read in chain.adaptations:
        for name, fields in read.adaptation.edit.items():
            found.setdefault(name, {}).update(fields)
    return found


def _named(chain: Chain) -> set[str]:
    """Every id that the group's files name in another way than by editing it."""
    named: set[str] = set()
    for read in chain.adaptations:
        one = read.adaptation
        named |= {*one.drop, *one.swap, *one.swap.values(), *one.split, *one.order, *one.schedule}
        named |= {name for names in one.join for name in names} | {
            name for names in one.order.values() for name in names
        }
        named |= {str(data.get(key)) for data in one.add for key in ("after", "before", "to") if data.get(key)}
        named |= {where.after for where in one.split.values()}
    return named


def _line(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_line(one) for one in value)
    return " ".join(str("" if value is None else value).split())


def _written(guide: Guide, entries: Mapping[str, Any], edited: Mapping[str, Mapping[str, Any]]) -> str:
    texts = {
        name: {field: _line(entries[name][1].model_dump(mode="json", by_alias=True).get(field)) for field in fields}
        for name, fields in edited.items()
        if name in entries
    }
    known = {
        "about": "How the guide was when this group last looked. moot update writes this file; do not edit it.",
        "guide": guide.slug,
        "version": guide.about.version or "",
        "entries": {name: [noun, _mark(entry), title] for name, (noun, entry, title) in sorted(entries.items())},
        "edited": texts,
    }
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _read(file: Path) -> dict[str, Any]:
    def refuse(reason: str) -> GuideProblems:
        hint = "delete it, and “moot update” makes it anew from the guide as it is now"
        return GuideProblems([Problem(file.as_posix(), 0, 0, reason, hint, rule="lock")])

    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise refuse("this is no file")
        if file.stat().st_size > _MOST_BYTES:
            raise refuse("this file is too large to be what moot remembers of a guide")
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise refuse("this file cannot be read as what moot remembers of a guide") from None
    entries = known.get("entries") if isinstance(known, dict) else None
    right = isinstance(entries, dict) and all(
        isinstance(row, list) and len(row) == 3 and all(isinstance(one, str) for one in row) for row in entries.values()
    )
    edited: Any = known.get("edited", {}) if isinstance(known, dict) else None
    right = right and isinstance(edited, dict) and isinstance(known.get("version", ""), str)
    right = right and all(isinstance(row, dict) and _all_text(row.values()) for row in edited.values())
    if not right:
        raise refuse("this file is not what moot remembers of a guide")
    return dict(known)


def _all_text(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _compared(
    known: Mapping[str, Any],
    entries: Mapping[str, tuple[str, Model, str]],
    edited: Mapping[str, Mapping[str, Any]],
    named: set[str],
) -> Iterator[News]:
    then = known["entries"]
    for name, (noun, _, title) in then.items():
        if name not in entries:
            yield News("gone", _line(noun), _line(name), _line(title), name in named)
    for name, (noun, entry, title) in entries.items():
        if name not in then:
            yield News("new", noun, name, title, name in named)
        elif _mark(entry) != then[name][1]:
            fields = list(_fields(name, entry, known.get("edited", {}).get(name, {}), edited.get(name, {})))
            yield from (News("reworded", noun, name, title, True, *field) for field in fields)
            if not fields:
                yield News("reworded", noun, name, title, name in named)


def _fields(
    name: str, entry: Model, then: Mapping[str, str], ours: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, str]]:
    """Of the fields the group edits, those that the guide has changed: field, before, now, the group's own."""
    now = entry.model_dump(mode="json", by_alias=True)
    for field, own in ours.items():
        current = _line(now.get(field))
        if field in then and then[field] != current:
            yield field, then[field], current, _line(own)


def remember(adaptation: Path, update: Update) -> None:
    """Writes down how the guide is now."""
    write_text(lock_file(adaptation), update.lock)
