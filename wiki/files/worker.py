"""Looking at strangers' files in a process of its own, under a clock and with little memory.

A picture or a document can be made to take hours, gigabytes, or a wrong turn in a decoder. Here that ends one small
process, which holds no passwords, and nothing else. It is started for one question, reads it from its standard input,
answers on its standard output and ends. What goes between is JSON and bytes, so that no answer can be more than that.
"""

import contextlib
import json
import logging
import os
import pkgutil
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wiki.core.errors import Refusal, Unavailable
from wiki.core.lock import refuse_while_held
from wiki.files.refused import BY_NAME

AT_ONCE = 2  # such processes that one server process has
PATIENCE = 60  # seconds that somebody waits for one of them
MEMORY = 1_500_000_000  # bytes of address space
INHERITED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")

log = logging.getLogger(__name__)
_places = threading.BoundedSemaphore(AT_ONCE)


class GaveUp(Exception):
    """The process took too long, too much memory, or ended in another way than it should."""


@dataclass(frozen=True)
class Answer:
    """What the process found, and bytes that it made."""

    found: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""


def ask(question: str, data: bytes, seconds: float, **options: object) -> Answer:
    """The answer to a question: a function named as "module:function", which gets `data` and the options.

    Raises the refusal that the process answers with, GaveUp when it does not answer, Unavailable when too many ask.
    """
    refuse_while_held("looking through a file")
    if not _places.acquire(timeout=PATIENCE):
        raise Unavailable
    try:
        raw = _run(json.dumps([question, options]).encode() + b"\n" + data, seconds)
    finally:
        _places.release()
    try:
        head, _, made = raw.partition(b"\n")
        answer = json.loads(head)
        refusal = BY_NAME.get(answer.get("refusal", ""))
        if refusal is None:
            return Answer(answer["found"], made)
        refused = refusal(answer["msgid"], **answer["params"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GaveUp from error
    raise refused


def _run(given: bytes, seconds: float) -> bytes:
    environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    command = [sys.executable, "-c", "from wiki.files.worker import main; main()", str(int(seconds) + 1)]
    try:
        done = subprocess.run(  # noqa: S603  (our own module)
            command, input=given, stdout=subprocess.PIPE, env=environment, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise GaveUp from error
    if done.returncode != 0:
        log.warning("the process that looks at files ended with %s", done.returncode)
        raise GaveUp
    return done.stdout


def main() -> None:
    """Answer one question: what the process does."""
    seconds = int(sys.argv[1])
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # some systems do not know all limits
            resource.setrlimit(what, (most, most))
    logging.disable(logging.CRITICAL)  # libraries have much to say of damaged files
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    question, options = json.loads(head)
    found, made = _answer(pkgutil.resolve_name(question), data, options)
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + made)


def _answer(
    act: Callable[..., tuple[dict[str, Any], bytes]], data: bytes, options: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    try:
        found, made = act(data, **options)
    except Refusal as refusal:
        name = type(refusal).__name__
        return {"refusal": name, "msgid": refusal.msgid, "params": refusal.params}, b""
    return {"found": found}, made
