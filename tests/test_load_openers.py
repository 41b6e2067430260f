"""The library of openers: the same set in every language, fair to both sides, each one thing that can be said aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from moot.guide.opener import SECTION_TYPES, Opener
from moot.guide.words import KINDS
from moot.load.openers import opener_languages, read_openers, shared_openers
from moot.problems import GuideProblems, printed
from moot.tongue import gettext, known_languages, speaking

LANGUAGES = ("de", "en", "es", "fr", "ru")


def test_the_languages_are_those_promised() -> None:
    assert tuple(opener_languages()) == LANGUAGES
    assert set(LANGUAGES) <= {"en", *known_languages()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_whole_set(language: str) -> None:
    assert [one.id for one in shared_openers(language).openers] == [one.id for one in shared_openers("en").openers]
    assert len(shared_openers(language).openers) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_words_differ(language: str) -> None:
    for own, english in zip(shared_openers(language).openers, shared_openers("en").openers, strict=True):
        words = {"ask", "probes"}
        assert own.model_dump(exclude=words) == english.model_dump(exclude=words)
        assert own.slots == english.slots, own.id
        assert len(own.probes) == len(english.probes), own.id
        if language != "en":
            assert own.ask != english.ask and not set(own.probes) & set(english.probes), own.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_every_type_of_section_has_openers(language: str) -> None:
    openers = shared_openers(language).openers
    assert {one.kind for one in openers} == set(KINDS)
    for kind in KINDS:
        assert [one for one in openers if one.kind == kind and not one.types], f"none for any section: {kind}"
    named = {name for one in openers for name in one.types}
    assert named == set(SECTION_TYPES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_one_question_that_can_be_said(language: str) -> None:
    for one in shared_openers(language).openers:
        for said in (one.ask, *one.probes):
            assert said.count("?") == 1 and said.endswith("?"), said
            assert len(re.findall(r"\w+", said)) <= 20, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_ask_the_same(language: str) -> None:
    asked = [one.ask for one in shared_openers(language).openers]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_get_as_much(language: str) -> None:
    """As many for as against, the same minutes, and as many follow-ups: the difference is the side alone."""
    pairs: dict[str, dict[str, Opener]] = {}
    for one in shared_openers(language).openers:
        if one.pair:
            pairs.setdefault(one.pair, {})[str(one.best_case)] = one
    assert len(pairs) >= 6
    for name, sides in pairs.items():
        pro, contra = sides["for"], sides["against"]
        assert (pro.time, pro.kind, pro.at, pro.types) == (contra.time, contra.kind, contra.at, contra.types), name
        lengths = [len(one.ask.split()) for one in (pro, contra)]
        assert max(lengths) - min(lengths) <= 3, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_tell_sections_are_there(language: str) -> None:
    words = shared_openers(language)
    assert set(words.headings) >= {"introduction", "conclusion", "letter", "theses", "dialogue", "narrative"}
    assert len(words.weighty) >= 12 and len(words.greetings) >= 6
    assert len(words.reasons) >= 8 and len(words.so_called) >= 3


def test_another_language_is_served_in_english_and_a_country_in_its_language() -> None:
    assert shared_openers("it") is shared_openers("it")
    assert shared_openers("it").openers == shared_openers("en").openers
    assert shared_openers("es-MX").openers == shared_openers("es").openers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_focus_question_covers_all_that_is_read(language: str) -> None:
    assert not [one.ask for one in shared_openers(language).openers if one.kind == "focus" and one.slots]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_question_is_not_that_of_the_closing_task(language: str) -> None:
    """Every sheet asks that itself; beside it the same would stand twice."""
    with speaking(language):
        task = gettext("What do you see differently now, and what is still open for you?")
    printed_words = set(re.findall(r"\w{5,}", task.casefold()))
    for one in shared_openers(language).openers:
        if one.kind == "closing":
            assert not printed_words & set(re.findall(r"\w{5,}", one.ask.casefold())), one.id


def test_strangers_are_not_said_tu_to_in_french() -> None:
    for one in shared_openers("fr").openers:
        for said in (one.ask, *one.probes):
            assert not re.search(r"\b(tu|te|toi|ton|ta|tes)\b|\bt’", said, re.IGNORECASE), said
            assert not re.search(r" [?:;!»]|« ", said), f"a line could break before a sign: {said}"


WRONG = {
    "- {id: a, kind: factual, ask: 'What does {paragraf} say?'}": (
        "2:33: there is no slot {paragraf}; there are {paragraph}, {section}, {author}, {quoted}, {term}, {year}"
    ),
    "- {id: a, kind: factual, ask: What? And why?}": (
        "this asks more than one thing; keep the first and move the rest to “probes”"
    ),
    "- {id: a, kind: factual, ask: " + "word " * 21 + "}": "this has 21 words; 20 can be said aloud",
    "- {id: a, kind: factul, ask: What?}": "“factul” is not a known kind",
    "- {id: a, kind: factual, ask: What?, foor: verse}": "unknown key “foor”",
    "- {id: a, kind: factual, ask: What?, for: poem}": "“poem” is not a known for",
    "- {id: a, kind: factual, ask: What?, at: middle}": "“middle” is not a known at",
    "- {id: a, kind: factual, ask: 'What did “{term}” mean?'}": "opener “a”: {term} needs “at: term”",
    "- {id: a, kind: factual, at: section, ask: 'What does {paragraph} say?'}": "“at: section” has no {paragraph}",
    "- {id: a, kind: factual, ask: What?, answer_space: much}": "“much” is not a space for answers",
    "- {id: a, kind: counterpoint, ask: What?, pair: p}": "“pair” and “best_case” go together",
    "- {id: a, kind: counterpoint, ask: What?, pair: p, best_case: for}": "pair “p” has one for",
    "- {id: a, kind: factual, ask: What?}\n- {id: a, kind: factual, ask: Who?}": "3:10: the id “a” is used twice",
    "- {id: a, kind: counterpoint, ask: What?, pair: p, best_case: for, minutes: 5}\n"
    "- {id: b, kind: counterpoint, ask: Who?, pair: p, best_case: against, minutes: 6}": (
        "the two of pair “p” differ in “minutes”"
    ),
    "- {id: a, kind: counterpoint, ask: What?, pair: p, best_case: for, not_for: verse}\n"
    "- {id: b, kind: counterpoint, ask: Who?, pair: p, best_case: against}": "the two of pair “p” differ in “not_for”",
    "- {id: a, kind: factual, ask: What?, for: verse, not_for: letter}": "“for” says it all; take “not_for” away",
    "- {id: a, kind: factual, ask: What?, paragraphs: 0}": "paragraphs",
    "- {kind: factual, ask: What?}": "this opener has no id",
}


@pytest.mark.parametrize("source", WRONG)
def test_what_is_wrong_in_a_file_is_told_at_its_line(source: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("openers:\n" + "".join(f"  {line}\n" for line in source.splitlines()), encoding="utf-8")
    with pytest.raises(GuideProblems) as found:
        read_openers(file, "ours.yaml")
    told = "\n".join(printed(problem) for problem in found.value.problems)
    assert WRONG[source] in told
    assert re.match(r"ours\.yaml:[23]:", told)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text("- {id: a}\n", encoding="utf-8")
    with pytest.raises(GuideProblems, match="a file of openers has"):
        read_openers(file, "ours.yaml")
