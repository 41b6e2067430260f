"""Calendar files: what stands in them, and that any calendar can read them (RFC 5545), whatever a guide is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from making import TEXT, guide_yaml_of, load
from moot.exchange.calendar import calendar_of, checked_dates
from moot.exchange.invitation import invitation
from moot.load.guide_folder import Loaded, load_guide
from moot.plan.session import plan_session
from moot.problems import GuideProblems
from moot.resources import shipped_guides

BERLIN = ZoneInfo("Europe/Berlin")
EVENING = {"on": "2027-03-04", "at": "19:00", "place": "Library, room 2", "lead": "Ana"}


def with_sessions(loaded: Loaded, **said: Mapping[str, Any]) -> Loaded:
    """The guide with new values for its sessions, by id."""
    sessions = tuple(one.model_copy(update=dict(said.get(one.id, {}))) for one in loaded.guide.sessions)
    return replace(loaded, guide=loaded.guide.model_copy(update={"sessions": sessions}))


def made(loaded: Loaded, zone: ZoneInfo | None = None, remind: timedelta | None = None, name: str = "small") -> bytes:
    handouts = {one.id: [f"{one.id}-participant-a4.pdf"] for one in loaded.guide.sessions}
    return calendar_of(loaded, name, handouts, zone, remind).data


def events(data: bytes) -> list[Any]:
    """The events as icalendar reads them back."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


# --- a second reader, which knows the rules of RFC 5545 and nothing of icalendar ---

_LINE = re.compile(r'([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', re.DOTALL)
_TEXT = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT"}
_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "SEQUENCE", "TRANSP"}
_NEEDED = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
}


def faults(data: bytes) -> list[str]:
    """What a strict reader would refuse."""
    found = []
    if not data.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", data):
        found.append("a line that does not end in CR LF")
    rows = data.split(b"\r\n")[:-1]
    found += [f"{len(row)} octets in a line" for row in rows if len(row) > 75]
    for row in rows:
        try:
            if re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]", row.decode("utf-8")):
                found.append(f"a control character in {row!r}")
        except UnicodeDecodeError:
            found.append(f"a letter is cut in two: {row!r}")
    return found or _faults_of_lines(data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1])


def _faults_of_lines(lines: list[str]) -> list[str]:
    found: list[str] = []
    inside: list[tuple[str, list[str]]] = []
    zones, named_zones = set(), set()
    for line in lines:
        parts = _LINE.fullmatch(line)
        if parts is None:
            found.append(f"no property: {line!r}")
            continue
        name, value = parts[1], parts[3]
        if name == "BEGIN":
            inside.append((value, []))
        elif name == "END":
            begun, names = inside.pop() if inside else ("", [])
            found += [] if begun == value else [f"{value} ends within {begun}"]
            found += [f"{value} without {one}" for one in _NEEDED.get(value, set()) - set(names)]
            found += [f"{one} twice in {value}" for one in _ONCE if names.count(one) > 1]
        elif not inside:
            found.append(f"outside of everything: {line!r}")
        else:
            inside[-1][1].append(name)
        if name in _TEXT and re.sub(r"\\[\\;,nN]", "", value).strip("\\") != re.sub(r"\\.|[;,]", "", value):
            found.append(f"not escaped: {line!r}")
        if name == "TZID":
            zones.add(value)
        named_zones |= set(re.findall(r"TZID=([^;:]+)", parts[2]))
    found += [f"zone {zone} is not described" for zone in named_zones - zones]
    return found + [f"{begun} does not end" for begun, _ in inside]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((b"\r\n", b"\n"), "CR LF"),
        ((b"SUMMARY:", b"SUMMARY:" + b"x" * 80), "octets"),
        ((b"\\,", b","), "not escaped"),
        ((b"UID:", b"X-ID:"), "without UID"),
        ((b"END:VEVENT", b"END:VTODO"), "ends within"),
        ((b"VERSION:2.0\r\n", b""), "without VERSION"),
        ((b"SUMMARY:", b"SUMMARY:a\r\nnonsense:"), "no property"),
        ((b"SUMMARY:", b"SUMMARY:a\x1b"), "control character"),
        ((b"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin", b"BEGIN:VTIMEZONE\r\nTZID:Europe/Paris"), "not described"),
    ],
)
def test_the_second_reader_sees_what_is_wrong(tmp_path: Path, change: tuple[bytes, bytes], told: str) -> None:
    data = made(with_sessions(load(tmp_path), s1=EVENING), BERLIN)
    assert faults(data) == []
    assert change[0] in data
    assert told in str(faults(data.replace(*change)))


# --- what stands in a file ---


def test_one_event_a_session(tmp_path: Path) -> None:
    loaded = with_sessions(load(tmp_path, **{"text.md": TEXT}), s1=EVENING, s2={"on": "2027-03-11"})
    first, second = events(made(loaded))
    assert first["summary"] == "How it rose · A small guide"
    assert first["location"] == "Library, room 2"
    assert (first["dtstart"].dt, first["dtend"].dt) == (datetime(2027, 3, 4, 19), datetime(2027, 3, 4, 19, 45))
    assert str(first["description"]).split("\n") == [
        "Focus question",
        "Was it the yeast?",
        "",
        "led by Ana",
        "",
        "Before you come, read",
        "• Text Rise, ¶1–3 (1 min)",
        "• P1 Diary of an oven, Dora Baker (3–5 min)",
        "  https://example.org/diary",
        "• C1 Report of the mill, The Mill (2–4 min)",
        "All together, for fast and for slow readers (6–10 min)",
        "",
        "Handout",
        "s1-participant-a4.pdf",
    ]
    assert (first["uid"], first["sequence"]) == ("small.s1@moot", 0)
    assert second["dtstart"].dt.isoformat() == "2027-03-11"
    assert second["dtend"].dt.isoformat() == "2027-03-12"
    assert second["transp"] == "TRANSPARENT"
    assert "location" not in second


CHOICES = {
    "guide.yaml": """
        title: A guide
        text: {title: On Bread}
        sections:
          rise:
            heading: Rise
            primary: [{reading: a, need: required, part: pp. 3-9}, {reading: b, need: choose-one}]
            counterpoint: [{reading: c, need: choose-one}, {reading: d, need: choose-one}]
            further: [e]
        sessions:
          - {id: s1, title: One, sections: [rise], on: 2027-03-04}
        """,
    "readings.yaml": "".join(
        f"{one}: {{title: Book *{one}*, type: primary, authors: [Auth {one}]}}\n" for one in "abcde"
    ),
    **dict.fromkeys(["questions/core.yaml", "glossary.yaml", "people.yaml", "timeline.yaml"]),
}


def test_choices_and_what_nobody_has_to_read(tmp_path: Path) -> None:
    loaded = load(tmp_path, **CHOICES)
    words = str(events(made(loaded))[0]["description"])
    assert words.split("\n") == [
        "Before you come, read",
        "• Text Rise, On Bread",
        "• P1 Book a, pp. 3-9, Auth a",
        "• One more, if you can of the primary sources",
        "   – P2 Book b, Auth b",
        "• Choose one of the counterpoints",
        "   – C1 Book c, Auth c",
        "   – C2 Book d, Auth d",
        "",
        "Handout",
        "s1-participant-a4.pdf",
        "",
        "More to read",
        "• R1 Book e, Auth e",
    ]


def test_nothing_of_the_facilitator_is_in_it(tmp_path: Path) -> None:
    """Every word of it is a word of the participants' plan, which has none of the facilitator's."""
    loaded = with_sessions(load(tmp_path), s1=EVENING | {"prepare": ("Bring the secret oven.",)}, s2=EVENING)
    words = made(loaded).decode().replace("\r\n ", "")
    for secret in ("Let them read it aloud", "It means growth", "Where do you see that", "secret oven"):
        assert secret not in words
    with pytest.raises(ValueError, match="participants"):
        invitation(plan_session(loaded, loaded.guide.sessions[0], "facilitator"), ())


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru"])
def test_words_in_the_language_of_the_pages(tmp_path: Path, language: str) -> None:
    loaded = with_sessions(load(tmp_path, **{"guide.yaml": guide_yaml_of(language=language)}), s1=EVENING)
    data = made(loaded)
    words = str(events(data)[0]["description"])
    assert faults(data) == []
    for english in ("Focus question", "led by", "Before you come", "All together", "minutes"):
        assert english not in words
    heads = {"ar": "ملزمة", "de": "Leitfrage", "es": "Material de lectura", "fr": "Dossier", "ru": "Материалы"}
    assert heads[language] in words.split("\n")


def test_with_a_time_zone(tmp_path: Path) -> None:
    loaded = with_sessions(load(tmp_path), s1=EVENING, s2=EVENING | {"on": "2028-07-06"})
    data = made(loaded, BERLIN)
    first, second = events(data)
    assert faults(data) == []
    assert first["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 4, 18, tzinfo=UTC)
    assert second["dtstart"].dt.astimezone(UTC) == datetime(2028, 7, 6, 17, tzinfo=UTC)
    assert b"DTSTART;TZID=Europe/Berlin:20270304T190000\r\n" in data


def test_a_meeting_in_the_night_in_which_clocks_change(tmp_path: Path) -> None:
    """45 minutes from half past one are up when the clock says a quarter past three."""
    night = made(with_sessions(load(tmp_path), s1={"on": "2027-03-28", "at": "1:30"}), BERLIN)
    assert b"DTEND;TZID=Europe/Berlin:20270328T031500\r\n" in night


def test_a_meeting_past_midnight(tmp_path: Path) -> None:
    late = events(made(with_sessions(load(tmp_path), s1={"on": "2027-12-31", "at": "23:30"})))[0]
    assert late["dtend"].dt == datetime(2028, 1, 1, 0, 15)


def test_a_reminder(tmp_path: Path) -> None:
    data = made(with_sessions(load(tmp_path), s1=EVENING), remind=timedelta(days=2))
    assert faults(data) == []
    assert b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n" in data
    assert b"TRIGGER:-P2D\r\n" in data
    assert b"VALARM" not in made(with_sessions(load(tmp_path / "b"), s1=EVENING))


def test_same_input_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    loaded = with_sessions(load(tmp_path), s1=EVENING, s2=EVENING)
    data = made(loaded, BERLIN)
    assert made(loaded, BERLIN) == data
    assert events(data)[0]["dtstamp"].dt == datetime(2027, 3, 4, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert events(made(loaded))[0]["dtstamp"].dt == datetime(2027, 1, 15, 8, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9" * 40)
    assert made(loaded, BERLIN) == data


def test_an_event_keeps_its_id_when_it_is_moved(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    first = events(made(with_sessions(loaded, s1=EVENING)))[0]["uid"]
    other = events(made(with_sessions(loaded, s1=EVENING | {"on": "2027-05-01", "place": "Café"})))[0]["uid"]
    group = events(made(with_sessions(loaded, s1=EVENING), name="small-tuesday"))[0]["uid"]
    assert first == other != group


# --- whatever a guide says ---

EVIL = "a,b;c\\d\nEND:VEVENT\r\nBEGIN:VEVENT\rX:1\x0b\x0c\x1b[0m\x85\u2028\u2029z"


def test_no_title_can_write_lines_of_its_own(tmp_path: Path) -> None:
    evil = EVENING | {"title": EVIL, "place": EVIL, "lead": EVIL, "focus": EVIL}
    data = made(with_sessions(load(tmp_path), s1=evil), remind=timedelta(days=1))
    assert faults(data) == []
    assert len(events(data)) == 1
    assert str(events(data)[0]["location"]).startswith("a,b;c\\d END:VEVENT")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load(tmp_path_factory.mktemp("guides"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_words_make_a_file_that_can_be_read(small: Loaded, title: str, place: str) -> None:
    data = made(with_sessions(small, s1=EVENING | {"title": title, "place": place, "focus": title + place}))
    assert faults(data) == []
    assert len(events(data)) == 1


@pytest.mark.parametrize("name", list(shipped_guides()))
def test_the_shipped_guides(name: str) -> None:
    """Nothing to read before a meeting is cut off: only what nobody has to read may be."""
    loaded = load_guide(shipped_guides()[name], name=name)
    loaded = with_sessions(loaded, **{one.id: EVENING for one in loaded.guide.sessions})
    data = made(loaded, BERLIN)
    assert faults(data) == []
    assert all(".pdf" in event["description"] for event in events(data))
    assert len(events(data)) == len(loaded.guide.sessions)


def test_what_is_endless_is_cut(tmp_path: Path) -> None:
    """Calendars refuse entries that are longer than theirs may be."""
    endless = "a very long word, " * 1_000
    event = events(
        made(with_sessions(load(tmp_path), s1=EVENING | {"title": endless, "place": endless, "focus": endless}))
    )
    assert [len(str(event[0][key])) for key in ("summary", "location", "description")] <= [200, 200, 8_000]
    assert str(event[0]["summary"]).endswith("…")


# --- dates that cannot be meant ---


def told(loaded: Loaded) -> list[str]:
    return [one.message for one in checked_dates(loaded.guide.sessions, "small")]


@pytest.mark.parametrize(
    ("s1", "s2", "warnings"),
    [
        (EVENING, {"on": "2027-03-11", "at": "19:00"}, []),
        (EVENING, {"on": "2027-03-04", "at": "19:45"}, []),
        (
            EVENING,
            {"on": "2027-03-04", "at": "19:30"},
            ["sessions s1 and s2 are held at the same time: Thursday, 4 March 2027, 19:00–19:45, "
             "and Thursday, 4 March 2027, 19:30–20:00"],
        ),
        (
            {"on": "2027-03-04"},
            {"on": "2027-03-04"},
            ["sessions s1 and s2 are held at the same time: Thursday, 4 March 2027, and Thursday, 4 March 2027"],
        ),
        (
            EVENING,
            {"on": "2026-03-11"},
            ["session s2, Wednesday, 11 March 2026, is held before session s1, Thursday, 4 March 2027, 19:00–19:45"],
        ),
        (EVENING, {}, ["without a date, and so not in the calendar: s2"]),
    ],
)  # fmt: skip
def test_warnings(tmp_path: Path, s1: Mapping[str, Any], s2: Mapping[str, Any], warnings: list[str]) -> None:
    assert told(with_sessions(load(tmp_path), s1=s1, s2=s2)) == warnings


@pytest.mark.parametrize("year", ["0000", "0027", "9999"])
def test_a_year_in_which_no_group_meets(tmp_path: Path, year: str) -> None:
    with pytest.raises(GuideProblems, match="no group meets in that year"):
        told(with_sessions(load(tmp_path), s1={"on": f"{year}-12-31"}))


def test_no_date_at_all_says_how_to_date(tmp_path: Path) -> None:
    with pytest.raises(GuideProblems, match="no session has a date") as found:
        told(load(tmp_path))
    assert "--from 2027-03-04 --every thursday" in str(found.value)
    assert "schedule:" in str(found.value)
