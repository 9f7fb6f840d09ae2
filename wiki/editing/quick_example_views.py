"""The quick form for an example, which loses nothing and works without scripts."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.core.web import keeps_text
from wiki.editing.field_forms import STAGE_LABELS, guidance_choices, theme_choices
from wiki.editing.growing import example_called, grown_example, section_example
from wiki.editing.quick_example import QuickExample, tell_example
from wiki.editing.quick_forms import one_line, publish_quickly, quick_form, several_lines
from wiki.editing.whom import whom_to_ask
from wiki.examples.all_themes import themes as all_themes
from wiki.markup import BadName, Namespace, parse_name
from wiki.municipalities.register import all_municipalities
from wiki.pages.facts import themes as themes_of
from wiki.pages.facts import words
from wiki.pages.queries import find_page

MOST = 6  # themes that stand open; the others are folded below them
STEPS = {
    "ide": N_("We want to try, but have not begun."),
    "pilot": N_("We try it on a small scale in order to learn."),
    "inforande": N_("We introduce it step by step, and adjust on the way."),
    "bredd": N_("Everybody who is to have it has it."),
    "avslutat": N_("We have stopped. Tell what you learnt."),
}

blueprint = Blueprint("quick_example", __name__)


@blueprint.get("/examples/new")
def new() -> Any:
    """The form, with what the link there knows (`?guidance=<page>&theme=<title>&municipality=<code>&title=…`)."""
    require(current_user, "create")
    return _shown(_asked(request.args))


@blueprint.post("/examples/new")
@keeps_text
def tell() -> Any:
    """The form was sent: publish the example, and show it; or show the form with what is wrong beside its fields."""
    told = _sent(request.form)
    try:
        name = publish_quickly(told.texts, lambda: tell_example(told, by=current_user))
    except Refusal as refusal:
        return _shown(told, refusal)
    more = Markup('<a href="{}">{}</a>').format(
        url_for("editing.edit", name=name.address), gettext("Do you want to fill in more?")
    )
    flash(
        Markup("{} {}{}").format(gettext("Thank you! This is what it looks like."), more, whom_to_ask(find_page(name)))
    )
    return redirect(url_for("pages.read", name=name.address))


def _asked(args: MultiDict[str, str]) -> QuickExample:
    """The form as it is opened: one's own municipality, and the theme of the guidance where one comes from."""
    guidance, chosen = args.get("guidance", ""), [each for each in args.getlist("theme") if each]
    try:
        page = find_page(parse_name(guidance)) if guidance else None
    except BadName:
        guidance, page = "", None
    if page and not chosen:
        chosen = [each.title for each in themes_of(page)]
    told = QuickExample(
        title=one_line(args.get("title", "")),
        municipality=args.get("municipality") or getattr(current_user, "municipality_code", None) or "",
        themes=tuple(dict.fromkeys(one_line(each) for each in chosen)),
        status=args.get("status", ""),
        guidance=page.name.full if page else one_line(guidance),
        answers=_request(args.get("answers", "")),
    )
    return _begun(told, args.get("from", ""), args.get("page", ""), args.get("section", ""))


def _begun(told: QuickExample, parent: str, page: str, section: str) -> QuickExample:
    """With what is known of the example that it grows from, or of the section that becomes a page of its own."""
    if (example := example_called(parent)) is not None:
        return grown_example(told, example)
    try:
        found = find_page(parse_name(page, Namespace.MUNICIPALITY)) if page else None
    except BadName:
        return told
    return section_example(told, found, section) if found else told


def _sent(form: MultiDict[str, str]) -> QuickExample:
    """What was filled in, as the browser sent it."""
    parent = example_called(form.get("from", ""))
    return QuickExample(
        title=one_line(form.get("title", "")),
        municipality=form.get("municipality", ""),
        themes=tuple(filter(None, dict.fromkeys(one_line(each) for each in form.getlist("theme")))),
        status=form.get("status", ""),
        sentences=several_lines(form.get("sentences", "")),
        lesson=one_line(form.get("lesson", "")),
        guidance=one_line(form.get("guidance", "")),
        answers=_request(form.get("answers", "")),
        grew_from=parent.name.full if parent else "",
        areas=tuple(words(parent.fields.get("välfärdsområde"))) if parent else (),
    )


def _request(text: str) -> str:
    """The full name of the request that `text` names, where there is one."""
    try:
        page = find_page(parse_name(text, Namespace.REQUEST)) if text else None
    except BadName:
        return ""
    return page.name.full if page and page.kind == "request" else ""


def _shown(told: QuickExample, refusal: Refusal | None = None) -> Any:
    themes = _themes(told)
    return quick_form(
        "examples/quick.html",
        refusal,
        told=told,
        is_section=bool(request.values.get("section")),
        open_themes=themes[:MOST],
        more_themes=themes[MOST:],
        municipalities=[(each.code, each.name) for each in all_municipalities()],
        steps=[(key, gettext(STAGE_LABELS[key]), gettext(words)) for key, words in STEPS.items()],
        guidance=[value for value, _ in guidance_choices()],
    )


def _themes(told: QuickExample) -> list[str]:
    """Those chosen, then those with most examples and guidance, then the others."""
    counted = {each.title: each.example_count * 3 + each.guidance_count for each in all_themes() if each.exists}
    known = [title for title, _ in theme_choices(told.themes)]
    return sorted(known, key=lambda title: (title not in told.themes, -counted.get(title, 0)))
