"""The command line: arguments in, messages and exit codes out. One file a command; the work is done elsewhere.

Exit codes: 0 fine · 1 problems in the guide or on the machine · 2 wrong usage · 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
import types
from typing import NoReturn

__all__ = ["main"]


def main() -> None:
    """Entry point of the `moot` command."""
    # A command lives for a moment: looking for garbage every thousand values is a tenth of that moment.
    gc.set_threshold(200_000, 50, 50)
    _without_plugins()
    _make_streams_safe()
    code = 1
    try:
        from moot.cli.app import run

        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # `moot show | head -1`: the reader has gone; nothing is left to say, to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        print("stopped; no file was changed", file=sys.stderr)
        code = 130
    _leave(code)


def _leave(code: int) -> NoReturn:
    """Ends the process. What was opened is closed by now; taking every module apart would be a tenth of `check`."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


def _without_plugins() -> None:
    """Whatever else is installed has no say in how guides are read, and is not searched for: that takes 15 ms.

    Should pydantic move this module, the stand-in is never asked and the variable alone turns plugins off.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    loader = types.ModuleType("pydantic.plugin._loader")
    loader.get_plugins = tuple  # type: ignore[attr-defined]  # called without arguments, it names none
    sys.modules.setdefault(loader.__name__, loader)


def _make_streams_safe() -> None:
    """A terminal that cannot show a character gets it escaped instead of a crash."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called us
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
