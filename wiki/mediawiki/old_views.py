"""The addresses of a MediaWiki: links and bookmarks to the old wiki lead to what stands for it here.

They are permanent redirects (301). What is asked for is looked up as readers see it, so an old number never tells of a
page that has been deleted, and the gate of a wiki for members only stands before all of it.
"""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, current_app, redirect, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from wiki.accounts.permissions import require
from wiki.core.errors import N_, NotFound
from wiki.core.numbers import row_number
from wiki.markup import BadName, Namespace, parse_name
from wiki.mediawiki.originals import Place, names_here, page_numbered, revision_numbered
from wiki.mediawiki.special_names import BY_NAME, NUMBERED, OWN, PREFIXES
from wiki.mediawiki.wikitext.names import Named
from wiki.pages.queries import find_page, neighbours, revision

SAFE = "/:()!*,;@=+$~"

blueprint = Blueprint("mediawiki_addresses", __name__)


@blueprint.get("/index.php")
@blueprint.get("/w/index.php")
def script() -> Any:
    """`/index.php?title=…`, with all that MediaWiki lets stand after it."""
    require(current_user, "read")
    return _answer(request.args.get("title", ""))


@blueprint.get("/index.php/<path:title>")
@blueprint.get("/w/index.php/<path:title>")
def script_path(title: str) -> Any:
    """`/index.php/Title`."""
    require(current_user, "read")
    return _answer(request.args.get("title", title))


@blueprint.before_app_request
def read_by_old_name() -> Any:
    """`/wiki/Special:…`, `/wiki/Diskussion:…`, `/wiki/Kommundiskussion:…`: what is no name of ours."""
    if request.endpoint != "pages.read" or request.method not in {"GET", "HEAD"}:
        return None
    title = str((request.view_args or {}).get("name", ""))
    prefix, colon, _rest = title.partition(":")
    if not colon or not prefix:
        return None
    require(current_user, "read")
    if prefix.casefold() in PREFIXES:
        return _special(title)
    named = _named(title)
    if named is None or not _means_another(title, named):
        return None
    return _to(f"/talk/{_quoted(named.name.address)}" if named.is_talk else named.name.path)


def _means_another(title: str, named: Named) -> bool:
    """Whether the old wiki meant another page by `title` than we do, and we have none of that name ourselves."""
    try:
        ours = parse_name(title)
    except BadName:
        return True
    return (named.is_talk or named.name != ours) and find_page(ours) is None


def _answer(title: str) -> Any:
    prefix = title.partition(":")[0].strip().casefold()
    if prefix in PREFIXES:
        return _special(title)
    return _by_number() or _by_search(title) or _by_name(title) or _unknown(title)


def _by_number() -> Response | None:
    """What `diff`, `oldid` and `curid` ask for; None where the address names none of them."""
    arguments = request.args
    if "diff" in arguments:
        return _difference(arguments["diff"], row_number(arguments.get("oldid", "")))
    if (oldid := row_number(arguments.get("oldid", ""))) is not None:
        place = revision_numbered(oldid)
        return _version(place, arguments.get("direction", "")) if place else None
    if (curid := row_number(arguments.get("curid", ""))) is not None:
        place = page_numbered(curid)
        return _page(Named(place.name, place.is_talk)) if place else None
    return None


def _difference(diff: str, oldid: int | None) -> Response | None:
    """`diff=12&oldid=11`, `diff=prev&oldid=12`, `diff=next&oldid=11`, `diff=cur&oldid=11`, `diff=12`."""
    numbered = row_number(diff)
    one = revision_numbered(oldid) if oldid is not None else None
    other = revision_numbered(numbered) if numbered is not None else None
    shown = one or other
    if shown is None or shown.revision_id is None:
        return _page(Named(shown.name, shown.is_talk)) if shown else None
    here = shown.revision_id
    before, after = neighbours(revision(here))
    if one and other and one.revision_id and other.revision_id:
        return _to(f"/diff/{one.revision_id}/{other.revision_id}")
    if diff == "next" and after:
        return _to(f"/diff/{here}/{after}")
    page = find_page(shown.name)
    if diff in {"cur", "0"} and page and page.current_revision_id:
        return _to(f"/diff/{here}/{page.current_revision_id}")
    return _to(f"/diff/{before or 0}/{here}")


def _version(place: Place, direction: str) -> Response:
    if place.is_talk or place.revision_id is None:
        return _page(Named(place.name, place.is_talk))
    before, after = neighbours(revision(place.revision_id))
    shown = {"prev": before, "next": after}.get(direction) or place.revision_id
    action = request.args.get("action", "view")
    if action in {"edit", "raw", "submit"}:
        return _to(f"/edit/{_quoted(place.name.address)}")
    return _to(place.name.path, oldid=shown)


def _by_search(title: str) -> Response | None:
    """`/index.php?search=…`."""
    words = request.args.get("search")
    return None if words is None or title else _to("/search", q=words)


def _by_name(title: str) -> Response | None:
    """The page that is called so, or what somebody wants to do with it."""
    if not title.strip():
        return None if request.args else _to("/")
    named = _named(title)
    return _page(named) if named else None


def _page(named: Named) -> Response:
    """What `action` asks for with a page; what it does not know is reading."""
    address = _quoted(named.name.address)
    if named.is_talk:
        return _to(f"/talk/{address}")
    action = request.args.get("action", "view")
    kept = {"redirect": "no"} if request.args.get("redirect") == "no" else {}
    place = {
        "history": f"/history/{address}",
        "edit": f"/edit/{address}",
        "submit": f"/edit/{address}",
        "raw": f"/edit/{address}",
        "info": f"/info/{address}",
    }
    return _to(place[action]) if action in place else _to(named.name.path, **kept)


def _special(title: str) -> Any:
    """A special page of MediaWiki's, with what stands after it."""
    name, _, rest = title.partition(":")[2].strip(" _").partition("/")
    key = name.replace(" ", "_").casefold()
    rest = rest.strip(" _/") or request.args.get("target", "").strip()
    if key in NUMBERED:
        return _numbered(NUMBERED[key], rest) or _unknown(title)
    if key in OWN:
        own = getattr(current_user, "name", "")
        return _to(OWN[key].replace("{}", _quoted(own.replace(" ", "_")))) if own else _to("/signin")
    place = BY_NAME.get(key)
    if place is None:
        return _unknown(title)
    if place == "/search":
        return _to("/search", q=request.args.get("search", rest))
    if "{}" not in place:
        return _to(place if _exists(place) else "/special")
    if not rest:
        return _to("/special")
    where = place.replace("{}", _quoted(_subject(rest, place)))
    return _to(where if _exists(where) else "/special")


def _subject(rest: str, place: str) -> str:
    """The page or person that a special page is about, as it is called here."""
    if place.startswith("/contributions"):
        named = _named(rest)
        bare = named.name.title if named and named.name.namespace is Namespace.USER else rest
        return bare.replace(" ", "_")
    named = _named(rest)
    return named.name.address if named else rest


def _numbered(kind: str, rest: str) -> Response | None:
    """`Special:PermanentLink/12`, `Special:Diff/11/12`, `Special:Redirect/revision/12`."""
    parts = rest.split("/")
    number = row_number(parts[-1])
    if kind == "diff":
        first = row_number(parts[0])
        return _difference(parts[-1] if len(parts) > 1 else "prev", first)
    if number is None:
        return None
    place = page_numbered(number) if kind == "redirect" and parts[0] == "page" else revision_numbered(number)
    return _version(place, "") if place else None


def _named(title: str) -> Named | None:
    """The page that a title of an old wiki stands for here; None where no page can be called so."""
    found: Named | None = None
    for names in names_here():
        try:
            named = names.page(title)
        except BadName:
            continue
        if found is None or (not found.is_talk and named != found):
            found = named
    return found


def _exists(place: str) -> bool:
    """Whether there is anything at an address."""
    try:
        current_app.url_map.bind("localhost").match(place.partition("?")[0])
    except HTTPException:
        return False
    return True


def _unknown(title: str) -> Any:
    """Nothing here is what the address asks for; the page that says so has a search field and ways on."""
    raise NotFound(
        N_("The address is one of the old wiki, and what it leads to is not here: %(title)s"),
        title=title.replace("_", " ").strip() or request.query_string.decode(errors="replace")[:200],
    )


def _quoted(address: str) -> str:
    return quote(address, safe=SAFE)


def _to(path: str, **arguments: object) -> Response:
    if not path.isascii():
        path = quote(path, safe=SAFE + "%?&")
    return redirect(f"{path}?{urlencode(arguments)}" if arguments else path, 301)
