"""Addresses as squares of dots, for those who hold paper and want the page: QR codes, drawn in plain shapes.

The only module that uses segno. A code is as large as a telephone of ordinary make needs: at least 26 mm with its white
border, and at least half a millimetre a dot, so that a long address has a larger code.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

import segno

__all__ = ["BORDER", "code_address", "code_width"]

BORDER = 4
"""Width of the white border, in dots: less, and a code is not told from what stands beside it."""

_LEAST_WIDTH, _LEAST_DOT, _MOST_WIDTH = 26.0, 0.5, 46.0
"""In mm. A code that would be wider than the last takes room from what is to be read; its address is printed anyway."""


def code_address(address: str) -> str:
    """A picture of the code as an address that `<img>` takes; "" where the address is empty or too long for a code.

    The picture knows its size in mm, so that no style sheet has to.
    """
    rows = _dots(address)
    width = code_width(address)
    if not width:
        return ""
    count = len(rows) + 2 * BORDER
    shapes = "".join(_row(row, number + BORDER) for number, row in enumerate(rows))
    size = f"width='{width:g}mm' height='{width:g}mm' viewBox='0 0 {count} {count}'"
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' {size}>"
        f"<rect width='{count}' height='{count}' fill='#fff'/><path d='{shapes}'/></svg>"
    )
    return f"data:image/svg+xml,{quote(svg)}"


def code_width(address: str) -> float:
    """Width and height of the code with its white border, in mm; 0 where there is none."""
    rows = _dots(address)
    width = round(max(_LEAST_WIDTH, _LEAST_DOT * (len(rows) + 2 * BORDER)), 1)
    return width if rows and width <= _MOST_WIDTH else 0.0


@lru_cache(maxsize=512)
def _dots(address: str) -> tuple[tuple[bool, ...], ...]:
    """The dots of the code, row by row, without the border.

    Level M always: a level raised where there happens to be room would make dots of one size mean different things.
    """
    if not address:
        return ()
    try:
        code = segno.make(address, error="m", boost_error=False, micro=False)
    except segno.DataOverflowError:
        return ()
    return tuple(tuple(bool(dot) for dot in row) for row in code.matrix)


def _row(row: tuple[bool, ...], y: int) -> str:
    """One row as runs of dots. Each is a hair higher than it is, or viewers draw a white line between two rows."""
    runs, start = [], None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append(f"M{start + BORDER} {y}h{x - start}v1.03h-{x - start}z")
            start = None
    return "".join(runs)
