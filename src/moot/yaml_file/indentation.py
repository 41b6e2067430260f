"""Rules on what begins a line: tabs, columns, keys without a colon. Each answers a Fault or returns None."""

from __future__ import annotations

import re

from moot.yaml_file.fault import Advice, Fault
from moot.yaml_file.lines import above, first_key, indent, value_start

__all__ = ["indentation", "key_expected", "tab"]


def tab(fault: Fault) -> Advice | None:
    row, column = fault.stopped
    lead = fault.line[: len(fault.line) - len(fault.line.lstrip())]
    wrong = next((at for at, sign in enumerate(lead) if sign != " "), -1)
    if wrong < 0 and fault.sign == "\t":
        wrong = column
    if wrong < 0:
        return None
    what = "a tab" if fault.line[wrong] == "\t" else "an unusual space (a non-breaking one, for example)"
    if wrong < len(lead):
        message, hint = f"{what} stands at the beginning of this line", _spaces_hint(fault, row)
    else:
        message, hint = f"{what} stands here", f"replace it with a space: {' '.join(fault.line.split())[:80]}"
    return Advice((row, wrong), f"{message}; YAML allows only ordinary spaces", hint)


def _spaces_hint(fault: Fault, row: int) -> str:
    before = next(above(fault.lines, row), None)
    line = "" if before is None else fault.lines[before]
    if not fault.lines[row].strip():
        return "delete it"
    wanted = indent(line) + (2 if line.rstrip().endswith((":", "|", ">")) else 0)
    return f"replace it with spaces, for example {wanted}: {' ' * wanted}{fault.lines[row].strip()[:80]}"


_TIGHT = re.compile(r"(?:- {1,20})*([^\s:#\"'\[{]{1,60}):([^\s:/]|\u00a0)")


def _tight_colon(fault: Fault, row: int) -> Advice | None:
    """`key:value` on line `row`: the space behind the colon is missing, or is no ordinary space."""
    line = fault.lines[row]
    found = _TIGHT.match(line, indent(line))
    if not found:
        return None
    value = line[found.end(1) + 1 :].strip()[:80]
    key = line[indent(line) : found.end(1)]
    what = "an ordinary space" if found[2] == "\u00a0" else "a space"
    return Advice((row, found.end(1)), f"{what} is missing after this colon", f"write {key}: {value}")


def _no_colon(fault: Fault, row: int) -> Advice:
    text = fault.lines[row].strip()[:60]
    if text.startswith(":"):
        hint = f"write a word before it: title{text}"
        return Advice((row, indent(fault.lines[row])), "a key is missing before this colon", hint)
    if re.match(r"-[^\s-]", text):
        hint = f"write - {text[1:]}"
        return Advice((row, indent(fault.lines[row])), "a space is missing after this dash", hint)
    return Advice(
        (row, indent(fault.lines[row])),
        "this line begins neither with a key and a colon nor with “- ”",
        f"a key needs a colon and a space: {text}:\nif the line continues the text above, indent it: “  {text}”",
    )


def key_expected(fault: Fault) -> Advice | None:
    """A line without a colon, or one so deep that it counts as a part of the text above."""
    if "could not find expected ':'" in fault.said:
        return _tight_colon(fault, fault.began[0]) or _no_colon(fault, fault.began[0])
    if "mapping values" not in fault.said:
        return None
    row = fault.stopped[0]
    lines_above = list(above(fault.lines, row))[:200]
    if not lines_above:
        return None
    tight = _tight_colon(fault, lines_above[0])
    owner = next((at for at in lines_above if indent(fault.lines[at]) < indent(fault.line)), None)
    if tight or owner is None:
        return tight or _no_colon(fault, lines_above[0])
    head = fault.lines[owner]
    text = fault.line.strip()[:60]
    key = head[: value_start(head)].strip()
    return Advice(
        (row, indent(fault.line)),
        f"this line is indented deeper than line {owner + 1} and so counts as a part of its text",
        f"a key of its own begins below the key above: {' ' * first_key(head)}{text}\n"
        f"text of several lines with a colon in it goes below a “>”: {key} >",
    )


def indentation(fault: Fault) -> Advice | None:
    """A line that begins in a column where none of its kind can stand."""
    if not fault.at_start or not re.search(r"expected|entries are not allowed", fault.said):
        return None
    row, column = fault.stopped
    levels = _levels(fault)
    if column in levels:
        return _wrong_kind(fault, levels[column])
    text = fault.line.strip()[:60]
    near = sorted((level for level in levels if _fits(fault, level, levels[level])), key=lambda at: abs(at - column))
    if not near:
        return _no_place(fault)
    hint = "\nor ".join(f"begin it as line {levels[level] + 1} does: “{' ' * level}{text}”" for level in near[:2])
    return Advice((row, column), "this line does not begin in the same column as the lines it belongs to", hint)


def _levels(fault: Fault) -> dict[int, int]:
    """The columns in which this line could begin, each with the nearest line above that begins there."""
    levels: dict[int, int] = {}
    shallowest = 10_000
    for at in above(fault.lines, fault.stopped[0]):
        line = fault.lines[at]
        for level in (indent(line), first_key(line)):
            if level < shallowest:
                levels.setdefault(level, at)
        shallowest = min(shallowest, indent(line))
        if shallowest == 0:
            break
    return levels


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ") or line.strip() == "-"


def _has_key(line: str) -> bool:
    return ": " in line or line.rstrip().endswith(":")


def _fits(fault: Fault, level: int, other: int) -> bool:
    """Whether the line, moved to column `level`, would stand with its like: items with items, keys with keys."""
    line = fault.lines[other]
    if _is_item(fault.line):
        return _is_item(line) and level < first_key(line)
    if _has_key(fault.line):
        return _has_key(line) and level == first_key(line)
    return level > fault.stopped[1]


def _no_place(fault: Fault) -> Advice | None:
    if not _is_item(fault.line):
        return None
    hint = "give the list a key of its own, with nothing behind the colon, such as probes:"
    return Advice(fault.stopped, "a list cannot stand here: the key above has its value already", hint)


def _wrong_kind(fault: Fault, other: int) -> Advice | None:
    row, column = fault.stopped
    text, line = fault.line.strip()[:60], fault.lines[other]
    if _is_item(fault.line):
        hint = "indent it below a key that has nothing behind its colon, such as probes:"
        return Advice((row, column), "a list item (“- ”) cannot stand among keys", hint)
    if line.startswith("- ", column):
        hint = f"begin it with “- ”, or indent it to make it a part of line {other + 1}: “{' ' * (column + 2)}{text}”"
        return Advice((row, column), "this line must begin with “- ”, as the other items of its list do", hint)
    return None if _has_key(fault.line) else _no_colon(fault, row)
