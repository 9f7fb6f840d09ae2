"""Notices in words, in the language of whoever reads them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from wiki.core.errors import N_
from wiki.core.i18n import gettext, ngettext
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code
from wiki.notices.known import Known, known_of
from wiki.notices.models import Notice
from wiki.notices.of_acts import said_of_act, said_of_block
from wiki.notices.said import Sentence, doer, page_title
from wiki.talk.models import TopicKind

STEPS = {
    "ide": N_("idea"),
    "pilot": N_("pilot"),
    "inforande": N_("gradual introduction"),
    "bredd": N_("wide introduction"),
    "avslutat": N_("the end"),
}
"""The steps of the ladder, as they stand in “has gone from … to …”."""

NUMBERS = (N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"))
OPENED = {
    TopicKind.QUESTION: N_("%(who)s asks about %(page)s: “%(topic)s”"),
    TopicKind.REMARK: N_("%(who)s has a remark on %(page)s: “%(topic)s”"),
    TopicKind.SUGGESTION: N_("%(who)s suggests for %(page)s: “%(topic)s”"),
}
ADOPTED = {
    "interested": N_("%(who)s is interested in your example %(page)s"),
    "trying": N_("%(who)s is trying your example %(page)s"),
    "doing": N_("%(who)s does as you do: %(page)s"),
}
BEGINNERS_HELP = PageName(Namespace.HELP, "Så bidrar du")


def sentence(notice: Notice) -> Sentence:
    """What `notice` says. Of many, ask `sentences`: it asks the database once for all of them."""
    return sentences([notice])[0]


def sentences(notices: Sequence[Notice]) -> list[Sentence]:
    """What each of some notices says, in their order."""
    known = known_of(notices)
    return [
        replace(
            _SAID[each.kind](each, known), quote=known.quote(each), language=_language(each, known), at=each.made_at
        )
        for each in notices
    ]


def _language(notice: Notice, known: Known) -> str | None:
    page = known.pages.get(notice.page_id or 0)
    return page.language if page else None


def _title(notice: Notice, known: Known) -> str:
    page = known.pages.get(notice.page_id or 0)
    return page_title(page.name) if page else gettext("a page that is gone")


def _path(notice: Notice, known: Known) -> str:
    page = known.pages.get(notice.page_id or 0)
    return page.name.path if page else "/notices"


def _post(notice: Notice) -> str:
    """Where the post is; a reply has an address of its own that finds it wherever it stands."""
    return f"/reply/{notice.reply_id}" if notice.reply_id else f"/topic/{notice.topic_id}"


def _people(notice: Notice, known: Known) -> tuple[str, int]:
    """Those who did it, "Ebba and two others", and how many they are."""
    names = known.people.get(notice.id) or [doer(notice, known)]
    others = len(names) - 1
    if others <= 0:
        return names[0], 1
    if others == 1:
        return gettext("%(one)s and %(other)s", one=names[0], other=names[1]), 2
    return gettext("%(one)s and %(number)s others", one=names[0], number=_number(others)), others + 1


def _number(value: int) -> str:
    """A number in a running text: in letters up to nine."""
    return gettext(NUMBERS[value - 2]) if 2 <= value < 2 + len(NUMBERS) else str(value)


def _mention(notice: Notice, known: Known) -> Sentence:
    topic = known.topic(notice)
    said = (
        gettext("%(who)s mentions you in “%(topic)s”", who=doer(notice, known), topic=topic)
        if known.speaks_to_oneself(notice)
        else gettext("%(who)s mentions your municipality in “%(topic)s”", who=doer(notice, known), topic=topic)
    )
    return Sentence(said, _post(notice), link=topic)


def _reply(notice: Notice, known: Known) -> Sentence:
    topic = known.topic(notice)
    who, people = _people(notice, known)
    if people == 1 and notice.count > 1:
        number = _number(notice.count)
        said = gettext("%(who)s has written %(number)s replies in “%(topic)s”", who=who, number=number, topic=topic)
    else:
        said = gettext("%(who)s replied in “%(topic)s”", who=who, topic=topic)
    return Sentence(said, _post(notice), link=topic)


def _answer(notice: Notice, known: Known) -> Sentence:
    topic = known.topic(notice)
    reply = known.replies.get(notice.reply_id or 0)
    said = (
        gettext("Your reply was marked as the answer to “%(topic)s”", topic=topic)
        if reply and reply.author_id == notice.user_id
        else gettext("There is an answer to “%(topic)s”", topic=topic)
    )
    return Sentence(said, _post(notice), link=topic)


def _thanks(notice: Notice, known: Known) -> Sentence:
    who, people = _people(notice, known)
    topic, page = known.topic(notice), _title(notice, known)
    if notice.reply_id:
        said = ngettext(
            "%(who)s thanks you for your post in “%(topic)s”",
            "%(who)s thank you for your post in “%(topic)s”",
            people,
            who=who,
            topic=topic,
        )
        return Sentence(said, _post(notice), link=topic)
    said = ngettext(
        "%(who)s thanks you for what you wrote in %(page)s",
        "%(who)s thank you for what you wrote in %(page)s",
        people,
        who=who,
        page=page,
    )
    return Sentence(said, _path(notice, known), link=page)


def _topic(notice: Notice, known: Known) -> Sentence:
    found = known.topics.get(notice.topic_id or 0)
    topic = found.title if found else ""
    kind = TopicKind(found.kind) if found else TopicKind.REMARK
    said = gettext(OPENED[kind], who=doer(notice, known), page=_title(notice, known), topic=topic)
    return Sentence(said, f"/topic/{notice.topic_id}", link=topic)


def _change(notice: Notice, known: Known) -> Sentence:
    who, page = doer(notice, known), _title(notice, known)
    before, after = known.versions(notice)
    entry = known.entries.get(notice.first_entry_id or 0)
    if entry and entry.kind == "upload":
        return Sentence(
            gettext("%(who)s has put in a file: %(page)s", who=who, page=page), _path(notice, known), link=page
        )
    if before is None and _is_request(notice, known):
        return _request(notice, known)
    if before is None:
        return Sentence(
            gettext("%(who)s has written a new page: %(page)s", who=who, page=page), _path(notice, known), link=page
        )
    if moved := _moved(notice, known, before, after):
        return moved
    said = gettext("%(who)s has changed %(page)s", who=who, page=page)
    if notice.count > 1:
        number = _number(notice.count)
        said = gettext("%(who)s has changed %(page)s %(number)s times", who=who, page=page, number=number)
    return Sentence(said, f"/diff/{before}/{after}", link=page)


def _moved(notice: Notice, known: Known, before: int | None, after: int | None) -> Sentence | None:
    """That an example has come to another step of the ladder, if that is what has changed."""
    old, new = known.statuses.get(before or 0), known.statuses.get(after or 0)
    page = known.pages.get(notice.page_id or 0)
    if not (old and new and page) or old == new:
        return None
    owner, title = page.name.base.leaf, page.name.leaf
    said = gettext(
        "%(who)s has gone from %(old)s to %(new)s: %(page)s",
        who=owner, old=gettext(STEPS[old]), new=gettext(STEPS[new]), page=title,
    )  # fmt: skip
    return Sentence(said, page.name.path, link=title)


def _adoption(notice: Notice, known: Known) -> Sentence:
    entry = known.entries.get(notice.entry_id or 0)
    key = entry.summary.partition(" ")[0] if entry else ""
    page = _title(notice, known)
    said = gettext(ADOPTED.get(key, ADOPTED["doing"]), who=_place(notice, known), page=page)
    return Sentence(said, _path(notice, known), link=page)


def _is_request(notice: Notice, known: Known) -> bool:
    page = known.pages.get(notice.page_id or 0)
    return page is not None and page.namespace == Namespace.REQUEST.value


def _request(notice: Notice, known: Known) -> Sentence:
    page = _title(notice, known)
    said = gettext("%(who)s asks other municipalities: %(page)s", who=_place(notice, known), page=page)
    return Sentence(said, _path(notice, known), link=page)


def _place(notice: Notice, known: Known) -> str:
    """The municipality in whose name it was done, or else whoever did it."""
    entry = known.entries.get(notice.entry_id or 0)
    place = by_code(entry.municipality_code) if entry else None
    return place.name if place else doer(notice, known)


def _confirm(notice: Notice, known: Known) -> Sentence:
    page = _title(notice, known)
    return Sentence(gettext("Is it still true what %(page)s says?", page=page), _path(notice, known), link=page)


def _newcomer(notice: Notice, known: Known) -> Sentence:
    who = doer(notice, known)
    said = gettext("%(who)s has written here for the first time", who=who)
    return Sentence(said, PageName(Namespace.USER, who).path, link=who)


def _uncommented(notice: Notice, known: Known) -> Sentence:
    page = _title(notice, known)
    said = gettext("%(page)s is new, and nobody has said anything about it yet", page=page)
    return Sentence(said, _path(notice, known), link=page)


def _welcome(_notice: Notice, _known: Known) -> Sentence:
    link = gettext("how others can find and build on it")
    said = gettext("Thank you for your first contribution! Here is %(link)s.", link=link)
    return Sentence(said, BEGINNERS_HELP.path, link=link)


_SAID: dict[str, Callable[[Notice, Known], Sentence]] = {
    "mention": _mention,
    "reply": _reply,
    "answer": _answer,
    "thanks": _thanks,
    "topic": _topic,
    "change": _change,
    "adoption": _adoption,
    "request": _request,
    "confirm": _confirm,
    "newcomer": _newcomer,
    "uncommented": _uncommented,
    "welcome": _welcome,
    "act": said_of_act,
    "block": said_of_block,
}
