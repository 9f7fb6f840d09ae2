"""The pages that list pages: what links here, all pages, wanted and orphaned ones, themes, examples, contributions."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from wiki.accounts.blocks import block_of
from wiki.accounts.models import User
from wiki.accounts.names import key
from wiki.accounts.permissions import can, require
from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.journal.changes import ChangeFilter, changes, count_changes
from wiki.journal.days import by_day
from wiki.journal.kept import kept, no_longer_than
from wiki.journal.namespaces import namespace_words, read_namespaces
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.kinds import NAMESPACE_LABELS
from wiki.pages.backlinks import Backlink, Backlinks
from wiki.pages.categories import category_tree
from wiki.pages.indexes import (
    CONTENT,
    by_letter,
    letters,
    namespace_counts,
    pages_from,
    random_page,
)
from wiki.pages.models import Page
from wiki.pages.queries import count, find_page
from wiki.pages.views import about, canonical

LONGEST = 255  # letters of anything that an address says
LINK_KINDS = ("link", "file", "template", "redirect", "category")

blueprint = Blueprint("indexes", __name__)


@blueprint.get("/backlinks/<path:name>", endpoint="backlinks")
@kept()
def backlinks_of(name: str) -> Any:
    """What links to a page, whether the page exists or not (`?kind=link`)."""
    require(current_user, "read")
    page_name, elsewhere = canonical("indexes.backlinks", name)
    if elsewhere:
        return elsewhere
    kind = request.args.get("kind")
    kind = kind if kind in LINK_KINDS else None
    found = Backlinks(page_name)
    counts = found.counts()
    part = paging(counts.get(kind, 0) if kind else sum(counts.values()))
    return render_template(
        "indexes/backlinks.html",
        **about(page_name, find_page(page_name)),
        groups=_grouped(found.part(kind, part.per_page, part.offset)),
        counts=counts,
        chosen=kind,
        paging=part,
    )


@blueprint.get("/pages")
@kept()
def all_pages() -> str:
    """All pages of a namespace, in Swedish order (`?namespace=municipality&from=u&redirects=0`).

    With `?prefix=Kommun:Ud` only those whose names begin so.
    """
    require(current_user, "read")
    redirects = request.args.get("redirects") != "0"
    namespace = next(iter(read_namespaces(request.args)), Namespace.MAIN)
    start = request.args.get("from", "").strip()
    prefix = request.args.get("prefix", "").strip()[:LONGEST]
    namespace, beginning = _split(prefix, namespace)
    found, counts = pages_from(namespace, start, redirects, beginning), namespace_counts(redirects)
    is_all = not start and not beginning
    part = paging(counts.get(namespace, 0) if is_all else count(found.with_only_columns(Page.id)), per_page=150)
    shown = found.with_only_columns(Page.id).limit(part.per_page).offset(part.offset).subquery()
    rows = session().execute(
        select(Page.title, Page.redirect_to).join(shown, shown.c.id == Page.id).order_by(Page.sort_key, Page.title)
    )
    targets = {PageName(namespace, title): target for title, target in rows}
    return render_template(
        "indexes/all_pages.html",
        groups=by_letter(targets),
        targets=targets,
        counts=counts,
        letters=letters(namespace, redirects),
        chosen=namespace,
        start=start,
        prefix=prefix,
        redirects=redirects,
        labels=NAMESPACE_LABELS,
        paging=part,
    )


@blueprint.get("/wanted")
def wanted() -> Response:
    """Where wanted pages were listed before there were reports."""
    return _report("wanted")


@blueprint.get("/orphans", endpoint="orphans")
def orphaned() -> Response:
    """Where orphaned pages were listed before there were reports."""
    return _report("orphans")


def _split(prefix: str, namespace: Namespace) -> tuple[Namespace, str]:
    """The kind of page that the beginning of a name says, and the beginning of the title."""
    said, colon, rest = prefix.partition(":")
    known = {word.casefold(): each for each in Namespace for word in (each.prefix, *each.aliases) if word}
    found = known.get(said.strip().casefold()) if colon else None
    begins = (rest.lstrip() if found else prefix).replace("_", " ")
    return found or namespace, begins[:1].upper() + begins[1:]


def _report(name: str) -> Response:
    require(current_user, "read")
    return redirect(url_for("reports.show", name=name, **request.args.to_dict(flat=False)), 301)  # type: ignore[arg-type]


@blueprint.get("/categories", endpoint="categories")
@kept()
def all_categories() -> str:
    """All categories as a tree, or those without a page (`?show=wanted`)."""
    require(current_user, "read")
    tree = category_tree()
    wanted = request.args.get("show") == "wanted"
    found = tree.wanted if wanted else tree.roots
    part = paging(len(found), per_page=150)
    shown = part.slice(found)
    return render_template(
        "indexes/categories.html",
        branches=tree.branches([] if wanted else shown),
        wanted=[tree.category(title) for title in shown] if wanted else None,
        count=len(tree),
        missing=len(tree.wanted),
        paging=part,
    )


@blueprint.get("/random")
def somewhere() -> Response:
    """A page to read, another each time (`?namespace=municipality`, `?category=Piloter`)."""
    require(current_user, "read")
    kinds, category = read_namespaces(request.args), request.args.get("category", "")[:LONGEST]
    asked = parse_name(category, default=Namespace.CATEGORY) if category.strip() else None
    name = random_page(kinds or (tuple(Namespace) if asked else CONTENT), asked)
    if name is None and (kinds or asked):
        raise NotFound(N_("There is no page of this kind yet."))
    answer = redirect(name.path if name else "/")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/contributions/<path:name>")
@kept(minutes=1)  # it says "today"
def contributions(name: str) -> Any:
    """What somebody has written and said."""
    require(current_user, "read")
    user = _user(name)
    if user.name.replace(" ", "_") != name:
        return redirect(url_for("indexes.contributions", name=user.name.replace(" ", "_")), 301)
    told = can("see contacts")
    block = block_of(user) if can("block") else None
    if block and block.until:
        no_longer_than(block.until)
    chosen = ChangeFilter(namespaces=read_namespaces(request.args), actor_id=user.id, for_members=told)
    part = paging(count_changes(chosen))
    return render_template(
        "indexes/contributions.html",
        user=user,
        block=block,
        days=by_day(changes(chosen, part.per_page, part.offset)),
        paging=part,
        chosen=chosen,
        namespaces=namespace_words(),
    )


@blueprint.get("/user/<path:name>")
def user_page(name: str) -> Response:
    """The page of somebody's own, by the short address."""
    require(current_user, "read")
    return redirect(PageName(Namespace.USER, name.replace("_", " ")).path)


ByPage = list[tuple[PageName, list[Backlink]]]


def _grouped(links: Sequence[Backlink]) -> list[tuple[PageName | None, list[tuple[str, ByPage]]]]:
    """Links under the redirect they pass (None for none), then the kind of page they stand on, then the page."""
    return [
        (
            via,
            [
                (gettext(NAMESPACE_LABELS[namespace]), [(page, _once(some)) for page, some in groupby(same, _page)])
                for namespace, same in groupby((link for link in passing if not link.is_via_itself), _namespace)
            ],
        )
        for via, passing in groupby(links, lambda link: link.via)
    ]


def _once(links: Iterable[Backlink]) -> list[Backlink]:
    """The first link of each sentence: one that names the page twice is read once."""
    found: dict[tuple[str, ...], Backlink] = {}
    for link in links:
        found.setdefault((link.kind, link.anchor, link.before + link.label + link.after), link)
    return list(found.values())


def _namespace(link: Backlink) -> Namespace:
    return link.page.namespace


def _page(link: Backlink) -> PageName:
    return link.page


def _user(name: str) -> User:
    """The account called `name`, as it may stand in an address. Raises NotFound."""
    user = session().scalar(select(User).where(User.name_key == key(name.replace("_", " "))))
    if user is None:
        raise NotFound(N_("There is nobody here called %(name)s."), name=name.replace("_", " "))
    return user
