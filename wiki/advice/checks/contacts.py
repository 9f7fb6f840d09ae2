"""Addresses and telephone numbers on pages whose contact has a place of its own, which not everybody sees."""

from collections.abc import Iterator

from wiki.advice.findings import Finding
from wiki.core.errors import N_
from wiki.markup import Namespace, PageName
from wiki.markup.contacts import ways_to_reach

OWNED = {Namespace.MUNICIPALITY, Namespace.COOPERATION}


def open_addresses(source: str, name: PageName) -> Iterator[Finding]:
    """Each address and number in the text or the fields of a municipality's page; they may stand."""
    if name.namespace not in OWNED:
        return
    for start, end in ways_to_reach(source):
        yield Finding(
            code="contact",
            severity="info",
            title=N_("Everybody can see “%(address)s”."),
            text=N_(
                "Write the contact under “Whom you can ask” instead. You find it on the page once it is published."
            ),
            start=start,
            end=end,
            params={"address": source[start:end]},
        )
