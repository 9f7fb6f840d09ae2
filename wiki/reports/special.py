"""All special pages, by what one wants to do: the reports, and what else there is a page for."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for

from wiki.accounts.permissions import can
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.reports.registry import REPORTS


@dataclass(frozen=True)
class Special:
    """A page among the special ones: its sign, its title, what it is for, and who may see it."""

    group: str
    sign: str
    title: str
    why: str
    address: Callable[[], str]
    right: str = "read"


GROUPS = {
    "read": N_("Find something to read"),
    "write": N_("Write"),
    "follow": N_("See what happens"),
    "mend": N_("Mend what is wrong"),
    "lacking": N_("Fill in what is missing"),
    "links": N_("Links between pages"),
    "texts": N_("Better texts"),
    "order": N_("Order by categories"),
    "unused": N_("What nothing uses"),
    "measures": N_("Longest, oldest, most of all"),
    "tend": N_("Look after the wiki"),
}


def _at(endpoint: str, **arguments: str) -> Callable[[], str]:
    return lambda: url_for(endpoint, **arguments)  # type: ignore[arg-type]


_OTHERS = (
    Special(
        "read",
        "tag",
        N_("Themes"),
        N_("Guidance and examples, gathered by what they are about."),
        _at("examples.themes_list"),
    ),
    Special(
        "read", "bulb", N_("Examples"), N_("What municipalities have done, the newest first."), _at("examples.examples")
    ),
    Special(
        "read",
        "table",
        N_("Municipalities and themes"),
        N_("Which municipality has examples of which theme, and how far have they come?"),
        _at("matrix.show"),
    ),
    Special(
        "read",
        "hand",
        N_("Requests"),
        N_("What municipalities would like to know from each other. An example is the best answer."),
        _at("requests.all_requests"),
    ),
    Special(
        "read",
        "house",
        N_("Municipalities"),
        N_("The municipalities’ own pages."),
        _at("indexes.all_pages", namespace="municipality"),
    ),
    Special("read", "book", N_("All pages"), N_("Every page, by kind and letter."), _at("indexes.all_pages")),
    Special(
        "read",
        "list",
        N_("Categories"),
        N_("All categories in use, and how many pages each holds."),
        _at("indexes.categories"),
    ),
    Special(
        "read", "image", N_("Files"), N_("Pictures and documents that pages in the wiki show."), _at("file_list.files")
    ),
    Special(
        "read", "redo", N_("Random page"), N_("A page you did not know you were looking for."), _at("indexes.somewhere")
    ),
    Special(
        "write",
        "plus",
        N_("New page"),
        N_("Choose a kind, and begin with headings to write under."),
        _at("begin.new"),
        "create",
    ),
    Special(
        "write",
        "file",
        N_("Import from Word"),
        N_("Make a page of a document that you have already."),
        _at("word.choose"),
        "create",
    ),
    Special(
        "write",
        "image",
        N_("Upload file"),
        N_("Put in a picture or a document that pages can show."),
        _at("uploads.upload"),
        "create",
    ),
    Special(
        "follow",
        "clock",
        N_("Recent changes"),
        N_("What has been written and said, day by day."),
        _at("changes.recent"),
    ),
    Special(
        "follow",
        "help",
        N_("Unanswered questions"),
        N_("What somebody has asked in a discussion, the one who has waited longest first."),
        _at("questions.unanswered"),
    ),
    Special(
        "follow",
        "list",
        N_("The log"),
        N_("What has been done with pages and people, by whom and why, the newest first."),
        _at("log.log"),
    ),
    Special(
        "follow",
        "lock",
        N_("Protected pages"),
        N_("Pages and names that not every member can change, move or create."),
        _at("protecting.protected"),
    ),
    Special(
        "follow",
        "people",
        N_("Blocked users"),
        N_("Those who cannot write just now, or not on some pages. They read as everybody does."),
        _at("blocking.blocks"),
    ),
    Special(
        "follow",
        "people",
        N_("User list"),
        N_("Who has an account, where they work, and how much they have written."),
        _at("user_list.users"),
        "see users",
    ),
    Special("measures", "table", N_("Statistics"), N_("The wiki in figures."), _at("garden.statistics")),
    Special(
        "tend",
        "tool",
        N_("Gardening"),
        N_("What waits for somebody to look after it, the most urgent first."),
        _at("garden.gardening"),
        "patrol",
    ),
    Special(
        "tend",
        "list-check",
        N_("Many pages at once"),
        N_("Choose a list, tick pages in it, and see what would happen to each before anything does."),
        _at("bulk.choose"),
        "change many pages",
    ),
    Special(
        "tend",
        "undo",
        N_("Deleted pages"),
        N_("Each can be looked at and brought back, with all its versions and its discussion."),
        _at("deleted.deleted"),
        "see deleted",
    ),
    Special(
        "tend",
        "search",
        N_("What people search for"),
        N_("Searches that found nothing, and searches after which nobody went on."),
        _at("insight.searches"),
        "see searches",
    ),
    Special(
        "tend",
        "trash",
        N_("Deleted pages"),
        N_("Each can be looked at and brought back, with all its versions and its discussion."),
        _at("deleted.deleted"),
        "see deleted",
    ),
    Special(
        "tend",
        "clock",
        N_("Search old versions"),
        N_("Find what has stood on a page and does so no more."),
        _at("versions.seek"),
        "search old versions",
    ),
    Special(
        "tend",
        "people",
        N_("Newcomers"),
        N_("Those who are new here, and whether anybody has greeted them."),
        _at("newcomers.newcomer_list"),
        "greet",
    ),
    Special(
        "tend",
        "up",
        N_("Move in from MediaWiki"),
        N_("Bring in another wiki with its histories, discussions and files."),
        _at("mediawiki.choose"),
        "bring in a wiki",
    ),
)


def specials() -> tuple[Special, ...]:
    """All of them, with the reports among them."""
    reports = (
        Special(each.group, each.sign, each.title, each.why, _at("reports.show", name=each.name), each.right)
        for each in REPORTS
    )
    return (*_OTHERS, *reports)


def groups() -> list[tuple[str, list[Special]]]:
    """What the present reader may see, under what one wants to do."""
    seen = [each for each in specials() if can(each.right)]
    found = [(gettext(words), [each for each in seen if each.group == key]) for key, words in GROUPS.items()]
    return [(words, some) for words, some in found if some]
