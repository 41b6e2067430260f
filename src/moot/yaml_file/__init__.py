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
"""

from __future__ import annotations

from moot.yaml_file.file import Path, Span, YamlFile
from moot.yaml_file.parse import parse_yaml, read_yaml

__all__ = ["Path", "Span", "YamlFile", "parse_yaml", "read_yaml"]
