"""Plain text: what a person is asked to look at, notes, dialogues, letters, verse, lines without blanks between."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moot.text.decode import clean
from moot.text.layout import is_wrapped_without_blanks
from moot.text.plain import plain_import
from moot.text.tree import NUMBERED
from moot.text.words import LANGUAGES, language_of, words_of
from test_text_wild import WILD, letters

PROSE = (
    "The ropewalk was the longest building in the county, and for two hundred years it was the darkest. A boy walked"
    " its length some forty times a day, backwards, with a bundle of hemp at his waist."
)
OTHER = (
    "Nobody remembered who had put the windows in. They were small, and set so high that only the rain could look"
    " through them, which it did."
)


TITLED = f"The Ropewalk\n{PROSE}\n"


def kinds(text: str, language: str = "") -> list[tuple[str, str]]:
    return [(part.kind, part.marker + part.text[:30]) for part in plain_import(clean(text)[0], "t", language).parts]


def doubts(text: str) -> list[str]:
    found = plain_import(clean(text)[0], "t")
    return [f"{found.parts[doubt.part].text[:30]}: {doubt.reason}" for doubt in found.doubts]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (f"The Ropewalk\nAda Penn, Noel Marsh\n{PROSE}", "Ada Penn, Noel Marsh: who wrote it, or a second line"),
        (f"{TITLED}Windows and rain\nand hemp\n{PROSE}", "Windows and rain: a short line, taken for a"),
        (f"{TITLED}Who put them in?\n{OTHER} {OTHER}\n{PROSE}", "Who put them in?: a question on a line"),
        (f"{TITLED}Before the War\nThe Hemp\n{OTHER}\n{PROSE}", "Before the War: a heading with nothing"),
        (f"{TITLED}1. Only one thing counts here: hemp.\n{OTHER}", "1. Only one thing counts here:"),
        (f"{TITLED}“{OTHER}\n{PROSE}", "“Nobody remembered who had put: a quotation mark is opened"),
        (f"{TITLED}“{OTHER}”\nPenn’s letter to Marsh, 1911\n{PROSE}", "Penn’s letter to Marsh, 1911: no"),
    ],
)
def test_what_is_doubtful_and_why(text: str, doubt: str) -> None:
    assert any(said.startswith(doubt) for said in doubts(text))


def test_doubts_come_in_order_and_name_parts() -> None:
    quoted = ["“Every rope has two ends, and only one of them is mine.”", "Penn’s letter to Marsh, 1911"]
    text = "\n".join(["The Ropewalk", PROSE, *quoted, PROSE, "Before the War", "The Hemp", OTHER, PROSE])
    found = plain_import(text, "t")
    weights = [doubt.weight for doubt in found.doubts]
    assert weights == sorted(weights, reverse=True) and all(0 < weight <= 1 for weight in weights)
    assert [doubt.part for doubt in found.doubts] == [5, 3]


def test_nothing_is_doubtful_about_a_text_that_says_what_it_is() -> None:
    roots = f"1. Hemp\n{PROSE}\n1.1 Its Roots\n{OTHER}\n1.2 Its Leaves\n{OTHER}"
    text = f"A Handbook for Spinners\n{roots}\n2. Rope\n{PROSE}\n"
    assert doubts(text) == []


def test_an_index_is_warned_about_and_a_poem_is_not() -> None:
    entries = "\n".join(f"Rope, {kind} {n}" for n, kind in enumerate(["tarred", "white", "old", "new", "hemp"] * 8))
    found = plain_import(f"Index of the Ropewalk\n{entries}\n", "index.txt")
    assert [(problem.file, problem.severity) for problem in found.problems] == [("index.txt", "warning")]
    assert "list of links" in found.problems[0].message
    poem = "Ropes\n\n" + "\n\n".join(
        "we walk and spin\nand walk again\nthe light is thin\nand so are men" for _ in range(9)
    )
    assert plain_import(poem, "poem.txt").problems == ()
    assert plain_import("\n".join([PROSE, OTHER] * 12), "t").problems == ()


def test_notes_at_the_end_and_at_the_foot_of_a_page() -> None:
    noted = f"The Ropewalk\n\n{PROSE}[1]\n\n{OTHER}*\n\n* Or so they say.\n\n{PROSE}\n\n[1] See the ledger."
    text = [kind for kind, _ in kinds(f"{noted}\n\n[2] And the other one.")]
    assert text == ["title", "paragraph", "paragraph", "note", "paragraph", "note", "note"]
    ruled = f"The Ropewalk\n\n{PROSE}¹\n\n{OTHER}\n\n----------\n\n1. See the ledger.\n2. And the other one."
    assert [kind for kind, _ in kinds(ruled)][-2:] == ["note", "note"]
    list_above = f"The Ropewalk\n\n{PROSE} He named three:\n\n[1] hemp,\n[2] tar,\n[3] boys.\n\n{OTHER}"
    assert [kind for kind, _ in kinds(list_above)].count("item") == 3


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("PENN: Is it long?\nMARSH: It is.\nPENN: And dark?\nMARSH: Very\nPENN: Why\nMARSH: Habit.", "paragraph"),
        ("Q: Is it long?\nA: It is.\nQ: And dark?\nA: Very\nQ: Why\nA: Habit.", "paragraph"),
        ("— Is it long?\n— It Is Very Long\n— And dark?\n— Very", "paragraph"),
        ("[Applause]\n(Laughter in the Hall)\n[A Pause]", "paragraph"),
        ("Boy\tSteps\nNoel\tForty\n| Ada | Sixty |", "paragraph"),
        ("Figure 3. The Long Room\nFigure 4. The Short Room", "paragraph"),
    ],
)
def test_who_speaks_and_what_stands_in_brackets_is_no_heading(lines: str, wanted: str) -> None:
    found = kinds(f"The Ropewalk\nOf Hemp\n{PROSE}\n{lines}\n{PROSE}\n{OTHER}\n")
    assert [kind for kind, _ in found][3:-2] == [wanted] * (lines.count("\n") + 1)


def test_the_head_of_a_letter_is_no_title() -> None:
    head = ["12 Mill Lane", "Harrow", "3 May 1911", "Dear Sirs,"]
    letter = [*head, PROSE, OTHER, "Your obedient servant,", "J. Wetherby"]
    assert {kind for kind, _ in kinds("\n".join(letter))} == {"paragraph"}
    assert kinds("\n".join(["On Drains", *letter]))[0][0] == "title"


def test_a_story_has_chapters_and_people_who_talk() -> None:
    talk = '"Then we walk," said my aunt.\n"It is eleven miles."\n"I count," she said.\n"Do."'
    story = f"CHAPTER ONE\n{PROSE}\n{talk}\n{OTHER}\nCHAPTER TWO\n{PROSE}\n"
    assert [kind for kind, _ in kinds(story)] == ["heading", *["paragraph"] * 6, "heading", "paragraph"]


def test_lines_of_a_poem_keep_their_place() -> None:
    stanza = "we walk and spin\n    and walk again\nthe light is thin"
    text = f"Ropes\n\n{stanza}\n\nand so are we\n  who cannot see\n\nthe end\nof it\n"
    part = plain_import(clean(text)[0], "t").parts[1]
    assert part.kind == "verse"
    assert part.text == "we walk and spin\\\n\u00a0\u00a0\u00a0\u00a0and walk again\\\nthe light is thin"


def solid(paragraphs: list[str], indent: str) -> str:
    return "\n".join(textwrap.fill(text, 72, initial_indent=indent if len(text) > 60 else "") for text in paragraphs)


@pytest.mark.parametrize("indent", ["    ", "\t", ""], ids=["spaces", "tab", "nothing"])
def test_paragraphs_are_told_apart_without_blank_lines_where_that_is_clear(indent: str) -> None:
    paragraphs = ["The Ropewalk", PROSE, OTHER, "The Windows", OTHER, PROSE, "The Boys", PROSE, OTHER, PROSE, OTHER]
    text = clean(solid(paragraphs, indent))[0]
    assert not is_wrapped_without_blanks(text)
    assert [part.text for part in plain_import(text, "t").parts] == paragraphs


def test_lines_that_show_no_border_are_refused_as_before() -> None:
    assert is_wrapped_without_blanks("It had forty seats and one window, and nobody sat at it for long,\n" * 40)
    broken_anyhow = " ".join([PROSE.lower().replace(".", ",")] * 8).split()
    lines = [" ".join(broken_anyhow[i : i + 10 + i % 3]) for i in range(0, len(broken_anyhow), 12)]
    assert is_wrapped_without_blanks("\n".join(line.ljust(60, "x") for line in lines))


def test_languages() -> None:
    assert set(LANGUAGES) == {"en", "es", "de", "fr", "ru"}
    assert [words_of(code).language for code in ("de", "pt-BR", "FR-ca", "")] == ["de", "en", "fr", "en"]
    assert language_of("") == language_of("The Ropewalk") == language_of("字" * 5000) == ""
    assert language_of("Il mulino era stato costruito prima del paese e la gente veniva da lontano senza sapere") == ""
    assert kinds(f"Titel\nErster Teil\n{PROSE}", "de")[1] == ("heading", "Erster Teil")


@settings(deadline=None)
@given(source=WILD, language=st.sampled_from(["", *LANGUAGES]))
@example(source="Title\n\n[1] word\n[2] other\n\n- a\n- b\n\nNotes\n\n1. c\n2. d", language="")
@example(source=f"Title\n\n{PROSE}*\n\n* note", language="en")
def test_no_letter_is_lost_from_text_to_parts(source: str, language: str) -> None:
    text, _ = clean(source)
    found = plain_import(text, "t", language)
    assert letters("".join(part.marker + part.text for part in found.parts)) == letters(text)
    assert all(0 <= doubt.part < len(found.parts) and doubt.reason for doubt in found.doubts)
    assert [part.line for part in found.parts] == sorted(part.line for part in found.parts)
    assert all(part.kind not in NUMBERED or not part.level for part in found.parts)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_hundred_thousand_words_are_read_whole(between: str) -> None:
    chapters = (f"Chapter {n}{between}{PROSE} {n}.{between}{OTHER}{between}{PROSE}" for n in range(1000))
    text = clean(between.join(chapters))[0]
    assert len(text.split()) > 90_000
    found = plain_import(text, "t")
    assert sum(part.kind == "heading" for part in found.parts) >= 999


HOSTILE = [
    "A\n", "1918\n", "1. a\n", "“a”\n\n", "Part One\n", "A?\n\n", "A: b\n", "B. C\n", "(a ", "Dear a,\n", "a\nb\n\n",
    "¹", "word* ", "x" * 72 + "\n", "Yours,\n", "“a ", "—", "— a?\n", "    a b.\n", "[1]", "A (", "Box 1\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_hostile_lines_take_time_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        text = clean(("Title\n" + piece * size)[:size])[0]
        start = time.process_time()
        plain_import(text, "t")
        is_wrapped_without_blanks(text)
        return time.process_time() - start

    assert any(seconds(60_000) < max(0.3, 25 * seconds(6_000)) for _ in range(3))
