"""What pages of municipalities are called besides: each can be named as the municipality is in full, "Umeå kommun"."""

from wiki.markup.names import Namespace, PageName
from wiki.municipalities.register import by_full_name, by_name


def short_name(name: PageName) -> PageName | None:
    """What the page of a municipality is called that `name` calls otherwise: Kommun:Umeå for "Umeå kommun"."""
    if name.namespace is Namespace.MAIN:
        found = by_full_name(name.title)
        return PageName(Namespace.MUNICIPALITY, found.name) if found else None
    found = by_name(name.base.title) if name.namespace is Namespace.MUNICIPALITY else None
    if found is None or found.name == name.base.title:
        return None
    return PageName(Namespace.MUNICIPALITY, found.name + name.title[len(name.base.title) :])


def official_names(name: PageName) -> tuple[PageName, ...]:
    """What else the page of a municipality is called, or one below it: "Umeå kommun", in and outside of Kommun:."""
    found = by_name(name.base.title) if name.namespace is Namespace.MUNICIPALITY else None
    if found is None or found.name != name.base.title or found.full_name == found.name:
        return ()
    below = name.title[len(found.name) :]
    official = PageName(Namespace.MUNICIPALITY, found.full_name + below)
    return (official,) if below else (official, PageName(Namespace.MAIN, found.full_name))
