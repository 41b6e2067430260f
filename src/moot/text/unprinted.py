"""What a Markdown file holds that is not printed: the lines about the text at its top, and remarks in `<!-- … -->`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Front", "front_of", "without_remarks"]

_MOST_LINES = 200
_KEY = re.compile(r"([A-Za-z][\w-]{0,40}):(?:\s+(.*))?$")
_ENTRY = re.compile(r"\s*-\s+(.*)$")
_TITLES, _AUTHORS, _LANGUAGES = ("title",), ("author", "authors", "creator"), ("lang", "language")
_USUAL = frozenset({*_TITLES, *_AUTHORS, *_LANGUAGES, "subtitle", "date", "description", "keywords", "tags", "layout"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Front:
    """What the top of a file says about its text, and the file with those lines empty, so that lines keep their number.

    title_line is 1-based, 0 where there is no title.
    """

    rest: str
    title: str = ""
    title_line: int = 0
    authors: tuple[str, ...] = ()
    language: str = ""


def front_of(text: str) -> Front:
    """Title, authors and language from `key: value` lines between two lines `---` at the very top.

    Other keys are left out. Lines that are something else, or of which none is a usual key, are part of the text.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Front(text)
    end = next((i for i, line in enumerate(lines[1:_MOST_LINES], 1) if line.rstrip() in {"---", "..."}), 0)
    values = _values(lines[1:end])
    if not _USUAL & values.keys():
        return Front(text)
    title, line = next((values[key] for key in _TITLES if key in values), ([""], 0))
    authors = next((values[key][0] for key in _AUTHORS if key in values), [])
    language = next((values[key][0][0] for key in _LANGUAGES if key in values and values[key][0]), "")
    return Front(
        "\n" * (end + 1) + "\n".join(lines[end + 1 :]),
        title[0] if title else "",
        line + 1 if title and title[0] else 0,
        tuple(filter(None, authors)),
        language.replace("_", "-") if _LANGUAGE.fullmatch(language) else "",
    )


def _values(lines: Sequence[str]) -> dict[str, tuple[list[str], int]]:
    """For each key its values and its line, from 1; nothing where a line is no such line."""
    values: dict[str, tuple[list[str], int]] = {}
    last = ""
    for number, line in enumerate(lines, 1):
        key = _KEY.match(line.rstrip())
        entry = _ENTRY.match(line.rstrip())
        if key:
            last = key[1].lower()
            values[last] = (_listed(key[2] or ""), number)
        elif entry and last:
            named = re.match(r"name:\s*(.*)$", entry[1])
            values[last][0].append(_bare(named[1] if named else entry[1]))
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return {}
    return values


def _listed(value: str) -> list[str]:
    """`a`, `"a, b"` or `[a, "b"]`."""
    value = value.strip()
    if not (value.startswith("[") and value.endswith("]")):
        return [_bare(value)] if value and value not in {">", "|", ">-", "|-"} else []
    found = re.findall(r"\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,\s][^,]*)", value[1:-1])
    return [_bare(each) for each in found]


def _bare(value: str) -> str:
    """Without the quotation marks around it."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def without_remarks(text: str) -> str:
    r"""The text without `<!-- … -->`, its lines where they were. What does not end stays, and what begins `\<!--`."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        escaped = text[start - 1 : start] == "\\"
        kept.append(text[place : start if not escaped else start + 4])
        if escaped:
            place = start + 4
            continue
        place = end + 3
        if text[place : place + 1] in {"", " ", "\n"}:
            kept[-1] = kept[-1].rstrip(" ") if kept[-1].rstrip(" ")[-1:] not in {"", "\n"} else kept[-1]
        kept.append("\n" * text.count("\n", start, place))
    return "".join([*kept, text[place:]])
