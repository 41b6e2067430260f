"""Words to Markdown that prints exactly as they stand."""

from __future__ import annotations

import re

__all__ = ["escaped", "lightly_escaped"]


def escaped(text: str) -> str:
    """Markdown that prints exactly as `text` stands."""
    return re.sub(r"[\\`*_\[\]<&]", r"\\\g<0>", text)


def lightly_escaped(text: str) -> str:
    r"""Markdown that prints exactly as `text` stands, with as few backslashes as that takes, for people to read.

    `[1]`, `well_known`, `AT&T` and `2 * 3 < 7` stay as they are. It may stand between, and within, other markup, but
    not where `(` follows right after a `]` at its end, nor a link after a `!`. What begins a block (`#`, `>`, `-`,
    `1.`) is not its business.
    """
    brackets = _brackets(text)
    return _MIGHT_BE_MARKUP.sub(lambda found: _kept(found, text, brackets), text)


_MIGHT_BE_MARKUP = re.compile(r"_+|\*+|[\\`\[\]<&]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{0,40});")


def _kept(found: re.Match[str], text: str, brackets: frozenset[int]) -> str:
    """The signs found, escaped where they could be read as markup."""
    signs, sign = found[0], found[0][0]
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    if sign in "*_":
        # With a space on both sides, and for `_` a letter on both, they neither open nor close emphasis.
        free = (before.isspace() and after.isspace()) or (sign == "_" and before.isalnum() and after.isalnum())
    elif sign == "\\":
        free = bool(after) and after not in _PUNCTUATION and after != "\n"
    elif sign == "&":
        free = not _ENTITY.match(text, found.start())
    elif sign == "<":
        free = bool(after) and not after.isalpha() and after not in "/!?"
    else:
        free = sign in "[]" and found.start() not in brackets
    return signs if free else "".join("\\" + each for each in signs)


_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def _brackets(text: str) -> frozenset[int]:
    """Where brackets stand that might be part of a link or refer to a note: unpaired, `[…](` and `[^…]`."""
    opened: list[int] = []
    found: list[int] = []
    for bracket in re.finditer(r"[\[\]]", text):
        place = bracket.start()
        if bracket[0] == "[":
            opened.append(place)
        elif not opened:
            found.append(place)
        else:
            start = opened.pop()
            if text.startswith("^", start + 1) or text.startswith("(", place + 1):
                found += [start, place]
    return frozenset([*opened, *found])
