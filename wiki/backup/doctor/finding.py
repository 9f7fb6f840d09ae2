"""One thing that somebody who looks after a wiki should know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is the matter, and how it is mended. What is merely good to know is not wrong."""

    what: str
    mend: str = ""
    is_wrong: bool = True

    def __str__(self) -> str:
        return f"{'Wrong' if self.is_wrong else 'Note'}: {self.what}" + (f"\n  {self.mend}" if self.mend else "")


def note(what: str, mend: str = "") -> Finding:
    """Something that is good to know."""
    return Finding(what, mend, is_wrong=False)


def number_of(count: int, one: str, many: str) -> str:
    """So many of something."""
    return f"1 {one}" if count == 1 else f"{count} {many}"
