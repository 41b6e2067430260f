"""Style sheets mirrored for languages written from right to left: what was on the left is on the right."""

from __future__ import annotations

import re

__all__ = ["mirrored"]

_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)
_WRITTEN_FOR_IT = re.compile(r"([^{};]*\[dir\b[^{}]*\{[^{}]*\})")
_SIDES = re.compile(r"(?<![\w-])(left|right)(?![\w-])")
_NAMED = re.compile(r"(?<=-)(left|right)(?![\w])")
_BOXES = re.compile(r"@(top|bottom|left|right)-(left|right|top|middle|bottom)(?:-(corner))?(?=\s*\{)")
_PAGES = re.compile(r"(@page[^{]*):(left|right)")
_RULE = re.compile(r"(?P<before>[{;]\s*)(?P<name>-?[a-z-]+)(?P<colon>\s*:\s*)(?P<value>[^;{}]*)(?=[;}])", re.DOTALL)
_FOUR_SIDES = {"margin", "padding", "inset", "border-width", "border-style", "border-color"}
_AS_THEY_ARE = {"content", "font", "font-family", "string-set", "bookmark-label"}
_OTHER = {"left": "right", "right": "left"}


def mirrored(css: str) -> str:
    """The sheet with left and right changed over: in names, values, boxes of the margin, and left and right pages.

    Custom properties, rules that ask for a direction themselves, and what is written by start and end stay as they are.
    First lines no longer hang.
    """
    pieces = _WRITTEN_FOR_IT.split(_COMMENTS.sub("", css))
    return "".join(piece if place % 2 else _turned_over(piece) for place, piece in enumerate(pieces))


def _turned_over(css: str) -> str:
    css = _PAGES.sub(lambda found: f"{found[1]}:{_OTHER[found[2]]}", css)
    css = _BOXES.sub(_box, css)
    return _RULE.sub(_declaration, css)


def _turned(found: re.Match[str]) -> str:
    return _OTHER[found[1]]


def _box(found: re.Match[str]) -> str:
    return "@" + "-".join(_OTHER.get(part, part) for part in found.groups() if part)


def _declaration(found: re.Match[str]) -> str:
    name, value = found["name"], found["value"]
    if name.startswith("--") or name in _AS_THEY_ARE:
        return found[0]
    if name == "text-indent" and value.lstrip().startswith(("-", "calc(-")):
        value = "0"  # the page engine hangs a first line to the left, whichever way it runs
    elif name in _FOUR_SIDES or name == "border-radius":
        value = _four(name, value)
    else:
        value = _SIDES.sub(_turned, value)
    name = _OTHER.get(name) or _NAMED.sub(_turned, name)
    return f"{found['before']}{name}{found['colon']}{value}"


def _four(name: str, value: str) -> str:
    """`top right bottom left` with the second and the fourth changed over; the corners of a radius in pairs."""
    important = value.endswith("!important")
    parts = _words(value.removesuffix("!important"))
    if len(parts) == 4:
        one, two, three, four = parts
        parts = [two, one, four, three] if name == "border-radius" else [one, four, three, two]
    return " ".join(parts) + (" !important" if important else "")


def _words(value: str) -> list[str]:
    """The parts of a value; blanks within brackets part nothing."""
    parts, depth = [""], 0
    for sign in value.strip():
        depth += (sign == "(") - (sign == ")")
        if sign.isspace() and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in parts if part]
