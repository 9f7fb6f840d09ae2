"""Asking other municipalities, answering them with an example, and saying that a request is solved."""

from dataclasses import dataclass
from typing import Any

from wiki.accounts.faults import BadForm, Faults
from wiki.accounts.models import User
from wiki.advice.personal import ask_about_personal_numbers
from wiki.core.errors import N_, Forbidden, NotFound, Refusal
from wiki.core.i18n import gettext, locale
from wiki.editing.begin import NameTaken
from wiki.editing.field_values import refuse_no_day, refuse_no_theme
from wiki.editing.fields import with_field
from wiki.editing.save import Conflict, Edit, Saved, save_page
from wiki.examples.requests import ANSWERS, KIND, LAST_DAY, SOLUTION, SOLVED, may_solve
from wiki.markup import Namespace, PageName, normalise, parse_name
from wiki.markup.sections import sections
from wiki.pages.models import Page
from wiki.pages.queries import find_page, source_of
from wiki.protection.ask import require_on

MOST_SOLUTION = 300  # characters
ANSWERING = (Namespace.MUNICIPALITY, Namespace.COOPERATION)
_OWN = "sv"  # the language of a page that says no other


class AskedBefore(NameTaken):
    """There is a request with that title."""

    msgid = N_("Somebody has asked for that already: “%(title)s”. Look there first, or choose another title.")

    def __init__(self, name: PageName) -> None:
        super().__init__(name, title=name.title)


@dataclass(frozen=True)
class Question:
    """What was filled in: a question, the theme it is about, until when an answer helps, and two sentences."""

    title: str = ""
    theme: str = ""
    last_day: str = ""
    sentences: str = ""

    @property
    def source(self) -> str:
        """The page that it becomes."""
        text = f"{self.sentences.strip()}\n"
        fields: dict[str, Any] = {
            "språk": None if locale() == _OWN else locale(),
            "tema": [self.theme] if self.theme else None,
            LAST_DAY: self.last_day,
        }
        for key, value in fields.items():
            if value:
                text = with_field(text, key, value)
        return text


def ask(question: Question, by: User) -> Saved:
    """Publish the request. Raises BadForm, whose faults stand at the fields, and the refusals of `save_page`."""
    faults = Faults()
    with faults.at("title"):
        name = _free_name(question)
    with faults.at("theme"):
        if question.theme:
            refuse_no_theme(question.theme)
    with faults.at("last_day"):
        if question.last_day:
            refuse_no_day(question.last_day)
    with faults.at("sentences"):
        if not question.sentences.strip():
            raise Refusal(N_("Tell what you need to know, and why. Two sentences are enough."))
    faults.refuse_if_any()
    try:
        return save_page(Edit(name, question.source, summary=gettext("Asked other municipalities")), by=by)
    except Conflict as conflict:  # somebody asked at this very moment
        raise BadForm({"title": AskedBefore(name)}) from conflict


def answer(page: Page, example: PageName, by: User) -> Saved:
    """List `example` among the answers on the page of a request. Raises Refusal."""
    require_on(by, "edit", page.name)
    _refuse_no_request(page)
    if example.namespace not in ANSWERING or find_page(example) is None:
        raise Refusal(N_("There is no example called “%(name)s”."), name=example.full)
    source = source_of(page.current_revision_id)
    link = f"- [[{example.full}]]"
    if link in source.splitlines():
        return Saved(page, page.current_revision_id or 0, changed=False)
    summary = gettext("Answered with %(name)s", name=example.full)
    return save_page(Edit(page.name, _with_answer(source, link), summary, base=page.current_revision_id), by=by)


def mark_solved(page: Page, by: User, *, solved: bool, how: str = "") -> Saved:
    """Say that the request is solved, and `how` in a line, or open again. Raises Forbidden to those who did not ask."""
    require_on(by, "edit", page.name)
    _refuse_no_request(page)
    if not may_solve(by, page):
        raise Forbidden(N_("Those who asked decide whether the request is solved."))
    if len(how) > MOST_SOLUTION:
        raise Refusal(N_("At most %(most)s characters: write the rest on the page."), most=MOST_SOLUTION)
    ask_about_personal_numbers([how])
    source = with_field(source_of(page.current_revision_id), SOLVED, "ja" if solved else None)
    source = with_field(source, SOLUTION, how if how and solved else None)
    summary = gettext("Marked as solved") if solved else gettext("Opened the request again")
    return save_page(Edit(page.name, source, summary, base=page.current_revision_id), by=by)


def _refuse_no_request(page: Page) -> None:
    if page.kind != KIND or page.redirect_to:
        raise NotFound(N_("The page is no request."))


def _free_name(question: Question) -> PageName:
    if not question.title:
        raise Refusal(N_("Write your question."))
    if "/" in question.title:
        raise Refusal(N_("A title cannot have “/” in it. Write “and” or a dash instead."))
    name = parse_name(f"{Namespace.REQUEST.prefix}:{question.title}")
    if find_page(name):
        raise AskedBefore(name)
    return name


def _with_answer(source: str, link: str) -> str:
    """`source` with one more line under its heading for answers, which it gets if it has none."""
    source = normalise(source)
    for each in sections(source):
        if each.text.strip().casefold() in ANSWERS:
            return (
                f"{source[: each.end].rstrip()}\n{_gap(source, each.end)}{link}\n\n{source[each.end :]}".rstrip() + "\n"
            )
    heading = gettext("Answers")
    return f"{source.rstrip()}\n\n## {heading}\n\n{link}\n"


def _gap(source: str, end: int) -> str:
    """A blank line, where what stands before is no list."""
    return "" if source[:end].rstrip().rpartition("\n")[2].startswith("- ") else "\n"
