"""Reports of what stands in the texts: hard to read, alike, badly written for the wiki, pictures without words."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select

from wiki.advice.duplicates import ALIKE, MANY, PRIVATE
from wiki.advice.models import Shingle
from wiki.advice.shingles import in_parts
from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.files.models import PICTURES as PICTURE_TYPES
from wiki.files.models import File, FileVersion
from wiki.markup import Namespace, PageName
from wiki.pages.files_shown import alternative_text, fields_of, titles_now
from wiki.pages.models import Page
from wiki.reports.facts import ALIKE as ALIKE_FACT
from wiki.reports.facts import DESCRIBE, DISCUSS, EDIT, LIX, PICTURES, SHARE
from wiki.reports.linked import READ_FOR_THEMSELVES
from wiki.reports.models import Measure
from wiki.reports.report import AT_MOST, Fact, Report, Row, lines, walking

HARD = 50  # LIX from which a text is hard to read
FEWEST = 5  # traces that two texts must share in order to be called alike
AT_ONCE = 400
NOTICES = {  # what rendering says of a text it could not take as it is
    "too-large": N_("too long to be shown as anything but plain text"),
    "too-complex": N_("too intricate to be shown as anything but plain text"),
    "too-slow": N_("takes too long to show, and stands as plain text"),
    "bad-front-matter": N_("the fields at the top cannot be read"),
}


def hard_to_read(kinds: Sequence[Namespace]) -> Select[Any]:
    """Pages with a high LIX, the hardest first."""
    asked = lines(number=Measure.lix).join(Measure, Measure.page_id == Page.id).where(Measure.lix >= HARD)
    return asked.where(walking(kinds)).order_by(Measure.lix.desc(), Measure.page_id.desc())


def with_notices(kinds: Sequence[Namespace]) -> Select[Any]:
    """Pages of whose text rendering had something to say."""
    asked = lines(other=Measure.notices).join(Measure, Measure.page_id == Page.id).where(Measure.notices > "")
    return asked.where(walking(kinds)).order_by(Measure.notices, Measure.page_id)


def notices_in_words(row: Row) -> str:
    """What is the matter with a text."""
    return ", ".join(gettext(NOTICES[code]) if code in NOTICES else code for code in row.other.split())


def without_words() -> list[Row]:
    """Pages that show pictures of which nobody has said what they show, neither there nor on the picture's page."""
    columns = (Page.id, Page.namespace, Page.title, Measure.wordless)
    asked = select(*columns).join(Measure, Measure.page_id == Page.id).where(Measure.wordless_count > 0)
    pages = session().execute(asked.order_by(Page.namespace, Page.sort_key).limit(AT_MOST)).all()
    told = _told({title for *_page, titles in pages for title in titles})
    found = []
    for page_id, namespace, title, titles in pages:
        if lacking := [each for each in titles if each not in told]:
            name = PageName(Namespace(namespace), title)
            found.append(Row(name, page_id, len(lacking), "\n".join(lacking)[:2000]))
    return found


def _told(titles: set[str]) -> set[str]:
    """Those pictures whose own pages say what they show, or that they are decorative."""
    asked, found = sorted(titles), set()
    for start in range(0, len(asked), AT_ONCE):
        called = titles_now(asked[start : start + AT_ONCE])
        fields = fields_of(list(called.values()))
        found |= {old for old, title in called.items() if alternative_text(fields.get(title, {})) is not None}
    return found


def files_lacking(*, licence: bool) -> list[Row]:
    """Files whose pages do not say under which licence they are; or else pictures that do not say what they show."""
    asked = select(File.title, File.created_at, FileVersion.media_type).join_from(
        File, FileVersion, File.current_version_id == FileVersion.id
    )
    files = session().execute(asked.order_by(File.title)).all()
    found: list[Row] = []
    for start in range(0, len(files), AT_ONCE):
        some = files[start : start + AT_ONCE]
        said = fields_of([title for title, _at, _type in some])
        for title, at, media_type in some:
            fields = said.get(title, {})
            lacks = not fields.get("licens") if licence else alternative_text(fields) is None
            if lacks and (licence or media_type in PICTURE_TYPES):
                found.append(Row(PageName(Namespace.FILE, title), at=at))
    return found[:AT_MOST]


def duplicates() -> list[Row]:
    """Pages of which much stands on another page too: the share of the shorter one that they have in common."""
    rare = select(Shingle.hash).group_by(Shingle.hash).having(func.count().between(2, MANY))
    holders: dict[int, list[int]] = {}
    for number, page_id in session().execute(select(Shingle.hash, Shingle.page_id).where(Shingle.hash.in_(rare))):
        holders.setdefault(number, []).append(page_id)
    shared = Counter(
        (first, second) for pages in holders.values() for first in pages for second in pages if first < second
    )
    pairs = {pair: number for pair, number in shared.items() if number >= FEWEST}
    traces = _traces({page_id for pair in pairs for page_id in pair})
    names = _names(set(traces))
    found = []
    for (first, second), number in pairs.items():
        share = number / max(1, min(traces[first], traces[second]))
        if share >= ALIKE and first in names and second in names:
            found.append(Row(names[second], second, round(100 * min(share, 1)), names[first].full))
    return sorted(found, key=lambda row: (-row.number, row.name))[:AT_MOST]


def _traces(page_ids: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for some in in_parts(page_ids):
        counted = select(Shingle.page_id, func.count()).where(Shingle.page_id.in_(some)).group_by(Shingle.page_id)
        found |= dict(row for row in session().execute(counted))
    return found


def _names(page_ids: set[int]) -> dict[int, PageName]:
    found: dict[int, PageName] = {}
    for some in in_parts(page_ids):
        asked = select(Page.id, Page.namespace, Page.title).where(Page.id.in_(some), Page.namespace.not_in(PRIVATE))
        found |= {number: PageName(Namespace(space), title) for number, space, title in session().execute(asked)}
    return found


REPORTS = (
    Report(
        "missing-alt",
        N_("Pictures without alternative text"),
        N_(
            "Pages with pictures that say nothing to those who cannot see them. Their own pages can say what they show."
        ),
        N_("Every picture says what it shows."),
        "mend",
        "image",
        (PICTURES,),
        (DESCRIBE, EDIT),
        tuple(Namespace),
        finds=without_words,
        measured=True,
    ),
    Report(
        "files-without-alt",
        N_("Files without alternative text"),
        N_("Pictures whose own pages do not say what they show. Said there once, it is said wherever they are shown."),
        N_("Every picture says what it shows."),
        "mend",
        "image",
        acts=(EDIT,),
        finds=lambda: files_lacking(licence=False),
    ),
    Report(
        "files-without-licence",
        N_("Files without a licence"),
        N_("Files of which nobody has said what others may do with them."),
        N_("Every file says under which licence it is."),
        "mend",
        "file",
        acts=(EDIT, DISCUSS),
        finds=lambda: files_lacking(licence=True),
    ),
    Report(
        "notices",
        N_("Pages that cannot be shown as written"),
        N_("Pages whose text is too long or too intricate, or whose fields cannot be read."),
        N_("Every page can be shown as it is written."),
        "mend",
        "warn",
        (Fact(N_("What is the matter"), notices_in_words, notices_in_words),),
        (EDIT,),
        tuple(Namespace),
        select=with_notices,
        measured=True,
    ),
    Report(
        "hard-to-read",
        N_("Pages that are hard to read"),
        N_("Pages with a LIX of 50 or more: long sentences, or many long words. Official texts are often about 50."),
        N_("No page is hard to read."),
        "texts",
        "book",
        (LIX,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        select=hard_to_read,
        measured=True,
    ),
    Report(
        "duplicates",
        N_("Duplicate texts"),
        N_("Pages of which half or more stands on another page too. Keep the text in one place, and link to it."),
        N_("No text stands in two places."),
        "texts",
        "box",
        (ALIKE_FACT, SHARE),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        finds=duplicates,
    ),
)
