"""Changes to one entry of a list or of a group of keys: text with the entry replaced, added, taken out or moved.

An entry without brackets owns whole lines: from the comments directly above it to its last line and the comments
below that are indented deeper than it. Everything else around it, empty lines and comments that stand apart, is
ground that stays where it is. Nothing here checks what comes out; edit.py does, and refuses what went wrong.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from moot.yaml_file.file import Path
from moot.yaml_file.layout import Entry, Layout, Node, Row, joined, refused
from moot.yaml_file.lines import indent
from moot.yaml_file.render import WIDTH, Manner, flow, inline, key_text

__all__ = ["added", "manner", "moved", "replaced", "taken_out"]


def manner(layout: Layout) -> Manner:
    """How lists are written in this file."""
    brackets: dict[str | int, bool] = {}
    step: int | None = None
    waiting = [layout.root]
    while waiting:
        for entry in waiting.pop().entries:
            node = entry.value
            waiting.append(node)
            if node.kind == "list" and node.entries and isinstance(entry.key, str):
                brackets.setdefault(entry.key, node.flow)
                if not node.flow and step is None and layout.opens_its_line(entry.start):
                    step = max(0, node.start[1] - entry.start[1])
    return Manner(2 if step is None else step, brackets)


def _in_flow(layout: Layout, path: Path) -> bool:
    return any(group.flow for group, _ in layout.way(path))


# --- another value ---


def replaced(layout: Layout, path: Path, value: Any) -> str:
    """The file's text with `value` at `path`, which is there already; a comment on its line stays."""
    group, at = layout.way(path)[-1]
    entry = group.entries[at]
    old = entry.value
    if _in_flow(layout, path):
        head = inline(value, old.style, in_flow=True) if isinstance(value, str) else flow(value)
        return layout.with_text(old.start, old.end, f" {head}" if old.empty else head)
    before, comment = _around(layout, entry)
    same_line = old.start[0] == entry.after[0]
    width = old.start[1] - entry.start[1] if same_line and not old.empty else 2
    style = old.style
    below: list[str] = []
    if style in ("|", ">"):
        below = [layout.line(row) for row in range(old.start[0] + 1, old.end[0] + 1)]
    elif not style and isinstance(value, str) and comment.strip() and value.count(" ") > 1:
        style = '"'  # without them the reader would ask whether the comment was meant as text
    head, rows = manner(layout).behind(entry.key, value, entry.start[1], width, style, below)
    if head:
        return layout.with_rows(before[0], old.end[0] + 1, [before[1] + head + comment, *rows])
    first = before[1].rstrip() + comment
    if before[0] != entry.after[0]:
        first = layout.line(entry.after[0])
        if comment.strip():
            raise refused(layout.file, path)  # its line goes away
    return layout.with_rows(entry.after[0], old.end[0] + 1, [first, *rows])


def _around(layout: Layout, entry: Entry) -> tuple[tuple[int, str], str]:
    """What stands on the line before the head of the entry's value (with the line's number) and what behind it."""
    old = entry.value
    block = bool(old.entries) and not old.flow
    if old.empty or (block and old.start[0] > entry.after[0]):
        row, column = entry.after
        return (row, layout.line(row)[:column] + " "), layout.line(row)[column:]
    row, column = old.start
    before, rest = layout.line(row)[:column], layout.line(row)[column:]
    if block:
        return (row, before), ""
    if old.style in ("|", ">"):
        return (row, before), re.sub(r"^[|>][-+0-9]*", "", rest)
    return (row, before), layout.line(old.end[0])[old.end[1] :]


# --- what belongs to an entry ---


def _stop(layout: Layout, entry: Entry) -> int:
    """The row behind the entry and the comments below that are indented deeper than it."""
    row = entry.end[0] + 1
    while layout.is_comment(row) and indent(layout.line(row)) > entry.start[1]:
        row += 1
    return row


def _top(layout: Layout, group: Node, at: int) -> int:
    """The first row of an entry, with the comments directly above. Those at the top of the file are the file's own."""
    entry = group.entries[at]
    row = entry.start[0]
    if not layout.opens_its_line(entry.start):
        return row
    least = _stop(layout, group.entries[at - 1]) if at else 0
    while row > least and layout.is_comment(row - 1):
        row -= 1
    return row or entry.start[0]


def _blanks(layout: Layout, row: int, step: int) -> int:
    """How many empty lines follow each other from `row` on, downward (step 1) or upward (-1)."""
    count = 0
    while row >= 0 and layout.is_blank(row):
        count, row = count + 1, row + step
    return count


def _has_comment(layout: Layout, group: Node) -> bool:
    """Whether comments stand between brackets, outside of the values."""
    ends = [group.start, *(entry.end for entry in group.entries)]
    starts = [*(entry.start for entry in group.entries), group.end]
    return any("#" in layout.between(end, start) for end, start in zip(ends, starts, strict=True))


# --- out ---


def taken_out(layout: Layout, path: Path) -> str:
    """The file's text without the entry at `path`; a group that loses its last entry becomes [] or {}."""
    group, at = layout.way(path)[-1]
    if group.flow:
        return _out_of_brackets(layout, path, group, at)
    if len(group.entries) == 1:
        return _emptied(layout, path, group)
    first, stop = _top(layout, group, at), _stop(layout, group.entries[at])
    if not layout.opens_its_line(group.entries[at].start):
        return _first_out(layout, group, stop)
    above, below = _blanks(layout, first - 1, -1), _blanks(layout, stop, 1)
    if at == len(group.entries) - 1:
        first -= above
    elif above or at == 0:
        stop += below
    return layout.with_rows(first, stop, [])


def _first_out(layout: Layout, group: Node, stop: int) -> str:
    """Without the first entry, which shares its line with the dash of the group: the next one moves up to it."""
    row, column = group.entries[0].start
    dash = layout.line(row)[:column]
    after = group.entries[1].start[0]
    if all(layout.is_blank(between) for between in range(stop, after)):
        return layout.with_rows(row, after + 1, [dash + layout.line(after)[column:]])
    return layout.with_rows(row, stop, [dash.rstrip()])


def _emptied(layout: Layout, path: Path, group: Node) -> str:
    nothing = "[]" if group.kind == "list" else "{}"
    first, stop = _top(layout, group, 0), _stop(layout, group.entries[0])
    row, column = group.entries[0].start
    steps = layout.way(path[:-1])
    if not steps:
        return layout.with_rows(first, stop, [nothing])
    if not layout.opens_its_line((row, column)):
        return layout.with_rows(row, stop, [layout.line(row)[:column] + nothing])
    head, after = steps[-1][0].entries[steps[-1][1]].after
    line = layout.line(head)
    kept = [layout.line(between) for between in range(head + 1, first - _blanks(layout, first - 1, -1))]
    return layout.with_rows(head, stop, [f"{line[:after]} {nothing}{line[after:]}", *kept])


def _out_of_brackets(layout: Layout, path: Path, group: Node, at: int) -> str:
    if _has_comment(layout, group):
        raise refused(layout.file, path)
    entries = group.entries
    if len(entries) == 1:
        return layout.with_text(group.start, group.end, "[]" if group.kind == "list" else "{}")
    if at == 0:
        return layout.with_text(entries[0].start, entries[1].start, "")
    return layout.with_text(entries[at - 1].end, entries[at].end, "")


# --- in ---


def added(layout: Layout, path: Path, at: int, key: str | None, value: Any) -> str:
    """The file's text with a new entry before number `at` of the group at `path`, which is not empty."""
    group = layout.node(path)
    if group.flow:
        return _into_brackets(layout, path, group, at, key, value)
    style, entries = manner(layout), group.entries
    column = group.start[1]
    if key is None:
        old = entries[0]
        same_line = old.value.start[0] == old.start[0] and not old.value.empty
        lines = style.item(value, column, old.value.start[1] - column if same_line else 2)
    else:
        lines = style.keys({key: value}, column)
    blank = [""] if _are_apart(layout, group) else []
    if at:
        row = _stop(layout, entries[at - 1])
        return layout.with_rows(row, row, [*blank, *lines])
    if layout.opens_its_line(entries[0].start):
        row = _top(layout, group, 0)
        return layout.with_rows(row, row, [*lines, *blank])
    row = entries[0].start[0]
    dash, rest = layout.line(row)[:column], layout.line(row)[column:]
    return layout.with_rows(row, row + 1, [dash + lines[0][column:], *lines[1:], *blank, " " * column + rest])


def _are_apart(layout: Layout, group: Node) -> bool:
    """Whether most entries have an empty line between them; one entry so far is apart where it fills the file."""
    numbers = range(1, len(group.entries))
    if not numbers:
        return group is layout.root and group.kind == "list" and group.entries[0].value.kind == "keys"
    gaps = [(_stop(layout, group.entries[at - 1]), group.entries[at].start[0]) for at in numbers]
    return 2 * sum(any(layout.is_blank(row) for row in range(*gap)) for gap in gaps) > len(gaps)


def _into_brackets(layout: Layout, path: Path, group: Node, at: int, key: str | None, value: Any) -> str:
    if _has_comment(layout, group):
        raise refused(layout.file, path)
    text = flow(value) if key is None else f"{key_text(key, True)}: {flow(value)}"
    if at == 0:
        place = group.entries[0].start
        return layout.with_text(place, place, f"{text}, ")
    place = group.entries[at - 1].end
    rest = layout.line(place[0])[place[1] :]
    comma, gap = ",", " "
    before = group.entries[at - 1].start
    if layout.opens_its_line(before) and at > 1:
        gap = "\n" + " " * before[1]  # one below the other, as the others
    elif place[1] + len(text) + len(rest.rstrip()) + 2 > WIDTH:
        gap = "\n" + " " * (indent(layout.line(group.start[0])) + 2)
    return layout.with_text(place, place, comma + gap + text)


# --- elsewhere ---


def moved(layout: Layout, path: Path, to: int) -> str:
    """The file's text with the entry at `path` as number `to` of its group. The ground between entries stays."""
    group, at = layout.way(path)[-1]
    order = list(range(len(group.entries)))
    order.insert(to, order.pop(at))
    if group.flow:
        return _moved_in_brackets(layout, path, group, order)
    spans = [(_top(layout, group, number), _stop(layout, entry)) for number, entry in enumerate(group.entries)]
    row, column = group.entries[0].start
    dash = layout.line(row)[:column]
    rows: list[Row] = list(layout.rows)
    if dash.strip():
        rows[row] = (" " * column + rows[row][0][column:], rows[row][1])
    made: list[Row] = []
    for slot, number in enumerate(order):
        if slot:
            made += rows[spans[slot - 1][1] : spans[slot][0]]
        made += rows[slice(*spans[number])]
    if dash.strip():
        if made[0][0][:column].strip():
            raise refused(layout.file, path)
        made[0] = (dash + made[0][0][column:], made[0][1])
    return joined([*rows[: spans[0][0]], *made, *rows[spans[-1][1] :]], layout.rows)


def _moved_in_brackets(layout: Layout, path: Path, group: Node, order: list[int]) -> str:
    if _has_comment(layout, group):
        raise refused(layout.file, path)
    entries = group.entries
    texts = [layout.between(entry.start, entry.end) for entry in entries]
    gaps = [layout.between(one.end, other.start) for one, other in pairwise(entries)]
    whole = texts[order[0]] + "".join(gap + texts[number] for gap, number in zip(gaps, order[1:], strict=True))
    return layout.with_text(entries[0].start, entries[-1].end, whole)
