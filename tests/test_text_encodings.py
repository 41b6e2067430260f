"""Plain text in encodings that are not Unicode, as old files are in."""

from __future__ import annotations

import pytest

from marks import FOLDER, read_marks, wrapped
from moot.problems import GuideProblems
from moot.text.decode import decoded

ENGLISH = wrapped(read_marks(FOLDER / "letter.txt").marks)
SPANISH = wrapped(read_marks(FOLDER / "ensayo-es.txt").marks)
GERMAN = wrapped(read_marks(FOLDER / "rede-de.txt").marks)
FRENCH = wrapped(read_marks(FOLDER / "entretien-fr.txt").marks)
RUSSIAN = wrapped(read_marks(FOLDER / "ocherk-ru.txt").marks)
VERSE = wrapped(read_marks(FOLDER / "later" / "stihi-ru.txt").marks)
ITALIAN = (
    "Il mulino era più vecchio del paese; però nessuno sapeva perché. «È colpa della città», disse la più giovane."
)
SWEDISH = "Kvarnen är äldre än byn och ingen vet längre varför. På hösten går vattnet över, och då söker gårdarna mjöl."
CZECH = (
    "Mlýn byl postaven dříve než vesnice a dlouho k němu lidé jezdili zdaleka, aniž věděli, kdo v něm žije. Potom si"
    " zvykli jezdit, potom zůstali a vznikla ulice. Dopisů není mnoho, zato je v každém počasí a ceny."
)
POLISH = (
    "Młyn zbudowano wcześniej niż wieś i przez długi czas przyjeżdżano do niego z daleka, nie wiedząc, kto w nim"
    " mieszka. Potem się przyzwyczajono, potem zostano, i powstała ulica."
)
HUNGARIAN = (
    "A malmot előbb építették, mint a falut, és sokáig messziről jártak hozzá, anélkül hogy tudták volna, ki él benne."
    " Azután megszokták, azután ott maradtak, és lett egy utca. Hűvös ősz volt."
)
JAPANESE = (
    "この水車は村よりも先に建てられた。長いあいだ、誰が住んでいるのかも知らずに、人々は遠くから通ってきた。"
    "やがて通うことに慣れ、やがて住みつき、通りができた。手紙は少ないが、どれにも天気と値段が書いてある。"
)
CHINESE = (
    "这座磨坊比村子建得更早。很长一段时间里，人们从远方来到这里，却不知道里面住着谁。后来大家习惯了，再后来就留了下来，"
    "于是有了一条街。信不多，但每一封里都有天气和价格。"
)


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (ENGLISH, "cp1252", "Windows-1252"),
        (SPANISH, "cp1252", "Windows-1252"),
        (GERMAN, "cp1252", "Windows-1252"),
        (FRENCH, "cp1252", "Windows-1252"),
        (ITALIAN, "cp1252", "Windows-1252"),
        (SWEDISH, "cp1252", "Windows-1252"),
        ("One dash – and no more.\n" * 3, "cp1252", "Windows-1252"),
        ("It cost £4.\n", "cp1252", "Windows-1252"),
        (SPANISH, "mac-roman", "Mac Roman"),
        (GERMAN, "mac-roman", "Mac Roman"),
        (FRENCH, "mac-roman", "Mac Roman"),
        (GERMAN, "cp850", "DOS 850"),
        (CZECH, "cp1250", "Windows-1250"),
        (POLISH, "cp1250", "Windows-1250"),
        (HUNGARIAN, "cp1250", "Windows-1250"),
        (POLISH, "iso8859-2", "ISO 8859-2"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (VERSE, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp866", "DOS 866"),
        (JAPANESE, "shift_jis", "Shift-JIS"),
        (JAPANESE, "euc-jp", "EUC-JP"),
        (CHINESE, "gb18030", "GB 18030"),
    ],
)
def test_old_encodings_are_told_by_their_letters(text: str, encoding: str, named: str) -> None:
    data = text.encode(encoding, "replace")
    found, (problem,) = decoded(data, "old.txt")
    assert found == data.decode(encoding).replace("\r\n", "\n")
    assert problem.severity == "warning"
    assert f"read as {named}" in problem.message
    assert problem.hint.startswith("Look whether")


def test_letters_of_many_pages_of_ascii_are_found() -> None:
    data = (b"Nothing to see here, and nothing after it.\n" * 5_000) + VERSE.encode("koi8-r")
    found, (problem,) = decoded(data, "old.txt")
    assert found.endswith(VERSE) and problem.line > 5_000


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_read_where_it_is_sure(encoding: str) -> None:
    found, (problem,) = decoded(ENGLISH.encode(encoding), "old.txt")
    assert found == ENGLISH
    assert "looks like UTF-16" in problem.message and problem.severity == "warning"
    with pytest.raises(GuideProblems, match="looks like UTF-16"):
        decoded(ENGLISH.encode(encoding) + b"\x00", "old.txt")


def test_one_broken_letter_does_not_spoil_a_text_in_utf8() -> None:
    data = FRENCH.encode().replace(b"Comment", b"Comm\xe9nt")
    found, (problem,) = decoded(data, "old.txt")
    assert found == FRENCH.replace("Comment", "Comm\ufffdnt")
    assert problem.message.startswith("1 letter in it is no UTF-8")
    assert problem.line == data[: data.index(b"\xe9nt")].count(b"\n") + 1


@pytest.mark.parametrize(
    "mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"], ids=bytes.hex
)
@pytest.mark.parametrize("rest", [b"caf\xe9 \x93quoted\x94", b"\xff", b"\xd8\x00\xd8\x00", b"\x00\xdc" * 7, b""])
def test_a_mark_that_promises_too_much_is_told_and_never_a_fault(mark: bytes, rest: bytes) -> None:
    try:
        text, _ = decoded(mark + rest, "old.txt")
    except GuideProblems as refused:
        assert all(problem.hint for problem in refused.problems)
    else:
        assert isinstance(text, str)
