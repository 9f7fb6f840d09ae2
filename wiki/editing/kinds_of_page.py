"""What a kind of page is to whoever begins one: when to choose it, and headings with a prompt under each."""

from dataclasses import dataclass

from wiki.core.errors import N_
from wiki.markup import Namespace


@dataclass(frozen=True)
class Prompted:
    """A heading that a kind of page has, with a question that helps to write under it. Both are msgids."""

    key: str
    heading: str
    prompt: str


@dataclass(frozen=True)
class Kind:
    """A kind of page that people can begin.

    `label` and `when` (to choose it) are msgids. `typ` is what the front matter says where the namespace does not tell
    the kind; `of_municipality` when the page belongs to one.
    """

    key: str
    namespace: Namespace
    label: str
    when: str
    icon: str
    typ: str = ""
    of_municipality: bool = False
    headings: tuple[Prompted, ...] = ()


# Headings that several kinds have.
BRIEF = Prompted(
    "brief", N_("In brief"), N_("What should somebody take with them who reads nothing else? Three to five points.")
)
BEGIN = Prompted("begin", N_("How you can begin"), N_("What can be done within a week? And within a month?"))
PITFALLS = Prompted("pitfalls", N_("Pitfalls"), N_("What goes wrong easily, and how do you notice in time?"))
MORE = Prompted(
    "more", N_("Read more"), N_("Which pages here, and which sources elsewhere, go on from this? Link to them.")
)
MEAN = Prompted(
    "mean",
    N_("What do we mean?"),
    N_("Explain the word as you would to a new colleague, with something that can be seen."),
)
STEPS = Prompted("steps", N_("How to do it"), N_("Which steps, in which order? One line each is enough."))
WORK = Prompted(
    "work",
    N_("How we work"),
    N_("Tell what you do, theme by theme. Link to the guidance that it belongs to, and it shows there by itself."),
)
ASK = Prompted(
    "ask",
    N_("What we want to know from others"),
    N_("What would you ask, if all the other municipalities were in the room?"),
)
FORMER = (
    Prompted(  # no page begins with it any more; it goes from texts that were begun with it, when they are published
        "contact", N_("Contact"), N_("Which role can answer questions? A shared mailbox lasts longer than a name.")
    )
)
