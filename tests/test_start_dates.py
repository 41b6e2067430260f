"""When a group meets: rules in plain words, days and times as they are typed."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from making import make_guide
from moot.adapt.whole import Wanted, adapted_guide
from moot.problems import UsageProblem
from moot.start.dates import day_of, days_of, meeting_dates, schedule_lines, short_months, time_of
from moot.start.rhythm import rhythm_of

THURSDAY = date(2027, 3, 4)


def days(first: str, every: str, count: int = 4, skip: str = "") -> str:
    """The meetings as month-day, those of the year 2027 and after."""
    made = meeting_dates(date.fromisoformat(first), every, count, days_of([skip]))
    return " ".join(day.isoformat()[5:] for day in made)


def refusal(call: object, *arguments: object) -> str:
    with pytest.raises(UsageProblem) as found:
        call(*arguments)  # type: ignore[operator]
    return str(found.value)


CASES = """
    2027-03-04  week                                    03-04 03-11 03-18 03-25
    2027-03-04  weekly                                  03-04 03-11 03-18 03-25
    2027-03-04  Every Thursday                          03-04 03-11 03-18 03-25
    2027-03-04  on thursdays                            03-04 03-11 03-18 03-25
    2027-03-04  thu                                     03-04 03-11 03-18 03-25
    2027-03-04  2 weeks                                 03-04 03-18 04-01 04-15
    2027-03-04  two weeks                               03-04 03-18 04-01 04-15
    2027-03-04  fortnight                               03-04 03-18 04-01 04-15
    2027-03-04  every second week                       03-04 03-18 04-01 04-15
    2027-03-04  other thursday                          03-04 03-18 04-01 04-15
    2027-03-04  2 weeks on thursday                     03-04 03-18 04-01 04-15
    2027-03-04  3 weeks                                 03-04 03-25 04-15 05-06
    2027-03-04  tuesday and thursday                    03-04 03-09 03-11 03-16
    2027-03-04  tue, thu                                03-04 03-09 03-11 03-16
    2027-03-04  day                                     03-04 03-05 03-06 03-07
    2027-03-04  weekday                                 03-04 03-05 03-08 03-09
    2027-03-04  month                                   03-04 04-04 05-04 06-04
    2027-03-04  other month                             03-04 05-04 07-04 09-04
    2027-03-04  first thursday                          03-04 04-01 05-06 06-03
    2027-03-04  the first Thursday of each month        03-04 04-01 05-06 06-03
    2027-03-25  last thursday                           03-25 04-29 05-27 06-24
    2027-03-11  second thursday of the month            03-11 04-08 05-13 06-10
    2027-03-11  2nd and 4th thursday                    03-11 03-25 04-08 04-22
    2027-03-04  1st and 3rd thursday                    03-04 03-18 04-01 04-15
    2027-04-29  5th thursday                            04-29 07-29 09-30 12-30
    2027-01-31  month                                   01-31 02-28 03-31 04-30
    2027-01-30  month                                   01-30 02-28 03-30 04-30
    2028-01-29  month                                   01-29 02-29 03-29 04-29
    2027-03-04  jueves                                  03-04 03-11 03-18 03-25
    2027-03-04  Donnerstag                              03-04 03-11 03-18 03-25
    2027-03-04  jeudi                                   03-04 03-11 03-18 03-25
    2027-03-04  четверг                                 03-04 03-11 03-18 03-25
    2027-03-03  miercoles                               03-03 03-10 03-17 03-24
"""


@pytest.mark.parametrize("case", textwrap.dedent(CASES).strip().splitlines())
def test_rules_in_plain_words(case: str) -> None:
    first, every, expected = case[:10], case[10:52].strip(), case[52:].strip()
    assert days(first, every) == expected


def test_skipped_days_move_the_others_on() -> None:
    assert days("2027-03-04", "week", 4, "2027-03-11, 2027-04-01") == "03-04 03-18 03-25 04-08"
    assert days("2027-03-04", "week", 3, "2027-03-12") == "03-04 03-11 03-18"


def test_what_happens_in_short_months_is_said() -> None:
    assert short_months(date(2027, 1, 31), "month") == "in a month without a day 31 the meeting is on its last day"
    assert short_months(date(2027, 1, 28), "month") == short_months(date(2027, 1, 31), "week") == ""
    assert short_months(date(2027, 1, 29), "last friday") == ""


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("tuesday", 'Tuesday, 9 March 2027: write --from 2027-03-09, or --every "thursday"'),
        ("other tuesday", 'write --from 2027-03-16, or --every "other thursday"'),
        ("last thursday", "the first that does is Thursday, 25 March 2027: write --from 2027-03-25"),
        ("thrusday", "did you mean “thursday”?"),
        ("tuesday and thrusday", "did you mean “thursday”?"),
        ("donerstag", "did you mean “donnerstag”?"),
        ("среду", "did you mean “среда”?"),
        ("", "there are: week, 2 weeks, month, thursday"),
        ("blue moon", "there are: week"),
        ("0 weeks", "there are: week"),
        ("2 thursdays", "there are: week"),
        ("x" * 5_000, "there are: week"),
        ("thursday " * 500, "there are: week"),
        ("second thursday", '"other thursday", or --every "second thursday of the month"'),
        ("second weekend", "moot does not know how often"),
    ],
    ids=lambda text: text[:24],
)
def test_what_is_no_rule_says_what_would_be(every: str, words: str) -> None:
    message = refusal(meeting_dates, THURSDAY, every, 4)
    assert words in message
    assert len(message) < 300


def test_the_first_meeting_cannot_be_skipped() -> None:
    assert "--skip 2027-03-04 is the day of the first meeting" in refusal(
        meeting_dates, THURSDAY, "week", 4, [THURSDAY]
    )


def test_the_calendar_has_an_end() -> None:
    assert "the calendar ends" in refusal(meeting_dates, date(9999, 12, 30), "week", 4)


@given(
    st.dates(date(1990, 1, 1), date(2200, 1, 1)),
    st.sampled_from(["day", "week", "3 weeks", "month", "5 months"]),
    st.integers(0, 40),
    st.lists(st.dates(date(1990, 1, 1), date(2200, 1, 1)), max_size=5),
)
def test_as_many_days_as_wanted_in_order_and_none_skipped(
    first: date, every: str, count: int, skip: list[date]
) -> None:
    skip = [day for day in skip if day != first]
    made = meeting_dates(first, every, count, skip)
    assert len(made) == count == len(set(made))
    assert made == sorted(made)
    assert not set(made) & set(skip)
    assert made[:1] == [first][:count]
    if every == "month":
        assert all(day.day == first.day or (day + timedelta(days=1)).day == 1 for day in made)


@given(st.text(max_size=60) | st.text("0123456789 -/.adefhiknorstuwy", max_size=40))
def test_any_words_are_a_rule_or_a_message(text: str) -> None:
    for read in (rhythm_of, day_of, time_of):
        try:
            read(text)
        except UsageProblem as refused:
            assert "\n    help: " in str(refused)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4.3.2027", "write 2027-03-04"),
        ("4.3.27", "write 2027-03-04"),
        ("03/04/2027", "write 2027-04-03 for 3 April 2027 or 2027-03-04 for 4 March 2027"),
        ("04-03-2027", "write 2027-03-04 for 4 March 2027 or 2027-04-03 for 3 April 2027"),
        ("13/04/2027", "help: write 2027-04-13"),
        ("4/13/2027", "help: write 2027-04-13"),
        ("2027-3-4", "help: write 2027-03-04"),
        ("2027/03/04", "help: write 2027-03-04"),
        ("4 March 2027", "help: write 2027-03-04"),
        ("Mar 4, 2027", "help: write 2027-03-04"),
        ("2027-02-30", "there is no such day"),
        ("0000-01-01", "there is no such day"),
        ("31.2.2027", "write year-month-day, as in 2027-03-04"),
        ("tomorrow", "write year-month-day, as in 2027-03-04"),
        ("٢٠٢٧-٠٣-٠٤", "write year-month-day, as in 2027-03-04"),
        ("9" * 5_000, "write year-month-day, as in 2027-03-04"),
    ],
    ids=lambda text: text[:24],
)
def test_a_day_is_written_one_way_and_the_message_says_which(text: str, words: str) -> None:
    message = refusal(day_of, text)
    assert words in message
    assert message.startswith("--from ")
    assert len(message) < 200


def test_days() -> None:
    assert day_of(" 2027-03-04 ") == THURSDAY
    assert days_of(["2027-03-04, 2027-03-11", "2028-02-29"]) == [THURSDAY, date(2027, 3, 11), date(2028, 2, 29)]
    assert refusal(days_of, ["2027-03-04,4.3.2027"]).startswith("--skip 4.3.2027: ")


@pytest.mark.parametrize(
    ("text", "meant"),
    [("7pm", "19:00"), ("7 p.m.", "19:00"), ("12am", "0:00"), ("19", "19:00"), ("19h30", "19:30"), ("19.30", "19:30"),
     ("19 Uhr", "19:00"), ("25:00", "as in 19:00"), ("19:60", "as in 19:00"), ("seven", "as in 19:00")],
)  # fmt: skip
def test_a_time_is_written_one_way_and_the_message_says_which(text: str, meant: str) -> None:
    assert refusal(time_of, text).endswith(meant)


def test_times() -> None:
    assert (time_of("19:00"), time_of(" 9:05 ")) == ("19:00", "9:05")


def test_the_lines_to_keep_are_read_back(tmp_path: object) -> None:
    """Whatever the place is called, the group's file says just that."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    place = 'Room 3: "upstairs", #2 {left}'
    lines = schedule_lines(
        {
            "s1": {"on": "2027-03-04", "at": "19:00", "place": place, "lead": ""},
            "s2": {"on": "2027-03-11", "at": "9:30"},
        }
    )
    assert lines[0] == "schedule:"
    assert lines[2] == "  s2: {on: 2027-03-11, at: 9:30}"
    file = folder / "tuesday.yaml"
    file.write_text("extends: small\n" + "\n".join(lines) + "\n", encoding="utf-8")
    sessions = adapted_guide(Wanted(make_guide(folder), "small", (file,))).loaded.guide.sessions
    assert [(one.on, one.at, one.place) for one in sessions] == [
        ("2027-03-04", "19:00", place),
        ("2027-03-11", "9:30", None),
    ]
