"""What templates may do to a value: prose to HTML, and drawings that are made of numbers."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from moot import markdown

__all__ = ["FILTERS"]


def _ruled_lines(lines: int, pitch: float = 8.5) -> Markup:
    """Style of a box with so many ruled lines, `pitch` mm apart: one background image, not one box a line.

    All lines of a block stand in one drawing; drawn as borders they would burden the page and its tags.
    """
    count = max(0, min(int(lines), 60))
    height = count * pitch
    rules = "".join(f"<path d='M0 {(n + 1) * pitch - 0.2:.2f}H200'/>" for n in range(count))
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='200mm' height='{height:g}mm' viewBox='0 0 200 {height:g}'>"
        f"<g stroke='#8c8c8c' stroke-width='.25'>{rules}</g></svg>"
    )
    return Markup(f"height:{height:g}mm;background:url(data:image/svg+xml,{quote(svg)}) 0 0 no-repeat")


FILTERS = {
    "md": lambda text: Markup(markdown.inline(str(text))),
    "plain": lambda text: markdown.plain(str(text)),
    "rules": _ruled_lines,
}
"""By the name templates use."""
