"""Words in another script than the page's, marked with their language and the way their lines run.

A screen reader then speaks Greek as Greek, and Hebrew within a Latin line keeps its order. What language a script
stands for is a guess, unless the guide itself is in it: Cyrillic is taken for Russian, Arabic letters for Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from moot import markdown, tongue

__all__ = ["attributes", "marked_scripts", "prose", "script_of", "verse"]

_LETTERS = {
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
}
_LANGUAGE = {"Hebr": "he", "Arab": "ar", "Grek": "el", "Cyrl": "ru"}
_SCRIPTS = {
    **dict.fromkeys(("he", "iw", "yi"), "Hebr"),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "ks"), "Arab"),
    **dict.fromkeys(("el", "grc"), "Grek"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"), "Cyrl"),
}
_FOREIGN = re.compile("[" + "".join(_LETTERS[script] for script in _LANGUAGE) + "]")
# What may stand between two words of one run: no brackets, for they belong to the line around it.
_BETWEEN = r"[\s\d.,:;!?’'\-–—·]+"
_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARTS = re.compile(r"(<[^>]*>)")
_ENTITY = re.compile(r"&\w+;")


def script_of(language: str) -> str:
    """The script a language is written in, as Latn or Cyrl; one that the code itself names goes first."""
    first, *rest = language.replace("_", "-").split("-")
    named = [part.title() for part in rest if part.title() in _LETTERS]
    return named[0] if named else _SCRIPTS.get(first.casefold(), "Latn")


def marked_scripts(html: str) -> str:
    """A line of HTML as `markdown.inline` makes it, with what is in another script than the page's in spans.

    Where all of it is in one other script, it gets one span; so does what is in the guide's language, where the page's
    is another of the same script. Within links nothing is marked: they hold plain words.
    """
    page, guide = tongue.page_languages()
    base = script_of(page)
    same = page.split("-")[0] == guide.split("-")[0]
    if same and base == "Latn" and not _FOREIGN.search(html):
        return html
    words = _ENTITY.sub(" ", _PARTS.sub(" ", html))
    found = [script for script in _LETTERS if _letter(script).search(words)]
    others = [script for script in found if script != base and (script != "Latn" or script_of(guide) == "Latn")]
    if found == others and len(found) == 1:
        return _span(html, others[0], guide)
    made = _runs(html, [script for script in others if script != "Latn"], guide)
    guides_own = not same and base in found and base == script_of(guide)
    return f"<span{attributes(guide)}>{made}</span>" if guides_own else made


def prose(text: str, language: str = "", notes: Iterable[tuple[str, str]] | None = None) -> str:
    """Safe HTML of a line of prose in Markdown; `language` is what it is in, where that is known, as of a title.

    notes: the labels of notes, each with its place on the page, "" where it has none: see `markdown.inline`.
    """
    html = markdown.inline(text, None if notes is None else dict(notes))
    if not language:
        return marked_scripts(html)
    return html if language == tongue.page_languages()[0] else f"<span{attributes(language)}>{html}</span>"


def verse(html: str) -> str:
    """The lines of a poem each in a span of its own, so that what is turned over can stand further in."""
    lines: list[str] = []
    opened: list[str] = []  # tags that run over the end of a line; they begin anew on the next
    for line in html.split("<br>\n"):
        before = "".join(opened)
        for tag in _TAG.finditer(line):
            if tag[1]:
                opened.pop()
            elif tag[2] != "wbr":
                opened.append(tag[0])
        after = "".join(f"</{_TAG.match(tag)[2]}>" for tag in reversed(opened))  # type: ignore[index]
        bare = line.lstrip("\u00a0")
        space = line[: len(line) - len(bare)]  # outside of what is stressed, for that may be underlined
        lines.append(f'<span class="verse-line">{space}{before}{bare}{after}</span>')
    return "<br>\n".join(lines)


_TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>")


def attributes(language: str) -> str:
    """` lang="he" dir="rtl"`: for the element that holds words in a language; dir only where lines turn round."""
    if not _CODE.fullmatch(language):
        return ""
    way = tongue.direction(language)
    turned = f' dir="{way}"' if way != tongue.direction(tongue.page_languages()[0]) else ""
    return f' lang="{language}"{turned}'


@cache
def _letter(script: str) -> re.Pattern[str]:
    return re.compile(f"[{_LETTERS[script]}]")


@cache
def _run(script: str) -> re.Pattern[str]:
    letters = f"[{_LETTERS[script]}]+"
    return re.compile(rf"{letters}(?:{_BETWEEN}{letters})*")


def _runs(html: str, scripts: list[str], guide: str) -> str:
    if not scripts:
        return html
    made, in_link = [], False
    for part in _PARTS.split(html):
        if part.startswith("<"):
            in_link = part.startswith("<a ") or (in_link and part != "</a>")
        elif not in_link:
            for script in scripts:
                part = _run(script).sub(lambda run, script=script: _span(run[0], script, guide), part)
        made.append(part)
    return "".join(made)


def _span(html: str, script: str, guide: str) -> str:
    return f"<span{attributes(guide if script_of(guide) == script else _LANGUAGE[script])}>{html}</span>"
