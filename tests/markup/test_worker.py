"""Rendering under a clock: no text, however it was made, keeps anybody waiting or breaks the wiki."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from wiki.markup import MAX_BYTES, Document, parse_name, render, render_safely, worker


@pytest.fixture
def short_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is enough to see that the clock works."""
    monkeypatch.setattr(worker, "SECONDS", 1.0)


PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "[" * n,
    "open links": lambda n: "[a](" * (n // 4),
    "open images": lambda n: "![" * (n // 2),
    "open tags": lambda n: "<a " * (n // 3),
    "open comments": lambda n: "<!--" * (n // 4),
    "open wikilinks": lambda n: "[[A|" * (n // 4),
    "footnote marks": lambda n: "[^1]: n\n\n" + "[^1]" * (n // 4),
    "footnotes": lambda n: "".join(f"[^{i}]: n\n" for i in range(n // 9)),
    "deep lists": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "deep lists in a line": lambda n: "- " * (n // 2) + "a",
    "deep quotations": lambda n: ">" * n + "a",
    "emphasis": lambda n: "*_" * (n // 4) + "a" + "_*" * (n // 4),
    "backticks": lambda n: " ".join("`" * i for i in range(1, int((2 * n) ** 0.5))),
    "carets": lambda n: "^^a " * (n // 4),
    "wide table": lambda n: "|a" * (n // 8) + "|\n" + "|-" * (n // 8) + "|\n" + "|a|b|\n" * (n // 12),
    "long table": lambda n: "|a|b|\n|-|-|\n" + "|a|b|\n" * (n // 6),
    "headings": lambda n: "a\n=\n" * (n // 4),
    "paragraphs": lambda n: "a\n\n" * (n // 3),
    "one long word": lambda n: "a" * n,
    "mail": lambda n: "a." * (n // 2) + "@",
    "addresses": lambda n: "http://a" * (n // 8),
    "front matter": lambda n: "---\na: " + "[" * n + "\n---\n",
    "unclosed html": lambda n: "<sup>" * (n // 5),
}


@pytest.mark.usefixtures("short_clock")
@pytest.mark.parametrize("size", [2_000, 20_000, 200_000])
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_text_is_answered(name: str, size: int) -> None:
    document = render_safely(PATHOLOGICAL[name](size))
    assert set(document.notices) <= {"too-complex", "too-slow", "bad-front-matter"}
    if "too-complex" in document.notices or "too-slow" in document.notices:
        assert document.html.startswith('<pre class="plain">')
        assert document.links == ()


def test_ordinary_page_is_the_same_with_and_without_the_clock() -> None:
    source = "---\nläge: prövas\n---\n" + "## Rubrik\n\nText om [[/Testmiljö]] och [[Kategori:Skola]].\n\n" * 100
    page = parse_name("Kommun:Uddevalla")
    assert render_safely(source, page) == render(source, page)


def test_too_large_text_is_shown_as_it_is() -> None:
    document = render_safely("å<b>" * MAX_BYTES)
    assert document.notices == ("too-large",)
    assert document.html.startswith('<pre class="plain">å&lt;b&gt;å')


@pytest.mark.usefixtures("short_clock")
def test_slow_text_is_shown_as_it_is_and_the_next_one_is_rendered() -> None:
    slow = render_safely("rubrik <b>\n===\n" * 30_000)
    assert slow.notices == ("too-slow",)
    assert slow.html.startswith('<pre class="plain">rubrik &lt;b&gt;\n===')
    assert slow.text.startswith("rubrik <b>")
    assert slow.lead.startswith("rubrik")
    assert render_safely("Text. " * 1000).notices == ()


def test_worker_that_was_ended_from_outside_is_started_again() -> None:
    source = "Text. " * 1000
    expected = render_safely(source)
    pool = worker._workers()
    working = pool.get()
    pool.put(working)
    assert working.process is not None
    os.kill(working.process.pid, signal.SIGKILL)
    working.process.wait()
    assert render_safely(source) == expected


def test_many_at_once() -> None:
    sources = [f"Sida {number}. " * 500 for number in range(8)]
    answers: dict[str, Document] = {}
    threads = [
        threading.Thread(target=lambda source=source: answers.update({source: render_safely(source)}))
        for source in sources
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answers[source].lead.startswith(source[:7]) for source in sources)


@pytest.mark.parametrize("ending", ["pass", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)"])
def test_worker_ends_with_the_program_that_started_it(ending: str) -> None:
    program = (
        "import os, signal\n"
        "from wiki.markup import render_safely, worker\n"
        "render_safely('Text. ' * 1000)\n"
        "print(worker._workers().get().process.pid, flush=True)\n"
        f"{ending}\n"
    )
    # The worker holds the outputs open, so this returns only when the worker is gone too.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip().isdigit()


def test_the_worker_does_not_load_the_web_application() -> None:
    program = (
        "import sys, wiki.markup; print([name for name in ('flask', 'sqlalchemy', 'whoosh') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
