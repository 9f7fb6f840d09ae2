"""Writing on one section of a page: taking it out, and putting it back into the whole that is saved."""

from dataclasses import dataclass, replace

from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.editing.forms import Written
from wiki.editing.save import Saved
from wiki.markup import Document, PageName, render_safely
from wiki.markup.sections import Section, find_section, with_new_section, with_notes, with_section
from wiki.pages.queries import rendering_of, source_of
from wiki.pages.transcluding import render_page

NEW = "new"  # the key of a section that is yet to be written


@dataclass(frozen=True)
class Part:
    """The section that somebody writes on: its `key` in addresses and forms, its heading, and its text so far."""

    key: str
    heading: str = ""
    text: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the page has no such section yet."""
        return self.key == NEW


class SectionGone(Refusal):
    """The page that the text was made from has no such section. `text` is that page, with what was written last."""

    status = 409
    msgid = N_(
        "The section could not be found, so here is the whole page. What you wrote stands at its end: "
        "move it to where it belongs, and publish."
    )

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def open_part(name: PageName, source: str, key: str, heading: str = "") -> Part | None:
    """One section of a page, by the id of its heading, or a new one called `heading`; None where there is none."""
    if key == NEW:
        return Part(NEW, text=_first_line(heading) + "\n")
    section = _find(name, source, key)
    return Part(key, section.text, source[section.start : section.end]) if section else None


def put_back(name: PageName, written: Written, key: str) -> Written:
    """The whole page with what was written in its place; the same where that is the whole page already (no `key`).

    A new section in which nothing has been written changes nothing. Raises SectionGone.
    """
    if not key:
        return written
    source = source_of(written.base)
    if key == NEW:
        text = "" if written.text.strip() == _first_line() else written.text
        return replace(written, text=with_new_section(source, text))
    section = _find(name, source, key)
    if section is None:
        raise SectionGone(with_new_section(source, written.text))
    return replace(written, text=with_section(source, section, written.text))


def before(name: PageName, written: Written, key: str) -> str:
    """What stood there before: the page, or the section of it."""
    source = source_of(written.base)
    if not key:
        return source
    section = None if key == NEW else _find(name, source, key)
    return source[section.start : section.end].rstrip() + "\n" if section else ""


def shown_alone(written: Written, key: str, text: str) -> str:
    """The text to preview: a section has the notes it refers to under it, wherever on the page they stand."""
    return with_notes(text, source_of(written.base)) if key else text


def landing(saved: Saved, key: str, text: str) -> str | None:
    """The id of the heading to come back to when a section with `text` has been saved; None for the top."""
    rendering = rendering_of(saved.page)
    own = render_safely(text).headings if key else ()
    if rendering is None or not own:
        return None
    alike = [anchor for _, words, anchor, *_ in rendering.headings if words == own[0].text]
    return key if key in alike else next(iter(alike), None)


def _find(name: PageName, source: str, key: str) -> Section | None:
    """The section of the page `name` whose heading has that id, where it takes in what it does."""

    def rendered(text: str) -> Document:
        return render_page(text, name)

    return find_section(source, key, rendered)


def _first_line(heading: str = "") -> str:
    """What a new section begins with."""
    words = " ".join(heading.split()) or gettext("New section")
    return f"## {words}"
