"""Kinds of entries in words: how each is told, and who may be told of it.

The table has every kind that there is, so that any list can tell of any entry. A feature that knows more of its acts
than their kind says so when the wiki starts, in a function that `wiki/app.py` lists among its BEGINNINGS:

    tells("protect", N_("Protected pages"), _words, group="protection")

`_words(entry)` says what was done, in the reader's language: text, or Markup with links. The reason that somebody gave
(`Entry.summary`) is shown beside it. What readers must not know, it does not tell. Where an act is undone,
`wiki/gardening/undoing.py` is told.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import escape

from wiki.accounts.permissions import can
from wiki.core.errors import N_
from wiki.core.i18n import gettext, ngettext
from wiki.journal.models import Entry

Words = Callable[[Entry], str]

GROUPS = {  # what the log can be narrowed to, in this order
    "pages": N_("Pages"),
    "protection": N_("Protection"),
    "people": N_("People"),
    "examples": N_("Examples"),
    "patrol": N_("Patrolling"),
    "discussions": N_("Discussions"),
    "edits": N_("Edits"),
}
EVERY_DAY = ("discussions", "edits", "examples", "patrol")  # what the log tells of when it is asked for only


@dataclass(frozen=True)
class Told:
    """How a kind of entry is told. `right` is what one needs in order to be told.

    With `gives_reason`, the entry's summary is why it was done, and not said by the words. With `needs_summary`, the
    words are made of it, and say nothing where it is hidden.
    """

    label: str
    words: Words
    group: str
    right: str = "read"
    gives_reason: bool = False
    needs_summary: bool = False

    def said(self, entry: Entry) -> str:
        """What was done. Of an entry that does not hold what the words ask for, only what kind of thing it was."""
        if self.needs_summary and "summary" in (entry.details or {}).get("hidden", ()):
            return gettext(self.label)
        try:
            return self.words(entry)
        except (AttributeError, KeyError, TypeError, ValueError):
            return gettext(self.label)

    def plainly(self, entry: Entry) -> str:
        """The same as text without links."""
        return escape(self.said(entry)).striptags()


def tells(kind: str, label: str, words: Words, *, group: str = "pages") -> None:
    """Say how entries of the kind `kind` are told, which people give reasons for. `label` names the kind in a list."""
    KINDS[kind] = Told(label, words, group, gives_reason=True)


def told_of(entry: Entry) -> Told:
    """How `entry` is told; of a kind that nobody knows, that something was done."""
    return KINDS.get(entry.kind) or replace(_UNKNOWN, label=entry.kind)


def in_words(entry: Entry) -> str:
    """What was done, as text without links, and why, for lists that have one place for both."""
    told = told_of(entry)
    words = told.plainly(entry)
    return f"{words}: {entry.summary}" if told.gives_reason and entry.summary else words


def kinds_told(group: str = "") -> list[str]:
    """The kinds of a group, or of all of them, that whoever made the present request may be told of."""
    return [kind for kind, told in KINDS.items() if group in {"", told.group} and can(told.right)]


def kinds_of_acts() -> list[str]:
    """The kinds of what is done with pages and people, rather than written, said or uploaded."""
    return [kind for kind, told in KINDS.items() if told.gives_reason or kind == "role"]


def _saying(msgid: str) -> Words:
    """Words that need nothing but what the entry's summary says."""
    return lambda entry: gettext(msgid, topic=entry.summary) if "%" in msgid else gettext(msgid)


def _written(msgid: str) -> Words:
    """What whoever wrote it says of it, or else our words."""
    return lambda entry: entry.summary or (gettext(msgid) if msgid else "")


def _adoption(entry: Entry) -> str:
    """What a municipality said about the example of another; the summary is its key, and what they changed."""
    key, _, note = entry.summary.partition(" ")
    said = {
        "interested": N_("we are interested in this"),
        "trying": N_("we are trying this"),
        "doing": N_("we do this too"),
        "declined": N_("we chose not to do this"),
        "none": N_("we no longer say how we do with this"),
    }
    words = gettext(said.get(key, said["none"]))
    return f"{words}: {note}" if note else words


def _transfer(entry: Entry) -> str:
    """Between which municipalities somebody moved; either may be none."""
    before, _, after = entry.summary.partition("→")
    none = gettext("none")
    return gettext("changed municipality: %(change)s", change=f"{before.strip() or none} → {after.strip() or none}")


def _vouching(entry: Entry) -> str:
    """Of whom a gardener said where they work."""
    name, _, municipality = entry.summary.partition("\n")
    return gettext("confirmed that %(name)s works in %(municipality)s", name=name, municipality=municipality)


def _moving(entry: Entry) -> str:
    """From where to where a page was moved, and whether that left a redirect."""
    details = entry.details or {}
    names = {"old": details["from"], "new": details["to"]}
    if details.get("redirect", True):
        return gettext("moved the page from “%(old)s” to “%(new)s”", **names)
    return gettext("moved the page from “%(old)s” to “%(new)s” without leaving a redirect", **names)


def _undeleting(entry: Entry) -> str:
    """That a page came back, and how many of its versions where not all did."""
    told = entry.details or {}
    came, stayed = told.get("came", 0), told.get("stayed", 0)
    if told.get("joined"):
        return ngettext("undeleted %(num)s version of the page", "undeleted %(num)s versions of the page", came)
    if stayed:
        return ngettext(
            "undeleted the page with %(num)s version, and left others deleted",
            "undeleted the page with %(num)s versions, and left others deleted",
            came,
        )
    return gettext("undeleted the page")


def _upload(entry: Entry) -> str:
    if entry.summary:
        return gettext("uploaded the file: %(topic)s", topic=entry.summary)
    return gettext("uploaded the file")


_UNKNOWN = Told("", _saying(N_("did something that this list has no words for")), "pages", gives_reason=True)


def _reasoned(label: str, words: str, group: str = "pages", right: str = "read") -> Told:
    return Told(label, _saying(words), group, right, gives_reason=True)


KINDS: dict[str, Told] = {
    "create": Told(N_("New pages"), _written(N_("New page")), "edits"),
    "edit": Told(N_("Edits"), _written(""), "edits"),
    "upload": Told(N_("Uploads"), _upload, "pages"),
    "move": Told(N_("Moved pages"), _moving, "pages", gives_reason=True),
    "merge": _reasoned(N_("Merged histories"), N_("merged the histories of two pages")),
    "delete": _reasoned(N_("Deleted pages"), N_("deleted the page")),
    "undelete": Told(N_("Undeleted pages"), _undeleting, "pages", gives_reason=True),
    "conceal": _reasoned(N_("Hidden parts of versions"), N_("hid parts of a version")),
    "reveal": _reasoned(N_("Versions shown again"), N_("showed hidden parts of a version again")),
    "withhold": _reasoned(N_("Hidden versions of files"), N_("hid parts of a version of the file")),
    "release": _reasoned(N_("Versions of files shown again"), N_("showed hidden parts of a version of the file again")),
    "veil": _reasoned(N_("Hidden parts of the log"), N_("hid parts of a line in the log")),
    "unveil": _reasoned(N_("Lines of the log shown again"), N_("showed hidden parts of a line in the log again")),
    "import": _reasoned(N_("Imports"), N_("imported pages")),
    "protect": _reasoned(N_("Protected pages"), N_("protected the page"), "protection"),
    "unprotect": _reasoned(N_("Ended protections"), N_("ended the protection"), "protection"),
    "block": _reasoned(N_("Blocks"), N_("blocked the user"), "people"),
    "unblock": _reasoned(N_("Ended blocks"), N_("ended the block"), "people"),
    "register": Told(N_("New members"), _saying(N_("new member")), "people"),
    "role": Told(N_("Roles"), _saying(N_("changed the role: %(topic)s")), "people", needs_summary=True),
    "transfer": Told(N_("Changes of municipality"), _transfer, "people", needs_summary=True),
    "vouch": Told(N_("Confirmed municipalities"), _vouching, "people", needs_summary=True),
    "welcome": Told(N_("Welcomes"), _saying(N_("was welcomed")), "people"),
    "adopt": Told(N_("How municipalities do it"), _adoption, "examples", needs_summary=True),
    "unsay": Told(N_("Taken away"), _saying(N_("took away what %(topic)s said")), "examples", needs_summary=True),
    "confirm": Told(N_("Confirmed examples"), _saying(N_("this is still true")), "examples"),
    "contact": Told(N_("Contacts"), _saying(N_("changed the contact")), "examples", "see contacts"),
    "unlike": Told(N_("Not alike"), _saying(N_("said that two examples are not alike")), "examples"),
    "patrol": Told(N_("Patrolled versions"), _saying(N_("marked a version as patrolled")), "patrol", "patrol"),
    "unpatrol": Told(N_("No longer patrolled"), _saying(N_("made a version unpatrolled")), "patrol", "patrol"),
    "topic": Told(N_("Topics"), _saying(N_("new topic: %(topic)s")), "discussions"),
    "reply": Told(N_("Replies"), _written(""), "discussions"),
    "amend": Told(N_("Amended posts"), _written(""), "discussions"),
    "close": Told(N_("Closed topics"), _saying(N_("closed the topic “%(topic)s”")), "discussions"),
    "reopen": Told(N_("Reopened topics"), _saying(N_("reopened the topic “%(topic)s”")), "discussions"),
    "answer": Told(N_("Marked answers"), _saying(N_("marked the answer to “%(topic)s”")), "discussions"),
    "unanswer": Told(N_("Answers taken back"), _saying(N_("took back the answer to “%(topic)s”")), "discussions"),
    "retopic": Told(N_("Moved topics"), _saying(N_("moved the topic “%(topic)s” here")), "discussions"),
    "hide": Told(N_("Hidden posts"), _saying(N_("hid a post: %(topic)s")), "discussions"),
    "show": Told(N_("Posts shown again"), _saying(N_("showed a hidden post again")), "discussions"),
    "thank": Told(N_("Thanks"), _saying(N_("thanked")), "discussions"),
    "unthank": Told(N_("Thanks taken back"), _saying(N_("took back a thank-you")), "discussions"),
}
