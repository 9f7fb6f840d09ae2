"""Whom to ask about a page, which only members may see: it never goes along."""

from wiki.markup import PageName
from wiki.markup.frontmatter import read, without_field
from wiki.markup.kinds import SPOKEN_FOR, kind_of


def without_contact(source: str, name: PageName) -> str:
    """The text of the page `name` without whom its fields name, where somebody speaks for such a page."""
    return without_field(source, "kontakt") if kind_of(name, read(source).fields) in SPOKEN_FOR else source
