"""What a notice says, once it is in words."""

from dataclasses import dataclass
from datetime import datetime

from wiki.core.i18n import gettext
from wiki.markup import PageName
from wiki.notices.known import Known
from wiki.notices.models import Notice


@dataclass(frozen=True)
class Sentence:
    """A notice in words. `url` is where it leads, on this wiki ("/topic/7#reply-9"); `quote` what was said, if any.

    `link` is the part of `text` that names the thing, for those who make it the link: the first place where it stands.
    """

    text: str
    url: str
    quote: str = ""
    link: str = ""
    language: str | None = None  # of the thing's name, where it is not Swedish
    at: datetime | None = None


def page_title(name: PageName) -> str:
    """A page's name as people say it: what is a municipality's says whose it is."""
    return f"{name.leaf} ({name.base.leaf})" if name.parent else name.title


def doer(notice: Notice, known: Known) -> str:
    """Whoever did it last, where readers may know."""
    return known.who(notice) or gettext("Somebody")
