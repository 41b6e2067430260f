"""`moot show`: what a guide holds, as a tree in the terminal."""

from typing import Any

from moot.cli.common import (
    AsJson,
    DraftOption,
    ForOption,
    GroupOption,
    GuideArgument,
    KindOption,
    LevelOption,
    MaxOption,
    MinutesOption,
    SetOption,
    SetsOption,
    TagOption,
    TextOption,
    WithoutOption,
    adapted,
    counted,
    print_json,
    say,
)

__all__ = ["show"]


def show(
    guide: GuideArgument = None,
    adaptations: ForOption = None,
    minutes: MinutesOption = None,
    group: GroupOption = None,
    sets: SetOption = None,
    folders: SetsOption = None,
    level: LevelOption = None,
    kind: KindOption = None,
    tag: TagOption = None,
    without: WithoutOption = None,
    most: MaxOption = None,
    draft: DraftOption = False,
    text: TextOption = None,
    as_json: AsJson = False,
) -> None:
    """Show what a guide holds, as a tree. Its sessions with their sections, questions, readings and minutes."""
    from moot.plan.outline import outline

    words: dict[str, Any] = {
        "minutes": minutes,
        "group": group,
        "sets": sets,
        "level": level,
        "kinds": kind,
        "tags": tag,
    }
    words |= {"without": without, "most": most, "draft": "yes" if draft else None}
    found = adapted(guide, adaptations, text, folders, **words)
    tree = outline(found.loaded)
    if as_json:
        print_json(tree)
        return
    say(str(tree["title"]))
    if tree["sets"]:
        others = f" (there are also: {', '.join(tree['other_sets'])})" if tree["other_sets"] else ""
        say(f"question set: {', '.join(tree['sets'])}{others}")
    _branches(tree["sessions"], "")
    if found.loaded.guide.drafts:
        say(f"{counted(len(found.loaded.guide.drafts), 'draft question')} left out; “--draft” shows them")


def _branches(nodes: list[dict[str, Any]], indent: str) -> None:
    for index, node in enumerate(nodes):
        last = index == len(nodes) - 1
        say(f"{indent}{'└─ ' if last else '├─ '}{_label(node)}")
        _branches(node.get("inside", []), indent + ("   " if last else "│  "))


def _label(node: dict[str, Any]) -> str:
    minutes = f"  {node['minutes']}" if node.get("minutes") else ""
    return f"{node['label']}  {node['title']}{minutes}" if node.get("label") else f"{node['title']}{minutes}"
