"""Fit a session to paper: to so many pages, to the sheets of a booklet, or only without pages of a few lines.

Whatever is done is said, a sentence each, to whoever builds. Pages are laid out again for every try, so tries are few,
and sessions that fit as they are cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from moot.problems import GuideProblems, Problem
from moot.render.savings import LEAVING_OUT, TIGHTENING, Job, Step, cuts_of, fewer_lines, taken, tighter, without

if TYPE_CHECKING:  # it needs the page engine's module, which not every reader of this one does
    from moot.render.pdf import Pages

__all__ = ["NEARLY_EMPTY", "fitted"]

NEARLY_EMPTY = 0.2
"""A last page that is less full than this, from 0 to 1, is better saved."""

_SHEET = 4
"""Pages of a folded sheet."""

LayOut = Callable[[Job], "Pages"]


class _State(NamedTuple):
    """A job as it now is, its pages, and what was done to get there."""

    job: Job
    pages: Pages
    done: tuple[str, ...] = ()


def fitted(job: Job, lay_out: LayOut) -> tuple[Pages, tuple[str, ...]]:
    """The pages of a job, and a sentence for everything that was changed to save paper.

    A job may ask: `fit` for at most so many pages, `booklet` for an end with at most one blank page, where the sheets
    are folded. Raises GuideProblems where it cannot be done: then it says which questions to leave out.
    """
    state = _State(job, lay_out(job))
    if job["kind"] != "plan" or job.get("template", "session.html") != "session.html":
        return state.pages, ()
    if job.get("fit"):
        state = _to_pages(state, int(job["fit"]), lay_out)
    if job.get("booklet"):
        state = _to_sheets(state, lay_out)
    elif not job.get("fit"):
        state = _without_nearly_empty(state, lay_out)
    return state.pages, (*state.done, *_unnumbered(state.job))


def _unnumbered(job: Job) -> Iterator[str]:
    printed = any(section["blocks"] for section in job["plan"].get("sections", ()))
    if job["settings"].get("line_numbers") and not printed:
        yield "no line numbers, for the text itself is not printed: add text.md to the guide, or --text FILE"


def _to_pages(state: _State, most: int, lay_out: LayOut) -> _State:
    """The first steps that make it fit, and no more of them than it needs."""
    before = state.pages.pages
    if before <= most:
        return state
    tightened = [step for step in TIGHTENING if step(state.job)]
    steps = tightened + [step for step in LEAVING_OUT if step(state.job)]
    best, last = _least(state, [steps[:number] for number in range(1, len(steps) + 1)], most, lay_out)
    if best is None:
        raise GuideProblems([_too_much(last, most, lay_out)])
    count, start, state = best[0] + 1, state, best[1]
    if state.pages.pages < most:
        # The last step saved more than was needed: what was left out right before it can perhaps stay.
        fewer = [[*steps[:number], steps[count - 1]] for number in range(len(tightened), count - 1)]
        better, _ = _least(start, fewer, most, lay_out)
        state = better[1] if better else state
    return state._replace(done=(f"fitted to {_pages(state.pages.pages)} instead of {before}:", *state.done))


def _least(
    start: _State, choices: Sequence[Sequence[Step]], most: int, lay_out: LayOut
) -> tuple[tuple[int, _State] | None, _State]:
    """The first of some ever longer lists of steps that makes it fit, with its place; and the last that did not."""
    best, last = None, start
    low, high = 0, len(choices)
    while low < high:
        middle = (low + high) // 2
        job, done = taken(start.job, choices[middle])
        tried = _State(job, lay_out(job), done)
        if tried.pages.pages <= most:
            best, high = (middle, tried), middle
        else:
            low, last = middle + 1, tried
    return best, last


def _too_much(state: _State, most: int, lay_out: LayOut) -> Problem:
    """Everything was tried: which questions to leave out, how many pages there are then, or that nothing helps."""
    label = str(state.job.get("label") or state.job["id"])
    message = f"this does not fit on {_pages(most)}: with all that can be tightened and left out it has "
    message += f"{state.pages.pages}"
    cuts = cuts_of(state.job["plan"]["questions"])
    best, fewest, low, high = 0, state.pages.pages, 1, len(cuts)
    while low <= high:
        middle = (low + high) // 2
        pages = lay_out(without(state.job, _ids(cuts[:middle]))).pages
        fewest = min(fewest, pages)
        if pages <= most:
            best, then, high = middle, pages, middle - 1
        else:
            low = middle + 1
    if not best:
        hint = f"even with only the questions that must be asked it has {_pages(fewest)}; "
        sheets = -(-state.pages.pages // _SHEET)
        hint += (
            f"--booklet makes {sheets} folded sheets of it with all of them"
            if state.job.get("booklet")
            else f"--fit {state.pages.pages} keeps all of them, and a larger sheet holds more"
        )
        return Problem(label, 0, 0, message, hint, rule="fit")
    labels = ", ".join(name for cut in cuts[:best] for name in cut.labels)
    hint = f"leave out {labels}, and it has {_pages(then)}: --without {','.join(_ids(cuts[:best]))}"
    return Problem(label, 0, 0, message, hint, rule="fit")


def _ids(cuts: Sequence[Any]) -> list[str]:
    return [name for cut in cuts for name in cut.ids]


def _to_sheets(state: _State, lay_out: LayOut) -> _State:
    """Pages for whole folded sheets: some saved, or some to write on, so that at most the last one is blank."""
    over = state.pages.pages % _SHEET
    if over in {0, _SHEET - 1}:
        return state
    for tried in _light(state, lay_out):
        if tried.pages.pages < state.pages.pages and tried.pages.pages % _SHEET in {0, _SHEET - 1}:
            what = " and ".join(tried.done[len(state.done) :])
            return tried._replace(done=(*state.done, f"{what}, to save a sheet that would be nearly blank"))
    more = _SHEET - 1 - over
    job = {**state.job, "settings": {**state.job["settings"], "notes_pages": more}}
    return _State(job, lay_out(job), (*state.done, f"{_pages(more)} for notes at the end, which would be blank"))


def _without_nearly_empty(state: _State, lay_out: LayOut) -> _State:
    """Without a page of a few lines, at the end or before a part that begins a page, if little helps."""
    if state.pages.pages < 2 or not (state.pages.sparse or state.pages.last < NEARLY_EMPTY):
        return state
    for tried in _light(state, lay_out):
        if tried.pages.pages < state.pages.pages:
            what = " and ".join(tried.done)
            return tried._replace(done=(f"{what}, to save a page with only a few lines on it",))
    return state


def _light(state: _State, lay_out: LayOut) -> Iterator[_State]:
    """What is hardly noticed: a line less under questions, less space between paragraphs, both."""
    for steps in ((fewer_lines,), (tighter(1),), (fewer_lines, tighter(1))):
        job, done = state.job, state.done
        for step in steps:
            made = step(job)
            if made is None:
                break
            job, done = made[0], (*done, made[1])
        else:
            yield _State(job, lay_out(job), done)


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
