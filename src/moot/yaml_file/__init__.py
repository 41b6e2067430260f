"""YAML with a place for every value, and nothing guessed: each scalar is text until the model gives it a type.

libyaml's events are read one by one, without recursion, so that whatever guides do not use (aliases, tags, second
documents, repeated keys, endless nesting) is refused exactly where it stands, and no file can crash the program.

    source.py   bytes → text: sizes, encodings, characters no text should hold
    parse.py    text → events (the only PyYAML)
    reader.py   events → data, places and problems
    file.py     the result: YamlFile, which knows the line and column of every value
    hints.py    what the parser's complaint means, and what to write instead: the rules in their order
    signs.py, indentation.py    the rules themselves; fault.py what goes in and out of them
    lines.py    small questions about one line

And back, for edits that leave alone what they do not mean:

    edit.py     set, remove, insert, move: text in, text out, each read again before it is handed back
    entries.py  the lines and comments that belong to an entry, and what an edit makes of them
    layout.py   where everything begins and ends, which comments and line breaks stand around it
    render.py   values as YAML
    change.py   reads a file for an edit, and writes it if nobody else has meanwhile
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moot.yaml_file.file import Path, Span, YamlFile
from moot.yaml_file.parse import parse_yaml, read_yaml

if TYPE_CHECKING:
    from moot.yaml_file.change import Opened, read_for_edit, write_edit
    from moot.yaml_file.edit import insert_entry, move_entry, remove, set_value
    from moot.yaml_file.layout import EditRefused
    from moot.yaml_file.render import new_yaml

__all__ = [
    "EditRefused",
    "Opened",
    "Path",
    "Span",
    "YamlFile",
    "insert_entry",
    "move_entry",
    "new_yaml",
    "parse_yaml",
    "read_for_edit",
    "read_yaml",
    "remove",
    "set_value",
    "write_edit",
]


def __getattr__(name: str) -> Any:
    """What edits need is loaded when it is first asked for: most commands only read."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from moot.yaml_file import change, edit, layout, render

    for module in (change, edit, layout, render):
        globals().update({other: getattr(module, other) for other in module.__all__ if other in __all__})
    return globals()[name]
