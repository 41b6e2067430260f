"""What a YAML parser's complaint means for the person who wrote the line, and what to write instead.

A parser says "mapping values are not allowed here"; the writer has put a colon into a title. Each rule looks at the
complaint, its place and the line, and either knows the mistake or returns None. The rules are tried in order; the
last one always answers. No rule trusts the parser's words alone: libyaml and PyYAML's own parser word and place
things differently.
"""

from __future__ import annotations

from collections.abc import Callable

from moot.yaml_file import indentation as lines
from moot.yaml_file import signs
from moot.yaml_file.fault import Advice, Fault

__all__ = ["RULES", "explained"]

RULES: tuple[Callable[[Fault], Advice | None], ...] = (
    signs.escape,
    signs.open_quote,
    lines.tab,
    signs.sign,
    signs.after_quote,
    signs.stray_sign,
    signs.after_bracket,
    signs.colon_in_text,
    lines.key_expected,
    signs.block_text,
    signs.list_here,
    signs.open_bracket,
    lines.indentation,
)


def explained(fault: Fault) -> Advice:
    """The first rule's advice that fits `fault`; there is always one."""
    for rule in RULES:
        advice = rule(fault)
        if advice is not None:
            return advice
    return Advice(
        fault.stopped,
        "this line is not YAML as far as can be seen from here",
        "look at this line and the one above: text with signs such as : # [ { goes in quotation marks",
    )
