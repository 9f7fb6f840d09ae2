"""What reports tell of their rows, in figures and in words, and what can be done about them."""

from flask import url_for

from wiki.core.errors import N_
from wiki.core.i18n import gettext, long_date, ngettext
from wiki.core.i18n import number as in_words
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.reports.report import Act, Fact, Row


def _number(row: Row) -> int:
    return row.number


def _other(row: Row) -> str:
    return row.other


def _date(row: Row) -> str:
    return row.at.date().isoformat() if row.at else ""


def _on_day(row: Row) -> str:
    return long_date(row.at) if row.at else ""


def _backlinks(row: Row) -> str:
    return url_for("indexes.backlinks", name=row.name.address)


def _history(row: Row) -> str:
    return url_for("pages.history", name=row.name.address)


def named(text: str) -> PageName | None:
    """The page that `text` names, without the place on it."""
    try:
        return parse_name(text.partition("#")[0])
    except BadName:
        return None


def _other_page(row: Row) -> str | None:
    name = named(row.other)
    return url_for("pages.read", name=name.address, redirect="no") if name else None


def _first_picture(row: Row) -> str | None:
    name = parse_name(f":{Namespace.FILE.prefix}:{row.other.partition(chr(10))[0]}")
    return url_for("editing.edit", name=name.address)


CHARACTERS = Fact(
    N_("Characters"), _number, lambda row: ngettext("%(num)s character", "%(num)s characters", row.number)
)
LINKING = Fact(
    N_("Pages that link there"),
    _number,
    lambda row: ngettext("%(num)s page links here", "%(num)s pages link here", row.number),
    _backlinks,
)
USING = Fact(
    N_("Pages that use it"),
    _number,
    lambda row: ngettext("used on %(num)s page", "used on %(num)s pages", row.number),
    _backlinks,
)
VERSIONS = Fact(
    N_("Versions"), _number, lambda row: ngettext("%(num)s version", "%(num)s versions", row.number), _history
)
CATEGORIES = Fact(N_("Categories"), _number, lambda row: ngettext("%(num)s category", "%(num)s categories", row.number))
CHANGED = Fact(N_("Last changed"), _date, lambda row: gettext("changed %(day)s", day=_on_day(row)), _history)
CREATED = Fact(N_("Created"), _date, lambda row: gettext("created %(day)s", day=_on_day(row)), _history)
LEADS_TO = Fact(N_("Leads to"), _other, lambda row: gettext("leads to %(name)s", name=row.other), _other_page)
ALIKE = Fact(N_("Like the page"), _other, lambda row: gettext("like %(name)s", name=row.other), _other_page)
SAME_AS = Fact(N_("The same as"), _other, lambda row: gettext("the same as %(name)s", name=row.other), _other_page)
SHARE = Fact(N_("Share in per cent"), _number, lambda row: gettext("%(num)s %% in common", num=row.number))
LIX = Fact(N_("LIX"), _number, lambda row: gettext("LIX %(value)s", value=in_words(row.number)))
PICTURES = Fact(N_("Pictures"), _other, lambda row: row.other.replace("\n", ", "))

READ = Act(N_("Read"), lambda row: url_for("pages.read", name=row.name.address, redirect="no"))
EDIT = Act(N_("Edit"), lambda row: url_for("editing.edit", name=row.name.address), "edit")
CREATE = Act(N_("Create the page"), lambda row: url_for("begin.new", title=row.name.full), "create")
UPLOAD = Act(N_("Upload file"), lambda row: url_for("uploads.upload", name=row.name.title.replace(" ", "_")), "upload")
DESCRIBE = Act(N_("Say what the picture shows"), _first_picture, "edit")
DELETE = Act(N_("Delete the page"), lambda row: url_for("deleting.ask", name=row.name.address), "delete")
BACKLINKS = Act(N_("What links here"), _backlinks)
HISTORY = Act(N_("History"), _history)
DISCUSS = Act(N_("Discussion"), lambda row: url_for("talk.show", name=row.name.address))
SEARCH = Act(N_("Pages that mention it"), lambda row: url_for("search.search", q=f'"{row.name.title}"', uncounted=1))
