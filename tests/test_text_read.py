"""Files of every encoding and of none."""

from __future__ import annotations

import os
import textwrap
import unicodedata
from pathlib import Path

import pytest

from moot.problems import GuideProblems
from moot.text import read
from moot.text.read import read_text

LINES = [
    "The Café on the Quay",
    "Introduction",
    "The café – “a hole in the wall”, said Brandt – opened in 1869 and closed, as such places do,"
    " on the day when everybody had found it.",
    "Nobody has written its history. What follows is put together from the bills, which were kept,"
    " and the menus, which were stolen.",
    "Conclusion",
    "It had forty seats and one window. We do not know who sat at it, and the bills, on this point"
    " as on others, say nothing at all.",
]
WRAPPED = "It had forty seats and one window, and nobody sat at it for long,\n" * 40
SOURCE = "\n".join(LINES) + "\n"
SHAPE = [("title", None), ("heading", None), ("paragraph", 1), ("paragraph", 2), ("heading", None), ("paragraph", 3)]


@pytest.mark.parametrize(
    ("data", "noticed"),
    [
        (SOURCE.encode(), ""),
        (SOURCE.replace("\n", "\r\n").encode(), ""),
        (SOURCE.replace("\n", "\r").encode(), ""),
        (b"\xef\xbb\xbf" + SOURCE.encode(), ""),
        (SOURCE.encode("utf-16"), ""),
        (b"\xfe\xff" + SOURCE.encode("utf-16-be"), ""),
        (SOURCE.encode("utf-32"), ""),
        (unicodedata.normalize("NFD", SOURCE).encode(), ""),
        (SOURCE.replace("the ", "the\u00a0").encode(), ""),
        ("\n\n".join(LINES).encode(), ""),
        ("\n\n".join(textwrap.fill(line, 72) for line in LINES).encode(), ""),
        (SOURCE.replace("the ", "\u200bthe ").encode(), "note: 6 invisible characters were left out"),
        (SOURCE.replace("1869", "\u202e1869\x07").encode(), "note: 2 invisible characters were left out"),
        (SOURCE.encode("utf-16-le"), "warning: no byte-order mark says so, but it looks like UTF-16"),
        (SOURCE.encode("cp1252"), "warning: this file is not UTF-8; it was read as Windows-1252 (Western European)"),
        (b"\xef\xbb\xbf" + SOURCE.encode("cp1252"), "warning: this file is not UTF-8; it was read as Windows-1252"),
    ],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes, noticed: str, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    text, problems = read_text(file, "text.txt")
    assert [(block.kind, block.number) for block in text.blocks] == SHAPE
    assert text.title.replace("\u00a0", " ") == "The Café on the Quay"
    assert "“a hole in the wall”" in text.blocks[2].plain.replace("\u00a0", " ")
    said = "".join(f"{problem.severity}: {problem.message}" for problem in problems)
    assert said.startswith(noticed) and bool(said) == bool(noticed)


def test_the_warning_names_the_first_line_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(b"Plain Title\nplain\n\xe9t\xe9\n")
    assert read_text(file, "text.txt")[1][0].line == 3


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("text.txt", b"", "this text is empty"),
        ("text.md", b"\xef\xbb\xbf \r\n\t\n", "this text is empty"),
        ("text.txt", SOURCE.encode("utf-16-le") + b"\0", "it looks like UTF-16 text without a byte-order mark"),
        ("text.txt", b"\xff\xfea", "it says it is UTF-16 text, but it is damaged"),
        ("text.txt", bytes(range(256)), "it is not a text file"),
        ("text.txt", b"\x7fELF\x02\x01\x01\x00\x00\x00", "this is a program, not a text"),
        ("text.txt", b"caf\x81\n", "its letters are in an encoding that cannot be told"),
        ("essay.docx", b"PK\x03\x04", "this file is damaged or not whole"),
        ("essay.DOCX", b"", "this text is empty"),
        ("essay.txt", b"PK\x03\x04rest", "this is a packed file that is damaged"),
        ("essay.epub", b"PK\x03\x04", "this file is damaged or not whole"),
        ("essay.txt", b"%PDF-1.7\n", "this is a PDF, which has to be imported"),
        ("essay.rtf", b"{\\rtf1", "this is an RTF document, not a text"),
        ("essay.txt", b"\n<!DOCTYPE html><p>", "this is a web page, which has to be imported"),
        ("text.txt", WRAPPED.encode(), "its lines are broken at a fixed width"),
        ("text.md", b"# A\n\n" + b">" * 500 + b" a\n", "quotations or lists are nested too deeply in line 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_message(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GuideProblems) as caught:
        read_text(tmp_path / name, name)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.file == name
    assert problem.hint


def test_no_file_no_folder_no_pipe(tmp_path: Path) -> None:
    with pytest.raises(GuideProblems, match="there is no such file"):
        read_text(tmp_path / "none.txt", "none.txt")
    with pytest.raises(GuideProblems, match="this is a folder"):
        read_text(tmp_path, "texts")
    with pytest.raises(GuideProblems, match="not a possible name"):
        read_text(tmp_path / "a\0b", "a b")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(GuideProblems, match="not a file that can be read"):
            read_text(tmp_path / "pipe", "pipe")


def test_too_large(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    with file.open("wb") as stream:
        stream.truncate(read.LARGEST + 1)
    with pytest.raises(GuideProblems, match="larger than 10 MB"):
        read_text(file, "text.txt")


def test_a_text_of_headings_alone_is_warned_about(tmp_path: Path) -> None:
    (tmp_path / "text.md").write_text("# A\n\n## B\n", encoding="utf-8")
    _, problems = read_text(tmp_path / "text.md", "text.md")
    assert [problem.severity for problem in problems] == ["warning"]
