"""`moot relink`: references put right after the text was edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.cli.common import AsJson, GuideArgument, counted, print_json, say, which_guide
from moot.cli.editing import on_terminal
from moot.problems import UsageProblem
from moot.resources import shipped_guides

if TYPE_CHECKING:
    from moot.edits.relink import Proposal, Relinking

__all__ = ["relink", "settle"]

Ask = Callable[[str, tuple[str, ...]], str]
"""A question and the answers that there are, to the answer."""

_ANSWERS = ("yes", "no", "keep", "all", "quit")


def relink(
    guide: GuideArgument = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write what is sure, without asking.")] = False,
    guesses: Annotated[bool, typer.Option("--guesses", help="With --yes: write the guesses too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help="Another copy of the text than the guide's own.")
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Put references right after the text was edited. Each is shown and written if you say yes; then guide.lock.

    guide.lock knows which paragraphs every reference means. Where a guide has none, the references are taken as
    they stand, and it is written.
    """
    from moot.edits.relink import Relinking

    if guesses and not yes:
        raise UsageProblem("--guesses goes with --yes\n    help: without both, you are asked for each")
    folder, name = _own_guide(guide)
    relinking = Relinking(folder, name, text)
    asks = on_terminal(as_json) and not yes and not dry_run
    if not settle(relinking, _asked if asks else None, yes, guesses):
        agreed = sum(one.answer == "yes" for one in [*relinking.sections, *relinking.references])
        say("quit: nothing was written" + (f", also not the {agreed} you said yes to" if agreed else ""))
        return 1
    rows = [*relinking.sections, *relinking.references]
    # Somebody who is shown proposals and could not answer has agreed to nothing.
    write = not dry_run and (asks or yes or not rows)
    relinking.finish(write)
    if as_json:
        _as_json(relinking, rows, write)
    else:
        _told(relinking, rows, write, asks)
    return 1 if not dry_run and (relinking.open if write else rows) else 0


def _own_guide(guide: str | None) -> tuple[Path, str]:
    folder, name, files = which_guide(guide, None)
    if files or folder is None:
        hint = "name the guide's folder; the references of an adaptation are looked at by “moot check”"
        raise UsageProblem(f"“{guide}” is a group's adaptation, which has no text of its own\n    help: {hint}")
    known = shipped_guides()
    if name in known and known[name] == folder:
        raise UsageProblem(f"“{name}” comes with moot and is not changed in place\n    help: copy its folder first")
    return folder, name or folder.as_posix()


def settle(relinking: Relinking, ask: Ask | None, yes: bool, guesses: bool) -> bool:
    """Answers every proposal: by asking, or with yes for what is sure. False where a person wants to stop.

    Sections come first, for what the references in them mean depends on where they are.
    """
    for step in ("sections", "references"):
        proposals = relinking.sections if step == "sections" else relinking.look()
        rows = [one for one in proposals if one.new is not None]
        if ask is None:
            for one in rows:
                one.answer = "yes" if yes and (one.sure or guesses) else "no"
                # Where only a look is wanted, the references are shown as they will be.
                if not yes and one.section is not None:
                    one.answer = "yes"
            continue
        if not _ask_all(rows, ask):
            return False
    return True


def _ask_all(rows: Sequence[Proposal], ask: Ask) -> bool:
    sure = [one for one in rows if one.sure]
    for one in sure:
        _show(one)
    if sure:
        answer = ask(f"Write {'this' if len(sure) == 1 else f'these {len(sure)}'}?", ("yes", "no", "quit"))
        if answer == "quit":
            return False
        for one in sure:
            one.answer = answer
    rest = ""
    for one in rows:
        if one.sure:
            continue
        if not rest:
            _show(one)
            asked = f"Write {one.new}?" if one.new != one.old else f"Is it still {one.old}?"
            answer = ask(asked, _ANSWERS)
            if answer == "quit":
                return False
            rest = "yes" if answer == "all" else ""
        one.answer = rest or answer
    return True


def _asked(question: str, answers: tuple[str, ...]) -> str:
    """What a person on the terminal answers; the first letter is enough."""
    while True:
        given = str(typer.prompt(f"{question} ({', '.join(answers)})", prompt_suffix=" ")).strip().casefold()
        found = [answer for answer in answers if given and answer.startswith(given)]
        if found:
            return found[0]
        say("yes writes it; no leaves it and tells it again; keep: what stands there is right; quit writes nothing")


def _show(one: Proposal) -> None:
    say(f"{one.place}: {one.what}")
    if one.new is not None and one.new != one.old:
        say(f"    {one.old} → {one.new}")
    say(f"    {one.why}")
    if one.excerpt:
        say(f"    now: {one.excerpt}")


def _told(relinking: Relinking, rows: Sequence[Proposal], write: bool, asked: bool) -> None:
    shown = rows if not write else relinking.open
    for one in rows if write and not asked else ():
        if one.answer == "yes":
            say(f"{one.place}: {one.what}: {one.old} → {one.new}")
    for one in [*shown, *relinking.noted]:
        _show(one)
    done = sum(one.answer == "yes" for one in rows)
    if not write:
        left = [one for one in rows if one.new is not None]
        sure = sum(one.sure for one in left)
        if not rows:
            say("every reference finds its paragraph; nothing was written")
            return
        say(f"{counted(len(rows), 'reference')} to look at, {sure} sure; nothing was written")
        hint = "--yes writes what is sure" + (", --yes --guesses the rest too" if sure < len(left) else "")
        say(f"    help: {hint}; on a terminal you are asked for each" if left else "    help: write these by hand")
        return
    wrote = [counted(done, "value")] if done else []
    wrote += ["guide.lock"] if relinking.locked_anew else []
    if not wrote and not rows:
        say("every reference finds its paragraph; nothing was written")
    else:
        say(f"wrote {' and '.join(wrote)}" if wrote else "nothing was written")
    if relinking.open:
        guesses = any(one.new is not None for one in relinking.open)
        hint = "--yes --guesses writes the guesses too, or write them by hand" if guesses else "write them by hand"
        say(f"{counted(len(relinking.open), 'reference')} left, which “moot check” tells again\n    help: {hint}")


def _as_json(relinking: Relinking, rows: Sequence[Proposal], write: bool) -> None:
    def plain(one: Proposal) -> dict[str, Any]:
        return {
            "place": one.place,
            "for": one.what,
            "old": one.old,
            "new": one.new,
            "why": one.why,
            "excerpt": one.excerpt,
            "sure": one.sure,
            "written": write and one.answer == "yes",
        }

    edited = [plain(one) for one in relinking.noted]
    left = len(relinking.open)
    print_json(
        {"ok": not left, "proposals": [plain(one) for one in rows], "edited": edited, "left": left, "written": write}
    )
