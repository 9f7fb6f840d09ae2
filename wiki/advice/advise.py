"""Help while writing: everything that could be looked over in a text, in one list."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select

from wiki.advice.blocks import Block, blocks, prose
from wiki.advice.checks.contacts import open_addresses
from wiki.advice.checks.copies import SENTENCE, copied_paragraphs
from wiki.advice.checks.headings import skipped_levels
from wiki.advice.checks.lengths import hard_text, long_paragraphs, long_sentences, reading_ease
from wiki.advice.checks.links import bare_addresses, empty_link_texts
from wiki.advice.checks.missing import links_to_missing_pages
from wiki.advice.checks.numbers import numbers_of_persons
from wiki.advice.checks.pictures import pictures_without_words
from wiki.advice.checks.tables import tables_without_header
from wiki.advice.duplicates import pages_that_say
from wiki.advice.findings import Finding
from wiki.core.db import session
from wiki.core.i18n import LOCALES, translations
from wiki.markup import Namespace, PageName, frontmatter
from wiki.markup.limits import is_too_complex
from wiki.markup.readability import Readability
from wiki.pages.models import Page
from wiki.pages.queries import existing, find_page

OF_A_KIND = 5  # findings with the same code that are told of at once


@dataclass(frozen=True)
class Advice:
    """What is to be said about a text: `findings`, those to mend first, and how hard it is to read."""

    findings: tuple[Finding, ...] = ()
    ease: Readability | None = None


def advise(source: str, name: PageName, *, is_section: bool = False) -> Advice:
    """What could be better in `source`, the text of the page `name` or of one of its sections."""
    if is_too_complex(source):
        return Advice()
    parts, text = blocks(source), prose(source, inline_too=True)
    ease = reading_ease(parts)
    found = chain(
        numbers_of_persons(source),
        open_addresses(source, name),
        pictures_without_words(text, _telling_of_themselves),
        skipped_levels(parts, is_section=is_section),
        empty_link_texts(text),
        tables_without_header(parts),
        long_sentences(parts),
        long_paragraphs(parts),
        _copies(parts, source, name),
        hard_text(ease),
        bare_addresses(text),
        links_to_missing_pages(text, name, existing),
    )
    return Advice(tuple(_first_of_each(sorted(found, key=_order))), ease)


def _order(finding: Finding) -> tuple[bool, bool, int]:
    return finding.code != "personal", finding.severity == "info", finding.start


def _first_of_each(findings: list[Finding]) -> Iterator[Finding]:
    told: Counter[str] = Counter()
    for finding in findings:
        told[finding.code] += 1
        if told[finding.code] <= OF_A_KIND:
            yield finding


def _copies(parts: list[Block], source: str, name: PageName) -> Iterator[Finding]:
    language = _language(source, name)
    sentence = translations(language).gettext(SENTENCE)
    return copied_paragraphs(parts, lambda paragraphs: pages_that_say(paragraphs, name), sentence)


def _language(source: str, name: PageName) -> str:
    """The language of the text, as far as it is one of ours."""
    page = find_page(name)
    said = frontmatter.read(source).language or (page.language if page else None) or "sv"
    return said if said in LOCALES else "sv"


def _telling_of_themselves(files: Collection[PageName]) -> set[PageName]:
    """Those of some pictures whose pages say what they show, or that they are decorative."""
    titles = [file.title for file in files]
    pages = session().scalars(select(Page).where(Page.namespace == Namespace.FILE.value, Page.title.in_(titles)))
    return {page.name for page in pages if "alt" in page.fields or page.fields.get("dekorativ")}
