"""Makes YAML files as people write them, at random: for the tests of edits. Every word and comment occurs once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

__all__ = ["yaml_files"]

STYLES = (
    "plain",
    "single",
    "double",
    "folded",
    "literal",
    "empty",
    "two lines",
    "flow",
    "braces",
    "list",
    "keys",
    "items",
)


class _Making:
    """One file while it is made; all choices are hypothesis's own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.numbers = itertools.count()
        self.step = draw(st.sampled_from((0, 2)))
        self.room = draw(st.sampled_from((1, 1, 3)))  # columns between a dash and its text
        self.commented = draw(st.booleans())
        self.gaps = draw(st.sampled_from((0, 1, 3)))  # of ten entries, how many have an empty line above, times three

    def word(self) -> str:
        return f"w{next(self.numbers)}x"

    def chance(self, of_ten: int) -> bool:
        return self.draw(st.integers(1, 10)) <= of_ten

    def comments(self, column: int, of_ten: int = 2) -> Iterator[str]:
        if self.commented and self.chance(of_ten):
            yield " " * column + f"# {self.word()}"

    def ground(self, column: int) -> Iterator[str]:
        """What stands above an entry."""
        if self.chance(3 * self.gaps):
            yield ""
        if self.commented and self.chance(1):
            yield from (" " * column + f"# {self.word()} apart", "")
        yield from self.comments(column)

    def behind(self) -> str:
        return f"  # {self.word()}" if self.commented and self.chance(2) else ""

    def value(self, column: int, depth: int, is_item: bool) -> tuple[str, list[str]]:
        """Head and lines of a value whose key or dash stands in `column`."""
        style = self.draw(st.sampled_from(STYLES if depth < 3 else STYLES[:9]))
        one, two = self.word(), self.word()
        inner = column + (1 + self.room if is_item else 2)
        if style == "list":
            inner = inner if is_item else column + self.step
            lines = self.items(inner, depth)
            return (lines[0][inner:], lines[1:]) if is_item else (self.behind().lstrip(), lines)
        if style in ("keys", "items"):
            lines = self.keys(inner, depth)
            return (lines[0][inner:], lines[1:]) if is_item else (self.behind().lstrip(), lines)
        if style in ("folded", "literal"):
            sign = {"folded": ">-", "literal": "|"}[style]
            blank = [""] if self.chance(2) else []
            return sign + self.behind(), [" " * inner + one, *blank, " " * inner + f"{two} and # more"]
        if style == "two lines":
            return one, [" " * inner + two + self.behind()]
        heads = {
            "plain": one,
            "single": f"'{one}: it''s'",
            "double": f'"{one} \\"{two}\\""',
            "empty": "",
            "flow": f"[{one}, '{two}']",
            "braces": f'{{{self.word()}: {one}, {self.word()}: "{two}"}}',
        }
        return heads[style] + self.behind(), []

    def keys(self, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        for number in range(self.draw(st.integers(1, 3))):
            if number:
                lines += self.ground(column)
            head, rows = self.value(column, depth + 1, False)
            lines += [" " * column + f"{self.word()}: {head}".rstrip(), *rows]
        return lines

    def items(self, column: int, depth: int) -> list[str]:
        lines: list[str] = []
        for number in range(self.draw(st.integers(1, 4))):
            if number:
                lines += self.ground(column)
            head, rows = self.value(column, depth + 1, True)
            lines += [" " * column + ("-" + " " * self.room + head).rstrip(), *rows]
            if rows and not lines[-1].endswith("more"):
                lines += self.comments(column + 3, 1)
        return lines


@st.composite
def yaml_files(draw: st.DrawFn) -> str:
    """The text of a file: a list or keys, with comments, empty lines, and line breaks of one kind or mixed."""
    making = _Making(draw)
    lines = [f"# {making.word()}"] if making.chance(3) else []
    lines += making.items(0, 0) if draw(st.booleans()) else making.keys(0, 0)
    kinds = draw(st.sampled_from((["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"])))
    breaks = [draw(st.sampled_from(kinds)) for _ in lines]
    # Text below a | without a last line break is another text as soon as something follows it.
    if draw(st.integers(0, 3)) == 0 and not lines[-1].endswith("more"):
        breaks[-1] = ""
    return "".join(line + ending for line, ending in zip(lines, breaks, strict=True))
