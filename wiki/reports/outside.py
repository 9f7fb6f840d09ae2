"""Reports of links to other sites, and of those that no longer answer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func

from wiki.core.errors import N_
from wiki.core.i18n import gettext, long_date
from wiki.markup import Namespace
from wiki.pages.models import Page
from wiki.reports.facts import DISCUSS, EDIT
from wiki.reports.models import Address, Use
from wiki.reports.report import Fact, Report, Row, lines, walking

FAULTS = {
    "gone": N_("the page is not there"),
    "server": N_("the site answers with an error"),
    "silent": N_("no answer in time"),
    "nowhere": N_("the site is not there"),
    "refused": N_("the site takes no connection"),
    "certificate": N_("the certificate is not valid"),
    "rounds": N_("it sends its visitors round in circles"),
    "garbled": N_("the answer cannot be read"),
}
BELIEVED = 3  # failures in a row, the first and the last at least a day apart
LEADS_ON = "\t"  # what stands between an address and what is known of it


def _with_addresses(other: Any, number: Any, at: Any) -> Select[Any]:
    asked = lines(number=number, other=other, at=at)
    return asked.join(Use, Use.page_id == Page.id).join(Address, Use.address_id == Address.id)


def external_links(kinds: Sequence[Namespace]) -> Select[Any]:
    """Links to other sites, page by page."""
    asked = _with_addresses(Address.url, func.coalesce(Address.status, 0), Address.checked_at)
    return asked.where(walking(kinds)).order_by(Use.page_id, Use.address_id)


def dead_links(kinds: Sequence[Namespace]) -> Select[Any]:
    """Links that no longer answer, those first that have not done so for longest."""
    told = Address.url + LEADS_ON + Address.fault
    asked = lines(number=func.coalesce(Address.status, 0), other=told, at=Address.failing_since)
    begun = Use.address_id == Address.id + 0  # "+ 0": so that SQLite begins with the few addresses that fail
    asked = asked.join(Use, Use.page_id == Page.id).join(Address, begun)
    failing = (Address.failing_since.is_not(None), Address.failures >= BELIEVED)
    return asked.where(*failing, walking(kinds)).order_by(Address.failing_since, Address.id, Use.page_id)


def _address(row: Row) -> str:
    return row.other.partition(LEADS_ON)[0]


def _fault(row: Row) -> str:
    code = row.other.partition(LEADS_ON)[2]
    words = gettext(FAULTS[code]) if code in FAULTS else code
    return f"{words} ({row.number})" if row.number else words


ADDRESS = Fact(N_("Address"), _address, _address, _address)

REPORTS = (
    Report(
        "dead-links",
        N_("Links that no longer answer"),
        N_("Links to other sites that have not answered for days. Lead them elsewhere, or take them away."),
        N_("Every link to another site that has been asked answers."),
        "mend",
        "web",
        (
            ADDRESS,
            Fact(N_("What is the matter"), _fault, _fault),
            Fact(
                N_("Since"),
                lambda row: row.at.date().isoformat() if row.at else "",
                lambda row: gettext("since %(day)s", day=long_date(row.at)) if row.at else "",
            ),
        ),
        (EDIT, DISCUSS),
        tuple(Namespace),
        select=dead_links,
        checked=True,
    ),
    Report(
        "external-links",
        N_("External links"),
        N_("Where pages lead to other sites, and when those were asked last."),
        N_("No page links to another site."),
        "links",
        "web",
        (
            ADDRESS,
            Fact(
                N_("Last asked"),
                lambda row: row.at.date().isoformat() if row.at else "",
                lambda row: gettext("asked %(day)s", day=long_date(row.at)) if row.at else "",
            ),
        ),
        (EDIT,),
        tuple(Namespace),
        select=external_links,
        measured=True,
    ),
)
