"""Whether the pictures a guide names are there and can be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["readable_pictures"]


def readable_pictures(loaded: Loaded) -> Iterator[Problem]:
    """A picture that is missing, outside the folder, too large or not a picture is an error at its name."""
    if not any(section.images for section in loaded.guide.sections.values()):
        return
    # Only a guide with pictures pays for the library that looks into them.
    from moot.render.fetch import GUIDE, Fetcher, Refused

    fetcher = Fetcher(loaded.folder)
    for section in loaded.guide.sections.values():
        for index, image in enumerate(section.images):
            # An address of its own is refused as such; it is no file of the guide.
            address = image.file if re.match(r"[A-Za-z][\w+.-]+:", image.file) else GUIDE + quote(image.file)
            try:
                fetcher.read(address)
            except Refused as refusal:
                reason, _, hint = str(refusal).partition("; ")
                if image.file.startswith(("/", "\\", "~")):
                    reason, hint = "it is not in the guide folder", "copy it there and write images/name.png"
                yield loaded.origins["section", section.id].problem(
                    "images",
                    index,
                    "file",
                    message=f"the picture “{image.file}” cannot be printed: {reason}",
                    hint=hint,
                    rule="picture",
                )
