"""`moot help`: made from the models, so it names all there is."""

from __future__ import annotations

from dataclasses import fields

from moot.guide.base import Model
from moot.guide.guide import Guide
from moot.guide.words import KINDS, ROLES
from moot.plan.view import SessionPlan
from moot.reference import FILES, lines_on
from moot.resources import shipped


def _with_heirs(model: type[Model]) -> set[type[Model]]:
    return {heir for one in model.__subclasses__() for heir in (one, *_with_heirs(one))}


def test_every_model_that_is_written_in_yaml_is_explained() -> None:
    assert {model for _, model in FILES} == _with_heirs(Model) - {Guide}


def test_help_keys_names_every_key_as_it_is_written_with_what_it_means() -> None:
    lines = list(lines_on("keys"))
    blocks = "\n".join(lines).split("\n\n")
    for (place, model), block in zip(FILES, blocks, strict=False):
        first, *rows = block.splitlines()
        assert first == place
        keys = {row.split(":")[0].strip().removesuffix(" (needed)"): row.partition(": ")[2] for row in rows}
        assert list(keys) == [field.alias or name for name, field in model.model_fields.items()]
        assert all(keys.values())
    assert "  in: The book, journal or collection it stands in." in lines
    assert "  ask (needed): The question itself, one at a time, short enough to say aloud." in lines


def test_help_kinds_and_roles_name_all() -> None:
    assert [line.split()[0] for line in lines_on("kinds")] == list(KINDS)
    assert [line.split()[0] for line in lines_on("roles")] == list(ROLES)


def test_help_templates_names_every_part_and_every_name() -> None:
    text = "\n".join(lines_on("templates"))
    for file in shipped("templates").rglob("*.html"):
        assert f"  {file.relative_to(shipped('templates')).as_posix()}" in text
    for field in fields(SessionPlan):
        assert f"\n  {field.name}: " in text


def test_help_templates_says_what_a_question_has() -> None:
    text = "\n".join(lines_on("templates"))
    part = text[text.index("planned question:") :]
    assert (
        part.index("  ask: text")
        < part.index("  refs: list of texts")
        < part.index("  look_fors: list of planned look fors")
    )
