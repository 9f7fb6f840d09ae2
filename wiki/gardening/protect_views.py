"""The form on which a page is protected, and the list of what is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.models import Role
from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, long_datetime, sentence
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.lasting import NEVER, read_until, span_choices
from wiki.gardening.log_words import levels_in_words, until_in_words
from wiki.gardening.protect import LEVELS, NAMES, Wanted, acts_on, protect
from wiki.journal.kept import kept, no_longer_than
from wiki.journal.models import Entry
from wiki.markup import PageName, parse_name
from wiki.pages.acts import PageAct, offer_act
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.pages.template_page import templates_of
from wiki.pages.views import about, canonical
from wiki.protection.ask import sentence_about
from wiki.protection.queries import count_protected, first_end, list_protected, protection_of

ACT_LABELS = {
    "edit": N_("Change the page"),
    "move": N_("Move the page"),
    "create": N_("Create the page"),
    "discuss": N_("Write in the discussion"),
}
LEVEL_LABELS = {
    "members": N_("All members, as usual"),
    "gardeners": N_("Only gardeners"),
    "administrators": N_("Only administrators"),
}

blueprint = Blueprint("protecting", __name__)
blueprint.add_app_template_global(sentence_about, "protection_told")
blueprint.add_app_template_global(levels_in_words)
blueprint.add_app_template_global(until_in_words)


class NothingToPassOn(Refusal):
    """What is not protected against changes protects nothing else."""

    status = 422
    msgid = N_("What the page takes in can only be protected together with it. Choose who can change the page.")


@dataclass(frozen=True)
class Form:
    """The form: a level for each act, whether what the page takes in is protected too, how long, and why."""

    levels: Mapping[str, str]
    lasts: str = NEVER
    date: str = ""
    reason: str = ""
    cascades: bool = False

    @classmethod
    def of(cls, wanted: Wanted, reason: str = "") -> "Form":
        """A form that asks for `wanted`."""
        levels = {act: NAMES[role] for act, role in wanted.levels.items()}
        lasts = wanted.until.isoformat() if wanted.until else NEVER
        return cls(levels, lasts, reason=reason, cascades=wanted.cascades)

    @classmethod
    def sent(cls, page: Page | None) -> "Form":
        """The form as it was sent."""
        levels = {act: request.form.get(act, "members") for act in acts_on(page)}
        lasts, date, reason = (request.form.get(field, "") for field in ("lasts", "date", "reason"))
        return cls(levels, lasts, date, reason, "cascades" in request.form)

    def wanted(self) -> Wanted:
        """What it asks for. Raises BadSpan, NothingToPassOn."""
        levels = {act: LEVELS.get(level, Role.MEMBER) for act, level in self.levels.items()}
        if self.cascades and levels.get("edit", Role.MEMBER) <= Role.MEMBER:
            raise NothingToPassOn
        if max(levels.values(), default=Role.MEMBER) <= Role.MEMBER:
            return Wanted()  # however long: there is nothing that lasts
        return Wanted(levels, read_until(self.lasts, self.date), self.cascades)


@blueprint.get("/protect/<path:name>")
def protect_form(name: str) -> Any:
    """How a page, or a name without one, is protected, to be changed; with `?undo=`, as it was before that entry."""
    require(current_user, "protect")
    page_name, elsewhere = canonical("protecting.protect_form", name)
    if elsewhere:
        return elsewhere
    undone = _entry(request.args.get("undo", ""), page_name)
    if undone:
        before = Wanted.told((undone.details or {}).get("before"))
        return _shown(page_name, Form.of(before, _reason_to_undo(undone)), until=before.until, undone=undone)
    present = Wanted.of(protection_of(page_name))
    return _shown(page_name, Form.of(present), until=present.until)


@blueprint.post("/protect/<path:name>")
@keeps_text
def send_protected(name: str) -> Any:
    """Protect it so, or end its protection."""
    page_name = parse_name(name)
    require(current_user, "protect", on=page_name)
    form = Form.sent(find_page(page_name))
    try:
        if form_is_stale():
            raise StaleForm(N_("The form had been open too long. What you wrote is still here: press once more."))
        changed = protect(page_name, form.wanted(), form.reason, by=current_user)
    except Refusal as refusal:
        return _shown(page_name, form, refusal)
    is_protected = protection_of(page_name) is not None
    words = N_("“%(name)s” is protected.") if is_protected else N_("“%(name)s” is no longer protected.")
    flash(gettext(words if changed else N_("It was so already. Nothing was changed."), name=page_name.full))
    return redirect(page_name.path, 303)


def _shown(
    name: PageName,
    form: Form,
    refusal: Refusal | None = None,
    until: datetime | None = None,
    undone: Entry | None = None,
) -> Any:
    page = find_page(name)
    present = protection_of(name)
    shown = render_template(
        "gardening/protect.html",
        **about(name, page),
        form=form,
        acts=[(act, gettext(ACT_LABELS[act])) for act in acts_on(page)],
        levels=[(key, gettext(words)) for key, words in LEVEL_LABELS.items()],
        taken_in=templates_of(page),
        spans=span_choices(until or (present.until if present else None)),
        problem=sentence(refusal) if refusal else "",
        undone=undone,
        most=MAX_REASON,
    )
    return shown, refusal.status if refusal else 200


def _entry(number: str, name: PageName) -> Entry | None:
    """The entry with that number, where it is about the protection of `name`."""
    found = session().get(Entry, row_number(number) or 0)
    is_it = found and found.kind in {"protect", "unprotect"} and found.name == name.full
    return found if is_it else None


def _reason_to_undo(entry: Entry) -> str:
    return gettext("Undid what was decided %(when)s", when=long_datetime(entry.at))


@blueprint.get("/protected")
@kept()
def protected() -> Any:
    """All that is protected, the latest first."""
    require(current_user, "read")
    if end := first_end():
        no_longer_than(end)
    part = paging(count_protected())
    return render_template(
        "gardening/protected.html", protections=list_protected(part.offset, part.per_page), paging=part
    )


def init_protecting(app: Flask) -> None:
    """Offer it in the menu of each page, and of each name without one."""

    def address(name: PageName) -> str:
        return url_for("protecting.protect_form", name=name.address)

    offer_act(app, PageAct(30, N_("Protect"), "lock", "protect", address, fits=lambda *_about: True))
