"""Stretches of styled words to Markdown: what HTML, Word and PDF documents are made of within a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from moot.markdown import escaped, lightly_escaped, plain

__all__ = ["Run", "markdown_of"]

_LINK = re.compile(r"(?:https?://|mailto:)[^\s()<>\"\\]{1,2000}", re.IGNORECASE)
_MOST_STYLED = 2_000
_NOTE = re.compile(r"[^\s\[\]]{1,40}")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style. A line break is "\\n" in `text`; other white space counts as one space."""

    text: str
    emphasis: bool = False
    strong: bool = False
    link: str = ""
    """Where it leads; only http, https and mailto are kept."""
    note: str = ""
    """Label of a note, such as 1 for `[^1]`; `text` is then left out."""


def markdown_of(runs: Iterable[Run]) -> str:
    """Markdown inline source of the runs, trimmed; "" where they hold no letter or sign at all.

    Its words are exactly those of the runs (`moot.markdown.plain` gives them back): where a style cannot be written in
    Markdown, as in the middle of some words, the style is left out, never the words.
    """
    tidy = _tidied(runs)
    if len(tidy) > _MOST_STYLED:  # no hand has set so many: without its styles a reader loses nothing
        return _joined([replace(run, emphasis=False, strong=False, link="") for run in tidy], lightly_escaped)
    wanted = _words(tidy)
    bare = [replace(run, emphasis=False, strong=False) for run in tidy]
    for tried in (tidy, bare):
        styled = _joined(tried, lightly_escaped)
        if _same(styled, wanted):
            return styled
    return _joined([replace(run, link="") for run in bare], escaped)


def _tidied(runs: Iterable[Run]) -> list[Run]:
    """Runs of the same style joined, white space single, none at the ends."""
    out: list[Run] = []
    for _, group in groupby(runs, key=lambda run: (run.emphasis, run.strong, run.link, run.note)):
        same = list(group)
        text = "" if same[0].note else "".join(run.text for run in same)
        text = re.sub(r"[^\S\n]+", " ", text)
        text = re.sub(r" ?\n ?", "\n", text)
        if out and not out[-1].note and (not out[-1].text or out[-1].text[-1] in " \n"):
            text = text.lstrip(" ")
        if text or same[0].note:
            out.append(replace(same[0], text=text))
    while out and not out[0].note and not out[0].text.strip():
        out.pop(0)
    while out and not out[-1].note and not out[-1].text.strip():
        out.pop()
    if out:
        out[0] = replace(out[0], text=out[0].text.lstrip())
        out[-1] = replace(out[-1], text=out[-1].text.rstrip())
    return out


def _joined(runs: Iterable[Run], escape: Callable[[str], str]) -> str:
    sources = [_written(run, escape) for run in runs]
    for i, (before, after) in enumerate(pairwise(sources)):
        if before.endswith("!") and after.startswith("[") and not after.startswith("[^"):  # would be a picture
            sources[i] = before[:-1] + "\\!"
    return "".join(sources)


def _written(run: Run, escape: Callable[[str], str]) -> str:
    if run.note:
        return f"[^{run.note}]" if _NOTE.fullmatch(run.note) else ""
    core = run.text.strip()
    if not core:
        return run.text.replace("\n", "\\\n")
    before = run.text[: len(run.text) - len(run.text.lstrip())]
    after = run.text[len(run.text.rstrip()) :]
    mark = "*" * (run.emphasis + 2 * run.strong)
    source = mark + escape(core).replace("\n", "\\\n") + mark
    if run.link and _LINK.fullmatch(run.link):
        source = f"[{source}]({run.link})"
    return before.replace("\n", "\\\n") + source + after.replace("\n", "\\\n")


def _words(runs: Iterable[Run]) -> str:
    return "".join(f"[^{run.note}]" if run.note else run.text for run in runs).replace("\n", " ")


def _same(source: str, wanted: str) -> bool:
    return plain(source).split() == wanted.split()
