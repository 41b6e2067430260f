"""Rules on signs inside a line: quotation marks, brackets, colons. Each answers a Fault or returns None."""

from __future__ import annotations

import re

from moot.yaml_file.fault import Advice, Fault, Place
from moot.yaml_file.lines import in_quotes, indent, quoted, value_start

__all__ = [
    "after_bracket",
    "after_quote",
    "block_text",
    "colon_in_text",
    "escape",
    "list_here",
    "open_bracket",
    "open_quote",
    "sign",
    "sign_advice",
    "stray_sign",
]


def escape(fault: Fault) -> Advice | None:
    if not re.search(r"escape|hexa?decimal", fault.said):
        return None
    row, column = fault.stopped
    at = max(fault.line.rfind("\\", 0, column + 1), 0)
    began = fault.began if fault.began[0] == row else (row, 0)
    hint = "single quotation marks leave a backslash as it is"
    if fault.began[0] == row:
        hint += f": {in_quotes(fault.line, began[1])}"
    sign = fault.line[at : at + 2]
    return Advice(
        (row, at), f"the backslash of “{sign}” is not understood between double quotation marks", hint, width=2
    )


def open_quote(fault: Fault) -> Advice | None:
    if "quoted scalar" not in fault.said or not re.search(r"end of stream|document", fault.said):
        return None
    return _never_closed(fault, fault.began, "")


def _never_closed(fault: Fault, place: Place, before: str) -> Advice:
    line = fault.lines[place[0]]
    mark, text = line[place[1] : place[1] + 1], line[place[1] + 1 :].rstrip()[:80]
    key = line[: place[1]].strip()
    hint = f"close it where the text ends: {key} {mark}{text}{mark}".replace(":  ", ": ")
    if mark == "'":
        hint += f"\nor, where it is an apostrophe, use double ones: {key} {quoted(mark + text)}".replace(":  ", ": ")
    return Advice(place, f"the quotation mark that opens here is not closed{before}", hint)


def sign_advice(lines: tuple[str, ...], place: Place) -> Advice:
    """Text that begins with * & ! @ % or ` without quotation marks, also where YAML would give that a meaning."""
    line = lines[place[0]]
    sign = line[place[1] : place[1] + 1]
    hint = f"put it in quotation marks: {in_quotes(line, place[1])}"
    if sign in "*&":
        hint += "\n(YAML's anchors & and aliases * are not used in guides; repeat the text instead)"
    elif line.startswith("!!", place[1]):
        hint += "\n(YAML's types such as !!str are not used in guides; every value is text)"
    return Advice(place, f"text cannot begin with “{sign}” unless it stands in quotation marks", hint)


def sign(fault: Fault) -> Advice | None:
    for place in (fault.began, fault.stopped):
        if fault.lines[place[0]][place[1] : place[1] + 1] in tuple("*&!@%`") and re.search(
            r"cannot start any token|alias|anchor|a tag|tag handle|directive", fault.said
        ):
            return sign_advice(fault.lines, place)
    return None


def after_quote(fault: Fault) -> Advice | None:
    if fault.quoted is None or "expected" not in fault.said:
        return None
    (first, column), (row, end) = fault.quoted
    if row != fault.stopped[0] or fault.line[end : fault.stopped[1]].strip() or fault.at_start:
        return None
    if first < row:
        return _never_closed(fault, (first, column), f"; the text runs on into line {row + 1}")
    hint = f"put the whole text into one pair: {in_quotes(fault.line, column)}"
    return Advice(fault.stopped, "there is more text after the closing quotation mark", hint)


def after_bracket(fault: Fault) -> Advice | None:
    start = value_start(fault.line)
    sign = fault.line[start : start + 1]
    if "expected" not in fault.said or sign not in tuple("[{") or start >= fault.stopped[1] or fault.bracket:
        return None
    kind = "a list" if sign == "[" else "a group of keys"
    hint = f"put text that begins with “{sign}” in quotation marks: {in_quotes(fault.line, start)}"
    return Advice((fault.stopped[0], start), f"“{sign}” begins {kind} here, but more text follows its end", hint)


def colon_in_text(fault: Fault) -> Advice | None:
    colon = fault.sign == ":" and re.search(r"mapping values|',' or", fault.said)
    row, column = fault.stopped
    start = value_start(fault.line)
    if fault.bracket and fault.bracket[0] == row:
        inside = re.split(r"[,\[{]", fault.line[:column])[-1]
        start = column - len(inside.partition(": ")[2] or inside)
        while fault.line.startswith(" ", start):
            start += 1
    elif colon and column > start == indent(fault.line):
        return None
    if not colon or column <= start:
        return None
    hint = f"put the text in quotation marks: {in_quotes(fault.line, start)}"
    return Advice(fault.stopped, "a colon with a space after it stands in text without quotation marks", hint)


def block_text(fault: Fault) -> Advice | None:
    row, column = fault.began
    sign = fault.lines[row][column : column + 1]
    if "block scalar" not in fault.said or sign not in tuple("|>"):
        return None
    hint = f"put text that begins with it in quotation marks: {in_quotes(fault.lines[row], column)}"
    return Advice((row, column), f"“{sign}” says that the text stands on the lines below; nothing may follow it", hint)


def list_here(fault: Fault) -> Advice | None:
    if not re.search(r"(entries|keys) are not allowed", fault.said) or fault.at_start:
        return None
    row, column = fault.stopped
    quotes = f"put text that begins with “{fault.sign} ” in quotation marks: {in_quotes(fault.line, column)}"
    if fault.sign == "-":
        return Advice(
            (row, column), "a list cannot begin on the line of its key", f"begin it on the next line\nor {quotes}"
        )
    return Advice((row, column), f"text cannot begin with “{fault.sign} ”", quotes)


def open_bracket(fault: Fault) -> Advice | None:
    place = fault.bracket
    if place is None or "flow" not in fault.said:
        return None
    sign = fault.lines[place[0]][place[1] : place[1] + 1]
    close = "]" if sign == "[" else "}"
    hint = f"end it with “{close}”; text that begins with “{sign}” or holds a comma goes in quotation marks"
    if place[0] == fault.stopped[0]:
        return Advice(fault.stopped, f"a comma or the closing “{close}” is missing here", hint)
    return Advice(place, f"“{sign}” opens here and is not closed before line {fault.stopped[0] + 1}", hint)


def stray_sign(fault: Fault) -> Advice | None:
    if fault.sign not in tuple(",]}") or "expected" not in fault.said or fault.bracket:
        return None
    if value_start(fault.line) == fault.stopped[1] and not fault.at_start:
        hint = f"put the text in quotation marks: {in_quotes(fault.line, fault.stopped[1])}"
        return Advice(fault.stopped, f"text cannot begin with “{fault.sign}”", hint)
    return Advice(
        fault.stopped, f"“{fault.sign}” is one too many here, or its partner is missing", "delete it, or open it"
    )
