"""Ids for what has none: short, and the same as long as its words are the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

__all__ = ["made_id"]


def made_id(words: str, taken: Collection[str] = ()) -> str:
    """A short id for something that has none, from what it says: the same words give the same id.

    taken: ids that are in use already.
    """
    plain = [word for word in re.findall(r"[a-z0-9]+", words.lower()) if len(word) > 3][:3]
    base = "-".join(plain)[:40].strip("-") or "q"
    made = f"{base}-{hashlib.sha256(words.encode()).hexdigest()[:4]}"
    number = 2
    while made in taken:
        made = f"{made.rsplit('-', 1)[0]}-{number}"
        number += 1
    return made
