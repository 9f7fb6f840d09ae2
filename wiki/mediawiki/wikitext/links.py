"""What stands between double brackets: links, categories, files, other wikis."""

import re

from wiki.markup import BadName, Namespace, PageName
from wiki.mediawiki.wikitext.conversion import OPEN, Conversion, Piece
from wiki.mediawiki.wikitext.inline import inline
from wiki.mediawiki.wikitext.lost import Category
from wiki.mediawiki.wikitext.names import CATEGORY, FILE, MEDIA, SPECIAL
from wiki.mediawiki.wikitext.pictures import picture
from wiki.mediawiki.wikitext.urls import safe

_NO_NAME = re.compile(r"[<>{}\[\]\n]|\x02")
_PARENTHESES = re.compile(r"(.*?)(?: ?\([^()]*\)|, .*)?", re.DOTALL)
_UPWARDS = re.compile(r"(?:\.\./)+")
_PICTURE_ENDING = re.compile(r"\.(?:png|jpe?g|jpe|jfif|gif|webp|avif|svg)$", re.IGNORECASE)


def wikilink(conversion: Conversion, inside: str, original: str) -> str | None:
    """The sign for what the brackets around `inside` say; None where MediaWiki shows them as text."""
    target, bar, label = inside.partition("|")
    if OPEN in target and not _NO_NAME.search(target.replace(OPEN, "")):
        return _with_parameter(conversion, target, bar, label, original)
    if not target.strip() or _NO_NAME.search(target):
        return None
    lines = original.count("\n")
    found = _elsewhere(conversion, target, bar, label, original)
    if found is not None:
        return conversion.keep(Piece(found, lines, is_unseen=not found, plain=original))
    is_shown = not target.lstrip().startswith(":")
    number, rest = conversion.names.number_of(target.strip().removeprefix(":"))
    if number == CATEGORY and is_shown:
        return _category(conversion, target, label, original)
    if number == FILE and is_shown:
        return picture(conversion, target, label, original)
    if number == SPECIAL:
        conversion.lose("special", original)
        text = inline(conversion, label.strip(), "label")
        return conversion.keep(Piece(f"[[{target.strip()}{f'|{text}' if text else ''}]]", lines, plain=original))
    if number == MEDIA:
        colon = ":" if _PICTURE_ENDING.search(rest) else ""
        target, bar, label = f"{colon}{Namespace.FILE.prefix}:{rest}", "|", label or rest
    written = _page(conversion, target, bar, label)
    if written is None:
        conversion.lose("link", original)
        shown = inline(conversion, label or target, "")
        return conversion.keep(Piece(shown, lines, plain=original))
    return conversion.keep(Piece(written, lines, is_link=True, plain=original))


def _with_parameter(conversion: Conversion, target: str, bar: str, label: str, original: str) -> str:
    """A link of a template, whose name is known only when the template is used."""
    name = inline(conversion, target, "label")
    text = f"|{inline(conversion, label, 'label')}" if bar else ""
    return conversion.keep(Piece(f"[[{name}{text}]]", original.count("\n"), is_link=True, plain=original))


def _elsewhere(conversion: Conversion, target: str, bar: str, label: str, original: str) -> str | None:
    found = conversion.names.elsewhere(target)
    if not found:
        return None
    if found.kind == "language" and not bar and not target.lstrip().startswith(":"):
        conversion.lose("interlanguage", original)
        return ""
    text = inline(conversion, label.strip() or target.strip().removeprefix(":"), "label")
    return f"[{text}]({safe(found.address)})"


def _category(conversion: Conversion, target: str, label: str, original: str) -> str:
    try:
        name = conversion.names.page(target).name
    except BadName:
        conversion.lose("link", original)
        return conversion.keep(Piece(inline(conversion, target), original.count("\n"), plain=original))
    sort_key = " ".join(inline(conversion, label).split())
    if conversion.in_place or OPEN in label:
        text = f"[[{name.full}{f'|{sort_key}' if sort_key else ''}]]"
    else:
        conversion.categories.setdefault(name, Category(name, sort_key))
        text = ""
    return conversion.keep(Piece(text, original.count("\n"), is_unseen=not text, plain=original))


def _page(conversion: Conversion, target: str, bar: str, label: str) -> str | None:
    """A link to a page here, or to what is said about it; None where no page can be called that."""
    name, sign, fragment = _resolved(target.strip(), conversion.page).partition("#")
    text = inline(conversion, label.strip(), "label") or (_without_parentheses(name) if bar else "")
    place = f"#{_written(fragment.strip().replace('_', ' '))}" if sign and fragment.strip() else ""
    if not name.strip():
        return f"[[{place}{f'|{text}' if text else ''}]]" if place else None
    try:
        named = conversion.names.page(name)
    except BadName:
        return None
    if named.is_talk:
        shown = text or inline(conversion, target.strip(), "label")
        return f"[{shown}]({safe(talk_path(named.name))})"
    if target.strip().startswith("/"):
        return f"[[{_written(target.strip())}{f'|{text}' if text else ''}]]"
    written = _spelled(named.name, name)
    if not text and name.strip().startswith(":") and named.name.namespace not in (Namespace.CATEGORY, Namespace.FILE):
        text = inline(conversion, name.strip().removeprefix(":") + sign + fragment, "label")
    return f"[[{_written(written)}{place}{f'|{text}' if text else ''}]]"


def _spelled(page: PageName, typed: str) -> str:
    """The page's name, in the spelling of the one who typed it where that names it as well."""
    typed = " ".join(typed.replace("_", " ").split())
    if page.namespace is Namespace.MAIN:
        same = typed[:1].upper() + typed[1:] == page.title
        if page.title.startswith("/") or ":" in page.title:
            return page.full
        return typed if same else page.full
    if page.namespace in (Namespace.CATEGORY, Namespace.FILE):
        return f":{page.full}" if typed.startswith(":") or page.namespace is Namespace.CATEGORY else page.full
    return page.full


def _resolved(target: str, page: PageName) -> str:
    """A name that is told from where the page stands, as the whole name."""
    if target.startswith("/"):
        return f":{page.full}/{target.strip('/')}" if target.strip("/") else target
    upwards = _UPWARDS.match(target)
    if not upwards:
        return target
    above: PageName | None = page
    for _ in range(upwards[0].count("/")):
        above = above.parent if above else None
    rest = target[upwards.end() :].strip("/")
    return f":{above.full}{f'/{rest}' if rest else ''}" if above else target


def _without_parentheses(name: str) -> str:
    """What the pipe trick shows: no prefix, and nothing after a comma or in parentheses."""
    rest = name.strip().removeprefix(":").partition(":")[2].strip() or name.strip().removeprefix(":")
    found = _PARENTHESES.fullmatch(rest)
    return found[1].strip() if found and found[1].strip() else rest.strip()


def _written(name: str) -> str:
    """A name as it stands between our brackets: what would be an escape or emphasis there does not matter to links."""
    return name.replace("\\", "\\\\").replace("`", "\\`")


def talk_path(name: PageName) -> str:
    """Where people talk about a page."""
    return "/talk" + name.path.removeprefix("/wiki")
