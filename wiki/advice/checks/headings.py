"""Headings that skip a level, so that those who listen to the page think that they have missed something."""

from collections.abc import Iterator, Sequence

from wiki.advice.blocks import Block
from wiki.advice.findings import Finding, Fix
from wiki.core.errors import N_

TITLE = 1  # the level of the page's own title


def skipped_levels(parts: Sequence[Block], *, is_section: bool) -> Iterator[Finding]:
    """Headings more than one level below the one before; a section's first may have any level."""
    above = 0 if is_section else TITLE
    for part in parts:
        if part.kind != "heading":
            continue
        if above and part.level > above + 1:
            yield _finding(part, above + 1)
        above = part.level


def _finding(heading: Block, right: int) -> Finding:
    return Finding(
        code="heading",
        severity="fix",
        title=N_("A heading skips a level."),
        text=N_("“%(heading)s” stands %(steps)s steps below the heading before it."),
        start=heading.start,
        end=heading.end,
        params={"heading": heading.text, "steps": heading.level - right + 1},
        fixes=(Fix(N_("Lift it"), heading.sign, heading.start, "#" * right + " "),),
    )
