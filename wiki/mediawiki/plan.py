"""What of a page is missing here, and how it is to be brought in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from wiki.core.db import session
from wiki.markup import Namespace, normalise
from wiki.mediawiki.append import Version, tidy_summary
from wiki.mediawiki.authors import Authors
from wiki.mediawiki.converting import Job, Made
from wiki.mediawiki.files import Ready
from wiki.mediawiki.gathering import Gathered
from wiki.mediawiki.models import OldRevision
from wiki.mediawiki.notes import LOST, TOO_LARGE, Note
from wiki.mediawiki.parts import OldRevision as Part
from wiki.mediawiki.wikitext.names import Named, Names

AT_ONCE = 400  # numbers in one question: databases limit them


@dataclass(frozen=True)
class Options:
    """How a wiki is brought in. `files`: a folder with its files; `same_people`: equal names are the same people."""

    chosen: Mapping[int, Namespace] = field(default_factory=dict)
    files: Path | None = None
    uploads: bool = True
    same_people: bool = False
    dry_run: bool = False


@dataclass
class Plan:
    """A page, or a part of its history: the versions that are not here, and the files that came with it."""

    gathered: Gathered
    named: Named
    missing: list[Part]
    authors: list[int | None]
    files: list[Ready] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The other wiki's number of the page."""
        return self.gathered.page.number

    @property
    def title(self) -> str:
        """What the other wiki calls it."""
        return self.gathered.page.title

    def job(self, names: Names, *, renders: bool) -> Job | None:
        """What is to be converted; talk pages are, when all pages are there."""
        if not self.missing or self.named.is_talk:
            return None
        texts = tuple((each.model, each.text or "") for each in self.missing)
        return Job(self.title, self.named.name, names, texts, renders and self.gathered.is_whole)

    def lost(self, made: Made) -> tuple[Note, ...]:
        """What of the page is to be looked at, once all of it has come."""
        return lost_of(self.title, made) if self.gathered.is_whole else ()

    def versions(self, made: Made) -> list[Version]:
        """The versions in our words."""
        return [
            Version(
                "" if each.text is None else normalise(source),
                author,
                each.at,
                tidy_summary(each.comment or ""),
                each.minor,
            )
            for each, source, author in zip(self.missing, made.sources, self.authors, strict=True)
        ]


def lost_of(title: str, made: Made) -> tuple[Note, ...]:
    """What is to be looked at of the page that the other wiki calls `title`."""
    is_large = len(made.sources[-1].encode()) > current_app.config["WIKI"].max_page_kilobytes * 1000
    return (*made.lost, Note(LOST, title, TOO_LARGE)) if is_large else made.lost


def missing_of(wiki_id: int, revisions: list[Part]) -> list[Part]:
    """Those that are not here yet."""
    known: set[int] = set()
    numbers = [each.number for each in revisions]
    for start in range(0, len(numbers) if wiki_id else 0, AT_ONCE):
        some = OldRevision.number.in_(numbers[start : start + AT_ONCE])
        known.update(session().scalars(select(OldRevision.number).where(OldRevision.wiki_id == wiki_id, some)))
    return [each for each in revisions if each.number not in known]


def newer_of(wiki_id: int, page_number: int, revisions: list[Part], missing: list[Part]) -> list[Part]:
    """Those of the `missing` that come after what is here of the page: a history grows at its end only.

    `revisions` are all that the export has of it, the oldest first.
    """
    own = (OldRevision.wiki_id == wiki_id, OldRevision.page_number == page_number)
    newest = select(OldRevision.number, OldRevision.written_at).where(*own).order_by(OldRevision.id.desc()).limit(1)
    last = session().execute(newest).first()
    if last is None:
        return missing
    after, newer = {last.number}, []
    wanted, has_passed = {each.number for each in missing}, False
    for each in revisions:
        has_passed = has_passed or each.number == last.number
        if has_passed or each.parent in after or (each.at, each.number) > (last.written_at, last.number):
            after.add(each.number)
            if each.number in wanted:
                newer.append(each)
    return newer


def credited(missing: list[Part], authors: Authors) -> list[int | None]:
    """The accounts of those who wrote."""
    return [authors.number(each.contributor) for each in missing]
