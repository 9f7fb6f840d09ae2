"""Quoting a passage of the page that a topic is about: what the form says of it, and keeping it with the topic."""

import re
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.numbers import row_number
from wiki.markup import normalise
from wiki.markup.anchoring import AROUND, LONGEST, Anchoring, Quoted
from wiki.markup.passages import passages
from wiki.pages.models import Page
from wiki.pages.queries import own_revision, source_of
from wiki.pages.transcluding import render_page
from wiki.talk.models import Topic
from wiki.talk.quote_models import Quote
from wiki.talk.texts import BadPost


@dataclass(frozen=True)
class Asked:
    """What somebody says that a new topic is about: words of the page, or a section, or neither.

    `before` is what stood before the words, where they were marked on the page and not typed. `revision` is the
    version that was read.
    """

    words: str = ""
    section: str = ""
    before: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Passage:
    """Words that stand in a version of a page, and the section they stand in."""

    quoted: Quoted
    heading: str
    revision_id: int


def asked_about(said: MultiDict[str, str] | None = None) -> Asked:
    """What the form says, or the address from which the form is opened."""
    said = request.args if said is None else said
    return Asked(
        words=_shortened(normalise(said.get("quote", ""))),
        section=said.get("section", "")[:600],
        before=normalise(said.get("before", ""))[-AROUND:],
        revision=said.get("revision", ""),
    )


def _shortened(words: str) -> str:
    """`words` on one line; of too many the first ones."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST + 1].rpartition(" ")[0] or line[:LONGEST]


def find_passage(page: Page, asked: Asked) -> Passage | None:
    """The passage that `asked` means, in the words of the page itself; None where the topic is about the whole page.

    Slow: call it before the lock. Raises BadPost where no such words stand in that version.
    """
    revision_id = own_revision(page, row_number(asked.revision)) or page.current_revision_id
    if not (re.search(r"\w", asked.words) or asked.section) or revision_id is None:
        return None
    line = passages(render_page(source_of(revision_id), page.name).html)
    anchoring = Anchoring(line)
    if re.search(r"\w", asked.words):
        place = anchoring.find(Quoted(asked.words, asked.before, "", asked.section))
        place = place or anchoring.find(Quoted(asked.words))  # other words than those that were marked
        if place is None:
            raise BadPost(
                N_("Those words are not on the page. Copy them from the page once more, or leave the field empty.")
            )
    else:
        place = next(((at, at + len(text)) for at, text, anchor in line.sections if anchor == asked.section), None)
        if place is None:  # the section is gone: the topic is about the page
            return None
    return Passage(anchoring.quote(*place), line.section_at(place[0])[0], revision_id)


def keep_quote(topic: Topic, passage: Passage) -> None:
    """Keep with `topic` what it is about; for the act that opens it, within its transaction."""
    quoted = passage.quoted
    session().add(
        Quote(
            topic_id=topic.id,
            page_id=topic.page_id,
            revision_id=passage.revision_id,
            text=quoted.text,
            before=quoted.before,
            after=quoted.after,
            heading=passage.heading[:600],
            anchor=quoted.anchor[:600],
        )
    )
