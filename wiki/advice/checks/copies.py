"""Paragraphs that stand on another page already."""

import re
from collections.abc import Callable, Iterator, Sequence

from wiki.advice.blocks import Block
from wiki.advice.findings import Finding, Fix
from wiki.advice.masking import masked
from wiki.core.errors import N_
from wiki.markup import PageName

SENTENCE = N_("Read about it on %(page)s.")
"""What a copy gives way to, in the language of the page."""

_CREDIT = re.compile(
    r"[*_ ]*(?:källa|källor|underlag|licens|foto|bild|kilde|kilder|grunnlag|lisens|source|sources|licence|photo)\b",
    re.IGNORECASE,
)

Elsewhere = Callable[[Sequence[str]], Sequence[PageName | None]]
"""For each paragraph, the other page on which most of it stands."""


def copied_paragraphs(parts: Sequence[Block], elsewhere: Elsewhere, sentence: str) -> Iterator[Finding]:
    """Paragraphs and items that stand on another page, which they do not link to; not quotations nor credits.

    `sentence` is SENTENCE in the language of the page.
    """
    candidates = [part for part in parts if part.kind in ("paragraph", "item") and not _CREDIT.match(part.text)]
    for part, page in zip(candidates, elsewhere([masked(part.text) for part in candidates]), strict=True):
        if page is None or f"[[{page.full}".casefold() in part.text.casefold():
            continue
        yield Finding(
            code="copy",
            severity="fix",
            title=N_("This already stands on %(page)s."),
            text=N_("Link there, and nobody has to keep the same text up to date in two places."),
            start=part.start,
            end=part.end,
            params={"page": page.full},
            fixes=(Fix(N_("Link instead"), part.start, part.end, sentence % {"page": f"[[{page.full}]]"}),),
        )
