"""Numbers that look like a person's."""

from collections.abc import Iterator

from wiki.advice.findings import Finding
from wiki.core.errors import N_
from wiki.markup.personal import personal_numbers


def numbers_of_persons(source: str) -> Iterator[Finding]:
    """Each number that looks like a person's. The wiki asks about them before it stores anything."""
    for start, end in personal_numbers(source):
        yield Finding(
            code="personal",
            severity="fix",
            title=N_("This looks like a personal identity number."),
            text=N_("Take it away. If it may stand, you will be asked when you publish."),
            start=start,
            end=end,
        )
