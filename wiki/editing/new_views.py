"""Beginning a page: choose what kind it is, say what it is called, and the editor opens with a start."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.editing.begin import kind_called, likely_kind, name_of_new
from wiki.editing.fields import is_draft
from wiki.editing.growing import origin
from wiki.editing.halfdone import may_be_draft
from wiki.editing.kinds_catalogue import KINDS
from wiki.editing.kinds_of_page import Kind
from wiki.editing.whose import somebody_elses
from wiki.editing.wishes import wishes_of
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.municipalities.register import all_municipalities, by_code, by_name
from wiki.pages.queries import find_page

QUICK = "example"  # the kind that has a quick form of its own
USUAL = 8  # kinds that stand open; the others are folded below them

blueprint = Blueprint("begin", __name__)
for _function in (wishes_of, may_be_draft, is_draft, somebody_elses):
    blueprint.add_app_template_global(_function)


@blueprint.get("/new")
def new() -> Any:
    """The form, and the way on to the editor when it has been filled in. What exists already is offered instead."""
    require(current_user, "read")
    kind, title = _chosen_kind(), request.args.get("title", "")
    if request.args.get("kind") == QUICK and _is_quick() and not title and "go" not in request.args:
        return _to_quick_form(None)
    if "go" not in request.args and "namespace" not in request.args:
        return _form(kind, title)
    if kind is None:
        return _form(kind, title, about_kind=gettext("Choose what kind of page it is."))
    try:
        name = name_of_new(kind, title, by_code(request.args.get("municipality")))
    except BadName as refusal:
        return _form(kind, title, refusal)
    if find_page(name):
        return _form(kind, title, NameInUse(), existing=name)
    if kind.key == QUICK and _is_quick():
        return _to_quick_form(name)
    fits = name.namespace is kind.namespace
    parent = origin() if fits else None
    grown = {"from": parent.name.full} if parent else {}
    return redirect(url_for("editing.edit", name=name.address, kind=kind.key if fits else None, **grown))  # type: ignore[arg-type]


def _is_quick() -> bool:
    """Whether an example is told in the quick form: unless the full one was asked for."""
    return "full" not in request.args


def _to_quick_form(name: PageName | None) -> Any:
    """The quick form, with what is known: the name of the page, or what stands in the address."""
    known = {
        key: request.args.getlist(key) for key in ("municipality", "theme", "guidance", "from") if request.args.get(key)
    }
    if name and (owner := by_name(name.base.title)):
        known |= {"title": [name.leaf], "municipality": [owner.code]}
    return redirect(url_for("quick_example.new", **known))  # type: ignore[arg-type]


class NameInUse(Refusal):
    """There is such a page already."""

    status = 409
    msgid = N_("There is a page with that name already. Add to it, or choose another name.")


def _chosen_kind() -> Kind | None:
    """The kind that was chosen, or that the name or the namespace in the address tells."""
    if "kind" in request.args or "go" in request.args:
        return kind_called(request.args.get("kind"))
    try:
        default = Namespace(request.args.get("namespace", "main"))
        return likely_kind(parse_name(request.args["title"], default)) if "title" in request.args else None
    except (ValueError, BadName):
        return kind_called("guidance") if "namespace" in request.args else None


def _form(
    kind: Kind | None,
    title: str,
    refusal: Refusal | None = None,
    *,
    existing: PageName | None = None,
    about_kind: str | None = None,
) -> Any:
    shown = render_template(
        "editing/new.html",
        kinds=KINDS[:USUAL],
        more_kinds=KINDS[USUAL:],
        chosen=kind.key if kind else "",
        wanted=title,
        municipalities=[(each.code, each.name) for each in all_municipalities()],
        municipality=request.args.get("municipality") or getattr(current_user, "municipality_code", None) or "",
        problem=sentence(refusal) if refusal else None,
        about_kind=about_kind,
        existing=existing,
        parent=origin(),
        full="full" in request.args,
    )
    return shown, refusal.status if refusal else 400 if about_kind else 200
