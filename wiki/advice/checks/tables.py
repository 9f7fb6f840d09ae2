"""Tables without a heading over their columns."""

from collections.abc import Iterator, Sequence

from wiki.advice.blocks import Block
from wiki.advice.findings import Finding, Fix
from wiki.core.errors import N_


def tables_without_header(parts: Sequence[Block]) -> Iterator[Finding]:
    """Tables whose first row is empty."""
    for part in parts:
        if part.kind == "table":
            head, separator, *rows = part.text.split("\n")
            if not head.replace("|", "").strip():
                yield _finding(part, separator, rows)


def _finding(table: Block, separator: str, rows: list[str]) -> Finding:
    lifted = "\n".join((rows[0], separator, *rows[1:])) if rows else ""
    return Finding(
        code="table",
        severity="fix",
        title=N_("A table has no header row."),
        text=N_("Say at the top of each column what stands in it. Those who listen to the table need it most."),
        start=table.start,
        end=table.end,
        fixes=(Fix(N_("Make the first row the header"), table.start, table.end, lifted),) if rows else (),
    )
