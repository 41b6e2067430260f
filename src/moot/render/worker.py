"""The process in which pages are made: limited in time and memory, and apart from the one that asked.

It is started early and loads the page engine while the guide is still being read. On standard input it
takes one line of JSON a job file, `{"job": "<path>"}`; on standard output it answers one line a job. Where
the system can fork, each job gets a process of its own, as many at once as asked for: what one job spoils,
another does not see, and the engine is loaded only once. Elsewhere jobs are done one after the other.

    moot.render.worker <folder> <jobs at once> <seconds a job> <megabytes>
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

from moot.limits import OUT_OF_MEMORY, limit_process, limit_time
from moot.problems import BuildProblem, GuideProblems

__all__ = ["main", "words_for"]

# A job that stands still is stopped by the clock, one that counts by the processor time.
_TICK = 0.5


@dataclass
class _Running:
    id: str
    result: Path
    deadline: float
    late: bool = False


def main(arguments: list[str] | None = None) -> int:
    """Answer jobs until standard input ends; returns the exit code."""
    folder, at_once, seconds, megabytes = sys.argv[1:] if arguments is None else arguments
    answers = _own_output()
    limit_process(int(megabytes))
    try:
        _load()
    except BuildProblem as problem:
        _answer(answers, {"fatal": str(problem)})
        return 1
    if hasattr(os, "fork"):
        _Forker(Path(folder), int(at_once), float(seconds), answers).serve()
    else:
        # Without fork one job follows the other, and the parent ends us if one takes too long.
        for line in sys.stdin:
            job_file = Path(json.loads(line)["job"])
            _answer(answers, {"file": job_file.stem} | _do(job_file))
    return 0


def _own_output() -> TextIO:
    """Keep standard output for answers alone: whatever a library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    return answers


def _answer(answers: TextIO, message: Mapping[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _load() -> None:
    """Everything that all jobs need, once.

    Nothing of it is garbage; looked through again and again it would slow the import, and in each
    forked process cost a copy of the memory it is in.
    """
    gc.disable()
    from moot.render import fonts, pdf

    # The parent has put the fonts into the environment already.
    pdf.load(fonts.FontSetup(Path(os.environ.get("FONTCONFIG_FILE", "")), {}))
    import_module("weasyprint.text.fonts")
    import_module("moot.render.finish")
    with suppress(ImportError):
        import_module("moot.render.html")
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    gc.enable()


def _do(job_file: Path) -> dict[str, Any]:
    """Make the PDF of one job; every failure becomes part of the answer."""
    from moot.render import fitting

    job = json.loads(job_file.read_text(encoding="utf-8"))
    answer: dict[str, Any] = {"id": job["id"], "ok": False}
    try:
        pages, notes = fitting.fitted(job, _lay_out)
        rendered = pages.write()
        target = job_file.with_suffix(".pdf")
        target.write_bytes(rendered.pdf)
        answer |= {"ok": True, "pdf": str(target), "pages": rendered.pages, "log": rendered.log, "notes": notes}
        answer["faults"] = [asdict(fault) for fault in rendered.faults]
        answer["problems"] = [asdict(problem) for problem in rendered.problems]
    except GuideProblems as found:
        answer["problems"] = [asdict(problem) for problem in found.problems]
    except BuildProblem as problem:
        answer["broken"] = str(problem)
    except MemoryError:
        answer["broken"] = words_for(-signal.SIGABRT)
    except Exception as error:
        # A fault of ours. The person cannot mend it, but can tell us.
        answer["broken"] = f"the page could not be made ({type(error).__name__}: {error}); this is a fault of moot"
    return answer


def _lay_out(job: Mapping[str, Any]) -> Any:
    """The pages of a job, laid out and not yet written."""
    from moot.render import pdf

    html, sheets = _source(job)
    guide = job.get("guide_folder")
    return pdf.lay_out(
        html,
        sheets,
        guide_folder=Path(guide) if guide else None,
        asset_folders=[Path(folder) for folder in job.get("asset_folders", ())],
        label=job.get("label") or str(job["id"]),
        pdfa=bool(job.get("pdfa")),
    )


def _source(job: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """HTML and style sheets of a job: given, or made from a session plan by the templates."""
    if job["kind"] == "html":
        return job["html"], [(name, text) for name, text in job.get("css", ())]
    # Named only here: the templates need Jinja, which a job with ready HTML does not.
    html: Any = import_module("moot.render.html")
    folders = [Path(folder) for folder in job["template_folders"]]
    settings, names = job["settings"], job.get("template_names", ())
    template = job.get("template", "session.html")
    page = html.page_html(job["plan"], folders, settings, names, template)
    return page, html.style_sheets(folders, settings, names, template)


class _Forker:
    """Takes job lines, forks a process for each, answers when one has ended."""

    def __init__(self, folder: Path, at_once: int, seconds: float, answers: TextIO) -> None:
        self.folder, self.at_once, self.seconds, self.answers = folder, max(1, at_once), seconds, answers
        self.running: dict[int, _Running] = {}
        self.waiting: list[Path] = []
        self.unread = b""
        self.ended = False

    def serve(self) -> None:
        import select

        # A child that ends writes a byte here, which ends the wait below.
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        while not self.ended or self.waiting or self.running:
            while self.waiting and len(self.running) < self.at_once:
                self._start(self.waiting.pop(0))
            ready, _, _ = select.select([woken] if self.ended else [woken, 0], [], [], _TICK if self.running else None)
            if woken in ready:
                with suppress(BlockingIOError):
                    os.read(woken, 4096)
            if 0 in ready:
                self._read()
            self._stop_late()
            self._reap()

    def _read(self) -> None:
        data = os.read(0, 65536)
        if not data:
            # The parent holds its end open until it has all answers: it is gone, and nobody waits for any.
            self.ended = True
            self.waiting.clear()
            for process in self.running:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        *lines, self.unread = (self.unread + data).split(b"\n")
        self.waiting += [Path(json.loads(line)["job"]) for line in lines if line.strip()]

    def _start(self, job_file: Path) -> None:
        result = job_file.with_suffix(".result")
        process = os.fork()
        if process == 0:
            code = 1
            try:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                limit_time(self.seconds)
                answer = json.dumps(_do(job_file))
                result.write_text(answer, encoding="utf-8")
                code = 0
            except MemoryError:
                code = OUT_OF_MEMORY
            finally:
                # Not by way of Python's ends: they would take apart what the parent still uses.
                os._exit(code)
        name = job_file.name.removesuffix(".job")
        self.running[process] = _Running(name, result, time.monotonic() + self.seconds)

    def _stop_late(self) -> None:
        now = time.monotonic()
        for process, running in self.running.items():
            if now > running.deadline:
                running.late = True
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)

    def _reap(self) -> None:
        for process, running in list(self.running.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            del self.running[process]
            try:
                answer = json.loads(running.result.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                code = -int(signal.SIGXCPU) if running.late else os.waitstatus_to_exitcode(status)
                answer = {"ok": False, "broken": words_for(code, self.seconds)}
            running.result.unlink(missing_ok=True)
            _answer(self.answers, {"file": running.id} | answer)


def words_for(code: int, seconds: float = 0) -> str:
    """What a process's exit code means for the person who waits for its pages; negative ones are signals."""
    name = signal.Signals(-code).name if -code in {int(number) for number in signal.Signals} else ""
    if name == "SIGXCPU":
        within = f" within {seconds:g} seconds" if seconds else " in time"
        return f"the pages were not ready{within}; shorten the session, or take out the last change to a style sheet"
    if name in {"SIGABRT", "SIGTRAP", "SIGKILL"} or code == OUT_OF_MEMORY:
        return "the pages need more memory than is allowed; use smaller pictures or make the session shorter"
    if name in {"SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE"}:
        return "the page engine crashed; take out the picture or style rule added last, and run: moot doctor"
    return f"the process that makes the pages ended unexpectedly ({name or code})"


if __name__ == "__main__":
    sys.exit(main())
