"""The models of a guide: frozen, strict, described; dates, ids and links; other names of kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from moot.guide.base import Id, Link, Model, PartialDate, Words
from moot.guide.guide import Editors, Guide
from moot.guide.lists import Event, Term
from moot.guide.question import DEFAULT_MINUTES, Question
from moot.guide.reading import Reading
from moot.guide.section import Claim, ReadingUse, Section
from moot.guide.session import Session
from moot.guide.words import KIND_MEANINGS, KINDS, PHASES, ROLE_MEANINGS, ROLES, Kind, phase_of


def _models(of: type[BaseModel] = Model) -> Iterator[type[BaseModel]]:
    for model in of.__subclasses__():
        yield model
        yield from _models(model)


MODELS = sorted(_models(), key=lambda model: model.__name__)


def test_the_search_for_models_finds_them() -> None:
    assert {"Guide", "Question", "LookFor", "Container"} <= {model.__name__ for model in MODELS}


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_frozen_strict_and_described(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen") is True
    assert model.model_config.get("extra") == "forbid"
    assert model.__doc__
    undescribed = [name for name, field in model.model_fields.items() if not (field.description or "").strip()]
    assert not undescribed


def test_a_value_cannot_be_changed() -> None:
    term = Term(id="a", term="word", says="Something.")
    with pytest.raises(ValidationError, match="frozen"):
        term.says = "Something else."  # type: ignore[misc]


def test_an_unknown_key_is_refused_even_where_nothing_stands_behind_it() -> None:
    for value in ("30", None):
        with pytest.raises(ValidationError, match="extra_forbidden"):
            Session.model_validate({"id": "s1", "title": "One", "sections": ["a"], "minuts": value})


def test_a_known_key_with_nothing_behind_it_counts_as_not_written() -> None:
    question = Question.model_validate({"id": "q", "kind": "opening", "ask": "Who?", "probes": None, "minutes": None})
    assert (question.probes, question.time) == ((), DEFAULT_MINUTES["opening"])


def test_readings_are_written_with_in_alone() -> None:
    reading = {"id": "r", "title": "T", "authors": "A"}
    assert Reading.model_validate({**reading, "in": {"title": "Book"}}).container
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Reading.model_validate({**reading, "container": {"title": "Book"}})


def _reads(kind: Any, value: Any) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "date",
    ["1918", "1918-02", "1918-02-23", "c. 1918", "c.1918", "476", "1918/1920", "1918-02-14/1918-02-16", "c. 1918/1920",
     "1918-05/1918", "1900-02-29"],
)  # fmt: skip
def test_dates(date: str) -> None:
    assert _reads(PartialDate, date)


@pytest.mark.parametrize(
    "date",
    ["", "spring 1918", "1918-2", "1918-13", "1918-00", "1918-02-30", "1918-04-31", "1901-02-29", "1918-02-00",
     "23.2.1918", "1918/1917", "1918-02/1918-01", "1918/1919/1920", "1918/", "/1918", "١٩١٨", "1918\n", "19180"],
)  # fmt: skip
def test_no_dates(date: str) -> None:
    assert not _reads(PartialDate, date)


def test_an_event_ends_once_and_not_before_it_begins() -> None:
    event = {"id": "e", "says": "War."}
    assert Event(**event, when="1914", until="1918").until == "1918"
    assert Event(**event, when="c. 1914", until="c. 1918").until == "c. 1918"
    for when, until in (("1914/1916", "1918"), ("1914", "1916/1918"), ("1918", "1914")):
        with pytest.raises(ValidationError):
            Event(**event, when=when, until=until)


@pytest.mark.parametrize(
    ("written", "right"),
    [("brest-3", True), ("a", True), ("1918", True), ("a" * 60, True), ("a" * 61, False), ("Brest", False),
     ("a_b", False), ("a--b", False), ("-a", False), ("", False), ("../evil", False), ("é", False), ("a\n", False)],
)  # fmt: skip
def test_ids(written: str, right: bool) -> None:
    assert _reads(Id, written) is right


def test_a_wrong_id_comes_with_one_that_can_be_used() -> None:
    for written in ("Brest Litovsk!", "x" * 59 + " y", "Q_1"):
        with pytest.raises(ValidationError) as caught:
            TypeAdapter(Id).validate_python(written)
        made = str(caught.value).split("as in “")[1].split("”")[0]
        assert _reads(Id, made)


@pytest.mark.parametrize(
    ("address", "right"),
    [("https://example.org/a?b=c#d", True), ("http://localhost:80", True), ("example.org", False), ("file:///x", False),
     ("javascript:alert(1)", False), ("https://a b", False), ('https://a"b', False), ("https://", False),
     ("https:///path", False), ("http://[x", False)],
)  # fmt: skip
def test_links(address: str, right: bool) -> None:
    assert _reads(Link, address) is right


def test_one_value_stands_for_a_list_of_one() -> None:
    assert TypeAdapter(Words).validate_python("one") == ("one",)
    assert Editors(names="Ana").names == ("Ana",)
    assert Claim(says="x", holders="essay").holders == ("essay",)
    assert Section(id="a", primary="diary").primary == (ReadingUse(reading="diary"),)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("observation", "factual"), ("core", "interpretive"), ("exit", "closing"), ("icebreaker", "opening"),
     ("steelman", "counterpoint"), ("compelling", "focus"), ("background", "context"), ("action", "application"),
     ("factual", "factual")],
)  # fmt: skip
def test_other_names_of_kinds(written: str, meant: str) -> None:
    assert TypeAdapter(Kind).validate_python(written) == meant


def test_words_are_the_same_everywhere() -> None:
    assert set(DEFAULT_MINUTES) == set(KIND_MEANINGS) == set(KINDS)
    assert sorted(kind for _, kinds in PHASES for kind in kinds) == sorted(set(KINDS) - {"focus"})
    assert set(ROLE_MEANINGS) == set(ROLES) <= set(Section.model_fields)
    assert [phase_of(kind) for kind in KINDS] == sorted(phase_of(kind) for kind in KINDS)
    for kind in KINDS:
        assert TypeAdapter(Kind).validate_python(kind) == kind


@pytest.mark.parametrize(
    ("space", "lines"), [("6 lines", 6), ("1 line", 1), ("6", 6), ("none", 0), ("rest", 3), (None, 3)]
)
def test_answer_space(space: str | None, lines: int) -> None:
    assert Question(id="q", kind="interpretive", ask="Why?", answer_space=space).lines == lines


def test_uses_come_in_the_order_of_the_roles() -> None:
    section = Section(id="a", further="f", counterpoint=["c", "d"], primary="p")
    assert [(role, index, use.reading) for role, index, use in section.uses()] == [
        ("primary", 0, "p"), ("counterpoint", 0, "c"), ("counterpoint", 1, "d"), ("further", 0, "f"),
    ]  # fmt: skip


def test_a_session_reads_something() -> None:
    with pytest.raises(ValidationError):
        Session(id="s1", title="One", sections=())


def test_a_guide_knows_its_claims_with_their_sections() -> None:
    section = Section(id="a", claims={"c": Claim(says="x")})
    guide = Guide.model_construct(sections={"a": section})
    assert guide.claims() == {"c": ("a", Claim(says="x"))}
