"""References after the text was edited: `guide.lock` knows which paragraphs they meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from moot.load.guide_folder import Loaded
from moot.load.lock import LOCK, read_lock
from moot.problems import GuideProblems, Problem, Severity

if TYPE_CHECKING:
    from moot.load.drift import Drift, Drifts
    from moot.load.standing import Standing

__all__ = ["anchors_hold", "excerpt", "explained", "said", "words_changed"]

_SHOWN = 60  # letters of a paragraph that are shown
_MOST_WORDS = 6  # changed words that are named


def anchors_hold(loaded: Loaded) -> Iterator[Problem]:
    """References by number whose paragraphs moved, changed or are gone since guide.lock was written."""
    if loaded.text is None or not (loaded.folder / LOCK).exists():
        return
    from moot.load.standing import standing_of

    standing = standing_of(loaded)
    if standing is not None:
        yield from _found(loaded.folder, loaded.name, standing)


def explained(problems: Sequence[Problem], folder: Path, name: str, text: Path | None = None) -> tuple[Problem, ...]:
    """The errors of a guide that does not load, told with what guide.lock knows where the text was edited.

    An error at a reference or section that drifted is replaced by the better one. Raises nothing.
    """
    if not any(one.rule in {"reference", "place"} for one in problems) or not (folder / LOCK).exists():
        return tuple(problems)
    from moot.load.standing import standing_in

    try:
        standing = standing_in(folder, name, text)
        found = list(_found(folder, name, standing))
    except GuideProblems:  # what cannot be read is among the problems already
        return tuple(problems)
    none_found = any(one.rule == "place" and not one.line for one in problems if one.severity == "error")
    if none_found and not any(one.rule == "anchor-section" and one.hint for one in found):
        return tuple(problems)  # another text altogether
    refused = {_at(one) for one in problems if one.rule in _REPLACED and one.severity == "error"}
    # What keeps the guide from being built stays an error, however well it is understood.
    found = [replace(one, severity="error") if _at(one) in refused else one for one in found]
    better = {_at(one) for one in found}
    kept = [
        one
        for one in problems
        if one.rule not in _REPLACED or (_at(one) not in better and (one.line or not none_found))
    ]
    return (*kept, *found)


def _at(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column


_REPLACED = {"reference", "place"}


def _found(folder: Path, name: str, standing: Standing) -> Iterator[Problem]:
    from moot.load.drift import drifts

    try:
        lock = read_lock(folder, name)
    except GuideProblems as damaged:
        newer = "newer" in damaged.problems[0].message
        yield from (replace(one, severity="warning" if newer else "error") for one in damaged.problems)
        return
    if lock is not None:
        yield from _problems(drifts(standing, lock), name)


def _problems(found: Drifts, name: str) -> Iterator[Problem]:
    way_out = f"“moot relink {name}” shows what to write, and writes it if you say yes"
    for section in found.sections:
        origin = found.standing.origins["section", section.id]
        written = found.standing.guide.sections[section.id]
        hint = ""
        if section.wanted:
            shown = " / ".join(section.wanted.heading) or f"{section.wanted.starts_with}"
            hint = f"by its paragraphs it begins now at “{shown}” (line {section.line}); {way_out}"
        message = f"section “{section.id}”: {section.message}"
        key = "heading" if written.heading else "starts_with"
        yield origin.problem(key, message=message, hint=hint, rule="anchor-section")
    told: dict[tuple[str, ...], list[Drift]] = {}
    for drift in found.references:
        if drift.kind == "changed" and drift.new == drift.cited.text:
            told.setdefault(tuple(one.hash for one in drift.was), []).append(drift)
            continue
        severity, message = said(drift, found)
        hint = way_out if drift.new else "take the reference out, or write the place that is meant now"
        yield _problem(drift, severity, message, hint)
    for group in told.values():  # once for each paragraph, however many refer to it
        severity, message = said(group[0], found)
        others = f" ({len(group)} references mean it)" if len(group) > 1 else ""
        yield _problem(
            group[0], severity, message + others, f"if they still fit, “moot relink {name}” takes note of it"
        )


def _problem(drift: Drift, severity: Severity, message: str, hint: str) -> Problem:
    problem = drift.citation.problem(message, hint)
    if problem.file != drift.citation.origin.file.name:  # a group's own value for it
        problem = replace(problem, hint="write it here by hand: “moot relink” looks at the guide’s own files")
    return replace(problem, severity=severity, rule="anchor")


def said(drift: Drift, found: Drifts) -> tuple[Severity, str]:
    """How grave it is, and what it says: in one line."""
    old, new = f"“{drift.cited.text}”", f"“{drift.new}”"
    shown = excerpt(drift, found)
    if drift.kind == "gone":
        return "error", f"{old} meant a paragraph that is not in the text any more: “{_beginning(drift)}”"
    if drift.kind == "words":
        like = f"; the nearest is “{shown}”" if shown else ""
        return "error", f"the words {old} are not in the text any more{like}"
    if drift.kind == "homeless":
        return "error", f"{old} meant a paragraph that stands in no section now: “{shown}”"
    if drift.kind == "perhaps":
        like = f"the most like it is {new}: “{shown}”" if drift.new else f"the most like it is “{shown}”"
        same = drift.new == drift.cited.text
        message = f"{old} meant the paragraph “{_beginning(drift)}”, which was rewritten or taken out; {like}"
        return ("warning" if same else "error"), message
    if drift.kind == "apart":
        ways = f"; {new} is from the first of them to the last" if drift.new else ": write a reference for each"
        return "warning", f"{old} meant paragraphs that do not follow each other any more{ways}"
    if drift.kind == "split":
        return "warning", f"{old} is now {new}: the paragraph was split"
    if drift.kind == "merged":
        return "warning", f"{old} is now {new}: the paragraph was joined with another"
    if drift.kind == "changed":
        changed = words_changed(drift, found)
        if drift.new == drift.cited.text:
            return "note", f"the paragraph that {old} means was edited: {changed}"
        return "warning", f"{old} is now {new}, and was edited: {changed}"
    return "warning", f"{old} is now {new}: {_why(drift)}"


def _why(drift: Drift) -> str:
    count = abs(drift.above)
    if not count:
        return "it was moved"
    many = "a paragraph was" if count == 1 else f"{count} paragraphs were"
    return f"{many} added above" if drift.above > 0 else f"{many} taken out above"


def _beginning(drift: Drift) -> str:
    first = drift.was[0]
    return first.first + (" …" if first.last else "")


def excerpt(drift: Drift, found: Drifts, room: int = _SHOWN) -> str:
    """The beginning of the paragraph that the reference means now; "" where there is none."""
    if not drift.now:
        return ""
    words = found.standing.text.paragraphs[drift.now[0] - 1].plain
    return words if len(words) <= room else words[:room].rsplit(" ", 1)[0] + " …"


def words_changed(drift: Drift, found: Drifts) -> str:
    """Which words are new, and how many are gone: of the old ones only a code is known."""
    from moot.text.fingerprints import fingerprint

    old = [code for one in drift.was for code in one.codes]
    words = [word for number in drift.now for word in _spelled(found.standing.text.paragraphs[number - 1].plain)]
    codes = [code for word in words for code in fingerprint(word).codes]
    if len(codes) != len(words):  # a script in which each sign counts
        return "some of it"
    fresh: list[str] = []
    gone = 0
    for kind, a, b, c, d in SequenceMatcher(None, old, codes, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += b - a
            fresh += [" ".join(words[c:d])] if d > c else []
    more = " …" if len(fresh) > _MOST_WORDS else ""
    told = [f"new in it {', '.join(f'“{one[:_SHOWN]}”' for one in fresh[:_MOST_WORDS])}{more}"] if fresh else []
    told += [f"{gone} {'word is' if gone == 1 else 'words are'} gone"] if gone else []
    return "; ".join(told) or "its signs only"


def _spelled(words: str) -> Iterable[str]:
    return re.findall(r"[^\W_]+", words)
