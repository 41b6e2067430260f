"""Draft questions of a new guide: what a section is, where its questions point, and whether a meeting can be held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moot.check.rules import check_guide
from moot.guide.opener import Opener
from moot.guide.question import Question
from moot.load.guide_folder import Loaded, load_guide
from moot.load.openers import opener_languages, shared_openers
from moot.start.outline import NewSection
from moot.start.stubs import section_type, stub_questions
from moot.text.tree import BlockKind, Part, grown
from moot.yaml_file import new_yaml

Stub = dict[str, Any]

LOAF = "The loaf rose in the night and nobody in the house had looked at it before the morning came."


def section_of(title: str, *rows: tuple[BlockKind, str], id: str = "part") -> NewSection:
    parts = [Part("heading", title, 1, 1)] if title else []
    parts += [Part(kind, text, number) for number, (kind, text) in enumerate(rows, 2)]
    return NewSection(id, title or "Untitled", (title,) if title else (), "", grown(parts, "text.md").blocks)


def paragraphs(*texts: str) -> list[tuple[BlockKind, str]]:
    return [("paragraph", text) for text in texts]


# What a section is

KINDS_OF_SECTION: dict[str, tuple[str, str, list[tuple[BlockKind, str]]]] = {
    "a known heading": ("introduction", "Introduction: why bread", paragraphs(LOAF)),
    "a known last word": ("letter", "An open letter", paragraphs(LOAF)),
    "the word elsewhere": ("argument", "What no history of any bread has told before", paragraphs(LOAF)),
    "verse": ("verse", "Song", [("verse", "Rise, loaf"), ("verse", "and shine"), ("paragraph", "Rise!")]),
    "speakers": ("dialogue", "At noon", paragraphs("Ana: Hot?", "Ben: Warm.", "Ana: Now?", "Ben: Yes.", "Ana: Good.")),
    "dashes": ("dialogue", "At noon", paragraphs("— Hot?", "— Warm.", "— Now?", "— Yes.")),
    "a list of colons": (
        "argument",
        "At noon",
        paragraphs("Flour: two.", "Salt: one.", "Water: three.", "Time: long."),
    ),
    "a greeting": ("letter", "On bread", paragraphs("Dear bakers,", LOAF, LOAF)),
    "a greeting within": ("argument", "On bread", paragraphs("Dear is what is rare. " + LOAF, LOAF)),
    "numbered points": ("theses", "On bread", paragraphs("1. Bread is old.", "2. It is good.", "3. It is ours.")),
    "a list": ("theses", "On bread", [("item", "flour"), ("item", "salt"), ("item", "water"), ("paragraph", LOAF)]),
    "quotations": (
        "quotations",
        "On bread",
        [("paragraph", LOAF), ("quotation", LOAF), ("attribution", "Ana, 1902"), ("quotation", LOAF)],
    ),
    "years": ("narrative", "On bread", paragraphs("In 1902 it rose.", "By 1905 it fell.", LOAF)),
    "a heading of years": ("narrative", "1920 – 1921", paragraphs(LOAF)),
    "sums": ("argument", "On bread", paragraphs("It cost 1,902.50 then.", "And 1905.75 now.", LOAF)),
    "nothing else": ("argument", "On bread", paragraphs(LOAF, LOAF)),
}


@pytest.mark.parametrize("name", KINDS_OF_SECTION)
def test_what_a_section_is(name: str) -> None:
    expected, title, rows = KINDS_OF_SECTION[name]
    assert section_type(section_of(title, *rows), False, False, "en") == expected


def test_the_place_in_the_text_tells_where_nothing_else_does() -> None:
    plain = section_of("On bread", *paragraphs(LOAF))
    found = [section_type(plain, first, last, "en") for first, last in ((True, False), (False, True), (True, True))]
    assert found == ["introduction", "conclusion", "argument"]


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("es", "Conclusiones", "conclusion"),
        ("de", "Einleitung", "introduction"),
        ("de", "Offener Brief", "letter"),
        ("fr", "Avant-propos", "introduction"),
        ("ru", "Заключение", "conclusion"),
        ("it", "Introduction", "introduction"),
    ],
)
def test_headings_are_known_in_their_language(language: str, title: str, expected: str) -> None:
    assert section_type(section_of(title, *paragraphs(LOAF)), False, False, language) == expected


# Where questions point


def asked(section: NewSection, language: str = "en", author: str = "", minutes: int = 90) -> tuple[Stub, ...]:
    return stub_questions([(minutes, [section])], language, author)


def test_the_weightiest_paragraph_is_asked_what_it_means() -> None:
    short, long = "Bread rose.", "Bread must rise, therefore never open the door, because it always falls. " + LOAF
    section = section_of("On bread", *paragraphs(short, short, long, short))
    first = next(stub for stub in asked(section) if stub["kind"] == "interpretive")
    assert first["refs"] == ["¶3"]
    assert "¶3" in first["ask"] or "{" not in first["ask"]


def test_questions_are_spread_over_the_paragraphs() -> None:
    section = section_of("On bread", *paragraphs(*[LOAF] * 5))
    pointed = Counter(stub["refs"][0] for stub in asked(section) if stub.get("refs") and stub["kind"] != "sourcing")
    assert len([ref for ref in pointed if ref.startswith("¶")]) >= 4


def many(*rows: tuple[BlockKind, str], language: str = "en", title: str = "On bread") -> tuple[Stub, ...]:
    """What is asked of as many sections alike that every opener that fits is used."""
    return stub_questions([(90, [section_of(title, *rows, id=f"p{n}")]) for n in range(16)], language)


def forms(wanted: Callable[[Opener], bool], language: str = "en") -> list[str]:
    """Openers as patterns of the questions that are made of them."""
    found = [one.ask for one in shared_openers(language).openers if wanted(one)]
    return [re.sub(r"\\\{\w+\\\}", ".+", re.escape(ask)) for ask in found]


def asks(stubs: Sequence[Stub], id: str, language: str = "en") -> list[Stub]:
    """The questions made of one opener."""
    (form,) = forms(lambda one: one.id == id, language)
    return [stub for stub in stubs if re.fullmatch(form, stub["ask"])]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("title", ["On bread", "Letter on bread", "History of bread", "Introduction"])
def test_what_others_say_is_asked_about_as_a_quotation_only(title: str, language: str) -> None:
    heavy = " It must always rise, therefore never, because all must rise."
    rows: list[tuple[BlockKind, str]] = [
        *paragraphs(LOAF),
        ("quotation", "In 1902 the “mother” rose." + heavy * 3),
        ("attribution", "Cora Writer, On Bread"),
        *paragraphs(f"“{LOAF + heavy}”", f"“{LOAF + heavy}", f"“{LOAF}” said Ana.", f"“Rise,” said Ana. {LOAF}"),
    ]
    stubs = many(*rows, language=language, title=title)
    pointed = {ref: [one["ask"] for one in stubs if ref in one.get("refs", ())] for ref in ("¶2", "¶3", "¶4", "¶5")}
    assert pointed["¶2"] and not pointed["¶3"] and not pointed["¶4"] and not pointed["¶5"]
    quotation = forms(lambda one: one.at == "quotation", language)
    assert [ask for ask in pointed["¶2"] if not any(re.fullmatch(form, ask) for form in quotation)] == []
    assert any("¶1" in one.get("refs", ()) for one in stubs) and any("¶6" in one.get("refs", ()) for one in stubs)


def test_of_a_dialogue_the_words_between_marks_are_its_own() -> None:
    rows = paragraphs(*[f"“{LOAF}”"] * 3)
    told = [*rows, *paragraphs(LOAF)]

    def second(stubs: Sequence[Stub]) -> bool:
        return any(stub.get("refs") == ["¶2"] for stub in stubs)

    assert second(many(*told, title="Dialogue")) and not second(many(*told))
    assert second(many(*rows)), "where there is nothing else"


YEARS = {
    "In the winter of 1902 the bread fell.": "1902",
    "The bread fell. " + LOAF + " In 1902 it rose, and who was there in 1902 knew it.": "1902",
    "The bread fell. " + LOAF + " Only in 1902 it rose again.": "",
    "From 1902 to 1905 the bread fell.": "",
    "The bread fell (Baker 1902, 12) and so did the rest of it (Baker 1902, 13).": "",
    "It fed 1500 people.": "",
}


@pytest.mark.parametrize("text", YEARS)
def test_a_year_is_asked_about_where_the_paragraph_is_about_it(text: str) -> None:
    stubs = many(*paragraphs(text, LOAF))
    found = asks(stubs, "context-year") + asks(stubs, "fact-year")
    assert {re.search(r"\d{4}", stub["ask"])[0] for stub in found} == ({YEARS[text]} if YEARS[text] else set())  # type: ignore[index]


TERMS = {
    "They called it “the mother” then.": "the mother",
    "They read “The Mother” then.": "",
    "They read *The Mother* then.": "",
    "The so-called “mother” worked.": "",
    "The so-called wild “mother” worked.": "",
    "It had “mother”, and “father” and no more.": "",
    "It had “mother” as well as no other thing, nor “father” either.": "mother",
}


@pytest.mark.parametrize("text", TERMS)
def test_a_term_is_neither_a_title_nor_what_others_call_so_nor_of_a_list(text: str) -> None:
    found = asks(many(*paragraphs(text, LOAF)), "mean-term")
    assert {stub["ask"] for stub in found} == ({f"What does “{TERMS[text]}” mean in ¶1?"} if TERMS[text] else set())


def test_what_so_called_is_in_other_languages() -> None:
    said = {
        "de": "Die sogenannte „Mutter“ ging auf.",
        "fr": "La soi-disant « mère » leva.",
        "ru": "Так называемая «мать».",
    }
    for language, text in said.items():
        assert not asks(many(*paragraphs(text, LOAF), language=language), "mean-term", language)


def test_reasons_are_asked_for_where_there_are_some() -> None:
    found = asks(many(*paragraphs(LOAF, "It rose because it was warm.", LOAF)), "fact-reasons")
    assert {stub["refs"][0] for stub in found} == {"¶2"}
    assert not asks(many(*paragraphs(LOAF, LOAF)), "fact-reasons")


def test_a_place_in_the_whole_is_asked_about_where_there_is_a_whole() -> None:
    for name in ("mean-place", "within-for", "within-against"):
        assert not asks(many(*paragraphs(LOAF, LOAF)), name) and asks(many(*paragraphs(LOAF, LOAF, LOAF)), name)


def test_no_example_is_asked_for_of_dated_history() -> None:
    told = paragraphs("In 1902 it rose.", "By 1905 it fell.", LOAF)
    assert not asks(many(*told), "example-for") and asks(many(*paragraphs(LOAF, LOAF, LOAF)), "example-for")


def test_the_frame_of_a_meeting_fits_all_that_is_read() -> None:
    told = section_of("History of bread", *paragraphs(LOAF, LOAF), id="told")
    argued = section_of("On bread", *paragraphs(LOAF, LOAF), id="argued")

    def focus(*sections: NewSection) -> list[Stub]:
        return asks(stub_questions([(90, sections)] * 6, "en"), "focus-other-way")

    assert focus(told, told) and not focus(told, argued) and not focus(argued, told)


def test_what_may_be_left_out_takes_one_line() -> None:
    stubs = stub_questions([(60, varied(5))], "en")
    spaces = {(stub.get("priority") == "if-time", stub.get("answer_space")) for stub in stubs}
    assert spaces == {(True, "1 line"), (False, None)}


def test_what_is_named_is_in_the_paragraph() -> None:
    rows = paragraphs("The *leaven* worked.", LOAF, "In 1902 it was cold.", "They called it “the mother” then.")
    terms = {"¶1": "leaven", "¶3": "1902", "¶4": "the mother"}
    stubs = stub_questions([(90, [section_of("On bread", *rows, id=f"p{n}")]) for n in range(6)], "en")
    named = [stub for stub in stubs if re.search(r"“(leaven|the mother)”|1902", stub["ask"])]
    assert len(named) >= 3
    for stub in named:
        assert terms[stub["refs"][0]] in stub["ask"]


def test_who_is_quoted_is_named_where_the_text_says_so() -> None:
    def said(source: str) -> str:
        rows: list[tuple[BlockKind, str]] = [("quotation", LOAF), ("attribution", source), ("paragraph", LOAF)]
        parts = [(90, [section_of("On bread", *rows, id=f"p{n}")]) for n in range(8)]
        return " ".join(stub["ask"] for stub in stub_questions(parts, "en"))

    assert "Cora Writer quoted" in said("— Cora Writer, On Bread, 1902")
    assert "quoted in ¶" not in said("from the parish paper, 1902")


def test_a_title_that_would_break_the_question_is_not_named() -> None:
    for title in ("What is bread?", "On “bread”", "Bread and *salt*", "One two three four five six seven"):
        focus = asked(section_of(title, *paragraphs(LOAF)))[0]
        assert focus["kind"] == "focus" and title not in focus["ask"] and "{" not in focus["ask"]


def test_the_author_is_named_only_where_known() -> None:
    sections = [(90, [section_of("On bread", *paragraphs(LOAF, LOAF), id=f"p{n}")]) for n in range(12)]
    assert "Cora Writer" in str(stub_questions(sections, "en", "Cora Writer"))
    assert "know what" not in str(stub_questions(sections, "en"))


# A whole guide


def guide_of(folder: Path, sessions: Sequence[tuple[int, Sequence[NewSection]]], language: str) -> Loaded:
    """A guide of these sections whose questions are all drafts, as it is written and read back."""
    sections = [section for _, members in sessions for section in members]
    about = {
        "title": "On bread",
        "language": language,
        "text": {"title": "On bread"},
        "sections": {one.id: {"heading": list(one.heading), "paragraphs": len(one.numbers)} for one in sections},
        "sessions": [
            {"id": f"s{n}", "title": "Bread", "sections": [one.id for one in members], "minutes": minutes}
            for n, (minutes, members) in enumerate(sessions, 1)
        ],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questions").mkdir(exist_ok=True)
    (folder / "guide.yaml").write_text(new_yaml(about), encoding="utf-8")
    rows = [new_yaml(stub, 2) for stub in stub_questions(sessions, language, "Cora Writer")]
    source = "".join("- " + row.lstrip() for row in rows)
    (folder / "questions" / "drafts.yaml").write_text(source, encoding="utf-8")
    return load_guide(folder)


def varied(count: int) -> list[NewSection]:
    """Sections of every type in turn."""
    rows = [row for _, _, row in KINDS_OF_SECTION.values()]
    return [section_of(f"Part {n}", *rows[n % len(rows)], id=f"part-{n}") for n in range(count)]


@pytest.mark.parametrize("language", sorted(opener_languages()))
@pytest.mark.parametrize("minutes", [45, 60, 90, 120])
def test_a_guide_of_drafts_is_sound(language: str, minutes: int, tmp_path: Path) -> None:
    sections = varied(18)
    groups = [sections[:1], sections[1:3], sections[3:6], *([one] for one in sections[6:15]), sections[15:]]
    loaded = guide_of(tmp_path, [(minutes, group) for group in groups], language)
    found = [one for one in check_guide(loaded) if one.severity != "note"]
    assert [one.message for one in found] == []
    assert all(question.draft for question in loaded.guide.questions.values())


def test_every_meeting_has_its_frame_and_both_sides(tmp_path: Path) -> None:
    sections = varied(9)
    loaded = guide_of(tmp_path, [(90, sections[:2]), (90, sections[2:5]), (90, sections[5:])], "en")
    for session in loaded.guide.sessions:
        mine = [one for one in loaded.guide.questions.values() if one.section in session.sections]
        kinds = Counter(one.kind for one in mine)
        assert (kinds["focus"], kinds["opening"], kinds["closing"]) == (1, 1, 1)
        counted = [one for one in mine if one.priority != "if-time"]
        sides = Counter(one.best_case for one in counted)
        assert sides["for"] == sides["against"] >= 1
        for name in session.sections:
            there = {one.kind for one in mine if one.section == name}
            assert "interpretive" in there and there & {"factual", "sourcing", "context"}
            assert there & {"evaluative", "application"} and there & {"counterpoint", "corroboration"}


def test_the_same_text_gives_the_same_questions() -> None:
    sections = [(90, varied(6))]
    assert stub_questions(sections, "en") == stub_questions(sections, "en")


def test_no_opener_is_used_twice_before_the_others() -> None:
    """Of sections that are alike, each is opened, closed and tested in another way as long as there is one."""
    sections = [(90, [section_of(f"Bread {n}", *paragraphs(LOAF, LOAF, LOAF), id=f"p{n}")]) for n in range(4)]
    stubs = stub_questions(sections, "en")
    openers = shared_openers("en").openers
    for kind in ("opening", "closing"):
        said = [stub["ask"] for stub in stubs if stub["kind"] == kind]
        free = [one for one in openers if one.kind == kind and not one.types]
        assert len(set(said)) == min(len(said), len(free)) == 4
    tested = [stub["ask"].replace(stub["refs"][0], "¶") for stub in stubs if stub.get("best_case") == "for"]
    assert len(set(tested)) == len(tested)


def test_ids_are_new_and_short() -> None:
    long = [section_of(f"Bread {n}", *paragraphs(LOAF), id=f"{'long-' * 11}{n:02d}"[:60].strip("-")) for n in range(12)]
    stubs = stub_questions([(90, long[:6]), (90, long[6:])], "en")
    ids = [stub["id"] for stub in stubs]
    assert len(set(ids)) == len(ids) and max(map(len, ids)) <= 60
    for stub in stubs:
        Question.model_validate(stub)


def test_a_section_without_text_is_asked_nothing_about_it() -> None:
    empty = section_of("On bread")
    kinds = [stub["kind"] for stub in asked(empty)]
    assert kinds == ["focus", "opening", "closing"]
    assert stub_questions([(90, [])], "en") == stub_questions([], "en") == ()


WORDS = st.text(alphabet="abc {}*“”?¶\\[]:|#'\"1902é—", max_size=40)
ROWS = st.lists(
    st.tuples(st.sampled_from(["paragraph", "quotation", "attribution", "item", "verse", "heading"]), WORDS),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(WORDS, ROWS, WORDS, st.sampled_from(["en", "ru", "xx"]), st.integers(15, 240))
def test_whatever_the_text_is_the_questions_are_valid(
    title: str, rows: list[tuple[BlockKind, str]], author: str, language: str, minutes: int
) -> None:
    section = section_of(title, *rows)
    for stub in stub_questions([(minutes, [section])], language, author):
        question = Question.model_validate(stub)
        assert question.ask.count("?") <= 1 and "{" not in question.ask and len(question.ask.split()) <= 30
        for ref in question.refs:
            assert ref == section.id or 1 <= int(ref.removeprefix("¶")) <= len(section.numbers)
