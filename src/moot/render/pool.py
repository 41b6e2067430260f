"""Starts the process that makes the pages, hands it jobs and brings back results.

    with RenderPool() as pool:          # starts at once, so that loading goes on beside other work
        pool.submit({"id": "s1-participant", "kind": "html", "html": …, "css": [[name, text], …], …})
        for result in pool.results():
            …

Nothing here imports the page engine. Jobs are plain data, see `RenderPool.submit`.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from moot.limits import child_command, child_environment
from moot.problems import BuildProblem
from moot.render import fonts
from moot.render.results import Result
from moot.render.worker import words_for

__all__ = ["RenderPool"]

_PREFIX = "moot-render-"
# Beside the job's own time: for loading the engine, and for the child to notice.
_GRACE = 30.0


class RenderPool:
    """One child process that makes PDFs, several at once where the system can.

    at_once: how many (the number of processors, when 0); seconds: the longest a job may take;
    megabytes: the memory it may use. Close it, or use it as a context: then no process and no file stays.
    """

    def __init__(
        self, *, at_once: int = 0, seconds: float = 120, megabytes: int = 2048, system_fonts: bool = False
    ) -> None:
        self._at_once = at_once or os.cpu_count() or 1
        self._seconds, self._megabytes, self._system_fonts = seconds, megabytes, system_fonts
        self._folder: Path | None = None
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._open: dict[str, str] = {}
        self._count = 0

    def __enter__(self) -> RenderPool:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the child, if none runs. Raises BuildProblem where fonts or a temporary folder are missing."""
        if self._process is not None:
            return
        if self._folder is None:
            _sweep()
            try:
                self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
            except OSError as error:
                raise _no_room(error) from None
        try:
            setup = fonts.prepare(system_fonts=self._system_fonts)
        except BaseException:
            self.close()
            raise
        self._launch(self._folder, setup)

    def _launch(self, folder: Path, setup: fonts.FontSetup) -> None:
        environ = child_environment() | dict(setup.environ)
        environ |= {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
        limits = [str(folder), str(self._at_once), str(self._seconds), str(self._megabytes)]
        with (folder / "errors.txt").open("a", encoding="utf-8") as errors:
            process = subprocess.Popen(
                child_command("moot.render.worker", *limits),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=folder,
                env=environ,
                encoding="utf-8",
                # A session of its own: Ctrl-C reaches us alone, and we end the whole group.
                start_new_session=True,
            )
        self._process, self._lines = process, queue.Queue()
        threading.Thread(target=_pass_on, args=(process, self._lines), daemon=True).start()

    def submit(self, job: Mapping[str, Any]) -> None:
        """Hand over a job, which is plain data.

        Always: id; label (its name in messages); guide_folder (or None); asset_folders.
        kind "html": html, css as a list of [name, text].
        kind "plan": plan, settings, template_folders and how messages call them (template_names), for the
        templates to make HTML of.
        """
        if self._folder is None:
            self.start()
        assert self._folder is not None
        self._count += 1
        name = f"{self._count:04d}"
        file = self._folder / f"{name}.job"
        try:
            file.write_text(json.dumps(dict(job)), encoding="utf-8")
        except OSError as error:
            raise _no_room(error) from None
        self._open[name] = str(job["id"])
        self._tell(file)

    def _tell(self, file: Path) -> None:
        assert self._process is not None and self._process.stdin is not None
        # A child that has died is noticed when its answer is waited for.
        with suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps({"job": str(file)}) + "\n")
            self._process.stdin.flush()

    def results(self) -> Iterator[Result]:
        """The results of all jobs handed over, as they become ready.

        Raises BuildProblem where no page can be made at all on this machine.
        """
        while self._open:
            yield self._next()

    def _next(self) -> Result:
        deadline = time.monotonic() + self._seconds + _GRACE
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, min(1.0, deadline - time.monotonic())))
            except queue.Empty:
                if time.monotonic() >= deadline:
                    return self._give_up(-int(getattr(signal, "SIGXCPU", 24)))
                continue
            if line is None:
                return self._give_up(self._process.wait() if self._process else 1)
            message = json.loads(line)
            if "fatal" in message:
                raise BuildProblem(message["fatal"])
            name = message.pop("file", "") or next(n for n, id_ in self._open.items() if id_ == message["id"])
            return Result.from_plain({"id": self._open.pop(name)} | message)

    def _give_up(self, code: int) -> Result:
        """The child is gone or stands still: the oldest job failed, the others get a new child."""
        self._kill()
        name = next(iter(self._open))
        broken = words_for(code, self._seconds) + self._last_words(code)
        result = Result(self._open.pop(name), ok=False, broken=broken)
        if self._open:
            self.start()
            for left in self._open:
                assert self._folder is not None
                self._tell(self._folder / f"{left}.job")
        return result

    def _last_words(self, code: int) -> str:
        """The end of what the child said, where it ended by itself: an error of ours or of the installation."""
        if code < 0 or self._folder is None:
            return ""
        with suppress(OSError):
            lines = (self._folder / "errors.txt").read_text(encoding="utf-8", errors="replace").split("\n")
            said = [line.strip() for line in lines if line.strip()]
            return f": {said[-1][:200]}" if said else ""
        return ""

    def close(self) -> None:
        """End the child and all it started, and remove the temporary folder."""
        self._kill()
        self._open.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            # The group is the child's own, made by start_new_session, and nobody else's.
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def _no_room(error: OSError) -> BuildProblem:
    return BuildProblem(f"no temporary file can be written ({error.strerror}); free some disk space")


def _pass_on(process: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    """Read the child's answers in a thread, for not every system can wait for a pipe and a clock at once."""
    assert process.stdout is not None
    with suppress(OSError, ValueError):
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def _sweep() -> None:
    """Remove folders of builds that were cut off: ours by name and owner, an hour old, their process gone."""
    if not hasattr(os, "getuid"):
        return
    with suppress(OSError):
        for entry in os.scandir(tempfile.gettempdir()):
            number = entry.name.removeprefix(_PREFIX).partition("-")[0]
            if not entry.name.startswith(_PREFIX) or not number.isdigit() or not entry.is_dir(follow_symlinks=False):
                continue
            state = entry.stat(follow_symlinks=False)
            if state.st_uid == os.getuid() and time.time() - state.st_mtime > 3600 and not _lives(int(number)):
                shutil.rmtree(entry.path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
