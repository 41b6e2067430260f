"""Entries of a bibliography by their key, as readings to add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from moot.edits.values import unknown
from moot.exchange.bib import readings_in
from moot.problems import GuideProblems, Problem

__all__ = ["entries_of"]


def entries_of(file: Path, name: str, keys: Sequence[str]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The data of a Reading for each key, and what was noticed about these entries.

    A key may be the citation key of the file or the id made of it. Raises UsageProblem for a key that there is not,
    GuideProblems where the file is no bibliography or the entry cannot be taken over.
    """
    found = readings_in(file, name)
    by_id = {str(data["id"]): data for data in found.readings}
    wanted, problems = [], []
    for key in keys:
        about = [one for one in found.problems if f"“{key}”" in one.message]
        data = by_id.get(key) or by_id.get(re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-"))
        if data is None:
            if about:
                raise GuideProblems(about)
            raise unknown("entry", key, by_id, f"--bib {name}")
        wanted.append(data)
        problems += about
    return wanted, problems
