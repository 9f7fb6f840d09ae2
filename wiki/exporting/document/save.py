"""A page as a file, by the name of the page and the ending of the file: for the command line."""

from wiki.core.errors import NotFound, Refusal
from wiki.exporting.document.choose import led_to, parts_of
from wiki.exporting.document.making import make
from wiki.exporting.document.markdown import source_of, zipped
from wiki.markup import parse_name
from wiki.pages.queries import find_page


def document_of(name: str, ending: str, scope: str) -> tuple[int, bytes]:
    """How many pages it is, and the file. A redirect gives the page that it leads to.

    Raises NotFound, NoSuchScope, and Refusal when nothing ends so or does not fit.
    """
    page = find_page(parse_name(name))
    if page is None:
        raise NotFound("There is no page called %(name)s.", name=name)
    page = led_to(page)
    parts = parts_of(page, scope)
    number = len({part.page.id for part in parts})
    if ending in (".docx", ".pdf"):
        return number, make(ending.removeprefix("."), parts)
    if ending == ".zip":
        return number, zipped(parts)
    if ending != ".md":
        raise Refusal("“%(ending)s” is none of .docx, .pdf, .md and .zip.", ending=ending)
    if len(parts) > 1:
        raise Refusal("That is %(number)s pages: give the file the ending .zip.", number=number)
    return number, source_of(page).encode()
