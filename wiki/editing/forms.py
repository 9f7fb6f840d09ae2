"""The form of the editor: what somebody has written so far, wherever it came from."""

from dataclasses import dataclass, replace
from typing import Self

from werkzeug.datastructures import MultiDict

from wiki.core.db import MAX_ID
from wiki.editing.save import Edit
from wiki.markup import PageName


@dataclass(frozen=True)
class Draft:
    """What the editor shows and sends. `base` is the revision that the text was made from."""

    text: str
    base: int | None
    summary: str = ""
    minor: bool = False

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> Self:
        """The draft as the browser sent it. Browsers send line breaks as CR LF whatever was in the text."""
        base = form.get("base", "")
        return cls(
            text=form.get("text", "").replace("\r\n", "\n"),
            base=int(base) if base.isdecimal() and int(base) <= MAX_ID else None,
            summary=form.get("summary", ""),
            minor="minor" in form,
        )

    def on(self, name: PageName) -> Edit:
        """The edit of the page `name` that this draft asks for."""
        return Edit(name=name, source=self.text, summary=self.summary, minor=self.minor, base=self.base)

    def over(self, current: int, text: str) -> Self:
        """The draft after a conflict: it now knows of the revision `current`."""
        return replace(self, base=current, text=text)
