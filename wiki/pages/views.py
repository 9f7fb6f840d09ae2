"""The pages that show a page: read it, its history, its versions and the difference between two of them."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wiki import search
from wiki.accounts.permissions import can, require
from wiki.accounts.queries import user_by_name
from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.core.paging import paging
from wiki.journal.kept import kept, no_longer_than
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.diff import diff
from wiki.markup.kinds import LABELS, kind_of
from wiki.municipalities.naming import short_name
from wiki.municipalities.register import by_name
from wiki.pages.article import Article, article, body_of
from wiki.pages.categories import category_members
from wiki.pages.facts import page_state, stage
from wiki.pages.file_page import file_page
from wiki.pages.hidden import hidden_in
from wiki.pages.hideable import TEXT
from wiki.pages.information import information
from wiki.pages.models import Page, Revision
from wiki.pages.queries import count, find_page, history, neighbours, revision
from wiki.pages.removed import SEE, removal_told
from wiki.pages.template_page import template_page, templates_of
from wiki.protection.ask import stops
from wiki.protection.queries import guard_of

blueprint = Blueprint("pages", __name__)

MEMBERS_AT_ONCE = 200


def canonical(endpoint: str, text: str) -> tuple[PageName, Response | None]:
    """The page that an address names, and a redirect where the address is not the one right spelling of it."""
    name = parse_name(text)
    if name.address == text:
        return name, None
    arguments = request.args.to_dict(flat=False)
    return name, redirect(url_for(endpoint, name=name.address, **arguments), 301)  # type: ignore[arg-type]


@blueprint.get("/wiki/<path:name>")
@kept(minutes=24 * 60, by_municipality=True)  # it asks members whether their own examples are still true
def read(name: str) -> Any:
    """The page itself, or one version of it (`?oldid=`)."""
    require(current_user, "read")
    page_name, elsewhere = canonical("pages.read", name)
    if elsewhere:
        return elsewhere
    oldid = request.args.get("oldid", type=int)
    if oldid is not None:
        return read_version(page_name, oldid)
    page = find_page(page_name)
    if page is None:
        return missing(page_name)
    if page.redirect_to and request.args.get("redirect") != "no":
        target_text, _, fragment = page.redirect_to.partition("#")
        target = find_page(parse_name(target_text))
        if target is not None and target.id != page.id:
            if fragment:  # only the browser can go to a section
                address = url_for(
                    "pages.read", name=target.name.address, redirectedfrom=page_name.full, _anchor=fragment
                )
                return redirect(address)
            return show(article(target), redirected_from=page_name)
    came_from_text = request.args.get("redirectedfrom", "")
    if came_from_text:
        return show(article(page), redirected_from=parse_name(came_from_text))
    return show(article(page))


def show(found: Article, redirected_from: PageName | None = None) -> str:
    """The reading page."""
    page = found.page
    is_category = page.namespace == Namespace.CATEGORY.value
    return render_template(
        "pages/read.html",
        **about(page.name, page),
        article=found,
        redirected_from=redirected_from,
        redirect_target=parse_name(page.redirect_to.partition("#")[0]) if page.redirect_to else None,
        stage=stage(page.fields),
        file=file_page(page.name, page) if page.namespace == Namespace.FILE.value else None,
        template=template_page(page) if page.namespace == Namespace.TEMPLATE.value and not page.redirect_to else None,
        members=category_members(page.name, MEMBERS_AT_ONCE, _letter()) if is_category else None,
    )


def _letter() -> str:
    """Where to begin among the pages of a category (`?from=K`)."""
    return request.args.get("from", "").strip()[:20]


def about(name: PageName, page: Page | None) -> dict[str, Any]:
    """What the head of every page that has to do with `name` shows."""
    guard = guard_of(name)
    if guard and guard.until:
        no_longer_than(guard.until)
    return {
        "name": name,
        "page": page,
        "title": _title(name),
        "kind": page.kind if page else kind_of(name, {}),
        "kinds": LABELS,
        "state": page_state(page) if page else None,
        "protection": guard,
        "may_write": not stops(current_user, "edit" if page else "create", guard),
    }


def _title(name: PageName) -> str:
    """The heading: a subpage's own part, the rest being told by the tagline."""
    if name.namespace in {Namespace.MUNICIPALITY, Namespace.COOPERATION}:
        return name.leaf
    return name.title


def read_version(name: PageName, number: int) -> Any:
    """One version of a page, with its banner, whichever version it is."""
    shown = revision(number, removed=can(SEE))
    if shown.page.name != name:
        return redirect(url_for("pages.read", name=shown.page.name.address, oldid=number))
    before, after = neighbours(shown)
    return render_template(
        "pages/version.html",
        **about(name, shown.page),
        revision=shown,
        hidden=hidden_in([number]).get(number, {}),
        body=body_of(shown.source, name),
        before=before,
        after=after,
    )


def missing(name: PageName) -> Any:
    """There is no such page: what might be meant instead, how to write it, and why it has been deleted, if it has.

    People without a page have written. The full name of a municipality leads to its short one, and of each there is
    something to say. A category holds what stands in it, whether anybody has described it or not.
    """
    if name.namespace is Namespace.USER and user_by_name(name.title):
        return redirect(url_for("indexes.contributions", name=name.title.replace(" ", "_")))
    if short := short_name(name):
        return redirect(url_for("pages.read", name=short.address))
    if name.namespace is Namespace.MUNICIPALITY and by_name(name.title):
        return render_template("municipalities/without_page.html", **about(name, None))
    members = category_members(name, MEMBERS_AT_ONCE, _letter()) if name.namespace is Namespace.CATEGORY else None
    if members and members.itself.members:
        shown = {"members": members, "removal": removal_told(name)}
        return render_template("pages/category_without_page.html", **about(name, None), **shown)
    hits = search.find(name.title, per_page=5)
    page = render_template(
        "pages/missing.html",
        **about(name, None),
        similar=search.similar_titles(name.title, 5),
        hits=hits,
        file=file_page(name, None) if name.namespace is Namespace.FILE else None,
        removal=removal_told(name),
    )
    return page, 404


@blueprint.get("/history/<path:name>", endpoint="history")
def history_of(name: str) -> Any:
    """All versions of a page."""
    require(current_user, "read")
    page_name, elsewhere = canonical("pages.history", name)
    if elsewhere:
        return elsewhere
    page = _page(page_name)
    versions = history(page.id)
    part = paging(count(versions))
    shown = session().scalars(versions.offset(part.offset).limit(part.per_page)).all()
    return render_template("pages/history.html", **about(page_name, page), revisions=shown, paging=part)


@blueprint.get("/compare")
def compare() -> Any:
    """The form of the history page: two versions were picked."""
    old, new = request.args.get("old", type=int), request.args.get("new", type=int)
    if old is None or new is None:
        raise NotFound(N_("Choose two versions to compare."))
    return redirect(url_for("pages.difference", old=min(old, new), new=max(old, new)))


@blueprint.get("/diff/<int:old>/<int:new>")
def difference(old: int, new: int) -> Any:
    """What differs between two versions, of one page or of two."""
    require(current_user, "read")
    older = revision(old, removed=can(SEE)) if old else None  # 0 is the empty text before the first version
    newer = revision(new, removed=can(SEE))
    before, after = neighbours(newer)
    hidden = hidden_in([old, new])
    is_readable = not any(TEXT in parts for parts in hidden.values())
    return render_template(
        "pages/diff.html",
        **about(newer.page.name, newer.page),
        older=older,
        newer=newer,
        before=before if older and before == older.id else None,
        before_older=_before(older) if older else None,
        after=after,
        hidden=hidden,
        diff=diff(older.source if older else "", newer.source) if is_readable else None,
    )


def _before(of: Revision) -> int | None:
    return neighbours(of)[0]


@blueprint.get("/info/<path:name>")
def info(name: str) -> Any:
    """Facts about a page as a thing in the wiki."""
    require(current_user, "read")
    page_name, elsewhere = canonical("pages.info", name)
    if elsewhere:
        return elsewhere
    page = _page(page_name)
    return render_template(
        "pages/info.html", **about(page_name, page), information=information(page), templates=templates_of(page)
    )


def _page(name: PageName) -> Page:
    page = find_page(name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    return page
