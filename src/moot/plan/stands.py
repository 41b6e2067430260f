"""Who stands where: what the readings of a session say of its claims, gathered by position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moot.guide.guide import Guide
from moot.guide.section import Section

if TYPE_CHECKING:  # the values of a page, of which the chart is one, are made before the readings
    from moot.plan.readings import Used

__all__ = ["PlannedStand", "PlannedStanding", "PlannedStands", "planned_stands"]


@dataclass(frozen=True)
class PlannedStand:
    """What one position has to say of one claim.

    stance: for, against, mixed (readings on both sides, or one that is), neither (a reading takes no side), or "" where
    nothing is known. readings: how many of this session say so. holds: the guide names the position as holding it.
    """

    stance: str = ""
    readings: int = 0
    holds: bool = False


@dataclass(frozen=True)
class PlannedStanding:
    """One position: its name, the people of this session who hold it, and a stand for each claim, in their order."""

    position: str
    people: tuple[str, ...]
    stands: tuple[PlannedStand, ...]


@dataclass(frozen=True)
class PlannedStands:
    """The chart: labels of the claims, and a row for each position."""

    claims: tuple[str, ...]
    rows: tuple[PlannedStanding, ...]


def planned_stands(
    guide: Guide,
    sections: Sequence[Section],
    used: Sequence[Used],
    claims: Mapping[str, str],
    number: int,
) -> PlannedStands | None:
    """The chart of a session, or None where fewer than two positions or two claims have anything to show.

    claims: the label of each claim that is printed, by its id. number: of the session; in every second one the
    positions stand in the opposite order, so that none is always first.
    """
    holders = {key: claim.holders for section in sections for key, claim in section.claims.items()}
    names = list(guide.about.positions)
    stands = {
        name: tuple(_stand(name, key, used, name in holders.get(key, ())) for key in claims)
        for name in (names if number % 2 else reversed(names))
    }
    shown = {name: row for name, row in stands.items() if any(stand.stance for stand in row)}
    told = sum(any(row[column].stance for row in shown.values()) for column in range(len(claims)))
    if len(shown) < 2 or told < 2:
        return None
    rows = [PlannedStanding(_name(guide, name), _people(guide, sections, name), row) for name, row in shown.items()]
    return PlannedStands(tuple(claims.values()), tuple(rows))


def _stand(position: str, claim: str, used: Sequence[Used], holds: bool) -> PlannedStand:
    own = [one.reading for one in used if one.reading.position == position]
    said = [reading.stance[claim] for reading in own if claim in reading.stance]
    sides = {stance for stance in said if stance != "neither"} | ({"for"} if holds else set())
    stance = sides.pop() if len(sides) == 1 else "mixed" if sides else "neither" if said else ""
    return PlannedStand(stance, len(said), holds)


def _name(guide: Guide, position: str) -> str:
    return guide.about.positions[position].short or guide.about.positions[position].name


def _people(guide: Guide, sections: Sequence[Section], position: str) -> tuple[str, ...]:
    """Those of this session, by their last names, as “Who is who” has them."""
    named = dict.fromkeys(name for section in sections for name in section.people)
    people = [guide.people[name] for name in named if guide.people[name].position == position]
    return tuple(person.name for person in sorted(people, key=lambda one: one.name.split()[-1].casefold()))
