"""The process that makes the pages: results come back, failures are worded, nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from moot.render.pool import RenderPool
from moot.render.results import Fault, Result
from moot.render.worker import words_for

CSS = "@page { size: A5; margin: 15mm } body { font: 10pt/14pt 'Source Serif 4' } * { margin: 0 }"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="jobs are done one after the other here")


@pytest.fixture(autouse=True)
def own_temporary_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Whatever a pool leaves behind would be seen here."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert [entry.name for entry in place.iterdir() if not entry.name.startswith("moot-cache-")] == []


def job(id_: str, body: str = "<p>Who spoke first?</p>", css: str = "", **more: Any) -> dict[str, Any]:
    html = f"<!DOCTYPE html><html lang=en><head><title>{id_}</title></head><body>{body}</body></html>"
    return {"id": id_, "kind": "html", "html": html, "css": [["css/page.css", CSS + css]], "guide_folder": None} | more


def run(*jobs: dict[str, Any], **settings: Any) -> dict[str, Result]:
    with RenderPool(**settings) as pool:
        for each in jobs:
            pool.submit(each)
        results = {}
        for result in pool.results():
            if result.pdf is not None:
                assert result.pdf.read_bytes().startswith(b"%PDF-1.7")
            results[result.id] = result
        return results


def test_many_jobs_come_back_each_with_what_is_its_own(tmp_path: Path) -> None:
    guide = tmp_path / "guide"
    guide.mkdir()
    results = run(
        job("sound"),
        job("faulty", "<p>one voice</p><p class=u>another voice</p>", ".u{margin-top:-14pt}"),
        job("picture", "<p>x<img src=none.png alt=none></p>", guide_folder=str(guide), label="s2, facilitator"),
        job("link", "<p><a href=javascript:x>x</a>"),
        job("failing", "<p>x", "p{font-size:1e9px}"),
        at_once=2,
    )
    assert {id_: result.ok for id_, result in results.items()} == {
        "sound": True,
        "faulty": True,
        "picture": True,
        "link": False,
        "failing": False,
    }
    assert results["sound"].pages == 1 and not results["sound"].problems and not results["sound"].faults
    assert results["faulty"].faults == (Fault("overlapping text", 1, "one voice / another voice", "error"),)
    assert [(p.file, p.message) for p in results["picture"].problems] == [
        ("s2, facilitator", "'none.png' cannot be printed: there is no such file")
    ]
    assert "neither a web address" in results["link"].problems[0].message
    assert "ZeroDivisionError" in results["failing"].problems[0].message


def test_a_job_that_takes_too_long_is_stopped_and_the_others_are_not() -> None:
    endless = job("endless", "<table><tr>" + "<td colspan=1000000>x" * 3 + "</table>")
    start = time.monotonic()
    results = run(endless, job("sound"), seconds=2)
    assert time.monotonic() - start < 20
    assert results["sound"].ok
    assert results["endless"].broken.startswith("the pages were not ready within 2 seconds")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for the job's process in /proc")
def test_a_job_that_stands_still_is_stopped_by_the_clock() -> None:
    with RenderPool(at_once=1, seconds=1.5) as pool:
        pool.submit(job("still", "<table><tr>" + "<td colspan=1000000>x" * 3 + "</table>"))
        assert pool._process is not None
        worker = pool._process.pid
        children = Path(f"/proc/{worker}/task/{worker}/children")
        while not (found := children.read_text(encoding="utf-8").split()):
            time.sleep(0.01)
        os.kill(int(found[0]), signal.SIGSTOP)
        (result,) = pool.results()
    assert result.broken.startswith("the pages were not ready within 1.5 seconds")


@forks
def test_a_job_that_eats_memory_is_stopped() -> None:
    # Each variable is ten of the one before it: a few hundred letters that become millions.
    ladder = "".join(f"--{one}:{f'var(--{other}) ' * 10};" for other, one in pairwise("abcdefgh"))
    css = "p{--a:xxxxxxxxxx;" + ladder + "margin:var(--h)}"
    result = run(job("hungry", "<p>x", css), megabytes=300, seconds=60)["hungry"]
    assert not result.ok
    assert "memory" in result.broken


@forks
def test_an_ordinary_job_needs_far_less_than_the_limit() -> None:
    assert run(job("sound", "<p>" + "Who spoke first, and to whom? " * 3000), megabytes=1024)["sound"].ok


@forks
def test_a_crash_of_one_job_is_told_and_the_others_go_on() -> None:
    with RenderPool(at_once=1) as pool:
        pool.submit(job("first"))
        assert next(pool.results()).ok
        assert pool._process is not None
        os.kill(pool._process.pid, signal.SIGSEGV)
        pool.submit(job("second"))
        pool.submit(job("third"))
        second, third = pool.results()
    assert (second.id, second.ok) == ("second", False) and second.broken.startswith("the page engine crashed")
    assert (third.id, third.ok) == ("third", True)


def test_templates_make_the_pages_of_a_plan(tmp_path: Path) -> None:
    """The worker asks moot.render.html for HTML and style sheets, and passes its problems on."""
    (tmp_path / "css").mkdir()
    for name in ("page", "type", "parts", "own", "a4", "theme"):
        (tmp_path / "css" / f"{name}.css").write_text("", encoding="utf-8")
    shell = "<!DOCTYPE html><html lang=en><head><title>x</title></head><body><p>{{ plan.title }}</p></body></html>"
    (tmp_path / "session.html").write_text(shell, encoding="utf-8")
    plan = {"id": "p", "kind": "plan", "settings": {"paper": "a4"}, "template_folders": [str(tmp_path)]}
    good, bad = plan | {"plan": {"title": "Peace"}}, plan | {"id": "q", "plan": {}}
    results = run(good, bad)
    assert results["p"].ok and results["p"].pages == 1
    assert not results["q"].ok and results["q"].problems[0].line == 1


def test_leaving_early_ends_the_child_and_removes_its_folder() -> None:
    with pytest.raises(KeyboardInterrupt), RenderPool() as pool:
        pool.submit(job("one"))
        process = pool._process
        raise KeyboardInterrupt
    assert process is not None and process.returncode is not None


@forks
def test_the_child_ends_when_its_parent_is_killed(own_temporary_place: Path) -> None:
    code = (
        "import sys, time; from moot.render.pool import RenderPool\n"
        "pool = RenderPool(); pool.start(); print(pool._process.pid, pool._folder, flush=True); time.sleep(60)"
    )
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(own_temporary_place)}
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, encoding="utf-8", env=environ)
    assert parent.stdout is not None
    child, folder = parent.stdout.readline().split()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(100):
        state = Path("/proc", child, "stat")
        if not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child lives on")
    # The folder is swept by a later build, when it is old and its process gone.
    old = time.time() - 7200
    os.utime(folder, (old, old))
    with RenderPool():
        assert not Path(folder).exists()


def test_nothing_of_the_environment_reaches_the_child_but_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    with RenderPool() as pool:
        child = pool._process
        pool.start()
        assert pool._process is child is not None
        environ = Path("/proc", str(child.pid), "environ")
        if environ.exists():
            assert b"hush" not in environ.read_bytes()
        pool.submit(job("one"))
        assert next(pool.results()).ok


def test_results_travel_as_plain_data() -> None:
    result = Result("a", True, Path("a.pdf"), 3, ("x",), (Fault.of("clipped text", 2, "so  it goes"),))
    assert Result.from_plain(json.loads(json.dumps(result.plain()))) == result


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (-24, "the pages were not ready within 120 seconds"),
        (-9, "the pages need more memory than is allowed"),
        (-6, "the pages need more memory than is allowed"),
        (70, "the pages need more memory than is allowed"),
        (-11, "the page engine crashed"),
        (1, "the process that makes the pages ended unexpectedly (1)"),
    ],
)
def test_words_for_the_ends_of_processes(code: int, words: str) -> None:
    assert words_for(code, 120).startswith(words)


def test_the_parent_never_loads_the_page_engine() -> None:
    code = "import sys, moot.render.pool; print({'weasyprint', 'jinja2', 'PIL', 'pydantic'} & set(sys.modules))"
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=environ)
    assert done.stdout.strip() == "set()"
