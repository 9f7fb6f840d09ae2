"""The page on which somebody decides, place by place, what a page shall say that two people wrote on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from wiki.core.errors import Refusal, SignInNeeded
from wiki.core.i18n import sentence
from wiki.core.numbers import row_number
from wiki.drafts.forms import sent_editor, sent_number
from wiki.drafts.keep import OpenEditor
from wiki.editing.conflict import WAYS, Choice, assemble, chunks_of, meetings, woven
from wiki.editing.forms import Written
from wiki.editing.save import Conflict, Edit
from wiki.markup import PageName, normalise
from wiki.markup.merge import Chunk
from wiki.pages.models import Page
from wiki.pages.queries import own_revision, revision, source_of
from wiki.pages.views import about


@dataclass(frozen=True)
class Resolution:
    """Two texts made from the revision `origin`: the writer's, and that of the revision `current`; and the choices.

    `editor` is the writer's, whose drafts are published with it.
    """

    origin: int | None
    current: int | None
    mine: str
    editor: OpenEditor
    summary: str = ""
    minor: bool = False
    choices: Mapping[int, Choice] | None = None

    @classmethod
    def begun(cls, asked: Edit, conflict: Conflict) -> Self:
        """What there is to decide after a save that met another."""
        return cls(
            origin=asked.base,
            current=conflict.current,
            mine=normalise(asked.source),
            editor=asked.editor or sent_editor(),
            summary=asked.summary,
            minor=asked.minor,
        )

    @classmethod
    def sent(cls, form: MultiDict[str, str], page: Page | None) -> Self:
        """The same, with what has been chosen, as the browser sent it; only revisions of `page` have to do with it."""
        return cls(
            origin=own_revision(page, sent_number("origin")),
            current=own_revision(page, sent_number("base")),
            mine=normalise(form.get("mine", "")),
            editor=sent_editor(),
            summary=form.get("summary", ""),
            minor="minor" in form,
            choices=dict(_chosen(form)),
        )

    def written(self) -> Written:
        """The text that was chosen, made from the revision that is current now. Raises NotChosen."""
        text = assemble(self._chunks(), self.choices or {})
        return Written(text=text, base=self.current, summary=self.summary, minor=self.minor)

    def once_more(self, written: Written, conflict: Conflict) -> Self:
        """What there is to decide when the page was changed again: what was chosen is the writer's text by now."""
        mine = normalise(written.text)
        return replace(self, origin=written.base, current=conflict.current, mine=mine, choices=None)

    def page(self, name: PageName, page: Page | None, refusal: Refusal) -> Any:
        """The page with the places where the texts meet, and why it is shown. A form that no page made is refused."""
        if self.current is None:
            raise refusal
        chunks = self._chunks()
        shown = render_template(
            "editing/conflict.html",
            **about(name, page),
            written=Written("", self.current, self.summary, self.minor),
            resolution=self,
            conflict=True,
            meetings=list(meetings(chunks)),
            woven=list(woven(chunks)),
            choices=self.choices or {},
            theirs=revision(self.current),
            problem=sentence(refusal),
            signed_out=isinstance(refusal, SignInNeeded),
            asked_about=None,
            may_stand=request.form.getlist("personal"),
        )
        return shown, refusal.status

    def _chunks(self) -> Sequence[Chunk]:
        return chunks_of(source_of(self.origin), self.mine, source_of(self.current))


def _chosen(form: MultiDict[str, str]) -> Iterator[tuple[int, Choice]]:
    """The choices in the form, by number of the place."""
    for key, way in form.items():
        stem, _, text = key.partition("-")
        number = row_number(text)
        if stem == "choice" and number is not None and way in WAYS:
            yield number, Choice(way, form.get(f"own-{text}", "").replace("\r\n", "\n"))
