"""The form of the editor: what somebody has written so far, wherever it came from."""

from dataclasses import dataclass, replace
from typing import Self

from werkzeug.datastructures import MultiDict

from wiki.core.numbers import row_number
from wiki.drafts.keep import OpenEditor
from wiki.drafts.models import Draft
from wiki.editing.halfdone import as_wished
from wiki.editing.prompts import filled_in
from wiki.editing.save import Edit
from wiki.markup import PageName
from wiki.pages.models import Page
from wiki.pages.queries import own_revision, source_of


@dataclass(frozen=True)
class Written:
    """What the editor shows and sends. `base` is the revision that the text was made from."""

    text: str
    base: int | None
    summary: str = ""
    minor: bool = False

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> Self:
        """What was written, as the browser sent it. Browsers send line breaks as CR LF whatever was in the text."""
        return cls(
            text=as_wished(form.get("text", "").replace("\r\n", "\n"), form),
            base=row_number(form.get("base", "")),
            summary=form.get("summary", ""),
            minor="minor" in form,
        )

    @classmethod
    def of(cls, draft: Draft) -> Self:
        """What a draft holds."""
        return cls(text=draft.text, base=draft.base, summary=draft.summary, minor=draft.minor)

    def made_from(self, page: Page | None) -> Self:
        """The same, without a base that is no revision of `page`."""
        return replace(self, base=own_revision(page, self.base))

    def on(self, name: PageName, editor: OpenEditor) -> Edit:
        """The edit of the page `name` that this asks for, and the editor whose drafts it publishes."""
        return Edit(
            name=name,
            source=filled_in(self.text, source_of(self.base)),
            summary=self.summary,
            minor=self.minor,
            base=self.base,
            editor=editor,
        )
