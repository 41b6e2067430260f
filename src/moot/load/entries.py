"""Turns the plain values of a YAML file into models, and pydantic's errors into located problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from moot.load.ids import made_id
from moot.problems import Problem, nearest
from moot.yaml_file import Path as YamlPath
from moot.yaml_file import YamlFile

__all__ = ["Entry", "Origin", "entries_of", "right_part", "validated"]

AnyModel = TypeVar("AnyModel", bound=BaseModel)


class Origin(NamedTuple):
    """Where an entry of the guide stands: the file, and the path to it inside the file.

    over: by field, where an adaptation gives that field another value.
    """

    file: YamlFile
    path: YamlPath = ()
    over: Mapping[str, Origin] = MappingProxyType({})

    def problem(self, *path: str | int, message: str, hint: str = "", rule: str = "", on_key: bool = False) -> Problem:
        """An error at `path` below this entry, or at the name of the entry where no path is given."""
        if path and path[0] in self.over:
            return self.over[str(path[0])].problem(*path, message=message, hint=hint, rule=rule, on_key=on_key)
        on_key = on_key or not path
        return self.file.problem(self._place(path), message, hint=hint, rule=rule, on_key=on_key)

    def warning(self, *path: str | int, message: str, hint: str = "", rule: str = "", on_key: bool = False) -> Problem:
        """A warning, placed as in `problem`."""
        found = self.problem(*path, message=message, hint=hint, rule=rule, on_key=on_key)
        return replace(found, severity="warning")

    def _place(self, path: YamlPath) -> YamlPath:
        """The path as it is written: what stands alone where a list may stand, as in `refs: ¶3`, has no index."""
        written: YamlPath = ()
        value = self.file.data
        for part in self.path + path:
            if isinstance(value, str):
                return written
            rows = dict(enumerate(value)) if isinstance(value, list) else value
            value = rows.get(part) if isinstance(rows, dict) else None
            written = (*written, part)
        return self.path + path


@dataclass(frozen=True)
class Entry:
    """One entry of a collection: its id, its values with the id among them, and where it stands."""

    id: str
    data: dict[str, Any] = field(repr=False)
    origin: Origin


def entries_of(origin: Origin, data: Any, noun: str, problems: list[Problem]) -> Iterator[Entry]:
    """The entries of a collection, written as a mapping `id: {…}` or as a list of `{id: …}`."""
    if isinstance(data, dict):
        items: Iterable[tuple[str | int, Any]] = data.items()
    elif isinstance(data, list):
        items = enumerate(data)
    elif data is None:
        return
    else:
        problems.append(origin.problem(message=f"one {noun} after the other is expected here, each with an id"))
        return
    for key, value in items:
        place = Origin(origin.file, (*origin.path, key))
        if not isinstance(value, dict):
            example = f"{key}:" if isinstance(key, str) else "- id: a-name"
            problems.append(
                place.problem(
                    message=f"this {noun} has no fields", hint=f"write “{example}” and its fields indented below it"
                )
            )
            continue
        name = value.get("id") or (key if isinstance(key, str) else None)
        if name is None and noun == "question" and isinstance(value.get("ask"), str):
            name = made_id(value["ask"])
        if isinstance(name, str) and isinstance(key, str) and name != key:
            problems.append(place.problem("id", message=f"this {noun} stands under “{key}” but calls itself “{name}”"))
        if not isinstance(name, str):
            problems.append(place.problem(message=f"this {noun} has no id", hint="add a line “id: a-short-name”"))
            continue
        yield Entry(name, {**value, "id": name}, place)


def validated(model: type[AnyModel], data: Any, origin: Origin, problems: list[Problem]) -> AnyModel | None:
    """`data` as a `model`; or None, with everything that is wrong with it added to `problems`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems.extend(_located(detail, model, data, origin) for detail in error.errors(include_url=False))
        return None


def right_part(model: type[AnyModel], data: dict[str, Any], stand_in: dict[str, Any]) -> AnyModel:
    """`data` without its wrong fields, so that what refers to the right ones can be looked at in the same run.

    stand_in: what is used for fields that must be there.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = {detail["loc"][0] for detail in error.errors(include_url=False)}
        return model.model_validate({**stand_in, **{key: value for key, value in data.items() if key not in wrong}})


def _located(detail: ErrorDetails, model: type[BaseModel], data: Any, origin: Origin) -> Problem:
    """One pydantic error as a problem with a place; the words are ours, chosen by the error's type."""
    path = tuple(part for part in detail["loc"] if part != "[key]")
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "literal_error":  # of `stance: {a-claim: …}` the word is a stance, not a claim
        name = next(
            (str(path[i]) for i in reversed(range(len(path))) if path[i] in _field_names(model, path[:i])), name
        )
    if kind == "extra_forbidden":
        known = _field_names(model, path[:-1])
        close = nearest(name, known)
        hint = f"did you mean “{close}”?" if close else f"known here: {', '.join(known)}"
        return origin.problem(*path, message=f"unknown key “{name}”", hint=hint, rule="unknown-key", on_key=True)
    if kind == "missing":
        if _holds(data, path):
            return origin.problem(*path, message=f"“{name}” is empty", rule="empty", on_key=True)
        return origin.problem(*path[:-1], message=f"“{name}” is missing{_below(path)}", rule="missing", on_key=True)
    if given is None:
        what = f"an entry of “{name}”" if path and isinstance(path[-1], int) else f"“{name}”"
        return origin.problem(*path, message=f"{what} is empty", hint="fill it in, or take it out", rule="empty")
    message, hint = _wording(kind, name, given, context, detail["msg"])
    return origin.problem(*path, message=message, hint=hint, rule="value", on_key="[key]" in detail["loc"])


def _wording(kind: str, name: str, given: Any, context: dict[str, Any], fallback: str) -> tuple[str, str]:
    """Message and hint for a value that does not fit."""
    if kind == "literal_error":
        choices = [choice.strip("' ") for choice in str(context["expected"]).replace(" or ", ", ").split(",")]
        close = nearest(str(given), choices)
        asked = f"did you mean “{close}”? " if close else ""
        return f"“{given}” is not a known {name}", f"{asked}possible: {', '.join(choices)}"
    if kind in {"int_parsing", "int_parsing_size", "int_type", "int_from_float"}:
        return f"“{name}” takes a whole number, not {_described(given)}", ""
    if kind in {"greater_than_equal", "greater_than"}:
        return f"“{name}” is {given}; the least is {next(iter(context.values()))}", ""
    if kind in {"less_than_equal", "less_than"}:
        return f"“{name}” is {given}; the most is {next(iter(context.values()))}", ""
    if kind in {"bool_parsing", "bool_type"}:
        return f"“{name}” takes true or false, not {_described(given)}", ""
    if kind == "string_pattern_mismatch":
        return f"“{given}” is not a value for “{name}”", _curly(given) or _PATTERN_HINTS.get(name, "")
    if kind in {"string_too_short", "too_short"}:
        return f"“{name}” is empty", ""
    if kind == "string_too_long":
        return f"“{name}” has more than {context.get('max_length')} characters", ""
    if kind == "string_type":
        return f"“{name}” takes one piece of text, not {_described(given)}", ""
    if kind in {"tuple_type", "list_type"}:
        return f"“{name}” takes a list, not {_described(given)}", "write each entry on a line of its own, after “- ”"
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        hint = f"write its fields on the lines below “{name}:”, indented"
        return f"“{name}” takes fields below it, not {_described(given)}", hint
    if kind == "value_error":
        return str(context["error"]), _curly(given)
    return f"“{name}”: {fallback}", ""


def _curly(given: Any) -> str:
    """Quotation marks of a word processor are part of the text for YAML; people mean them as YAML's own."""
    if isinstance(given, str) and given[:1] and given[0] in "“”„«»‘’":
        return f'curly quotation marks are part of the value; write "{given.strip("“”„«»‘’")}" with straight ones'
    return ""


_PATTERN_HINTS = {
    "at": "write a time of day such as 19:00",
    "language": "write a language code such as en, es or pt-BR",
}


def _described(value: Any) -> str:
    if isinstance(value, dict):
        return "several fields"
    if isinstance(value, list | tuple):
        return "a list"
    return f"“{value}”"


def _below(path: tuple[str | int, ...]) -> str:
    parents = [str(part) for part in path[:-1] if isinstance(part, str)]
    return f" in “{parents[-1]}”" if parents else ""


def _holds(data: Any, path: tuple[str | int, ...]) -> bool:
    """Whether the path is written in the data, though with nothing behind it."""
    for part in path:
        rows = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(rows, dict) or part not in rows:
            return False
        data = rows[part]
    return data is None


def _field_names(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """Names of the keys that may stand at `path` inside a `model`."""
    at: type[BaseModel] = model
    for part in path:
        found = at.model_fields.get(str(part)) or next(
            (known for known in at.model_fields.values() if known.alias == part), None
        )
        inner = _model_in(found.annotation) if found else None
        at = inner or at
    return [known.alias or name for name, known in at.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `dict[Id, Claim]` or `tuple[LookFor, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found:
            return found
    return None
