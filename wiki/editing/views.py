"""The editor: write, look at it, publish. Whatever the wiki refuses, the text stays in the form."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from wiki.accounts.blocks import Blocked
from wiki.accounts.permissions import require
from wiki.accounts.resume import sign_in_from_form
from wiki.advice.personal import FIELD, LooksPersonal, ask_about_personal_numbers
from wiki.core.errors import N_, Refusal, SignInNeeded
from wiki.core.i18n import gettext, long_datetime, sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.drafts.desk import desk, draft_asked_for
from wiki.drafts.forms import sent_editor, sent_section
from wiki.drafts.keep import throw_away
from wiki.drafts.models import Draft
from wiki.drafts.queries import offered
from wiki.editing.begin import kind_by_register, kind_called, leading_to, starting_text
from wiki.editing.field_checks import WrongFields, refuse_wrong_fields
from wiki.editing.forms import Written
from wiki.editing.growing import field_to_begin_at, grown_text, origin, status_proposed, with_status
from wiki.editing.only_source import where_to_turn
from wiki.editing.prompts import filled_in, without_unfilled
from wiki.editing.resolving import Resolution
from wiki.editing.save import Conflict, Saved, save_page
from wiki.editing.sections import Part, SectionGone, before, landing, open_part, put_back, shown_alone
from wiki.editing.undo import text_of, text_without
from wiki.editing.whom import whom_to_ask
from wiki.editing.wishes import with_begun
from wiki.markup import BadName, Namespace, PageName, normalise, parse_name
from wiki.markup.diff import diff
from wiki.markup.frontmatter import split
from wiki.municipalities.naming import short_name
from wiki.pages.article import body_of, instructions_of
from wiki.pages.models import Page
from wiki.pages.queries import find_page, is_of_deleted, name_now, source_of
from wiki.pages.template_page import templates_of
from wiki.pages.views import about, canonical
from wiki.protection.ask import refused, require_on, why_not

blueprint = Blueprint("editing", __name__)


@blueprint.get("/edit/<path:name>")
def edit(name: str) -> Any:
    """The editor, with the page's text, or with what undoing or restoring would make of it."""
    require(current_user, "read")
    page_name, elsewhere = canonical("editing.edit", name)
    if elsewhere:
        return elsewhere
    page = find_page(page_name)
    if page is None and (short := short_name(page_name)):
        return redirect(url_for("editing.edit", name=short.address, **request.args))  # type: ignore[arg-type]
    draft = draft_asked_for(page_name)
    written, reviewing = (Written.of(draft), "changes" in request.args) if draft else _opened(page_name, page)
    if refusal := refused(current_user, "edit" if page else "create", page_name):
        return _only_source(page_name, page, written, refusal)
    section = sent_section() if page and (draft or not reviewing) else ""
    if section and not draft:
        part = open_part(page_name, written.text, section, request.args.get("heading", ""))
        if part is None:
            flash(gettext("The section could not be found, so this is the whole page."), "info")
            return redirect(url_for("editing.edit", name=page_name.address))
        written = replace(written, text=part.text)
    return editor(page_name, page, written, section=section, show="changes" if reviewing else "", draft=draft)


def _only_source(name: PageName, page: Page | None, written: Written, refusal: Refusal) -> Any:
    """The text to be read, why it cannot be changed, and what one has written oneself, where there is any of it."""
    shown = render_template(
        "editing/source.html",
        **about(name, page),
        written=written,
        problem=why_not("edit" if page else "create", name),
        turn_to=where_to_turn(name, refusal),
        mine=offered(current_user, name, sent_section()) if current_user.is_authenticated else None,
    )
    return shown, refusal.status if page is None or isinstance(refusal, Blocked) else 200


def _opened(name: PageName, page: Page | None) -> tuple[Written, bool]:
    """The text to begin with, and whether it is a proposal that ought to be looked at first."""
    undo, restore = request.args.get("undo", type=int), request.args.get("restore", type=int)
    if page is None:
        kind = kind_called(request.args.get("kind")) or kind_by_register(name)
        text = starting_text(kind, name) if kind else ""
        if "leads_to" in request.args:
            text = leading_to(request.args["leads_to"])
        parent = origin()
        return Written(text=grown_text(text, parent) if parent else text, base=None), False
    base = page.current_revision_id
    if undo is not None:
        text, undone = text_without(page, undo)
        who = undone.author.name if undone.author else ""
        return Written(text, base, gettext("Undid version %(number)s by %(name)s", number=undo, name=who)), True
    if restore is not None:
        text, earlier = text_of(page, restore)
        return Written(
            text, base, gettext("Restored the version from %(when)s", when=long_datetime(earlier.created_at))
        ), True
    if proposed := status_proposed(page):
        return Written(with_status(source_of(base), proposed), base), False
    return Written(with_begun(source_of(base), name, request.args.get("add", "")), base), False


@blueprint.post("/edit/<path:name>")
@keeps_text
def publish(name: str) -> Any:
    """The form was sent: publish it, or show it again with a preview, the changes, or what stands in the way."""
    written = Written.sent(request.form)
    try:
        page_name = name_now(parse_name(request.form.get("title") or name), written.base)
    except BadName as refusal:
        return misnamed(name, written, refusal)
    page = find_page(page_name)
    was_deleted, written = page is None and is_of_deleted(page_name, written.base), written.made_from(page)
    section = sent_section() if page else ""
    try:
        let_through(page_name, page)
        if was_deleted:
            raise Deleted
        if "resume" in request.form:
            raise SignedIn
        if "preview" in request.form or "changes" in request.form:
            show = "preview" if "preview" in request.form else "changes"
            return editor(page_name, page, written, section=section, show=show)
        if "throw" in request.form:
            throw_away(page_name, section, by=current_user)
            return editor(page_name, page, written, section=section)
        _refuse_empty(page, written)
        ask_about_numbers(page, page_name, written)
        asked = put_back(page_name, written, section).on(page_name, sent_editor())
        refuse_wrong_fields(page_name, asked.source, source_of(page.current_revision_id if page else None))
        saved = save_page(asked, by=current_user)
        return published(saved, page_name, landing(saved, section, written.text), is_new=page is None)
    except SectionGone as gone:
        return editor(page_name, page, replace(written, text=gone.text), refusal=gone)
    except Conflict as conflict:
        return Resolution.begun(asked, conflict).page(page_name, page, conflict)
    except Refusal as refusal:
        return editor(page_name, page, written, section=section, refusal=refusal)


class Deleted(Refusal):
    """The page has been deleted while somebody was writing on it. The next time it is meant."""

    status = 409
    msgid = N_(
        "The page was deleted while you were writing. Your text is still here: "
        "press the button once more if the page shall be made anew."
    )


def let_through(name: PageName, page: Page | None) -> None:
    """Refuse, before anything is written, a form that nobody may send, or that cannot be trusted."""
    if not current_user.is_authenticated and sign_in_from_form():
        raise SignedIn if "resume" in request.form else SignedInAgain
    require_on(current_user, "edit" if page else "create", name)
    if form_is_stale():
        raise StaleForm(N_("The form had been open too long. Your text is still here: press the button once more."))


def _refuse_empty(page: Page | None, written: Written) -> None:
    if page is None and not split(normalise(without_unfilled(written.text)))[1].strip():
        raise Refusal(N_("An empty page cannot be published. Begin with a sentence."))


def ask_about_numbers(page: Page | None, name: PageName, written: Written) -> None:
    """Ask before a number that looks like a person's is stored, unless the text held it before."""
    texts = (written.text, written.summary) if page else (written.text, written.summary, name.full)
    ask_about_personal_numbers(texts, known=source_of(written.base), confirmed=request.form.getlist(FIELD))


class SignedInAgain(Refusal):
    """Whoever writes has signed in from within the form, which must now be sent with its new token."""

    status = 200
    msgid = N_("You are logged in again. Your text is still here: press the button once more.")


class SignedIn(Refusal):
    """Whoever writes asked for nothing but to be signed in, which they are."""

    status = 200
    msgid = N_("You are logged in again. Your text is still here, and nothing is published yet.")


def published(saved: Saved, name: PageName, anchor: str | None = None, *, is_new: bool = False) -> Response:
    """The way on to the page that was saved, with a word about what came of it."""
    if not saved.changed:
        flash(gettext("Nothing was changed, so no new version was made."), "info")
    elif saved.merged:
        flash(gettext("Published. Others had changed the page meanwhile; your changes and theirs were put together."))
    else:
        flash(Markup("{}{}").format(gettext("Published. Thank you!"), whom_to_ask(saved.page) if is_new else ""))
    stay = "no" if saved.page.redirect_to else None
    return redirect(url_for("pages.read", name=name.address, redirect=stay, _anchor=anchor))


def editor(
    name: PageName,
    page: Page | None,
    written: Written,
    *,
    section: str = "",
    show: str = "",
    refusal: Refusal | None = None,
    draft: Draft | None = None,
) -> Any:
    """The editor's page with `written` in it, its status that of the refusal, if there was one."""
    text = normalise(filled_in(written.text, source_of(written.base)))
    shown = render_template(
        "editing/edit.html",
        **about(name, page),
        written=written,
        part=(open_part(name, source_of(written.base), section) or Part(section)) if section else None,
        instructions=instructions_of(page) if page else None,
        desk=desk(name, section, draft),
        templates=templates_of(page),
        preview=body_of(shown_alone(written, section, text), name) if show == "preview" else None,
        changes=diff(before(name, written, section), text) if show == "changes" else None,
        problem=sentence(refusal) if refusal else None,
        signed_out=isinstance(refusal, SignInNeeded),
        begin_at=field_to_begin_at(page),
        proposed=status_proposed(page),
        asked_about=refusal if isinstance(refusal, LooksPersonal) else None,
        may_stand=request.form.getlist(FIELD),
        field_faults=refusal.sentences if isinstance(refusal, WrongFields) else {},
    )
    return shown, refusal.status if refusal else 200


def misnamed(name: str, written: Written, refusal: BadName) -> Any:
    """The page cannot be called that: the editor once more, with a field for another name."""
    shown = render_template(
        "editing/edit.html",
        **about(PageName(Namespace.MAIN, "?"), None),
        written=written,
        wanted=request.form.get("title", name),
        problem=sentence(refusal),
    )
    return shown, refusal.status
