"""From what the renderer made to the files people get: as they are, folded, gathered as a kit, or for screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from moot.build.jobs import Job
from moot.build.looks import Looks
from moot.build.request import Built, Request
from moot.render.pool import RenderPool
from moot.render.results import Result

__all__ = ["finished"]


def finished(
    request: Request, looks: Looks, jobs: list[Job], results: Mapping[str, Result], pool: RenderPool | None
) -> Iterator[tuple[Path, Built]]:
    """Each finished file, where it lies now, with what it is."""
    out = request.out / looks.folder
    for job in jobs:
        if pool is None:
            continue
        result = results[job["id"]]
        assert result.pdf is not None, "a result without errors has a file"
        file = out / looks.file_name(job["session"], job["edition"])
        yield result.pdf, Built(file, job["session"], job["edition"], looks.look.paper, result.pages)
