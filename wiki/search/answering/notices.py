"""What is to be said about the answer to a query, each thing in one sentence."""

from dataclasses import dataclass

from wiki.core.errors import N_
from wiki.core.i18n import gettext


@dataclass(frozen=True)
class Notice:
    """A sentence, which is read in the reader's language; `values` are filled in."""

    msgid: str
    values: tuple[tuple[str, str], ...] = ()

    def about(self, **values: str) -> "Notice":
        """The same sentence with `values` in it."""
        return Notice(self.msgid, tuple(values.items()))

    def __str__(self) -> str:
        return gettext(self.msgid, **dict(self.values))


INDEX_AWAY = Notice(N_("The search index is being built. Until it is ready, only titles are searched."))
ONLY_COMMON = Notice(N_("These words stand on nearly every page, so only titles are searched for them."))
ONLY_UNWANTED = Notice(N_("The query only says what to leave out. Write also what you are looking for."))
SHORTENED = Notice(N_("The query is long. Only the beginning of it was searched for."))
EITHER = Notice(
    N_("All words are searched for together, so “OR” was left out. Search for one thing at a time to find either.")
)
STAR = Notice(N_("A star stands for the end of a word, after at least three letters: inför*."))
NOTHING_AFTER = Notice(N_("Nothing stands after “%(operator)s:”, so it was searched for as a word."))
LOOSE = Notice(N_("No page holds all the words. These hold some of them."))
INCOMPLETE = Notice(N_("The search took too long, so not everything is shown. A more precise query helps."))

UNKNOWN = {  # by operator; said of a value that means nothing
    "municipality": Notice(N_("No municipality is called “%(value)s”. That part of the query was left out.")),
    "theme": Notice(N_("No theme is called “%(value)s”. That part of the query was left out.")),
    "status": Notice(N_("No status is called “%(value)s”. That part of the query was left out.")),
    "page_kind": Notice(N_("No kind of page is called “%(value)s”. That part of the query was left out.")),
    "author": Notice(N_("Nobody here is called “%(value)s”. That part of the query was left out.")),
}
NEARLY = {  # likewise, where something is called nearly so
    "municipality": Notice(N_("No municipality is called “%(value)s”. These are the hits for %(near)s.")),
    "theme": Notice(N_("No theme is called “%(value)s”. These are the hits for %(near)s.")),
    "status": Notice(N_("No status is called “%(value)s”. These are the hits for %(near)s.")),
    "page_kind": Notice(N_("No kind of page is called “%(value)s”. These are the hits for %(near)s.")),
}
