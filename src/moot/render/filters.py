"""What templates may do to a value: prose to HTML, and drawings that are made of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from moot import markdown
from moot.render import cards, measure
from moot.render.codes import code_address, code_width
from moot.render.look import Look
from moot.render.scripts import attributes, prose, verse
from moot.render.space import lines_that_fit, pitch_of, ruled
from moot.render.timeline import drawn_timeline

__all__ = ["FILTERS", "rules_of"]


def rules_of(look: Look) -> Callable[..., Markup]:
    """The filter that makes ruled lines: how far apart they are, and how many fit on a page, depends on the look."""

    def rules(lines: int, pitch: float = 0) -> Markup:
        return Markup(ruled(min(int(lines), lines_that_fit(look)), pitch or pitch_of(look)))

    return rules


def _drawn_timeline(events: Sequence[Mapping[str, Any]], settings: Mapping[str, Any], title: str) -> Any:
    """The drawing of a timeline, as HTML; None where there is none."""
    drawing = drawn_timeline(events, settings, title)
    return drawing and {**drawing, "svg": Markup(drawing["svg"])}


FILTERS = {
    "md": lambda text, language="", notes=None: Markup(prose(str(text), language, notes)),
    "verse": lambda html: Markup(verse(str(html))),
    "lang": lambda language: Markup(attributes(language)),
    "plain": lambda text: markdown.plain(str(text)),
    "rules": rules_of(Look()),
    "card_sheet": cards.sheet_of,
    "card": cards.card_of,
    "crop_marks": cards.crop_marks,
    "claim_pages": cards.claim_pages,
    "fitted": measure.fitted,
    "common_step": measure.common_step,
    "first_that_fit": measure.first_that_fit,
    "shortened": measure.shortened,
    "code": code_address,
    "code_width": code_width,
    "drawn_timeline": _drawn_timeline,
}
"""By the name templates use; `rules` as on the usual look."""
