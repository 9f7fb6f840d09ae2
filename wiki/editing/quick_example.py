"""Telling about an example in five minutes: six answers become a page, which can be filled in later."""

from dataclasses import dataclass
from typing import Any

from wiki.accounts.faults import BadForm, Faults
from wiki.accounts.models import User
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, locale
from wiki.editing.begin import NameTaken, kind_called
from wiki.editing.field_values import refuse_long_lesson, refuse_no_guidance, refuse_no_theme
from wiki.editing.fields import with_field
from wiki.editing.save import Conflict, Edit, Saved, save_page
from wiki.examples.taxonomy import BY_KEY
from wiki.markup import Namespace, PageName, normalise, parse_name
from wiki.municipalities.register import by_code
from wiki.pages.queries import find_page, source_of

STATE = "för synpunkter"
_OWN = "sv"  # the language of a page that says no other


class NameInUse(NameTaken):
    """The municipality has a page with that title."""

    msgid = N_(
        "There is already a page called “%(title)s” under %(municipality)s. Choose another title, or add to that page."
    )

    def __init__(self, name: PageName) -> None:
        super().__init__(name, title=name.leaf, municipality=name.base.title)


@dataclass(frozen=True)
class QuickExample:
    """What was answered. `municipality` is a code, `status` a key of the ladder, `guidance` the name of a page."""

    title: str = ""
    municipality: str = ""
    themes: tuple[str, ...] = ()
    status: str = ""
    sentences: str = ""
    lesson: str = ""
    guidance: str = ""
    answers: str = ""  # the request that it answers, by its full name
    grew_from: str = ""  # the example that it grew from, by its full name
    areas: tuple[str, ...] = ()  # the welfare areas of that

    @property
    def texts(self) -> tuple[str, ...]:
        """All that was written in one's own words."""
        return self.title, self.sentences, self.lesson, self.guidance

    @property
    def source(self) -> str:
        """The page that it becomes, with headings in the writer's language. The lesson is a field, and stands once."""
        text = f"## {_heading('summary')}\n\n{self.sentences.strip()}\n"
        for key, value in self._fields().items():
            if value:
                text = with_field(text, key, value)
        return text

    def _fields(self) -> dict[str, Any]:
        municipality = by_code(self.municipality)
        return {
            "typ": "exempel",
            "status": STATE,
            "språk": None if locale() == _OWN else locale(),
            "kommun": municipality.name if municipality else None,
            "tema": list(self.themes),
            "välfärdsområde": list(self.areas),
            "läge": BY_KEY[self.status].written,
            "stödjer": [self.guidance] if self.guidance else None,
            "lärdom": self.lesson,
            "svarar på": self.answers or None,
            "bygger på": self.grew_from or None,
        }


def tell_example(told: QuickExample, by: User) -> Saved:
    """Publish the example. Raises BadForm, whose faults stand at the fields, and the refusals of `save_page`."""
    faults = Faults()
    with faults.at("title"):
        name = _free_name(told)
    with faults.at("municipality"):
        if by_code(told.municipality) is None:
            raise Refusal(N_("Choose the municipality whose example it is."))
    with faults.at("status"):
        if told.status not in BY_KEY:
            raise Refusal(N_("Choose how far you have come."))
    with faults.at("sentences"):
        if not told.sentences.strip():
            raise Refusal(N_("Tell what you did and what came of it. Three sentences are enough."))
    with faults.at("lesson"):
        refuse_long_lesson(told.lesson)
        if told.status == "avslutat" and not told.lesson:
            raise Refusal(N_("What has ended may still teach others. Write one lesson from it."))
    with faults.at("guidance"):
        if told.guidance:
            refuse_no_guidance(told.guidance)
    with faults.at("themes"):
        for theme in told.themes:
            refuse_no_theme(theme)
    faults.refuse_if_any()
    try:
        return save_page(Edit(name, told.source, summary=gettext("Told about an example")), by=by)
    except Conflict as conflict:  # somebody made the page at this very moment
        raise BadForm({"title": NameInUse(name)}) from conflict


def _free_name(told: QuickExample) -> PageName:
    title = told.title.rstrip(" .")
    if not title:
        raise Refusal(N_("Write a title that says what came of it."))
    if "/" in title:
        raise Refusal(N_("A title cannot have “/” in it. Write “and” or a dash instead."))
    municipality = by_code(told.municipality)
    name = parse_name(f"{Namespace.MUNICIPALITY.prefix}:{municipality.name if municipality else '?'}/{title}")
    page = find_page(name) if municipality else None
    if page and not (told.status in BY_KEY and source_of(page.current_revision_id) == normalise(told.source)):
        raise NameInUse(name)  # a form that was sent twice is no clash
    return name


def _heading(key: str) -> str:
    """The heading of that part of an example, in the writer's language."""
    kind = kind_called("example")
    return next(gettext(each.heading) for each in (kind.headings if kind else ()) if each.key == key)
