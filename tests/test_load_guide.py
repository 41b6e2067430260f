"""Folder → Guide: where entries may stand, where they are found again, how references are followed."""

from __future__ import annotations

import os
import random
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from making import BASE, TEXT, load, make_guide, problems_of, told
from moot.load.guide_folder import Loaded, load_guide
from moot.plan.references import printed_refs
from moot.problems import GuideProblems, UsageProblem

QUESTION = "- {id: %s, section: rise, kind: opening, ask: What?}\n"


def guide_yaml(old: str, new: str) -> str:
    """The base guide.yaml with one place changed."""
    text = textwrap.dedent(BASE["guide.yaml"])
    assert text.count(old) == 1, old
    return text.replace(old, new)


def test_the_base_guide_loads_without_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    guide = loaded.guide
    assert loaded.warnings == ()
    assert (guide.slug, list(guide.sections), [one.id for one in guide.sessions]) == (
        "small",
        ["rise", "fall"],
        ["s1", "s2"],
    )
    assert (list(guide.readings), list(guide.glossary)) == (["oven-diary", "mill-report"], ["leaven"])
    assert (loaded.text, loaded.located, loaded.files) == (None, None, 6)


# Where entries may stand


def test_a_collection_is_a_mapping_or_a_list(tmp_path: Path) -> None:
    as_list = """
        - {id: dora, name: Dora Baker, says: A baker.}
        - {id: emil, name: Emil, says: A miller.}
        """
    as_mapping = """
        dora: {name: Dora Baker, says: A baker.}
        emil: {id: emil, name: Emil, says: A miller.}
        """
    assert load(tmp_path / "a", people=as_list).guide.people == load(tmp_path / "b", people=as_mapping).guide.people


def test_sections_may_be_a_list_too(tmp_path: Path) -> None:
    sections = "sections: [{id: rise}, {id: fall}]\nsessions:"
    text = textwrap.dedent(BASE["guide.yaml"])
    text = text[: text.index("sections:")] + sections + text.partition("sessions:")[2]
    assert list(load(tmp_path, guide=text, readings="{}", **{"questions/core.yaml": "[]"}).guide.sections) == [
        "rise",
        "fall",
    ]


def test_a_file_and_a_folder_of_the_same_name_are_read_together(tmp_path: Path) -> None:
    more = {
        "glossary/one.yaml": "crust: {term: crust, says: Its skin.}",
        "glossary/two.yaml": "crumb: {term: crumb, says: Its flesh.}",
    }
    assert list(load(tmp_path, **more).guide.glossary) == ["leaven", "crust", "crumb"]


def test_a_section_can_have_a_file_of_its_own_named_by_its_id(tmp_path: Path) -> None:
    loaded = load(tmp_path, **{"sections/crumbs.yaml": "heading: Crumbs\nquestions:\n" + QUESTION % "q-crumb"})
    assert loaded.guide.sections["crumbs"].heading == ("Crumbs",)
    assert loaded.guide.questions["q-crumb"].section == "rise"  # it says so itself


def test_questions_inside_a_section_belong_to_it_and_come_after_the_files(tmp_path: Path) -> None:
    inside = "heading: Fall\n    questions: [{id: q-inside, kind: opening, ask: What?}]"
    loaded = load(tmp_path, guide=guide_yaml("heading: Fall", inside))
    assert loaded.guide.questions["q-inside"].section == "fall"
    assert list(loaded.guide.questions)[-1] == "q-inside"
    assert loaded.origins["question", "q-inside"].path == ("sections", "fall", "questions", 0)


SETS = {
    "questions": QUESTION % "one",
    "questions/core.yaml": None,
    "questions/two.yaml": QUESTION % "two",
    "questions/two/later.yaml": QUESTION % "later",
    "questions/three/rise.yaml": QUESTION % "three",
}
"""The sets `questions`, `two`, which is a file and a folder, and `three`, which is a folder."""


@pytest.mark.parametrize(
    ("named", "asked", "expected"),
    [
        ("", (), "one two later three"),
        ("sets: two", (), "two later"),
        ("sets: [three, two]", (), "three"),
        ("sets: [three, two]", ("two",), "two later"),
        ("sets: [three, two]", ("two", "three"), "two later three"),
        ("sets: {two: {title: The second}, three: }", ("three",), "three"),
        ("", ("three",), "three"),
    ],
)  # fmt: skip
def test_one_question_set_is_asked_or_those_that_are_wanted(
    tmp_path: Path, named: str, asked: tuple[str, ...], expected: str
) -> None:
    guide = make_guide(tmp_path, guide=guide_yaml("norms:", f"{named}\nnorms:"), **SETS)
    loaded = load_guide(guide, sets=asked)
    assert sorted(loaded.guide.questions) == sorted(expected.split())
    assert sorted(loaded.everything.questions) == ["later", "one", "three", "two"]


def test_a_question_set_has_its_own_length_of_meetings(tmp_path: Path) -> None:
    text = guide_yaml("norms:", "sets: {core: , two: {minutes: 30}}\nnorms:")
    loaded = load(tmp_path, guide=text, **{"questions/two.yaml": QUESTION % "two"})
    assert [session.minutes for session in loaded.guide.sessions] == [45, 30]
    assert [session.minutes for session in loaded.asking(["two"]).guide.sessions] == [30, 30]


def test_a_set_the_guide_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"--set coer: this guide has no such question set\n.*“core”"):
        load_guide(make_guide(tmp_path), sets=["coer"])


def test_what_is_wrong_in_a_set_that_is_not_asked_is_told_too(tmp_path: Path) -> None:
    wrong = (QUESTION % "two").replace("}", ", readings: nowhere}")
    assert [
        one.rule
        for one in problems_of(
            tmp_path, guide=guide_yaml("norms:", "sets: core\nnorms:"), **{"questions/two.yaml": wrong}
        )
    ] == ["reference"]


def test_questions_inside_a_section_are_used_whatever_the_sets(tmp_path: Path) -> None:
    text = guide_yaml("heading: Fall", "heading: Fall\n    questions: [{id: q-inside, kind: opening, ask: What?}]")
    loaded = load(tmp_path, guide=text + "sets: [empty]\n", **{"questions/empty.yaml": "[]"})
    assert list(loaded.guide.questions) == ["q-inside"]


def test_files_meant_to_be_read_but_misnamed_are_warned_of(tmp_path: Path) -> None:
    strange = {
        "reading.yaml": "",
        "people.yml": "",
        "questions/more.yml": "",
        "questions/deep/deeper/more.yaml": "",
        "notes.yaml": "",
    }
    assert told(load(tmp_path, **strange).warnings) == [
        "people.yml moot does not read this | did you mean people.yaml?",
        "questions/deep/deeper moot does not read this | put its files into questions/",
        "questions/more.yml moot does not read this | rename it to more.yaml",
        "reading.yaml moot does not read this | did you mean readings.yaml?",
    ]


# Where an entry is found again


def test_origins_lead_to_line_and_column(tmp_path: Path) -> None:
    loaded = load(tmp_path)

    def at(noun: str, name: str, *path: str | int) -> str:
        problem = loaded.origins[noun, name].problem(*path, message="")
        return f"{problem.file}:{problem.line}:{problem.column} {problem.source.strip()}"

    assert at("question", "q-fact", "minutes").startswith("small/questions/core.yaml:2:78 - {id: q-fact")
    assert at("reading", "mill-report", "stance", "yeast") == "small/readings.yaml:20:19 stance: {yeast: against}"
    assert at("section", "rise", "claims", "yeast", "refs", 0) == 'small/guide.yaml:19:16 refs: ["¶1"]'
    assert at("session", "s2", "title").startswith("small/guide.yaml:38:21 - {id: s2")
    assert at("person", "dora", "position").startswith("small/people.yaml:1:1 ")  # not written: the entry's key


# What is wrong, all in one run


def test_all_problems_of_all_files_in_one_run_sorted(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        guide=guide_yaml("norms:", "norm:"),
        readings=textwrap.dedent(BASE["readings.yaml"]).replace("type: primary", "type: primry"),
        glossary="leaven: {term: leaven}",
        **{"questions/core.yaml": textwrap.dedent(BASE["questions/core.yaml"]).replace('refs: "¶1"', 'refs: "¶9"')},
    )
    assert told(found) == [
        "glossary.yaml [leaven] “says” is missing",
        "guide.yaml [norm] unknown key “norm” | did you mean “norms”?",
        'questions/core.yaml ["¶9"] section “rise” has 3 paragraphs; there is no ¶9 in it'
        " | paragraphs are counted from 1 within each section",
        "readings.yaml [primry] “primry” is not a known type"
        " | did you mean “primary”? possible: primary, secondary, tertiary",
    ]


def test_what_refers_to_a_wrong_entry_is_not_wrong_as_well(tmp_path: Path) -> None:
    wrong = guide_yaml("summary: Bread rose.", "sumary: Bread rose.")
    assert told(problems_of(tmp_path / "a", guide=wrong)) == [
        "guide.yaml [sumary] unknown key “sumary” | did you mean “summary”?"
    ]
    no_kind = textwrap.dedent(BASE["questions/core.yaml"]).replace("kind: factual", "kind: fact")
    named = guide_yaml("minutes: 45", "minutes: 45, questions: [q-fact]")
    found = problems_of(tmp_path / "b", guide=named, **{"questions/core.yaml": no_kind})
    assert [one.message for one in found] == ["“fact” is not a known kind"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("terms: [leaven]", "terms: [leven]", "[leven] there is no glossary term “leven” | did you mean “leaven”?"),
        ("people: [dora]", "people: [dor]", "[dor] there is no person “dor” | did you mean “dora”?"),
        ("answered_by: [mill-report]", "answered_by: [mil-report]",
         "[mil-report] there is no reading “mil-report” | did you mean “mill-report”?"),
        ("holders: [bakers]", "holders: [eaters]", "[eaters] there is no position “eaters” | did you mean “bakers”?"),
        ("sections: [fall]", "sections: [fal]", "[fal] there is no section “fal” | did you mean “fall”?"),
        ("sections: [fall]", "sections: [fall, fall]",
         "[fall] “fall” stands in this list twice | take one of them out"),
        ("sections: [fall]", "sections: []", "[[]] “sections” is empty"),
        ("minutes: 30", "minutes: 30, questions: [q-open]",
         "[q-open] question “q-open” is on section “rise”, which this session does not read"
         " | add the section to the session's “sections”, or leave the question out"),
        ("minutes: 30", "minutes: 30, questions: [q-fall, q-fall]",
         "[q-fall] “q-fall” stands in this list twice | take one of them out"),
        ("focus: Why did it fall?", "claims: {yeast: {says: Again.}}",
         "[yeast] the id “yeast” is used twice"
         " | section “rise” has a claim of that name too; give one of them another id"),
        ("norms: [Speak from the text.]", "norms: [Speak, ~]",
         "[~] an entry of “norms” is empty | fill it in, or take it out"),
        ("norms: [Speak from the text.]", "readings: {a: {title: A, authors: B}}",
         "[readings] “readings” do not stand in guide.yaml | move them into readings.yaml beside it"),
        ("norms: [Speak from the text.]", "sets: [cor]",
         "[cor] there are no questions in questions/cor.yaml or questions/cor/ | did you mean “core”?"),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert told(problems_of(tmp_path, guide=guide_yaml(old, new))) == [f"guide.yaml {expected}"]


def test_a_session_cannot_ask_a_question_of_a_set_that_is_not_used(tmp_path: Path) -> None:
    text = guide_yaml("minutes: 45", "minutes: 45, questions: [spare]").replace("norms:", "sets: core\nnorms:")
    assert told(problems_of(tmp_path, guide=text, **{"questions/more.yaml": QUESTION % "spare"})) == [
        "guide.yaml [spare] question “spare” is in the set “more”, which this guide does not use"
        " | add more to “sets” in guide.yaml"
    ]


def test_a_look_for_names_a_passage_or_a_reading(tmp_path: Path) -> None:
    text = textwrap.dedent(BASE["questions/core.yaml"]).replace("ref: mill-report", "ref: mill-rapport")
    assert told(problems_of(tmp_path, **{"questions/core.yaml": text})) == [
        "questions/core.yaml [mill-rapport] there is no section and no reading “mill-rapport”"
        " | did you mean “mill-report”?"
    ]


def test_a_question_names_a_passage_and_no_reading(tmp_path: Path) -> None:
    text = textwrap.dedent(BASE["questions/core.yaml"]).replace('refs: "¶1"', "refs: ris")
    assert told(problems_of(tmp_path, **{"questions/core.yaml": text})) == [
        "questions/core.yaml [ris] there is no section “ris” | did you mean “rise”?"
    ]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    for name in ("people.yaml", "questions/more.yaml", "text.md"):
        guide = make_guide(tmp_path / name.replace("/", "-"))
        (guide / name).unlink(missing_ok=True)
        (guide / name).symlink_to(secret)
        with pytest.raises(GuideProblems) as caught:
            load_guide(guide, name="small")
        assert f"small/{name}" in str(caught.value)
        assert "hunter2" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_links_in_a_circle_are_one_message(tmp_path: Path) -> None:
    guide = make_guide(tmp_path)
    (guide / "text.md").symlink_to("text.md")
    with pytest.raises(GuideProblems):
        load_guide(guide)


def test_a_folder_whose_name_is_too_long_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(GuideProblems) as caught:
        load_guide(tmp_path / ("x" * 300))
    assert len(caught.value.problems) == 1


# The text


def _numbers(loaded: Loaded, section: str) -> tuple[int, ...]:
    assert loaded.located is not None
    return loaded.located.places[section].numbers


def test_text_md_is_found_and_its_sections_by_heading(tmp_path: Path) -> None:
    loaded = load(tmp_path, **{"text.md": TEXT})
    assert (_numbers(loaded, "rise"), _numbers(loaded, "fall")) == ((1, 2, 3), (4, 5))
    assert loaded.warnings == ()


def test_a_section_is_found_by_path_of_headings_and_by_first_words(tmp_path: Path) -> None:
    guide = guide_yaml("heading: Rise\n", "heading: [On Bread, Rise]\n").replace(
        "heading: Fall\n", "starts_with: then the door\n"
    )
    loaded = load(tmp_path, guide=guide, **{"text.md": TEXT})
    assert (_numbers(loaded, "rise"), _numbers(loaded, "fall")) == ((1, 2, 3), (4, 5))


def test_a_text_of_the_command_line_goes_before_text_md(tmp_path: Path) -> None:
    other = tmp_path / "ours.md"
    other.write_text(TEXT.replace("Yeast came first", "Flour came first"), encoding="utf-8")
    loaded = load_guide(make_guide(tmp_path, **{"text.md": TEXT}), other)
    assert loaded.text is not None
    assert loaded.text.paragraphs[0].text.startswith("Flour")


def test_a_copy_with_another_count_of_paragraphs_is_warned_of(tmp_path: Path) -> None:
    loaded = load(tmp_path, **{"text.md": TEXT + "\nOne more.\n"})
    assert told(loaded.warnings) == [
        "guide.yaml [2] this copy of the text has 3 paragraphs here, the guide says 2"
        " | compare the paragraph references with the copy before printing"
    ]


def test_a_section_that_is_not_in_the_text_hides_no_other_problem(tmp_path: Path) -> None:
    guide = guide_yaml("heading: Fall", "heading: Fal").replace("people: [dora]", "people: [dor]")
    found = problems_of(tmp_path, guide=guide, **{"text.md": TEXT})
    assert [one.partition(" | ")[0] for one in told(found)] == [
        "guide.yaml [dor] there is no person “dor”",
        "guide.yaml [Fal] section “fall”: the text has no heading “Fal”",
    ]


REFERENCES = """
    written                          without a copy                          with a copy
    ¶2                               section *Rise*, 2nd paragraph           ¶2
    ¶2-3                             section *Rise*, paragraphs 2–3          ¶2–3
    rise ¶1                          section *Rise*, 1st paragraph           ¶1
    fall ¶2                          section *Fall*, 2nd paragraph           ¶5
    fall                             section *Fall*                          section *Fall*
    all                              the whole text                          the whole text
    "leaven worked through"          section *Rise*, at “leaven worked through”    ¶2
    fall "the door was opened"       section *Fall*, at “the door was opened”      ¶4
    """


@pytest.mark.parametrize("row", [line.strip() for line in REFERENCES.strip().splitlines()[1:]])
def test_references_in_print(tmp_path: Path, row: str) -> None:
    written, without, with_copy = [part.strip() for part in row.split("  ") if part.strip()]
    bare, full = load(tmp_path / "a"), load(tmp_path / "b", **{"text.md": TEXT})
    assert printed_refs(bare, (written,), "rise") == (without,)
    assert printed_refs(full, (written,), "rise") == (with_copy,)


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"),
                            (21, "21st"), (22, "22nd"), (103, "103rd"), (111, "111th")],
)  # fmt: skip
def test_ordinals(tmp_path: Path, number: int, printed: str) -> None:
    loaded = load(tmp_path, guide=guide_yaml("paragraphs: 3", "paragraphs: 200"))
    assert printed_refs(loaded, (f"¶{number}",), "rise") == (f"section *Rise*, {printed} paragraph",)


# Nothing in a guide's files crashes the program


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), with_text=st.booleans())
@example(seed=0, with_text=True)
def test_a_guide_with_wild_bytes_is_problems_or_a_guide(tmp_path: Path, seed: int, with_text: bool) -> None:
    chance = random.Random(seed)
    guide = make_guide(tmp_path, **{"text.md": TEXT if with_text else ""})
    if not with_text:
        (guide / "text.md").unlink()
    files = [file for file in sorted(guide.rglob("*")) if file.is_file()]
    for file in chance.sample(files, 2):
        source = bytearray(file.read_bytes())
        for _ in range(chance.choice((1, 1, 2, 5))):
            _mutate(source, chance)
        file.write_bytes(bytes(source))
    try:
        loaded = load_guide(guide)
        told(loaded.warnings)
    except GuideProblems as found:
        assert found.problems
        assert str(found)


_PIECES = '\n \t : - { } [ ] " ¶ ~ id: rise q-open 0 -1 1e9 &a *a !!int # | c. / all \0 é '.replace(" ", " ø ").split(
    "ø"
)


def _mutate(source: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(source) + 1)
    what = chance.randrange(4)
    if what == 0:
        source[at:at] = chance.choice(_PIECES).encode(chance.choice(("utf-8", "latin-1")))
    elif what == 1:
        del source[at : at + chance.choice((1, 2, 10, 50))]
    elif what == 2 and at < len(source):
        source[at] = chance.randrange(256)
    else:
        source[at:at] = source[at // 2 : at // 2 + chance.choice((5, 40))]


def test_another_text_is_one_message(tmp_path: Path) -> None:
    rows = problems_of(tmp_path, **{"text.md": "# The Sea\n\n## Noon\n\nThe wind came up.\n"})
    assert [(row.file, row.message) for row in rows] == [
        ("small/text.md", "none of the guide's 2 sections is in this text: is it the right one?")
    ]


def test_a_link_to_a_folder_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    guide = make_guide(tmp_path)
    private = tmp_path / "small-private"
    private.mkdir()
    (private / "more.yaml").write_text("secret: {title: A secret, authors: B}\n", encoding="utf-8")
    (guide / "readings").mkdir()
    (guide / "readings" / "more.yaml").symlink_to(private / "more.yaml")
    with pytest.raises(GuideProblems, match="leads out of the guide folder"):
        load_guide(guide, name="small")


def test_words_that_stand_twice_are_refused(tmp_path: Path) -> None:
    text = TEXT.replace("In the morning there was bread.", "Yeast came first, they said.")
    rows = problems_of(
        tmp_path, guide=guide_yaml('refs: ["¶1"]', """refs: ['"yeast came first"']"""), **{"text.md": text}
    )
    assert [row.message for row in rows] == [
        "the words “yeast came first” stand more than once in section “rise”: ¶1, ¶3"
    ]


def test_a_thousand_wrong_names_are_a_hundred_messages(tmp_path: Path) -> None:
    questions = "".join(
        f"- {{id: x{n}, section: rise, kind: opening, ask: Why?, readings: no-such-reading-{n}}}\n" for n in range(1000)
    )
    rows = problems_of(tmp_path, **{"questions/many.yaml": questions})
    assert len([row for row in rows if "there is no reading" in row.message]) == 100


def test_guides_of_other_scripts_have_folders_of_their_own(tmp_path: Path) -> None:
    slugs = set()
    for name in ("Ленин", "Троцкий"):
        guide = make_guide(tmp_path / name).rename(tmp_path / name / name)
        slugs.add(load_guide(guide).guide.slug)
    assert len(slugs) == 2
