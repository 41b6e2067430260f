"""From bytes to a YamlFile by way of libyaml. The only module that imports PyYAML."""

from __future__ import annotations

import gc
import pathlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml

from moot.problems import GuideProblems, Problem
from moot.yaml_file.file import YamlFile
from moot.yaml_file.reader import Enough, Reader
from moot.yaml_file.source import decoded, read_bytes, split_lines

__all__ = ["events", "parse_yaml", "read_yaml"]

# libyaml is several times faster; where PyYAML was built without it, its own parser reads the same files.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(file: pathlib.Path, name: str) -> YamlFile:
    """The YAML file at `file`, called `name` in messages. Raises GuideProblems with all that is wrong with it."""
    return parse_yaml(read_bytes(file, name), name)


def parse_yaml(source: bytes, name: str) -> YamlFile:
    """The YAML in `source`. Raises GuideProblems with every problem found; a line that is not YAML ends the search."""
    return _parsed(source, name, _LOADER)


def events(text: str) -> Iterator[Any]:
    """The parser's events for `text`, which parse_yaml has accepted; their marks say where each thing stands."""
    return iter(yaml.parse(text, Loader=_LOADER))


def _parsed(source: bytes, name: str, loader: Any) -> YamlFile:
    text = decoded(source, name)
    reader = Reader(name, split_lines(text))
    try:
        reader.refuse_directives()
        with _collector_paused():
            _feed(reader, text, loader)
    except Enough:
        pass
    except yaml.MarkedYAMLError as error:
        reader.refuse_syntax(f"{error.context or ''}; {error.problem or ''}", error.problem_mark, error.context_mark)
    except (yaml.YAMLError, ValueError) as error:  # a reader without places; chr() in PyYAML's own parser
        reader.refuse(reader.last, "after this place the file cannot be read", hint=f"look at the next lines ({error})")
    problems = reader.problems
    if not problems and reader.root is None:
        empty = "this file holds nothing but comments" if text.strip() else "this file is empty"
        problems = [Problem(name, 0, 0, empty, "“moot help keys” shows what can stand in it", rule="yaml")]
    if problems:
        raise GuideProblems([*problems, *reader.warnings])
    return YamlFile(name, reader.lines, reader.root, reader.top.marks[0], tuple(reader.warnings))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Half the time of a large file would go into looking for garbage among values that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _feed(reader: Reader, text: str, loader: Any) -> None:
    for event in yaml.parse(text, Loader=loader):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            reader.scalar(event)
        elif kind is yaml.MappingStartEvent:
            reader.opened(event, {})
        elif kind is yaml.SequenceStartEvent:
            reader.opened(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            reader.closed(event)
        elif kind is yaml.AliasEvent:
            reader.alias(event)
        elif kind is yaml.DocumentStartEvent:
            reader.document(event)
