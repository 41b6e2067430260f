"""`moot list`: the guides that come with moot."""

from typing import Any

from moot.cli.common import AsJson, print_json, say
from moot.resources import shipped_guides

__all__ = ["list_guides"]


def list_guides(as_json: AsJson = False) -> None:
    """List the guides that come with moot."""
    from moot.yaml_file import read_yaml

    rows: list[dict[str, Any]] = []
    for name, folder in shipped_guides().items():
        data = read_yaml(folder / "guide.yaml", f"{name}/guide.yaml").data
        sessions = data.get("sessions") or []
        rows.append(
            {
                "name": name,
                "title": str(data.get("title", "")),
                "sessions": len(sessions),
                "sets": list(data.get("sets") or []),
                "folder": str(folder),
            }
        )
    if as_json:
        print_json(rows)
        return
    for row in rows:
        sets = f"; question sets: {', '.join(row['sets'])}" if row["sets"] else ""
        say(f"{row['name']}  {row['title']} ({row['sessions']} sessions{sets})")
