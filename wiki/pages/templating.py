"""What templates may call: small functions that turn stored things into words and addresses."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from urllib.parse import quote, unquote

from flask import Flask

from wiki.accounts.models import User
from wiki.core.i18n import gettext, language_name, month, number
from wiki.markup import Namespace, PageName
from wiki.markup.kinds import LABELS
from wiki.markup.summaries import with_links
from wiki.pages.acts import page_acts
from wiki.pages.article import municipality_full_name, municipality_name
from wiki.pages.facts import stage
from wiki.pages.hidden import hidden_in
from wiki.pages.models import Revision

_FOREIGN = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


def user_path(user: User) -> str:
    """Where a person's own page is."""
    return PageName(Namespace.USER, user.name).path


def signed(change: int) -> str:
    """A change of size with its sign: "+112", "−38", "±0"."""
    return f"{'+' if change > 0 else '−' if change < 0 else '±'}{number(abs(change))}"


def readable(url: str) -> str:
    """An address as people read it, with its å, ä and ö, that leads to the same place when it is copied.

    Signs of ASCII stay as they are written: decoded, "?" or "#" would end the path, and a space the address.
    """
    return _FOREIGN.sub(_letters, url)


def _letters(coded: re.Match[str]) -> str:
    """What some percent-encoded bytes say, but for signs that cannot be seen."""
    try:
        text = unquote(coded[0], errors="strict")
    except UnicodeDecodeError:
        return coded[0]
    return "".join(sign if sign.isprintable() else quote(sign) for sign in text)


def by_month(revisions: Iterable[Revision]) -> Iterator[tuple[str, list[Revision]]]:
    """Revisions, newest first, under the name of their month."""
    for heading, some in groupby(revisions, key=lambda revision: month(revision.created_at)):
        yield heading, list(some)


def namespace_label(key: str) -> str:
    """The kind of page that a namespace holds, in the reader's language."""
    kind = "guidance" if key == "main" else key
    return gettext(LABELS[kind])


def init_pages(app: Flask) -> None:
    """Give the templates these functions."""
    filters: dict[str, Any] = {
        "signed": signed,
        "readable": readable,
        "groupby_month": by_month,
        "with_links": with_links,
    }
    app.jinja_env.filters.update(filters)
    app.jinja_env.globals.update(
        user_path=user_path,
        stage_of=stage,
        hidden_in=hidden_in,
        municipality_name=municipality_name,
        municipality_full_name=municipality_full_name,
        language_name=language_name,
        namespace_label=namespace_label,
        page_acts=page_acts,
    )
