"""Lists of a PDF whose bullets are drawn, not written: nothing of them is left but lines further in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from moot.text.pdf.blocks import Chunk
from moot.text.pdf.lines import Line

__all__ = ["with_drawn_bullets"]

_ENDS = (";", ",")
_MOST = 0.7  # of its lines end so, the last left out


def with_drawn_bullets(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks; lines further in, after a colon, that end in `;` or `,` are items, which end there."""
    before = ""
    for chunk in chunks:
        led = before.endswith(":")
        before = chunk.text.rstrip()
        ends = [line.text.endswith(_ENDS) for line in chunk.lines]
        listed = chunk.kind in {"verse", "quotation"} and len(ends) > 2 and sum(ends[:-1]) >= _MOST * (len(ends) - 1)
        if not (led and listed):
            yield chunk
            continue
        item: list[Line] = []
        for line in chunk.lines:
            item.append(line)
            if line.text.endswith(_ENDS) or line is chunk.lines[-1]:
                yield replace(chunk, kind="item", lines=item, marker="•")
                item = []
