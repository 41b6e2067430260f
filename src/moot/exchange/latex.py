"""What people write in LaTeX, or nearly: made ready for the decoder, or taken off an address."""

from __future__ import annotations

import re

__all__ = ["LATEX", "prepared", "untexed"]

LATEX = re.compile(r"[\\{}$%&`^_]|--|''|<<|>>")
# What the decoder does not know and would drop.
_SIGNS = (
    (re.compile(r"(?<!\\)([%&#])"), r"\\\1"),
    (re.compile(r"\\S(?![A-Za-z])"), "§"),
    (re.compile(r"\\P(?![A-Za-z])"), "¶"),
    (re.compile(r"\\(?:noopsort|switchargs)\s*\{[^{}]*\}"), ""),
    (re.compile(r"(?<!\\)~"), " "),
)


def prepared(text: str) -> str:
    """`text` with signs that people leave bare, or that the decoder would drop, written so that it keeps them."""
    for pattern, instead in _SIGNS:
        text = pattern.sub(instead, text)
    dollars = re.findall(r"(?<!\\)\$", text)
    return re.sub(r"(?<!\\)\$", r"\\$", text) if len(dollars) % 2 else text


def untexed(text: str) -> str:
    """An address, date or key without what TeX needs around it: `\\url{…}`, `\\_`, `{\\%}`."""
    text = re.sub(
        r"\\(?:url|path|nolinkurl|href)\b|\\textasciitilde|\\~(?:\{\})?",
        lambda t: "~" * ("~" in t[0] or "asc" in t[0]),
        text,
    )
    return " ".join(re.sub(r"\\(?=[_%&#$])|[{}]", "", text).split())
