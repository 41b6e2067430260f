"""Session plan → HTML and style sheets. The only module that uses Jinja2.

Templates may come from strangers' guides, so they run in Jinja's immutable sandbox, escape by default, fail on an
undefined name, and get plain data only: no path, no model, no module. They are found by precedence: the folder of
`--templates`, the guide's own `templates/`, ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from moot.problems import GuideProblems, Problem
from moot.render import words
from moot.render.filters import FILTERS, rules_of
from moot.render.look import Look
from moot.render.mirror import mirrored
from moot.render.template_folder import TemplateFolder, UnreadableTemplate, read_inside
from moot.render.template_problems import template_problem
from moot.tongue import direction, speaking

__all__ = ["TemplateFolder", "environment_of", "page_html", "style_sheets"]


@pass_context
def _as_it_is(context: Any, value: Any) -> Any:
    """What a template prints, unchanged. That it asks for the context tells Jinja that nothing is known beforehand."""
    return value


def environment_of(folders: Sequence[Path]) -> ImmutableSandboxedEnvironment:
    """Jinja as templates of strangers may use it; the first folder that has a template wins."""
    environment = ImmutableSandboxedEnvironment(
        loader=TemplateFolder(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # Together these two keep `9**9**9` in a stranger's template from being worked out while it is only looked at.
        optimized=False,
        finalize=_as_it_is,
    )
    environment.filters.update(FILTERS)
    environment.filters.update(words.FILTERS)
    environment.globals.update(words.GLOBALS)
    return environment


def page_html(
    plan: Mapping[str, Any],
    folders: Sequence[Path],
    settings: Mapping[str, Any],
    names: Sequence[str] = (),
    template: str = "session.html",
) -> str:
    """The HTML of one edition of one session, or of another document about it: `template` says which.

    plan: a SessionPlan as plain data. settings: a Look as plain data. names: how messages call the folders.
    Raises GuideProblems where a template fails.
    """
    environment = environment_of(folders)
    environment.filters["rules"] = rules_of(Look.from_plain(settings))
    try:
        with speaking(str(plan.get("language") or "en"), str(plan.get("guide_language") or "")):
            return environment.get_template(template).render(plan=plan, settings=Look.from_plain(settings).plain())
    except Exception as error:
        raise GuideProblems([template_problem(error, folders, names)]) from error


def style_sheets(
    folders: Sequence[Path], settings: Mapping[str, Any], names: Sequence[str] = (), template: str = "session.html"
) -> list[tuple[str, str]]:
    """Name and text of every style sheet of a look, in the order of the cascade, a group's own lines last.

    template: the document they are for.
    """
    sheets = []
    language = str(settings.get("language") or "en")
    for name in Look.from_plain(settings).sheets_of(template):
        try:
            found = (read_inside(folder.resolve(), name) for folder in folders)
            source = next((text for text in found if text is not None), None)
        except UnreadableTemplate as error:
            raise GuideProblems([template_problem(error, folders, names)]) from error
        if source is None:
            raise GuideProblems(
                [Problem(name, 0, 0, "this style sheet is missing", "install moot again", rule="template")]
            )
        sheets.append((name, _in_language(name, source, language)))
    return sheets


def _in_language(name: str, css: str, language: str) -> str:
    """A style sheet as a page in this language needs it. What a group writes for its own pages keeps its sides."""
    css = words.with_page_words(css, language)
    return mirrored(css) if direction(language) == "rtl" and name not in {"css/rtl.css", "css/own.css"} else css
