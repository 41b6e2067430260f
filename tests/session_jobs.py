"""Jobs as the renderer is handed them, made of a guide's session without building any file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from moot.load.guide_folder import load_guide
from moot.plan.session import plan_session
from moot.render.look import Look
from moot.resources import shipped

__all__ = ["job_of", "lay_out"]


def job_of(guide: Path, session: int = 0, edition: str = "participant", **settings: Any) -> dict[str, Any]:
    """The job of one edition of one session, counted from 0; settings are those of a Look."""
    loaded = load_guide(guide, name=guide.name)
    one = loaded.guide.sessions[session]
    templates = str(shipped("templates"))
    job = {
        "id": one.id,
        "label": f"session {one.id}, {edition} edition",
        "kind": "plan",
        "plan": asdict(plan_session(loaded, one, "facilitator" if edition == "facilitator" else "participant")),
        "settings": Look.from_plain(settings).plain(),
        "template_folders": [templates],
        "template_names": ["templates"],
        "guide_folder": str(guide),
        "asset_folders": [templates],
    }
    # As it travels to the renderer: tuples become lists.
    return dict(json.loads(json.dumps(job)))


def lay_out(job: Any) -> Any:
    """Its pages, laid out as the renderer does it, in this process."""
    from moot.render import worker

    return worker._lay_out(job)
