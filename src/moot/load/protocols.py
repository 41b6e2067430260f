"""The shared library of protocols: one file each in guides/shared/protocols/, for any guide to name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from moot.guide.protocol import Protocol, protocol_name
from moot.guide.question import Question
from moot.resources import shipped
from moot.yaml_file import read_yaml

__all__ = ["shared_protocol", "shared_protocols", "with_shared"]


@cache
def shared_protocols() -> Mapping[str, Path]:
    """The files of the library by id."""
    return {file.stem: file for file in sorted((shipped("guides") / "shared" / "protocols").glob("*.yaml"))}


@cache
def shared_protocol(name: str) -> Protocol:
    """A protocol of the library."""
    file = shared_protocols()[name]
    data = read_yaml(file, f"shared/protocols/{file.name}").data
    return Protocol.model_validate({"id": name, **data})


def with_shared(own: Mapping[str, Protocol], questions: Iterable[Question]) -> dict[str, Protocol]:
    """A guide's own protocols, and those of the library that its questions name; its own go first."""
    named = dict.fromkeys(protocol_name(question.protocol) for question in questions if question.protocol)
    wanted = [name for name in named if name in shared_protocols() and name not in own]
    return {**own, **{name: shared_protocol(name) for name in wanted}}
