"""Putting a page into a category and taking it out, in its source: exactly that line, nothing else."""

import re

from wiki.markup.names import PageName
from wiki.markup.relinking import links_to

_LABEL = re.compile(r"(?:\|[^\[\]]*)?\]\]")


def with_category(source: str, category: PageName) -> str:
    """`source` with the category at its end; beside others, where the last line has some."""
    text = source.rstrip("\n")
    between = "\n" if text.rsplit("\n", 1)[-1].startswith("[[") else "\n\n"
    return f"{text}{between if text else ''}[[{category.full}]]\n"


def without_category(source: str, page: PageName, category: PageName) -> str:
    """`source`, which stands on `page`, without what puts it into the category. Slow: it renders the text."""
    for start, end in reversed(links_to(source, page, category)):
        if source[start:end].lstrip().startswith(":"):
            continue  # a link to the category puts nothing into it
        closed = _LABEL.match(source, end)
        if closed is None:
            continue
        before, after = source[: start - 2], source[closed.end() :]
        alone = (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
        source = before.rstrip("\n") + "\n" + after.removeprefix("\n") if alone and before else before + after
    return source
