"""What one edition of one session prints."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from pathlib import Path
from typing import Any

from making import BASE, TEXT, load, make_guide
from moot.load.guide_folder import Loaded, load_guide
from moot.plan.outline import outline
from moot.plan.readings import printed_pages
from moot.plan.session import focus_of, plan_session
from moot.plan.view import BeforeItem, Edition, Minutes, PlannedReading, SessionPlan


def planned(loaded: Loaded, number: int = 1, edition: Edition = "participant") -> SessionPlan:
    return plan_session(loaded, loaded.guide.sessions[number - 1], edition)


def changed(name: str, *pairs: tuple[str, str]) -> str:
    """A file of the base guide with places changed."""
    text = textwrap.dedent(BASE[name])
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def with_readings(folder: Path, uses: str, readings: str, second: str = "") -> Loaded:
    """Section rise uses only these readings; section fall, of the same session, those of `second`."""
    guide = f"""
title: A small guide
text: {{title: On Bread}}
sections:
  rise: {{words: 600, {uses}}}
  fall: {{words: 350, {second}}}
sessions: [{{id: s1, title: Both, sections: [rise, fall]}}]
"""
    rows = [row.split() for row in readings.strip().splitlines()]
    entries = [
        f"{name}: {{title: {name.upper()}, authors: [{author}]{f', words: {words[0]}' if words else ''}}}"
        for name, author, *words in rows
    ]
    return load(folder, guide=guide, readings="\n".join(entries), **{"questions/core.yaml": "[]"})


# Readings


def labels(readings: tuple[PlannedReading, ...]) -> list[str]:
    return [f"{one.label} {one.id} {one.need}" for one in readings]


def test_readings_are_labelled_by_role_and_what_is_needed_most_comes_first(tmp_path: Path) -> None:
    plan = planned(
        with_readings(
            tmp_path,
            "primary: [a, {reading: b, need: required}], counterpoint: {reading: c, need: choose-one}, support: d",
            "a Ann\nb Ben\nc Cora\nd Dan\ne Eve",
            second="primary: {reading: e, need: choose-one}, further: a",
        )
    )
    assert labels(plan.primary) == ["P1 b required", "P2 e choose-one", "P3 a optional"]
    assert labels(plan.counterpoint) == ["C1 c choose-one"]
    assert labels(plan.others) == ["R1 d optional"]


def test_a_reading_used_twice_is_printed_once_as_it_is_needed_most(tmp_path: Path) -> None:
    plan = planned(
        with_readings(
            tmp_path, "further: a, primary: b", "a Ann 900\nb Ben", "counterpoint: {reading: a, need: required}"
        )
    )
    assert labels(plan.counterpoint) == ["C1 a required"]
    assert labels(plan.others) == []
    assert [item.label for item in plan.before] == ["Text", "Text", "C1"]


def test_two_parts_of_one_reading_are_both_read(tmp_path: Path) -> None:
    first = "primary: {reading: a, need: required, part: ch. 1, words: 300, note: See the dates.}"
    second = "primary: {reading: a, need: required, part: ch. 2, words: 600, note: See the names.}"
    plan = planned(with_readings(tmp_path, first, "a Ann 9000", second))
    (reading,) = plan.primary
    assert (reading.part, reading.minutes, reading.note) == (
        "ch. 1; ch. 2",
        Minutes(3, 5, 900),
        "See the dates. See the names.",
    )


def test_all_of_a_reading_holds_its_parts(tmp_path: Path) -> None:
    plan = planned(
        with_readings(tmp_path, "primary: a", "a Ann 9000", "primary: {reading: a, part: ch. 2, words: 600}")
    )
    assert (plan.primary[0].part, plan.primary[0].minutes) == ("", Minutes(30, 50, 9000))


def test_source_headers_have_the_same_fields_whoever_wrote(tmp_path: Path) -> None:
    plan = planned(load(tmp_path))
    for reading in (*plan.primary, *plan.counterpoint):
        assert [name for name, _ in reading.header] == ["When, where", "For whom", "What it is", "Published in"]
    assert dict(plan.primary[0].header)["What it is"] == "document of the time; The bakers"
    assert plan.primary[0].stances == (("Claim 1", "for"),)
    assert plan.counterpoint[0].source == "Mill Press"


def test_a_translator_is_named_where_there_is_one(tmp_path: Path) -> None:
    for written, printed in (("none needed", None), ("Eva Tongue", "Eva Tongue")):
        readings = changed("readings.yaml", ("type: primary", f"translator: {written}"))
        plan = planned(load(tmp_path / written, readings=readings))
        assert dict(plan.primary[0].header).get("Translated by") == printed


# Before you come


def lines(items: tuple[BeforeItem, ...]) -> list[str]:
    rows = []
    for item in items:
        time = f"{item.minutes.least}-{item.minutes.most}" if item.minutes else "?"
        rows.append(f"{item.label} {item.title} {time}".replace("  ", " "))
        rows += [f"  {row}" for row in lines(item.choices)]
    return rows


def test_before_you_come_adds_up_to_what_is_listed(tmp_path: Path) -> None:
    plan = planned(
        with_readings(
            tmp_path,
            "primary: [{reading: a, need: required}, {reading: b, need: choose-one}, {reading: c, need: choose-one}],"
            " counterpoint: [{reading: d, need: choose-one}, {reading: e, need: choose-one}], further: f",
            "a Ann 900\nb Ben 300\nc Cora 6600\nd Dan 1200\ne Eve 1500\nf Flo 99000",
        )
    )
    assert lines(plan.before) == [
        "Text Rise 2-3",
        "Text Fall 1-2",
        "P1 A 3-5",
        "Choose one of the primary sources 1-40",
        "  P2 B 1-2",
        "  P3 C 20-40",
        "Choose one of the counterpoints 4-9",
        "  C1 D 4-7",
        "  C2 E 5-9",
    ]
    assert plan.before_total
    # The least is that of the shortest choices, the most that of the longest.
    assert (plan.before_total.least, plan.before_total.most) == (2 + 1 + 3 + 1 + 4, 3 + 2 + 5 + 40 + 9)
    assert plan.before_required
    assert (plan.before_required.least, plan.before_required.most) == (2 + 1 + 3, 3 + 2 + 5)
    assert plan.before_complete


def test_one_to_choose_from_is_not_required(tmp_path: Path) -> None:
    plan = planned(with_readings(tmp_path, "support: {reading: a, need: choose-one}", "a Ann 900"))
    assert lines(plan.before)[-2:] == ["One more, if you can 3-5", "  R1 A 3-5"]


def test_what_supports_the_text_stands_beside_the_replies_to_it(tmp_path: Path) -> None:
    plan = planned(
        with_readings(
            tmp_path,
            "support: [{reading: a, need: required}, {reading: b, need: optional}], counterpoint: c, context: d",
            "a Ann 900\nb Ben 300\nc Cora 300\nd Dan 300",
        )
    )
    assert [labels(plan.support), labels(plan.counterpoint)] == [["R1 a required"], ["C1 c optional"]]
    assert [one.id for one in plan.others] == ["b", "d"]


def test_the_total_says_where_a_length_is_not_known(tmp_path: Path) -> None:
    required, choice = (
        "primary: {reading: a, need: required}",
        "primary: [{reading: a, need: choose-one}, {reading: b, need: choose-one}]",
    )
    for uses, readings, complete in (
        (required, "a Ann", False),
        (required, "a Ann 300", True),
        (choice, "a Ann 300\nb Ben", False),
        (choice, "a Ann 300\nb Ben 300", True),
    ):
        plan = planned(with_readings(tmp_path / readings.replace("\n", "-") / str(len(uses)), uses, readings))
        assert plan.before_complete is complete
        assert plan.before_total


def test_optional_readings_are_not_asked_of_anybody(tmp_path: Path) -> None:
    plan = planned(with_readings(tmp_path, "primary: a, counterpoint: b", "a Ann 900\nb Ben 900"))
    assert [item.label for item in plan.before] == ["Text", "Text"]


# Questions


def test_questions_go_from_easy_to_hard_to_outward_and_section_by_section(tmp_path: Path) -> None:
    guide = changed("guide.yaml", ("sections: [rise], minutes: 45", "sections: [fall, rise], minutes: 90"))
    plan = planned(load(tmp_path, guide=guide))
    assert [f"{one.label} {one.id}" for one in plan.questions] == [
        "Q1 q-open", "Q2 q-fact", "Q3 q-fall", "Q4 q-mean", "Q5 q-for", "Q6 q-against", "Q7 q-right", "Q8 q-close",
    ]  # fmt: skip


def test_a_session_can_have_its_own_order(tmp_path: Path) -> None:
    guide = changed("guide.yaml", ("minutes: 45", "minutes: 45, questions: [q-against, q-open]"))
    plan = planned(load(tmp_path, guide=guide))
    assert [one.id for one in plan.questions] == ["q-against", "q-open"]
    assert [item.questions for item in plan.agenda if item.questions] == [("Q1",), ("Q2",)]


def test_the_focus_question_stands_on_top_and_has_no_number(tmp_path: Path) -> None:
    focus = changed("questions/core.yaml") + "- {id: q-focus, section: rise, kind: focus, ask: Who rose?}\n"
    files = {"questions/core.yaml": focus}
    for sessions, expected in (
        ("minutes: 45", "Who rose?"),
        ("minutes: 45, questions: [q-focus, q-open]", "Who rose?"),
        ("minutes: 45, focus: Its own?", "Its own?"),
    ):
        loaded = load(
            tmp_path / expected / str(len(sessions)), guide=changed("guide.yaml", ("minutes: 45", sessions)), **files
        )
        plan = planned(loaded)
        assert plan.focus == expected
        assert "q-focus" not in [one.id for one in plan.questions]
    plain = load(tmp_path / "plain")
    assert focus_of(plain.guide, plain.guide.sessions[0]) == "Was it the yeast?"


def test_what_questions_point_to(tmp_path: Path) -> None:
    plan = planned(load(tmp_path), edition="facilitator")
    by_id = {one.id: one for one in plan.questions}
    assert by_id["q-mean"].refs == ("section *Rise*, paragraphs 2–3",)
    assert by_id["q-for"].readings == ("P1 Baker 1919",)
    assert [(one.ref, one.side) for one in by_id["q-mean"].look_fors] == [
        ("section *Rise*, 2nd paragraph", "The bakers"),
        ("C1 The Mill 1921", "Millers"),
    ]


# The two editions


def test_nothing_of_the_facilitators_is_in_a_participants_plan(tmp_path: Path) -> None:
    """Every field that only the facilitator prints is marked with a word that must not be in the other plan."""
    guide = changed(
        "guide.yaml",
        ("if_all_agree: [Name the strongest objection.]", "if_all_agree: [Zebra one.]"),
        ("minutes: 45", "minutes: 45, prepare: [Zebra two.]"),
        (
            "terms: [leaven]",
            "quotations: [{ref: ¶1, author: Dora, passage: All of it., to_check: Zebra three.}]\n    terms: [leaven]",
        ),
    )
    questions = changed(
        "questions/core.yaml",
        ("probes: [Where do you see that?]", "probes: [Zebra four?]"),
        ("note: Let them read it aloud.", "note: Zebra five."),
        ("says: It means growth.", "says: Zebra six."),
    )
    readings = changed(
        "readings.yaml", ("type: primary", "type: primary\n  to_check: Zebra seven.\n  confidence: recalled")
    )
    loaded = load(tmp_path, guide=guide, readings=readings, **{"questions/core.yaml": questions, "text.md": TEXT})
    mine, theirs = planned(loaded, 1, "facilitator"), planned(loaded, 1, "participant")
    assert len(set(re.findall(r"Zebra \w+", repr(mine)))) == 7
    assert "Zebra" not in repr(theirs)
    assert "recalled" in repr(mine)
    assert "recalled" not in repr(theirs)
    assert theirs.facilitation is None
    # All else is the same, so that “look at Q3, ¶12” means the same to everybody.
    assert _shared(mine) == _shared(theirs)


_HIDDEN = {"edition", "facilitation", "probes", "look_fors", "note", "to_check", "confidence"}


def _shared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shared(item) for key, item in value.items() if key not in _HIDDEN}
    if isinstance(value, (list, tuple)):
        return [_shared(item) for item in value]
    return (
        _shared(dataclasses.asdict(value)) if dataclasses.is_dataclass(value) and not isinstance(value, type) else value
    )


def test_a_note_on_a_reading_is_for_everybody(tmp_path: Path) -> None:
    guide = changed(
        "guide.yaml",
        ("{reading: oven-diary, need: required}", "{reading: oven-diary, need: required, note: See page 2.}"),
    )
    assert planned(load(tmp_path, guide=guide)).primary[0].note == "See page 2."


def test_the_facilitator_sees_the_balance(tmp_path: Path) -> None:
    notes = planned(load(tmp_path), edition="facilitator").facilitation
    assert notes
    assert notes.words_by_position == (("The bakers", 900), ("Millers", 700))
    assert (notes.minutes_for, notes.minutes_against) == (7, 7)
    assert notes.prepare[0].endswith("(about 3 minutes).")
    assert [step.total for step in notes.cut_plan][-1] >= 10


def test_only_required_readings_count_for_the_balance(tmp_path: Path) -> None:
    guide = changed("guide.yaml", ("{reading: mill-report, need: required}", "mill-report"))
    notes = planned(load(tmp_path, guide=guide), edition="facilitator").facilitation
    assert notes
    assert notes.words_by_position == (("The bakers", 900), ("Millers", 0))


# The text, its words, its people


def test_the_text_with_its_numbers_and_without(tmp_path: Path) -> None:
    bare, full = planned(load(tmp_path / "a"), 2), planned(load(tmp_path / "b", **{"text.md": TEXT}), 2)
    assert (bare.has_text, bare.sections[0].span, bare.sections[0].minutes) == (
        False,
        "2 paragraphs",
        Minutes(1, 2, 350),
    )
    assert (full.has_text, full.sections[0].span) == (True, "¶4–5")
    assert [(block.kind, block.number) for block in full.sections[0].blocks] == [("paragraph", 4), ("paragraph", 5)]


def test_a_word_is_explained_once_where_it_first_stands(tmp_path: Path) -> None:
    guide = changed(
        "guide.yaml",
        ("sections: [rise]", "sections: [rise, fall]"),
        ("heading: Fall", "heading: Fall\n    terms: [leaven, loaf]"),
    )
    glossary = (
        "leaven: {term: leaven, says: What makes dough rise.}\nloaf: {term: Loaf, also: [loaves], says: A bread.}"
    )
    text = TEXT.replace("Then the door", "The leaven was old, and a leavened thing, when the door")
    plan = planned(load(tmp_path, guide=guide, glossary=glossary, **{"text.md": text}))
    glosses = {
        block.number: [term for term, _ in block.glosses]
        for one in plan.sections
        for block in one.blocks
        if block.number
    }
    assert glosses == {1: [], 2: ["leaven"], 3: [], 4: [], 5: ["Loaf"]}


def test_long_glosses_wait_for_the_next_paragraph_and_none_is_lost(tmp_path: Path) -> None:
    names = ["yeast", "dough", "warm", "leaven", "night", "morning", "bread"]
    glossary = "\n".join(f"{name}: {{term: {name}, says: {'It is explained at length. ' * 3}}}" for name in names)
    guide = changed("guide.yaml", ("terms: [leaven]", f"terms: [{', '.join(names)}]"))
    plan = planned(load(tmp_path, guide=guide, glossary=glossary, **{"text.md": TEXT}))
    glosses = [[term for term, _ in block.glosses] for block in plan.sections[0].blocks]
    assert [term for beside in glosses for term in beside] == names  # in the order in which they come up
    assert len(glosses[0]) < 3  # those of the short first paragraph have moved on


def test_an_epigraph_is_printed_with_the_first_section(tmp_path: Path) -> None:
    text = TEXT.replace("## Rise", "> Give us this day.\n\n— A prayer\n\n## Rise")
    plan = planned(load(tmp_path, **{"text.md": text}))
    assert [(block.kind, block.text) for block in plan.sections[0].blocks][:2] == [
        ("epigraph", "Give us this day."),
        ("attribution", "A prayer"),
    ]


def test_two_references_to_one_paragraph_are_printed_once(tmp_path: Path) -> None:
    guide = changed("guide.yaml", ('refs: ["¶1"]', 'refs: ["¶1", "rise ¶1"]'))
    assert planned(load(tmp_path, guide=guide, **{"text.md": TEXT})).claims[0].refs == ("¶1",)


def test_people_words_and_dates_are_sorted_and_stand_once(tmp_path: Path) -> None:
    guide = changed(
        "guide.yaml",
        ("sections: [rise]", "sections: [rise, fall]"),
        ("terms: [leaven]", "terms: [loaf, leaven]"),
        ("people: [dora]", "people: [zoe, dora]"),
        ("timeline: [first-loaf]", "timeline: [war, first-loaf, rome]"),
        ("heading: Fall", "heading: Fall\n    terms: [leaven, Crust]\n    people: [emil]".replace("Crust", "crust")),
    )
    plan = planned(
        load(
            tmp_path,
            guide=guide,
            glossary="leaven: {term: leaven, says: L.}\nloaf: {term: Loaf, says: O.}\ncrust: {term: Crust, says: C.}",
            people="zoe: {name: Zoe Anders, born: 1900, says: Z.}\nemil: {name: Emil Öhm, died: c. 1950, says: E.}\n"
            "dora: {name: Dora Baker, born: 1880, died: 1950, says: D.}",
            timeline="war: {when: 1914, until: c. 1918, says: War.}\nrome: {when: 410/476, says: Rome.}\n"
            "first-loaf: {when: 1919-05-01, old_style: 1919-04-18, says: Loaf.}",
        )
    )
    assert [(term.term, term.says) for term in plan.terms] == [("Crust", "C."), ("leaven", "L."), ("Loaf", "O.")]
    assert [(person.name, person.years) for person in plan.people] == [
        ("Zoe Anders", "1900–"), ("Dora Baker", "1880–1950"), ("Emil Öhm", "–c. 1950"),
    ]  # fmt: skip
    assert [(one.date, one.old_style) for one in plan.timeline] == [
        ("410–476", ""), ("1914 – c. 1918", ""), ("1 May 1919", "18 April 1919"),
    ]  # fmt: skip


def test_claims_are_numbered_with_their_answers(tmp_path: Path) -> None:
    (claim,) = planned(load(tmp_path)).claims
    assert (claim.label, claim.reply, claim.holders, claim.answered_by) == (
        "Claim 1",
        "Reply 1",
        ("The bakers",),
        ("C1 The Mill 1921",),
    )
    assert claim.concedes == (("The bakers", "that flour matters"),)


def test_the_head_of_the_first_page(tmp_path: Path) -> None:
    guide = changed(
        "guide.yaml", ("minutes: 30", 'minutes: 30, on: 2027-03-04, at: "19:00", place: Library, lead: Ana')
    )
    plan = planned(load(tmp_path, guide=guide), 2)
    assert (plan.number, plan.count, plan.date, plan.at, plan.place, plan.lead) == (
        2,
        2,
        "Thursday, 4 March 2027",
        "19:00",
        "Library",
        "Ana",
    )
    assert plan.agenda[1].clock == "19:03"
    assert plan.text_source == "Cora Writer, *On Bread*, 1920"


def test_no_field_has_the_name_of_a_method_of_dict() -> None:
    """Templates get dictionaries: `plan.items` would be the method."""
    import moot.plan.view as view

    for name in view.__all__:
        kind = getattr(view, name)
        if dataclasses.is_dataclass(kind):
            assert not {field.name for field in dataclasses.fields(kind)} & set(dir(dict)), name


def test_the_outline_of_moot_show(tmp_path: Path) -> None:
    tree = outline(load_guide(make_guide(tmp_path, **{"text.md": TEXT})))
    first = tree["sessions"][0]
    assert (first["label"], first["title"], first["minutes"]) == ("s1", "How it rose", "45 min, buffer 2")
    text, questions, readings = first["inside"]
    assert (text["title"], text["minutes"]) == ("Rise", "¶1–3, 1 min")
    assert (questions["title"], questions["inside"][0]["minutes"]) == ("6 questions", "opening, 5 min, should")
    assert (readings["title"], readings["inside"][0]["minutes"]) == ("2 readings", "required, 3–5 min")


def test_one_page_is_p_and_several_are_pp() -> None:
    cases = {"45": "p. 45", "44–46": "pp. 44–46", "ix": "p. ix", "44, 52-3": "pp. 44, 52-3", "chapter 3": "chapter 3"}
    assert {given: printed_pages(given) for given in cases} == cases


def test_headings_of_the_text_share_the_row_of_what_follows(tmp_path: Path) -> None:
    text = TEXT.replace("The leaven worked", "### The night\n\n#### Late\n\nThe leaven worked")
    text = text.replace("## Fall", "### Never written\n\n## Fall")
    blocks = planned(load(tmp_path, **{"text.md": text})).sections[0].blocks
    assert [(block.kind, block.headings) for block in blocks] == [
        ("paragraph", ()),
        ("paragraph", ("The night", "Late")),
        ("paragraph", ()),
        ("heading", ()),
    ]


def test_a_reading_only_a_question_names_is_printed_as_further_reading(tmp_path: Path) -> None:
    more = "\nnew: {title: New Bread, authors: Town Council, issued: 1930, says: All rose.}\n"
    readings = textwrap.dedent(BASE["readings.yaml"]) + more
    name, text = next((name, text) for name, text in BASE.items() if name.startswith("questions"))
    asked = textwrap.dedent(text).replace("id: q1,", "id: q1, readings: new,", 1)
    asked = asked if "readings: new" in asked else asked.replace("- id: ", "- readings: new\n  id: ", 1)
    plan = planned(load(tmp_path, readings=readings, **{name: asked}))
    assert [one.id for one in plan.others][-1] == "new"
    assert any("Town Council 1930" in label for question in plan.questions for label in question.readings)


def test_where_words_people_and_dates_come_from_is_told_to_the_facilitator(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        glossary="leaven: {term: leaven, says: L., source: A dictionary}",
        people="dora: {name: Dora, says: B., source: Her diary}",
        timeline="first-loaf: {when: 1919, says: Baked., source: The oven}",
    )
    handout, copy = planned(loaded), planned(loaded, edition="facilitator")
    assert [rows[0].source for rows in (handout.terms, handout.people, handout.timeline)] == ["", "", ""]
    assert [rows[0].source for rows in (copy.terms, copy.people, copy.timeline)] == [
        "A dictionary",
        "Her diary",
        "The oven",
    ]


# Question sets


PLAIN_SET = {
    "guide.yaml": changed(
        "guide.yaml",
        ("sessions:", "sets: {core: , simple: {title: In plain words, level: plain, minutes: 20}}\nsessions:"),
        ("summary: Bread rose.", "summary: Bread rose.\n    plain: It got big."),
        ("focus: Was it the yeast?", "focus: Was it the yeast?\n    support: [{reading: mill-report, need: optional}]"),
        (
            "claims:\n      yeast:",
            "claims:\n      unasked: {says: Nobody asks., answered_by: mill-report}\n      yeast:",
        ),
        ("- {reading: oven-diary, need: required}", "- {reading: oven-diary, need: optional}"),
        (
            "    terms: [leaven]",
            "    quotations: [{ref: ¶1, author: Dora, passage: On dough.}]\n    terms: [leaven]",
        ),
        ("answered_by: [mill-report]", "answered_by: [mill-report]\n        settles: A new oven."),
    ),
    "questions/simple.yaml": "- {id: q-plain, section: rise, kind: factual, ask: What?, refs: rise, claims: yeast}",
}


def test_a_set_in_plain_words_prints_less_and_says_so(tmp_path: Path) -> None:
    loaded = load(tmp_path, **PLAIN_SET)
    usual, plain = planned(loaded), planned(loaded.asking(["simple"]))
    assert [usual.question_set, plain.question_set] == ["core", "In plain words"]
    assert [usual.sections[0].summary, plain.sections[0].summary] == ["Bread rose.", "It got big."]
    assert [[claim.says for claim in plan.claims] for plan in (usual, plain)] == [
        ["Nobody asks.", "Yeast alone made bread rise."],
        ["Yeast alone made bread rise."],
    ]
    assert [labels(plan.primary) for plan in (usual, plain)] == [["P1 oven-diary optional"], []]
    assert plain.minutes == 20
    assert [[claim.settles for claim in plan.claims] for plan in (usual, plain)] == [["", "A new oven."], [""]]
    assert [len(plan.quotations) for plan in (usual, plain)] == [1, 0]


def test_who_could_not_read_is_given_ten_minutes_of_the_handout(tmp_path: Path) -> None:
    words = " ".join(["word"] * 400)
    claims = "".join(f"{name}: {{says: {words}, counterpoint: {words}}}, " for name in "abc")
    guide = f"""
title: A small guide
text: {{title: On Bread}}
sections: {{rise: {{words: 600, summary: Bread rose., claims: {{{claims}}}}}}}
sessions: [{{id: s1, title: One, sections: [rise]}}]
"""
    found = planned(load(tmp_path, guide=guide, readings=None, **{"questions/core.yaml": "[]"})).fallback
    assert found
    assert (found.first_claim, found.last_claim) == ("Claim 1", "Claim 2")  # the third would make it 14 minutes
    assert found.minutes.most <= 10
