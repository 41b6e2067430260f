"""How often a group meets, in plain words: `week`, `other thursday`, `1st and 3rd thursday`, `last friday`.

Days of the week are understood in every language that moot has words in; the other words are English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from moot.problems import UsageProblem, nearest
from moot.tongue import weekday_names

__all__ = ["Rhythm", "rhythm_of"]


@dataclass(frozen=True)
class Rhythm:
    """Every so many days, weeks or months.

    days: of the week, Monday 0; none for that of the first meeting. weeks: in a month, 1 to 5, and -1 for the last;
    only with step month, and always beside days.
    """

    step: Literal["day", "week", "month"]
    interval: int = 1
    days: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()


_STEPS: dict[str, Rhythm] = {
    "day": Rhythm("day"),
    "daily": Rhythm("day"),
    "week": Rhythm("week"),
    "weekly": Rhythm("week"),
    "fortnight": Rhythm("week", 2),
    "fortnightly": Rhythm("week", 2),
    "month": Rhythm("month"),
    "monthly": Rhythm("month"),
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_LITTLE = {"every", "each", "on", "and", "the", "a"}
_OF_THE_MONTH = re.compile(r" (?:of|in) (?:the |each |every |a )?month$")
_MOST_WORDS = 16
_EXAMPLES = "week, 2 weeks, month, thursday, other thursday, tuesday and thursday, first thursday, 1st and 3rd thursday"


def rhythm_of(text: str) -> Rhythm:
    """What the words mean. Raises UsageProblem with the nearest word, or with what can be written."""
    said = " ".join(re.split(r"[\s,;&+]+", text.casefold().strip()))
    short = _OF_THE_MONTH.sub("", said)
    words = [word for word in short.split(" ") if word and word not in _LITTLE]
    if not words or len(words) > _MOST_WORDS:
        raise _unknown(text, words)
    found = _stepped(words) or _in_month(words, said != short, text) or _weekly(words, 1)
    if found is None:
        raise _unknown(text, words)
    return found


def _stepped(words: Sequence[str]) -> Rhythm | None:
    """`week`, `2 weeks`, `other month`; of weeks also with days: `2 weeks thursday`, `other thursday`."""
    first, *rest = words
    number = _number(first)
    if number and rest:
        first, *rest = rest
        if number == 2 and _day(first) is not None and words[0] == "other":
            return _weekly(words[1:], 2)
    step = _STEPS.get(first) or _STEPS.get(first.removesuffix("s"))
    if step is None:
        return None
    step = Rhythm(step.step, step.interval * (number or 1))
    if not rest:
        return step
    return _weekly(rest, step.interval) if step.step == "week" else None


def _number(word: str) -> int:
    """2 for two, 2 and other; 0 where it is no number from 1 to 99."""
    if re.fullmatch(r"[1-9][0-9]?", word):
        return int(word)
    return 2 if word == "other" else _NUMBERS.get(word, 0)


def _in_month(words: Sequence[str], said_month: bool, text: str) -> Rhythm | None:
    """`first thursday`, `1st and 3rd thursday`. Every second Thursday is said for two different things."""
    weeks = [_ORDINALS[word] for word in words if word in _ORDINALS]
    rest = words[len(weeks) :]
    if not weeks or not rest or any(word in _ORDINALS for word in rest):
        return None
    day = " ".join(rest)
    if weeks == [2] and day in _STEPS:
        return Rhythm(_STEPS[day].step, 2 * _STEPS[day].interval)
    days = _weekly(rest, 1)
    if days and weeks == [2] and not said_month:
        raise UsageProblem(
            f"--every “{_short(text)}” is said for two different things\n"
            f'    help: write --every "other {day}", or --every "second {day} of the month"'
        )
    return days and Rhythm("month", 1, days.days, tuple(dict.fromkeys(weeks)))


def _weekly(words: Sequence[str], interval: int) -> Rhythm | None:
    if [word.removesuffix("s") for word in words] == ["weekday"]:
        return Rhythm("week", interval, (0, 1, 2, 3, 4))
    days = [_day(word) for word in words]
    known = [day for day in days if day is not None]
    return Rhythm("week", interval, tuple(sorted(set(known)))) if len(known) == len(words) else None


_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _day(word: str) -> int | None:
    """The day of the week, in English without asking Babel."""
    short = word.removesuffix(".")
    for name in (short, short.removesuffix("s")):
        for number, english in enumerate(_ENGLISH):
            if name == english or (len(name) >= 3 and english.startswith(name)):
                return number
    if short in _OTHER_WORDS:
        return None
    return _other_days().get(_bare(short))


_OTHER_WORDS = {*_STEPS, *_NUMBERS, *_ORDINALS, "other", "weekday", "weekdays"}


@cache
def _other_days() -> dict[str, int]:
    return {_bare(name): day for name, day in weekday_names().items()}


def _bare(word: str) -> str:
    """Without accents: people type miercoles."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _unknown(text: str, words: Sequence[str]) -> UsageProblem:
    hint = f"there are: {_EXAMPLES}"
    known = [*_ENGLISH, *_OTHER_WORDS, "weeks", "months", "days"]
    for word in words[:_MOST_WORDS]:
        if word not in known and not _number(word) and _day(word) is None:
            # Of five languages something is always like a short word.
            close = nearest(word, known) or (nearest(word, weekday_names()) if len(word) >= 5 else "")
            hint = f"did you mean “{close}”? There are: {_EXAMPLES}" if close else hint
            break
    return UsageProblem(f"--every {_short(text)}: moot does not know how often that is\n    help: {hint}")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
