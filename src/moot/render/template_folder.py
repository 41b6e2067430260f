"""Where templates are read from: the first folder that has one, and never through a link out of it."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.loaders import BaseLoader

__all__ = ["TemplateFolder", "UnreadableTemplate", "read_inside"]

_MOST_BYTES = 1_000_000
"""A template larger than this is not one."""


class UnreadableTemplate(Exception):
    """A template is there, but cannot be used; ours must not quietly take its place."""

    def __init__(self, file: Path, message: str, hint: str) -> None:
        self.file, self.message, self.hint = file, message, hint
        super().__init__(message)


class TemplateFolder(BaseLoader):
    """Finds a template in the first folder that has it; never follows it out of that folder."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Source, file name and freshness of a template. Raises TemplateNotFound."""
        for folder in self.folders:
            source = read_inside(folder, template)
            if source is not None:
                return source, str(folder / template), lambda: True
        raise TemplateNotFound(template)


def read_inside(folder: Path, name: str) -> str | None:
    """The file `name` in `folder`; None where there is none. Raises UnreadableTemplate for one that cannot be used."""
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*\.(html|css)", name):
        return None
    file = folder / name
    try:
        real = file.resolve()
        status = real.stat()
        if not real.is_relative_to(folder):
            raise UnreadableTemplate(file, "this is a link that leads out of the templates", "put the file itself here")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableTemplate(file, "this is not a file", "a part is a file; “moot help templates” names them")
        if status.st_size > _MOST_BYTES:
            raise UnreadableTemplate(file, "this file is larger than 1 MB", "a part is a page of HTML at most")
        return real.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        raise UnreadableTemplate(file, "this file is not UTF-8", "save it again with the encoding UTF-8") from None
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        raise UnreadableTemplate(file, f"this file cannot be read: {reason}", "may you read it?") from None
