"""What gardeners have done, in words: with a page that somebody watches, or to somebody themselves.

Why they did it stands below, as what was said.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wiki.accounts.scope import Scope
from wiki.core.errors import N_
from wiki.core.i18n import gettext, long_datetime
from wiki.journal.models import Entry
from wiki.markup import PageName, parse_name
from wiki.notices.known import Known
from wiki.notices.models import Notice
from wiki.notices.said import Sentence, doer, page_title

DONE = {
    "move": N_("%(who)s has moved %(other)s to %(page)s"),
    "merge": N_("%(who)s has merged the history of %(other)s into that of %(page)s"),
    "unmerge": N_("%(who)s has given %(other)s its history back from %(page)s"),
    "delete": N_("%(who)s has deleted %(page)s"),
    "undelete": N_("%(who)s has undeleted %(page)s"),
    "protect": N_("%(who)s has protected %(page)s"),
    "unprotect": N_("%(who)s has ended the protection of %(page)s"),
}


def said_of_act(notice: Notice, known: Known) -> Sentence:
    """What was done with a page; it leads to the page, whatever that is called by now."""
    entry = known.entries.get(notice.entry_id or 0)
    page = known.pages.get(notice.page_id or 0)
    name = page.name if page else _name(entry)
    kind, told = (entry.kind, entry.details or {}) if entry else ("", {})
    kind = "unmerge" if told.get("undoes") else kind
    title, other = page_title(name) if name else gettext("a page that is gone"), told.get("from", "")
    words = DONE.get(kind, N_("%(who)s has done something with %(page)s"))
    said = gettext(words, who=doer(notice, known), page=title, other=other)
    return Sentence(said, name.path if name else "/notices", link=title)


def said_of_block(notice: Notice, known: Known) -> Sentence:
    """That one is kept from writing and until when, or no more; it leads to where one can say what one thinks of it."""
    entry = known.entries.get(notice.entry_id or 0)
    name, told = _name(entry), entry.details or {} if entry else {}
    who = doer(notice, known)
    if entry and entry.kind == "unblock":
        return Sentence(gettext("%(who)s lets you write again", who=who), name.path if name else "/blocks")
    scope = Scope.told(told)
    if scope is not None:
        said = _from_some_pages(scope, told, who)
    elif told.get("until"):
        when = long_datetime(datetime.fromisoformat(told["until"]))
        said = gettext("%(who)s has blocked you until %(when)s, so that you can read but not write", who=who, when=when)
    else:
        said = gettext("%(who)s has blocked you, so that you can read but not write", who=who)
    if name and told.get("own_talk"):
        link = gettext("Write in the discussion of your own user page")
        turn = gettext("%(what)s. Do you think that this is wrong? %(link)s.", what=said, link=link)
        return Sentence(turn, f"/talk/{name.address}", link=link)
    return Sentence(said, "/blocks")


def _from_some_pages(scope: Scope, told: Mapping[str, Any], who: str) -> str:
    what = scope.in_words
    if told.get("until"):
        when = long_datetime(datetime.fromisoformat(told["until"]))
        words = N_("%(who)s has blocked you until %(when)s from %(what)s, and nothing else")
        return gettext(words, who=who, when=when, what=what)
    return gettext("%(who)s has blocked you from %(what)s, and nothing else", who=who, what=what)


def _name(entry: Entry | None) -> PageName | None:
    return parse_name(entry.name) if entry and entry.name else None
