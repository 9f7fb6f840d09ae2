"""Progress of long work on the terminal: rate and time that remains, or a plain line now and then in a log."""

import sys
from time import monotonic
from types import TracebackType
from typing import Self, TextIO

ON_TERMINAL = 0.2  # seconds between two reports
IN_LOG = 10.0


class Progress:
    """Tells how far some work has come: call it with what is done and what there is in all."""

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self._what = what
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._start = self._told = monotonic()
        self._counts = (0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._counts[1]:
            self._tell(monotonic(), end="\n")

    def __call__(self, done: int, total: int) -> None:
        """Report, unless that was done a moment ago."""
        self._counts = (done, total)
        now = monotonic()
        if now - self._told >= (ON_TERMINAL if self._live else IN_LOG):
            self._told = now
            self._tell(now, end="" if self._live else "\n")

    def _tell(self, now: float, end: str) -> None:
        done, total = self._counts
        rate = done / max(now - self._start, 0.001)
        remains = f", {_duration((total - done) / rate)} left" if done < total and rate else ""
        line = f"{self._what}: {done} of {total}, {rate:.0f} a second{remains}"
        self._stream.write(f"\r\x1b[K{line}{end}" if self._live else f"{line}{end}")
        self._stream.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
