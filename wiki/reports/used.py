"""Reports of what is used most, of what is there twice, of redirects, and of pages that nobody watches."""

from sqlalchemy import func, not_, select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.files.models import File, FileVersion
from wiki.markup import Namespace, PageName
from wiki.pages.indexes import CONTENT
from wiki.pages.models import Page
from wiki.reports.facts import BACKLINKS, DELETE, DISCUSS, EDIT, HISTORY, LEADS_TO, READ, SAME_AS, USING
from wiki.reports.linked import in_order, most_linked
from wiki.reports.report import AT_MOST, Report, Row, lines, of_kinds
from wiki.watch.models import Kind, Watch


def redirects() -> list[Row]:
    """All redirects, with where they lead."""
    return in_order(lines(other=Page.redirect_to).where(Page.redirect_to.is_not(None)))


def unwatched() -> list[Row]:
    """Pages to read that nobody watches by themselves."""
    watched = select(Watch.id).where(Watch.kind.in_((Kind.PAGE.value, Kind.SUBPAGES.value)), Watch.number == Page.id)
    return in_order(lines().where(Page.redirect_to.is_(None), of_kinds(CONTENT), not_(watched.exists())))


def duplicate_files() -> list[Row]:
    """Files that are the same, byte by byte, as another that was put in before."""
    versions = select(FileVersion.checksum, File.title, File.created_at).join(
        File, File.current_version_id == FileVersion.id
    )
    several = select(FileVersion.checksum).join(File, File.current_version_id == FileVersion.id)
    several = several.group_by(FileVersion.checksum).having(func.count() > 1)
    rows = session().execute(versions.where(FileVersion.checksum.in_(several)).order_by(File.created_at, File.id))
    firsts: dict[str, str] = {}
    found = []
    for checksum, title, at in rows:
        name = PageName(Namespace.FILE, title)
        if checksum in firsts:
            found.append(Row(name, other=firsts[checksum], at=at))
        else:
            firsts[checksum] = name.full
    return found[:AT_MOST]


REPORTS = (
    Report(
        "most-used-templates",
        N_("Most used templates"),
        N_("Whoever changes one of these changes very many pages: consider protecting them."),
        N_("No page uses a template yet."),
        "measures",
        "code",
        (USING,),
        (EDIT, DISCUSS),
        finds=lambda: most_linked(("template",)),
    ),
    Report(
        "most-used-files",
        N_("Most used files"),
        N_("Pictures and documents that most pages show."),
        N_("No page shows a file yet."),
        "measures",
        "image",
        (USING,),
        (EDIT,),
        finds=lambda: most_linked(("file",), [Namespace.FILE]),
    ),
    Report(
        "fullest-categories",
        N_("Fullest categories"),
        N_("A category that holds very much may be easier to find one's way in when it is divided."),
        N_("No page is in a category yet."),
        "measures",
        "tag",
        (USING,),
        (EDIT, DISCUSS),
        finds=lambda: most_linked(("category",), [Namespace.CATEGORY]),
    ),
    Report(
        "redirects",
        N_("Redirects"),
        N_("All redirects, and where each leads."),
        N_("There is no redirect yet."),
        "links",
        "redo",
        (LEADS_TO,),
        (READ, EDIT, HISTORY, DELETE),
        tuple(Namespace),
        finds=redirects,
    ),
    Report(
        "unwatched",
        N_("Pages that nobody watches"),
        N_("What is written on these pages reaches nobody's watchlist. Watch some of them yourself."),
        N_("Somebody watches every page."),
        "tend",
        "eye",
        acts=(READ, HISTORY),
        kinds=CONTENT,
        right="patrol",
        finds=unwatched,
    ),
    Report(
        "duplicate-files",
        N_("Files that are there twice"),
        N_("Files that are the same as another one, byte by byte. Keep one, and let the pages show that."),
        N_("No file is there twice."),
        "mend",
        "image",
        (SAME_AS,),
        (BACKLINKS, EDIT, DELETE),
        finds=duplicate_files,
    ),
)
