"""The editor: write, look at it, publish. Whatever the wiki refuses, the text stays in the form."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wiki.accounts.permissions import can, require
from wiki.accounts.resume import sign_in_from_form
from wiki.core.errors import N_, Refusal, SignInNeeded
from wiki.core.i18n import gettext, long_datetime, sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.editing.forms import Draft
from wiki.editing.save import Conflict, Saved, save_page
from wiki.editing.undo import text_of, text_without
from wiki.markup import BadName, Namespace, PageName, normalise, parse_name
from wiki.markup.diff import diff
from wiki.pages.article import body_of
from wiki.pages.models import Page
from wiki.pages.queries import find_page, source_of
from wiki.pages.views import about, canonical

blueprint = Blueprint("editing", __name__)


@blueprint.get("/edit/<path:name>")
def edit(name: str) -> Any:
    """The editor, with the page's text, or with what undoing or restoring would make of it."""
    require(current_user, "read")
    page_name, elsewhere = canonical("editing.edit", name)
    if elsewhere:
        return elsewhere
    page = find_page(page_name)
    draft, reviewing = _opened(page)
    if not can("edit"):
        return render_template("editing/source.html", **about(page_name, page), draft=draft), 200 if page else 401
    return editor(page_name, page, draft, show="changes" if reviewing else "")


def _opened(page: Page | None) -> tuple[Draft, bool]:
    """The text to begin with, and whether it is a proposal that ought to be looked at first."""
    undo, restore = request.args.get("undo", type=int), request.args.get("restore", type=int)
    if page is None:
        return Draft(text="", base=None), False
    base = page.current_revision_id
    if undo is not None:
        text, undone = text_without(page, undo)
        who = undone.author.name if undone.author else ""
        return Draft(text, base, gettext("Undid version %(number)s by %(name)s", number=undo, name=who)), True
    if restore is not None:
        text, earlier = text_of(page, restore)
        return Draft(
            text, base, gettext("Restored the version from %(when)s", when=long_datetime(earlier.created_at))
        ), True
    return Draft(source_of(base), base), False


@blueprint.post("/edit/<path:name>")
@keeps_text
def publish(name: str) -> Any:
    """The form was sent: publish it, or show it again with a preview, the changes, or what stands in the way."""
    draft = Draft.sent(request.form)
    try:
        page_name = parse_name(request.form.get("title") or name)
    except BadName as refusal:
        return misnamed(name, draft, refusal)
    page = find_page(page_name)
    try:
        _let_through(page)
        if "preview" in request.form or "changes" in request.form:
            return editor(page_name, page, draft, show="preview" if "preview" in request.form else "changes")
        _refuse_empty(page, draft)
        return _published(save_page(draft.on(page_name), by=current_user), page_name)
    except Conflict as conflict:
        merged = draft.over(conflict.current, conflict.mine)
        return editor(page_name, page, merged, conflict=conflict, refusal=conflict)
    except Refusal as refusal:
        return editor(page_name, page, draft, refusal=refusal)


def _let_through(page: Page | None) -> None:
    """Refuse, before anything is written, a form that nobody has signed in for or that cannot be trusted."""
    if not current_user.is_authenticated and sign_in_from_form():
        raise SignedInAgain
    require(current_user, "edit" if page else "create")
    if form_is_stale():
        raise StaleForm(N_("The form had been open too long. Your text is still here: press the button once more."))


def _refuse_empty(page: Page | None, draft: Draft) -> None:
    if page is None and not draft.text.strip():
        raise Refusal(N_("An empty page cannot be published. Begin with a sentence."))


class SignedInAgain(Refusal):
    """Whoever writes has signed in from within the form, which must now be sent with its new token."""

    status = 200
    msgid = N_("You are logged in again. Your text is still here: press the button once more.")


def _published(saved: Saved, name: PageName) -> Response:
    if not saved.changed:
        flash(gettext("Nothing was changed, so no new version was made."), "info")
    elif saved.merged:
        flash(gettext("Published. Others had changed the page meanwhile; your changes and theirs were put together."))
    else:
        flash(gettext("Published. Thank you!"))
    return redirect(url_for("pages.read", name=name.address, redirect="no" if saved.page.redirect_to else None))


def editor(
    name: PageName,
    page: Page | None,
    draft: Draft,
    *,
    show: str = "",
    refusal: Refusal | None = None,
    conflict: Conflict | None = None,
) -> Any:
    """The editor's page with `draft` in it, its status that of the refusal, if there was one."""
    text = normalise(draft.text)
    stored = source_of(page.current_revision_id) if page else ""
    shown = render_template(
        "editing/edit.html",
        **about(name, page),
        draft=draft,
        preview=body_of(text, name) if show == "preview" else None,
        changes=diff(source_of(draft.base), text) if show == "changes" else None,
        conflict=conflict,
        against_theirs=diff(stored, text) if conflict else None,
        problem=sentence(refusal) if refusal else None,
        signed_out=isinstance(refusal, SignInNeeded),
    )
    return shown, refusal.status if refusal else 200


def misnamed(name: str, draft: Draft, refusal: BadName) -> Any:
    """The page cannot be called that: the editor once more, with a field for another name."""
    shown = render_template(
        "editing/edit.html",
        **about(PageName(Namespace.MAIN, "?"), None),
        draft=draft,
        wanted=request.form.get("title", name),
        problem=sentence(refusal),
    )
    return shown, refusal.status


@blueprint.get("/new")
def new() -> Any:
    """Begin a page: its name first."""
    wanted, problem = request.args.get("title", ""), None
    if "title" in request.args:
        try:
            return redirect(url_for("editing.edit", name=parse_name(wanted, _namespace()).address))
        except BadName as refusal:
            problem = sentence(refusal)
    shown = render_template(
        "editing/new.html", wanted=wanted, problem=problem, chosen=request.args.get("namespace", "")
    )
    return shown, 400 if problem else 200


def _namespace() -> Namespace:
    try:
        return Namespace(request.args.get("namespace", "main"))
    except ValueError:
        return Namespace.MAIN
