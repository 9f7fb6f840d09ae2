"""Beginning a page: its name, and the text that it begins with, by the kind that was chosen."""

import json
from collections.abc import Mapping
from typing import Any

from wiki.core.errors import N_, Refusal
from wiki.core.i18n import LOCALES, gettext, locale, translations
from wiki.editing.kinds_catalogue import KINDS
from wiki.editing.kinds_of_page import Kind, Prompted
from wiki.editing.prompts import prompt
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.markup.kinds import kind_of
from wiki.municipalities.register import Municipality, by_name

_OWN = "sv"  # the language of a page that says no other


class NoMunicipality(BadName):
    """The page belongs to a municipality, and nobody has said which."""

    msgid = N_("Choose the municipality that the page is about.")


class NameTaken(Refusal):
    """There is a page of that name, `name`, already."""

    status = 409

    def __init__(self, name: PageName, **params: object) -> None:
        super().__init__(None, **params)
        self.name = name


def kind_called(key: str | None) -> Kind | None:
    """The kind with that key."""
    return next((kind for kind in KINDS if kind.key == key), None)


def kind_of_page(name: PageName, fields: Mapping[str, Any]) -> Kind | None:
    """The kind of the page `name` whose front matter is `fields`; None where people begin no such pages."""
    return kind_called(kind_of(name, fields))


def leading_to(target: str) -> str:
    """The text of a page that leads to the one called `target`, which may be left to whoever goes on writing."""
    try:
        return f"#OMDIRIGERING [[{parse_name(target).full}]]\n"
    except BadName:
        return "#OMDIRIGERING [[]]\n"


def likely_kind(name: PageName) -> Kind | None:
    """What a page called so most likely is going to be: below a municipality it is an example."""
    below = name.namespace is Namespace.MUNICIPALITY and name.parent is not None
    return kind_called("example") if below else kind_of_page(name, {})


def kind_by_register(name: PageName) -> Kind | None:
    """The kind that `name` can only be: the page of one of the municipalities in the register."""
    is_municipality = name.namespace is Namespace.MUNICIPALITY and by_name(name.title)
    return kind_called("municipality") if is_municipality else None


def name_of_new(kind: Kind, title: str, municipality: Municipality | None) -> PageName:
    """What a new page of this kind is called. A whole name ("Tema:Piloter") is taken as it is. Raises BadName."""
    if not kind.of_municipality:
        return parse_name(title, kind.namespace)
    if title.strip():
        whole = parse_name(title)
        if whole.namespace is Namespace.MUNICIPALITY and (whole.parent or kind.key == "municipality"):
            return whole
    if kind.key == "municipality":  # its name is that of the municipality, so nobody need write it
        named = by_name(title) or municipality
        return parse_name(named.name if named else title, kind.namespace)
    if municipality is None:
        raise NoMunicipality
    return parse_name(f"{kind.namespace.prefix}:{municipality.name}/{parse_name(title).title}")


def starting_text(kind: Kind, name: PageName) -> str:
    """What the editor of the new page `name` opens with: fields, and headings with prompts, in the reader's language.

    A kind without headings begins with an empty text.
    """
    if not kind.headings:
        return ""
    fields = "".join(f"{key}: {value}\n" for key, value in _fields(kind, name).items())
    front = f"---\n{fields}---\n" if fields else ""
    return front + "\n".join(section(each) for each in kind.headings)


def section(prompted: Prompted) -> str:
    """A heading and its prompt, ready to be written under."""
    return f"## {gettext(prompted.heading)}\n\n{prompt(gettext(prompted.prompt))}\n"


def wordings(prompted: Prompted) -> set[str]:
    """The heading in every language, as headings are compared."""
    return {translations(code).gettext(prompted.heading).casefold() for code in LOCALES}


def _fields(kind: Kind, name: PageName) -> dict[str, str]:
    fields = {"typ": kind.typ} if kind.typ else {}
    municipality = by_name(name.base.title) if kind.of_municipality else None
    if municipality and kind.key == "municipality":
        fields["kommunkod"] = json.dumps(municipality.code)  # in quotation marks: it may begin with a zero
    elif municipality:
        fields["kommun"] = municipality.name
    if locale() != _OWN:
        fields["språk"] = locale()
    return fields
