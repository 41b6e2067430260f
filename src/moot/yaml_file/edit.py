"""Edits of a YAML file that change only the lines they mean to: text in, text out, nothing read or written here.

Comments, order, quotation marks, empty lines and line breaks elsewhere stay as they are, byte for byte. Each edit is
read again before it is handed back: where the new text does not say exactly what was meant, EditRefused is raised.

All functions take the file's text, as change.read_for_edit gives it, and the name by which messages call the file.
They raise EditRefused where the edit cannot be made, and GuideProblems where the text is no YAML that guides use.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

from moot.problems import GuideProblems, Problem
from moot.yaml_file.entries import added, moved, replaced, taken_out
from moot.yaml_file.file import Path
from moot.yaml_file.layout import EditRefused, Layout, laid_out, refused
from moot.yaml_file.parse import parse_yaml
from moot.yaml_file.render import plain_data
from moot.yaml_file.source import HIDDEN, named

__all__ = ["insert_entry", "move_entry", "remove", "set_value"]


def set_value(text: str, path: Path, value: Any, name: str = "this file") -> str:
    """`text` with `value` (text, number, yes or no, None, list or dict of these) at `path`.

    A key that is missing is added after the last one of its group. The value keeps the way in which it was written
    where it can: quotation marks, brackets, lines below `>-` (wrapped at 120 columns); the comment behind it stays.
    Of a list or group only the entries that differ are touched. The same value gives back the same text.
    """
    value = _allowed(value, path, name)

    def wanted(data: Any) -> Any:
        if not path:
            return value
        group = _group(data, path[:-1])
        group[path[-1]] = value
        return data

    return _checked(text, name, path, lambda layout: _set(layout, path, value), wanted)


def remove(text: str, path: Path, name: str = "this file") -> str:
    """`text` without the entry at `path`: all its lines, and the comments directly above it.

    A comment that an empty line separates from it stays, and so does one at the very top of the file. What loses its
    last entry becomes [] or {}.
    """

    def wanted(data: Any) -> Any:
        del _group(data, path[:-1])[path[-1]]
        return data

    return _checked(text, name, path, lambda layout: taken_out(layout, path), wanted)


def insert_entry(
    text: str, path: Path, value: Any, at: int | str | None = None, *, key: str | None = None, name: str = "this file"
) -> str:
    """`text` with `value` as a new entry of the list at `path`, or, with `key`, of the group of keys there.

    at: in a list, the number of the entry before which it goes (0 is the first); in a group, the key after which;
    None puts it last. Keys are written in the order of `value`; an empty line is put between where the others have
    one. A list or group that is empty or missing is begun.
    """
    value = _allowed(value, path, name)
    if key is not None:
        _allowed(key, path, name)

    def change(layout: Layout) -> str:
        content = _found(layout.file.data, path)
        if not content:
            return _set(layout, path, [value] if key is None else {key: value})
        if not isinstance(content, list if key is None else dict) or (key is not None and key in content):
            what = "there is no list here" if key is None else f"“{key}” cannot be added here"
            raise refused(layout.file, path, what, "nothing was changed; look at what stands here already")
        return added(layout, path, _number(layout, path, content, at), key, value)

    def wanted(data: Any) -> Any:
        content = _found(data, path)
        if not content:
            content = [value] if key is None else {key: value}
            if not path:
                return content
            _group(data, path[:-1])[path[-1]] = content
        elif isinstance(content, list):
            content.insert(len(content) if at is None else int(at), value)
        else:
            content[key] = value
        return data

    return _checked(text, name, path, change, wanted)


def move_entry(text: str, path: Path, to: int, name: str = "this file") -> str:
    """`text` with the entry at `path` as number `to` (from 0) of its list or group: its lines with their comments."""

    def change(layout: Layout) -> str:
        group, at = layout.way(path)[-1]
        if not 0 <= to < len(group.entries):
            places = f"the places here are 1 to {len(group.entries)}; {to + 1} is none of them"
            raise refused(layout.file, path[:-1], places, "nothing was changed; say another place")
        return layout.text if at == to else moved(layout, path, to)

    def wanted(data: Any) -> Any:
        group = _group(data, path[:-1])
        if isinstance(group, list):
            group.insert(to, group.pop(int(path[-1])))
        else:
            keys = [other for other in group if other != path[-1]]
            keys.insert(to, path[-1])
            for other in keys:
                group[other] = group.pop(other)
        return data

    return _checked(text, name, path, change, wanted, in_order=True)


# --- nothing leaves unread ---


def _checked(
    text: str,
    name: str,
    path: Path,
    change: Callable[[Layout], str],
    wanted: Callable[[Any], Any],
    in_order: bool = False,
) -> str:
    """What `change` makes of `text`, if it says what `wanted` makes of the data; in_order: keys in that order too."""
    layout = laid_out(text, name)
    try:
        new = change(layout)
        data = layout.file.data if new == layout.text else parse_yaml(new.encode("utf-8"), name).data
    except EditRefused:
        raise
    except GuideProblems:
        raise refused(layout.file, path) from None
    meant = wanted(copy.deepcopy(layout.file.data))
    if data != meant or (in_order and json.dumps(data) != json.dumps(meant)):
        raise refused(layout.file, path)
    return "\ufeff" + new if text.startswith("\ufeff") else new


def _allowed(value: Any, path: Path, name: str) -> Any:
    """`value` as it would be read. Raises EditRefused where it holds characters that no file may hold."""
    value = plain_data(value)
    hidden = next((found[0] for one in _texts(value) if (found := HIDDEN.search(one))), "")
    if hidden:
        where = next((f" for “{key}”" for key in reversed(path) if isinstance(key, str)), "")
        message = f"the new text{where} holds {named(hidden)}"
        raise EditRefused([Problem(name, 0, 0, message, "leave it out; nothing was changed")])
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value:
        yield from (one for inner in value for one in _texts(inner))
        if isinstance(value, dict):
            yield from _texts(list(value.values()))


# --- ways in the data ---


def _found(data: Any, path: Path) -> Any:
    """The value at `path`; None where there is none."""
    for key in path:
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def _group(data: Any, path: Path) -> Any:
    """The list or group at `path` of data that is being changed; missing groups are begun."""
    for key in path:
        if isinstance(data, dict) and data.get(key) is None:
            data[key] = {}
        elif isinstance(data, list) and data[int(key)] is None:
            data[int(key)] = {}
        data = data[key]
    return data


def _number(layout: Layout, path: Path, content: Any, at: int | str | None) -> int:
    """The number before which a new entry goes."""
    if at is None:
        return len(content)
    if isinstance(at, str) and at in content and isinstance(content, dict):
        return list(content).index(at) + 1
    if isinstance(at, int) and 0 <= at <= len(content):
        return at
    places = f"a new entry can have the places 1 to {len(content) + 1} here"
    what = f"there is no “{at}” here" if isinstance(at, str) else f"{places}; {at + 1} is none of them"
    raise refused(layout.file, path, what, "nothing was changed; say another place")


# --- values of values ---


def _set(layout: Layout, path: Path, value: Any) -> str:
    """The text with `value` at `path`, and only what differs touched."""
    parent = _found(layout.file.data, path[:-1])
    if path and isinstance(path[-1], str) and not (isinstance(parent, dict) and path[-1] in parent):
        if not parent and parent != "":
            return _set(layout, path[:-1], {path[-1]: value})
        if not isinstance(parent, dict):
            raise refused(
                layout.file, path, f"“{path[-1]}” cannot be added here", "nothing was changed; no keys stand here"
            )
        return added(layout, path[:-1], len(parent), path[-1], value)
    old = _found(layout.file.data, path)
    if path:
        layout.way(path)  # refuses a number that is not there
    if old == value:
        return layout.text
    if old and value and isinstance(old, list) and isinstance(value, list):
        return _set_list(layout, path, old, value)
    if old and value and isinstance(old, dict) and isinstance(value, dict):
        return _set_keys(layout, path, old, value)
    if not path:
        raise refused(layout.file, path)
    return replaced(layout, path, value)


def _set_list(layout: Layout, path: Path, old: list[Any], new: list[Any]) -> str:
    before, after = ([json.dumps(item) for item in items] for items in (old, new))
    # From the end, so that the numbers of what comes before stay true.
    for kind, a, b, c, d in reversed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        for at in range(b - 1, a + both - 1, -1):
            layout = _next(layout, taken_out(layout, (*path, at)))
        for number in range(both):
            layout = _next(layout, _set(layout, (*path, a + number), new[c + number]))
        for number in range(both, d - c):
            layout = _next(layout, added(layout, path, a + number, None, new[c + number]))
    return layout.text


def _set_keys(layout: Layout, path: Path, old: dict[str, Any], new: dict[str, Any]) -> str:
    for key, value in new.items():
        layout = _next(layout, _set(layout, (*path, key), value))
    for key in [key for key in old if key not in new]:
        layout = _next(layout, taken_out(layout, (*path, key)))
    return layout.text


def _next(layout: Layout, text: str) -> Layout:
    """The layout after one change of several."""
    return layout if text == layout.text else laid_out(text, layout.file.name)
