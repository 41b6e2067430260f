"""Texts that came by e-mail, and what stands between a title and the text: names and dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moot.text.canonical import canonical
from moot.text.front import is_date, with_bylines
from moot.text.mail import without_mail
from moot.text.markdown import from_markdown
from moot.text.plain import from_plain, plain_import
from moot.text.tree import Part
from moot.text.words import ENGLISH
from test_text_wild import WILD

HEMP = (
    "The hemp came up the river in flat boats, and the boys who unloaded it were paid by the bale. Nobody counted\n"
    "the bales twice, and so the boys learned to count before anybody thought of teaching them to read."
)
HEADS = {
    "en": "From: Ada Penn <ada@example.org>\nTo: readers\nSubject: Fwd: Re: On Rope\nDate: Mon, 9 Mar 2026 10:11",
    "de": "Von: Ada Penn\nGesendet: Montag, 9. März 2026 10:11\nAn: Lesekreis\nBetreff: WG: On Rope",
    "es": "De: Ada Penn\nPara: lectores\nAsunto: RV: On Rope",
    "fr": "De : Ada Penn\nÀ : lecteurs\nObjet : On Rope",
    "ru": "От: Ада Пенн\nКому: кружку\nТема: On Rope",
    "passed on": "-----Original Message-----\nFrom: Ada Penn\nTo: one,\n  two\nSubject: On Rope",
}


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_an_e_mail_is_left_out_and_its_subject_is_the_title(name: str) -> None:
    found = plain_import(f"{HEADS[name]}\n\n{HEMP}\n\n{HEMP}\n", "a.txt")
    assert [part.kind for part in found.parts] == ["paragraph", "paragraph"]
    assert found.parts[0].line == HEADS[name].count("\n") + 3
    assert [(one.rule, one.severity) for one in found.problems] == [("text-mail", "note")]
    assert canonical(found.parts, found.title).text.startswith("# On Rope\n")


def test_a_title_in_the_text_comes_before_the_subject() -> None:
    found = plain_import(f"{HEADS['en']}\n\nThe Ropewalk\n\n{HEMP}\n\n{HEMP}\n", "a.txt")
    assert canonical(found.parts, found.title).text.startswith("# The Ropewalk\n")


@pytest.mark.parametrize(
    "text",
    ["Subject: hemp\n\nIt grew.", "Penn: From where?\nMarsh: To the river.", "To: rope\nor not to rope", "> a\nb\nc"],
)
def test_what_is_no_mail_stays(text: str) -> None:
    assert without_mail(text).text == text and not without_mail(text).notes


def test_quoted_mail_is_read_without_its_marks() -> None:
    text = f"The Ropewalk\n\n{HEMP}\n\n    the rain came late,\n    the rain came thin\n\n{HEMP}\n"
    quoted = "\n".join(f">> {line}".rstrip() for line in text.split("\n"))
    found = plain_import(f"On Monday Ada Penn wrote:\n{quoted}", "a.txt")
    same = plain_import(text, "a.txt")
    assert [(part.kind, part.text) for part in found.parts] == [(part.kind, part.text) for part in same.parts]
    assert "quoted mail" in found.problems[0].message
    assert [block.text for block in from_plain(quoted, "a.txt").blocks] == [part.text for part in same.parts]


@given(st.lists(st.sampled_from(["> ", ">", "From: a", "Subject: b", "\n", " ", "word", "To:"]) | WILD, max_size=30))
def test_every_line_keeps_its_number(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert without_mail(text).text.count("\n") == text.count("\n")


DATES = [
    "12 March 1998", "March 12th, 1998", "12. März 1998", "12 de marzo de 1998", "le 1er mars 1998",
    "12 марта 1998 года", "March 1998", "1998-03-12", "12.03.1998", "(12/3/1998)",
]  # fmt: skip
NO_DATES = [
    "1998",
    "March",
    "12 March",
    "March of the 1998 Weavers",
    "12 and 13 March 1998",
    "March 1998 – May 1999",
    "",
]


def test_dates_of_five_languages() -> None:
    assert [line for line in DATES if not is_date(line)] == []
    assert [line for line in NO_DATES if is_date(line)] == []


@pytest.mark.parametrize("date", DATES)
def test_a_date_below_the_title_is_no_heading(date: str) -> None:
    text = f"The Ropewalk of Harrow\nby Ada Penn\n{date}\n\nThe River\n\n{HEMP}\n\nThe Boys\n\n{HEMP}\n"
    found = plain_import(text, "a.txt", "en")
    assert [part.kind for part in found.parts] == [
        "title", "byline", "byline", "heading", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
    again = from_markdown(canonical(found.parts).text, "text.md")
    assert [block.kind for block in again.blocks] == [part.kind for part in found.parts]
    assert again.authors == ("Ada Penn",) and len(again.paragraphs) == 2


def test_in_a_diary_dates_are_headings() -> None:
    text = f"The Ropewalk\n\n12 March 1911\n\n{HEMP}\n\n13 March 1911\n\n{HEMP}\n"
    assert [part.kind for part in plain_import(text, "a.txt").parts][1::2] == ["heading", "heading"]


def test_of_a_document_what_stands_below_its_title_is_no_part_of_the_text() -> None:
    head = [
        Part("title", "The Ropewalk", 0),
        Part("quotation", "Ada Penn", 0),
        Part("heading", "*12 March 1911*", 0, 1),
    ]
    rest = [Part("heading", "The River", 0, 1), Part("paragraph", HEMP, 0), Part("quotation", "12 March 1911", 0)]
    kinds = [part.kind for part in with_bylines([*head, *rest], ENGLISH)]
    assert kinds == ["title", "byline", "byline", "heading", "paragraph", "quotation"]
    diary = [Part("title", "The Ropewalk", 0), *[Part("heading", f"{day} March 1911", 0, 1) for day in (12, 13)]]
    assert [part.kind for part in with_bylines(diary, ENGLISH)] == ["title", "heading", "heading"]
