"""The command line: arguments in, messages and exit codes out. One file a command; the work is done elsewhere.

Exit codes: 0 fine · 1 problems in the guide or on the machine · 2 wrong usage · 130 interrupted.
"""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Entry point of the `moot` command."""
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
    sys.exit(code)


def _make_streams_safe() -> None:
    """A terminal that cannot show a character gets it escaped instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
