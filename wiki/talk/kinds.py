"""The kinds of topics in words, with what each is for."""

from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.talk.models import TopicKind

CHOICES: dict[TopicKind, tuple[str, str]] = {
    TopicKind.QUESTION: (
        N_("Ask a question"),
        N_("You want to know something. It is on the list until it is answered."),
    ),
    TopicKind.REMARK: (N_("Leave a remark"), N_("You have seen something that is wrong, unclear or good.")),
    TopicKind.SUGGESTION: (N_("Make a suggestion"), N_("You know how the page could become better.")),
}
NAMES: dict[TopicKind, tuple[str, str]] = {  # of one, and of several
    TopicKind.QUESTION: (N_("Question"), N_("Questions")),
    TopicKind.REMARK: (N_("Remark"), N_("Remarks")),
    TopicKind.SUGGESTION: (N_("Suggestion"), N_("Suggestions")),
}


def topic_kind_choices() -> list[tuple[str, str, str]]:
    """Each kind with what one does by it, and when: for the form."""
    return [(kind.value, gettext(label), gettext(sentence)) for kind, (label, sentence) in CHOICES.items()]


def topic_kind_name(kind: str) -> str:
    """What a topic of `kind` is called."""
    return gettext(NAMES[TopicKind(kind)][0])


def topic_kind_names() -> list[tuple[TopicKind, str]]:
    """What several topics of each kind are called."""
    return [(kind, gettext(several)) for kind, (_one, several) in NAMES.items()]


def known_kind(written: str) -> TopicKind | None:
    """The kind that an address names; what we do not know is passed over."""
    return TopicKind(written) if written in {*TopicKind} else None


def kind_told_by(title: str) -> TopicKind:
    """The kind of a topic of which nobody has said it: a heading that asks is a question."""
    return TopicKind.QUESTION if title.rstrip().endswith("?") else TopicKind.REMARK
