"""A page as a reader meets it: what the template of the reading page shows, gathered in a handful of questions.

Which linked pages exist is asked when the page is shown, so making a page needs no purging of the pages that wait
for it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext, locale
from wiki.markup import Heading, Namespace, PageName, parse_name
from wiki.markup.instructions import instructions_in
from wiki.markup.present import EditLinks, present, targets
from wiki.municipalities.register import by_code
from wiki.pages.facts import Fact, facts, themes
from wiki.pages.files_shown import file_at
from wiki.pages.leading import asked_of, names_leading_to
from wiki.pages.models import Link, Page, Revision
from wiki.pages.queries import existing
from wiki.pages.rendered import fresh_rendering
from wiki.pages.transcluding import render_page
from wiki.protection.ask import allowed_on

INVITING = {Namespace.MAIN, Namespace.THEME, Namespace.TOOL, Namespace.WORKSHOP, Namespace.CHECKLIST}
GATHERING = INVITING | {Namespace.COOPERATION}


@dataclass(frozen=True)
class Body:
    """The text of one revision, ready to be shown."""

    html: Markup
    headings: Sequence[Heading]
    notices: Sequence[str]
    language: str | None
    switches: Collection[str] = ()
    templates: Sequence[tuple[PageName, bool]] = ()  # what it takes in, and whether that exists

    @property
    def has_contents(self) -> bool:
        """Whether a table of contents stands beside it: from two headings on, unless the text says otherwise."""
        return "notoc" not in self.switches and len(self.headings) > (0 if "toc" in self.switches else 1)


@dataclass(frozen=True)
class Article:
    """All that a reading page shows of a page, whoever reads it."""

    page: Page
    revision: Revision
    body: Body
    facts: Sequence[Fact]
    categories: Sequence[tuple[PageName, bool]]
    mentioned: Sequence[PageName]  # what its text links to, in order
    themes: Sequence[PageName]
    gathers: bool
    invites: bool
    subpages: Sequence[Page]
    backlink_count: int


def article(page: Page, *, keep: bool = True) -> Article:
    """The current revision of `page`, with what the wiki gathers around it.

    Without `keep` nothing is written, and so the caller goes on reading in the moment it began in.
    """
    name = page.name
    rendering = fresh_rendering(page, keep=keep)
    links = session().scalars(select(Link).where(Link.page_id == page.id).order_by(Link.number)).all()
    categories = [link.target for link in links if link.kind == "category"]
    linked = targets(rendering.html)
    found = existing([*linked, *categories, *themes(page)])
    gathers = name.namespace in GATHERING and page.redirect_to is None
    revision = session().scalar(
        select(Revision).where(Revision.id == page.current_revision_id).options(joinedload(Revision.author))
    )
    assert revision is not None
    headings = [Heading(*each) for each in rendering.headings]
    switches = rendering.switches or ()
    return Article(
        page=page,
        revision=revision,
        body=Body(
            show(rendering.html, found, edit_links(name, headings) if _edits_sections(name, switches) else None),
            headings,
            rendering.notices,
            page.language,
            switches,
        ),
        facts=facts(page, found),
        categories=[(category, category.full in found) for category in dict.fromkeys(categories)],
        mentioned=[link.target for link in links if link.kind != "template"],
        themes=themes(page),
        gathers=gathers,
        invites=name.namespace in INVITING,
        subpages=_subpages(page),
        backlink_count=_backlink_count(name),
    )


def body_of(source: str, name: PageName) -> Body:
    """Any source as it would be shown on the page `name`: an old revision, a preview."""
    document = render_page(source, name)
    found = existing(targets(document.html))
    templates = sorted((taken, version > 0) for taken, version in document.made_of)
    shown = show(document.html, found)
    return Body(shown, document.headings, document.notices, document.language, document.switches, templates)


def instructions_of(page: Page) -> Markup:
    """What the page tells those who write on it; empty where it tells nothing."""
    boxes = instructions_in(fresh_rendering(page).html)
    return show(boxes, existing(targets(boxes))) if boxes else Markup()


def red_href(name: PageName) -> str:
    """Where a red link leads: to the editor, ready for the page that is missing."""
    return url_for("editing.edit", name=name.address)


def _edits_sections(name: PageName, switches: Collection[str]) -> bool:
    return allowed_on(current_user, "edit", name) and "noeditsection" not in switches


def edit_links(name: PageName, headings: Iterable[Heading] = ()) -> EditLinks:
    """The links to edit the sections of a page one by one, in the reader's language.

    A heading that another page brings leads to the editor of that page.
    """
    return EditLinks(
        word=gettext("Edit"),
        language=locale(),
        href=lambda anchor: url_for("editing.edit", name=name.address, section=anchor),
        label=lambda text: gettext("Edit the section %(heading)s", heading=text),
        origins={heading.anchor: heading.origin for heading in headings if heading.origin},
        page_href=lambda full: url_for("editing.edit", name=parse_name(full).address),
        page_label=lambda full: gettext("Edit %(name)s, where this section stands", name=full),
    )


def show(html: str, found: Iterable[str], edit: EditLinks | None = None) -> Markup:
    """Stored HTML with its files, the red links red and the headings linkable, in the reader's language."""
    return Markup(  # noqa: S704 - sanitised when it was stored, and `present` escapes what it adds
        present(
            html,
            exists=frozenset(found),
            red_href=red_href,
            red_title=lambda name: gettext("%(name)s (page does not exist)", name=name.full),
            heading_label=lambda text: gettext("Link to the section %(heading)s", heading=text),
            file_at=file_at(html),
            edit_links=edit,
            fault_words=_fault_words,
        )
    )


def _fault_words(kind: str, page: PageName, words: str) -> str:
    """Why something could not be taken into a page."""
    said = {
        "section": N_("There is no section %(words)s to show here."),
        "loop": N_("%(name)s uses itself: %(words)s"),
        "deep": N_("%(name)s is not shown: too many templates lie within each other here."),
        "many": N_("%(name)s is not shown: too many templates are used on this page."),
        "large": N_("%(name)s is not shown: the templates on this page say too much."),
    }
    if kind == "loop" and page.namespace is Namespace.TEMPLATE:
        return gettext("The template %(name)s uses itself: %(words)s", name=page.title, words=words)
    return gettext(said.get(kind, said["large"]), name=page.full, words=words)


def _subpages(page: Page) -> Sequence[Page]:
    """The pages directly or further below, for namespaces that have subpages."""
    if not page.name.namespace.has_subpages:
        return ()
    stem = page.title.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "/%"
    below = select(Page).where(Page.namespace == page.namespace, Page.title.like(stem, escape="\\"))
    return session().scalars(below.order_by(Page.sort_key).limit(100)).all()


def _backlink_count(name: PageName) -> int:
    """How many pages link here, by this name or by the official one of a municipality."""
    targets = names_leading_to()
    same = and_(Link.target_namespace == targets.c.namespace, Link.target_title == targets.c.title)
    linking = (
        select(func.count(Link.page_id.distinct()))
        .join(targets, same)
        .where(targets.c.redirect_id == 0, Link.kind != "category")
    )
    return session().scalar(linking, asked_of(name)) or 0


def municipality_name(code: str | None) -> str | None:
    """The short name of the municipality with that code."""
    found = by_code(code) if code else None
    return found.name if found else None


def municipality_full_name(code: str | None) -> str | None:
    """The municipality's own name for itself: "Halmstads kommun"."""
    found = by_code(code) if code else None
    return found.full_name if found else None
