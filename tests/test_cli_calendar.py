"""`moot calendar`: where its file goes, what it says, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import icalendar
import pytest

from making import guide_yaml_of, make_guide
from moot.cli.app import run

Streams = pytest.CaptureFixture[str]
FROM = ["--from", "2027-03-04"]
FILE = Path("out/small/small.ics")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the guide `small` in it."""
    make_guide(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: Streams, *arguments: str) -> tuple[int, str, str]:
    code = run(["calendar", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def starts(file: Path) -> list[str]:
    """Id and start of each event."""
    read: Any = icalendar.Calendar.from_ical(file.read_bytes())
    return [f"{event['uid']} {event['dtstart'].dt.isoformat()}" for event in read.walk("VEVENT")]


def test_dated_on_the_way(here: Path, capsys: Streams) -> None:
    """The guide is not changed: the lines that would keep the dates are printed."""
    before = Path("small/guide.yaml").read_bytes()
    code, out, err = said(capsys, "small", *FROM, "--every", "other thursday", "--at", "19:00", "--place", "Room 3, up")
    assert code == 0
    assert out.splitlines() == [
        "out/small/small.ics  2 events",
        "these dates are in this file only; to keep them, put these lines into the group's file:",
        "schedule:",
        '  s1: {on: 2027-03-04, at: 19:00, place: "Room 3, up"}',
        '  s2: {on: 2027-03-18, at: 19:00, place: "Room 3, up"}',
    ]
    assert err == "times hold wherever the file is opened; --timezone Europe/Berlin fixes them for people who travel\n"
    assert starts(FILE) == ["small.s1@moot 2027-03-04T19:00:00", "small.s2@moot 2027-03-18T19:00:00"]
    assert Path("small/guide.yaml").read_bytes() == before


def test_dates_of_the_group_s_file(here: Path, capsys: Streams) -> None:
    """The lines that were printed, put into an adaptation, make the same events for the group."""
    lines = said(capsys, "small", *FROM, "--at", "19:00")[1].splitlines()[2:]
    Path("tuesday.yaml").write_text("\n".join(["extends: small", *lines]) + "\n", encoding="utf-8")
    assert said(capsys, "tuesday.yaml", "--timezone", "Europe/Berlin")[:2] == (
        0,
        "out/small-tuesday/small-tuesday.ics  2 events\n",
    )
    assert said(capsys, "small", "--for", "tuesday.yaml", "--out", "other.ICS")[0] == 0
    assert starts(Path("other.ICS")) == [
        "small-tuesday.s1@moot 2027-03-04T19:00:00",
        "small-tuesday.s2@moot 2027-03-11T19:00:00",
    ]


def test_a_time_or_place_for_dates_that_are_there(here: Path, capsys: Streams) -> None:
    lines = Path("small/guide.yaml").read_text(encoding="utf-8")
    Path("small/guide.yaml").write_text(lines.replace("minutes: 45}", "minutes: 45, on: 2027-03-04}"), encoding="utf-8")
    code, out, err = said(capsys, "small", "--at", "18:30")
    assert (code, out) == (0, "out/small/small.ics  1 event\n")
    assert "small: warning: without a date, and so not in the calendar: s2" in err
    assert starts(FILE) == ["small.s1@moot 2027-03-04T18:30:00"]


def test_the_handout_is_named_as_a_build_names_it(here: Path, capsys: Streams) -> None:
    Path("large.yaml").write_text(
        "extends: small\nset: {large_print: yes, paper: letter, language: es}\n", encoding="utf-8"
    )
    assert said(capsys, "large.yaml", *FROM)[0] == 0
    words = Path("out/small-large/small-large.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert "Material de lectura\\ns1-participant-letter-large-es.pdf" in words


def test_what_happens_in_short_months_is_said(here: Path, capsys: Streams) -> None:
    code, _, err = said(capsys, "small", "--from", "2027-01-31", "--every", "month")
    assert (code, err) == (0, "in a month without a day 31 the meeting is on its last day\n")
    assert starts(FILE) == ["small.s1@moot 2027-01-31", "small.s2@moot 2027-02-28"]


# --- where the file goes ---


@pytest.mark.parametrize(
    ("out", "file"),
    [
        ("ours.ics", "ours.ics"),
        ("new/ours.ics", "new/ours.ics"),
        ("new", "new/small/small.ics"),
        (".", "small/small.ics"),
    ],
)
def test_a_file_or_a_folder(here: Path, capsys: Streams, out: str, file: str) -> None:
    assert said(capsys, "small", *FROM, "--out", out)[0] == 0
    assert len(starts(Path(file))) == 2
    assert not Path("out").exists()


def test_standard_output_has_nothing_but_the_file(here: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["calendar", "small", *FROM, "--out", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"BEGIN:VCALENDAR\r\n") and out.endswith(b"END:VCALENDAR\r\n")
    assert b"  s2: {on: 2027-03-11}" in err
    assert sorted(file.name for file in here.iterdir()) == ["small"]


def test_made_again_it_takes_the_place_of_the_old_file(here: Path, capsys: Streams) -> None:
    assert said(capsys, "small", *FROM)[0] == 0
    assert said(capsys, "small", "--from", "2028-03-02", "--quiet") == (0, "", "")
    assert starts(FILE)[0] == "small.s1@moot 2028-03-02"
    assert [file.name for file in FILE.parent.iterdir()] == ["small.ics"]


def test_somebody_else_s_calendar_is_never_overwritten(here: Path, capsys: Streams) -> None:
    mine = Path("mine.ics")
    mine.write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n")
    code, out, err = said(capsys, "small", *FROM, "--out", "mine.ics")
    assert (code, out) == (2, "")
    assert "mine.ics is there and was not made by moot" in err
    assert b"//other//" in mine.read_bytes()


def test_nothing_is_written_through_a_link(here: Path, capsys: Streams) -> None:
    assert said(capsys, "small", *FROM, "--out", "ours.ics")[0] == 0
    kept = Path("ours.ics").read_bytes()
    Path("link.ics").symlink_to("ours.ics")
    assert said(capsys, "small", "--from", "2028-03-02", "--out", "link.ics")[0] == 0
    assert Path("ours.ics").read_bytes() == kept
    assert not Path("link.ics").is_symlink()


def test_a_link_in_the_place_of_out_leads_nowhere(
    here: Path, capsys: Streams, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    Path("out").symlink_to(away)
    code, _, err = said(capsys, "small", *FROM)
    assert code == 2
    assert "is a link that leads elsewhere" in err
    assert list(away.iterdir()) == []


# --- refusals ---


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 1, "no session has a date"),
        (["--every", "week"], 2, "--every needs the day of the first meeting"),
        (["--skip", "2027-03-04"], 2, "--skip needs the day of the first meeting"),
        (["--from", "4.3.2027"], 2, "write 2027-03-04"),
        ([*FROM, "--every", "tuesday"], 2, "write --from 2027-03-09"),
        ([*FROM, "--skip", "11.3.2027"], 2, "--skip 11.3.2027: a day is written year-month-day"),
        ([*FROM, "--at", "7pm"], 2, "write 19:00"),
        ([*FROM, "--timezone", "Europe/Berln"], 2, "did you mean “Europe/Berlin”?"),
        ([*FROM, "--timezone", "berlin"], 2, "did you mean “Europe/Berlin”?"),
        ([*FROM, "--timezone", "../../etc/passwd"], 2, "there is no such time zone"),
        ([*FROM, "--timezone", ""], 2, "there is no such time zone"),
        ([*FROM, "--remind", "soon"], 2, "write 2d for two days before"),
        ([*FROM, "--remind", "9999 weeks"], 2, "write 2d for two days before"),
        ([*FROM, "--place", "x" * 5_000], 2, "too long for a place"),
        ([*FROM, "--out", "-", "--json"], 2, "leave out one of them"),
        (["--from", "0027-03-04", "--every", "day"], 1, "no group meets in that year"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_refusals_write_nothing(here: Path, capsys: Streams, options: list[str], code: int, words: str) -> None:
    got, out, err = said(capsys, "small", *options)
    assert got == code
    assert words in out + err
    assert "Traceback" not in err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("text", "trigger"), [("2d", "P2D"), ("3 hours", "PT3H"), ("45min", "PT45M"), ("1 week", "P7D")]
)
def test_reminders(here: Path, capsys: Streams, text: str, trigger: str) -> None:
    assert said(capsys, "small", *FROM, "--remind", text)[0] == 0
    assert f"TRIGGER:-{trigger}\r\n".encode() in FILE.read_bytes()


def test_as_json(here: Path, capsys: Streams) -> None:
    code, out, err = said(capsys, "small", *FROM, "--at", "19:00", "--json")
    answer = json.loads(out)
    assert (code, err, answer["ok"], answer["file"]) == (0, "", True, "out/small/small.ics")
    assert answer["events"][0] == {
        "session": "s1",
        "on": "2027-03-04",
        "at": "19:00",
        "minutes": 45,
        "place": None,
        "uid": "small.s1@moot",
    }
    assert answer["schedule"][0] == "schedule:"
    assert answer["problems"] == []


def test_a_guide_that_dates_itself_in_another_language(here: Path, capsys: Streams) -> None:
    yaml = guide_yaml_of(language="de").replace("minutes: 45}", "minutes: 45, on: 2027-03-04, at: '19:00', lead: Ana}")
    Path("small/guide.yaml").write_text(yaml, encoding="utf-8")
    assert said(capsys, "small")[0] == 0
    words = FILE.read_bytes().replace(b"\r\n ", b"").decode()
    assert "Leitfrage\\nWas it the yeast?\\n\\nLeitung: Ana\\n\\nVor dem Treffen zu lesen\\n" in words
