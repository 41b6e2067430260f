"""Whether a reader can find a source and judge it."""

from __future__ import annotations

from collections.abc import Iterator

from moot.guide.reading import Reading
from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["full_headers"]


def full_headers(loaded: Loaded) -> Iterator[Problem]:
    """Every reading a section uses says when it was made, where it stands, for whom, and what was at stake."""
    used = {use.reading for section in loaded.guide.sections.values() for _, _, use in section.uses()}
    for key, reading in loaded.guide.readings.items():
        missing = _missing(reading) if key in used else []
        if missing:
            yield loaded.origins["reading", key].warning(
                message=f"reading “{key}” has no {', no '.join(missing)}",
                hint="a source is read against who made it, when, for whom and to what end",
                rule="source-header",
            )


def _missing(reading: Reading) -> list[str]:
    fields = {
        "date (issued)": reading.issued,
        "first_audience": reading.first_audience,
        "stake": reading.stake,
        "place to find it (in, publisher or url)": reading.container or reading.publisher or reading.url,
    }
    return [name for name, value in fields.items() if not value]
